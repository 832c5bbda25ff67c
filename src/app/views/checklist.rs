//! The checklist as pages, one question each: which pages there are, the form of each, and how
//! its answer goes into the setup.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::form::{Field, Form, Kind, Takes};
use crate::content;
use crate::domain::calendar::{WEEK, after, before, parse_weekday, weekday_name};
use crate::domain::checklist::{
    AgeBand, Clearance, ClinicianInformed, Dated, Factor, Hold, Part, RECENT_MASSAGE, Site,
};
use crate::domain::date_words::{self, DateWordsError};
use crate::domain::drafts::{ASKED_FOR, Draft, Drafts, asked_for};
use crate::domain::measure::{Better, CUSTOM_MARKER, ClearChange, FunctionMeasure, Marker};
use crate::domain::score::{Amount, Score};
use crate::domain::text::{Words, capital};
use crate::domain::trial::{
    DEFAULT_WEEKS, DayOfWeek, Dose, DoseKind, PlanError, START_AHEAD_DAYS, Setup, WINDOW_DAYS, check_start,
    weeks_in_range,
};

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
    /// Goals, optional.
    Goals,
    /// A personal factor, optional.
    Factor(Factor),
    /// The two markers, where the site is not the neck.
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
}

impl PageId {
    /// The name of the page's words in `assets/checklist.toml`; a question has its own.
    pub fn content_id(&self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Question(_) => "question",
            Self::Clearance(_) => "clearance",
            Self::Site => "site",
            Self::Age => "age",
            Self::Clinician => "clinician",
            Self::Goals => "goals",
            Self::Factor(factor) => factor.id(),
            Self::Markers => "markers",
            Self::MarkerDetails(_) => "marker-details",
            Self::Dose => "dose",
            Self::OwnDose => "own-dose",
            Self::Weeks => "weeks",
            Self::Weekdays => "weekdays",
            Self::Start => "start",
            Self::WeeklyDay => "weekly-day",
            Self::BaselinePain => "baseline-pain",
            Self::BaselineIndex => "baseline-ndi",
            Self::BaselineMarkers => "baseline-markers",
        }
    }

    /// Whether the page may still be changed once the plan is fixed.
    pub fn stays_open(&self) -> bool {
        match self {
            Self::Question(id) => content::question(id).is_some_and(|text| text.rule.part == Part::Safety),
            Self::Clearance(_) | Self::Clinician | Self::Goals | Self::Factor(_) => true,
            Self::Welcome
            | Self::Site
            | Self::Age
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
            | Self::BaselineMarkers => false,
        }
    }
}

/// The pages of a setup in order. A yes that opens a hold brings the page of its clearance.
pub fn pages(setup: &Setup) -> Vec<PageId> {
    let mut pages = vec![PageId::Welcome];
    let questions = |part: Part| content::questions().iter().filter(move |text| text.rule.part == part);
    pages.extend(questions(Part::Fit).map(|text| PageId::Question(text.rule.id.clone())));
    pages.extend([PageId::Site, PageId::Age]);
    for text in questions(Part::Safety) {
        pages.push(PageId::Question(text.rule.id.clone()));
        if setup.checklist.holds.iter().any(|hold| hold.item == text.rule.id) {
            pages.push(PageId::Clearance(text.rule.id.clone()));
        }
    }
    pages.extend(questions(Part::Commitment).map(|text| PageId::Question(text.rule.id.clone())));
    pages.extend(questions(Part::Fair).map(|text| PageId::Question(text.rule.id.clone())));
    pages.extend([PageId::Clinician, PageId::Dose]);
    if setup.dose.is_some_and(|dose| dose.kind() == DoseKind::Custom) || wants_own_dose(setup) {
        pages.push(PageId::OwnDose);
    }
    pages.extend([PageId::Weeks, PageId::Weekdays, PageId::Start, PageId::WeeklyDay]);
    match setup.checklist.site.map(|site| site.value) {
        Some(Site::Neck) => pages.extend([PageId::BaselinePain, PageId::BaselineIndex]),
        Some(Site::Shoulders | Site::LowBack | Site::Hips | Site::Other) => {
            pages.push(PageId::Markers);
            let named = setup.markers.iter().enumerate().filter(|(_, marker)| asks_name(marker));
            pages.extend(named.map(|(place, _)| PageId::MarkerDetails(place)));
            let (defined, all) = (setup.markers.len(), marker_count(setup));
            pages.extend((defined..all).map(PageId::MarkerDetails));
            pages.push(PageId::BaselinePain);
            if !setup.markers.is_empty() {
                pages.push(PageId::BaselineMarkers);
            }
        }
        None => pages.push(PageId::BaselinePain),
    }
    pages.push(PageId::Goals);
    pages.extend(Factor::ALL.iter().copied().map(PageId::Factor));
    pages
}

