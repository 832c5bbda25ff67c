//! A page of the checklist that is open: answering it, going on, stepping back, leaving it.

use chrono::NaiveDate;

use super::PlanView;
use crate::app::action::Page as Ask;
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::drafts::KEPT;
use crate::app::form::Form;
use crate::app::reply::{Go, Reply};
use crate::app::views::checklist::{self, Asks, PageId, Route, Stage};
use crate::content::{self, fill, notice, plan_words};
use crate::domain::date_words::shown;
use crate::domain::drafts::Drafts;
use crate::domain::text::lower;
use crate::domain::trial::{Setup, Trial};
use crate::domain::visits::weekdays::change_weekdays;

/// A page that is open.
#[derive(Debug, Clone)]
pub struct Walk {
    /// Which page.
    pub page: PageId,
    /// Its form, where it has one.
    pub form: Option<Form>,
    /// Answers that the trial could not take over yet, as they leave its plan incomplete.
    pub draft: Option<Setup>,
    /// Which pages are gone through.
    pub route: Route,
}

impl PlanView {
    pub(super) fn show_page(&mut self, cx: &Cx, setup: &Setup, page: PageId, route: Route) {
        let draft = self.walk.as_mut().and_then(|walk| walk.draft.take());
        let mut form = checklist::form(setup, &page, cx.today);
        if let (Some(form), Some(draft)) = (&mut form, checklist::draft(setup, &page)) {
            form.restore(draft);
        }
        self.walk = Some(Walk { page, form, draft, route });
    }

    /// Begins to go along a route: at its first unanswered page, else at its first.
    pub(super) fn walk_along(&mut self, cx: &Cx, route: Route) {
        let setup = self.subject(cx);
        let pages: Vec<PageId> = route.pages(&setup).into_iter().filter(|page| may_open(cx, page)).collect();
        let open =
            |page: &&PageId| !matches!(page, PageId::Clearance(_)) && !checklist::is_answered(&setup, page);
        let first = pages.iter().find(open).filter(|_| route != Route::All).or(pages.first()).cloned();
        if let Some(page) = first {
            self.show_page(cx, &setup, page, route);
        }
    }

    pub(super) fn page_act(&mut self, cx: &Cx, asked: Ask) -> Reply {
        let Some(walk) = self.walk.clone() else { return Reply::none() };
        let is_question = walk.page.asks_yes_or_no();
        match asked {
            Ask::Yes if is_question => self.answer(cx, true),
            Ask::No if is_question => self.answer(cx, false),
            Ask::Yes | Ask::No => Reply::none(),
            Ask::Down => self.step_question(cx, |here| here.saturating_add(1)),
            Ask::Up => self.step_question(cx, |here| here.saturating_sub(1)),
            Ask::Focus(place) => self.step_question(cx, |_| place),
            Ask::Pick(place, yes) => self.step_question(cx, |_| place).and(self.answer(cx, yes)),
            Ask::NextGroup => self.other_group(cx, true),
            Ask::PreviousGroup => self.other_group(cx, false),
            Ask::Next if is_question && !checklist::is_answered(&self.subject(cx), &walk.page) => {
                Reply::none().say(&plan_words().answer_first)
            }
            Ask::Guide => Reply::none().go(Go::Guide("what-to-expect")),
            Ask::Next => self.finish_page(cx),
            Ask::Back => self.back(cx),
            Ask::Summary => {
                let reply = self.leave_page(cx);
                if self.walk.as_ref().is_none_or(|walk| walk.draft.is_none()) {
                    self.show_plan(cx);
                }
                reply
            }
        }
    }

    /// Another of the questions that stand together. Moving answers nothing.
    fn step_question(&mut self, cx: &Cx, to: impl FnOnce(usize) -> usize) -> Reply {
        let Some(walk) = self.walk.clone() else { return Reply::none() };
        let setup = self.subject(cx);
        let together = checklist::together(&setup, &walk.page);
        let here = together.iter().position(|page| *page == walk.page).unwrap_or(0);
        if let Some(page) = together.get(to(here)).filter(|page| **page != walk.page) {
            self.show_page(cx, &setup, page.clone(), walk.route);
        }
        Reply::none()
    }

    /// The next page that does not stand together with this one, or the one before. Moving answers
    /// nothing.
    fn other_group(&mut self, cx: &Cx, forward: bool) -> Reply {
        let Some(walk) = self.walk.clone() else { return Reply::none() };
        let setup = self.subject(cx);
        let together = checklist::together(&setup, &walk.page);
        let pages = way(cx, &setup, &walk);
        let here = pages.iter().position(|page| *page == walk.page).unwrap_or(0);
        let elsewhere = |page: &&PageId| !together.contains(page) && !matches!(page, PageId::Clearance(_));
        let (before, after) = (pages.get(..here), pages.get(here..));
        let next = if forward {
            after.and_then(|pages| pages.iter().find(elsewhere)).cloned()
        } else {
            // At the first of those that stand together before.
            let last = before.and_then(|pages| pages.iter().rfind(elsewhere));
            last.map(|page| checklist::together(&setup, page).first().unwrap_or(page).clone())
        };
        if let Some(page) = next {
            self.show_page(cx, &setup, page, walk.route);
        }
        Reply::none()
    }

