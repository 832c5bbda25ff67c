//! What is said of a visit that is written down, and of how far the visits have come with it.

use super::Known;
use crate::cli::Place;
use crate::content;
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::session::Session;
use crate::domain::trial::Trial;
use crate::domain::visits::adherence::figures;
use crate::domain::visits::{Visit, VisitState, visits_of};

/// A visit in a few words.
pub(in crate::cli) fn summary(session: &Session) -> String {
    let mut parts = vec!["visit".to_owned()];
    parts.extend(session.time.map(|time| time.format("%H:%M").to_string()));
    if let Some(done) = session.done() {
        parts.extend(done.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(done.techniques.iter().map(|technique| technique.label().to_owned()));
        let pains = [("before", done.pain_before), ("during", done.pain_during), ("after", done.pain_after)];
        parts.extend(pains.iter().filter_map(|(when, pain)| pain.map(|pain| format!("pain {when} {pain}"))));
    }
    parts.join(", ")
}

/// How far the visits have come with the saved day.
pub(in crate::cli) fn so_far(place: &Place, trial: &Trial, known: &Known, saved: Day) -> String {
    let date = saved.date;
    let mut days = known.days.clone();
    days.put(date, crate::domain::journal::Entry::Written(saved));
    let visits = visits_of(trial, &days, place.today());
    let adherence = figures(&visits);
    let short = match visits.on(date).find(|visit| visit.state == VisitState::Short) {
        Some(Visit { minutes: None, .. }) => " Without its minutes it counts as short; add --minutes.",
        Some(_) => " It was short, so it does not count as completed.",
        None => "",
    };
    let counted = format!("Visits {} of {}.{short}", adherence.completed, adherence.planned);
    // How many more are needed is nothing to say of a trial that was stopped.
    match trial.stopped_by(place.today()) {
        Some(stopped) => format!("{counted} The trial was stopped on {}.", shown(stopped.on, place.today())),
        None => format!("{counted} {}", content::reach_words(&adherence)),
    }
}
