//! Pages about the person: place, age, clinician, goals, what was tried, personal factors.

use chrono::NaiveDate;

use super::fields::{GO_ON, labels, one, own_words, position, text, words};
use super::{PageId, Wrong, markers};
use crate::app::form::Form;
use crate::content;
use crate::domain::checklist::{AgeBand, ClinicianInformed, Dated, Factor, MOST_GOALS, Site};
use crate::domain::text::{Words, capital};
use crate::domain::trial::Setup;

pub(super) fn site_form(setup: &Setup) -> Form {
    let site = setup.checklist.site.map(|site| site.value);
    one("site", labels(Site::ALL, |site| site.label()), position(Site::ALL, site))
}

pub(super) fn accept_site(setup: &mut Setup, _: &PageId, form: &Form, today: NaiveDate) -> Result<(), Wrong> {
    let Some(site) = form.chosen("site").and_then(|choice| Site::ALL.get(choice)) else { return Ok(()) };
    let was = setup.checklist.site.map(|site| site.value);
    setup.checklist.site = Some(Dated { value: *site, on: today });
    if *site == Site::Neck && was != Some(Site::Neck) {
        markers::forget(setup);
    }
    Ok(())
}

pub(super) fn age_form(setup: &Setup) -> Form {
    let age = setup.checklist.age.map(|age| age.value);
    one("age", labels(AgeBand::ALL, |age| age.label()), position(AgeBand::ALL, age))
}

pub(super) fn accept_age(setup: &mut Setup, _: &PageId, form: &Form, today: NaiveDate) -> Result<(), Wrong> {
    if let Some(age) = form.chosen("age").and_then(|choice| AgeBand::ALL.get(choice)) {
        setup.checklist.age = Some(Dated { value: *age, on: today });
    }
    Ok(())
}

pub(super) fn clinician_form(setup: &Setup) -> Form {
    let known = setup.checklist.clinician.map(|known| known.value);
    let all = ClinicianInformed::ALL;
    one("clinician", labels(all, |known| known.label()), position(all, known))
}

pub(super) fn accept_clinician(
    setup: &mut Setup,
    _: &PageId,
    form: &Form,
    today: NaiveDate,
) -> Result<(), Wrong> {
    if let Some(known) = form.chosen("clinician").and_then(|choice| ClinicianInformed::ALL.get(choice)) {
        setup.checklist.clinician = Some(Dated { value: *known, on: today });
    }
    Ok(())
}

/// The fields of the goals, one each.
const GOALS: [&str; MOST_GOALS] = ["goal-1", "goal-2", "goal-3"];

/// A line a goal. What an earlier release wrote in more lines than there are goals stands in the last.
pub(super) fn goals_form(setup: &Setup) -> Form {
    let all = text(setup.checklist.goals.as_ref());
    let mut lines: Vec<String> =
        all.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let last = MOST_GOALS.saturating_sub(1);
    if lines.len() > MOST_GOALS {
        let rest = lines.split_off(last).join("; ");
        lines.push(rest);
    }
    let fields = GOALS.iter().enumerate().map(|(place, id)| {
        let label = format!("Goal {}", place.saturating_add(1));
        words(id, &label, "", lines.get(place).map_or("", String::as_str))
    });
    Form::new(fields.collect()).ending(GO_ON)
}

pub(super) fn accept_goals(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let line = |id: &&str| form.text(id).split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = GOALS.iter().map(line).filter(|line| !line.is_empty()).collect();
    setup.checklist.goals =
        Words::optional(&lines.join("\n")).map_err(|error| ("goal-1", capital(&error.to_string())))?;
    Ok(())
}

pub(super) fn tried_form(setup: &Setup) -> Form {
    Form::new(vec![words("tried", "", "", text(setup.checklist.tried.as_ref())).over_lines()])
}

pub(super) fn accept_tried(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    setup.checklist.tried = own_words(form, "tried")?;
    Ok(())
}

pub(super) fn factors_form(setup: &Setup) -> Form {
    let fields = Factor::ALL
        .iter()
        .map(|factor| words(factor.id(), factor.label(), "", text(setup.checklist.factors.get(factor))));
    Form::new(fields.collect()).ending(GO_ON)
}

pub(super) fn accept_factors(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    for factor in Factor::ALL {
        match own_words(form, factor.id())? {
            Some(text) => setup.checklist.factors.insert(*factor, text),
            None => setup.checklist.factors.remove(factor),
        };
    }
    Ok(())
}

/// What is meant by the factor in focus, with examples and what it changes.
pub(super) fn factor_words(_: &Setup, form: &Form) -> Option<String> {
    let id = form.current()?.id;
    let factor = Factor::ALL.iter().find(|factor| factor.id() == id)?;
    let page = content::page(factor.id())?;
    Some(format!("{} {}", page.question, page.help))
}
