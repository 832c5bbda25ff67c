//! Keeping a value between two bounds without a way to fail.

/// The value, at least `low` and at most `high`. Where the bounds cross, as they do when a screen
/// has no rows, `low` wins; `Ord::clamp` would stop the program there, and is refused by
/// `.clippy.toml` for that reason.
pub fn within<T: PartialOrd>(value: T, low: T, high: T) -> T {
    let at_most = if value > high { high } else { value };
    if at_most < low { low } else { at_most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_between_its_bounds_and_the_lower_one_wins_where_they_cross() {
        assert_eq!([-1, 0, 5, 10, 11].map(|value| within(value, 0, 10)), [0, 0, 5, 10, 10]);
        assert_eq!([-5, 0, 5].map(|value| within(value, 0, -1)), [0, 0, 0]);
        assert_eq!(within(u16::MAX, 2, 0), 2);
        assert_eq!(within(1.5, 0.0, 1.0), 1.0);
    }
}