/// The beginning of the names under which markers of one's own wait for their definition.
const OWN_MARKER: &str = "own-marker-";
/// Markers of one's own that were chosen and are not defined yet, by the names of their drafts.
fn undefined_markers(drafts: &Drafts) -> impl Iterator<Item = &str> {
    drafts.iter().map(|(name, _)| name).filter(|name| name.starts_with(OWN_MARKER))
}

/// How many markers were chosen, those without a definition among them.
fn marker_count(setup: &Setup) -> usize {
    setup.markers.len().saturating_add(undefined_markers(&setup.checklist.drafts).count())
}

/// The page of the first marker of one's own that was chosen and is not defined yet.
pub fn undescribed_marker(setup: &Setup) -> Option<PageId> {
    undefined_markers(&setup.checklist.drafts).next()?;
    Some(PageId::MarkerDetails(setup.markers.len()))
}

/// Whether a dose of one's own was chosen and is not filled in yet.
fn wants_own_dose(setup: &Setup) -> bool {
    setup.checklist.drafts.get(PageId::OwnDose.content_id()).is_some()
}

/// The name under which a page's form is kept while it is not finished.
pub fn draft_name(setup: &Setup, page: &PageId) -> String {
    match page {
        PageId::Clearance(item) => format!("clearance-{item}"),
        PageId::MarkerDetails(place) => {
            let undefined = place.checked_sub(setup.markers.len());
            let name = undefined.and_then(|n| undefined_markers(&setup.checklist.drafts).nth(n));
            name.map_or_else(|| format!("marker-{}", place.saturating_add(1)), str::to_owned)
        }
        PageId::Welcome
        | PageId::Question(_)
        | PageId::Site
        | PageId::Age
        | PageId::Clinician
        | PageId::Goals
        | PageId::Factor(_)
        | PageId::Markers
        | PageId::Dose
        | PageId::OwnDose
        | PageId::Weeks
        | PageId::Weekdays
        | PageId::Start
        | PageId::WeeklyDay
        | PageId::BaselinePain
        | PageId::BaselineIndex
        | PageId::BaselineMarkers => page.content_id().to_owned(),
    }
}

/// What was left unfinished on a page; nothing where it was only asked for.
pub fn draft<'a>(setup: &'a Setup, page: &PageId) -> Option<&'a Draft> {
    let draft = setup.checklist.drafts.get(&draft_name(setup, page))?;
    draft.keys().any(|field| field != ASKED_FOR).then_some(draft)
}

/// The drafts of a setup with what a page's form holds. It counts for nothing.
pub fn with_draft(setup: &Setup, page: &PageId, form: &Form) -> Drafts {
    let mut drafts = setup.checklist.drafts.clone();
    let name = draft_name(setup, page);
    let is_asked_for = drafts.get(&name).is_some_and(|old| old.contains_key(ASKED_FOR));
    let mut draft = if form.is_touched() { form.draft() } else { Draft::new() };
    if is_asked_for {
        draft.extend(asked_for());
    }
    drafts.keep(&name, draft);
    drafts
}

fn asks_name(marker: &Marker) -> bool {
    marker.id == CUSTOM_MARKER || marker.id == "activity"
}

