//! Closed lists of words: what can be written in a file or an option, and what each word means.

use super::nearest::or_did_you_mean;

/// One word of a closed list. `words_enum!` makes every list one of these.
pub trait Choice: Copy + Send + Sync + 'static {
    /// Every word, in the order people are asked.
    const CHOICES: &'static [Self];

    /// The word used in files, options and JSON.
    fn word(self) -> &'static str;

    /// The words shown to a person.
    fn meaning(self) -> &'static str;
}

/// Says that a text is no word of the list, which are, and which of them may be meant.
pub fn not_one_of<T: Choice>(text: &str) -> String {
    let words = || T::CHOICES.iter().map(|choice| choice.word());
    format!(
        "“{text}” is not one of {}{}",
        words().collect::<Vec<_>>().join(", "),
        or_did_you_mean(text, words())
    )
}

/// Declares an enum whose variants have a fixed word in files and options and a label for people.
#[macro_export]
macro_rules! words_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("“", $label, "”")] $variant,)+ }

        impl $name {
            /// Every value, in the order people are asked.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, options and JSON.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The words shown to a person.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Every word that can be written, for a message that says what would be right.
            pub fn choices() -> String {
                Self::ALL.iter().map(|value| value.id()).collect::<Vec<_>>().join(", ")
            }
        }

        impl $crate::domain::choice::Choice for $name {
            const CHOICES: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.id()
            }

            fn meaning(self) -> &'static str {
                self.label()
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let text = text.trim();
                Self::ALL
                    .iter()
                    .find(|value| value.id() == text)
                    .copied()
                    .ok_or_else(|| $crate::domain::choice::not_one_of::<Self>(text))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::domain::session::Pressure;

    #[test]
    fn a_word_that_is_none_is_told_with_those_that_are_and_the_nearest() {
        assert_eq!(
            "rihgt".parse::<Pressure>().unwrap_err(),
            "“rihgt” is not one of too-light, right, too-strong; did you mean “right”?"
        );
        assert_eq!(
            "hard".parse::<Pressure>().unwrap_err(),
            "“hard” is not one of too-light, right, too-strong"
        );
    }
}
