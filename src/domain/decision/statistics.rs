//! How sure a difference in pain is: nonoverlap of all pairs, and a block bootstrap.
//!
//! These figures are shown beside the verdict and never decide it, so floating point is allowed
//! here and nowhere else in the rules.

use fastrand::Rng;

use crate::domain::score::{Exact, Score};

/// The 97.5th percentile of the standard normal distribution, for intervals of 95%.
const NORMAL_95: f64 = 1.959_963_984_540_054;
/// Halvings of the bracket around an end of the interval: more than a double can tell apart.
const HALVINGS: u32 = 60;

/// Nonoverlap of all pairs: over all pairs of one baseline day and one week-five day, the share in
/// which the later day hurt less, ties counting half (Parker & Vannest, Behav Ther 2009;40:357-367).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nap {
    /// The share, 0 to 1, exact; a half where nothing changed.
    pub value: Exact,
    /// Its standard error (Hanley & McNeil, Radiology 1982;143:29-36). `None` where every pair
    /// agrees: the formula gives 0 there, which is not certainty.
    pub standard_error: Option<f64>,
    /// Lower end of the 95% interval (Newcombe, Stat Med 2006;25:559-573, method 5).
    pub low: f64,
    /// Upper end of the 95% interval.
    pub high: f64,
}

impl Nap {
    /// Compares the days of two stretches, fewer points being better. `None` where one of them has
    /// no rating.
    pub fn decrease(before: &[Score], after: &[Score]) -> Option<Self> {
        let numbers =
            |scores: &[Score]| scores.iter().map(|score| i64::from(score.get())).collect::<Vec<_>>();
        Self::of_numbers(&numbers(before), &numbers(after))
    }

    /// The same for any whole numbers, fewer being better.
    fn of_numbers(before: &[i64], after: &[i64]) -> Option<Self> {
        if before.is_empty() || after.is_empty() {
            return None;
        }
        // Counted in halves, so that a tie is a whole number too.
        let by_before: Vec<i64> =
            before.iter().map(|old| after.iter().map(|new| halves(*old, *new)).sum()).collect();
        let by_after: Vec<i64> =
            after.iter().map(|new| before.iter().map(|old| halves(*old, *new)).sum()).collect();
        let (first, second) = (whole(before.len()), whole(after.len()));
        let value = Exact::new(by_before.iter().sum(), first * second * 2);
        let share = number(value);
        let (low, high) = newcombe(share, float(first), float(second));
        let all_or_nothing = value == Exact::from_integer(0) || value == Exact::from_integer(1);
        let standard_error = (!all_or_nothing).then(|| {
            let mean_square = |sums: &[i64], length: i64| {
                sums.iter().map(|sum| (float(*sum) / 2.0 / float(length)).powi(2)).sum::<f64>()
                    / float(whole(sums.len()))
            };
            let spread_before = mean_square(&by_before, second) - share * share;
            let spread_after = mean_square(&by_after, first) - share * share;
            let (first, second) = (float(first), float(second));
            let variance =
                share * (1.0 - share) + (second - 1.0) * spread_before + (first - 1.0) * spread_after;
            (variance / (first * second)).max(0.0).sqrt()
        });
        Some(Self { value, standard_error, low, high })
    }
}

/// Two where the later day hurt less, one for a tie, none otherwise.
fn halves(before: i64, after: i64) -> i64 {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => 2,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 0,
    }
}

/// The values of the true share that the observed one does not speak against: within it the
/// squared distance is at most the squared normal quantile times the variance Newcombe gives for
/// that true share. Each end is found by halving between the observed share, which is inside, and
/// 0 or 1; so the ends 0 and 1 need no case of their own.
fn newcombe(share: f64, first: f64, second: f64) -> (f64, f64) {
    let half = (first + second) / 2.0 - 1.0;
    let inside = |theta: f64| {
        let spread = 1.0 + half * ((1.0 - theta) / (2.0 - theta) + theta / (1.0 + theta));
        let variance = theta * (1.0 - theta) / (first * second) * spread;
        (share - theta).powi(2) <= NORMAL_95 * NORMAL_95 * variance
    };
    let end = |outermost: f64| {
        let (mut within, mut beyond) = (share, outermost);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(within, beyond);
            if inside(middle) { within = middle } else { beyond = middle }
        }
        within
    };
    (end(0.0), end(1.0))
}

