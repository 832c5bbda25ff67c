//! Colours by role. Meaning is never in a colour alone, so that none of them is needed.
//!
//! What has to be read stands out from the ground by 4.5 to 1 at least (WCAG 2.2, success criterion
//! 1.4.3): on the ground that is known, or, where it is not, on black and on white. A test computes
//! it for every role.

use ratatui::style::{Color, Modifier, Style};

use crate::app::settings::{Palette, Settings};

/// One style for each role.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Less important text. It is still text, so that it is never dimmed.
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
    /// What it was made of, to be made anew once more is known.
    pub(super) made_of: (Palette, bool, Terminal),
}

/// What the terminal's letters stand on, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Black or nearly so.
    Dark,
    /// White or nearly so.
    Light,
    /// It was not said.
    #[default]
    Unknown,
}

impl Ground {
    /// What a colour is, each part 0 to 255: light where black letters stand out more from it than
    /// white ones.
    pub fn of(red: u8, green: u8, blue: u8) -> Self {
        let ground = luminance(red, green, blue);
        if contrast(ground, 0.0) > contrast(1.0, ground) { Self::Light } else { Self::Dark }
    }
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// The sixteen of its own, which are different in every terminal.
    #[default]
    Sixteen,
    /// 256, of which 240 are the same everywhere.
    Indexed,
    /// Any.
    Full,
}

/// The terminal, as far as colours go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// What letters stand on.
    pub ground: Ground,
    /// How many colours there are.
    pub depth: Depth,
}

/// A colour, each part 0 to 255.
type Rgb = (u8, u8, u8);

/// The colours of one palette on one ground.
#[derive(Debug, Clone, Copy)]
struct Colours {
    faint: Rgb,
    accent: Rgb,
    good: Rgb,
    caution: Rgb,
    alarm: Rgb,
    baseline: Rgb,
    checkpoint: Rgb,
}

const ON_DARK: Colours = Colours {
    faint: (0xa3, 0xa8, 0xb0),
    accent: (0x7f, 0xc8, 0xc2),
    good: (0x9c, 0xc5, 0x7c),
    caution: (0xe3, 0xb8, 0x6b),
    alarm: (0xf0, 0x8f, 0x8f),
    baseline: (0x93, 0xb4, 0xe6),
    checkpoint: (0xcf, 0xab, 0xe0),
};

const ON_LIGHT: Colours = Colours {
    faint: (0x59, 0x5e, 0x66),
    accent: (0x00, 0x5f, 0x73),
    good: (0x2e, 0x65, 0x1f),
    caution: (0x7d, 0x52, 0x00),
    alarm: (0xa8, 0x20, 0x20),
    baseline: (0x1d, 0x4f, 0x91),
    checkpoint: (0x6f, 0x3a, 0x8a),
};

/// Between black and white: the one step of brightness that stands out from both.
const ON_ANY: Colours = Colours {
    faint: (0x76, 0x76, 0x76),
    accent: (0x00, 0x83, 0x83),
    good: (0x20, 0x88, 0x20),
    caution: (0x9e, 0x6b, 0x00),
    alarm: (0xda, 0x37, 0x37),
    baseline: (0x2f, 0x75, 0xd1),
    checkpoint: (0xae, 0x4e, 0xb6),
};

/// The six of the 240 that do the same.
const INDEXED_ON_ANY: Colours = Colours {
    faint: (0x76, 0x76, 0x76),
    accent: (0x00, 0x87, 0x5f),
    good: (0x00, 0x87, 0x5f),
    caution: (0xaf, 0x5f, 0x5f),
    alarm: (0xd7, 0x00, 0xaf),
    baseline: (0x5f, 0x5f, 0xff),
    checkpoint: (0x87, 0x5f, 0xd7),
};

/// After Okabe and Ito's palette, told apart with every common kind of colour vision.
const BLIND_ON_DARK: Colours = Colours {
    faint: (0xa8, 0xa8, 0xa8),
    accent: (0x56, 0xb4, 0xe9),
    good: (0x1f, 0xb5, 0x8c),
    caution: (0xe6, 0x9f, 0x00),
    alarm: (0xf0, 0x7c, 0x2e),
    baseline: (0x6a, 0xae, 0xe8),
    checkpoint: (0xd9, 0x8f, 0xb8),
};

