//! The outcome of each measure: improved, unchanged, worsened or unknown.

use super::window::{Figure, Inputs, MarkerFigures, NdiFigure, PainRatings, Source};
use crate::domain::lines;
use crate::domain::measure::{Marker, Ndi, prorated};
use crate::domain::score::Exact;
use crate::domain::thresholds::{NDI_NOISE, RELIEF_MINIMAL, RELIEF_MODERATE, RELIEF_SUBSTANTIAL};
pub use crate::domain::verdict::{Outcome, Relief};

fn zero() -> Exact {
    Exact::from_integer(0)
}

/// Pain, baseline against week five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PainResult {
    /// What became of it.
    pub outcome: Outcome,
    /// Mean at baseline, 0 to 10.
    pub baseline: Option<Figure>,
    /// Mean in week five, 0 to 10.
    pub week_five: Option<Figure>,
    /// Points it moved; negative when it fell.
    pub change: Option<Exact>,
    /// Percent of the baseline it moved; negative when it fell. `None` from a baseline of 0.
    pub change_percent: Option<Exact>,
    /// The level of relief, where both figures are known.
    pub level: Option<Relief>,
    /// Whether it rose by 3 points or more.
    pub much_worse: bool,
    /// Whether there was no pain that could become less.
    pub no_room: bool,
}

impl PainResult {
    /// Judges the ratings. Improved: a baseline above 0 and a fall by 30% or more. Worsened: up by 2
    /// points or more, or to 9 or more and by 1 point or more; much worse: up by 3.
    pub fn of(ratings: &PainRatings) -> Self {
        let (baseline, week_five) = (ratings.baseline_figure(), ratings.week_five_figure());
        let both = baseline.zip(week_five).map(|(before, now)| (before.mean, now.mean));
        let change = both.map(|(before, now)| now - before);
        Self {
            outcome: both.map_or(Outcome::Unknown, |(before, now)| pain_outcome(before, now)),
            baseline,
            week_five,
            change,
            change_percent: both
                .filter(|(before, _)| *before > zero())
                .map(|(before, now)| (now - before) * 100 / before),
            level: both.map(|(before, now)| relief(before, now)),
            much_worse: both.is_some_and(|(before, now)| now >= lines::pain_much_worse(before)),
            no_room: baseline.is_some_and(|figure| lines::pain_has_no_room(figure.mean)),
        }
    }
}

fn pain_outcome(before: Exact, now: Exact) -> Outcome {
    if lines::pain_success(before).is_some_and(|line| now <= line) {
        Outcome::Improved
    } else if now >= lines::pain_worse(before) {
        Outcome::Worsened
    } else {
        Outcome::Unchanged
    }
}

fn relief(before: Exact, now: Exact) -> Relief {
    let fall = before - now;
    if before <= zero() || fall < before * RELIEF_MINIMAL {
        Relief::None
    } else if fall < before * RELIEF_MODERATE {
        Relief::Minimal
    } else if fall < before * RELIEF_SUBSTANTIAL {
        Relief::Moderate
    } else {
        Relief::Substantial
    }
}

/// What two indices were compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NdiBasis {
    /// Total against total, where at least one of them is only a total.
    Totals,
    /// This many topics, answered both times.
    SharedTopics(u32),
    /// Fewer than eight topics were answered both times, so they cannot be compared.
    TooFewShared(u32),
}

/// The Neck Disability Index, baseline against week five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NdiResult {
    /// What became of it.
    pub outcome: Outcome,
    /// The baseline form.
    pub baseline: Option<NdiFigure>,
    /// The form of week five.
    pub week_five: Option<NdiFigure>,
    /// The baseline score as compared, 0 to 50.
    pub baseline_score: Option<Exact>,
    /// The week-five score as compared, 0 to 50.
    pub week_five_score: Option<Exact>,
    /// Points it moved; negative is better. `None` where they cannot be compared.
    pub change: Option<Exact>,
    /// What they were compared on.
    pub basis: Option<NdiBasis>,
    /// A success of under 10 points, which noise alone can bring in some groups.
    pub within_noise: bool,
    /// Whether it rose by 10 points or more.
    pub much_worse: bool,
    /// Whether the baseline left no room for a gain of 5 points.
    pub no_room: bool,
}

