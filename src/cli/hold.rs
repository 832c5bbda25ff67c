//! `weekfive hold`: what puts massage on hold, and what settles it.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::holding::Holding;
use super::which_day::day_around;
use super::{Failure, Place, output, plain, question};
use crate::content;
use crate::domain::calendar::long_date;
use crate::domain::checklist::{Clearance, Hold, QuestionKind};
use crate::domain::nearest::{did_you_mean, nearest};
use crate::domain::text::Words;
use crate::ui::ascii;

/// The most characters of what a hold of one's own is about.
const WHY_LIMIT: usize = 120;

/// The options of `hold`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Record a clearance: who gave it, and when
    Clear(Clear),
    /// Put massage on hold until a doctor has looked at something
    Open(Open),
}

/// The options of `hold clear`.
#[derive(Debug, Args)]
pub(super) struct Clear {
    /// What is on hold, by its name in the list: such as blood-thinners
    pub(super) item: String,
    /// The day on which the clearance was given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) date: String,
    /// Who gave it
    #[arg(long, value_name = "NAME", value_parser = words)]
    pub(super) by: Words,
    /// Limits that came with it, such as "light pressure only"
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub(super) limits: Option<Words>,
}

/// The options of `hold open`.
#[derive(Debug, Args)]
pub(super) struct Open {
    /// What has to be looked at, in a line
    #[arg(long, value_name = "TEXT", value_parser = why)]
    pub(super) why: String,
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

pub(super) fn why(text: &str) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    if length == 0 || length > WHY_LIMIT || text.chars().any(char::is_control) {
        return Err(format!("say in a line of 1 to {WHY_LIMIT} characters what a doctor should look at"));
    }
    Ok(text)
}

/// Lists, settles or opens.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    if options.what.is_none() && question::can_be_asked() {
        return plain::hold::hold(place, &mut plain::lines::Terminal::new(place));
    }
    let mut holding = Holding::read(place)?;
    let text = match &options.what {
        None => list(&holding),
        Some(What::Clear(given)) => clear(place, &mut holding, given)?,
        Some(What::Open(given)) => open(place, &mut holding, given)?,
    };
    let text = text.join("\n");
    output::line(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}

/// Every hold once, the open ones first and the most pressing of them on top.
pub(super) fn holds(holding: &Holding) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for hold in holding.checklists().flat_map(|list| &list.holds) {
        if !holds.contains(hold) {
            holds.push(hold.clone());
        }
    }
    holds.sort_by_key(|hold| (!hold.is_open(), content::hold_level(hold), hold.opened));
    holds
}

