//! A change on its way to disk: in memory at once, then asked for, saved or not, and what becomes of
//! it then. The one place that writes into the journal in memory, for every kind of record.

use std::collections::VecDeque;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::action::Global;
use super::change::{Change, Key, Record, Standing};
use super::clash::keep_disk_in;
use super::dialog::{Answering, Dialog, Question, both_sides};
use super::effect::{Read, Write};
use super::history::Step;
use super::{App, Effect, Leaving, rescue, tabs, views};
use crate::content::notice;
use crate::domain::day::Day;
use crate::domain::journal::{Entry, FieldConflict, SaveFailure};
use crate::domain::trial::{Setup, Trial};

impl App {
    /// Changes the journal, as one step that can be taken back: in memory at once, on disk by the
    /// effects returned.
    pub fn change(&mut self, step: Step) -> Vec<Effect> {
        let effects = self.put_all(&step);
        if !step.is_empty() {
            self.history.push(step);
        }
        effects
    }

    fn put_all(&mut self, step: &[Change]) -> Vec<Effect> {
        step.iter().flat_map(|change| self.put(change)).collect()
    }

    /// Puts what comes after a change in place of what was before it. No step of its own: nothing
    /// that the person could take back.
    pub(in crate::app) fn put(&mut self, change: &Change) -> Vec<Effect> {
        let base = match (&change.after, &change.before) {
            (Record::Day(day), _) => {
                let Some(known) = self.journal.days.to_edit(day.date) else { return Vec::new() };
                Record::Day(self.on_disk.days.get(&day.date).cloned().unwrap_or(known))
            }
            (Record::Trial(_), _) => {
                let known = self.on_disk.trial.as_ref().or(self.journal.trial.as_ref());
                let Some(known) = known else { return Vec::new() };
                Record::trial(known.clone())
            }
            (Record::Setup(_), _) => Record::Setup(self.on_disk.setup.clone().map(Box::new)),
            (Record::Standing(_), before) => before.clone(),
        };
        self.put_in_memory(change.after.clone());
        self.save(base, change.after.clone())
    }

    fn put_in_memory(&mut self, record: Record) {
        match record {
            Record::Day(day) => self.journal.days.put(day.date, Entry::Written(day)),
            Record::Trial(trial) => self.journal.trial = Some(*trial),
            Record::Setup(setup) => self.journal.setup = setup.map(|setup| *setup),
            Record::Standing(standing) => self.hold_in_memory(*standing),
        }
    }

    /// Takes trial and checklist for what stands on disk, or will in a moment.
    pub(in crate::app) fn hold_in_memory(&mut self, Standing { trial, setup }: Standing) {
        self.journal.past = None;
        self.week_five_view = views::week_five::WeekFiveView::default();
        self.on_disk.trial.clone_from(&trial);
        self.on_disk.setup.clone_from(&setup);
        self.journal.trial = trial;
        self.journal.setup = setup;
    }

    fn save(&mut self, base: Record, ours: Record) -> Vec<Effect> {
        self.saving.pending = self.saving.pending.saturating_add(1);
        vec![Effect::Save { base, ours }]
    }

    /// Puts a trial in place that is no step of the person's.
    pub(in crate::app) fn put_trial(&mut self, trial: Trial) -> Vec<Effect> {
        match self.journal.trial.clone() {
            Some(before) => self.put(&Change::trial(before, trial)),
            None => Vec::new(),
        }
    }

    /// Puts a checklist in place that is no step of the person's.
    pub(in crate::app) fn put_setup(&mut self, setup: Setup) -> Vec<Effect> {
        let before = self.journal.setup.clone();
        self.put(&Change::setup(before, Some(setup)))
    }

    /// Takes the last step back, or does it again. What is half written stays.
    pub fn undo(&mut self, forward: bool) -> Vec<Effect> {
        let step = if forward { self.history.redo() } else { self.history.undo() };
        let Some(step) = step else {
            self.say(notice(if forward { "nothing-to-do-again" } else { "nothing-to-take-back" }, &[]));
            return Vec::new();
        };
        let half_written = self.half_written();
        let back: Step = step.iter().rev().map(Change::reversed).collect();
        let mut effects = self.put_all(if forward { &step } else { &back });
        effects.extend(self.keep_half_written(&half_written));
        let what = tabs::show(self, &step);
        let what = what.map(|what| format!(": {what}")).unwrap_or_default();
        self.say(notice(if forward { "done-again" } else { "taken-back" }, &[("what", &what)]));
        effects
    }

