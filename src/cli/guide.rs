//! `weekfive guide`: the guide's pages as plain text.

use clap::Args;
use clap::builder::StringValueParser;

use super::choice::listed;
use super::{Failure, Place, output};
use crate::content::{GuidePage, guide, guide_page};
use crate::domain::bounds::within;
use crate::domain::nearest::or_did_you_mean;
use crate::ui::ascii;

/// The width of the text where no terminal says how wide it is.
const WIDTH: usize = 80;
/// The widest lines that are easy to read.
const WIDEST: usize = 100;

/// The topic that is every page.
const ALL: &str = "all";

/// The options of `guide`.
#[derive(Debug, Args)]
pub struct Options {
    /// One page, or all; without it the list of pages
    #[arg(value_parser = listed(StringValueParser::new(), || pages().chain([(ALL, "every page")]).collect()))]
    topic: Option<String>,
}

/// Every page, with its title.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    guide().iter().map(|page| (page.id, page.title))
}

/// The list of the pages: the word that each is asked for with, and its title.
fn list() -> String {
    let widest = pages().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
    let lines: Vec<String> = pages().map(|(id, title)| format!("{id:widest$}  {title}")).collect();
    format!(
        "{}\n\nweekfive guide techniques prints one page, weekfive guide all prints every one.\n",
        lines.join("\n")
    )
}

/// Prints the list of pages, one page, or all.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let pages: Vec<&GuidePage> = match options.topic.as_deref().map(str::trim) {
        None => {
            output::print(&list());
            return Ok(());
        }
        Some(ALL) => guide().iter().collect(),
        Some(topic) => vec![guide_page(topic).ok_or_else(|| {
            let topics = || pages().map(|(id, _)| id).chain([ALL]);
            Failure::Usage(format!(
                "the guide has no page “{topic}”; its pages are {}{}",
                topics().collect::<Vec<_>>().join(", "),
                or_did_you_mean(topic, topics())
            ))
        })?],
    };
    let width = width();
    let text = pages.into_iter().map(|page| laid_out(page, width)).collect::<Vec<_>>().join("\n\n");
    output::print(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}

/// The width of the terminal, if there is one.
fn width() -> usize {
    output::columns().map_or(WIDTH, |columns| within(columns, 20, WIDEST))
}

/// A page with its heading, its lines broken at a width; a list's lines stay indented.
fn laid_out(page: &GuidePage, width: usize) -> String {
    let mut lines = vec![page.title.to_owned(), "=".repeat(page.title.chars().count()), String::new()];
    for line in page.body.lines() {
        let indent = if line.starts_with("- ") { "  " } else { "" };
        let wrapped = textwrap::wrap(line, textwrap::Options::new(width).subsequent_indent(indent));
        lines.extend(wrapped.into_iter().map(std::borrow::Cow::into_owned));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_page_by_the_word_that_prints_it() {
        let list = list();
        for (id, title) in pages() {
            assert!(list.lines().any(|line| line.starts_with(id) && line.ends_with(title)), "{id}: {list}");
            assert_ne!(id, ALL);
        }
    }

    #[test]
    fn no_line_is_wider_than_asked_and_no_word_is_lost() {
        for page in guide() {
            let text = laid_out(page, 40);
            assert!(
                text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 40),
                "{}",
                page.id
            );
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let body: Vec<String> = text.lines().skip(3).flat_map(words).collect();
            assert_eq!(body.concat(), words(&page.body).concat(), "{}", page.id);
        }
    }
}
