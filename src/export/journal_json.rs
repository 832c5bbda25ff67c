//! The whole journal in one JSON file, and that file read again.
//!
//! Each of the journal's files is in it twice: as what it says, for other programs, and as its text,
//! from which it is restored. Only the text has the comments, the order and the spacing of a file
//! that a person may have written by hand, and a file that cannot be read has nothing else; so only
//! from the text comes a file equal to the one that left, byte for byte. Whatever a later version
//! adds to the files is in it without a line changed here. No moment is in it: the same journal
//! gives the same file.

use serde::Deserialize;
use serde_json::{Value, json};

use super::document::Document;
use crate::domain::plain;

/// What says that a file is one of these.
const KIND: &str = "weekfive-journal";
/// The format that is written and read.
const FORMAT: i64 = 1;

/// The text of the file.
pub fn journal_json(documents: &[Document]) -> String {
    let files: Vec<Value> = documents.iter().map(file).collect();
    let whole = json!({
        "kind": KIND,
        "format": FORMAT,
        "about": "Every file of a weekfive journal. “weekfive import json FILE” puts them back from their \
                  text; content says the same for other programs.",
        "files": files,
    });
    plain::json(&format!("{whole:#}\n"))
}

fn file(document: &Document) -> Value {
    let mut file = json!({ "path": document.path });
    if let Value::Object(map) = &mut file {
        if let Some(content) = document.to_json() {
            map.insert("content".to_owned(), content);
        }
        match document.text() {
            Some(text) => map.insert("text".to_owned(), json!(text)),
            // Not text at all, and still somebody's file.
            None => map.insert("bytes".to_owned(), json!(to_hex(&document.bytes))),
        };
    }
    file
}

#[derive(Deserialize)]
struct Whole {
    kind: String,
    format: i64,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    content: Option<Value>,
    text: Option<String>,
    bytes: Option<String>,
}

/// The journal's files out of such a text.
///
/// # Errors
/// In a sentence: what keeps the text from being one of these.
pub fn read_journal_json(text: &str) -> Result<Vec<Document>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let no_export = "this is no journal that weekfive has exported";
    let value: Value = serde_json::from_str(text).map_err(|error| {
        format!("{no_export}: line {}, column {} is not JSON", error.line(), error.column())
    })?;
    if value.get("kind").and_then(Value::as_str) != Some(KIND) {
        return Err(format!("{no_export} (“weekfive export json” writes them)"));
    }
    let whole: Whole =
        serde_json::from_value(value).map_err(|error| format!("{no_export} whole: {error}"))?;
    if whole.kind != KIND || whole.format > FORMAT {
        return Err(format!(
            "this was exported by a newer weekfive (format {}); update weekfive to read it",
            whole.format
        ));
    }
    let mut documents: Vec<Document> = Vec::new();
    for file in whole.files {
        if documents.iter().any(|other| other.path == file.path) {
            return Err(format!("{} is in it twice; keep one", file.path));
        }
        documents.push(restored(file)?);
    }
    if documents.is_empty() {
        return Err("there is no file in this export".to_owned());
    }
    Ok(documents)
}

fn restored(file: File) -> Result<Document, String> {
    let path = file.path;
    let bytes = match (file.text, file.bytes) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(bytes)) => from_hex(&bytes)
            .ok_or_else(|| format!("{path}: its bytes are not pairs of hexadecimal digits"))?,
        (None, None) => {
            return Err(format!("{path} has no text in it; only from the text a file is restored"));
        }
        (Some(_), Some(_)) => return Err(format!("{path} has both text and bytes; keep one")),
    };
    let document = Document::new(path, bytes);
    match file.content {
        // What somebody changed in the content would be lost without a word.
        Some(content) if document.to_json().as_ref() != Some(&content) => Err(format!(
            "{}: its content and its text say different things; a file is restored from its text, so \
             change that, or take the content out",
            document.path
        )),
        Some(_) | None => Ok(document),
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    };
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn documents() -> Vec<Document> {
        vec![
            Document::new(
                "days/2026/2026-11-22.toml".into(),
                "# mine\r\ndate = 2026-11-22\nnew = 1\n".into(),
            ),
            Document::new("days/2026/2026-11-23.toml".into(), b"pain = = 4".to_vec()),
            Document::new("days/2026/2026-11-24.toml".into(), vec![0xff, 0x00, 0x41]),
            Document::new("journal.toml".into(), "\u{feff}format = 1\n".into()),
        ]
    }

    fn bytes(documents: &[Document]) -> Vec<(String, Vec<u8>)> {
        documents.iter().map(|document| (document.path.clone(), document.bytes.clone())).collect()
    }

    #[test]
    fn every_file_comes_back_byte_for_byte_readable_or_not() {
        let text = journal_json(&documents());
        assert_eq!(bytes(&read_journal_json(&text).unwrap()), bytes(&documents()));
        assert_eq!(text, journal_json(&documents()));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["files"][0]["content"], json!({"date": "2026-11-22", "new": 1}));
        assert_eq!(value["files"][2]["bytes"], "ff0041");
    }

    #[test]
    fn what_is_no_whole_export_is_refused_in_a_sentence() {
        let good: Value = serde_json::from_str(&journal_json(&documents())).unwrap();
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut value = good.clone();
            change(&mut value);
            read_journal_json(&value.to_string()).unwrap_err()
        };
        assert_eq!(
            changed(&|value| value["files"][0]["content"]["new"] = json!(2)),
            "days/2026/2026-11-22.toml: its content and its text say different things; a file is restored \
             from its text, so change that, or take the content out"
        );
        assert_eq!(
            changed(&|value| value["format"] = json!(2)),
            "this was exported by a newer weekfive (format 2); update weekfive to read it"
        );
        assert_eq!(
            changed(&|value| value["files"][1]["path"] = json!("journal.toml")),
            "journal.toml is in it twice; keep one"
        );
        assert!(changed(&|value| value["files"] = json!([])).contains("no file"));
        assert!(changed(&|value| value["kind"] = json!("x")).contains("export json"));
        assert!(changed(&|value| value["files"][2]["bytes"] = json!("f")).contains("pairs"));
        assert_eq!(
            read_journal_json("{\n\"a\": ").unwrap_err(),
            "this is no journal that weekfive has exported: line 2, column 5 is not JSON"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = read_journal_json(&text);
        }

        #[test]
        fn any_bytes_survive(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let one = vec![Document::new("days/2026/2026-11-22.toml".into(), bytes.clone())];
            prop_assert_eq!(&read_journal_json(&journal_json(&one)).unwrap()[0].bytes, &bytes);
        }
    }
}
