//! What a view answers, and the one place where that is done.
//!
//! A view changes its own state and nothing else; the rest it asks for here. So all that a key can
//! set going is written in one struct, and a test of a view needs no program around it.

use chrono::NaiveDate;

use super::change::Change;
use super::dialog::{Dialog, Question};
use super::effect::{Read, Write};
use super::history::Step;
use super::tabs;
use super::views::help;
use super::{App, Effect, View};
use crate::domain::day::Day;

/// What a view wants done. An empty one wants nothing.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Reply {
    /// What changes in the journal, as one step that can be taken back: all of it or nothing.
    pub step: Step,
    /// What is written beside that and is no step of the person's: what is half written in a form.
    /// It is done first; a step of the same record has to begin from it.
    pub aside: Vec<Change>,
    /// The day as it stood when the form began that is now finished, where it was changed elsewhere
    /// in between: the save compares with that, so that neither side's words are lost.
    pub began_from: Option<Day>,
    /// Whether the last step is taken back without a trace: it was the repeat of a key held down.
    pub take_back: bool,
    /// What has to be read before the next drawing.
    pub read: Vec<Read>,
    /// What is to be written beside the journal.
    pub write: Vec<Write>,
    /// What is said.
    pub notice: Option<Saying>,
    /// What is asked.
    pub ask: Option<Question>,
    /// Where to go.
    pub go: Option<Go>,
}

/// Something said to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// Until the next key.
    Say(String),
    /// Until it is put away.
    Warn(String),
    /// Until the next key, unless a warning stands there.
    Murmur(String),
    /// What stands there is put away.
    PutAway,
}

/// Another place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Go {
    /// A tab.
    Tab(View),
    /// A day on Today.
    Day(NaiveDate),
    /// The form of a day's visit on Sessions.
    Visit(NaiveDate),
    /// A page of the guide, by its name.
    Guide(&'static str),
    /// Something of the view, whole.
    Whole(help::Whole),
    /// Out of the help.
    OutOfHelp,
}

impl Reply {
    /// Nothing is wanted.
    pub fn none() -> Self {
        Self::default()
    }

    /// A change of the journal, as a step of its own.
    pub fn change(change: Change) -> Self {
        Self::step([change])
    }

    /// Changes of the journal that are one step.
    pub fn step(changes: impl IntoIterator<Item = Change>) -> Self {
        Self { step: changes.into_iter().collect(), ..Self::default() }
    }

    /// Something written that is no step of the person's, where there is any.
    pub fn aside(change: Option<Change>) -> Self {
        Self { aside: change.into_iter().collect(), ..Self::default() }
    }

    /// Something to be read.
    pub fn read(read: impl IntoIterator<Item = Read>) -> Self {
        Self { read: read.into_iter().collect(), ..Self::default() }
    }

    /// Something to be written beside the journal.
    pub fn write(write: Write) -> Self {
        Self { write: vec![write], ..Self::default() }
    }

    /// Says something until the next key.
    pub fn say(self, words: impl Into<String>) -> Self {
        Self { notice: Some(Saying::Say(words.into())), ..self }
    }

    /// Says something until it is put away.
    pub fn warn(self, words: impl Into<String>) -> Self {
        Self { notice: Some(Saying::Warn(words.into())), ..self }
    }

    /// Puts away what is said.
    pub fn put_away(self) -> Self {
        Self { notice: Some(Saying::PutAway), ..self }
    }

    /// Asks something.
    pub fn ask(self, question: Question) -> Self {
        Self { ask: Some(question), ..self }
    }

    /// Goes somewhere else.
    pub fn go(self, go: Go) -> Self {
        Self { go: Some(go), ..self }
    }

    /// Both, the second after the first; what it says, asks and where it goes counts, where it does.
    pub fn and(mut self, then: Self) -> Self {
        self.step.extend(then.step);
        self.aside.extend(then.aside);
        self.read.extend(then.read);
        self.write.extend(then.write);
        Self {
            began_from: then.began_from.or(self.began_from),
            take_back: self.take_back || then.take_back,
            notice: then.notice.or(self.notice),
            ask: then.ask.or(self.ask),
            go: then.go.or(self.go),
            ..self
        }
    }
}

/// Does what a view wants done.
pub(in crate::app) fn apply(app: &mut App, reply: Reply) -> Vec<Effect> {
    let Reply { step, aside, began_from, take_back, read, write, notice, ask, go } = reply;
    let was_preparing = app.journal.is_preparing();
    let mut effects: Vec<Effect> = aside.iter().flat_map(|change| app.put(change)).collect();
    if take_back {
        effects.extend(app.take_back());
    }
    if let Some(day) = began_from {
        app.began_from(day);
    }
    effects.extend(app.change(step));
    if app.journal.is_preparing() != was_preparing {
        tabs::begin_anew(app);
    }
    effects.extend(read.into_iter().map(Effect::Read));
    effects.extend(write.into_iter().map(Effect::Write));
    match notice {
        Some(Saying::Say(words)) => app.say(words),
        Some(Saying::Warn(words)) => app.warn(words),
        Some(Saying::Murmur(words)) => app.murmur(words),
        Some(Saying::PutAway) => app.notice = None,
        None => {}
    }
    if let Some(question) = ask {
        app.dialog = Some(Dialog::Question(question));
    }
    match go {
        Some(Go::Tab(view)) => {
            app.view = view;
            effects.extend(tabs::opened(app));
        }
        Some(Go::Day(date)) => {
            app.view = View::Today;
            effects.extend(tabs::go_to_day(app, date));
        }
        Some(Go::Visit(date)) => {
            effects.extend(super::views::sessions::log_on(app, date));
        }
        Some(Go::Guide(topic)) => app.dialog = Some(Dialog::Help(help::HelpState::guide(app.view, topic))),
        Some(Go::Whole(what)) => app.dialog = Some(Dialog::Help(help::HelpState::whole(app.view, what))),
        Some(Go::OutOfHelp) => app.dialog = None,
        None => {}
    }
    effects
}
