//! Every figure a verdict or its firmness turns on, each with its source.

use super::score::Exact;

/// A fall in pain of this share of the baseline is a success: 30%, moderate relief (IMMPACT,
/// Dworkin et al., J Pain 2008;9:105-121; the pain outcome of the trial, Sherman 2014).
pub const PAIN_SUCCESS: Exact = Exact::new_raw(3, 10);
/// From this share on relief is minimal: 10% (IMMPACT, Dworkin 2008).
pub const RELIEF_MINIMAL: Exact = Exact::new_raw(1, 10);
/// From this share on relief is moderate: 30% (IMMPACT, Dworkin 2008).
pub const RELIEF_MODERATE: Exact = PAIN_SUCCESS;
/// From this share on relief is substantial: 50% (IMMPACT, Dworkin 2008).
pub const RELIEF_SUBSTANTIAL: Exact = Exact::new_raw(1, 2);
/// Pain is worse when it rose by this share of the baseline: 30% (our convention).
pub const PAIN_WORSE: Exact = Exact::new_raw(3, 10);
/// And by at least this many points of 10 (our convention).
pub const PAIN_WORSE_POINTS: Exact = Exact::new_raw(2, 1);
/// A change of the Neck Disability Index by this many points of 50 counts (Sherman 2014).
pub const NDI_CLEAR: Exact = Exact::new_raw(5, 1);
/// Under this gain the index may have moved by noise alone: published noise runs from 4.7
/// (Stratford 1999) to 10.2 (Young 2009).
pub const NDI_NOISE: Exact = Exact::new_raw(10, 1);
/// Fewer rated days than this in a window make a result tentative (our convention).
pub const DAYS_FOR_FIRM: u32 = 5;
/// Below this baseline pain a fall of 30% is a small one in points (our convention; trials of
/// massage ask for a pain of 3 or 4 to take part).
pub const LOW_BASELINE_PAIN: Exact = Exact::new_raw(4, 1);
/// One rating in this many may be late; a larger share makes a result tentative (our convention;
/// on late entries in paper diaries, Stone et al., Control Clin Trials 2003;24:182-199).
pub const LATE_ONE_IN: u32 = 3;

/// Visits that are needed of those planned: three quarters, rounded up (6 of 8 or 9
/// of 12 in the source articles).
pub fn visits_needed(planned: u32) -> u32 {
    u32::try_from(u64::from(planned).saturating_mul(3).div_ceil(4)).unwrap_or(u32::MAX)
}

/// Whether the completed visits are enough: 4 x completed >= 3 x planned.
pub fn are_enough_visits(completed: u32, planned: u32) -> bool {
    completed >= visits_needed(planned)
}