/// Whether a page that the gate or the plan needs is answered. Optional pages always are, unless
/// something on them is unfinished.
pub fn is_answered(setup: &Setup, page: &PageId) -> bool {
    let list = &setup.checklist;
    if draft(setup, page).is_some() {
        return false;
    }
    match page {
        // What a former trial filled in by itself is nobody's answer yet.
        PageId::Welcome => list.answers.keys().any(|id| id != RECENT_MASSAGE),
        PageId::Question(id) => list.answers.contains_key(id),
        PageId::Clearance(item) => list.open_hold_for(item).is_none(),
        PageId::Site => list.site.is_some(),
        PageId::Age => list.age.is_some(),
        PageId::Clinician => list.clinician.is_some(),
        PageId::Dose => setup.dose.is_some() || wants_own_dose(setup),
        PageId::Start => setup.start.is_some(),
        PageId::Markers => marker_count(setup) == 2,
        PageId::MarkerDetails(place) => *place < setup.markers.len(),
        PageId::OwnDose => setup.dose.is_some(),
        PageId::Goals
        | PageId::Factor(_)
        | PageId::Weeks
        | PageId::Weekdays
        | PageId::WeeklyDay
        | PageId::BaselinePain
        | PageId::BaselineIndex
        | PageId::BaselineMarkers => true,
    }
}

/// The page that comes after the last answered one, when a checklist is opened again.
pub fn resume_at(setup: &Setup) -> Option<PageId> {
    pages(setup).into_iter().find(|page| !matches!(page, PageId::Clearance(_)) && !is_answered(setup, page))
}

/// The page that mends what keeps a plan from being complete.
pub fn page_for(setup: &Setup, error: &PlanError) -> PageId {
    match error {
        PlanError::NoDose if wants_own_dose(setup) => PageId::OwnDose,
        PlanError::NoDose => PageId::Dose,
        PlanError::Weeks(_) => PageId::Weeks,
        PlanError::Weekdays { .. } => PageId::Weekdays,
        PlanError::NoStart | PlanError::StartTooEarly { .. } | PlanError::StartTooLate { .. } => {
            PageId::Start
        }
        PlanError::Markers(_) => undescribed_marker(setup).unwrap_or(PageId::Markers),
    }
}

/// The doses offered: with a no to attending, only those for comfort.
pub fn doses_offered(setup: &Setup) -> Vec<Dose> {
    let attends = setup.checklist.answered("attend") != Some(false);
    Dose::STUDIED
        .iter()
        .filter_map(|(minutes, per_week)| Dose::new(*minutes, *per_week).ok())
        .filter(|dose| attends || dose.kind() == DoseKind::Comfort)
        .collect()
}

/// Whether a dose can be chosen: one of those offered, or one of one's own.
pub fn may_choose(setup: &Setup, dose: Dose) -> bool {
    dose.kind() == DoseKind::Custom || doses_offered(setup).contains(&dose)
}

fn labels<T>(all: &[T], label: impl Fn(&T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| label(value).to_owned()).collect()
}

