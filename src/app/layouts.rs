//! The same key on other keyboards: with Caps Lock, on a Cyrillic or Greek layout, with full-width
//! letters and with the digits of other scripts.
//!
//! Pure, and asked only for keys that mean something, never while text is written. A key that the
//! table binds as it is keeps that meaning.

/// The small letters of a Cyrillic layout (ЙЦУКЕН, with the Ukrainian and Belarusian letters that
/// differ), and the Latin keys that they stand on.
const CYRILLIC: (&str, &str) = ("йцукенгшщўзхъїфыівапролдячсмить", "qwertyuioop[]]assdfghjklzxcvbnm");

/// The small letters of a Greek layout, and the Latin keys that they stand on.
const GREEK: (&str, &str) = ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm");

/// The zeros of the scripts whose decimal digits keyboards write; the other digits follow each.
const ZEROS: &[char] =
    &['٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '０'];

/// What the row of digits writes without Shift where Shift is needed for them (French, Czech,
/// Slovak). The hyphen of the French 6 is a key of ours, so it is not here.
const SHIFTED_DIGITS: &str = "&é\"'(è_çàěščřžýáíľťôúäň§";

/// What a letter may be meant as, the likelier first: the key at its place or its plain form, and
/// that as a small letter. Nothing for a letter that is plain already.
pub fn meant(letter: char) -> impl Iterator<Item = char> {
    let plain = plain(letter);
    let small = plain.to_ascii_lowercase();
    [(plain != letter).then_some(plain), (small != plain).then_some(small)].into_iter().flatten()
}

/// Whether a letter stands on the row of digits where digits need Shift.
pub fn is_on_digit_row(letter: char) -> bool {
    SHIFTED_DIGITS.contains(letter)
}

fn plain(letter: char) -> char {
    digit(letter).or_else(|| full_width(letter)).or_else(|| at_its_place(letter)).unwrap_or(letter)
}

/// A decimal digit of another script.
fn digit(letter: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(letter).checked_sub(u32::from(*zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

/// A full-width form, the wide space, and the signs that are other characters for minus.
fn full_width(letter: char) -> Option<char> {
    match letter {
        '！'..='～' => char::from_u32(u32::from(letter).saturating_sub(0xfee0)),
        '\u{3000}' => Some(' '),
        '−' | '‐' | '‑' | '–' => Some('-'),
        '؟' => Some('?'),
        _ => None,
    }
}

/// The Latin letter on the same key, with its case.
fn at_its_place(letter: char) -> Option<char> {
    let mut lower = letter.to_lowercase();
    let small = lower.next().filter(|_| lower.next().is_none())?;
    let (_, key) = keys().find(|(other, _)| *other == small)?;
    Some(if small == letter { key } else { key.to_ascii_uppercase() })
}

/// Every letter of the layouts with the Latin key that it stands on.
fn keys() -> impl Iterator<Item = (char, char)> {
    [CYRILLIC, GREEK].into_iter().flat_map(|(letters, keys)| letters.chars().zip(keys.chars()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case('q', "")]
    #[case('7', "")]
    #[case('?', "")]
    #[case('Q', "q")]
    #[case('й', "q")]
    #[case('Й', "Qq")]
    #[case('г', "u")]
    #[case('ь', "m")]
    #[case('μ', "m")]
    #[case('К', "Rr")]
    #[case('ч', "x")]
    #[case('Ч', "Xx")]
    #[case('χ', "x")]
    #[case('Ν', "Nn")]
    #[case('ς', "w")]
    #[case('７', "7")]
    #[case('ｑ', "q")]
    #[case('Ｑ', "Qq")]
    #[case('？', "?")]
    #[case('－', "-")]
    #[case('\u{3000}', " ")]
    #[case('٧', "7")]
    #[case('۷', "7")]
    #[case('७', "7")]
    #[case('๗', "7")]
    #[case('é', "")]
    #[case('漢', "")]
    fn a_letter_is_meant_as_the_key_at_its_place(#[case] letter: char, #[case] meaning: &str) {
        assert_eq!(meant(letter).collect::<String>(), meaning, "{letter}");
    }

    #[test]
    fn every_letter_of_a_layout_has_one_key_and_every_digit_its_value() {
        for (letters, keys) in [CYRILLIC, GREEK] {
            assert_eq!(letters.chars().count(), keys.chars().count());
        }
        for (letter, key) in keys() {
            assert_eq!(meant(letter).collect::<Vec<_>>(), [key], "{letter}");
            assert!(key.is_ascii());
        }
        for zero in ZEROS {
            for value in 0..10 {
                let letter = char::from_u32(u32::from(*zero) + value).unwrap();
                let wanted = char::from_digit(value, 10).unwrap();
                assert_eq!(meant(letter).collect::<Vec<_>>(), [wanted], "{letter}");
            }
        }
    }
}
