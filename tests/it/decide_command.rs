//! `decide` on files, as a person or another program calls them.

use assert_cmd::assert::Assert;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use weekfive::content;
use weekfive::domain::change::{Change, ChangeKind};
use weekfive::domain::checklist::Site;
use weekfive::domain::session::{Discomfort, Session};

use crate::support::diary::{done, words};
use crate::support::{Diary, Home};

/// The trial's name.
const ID: &str = "2026-11-02-neck";

/// A trial from Mon 2 Nov 2026 on; something is in the person's past.
fn begun() -> Diary {
    let past = content::question("abuse-history").unwrap();
    Diary::changed(Site::Neck, &[], |setup| setup.checklist.answer(&past.rule, true, setup.begun))
}

/// The same with both weeks rated, the index filled in, and six visits, each beside a change.
fn whole() -> Home {
    let diary = begun().pains(-6, "6 6 6 6 6 6 7").index(0, 21).pains(29, "4 4 3 4 3 3 4").index(33, 14);
    let diary = [1, 4, 8, 11, 15, 18].into_iter().fold(diary, |diary, number| {
        diary.on(number, |day| {
            let cost = Some("45.5".parse().unwrap());
            let mut visit = Session { cost, ..done(60) };
            visit.done_mut().unwrap().discomfort = vec![Discomfort::Sharp];
            day.sessions.push(visit);
            day.changes.push(Change { kind: ChangeKind::Other, text: words("<script>x</script> | *y*") });
        })
    });
    Home::with(&diary.on(0, |day| day.checkin.note = Some(words("<b>secret</b>"))))
}

fn decide(home: &Home, today: &str, options: &[&str]) -> Assert {
    home.on(today).command().arg("decide").args(options).assert()
}

fn json(home: &Home, today: &str) -> serde_json::Value {
    let output = decide(home, today, &["--json"]).success().get_output().clone();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_decision_is_one_page_and_every_rule_with_its_inputs_is_for_whom_asks() {
    let journal = whole();
    decide(&journal, "2026-12-07", &[])
        .success()
        .stderr(is_empty())
        .stdout(contains("Week five: Continue"))
        .stdout(contains("✓ Pain fell by 30% or more → continue. This rule decides: 6.1 → 3.6, 42% less."))
        .stdout(contains("In the trial, 63 of 100"))
        .stdout(contains("Attention and rest help."))
        .stdout(contains("Neither improved nor worsened").not())
        .stdout(contains("sum 43 over 7 days").not());
    decide(&journal, "2026-12-07", &["--all"])
        .success()
        .stderr(is_empty())
        .stdout(contains("Week five: Continue"))
        .stdout(contains("6 6 6 6 6 6 7: sum 43 over 7 days"))
        .stdout(contains("✓ Pain fell by 30% or more → continue. This rule decides: 6.1 → 3.6, 42% less."))
        .stdout(contains("· Neither improved nor worsened, and at least 75% of the visits counted: no: pain"))
        .stdout(contains("minutes 360 of 480"))
        .stdout(contains("In the trial, 63 of 100"));
    let ascii = journal
        .on("2026-12-07")
        .command()
        .args(["--ascii", "decide"])
        .assert()
        .success()
        .get_output()
        .clone();
    assert!(ascii.stdout.is_ascii());
}

#[test]
fn the_json_has_every_field_in_the_order_of_the_document() {
    let value = json(&whole(), "2026-12-07");
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys.join(" "),
        "trial as_of day final verdict mixed hold firmness reasons pain function adherence nap \
         interval_percent reason_ids extra_medicine follows stopped events overall worth changes \
         next_steps"
    );
    assert_eq!(value["verdict"], "continue");
    assert_eq!((&value["day"], &value["final"]), (&36.into(), &true.into()));
    assert_eq!(value["pain"]["change_percent"], -41.9);
    assert_eq!(value["adherence"]["completed"], 6);
    assert_eq!(value["reasons"].as_array().unwrap().len(), 1);
    assert_eq!(value["changes"].as_array().unwrap().len(), 6);
    assert!(value["next_steps"][0].as_str().unwrap().starts_with("Plan a fixed next block"));
}

#[test]
fn before_week_five_it_is_not_yet_and_no_error() {
    let journal = Home::with(&begun());
    decide(&journal, "2026-11-20", &[])
        .success()
        .stdout(contains("Week five: Not yet"))
        .stdout(contains("Week five begins on Mon 30 Nov, in 10 days."))
        .stdout(contains("THE RULES TO COME"));
    let value = json(&journal, "2026-11-20");
    assert_eq!((&value["verdict"], &value["final"]), (&"not-yet".into(), &false.into()));
    assert!(value["pain"]["baseline"].is_null() && value["nap"].is_null());
}

#[test]
fn in_week_five_it_is_preliminary_and_says_what_would_change_it() {
    let journal = whole();
    decide(&journal, "2026-12-02", &[])
        .success()
        .stdout(contains("can still change"))
        .stdout(contains("A mean over the last 4 days").not());
    decide(&journal, "2026-12-02", &["--what-if"])
        .success()
        .stdout(contains("A mean over the last 4 days (Thu 3 Dec to Sun 6 Dec) of"))
        .stdout(contains("Knowing this can colour a rating."));
}

