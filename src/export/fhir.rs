//! The ratings as a FHIR R4 Bundle of Observations, for the record of a clinic.
//!
//! Written after the R4 definitions (hl7.org/fhir/R4); in development every sample is checked with
//! the Python package `fhir.resources` (6.5.0 for R4, 8.3.0 for R4B). A code stands only where it is
//! certain: LOINC 72514-3 for pain as a number of 0 to 10, and 82237-9 for the index's total, whose
//! range is said in words, since some send it as a percentage. Everything else is named by text.
//! No person is named: whoever takes the bundle in knows whose it is. Notes are left out, missing
//! days are absent. Identifiers are made from trial, date and field, so that the same figure has the
//! same one in every export.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value as Json, json};

use super::csv::two_decimals;
use crate::domain::checkin::CheckIn;
use crate::domain::day::Day;
use crate::domain::fields::{Access, FIELDS, Field, Value};
use crate::domain::imported::marker_field;
use crate::domain::measure::{Marker, Ndi};
use crate::domain::plain::harmless;
use crate::domain::score::Score;

/// What the bundle is made from beside the days.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The oldest trial's name, or what stands for it: makes identifiers differ between journals.
    pub name: &'a str,
    /// The markers of the trials, for their units.
    pub markers: &'a [Marker],
    /// The moment of the export.
    pub exported: DateTime<FixedOffset>,
}

/// The text of the bundle. Days come oldest first; the same arguments give the same text.
pub fn fhir_bundle<'d>(days: impl Iterator<Item = &'d Day>, source: Source<'_>) -> String {
    let mut entries = Vec::new();
    for day in days {
        entries.extend(observations(day, source).into_iter().map(|observation| observation.entry(source)));
    }
    let mut bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": source.exported.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
    });
    // An empty list is not allowed in FHIR.
    if let (Json::Object(map), false) = (&mut bundle, entries.is_empty()) {
        map.insert("entry".to_owned(), Json::Array(entries));
    }
    format!("{bundle:#}\n")
}

/// One figure on its way.
struct Observation {
    date: NaiveDate,
    /// What it is called in its identifier.
    name: String,
    text: String,
    loinc: Option<(&'static str, &'static str)>,
    value: (&'static str, Json),
    issued: Option<DateTime<FixedOffset>>,
    imported: Option<String>,
    components: Vec<Json>,
}

impl Observation {
    fn entry(self, source: Source<'_>) -> Json {
        let mut code = json!({ "text": self.text });
        if let (Json::Object(map), Some((loinc, display))) = (&mut code, self.loinc) {
            let coding = json!([{ "system": "http://loinc.org", "code": loinc, "display": display }]);
            map.insert("coding".to_owned(), coding);
        }
        let id = id(self.date, &self.name);
        let mut resource = json!({
            "resourceType": "Observation",
            "id": id,
            "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                "code": "survey",
                "display": "Survey",
            }] }],
            "code": code,
            "effectiveDateTime": self.date.to_string(),
        });
        if let Json::Object(map) = &mut resource {
            if let Some(issued) = self.issued {
                let issued = issued.to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
                map.insert("issued".to_owned(), json!(issued));
            }
            let (key, value) = self.value;
            map.insert(key.to_owned(), value);
            if let Some(program) = self.imported {
                let words = format!("Imported from another program ({}).", harmless(&program));
                map.insert("note".to_owned(), json!([{ "text": words }]));
            }
            if !self.components.is_empty() {
                map.insert("component".to_owned(), Json::Array(self.components));
            }
        }
        let uuid = uuid(&format!("{}/{id}", source.name));
        json!({ "fullUrl": format!("urn:uuid:{uuid}"), "resource": resource })
    }
}

fn observations(day: &Day, source: Source<'_>) -> Vec<Observation> {
    let checkin = &day.checkin;
    let mut list: Vec<Observation> = FIELDS.iter().filter_map(|field| of_field(day, field)).collect();
    for (name, amount) in &checkin.markers {
        let marker = source.markers.iter().find(|marker| marker.name == *name);
        let mut quantity = json!({ "value": number(&amount.to_string()) });
        if let (Json::Object(map), Some(marker)) = (&mut quantity, marker) {
            map.insert("unit".to_owned(), json!(harmless(&marker.unit)));
        }
        list.push(Observation {
            name: marker_field(name),
            text: harmless(name),
            value: ("valueQuantity", quantity),
            ..observation(day, &marker_field(name))
        });
    }
    for (number, session) in (1_usize..).zip(&day.sessions) {
        let Some(done) = session.done() else { continue };
        let pains = [
            ("before", "Pain before a massage visit, 0 to 10", done.pain_before),
            ("during", "Pain during a massage visit, 0 to 10", done.pain_during),
            ("after", "Pain after a massage visit, 0 to 10", done.pain_after),
        ];
        for (when, text, pain) in pains {
            list.extend(pain.map(|pain| Observation {
                name: format!("visit-{number}-{when}"),
                text: text.to_owned(),
                value: score(pain),
                issued: None,
                ..observation(day, "")
            }));
        }
    }
    list
}

