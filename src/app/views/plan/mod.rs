//! Plan: the checklist page by page, then the plan on one page.
//!
//! ```text
//!  mod.rs     the tab: keys in, a reply out
//!  walk.rs    a page that is open: answering, going on, stepping back
//!  sheet.rs   what such a page shows
//!  rows.rs    the plan on one page
//!  gate.rs    beginning the trial, and what keeps it from that
//!  side.rs    stopping the trial; something new that puts massage on hold
//! ```

mod gate;
mod rows;
mod sheet;
mod side;
mod walk;

use crate::app::action::{Action, Ask as Answer, Form as FormAsk, Page as PageAsk, Plan as Ask};
use crate::app::change::{Change, Key, Record};
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::effect::Write;
use crate::app::form::{Form, Outcome};
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply};
use crate::app::tabs::{InHand, Tab};
use crate::app::views::checklist::{self, PageId, Route};
use crate::content::plan_words;
use crate::domain::trial::Setup;

pub use crate::app::views::checklist::incomplete_index;
pub use gate::gate_words;
pub use rows::{Does, Row, RowKind};
pub use sheet::{Asked, Note, Sheet, Tone};
pub use side::{Side, SideWords};
pub use walk::Walk;

/// The state of Plan.
#[derive(Debug, Clone, Default)]
pub struct PlanView {
    /// The row in focus on the plan.
    pub row: usize,
    /// A page of the checklist, instead of the plan.
    pub walk: Option<Walk>,
    /// A form that is no page of the checklist, instead of both.
    pub side: Option<Side>,
    /// The plan, row by row, as it is drawn.
    pub rows: Vec<Row>,
    /// The page that is open, as it is drawn.
    pub sheet: Option<Sheet>,
}

impl Cx<'_> {
    /// Whether the plan is fixed.
    pub fn plan_is_locked(&self) -> bool {
        let trial = self.journal.trial.as_ref();
        !self.is_preparing() && trial.is_some_and(|trial| trial.plan.is_locked(self.today))
    }
}

impl PlanView {
    /// The setup that pages work on: what is not taken over yet, else the checklist on its way, else
    /// the trial's.
    pub fn subject(&self, cx: &Cx) -> Setup {
        if let Some(draft) = self.walk.as_ref().and_then(|walk| walk.draft.clone()) {
            return draft;
        }
        match (&cx.journal.setup, &cx.journal.trial) {
            (Some(setup), _) => setup.clone(),
            (None, Some(trial)) => trial.as_setup(),
            (None, None) => Setup::new(cx.today),
        }
    }

    /// Puts Plan on the page it belongs on: the first unanswered one while a trial is being prepared.
    fn start_over(&mut self, cx: &Cx) {
        (self.walk, self.side) = (None, None);
        self.work_out(cx);
        self.row = self.first_row();
        if cx.is_preparing() {
            let setup = self.subject(cx);
            let page = match &cx.journal.setup {
                Some(setup) => checklist::resume_at(setup),
                None => Some(PageId::Welcome),
            };
            if let Some(page) = page {
                self.show_page(cx, &setup, page, Route::Asked);
            }
        }
        self.work_out(cx);
    }

    /// Opens a page, as a test or a way from elsewhere wants it.
    pub fn open_page(&mut self, cx: &Cx, page: PageId) {
        let setup = self.subject(cx);
        self.show_page(cx, &setup, page, Route::Asked);
        self.work_out(cx);
    }

    /// The first row that does something.
    fn first_row(&self) -> usize {
        self.rows.iter().position(Row::can_focus).unwrap_or(0)
    }

    /// Works out anew what is drawn.
    fn work_out(&mut self, cx: &Cx) {
        self.rows = self.plan_rows(cx);
        self.sheet = self.walk.as_ref().map(|walk| sheet::sheet(cx, walk, &self.subject(cx)));
    }