    /// Answers the yes-or-no question that is open.
    fn answer(&mut self, cx: &Cx, yes: bool) -> Reply {
        let Some(walk) = self.walk.clone() else { return Reply::none() };
        let mut setup = self.subject(cx);
        let mut stays = false;
        match walk.page.asks() {
            Asks::Question(id) => {
                let Some(text) = content::question(id) else { return Reply::none() };
                setup.checklist.answer(&text.rule, yes, cx.today);
                // What was chosen and cannot be any more is asked again.
                if setup.dose.is_some_and(|dose| !checklist::may_choose(&setup, dose))
                    && setup.follow_up.is_none()
                {
                    setup.dose = None;
                }
                // A remark stands on this page until it was read; Enter goes on.
                stays = text.remark(yes).is_some() && !text.rule.kind.opens_hold();
            }
            Asks::Since(group) => {
                let before = before(cx, &setup).map(Trial::as_setup);
                checklist::open_group(&mut setup, group, yes, before.as_ref(), cx.today);
            }
            Asks::Clearance(_) | Asks::Form => return Reply::none(),
        }
        let (reply, setup) = self.store(cx, setup);
        match still_open(cx, &setup, &walk) {
            _ if stays => {}
            Some(page) => self.show_page(cx, &setup, page, walk.route),
            None => self.go_on(cx, &setup),
        }
        reply
    }

    /// Takes over the answers of a page's form, and goes to the next page.
    pub(super) fn finish_page(&mut self, cx: &Cx) -> Reply {
        let Some(walk) = self.walk.clone() else { return Reply::none() };
        let before = self.subject(cx);
        let mut reply = Reply::none();
        let mut setup = before.clone();
        if let Some(form) = &walk.form {
            let taken = checklist::accept(&before, &walk.page, form, cx.today);
            let open = self.walk.as_mut().and_then(|walk| walk.form.as_mut());
            match (taken, open) {
                (Ok(after), Some(open)) => {
                    let doubt = (walk.page.page().doubt)(form, &after, cx.today);
                    if let Some((field, question)) = doubt
                        && !open.is_meant(field, question)
                    {
                        return Reply::none();
                    }
                    if after != before {
                        (reply, setup) = self.store(cx, after);
                    }
                }
                (Err((field, error)), Some(open)) => {
                    open.refuse(field, error);
                    return Reply::none();
                }
                (Ok(_) | Err(_), None) => {}
            }
        }
        self.go_on(cx, &setup);
        reply
    }

    /// Keeps what a page's form holds when the person goes elsewhere. Choices made and words written
    /// are taken over; a number, a date or a name may be half typed, and is kept as a draft that counts
    /// for nothing, as is all that is not complete.
    pub(super) fn leave_page(&mut self, cx: &Cx) -> Reply {
        let Some(Walk { page, form: Some(form), .. }) = self.walk.clone() else { return Reply::none() };
        let before = self.subject(cx);
        if form.is_touched()
            && !form.has_loose_end()
            && let Ok(after) = checklist::accept(&before, &page, &form, cx.today)
        {
            return if after == before { Reply::none() } else { self.store(cx, after).0 };
        }
        if cx.plan_is_locked() && !page.stays_open() {
            return Reply::none();
        }
        let drafts = checklist::with_draft(&before, &page, &form);
        if let Some(draft) = self.walk.as_mut().and_then(|walk| walk.draft.as_mut()) {
            draft.checklist.drafts.clone_from(&drafts);
        }
        let reply = Reply::aside(cx.put_page_drafts(drafts));
        if form.is_touched() { reply.say(notice(KEPT, &[])) } else { reply }
    }

