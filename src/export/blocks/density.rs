//! How closely the first page is printed: the more there is on it, the smaller its letters, so that it
//! stays one page on A4 and on Letter. Reckoned from the number of letters; what it comes to was measured
//! in a browser with the widest of the common typefaces.

use unicode_width::UnicodeWidthStr;

use super::{Block, Table};

/// Letters that fit on a line of the whole width, of half of it, of the facts, and of small print.
const WHOLE: usize = 135;
const HALF: usize = 62;
const FACTS: usize = 108;
const SMALL: usize = 158;

/// A column up to so wide is never broken.
const NARROW: usize = 20;

/// From so many tenths of a line on the page is printed closer.
const CLOSE: usize = 690;
/// And from so many on closer again.
const CLOSEST: usize = 755;

/// What fits on one page at the closest.
const PAGE: usize = 850;

/// The class of the page.
pub(super) fn of(blocks: &[Block]) -> &'static str {
    match tenths(blocks, WHOLE) {
        ..CLOSE => "roomy",
        CLOSE..CLOSEST => "close",
        CLOSEST.. => "closest",
    }
}

/// Whether what stands before the first new page fits on one, by the same reckoning.
pub fn fits_one_page(blocks: &[Block]) -> bool {
    tenths(blocks, WHOLE) <= PAGE
}

/// About how many tenths of a line the first page has.
fn tenths(blocks: &[Block], width: usize) -> usize {
    let first = blocks.iter().take_while(|block| **block != Block::NewPage);
    first.map(|block| part(block, width)).fold(0, usize::saturating_add)
}

fn lines(words: &str, width: usize) -> usize {
    words.lines().map(|line| line.width().div_ceil(width.max(1)).max(1)).fold(0, usize::saturating_add)
}

fn part(block: &Block, width: usize) -> usize {
    let sum = |all: &mut dyn Iterator<Item = usize>| all.fold(0, usize::saturating_add);
    match block {
        Block::Title(_) => 20,
        // It stands beside the title.
        Block::Line(_) | Block::NewPage => 0,
        Block::Heading(_) | Block::Subheading(_) => 17,
        Block::Paragraph(words) => lines(words, width).saturating_mul(10),
        Block::Small(words) => lines(words, SMALL).saturating_mul(9),
        Block::Alert(words) => lines(words, width).saturating_mul(11).saturating_add(8),
        Block::Facts(facts) => sum(&mut facts.iter().map(|(name, paragraphs)| fact(name, paragraphs, width))),
        Block::List(items) | Block::Numbered(items) => {
            sum(&mut items.iter().map(|item| lines(item, width.saturating_sub(4)).saturating_mul(10)))
        }
        Block::Table(table) => rows(table),
        Block::Chart(chart) => {
            let more = chart.panels.len().saturating_sub(1).saturating_mul(38);
            more.saturating_add(chart.rows.len().saturating_mul(9)).saturating_add(108)
        }
        Block::Columns(columns) => sum(&mut columns.iter().map(|column| tenths(column, HALF))).div_ceil(2),
    }
}

/// Across the whole width a fact's name has a column of its own; in half of it, it runs in.
fn fact(name: &str, paragraphs: &[String], width: usize) -> usize {
    let said = if width == WHOLE {
        paragraphs.iter().map(|paragraph| lines(paragraph, FACTS)).fold(0, usize::saturating_add)
    } else {
        let name = name.width().saturating_add(2);
        let words: usize =
            paragraphs.iter().map(|paragraph| paragraph.width()).fold(name, usize::saturating_add);
        words.div_ceil(width.max(1)).max(paragraphs.len())
    };
    said.saturating_mul(10).saturating_add(1)
}

/// Columns as wide as their widest cell, where all fit; else the wide ones share what the narrow ones
/// leave. A row is as high as its highest cell.
fn rows(table: &Table) -> usize {
    let cells = |column: usize| {
        let rows = std::iter::once(&table.head).chain(&table.rows);
        rows.filter_map(move |row| row.get(column)).map(|cell| cell.width().saturating_add(2))
    };
    let widths: Vec<usize> = (0..table.head.len()).map(|column| cells(column).max().unwrap_or(0)).collect();
    let all = widths.iter().fold(0, |sum: usize, width| sum.saturating_add(*width));
    let wide = |width: &&usize| **width > NARROW;
    let narrow =
        widths.iter().filter(|width| !wide(width)).fold(0, |sum: usize, width| sum.saturating_add(*width));
    let share = WHOLE.saturating_sub(narrow).checked_div(widths.iter().filter(wide).count()).unwrap_or(WHOLE);
    let height = |row: &Vec<String>| match all <= WHOLE {
        true => 1,
        false => row.iter().map(|words| lines(words, share.max(NARROW))).max().unwrap_or(1),
    };
    let body: usize = table.rows.iter().map(height).fold(0, usize::saturating_add);
    body.saturating_mul(11).saturating_add(22)
}
