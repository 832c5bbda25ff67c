//! `weekfive man`: the manual pages, made from the commands themselves.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use super::{Failure, Place, command, output};

/// The options of `man`.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder for all pages; without it the first page goes to standard output
    #[arg(value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,
    /// Replace pages that are there already
    #[arg(long, requires = "dir")]
    force: bool,
}

/// What the first page says besides the commands. A line of a manual page that begins with a point
/// is an instruction; none of ours does.
const BESIDE: &str = r#".SH FILES
.TP
\fI~/.local/share/weekfive\fR
The journal, on Linux: a text file for each day. \fBweekfive paths\fR names it everywhere.
.TP
\fI~/.config/weekfive/config.toml\fR
The settings, on Linux. \fBweekfive config \-\-write\-default\fR writes one that explains each.
.SH ENVIRONMENT
A variable that is set and empty counts as not set.
.TP
\fBWEEKFIVE_DATA_DIR\fR, \fBWEEKFIVE_CONFIG\fR, \fBWEEKFIVE_TODAY\fR
Stand for \-\-data\-dir, \-\-config and \-\-today where these are not given.
.TP
\fBNO_COLOR\fR
No colours.
.TP
\fBVISUAL\fR, \fBEDITOR\fR
The editor of \fBweekfive edit\fR.
.SH "EXIT STATUS"
.TP
\fB0\fR
Done.
.TP
\fB1\fR
A no as an answer: of \fBstatus \-\-check\fR and \fBcheck\fR.
.TP
\fB2\fR
An option that cannot be read, or something that a rule refuses.
.TP
\fB3\fR
A file could not be read.
.TP
\fB4\fR
A file could not be written.
"#;

/// Prints the first page, or writes all into a folder.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let pages = pages();
    let Some(folder) = &options.dir else {
        if io::stdout().is_terminal() && io::stderr().is_terminal() {
            output::complain("this is a page as man reads it; weekfive man | man -l - shows it");
        }
        return output::deliver(pages.first().map(|(_, text)| text.as_str()).unwrap_or_default());
    };
    place.store.make_output_folder(folder)?;
    let files: Vec<(PathBuf, String)> =
        pages.into_iter().map(|(name, text)| (folder.join(format!("{name}.1")), text)).collect();
    place.store.write_out(&files, options.force)?;
    output::line(&format!("Written: {} pages into {}", files.len(), folder.display()));
    Ok(())
}

/// Each page's name and text: the program's, then one for each command and for each command of that.
fn pages() -> Vec<(String, String)> {
    let mut program = command();
    program.build();
    let mut pages = Vec::new();
    add_pages(&program, "weekfive", &mut pages);
    pages
}

fn add_pages(command: &Command, name: &str, pages: &mut Vec<(String, String)>) {
    let beside = if pages.is_empty() { BESIDE } else { "" };
    pages.push((name.to_owned(), page(command.clone(), name, beside)));
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        add_pages(inner, &format!("{name}-{}", inner.get_name()), pages);
    }
}

fn page(command: Command, name: &str, beside: &str) -> String {
    let version = format!("weekfive {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).title(name).source(version).manual("weekfive");
    let mut text = Vec::new();
    // Memory takes everything.
    man.render(&mut text).ok();
    // What stands after the options are examples, and nothing else.
    let text = String::from_utf8_lossy(&text).replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n");
    format!("{}\n{beside}", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_with_its_name_its_options_and_its_examples() {
        let pages = pages();
        let mut program = command();
        program.build();
        assert!(pages.iter().any(|(page, _)| page == "weekfive-hold-clear"), "commands of commands too");
        for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
            let name = format!("weekfive-{}", command.get_name());
            let (_, text) = pages.iter().find(|(page, _)| *page == name).unwrap_or_else(|| panic!("{name}"));
            assert!(text.contains(&format!(".TH {name} 1")), "{name}: {text}");
            let escaped = name.replace('-', "\\-");
            assert!(text.contains(&format!("\n{escaped} \\- ")), "{name}: {text}");
            assert!(text.contains(".SH EXAMPLES\n") && !text.contains("EXTRA"), "{name}: {text}");
            for long in command.get_arguments().filter_map(|argument| argument.get_long()) {
                assert!(text.contains(&long.replace('-', "\\-")), "{name} has no --{long}");
            }
        }
        let (first, text) = &pages[0];
        assert_eq!(first, "weekfive");
        for word in ["weekfive\\-log(1)", "EXIT STATUS", "NO_COLOR", "config.toml"] {
            assert!(text.contains(word), "{word} is not in {text}");
        }
    }
}