fn observation(day: &Day, field: &str) -> Observation {
    Observation {
        date: day.date,
        name: field.to_owned(),
        text: String::new(),
        loinc: None,
        value: ("valueBoolean", Json::Null),
        issued: day.checkin.at,
        imported: day.checkin.imported.from.get(field).cloned(),
        components: Vec::new(),
    }
}

fn score(score: Score) -> (&'static str, Json) {
    ("valueInteger", json!(score.get()))
}

fn of_field(day: &Day, field: &Field) -> Option<Observation> {
    let value = field.get(&day.checkin)?;
    let base = Observation { text: text(field), ..observation(day, field.id) };
    match value {
        // A reason and a note are private, and no figure.
        Value::Words(_) => None,
        Value::Score(given) => {
            let is_pain = field.id == "pain";
            let display = "Pain severity - 0-10 verbal numeric rating [Score] - Reported";
            Some(Observation { loinc: is_pain.then_some(("72514-3", display)), value: score(given), ..base })
        }
        Value::Count(count) => Some(Observation { value: ("valueInteger", json!(count.get())), ..base }),
        Value::YesNo(yes) => Some(Observation { value: ("valueBoolean", json!(yes)), ..base }),
        Value::Index(ndi) => index(&day.checkin, &ndi, base),
    }
}

/// What is asked, with what its ends mean.
fn text(field: &Field) -> String {
    match (field.access, field.id) {
        (_, "pain") => "Pain on average over the day, 0 to 10".to_owned(),
        (Access::Score(..), "sleep" | "mood" | "clarity") => {
            format!("{}, 0 to 10, more is better", field.label)
        }
        (Access::Score(..), _) => format!("{}, 0 to 10", field.label),
        (Access::Count(..), _) => "Awakenings due to pain in the night, count".to_owned(),
        (Access::YesNo(..), _) => "Took extra pain medicine".to_owned(),
        (Access::Index(..), _) => "Neck Disability Index, total score of 0 to 50".to_owned(),
        (Access::Words(..), _) => field.label.to_owned(),
    }
}

/// The index with a score; its topics by their names, for their codes are not certain.
fn index(checkin: &CheckIn, ndi: &Ndi, base: Observation) -> Option<Observation> {
    let total = ndi.score()?;
    let components = match ndi {
        Ndi::Total(_) => Vec::new(),
        Ndi::Topics(answers) => answers
            .iter()
            .map(|(topic, answer)| {
                let text = format!("Neck Disability Index, {}, 0 to 5", topic.label().to_lowercase());
                json!({ "code": { "text": text }, "valueInteger": answer.get() })
            })
            .collect(),
    };
    Some(Observation {
        loinc: Some(("82237-9", "Total score [NDI]")),
        value: (
            "valueQuantity",
            json!({
                "value": number(&two_decimals(total)),
                "unit": "score of 50",
                "system": "http://unitsofmeasure.org",
                "code": "{score}",
            }),
        ),
        issued: checkin.at,
        components,
        ..base
    })
}

/// A decimal as a JSON number.
fn number(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or(Json::Null)
}

/// An identifier as FHIR allows it: letters, digits, `-` and `.`, at most 64. A name that does not
/// fit stands as its digest.
fn id(date: NaiveDate, name: &str) -> String {
    let plain: String =
        name.chars().map(|letter| if matches!(letter, '_' | ':') { '-' } else { letter }).collect();
    let fits = plain.len() <= 50 && plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if fits { format!("{date}-{plain}") } else { format!("{date}-{:032x}", digest(name)) }
}

