//! What puts massage on hold from here: what was felt during a visit, and pain getting worse; and
//! what is said once a visit is written down.

use super::SessionsView;
use super::calendar::checklist;
use crate::app::change::{Change, Record};
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::content::{self, notice};
use crate::domain::checklist::{QuestionKind, VISIT_HOLD, WORSE_HOLD};
use crate::domain::day::Day;
use crate::domain::safety::{Level, level_of_all};
use crate::domain::session::{DiscomfortAdvice, Session};
use crate::domain::trial::{Setup, Trial};
use crate::domain::visits::changes::asks_for_hold;

/// The hold that a visit's discomfort opens, in the trial or in the checklist on its way to one, as
/// they stand once a draft is forgotten. `None` where none is asked for, or such a hold is open already.
pub(super) fn with_hold(
    cx: &Cx,
    forgotten: Option<&Change>,
    before: &Day,
    after: &Day,
    session: &Session,
) -> Option<Change> {
    if !asks_for_hold(before, after) {
        return None;
    }
    let level = level_of_all(session.discomfort().iter().copied());
    let kind = level.map_or(QuestionKind::RedFlag, Level::hold_kind);
    hold(cx, forgotten, VISIT_HOLD, kind)
}

fn hold(cx: &Cx, forgotten: Option<&Change>, item: &str, kind: QuestionKind) -> Option<Change> {
    if let Some(trial) = &cx.journal.trial {
        let before = match forgotten.map(|change| &change.after) {
            Some(Record::Trial(trial)) => (**trial).clone(),
            Some(Record::Day(_) | Record::Setup(_) | Record::Standing(_)) | None => trial.clone(),
        };
        let mut after: Trial = before.clone();
        after.checklist.open_hold(item, kind, cx.today);
        return (after != before).then(|| Change::trial(before, after));
    }
    let setup = cx.journal.setup.as_ref()?;
    let before = match forgotten.map(|change| &change.after) {
        Some(Record::Setup(Some(setup))) => (**setup).clone(),
        Some(Record::Day(_) | Record::Trial(_) | Record::Setup(None) | Record::Standing(_)) | None => {
            setup.clone()
        }
    };
    let mut after: Setup = before.clone();
    after.checklist.open_hold(item, kind, cx.today);
    (after != before).then(|| Change::setup(Some(before), Some(after)))
}

/// What is said once a visit is written down: what its discomfort asks for, whether it is too
/// short to count, and, beside no warning, the reminder of water and rest.
pub(super) fn said_after(cx: &Cx, session: &Session) -> String {
    let mut words = vec![notice("written-down", &[])];
    words.extend(content::felt_words(session.discomfort()).into_iter().map(str::to_owned));
    let dose = cx.journal.trial.as_ref().map(|trial| trial.plan.dose);
    if session.minutes().is_none() && dose.is_some() {
        words.push(notice("without-minutes", &[]));
    }
    // Nothing cheerful beside a warning, whether it is of this visit or was there before.
    let is_warned = checklist(cx).is_some_and(|list| list.has_open_hold());
    if session.advice() == DiscomfortAdvice::Common && !is_warned {
        words.push(content::advice("water-and-rest").to_owned());
    }
    words.push(notice("guide-tells-more", &[("key", "g")]));
    words.join(" ")
}

impl SessionsView {
    /// Makes a hold of pain getting worse.
    pub(super) fn open_worse_hold(&self, cx: &Cx) -> Reply {
        let can_hold = self.shown.as_ref().is_some_and(|shown| shown.can_hold);
        match hold(cx, None, WORSE_HOLD, QuestionKind::RedFlag).filter(|_| can_hold) {
            Some(change) => Reply::change(change).say(content::advice("opens-hold")),
            None => Reply::none(),
        }
    }
}
