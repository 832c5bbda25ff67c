//! Undo and redo of every change to the journal, step by step.

use super::change::{Change, Key};

/// What is taken back with one key: all of it or nothing.
pub type Step = Vec<Change>;

/// The steps since the program was opened.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Notes a step. What was undone before it cannot be done again.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// The last step, to be taken back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// The last step taken back, to be done again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }

    /// Forgets every step that touches a part of the journal: something else wrote into it, and
    /// taking back all of it would take that back too.
    pub fn forget(&mut self, key: Key) {
        let touches = |step: &Step| step.iter().any(|change| change.key() == key);
        self.done.retain(|step| !touches(step));
        self.undone.retain(|step| !touches(step));
    }

    /// Forgets what was taken back last: it was none of the person's.
    pub fn forget_last_undone(&mut self) {
        self.undone.pop();
    }

    /// How many steps can be taken back.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// Whether there is anything to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is anything to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;

    fn step(dates: &[&str]) -> Step {
        let day = |date: &str| Day::empty(date.parse().unwrap());
        dates.iter().map(|date| Change::day(day(date), day(date))).collect()
    }

    #[test]
    fn a_step_that_touches_what_is_no_longer_true_goes_as_a_whole() {
        let mut history = History::default();
        history.push(step(&["2026-11-12"]));
        history.push(step(&["2026-11-13", "2026-11-12"]));
        history.push(vec![Change::setup(None, None)]);
        history.push(step(&["2026-11-14"]));
        history.undo();
        history.forget(Key::Day("2026-11-12".parse().unwrap()));
        assert_eq!((history.depth(), history.can_redo()), (1, true));
        history.forget(Key::Plan);
        history.forget(Key::Day("2026-11-14".parse().unwrap()));
        assert!(!history.can_undo() && !history.can_redo());
    }
}
