//! A document in parts: headings, facts, lists, tables and a chart. Each way of writing it (HTML,
//! Markdown, plain text) is a file of its own, and takes the same parts.

mod chart;
mod density;
mod html;
mod markdown;
#[cfg(test)]
mod nasty;
mod style;
mod svg;
mod text;

pub use self::chart::{Chart, Dot, Level, LevelKind, MarkRow, Panel, Sign, Span, Tick};
pub use self::density::fits_one_page;
pub use self::html::to_html;
pub use self::markdown::to_markdown;
pub use self::text::{to_speech, to_text};

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title at the top.
    Title(String),
    /// The heading of what follows.
    Heading(String),
    /// A heading below a heading.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph in small print.
    Small(String),
    /// Something to see first: a hold.
    Alert(String),
    /// A line to write on by hand, with the word before it. Nothing is ever filled in.
    Line(String),
    /// Names with what is to say of each, one or more paragraphs.
    Facts(Vec<(String, Vec<String>)>),
    /// Lines with a mark each.
    List(Vec<String>),
    /// Lines with a number each, from 1.
    Numbered(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart, with what it shows in words.
    Chart(Chart),
    /// Parts that stand side by side where there is room.
    Columns(Vec<Vec<Block>>),
    /// What follows begins on a new page.
    NewPage,
}

/// A table. The first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows, each as wide as the head.
    pub rows: Vec<Vec<String>>,
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
    pub fn table<const N: usize>(caption: &str, head: [&str; N], rows: Vec<[String; N]>) -> Self {
        Self::Table(Table {
            caption: caption.to_owned(),
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows: rows.into_iter().map(Vec::from).collect(),
        })
    }
}

/// The words of the title, for what has a name of its own for it.
fn title(blocks: &[Block]) -> &str {
    blocks
        .iter()
        .find_map(|block| if let Block::Title(title) = block { Some(title.as_str()) } else { None })
        .unwrap_or_default()
}
