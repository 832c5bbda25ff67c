//! What the rest of week five would have to be for the verdict to change.

use crate::domain::bounds::within;
use chrono::NaiveDate;

use super::decide::Judged;
use super::window::{DayRating, Inputs};
use crate::domain::calendar::dates;
use crate::domain::day::Days;
use crate::domain::score::{Exact, Score};
use crate::domain::trial::Trial;
use crate::domain::verdict::AdherenceFigures;
use crate::domain::verdict::Verdict;

/// A stretch of mean pain that would bring another verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededMean {
    /// The verdict it would bring.
    pub verdict: Verdict,
    /// The lowest mean that brings it; `None` where even no pain at all does ("… or less").
    pub low: Option<Exact>,
    /// The highest mean that brings it; `None` where even ten every day does ("… or more").
    pub high: Option<Exact>,
}

/// What the remaining days of week five would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededToChange {
    /// The remaining days, oldest first: those from the day one looks from that are still blank.
    pub days: Vec<NaiveDate>,
    /// The verdict as it stands.
    pub verdict: Verdict,
    /// The means over all those days that would bring another, from less pain to more.
    pub means: Vec<NeededMean>,
}

/// In week five: which mean pain over the remaining days would change the verdict, every one of
/// them being rated and nothing else changing. Found by deciding anew for each possible sum.
/// `None` outside week five, with no day left, and where no rating can change it.
pub fn needed_to_change(
    trial: &Trial,
    days: &impl Days,
    inputs: &Inputs,
    adherence: &AdherenceFigures,
    as_of: NaiveDate,
) -> Option<NeededToChange> {
    let plan = &trial.plan;
    let (first, last) = plan.checkpoint_window();
    if as_of < first || as_of > last {
        return None;
    }
    let remaining: Vec<NaiveDate> =
        dates(as_of, last).filter(|date| *date > as_of || days.day(*date).is_blank_day()).collect();
    let count = i64::try_from(remaining.len()).ok().filter(|count| *count > 0)?;
    let judged = Judged::new(trial, inputs, adherence, as_of);
    let now = judged.verdict();
    let highest = count * Score::HIGH;

    let mut ranges: Vec<(Verdict, i64, i64)> = Vec::new();
    for sum in 0..=highest {
        let mut ratings = judged.ratings.clone();
        ratings.checkpoint.extend(spread(&remaining, sum));
        let verdict = judged.verdict_with(&ratings);
        match ranges.last_mut() {
            Some((last, _, high)) if *last == verdict => *high = sum,
            Some(_) | None => ranges.push((verdict, sum, sum)),
        }
    }
    let means: Vec<NeededMean> = ranges
        .into_iter()
        .filter(|(verdict, _, _)| *verdict != now)
        .map(|(verdict, low, high)| NeededMean {
            verdict,
            low: (low > 0).then(|| Exact::new(low, count)),
            high: (high < highest).then(|| Exact::new(high, count)),
        })
        .collect();
    (!means.is_empty()).then_some(NeededToChange { days: remaining, verdict: now, means })
}

/// Ratings on the given days with this sum; only the sum matters to a mean.
fn spread(days: &[NaiveDate], sum: i64) -> impl Iterator<Item = DayRating> {
    let mut left = sum;
    days.iter().filter_map(move |date| {
        let points = within(left, Score::LOW, Score::HIGH);
        left -= points;
        Some(DayRating { date: *date, pain: Score::new(points).ok()?, late: false })
    })
}
