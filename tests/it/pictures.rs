//! Pictures of every page, with the roles of their styles at three sizes, and as plain signs in the
//! smallest window and in ASCII. A picture of no page is refused.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rstest::rstest;
use weekfive::app::Settings;
use weekfive::app::settings::Palette;
use weekfive::ui::Theme;
use weekfive::ui::theme::{Depth, Ground, Terminal};

use crate::screens;
use crate::sessions_screen::{self, every_mark};
use crate::support::diary::words;
use crate::support::picture::{picture, roles};
use crate::support::{Evening, Home};

/// The sample journal on a day of its trial, with the keys that lead to a page.
const OF_THE_SAMPLE: &[(&str, i64, &str)] = &[
    ("trends", 19, "<f3> h"),
    ("trends_visits", 19, "<f3> v"),
    ("trends_large", 19, "<f3> <enter>"),
    ("week_five_waiting", 19, "<f4>"),
    ("week_five_answer", 36, "<f4>"),
    ("week_five_all", 36, "<f4> a"),
    ("week_five_said", 36, "<f4> e 2 2 1 <enter>"),
    ("week_five_end", 36, "<f4> e"),
];

/// Sessions with every mark.
const SESSIONS: &[(&str, &str)] = &[
    ("calendar", ""),
    ("list", "v"),
    ("visit", "<enter>"),
    ("visit_numb", "<enter> 1 6 5 4 7"),
    ("did_not_happen", "x 1 1"),
    ("moving", "m <right>"),
    ("deleting", "<left> <left> <left> <left> <left> <left> <left> <left> <left> d"),
];

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
enum Look {
    /// With its styles.
    Styled(u16, u16),
    /// In the smallest window.
    Smallest,
    /// As plain signs.
    Ascii,
    /// Without colours.
    NoColour,
}

/// The looks by the ends of their names.
const LOOKS: &[(&str, Look)] = &[
    ("100x30", Look::Styled(100, 30)),
    ("80x24", Look::Styled(80, 24)),
    ("60x20", Look::Styled(60, 20)),
    ("40x12", Look::Smallest),
    ("ascii", Look::Ascii),
    ("no_color", Look::NoColour),
];

/// The name of a page, and the evening that leads there.
type Page = (&'static str, Box<dyn Fn() -> Evening>);

/// Every page that has pictures.
fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for page in screens::PAGES {
        pages.push((page.0, Box::new(|| screens::evening_of(page))));
    }
    for (name, keys) in SESSIONS {
        let evening = || every_mark().evening(sessions_screen::EVENING).keys("<f2>").keys(keys);
        pages.push((name, Box::new(evening)));
    }
    for (name, day, keys) in OF_THE_SAMPLE {
        let evening = || {
            let goals = Some(words("Walk to the market."));
            let home = Home::sample_but(*day, "2026-11-20", |trial| trial.checklist.goals = goals);
            home.evening("2026-11-20T21:14:00+01:00").keys(keys)
        };
        pages.push((name, Box::new(evening)));
    }
    pages
}

/// Whether a page has a picture of that kind.
fn has(page: &str, look: Look) -> bool {
    let is_session = SESSIONS.iter().any(|(name, _)| *name == page);
    match look {
        Look::Styled(..) => true,
        Look::Smallest => is_session || screens::SMALL.contains(&page),
        Look::Ascii => screens::IN_ASCII.contains(&page),
        Look::NoColour => page == "today",
    }
}

#[rstest]
fn every_page_looks_as_it_did(#[values(0, 1, 2, 3, 4, 5)] look: usize) {
    let (ending, look) = LOOKS[look];
    for (page, evening) in pages().into_iter().filter(|(page, _)| has(page, look)) {
        let evening = evening();
        let picture = match look {
            Look::Styled(width, height) => picture(&evening.size(width, height).end().buffer),
            Look::Smallest => evening.size(40, 12).end().screen,
            Look::Ascii => evening.settings(|settings| settings.ascii = true).end().screen,
            Look::NoColour => evening.settings(|settings| settings.color = false).end().screen,
        };
        insta::assert_snapshot!(format!("{page}_{ending}"), picture);
    }
}

/// What each role is in each palette on each ground.
#[test]
fn the_roles_look_as_they_did() {
    let mut all = String::new();
    for palette in Palette::ALL {
        for ground in [Ground::Dark, Ground::Light, Ground::Unknown] {
            for depth in [Depth::Full, Depth::Indexed, Depth::Sixteen] {
                let settings = Settings { palette: *palette, ..Settings::default() };
                let theme = Theme::on(&settings, Terminal { ground, depth });
                writeln!(all, "{palette:?} on {ground:?}, {depth:?}").unwrap();
                for (_, name, style) in roles(&theme) {
                    let modifier = if style.add_modifier.is_empty() {
                        String::new()
                    } else {
                        format!(" {:?}", style.add_modifier)
                    };
                    let colour = style.fg.map_or_else(|| "-".to_owned(), |colour| format!("{colour:?}"));
                    writeln!(all, "  {name}: {colour}{modifier}").unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!("roles", all);
}

#[test]
fn a_picture_of_no_page_is_refused() {
    let mut wanted = BTreeSet::from(["it__pictures__roles.snap".to_owned()]);
    for (page, _) in pages() {
        let looks = LOOKS.iter().filter(|(_, look)| has(page, *look));
        wanted.extend(looks.map(|(ending, _)| format!("it__pictures__{page}_{ending}.snap")));
    }
    let mut found = snapshots(&root().join("tests/it/snapshots"));
    found.retain(|file| file.starts_with("it__pictures__"));
    assert_eq!(found.difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new(), "nobody draws them");
}

/// Any other is named in the file it is of, or bears the name of a test there.
#[test]
fn a_snapshot_that_no_test_names_is_refused() {
    let mut count = 0;
    let mut folders = vec![root().join("src"), root().join("tests/it")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        folders.extend(entries.filter(|path| path.is_dir()));
        if folder.file_name().unwrap() != "snapshots" {
            continue;
        }
        for file in snapshots(&folder) {
            let (module, name) = file.trim_end_matches(".snap").rsplit_once("__").unwrap();
            let module = module.rsplit_once("__").map_or(module, |(_, module)| module);
            let source = folder.with_file_name(format!("{module}.rs"));
            let text = fs::read_to_string(source).unwrap_or_else(|_| panic!("{file}: no {module}.rs"));
            let text = text.replace(char::is_whitespace, "");
            let named = text.contains(&format!("assert_snapshot!(\"{name}\","));
            let is_picture = file.starts_with("it__pictures__");
            assert!(is_picture || named || text.contains(&format!("fn{name}()")), "{file}: nobody names it");
            count += 1;
        }
    }
    assert!(count > 100, "{count} snapshots");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder of snapshots.
fn snapshots(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.ends_with(".new")).collect()
}
