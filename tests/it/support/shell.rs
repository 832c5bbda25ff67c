//! The commands, as a shell calls them.

use std::ops::Deref;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::Value;
use weekfive::content::what_to_do;
use weekfive::domain::safety::Level;

use super::Home;

/// What `start` needs for a trial of 60x2, and more.
pub fn begin<'a>(site: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let plan = ["start", "--site", site, "--age", "20-64", "--dose", "60x2"];
    let answers = "--fit --recent-massage no --no-conditions --committed --fair --clinician yes";
    plan.into_iter().chain(answers.split(' ')).chain(more.iter().copied()).collect()
}

/// The program on a journal's folder, as of a day. Nothing comes in from the surroundings of the tests.
pub fn weekfive(data: &Path, today: &str) -> Command {
    let home = data.parent().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_weekfive"));
    for name in ["WEEKFIVE_CONFIG", "NO_COLOR", "VISUAL", "EDITOR"] {
        command.env_remove(name);
    }
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_CONFIG_HOME", home.join("etc"))
        .env("WEEKFIVE_DATA_DIR", data)
        .env("WEEKFIVE_TODAY", today)
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm-256color")
        .timeout(Duration::from_secs(60));
    command
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end. What it says has no control codes, and its errors say whose they are.
pub fn done(command: &mut Command) -> Done {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let done =
        Done { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    // Tables and calendars end their lines as their forms want it.
    let plain = |text: &str| text.replace("\r\n", "").replace('\n', "");
    let control = |text: &str| plain(text).chars().any(char::is_control);
    assert!(!control(&done.out) && !control(&done.err), "{done:?}");
    if done.code >= 2 {
        assert!(done.err.lines().all(|line| line.starts_with("weekfive: ")), "{done:?}");
        assert!(done.err.len() < 2_500, "{done:?}");
        assert!(!done.err.contains("panicked"), "{done:?}");
    }
    done
}

/// What a command prints that has to succeed, and has nothing to say beside it.
pub fn printed(command: &mut Command) -> String {
    let done = done(command);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{}", done.out);
    done.out
}

/// What a command says on standard error that has to fail, and its exit code.
pub fn refusal(command: &mut Command) -> (i32, String) {
    let done = done(command);
    assert_ne!(done.code, 0, "{}", done.out);
    (done.code, done.err.trim().to_owned())
}

/// The commands at a home, as of a day.
pub struct Shell {
    home: Home,
    today: String,
}

/// What stands in the files is asked of the home.
impl Deref for Shell {
    type Target = Home;

    fn deref(&self) -> &Home {
        &self.home
    }
}

impl Shell {
    pub fn new(home: Home, today: &str) -> Self {
        Self { home, today: today.to_owned() }
    }

    pub fn command(&self) -> Command {
        weekfive(&self.home.root(), &self.today)
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        done(self.command().args(arguments))
    }

    /// A line split at its spaces, for what predicates can say of it.
    pub fn line(&self, line: &str) -> Assert {
        self.command().args(line.split_whitespace()).assert()
    }

    /// What a command prints that has to succeed, and has nothing to say beside it.
    pub fn fine(&self, arguments: &[&str]) -> String {
        printed(self.command().args(arguments))
    }

    /// What a command says that has to fail with this code, and prints nothing: one line, after what is to
    /// be done about a warning sign.
    pub fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!((done.code, done.out.as_str()), (code, ""), "{arguments:?}: {}", done.err);
        let to_do: Vec<&str> = Level::ALL.iter().copied().map(what_to_do).collect();
        let errors = done.err.lines().filter(|line| !to_do.iter().any(|words| line.contains(words)));
        assert_eq!(errors.count(), 1, "{done:?}");
        done.err.trim_end().to_owned()
    }

    /// The JSON that a command prints.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.fine(arguments)).unwrap()
    }
}
