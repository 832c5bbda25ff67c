//! Words a person wrote: trimmed, of a bounded length, never empty.

/// Text that cannot be kept, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Longer than the limit, in characters.
    #[error("this text has {length} characters; at most {limit} can be kept")]
    TooLong {
        /// How many characters were given.
        length: usize,
        /// How many can be kept.
        limit: usize,
    },
    /// Nothing but white space.
    #[error("there is no text here")]
    Empty,
}

/// A piece of the person's own text, between 1 and [`Words::LIMIT`] characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(String);

impl Words {
    /// The most characters one text can hold: about four printed pages.
    pub const LIMIT: usize = 10_000;

    /// Takes text as written, without the white space around it. Lines end with `\n`, also where they
    /// come from a file or a paste in which they end otherwise: the same words are the same text.
    pub fn new(text: &str) -> Result<Self, TextError> {
        let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
        let length = text.chars().count();
        if text.is_empty() {
            Err(TextError::Empty)
        } else if length > Self::LIMIT {
            Err(TextError::TooLong { length, limit: Self::LIMIT })
        } else {
            Ok(Self(text))
        }
    }

    /// Takes text that may be empty: nothing written is `None`.
    pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
        match Self::new(text) {
            Ok(words) => Ok(Some(words)),
            Err(TextError::Empty) => Ok(None),
            Err(error @ TextError::TooLong { .. }) => Err(error),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first line, for places with room for one.
    pub fn first_line(&self) -> &str {
        self.0.lines().next().unwrap_or("")
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A full-width digit as the plain one it stands for.
pub fn plain_digit(letter: char) -> char {
    match letter {
        '\u{ff10}'..='\u{ff19}' => u32::from(letter)
            .checked_sub(0xff10)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter),
        _ => letter,
    }
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The text with its first letter as a small one, to stand within a sentence; an abbreviation stays.
pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_refused_with_both_numbers() {
        let error = Words::new(&"x".repeat(100_000)).unwrap_err();
        assert_eq!(error.to_string(), "this text has 100000 characters; at most 10000 can be kept");
        assert!(Words::new(&"界".repeat(Words::LIMIT)).is_ok());
        assert_eq!(Words::optional("  \n").unwrap(), None);
    }
}
