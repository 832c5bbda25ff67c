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

use ratatui::layout::Rect;

use crate::app::views::plan::PlanView;
use crate::ui::Canvas;

/// Draws Plan.
pub fn render(canvas: &mut Canvas, area: Rect, view: &PlanView) {
    match (&view.side, &view.walk, &view.sheet) {
        (Some(side), _, _) => page::side(canvas, area, side),
        (None, Some(walk), Some(sheet)) => {
            page::render(canvas, area, sheet, walk.form.as_ref());
        }
        (None, _, _) => list::render(canvas, area, view),
    }
}
