//! The checklist before the start, its holds, and the gate that a trial passes through.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::drafts::Drafts;
use super::rows::{Compared, HOLD, Row};
use super::text::Words;
use crate::words_enum;

words_enum! {
    /// Where the pain is.
    Site {
        Neck = "neck", "Neck";
        Shoulders = "shoulders", "Shoulders";
        LowBack = "low-back", "Low back";
        Hips = "hips", "Hips";
        /// Somewhere else.
        Other = "other", "Somewhere else";
    }
}

words_enum! {
    /// Age band: the evidence covers adults of 20 to 64.
    AgeBand {
        /// Under 20 years.
        Under20 = "under-20", "Under 20";
        /// 20 to 64 years.
        From20To64 = "20-64", "20 to 64";
        /// 65 years or over.
        From65 = "65-plus", "65 or over";
    }
}

words_enum! {
    /// Whether a clinician knows of the trial.
    ClinicianInformed {
        Yes = "yes", "Yes";
        No = "no", "No";
        /// Not yet.
        WillDo = "will-do", "Not yet, but I will";
    }
}

words_enum! {
    /// A personal factor that shapes a plan. All are optional.
    Factor {
        /// Health conditions.
        Conditions = "conditions", "Health conditions";
        Lifestyle = "lifestyle", "Daily life";
        /// Pressure preference.
        Pressure = "pressure", "Pressure you like";
        Stress = "stress", "Stress";
        /// Support at home.
        Support = "support", "Help and support at home";
    }
}

words_enum! {
    /// The four parts of the checklist.
    Part {
        /// Does a course of massage fit this pain?
        Fit = "fit", "Fit";
        /// Is there anything to clear with a clinician first?
        Safety = "safety", "Safety";
        /// Can the person attend?
        Commitment = "commitment", "Commitment";
        /// Will the comparison be fair?
        Fair = "fair", "Fair comparison";
    }
}

words_enum! {
    /// What a yes to a question leads to. The label is said after a yes, never as a heading above
    /// the question.
    QuestionKind {
        /// Nothing: a statement that holds or not.
        Statement = "statement", "Statement";
        /// No hold: a yes is only remarked on.
        Remark = "remark", "Remark";
        /// A hold until a clinician has given a clearance.
        Clearance = "clearance", "Needs medical clearance first";
        /// A hold: a doctor has to look at it before any massage.
        RedFlag = "red-flag", "See a doctor before any massage";
        /// A hold that is an emergency: its level says which.
        Urgent = "urgent", "An emergency";
        /// No hold: something to tell the therapist.
        Tell = "tell", "Tell the therapist";
    }
}

impl QuestionKind {
    /// Whether a yes opens a hold.
    pub fn opens_hold(self) -> bool {
        match self {
            Self::Clearance | Self::RedFlag | Self::Urgent => true,
            Self::Statement | Self::Remark | Self::Tell => false,
        }
    }

    /// How pressing a hold of this kind is: more is more.
    fn pressing(self) -> u8 {
        match self {
            Self::Statement | Self::Remark | Self::Tell => 0,
            Self::Clearance => 1,
            Self::RedFlag => 2,
            Self::Urgent => 3,
        }
    }
}

/// What the rules need to know of a yes-or-no question; its words are in `assets/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its fixed name.
    pub id: String,
    /// The part it belongs to.
    pub part: Part,
    /// What a yes leads to.
    pub kind: QuestionKind,
}

/// An answer and the day it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated<T> {
    /// The answer.
    pub value: T,
    /// The journal day on which it was given.
    pub on: NaiveDate,
}

/// A clinician's word that settles a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearance {
    /// The day it was given.
    pub on: NaiveDate,
    /// Who gave it. Not known where it was recorded from the command line.
    pub by: Option<Words>,
    /// Limits that came with it.
    pub limits: Option<Words>,
}

/// How long before an answer a clearance may have been given (our convention).
pub const CLEARANCE_MONTHS: Months = Months::new(3);

/// Why a clearance cannot settle an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearanceError {
    /// It was given too long before the answer; it has to be asked anew.
    TooOld {
        /// The day it was given.
        on: NaiveDate,
        /// The first day that counts.
        from: NaiveDate,
    },
    /// Its day has not come.
    NotYet {
        /// The day that was given.
        on: NaiveDate,
    },
}

