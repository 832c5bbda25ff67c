//! One more visit on a day that has one: another, or the same? Each that took place counts, so it
//! is never taken without a word.

use chrono::NaiveDate;

use super::session::{Options, summary};
use super::{Failure, question};
use crate::domain::calendar::parse_time;
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::session::Session;

/// How often a time of day is asked for.
const TRIES: usize = 3;

/// Which visit it is: the place of the one it changes, or none for one more; and the visit.
///
/// # Errors
/// Where that is not said and cannot be asked, or the answer is none.
pub(super) fn which(
    options: &Options,
    day: &Day,
    session: Session,
    today: NaiveDate,
) -> Result<(Option<usize>, Session), Failure> {
    let date = shown(day.date, today);
    let done: Vec<(usize, &Session)> =
        day.sessions.iter().enumerate().filter(|(_, visit)| visit.done().is_some()).collect();
    let (same, another) = options.said();
    if same {
        return changed(options, &done, &session, &date);
    }
    // One that is planned there is the one that took place; two times of day tell two visits apart.
    let is_planned = day.sessions.iter().any(Session::is_planned);
    let are_told_apart = session.time.is_some() && done.iter().all(|(_, visit)| visit.time.is_some());
    if done.is_empty() || is_planned || are_told_apart {
        return Ok((None, session));
    }
    if another && session.time.is_some() {
        return Ok((None, session));
    }
    let there: Vec<String> = done.iter().map(|(_, visit)| in_short(visit)).collect();
    let there = format!("there is a visit on {date} already ({})", there.join("; "));
    if !question::can_be_asked() {
        if another {
            return Err(Failure::Usage(format!(
                "{there}; for another one say with --time when it began, so that they can be told apart"
            )));
        }
        let time = if session.time.is_some() { "--another" } else { "--another and its --time" };
        return Err(Failure::Usage(format!(
            "{there}; if this is another one, add {time}; if it is the same one, add --same to change it"
        )));
    }
    let answer = if another {
        "a".to_owned()
    } else {
        question::ask(&format!(
            "{}.\nIs it the same one, or another one? s the same, a another, Enter neither: ",
            crate::domain::text::capital(&there)
        ))
    };
    match answer.as_str() {
        "s" | "same" | "the same" => changed(options, &done, &session, &date),
        "a" | "another" if session.time.is_some() => Ok((None, session)),
        "a" | "another" => Ok((None, Session { time: Some(time()?), ..session })),
        _ => Err(question::nothing_written()),
    }
}

/// The visit that is meant, changed: the only one of the day, or the one at that time.
fn changed(
    options: &Options,
    done: &[(usize, &Session)],
    session: &Session,
    date: &str,
) -> Result<(Option<usize>, Session), Failure> {
    let mut at_that_time =
        done.iter().filter(|(_, visit)| session.time.is_some() && visit.time == session.time);
    let found = match (done, at_that_time.next()) {
        ([one], _) | (_, Some(one)) => one,
        ([], None) => {
            return Err(Failure::Usage(format!(
                "--same: no visit that took place is written on {date} yet; leave --same out"
            )));
        }
        (several, None) => {
            return Err(Failure::Usage(format!(
                "--same: {date} has {} visits; say with --time which one, by the time it began",
                several.len()
            )));
        }
    };
    Ok((Some(found.0), options.onto(found.1)))
}

fn time() -> Result<chrono::NaiveTime, Failure> {
    for _ in 0..TRIES {
        let answer = question::ask("When did it begin, such as 17:30? ");
        if answer.is_empty() {
            break;
        }
        if let Some(time) = parse_time(&answer) {
            return Ok(time);
        }
        super::output::line(&format!("“{answer}” is not a time of day."));
    }
    Err(question::nothing_written())
}

/// A visit in a few words, for telling it from another.
fn in_short(visit: &Session) -> String {
    let words = summary(visit);
    words.strip_prefix("visit, ").map_or_else(|| "without a time".to_owned(), str::to_owned)
}
