//! The environment's variables, asked in one place.

use std::ffi::OsString;

/// The value of a variable. One that is set and empty says as little as one that is not set.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The same as text. One that is no text says nothing.
pub fn text(name: &str) -> Option<String> {
    variable(name)?.into_string().ok()
}
