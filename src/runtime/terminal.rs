//! The terminal: taken for the time of the program, and given back whatever happens.

use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

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
use super::events::Events;
use super::output::Output;
use crate::app::App;
use crate::ui::theme::Ground;
use crate::ui::{self, Hits, Theme};

/// Whether the terminal is taken, for whoever has to give it back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How long an answer of the terminal is waited for at the end, where it has not come yet.
const LATE_ANSWER: Duration = Duration::from_millis(20);

/// Room for a whole frame, so that it leaves in one write.
const FRAME_BYTES: usize = 1 << 16;

/// What is asked of a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Clicks and the wheel; otherwise they are left to the terminal.
    pub mouse: bool,
    /// What its letters stand on, where the theme depends on it. The answer comes among the keys, and
    /// nothing waits for it.
    pub ground: bool,
}

/// The real terminal. Dropping it gives the terminal back.
pub struct RealTerminal {
    /// Never dropped by itself: ratatui would complain on a terminal that has gone away, and panic
    /// when that fails too.
    terminal: ManuallyDrop<Terminal<Bounded<CrosstermBackend<BufWriter<Output>>>>>,
    theme: Theme,
    wanted: Wanted,
    /// Whether the terminal was asked what its letters stand on, and has not said so yet.
    waits_for_ground: bool,
}

impl RealTerminal {
    /// Takes the terminal. From here on `give_back` gives it back, also after a panic.
    /// Once the note says that the program is to end, a terminal that takes nothing any more is not
    /// waited for.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be used.
    pub fn take(theme: Theme, wanted: Wanted, stop: Arc<AtomicBool>) -> io::Result<Self> {
        TAKEN.store(true, Ordering::SeqCst);
        if let Err(error) = enable_raw_mode() {
            give_back();
            return Err(error);
        }
        let waits_for_ground = wanted.ground && theme.depends_on_ground();
        let taken = Output::open(stop).and_then(|output| {
            let mut writer = BufWriter::with_capacity(FRAME_BYTES, output);
            enter(&mut writer, wanted.mouse)?;
            if waits_for_ground {
                queue!(writer, AskForGround)?;
            }
            Terminal::new(Bounded::new(CrosstermBackend::new(writer)))
        });
        match taken {
            Ok(terminal) => {
                Ok(Self { terminal: ManuallyDrop::new(terminal), theme, wanted, waits_for_ground })
            }
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }
}

impl RealTerminal {
    /// Takes an answer that is still on its way off the terminal, so that it does not stand as strange
    /// signs behind the program's end.
    pub fn take_late_answer(&mut self, events: &mut impl Events) {
        if std::mem::take(&mut self.waits_for_ground) {
            // What else comes so late was typed for a program that is not there any more.
            let _too_late = events.next(Some(LATE_ANSWER));
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

    fn on_ground(&mut self, ground: Ground) {
        self.waits_for_ground = false;
        self.theme = self.theme.on_ground(ground);
    }

    fn may_have_another_size(&mut self) {
        self.terminal.backend_mut().forget_size();
    }

    fn pause(&mut self) -> io::Result<()> {
        give_back();
        raise(SIGSTOP)?;
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mouse = self.wanted.mouse;
        let backend = &mut self.terminal.backend_mut().backend;
        enter(backend, mouse)?;
        Write::flush(backend)?;
        self.forget()
    }

    /// Clears the terminal and what is remembered of it. `Terminal::clear` would ask the terminal
    /// where its cursor is, and wait for an answer among the keys.
    fn forget(&mut self) -> io::Result<()> {
        self.may_have_another_size();
        self.terminal.backend_mut().clear()?;
        self.terminal.swap_buffers();
        Ok(())
    }
}

/// Asks for a screen of our own and for what is to be heard of it.
fn enter(output: &mut impl Write, mouse: bool) -> io::Result<()> {
    queue!(output, EnterAlternateScreen)?;
    if mouse {
        queue!(output, ListenToClicks)?;
    }
    queue!(output, EnableBracketedPaste, EnableFocusChange)
}

/// Asks what the terminal's letters stand on (xterm's OSC 11).
#[derive(Debug, Clone, Copy)]
struct AskForGround;

impl crossterm::Command for AskForGround {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\u{1b}]11;?\u{1b}\\")
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
        enter(&mut taken, true).unwrap();
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

    #[test]
    fn clicks_are_left_to_the_terminal_where_the_person_says_so() {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        enter(&mut with, true).unwrap();
        enter(&mut without, false).unwrap();
        let asks = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("[?1000h");
        assert!(asks(&with) && !asks(&without));
    }
}
