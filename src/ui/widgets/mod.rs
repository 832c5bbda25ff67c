//! Pieces that more than one view draws.

pub mod form;
pub mod key_hints;
pub mod line_chart;
pub mod month_grid;
pub mod more;
pub mod scale;
pub mod strip;
pub mod strip_chart;
pub mod time_rows;
pub mod visit_mark;
