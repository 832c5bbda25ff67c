//! Today: the fields of one day at the left, the last fortnight and what is to do at the right;
//! below each other where the screen is narrow.

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::action::{Action, Global, Today as Ask, View};
use crate::app::checkin_fields::index_words;
use crate::app::settings::FieldName;
use crate::app::views::sessions::{self, Calendar};
use crate::app::views::today::{self, EditTarget, Editing, Open, ToDo, TodayField, Value};
use crate::app::{App, STRIP_DAYS};
use crate::content;
use crate::domain::bounds::within;
use crate::domain::calendar::{before, dates};
use crate::domain::checkin::{DayState, Rating};
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, Known};
use crate::domain::measure::{FunctionMeasure, NdiTopic};
use crate::domain::score::one_decimal;
use crate::domain::trial::Phase;
use crate::ui::widgets::visit_mark::VisitMark;
use crate::ui::widgets::{form, scale, strip};
use crate::ui::{Hits, Theme, text};

/// From this width on, the fortnight stands beside the fields.
const TWO_COLUMNS: u16 = 80;

/// From this width on, arrows beside the fields tell that there are more.
const ARROWS: u16 = 44;

/// Draws Today.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    match &app.today_view.open {
        Some(Open::Change(_, open)) => {
            form_page(frame, area, "What else changed?", CHANGE_HELP, open, theme, hits)
        }
        Some(Open::Ndi(open)) => ndi_page(frame, area, open, theme, hits),
        None => day_page(frame, area, app, theme, hits),
    }
}

const CHANGE_HELP: &str = "Medicine, exercise, work, sleep: whatever could explain a difference. \
    It is shown beside your figures in week five.";

fn form_page(
    frame: &mut Frame,
    area: Rect,
    title: &str,
    help: &str,
    open: &crate::app::form::Form,
    theme: &Theme,
    hits: &mut Hits,
) {
    let area = text::indent(area, 2);
    let Some(first) = text::row(area, 0) else { return };
    frame.render_widget(Line::styled(title.to_owned(), theme.accent), first);
    let mut top = 1_u16;
    for line in text::wrap(help, area.width.saturating_sub(2)) {
        if let Some(row) = text::row(area, top) {
            frame.render_widget(Line::styled(line, theme.faint), row);
        }
        top = top.saturating_add(1);
    }
    form::render(
        frame,
        text::below(area, top.saturating_add(u16::from(area.height > 16))),
        open,
        theme,
        hits,
    );
}

fn ndi_page(frame: &mut Frame, area: Rect, open: &crate::app::form::Form, theme: &Theme, hits: &mut Hits) {
    let answered = NdiTopic::ALL.iter().filter(|topic| open.score(topic.id()).is_some()).count();
    let so_far = match today::ndi_of(open) {
        Ok(Some(ndi)) => match ndi.score() {
            Some(score) => {
                format!("The score is {} of 50 ({}).", one_decimal(score), content::index_band(score))
            }
            None => format!("{answered} of 10 topics answered; 8 are needed for a score."),
        },
        Ok(None) => format!(
            "Fill in the official form on paper, then enter its numbers here: {}. {}",
            content::index_ends(),
            content::index_form()
        ),
        Err(error) => error,
    };
    form_page(frame, area, "Neck Disability Index", &so_far, open, theme, hits);
}

fn day_page(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    if area.width >= TWO_COLUMNS {
        let left_width = if area.width >= 96 { 58 } else { 45 };
        left_side(frame, text::columns(area, 0, left_width), app, theme, hits);
        right_side(frame, text::indent(area, left_width.saturating_add(1)), app, theme, hits);
    } else {
        let strip_rows = if area.height >= 20 { 6 } else { 0 };
        let todo = today::to_do(app);
        let lines = to_do_lines(&todo, app, area.width.saturating_sub(2)).len();
        let todo_rows = u16::try_from(lines).unwrap_or(u16::MAX).min(if area.height >= 14 { 4 } else { 2 });
        let todo_top = area.height.saturating_sub(todo_rows);
        let strip_top = todo_top.saturating_sub(strip_rows);
        let fields = text::rows(area, 0, strip_top);
        let strip_area = text::rows(area, strip_top, strip_rows);
        let todo_area = text::rows(area, todo_top, todo_rows);
        left_side(frame, fields, app, theme, hits);
        if strip_rows > 0 {
            fortnight(frame, text::indent(strip_area, 2), app, theme, hits);
        }
        to_do(frame, text::indent(todo_area, 2), &todo, app, theme, hits);
    }
}

