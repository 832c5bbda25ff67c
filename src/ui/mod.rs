//! The screen: reads the state, never changes it.
//!
//! ```text
//!  header     what trial, which day, how far, saved or not         ui/mod.rs
//!  tabs       Today  Sessions  Trends  Week five  Plan             ui/mod.rs
//!  ──────────────────────────────────────────────────────────────
//!  body       one file per view                                    ui/views/
//!  notice     a message, when there is one                         ui/mod.rs
//!  ──────────────────────────────────────────────────────────────
//!  footer     the keys that matter now                             ui/widgets/key_hints.rs
//! ```

pub mod ascii;
mod canvas;
pub mod surroundings;
pub mod text;
pub mod theme;
mod unseen;
pub mod views;
pub mod widgets;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::app::action::{Action, Global, View};
use crate::app::{App, Dialog};
use crate::domain::bounds::within;
use crate::domain::trial::{Phase, Plan};
pub use canvas::Canvas;
pub use theme::Theme;

/// The smallest screen on which anything can be shown.
pub const SMALLEST: (u16, u16) = (40, 12);

/// Where a click means something, in the order drawn: what was drawn last lies on top.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// The size of the screen that was drawn, columns and rows.
    pub size: (u16, u16),
    /// How many lines the view, or the help over it, can be scrolled, where it scrolls.
    pub scroll_room: Option<u16>,
    areas: Vec<(Rect, Action)>,
}

impl Hits {
    /// Notes that a click into an area stands for an action.
    pub fn add(&mut self, area: Rect, action: Action) {
        self.areas.push((area, action));
    }

    /// What a click stands for.
    pub fn at(&self, column: u16, row: u16) -> Option<Action> {
        let place = Position::new(column, row);
        self.areas.iter().rev().find(|(area, _)| area.contains(place)).map(|(_, action)| *action)
    }

    /// Forgets what lies below something that covers the view.
    pub fn clear(&mut self) {
        self.areas.clear();
    }
}

/// Draws the whole screen, and says where a click means what.
pub fn draw(frame: &mut Frame, app: &App, theme: &Theme) -> Hits {
    let area = frame.area();
    let mut hits = Hits { size: (area.width, area.height), ..Hits::default() };
    let mut canvas = Canvas::new(frame, theme, &mut hits);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(&mut canvas, area);
    } else {
        screen(&mut canvas, area, app);
    }
    unseen::take_off(frame.buffer_mut());
    if theme.ascii {
        ascii::plain_cells(frame.buffer_mut());
    }
    hits
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let words = format!(
        "This window is a little small. weekfive needs {} columns and {} rows; make it larger, or the letters smaller.",
        SMALLEST.0, SMALLEST.1
    );
    for (row, line) in (0_u16..).zip(text::wrap(&words, area.width)) {
        canvas.line(area, row, Line::styled(line, theme.text));
    }
}

fn screen(canvas: &mut Canvas, area: Rect, app: &App) {
    let theme = canvas.theme;
    let notice = notice_lines(app, area.width);
    let notice_height = u16::try_from(notice.len()).unwrap_or(0);
    // By hand rather than by the layout solver, which would be a tenth of the first frame.
    let [header_area, tabs_area, upper_rule] = [0, 1, 2].map(|row| text::rows(area, row, 1));
    let lower = area.height.saturating_sub(2);
    let notice_top = lower.saturating_sub(notice_height);
    let body = text::rows(area, 3, notice_top.saturating_sub(3));
    let notice_area = text::rows(area, notice_top, notice_height);
    let [lower_rule, footer] = [lower, lower.saturating_add(1)].map(|row| text::rows(area, row, 1));
    header(canvas, header_area, app);
    tabs(canvas, tabs_area, app);
    rule(canvas, upper_rule);
    // Where nothing is in focus, a reader begins at the top of the view; a focus in it puts it elsewhere.
    canvas.cursor(Position::new(body.x.saturating_add(1), body.y));
    let cx = app.cx();
    match app.view {
        View::Today => views::today::render(canvas, body, &cx, &app.today_view),
        View::Plan => views::plan::render(canvas, body, &app.plan_view),
        View::Sessions => views::sessions::render(canvas, body, &cx, &app.sessions_view),
        View::Trends => views::trends::render(canvas, body, &cx, &app.trends_view),
        View::WeekFive => {
            views::week_five::render(canvas, body, &cx, &app.week_five_view);
        }
    }
    let style =
        if app.notice.as_ref().is_some_and(|notice| notice.stays) { theme.caution } else { theme.accent };
    for (row, line) in notice.into_iter().enumerate() {
        canvas.line(
            notice_area,
            u16::try_from(row).unwrap_or(u16::MAX),
            Line::styled(format!(" {line}"), style),
        );
    }
    rule(canvas, lower_rule);
    widgets::key_hints::render(canvas, footer, app);
    match &app.dialog {
        Some(Dialog::Help(help)) => views::help::render(canvas, body, app, help),
        Some(Dialog::Question(question)) => views::question::render(canvas, body, app, question),
        None => {}
    }
}

/// What is said, in lines; where it goes on, the last one says so with the key that reads on.
fn notice_lines(app: &App, width: u16) -> Vec<String> {
    let mut seen = app.notice_seen();
    if seen.goes_on
        && let Some(last) = seen.lines.last_mut()
    {
        let key = app.cx().key_for(Action::Global(Global::Back));
        let more = format!(" … {key}");
        *last = text::fit(&format!("{last}{more}"), width.saturating_sub(2));
    }
    seen.lines
}

fn rule(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    canvas.put(Line::styled("─".repeat(usize::from(area.width)), theme.faint), area);
}

