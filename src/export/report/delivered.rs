//! Dose and visits: what was planned and what took place, in counts that add up.

use std::collections::BTreeMap;

use super::{Told, count};
use crate::content::{self, decided};
use crate::domain::calendar::long_date;
use crate::domain::checklist::QuestionKind;
use crate::domain::day::Days;
use crate::domain::score::{Amount, Exact};
use crate::domain::session::{MissReason, Pressure, Technique};
use crate::domain::trial::Plan;
use crate::domain::visits::{Visit, VisitState};
use crate::export::blocks::Block;

/// The question whose answer only its own option puts into a report.
pub(super) const PRIVATE: &str = "abuse-history";

impl<D: Days> Told<'_, D> {
    /// The plan, what came of it, and by whom.
    pub(super) fn delivered(&self) -> Vec<Block> {
        let mut facts: Vec<(&str, String)> = Vec::new();
        if let Some(plan) = self.plan() {
            facts.extend(self.planned(plan));
        } else {
            let took_place = self.visits.iter().filter(|visit| visit.state.took_place()).count();
            facts.push(("Visits", format!("{} took place", count(took_place, "visit", "visits"))));
        }
        facts.extend(self.manner());
        if let Some(list) = self.checklist {
            let yes = |id: &str| list.answered(id) == Some(true);
            let told = content::all_questions().filter(|text| match text.rule.kind {
                QuestionKind::Statement => list.answered(&text.rule.id) == Some(false),
                QuestionKind::Remark | QuestionKind::Tell => yes(&text.rule.id) && text.rule.id != PRIVATE,
                QuestionKind::Clearance | QuestionKind::RedFlag | QuestionKind::Urgent => false,
            });
            let told: Vec<String> = told
                .map(|text| match text.rule.kind {
                    QuestionKind::Statement => format!("no: {}", text.short),
                    QuestionKind::Remark
                    | QuestionKind::Tell
                    | QuestionKind::Clearance
                    | QuestionKind::RedFlag
                    | QuestionKind::Urgent => text.short.clone(),
                })
                .collect();
            if !told.is_empty() {
                facts.push(("From the checklist", self.short.own(&told.join("; "))));
            }
        }
        vec![Block::Facts(facts.into_iter().map(|(name, words)| (name.to_owned(), vec![words])).collect())]
    }

    fn planned(&self, plan: &Plan) -> Vec<(&'static str, String)> {
        let (_, end) = plan.checkpoint_window();
        let weeks = count(usize::from(plan.weeks), "week", "weeks");
        let length = if plan.follow_up.is_some() {
            count(usize::try_from(plan.treatment_days()).unwrap_or(usize::MAX), "day", "days")
        } else {
            weeks
        };
        let mut facts = vec![
            (
                "Planned",
                format!(
                    "{}, {length}; {} to {}",
                    content::plan_line(plan),
                    self.date(plan.start),
                    long_date(end)
                ),
            ),
            ("Visits", self.partition(plan)),
        ];
        if let Some(assessment) = &self.assessment {
            let visits = &assessment.adherence;
            let over = self.as_of > plan.treatment_window().1 || assessment.decision.stopped.is_some();
            let tested = match (visits.met(), over) {
                (true, _) => "so the dose was tested",
                (false, true) => "so the dose was not tested",
                (false, false) => "not reached yet",
            };
            let share = decided::visit_share(&assessment.decision.adherence);
            facts.push((
                "Counted",
                format!(
                    "{} of {} ({share}); 75% is asked for, {tested}. {} of {} minutes.",
                    visits.completed, visits.planned, visits.minutes, visits.minutes_planned
                ),
            ));
            if let Some(cost) = visits.cost {
                let paid = count(usize::try_from(visits.with_cost).unwrap_or(usize::MAX), "visit", "visits");
                facts.push(("Cost", format!("{} in all, written for {paid}", decided::number(cost))));
            }
        }
        facts
    }

    /// The visits of the plan by what became of each: the counts are those of the plan, all of them.
    fn partition(&self, plan: &Plan) -> String {
        let of_plan: Vec<&Visit> = self.visits.iter().filter(|visit| !visit.is_extra()).collect();
        let number = |wanted: &dyn Fn(&&&Visit) -> bool| of_plan.iter().filter(wanted).count();
        let state = |state: VisitState| number(&|visit| visit.in_treatment && visit.state == state);
        let outside = number(&|visit| !visit.in_treatment && visit.state.took_place());
        let not_outside = |state: VisitState| number(&|visit| visit.state == state);
        let planned = usize::try_from(plan.planned_count()).unwrap_or(usize::MAX);
        let gone = planned.saturating_sub(of_plan.len());
        let mut parts: Vec<String> = [
            (state(VisitState::Done), "done".to_owned()),
            (state(VisitState::Short), "too short to count".to_owned()),
            (outside, "outside the treatment weeks".to_owned()),
            (not_outside(VisitState::Missed), format!("missed{}", self.reasons(VisitState::Missed))),
            (not_outside(VisitState::Cancelled), format!("cancelled{}", self.reasons(VisitState::Cancelled))),
            (not_outside(VisitState::Unlogged), "with nothing written".to_owned()),
            (not_outside(VisitState::Unreadable), "not readable".to_owned()),
            (not_outside(VisitState::Planned), "to come".to_owned()),
            (gone, "no longer due".to_owned()),
        ]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
        let extra = self.visits.iter().filter(|visit| visit.is_extra() && visit.state.took_place()).count();
        let all = of_plan.len().saturating_add(gone);
        if extra > 0 {
            parts.push(format!("and {extra} outside the plan"));
        }
        // A change of weekdays in mid-trial can give the calendar more dates than the dose has visits.
        let named = if all == planned { "planned" } else { "dates in the plan" };
        format!("{all} {named}: {}", parts.join(", "))
    }

    /// Why visits of the plan did not take place: ` (1 it hurt too much, 1 away)`.
    fn reasons(&self, state: VisitState) -> String {
        let mut reasons: BTreeMap<MissReason, usize> = BTreeMap::new();
        for visit in self.visits.iter().filter(|visit| visit.state == state && !visit.is_extra()) {
            if let Some(reason) = visit.reason {
                let number = reasons.entry(reason).or_default();
                *number = number.saturating_add(1);
            }
        }
        let said: Vec<String> =
            reasons.iter().map(|(reason, number)| format!("{number}: {}", reason.label())).collect();
        if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) }
    }

    /// By whom, and how.
    fn manner(&self) -> Vec<(&'static str, String)> {
        let mut techniques: BTreeMap<Technique, usize> = BTreeMap::new();
        let mut pressures: BTreeMap<Pressure, usize> = BTreeMap::new();
        let mut therapists: BTreeMap<&str, usize> = BTreeMap::new();
        let add = |number: &mut usize| *number = number.saturating_add(1);
        for (_, session, done) in self.took_place() {
            done.techniques.iter().for_each(|one| add(techniques.entry(*one).or_default()));
            done.pressure.iter().for_each(|one| add(pressures.entry(*one).or_default()));
            session.therapist.iter().for_each(|one| add(therapists.entry(one.as_str()).or_default()));
        }
        if !self.short.limits().manner {
            self.short.leave_out();
            return Vec::new();
        }
        let mut facts = Vec::new();
        let join = |all: Vec<String>| all.join(", ");
        if !therapists.is_empty() {
            let named = therapists.iter().map(|(name, n)| format!("{} ({n})", self.short.name(name)));
            facts.push(("Therapist", join(self.short.list(named.collect(), 3))));
        }
        if !techniques.is_empty() {
            let named = techniques.iter().map(|(one, n)| format!("{} ({n})", one.label()));
            facts.push(("Techniques", join(named.collect())));
        }
        if !pressures.is_empty() {
            let named = pressures.iter().map(|(one, n)| format!("{} ({n})", one.label()));
            facts.push(("Pressure", join(named.collect())));
        }
        facts.extend(self.pain_at_visits().map(|words| ("Pain at visits", words)));
        facts
    }

    /// Mean pain before and after the visits that have both.
    fn pain_at_visits(&self) -> Option<String> {
        let both: Vec<(Exact, Exact)> = self
            .took_place()
            .filter_map(|(_, _, done)| Some((done.pain_before?.exact(), done.pain_after?.exact())))
            .collect();
        let mean = |of: &dyn Fn(&(Exact, Exact)) -> Exact| {
            let sum: Exact = both.iter().map(of).sum();
            let number = i64::try_from(both.len()).ok().filter(|number| *number > 0)?;
            Some(crate::domain::score::one_decimal(sum / number))
        };
        let (before, after) = (mean(&|both| both.0)?, mean(&|both| both.1)?);
        Some(format!("{before} before, {after} after (means of {})", count(both.len(), "visit", "visits")))
    }

    /// Hours of the visits that took place, and what was written as paid.
    pub(super) fn spent(&self) -> String {
        let minutes: u32 =
            self.visits.iter().filter_map(|visit| visit.minutes).map(|it| u32::from(it.get())).sum();
        let hours = format!("{} hours", decided::number(Exact::new(i64::from(minutes), 60)));
        let costs: Vec<Exact> =
            self.visits.iter().filter_map(|visit| visit.cost).map(Amount::exact).collect();
        if costs.is_empty() {
            return hours;
        }
        format!("{hours}, {} spent", decided::number(costs.iter().sum()))
    }
}
