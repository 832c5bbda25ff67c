//! A day's file: check-in, visits, changes.

use chrono::NaiveDate;

use super::super::reader::{Given, Reader, Section, one_word};
use super::super::tree::Fields;
use super::{Alternative, Record, score};
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::day::Day;
use crate::domain::event::{Event, EventKind, NoEventKind, Severity};
use crate::domain::fields::{Access, FIELDS};
use crate::domain::imported::Imported;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::rows::{CHANGE, EVENT, RowKind, VISIT};
use crate::domain::score::{Awakenings, Minutes, NdiAnswer, NdiTotal, Score};
use crate::domain::session::{
    Absence, Absent, CancelledBy, Discomfort, Done, Fate, MissReason, Pressure, Session, SessionStatus,
    Setting, Technique,
};

/// When an index or markers were written, where that was on another day than the rating. A marker of
/// this name keeps its value: there the stamp is left out.
const STAMP: &str = "at";

/// In `[checkin.imported]`, the key beside the fields.
const BASELINE: &str = "baseline";

impl Record for Day {
    type Name = NaiveDate;
    const HEAD: &'static str = "";
    const ALTERNATIVES: &'static [Alternative] = &[
        Alternative::Keys { table: "checkin", one_of: ["pain", "skipped"], along: "at" },
        Alternative::Alone { table: "checkin.ndi", key: "total" },
        Alternative::Along { table: "checkin.ndi", key: STAMP },
        Alternative::Along { table: "checkin.markers", key: STAMP },
    ];
    const ROWS: &'static [(&'static str, RowKind)] =
        &[("session", VISIT), ("change", CHANGE), ("event", EVENT)];

    fn decode(reader: &mut Reader, root: Section<'_>, name: &NaiveDate) -> Option<Self> {
        if let Some(date) = reader.take(root, "date", Given::date)
            && date != *name
        {
            reader.note(root.place("date"), format!("the file's name says {name}, so date cannot be {date}"));
        }
        let mut day = Self::empty(*name);
        if let Some(section) = reader.section(root, "checkin") {
            day.checkin = decode_checkin(reader, section);
        }
        for row in reader.rows(root, "session") {
            day.sessions.extend(decode_session(reader, row));
        }
        for row in reader.rows(root, "change") {
            day.changes.extend(decode_change(reader, row));
        }
        for row in reader.rows(root, "event") {
            day.events.extend(decode_event(reader, row));
        }
        Some(day)
    }

    fn encode(&self) -> Fields {
        let mut fields = Fields::default();
        fields.put("date", self.date);
        fields.table("checkin", encode_checkin(&self.checkin));
        fields.rows("session", self.sessions.iter().map(encode_session).collect());
        fields.rows("change", self.changes.iter().map(encode_change).collect());
        fields.rows("event", self.events.iter().map(encode_event).collect());
        fields
    }

    fn blank(name: &NaiveDate) -> Option<Self> {
        Some(Self::empty(*name))
    }
}

