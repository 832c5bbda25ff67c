//! A chart drawn as SVG inside a page. Coordinates are whole tenths of a unit, so that the same days
//! always give the same drawing; the figures themselves are exact until then.

use maud::{Markup, html};

use super::chart::{Chart, Level, LevelKind, MarkRow, Panel, Sign};
use super::html::Plain;
use crate::domain::bounds::within;
use crate::domain::score::{Exact, in_tenths};

/// The drawing is so wide, in tenths of a unit.
const WIDTH: i64 = 7200;
/// Left of the days: the ends of the scales and the names of the rows.
const LEFT: i64 = 520;
/// Right of the days: the names of the lines.
const RIGHT: i64 = 1300;
/// The names of the stretches of days.
const NAMES: i64 = 125;
/// The name of a panel.
const PANEL_NAME: i64 = 125;
/// The height of the first panel, and of each other one.
const FIRST_PANEL: i64 = 750;
const OTHER_PANEL: i64 = 340;
/// Between a panel and what follows it.
const GAP: i64 = 40;
/// A row of signs, the axis, the legend.
const ROW: i64 = 115;
const AXIS: i64 = 140;
const LEGEND: i64 = 130;
/// The least distance between the names of two lines.
const BETWEEN_NAMES: i64 = 105;
/// About how wide a letter of the legend is.
const LETTER: i64 = 52;

