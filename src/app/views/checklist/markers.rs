//! Pages of the two markers: which they are, and the definition of one's own.

use chrono::NaiveDate;

use super::fields::{GO_ON, labels, line, position};
use super::{PageId, Wrong};
use crate::app::form::{Field, Form, Kind, Takes};
use crate::content;
use crate::domain::checklist::Site;
use crate::domain::drafts::{Drafts, asked_for};
use crate::domain::measure::{ACTIVITY_MARKER, Better, CUSTOM_MARKER, ClearChange, FunctionMeasure, Marker};
use crate::domain::score::Amount;
use crate::domain::text::capital;
use crate::domain::trial::Setup;

/// The beginning of the names under which markers of one's own wait for their definition.
const OWN_MARKER: &str = "own-marker-";

/// Markers of one's own that were chosen and are not defined yet, by the names of their drafts.
fn undefined(drafts: &Drafts) -> impl Iterator<Item = &str> {
    drafts.iter().map(|(name, _)| name).filter(|name| name.starts_with(OWN_MARKER))
}

/// How many markers were chosen, those without a definition among them.
pub(super) fn count(setup: &Setup) -> usize {
    setup.markers.len().saturating_add(undefined(&setup.checklist.drafts).count())
}

/// The page of the first marker of one's own that was chosen and is not defined yet.
pub fn undescribed_marker(setup: &Setup) -> Option<PageId> {
    undefined(&setup.checklist.drafts).next()?;
    Some(PageId::MarkerDetails(setup.markers.len()))
}

/// The pages of the markers that have a name or more of the person's own.
pub(super) fn details(setup: &Setup) -> Vec<PageId> {
    let asks_name = |marker: &Marker| marker.id == CUSTOM_MARKER || marker.id == ACTIVITY_MARKER;
    let named = setup.markers.iter().enumerate().filter(|(_, marker)| asks_name(marker));
    let undefined = setup.markers.len()..count(setup);
    named.map(|(place, _)| place).chain(undefined).map(PageId::MarkerDetails).collect()
}

/// Forgets the markers, and those that wait for their definition.
pub(super) fn forget(setup: &mut Setup) {
    setup.markers.clear();
    setup.checklist.drafts.retain(|name| !name.starts_with(OWN_MARKER));
}

/// The name under which a marker's definition is kept while it is not finished.
pub(super) fn draft_name(setup: &Setup, place: usize) -> String {
    let after = place.checked_sub(setup.markers.len());
    let name = after.and_then(|n| undefined(&setup.checklist.drafts).nth(n));
    name.map_or_else(|| format!("marker-{}", place.saturating_add(1)), str::to_owned)
}

pub(super) fn form(setup: &Setup) -> Form {
    let choices = marker_choices();
    let chosen = choices.iter().enumerate().filter(|(place, choice)| is_chosen(setup, *place, choice.id));
    let chosen = chosen.map(|(place, _)| place).collect();
    let labels = choices.iter().map(|choice| choice.label.clone()).collect();
    let field = Field::new("markers", "", "", Kind::many(labels, chosen));
    Form::new(vec![if may_have_none(setup) { field } else { field.needed() }])
}

/// For the neck there is the index too.
fn may_have_none(setup: &Setup) -> bool {
    setup.checklist.site.is_some_and(|site| site.value == Site::Neck)
}

/// How the marker in focus is measured, and what counts as a clear change.
pub(super) fn words(_: &Setup, form: &Form) -> Option<String> {
    let marker = content::markers().get(form.cursor()?)?;
    let change = marker.at_least.map(|amount| match marker.percent {
        Some(percent) => format!("A clear change is {percent}% and {amount} {} or more", marker.unit),
        None => format!("A clear change is {amount} {} or more", marker.unit),
    });
    Some(format!("{} {} ({})", marker.how, change.unwrap_or_default(), marker.source))
}

/// One line of the page where markers are chosen. One's own can be chosen twice.
struct MarkerChoice {
    id: &'static str,
    label: String,
}

fn marker_choices() -> Vec<MarkerChoice> {
    let mut choices: Vec<MarkerChoice> = content::markers()
        .iter()
        .filter(|text| text.id != CUSTOM_MARKER)
        .map(|text| MarkerChoice { id: text.id.as_str(), label: text.label.clone() })
        .collect();
    choices.push(MarkerChoice { id: CUSTOM_MARKER, label: "Something of your own".to_owned() });
    choices.push(MarkerChoice { id: CUSTOM_MARKER, label: "A second thing of your own".to_owned() });
    choices
}

fn is_chosen(setup: &Setup, place: usize, id: &str) -> bool {
    let mut count = setup.markers.iter().filter(|marker| marker.id == id).count();
    if id == CUSTOM_MARKER {
        count = count.saturating_add(undefined(&setup.checklist.drafts).count());
    }
    let second_own = place.saturating_add(1) == marker_choices().len();
    if second_own { count > 1 } else { count > 0 }
}