/// The same hues, darker.
const BLIND_ON_LIGHT: Colours = Colours {
    faint: (0x59, 0x59, 0x59),
    accent: (0x00, 0x5c, 0x91),
    good: (0x00, 0x69, 0x4d),
    caution: (0x7d, 0x54, 0x00),
    alarm: (0x9a, 0x38, 0x00),
    baseline: (0x00, 0x5c, 0x91),
    checkpoint: (0x8f, 0x3e, 0x6b),
};

impl Theme {
    /// The theme of the settings, on a terminal of every colour whose ground is not known.
    pub fn new(settings: &Settings) -> Self {
        Self::on(settings, Terminal { ground: Ground::Unknown, depth: Depth::Full })
    }

    /// The theme of the settings on a terminal.
    pub fn on(settings: &Settings, terminal: Terminal) -> Self {
        Self::made((settings.palette, settings.color, terminal), settings.ascii)
    }

    /// The same theme where the terminal has said what its ground is.
    pub fn on_ground(self, ground: Ground) -> Self {
        let (palette, color, terminal) = self.made_of;
        Self::made((palette, color, Terminal { ground, ..terminal }), self.ascii)
    }

    /// Whether it would be another one on another ground.
    pub fn depends_on_ground(&self) -> bool {
        let (palette, color, _) = self.made_of;
        color
            && match palette {
                Palette::Auto | Palette::ColourBlind => true,
                Palette::Dark | Palette::Light | Palette::Terminal | Palette::HighContrast => false,
            }
    }

    fn made(made_of: (Palette, bool, Terminal), ascii: bool) -> Self {
        let (palette, color, terminal) = made_of;
        let theme = if color { Self::colored(palette, terminal) } else { Self::plain() };
        Self { ascii, made_of, ..theme }
    }

    fn plain() -> Self {
        let none = Style::new();
        let bold = none.add_modifier(Modifier::BOLD);
        Self {
            text: none,
            faint: none,
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
            made_of: NOT_MADE,
        }
    }

    fn colored(palette: Palette, terminal: Terminal) -> Self {
        let Terminal { ground, depth } = terminal;
        let colours = match (palette, ground) {
            (Palette::Terminal, _) => return Self::sixteen(Some(SIXTEEN_OF_ITS_OWN)),
            (Palette::Dark, _) | (Palette::Auto, Ground::Dark) => ON_DARK,
            (Palette::Light, _) | (Palette::Auto, Ground::Light) => ON_LIGHT,
            (Palette::Auto, Ground::Unknown) if depth == Depth::Indexed => INDEXED_ON_ANY,
            (Palette::Auto, Ground::Unknown) => ON_ANY,
            (Palette::ColourBlind, Ground::Light) => BLIND_ON_LIGHT,
            (Palette::ColourBlind, Ground::Dark | Ground::Unknown) => BLIND_ON_DARK,
            (Palette::HighContrast, _) => return Self::high_contrast(),
        };
        match (depth, ground) {
            (Depth::Full, _) => Self::of(colours, |(red, green, blue)| Color::Rgb(red, green, blue)),
            (Depth::Indexed, _) => Self::of(colours, |colour| Color::Indexed(nearest_index(colour))),
            // Only where the ground is known can some of the sixteen be relied on.
            (Depth::Sixteen, _) if palette == Palette::Dark => Self::sixteen(Some(SIXTEEN_ON_DARK)),
            (Depth::Sixteen, _) if palette == Palette::Light => Self::sixteen(Some(SIXTEEN_ON_LIGHT)),
            (Depth::Sixteen, Ground::Dark) => Self::sixteen(Some(SIXTEEN_ON_DARK)),
            (Depth::Sixteen, Ground::Light) => Self::sixteen(Some(SIXTEEN_ON_LIGHT)),
            (Depth::Sixteen, Ground::Unknown) => Self::sixteen(None),
        }
    }

    fn of(colours: Colours, color: impl Fn(Rgb) -> Color) -> Self {
        let style = |rgb| Style::new().fg(color(rgb));
        Self {
            text: Style::new(),
            faint: style(colours.faint),
            accent: style(colours.accent),
            good: style(colours.good),
            caution: style(colours.caution),
            alarm: style(colours.alarm).add_modifier(Modifier::BOLD),
            selected: style(colours.accent).add_modifier(Modifier::REVERSED),
            baseline: style(colours.baseline),
            treatment: Style::new(),
            checkpoint: style(colours.checkpoint),
            has_color: true,
            ascii: false,
            made_of: NOT_MADE,
        }
    }

