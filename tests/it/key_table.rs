//! The one key table: every action can be reached, nothing hides what has no other key, the footer
//! names no dead key, and the README says the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use weekfive::app::keymap::{BINDINGS, Context, Key, readme};
use weekfive::app::{Msg, update};

use crate::support::script::{Step, steps};
use crate::support::{Evening, Home};

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// The variants of an enum of `app/action.rs`, by its name.
fn variants() -> Vec<(String, String)> {
    let text = source("src/app/action.rs");
    let mut list = Vec::new();
    let mut within: Option<&str> = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub enum ") {
            within = name.split(' ').next().filter(|name| !["View", "Action"].contains(name));
        } else if line == "}" {
            within = None;
        } else if let Some(name) = within
            && let Some(variant) =
                line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase))
        {
            let end = variant.find(|c: char| !c.is_alphanumeric()).unwrap_or(variant.len());
            list.push((name.to_owned(), variant[..end].to_owned()));
        }
    }
    list
}

#[test]
fn every_action_has_a_key_or_a_place_to_click() {
    let bound: BTreeSet<(String, String)> = BINDINGS
        .iter()
        .map(|binding| {
            let shown = format!("{:?}", binding.action);
            let mut parts = shown.split(['(', ')', ',']);
            (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned())
        })
        .collect();
    let mut screens = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut screens);
    let all = variants();
    assert!(all.len() > 50, "{all:?}");
    for (name, variant) in all {
        let clickable = screens.contains(&format!("::{variant}("));
        assert!(
            bound.contains(&(name.clone(), variant.clone())) || clickable,
            "{name}::{variant} has no key and cannot be clicked"
        );
    }
}

/// Places that lie over each other, innermost first.
const STACKS: &[&[Context]] = &[
    &[Context::Today, Context::Global],
    &[Context::TodayOne, Context::Today, Context::Global],
    &[Context::TodayYesNo, Context::Today, Context::Global],
    &[Context::Text, Context::Global],
    &[Context::Paragraph, Context::Text, Context::Global],
    &[Context::LongList, Context::Form, Context::Global],
    &[Context::Form, Context::Global],
    &[Context::FormText, Context::Global],
    &[Context::Sessions, Context::Global],
    &[Context::SessionsMove, Context::Global],
    &[Context::Form, Context::Visit, Context::Global],
    &[Context::FormText, Context::Visit, Context::Global],
    &[Context::Trends, Context::Global],
    &[Context::WeekFive, Context::Global],
    &[Context::Plan, Context::Global],
    &[Context::Page, Context::Global],
    &[Context::Question, Context::Page, Context::Global],
    &[Context::Form, Context::Page, Context::Global],
    &[Context::FormText, Context::Page, Context::Global],
];

/// What may be out of reach for a while: where text is written, letters are letters; a form goes
/// from field to field with Tab and is left with Esc.
const HIDDEN: &[(Context, &[&str])] = &[
    (Context::Today, &[]),
    // A field or two further, or after the 1 is settled, Tab is the next tab again.
    (Context::TodayOne, &["view.next", "today.next-field", "today.open"]),
    (Context::TodayYesNo, &[]),
    // In a note the arrows go from line to line; Enter and Tab keep it.
    (Context::Paragraph, &["undo", "save-again", "view.next", "view.previous", "back", "help"]),
    (Context::LongList, &["save-again", "view.next", "view.previous", "back"]),
    (Context::Text, &["undo", "save-again", "view.next", "view.previous", "back", "help"]),
    (Context::Form, &["save-again", "view.next", "view.previous", "back", "page.next", "page.back"]),
    (
        Context::FormText,
        &[
            "undo",
            "save-again",
            "view.next",
            "view.previous",
            "back",
            "help",
            "page.summary",
            "visit.guide",
            "page.guide",
        ],
    ),
    (Context::Page, &["back"]),
    (Context::Question, &["back"]),
    (Context::Sessions, &["back"]),
    (Context::SessionsMove, &["back"]),
    (Context::Trends, &["back"]),
    (Context::WeekFive, &["back"]),
];

