//! `weekfive completions`: what lets a shell complete commands, options and their words.

use clap::{Args, ValueEnum};

use super::{Failure, command, output};

/// The options of `completions`.
#[derive(Debug, Clone, Copy, Args)]
pub struct Options {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Shells that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    /// The shell of most Linux systems
    Bash,
    /// The shell of macOS
    Zsh,
    /// The friendly interactive shell
    Fish,
}

/// Prints it.
pub fn run(options: Options) -> Result<(), Failure> {
    output::deliver(&script(options.shell))
}

fn script(shell: Shell) -> String {
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command(), "weekfive", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shell_completes_a_command_an_option_and_a_word() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let text = script(shell);
            for known in ["completions", "awakenings", "no-color", "too-light", "track-and-graph"] {
                assert!(text.contains(known), "{shell:?} does not know {known}");
            }
        }
    }
}
