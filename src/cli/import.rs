//! `weekfive import`: what other programs have written, and a whole journal restored.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::choice::{Word, listed};
use super::{Failure, Place, output, progress::Progress};
use crate::domain::calendar::{DayEnd, long_date};
use crate::domain::journal::DayBook;
use crate::domain::plain::path as shown;
use crate::export::journal_json::read_journal_json;
use crate::import::encoding::Encoding;
use crate::import::gather::{Gather, Tally};
use crate::import::mapping::{ScaleWish, Wish, same_name, takes};
use crate::import::moment::DateFormat;
use crate::import::number::in_words;
use crate::import::preview::{counted, preview};
use crate::import::propose::{Proposal, Rules, Several, propose};
use crate::import::table::{Layout, TableOptions, parse_delimiter, read_table};
use crate::import::{ImportError, bearable, daylio, generic, jrnl, loop_habits, track_and_graph};
use crate::store::{JournalFileText, guard};

/// The largest export that is restored, in bytes: it is read whole.
const LARGEST_JOURNAL: u64 = 512 * 1024 * 1024;

/// The options of `import`.
#[derive(Debug, Args)]
pub struct Options {
    /// csv FILE, json FILE, or with --from the FILE alone
    #[arg(required = true, num_args = 1..=2, value_names = ["csv|json", "FILE"])]
    what: Vec<PathBuf>,
    /// The program whose file this is
    #[arg(long, value_enum)]
    from: Option<Program>,
    /// Where a column goes, such as "Pain level=pain"; date, a field, marker:NAME, or - for nowhere
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<Wish>,
    /// What a rating's figures mean: its ends, such as Mood=1..5, or a figure a word, such as
    /// Mood=bad:2,good:8; without a column, of every rating
    #[arg(long, value_name = "[COLUMN=]SCALE")]
    scale: Vec<ScaleWish>,
    /// Which entry counts where a day has several
    #[arg(long, value_name = "RULE", value_parser = listed(several, || words(&["mean", "last", "worst"])))]
    several: Option<Several>,
    /// The order of a date's parts
    #[arg(long, value_name = "ORDER", value_parser = listed(date_format, || {
        words(&["year-month-day", "day-month-year", "month-day-year"])
    }))]
    date_format: Option<DateFormat>,
    /// What stands between the cells; without it, what is found
    #[arg(long, value_name = "SIGN", value_parser = listed(parse_delimiter, || {
        words(&["comma", "semicolon", "tab"])
    }))]
    delimiter: Option<u8>,
    /// How the letters are written down
    #[arg(long, value_parser = listed(encoding, || words(&["utf-8", "windows-1252"])), default_value = "utf-8")]
    encoding: Encoding,
    /// Replace what is there already
    #[arg(long)]
    overwrite: bool,
    /// Let the values count as a baseline
    #[arg(long)]
    as_baseline: bool,
    /// Write without asking
    #[arg(long)]
    yes: bool,
    /// Only show what would be written, every day of it
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

/// Programs whose files are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Program {
    /// Bearable's CSV
    Bearable,
    /// Daylio's CSV
    Daylio,
    /// Track & Graph's CSV
    TrackAndGraph,
    /// Loop Habit Tracker's zip
    Loop,
    /// jrnl's JSON
    Jrnl,
}

impl Program {
    /// How imported values are marked.
    fn id(self) -> &'static str {
        match self {
            Self::Bearable => "bearable",
            Self::Daylio => "daylio",
            Self::TrackAndGraph => "track-and-graph",
            Self::Loop => "loop",
            Self::Jrnl => "jrnl",
        }
    }

    /// What its files hold that goes somewhere by itself.
    fn own(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Bearable => bearable::OWN,
            Self::Daylio => daylio::OWN,
            Self::TrackAndGraph => track_and_graph::OWN,
            Self::Loop => &[],
            Self::Jrnl => jrnl::OWN,
        }
    }
}

/// Words that say themselves what they are.
fn words(words: &[&'static str]) -> Vec<Word> {
    words.iter().map(|word| (*word, "")).collect()
}

fn several(text: &str) -> Result<Several, String> {
    text.parse()
}

fn date_format(text: &str) -> Result<DateFormat, String> {
    text.parse()
}

fn encoding(text: &str) -> Result<Encoding, String> {
    text.to_lowercase().parse().or_else(|error| match text.to_lowercase().as_str() {
        "latin-1" | "latin1" | "iso-8859-1" => Ok(Encoding::Windows1252),
        _ => Err(error),
    })
}

/// Imports or restores.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let kind = options.what.first().filter(|_| options.what.len() > 1).and_then(|kind| kind.to_str());
    let Some(file) = options.what.last() else { return Ok(()) };
    match (kind, options.from) {
        (Some("json"), None) => restore(place, options, file),
        (Some("csv"), from) => read_in(place, options, file, from),
        (None, Some(program)) if options.what.len() == 1 => read_in(place, options, file, Some(program)),
        _ => Err(Failure::Usage(
            "say what to import: csv FILE, json FILE, or --from daylio FILE (see weekfive import --help)"
                .to_owned(),
        )),
    }
}

