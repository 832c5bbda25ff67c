//! The document as plain text that reads well aloud: a table is a sentence for each row, every
//! figure after its name, since columns are lost on the ear.

use super::{Block, Table};

/// Columns of the plain text.
const TEXT_WIDTH: usize = 96;

/// The document as plain text, every line ended.
pub fn to_text(blocks: &[Block]) -> String {
    format!("{}\n", parts(blocks).trim_end())
}

fn parts(blocks: &[Block]) -> String {
    blocks.iter().map(part).collect()
}

fn part(block: &Block) -> String {
    match block {
        Block::Title(title) => {
            let title = plain(title);
            format!("{title}\n{}\n\n", "=".repeat(unicode_width::UnicodeWidthStr::width(title.as_str())))
        }
        Block::Heading(heading) => format!("{}\n", plain(heading).to_uppercase()),
        Block::Subheading(heading) => format!("{}\n", plain(heading)),
        Block::Paragraph(words) | Block::Small(words) => format!("{}\n", wrapped(words, "", "")),
        Block::Alert(alert) => format!("{}\n", wrapped(alert, "!! ", "   ")),
        Block::Line(word) => format!("{}: {}\n\n", plain(word), "_".repeat(24)),
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(name, words)| wrapped(&fact(name, words), "  ", "    "));
            format!("{}\n", facts.collect::<String>())
        }
        Block::List(items) => {
            format!("{}\n", items.iter().map(|item| wrapped(item, "  - ", "    ")).collect::<String>())
        }
        Block::Numbered(items) => {
            let item = |(index, item): (usize, &String)| {
                wrapped(item, &format!("  {}. ", index.saturating_add(1)), "     ")
            };
            format!("{}\n", items.iter().enumerate().map(item).collect::<String>())
        }
        Block::Table(table) => format!("{}\n", table_part(table)),
        Block::Chart(chart) => {
            format!("{}\n", wrapped(&format!("{}. {}", chart.title, chart.description), "", ""))
        }
        Block::Columns(columns) => columns.iter().map(|column| parts(column)).collect(),
        Block::NewPage => format!("{}\n\n", "-".repeat(24)),
    }
}

/// The document as it is said, a sentence or an item a line: nothing underlined, indented or broken
/// within, since a screen reader says every sign and stops at every end of a line.
pub fn to_speech(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(said).collect()
}

fn said(block: &Block) -> Vec<String> {
    match block {
        Block::Title(words) | Block::Heading(words) | Block::Subheading(words) => {
            vec![plain(words.trim_end_matches([':', '.'])) + "."]
        }
        Block::Paragraph(words) | Block::Small(words) | Block::Alert(words) => {
            words.lines().map(plain).collect()
        }
        Block::Line(_) | Block::NewPage => Vec::new(),
        Block::Facts(facts) => facts.iter().map(|(name, words)| plain(&fact(name, words))).collect(),
        Block::List(items) => items.iter().map(|item| said_item(&plain(item))).collect(),
        Block::Numbered(items) => items
            .iter()
            .zip(1..)
            .map(|(item, number): (_, u32)| format!("{number} {}", plain(item)))
            .collect(),
        Block::Table(table) => {
            let caption = format!("{}:", plain(&table.caption));
            [caption].into_iter().chain(table.rows.iter().map(|row| plain(&row_words(table, row)))).collect()
        }
        Block::Chart(chart) => vec![plain(&format!("{}. {}", chart.title, chart.description))],
        Block::Columns(columns) => columns.iter().flat_map(|column| to_speech(column)).collect(),
    }
}

/// An item of a list: the mark before a rule is a word, and so is the arrow to what it leads to.
fn said_item(item: &str) -> String {
    let marked = [("✓ ", "Yes: "), ("· ", "No: ")];
    let found = marked.iter().find_map(|(mark, word)| Some((word, item.strip_prefix(mark)?)));
    found.map_or_else(|| item.to_owned(), |(word, rest)| format!("{word}{}", rest.replacen(" → ", ": ", 1)))
}

fn fact(name: &str, words: &[String]) -> String {
    format!("{name}: {}", words.join(" "))
}

/// Without control characters, which a terminal would obey.
fn plain(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_control()).collect()
}

fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let mut indent = first;
    let mut lines = String::new();
    for line in text.lines() {
        let options = textwrap::Options::new(TEXT_WIDTH).initial_indent(indent).subsequent_indent(rest);
        lines.push_str(&format!("{}\n", textwrap::fill(&plain(line), &options)));
        indent = rest;
    }
    lines
}

/// The caption, then a line for each row: its name, then every column's name and figure. A cell
/// without anything is left out.
fn table_part(table: &Table) -> String {
    let mut lines = wrapped(&format!("{}:", table.caption), "", "");
    for row in &table.rows {
        lines.push_str(&wrapped(&row_words(table, row), "  - ", "    "));
    }
    lines
}

/// A row as a sentence: its name, then every column's name and figure.
fn row_words(table: &Table, row: &[String]) -> String {
    let mut cells = row.iter().zip(&table.head);
    let name = cells.next().map(|(name, _)| name.as_str()).unwrap_or_default();
    let said: Vec<String> = cells
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, head)| if head.is_empty() { cell.clone() } else { format!("{} {cell}", small(head)) })
        .collect();
    format!("{name}: {}.", said.join("; "))
}

/// A column's name inside a sentence.
fn small(head: &str) -> String {
    let mut letters = head.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::nasty::everywhere;
    use super::*;

    #[test]
    fn plain_text_wraps_and_says_a_table_row_by_row() {
        let rows = vec![
            ["pain".to_owned(), "6.1".to_owned(), String::new()],
            ["a longer name".to_owned(), "2".to_owned(), "no".to_owned()],
        ];
        let text = to_text(&[
            Block::Title("Title".to_owned()),
            Block::text("word ".repeat(30)),
            Block::text("\u{754c} ".repeat(60)),
            Block::table("Figures", ["measure", "Value", "Better"], rows),
        ]);
        assert!(text.starts_with("Title\n=====\n\n"));
        assert!(text.lines().all(|line| line.width() <= TEXT_WIDTH), "{text}");
        assert!(
            text.ends_with("Figures:\n  - pain: value 6.1.\n  - a longer name: value 2; better no.\n"),
            "{text}"
        );
    }

    #[test]
    fn what_is_said_has_no_sign_that_only_an_eye_takes_in() {
        let table =
            Block::table("Figures", ["measure", "Value"], vec![["pain".to_owned(), "6.1".to_owned()]]);
        let lines = to_speech(&[
            Block::Title("Week five".to_owned()),
            Block::heading("why"),
            Block::text("One.\nTwo."),
            Block::List(vec!["✓ Pain fell → continue".to_owned(), "· It rose".to_owned()]),
            table,
            Block::NewPage,
        ]);
        let wanted = [
            "Week five.",
            "Why.",
            "One.",
            "Two.",
            "Yes: Pain fell: continue",
            "No: It rose",
            "Figures:",
            "pain: value 6.1.",
        ];
        let said: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
        assert_eq!(said, wanted.map(str::to_lowercase));
        let all = to_speech(&everywhere());
        assert!(!all.iter().any(|line| line.chars().any(char::is_control)), "{all:?}");
    }

    #[test]
    fn no_control_character_reaches_a_terminal() {
        let text = to_text(&everywhere());
        assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'), "{text}");
    }
}
