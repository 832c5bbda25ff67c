//! A form: labels, values, the choices of the field in focus, and what is wrong.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use tui_input::Input;

use super::{more, scale};
use crate::app::action::{Action, Form as Ask};
use crate::app::form::{self, Field, Form, FormRow, Kind, LIST_FIELDS};
use crate::app::paragraph;
use crate::domain::bounds::within;
use crate::ui::{Canvas, text};

/// How many rows a form takes at most in a width.
pub fn height(form: &Form, width: u16) -> u16 {
    form.rows().into_iter().map(|row| row_height(form, row, width)).fold(0, u16::saturating_add)
}

fn is_list(field: &Field) -> bool {
    match &field.kind {
        Kind::One { .. } | Kind::Many { .. } => true,
        Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_) => false,
    }
}

fn choices(field: &Field) -> &[String] {
    match &field.kind {
        Kind::One { choices, .. } | Kind::Many { choices, .. } => choices,
        Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_) => &[],
    }
}

/// Whether the choices fit on the label's own line.
fn fits_inline(form: &Form, field: &Field, width: u16) -> bool {
    let cells: u16 = choices(field)
        .iter()
        .map(|choice| text::width(choice).saturating_add(7))
        .fold(0, u16::saturating_add);
    label_width(form, width).saturating_add(cells) <= width
}

/// Whether a form has so many fields that its choices stand side by side, to keep it in sight.
fn is_long(form: &Form) -> bool {
    form.fields.len() > LIST_FIELDS
}

/// Where a choice stands below the label's row and right of its column.
struct Spot {
    line: u16,
    column: u16,
    wide: u16,
    tall: u16,
}

/// Where the choices stand: side by side in a long form, below each other in a short one. One that is wider
/// than there is room runs over several lines.
fn spots(form: &Form, field: &Field, width: u16) -> Vec<Spot> {
    let side_by_side = is_long(form);
    let room = if side_by_side {
        width.saturating_sub(label_width(form, width))
    } else {
        width.saturating_sub(stack_indent(form, field))
    };
    let (mut line, mut column, mut below) = (0_u16, 0_u16, 0_u16);
    let mut spots = Vec::new();
    for choice in choices(field) {
        let wide = text::width(choice).saturating_add(SIGNS).min(room);
        let lines = text::wrap(choice, room.saturating_sub(SIGNS)).len();
        let tall = u16::try_from(lines).unwrap_or(u16::MAX).max(1);
        if column > 0 && (!side_by_side || column.saturating_add(wide) > room) {
            (line, column) = (below, 0);
        }
        spots.push(Spot { line, column, wide, tall });
        below = below.max(line.saturating_add(tall));
        column = column.saturating_add(wide).saturating_add(2);
    }
    spots
}

/// Cells of the key and the box before a choice.
const SIGNS: u16 = 5;

/// Cells before the choices of a short form, which stand below the label.
fn stack_indent(form: &Form, field: &Field) -> u16 {
    if form.fields.len() == 1 && field.label.is_empty() { 0 } else { 2 }
}

/// How many rows choices take.
fn spots_height(spots: &[Spot]) -> u16 {
    spots.iter().map(|spot| spot.line.saturating_add(spot.tall)).max().unwrap_or(0)
}

/// The least cells beside the labels: a scale with its figure.
const BESIDE_LABELS: u16 = 22;

/// Cells of the labels: a third of the width, and in little room more where a label is longer.
fn label_width(form: &Form, width: u16) -> u16 {
    let longest = form.fields.iter().map(|field| text::width(&field.label)).max().unwrap_or(0);
    let needed = longest.saturating_add(2).min(width.saturating_sub(BESIDE_LABELS)).min(26);
    within(width / 3, 12, 26).max(needed)
}

/// A label in the lines it takes.
fn label_lines(form: &Form, field: &Field, width: u16) -> Vec<String> {
    text::wrap(&field.label, label_width(form, width).saturating_sub(2))
}

/// The answer of a long list that is not in focus: it alone is shown, to keep the form in sight.
fn only_answer(form: &Form, place: usize, field: &Field) -> Option<String> {
    let Kind::One { choices, chosen: Some(chosen), .. } = &field.kind else { return None };
    let is_long = form::is_lettered(choices.len()) && place != form.focus;
    choices.get(*chosen).filter(|_| is_long).cloned()
}