/// A safety matter that must be settled with a clinician before (more) massage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The checklist question, `visit` for one that a visit's discomfort opened, or the kind of an
    /// event.
    pub item: String,
    /// How strongly it is worded.
    pub kind: QuestionKind,
    /// The day it was opened.
    pub opened: NaiveDate,
    /// What closed it, if anything has.
    pub clearance: Option<Clearance>,
}

impl Row for Hold {
    fn likeness(&self, now: &Self) -> u8 {
        HOLD.likeness(|field| match field {
            "item" => Compared::of(Some(&self.item), Some(&now.item)),
            "opened" => Compared::of(Some(&self.opened), Some(&now.opened)),
            _ => Compared::Absent,
        })
    }
}

impl Hold {
    /// Whether nothing has closed it.
    pub fn is_open(&self) -> bool {
        self.clearance.is_none()
    }
}

/// The question whether there was massage for this pain in the three months before.
pub const RECENT_MASSAGE: &str = "recent-massage";

/// The item of a hold that a visit's discomfort opened.
pub const VISIT_HOLD: &str = "visit";
/// The item of a hold that was opened since pain was getting worse.
pub const WORSE_HOLD: &str = "getting-worse";
/// The most goals there can be, a line each.
pub const MOST_GOALS: usize = 3;

/// All that was answered, and the holds that came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checklist {
    /// Yes-or-no answers by question. An absent one is unanswered: nothing is pre-ticked.
    pub answers: BTreeMap<String, Dated<bool>>,
    /// Where the pain is.
    pub site: Option<Dated<Site>>,
    /// Age band.
    pub age: Option<Dated<AgeBand>>,
    /// Whether a clinician knows.
    pub clinician: Option<Dated<ClinicianInformed>>,
    /// Goals in the person's own words.
    pub goals: Option<Words>,
    /// What the person has tried so far.
    pub tried: Option<Words>,
    /// Personal factors.
    pub factors: BTreeMap<Factor, Words>,
    /// Holds, open and closed, in the order they were opened.
    pub holds: Vec<Hold>,
    /// Forms that were begun and are not finished. They count for nothing.
    pub drafts: Drafts,
}

impl Checklist {
    /// Answers a question. A yes that needs a clinician opens a hold, unless the same one is
    /// already open. A no on the day the hold was opened takes it back, as a slip of the finger;
    /// later only a clearance closes it.
    pub fn answer(&mut self, question: &Question, yes: bool, on: NaiveDate) {
        self.answers.insert(question.id.clone(), Dated { value: yes, on });
        if !question.kind.opens_hold() {
            return;
        }
        if yes {
            self.open_hold(&question.id, question.kind, on);
        } else {
            self.holds.retain(|hold| !(hold.item == question.id && hold.is_open() && hold.opened == on));
        }
    }

