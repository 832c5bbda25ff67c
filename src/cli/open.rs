//! `weekfive`: the journal on the screen.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::{Failure, Place, check};
use crate::app::App;
use crate::domain::plain::path as shown;
use crate::runtime::environment::{text, variable};
use crate::runtime::events::{TerminalEvents, is_gone};
use crate::runtime::terminal::{RealTerminal, Wanted};
use crate::runtime::{Ended, World, run_to_the_end};
use crate::ui::Theme;
use crate::ui::surroundings::Surroundings;

/// Opens the journal.
pub fn run(place: &Place) -> Result<(), Failure> {
    let mut app = place.app();
    // Only then can it be that the journal's own file does not say which trial is under way.
    if app.journal.trial.is_none() && check::offer_to_mend_journal(place)? {
        app = place.app();
    }
    show(place, app, || Ok(()))
}

/// Folders outside the journal that a copy can be put into, the most lasting first: the person's home,
/// then those for what does not last, which are often on another disk.
fn elsewhere(journal: &Path) -> Vec<PathBuf> {
    let home = variable("HOME").map(PathBuf::from);
    let running = variable("XDG_RUNTIME_DIR").map(PathBuf::from);
    let folders = [home, running, Some(std::env::temp_dir())].into_iter().flatten();
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders {
        if folder.is_absolute() && folder.is_dir() && !folder.starts_with(journal) && !found.contains(&folder)
        {
            found.push(folder);
        }
    }
    found
}

/// Shows a journal until the person leaves. `then` is done after the first screen is drawn.
pub fn show(place: &Place, mut app: App, then: impl FnOnce() -> io::Result<()>) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::Usage(
            "the journal needs a terminal; weekfive log, status and the other commands work without one"
                .to_owned(),
        ));
    }
    let surroundings = Surroundings::read(text);
    if !surroundings.has_places {
        return Err(Failure::Usage(
            "this terminal cannot put text in its place, so the screen cannot be opened; weekfive log, \
             session, status, trends, decide and the other commands work in it"
                .to_owned(),
        ));
    }
    let world = World::new(place.store.clone(), place.clock);
    let mut events = TerminalEvents::listen()?;
    let wanted = Wanted { mouse: place.settings.mouse, ground: surroundings.can_be_asked };
    let theme = Theme::on(&place.settings, surroundings.terminal);
    app.settings.elsewhere = elsewhere(place.store.root());
    let mut screen = RealTerminal::take(theme, wanted, events.stop_note())?;
    let ended = run_to_the_end(&mut app, &mut screen, &mut events, &world, then);
    if ended.is_ok() {
        screen.take_late_answer(&mut events);
    }
    drop(screen);
    if let Err(Ended::Mistake { saved }) = ended {
        return Err(Failure::Mistake { saved });
    }
    if app.has_unsaved() {
        let why = app.saving.failure.clone().unwrap_or_else(|| "the program was ended".to_owned());
        let all_kept = !app.saving.rescued.is_empty()
            && app.on_disk.days.keys().all(|date| app.saving.rescued.contains(date));
        let kept =
            if all_kept { "; they are kept, and weekfive offers them when it is opened again" } else { "" };
        let copy = app.saving.copy.as_ref();
        let copy = copy.map(|place| format!("; a copy of them is in {}", shown(place))).unwrap_or_default();
        return Err(Failure::Write(format!("the last entries are not saved: {why}{kept}{copy}")));
    }
    match ended {
        // A terminal that went away has no one left to tell, and everything is saved.
        Err(Ended::Terminal(error)) if !is_gone(&error) => Err(Failure::Terminal(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
