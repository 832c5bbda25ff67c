//! Figures typed as single keys: which key is a figure of its own and which only a key held down,
//! and the `1` that waits in its field for the `0` that makes it ten.
//!
//! Two small machines, both pure. [`Rhythm`] hears every figure key, wherever it goes, and tells
//! a press from a repeat. [`ScaleEntry`] belongs to one list of fields, and says into which of
//! them a figure goes. What cannot be told for certain is left out: a missing figure is asked for
//! again, an invented one is not.

use chrono::{DateTime, FixedOffset, TimeDelta};

/// The same figure again within this time comes from a key held down: keyboards repeat every 25 to
/// 50 milliseconds, and no finger presses one key twice so quickly.
const REPEAT: TimeDelta = TimeDelta::milliseconds(80);

/// The same for a key known to be held, whose repeats a slow line may deliver late.
const HELD_ON: TimeDelta = TimeDelta::milliseconds(250);

/// The longest that a keyboard waits before it repeats a key for the first time.
const LONGEST_DELAY: TimeDelta = TimeDelta::milliseconds(2000);

/// What a figure key turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A figure of its own.
    Figure,
    /// The key is still held down.
    Held,
    /// The key is held down, and the figure before this one was its first repeat: that figure is
    /// to be taken back.
    HeldBefore,
    /// It came in one go behind a figure that was doubled, pressed twice or held: nobody knows
    /// into which field it was meant to go.
    Unclear,
}

/// How the last figure came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// Alone, or so long after the same figure that it counted as one of its own. It may still
    /// turn out to be the first repeat of a key held down where `again` is true.
    Alone { again: bool },
    /// For the second time at once.
    Twice,
    /// From a key held down.
    Held,
    /// In one go behind a doubled one.
    Unclear,
}

/// Tells presses of figure keys from the repeats of a key held down, by what the terminal says
/// or else by the time between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rhythm {
    last: Option<(u8, DateTime<FixedOffset>, Run)>,
}

impl Rhythm {
    /// Hears a figure key (10 for `x`). `repeat` is true where the terminal itself says so.
    pub fn hear(&mut self, figure: u8, repeat: bool, now: DateTime<FixedOffset>) -> Heard {
        let (heard, run) = self.tell(figure, repeat, now);
        self.last = Some((figure, now, run));
        heard
    }

    fn tell(&self, figure: u8, repeat: bool, now: DateTime<FixedOffset>) -> (Heard, Run) {
        if repeat {
            return (Heard::Held, Run::Held);
        }
        let Some((last, at, run)) = self.last else {
            return (Heard::Figure, Run::Alone { again: false });
        };
        let gap = now.signed_duration_since(at);
        // A clock that was set back says nothing of the time between.
        let within = |limit: TimeDelta| gap >= TimeDelta::zero() && gap <= limit;
        match (figure == last, run) {
            (_, Run::Twice | Run::Unclear) if figure != last && within(REPEAT) => {
                (Heard::Unclear, Run::Unclear)
            }
            (true, Run::Unclear) if within(REPEAT) => (Heard::Unclear, Run::Unclear),
            (true, Run::Held) if within(HELD_ON) => (Heard::Held, Run::Held),
            (true, Run::Alone { again: true }) if within(REPEAT) => (Heard::HeldBefore, Run::Held),
            (true, Run::Alone { again: false }) if within(REPEAT) => (Heard::Held, Run::Twice),
            (true, Run::Twice) if within(REPEAT) => (Heard::Held, Run::Held),
            (true, _) => (Heard::Figure, Run::Alone { again: within(LONGEST_DELAY) }),
            (false, _) => (Heard::Figure, Run::Alone { again: false }),
        }
    }

    /// Another key was pressed: a figure after it is a figure of its own.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

/// Into which field a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Into the field in focus.
    Here,
    /// It makes the waiting one in the field in focus a ten.
    Ten,
    /// Into the field after it: the one in focus stays 1.
    Next,
}

/// A figure that was set, so that it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<F, V> {
    /// The field in focus before the key.
    pub focus: F,
    /// The field that was set.
    pub field: F,
    /// What it held before.
    pub former: V,
    /// Whether a 1 waited in the field in focus.
    waited: bool,
}

/// The entry of figures into a list of fields: `F` names a field, `V` is what one held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleEntry<F, V> {
    waiting: Option<F>,
    last: Option<Set<F, V>>,
}

