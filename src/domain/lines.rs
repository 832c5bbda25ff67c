//! Where a measure becomes better, worse and much worse for a baseline: one place for outcomes, for
//! trends, and for what is said before the start.

use super::measure::{ACTIVITY_MARKER, Better, Marker};
use super::score::{Exact, Score};
use super::thresholds::{
    LOW_BASELINE_PAIN, MARKER_MUCH_WORSE_TIMES, NDI_CLEAR, NDI_MUCH_WORSE, PAIN_MUCH_WORSE, PAIN_NEAR_TOP,
    PAIN_SUCCESS, PAIN_WORSE, PAIN_WORSE_NEAR_TOP,
};

const ZERO: Exact = Exact::new_raw(0, 1);

/// Pain is a success at this mean or below: 30% under the baseline. `None` where there was none.
pub fn pain_success(baseline: Exact) -> Option<Exact> {
    (baseline > ZERO).then(|| baseline - baseline * PAIN_SUCCESS)
}

/// Pain is worse at this mean or above: 2 points over the baseline, or 9 where that is at least 1
/// point over it (our convention).
pub fn pain_worse(baseline: Exact) -> Exact {
    (baseline + PAIN_WORSE).min(PAIN_NEAR_TOP.max(baseline + PAIN_WORSE_NEAR_TOP))
}

/// Pain is much worse at this mean or above: 3 points over the baseline (our convention).
pub fn pain_much_worse(baseline: Exact) -> Exact {
    baseline + PAIN_MUCH_WORSE
}

/// The Neck Disability Index is a success at this score or below: 5 points under the baseline
/// (Sherman 2014). `None` where there is no room for that.
pub fn ndi_success(baseline: Exact) -> Option<Exact> {
    Some(baseline - NDI_CLEAR).filter(|line| *line >= ZERO)
}

/// The index is worse at this score or above (our convention).
pub fn ndi_worse(baseline: Exact) -> Exact {
    baseline + NDI_CLEAR
}

/// The index is much worse at this score or above (our convention).
pub fn ndi_much_worse(baseline: Exact) -> Exact {
    baseline + NDI_MUCH_WORSE
}

/// A marker is a success from this value on, its clear change away from the baseline the better
/// way. `None` where one that should fall has no room to.
pub fn marker_success(marker: &Marker, baseline: Exact) -> Option<Exact> {
    let change = clear_change(marker, baseline, 1);
    match marker.better {
        Better::Higher => Some(baseline + change),
        Better::Lower => Some(baseline - change).filter(|line| *line >= ZERO),
    }
}

/// The change that counts as clear from a baseline, so many times: the amount and the percent both,
/// a percent over 100 counting as 100. A share of a baseline of 0 is 0, so there the percent asks for
/// nothing.
fn clear_change(marker: &Marker, baseline: Exact, times: i64) -> Exact {
    let percent = i64::from(marker.change.percent.unwrap_or(0)).saturating_mul(times);
    let percent = if times > 1 { percent.min(100) } else { percent };
    let share = baseline * percent / 100;
    (marker.change.at_least.exact() * times).max(share)
}

/// Whether a marker moved its clear change the better way.
pub fn is_marker_better(marker: &Marker, baseline: Exact, now: Exact) -> bool {
    moved_clearly(gain(marker, baseline, now), clear_change(marker, baseline, 1))
}

/// Whether a marker moved its clear change the other way.
pub fn is_marker_worse(marker: &Marker, baseline: Exact, now: Exact) -> bool {
    moved_clearly(-gain(marker, baseline, now), clear_change(marker, baseline, 1))
}

/// Whether a marker moved twice its clear change the other way, amount and percent both (our
/// convention).
pub fn is_marker_much_worse(marker: &Marker, baseline: Exact, now: Exact) -> bool {
    moved_clearly(-gain(marker, baseline, now), clear_change(marker, baseline, MARKER_MUCH_WORSE_TIMES))
}

fn gain(marker: &Marker, baseline: Exact, now: Exact) -> Exact {
    match marker.better {
        Better::Higher => now - baseline,
        Better::Lower => baseline - now,
    }
}

