//! The help: a contents page with the keys of the view one is in and the pages of the guide, a search in
//! both, and the pages themselves.

use crossterm::event::{Event, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::app::View;
use crate::app::action::Help as Ask;
use crate::app::form::insert;
use crate::app::keymap::{BINDINGS, Binding, Context, Keymap, shown};
use crate::app::reply::{Go, Reply};
use crate::app::tabs::row;
use crate::content::{self, GuidePage};

/// Rows that never show lines of the help: those around the view, the search, what says that more follows,
/// and a message.
const OTHER_ROWS: u16 = 9;

/// Lines of a page up or down in a window of so many rows: none is passed over.
fn page_lines(rows: u16) -> i16 {
    rows.saturating_sub(OTHER_ROWS).max(1).min(u16::try_from(i16::MAX).unwrap_or(1)).cast_signed()
}

/// Where in the help one is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The keys, and the titles of the guide.
    Contents,
    /// A page of the guide, by its place; whether the contents lie behind it.
    Page { number: usize, from_contents: bool },
    /// Something of the view that has no room there, whole.
    Whole(Whole),
}

/// What of a view can be read whole where it has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// What is to do.
    ToDo,
    /// The day in focus on Sessions.
    Day,
}

/// What of the help is open, and how far it is scrolled.
#[derive(Debug, Clone)]
pub struct HelpState {
    /// The view whose keys come first.
    pub view: View,
    place: Place,
    /// What is looked for, while something is.
    sought: Option<Input>,
    /// The page that is marked on the contents, by its place among those found.
    marked: Option<usize>,
    scroll: u16,
    /// How many lines can be scrolled, as it was last drawn.
    room: u16,
}

/// The keys of one place.
#[derive(Debug, Clone)]
pub struct KeyGroup {
    /// Its heading.
    pub name: &'static str,
    /// Each row of the table with its keys as they are shown; never none.
    pub rows: Vec<(String, &'static Binding)>,
}

/// A page of the guide on the contents.
#[derive(Debug, Clone)]
pub struct FoundPage {
    /// Its place in the guide.
    pub number: usize,
    /// The page.
    pub page: &'static GuidePage,
    /// The words around what was found, where that is not in the title.
    pub around: Option<String>,
}

impl HelpState {
    /// The contents, with the keys of a view.
    pub fn keys(view: View) -> Self {
        Self { view, place: Place::Contents, sought: None, marked: None, scroll: 0, room: 0 }
    }

    /// A page of the guide, by its name.
    pub fn guide(view: View, topic: &str) -> Self {
        let number = content::guide().iter().position(|page| page.id == topic).unwrap_or(0);
        Self { place: Place::Page { number, from_contents: false }, ..Self::keys(view) }
    }

    /// Something of a view, whole.
    pub fn whole(view: View, what: Whole) -> Self {
        Self { place: Place::Whole(what), ..Self::keys(view) }
    }

    /// What of the view is read whole, if anything is.
    pub fn read_whole(&self) -> Option<Whole> {
        match self.place {
            Place::Whole(what) => Some(what),
            Place::Contents | Place::Page { .. } => None,
        }
    }

    /// Where keys go.
    pub fn context(&self) -> Context {
        match (&self.place, &self.sought) {
            (Place::Page { .. }, _) => Context::GuidePage,
            (Place::Whole(_), _) => Context::Whole,
            (Place::Contents, Some(_)) => Context::HelpSearch,
            (Place::Contents, None) => Context::Help,
        }
    }

    /// The page that is open, with its number from 1; none on the contents.
    pub fn page(&self) -> Option<(usize, &'static GuidePage)> {
        match self.place {
            Place::Contents | Place::Whole(_) => None,
            Place::Page { number, .. } => Some((number.saturating_add(1), content::guide().get(number)?)),
        }
    }

    /// What is looked for, while something is.
    pub fn sought(&self) -> Option<&Input> {
        self.sought.as_ref()
    }

