//! What happened on a day, a row each: changes, and anything new or worrying.

use chrono::NaiveDate;

use super::field::TodayField;
use super::{Open, TodayView, undo_key};
use crate::app::change::{Change as Altered, Record};
use crate::app::cx::Cx;
use crate::app::drafts::{AGAIN, KEPT};
use crate::app::form::{Field, Form, Kind};
use crate::app::reply::Reply;
use crate::content::{self, notice};
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checklist::Checklist;
use crate::domain::day::Day;
use crate::domain::event::{Event, Severity};
use crate::domain::rows::{Row, place_now};
use crate::domain::text::{Words, capital};

/// The form of a row of the day.
#[derive(Debug, Clone)]
pub struct RowForm<R> {
    /// The place of the row it is about; `None` for a new one.
    pub place: Option<usize>,
    /// The rows when it was opened: among them the old one is found again, wherever it stands when the
    /// form is kept.
    then: Vec<R>,
    /// The form.
    pub form: Form,
}

/// The rows of a day with one put in.
struct Put<R> {
    rows: Vec<R>,
    /// The rows as the form began, where the row was altered elsewhere since.
    base: Option<Vec<R>>,
    /// Whether the row that was meant cannot be found any more, so that both are kept.
    both_kept: bool,
}

impl<R: Row + Clone> RowForm<R> {
    fn put(&self, now: &[R], row: R) -> Put<R> {
        let mut rows = now.to_vec();
        let place = self.place.and_then(|place| place_now(&self.then, place, now));
        let Some(slot) = place.and_then(|place| rows.get_mut(place)) else {
            rows.push(row);
            return Put { rows, base: None, both_kept: self.place.is_some() };
        };
        *slot = row;
        // Altered elsewhere while the form was open: saving compares with what the form began from.
        let old = self.place.and_then(|place| self.then.get(place));
        let base = place.zip(old).filter(|(place, old)| now.get(*place) != Some(*old)).map(|(place, old)| {
            let mut base = now.to_vec();
            if let Some(slot) = base.get_mut(place) {
                *slot = old.clone();
            }
            base
        });
        Put { rows, base, both_kept: false }
    }

    fn old(&self) -> Option<&R> {
        self.then.get(self.place?)
    }

    /// The name of what is half written.
    fn draft(&self, what: &str, date: NaiveDate) -> String {
        draft(what, date, self.place)
    }
}

pub(super) fn draft(what: &str, date: NaiveDate, place: Option<usize>) -> String {
    match place {
        Some(place) => format!("{what} {date} {place}"),
        None => format!("{what} {date}"),
    }
}

const CHANGE: &str = "change";
const EVENT: &str = "event";

/// Whether there is anything that what is half written can be kept with.
fn keeps_drafts(cx: &Cx) -> bool {
    cx.journal.trial.is_some() || cx.journal.setup.is_some()
}

/// The kind and the severity that an event's form holds, as far as they are chosen.
pub fn event_chosen(form: &Form) -> (Option<&'static content::EventText>, Option<Severity>) {
    let kind = form.chosen("kind").and_then(|choice| content::events().get(choice));
    let severity = form.chosen("severity").and_then(|choice| Severity::ALL.get(choice)).copied();
    (kind, severity)
}

impl TodayView {
    fn is_open_on(&self, what: &str, place: Option<usize>) -> bool {
        match &self.open {
            Some(Open::Change(row)) => what == CHANGE && row.place == place,
            Some(Open::Event(row)) => what == EVENT && row.place == place,
            Some(Open::Index(_) | Open::Back(_) | Open::Stop(_)) | None => false,
        }
    }

    /// The form as it was left, if it was.
    pub(super) fn restored(&self, cx: &Cx, what: &str, place: Option<usize>, form: &mut Form) -> Reply {
        match cx.draft(&draft(what, self.date, place)) {
            Some(kept) => {
                form.restore(kept);
                Reply::none().say(notice(AGAIN, &[]))
            }
            None => Reply::none(),
        }
    }

    /// Opens the form of a change: a new one, or an old one by its place.
    pub(super) fn open_change(&mut self, cx: &Cx, place: Option<usize>) -> Reply {
        if self.is_open_on(CHANGE, place) {
            return Reply::none();
        }
        let Some(day) = self.day(cx) else { return self.refusal(cx) };
        let old = place.and_then(|place| day.changes.get(place));
        let kinds = ChangeKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
        let chosen = old.and_then(|old| ChangeKind::ALL.iter().position(|kind| *kind == old.kind));
        let text = Kind::text(old.map_or("", |old| old.text.as_str()));
        let mut form = Form::new(vec![
            Field::new("kind", "What changed?", "a digit picks one", Kind::one(kinds, chosen)).needed(),
            Field::new("text", "In a few words", "such as: ibuprofen for two days", text),
        ])
        .ending("Write it down");
        form.focus = usize::from(old.is_some());
        let reply = self.restored(cx, CHANGE, place, &mut form);
        self.open = Some(Open::Change(RowForm { place, then: day.changes, form }));
        reply
    }