/// A failure of the import, with the file it is about.
fn failed(file: &Path, error: ImportError) -> Failure {
    match error {
        ImportError::Refused(words) => Failure::Usage(format!("{}: {words}", shown(file))),
        ImportError::Unreadable(words) => Failure::Read(format!("{}: {words}", shown(file))),
    }
}

fn open(file: &Path) -> Result<(File, u64), Failure> {
    let words = match guard::open_named(file) {
        Ok(Some(opened)) => return Ok(opened),
        Ok(None) => "there is no such file".to_owned(),
        Err(unread) => unread.what(),
    };
    Err(Failure::Read(format!("{}: {words}", shown(file))))
}

fn read_in(place: &Place, options: &Options, file: &Path, from: Option<Program>) -> Result<(), Failure> {
    let markers = place.trial()?.map(|trial| trial.plan.function.as_markers().to_vec()).unwrap_or_default();
    let own = from.map(Program::own).unwrap_or_default();
    let takes = takes(&options.map, own, &options.scale, &markers).map_err(|error| failed(file, error))?;
    let mut gather = Gather::new(takes, place.today());
    gather_file(place, options, file, from, &mut gather)?;
    let rules = Rules {
        several: several_rule(options, &gather, file)?,
        overwrite: options.overwrite,
        as_baseline: options.as_baseline,
        source: from.map_or("csv", Program::id),
    };
    let proposals = proposals(place, &mut gather, rules);
    output::print(&preview(&gather, &proposals, rules, &shown(file), options.dry_run));
    let changing: Vec<&Proposal> = proposals.iter().filter(|proposal| proposal.changes()).collect();
    if options.dry_run || changing.is_empty() {
        output::line("Nothing was written.");
        return Ok(());
    }
    if !agreed(options, &format!("Write {}?", counted(changing.len(), "day")))? {
        output::line("Nothing was written.");
        return Ok(());
    }
    write(place, &changing)
}

/// Reads the file through once.
fn gather_file(
    place: &Place,
    options: &Options,
    file: &Path,
    from: Option<Program>,
    gather: &mut Gather,
) -> Result<(), Failure> {
    let (opened, size) = open(file)?;
    let day_end = place.settings.day_end;
    let result = match from {
        Some(Program::Loop) => loop_habits::read(BufReader::new(opened), gather),
        Some(Program::Jrnl) => jrnl::read(Progress::reading(opened, size), day_end, gather),
        Some(Program::Bearable | Program::Daylio | Program::TrackAndGraph) | None => {
            let table = TableOptions { delimiter: options.delimiter, encoding: options.encoding };
            let mut layout = layout(from, options, day_end);
            read_table(Progress::reading(opened, size), table, layout.as_mut(), gather)
        }
    };
    result.and_then(|()| gather.check_columns()).map_err(|error| failed(file, error))?;
    let there = |column: &str| gather.columns.iter().any(|known| same_name(&known.name, column));
    if !gather.takes.iter().any(|take| there(&take.column)) {
        return Err(Failure::Usage(format!("{}: {}", shown(file), nothing_taken(gather))));
    }
    gather.check_scales().map_err(|error| failed(file, error))
}

/// How to say what is to be taken, with the columns there are.
fn nothing_taken(gather: &Gather) -> String {
    let columns: Vec<String> = gather
        .columns
        .iter()
        .take(40)
        .map(|column| match column.examples.first() {
            Some(example) => format!("“{}” (such as {example})", column.name),
            None => format!("“{}”", column.name),
        })
        .collect();
    format!(
        "say what goes where, such as --map \"COLUMN=pain\" --scale \"COLUMN=0..10\". The columns are {}",
        columns.join(", ")
    )
}

fn layout(from: Option<Program>, options: &Options, day_end: DayEnd) -> Box<dyn Layout> {
    match from {
        Some(Program::Bearable) => Box::new(bearable::Bearable::default()),
        Some(Program::Daylio) => Box::new(daylio::Daylio::default()),
        Some(Program::TrackAndGraph) => Box::new(track_and_graph::TrackAndGraph::new(day_end)),
        Some(Program::Loop | Program::Jrnl) | None => {
            Box::new(generic::Generic::new(options.date_format.unwrap_or(DateFormat::Iso)))
        }
    }
}

/// Which of several entries counts: as it was said, or asked where it matters.
fn several_rule(options: &Options, gather: &Gather, file: &Path) -> Result<Several, Failure> {
    if let Some(rule) = options.several {
        return Ok(rule);
    }
    let mut days = gather.days.iter().filter(|(_, day)| day.values().any(Tally::differs));
    let Some((first, day)) = days.next() else { return Ok(Several::Last) };
    let count = days.count().saturating_add(1);
    let figures = day.iter().find_map(|(take, tally)| {
        let (low, high) = tally.ends().filter(|(low, high)| low != high)?;
        Some(format!(" (“{}” from {} to {})", gather.takes.get(*take)?.column, in_words(low), in_words(high)))
    });
    let words = format!(
        "{} with several different entries, the first is {}{}",
        if count == 1 { "there is 1 day".to_owned() } else { format!("there are {}", counted(count, "day")) },
        long_date(*first),
        figures.unwrap_or_default()
    );
    if !io::stdin().is_terminal() || options.dry_run || options.yes {
        return Err(Failure::Usage(format!(
            "{}: {words}; say which counts: --several mean, last or worst",
            shown(file)
        )));
    }
    output::line(&format!("In this file {words}."));
    loop {
        output::print("Which counts: mean, last or worst? ");
        match answer()? {
            Some(line) if !line.is_empty() => match line.parse() {
                Ok(rule) => return Ok(rule),
                Err(words) => output::line(&words),
            },
            _ => return Err(Failure::Usage("nothing was written: no rule was chosen".to_owned())),
        }
    }
}

