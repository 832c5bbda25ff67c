//! What a person could write to break a document, for the tests of every way of writing one.

use super::{Block, Chart, MarkRow, Panel, Sign, Span, Tick};

pub(super) const NASTY: &str =
    "<script>alert('x')</script> & \"y\" *bold* [a](b) | `c` </style>\nnext\u{1b}[31m";

/// Every part of a document with it.
pub(super) fn everywhere() -> Vec<Block> {
    let nasty = || NASTY.to_owned();
    vec![
        Block::Title(nasty()),
        Block::Heading(nasty()),
        Block::Subheading(nasty()),
        Block::Paragraph(nasty()),
        Block::Small(nasty()),
        Block::Alert(nasty()),
        Block::Line(nasty()),
        Block::Facts(vec![(nasty(), vec![nasty(), nasty()])]),
        Block::List(vec![nasty()]),
        Block::Numbered(vec![nasty()]),
        Block::table(NASTY, [NASTY, NASTY], vec![[nasty(), nasty()]]),
        Block::Chart(Chart {
            title: nasty(),
            description: nasty(),
            days: 2,
            ticks: vec![Tick { day: 0, label: nasty() }],
            spans: vec![Span { first: 0, last: 1, label: nasty(), shaded: true }],
            today: Some(0),
            panels: vec![Panel {
                label: nasty(),
                top: 10,
                dots: vec![],
                skipped: vec![0],
                unreadable: vec![1],
                levels: vec![],
            }],
            rows: vec![MarkRow { label: nasty(), marks: vec![(0, Sign::Number(nasty()))] }],
        }),
        Block::Columns(vec![vec![Block::Paragraph(nasty())], vec![Block::Paragraph(nasty())]]),
        Block::NewPage,
    ]
}
