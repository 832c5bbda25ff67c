//! `weekfive start`: begins a trial without the screen, through the same gate.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use clap::Args;
use clap::builder::StringValueParser;

use super::choice::{Word, listed, one_of, yes_no};
use super::which_day::day_around;
use super::{Failure, Place, output, plain, question};
use crate::app::views::checklist::weekdays;
use crate::app::views::plan::gate_words;
use crate::content;
use crate::domain::calendar::{long_date, parse_weekday};
use crate::domain::checklist::{
    AgeBand, Checklist, Clearance, ClinicianInformed, Dated, GateRefusal, MOST_GOALS, Part, QuestionKind,
    Site,
};
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::next_trial::{self, can_be_followed};
use crate::domain::measure::{Marker, Ndi};
use crate::domain::nearest::or_did_you_mean;
use crate::domain::safety::Level;
use crate::domain::score::{NdiTotal, Score};
use crate::domain::text::Words;
use crate::domain::trial::{BeginError, DayOfWeek, Dose, Setup, Steps, Trial, weeks_in_range};
use crate::export::decision_blocks::headline;

/// What a follow-up block takes over from the trial before it, or does not have.
const OF_A_FIRST_TRIAL: [&str; 16] = [
    "site",
    "age",
    "dose",
    "weeks",
    "days",
    "marker",
    "weekly_day",
    "fit",
    "recent_massage",
    "tried",
    "goal",
    "committed",
    "fair",
    "clinician",
    "baseline_pain",
    "baseline_ndi",
];

/// The options of `start`.
#[derive(Debug, Default, PartialEq, Args)]
pub struct Options {
    /// Where the pain is
    #[arg(long, value_parser = one_of::<Site>())]
    site: Option<Site>,
    /// Age band
    #[arg(long, value_parser = one_of::<AgeBand>())]
    age: Option<AgeBand>,
    /// Minutes a visit x visits a week, such as 60x2
    #[arg(long)]
    dose: Option<Dose>,
    /// Weeks of treatment, 1 to 12
    #[arg(long, value_parser = weeks)]
    weeks: Option<u8>,
    /// Day 1
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    start: Option<String>,
    /// The weekdays of the visits, such as mon,thu
    #[arg(long, value_parser = parse_weekdays)]
    days: Option<Weekdays>,
    /// A marker: ID, ID:NAME or custom:NAME:higher|lower:CHANGE:UNIT; twice, where the site is not the neck
    #[arg(long, value_parser = listed(content::parse_marker_option, marker_words))]
    marker: Vec<Marker>,
    /// The day of the week for the weekly measures
    #[arg(long, value_parser = listed(weekday, || WEEKDAYS.map(|day| (day, "")).to_vec()))]
    weekly_day: Option<Weekday>,
    /// The three statements about fit hold
    #[arg(long)]
    fit: bool,
    /// A safety item that applies (repeatable)
    #[arg(long, value_name = "ITEM", value_parser = listed(StringValueParser::new(), || safety_items().collect()))]
    condition: Vec<String>,
    /// A clearance, with its date, who gave it and its limits (repeatable)
    #[arg(long, value_name = "ITEM=DATE[:BY[:LIMITS]]", value_parser = cleared)]
    cleared: Vec<(String, Given)>,
    /// Whether you had massage for this pain in the last three months
    #[arg(long, value_name = "YES_OR_NO", value_parser = yes_no())]
    recent_massage: Option<bool>,
    /// What you have tried so far
    #[arg(long, value_name = "TEXT", value_parser = own_words)]
    tried: Option<Words>,
    /// A goal in your own words (up to three times)
    #[arg(long, value_name = "TEXT", value_parser = goal)]
    goal: Vec<String>,
    /// A follow-up block after a trial that helped: does the gain hold with fewer visits?
    #[arg(long, conflicts_with_all = OF_A_FIRST_TRIAL)]
    follow_up: bool,
    /// Its visits, every N days x how many: 7x6 or 5x4,14x3
    #[arg(long, value_name = "STEPS", requires = "follow_up")]
    steps: Option<Steps>,
    /// No to every safety item that is not named
    #[arg(long)]
    no_conditions: bool,
    /// You can attend at least 75% of the visits
    #[arg(long)]
    committed: bool,
    /// The four statements of the fair comparison hold
    #[arg(long)]
    fair: bool,
    /// Whether a clinician knows
    #[arg(long, value_parser = one_of::<ClinicianInformed>())]
    clinician: Option<ClinicianInformed>,
    /// Average pain of the last week, 0 to 10
    #[arg(long)]
    baseline_pain: Option<Score>,
    /// The Neck Disability Index now, 0 to 50
    #[arg(long)]
    baseline_ndi: Option<NdiTotal>,
}

