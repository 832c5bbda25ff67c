//! The key that a misspelt one may mean.

use crate::app::keymap::Key;
use crate::domain::nearest::nearest;

/// Names of keys that are words.
const KEYS: [&str; 15] = [
    "left",
    "right",
    "up",
    "down",
    "enter",
    "esc",
    "tab",
    "backtab",
    "space",
    "backspace",
    "delete",
    "home",
    "end",
    "pageup",
    "pagedown",
];

/// The key that a misspelt one may mean: written with a plus or in capitals, or nearly right.
pub(super) fn meant(word: &str) -> Option<String> {
    let plain = word.trim().to_lowercase().replace([' ', '+'], "-");
    if Key::parse(&plain).is_some() {
        return Some(plain);
    }
    nearest(&plain, KEYS).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_offered_only_where_it_is_near() {
        assert_eq!(meant("Ctrl+R").as_deref(), Some("ctrl-r"));
        assert_eq!(meant("page-up").as_deref(), Some("pageup"));
        assert_eq!(meant("hyper-c"), None);
    }
}
