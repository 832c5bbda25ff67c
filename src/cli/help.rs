//! What each command's help says besides its options: examples that can be typed as they stand.

use clap::Command;

/// A line for the shell, and what it does.
type Example = (&'static str, &'static str);

/// Every command with its examples. Each is one line that a shell takes as it stands.
const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "demo",
        &[
            ("weekfive demo", "a sample journal to look around in; nothing is kept"),
            ("weekfive demo --stage checkpoint", "in week five"),
        ],
    ),
    (
        "start",
        &[
            (
                "weekfive start --site neck --age 20-64 --dose 60x2 --fit --recent-massage no --no-conditions \
             --committed --fair --clinician yes",
                "a trial for the neck, 60 minutes twice a week, from a week from now",
            ),
            ("weekfive start", "asks line by line, and goes on where you stopped"),
        ],
    ),
    (
        "log",
        &[
            ("weekfive log --pain 4 --sleep 6 --awakenings 1", "today"),
            ("weekfive log --date yesterday --skip \"away\"", "a day when you could not"),
            ("weekfive log --event headache:mild:\"gone by noon\"", "something new or worrying"),
            ("weekfive log", "asks line by line"),
        ],
    ),
    (
        "session",
        &[
            (
                "weekfive session --minutes 60 --time 17:30 --technique swedish --pain-before 6 --pain-after 4",
                "a visit today",
            ),
            (
                "weekfive session --date yesterday --missed --reason unwell --why \"flu\"",
                "one that did not take place",
            ),
            ("weekfive session --date today --move-to tomorrow", "one that is moved"),
            ("weekfive session", "asks line by line"),
        ],
    ),
    (
        "hold",
        &[
            ("weekfive hold", "what is on hold, and what to do"),
            (
                "weekfive hold clear blood-thinners --date yesterday --by \"Dr Ito\" --limits \"light pressure\"",
                "once a clinician has given a clearance",
            ),
            ("weekfive hold open --why \"a new rash on the back\"", "to have something looked at first"),
        ],
    ),
    (
        "stop",
        &[(
            "weekfive stop --reason hurt --why \"worse after each visit\"",
            "ends the trial today; what is written stays",
        )],
    ),
    (
        "status",
        &[
            ("weekfive status", "today in one line"),
            (
                "weekfive status --check || echo \"Not yet\"",
                "for a reminder: says nothing where today is done",
            ),
        ],
    ),
    (
        "trends",
        &[
            ("weekfive trends --days 14", "every measure of the last two weeks"),
            ("weekfive trends --measure pain", "each day of one measure"),
        ],
    ),
    (
        "notes",
        &[
            ("weekfive notes", "everything, newest last"),
            ("weekfive notes desk", "what has “desk” in it; capitals and accents make no difference"),
        ],
    ),
    (
        "edit",
        &[
            ("weekfive edit", "today's file"),
            ("weekfive edit yesterday", "also: 20, \"20 nov\", mon, -2, 2026-11-20"),
            ("EDITOR=\"code --wait\" weekfive edit", "with an editor of your choice"),
        ],
    ),
    (
        "decide",
        &[
            ("weekfive decide", "the answer, its figures and the rule that decided"),
            ("weekfive decide --json", "for another program"),
            (
                "weekfive decide --record continue --why \"The walks are longer.\"",
                "what you decide, whether the answer leads there or not",
            ),
        ],
    ),
    (
        "report",
        &[
            ("weekfive report --output report.html", "for a browser or a printer"),
            ("weekfive report --format txt --notes", "as text, with your notes"),
        ],
    ),
    ("check", &[("weekfive check", "reads every file and names each problem")]),
    (
        "export",
        &[
            ("weekfive export json --output weekfive-copy.json", "a copy of everything"),
            (
                "weekfive export ics --output visits.ics --remind 21:00",
                "for a calendar, with a daily check-in",
            ),
            ("weekfive export csv --output tables", "for a spreadsheet"),
        ],
    ),
    (
        "import",
        &[
            ("weekfive import csv old.csv --map Pain=pain --scale Pain=0..10 --dry-run", "only shows"),
            (
                "weekfive import --from daylio daylio.csv --map mood=mood --scale mood=1..5 --several mean",
                "Daylio",
            ),
            ("weekfive import json weekfive-copy.json", "restores a copy"),
        ],
    ),
    (
        "guide",
        &[
            ("weekfive guide", "the list of its pages"),
            ("weekfive guide techniques", "one of them"),
            ("weekfive guide all", "every page"),
        ],
    ),
    ("paths", &[("weekfive paths", "where the files are")]),
    (
        "config",
        &[
            ("weekfive config", "what is in force, and where it comes from"),
            ("weekfive config --write-default", "a file to change, with every setting explained"),
        ],
    ),
    (
        "completions",
        &[
            (
                "weekfive completions bash > ~/.local/share/bash-completion/completions/weekfive",
                "bash; the folder has to be there",
            ),
            ("weekfive completions zsh > ~/.zfunc/_weekfive", "zsh, where ~/.zfunc is in fpath"),
            ("weekfive completions fish > ~/.config/fish/completions/weekfive.fish", "fish"),
        ],
    ),
    (
        "man",
        &[
            ("weekfive man | man -l -", "the first page, on Linux"),
            ("weekfive man ~/.local/share/man/man1", "all pages, where “man weekfive” finds them"),
        ],
    ),
];

