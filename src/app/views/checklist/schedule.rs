//! Pages of the plan: dose, weeks, weekdays, day 1, the weekly day.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::fields::{GO_ON, line, number, one, position, whole};
use super::{PageId, Wrong};
use crate::app::form::{Field, Form, Kind, Takes};
use crate::content;
use crate::domain::calendar::{WEEK, after, before, long_date, parse_weekday, weekday_name};
use crate::domain::date_words::{self, DateWordsError};
use crate::domain::drafts::asked_for;
use crate::domain::text::capital;
use crate::domain::trial::{
    DEFAULT_WEEKS, DayOfWeek, Dose, DoseKind, PlanError, START_AHEAD_DAYS, Setup, WINDOW_DAYS, check_start,
    weeks_in_range,
};

/// The name under which a dose of one's own waits to be filled in.
const OWN_DOSE: &str = "own-dose";

/// Whether a dose of one's own was chosen and is not filled in yet.
pub(super) fn wants_own_dose(setup: &Setup) -> bool {
    setup.checklist.drafts.get(OWN_DOSE).is_some()
}

/// The doses offered: with a no to attending, only those for comfort.
pub fn doses_offered(setup: &Setup) -> Vec<Dose> {
    let attends = setup.checklist.answered("attend") != Some(false);
    Dose::STUDIED
        .iter()
        .filter_map(|(minutes, per_week)| Dose::new(*minutes, *per_week).ok())
        .filter(|dose| attends || dose.kind() == DoseKind::Comfort)
        .collect()
}

/// Whether a dose can be chosen: one of those offered, or one of one's own.
pub fn may_choose(setup: &Setup, dose: Dose) -> bool {
    dose.kind() == DoseKind::Custom || doses_offered(setup).contains(&dose)
}

pub(super) fn dose_form(setup: &Setup) -> Form {
    let offered = doses_offered(setup);
    let chosen = setup.dose.and_then(|dose| offered.iter().position(|offer| *offer == dose));
    let is_own = setup.dose.is_some_and(|dose| dose.kind() == DoseKind::Custom);
    let own = (is_own || wants_own_dose(setup)).then_some(offered.len());
    let mut choices: Vec<String> = offered.iter().map(|dose| content::dose_line(*dose)).collect();
    choices.push("Another dose of your own".to_owned());
    one("dose", choices, own.or(chosen))
}

pub(super) fn accept_dose(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let offered = doses_offered(setup);
    match form.chosen("dose") {
        Some(choice) if choice < offered.len() => {
            if let Some(dose) = offered.get(choice) {
                set_dose(setup, *dose);
                setup.checklist.drafts.forget(OWN_DOSE);
            }
        }
        Some(_) if setup.dose.is_none_or(|dose| dose.kind() != DoseKind::Custom) => {
            // Nothing is put in its place: the next page asks for it.
            setup.dose = None;
            if !wants_own_dose(setup) {
                setup.checklist.drafts.keep(OWN_DOSE, asked_for());
            }
        }
        Some(_) | None => {}
    }
    Ok(())
}

/// A dose with another number of visits spreads its weekdays anew.
fn set_dose(setup: &mut Setup, dose: Dose) {
    let fits = |days: &BTreeSet<DayOfWeek>| days.len() == usize::from(dose.per_week());
    setup.weekdays = setup.weekdays.take().filter(fits);
    setup.dose = Some(dose);
}

/// What was found at the dose in focus.
pub(super) fn dose_words(setup: &Setup, form: &Form) -> Option<String> {
    let dose = doses_offered(setup).get(form.cursor()?).copied()?;
    content::dose_text(dose).map(|words| words.text.clone())
}

pub(super) fn own_dose_form(setup: &Setup) -> Form {
    let own = setup.dose.filter(|dose| dose.kind() == DoseKind::Custom);
    let (minutes, per_week) = own.map_or((String::new(), String::new()), |dose| {
        (dose.minutes().to_string(), dose.per_week().to_string())
    });
    Form::new(vec![
        line("minutes", "Minutes a visit", "", number(1, 480, "min"), &minutes).needed(),
        line("per-week", "Visits a week", "", number(1, 7, ""), &per_week).needed(),
    ])
    .ending(GO_ON)
}

pub(super) fn accept_own_dose(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let minutes = whole(form, "minutes", "This is")?;
    let per_week = whole(form, "per-week", "This is")?;
    let dose = Dose::new(minutes, per_week).map_err(|error| {
        let field = if error.what.starts_with("visits") { "per-week" } else { "minutes" };
        (field, capital(&error.to_string()))
    })?;
    set_dose(setup, dose);
    Ok(())
}

