//! The one table of settings: what each is called, what it does, how it is read and how it is
//! written. The reader, the file that is written with `--write-default`, `weekfive config` and the
//! README come from it.

use chrono::{NaiveTime, Weekday};
use toml::de::DeValue;
use toml::value::Datetime;

use crate::app::keymap::{BINDINGS, Keymap};
use crate::app::settings::{Palette, Settings};
use crate::domain::calendar::{DayEnd, parse_weekday};
use crate::domain::choice::Choice;
use crate::domain::fields::{Asked, Field, daily};
use crate::domain::nearest::meant;

/// One setting of the file.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it does, and what can be written.
    pub about: fn() -> String,
    /// Its value as the file would have it.
    pub written: fn(&Settings) -> String,
    /// Takes a value of the file, or says what would be right.
    pub(super) take: fn(&DeValue<'_>, &mut Settings) -> Result<(), String>,
}

/// Every setting but the keys, in the order of the file.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        about: || format!("The colours: {}.", listed(Palette::ALL.iter().map(|palette| palette.id()))),
        written: |settings| quoted(settings.palette.id()),
        take: |value, settings| theme(value).map(|palette| settings.palette = palette),
    },
    Setting {
        name: "ascii",
        about: || "true: plain letters and signs only, where others show as boxes.".to_owned(),
        written: |settings| settings.ascii.to_string(),
        take: |value, settings| flag(value, "ascii").map(|ascii| settings.ascii = ascii),
    },
    Setting {
        name: "mouse",
        about: || {
            "false: clicks are left to the terminal, so that text can be selected without holding Shift."
                .to_owned()
        },
        written: |settings| settings.mouse.to_string(),
        take: |value, settings| flag(value, "mouse").map(|mouse| settings.mouse = mouse),
    },
    Setting {
        name: "week_start",
        about: || "The first day of a week on the calendar: monday or sunday.".to_owned(),
        written: |settings| quoted(if settings.week_start == Weekday::Sun { "sunday" } else { "monday" }),
        take: |value, settings| week_start(value).map(|first| settings.week_start = first),
    },
    Setting {
        name: "day_end",
        about: || {
            "When the day ends, 00:00:00 to 12:00:00: a check-in before that belongs to the day before."
                .to_owned()
        },
        written: |settings| settings.day_end.time().format("%H:%M:%S").to_string(),
        take: |value, settings| day_end(value).map(|end| settings.day_end = end),
    },
    Setting {
        name: "fields",
        about: || {
            format!(
                "The fields of Today, in this order; pain is always the first. There are {}.",
                listed(daily().map(Field::option))
            )
        },
        written: |settings| {
            let names: Vec<String> = settings.fields.iter().map(|field| quoted(field.option())).collect();
            format!("[{}]", names.join(", "))
        },
        take: |value, settings| fields(value).map(|fields| settings.fields = fields),
    },
];

/// The name of the table of keys.
pub(super) const KEYS: &str = "keys";

/// The width of a comment in the file.
const WIDTH: usize = 90;

/// What the table of keys is for.
const ABOUT_KEYS: &str = "Your own keys, one action a line: weekfive's README lists the actions (“Keys”, last \
                          column). A key is written like w, ctrl-r, left or f2; several stand in brackets.";

/// An example of an own key.
const KEY_EXAMPLE: &str = "\"today.note\" = \"w\"";

/// Every name that can stand in the file.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|setting| setting.name).chain([KEYS])
}

/// A file with every setting, explained, each with its default behind a comment sign: taking the
/// sign away and changing the value is all there is to do.
pub fn commented() -> String {
    let defaults = Settings::default();
    let mut text = "# The settings of weekfive. All are optional. To change one, take away the # before it.\n\
                    # A mistake keeps nothing shut; weekfive check names it. What is in force: weekfive config.\n"
        .to_owned();
    for setting in SETTINGS {
        text.push('\n');
        comment(&mut text, &(setting.about)());
        text.push_str(&format!("#{} = {}\n", setting.name, (setting.written)(&defaults)));
    }
    text.push('\n');
    comment(&mut text, ABOUT_KEYS);
    text.push_str(&format!("[{KEYS}]\n#{KEY_EXAMPLE}\n"));
    text
}

/// The own keys in force: each action with its keys, as the file would have it.
pub fn own_keys(keymap: &Keymap) -> Vec<String> {
    let own = BINDINGS.iter().map(|binding| (binding, keymap.keys(binding)));
    let own = own.filter(|(binding, keys)| keys.iter().map(String::as_str).ne(binding.keys.iter().copied()));
    own.map(|(binding, keys)| {
        let keys: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
        match keys.as_slice() {
            [key] => format!("{} = {key}", quoted(binding.id)),
            _ => format!("{} = [{}]", quoted(binding.id), keys.join(", ")),
        }
    })
    .collect()
}

fn comment(text: &mut String, about: &str) {
    for line in textwrap::wrap(about, WIDTH) {
        text.push_str(&format!("# {line}\n"));
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Text as TOML has it. Names and keys have no sign that needs more.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

fn flag(value: &DeValue<'_>, name: &str) -> Result<bool, String> {
    match value {
        DeValue::Boolean(flag) => Ok(*flag),
        _ => Err(format!("this is true or false, without quotation marks, such as {name} = true")),
    }
}

fn text<'v>(value: &'v DeValue<'_>, example: &str) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("this is written as text in quotation marks, such as {example}"))
}

fn known<T: Choice>(word: &str) -> String {
    meant(word, T::CHOICES.iter().map(|choice| choice.word()), |names| format!("it is one of {names}"))
}

fn theme(value: &DeValue<'_>) -> Result<Palette, String> {
    let word = text(value, "theme = \"dark\"")?;
    word.parse().map_err(|_| format!("“{word}” is no theme; {}", known::<Palette>(word)))
}

fn week_start(value: &DeValue<'_>) -> Result<Weekday, String> {
    let word = text(value, "week_start = \"sunday\"")?;
    match parse_weekday(word) {
        Some(first @ (Weekday::Mon | Weekday::Sun)) => Ok(first),
        Some(_) => Err(format!("a week starts on monday or sunday, not “{word}”")),
        None => {
            let known = meant(word, ["monday", "sunday"], |_| "a week starts on monday or sunday".to_owned());
            Err(format!("“{word}” is no day a week starts on; {known}"))
        }
    }
}

fn day_end(value: &DeValue<'_>) -> Result<DayEnd, String> {
    let time = match value {
        DeValue::Datetime(Datetime { date: None, time: Some(time), offset: None }) => {
            NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), 0)
        }
        _ => None,
    };
    time.and_then(DayEnd::new).ok_or_else(|| {
        "the day ends at a time from 00:00:00 to 12:00:00, written without quotation marks".to_owned()
    })
}

fn fields(value: &DeValue<'_>) -> Result<Vec<&'static Field>, String> {
    let shape = || "fields are a list in brackets, such as fields = [\"sleep\", \"note\"]".to_owned();
    let DeValue::Array(names) = value else { return Err(shape()) };
    let mut list: Vec<&'static Field> = Field::pain().into_iter().collect();
    for name in names {
        let word = name.get_ref().as_str().ok_or_else(shape)?;
        let field = Field::named(word).filter(|field| field.asked == Asked::Daily).ok_or_else(|| {
            let known = meant(word, daily().map(Field::option), |names| format!("it is one of {names}"));
            format!("“{word}” is no field of Today; {known}")
        })?;
        if !list.contains(&field) {
            list.push(field);
        }
    }
    Ok(list)
}
