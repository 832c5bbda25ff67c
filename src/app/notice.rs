//! A message to the person, and how much of it a window shows at once: one that is longer is read on with
//! the key that puts it away.

use super::App;

/// Rows around the view: header, tabs, two rules, the footer.
const AROUND: u16 = 5;
/// Rows that a warning, which stays, takes at most; of an information as many as leave this many to the view.
const WARNING_ROWS: u16 = 4;
const VIEW_ROWS: u16 = 2;
/// Cells beside the last line of a part, for the key that reads on.
const GOES_ON: usize = 6;

/// A message. An information fades with the next key, a warning has to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// Whether it stays until it is put away with Esc.
    pub stays: bool,
    /// Lines of it that were read.
    read: usize,
}

/// What is seen of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether more of it follows.
    pub goes_on: bool,
}

impl Notice {
    /// A message from its beginning.
    pub fn new(text: impl Into<String>, stays: bool) -> Self {
        Self { text: text.into(), stays, read: 0 }
    }

    /// What of it is seen in a window of so many columns and rows.
    pub fn seen(&self, (columns, rows): (u16, u16)) -> Seen {
        let width = usize::from(columns.saturating_sub(2).max(1));
        let most = if self.stays {
            WARNING_ROWS
        } else {
            rows.saturating_sub(AROUND).saturating_sub(VIEW_ROWS).max(WARNING_ROWS)
        };
        let mut all = textwrap::wrap(&self.text, width);
        if all.len() > usize::from(most) {
            // Beside the last line of each part stands how to read on.
            all = textwrap::wrap(&self.text, width.saturating_sub(GOES_ON).max(1));
        }
        let left = all.get(self.read..).unwrap_or_default();
        let most = usize::from(most);
        let lines = left.iter().take(most).map(|line| line.clone().into_owned()).collect();
        Seen { lines, goes_on: left.len() > most }
    }
}

impl App {
    /// What is seen of the message, if there is one.
    pub fn notice_seen(&self) -> Seen {
        self.notice.as_ref().map(|notice| notice.seen(self.size)).unwrap_or_default()
    }

    /// Goes on to the part of the message that was not seen; false where all of it was.
    pub(super) fn read_notice_on(&mut self) -> bool {
        let Seen { lines, goes_on } = self.notice_seen();
        if let Some(notice) = self.notice.as_mut().filter(|_| goes_on) {
            notice.read = notice.read.saturating_add(lines.len());
        }
        goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_seen_to_its_end_part_by_part() {
        let words: Vec<String> = (0..60).map(|number| format!("word{number}")).collect();
        for stays in [false, true] {
            let mut notice = Notice::new(words.join(" "), stays);
            let mut read = Vec::new();
            loop {
                let seen = notice.seen((40, 12));
                assert!(!seen.lines.is_empty() && seen.lines.len() <= 5);
                read.extend(seen.lines.iter().flat_map(|line| line.split(' ').map(str::to_owned)));
                notice.read += seen.lines.len();
                if !seen.goes_on {
                    break;
                }
            }
            assert_eq!(read, words);
        }
        assert_eq!(Notice::new("", true).seen((0, 0)).lines, [""]);
    }
}
