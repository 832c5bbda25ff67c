//! A terminal of which no more is drawn on than anybody can look at. Some programs say that theirs has
//! 65,535 columns and rows: a picture of that size does not fit into memory.

use std::cell::Cell;
use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell as Sign;
use ratatui::layout::{Position, Size};

/// The most columns that are drawn on; the largest screens have some 1,200 with the smallest letters.
const MOST_COLUMNS: u16 = 1_500;
/// The most rows that are drawn on.
const MOST_ROWS: u16 = 500;

/// A backend of which only the upper left part is used where it is larger than that. Its size is asked
/// for once, and again after [`Self::forget_size`]: ratatui asks before each frame, and to ask opens the
/// terminal anew.
#[derive(Debug)]
pub(super) struct Bounded<B> {
    pub(super) backend: B,
    size: Cell<Option<Size>>,
}

impl<B> Bounded<B> {
    pub(super) fn new(backend: B) -> Self {
        Self { backend, size: Cell::new(None) }
    }

    /// The terminal may have another size.
    pub(super) fn forget_size(&mut self) {
        self.size.set(None);
    }
}

impl<B: Backend<Error = io::Error>> Backend for Bounded<B> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Sign)>,
    {
        self.backend.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.backend.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.backend.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.backend.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.backend.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.backend.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.backend.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        if let Some(size) = self.size.get() {
            return Ok(size);
        }
        let size = self.backend.size().map(bounded)?;
        self.size.set(Some(size));
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = self.backend.window_size()?;
        Ok(WindowSize { columns_rows: bounded(size.columns_rows), ..size })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.backend.flush()
    }
}

fn bounded(size: Size) -> Size {
    Size { width: size.width.min(MOST_COLUMNS), height: size.height.min(MOST_ROWS) }
}
