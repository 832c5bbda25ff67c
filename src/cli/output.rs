//! Text on standard output: a reader that went away is no error.

use std::io::Write;

/// Prints a text that ends its own lines.
pub fn print(text: &str) {
    let mut output = std::io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).ok();
}

/// Prints one line.
pub fn line(text: &str) {
    print(&format!("{text}\n"));
}
