//! The first lines of the report: what became of it, what harm there was, what was on hold.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Told, count};
use crate::content::{self, decided, report_result, report_stop};
use crate::domain::calendar::dates;
use crate::domain::day::Days;
use crate::domain::decision::caution::{getting_worse, lasting_soreness};
use crate::domain::decision::window::Window;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::event::Severity;
use crate::domain::score::{Score, one_decimal};
use crate::domain::session::{Discomfort, MissReason};
use crate::domain::text::{Words, capital};
use crate::domain::trial::Plan;
use crate::domain::visits::VisitState;

/// The most dates after one kind of thing.
const DATES: usize = 3;

/// Events of one kind and severity: their dates, and the last words about one.
#[derive(Default)]
struct Kind<'a> {
    dates: Vec<NaiveDate>,
    words: Option<&'a str>,
}

impl<D: Days> Told<'_, D> {
    /// What comes before everything: open holds with what to do, pain getting worse.
    pub(super) fn alerts(&self) -> Vec<String> {
        let open = self.holds().filter(|(_, open)| *open).map(|(hold, _)| hold);
        let mut lines = content::hold_lines(open);
        lines.dedup();
        let worse = self.trial.and_then(|trial| getting_worse(trial, self.days, self.day_end, self.as_of));
        lines.extend(worse.map(|worse| {
            let ratings: Vec<String> = worse.days.iter().map(|day| day.pain.to_string()).collect();
            self.sentence(
                "getting-worse",
                &[
                    ("n", &ratings.len().to_string()),
                    ("ratings", &ratings.join(", ")),
                    ("mean", &one_decimal(worse.baseline)),
                ],
            )
        }));
        match lines.is_empty() {
            true => Vec::new(),
            false => vec![lines.join("\n")],
        }
    }

    /// The first lines, each with its name.
    pub(super) fn summary(&self) -> Vec<(String, Vec<String>)> {
        let mut facts = Vec::new();
        if let Some(assessment) = &self.assessment {
            facts.push(("Result".to_owned(), self.result(&assessment.decision)));
        }
        facts.push(("Harms and events".to_owned(), self.harms()));
        facts.push(("Holds and clearances".to_owned(), self.hold_lines()));
        if let Some(plan) = self.plan() {
            facts.push(("Missed because it hurt".to_owned(), vec![self.missed_hurt(plan)]));
        }
        facts.push(("Extra pain medicine".to_owned(), vec![self.medicine()]));
        facts
    }

    fn result(&self, decision: &Decision) -> Vec<String> {
        let Some(words) = decided::verdict_words(decision) else { return Vec::new() };
        let standing = decided::standing(decision).map(|standing| standing.replace(" · ", ", "));
        let standing = standing.map(|standing| format!(", {standing}")).unwrap_or_default();
        let stopped = decision.stopped.as_ref();
        let values = [
            ("date", stopped.map(|stopped| self.date(stopped.on)).unwrap_or_default()),
            ("reason", stopped.map_or("", |stopped| report_stop(stopped.reason.id())).to_owned()),
            ("begins", self.date(self.plan().map_or(self.as_of, |plan| plan.checkpoint_window().0))),
            ("week", self.week().to_owned()),
            ("Week", capital(self.week())),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let own = content::fill(report_result(&words.id), &values);
        let headline = format!("{}{standing}", words.headline);
        let mut lines = match content::verdict("open-hold").filter(|_| decision.hold()) {
            Some(hold) => {
                // The verdict's own sentence gives way to the hold's; that it was stopped stays said.
                let own = if stopped.is_some() { format!(" {own}") } else { String::new() };
                vec![
                    format!("{}. {}", hold.headline, report_result("open-hold")),
                    format!("{}{own}", self.sentence("by-figures", &[("headline", &headline)])),
                ]
            }
            None => vec![format!("{headline}. {own}")],
        };
        let is_answer = decision.verdict != Verdict::NotYet && stopped.is_none();
        if is_answer && !decision.waits_for_today() {
            if let (Some(line), Some(rule)) = (lines.last_mut(), self.deciding_rule(decision)) {
                line.push(' ');
                line.push_str(&rule);
            }
            let reasons = self.short.list(decided::reasons_in_words(decision), self.short.limits().lines);
            if !reasons.is_empty() {
                lines.push(format!("{} {}", decided::firmness_in_words(decision), reasons.join(" ")));
            }
        }
        lines
    }

    fn deciding_rule(&self, decision: &Decision) -> Option<String> {
        let (week_five, _) = self.plan()?.checkpoint_window();
        let rules = decided::rules_in_words(decision, week_five);
        let rule = rules.into_iter().find(|rule| rule.decides && !rule.figures.is_empty())?;
        Some(self.sentence("rule", &[("rule", &rule.text), ("figures", &rule.figures)]))
    }

    fn harms(&self) -> Vec<String> {
        let mut lines = self.short.list(self.event_lines(), self.short.limits().events);
        if lines.is_empty() {
            lines.push(self.sentence("no-events", &[]));
        }
        lines.extend(self.discomfort());
        lines.extend(self.soreness());
        let range = dates(self.range.0, self.range.1);
        let lasting: Vec<NaiveDate> =
            range.filter(|date| lasting_soreness(self.days, *date).is_some()).collect();
        if !lasting.is_empty() {
            lines.push(self.sentence("lasting-soreness", &[("dates", &self.few_dates(&lasting))]));
        }
        vec![lines.join(" ")]
    }

    /// Events by kind, the worst first, each with its dates and the words of the last one.
    fn event_lines(&self) -> Vec<String> {
        let mut kinds: BTreeMap<(Reverse<Severity>, &str), Kind<'_>> = BTreeMap::new();
        for (date, event) in self.events() {
            let kind = kinds.entry((Reverse(event.severity), event.kind.id())).or_default();
            kind.dates.push(date);
            kind.words = event.text.as_ref().map(Words::as_str).or(kind.words);
        }
        let lines = kinds.into_iter().map(|((severity, id), kind)| {
            let name = content::event(id).map_or(id, |event| event.label.as_str());
            let words = kind.words.map(|words| format!(" “{}”", self.short.own(words))).unwrap_or_default();
            format!("{name}, {} ({}).{words}", severity.0.label(), self.few_dates(&kind.dates))
        });
        lines.collect()
    }

    fn discomfort(&self) -> Option<String> {
        let took_place: Vec<_> = self.took_place().collect();
        if took_place.is_empty() {
            return None;
        }
        let visits = count(took_place.len(), "visit", "visits");
        let mut kinds: BTreeMap<Discomfort, Vec<NaiveDate>> = BTreeMap::new();
        let mut with = 0_usize;
        for (visit, _, done) in &took_place {
            let felt = || done.discomfort.iter().filter(|kind| **kind != Discomfort::None);
            with = with.saturating_add(usize::from(felt().next().is_some()));
            for kind in felt() {
                kinds.entry(*kind).or_default().push(visit.date);
            }
        }
        if with == 0 {
            return Some(self.sentence("no-discomfort", &[("visits", &visits)]));
        }
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, dates)| format!("{} ({})", kind.label(), self.few_dates(dates)))
            .collect();
        let values = [("n", &*with.to_string()), ("visits", &visits), ("kinds", &kinds.join(", "))];
        Some(self.sentence("discomfort", &values))
    }

    /// The first dates of a list, or how many there are and the last.
    fn few_dates(&self, all: &[NaiveDate]) -> String {
        match all.last() {
            Some(last) if all.len() > DATES => {
                format!("{} times, last {}", all.len(), self.date(*last))
            }
            Some(_) | None => self.date_list(all.iter().copied()),
        }
    }

    fn soreness(&self) -> Option<String> {
        let sore: Vec<Score> = self.written().filter_map(|day| day.checkin.soreness).collect();
        let most = sore.iter().max()?;
        let felt = sore.iter().filter(|score| score.get() > 0).count();
        let days = count(sore.len(), "day", "days");
        let values = [("n", &*felt.to_string()), ("days", &days), ("most", &most.to_string())];
        Some(self.sentence("soreness", &values))
    }

    fn hold_lines(&self) -> Vec<String> {
        let (open, closed): (Vec<_>, Vec<_>) = self.holds().partition(|(_, open)| *open);
        let item = |item: &str| capital(&content::short_label(item));
        let mut lines: Vec<String> = open
            .iter()
            .map(|(hold, _)| {
                let values = [("item", &*item(&hold.item)), ("opened", &self.date(hold.opened))];
                self.sentence("hold-open", &values)
            })
            .collect();
        let closed: Vec<String> = closed
            .iter()
            .filter_map(|(hold, _)| {
                let given = hold.clearance.as_ref()?;
                let by = given.by.as_ref().map(|by| format!(" by {}", self.short.name(by.as_str())));
                let limits = given
                    .limits
                    .as_ref()
                    .map(|limits| self.short.line(limits.as_str(), self.short.limits().clearance));
                Some(self.sentence(
                    "hold-closed",
                    &[
                        ("item", &item(&hold.item)),
                        ("opened", &self.date(hold.opened)),
                        ("on", &self.date(given.on)),
                        ("by", &by.unwrap_or_default()),
                        ("limits", limits.as_deref().unwrap_or("none given").trim_end_matches('.')),
                    ],
                ))
            })
            .collect();
        lines.extend(self.short.list(closed, self.short.limits().lines));
        if lines.is_empty() {
            lines.push(self.sentence("no-holds", &[]));
        }
        lines
    }

    fn missed_hurt(&self, plan: &Plan) -> String {
        let hurt: Vec<NaiveDate> = self
            .visits
            .iter()
            .filter(|visit| matches!(visit.state, VisitState::Missed | VisitState::Cancelled))
            .filter(|visit| !visit.is_extra() && visit.reason == Some(MissReason::Hurt))
            .map(|visit| visit.date)
            .collect();
        let number = if hurt.is_empty() { "None".to_owned() } else { hurt.len().to_string() };
        let dates = if hurt.is_empty() { String::new() } else { format!(" ({})", self.few_dates(&hurt)) };
        let values = [("n", &*number), ("planned", &plan.planned_count().to_string()), ("dates", &dates)];
        self.sentence("missed-hurt", &values)
    }

    /// Days with extra medicine of those on which the question was answered, by window.
    fn medicine(&self) -> String {
        let first = self.range.0;
        let windows = match self.plan() {
            None => vec![("these days".to_owned(), self.range)],
            Some(plan) => {
                let named = |window: Window, name: &str| (name.to_owned(), window.of(plan));
                vec![
                    named(Window::Baseline, "baseline week"),
                    named(Window::Treatment, "treatment"),
                    named(Window::Checkpoint, self.week()),
                ]
            }
        };
        let told: Vec<String> = windows
            .into_iter()
            .filter(|(_, (first, _))| *first <= self.as_of)
            .map(|(name, (first, last))| {
                let answers = self.answers(first, last);
                let yes = answers.iter().filter(|yes| **yes).count();
                match answers.len() {
                    0 => format!("{name} none answered"),
                    all => format!("{name} {yes} of {all}"),
                }
            })
            .collect();
        if self.answers(first, self.as_of).is_empty() {
            return self.sentence("medicine-none", &[]);
        }
        self.sentence("medicine", &[("windows", &told.join("; "))])
    }

    /// The answers about extra medicine of some days.
    pub(super) fn answers(&self, first: NaiveDate, last: NaiveDate) -> Vec<bool> {
        dates(first, last.min(self.as_of))
            .filter_map(|date| self.days.day(date).written()?.checkin.extra_medicine)
            .collect()
    }
}
