//! The trials side by side, in words: worked out when something has changed, not while drawing.

use crate::app::counted::Stand;
use crate::app::cx::Cx;
use crate::content::{self, decided};
use crate::domain::calendar::long_date;
use crate::domain::date_words::shown;
use crate::domain::decision::assessment::Assessment;
use crate::domain::trial::Trial;

/// One trial in words: what stands in each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name of the row, and its lines.
    pub cells: Vec<(&'static str, Vec<String>)>,
}

/// Every trial side by side.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The trials, the newest first.
    pub columns: Vec<Column>,
    of: Option<Stand>,
}

impl Past {
    /// Works the columns out anew where something has changed.
    pub(super) fn refresh(&mut self, cx: &Cx) {
        if self.of.replace(cx.stand()) == Some(cx.stand()) {
            return;
        }
        let mut trials: Vec<&Trial> = cx.journal.earlier().chain(&cx.journal.trial).collect();
        trials.sort_by_key(|trial| std::cmp::Reverse(trial.plan.start));
        trials.dedup_by_key(|trial| &trial.id);
        self.columns = trials.into_iter().map(|trial| column(trial, cx)).collect();
    }
}

fn column(trial: &Trial, cx: &Cx) -> Column {
    let plan = &trial.plan;
    let assessment = Assessment::of(trial, &cx.journal.days, cx.settings.day_end, cx.today);
    let decision = &assessment.decision;
    let mut cells = vec![
        ("Day 1", vec![long_date(plan.start)]),
        ("Where", vec![plan.site.label().to_owned()]),
        (
            "Dose",
            match plan.steps() {
                Some(_) => vec![content::plan_line(plan)],
                None => vec![plan.dose_and_length()],
            },
        ),
    ];
    for (place, measure) in decided::measures(decision).into_iter().enumerate() {
        let label = if place == 0 { "Pain" } else { "Function" };
        let name = (place > 0).then_some(measure.name);
        cells.push((label, name.into_iter().chain([measure.values, measure.change]).collect()));
    }
    let visits = &decision.adherence;
    cells.push(("Visits", vec![format!("{} of {}", visits.completed, visits.planned)]));
    let verdict = decided::verdict_words(decision)
        .map_or_else(|| decision.verdict.label().to_owned(), |words| words.headline);
    let standing = decided::standing(decision);
    cells.push(("Answer", [verdict].into_iter().chain(standing).collect()));
    let said = decided::end_in_words(trial, &assessment.adherence);
    if !said.is_empty() {
        cells.push(("You said", said));
    }
    let decided = match &trial.decision {
        None => vec!["nothing written down".to_owned()],
        Some(recorded) => vec![
            format!("{} ({})", recorded.choice.label(), shown(recorded.on, cx.today)),
            recorded.reason.as_ref().map(|reason| reason.first_line().to_owned()).unwrap_or_default(),
        ],
    };
    cells.push(("You decided", decided));
    Column { cells }
}
