//! Small windows: what matters is whole, or says how the rest is read.

use weekfive::app::Settings;
use weekfive::content;
use weekfive::ui::Theme;

use crate::screens::drawn;
use crate::support::evening::{flat, text};
use crate::support::{Evening, Home};

const SMALL: (u16, u16) = (40, 12);
const SIZES: [(u16, u16); 4] = [(100, 30), (80, 24), (60, 20), SMALL];

fn neck() -> Home {
    Home::with_neck("2026-11-02")
}

fn open(home: &Home) -> Evening {
    home.evening("2026-11-12T21:14:00+01:00")
}

/// A journal with pain that is getting worse and a hold that is open.
fn troubled() -> Home {
    let home = neck();
    for (date, pain) in ["2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30"]
        .map(|date| (date, 5))
        .into_iter()
        .chain(["2026-11-09", "2026-11-10", "2026-11-11"].map(|date| (date, 8)))
    {
        home.write_day(date, &format!("date = {date}\n[checkin]\npain = {pain}\n"));
    }
    open(&home).keys("! d 2 <enter> <enter>").sees("on hold").end();
    home
}

// ---- the header ----------------------------------------------------------------------------------

#[test]
fn a_sample_says_so_and_still_which_day_it_is_at_every_size() {
    let mut app = open(&neck()).end().open;
    app.is_sample = true;
    for (width, height) in SIZES {
        let (buffer, _) = drawn(&app, &Theme::new(&Settings::default()), width, height);
        let header = text(&buffer).lines().next().unwrap().to_owned();
        assert!(header.contains("sample") && header.contains("day 11 of 35"), "{width}: {header}");
        assert_eq!(header.contains("weekfive"), width > 40, "{header}");
    }
    app.is_sample = false;
    let (buffer, _) = drawn(&app, &Theme::new(&Settings::default()), 100, 30);
    assert!(!text(&buffer).contains("sample"));
}

// ---- lists and messages that are longer than their room ------------------------------------------

#[test]
fn what_is_to_do_is_read_whole_with_the_key_that_is_named() {
    let home = troubled();
    for size in SIZES {
        let mut read = String::new();
        let mut evening = open(&home).size(size.0, size.1);
        if size == SMALL {
            evening = evening.sees("… l");
        }
        for pages in 0..6 {
            let keys = format!("l {}", "<space> ".repeat(pages));
            let screen = open(&home).size(size.0, size.1).keys(&keys).end().screen;
            read.push_str(&flat(&screen));
        }
        evening.keys("l").keys("<esc>").sees("Pain, average").end();
        for words in ["Massage is on hold.", "h puts massage on hold.", "days without a check-in"] {
            assert!(read.contains(words), "{size:?}: {words} is not in\n{read}");
        }
    }
}

#[test]
fn the_day_in_focus_on_sessions_is_read_whole_with_the_key_that_is_named() {
    for keys in ["<f2>", "<f2> v"] {
        open(&neck())
            .size(SMALL.0, SMALL.1)
            .keys(keys)
            .sees("… and more: i")
            .keys("i")
            .sees("m moves it")
            .keys("<space> <space>")
            .sees("Minutes")
            .keys("<esc>")
            .sees("… and more: i")
            .end();
    }
}

#[test]
fn a_warning_that_is_longer_than_its_room_is_read_on_before_it_is_put_away() {
    let words = [content::advice("soreness-48"), content::advice("opens-hold")].join(" ");
    let mut app = open(&neck()).size(SMALL.0, SMALL.1).end().open;
    app.size = SMALL;
    app.warn(words.clone());
    let mut read = Vec::new();
    for _ in 0..8 {
        let (buffer, _) = drawn(&app, &Theme::new(&Settings::default()), SMALL.0, SMALL.1);
        let screen = text(&buffer);
        let seen = app.notice_seen();
        read.extend(seen.lines.iter().map(|line| line.trim().to_owned()));
        assert!(flat(&screen).contains(&flat(&seen.lines.join(" "))), "{screen}");
        assert_eq!(screen.contains("… Esc"), seen.goes_on, "{screen}");
        let esc = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Esc);
        _ = weekfive::app::update(&mut app, weekfive::app::Msg::Key(esc));
        if app.notice.is_none() {
            break;
        }
    }
    assert!(app.notice.is_none());
    assert_eq!(flat(&read.join(" ")), flat(&words));
}