    /// Takes the last step back without a trace: it was none of the person's.
    pub(in crate::app) fn take_back(&mut self) -> Vec<Effect> {
        let Some(step) = self.history.undo() else { return Vec::new() };
        self.history.forget_last_undone();
        let half_written = self.half_written();
        let back: Step = step.iter().rev().map(Change::reversed).collect();
        let mut effects = self.put_all(&back);
        effects.extend(self.keep_half_written(&half_written));
        if step.iter().any(|change| change.key() == Key::Plan) {
            tabs::begin_anew(self);
        }
        effects
    }

    /// What is known to stand on disk of a record, where that differs from the one in memory.
    fn note_on_disk(&mut self, record: Record) {
        match record {
            Record::Day(day) => {
                self.on_disk.days.insert(day.date, day);
            }
            Record::Trial(trial) => self.on_disk.trial = Some(*trial),
            Record::Setup(setup) => self.on_disk.setup = setup.map(|setup| *setup),
            // A beginning that failed is no entry that waits: it is begun again by the person.
            Record::Standing(_) => {}
        }
    }

    /// Notes that a record stands on disk as it does in memory, or as it was saved.
    fn note_saved(&mut self, record: Record) {
        match record {
            Record::Day(day) => {
                self.on_disk.days.remove(&day.date);
            }
            other @ (Record::Trial(_) | Record::Setup(_) | Record::Standing(_)) => self.note_on_disk(other),
        }
    }

    /// The record as it is in memory, of the kind of another one.
    fn in_memory(&self, like: &Record) -> Option<Record> {
        match like {
            Record::Day(day) => self.journal.days.to_edit(day.date).map(Record::Day),
            Record::Trial(_) => self.journal.trial.clone().map(Record::trial),
            Record::Setup(_) => Some(Record::Setup(self.journal.setup.clone().map(Box::new))),
            Record::Standing(_) => None,
        }
    }

    /// Says something beside what is known of the days that a form began from: saving compares with
    /// that, so that neither side's words are lost.
    pub(in crate::app) fn began_from(&mut self, day: Day) {
        self.on_disk.days.entry(day.date).or_insert(day);
    }
}

/// Two saves of one file become one, so that the second never builds on a first that failed.
pub(super) fn join(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    let mut joined: Vec<Effect> = Vec::with_capacity(effects.len());
    for effect in effects {
        if let Effect::Save { ours, .. } = &effect {
            // What comes before a beginning stays before it.
            let after = joined.iter().rposition(is_standing).map_or(0, |at| at.saturating_add(1));
            let same = joined.iter_mut().skip(after).find_map(|other| waiting_for(other, ours));
            if let Some(waiting) = same {
                waiting.clone_from(ours);
                answered(app);
                continue;
            }
        }
        joined.push(effect);
    }
    joined
}

fn is_standing(effect: &Effect) -> bool {
    matches!(effect, Effect::Save { ours: Record::Standing(_), .. })
}

/// What a save that waits is to write, where it writes the same file.
fn waiting_for<'a>(effect: &'a mut Effect, ours: &Record) -> Option<&'a mut Record> {
    match effect {
        Effect::Save { ours: waiting, .. } if waiting.is_of_same_file(ours) => Some(waiting),
        Effect::Save { .. } | Effect::Read(_) | Effect::Write(_) | Effect::Suspend | Effect::Quit => None,
    }
}

/// Puts an effect behind those that wait. A save of the file that the last of them saves becomes one
/// with it, so that keys that come faster than a disk writes cost one save.
pub fn queue(app: &mut App, waiting: &mut VecDeque<Effect>, effect: Effect) {
    if let (Some(last), Effect::Save { ours, .. }) = (waiting.back_mut(), &effect)
        && let Some(last) = waiting_for(last, ours)
    {
        last.clone_from(ours);
        answered(app);
    } else {
        waiting.push_back(effect);
    }
}

/// One of the saves asked for has an answer.
fn answered(app: &mut App) {
    app.saving.pending = app.saving.pending.saturating_sub(1);
}

/// Takes in what became of a save.
pub(super) fn take_in(
    app: &mut App,
    base: Record,
    ours: Record,
    result: Result<Record, SaveFailure<Record>>,
) -> Vec<Effect> {
    answered(app);
    match result {
        Ok(now) => saved(app, &ours, now),
        Err(failure) => {
            if let Record::Standing(standing) = base {
                return not_begun(app, *standing, &ours, &failure);
            }
            let latest = app.in_memory(&ours).unwrap_or(ours);
            let mut effects = keep_rescue(app, &base, &latest);
            app.note_on_disk(base);
            effects.extend(failed(app, failure));
            effects
        }
    }
}