fn field_height(form: &Form, place: usize, width: u16) -> u16 {
    let Some(field) = form.fields.get(place) else { return 0 };
    let own = if only_answer(form, place, field).is_some() {
        1
    } else if let Some(line) = words_of(field) {
        let lines = paragraph::lines(line.value(), text_width(form, field, width)).len();
        u16::try_from(if place == form.focus { lines } else { lines.min(REST_LINES) }).unwrap_or(u16::MAX)
    } else if is_list(field) && !fits_inline(form, field, width) {
        let label = u16::from(!is_long(form) && !field.label.is_empty());
        spots_height(&spots(form, field, width)).saturating_add(label)
    } else {
        1
    };
    let labels = label_lines(form, field, width).len();
    let own = own.max(u16::try_from(labels).unwrap_or(u16::MAX));
    let error = error_lines(form, field, width).len();
    own.saturating_add(u16::try_from(error).unwrap_or(u16::MAX))
}

/// The most lines of a text that is not in focus.
const REST_LINES: usize = 2;

/// The person's own words in a field.
fn words_of(field: &Field) -> Option<&form::Line> {
    match &field.kind {
        Kind::Text(line) if line.takes.is_words() => Some(line),
        Kind::Text(_) | Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. } => None,
    }
}

/// Cells of the labels before a field.
fn labels_before(form: &Form, field: &Field, width: u16) -> u16 {
    if form.fields.len() == 1 && field.label.is_empty() { 0 } else { label_width(form, width) }
}

/// The cells that words are wrapped in: one stays free for the cursor behind the last letter.
fn text_width(form: &Form, field: &Field, width: u16) -> u16 {
    width.saturating_sub(labels_before(form, field, width)).saturating_sub(1)
}

/// Where an error stands: below the value, or below the choices.
fn error_indent(form: &Form, field: &Field, width: u16) -> u16 {
    if is_list(field) { 0 } else { label_width(form, width) }
}

fn error_lines(form: &Form, field: &Field, width: u16) -> Vec<String> {
    let Some(error) = &field.error else { return Vec::new() };
    text::wrap(error, width.saturating_sub(error_indent(form, field, width)))
}

/// How many rows a row of the form takes. The one that finishes it stands a little apart.
fn row_height(form: &Form, row: FormRow, width: u16) -> u16 {
    match row {
        FormRow::Field(place) => field_height(form, place, width),
        FormRow::More | FormRow::Done => 1,
    }
}

/// Draws a form. Where it is taller than its area, the part around the row in focus is shown, and
/// the row that finishes it stays in sight at the bottom.
pub fn render(canvas: &mut Canvas, area: Rect, form: &Form) {
    let theme = canvas.theme;
    let is_short_of_room = height(form, area.width) > area.height;
    let pinned = form.done_words().filter(|_| is_short_of_room && area.height > 1).is_some();
    let (room, foot) = if pinned {
        let inner = area.height.saturating_sub(1);
        (text::rows(area, 0, inner), text::row(area, inner))
    } else {
        (area, None)
    };
    let rows: Vec<FormRow> =
        form.rows().into_iter().filter(|row| !(pinned && *row == FormRow::Done)).collect();
    let here = rows.iter().position(|row| *row == form.row()).unwrap_or(rows.len());
    let tall = |row: &FormRow| row_height(form, *row, area.width);
    let until = |count: usize| rows.iter().take(count).map(tall).fold(0, u16::saturating_add);
    let (above, end) = (until(here), until(here.saturating_add(1)));
    // A row that would be cut at the top is left out whole, and what follows moves up into its place.
    let scroll = end.saturating_sub(room.height).min(above);
    let scroll = (0..=here).map(until).find(|start| *start >= scroll).unwrap_or(above);
    let mut top: u16 = 0;
    for row in &rows {
        if top >= scroll {
            let place = text::below(room, top.saturating_sub(scroll));
            render_row(canvas, place, form, *row);
        }
        top = top.saturating_add(tall(row));
    }
    if let Some(foot) = foot {
        render_row(canvas, foot, form, FormRow::Done);
        if top.saturating_sub(scroll) > room.height {
            let words = more::words(false, true, "", theme);
            let place = text::right(foot, text::width(&words).saturating_add(1));
            canvas.put(Line::styled(words, theme.faint), place);
        }
    }
}

