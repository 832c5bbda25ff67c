//! The terminal: taken for the time of the program, and given back whatever happens.

use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;

use super::Screen;
use super::bounded::Bounded;
use super::output::Output;
use crate::app::App;
use crate::ui::{self, Hits, Theme};

/// Whether the terminal is taken, for whoever has to give it back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Room for a whole frame, so that it leaves in one write.
const FRAME_BYTES: usize = 1 << 16;

/// The real terminal. Dropping it gives the terminal back.
pub struct RealTerminal {
    /// Never dropped by itself: ratatui would complain on a terminal that has gone away, and panic
    /// when that fails too.
    terminal: ManuallyDrop<Terminal<Bounded<CrosstermBackend<BufWriter<Output>>>>>,
    theme: Theme,
}

impl RealTerminal {
    /// Takes the terminal. From here on `give_back` gives it back, also after a panic.
    /// Once the note says that the program is to end, a terminal that takes nothing any more is not
    /// waited for.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be used.
    pub fn take(theme: Theme, stop: Arc<AtomicBool>) -> io::Result<Self> {
        TAKEN.store(true, Ordering::SeqCst);
        if let Err(error) = enable_raw_mode() {
            give_back();
            return Err(error);
        }
        let taken = Output::open(stop).and_then(|output| {
            let mut writer = BufWriter::with_capacity(FRAME_BYTES, output);
            queue!(writer, EnterAlternateScreen, ListenToClicks, EnableBracketedPaste, EnableFocusChange)?;
            Terminal::new(Bounded(CrosstermBackend::new(writer)))
        });
        match taken {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal), theme }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }
}

impl Drop for RealTerminal {
    fn drop(&mut self) {
        give_back();
    }
}

impl Screen for RealTerminal {
    fn draw(&mut self, app: &App) -> io::Result<Hits> {
        let mut hits = Hits::default();
        self.terminal.draw(|frame| hits = ui::draw(frame, app, &self.theme))?;
        Ok(hits)
    }

    fn pause(&mut self) -> io::Result<()> {
        give_back();
        raise(SIGSTOP)?;
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(
            self.terminal.backend_mut().0,
            EnterAlternateScreen,
            ListenToClicks,
            EnableBracketedPaste,
            EnableFocusChange
        )?;
        self.forget()
    }

    /// Clears the terminal and what is remembered of it. `Terminal::clear` would ask the terminal
    /// where its cursor is, and wait for an answer among the keys.
    fn forget(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().clear()?;
        self.terminal.swap_buffers();
        Ok(())
    }
}

/// Asks for clicks and the wheel, and not for every movement of the mouse: nothing is to run while
/// nothing is done.
#[derive(Debug, Clone, Copy)]
struct ListenToClicks;

impl crossterm::Command for ListenToClicks {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\u{1b}[?1000h\u{1b}[?1006h")
    }
}

/// Takes that back.
#[derive(Debug, Clone, Copy)]
struct StopListening;

impl crossterm::Command for StopListening {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\u{1b}[?1006l\u{1b}[?1000l")
    }
}

/// Gives the terminal back as it was, where it was taken. Failing is no reason to stop: what can be
/// undone is undone.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Not waited for: what comes after this is more than a screen that nobody sees.
        if let Ok(mut output) = Output::open(Arc::new(AtomicBool::new(true))) {
            write_back(&mut output);
        }
        disable_raw_mode().ok();
    }
}

fn write_back(output: &mut impl Write) {
    execute!(output, StopListening, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show)
        .ok();
    output.flush().ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_taken_is_given_back() {
        let (mut taken, mut back) = (Vec::new(), Vec::new());
        queue!(taken, EnterAlternateScreen, ListenToClicks, EnableBracketedPaste, EnableFocusChange).unwrap();
        write_back(&mut back);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let modes = text(&taken);
        let modes: Vec<&str> = modes.split('\u{1b}').filter_map(|mode| mode.strip_suffix('h')).collect();
        assert_eq!(modes.len(), 5, "{modes:?}");
        for mode in modes {
            assert!(text(&back).contains(&format!("\u{1b}{mode}l")), "{mode} is not given back");
        }
        assert!(text(&back).contains("\u{1b}[?25h"), "the cursor is shown again");
    }
}
