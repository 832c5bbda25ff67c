//! What keeps the report to one page: a person's own words and long lists are shortened there, and the
//! page says so.

use std::cell::Cell;

use unicode_width::UnicodeWidthChar;

use crate::domain::fields::Field;

/// How much of what can be without end stands on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most columns of a person's own line.
    pub(super) own: usize,
    /// The most columns of a name.
    pub(super) name: usize,
    /// The most columns of the limits of a clearance, which are for the next visit.
    pub(super) clearance: usize,
    /// The most kinds of events; the worst stand first.
    pub(super) events: usize,
    /// The most other changes, reasons for doubt, and closed holds.
    pub(super) lines: usize,
    /// Whether what is said of the visits beyond their number is said.
    pub(super) manner: bool,
    /// Which of the fields beside pain and function that the person kept have a row in the table of weeks.
    pub(super) beside: Beside,
    /// Whether what else can wait for the second part does: what a figure is taken from, ranges, sources.
    pub(super) terse: bool,
}

/// Fields of the check-in beside pain and function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Every one that the person kept.
    Kept,
    /// Sleep, which massage is most often hoped to help beside pain.
    Sleep,
    /// None.
    Nothing,
}

impl Beside {
    /// Whether there is room for a field.
    pub(super) fn has(self, field: &Field) -> bool {
        match self {
            Self::Kept => true,
            Self::Sleep => field.id == "sleep",
            Self::Nothing => false,
        }
    }
}

/// The most there ever is.
const MOST: Limits = Limits {
    own: 160,
    name: 60,
    clearance: 400,
    events: 8,
    lines: 8,
    manner: true,
    beside: Beside::Kept,
    terse: false,
};

/// With which most reports fit.
const USUAL: Limits = Limits { own: 84, name: 44, clearance: 240, events: 5, lines: 5, ..MOST };

/// For whom much was written down.
const LESS: Limits = Limits { own: 64, name: 36, events: 4, lines: 3, beside: Beside::Sleep, ..USUAL };

/// From the most to the least: the first with which the report fits one page is taken.
pub(super) const LIMITS: [Limits; 6] = [
    MOST,
    USUAL,
    Limits { beside: Beside::Sleep, ..USUAL },
    LESS,
    Limits { manner: false, ..LESS },
    Limits {
        own: 44,
        name: 30,
        clearance: 200,
        events: 3,
        lines: 2,
        manner: false,
        beside: Beside::Nothing,
        terse: true,
    },
];

/// Shortens, and remembers that it did.
#[derive(Debug)]
pub(super) struct Short {
    limits: Cell<Limits>,
    used: Cell<bool>,
}

impl Default for Short {
    fn default() -> Self {
        Self { limits: Cell::new(MOST), used: Cell::new(false) }
    }
}

impl Short {
    /// Begins anew, with other limits.
    pub(super) fn begin(&self, limits: Limits) {
        self.limits.set(limits);
        self.used.set(false);
    }

    /// How much there may be.
    pub(super) fn limits(&self) -> Limits {
        self.limits.get()
    }

    /// A person's own line.
    pub(super) fn own(&self, words: &str) -> String {
        self.line(words, self.limits().own)
    }

    pub(super) fn name(&self, words: &str) -> String {
        self.line(words, self.limits().name)
    }

    /// Says that something was left out.
    pub(super) fn leave_out(&self) {
        self.used.set(true);
    }

    /// Whether anything was shortened.
    pub(super) fn was_used(&self) -> bool {
        self.used.get()
    }

    /// Words on one line, at most so many columns of them: a sign of an East Asian script takes two.
    pub(super) fn line(&self, words: &str, columns: usize) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut left = columns;
        let mut end = words.len();
        for (at, letter) in words.char_indices() {
            let wide = letter.width().unwrap_or(0);
            if wide > left {
                end = at;
                break;
            }
            left = left.saturating_sub(wide);
        }
        if end == words.len() {
            return words;
        }
        self.used.set(true);
        format!("{}…", words.get(..end).unwrap_or_default().trim_end())
    }

    /// The first lines of a list, and how many more there are.
    pub(super) fn list(&self, mut lines: Vec<String>, most: usize) -> Vec<String> {
        let more = lines.len().saturating_sub(most);
        if more > 0 {
            self.used.set(true);
            lines.truncate(most);
            lines.push(format!("… and {more} more."));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_shortened_by_their_width_and_it_is_remembered() {
        let short = Short::default();
        assert_eq!(short.line("walk\nto the market", 20), "walk to the market");
        assert!(!short.was_used());
        assert_eq!(short.line("首を動かす", 6), "首を動…");
        assert!(short.was_used());
    }

    #[test]
    fn a_long_list_says_how_many_more_there_are() {
        let short = Short::default();
        let lines = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert_eq!(short.list(lines(2), 2), ["0", "1"]);
        assert_eq!(short.list(lines(4), 2), ["0", "1", "… and 2 more."]);
        assert!(short.was_used());
    }
}
