//! Getting around in the calendar and in the list: by days, weeks, months and visits.

use std::borrow::Cow;

use chrono::{Months, NaiveDate};

use super::calendar::{Calendar, calendar, shown_days};
use super::{Open, SessionsView};
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::domain::calendar::shift;
use crate::domain::visits::Visit;

impl SessionsView {
    /// The day in focus; while a visit is moved, the day it would go to.
    pub fn cursor(&self, cx: &Cx) -> NaiveDate {
        match &self.open {
            Some(Open::Move(moving)) => moving.target,
            Some(Open::Log(_) | Open::Mark(..) | Open::Time(_)) | None => self.day.unwrap_or(cx.today),
        }
    }

    /// Whether what was worked out of the journal still holds.
    pub(super) fn is_true(&self, cx: &Cx) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.stand == Some(cx.stand()))
    }

    /// Every visit there is: as it was worked out, while that holds.
    pub(super) fn calendar(&self, cx: &Cx) -> Cow<'_, Calendar> {
        match &self.shown {
            Some(shown) if self.is_true(cx) => Cow::Borrowed(&shown.calendar),
            Some(_) | None => Cow::Owned(calendar(cx)),
        }
    }

    /// The visit in focus.
    pub fn chosen(&self, cx: &Cx) -> Option<Visit> {
        let calendar = self.calendar(cx);
        let on_day: Vec<&Visit> = calendar.on(self.day.unwrap_or(cx.today)).collect();
        on_day.get(self.chosen.min(on_day.len().saturating_sub(1))).map(|visit| **visit)
    }

    /// Asks for the days of the month shown where they were not read yet.
    pub(super) fn read_shown(&self, cx: &Cx) -> Reply {
        Reply::read(cx.unread([shown_days(cx, self.cursor(cx))]))
    }

    pub(super) fn go_to(&mut self, cx: &Cx, date: NaiveDate) -> Reply {
        if let Some(Open::Move(moving)) = &mut self.open {
            moving.target = date;
            moving.typed.clear();
            moving.error = None;
        } else {
            self.day = Some(date);
            self.chosen = 0;
        }
        self.read_shown(cx)
    }

    /// A step by days; in the list from visit to visit.
    pub(super) fn step(&mut self, cx: &Cx, days: i64) -> Reply {
        if self.list && self.open.is_none() {
            self.step_in_list(cx, days > 0);
            return self.read_shown(cx);
        }
        self.go_to(cx, shift(self.cursor(cx), days))
    }

    pub(super) fn month(&mut self, cx: &Cx, back: bool) -> Reply {
        let (here, one) = (self.cursor(cx), Months::new(1));
        let there = if back { here.checked_sub_months(one) } else { here.checked_add_months(one) };
        self.go_to(cx, there.unwrap_or(here))
    }

    /// The place in the list of the visit in focus, or of the first one after the day in focus, else
    /// of the last one: there is always one.
    pub fn list_place(&self, cx: &Cx, calendar: &Calendar) -> usize {
        let date = self.cursor(cx);
        let first = calendar.all.iter().position(|visit| visit.date >= date);
        let on_day = calendar.on(date).count();
        match first {
            Some(first) => first.saturating_add(self.chosen.min(on_day.saturating_sub(1))),
            None => calendar.all.len().saturating_sub(1),
        }
    }

    /// In the list a visit is always in focus: the one at the cursor, or the nearest.
    pub(super) fn focus_in_list(&mut self, cx: &Cx) {
        let calendar = self.calendar(cx).into_owned();
        let place = self.list_place(cx, &calendar);
        self.focus_visit(&calendar, place);
    }

    fn step_in_list(&mut self, cx: &Cx, down: bool) {
        let calendar = self.calendar(cx).into_owned();
        let here = self.list_place(cx, &calendar);
        let last = calendar.all.len().saturating_sub(1);
        let place = if down { here.saturating_add(1).min(last) } else { here.saturating_sub(1) };
        self.focus_visit(&calendar, place);
    }

    pub(super) fn focus_visit(&mut self, calendar: &Calendar, place: usize) {
        if let Some(visit) = calendar.all.get(place) {
            let earlier = calendar.all.get(..place).unwrap_or_default();
            self.chosen = earlier.iter().filter(|other| other.date == visit.date).count();
            self.day = Some(visit.date);
        }
    }

    /// The other visit of the day in focus.
    pub(super) fn other_visit(&mut self, cx: &Cx) {
        let count = self.calendar(cx).on(self.cursor(cx)).count().max(1);
        let next = self.chosen.min(count.saturating_sub(1)).saturating_add(1);
        self.chosen = next.checked_rem(count).unwrap_or(0);
    }
}
