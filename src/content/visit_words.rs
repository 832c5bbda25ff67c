//! How much of the dose was given, in words: every phrase about the share of visits stands here.

use super::{advice, fill};
use crate::domain::calendar::short_date;
use crate::domain::visits::adherence::{Adherence, Reach};

/// The share of the planned visits from which on the dose counts as tested.
pub const SHARE: &str = "75%";

/// Whether the share was reached, in a few words.
pub fn share_reached(is_met: bool) -> String {
    format!("{} {SHARE}", if is_met { "at least" } else { "under" })
}

/// How many visits make the share, and the way there: `75% is 6 visits. One more visit reaches 75%.`
pub fn needed_visits(adherence: &Adherence) -> String {
    let needed = count(adherence.needed, "visit", "visits");
    format!("{SHARE} is {needed}. {}", reach_words(adherence))
}

/// One sentence on the way to the share.
pub fn reach_words(adherence: &Adherence) -> String {
    let told = |id: &str, values: &[(&str, &str)]| {
        let values: Vec<(&str, &str)> =
            [("share", SHARE)].into_iter().chain(values.iter().copied()).collect();
        fill(advice(id), &values)
    };
    match adherence.reach {
        Reach::Met => told("share-met", &[]),
        Reach::ByPlan { more: 1 } => told("share-by-one", &[]),
        Reach::ByPlan { more } => {
            told("share-by-plan", &[("n", &more.to_string()), ("to_come", &adherence.to_come.to_string())])
        }
        Reach::ByLogging { more } => {
            let visits = count(more, "past visit without an entry", "past visits without an entry");
            told("share-by-logging", &[("visits", &visits)])
        }
        Reach::ByExtra { more, by } => {
            let visits = count(more, "extra visit", "extra visits");
            told("share-by-extra", &[("visits", &visits), ("date", &short_date(by))])
        }
        Reach::Out => told("share-out", &[]),
    }
}

/// A number with its noun: `1 extra visit`.
fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::visits::adherence::figures;
    use crate::domain::visits::visits;
    use crate::kit::{date, plan};

    #[test]
    fn the_way_to_the_share_is_one_sentence_whichever_way_it_goes() {
        let days = BTreeMap::<chrono::NaiveDate, Day>::new();
        let found = figures(&visits(&plan("60x2", 4), &days, date("2026-11-02")));
        let told = |reach| reach_words(&Adherence { reach, ..found.clone() });
        let by = date("2026-11-29");
        for (reach, words) in [
            (Reach::Met, "75% of the visits are reached."),
            (Reach::ByPlan { more: 1 }, "One more visit reaches 75%."),
            (Reach::ByPlan { more: 6 }, "6 more visits reach 75%; 8 are still to come."),
            (
                Reach::ByLogging { more: 1 },
                "75% is still possible if 1 past visit without an entry took place. Log what you remember.",
            ),
            (
                Reach::ByLogging { more: 3 },
                "75% is still possible if 3 past visits without an entry took place. Log what you remember.",
            ),
            (
                Reach::ByExtra { more: 1, by },
                "The planned visits alone no longer reach 75%. 1 extra visit by Sun 29 Nov would.",
            ),
            (Reach::Out, "75% can no longer be reached in these weeks."),
        ] {
            assert_eq!(told(reach), words);
        }
        assert_eq!(needed_visits(&found), "75% is 6 visits. 6 more visits reach 75%; 8 are still to come.");
        let one = Adherence { needed: 1, reach: Reach::ByPlan { more: 1 }, ..found };
        assert_eq!(needed_visits(&one), "75% is 1 visit. One more visit reaches 75%.");
        assert_eq!((share_reached(true), share_reached(false)), ("at least 75%".into(), "under 75%".into()));
    }
}
