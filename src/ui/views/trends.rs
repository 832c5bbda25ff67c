//! Trends: strips of every measure on one time axis, or one measure large.
//!
//! ```text
//!  this trial   14 days   90 days   a year   all            one column is one day
//!  Pain              5   baseline 6.1 (7) · now 3.9 (6) · 2.2 lower, better · …
//!  10      ▂▇▂ ▂▇        strips                             ui/widgets/strip_chart.rs
//!   0      ███▆██│▆▄…
//!          ▲ 12 Nov      dates, phases, visits, changes     ui/widgets/time_rows.rs
//!  Thu 12 Nov 2026 · day 11 · pain 5 · …                    ui/views/trends_readout.rs
//!  what the focused measure says, and what the signs mean
//! ```

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::trends_readout::{parts, value_at};
use super::trends_visits;
use crate::app::action::{Action, Trends as Ask};
use crate::app::cx::Cx;
use crate::app::views::time_axis::TimeAxis;
use crate::app::views::trends::{self, TrendsView};
use crate::content::decided::week_of_plan;
use crate::content::{trends_line, what_now_means};
use crate::domain::bounds::within;
use crate::domain::score::one_decimal;
use crate::domain::trend::Bin;
use crate::domain::trend::figures::{Course, Figures};
use crate::domain::trend::words::{
    after_visits_in_words, column_in_words, standing_in_few_words, standing_in_words,
};
use crate::domain::trial::{Phase, Plan};
use crate::ui::widgets::line_chart;
use crate::ui::widgets::more;
use crate::ui::widgets::strip_chart::{self, Shown, Signs, Strip};
use crate::ui::widgets::time_rows::{self, Label};
use crate::ui::{Canvas, Hits, Theme, text};

/// The tallest strip in focus, with its header and its week means.
const TALLEST: u16 = 10;
/// The least rows for charts.
const LOWEST_CHART: u16 = 4;

/// Draws the view.
pub fn render(canvas: &mut Canvas, area: Rect, cx: &Cx, view: &TrendsView) {
    let theme = canvas.theme;
    let Some(figures) = &view.figures else {
        say(canvas, area, "reading the days…");
        return;
    };
    if let Some(row) = text::row(area, 0) {
        Tabs { cx, view, figures, theme }.render(canvas, row);
    }
    let body = text::below(area, 1);
    if view.on_visits {
        return trends_visits::render(canvas, body, cx, view);
    }
    if figures.courses.is_empty() {
        say(canvas, text::below(body, u16::from(body.height > 4)), &nothing_words(cx, figures));
        return;
    }
    let page = Page::new(cx, view, figures, body, theme);
    if view.enlarged { page.enlarged(canvas) } else { page.strips(canvas) }
}

fn say(canvas: &mut Canvas, area: Rect, words: &str) {
    let theme = canvas.theme;
    let area = text::indent(area, 2);
    for (row, line) in text::wrap(words, area.width.saturating_sub(2)).into_iter().enumerate() {
        canvas.line(area, u16::try_from(row).unwrap_or(u16::MAX), Line::styled(line, theme.text));
    }
}

fn nothing_words(cx: &Cx, figures: &Figures) -> String {
    let mut days: Vec<_> =
        figures.visits.iter().filter(|it| it.session.is_some()).map(|it| it.date).collect();
    days.dedup();
    if !days.is_empty() {
        return trends_line("visits-only", &[("n", &days.len().to_string())]);
    }
    let begin = if cx.journal.trial.is_some() {
        "The first check-in on Today begins it."
    } else {
        "A trial begins on Plan; days can be written on Today before that."
    };
    format!(
        "Nothing is written on these days yet, so there is nothing to draw. {begin} From then on each measure \
         has its own strip here, one sign a day. {} shows another range.",
        cx.settings.keymap.key_for(Action::Trends(Ask::NextSpan)).unwrap_or_else(|| "r".to_owned())
    )
}

/// The name of a plan's measuring week where there is little room.
fn week_on_axis(plan: &Plan) -> &'static str {
    week_of_plan(plan).trim_start_matches("the ")
}

