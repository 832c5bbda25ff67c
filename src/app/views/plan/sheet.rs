//! What an open page shows: how far along it is, what it asks, and what there is to say of it.

use super::rows::{weekday_names, weeks_words};
use super::walk::{Walk, before};
use crate::app::cx::Cx;
use crate::app::views::checklist::{self, Asks, Need, PageId, Route, Stage};
use crate::content::{self, QuestionText, fill, plan_words, short_label};
use crate::domain::calendar::{long_date, weekday_name};
use crate::domain::checklist::{Part, Site};
use crate::domain::date_words::shown;
use crate::domain::trial::{DEFAULT_WEEKS, Dose, Setup};

/// How strongly something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What to do, whole, before anything else.
    Alarm,
    /// What follows from an answer.
    Caution,
    /// What is meant.
    Plain,
    /// Beside the point, where there is room.
    Faint,
}

/// Something said on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How strongly.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// A yes-or-no question of those that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// What is meant.
    pub help: Option<String>,
    /// The answer, where there is one.
    pub answer: Option<bool>,
    /// What there is to say of the answer.
    pub notes: Vec<Note>,
}

/// A page as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The heading.
    pub title: String,
    /// How far along: `part 2 of 5, safety; about 6 minutes left`.
    pub progress: String,
    /// How much of the way lies behind, of 1,000.
    pub share: u16,
    /// What to do, whole, before anything else.
    pub alarm: Option<String>,
    /// The question; empty where yes-or-no questions stand together.
    pub question: String,
    /// What is meant.
    pub help: String,
    /// Whether the help gives way to what stands beside the choice, where there is little room.
    pub help_can_go: bool,
    /// What there is to say before the answer.
    pub notes: Vec<Note>,
    /// Yes-or-no questions that stand together.
    pub asks: Vec<Asked>,
    /// Which of them is in focus.
    pub at: usize,
    /// A word about the choice or the field in focus.
    pub beside: Option<String>,
    /// The last words of the page.
    pub foot: Option<String>,
}

fn note(tone: Tone, text: impl Into<String>) -> Note {
    Note { tone, text: text.into() }
}

/// How long a page takes, about.
pub(super) fn seconds(page: &PageId) -> u32 {
    u32::from(page.page().seconds)
}

