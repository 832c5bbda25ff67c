//! One measure over the days as columns of some rows, with the baseline and the goal drawn across.
//!
//! Why this is ours: ratatui's `Sparkline` draws one row set of bars without a scale, a line across
//! them, a width per bar, or a second sign for a value; it tells an absent value from zero, and
//! nothing else. `BarChart` has a width and a gap, and no absent values, no lines, and no common
//! axis with what stands below. `Chart` and `Canvas` join or scatter points on their own bounds, and
//! cannot say which cell a day is in, so that strips, marks and cursor would not line up. Braille
//! lines, which they do well, the enlarged chart takes from `Canvas`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::views::time_axis::TimeAxis;
use crate::domain::bounds::within;
use crate::domain::score::Exact;
use crate::domain::trend::Bin;
use crate::domain::trend::figures::Course;
pub use crate::domain::trend::{Shown, columns};
use crate::ui::Theme;
use crate::ui::widgets::strip;

/// Up to which top a digit is the value itself.
pub const DIGITS_TO: i64 = 10;
/// Levels in one row.
const LEVELS: i64 = 8;

/// The signs of a strip. In ASCII they are told apart just as well.
#[derive(Debug, Clone, Copy)]
pub struct Signs {
    /// One to eight eighths of a cell.
    pub heights: [&'static str; 8],
    /// A full cell of a day written late.
    pub hollow: &'static str,
    /// The baseline's mean.
    pub baseline: &'static str,
    /// Where success begins.
    pub goal: &'static str,
    /// Where a phase begins.
    pub boundary: &'static str,
    /// The day at the cursor, where nothing else is.
    pub cursor: &'static str,
    /// A skipped day.
    pub skipped: &'static str,
    /// A day without a check-in.
    pub blank: &'static str,
    /// A day that cannot be read.
    pub unknown: &'static str,
    /// The range of the baseline week.
    pub band: &'static str,
    /// One value in the enlarged chart.
    pub value: &'static str,
    /// One value that was written late.
    pub late: &'static str,
}

impl Signs {
    /// The signs of a theme.
    pub fn new(theme: &Theme) -> Self {
        if theme.ascii {
            Self {
                heights: ["_", "_", "_", "n", "n", "n", "n", "#"],
                hollow: "%",
                baseline: "~",
                goal: "=",
                boundary: "|",
                cursor: ":",
                skipped: "-",
                blank: ".",
                unknown: "?",
                band: "'",
                value: "O",
                late: "o",
            }
        } else {
            Self {
                heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
                hollow: "░",
                baseline: "┄",
                goal: "━",
                boundary: "│",
                cursor: "┆",
                skipped: "–",
                blank: "·",
                unknown: "?",
                band: "░",
                value: "●",
                late: "○",
            }
        }
    }
}

/// The level of a value among `levels`, from 1: zero has the first, so that it can be seen.
pub fn level(value: Exact, top: i64, levels: i64) -> i64 {
    let highest = levels.saturating_sub(1);
    let share = value * highest / top.max(1);
    within(share.round().to_integer(), 0, highest).saturating_add(1)
}

/// Puts a sign into a cell, where the area has it.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, sign: &str, style: Style) {
    if x < area.width
        && y < area.height
        && let Some(cell) = buffer.cell_mut((area.x.saturating_add(x), area.y.saturating_add(y)))
    {
        cell.reset();
        cell.set_symbol(sign).set_style(style);
    }
}

/// What a strip is drawn from.
pub struct Strip<'a> {
    /// The measure.
    pub course: &'a Course,
    /// Where the days are.
    pub axis: &'a TimeAxis,
    /// What each column shows.
    pub shown: &'a [(Bin, Shown)],
    /// The column at the cursor.
    pub cursor: Option<usize>,
}

