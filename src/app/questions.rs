//! Questions over a view: which keys answer them, and what an answer does.

use crossterm::event::KeyEvent;

use super::action::{Action, Ask, Global};
use super::change::Change;
use super::dialog::{Answering, Dialog, Question};
use super::effect::Write;
use super::saving::{self, leave_or_wait, save_again};
use super::{App, Effect, Leaving, rescue, tabs};
use crate::content::notice;
use crate::domain::day::Day;

/// Notes since when a question is open, and forgets one that is not.
pub(super) fn note_open(app: &mut App) {
    match &app.dialog {
        Some(Dialog::Question(question)) if app.answering.is_none() => {
            app.answering = Some(Answering::new(question, app.now));
        }
        Some(Dialog::Question(_)) => {}
        Some(Dialog::Help(_)) | None => app.answering = None,
    }
}

/// A key while a question is open: its letters, the arrows, Enter and Esc. Everything else goes
/// nowhere, and is told so; figures too.
pub(super) fn answer_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    let Some(Dialog::Question(question)) = &app.dialog else { return Vec::new() };
    let answering = app.answering.unwrap_or_else(|| Answering::new(question, app.now));
    let answers = question.answers();
    let letters: Vec<String> =
        answers.iter().filter_map(|answer| app.settings.keymap.key_for(Action::Ask(answer.ask))).collect();
    let was_seen = answering.was_seen(question, app.now);
    match app.action_for(key) {
        Some(Action::Ask(asked @ (Ask::Back | Ask::Next | Ask::Previous))) => return ask(app, asked),
        Some(Action::Ask(asked)) if asked == Ask::Accept || answers.iter().any(|one| one.ask == asked) => {
            if was_seen {
                return ask(app, asked);
            }
            app.say(notice("opened-over-keys", &[]));
        }
        Some(_) | None => app.say(notice("answer-first", &[("letters", &letters.join(" or "))])),
    }
    app.answering = Some(Answering { quiet_since: app.now, ..answering });
    Vec::new()
}

/// Moves between the answers of the question that is open, or takes one.
pub(super) fn ask(app: &mut App, asked: Ask) -> Vec<Effect> {
    let Some(Dialog::Question(question)) = app.dialog.take() else { return Vec::new() };
    let mut answering = app.answering.take().unwrap_or_else(|| Answering::new(&question, app.now));
    let answers = question.answers();
    let taken = match asked {
        Ask::Next | Ask::Previous => {
            answering.step(&question, if asked == Ask::Next { 1 } else { -1 });
            None
        }
        Ask::Accept => {
            let marked = answering.at.and_then(|at| answers.get(at)).map(|answer| answer.ask);
            if marked.is_none() {
                app.say(notice("choose-first", &[]));
            }
            marked
        }
        Ask::Back => Some(Ask::Back),
        Ask::Here
        | Ask::There
        | Ask::SetAside
        | Ask::LeaveIt
        | Ask::TryAgain
        | Ask::Copy
        | Ask::WithoutSaving
        | Ask::TakeRescued
        | Ask::FillIn
        | Ask::KeepDisk
        | Ask::Yes
        | Ask::No => answers.iter().map(|answer| answer.ask).find(|answer| *answer == asked),
    };
    match taken {
        Some(taken) => take_answer(app, question, taken, answering.then_leave),
        None => {
            app.dialog = Some(Dialog::Question(question));
            app.answering = Some(answering);
            Vec::new()
        }
    }
}

/// Does what was answered. An answer that changes nothing, and none at all, do the same.
fn take_answer(app: &mut App, question: Question, taken: Ask, then_leave: bool) -> Vec<Effect> {
    match question {
        Question::Conflict { fields, theirs, mine, .. } => {
            if taken == Ask::Back {
                app.warn(notice("not-saved-yet", &[("key", &app.key_of(Global::SaveAgain))]));
                return Vec::new();
            }
            let effects = if taken == Ask::Here {
                saving::keep_mine(app, *theirs, *mine)
            } else {
                saving::keep_theirs(app, *theirs, &mine, &fields)
            };
            if then_leave {
                app.leaving = Leaving::WhenSaved;
            }
            leave_or_wait(app, effects)
        }
        Question::Unreadable { problem, date } if taken == Ask::SetAside => {
            vec![Effect::Write(Write::SetAside { file: problem.file, date })]
        }
        Question::LeaveUnsaved { .. } if taken == Ask::TryAgain => {
            app.leaving = Leaving::WhenSaved;
            save_again(app)
        }
        Question::LeaveUnsaved { .. } if taken == Ask::WithoutSaving => vec![Effect::Quit],
        Question::LeaveUnsaved { copy: Some(place) } if taken == Ask::Copy => {
            vec![Effect::Write(Write::Copy { place, records: saving::unsaved(app), at: app.now })]
        }
        Question::Rescued { kept, disk } => answer_rescue(app, &kept, &disk, taken),
        question @ (Question::DeleteVisit { .. }
        | Question::DuringHold { .. }
        | Question::NextTrial { .. }
        | Question::StopTrial { .. }) => tabs::answered(app, &question, taken),
        Question::Unreadable { .. } | Question::LeaveUnsaved { .. } => Vec::new(),
    }
}

/// Does what was answered about a rescue copy. It ends only when its words are on disk.
fn answer_rescue(app: &mut App, kept: &Day, disk: &Day, taken: Ask) -> Vec<Effect> {
    let date = kept.date;
    if taken == Ask::KeepDisk {
        app.say(notice("rescued-set-aside", &[]));
        return vec![Effect::Write(Write::EndRescue { date, keep: true })];
    }
    if !matches!(taken, Ask::TakeRescued | Ask::FillIn) {
        app.say(notice("rescue-asks-again", &[]));
        return Vec::new();
    }
    let after = rescue::put_back(disk, kept, taken == Ask::TakeRescued);
    let keep = taken == Ask::FillIn;
    if after == *disk {
        return vec![Effect::Write(Write::EndRescue { date, keep })];
    }
    if let Some((_, was_taken)) = app.rescued.get_mut(&date) {
        *was_taken = true;
    }
    app.say(notice("rescued-taken", &[]));
    app.change(vec![Change::day(disk.clone(), after)])
}
