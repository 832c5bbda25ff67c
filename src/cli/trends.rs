//! `weekfive trends`: the course of each measure as plain text, or as JSON.

use chrono::{Datelike, NaiveDate};
use clap::Args;
use clap::builder::StringValueParser;

use super::choice::{Word, listed};
use super::{Failure, Place, output};
use crate::app::views::time_axis::TimeAxis;
use crate::app::views::trends::boundaries;
use crate::content::follows_page;
use crate::domain::calendar::{before, long_date, short_date};
use crate::domain::checkin::DayState;
use crate::domain::date_words::shown;
use crate::domain::nearest::or_did_you_mean;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::trend::figures::{Course, Figures};
use crate::domain::trend::words::{column_in_words, standing_in_words};
use crate::domain::trend::{Measure, Range, Trends};
use crate::domain::trial::{Plan, Trial};
use crate::domain::visits::between::is_called_off;
use crate::export::trends_json::trends_json;
use crate::ui::ascii;
use crate::ui::views::trends_readout::event_words;
use crate::ui::widgets::strip_chart::{Shown, columns, digit, level};
use crate::ui::widgets::time_rows::{CHANGE, EVENT, LATE, Label, phases, signs, ticks, visit_legend, visits};
use crate::ui::{Theme, text};

/// Cells before a strip.
const GUTTER: u16 = 9;
/// Cells of a line.
const LINE: u16 = 80;
/// Cells of a strip, so that a line fits into 80.
const WIDTH: u16 = 70;
/// Heights, lowest first. In ASCII a strip is a digit a day.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The options of `trends`.
#[derive(Debug, Args)]
pub struct Options {
    /// The last N days instead of the trial's
    #[arg(long, value_name = "N", value_parser = days)]
    days: Option<u64>,
    /// One measure only, each of its days on a line; a marker by its own name
    #[arg(long, value_name = "NAME", value_parser = listed(StringValueParser::new(), measures))]
    measure: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Up to ten years and a leap day each.
const MOST_DAYS: u64 = 36_600;

fn days(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|days| (1..=MOST_DAYS).contains(days))
        .ok_or_else(|| format!("“{text}” is not a number of days from 1 to {MOST_DAYS}"))
}

/// Every measure but the person's own markers.
fn measures() -> Vec<Word> {
    let all = [Measure::all(None), vec![Measure::Ndi]].concat();
    all.into_iter().map(|measure| (measure.name(None), measure.label(None))).collect()
}

/// Prints the strips, one measure, or the JSON.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let trial = place.trial()?;
    let plan = trial.as_ref().map(|trial| &trial.plan);
    let measure = match &options.measure {
        Some(name) => Some(Measure::named(name, plan).ok_or_else(|| unknown(name, plan))?),
        None => None,
    };
    let (first, last) = match options.days {
        Some(days) => (before(today, days.saturating_sub(1)), today),
        None => {
            let (first, last) = Range::Trial.dates(plan, today, None);
            (first, last.min(today).max(first))
        }
    };
    let mut days = place.recent_days(trial.as_ref());
    days.fill(place.store.read_days(first, last));
    if let Some(plan) = plan {
        let (first, last) = plan.decision_days();
        days.fill(place.store.read_days(first, last));
    }
    let trends = Trends { plan, days: &days, day_end: place.settings.day_end, today };
    let past = past_trials(place, trial.as_ref());
    let trials: Vec<&Trial> = trial.iter().chain(&past).collect();
    let plans: Vec<&Plan> = trials.iter().map(|trial| &trial.plan).collect();
    let mut figures = Figures::read(&trends, &plans, first, last);
    figures.visits.retain(|visit| !is_called_off(visit, &trials, today));
    if let Some(measure) = measure {
        figures.courses = vec![Course::read(&trends, measure, first, last)];
    }
    if options.json {
        output::line(&trends_json(&figures).to_string());
    } else {
        let text = as_text(&figures, &plans, measure.is_some(), place.settings.ascii);
        output::print(&text);
    }
    for (_, problem) in days.problems() {
        output::complain(&problem.to_string());
    }
    Ok(())
}

/// Trials before this one; one that cannot be read is told of by `check`.
fn past_trials(place: &Place, trial: Option<&Trial>) -> Vec<Trial> {
    let ids = place.store.trial_ids().into_iter().filter(|id| trial.is_none_or(|trial| trial.id != *id));
    ids.filter_map(|id| place.store.read_trial(&id).ok()).collect()
}

fn unknown(name: &str, plan: Option<&Plan>) -> Failure {
    let names: Vec<&str> = Measure::all(plan).into_iter().map(|measure| measure.name(plan)).collect();
    let end = or_did_you_mean(name, names.iter().copied());
    Failure::Usage(format!("--measure “{name}” is not one of {}{end}", names.join(", ")))
}