fn moved_clearly(moved: Exact, enough: Exact) -> bool {
    moved > ZERO && moved >= enough
}

/// Whether pain has no room to improve: there was none.
pub fn pain_has_no_room(baseline: Exact) -> bool {
    pain_success(baseline).is_none()
}

/// Whether pain is so low that it can hardly improve: under 4 (our convention), which the trial of
/// doses did not study. Said before the start.
pub fn pain_can_hardly_improve(baseline: Exact) -> bool {
    baseline < LOW_BASELINE_PAIN
}

/// Whether the index has no room to improve by 5 points.
pub fn ndi_has_no_room(baseline: Exact) -> bool {
    ndi_success(baseline).is_none()
}

/// Whether a marker has no room to improve clearly: one that should fall, under the amount of its
/// clear change; an activity of 0 to 10, over 7.
pub fn marker_has_no_room(marker: &Marker, baseline: Exact) -> bool {
    let amount = marker.change.at_least.exact();
    match marker.better {
        Better::Lower => baseline < amount || baseline == ZERO,
        Better::Higher => {
            marker.id == ACTIVITY_MARKER && baseline + amount > Exact::from_integer(Score::HIGH)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::ClearChange;
    use super::super::score::Amount;
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse::<Amount>().unwrap().exact()
    }

    fn marker(id: &str, better: Better, percent: Option<u8>, at_least: &str) -> Marker {
        let change = ClearChange { percent, at_least: at_least.parse().unwrap() };
        Marker { id: id.into(), name: id.into(), unit: String::new(), better, change }
    }

    #[test]
    fn pain_is_worse_two_points_up_or_near_the_top() {
        for (baseline, worse, much) in [
            ("0", "2", "3"),
            ("5", "7", "8"),
            ("7", "9", "10"),
            ("7.5", "9", "10.5"),
            ("8", "9", "11"),
            ("8.5", "9.5", "11.5"),
        ] {
            assert_eq!(pain_worse(exact(baseline)), exact(worse), "{baseline}");
            assert_eq!(pain_much_worse(exact(baseline)), exact(much), "{baseline}");
        }
    }

    #[test]
    fn a_marker_is_much_worse_at_twice_its_clear_change_and_never_asked_for_over_100_percent() {
        let walk = marker("walk", Better::Higher, Some(30), "5");
        for (baseline, now, worse, much) in [
            ("30", "12", true, true),
            ("30", "12.01", true, false),
            ("30", "21", true, false),
            ("30", "21.01", false, false),
            ("8", "3", true, false),
            ("12", "2", true, true),
        ] {
            assert_eq!(is_marker_worse(&walk, exact(baseline), exact(now)), worse, "{baseline} {now}");
            assert_eq!(is_marker_much_worse(&walk, exact(baseline), exact(now)), much, "{baseline} {now}");
        }
        let own = marker("custom", Better::Lower, Some(80), "1");
        assert!(is_marker_much_worse(&own, exact("10"), exact("20")));
        assert!(!is_marker_much_worse(&own, exact("10"), exact("19.99")));
        let half = marker("custom", Better::Higher, Some(60), "1");
        assert!(is_marker_much_worse(&half, exact("10"), exact("0")));
    }

    #[test]
    fn what_has_no_room_is_told() {
        assert!(pain_has_no_room(exact("0")) && !pain_has_no_room(exact("0.1")));
        assert!(pain_can_hardly_improve(exact("3.99")) && !pain_can_hardly_improve(exact("4")));
        assert!(ndi_has_no_room(exact("4.99")) && !ndi_has_no_room(exact("5")));
        let awakenings = marker("awakenings", Better::Lower, Some(30), "1");
        assert!(
            marker_has_no_room(&awakenings, exact("0.99")) && !marker_has_no_room(&awakenings, exact("1"))
        );
        let activity = marker(ACTIVITY_MARKER, Better::Higher, None, "3");
        assert!(marker_has_no_room(&activity, exact("7.01")) && !marker_has_no_room(&activity, exact("7")));
        let walk = marker("walk", Better::Higher, Some(30), "5");
        assert!(!marker_has_no_room(&walk, exact("1000")));
    }
}
