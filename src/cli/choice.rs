//! Options whose words are few: what they are stands in the help and in the shell's completions.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::domain::choice::Choice;

/// A word that can be written, and what it means; nothing where the word says it itself.
pub type Word = (&'static str, &'static str);

/// Reads a value as `parser` does, and tells help and completions which words there are. What is no
/// such word is refused by `parser`, in a sentence of ours. The words are looked up only when they
/// are shown: the start of the program does not wait for them.
#[derive(Debug, Clone)]
pub struct Listed<P> {
    parser: P,
    words: fn() -> Vec<Word>,
}

impl<P: TypedValueParser> TypedValueParser for Listed<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |(word, meaning): Word| {
            let value = PossibleValue::new(word);
            if meaning.is_empty() || meaning.to_lowercase() == word { value } else { value.help(meaning) }
        };
        Some(Box::new((self.words)().into_iter().map(value)))
    }
}

/// A word of one of the domain's closed lists.
pub fn one_of<T>() -> impl TypedValueParser<Value = T>
where
    T: Choice + FromStr<Err = String>,
{
    listed(
        |text: &str| text.parse::<T>(),
        || T::CHOICES.iter().map(|choice| (choice.word(), choice.meaning())).collect(),
    )
}

/// A value of any parser, with the words that it takes.
pub fn listed<P: TypedValueParser>(parser: P, words: fn() -> Vec<Word>) -> Listed<P> {
    Listed { parser, words }
}

/// Yes or no.
pub fn yes_no() -> impl TypedValueParser<Value = bool> {
    let read = |text: &str| match text.trim() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        other => Err(format!("say yes or no, not “{other}”")),
    };
    listed(read, || vec![("yes", ""), ("no", "")])
}
