//! Something else that changed during the trial and could explain a difference.

use super::rows::{CHANGE, Compared, Row};
use super::text::Words;

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

words_enum! {
    /// What kind of thing changed.
    ChangeKind {
        /// A medicine started, stopped or changed.
        Medicine = "medicine", "Medicine";
        /// Exercise or movement.
        Exercise = "exercise", "Exercise";
        /// Another treatment.
        Therapy = "therapy", "Other therapy";
        /// Work, desk, posture.
        Work = "work", "Work or posture";
        /// Sleep: bed, times, nights.
        Sleep = "sleep", "Sleep";
        /// Illness or injury.
        Illness = "illness", "Injury or illness";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// One change, written on the day it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of thing changed.
    pub kind: ChangeKind,
    /// A line in the person's own words.
    pub text: Words,
}

impl Row for Change {
    fn likeness(&self, now: &Self) -> u8 {
        CHANGE.likeness(|field| match field {
            "text" => Compared::of(Some(&self.text), Some(&now.text)),
            _ => Compared::Absent,
        })
    }
}
