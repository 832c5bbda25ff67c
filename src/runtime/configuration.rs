//! `config.toml`: colours, keys, the week's first day, the day's end, the fields of Today. A mistake
//! in it keeps nothing shut: each setting that cannot be understood keeps its default.

mod keys;
mod table;

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::app::keymap::{BINDINGS, Key, Keymap};
use crate::app::settings::Settings;
use crate::domain::journal::Problem;
use crate::domain::nearest::{did_you_mean, meant, nearest};
use crate::store::guard::{self, MOST_OF_SETTINGS};
use crate::store::{line_and_column, unparsed};

pub use table::{SETTINGS, Setting, commented, own_keys};

/// The most lines that are not TOML, beside which the others still count.
const MOST_LINES: usize = 50;

/// Reads the settings. No file means the defaults; what cannot be understood is in
/// [`Settings::mistakes`] and keeps its default.
pub fn read(path: &Path) -> Settings {
    read_with_names(path).0
}

/// The same, with the names of the settings that the file has set.
pub fn read_with_names(path: &Path) -> (Settings, Vec<&'static str>) {
    let mut reader = Reader::default();
    // What people name who want no settings.
    if path == Path::new("/dev/null") {
        return <(Settings, Vec<&str>)>::default();
    }
    let text = match guard::read(path, MOST_OF_SETTINGS) {
        Ok(Some(bytes)) => return of_bytes(&bytes, path),
        Ok(None) => return <(Settings, Vec<&str>)>::default(),
        Err(_) if path.is_dir() => {
            reader.note(0, "this is a folder, and the settings belong in a file".to_owned());
            String::new()
        }
        Err(unread) => {
            reader.note(0, unread.in_words());
            String::new()
        }
    };
    reader.settings(&text, path)
}

/// The settings that stand in a file, with their names; `path` is what their mistakes are told of.
pub(crate) fn of_bytes(bytes: &[u8], path: &Path) -> (Settings, Vec<&'static str>) {
    let mut reader = Reader::default();
    let text = reader.text(bytes);
    reader.settings(&text, path)
}

/// What a person is told of the mistakes: the first one, and how many more there are.
pub fn told(settings: &Settings) -> Option<String> {
    let first = settings.mistakes.first()?;
    let more = match settings.mistakes.len().saturating_sub(1) {
        0 => String::new(),
        1 => " There is one more mistake; weekfive check shows both.".to_owned(),
        count => format!(" There are {count} more mistakes; weekfive check shows all of them."),
    };
    // A question keeps its mark.
    let end = if first.message.ends_with('?') { "" } else { "." };
    Some(format!(
        "{first}{end}{more} A setting that cannot be understood keeps its default; all others count."
    ))
}

/// Takes the settings, and notes what is wrong and where, counted in bytes.
#[derive(Debug, Default)]
struct Reader {
    mistakes: Vec<(usize, String)>,
    /// The settings that were set.
    set: Vec<&'static str>,
}

/// The person's own keys: the action, its keys, and where they stand.
type OwnKeys = Vec<(String, Vec<String>, usize)>;

impl Reader {
    fn note(&mut self, at: usize, message: String) {
        self.mistakes.push((at, message));
    }

