//! Daylio's table: an entry a row, newest first; a mood in the person's own words, activities, a
//! note. Only `full_date` is the same in every language.

use csv::StringRecord;

use super::gather::{Gather, Spot};
use super::mapping::same_name;
use super::moment::{DateFormat, time_of_day};
use super::table::Layout;
use super::{ImportError, refused};

/// What goes where without being asked for: the title and the text of an entry are a note.
pub const OWN: &[(&str, &str)] = &[("note_title", "note"), ("note", "note")];

/// Daylio's rows.
#[derive(Debug, Default)]
pub struct Daylio {
    date: usize,
    time: Option<usize>,
    activities: Option<usize>,
    texts: Vec<(usize, usize)>,
}

impl Layout for Daylio {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        let place = |wanted: &str| names.iter().position(|name| same_name(name, wanted));
        let Some(date) = place("full_date") else {
            return refused("this is no table of Daylio: it has no column “full_date”");
        };
        self.date = date;
        self.time = place("time");
        self.activities = place("activities");
        for name in ["mood", "note_title", "note", "scales", "activities"] {
            if let Some(place) = place(name) {
                self.texts.push((place, gather.column(name)?));
            }
        }
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let date = DateFormat::Iso.read(cells.get(self.date).unwrap_or_default()).map(|(date, _)| date);
        let Some(date) = gather.row(line, date) else { return Ok(()) };
        let time = self.time.and_then(|time| time_of_day(cells.get(time).unwrap_or_default()));
        // The newest entry is the first.
        let order = (time, i64::try_from(line).unwrap_or(i64::MAX).saturating_neg());
        let spot = Spot { date, order, line };
        for (place, column) in &self.texts {
            let text = without_marks(cells.get(*place).unwrap_or_default());
            gather.value(*column, spot, &text);
        }
        let activities = self.activities.and_then(|place| cells.get(place)).unwrap_or_default();
        for activity in activities.split('|').map(str::trim).filter(|name| !name.is_empty()) {
            let column = gather.column(activity)?;
            gather.value(column, spot, "yes");
        }
        Ok(())
    }
}

/// The words of a note that is kept as HTML: line ends stay, other marks go.
fn without_marks(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, mark) = rest.split_at_checked(start).unwrap_or((rest, ""));
        plain.push_str(before);
        let inside = mark.strip_prefix('<').unwrap_or_default();
        let name: String =
            inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        // “<” in words (“pain < 3”) is no mark: a mark begins with a letter, and is closed.
        match inside.split_once('>').filter(|_| name.chars().next().is_some_and(|c| c.is_ascii_alphabetic()))
        {
            Some((_, after)) => {
                if matches!(name.to_ascii_lowercase().as_str(), "br" | "p" | "div" | "li")
                    && !plain.is_empty()
                    && !plain.ends_with('\n')
                {
                    plain.push('\n');
                }
                rest = after;
            }
            None => {
                plain.push('<');
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    for (sign, letter) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        plain = plain.replace(sign, letter);
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (text, expected) in [
            ("plain", "plain"),
            ("<p>one</p><p>two &amp; three</p>", "one\ntwo & three"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("<b>so</b> bad, pain < 3 & > 1", "so bad, pain < 3 & > 1"),
            ("x <3 y", "x <3 y"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(without_marks(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_note_is_read(text in "[<>/&;a-z ]{0,40}") {
            let plain = without_marks(&text);
            prop_assert!(plain.chars().count() <= text.chars().count(), "{plain}");
        }
    }
}
