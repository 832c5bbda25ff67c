//! What another program changes while the screen is open: which files are looked at again and
//! when, and what becomes of what is found.
//!
//! Nothing runs for it. Right after a frame is drawn the files it shows are looked at, at most so
//! often, so that a key never waits for a disk. On Week five they are looked at before a frame, since
//! a verdict stands on it, and before a key is taken too, since a key there can write it down.
//! What the person has in hand (a note half written, an entry that is not on disk yet) is left to
//! its own save, which merges or asks.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::action::{Action, View};
use super::change::{Key, Standing};
use super::cx::cx;
use super::dialog::Dialog;
use super::effect::Read;
use super::{App, Effect, Journal, Leaving, tabs};
use crate::content::notice;
use crate::domain::bounds::within;
use crate::domain::calendar::short_date;
use crate::domain::day::{Days, Known};
use crate::domain::journal::{DayBook, Entry};
use crate::domain::trial::TrialId;

/// How long what was looked at counts as known at least, while the same is shown.
const KNOWN_FOR: TimeDelta = TimeDelta::milliseconds(100);
/// How long that is at most, while looking is quick: within a second everything is seen.
const KNOWN_AT_MOST: TimeDelta = TimeDelta::milliseconds(900);
/// Many files cost a hundredth of the time, as long as they are looked at within that second.
const TIMES_AS_LONG: i32 = 99;
/// On a slow disk a tenth of the time at most goes by with looking.
const TIMES_AS_LONG_AT_LEAST: i32 = 9;

/// How long a look that took so long counts as known.
fn known_for(took: TimeDelta) -> TimeDelta {
    let times = |times| took.checked_mul(times).unwrap_or(KNOWN_AT_MOST);
    within(times(TIMES_AS_LONG), KNOWN_FOR, KNOWN_AT_MOST).max(times(TIMES_AS_LONG_AT_LEAST))
}

/// What a screen shows, as far as it stands in files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The journal's day.
    pub today: NaiveDate,
    /// The trial in memory. `None` where there is none.
    pub trial: Option<TrialId>,
    /// Whether journal, trial and checklist are to be looked at: not while the person changes them.
    pub with_trial: bool,
    /// Whether any of these could not be read, so that they are read again at each look.
    pub has_problems: bool,
    /// Other trials.
    pub others: Vec<TrialId>,
    /// Days, first and last included; no day twice.
    pub days: Vec<(NaiveDate, NaiveDate)>,
    /// Days among these that the person has in hand.
    pub in_hand: BTreeSet<NaiveDate>,
}

/// What was found on a look at the files: only what is not as it was at the look before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The journal's own file is gone, and the folder with it or emptied. Nothing else was looked at.
    pub gone: bool,
    /// The journal as its files say now, without days. `None` where none of them changed.
    pub journal: Option<Box<Journal>>,
    /// Whether another trial's file changed.
    pub others: bool,
    /// Each day whose file changed; one without a file as an empty day.
    pub days: Vec<(NaiveDate, Entry)>,
    /// How long it took to look.
    pub took: TimeDelta,
}

/// What is known of the files behind the screen.
#[derive(Debug, Clone, Default)]
pub struct Watching {
    /// What was looked at last, for which view, and when.
    last: Option<(View, Shown, DateTime<FixedOffset>)>,
    /// How long that counts as known, by the time it took.
    known_for: TimeDelta,
    /// Whether something is being taken in that was done on the last frame drawn.
    acting: bool,
    /// Whether that frame turned out to be no longer true, on a view that a verdict stands on.
    outdated: bool,
    /// Whether a look has changed what is shown since a frame was drawn.
    has_news: bool,
    /// What the next frame says of it.
    untold: Vec<String>,
    /// Whether the journal's folder is gone.
    gone: bool,
}

/// What the screen shows now.
pub fn shown(app: &App) -> Shown {
    let trial = app.journal.trial.as_ref();
    let mut wanted = App::first_ranges(trial, app.today);
    let tabs::Shows { days: on_tab, trials: others } = tabs::shows(app);
    wanted.extend(on_tab);
    let mut known = DayBook::default();
    let mut days = Vec::new();
    for (first, last) in wanted {
        days.extend(known.not_read(first, last));
        known.mark_read(first, last);
    }
    let has_unsaved = app.on_disk.trial != app.journal.trial || app.on_disk.setup != app.journal.setup;
    let mut in_hand = tabs::in_hand(app);
    in_hand.days.extend(app.on_disk.days.keys());
    Shown {
        today: app.today,
        trial: trial.map(|trial| trial.id.clone()),
        with_trial: !has_unsaved && !in_hand.plan,
        has_problems: !app.journal.problems.is_empty(),
        others,
        days,
        in_hand: in_hand.days,
    }
}

