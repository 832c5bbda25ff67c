//! The form of one visit: its fields, what last time offers, and what the form holds.

mod offer;
mod read;

use std::collections::BTreeSet;

use crate::app::form::{Field, Form, Kind, Takes};
use crate::content::notice;
use crate::domain::score::Score;
use crate::domain::session::{Discomfort, DiscomfortAdvice, Done, Pressure, Session, Technique};
use crate::domain::text::Words;

pub use offer::{Offer, take_offer};
pub use read::session_of;

/// What is wrong with a form: the field, and one sentence.
pub type Wrong = (&'static str, String);

/// The field that offers what was so last time.
pub const SAME: &str = "same";
const FIRST_PAIN: &str = "pain-before";
const DISCOMFORT: &str = "discomfort";

/// Techniques in a row: `Swedish, Thai`.
pub fn technique_names(techniques: &[Technique]) -> String {
    techniques.iter().map(|technique| technique.label()).collect::<Vec<_>>().join(", ")
}

/// The form of a visit. With an offer its first field takes that over with one key.
pub fn form(session: &Session, offer: Option<&Offer>) -> Form {
    let lines =
        |id, label: &str, hint: &str, text: String| Field::new(id, label, hint, Kind::paragraph(&text));
    let offered =
        |id, label: &str, hint: &str, text: String| Field::new(id, label, hint, Kind::line(&text, takes(id)));
    let words = |text: &Option<Words>| text.as_ref().map(Words::to_string).unwrap_or_default();
    let pain = |id, label: &str, score: Option<Score>| {
        Field::new(id, label, "0 none, 10 worst; x is ten", Kind::score(score.map(Score::get)))
    };
    let yes_no = |id, label: &str, value| Field::new(id, label, "", Kind::YesNo(value));
    let mut fields = Vec::new();
    if let Some(offer) = offer {
        let label = if offer.last_time { "As last time?" } else { "As planned?" };
        let choices = vec![format!("yes: {}", offer.words()), "no, something else".to_owned()];
        fields.push(Field::new(SAME, label, "", Kind::one(choices, None)).needed());
    }
    let empty = Done::default();
    let done = session.done().unwrap_or(&empty);
    let time = session.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    fields.extend([
        offered("minutes", "Minutes", "how long it took", shown(done.minutes)),
        Field::new(
            "techniques",
            "Techniques",
            "g tells about each",
            many(Technique::ALL, &done.techniques, |technique| technique.label()),
        ),
        offered("therapist", "Therapist", "who gave it", words(&session.therapist)),
        offered("time", "Time", "when it began, like 17:30 or 5pm", time),
        pain(FIRST_PAIN, "Pain before", done.pain_before),
        pain("pain-during", "Pain during", done.pain_during),
        pain("pain-after", "Pain after", done.pain_after),
        Field::new(
            DISCOMFORT,
            "Discomfort?",
            "",
            many(Discomfort::ALL, &done.discomfort, |kind| kind.label()),
        ),
        Field::new(
            "pressure",
            "Pressure",
            "",
            Kind::one(
                Pressure::ALL.iter().map(|pressure| pressure.label().to_owned()).collect(),
                done.pressure.and_then(|pressure| Pressure::ALL.iter().position(|each| *each == pressure)),
            ),
        ),
        lines("feelings", "Feelings", "what came up, if anything", words(&done.feelings)),
        yes_no("quiet", "Room quiet?", done.setting.quiet),
        yes_no("clean", "Room clean?", done.setting.clean),
        yes_no("private", "Room private?", done.setting.private),
        yes_no("water", "Drank water after?", done.water),
        yes_no("rest", "Rested after?", done.rest),
        offered("cost", "Cost", "in your own currency", shown(session.cost)),
        lines("note", "Note", "Down: a new line", words(&session.note)),
    ]);
    let is_written = session.done().is_some();
    Form::new(fields)
        .ending(if is_written { "Write it down as changed" } else { "Write the visit down" })
        .folded(FIRST_FOLDED, "pressure, feelings, the room, water and rest, cost, a note")
}

/// The first of the fields that a routine visit does without.
const FIRST_FOLDED: &str = "pressure";

/// What the lines of the form take that are not words.
fn takes(id: &str) -> Takes {
    match id {
        "minutes" => Takes::Whole { low: 1, high: 480, unit: "min".to_owned() },
        "time" => Takes::Time,
        "cost" => Takes::Decimal { unit: String::new() },
        _ => Takes::Name,
    }
}

/// The field that asks whether a second visit of a day is another one.
pub const SECOND: &str = "second";

/// Asks whether the visit is another one than one written for its day already: it would count
/// twice. Two visits with their times need no question.
pub fn ask_second(form: &mut Form, other: &Session) {
    if form.field(SECOND).is_none() {
        let choices = vec!["another visit".to_owned(), "the same one".to_owned()];
        form.add(Field::new(SECOND, "Which one is it?", "", Kind::one(choices, None)).needed());
    }
    let words = Offer { last_time: true, session: other.clone() }.words();
    let words = if words.is_empty() { "no details".to_owned() } else { words };
    form.refuse(SECOND, notice("second-visit", &[("visit", &words)]));
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn many<T: PartialEq>(all: &[T], taken: &[T], label: impl Fn(&T) -> &'static str) -> Kind {
    let chosen = all.iter().enumerate().filter(|(_, each)| taken.contains(each)).map(|(place, _)| place);
    Kind::many(all.iter().map(|each| label(each).to_owned()).collect(), chosen.collect())
}

/// Keeps “none” and a kind of discomfort from standing side by side: the later answer counts.
pub fn settle_discomfort(form: &mut Form, before: &BTreeSet<usize>) {
    let Some(none) = Discomfort::ALL.iter().position(|kind| *kind == Discomfort::None) else { return };
    let Some(Kind::Many { chosen, .. }) =
        form.fields.iter_mut().find(|field| field.id == DISCOMFORT).map(|field| &mut field.kind)
    else {
        return;
    };
    if chosen.len() > 1 && chosen.contains(&none) {
        if before.contains(&none) {
            chosen.remove(&none);
        } else {
            chosen.retain(|kind| *kind == none);
        }
    }
}

/// The kinds of discomfort ticked, by their places.
pub fn discomfort_ticked(form: &Form) -> BTreeSet<usize> {
    form.picked(DISCOMFORT)
}

/// The kinds of discomfort ticked.
pub fn discomforts(form: &Form) -> Vec<Discomfort> {
    discomfort_ticked(form).iter().filter_map(|place| Discomfort::ALL.get(*place)).copied().collect()
}

/// The strongest advice that the discomfort ticked asks for; `None` while nothing is ticked.
pub fn advice(form: &Form) -> Option<DiscomfortAdvice> {
    discomforts(form).into_iter().map(Discomfort::advice).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Minutes;
    use crate::domain::session::{Fate, Setting};

    fn full() -> Session {
        let yes = |text: &str| Some(Words::new(text).unwrap());
        Session {
            planned: Some("2026-11-09".parse().unwrap()),
            time: Some("17:30:00".parse().unwrap()),
            therapist: yes("Anna"),
            cost: Some("62.50".parse().unwrap()),
            note: yes("left side"),
            fate: Fate::Done(Done {
                minutes: Some(Minutes::new(60).unwrap()),
                techniques: vec![Technique::Swedish, Technique::Thai],
                pressure: Some(Pressure::Right),
                pain_before: Some(Score::new(6).unwrap()),
                pain_during: Some(Score::new(5).unwrap()),
                pain_after: Some(Score::new(4).unwrap()),
                discomfort: vec![Discomfort::Dull],
                feelings: yes("relief"),
                setting: Setting { quiet: Some(true), clean: Some(false), private: None },
                water: Some(true),
                rest: Some(false),
                during_hold: true,
            }),
        }
    }

    #[test]
    fn every_field_of_a_visit_goes_through_the_form_and_back() {
        let session = full();
        assert_eq!(session_of(&form(&session, None), &session), Ok(session));
    }

    #[test]
    fn an_empty_form_is_a_visit_of_which_nothing_is_known() {
        let empty = Session::from(Done::default());
        assert_eq!(session_of(&form(&empty, None), &empty), Ok(empty));
    }

    #[test]
    fn what_cannot_be_names_its_field_and_what_would_be_right() {
        let empty = Session::from(Done::default());
        for (id, text, says) in [
            ("minutes", "0", "1 to 480"),
            ("minutes", "600", "1 to 480"),
            ("minutes", "an hour", "1 to 480"),
            ("time", "25:00", "17:30"),
            ("cost", "1.234", "two decimals"),
        ] {
            let mut form = form(&empty, None);
            let place = form.fields.iter().position(|field| field.id == id).unwrap();
            form.fields[place].kind = Kind::text(text);
            let (field, error) = session_of(&form, &empty).unwrap_err();
            assert!(field == id && error.contains(says), "{field}: {error}");
        }
    }

    #[test]
    fn of_none_and_a_kind_of_discomfort_the_later_counts() {
        let mut form = form(&Session::from(Done::default()), None);
        let place = form.fields.iter().position(|field| field.id == DISCOMFORT).unwrap();
        let mut tick = |choice| {
            let before = discomfort_ticked(&form);
            form.handle(crate::app::action::Form::Pick(place, choice));
            settle_discomfort(&mut form, &before);
            discomforts(&form)
        };
        assert_eq!(tick(0), [Discomfort::None]);
        assert_eq!(tick(3), [Discomfort::Sharp]);
        assert_eq!(tick(6), [Discomfort::Sharp, Discomfort::Numbness]);
        assert_eq!(tick(0), [Discomfort::None]);
    }
}