    /// The page that is marked on the contents, by its place among those found.
    pub fn marked(&self) -> Option<usize> {
        self.marked
    }

    /// Lines scrolled.
    pub fn scroll(&self) -> u16 {
        self.scroll
    }

    /// The words that are looked for, in small letters.
    fn words(&self) -> Vec<String> {
        let sought = self.sought.as_ref().map(Input::value).unwrap_or_default();
        sought.split_whitespace().map(str::to_lowercase).collect()
    }

    /// The keys of the places where one is; or what is looked for, in these first, then on the rest of the
    /// view, then everywhere.
    pub fn key_groups(&self, keymap: &Keymap, in_force: &[Context]) -> Vec<KeyGroup> {
        let words = self.words();
        let mut places: Vec<Context> = in_force.to_vec();
        places.push(Context::Global);
        let others = row(self.view).help.iter().copied().chain(Context::ALL);
        for other in others.filter(|_| !words.is_empty()) {
            if !places.contains(&other) {
                places.push(other);
            }
        }
        let one_key = self.sought.as_ref().map(|sought| sought.value().trim()).filter(|word| is_one(word));
        let fits = |keys: &[String], binding: &Binding| match one_key {
            // One letter is a key somebody wonders about.
            Some(key) => keys.iter().any(|one| one == key),
            None => {
                let all = format!("{} {}", keys.join(" "), binding.label).to_lowercase();
                words.iter().all(|word| all.contains(word))
            }
        };
        let group = |place: Context| {
            let rows = BINDINGS.iter().filter(|binding| binding.context == place).filter_map(|binding| {
                let keys: Vec<String> = keymap.keys(binding).iter().map(|key| shown(key)).collect();
                (!keys.is_empty() && fits(&keys, binding)).then(|| (keys.join("  "), binding))
            });
            KeyGroup { name: place.label(), rows: rows.collect() }
        };
        places.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
    }

    /// The pages found; without a search all of them.
    pub fn pages(&self) -> Vec<FoundPage> {
        let words = self.words();
        let one_key = matches!(words.as_slice(), [word] if is_one(word));
        let found = |(number, page): (usize, &'static GuidePage)| {
            let title = page.title.to_lowercase();
            if !one_key && words.iter().all(|word| title.contains(word)) {
                return Some(FoundPage { number, page, around: None });
            }
            let whole = page.body.to_lowercase();
            let is_there = !one_key && words.iter().all(|word| whole.contains(word) || title.contains(word));
            let count = |line: &&str| {
                let line = line.to_lowercase();
                words.iter().filter(|word| line.contains(*word)).count()
            };
            // The first of the lines that have most of the words.
            let line = page.body.lines().rev().max_by_key(count);
            let around = line.map(|line| around(line, &words));
            is_there.then_some(FoundPage { number, page, around })
        };
        content::guide().iter().enumerate().filter_map(found).collect()
    }

    /// Does what was asked for, in a window of so many rows.
    pub fn act(&mut self, asked: Ask, rows: u16) -> Reply {
        match asked {
            Ask::Down => self.step(1),
            Ask::Up => self.step(-1),
            Ask::PageDown => self.turn(page_lines(rows)),
            Ask::PageUp => self.turn(page_lines(rows).saturating_neg()),
            Ask::NextPage => self.next_page(true),
            Ask::PreviousPage => self.next_page(false),
            Ask::Search => self.look_for(Some(Input::default())),
            Ask::Open => {
                let pages = self.pages();
                // While something is looked for the first page found is meant.
                let place = self.marked.or((!self.words().is_empty()).then_some(0));
                match place.and_then(|place| pages.get(place)) {
                    Some(found) => self.open(found.number),
                    None => self.marked = (!pages.is_empty()).then_some(0),
                }
            }
            Ask::OpenPage(number) => self.open(number),
            Ask::Back => return self.back(),
            Ask::Close => return Reply::none().go(Go::OutOfHelp),
        }
        Reply::none()
    }

