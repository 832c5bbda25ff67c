//! Plan: a page of the checklist with one question, or the plan on one page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Page as PageAsk, Plan as Ask};
use crate::app::views::checklist::{self, PageId};
use crate::app::views::plan::{self, RowKind, Walk};
use crate::content;
use crate::domain::bounds::within;
use crate::domain::date_words::shown;
use crate::ui::widgets::form;
use crate::ui::{Hits, Theme, text};

/// Draws Plan.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    match &app.plan_view.walk {
        Some(walk) => page(frame, area, app, walk, theme, hits),
        None => list(frame, area, app, theme, hits),
    }
}

/// Lines of a page, from top to bottom, within a column that is easy to read.
struct Column {
    area: Rect,
    top: u16,
    /// Rows at the bottom that words leave free for what has to be seen.
    kept: u16,
}

impl Column {
    fn new(area: Rect) -> Self {
        let roomy = area.height >= 18;
        let area =
            text::columns(area, if area.width >= 70 { 4 } else { 2 }, 78.min(area.width.saturating_sub(4)));
        Self { area: text::below(area, u16::from(roomy)), top: 0, kept: 0 }
    }

    /// Rows that words may still take.
    fn room(&self) -> usize {
        usize::from(self.area.height.saturating_sub(self.kept).saturating_sub(self.top))
    }

    fn fits(&self, words: &str) -> bool {
        text::wrap(words, self.area.width).len() <= self.room()
    }

    fn add(&mut self, frame: &mut Frame, words: &str, style: Style) {
        let lines = text::wrap(words, self.area.width);
        let (count, room) = (lines.len(), self.room());
        for (number, line) in lines.into_iter().take(room).enumerate() {
            let is_cut = count > room && number.saturating_add(1) == room;
            let line = if is_cut { text::fit(&format!("{line} …"), self.area.width) } else { line };
            if let Some(row) = self.row() {
                frame.render_widget(Line::styled(line, style), row);
            }
            self.top = self.top.saturating_add(1);
        }
    }

    fn gap(&mut self) {
        if self.area.height >= 12 && self.room() > 1 {
            self.top = self.top.saturating_add(1);
        }
    }

    fn row(&self) -> Option<Rect> {
        text::row(self.area, self.top)
    }

    fn rest(&self) -> Rect {
        text::below(self.area, self.top)
    }
}

fn page(frame: &mut Frame, area: Rect, app: &App, walk: &Walk, theme: &Theme, hits: &mut Hits) {
    let mut column = Column::new(area);
    progress(frame, &mut column, app, walk, theme);
    column.kept = match &walk.form {
        Some(open) => form::height(open, column.area.width).min((column.area.height / 2).max(2)),
        None => 1,
    };
    match &walk.page {
        PageId::Question(id) => question(frame, &mut column, app, id, theme, hits),
        PageId::Clearance(item) => {
            clearance_words(frame, &mut column, app, item, theme);
            page_form(frame, &mut column, app, walk, theme, hits);
        }
        PageId::Welcome => welcome(frame, &mut column, theme),
        PageId::Site
        | PageId::Age
        | PageId::Clinician
        | PageId::Goals
        | PageId::Factor(_)
        | PageId::Markers
        | PageId::MarkerDetails(_)
        | PageId::Dose
        | PageId::OwnDose
        | PageId::Weeks
        | PageId::Weekdays
        | PageId::Start
        | PageId::WeeklyDay
        | PageId::BaselinePain
        | PageId::BaselineIndex
        | PageId::BaselineMarkers => {
            if let Some(words) = content::page(walk.page.content_id()) {
                column.add(frame, &words.question, theme.text.add_modifier(Modifier::BOLD));
                // What the choice in focus means says more than what is said of all.
                let is_short = area.height < 18
                    && matches!(walk.page, PageId::Dose | PageId::Markers | PageId::BaselineIndex);
                if !is_short {
                    column.add(frame, &words.help, theme.faint);
                }
                column.gap();
            }
            if walk.page == PageId::Weekdays && plan::is_locked(app) {
                let words =
                    "Other days hold from the next week of the trial on. The weeks before stay as they were.";
                column.add(frame, words, theme.text);
                column.gap();
            }
            if walk.page == PageId::Dose && plan::subject(app).checklist.answered("attend") == Some(false) {
                column.add(frame, NOT_OFFERED, theme.caution);
                column.gap();
            }
            page_form(frame, &mut column, app, walk, theme, hits);
            chosen_words(frame, &mut column, app, walk, theme);
        }
    }
}

