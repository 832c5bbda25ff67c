//! The evening's check-in: keys in, screen and files out.

use rstest::rstest;
use weekfive::domain::change::ChangeKind;
use weekfive::domain::measure::Ndi;
use weekfive::domain::score::one_decimal;

use crate::support::script::steps;
use crate::support::{DAY, Home};

#[test]
fn pain_sleep_awakenings_and_leaving_take_five_keys() {
    let keys = "4 <down> 7 1 q";
    assert!(steps(keys).len() <= 5);
    let home = Home::neck();
    let seen = home.open().keys(keys).end();
    assert!(seen.left);
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(checkin.sleep.map(|sleep| sleep.get()), Some(7));
    assert_eq!(checkin.awakenings.map(|count| count.get()), Some(1));
    assert_eq!(
        home.day_text(DAY),
        "date = 2026-11-12\n\n[checkin]\nat = 2026-11-12T21:14:00+01:00\npain = 4\nsleep = 7\nawakenings = 1\n"
    );
}

#[test]
fn opening_and_looking_writes_nothing() {
    let home = Home::new();
    let seen = home.open().keys("<tab> <tab> <tab> <tab> <tab> ? <esc> q").end();
    assert!(seen.left);
    assert!(!home.root().exists());
}

#[test]
fn a_digit_moves_on_x_is_ten_plus_is_one_more_and_minus_clears() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("4")
        .sees("saved 21:14")
        .keys("x 3")
        .sees("10")
        .keys("<up> + + <up> - <up> <del> <down> <down> <down> 9 <up> + + +")
        .end();
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain(), None, "cleared with Delete");
    assert_eq!(checkin.worst, None, "cleared with -");
    assert_eq!(checkin.sleep.map(|sleep| sleep.get()), Some(5), "3 and two more");
    assert_eq!(checkin.awakenings.map(|count| count.get()), Some(12), "9 and three more");
    assert!(seen.shows("saved"));
}

#[test]
fn one_more_stops_at_ten() {
    let home = Home::neck();
    home.open().keys("x <up> + +").end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(10));
}

#[test]
fn extra_medicine_is_y_or_n_like_every_yes_or_no() {
    let home = Home::neck();
    let field = "<down> <down> <down> <down> <down> <down> <down>";
    let medicine = || home.day(DAY).checkin.extra_medicine;
    home.open()
        .keys(field)
        .keys("5")
        .sees("Answer with y for yes or n for no")
        .keys("1 0 x <space> <enter>")
        .end();
    assert_eq!(medicine(), None, "figures, Space and Enter answer nothing");
    home.open().keys(field).keys("y").end();
    assert_eq!(medicine(), Some(true));
    home.open().keys(field).keys("<space>").end();
    assert_eq!(medicine(), Some(false), "Space changes what is marked");
    home.open().keys(field).keys("<enter> <up> <down> <down>").end();
    assert_eq!(medicine(), Some(false));
    let seen = home.open().keys(field).keys("- n").end();
    assert_eq!(medicine(), Some(false));
    assert!(seen.app.today_view.editing.is_none(), "n is no here, not the note");
    home.open().keys(field).sees("w note").keys("w \"stiff\" <enter>").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
}

#[test]
fn a_day_is_skipped_with_a_word_and_rated_again_by_a_digit() {
    let home = Home::neck();
    let skipped =
        home.open().keys("k").sees("Why is there no rating this day?").keys("\"ill\" <enter>").end();
    assert!(skipped.shows("skipped: ill"));
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.skipped().map(|why| why.as_str()), Some("ill"));
    assert_eq!(checkin.pain(), None);
    home.open().keys("5").sees_not("skipped: ill").end();
    let checkin = home.day(DAY).checkin;
    assert_eq!((checkin.pain().map(|pain| pain.get()), checkin.skipped()), (Some(5), None));
}