fn render_row(canvas: &mut Canvas, area: Rect, form: &Form, row: FormRow) {
    let focused = form.row() == row;
    match row {
        FormRow::Field(place) => {
            if let Some(field) = form.fields.get(place) {
                render_field(canvas, area, form, place, field);
            }
        }
        FormRow::More => {
            let words = format!("More: {}", form.more_words().unwrap_or_default());
            button(canvas, area, &words, focused);
            canvas.click(text::rows(area, 0, 1), Action::Form(Ask::Unfold));
        }
        FormRow::Done => {
            button(canvas, area, form.done_words().unwrap_or_default(), focused);
            canvas.click(text::rows(area, 0, 1), Action::Form(Ask::Save));
        }
    }
}

/// A row that does something: pointed at and marked where it is in focus.
fn button(canvas: &mut Canvas, area: Rect, words: &str, focused: bool) {
    let theme = canvas.theme;
    let Some(row) = text::row(area, 0) else { return };
    let style = if focused { theme.selected } else { theme.accent };
    let pointer = if focused { "▸" } else { " " };
    let words = text::fit(&format!("{pointer} {words} "), row.width);
    let place = text::columns(row, 0, text::width(&words));
    if focused {
        canvas.cursor(Position::new(place.x, place.y));
    }
    canvas.put(Line::styled(words, style), place);
}

fn render_field(canvas: &mut Canvas, area: Rect, form: &Form, place: usize, field: &Field) {
    let theme = canvas.theme;
    let Some(line) = text::row(area, 0) else { return };
    let focused = place == form.focus;
    let labels = labels_before(form, field, area.width);
    if labels > 0 {
        let sign = if focused { "▌" } else { " " };
        let style = if focused { theme.accent } else { theme.text };
        for (number, label) in (0_u16..).zip(label_lines(form, field, area.width)) {
            let sign = if number == 0 { sign } else { " " };
            let label = Line::from(vec![Span::styled(sign, theme.accent), Span::styled(label, style)]);
            if let Some(row) = text::row(area, number) {
                canvas.put(label, text::columns(row, 0, labels));
            }
        }
        canvas.click(line, Action::Form(Ask::Focus(place)));
    }
    let value = text::indent(line, labels);
    let mut used = 1_u16;
    match &field.kind {
        Kind::Score { value: score, high } => {
            let boxes = scale::width(*high);
            scale::render(canvas, value, *score, *high, |step| {
                Some(Action::Form(Ask::Pick(place, usize::from(step))))
            });
            focus_at(canvas, value, focused);
            let shown = score.map_or_else(|| "-".to_owned(), |score| score.to_string());
            canvas.put(Line::styled(shown, theme.text), text::indent(value, boxes.saturating_add(1)));
            let beside = text::indent(value, boxes.saturating_add(5));
            if *score == Some(1) && form.entry.waits_in(place) {
                let words = text::fit("· 0 makes ten", beside.width);
                canvas.put(Line::styled(words, theme.accent), beside);
            } else {
                hint(canvas, beside, field, focused);
            }
        }
        Kind::YesNo(answer) => {
            let sign = |on: bool| if on { "■" } else { "□" };
            let words = format!("{} yes   {} no", sign(*answer == Some(true)), sign(*answer == Some(false)));
            focus_at(canvas, value, focused);
            canvas.put(Line::styled(words, theme.text), value);
            canvas.click(text::columns(value, 0, 6), Action::Form(Ask::Pick(place, 0)));
            canvas.click(text::columns(value, 8, 5), Action::Form(Ask::Pick(place, 1)));
            hint(canvas, text::indent(value, 16), field, focused);
        }
        Kind::Text(line) if line.takes.is_words() => {
            let errors = u16::try_from(error_lines(form, field, area.width).len()).unwrap_or(u16::MAX);
            let room = text::indent(area, labels);
            let room = Rect { height: room.height.saturating_sub(errors).max(1), ..room };
            let width = text_width(form, field, area.width);
            used = render_words(canvas, room, line, field, (focused, width));
        }
        Kind::Text(line) => render_input(canvas, value, line, field, focused),
        Kind::One { .. } | Kind::Many { .. } if only_answer(form, place, field).is_some() => {
            let words = only_answer(form, place, field).unwrap_or_default();
            canvas.put(Line::styled(text::fit(&words, value.width), theme.text), value);
        }
        Kind::One { .. } | Kind::Many { .. } if fits_inline(form, field, area.width) && labels > 0 => {
            let mut at = 0;
            for (choice, label) in choices(field).iter().enumerate() {
                let wide = text::width(label).saturating_add(5);
                let cell = text::columns(value, at, wide);
                render_choice(canvas, cell, place, choice, label, field, focused);
                at = at.saturating_add(wide).saturating_add(2);
            }
        }
        Kind::One { .. } | Kind::Many { .. } => {
            let (first, indent) = match is_long(form) {
                true => (0, labels),
                false => (u16::from(labels > 0), stack_indent(form, field)),
            };
            let errors = u16::try_from(error_lines(form, field, area.width).len()).unwrap_or(u16::MAX);
            let room = area.height.saturating_sub(first).saturating_sub(errors).max(1);
            let spots = spots(form, field, area.width);
            // Where there is less room than choices, those around the cursor are seen.
            let here = if focused { form.cursor().and_then(|at| spots.get(at)) } else { None };
            let end = here.map_or(0, |spot| spot.line.saturating_add(spot.tall));
            let least = end.saturating_sub(room).min(here.map_or(0, |spot| spot.line));
            let skipped = spots.iter().map(|spot| spot.line).find(|line| *line >= least).unwrap_or(0);
            let list = text::rows(text::indent(text::below(area, first), indent), 0, room);
            for (choice, (label, spot)) in choices(field).iter().zip(&spots).enumerate() {
                if let Some(line) = spot.line.checked_sub(skipped) {
                    let cell = text::columns(text::rows(list, line, spot.tall), spot.column, spot.wide);
                    if !cell.is_empty() {
                        render_choice(canvas, cell, place, choice, label, field, focused);
                    }
                }
            }
            used = first.saturating_add(spots_height(&spots).saturating_sub(skipped).min(room));
        }
    }
    let labels_used = u16::try_from(label_lines(form, field, area.width).len()).unwrap_or(u16::MAX);
    let used = if labels > 0 { used.max(labels_used) } else { used };
    let below = text::indent(text::below(area, used), error_indent(form, field, area.width));
    for (number, line) in error_lines(form, field, area.width).into_iter().enumerate() {
        canvas.line(below, u16::try_from(number).unwrap_or(u16::MAX), Line::styled(line, theme.caution));
    }
}