fn progress(frame: &mut Frame, column: &mut Column, app: &App, walk: &Walk, theme: &Theme) {
    let pages = checklist::pages(&plan::subject(app));
    let here = pages.iter().position(|page| *page == walk.page).unwrap_or(0).saturating_add(1);
    let title = match &walk.page {
        PageId::Question(id) => content::question(id).map_or("", |text| text.rule.part.label()).to_owned(),
        PageId::Clearance(item) => format!("On hold: {}", plan::short_label(item)),
        page => content::page(page.content_id()).map(|words| words.title.clone()).unwrap_or_default(),
    };
    let Some(row) = column.row() else { return };
    let count = format!("{here} of {}", pages.len());
    let bar = row
        .width
        .saturating_sub(text::width(&title))
        .saturating_sub(text::width(&count))
        .saturating_sub(4)
        .min(30);
    let filled = usize::from(bar).saturating_mul(here).checked_div(pages.len()).unwrap_or(0);
    let rest = usize::from(bar).saturating_sub(filled);
    let line = Line::from(vec![
        Span::styled(format!("{title}  "), theme.accent),
        Span::styled("━".repeat(filled), theme.accent),
        Span::styled("─".repeat(rest), theme.faint),
        Span::styled(format!("  {count}"), theme.faint),
    ]);
    frame.render_widget(line, row);
    column.top = column.top.saturating_add(1);
    column.gap();
}

fn welcome(frame: &mut Frame, column: &mut Column, theme: &Theme) {
    if let Some(words) = content::page("welcome") {
        column.add(frame, &words.question, theme.text.add_modifier(Modifier::BOLD));
        column.gap();
        column.add(frame, &words.help, theme.text);
        column.gap();
    }
    column.kept = 0;
    column.add(
        frame,
        "Enter begins. Tab opens Today, if you only want to write down how you are.",
        theme.accent,
    );
}

fn question(frame: &mut Frame, column: &mut Column, app: &App, id: &str, theme: &Theme, hits: &mut Hits) {
    let Some(words) = content::question(id) else { return };
    column.add(frame, &words.question, theme.text.add_modifier(Modifier::BOLD));
    if let Some(help) = &words.help {
        column.add(frame, help, theme.faint);
    }
    column.gap();
    let answer = plan::subject(app).checklist.answers.get(id).copied();
    column.kept = 0;
    if let Some(row) = column.row() {
        let sign = |on: bool| if on { "■" } else { "□" };
        let yes = answer.map(|answer| answer.value) == Some(true);
        let no = answer.map(|answer| answer.value) == Some(false);
        let line = Line::from(vec![
            Span::styled("y", theme.accent),
            Span::styled(format!(" {} yes", sign(yes)), theme.text),
            Span::raw("      "),
            Span::styled("n", theme.accent),
            Span::styled(format!(" {} no", sign(no)), theme.text),
        ]);
        frame.render_widget(line, row);
        hits.add(text::columns(row, 0, 7), Action::Page(PageAsk::Yes));
        hits.add(text::columns(row, 13, 6), Action::Page(PageAsk::No));
    }
    column.top = column.top.saturating_add(1);
    column.gap();
    if let Some(answer) = answer {
        // What it means is said after a yes: first what to do, whole, then what it may be.
        if let Some(level) = words.level.filter(|_| answer.value) {
            column.add(frame, content::what_to_do(level), theme.alarm.add_modifier(Modifier::BOLD));
        }
        let remark = words.remark(answer.value);
        if let Some(remark) = remark {
            column.add(frame, remark, if words.level.is_some() { theme.text } else { theme.caution });
        }
        if let Some(source) = content::item_source(id).filter(|_| answer.value) {
            column.add(frame, &format!("Taken from {source}."), theme.faint);
        }
        if remark.is_some() {
            column.gap();
        }
        let on = shown(answer.on, app.today);
        column.add(frame, &format!("Answered on {on}. Enter goes on."), theme.faint);
    }
}

fn clearance_words(frame: &mut Frame, column: &mut Column, app: &App, item: &str, theme: &Theme) {
    let setup = plan::subject(app);
    let open = setup.checklist.open_hold_for(item).is_some();
    if let Some(hold) = setup.checklist.open_hold_for(item) {
        let level = content::what_to_do(content::hold_level(hold));
        column.add(frame, level, theme.alarm.add_modifier(Modifier::BOLD));
    }
    if let Some(words) = content::question(item).and_then(|text| text.when_yes.as_ref()) {
        column.add(frame, words, theme.text);
    }
    if let Some(source) = content::item_source(item).filter(|_| column.area.height >= 18) {
        column.add(frame, &format!("Taken from {source}."), theme.faint);
    }
    column.gap();
    let help = if open {
        "Write the clearance down here once a clinician has given one. Without one, Enter goes on; everything you \
         answered is kept, and massage stays on hold."
    } else {
        "This hold is closed by the clearance below."
    };
    column.add(frame, help, theme.faint);
    column.gap();
}

/// Why the studied doses are missing from the list.
const NOT_OFFERED: &str =
    "The two studied doses are not offered, since you answered that you cannot come to 75% of the visits.";

fn page_form(frame: &mut Frame, column: &mut Column, app: &App, walk: &Walk, theme: &Theme, hits: &mut Hits) {
    let Some(open) = &walk.form else { return };
    if checklist::draft(&plan::subject(app), &walk.page).is_some() {
        column.add(frame, "Begun and not finished: it counts once you go on.", theme.caution);
    }
    column.kept = 0;
    let rest = column.rest();
    form::render(frame, rest, open, theme, hits);
    column.top = column.top.saturating_add(form::height(open, rest.width));
    column.gap();
}

