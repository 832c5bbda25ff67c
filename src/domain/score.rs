//! Whole numbers with a fixed range: a value out of range cannot be built.

use num_rational::Ratio;

/// An exact figure: means and thresholds are compared in these, never in floating point.
pub type Exact = Ratio<i64>;

/// A figure in whole tenths, halves rounded away from zero, exactly.
pub fn in_tenths(figure: Exact) -> i64 {
    rounded(figure, 10)
}

/// A figure to one decimal, halves rounded away from zero: `6.1`, `-0.3`; never `-0.0`.
pub fn one_decimal(figure: Exact) -> String {
    let tenths = in_tenths(figure);
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    format!("{}{whole}.{tenth}", if tenths < 0 { "-" } else { "" })
}

/// A share of 1 in whole percent, halves rounded away from zero: 42 for 0.418.
pub fn whole_percent(share: Exact) -> i64 {
    rounded(share, 100)
}

/// A figure in so many parts of one, as a whole number, halves rounded away from zero. In 128 bits,
/// where no figure of ours overflows.
fn rounded(figure: Exact, parts: i128) -> i64 {
    let (numerator, denominator) = (i128::from(*figure.numer()), i128::from(*figure.denom()));
    let twice = numerator.unsigned_abs().saturating_mul(parts.unsigned_abs()).saturating_mul(2);
    let denominator = denominator.unsigned_abs();
    let size = twice.saturating_add(denominator) / denominator.saturating_mul(2).max(1);
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    if numerator < 0 { size.saturating_neg() } else { size }
}

/// A number outside the range its kind allows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} must be {low} to {high}, not {given}")]
pub struct OutOfRange {
    /// What the number was meant to be, in words.
    pub what: &'static str,
    /// The lowest value allowed.
    pub low: i64,
    /// The highest value allowed.
    pub high: i64,
    /// What was given instead, as it was written.
    pub given: String,
}

macro_rules! bounded {
    ($(#[$meta:meta])* $name:ident($repr:ty), $what:literal, $low:literal..=$high:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($repr);

        impl $name {
            /// The lowest value.
            pub const LOW: i64 = $low;
            /// The highest value.
            pub const HIGH: i64 = $high;

            /// Takes a number in range; otherwise says what the range is.
            pub fn new(number: i64) -> Result<Self, OutOfRange> {
                match <$repr>::try_from(number) {
                    Ok(value) if ($low..=$high).contains(&number) => Ok(Self(value)),
                    _ => Err(Self::out_of_range(number.to_string())),
                }
            }

            /// The error for something that is not a value of this kind.
            pub fn out_of_range(given: String) -> OutOfRange {
                OutOfRange { what: $what, low: $low, high: $high, given }
            }

            /// The plain number.
            pub fn get(self) -> $repr {
                self.0
            }

            /// The number for exact arithmetic.
            pub fn exact(self) -> Exact {
                Exact::from_integer(i64::from(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = OutOfRange;

            fn from_str(text: &str) -> Result<Self, OutOfRange> {
                let number: i64 = text
                    .trim()
                    .parse()
                    .map_err(|_| Self::out_of_range(format!("“{}”", text.trim())))?;
                Self::new(number)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

bounded! {
    /// A rating of 0 to 10 in whole numbers: pain, sleep, stress, mood, clarity, soreness.
    Score(u8), "a score", 0..=10
}
bounded! {
    /// How many times pain woke the person in one night.
    Awakenings(u8), "awakenings", 0..=99
}
bounded! {
    /// One answer of the Neck Disability Index, 0 to 5.
    NdiAnswer(u8), "a Neck Disability Index topic", 0..=5
}
bounded! {
    /// A whole Neck Disability Index, 0 to 50, lower is better.
    NdiTotal(u8), "the Neck Disability Index", 0..=50
}
bounded! {
    /// The length of a visit in minutes.
    Minutes(u16), "minutes of a visit", 1..=480
}

/// A quantity with at most two decimals, 0 to 1,000,000: a marker's value, a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    hundredths: i64,
}

impl Amount {
    /// The largest whole amount.
    pub const HIGH: i64 = 1_000_000;

    /// A whole amount.
    pub fn whole(number: i64) -> Result<Self, OutOfRange> {
        if (0..=Self::HIGH).contains(&number) {
            Ok(Self { hundredths: number.saturating_mul(100) })
        } else {
            Err(Self::out_of_range(number.to_string()))
        }
    }

    /// The error for something that is not an amount.
    pub fn out_of_range(given: String) -> OutOfRange {
        OutOfRange { what: "an amount (two decimals at most)", low: 0, high: Self::HIGH, given }
    }

    /// The amount for exact arithmetic.
    pub fn exact(self) -> Exact {
        Exact::new(self.hundredths, 100)
    }

    /// The whole number, where the amount is one.
    pub fn as_whole(self) -> Option<i64> {
        (self.hundredths % 100 == 0).then_some(self.hundredths / 100)
    }
}

impl std::str::FromStr for Amount {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        let text = text.trim();
        let wrong = || Self::out_of_range(format!("“{text}”"));
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let decimals = decimals.trim_end_matches('0');
        if !digits(whole) || decimals.len() > 2 || !(decimals.is_empty() || digits(decimals)) {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let part: i64 = format!("{decimals:0<2}").parse().map_err(|_| wrong())?;
        if whole > Self::HIGH || (whole == Self::HIGH && part > 0) {
            return Err(wrong());
        }
        Ok(Self { hundredths: whole.saturating_mul(100).saturating_add(part) })
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        match part {
            0 => write!(f, "{whole}"),
            part if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            part => write!(f, "{whole}.{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_outside_its_range_cannot_be_built() {
        assert_eq!(Score::new(10).unwrap().get(), 10);
        let error = Score::new(11).unwrap_err();
        assert_eq!(error.to_string(), "a score must be 0 to 10, not 11");
        assert!(Score::new(-1).is_err());
        assert!(Score::new(i64::MAX).is_err());
        assert!("4.5".parse::<Score>().is_err());
    }

    #[test]
    fn figures_are_rounded_half_away_from_zero() {
        for ((numerator, denominator), shown) in [
            ((43, 7), "6.1"),
            ((1, 20), "0.1"),
            ((-1, 20), "-0.1"),
            ((-1, 21), "0.0"),
            ((0, 1), "0.0"),
            ((49, 10), "4.9"),
            ((-1225, 100), "-12.3"),
            ((i64::MAX, 1), "922337203685477580.7"),
        ] {
            assert_eq!(one_decimal(Exact::new(numerator, denominator)), shown);
        }
        assert_eq!(whole_percent(Exact::new(-419, 1000)), -42);
        assert_eq!(whole_percent(Exact::new(7, 8)), 88);
        assert_eq!(whole_percent(Exact::new(1, 200)), 1);
        assert_eq!(whole_percent(Exact::new(1, 201)), 0);
    }

    #[test]
    fn amounts_keep_two_decimals_exactly() {
        for (text, shown) in
            [("12.5", "12.5"), ("0", "0"), ("3,25", "3.25"), ("7.50", "7.5"), ("0.05", "0.05")]
        {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), shown);
        }
        for text in ["", ".", "1.234", "-1", "1e3", "1000000.01", "99999999999999999999"] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
        assert_eq!("12.5".parse::<Amount>().unwrap().exact(), Exact::new(25, 2));
    }
}