    /// Opens the form of something new or worrying: a new one, or an old one by its place.
    pub(super) fn open_event(&mut self, cx: &Cx, place: Option<usize>) -> Reply {
        if self.is_open_on(EVENT, place) {
            return Reply::none();
        }
        let Some(day) = self.day(cx) else { return self.refusal(cx) };
        let old = place.and_then(|place| day.events.get(place));
        let kinds = content::events().iter().map(|kind| kind.label.clone()).collect();
        let kind = old.and_then(|old| content::events().iter().position(|kind| kind.id == old.kind.id()));
        let severities = Severity::ALL.iter().map(|severity| capital(severity.label())).collect();
        let severity = old.and_then(|old| Severity::ALL.iter().position(|one| *one == old.severity));
        let text = old.and_then(|old| old.text.as_ref()).map(Words::to_string).unwrap_or_default();
        let mut form = Form::new(vec![
            Field::new("kind", "What was it?", "its letter picks it", Kind::one(kinds, kind)).needed(),
            Field::new("severity", "How bad: 1, 2 or 3?", "", Kind::one(severities, severity)).needed(),
            Field::new("text", "In a few words", "may stay empty", Kind::text(&text)),
        ])
        .ending("Write it down");
        form.focus = usize::from(old.is_some());
        let reply = self.restored(cx, EVENT, place, &mut form);
        self.open = Some(Open::Event(RowForm { place, then: day.events, form }));
        reply
    }

    fn refuse(&mut self, field: &'static str, error: impl Into<String>) -> Reply {
        if let Some(open) = &mut self.open {
            open.form_mut().refuse(field, error);
        }
        Reply::none()
    }

    pub(super) fn finish_change(&mut self, cx: &Cx, row: &RowForm<Change>) -> Reply {
        let kind = row.form.chosen("kind").and_then(|choice| ChangeKind::ALL.get(choice)).copied();
        let Some(kind) = kind else { return self.refuse("kind", notice("pick-change", &[])) };
        let text = match Words::new(row.form.text("text")) {
            Ok(text) => text,
            Err(error) => return self.refuse("text", capital(&error.to_string())),
        };
        self.open = None;
        let Some(before) = self.day(cx) else { return self.refusal(cx) };
        let put = row.put(&before.changes, Change { kind, text });
        let base = put.base.map(|changes| Day { changes, ..before.clone() });
        let reply = self.change_day(cx, |day| day.changes = put.rows);
        let reply = Reply::aside(cx.forget_draft(&row.draft(CHANGE, self.date)))
            .and(Reply { began_from: base, ..Reply::none() })
            .and(reply);
        if put.both_kept { reply.say(notice("both-kept", &[])) } else { reply }
    }

    /// Steps back from a change's form. What was filled in is no change yet, and is kept as it is.
    pub(super) fn leave_change(&mut self, cx: &Cx, row: &RowForm<Change>) -> Reply {
        self.leave_row(cx, row.draft(CHANGE, self.date), &row.form)
    }

    /// The same for something new or worrying.
    pub(super) fn leave_event(&mut self, cx: &Cx, row: &RowForm<Event>) -> Reply {
        self.leave_row(cx, row.draft(EVENT, self.date), &row.form)
    }

    pub(super) fn leave_row(&mut self, cx: &Cx, name: String, form: &Form) -> Reply {
        self.open = None;
        if !keeps_drafts(cx) {
            return Reply::none();
        }
        let kept = Reply::aside(cx.keep_draft(&name, form));
        if form.is_touched() { kept.say(notice(KEPT, &[])) } else { kept }
    }

