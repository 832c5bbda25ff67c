//! The day in focus: what is known of its visits and its check-in.

use chrono::NaiveDate;

use super::{Lines, Part, wrapped};
use crate::app::cx::Cx;
use crate::app::views::sessions::unfinished;
use crate::app::views::visit_form::technique_names;
use crate::content;
use crate::domain::calendar::after;
use crate::domain::checkin::{DayState, Rating};
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, Known};
use crate::domain::score::one_decimal;
use crate::domain::session::{Absent, DiscomfortAdvice, Done, Fate, Session, Setting};
use crate::domain::text::Words;
use crate::domain::trial::{Phase, Plan};
use crate::domain::visits::{Visit, VisitState};
use crate::ui::widgets::visit_mark::VisitMark;

/// The day in focus: its visits, what goes along to the next one, its check-in.
pub fn lines(part: &Part, width: u16) -> Lines {
    let (cx, theme, calendar) = (part.cx, part.theme, &part.shown.calendar);
    let date = part.view.cursor(cx);
    let mut lines = vec![(day_title(cx, date), theme.accent)];
    if let Some(problem) = cx.journal.days.problem(date) {
        wrapped(&mut lines, "The file of this day cannot be read:", width, theme.caution);
        let words = format!("line {}, column {}: {}", problem.line, problem.column, problem.message);
        wrapped(&mut lines, &words, width, theme.caution);
        if part.view.open.is_none() {
            wrapped(&mut lines, "Nothing in it is changed. Enter asks what to do.", width, theme.faint);
        }
        return lines;
    }
    let day = match cx.journal.days.day(date) {
        Known::Written(day) => day.clone(),
        Known::Blank | Known::Unreadable | Known::NotLoaded => Day::empty(date),
    };
    let on_day: Vec<&Visit> = calendar.on(date).collect();
    let place = part.view.chosen.min(on_day.len().saturating_sub(1));
    for (number, visit) in on_day.iter().enumerate() {
        let pointer = match (on_day.len(), number == place) {
            (0 | 1, _) => "",
            (_, true) => "▸ ",
            (_, false) => "  ",
        };
        visit_lines(&mut lines, part, (visit, &day), pointer, width);
    }
    if let Some(moved) = calendar.moved_to(date) {
        let words = format!("The visit planned here was moved to {}.", shown(moved, cx.today));
        wrapped(&mut lines, &words, width, theme.text);
    }
    if on_day.is_empty() && calendar.moved_to(date).is_none() {
        wrapped(&mut lines, "No visit.", width, theme.faint);
    }
    let shows_next = on_day.iter().any(|visit| is_to_come(cx, visit));
    if let Some(next) = calendar.next_after(cx.today.pred_opt().unwrap_or(cx.today)).filter(|_| !shows_next) {
        wrapped(&mut lines, &format!("Next visit: {}.", shown(next, cx.today)), width, theme.text);
        for words in &part.shown.take_along {
            wrapped(&mut lines, words, width, theme.caution);
        }
    }
    for words in unfinished(cx, date) {
        wrapped(&mut lines, &words, width, theme.caution);
    }
    check_in_lines(&mut lines, part, &day, width);
    lines
}

fn day_title(cx: &Cx, date: NaiveDate) -> String {
    let name = if date == cx.today { "Today, " } else { "" };
    let phase = cx.journal.trial.as_ref().map(|trial| phase_words(&trial.plan, date)).unwrap_or_default();
    format!("{name}{}{phase}", shown(date, cx.today))
}

fn phase_words(plan: &Plan, date: NaiveDate) -> String {
    match plan.phase(date) {
        Phase::Before | Phase::After => String::new(),
        Phase::Baseline => " · baseline".to_owned(),
        Phase::Treatment => format!(" · day {}", plan.day_number(date)),
        Phase::Checkpoint => {
            format!(" · day {}, {}", plan.day_number(date), content::decided::week_of_plan(plan))
        }
    }
}

fn visit_lines(lines: &mut Lines, part: &Part, (visit, day): (&Visit, &Day), pointer: &str, width: u16) {
    let (cx, theme) = (part.cx, part.theme);
    let mark = VisitMark::of(visit);
    let mut parts = Vec::new();
    parts.extend(visit.time.map(|time| time.format("%H:%M").to_string()));
    parts.extend(visit.minutes.map(|minutes| format!("{minutes} min")));
    parts.push(visit.state.label().to_owned());
    if visit.is_extra() {
        parts.push("extra".to_owned());
    }
    if visit.is_moved() {
        parts.extend(visit.slot.map(|slot| format!("moved from {}", shown(slot, cx.today))));
    }
    wrapped(lines, &format!("{pointer}{} {}", mark.sign(), parts.join(" · ")), width, mark.style(theme));
    if let Some(session) = visit.session.and_then(|index| day.sessions.get(index)) {
        for words in session_words(cx, day.date, session) {
            wrapped(lines, &words, width, theme.text);
        }
        if session.advice() != DiscomfortAdvice::Common {
            // Where it stands at the top of the screen already, once is enough.
            let stands_above = |words: &&str| part.shown.warnings.iter().any(|warning| warning == words);
            for words in content::felt_words(session.discomfort()).iter().filter(|words| !stands_above(words))
            {
                wrapped(lines, words, width, theme.caution);
            }
        }
        if session.done().is_some_and(|done| done.during_hold) {
            wrapped(lines, "written down while a hold was open", width, theme.caution);
        }
    }
    for words in part.shown.take_along.iter().filter(|_| is_to_come(cx, visit)) {
        wrapped(lines, words, width, theme.caution);
    }
    if let Some(hint) = hint(cx, visit) {
        wrapped(lines, hint, width, theme.faint);
    }
}