/// A set of weekdays, as one value of an option.
type Weekdays = std::sync::Arc<BTreeSet<DayOfWeek>>;

fn parse_weekdays(text: &str) -> Result<Weekdays, String> {
    weekdays(text).map(std::sync::Arc::new)
}

fn weeks(text: &str) -> Result<u8, String> {
    let number = text.parse().map_err(|_| format!("weeks are a whole number, not “{text}”"))?;
    weeks_in_range(number).map_err(|error| error.to_string())
}

fn weekday(text: &str) -> Result<Weekday, String> {
    parse_weekday(text).ok_or_else(|| format!("“{text}” is not a weekday; write it like sun"))
}

/// A clearance as it was written: its day is read once today is known.
#[derive(Debug, Clone, PartialEq)]
struct Given {
    day: String,
    by: Option<Words>,
    limits: Option<Words>,
}

fn cleared(text: &str) -> Result<(String, Given), String> {
    let (item, given) = text.split_once('=').ok_or_else(|| {
        format!(
            "write a clearance as ITEM=DATE or ITEM=DATE:BY:LIMITS, such as \
             blood-thinners=2026-10-20:Dr Ito:light pressure only, not “{text}”"
        )
    })?;
    let mut parts = given.splitn(3, ':');
    let day = parts.next().unwrap_or_default().to_owned();
    let mut words = || parts.next().map_or(Ok(None), Words::optional).map_err(|error| error.to_string());
    let (by, limits) = (words()?, words()?);
    Ok((item.to_owned(), Given { day, by, limits }))
}

fn own_words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

fn goal(text: &str) -> Result<String, String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Words::new(&line).map(|words| words.to_string()).map_err(|error| error.to_string())
}

/// What to do about every item named that no clearance comes with, before anything is refused.
fn warn(options: &Options) {
    let with_clearance = |item: &str| options.cleared.iter().any(|(other, _)| other == item);
    warn_of(options.condition.iter().map(String::as_str).filter(|item| !with_clearance(item)));
}

/// What to do about the safety items among these words, most pressing first.
pub(super) fn warn_of<'a>(items: impl Iterator<Item = &'a str>) {
    let mut named = Checklist::default();
    for text in items.filter_map(content::question) {
        named.answer(&text.rule, true, NaiveDate::default());
    }
    let mut levels: Vec<Level> = named.open_holds().map(content::hold_level).collect();
    levels.sort_unstable();
    levels.dedup();
    for level in levels {
        let of_level = named.open_holds().filter(|hold| content::hold_level(hold) == level);
        let why: Vec<String> = of_level.map(|hold| content::short_label(&hold.item)).collect();
        output::complain(&format!("{} ({})", content::what_to_do(level), why.join(", ")));
    }
}

