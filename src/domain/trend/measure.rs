//! What is followed from day to day, and where success begins for it.

use crate::domain::day::Day;
use crate::domain::fields::{self, Access, Field, Value};
use crate::domain::lines;
use crate::domain::measure::{Better, FunctionMeasure, Marker};
use crate::domain::score::{Awakenings, Exact, Score};
use crate::domain::trial::Plan;

const WORST: &str = "worst";
const AWAKENINGS: &str = "awakenings";

/// Something that is followed from day to day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Pain on average.
    Pain,
    /// Neck Disability Index.
    Ndi,
    /// A function marker of the plan, by its place there: 0 or 1.
    Marker(usize),
    /// Another field of the check-in.
    Field(&'static Field),
}

impl Measure {
    /// Every measure of a plan, in the order of the screen. Awakenings that are one of the markers
    /// are listed once, as the marker. Without a plan: those of the check-in.
    pub fn all(plan: Option<&Plan>) -> Vec<Self> {
        let markers = plan.map_or(&[][..], |plan| plan.function.as_markers());
        let ndi = plan.is_some_and(|plan| plan.function == FunctionMeasure::Ndi);
        let awakenings = markers.iter().any(|marker| marker.is_awakenings());
        let others = || fields::followed().filter(|field| !(awakenings && field.id == AWAKENINGS));
        let mut all = vec![Self::Pain];
        // Worst pain stands beside pain.
        all.extend(others().filter(|field| field.id == WORST).map(Self::Field));
        all.extend(ndi.then_some(Self::Ndi));
        all.extend((0..markers.len()).map(Self::Marker));
        all.extend(others().filter(|field| field.id != WORST).map(Self::Field));
        all
    }

    /// The measure of a name in options and JSON; a marker's is the person's own name for it.
    pub fn named(name: &str, plan: Option<&Plan>) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::all(plan).into_iter().find(|measure| measure.name(plan).to_lowercase() == name)
    }

    /// The name in options and JSON.
    pub fn name(self, plan: Option<&Plan>) -> &str {
        match self {
            Self::Pain => "pain",
            Self::Ndi => "ndi",
            Self::Marker(index) => marker(plan, index).map_or("marker", |marker| &marker.name),
            Self::Field(field) => field.id,
        }
    }

    /// The words for a person.
    pub fn label(self, plan: Option<&Plan>) -> &str {
        match self {
            Self::Pain => "Pain",
            Self::Ndi => "Neck Disability Index",
            Self::Marker(index) => marker(plan, index).map_or("Marker", |marker| &marker.name),
            Self::Field(field) => field.label,
        }
    }

    /// Which way is better.
    pub fn better(self, plan: Option<&Plan>) -> Better {
        match self {
            Self::Pain | Self::Ndi => Better::Lower,
            Self::Field(field) => field.better.unwrap_or(Better::Lower),
            Self::Marker(index) => marker(plan, index).map_or(Better::Higher, |marker| marker.better),
        }
    }

    /// The end of the scale that it is rated on, for the height of a chart; `None` for what is counted or
    /// measured, where nobody comes near the most there can be.
    pub fn scale_end(self) -> Option<i64> {
        match self {
            Self::Pain => Some(Score::HIGH),
            Self::Field(Field { access: Access::Count(..), .. }) | Self::Marker(_) => None,
            Self::Field(field) => field.range().map(|(_, high)| high),
            Self::Ndi => Some(crate::domain::score::NdiTotal::HIGH),
        }
    }

    /// The value of a day; `None` where it was not written.
    pub fn value(self, plan: Option<&Plan>, day: &Day) -> Option<Exact> {
        let checkin = &day.checkin;
        let score = |score: Option<Score>| score.map(Score::exact);
        let awakenings = || checkin.awakenings.map(Awakenings::exact);
        match self {
            Self::Pain => score(checkin.pain()),
            Self::Ndi => checkin.ndi.as_ref()?.score(),
            Self::Marker(index) => match marker(plan, index)? {
                marker if marker.is_awakenings() => awakenings(),
                marker => checkin.markers.get(&marker.name).map(|amount| amount.exact()),
            },
            Self::Field(field) => match field.get(checkin)? {
                Value::Score(score) => Some(score.exact()),
                Value::Count(count) => Some(count.exact()),
                Value::Index(index) => index.score(),
                Value::YesNo(_) | Value::Words(_) => None,
            },
        }
    }

    /// Whether the value of a day may be part of a baseline: not where another program wrote it, unless
    /// the person said so.
    pub(super) fn counts_as_baseline(self, plan: &Plan, day: &Day) -> bool {
        let counts = |field: &str| day.checkin.imported.counts_as_baseline(field);
        match self {
            Self::Pain => counts("pain"),
            Self::Ndi => counts("ndi"),
            Self::Marker(index) => marker(Some(plan), index).is_none_or(|marker| counts(&marker.field())),
            Self::Field(field) => counts(field.id),
        }
    }

    /// The single figure for a baseline week without any, from the checklist.
    pub(super) fn baseline_figure(self, plan: &Plan) -> Option<Exact> {
        match self {
            Self::Pain => plan.baseline.pain.map(Score::exact),
            Self::Ndi => plan.baseline.ndi.as_ref()?.score(),
            Self::Marker(index) => {
                plan.baseline.markers.get(&marker(Some(plan), index)?.name).map(|amount| amount.exact())
            }
            Self::Field(_) => None,
        }
    }

    /// Where success begins for a baseline, for the measures that the decision looks at. `None` for
    /// the others, and where a measure has no room to improve.
    pub fn success_line(self, plan: Option<&Plan>, baseline: Exact) -> Option<Exact> {
        match self {
            Self::Pain => lines::pain_success(baseline),
            Self::Ndi => lines::ndi_success(baseline),
            Self::Marker(index) => lines::marker_success(marker(plan, index)?, baseline),
            Self::Field(_) => None,
        }
    }
}

fn marker(plan: Option<&Plan>, index: usize) -> Option<&Marker> {
    plan?.function.as_markers().get(index)
}
