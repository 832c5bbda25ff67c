//! The page of a clearance: when it was given, by whom, and with which limits.

use chrono::NaiveDate;

use super::fields::{GO_ON, line, own_words, words};
use super::schedule::far_date;
use super::{PageId, Wrong};
use crate::app::form::{Form, Takes};
use crate::content;
use crate::domain::checklist::{Clearance, Hold};
use crate::domain::date_words::{self, DateWordsError};
use crate::domain::text::{Words, capital};
use crate::domain::trial::Setup;

/// The dates on which a clearance can have been given: up to today.
fn given_dates(today: NaiveDate) -> std::ops::RangeInclusive<NaiveDate> {
    NaiveDate::MIN..=today
}

fn latest_hold<'a>(setup: &'a Setup, item: &str) -> Option<&'a Hold> {
    setup.checklist.holds.iter().rev().find(|hold| hold.item == item)
}

pub(super) fn form(setup: &Setup, page: &PageId, today: NaiveDate) -> Option<Form> {
    let PageId::Clearance(item) = page else { return None };
    let old = latest_hold(setup, item).and_then(|hold| hold.clearance.as_ref());
    let on = old.map(|clearance| clearance.on.to_string()).unwrap_or_default();
    let text = |text: Option<&Words>| text.map(Words::to_string).unwrap_or_default();
    let by = text(old.and_then(|clearance| clearance.by.as_ref()));
    let limits = text(old.and_then(|clearance| clearance.limits.as_ref()));
    let takes = Takes::Date { today, allowed: given_dates(today) };
    let fields = vec![
        line("on", "Date given", "like 20 nov; empty while there is none", takes, &on),
        line("by", "Who gave it", "name or practice", Takes::Name, &by),
        words("limits", "Limits, if any", "such as: no pressure on the left side", &limits),
    ];
    Some(Form::new(fields).ending(GO_ON).with_nothing_needed())
}

pub(super) fn accept(setup: &mut Setup, page: &PageId, form: &Form, today: NaiveDate) -> Result<(), Wrong> {
    let PageId::Clearance(item) = page else { return Ok(()) };
    if form.text("on").trim().is_empty() {
        let is_begun = ["by", "limits"].iter().any(|id| !form.text(id).trim().is_empty());
        return if is_begun {
            Err(("on", content::plan_words().clearance_needs_date.clone()))
        } else {
            Ok(())
        };
    }
    let on = match date_words::read(form.text("on"), today, given_dates(today)) {
        Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
        Err(error) => return Err(("on", capital(&error.to_string()))),
    };
    let list = &mut setup.checklist;
    list.check_clearance(item, on, today)
        .map_err(|error| ("on", content::clearance_refusal(error, today)))?;
    let Some(by) = own_words(form, "by")? else {
        return Err(("by", content::plan_words().clearance_needs_name.clone()));
    };
    let clearance = Clearance { on, by: Some(by), limits: own_words(form, "limits")? };
    if !list.clear(item, clearance.clone())
        && let Some(hold) = list.holds.iter_mut().rev().find(|hold| hold.item == *item)
    {
        hold.clearance = Some(clearance);
    }
    Ok(())
}

pub(super) fn doubt(form: &Form, _: &Setup, today: NaiveDate) -> Option<Wrong> {
    far_date("on", form, today, given_dates(today))
}
