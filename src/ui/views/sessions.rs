//! Sessions: the month with its visits, how much of the dose was given, and the day in focus.
//!
//! ```text
//!  November 2026                       Visits  5 of 8          wide: side by side
//!   wk  Mon    Tue    …                75% at 6
//!   46   9 ●•  10 •
//!                                      Thu 12 Nov · day 11     narrow: below each other
//!  legend                              what is known of it
//! ```

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Sessions as Ask};
use crate::app::form::Form;
use crate::app::views::sessions::{self, Calendar, Log, Moving, Open};
use crate::app::views::visit_form;
use crate::content;
use crate::domain::adherence::Adherence;
use crate::domain::calendar::after;
use crate::domain::checkin::{DayState, Rating};
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, Known};
use crate::domain::score::one_decimal;
use crate::domain::session::{DiscomfortAdvice, Session, SessionStatus};
use crate::domain::trial::{Phase, Plan};
use crate::domain::visits::{Visit, VisitState};
use crate::ui::widgets::form;
use crate::ui::widgets::month_grid::{self, Layout as Month};
use crate::ui::widgets::strip;
use crate::ui::widgets::visit_mark::VisitMark;
use crate::ui::{Hits, Theme, text};

/// From this width on, the day in focus stands beside the month.
const TWO_COLUMNS: u16 = 76;
/// From this height on, each week has a bar for the phases under it.
const ROOMY: u16 = 21;

/// Lines with their styles, from top to bottom.
type Lines = Vec<(String, Style)>;

/// Draws the view.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    match &app.sessions_view.open {
        Some(Open::Log(log)) => log_page(frame, area, app, log, theme, hits),
        Some(Open::Mark(visit, open)) => {
            let title = format!("The visit of {} did not take place", shown(visit.date, app.today));
            let help = "One digit, and a word why if you like. It stays in the count, nothing more.";
            short_form(frame, area, &title, help, open, theme, hits);
        }
        Some(Open::Add(date, open)) => {
            let title = format!("A visit outside the weekly plan, {}", shown(*date, app.today));
            let help = "It counts like any other, and can make up for one that was missed.";
            short_form(frame, area, &title, help, open, theme, hits);
        }
        Some(Open::Move(_)) | None => calendar_page(frame, area, app, theme, hits),
    }
}

// ---- forms ------------------------------------------------------------------------------------