/// The text cursor stands where a field in focus begins.
fn focus_at(canvas: &mut Canvas, area: Rect, focused: bool) {
    if focused {
        canvas.cursor(Position::new(area.x, area.y));
    }
}

fn hint(canvas: &mut Canvas, area: Rect, field: &Field, focused: bool) {
    let theme = canvas.theme;
    if focused && area.width > 8 {
        canvas.put(Line::styled(text::fit(&field.hint, area.width), theme.faint), area);
    }
}

fn render_choice(
    canvas: &mut Canvas,
    area: Rect,
    place: usize,
    choice: usize,
    label: &str,
    field: &Field,
    focused: bool,
) {
    let theme = canvas.theme;
    let (on, here) = match &field.kind {
        Kind::One { chosen, at, .. } => (*chosen == Some(choice), focused && *at == choice),
        Kind::Many { chosen, at, .. } => (chosen.contains(&choice), focused && *at == choice),
        Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_) => (false, false),
    };
    let sign = if on { "■" } else { "□" };
    let pointer = if here { "▸" } else { " " };
    let style = if here { theme.accent } else { theme.text };
    let number = form::choice_key(choices(field).len(), choice);
    for (row, label) in (0_u16..).zip(text::wrap(label, area.width.saturating_sub(SIGNS))) {
        let Some(place) = text::row(area, row) else { break };
        let (key, boxed) = match row {
            0 => (format!("{pointer}{number} "), format!("{sign} ")),
            _ => (" ".repeat(usize::from(SIGNS)), String::new()),
        };
        let line = Line::from(vec![
            Span::styled(key, theme.accent),
            Span::styled(boxed, if on { theme.accent } else { theme.faint }),
            Span::styled(label, style),
        ]);
        canvas.put(line, place);
    }
    if here {
        canvas.cursor(Position::new(area.x, area.y));
    }
    canvas.click(area, Action::Form(Ask::Pick(place, choice)));
}

