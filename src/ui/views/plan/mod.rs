//! Plan: a page of the checklist, a form beside it, or the plan on one page.
//!
//! ```text
//!  column.rs     lines from top to bottom, in a width that is easy to read
//!  page.rs       a page with its form
//!  questions.rs  yes-or-no questions that stand together, or one alone
//!  list.rs       the plan, row by row
//! ```

mod column;
mod list;
mod page;
mod questions;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::views::plan::PlanView;
use crate::ui::{Hits, Theme};

/// Draws Plan.
pub fn render(frame: &mut Frame, area: Rect, view: &PlanView, theme: &Theme, hits: &mut Hits) {
    match (&view.side, &view.walk, &view.sheet) {
        (Some(side), _, _) => page::side(frame, area, side, theme, hits),
        (None, Some(walk), Some(sheet)) => {
            page::render(frame, area, sheet, walk.form.as_ref(), theme, hits);
        }
        (None, _, _) => list::render(frame, area, view, theme, hits),
    }
}