pub(super) fn accept(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let choices = marker_choices();
    let picked: Vec<&MarkerChoice> =
        form.picked("markers").iter().filter_map(|place| choices.get(*place)).collect();
    if picked.is_empty() && may_have_none(setup) {
        forget(setup);
        return Ok(());
    }
    if picked.len() != 2 {
        return Err(("markers", format!("Tick exactly two; {} are ticked now", picked.len())));
    }
    let mut old = setup.markers.clone();
    let mut waiting: Vec<String> = undefined(&setup.checklist.drafts).map(str::to_owned).collect();
    let (mut markers, mut kept) = (Vec::new(), Vec::new());
    for choice in picked {
        match old.iter().position(|marker| marker.id == choice.id) {
            Some(place) => markers.push(old.remove(place)),
            None if choice.id == CUSTOM_MARKER => {
                // The next page asks for its name and the rest; until then it counts for nothing.
                let name = waiting.pop().unwrap_or_else(|| {
                    let taken = |name: &String| kept.contains(name);
                    let names = ["1", "2"].map(|number| format!("{OWN_MARKER}{number}"));
                    names.into_iter().find(|name| !taken(name)).unwrap_or_default()
                });
                kept.push(name);
            }
            None => markers.extend(
                content::markers()
                    .iter()
                    .find(|text| text.id == choice.id)
                    .and_then(|text| text.marker(choice.id)),
            ),
        }
    }
    let drafts = &mut setup.checklist.drafts;
    drafts.retain(|name| !name.starts_with(OWN_MARKER) || kept.iter().any(|each| each == name));
    for name in &kept {
        if drafts.get(name).is_none() {
            drafts.keep(name, asked_for());
        }
    }
    if kept.is_empty() {
        FunctionMeasure::markers(&markers).map_err(|error| ("markers", capital(&error.to_string())))?;
    }
    setup.markers = markers;
    Ok(())
}

/// The definition of a marker. One of one's own is asked for whole, and nothing is offered for it.
pub(super) fn details_form(setup: &Setup, page: &PageId, _: NaiveDate) -> Option<Form> {
    let PageId::MarkerDetails(place) = page else { return None };
    let marker = setup.markers.get(*place);
    let line = |id, label: &str, hint: &str, takes, text: &str| line(id, label, hint, takes, text).needed();
    let name = marker.map_or("", |marker| marker.name.as_str());
    let mut fields =
        vec![line("name", "Name", "in your words, such as: carry the shopping", Takes::Name, name)];
    if marker.is_none_or(|marker| marker.id == CUSTOM_MARKER) {
        let unit = marker.map_or("", |marker| marker.unit.as_str());
        let change = marker.map(|marker| marker.change.at_least.to_string()).unwrap_or_default();
        let better = position(Better::ALL, marker.map(|marker| marker.better));
        let choices = labels(Better::ALL, |better| better.label());
        fields.extend([
            line("unit", "Unit", "such as min, steps, points", Takes::Name, unit),
            Field::new("better", "Which way is better?", "", Kind::one(choices, better)).needed(),
            line(
                "change",
                "Clear change",
                "at least how much, in that unit",
                Takes::Decimal { unit: String::new() },
                &change,
            ),
        ]);
    }
    Some(Form::new(fields).ending(GO_ON))
}

pub(super) fn accept_details(
    setup: &mut Setup,
    page: &PageId,
    form: &Form,
    _: NaiveDate,
) -> Result<(), Wrong> {
    let PageId::MarkerDetails(place) = *page else { return Ok(()) };
    let mut markers = setup.markers.clone();
    let old = markers.get(place);
    let old_name = old.map(|marker| marker.name.clone());
    let is_custom = old.is_none_or(|marker| marker.id == CUSTOM_MARKER);
    let name = content::marker_name(form.text("name")).map_err(|error| ("name", capital(&error)))?;
    if is_custom {
        let marker = own_marker(name.clone(), form)?;
        match markers.get_mut(place) {
            Some(old) => *old = marker,
            None => markers.push(marker),
        }
    } else if let Some(marker) = markers.get_mut(place) {
        marker.name.clone_from(&name);
    }
    if markers.len() == 2 {
        FunctionMeasure::markers(&markers).map_err(|error| ("name", capital(&error.to_string())))?;
    }
    setup.markers = markers;
    if let Some(value) = old_name.and_then(|old| setup.baseline.markers.remove(&old)) {
        setup.baseline.markers.insert(name, value);
    }
    Ok(())
}

/// A marker of one's own as its form defines it.
fn own_marker(name: String, form: &Form) -> Result<Marker, Wrong> {
    let unit = form.text("unit").trim();
    if unit.is_empty() || unit.chars().count() > 20 {
        return Err(("unit", "A unit has 1 to 20 characters, such as min".to_owned()));
    }
    let better = form.chosen("better").and_then(|choice| Better::ALL.get(choice)).copied();
    let better =
        better.ok_or_else(|| ("better", "Choose whether more or less of it is better".to_owned()))?;
    let at_least: Amount = form
        .text("change")
        .parse()
        .map_err(|error: crate::domain::score::OutOfRange| ("change", capital(&error.to_string())))?;
    if at_least == Amount::whole(0).unwrap_or(at_least) {
        return Err(("change", "A clear change is more than 0".to_owned()));
    }
    let change = ClearChange { percent: None, at_least };
    Ok(Marker { id: CUSTOM_MARKER.to_owned(), name, unit: unit.to_owned(), better, change })
}