fn put(frame: &mut Frame, area: Rect, lines: &[(String, Style)]) -> u16 {
    for (number, (line, style)) in (0_u16..).zip(lines) {
        if let Some(row) = text::row(area, number) {
            frame.render_widget(Line::styled(text::fit(line, row.width), *style), row);
        }
    }
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

fn wrapped(lines: &mut Lines, words: &str, width: u16, style: Style) {
    lines.extend(text::wrap(words, width.max(1)).into_iter().map(|line| (line, style)));
}

fn short_form(
    frame: &mut Frame,
    area: Rect,
    title: &str,
    help: &str,
    open: &Form,
    theme: &Theme,
    hits: &mut Hits,
) {
    let area = text::columns(area, 2, 90.min(area.width.saturating_sub(3)));
    let mut lines = vec![(title.to_owned(), theme.accent)];
    wrapped(&mut lines, help, area.width, theme.faint);
    let used = put(frame, area, &lines);
    let gap = u16::from(area.height > 12);
    form::render(frame, text::below(area, used.saturating_add(gap)), open, theme, hits);
}

/// The form of a visit. A discomfort that asks for something stands above it at once.
fn log_page(frame: &mut Frame, area: Rect, app: &App, log: &Log, theme: &Theme, hits: &mut Hits) {
    let area = text::columns(area, 2, 94.min(area.width.saturating_sub(3)));
    let title = if log.old.status == SessionStatus::Done { "Visit of" } else { "A visit on" };
    let mut lines = vec![(format!("{title} {}", shown(log.date, app.today)), theme.accent)];
    let list = app.journal.trial.as_ref().map(|trial| &trial.checklist);
    for line in list.map(content::open_hold_lines).unwrap_or_default() {
        wrapped(&mut lines, &line, area.width, theme.alarm);
    }
    for limits in list.map(content::limit_lines).unwrap_or_default() {
        wrapped(&mut lines, &limits, area.width, theme.caution);
    }
    if log.during_hold || log.old.during_hold {
        lines.push(("Written down while a hold is open.".to_owned(), theme.caution));
    }
    // Words for something felt now; a visit that is only looked at again has had them.
    let written = log.old.status == SessionStatus::Done;
    let asked = visit_form::advice(&log.form).filter(|advice| !written || *advice > log.old.advice());
    match asked {
        None | Some(DiscomfortAdvice::Common) => {}
        Some(DiscomfortAdvice::StopTechnique) => {
            lines.push(("NOT THIS TECHNIQUE AGAIN".to_owned(), theme.alarm));
            for words in content::felt_words(&visit_form::discomforts(&log.form)) {
                wrapped(&mut lines, words, area.width, theme.caution);
            }
        }
        Some(DiscomfortAdvice::Hold) => {
            for words in content::felt_words(&visit_form::discomforts(&log.form)) {
                wrapped(&mut lines, words, area.width, theme.alarm);
            }
            wrapped(
                &mut lines,
                "Keeping this visit puts massage on hold, shown on Plan.",
                area.width,
                theme.caution,
            );
        }
    }
    let used = put(frame, area, &lines);
    let tall = form::height(&log.form, area.width);
    let gap = u16::from(tall.saturating_add(used) < area.height);
    let rest = text::below(area, used.saturating_add(gap));
    form::render(frame, rest, &log.form, theme, hits);
}

// ---- the calendar -----------------------------------------------------------------------------

fn calendar_page(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let calendar = sessions::calendar(&app.cx());
    let prompt = match &app.sessions_view.open {
        Some(Open::Move(moving)) => move_lines(moving, app.today, area.width.saturating_sub(4), theme),
        Some(Open::Log(_) | Open::Mark(..) | Open::Add(..)) | None => Vec::new(),
    };
    let prompt_height = u16::try_from(prompt.len()).unwrap_or(0).min(area.height / 2);
    let [body, prompt_area] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(prompt_height)]).areas(area);
    put(frame, text::indent(prompt_area, 2), &prompt);
    let listed = app.sessions_view.list && app.sessions_view.open.is_none();
    if listed {
        list_page(frame, body, app, &calendar, theme, hits);
    } else if body.width >= TWO_COLUMNS {
        side_by_side(frame, body, app, &calendar, theme, hits);
    } else {
        below_each_other(frame, body, app, &calendar, theme, hits);
    }
}

fn side_by_side(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    calendar: &Calendar,
    theme: &Theme,
    hits: &mut Hits,
) {
    let roomy = area.height >= ROOMY;
    let month = Month::new(if area.width >= 96 { 53 } else { 46 }, roomy);
    let left = text::columns(area, 2, month.width());
    let right = text::indent(area, month.width().saturating_add(5));
    let right = text::columns(right, 0, right.width.saturating_sub(1));
    title(frame, left, app, theme, hits);
    let grid = text::below(left, if roomy { 2 } else { 1 });
    month_grid::render(frame, grid, &app.cx(), sessions::cursor(app), calendar, month, theme, hits);
    let used = month_grid::height(&app.cx(), sessions::cursor(app), month)
        .saturating_add(u16::from(!roomy || grid.height > 20));
    legend(frame, text::below(grid, used), theme, !roomy);

    let mut lines = adherence_lines(app, calendar, right.width, theme);
    lines.push((String::new(), theme.text));
    lines.extend(detail_lines(app, calendar, right.width, theme));
    put_or_more(frame, right, &lines, theme);
}

