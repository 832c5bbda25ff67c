//! Colours by role. Meaning is never in a colour alone, so that none of them is needed.

use ratatui::style::{Color, Modifier, Style};

use crate::app::settings::{Palette, Settings};

/// One style for each role.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Less important text.
    pub faint: Style,
    /// What is in focus, and our own name.
    pub accent: Style,
    /// Something is well.
    pub good: Style,
    /// Something to look at.
    pub caution: Style,
    /// Something to act on.
    pub alarm: Style,
    /// The open tab, the choice in focus.
    pub selected: Style,
    /// Baseline days.
    pub baseline: Style,
    /// Treatment days.
    pub treatment: Style,
    /// Checkpoint days.
    pub checkpoint: Style,
    /// Whether colours are shown.
    pub has_color: bool,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
}

impl Theme {
    /// The theme of the settings.
    pub fn new(settings: &Settings) -> Self {
        let mut theme = if settings.color { Self::colored(settings.palette) } else { Self::plain() };
        theme.ascii = settings.ascii;
        theme
    }

    fn plain() -> Self {
        let none = Style::new();
        let bold = none.add_modifier(Modifier::BOLD);
        Self {
            text: none,
            faint: none.add_modifier(Modifier::DIM),
            accent: bold,
            good: none,
            caution: bold,
            alarm: bold.add_modifier(Modifier::REVERSED),
            selected: none.add_modifier(Modifier::REVERSED),
            baseline: none,
            treatment: none,
            checkpoint: none,
            has_color: false,
            ascii: false,
        }
    }

    fn colored(palette: Palette) -> Self {
        let [accent, good, caution, alarm, baseline, checkpoint] = match palette {
            Palette::Terminal => {
                [Color::Cyan, Color::Green, Color::Yellow, Color::Red, Color::LightBlue, Color::LightMagenta]
            }
            Palette::Dark => [
                Color::Rgb(0x7f, 0xc8, 0xc2),
                Color::Rgb(0x9c, 0xc5, 0x7c),
                Color::Rgb(0xe3, 0xb8, 0x6b),
                Color::Rgb(0xe5, 0x7f, 0x7f),
                Color::Rgb(0x86, 0xa8, 0xdc),
                Color::Rgb(0xc3, 0x9d, 0xd6),
            ],
            Palette::Light => [
                Color::Rgb(0x00, 0x5f, 0x73),
                Color::Rgb(0x2e, 0x6b, 0x1f),
                Color::Rgb(0x8a, 0x5a, 0x00),
                Color::Rgb(0xa8, 0x20, 0x20),
                Color::Rgb(0x1d, 0x4f, 0x91),
                Color::Rgb(0x6f, 0x3a, 0x8a),
            ],
            // Okabe and Ito's palette, told apart with every common kind of colour vision.
            Palette::ColourBlind => [
                Color::Rgb(0x56, 0xb4, 0xe9),
                Color::Rgb(0x00, 0x9e, 0x73),
                Color::Rgb(0xe6, 0x9f, 0x00),
                Color::Rgb(0xd5, 0x5e, 0x00),
                Color::Rgb(0x00, 0x72, 0xb2),
                Color::Rgb(0xcc, 0x79, 0xa7),
            ],
        };
        let none = Style::new();
        Self {
            text: none,
            faint: none.add_modifier(Modifier::DIM),
            accent: none.fg(accent),
            good: none.fg(good),
            caution: none.fg(caution),
            alarm: none.fg(alarm).add_modifier(Modifier::BOLD),
            selected: none.fg(accent).add_modifier(Modifier::REVERSED),
            baseline: none.fg(baseline),
            treatment: none,
            checkpoint: none.fg(checkpoint),
            has_color: true,
            ascii: false,
        }
    }
}
