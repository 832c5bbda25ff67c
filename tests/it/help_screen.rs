//! The help: the keys of where one is, a search, the guide; and what the header and the footer say at every
//! size.

use crate::support::{Evening, Home};

const EVENING: &str = "2026-11-12T21:14:00+01:00";

fn neck() -> Home {
    Home::with_neck("2026-11-02")
}

fn open(home: &Home) -> Evening {
    home.evening(EVENING)
}

const SIZES: [(u16, u16); 4] = [(100, 30), (80, 24), (60, 20), (40, 12)];

#[test]
fn keys_of_the_view_and_the_guide_stand_on_one_page_where_there_is_room() {
    let seen = open(&neck()).keys("?").end();
    for words in ["Everywhere", "The guide", "Feelings", "/ looks for a word in keys and guide"] {
        assert!(seen.shows(words), "{words}\n{}", seen.screen);
    }
    assert!(!seen.shows("↓ more"), "{}", seen.screen);
    insta::assert_snapshot!(seen.screen);
}

#[test]
fn the_keys_are_those_of_where_one_is() {
    let home = neck();
    open(&home).keys("?").sees("skip day").sees_not("makes it ten").end();
    open(&home).keys("<f2> ?").sees("list or calendar").sees_not("blank day").end();
    open(&home).keys("<f2> <enter> ?").sees("In a visit's form").sees("In a form").end();
}

/// What nothing would come of now stands behind what something would.
#[test]
fn a_key_that_would_do_nothing_now_stands_behind_the_others() {
    let screen = open(&neck()).keys("?").size(40, 40).end().screen;
    let row = |label: &str| screen.lines().position(|line| line.ends_with(label)).unwrap();
    assert!(row("skip day") < row("what was rescued"), "{screen}");
}

#[test]
fn a_word_is_looked_for_in_every_key_and_on_every_page() {
    for size in SIZES {
        open(&neck())
            .size(size.0, size.1)
            .keys("? / \"undo\"")
            .sees("Search: undo")
            .sees("Everywhere")
            .sees_not("The guide")
            .keys("<bs> <bs> <bs> <bs> \"sleep better\"")
            .sees("The guide")
            .sees("How massage may work")
            .keys("<enter>")
            .sees("It is not proven")
            .keys("<esc>")
            .sees("Search: sleep better")
            .keys("<esc>")
            .sees("looks for a word")
            .keys("<esc>")
            .sees("Pain, average")
            .end();
    }
}

#[test]
fn one_letter_is_a_key_and_says_what_it_does() {
    open(&neck()).keys("? / \"x\"").sees("ten").sees("did not happen").sees_not("The guide").end();
    open(&neck()).keys("? / \"xyzzy\"").sees("Nothing is found").keys("<esc>").sees("The guide").end();
}

#[test]
fn the_page_that_is_marked_opens_and_stays_in_sight_at_every_size() {
    for size in SIZES {
        let seen = open(&neck())
            .size(size.0, size.1)
            .keys("? <enter>")
            .sees("▸ How massage may work")
            .keys("<down> <down> <down> <down> <down> <down> <down> <down> <down> <down>")
            .sees("▸ How the decision is made")
            .keys("<up>")
            .sees("▸ What is measured")
            .keys("<enter>")
            .sees("Page 9 of 10")
            .keys("<esc>")
            .sees("▸ What is measured")
            .keys("q")
            .sees("Pain, average")
            .end();
        assert!(!seen.left, "{size:?}");
    }
}

#[test]
fn a_page_can_be_clicked() {
    open(&neck()).keys("? click:\"Feelings\"").sees("Page 4 of 10").end();
}

#[test]
fn a_page_that_came_from_elsewhere_goes_back_there() {
    open(&neck()).keys("<f2> <enter> g").sees("of the guide").keys("<esc>").sees("A visit on").end();
}

/// Everything can be reached with the one key that is named.
#[test]
fn the_key_named_reads_a_page_to_its_end() {
    for size in SIZES {
        let seen = open(&neck())
            .size(size.0, size.1)
            .keys("? / \"studies found\" <enter>")
            .answers(|screen| screen.contains("↓ more: Space").then(|| "<space>".to_owned()))
            .end();
        assert!(seen.shows("Source"), "{size:?}\n{}", seen.screen);
    }
}

// ---- the header and the footer -------------------------------------------------------------------

#[test]
fn the_key_that_matters_most_and_the_way_on_are_named_at_every_size() {
    let home = neck();
    home.write_day("2026-11-11", "date = 2026-11-11\n[checkin]\npain = 5\n");
    for size in SIZES {
        let open = |keys: &str| open(&home).size(size.0, size.1).keys(keys);
        open("").sees("0-9 set").sees("↑↓").sees("Tab").sees("? keys").end();
        open("<f2>").sees("Enter log or open").sees("←→↑↓").sees("Tab").sees("? keys").end();
        open("<f3>").sees("↑↓").sees("Tab").end();
        open("<f4>").sees("Enter do it").sees("↑↓").sees("Tab").end();
        open("<f5>").sees("Enter change").sees("↑↓").sees("Tab").end();
        open("<f2> <enter>").sees("Enter go on").end();
        open("n").sees("Enter keep it").end();
        open("?").sees("/ search").sees("Esc close").end();
    }
}

/// An arrow's stand-in in ASCII would be the sign of another key.
#[test]
fn no_key_is_named_by_a_sign_that_it_is_not_in_ascii() {
    for keys in ["", "<f2>", "<f2> v", "<f3>", "<f4>", "<f5>", "n", "?", "? <right>"] {
        let seen = open(&neck()).settings(|settings| settings.ascii = true).keys(keys).end();
        let footer = seen.screen.lines().last().unwrap().to_owned();
        let hints = footer.trim().split("  ").map(|hint| hint.split(' ').next().unwrap());
        for key in hints {
            let is_sign = key.contains(['^', '<', '>']) || key == "v" && !footer.contains("v list");
            assert!(!is_sign || footer.contains("v after visits"), "{keys}: {footer}");
        }
        assert!(!seen.shows("v more") && !seen.shows("^ more"), "{keys}\n{}", seen.screen);
    }
}