#[test]
fn an_inner_place_hides_only_what_has_another_key_or_can_wait() {
    for stack in STACKS {
        let inner = stack[0];
        let may_hide = HIDDEN.iter().find(|(context, _)| *context == inner).map_or(&[][..], |(_, ids)| ids);
        let keys_in = |contexts: &[Context]| -> BTreeSet<&str> {
            let here = BINDINGS.iter().filter(|binding| contexts.contains(&binding.context));
            here.flat_map(|binding| binding.keys.iter().copied()).collect()
        };
        for (depth, context) in stack.iter().enumerate().skip(1) {
            let taken = keys_in(&stack[..depth]);
            let free = |key: &&str| {
                let is_digit = key.len() == 1 && key.starts_with(|c: char| c.is_ascii_digit());
                let typed = key.chars().count() == 1 || ["space", "backspace", "left", "right"].contains(key);
                !(taken.contains(*key)
                    || is_digit && taken.contains("0-9")
                    || typed && stack[..depth].iter().any(|context| context.takes_text()))
            };
            for binding in BINDINGS.iter().filter(|binding| binding.context == *context) {
                let reachable = binding.keys.iter().any(&free);
                assert!(
                    reachable || may_hide.contains(&binding.id),
                    "{} cannot be reached from {inner:?}",
                    binding.id
                );
            }
        }
    }
}

#[test]
fn leaving_can_be_reached_from_everywhere_but_a_question() {
    let quit = BINDINGS.iter().find(|binding| binding.id == "quit").unwrap();
    assert!(
        quit.keys.contains(&"ctrl-c")
            && !BINDINGS.iter().any(|other| { other.id != "quit" && other.keys.contains(&"ctrl-c") })
    );
}

/// The keys that the last line of a screen names.
fn footer(screen: &str) -> Vec<(String, String)> {
    let last = screen.lines().next_back().unwrap();
    last.trim()
        .split("  ")
        .filter(|hint| !hint.is_empty())
        // Where there is little room, the arrows stand without a word.
        .map(|hint| hint.split_once(' ').unwrap_or((hint, "")))
        .map(|(key, label)| (key.to_owned(), label.to_owned()))
        .collect()
}

/// A key of the footer in the notation of scripts; of the digits, each one.
fn pressed(key: &str) -> String {
    let stands_beside = |sign: char| "←→↑↓[]".contains(sign);
    match key {
        key if key.chars().count() > 1 && key.chars().all(stands_beside) => {
            pressed(key.get(..key.chars().next().map_or(0, char::len_utf8)).unwrap_or_default())
        }
        "0-9" => "0 1 2 3 4 5 6 7 8 9".to_owned(),
        "↑↓" => "<down> <up>".to_owned(),
        "←→" => "<left> <right>".to_owned(),
        "a-m" => "a b c d e f g h i j k l m".to_owned(),
        "←" => "<left>".to_owned(),
        "→" => "<right>".to_owned(),
        "↑" => "<up>".to_owned(),
        "↓" => "<down>".to_owned(),
        "PgUp" => "<pgup>".to_owned(),
        "PgDn" => "<pgdn>".to_owned(),
        key if key.starts_with("Ctrl-") => format!("<c-{}>", &key[5..]),
        key if key.chars().count() > 1 => format!("<{}>", key.to_lowercase()),
        key => key.to_owned(),
    }
}

