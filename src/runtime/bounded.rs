//! A terminal of which no more is drawn on than anybody can look at. Some programs say that theirs has
//! 65,535 columns and rows: a picture of that size does not fit into memory.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// The most columns that are drawn on; the largest screens have some 1,200 with the smallest letters.
const MOST_COLUMNS: u16 = 1_500;
/// The most rows that are drawn on.
const MOST_ROWS: u16 = 500;

/// A backend of which only the upper left part is used where it is larger than that.
#[derive(Debug)]
pub(super) struct Bounded<B>(pub(super) B);

impl<B: Backend<Error = io::Error>> Backend for Bounded<B> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.0.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size().map(bounded)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = self.0.window_size()?;
        Ok(WindowSize { columns_rows: bounded(size.columns_rows), ..size })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn bounded(size: Size) -> Size {
    Size { width: size.width.min(MOST_COLUMNS), height: size.height.min(MOST_ROWS) }
}