#[test]
fn a_skip_without_a_word_is_no_skip() {
    let home = Home::neck();
    home.open().keys("4 k <enter>").end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
    home.open().keys("k \"  \" <esc>").end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

#[test]
fn blank_days_are_offered_filled_in_and_marked_as_late() {
    let home = Home::neck();
    for day in ["2026-11-01", "2026-11-08", "2026-11-11"] {
        home.write_day(day, &format!("date = {day}\n[checkin]\npain = 5\n"));
    }
    let seen = home
        .open()
        .sees("5 days without a check-in: Tue 10")
        .sees("Mon 9 Nov, Sat 7 Nov and 2 more")
        .keys("b")
        .sees("Tue 10 Nov")
        .keys("6")
        .keys("b 3")
        .sees("written Thu 12 Nov 21:14, late")
        .keys("t")
        .sees("Today, Thu 12 Nov")
        .end();
    assert!(seen.shows("◦ written late"));
    let tuesday = home.day("2026-11-10").checkin;
    assert_eq!(tuesday.pain().map(|pain| pain.get()), Some(6));
    assert!(tuesday.at.unwrap().to_rfc3339().starts_with("2026-11-12T21:14:0"));
    assert_eq!(home.day("2026-11-09").checkin.pain().map(|pain| pain.get()), Some(3));
}

#[test]
fn where_no_day_is_blank_nothing_is_said_of_it() {
    let home = Home::neck();
    for day in weekfive::domain::calendar::dates("2026-10-26".parse().unwrap(), "2026-11-11".parse().unwrap())
    {
        home.write_day(&day.to_string(), &format!("date = {day}\n[checkin]\npain = 5\n"));
    }
    home.open().sees_not("without a check-in").keys("b").sees("No day is blank").end();
}

#[test]
fn tomorrow_waits() {
    let home = Home::neck();
    home.open().keys("<right>").sees("Tomorrow can be filled in tomorrow").sees("Today, Thu 12 Nov").end();
}

#[test]
fn yesterday_is_shown_beside_an_empty_field_and_never_filled_in() {
    let home = Home::neck();
    home.write_day("2026-11-11", "date = 2026-11-11\n[checkin]\npain = 6\nawakenings = 2\n");
    let seen = home.open().sees("yesterday 6").sees("yesterday 2").keys("4").sees_not("yesterday 6").end();
    assert!(seen.shows("yesterday 2"));
    let checkin = home.day(DAY).checkin;
    assert_eq!((checkin.pain().map(|pain| pain.get()), checkin.awakenings), (Some(4), None));
}

#[test]
fn soreness_is_asked_on_the_two_days_after_a_visit() {
    let home = Home::neck();
    let visit = "date = 2026-11-10\n[[session]]\nstatus = \"done\"\nminutes = 60\n";
    home.write_day("2026-11-10", visit);
    home.open().sees("Soreness").sees("visit 2 days ago").keys("<left>").sees("1 day").end();
    home.evening("2026-11-13T21:00:00+01:00").sees_not("Soreness").end();
    let eight = "<down> <down> <down> <down> <down> <down> <down> <down>";
    home.open()
        .keys(eight)
        .keys("2 <up>")
        .sees_not("usually starts")
        .keys("3")
        .sees("Soreness usually starts within 12")
        .keys("<up> <up> <up>")
        .sees("Soreness usually starts within 12")
        .end();
    assert_eq!(home.day(DAY).checkin.soreness.map(|score| score.get()), Some(3));
}

// ---- the index ---------------------------------------------------------------------------------

/// To the index, which stands before the note.
const TO_INDEX: &str = "<up> <down> <down> <down> <down> <down> <down> <down> <down>";

#[rstest]
#[case::all("2 1 3 2 2 2 3 1 2 2", "20.0", 0)]
#[case::one_missing("2 1 3 2 2 2 3 <down> 2 2", "21.1", 1)]
#[case::two_missing("0 0 0 0 0 0 0 <down> <down> 5", "6.3", 2)]
fn the_index_by_topics_is_prorated(#[case] topics: &str, #[case] score: &str, #[case] missing: usize) {
    let home = Home::neck();
    let seen = home
        .open()
        .sees("The Neck Disability Index is due")
        .keys(TO_INDEX)
        .keys("<enter>")
        .keys(topics)
        .keys("<c-s>")
        .sees_not("Neck Disability Index is due")
        .end();
    let index = home.day(DAY).checkin.ndi.unwrap();
    assert_eq!(one_decimal(index.score().unwrap()), score);
    assert_eq!(index.missing(), missing);
    assert!(seen.shows(&format!("{score} of 50")), "{}", seen.screen);
}

#[test]
fn three_missing_topics_are_kept_and_give_no_score() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys(TO_INDEX)
        .keys("2 1 3 2 2 2 3")
        .sees("7 of 10 topics answered; 8 are needed for a score")
        .keys("<c-s>")
        .sees("3 topics are missing")
        .end();
    let index = home.day(DAY).checkin.ndi.unwrap();
    assert_eq!((index.score(), index.missing()), (None, 3));
    assert!(seen.shows("Neck Disability Index is due"));
}

#[test]
fn the_index_by_its_total() {
    let home = Home::neck();
    let ten = "<down> ".repeat(10);
    home.open()
        .keys(TO_INDEX)
        .keys("<enter>")
        .keys(&ten)
        .keys("\"51\" <enter>")
        .sees("must be 0 to 50")
        .keys("<bs> <bs> \"21\" <enter> <enter>")
        .sees("21 of 50")
        .end();
    assert!(matches!(home.day(DAY).checkin.ndi, Some(Ndi::Total(total)) if total.get() == 21));
}