/// The look that is due before something is taken in that was done on the last frame.
pub(super) fn before_acting(app: &mut App, day_turned: bool) -> Vec<Effect> {
    app.watching.acting = true;
    if !tabs::stands_on_figures(app) {
        return Vec::new();
    }
    app.watching.outdated |= day_turned;
    look(app)
}

/// What is due before a frame is drawn, a look where a verdict stands on it. Whoever acts next has seen that frame.
pub(super) fn before_drawing(app: &mut App) -> Vec<Effect> {
    app.watching.acting = false;
    app.watching.outdated = false;
    app.watching.has_news = false;
    for words in std::mem::take(&mut app.watching.untold) {
        add_words(app, words);
    }
    if tabs::stands_on_figures(app) { look(app) } else { Vec::new() }
}

/// Whether a look has found something else than what the last frame shows.
pub fn has_news(app: &App) -> bool {
    app.watching.has_news
}

/// The look that is due once a frame was drawn.
pub(super) fn after_drawing(app: &mut App) -> Vec<Effect> {
    look(app)
}

/// Whoever comes back to the screen may have been in an editor: the next look is due at once.
pub(super) fn come_back(app: &mut App) {
    app.watching.last = None;
}

fn look(app: &mut App) -> Vec<Effect> {
    // What waits to be saved is merged by its save; what a question is about stays as it was asked.
    let waits = app.saving.pending > 0
        || app.leaving != Leaving::No
        || matches!(app.dialog, Some(Dialog::Question(_)));
    if waits {
        return Vec::new();
    }
    let shown = shown(app);
    let is_known = app.watching.last.as_ref().is_some_and(|(view, looked_at, at)| {
        let age = app.now.signed_duration_since(*at);
        *view == app.view
            && *looked_at == shown
            && age >= TimeDelta::zero()
            && age < KNOWN_FOR.max(app.watching.known_for)
    });
    if is_known {
        return Vec::new();
    }
    app.watching.last = Some((app.view, shown.clone(), app.now));
    vec![Effect::Read(Read::Again(Box::new(shown)))]
}