/// The form of a page; a yes-or-no question and the welcome have none.
pub fn form(setup: &Setup, page: &PageId, today: NaiveDate) -> Option<Form> {
    let list = &setup.checklist;
    let one =
        |id, choices, chosen| Form::new(vec![Field::new(id, "", "", Kind::one(choices, chosen)).needed()]);
    let words = |id, label: &str, hint: &str, text: &str| Field::new(id, label, hint, Kind::text(text));
    let line =
        |id, label: &str, hint: &str, takes, text: &str| Field::new(id, label, hint, Kind::line(text, takes));
    let number = |low, high, unit: &str| Takes::Whole { low, high, unit: unit.to_owned() };
    Some(match page {
        PageId::Welcome | PageId::Question(_) => return None,
        PageId::Clearance(item) => {
            let old = latest_hold(setup, item).and_then(|hold| hold.clearance.as_ref());
            let on = old.map(|clearance| clearance.on.to_string()).unwrap_or_default();
            let text = |text: Option<&Words>| text.map(Words::to_string).unwrap_or_default();
            Form::new(vec![
                line(
                    "on",
                    "Date given",
                    "like 20 nov or yesterday; empty while there is none",
                    Takes::Date { today, allowed: given_dates(today) },
                    &on,
                ),
                line(
                    "by",
                    "Who gave it",
                    "name or practice",
                    Takes::Name,
                    &text(old.and_then(|c| c.by.as_ref())),
                ),
                words(
                    "limits",
                    "Limits, if any",
                    "such as: no pressure on the left side",
                    &text(old.and_then(|c| c.limits.as_ref())),
                ),
            ])
            .ending(GO_ON)
        }
        PageId::Site => one(
            "site",
            labels(Site::ALL, |site| site.label()),
            position(Site::ALL, list.site.map(|d| d.value)),
        ),
        PageId::Age => one(
            "age",
            labels(AgeBand::ALL, |age| age.label()),
            position(AgeBand::ALL, list.age.map(|d| d.value)),
        ),
        PageId::Clinician => one(
            "clinician",
            labels(ClinicianInformed::ALL, |known| known.label()),
            position(ClinicianInformed::ALL, list.clinician.map(|d| d.value)),
        ),
        PageId::Goals => Form::new(vec![words(
            "goals",
            "Your goals",
            "may stay empty; Enter goes on",
            text(list.goals.as_ref()),
        )]),
        PageId::Factor(factor) => Form::new(vec![words(
            "factor",
            factor.label(),
            "may stay empty; Enter goes on",
            text(list.factors.get(factor)),
        )]),
        PageId::Dose => {
            let offered = doses_offered(setup);
            let chosen = setup.dose.and_then(|dose| offered.iter().position(|offer| *offer == dose));
            let is_own = setup.dose.is_some_and(|dose| dose.kind() == DoseKind::Custom);
            let own = (is_own || wants_own_dose(setup)).then_some(offered.len());
            let mut choices: Vec<String> = offered.iter().map(|dose| content::dose_line(*dose)).collect();
            choices.push("Another dose of your own".to_owned());
            one("dose", choices, own.or(chosen))
        }
        PageId::OwnDose => {
            let own = setup.dose.filter(|dose| dose.kind() == DoseKind::Custom);
            let (minutes, per_week) = own.map_or((String::new(), String::new()), |dose| {
                (dose.minutes().to_string(), dose.per_week().to_string())
            });
            Form::new(vec![
                line("minutes", "Minutes a visit", "", number(1, 480, "min"), &minutes).needed(),
                line("per-week", "Visits a week", "", number(1, 7, ""), &per_week).needed(),
            ])
            .ending(GO_ON)
        }
        PageId::Weeks => Form::new(vec![
            line(
                "weeks",
                "Weeks of treatment",
                "four were studied",
                number(1, 12, "weeks"),
                &setup.weeks.unwrap_or(DEFAULT_WEEKS).to_string(),
            )
            .needed(),
        ]),
        PageId::Weekdays => {
            let days =
                setup.weekdays.clone().or_else(|| setup.dose.map(Dose::default_weekdays)).unwrap_or_default();
            let chosen = WEEK
                .iter()
                .enumerate()
                .filter(|(_, day)| days.contains(&DayOfWeek(**day)))
                .map(|(place, _)| place);
            let names = WEEK.iter().map(|day| weekday_name(*day).to_owned()).collect();
            Form::new(vec![Field::new("weekdays", "", "", Kind::many(names, chosen.collect())).needed()])
        }
        PageId::Start => {
            let start = setup.start.unwrap_or_else(|| after(today, WINDOW_DAYS));
            let takes = Takes::Date { today, allowed: start_dates(today) };
            let shown = date_words::shown(start, today);
            Form::new(vec![
                line("start", "First day", "like 2 dec or mon; Enter goes on", takes, &shown).needed(),
            ])
        }
        PageId::WeeklyDay => {
            let names = WEEK.iter().map(|day| weekday_name(*day).to_owned()).collect();
            let day = setup.weekly_day.unwrap_or(chrono::Weekday::Sun);
            one("weekly-day", names, WEEK.iter().position(|each| *each == day))
        }
        PageId::Markers => {
            let choices = marker_choices();
            let chosen =
                choices.iter().enumerate().filter(|(place, choice)| is_chosen(setup, *place, choice.id));
            let chosen = chosen.map(|(place, _)| place).collect();
            let labels = choices.iter().map(|choice| choice.label.clone()).collect();
            Form::new(vec![Field::new("markers", "", "", Kind::many(labels, chosen)).needed()])
        }
        PageId::MarkerDetails(place) => marker_form(setup.markers.get(*place)),
        PageId::BaselinePain => Form::new(vec![Field::new(
            "pain",
            "",
            "0 to 10, x is ten; Enter goes on without",
            Kind::score(setup.baseline.pain.map(Score::get)),
        )]),
        PageId::BaselineIndex => super::today::ndi_form(setup.baseline.ndi.as_ref()).ending(GO_ON),
        PageId::BaselineMarkers => Form::new(
            setup
                .markers
                .iter()
                .enumerate()
                .map(|(place, marker)| {
                    let value =
                        setup.baseline.markers.get(&marker.name).map(Amount::to_string).unwrap_or_default();
                    let id = if place == 0 { "first" } else { "second" };
                    let takes = Takes::Decimal { unit: marker.unit.clone() };
                    line(id, &marker.name, "empty where you do not know", takes, &value)
                })
                .collect(),
        )
        .ending(GO_ON),
    })
}