fn is_to_come(cx: &Cx, visit: &Visit) -> bool {
    visit.state == VisitState::Planned && visit.date >= cx.today
}

/// What can be done with a visit that waits for something.
fn hint(cx: &Cx, visit: &Visit) -> Option<&'static str> {
    match visit.state {
        VisitState::Planned if visit.date > cx.today => {
            Some("Enter sets its time, m moves it, x cancels it.")
        }
        VisitState::Planned => Some("Enter logs it, m moves it, x if it does not take place."),
        VisitState::Unlogged => Some("Did it take place? Enter logs it, x if it did not."),
        VisitState::Done
        | VisitState::Short
        | VisitState::Missed
        | VisitState::Cancelled
        | VisitState::Unreadable => None,
    }
}

/// What was written about a visit, a line for each kind of thing.
fn session_words(cx: &Cx, date: NaiveDate, session: &Session) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |parts: Vec<String>| {
        if !parts.is_empty() {
            lines.push(parts.join(" · "));
        }
    };
    let text = |label: &str, words: &Option<Words>| {
        words.as_ref().map(|words| format!("{label}{}", words.first_line()))
    };
    let techniques = session.done().map(|done| &done.techniques).filter(|all| !all.is_empty());
    let mut how: Vec<String> = techniques.map(|all| technique_names(all)).into_iter().collect();
    how.extend(text("", &session.therapist));
    let pressure = session.done().and_then(|done| done.pressure);
    how.extend(pressure.map(|pressure| format!("pressure {}", pressure.label())));
    line(how);
    match &session.fate {
        Fate::Planned => {}
        Fate::Done(done) => done_words(cx, date, done, text, &mut line),
        Fate::Absent(absence) => {
            let by = match absence.how {
                Absent::Missed => None,
                Absent::Cancelled(by) => by.map(|by| format!("by {}", by.label())),
            };
            let reason = absence.reason.map(|reason| reason.label().to_owned());
            line(by.into_iter().chain(reason).chain(text("", &absence.why)).collect());
        }
    }
    line(session.cost.map(|cost| format!("cost {cost}")).into_iter().collect());
    line(text("“", &session.note).map(|note| format!("{note}”")).into_iter().collect());
    lines
}

/// What was felt at a visit that took place, what the room was like, and what came after.
fn done_words(
    cx: &Cx,
    date: NaiveDate,
    done: &Done,
    text: impl Fn(&str, &Option<Words>) -> Option<String>,
    line: &mut impl FnMut(Vec<String>),
) {
    let pains = [done.pain_before, done.pain_during, done.pain_after];
    let mut felt = Vec::new();
    if pains.iter().any(Option::is_some) {
        let shown = pains.map(|pain| pain.map_or_else(|| "-".to_owned(), |pain| pain.to_string()));
        felt.push(format!("pain {}", shown.join(" → ")));
    }
    let next_day = cx.journal.days.day(after(date, 1)).written();
    let soreness = next_day.and_then(|day| day.checkin.soreness);
    felt.extend(soreness.map(|soreness| format!("soreness next day {soreness}")));
    line(felt);
    if !done.discomfort.is_empty() {
        let kinds: Vec<&str> = done.discomfort.iter().map(|kind| kind.label()).collect();
        line(vec![format!("discomfort: {}", kinds.join(", "))]);
    }
    line(text("felt: ", &done.feelings).into_iter().collect());
    let Setting { quiet, clean, private } = done.setting;
    let room: Vec<String> = [("quiet", quiet), ("clean", clean), ("private", private)]
        .into_iter()
        .filter_map(|(name, value)| value.map(|yes| format!("{}{name}", if yes { "" } else { "not " })))
        .collect();
    if !room.is_empty() {
        line(vec![format!("room {}", room.join(", "))]);
    }
    let afterwards = [("water", done.water), ("rest", done.rest)]
        .into_iter()
        .filter_map(|(name, value)| value.map(|yes| format!("{}{name}", if yes { "" } else { "no " })));
    line(afterwards.collect());
}

fn check_in_lines(lines: &mut Lines, part: &Part, day: &Day, width: u16) {
    let (cx, theme) = (part.cx, part.theme);
    let state = day.state(cx.settings.day_end);
    let words = match (&day.checkin.rating, state) {
        (Rating::Skipped(reason), _) => format!("check-in skipped: {}", reason.first_line()),
        (Rating::Rated(pain), state) => {
            let sleep = day.checkin.sleep.map(|sleep| format!(", sleep {sleep}")).unwrap_or_default();
            let late = if state == DayState::Late { ", written late" } else { "" };
            format!("check-in: pain {pain}{sleep}{late}")
        }
        (Rating::Blank, _) if day.date < cx.today => "no check-in".to_owned(),
        (Rating::Blank, _) => String::new(),
    };
    if !words.is_empty() {
        wrapped(lines, &words, width, theme.faint);
    }
    if let Some(ndi) = day.checkin.ndi.as_ref().and_then(crate::domain::measure::Ndi::score) {
        wrapped(lines, &format!("Neck Disability Index {}", one_decimal(ndi)), width, theme.faint);
    }
    for change in &day.changes {
        let words = format!("{}: {}", change.kind.label(), change.text.first_line());
        wrapped(lines, &words, width, theme.faint);
    }
}
