//! Where success begins for a baseline, for each measure: one place for outcomes and for trends.

use super::measure::{Better, Marker};
use super::score::Exact;
use super::thresholds::{NDI_CLEAR, PAIN_SUCCESS};

const ZERO: Exact = Exact::new_raw(0, 1);

/// Pain is a success at this mean or below: 30% under the baseline. `None` where there was none.
pub fn pain_success(baseline: Exact) -> Option<Exact> {
    (baseline > ZERO).then(|| baseline - baseline * PAIN_SUCCESS)
}

/// The Neck Disability Index is a success at this score or below: 5 points under the baseline.
/// `None` where there is no room for that.
pub fn ndi_success(baseline: Exact) -> Option<Exact> {
    Some(baseline - NDI_CLEAR).filter(|line| *line >= ZERO)
}

/// A marker is a success from this value on, its clear change away from the baseline the better
/// way. `None` where one that should fall has no room to.
pub fn marker_success(marker: &Marker, baseline: Exact) -> Option<Exact> {
    let change = clear_change(marker, baseline);
    match marker.better {
        Better::Higher => Some(baseline + change),
        Better::Lower => Some(baseline - change).filter(|line| *line >= ZERO),
    }
}

/// The change that counts as clear from a baseline: the amount and the percent both. A share of a
/// baseline of 0 is 0, so there the percent asks for nothing.
pub fn clear_change(marker: &Marker, baseline: Exact) -> Exact {
    let share = baseline * i64::from(marker.change.percent.unwrap_or(0)) / 100;
    marker.change.at_least.exact().max(share)
}