/// Begins the trial, or says which part refuses.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    if *options == Options::default() && question::can_be_asked() {
        return plain::start::start(place, &mut plain::lines::Terminal::new(place));
    }
    let today = place.today();
    warn(options);
    let before = place.trial()?;
    refuse_second(before.as_ref(), today)?;
    let setup = match &before {
        Some(before) if options.follow_up => follow_up(place, before, options, today)?,
        None if options.follow_up => {
            return Err(Failure::Usage(
                "--follow-up: there is no trial yet that could be followed; begin one without it".to_owned(),
            ));
        }
        Some(_) | None => setup(options, today)?,
    };
    let rules: Vec<_> = content::rules().cloned().collect();
    let taken = place.store.trial_ids();
    let trial =
        setup.begin(&rules, today, |name| taken.iter().any(|id| id.as_str() == name)).map_err(|error| {
            match error {
                BeginError::Gate(refusals) => Failure::Usage(refused(&refusals)),
                BeginError::Plan(error) => Failure::Usage(error.to_string()),
            }
        })?;
    place.store.begin(&trial)?;
    let plan = &trial.plan;
    output::line(&format!("The trial {} begins on {}.", trial.id, long_date(plan.start)));
    if plan.follow_up.is_some() {
        for line in follow_up_words(&trial) {
            output::line(&line);
        }
        return Ok(());
    }
    let differs = content::differences(plan.site, plan.age, plan.dose, plan.weeks);
    for difference in differs.into_iter().chain(content::answer_differences(&trial.checklist)) {
        output::line(difference);
    }
    Ok(())
}

/// One trial at a time.
///
/// # Errors
/// Where one is under way.
pub(super) fn refuse_second(before: Option<&Trial>, today: NaiveDate) -> Result<(), Failure> {
    match before.filter(|trial| !trial.is_over(today)) {
        Some(running) => Err(Failure::Usage(format!(
            "the trial {} runs until {}; a new one can begin after that, or once it is stopped",
            running.id,
            long_date(running.plan.checkpoint_window().1)
        ))),
        None => Ok(()),
    }
}

/// The short way to a follow-up block: the plan, and what is new in the safety part.
fn follow_up(place: &Place, before: &Trial, options: &Options, today: NaiveDate) -> Result<Setup, Failure> {
    for line in content::open_hold_lines(&before.checklist) {
        output::complain(&line);
    }
    let days = place.recent_days(Some(before));
    let decision = Assessment::of(before, &days, place.settings.day_end, today).decision;
    if !can_be_followed(before, &decision) {
        return Err(Failure::Usage(format!(
            "--follow-up: a follow-up block asks whether a gain holds, and the trial {} showed none: its answer is “{}”",
            before.id,
            headline(&decision)
        )));
    }
    let mut setup = match &options.steps {
        Some(steps) => next_trial::follow_up(before, &decision, today, steps.clone()),
        None => next_trial::next_block(before, &decision, today),
    };
    if let Some(text) = &options.start {
        setup.start = Some(day_around("--start", text, today, today..=NaiveDate::MAX)?);
    }
    check_items(options)?;
    answer(&mut setup.checklist, options, today, &[Part::Safety]);
    take_clearances(&mut setup.checklist, options, today)?;
    Ok(setup)
}

/// What the gate refuses, and how the items of the safety part are answered in a line.
fn refused(refusals: &[GateRefusal]) -> String {
    let of_safety = |refusal: &GateRefusal| match refusal {
        GateRefusal::Unanswered { part, .. } => *part == Part::Safety,
        GateRefusal::HoldOpen { .. } => false,
    };
    let mut words = gate_words(refusals);
    if refusals.iter().any(of_safety) {
        words.push_str(
            " Name each safety item that applies with --condition, and say no to all others with --no-conditions.",
        );
    }
    words
}

/// What a follow-up block is, once it has begun.
fn follow_up_words(trial: &Trial) -> Vec<String> {
    let plan = &trial.plan;
    let Some(block) = &plan.follow_up else { return Vec::new() };
    let (first, last) = plan.checkpoint_window();
    vec![
        format!("{}. It asks whether the gain holds with fewer visits.", content::plan_line(plan)),
        format!(
            "It is compared with the week before {}, where your first trial began. Its measuring week is {} to {}.",
            long_date(block.baseline_start),
            long_date(first),
            long_date(last)
        ),
    ]
}

