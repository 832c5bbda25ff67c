//! Answers read generously: yes and no, numbers in figures and words, choices by number or name.

use crate::domain::choice::Choice;
use crate::domain::nearest::nearest;
use crate::domain::score::Score;

/// Yes or no.
///
/// # Errors
/// Where it is neither, in a sentence.
pub fn yes_no(text: &str) -> Result<bool, String> {
    match text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str() {
        "y" | "yes" | "yeah" | "yep" | "yup" | "true" | "ja" | "si" | "oui" => Ok(true),
        "n" | "no" | "nope" | "none" | "not" | "false" | "nein" | "non" => Ok(false),
        _ => Err(format!("“{text}” is neither yes nor no; type y or n")),
    }
}

/// Yes or no as it is said back.
pub fn said(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// A whole number in figures or as a word up to twelve.
pub fn number(text: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let text = text.trim().to_lowercase();
    let by_word = WORDS.iter().zip(0..).find(|(word, _)| **word == text).map(|(_, number)| number);
    by_word.or_else(|| text.parse().ok())
}

/// A score of 0 to 10: `4`, `four`, `4/10`, `4 of 10`, `x` for ten.
///
/// # Errors
/// Where it is none, in a sentence.
pub fn score(text: &str) -> Result<Score, String> {
    let plain = text.trim().to_lowercase();
    let first = [" out of 10", " of 10", "/10", " / 10"].iter().find_map(|end| plain.strip_suffix(end));
    let figure = first.unwrap_or(&plain);
    let figure = if figure == "x" { "10" } else { figure };
    match number(figure) {
        Some(number) => Score::new(number).map_err(|error| error.to_string()),
        None => figure.parse::<Score>().map_err(|error| error.to_string()),
    }
}

/// Minutes: `60`, `60 min`, `1 hour`, `1.5 h`, `an hour`.
pub fn minutes(text: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    if matches!(plain.as_str(), "an hour" | "hour") {
        return Some(60);
    }
    if matches!(plain.as_str(), "half an hour" | "half hour") {
        return Some(30);
    }
    let unit = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let figure = plain.strip_suffix(unit).unwrap_or_default().trim();
    match unit.trim() {
        "" | "m" | "min" | "mins" | "minute" | "minutes" => number(figure).or_else(|| number(&plain)),
        "h" | "hour" | "hours" => {
            let (whole, part) = figure.split_once(['.', ',']).unwrap_or((figure, "0"));
            let hours: i64 = whole.parse().ok()?;
            let tenths: i64 = part.parse().ok().filter(|_| part.len() == 1)?;
            Some(hours.saturating_mul(60).saturating_add(tenths.saturating_mul(6)))
        }
        _ => None,
    }
}

/// One of several, by its number or by any of its names; the beginning of one name is enough.
///
/// # Errors
/// Where it is none of them, in a sentence.
pub fn one_of(text: &str, names: &[Vec<String>]) -> Result<usize, String> {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase().replace(['-', '_'], " ");
    let wanted = plain(text);
    let count = names.len();
    if let Some(number) = number(&wanted) {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        return place.filter(|place| *place < count).ok_or_else(|| {
            format!("there is no number {text} here; type {}, or a name", numbers_up_to(count))
        });
    }
    let holds = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let some = names.iter().enumerate().filter(|(_, names)| names.iter().any(|name| test(&plain(name))));
        some.map(|(place, _)| place).collect()
    };
    if let [only] = holds(&|name| name == wanted).as_slice() {
        return Ok(*only);
    }
    if !wanted.is_empty()
        && let [only] = holds(&|name| name.starts_with(&wanted)).as_slice()
    {
        return Ok(*only);
    }
    let near = nearest(&wanted, names.iter().flatten().map(String::as_str));
    let near = near.map(|name| format!(" Did you mean “{name}”?")).unwrap_or_default();
    Err(format!("“{text}” is none of these; type {}, or a name.{near}", numbers_up_to(count)))
}

/// The numbers that can be typed.
fn numbers_up_to(count: usize) -> String {
    match count {
        1 => "1".to_owned(),
        2 => "1 or 2".to_owned(),
        _ => format!("a number of 1 to {count}"),
    }
}

/// Several, by numbers or names with commas between.
///
/// # Errors
/// As for [`one_of`].
pub fn several(text: &str, names: &[Vec<String>]) -> Result<Vec<usize>, String> {
    if let Ok(one) = one_of(text, names) {
        return Ok(vec![one]);
    }
    let all_numbers =
        text.split([',', ' ']).filter(|part| !part.is_empty()).all(|part| number(part).is_some());
    let parts: Vec<&str> = if all_numbers {
        text.split([',', ' ']).collect()
    } else {
        text.split([',', ';']).flat_map(|part| part.split(" and ")).collect()
    };
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    let mut places = parts.map(|part| one_of(part, names)).collect::<Result<Vec<usize>, String>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// The names of a closed list: what is written in files, and what is shown.
pub fn names_of<T: Choice>() -> Vec<Vec<String>> {
    T::CHOICES.iter().map(|choice| vec![choice.word().to_owned(), choice.meaning().to_owned()]).collect()
}

/// What is shown of a closed list.
pub fn labels_of<T: Choice>() -> Vec<String> {
    T::CHOICES.iter().map(|choice| choice.meaning().to_owned()).collect()
}

/// One of a closed list.
///
/// # Errors
/// As for [`one_of`].
pub fn choice<T: Choice>(text: &str) -> Result<T, String> {
    let place = one_of(text, &names_of::<T>())?;
    T::CHOICES.get(place).copied().ok_or_else(|| format!("“{text}” is none of these"))
}
