//! The help over a view: its keys from the key table and the titles of the guide's pages, with a search in
//! both; or a page of the guide.
//!
//! ```text
//!  / looks for a word in the keys and in the guide.
//!
//!  Today                     Everywhere                in as many columns as fit
//!    0-9        set            u          undo
//!  …
//!  The guide
//!  ▸ Techniques              Feelings                  Enter opens the page that is marked
//! ```

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{sessions, today};
use crate::app::App;
use crate::app::action::{Action, Help as Ask};
use crate::app::dialog::HelpState;
use crate::app::keymap::{BINDINGS, Binding, Context, shown};
use crate::app::tabs;
use crate::app::views::help::{FoundPage, KeyGroup, Whole};
use crate::content::{self, notice};
use crate::ui::widgets::{form, more};
use crate::ui::{Canvas, Theme, text};

/// The least cells of a column of keys.
const COLUMN: u16 = 28;
/// Cells of the keys themselves; where they need more, the words stand below them.
const KEYS: u16 = 11;
/// The widest that a page of the guide is.
const PAGE: u16 = 84;

/// Draws the help.
pub fn render(canvas: &mut Canvas, area: Rect, app: &App, help: &HelpState) {
    canvas.put(Clear, area);
    canvas.hits.clear();
    let inside = text::columns(area, 2, area.width.saturating_sub(4));
    if let Some(what) = help.read_whole() {
        return whole(canvas, inside, app, help, what);
    }
    match help.page() {
        Some(page) => guide_page(canvas, inside, app, help, page),
        None => contents(canvas, inside, app, help),
    }
}

// ---- a page of the guide ----------------------------------------------------------------------

fn guide_page(
    canvas: &mut Canvas,
    area: Rect,
    app: &App,
    help: &HelpState,
    (number, page): (usize, &content::GuidePage),
) {
    let theme = canvas.theme;
    let area = text::columns(area, 0, PAGE);
    let mut lines = vec![(page.title.to_owned(), theme.accent), (String::new(), theme.text)];
    for paragraph in page.body.lines() {
        if paragraph.trim().is_empty() {
            lines.push((String::new(), theme.text));
        } else {
            lines.extend(text::wrap(paragraph, area.width).into_iter().map(|line| (line, theme.text)));
        }
    }
    let rows = lines.into_iter().map(|(line, style)| Row::one(Line::styled(line, style), area.width));
    let scroll = scrolled(canvas, area, rows.collect(), help.scroll());
    let key = page_key(app, help.context());
    let (number, count) = (number.to_string(), content::guide().len().to_string());
    let words = notice("guide-page-number", &[("number", &number), ("count", &count)]);
    foot(canvas, area, &words, &key, scroll);
    canvas.cursor(Position::new(area.x, area.y));
}

/// Something of the view that has no room there.
fn whole(canvas: &mut Canvas, area: Rect, app: &App, help: &HelpState, what: Whole) {
    let theme = canvas.theme;
    let cx = app.cx();
    let lines = match what {
        Whole::ToDo => today::to_do_lines(&app.today_view, area.width, theme),
        Whole::Day => sessions::day_lines(&cx, &app.sessions_view, area.width, theme),
    };
    let rows = lines.into_iter().map(|(line, style)| Row::one(Line::styled(line, style), area.width));
    let scroll = scrolled(canvas, area, rows.collect(), help.scroll());
    foot(canvas, area, "", &page_key(app, help.context()), scroll);
    canvas.cursor(Position::new(area.x, area.y));
}

/// The key that turns the page in a place.
fn page_key(app: &App, context: Context) -> String {
    let turns = |row: &&Binding| row.context == context && row.action == Action::Help(Ask::PageDown);
    let keys = BINDINGS.iter().find(turns).map(|row| app.settings.keymap.keys(row)).unwrap_or_default();
    keys.first().map(|key| shown(key)).unwrap_or_default()
}

