//! Pictures of Trends and Week five, with their styles, at three sizes: the sample journal.

use rstest::rstest;
use weekfive::content::sample;
use weekfive::domain::day::Day;
use weekfive::domain::text::Words;

use crate::support::Home;
use crate::support::home::date;
use crate::support::picture::picture;

const TODAY: &str = "2026-11-20";

/// The sample journal on a day of its trial.
fn sampled(day: u64) -> Home {
    let home = Home::new();
    let today = date(TODAY);
    let mut found = sample(today - chrono::Days::new(day - 1), today).unwrap();
    found.trial.checklist.goals = Words::new("Walk to the market.").ok();
    home.store().begin(&found.trial).unwrap();
    for day in found.days {
        home.store().save_day(&Day::empty(day.date), &day).unwrap();
    }
    home
}

#[rstest]
#[case::trends(19, "trends", "<f3> h")]
#[case::visits(19, "trends_visits", "<f3> v")]
#[case::large(19, "trends_large", "<f3> <enter>")]
#[case::waiting(19, "week_five_waiting", "<f4>")]
#[case::answer(36, "week_five_answer", "<f4>")]
#[case::all(36, "week_five_all", "<f4> a")]
#[case::said(36, "week_five_said", "<f4> e 2 2 1 <enter>")]
#[case::end(36, "week_five_end", "<f4> e")]
fn they_look_as_they_did(
    #[case] day: u64,
    #[case] name: &str,
    #[case] keys: &str,
    #[values((100, 30), (80, 24), (60, 20))] size: (u16, u16),
) {
    let evening = sampled(day).into_evening(&format!("{TODAY}T21:14:00+01:00"));
    let seen = evening.size(size.0, size.1).keys(keys).end();
    insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), picture(&seen.buffer));
}
