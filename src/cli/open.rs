//! `weekfive`: the journal on the screen.

use std::io::{self, IsTerminal};

use super::{Failure, Place};
use crate::app::App;
use crate::runtime::events::TerminalEvents;
use crate::runtime::terminal::RealTerminal;
use crate::runtime::{World, run as run_loop};
use crate::ui::Theme;

/// Opens the journal.
pub fn run(place: &Place) -> Result<(), Failure> {
    show(place, place.app(), || Ok(()))
}

/// Shows a journal until the person leaves. `then` is done after the first screen is drawn.
pub fn show(place: &Place, mut app: App, then: impl FnOnce() -> io::Result<()>) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::Usage(
            "the journal needs a terminal; weekfive log, status and the other commands work without one"
                .to_owned(),
        ));
    }
    color_eyre::install().ok();
    let world = World { store: place.store.clone(), clock: place.clock };
    let mut events = TerminalEvents::listen()?;
    let mut screen = RealTerminal::take(Theme::new(&place.settings))?;
    let ended = run_loop(&mut app, &mut screen, &mut events, &world, then);
    drop(screen);
    if app.has_unsaved() {
        let why = app.saving.failure.clone().unwrap_or_else(|| "the program was ended".to_owned());
        let all_kept = !app.saving.rescued.is_empty()
            && app.on_disk.days.keys().all(|date| app.saving.rescued.contains(date));
        let kept =
            if all_kept { "; they are kept, and weekfive offers them when it is opened again" } else { "" };
        return Err(Failure::Write(format!("the last entries are not saved: {why}{kept}")));
    }
    // A terminal that went away has no one left to tell, and everything is saved.
    match ended {
        Err(error) if !app.leaving_in_any_case() => Err(Failure::Terminal(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
