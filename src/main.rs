//! The weekfive program.
fn main() {}
