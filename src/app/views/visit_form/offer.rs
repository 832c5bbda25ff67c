//! What was so last time, to be taken over with one key.

use super::{FIRST_PAIN, SAME, many, shown, takes, technique_names};
use crate::app::form::{Form, Kind};
use crate::domain::session::{Session, Technique};
use crate::domain::text::Words;

/// What is offered to be taken over with one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whether it is from the last visit; otherwise from the plan.
    pub last_time: bool,
    /// A visit with what is offered.
    pub session: Session,
}

impl Offer {
    fn techniques(&self) -> Option<&[Technique]> {
        self.session.done().map(|done| done.techniques.as_slice()).filter(|all| !all.is_empty())
    }

    /// What is offered, in a few words: `17:30 · 60 min · Swedish · Anna`.
    pub(super) fn words(&self) -> String {
        let session = &self.session;
        let mut parts: Vec<String> = Vec::new();
        parts.extend(session.time.map(|time| time.format("%H:%M").to_string()));
        parts.extend(session.minutes().map(|minutes| format!("{minutes} min")));
        parts.extend(self.techniques().map(technique_names));
        parts.extend(session.therapist.as_ref().map(|name| name.first_line().to_owned()));
        parts.join(" · ")
    }
}

/// Puts what is offered into the form, and goes on to the pain before.
pub fn take_offer(form: &mut Form, offer: &Offer) {
    let session = &offer.session;
    for field in &mut form.fields {
        let text = match field.id {
            "minutes" => shown(session.minutes()),
            "therapist" => session.therapist.as_ref().map(Words::to_string).unwrap_or_default(),
            "time" => session.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
            "techniques" => {
                if let Some(techniques) = offer.techniques() {
                    field.kind = many(Technique::ALL, techniques, |technique| technique.label());
                    field.error = None;
                }
                continue;
            }
            _ => continue,
        };
        if !text.is_empty() {
            field.kind = Kind::line(&text, takes(field.id));
        }
        field.error = None;
    }
    for id in [SAME, "minutes", "therapist", "time", "techniques"] {
        form.offer(id);
    }
    if let Some(place) = form.fields.iter().position(|field| field.id == FIRST_PAIN) {
        form.focus = place;
    }
}
