//! A warning that is too long to stand whole beside the rest of a small window: it comes on a page of
//! its own, at once, and is read to its end before anything else.

use super::{Open, SessionsView};
use crate::app::cx::Cx;

/// Rows around the view: header, tabs, two rules, the footer.
const AROUND: u16 = 5;
/// Columns around the words.
const BESIDE: u16 = 4;
/// Rows that the calendar or a form keeps below the words.
pub const KEPT: u16 = 6;

/// A warning on a page of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its sentences.
    pub words: Vec<String>,
    /// Lines scrolled.
    pub scroll: u16,
    /// How many lines can be scrolled, as it was last drawn.
    pub room: u16,
}

/// How many rows sentences take in a width.
pub fn rows(words: &[String], width: u16) -> u16 {
    let lines: usize = words.iter().map(|words| textwrap::wrap(words, usize::from(width.max(1))).len()).sum();
    u16::try_from(lines).unwrap_or(u16::MAX)
}

/// Whether sentences stand whole above the rest.
fn fits(words: &[String], (width, height): (u16, u16)) -> bool {
    let room = height.saturating_sub(AROUND).saturating_sub(KEPT);
    rows(words, width.saturating_sub(BESIDE)) <= room
}

impl SessionsView {
    /// What has to be read before anything else where the person is now.
    pub fn warnings(&self) -> Vec<String> {
        let standing = self.shown.as_ref().map(|shown| shown.warnings.clone()).unwrap_or_default();
        match &self.open {
            Some(Open::Log(log)) => log.warnings().into_iter().chain(standing).collect(),
            Some(Open::Mark(marking)) => {
                marking.advice().map(str::to_owned).into_iter().chain(standing).collect()
            }
            Some(Open::Move(_) | Open::Time(_)) | None => standing,
        }
    }

    /// Opens the page where a warning is new and too long for this window.
    pub(super) fn show_new_warning(&mut self, cx: &Cx) {
        let words = self.warnings();
        let known = |words: &String| self.read.contains(words);
        if words.iter().all(known) {
            // What is gone may come again, and is new then.
            self.read.retain(|read| words.contains(read));
        } else if fits(&words, cx.size) {
            self.reading = None;
        } else {
            self.read.clone_from(&words);
            self.reading = Some(Reading { words, ..Reading::default() });
        }
    }

    /// Opens the page once more.
    pub(super) fn read_again(&mut self) {
        let words = self.warnings();
        self.reading = (!words.is_empty()).then(|| Reading { words, ..Reading::default() });
    }

    /// A page on, or back to where one was after the last one.
    pub(super) fn read_on(&mut self) {
        let at_end = self.reading.as_ref().is_none_or(|reading| reading.scroll >= reading.room);
        if at_end {
            self.reading = None;
        } else {
            self.scroll_reading(3);
        }
    }

    pub(super) fn scroll_reading(&mut self, lines: i16) {
        if let Some(reading) = &mut self.reading {
            reading.scroll = reading.scroll.saturating_add_signed(lines).min(reading.room);
        }
    }
}