pub(super) fn weeks_form(setup: &Setup) -> Form {
    let weeks = setup.weeks.unwrap_or(DEFAULT_WEEKS).to_string();
    let hint = "four were studied";
    Form::new(vec![line("weeks", "Weeks of treatment", hint, number(1, 12, "weeks"), &weeks).needed()])
}

pub(super) fn accept_weeks(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let weeks = whole(form, "weeks", "Weeks are")?;
    setup.weeks = Some(weeks_in_range(weeks).map_err(|error| ("weeks", capital(&error.to_string())))?);
    Ok(())
}

pub(super) fn weekdays_form(setup: &Setup) -> Form {
    let days = setup.weekdays.clone().or_else(|| setup.dose.map(Dose::default_weekdays)).unwrap_or_default();
    let is_chosen = |(_, day): &(usize, &chrono::Weekday)| days.contains(&DayOfWeek(**day));
    let chosen = WEEK.iter().enumerate().filter(is_chosen).map(|(place, _)| place).collect();
    let names = WEEK.iter().map(|day| weekday_name(*day).to_owned()).collect();
    Form::new(vec![Field::new("weekdays", "", "", Kind::many(names, chosen)).needed()])
}

pub(super) fn accept_weekdays(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let picked = form.picked("weekdays");
    let days: BTreeSet<DayOfWeek> =
        picked.iter().filter_map(|place| WEEK.get(*place)).copied().map(DayOfWeek).collect();
    if let Some(dose) = setup.dose.filter(|dose| days.len() != usize::from(dose.per_week())) {
        let error = PlanError::Weekdays { dose, given: days.len() };
        return Err(("weekdays", capital(&error.to_string())));
    }
    setup.weekdays = Some(days);
    Ok(())
}

/// The dates that day 1 can be. A follow-up block has its baseline behind it and begins later.
fn start_dates(setup: &Setup, today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let first = if setup.follow_up.is_some() { today } else { before(today, WINDOW_DAYS) };
    first..=after(today, START_AHEAD_DAYS)
}

pub(super) fn start_form(setup: &Setup, _: &PageId, today: NaiveDate) -> Option<Form> {
    let start = setup.start.unwrap_or_else(|| after(today, WINDOW_DAYS));
    let takes = Takes::Date { today, allowed: start_dates(setup, today) };
    let shown = date_words::shown(start, today);
    Some(Form::new(vec![
        line("start", "First day", "like 2 dec or mon; Enter goes on", takes, &shown).needed(),
    ]))
}

pub(super) fn accept_start(
    setup: &mut Setup,
    _: &PageId,
    form: &Form,
    today: NaiveDate,
) -> Result<(), Wrong> {
    let start = match date_words::read(form.text("start"), today, start_dates(setup, today)) {
        Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
        Err(error) => return Err(("start", capital(&error.to_string()))),
    };
    check_start(start, today).map_err(|error| ("start", capital(&error.to_string())))?;
    setup.start = Some(start);
    Ok(())
}

pub(super) fn start_doubt(form: &Form, setup: &Setup, today: NaiveDate) -> Option<Wrong> {
    far_date("start", form, today, start_dates(setup, today))
}

/// A date that lies far from today, and is asked about before it is taken.
pub(super) fn far_date(
    id: &'static str,
    form: &Form,
    today: NaiveDate,
    allowed: RangeInclusive<NaiveDate>,
) -> Option<Wrong> {
    let date = date_words::read(form.text(id), today, allowed).ok()?;
    let words = &content::plan_words().far_date;
    date_words::is_far(date, today, []).then(|| (id, content::fill(words, &[("date", &long_date(date))])))
}

pub(super) fn weekly_day_form(setup: &Setup) -> Form {
    let names = WEEK.iter().map(|day| weekday_name(*day).to_owned()).collect();
    let day = setup.weekly_day.unwrap_or(chrono::Weekday::Sun);
    one("weekly-day", names, position(&WEEK, Some(day)))
}

pub(super) fn accept_weekly_day(
    setup: &mut Setup,
    _: &PageId,
    form: &Form,
    _: NaiveDate,
) -> Result<(), Wrong> {
    let day = form.chosen("weekly-day").and_then(|choice| WEEK.get(choice)).copied();
    setup.weekly_day = day.or(setup.weekly_day);
    Ok(())
}

/// Reads weekdays such as `mon,thu`.
pub fn weekdays(text: &str) -> Result<BTreeSet<DayOfWeek>, String> {
    text.split([',', ' '])
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            parse_weekday(part)
                .map(DayOfWeek)
                .ok_or_else(|| format!("“{}” is not a weekday; write them like mon,thu", part.trim()))
        })
        .collect()
}