/// A record is on disk, whole; `now` is how it stands there, with what others wrote into it.
fn saved(app: &mut App, ours: &Record, now: Record) -> Vec<Effect> {
    let mut effects = Vec::new();
    app.note_saved(now.clone());
    if now != *ours {
        app.history.forget(now.key());
        match &now {
            Record::Day(_) => app.say(notice("both-days-kept", &[])),
            Record::Trial(_) => app.say(notice("both-trials-kept", &[])),
            Record::Setup(_) | Record::Standing(_) => {}
        }
        if app.in_memory(ours).as_ref() == Some(ours) {
            app.put_in_memory(now.clone());
        }
    }
    match &now {
        Record::Day(day) => {
            app.saving.rescued.remove(&day.date);
            effects.extend(rescue_is_in(app, day.date));
        }
        // There is another trial, or one less.
        Record::Standing(_) => effects.push(Effect::Read(Read::Trials)),
        Record::Trial(_) | Record::Setup(_) => {}
    }
    app.saving.last = Some(app.now);
    if !app.has_unsaved() {
        app.saving.failure = None;
    }
    quiet(app);
    leave_or_wait(app, effects)
}

/// A day was saved: what was rescued of it and taken is on disk, so its copy ends.
fn rescue_is_in(app: &App, date: NaiveDate) -> Vec<Effect> {
    let Some((kept, true)) = app.rescued.get(&date) else { return Vec::new() };
    let left = app.journal.days.to_edit(date).is_none_or(|day| rescue::differs(&day, kept));
    vec![Effect::Write(Write::EndRescue { date, keep: left })]
}

/// Where the system ends the program, what a day would lose is put into its rescue copy.
fn keep_rescue(app: &App, base: &Record, latest: &Record) -> Vec<Effect> {
    let (Record::Day(base), Record::Day(latest)) = (base, latest) else { return Vec::new() };
    let kept = rescue::unsaved(base, latest);
    if app.leaving == Leaving::InAnyCase && !kept.is_empty() {
        vec![Effect::Write(Write::Rescue(Box::new(kept)))]
    } else {
        Vec::new()
    }
}

/// A trial was not begun, or its beginning not taken back: everything stands as it did before.
fn not_begun(app: &mut App, before: Standing, ours: &Record, failure: &SaveFailure<Record>) -> Vec<Effect> {
    let was_to_begin = matches!(ours, Record::Standing(standing) if standing.setup.is_none());
    app.hold_in_memory(before);
    app.history.forget(Key::Plan);
    if was_to_begin {
        tabs::begin_anew(app);
        app.view = super::View::Plan;
        // The checklist is on disk as before: nothing waits to be saved.
        app.warn(notice("not-begun", &[("why", &failure.to_string())]));
    } else {
        app.warn(notice("not-taken-back", &[("why", &failure.to_string())]));
    }
    leave_or_wait(app, vec![Effect::Read(Read::Trials)])
}

/// A question about saving is no longer expected once nothing is under way.
fn quiet(app: &mut App) {
    if app.saving.pending == 0 {
        app.saving.asked = false;
    }
}

/// A save failed: what was entered stays in memory, the person hears why. A clash with what stands
/// on disk is asked about where the person asked for the save or leaves, and else announced.
fn failed(app: &mut App, failure: SaveFailure<Record>) -> Vec<Effect> {
    let words = failure.to_string();
    app.saving.failure = Some(words.clone());
    match failure {
        SaveFailure::Conflict { file, fields, theirs, mine } => {
            if app.saving.asked || app.leaving == Leaving::WhenSaved {
                let question = Question::Conflict { file, fields, theirs, mine };
                let then_leave = app.leaving == Leaving::WhenSaved;
                app.answering = Some(Answering { then_leave, ..Answering::new(&question, app.now) });
                app.dialog = Some(Dialog::Question(question));
            } else {
                let fields: Vec<String> = fields.iter().map(both_sides).collect();
                let key = app.key_of(Global::SaveAgain);
                app.warn(notice("changed-there-too", &[("fields", &fields.join("; ")), ("key", &key)]));
            }
        }
        SaveFailure::Unreadable(_) | SaveFailure::Newer { .. } | SaveFailure::System { .. } => {
            app.warn(notice("not-saved", &[("why", &words)]));
        }
    }
    quiet(app);
    match app.leaving {
        Leaving::No => Vec::new(),
        Leaving::WhenSaved => {
            app.leaving = Leaving::No;
            if app.dialog.is_none() {
                ask_before_leaving(app);
            }
            Vec::new()
        }
        Leaving::InAnyCase => leave_or_wait(app, Vec::new()),
    }
}