/// Lines as far as they fit; the last row says that there is more.
fn put_or_more(frame: &mut Frame, area: Rect, lines: &[(String, Style)], theme: &Theme) {
    put(frame, area, lines);
    if lines.len() > usize::from(area.height)
        && let Some(row) = text::row(area, area.height.saturating_sub(1))
    {
        let words = "… Enter shows all of it";
        frame.render_widget(Line::styled(text::pad(words, row.width), theme.faint), row);
    }
}

fn below_each_other(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    calendar: &Calendar,
    theme: &Theme,
    hits: &mut Hits,
) {
    let month = Month::new(area.width.saturating_sub(3), false);
    let inside = text::columns(area, 2, area.width.saturating_sub(3));
    let named = title(frame, inside, app, theme, hits);
    if let (Some(row), Some(adherence)) = (text::row(inside, 0), calendar.adherence()) {
        let words = format!("Visits {} of {}", adherence.completed, adherence.planned);
        let words = if text::width(&words).saturating_add(named) > row.width { String::new() } else { words };
        let place = text::right(row, text::width(&words));
        frame.render_widget(Line::styled(words, theme.text), place);
    }
    let details = detail_lines(app, calendar, inside.width, theme);
    let mut more = details.clone();
    if let Some(adherence) = calendar.adherence() {
        wrapped(&mut more, &adherence.reach_in_words(), inside.width, theme.faint);
    }
    let wanted = month_grid::height(&app.cx(), sessions::cursor(app), month);
    // The day in focus keeps three rows at least, where there is any room.
    let rows = wanted.min(area.height.saturating_sub(4).max(3));
    let grid = Rect { height: rows.min(inside.height.saturating_sub(1)), ..text::below(inside, 1) };
    month_grid::render(frame, grid, &app.cx(), sessions::cursor(app), calendar, month, theme, hits);
    let rest = text::below(inside, grid.height.saturating_add(1));
    let legend_rows = u16::try_from(legend_lines(inside.width, theme, true).len()).unwrap_or(0);
    let detail_rows = u16::try_from(details.len()).unwrap_or(u16::MAX);
    let top = rest.height.saturating_sub(legend_rows).max(detail_rows).min(rest.height);
    let lines = if usize::from(top) >= more.len() { &more } else { &details };
    put_or_more(frame, Rect { height: top, ..rest }, lines, theme);
    legend(frame, text::below(rest, top), theme, true);
}

/// The month, with what goes back and forth; returns its width.
fn title(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) -> u16 {
    let Some(row) = text::row(area, 0) else { return 0 };
    let name = month_grid::month_title(sessions::cursor(app));
    let wide = text::width(&name);
    let line = Line::from(vec![
        Span::styled("‹ ", theme.accent),
        Span::styled(name, theme.text.add_modifier(Modifier::BOLD)),
        Span::styled(" ›", theme.accent),
    ]);
    frame.render_widget(line, row);
    hits.add(text::columns(row, 0, 2), Action::Sessions(Ask::MonthBack));
    hits.add(text::columns(row, wide.saturating_add(2), 2), Action::Sessions(Ask::MonthForward));
    wide.saturating_add(5)
}

// ---- legend -----------------------------------------------------------------------------------

fn legend(frame: &mut Frame, area: Rect, theme: &Theme, shades: bool) {
    let lines = legend_lines(area.width, theme, shades);
    for (number, spans) in (0_u16..).zip(lines) {
        if let Some(row) = text::row(area, number) {
            frame.render_widget(Line::from(spans), row);
        }
    }
}

/// What each sign means, as many to a line as fit.
fn legend_lines(width: u16, theme: &Theme, shades: bool) -> Vec<Vec<Span<'static>>> {
    let mut entries: Vec<(&str, &str, Style)> =
        VisitMark::ALL.iter().map(|mark| (mark.sign(), mark.label(), mark.style(theme))).collect();
    if shades {
        let shade = |phase| month_grid::phase_shade(Some(phase));
        entries.push((shade(Phase::Baseline), "baseline", theme.baseline));
        entries.push((shade(Phase::Checkpoint), "week five", theme.checkpoint));
    }
    let check_ins = [
        (month_grid::RATED, "rated", theme.text),
        (month_grid::LATE, "rated late", theme.text),
        (strip::SKIPPED, "skipped", theme.faint),
        (strip::BLANK, "blank", theme.faint),
    ];
    let mut lines = flow(&entries, width, theme);
    lines.extend(flow(&check_ins, width, theme));
    lines
}

