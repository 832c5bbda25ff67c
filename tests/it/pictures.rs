//! Pictures of Trends and Week five, with their styles, at three sizes: the sample journal.

use rstest::rstest;

use crate::support::Home;
use crate::support::diary::words;
use crate::support::picture::picture;

const TODAY: &str = "2026-11-20";

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
    #[case] day: i64,
    #[case] name: &str,
    #[case] keys: &str,
    #[values((100, 30), (80, 24), (60, 20))] size: (u16, u16),
) {
    let goal = words("Walk to the market.");
    let home = Home::sample_but(day, TODAY, |trial| trial.checklist.goals = Some(goal));
    let evening = home.evening(&format!("{TODAY}T21:14:00+01:00"));
    let seen = evening.size(size.0, size.1).keys(keys).end();
    insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), picture(&seen.buffer));
}
