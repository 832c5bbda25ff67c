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
/// Pain is worse when its mean rose by this many points of 10 (our convention). No percent is asked
/// for: from 8 nothing could be 30% worse.
pub const PAIN_WORSE: Exact = Exact::new_raw(2, 1);
/// Or when it rose to this or more, by [`PAIN_WORSE_NEAR_TOP`] at least (our convention).
pub const PAIN_NEAR_TOP: Exact = Exact::new_raw(9, 1);
/// What is enough of a rise to [`PAIN_NEAR_TOP`] (our convention).
pub const PAIN_WORSE_NEAR_TOP: Exact = Exact::new_raw(1, 1);
/// Pain is much worse when it rose by this many points (our convention).
pub const PAIN_MUCH_WORSE: Exact = Exact::new_raw(3, 1);
/// A change of the Neck Disability Index by this many points of 50 counts (Sherman 2014).
pub const NDI_CLEAR: Exact = Exact::new_raw(5, 1);
/// The index is much worse when it rose by this many points (our convention: what noise alone does in
/// no group, Young 2009).
pub const NDI_MUCH_WORSE: Exact = Exact::new_raw(10, 1);
/// A marker is much worse at this many times its clear change the other way (our convention).
pub const MARKER_MUCH_WORSE_TIMES: i64 = 2;
/// Under this gain the index may have moved by noise alone: published noise runs from 4.7
/// (Stratford 1999) to 10.2 (Young 2009).
pub const NDI_NOISE: Exact = Exact::new_raw(10, 1);
/// Fewer rated days than this in a window are no week: they give no mean (our convention).
pub const DAYS_FOR_MEAN: u32 = 3;
/// Fewer rated days than this in a window make a result tentative, and give neither a comparison of
/// pairs nor an interval (our convention).
pub const DAYS_FOR_FIRM: u32 = 5;
/// Fewer days than this with a marker in a window make a success by that marker alone tentative (our
/// convention).
pub const MARKER_DAYS_FOR_FIRM: u32 = 3;
/// The last rated days of the baseline that are looked at for whether pain fell before the start (our
/// convention).
pub const LAST_BASELINE_DAYS: usize = 3;
/// So many more days of extra medicine in week five than in the baseline week make a success
/// tentative (our convention).
pub const MORE_MEDICINE_DAYS: u32 = 2;
/// Soreness of this or more on the second day after a visit is told to therapist or doctor (our
/// convention; it usually starts within 12 hours and is gone by 36).
pub const LASTING_SORENESS: i64 = 3;
/// Days rated in a row that show pain getting worse (our convention).
pub const WORSENING_DAYS: usize = 3;
/// A baseline from which nothing could rise by [`PAIN_WORSE`] clearly: from it on each day at
/// [`PAIN_NEAR_TOP`] or more counts as getting worse too (our convention).
pub const HIGH_BASELINE_PAIN: Exact = Exact::new_raw(7, 1);
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
