//! Figures as other programs write them, exactly: in whole thousandths, never in floating point.

/// A figure in thousandths: `6`, `6.5`, `6,5`, `-3`. Further decimals are rounded, halves away from
/// zero. `None` for anything else, and for more than nine digits before the point.
pub fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match digits.split_once(['.', ',']) {
        Some((whole, decimals)) => (whole, decimals),
        None => (digits, "0"),
    };
    let is_number = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(whole, 9) || !is_number(decimals, 30) {
        return None;
    }
    let padded: String = decimals.chars().chain("0000".chars()).take(4).collect();
    let ten_thousandths: i64 = padded.parse().ok()?;
    let part = ten_thousandths.saturating_add(5) / 10;
    let size = whole.parse::<i64>().ok()?.saturating_mul(1_000).saturating_add(part);
    Some(if negative { size.saturating_neg() } else { size })
}

/// A duration of `h:mm:ss` in thousandths of a minute.
pub fn duration_in_minutes(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { return None };
    let part = |text: &str, most: usize| -> Option<i64> {
        let digits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let (hours, minutes, seconds) = (part(hours, 4)?, part(minutes, 2)?, part(seconds, 2)?);
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let all = hours.saturating_mul(3_600).saturating_add(minutes.saturating_mul(60)).saturating_add(seconds);
    Some(divided(i128::from(all).saturating_mul(1_000), 60))
}

/// A quotient as a whole number, halves rounded away from zero; 0 for a divisor of 0.
pub fn divided(numerator: i128, denominator: i128) -> i64 {
    if denominator == 0 {
        return 0;
    }
    let (above, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let size = above.saturating_mul(2).saturating_add(below) / below.saturating_mul(2).max(1);
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    if (numerator < 0) != (denominator < 0) { size.saturating_neg() } else { size }
}

/// Thousandths as a person writes them: `6`, `6.5`.
pub fn in_words(thousandths: i64) -> String {
    let (whole, part) = (thousandths.unsigned_abs() / 1_000, thousandths.unsigned_abs() % 1_000);
    let sign = if thousandths < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_read_with_point_or_comma_and_nothing_else_is() {
        for (text, expected) in [
            ("6", 6_000),
            (" 6.5 ", 6_500),
            ("6,5", 6_500),
            ("-3", -3_000),
            ("3.3333333333333335", 3_333),
            ("0.0005", 1),
            ("+1", 1_000),
        ] {
            assert_eq!(thousandths(text), Some(expected), "{text}");
        }
        for text in ["", "-", "6/10", "1e3", "six", "1.2.3", "1 000", "9999999999", ".", "5.", "NaN"] {
            assert_eq!(thousandths(text), None, "{text}");
        }
    }

    #[test]
    fn a_duration_is_minutes() {
        assert_eq!(duration_in_minutes("1:02:30"), Some(62_500));
        assert_eq!(duration_in_minutes("0:00:10"), Some(167));
        for text in ["1:2", "1:60:00", "a:00:00", "-1:00:00", ""] {
            assert_eq!(duration_in_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (numerator, denominator, expected) in [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (5, -2, -3), (1, 0, 0)]
        {
            assert_eq!(divided(numerator, denominator), expected);
        }
        assert_eq!(
            [in_words(6_500), in_words(-3_000), in_words(0), in_words(62_125)],
            ["6.5", "-3", "0", "62.125"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_figure_or_none(text in any::<String>()) {
            if let Some(figure) = thousandths(&text) {
                prop_assert!(text.chars().any(char::is_numeric), "{text} is {figure}");
            }
            prop_assert!(duration_in_minutes(&text).is_none() || text.contains(char::is_numeric), "{text}");
        }

        #[test]
        fn what_is_said_is_read_back(figure in -999_999_999_999_i64..=999_999_999_999) {
            prop_assert_eq!(thousandths(&in_words(figure)), Some(figure));
        }
    }
}
