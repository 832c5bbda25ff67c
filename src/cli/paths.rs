//! `weekfive paths`: where things are.

use super::{Failure, Place, output};

/// Prints the data folder and the configuration file.
pub fn run(place: &Place) -> Result<(), Failure> {
    output::line(&format!("data    {}", place.store.root().display()));
    output::line(&format!("config  {}", place.config.display()));
    Ok(())
}