impl<F, V> Default for ScaleEntry<F, V> {
    fn default() -> Self {
        Self { waiting: None, last: None }
    }
}

impl<F: Copy + PartialEq, V> ScaleEntry<F, V> {
    /// Into which field a figure goes, with this field in focus.
    pub fn target(&self, focus: F, figure: u8) -> Target {
        match (self.waits_in(focus), figure) {
            (true, 0) => Target::Ten,
            (true, _) => Target::Next,
            (false, _) => Target::Here,
        }
    }

    /// Notes that a figure was set; `takes_ten` is whether the field can hold ten. True where the
    /// focus waits in that field, for a 0 that would make the 1 a ten.
    pub fn set(&mut self, focus: F, field: F, figure: u8, takes_ten: bool, former: V) -> bool {
        self.last = Some(Set { focus, field, former, waited: self.waits_in(focus) });
        let waits = figure == 1 && takes_ten;
        self.waiting = waits.then_some(field);
        waits
    }

    /// Whether a 1 in this field waits for a 0.
    pub fn waits_in(&self, field: F) -> bool {
        self.waiting == Some(field)
    }

    /// The figure to take back, as the repeat of a key held down: the owner puts the former value
    /// back and the focus where it was.
    pub fn take_back(&mut self) -> Option<Set<F, V>> {
        let set = self.last.take()?;
        self.waiting = set.waited.then_some(set.focus);
        Some(set)
    }

    /// Something else was done: no 1 waits any more.
    pub fn settle(&mut self) {
        self.waiting = None;
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn at(milliseconds: i64) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-12T21:14:00+01:00").unwrap()
            + TimeDelta::milliseconds(milliseconds)
    }

    /// A list of scales of 0 to 10, filled in by keys at their times.
    struct Sheet {
        fields: [Option<u8>; 9],
        focus: usize,
        rhythm: Rhythm,
        entry: ScaleEntry<usize, Option<u8>>,
    }

    impl Sheet {
        fn new() -> Self {
            Self { fields: [None; 9], focus: 0, rhythm: Rhythm::default(), entry: ScaleEntry::default() }
        }

        fn press(&mut self, figure: u8, repeat: bool, when: i64) {
            match self.rhythm.hear(figure, repeat, at(when)) {
                Heard::Figure => self.put(figure),
                Heard::Held | Heard::Unclear => {}
                Heard::HeldBefore => {
                    if let Some(set) = self.entry.take_back() {
                        self.fields[set.field] = set.former;
                        self.focus = set.focus;
                    }
                }
            }
        }

        fn put(&mut self, figure: u8) {
            let focus = self.focus;
            let (field, figure) = match self.entry.target(focus, figure) {
                Target::Here => (focus, figure),
                Target::Ten => (focus, 10),
                Target::Next => ((focus + 1).min(8), figure),
            };
            let former = self.fields[field].replace(figure);
            let waits = self.entry.set(focus, field, figure, true, former);
            self.focus = if waits { field } else { (field + 1).min(8) };
        }

        fn down(&mut self) {
            self.rhythm.forget();
            self.entry.settle();
            self.focus = (self.focus + 1).min(8);
        }
    }

    /// Keys 150 ms apart; `v` is down, `x` ten; a number in brackets is the time between instead.
    fn typed(keys: &str) -> String {
        let mut sheet = Sheet::new();
        let (mut now, mut pace) = (0, 150);
        for key in keys.split_whitespace() {
            if let Some(other) = key.strip_prefix('[').and_then(|key| key.strip_suffix(']')) {
                pace = other.parse().unwrap();
                continue;
            }
            now += pace;
            match key {
                "v" => sheet.down(),
                "x" => sheet.press(10, false, now),
                "R5" => sheet.press(5, true, now),
                "r" => sheet.press(sheet.rhythm.last.unwrap().0, true, now),
                digit => sheet.press(digit.parse().unwrap(), false, now),
            }
        }
        let shown = |field: &Option<u8>| field.map_or_else(|| "-".to_owned(), |figure| figure.to_string());
        let list: Vec<String> = sheet.fields.iter().map(shown).collect();
        format!("{} @{}", list.join(" ").trim_end_matches(" -"), sheet.focus)
    }

