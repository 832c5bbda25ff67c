//! What holds for every screen, whatever is on it: plain signs, no colours, no clash; and the pages that have
//! pictures.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;
use weekfive::app::settings::Palette;
use weekfive::app::views::checklist::{self, PageId};
use weekfive::app::{App, Settings};
use weekfive::domain::checklist::Site;
use weekfive::domain::trial::Dose;
use weekfive::ui::{self, Theme};

use crate::support::diary::setup;
use crate::support::evening::text;
use crate::support::{Evening, Home, date, flat};

/// Day 11, with gaps, a skip, a late day, visits and a note behind.
fn lived_in() -> Home {
    let home = Home::neck();
    for (day, lines) in [
        ("2026-10-26", "pain = 6\nsleep = 5\n"),
        ("2026-10-28", "pain = 7\nsleep = 4\n"),
        ("2026-10-31", "at = 2026-11-05T20:00:00+01:00\npain = 6\nsleep = 5\n"),
        ("2026-11-01", "pain = 6\n\n[checkin.ndi]\ntotal = 21\n"),
        ("2026-11-03", "pain = 6\nsleep = 6\n"),
        ("2026-11-05", "skipped = \"ill\"\n"),
        ("2026-11-08", "pain = 5\nsleep = 6\nawakenings = 2\n"),
        ("2026-11-09", "pain = 5\nsleep = 7\n"),
        ("2026-11-11", "pain = 4\nworst = 6\nsleep = 7\nawakenings = 1\nnote = \"Stiff after the desk.\"\n"),
    ] {
        home.write_day(day, &format!("date = {day}\n\n[checkin]\n{lines}"));
    }
    for day in ["2026-11-02", "2026-11-10"] {
        home.write_day(day, &format!("date = {day}\n\n[[session]]\nstatus = \"done\"\nminutes = 60\n"));
    }
    home
}

fn evening(home: &Home, size: (u16, u16)) -> Evening {
    home.open().size(size.0, size.1)
}

/// The pages that have a picture, with the keys that lead there.
pub const PAGES: &[(&str, bool, &str)] = &[
    ("today", true, "4 <down> 7"),
    ("today_note", true, "n \"Long day; the neck is stiff on the right.\""),
    ("today_index", true, "<down> <down> <down> <down> <down> <down> <down> <down> <down> 2 1 3 2"),
    ("today_change", true, "c 1"),
    ("today_event", true, "! f"),
    (
        "today_past",
        true,
        "n \"First line.\" <down> \"Second one, a little longer, so that it goes on.\" <enter> <left>",
    ),
    ("help", true, "?"),
    ("plan", true, "<f5>"),
    ("checklist_welcome", false, ""),
    ("checklist_question", false, "<enter> y y y n 1 2"),
    ("checklist_hold", false, "<enter> y y y n 1 2 n n n n y"),
    ("checklist_dose", false, "<enter> y y y n 1 2 s <down> <down> <down> <down> <enter>"),
    (
        "checklist_markers",
        false,
        "<enter> y y y n 3 2 s <down> <down> <down> <down> <down> <down> <down> <down> <down> <enter> 1",
    ),
    ("checklist_summary", false, "<enter> y y y n 1 2 n n n n y <enter> <enter> <enter> s"),
];

fn open(page: usize, size: (u16, u16)) -> (&'static str, Evening) {
    let page = &PAGES[page];
    (page.0, evening_of(page).size(size.0, size.1))
}

/// Those that have a picture in ASCII too.
pub const IN_ASCII: [&str; 12] = [
    "today",
    "today_note",
    "today_index",
    "today_event",
    "today_past",
    "help",
    "plan",
    "checklist_welcome",
    "checklist_question",
    "checklist_hold",
    "checklist_dose",
    "checklist_summary",
];

/// Those that have one in the smallest window.
pub const SMALL: [&str; 5] = ["today", "plan", "checklist_welcome", "checklist_question", "checklist_hold"];

/// The evening that leads to a page.
pub fn evening_of((_, trial, keys): &(&str, bool, &str)) -> Evening {
    let home = if *trial { lived_in() } else { Home::new() };
    home.open().keys(keys)
}