pub(super) fn list(holding: &Holding) -> Vec<String> {
    let holds = holds(holding);
    if holds.is_empty() {
        return vec![content::plain::line("nothing-on-hold-ever").to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    if holds.iter().any(Hold::is_open) {
        lines.push("On hold: no massage before a clinician has given a clearance.".to_owned());
    }
    for hold in holds.iter().filter(|hold| hold.is_open()) {
        lines.push(format!("  {}, since {}", named_in_full(&hold.item), long_date(hold.opened)));
        lines.push(format!("    {}", content::what_to_do(content::hold_level(hold))));
        lines.push(format!(
            "    Once there is a clearance: weekfive hold clear {} --date DATE --by NAME",
            quoted(&hold.item)
        ));
    }
    if holds.iter().any(|hold| !hold.is_open()) {
        lines.push("Clearances:".to_owned());
    }
    let settled = clearances(holding, named_in_full);
    lines.extend(settled.into_iter().map(|line| format!("  {line}")));
    lines
}

/// What was on hold and is settled: its name, and the clearance.
pub(super) fn clearances(holding: &Holding, name: impl Fn(&str) -> String) -> Vec<String> {
    let holds = holds(holding);
    let given = holds.iter().filter_map(|hold| Some((hold, hold.clearance.as_ref()?)));
    given.map(|(hold, given)| format!("{}: {}", name(&hold.item), clearance_words(given))).collect()
}

/// The item in words, and its name in commands where that is another.
fn named_in_full(item: &str) -> String {
    let label = content::short_label(item);
    if label == item { label } else { format!("{label} ({item})") }
}

/// The item as a shell takes it.
fn quoted(item: &str) -> String {
    let is_plain = item.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_plain { item.to_owned() } else { format!("'{}'", item.replace('\'', "'\\''")) }
}

pub(super) fn clearance_words(given: &Clearance) -> String {
    let by = given.by.as_ref().map(|by| format!(", from {by}")).unwrap_or_default();
    let limits = given.limits.as_ref().map(|limits| format!("; limits: {limits}")).unwrap_or_default();
    format!("{}{by}{limits}", long_date(given.on))
}

pub(super) fn clear(place: &Place, holding: &mut Holding, given: &Clear) -> Result<Vec<String>, Failure> {
    let today = place.today();
    let item = named(holding, &given.item)?;
    let on = day_around("--date", &given.date, today, NaiveDate::MIN..=today)?;
    for list in holding.checklists().filter(|list| list.open_hold_for(&item).is_some()) {
        list.check_clearance(&item, on, today).map_err(|error| {
            Failure::Usage(format!("--date: {}", content::clearance_refusal(error, today)))
        })?;
    }
    let clearance = Clearance { on, by: Some(given.by.clone()), limits: given.limits.clone() };
    holding.change(place, |list| {
        list.clear(&item, clearance.clone());
    })?;
    let mut lines =
        vec![format!("Recorded for {}: {}.", content::short_label(&item), clearance_words(&clearance))];
    let mut left: Vec<Hold> = holds(holding);
    left.retain(Hold::is_open);
    if left.is_empty() {
        lines.push("Nothing else is on hold.".to_owned());
    } else {
        lines.push("Massage stays on hold:".to_owned());
        lines.extend(content::hold_lines(left.iter()));
    }
    Ok(lines)
}

/// The open hold that is meant.
fn named(holding: &Holding, given: &str) -> Result<String, Failure> {
    let holds = holds(holding);
    let wanted = given.trim();
    let same = |hold: &&Hold| hold.item.eq_ignore_ascii_case(wanted);
    if let Some(hold) = holds.iter().filter(|hold| hold.is_open()).find(same) {
        return Ok(hold.item.clone());
    }
    if let Some(given) = holds.iter().find(same).and_then(|hold| hold.clearance.as_ref()) {
        return Err(Failure::Usage(format!(
            "“{wanted}” has its clearance already: {}",
            clearance_words(given)
        )));
    }
    let open: Vec<&str> = holds.iter().filter(|hold| hold.is_open()).map(|hold| hold.item.as_str()).collect();
    let known = if open.is_empty() {
        "nothing is on hold".to_owned()
    } else {
        match (open.as_slice(), nearest(wanted, open.iter().copied())) {
            // The only one is named once.
            ([_], Some(only)) => did_you_mean(only),
            (_, near) => {
                let near = near.map(|near| format!("; {}", did_you_mean(near))).unwrap_or_default();
                format!("on hold is {}{near}", open.join(", "))
            }
        }
    };
    Err(Failure::Usage(format!("there is no hold “{wanted}”; {known}")))
}

pub(super) fn open(place: &Place, holding: &mut Holding, given: &Open) -> Result<Vec<String>, Failure> {
    let today = place.today();
    if holding.checklists().next().is_none() {
        return Err(Failure::Usage(
            "there is no trial and no checklist yet, so there is nothing to put on hold; \
             begin with weekfive or weekfive start"
                .to_owned(),
        ));
    }
    let known = content::question(&given.why).map(|text| text.rule.kind).filter(|kind| kind.opens_hold());
    let by_event = content::event(&given.why).and_then(|event| event.level).map(|level| level.hold_kind());
    let kind = known.or(by_event).unwrap_or(QuestionKind::RedFlag);
    holding.change(place, |list| list.open_hold(&given.why, kind, today))?;
    let mut lines = vec![content::advice("opens-hold").to_owned()];
    let of_item = holds(holding).into_iter().filter(|hold| hold.is_open() && hold.item == given.why);
    lines.splice(0..0, content::hold_lines(of_item.collect::<Vec<_>>().iter()));
    Ok(lines)
}