/// Whether an action on Week five was asked for on a verdict that is no longer the one on the
/// screen. It is not done then; what stands there now is shown first, from its top.
pub(super) fn holds_back(app: &mut App, action: Action) -> bool {
    let is_of_the_view = match action {
        Action::WeekFive(_) | Action::Form(_) => true,
        Action::Global(_)
        | Action::Today(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::Plan(_)
        | Action::Page(_)
        | Action::Text(_)
        | Action::Ask(_)
        | Action::Help(_) => false,
    };
    let holds = is_of_the_view && app.watching.outdated && tabs::stands_on_figures(app);
    if holds {
        tell(app, notice("look-first", &[]));
    }
    holds
}

/// Takes in what a look has found.
pub(super) fn take_in(app: &mut App, found: Found) -> Vec<Effect> {
    app.watching.known_for = known_for(found.took);
    app.watching.has_news |= found.gone != app.watching.gone;
    if found.gone != app.watching.gone {
        app.watching.gone = found.gone;
        if found.gone {
            app.warn(notice("folder-gone", &[]));
        } else {
            app.warn(notice("folder-back", &[]));
        }
    }
    let mut effects = Vec::new();
    let mut changed = take_in_journal(app, found.journal, &mut effects);
    if found.others {
        changed = true;
        effects.push(Effect::Read(Read::Trials));
    }
    changed |= take_in_days(app, found.days);
    app.watching.has_news |= changed;
    if changed {
        app.watching.outdated |= app.watching.acting && tabs::stands_on_figures(app);
        if let Some(words) = tabs::changed_outside(app) {
            tell(app, words);
        }
    }
    effects
}

fn take_in_journal(app: &mut App, found: Option<Box<Journal>>, effects: &mut Vec<Effect>) -> bool {
    let Some(found) = found else { return false };
    if !found.problems.is_empty() {
        let is_new = found.problems != app.journal.problems;
        app.journal.problems = found.problems;
        for problem in app.journal.problems.clone().into_iter().filter(|_| is_new) {
            app.warn(notice("trial-unreadable", &[("problem", &problem.to_string())]));
        }
        return is_new;
    }
    let was_unreadable = !std::mem::take(&mut app.journal.problems).is_empty();
    app.journal.trials = found.trials;
    if found.trial == app.journal.trial && found.setup == app.journal.setup {
        return was_unreadable;
    }
    let id = |trial: &Option<crate::domain::trial::Trial>| trial.as_ref().map(|trial| trial.id.clone());
    let (is_other, had_trial) = (id(&found.trial) != id(&app.journal.trial), app.journal.trial.is_some());
    let was_preparing = app.is_preparing();
    app.history.forget(Key::Plan);
    app.on_disk.trial.clone_from(&found.trial);
    app.on_disk.setup.clone_from(&found.setup);
    let words = match (is_other, had_trial, found.trial.is_some()) {
        _ if was_unreadable => "trial-readable",
        (false, _, true) => "trial-changed",
        (false, _, false) => "checklist-changed",
        (true, true, true) => "other-trial",
        (true, false, true) => "trial-begun",
        (true, _, false) => "trial-taken-back",
    };
    if is_other {
        app.hold_in_memory(Standing { trial: found.trial, setup: found.setup });
        effects.push(Effect::Read(Read::Trials));
        let ranges = App::first_ranges(app.journal.trial.as_ref(), app.today);
        effects.extend(ranges.into_iter().map(|(first, last)| Effect::Read(Read::Days(first, last))));
    } else {
        app.journal.trial = found.trial;
        app.journal.setup = found.setup;
    }
    if is_other || was_preparing != app.is_preparing() {
        tabs::begin_anew(app);
    }
    tell(app, notice(words, &[]));
    true
}

fn take_in_days(app: &mut App, found: Vec<(NaiveDate, Entry)>) -> bool {
    if found.is_empty() {
        return false;
    }
    let field = app.today_view.focused(&app.cx());
    let (mut changed, mut unreadable) = (Vec::new(), Vec::new());
    for (date, entry) in found {
        let is_same = match (&entry, app.journal.days.day(date)) {
            (Entry::Written(new), Known::Written(old)) => new == old,
            (Entry::Written(new), Known::Blank) => new.is_empty(),
            (Entry::Unreadable(new), Known::Unreadable) => app.journal.days.problem(date) == Some(new),
            (Entry::Written(_), Known::Unreadable | Known::NotLoaded)
            | (Entry::Unreadable(_), Known::Written(_) | Known::Blank | Known::NotLoaded) => false,
        };
        if is_same {
            continue;
        }
        match &entry {
            Entry::Written(_) => changed.push(date),
            Entry::Unreadable(_) => unreadable.push(date),
        }
        app.history.forget(Key::Day(date));
        app.journal.days.put(date, entry);
    }
    if changed.is_empty() && unreadable.is_empty() {
        return false;
    }
    // The focus stays on its field, whatever fields came or went above it.
    app.today_view.put_focus(&cx!(app), field);
    for (dates, one, several) in
        [(changed, "day-changed", "days-changed"), (unreadable, "day-unreadable", "days-unreadable")]
    {
        match dates.as_slice() {
            [] => {}
            [date] => tell(app, notice(one, &[("day", &short_date(*date))])),
            dates => tell(app, notice(several, &[("n", &dates.len().to_string())])),
        }
    }
    true
}

/// Says something with the next frame, so that the key that came upon it does not take it away.
fn tell(app: &mut App, words: String) {
    if app.watching.acting {
        app.watching.untold.push(words);
    } else {
        add_words(app, words);
    }
}

/// Says something beside what is being said: nothing that has to be seen is pushed away.
pub(super) fn add_words(app: &mut App, words: String) {
    match &mut app.notice {
        Some(notice) if notice.text.contains(&words) => {}
        Some(notice) => {
            notice.text.push(' ');
            notice.text.push_str(&words);
        }
        None => app.say(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_paced_by_what_it_costs() {
        let milliseconds = |took| known_for(TimeDelta::microseconds(took)).num_milliseconds();
        for (took, known) in
            [(0, 100), (140, 100), (5_000, 495), (9_000, 891), (50_000, 900), (300_000, 2_700)]
        {
            assert_eq!(milliseconds(took), known, "{took} µs");
        }
    }
}