fn left_side(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let Some(title) = text::row(area, 0) else { return };
    day_title(frame, title, app, theme, hits);
    let roomy = area.height >= 17;
    let body = text::below(area, if roomy { 2 } else { 1 });
    let date = app.today_view.date;
    match app.journal.days.day(date) {
        Known::Unreadable => unreadable(frame, body, app, date, theme),
        Known::NotLoaded => {
            frame.render_widget(Line::styled("  reading this day…", theme.faint), body);
        }
        Known::Blank => fields(frame, body, app, &Day::empty(date), theme, hits),
        Known::Written(day) => fields(frame, body, app, day, theme, hits),
    }
}

fn day_title(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let date = app.today_view.date;
    let name = if date == app.today {
        "Today, ".to_owned()
    } else if date == before(app.today, 1) {
        "Yesterday, ".to_owned()
    } else {
        String::new()
    };
    let mut spans = vec![
        Span::styled("  ‹ ", theme.accent),
        Span::styled(format!("{name}{}", shown(date, app.today)), theme.accent),
        Span::styled(" ›", if date < app.today { theme.accent } else { theme.faint }),
    ];
    if let Some(trial) = &app.journal.trial {
        let number = trial.plan.day_number(date);
        let words = match trial.plan.phase(date) {
            Phase::Before | Phase::After => String::new(),
            Phase::Baseline => "   baseline".to_owned(),
            Phase::Treatment => format!("   day {number}"),
            Phase::Checkpoint => format!("   day {number}, week to measure"),
        };
        spans.push(Span::styled(words, theme.faint));
    }
    let wide: u16 = spans.iter().map(|span| text::width(&span.content)).fold(0, u16::saturating_add);
    hits.add(text::columns(area, 0, 4), Action::Today(Ask::DayBack));
    hits.add(text::columns(area, wide.saturating_sub(2).min(area.width), 3), Action::Today(Ask::DayForward));
    frame.render_widget(Line::from(spans), area);
}

fn unreadable(frame: &mut Frame, area: Rect, app: &App, date: NaiveDate, theme: &Theme) {
    let problem = app.journal.days.problem(date).map(ToString::to_string).unwrap_or_default();
    let words = [
        "This day's file cannot be read, so it is left exactly as it is:".to_owned(),
        problem,
        "Mend it in any editor, or press Enter to be asked what to do.".to_owned(),
    ];
    let mut top = 0_u16;
    for line in words.iter().flat_map(|line| text::wrap(line, area.width.saturating_sub(4))) {
        if let Some(row) = text::row(text::indent(area, 2), top) {
            frame.render_widget(Line::styled(line, theme.caution), row);
        }
        top = top.saturating_add(1);
    }
}

