//! Whether the trial's figures can be laid beside a person's own, and if not, what differs.

use crate::domain::checklist::{AgeBand, Site};
use crate::domain::trial::{DoseKind, STUDIED_WEEKS, Trial};
use crate::words_enum;

words_enum! {
    /// A condition of the trial of doses (Sherman et al., Ann Fam Med 2014;12:112-120) that is not met.
    Difference {
        /// Another place than the neck.
        Site = "site", "another place than the neck";
        /// Younger than 20 or older than 64.
        Age = "age", "another age";
        /// Not one of the doses that were found effective.
        Dose = "dose", "another dose";
        /// Another length than four weeks.
        Weeks = "weeks", "another length";
        /// A fit question answered with no.
        Fit = "fit", "another kind of pain or care";
        /// Massage for this pain in the three months before.
        RecentMassage = "recent-massage", "massage not long before";
        /// Not a first course.
        FollowUp = "follow-up", "a follow-up block";
    }
}

/// What differs from the people and doses of the trial; none where its figures apply as they are.
/// `fit` names the questions of fit.
pub fn applicability(trial: &Trial, fit: &[&str]) -> Vec<Difference> {
    let (plan, checklist) = (&trial.plan, &trial.checklist);
    let is_first = plan.follow_up.is_none();
    let conditions = [
        (Difference::Site, plan.site == Site::Neck),
        (Difference::Age, plan.age == AgeBand::From20To64),
        (Difference::Dose, !is_first || plan.dose.kind() == DoseKind::Studied),
        (Difference::Weeks, !is_first || plan.weeks == STUDIED_WEEKS),
        (Difference::Fit, !fit.iter().any(|id| checklist.answered(id) == Some(false))),
        (Difference::RecentMassage, checklist.recent_massage() != Some(true)),
        (Difference::FollowUp, is_first),
    ];
    conditions.into_iter().filter(|(_, holds)| !holds).map(|(difference, _)| difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{Checklist, Dated, RECENT_MASSAGE};
    use crate::domain::trial::{Ending, FollowUp, Steps, TrialId};
    use crate::kit::plan;

    #[test]
    fn each_condition_is_named_where_it_differs() {
        let plan = plan("60x2", 4);
        let id = TrialId::name(plan.start, plan.site, |_| false);
        let (begun, checklist) = (plan.start, Checklist::default());
        let trial =
            Trial { id, begun, checklist, plan, stopped: None, ending: Ending::default(), decision: None };
        let differs = |change: &dyn Fn(&mut Trial)| {
            let mut other = trial.clone();
            change(&mut other);
            applicability(&other, &["muscular"])
        };
        let answer = |value| Dated { value, on: trial.begun };
        assert_eq!(differs(&|_| {}), []);
        assert_eq!(differs(&|it| it.plan.site = Site::Hips), [Difference::Site]);
        assert_eq!(differs(&|it| it.plan.age = AgeBand::From65), [Difference::Age]);
        assert_eq!(differs(&|it| it.plan.dose = "60x1".parse().unwrap()), [Difference::Dose]);
        assert_eq!(differs(&|it| it.plan.weeks = 6), [Difference::Weeks]);
        let no_fit = |it: &mut Trial| {
            it.checklist.answers.insert("muscular".into(), answer(false));
        };
        assert_eq!(differs(&no_fit), [Difference::Fit]);
        let massage = |yes: bool| {
            differs(&|it| {
                it.checklist.answers.insert(RECENT_MASSAGE.to_owned(), answer(yes));
            })
        };
        assert_eq!(massage(true), [Difference::RecentMassage]);
        assert_eq!(massage(false), []);
        let block = |it: &mut Trial| {
            it.plan.follow_up = Some(FollowUp {
                follows: it.id.clone(),
                steps: Steps::weekly(),
                baseline_start: it.plan.start,
            });
        };
        assert_eq!(differs(&block), [Difference::FollowUp]);
    }
}
