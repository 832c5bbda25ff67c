//! Two screens, commands, an editor and a sync program on one day, in seeded interleavings: nobody's
//! words are lost without a word. Something else writes between keys, and also between a key and its
//! save.
//!
//! What has to hold for each screen, at every moment at which it waits:
//!
//! - A figure that something else wrote, and that the screen has neither shown nor asked about, is
//!   never written over by it.
//! - Where it says that all is saved, what it shows stands on disk, unless something newer does.
//! - What was entered on it, and is not saved, does not go before the person has said so.
//!
//! Some of them run with the tests; `WEEKFIVE_INTERLEAVINGS=1000` runs more, `WEEKFIVE_INTERLEAVING=7` one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fastrand::Rng;
use weekfive::app::App;
use weekfive::app::dialog::{Dialog, Question};
use weekfive::domain::checklist::Site;
use weekfive::domain::day::Day;
use weekfive::domain::fields::{Field, daily};
use weekfive::domain::score::Score;
use weekfive::runtime::events::Happened;
use weekfive::store::Store;

use crate::random_evenings::place;
use crate::support::diary;
use crate::support::window::{Moment, Window};

const INTERLEAVINGS: u64 = 40;
const STEPS: usize = 60;
const DAY: &str = "2026-11-12";
const OPENED: &str = "2026-11-12T21:14:00+01:00";

/// The fields that are written to.
const FIELDS: [&str; 5] = ["pain", "worst", "sleep", "stress", "mood"];

fn fields() -> impl Iterator<Item = &'static Field> {
    daily().filter(|field| FIELDS.contains(&field.id))
}

/// What stands in the fields of a day.
type Figures = BTreeMap<&'static str, String>;

fn figures(day: &Day) -> Figures {
    fields().filter_map(|field| Some((field.id, field.words(&day.checkin)?))).collect()
}

fn on_disk(root: &Path) -> Day {
    let date = diary::date(DAY);
    Store::new(root.to_owned()).read_days(date, date).to_edit(date).expect("the day can be read")
}

fn file(root: &Path) -> PathBuf {
    Store::new(root.to_owned()).day_file(diary::date(DAY))
}

/// Something else writes a figure: what it wrote, and where.
fn elsewhere(root: &Path, rng: &mut Rng) -> (&'static str, String) {
    let field = rng.choice(FIELDS).unwrap();
    let value = rng.i64(0..=10);
    match rng.u8(0..4) {
        // A command.
        0 | 1 => {
            let before = on_disk(root);
            let mut after = before.clone();
            let found = fields().find(|one| one.id == field).unwrap();
            found.set(&mut after.checkin, found.number(value).unwrap()).unwrap();
            Store::new(root.to_owned()).save_day(&before, &after).unwrap();
        }
        // An editor that writes in place.
        2 => fs::write(file(root), edited(root, field, value)).unwrap(),
        // A sync program: another file in its place, and a copy of what it took away beside it.
        _ => {
            let name = file(root);
            let (new, copy) =
                (name.with_extension("part~"), name.with_extension("sync-conflict-20261112-ABC.toml"));
            fs::copy(&name, copy).ok();
            fs::write(&new, edited(root, field, value)).unwrap();
            fs::rename(new, name).unwrap();
        }
    }
    (field, value.to_string())
}

/// The day's file with one line another one, as by hand.
fn edited(root: &Path, field: &str, value: i64) -> String {
    let text = fs::read_to_string(file(root)).unwrap_or_default();
    let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(&format!("{field} ="))).collect();
    let mut text = others.join("\n");
    if !text.contains("[checkin]\n") {
        text = format!("{}\n[checkin]\n", text.replace("[checkin]", ""));
    }
    fs::create_dir_all(file(root).parent().unwrap()).unwrap();
    text.replacen("[checkin]\n", &format!("[checkin]\n{field} = {value}\n"), 1)
}

/// A screen in a thread of its own, that goes one moment at a time.
struct Hand {
    give: Sender<Vec<Moment>>,
    take: Receiver<Box<App>>,
    /// What others wrote that it has not shown.
    unseen: Figures,
    /// What was entered here and is not saved.
    entered: Figures,
    /// What the question that is open shows as standing on disk.
    asked: Figures,
    app: Box<App>,
}

