//! Lines of a page, from top to bottom, within a column that is easy to read.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use crate::app::views::plan::{Note, Tone};
use crate::ui::{Canvas, Theme, text};

/// From this height on a page has room to breathe.
pub(super) const ROOMY: u16 = 18;

/// Lines from top to bottom.
pub(super) struct Column {
    pub(super) area: Rect,
    top: u16,
    /// Rows at the bottom that words leave free for what has to be seen.
    pub(super) kept: u16,
}

impl Column {
    pub(super) fn new(area: Rect) -> Self {
        let roomy = area.height >= ROOMY;
        let area =
            text::columns(area, if area.width >= 70 { 4 } else { 2 }, 78.min(area.width.saturating_sub(4)));
        Self { area: text::below(area, u16::from(roomy)), top: 0, kept: 0 }
    }

    /// Rows that words may still take.
    pub(super) fn room(&self) -> usize {
        usize::from(self.area.height.saturating_sub(self.kept).saturating_sub(self.top))
    }

    /// Whether there is room to breathe.
    pub(super) fn is_roomy(&self) -> bool {
        self.area.height.saturating_add(1) >= ROOMY
    }

    pub(super) fn fits(&self, words: &str) -> bool {
        text::wrap(words, self.area.width).len() <= self.room()
    }

    /// Words as far as there is room; where they are cut, they say so.
    pub(super) fn add(&mut self, canvas: &mut Canvas, words: &str, style: Style) {
        let lines = text::wrap(words, self.area.width);
        let (count, room) = (lines.len(), self.room());
        for (number, line) in lines.into_iter().take(room).enumerate() {
            let is_cut = count > room && number.saturating_add(1) == room;
            let line = if is_cut { text::fit(&format!("{line} …"), self.area.width) } else { line };
            if let Some(row) = self.row() {
                canvas.put(Line::styled(line, style), row);
            }
            self.top = self.top.saturating_add(1);
        }
    }

    /// A note; one that is beside the point only where it fits.
    pub(super) fn note(&mut self, canvas: &mut Canvas, note: &Note) {
        let theme = canvas.theme;
        if note.tone != Tone::Faint || self.fits(&note.text) {
            self.add(canvas, &note.text, style(note.tone, theme));
        }
    }

    pub(super) fn gap(&mut self) {
        if self.area.height >= 12 && self.room() > 1 {
            self.top = self.top.saturating_add(1);
        }
    }

    pub(super) fn skip(&mut self, rows: u16) {
        self.top = self.top.saturating_add(rows);
    }

    pub(super) fn row(&self) -> Option<Rect> {
        text::row(self.area, self.top)
    }

    pub(super) fn rest(&self) -> Rect {
        text::below(self.area, self.top)
    }
}

/// How something is drawn that is said so strongly.
pub(super) fn style(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Alarm => theme.alarm.add_modifier(Modifier::BOLD),
        Tone::Caution => theme.caution,
        Tone::Plain => theme.text,
        Tone::Faint => theme.faint,
    }
}
