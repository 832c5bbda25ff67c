//! An evening lived key by key through the program's own loop: after each key a test looks at the screen
//! and at the files, and at nothing else.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use ratatui::buffer::Buffer;

use super::evening::{Line, Moment, Shown, shows};
use super::script::{self, Step};

/// How often something is pressed at the most until the screen shows what is waited for.
const PATIENCE: usize = 300;

/// The program while it waits for the next key.
pub struct Live {
    moments: Option<Sender<Vec<Moment>>>,
    screens: Receiver<Shown>,
    program: Option<JoinHandle<()>>,
    shown: Shown,
}

impl Live {
    /// The program as it waits for its first key.
    pub(super) fn new(run: impl FnOnce(Line) -> JoinHandle<()>) -> Self {
        let (shown, screens) = channel();
        let (moments, receiver) = channel();
        let program = Some(run(Line { shown, moments: receiver }));
        let mut live = Self { moments: Some(moments), screens, program, shown: Shown::default() };
        live.look();
        live
    }

    /// Takes in the screen once the program has done everything and waits.
    fn look(&mut self) {
        self.shown = self.screens.recv().unwrap_or_else(|_| {
            panic!("the program has ended after:\n{}", self.shown.text);
        });
    }

    fn then(&mut self, moments: Vec<Moment>) {
        if let Some(line) = &self.moments {
            line.send(moments).ok();
        }
        self.look();
    }

    /// Presses keys, in the notation of [`script`], and counts them.
    pub fn press(&mut self, keys: &str) -> usize {
        let steps = script::steps(keys);
        let count = steps.len();
        self.then(steps.into_iter().map(Moment::Step).collect());
        count
    }

    /// Pastes a text where one is written.
    pub fn paste(&mut self, text: &str) {
        self.then(vec![Moment::Step(Step::Paste(text.to_owned()))]);
    }

    /// Presses the same keys until the screen shows a text.
    pub fn until(&mut self, keys: &str, text: &str) {
        for _ in 0..PATIENCE {
            if self.shows(text) {
                return;
            }
            self.press(keys);
        }
        panic!("“{text}” never came:\n{}", self.shown.text);
    }

    /// Presses what a person would on each screen, until there is nothing more to answer.
    pub fn answers(&mut self, person: impl Fn(&str) -> Option<String> + Send + 'static) {
        self.then(vec![Moment::Answer(Box::new(person), 0)]);
    }

    /// The terminal has another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.then(vec![Moment::Step(Step::Size(width, height))]);
    }

    /// The screen in another size; it has its own again afterwards.
    pub fn at(&mut self, width: u16, height: u16) -> String {
        let area = self.shown.buffer.area;
        self.resize(width, height);
        let text = self.shown.text.clone();
        self.resize(area.width, area.height);
        text
    }

    /// Everything a page holds, screen after screen, by scrolling from its top to its end.
    pub fn whole(&mut self) -> String {
        let scroll = |live: &mut Self, way: &str| {
            let before = live.shown.text.clone();
            live.press(way);
            (live.shown.text != before).then(|| live.shown.text.clone())
        };
        for _ in 0..PATIENCE {
            if scroll(self, "wheel:up").is_none() {
                break;
            }
        }
        let mut all = self.shown.text.clone();
        for _ in 0..PATIENCE {
            let Some(seen) = scroll(self, "wheel:down") else { return all };
            all.push('\n');
            all.push_str(&seen);
        }
        panic!("it never ends:\n{all}");
    }

    /// The screen, a line each, without the spaces at the ends of lines.
    pub fn screen(&self) -> &str {
        &self.shown.text
    }

    /// The screen with its styles.
    pub fn buffer(&self) -> &Buffer {
        &self.shown.buffer
    }

    /// Whether the screen shows a text; a text may run over the end of a line.
    pub fn shows(&self, text: &str) -> bool {
        shows(&self.shown.text, text)
    }

    /// The screen has to show this now.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        assert!(self.shows(text), "“{text}” is not on the screen:\n{}", self.shown.text);
    }

    /// The screen may not show this now.
    #[track_caller]
    pub fn sees_not(&self, text: &str) {
        assert!(!self.shows(text), "“{text}” is on the screen:\n{}", self.shown.text);
    }

    /// The first line that has these words.
    #[track_caller]
    pub fn line(&self, words: &str) -> String {
        let line = self.shown.text.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("no “{words}” in\n{}", self.shown.text)).to_owned()
    }
}

/// The terminal goes away, as when a window is closed.
impl Drop for Live {
    fn drop(&mut self) {
        self.moments = None;
        if let Some(program) = self.program.take() {
            program.join().ok();
        }
    }
}