/// What was written while screens were drawn.
type Meanwhile = Arc<Mutex<(Rng, Vec<(&'static str, String)>)>>;

impl Hand {
    fn open(root: &Path, meanwhile: Meanwhile) -> Self {
        let (give, moments) = channel::<Vec<Moment>>();
        let (told, take) = channel();
        let root = root.to_owned();
        std::thread::spawn(move || {
            let window = Window::new(&root).meanwhile(|_| {
                let (rng, written) = &mut *meanwhile.lock().unwrap();
                if rng.u8(0..8) == 0 {
                    let wrote = elsewhere(&root, rng);
                    written.push(wrote);
                }
            });
            let mut waiting: Vec<Moment> = Vec::new();
            window.open(OPENED.parse().unwrap(), &mut |sight| {
                if waiting.is_empty() {
                    told.send(Box::new(sight.app.clone())).ok()?;
                    waiting = moments.recv().ok()?;
                    waiting.reverse();
                }
                waiting.pop()
            });
        });
        let app = take.recv().unwrap();
        Self { give, take, unseen: Figures::new(), entered: Figures::new(), asked: Figures::new(), app }
    }

    fn shown(&self) -> Figures {
        self.app.journal.days.to_edit(diary::date(DAY)).map(|day| figures(&day)).unwrap_or_default()
    }

    /// Something else wrote a figure. What it has found already is nothing new to it.
    fn others_wrote(&mut self, known: &Figures, written: &[(&'static str, String)]) {
        for (id, value) in written {
            let known = known.get(id).map(String::as_str).unwrap_or_default();
            if known == value || self.asked.get(id) == Some(value) {
                self.unseen.remove(id);
            } else {
                self.unseen.insert(id, value.clone());
            }
        }
    }

    /// What it takes to stand on disk.
    fn known(&self) -> Figures {
        let date = diary::date(DAY);
        self.app.on_disk.days.get(&date).map_or_else(|| self.shown(), figures)
    }
}

fn key(code: KeyCode) -> Moment {
    Moment::Happens(Happened::Key(KeyEvent::from(code)))
}

/// What is pressed next; whether it may take back what was entered.
fn pressed(app: &App, rng: &mut Rng) -> (Moment, bool) {
    if matches!(app.dialog, Some(Dialog::Question(_))) {
        let answer =
            rng.choice([KeyCode::Char('h'), KeyCode::Char('t'), KeyCode::Esc, KeyCode::Down, KeyCode::Enter]);
        return (key(answer.unwrap()), true);
    }
    match rng.u8(0..20) {
        0..10 => (key(KeyCode::Char(char::from(rng.u8(b'2'..=b'9')))), true),
        10..14 => (key(KeyCode::Down), false),
        14..16 => (key(KeyCode::Up), false),
        16 => (key(KeyCode::Char('-')), true),
        17 => (key(KeyCode::Esc), false),
        18 => (Moment::Happens(Happened::Focus), false),
        _ => {
            let save = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL);
            (Moment::Happens(Happened::Key(save)), false)
        }
    }
}

/// One interleaving; what was lost in it.
fn interleave(seed: u64) -> Result<usize, String> {
    let mut rng = Rng::with_seed(seed);
    let folder = place();
    let root = folder.path().join("data");
    let trial = diary::trial(&diary::setup(Site::Neck, &[], diary::date("2026-11-02")));
    Store::new(root.clone()).begin(&trial).unwrap();
    let meanwhile: Meanwhile = Arc::new(Mutex::new((Rng::with_seed(seed ^ 0x77), Vec::new())));
    let mut hands = [Hand::open(&root, Arc::clone(&meanwhile)), Hand::open(&root, Arc::clone(&meanwhile))];
    let mut asked = 0;
    let mut story = Vec::new();
    for step in 0..STEPS {
        // Between keys something else writes too.
        let mut written = std::mem::take(&mut meanwhile.lock().unwrap().1);
        if rng.u8(0..4) == 0 {
            written.push(elsewhere(&root, &mut rng));
        }
        for hand in &mut hands {
            let known = hand.known();
            hand.others_wrote(&known, &written);
        }
        let before = figures(&on_disk(&root));
        let at = rng.usize(0..hands.len());
        let (moment, takes_back) = pressed(&hands[at].app, &mut rng);
        let typed = match &moment {
            Moment::Happens(Happened::Key(key)) => match key.code {
                KeyCode::Char('-') => Some(String::new()),
                KeyCode::Char(sign) if sign.is_ascii_digit() => Some(sign.to_string()),
                _ => None,
            },
            _ => None,
        };
        let was = hands[at].shown();
        let known = [hands[0].known(), hands[1].known()];
        let passes = Moment::Passes(TimeDelta::milliseconds(rng.i64(0..1500)));
        story.push(format!(
            "{written:?}; screen {at}: {}",
            crate::random_evenings::told(std::slice::from_ref(&moment))
        ));
        hands[at].give.send(vec![passes, moment]).unwrap();
        let app = hands[at].take.recv().map_err(|_| format!("step {step}: the screen is gone"))?;
        hands[at].app = app;
        let during = std::mem::take(&mut meanwhile.lock().unwrap().1);
        let after = figures(&on_disk(&root));
        story.push(format!(
            "  meanwhile {during:?}; before {before:?}, on disk {after:?}, shown {:?}",
            hands[at].shown()
        ));
        for (hand, known) in hands.iter_mut().zip(&known) {
            hand.others_wrote(known, &during);
        }
        // What the other screen does not know of yet.
        for id in FIELDS {
            if after.get(id) != before.get(id) {
                let there = after.get(id).cloned().unwrap_or_default();
                hands[1 - at].others_wrote(&known[1 - at], &[(id, there)]);
            }
        }
        let hand = &mut hands[at];
        hand.asked.clear();
        if let Some(Dialog::Question(Question::Conflict { fields: clash, .. })) = &hand.app.dialog {
            for field in fields() {
                let both = clash.iter().find(|both| both.field == format!("checkin.{}", field.id));
                hand.asked.extend(both.map(|both| (field.id, both.theirs.clone())));
            }
        }
        let told: Vec<String> = match &hand.app.dialog {
            Some(Dialog::Question(Question::Conflict { fields, .. })) => {
                asked += 1;
                fields.iter().map(|field| field.field.clone()).collect()
            }
            _ => Vec::new(),
        };
        let notice = hand.app.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        let is_told = |field: &Field| {
            told.iter().any(|path| path.ends_with(field.id))
                || (notice.contains("Another program changed this too") && notice.contains(field.short))
        };
        let (shown, known_now) = (hand.shown(), hand.known());
        let wrong = |what: &str, id: &str| {
            Err(format!(
                "step {step}, screen {at}: {what} of {id}: {:?}\n{}",
                hand.unseen.get(id),
                story.join("\n")
            ))
        };
        let mut late = Figures::new();
        for field in fields() {
            let there = after.get(field.id).cloned().unwrap_or_default();
            let here = shown.get(field.id).cloned().unwrap_or_default();
            if hand.unseen.get(field.id).is_some_and(|unseen| *unseen != there) && !is_told(field) {
                return wrong("written over unseen", field.id);
            }
            let last = during.iter().rev().find(|(id, _)| *id == field.id).map(|(_, value)| value);
            let is_newer = hand.unseen.get(field.id) == Some(&there) || last == Some(&there);
            // It may have read what stood there in between.
            if last == Some(&there) && known_now.get(field.id) != Some(&there) {
                late.insert(field.id, there.clone());
            }
            if !hand.app.has_unsaved() && here != there && !is_newer {
                return wrong("not what it shows is on disk", field.id);
            }
            let kept = hand.entered.get(field.id);
            if kept.is_some_and(|kept| *kept != here)
                && !takes_back
                && there != *kept.unwrap()
                && !is_told(field)
            {
                return wrong("an entry has gone", field.id);
            }
        }
        hand.unseen.extend(late);
        hand.unseen.retain(|id, value| {
            let is_shown = shown.get(id).map(String::as_str).unwrap_or_default() == value;
            !is_shown && !fields().any(|field| field.id == *id && is_told(field))
        });
        if !hand.app.has_unsaved() {
            hand.entered.clear();
        } else if takes_back {
            for id in FIELDS {
                // What comes from the disk with the same key was not entered here.
                let value = shown.get(id).cloned().unwrap_or_default();
                if shown.get(id) != was.get(id) && typed.as_ref() == Some(&value) {
                    hand.entered.insert(id, value);
                }
            }
            if hand.app.dialog.is_none() {
                hand.entered.retain(|id, value| shown.get(id) == Some(value));
            }
        }
    }
    drop(hands);
    let problems = Store::new(root.clone()).check();
    let wrong = problems.iter().find(|problem| {
        // Copies are named; and what others have put there may be open to others.
        let is_copy = problem.file.to_string_lossy().contains("sync-conflict");
        !is_copy && !problem.message.contains("for you alone")
    });
    wrong.map_or(Ok(asked), |problem| Err(problem.to_string()))
}

#[test]
fn nobodys_words_are_lost_without_a_word() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("WEEKFIVE_INTERLEAVING") {
        Some(seed) => seed..seed + 1,
        None => 0..number("WEEKFIVE_INTERLEAVINGS").unwrap_or(INTERLEAVINGS),
    };
    let mut asked = 0;
    for seed in seeds.clone() {
        match interleave(seed) {
            Ok(questions) => asked += questions,
            Err(words) => panic!("WEEKFIVE_INTERLEAVING={seed}: {words}"),
        }
    }
    println!("{} interleavings of {STEPS} steps, {asked} questions", seeds.end - seeds.start);
    assert!(asked > 0 || seeds.end - seeds.start < INTERLEAVINGS, "nothing was ever asked");
}

/// What `Score` takes is what the fields of these tests take.
#[test]
fn the_fields_of_these_tests_are_ratings() {
    assert_eq!(fields().count(), FIELDS.len());
    assert!(fields().all(|field| field.range() == Some((Score::LOW, Score::HIGH))));
}