fn decode_checkin(reader: &mut Reader, section: Section<'_>) -> CheckIn {
    let pain = reader.take(section, "pain", score);
    let skipped = reader.take(section, "skipped", Given::needed_words);
    if section.has("pain") && section.has("skipped") {
        reader.note(section.place("skipped"), "a day is rated or skipped: keep pain or skipped, not both");
    }
    let rating = match (pain, skipped) {
        (Some(pain), _) => Rating::Rated(pain),
        (None, Some(reason)) => Rating::Skipped(reason),
        (None, None) => Rating::Blank,
    };
    let awakenings = |given: Given<'_>| given.whole(Awakenings::LOW, Awakenings::HIGH, Awakenings::new);
    let mut markers = std::collections::BTreeMap::new();
    let mut markers_at = None;
    if let Some(table) = reader.section(section, "checkin.markers") {
        for name in table.keys() {
            if name == STAMP && table.is_moment(name) {
                markers_at = reader.take(table, name, Given::moment);
                continue;
            }
            if let Some(amount) = reader.take(table, name, Given::amount) {
                markers.insert(name.to_owned(), amount);
            }
        }
    }
    let index = reader.section(section, "checkin.ndi").and_then(|table| {
        let at = reader.take(table, STAMP, Given::moment);
        Some((decode_ndi(reader, table)?, at))
    });
    let mut checkin = CheckIn {
        at: reader.take(section, "at", Given::moment),
        rating,
        markers_at: markers_at.filter(|_| !markers.is_empty()),
        markers,
        ndi_at: index.as_ref().and_then(|(_, at)| *at),
        ndi: index.map(|(ndi, _)| ndi),
        imported: decode_imported(reader, section),
        ..CheckIn::default()
    };
    for field in FIELDS.iter().filter(|field| !OF_THEIR_OWN.contains(&field.id)) {
        match field.access {
            Access::Score(_, set) => set(&mut checkin, reader.take(section, field.id, score)),
            Access::Count(_, set) => set(&mut checkin, reader.take(section, field.id, awakenings)),
            Access::YesNo(_, set) => set(&mut checkin, reader.take(section, field.id, Given::flag)),
            Access::Words(_, set) => set(&mut checkin, reader.words(section, field.id)),
            Access::Index(..) => {}
        }
    }
    checkin
}

/// The fields that are read and written by themselves: the rating, which is one of two, and the index.
const OF_THEIR_OWN: [&str; 3] = ["pain", "skipped", "ndi"];

/// What came from another program: a line for each field, and those that count as a baseline.
fn decode_imported(reader: &mut Reader, checkin: Section<'_>) -> Imported {
    let mut imported = Imported::default();
    let Some(table) = reader.section(checkin, "checkin.imported") else { return imported };
    for field in table.keys().filter(|key| *key != BASELINE) {
        if let Some(source) = reader.take(table, field, Given::text) {
            imported.from.insert(field.to_owned(), source);
        }
    }
    imported.baseline = reader.list(table, BASELINE, Given::text).into_iter().collect();
    imported
}

fn encode_imported(imported: &Imported) -> Fields {
    let mut fields = Fields::default();
    for (field, source) in &imported.from {
        fields.put(field, source.as_str());
    }
    fields.list(BASELINE, imported.baseline.iter().map(String::as_str));
    fields
}

fn encode_checkin(checkin: &CheckIn) -> Fields {
    let mut fields = Fields::default();
    fields.maybe("at", checkin.at);
    match &checkin.rating {
        Rating::Blank => {}
        Rating::Rated(pain) => fields.put("pain", i64::from(pain.get())),
        Rating::Skipped(reason) => fields.put("skipped", reason),
    }
    for field in FIELDS.iter().filter(|field| !OF_THEIR_OWN.contains(&field.id)) {
        match field.access {
            Access::Score(get, _) => {
                fields.maybe(field.id, get(checkin).map(|score| i64::from(score.get())));
            }
            Access::Count(get, _) => {
                fields.maybe(field.id, get(checkin).map(|count| i64::from(count.get())));
            }
            Access::YesNo(get, _) => fields.maybe(field.id, get(checkin)),
            Access::Words(get, _) => fields.maybe(field.id, get(checkin)),
            Access::Index(..) => {}
        }
    }
    let mut markers = Fields::default();
    for (name, amount) in &checkin.markers {
        markers.put(name, *amount);
    }
    if !checkin.markers.is_empty() && !checkin.markers.contains_key(STAMP) {
        markers.maybe(STAMP, checkin.markers_at);
    }
    fields.table("markers", markers);
    let index = checkin.ndi.as_ref().map(|ndi| {
        let mut fields = encode_ndi(ndi);
        fields.maybe(STAMP, checkin.ndi_at);
        fields
    });
    fields.table("ndi", index.unwrap_or_default());
    fields.table("imported", encode_imported(&checkin.imported));
    fields
}