/// The ranges, and what one column is.
struct Tabs<'a> {
    cx: &'a Cx<'a>,
    view: &'a TrendsView,
    figures: &'a Figures,
    theme: &'a Theme,
}

impl Tabs<'_> {
    fn render(&self, canvas: &mut Canvas, area: Rect) {
        let Self { cx, view, figures, theme } = *self;
        let axis = view.axis(cx, figures, area.width);
        let column = column_in_words(axis.per());
        let spans = view.spans(cx);
        let open = |place: usize| spans.get(place) == Some(&view.span);
        let mut tabs: Vec<(String, Style, Ask)> = Vec::new();
        for (place, span) in spans.iter().enumerate() {
            let label = view.span_words(cx, span);
            let label = if open(place) && !theme.has_color { format!("[{label}]") } else { label };
            tabs.push((label, if open(place) { theme.selected } else { theme.faint }, Ask::Span(place)));
        }
        let wide = |tabs: &[(String, Style, Ask)]| {
            tabs.iter().map(|(label, ..)| text::width(label).saturating_add(2)).fold(0, u16::saturating_add)
        };
        let room = area.width.saturating_sub(text::width(&column)).saturating_sub(2);
        if wide(&tabs) > room {
            let here = (0..tabs.len()).find(|place| open(*place)).and_then(|place| tabs.get(place).cloned());
            tabs = vec![("‹".to_owned(), theme.accent, Ask::PreviousSpan)];
            tabs.extend(here);
            tabs.push(("›".to_owned(), theme.accent, Ask::NextSpan));
        }
        let mut at = 1_u16;
        for (label, style, asked) in tabs {
            let cells = text::width(&label);
            let cell = text::columns(area, at, cells);
            canvas.put(Line::styled(label, style), cell);
            canvas.click(cell, Action::Trends(asked));
            at = at.saturating_add(cells).saturating_add(2);
        }
        let column = text::fit(&column, area.width.saturating_sub(at).saturating_sub(1));
        let place = text::right(area, text::width(&column).saturating_add(1));
        canvas.put(Line::styled(column, theme.faint), place);
    }
}

/// What both forms of the view are drawn from.
struct Page<'a> {
    cx: &'a Cx<'a>,
    view: &'a TrendsView,
    figures: &'a Figures,
    area: Rect,
    theme: &'a Theme,
    axis: TimeAxis,
    gutter: u16,
    cursor: Option<usize>,
    /// The columns of the first measure, which is pain: what stands below the charts is about days.
    drawn: &'a [(Bin, Shown)],
}

impl<'a> Page<'a> {
    fn new(cx: &'a Cx<'a>, view: &'a TrendsView, figures: &'a Figures, area: Rect, theme: &'a Theme) -> Self {
        let axis = view.axis(cx, figures, area.width);
        let cursor = axis.column_of(view.cursor(cx));
        let gutter = view.gutter();
        let drawn = figures.courses.first().map(|course| view.columns(course)).unwrap_or_default();
        Self { cx, view, figures, area, theme, axis, gutter, cursor, drawn }
    }