/// The person's own words over as many lines as they need, whole where they are in focus; where there is
/// less room than lines, those around the cursor. How many rows they take.
fn render_words(
    canvas: &mut Canvas,
    area: Rect,
    line: &form::Line,
    field: &Field,
    (focused, width): (bool, u16),
) -> u16 {
    let theme = canvas.theme;
    let words = line.value();
    let lines = paragraph::lines(words, width);
    let room = usize::from(area.height);
    let most = if focused { room } else { room.min(REST_LINES) };
    let (at, column) = paragraph::place(&lines, line.input().cursor());
    let skipped = if focused { at.saturating_add(1).saturating_sub(most) } else { 0 };
    let shown = lines.len().saturating_sub(skipped).min(most);
    for (row, range) in (0_u16..).zip(lines.iter().skip(skipped).take(shown)) {
        let Some(place) = text::row(area, row) else { break };
        let last = usize::from(row).saturating_add(1) == shown;
        let goes_on = last && skipped.saturating_add(shown) < lines.len();
        let mut said = paragraph::line_text(words, range);
        if goes_on {
            said = format!("{} …", text::fit(&said, width.saturating_sub(2)));
        }
        if words.is_empty() && !focused {
            said = "-".to_owned();
        }
        canvas.put(Line::styled(said, theme.text), place);
    }
    if focused {
        let row = u16::try_from(at.saturating_sub(skipped)).unwrap_or(u16::MAX);
        let start = lines.get(at).map_or(0, |line| line.start);
        let before: String = words.chars().skip(start).take(column).collect();
        let cell = text::width(&before).min(area.width.saturating_sub(1));
        canvas.cursor(Position::new(area.x.saturating_add(cell), area.y.saturating_add(row)));
        let beside = text::indent(area, text::width(words).max(1).saturating_add(2));
        if lines.len() == 1 && beside.width > text::width(&field.hint) {
            hint(canvas, beside, field, true);
        }
    }
    u16::try_from(shown).unwrap_or(u16::MAX)
}

/// A line that is typed into, and beside it what it reads as, its unit and range, and in focus a
/// few words on what to enter.
fn render_input(canvas: &mut Canvas, area: Rect, line: &form::Line, field: &Field, focused: bool) {
    let theme = canvas.theme;
    let mut beside: Vec<String> = line.read_back().map(|words| format!("= {words}")).into_iter().collect();
    beside.extend(line.takes.beside());
    if focused && !field.hint.is_empty() {
        beside.push(field.hint.clone());
    }
    let offered = focused && line.is_selected();
    let in_brackets = offered && (theme.ascii || !theme.has_color);
    let value = if in_brackets { format!("[{}]", line.value()) } else { line.value().to_owned() };
    let wide = text::width(&value);
    if offered {
        canvas.put(Line::styled(text::fit(&value, area.width), theme.selected), text::columns(area, 0, wide));
        let column = wide.saturating_sub(u16::from(in_brackets)).min(area.width.saturating_sub(1));
        canvas.cursor(Position::new(area.x.saturating_add(column), area.y));
    } else if focused {
        line_editor(canvas, area, line.input());
    } else {
        let shown = if value.is_empty() { "-" } else { value.as_str() };
        canvas.put(Line::styled(text::fit(shown, area.width), theme.text), area);
    }
    // As much of it as there is room for, whole pieces only, but at least the first.
    let place = text::indent(area, wide.max(1).saturating_add(2));
    while beside.len() > 1 && text::width(&beside.join(" · ")) > place.width {
        beside.pop();
    }
    let words = beside.join(" · ");
    if place.width > 4 && !words.is_empty() {
        canvas.put(Line::styled(text::fit(&words, place.width), theme.faint), place);
    }
}

/// A line of text with its cursor, scrolled so that the cursor shows.
pub fn line_editor(canvas: &mut Canvas, area: Rect, input: &Input) {
    let theme = canvas.theme;
    let room = area.width.saturating_sub(1);
    let scroll = input.visual_scroll(usize::from(room));
    let mut skipped = 0_usize;
    let shown: String = input
        .value()
        .chars()
        .skip_while(|letter| {
            let before = skipped;
            skipped = skipped.saturating_add(unicode_width::UnicodeWidthChar::width(*letter).unwrap_or(0));
            before < scroll
        })
        .collect();
    if !shown.is_empty() {
        canvas.put(Line::styled(shown, theme.text), area);
    }
    let column = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(room);
    canvas.cursor(Position::new(area.x.saturating_add(column.min(room)), area.y));
}
