//! What the environment tells of the terminal: its colours, its letters, and whether it can be drawn
//! on at all.

use super::theme::{Depth, Ground, Terminal};

/// What is known of a terminal before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// Its ground and its colours.
    pub terminal: Terminal,
    /// Whether it shows more than ASCII.
    pub has_letters: bool,
    /// Whether text can be put in any place of it.
    pub has_places: bool,
    /// Whether it understands to be asked for its ground. The Linux console would print the question.
    pub can_be_asked: bool,
}

impl Surroundings {
    /// Reads the environment through a look-up by name, to which a variable that is set and empty is
    /// none.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name| variable(name).filter(|value: &String| !value.is_empty());
        let kind = variable("TERM").unwrap_or_default();
        let is_console = kind == "linux";
        let depth = match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Depth::Full,
            _ if kind.ends_with("-direct") => Depth::Full,
            _ if kind.contains("256color") => Depth::Indexed,
            _ => Depth::Sixteen,
        };
        let ground = match variable("COLORFGBG") {
            Some(colours) => ground(&colours),
            None if is_console => Ground::Dark,
            None => Ground::Unknown,
        };
        // The first of these that is set counts, as the C library has it.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        let has_letters = !is_console && locale.as_deref().is_none_or(is_utf_8);
        let has_places = !matches!(kind.as_str(), "" | "dumb" | "unknown");
        Self {
            terminal: Terminal { ground, depth },
            has_letters,
            has_places,
            can_be_asked: has_places && !is_console,
        }
    }
}

/// The ground that `COLORFGBG` tells, as `15;0` or `0;default;15`: its last part is one of the sixteen.
fn ground(colours: &str) -> Ground {
    match colours.rsplit(';').next().and_then(|last| last.trim().parse::<u8>().ok()) {
        Some(0..=6 | 8) => Ground::Dark,
        Some(7 | 9..=15) => Ground::Light,
        Some(_) | None => Ground::Unknown,
    }
}

/// Whether a locale, such as `de_AT.UTF-8`, is one of all letters.
fn is_utf_8(locale: &str) -> bool {
    let set = locale.split('@').next().and_then(|name| name.split_once('.')).map(|(_, set)| set);
    set.is_some_and(|set| matches!(set.to_ascii_lowercase().as_str(), "utf-8" | "utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Surroundings {
        Surroundings::read(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_depth_of_colours_is_what_the_terminal_says() {
        let depth = |variables: &[_]| read(variables).terminal.depth;
        assert_eq!(depth(&[]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "screen-256color")]), Depth::Indexed);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::Full);
        assert_eq!(depth(&[("TERM", "xterm-direct")]), Depth::Full);
    }

    #[test]
    fn the_ground_is_taken_from_where_it_is_told() {
        let ground = |value| read(&[("TERM", "xterm"), ("COLORFGBG", value)]).terminal.ground;
        assert_eq!(["15;0", "7;8", "0;default;0"].map(ground), [Ground::Dark; 3]);
        assert_eq!(["0;15", "0;default;15", "0;7"].map(ground), [Ground::Light; 3]);
        assert_eq!(["", "default", "1;default", "0;99"].map(ground), [Ground::Unknown; 4]);
        assert_eq!(read(&[("TERM", "linux")]).terminal.ground, Ground::Dark);
    }

    #[test]
    fn letters_are_those_of_the_locale() {
        let letters = |variables: &[_]| read(variables).has_letters;
        assert!(letters(&[("LANG", "de_AT.UTF-8")]) && letters(&[("LC_ALL", "C.utf8")]));
        assert!(letters(&[("TERM", "xterm")]), "where nothing is said, as in a container, most can");
        assert!(!letters(&[("LANG", "C")]) && !letters(&[("LC_ALL", "POSIX"), ("LANG", "en_GB.UTF-8")]));
        assert!(!letters(&[("LC_CTYPE", "de_DE.ISO-8859-1"), ("LANG", "de_DE.UTF-8")]));
        assert!(letters(&[("LANG", "ca_ES.UTF-8@valencia")]));
        assert!(!letters(&[("TERM", "linux"), ("LANG", "de_AT.UTF-8")]));
    }

    #[test]
    fn a_terminal_that_cannot_be_drawn_on_says_so() {
        let places = |kind| read(&[("TERM", kind)]).has_places;
        assert!(!places("dumb") && !places("") && !read(&[]).has_places);
        assert!(places("xterm") && places("linux"));
        assert!(!read(&[("TERM", "linux")]).can_be_asked && read(&[("TERM", "vt100")]).can_be_asked);
    }
}