    /// Takes over what was said before of some questions, since nothing of them is new: each is
    /// answered on this day as it was then, with the clearances that settled it, as their limits hold
    /// on. What was not asked then is answered with no.
    pub fn nothing_new<'a>(
        &mut self,
        questions: impl IntoIterator<Item = &'a Question>,
        before: Option<&Self>,
        on: NaiveDate,
    ) {
        for question in questions {
            let Some(yes) = before.and_then(|before| before.answered(&question.id)) else {
                self.answer(question, false, on);
                continue;
            };
            self.answers.insert(question.id.clone(), Dated { value: yes, on });
            let of_question = |hold: &&Hold| hold.item == question.id && !hold.is_open();
            let settled = before.into_iter().flat_map(|before| before.holds.iter().filter(of_question));
            for hold in settled {
                if !self.holds.contains(hold) {
                    self.holds.push(hold.clone());
                }
            }
        }
    }

    /// Opens a hold. Where one for the same item is open already, it stays, and takes the new kind
    /// if that is more pressing.
    pub fn open_hold(&mut self, item: &str, kind: QuestionKind, on: NaiveDate) {
        match self.holds.iter_mut().find(|hold| hold.item == item && hold.is_open()) {
            Some(open) if open.kind.pressing() < kind.pressing() => open.kind = kind,
            Some(_) => {}
            None => self.holds.push(Hold { item: item.to_owned(), kind, opened: on, clearance: None }),
        }
    }

    /// The first day from which a clearance counts for the newest hold of an item: three months
    /// before the answer that it is about, as the person's state then was known. What opened without
    /// an answer, such as a visit, is newer than any word before it. `None` where there is no hold.
    pub fn clearance_counts_from(&self, item: &str) -> Option<NaiveDate> {
        let hold = self.holds.iter().rfind(|hold| hold.item == item)?;
        Some(match self.answers.get(item) {
            Some(answer) => answer.on.checked_sub_months(CLEARANCE_MONTHS).unwrap_or(NaiveDate::MIN),
            None => hold.opened,
        })
    }

    /// Whether a clearance of a date can settle an item, as of today.
    pub fn check_clearance(&self, item: &str, on: NaiveDate, today: NaiveDate) -> Result<(), ClearanceError> {
        match self.clearance_counts_from(item) {
            _ if on > today => Err(ClearanceError::NotYet { on }),
            Some(from) if on < from => Err(ClearanceError::TooOld { on, from }),
            Some(_) | None => Ok(()),
        }
    }

    /// Closes the open hold of an item. False where there is none.
    pub fn clear(&mut self, item: &str, clearance: Clearance) -> bool {
        match self.holds.iter_mut().find(|hold| hold.item == item && hold.is_open()) {
            Some(hold) => {
                hold.clearance = Some(clearance);
                true
            }
            None => false,
        }
    }

    /// The open hold of an item.
    pub fn open_hold_for(&self, item: &str) -> Option<&Hold> {
        self.open_holds().find(|hold| hold.item == item)
    }

    /// Holds that nothing has closed yet.
    pub fn open_holds(&self) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(|hold| hold.is_open())
    }

    /// Whether any hold is open.
    pub fn has_open_hold(&self) -> bool {
        self.open_holds().next().is_some()
    }

    /// Whether there was massage for this pain in the three months before, if it was answered.
    pub fn recent_massage(&self) -> Option<bool> {
        self.answered(RECENT_MASSAGE)
    }

    /// The answer to a question, if there is one.
    pub fn answered(&self, id: &str) -> Option<bool> {
        self.answers.get(id).map(|answer| answer.value)
    }

    /// The goals, a line each, at most three.
    pub fn goal_lines(&self) -> Vec<&str> {
        let lines = self.goals.iter().flat_map(|goals| goals.as_str().lines());
        lines.map(str::trim).filter(|line| !line.is_empty()).take(MOST_GOALS).collect()
    }

    /// Everything that keeps a trial from starting, in the order of the checklist.
    pub fn gate<'a>(&'a self, questions: impl IntoIterator<Item = &'a Question>) -> Vec<GateRefusal> {
        let unanswered = |part, item: &str| GateRefusal::Unanswered { part, item: item.to_owned() };
        let mut refusals: Vec<GateRefusal> = questions
            .into_iter()
            .filter(|question| !self.answers.contains_key(&question.id))
            .map(|question| unanswered(question.part, &question.id))
            .collect();
        for (part, item, missing) in [
            (Part::Fit, "site", self.site.is_none()),
            (Part::Fit, "age", self.age.is_none()),
            (Part::Fair, "clinician", self.clinician.is_none()),
        ] {
            if missing {
                refusals.push(unanswered(part, item));
            }
        }
        refusals.sort_by_key(|refusal| match refusal {
            GateRefusal::Unanswered { part, .. } => *part,
            GateRefusal::HoldOpen { .. } => Part::Safety,
        });
        refusals.extend(self.open_holds().map(|hold| GateRefusal::HoldOpen { item: hold.item.clone() }));
        refusals
    }
}