/// The Neck Disability Index: `total` alone, or the topics answered.
pub(super) fn decode_ndi(reader: &mut Reader, section: Section<'_>) -> Option<Ndi> {
    let answer = |given: Given<'_>| given.whole(NdiAnswer::LOW, NdiAnswer::HIGH, NdiAnswer::new);
    let total = |given: Given<'_>| given.whole(NdiTotal::LOW, NdiTotal::HIGH, NdiTotal::new);
    let answers: std::collections::BTreeMap<_, _> = NdiTopic::ALL
        .iter()
        .filter_map(|topic| Some((*topic, reader.take(section, topic.id(), answer)?)))
        .collect();
    if section.has("total") && !answers.is_empty() {
        reader.note(section.place("total"), "give the topics answered or total alone, not both");
    }
    match reader.take(section, "total", total) {
        Some(total) => Some(Ndi::Total(total)),
        None => (!answers.is_empty()).then_some(Ndi::Topics(answers)),
    }
}

pub(super) fn encode_ndi(ndi: &Ndi) -> Fields {
    let mut fields = Fields::default();
    match ndi {
        Ndi::Total(total) => fields.put("total", i64::from(total.get())),
        Ndi::Topics(answers) => {
            for (topic, answer) in answers {
                fields.put(topic.id(), i64::from(answer.get()));
            }
        }
    }
    fields
}

/// A visit. What does not go with its status has to be right all the same; then it is left out, and
/// stays in the file: minutes beside `cancelled`, a reason beside `done`.
fn decode_session(reader: &mut Reader, row: Section<'_>) -> Option<Session> {
    let why = format!("a session needs its status: one of {}", SessionStatus::choices());
    let status = reader.need(row, "status", &why, |given| given.word(&SessionStatus::choices()));
    let done = decode_done(reader, row);
    let by = reader.take(row, "by", |given| given.word(&CancelledBy::choices()));
    let reason = reader.take(row, "reason", |given| given.word(&MissReason::choices()));
    let why = reader.words(row, "why");
    let absent = |how| Fate::Absent(Absence { how, reason, why });
    Some(Session {
        planned: reader.take(row, "planned", Given::date),
        time: reader.take(row, "time", Given::time),
        therapist: reader.words(row, "therapist"),
        cost: reader.take(row, "cost", Given::amount),
        note: reader.words(row, "note"),
        fate: match status? {
            SessionStatus::Planned => Fate::Planned,
            SessionStatus::Done => Fate::Done(done),
            SessionStatus::Missed => absent(Absent::Missed),
            SessionStatus::Cancelled => absent(Absent::Cancelled(by)),
        },
    })
}

fn decode_done(reader: &mut Reader, row: Section<'_>) -> Done {
    let setting = row.table_under("setting").map(|table| Setting {
        quiet: reader.take(table, "quiet", Given::flag),
        clean: reader.take(table, "clean", Given::flag),
        private: reader.take(table, "private", Given::flag),
    });
    if row.has("setting") && setting.is_none() {
        reader.note(row.place("setting"), "setting is written like setting = { quiet = true, clean = true }");
    }
    Done {
        minutes: reader.take(row, "minutes", |given| given.whole(Minutes::LOW, Minutes::HIGH, Minutes::new)),
        techniques: reader.list(row, "techniques", |given| given.word(&Technique::choices())),
        pressure: reader.take(row, "pressure", |given| given.word(&Pressure::choices())),
        pain_before: reader.take(row, "pain_before", score),
        pain_during: reader.take(row, "pain_during", score),
        pain_after: reader.take(row, "pain_after", score),
        discomfort: reader.list(row, "discomfort", |given| given.word(&Discomfort::choices())),
        feelings: reader.words(row, "feelings"),
        setting: setting.unwrap_or_default(),
        water: reader.take(row, "water", Given::flag),
        rest: reader.take(row, "rest", Given::flag),
        during_hold: reader.take(row, "during_hold", Given::flag).unwrap_or(false),
    }
}