#[test]
fn topics_and_total_exclude_each_other() {
    let home = Home::neck();
    let nine = "<down> ".repeat(9);
    home.open()
        .keys(TO_INDEX)
        .keys("2")
        .keys(&nine)
        .keys("\"20\" <enter> <enter>")
        .sees("either the topics or the total")
        .keys("<bs> <bs> <c-s>")
        .end();
    assert!(matches!(home.day(DAY).checkin.ndi, Some(Ndi::Topics(topics)) if topics.len() == 1));
}

#[test]
fn a_six_is_no_answer_to_a_topic() {
    let home = Home::neck();
    home.open().keys(TO_INDEX).keys("<enter> 6").sees("0 to 5").keys("<esc>").end();
    assert_eq!(home.day(DAY).checkin.ndi, None);
}

// ---- markers -----------------------------------------------------------------------------------

const TO_MARKER: &str = "<down> <down> <down> <down> <down> <down> <down> <down>";

#[test]
fn a_marker_takes_decimals_and_refuses_what_is_no_number() {
    let home = Home::with_markers("2026-11-02", ["walk", "sitting"]);
    home.open()
        .sees("Due this week: walk and sitting")
        .keys(TO_MARKER)
        .keys("\"25,5\" <enter>")
        .sees("25.5 min")
        .keys("<enter> \"soon\" <enter>")
        .sees("An amount (two decimals at most)")
        .keys("<bs> <bs> <bs> <bs> \"1.234\" <enter>")
        .sees("not “1.234”")
        .keys("<bs> <enter>")
        .sees("1.23 min")
        .sees_not("Due this week")
        .end();
    let markers = home.day(DAY).checkin.markers;
    assert_eq!(markers["walk"].to_string(), "25.5");
    assert_eq!(markers["sitting"].to_string(), "1.23");
    home.open().keys(TO_MARKER).keys("- <down> <enter> <bs> <bs> <bs> <bs> <enter>").end();
    assert!(home.day(DAY).checkin.markers.is_empty());
}

#[test]
fn awakenings_as_a_marker_are_the_check_ins_own_field() {
    let home = Home::with_markers("2026-11-02", ["walk", "awakenings"]);
    let seen = home.open().sees("Due this week: walk").keys("<down> <down> <down> 3").end();
    assert_eq!(seen.screen.matches("wakenings").count(), 1, "{}", seen.screen);
    assert_eq!(home.day(DAY).checkin.awakenings.map(|count| count.get()), Some(3));
}

// ---- the note ----------------------------------------------------------------------------------

#[test]
fn a_note_is_edited_like_text() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("n \"q and u and 5 are letters here\" <home> <del> \"Q\" <enter>")
        .sees("Q and u and 5 are letters here")
        .keys("q")
        .end();
    assert!(seen.left);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "Q and u and 5 are letters here");
}

#[test]
fn a_note_takes_wide_joined_and_combining_characters() {
    let note = "肩が痛い 👩‍🚀 e\u{301} 🇩🇪";
    let home = Home::neck();
    let seen = home.open().keys("n").paste(note.to_owned()).keys("<enter>").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), note);
    assert!(seen.shows("肩が痛い"), "{}", seen.screen);
    for width in [40, 41, 42, 43, 60] {
        home.open().size(width, 20).keys("n <left> <left> <left> <home> <end>").end();
    }
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), note);
}

#[test]
fn a_paste_on_today_opens_the_note_and_keeps_its_lines() {
    let home = Home::neck();
    home.open().paste("two\r\nlines\tand\u{1b}[31m more".to_owned()).keys("<enter>").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "two\nlines and[31m more");
}

#[test]
fn a_paste_of_100_kb_is_refused_and_the_text_stays() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("n \"stiff\"")
        .paste("x".repeat(100_000))
        .sees("100005 characters")
        .sees("What was there is still there")
        .keys("<enter> q")
        .end();
    assert!(seen.left);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
}

#[test]
fn esc_keeps_the_note() {
    let home = Home::neck();
    home.open().keys("n \"stiff\" <esc>").sees("stiff").keys("q").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
}

#[test]
fn a_note_can_be_written_where_its_field_is_left_out() {
    let home = Home::neck();
    home.open()
        .settings(|settings| settings.fields.truncate(1))
        .keys("n \"stiff\"")
        .sees("stiff")
        .keys("<enter>")
        .sees("stiff")
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
}

// ---- changes -----------------------------------------------------------------------------------

