//! Week five: the page of the decision, what is asked at the end, what next.
//!
//! ```text
//!  the parts of the page                  scrolls                 content/decided/page.rs
//!  ─ what next ─────────────────────
//!  the steps, one key each                always in sight where there is room
//! ```

pub mod lines;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

pub use self::lines::Lines;
use self::lines::{scrolled, section_line};
use super::past;
use crate::app::action::{Action, WeekFive as Ask};
use crate::app::cx::Cx;
use crate::app::views::week_five::{Open, Page, Step, WeekFiveView, steps_stand_below};
use crate::content;
use crate::content::decided::{FigureLine, Item, Mark, Part, what_it_took};
use crate::domain::decision::Verdict;
use crate::domain::decision::outcome::Outcome;
use crate::ui::widgets::{form, more};
use crate::ui::{Canvas, Theme, text};

/// The widest column that is easy to read.
const WIDEST: u16 = 96;

/// Draws the view.
pub fn render(canvas: &mut Canvas, area: Rect, cx: &Cx, view: &WeekFiveView) {
    let theme = canvas.theme;
    let margin = if area.width >= 70 { 3 } else { 1 };
    let inside = text::columns(area, margin, WIDEST.min(area.width.saturating_sub(margin).saturating_sub(1)));
    if cx.journal.trial.is_none() || view.assessed.is_none() {
        return no_trial(canvas, inside);
    }
    if let Some(open) = &view.open {
        return form_page(canvas, inside, view, open);
    }
    let mut lines = Lines::new(inside.width, theme);
    let page_key = cx.key_for(Action::WeekFive(Ask::PageDown));
    if view.page == Page::Past {
        past::lines(&mut lines, cx, &view.past.columns);
        scrolled(canvas, inside, view.scroll, lines, Some(&page_key));
        return;
    }
    let leads = view.steps.iter().any(|step| step.first);
    for part in &view.parts {
        draw(&mut lines, part, leads);
    }
    let steps = step_rows(cx, view, inside.width);
    if !steps_stand_below(cx) {
        // The heading is the page's own last one, or that of the hold above.
        lines.gap();
        steps.iter().for_each(|row| stacked(&mut lines, row));
        scrolled(canvas, inside, view.scroll, lines, Some(&page_key));
        return;
    }
    let tall = u16::try_from(steps.len()).unwrap_or(0).saturating_add(1);
    let above = Rect { height: inside.height.saturating_sub(tall), ..inside };
    let ends = scrolled(canvas, above, view.scroll, lines, None);
    let below = text::below(inside, above.height);
    if let Some(row) = text::row(below, 0) {
        let more = format!(" {} ", more::words(false, true, &page_key, theme));
        let wide = if ends { 0 } else { text::width(&more).saturating_add(2) };
        let mut line = section_line("", row.width.saturating_sub(wide), theme);
        if !ends {
            line.push_span(Span::styled(more, theme.accent));
            line.push_span(Span::styled("──", theme.faint));
        }
        canvas.put(line, row);
    }
    draw_steps(canvas, text::below(below, 1), &steps);
}

fn no_trial(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let words = [
        "There is no trial yet.",
        "",
        "Week five is where a trial ends: the same measures as before the start, and an answer by rules that \
         were fixed beforehand. Plan (F5) begins one.",
    ];
    let mut top = 1;
    for paragraph in words {
        for line in text::wrap(paragraph, area.width) {
            canvas.line(area, top, Line::styled(line, theme.text));
            top = top.saturating_add(1);
        }
    }
}

fn form_page(canvas: &mut Canvas, area: Rect, view: &WeekFiveView, open: &Open) {
    let theme = canvas.theme;
    let words = match open {
        Open::Decide(_) => content::told("decide-otherwise"),
        Open::Adjust(_) => content::told("adjust-one-thing"),
        Open::End(_) => match &view.assessed {
            Some(found) => format!("{} {}", content::told("end-asked"), what_it_took(&found.adherence)),
            None => content::told("end-asked"),
        },
    };
    let mut top = u16::from(area.height >= 12);
    for line in text::wrap(&words, area.width) {
        canvas.line(area, top, Line::styled(line, theme.text));
        top = top.saturating_add(1);
    }
    form::render(canvas, text::below(area, top.saturating_add(1)), open.form());
}

// ---- the parts of the page --------------------------------------------------------------------