    /// The text, also where it is not all UTF-8.
    fn text(&mut self, bytes: &[u8]) -> String {
        if let Err(error) = std::str::from_utf8(bytes) {
            self.note(error.valid_up_to(), "this is not UTF-8 text; save the file as UTF-8".to_owned());
        }
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn settings(mut self, text: &str, path: &Path) -> (Settings, Vec<&'static str>) {
        let readable = self.without_unreadable_lines(text);
        let (root, _) = DeTable::parse_recoverable(&readable);
        let mut settings = Settings::default();
        for (name, value) in root.get_ref() {
            let (at, value_at) = (name.span().start, value.span().start);
            let word = name.get_ref().as_ref();
            let done = match (SETTINGS.iter().find(|setting| setting.name == word), value.get_ref()) {
                (Some(setting), value) => {
                    (setting.take)(value, &mut settings).map(|()| self.set.push(setting.name))
                }
                (None, DeValue::Table(table)) if word == table::KEYS => {
                    settings.keymap = self.keymap(table);
                    Ok(())
                }
                (None, _) if word == table::KEYS => {
                    Err("write [keys] on a line of its own, and your keys below".to_owned())
                }
                (None, _) => {
                    let known = meant(word, table::names(), |names| format!("it is one of {names}"));
                    self.note(at, format!("there is no setting “{word}”; {known}"));
                    Ok(())
                }
            };
            if let Err(message) = done {
                self.note(value_at, message);
            }
        }
        self.mistakes.sort_by_key(|(at, _)| *at);
        settings.mistakes = self
            .mistakes
            .into_iter()
            .map(|(at, message)| {
                let (line, column) = line_and_column(text, at);
                Problem { file: path.to_owned(), line, column, message }
            })
            .collect();
        (settings, self.set)
    }

    /// The text with every line left blank that is not TOML, so that all others count.
    fn without_unreadable_lines(&mut self, text: &str) -> String {
        let mut readable = text.to_owned();
        for _ in 0..MOST_LINES {
            let (_, errors) = DeTable::parse_recoverable(&readable);
            let Some(error) = errors.first() else { return readable };
            let at = error.span().map_or(0, |span| span.start).min(readable.len());
            let line_of = |place: usize| {
                let start = readable.get(..place)?.rfind('\n').map_or(0, |end| end.saturating_add(1));
                let rest = readable.get(place..)?;
                let end = place.saturating_add(rest.find('\n').unwrap_or(rest.len()));
                (!readable.get(start..end)?.trim().is_empty()).then_some((start, end))
            };
            // An error on an empty line is about the last words before it.
            let words = readable.get(..at).map_or(0, |before| before.trim_end().len());
            let Some((start, end)) = line_of(at).or_else(|| line_of(words)) else {
                self.note(at, unparsed(error.message(), ""));
                return String::new();
            };
            self.note(at, unparsed(error.message(), text.get(at..).unwrap_or("")));
            readable.replace_range(start..end, &" ".repeat(end.saturating_sub(start)));
        }
        String::new()
    }

    /// The keys: every one that is right, and does not clash, counts.
    fn keymap(&mut self, table: &DeTable<'_>) -> Keymap {
        let mut own = OwnKeys::new();
        self.own_keys("", table, &mut own);
        own.sort_by_key(|(_, _, at)| *at);
        loop {
            let map = |own: &OwnKeys, without: Option<usize>| {
                let kept = own.iter().enumerate().filter(|(number, _)| Some(*number) != without);
                let keys: BTreeMap<String, Vec<String>> =
                    kept.map(|(_, (id, keys, _))| (id.clone(), keys.clone())).collect();
                Keymap::with_own(&keys)
            };
            let message = match map(&own, None) {
                Ok(keymap) => return keymap,
                Err(message) => message,
            };
            // The last one that this is about is left out, and the others tried again.
            let about = |number: &usize| map(&own, Some(*number)).err().as_ref() != Some(&message);
            let Some(number) = (0..own.len()).rev().find(about) else {
                self.note(0, message);
                return Keymap::default();
            };
            let (_, _, at) = own.remove(number);
            self.note(at, message);
        }
    }

    /// Every own key that can be read. A name with a point may stand without quotation marks, which
    /// TOML takes for a table in a table.
    fn own_keys(&mut self, above: &str, table: &DeTable<'_>, own: &mut OwnKeys) {
        for (name, value) in table {
            let id = format!("{above}{}", name.get_ref());
            let keys = match value.get_ref() {
                DeValue::Table(inner) => {
                    self.own_keys(&format!("{id}."), inner, own);
                    continue;
                }
                DeValue::String(key) => Some(vec![key.as_ref().to_owned()]),
                DeValue::Array(keys) => {
                    keys.iter().map(|key| key.get_ref().as_str().map(str::to_owned)).collect()
                }
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => None,
            };
            let (at, value_at) = (name.span().start, value.span().start);
            let Some(keys) = keys else {
                let message = "write a key in quotation marks, such as \"w\", or several as [\"w\", \"f9\"]";
                self.note(value_at, message.to_owned());
                continue;
            };
            if !BINDINGS.iter().any(|binding| binding.id == id) {
                let ids = BINDINGS.iter().map(|binding| binding.id);
                let known = nearest(&id, ids).map_or("the README lists them".to_owned(), did_you_mean);
                self.note(at, format!("there is no action “{id}”; {known}"));
            } else if let Some(unknown) = keys.iter().find(|key| Key::parse(key).is_none()) {
                let known = keys::meant(unknown).map_or_else(
                    || "write keys like n, ctrl-r, left or f2".to_owned(),
                    |key| did_you_mean(&key),
                );
                self.note(value_at, format!("“{unknown}” is not a key; {known}"));
            } else {
                own.push((id, keys, value_at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::fields::daily;
    use chrono::{NaiveTime, Weekday};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;
    use crate::app::Action;
    use crate::app::action::Today;
    use crate::app::keymap::Context;
    use crate::app::settings::Palette;

    fn settings(text: &[u8]) -> Settings {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, text).unwrap();
        read(&file)
    }

    /// The mistakes without the folder.
    fn mistakes(settings: &Settings) -> Vec<String> {
        let words = |problem: &Problem| format!("{}:{}: {}", problem.line, problem.column, problem.message);
        settings.mistakes.iter().map(words).collect()
    }

    fn means(settings: &Settings, letter: char) -> Option<Action> {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        settings.keymap.find(Context::Today, key)
    }

    #[test]
    fn everything_can_be_set() {
        let text = "theme = \"light\"\nascii = true\nmouse = false\nweek_start = \"sunday\"\nday_end = 03:00:00\nfields = [\"sleep\", \"note\"]\n\
                    [keys]\n\"today.note\" = \"w\"\n\"today.change\" = [\"c\", \"f9\"]\n";
        let settings = settings(text.as_bytes());
        assert_eq!(mistakes(&settings), [""; 0]);
        assert_eq!((settings.palette, settings.ascii, settings.mouse), (Palette::Light, true, false));
        assert_eq!(settings.week_start, Weekday::Sun);
        assert_eq!(settings.day_end.time(), NaiveTime::from_hms_opt(3, 0, 0).unwrap());
        let ids: Vec<_> = settings.fields.iter().map(|field| field.id).collect();
        assert_eq!(ids, ["pain", "sleep", "note"]);
        assert_eq!(means(&settings, 'w'), Some(Action::Today(Today::Note)));
    }

    #[test]
    fn what_cannot_be_understood_is_named_with_its_place_and_the_nearest_right_word() {
        for (text, wanted) in [
            ("# für\nfields = [\"ü\"\n\n\n", "2:14: this cannot be read: unclosed array, expected `]`"),
            ("theme = \"drak\"", "1:9: “drak” is no theme; did you mean “dark”?"),
            ("theme = \"color-blind\"", "1:9: “color-blind” is no theme; did you mean “colour-blind”?"),
            ("theme = \"Dark\"", "1:9: “Dark” is no theme; did you mean “dark”?"),
            (
                "theme = \"pink\"",
                "1:9: “pink” is no theme; it is one of auto, terminal, dark, light, colour-blind, high-contrast",
            ),
            ("theme = 3", "1:9: this is written as text in quotation marks, such as theme = \"dark\""),
            ("theme = dark", "1:9: this is no number, date, true or false; text goes in quotation marks"),
            ("theme =", "1:8: a value is missing after the ="),
            (
                "[theme]\nname = \"dark\"",
                "1:1: this is written as text in quotation marks, such as theme = \"dark\"",
            ),
            ("week_start = \"friday\"", "1:14: a week starts on monday or sunday, not “friday”"),
            ("week_start = \"sundai\"", "1:14: “sundai” is no day a week starts on; did you mean “sunday”?"),
            (
                "day_end = 13:00:00",
                "1:11: the day ends at a time from 00:00:00 to 12:00:00, written without quotation marks",
            ),
            (
                "day_end = \"04:00\"",
                "1:11: the day ends at a time from 00:00:00 to 12:00:00, written without quotation marks",
            ),
            ("fields = [\"sleep\", \"pian\"]", "1:10: “pian” is no field of Today; did you mean “pain”?"),
            (
                "fields = \"sleep\"",
                "1:10: fields are a list in brackets, such as fields = [\"sleep\", \"note\"]",
            ),
            ("\nthemes = \"dark\"", "2:1: there is no setting “themes”; did you mean “theme”?"),
            ("week-start = \"sunday\"", "1:1: there is no setting “week-start”; did you mean “week_start”?"),
            (
                "colour = 1",
                "1:1: there is no setting “colour”; it is one of theme, ascii, mouse, week_start, \
                 day_end, fields, keys",
            ),
            ("mouse = \"no\"", "1:9: this is true or false, without quotation marks, such as mouse = true"),
            ("keys = \"w\"", "1:8: write [keys] on a line of its own, and your keys below"),
            (
                "[keys]\n\"today.notes\" = \"w\"",
                "2:1: there is no action “today.notes”; did you mean “today.note”?",
            ),
            ("[keys]\n\"dance\" = \"w\"", "2:1: there is no action “dance”; the README lists them"),
            ("[keys]\n\"today.note\" = \"ctrl+n\"", "2:16: “ctrl+n” is not a key; did you mean “ctrl-n”?"),
            ("[keys]\n\"today.note\" = \"Left\"", "2:16: “Left” is not a key; did you mean “left”?"),
            (
                "[keys]\n\"today.note\" = \"hyper-n\"",
                "2:16: “hyper-n” is not a key; write keys like n, ctrl-r, left or f2",
            ),
            (
                "[keys]\n\"today.note\" = 5",
                "2:16: write a key in quotation marks, such as \"w\", or several as [\"w\", \"f9\"]",
            ),
            ("[keys]\n\"today.note\" = \"c\"", "2:16: “c” cannot mean both today.note and today.change"),
        ] {
            assert_eq!(mistakes(&settings(text.as_bytes())), [wanted], "{text}");
        }
    }

    #[test]
    fn only_the_setting_with_the_mistake_keeps_its_default() {
        let text = "theme = \"drak\"\nweek_start = \"sunday\"\nnonsense\nday_end = 03:00:00\nfields = [\"slep\"]\n\
                    [keys]\n\"today.note\" = \"w\"\n\"today.change\" = \"hyper\"\n\"today.skip\" = \"w\"\n";
        let settings = settings(text.as_bytes());
        let lines: Vec<usize> = settings.mistakes.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 3, 5, 8, 9], "{:?}", mistakes(&settings));
        assert_eq!((settings.palette, settings.week_start), (Palette::Auto, Weekday::Sun));
        assert_eq!(settings.day_end.time(), NaiveTime::from_hms_opt(3, 0, 0).unwrap());
        assert!(settings.fields.iter().copied().eq(daily()));
        assert_eq!(means(&settings, 'w'), Some(Action::Today(Today::Note)));
        assert_eq!(means(&settings, 'c'), Some(Action::Today(Today::Change)), "kept, its own was no key");
    }

    #[test]
    fn the_commented_file_is_right_and_changes_nothing_until_a_sign_is_taken_away() {
        let text = commented();
        let as_it_is = settings(text.as_bytes());
        assert_eq!(mistakes(&as_it_is), [""; 0]);
        let values = |settings: &Settings| -> Vec<String> {
            SETTINGS.iter().map(|setting| (setting.written)(settings)).collect()
        };
        let defaults = values(&Settings::default());
        assert_eq!(values(&as_it_is), defaults);
        let every: String = text
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(value) if !value.starts_with(' ') => format!("{value}\n"),
                Some(_) | None => format!("{line}\n"),
            })
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, &every).unwrap();
        let (all, set) = read_with_names(&file);
        assert_eq!(mistakes(&all), [""; 0], "{every}");
        assert_eq!(values(&all), defaults, "the value beside each setting is its default");
        let mut set: Vec<&str> = set.into_iter().chain([table::KEYS]).collect();
        let mut names: Vec<&str> = table::names().collect();
        set.sort_unstable();
        names.sort_unstable();
        assert_eq!(set, names);
        assert_eq!(own_keys(&all.keymap), ["\"today.note\" = \"w\""]);
        assert_eq!(own_keys(&as_it_is.keymap), [""; 0]);
        let long = |line: &&str| line.starts_with("# ") && line.chars().count() > 95;
        assert_eq!(text.lines().find(long), None);
    }