/// One thing that keeps a trial from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateRefusal {
    /// A question without an answer.
    Unanswered {
        /// The part it belongs to.
        part: Part,
        /// The question, or `site`, `age`, `clinician`.
        item: String,
    },
    /// A hold that nothing has closed.
    HoldOpen {
        /// What opened it.
        item: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::date;

    fn question(id: &str, kind: QuestionKind) -> Question {
        Question { id: id.into(), part: Part::Safety, kind }
    }

    #[test]
    fn a_yes_opens_one_hold_and_a_clearance_closes_it() {
        let mut list = Checklist::default();
        let burn = question("recent-burn", QuestionKind::Clearance);
        list.answer(&burn, true, date("2026-11-01"));
        list.answer(&burn, true, date("2026-11-02"));
        assert_eq!(list.holds.len(), 1);
        let clearance = Clearance { on: date("2026-11-03"), by: None, limits: None };
        assert!(list.clear("recent-burn", clearance.clone()));
        assert!(!list.has_open_hold());
        assert!(!list.clear("recent-burn", clearance));
        list.answer(&burn, true, date("2026-11-20"));
        assert_eq!((list.holds.len(), list.open_holds().count()), (2, 1));
    }

    #[test]
    fn nothing_new_keeps_what_was_said_with_its_clearance_and_answers_the_rest_with_no() {
        let (burn, fever) =
            (question("recent-burn", QuestionKind::Clearance), question("fever", QuestionKind::RedFlag));
        let mut before = Checklist::default();
        before.answer(&burn, true, date("2026-11-01"));
        let limits = super::super::text::Words::new("light pressure only").ok();
        before.clear("recent-burn", Clearance { on: date("2026-11-02"), by: None, limits });
        let mut list = Checklist::default();
        for _ in 0..2 {
            list.nothing_new([&burn, &fever], Some(&before), date("2026-12-10"));
            assert_eq!((list.answered("recent-burn"), list.answered("fever")), (Some(true), Some(false)));
            assert_eq!(list.holds, before.holds);
            assert!(list.gate([&burn, &fever]).iter().all(|refusal| {
                matches!(refusal, GateRefusal::Unanswered { item, .. } if item != "recent-burn" && item != "fever")
            }));
        }
        let mut alone = Checklist::default();
        alone.nothing_new([&burn], None, date("2026-12-10"));
        assert_eq!((alone.answered("recent-burn"), alone.holds.len()), (Some(false), 0));
    }

    #[test]
    fn a_no_takes_a_hold_back_on_its_own_day_only() {
        let mut list = Checklist::default();
        let fever = question("fever", QuestionKind::RedFlag);
        list.answer(&fever, true, date("2026-11-01"));
        list.answer(&fever, false, date("2026-11-01"));
        assert!(list.holds.is_empty());
        list.answer(&fever, true, date("2026-11-01"));
        list.answer(&fever, false, date("2026-11-02"));
        assert!(list.has_open_hold());
    }

    #[test]
    fn a_more_pressing_kind_raises_an_open_hold_and_a_lesser_one_leaves_it() {
        let mut list = Checklist::default();
        list.open_hold(VISIT_HOLD, QuestionKind::RedFlag, date("2026-11-01"));
        list.open_hold(VISIT_HOLD, QuestionKind::Urgent, date("2026-11-02"));
        list.open_hold(VISIT_HOLD, QuestionKind::RedFlag, date("2026-11-03"));
        assert_eq!(list.holds.len(), 1);
        assert_eq!((list.holds[0].kind, list.holds[0].opened), (QuestionKind::Urgent, date("2026-11-01")));
    }

    #[test]
    fn a_clearance_counts_from_three_months_before_the_answer() {
        let mut list = Checklist::default();
        let burn = question("recent-burn", QuestionKind::Clearance);
        list.answer(&burn, true, date("2026-11-20"));
        let check = |list: &Checklist, item, on| list.check_clearance(item, date(on), date("2026-11-25"));
        assert_eq!(check(&list, "recent-burn", "2026-08-20"), Ok(()));
        assert_eq!(check(&list, "recent-burn", "2026-11-25"), Ok(()));
        let (on, from) = (date("2026-08-19"), date("2026-08-20"));
        assert_eq!(check(&list, "recent-burn", "2026-08-19"), Err(ClearanceError::TooOld { on, from }));
        let on = date("2026-11-26");
        assert_eq!(check(&list, "recent-burn", "2026-11-26"), Err(ClearanceError::NotYet { on }));
        list.open_hold(VISIT_HOLD, QuestionKind::RedFlag, date("2026-11-22"));
        let (on, from) = (date("2026-11-21"), date("2026-11-22"));
        assert_eq!(check(&list, VISIT_HOLD, "2026-11-21"), Err(ClearanceError::TooOld { on, from }));
        assert_eq!(check(&list, VISIT_HOLD, "2026-11-22"), Ok(()));
        assert_eq!(check(&list, "unknown", "2020-01-01"), Ok(()));
    }

    #[test]
    fn the_gate_names_every_unanswered_question_and_open_hold() {
        let questions = [question("a", QuestionKind::Clearance), question("b", QuestionKind::Tell)];
        let mut list = Checklist::default();
        assert_eq!(list.gate(&questions).len(), 5);
        for asked in &questions {
            list.answer(asked, true, date("2026-11-01"));
        }
        list.site = Some(Dated { value: Site::Neck, on: date("2026-11-01") });
        list.age = Some(Dated { value: AgeBand::From65, on: date("2026-11-01") });
        list.clinician = Some(Dated { value: ClinicianInformed::No, on: date("2026-11-01") });
        assert_eq!(list.gate(&questions), vec![GateRefusal::HoldOpen { item: "a".into() }]);
    }
}
