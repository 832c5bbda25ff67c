//! The second part: every rule, every visit, every day, and a person's words at their whole length. Only
//! what was asked for is in it.

use super::Told;
use super::delivered::PRIVATE;
use crate::content::{self, decided, report_label, report_sentence};
use crate::domain::checkin::DayState;
use crate::domain::checklist::{Checklist, Factor, QuestionKind};
use crate::domain::day::{Day, Days};
use crate::domain::decision::Verdict;
use crate::domain::fields::{self, Field};
use crate::domain::measure::Ndi;
use crate::domain::score::Score;
use crate::domain::session::{Done, Session};
use crate::domain::text::Words;
use crate::domain::text::capital;
use crate::domain::trial::Plan;
use crate::domain::visits::Visit;
use crate::domain::visits::around::around_visits;
use crate::export::blocks::{Block, Table};
use crate::export::decision_blocks::rule_lines;

impl<D: Days> Told<'_, D> {
    /// The second part with what was asked for; nothing where nothing was.
    pub(super) fn part_two(&self) -> Vec<Block> {
        let mut parts = Vec::new();
        if self.contents.all {
            parts.extend(self.rules());
            parts.extend(self.all_visits());
            parts.extend(self.after_visits());
            parts.extend(self.whole_words());
        }
        if self.contents.all || self.contents.all_answers {
            parts.extend(self.checklist.map(|list| self.answered(list)).unwrap_or_default());
        }
        if self.contents.all {
            parts.extend(self.all_days());
        }
        if self.contents.notes {
            parts.extend(self.notes());
        }
        if self.contents.all && self.trial.is_some() {
            parts.push(Block::Subheading("Sources".to_owned()));
            parts.push(Block::List(self.sources()));
        }
        if parts.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![
            Block::NewPage,
            Block::heading(report_label(if self.contents.all { "part-two" } else { "more" })),
        ];
        blocks.extend(parts);
        blocks
    }

    fn rules(&self) -> Vec<Block> {
        let Some((trial, assessment)) = self.trial.zip(self.assessment.as_ref()) else { return Vec::new() };
        let decision = &assessment.decision;
        let rules = Block::Subheading("The rules".to_owned());
        if decision.verdict == Verdict::NotYet || decision.waits_for_today() {
            let lines = decided::rules_to_come(&trial.plan).into_iter().map(|rule| rule.text).collect();
            return vec![rules, Block::List(lines)];
        }
        let mut blocks = vec![rules, Block::List(rule_lines(trial, decision))];
        let reasons = decided::reasons_in_words(decision);
        if !reasons.is_empty() {
            blocks.extend([Block::text(decided::firmness_in_words(decision)), Block::List(reasons)]);
        }
        blocks.extend([Block::Subheading("How sure".to_owned()), Block::List(self.certainty(decision))]);
        blocks.extend([
            Block::Subheading("The ratings that are compared".to_owned()),
            Block::List(decided::rating_lines(trial, decision)),
        ]);
        blocks
    }

    fn all_visits(&self) -> Vec<Block> {
        if self.visits.is_empty() {
            return Vec::new();
        }
        let mut visits: Vec<&Visit> = self.visits.iter().filter(|visit| visit.date <= self.as_of).collect();
        // Of one day in the order of their times, those without a time last.
        visits.sort_by_key(|visit| (visit.date, visit.time.is_none(), visit.time, visit.session));
        let rows = visits.into_iter().map(|visit| self.visit_row(visit)).collect();
        let head = [
            "Date",
            "Time",
            "Visit",
            "Minutes",
            "Therapist",
            "Techniques",
            "Pressure",
            "Pain before, during, after",
            "Discomfort",
        ];
        vec![
            Block::Subheading("Every visit".to_owned()),
            Block::table("The visits, by their dates", head, rows),
        ]
    }

    /// Pain by how long ago the last visit was, then around visits of one kind: described, and said to prove
    /// nothing.
    fn after_visits(&self) -> Option<Block> {
        let (first, last) = self.plan().map_or(self.range, Plan::treatment_window);
        let found = around_visits(self.days, first, last.min(self.as_of));
        if found.following.after.iter().all(Option::is_none) {
            return None;
        }
        let rows = content::follows_rows(&found).into_iter().map(|row| [capital(&row.name), row.words]);
        let caption = format!("What follows a visit: mean pain. {}", self.sentence("after-visits", &[]));
        Some(Block::table(caption.trim_end_matches('.'), ["", "Mean pain"], rows.collect()))
    }

    fn visit_row(&self, visit: &Visit) -> [String; 9] {
        let session = visit.session(self.days);
        let mut state = visit.state.label().to_owned();
        if visit.is_extra() && self.trial.is_some() {
            state.push_str(", outside the plan");
        }
        if let Some(reason) = visit.reason {
            state = format!("{state}: {}", reason.label());
        }
        let done = session.and_then(Session::done);
        let scores = |done: &Done| {
            let all = [done.pain_before, done.pain_during, done.pain_after];
            let shown = |score: Option<Score>| score.map_or("–".to_owned(), |score| score.to_string());
            if all.iter().all(Option::is_none) { String::new() } else { all.map(shown).join(", ") }
        };
        let words = |of: &dyn Fn(&Done) -> String| done.map(of).unwrap_or_default();
        [
            self.date(visit.date),
            visit.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
            state,
            visit.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            session.and_then(|it| it.therapist.as_ref()).map(Words::to_string).unwrap_or_default(),
            words(&|it| it.techniques.iter().map(|one| one.label()).collect::<Vec<_>>().join(", ")),
            words(&|it| it.pressure.map(|one| one.label().to_owned()).unwrap_or_default()),
            words(&scores),
            words(&|it| it.discomfort.iter().map(|one| one.label()).collect::<Vec<_>>().join(", ")),
        ]
    }

    /// Whatever the page may have shortened, whole.
    fn whole_words(&self) -> Vec<Block> {
        let mut lines: Vec<String> = Vec::new();
        for (hold, _) in self.holds() {
            let given = hold.clearance.as_ref().filter(|given| given.on <= self.as_of);
            let Some(given) = given else { continue };
            let by = given.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let limits = given.limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
            let item = content::short_label(&hold.item);
            lines.push(format!("{item}, clearance of {}{by}{limits}", self.date(given.on)));
        }
        for (date, event) in self.events() {
            let name = content::event(event.kind.id()).map_or(event.kind.id(), |it| it.label.as_str());
            let text = event.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            lines.push(format!("{}, {name}, {}{text}", self.date(date), event.severity.label()));
        }
        for (date, change) in self.changes() {
            lines.push(format!(
                "{}, {}: {}",
                self.date(date),
                change.kind.label().to_lowercase(),
                change.text
            ));
        }
        let goals = self.checklist.and_then(|list| list.goals.as_ref());
        lines.extend(goals.map(|goals| format!("Goals: {goals}")));
        if let Some(trial) = self.trial {
            let stopped = trial.stopped_by(self.as_of).and_then(|stopped| stopped.text.as_ref());
            lines.extend(stopped.map(|text| format!("On stopping: {text}")));
            let decided = trial.decision.as_ref().filter(|decision| decision.on <= self.as_of);
            let why = decided.and_then(|decision| decision.reason.as_ref());
            lines.extend(why.map(|why| format!("On the own decision: {why}")));
        }
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Block::Subheading("Words at their whole length".to_owned()), Block::List(lines)]
    }

    /// The answers of the checklist that matter to a clinician, or all of them where that was asked for.
    fn answered(&self, list: &Checklist) -> Vec<Block> {
        let all = self.contents.all_answers;
        let mut answers = Vec::new();
        for text in content::all_questions() {
            let Some(answer) = list.answers.get(&text.rule.id) else { continue };
            let told = match text.rule.kind {
                QuestionKind::Statement => !answer.value,
                QuestionKind::Remark
                | QuestionKind::Clearance
                | QuestionKind::RedFlag
                | QuestionKind::Urgent
                | QuestionKind::Tell => answer.value && text.rule.id != PRIVATE,
            };
            if told || all {
                let yes = if answer.value { "yes" } else { "no" };
                answers.push(format!("{} {yes} ({})", text.question, self.date(answer.on)));
            }
        }
        if all {
            let factor = |factor: &Factor| Some(format!("{}: {}", factor.label(), list.factors.get(factor)?));
            answers.extend(Factor::ALL.iter().filter_map(factor));
            answers.extend(list.tried.as_ref().map(|tried| format!("Tried so far: {tried}")));
        }
        if answers.is_empty() {
            return Vec::new();
        }
        let heading = if all { "The checklist" } else { "From the checklist" };
        vec![Block::Subheading(heading.to_owned()), Block::List(answers)]
    }

    fn all_days(&self) -> Vec<Block> {
        let kept: Vec<&Field> = fields::followed()
            .filter(|field| self.written().any(|day| field.get(&day.checkin).is_some()))
            .collect();
        let row = |day: &Day| {
            let checkin = &day.checkin;
            let pain = checkin.pain().map(|pain| pain.to_string()).unwrap_or_default();
            let pain = match day.state(self.day_end) {
                DayState::Rated => pain,
                DayState::Late => format!("{pain} (late)"),
                DayState::Skipped => "skipped".to_owned(),
                DayState::Blank => String::new(),
            };
            let ndi = checkin.ndi.as_ref().and_then(Ndi::score).map(decided::number);
            let markers = checkin.markers.iter().map(|(name, value)| format!("{name} {value}"));
            let function: Vec<String> =
                ndi.map(|score| format!("NDI {score}")).into_iter().chain(markers).collect();
            let medicine = checkin.extra_medicine.map(|yes| if yes { "yes" } else { "no" });
            let number = self.plan().map(|plan| plan.day_number(day.date).to_string());
            let mut row = vec![self.date(day.date), number.unwrap_or_default(), pain];
            row.extend(
                kept.iter()
                    .map(|field| field.get(checkin).map(|value| value.to_string()).unwrap_or_default()),
            );
            row.extend([medicine.unwrap_or_default().to_owned(), function.join(", ")]);
            row
        };
        let head = ["Date", "Day", "Pain"].into_iter().chain(kept.iter().map(|field| field.short));
        let head = head.chain(["Extra medicine", "Function"]).map(str::to_owned).collect();
        vec![
            Block::Subheading("Day by day".to_owned()),
            Block::Table(Table {
                caption: report_sentence("day-list").trim_end_matches('.').to_owned(),
                head,
                rows: self.written().map(row).collect(),
            }),
        ]
    }

    fn notes(&self) -> Vec<Block> {
        let mut notes: Vec<String> = Vec::new();
        for day in self.written() {
            let date = self.date(day.date);
            let mut add = |words: Option<&Words>| notes.extend(words.map(|words| format!("{date}: {words}")));
            add(day.checkin.note.as_ref());
            add(day.checkin.skipped());
            for session in &day.sessions {
                session.words().for_each(|words| add(Some(words)));
            }
        }
        if notes.is_empty() {
            return Vec::new();
        }
        vec![Block::Subheading("Notes".to_owned()), Block::List(notes)]
    }
}
