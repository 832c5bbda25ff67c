//! What a foreign rating means: the person says its two ends, or a figure for each of its words.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::number::{divided, in_words, thousandths};

/// A foreign scale, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scale {
    /// Figures from one end to the other. The first stands for the lowest figure of the field, and
    /// may be the larger one.
    Ends(i64, i64),
    /// A figure of the field for each word, in small letters.
    Words(BTreeMap<String, i64>),
}

impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((low, high)) = text.split_once("..") {
            let end = |end: &str| {
                thousandths(end)
                    .ok_or_else(|| format!("write a scale by its ends, such as 1..5, not “{text}”"))
            };
            let (low, high) = (end(low)?, end(high)?);
            if low == high {
                return Err(format!("the two ends of a scale differ, and “{text}” has one twice"));
            }
            return Ok(Self::Ends(low, high));
        }
        let mut words = BTreeMap::new();
        for pair in text.split(',') {
            let wrong = || {
                format!(
                    "write a scale by its ends, such as 1..5, or by its words, such as bad:2,good:8, not “{text}”"
                )
            };
            let (word, figure) = pair.rsplit_once(':').ok_or_else(wrong)?;
            let figure = thousandths(figure).ok_or_else(wrong)?;
            if word.trim().is_empty() {
                return Err(wrong());
            }
            words.insert(word.trim().to_lowercase(), figure);
        }
        Ok(Self::Words(words))
    }
}

impl Scale {
    /// The figure a value stands for, in thousandths: on the foreign scale for one of ends, on the
    /// field's own for one of words.
    ///
    /// # Errors
    /// In a sentence, where the value is not on the scale.
    pub fn read(&self, value: &str) -> Result<i64, String> {
        match self {
            Self::Ends(first, last) => {
                let figure =
                    thousandths(value).ok_or_else(|| format!("{} is not a number", super::shown(value)))?;
                let (low, high) = (*first.min(last), *first.max(last));
                if (low..=high).contains(&figure) {
                    Ok(figure)
                } else {
                    Err(format!(
                        "{} is outside the scale of {} to {} that you gave",
                        in_words(figure),
                        in_words(*first),
                        in_words(*last)
                    ))
                }
            }
            Self::Words(words) => words.get(&value.trim().to_lowercase()).copied().ok_or_else(|| {
                format!("{} is none of the words of the scale that you gave", super::shown(value))
            }),
        }
    }

    /// The mean of `count` figures with this sum, as a whole number of a field of `low` to `high`:
    /// the straight line between the ends, halves rounded away from zero. Exact.
    pub fn mean(&self, sum: i128, count: i64, (low, high): (i64, i64)) -> i64 {
        let count = i128::from(count.max(1));
        match self {
            Self::Words(_) => divided(sum, count.saturating_mul(1_000)),
            Self::Ends(first, last) => {
                let span = i128::from(high.saturating_sub(low));
                let above = sum.saturating_sub(i128::from(*first).saturating_mul(count)).saturating_mul(span);
                let whole = i128::from(last.saturating_sub(*first)).saturating_mul(count);
                let rest = i128::from(low).saturating_mul(whole);
                divided(above.saturating_add(rest), whole)
            }
        }
    }

    /// Whether a larger figure here is a smaller one of the field.
    pub fn is_reversed(&self) -> bool {
        matches!(self, Self::Ends(first, last) if first > last)
    }

    /// How it is written in an option.
    pub fn in_words(&self) -> String {
        match self {
            Self::Ends(first, last) => format!("{}..{}", in_words(*first), in_words(*last)),
            Self::Words(words) => {
                let pairs: Vec<String> =
                    words.iter().map(|(word, figure)| format!("{word}:{}", in_words(*figure))).collect();
                pairs.join(",")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(scale: &str, value: &str) -> i64 {
        let scale: Scale = scale.parse().unwrap();
        scale.mean(i128::from(scale.read(value).unwrap()), 1, (0, 10))
    }

    #[test]
    fn a_scale_is_a_straight_line_and_halves_go_up() {
        for (scale, value, expected) in [
            ("0..10", "7", 7),
            ("1..5", "1", 0),
            ("1..5", "2", 3),
            ("1..5", "3", 5),
            ("1..5", "4", 8),
            ("1..5", "5", 10),
            ("5..1", "5", 0),
            ("5..1", "4", 3),
            ("0..100", "45", 5),
            ("0..100", "44.999", 4),
            ("-5..5", "0", 5),
            ("awful:1, Meh:5,good:8", "meh", 5),
            ("a:b:3", "a:b", 3),
        ] {
            assert_eq!(one(scale, value), expected, "{scale} {value}");
        }
    }

    #[test]
    fn a_value_off_the_scale_and_a_scale_that_is_none_are_said() {
        let scale: Scale = "0..10".parse().unwrap();
        assert_eq!(scale.read("12").unwrap_err(), "12 is outside the scale of 0 to 10 that you gave");
        assert_eq!(scale.read("bad").unwrap_err(), "“bad” is not a number");
        let scale: Scale = "good:8".parse().unwrap();
        assert_eq!(scale.read("rad").unwrap_err(), "“rad” is none of the words of the scale that you gave");
        for text in ["", "5", "1..", "3..3", "a:", ":3", "a:1,b", "1..2..3"] {
            assert!(text.parse::<Scale>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_mean_is_taken_before_it_is_rounded() {
        let scale: Scale = "1..5".parse().unwrap();
        // 2 and 3 on 1..5 are 2.5 and 5: their mean is 3.75, not that of 3 and 5.
        assert_eq!(scale.mean(5_000, 2, (0, 10)), 4);
        assert_eq!(scale.mean(5_000, 2, (0, 50)), 19);
    }

    proptest! {
        #[test]
        fn every_mean_lies_on_the_field(
            low in -1_000_000_i64..1_000_000,
            high in -1_000_000_i64..1_000_000,
            shares in proptest::collection::vec(0_i64..=1_000, 1..9),
        ) {
            prop_assume!(low != high);
            let scale = Scale::Ends(low, high);
            let figure = |share: &i64| low + (high - low) / 1_000 * share;
            let sum: i128 = shares.iter().map(|share| i128::from(figure(share))).sum();
            let mean = scale.mean(sum, i64::try_from(shares.len()).unwrap(), (0, 10));
            prop_assert!((0..=10).contains(&mean));
        }

        #[test]
        fn any_text_is_a_scale_or_refused(text in any::<String>()) {
            if let Err(error) = text.parse::<Scale>() {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
