//! Pages of the single baseline figures, which serve where the baseline week has too few.

use chrono::NaiveDate;

use super::fields::{GO_ON, line};
use super::{PageId, Wrong};
use crate::app::form::{Field, Form, Kind, Takes};
use crate::app::views::today;
use crate::content;
use crate::domain::lines::{marker_has_no_room, ndi_has_no_room, pain_can_hardly_improve};
use crate::domain::score::{Amount, Score};
use crate::domain::text::capital;
use crate::domain::trial::Setup;

pub(super) fn pain_form(setup: &Setup) -> Form {
    let pain = Kind::score(setup.baseline.pain.map(Score::get));
    Form::new(vec![Field::new("pain", "", "0 to 10, x is ten; Enter goes on without", pain)])
}

pub(super) fn accept_pain(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    setup.baseline.pain = form.score("pain").and_then(|pain| Score::new(i64::from(pain)).ok());
    Ok(())
}

/// Little room to improve is said before the start.
pub(super) fn pain_doubt(_: &Form, setup: &Setup, _: NaiveDate) -> Option<Wrong> {
    let low = setup.baseline.pain.is_some_and(|pain| pain_can_hardly_improve(pain.exact()));
    low.then(|| ("pain", once_more(&content::plan_words().low_pain)))
}

fn once_more(words: &str) -> String {
    format!("{words} {}", content::plan_words().once_more)
}

pub(super) fn index_form(setup: &Setup) -> Form {
    today::ndi_form(setup.baseline.ndi.as_ref()).ending(GO_ON)
}

pub(super) fn accept_index(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    setup.baseline.ndi = today::ndi_of(form).map_err(|error| (today::TOTAL, error))?;
    Ok(())
}

/// An index that is no score, or that leaves little room to improve.
pub(super) fn index_doubt(_: &Form, setup: &Setup, _: NaiveDate) -> Option<Wrong> {
    let index = setup.baseline.ndi.as_ref()?;
    let words = match index.score() {
        None => incomplete_index(index.missing()),
        Some(score) if ndi_has_no_room(score) => content::plan_words().low_index.clone(),
        Some(_) => return None,
    };
    Some((today::TOTAL, once_more(&words)))
}

/// What an index with too few answers is worth.
pub fn incomplete_index(missing: usize) -> String {
    content::fill(&content::plan_words().incomplete_index, &[("count", &missing.to_string())])
}

/// The fields of the two markers.
const FIELDS: [&str; 2] = ["first", "second"];

pub(super) fn markers_form(setup: &Setup) -> Form {
    let fields = setup.markers.iter().zip(FIELDS).map(|(marker, id)| {
        let value = setup.baseline.markers.get(&marker.name).map(Amount::to_string).unwrap_or_default();
        let takes = Takes::Decimal { unit: marker.unit.clone() };
        line(id, &marker.name, "empty where you do not know", takes, &value)
    });
    Form::new(fields.collect()).ending(GO_ON)
}

pub(super) fn accept_markers(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    for (marker, id) in setup.markers.iter().zip(FIELDS) {
        let text = form.text(id).trim();
        if text.is_empty() {
            setup.baseline.markers.remove(&marker.name);
        } else {
            let amount = text.parse::<Amount>().map_err(|error| (id, capital(&error.to_string())))?;
            marker.check(amount).map_err(|error| (id, capital(&error.to_string())))?;
            setup.baseline.markers.insert(marker.name.clone(), amount);
        }
    }
    Ok(())
}

/// A marker that leaves little room to improve.
pub(super) fn markers_doubt(_: &Form, setup: &Setup, _: NaiveDate) -> Option<Wrong> {
    setup.markers.iter().zip(FIELDS).find_map(|(marker, id)| {
        let value = setup.baseline.markers.get(&marker.name)?;
        let words = content::fill(&content::plan_words().low_marker, &[("marker", &marker.name)]);
        marker_has_no_room(marker, value.exact()).then(|| (id, once_more(&words)))
    })
}
