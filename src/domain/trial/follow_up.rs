//! A block after a success, at fewer visits: does the gain hold? Steps take the place of weekdays.

use chrono::NaiveDate;

use super::id::TrialId;

/// The longest treatment of steps, in days: 12 weeks, as with weekdays, so that a block stays
/// bounded and is looked at again (our convention).
pub const STEPS_DAYS: u64 = 84;
/// The most days between two visits of a step (our convention).
const MOST_EVERY: u8 = 28;

/// So many visits, so many days from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Days from one visit to the next, 1 to 28.
    pub every: u8,
    /// How many visits, 1 to 84.
    pub visits: u8,
}

/// The steps of a follow-up block, one after another from day 1 on: at least one visit, at most 84
/// days in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps(Vec<Step>);

/// Steps that cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepsError {
    /// Not of the form `7x6` or `5x4,14x3`.
    #[error("steps are written like 7x6 (every 7 days, 6 visits) or 5x4,14x3, not “{0}”")]
    Form(String),
    /// A number out of range.
    #[error("a step is every 1 to {MOST_EVERY} days, with 1 visit or more; not {every}x{visits}")]
    Range {
        /// Days between two visits.
        every: i64,
        /// How many visits.
        visits: i64,
    },
    /// Too long in all.
    #[error("these steps take {0} days; a block is at most {STEPS_DAYS} days, so that it is looked at again")]
    TooLong(u64),
}

impl Steps {
    /// Weekly, six visits: the dose of Cook et al., Spine J 2015;15:2206-15.
    pub fn weekly() -> Self {
        Self(vec![Step { every: 7, visits: 6 }])
    }

    /// Every five days four times, then every fourteen days three times: the example of the source
    /// article.
    pub fn taper() -> Self {
        Self(vec![Step { every: 5, visits: 4 }, Step { every: 14, visits: 3 }])
    }

    /// Takes steps as pairs of days between visits and number of visits.
    pub fn new(pairs: &[(i64, i64)]) -> Result<Self, StepsError> {
        let mut steps = Vec::new();
        for (every, visits) in pairs {
            let range = StepsError::Range { every: *every, visits: *visits };
            let (Ok(days), Ok(count)) = (u8::try_from(*every), u8::try_from(*visits)) else {
                return Err(range);
            };
            if !(1..=MOST_EVERY).contains(&days) || count == 0 {
                return Err(range);
            }
            steps.push(Step { every: days, visits: count });
        }
        let all = Self(steps);
        match all.days() {
            0 => Err(StepsError::Form(String::new())),
            days if days > STEPS_DAYS => Err(StepsError::TooLong(days)),
            _ => Ok(all),
        }
    }

    /// The steps.
    pub fn as_slice(&self) -> &[Step] {
        &self.0
    }

    /// Days of treatment: the sum of days x visits.
    pub fn days(&self) -> u64 {
        let days = |step: &Step| u64::from(step.every).saturating_mul(u64::from(step.visits));
        self.0.iter().map(days).fold(0, u64::saturating_add)
    }

    /// How many visits in all.
    pub fn visits(&self) -> u32 {
        self.0.iter().map(|step| u32::from(step.visits)).fold(0, u32::saturating_add)
    }

    /// Days from day 1 to each visit, the first being 0.
    pub fn offsets(&self) -> Vec<u64> {
        let gaps = self.0.iter().flat_map(|step| std::iter::repeat_n(step.every, usize::from(step.visits)));
        gaps.scan(0_u64, |next, gap| {
            let offset = *next;
            *next = next.saturating_add(u64::from(gap));
            Some(offset)
        })
        .collect()
    }
}

impl std::str::FromStr for Steps {
    type Err = StepsError;

    /// Reads `7x6` or `5x4,14x3`.
    fn from_str(text: &str) -> Result<Self, StepsError> {
        let wrong = || StepsError::Form(text.trim().to_owned());
        let pair = |part: &str| {
            let (every, visits) = part.split_once(['x', 'X', '×'])?;
            Some((every.trim().parse().ok()?, visits.trim().parse().ok()?))
        };
        let pairs: Option<Vec<(i64, i64)>> = text.trim().split(',').map(pair).collect();
        Self::new(&pairs.ok_or_else(wrong)?).map_err(|error| match error {
            StepsError::Form(_) => wrong(),
            StepsError::Range { .. } | StepsError::TooLong(_) => error,
        })
    }
}

impl std::fmt::Display for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}x{}", step.every, step.visits)?;
        }
        Ok(())
    }
}

/// What makes a plan a follow-up block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The trial before.
    pub follows: TrialId,
    /// When the visits are.
    pub steps: Steps,
    /// Day 1 of the first trial of the chain: the seven days before it are the baseline that this
    /// block is judged against.
    pub baseline_start: NaiveDate,
}

impl FollowUp {
    /// Weeks of treatment, begun ones counted whole, 1 to 12.
    pub fn weeks(&self) -> u8 {
        u8::try_from(self.steps.days().div_ceil(7)).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_each_other_from_day_1_on() {
        let taper: Steps = "5x4, 14x3".parse().unwrap();
        assert_eq!(taper, Steps::taper());
        assert_eq!(taper.offsets(), [0, 5, 10, 15, 20, 34, 48]);
        assert_eq!((taper.days(), taper.visits(), taper.to_string()), (62, 7, "5x4,14x3".to_owned()));
        assert_eq!(Steps::weekly().offsets(), [0, 7, 14, 21, 28, 35]);
        assert_eq!(Steps::weekly().days(), 42);
    }

    #[test]
    fn steps_that_make_no_block_are_refused() {
        for text in ["", "x", "7", "7x", "0x3", "7x0", "29x1", "7x6,", "300x1", "-7x6", "7x13"] {
            assert!(text.parse::<Steps>().is_err(), "{text}");
        }
        assert_eq!("7x12".parse::<Steps>().unwrap().days(), STEPS_DAYS);
        assert_eq!("14x7".parse::<Steps>().unwrap_err(), StepsError::TooLong(98));
        assert!(Steps::new(&[]).is_err());
    }
}