/// What the last row of a page of several fields says.
const GO_ON: &str = "Go on";

/// The definition of a marker. One of one's own is asked for whole, and nothing is offered for it.
fn marker_form(marker: Option<&Marker>) -> Form {
    let line = |id, label: &str, hint: &str, takes, text: &str| {
        Field::new(id, label, hint, Kind::line(text, takes)).needed()
    };
    let name = marker.map_or("", |marker| marker.name.as_str());
    let mut fields =
        vec![line("name", "Name", "in your words, such as: carry the shopping", Takes::Name, name)];
    if marker.is_none_or(|marker| marker.id == CUSTOM_MARKER) {
        let unit = marker.map_or("", |marker| marker.unit.as_str());
        let change = marker.map(|marker| marker.change.at_least.to_string()).unwrap_or_default();
        let better = position(Better::ALL, marker.map(|marker| marker.better));
        let choices = labels(Better::ALL, |better| better.label());
        fields.extend([
            line("unit", "Unit", "such as min, steps, points", Takes::Name, unit),
            Field::new("better", "Which way is better?", "", Kind::one(choices, better)).needed(),
            line(
                "change",
                "Clear change",
                "at least how much, in that unit",
                Takes::Decimal { unit: String::new() },
                &change,
            ),
        ]);
    }
    Form::new(fields).ending(GO_ON)
}

/// The dates on which a clearance can have been given: up to today.
fn given_dates(today: NaiveDate) -> std::ops::RangeInclusive<NaiveDate> {
    NaiveDate::MIN..=today
}

/// The dates that day 1 can be.
fn start_dates(today: NaiveDate) -> std::ops::RangeInclusive<NaiveDate> {
    before(today, WINDOW_DAYS)..=after(today, START_AHEAD_DAYS)
}

fn text(words: Option<&Words>) -> &str {
    words.map_or("", Words::as_str)
}

fn position<T: PartialEq>(all: &[T], value: Option<T>) -> Option<usize> {
    value.and_then(|value| all.iter().position(|each| *each == value))
}

fn latest_hold<'a>(setup: &'a Setup, item: &str) -> Option<&'a Hold> {
    setup.checklist.holds.iter().rev().find(|hold| hold.item == item)
}

/// One line of the page where markers are chosen. One's own can be chosen twice.
struct MarkerChoice {
    id: &'static str,
    label: String,
}

fn marker_choices() -> Vec<MarkerChoice> {
    let mut choices: Vec<MarkerChoice> = content::markers()
        .iter()
        .filter(|text| text.id != CUSTOM_MARKER)
        .map(|text| MarkerChoice { id: text.id.as_str(), label: text.label.clone() })
        .collect();
    choices.push(MarkerChoice { id: CUSTOM_MARKER, label: "Something of your own".to_owned() });
    choices.push(MarkerChoice { id: CUSTOM_MARKER, label: "A second thing of your own".to_owned() });
    choices
}

fn is_chosen(setup: &Setup, place: usize, id: &str) -> bool {
    let mut count = setup.markers.iter().filter(|marker| marker.id == id).count();
    if id == CUSTOM_MARKER {
        count = count.saturating_add(undefined_markers(&setup.checklist.drafts).count());
    }
    let second_own = place.saturating_add(1) == marker_choices().len();
    if second_own { count > 1 } else { count > 0 }
}