/// A number of tenths as SVG writes it.
fn n(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

/// Where days and values stand.
struct Field {
    days: i64,
}

impl Field {
    /// The left edge of a day.
    fn left(&self, day: u32) -> i64 {
        let width = WIDTH.saturating_sub(LEFT).saturating_sub(RIGHT);
        let along = i64::from(day).saturating_mul(width).checked_div(self.days).unwrap_or(0);
        LEFT.saturating_add(along)
    }

    fn right(&self, day: u32) -> i64 {
        self.left(day.saturating_add(1))
    }

    fn middle(&self, day: u32) -> i64 {
        self.left(day).saturating_add(self.right(day)) / 2
    }
}

/// How high a value stands in a panel, from the top of the drawing down.
fn y(panel: &Panel, value: Exact, top: i64, height: i64) -> i64 {
    let share = value * height / panel.top.max(1) / 10;
    top.saturating_add(height).saturating_sub(within(in_tenths(share), 0, height))
}

/// The drawing, with its title and what it shows in words.
pub(super) fn drawn(chart: &Chart) -> Markup {
    let field = Field { days: i64::from(chart.days.max(1)) };
    let mut tops = Vec::new();
    let mut down = NAMES;
    for (index, _) in chart.panels.iter().enumerate() {
        let height = if index == 0 { FIRST_PANEL } else { OTHER_PANEL };
        let top = down.saturating_add(PANEL_NAME);
        tops.push((top, height));
        down = top.saturating_add(height).saturating_add(GAP);
    }
    let rows_from = down;
    let rows = i64::try_from(chart.rows.len()).unwrap_or(0);
    let axis = rows_from.saturating_add(ROW.saturating_mul(rows));
    let legend = axis.saturating_add(AXIS);
    let height = legend.saturating_add(LEGEND);
    html! {
        svg viewBox=(format!("0 0 {} {}", n(WIDTH), n(height))) role="img"
            aria-labelledby="chart-title chart-description" {
            title id="chart-title" { (Plain(&chart.title)) }
            desc id="chart-description" { (Plain(&chart.description)) }
            (spans(chart, &field, axis, &tops))
            @for (panel, (top, height)) in chart.panels.iter().zip(&tops) {
                (panel_part(panel, &field, *top, *height))
            }
            @for (row, index) in chart.rows.iter().zip(0_i64..) {
                (row_part(row, &field, rows_from.saturating_add(ROW.saturating_mul(index))))
            }
            (ticks(chart, &field, axis))
            (legend_part(chart, legend))
        }
    }
}

fn text(x: i64, y: i64, anchor: &str, class: &str, words: &str) -> Markup {
    html! { text x=(n(x)) y=(n(y)) text-anchor=(anchor) class=(class) { (Plain(words)) } }
}

/// The names of the stretches and their edges, which leave out the names of the panels.
fn spans(chart: &Chart, field: &Field, bottom: i64, panels: &[(i64, i64)]) -> Markup {
    let end = panels.last().map_or(NAMES, |(top, height)| top.saturating_add(*height));
    let mut pieces = vec![(0, NAMES)];
    pieces.extend(panels.iter().map(|(top, height)| (*top, top.saturating_add(*height))));
    pieces.push((end, bottom));
    html! {
        @for span in &chart.spans {
            @let (left, right) = (field.left(span.first), field.right(span.last));
            @if span.shaded {
                rect class="shade" x=(n(left)) y="0" width=(n(right.saturating_sub(left))) height=(n(bottom)) {}
            }
        }
        @for span in &chart.spans {
            @let (left, right) = (field.left(span.first), field.right(span.last));
            @for x in [left, right] {
                path class="edge" d=(pieces.iter().map(|(from, to)| format!("M{} {}V{}", n(x), n(*from), n(*to))).collect::<String>()) {}
            }
            (text(left.saturating_add(right) / 2, 95, "middle", "name", &span.label))
        }
        @if let Some(today) = chart.today {
            @let x = field.right(today);
            path class="today" d=(format!("M{} {}V{}", n(x), n(NAMES), n(bottom))) {}
        }
    }
}

fn ticks(chart: &Chart, field: &Field, top: i64) -> Markup {
    let mut last_end = i64::MIN;
    let shown = chart.ticks.iter().filter(|tick| {
        let wide = i64::try_from(tick.label.chars().count()).unwrap_or(0).saturating_mul(LETTER);
        let begins = field.middle(tick.day).saturating_sub(wide / 2);
        let fits = begins > last_end;
        if fits {
            last_end = begins.saturating_add(wide).saturating_add(60);
        }
        fits
    });
    let shown: Vec<_> = shown.collect();
    html! {
        path class="edge" d=(format!("M{} {}H{}", n(LEFT), n(top), n(WIDTH.saturating_sub(RIGHT)))) {}
        @for tick in shown {
            @let x = field.middle(tick.day);
            path class="edge" d=(format!("M{} {}v3", n(x), n(top))) {}
            (text(x, top.saturating_add(125), "middle", "faint", &tick.label))
        }
        @if let Some(today) = chart.today {
            (text(field.right(today), NAMES.saturating_add(110), "start", "faint", " today"))
        }
    }
}

fn panel_part(panel: &Panel, field: &Field, top: i64, height: i64) -> Markup {
    let bottom = top.saturating_add(height);
    let right = WIDTH.saturating_sub(RIGHT);
    let at = |value: Exact| y(panel, value, top, height);
    let middle = Exact::new(panel.top, 2);
    let mut course = String::new();
    let mut before: Option<u32> = None;
    for dot in &panel.dots {
        // Only days that follow each other are joined: a gap stays a gap.
        let joins = before.is_some_and(|day| day.saturating_add(1) == dot.day);
        let pen = if joins { 'L' } else { 'M' };
        course.push_str(&format!("{pen}{} {}", n(field.middle(dot.day)), n(at(dot.value))));
        before = Some(dot.day);
    }
    html! {
        (text(LEFT, top.saturating_sub(35), "start", "name", &panel.label))
        @for value in [Exact::from_integer(0), middle, Exact::from_integer(panel.top)] {
            path class="grid" d=(format!("M{} {}H{}", n(LEFT), n(at(value)), n(right))) {}
        }
        @for value in [0, panel.top] {
            (text(LEFT.saturating_sub(50), at(Exact::from_integer(value)).saturating_add(35), "end", "faint", &value.to_string()))
        }
        (levels(panel, field, &at, top))
        path class="course" d=(course) {}
        @for dot in &panel.dots {
            circle class=(if dot.late { "late" } else { "dot" }) cx=(n(field.middle(dot.day)))
                cy=(n(at(dot.value))) r="2.2" {}
        }
        @for day in &panel.skipped { (text(field.middle(*day), bottom.saturating_sub(15), "middle", "", "–")) }
        @for day in &panel.unreadable { (text(field.middle(*day), bottom.saturating_sub(15), "middle", "", "?")) }
    }
}

/// The lines at a value, with their names to the right, kept apart.
fn levels(panel: &Panel, field: &Field, at: &dyn Fn(Exact) -> i64, top: i64) -> Markup {
    let mut named: Vec<(i64, &Level)> = panel.levels.iter().map(|level| (at(level.value), level)).collect();
    named.sort_by_key(|(y, _)| *y);
    let mut least = top.saturating_sub(BETWEEN_NAMES / 2);
    let places: Vec<(i64, &Level)> = named
        .iter()
        .map(|(y, level)| {
            let place = (*y).max(least);
            least = place.saturating_add(BETWEEN_NAMES);
            (place, *level)
        })
        .collect();
    let right = WIDTH.saturating_sub(RIGHT);
    html! {
        @for (y, level) in &named {
            path class=(class_of(level.kind)) d=(format!("M{} {}H{}", n(field.left(level.first)), n(*y), n(field.right(level.last)))) {}
        }
        @for (place, level) in &places {
            (text(right.saturating_add(50), place.saturating_add(35), "start", "", &level.label))
        }
    }
}

fn class_of(kind: LevelKind) -> &'static str {
    match kind {
        LevelKind::Baseline => "baseline",
        LevelKind::Success => "success",
        LevelKind::Measured => "measured",
    }
}

fn row_part(row: &MarkRow, field: &Field, top: i64) -> Markup {
    let middle = top.saturating_add(ROW / 2);
    html! {
        (text(LEFT.saturating_sub(50), middle.saturating_add(35), "end", "", &row.label))
        @for (day, sign) in &row.marks { (sign_at(sign, field.middle(*day), middle)) }
    }
}