/// Draws a strip: `style` gives each column's.
pub fn render(
    buffer: &mut Buffer,
    area: Rect,
    strip: &Strip<'_>,
    style: impl Fn(&Bin) -> Style,
    theme: &Theme,
) {
    if theme.ascii {
        return digits(buffer, area, strip, style, theme);
    }
    let Strip { course, axis, shown, cursor } = strip;
    let signs = Signs::new(theme);
    let rows = i64::from(area.height);
    let levels = rows.saturating_mul(LEVELS);
    let row_of = |value: Exact| (level(value, course.top, levels).saturating_sub(1)) / LEVELS;
    let baseline = course.standing.baseline.map(|mean| row_of(mean.value));
    let goal = course.standing.success_line.map(row_of);
    let line = |row: i64| {
        if goal == Some(row) {
            Some((signs.goal, theme.good))
        } else if baseline == Some(row) {
            Some((signs.baseline, theme.baseline))
        } else {
            None
        }
    };
    for y in 0..area.height {
        let row = rows.saturating_sub(1).saturating_sub(i64::from(y));
        if let Some((sign, style)) = line(row) {
            for x in 0..axis.width() {
                put(buffer, area, x, y, sign, style);
            }
        }
        for (column, (bin, shown)) in shown.iter().enumerate() {
            let here = *cursor == Some(column);
            let own = style(bin);
            let own = if here { own.patch(theme.accent) } else { own };
            let (sign, style) = match shown {
                Shown::Value(value, late) => {
                    let full = level(*value, course.top, levels).saturating_sub(row.saturating_mul(LEVELS));
                    match (full, line(row)) {
                        (LEVELS.., Some((sign, _))) => (sign, own.add_modifier(Modifier::REVERSED)),
                        (LEVELS.., None) if *late => (signs.hollow, own),
                        (LEVELS.., None) => (eighths(&signs, LEVELS), own),
                        (1.., _) => (eighths(&signs, full), own),
                        (_, Some(_)) => continue,
                        (_, None) if here => (signs.cursor, theme.accent),
                        (_, None) => continue,
                    }
                }
                _ if row > 0 && here && line(row).is_none() => (signs.cursor, theme.accent),
                _ if row > 0 => continue,
                Shown::Skipped => (signs.skipped, if here { theme.accent } else { theme.faint }),
                Shown::Blank => (signs.blank, if here { theme.accent } else { theme.faint }),
                Shown::Unknown => (signs.unknown, theme.caution),
                Shown::Nothing if here && line(row).is_none() => (signs.cursor, theme.accent),
                Shown::Nothing => continue,
            };
            let from = axis.x_of(column);
            let cells = match shown {
                Shown::Value(..) if sign != signs.cursor => axis.bar(),
                Shown::Value(..) | Shown::Skipped | Shown::Blank | Shown::Unknown | Shown::Nothing => 1,
            };
            for x in from..from.saturating_add(cells) {
                put(buffer, area, x, y, sign, style);
            }
        }
        for x in axis.lines() {
            put(buffer, area, x, y, signs.boundary, theme.faint);
        }
    }
}

/// A value as a digit: itself where the scale goes to 10 or less, with X for ten, else its tenth of the
/// scale, with X for the top.
pub fn digit(value: Exact, top: i64) -> &'static str {
    let tenths = if top <= DIGITS_TO { value } else { value * DIGITS_TO / top };
    let tenths = tenths.round().to_integer();
    strip::sign(u8::try_from(within(tenths, 0, 10)).unwrap_or(0), true)
}

/// Draws a strip of plain ASCII: a digit a column, in the last row.
fn digits(buffer: &mut Buffer, area: Rect, strip: &Strip<'_>, style: impl Fn(&Bin) -> Style, theme: &Theme) {
    let Strip { course, axis, shown, cursor } = strip;
    let signs = Signs::new(theme);
    let y = area.height.saturating_sub(1);
    for x in axis.lines() {
        (0..area.height).for_each(|row| put(buffer, area, x, row, signs.boundary, theme.faint));
    }
    for (column, (bin, shown)) in shown.iter().enumerate() {
        let here = *cursor == Some(column);
        let (sign, style) = match shown {
            Shown::Value(value, _) => (digit(*value, course.top), style(bin)),
            Shown::Skipped => (signs.skipped, theme.faint),
            Shown::Blank => (signs.blank, theme.faint),
            Shown::Unknown => (signs.unknown, theme.caution),
            Shown::Nothing if here => (signs.cursor, theme.accent),
            Shown::Nothing => continue,
        };
        let style = if here { style.patch(theme.accent) } else { style };
        put(buffer, area, axis.x_of(column), y, sign, style);
    }
}