fn fields(frame: &mut Frame, area: Rect, app: &App, day: &Day, theme: &Theme, hits: &mut Hits) {
    let list = today::fields(app);
    let focus = app.today_view.focus.min(list.len().saturating_sub(1));
    let explained = list.get(focus).map(|field| explain(area.width, app, day, *field, theme));
    let explained = explained.unwrap_or_default();
    // Advice has to be seen whole; the fields scroll.
    let most = (area.height / 2).max(2);
    let explain_rows = within(u16::try_from(explained.len()).unwrap_or(u16::MAX), 2, most);
    let room = area.height.saturating_sub(explain_rows);
    let shown = usize::from(room.max(1));
    let first = focus.saturating_add(1).saturating_sub(shown);
    for (row, (place, field)) in list.iter().enumerate().skip(first).take(shown).enumerate() {
        let Some(line) = text::row(area, u16::try_from(row).unwrap_or(u16::MAX)) else { break };
        field_row(frame, line, app, day, place, *field, place == focus, theme, hits);
        let above = row == 0 && first > 0;
        let below = row.saturating_add(1) == shown && place.saturating_add(1) < list.len();
        if (above || below) && area.width >= ARROWS {
            let sign = if above { "↑" } else { "↓" };
            frame.render_widget(Line::styled(sign, theme.faint), text::right(line, 2));
        }
    }
    let rows = u16::try_from(list.len().saturating_sub(first)).unwrap_or(u16::MAX).min(room);
    let gap = u16::from(area.height > rows.saturating_add(explain_rows));
    let below = text::indent(text::below(area, rows.saturating_add(gap)), 2);
    for (row, (line, style)) in explained.into_iter().enumerate() {
        if let Some(place) = text::row(below, u16::try_from(row).unwrap_or(u16::MAX)) {
            frame.render_widget(Line::styled(line, style), place);
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn field_row(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    day: &Day,
    place: usize,
    field: TodayField,
    focused: bool,
    theme: &Theme,
    hits: &mut Hits,
) {
    // The narrowest screen still has room for a ten behind the boxes.
    let labels = if area.width < ARROWS { 16 } else { 18_u16 };
    let sign = if focused { " ▌" } else { "  " };
    let style = if focused { theme.accent } else { theme.text };
    let name = Line::from(vec![
        Span::styled(sign, theme.accent),
        Span::styled(text::fit(&today::label(app, day, field), labels.saturating_sub(2)), style),
    ]);
    frame.render_widget(name, text::columns(area, 0, labels));
    hits.add(area, Action::Today(Ask::Focus(place)));
    let area = text::indent(area, labels);
    if let Some(editing) = editing_of(app, field) {
        form::line_editor(frame, area, &editing.input, theme);
        return;
    }
    let value = today::value(app, day, field);
    if field == TodayField::Named(FieldName::Pain)
        && let Rating::Skipped(reason) = &day.checkin.rating
    {
        frame.render_widget(
            Line::styled(text::fit(&format!("skipped: {reason}"), area.width), theme.text),
            area,
        );
        return;
    }
    match &value {
        Value::Score(score) => {
            let score = score.map(|score| score.get());
            scale::render(frame, area, score, 10, theme, hits, |step| {
                Some(Action::Today(Ask::Set(place, step)))
            });
            let after = text::indent(area, scale::width(10).saturating_add(1));
            let words = score.map_or_else(|| "-".to_owned(), |score| score.to_string());
            let mut spans = vec![Span::styled(text::pad(&words, 3), theme.text)];
            spans.push(aside(app, day, field, &value, after.width.saturating_sub(3), theme));
            frame.render_widget(Line::from(spans), after);
        }
        Value::Count(_) | Value::YesNo(_) | Value::Amount(..) | Value::Text(_) | Value::Ndi(_) => {
            let words = in_words(&value);
            let spans = vec![
                Span::styled(format!("{} ", text::fit(&words, area.width.saturating_sub(1))), theme.text),
                aside(
                    app,
                    day,
                    field,
                    &value,
                    area.width.saturating_sub(text::width(&words)).saturating_sub(1),
                    theme,
                ),
            ];
            frame.render_widget(Line::from(spans), area);
        }
    }
}

/// What stands beside a value: that a 1 waits, that the worst is under the average, the visit that
/// soreness is about; faintly the day before's value where this one is empty.
fn aside(app: &App, day: &Day, field: TodayField, value: &Value, room: u16, theme: &Theme) -> Span<'static> {
    if today::waits_for_ten(app, field) {
        return Span::styled(fitting(&["· 0 makes ten", "· 0: ten"], room), theme.accent);
    }
    if field == TodayField::Named(FieldName::Worst) && worst_is_under_average(day) {
        return Span::styled(fitting(&["under average?", "low?"], room), theme.caution);
    }
    let was = if day.date == app.today { "yesterday" } else { "day before" };
    let words = if field == TodayField::Ndi && value.is_empty() {
        ["due, Enter opens it".to_owned(), String::new()]
    } else if field == TodayField::Soreness {
        let words = match crate::domain::day::days_since_visit(&app.journal.days, day.date) {
            Some(1) if day.date == app.today => "visit yesterday",
            Some(1) => "visit day before",
            Some(_) if day.date == app.today => "visit 2 days ago",
            Some(_) => "2 days before",
            None => "",
        };
        [words.to_owned(), String::new()]
    } else if let (true, Some(value)) = (value.is_empty(), today::yesterday(app, field)) {
        let value = in_words(&value);
        let short = if day.date == app.today { "y" } else { "before" };
        [format!("{was} {value}"), format!("{short} {value}")]
    } else {
        [String::new(), String::new()]
    };
    Span::styled(fitting(&words.each_ref().map(String::as_str), room), theme.faint)
}

/// The first of some words that fits whole: half a word would say nothing.
fn fitting(words: &[&str], room: u16) -> String {
    words
        .iter()
        .find(|words| text::width(words) <= room)
        .map_or_else(String::new, |words| (*words).to_owned())
}

/// Whether the worst pain of a day is lower than its average: one of the two is a slip.
fn worst_is_under_average(day: &Day) -> bool {
    matches!((day.checkin.worst, day.checkin.pain()), (Some(worst), Some(pain)) if worst < pain)
}

fn in_words(value: &Value) -> String {
    let none = || "-".to_owned();
    match value {
        Value::Score(value) => value.map_or_else(none, |score| score.to_string()),
        Value::Count(value) => value.map_or_else(none, |count| count.to_string()),
        Value::YesNo(value) => value.map_or_else(none, |yes| if yes { "yes" } else { "no" }.to_owned()),
        Value::Amount(value, unit) => value.map_or_else(none, |amount| format!("{amount} {unit}")),
        Value::Text(value) => value.as_ref().map_or_else(none, |words| words.to_string()),
        Value::Ndi(None) => none(),
        Value::Ndi(Some(index)) => index_words(index),
    }
}

fn editing_of(app: &App, field: TodayField) -> Option<&Editing> {
    let editing = app.today_view.editing.as_ref()?;
    let here = match (editing.target, field) {
        (EditTarget::Note, TodayField::Named(FieldName::Note)) => true,
        (EditTarget::Skip, TodayField::Named(FieldName::Pain)) => true,
        (EditTarget::Awakenings, TodayField::Named(FieldName::Awakenings)) => true,
        (EditTarget::Marker(wanted), TodayField::Marker(place)) => wanted == place,
        (EditTarget::Note | EditTarget::Skip | EditTarget::Awakenings | EditTarget::Marker(_), _) => false,
    };
    here.then_some(editing)
}

/// What the field in focus asks, and what its ends mean.
fn explain(width: u16, app: &App, day: &Day, field: TodayField, theme: &Theme) -> Vec<(String, Style)> {
    let id = match field {
        TodayField::Named(name) => name.id(),
        TodayField::Soreness => "soreness",
        TodayField::Marker(_) => "marker",
        TodayField::Ndi => "ndi",
        TodayField::Change(_) => "change",
    };
    let words = content::field(id);
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |line: String, style: Style| {
        lines.extend(text::wrap(&line, width.saturating_sub(3)).into_iter().map(|line| (line, style)));
    };
    match app.today_view.editing.as_ref() {
        Some(Editing { error: Some(error), .. }) => add(error.clone(), theme.caution),
        Some(Editing { target: EditTarget::Awakenings, .. }) => {
            add("How many times? A number, then Enter.".to_owned(), theme.text);
        }
        Some(Editing { target: EditTarget::Skip, .. }) => {
            add("Why is there no rating this day? A word is enough: ill, away.".to_owned(), theme.text);
        }
        Some(_) | None => {
            if let Some(words) = words {
                add(on_that_day(&words.prompt, app), theme.text);
                if let Some(ends) = words.ends() {
                    add(ends, theme.faint);
                }
            } else if let TodayField::Change(_) = field {
                add("Enter changes it, - takes it away.".to_owned(), theme.text);
            }
            if let TodayField::Marker(place) = field
                && let Some(marker) = today::marker(app, place)
            {
                add(content::marker_entry(marker), theme.faint);
            }
            if today::waits_for_ten(app, field) {
                add("1 so far. 0 makes it ten; the next figure or ↓ goes on.".to_owned(), theme.accent);
            }
            if field == TodayField::Named(FieldName::ExtraMedicine) {
                add("y or n answers; w writes the note.".to_owned(), theme.faint);
            }
            if field == TodayField::Named(FieldName::Awakenings) {
                add("More than 9: Enter, then the number.".to_owned(), theme.faint);
            }
            if worst_is_under_average(day) {
                add("The worst pain is under the average. Is that right?".to_owned(), theme.caution);
            }
            if let Some(advice) = soreness_advice(app, day, field) {
                add(advice.to_owned(), theme.caution);
            }
            if let Some(late) = today::written_later(app, day) {
                add(late, theme.faint);
            }
        }
    }
    lines
}

/// Soreness that is still there two days after a visit asks for a word with someone.
/// A prompt about today, asked on a later day.
fn on_that_day(prompt: &str, app: &App) -> String {
    if app.today_view.date == app.today {
        prompt.to_owned()
    } else {
        prompt.replace("today", "that day").replace("last night", "the night before")
    }
}

fn soreness_advice(app: &App, day: &Day, field: TodayField) -> Option<&'static str> {
    let sore = day.checkin.soreness.is_some_and(|score| score.get() > 0);
    let two_days = crate::domain::day::days_since_visit(&app.journal.days, day.date) == Some(2);
    (field == TodayField::Soreness && sore && two_days).then(|| content::advice("soreness-48"))
}

fn right_side(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    fortnight(frame, area, app, theme, hits);
    let below = text::below(area, 8);
    let todo = today::to_do(app);
    if let Some(title) = text::row(below, 0) {
        let words = if todo.is_empty() { "Nothing else to do" } else { "To do" };
        frame.render_widget(
            Line::styled(words, if todo.is_empty() { theme.faint } else { theme.accent }),
            title,
        );
    }
    to_do(frame, text::below(below, 1), &todo, app, theme, hits);
}

/// Whether one sign per day or two cells per day fit.
fn day_cells(width: u16) -> u16 {
    if width >= 8 + 28 { 2 } else { 1 }
}

/// The strip of the last fourteen days: pain, sleep, visits.
fn fortnight(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let last =
        if app.today_view.date <= before(app.today, STRIP_DAYS) { app.today_view.date } else { app.today };
    let first = before(last, STRIP_DAYS.saturating_sub(1));
    let days: Vec<NaiveDate> = dates(first, last).collect();
    let cells = day_cells(area.width);
    let labels = 8_u16;
    let title = if last == app.today {
        "Last 14 days".to_owned()
    } else {
        format!("14 days to {}", shown(last, app.today))
    };
    if let Some(row) = text::row(area, 0) {
        frame.render_widget(Line::styled(title, theme.accent), row);
    }
    let mut line = |row: u16, label: &str, sign: &dyn Fn(NaiveDate) -> (String, Style)| {
        let Some(place) = text::row(area, row) else { return };
        frame.render_widget(Line::styled(text::fit(label, labels.saturating_sub(1)), theme.faint), place);
        for (column, date) in days.iter().enumerate() {
            let at = labels.saturating_add(u16::try_from(column).unwrap_or(u16::MAX).saturating_mul(cells));
            let cell = text::columns(place, at, cells);
            let (words, style) = sign(*date);
            frame.render_widget(Line::styled(words, style), cell);
            let ago = date.signed_duration_since(app.today).num_days();
            hits.add(cell, Action::Today(Ask::GoDay(ago)));
        }
    };
    let letters = |date: NaiveDate| {
        let letter = crate::domain::calendar::weekday_name(date.weekday()).chars().take(1).collect();
        (letter, if date == app.today_view.date { theme.selected } else { theme.faint })
    };
    line(1, "", &letters);
    line(2, "pain", &|date| score_sign(app, date, |day| day.checkin.pain().map(|s| s.get()), theme));
    line(3, "sleep", &|date| score_sign(app, date, |day| day.checkin.sleep.map(|s| s.get()), theme));
    let calendar = sessions::calendar(&app.cx());
    line(4, "visits", &|date| visit_sign(app, &calendar, date, theme));
    let any_late = days.iter().any(|date| state(app, *date) == Some(DayState::Late));
    if any_late {
        line(5, "late", &|date| {
            (if state(app, date) == Some(DayState::Late) { "◦" } else { " " }.to_owned(), theme.faint)
        });
    }
    let legend = format!(
        "{} blank  {} skipped{}",
        strip::BLANK,
        strip::SKIPPED,
        if any_late { "  ◦ written late" } else { "" }
    );
    if let Some(row) = text::row(area, if any_late { 6 } else { 5 }) {
        frame.render_widget(Line::styled(text::fit(&legend, row.width), theme.faint), row);
    }
}

fn state(app: &App, date: NaiveDate) -> Option<DayState> {
    app.journal.days.day(date).written().map(|day| day.state(app.settings.day_end))
}

fn score_sign(
    app: &App,
    date: NaiveDate,
    value: impl Fn(&Day) -> Option<u8>,
    theme: &Theme,
) -> (String, Style) {
    let known = app.journal.days.day(date);
    if known == Known::Unreadable {
        return ("?".to_owned(), theme.caution);
    }
    let Some(day) = known.written() else { return (strip::BLANK.to_owned(), theme.faint) };
    match value(day) {
        Some(score) => (strip::sign(score, theme.ascii).to_owned(), phase_style(app, date, theme)),
        None if day.checkin.skipped().is_some() => (strip::SKIPPED.to_owned(), theme.faint),
        None => (strip::BLANK.to_owned(), theme.faint),
    }
}

fn phase_style(app: &App, date: NaiveDate, theme: &Theme) -> Style {
    match app.journal.trial.as_ref().map(|trial| trial.plan.phase(date)) {
        Some(Phase::Baseline) => theme.baseline,
        Some(Phase::Checkpoint) => theme.checkpoint,
        Some(Phase::Treatment) => theme.treatment,
        Some(Phase::Before | Phase::After) | None => theme.text,
    }
}

/// The mark of the day's visit, as on the calendar.
fn visit_sign(app: &App, calendar: &Calendar, date: NaiveDate, theme: &Theme) -> (String, Style) {
    match VisitMark::of_day(&app.cx(), calendar, date) {
        Some(mark) => (mark.sign().to_owned(), mark.style(theme)),
        None => (" ".to_owned(), theme.text),
    }
}

fn to_do(frame: &mut Frame, area: Rect, list: &[ToDo], app: &App, theme: &Theme, hits: &mut Hits) {
    let lines = to_do_lines(list, app, area.width);
    let is_cut = lines.len() > usize::from(area.height);
    for (number, (line, item)) in lines.into_iter().enumerate() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let Some(row) = text::row(area, number) else { return };
        let last = is_cut && number.saturating_add(1) == area.height;
        let line = if last { text::fit(&format!("{line} …"), row.width) } else { line };
        let (style, action) = match item {
            ToDo::Hold => (theme.alarm, Action::Global(Global::Open(View::Plan))),
            ToDo::Checklist => (theme.text, Action::Global(Global::Open(View::Plan))),
            ToDo::VisitToday => (theme.text, Action::Today(Ask::Session)),
            ToDo::Weekly => (theme.text, Action::Today(Ask::NextField)),
            ToDo::Blank(_) => (theme.text, Action::Today(Ask::GoBlank)),
            ToDo::Rescued(_) => (theme.caution, Action::Today(Ask::Rescued)),
            ToDo::Unreadable(date) => {
                let ago = date.signed_duration_since(app.today).num_days();
                (theme.caution, Action::Today(Ask::GoDay(ago)))
            }
        };
        frame.render_widget(Line::styled(line, style), row);
        hits.add(row, action);
    }
}