/// What the help of the program itself ends with.
const PROGRAM: &str = "\
Examples:
  weekfive              opens your journal
  weekfive demo         opens a sample to look around in
  weekfive log --help   what a command takes, with examples";

/// The commands with their examples behind their options.
pub fn dressed(program: Command) -> Command {
    program.after_help(PROGRAM).mut_subcommands(|command| {
        let lines = examples(command.get_name());
        if lines.is_empty() { command } else { command.after_help(lines) }
    })
}

fn examples(command: &str) -> String {
    let of_command = EXAMPLES.iter().filter(|(name, _)| *name == command).flat_map(|(_, lines)| lines.iter());
    let lines: Vec<String> = of_command.map(|(line, what)| format!("  {line}\n      {what}")).collect();
    if lines.is_empty() { String::new() } else { format!("Examples:\n{}", lines.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    /// The words of a line that the program itself is given: without variables before it, and without
    /// what the shell does with what it prints.
    fn words(line: &str) -> Vec<String> {
        let words = shlex::split(line).unwrap_or_else(|| panic!("a shell cannot read {line}"));
        let words = words.into_iter().skip_while(|word| word != "weekfive");
        words.take_while(|word| !["|", "||", ">"].contains(&word.as_str())).collect()
    }

    #[test]
    fn every_command_has_an_example_and_each_can_be_typed_as_it_stands() {
        let mut names: Vec<String> =
            command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
        for (name, lines) in EXAMPLES {
            assert!(names.contains(&(*name).to_owned()), "{name} is no command, or has two entries");
            names.retain(|other| other != name);
            assert!(!lines.is_empty(), "{name}");
            for (line, _) in *lines {
                let words = words(line);
                assert!(words.iter().any(|word| word == name), "{line} is no example of {name}");
                command().try_get_matches_from(words).unwrap_or_else(|error| panic!("{line}: {error}"));
            }
        }
        assert_eq!(names, [""; 0], "these have no example");
    }

    #[test]
    fn a_commands_own_options_come_before_those_of_every_command_and_the_examples_last() {
        for mut command in command().get_subcommands().cloned().collect::<Vec<_>>() {
            let name = command.get_name().to_owned();
            command = super::super::command().find_subcommand(&name).unwrap().clone();
            let text = command.render_long_help().to_string();
            let examples = text.find("Examples:").unwrap_or_else(|| panic!("{name}"));
            for argument in command.get_arguments() {
                let heading = argument.get_help_heading();
                assert_ne!(heading, Some("For every command"), "{name} has an option of its own there");
                let what = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!what.is_empty(), "{name}: {} says nothing", argument.get_id());
            }
            assert!(examples > 0);
        }
        let mut built = super::super::command();
        built.build();
        let text = built.find_subcommand_mut("log").unwrap().render_long_help().to_string();
        let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} is not in {text}"));
        assert!(at("--pain ") < at("For every command:") && at("For every command:") < at("--data-dir"));
        assert!(at("--data-dir") < at("Examples:"));
    }
}
