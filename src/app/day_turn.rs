//! The end of the journal's day while the screen is open: the day on the screen is the day written
//! to, until the person has seen that another one has begun.
//!
//! Nothing turns while something is being done. Keys that come before a frame shows the new day
//! still mean the frame they were pressed on; Today then stays on its day and says so, until the
//! person goes on. Only where the person comes back to the screen without a key (the window in
//! front again, the program resumed) does Today turn by itself.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::action::{Action, Sessions, Today, Trends, View};
use super::effect::Read;
use super::{App, Effect, Msg, tabs};
use crate::content::notice;
use crate::domain::calendar::short_date;

/// What the last frame showed for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySeen {
    /// The day that was today when the last frame was drawn.
    day: NaiveDate,
    /// Whether the person did anything since.
    acted: bool,
    /// The day that was today, where Today still stands on it and says so.
    left_behind: Option<NaiveDate>,
    /// The words that say so, as they were last put on the screen.
    said: Option<String>,
}

impl DaySeen {
    /// The day as the first frame shows it.
    pub fn new(today: NaiveDate) -> Self {
        Self { day: today, acted: false, left_behind: None, said: None }
    }
}

/// The time moved on, or back. Asks for the days that another day needs, where they were not read.
pub(super) fn clock(app: &mut App, now: DateTime<FixedOffset>) -> Vec<Effect> {
    app.now = now;
    let today = app.settings.day_end.journal_day_at(&now);
    if today == app.today {
        return Vec::new();
    }
    let was = std::mem::replace(&mut app.today, today);
    // The cursor stays where the last frame showed it.
    if app.view == View::Sessions {
        app.sessions_view.day_turned(was);
    }
    App::first_ranges(app.journal.trial.as_ref(), today)
        .into_iter()
        .filter(|(first, last)| !app.journal.days.has_read(*first, *last))
        .map(|(first, last)| Effect::Read(Read::Days(first, last)))
        .collect()
}

/// A message in terms of today. A click that was counted in days from the today of the last frame
/// means the day that frame showed.
pub(super) fn as_seen(app: &mut App, msg: Msg) -> Msg {
    let behind = app.day_seen.day.signed_duration_since(app.today).num_days();
    match msg {
        Msg::Act(action) => {
            app.day_seen.acted = true;
            Msg::Act(match action {
                Action::Today(Today::GoDay(days)) => Action::Today(Today::GoDay(days.saturating_add(behind))),
                Action::Sessions(Sessions::GoDay(days)) => {
                    Action::Sessions(Sessions::GoDay(days.saturating_add(behind)))
                }
                Action::Trends(Trends::Day(days)) => Action::Trends(Trends::Day(days.saturating_add(behind))),
                other => other,
            })
        }
        Msg::Key(_) | Msg::Paste(_) | Msg::Wheel(_) => {
            app.day_seen.acted = true;
            msg
        }
        other => other,
    }
}

/// Before a frame is drawn: the first one on another day says so, after whatever was done on the
/// frame before, and so that the key that met it does not take the words away.
pub(super) fn before_drawing(app: &mut App) -> Vec<Effect> {
    let (was, acted) = (app.day_seen.day, app.day_seen.acted);
    app.day_seen.day = app.today;
    app.day_seen.acted = false;
    let mut effects = Vec::new();
    if was != app.today {
        let busy = app.today_view.is_busy();
        let stood_on_it = app.today_view.date == was;
        match app.view {
            View::Today if stood_on_it && (acted || busy) => app.day_seen.left_behind = Some(was),
            View::Today if stood_on_it => {
                effects = tabs::go_to_day(app, app.today);
                let words = notice("new-day", &[("now", &short_date(app.today))]);
                super::watch::add_words(app, words);
            }
            View::Today if app.today_view.date == app.today || app.day_seen.left_behind.is_some() => {}
            View::Today | View::Sessions | View::Trends | View::WeekFive | View::Plan => {
                if stood_on_it && app.view != View::Today && !busy {
                    effects = tabs::go_to_day(app, app.today);
                }
                if app.view == View::Sessions && !acted {
                    app.sessions_view.follow_day(was);
                }
                super::watch::add_words(app, notice("day-turned", &[("now", &short_date(app.today))]));
            }
        }
    }
    stay_behind(app, was != app.today, acted);
    effects
}

/// While Today stands on the day that is over, the words that say so stand too: at first beside
/// whatever else is said, alone once something was done after that.
fn stay_behind(app: &mut App, first: bool, acted: bool) {
    let Some(was) = app.day_seen.left_behind else { return };
    let is_ours = |app: &App| {
        app.notice.is_some() && app.notice.as_ref().map(|notice| &notice.text) == app.day_seen.said.as_ref()
    };
    let is_over = app.today_view.date != was || was == app.today;
    if is_over {
        app.day_seen.left_behind = None;
    }
    if is_over || app.view != View::Today {
        if is_ours(app) {
            app.notice = None;
        }
        return;
    }
    let has_written = first && acted && app.saving.pending > 0;
    let words = words(was, app.today, app.today_view.is_busy(), has_written);
    let words = match &app.notice {
        None => words,
        Some(_) if is_ours(app) && (first || acted) => words,
        Some(notice) if first => format!("{} {words}", notice.text),
        Some(_) => return,
    };
    app.day_seen.said = Some(words.clone());
    app.warn(words);
}

fn words(was: NaiveDate, today: NaiveDate, busy: bool, has_written: bool) -> String {
    let id = if busy {
        "writing-belongs"
    } else if has_written {
        "entered-there"
    } else {
        "still-there"
    };
    notice(id, &[("now", &short_date(today)), ("there", &short_date(was))])
}