fn setup(options: &Options, today: NaiveDate) -> Result<Setup, Failure> {
    let mut setup = Setup::new(today);
    let list = &mut setup.checklist;
    list.site = options.site.map(|value| Dated { value, on: today });
    list.age = options.age.map(|value| Dated { value, on: today });
    list.clinician = options.clinician.map(|value| Dated { value, on: today });
    check_items(options)?;
    answer(list, options, today, Part::ALL);
    take_clearances(list, options, today)?;
    list.tried.clone_from(&options.tried);
    if options.goal.len() > MOST_GOALS {
        return Err(Failure::Usage(format!("--goal: up to {MOST_GOALS} goals, not {}", options.goal.len())));
    }
    list.goals = Words::optional(&options.goal.join("\n"))
        .map_err(|error| Failure::Usage(format!("--goal: {error}")))?;
    setup.dose = options.dose;
    setup.weeks = options.weeks;
    setup.weekdays = options.days.as_ref().map(|days| (**days).clone());
    let soon = crate::domain::calendar::after(today, 7);
    let start =
        options.start.as_deref().map(|text| day_around("--start", text, today, today..=NaiveDate::MAX));
    setup.start = Some(start.unwrap_or(Ok(soon))?);
    setup.weekly_day = options.weekly_day;
    setup.markers.clone_from(&options.marker);
    setup.baseline.pain = options.baseline_pain;
    setup.baseline.ndi = options.baseline_ndi.map(Ndi::Total);
    Ok(setup)
}

/// Whether every item that is named is one of the safety part.
fn check_items(options: &Options) -> Result<(), Failure> {
    for item in options.condition.iter().chain(options.cleared.iter().map(|(item, _)| item)) {
        let known = content::question(item).is_some_and(|text| text.rule.part == Part::Safety);
        if !known {
            return Err(Failure::Usage(format!(
                "there is no safety item “{item}”; it is one of {}{}",
                safety_items().map(|(id, _)| id).collect::<Vec<_>>().join(", "),
                or_did_you_mean(item, safety_items().map(|(id, _)| id))
            )));
        }
    }
    Ok(())
}

/// Answers the questions of some parts as the options say.
fn answer(list: &mut Checklist, options: &Options, today: NaiveDate, parts: &[Part]) {
    for text in content::questions().iter().filter(|text| parts.contains(&text.rule.part)) {
        let rule = &text.rule;
        let named =
            options.condition.contains(&rule.id) || options.cleared.iter().any(|(item, _)| *item == rule.id);
        let answer = match rule.part {
            Part::Fit if rule.kind == QuestionKind::Remark => options.recent_massage,
            Part::Fit => options.fit.then_some(true),
            Part::Commitment => options.committed.then_some(true),
            Part::Fair => options.fair.then_some(true),
            Part::Safety if named => Some(true),
            Part::Safety => options.no_conditions.then_some(false),
        };
        if let Some(yes) = answer {
            list.answer(rule, yes, today);
        }
    }
}

/// Records the clearances that the options name.
fn take_clearances(list: &mut Checklist, options: &Options, today: NaiveDate) -> Result<(), Failure> {
    for (item, given) in &options.cleared {
        let on = day_around(&format!("--cleared {item}"), &given.day, today, NaiveDate::MIN..=today)?;
        list.check_clearance(item, on, today).map_err(|error| {
            Failure::Usage(format!("--cleared {item}: {}", content::clearance_refusal(error, today)))
        })?;
        list.clear(item, Clearance { on, by: given.by.clone(), limits: given.limits.clone() });
    }
    Ok(())
}

/// The days of a week, as they are written.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The markers that can be named, each with what is measured.
fn marker_words() -> Vec<Word> {
    content::markers().iter().map(|marker| (marker.id.as_str(), marker.label.as_str())).collect()
}

/// Every safety item, with its short name for people.
fn safety_items() -> impl Iterator<Item = (&'static str, &'static str)> {
    let items = content::questions().iter().filter(|text| text.rule.part == Part::Safety);
    items.map(|text| (text.rule.id.as_str(), text.short.as_str()))
}
