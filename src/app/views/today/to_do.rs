//! What is worth doing or knowing today, most pressing first, with the key that does it.

use chrono::NaiveDate;

use super::rows::change_checklists;
use crate::app::action::{Action, Global, Today as Ask, View};
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::content::{self, notice};
use crate::domain::checklist::QuestionKind;
use crate::domain::date_words::shown;
use crate::domain::decision::Decision;
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::to_do::{ToDo, to_do};
use crate::domain::trial::Trial;

/// One thing worth doing or knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Something of the trial.
    Trial(ToDo),
    /// A hold is open in the checklist on its way to the first trial.
    HoldBefore,
    /// There is no trial yet.
    Checklist,
    /// What was entered on a day waits in its rescue copy.
    Rescued(NaiveDate),
    /// A day whose file cannot be read.
    Unreadable(NaiveDate),
}

impl Item {
    /// Whether it comes before everything that is merely to be done.
    pub fn is_caution(&self) -> bool {
        match self {
            Self::Trial(item) => item.is_caution(),
            Self::HoldBefore => true,
            Self::Checklist | Self::Rescued(_) | Self::Unreadable(_) => false,
        }
    }

    /// What a click on it asks for.
    pub fn action(&self, today: NaiveDate) -> Action {
        let ago = |date: NaiveDate| date.signed_duration_since(today).num_days();
        match self {
            Self::HoldBefore | Self::Checklist | Self::Trial(ToDo::Hold | ToDo::StoppedForReview(_)) => {
                Action::Global(Global::Open(View::Plan))
            }
            Self::Trial(ToDo::GettingWorse(_)) => Action::Today(Ask::Hold),
            Self::Trial(ToDo::LastingSoreness(_)) => Action::Today(Ask::Event),
            Self::Trial(ToDo::AfterAWhile { .. }) => Action::Today(Ask::ComeBack),
            Self::Trial(ToDo::MeasuringWeek { .. } | ToDo::Answer { .. }) => {
                Action::Global(Global::Open(View::WeekFive))
            }
            Self::Trial(ToDo::Weekly) => Action::Today(Ask::GoToday),
            Self::Trial(ToDo::VisitToday | ToDo::VisitsGoneBy(_)) => {
                Action::Global(Global::Open(View::Sessions))
            }
            Self::Trial(ToDo::Blank(_)) => Action::Today(Ask::GoBlank),
            Self::Rescued(_) => Action::Today(Ask::Rescued),
            Self::Unreadable(date) => Action::Today(Ask::GoDay(ago(*date))),
        }
    }
}

/// The list as it is drawn.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Each thing with its words.
    pub items: Vec<(Item, String)>,
}

impl List {
    /// Whether pain is getting worse.
    pub fn is_getting_worse(&self) -> bool {
        self.items.iter().any(|(item, _)| matches!(item, Item::Trial(ToDo::GettingWorse(_))))
    }

    /// Whether a week or more went by without a check-in.
    pub fn is_after_a_while(&self) -> bool {
        self.items.iter().any(|(item, _)| matches!(item, Item::Trial(ToDo::AfterAWhile { .. })))
    }

    /// Works the list out anew.
    pub(super) fn refresh(&mut self, cx: &Cx) {
        let days = &cx.journal.days;
        let mut list: Vec<Item> = Vec::new();
        match &cx.journal.trial {
            Some(trial) => {
                let decision = decision(cx, trial);
                let of_trial = to_do(trial, days, cx.settings.day_end, cx.today, decision.as_ref());
                list.extend(of_trial.into_iter().map(Item::Trial));
            }
            None => {
                let setup = cx.journal.setup.as_ref();
                let holds = setup.is_some_and(|setup| setup.checklist.has_open_hold());
                list.push(if holds { Item::HoldBefore } else { Item::Checklist });
            }
        }
        let waiting =
            cx.rescued.iter().filter(|(_, (_, taken))| !taken).map(|(date, _)| Item::Rescued(*date));
        let unreadable = days.problems().map(|(date, _)| Item::Unreadable(date));
        let of_files: Vec<Item> = waiting.chain(unreadable).collect();
        let cautions = list.iter().take_while(|item| item.is_caution()).count();
        list.splice(cautions..cautions, of_files);
        self.items = list.into_iter().map(|item| (item.clone(), words(cx, &item))).collect();
    }
}

/// The answer, which is looked at from the measuring week on.
fn decision(cx: &Cx, trial: &Trial) -> Option<Decision> {
    let is_due = cx.today >= trial.plan.checkpoint_window().0;
    is_due.then(|| Assessment::of(trial, &cx.journal.days, cx.settings.day_end, cx.today).decision)
}

/// One thing in words, with the key that does it.
fn words(cx: &Cx, item: &Item) -> String {
    let day = |date: &NaiveDate| shown(*date, cx.today);
    let with_key = |words: String, id: &str, action: Action| {
        let key = cx.key_for(action);
        if key.is_empty() { words } else { format!("{words} {}", notice(id, &[("key", &key)])) }
    };
    let open = |view| Action::Global(Global::Open(view));
    match item {
        Item::HoldBefore => {
            let list = cx.journal.setup.as_ref().map(|setup| &setup.checklist);
            let level = list.and_then(content::open_level).map_or("", content::what_to_do);
            with_key(notice("hold-before-start", &[("level", level)]), "key-hold-open", open(View::Plan))
        }
        Item::Checklist => notice("checklist-waits", &[]),
        Item::Unreadable(date) => notice("file-unreadable", &[("day", &day(date))]),
        Item::Rescued(date) => {
            let key = cx.key_for(Action::Today(Ask::Rescued));
            notice("rescued-waits", &[("day", &day(date)), ("key", &key)])
        }
        Item::Trial(item) => {
            let Some(trial) = &cx.journal.trial else { return String::new() };
            let words = content::to_do_words(item, trial, cx.today);
            match item {
                ToDo::Hold => with_key(words, "key-hold-open", open(View::Plan)),
                ToDo::GettingWorse(_) => with_key(words, "key-hold", Action::Today(Ask::Hold)),
                ToDo::AfterAWhile { .. } => with_key(words, "key-way", Action::Today(Ask::ComeBack)),
                ToDo::MeasuringWeek { .. } | ToDo::LastingSoreness(_) | ToDo::StoppedForReview(_) => words,
                ToDo::Answer { .. } => with_key(words, "key-answer", open(View::WeekFive)),
                ToDo::Weekly => words,
                ToDo::VisitToday => with_key(words, "key-visit", Action::Today(Ask::Session)),
                ToDo::VisitsGoneBy(_) => with_key(words, "key-visits", open(View::Sessions)),
                ToDo::Blank(_) => with_key(words, "key-blank", Action::Today(Ask::GoBlank)),
            }
        }
    }
}

/// Makes pain that is getting worse a hold, so that nobody goes on with visits by habit.
pub(super) fn hold_for_getting_worse(cx: &Cx, list: &List) -> Reply {
    if !list.is_getting_worse() {
        let key = cx.key_for(Action::Today(Ask::Event));
        return Reply::none().say(notice("nothing-to-hold", &[("key", &key)]));
    }
    let about = notice("getting-worse-hold", &[]);
    let changes = change_checklists(cx, None, |list| {
        list.open_hold(&about, QuestionKind::RedFlag, cx.today);
    });
    Reply::step(changes).say(notice("hold-opened", &[]))
}