/// A time in words: `about a minute`, `about 10 minutes`, without its "about".
pub(super) fn minutes(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// What an open page shows.
pub(super) fn sheet(cx: &Cx, walk: &Walk, setup: &Setup) -> Sheet {
    let mut sheet = Sheet::default();
    along(&mut sheet, walk, setup);
    match walk.page.asks() {
        Asks::Question(_) | Asks::Since(_) => questions(&mut sheet, cx, walk, setup),
        Asks::Clearance(item) => clearance(&mut sheet, setup, item),
        Asks::Form => {
            if let Some(words) = content::page(walk.page.words(setup)) {
                sheet.title.clone_from(&words.title);
                sheet.question.clone_from(&words.question);
                sheet.help.clone_from(&words.help);
            }
        }
    }
    sheet.notes.extend(notes(cx, walk, setup));
    if let Some(form) = &walk.form {
        sheet.beside = (walk.page.page().beside)(setup, form);
        sheet.help_can_go = sheet.beside.is_some() || form.fields.len() > 8;
    }
    if walk.page == PageId::Welcome {
        sheet.foot = Some(plan_words().welcome_begins.clone());
    }
    sheet
}

/// How far along the way a page lies, by parts and minutes.
fn along(sheet: &mut Sheet, walk: &Walk, setup: &Setup) {
    let words = plan_words();
    let pages = match walk.route {
        Route::One => return,
        route => route.pages(setup),
    };
    let here = pages.iter().position(|page| *page == walk.page).unwrap_or(0);
    let mut stages: Vec<Stage> = Vec::new();
    for stage in pages.iter().map(PageId::stage).filter(|stage| *stage != Stage::Before) {
        if !stages.contains(&stage) {
            stages.push(stage);
        }
    }
    let all: u32 = pages.iter().map(seconds).sum();
    let done: u32 = pages.iter().take(here).map(seconds).sum();
    let share = done.saturating_mul(1_000).checked_div(all).unwrap_or(0);
    sheet.share = u16::try_from(share).unwrap_or(1_000);
    let time = minutes(all.saturating_sub(done));
    let (stage, parts) = (walk.page.stage(), stages.len().to_string());
    sheet.progress = match stages.iter().position(|other| *other == stage) {
        None => {
            let ahead = fill(&words.ahead_of_all, &[("minutes", &time), ("parts", &parts)]);
            sheet.notes.push(note(Tone::Plain, ahead));
            String::new()
        }
        Some(_) if stages.len() == 1 => format!("{time} left"),
        Some(place) => {
            let (part, name) = (place.saturating_add(1).to_string(), stage.label().to_lowercase());
            fill(&words.left, &[("part", &part), ("parts", &parts), ("name", &name), ("minutes", &time)])
        }
    };
}

/// Yes-or-no questions that stand together.
fn questions(sheet: &mut Sheet, cx: &Cx, walk: &Walk, setup: &Setup) {
    let together = checklist::together(setup, &walk.page);
    sheet.at = together.iter().position(|page| *page == walk.page).unwrap_or(0);
    sheet.asks = together.iter().filter_map(|page| asked(cx, page, setup)).collect();
    sheet.title = match walk.page.asks() {
        Asks::Question(id) => content::question(id).map(heading).unwrap_or_default(),
        Asks::Since(_) | Asks::Clearance(_) | Asks::Form => {
            content::page(walk.page.words(setup)).map(|words| words.title.clone()).unwrap_or_default()
        }
    };
    if matches!(walk.page, PageId::Since(_)) {
        let date = long_date(last_asked(cx, setup));
        sheet.question = fill(&plan_words().since_question, &[("date", &date)]);
        sheet.help = content::page("since").map(|words| words.help.clone()).unwrap_or_default();
    }
}

/// The day on which the safety questions were answered last, in the trial before.
fn last_asked(cx: &Cx, setup: &Setup) -> chrono::NaiveDate {
    let trial = before(cx, setup);
    let safety = content::questions().iter().filter(|text| text.rule.part == Part::Safety);
    let said = |text: &QuestionText| trial?.checklist.answers.get(&text.rule.id).map(|answer| answer.on);
    safety.filter_map(said).max().or(trial.map(|trial| trial.begun)).unwrap_or(setup.begun)
}

fn heading(text: &QuestionText) -> String {
    let group = content::groups().iter().find(|group| Some(&group.id) == text.group.as_ref());
    group.map_or_else(|| text.rule.part.label().to_owned(), |group| group.title.clone())
}

fn asked(cx: &Cx, page: &PageId, setup: &Setup) -> Option<Asked> {
    match page.asks() {
        Asks::Question(id) => {
            let text = content::question(id)?;
            let answer = setup.checklist.answers.get(id);
            let notes = answer.map(|answer| question_notes(cx, text, answer.value, answer.on));
            Some(Asked {
                question: text.question.clone(),
                help: text.help.clone(),
                answer: answer.map(|answer| answer.value),
                notes: notes.unwrap_or_default(),
            })
        }
        Asks::Since(group) => Some(since(setup, group)),
        Asks::Clearance(_) | Asks::Form => None,
    }
}

/// What an answer means is said after it: first what to do, whole, then what it may be.
fn question_notes(cx: &Cx, text: &QuestionText, yes: bool, on: chrono::NaiveDate) -> Vec<Note> {
    let words = plan_words();
    let mut notes = Vec::new();
    if let Some(level) = text.level.filter(|_| yes) {
        notes.push(note(Tone::Alarm, content::what_to_do(level)));
    }
    if let Some(remark) = text.remark(yes) {
        let tone = if text.level.is_some() { Tone::Plain } else { Tone::Caution };
        let is_item = text.rule.part == Part::Safety;
        let said = if is_item {
            fill(&words.class_after_yes, &[("class", text.rule.kind.label()), ("meaning", remark)])
        } else {
            remark.to_owned()
        };
        notes.push(note(tone, said));
    }
    if let Some(source) = content::item_source(&text.rule.id).filter(|_| yes) {
        notes.push(note(Tone::Faint, fill(&words.taken_from, &[("source", source)])));
    }
    notes.push(note(Tone::Faint, fill(&words.answered_on, &[("date", &shown(on, cx.today))])));
    notes
}

/// Whether anything of a group is new since the trial before.
fn since(setup: &Setup, group: &str) -> Asked {
    let words = plan_words();
    let title = content::groups().iter().find(|text| text.id == group);
    let questions = content::questions().iter().filter(|text| text.group.as_deref() == Some(group));
    let items: Vec<String> = questions.map(|text| crate::domain::text::lower(&text.short)).collect();
    let answer = checklist::answer_since(setup, group);
    let opened = answer == Some(true);
    Asked {
        question: title.map(|text| text.title.clone()).unwrap_or_default(),
        help: Some(fill(&words.since_which, &[("items", &items.join(", "))])),
        answer,
        notes: opened.then(|| note(Tone::Plain, &words.since_yes)).into_iter().collect(),
    }
}

fn clearance(sheet: &mut Sheet, setup: &Setup, item: &str) {
    let words = plan_words();
    sheet.title = format!("On hold: {}", short_label(item));
    let open = setup.checklist.open_hold_for(item);
    sheet.alarm = open.map(|hold| content::what_to_do(content::hold_level(hold)).to_owned());
    if let Some(text) = content::question(item)
        && let Some(meaning) = &text.when_yes
    {
        let class = text.rule.kind.label();
        let said = fill(&words.class_after_yes, &[("class", class), ("meaning", meaning)]);
        sheet.notes.push(note(Tone::Plain, said));
    }
    let help = if open.is_some() { &words.hold_open_help } else { &words.hold_closed_help };
    sheet.notes.push(note(Tone::Faint, help));
    if let Some(source) = content::item_source(item) {
        sheet.notes.push(note(Tone::Faint, fill(&words.taken_from, &[("source", source)])));
    }
}

/// What there is to say before the answer of a page.
fn notes(cx: &Cx, walk: &Walk, setup: &Setup) -> Vec<Note> {
    let words = plan_words();
    let mut notes = Vec::new();
    let page = &walk.page;
    if page.page().need == Need::MayStayEmpty {
        notes.push(note(Tone::Faint, &words.may_stay_empty));
    }
    if *page == PageId::BaselinePain && walk.route == Route::Asked {
        notes.push(note(Tone::Faint, &words.cut_short));
    }
    if *page == PageId::Weekdays && cx.plan_is_locked() {
        notes.push(note(Tone::Plain, &words.fixed_weekdays));
    }
    if *page == PageId::Dose && setup.checklist.answered("attend") == Some(false) {
        notes.push(note(Tone::Caution, &words.not_offered));
    }
    if *page == PageId::Markers && setup.checklist.site.map(|site| site.value) == Some(Site::Neck) {
        notes.push(note(Tone::Plain, &words.index_or_markers));
    }
    if *page == PageId::Start && walk.route == Route::Asked && setup.follow_up.is_none() {
        let days = setup.weekdays.clone().or_else(|| setup.dose.map(Dose::default_weekdays));
        let values = [
            ("weeks", weeks_words(setup.weeks.unwrap_or(DEFAULT_WEEKS))),
            ("days", days.as_ref().map(weekday_names).unwrap_or_default()),
            ("day", weekday_name(setup.weekly_day.unwrap_or(chrono::Weekday::Sun)).to_owned()),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        notes.push(note(Tone::Plain, fill(&words.start_presets, &values)));
    }
    if checklist::draft(setup, page).is_some() {
        notes.push(note(Tone::Caution, &words.begun_not_finished));
    }
    notes
}
