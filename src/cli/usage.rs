//! Arguments that cannot be read, told in one sentence with the word that may be meant.

use std::error::Error as _;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::domain::nearest::{did_you_mean, nearest, or_did_you_mean};

/// What is wrong, and where the right words stand.
pub fn sentence(error: &clap::Error, program: &Command, arguments: &[String]) -> String {
    let path = named(program, arguments);
    let words = words(error, program, path.last().copied());
    let names: String = path.iter().map(|command| format!("{} ", command.get_name())).collect();
    let help = format!("see weekfive {names}--help");
    // A question keeps its mark.
    if words.ends_with('?') { format!("{words} Or {help}") } else { format!("{words}; {help}") }
}

fn words(error: &clap::Error, program: &Command, named: Option<&Command>) -> String {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let option = text(ContextKind::InvalidArg);
    match (error.kind(), option, error.source()) {
        // Our own sentence says what was given, and what would be right.
        (_, Some(option), Some(reason)) => format!("{option}: {reason}"),
        (ErrorKind::InvalidSubcommand, _, _) => {
            let word = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let known = named.unwrap_or(program).get_subcommands().map(Command::get_name);
            format!("there is no command “{word}”{}", or_did_you_mean(word, known))
        }
        (ErrorKind::UnknownArgument, Some(word), _) => unknown(word, program, named),
        (ErrorKind::InvalidValue, Some(option), _) => {
            let word = text(ContextKind::InvalidValue).unwrap_or_default();
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valid)) if !valid.is_empty() => valid.as_slice(),
                _ => return as_told(error),
            };
            let known = valid.join(", ");
            if word.is_empty() {
                return format!("{option}: a word is missing; it is one of {known}");
            }
            let end = or_did_you_mean(word, valid.iter().map(String::as_str));
            format!("{option}: “{word}” is not one of {known}{end}")
        }
        _ => as_told(error),
    }
}

/// An option, or a word, that the command does not take.
fn unknown(word: &str, program: &Command, named: Option<&Command>) -> String {
    let command = named.unwrap_or(program);
    if !word.starts_with('-') {
        return format!("“{word}” is a word too many here");
    }
    let longs = |command: &'_ Command| -> Vec<String> {
        command.get_arguments().filter_map(|arg| arg.get_long()).map(str::to_owned).collect()
    };
    let plain = word.trim_start_matches('-');
    let known = [longs(command), longs(program)].concat();
    if let Some(near) = nearest(plain, known.iter().map(String::as_str)) {
        return format!("there is no option {word}; {}", did_you_mean(&format!("--{near}")));
    }
    let elsewhere = program.get_subcommands().find(|other| longs(other).iter().any(|long| long == plain));
    match elsewhere {
        Some(other) => format!("there is no option {word} here; weekfive {} has one", other.get_name()),
        None => format!("there is no option {word}"),
    }
}

/// The first paragraph of what the parser says.
fn as_told(error: &clap::Error) -> String {
    let text = error.to_string();
    let lines = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim);
    lines.collect::<Vec<_>>().join(" ").trim_start_matches("error: ").to_owned()
}

/// The command that the arguments name, with those above it.
fn named<'c>(program: &'c Command, arguments: &[String]) -> Vec<&'c Command> {
    let with_value = |command: &Command, option: &str| {
        command.get_arguments().chain(program.get_arguments()).any(|argument| {
            argument.get_action().takes_values()
                && argument.get_long().is_some_and(|long| option.strip_prefix("--") == Some(long))
        })
    };
    let mut path: Vec<&Command> = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let command = path.last().copied().unwrap_or(program);
        if with_value(command, word) {
            words.next();
        } else if !word.starts_with('-') {
            match command.find_subcommand(word) {
                Some(inner) => path.push(inner),
                None => break,
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use crate::cli::command;

    fn told(line: &str) -> String {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let words = ["weekfive".to_owned()].into_iter().chain(arguments.clone());
        let error = command().try_get_matches_from(words).unwrap_err();
        super::sentence(&error, &command(), &arguments)
    }

    #[test]
    fn a_misspelt_word_is_answered_with_the_one_that_may_be_meant() {
        for (line, wanted) in [
            ("stauts", "there is no command “stauts”; did you mean “status”? Or see weekfive --help"),
            ("comp", "there is no command “comp”; did you mean “completions”? Or see weekfive --help"),
            ("frobnicate", "there is no command “frobnicate”; see weekfive --help"),
            (
                "--data-dir log log --pian 4",
                "there is no option --pian; did you mean “--pain”? Or see weekfive log --help",
            ),
            (
                "report --out x.html",
                "there is no option --out; did you mean “--output”? Or see weekfive report --help",
            ),
            ("log --nonsense", "there is no option --nonsense; see weekfive log --help"),
            (
                "status --pain 4",
                "there is no option --pain here; weekfive log has one; see weekfive status --help",
            ),
            ("--asci", "there is no option --asci; did you mean “--ascii”? Or see weekfive --help"),
            ("paths x", "“x” is a word too many here; see weekfive paths --help"),
            (
                "demo --stage basline",
                "--stage <STAGE>: “basline” is not one of baseline, treatment, checkpoint, decided, follow-up; did you mean \
                 “baseline”? Or see weekfive demo --help",
            ),
            (
                "session --pressure rihgt",
                "--pressure <PRESSURE>: “rihgt” is not one of too-light, right, too-strong; did you mean “right”? Or \
                 see weekfive session --help",
            ),
            (
                "status --json --check",
                "the argument '--json' cannot be used with '--check'; see weekfive status --help",
            ),
        ] {
            assert_eq!(told(line), wanted, "{line}");
        }
    }
}