fn eighths(signs: &Signs, full: i64) -> &'static str {
    let place = usize::try_from(within(full, 1, LEVELS).saturating_sub(1)).unwrap_or(0);
    signs.heights.get(place).copied().unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::checkin::DayState;
    use crate::domain::trend::Point;

    #[test]
    fn a_digit_is_the_value_itself_up_to_ten_and_a_tenth_of_a_longer_scale() {
        let of = |value: i64, top| digit(Exact::from_integer(value), top);
        assert_eq!([of(0, 10), of(7, 10), of(10, 10), of(3, 4), of(4, 4)], ["0", "7", "X", "3", "4"]);
        assert_eq!([of(0, 50), of(21, 50), of(50, 50), of(29, 30)], ["0", "4", "X", "X"]);
        assert_eq!(digit(Exact::new(13, 2), 10), "7");
    }

    #[test]
    fn zero_has_the_first_level_and_the_top_the_last() {
        let whole = Exact::from_integer;
        assert_eq!((level(whole(0), 10, 16), level(whole(10), 10, 16)), (1, 16));
        assert_eq!(level(whole(99), 10, 16), 16, "above the top is at the top");
        let levels: Vec<_> = (0..=10).map(|score| level(whole(score), 10, 16)).collect();
        assert!(levels.windows(2).all(|pair| pair[0] < pair[1]), "each score has its own height: {levels:?}");
    }

    #[test]
    fn ascii_signs_that_mean_different_things_differ() {
        let theme = Theme { ascii: true, ..Theme::new(&crate::app::Settings::default()) };
        let signs = Signs::new(&theme);
        let mut all = vec![
            signs.hollow,
            signs.baseline,
            signs.goal,
            signs.boundary,
            signs.cursor,
            signs.skipped,
            signs.blank,
            signs.unknown,
            signs.band,
            signs.value,
            signs.late,
        ];
        all.extend(signs.heights);
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), 14, "eleven signs and three heights");
        assert!(all.iter().all(|sign| sign.is_ascii()));
    }

    proptest! {
        /// A bar stands exactly where a day has a value: zero has one, a gap has none.
        #[test]
        fn gaps_never_become_bars_and_zeros_always_do(
            values in prop::collection::vec(prop::option::of(0_i64..=10), 1..60), rows in 1_u16..9,
        ) {
            let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
            let dates = first.iter_days();
            let points: Vec<Point> = dates.zip(&values).map(|(date, value)| Point {
                date,
                value: value.map(Exact::from_integer),
                state: if value.is_some() { DayState::Rated } else { DayState::Blank },
                known: true,
            }).collect();
            let last = points[points.len() - 1].date;
            let axis = TimeAxis::new(first, last, &[], 120);
            let course = course(points);
            let shown = columns(&course.points, axis.per(), last);
            let area = Rect::new(0, 0, 120, rows);
            let mut buffer = Buffer::empty(area);
            let theme = Theme::new(&crate::app::Settings::default());
            let strip = Strip { course: &course, axis: &axis, shown: &shown, cursor: None };
            render(&mut buffer, area, &strip, |_| Style::new(), &theme);
            let heights = Signs::new(&theme).heights;
            for (column, value) in values.iter().enumerate() {
                let filled = (0..rows).filter(|y| heights.contains(&buffer[(axis.x_of(column), *y)].symbol())).count();
                match value {
                    Some(10) => prop_assert_eq!(filled, usize::from(rows)),
                    Some(_) => prop_assert!(filled >= 1),
                    None => prop_assert_eq!(filled, 0),
                }
            }
        }
    }

    fn course(points: Vec<Point>) -> Course {
        let standing = crate::domain::trend::Standing {
            better: crate::domain::measure::Better::Lower,
            baseline: None,
            from_checklist: false,
            begun: false,
            last_seven: None,
            success_line: None,
        };
        Course {
            measure: crate::domain::trend::Measure::Pain,
            name: "pain".into(),
            label: "Pain".into(),
            better: standing.better,
            weeks: Vec::new(),
            after_visits: None,
            top: 10,
            points,
            standing,
        }
    }
}