    /// Writes a setup where it belongs, and says how it stands then. A trial takes it over as soon as
    /// its plan is complete; until then it waits as a draft, and the page that mends it is next.
    fn store(&mut self, cx: &Cx, setup: Setup) -> (Reply, Setup) {
        let Some(trial) = cx.journal.trial.clone().filter(|_| !cx.is_preparing()) else {
            let before = cx.journal.setup.clone().unwrap_or_else(|| Setup::new(cx.today));
            let step = std::iter::once(Change::setup(Some(before), Some(setup.clone())));
            // Holds are about the same body as in the trial that is over.
            return (Reply::step(step.chain(in_trial_too(cx, &setup))), setup);
        };
        // Day 1 may have begun while the page was open.
        let page = self.walk.as_ref().map(|walk| &walk.page);
        if cx.plan_is_locked() && page.is_some_and(|page| !may_open(cx, page) && *page != PageId::Weekdays) {
            return (Reply::none().say(&plan_words().fixed), trial.as_setup());
        }
        match trial.with_setup(&setup, cx.today) {
            Ok(after) => {
                let (after, said) = with_other_weekdays(cx, after, &setup);
                if let Some(walk) = &mut self.walk {
                    walk.draft = None;
                }
                let setup = after.as_setup();
                let reply =
                    if after == trial { Reply::none() } else { Reply::change(Change::trial(trial, after)) };
                (said.and(reply), setup)
            }
            Err(error) => {
                if let Some(walk) = &mut self.walk {
                    walk.draft = Some(setup.clone());
                    walk.route = if walk.route == Route::One { Route::Asked } else { walk.route };
                }
                let words = fill(&plan_words().not_changed, &[("why", &error.to_string())]);
                (Reply::none().warn(words), setup)
            }
        }
    }

    /// The page after this one, of a setup as it now stands; back to the plan after the last.
    fn go_on(&mut self, cx: &Cx, setup: &Setup) {
        let Some(walk) = self.walk.clone() else { return };
        if let (Some(draft), Some(trial)) = (&walk.draft, &cx.journal.trial)
            && let Err(error) = trial.with_setup(draft, cx.today)
        {
            let mends = checklist::page_for(draft, &error);
            if mends != walk.page {
                return self.show_page(cx, setup, mends, Route::Asked);
            }
        }
        match next_page(cx, setup, &walk) {
            Some(page) => self.show_page(cx, setup, page, walk.route),
            None if walk.route == Route::One => self.walk = None,
            None => self.show_plan(cx),
        }
    }

    /// To the plan, with its first row in focus: to begin, where a trial is being prepared.
    fn show_plan(&mut self, cx: &Cx) {
        self.walk = None;
        self.work_out(cx);
        self.row = self.first_row();
    }

    /// The page before this one; what its form holds is kept.
    pub(super) fn back(&mut self, cx: &Cx) -> Reply {
        let reply = self.leave_page(cx);
        let Some(walk) = self.walk.clone() else { return reply };
        let setup = self.subject(cx);
        let pages = way(cx, &setup, &walk);
        let here = pages.iter().position(|page| *page == walk.page).unwrap_or(0);
        let previous = pages.get(..here).and_then(|pages| pages.last());
        match previous {
            Some(page) if walk.route != Route::One => {
                self.show_page(cx, &setup, page.clone(), walk.route);
                reply
            }
            _ if cx.journal.trial.is_none() && cx.journal.setup.is_none() => reply,
            _ if walk.page == PageId::Welcome => reply,
            _ => {
                self.walk = None;
                let dropped = walk.draft.is_some();
                if dropped { reply.say(&plan_words().stays_as_it_was) } else { reply }
            }
        }
    }
}

/// The trial that a follow-up block comes after.
pub(super) fn before<'a>(cx: &Cx<'a>, setup: &Setup) -> Option<&'a Trial> {
    let follows = &setup.follow_up.as_ref()?.follows;
    cx.journal.trial.as_ref().filter(|trial| trial.id == *follows)
}

/// Whether a page may be opened: before day 1 all of them.
fn may_open(cx: &Cx, page: &PageId) -> bool {
    !cx.plan_is_locked() || page.stays_open()
}

/// The pages that are gone through, the open one among them.
fn way(cx: &Cx, setup: &Setup, walk: &Walk) -> Vec<PageId> {
    let is_on_it = |page: &PageId| *page == walk.page || (walk.route.has(setup, page) && may_open(cx, page));
    checklist::pages(setup).into_iter().filter(is_on_it).collect()
}

/// The page after an open one.
fn next_page(cx: &Cx, setup: &Setup, walk: &Walk) -> Option<PageId> {
    if walk.route == Route::One {
        // Only what its answer asks for.
        let pages = checklist::pages(setup);
        let here = pages.iter().position(|page| *page == walk.page)?;
        let next = pages.get(here.saturating_add(1))?;
        return Some(next.clone()).filter(|page| walk.route.has(setup, page) && may_open(cx, page));
    }
    let pages = way(cx, setup, walk);
    let here = pages.iter().position(|page| *page == walk.page)?;
    let next = pages.get(here.saturating_add(1));
    let together = checklist::together(setup, &walk.page);
    let belongs_to_it = |page: &PageId| match page.asks() {
        Asks::Clearance(_) => true,
        Asks::Question(_) => is_since(&walk.page),
        Asks::Since(_) | Asks::Form => false,
    };
    let goes_elsewhere = next.is_none_or(|page| !together.contains(page) && !belongs_to_it(page));
    // What was passed over with the arrows comes before the next questions.
    let passed_over =
        together.iter().find(|page| goes_elsewhere && !checklist::is_answered(setup, page)).cloned();
    passed_over.or_else(|| next.cloned())
}