fn flow(
    entries: &[(&'static str, &'static str, Style)],
    width: u16,
    theme: &Theme,
) -> Vec<Vec<Span<'static>>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    let mut used = 0_u16;
    for (sign, label, style) in entries {
        let wide = text::width(label).saturating_add(4);
        if used > 0 && used.saturating_add(wide).saturating_sub(2) > width {
            lines.push(Vec::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(Span::styled(*sign, *style));
            line.push(Span::styled(format!(" {label}  "), theme.faint));
        }
        used = used.saturating_add(wide);
    }
    lines
}

// ---- adherence --------------------------------------------------------------------------------

fn adherence_lines(app: &App, calendar: &Calendar, width: u16, theme: &Theme) -> Lines {
    let Some(adherence) = calendar.adherence() else {
        let mut lines = Vec::new();
        wrapped(
            &mut lines,
            "No trial has begun, so no visits are planned. Plan begins one.",
            width,
            theme.faint,
        );
        return lines;
    };
    let mut lines = Vec::new();
    let boxes = boxes(&adherence, width);
    lines.push((
        format!("Visits   {} of {} planned  {boxes}", adherence.completed, adherence.planned),
        theme.text,
    ));
    let style = if adherence.met() { theme.good } else { theme.text };
    wrapped(
        &mut lines,
        &format!("75% is {} visits. {}", adherence.needed, adherence.reach_in_words()),
        width,
        style,
    );
    let not_counted = not_counted(&adherence);
    if !not_counted.is_empty() {
        wrapped(&mut lines, &not_counted.join(", "), width, theme.faint);
    }
    lines.push((format!("Minutes  {} of {} so far", adherence.minutes, adherence.minutes_due), theme.text));
    if let Some(cost) = adherence.cost {
        let visits = if adherence.with_cost == 1 { "visit" } else { "visits" };
        lines.push((format!("Cost     {} for {} {visits}", money(cost), adherence.with_cost), theme.faint));
    }
    // What to do about a hold comes before any figure.
    let mut first = Lines::new();
    if let Some(list) = app.journal.trial.as_ref().map(|trial| &trial.checklist) {
        for line in content::open_hold_lines(list) {
            wrapped(&mut first, &line, width, theme.alarm);
        }
        for limits in content::limit_lines(list) {
            wrapped(&mut first, &limits, width, theme.caution);
        }
    }
    first.extend(lines);
    first
}

/// A sum of money: whole where it is, else with its two decimals.
fn money(sum: crate::domain::score::Exact) -> String {
    let hundredths = (sum * 100).to_integer();
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{}.{part:02}", hundredths / 100),
    }
}

/// A box for each planned visit, filled for the completed ones, where there is room.
fn boxes(adherence: &Adherence, width: u16) -> String {
    let planned = usize::try_from(adherence.planned).unwrap_or(usize::MAX);
    if planned > usize::from(width.saturating_sub(25)) {
        return String::new();
    }
    let done = usize::try_from(adherence.completed).unwrap_or(0).min(planned);
    format!("{}{}", "■".repeat(done), "□".repeat(planned.saturating_sub(done)))
}

