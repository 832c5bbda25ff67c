//! From a checklist to a trial, and what keeps it from beginning.

use super::{PlanView, to_today};
use crate::app::App;
use crate::app::change::{Change, Standing};
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::app::views::checklist::{self, PageId, Route};
use crate::content::{self, fill, plan_words, short_label};
use crate::domain::calendar::long_date;
use crate::domain::checklist::{GateRefusal, Part};
use crate::domain::trial::{BeginError, Setup, TrialId};

impl PlanView {
    /// Begins the trial and goes to Today, or says what keeps it from that and shows the page.
    pub(super) fn begin(&mut self, cx: &Cx) -> Reply {
        let Some(setup) = cx.journal.setup.clone() else { return Reply::none() };
        // Steps that were chosen and not filled in are none.
        if let Some(page) = checklist::resume_at(&setup).filter(|page| *page == PageId::OwnSteps) {
            self.show_page(cx, &setup, page, Route::Asked);
            let why = plan_words().row_begun.as_str();
            return Reply::none().warn(fill(&plan_words().not_begun, &[("why", why)]));
        }
        let rules: Vec<_> = content::rules().cloned().collect();
        let known: Vec<TrialId> = cx
            .journal
            .trials
            .iter()
            .chain(cx.journal.trial.as_ref().map(|trial| &trial.id))
            .cloned()
            .collect();
        let taken = |name: &str| known.iter().any(|id| id.as_str() == name);
        match setup.begin(&rules, cx.today, taken) {
            Ok(trial) => {
                let words = fill(&plan_words().begun, &[("date", &long_date(trial.plan.start))]);
                let unread = cx.unread(App::first_ranges(Some(&trial), cx.today));
                let before = Standing { trial: cx.journal.trial.clone(), setup: Some(setup.clone()) };
                let after = Standing { trial: Some(trial), setup: None };
                let step = Reply::change(Change::standing(before, after));
                step.and(Reply::read(unread)).go(to_today()).say(words)
            }
            Err(BeginError::Plan(error)) => {
                self.show_page(cx, &setup, checklist::page_for(&setup, &error), Route::Asked);
                Reply::none().warn(fill(&plan_words().not_begun, &[("why", &error.to_string())]))
            }
            Err(BeginError::Gate(refusals)) => {
                match refusals.first() {
                    Some(GateRefusal::Unanswered { item, .. }) => {
                        let page = page_of_item(&setup, item);
                        self.show_page(cx, &setup, page, Route::Asked);
                    }
                    Some(GateRefusal::HoldOpen { item }) => {
                        self.show_page(cx, &setup, PageId::Clearance(item.clone()), Route::One);
                    }
                    None => {}
                }
                Reply::none().warn(gate_words(&refusals))
            }
        }
    }
}

/// The page that answers an item of the gate.
fn page_of_item(setup: &Setup, item: &str) -> PageId {
    let group = content::question(item).and_then(|text| text.group.clone());
    match (item, group) {
        ("site", _) => PageId::Site,
        ("age", _) => PageId::Age,
        ("clinician", _) => PageId::Clinician,
        (_, Some(group)) if setup.follow_up.is_some() && !checklist::is_opened(setup, &group) => {
            PageId::Since(group)
        }
        (item, _) => PageId::Question(item.to_owned()),
    }
}

/// What the gate refuses, in one or two sentences.
pub fn gate_words(refusals: &[GateRefusal]) -> String {
    let mut unanswered: Vec<(Part, Vec<&str>)> = Vec::new();
    let mut holds = Vec::new();
    for refusal in refusals {
        match refusal {
            GateRefusal::Unanswered { part, item } => {
                match unanswered.iter_mut().find(|(other, _)| other == part) {
                    Some((_, items)) => items.push(item),
                    None => unanswered.push((*part, vec![item])),
                }
            }
            GateRefusal::HoldOpen { item } => holds.push(short_label(item)),
        }
    }
    let mut words = Vec::new();
    if !unanswered.is_empty() {
        let parts: Vec<String> = unanswered
            .iter()
            .map(|(part, items)| {
                let shown: Vec<&str> = items.iter().take(4).copied().collect();
                let more = if items.len() > shown.len() { ", …" } else { "" };
                format!("{} ({}{more})", part.label(), shown.join(", "))
            })
            .collect();
        words.push(fill(&plan_words().gate_unanswered, &[("parts", &parts.join("; "))]));
    }
    if !holds.is_empty() {
        words.push(fill(&plan_words().gate_holds, &[("items", &holds.join(", "))]));
    }
    words.join(" ")
}