impl NdiResult {
    /// Judges the index. Better or worse from 5 points on, much worse from 10; by topic on both sides, over the topics
    /// answered both times.
    pub fn of(baseline: Option<NdiFigure>, week_five: Option<NdiFigure>) -> Self {
        let score = |figure: &Option<NdiFigure>| figure.as_ref().and_then(|one| one.ndi.score());
        let mut result = Self {
            outcome: Outcome::Unknown,
            baseline_score: score(&baseline),
            week_five_score: score(&week_five),
            change: None,
            basis: None,
            within_noise: false,
            much_worse: false,
            no_room: false,
            baseline,
            week_five,
        };
        if let (Some(before), Some(now)) = (&result.baseline, &result.week_five) {
            let (basis, scores) = compared(&before.ndi, &now.ndi);
            result.basis = Some(basis);
            if let Some((before, now)) = scores {
                result.baseline_score = Some(before);
                result.week_five_score = Some(now);
                result.change = Some(now - before);
                result.outcome = ndi_outcome(before, now);
                result.within_noise = result.outcome == Outcome::Improved && before - now < NDI_NOISE;
                result.much_worse = now >= lines::ndi_much_worse(before);
                result.no_room = lines::ndi_has_no_room(before);
            }
        }
        result
    }
}

fn compared(before: &Ndi, now: &Ndi) -> (NdiBasis, Option<(Exact, Exact)>) {
    let (Ndi::Topics(first), Ndi::Topics(second)) = (before, now) else {
        return (NdiBasis::Totals, before.score().zip(now.score()));
    };
    let shared: Vec<_> =
        first.iter().filter_map(|(topic, answer)| Some((*answer, *second.get(topic)?))).collect();
    let topics = u32::try_from(shared.len()).unwrap_or(u32::MAX);
    let scores = prorated(shared.iter().map(|pair| pair.0)).zip(prorated(shared.iter().map(|pair| pair.1)));
    let basis =
        if scores.is_some() { NdiBasis::SharedTopics(topics) } else { NdiBasis::TooFewShared(topics) };
    (basis, scores)
}

fn ndi_outcome(before: Exact, now: Exact) -> Outcome {
    if lines::ndi_success(before).is_some_and(|line| now <= line) {
        Outcome::Improved
    } else if now >= lines::ndi_worse(before) {
        Outcome::Worsened
    } else {
        Outcome::Unchanged
    }
}

/// One function marker, baseline against week five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkerResult {
    /// The marker as it was chosen before day 1.
    pub marker: Marker,
    /// What became of it.
    pub outcome: Outcome,
    /// Mean at baseline, in the marker's unit.
    pub baseline: Option<Figure>,
    /// Mean in week five, in the marker's unit.
    pub week_five: Option<Figure>,
    /// What it moved by, week five less baseline.
    pub change: Option<Exact>,
    /// Whether more than a third of the days behind either figure were written late.
    pub late: bool,
    /// Whether it moved twice its clear change the other way.
    pub much_worse: bool,
    /// Whether the baseline left it no room to improve clearly.
    pub no_room: bool,
}

impl MarkerResult {
    /// Judges one marker by its own clear change, either way.
    pub fn of(figures: &MarkerFigures<'_>) -> Self {
        let MarkerFigures { marker, baseline, week_five, late } = *figures;
        let both = baseline.zip(week_five).map(|(before, now)| (before.mean, now.mean));
        Self {
            marker: marker.clone(),
            outcome: both.map_or(Outcome::Unknown, |(before, now)| marker_outcome(marker, before, now)),
            baseline,
            week_five,
            change: both.map(|(before, now)| now - before),
            late,
            much_worse: both.is_some_and(|(before, now)| lines::is_marker_much_worse(marker, before, now)),
            no_room: baseline.is_some_and(|figure| lines::marker_has_no_room(marker, figure.mean)),
        }
    }
}

fn marker_outcome(marker: &Marker, before: Exact, now: Exact) -> Outcome {
    if lines::is_marker_better(marker, before, now) {
        Outcome::Improved
    } else if lines::is_marker_worse(marker, before, now) {
        Outcome::Worsened
    } else {
        Outcome::Unchanged
    }
}