    /// Writes something new or worrying down. From `doctor-first` up it opens a hold, in the same step.
    pub(super) fn finish_event(&mut self, cx: &Cx, row: &RowForm<Event>) -> Reply {
        let (kind, severity) = event_chosen(&row.form);
        let Some(kind) = kind else { return self.refuse("kind", notice("pick-kind", &[])) };
        let Some(severity) = severity else { return self.refuse("severity", notice("pick-severity", &[])) };
        let text = match Words::optional(row.form.text("text")) {
            Ok(text) => text,
            Err(error) => return self.refuse("text", capital(&error.to_string())),
        };
        let Ok(id) = kind.id.parse() else { return Reply::none() };
        let event = Event { kind: id, severity, text };
        self.open = None;
        let Some(before) = self.day(cx) else { return self.refusal(cx) };
        let put = row.put(&before.events, event.clone());
        let base = put.base.map(|events| Day { events, ..before.clone() });
        let both_kept = put.both_kept;
        let reply = self.change_day(cx, |day| day.events = put.rows);
        let forgotten = cx.forget_draft(&row.draft(EVENT, self.date));
        // What was written before opened its hold then; only another level opens one anew.
        let level = content::event_level(&event);
        let opens = level.is_some() && row.old().is_none_or(|old| content::event_level(old) != level);
        let held = if opens {
            change_checklists(cx, forgotten.as_ref(), |list| {
                *list = content::write_event(&Day::empty(before.date), &event, list, cx.today).checklist;
            })
        } else {
            Vec::new()
        };
        let nothing_holds = opens && !keeps_drafts(cx);
        let opened = !held.is_empty();
        let reply = Reply::aside(forgotten)
            .and(Reply { began_from: base, ..Reply::none() })
            .and(reply)
            .and(Reply::step(held));
        if nothing_holds {
            let words = content::event_words(&event);
            reply.warn(notice("not-yet-a-trial", &[("words", &words)]))
        } else if opened {
            reply.say(notice("hold-opened", &[]))
        } else if both_kept {
            reply.say(notice("both-kept", &[]))
        } else {
            reply
        }
    }

    pub(super) fn remove_change(&mut self, cx: &Cx, place: usize) -> Reply {
        let reply = self.change_day(cx, |day| {
            if place < day.changes.len() {
                day.changes.remove(place);
            }
        });
        self.move_focus(cx, 0);
        reply.say(notice("row-gone", &[("what", "The change"), ("undo", &undo_key(cx))]))
    }

    pub(super) fn remove_event(&mut self, cx: &Cx, place: usize) -> Reply {
        let Some(event) = self.day(cx).and_then(|day| day.events.get(place).cloned()) else {
            return Reply::none();
        };
        let reply = self.change_day(cx, |day| {
            if place < day.events.len() {
                day.events.remove(place);
            }
        });
        self.move_focus(cx, 0);
        let label = content::event_label(&event);
        let gone = notice("row-gone", &[("what", &label), ("undo", &undo_key(cx))]);
        let lists = cx.journal.trial.iter().map(|trial| &trial.checklist);
        let mut lists = lists.chain(cx.journal.setup.iter().map(|setup| &setup.checklist));
        if lists.any(|list| list.open_hold_for(event.kind.id()).is_some()) {
            reply.say(format!("{gone} {}", notice("hold-stays", &[])))
        } else {
            reply.say(gone)
        }
    }

    /// The line that a row of a day stands on.
    pub(super) fn row_field(was: &Day, is: &Day) -> Option<(TodayField, String)> {
        if was.changes != is.changes {
            let same = is.changes.iter().zip(&was.changes).take_while(|(one, other)| one == other).count();
            return Some((TodayField::Change(same), "what changed".to_owned()));
        }
        if was.events != is.events {
            let same = is.events.iter().zip(&was.events).take_while(|(one, other)| one == other).count();
            let event = is.events.get(same).or(was.events.get(same));
            return Some((TodayField::Event(same), event.map(content::event_label).unwrap_or_default()));
        }
        None
    }
}

/// Changes the checklist of the trial, and of the one on its way to the next: both are about the same
/// body. A step begins from the record as `aside` leaves it.
pub(super) fn change_checklists(
    cx: &Cx,
    aside: Option<&Altered>,
    change: impl Fn(&mut Checklist),
) -> Vec<Altered> {
    let mut changes = Vec::new();
    let after_aside = aside.map(|aside| &aside.after);
    let trial = match after_aside {
        Some(Record::Trial(trial)) => Some((**trial).clone()),
        Some(Record::Day(_) | Record::Setup(_) | Record::Standing(_)) | None => cx.journal.trial.clone(),
    };
    let setup = match after_aside {
        Some(Record::Setup(setup)) => setup.as_deref().cloned(),
        Some(Record::Day(_) | Record::Trial(_) | Record::Standing(_)) | None => cx.journal.setup.clone(),
    };
    if let Some(before) = trial {
        let mut after = before.clone();
        change(&mut after.checklist);
        changes.push(Altered::trial(before, after));
    }
    if let Some(before) = setup {
        let mut after = before.clone();
        change(&mut after.checklist);
        changes.push(Altered::setup(Some(before), Some(after)));
    }
    changes.retain(Altered::changes_something);
    changes
}