/// Evenings that end on every kind of screen.
fn places() -> Vec<(&'static str, Evening)> {
    let at = "2026-11-12T21:14:00+01:00";
    let neck = || {
        let home = Home::neck();
        home.write_day(
            "2026-11-10",
            "date = 2026-11-10\n[checkin]\npain = 5\n[[session]]\nstatus = \"done\"\n",
        );
        home.evening(at)
    };
    let first = || Home::new().evening(at);
    let clash = |root: &Path| {
        crate::support::home::write_day(root, "2026-11-12", "date = 2026-11-12\n[checkin]\npain = 9\n");
    };
    let down = |times: usize| "<down> ".repeat(times);
    vec![
        ("pain", neck()),
        ("pain set", neck().keys("4 <up>")),
        ("another day", neck().keys("<left>")),
        ("a one", neck().keys("1")),
        ("awakenings", neck().keys(&down(3))),
        ("medicine", neck().keys(&down(7))),
        ("soreness", neck().keys(&down(8))),
        ("index", neck().keys(&down(9))),
        ("note field", neck().keys(&down(10))),
        ("a change", neck().keys("c 1 \"x\" <enter>").keys(&down(11))),
        ("note", neck().keys("n")),
        ("change kind", neck().keys("c")),
        ("change text", neck().keys("c 1")),
        ("index topics", neck().keys(&down(9)).keys("<enter>")),
        ("index topic set", neck().keys(&down(9)).keys("2")),
        ("index total", neck().keys(&down(9)).keys("<enter>").keys(&down(10))),
        ("help", neck().keys("?")),
        ("a question", neck().meanwhile(clash).keys("4 <c-s>").sees("there 9")),
        ("guide", neck().keys("? <right>")),
        ("sessions", neck().keys("<f2>")),
        ("a visit", neck().keys("<f2> <enter>")),
        ("list of visits", neck().keys("<f2> v")),
        ("a visit that did not take place", neck().keys("<f2> x 1 1")),
        ("a visit on its way", neck().keys("<f2> m")),
        ("trends", neck().keys("<f3>")),
        ("one measure", neck().keys("<f3> <enter>")),
        ("week five", neck().keys("<f4>")),
        ("plan", neck().keys("<f5>")),
        ("plan, another row", neck().keys("<f5> <down> <down>")),
        ("welcome", first()),
        ("question", first().keys("<enter>")),
        ("question answered", first().keys("<enter> y <left>")),
        ("site", first().keys("<enter> y y y n")),
        ("age", first().keys("<enter> y y y n 1")),
        ("safety", first().keys("<enter> y y y n 1 2")),
        ("clearance", first().keys("<enter> y y y n 1 2 y")),
        ("summary", first().keys("<enter> y s")),
        ("plan of the future", Home::with_neck("2026-11-20").evening(at).keys("<f5>")),
    ]
}

#[test]
fn the_footer_names_no_dead_key() {
    for (place, evening) in places() {
        let seen = evening.end();
        let hints = footer(&seen.screen);
        assert!(!hints.is_empty(), "{place}: no keys\n{}", seen.screen);
        for (key, label) in hints {
            let before = format!("{:?}", seen.open);
            let does_something = steps(&pressed(&key)).into_iter().any(|step| {
                let Step::Key(key) = step else { panic!("{step:?}") };
                let mut app = seen.open.clone();
                let asked = !update(&mut app, Msg::Key(key)).is_empty();
                asked || format!("{app:?}") != before
            });
            assert!(does_something, "{place}: {key} ({label}) does nothing\n{}", seen.screen);
        }
    }
}

#[test]
fn the_footer_always_says_how_to_leave_and_a_click_there_does_what_the_key_does() {
    for (place, evening) in places() {
        let seen = evening.end();
        let hints = footer(&seen.screen);
        let way_out = ["leave", "close", "not now"];
        assert!(hints.iter().any(|(_, label)| way_out.contains(&label.as_str())), "{place}: {}", seen.screen);
        let row = seen.buffer.area.height - 1;
        let clicks: Vec<_> =
            (0..seen.buffer.area.width).filter_map(|column| seen.hits.at(column, row)).collect();
        for action in clicks {
            assert!(
                !format!("{action:?}").contains("Digit"),
                "{place}: a click on “0-9” would enter a digit"
            );
        }
    }
}

#[test]
fn every_key_of_the_table_can_be_read() {
    for binding in BINDINGS {
        assert!(!binding.label.is_empty() && !binding.keys.is_empty(), "{}", binding.id);
        assert!(binding.keys.iter().all(|key| Key::parse(key).is_some()), "{}", binding.id);
    }
}

#[test]
fn the_readme_lists_the_keys_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (start, rest) = text.split_once("<!-- keys -->\n").expect("README.md has <!-- keys -->");
    let (block, end) = rest.split_once("<!-- /keys -->").expect("README.md has <!-- /keys -->");
    let wanted = format!("\n{}", readme());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{start}<!-- keys -->\n{wanted}<!-- /keys -->{end}")).unwrap();
        return;
    }
    assert_eq!(block, wanted, "run UPDATE_README=1 cargo test readme to put the table into README.md");
}
