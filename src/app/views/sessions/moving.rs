//! A visit on its way to another day: the calendar stays, and shows where it would go.

use chrono::NaiveDate;

use super::calendar::{calendar, shown_days};
use super::{Open, SessionsView, can_move, day_to_change, refused};
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::content::notice;
use crate::domain::date_words::{self, shown};
use crate::domain::text::capital;
use crate::domain::visits::changes::move_visit;
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{Visit, VisitState};

/// How many characters of a date are taken.
const DATE_LENGTH: usize = 10;

/// A visit on its way to another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// The visit.
    pub visit: Visit,
    /// The day it would go to.
    pub target: NaiveDate,
    /// What was typed of a date.
    pub typed: String,
    /// Why it cannot go there.
    pub error: Option<String>,
}

impl SessionsView {
    pub(super) fn start_move(&mut self, cx: &Cx) -> Reply {
        let Some(visit) = self.chosen(cx) else {
            return Reply::none().say(notice("no-visit-to-move", &[]));
        };
        let date = visit.date;
        if !can_move(&visit) {
            return match visit.state {
                VisitState::Unreadable => {
                    day_to_change(cx, date).map_or_else(|reply| *reply, |_| Reply::none())
                }
                VisitState::Missed | VisitState::Cancelled => {
                    refused(cx, &VisitError::Marked { date, state: visit.state })
                }
                VisitState::Planned | VisitState::Unlogged | VisitState::Done | VisitState::Short => {
                    refused(cx, &VisitError::Logged { date })
                }
            };
        }
        if calendar(cx).of_trial.is_none() {
            return Reply::none().say(notice("moved-within-a-trial", &[]));
        }
        let target = date.max(cx.today);
        self.open = Some(Open::Move(Moving { visit, target, typed: String::new(), error: None }));
        self.read_shown(cx)
    }

    pub(super) fn type_date(&mut self, change: impl FnOnce(&mut String)) {
        if let Some(Open::Move(moving)) = &mut self.open {
            change(&mut moving.typed);
            moving.typed = moving.typed.chars().take(DATE_LENGTH).collect();
            moving.error = None;
        }
    }

    pub(super) fn finish_move(&mut self, cx: &Cx) -> Reply {
        let Some(Open::Move(moving)) = self.open.clone() else { return Reply::none() };
        let all = calendar(cx);
        let mut target = moving.target;
        if !moving.typed.is_empty() {
            let last = all.of_trial.as_ref().map_or(NaiveDate::MAX, |visits| visits.treatment.1);
            match date_words::read(&moving.typed, cx.today, cx.today..=last.max(cx.today)) {
                Ok(date) | Err(date_words::DateWordsError::NotAllowed { date, .. }) => {
                    target = date;
                    let (first, last) = shown_days(cx, date);
                    if !cx.journal.days.has_read(first, last) {
                        // First the days, then the answer: the person sees the day and confirms it.
                        return self.go_to(cx, date);
                    }
                }
                Err(error) => return self.cannot_move(capital(&error.to_string())),
            }
        }
        let Some(visits) = all.of_trial else { return Reply::none() };
        let date = moving.visit.date;
        let day = |date| cx.journal.days.to_edit(date).ok_or(VisitError::Unreadable { date });
        let moved = day(date).and_then(|from| {
            let to = day(target)?;
            let (from_after, to_after) = move_visit(&visits, &moving.visit, &from, &to)?;
            // The new day first: whatever happens between the two saves, the visit is not lost.
            Ok([(to, to_after), (from, from_after)])
        });
        match moved {
            Err(error) => self.cannot_move(capital(&error.words(cx.today))),
            Ok(days) => {
                let changes = days.into_iter().map(|(before, after)| Change::day(before, after));
                self.open = None;
                let (from, to) = (shown(date, cx.today), shown(target, cx.today));
                Reply::step(changes.filter(Change::changes_something))
                    .and(self.go_to(cx, target))
                    .say(notice("moved", &[("from", &from), ("to", &to)]))
            }
        }
    }

    fn cannot_move(&mut self, why: String) -> Reply {
        if let Some(Open::Move(moving)) = &mut self.open {
            moving.error = Some(why);
        }
        Reply::none()
    }
}
