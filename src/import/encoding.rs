//! The bytes of a file as UTF-8 text: what is none is said, and the old encoding of Windows and
//! Latin-1 is turned into it when the person says that it is one.

use std::io::{self, Read};

use super::ImportError;
use crate::words_enum;

words_enum! {
    /// How a file's letters are written down.
    Encoding {
        Utf8 = "utf-8", "UTF-8";
        /// Windows-1252, which holds all of Latin-1.
        Windows1252 = "windows-1252", "Windows-1252 (Latin-1)";
    }
}

/// How much of a file is looked at before it is read.
pub const LOOK: usize = 64 * 1024;

/// The first part of a file and the rest of it.
///
/// # Errors
/// Where the system refuses, and where the first bytes say that this is no text to read.
pub fn begin<'r>(
    mut reader: impl Read + 'r,
    encoding: Encoding,
) -> Result<(Vec<u8>, Box<dyn Read + 'r>), ImportError> {
    let first = start_of(&mut reader)?;
    if let Some(why) = no_text(&first) {
        return Err(ImportError::Unreadable(why.to_owned()));
    }
    let bytes = io::Cursor::new(first).chain(reader);
    let mut text: Box<dyn Read + 'r> = match encoding {
        Encoding::Utf8 => Box::new(bytes),
        Encoding::Windows1252 => Box::new(Windows1252 { inner: bytes, left: Vec::new() }),
    };
    let mut start = start_of(&mut text)?;
    if start.starts_with("\u{feff}".as_bytes()) {
        start.drain(..3);
    }
    Ok((start.clone(), Box::new(io::Cursor::new(start).chain(text))))
}

fn start_of(reader: &mut impl Read) -> Result<Vec<u8>, ImportError> {
    let mut start = Vec::new();
    let most = u64::try_from(LOOK).unwrap_or(0);
    reader.by_ref().take(most).read_to_end(&mut start).map_err(|error| unread(&error))?;
    Ok(start)
}

/// What the system said.
pub fn unread(error: &io::Error) -> ImportError {
    let words = error.to_string();
    ImportError::Unreadable(words.split(" (os error").next().unwrap_or_default().to_lowercase())
}

/// Why bytes like these are no text that can be read.
fn no_text(first: &[u8]) -> Option<&'static str> {
    if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
        Some("this is UTF-16 text; save it as “CSV UTF-8”")
    } else if first.starts_with(b"PK\x03\x04") {
        Some("this is a spreadsheet or a zip, not a table of text; save it as CSV")
    } else if first.iter().take(4_096).any(|byte| *byte == 0) {
        Some("this is no text; save the table as CSV")
    } else if first.iter().all(u8::is_ascii_whitespace) {
        Some("there is nothing in it")
    } else {
        None
    }
}

/// What Windows-1252 has in place of the control characters 0x80 to 0x9f (the WHATWG's table; the
/// five that are free there stay control characters).
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The letter a byte stands for in Windows-1252.
fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => UPPER.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        other => char::from(other),
    }
}

/// The text of Windows-1252 bytes.
pub fn from_windows_1252(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| letter(*byte)).collect()
}

/// Turns Windows-1252 into UTF-8 on the way.
struct Windows1252<R> {
    inner: R,
    left: Vec<u8>,
}

impl<R: Read> Read for Windows1252<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            let mut bytes = [0_u8; 4_096];
            let count = self.inner.read(&mut bytes)?;
            self.left = from_windows_1252(bytes.get(..count).unwrap_or_default()).into_bytes();
        }
        let count = self.left.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(self.left.drain(..count)) {
            *to = from;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], encoding: Encoding) -> Result<String, String> {
        let (_, mut reader) = begin(bytes, encoding).map_err(|error| error.to_string())?;
        let mut text = String::new();
        reader.read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn a_mark_at_the_beginning_is_no_text_and_old_letters_are_turned() {
        assert_eq!(text("\u{feff}Größe".as_bytes(), Encoding::Utf8).unwrap(), "Größe");
        assert_eq!(text(b"Gr\xf6\xdfe \x80 \x93x\x94", Encoding::Windows1252).unwrap(), "Größe € “x”");
        let long: Vec<u8> = (0..200_000_u32).map(|n| if n % 3 == 0 { 0xe4 } else { b'a' }).collect();
        assert_eq!(text(&long, Encoding::Windows1252).unwrap(), from_windows_1252(&long));
    }

    #[test]
    fn what_is_no_text_is_said() {
        for (bytes, words) in [
            (&b"\xff\xfed\0a\0"[..], "this is UTF-16 text; save it as “CSV UTF-8”"),
            (b"PK\x03\x04...", "this is a spreadsheet or a zip, not a table of text; save it as CSV"),
            (b"abc\0def", "this is no text; save the table as CSV"),
            (b" \n", "there is nothing in it"),
            (b"", "there is nothing in it"),
        ] {
            assert_eq!(text(bytes, Encoding::Utf8).unwrap_err(), words);
        }
    }
}