/// A word about the choice in focus, where the catalogue has one.
fn chosen_words(frame: &mut Frame, column: &mut Column, app: &App, walk: &Walk, theme: &Theme) {
    use crate::app::form::Kind;
    let at = walk.form.as_ref().and_then(|form| form.current()).and_then(|field| match &field.kind {
        Kind::One { at, .. } | Kind::Many { at, .. } => Some(*at),
        Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_) => None,
    });
    let Some(at) = at else { return };
    let words = match &walk.page {
        PageId::Dose => checklist::doses_offered(&plan::subject(app))
            .get(at)
            .and_then(|dose| content::dose_text(*dose))
            .map(|words| words.text.clone()),
        PageId::Markers => content::markers().get(at).map(|marker| {
            let change = marker.at_least.map(|amount| match marker.percent {
                Some(percent) => format!("A clear change is {percent}% and {amount} {} or more", marker.unit),
                None => format!("A clear change is {amount} {} or more", marker.unit),
            });
            format!("{} {} ({})", marker.how, change.unwrap_or_default(), marker.source)
        }),
        PageId::Welcome
        | PageId::Question(_)
        | PageId::Clearance(_)
        | PageId::Site
        | PageId::Age
        | PageId::Clinician
        | PageId::Goals
        | PageId::Factor(_)
        | PageId::MarkerDetails(_)
        | PageId::OwnDose
        | PageId::Weeks
        | PageId::Weekdays
        | PageId::Start
        | PageId::WeeklyDay
        | PageId::BaselinePain
        | PageId::BaselineIndex
        | PageId::BaselineMarkers => None,
    };
    if let Some(words) = words.filter(|words| column.fits(words)) {
        column.add(frame, &words, theme.faint);
    }
}

fn list(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let rows = plan::rows(app);
    let area = text::indent(area, 2);
    let labels = within(area.width / 3, 14, 26);
    let values = area.width.saturating_sub(labels).saturating_sub(2);
    let heights: Vec<u16> = rows
        .iter()
        .map(|row| {
            u16::try_from(text::wrap(&row.value, values).len().max(1))
                .unwrap_or(1)
                .saturating_add(u16::from(row.kind == RowKind::Begin))
        })
        .collect();
    let until: u16 =
        heights.iter().take(app.plan_view.row.saturating_add(1)).copied().fold(0, u16::saturating_add);
    let scroll = until.saturating_sub(area.height.saturating_sub(1));
    let mut top: u16 = 0;
    for (place, (row, tall)) in rows.iter().zip(&heights).enumerate() {
        if top >= scroll {
            let focused = place == app.plan_view.row;
            list_row(
                frame,
                text::below(area, top.saturating_sub(scroll)),
                place,
                row,
                focused,
                labels,
                theme,
                hits,
            );
        }
        top = top.saturating_add(*tall);
    }
    if scroll > 0 || top > area.height {
        let seen = if top.saturating_sub(scroll) > area.height { "↓ more" } else { "↑ more" };
        if let Some(row) = text::row(area, area.height.saturating_sub(1)) {
            let place = text::right(row, text::width(seen).saturating_add(1));
            frame.render_widget(Line::styled(seen, theme.faint), place);
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn list_row(
    frame: &mut Frame,
    area: Rect,
    place: usize,
    row: &plan::Row,
    focused: bool,
    labels: u16,
    theme: &Theme,
    hits: &mut Hits,
) {
    let Some(first) = text::row(area, 0) else { return };
    let (label, value) = match row.kind {
        RowKind::Heading => (theme.accent, theme.text),
        RowKind::Answer => (theme.text, theme.text),
        RowKind::Open => (theme.text, theme.caution),
        RowKind::Remark => (theme.faint, theme.faint),
        RowKind::Hold => (theme.alarm, theme.alarm),
        RowKind::Begin => (theme.accent, theme.text),
    };
    if row.kind == RowKind::Begin {
        let Some(line) = text::row(area, 1) else { return };
        let style = if focused { theme.selected } else { theme.accent };
        frame.render_widget(Line::styled(format!(" ▸ {} ", row.label), style), line);
        hits.add(line, Action::Plan(Ask::Focus(place)));
        return;
    }
    let sign = if focused { "▌" } else { " " };
    let name_width = if row.kind == RowKind::Heading { area.width } else { labels };
    let name = Line::from(vec![
        Span::styled(sign, theme.accent),
        Span::styled(
            text::fit(&row.label, name_width.saturating_sub(2)),
            if focused { theme.accent } else { label },
        ),
    ]);
    frame.render_widget(name, text::columns(first, 0, name_width));
    for (number, line) in
        text::wrap(&row.value, area.width.saturating_sub(labels).saturating_sub(2)).into_iter().enumerate()
    {
        let Some(place) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { break };
        frame.render_widget(Line::styled(line, value), text::indent(place, labels));
    }
    if row.can_focus() {
        hits.add(first, Action::Plan(Ask::Focus(place)));
    }
}