#[test]
fn a_preliminary_answer_waits_until_today_is_rated_or_skipped() {
    let journal = whole();
    journal.write_day("2026-12-05", "date = 2026-12-05\n");
    decide(&journal, "2026-12-05", &[])
        .success()
        .stdout(contains("Week five: Today comes first"))
        .stdout(contains("Pain fell by").not());
    journal.write_day("2026-12-05", "date = 2026-12-05\n[checkin]\nskipped = \"away\"\n");
    decide(&journal, "2026-12-05", &[]).success().stdout(contains("Week five: Continue"));
}

#[test]
fn an_index_entered_days_after_its_day_is_said_to_be_late() {
    let journal = whole();
    journal.write_day("2026-12-04", "date = 2026-12-04\n[checkin]\nat = 2026-12-04T21:00:00Z\npain = 3\n");
    journal
        .on("2026-12-08")
        .command()
        .args(["log", "--date", "2026-12-04", "--ndi", "14"])
        .assert()
        .success();
    let value = json(&journal, "2026-12-08");
    assert_eq!(value["function"]["outcome"], "improved");
    assert_eq!(value["reason_ids"], serde_json::json!(["other-changes", "late-entries"]));
}

#[test]
fn a_stopped_trial_and_an_event_are_in_the_decision() {
    let journal = whole();
    let stopped = "\n[stopped]\non = 2026-11-21\nreason = \"hurt\"\ntext = \"It flared.\"\n\
                   [end]\noverall = \"much-worse\"\nworth = \"no\"\n";
    journal.edit_trial(ID, |text| text + stopped);
    journal.write_day(
        "2026-11-20",
        "date = 2026-11-20\n[[event]]\nkind = \"headache\"\nseverity = \"mild\"\ntext = \"Gone by noon.\"\n",
    );
    let value = json(&journal, "2026-11-21");
    assert_eq!((&value["verdict"], &value["final"]), (&"review".into(), &true.into()));
    assert_eq!(
        value["stopped"],
        serde_json::json!({"on": "2026-11-21", "reason": "hurt", "text": "It flared."})
    );
    assert_eq!(
        value["events"],
        serde_json::json!([{"date": "2026-11-20", "kind": "headache", "severity": "mild", "text": "Gone by noon."}])
    );
    assert_eq!((&value["overall"], &value["worth"]), (&"much-worse".into(), &"no".into()));
    decide(&journal, "2026-11-21", &[])
        .success()
        .stdout(contains("This trial: Stop and review"))
        .stdout(contains("You stopped this trial on Sat 21 Nov 2026;"))
        .stdout(contains("it hurt. Talk to a clinician about it."))
        .stdout(contains("Week five has not begun").not());
    assert_eq!(json(&journal, "2026-11-20")["verdict"], "not-yet");
}

#[test]
fn without_a_trial_it_says_how_to_begin_one() {
    let journal = Home::new();
    decide(&journal, "2026-12-07", &[]).code(2).stderr(contains("there is no trial yet"));
}

#[test]
fn a_day_that_cannot_be_read_is_named_and_counted() {
    let journal = whole();
    journal.write_day("2026-12-03", "date = 2026-12-03\n[checkin]\npain = 99\n");
    decide(&journal, "2026-12-07", &[])
        .success()
        .stderr(contains("2026-12-03.toml:3:8: pain must be 0 to 10, not 99"))
        .stdout(contains("whose file could not be read: 1."));
    assert_eq!(json(&journal, "2026-12-07")["pain"]["week_five"]["days"], 6);
}

#[test]
fn a_trial_that_cannot_be_read_is_exit_3() {
    let journal = whole();
    journal.edit_trial(ID, |_| "begun = never\n".to_owned());
    decide(&journal, "2026-12-07", &[]).code(3).stderr(contains("2026-11-02-neck.toml:1:9"));
}

#[test]
fn a_recorded_decision_stands_above_the_figures_of_today_with_its_own() {
    let journal = whole();
    let decision = "\n[decision]\non = 2026-12-07\nchoice = \"stop\"\nreason = \"Too dear.\"\n\
                    verdict = \"adjust\"\nfinal = true\nfirmness = \"firm\"\n";
    journal.edit_trial(ID, |text| text + decision);
    let output = decide(&journal, "2026-12-08", &[]).success().get_output().clone();
    let shown = String::from_utf8(output.stdout).unwrap();
    let recorded = shown.find("You decided on Mon 7 Dec 2026: stop here.").unwrap();
    assert!(recorded < shown.find("42% less").unwrap(), "{shown}");
    assert!(shown.contains("That is another way than the answer leads to."), "{shown}");
    assert!(shown.contains("“Adjust”, final, sure"), "{shown}");
}

