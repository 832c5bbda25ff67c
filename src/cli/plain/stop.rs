//! `weekfive stop` in plain mode: why, in words too, and whether it is meant.

use super::super::stop::{Options, stop as end};
use super::super::{Failure, Place};
use super::{Ended, Lines, Question, Refused, Talk, read, run};
use crate::content::{self, plain};
use crate::domain::calendar::long_date;
use crate::domain::text::{Words, capital};
use crate::domain::trial::StopReason;

/// A stop on its way.
pub struct Stopping {
    place: Place,
    reason: Option<StopReason>,
    why: Option<Words>,
    is_stopped: bool,
}

impl Talk for Stopping {
    fn questions(&self) -> Vec<Question<Self>> {
        let take = |talk: &mut Self, reason: StopReason| {
            talk.reason = Some(reason);
            Ok(vec![format!("{}.", capital(reason.label()))])
        };
        let asked = plain::ask("stop-reason");
        let reason = Question::one_of("reason", asked, "a number or a word", self.reason, take);
        let (prompt, help) = plain::ask("stop-why");
        let why = Question::in_own_words("why", prompt, |talk: &mut Self, answer: &str| {
            talk.why = super::start::words_or_none(answer)?;
            Ok(vec!["Kept.".to_owned()])
        })
        .helped(help)
        .standing(self.why.as_ref().map(|why| why.first_line().to_owned()));
        let (prompt, help) = plain::ask("stop-sure");
        let prompt = prompt.replace("{date}", &long_date(self.place.today()));
        let sure = Question::new("sure", prompt, "yes or no", |talk: &mut Self, answer: &str| {
            if !read::yes_no(answer)? {
                return Ok(vec![plain::line("not-stopped").to_owned()]);
            }
            let Some(reason) = talk.reason else { return Ok(Vec::new()) };
            let lines =
                end(&talk.place, &Options::because(reason, talk.why.clone())).map_err(
                    |failure| match failure {
                        Failure::Usage(words) => Refused::Not(words),
                        failure @ (Failure::Read(_)
                        | Failure::Write(_)
                        | Failure::Terminal(_)
                        | Failure::Mistake { .. }) => Refused::Broken(failure),
                    },
                )?;
            talk.is_stopped = true;
            Ok(lines)
        })
        .helped(help);
        vec![reason, why, sure]
    }
}

/// Asks, and stops the trial where it is meant.
///
/// # Errors
/// There is no trial to stop, or a file cannot be read or written.
pub fn stop(place: &Place, lines: &mut dyn Lines) -> Result<(), Failure> {
    let trial = super::super::stop::to_stop(place)?;
    for line in content::open_hold_lines(&trial.checklist) {
        lines.say(&line);
    }
    lines.say(plain::line("stop"));
    let mut talk = Stopping { place: place.clone(), reason: None, why: None, is_stopped: false };
    if run(lines, &mut talk)? == Ended::Stopped && !talk.is_stopped {
        lines.say(plain::line("not-stopped"));
    }
    Ok(())
}