fn encode_session(session: &Session) -> Fields {
    let mut fields = Fields::default();
    fields.put("status", session.status().id());
    fields.maybe("planned", session.planned);
    fields.maybe("time", session.time);
    if let Some(done) = session.done() {
        fields.maybe("minutes", done.minutes.map(|minutes| i64::from(minutes.get())));
        fields.list("techniques", done.techniques.iter().map(|technique| technique.id()));
    }
    fields.maybe("therapist", session.therapist.as_ref());
    if let Some(done) = session.done() {
        encode_done(&mut fields, done);
    }
    fields.maybe("cost", session.cost);
    fields.maybe("note", session.note.as_ref());
    if let Some(absence) = session.absence() {
        if let Absent::Cancelled(by) = absence.how {
            fields.maybe("by", by.map(CancelledBy::id));
        }
        fields.maybe("reason", absence.reason.map(MissReason::id));
        fields.maybe("why", absence.why.as_ref());
    }
    fields.maybe("during_hold", session.done().filter(|done| done.during_hold).map(|_| true));
    fields
}

/// What was felt at a visit, and what the room was like.
fn encode_done(fields: &mut Fields, done: &Done) {
    let scored = |score: Option<Score>| score.map(|score| i64::from(score.get()));
    fields.maybe("pressure", done.pressure.map(Pressure::id));
    fields.maybe("pain_before", scored(done.pain_before));
    fields.maybe("pain_during", scored(done.pain_during));
    fields.maybe("pain_after", scored(done.pain_after));
    fields.list("discomfort", done.discomfort.iter().map(|kind| kind.id()));
    fields.maybe("feelings", done.feelings.as_ref());
    let mut setting = Fields::default();
    setting.maybe("quiet", done.setting.quiet);
    setting.maybe("clean", done.setting.clean);
    setting.maybe("private", done.setting.private);
    fields.inline("setting", setting);
    fields.maybe("water", done.water);
    fields.maybe("rest", done.rest);
}

fn decode_change(reader: &mut Reader, row: Section<'_>) -> Option<Change> {
    let why = format!("a change needs its kind: one of {}", ChangeKind::choices());
    let kind = reader.need(row, "kind", &why, |given| given.word(&ChangeKind::choices()));
    let text = reader.need(row, "text", "a change needs a line of text", Given::needed_words);
    Some(Change { kind: kind?, text: text? })
}

fn encode_change(change: &Change) -> Fields {
    let mut fields = Fields::default();
    fields.put("kind", change.kind.id());
    fields.put("text", &change.text);
    fields
}

fn decode_event(reader: &mut Reader, row: Section<'_>) -> Option<Event> {
    let kind = reader.need(row, "kind", "an event needs its kind, such as kind = \"headache\"", event_kind);
    let why = format!("an event needs its severity: one of {}", Severity::choices());
    let severity = reader.need(row, "severity", &why, |given| given.word(&Severity::choices()));
    let text = reader.words(row, "text");
    Some(Event { kind: kind?, severity: severity?, text })
}

fn event_kind(given: Given<'_>) -> Result<EventKind, String> {
    let text = given.text()?;
    match text.parse() {
        Ok(kind) => Ok(kind),
        Err(error) if one_word(&text).is_some() => Err(NoEventKind::to_string(&error)),
        // More than a word may be a piece of the diary, which belongs in no message.
        Err(_) => {
            Err("this is no kind of event; it is written in small letters, such as headache".to_owned())
        }
    }
}

fn encode_event(event: &Event) -> Fields {
    let mut fields = Fields::default();
    fields.put("kind", event.kind.id());
    fields.put("severity", event.severity.id());
    fields.maybe("text", event.text.as_ref());
    fields
}
