//! `config.toml`: colours, keys, the week's first day, the day's end, the fields of Today.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveTime, Weekday};
use serde::Deserialize;

use crate::app::keymap::Keymap;
use crate::app::settings::{FieldName, Palette, Settings};
use crate::domain::calendar::{DayEnd, parse_weekday};
use crate::domain::journal::Problem;

/// The file as it is written: everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Option<toml::Spanned<String>>,
    week_start: Option<toml::Spanned<String>>,
    day_end: Option<toml::Spanned<toml::value::Datetime>>,
    fields: Option<toml::Spanned<Vec<String>>>,
    keys: Option<toml::Spanned<BTreeMap<String, Keys>>>,
}

/// One key or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Keys {
    One(String),
    Several(Vec<String>),
}

/// Reads the settings. No file means the defaults.
///
/// # Errors
/// The first thing that cannot be understood, where it stands, and what would be right.
pub fn read(path: &Path) -> Result<Settings, Problem> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(error) => return Err(problem(path, "", 0, format!("the configuration cannot be read: {error}"))),
    };
    settings(&text).map_err(|(at, message)| problem(path, &text, at, message))
}

fn problem(path: &Path, text: &str, at: usize, message: String) -> Problem {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or("").chars().count().saturating_add(1);
    Problem { file: path.to_owned(), line, column, message }
}

/// The settings in a text, or where and why not.
fn settings(text: &str) -> Result<Settings, (usize, String)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, error.message().to_owned())
    })?;
    let mut settings = Settings::default();
    if let Some(theme) = file.theme {
        let at = theme.span().start;
        settings.palette = theme.get_ref().parse::<Palette>().map_err(|error| (at, error))?;
    }
    if let Some(day) = file.week_start {
        settings.week_start = match parse_weekday(day.get_ref()) {
            Some(first @ (Weekday::Mon | Weekday::Sun)) => first,
            _ => {
                let message = format!("a week starts on monday or sunday, not “{}”", day.get_ref());
                return Err((day.span().start, message));
            }
        };
    }
    if let Some(end) = file.day_end {
        let time = end.get_ref().time.filter(|_| end.get_ref().date.is_none());
        let time =
            time.and_then(|time| NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), 0));
        settings.day_end = time.and_then(DayEnd::new).ok_or_else(|| {
            (end.span().start, "the day ends at a time from 00:00:00 to 12:00:00".to_owned())
        })?;
    }
    if let Some(fields) = file.fields {
        let at = fields.span().start;
        let mut list = vec![FieldName::Pain];
        for name in fields.into_inner() {
            let field: FieldName = name.parse().map_err(|error| (at, error))?;
            if !list.contains(&field) {
                list.push(field);
            }
        }
        settings.fields = list;
    }
    if let Some(keys) = file.keys {
        let at = keys.span().start;
        let own = keys
            .into_inner()
            .into_iter()
            .map(|(id, keys)| match keys {
                Keys::One(key) => (id, vec![key]),
                Keys::Several(keys) => (id, keys),
            })
            .collect();
        settings.keymap = Keymap::with_own(&own).map_err(|error| (at, error))?;
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_set() {
        let text = "theme = \"light\"\nweek_start = \"sunday\"\nday_end = 03:00:00\nfields = [\"sleep\", \"note\"]\n\
                    [keys]\n\"today.note\" = \"w\"\n\"today.change\" = [\"c\", \"f9\"]\n";
        let settings = settings(text).unwrap();
        assert_eq!(settings.palette, Palette::Light);
        assert_eq!(settings.week_start, Weekday::Sun);
        assert_eq!(settings.day_end.time(), NaiveTime::from_hms_opt(3, 0, 0).unwrap());
        assert_eq!(settings.fields, [FieldName::Pain, FieldName::Sleep, FieldName::Note]);
    }

    #[test]
    fn what_cannot_be_understood_is_named_with_its_place() {
        for (text, part) in [
            ("theme = \"pink\"", "one of terminal"),
            ("week_start = \"friday\"", "monday or sunday"),
            ("day_end = 13:00:00", "from 00:00:00"),
            ("day_end = \"04:00\"", ""),
            ("fields = [\"pian\"]", "pian"),
            ("colour = 1", "colour"),
            ("[keys]\n\"today.note\" = \"c\"", "cannot mean both"),
            ("theme =", ""),
        ] {
            let (_, message) = settings(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        let found = problem(Path::new("config.toml"), "a = 1\nb = ö2", 10, "x".to_owned());
        assert_eq!((found.line, found.column), (2, 5));
    }
}
