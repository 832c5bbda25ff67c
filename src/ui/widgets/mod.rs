//! Pieces that more than one view draws.

pub mod form;
pub mod key_hints;
pub mod month_grid;
pub mod scale;
pub mod strip;
pub mod visit_mark;
