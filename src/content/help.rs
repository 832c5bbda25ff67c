//! The words beside each field of Today, and the advice that discomfort brings.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{fill, parse, what_to_do};
use crate::domain::safety::level_of_all;
use crate::domain::session::{Discomfort, DiscomfortAdvice, MissReason};

/// The words of one field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldText {
    /// Its fixed name: `pain`, `extra-medicine`.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// The question it asks.
    prompt: String,
    /// What 0 means; `None` where the field is no scale.
    pub low: Option<String>,
    /// What 10 means; `None` where the field is no scale.
    pub high: Option<String>,
    /// What the ends are, where the scale is not 0 to 10.
    ends: Option<String>,
}

impl FieldText {
    /// The question it asks, of today or of a day before it.
    pub fn prompt(&self, is_today: bool) -> String {
        let (day, night) = if is_today { ("today", "last night") } else { ("that day", "the night before") };
        fill(&self.prompt, &[("day", day), ("night", night)])
    }

    /// What it takes, in a line, for the help of a command.
    pub fn option_help(&self) -> String {
        match self.ends() {
            Some(ends) => format!("{}: {ends}", self.label),
            None => self.label.clone(),
        }
    }

    /// The ends of the scale and what they mean, in a line; `None` where the field is no scale.
    pub fn ends(&self) -> Option<String> {
        let zero_to_ten = || Some(format!("0 {} · 10 {}", self.low.as_ref()?, self.high.as_ref()?));
        let index = || (self.id == "ndi").then(|| super::index_ends().to_owned());
        self.ends.clone().or_else(index).or_else(zero_to_ten)
    }
}

/// A piece of advice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advice {
    id: String,
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    field: Vec<FieldText>,
    advice: Vec<Advice>,
}

pub(super) const HELP: &str = include_str!("../../assets/help.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(HELP));

/// Every field, in the order of Today.
pub fn fields() -> &'static [FieldText] {
    &CATALOGUE.field
}

/// The words of the field with an id.
pub fn field(id: &str) -> Option<&'static FieldText> {
    fields().iter().find(|field| field.id == id)
}

/// The advice with an id: `common`, `stop-technique`, `felt`, `opens-hold`, `soreness-48`,
/// `water-and-rest`, `during-hold` and others. Empty for one that is not there.
pub fn advice(id: &str) -> &'static str {
    CATALOGUE.advice.iter().find(|advice| advice.id == id).map_or("", |advice| advice.text.as_str())
}

/// What the reason of a visit that did not take place asks for; `None` where it asks for nothing.
pub fn missed_words(reason: MissReason) -> Option<&'static str> {
    match reason {
        MissReason::Hurt => Some(advice("missed-hurt")),
        MissReason::Unwell => Some(advice("missed-unwell")),
        MissReason::Away
        | MissReason::Time
        | MissReason::Cost
        | MissReason::Therapist
        | MissReason::Other => None,
    }
}

/// What was felt during a visit brings, a sentence or two each, what is most pressing first.
/// It is read in the evening, so it says what to do now. Empty where nothing was felt; nothing cheerful is ever added to a warning.
pub fn felt_words(felt: &[Discomfort]) -> Vec<&'static str> {
    let strongest = felt.iter().filter(|kind| **kind != Discomfort::None).map(|kind| kind.advice()).max();
    match (level_of_all(felt.iter().copied()), strongest) {
        (Some(level), _) if level.is_emergency() => vec![what_to_do(level)],
        (Some(level), _) => vec![what_to_do(level), advice("felt")],
        (None, Some(DiscomfortAdvice::StopTechnique | DiscomfortAdvice::Hold)) => {
            let of_the_technique = felt.iter().any(|kind| match kind {
                Discomfort::Sharp | Discomfort::Burning | Discomfort::Shooting => true,
                Discomfort::None
                | Discomfort::Dull
                | Discomfort::DullLasting
                | Discomfort::Numbness
                | Discomfort::Dizziness
                | Discomfort::Weakness
                | Discomfort::SightOrSpeech => false,
            });
            vec![advice(if of_the_technique { "stop-technique" } else { "dull-lasting" })]
        }
        (None, Some(DiscomfortAdvice::Common)) => vec![advice("common")],
        (None, None) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses_with_every_field_and_every_scale_has_both_ends() {
        toml::from_str::<File>(HELP).unwrap();
        let ids: Vec<_> = fields().iter().map(|field| field.id.as_str()).collect();
        assert_eq!(
            ids.join(" "),
            "pain worst sleep awakenings stress mood clarity soreness extra-medicine note ndi marker"
        );
        for field in fields() {
            let zero_to_ten =
                !matches!(field.id.as_str(), "awakenings" | "extra-medicine" | "note" | "marker" | "ndi");
            assert_eq!(
                (field.low.is_some(), field.high.is_some()),
                (zero_to_ten, zero_to_ten),
                "{}",
                field.id
            );
        }
        let ends = |id| super::field(id).unwrap().ends();
        assert_eq!(ends("pain").unwrap(), "0 no pain · 10 worst imaginable");
        assert_eq!(ends("ndi").unwrap(), "0 to 5 a topic, 0 to 50 in all; lower is better");
        assert_eq!(ends("note"), None);
    }

    #[test]
    fn what_was_felt_says_what_to_do_now_and_nothing_cheerful() {
        use Discomfort::{
            Burning, Dizziness, Dull, DullLasting, None as Nothing, Numbness, SightOrSpeech, Weakness,
        };
        for felt in [&[Weakness][..], &[SightOrSpeech, Dull], &[Numbness, Weakness]] {
            let words = felt_words(felt).join(" ");
            assert!(words.contains("emergency number now, also if it has gone again"), "{words}");
        }
        for felt in [&[Numbness][..], &[Dizziness, Burning]] {
            let words = felt_words(felt).join(" ");
            assert!(
                words.starts_with("No massage before a doctor has looked at it. Also if it has gone"),
                "{words}"
            );
        }
        assert_eq!(felt_words(&[Burning, Dull]), [advice("stop-technique")]);
        assert_eq!(felt_words(&[Dull]), [advice("common")]);
        assert_eq!(felt_words(&[Dull, DullLasting]), [advice("dull-lasting")]);
        assert!(felt_words(&[Nothing]).is_empty() && felt_words(&[]).is_empty());
        for kind in Discomfort::ALL.iter().filter(|kind| level_of_all([**kind]).is_some()) {
            assert!(!felt_words(&[*kind]).join(" ").contains("water"), "{kind:?}");
        }
    }

    #[test]
    fn the_advice_says_what_it_has_to() {
        for (id, part) in [
            ("common", "fades"),
            ("stop-technique", "Tell your therapist"),
            ("felt", "gone again"),
            ("opens-hold", "clearance"),
            ("soreness-48", "tell your therapist or doctor"),
            ("water-and-rest", "water"),
            ("during-hold", "marked"),
            ("dull-lasting", "still there"),
            ("will-open-hold", "on hold"),
        ] {
            assert!(advice(id).contains(part), "{id}");
        }
    }
}
