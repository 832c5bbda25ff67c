//! A file of the journal as any program can take it: its path, its text, and what the text says.

use serde_json::{Map, Value, json};

/// One of the journal's files.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path in the data directory, with `/` between the parts.
    pub path: String,
    /// What is in it, byte for byte.
    pub bytes: Vec<u8>,
    /// What a TOML file says; `None` for any other file, and for one that cannot be read.
    pub content: Option<toml::Table>,
}

impl Document {
    /// Takes a file as it is.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        let is_toml = path.ends_with(".toml");
        let text = std::str::from_utf8(&bytes).ok().filter(|_| is_toml);
        let content = text.and_then(|text| text.trim_start_matches('\u{feff}').parse().ok());
        Self { path, bytes, content }
    }

    /// Its text, where it is text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The date of a day's file, as in its name: `2026-11-22`.
    pub fn day(&self) -> Option<&str> {
        let (year, name) = self.path.strip_prefix("days/")?.split_once('/')?;
        let date = name.strip_suffix(".toml")?;
        let known = date.parse::<chrono::NaiveDate>().is_ok() && date.starts_with(year) && date.len() == 10;
        known.then_some(date)
    }

    /// What it says, with dates and times as ISO text. Keys that this version does not know are in
    /// it too.
    pub fn to_json(&self) -> Option<Value> {
        self.content.as_ref().map(table)
    }
}

fn table(table: &toml::Table) -> Value {
    Value::Object(table.iter().map(|(key, inner)| (key.clone(), value(inner))).collect::<Map<_, _>>())
}

/// A value of a TOML file as JSON.
pub(super) fn value(given: &toml::Value) -> Value {
    match given {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        // JSON has no “nan” and “inf”.
        toml::Value::Float(number) if !number.is_finite() => json!(number.to_string()),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(moment) => json!(moment.to_string()),
        toml::Value::Array(items) => Value::Array(items.iter().map(value).collect()),
        toml::Value::Table(inner) => table(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_is_in_it_known_or_not() {
        let text = "date = 2026-11-22 # a comment\n[checkin]\npain = 4\nx = [1.5, nan]\nat = 2026-11-22T21:00:00+01:00\n";
        let document = Document::new("days/2026/2026-11-22.toml".into(), text.into());
        assert_eq!(
            document.to_json().unwrap(),
            json!({"date": "2026-11-22", "checkin": {"at": "2026-11-22T21:00:00+01:00", "pain": 4, "x": [1.5, "NaN"]}})
        );
        assert_eq!(document.day(), Some("2026-11-22"));
        let broken = Document::new("days/2026/2026-11-22.toml".into(), b"pain = ".to_vec());
        assert!(broken.to_json().is_none() && broken.text().is_some());
        for other in
            ["days/2025/2026-11-22.toml", "trials/x.toml", "days/2026/x.toml", "days/2026/2026-11-31.toml"]
        {
            assert_eq!(Document::new(other.into(), Vec::new()).day(), None, "{other}");
        }
    }
}
