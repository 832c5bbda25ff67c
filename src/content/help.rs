//! The words beside each field of Today, and the advice that discomfort brings.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse;
use crate::domain::session::DiscomfortAdvice;

/// The words of one field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldText {
    /// Its fixed name: `pain`, `extra-medicine`.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// The question it asks.
    pub prompt: String,
    /// What 0 means; `None` where the field is no scale.
    pub low: Option<String>,
    /// What the other end means; `None` where the field is no scale.
    pub high: Option<String>,
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

/// The advice with an id: `common`, `stop-technique`, `hold`, `soreness-48`, `emergency`,
/// `water-and-rest` or `during-hold`. Empty for any other.
pub fn advice(id: &str) -> &'static str {
    CATALOGUE.advice.iter().find(|advice| advice.id == id).map_or("", |advice| advice.text.as_str())
}

/// What a visit's discomfort brings at once (domain.md, 4).
pub fn discomfort_advice(kind: DiscomfortAdvice) -> &'static str {
    advice(match kind {
        DiscomfortAdvice::Common => "common",
        DiscomfortAdvice::StopTechnique => "stop-technique",
        DiscomfortAdvice::Hold => "hold",
    })
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
            let scale = !matches!(field.id.as_str(), "awakenings" | "extra-medicine" | "note" | "marker");
            assert_eq!((field.low.is_some(), field.high.is_some()), (scale, scale), "{}", field.id);
        }
    }

    #[test]
    fn the_advice_says_what_the_document_asks_for() {
        for (id, part) in [
            ("common", "fades"),
            ("stop-technique", "Tell your therapist at once"),
            ("hold", "no further massage until a doctor"),
            ("soreness-48", "tell your therapist or doctor"),
            ("emergency", "Call emergency services now"),
            ("water-and-rest", "water"),
            ("during-hold", "marked"),
        ] {
            assert!(advice(id).contains(part), "{id}");
        }
        let emergency = advice("emergency");
        for sign in ["headache", "drooping", "speaking", "seeing", "calf", "chest", "breathing", "dark urine"]
        {
            assert!(emergency.contains(sign), "{sign}");
        }
        assert_eq!(discomfort_advice(DiscomfortAdvice::Hold), advice("hold"));
    }
}
