//! A screen as a picture that any web page can show: every sign stands on a grid of cells, whatever
//! letters the page has, and the ground is part of the picture, so that it is the same on white and on black.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use weekfive::ui;

/// A cell, in the units of the picture.
const WIDTH: u16 = 9;
const HEIGHT: u16 = 20;

/// Room around the screen.
const ROOM: u16 = 16;

/// Where letters stand, from the top of their cell.
const BASELINE: u16 = 15;

const GROUND: &str = "#14161a";
const LETTERS: &str = "#d4d6d9";
const FONTS: &str =
    "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// How a cell is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    letters: String,
    ground: String,
    is_bold: bool,
    is_underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let mut look = Self {
            letters: colour(cell.fg, LETTERS),
            ground: colour(cell.bg, GROUND),
            is_bold: cell.modifier.contains(Modifier::BOLD),
            is_underlined: cell.modifier.contains(Modifier::UNDERLINED),
        };
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut look.letters, &mut look.ground);
        }
        look
    }
}

fn colour(colour: Color, usual: &str) -> String {
    match colour {
        Color::Reset => usual.to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => panic!("a picture takes the palette of a dark ground, not {other}"),
    }
}

/// The screen, with a title for who cannot see it.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (width, height) = (buffer.area.width * WIDTH + 2 * ROOM, buffer.area.height * HEIGHT + 2 * ROOM);
    let mut drawn = String::new();
    writeln!(
        drawn,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{GROUND}\"/>\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"9.5\" fill=\"none\" stroke=\"#3a3f47\"/>\n\
         <g font-family=\"{FONTS}\" font-size=\"15\" xml:space=\"preserve\">",
        escaped(title),
        width - 1,
        height - 1
    )
    .unwrap();
    for row in 0..buffer.area.height {
        draw_row(&mut drawn, buffer, row);
    }
    drawn.push_str("</g>\n</svg>\n");
    drawn
}

fn draw_row(drawn: &mut String, buffer: &Buffer, row: u16) {
    let top = ROOM + row * HEIGHT;
    let mut column = 0;
    let mut words: Option<(u16, String, Look)> = None;
    while column < buffer.area.width {
        let cell = &buffer[(column, row)];
        let (look, symbol, left) = (Look::of(cell), cell.symbol(), ROOM + column * WIDTH);
        if look.ground != GROUND {
            fill(drawn, (left, top, WIDTH, HEIGHT), &look.ground, 1);
        }
        let is_letter = symbol.is_ascii() && symbol != " ";
        let goes_on = matches!(&words, Some((_, _, before)) if *before == look);
        if is_letter && goes_on {
            words.iter_mut().for_each(|(_, text, _)| text.push_str(symbol));
        } else {
            if let Some((left, text, look)) = words.take() {
                text_run(drawn, (left, top), &text, &look);
            }
            if is_letter {
                words = Some((left, symbol.to_owned(), look));
            } else if symbol != " " && !shape(drawn, symbol, (left, top), &look.letters) {
                text_run(drawn, (left, top), symbol, &look);
            }
        }
        column += ui::text::width(symbol).max(1);
    }
    if let Some((left, text, look)) = words {
        text_run(drawn, (left, top), &text, &look);
    }
}

/// Letters of one look, exactly as wide as their cells.
fn text_run(drawn: &mut String, (left, top): (u16, u16), text: &str, look: &Look) {
    let cells = ui::text::width(text).max(1);
    let weight = if look.is_bold { " font-weight=\"bold\"" } else { "" };
    let line = if look.is_underlined { " text-decoration=\"underline\"" } else { "" };
    writeln!(
        drawn,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{weight}{line}>{}</text>",
        top + BASELINE,
        cells * WIDTH,
        look.letters,
        escaped(text)
    )
    .unwrap();
}

fn fill(
    drawn: &mut String,
    (left, top, width, height): (u16, u16, u16, u16),
    colour: &str,
    tenths_of_light: u16,
) {
    let light =
        if tenths_of_light == 1 { String::new() } else { format!(" opacity=\".{}\"", tenths_of_light) };
    writeln!(
        drawn,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"{light}/>"
    )
    .unwrap();
}

/// Draws the signs that have to meet their neighbours, or stand exactly in their cell: no font is asked.
fn shape(drawn: &mut String, symbol: &str, (left, top): (u16, u16), colour: &str) -> bool {
    let (middle, centre) = (top + HEIGHT / 2, left + WIDTH / 2);
    let round = |fill: &str| {
        format!(
            "<circle cx=\"{left}.5\" cy=\"{middle}\" r=\"3.5\" fill=\"{fill}\" stroke=\"{colour}\"/>\n",
            left = centre
        )
    };
    match symbol {
        "▁" | "▂" | "▃" | "▄" | "▅" | "▆" | "▇" | "█" => {
            let eighths = "▁▂▃▄▅▆▇█".chars().zip(1..).find(|(sign, _)| symbol.starts_with(*sign));
            let part = HEIGHT * eighths.map_or(8, |(_, eighths)| eighths) / 8;
            fill(drawn, (left, top + HEIGHT - part, WIDTH, part), colour, 1);
        }
        "░" => fill(drawn, (left, top, WIDTH, HEIGHT), colour, 2),
        "▒" => fill(drawn, (left, top, WIDTH, HEIGHT), colour, 4),
        "▓" => fill(drawn, (left, top, WIDTH, HEIGHT), colour, 6),
        "▌" => fill(drawn, (left, top, WIDTH / 2, HEIGHT), colour, 1),
        "─" => fill(drawn, (left, middle, WIDTH, 1), colour, 1),
        "━" => fill(drawn, (left, middle - 1, WIDTH, 3), colour, 1),
        "╺" => fill(drawn, (centre, middle - 1, WIDTH - WIDTH / 2, 3), colour, 1),
        "│" => fill(drawn, (centre, top, 1, HEIGHT), colour, 1),
        "┃" => fill(drawn, (centre - 1, top, 3, HEIGHT), colour, 1),
        "┆" => (0..3).for_each(|dash| fill(drawn, (centre, top + 1 + dash * 7, 1, 4), colour, 1)),
        "└" => {
            fill(drawn, (centre, top, 1, HEIGHT / 2), colour, 1);
            fill(drawn, (centre, middle, WIDTH - WIDTH / 2, 1), colour, 1);
        }
        "■" => fill(drawn, (left + 1, middle - 4, 8, 8), colour, 1),
        "□" => writeln!(
            drawn,
            "<rect x=\"{}.5\" y=\"{}.5\" width=\"7\" height=\"7\" fill=\"none\" stroke=\"{colour}\"/>",
            left + 1,
            middle - 4
        )
        .unwrap(),
        "●" => drawn.push_str(&round(colour)),
        "○" => drawn.push_str(&round("none")),
        "◐" => {
            drawn.push_str(&round("none"));
            writeln!(
                drawn,
                "<path d=\"M{centre}.5 {} a3.5 3.5 0 0 0 0 7z\" fill=\"{colour}\"/>",
                f32::from(middle) - 3.5
            )
            .unwrap();
        }
        "·" => {
            writeln!(drawn, "<circle cx=\"{centre}.5\" cy=\"{middle}\" r=\"1.2\" fill=\"{colour}\"/>")
                .unwrap();
        }
        _ => return false,
    }
    true
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