/// Asks before the program is left with something unsaved.
fn ask_before_leaving(app: &mut App) {
    // Each folder that did not take it is followed by the next.
    let folders = &app.settings.elsewhere;
    let number = app.saving.copies_refused.checked_rem(folders.len()).unwrap_or(0);
    let copy = folders
        .get(number)
        .map(|folder| folder.join(format!("weekfive-not-saved-{}.txt", app.now.format("%Y-%m-%d-%H%M%S"))));
    app.dialog = Some(Dialog::Question(Question::LeaveUnsaved { copy }));
}

/// Everything that is known not to be on disk, as it is in memory.
pub(super) fn unsaved(app: &App) -> Vec<Record> {
    let mut records: Vec<Record> =
        app.on_disk.days.keys().filter_map(|date| app.journal.days.to_edit(*date)).map(Record::Day).collect();
    if app.on_disk.trial != app.journal.trial {
        records.extend(app.journal.trial.clone().map(Record::trial));
    }
    if app.on_disk.setup != app.journal.setup {
        records.extend(app.journal.setup.clone().map(Record::setup));
    }
    records
}

/// Takes in what became of a copy outside the journal: with it the program is left; without it the
/// question stands again, with another place.
pub(super) fn copied(app: &mut App, place: PathBuf, result: Result<(), String>) -> Vec<Effect> {
    match result {
        Ok(()) => {
            app.saving.copy = Some(place);
            vec![Effect::Quit]
        }
        Err(words) => {
            app.saving.copies_refused = app.saving.copies_refused.saturating_add(1);
            app.warn(notice("no-copy", &[("why", &words)]));
            ask_before_leaving(app);
            Vec::new()
        }
    }
}

/// Ends the program once nothing is under way any more.
pub(super) fn leave_or_wait(app: &App, mut effects: Vec<Effect>) -> Vec<Effect> {
    let quiet = app.saving.pending == 0;
    match app.leaving {
        Leaving::WhenSaved if quiet && !app.has_unsaved() => effects.push(Effect::Quit),
        Leaving::InAnyCase if quiet => effects.push(Effect::Quit),
        Leaving::No | Leaving::WhenSaved | Leaving::InAnyCase => {}
    }
    effects
}

/// Tries once more to save all that is not on disk, since the person asked for it.
pub(super) fn save_again(app: &mut App) -> Vec<Effect> {
    let effects = saves_to_repeat(app, &[]);
    if effects.is_empty() {
        app.say(notice("all-saved", &[]));
    } else {
        app.saving.asked = true;
        app.notice = None;
    }
    effects
}

/// The saves of all that is known not to be on disk, beside those that are asked for already. Two of
/// one file become one.
pub(super) fn saves_to_repeat(app: &mut App, asked: &[Effect]) -> Vec<Effect> {
    let mut records: Vec<Record> = app.on_disk.days.values().cloned().map(Record::Day).collect();
    let only_days = asked.iter().all(|effect| effect.saves_day());
    if let Some(base) = app.on_disk.trial.clone().filter(|_| only_days) {
        records.push(Record::trial(base));
    }
    if only_days {
        records.push(Record::Setup(app.on_disk.setup.clone().map(Box::new)));
    }
    let mut effects = Vec::new();
    for base in records {
        let is_day = matches!(base, Record::Day(_));
        if let Some(ours) = app.in_memory(&base).filter(|ours| is_day || *ours != base) {
            effects.extend(app.save(base, ours));
        }
    }
    effects
}

/// Keeps what was entered here where both sides changed the same.
pub(super) fn keep_mine(app: &mut App, theirs: Record, mine: Record) -> Vec<Effect> {
    app.notice = None;
    app.history.forget(mine.key());
    app.put_in_memory(mine.clone());
    app.save(theirs, mine)
}

/// Keeps what is on disk where both sides changed the same; of a day everything else stays as it was
/// entered here.
pub(super) fn keep_theirs(
    app: &mut App,
    theirs: Record,
    mine: &Record,
    fields: &[FieldConflict],
) -> Vec<Effect> {
    app.notice = None;
    app.history.forget(theirs.key());
    let kept = match (&theirs, mine) {
        (Record::Day(theirs), Record::Day(mine)) => Record::Day(keep_disk_in(fields, theirs, mine)),
        (Record::Day(_) | Record::Trial(_) | Record::Setup(_) | Record::Standing(_), _) => theirs.clone(),
    };
    app.note_saved(theirs.clone());
    app.put_in_memory(kept.clone());
    let effects = if kept == theirs { Vec::new() } else { app.save(theirs, kept) };
    if !app.has_unsaved() {
        app.saving.failure = None;
    }
    tabs::begin_anew(app);
    effects
}