    /// The name of the measuring week on the axis.
    fn week(&self) -> &'static str {
        self.view.plan(self.cx).map_or("week five", week_on_axis)
    }

    /// The word for the last seven days: of an earlier trial they are its week five.
    fn now(&self) -> &'static str {
        if self.view.is_past() { self.week() } else { "now" }
    }

    fn standing_words(&self, course: &Course) -> String {
        let words = standing_in_words(&course.standing);
        if self.view.is_past() { words.replace("last 7 days", self.week()) } else { words }
    }

    /// The style of a column: that of its phase.
    fn style(&self, bin: &Bin) -> Style {
        match self.view.plan(self.cx).map(|plan| plan.phase(bin.first)) {
            Some(Phase::Baseline) => self.theme.baseline,
            Some(Phase::Treatment) => self.theme.treatment,
            Some(Phase::Checkpoint) => self.theme.checkpoint,
            Some(Phase::Before | Phase::After) | None => self.theme.text,
        }
    }

    /// All measures, as far as there is room for them.
    fn strips(&self, canvas: &mut Canvas) {
        let mut below = self.below(self.area.height);
        below.shrink(self.area.height.saturating_sub(LOWEST_CHART));
        let room = self.area.height.saturating_sub(below.height());
        let focus = self.view.focus();
        let heights = heights(self.figures.courses.len(), focus, room, self.theme.ascii);
        let total = |from: usize, to: usize| -> u16 {
            heights.iter().take(to).skip(from).copied().fold(0, u16::saturating_add)
        };
        let mut start = 0;
        while start < focus && total(start, focus.saturating_add(1)) > room {
            start = start.saturating_add(1);
        }
        let mut top = 0_u16;
        let mut shown = start;
        for (place, course) in self.figures.courses.iter().enumerate().skip(start) {
            let Some(height) =
                heights.get(place).copied().filter(|height| top.saturating_add(*height) <= room)
            else {
                break;
            };
            let block = Rect { height, ..text::below(self.area, top) };
            self.strip(canvas, block, course, place == focus);
            top = top.saturating_add(height);
            shown = place.saturating_add(1);
        }
        let hidden = (start, self.figures.courses.len().saturating_sub(shown));
        self.day_hits(Rect { height: top.saturating_add(below.marks()), ..self.area }, canvas.hits);
        self.header_hits(start, &heights, room, canvas.hits);
        self.draw_below(canvas, text::below(self.area, top), &below, hidden);
    }

    /// A header with figures in words, the bars, and under the measure in focus its week means.
    fn strip(&self, canvas: &mut Canvas, area: Rect, course: &Course, focused: bool) {
        let Some(header) = text::row(area, 0) else { return };
        self.header(canvas, header, course, focused);
        let least = if self.theme.ascii { 3 } else { 5 };
        let means = if focused && area.height >= least { self.week_means(course) } else { Vec::new() };
        let weeks = u16::from(!means.is_empty());
        let bars = text::below(area, 1);
        let bars = Rect { height: bars.height.saturating_sub(weeks), ..bars };
        let shown = self.view.columns(course);
        self.scale(canvas, bars, course);
        let plot = text::indent(bars, self.gutter);
        let strip = Strip { course, axis: &self.axis, shown, cursor: self.cursor };
        strip_chart::render(canvas.buffer_mut(), plot, &strip, |bin| self.style(bin), self.theme);
        if weeks > 0 {
            let row = text::below(area, area.height.saturating_sub(1));
            self.row(canvas, row, "weeks", &means);
        }
    }

    fn forms(&self, course: &Course) -> Vec<String> {
        standing_in_few_words(&course.standing, self.now())
    }

    /// Where the words of a header begin.
    fn words_at(&self) -> u16 {
        self.label_cells().saturating_add(10)
    }

    fn label_cells(&self) -> u16 {
        if self.area.width >= 76 { 17 } else { 13 }
    }

    /// Whether the header has room for its fullest form.
    fn header_says_all(&self, course: &Course) -> bool {
        let room = self.area.width.saturating_sub(self.words_at()).saturating_sub(1);
        self.forms(course).first().is_some_and(|form| text::width(form) <= room)
    }

    /// The name, the value at the cursor, and as many words as fit.
    fn header(&self, canvas: &mut Canvas, area: Rect, course: &Course, focused: bool) {
        let labels = self.label_cells();
        let style = if focused { self.theme.accent } else { self.theme.text };
        let value = value_at(course, &self.axis, self.view.cursor(self.cx)).unwrap_or_default();
        let label = if text::width(&course.label) > labels {
            course.label.strip_suffix(" Index").unwrap_or(&course.label)
        } else {
            &course.label
        };
        let spans = vec![
            Span::styled(if focused { " ▌" } else { "  " }, self.theme.accent),
            Span::styled(text::pad(label, labels), style),
            Span::styled(format!("{value:>5}   "), self.theme.accent),
        ];
        if focused {
            canvas.cursor(Position::new(area.x.saturating_add(2), area.y));
        }
        let used = self.words_at();
        let words = text::columns(area, used, area.width.saturating_sub(used).saturating_sub(1));
        canvas.put(Line::from(spans), area);
        let forms = self.forms(course);
        let form = forms.iter().find(|form| text::width(form) <= words.width).or(forms.last());
        if let Some(form) = form {
            let style = if focused { self.theme.text } else { self.theme.faint };
            canvas.put(Line::styled(text::fit(form, words.width), style), words);
        }
    }

    /// The ends of the scale at the left.
    fn scale(&self, canvas: &mut Canvas, area: Rect, course: &Course) {
        let cells = usize::from(self.gutter.saturating_sub(1));
        let mut write = |row: u16, words: String| {
            canvas.line(
                text::columns(area, 0, self.gutter),
                row,
                Line::styled(format!("{words:>cells$}"), self.theme.faint),
            );
        };
        if self.theme.ascii && !self.view.enlarged {
            let top = course.top;
            let words =
                if top <= strip_chart::DIGITS_TO { format!("0 to {top}") } else { format!("X={top}") };
            return write(area.height.saturating_sub(1), words);
        }
        if area.height >= 2 {
            write(0, course.top.to_string());
        }
        if area.height >= 9 && course.top % 2 == 0 {
            write(area.height.saturating_sub(1) / 2, (course.top / 2).to_string());
        }
        write(area.height.saturating_sub(1), "0".to_owned());
    }

    /// The mean of each week with its number of days, where a week is wide enough for it.
    fn week_means(&self, course: &Course) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for week in &course.weeks {
            let (Some(mean), Some(from), Some(to)) =
                (week.mean, self.axis.column_of(week.first), self.axis.column_of(week.last))
            else {
                continue;
            };
            let x = self.axis.x_of(from);
            let room = self.axis.x_of(to).saturating_add(self.axis.bar()).saturating_sub(x);
            // A cell stays free before the next week.
            let words = [" ", ""].map(|gap| format!("{}{gap}({})", one_decimal(mean.value), mean.n));
            if let Some(words) = words.into_iter().find(|words| text::width(words) < room) {
                labels.push(Label { x, words, style: self.theme.text });
            } else if self.axis.per() == 1 {
                // Half a week at an end of the range has no room for its figure.
                continue;
            } else {
                return Vec::new();
            }
        }
        labels
    }

    /// One measure over the whole view.
    fn enlarged(&self, canvas: &mut Canvas) {
        let Some(course) = self.view.focused() else { return };
        let mut below = self.below(self.area.height);
        below.legend = self.chart_legend(course);
        let windows = u16::from(self.area.height > 14);
        let room = self.area.height.saturating_sub(1).saturating_sub(windows);
        below.shrink(room.saturating_sub(within(room / 2, LOWEST_CHART, 12)));
        if let Some(header) = text::row(self.area, 0) {
            self.header(canvas, header, course, true);
            canvas.click(header, Action::Trends(Ask::Enlarge));
        }
        let height = room.saturating_sub(below.height());
        let chart = Rect { height, ..text::below(self.area, windows.saturating_add(1)) };
        if windows > 0 {
            let row = Rect { height: 1, ..text::below(self.area, 1) };
            self.row(canvas, row, "compared", &self.windows());
        }
        self.scale(canvas, chart, course);
        let shown = self.view.columns(course);
        let gutter = text::columns(chart, 0, self.gutter);
        let drawn = line_chart::Drawn {
            course,
            axis: &self.axis,
            shown,
            plan: self.view.plan(self.cx),
            cursor: self.cursor,
            gutter,
            as_of: self.figures.as_of,
        };
        let plot = text::indent(chart, self.gutter);
        line_chart::render(canvas, plot, &drawn, |bin| self.style(bin));
        self.day_hits(Rect { height: height.saturating_add(below.marks()), ..chart }, canvas.hits);
        let used = windows.saturating_add(1).saturating_add(height);
        self.draw_below(canvas, text::below(self.area, used), &below, (0, 0));
    }

    /// The two windows that the decision compares, over the chart: `├ baseline ┤`.
    fn windows(&self) -> Vec<Label> {
        let Some(plan) = self.view.plan(self.cx) else { return Vec::new() };
        let windows = [
            (plan.baseline_window(), "baseline", self.theme.baseline),
            (plan.checkpoint_window(), week_on_axis(plan), self.theme.checkpoint),
        ];
        let mut labels = Vec::new();
        for ((first, last), name, style) in windows {
            let (Some(from), Some(to)) = (self.axis.column_of(first), self.axis.column_of(last)) else {
                continue;
            };
            let x = self.axis.x_of(from);
            let cells = self.axis.x_of(to).saturating_add(self.axis.bar()).saturating_sub(x);
            let inner = usize::from(cells.saturating_sub(2));
            let words = match cells {
                0 => continue,
                1 | 2 => "═".repeat(usize::from(cells)),
                _ if usize::from(text::width(name)) <= inner => format!("├{name:─^inner$}┤"),
                _ => format!("├{}┤", "─".repeat(inner)),
            };
            labels.push(Label { x, words, style });
        }
        labels
    }

    /// A label at the left and what stands on the axis.
    fn row(&self, canvas: &mut Canvas, area: Rect, label: &str, labels: &[Label]) {
        let cells = usize::from(self.gutter.saturating_sub(1));
        canvas.line(
            text::columns(area, 0, self.gutter),
            0,
            Line::styled(format!("{label:>cells$}"), self.theme.faint),
        );
        time_rows::render(canvas.buffer_mut(), text::indent(area, self.gutter), labels);
    }

    /// A click on a column, from the strips down to the marks, puts the cursor there.
    fn day_hits(&self, area: Rect, hits: &mut Hits) {
        let plot = text::indent(area, self.gutter);
        for column in 0..self.axis.count() {
            let cells = self.axis.bar().saturating_add(self.axis.gap());
            let place = text::columns(plot, self.axis.x_of(column), cells);
            let (first, _) = self.axis.dates_of(column);
            let offset = first.signed_duration_since(self.cx.today).num_days();
            hits.add(place, Action::Trends(Ask::Day(offset)));
        }
    }

    /// The headers lie over the columns.
    fn header_hits(&self, start: usize, heights: &[u16], room: u16, hits: &mut Hits) {
        let mut top = 0_u16;
        for (place, height) in heights.iter().enumerate().skip(start) {
            if top.saturating_add(*height) > room {
                return;
            }
            if let Some(row) = text::row(self.area, top) {
                hits.add(row, Action::Trends(Ask::Focus(place)));
            }
            top = top.saturating_add(*height);
        }
    }

    /// What stands below the charts, for a height of the view.
    fn below(&self, height: u16) -> Below {
        let width = self.view.chart_width(self.area.width);
        let plans = trends::plans(self.cx);
        let theme = self.theme;
        let mut marks = vec![("", time_rows::ticks(&self.axis, self.view.cursor(self.cx), width, theme))];
        marks.push(("", time_rows::phases(&self.axis, &plans, width, theme)));
        marks.push(("visits", self.visit_marks()));
        let changes = self.figures.changes.iter().map(|(date, _)| (*date, time_rows::CHANGE));
        marks.push(("changes", time_rows::signs(&self.axis, changes, theme.caution)));
        let events = self.figures.events.iter().map(|(date, _)| (*date, time_rows::EVENT));
        marks.push(("events", time_rows::signs(&self.axis, events, theme.alarm)));
        marks.push(("late", self.late_marks()));
        marks.retain(|(_, labels)| !labels.is_empty());
        let wrap = |words: &str| text::wrap(words, self.area.width.saturating_sub(2));
        let mut readout = wrap(&parts(self.cx, self.view, self.figures, &self.axis).join(" · "));
        let most = if height >= 22 { 3 } else { 2 };
        if let Some(cut) = readout.get(most) {
            let cut = cut.clone();
            readout.truncate(most);
            if let Some(last) = readout.last_mut() {
                *last = text::fit(&format!("{last} {cut}"), self.area.width.saturating_sub(3));
            }
        }
        let focused = self.view.focused();
        let mut words = Vec::new();
        if let Some(course) = focused.filter(|course| !self.header_says_all(course)) {
            words.push(wrap(&self.standing_words(course)));
        }
        if (self.view.enlarged || height >= 30)
            && let Some(found) = focused.and_then(|course| course.after_visits)
        {
            words.push(wrap(&after_visits_in_words(&found)));
        }
        if height < 16 && !self.view.enlarged {
            words.clear();
        }
        let meaning = wrap(&what_now_means(self.now()));
        let legend = if height >= 17 { self.legend() } else { Vec::new() };
        Below { marks, readout, words, meaning, legend }
    }

    /// Whether columns have so many days that visits are counted in them.
    fn counts_visits(&self) -> bool {
        self.axis.per() >= time_rows::DAYS_COUNTED
    }

    fn visit_marks(&self) -> Vec<Label> {
        let visits = &self.figures.visits;
        if self.counts_visits() {
            let done = visits.iter().filter(|visit| visit.state.took_place());
            return time_rows::counts(&self.axis, done.map(|visit| visit.date), self.theme.text);
        }
        time_rows::visits(&self.axis, visits, self.theme)
    }

    /// Columns of which at least one measure was written late, or mostly so.
    fn late_marks(&self) -> Vec<Label> {
        let late = self.drawn.iter().filter(|(_, shown)| shown.is_late());
        time_rows::signs(&self.axis, late.map(|(bin, _)| (bin.first, time_rows::LATE)), self.theme.faint)
    }

    /// What the signs mean: those that are drawn.
    fn legend(&self) -> Vec<String> {
        let signs = Signs::new(self.theme);
        let mut items: Vec<String> = Vec::new();
        if self.theme.ascii {
            let one = if self.axis.per() == 1 { "a digit a day" } else { "a digit a column" };
            items.push(format!("{one}, X: ten, or the top"));
        } else if let Some(course) = self.view.focused() {
            items.extend(course.standing.baseline.map(|_| format!("{} baseline", signs.baseline)));
            items.extend(course.standing.success_line.map(|_| format!("{} goal", signs.goal)));
        }
        items.extend(self.sign_items(&signs));
        items
    }

    fn chart_legend(&self, course: &Course) -> Vec<String> {
        let signs = Signs::new(self.theme);
        let mut items = vec![line_chart::moving_words(course)];
        items.extend(line_chart::band(course, self.view.plan(self.cx)).map(|(low, high)| {
            let figure = super::trends_readout::figure;
            format!("{} baseline from {} to {}", signs.band, figure(low), figure(high))
        }));
        let one = if self.axis.per() == 1 { "a day" } else { "a column" };
        items.push(format!("{} {one}", signs.value));
        items.extend(self.sign_items(&signs));
        items
    }

    fn sign_items(&self, signs: &Signs) -> Vec<String> {
        let mut items = Vec::new();
        for (kind, sign, words) in [
            (Shown::Blank, signs.blank, "blank"),
            (Shown::Skipped, signs.skipped, "skipped"),
            (Shown::Unknown, signs.unknown, "not readable"),
        ] {
            items.extend(
                self.drawn.iter().any(|(_, shown)| *shown == kind).then(|| format!("{sign} {words}")),
            );
        }
        if !self.late_marks().is_empty() {
            let words = if self.axis.per() == 1 { "written late" } else { "mostly written late" };
            let hollow = match (self.view.enlarged, self.theme.ascii) {
                (true, _) => format!(" {}", signs.late),
                (false, false) => format!(" {}", signs.hollow),
                (false, true) => String::new(),
            };
            items.push(format!("{}{hollow} {words}", time_rows::LATE));
        }
        if !self.figures.events.is_empty() {
            items.push(format!("{} new or worrying", time_rows::EVENT));
        }
        if self.counts_visits() {
            items.push("1 to 9, +: visits done".to_owned());
            return items;
        }
        items.extend(time_rows::visit_legend(&self.figures.visits));
        items
    }

    fn draw_below(&self, canvas: &mut Canvas, area: Rect, below: &Below, hidden: (usize, usize)) {
        let mut top = 0_u16;
        for (label, labels) in &below.marks {
            self.row(canvas, text::below(area, top), label, labels);
            top = top.saturating_add(1);
        }
        let mut write = |words: &str, style: Style| {
            if let Some(place) = text::row(text::indent(area, 2), top) {
                canvas.put(Line::styled(text::fit(words, place.width), style), place);
            }
            top = top.saturating_add(1);
        };
        for line in &below.readout {
            write(line, self.theme.accent);
        }
        for line in below.words.iter().flatten() {
            write(line, self.theme.text);
        }
        for line in &below.meaning {
            write(line, self.theme.faint);
        }
        if !below.legend.is_empty() {
            let mut items = below.legend.clone();
            let more = more::counted(hidden.0, hidden.1, self.theme);
            items.splice(0..0, (!more.is_empty()).then_some(more));
            let mut line = String::new();
            for item in items {
                let longer = if line.is_empty() { item } else { format!("{line}  {item}") };
                if text::width(&longer) <= area.width.saturating_sub(3) {
                    line = longer;
                }
            }
            write(&line, self.theme.faint.remove_modifier(Modifier::BOLD));
        }
    }
}

