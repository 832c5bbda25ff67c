//! The function markers that can be chosen, and how one is written in an option.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{optional_word, parse, word};
use crate::domain::measure::{Better, CUSTOM_MARKER, ClearChange, Marker};
use crate::domain::score::{Amount, Exact};

/// The most characters of a marker's name.
pub const NAME_LIMIT: usize = 40;
/// The most characters of a unit of one's own.
pub const UNIT_LIMIT: usize = 20;

/// A marker of the catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkerText {
    /// Its fixed name.
    pub id: String,
    /// What is measured.
    pub label: String,
    /// The unit, in words.
    pub unit: String,
    /// The lowest value that is taken.
    #[serde(deserialize_with = "word")]
    pub low: Amount,
    /// The highest value that is taken.
    #[serde(deserialize_with = "word")]
    pub high: Amount,
    /// Which way is better; `None` for one's own marker, where the person says.
    #[serde(default, deserialize_with = "optional_word")]
    pub better: Option<Better>,
    /// The part of a clear change that is a percentage of the baseline.
    pub percent: Option<u8>,
    /// The part of a clear change in the marker's unit; `None` for one's own marker.
    #[serde(default, deserialize_with = "optional_word")]
    pub at_least: Option<Amount>,
    /// Where the clear change comes from, in a sentence.
    pub source: String,
    /// The id of that source, where it was published.
    pub cites: Option<String>,
    /// How to measure it, in a sentence.
    pub how: String,
}

impl MarkerText {
    /// This marker under the person's own name for it. `None` for a name that does not fit
    /// (1 to 40 characters, no `=` or `:`), and for one's own marker, which has to be defined.
    pub fn marker(&self, name: &str) -> Option<Marker> {
        let (better, at_least, name) = (self.better?, self.at_least?, marker_name(name).ok()?);
        let change = ClearChange { percent: self.percent, at_least };
        Some(Marker { id: self.id.clone(), name, unit: self.unit.clone(), better, change })
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marker: Vec<MarkerText>,
    ndi: Index,
}

/// The words of the Neck Disability Index.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    ends: String,
    form: String,
    band: Vec<Band>,
}

/// A band of the index's total.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    up_to: i64,
    label: String,
}

pub(super) const MARKERS: &str = include_str!("../../assets/markers.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(MARKERS));

/// Every marker, one's own last.
pub fn markers() -> &'static [MarkerText] {
    &CATALOGUE.marker
}

/// The marker with an id.
pub fn marker(id: &str) -> Option<&'static MarkerText> {
    markers().iter().find(|text| text.id == id)
}

/// What is said where a marker is entered: its unit and range, which way is better, and how it is
/// measured. A marker of one's own has no way but the person's.
pub fn marker_entry(chosen: &Marker) -> String {
    let known = marker(&chosen.id);
    let range = known.map(|text| format!(", {} to {}", text.low, text.high)).unwrap_or_default();
    let better = match chosen.better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    };
    let how = known.map_or("", |text| text.how.as_str());
    format!("{}{range}; {better} is better. {how}", chosen.unit)
}

/// The ends of the index: 0 to 5 a topic, 0 to 50 in all.
pub fn index_ends() -> &'static str {
    &CATALOGUE.ndi.ends
}

/// Where the index's form is to be had.
pub fn index_form() -> &'static str {
    &CATALOGUE.ndi.form
}

/// The bands of the index, each as `5 to 14: mild`.
pub fn index_bands() -> impl Iterator<Item = String> {
    let bands = &CATALOGUE.ndi.band;
    let begins = std::iter::once(0).chain(bands.iter().map(|band| band.up_to.saturating_add(1)));
    begins.zip(bands).map(|(from, band)| format!("{from} to {}: {}", band.up_to, band.label))
}

/// The band of a total of the index, as published: `moderate`. A prorated total between two bands is
/// in the higher one.
pub fn index_band(total: Exact) -> &'static str {
    let bands = &CATALOGUE.ndi.band;
    bands.iter().find(|band| total <= Exact::from_integer(band.up_to)).map_or("", |band| band.label.as_str())
}

