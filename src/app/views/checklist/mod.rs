//! The checklist as pages. What is known of a page stands in one row of `table`; which pages a
//! setup has, in `route`.

mod about;
mod baseline;
mod block;
mod clearance;
mod drafts;
mod fields;
mod markers;
mod route;
mod schedule;
mod table;

use crate::content;
use crate::domain::checklist::Part;
use crate::domain::trial::Setup;

pub use baseline::incomplete_index;
pub use block::{answer as answer_since, answer_yes as open_group, is_opened};
pub use drafts::{draft, draft_name, with_draft};
pub use markers::undescribed_marker;
pub use route::{Route, is_answered, page_for, pages, resume_at, together};
pub use schedule::{doses_offered, may_choose, weekdays};
pub use table::{Need, Page, Wrong, accept, form};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageId {
    /// What this is, and is not.
    Welcome,
    /// A yes-or-no question, by its fixed name.
    Question(String),
    /// The clearance of a hold, by its item.
    Clearance(String),
    /// Where the pain is.
    Site,
    /// Age band.
    Age,
    /// Whether a clinician knows.
    Clinician,
    /// Up to three goals.
    Goals,
    /// What was tried so far.
    Tried,
    /// The personal factors.
    AboutYou,
    /// The two markers.
    Markers,
    /// The name or the whole definition of a marker, by its place.
    MarkerDetails(usize),
    /// The dose.
    Dose,
    /// A dose of one's own.
    OwnDose,
    /// Weeks of treatment.
    Weeks,
    /// The weekdays of the visits.
    Weekdays,
    /// Day 1.
    Start,
    /// The day of the weekly measures.
    WeeklyDay,
    /// Pain of the last week, as one figure.
    BaselinePain,
    /// The index as it is now.
    BaselineIndex,
    /// The markers as they are now.
    BaselineMarkers,
    /// When the visits of a follow-up block are.
    Steps,
    /// Steps of one's own.
    OwnSteps,
    /// Whether anything of a group of safety items is new since the trial before.
    Since(String),
}

/// What a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks<'p> {
    /// Yes or no to a question, by its fixed name.
    Question(&'p str),
    /// Yes or no to whether anything of a group is new.
    Since(&'p str),
    /// A clearance, by the item of its hold.
    Clearance(&'p str),
    /// What its form has.
    Form,
}

/// The parts that the person goes through, as the screen names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before the first part.
    Before,
    /// One of the checklist's parts.
    Of(Part),
    /// The plan.
    Plan,
    /// What may stay empty.
    Extras,
}

impl Stage {
    /// Its name.
    pub fn label(self) -> &'static str {
        let words = content::plan_words();
        match self {
            Self::Before => "",
            Self::Of(part) => part.label(),
            Self::Plan => &words.stage_plan,
            Self::Extras => &words.stage_extras,
        }
    }
}

impl PageId {
    /// What the page asks for.
    pub fn asks(&self) -> Asks<'_> {
        match self {
            Self::Question(id) => Asks::Question(id),
            Self::Since(group) => Asks::Since(group),
            Self::Clearance(item) => Asks::Clearance(item),
            Self::Welcome
            | Self::Site
            | Self::Age
            | Self::Clinician
            | Self::Goals
            | Self::Tried
            | Self::AboutYou
            | Self::Markers
            | Self::MarkerDetails(_)
            | Self::Dose
            | Self::OwnDose
            | Self::Weeks
            | Self::Weekdays
            | Self::Start
            | Self::WeeklyDay
            | Self::BaselinePain
            | Self::BaselineIndex
            | Self::BaselineMarkers
            | Self::Steps
            | Self::OwnSteps => Asks::Form,
        }
    }

    /// What is known of the page.
    pub fn page(&self) -> &'static Page {
        table::page(self)
    }

    /// The name of the page's words in `assets/checklist.toml`; a question has its own.
    pub fn words(&self, setup: &Setup) -> &'static str {
        if *self == Self::Start && setup.follow_up.is_some() { "block-start" } else { self.page().words }
    }

    /// The part it belongs to.
    pub fn stage(&self) -> Stage {
        if let Self::Question(id) = self {
            content::question(id).map_or(Stage::Of(Part::Safety), |text| Stage::Of(text.rule.part))
        } else {
            self.page().stage
        }
    }

    /// Whether the page may still be changed once the plan is fixed.
    pub fn stays_open(&self) -> bool {
        let is_of_safety = self.stage() == Stage::Of(Part::Safety);
        self.page().stays_open && (is_of_safety || !matches!(self, Self::Question(_)))
    }

    /// Whether it is answered with yes or no.
    pub fn asks_yes_or_no(&self) -> bool {
        matches!(self.asks(), Asks::Question(_) | Asks::Since(_))
    }
}