/// What stands below: that there is more, and where one is.
fn foot(canvas: &mut Canvas, area: Rect, words: &str, key: &str, (scroll, most): (u16, u16)) {
    let theme = canvas.theme;
    let Some(row) = text::row(area, area.height.saturating_sub(1)) else { return };
    let key = if scroll < most { key } else { "" };
    let more = more::words(scroll > 0, scroll < most, key, theme);
    let line = Line::from(vec![
        Span::styled(more.clone(), theme.accent),
        Span::raw(if more.is_empty() || words.is_empty() { "" } else { "   " }),
        Span::styled(words.to_owned(), theme.faint),
    ]);
    canvas.put(line, row);
}

/// Draws what fits above the last row, and says how far it is scrolled and can be.
fn scrolled(canvas: &mut Canvas, area: Rect, rows: Vec<Row>, scroll: u16) -> (u16, u16) {
    let room = area.height.saturating_sub(1);
    let most = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_sub(room);
    let scroll = scroll.min(most);
    canvas.hits.scroll_room = Some(most);
    for (number, row) in (0_u16..room).zip(rows.into_iter().skip(usize::from(scroll))) {
        let Some(place) = text::row(area, number) else { break };
        for (column, cell) in (0_u16..).zip(row.cells) {
            let at = text::columns(place, column.saturating_mul(row.column), row.column);
            if let Some(asked) = cell.asked {
                canvas.click(at, Action::Help(asked));
            }
            if cell.is_marked {
                canvas.cursor(Position::new(at.x, at.y));
            }
            canvas.put(cell.line, at);
        }
    }
    (scroll, most)
}

// ---- the contents -----------------------------------------------------------------------------

/// A row of cells side by side.
#[derive(Default)]
struct Row {
    /// Cells of a column.
    column: u16,
    cells: Vec<Cell>,
}

#[derive(Default)]
struct Cell {
    line: Line<'static>,
    asked: Option<Ask>,
    is_marked: bool,
}

impl Row {
    fn one(line: Line<'static>, width: u16) -> Self {
        Self { column: width, cells: vec![Cell { line, ..Cell::default() }] }
    }

    fn is_marked(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_marked)
    }
}

fn contents(canvas: &mut Canvas, area: Rect, app: &App, help: &HelpState) {
    let theme = canvas.theme;
    search_line(canvas, area, app, help);
    let gap = u16::from(area.height > 16);
    let below = text::below(area, gap.saturating_add(1));
    let room = usize::from(below.height.saturating_sub(1)).max(1);
    let (groups, pages) = (help.key_groups(&app.settings.keymap, &tabs::contexts(app)), help.pages());
    let columns = usize::from(area.width / COLUMN).max(1);
    let mut keys = Vec::new();
    for group in groups {
        keys.push(key_lines(app, group, column_width(area.width, columns), theme));
    }
    let mut rows = in_columns(keys, columns, area.width, room);
    let guide = guide_rows(help, &pages, area.width, theme);
    if !guide.is_empty() {
        let fits = rows.len().saturating_add(guide.len()).saturating_add(1) <= room;
        if !rows.is_empty() && (fits || rows.len() > room) {
            rows.push(Row::one(Line::default(), area.width));
        }
        rows.extend(guide);
    }
    if rows.is_empty() {
        let words = text::wrap(&notice("help-nothing", &[]), area.width);
        rows.extend(words.into_iter().map(|line| Row::one(Line::styled(line, theme.text), area.width)));
    }
    // The marked page stays in sight.
    let marked = rows.iter().position(Row::is_marked).and_then(|row| u16::try_from(row).ok());
    let most = u16::try_from(rows.len().saturating_sub(room)).unwrap_or(u16::MAX);
    let scroll = match marked {
        Some(row) => {
            let lowest = row.saturating_add(1).saturating_sub(u16::try_from(room).unwrap_or(u16::MAX));
            most.min(row).max(lowest)
        }
        None => help.scroll(),
    };
    let key = page_key(app, help.context());
    let at = scrolled(canvas, below, rows, scroll);
    foot(canvas, below, "", &key, at);
}

