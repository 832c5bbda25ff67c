//! Where each thing that is in force was said: in an option, in the environment, in the file, or
//! nowhere.

use std::fmt;

/// Where one thing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In an option of the command line.
    Option(&'static str),
    /// In a variable of the environment.
    Variable(&'static str),
    /// In the settings' file.
    File,
    /// By what the environment tells of the terminal.
    Terminal,
    /// Nowhere.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "from {name}"),
            Self::Variable(name) => write!(f, "from {name} in the environment"),
            Self::File => write!(f, "from the file"),
            Self::Terminal => write!(f, "since this terminal shows no other signs"),
            Self::Default => write!(f, "default"),
        }
    }
}

/// Where each of what stands outside the settings' file was said.
#[derive(Debug, Clone, Copy)]
pub struct Origins {
    /// The folder of the journal.
    pub data: Origin,
    /// The settings' file.
    pub config: Origin,
    /// The day that counts as today.
    pub today: Origin,
    /// Whether there are colours.
    pub color: Origin,
    /// Plain signs, where an option or the terminal says so.
    pub ascii: Option<Origin>,
}