fn number(exact: Exact) -> f64 {
    float(*exact.numer()) / float(*exact.denom())
}

/// Counts of days and pairs: small whole numbers, which a double holds exactly.
#[allow(clippy::cast_precision_loss)]
fn float(count: i64) -> f64 {
    count as f64
}

fn whole(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Days in a block: ratings of neighbouring days resemble each other, so they are drawn together.
pub const BLOCK_DAYS: usize = 2;
/// How many times both windows are drawn anew.
pub const RESAMPLES: usize = 2_000;
/// Fewer rated days than this in a window give no interval (our convention).
pub const RATED_DAYS_FOR_INTERVAL: usize = 3;
/// Where the drawing starts, always the same, so that a journal always shows the same figures.
const SEED: u64 = 0x0005_eed0_f005;
/// Draws after which the attempt is given up, for windows that are nearly all gaps or zeros.
const MOST_DRAWS: usize = RESAMPLES * 10;
/// Of a hundred resamples, how many lie below the interval; as many lie above.
const TAIL_PERCENT: usize = 5;

/// A 90% interval for the percent change of pain; negative is less pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentInterval {
    /// The lower end, in percent of the baseline.
    pub low: Exact,
    /// The upper end, in percent of the baseline.
    pub high: Exact,
}

/// A 90% percentile interval for the percent change between two windows, by a moving-block
/// bootstrap (Künsch, Ann Stat 1989;17:1217-1241).
///
/// A window is given as one place a day, in order, `None` for a day without a rating. Blocks are
/// two neighbouring places; as many are drawn as fill the window again. A missing day keeps its
/// place: it is drawn like any other and adds no rating, so that days on both sides of a gap never
/// become neighbours. A resample without any rating, or with a baseline of 0, has no percent
/// change and is drawn again. `None` with fewer than three rated days in a window, or where too
/// few resamples have a percent change.
pub fn percent_interval(before: &[Option<Score>], after: &[Option<Score>]) -> Option<PercentInterval> {
    let rated = |places: &[Option<Score>]| places.iter().flatten().count();
    if rated(before) < RATED_DAYS_FOR_INTERVAL || rated(after) < RATED_DAYS_FOR_INTERVAL {
        return None;
    }
    let mut rng = Rng::with_seed(SEED);
    let mut changes: Vec<Exact> = (0..MOST_DRAWS)
        .filter_map(|_| {
            let (old, new) = (resampled_mean(before, &mut rng), resampled_mean(after, &mut rng));
            let (old, new) = (old?, new?);
            (old > Exact::from_integer(0)).then(|| (new - old) * 100 / old)
        })
        .take(RESAMPLES)
        .collect();
    if changes.len() < RESAMPLES {
        return None;
    }
    changes.sort_unstable();
    let low = *changes.get(RESAMPLES * TAIL_PERCENT / 100)?;
    let high = *changes.get(RESAMPLES - 1 - RESAMPLES * TAIL_PERCENT / 100)?;
    Some(PercentInterval { low, high })
}