    fn step_row(&mut self, down: bool) {
        let mut places =
            self.rows.iter().enumerate().filter(|(_, row)| row.can_focus()).map(|(place, _)| place);
        let here = self.row;
        let next =
            if down { places.find(|place| *place > here) } else { places.rfind(|place| *place < here) };
        self.row = next.unwrap_or(here);
    }

    fn open_row(&mut self, cx: &Cx) -> Reply {
        let Some(row) = self.rows.get(self.row).cloned() else { return Reply::none() };
        match row.does {
            Does::Nothing => Reply::none(),
            Does::Begin => self.begin(cx),
            Does::ShowAnswer => Reply::none().go(Go::Tab(crate::app::View::WeekFive)),
            Does::Stop => self.open_side(cx, Side::stop()),
            Does::PutOnHold => self.open_side(cx, Side::put_on_hold()),
            Does::Open(page) => {
                let is_fixed = cx.plan_is_locked() && !page.stays_open() && page != PageId::Weekdays;
                if is_fixed {
                    return Reply::none().say(&plan_words().fixed);
                }
                let setup = self.subject(cx);
                self.show_page(cx, &setup, page, Route::One);
                Reply::none()
            }
            Does::Walk(route) => {
                self.walk_along(cx, route);
                Reply::none()
            }
        }
    }

    fn plan_act(&mut self, cx: &Cx, asked: Ask) -> Reply {
        match asked {
            Ask::Down => self.step_row(true),
            Ask::Up => self.step_row(false),
            Ask::Open => return self.open_row(cx),
            Ask::Focus(place) => {
                self.row = place.min(self.rows.len().saturating_sub(1));
                return self.open_row(cx);
            }
            Ask::Review => self.walk_along(cx, Route::All),
            Ask::Report => return write_report(cx),
        }
        Reply::none()
    }

    /// Does what was asked for in the form that is open: beside the checklist, or of a page.
    fn form_act(&mut self, cx: &Cx, asked: FormAsk) -> Reply {
        let Some(form) = self.form_mut() else { return Reply::none() };
        match (form.handle(asked), self.side.is_some()) {
            (Outcome::Stay, _) => Reply::none(),
            (Outcome::Answered | Outcome::Done, false) => self.finish_page(cx),
            (Outcome::Left, false) => self.back(cx),
            (Outcome::Answered | Outcome::Done, true) => self.finish_side(cx),
            (Outcome::Left, true) => self.leave_side(cx),
        }
    }
}

fn write_report(cx: &Cx) -> Reply {
    let Some(trial) = cx.journal.trial.clone().map(Box::new) else { return Reply::none() };
    Reply::write(Write::Report { trial, day_end: cx.settings.day_end, as_of: cx.today })
}

impl Tab for PlanView {
    fn contexts(&self, _cx: &Cx) -> Vec<Context> {
        if let Some(side) = &self.side {
            return vec![side.form.context()];
        }
        match &self.walk {
            None => vec![Context::Plan],
            Some(Walk { form: Some(form), .. }) => vec![form.context(), Context::Page],
            Some(Walk { page, .. }) if page.asks_yes_or_no() => vec![Context::Question, Context::Page],
            Some(_) => vec![Context::Page],
        }
    }

    fn does_something(&self, cx: &Cx, action: Action) -> bool {
        let together = self.sheet.as_ref().map_or(0, |sheet| sheet.asks.len());
        if let Action::Page(PageAsk::Back) = action {
            self.walk.as_ref().is_some_and(|walk| walk.page != PageId::Welcome)
        } else if let Action::Page(PageAsk::Down | PageAsk::Up) = action {
            together > 1
        } else if let Action::Plan(Ask::Report) = action {
            cx.journal.trial.is_some()
        } else {
            true
        }
    }

