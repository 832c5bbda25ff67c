//! Every parser of the program, each with what has to hold whatever it is given: more than that it does
//! not panic. The tests run them on their seeds and on seeded changes of these; `.ci/fuzz` runs the same
//! guided by coverage, for as long as one likes.
//!
//! | target | what has to hold |
//! | --- | --- |
//! | day, trial, setup, journal | written and read again it is the same; nothing changed, not a byte changes; mistakes have a line and one line of words |
//! | config | the mistakes have a place; no key means two things in one place |
//! | import | what would be written is a day that can be read again; what is said of it does no harm |
//! | restore | put out again and read again it is the same, byte for byte |
//! | terminal | the same however it is split; nothing waits for ever |
//! | dates, times, options | what was understood is shown so that it is understood again as the same |

mod files;
mod seeds;
mod terminal;
mod words;

/// A parser, and what has to hold.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Reads something; panics where something does not hold.
    pub run: fn(&[u8]),
    /// What to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every one.
pub const TARGETS: &[Target] = &[
    Target { name: "day", run: files::day, seeds: seeds::days },
    Target { name: "trial", run: files::trial, seeds: seeds::trials },
    Target { name: "setup", run: files::setup, seeds: seeds::setups },
    Target { name: "journal", run: files::journal, seeds: seeds::journals },
    Target { name: "config", run: files::config, seeds: seeds::configs },
    Target { name: "import", run: files::import, seeds: seeds::imports },
    Target { name: "restore", run: files::restore, seeds: seeds::restores },
    Target { name: "terminal", run: terminal::terminal, seeds: seeds::terminal },
    Target { name: "dates", run: words::dates, seeds: seeds::dates },
    Target { name: "times", run: words::times, seeds: seeds::times },
    Target { name: "options", run: words::options, seeds: seeds::options },
];

/// Runs the target of a name.
///
/// # Panics
/// Where there is none of that name, or what has to hold does not.
pub fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).expect("there is such a target")
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::time::{Duration, Instant};

    use fastrand::Rng;
    use rstest::rstest;

    use super::*;

    /// How long each is tried on changes of its seeds.
    const LONG: Duration = Duration::from_millis(400);
    /// How many changes are tried at least and at most.
    const CHANGES: std::ops::Range<u64> = 300..20_000;

    /// Signs that mean something somewhere.
    const SIGNS: &[&str] = &[
        "\n",
        "\r\n",
        "\"",
        "'",
        "\"\"\"",
        "[",
        "]",
        "[[",
        "=",
        ",",
        ";",
        "\t",
        "{",
        "}",
        "#",
        ".",
        "-",
        "+",
        "0",
        "9",
        "-1",
        "999999999999999999999",
        "1e9",
        "nan",
        "inf",
        "0x10",
        "\\",
        "\\u0000",
        "\u{feff}",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
        "\u{1b}[",
        "\u{7f}",
        "é",
        "e\u{301}",
        "👍",
        "2028-02-29",
        "9999-12-31",
        "0001-01-01",
        "24:00",
        "T",
        "Z",
        "+14:00",
        "true",
        "date",
        "at",
    ];

    /// Another text made of one: some of it left out, doubled, exchanged, or put in from elsewhere.
    fn changed(seed: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..rng.usize(1..5) {
            let from = rng.usize(0..=bytes.len());
            let to = rng.usize(from..=bytes.len().min(from + 40));
            let piece: Vec<u8> = match rng.u8(0..6) {
                0 => Vec::new(),
                1 => bytes[from..to].repeat(2),
                2 => vec![rng.u8(..)],
                3 => {
                    let start = rng.usize(0..=other.len());
                    other[start..other.len().min(start + rng.usize(0..60))].to_vec()
                }
                _ => rng.choice(SIGNS).unwrap().as_bytes().to_vec(),
            };
            let end = if rng.bool() { from } else { to };
            bytes.splice(from..end, piece);
        }
        bytes
    }

    #[rstest]
    fn every_parser_holds_what_it_promises_whatever_it_is_given(
        #[values(
            "day", "trial", "setup", "journal", "config", "import", "restore", "terminal", "dates", "times",
            "options"
        )]
        name: &str,
    ) {
        let target = target(name);
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty());
        seeds.iter().for_each(|seed| (target.run)(seed));
        let (mut rng, until) = (Rng::with_seed(0x5eed), Instant::now() + LONG);
        let mut count = 0;
        while count < CHANGES.start || (count < CHANGES.end && Instant::now() < until) {
            let (seed, other) = (rng.choice(&seeds).unwrap(), rng.choice(&seeds).unwrap());
            let bytes = changed(seed, other, &mut rng);
            let ended = catch_unwind(|| (target.run)(&bytes));
            assert!(ended.is_ok(), "{name}: {:?}", String::from_utf8_lossy(&bytes));
            count += 1;
        }
        println!("{name}: {} seeds, {count} changes of them", seeds.len());
    }

    #[test]
    fn every_target_is_tried_here() {
        let tried = include_str!("mod.rs");
        assert!(TARGETS.iter().all(|target| tried.matches(&format!("\"{}\"", target.name)).count() == 2));
    }
}