/// Reads a marker as an option writes it: `walk`, `walk:to the bakery`, or
/// `custom:NAME:higher|lower:CHANGE:UNIT`. The error is a sentence that says what would be right.
pub fn parse_marker_option(text: &str) -> Result<Marker, String> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    match parts.as_slice() {
        [CUSTOM_MARKER, name, better, change, unit] => custom(name, better, change, unit),
        [CUSTOM_MARKER, ..] => Err(format!(
            "a marker of your own is written custom:NAME:higher|lower:CHANGE:UNIT, such as custom:stairs:higher:2:floors, not “{text}”"
        )),
        [id] => built_in(id, id),
        [id, name] => built_in(id, name),
        _ => Err(format!(
            "a marker is written ID or ID:NAME, such as walk or walk:to the market, not “{text}”"
        )),
    }
}

fn built_in(id: &str, name: &str) -> Result<Marker, String> {
    let name = marker_name(name)?;
    marker(id).and_then(|text| text.marker(&name)).ok_or_else(|| {
        let known: Vec<_> = markers().iter().map(|text| text.id.as_str()).collect();
        format!("there is no marker “{id}”; choose one of {}", known.join(", "))
    })
}

fn custom(name: &str, better: &str, change: &str, unit: &str) -> Result<Marker, String> {
    let name = marker_name(name)?;
    let better: Better =
        better.parse().map_err(|_| format!("say higher or lower for which way is better, not “{better}”"))?;
    let at_least: Amount =
        change.parse().map_err(|error| format!("the change that counts as clear: {error}"))?;
    if at_least.exact() == Exact::from_integer(0) {
        return Err("the change that counts as clear must be more than 0".into());
    }
    let unit = checked("unit", unit, UNIT_LIMIT)?;
    let change = ClearChange { percent: None, at_least };
    Ok(Marker { id: CUSTOM_MARKER.into(), name, unit, better, change })
}

/// A marker's name as it can be kept, or a sentence that says what would be right.
pub fn marker_name(name: &str) -> Result<String, String> {
    checked("name", name, NAME_LIMIT)
}