#[test]
fn a_question_lies_over_the_view() {
    let home = lived_in();
    home.write_day("2026-11-12", "date = 2026-11-12\n[checkin]\npain = 11\n");
    let root = home.root().display().to_string();
    for size in [(100, 30), (60, 20)] {
        let seen = evening(&home, size).keys("<enter>").end();
        assert!(seen.shows("set the file aside and start the day anew"), "{}", seen.screen);
        assert!(seen.shows("leave it as it is"), "{}", seen.screen);
        assert!(seen.screen.contains(&root[..10]), "{}", seen.screen);
    }
}

/// How a screen without colours says what stands out.
#[test]
fn without_colours_the_open_tab_is_still_marked() {
    let (_, evening) = open(0, (100, 30));
    let seen = evening.settings(|settings| settings.color = false).end();
    assert!(seen.shows("[Today]"), "{}", seen.screen);
}

// ---- every size, every mode --------------------------------------------------------------------

/// What can be opened while a trial runs, with the keys that lead there.
const OVER_A_TRIAL: &[(&str, &str)] = &[
    ("sessions", "<f2>"),
    ("visits as a list", "<f2> v"),
    ("visit", "<f2> <enter>"),
    ("end of a visit", "<f2> <enter> <up> <up> <up>"),
    ("move", "<f2> n m"),
    ("missed", "<f2> n x"),
    ("another visit", "<f2> a"),
    ("deleting", "<f2> <left> <left> d"),
    ("trends", "<f3>"),
    ("last measure", "<f3> <down> <down> <down> <down> <down> <down>"),
    ("measure", "<f3> <enter>"),
    ("14 days", "<f3> r"),
    ("90 days", "<f3> r r"),
    ("a year", "<f3> r r r"),
    ("all, enlarged", "<f3> r r r r <enter>"),
    ("week five", "<f4>"),
    ("scrolled", "<f4> <pgdn> <pgdn>"),
    ("change of a plan", "<f5> <down> <down> <enter>"),
    ("checklist again", "<f5> c"),
    ("skip", "k \"ill\""),
    ("a day before", "<left> <left> <left>"),
    ("guide", "? <right>"),
    ("end of the guide", "? <left>"),
    ("wide note", "n \"肩が痛い肩が痛い肩が痛い肩が痛い肩が痛い\""),
];

/// What can be opened before there is one.
const BEFORE_A_TRIAL: &[(&str, &str)] = &[
    ("no trial: today", "<f1>"),
    ("no trial: sessions", "<f2>"),
    ("no trial: trends", "<f3>"),
    ("no trial: week five", "<f4>"),
];

/// States of the program on every kind of page.
pub fn states() -> Vec<(String, App)> {
    let mut states = Vec::new();
    for page in 0..PAGES.len() {
        let (name, evening) = open(page, (100, 30));
        states.push((name.to_owned(), evening.end().open));
    }
    let home = lived_in();
    for (name, keys) in OVER_A_TRIAL {
        states.push(((*name).to_owned(), evening(&home, (100, 30)).keys(keys).end().open));
    }
    for (name, keys) in BEFORE_A_TRIAL {
        states.push(((*name).to_owned(), evening(&Home::new(), (100, 30)).keys(keys).end().open));
    }
    for (name, at) in [("preliminary", "2026-12-04"), ("final", "2026-12-09"), ("later", "2027-03-01")] {
        let at = format!("{at}T21:14:00+01:00");
        for keys in ["<f1>", "<f2>", "<f3>", "<f4>", "<f4> d", "<f5>"] {
            states.push((format!("{name} {keys}"), home.evening(&at).keys(keys).end().open));
        }
    }
    let markers =
        Home::with_markers("2026-11-02", ["walk:minutes to the market and home again", "awakenings"]);
    states.push(("markers".to_owned(), evening(&markers, (100, 30)).end().open));
    home.write_day("2026-11-12", "date = 2026-11-12\n[checkin]\npain = 11\n");
    states.push(("unreadable".to_owned(), evening(&home, (100, 30)).end().open));
    states.push(("question".to_owned(), evening(&home, (100, 30)).keys("4").end().open));
    states
}

/// The ways to draw that differ most.
pub fn modes() -> [Settings; 2] {
    let mode = |color, ascii| Settings { color, ascii, ..Settings::default() };
    [mode(true, false), mode(false, true)]
}