/// Draws a part; `leads` says whether a step is marked that the answer leads to.
fn draw(page: &mut Lines, part: &Part, leads: bool) {
    let theme = page.theme;
    match part {
        Part::Alert { name, lines } => {
            if let Some(name) = name {
                page.text(&name.to_uppercase(), 0, theme.alarm.add_modifier(Modifier::BOLD));
            }
            for line in lines {
                page.text(line, 0, theme.alarm);
            }
            page.gap();
        }
        Part::Recorded(lines) => {
            for (number, line) in lines.iter().enumerate() {
                page.text(line, 0, if number == 0 { theme.accent } else { theme.text });
            }
        }
        Part::Answer { verdict, name, standing, meaning } => {
            headline(page, *verdict, name, standing.as_deref().unwrap_or_default());
            page.text(meaning, 0, theme.text);
        }
        Part::Figures(lines) => {
            page.gap();
            figures(page, lines);
        }
        Part::Heading(words) => page.heading(&lower(words)),
        Part::Strong(words) => page.text(words, 0, theme.accent),
        Part::Text(words) => page.text(words, 0, theme.text),
        Part::Small(words) => page.text(words, 0, theme.faint),
        Part::List(items) => {
            items.iter().filter(|one| !(leads && one.by_step)).for_each(|one| item(page, one));
        }
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The answer in capitals, and how it stands at the right; below it where there is no room.
fn headline(page: &mut Lines, verdict: Verdict, name: &str, standing: &str) {
    let theme = page.theme;
    let style = match verdict {
        Verdict::Continue => theme.good,
        Verdict::Review => theme.alarm,
        Verdict::NotYet => theme.accent,
        Verdict::Stopped => theme.text,
        Verdict::InsufficientData | Verdict::Adjust | Verdict::Inconclusive => theme.caution,
    };
    let name = name.to_uppercase();
    let used = text::width(&name).saturating_add(text::width(standing));
    let name_span = Span::styled(name, style.add_modifier(Modifier::BOLD));
    let beside = used.saturating_add(2) <= page.width;
    let mut spans = vec![name_span];
    if beside && !standing.is_empty() {
        spans.push(Span::raw(" ".repeat(usize::from(page.width.saturating_sub(used)))));
        spans.push(Span::styled(standing.to_owned(), theme.text));
    }
    page.lines.push(Line::from(spans));
    if !beside && !standing.is_empty() {
        page.text(standing, 0, theme.text);
    }
}

/// A line of a list: its mark, what it says, and what stands beside it where there is room, else below.
fn item(page: &mut Lines, item: &Item) {
    let theme = page.theme;
    let (sign, sign_style) = match item.mark {
        Mark::Point => ("•", theme.accent),
        Mark::Doubt => ("•", theme.caution),
        Mark::Yes => ("✓", theme.good),
        Mark::No => ("·", theme.faint),
        Mark::Missing => ("□", theme.caution),
    };
    let style = match (item.stands_out, item.mark) {
        (true, _) => theme.text.add_modifier(Modifier::BOLD),
        (false, Mark::No) => theme.faint,
        (false, Mark::Point | Mark::Doubt | Mark::Yes | Mark::Missing) => theme.text,
    };
    let gap = if item.text.ends_with('.') { 1 } else { 3 };
    let used = text::width(&item.text).saturating_add(text::width(&item.beside)).saturating_add(gap);
    if !item.beside.is_empty() && used.saturating_add(2) <= page.width {
        page.lines.push(Line::from(vec![
            Span::styled(sign, sign_style),
            Span::raw(" "),
            Span::styled(item.text.clone(), style),
            Span::raw(" ".repeat(usize::from(gap))),
            Span::styled(item.beside.clone(), theme.faint),
        ]));
        return;
    }
    page.marked(sign, sign_style, &item.text, style);
    if !item.beside.is_empty() {
        page.text(&item.beside, 2, theme.faint);
    }
}

/// The figures in aligned columns; stacked where there is little room.
fn figures(page: &mut Lines, lines: &[FigureLine]) {
    let theme = page.theme;
    let widest = |of: fn(&FigureLine) -> &str| {
        lines.iter().map(|line| text::width(of(line))).max().unwrap_or(0).saturating_add(2)
    };
    let (name, values, change) = (widest(|it| &it.name), widest(|it| &it.values), widest(|it| &it.change));
    let goal = widest(|it| &it.goal).saturating_add(2);
    let wide = name.saturating_add(values).saturating_add(change).saturating_add(goal);
    for line in lines {
        let (sign, style) = outcome_sign(line.outcome, theme);
        let goal_span = Span::styled(format!("{sign} {}", line.goal), style);
        if wide <= page.width {
            let mut spans = vec![
                Span::styled(text::pad(&line.name, name), theme.text),
                Span::styled(text::pad(&line.values, values), theme.accent),
                Span::styled(text::pad(&line.change, change), theme.text),
                goal_span,
            ];
            let days = days_words(line);
            let used = text::width(&line.goal).saturating_add(2);
            let rest = goal.saturating_sub(used);
            let fits = wide.saturating_add(text::width(&days)) <= page.width;
            if fits && !days.is_empty() {
                spans.push(Span::raw(" ".repeat(usize::from(rest))));
                spans.push(Span::styled(days, theme.faint));
            }
            page.lines.push(Line::from(spans));
        } else {
            page.text(&line.name, 0, theme.text);
            page.lines.push(Line::from(vec![
                Span::styled(format!("  {}  ", line.values), theme.accent),
                Span::styled(format!("{}  ", line.change), theme.text),
            ]));
            if !line.goal.is_empty() {
                page.lines.push(Line::from(vec![Span::raw("  "), goal_span]));
            }
        }
        if line.says_basis {
            page.text(&line.basis, 2, theme.faint);
        }
    }
}

fn days_words(line: &FigureLine) -> String {
    if line.days.is_empty() { String::new() } else { format!("from {}", line.days) }
}

fn outcome_sign(outcome: Option<Outcome>, theme: &Theme) -> (&'static str, Style) {
    match outcome {
        Some(Outcome::Improved) => ("✓", theme.good),
        Some(Outcome::Unchanged) => ("·", theme.text),
        Some(Outcome::Worsened | Outcome::Mixed) => ("▲", theme.alarm),
        Some(Outcome::Unknown) => ("·", theme.faint),
        None => (" ", theme.text),
    }
}

// ---- what next --------------------------------------------------------------------------------

/// A step with its key, and whether it is the one that is marked.
struct Keyed {
    step: Step,
    key: String,
    marked: bool,
}

/// The steps in rows: as many beside each other as fit, the one that the answer leads to by itself.
fn step_rows(cx: &Cx, view: &WeekFiveView, width: u16) -> Vec<Vec<Keyed>> {
    let mut rows: Vec<Vec<Keyed>> = Vec::new();
    let mut used = u16::MAX;
    let at = view.at();
    for (place, step) in view.steps.iter().enumerate() {
        let key = cx.key_for(Action::WeekFive(step.action));
        let keyed = Keyed { step: step.clone(), key, marked: place == at };
        let wide = step_width(&keyed);
        match rows.last_mut() {
            Some(row) if used.saturating_add(wide) <= width => {
                used = used.saturating_add(wide);
                row.push(keyed);
            }
            Some(_) | None => {
                used = if keyed.step.first { u16::MAX } else { wide };
                rows.push(vec![keyed]);
            }
        }
    }
    rows
}

fn step_width(keyed: &Keyed) -> u16 {
    text::width(&keyed.key).saturating_add(text::width(keyed.step.label)).saturating_add(6)
}

fn step_line(row: &[Keyed], theme: &Theme) -> Line<'static> {
    let spans = row.iter().flat_map(|keyed| {
        let style = if keyed.marked { theme.selected } else { theme.text };
        [
            Span::styled(if keyed.marked { "▸ " } else { "  " }, theme.accent),
            Span::styled(keyed.key.clone(), theme.accent),
            Span::raw(" "),
            Span::styled(keyed.step.label, style),
            Span::raw("   "),
        ]
    });
    Line::from(spans.collect::<Vec<_>>())
}

/// A row of steps as lines of the page; one that is too wide runs over as many as it needs.
fn stacked(page: &mut Lines, row: &[Keyed]) {
    let theme = page.theme;
    let wide: u16 = row.iter().map(step_width).fold(0, u16::saturating_add);
    // The gap after the last one may be cut off.
    if wide.saturating_sub(3) <= page.width {
        page.lines.push(step_line(row, theme));
        return;
    }
    for keyed in row {
        let style = if keyed.marked { theme.selected } else { theme.text };
        let before = text::width(&keyed.key).saturating_add(3);
        for (number, line) in
            text::wrap(keyed.step.label, page.width.saturating_sub(before)).into_iter().enumerate()
        {
            let mark = if keyed.marked && number == 0 { "▸ " } else { "  " };
            let key = if number == 0 { keyed.key.clone() } else { text::pad("", text::width(&keyed.key)) };
            page.lines.push(Line::from(vec![
                Span::styled(mark, theme.accent),
                Span::styled(key, theme.accent),
                Span::raw(" "),
                Span::styled(line, style),
            ]));
        }
    }
}

fn draw_steps(canvas: &mut Canvas, area: Rect, rows: &[Vec<Keyed>]) {
    let theme = canvas.theme;
    for (number, row) in rows.iter().enumerate() {
        let Some(place) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { return };
        let mut from = 0_u16;
        for keyed in row {
            if keyed.marked {
                canvas.cursor(Position::new(place.x.saturating_add(from), place.y));
            }
            let wide = step_width(keyed);
            canvas.click(text::columns(place, from, wide), Action::WeekFive(keyed.step.action));
            from = from.saturating_add(wide);
        }
        canvas.put(step_line(row, theme), place);
    }
}