    fn act(&mut self, cx: &Cx, action: Action) -> Reply {
        if let Action::Plan(asked) = action {
            self.plan_act(cx, asked)
        } else if let Action::Page(asked) = action {
            self.page_act(cx, asked)
        } else if let Action::Form(asked) = action {
            self.form_act(cx, asked)
        } else {
            Reply::none()
        }
    }

    fn form(&self) -> Option<&Form> {
        match (&self.side, &self.walk) {
            (Some(side), _) => Some(&side.form),
            (None, walk) => walk.as_ref()?.form.as_ref(),
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match (&mut self.side, &mut self.walk) {
            (Some(side), _) => Some(&mut side.form),
            (None, walk) => walk.as_mut()?.form.as_mut(),
        }
    }

    fn wheel(&mut self, _cx: &Cx, down: bool) -> Reply {
        if self.walk.is_none() && self.side.is_none() {
            self.step_row(down);
        }
        Reply::none()
    }

    fn take_back_key(&mut self, cx: &Cx) -> Reply {
        // A page that was answered and turned is in the journal already.
        if cx.key_changed {
            return Reply { take_back: true, ..Reply::none() }.put_away();
        }
        if let Some(form) = self.form_mut() {
            form.take_back_key();
        }
        Reply::none()
    }

    fn opened(&mut self, cx: &Cx) -> Reply {
        self.work_out(cx);
        // An open hold is what the plan is opened for.
        let hold = self.rows.iter().position(|row| row.kind == RowKind::Hold && row.can_focus());
        if let Some(hold) = hold {
            self.row = hold;
        } else if !self.rows.get(self.row).is_some_and(Row::can_focus) {
            self.row = self.first_row();
        }
        Reply::none()
    }

    fn settle(&mut self, cx: &Cx) -> (Reply, bool) {
        (self.keep_side(cx).and(self.leave_page(cx)), true)
    }

    fn refresh(&mut self, cx: &Cx) {
        self.work_out(cx);
    }

    /// Shows the page or the row that was changed, and says which.
    fn show(&mut self, cx: &Cx, step: &[Change]) -> Option<String> {
        let of_plan = step.iter().find(|change| change.key() == Key::Plan)?;
        let setup_of = |record: &Record| match record {
            Record::Setup(Some(setup)) => Some((**setup).clone()),
            Record::Trial(trial) => Some(trial.as_setup()),
            Record::Setup(None) | Record::Day(_) | Record::Standing(_) => None,
        };
        self.start_over(cx);
        let (before, after) = (setup_of(&of_plan.before)?, setup_of(&of_plan.after)?);
        let page = walk::changed_page(&before, &after, cx.today)?;
        let words = walk::page_name(&page, &after);
        if cx.is_preparing() {
            let setup = self.subject(cx);
            self.show_page(cx, &setup, page, Route::Asked);
        } else if let Some(place) = self.rows.iter().position(|row| row.does == Does::Open(page.clone())) {
            self.row = place;
        }
        self.work_out(cx);
        Some(words)
    }

    fn begin_anew(&mut self, cx: &Cx) {
        self.start_over(cx);
    }

    fn answered(&mut self, cx: &Cx, question: &Question, taken: Answer) -> Reply {
        match question {
            Question::StopTrial { stopped } if taken == Answer::Yes => self.stop(cx, stopped),
            Question::StopTrial { .. }
            | Question::NextTrial { .. }
            | Question::Conflict { .. }
            | Question::Unreadable { .. }
            | Question::LeaveUnsaved { .. }
            | Question::Rescued { .. }
            | Question::DeleteVisit { .. }
            | Question::DuringHold { .. } => Reply::none(),
        }
    }

    fn in_hand(&self, _cx: &Cx) -> InHand {
        let walks = self.walk.as_ref().is_some_and(|walk| walk.form.is_some() || walk.draft.is_some());
        InHand { plan: walks || self.side.is_some(), ..InHand::default() }
    }
}

/// To Today, where the evenings begin.
fn to_today() -> Go {
    Go::Tab(crate::app::View::Today)
}