/// The trial in a few words, how far it has come, and whether everything is saved. Where there is
/// little room, the bar goes first, then the dose, then the site. A sample says that it is one, last of
/// all instead of the program's name.
fn header(canvas: &mut Canvas, area: Rect, app: &App) {
    let theme = canvas.theme;
    let saved = saved_words(app);
    let saved_style = if app.saving.failure.is_some() { theme.alarm } else { theme.faint };
    let saved_width = text::width(&saved);
    let all_words = match &app.journal.trial {
        Some(trial) => trial_words(&trial.plan, app),
        None => vec!["no trial yet".to_owned()],
    };
    let sample = if app.is_sample { crate::content::notice("is-sample", &[]) } else { String::new() };
    let name = if app.is_sample { format!("weekfive · {sample}") } else { "weekfive".to_owned() };
    let room_beside = |name: &str| {
        area.width.saturating_sub(text::width(name)).saturating_sub(saved_width).saturating_sub(6)
    };
    let shortest = all_words.last().map_or(0, |words| text::width(words));
    let name = if app.is_sample && room_beside(&name) < shortest { sample } else { name };
    let room = room_beside(&name);
    let words = all_words.iter().find(|words| text::width(words) <= room).cloned();
    let words = words.unwrap_or_else(|| text::fit(all_words.last().map_or("", String::as_str), room));
    let left = room.saturating_sub(text::width(&words)).saturating_sub(3);
    let mut spans = vec![
        Span::styled(format!(" {name}"), theme.accent.add_modifier(Modifier::BOLD)),
        Span::raw("   "),
        Span::styled(words, theme.text),
        Span::raw("  "),
    ];
    if let Some(trial) = app.journal.trial.as_ref().filter(|_| left >= 8) {
        spans.extend(progress(&trial.plan, app, left.min(35), theme));
    }
    canvas.put(Line::from(spans), area);
    let place = text::right(area, saved_width.saturating_add(1));
    canvas.put(Line::styled(format!("{saved} "), saved_style), place);
}

/// The trial in words, from many to few.
fn trial_words(plan: &Plan, app: &App) -> Vec<String> {
    let (site, day) = (plan.site.label().to_lowercase(), day_words(plan, app));
    match plan.steps() {
        // Its visits are so many in all, not so many a week.
        Some(steps) => {
            let (visits, minutes) = (steps.visits().to_string(), plan.dose.minutes().to_string());
            let dose = crate::content::notice("follow-up-dose", &[("n", &visits), ("minutes", &minutes)]);
            let block = crate::content::notice("follow-up-block", &[]);
            vec![
                format!("{site} · {dose} · {day}"),
                format!("{site} · {block} · {day}"),
                format!("{block} · {day}"),
                day,
            ]
        }
        None => {
            let dose = format!("{} min x {}", plan.dose.minutes(), plan.dose.per_week());
            vec![format!("{site} · {dose} · {day}"), format!("{site} · {day}"), day]
        }
    }
}

fn day_words(plan: &Plan, app: &App) -> String {
    let number = plan.day_number(app.today);
    let length = plan.length();
    match plan.phase(app.today) {
        Phase::Before => format!("starts {}", crate::domain::date_words::shown(plan.start, app.today)),
        Phase::Baseline if number == 0 => "baseline, begins tomorrow".to_owned(),
        Phase::Baseline => format!("baseline, {} days to go", number.unsigned_abs().saturating_add(1)),
        Phase::Treatment | Phase::Checkpoint => format!("day {number} of {length}"),
        Phase::After => format!("{length} days done"),
    }
}

fn progress(plan: &Plan, app: &App, width: u16, theme: &Theme) -> Vec<Span<'static>> {
    let length = i64::try_from(plan.length()).unwrap_or(35).max(1);
    let done = within(plan.day_number(app.today), 0, length);
    let filled = done.saturating_mul(i64::from(width)) / length;
    let filled = usize::try_from(filled).unwrap_or(0);
    let rest = usize::from(width).saturating_sub(filled);
    let mut spans = vec![Span::styled("━".repeat(filled), theme.accent)];
    if rest > 0 {
        let head = if filled > 0 { "╺" } else { "─" };
        spans.push(Span::styled(format!("{head}{}", "─".repeat(rest.saturating_sub(1))), theme.faint));
    }
    spans
}

fn saved_words(app: &App) -> String {
    use chrono::Timelike;
    if app.saving.failure.is_some() || (app.saving.pending == 0 && app.has_unsaved()) {
        "NOT SAVED".to_owned()
    } else if app.saving.pending > 0 {
        "saving…".to_owned()
    } else {
        match app.saving.last {
            Some(at) => format!("saved {:02}:{:02}", at.hour(), at.minute()),
            None => "all saved".to_owned(),
        }
    }
}

fn tabs(canvas: &mut Canvas, area: Rect, app: &App) {
    let theme = canvas.theme;
    let gap: u16 = if area.width >= 70 { 3 } else { 1 };
    let mut at = area.x.saturating_add(1);
    for view in View::ALL {
        let open = view == app.view;
        let label = view.label().to_owned();
        let label = if open && !theme.has_color { format!("[{label}]") } else { label };
        let width = text::width(&label);
        let left = area.right().saturating_sub(at);
        let place = Rect { x: at, width: width.min(left), ..area };
        let style = if open { theme.selected } else { theme.text };
        canvas.put(Line::styled(label, style), place);
        canvas.click(place, Action::Global(Global::Open(view)));
        at = at.saturating_add(width).saturating_add(gap).min(area.right());
    }
}