    /// Types into what is looked for.
    pub fn type_key(&mut self, key: KeyEvent) {
        if let Some(mut sought) = self.sought.take() {
            let before = sought.value().to_owned();
            sought.handle_event(&Event::Key(key));
            if sought.value() == before { self.sought = Some(sought) } else { self.look_for(Some(sought)) }
        }
    }

    /// Puts pasted text into what is looked for.
    pub fn paste(&mut self, text: &str) {
        if let Some(mut sought) = self.sought.take() {
            insert(&mut sought, text);
            self.look_for(Some(sought));
        }
    }

    /// The help was drawn, and so many lines of it can be scrolled.
    pub fn drawn(&mut self, room: u16) {
        self.room = room;
        self.scroll = self.scroll.min(room);
    }

    fn look_for(&mut self, sought: Option<Input>) {
        (self.sought, self.marked, self.scroll) = (sought, None, 0);
    }

    fn open(&mut self, number: usize) {
        self.place = Place::Page { number, from_contents: true };
        self.scroll = 0;
    }

    fn back(&mut self) -> Reply {
        match self.place {
            Place::Page { from_contents: true, .. } => {
                self.place = Place::Contents;
                self.scroll = 0;
            }
            Place::Page { from_contents: false, .. } | Place::Whole(_) => {
                return Reply::none().go(Go::OutOfHelp);
            }
            Place::Contents if self.sought.is_some() => self.look_for(None),
            Place::Contents => return Reply::none().go(Go::OutOfHelp),
        }
        Reply::none()
    }

    /// A line on; at the end of what scrolls on the contents, the pages are marked one after another.
    fn step(&mut self, lines: i16) {
        let last = self.pages().len().checked_sub(1);
        let (Place::Contents, Some(last)) = (&self.place, last) else { return self.turn(lines) };
        match self.marked {
            None if lines > 0 && self.scroll >= self.room => self.marked = Some(0),
            None => self.turn(lines),
            Some(at) if lines > 0 => self.marked = Some(at.saturating_add(1).min(last)),
            Some(at) => {
                self.marked = at.checked_sub(1);
                self.scroll = self.room;
            }
        }
    }

    fn turn(&mut self, lines: i16) {
        if self.place == Place::Contents && self.marked.take().is_some() {
            self.scroll = self.room;
        }
        self.scroll = self.scroll.saturating_add_signed(lines).min(self.room);
    }

    /// The next page of the guide, or the one before; beyond its ends lie the contents.
    fn next_page(&mut self, forward: bool) {
        let count = content::guide().len();
        let next = match (&self.place, forward) {
            (Place::Whole(_), _) => return,
            (Place::Contents, true) => Some(0),
            (Place::Contents, false) => count.checked_sub(1),
            (Place::Page { number, .. }, true) => number.checked_add(1).filter(|next| *next < count),
            (Place::Page { number, .. }, false) => number.checked_sub(1),
        };
        match next {
            Some(number) => self.open(number),
            None => {
                self.place = Place::Contents;
                self.look_for(None);
            }
        }
    }
}

/// A line from a little before the first of the words that stands in it.
fn around(line: &str, words: &[String]) -> String {
    const BEFORE: usize = 3;
    let all: Vec<&str> = line.split_whitespace().collect();
    let is_one = |word: &&str| words.iter().any(|sought| word.to_lowercase().contains(sought));
    let from = all.iter().position(is_one).unwrap_or(0).saturating_sub(BEFORE);
    let rest = all.get(from..).unwrap_or_default().join(" ");
    if from == 0 { rest } else { format!("… {rest}") }
}

/// Whether a text is one character, and so the name of a key rather than a word.
fn is_one(word: &str) -> bool {
    word.chars().count() == 1
}