pub fn drawn(app: &App, theme: &Theme, width: u16, height: u16) -> (ratatui::buffer::Buffer, ui::Hits) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut hits = ui::Hits::default();
    let frame = terminal.draw(|frame| hits = ui::draw(frame, app, theme)).unwrap();
    (frame.buffer.clone(), hits)
}

#[test]
fn ascii_screens_have_nothing_but_ascii() {
    for (name, app) in states().into_iter().filter(|(name, _)| name != "wide note") {
        let theme = Theme::new(&Settings { ascii: true, ..Settings::default() });
        for (width, height) in [(120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (20, 6)] {
            let (buffer, _) = drawn(&app, &theme, width, height);
            let other: Vec<&str> =
                buffer.content.iter().map(|cell| cell.symbol()).filter(|sign| !sign.is_ascii()).collect();
            assert!(other.is_empty(), "{name} {width}x{height}: {other:?}\n{}", text(&buffer));
        }
    }
}

#[test]
fn screens_without_colours_have_none() {
    for (name, app) in states() {
        let theme = Theme::new(&Settings { color: false, ..Settings::default() });
        for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12), (20, 6)] {
            let (buffer, _) = drawn(&app, &theme, width, height);
            let coloured = buffer.content.iter().any(|cell| {
                [cell.fg, cell.bg, cell.underline_color].iter().any(|color| *color != Color::Reset)
            });
            assert!(!coloured, "{name} {width}x{height}\n{}", text(&buffer));
        }
    }
}

#[test]
fn every_palette_of_colours_draws_the_same_signs() {
    let (_, evening) = open(0, (100, 30));
    let app = evening.end().open;
    let pictures: Vec<String> = Palette::ALL
        .iter()
        .filter(|palette| **palette != Palette::HighContrast)
        .map(|palette| Theme::new(&Settings { palette: *palette, ..Settings::default() }))
        .map(|theme| text(&drawn(&app, &theme, 100, 30).0))
        .collect();
    assert!(pictures.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_click_never_lands_outside_of_the_screen() {
    for (name, app) in states() {
        let theme = Theme::new(&Settings::default());
        for (width, height) in [(100, 30), (60, 20), (40, 12)] {
            let (_, hits) = drawn(&app, &theme, width, height);
            for beyond in [(width, 0), (0, height), (width, height)] {
                assert_eq!(hits.at(beyond.0, beyond.1), None, "{name} {width}x{height}");
            }
        }
    }
}

/// Every page of a checklist with holds and a marker of one's own.
pub fn checklist_pages() -> Vec<(PageId, App)> {
    let markers = ["walk", "custom:stairs:higher:4:steps"];
    let markers = markers.map(|marker| weekfive::content::parse_marker_option(marker).unwrap());
    let mut setup = setup(Site::LowBack, &markers, date("2026-11-20"));
    setup.dose = Some(Dose::new(50, 2).unwrap());
    for text in weekfive::content::questions() {
        setup.checklist.answer(&text.rule, true, setup.begun);
    }
    let home = Home::new();
    let mut app = evening(&home, (100, 30)).end().open;
    app.journal.setup = Some(setup.clone());
    let of_the_neck = [PageId::BaselineIndex];
    let pages = checklist::pages(&setup).into_iter().chain(of_the_neck);
    pages
        .map(|page| {
            let mut app = app.clone();
            let mut view = app.plan_view.clone();
            view.open_page(&app.cx(), page.clone());
            app.plan_view = view;
            (page, app)
        })
        .collect()
}

#[test]
fn every_page_of_the_checklist_shows_where_to_answer_at_every_size() {
    let pages = checklist_pages();
    assert!(pages.len() > 70, "{}", pages.len());
    for (page, app) in pages {
        for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12)] {
            let (buffer, _) = drawn(&app, &Theme::new(&Settings::default()), width, height);
            let screen = text(&buffer);
            let wanted = match &page {
                PageId::Welcome => screen.contains("Enter begins"),
                PageId::Question(_) => screen.contains("■ yes"),
                PageId::BaselinePain => screen.contains("□ □ □"),
                _ => {
                    screen.contains('▌') || screen.contains('▸') || screen.contains("  50") || {
                        let form = app.plan_view.walk.as_ref().unwrap().form.as_ref().unwrap();
                        form.fields.len() == 1
                    }
                }
            };
            assert!(wanted, "{page:?} {width}x{height}\n{screen}");
        }
    }
}

