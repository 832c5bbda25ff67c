//! The lines of Today that can be filled in: which there are on a day, what each is called and holds.

use chrono::Timelike;

use super::TodayView;
use crate::app::cx::Cx;
use crate::content;
use crate::domain::calendar::before;
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, days_since_visit};
use crate::domain::fields::{self, Access, Asked, FIELDS, Field};
use crate::domain::measure::{FunctionMeasure, Marker};

/// One line that can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TodayField {
    /// A field of the check-in.
    Check(&'static Field),
    /// A function marker of the trial, by its place.
    Marker(usize),
    /// Something new or worrying written on this day, by its place.
    Event(usize),
    /// A change written on this day, by its place.
    Change(usize),
}

impl TodayField {
    /// Whether it is answered with yes or no.
    pub fn is_yes_no(self) -> bool {
        match self {
            Self::Check(field) => matches!(field.access, Access::YesNo(..)),
            Self::Marker(_) | Self::Event(_) | Self::Change(_) => false,
        }
    }

    /// Whether a click on it opens it for writing.
    pub(super) fn opens_by_click(self) -> bool {
        match self {
            Self::Check(field) => matches!(field.access, Access::Words(..) | Access::Index(..)),
            Self::Marker(_) => false,
            Self::Event(_) | Self::Change(_) => true,
        }
    }

    /// Whether it takes a score or a count.
    pub(super) fn is_of_figures(self) -> bool {
        match self {
            Self::Check(field) => matches!(field.access, Access::Score(..) | Access::Count(..)),
            Self::Marker(_) | Self::Event(_) | Self::Change(_) => false,
        }
    }
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A rating of 0 to 10.
    Scale(Option<u8>),
    /// Anything else, in words.
    Words(Option<String>),
}

impl Value {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Scale(number) => number.is_none(),
            Self::Words(words) => words.is_none(),
        }
    }

    /// What was entered, in words; a hyphen where nothing was.
    pub fn in_words(&self) -> String {
        match self {
            Self::Scale(number) => number.map_or_else(|| "-".to_owned(), |number| number.to_string()),
            Self::Words(words) => words.clone().unwrap_or_else(|| "-".to_owned()),
        }
    }
}

/// A marker of the trial, by its place.
pub fn marker<'a>(cx: &Cx<'a>, place: usize) -> Option<&'a Marker> {
    cx.journal.trial.as_ref()?.plan.function.as_markers().get(place)
}

/// What a line holds on a day.
pub fn value(cx: &Cx, day: &Day, field: TodayField) -> Value {
    let checkin = &day.checkin;
    match field {
        TodayField::Check(field) => match (field.access, field.get(checkin)) {
            (Access::Score(..), Some(fields::Value::Score(score))) => Value::Scale(Some(score.get())),
            (Access::Score(..), _) => Value::Scale(None),
            (Access::Count(..) | Access::YesNo(..) | Access::Words(..) | Access::Index(..), value) => {
                Value::Words(value.map(|value| value.to_string()))
            }
        },
        TodayField::Marker(place) => Value::Words(marker(cx, place).and_then(|marker| {
            checkin.markers.get(&marker.name).map(|amount| format!("{amount} {}", marker.unit))
        })),
        TodayField::Event(place) => Value::Words(day.events.get(place).map(content::event_about)),
        TodayField::Change(place) => {
            Value::Words(day.changes.get(place).map(|change| change.text.to_string()))
        }
    }
}

/// The name of a line.
pub fn label(cx: &Cx, day: &Day, field: TodayField) -> String {
    match field {
        TodayField::Check(field) if field.is_pain() => field.label.to_owned(),
        TodayField::Check(field) => field.short.to_owned(),
        TodayField::Marker(place) => marker(cx, place).map(|marker| marker.name.clone()).unwrap_or_default(),
        TodayField::Event(place) => day
            .events
            .get(place)
            .map(|event| format!("! {}", content::event_label(event)))
            .unwrap_or_default(),
        TodayField::Change(place) => {
            day.changes.get(place).map(|change| format!("Δ {}", change.kind.label())).unwrap_or_default()
        }
    }
}

/// The value of the day before, for showing faintly beside an empty line.
pub fn day_before(cx: &Cx, day: &Day, field: TodayField) -> Option<Value> {
    let is_followed = match field {
        TodayField::Check(field) => !matches!(field.access, Access::Words(..) | Access::Index(..)),
        TodayField::Marker(_) => true,
        TodayField::Event(_) | TodayField::Change(_) => false,
    };
    let earlier = cx.journal.days.day(before(day.date, 1)).written().filter(|_| is_followed)?;
    Some(value(cx, earlier, field)).filter(|value| !value.is_empty())
}

/// When a day was written, where that was later than the day itself.
pub fn written_later(cx: &Cx, day: &Day) -> Option<String> {
    let at = day.checkin.at?;
    let written = cx.settings.day_end.journal_day_at(&at);
    (written > day.date).then(|| {
        let late = if day.checkin.is_late(day.date, cx.settings.day_end) { ", late" } else { "" };
        format!("written {} {:02}:{:02}{late}", shown(written, cx.today), at.hour(), at.minute())
    })
}

impl TodayView {
    /// The lines of the day shown, from top to bottom: those set in the configuration, what this day
    /// asks for, the note, and what happened on it.
    pub fn fields(&self, cx: &Cx) -> Vec<TodayField> {
        let date = self.date;
        let pending = self.pending.as_ref().filter(|day| day.date == date);
        let day = pending.or_else(|| cx.journal.days.day(date).written());
        let holds = |field: &Field| day.is_some_and(|day| field.get(&day.checkin).is_some());
        let mut list: Vec<TodayField> = Vec::new();
        let set = &cx.settings.fields;
        list.extend(set.iter().filter(|field| !field.is_words()).map(|field| TodayField::Check(field)));
        let after_visit = days_since_visit(&cx.journal.days, date).is_some();
        let of = |asked: Asked| FIELDS.iter().filter(move |field| field.asked == asked);
        list.extend(of(Asked::AfterVisit).filter(|field| after_visit || holds(field)).map(TodayField::Check));
        if let Some(trial) = &cx.journal.trial {
            match &trial.plan.function {
                FunctionMeasure::Ndi => {
                    let is_due = trial.weekly_due(&cx.journal.days, date);
                    list.extend(
                        of(Asked::Weekly).filter(|field| is_due || holds(field)).map(TodayField::Check),
                    );
                }
                FunctionMeasure::Markers(markers) => {
                    let own = markers.iter().enumerate().filter(|(_, marker)| !marker.is_awakenings());
                    list.extend(own.map(|(place, _)| TodayField::Marker(place)));
                }
            }
        }
        let of_words = of(Asked::Daily).filter(|field| field.is_words());
        list.extend(
            of_words
                .filter(|field| set.contains(field) || holds(field) || self.is_noting())
                .map(TodayField::Check),
        );
        let (events, changes) = day.map_or((0, 0), |day| (day.events.len(), day.changes.len()));
        list.extend((0..events).map(TodayField::Event));
        list.extend((0..changes).map(TodayField::Change));
        list
    }

    /// The line in focus.
    pub fn focused(&self, cx: &Cx) -> Option<TodayField> {
        self.fields(cx).get(self.focus).copied()
    }
}
