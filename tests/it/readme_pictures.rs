//! The pictures of the README: what the program draws of the sample journal, through its own loop.

use std::fs;
use std::path::Path;

use rstest::rstest;
use weekfive::app::settings::Palette;

use crate::support::Home;
use crate::support::svg::svg;

const TODAY: &str = "2026-11-20";

#[rstest]
#[case::safety(
    "safety",
    None,
    22,
    "<enter> y y y n 1 2 n n",
    "A page of the checklist: questions answered with y or n"
)]
#[case::today(
    "today",
    Some(19),
    20,
    "<down> <down> <down> <down>",
    "Today: the evening's check-in, the last fourteen days, and what there is to do"
)]
#[case::sessions(
    "sessions",
    Some(19),
    22,
    "<f2>",
    "Sessions: a month with its visits, and how many are still needed"
)]
#[case::trends(
    "trends",
    Some(19),
    30,
    "<f3>",
    "Trends: every measure on the same days, and one day read out"
)]
#[case::week_five(
    "week-five",
    Some(36),
    30,
    "<f4>",
    "Week five: the answer, its figures, the rule that decided, and what comes next"
)]
fn the_readme_shows_the_screens_as_they_are(
    #[case] name: &str,
    #[case] day: Option<i64>,
    #[case] height: u16,
    #[case] keys: &str,
    #[case] title: &str,
) {
    // The sample journal on a day of its trial; an empty one before a trial.
    let home = day.map_or_else(Home::new, |day| Home::sample(day, TODAY));
    let evening = home.evening(&format!("{TODAY}T21:14:00+01:00"));
    let evening = evening.settings(|settings| settings.palette = Palette::Dark);
    let seen = evening.size(96, height).keys(keys).end();
    let drawn = svg(&seen.buffer, title);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("assets/screens").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&file, &drawn).unwrap();
    }
    // Not compared with assert_eq: two pictures say nothing in a terminal.
    let is_same = fs::read_to_string(&file).is_ok_and(|kept| kept == drawn);
    assert!(
        is_same,
        "{name}.svg is not this screen; UPDATE_README=1 cargo test readme draws it anew\n{}",
        seen.screen
    );
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let shown = format!("<img src=\"assets/screens/{name}.svg\" alt=\"{title}");
    assert!(readme.contains(&shown), "README.md should have {shown}");
}