/// What is wrong on a page: the field, and one sentence.
pub type Wrong = (&'static str, String);

/// The setup with the answers of a page's form.
///
/// # Errors
/// The field that cannot be taken, with one sentence that says what would be right.
pub fn accept(setup: &Setup, page: &PageId, form: &Form, today: NaiveDate) -> Result<Setup, Wrong> {
    let mut setup = setup.clone();
    setup.checklist.drafts.forget(&draft_name(&setup, page));
    let list = &mut setup.checklist;
    let words =
        |id: &'static str| Words::optional(form.text(id)).map_err(|error| (id, capital(&error.to_string())));
    match page {
        PageId::Welcome | PageId::Question(_) => {}
        PageId::Clearance(item) => {
            if form.text("on").trim().is_empty() {
                let is_begun = ["by", "limits"].iter().any(|id| !form.text(id).trim().is_empty());
                return if is_begun {
                    Err(("on", "Add the date on which it was given, like 20 nov".to_owned()))
                } else {
                    Ok(setup)
                };
            }
            let on = match date_words::read(form.text("on"), today, given_dates(today)) {
                Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
                Err(error) => return Err(("on", capital(&error.to_string()))),
            };
            list.check_clearance(item, on, today)
                .map_err(|error| ("on", content::clearance_refusal(error, today)))?;
            let Some(by) = words("by")? else {
                return Err(("by", "Say who gave it".to_owned()));
            };
            let clearance = Clearance { on, by: Some(by), limits: words("limits")? };
            if !list.clear(item, clearance.clone())
                && let Some(hold) = list.holds.iter_mut().rev().find(|hold| hold.item == *item)
            {
                hold.clearance = Some(clearance);
            }
        }
        PageId::Site => {
            if let Some(site) = form.chosen("site").and_then(|choice| Site::ALL.get(choice)) {
                list.site = Some(Dated { value: *site, on: today });
                if *site == Site::Neck {
                    setup.markers.clear();
                    list.drafts.retain(|name| !name.starts_with(OWN_MARKER));
                }
            }
        }
        PageId::Age => {
            if let Some(age) = form.chosen("age").and_then(|choice| AgeBand::ALL.get(choice)) {
                list.age = Some(Dated { value: *age, on: today });
            }
        }
        PageId::Clinician => {
            if let Some(known) =
                form.chosen("clinician").and_then(|choice| ClinicianInformed::ALL.get(choice))
            {
                list.clinician = Some(Dated { value: *known, on: today });
            }
        }
        PageId::Goals => list.goals = words("goals")?,
        PageId::Factor(factor) => match words("factor")? {
            Some(text) => {
                list.factors.insert(*factor, text);
            }
            None => {
                list.factors.remove(factor);
            }
        },
        PageId::Dose => accept_dose(&mut setup, form),
        PageId::OwnDose => {
            let number = |id: &'static str, what: &str| {
                let text = form.text(id).trim();
                text.parse::<i64>().map_err(|_| (id, format!("{what} is a whole number, not “{text}”")))
            };
            let (minutes, per_week) = (number("minutes", "This")?, number("per-week", "This")?);
            let dose = Dose::new(minutes, per_week).map_err(|error| {
                let field = if error.what.starts_with("visits") { "per-week" } else { "minutes" };
                (field, capital(&error.to_string()))
            })?;
            set_dose(&mut setup, dose);
        }
        PageId::Weeks => {
            let text = form.text("weeks").trim();
            let weeks =
                text.parse().map_err(|_| ("weeks", format!("Weeks are a whole number, not “{text}”")))?;
            setup.weeks =
                Some(weeks_in_range(weeks).map_err(|error| ("weeks", capital(&error.to_string())))?);
        }
        PageId::Weekdays => {
            let days: BTreeSet<DayOfWeek> = form
                .picked("weekdays")
                .iter()
                .filter_map(|place| WEEK.get(*place))
                .copied()
                .map(DayOfWeek)
                .collect();
            if let Some(dose) = setup.dose.filter(|dose| days.len() != usize::from(dose.per_week())) {
                let error = PlanError::Weekdays { dose, given: days.len() };
                return Err(("weekdays", capital(&error.to_string())));
            }
            setup.weekdays = Some(days);
        }
        PageId::Start => {
            let start = match date_words::read(form.text("start"), today, start_dates(today)) {
                Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
                Err(error) => return Err(("start", capital(&error.to_string()))),
            };
            check_start(start, today).map_err(|error| ("start", capital(&error.to_string())))?;
            setup.start = Some(start);
        }
        PageId::WeeklyDay => {
            setup.weekly_day =
                form.chosen("weekly-day").and_then(|choice| WEEK.get(choice)).copied().or(setup.weekly_day);
        }
        PageId::Markers => accept_markers(&mut setup, form)?,
        PageId::MarkerDetails(place) => accept_marker_details(&mut setup, *place, form)?,
        PageId::BaselinePain => {
            setup.baseline.pain = form.score("pain").and_then(|pain| Score::new(i64::from(pain)).ok())
        }
        PageId::BaselineIndex => {
            setup.baseline.ndi = super::today::ndi_of(form).map_err(|error| ("total", error))?
        }
        PageId::BaselineMarkers => {
            for (place, marker) in setup.markers.iter().enumerate() {
                let id = if place == 0 { "first" } else { "second" };
                let text = form.text(id).trim();
                if text.is_empty() {
                    setup.baseline.markers.remove(&marker.name);
                } else {
                    let amount = text.parse::<Amount>().map_err(|error| (id, capital(&error.to_string())))?;
                    marker.check(amount).map_err(|error| (id, capital(&error.to_string())))?;
                    setup.baseline.markers.insert(marker.name.clone(), amount);
                }
            }
        }
    }
    Ok(setup)
}