fn checked(what: &str, text: &str, limit: usize) -> Result<String, String> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 || length > limit {
        Err(format!("a marker's {what} has 1 to {limit} characters, not {length}"))
    } else if text.contains(|c: char| c == '=' || c == ':' || c.is_control()) {
        Err(format!("a marker's {what} has no =, : or control characters in it"))
    } else {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::measure::marker_range;

    #[test]
    fn the_file_parses_and_has_its_whole_table() {
        toml::from_str::<File>(MARKERS).unwrap();
        let table: Vec<_> = markers()
            .iter()
            .map(|text| {
                let at_least = text.at_least.map(|amount| amount.to_string());
                (text.id.as_str(), text.unit.as_str(), text.better, text.percent, at_least)
            })
            .collect();
        let (higher, lower) = (Some(Better::Higher), Some(Better::Lower));
        let amount = |text: &str| Some(text.to_owned());
        assert_eq!(
            table,
            [
                ("walk", "min", higher, Some(30), amount("5")),
                ("awakenings", "per night", lower, Some(30), amount("1")),
                ("head-turn", "degrees", higher, None, amount("10")),
                ("sitting", "min", higher, Some(30), amount("5")),
                ("activity", "points", higher, None, amount("3")),
                ("custom", "your own", None, None, None),
            ]
        );
    }

    #[test]
    fn every_marker_has_its_range() {
        let ranges: Vec<_> =
            markers().iter().map(|text| format!("{} {}-{}", text.id, text.low, text.high)).collect();
        assert_eq!(
            ranges,
            [
                "walk 0-1440",
                "awakenings 0-50",
                "head-turn 0-180",
                "sitting 0-1440",
                "activity 0-10",
                "custom 0-100000"
            ]
        );
    }

    #[test]
    fn where_a_marker_is_entered_it_says_unit_range_direction_and_how() {
        let walk = parse_marker_option("walk:to the market").unwrap();
        let words = marker_entry(&walk);
        assert!(words.starts_with("min, 0 to 1440; higher is better. Walk your usual way"), "{words}");
        let stairs = parse_marker_option("custom:stairs:lower:2:floors").unwrap();
        assert!(
            marker_entry(&stairs).starts_with("floors, 0 to 100000; lower is better."),
            "{}",
            marker_entry(&stairs)
        );
    }

    /// The rules refuse what is outside, so both have to say the same.
    #[test]
    fn the_range_that_is_told_is_the_range_that_is_kept() {
        for text in markers() {
            let whole = |amount: Amount| amount.as_whole().unwrap();
            assert_eq!((whole(text.low), whole(text.high)), marker_range(&text.id), "{}", text.id);
        }
    }

    #[test]
    fn a_value_outside_the_range_of_its_marker_is_refused_with_the_range() {
        let check =
            |option: &str, value: &str| parse_marker_option(option).unwrap().check(value.parse().unwrap());
        assert!(check("walk", "0").is_ok() && check("walk", "1440").is_ok());
        let says = check("walk:to the market", "1440.01").unwrap_err().to_string();
        assert_eq!(says, "to the market must be 0 to 1440 min, not 1440.01");
        assert!(check("activity", "10").is_ok() && check("activity", "11").is_err());
        assert!(check("head-turn", "180").is_ok() && check("head-turn", "181").is_err());
        let own = "custom:stairs:higher:2:floors";
        assert!(check(own, "100000").is_ok() && check(own, "100001").is_err());
    }

    #[test]
    fn the_bands_of_the_index_are_those_published() {
        let band = |total| index_band(Exact::from_integer(total));
        assert_eq!([0, 4].map(band), ["none", "none"]);
        assert_eq!([5, 14].map(band), ["mild", "mild"]);
        assert_eq!([15, 24].map(band), ["moderate", "moderate"]);
        assert_eq!([25, 34].map(band), ["severe", "severe"]);
        assert_eq!([35, 50].map(band), ["complete", "complete"]);
        assert_eq!(index_band(Exact::new(49, 2)), "severe", "24.5 of a prorated total");
        assert!(index_ends().contains("0 to 50 in all") && index_form().contains("physiotherapist"));
    }

    #[test]
    fn a_marker_of_the_catalogue_takes_a_name_or_its_id() {
        let walk = parse_marker_option("walk").unwrap();
        assert_eq!((walk.id.as_str(), walk.name.as_str(), walk.change.percent), ("walk", "walk", Some(30)));
        assert_eq!(parse_marker_option(" walk : to the market ").unwrap().name, "to the market");
        assert_eq!(
            parse_marker_option(&format!("walk:{}", "é".repeat(40))).unwrap().name.chars().count(),
            40
        );
        assert!(marker("custom").unwrap().marker("stairs").is_none());
        assert!(marker("walk").unwrap().marker("a=b").is_none());
    }

    #[test]
    fn a_marker_of_ones_own_carries_its_definition() {
        let stairs = parse_marker_option("custom:stairs:higher:2.5:floors").unwrap();
        assert_eq!((stairs.id.as_str(), stairs.name.as_str()), ("custom", "stairs"));
        assert_eq!((stairs.unit.as_str(), stairs.better), ("floors", Better::Higher));
        assert_eq!(stairs.change, ClearChange { percent: None, at_least: "2.5".parse().unwrap() });
    }

    #[test]
    fn what_is_wrong_is_said_in_one_sentence_with_what_would_be_right() {
        for (text, part) in [
            ("", "1 to 40 characters"),
            ("run", "walk, awakenings, head-turn, sitting, activity, custom"),
            ("walk:", "1 to 40 characters"),
            ("walk:a:b", "ID or ID:NAME"),
            ("walk:a=b", "no =, : or control"),
            ("walk:a\u{7}b", "no =, : or control"),
            ("custom", "custom:NAME:higher|lower:CHANGE:UNIT"),
            ("custom:stairs", "custom:NAME:higher|lower:CHANGE:UNIT"),
            ("custom:stairs:up:2:floors", "higher or lower"),
            ("custom:stairs:higher:0:floors", "more than 0"),
            ("custom:stairs:higher:-1:floors", "the change that counts as clear"),
            ("custom:stairs:higher:two:floors", "the change that counts as clear"),
            ("custom:stairs:higher:2:", "unit has 1 to 20 characters"),
            ("custom::higher:2:floors", "name has 1 to 40 characters"),
            ("custom:stairs:higher:2:floors:more", "custom:NAME:higher|lower:CHANGE:UNIT"),
        ] {
            let error = parse_marker_option(text).unwrap_err();
            assert!(error.contains(part) && !error.contains('\n'), "{text}: {error}");
        }
        assert!(parse_marker_option(&format!("walk:{}", "x".repeat(41))).unwrap_err().contains("41"));
    }
}
