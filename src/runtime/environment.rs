//! The environment's variables, asked in one place.

use std::ffi::OsString;

/// The value of a variable. One that is set and empty says as little as one that is not set.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