fn as_text(figures: &Figures, plans: &[&Plan], one: bool, plain: bool) -> String {
    let mut lines = vec![];
    let limits: Vec<NaiveDate> =
        plans.iter().flat_map(|plan| boundaries(plan)).map(|(date, _)| date).collect();
    let axis = TimeAxis::new(figures.first, figures.last, &limits, WIDTH);
    lines.push(format!(
        "{} to {} · {}",
        if figures.first.year() == figures.last.year() {
            short_date(figures.first)
        } else {
            long_date(figures.first)
        },
        long_date(figures.last),
        column_in_words(axis.per())
    ));
    if figures.courses.is_empty() {
        lines.push(String::new());
        lines.push("Nothing is written on these days yet. weekfive log begins with a day.".to_owned());
    }
    for course in &figures.courses {
        lines.push(String::new());
        lines.push(format!("{}: {}", course.label, standing_in_words(&course.standing)));
        lines.push(strip(course, &axis, figures, plain));
    }
    if !figures.courses.is_empty() {
        lines.push(String::new());
        lines.extend(rows(figures, &axis, plans));
        lines.push(legend(figures, plain));
    }
    if !one && figures.around_visits.visits > 0 {
        lines.push(String::new());
        lines.extend(after_visits(figures));
    }
    if one {
        lines.push(String::new());
        let courses = figures.courses.iter().flat_map(|course| &course.points);
        lines.extend(courses.filter(|point| point.date <= figures.as_of).map(|point| {
            let value = point.value.map_or_else(|| "-".to_owned(), figure);
            let aside = match point.state {
                _ if !point.known => "  not readable",
                DayState::Late => "  written late",
                DayState::Skipped => "  skipped",
                DayState::Blank if point.value.is_none() => "  blank",
                DayState::Rated | DayState::Blank => "",
            };
            format!("{}  {value:>5}{aside}", point.date)
        }));
    }
    let text = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect::<String>();
    if plain { ascii::plain_text(&text) } else { text }
}

/// A figure without a needless decimal.
fn figure(value: Exact) -> String {
    if value.is_integer() { value.to_integer().to_string() } else { one_decimal(value) }
}

/// One sign a column, with the ends of the scale.
fn strip(course: &Course, axis: &TimeAxis, figures: &Figures, plain: bool) -> String {
    let mut labels: Vec<Label> = Vec::new();
    for (column, (_, shown)) in columns(&course.points, axis.per(), figures.as_of).iter().enumerate() {
        let sign = match shown {
            Shown::Value(value, _) if plain => digit(*value, course.top),
            Shown::Value(value, _) => {
                let place = usize::try_from(level(*value, course.top, 8).saturating_sub(1)).unwrap_or(0);
                HEIGHTS.get(place).copied().unwrap_or(" ")
            }
            Shown::Skipped => "–",
            Shown::Blank => "·",
            Shown::Unknown => "?",
            Shown::Nothing => " ",
        };
        labels.push(label(axis.x_of(column), sign));
    }
    labels.extend(axis.lines().map(|x| label(x, "│")));
    row(&format!("0 to {}", course.top), labels)
}

fn label(x: u16, words: &str) -> Label {
    Label { x, words: words.to_owned(), style: ratatui::style::Style::new() }
}

/// The rows below the strips.
fn rows(figures: &Figures, axis: &TimeAxis, plans: &[&Plan]) -> Vec<String> {
    let theme = Theme::new(&crate::app::Settings { color: false, ..crate::app::Settings::default() });
    let changes = figures.changes.iter().map(|(date, _)| (*date, CHANGE));
    let points = figures.courses.first().map(|course| course.points.as_slice()).unwrap_or_default();
    let late = points.iter().filter(|point| point.state == DayState::Late).map(|point| (point.date, LATE));
    let mut rows = vec![("", ticks(axis, before(figures.first, 1), WIDTH, &theme))];
    rows.push(("", phases(axis, plans, WIDTH, &theme)));
    rows.push(("visits", visits(axis, &figures.visits, &theme)));
    rows.push(("changes", signs(axis, changes, theme.text)));
    let events = figures.events.iter().map(|(date, _)| (*date, EVENT));
    rows.push(("events", signs(axis, events, theme.text)));
    rows.push(("late", signs(axis, late, theme.text)));
    rows.retain(|(_, labels)| !labels.is_empty());
    let mut lines: Vec<String> = rows.into_iter().map(|(name, labels)| row(name, labels)).collect();
    for (date, change) in &figures.changes {
        let words = format!("{CHANGE} {}: {}", change.kind.label().to_lowercase(), change.text.first_line());
        lines.push(format!("{} {words}", shown(*date, figures.last)));
    }
    for (date, event) in &figures.events {
        lines.push(format!("{} {EVENT} {}", shown(*date, figures.last), event_words(event)));
    }
    lines
}

fn legend(figures: &Figures, plain: bool) -> String {
    let mut items = vec![];
    if plain {
        items.push("a digit a column, X: ten; of a longer scale its tenths, X the top".to_owned());
    }
    items.extend(["· blank", "– skipped"].map(str::to_owned));
    items.extend(visit_legend(&figures.visits));
    items.join("  ")
}

/// What follows a visit, a line each.
fn after_visits(figures: &Figures) -> Vec<String> {
    let page = follows_page(&figures.around_visits);
    let mut lines: Vec<String> =
        [page.title, page.intro].iter().flat_map(|words| text::wrap(words, LINE)).collect();
    for table in page.tables {
        lines.extend([String::new(), table.heading]);
        let wide = table.rows.iter().map(|row| text::width(&row.name)).max().unwrap_or(0);
        for row in table.rows {
            let line = format!("  {}  {}", text::pad(&row.name, wide), row.words);
            if text::width(&line) <= LINE {
                lines.push(line);
            } else {
                lines.push(format!("  {}", row.name));
                lines.extend(
                    text::wrap(&row.words, LINE.saturating_sub(4)).iter().map(|it| format!("    {it}")),
                );
            }
        }
    }
    lines.extend(page.notes.iter().flat_map(|words| text::wrap(words, LINE)));
    lines
}

/// A name at the left and labels at their places.
fn row(name: &str, mut labels: Vec<Label>) -> String {
    labels.sort_by_key(|label| label.x);
    let mut line = format!("{name:>8} ");
    for label in labels {
        let wanted = GUTTER.saturating_add(label.x);
        let missing = wanted.saturating_sub(text::width(&line));
        line.push_str(&" ".repeat(usize::from(missing)));
        line.push_str(&label.words);
    }
    line
}