/// What is not among the completed visits, and what is beside the plan.
fn not_counted(adherence: &Adherence) -> Vec<String> {
    let marked = adherence.missed.saturating_sub(adherence.cancelled).saturating_sub(adherence.unlogged);
    [
        (adherence.short, "short"),
        (marked, "missed"),
        (adherence.cancelled, "cancelled"),
        (adherence.unlogged, "with nothing written"),
        (adherence.unreadable, "not readable"),
        (adherence.outside, "outside the weeks of treatment"),
        (adherence.extra, "extra"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect()
}

// ---- the day in focus -------------------------------------------------------------------------

fn detail_lines(app: &App, calendar: &Calendar, width: u16, theme: &Theme) -> Lines {
    let date = sessions::cursor(app);
    let mut lines = vec![(day_title(app, date), theme.accent)];
    if let Some(problem) = app.journal.days.problem(date) {
        wrapped(&mut lines, "The file of this day cannot be read:", width, theme.caution);
        let words = format!("line {}, column {}: {}", problem.line, problem.column, problem.message);
        wrapped(&mut lines, &words, width, theme.caution);
        if app.sessions_view.open.is_none() {
            wrapped(&mut lines, "Nothing in it is changed. Enter asks what to do.", width, theme.faint);
        }
        return lines;
    }
    let day = match app.journal.days.day(date) {
        Known::Written(day) => day.clone(),
        Known::Blank | Known::Unreadable | Known::NotLoaded => Day::empty(date),
    };
    let on_day: Vec<&Visit> = calendar.on(date).collect();
    let place = app.sessions_view.chosen.min(on_day.len().saturating_sub(1));
    for (number, visit) in on_day.iter().enumerate() {
        let pointer = match (on_day.len(), number == place) {
            (0 | 1, _) => "",
            (_, true) => "▸ ",
            (_, false) => "  ",
        };
        visit_lines(&mut lines, app, visit, &day, pointer, width, theme);
    }
    if let Some(moved) = calendar.moved_to(date) {
        let words = format!("The visit planned here was moved to {}.", shown(moved, app.today));
        wrapped(&mut lines, &words, width, theme.text);
    }
    if on_day.is_empty() && calendar.moved_to(date).is_none() {
        wrapped(&mut lines, "No visit.", width, theme.faint);
    }
    for words in sessions::unfinished(app, date) {
        wrapped(&mut lines, words, width, theme.caution);
    }
    check_in_lines(&mut lines, app, &day, width, theme);
    lines
}

fn day_title(app: &App, date: NaiveDate) -> String {
    let name = if date == app.today { "Today, " } else { "" };
    let phase = app.journal.trial.as_ref().map(|trial| phase_words(&trial.plan, date)).unwrap_or_default();
    format!("{name}{}{phase}", shown(date, app.today))
}

fn phase_words(plan: &Plan, date: NaiveDate) -> String {
    match plan.phase(date) {
        Phase::Before | Phase::After => String::new(),
        Phase::Baseline => " · baseline".to_owned(),
        Phase::Treatment => format!(" · day {}", plan.day_number(date)),
        Phase::Checkpoint => format!(" · day {}, week five", plan.day_number(date)),
    }
}

fn visit_lines(
    lines: &mut Lines,
    app: &App,
    visit: &Visit,
    day: &Day,
    pointer: &str,
    width: u16,
    theme: &Theme,
) {
    let mark = VisitMark::of(visit);
    let mut parts = Vec::new();
    parts.extend(visit.time.map(|time| time.format("%H:%M").to_string()));
    parts.extend(visit.minutes.map(|minutes| format!("{minutes} min")));
    parts.push(visit.state.label().to_owned());
    if visit.is_extra() {
        parts.push("extra".to_owned());
    }
    if visit.is_moved() {
        parts.extend(visit.slot.map(|slot| format!("moved from {}", shown(slot, app.today))));
    }
    wrapped(lines, &format!("{pointer}{} {}", mark.sign(), parts.join(" · ")), width, mark.style(theme));
    if let Some(session) = visit.session.and_then(|index| day.sessions.get(index)) {
        for words in session_words(app, day.date, session) {
            wrapped(lines, &words, width, theme.text);
        }
        if session.advice() != DiscomfortAdvice::Common {
            for words in content::felt_words(&session.discomfort) {
                wrapped(lines, words, width, theme.caution);
            }
        }
        if session.during_hold {
            wrapped(lines, "written down while a hold was open", width, theme.caution);
        }
    }
    if let Some(hint) = hint(app, visit) {
        wrapped(lines, hint, width, theme.faint);
    }
}

/// What can be done with a visit that waits for something.
fn hint(app: &App, visit: &Visit) -> Option<&'static str> {
    match visit.state {
        VisitState::Planned if visit.date > app.today => Some("m moves it, x cancels it."),
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
fn session_words(app: &App, date: NaiveDate, session: &Session) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |parts: Vec<String>| {
        if !parts.is_empty() {
            lines.push(parts.join(" · "));
        }
    };
    let text = |label: &str, words: &Option<crate::domain::text::Words>| {
        words.as_ref().map(|words| format!("{label}{}", words.first_line()))
    };
    let mut how = Vec::new();
    if !session.techniques.is_empty() {
        how.push(visit_form::technique_names(&session.techniques));
    }
    how.extend(text("", &session.therapist));
    how.extend(session.pressure.map(|pressure| format!("pressure {}", pressure.label())));
    line(how);
    let pains = [session.pain_before, session.pain_during, session.pain_after];
    let mut felt = Vec::new();
    if pains.iter().any(Option::is_some) {
        let shown = pains.map(|pain| pain.map_or_else(|| "-".to_owned(), |pain| pain.to_string()));
        felt.push(format!("pain {}", shown.join(" → ")));
    }
    felt.extend(soreness_after(app, date, session));
    line(felt);
    if !session.discomfort.is_empty() {
        let kinds: Vec<&str> = session.discomfort.iter().map(|kind| kind.label()).collect();
        line(vec![format!("discomfort: {}", kinds.join(", "))]);
    }
    let by = session.by.map(|by| format!("by {}", by.label()));
    line(by.into_iter().chain(text("", &session.why)).collect());
    line(text("felt: ", &session.feelings).into_iter().collect());
    let said = |name: &str, value: Option<bool>| {
        value.map(|yes| if yes { name.to_owned() } else { format!("not {name}") })
    };
    let room = [
        said("quiet", session.setting.quiet),
        said("clean", session.setting.clean),
        said("private", session.setting.private),
    ];
    let room: Vec<String> = room.into_iter().flatten().collect();
    if !room.is_empty() {
        line(vec![format!("room {}", room.join(", "))]);
    }
    let afterwards = [("water", session.water), ("rest", session.rest)]
        .into_iter()
        .filter_map(|(name, value)| value.map(|yes| format!("{}{name}", if yes { "" } else { "no " })));
    line(afterwards.collect());
    line(session.cost.map(|cost| format!("cost {cost}")).into_iter().collect());
    line(text("“", &session.note).map(|note| format!("{note}”")).into_iter().collect());
    lines
}

fn soreness_after(app: &App, date: NaiveDate, session: &Session) -> Option<String> {
    let day = app.journal.days.day(after(date, 1)).written()?;
    let soreness = day.checkin.soreness.filter(|_| session.status == SessionStatus::Done)?;
    Some(format!("soreness next day {soreness}"))
}

fn check_in_lines(lines: &mut Lines, app: &App, day: &Day, width: u16, theme: &Theme) {
    let state = day.state(app.settings.day_end);
    let words = match (&day.checkin.rating, state) {
        (Rating::Skipped(reason), _) => format!("check-in skipped: {}", reason.first_line()),
        (Rating::Rated(pain), state) => {
            let sleep = day.checkin.sleep.map(|sleep| format!(", sleep {sleep}")).unwrap_or_default();
            let late = if state == DayState::Late { ", written late" } else { "" };
            format!("check-in: pain {pain}{sleep}{late}")
        }
        (Rating::Blank, _) if day.date < app.today => "no check-in".to_owned(),
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

// ---- moving -----------------------------------------------------------------------------------

fn move_lines(moving: &Moving, today: NaiveDate, width: u16, theme: &Theme) -> Lines {
    let typed =
        if moving.typed.is_empty() { shown(moving.target, today) } else { format!("{}▌", moving.typed) };
    let mut lines = Vec::new();
    wrapped(
        &mut lines,
        &format!("Move the visit of {} to: {typed}", shown(moving.visit.date, today)),
        width,
        theme.accent,
    );
    match &moving.error {
        Some(error) => wrapped(&mut lines, error, width, theme.caution),
        None => wrapped(
            &mut lines,
            "Go there with the arrows, or type a date (2026-11-20, or only 20). Enter moves it, Esc leaves it.",
            width,
            theme.faint,
        ),
    }
    lines
}

// ---- the list ---------------------------------------------------------------------------------

/// Every visit in a line, for those who prefer reading.
fn list_page(frame: &mut Frame, area: Rect, app: &App, calendar: &Calendar, theme: &Theme, hits: &mut Hits) {
    let area = text::columns(area, 2, area.width.saturating_sub(3));
    let wide = area.width >= TWO_COLUMNS;
    let details = if wide { Vec::new() } else { detail_lines(app, calendar, area.width, theme) };
    let below = u16::try_from(details.len()).unwrap_or(0).min(area.height / 3);
    let [list, rest] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
    put(frame, rest, &details);
    let (left, right) = if wide {
        let [left, _, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(2), Constraint::Length(30)])
                .areas(list);
        (left, Some(right))
    } else {
        (list, None)
    };
    if let Some(right) = right {
        let mut lines = adherence_lines(app, calendar, right.width, theme);
        lines.push((String::new(), theme.text));
        lines.extend(detail_lines(app, calendar, right.width, theme));
        put_or_more(frame, right, &lines, theme);
    }
    if calendar.all.is_empty() {
        frame.render_widget(Line::styled("No visit is planned or written yet.", theme.faint), left);
        return;
    }
    let here = sessions::list_place(app, calendar);
    let room = usize::from(left.height);
    let skipped = here.saturating_add(1).saturating_sub(room);
    // A year is said where it is not this one, and then there is room for it.
    let widest = calendar.all.iter().map(|visit| text::width(&shown(visit.date, app.today))).max();
    let date_width = widest.unwrap_or(0).max(10).saturating_add(1);
    for (row, (place, visit)) in (0_u16..).zip(calendar.all.iter().enumerate().skip(skipped).take(room)) {
        let Some(line) = text::row(left, row) else { return };
        let focused = place == here && visit.date == sessions::cursor(app);
        list_row(frame, line, app, visit, (focused, date_width), theme);
        let away = visit.date.signed_duration_since(app.today).num_days();
        hits.add(line, Action::Sessions(Ask::GoDay(away)));
    }
}

fn list_row(
    frame: &mut Frame,
    row: Rect,
    app: &App,
    visit: &Visit,
    (focused, date_width): (bool, u16),
    theme: &Theme,
) {
    let mark = VisitMark::of(visit);
    let session = visit.session(&app.journal.days);
    let style = if focused { theme.accent } else { theme.text };
    let time = visit.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let minutes = visit.minutes.map(|minutes| format!("{minutes} min")).unwrap_or_default();
    let pain = session.and_then(|session| {
        let (before, after) = (session.pain_before?, session.pain_after?);
        Some(format!("pain {before} → {after}"))
    });
    let pointer = if focused { "▌" } else { " " };
    let extra = if visit.is_extra() { ", extra" } else { "" };
    let moved = if visit.is_moved() { ", moved" } else { "" };
    let pain =
        pain.filter(|pain| text::width(pain).saturating_add(date_width.saturating_add(35)) <= row.width);
    let line = Line::from(vec![
        Span::styled(pointer, theme.accent),
        Span::styled(format!("{} ", mark.sign()), mark.style(theme)),
        Span::styled(text::pad(&shown(visit.date, app.today), date_width), style),
        Span::styled(text::pad(&time, 6), style),
        Span::styled(text::pad(&minutes, 8), style),
        Span::styled(text::pad(&format!("{}{extra}{moved}", visit.state.label()), 17), style),
        Span::styled(pain.unwrap_or_default(), theme.faint),
    ]);
    frame.render_widget(line, row);
}
