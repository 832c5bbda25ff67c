//! The real program in a real pseudo-terminal. Everything waits for something, and for a limited
//! time.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, native_pty_system};

/// How long anything is waited for.
const LIMIT: Duration = Duration::from_secs(30);
/// How often what cannot be waited for is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What the program has written.
struct Written {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    leaving: bool,
    left: bool,
    /// Whether the terminal has stopped to take what is written.
    deaf: bool,
}

/// A program whose terminal has gone away.
pub struct Gone {
    child: Running,
}

impl Gone {
    /// Waits until the program has ended.
    pub fn ends(mut self) -> ExitStatus {
        ended(&mut *self.child.0)
    }
}

/// Waits until there is no such process.
pub fn is_gone(id: u32) {
    let until = Instant::now() + LIMIT;
    // One that has ended, and that nobody has asked about yet, is as good as gone.
    while std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z ")) {
        assert!(Instant::now() < until, "it never ended");
        std::thread::sleep(LOOK);
    }
}

/// The program: the one built for the tests, or another one named in `WEEKFIVE_PROGRAM`.
pub fn program() -> String {
    std::env::var("WEEKFIVE_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_weekfive").to_owned())
}

/// A running program and its terminal.
pub struct Tty {
    child: Running,
    pair: PtyPair,
    input: Box<dyn Write + Send>,
    written: Arc<(Mutex<Written>, Condvar)>,
    modes: String,
}

impl Tty {
    /// Opens the program on a journal's folder, as of Thu 12 Nov 2026.
    pub fn open(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::start(&program(), root, arguments, environment)
    }

    /// The same from a shell, as people start it; the shell goes on afterwards.
    pub fn open_from_a_shell(root: &Path) -> Self {
        let line = concat!(env!("CARGO_BIN_EXE_weekfive"), "; :");
        Self::start("/bin/sh", root, &["-c", line], &[])
    }

    /// Runs one test of this binary instead, which finds `WEEKFIVE_IN_A_TERMINAL` set.
    pub fn open_test(root: &Path, test: &str) -> Self {
        let this = std::env::current_exe().unwrap();
        let arguments = ["--exact", test, "--nocapture", "--test-threads=1"];
        Self::start(this.to_str().unwrap(), root, &arguments, &[("WEEKFIVE_IN_A_TERMINAL", "1")])
    }

