//! Which pages a setup has, in which order, and how far along them the person is.

use super::{Asks, Need, PageId, Stage, block, drafts, markers, schedule};
use crate::content;
use crate::domain::calendar::after;
use crate::domain::checklist::{Part, Site};
use crate::domain::trial::{DoseKind, PlanError, Setup, WINDOW_DAYS};

/// Which pages are gone through, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Those that no trial begins without.
    Asked,
    /// Those that may stay empty.
    Extras,
    /// One part of the checklist.
    Of(Part),
    /// All of them.
    All,
    /// One alone, with what its answer asks for.
    One,
}

impl Route {
    /// Whether a page lies on the way.
    pub fn has(self, setup: &Setup, page: &PageId) -> bool {
        let need = page.page().need;
        match self {
            Self::Asked if page.is_figure() => baseline_week_is_cut_short(setup),
            Self::Asked => need == Need::Asked,
            Self::Extras => need == Need::MayStayEmpty,
            Self::Of(part) => page.stage() == Stage::Of(part),
            Self::All => *page != PageId::Welcome,
            Self::One => page.follows_from_an_answer(),
        }
    }

    /// The pages on the way.
    pub fn pages(self, setup: &Setup) -> Vec<PageId> {
        pages(setup).into_iter().filter(|page| self.has(setup, page)).collect()
    }
}

impl PageId {
    /// Whether it is a single figure for a baseline week that has too few.
    fn is_figure(&self) -> bool {
        matches!(self, Self::BaselinePain | Self::BaselineIndex | Self::BaselineMarkers)
    }

    /// Whether it is there only because of what was answered on the page before.
    fn follows_from_an_answer(&self) -> bool {
        matches!(self, Self::Clearance(_) | Self::OwnDose | Self::MarkerDetails(_) | Self::OwnSteps)
    }

    /// What it is asked together with, where it is a yes-or-no question.
    fn group(&self) -> Option<&str> {
        match self.asks() {
            Asks::Question(id) => {
                let text = content::question(id)?;
                Some(text.group.as_deref().unwrap_or_else(|| text.rule.part.id()))
            }
            Asks::Since(_) => Some("since"),
            Asks::Clearance(_) | Asks::Form => None,
        }
    }
}

/// Whether the seven days before day 1 began before the checklist did: the single figures are then
/// asked for without being looked up.
fn baseline_week_is_cut_short(setup: &Setup) -> bool {
    setup.start.is_some_and(|start| start < after(setup.begun, WINDOW_DAYS))
}

/// The pages of a setup in order. A yes that opens a hold brings the page of its clearance.
pub fn pages(setup: &Setup) -> Vec<PageId> {
    if setup.follow_up.is_some() {
        return pages_of_a_block(setup);
    }
    let mut pages = vec![PageId::Welcome];
    pages.extend(questions(setup, |text| text.rule.part == Part::Fit));
    pages.extend([PageId::Site, PageId::Age]);
    pages.extend(questions(setup, |text| text.rule.part == Part::Safety));
    pages.extend(questions(setup, |text| text.rule.part == Part::Commitment));
    pages.extend(questions(setup, |text| text.rule.part == Part::Fair));
    pages.extend([PageId::Clinician, PageId::Dose]);
    let is_custom = setup.dose.is_some_and(|dose| dose.kind() == DoseKind::Custom);
    if is_custom || schedule::wants_own_dose(setup) {
        pages.push(PageId::OwnDose);
    }
    pages.extend([PageId::Weeks, PageId::Weekdays, PageId::Start, PageId::WeeklyDay]);
    pages.extend(measures(setup));
    pages.extend([PageId::Goals, PageId::Tried, PageId::AboutYou]);
    pages
}

/// The short way in to a follow-up block: the plan, and what is new.
fn pages_of_a_block(setup: &Setup) -> Vec<PageId> {
    let mut pages = vec![PageId::Steps];
    if block::has_own_steps(setup) {
        pages.push(PageId::OwnSteps);
    }
    pages.push(PageId::Start);
    for group in content::groups() {
        pages.push(PageId::Since(group.id.clone()));
        if block::is_opened(setup, &group.id) {
            pages.extend(questions(setup, |text| text.group.as_deref() == Some(group.id.as_str())));
        }
    }
    pages.extend([PageId::WeeklyDay, PageId::Goals]);
    pages
}

/// Some of the yes-or-no questions, each with the page of its clearance where it opened a hold.
fn questions(setup: &Setup, wanted: impl Fn(&content::QuestionText) -> bool) -> Vec<PageId> {
    let mut pages = Vec::new();
    for text in content::questions().iter().filter(|text| wanted(text)) {
        let id = &text.rule.id;
        pages.push(PageId::Question(id.clone()));
        if setup.checklist.holds.iter().any(|hold| hold.item == *id) {
            pages.push(PageId::Clearance(id.clone()));
        }
    }
    pages
}

/// What is measured beside pain, and the single figures.
fn measures(setup: &Setup) -> Vec<PageId> {
    let Some(site) = setup.checklist.site.map(|site| site.value) else { return vec![PageId::BaselinePain] };
    let has_markers = markers::count(setup) > 0;
    let mut pages = Vec::new();
    if site != Site::Neck || has_markers {
        pages.push(PageId::Markers);
        pages.extend(markers::details(setup));
    }
    pages.push(PageId::BaselinePain);
    match site {
        Site::Neck if !has_markers => pages.push(PageId::BaselineIndex),
        Site::Neck | Site::Shoulders | Site::LowBack | Site::Hips | Site::Other => {
            pages.extend((!setup.markers.is_empty()).then_some(PageId::BaselineMarkers));
        }
    }
    pages
}

/// Whether a page that the gate or the plan needs is answered. Others always are, unless something on
/// them is unfinished.
pub fn is_answered(setup: &Setup, page: &PageId) -> bool {
    if drafts::draft(setup, page).is_some() {
        return false;
    }
    page.page().need != Need::Asked || (page.page().answered)(setup, page)
}

/// The page that comes after the last answered one, when a checklist is opened again.
pub fn resume_at(setup: &Setup) -> Option<PageId> {
    let is_open = |page: &PageId| !matches!(page, PageId::Clearance(_)) && !is_answered(setup, page);
    pages(setup).into_iter().find(is_open)
}

/// The yes-or-no questions that a page can be asked together with, itself among them, in order.
pub fn together(setup: &Setup, page: &PageId) -> Vec<PageId> {
    let Some(group) = page.group() else { return Vec::new() };
    pages(setup).into_iter().filter(|other| other.group() == Some(group)).collect()
}

/// The page that mends what keeps a plan from being complete.
pub fn page_for(setup: &Setup, error: &PlanError) -> PageId {
    match error {
        PlanError::NoDose if setup.follow_up.is_some() => PageId::Steps,
        PlanError::NoDose if schedule::wants_own_dose(setup) => PageId::OwnDose,
        PlanError::NoDose => PageId::Dose,
        PlanError::Weeks(_) => PageId::Weeks,
        PlanError::Weekdays { .. } => PageId::Weekdays,
        PlanError::NoStart | PlanError::StartTooEarly { .. } | PlanError::StartTooLate { .. } => {
            PageId::Start
        }
        PlanError::Markers(_) => markers::undescribed_marker(setup).unwrap_or(PageId::Markers),
    }
}
