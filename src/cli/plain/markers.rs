//! The two markers in plain mode: chosen by number or name; one of one's own asked for whole.

use super::start::Beginning;
use super::{Question, Refused, read};
use crate::content::{self, plain};
use crate::domain::drafts::{Draft, asked_for};
use crate::domain::measure::{ACTIVITY_MARKER, Better, CUSTOM_MARKER, FunctionMeasure, Marker};
use crate::domain::score::Amount;
use crate::domain::trial::Setup;

/// The name under which the screen keeps a marker of one's own that is not whole.
fn draft_name(place: usize) -> String {
    format!("own-marker-{}", place.saturating_add(1))
}

/// What is known of a marker of one's own on its way.
fn draft(setup: &Setup, place: usize) -> Option<&Draft> {
    setup.checklist.drafts.get(&draft_name(place))
}

/// The questions about the two markers and where they stand now.
pub fn questions(setup: &Setup) -> Vec<Question<Beginning>> {
    let mut all = Vec::new();
    for place in 0..2 {
        all.push(choose(setup, place));
        let chosen = setup.markers.get(place);
        if draft(setup, place).is_some() || chosen.is_some_and(|marker| marker.id == CUSTOM_MARKER) {
            all.extend(["name", "unit", "better", "change"].map(|field| own(setup, place, field)));
        } else if let Some(marker) = chosen.filter(|marker| marker.id == ACTIVITY_MARKER) {
            all.push(activity(marker, place));
        }
    }
    all.extend(setup.markers.iter().map(|marker| baseline(setup, marker)));
    all
}

fn choose(setup: &Setup, place: usize) -> Question<Beginning> {
    let names: Vec<Vec<String>> =
        content::markers().iter().map(|text| vec![text.id.clone(), text.label.clone()]).collect();
    let (prompt, help) = plain::ask(if place == 0 { "first-marker" } else { "second-marker" });
    let now = match draft(setup, place) {
        Some(_) => Some("one of your own".to_owned()),
        None => setup.markers.get(place).map(|marker| marker.name.clone()),
    };
    let take = move |talk: &mut Beginning, answer: &str| {
        let Some(text) = content::markers().get(read::one_of(answer, &names)?) else { return Ok(Vec::new()) };
        let mut setup = talk.setup.clone();
        if text.id == CUSTOM_MARKER {
            if draft(&setup, place).is_none() {
                setup.checklist.drafts.keep(&draft_name(place), asked_for());
            }
        } else if let Some(marker) = text.marker(&text.id) {
            setup.checklist.drafts.forget(&draft_name(place));
            put(&mut setup, place, marker)?;
        }
        talk.keep(setup)?;
        Ok(vec![format!("{}. {}", text.label, text.how)])
    };
    Question::new(format!("marker-{place}"), prompt, "a number or a name", take)
        .choosing(content::markers().iter().map(|text| text.label.clone()))
        .helped(help)
        .standing(now)
}

/// Puts a marker in its place, where the two go together.
fn put(setup: &mut Setup, place: usize, marker: Marker) -> Result<(), String> {
    let mut markers = setup.markers.clone();
    match markers.get_mut(place) {
        Some(old) => *old = marker,
        None => markers.push(marker),
    }
    if markers.len() == 2 {
        FunctionMeasure::markers(&markers).map_err(|error| error.to_string())?;
    }
    setup.markers = markers;
    Ok(())
}

/// The name of an activity of one's own.
fn activity(marker: &Marker, place: usize) -> Question<Beginning> {
    let (prompt, help) = plain::ask("marker-name");
    let take = move |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        let name = content::marker_name(answer)?;
        if let Some(marker) = setup.markers.get(place).cloned() {
            put(&mut setup, place, Marker { name: name.clone(), ..marker })?;
        }
        talk.keep(setup)?;
        Ok(vec![format!("{name}.")])
    };
    let mut question =
        Question::new(format!("marker-{place}-name"), prompt, "in your words", take).helped(help);
    if marker.name != marker.id {
        question = question.standing(Some(marker.name.clone()));
    }
    question
}