/// A UUID of the kind whose content its maker chooses (RFC 9562, version 8), made from a name.
fn uuid(name: &str) -> String {
    let mut hex: Vec<char> = format!("{:032x}", digest(name)).chars().collect();
    for (at, fixed) in [(12, '8'), (16, 'a')] {
        if let Some(digit) = hex.get_mut(at) {
            *digit = fixed;
        }
    }
    let mut text = String::new();
    for (at, digit) in hex.into_iter().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

/// FNV-1a in 128 bits: no secret, only a name of fixed length.
fn digest(text: &str) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    text.bytes().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::checkin::Rating;
    use crate::domain::measure::{Better, ClearChange, NdiTopic};
    use crate::domain::score::{Amount, NdiAnswer};
    use crate::domain::session::Done;
    use crate::domain::text::Words;
    use crate::kit::rated;

    fn day() -> Day {
        let mut day = rated("2026-11-22", 4);
        let checkin = &mut day.checkin;
        checkin.at = Some("2026-11-22T21:00:00+01:00".parse().unwrap());
        checkin.mood = Some(Score::new(7).unwrap());
        checkin.imported.mark("mood", "daylio", false);
        checkin.note = Some(Words::new("private").unwrap());
        checkin.extra_medicine = Some(false);
        checkin.markers.insert("walk to the märket".into(), "12.5".parse::<Amount>().unwrap());
        let answers = NdiTopic::ALL.iter().take(9).map(|topic| (*topic, NdiAnswer::new(3).unwrap()));
        checkin.ndi = Some(Ndi::Topics(answers.collect()));
        day.sessions.push(Done { pain_before: Score::new(5).ok(), ..Done::default() }.into());
        day
    }

    fn bundle(days: &[Day], name: &str) -> Json {
        let marker = Marker {
            id: "custom".into(),
            name: "walk to the märket".into(),
            unit: "min".into(),
            better: Better::Higher,
            change: ClearChange { percent: None, at_least: Amount::whole(5).unwrap() },
        };
        let source =
            Source { name, markers: &[marker], exported: "2026-12-01T08:00:00+01:00".parse().unwrap() };
        serde_json::from_str(&fhir_bundle(days.iter(), source)).unwrap()
    }

    #[test]
    fn pain_is_coded_and_carries_its_day() {
        let bundle = bundle(&[day()], "2026-11-02-neck");
        assert_eq!(bundle["type"], "collection");
        let pain = &bundle["entry"][0]["resource"];
        assert_eq!(pain["id"], "2026-11-22-pain");
        assert_eq!(pain["code"]["coding"][0]["code"], "72514-3");
        assert_eq!(pain["valueInteger"], 4);
        assert_eq!(pain["effectiveDateTime"], "2026-11-22");
        assert_eq!(pain["issued"], "2026-11-22T21:00:00+01:00");
        assert_eq!(pain["category"][0]["coding"][0]["code"], "survey");
        assert!(pain.get("subject").is_none() && pain.get("note").is_none());
    }

    #[test]
    fn the_rest_is_named_in_words_and_notes_stay_private() {
        let bundle = bundle(&[day()], "2026-11-02-neck");
        let all: Vec<&Json> = bundle["entry"].as_array().unwrap().iter().map(|e| &e["resource"]).collect();
        assert_eq!(all.len(), 6);
        let mood = all.iter().find(|one| one["id"] == "2026-11-22-mood").unwrap();
        assert!(mood["code"].get("coding").is_none());
        assert_eq!(mood["note"][0]["text"], "Imported from another program (daylio).");
        let index = all.iter().find(|one| one["id"] == "2026-11-22-ndi").unwrap();
        assert_eq!(index["valueQuantity"]["value"], 30.0);
        assert_eq!(index["component"].as_array().unwrap().len(), 9);
        let marker = all.iter().find(|one| one["code"]["text"] == "walk to the märket").unwrap();
        assert_eq!(marker["valueQuantity"], json!({"value": 12.5, "unit": "min"}));
        assert!(all.iter().any(|one| one["id"] == "2026-11-22-visit-1-before"));
        assert!(!bundle.to_string().contains("private"));
    }

    #[test]
    fn identifiers_are_stable_unique_and_of_the_right_form() {
        let mut second = day();
        second.date = "2026-11-23".parse().unwrap();
        let days = [day(), second];
        let urls = |name: &str| -> Vec<String> {
            let bundle = bundle(&days, name);
            let entries = bundle["entry"].as_array().unwrap();
            entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap().to_owned()).collect()
        };
        let first = urls("a");
        assert_eq!(first, urls("a"));
        assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 12);
        assert!(first.iter().all(|url| !urls("b").contains(url)));
        let uuid = first[0].strip_prefix("urn:uuid:").unwrap();
        assert_eq!(uuid.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(id("2026-11-22".parse().unwrap(), &"x".repeat(90)).len() <= 64);
    }

    #[test]
    fn a_day_without_figures_is_absent_and_so_is_an_index_without_a_score() {
        let mut skipped = Day::empty("2026-11-22".parse().unwrap());
        skipped.checkin.rating = Rating::Skipped(Words::new("ill").unwrap());
        skipped.checkin.ndi = Some(Ndi::Topics([(NdiTopic::Work, NdiAnswer::new(1).unwrap())].into()));
        assert!(bundle(&[skipped], "a").get("entry").is_none());
    }
}