/// A sign around a point.
fn sign_at(sign: &Sign, x: i64, y: i64) -> Markup {
    let at = |dx: i64, dy: i64| format!("{} {}", n(x.saturating_add(dx)), n(y.saturating_add(dy)));
    let square = |class: &str| {
        html! { rect class=(class) x=(n(x.saturating_sub(32))) y=(n(y.saturating_sub(32))) width="6.4" height="6.4" {} }
    };
    match sign {
        Sign::Done => square("full"),
        Sign::Planned => square("empty"),
        Sign::Short => html! {
            (square("empty"))
            path class="full" d=(format!("M{}L{}L{}Z", at(-32, 32), at(32, 32), at(32, -32))) {}
        },
        Sign::Missed => html! {
            path class="measured" d=(format!("M{}L{}M{}L{}", at(-32, -32), at(32, 32), at(-32, 32), at(32, -32))) {}
        },
        Sign::NotWritten => text(x, y.saturating_add(36), "middle", "name", "?"),
        Sign::Unreadable => text(x, y.saturating_add(36), "middle", "name", "!?"),
        Sign::Number(number) => text(x, y.saturating_add(36), "middle", "", number),
        Sign::Event => html! {
            path class="full" d=(format!("M{}L{}L{}L{}Z", at(0, -42), at(42, 0), at(0, 42), at(-42, 0))) {}
        },
    }
}

/// What the dots and signs mean: only those that are there.
fn legend_part(chart: &Chart, top: i64) -> Markup {
    let y = top.saturating_add(70);
    let mut items: Vec<(Markup, &str)> = Vec::new();
    let mut x = LEFT;
    let mut place = |width: usize| {
        let here = x;
        let wide = i64::try_from(width).unwrap_or(0).saturating_mul(LETTER);
        x = x.saturating_add(wide).saturating_add(270);
        here
    };
    let mut places: Vec<i64> = Vec::new();
    let dots = || chart.panels.iter().flat_map(|panel| &panel.dots);
    let mut add = |drawn: &dyn Fn(i64) -> Markup, words: &'static str| {
        let at = place(words.chars().count());
        places.push(at);
        items.push((drawn(at), words));
    };
    let circle =
        |class: &'static str| move |x: i64| html! { circle class=(class) cx=(n(x)) cy=(n(y)) r="2.2" {} };
    if dots().any(|dot| !dot.late) {
        add(&circle("dot"), "rated");
    }
    if dots().any(|dot| dot.late) {
        add(&circle("late"), "written late");
    }
    if chart.panels.iter().any(|panel| !panel.skipped.is_empty()) {
        add(&|x| text(x, y.saturating_add(30), "middle", "", "–"), "skipped");
    }
    if chart.panels.iter().any(|panel| !panel.unreadable.is_empty()) {
        add(&|x| text(x, y.saturating_add(30), "middle", "", "?"), "not readable");
    }
    let mut seen: Vec<&'static str> = Vec::new();
    for (_, sign) in chart.rows.iter().flat_map(|row| &row.marks) {
        let meaning = sign.meaning();
        if !meaning.is_empty() && !seen.contains(&meaning) {
            seen.push(meaning);
            add(&|x| sign_at(sign, x, y), meaning);
        }
    }
    html! {
        @for ((drawn, words), x) in items.iter().zip(&places) {
            (drawn)
            (text(x.saturating_add(75), y.saturating_add(33), "start", "faint", words))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::chart::Dot;
    use super::*;

    fn panel(values: &[(u32, i64, bool)]) -> Panel {
        let dot = |(day, value, late): &(u32, i64, bool)| Dot {
            day: *day,
            value: Exact::from_integer(*value),
            late: *late,
        };
        Panel {
            label: "Pain".to_owned(),
            top: 10,
            dots: values.iter().map(dot).collect(),
            skipped: vec![],
            unreadable: vec![],
            levels: vec![],
        }
    }

    fn chart(panel: Panel) -> Chart {
        Chart {
            title: "Title".to_owned(),
            description: "Words".to_owned(),
            days: 10,
            ticks: vec![],
            spans: vec![],
            today: None,
            panels: vec![panel],
            rows: vec![],
        }
    }

    #[test]
    fn a_gap_is_not_bridged_and_a_late_day_is_hollow() {
        let drawing = drawn(&chart(panel(&[(0, 4, false), (1, 5, true), (3, 6, false)]))).into_string();
        let course = drawing.split("class=\"course\" d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!((course.matches('M').count(), course.matches('L').count()), (2, 1), "{course}");
        assert_eq!(drawing.matches("class=\"late\"").count(), 2, "one day and its legend: {drawing}");
        assert_eq!(drawing.matches("class=\"dot\"").count(), 3);
        assert!(drawing.contains("<title id=\"chart-title\">Title</title>"));
        assert!(drawing.contains("<desc id=\"chart-description\">Words</desc>"));
    }

    #[test]
    fn values_stand_between_the_ends_of_their_scale() {
        let pain = panel(&[]);
        let at = |value: i64| y(&pain, Exact::from_integer(value), 100, 950);
        assert_eq!([at(0), at(5), at(10), at(11)], [1050, 575, 100, 100]);
        assert_eq!(n(-5), "-0.5");
    }

    #[test]
    fn a_chart_of_no_days_is_drawn_too() {
        let empty = Chart { days: 0, ..chart(panel(&[])) };
        assert!(drawn(&empty).into_string().starts_with("<svg"));
    }
}