#[test]
fn a_change_is_added_edited_and_removed() {
    let home = Home::neck();
    let to_change = "<down> ".repeat(20);
    home.open().keys("c 1 \"Ibuprofen\" <enter> <enter>").sees("Ibuprofen").end();
    let changes = home.day(DAY).changes;
    assert_eq!((changes[0].kind, changes[0].text.as_str()), (ChangeKind::Medicine, "Ibuprofen"));
    home.open().keys(&to_change).keys("<enter> \" twice\" <enter> <enter>").sees("Ibuprofen twice").end();
    assert_eq!(home.day(DAY).changes[0].text.as_str(), "Ibuprofen twice");
    home.open().keys(&to_change).keys("-").sees("The change is gone").keys("u").sees("Ibuprofen twice").end();
    home.open().keys(&to_change).keys("- q").end();
    assert!(home.day(DAY).changes.is_empty());
}

#[test]
fn a_change_without_a_kind_or_words_is_asked_for_them() {
    let home = Home::neck();
    home.open()
        .keys("c <c-s>")
        .sees("Pick what changed")
        .keys("2 <enter> <enter>")
        .sees("There is no text here")
        .keys("<esc>")
        .sees("Nothing is written yet. What you filled in is kept")
        .keys("c")
        .sees("2 ■ Exercise")
        .end();
    assert!(home.day(DAY).is_empty());
}

// ---- undo --------------------------------------------------------------------------------------

#[rstest]
#[case::a_digit("4", "pain = 4")]
#[case::a_skip("k \"ill\" <enter>", "skipped = \"ill\"")]
#[case::a_note("n \"stiff\" <enter>", "note = \"stiff\"")]
#[case::a_change("c 1 \"Ibuprofen\" <enter> <enter>", "kind = \"medicine\"")]
#[case::the_index(
    "<up> <down> <down> <down> <down> <down> <down> <down> <down> 2 1 3 2 2 2 3 1 <c-s>",
    "lifting = 3"
)]
fn everything_can_be_undone_and_done_again(#[case] keys: &str, #[case] line: &str) {
    let home = Home::neck();
    home.open().keys(keys).end();
    let with = home.day_text(DAY);
    assert!(with.contains(line), "{with}");
    std::fs::remove_file(home.store().day_file(DAY.parse().unwrap())).unwrap();
    home.open().keys(keys).keys("<esc> u").sees("Taken back").end();
    assert!(home.day(DAY).is_empty(), "{}", home.day_text(DAY));
    std::fs::remove_file(home.store().day_file(DAY.parse().unwrap())).unwrap();
    home.open().keys(keys).keys("<esc> u <c-r>").sees("Done again").end();
    assert_eq!(home.day_text(DAY), with);
}

#[test]
fn undo_goes_back_to_the_day_it_is_about() {
    let home = Home::neck();
    home.open().keys("<left> 7 <esc> u").sees("Yesterday, Wed 11 Nov").end();
    assert!(home.day("2026-11-11").is_empty());
    home.open()
        .keys("u")
        .sees("There is nothing to take back")
        .keys("<c-r>")
        .sees("nothing to do again")
        .end();
}

// ---- mouse -------------------------------------------------------------------------------------

#[test]
fn the_mouse_sets_a_score_opens_a_tab_and_a_field() {
    let home = Home::neck();
    let seen = home.open().keys("click:\"□ □ □ □ □ □ □ □ □ □\"").end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(1));
    assert!(seen.shows("saved 21:14"));
    home.open().keys("click:\"Plan\"").sees("Weekly day").keys("click:\"Today\"").sees("Pain, average").end();
    home.open().keys("click:\"Note\" \"stiff\" click:\"Mood\"").sees("stiff").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
    home.open().keys("click:\"‹\"").sees("Yesterday").keys("wheel:down wheel:down 6").end();
    assert_eq!(home.day("2026-11-11").checkin.sleep.map(|score| score.get()), Some(6));
    let left = home.open().keys("click:\"q leave\"").end();
    assert!(left.left);
}

// ---- the day's end -----------------------------------------------------------------------------

#[test]
fn a_note_begun_before_the_days_end_stays_with_its_day() {
    let home = Home::neck();
    home.open()
        .at("2026-11-13T03:59:00+01:00")
        .keys("n \"long\"")
        .at("2026-11-13T04:01:00+01:00")
        .keys("\" night\" <enter>")
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "long night");
    assert!(home.day("2026-11-13").is_empty());
}

// ---- help --------------------------------------------------------------------------------------

#[test]
fn the_help_comes_back_from_its_end_with_one_key() {
    let home = Home::neck();
    let end = "<pgdn> ".repeat(9);
    home.open()
        .size(80, 24)
        .keys("?")
        .sees("↓ more: Space")
        .keys(&end)
        .sees_not("↓ more")
        .sees("↑ more")
        .keys("<up>")
        .sees("↓ more")
        .keys("<right>")
        .sees("Page 1 of 10 of the guide")
        .keys("<esc>")
        .sees("looks for a word")
        .keys("<esc> 4")
        .sees("saved 21:14")
        .end();
}