/// What function was judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FunctionDetail {
    /// The Neck Disability Index.
    Ndi(NdiResult),
    /// The two markers, in the plan's order.
    Markers(Vec<MarkerResult>),
}

/// Function, baseline against week five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionResult {
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the index, or one of the markers, is much worse.
    pub much_worse: bool,
    /// What it was judged by.
    pub detail: FunctionDetail,
}

impl FunctionResult {
    /// Judges the index.
    pub fn by_ndi(inputs: &Inputs) -> Self {
        let result = NdiResult::of(inputs.ndi_baseline(), inputs.ndi_week_five());
        Self { outcome: result.outcome, much_worse: result.much_worse, detail: FunctionDetail::Ndi(result) }
    }

    /// Judges the markers together: improved when at least one did and none worsened; worsened the
    /// same way; one of each is mixed; unknown only if all are; much worse if one is.
    pub fn by_markers(results: Vec<MarkerResult>) -> Self {
        let any = |outcome| results.iter().any(|result| result.outcome == outcome);
        let (better, worse) = (any(Outcome::Improved), any(Outcome::Worsened));
        let outcome = match (better, worse) {
            (true, false) => Outcome::Improved,
            (false, true) => Outcome::Worsened,
            (true, true) => Outcome::Mixed,
            (false, false) if any(Outcome::Unchanged) => Outcome::Unchanged,
            (false, false) => Outcome::Unknown,
        };
        let much_worse = results.iter().any(|result| result.much_worse);
        Self { outcome, much_worse, detail: FunctionDetail::Markers(results) }
    }
}

/// A measure as a reason names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeasureName {
    /// Average pain.
    Pain,
    /// The Neck Disability Index.
    Ndi,
    /// A marker, by its name.
    Marker(String),
}

/// Where a measure's two figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The measure.
    pub measure: MeasureName,
    /// Where its baseline comes from, if it has one.
    pub baseline: Option<Source>,
    /// Where its week-five figure comes from, if it has one.
    pub week_five: Option<Source>,
}

/// Where the figures of every measure come from, pain first.
pub fn sources(pain: &PainResult, function: &FunctionResult) -> Vec<Sources> {
    let of = |measure, baseline: Option<Figure>, week_five: Option<Figure>| Sources {
        measure,
        baseline: baseline.map(|figure| figure.source),
        week_five: week_five.map(|figure| figure.source),
    };
    let mut all = vec![of(MeasureName::Pain, pain.baseline, pain.week_five)];
    match &function.detail {
        FunctionDetail::Ndi(ndi) => all.push(Sources {
            measure: MeasureName::Ndi,
            baseline: ndi.baseline.as_ref().map(|figure| figure.source),
            week_five: ndi.week_five.as_ref().map(|figure| figure.source),
        }),
        FunctionDetail::Markers(markers) => all.extend(markers.iter().map(|result| {
            of(MeasureName::Marker(result.marker.name.clone()), result.baseline, result.week_five)
        })),
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::window::DayRating;
    use crate::domain::score::Score;

    /// Ten days are more than a window has; the rule does not mind.
    fn ratings(numbers: &[i64]) -> Vec<DayRating> {
        let rating = |number: &i64| DayRating {
            date: "2026-11-02".parse().unwrap(),
            pain: Score::new(*number).unwrap(),
            late: false,
        };
        numbers.iter().map(rating).collect()
    }

    #[test]
    fn seven_to_four_point_nine_is_a_success_and_a_point_more_in_ten_days_is_not() {
        let result = |checkpoint: &[i64]| {
            PainResult::of(&PainRatings {
                baseline: ratings(&[7; 7]),
                checkpoint: ratings(checkpoint),
                ..PainRatings::default()
            })
        };
        let success = result(&[5, 5, 5, 5, 5, 5, 5, 5, 5, 4]);
        assert_eq!(success.outcome, Outcome::Improved);
        assert_eq!(success.change_percent, Some(Exact::from_integer(-30)));
        assert_eq!(success.level, Some(Relief::Moderate));
        let short = result(&[5; 10]);
        assert_eq!((short.outcome, short.level), (Outcome::Unchanged, Some(Relief::Minimal)));
    }
}