/// One of the four things that define a marker of one's own. With the last it is whole.
fn own(setup: &Setup, place: usize, field: &'static str) -> Question<Beginning> {
    let known = fields(setup, place);
    let (id, how) = match field {
        "better" => ("marker-better", "higher or lower"),
        "change" => ("marker-change", "a number"),
        "unit" => ("marker-unit", "in your words"),
        _ => ("marker-name", "in your words"),
    };
    let (prompt, help) = plain::ask(id);
    let take = move |talk: &mut Beginning, answer: &str| take_own(talk, place, field, answer);
    Question::new(format!("marker-{place}-{field}"), prompt, how, take)
        .helped(help)
        .standing(known.get(field).filter(|text| !text.is_empty()).cloned())
}

fn fields(setup: &Setup, place: usize) -> Draft {
    let mut known = Draft::new();
    if let Some(marker) = setup.markers.get(place).filter(|marker| marker.id == CUSTOM_MARKER) {
        for (name, text) in [
            ("name", marker.name.clone()),
            ("unit", marker.unit.clone()),
            ("better", marker.better.label().to_owned()),
            ("change", marker.change.at_least.to_string()),
        ] {
            known.insert(name.to_owned(), text);
        }
    }
    known.extend(draft(setup, place).cloned().unwrap_or_default());
    known
}

fn take_own(
    talk: &mut Beginning,
    place: usize,
    field: &'static str,
    answer: &str,
) -> Result<Vec<String>, Refused> {
    let mut setup = talk.setup.clone();
    let mut known = fields(&setup, place);
    let value = match field {
        "name" => content::marker_name(answer)?,
        "better" => better(answer)?.label().to_owned(),
        "change" => answer.parse::<Amount>().map_err(|error| error.to_string())?.to_string(),
        _ => answer.to_owned(),
    };
    known.insert(field.to_owned(), value.clone());
    let text = |name: &str| known.get(name).filter(|text| !text.is_empty());
    match (text("name"), text("unit"), text("better"), text("change")) {
        (Some(name), Some(unit), Some(way), Some(change)) => {
            let way = better(way)?.id();
            let marker =
                content::parse_marker_option(&format!("{CUSTOM_MARKER}:{name}:{way}:{change}:{unit}"))?;
            put(&mut setup, place, marker)?;
            setup.checklist.drafts.forget(&draft_name(place));
        }
        _ => setup.checklist.drafts.keep(&draft_name(place), known),
    }
    talk.keep(setup)?;
    Ok(vec![format!("{value}.")])
}

fn better(text: &str) -> Result<Better, String> {
    let plain = text.to_lowercase();
    let names: Vec<Vec<String>> = Better::ALL
        .iter()
        .map(|way| {
            let others: &[&str] = match way {
                Better::Higher => &["higher", "more", "up"],
                Better::Lower => &["lower", "less", "down"],
            };
            let mut names = vec![way.label().to_owned()];
            names.extend(others.iter().map(|name| (*name).to_owned()));
            names
        })
        .collect();
    let place = read::one_of(&plain, &names)?;
    Better::ALL.get(place).copied().ok_or_else(|| "type higher or lower".to_owned())
}

/// Where a marker stands now.
fn baseline(setup: &Setup, marker: &Marker) -> Question<Beginning> {
    let (help, chosen) = (plain::ask("baseline-marker").1, marker.clone());
    let prompt = format!("Where does {} stand now? {}", marker.name, content::marker_entry(marker));
    let take = move |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        let mut lines = Vec::new();
        let figures = &mut setup.baseline.markers;
        if answer == "-" {
            figures.remove(&chosen.name);
        } else {
            let value: Amount =
                answer.parse().map_err(|error: crate::domain::score::OutOfRange| error.to_string())?;
            chosen.check(value).map_err(|error| error.to_string())?;
            figures.insert(chosen.name.clone(), value);
            lines.extend(chosen.cannot_improve_from(value).then(|| plain::line("little-room").to_owned()));
        }
        talk.keep(setup)?;
        lines.insert(0, format!("{}: {answer}.", chosen.name));
        Ok(lines)
    };
    let now = setup.baseline.markers.get(&marker.name).map(Amount::to_string);
    Question::new(format!("baseline-{}", marker.name), prompt, "a number", take)
        .helped(help)
        .standing(now)
        .optional()
}