    #[test]
    fn keys_that_change_places_do_not_clash_and_names_may_stand_without_quotation_marks() {
        let settings = settings(b"[keys]\ntoday.note = \"c\"\ntoday.change = \"n\"\n");
        assert_eq!(mistakes(&settings), [""; 0]);
        assert_eq!(means(&settings, 'c'), Some(Action::Today(Today::Note)));
        assert_eq!(means(&settings, 'n'), Some(Action::Today(Today::Change)));
    }

    #[test]
    fn files_that_are_no_text_or_no_files_leave_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let found = read(folder.path());
        assert_eq!(mistakes(&found), ["1:1: this is a folder, and the settings belong in a file"]);
        assert_eq!(mistakes(&read(&folder.path().join("none.toml"))), [""; 0]);
        // A word of Latin-1 in a comment: the settings count.
        let found = settings(b"week_start = \"sunday\"\n# f\xfcr mich\ntheme = \"dark\"\n");
        assert_eq!(mistakes(&found), ["2:4: this is not UTF-8 text; save the file as UTF-8"]);
        assert_eq!((found.palette, found.week_start), (Palette::Dark, Weekday::Sun));
        for bytes in [&b"\xff\xfet\0h\0e\0m\0e\0"[..], b"\0\0\0", b"{\"theme\": \"dark\"}", b"[[[["] {
            assert!(!settings(bytes).mistakes.is_empty(), "{bytes:?}");
        }
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\xef\xbb\xbftheme = \"dark\"\r\n", b"# nothing\n"] {
            assert_eq!(mistakes(&settings(bytes)), [""; 0], "{bytes:?}");
        }
    }

    #[test]
    fn the_first_mistake_is_told_with_the_number_of_the_others() {
        let said = |text: &str| told(&settings(text.as_bytes()));
        assert_eq!(said("theme = \"dark\""), None);
        let one = said("theme = \"drak\"").unwrap();
        assert!(one.contains("config.toml:1:9: ") && one.contains("did you mean “dark”? A setting"), "{one}");
        let two = said("theme = \"drak\"\nx = 1").unwrap();
        assert!(two.contains("one more mistake; weekfive check shows both"), "{two}");
        let three = said("theme = \"pink\"\nx = 1\ny = 2").unwrap();
        assert!(three.contains("high-contrast. There are 2 more mistakes"), "{three}");
    }
}
