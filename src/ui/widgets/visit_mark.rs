//! The sign of a visit: each fate has its own shape, and a colour besides.

use chrono::NaiveDate;
use ratatui::style::Style;

use crate::app::cx::Cx;
use crate::app::views::sessions::Calendar;
use crate::domain::day::{Days, Known};
use crate::domain::visits::{Visit, VisitState};
use crate::ui::Theme;

/// What a day's visit is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitMark {
    /// Still to come.
    Planned,
    /// Done, and long enough.
    Done,
    /// Done, but too short to qualify.
    Short,
    /// Missed.
    Missed,
    /// Called off.
    Cancelled,
    /// Moved from here to another day.
    MovedAway,
    /// Done outside the weekly plan.
    Extra,
    /// Still to come, outside the weekly plan.
    ExtraPlanned,
    /// Past, with nothing written.
    Unlogged,
    /// The day's file cannot be read.
    Unreadable,
}

impl VisitMark {
    /// Every mark, in the order of the legend.
    pub const ALL: [Self; 10] = [
        Self::Planned,
        Self::Done,
        Self::Short,
        Self::Missed,
        Self::Cancelled,
        Self::MovedAway,
        Self::Extra,
        Self::ExtraPlanned,
        Self::Unlogged,
        Self::Unreadable,
    ];

    /// The mark of one visit.
    pub fn of(visit: &Visit) -> Self {
        match visit.state {
            VisitState::Planned if visit.is_extra() => Self::ExtraPlanned,
            VisitState::Planned => Self::Planned,
            VisitState::Done if visit.is_extra() => Self::Extra,
            VisitState::Done => Self::Done,
            VisitState::Short => Self::Short,
            VisitState::Missed => Self::Missed,
            VisitState::Cancelled => Self::Cancelled,
            VisitState::Unlogged => Self::Unlogged,
            VisitState::Unreadable => Self::Unreadable,
        }
    }

    /// The mark of a day: of the visit that took place if one did, else of its first one.
    pub fn of_day(cx: &Cx, calendar: &Calendar, date: NaiveDate) -> Option<Self> {
        if cx.journal.days.day(date) == Known::Unreadable {
            return Some(Self::Unreadable);
        }
        let took_place = calendar.on(date).find(|visit| visit.state.took_place());
        match took_place.or_else(|| calendar.on(date).next()) {
            Some(visit) => Some(Self::of(visit)),
            None => calendar.moved_to(date).map(|_| Self::MovedAway),
        }
    }

    /// The sign, one cell wide.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Planned => "○",
            Self::Done => "●",
            Self::Short => "◐",
            Self::Missed => "✕",
            Self::Cancelled => "⊘",
            Self::MovedAway => "→",
            Self::Extra => "◆",
            Self::ExtraPlanned => "◇",
            Self::Unlogged => "!",
            Self::Unreadable => "?",
        }
    }

    /// What it means, in a word or two.
    pub fn label(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Short => "short",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
            Self::MovedAway => "moved away",
            Self::Extra => "extra",
            Self::ExtraPlanned => "extra planned",
            Self::Unlogged => "nothing written",
            Self::Unreadable => "not readable",
        }
    }

    /// Its colour.
    pub fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Done | Self::Extra => theme.good,
            Self::Planned | Self::ExtraPlanned => theme.accent,
            Self::Short | Self::Unlogged | Self::Unreadable => theme.caution,
            Self::Missed | Self::Cancelled => theme.text,
            Self::MovedAway => theme.faint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_a_shape_of_its_own_in_ascii_too() {
        use crate::ui::ascii::plain_text;
        use std::collections::BTreeSet;
        let shapes: BTreeSet<_> = VisitMark::ALL.iter().map(|mark| mark.sign()).collect();
        let plain: BTreeSet<_> = VisitMark::ALL.iter().map(|mark| plain_text(mark.sign())).collect();
        assert_eq!((shapes.len(), plain.len()), (10, 10));
        assert!(plain.iter().all(|sign| sign.is_ascii() && sign.len() == 1), "{plain:?}");
    }
}