fn accept_dose(setup: &mut Setup, form: &Form) {
    let offered = doses_offered(setup);
    match form.chosen("dose") {
        Some(choice) if choice < offered.len() => {
            if let Some(dose) = offered.get(choice) {
                set_dose(setup, *dose);
                setup.checklist.drafts.forget(PageId::OwnDose.content_id());
            }
        }
        Some(_) if setup.dose.is_none_or(|dose| dose.kind() != DoseKind::Custom) => {
            // Nothing is put in its place: the next page asks for it.
            setup.dose = None;
            if !wants_own_dose(setup) {
                setup.checklist.drafts.keep(PageId::OwnDose.content_id(), asked_for());
            }
        }
        Some(_) | None => {}
    }
}

/// A dose with another number of visits spreads its weekdays anew.
fn set_dose(setup: &mut Setup, dose: Dose) {
    let fits = |days: &BTreeSet<DayOfWeek>| days.len() == usize::from(dose.per_week());
    setup.weekdays = setup.weekdays.take().filter(fits);
    setup.dose = Some(dose);
}

fn accept_markers(setup: &mut Setup, form: &Form) -> Result<(), Wrong> {
    let choices = marker_choices();
    let picked: Vec<&MarkerChoice> =
        form.picked("markers").iter().filter_map(|place| choices.get(*place)).collect();
    if picked.len() != 2 {
        return Err(("markers", format!("Tick exactly two; {} are ticked now", picked.len())));
    }
    let mut old = setup.markers.clone();
    let mut undefined: Vec<String> = undefined_markers(&setup.checklist.drafts).map(str::to_owned).collect();
    let (mut markers, mut kept) = (Vec::new(), Vec::new());
    for choice in picked {
        match old.iter().position(|marker| marker.id == choice.id) {
            Some(place) => markers.push(old.remove(place)),
            None if choice.id == CUSTOM_MARKER => {
                // The next page asks for its name and the rest; until then it counts for nothing.
                let name = undefined.pop().unwrap_or_else(|| {
                    let taken = |name: &String| kept.contains(name);
                    let names = ["1", "2"].map(|number| format!("{OWN_MARKER}{number}"));
                    names.into_iter().find(|name| !taken(name)).unwrap_or_default()
                });
                kept.push(name);
            }
            None => markers.extend(
                content::markers()
                    .iter()
                    .find(|text| text.id == choice.id)
                    .and_then(|text| text.marker(choice.id)),
            ),
        }
    }
    let drafts = &mut setup.checklist.drafts;
    drafts.retain(|name| !name.starts_with(OWN_MARKER) || kept.iter().any(|each| each == name));
    for name in &kept {
        if drafts.get(name).is_none() {
            drafts.keep(name, asked_for());
        }
    }
    if kept.is_empty() {
        FunctionMeasure::markers(&markers).map_err(|error| ("markers", capital(&error.to_string())))?;
    }
    setup.markers = markers;
    Ok(())
}

