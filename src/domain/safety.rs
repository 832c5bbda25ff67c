//! What to do about a safety matter, in three levels, and which of them a discomfort has.

use super::checklist::QuestionKind;
use super::session::Discomfort;
use crate::words_enum;

words_enum! {
    /// What to do, most pressing first. The words for each stand in
    /// `assets/safety.toml`.
    Level {
        /// Call the emergency number now, also if it has gone again.
        EmergencyCall = "emergency-call", "Emergency call";
        /// Go to a hospital's emergency department now.
        EmergencyDepartment = "emergency-department", "Emergency department";
        /// No massage before a doctor has looked at it.
        DoctorFirst = "doctor-first", "Doctor first";
    }
}

impl Level {
    /// The kind of hold that it opens, as a trial's file has it.
    pub fn hold_kind(self) -> QuestionKind {
        match self {
            Self::EmergencyCall | Self::EmergencyDepartment => QuestionKind::Urgent,
            Self::DoctorFirst => QuestionKind::RedFlag,
        }
    }

    /// Whether it cannot wait for an appointment.
    pub fn is_emergency(self) -> bool {
        match self {
            Self::EmergencyCall | Self::EmergencyDepartment => true,
            Self::DoctorFirst => false,
        }
    }
}

/// What to do about something felt during a visit; `None` where it opens no hold.
pub fn level_of(kind: Discomfort) -> Option<Level> {
    match kind {
        Discomfort::None
        | Discomfort::Dull
        | Discomfort::DullLasting
        | Discomfort::Sharp
        | Discomfort::Burning
        | Discomfort::Shooting => None,
        Discomfort::Numbness | Discomfort::Dizziness => Some(Level::DoctorFirst),
        Discomfort::Weakness | Discomfort::SightOrSpeech => Some(Level::EmergencyCall),
    }
}

/// What to do about all that was felt during a visit: the most pressing of it.
pub fn level_of_all(felt: impl IntoIterator<Item = Discomfort>) -> Option<Level> {
    felt.into_iter().filter_map(level_of).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_pressing_thing_felt_decides() {
        use Discomfort::{Dizziness, Dull, Sharp, SightOrSpeech};
        assert_eq!(level_of_all([Dizziness, SightOrSpeech, Sharp]), Some(Level::EmergencyCall));
        assert_eq!(level_of_all([Dull, Dizziness]), Some(Level::DoctorFirst));
        assert_eq!(level_of_all([Dull, Sharp]), None);
        assert!(Level::ALL.is_sorted(), "most pressing first");
    }
}
