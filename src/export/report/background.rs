//! What else changed, and what the person says: goals, overall change, their own decision.

use super::Told;
use crate::content::report_sentence;
use crate::domain::checklist::Checklist;
use crate::domain::day::Days;
use crate::domain::trial::Trial;
use crate::export::blocks::Block;

/// The most goals there are.
const GOALS: usize = 3;

impl<D: Days> Told<'_, D> {
    /// Other changes, numbered as in the chart.
    pub(super) fn changes_part(&self) -> Vec<Block> {
        let lines: Vec<String> = self
            .changes()
            .map(|(date, change)| {
                let text = self.short.own(change.text.as_str());
                format!("{}: {}, {text}", self.date(date), change.kind.label().to_lowercase())
            })
            .collect();
        if lines.is_empty() {
            return vec![Block::text(report_sentence("nothing-changed"))];
        }
        let most = self.short.limits().lines;
        let mut shown = self.short.list(lines, most);
        let more = shown.split_off(shown.len().min(most));
        std::iter::once(Block::Numbered(shown)).chain(more.into_iter().map(Block::Paragraph)).collect()
    }

    /// Goals and what became of them, overall change, whether it was worth it, what was decided.
    pub(super) fn own_words(&self) -> Vec<Block> {
        let mut facts: Vec<(&str, Vec<String>)> = Vec::new();
        if let Some(list) = self.checklist {
            let goals = self.goals(list);
            if !goals.is_empty() {
                facts.push((if goals.len() == 1 { "Goal" } else { "Goals" }, goals));
            }
        }
        if let Some(trial) = self.trial {
            facts.extend(self.ending(trial));
        }
        if facts.is_empty() {
            return vec![Block::text(report_sentence("no-words"))];
        }
        vec![Block::Facts(facts.into_iter().map(|(name, words)| (name.to_owned(), words)).collect())]
    }

    /// Each goal, a line of the person's, with what became of it.
    fn goals(&self, list: &Checklist) -> Vec<String> {
        let Some(goals) = &list.goals else { return Vec::new() };
        let ending = self
            .trial
            .map(|trial| &trial.ending)
            .filter(|ending| ending.on.is_none_or(|on| on <= self.as_of));
        let lines = goals.as_str().lines().map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.zip(1_u8..).map(|(line, number)| {
            let step = ending.and_then(|ending| ending.goals.get(&number));
            let step = step.map(|step| format!(": {}", step.label())).unwrap_or_default();
            format!("“{}”{step}.", self.short.own(line))
        });
        self.short.list(lines.collect(), GOALS)
    }

    fn ending(&self, trial: &Trial) -> Vec<(&'static str, Vec<String>)> {
        let ending = &trial.ending;
        let told = ending.on.is_none_or(|on| on <= self.as_of);
        let mut facts = Vec::new();
        if let Some(overall) = ending.overall.filter(|_| told) {
            facts.push(("Overall since day 1", vec![overall.label().to_owned()]));
        }
        if let Some(worth) = ending.worth.filter(|_| told) {
            facts.push(("Worth it", vec![format!("{} ({})", worth.label(), self.spent())]));
        }
        if let Some(stopped) = trial.stopped_by(self.as_of) {
            let text = stopped.text.as_ref();
            facts.extend(text.map(|text| ("On stopping", vec![self.quoted(text.as_str())])));
        }
        if let Some(decision) = trial.decision.as_ref().filter(|decision| decision.on <= self.as_of) {
            let why = decision.reason.as_ref().map(|why| format!(" {}", self.quoted(why.as_str())));
            facts.push((
                "Own decision",
                vec![format!(
                    "{}: {}.{}",
                    self.date(decision.on),
                    decision.choice.label(),
                    why.unwrap_or_default()
                )],
            ));
        }
        facts
    }

    fn quoted(&self, words: &str) -> String {
        format!("“{}”", self.short.own(words))
    }
}