#[test]
fn plan_opens_on_a_hold_that_is_open() {
    let home = troubled();
    for size in SIZES {
        open(&home).size(size.0, size.1).keys("<f5>").sees("▌Dizziness").end();
    }
}

// ---- forms ---------------------------------------------------------------------------------------

#[test]
fn labels_and_choices_of_a_visit_are_whole() {
    for size in SIZES {
        labels_and_choices_are_whole(size);
    }
}

fn labels_and_choices_are_whole(size: (u16, u16)) {
    let home = neck();
    home.write_day(
        "2026-11-09",
        "date = 2026-11-09\n[[session]]\nstatus = \"done\"\ntime = 17:30:00\nminutes = 60\n\
         techniques = [\"deep-tissue\", \"trigger-point\", \"myofascial-release\"]\ntherapist = \"Annabel\"\n",
    );
    let mut evening = open(&home).size(size.0, size.1).keys("<f2> <enter>");
    evening = evening.sees("As last time?").sees("60 min");
    let seen = evening.end();
    let words = flat(&seen.screen);
    for part in ["Deep tissue", "Trigger point", "Annabel"] {
        assert!(words.contains(part), "{size:?} {part}\n{}", seen.screen);
    }
    open(&home).size(size.0, size.1).keys("<f2> <enter> 2 <down>").sees("Techniques").end();
}

/// From the first field to the note, which is the last behind what is folded away.
fn to_the_note() -> String {
    let down = "<down> ".repeat(30);
    format!("<f2> <enter> {down}<up> <enter> {down}<up> ")
}

#[test]
fn a_note_of_a_visit_is_written_over_several_lines_and_seen_whole() {
    for size in SIZES {
        open(&neck())
            .size(size.0, size.1)
            .keys(&to_the_note())
            .keys("\"The left shoulder was hard as wood, then 肩が痛い softer\" <down> \"second line\"")
            .sees("The left shoulder")
            .sees("second line")
            .keys("<esc>")
            .end();
    }
    let home = neck();
    open(&home)
        .keys(&to_the_note())
        .keys("\"one\" <down> \"two\" <down> <down>")
        .sees("▸ Write the visit down")
        .keys("<enter>")
        .end();
    let day = home.day("2026-11-12");
    let note = day.sessions.first().and_then(|visit| visit.note.as_ref()).map(ToString::to_string);
    assert_eq!(note.as_deref(), Some("one\ntwo"));
}

#[test]
fn pasted_lines_stay_lines_and_the_arrows_go_through_them() {
    let home = neck();
    let seen = open(&home)
        .keys(&to_the_note())
        .paste("first\nsecond\nthird".to_owned())
        .keys("<up> <home> \"my \"")
        .sees("my second")
        .keys("<up> <up>")
        .end();
    assert!(seen.shows("first"), "{}", seen.screen);
}

/// A page is never longer than what is seen of it.
#[test]
fn no_line_is_passed_over_by_the_key_that_turns_the_page() {
    let home = neck();
    for date in ["2026-11-02", "2026-11-05", "2026-11-09"] {
        let visit = "[[session]]\nstatus = \"done\"\nminutes = 60\ntechniques = [\"swedish\"]\npain_before = 6\npain_during = 5\npain_after = 4\n";
        home.write_day(date, &format!("date = {date}\n[checkin]\npain = 5\n\n{visit}"));
    }
    for size in SIZES {
        for (start, turn) in [("? / \"studies found\" <enter>", "<space>"), ("<f3> v", "<pgdn>")] {
            let body = |screen: &str| -> Vec<String> {
                let lines = screen.lines().skip(if start.starts_with('?') { 3 } else { 4 });
                lines.take(usize::from(size.1) - 7).map(str::to_owned).collect()
            };
            let mut pages: Vec<Vec<String>> = Vec::new();
            for count in 0..20 {
                let keys = format!("{start} {}", format!("{turn} ").repeat(count));
                pages.push(body(&open(&home).size(size.0, size.1).keys(&keys).end().screen));
            }
            for pair in pages.windows(2) {
                let last =
                    pair[0].iter().rev().find(|line| !line.is_empty() && !line.contains(" more")).unwrap();
                let before = pair[0].iter().rposition(|line| line == last).unwrap();
                let follows = pair[1].iter().any(|line| line == last)
                    || pair[0][..=before]
                        .iter()
                        .any(|line| !line.is_empty() && Some(line) == pair[1].first());
                assert!(follows, "{size:?} {start}\n{:#?}", pair);
            }
        }
    }
}
