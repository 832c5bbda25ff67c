//! The course of each measure over the days: series, bins, means, and where they stand.

pub mod figures;
mod measure;
mod series;
mod shown;
mod standing;
pub mod words;

pub use self::measure::Measure;
pub use self::series::{Bin, MOVING_DAYS, Point, Range, bins, days_per_column, moving_mean, weeks};
pub use self::shown::{Shown, columns};
pub use self::standing::{AfterVisits, Direction, LAST_DAYS, Standing, Trends};
pub use super::mean::Mean;
