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
    let text = String::from_utf8_lossy(&text).into_owned();
    if shell == clap_complete::Shell::Fish { text + &words_for_fish() } else { text }
}

/// The words that stand without an option, such as a page of the guide: for fish `clap_complete` leaves
/// them out, and names of files would be offered in their place.
fn words_for_fish() -> String {
    let program = command();
    let mut lines = String::new();
    for part in program.get_subcommands() {
        let words = part.get_positionals().flat_map(|arg| arg.get_possible_values());
        for word in words.filter(|word| !word.is_hide_set()) {
            let help = word.get_help().map(ToString::to_string).unwrap_or_default().replace('\'', "\\'");
            lines.push_str(&format!(
                "complete -c weekfive -n \"__fish_weekfive_using_subcommand {}\" -f -a \"{}\" -d '{help}'\n",
                part.get_name(),
                word.get_name(),
            ));
        }
    }
    lines
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