#[test]
fn each_decision_is_written_down_with_the_figures_of_the_day_and_stands_on_the_page_and_in_the_report() {
    for (word, id, shown, agrees) in [
        ("continue", "next-block", "go on with a next block", true),
        ("next-block", "next-block", "go on with a next block", true),
        ("adjust", "adjust", "try again with something changed", false),
        ("rerun", "rerun", "run the same dose again", false),
        ("clinician", "clinician", "talk to a clinician first", false),
        ("stop", "stop", "stop here", false),
        ("other", "other", "something else", false),
    ] {
        let journal = whole();
        let way = if agrees { "That is what the answer leads to." } else { "That is another way" };
        let told = format!("You decided on Mon 7 Dec 2026: {shown}. {way}");
        decide(&journal, "2026-12-07", &["--record", word, "--why", "Too far <to> go."])
            .success()
            .stderr(is_empty())
            .stdout(contains(told.as_str()))
            .stdout(contains("Why: Too far <to> go."))
            .stdout(contains("pain 6.1 → 3.6 (42% less)"))
            .stdout(contains("in place of").not());
        let text = journal.trial_text(ID);
        for line in [format!("choice = \"{id}\""), "reason = \"Too far <to> go.\"".to_owned()] {
            assert!(text.contains(&line), "{word}: {line}: {text}");
        }
        for command in [&["decide"][..], &["report", "--format", "txt"]] {
            let output =
                journal.on("2026-12-08").command().args(command).assert().success().get_output().clone();
            let page = String::from_utf8(output.stdout).unwrap();
            assert!(page.to_lowercase().contains(shown), "{word} in {command:?}: {page}");
        }
        journal
            .on("2026-12-08")
            .command()
            .args(["status", "--json"])
            .assert()
            .success()
            .stdout(contains(r#""answer":"recorded""#).or(contains(r#""answer": "recorded""#)));
    }
}

#[test]
fn a_decision_gives_way_to_another_as_on_the_screen_and_both_are_said() {
    let journal = whole();
    let record = |day: &str, arguments: &[&str]| {
        decide(&journal, day, &[&["--record"], arguments].concat()).success().stderr(is_empty())
    };
    record("2026-12-07", &["stop", "--why", "Too dear."]);
    // The words stay with the decision they were said of, and with no other.
    record("2026-12-08", &["stop"]).stdout(contains("Why: Too dear."));
    record("2026-12-09", &["continue"])
        .stdout(contains("You decided on Wed 9 Dec 2026: go on with a next block."))
        .stdout(contains(
            "It stands in place of what you decided before:\nYou decided on Tue 8 Dec 2026: stop",
        ))
        .stdout(contains("Why: Too dear."));
    let text = journal.trial_text(ID);
    assert!(text.contains("choice = \"next-block\"") && !text.contains("Too dear"), "{text}");
    // Nothing new: the file stays as it is.
    record("2026-12-09", &["continue"]).stdout(contains("in place of").not());
    assert_eq!(journal.trial_text(ID), text);
    let plain = journal
        .on("2026-12-09")
        .command()
        .args(["--ascii", "decide", "--record", "other"])
        .assert()
        .success();
    assert!(plain.get_output().stdout.is_ascii());
}

#[test]
fn a_trial_that_was_stopped_can_be_decided_on_and_the_review_is_said_first() {
    let journal = Home::with(&begun());
    journal.on("2026-11-10").command().args(["stop", "--reason", "hurt"]).assert().success();
    let output = decide(&journal, "2026-11-10", &["--record", "continue"]).success().get_output().clone();
    let said = String::from_utf8(output.stdout).unwrap();
    let review = said.find("Talk to a clinician").unwrap();
    assert!(review < said.find("You decided on Tue 10 Nov 2026").unwrap(), "{said}");
    assert!(said.contains("That is another way than the answer leads to."), "{said}");
}

#[test]
fn a_decision_that_cannot_be_written_down_is_refused_in_a_sentence_and_nothing_is_written() {
    let journal = whole();
    let before = journal.trial_text(ID);
    for (day, arguments, sentence) in [
        (
            "2026-11-29",
            &["--record", "stop"][..],
            "--record: there is nothing to decide on before week five, which begins on Mon 30 Nov 2026",
        ),
        (
            "2026-12-07",
            &["--why", "Too dear."],
            "--why: say what you decide too, with --record and one of continue, adjust, rerun, clinician, stop, other",
        ),
        (
            "2026-12-07",
            &["--record", "contineu"],
            "“contineu” is not one of continue, adjust, rerun, clinician, stop, other; did you mean “continue”?",
        ),
        ("2026-12-07", &["--record", ""], "“” is not one of continue, adjust"),
        ("2026-12-07", &["--record", "stop", "--why", " "], "--why"),
        ("2026-12-07", &["--record", "stop", "--json"], "cannot be used with"),
        ("2026-12-07", &["--record", "stop", "--all"], "cannot be used with"),
        ("2026-12-07", &["--record", "stop", "--what-if"], "cannot be used with"),
    ] {
        let assert = decide(&journal, day, arguments);
        let output = assert.code(2).stdout(is_empty()).stderr(contains(sentence)).get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert_eq!(journal.trial_text(ID), before, "{arguments:?}");
    }
    let none = Home::new();
    decide(&none, "2026-12-07", &["--record", "stop"]).code(2).stderr(contains("there is no trial yet"));
}
