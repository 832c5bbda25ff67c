//! No size of the terminal stops the program: every view, with everything that can lie over it, at
//! every size.

use std::ops::RangeInclusive;

use rstest::rstest;
use weekfive::app::tabs::row;
use weekfive::app::{App, Settings};
use weekfive::content;
use weekfive::ui::{SMALLEST, Theme};

use crate::screens::{checklist_pages, drawn, modes, states};
use crate::support::evening::text;
use crate::support::flat;

/// What can stand beside any view: nothing, a message of one line, a warning as long as they get,
/// and a save that failed.
const BESIDE: [fn(&mut App); 4] = [
    |_| (),
    |app| app.say("Taken back."),
    |app| app.warn([content::advice("soreness-48"), content::advice("opens-hold")].join(" ")),
    |app| {
        app.saving.failure = Some("The disk is full.".to_owned());
        app.warn("The day could not be saved: the disk is full. Make room, then press Ctrl-s.");
    },
];

/// Draws a state at sizes, with something else beside it and in another mode from size to size, so
/// that all of them meet all sizes over the states.
fn at_sizes(app: &App, turn: usize, widths: RangeInclusive<u16>, heights: RangeInclusive<u16>, every: usize) {
    let apps = BESIDE.map(|put| {
        let mut app = app.clone();
        put(&mut app);
        app
    });
    let themes = modes().map(|settings| Theme::new(&settings));
    let sizes = heights.flat_map(|height| widths.clone().map(move |width| (width, height)));
    for (place, (width, height)) in sizes.enumerate().skip(turn % every).step_by(every) {
        let turn = turn + place / every;
        let theme = &themes[turn / apps.len() % themes.len()];
        let (buffer, _) = drawn(&apps[turn % apps.len()], theme, width, height);
        let screen = text(&buffer);
        let tab = row(app.view).name;
        assert!(
            screen.lines().take(2).any(|line| line.contains(tab)),
            "{tab} at {width}x{height}:\n{screen}"
        );
    }
}

/// Below the smallest screen every view is the same sentence.
#[test]
fn a_screen_too_small_for_anything_still_draws() {
    let (_, app) = states().remove(0);
    let theme = Theme::new(&Settings::default());
    let sentence = |width: u16, height: u16| {
        let (buffer, hits) = drawn(&app, &theme, width, height);
        assert!((0..width).all(|x| (0..height).all(|y| hits.at(x, y).is_none())), "{width}x{height}");
        flat(&text(&buffer))
    };
    let whole = sentence(SMALLEST.0 - 1, SMALLEST.1);
    assert!(whole.contains("40") && whole.contains("12"), "{whole}");
    let sizes = (0..=40).flat_map(|height| (0..=100).map(move |width| (width, height)));
    for (width, height) in sizes.filter(|(width, height)| *width < SMALLEST.0 || *height < SMALLEST.1) {
        let (shown, area) = (sentence(width, height), width * height);
        let words: Vec<&str> = shown.split(' ').collect();
        assert!(words.iter().all(|word| whole.contains(word)), "{width}x{height}: {shown}");
        assert!(!shown.is_empty() || area < 40, "{width}x{height}");
    }
}

/// The lowest screens, where room runs out, densely; larger ones in wider steps. Over all states
/// every size is met.
#[rstest]
fn every_state_is_drawn_at_every_size(#[values(0, 1)] part: usize) {
    for (turn, (_, app)) in states().into_iter().enumerate().filter(|(turn, _)| turn % 2 == part) {
        at_sizes(&app, turn, 40..=100, 12..=13, 3);
        at_sizes(&app, turn, 40..=100, 14..=40, 37);
        at_sizes(&app, turn, 101..=200, 12..=60, 499);
    }
}

#[test]
fn every_page_of_the_checklist_is_drawn_at_every_size() {
    for (turn, (_, app)) in checklist_pages().into_iter().enumerate() {
        at_sizes(&app, turn, 40..=100, 12..=40, 89);
        at_sizes(&app, turn, 101..=200, 12..=60, 2499);
    }
}