/// What is to do in lines of a width, each with what it is about.
fn to_do_lines<'t>(list: &'t [ToDo], app: &App, width: u16) -> Vec<(String, &'t ToDo)> {
    let mut lines = Vec::new();
    for item in list {
        let words = match item {
            ToDo::Hold => {
                let list = app.journal.trial.as_ref().map(|trial| &trial.checklist);
                let list = list.or(app.journal.setup.as_ref().map(|setup| &setup.checklist));
                let level = list.and_then(content::open_level).map_or("", content::what_to_do);
                format!("On hold. {level} See Plan.")
            }
            ToDo::Checklist => "The checklist waits in Plan; a trial begins there.".to_owned(),
            ToDo::VisitToday => "A visit is planned today; s writes it down.".to_owned(),
            ToDo::Weekly => weekly_words(app),
            ToDo::Blank(blank) => blank_words(blank, app.today),
            ToDo::Unreadable(date) => format!("The file of {} cannot be read.", shown(*date, app.today)),
            ToDo::Rescued(date) => {
                format!("Not saved on {}, but kept: r asks what to do with it.", shown(*date, app.today))
            }
        };
        for (number, line) in text::wrap(&words, width.saturating_sub(3)).into_iter().enumerate() {
            let sign = if number == 0 { "• " } else { "  " };
            lines.push((format!("{sign}{line}"), item));
        }
    }
    lines
}

fn weekly_words(app: &App) -> String {
    match app.journal.trial.as_ref().map(|trial| &trial.plan.function) {
        Some(FunctionMeasure::Markers(markers)) => {
            let names: Vec<&str> = markers
                .iter()
                .filter(|marker| !marker.is_awakenings())
                .map(|marker| marker.name.as_str())
                .collect();
            format!("Due this week: {}", names.join(" and "))
        }
        Some(FunctionMeasure::Ndi) | None => "Neck Disability Index is due".to_owned(),
    }
}

/// Blank days by name while they are few; never a reproach.
fn blank_words(blank: &[NaiveDate], today: NaiveDate) -> String {
    let count = blank.len();
    let days = if count == 1 {
        "1 day without a check-in".to_owned()
    } else {
        format!("{count} days without a check-in")
    };
    let names: Vec<String> = blank.iter().rev().take(3).map(|date| shown(*date, today)).collect();
    let more = if count > 3 { ", …" } else { "" };
    format!("{days}: {}{more}", names.join(", "))
}
