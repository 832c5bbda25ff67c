//! One measure large: a sign for each day, the moving mean as a line, the baseline's range as a
//! band, and the lines of baseline and goal across.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::canvas::{Canvas as Dots, Line as Segment};

use super::strip_chart::{Shown, Signs, level, put};
use crate::app::views::time_axis::TimeAxis;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::trend::figures::Course;
use crate::domain::trend::{Bin, MOVING_DAYS, Mean, moving_mean};
use crate::domain::trial::Plan;
use crate::ui::{Canvas, text};

/// How many days the moving mean looks back over, by the length of the stretch: a week, four weeks
/// or a quarter, so that it is smooth and still its own.
pub fn moving_days(days: usize) -> usize {
    match days {
        0..=130 => MOVING_DAYS,
        131..=800 => 28,
        _ => 91,
    }
}

/// What the line is, in words; and where there is none, why.
pub fn moving_words(course: &Course) -> String {
    let width = moving_days(course.points.len());
    let any = moving_mean(&course.points, width).iter().any(Option::is_some);
    if any {
        format!("line: mean of the last {width} days")
    } else {
        format!("no line: a mean of {width} days needs values on half of them")
    }
}

/// The lowest and the highest value of the baseline week.
pub fn band(course: &Course, plan: Option<&Plan>) -> Option<(Exact, Exact)> {
    let (first, last) = plan?.baseline_window();
    let values = course.points.iter().filter(|point| (first..=last).contains(&point.date));
    let values: Vec<Exact> = values.filter_map(|point| point.value).collect();
    Some((*values.iter().min()?, *values.iter().max()?))
}

/// What the chart is drawn from.
pub struct Drawn<'a> {
    /// The measure.
    pub course: &'a Course,
    /// Where the days are.
    pub axis: &'a TimeAxis,
    /// What each column shows.
    pub shown: &'a [(Bin, Shown)],
    /// The trial whose baseline is drawn.
    pub plan: Option<&'a Plan>,
    /// The column at the cursor.
    pub cursor: Option<usize>,
    /// The cells at the left of the chart, as high as it.
    pub gutter: Rect,
    /// The day one looks from: no line goes beyond it.
    pub as_of: NaiveDate,
}

/// Draws the chart into the cells of the axis, and the names of its lines into the gutter at its
/// left. `style` gives each column's.
pub fn render(canvas: &mut Canvas, area: Rect, drawn: &Drawn<'_>, style: impl Fn(&Bin) -> Style) {
    let theme = canvas.theme;
    let Drawn { course, axis, shown, plan, cursor, gutter, as_of } = drawn;
    let signs = Signs::new(theme);
    let rows = i64::from(area.height);
    let y_of = |value: Exact| {
        let row = level(value, course.top, rows).saturating_sub(1);
        u16::try_from(rows.saturating_sub(1).saturating_sub(row)).unwrap_or(0)
    };
    let width = axis.width().min(area.width);
    let buffer = canvas.buffer_mut();
    if let Some((low, high)) = band(course, *plan) {
        for y in y_of(high)..=y_of(low) {
            for x in 0..width {
                put(buffer, area, x, y, signs.band, theme.faint);
            }
        }
    }
    if let Some(column) = cursor {
        for y in 0..area.height {
            put(buffer, area, axis.x_of(*column), y, signs.cursor, theme.accent);
        }
    }
    for x in axis.lines() {
        for y in 0..area.height {
            put(buffer, area, x, y, signs.boundary, theme.faint);
        }
    }
    let baseline =
        course.standing.baseline.map(|mean| (mean.value, signs.baseline, theme.baseline, "baseline"));
    let goal = course.standing.success_line.map(|line| (line, signs.goal, theme.good, "goal"));
    for (value, sign, style, name) in baseline.into_iter().chain(goal) {
        let y = y_of(value);
        for x in 0..width {
            put(buffer, area, x, y, sign, style);
        }
        if let Some(place) = text::row(*gutter, y) {
            let cells = usize::from(gutter.width.saturating_sub(1));
            let words = format!("{:>cells$} ", format!("{name} {}", one_decimal(value)));
            buffer.set_stringn(place.x, place.y, words, usize::from(place.width), style);
        }
    }
    line(canvas, Rect { width, ..area }, course, axis, *as_of);
    let buffer = canvas.buffer_mut();
    let bottom = area.height.saturating_sub(1);
    for (column, (bin, shown)) in shown.iter().enumerate() {
        let own = style(bin);
        let own = if *cursor == Some(column) { own.patch(theme.accent) } else { own };
        let (y, sign, style) = match shown {
            Shown::Value(value, late) => (y_of(*value), if *late { signs.late } else { signs.value }, own),
            Shown::Skipped => (bottom, signs.skipped, theme.faint),
            Shown::Blank => (bottom, signs.blank, theme.faint),
            Shown::Unknown => (bottom, signs.unknown, theme.caution),
            Shown::Nothing => continue,
        };
        put(buffer, area, axis.x_of(column), y, sign, style);
    }
}

/// The moving mean, joined only where it is known on both of two days.
fn line(canvas: &mut Canvas, area: Rect, course: &Course, axis: &TimeAxis, as_of: NaiveDate) {
    let theme = canvas.theme;
    let mut means = moving_mean(&course.points, moving_days(course.points.len()));
    means.truncate(course.points.iter().take_while(|point| point.date <= as_of).count());
    let per = to_float(axis.per());
    let place = |day: usize, mean: Mean| {
        let column = axis.x_of(day / axis.per());
        let within = to_float(day.checked_rem(axis.per()).unwrap_or(0)) / per;
        (f64::from(column) + within * f64::from(axis.bar()) + 0.5, number(mean.value))
    };
    let mut segments = Vec::new();
    for (day, pair) in means.windows(2).enumerate() {
        if let [Some(one), Some(other)] = pair {
            let (x1, y1) = place(day, *one);
            let (x2, y2) = place(day.saturating_add(1), *other);
            segments.push((x1, y1, x2, y2));
        }
    }
    // Half a row more on both sides, so that a value is at the middle of the row of its sign.
    let top = to_float(usize::try_from(course.top).unwrap_or(usize::MAX));
    let half = top / f64::from(area.height.saturating_sub(1).max(1)) / 2.0;
    let color = theme.accent.fg.unwrap_or(Color::Reset);
    let segments = Dots::default()
        .marker(if theme.ascii { Marker::Custom('*') } else { Marker::Braille })
        .x_bounds([0.0, f64::from(area.width)])
        .y_bounds([-half, top + half])
        .paint(|context| {
            for (x1, y1, x2, y2) in &segments {
                context.draw(&Segment::new(*x1, *y1, *x2, *y2, color));
            }
        });
    canvas.put(segments, area);
}

/// For drawing only: what is compared stays exact.
#[allow(clippy::cast_precision_loss)]
fn to_float(number: usize) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss)]
fn number(value: Exact) -> f64 {
    *value.numer() as f64 / *value.denom() as f64
}