    fn start(program: &str, root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_remove("NO_COLOR");
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("COLORTERM", ""),
            ("COLORFGBG", ""),
            ("LC_ALL", "C.UTF-8"),
            ("RUST_BACKTRACE", "0"),
            ("WEEKFIVE_DATA_DIR", root.to_str().unwrap()),
            ("WEEKFIVE_CONFIG", root.join("no-config.toml").to_str().unwrap()),
            ("WEEKFIVE_TODAY", "2026-11-12"),
        ] {
            command.env(name, value);
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
        let written = Arc::new((
            Mutex::new(Written { screen, bytes: Vec::new(), leaving: false, left: false, deaf: false }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&written);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let mut written = shared.0.lock().unwrap();
                written.screen.process(&buffer[..count]);
                written.bytes.extend_from_slice(&buffer[..count]);
                shared.1.notify_all();
                if written.leaving {
                    break;
                }
                while written.deaf {
                    written = shared.1.wait(written).unwrap();
                }
            }
            drop(output);
            shared.0.lock().unwrap().left = true;
            shared.1.notify_all();
        });
        Self { child: Running(child), pair, input, written, modes }
    }

    /// Types.
    pub fn types(&mut self, text: &str) -> &mut Self {
        self.sends(text.as_bytes())
    }

    /// Sends bytes, as a terminal does.
    pub fn sends(&mut self, bytes: &[u8]) -> &mut Self {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// The process that was started.
    pub fn id(&self) -> u32 {
        self.child.0.process_id().unwrap()
    }

    /// The one process that it has started itself, once there is one.
    pub fn child_id(&self) -> u32 {
        let list = format!("/proc/{0}/task/{0}/children", self.id());
        let until = Instant::now() + LIMIT;
        loop {
            if let Ok(id) = std::fs::read_to_string(&list).unwrap().trim().parse() {
                return id;
            }
            assert!(Instant::now() < until, "the shell started nothing");
            std::thread::sleep(LOOK);
        }
    }

    /// Takes the terminal away, as a window that is closed does: every handle on it is let go.
    pub fn vanishes(self) -> Gone {
        let Self { child, pair, input, written, .. } = self;
        // The reader lets its handle go with the next bytes, which a new size brings.
        written.0.lock().unwrap().leaving = true;
        let size = PtySize { rows: 29, cols: 99, pixel_width: 0, pixel_height: 0 };
        pair.master.resize(size).unwrap();
        let mut held = written.0.lock().unwrap();
        while !held.left {
            held = written.1.wait_timeout(held, LIMIT).unwrap().0;
        }
        drop(held);
        drop((pair, input));
        Gone { child }
    }

    /// Kills the program, so that nothing of it runs any more. Returns the last screen that it has
    /// written, whole or half.
    pub fn killed(mut self) -> String {
        // The terminal's own way to kill asks first.
        self.signal("KILL");
        let Self { mut child, pair, input, written, .. } = self;
        child.0.wait().unwrap();
        // Without a program on the other side the terminal ends, once everything is read from it.
        drop((input, pair.slave));
        let mut held = written.0.lock().unwrap();
        let until = Instant::now() + LIMIT;
        while !held.left {
            assert!(Instant::now() < until, "the terminal never ended");
            held = written.1.wait_timeout(held, LIMIT).unwrap().0;
        }
        held.screen.screen().contents()
    }

    /// Waits until the screen is as wanted.
    pub fn waits(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let until = Instant::now() + LIMIT;
        let (lock, changed) = &*self.written;
        let mut written = lock.lock().unwrap();
        while !wanted(written.screen.screen()) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let shown = written.screen.screen().contents();
                drop(written);
                panic!("{what} never came:\n{shown}");
            }
            written = changed.wait_timeout(written, left).unwrap().0;
        }
        drop(written);
        self
    }

    /// Waits until the screen shows a text.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.waits(&format!("“{text}”"), |screen| screen.contents().contains(text))
    }

    /// Waits until the header says when everything was saved.
    pub fn saves(&mut self) -> &mut Self {
        self.waits("a time after “saved”", |screen| {
            let contents = screen.contents();
            let mut after = contents.split("saved ").skip(1);
            after.any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
        })
    }

    /// Everything written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.written.0.lock().unwrap().bytes.clone()
    }

    /// Takes nothing any more of what is written, as a connection that hangs.
    pub fn stops_reading(&mut self) -> &mut Self {
        self.written.0.lock().unwrap().deaf = true;
        self
    }

    /// Gives the terminal another size.
    pub fn resizes(&mut self, cols: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.written.0.lock().unwrap().screen.screen_mut().set_size(cells(rows), cells(cols));
        self.pair.master.resize(size).unwrap();
        self
    }

    /// The terminal says that it has so many cells; how much of it is drawn is not looked at.
    pub fn claims(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.pair.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    /// Waits until a file is there.
    pub fn saves_file(&mut self, file: &Path) -> &mut Self {
        let until = Instant::now() + LIMIT;
        while !file.exists() {
            assert!(Instant::now() < until, "{} never came", file.display());
            std::thread::sleep(LOOK);
        }
        self
    }

    /// Sends a signal, by its name.
    pub fn signal(&mut self, name: &str) -> &mut Self {
        let pid = self.child.0.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
        self
    }

    /// Waits until the program sleeps and waits for something to happen.
    pub fn is_idle(&mut self) -> &mut Self {
        let stat = format!("/proc/{}/stat", self.id());
        let until = Instant::now() + LIMIT;
        while !std::fs::read_to_string(&stat).unwrap().contains(") S ") {
            assert!(Instant::now() < until, "it never slept");
            std::thread::sleep(LOOK);
        }
        self
    }

    /// Waits until the system says that the program is paused.
    pub fn waits_for_pause(&mut self) -> &mut Self {
        let stat = format!("/proc/{}/stat", self.child.0.process_id().unwrap());
        let until = Instant::now() + LIMIT;
        while !std::fs::read_to_string(&stat).unwrap().contains(") T ") {
            assert!(Instant::now() < until, "it never paused");
            std::thread::sleep(LOOK);
        }
        self
    }

    /// Waits for the end.
    pub fn ends(&mut self) -> ExitStatus {
        ended(&mut *self.child.0)
    }

    /// Waits until the terminal is as it was before the program began.
    pub fn is_given_back(&mut self) {
        self.waits("the terminal as it was", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        assert_eq!(modes(&*self.pair.master), self.modes);
    }

    /// Whether the program has the terminal.
    pub fn is_taken(&mut self) -> &mut Self {
        self.waits("the terminal taken", |screen| {
            screen.alternate_screen()
                && screen.bracketed_paste()
                && screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        assert_ne!(modes(&*self.pair.master), self.modes);
        self
    }
}

/// A program that is ended with its test.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The modes of the line: echo, whole lines, signals from keys.
fn modes(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios().unwrap())
}

/// A size that the reader of the screen can have.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

/// Waits for the end of a program.
fn ended(child: &mut (dyn Child + Send + Sync)) -> ExitStatus {
    let until = Instant::now() + LIMIT;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        assert!(Instant::now() < until, "it never ended");
        std::thread::sleep(LOOK);
    }
}