fn accept_marker_details(setup: &mut Setup, place: usize, form: &Form) -> Result<(), Wrong> {
    let mut markers = setup.markers.clone();
    let old = markers.get(place);
    let old_name = old.map(|marker| marker.name.clone());
    let is_custom = old.is_none_or(|marker| marker.id == CUSTOM_MARKER);
    let name = content::marker_name(form.text("name")).map_err(|error| ("name", capital(&error)))?;
    if is_custom {
        let marker = own_marker(name.clone(), form)?;
        match markers.get_mut(place) {
            Some(old) => *old = marker,
            None => markers.push(marker),
        }
    } else if let Some(marker) = markers.get_mut(place) {
        marker.name.clone_from(&name);
    }
    if markers.len() == 2 {
        FunctionMeasure::markers(&markers).map_err(|error| ("name", capital(&error.to_string())))?;
    }
    setup.markers = markers;
    if let Some(value) = old_name.and_then(|old| setup.baseline.markers.remove(&old)) {
        setup.baseline.markers.insert(name, value);
    }
    Ok(())
}

/// A marker of one's own as its form defines it.
fn own_marker(name: String, form: &Form) -> Result<Marker, Wrong> {
    let unit = form.text("unit").trim();
    if unit.is_empty() || unit.chars().count() > 20 {
        return Err(("unit", "A unit has 1 to 20 characters, such as min".to_owned()));
    }
    let better = form.chosen("better").and_then(|choice| Better::ALL.get(choice)).copied();
    let better =
        better.ok_or_else(|| ("better", "Choose whether more or less of it is better".to_owned()))?;
    let at_least: Amount = form
        .text("change")
        .parse()
        .map_err(|error: crate::domain::score::OutOfRange| ("change", capital(&error.to_string())))?;
    if at_least == Amount::whole(0).unwrap_or(at_least) {
        return Err(("change", "A clear change is more than 0".to_owned()));
    }
    let change = ClearChange { percent: None, at_least };
    Ok(Marker { id: CUSTOM_MARKER.to_owned(), name, unit: unit.to_owned(), better, change })
}

/// A date on a page that lies far from today, and is asked about before it is taken.
pub fn far_date(page: &PageId, form: &Form, today: NaiveDate) -> Option<(&'static str, String)> {
    let (id, allowed) = match page {
        PageId::Clearance(_) => ("on", given_dates(today)),
        PageId::Start => ("start", start_dates(today)),
        PageId::Welcome
        | PageId::Question(_)
        | PageId::Site
        | PageId::Age
        | PageId::Clinician
        | PageId::Goals
        | PageId::Factor(_)
        | PageId::Markers
        | PageId::MarkerDetails(_)
        | PageId::Dose
        | PageId::OwnDose
        | PageId::Weeks
        | PageId::Weekdays
        | PageId::WeeklyDay
        | PageId::BaselinePain
        | PageId::BaselineIndex
        | PageId::BaselineMarkers => return None,
    };
    let date = date_words::read(form.text(id), today, allowed).ok()?;
    date_words::is_far(date, today, []).then(|| {
        let date = crate::domain::calendar::long_date(date);
        (id, format!("{date} is far from today. If you mean it, go on once more; else type another date."))
    })
}

/// Reads weekdays such as `mon,thu`.
pub fn weekdays(text: &str) -> Result<BTreeSet<DayOfWeek>, String> {
    text.split([',', ' '])
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            parse_weekday(part)
                .map(DayOfWeek)
                .ok_or_else(|| format!("“{}” is not a weekday; write them like mon,thu", part.trim()))
        })
        .collect()
}
