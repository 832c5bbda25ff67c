//! The table of pages: what a page asks, how its answer is taken, and when it counts as answered. A
//! new page is a variant of [`PageId`] and a row here.

use chrono::NaiveDate;

use super::{PageId, Stage, about, baseline, block, clearance, drafts, markers, schedule};
use crate::app::form::Form;
use crate::content;
use crate::domain::checklist::{Part, RECENT_MASSAGE};
use crate::domain::trial::Setup;

/// Whether a page wants an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// No trial begins without one.
    Asked,
    /// It stands as it was studied until somebody changes it.
    Preset,
    /// It may stay empty, and can be taken up later.
    MayStayEmpty,
}

/// What is wrong on a page: the field, and one sentence.
pub type Wrong = (&'static str, String);

/// What is known of a page.
pub struct Page {
    /// The name of its words in `assets/checklist.toml`.
    pub words: &'static str,
    /// The part it belongs to.
    pub stage: Stage,
    /// Whether it wants an answer.
    pub need: Need,
    /// Whether it may still be changed once the plan is fixed.
    pub stays_open: bool,
    /// About how long it takes to read and answer, in seconds.
    pub seconds: u16,
    /// Whether it is answered, where it wants an answer.
    pub answered: fn(&Setup, &PageId) -> bool,
    /// Its form; a yes-or-no question has none.
    pub form: fn(&Setup, &PageId, NaiveDate) -> Option<Form>,
    /// Takes the answers of its form.
    pub accept: fn(&mut Setup, &PageId, &Form, NaiveDate) -> Result<(), Wrong>,
    /// What has to be read before an answer is taken, given the form and the setup with the answer.
    pub doubt: fn(&Form, &Setup, NaiveDate) -> Option<Wrong>,
    /// A word about the choice or the field in focus.
    pub beside: fn(&Setup, &Form) -> Option<String>,
}

/// A page that asks for nothing; every row begins from it.
const NOTHING: Page = Page {
    words: "question",
    stage: Stage::Before,
    need: Need::Asked,
    stays_open: false,
    seconds: 20,
    answered: |_, _| true,
    form: |_, _, _| None,
    accept: |_, _, _, _| Ok(()),
    doubt: |_, _, _| None,
    beside: |_, _| None,
};

const PLAN: Page = Page { stage: Stage::Plan, ..NOTHING };
const SAFETY: Page = Page { stage: Stage::Of(Part::Safety), stays_open: true, seconds: 9, ..NOTHING };
const EXTRA: Page = Page { stage: Stage::Extras, need: Need::MayStayEmpty, stays_open: true, ..NOTHING };
const FIGURE: Page = Page { stage: Stage::Plan, need: Need::MayStayEmpty, ..NOTHING };

// What a former trial filled in by itself is nobody's answer yet.
static WELCOME: Page =
    Page { words: "welcome", answered: |setup, _| has_own_answer(setup), seconds: 25, ..NOTHING };
static QUESTION: Page = Page {
    answered: |setup, page| matches!(page, PageId::Question(id) if setup.checklist.answers.contains_key(id)),
    ..SAFETY
};
static CLEARANCE: Page = Page {
    words: "clearance",
    answered: |setup, page| matches!(page, PageId::Clearance(item) if setup.checklist.open_hold_for(item).is_none()),
    form: clearance::form,
    accept: clearance::accept,
    doubt: clearance::doubt,
    ..SAFETY
};
static SITE: Page = Page {
    words: "site",
    stage: Stage::Of(Part::Fit),
    seconds: 12,
    answered: |setup, _| setup.checklist.site.is_some(),
    form: |setup, _, _| Some(about::site_form(setup)),
    accept: about::accept_site,
    ..NOTHING
};
static AGE: Page = Page {
    words: "age",
    stage: Stage::Of(Part::Fit),
    seconds: 6,
    answered: |setup, _| setup.checklist.age.is_some(),
    form: |setup, _, _| Some(about::age_form(setup)),
    accept: about::accept_age,
    ..NOTHING
};
static CLINICIAN: Page = Page {
    words: "clinician",
    stage: Stage::Of(Part::Fair),
    stays_open: true,
    seconds: 8,
    answered: |setup, _| setup.checklist.clinician.is_some(),
    form: |setup, _, _| Some(about::clinician_form(setup)),
    accept: about::accept_clinician,
    ..NOTHING
};
static GOALS: Page = Page {
    words: "goals",
    form: |setup, _, _| Some(about::goals_form(setup)),
    accept: about::accept_goals,
    ..EXTRA
};
static TRIED: Page = Page {
    words: "tried",
    form: |setup, _, _| Some(about::tried_form(setup)),
    accept: about::accept_tried,
    ..EXTRA
};
static ABOUT_YOU: Page = Page {
    words: "about-you",
    form: |setup, _, _| Some(about::factors_form(setup)),
    accept: about::accept_factors,
    beside: about::factor_words,
    ..EXTRA
};
static MARKERS: Page = Page {
    words: "markers",
    seconds: 40,
    answered: |setup, _| markers::count(setup) == 2,
    form: |setup, _, _| Some(markers::form(setup)),
    accept: markers::accept,
    beside: markers::words,
    ..PLAN
};
static MARKER_DETAILS: Page = Page {
    words: "marker-details",
    answered: |setup, page| matches!(page, PageId::MarkerDetails(place) if *place < setup.markers.len()),
    form: markers::details_form,
    accept: markers::accept_details,
    ..PLAN
};
static DOSE: Page = Page {
    words: "dose",
    seconds: 30,
    answered: |setup, _| setup.dose.is_some() || schedule::wants_own_dose(setup),
    form: |setup, _, _| Some(schedule::dose_form(setup)),
    accept: schedule::accept_dose,
    beside: schedule::dose_words,
    ..PLAN
};
static OWN_DOSE: Page = Page {
    words: "own-dose",
    answered: |setup, _| setup.dose.is_some(),
    form: |setup, _, _| Some(schedule::own_dose_form(setup)),
    accept: schedule::accept_own_dose,
    ..PLAN
};
static WEEKS: Page = Page {
    words: "weeks",
    need: Need::Preset,
    form: |setup, _, _| Some(schedule::weeks_form(setup)),
    accept: schedule::accept_weeks,
    ..PLAN
};
static WEEKDAYS: Page = Page {
    words: "weekdays",
    need: Need::Preset,
    form: |setup, _, _| Some(schedule::weekdays_form(setup)),
    accept: schedule::accept_weekdays,
    ..PLAN
};
static START: Page = Page {
    words: "start",
    answered: |setup, _| setup.start.is_some(),
    form: schedule::start_form,
    accept: schedule::accept_start,
    doubt: schedule::start_doubt,
    ..PLAN
};
static WEEKLY_DAY: Page = Page {
    words: "weekly-day",
    need: Need::Preset,
    form: |setup, _, _| Some(schedule::weekly_day_form(setup)),
    accept: schedule::accept_weekly_day,
    ..PLAN
};
static BASELINE_PAIN: Page = Page {
    words: "baseline-pain",
    form: |setup, _, _| Some(baseline::pain_form(setup)),
    accept: baseline::accept_pain,
    doubt: baseline::pain_doubt,
    ..FIGURE
};
static BASELINE_INDEX: Page = Page {
    words: "baseline-ndi",
    form: |setup, _, _| Some(baseline::index_form(setup)),
    accept: baseline::accept_index,
    doubt: baseline::index_doubt,
    ..FIGURE
};
static BASELINE_MARKERS: Page = Page {
    words: "baseline-markers",
    form: |setup, _, _| Some(baseline::markers_form(setup)),
    accept: baseline::accept_markers,
    doubt: baseline::markers_doubt,
    ..FIGURE
};
static STEPS: Page = Page {
    words: "steps",
    answered: |setup, _| has_own_answer(setup) || block::wants_own_steps(setup),
    form: |setup, _, _| Some(block::steps_form(setup)),
    accept: block::accept_steps,
    ..PLAN
};
static OWN_STEPS: Page = Page {
    words: "own-steps",
    answered: |setup, _| !block::wants_own_steps(setup),
    form: |setup, _, _| Some(block::own_steps_form(setup)),
    accept: block::accept_own_steps,
    ..PLAN
};
static SINCE: Page = Page {
    words: "since",
    answered: |setup, page| matches!(page, PageId::Since(group) if block::answer(setup, group).is_some()),
    ..SAFETY
};

/// What is known of a page.
pub(super) fn page(id: &PageId) -> &'static Page {
    match id {
        PageId::Welcome => &WELCOME,
        PageId::Question(_) => &QUESTION,
        PageId::Clearance(_) => &CLEARANCE,
        PageId::Site => &SITE,
        PageId::Age => &AGE,
        PageId::Clinician => &CLINICIAN,
        PageId::Goals => &GOALS,
        PageId::Tried => &TRIED,
        PageId::AboutYou => &ABOUT_YOU,
        PageId::Markers => &MARKERS,
        PageId::MarkerDetails(_) => &MARKER_DETAILS,
        PageId::Dose => &DOSE,
        PageId::OwnDose => &OWN_DOSE,
        PageId::Weeks => &WEEKS,
        PageId::Weekdays => &WEEKDAYS,
        PageId::Start => &START,
        PageId::WeeklyDay => &WEEKLY_DAY,
        PageId::BaselinePain => &BASELINE_PAIN,
        PageId::BaselineIndex => &BASELINE_INDEX,
        PageId::BaselineMarkers => &BASELINE_MARKERS,
        PageId::Steps => &STEPS,
        PageId::OwnSteps => &OWN_STEPS,
        PageId::Since(_) => &SINCE,
    }
}

fn has_own_answer(setup: &Setup) -> bool {
    let is_own = |id: &String| match &setup.follow_up {
        Some(_) => content::question(id).is_some_and(|text| text.rule.part == Part::Safety),
        None => id != RECENT_MASSAGE,
    };
    setup.checklist.answers.keys().any(is_own)
}

/// The form of a page; a yes-or-no question and the welcome have none.
pub fn form(setup: &Setup, page: &PageId, today: NaiveDate) -> Option<Form> {
    let form = (page.page().form)(setup, page, today)?;
    Some(if page.page().need == Need::Asked { form } else { form.with_nothing_needed() })
}

/// The setup with the answers of a page's form.
///
/// # Errors
/// The field that cannot be taken, with one sentence that says what would be right.
pub fn accept(setup: &Setup, page: &PageId, form: &Form, today: NaiveDate) -> Result<Setup, Wrong> {
    let mut setup = setup.clone();
    setup.checklist.drafts.forget(&drafts::draft_name(&setup, page));
    (page.page().accept)(&mut setup, page, form, today)?;
    Ok(setup)
}