    /// Some of the terminal's own colours: accent, good, caution, alarm, baseline, checkpoint. Without
    /// any, letters stay as they are, bold or turned round.
    fn sixteen(colours: Option<[Option<Color>; 6]>) -> Self {
        let Some([accent, good, caution, alarm, baseline, checkpoint]) = colours else {
            return Self::plain();
        };
        let style = |color: Option<Color>| color.map_or(Style::new(), |color| Style::new().fg(color));
        Self {
            text: Style::new(),
            faint: Style::new(),
            accent: style(accent),
            good: style(good),
            caution: style(caution),
            alarm: style(alarm).add_modifier(Modifier::BOLD),
            selected: style(accent).add_modifier(Modifier::REVERSED),
            baseline: style(baseline),
            treatment: Style::new(),
            checkpoint: style(checkpoint),
            has_color: true,
            ascii: false,
            made_of: NOT_MADE,
        }
    }

    /// Nothing between the terminal's own letters and their ground; what matters is bold or turned
    /// round.
    fn high_contrast() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self { good: bold, baseline: bold, checkpoint: bold, ..Self::plain() }
    }
}

/// Of a theme that is still being put together.
const NOT_MADE: (Palette, bool, Terminal) =
    (Palette::Auto, false, Terminal { ground: Ground::Unknown, depth: Depth::Sixteen });

/// What the terminal's own colours were chosen for is its owner's matter.
const SIXTEEN_OF_ITS_OWN: [Option<Color>; 6] = [
    Some(Color::Cyan),
    Some(Color::Green),
    Some(Color::Yellow),
    Some(Color::Red),
    Some(Color::LightBlue),
    Some(Color::LightMagenta),
];

/// Those that stand out from black in every usual palette.
const SIXTEEN_ON_DARK: [Option<Color>; 6] = [
    Some(Color::LightCyan),
    Some(Color::LightGreen),
    Some(Color::LightYellow),
    Some(Color::LightRed),
    Some(Color::LightCyan),
    Some(Color::LightMagenta),
];

/// Those that stand out from white in every usual palette: green and yellow never do.
const SIXTEEN_ON_LIGHT: [Option<Color>; 6] = [
    Some(Color::Blue),
    None,
    Some(Color::Magenta),
    Some(Color::Red),
    Some(Color::Blue),
    Some(Color::Magenta),
];

/// The nearest of the 240 colours that every terminal of 256 has alike, 16 to 255.
fn nearest_index(colour: Rgb) -> u8 {
    let distance = |index: u8| {
        let (red, green, blue) = indexed(index);
        let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        part(red, colour.0).saturating_add(part(green, colour.1)).saturating_add(part(blue, colour.2))
    };
    (16..=255).min_by_key(|index| distance(*index)).unwrap_or(255)
}

/// A colour of the 240: a cube of six steps, then 24 greys.
fn indexed(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |number: u8| STEPS.get(usize::from(number)).copied().unwrap_or(255);
    match index.checked_sub(232) {
        Some(grey) => {
            let grey = grey.saturating_mul(10).saturating_add(8);
            (grey, grey, grey)
        }
        None => {
            let number = index.saturating_sub(16);
            (step(number / 36), step(number / 6 % 6), step(number % 6))
        }
    }
}