    #[rstest]
    #[case::one_after_the_other("4 3 7 2", "4 3 7 2 @4")]
    #[case::the_same_twice("6 6", "6 6 @2")]
    #[case::ten_in_two_keys("1 0", "10 @1")]
    #[case::ten_in_one_key("x x", "10 10 @2")]
    #[case::a_one_waits("4 1", "4 1 @1")]
    #[case::another_digit_goes_on("4 3 1 7", "4 3 1 7 @4")]
    #[case::ones_in_a_row("1 1 1", "1 1 1 @2")]
    #[case::ten_after_a_one("1 1 0 3", "1 10 3 @3")]
    #[case::down_ends_the_waiting("1 v 0", "1 0 @2")]
    #[case::a_quick_evening("4 v 7 1 7", "4 - 7 1 7 @5")]
    #[case::ten_and_then_none("1 0 0", "10 0 @2")]
    #[case::a_one_and_then_ten_by_x("1 x", "1 10 @2")]
    #[case::the_terminal_tells_repeats("5 [500] r [30] r r r r", "5 @1")]
    #[case::a_repeat_of_a_key_that_meant_something_else("[0] R5 R5 [200] 5", "- @0")]
    #[case::in_one_go("[0] 4 3 7", "4 3 7 @3")]
    #[case::a_ten_in_one_go("[0] 4 1 0 7", "4 10 7 @3")]
    #[case::doubled_in_one_go("[0] 6 6", "6 @1")]
    #[case::behind_a_double_nobody_knows_where("[0] 6 6 7 3", "6 @1")]
    #[case::after_a_pause_it_is_known_again("[0] 6 6 7 [300] 3", "6 3 @2")]
    #[case::held_in_one_go_and_then_another("[0] 5 5 5 5 7", "5 7 @2")]
    #[case::held("5 [500] 5 [30] 5 5 5 5 5 [300] 7", "5 7 @2")]
    #[case::held_ones("1 [500] 1 [30] 1 1 1 1 1 [300] 0", "10 @1")]
    #[case::held_at_the_second("6 6 [400] 6 [30] 6 6 6", "6 6 @2")]
    #[case::held_zeros_behind_a_one("1 0 [500] 0 [30] 0 0 0", "10 @1")]
    #[case::held_with_a_slow_line("5 [500] 5 [30] 5 [200] 5 [240] 5 5", "5 @1")]
    #[case::the_clock_set_back("6 [-3600000] 6", "6 6 @2")]
    fn keys_fill_the_fields(#[case] keys: &str, #[case] sheet: &str) {
        assert_eq!(typed(keys), sheet, "{keys}");
    }

    proptest! {
        /// Keys held for any time, with any keyboard's delay and rate: the fields hold what was
        /// pressed, and nothing that was only repeated. One repeat alone looks like a second press
        /// and is left out here.
        #[test]
        fn no_field_is_set_by_a_repeat(
            presses in prop::collection::vec(
                (0_u8..=10, 120_i64..900, 250_i64..=660, 20_i64..=75, prop_oneof![Just(0_usize), 2_usize..40]),
                1..8,
            )
        ) {
            let mut sheet = Sheet::new();
            let mut plain = Sheet::new();
            let mut now = 0;
            for (number, (figure, pause, delay, rate, repeats)) in presses.into_iter().enumerate() {
                // After a key held down the same key takes a moment to be let go and pressed again.
                now += pause.max(if number == 0 { 0 } else { 260 });
                sheet.press(figure, false, now);
                plain.put(figure);
                for repeat in 0..repeats {
                    now += if repeat == 0 { delay } else { rate };
                    sheet.press(figure, false, now);
                }
                prop_assert_eq!(sheet.fields, plain.fields);
                prop_assert_eq!(sheet.focus, plain.focus);
            }
        }

        /// Whatever the times: never more figures than presses that differ or stand apart.
        #[test]
        fn at_any_time_nothing_is_invented(
            keys in prop::collection::vec((0_u8..=10, 0_i64..400), 1..40)
        ) {
            let mut sheet = Sheet::new();
            let mut now = 0;
            for (figure, pause) in &keys {
                now += pause;
                sheet.press(*figure, false, now);
            }
            for field in sheet.fields.iter().flatten() {
                prop_assert!(
                    keys.iter().any(|(figure, _)| figure == field)
                        || *field == 10 && keys.windows(2).any(|pair| pair[0].0 == 1 && pair[1].0 == 0)
                );
            }
        }
    }
}