/// What is looked for, or that something can be.
fn search_line(canvas: &mut Canvas, area: Rect, app: &App, help: &HelpState) {
    let theme = canvas.theme;
    let Some(row) = text::row(area, 0) else { return };
    let Some(sought) = help.sought() else {
        let key = app.settings.keymap.key_for(Action::Help(Ask::Search)).unwrap_or_default();
        let room = row.width.saturating_sub(text::width(&key)).saturating_sub(1);
        let words = [notice("help-search", &[]), notice("help-search-short", &[])];
        let words = words.into_iter().find(|words| text::width(words) <= room).unwrap_or_default();
        let line = vec![Span::styled(key, theme.accent), Span::raw(" "), Span::styled(words, theme.text)];
        canvas.put(Line::from(line), row);
        canvas.cursor(Position::new(row.x, row.y));
        return canvas.click(row, Action::Help(Ask::Search));
    };
    let label = notice("help-sought", &[]);
    let line = text::indent(row, text::width(&label).saturating_add(1));
    canvas.put(Line::styled(label, theme.accent), row);
    if sought.value().is_empty() {
        let words = text::fit(&notice("help-type", &[]), line.width.saturating_sub(2));
        canvas.put(Line::styled(words, theme.faint), text::indent(line, 2));
    }
    form::line_editor(canvas, line, sought);
}

fn column_width(width: u16, columns: usize) -> u16 {
    width.checked_div(u16::try_from(columns).unwrap_or(1)).unwrap_or(width)
}

/// A group's heading and rows; those that would do something now come first.
fn key_lines(app: &App, group: KeyGroup, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(group.name, theme.accent.add_modifier(Modifier::BOLD))];
    let (now, other): (Vec<_>, Vec<_>) =
        group.rows.into_iter().partition(|(_, row)| does_something(app, row));
    for (keys, binding) in now.into_iter().chain(other) {
        lines.extend(key_row(&keys, binding.label, width.saturating_sub(2), theme));
    }
    lines
}

