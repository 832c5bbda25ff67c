//! The document as Markdown.

use super::{Block, Table};

/// The document as Markdown.
pub fn to_markdown(blocks: &[Block]) -> String {
    format!("{}\n", parts(blocks).trim_end())
}

fn parts(blocks: &[Block]) -> String {
    blocks.iter().map(|block| format!("{}\n\n", part(block).trim_end())).collect()
}

fn part(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}", markdown(title)),
        Block::Heading(heading) => format!("## {}", markdown(heading)),
        Block::Subheading(heading) => format!("### {}", markdown(heading)),
        Block::Paragraph(words) | Block::Small(words) => markdown_line(words),
        Block::Alert(alert) => format!("> **{}**", markdown(alert)),
        Block::Line(word) => format!("{}: {}", markdown(word), "\\_".repeat(24)),
        Block::Facts(facts) => facts.iter().map(fact).collect::<Vec<_>>().join("\n"),
        Block::List(items) => lines(items, |_| "- ".to_owned()),
        Block::Numbered(items) => lines(items, |number| format!("{number}. ")),
        Block::Table(table) => table_part(table),
        Block::Chart(chart) => format!("**{}.** {}", markdown(&chart.title), markdown(&chart.description)),
        Block::Columns(columns) => columns.iter().map(|column| parts(column)).collect(),
        Block::NewPage => "---".to_owned(),
    }
}

fn lines(items: &[String], mark: impl Fn(usize) -> String) -> String {
    let line =
        |(index, item): (usize, &String)| format!("{}{}", mark(index.saturating_add(1)), markdown_line(item));
    items.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn fact((name, paragraphs): &(String, Vec<String>)) -> String {
    let words: Vec<String> = paragraphs.iter().map(|paragraph| markdown(paragraph)).collect();
    format!("- **{}:** {}", markdown(name), words.join(" "))
}

/// A caption stands before its table: Markdown has no place for one.
fn table_part(table: &Table) -> String {
    let line = |row: &[String]| {
        let cells: Vec<String> = row.iter().map(|cell| markdown(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![format!("{}:", markdown(&table.caption)), String::new()];
    lines.extend([line(&table.head), format!("|{}", " --- |".repeat(table.head.len()))]);
    lines.extend(table.rows.iter().map(|row| line(row)));
    lines.join("\n")
}

/// Words in Markdown: signs that would mean something there get a backslash, and a line's end
/// becomes a space, so that nothing a person wrote turns into markup.
fn markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '&' => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// The same for words that begin a line: a number with a full stop, or a plus or minus, would
/// begin a list there.
fn markdown_line(words: &str) -> String {
    let mut out = markdown(words);
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    let rest = out.get(digits..).unwrap_or_default();
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        out.insert(digits, '\\');
    } else if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::nasty::everywhere;
    use super::*;

    #[test]
    fn nothing_a_person_wrote_becomes_markup() {
        let text = to_markdown(&everywhere());
        assert!(text.contains(r"\<script\>") && text.contains(r"\*bold\*") && text.contains(r"\[a\](b) \|"));
        let text = text.replace(r"\<", "");
        for sign in ["<script", " *bold", "[a](b)", " `c`", "\u{1b}", "\nnext"] {
            assert!(!text.contains(sign), "{sign}: {text}");
        }
    }

    #[test]
    fn a_line_that_looks_like_a_list_stays_a_line() {
        assert_eq!(markdown_line("1. first"), r"1\. first");
        assert_eq!(markdown_line("- not a list"), r"\- not a list");
    }
}