/// Where an answer of one key leads: to what it opened, to the next question of those that stand
/// together that has no answer yet, else to the next page that has none.
fn still_open(cx: &Cx, setup: &Setup, walk: &Walk) -> Option<PageId> {
    let pages = way(cx, setup, walk);
    let here = pages.iter().position(|page| *page == walk.page)?;
    let after = pages.get(here.saturating_add(1)..).unwrap_or_default();
    let opens = |page: &PageId| match page.asks() {
        Asks::Clearance(item) => setup.checklist.open_hold_for(item).is_some(),
        Asks::Question(_) => is_since(&walk.page),
        Asks::Since(_) | Asks::Form => false,
    };
    if walk.route == Route::All || after.first().is_some_and(opens) {
        return after.first().cloned();
    }
    let is_open =
        |page: &&PageId| !matches!(page, PageId::Clearance(_)) && !checklist::is_answered(setup, page);
    let together = checklist::together(setup, &walk.page);
    let stands_with_it = |page: &&PageId| is_open(page) && together.contains(page);
    let next = after.iter().find(stands_with_it).or_else(|| together.iter().find(is_open));
    next.or_else(|| after.iter().find(is_open)).cloned()
}

fn is_since(page: &PageId) -> bool {
    matches!(page, PageId::Since(_))
}

/// Holds that were settled or opened in the next trial's checklist, in the trial that is over too.
fn in_trial_too(cx: &Cx, setup: &Setup) -> Option<Change> {
    let trial = cx.journal.trial.as_ref()?;
    let mut after = trial.clone();
    let list = &mut after.checklist;
    for hold in list.holds.iter_mut().filter(|hold| hold.is_open()) {
        let same = |other: &&crate::domain::checklist::Hold| {
            other.item == hold.item && other.opened == hold.opened && !other.is_open()
        };
        if let Some(settled) = setup.checklist.holds.iter().find(same) {
            hold.clearance.clone_from(&settled.clearance);
        }
    }
    (after != *trial).then(|| Change::trial(trial.clone(), after))
}

/// Once the plan is fixed, other weekdays change only the weeks to come.
fn with_other_weekdays(cx: &Cx, trial: Trial, setup: &Setup) -> (Trial, Reply) {
    let now = trial.plan.schedule.last().map(|schedule| &schedule.days);
    let wanted = setup.weekdays.as_ref().filter(|days| cx.plan_is_locked() && Some(*days) != now);
    let Some(days) = wanted else { return (trial, Reply::none()) };
    match change_weekdays(&trial.plan, days, cx.today) {
        Ok(plan) => {
            let said = plan.schedule.last().map(|schedule| {
                let from = shown(schedule.from, cx.today);
                let days = super::rows::weekday_names(days);
                fill(&plan_words().weekdays_changed, &[("date", &from), ("days", &days)])
            });
            let reply = said.map_or_else(Reply::none, |said| Reply::none().say(said));
            (Trial { plan, ..trial }, reply)
        }
        Err(error) => {
            let words = fill(&plan_words().not_changed, &[("why", &error.to_string())]);
            (trial, Reply::none().warn(words))
        }
    }
}

/// The page on which two setups differ first.
pub(super) fn changed_page(before: &Setup, after: &Setup, today: NaiveDate) -> Option<PageId> {
    let without_drafts = |setup: &Setup| {
        let mut setup = setup.clone();
        setup.checklist.drafts = Drafts::default();
        setup
    };
    let (one, other) = (without_drafts(before), without_drafts(after));
    let answers =
        |setup: &Setup, page: &PageId| checklist::form(setup, page, today).map(|form| form.answers());
    checklist::pages(after).into_iter().chain(checklist::pages(before)).find(|page| match page.asks() {
        Asks::Question(id) => one.checklist.answered(id) != other.checklist.answered(id),
        Asks::Since(group) => checklist::answer_since(before, group) != checklist::answer_since(after, group),
        Asks::Clearance(_) | Asks::Form => answers(&one, page) != answers(&other, page),
    })
}

/// A page in a few words, as a part of a sentence.
pub(super) fn page_name(page: &PageId, setup: &Setup) -> String {
    match page.asks() {
        Asks::Question(id) | Asks::Clearance(id) => lower(&content::short_label(id)),
        Asks::Since(_) | Asks::Form if page.stage() == Stage::Before => String::new(),
        Asks::Since(_) | Asks::Form => {
            content::page(page.words(setup)).map(|words| lower(&words.title)).unwrap_or_default()
        }
    }
}