#[test]
fn every_field_of_today_shows_where_the_focus_is_at_every_size() {
    let home = lived_in();
    for fields in 0..11 {
        let seen = evening(&home, (100, 30)).keys(&"<down> ".repeat(fields)).end();
        for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12)] {
            let (buffer, _) = drawn(&seen.open, &Theme::new(&Settings::default()), width, height);
            assert!(text(&buffer).contains('▌'), "field {fields} {width}x{height}\n{}", text(&buffer));
        }
    }
}

#[test]
fn words_of_the_header_never_touch() {
    for (name, app) in states() {
        for width in 40..120 {
            let (buffer, _) = drawn(&app, &Theme::new(&Settings::default()), width, 24);
            let first = text(&buffer).lines().next().unwrap().to_owned();
            let saved = ["saved ", "all saved", "NOT SAVED", "saving"];
            let at = saved.iter().rev().filter_map(|words| first.find(words)).min();
            let before = &first[..at.unwrap_or_else(|| panic!("{name} {width}: {first}"))];
            assert!(before.ends_with(" "), "{name} {width}: {first}");
        }
    }
}

#[test]
fn a_ten_is_a_ten_at_every_size() {
    let home = lived_in();
    let seen = evening(&home, (100, 30)).keys("x <up>").end();
    for width in 40..120 {
        let (buffer, _) = drawn(&seen.open, &Theme::new(&Settings::default()), width, 24);
        assert!(
            text(&buffer).contains("■ 10") || text(&buffer).contains("■  10"),
            "{width}\n{}",
            text(&buffer)
        );
    }
}

#[test]
fn advice_on_soreness_is_shown_whole() {
    let home = lived_in();
    let words = weekfive::content::advice("soreness-48");
    for size in [(100, 30), (80, 24), (60, 20)] {
        let soreness = "<down> ".repeat(8);
        let seen = evening(&home, size).keys(&soreness).keys("3 <up>").end();
        let whole = seen.shows(words) || right_column(&seen.screen, size.0).contains(words);
        assert!(whole, "{size:?}\n{}", seen.screen);
    }
}

/// The right column of Today as one line.
fn right_column(screen: &str, width: u16) -> String {
    let cells = if width >= 96 { 58 } else { 48 };
    let right: Vec<String> = screen.lines().map(|line| line.chars().skip(cells).collect()).collect();
    flat(&right.join(" "))
}

fn left_column(screen: &str, width: u16) -> String {
    let cells = if width >= 96 { 58 } else { 48 };
    let left: Vec<String> = screen.lines().map(|line| line.chars().take(cells).collect()).collect();
    flat(&left.join(" "))
}

/// A bare name says neither how to measure nor which way is better.
#[test]
fn a_marker_says_unit_range_direction_and_how_where_it_is_entered() {
    for size in [(100, 30), (80, 24), (60, 20)] {
        let home = Home::with_markers("2026-11-02", ["walk:to the market", "awakenings"]);
        let mut evening = evening(&home, size);
        for _ in 0..8 {
            evening = evening.keys("<down>");
        }
        let seen = evening.end();
        let screen = left_column(&seen.screen, size.0);
        let shown = seen.shows("min, 0 to 1440; higher is better.")
            || screen.contains("min, 0 to 1440; higher is better.");
        assert!(shown, "{size:?}\n{}", seen.screen);
    }
}

#[test]
fn the_index_says_its_ends_and_where_the_form_is_to_be_had() {
    let home = lived_in();
    for size in [(100, 30), (80, 24), (60, 20)] {
        let seen = evening(&home, size).keys(&format!("{}<enter>", "<down> ".repeat(9))).end();
        assert!(seen.shows("0 to 5 a topic, 0 to 50 in all"), "{size:?}\n{}", seen.screen);
        assert!(
            seen.shows("A physiotherapist or a doctor has the official form."),
            "{size:?}\n{}",
            seen.screen
        );
    }
}
