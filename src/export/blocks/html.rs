//! The document as one HTML page that needs nothing else. `html!` escapes every text put into it; there
//! is one place where a text becomes markup, and no other way in.

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use super::style::STYLE;
use super::{Block, Table, density, svg, title};

/// What the page may load: its own style and nothing else.
const NOTHING_ELSE: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Words on the page: a line's end becomes a break, control characters are left out.
pub(super) struct Said<'a>(pub(super) &'a str);

impl Render for Said<'_> {
    fn render(&self) -> Markup {
        let clean = |line: &str| {
            let letters = line.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
            letters.filter(|letter| !letter.is_control()).collect::<String>()
        };
        html! {
            @for (index, line) in self.0.lines().enumerate() {
                @if index > 0 { br; }
                (clean(line))
            }
        }
    }
}

/// Words on the page where no break can stand.
pub(super) struct Plain<'a>(pub(super) &'a str);

impl Render for Plain<'_> {
    fn render(&self) -> Markup {
        let one_line = self.0.lines().collect::<Vec<_>>().join(" ");
        Said(&one_line).render()
    }
}

/// The document as one HTML page.
pub fn to_html(blocks: &[Block]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(NOTHING_ELSE);
                title { (Plain(title(blocks))) }
                // Our own file, the same in every report.
                style { (PreEscaped(STYLE)) }
            }
            body class=(density::of(blocks)) { main { (parts(blocks)) } }
        }
    };
    format!("{}\n", page.into_string())
}

fn parts(blocks: &[Block]) -> Markup {
    html! { @for block in blocks { (part(block)) "\n" } }
}

fn part(block: &Block) -> Markup {
    match block {
        Block::Title(title) => html! { h1 { (Said(title)) } },
        Block::Heading(heading) => html! { h2 { (Said(heading)) } },
        Block::Subheading(heading) => html! { h3 { (Said(heading)) } },
        Block::Paragraph(paragraph) => html! { p { (Said(paragraph)) } },
        Block::Small(paragraph) => html! { p.small { (Said(paragraph)) } },
        Block::Alert(alert) => html! { p.alert { (Said(alert)) } },
        Block::Line(word) => html! { p.write { (Said(word)) ":" span {} } },
        Block::Facts(facts) => html! {
            dl {
                @for (name, paragraphs) in facts {
                    div {
                        dt { (Said(name)) }
                        dd { @for paragraph in paragraphs { p { (Said(paragraph)) } } }
                    }
                }
            }
        },
        Block::List(items) => html! { ul { @for item in items { li { (Said(item)) } } } },
        Block::Numbered(items) => html! { ol { @for item in items { li { (Said(item)) } } } },
        Block::Table(table) => table_part(table),
        Block::Chart(chart) => html! { figure { (svg::drawn(chart)) } },
        Block::Columns(columns) => html! {
            div.columns { @for column in columns { div { (parts(column)) } } }
        },
        Block::NewPage => html! { div.page {} },
    }
}

/// Whether a cell is so short that breaking it would only tear a figure from its word.
fn is_short(cell: &str) -> bool {
    cell.chars().count() <= 18
}

fn table_part(table: &Table) -> Markup {
    html! {
        div.scroll {
            table {
                caption { (Said(&table.caption)) }
                thead { tr { @for cell in &table.head { th scope="col" { (Said(cell)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (index, cell) in row.iter().enumerate() {
                                @if index == 0 { th scope="row" { (Said(cell)) } }
                                @else { td class=[is_short(cell).then_some("short")] { (Said(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::nasty::{NASTY, everywhere};
    use super::*;

    #[test]
    fn nothing_a_person_wrote_becomes_markup() {
        let page = to_html(&everywhere());
        let body = &page[page.find("<body").unwrap()..];
        assert!(!page.contains("<script") && !page.contains('\u{1b}'), "{page}");
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(body.contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;y&quot;"), "{body}");
        assert!(body.contains("<br>next[31m"), "{body}");
        let with = body.matches("alert('x')").count();
        assert!(with >= NASTY.len().min(20), "{with} places");
    }

    #[test]
    fn tables_have_a_caption_and_headers_with_their_scope() {
        let page = to_html(&[Block::table("What", ["a", "b"], vec![["1".to_owned(), "2".to_owned()]])]);
        assert!(page.contains("<caption>What</caption>"), "{page}");
        assert!(
            page.contains("<th scope=\"col\">b</th>")
                && page.contains("<th scope=\"row\">1</th><td class=\"short\">2</td>")
        );
    }
}
