//! `weekfive paths`: where things are.

use super::{Failure, Place, output};
use crate::domain::plain::path as shown;

/// Prints the data folder and the configuration file.
pub fn run(place: &Place) -> Result<(), Failure> {
    output::line(&format!("data    {}", shown(place.store.root())));
    output::line(&format!("config  {}", shown(&place.config)));
    Ok(())
}
