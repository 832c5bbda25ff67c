//! How the page looks, on a screen and on paper: one sheet of style, nothing is loaded.

/// The sheet, with the colours by their roles.
pub(super) const STYLE: &str = include_str!("../../../assets/report.css");

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::STYLE;

    type Colours = BTreeMap<String, [f64; 3]>;

    /// The colours of a block of rules that begins with these words.
    fn colours(begins: &str) -> Colours {
        let rules = &STYLE[STYLE.find(begins).unwrap() + begins.len()..];
        let rules = &rules[..rules.find('}').unwrap()];
        let pairs = rules.split(';').filter_map(|rule| rule.trim().strip_prefix("--")?.split_once(':'));
        pairs
            .map(|(name, value)| {
                let value = value.trim().strip_prefix('#').unwrap_or_else(|| panic!("{name}: {value}"));
                let part = |at: usize| u8::from_str_radix(&value[at..at + 2], 16).unwrap();
                (name.trim().to_owned(), [0, 2, 4].map(|at| f64::from(part(at)) / 255.0))
            })
            .collect()
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: [f64; 3]) -> f64 {
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_reach_4_5_to_1_and_lines_3_to_1_on_light_and_on_dark() {
        let (light, dark) = (colours(":root{"), colours("prefers-color-scheme:dark){:root{"));
        assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
        for (scheme, colours) in [("light", light), ("dark", dark)] {
            for (words, ground, least) in [
                ("text", "paper", 7.0),
                ("faint", "paper", 4.5),
                ("accent", "paper", 4.5),
                ("text", "shade", 7.0),
                ("faint", "shade", 4.5),
                ("accent", "shade", 4.5),
                ("alarm", "paper", 4.5),
                ("text", "alarm-paper", 7.0),
                ("line", "paper", 3.0),
            ] {
                let found = contrast(colours[words], colours[ground]);
                assert!(found >= least, "{scheme}: {words} on {ground} has {found:.2}, not {least}");
            }
        }
    }

    /// On paper it is always the light one, also from a dark screen; and every colour is a role.
    #[test]
    fn the_dark_one_is_for_screens_alone_and_colours_stand_in_their_roles() {
        assert_eq!(STYLE.matches("prefers-color-scheme").count(), 1);
        assert!(STYLE.contains("@media screen and (prefers-color-scheme:dark)"));
        let uses = STYLE.split(['{', ';', '}']).filter(|rule| !rule.trim().starts_with("--"));
        for rule in uses {
            assert!(!rule.contains('#') && !rule.contains("rgb"), "{rule}");
        }
    }

    /// It has to fit A4 and Letter: the page keeps the size that the printer has.
    #[test]
    fn the_page_has_margins_and_no_size() {
        let page = &STYLE[STYLE.find("@page{").unwrap()..];
        let page = &page[..page.find('}').unwrap()];
        assert!(page.contains("margin:") && !page.contains("size"));
        for loaded in ["url(", "@import", "http", "@font-face"] {
            assert!(!STYLE.contains(loaded), "{loaded}");
        }
    }
}