/// The mean of one resample of a window.
fn resampled_mean(places: &[Option<Score>], rng: &mut Rng) -> Option<Exact> {
    let blocks = places.len().div_ceil(BLOCK_DAYS);
    let starts = u32::try_from(places.len().saturating_sub(BLOCK_DAYS - 1)).unwrap_or(u32::MAX);
    let (mut sum, mut days) = (0_i64, 0_i64);
    let mut room = places.len();
    for _ in 0..blocks {
        let start = usize::try_from(rng.u32(..starts.max(1))).unwrap_or(0);
        for score in places.iter().skip(start).take(BLOCK_DAYS.min(room)).flatten() {
            sum += i64::from(score.get());
            days += 1;
        }
        room = room.saturating_sub(BLOCK_DAYS);
    }
    (days > 0).then(|| Exact::new(sum, days))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where more is better in the published example, the numbers are turned round.
    fn increase(before: &[i64], after: &[i64]) -> Nap {
        let turned = |numbers: &[i64]| numbers.iter().map(|n| -n).collect::<Vec<_>>();
        Nap::of_numbers(&turned(before), &turned(after)).unwrap()
    }

    fn close(found: f64, published: f64) {
        assert!((found - published).abs() < 0.000_5, "{found} is not {published}");
    }

    fn scores(numbers: &[i64]) -> Vec<Score> {
        numbers.iter().map(|n| Score::new(*n).unwrap()).collect()
    }

    fn places(text: &str) -> Vec<Option<Score>> {
        text.split_whitespace().map(|word| word.parse().ok()).collect()
    }

    /// The worked example of Parker, Vannest & Davis, Behav Modif 2011;35:303-322: 38.5 of 42
    /// pairs. Standard error (Hanley-McNeil) and interval (Newcombe, method 5) as printed in the
    /// README of the R package `SingleCaseES` (Pustejovsky): 0.9166667, 0.07739185, 0.5973406 to
    /// 0.9860176, and for a decrease 0.08333333, 0.07739185, 0.01398242 to 0.40265939.
    #[test]
    fn the_example_of_2011_comes_out_as_published_both_ways() {
        let (a, b) = ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]);
        let nap = increase(&a, &b);
        assert_eq!(nap.value, Exact::new(77, 84));
        close(nap.standard_error.unwrap(), 0.077_391_85);
        close(nap.low, 0.597_340_6);
        close(nap.high, 0.986_017_6);
        let nap = Nap::of_numbers(&a, &b).unwrap();
        assert_eq!(nap.value, Exact::new(7, 84));
        close(nap.standard_error.unwrap(), 0.077_391_85);
        close(nap.low, 0.013_982_42);
        close(nap.high, 0.402_659_39);
    }

    /// The second worked example of the same article: tau is 16/20, and NAP is (1 + tau) / 2.
    #[test]
    fn the_second_example_of_2011_comes_out_as_published() {
        assert_eq!(increase(&[3, 3, 4, 5], &[4, 5, 6, 7, 7]).value, Exact::new(9, 10));
    }

    /// The example of Parker & Vannest, Behav Ther 2009;40:357-367, printed there as .96: of 110
    /// pairs two overlap and four are ties.
    #[test]
    fn the_example_of_2009_comes_out_as_published() {
        let nap = increase(&[4, 3, 4, 3, 4, 7, 5, 2, 3, 2], &[5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9]);
        assert_eq!(nap.value, Exact::new(106, 110));
        close(number(nap.value), 0.963_6);
    }

    #[test]
    fn no_overlap_at_all_still_leaves_an_interval() {
        let nap = Nap::decrease(&scores(&[7; 7]), &scores(&[4; 7])).unwrap();
        assert_eq!((nap.value, nap.standard_error, nap.high), (Exact::from_integer(1), None, 1.0));
        assert!(nap.low > 0.5 && nap.low < 0.8, "{}", nap.low);
        let worse = Nap::decrease(&scores(&[4; 7]), &scores(&[7; 7])).unwrap();
        assert_eq!((worse.value, worse.low), (Exact::from_integer(0), 0.0));
        close(worse.high, 1.0 - nap.low);
        let one = Nap::decrease(&scores(&[4]), &scores(&[3])).unwrap();
        assert!(one.low > 0.0 && one.low < 0.5 && one.high == 1.0);
    }

    #[test]
    fn equal_days_are_ties_and_count_half() {
        let nap = Nap::decrease(&scores(&[5; 7]), &scores(&[5; 7])).unwrap();
        assert_eq!(nap.value, Exact::new(1, 2));
        assert_eq!(Nap::decrease(&[], &scores(&[5])), None);
    }

    #[test]
    fn even_days_have_an_interval_of_no_width() {
        let interval = percent_interval(&places("7 7 - 7 7 7 7"), &places("- 4 4 - 4 4 4")).unwrap();
        let percent = Exact::new(-300, 7);
        assert_eq!(interval, PercentInterval { low: percent, high: percent });
    }

    #[test]
    fn the_same_journal_has_the_same_interval_around_its_change() {
        let (before, after) = (places("7 6 8 5 7 6 7"), places("4 3 - 5 2 4 3"));
        let first = percent_interval(&before, &after).unwrap();
        assert_eq!(Some(first), percent_interval(&before, &after));
        let change = (Exact::new(21, 6) - Exact::new(46, 7)) * 100 / Exact::new(46, 7);
        assert!(first.low < change && change < first.high, "{first:?}");
    }

    #[test]
    fn too_few_days_or_a_painless_baseline_have_none() {
        assert_eq!(percent_interval(&places("7 6 - - - - -"), &places("4 3 3")), None);
        assert_eq!(percent_interval(&places("0 0 0 0 0 0 0"), &places("4 3 3")), None);
        assert_eq!(percent_interval(&[], &[]), None);
    }
}