/// What stands below the charts.
struct Below {
    marks: Vec<(&'static str, Vec<Label>)>,
    readout: Vec<String>,
    /// Sentences in lines, the most important first.
    words: Vec<Vec<String>>,
    /// What “now” and a number in brackets mean.
    meaning: Vec<String>,
    legend: Vec<String>,
}

impl Below {
    fn marks(&self) -> u16 {
        u16::try_from(self.marks.len()).unwrap_or(u16::MAX)
    }

    fn height(&self) -> u16 {
        let words = self.words.iter().map(Vec::len).sum::<usize>().saturating_add(self.meaning.len());
        let rows = self.marks.len().saturating_add(self.readout.len()).saturating_add(words);
        u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(u16::from(!self.legend.is_empty()))
    }

    /// Leaves out the least important until the rest fits.
    fn shrink(&mut self, rows: u16) {
        while self.height() > rows {
            if self.words.pop().is_some() {
                continue;
            }
            if !self.legend.is_empty() {
                self.legend.clear();
            } else if self.readout.len() > 1 {
                self.readout.pop();
            } else if !self.meaning.is_empty() {
                self.meaning.clear();
            } else if self.marks.pop().is_none() {
                return;
            }
        }
    }
}

/// Whether the strip in focus has a row for its week means, in so much room.
fn has_weeks(room: u16) -> bool {
    room >= 8
}

/// The height of each strip with its header: the one in focus taller, the others as tall as lets
/// all of them fit, and two rows where they do not; one where there is little room.
fn heights(count: usize, focus: usize, room: u16, ascii: bool) -> Vec<u16> {
    if ascii {
        // A header and a row of digits each, and the week means of the one in focus.
        let own = 2_u16.saturating_add(u16::from(has_weeks(room))).min(room);
        return (0..count).map(|place| if place == focus { own } else { 2 }).collect();
    }
    let others = u16::try_from(count.saturating_sub(1)).unwrap_or(u16::MAX);
    let least: u16 = if room >= 9 { 2 } else { 1 };
    // In focus: a header, one row of bars more than the others have, and the week means.
    let focused = |bars: u16| bars.saturating_add(2).saturating_add(u16::from(has_weeks(room)));
    let all = |bars: u16| bars.saturating_add(1).saturating_mul(others).saturating_add(focused(bars));
    let bars = (least..=3).rev().find(|bars| all(*bars) <= room).unwrap_or(least);
    let other = bars.saturating_add(1);
    let own = focused(bars);
    // What is left over makes the one in focus taller.
    let spare =
        if all(bars) <= room { room.saturating_sub(all(bars)) } else { room.saturating_sub(own) % other };
    let own = own.saturating_add(spare).min(TALLEST).min(room);
    (0..count).map(|place| if place == focus { own } else { other }).collect()
}