/// A line from the person, trimmed; `None` at the end of the input.
fn answer() -> Result<Option<String>, Failure> {
    let mut line = String::new();
    let count = io::stdin().lock().read_line(&mut line).map_err(Failure::Terminal)?;
    Ok((count > 0).then(|| line.trim().to_lowercase()))
}

/// Whether the person agrees: said in the options, or asked.
fn agreed(options: &Options, question: &str) -> Result<bool, Failure> {
    if options.yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage("nothing was written: add --yes to write without being asked".to_owned()));
    }
    output::print(&format!("{question} (y or n) "));
    Ok(matches!(answer()?.as_deref(), Some("y" | "yes")))
}

/// What each day would be. A day whose file cannot be read is left out and told.
fn proposals(place: &Place, gather: &mut Gather, rules: Rules<'_>) -> Vec<Proposal> {
    let days = match (gather.days.keys().next(), gather.days.keys().next_back()) {
        (Some(first), Some(last)) => place.store.read_days(*first, *last),
        (Some(_) | None, _) => DayBook::default(),
    };
    let mut proposals = Vec::new();
    for (date, tallies) in &gather.days {
        match days.to_edit(*date) {
            Some(base) => proposals.push(propose(&base, tallies, &gather.takes, rules)),
            None => {
                let problem = days.problem(*date).map(ToString::to_string).unwrap_or_default();
                output::complain(&format!("{} is left out: {problem}", long_date(*date)));
            }
        }
    }
    proposals
}

/// Writes the days, each whole. What is written stays, so that the same command goes on after a
/// stop.
fn write(place: &Place, changing: &[&Proposal]) -> Result<(), Failure> {
    let mut progress = Progress::writing(changing.len());
    for (number, proposal) in changing.iter().enumerate() {
        if let Err(failure) = place.store.save_imported_day(&proposal.base, &proposal.ours) {
            progress.end();
            output::line(&format!(
                "{} of {} written. The same command goes on from here.",
                number,
                counted(changing.len(), "day")
            ));
            return Err(failure.into());
        }
        progress.step(number.saturating_add(1));
    }
    progress.end();
    output::line(&format!("Written: {}.", counted(changing.len(), "day")));
    Ok(())
}

/// Puts an exported journal into an empty folder.
fn restore(place: &Place, options: &Options, file: &Path) -> Result<(), Failure> {
    let given = options.map.first().map(|_| "--map").or(options.scale.first().map(|_| "--scale"));
    if let Some(option) = given.or(options.overwrite.then_some("--overwrite")) {
        return Err(Failure::Usage(format!(
            "{option} goes with import csv only; json restores a whole journal"
        )));
    }
    let (opened, size) = open(file)?;
    let unread = |words: String| Failure::Read(format!("{}: {words}", shown(file)));
    if size > LARGEST_JOURNAL {
        return Err(unread("this is larger than a journal can be".to_owned()));
    }
    let mut text = String::new();
    opened.take(LARGEST_JOURNAL).read_to_string(&mut text).map_err(|_| {
        unread("this is not UTF-8 text, so it is no journal that weekfive has exported".to_owned())
    })?;
    let documents = read_journal_json(&text).map_err(unread)?;
    drop(text);
    let files: Vec<JournalFileText> = documents
        .into_iter()
        .map(|document| JournalFileText { path: document.path, bytes: document.bytes })
        .collect();
    let root = shown(place.store.root());
    let others = place.store.in_the_way_of(&files)?;
    if !others.is_empty() {
        let some: Vec<&str> = others.iter().take(10).map(String::as_str).collect();
        let more = others.len().saturating_sub(some.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        return Err(Failure::Usage(format!(
            "{root} holds another journal, so nothing was written: {}{more}. Restore into an empty folder with \
             --data-dir",
            some.join(", ")
        )));
    }
    output::line(&format!("{} would be put into {root}.", counted(files.len(), "file")));
    if options.dry_run {
        output::line("Nothing was written.");
        return Ok(());
    }
    if !agreed(options, "Restore them?")? {
        output::line("Nothing was written.");
        return Ok(());
    }
    let restored = place.store.restore(&files)?;
    output::line(&format!(
        "Restored: {}{}.",
        counted(restored.written, "file"),
        if restored.already_there > 0 {
            format!("; {} there already", counted(restored.already_there, "file"))
        } else {
            String::new()
        }
    ));
    Ok(())
}