fn does_something(app: &App, row: &Binding) -> bool {
    match row.action {
        Action::Today(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Plan(_) => tabs::does_something(app, row.action),
        Action::Page(_)
        | Action::Form(_)
        | Action::Text(_)
        | Action::Global(_)
        | Action::Ask(_)
        | Action::Help(_) => true,
    }
}

/// The keys, and what they do beside them or below.
fn key_row(keys: &str, label: &str, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let indent = "  ";
    let room = width.saturating_sub(2);
    let beside = KEYS.saturating_add(1).min(room / 2);
    let is_long = text::width(keys) > beside.saturating_sub(1);
    let in_one_row = text::width(keys).saturating_add(2).saturating_add(text::width(label)) <= room;
    if is_long && in_one_row {
        return vec![Line::from(vec![
            Span::styled(format!("{indent}{keys}  "), theme.accent),
            Span::styled(label.to_owned(), theme.text),
        ])];
    }
    let mut lines = Vec::new();
    let mut first = text::pad(keys, beside);
    if is_long {
        let wrapped = text::wrap(keys, room);
        lines.extend(wrapped.into_iter().map(|keys| Line::styled(format!("{indent}{keys}"), theme.accent)));
        first = text::pad("", beside);
    }
    for words in text::wrap(label, room.saturating_sub(beside)) {
        let keys = std::mem::replace(&mut first, text::pad("", beside));
        lines.push(Line::from(vec![
            Span::styled(format!("{indent}{keys}"), theme.accent),
            Span::styled(words, theme.text),
        ]));
    }
    lines
}

/// Groups of lines in columns, top to bottom: side by side on one screen where that is enough, else a
/// screen of columns below the other, so that nobody has to scroll up again to read on.
fn in_columns(groups: Vec<Vec<Line<'static>>>, columns: usize, width: u16, room: usize) -> Vec<Row> {
    let lines: Vec<(Line<'static>, bool)> = groups
        .into_iter()
        .enumerate()
        .flat_map(|(number, group)| {
            let gap = (number > 0).then(|| (Line::default(), false));
            gap.into_iter().chain(group.into_iter().enumerate().map(|(row, line)| (line, row == 0)))
        })
        .collect();
    let mut tall = lines.len().div_ceil(columns).max(1);
    let mut stacks = stacked(&lines, tall);
    while stacks.len() > columns && tall < room {
        tall = tall.saturating_add(1);
        stacks = stacked(&lines, tall);
    }
    if stacks.len() > columns {
        stacks = stacked(&lines, if columns == 1 { lines.len() } else { room });
    }
    let column = column_width(width, columns);
    let mut rows = Vec::new();
    for band in stacks.chunks(columns) {
        let tallest = band.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..tallest {
            let cells = band.iter().map(|stack| {
                let line = stack.get(row).cloned().unwrap_or_default();
                Cell { line, ..Cell::default() }
            });
            rows.push(Row { column, cells: cells.collect() });
        }
    }
    rows
}

/// Lines in stacks of a height; none begins with a gap or ends with a heading.
fn stacked(lines: &[(Line<'static>, bool)], tall: usize) -> Vec<Vec<Line<'static>>> {
    let mut stacks: Vec<Vec<Line<'static>>> = vec![Vec::new()];
    for (line, is_heading) in lines {
        let Some(stack) = stacks.last_mut() else { break };
        let is_gap = line.spans.is_empty();
        if stack.is_empty() && is_gap {
            continue;
        }
        let needed = if *is_heading { 2 } else { 1 };
        if !stack.is_empty() && stack.len().saturating_add(needed) > tall {
            stacks.push(if is_gap { Vec::new() } else { vec![line.clone()] });
        } else {
            stack.push(line.clone());
        }
    }
    stacks
}

/// The titles of the pages side by side; with what was found in each below it while something is looked
/// for.
fn guide_rows(help: &HelpState, pages: &[FoundPage], width: u16, theme: &Theme) -> Vec<Row> {
    if pages.is_empty() {
        return Vec::new();
    }
    let heading = Line::styled(notice("help-guide", &[]), theme.accent.add_modifier(Modifier::BOLD));
    let mut rows = vec![Row::one(heading, width)];
    let widest = pages.iter().map(|found| text::width(found.page.title)).max().unwrap_or(0).saturating_add(4);
    let has_words = pages.iter().any(|found| found.around.is_some());
    let columns = if has_words { 1 } else { usize::from(width.checked_div(widest).unwrap_or(1)).max(1) };
    let column = column_width(width, columns);
    let tall = pages.len().div_ceil(columns);
    for row in 0..tall {
        let places = (0..columns).map(|column| column.saturating_mul(tall).saturating_add(row));
        let cells = places.filter_map(|place| Some((place, pages.get(place)?)));
        let cells = cells.map(|(place, found)| title_cell(help, place, found, column, theme));
        rows.push(Row { column, cells: cells.collect() });
        if let Some(words) = pages.get(row).filter(|_| has_words).and_then(|found| found.around.as_deref()) {
            let words = text::fit(&format!("    {words}"), width);
            rows.push(Row::one(Line::styled(words, theme.faint), width));
        }
    }
    rows
}

fn title_cell(help: &HelpState, place: usize, found: &FoundPage, column: u16, theme: &Theme) -> Cell {
    let is_marked = help.marked() == Some(place);
    let style: Style = if is_marked { theme.selected } else { theme.text };
    let title = text::fit(found.page.title, column.saturating_sub(3));
    let line = Line::from(vec![
        Span::styled(if is_marked { "▸ " } else { "  " }, theme.accent),
        Span::styled(title, style),
    ]);
    Cell { line, asked: Some(Ask::OpenPage(found.number)), is_marked }
}