/// The relative luminance of a colour, 0 to 1 (WCAG 2.2), within 0.003: a cubic in place of the power of
/// 2.4, for which a library of its own would have to be loaded at each start.
fn luminance(red: u8, green: u8, blue: u8) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        part * (part * (part * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// How far two luminances stand apart, 1 to 21 (WCAG 2.2).
fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a grey as WCAG 2.2 has it.
    fn exact(part: u8) -> f64 {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    }

    #[test]
    fn luminance_is_as_it_is_defined() {
        for part in 0..=255 {
            let (found, exact) = (luminance(part, part, part), exact(part));
            assert!((found - exact).abs() < 0.003, "{part}: {found} and {exact}");
        }
    }

    const BLACK: Rgb = (0, 0, 0);
    const WHITE: Rgb = (255, 255, 255);
    /// The dark and the light grey that desktops come with.
    const GREYS: [Rgb; 2] = [(0x2e, 0x34, 0x36), (0xee, 0xee, 0xec)];
    const LEAST: f64 = 4.5;

    fn apart(one: Rgb, other: Rgb) -> f64 {
        let of = |(red, green, blue): Rgb| 0.2126 * exact(red) + 0.7152 * exact(green) + 0.0722 * exact(blue);
        contrast(of(one), of(other))
    }

    /// What xterm shows for its sixteen.
    fn rgb(color: Color) -> Rgb {
        match color {
            Color::Rgb(red, green, blue) => (red, green, blue),
            Color::Indexed(index) => indexed(index),
            Color::Blue => (0, 0, 0xee),
            Color::Magenta => (0xcd, 0, 0xcd),
            Color::Red => (0xcd, 0, 0),
            Color::LightCyan => (0, 0xff, 0xff),
            Color::LightGreen => (0, 0xff, 0),
            Color::LightYellow => (0xff, 0xff, 0),
            Color::LightRed => (0xff, 0, 0),
            Color::LightMagenta => (0xff, 0, 0xff),
            other => panic!("{other:?} is not relied on"),
        }
    }

    fn read(theme: &Theme) -> [(&'static str, Style); 10] {
        [
            ("text", theme.text),
            ("faint", theme.faint),
            ("accent", theme.accent),
            ("good", theme.good),
            ("caution", theme.caution),
            ("alarm", theme.alarm),
            ("selected", theme.selected),
            ("baseline", theme.baseline),
            ("treatment", theme.treatment),
            ("checkpoint", theme.checkpoint),
        ]
    }

    #[test]
    fn what_is_read_stands_out_from_its_ground_in_every_theme() {
        let depths = [Depth::Sixteen, Depth::Indexed, Depth::Full];
        let mut lowest = Vec::new();
        for (palette, ground, under) in [
            (Palette::Auto, Ground::Dark, vec![BLACK, GREYS[0]]),
            (Palette::Auto, Ground::Light, vec![WHITE, GREYS[1]]),
            (Palette::Auto, Ground::Unknown, vec![BLACK, WHITE]),
            (Palette::ColourBlind, Ground::Dark, vec![BLACK, GREYS[0]]),
            (Palette::ColourBlind, Ground::Light, vec![WHITE, GREYS[1]]),
            (Palette::Dark, Ground::Unknown, vec![BLACK, GREYS[0]]),
            (Palette::Light, Ground::Unknown, vec![WHITE, GREYS[1]]),
            (Palette::HighContrast, Ground::Unknown, vec![BLACK, WHITE]),
        ] {
            for depth in depths {
                let theme = Theme::colored(palette, Terminal { ground, depth });
                for (role, style) in read(&theme) {
                    assert!(!style.add_modifier.contains(Modifier::DIM), "{role} is dimmed");
                    let Some(color) = style.fg else { continue };
                    let mut least = f64::INFINITY;
                    for under in
                        under.iter().filter(|under| depth != Depth::Sixteen || !GREYS.contains(under))
                    {
                        let found = apart(rgb(color), *under);
                        lowest.push(found);
                        least = least.min(found);
                        assert!(
                            found >= LEAST,
                            "{palette:?} {ground:?} {depth:?}: {role} {color:?} on {under:?}: {found:.2}"
                        );
                    }
                    // For who wants to see the figures: cargo test what_is_read -- --nocapture.
                    println!("{palette:?}, {ground:?}, {depth:?}: {role} {least:.1}");
                }
            }
        }
        assert!(lowest.len() > 200, "{}", lowest.len());
    }

    #[test]
    fn a_ground_is_dark_or_light_by_what_stands_out_from_it() {
        assert_eq!(Ground::of(0x14, 0x16, 0x1a), Ground::Dark);
        assert_eq!(Ground::of(0x2e, 0x34, 0x36), Ground::Dark);
        assert_eq!(Ground::of(0xfd, 0xf6, 0xe3), Ground::Light);
        assert_eq!(Ground::of(255, 255, 255), Ground::Light);
    }

    #[test]
    fn without_colours_nothing_is_dimmed_and_an_alarm_still_stands_out() {
        let plain = Theme::plain();
        assert!(read(&plain).iter().all(|(_, style)| style.fg.is_none() && style.bg.is_none()));
        assert!(plain.alarm.add_modifier.contains(Modifier::BOLD | Modifier::REVERSED));
    }
}
