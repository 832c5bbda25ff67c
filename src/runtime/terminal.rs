//! The terminal: taken for the time of the program, and given back whatever happens.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;
use std::os::fd::AsFd;
use std::sync::Once;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;

use super::Screen;
use crate::app::App;
use crate::ui::{self, Hits, Theme};

/// Room for a whole frame, so that it leaves in one write.
const FRAME_BYTES: usize = 1 << 16;

/// The real terminal. Dropping it gives the terminal back.
pub struct RealTerminal {
    /// Never dropped by itself: ratatui would complain on a terminal that has gone away, and panic
    /// when that fails too.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<File>>>>,
    theme: Theme,
}

impl RealTerminal {
    /// Takes the terminal. A panic from here on gives it back before its message is printed.
    pub fn take(theme: Theme) -> io::Result<Self> {
        give_back_on_panic();
        enable_raw_mode()?;
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut writer = BufWriter::with_capacity(FRAME_BYTES, output);
        let taken =
            queue!(writer, EnterAlternateScreen, ListenToClicks, EnableBracketedPaste, EnableFocusChange)
                .and_then(|()| Terminal::new(CrosstermBackend::new(writer)));
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
        enable_raw_mode()?;
        execute!(
            self.terminal.backend_mut(),
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

/// Gives the terminal back as it was. Failing is no reason to stop: what can be undone is undone.
fn give_back() {
    write_back(&mut io::stdout());
    disable_raw_mode().ok();
}

fn write_back(output: &mut impl Write) {
    execute!(output, StopListening, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show)
        .ok();
    output.flush().ok();
}

fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            print(info);
        }));
    });
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
