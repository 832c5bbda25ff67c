//! The text cursor stands on what is in focus, in every view and at every size: magnifiers and screen
//! readers follow it.

use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Position;
use weekfive::app::{App, Settings};
use weekfive::ui::{self, Theme};

use crate::screens::{checklist_pages, states};
use crate::support::{Evening, Home};

const SIZES: [(u16, u16); 4] = [(100, 30), (80, 24), (60, 20), (40, 12)];

/// The line of the screen that the cursor stands on, from the cursor on; nothing where it stands nowhere.
fn under_cursor(app: &App, (width, height): (u16, u16)) -> Option<String> {
    let nowhere = Position::new(0, 0);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.backend_mut().set_cursor_position(nowhere).unwrap();
    let theme = Theme::new(&Settings::default());
    let mut app = app.clone();
    app.size = (width, height);
    let buffer = terminal.draw(|frame| _ = ui::draw(frame, &app, &theme)).unwrap().buffer.clone();
    let at = terminal.backend_mut().get_cursor_position().unwrap();
    let row = (at.x..width).map(|column| buffer[(column, at.y)].symbol()).collect::<String>();
    (at != nowhere).then(|| row.trim_end().to_owned())
}

#[test]
fn it_stands_somewhere_in_every_state_at_every_size() {
    let mut missing = Vec::new();
    let states = states()
        .into_iter()
        .chain(checklist_pages().into_iter().map(|(page, app)| (format!("{page:?}"), app)));
    for (name, app) in states {
        for size in SIZES {
            if under_cursor(&app, size).is_none() {
                missing.push(format!("{name} {size:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn open(home: &Home, keys: &str) -> Evening {
    home.evening("2026-11-12T21:14:00+01:00").keys(keys)
}

#[test]
fn it_stands_on_what_is_in_focus() {
    let neck = Home::with_neck("2026-11-02");
    let nothing = Home::new();
    for (home, keys, wanted) in [
        (&neck, "", "□ □ □"),
        (&neck, "4", "□ □ □"),
        (&neck, "4 <up>", "■ ■ ■ ■ □"),
        (&neck, "c", "▸1"),
        (&neck, "c <down> <down>", "▸3"),
        (&neck, "<f2>", "12"),
        (&neck, "<f2> <right>", "13"),
        (&neck, "<f2> v", "▌"),
        (&neck, "<f2> <enter> <down> <down>", "▸1 □ Swedish"),
        (&neck, "<f2> x", "▸1"),
        (&neck, "<f3>", "▌Pain"),
        (&neck, "<f3> <down>", "▌"),
        (&neck, "<f4>", "▸"),
        (&neck, "<f5>", "▌Site"),
        (&neck, "<f5> <down>", "▌Age"),
        (&neck, "? <enter>", "▸ How massage may work"),
        (&neck, "? <enter> <down>", "▸ Techniques"),
        (&nothing, "<enter>", "□ yes"),
        (&nothing, "<enter> y y y n", "▸1 □ Neck"),
        (&nothing, "<enter> y y y n <down>", "▸2 □"),
    ] {
        let app = open(home, keys).end().open;
        for size in SIZES {
            if keys == "<f4>" && size.1 < 24 {
                // The step is below what is seen; the cursor is where reading begins.
                continue;
            }
            let found = under_cursor(&app, size);
            let there = found.as_ref().is_some_and(|found| {
                found.trim_start_matches(['▌', ' ', '[', 'y']).starts_with(wanted.trim_start_matches('▌'))
            });
            assert!(there, "{keys} {size:?}: {found:?}");
        }
    }
}
