//! A plain document: headings, paragraphs, lists and tables, written as text, Markdown or HTML.

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title at the top.
    Title(String),
    /// The heading of what follows.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Something to see first: a hold.
    Alert(String),
    /// Lines with a mark each.
    List(Vec<String>),
    /// A table: its head, then its rows, each as wide as the head.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Block {
    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading(text.into())
    }

    /// A table.
    pub fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> Self {
        Self::Table(
            head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows.into_iter().map(Vec::from).collect(),
        )
    }
}

/// Columns of the plain text.
const TEXT_WIDTH: usize = 96;

/// The document as plain text, every line ended.
pub fn to_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Title(title) => {
                text.push_str(&format!("{title}\n{}\n\n", "=".repeat(title.chars().count())));
            }
            Block::Heading(heading) => text.push_str(&format!("{}\n", heading.to_uppercase())),
            Block::Paragraph(paragraph) => {
                text.push_str(&wrapped(paragraph, "", ""));
                text.push('\n');
            }
            Block::Alert(alert) => {
                text.push_str(&wrapped(alert, "!! ", "   "));
                text.push('\n');
            }
            Block::List(items) => {
                for item in items {
                    text.push_str(&wrapped(item, "  - ", "    "));
                }
                text.push('\n');
            }
            Block::Table(head, rows) => {
                text.push_str(&text_table(head, rows));
                text.push('\n');
            }
        }
    }
    format!("{}\n", text.trim_end())
}

fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(TEXT_WIDTH).initial_indent(first).subsequent_indent(rest);
    text.lines().map(|line| format!("{}\n", textwrap::fill(line, &options))).collect()
}

fn text_table(head: &[String], rows: &[Vec<String>]) -> String {
    use unicode_width::UnicodeWidthStr;
    let width = |column: usize| {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        cells.filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &[String]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
        format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).map(line).collect()
}

/// The document as Markdown.
pub fn to_markdown(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let part = match block {
            Block::Title(title) => format!("# {}", markdown(title)),
            Block::Heading(heading) => format!("## {}", markdown(heading)),
            Block::Paragraph(paragraph) => markdown_line(paragraph),
            Block::Alert(alert) => format!("> **{}**", markdown(alert)),
            Block::List(items) => {
                items.iter().map(|item| format!("- {}", markdown_line(item))).collect::<Vec<_>>().join("\n")
            }
            Block::Table(head, rows) => {
                let line = |row: &[String]| {
                    let cells: Vec<String> = row.iter().map(|cell| markdown(cell)).collect();
                    format!("| {} |", cells.join(" | "))
                };
                let mut lines = vec![line(head), format!("|{}", " --- |".repeat(head.len()))];
                lines.extend(rows.iter().map(|row| line(row)));
                lines.join("\n")
            }
        };
        text.push_str(&part);
        text.push_str("\n\n");
    }
    format!("{}\n", text.trim_end())
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

/// How the page looks, on a screen and on paper. Nothing is loaded from anywhere.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;\
color:#1c2526;background:#fff}h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;\
border-bottom:1px solid #cfd8d8;padding-bottom:.2rem;break-after:avoid}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #e5eaea;vertical-align:top}\
th{font-weight:600}.alert{border-left:4px solid #a82020;padding:.4rem .8rem;background:#fbf1f1;font-weight:600}\
li{margin:.15rem 0}@media print{body{margin:0;max-width:none;font-size:11pt}}";

/// The document as one HTML page that needs nothing else.
pub fn to_html(blocks: &[Block]) -> String {
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(html(title)),
        Block::Heading(_) | Block::Paragraph(_) | Block::Alert(_) | Block::List(_) | Block::Table(..) => None,
    });
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        title.unwrap_or_default()
    );
    for block in blocks {
        let part = match block {
            Block::Title(title) => format!("<h1>{}</h1>", html(title)),
            Block::Heading(heading) => format!("<h2>{}</h2>", html(heading)),
            Block::Paragraph(paragraph) => format!("<p>{}</p>", html(paragraph)),
            Block::Alert(alert) => format!("<p class=\"alert\">{}</p>", html(alert)),
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>\n", html(item))).collect();
                format!("<ul>\n{items}</ul>")
            }
            Block::Table(head, rows) => {
                let line = |row: &[String], tag: &str| {
                    let cells: String =
                        row.iter().map(|cell| format!("<{tag}>{}</{tag}>", html(cell))).collect();
                    format!("<tr>{cells}</tr>\n")
                };
                let body: String = rows.iter().map(|row| line(row, "td")).collect();
                format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table>", line(head, "th"))
            }
        };
        page.push_str(&part);
        page.push('\n');
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Words in HTML; a line's end becomes a break, control characters are left out.
fn html(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "<script>alert('x')</script> & \"y\" *bold* [a](b) | `c`\nnext\u{1b}[31m";

    #[test]
    fn nothing_a_person_wrote_becomes_markup() {
        let blocks = [
            Block::Title(NASTY.to_owned()),
            Block::List(vec![NASTY.to_owned()]),
            Block::table(["head"], vec![[NASTY.to_owned()]]),
        ];
        let page = to_html(&blocks);
        assert!(!page.contains("<script") && !page.contains("alert('") && !page.contains('\u{1b}'), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"));
        assert!(page.contains("<br>next[31m"));
        let text = to_markdown(&blocks);
        assert!(text.contains(r"\<script\>") && text.contains(r"\*bold\*") && text.contains(r"\[a\](b) \|"));
        assert_eq!(text.lines().count(), 7, "{text}");
    }

    #[test]
    fn a_line_that_looks_like_a_list_stays_a_line() {
        assert_eq!(markdown_line("1. first"), r"1\. first");
        assert_eq!(markdown_line("- not a list"), r"\- not a list");
    }

    #[test]
    fn plain_text_wraps_and_aligns() {
        let rows = vec![["pain".to_owned(), "6.1".to_owned()], ["a longer name".to_owned(), "2".to_owned()]];
        let text = to_text(&[
            Block::Title("Title".to_owned()),
            Block::text("word ".repeat(30)),
            Block::table(["measure", "value"], rows),
        ]);
        assert!(text.starts_with("Title\n=====\n\n"));
        assert!(text.lines().all(|line| line.chars().count() <= TEXT_WIDTH), "{text}");
        assert!(text.ends_with("  pain           6.1\n  a longer name  2\n"), "{text}");
    }
}
