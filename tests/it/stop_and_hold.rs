//! `stop`, `hold`, `log --event` and what is asked at the end, follow-up blocks: on real files.

use crate::support::diary::numbered;
use crate::support::shell::{begin, refusal};
use crate::support::{Diary, Home};

fn status(home: &Home, today: &str) -> serde_json::Value {
    home.on(today).json(&["status", "--json"])
}

fn decision(home: &Home, today: &str) -> serde_json::Value {
    home.on(today).json(&["decide", "--json"])
}

/// The date of a day of the trial.
fn on(number: i64) -> String {
    numbered(number).to_string()
}

const CALL: &str = "Call the emergency number now, also if it has gone again.";

// ---- stopping ----------------------------------------------------------------------------------

#[test]
fn a_stop_ends_the_trial_says_what_to_do_and_is_never_called_a_failure() {
    let journal = Home::with(&Diary::neck().pains(-6, "6 6 6 6 6 6 6"));
    let said = journal.on("2026-11-13").fine(&["stop", "--reason", "hurt", "--why", "could not lie"]);
    for part in [
        "You stopped this trial on Fri 13 Nov 2026; the reason: it hurt. Talk to a clinician about it.",
        "Have no more massage until you have talked about it.",
        "Nothing more is due in this trial.",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!said.to_lowercase().contains("fail"), "{said}");
    let file = journal.trial_text("2026-11-02-neck");
    assert!(
        file.contains("[stopped]\non = 2026-11-13\nreason = \"hurt\"\ntext = \"could not lie\"\n"),
        "{file}"
    );
    let decision = decision(&journal, "2026-11-20");
    assert_eq!((&decision["verdict"], &decision["final"]), (&"review".into(), &true.into()));
    assert_eq!(decision["stopped"]["reason"], "hurt");
    let text = journal.on("2026-11-20").fine(&["decide"]);
    assert!(!text.contains("does not hold") && !text.contains("HOW SURE"), "{text}");
    // Another trial may begin at once.
    journal.on("2026-11-20").fine(&begin("neck", &["--start", "2026-11-27"]));
}

#[test]
fn nothing_is_due_and_no_visit_is_to_come_after_a_stop() {
    let journal = Home::neck();
    journal.on("2026-11-13").fine(&["stop", "--reason", "time"]);
    for today in ["2026-11-13", "2026-11-16", "2026-12-02"] {
        let status = status(&journal, today);
        assert_eq!(status["visits"]["next"], serde_json::Value::Null, "{today}");
        assert_eq!((&status["due"], &status["phase"]), (&serde_json::json!([]), &"after".into()), "{today}");
        let line = journal.on(today).fine(&["status"]);
        assert!(line.starts_with("stopped Fri 13 Nov") && !line.contains("next "), "{line}");
    }
    let trends: serde_json::Value =
        serde_json::from_str(&journal.on("2026-11-16").fine(&["trends", "--json", "--days", "30"])).unwrap();
    let visits: Vec<_> =
        trends["visits"].as_array().unwrap().iter().map(|visit| visit["date"].clone()).collect();
    assert_eq!(visits, ["2026-11-02", "2026-11-05", "2026-11-09", "2026-11-12"]);
    let refused = journal.on("2026-11-16").refused(2, &["session", "--missed"]);
    assert!(refused.contains("no visit is planned on Mon 16 Nov"), "{refused}");
    // A calendar that has the visits learns that they are off, and nothing rings.
    let calendar = journal.on("2026-11-14").fine(&["export", "ics", "--remind", "21:00"]);
    let count = |what: &str| calendar.matches(what).count();
    assert_eq!(
        (count("BEGIN:VEVENT"), count("STATUS:CANCELLED"), count("BEGIN:VALARM")),
        (6, 6, 0),
        "{calendar}"
    );
}

#[test]
fn a_stop_is_refused_in_one_sentence_where_there_is_nothing_to_stop() {
    let journal = Home::new();
    assert!(
        journal.on("2026-11-13").refused(2, &["stop", "--reason", "hurt"]).contains("there is no trial yet")
    );
    let journal = Home::neck();
    assert!(
        journal
            .on("2026-12-07")
            .refused(2, &["stop", "--reason", "time"])
            .contains("ended on Sun 6 Dec 2026")
    );
    journal.on("2026-11-13").fine(&["stop", "--reason", "better"]);
    for today in ["2026-11-14", "2026-11-12"] {
        let words = journal.on(today).refused(2, &["stop", "--reason", "time"]);
        assert!(words.contains("stopped already, on Fri 13 Nov 2026"), "{words}");
    }
    assert!(
        journal.on("2026-11-13").refused(2, &["stop", "--reason", "tired"]).contains("hurt, unwell, time")
    );
}

// ---- events ------------------------------------------------------------------------------------

#[test]
fn a_red_flag_says_what_to_do_first_and_holds() {
    let journal = Home::neck();
    let said = journal.on("2026-11-10").fine(&[
        "log",
        "--event",
        "bruise:mild",
        "--event",
        "sight-or-speech:mild:blurred",
    ]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with(CALL), "{said}");
    let saved = lines.iter().position(|line| line.starts_with("Saved Tue 10 Nov")).unwrap();
    let held = lines.iter().position(|line| line.starts_with("Massage is on hold from now on")).unwrap();
    assert!(held < saved && lines[saved].ends_with("2 events."), "{said}");
    let file = journal.day_text("2026-11-10");
    let event = "[[event]]\nkind = \"sight-or-speech\"\nseverity = \"mild\"\ntext = \"blurred\"\n";
    assert!(file.contains(event), "{file}");
    let trial = journal.trial_text("2026-11-02-neck");
    let hold = "[[hold]]\nitem = \"sight-or-speech\"\nkind = \"urgent\"\nopened = 2026-11-10\n";
    assert!(trial.contains(hold), "{trial}");
    assert!(journal.on("2026-11-11").fine(&["status"]).starts_with(&format!("ON HOLD: {CALL}")));
    // Written a second time it is no second event, and opens nothing anew; its words come all the same.
    let again = journal.on("2026-11-10").fine(&["log", "--event", "sight-or-speech:mild:blurred"]);
    assert!(again.starts_with(CALL) && again.contains("2 events."), "{again}");
    assert_eq!(journal.trial_text("2026-11-02-neck"), trial);
}

#[test]
fn what_to_do_is_said_before_any_refusal_and_nothing_is_written_then() {
    let journal = Home::neck();
    for (options, says) in [
        (["--pain", "11", "--event", "chest-pain:severe"], "0 to 10"),
        (["--marker", "walk=5", "--event", "chest-pain:severe"], "no such marker"),
        (
            ["--overall", "much-worse", "--event", "chest-pain:severe"],
            "--overall: this is asked from Mon 30 Nov 2026",
        ),
        (["--pain", "4", "--event", "chest-pain:awful"], "mild, moderate, severe"),
    ] {
        let words = journal.on("2026-11-10").refused(2, &[&["log"][..], &options].concat());
        assert!(words.starts_with(&format!("weekfive: {CALL}")) && words.contains(says), "{words}");
    }
    let unknown = journal.on("2026-11-10").refused(2, &["log", "--event", "stroke:severe"]);
    assert!(
        unknown.contains("If it is one of these: Sudden weakness") && unknown.contains("is no kind of event"),
        "{unknown}"
    );
    let misspelt = journal.on("2026-11-10").refused(2, &["log", "--event", "brusie:mild"]);
    assert!(!misspelt.contains("emergency"), "{misspelt}");
    assert!(
        !journal.root().join("days").exists() && !journal.trial_text("2026-11-02-neck").contains("[[hold]]")
    );
}

#[test]
fn an_event_without_a_level_opens_no_hold() {
    let journal = Home::neck();
    let said = journal.on("2026-11-10").fine(&["log", "--event", "bruise:severe"]);
    assert!(said.starts_with("Tell your therapist") && !said.contains("on hold"), "{said}");
    assert!(!journal.trial_text("2026-11-02-neck").contains("[[hold]]"));
    // Without a trial it is written down, and its words are said.
    let journal = Home::new();
    let said = journal.on("2026-11-10").fine(&["log", "--event", "collapse:mild"]);
    assert!(said.starts_with(CALL) && !said.contains("on hold from now on"), "{said}");
}

// ---- holds -------------------------------------------------------------------------------------

#[test]
fn holds_are_listed_with_what_to_do_settled_and_opened() {
    let journal = Home::neck();
    assert_eq!(journal.on("2026-11-10").fine(&["hold"]), "Nothing is on hold, and nothing was.\n");
    journal.on("2026-11-10").fine(&["log", "--event", "numbness:mild"]);
    let opened = journal.on("2026-11-11").fine(&["hold", "open", "--why", "a lump  in my neck"]);
    assert!(
        opened.starts_with(
            "No massage before a doctor has looked at it.\nOn hold since Wed 11 Nov 2026: a lump in my neck."
        ),
        "{opened}"
    );
    let list = journal.on("2026-11-11").fine(&["hold"]);
    for part in [
        "Numbness or tingling (numbness), since Tue 10 Nov 2026\n    No massage before a doctor has looked at it.",
        "weekfive hold clear numbness --date DATE --by NAME",
        "weekfive hold clear 'a lump in my neck' --date",
    ] {
        assert!(list.contains(part), "{list}");
    }
    for (arguments, says) in [
        (&["numbnes", "--date", "today", "--by", "Dr Ito"][..], "did you mean “numbness”?"),
        (
            &["numbness", "--date", "2026-11-09", "--by", "Dr Ito"],
            "A clearance of Mon 9 Nov is too old; only one from Tue 10 Nov",
        ),
        (&["numbness", "--date", "2026-11-12", "--by", "Dr Ito"], "Thu 12 Nov has not come yet"),
        (&["numbness", "--date", "soon", "--by", "Dr Ito"], "--date"),
        (&["numbness", "--date", "today"], "--by"),
    ] {
        let words = journal.on("2026-11-11").refused(2, &[&["hold", "clear"][..], arguments].concat());
        assert!(words.contains(says), "{words}");
    }
    let cleared = journal.on("2026-11-11").fine(&[
        "hold",
        "clear",
        "Numbness",
        "--date",
        "yesterday",
        "--by",
        "Dr Ito",
        "--limits",
        "not the arm",
    ]);
    assert!(
        cleared.starts_with(
            "Recorded for Numbness or tingling: Tue 10 Nov 2026, from Dr Ito; limits: not the arm."
        ),
        "{cleared}"
    );
    assert!(
        cleared.contains("Massage stays on hold:\nNo massage before a doctor has looked at it."),
        "{cleared}"
    );
    let twice = journal
        .on("2026-11-11")
        .refused(2, &["hold", "clear", "numbness", "--date", "today", "--by", "Dr Ito"]);
    assert!(twice.contains("has its clearance already: Tue 10 Nov 2026, from Dr Ito"), "{twice}");
    let last = journal.on("2026-11-11").fine(&[
        "hold",
        "clear",
        "a lump in my neck",
        "--date",
        "today",
        "--by",
        "Dr Ito",
    ]);
    assert!(last.ends_with("Nothing else is on hold.\n"), "{last}");
    assert!(!journal.on("2026-11-11").fine(&["status"]).contains("HOLD"));
    for word in ["safe", "cleared"] {
        assert!(![&list, &cleared, &last].iter().any(|text| text.to_lowercase().contains(word)), "{word}");
    }
}

// ---- the end -----------------------------------------------------------------------------------

#[test]
fn the_questions_of_the_end_are_answered_from_week_five_on() {
    let goals = ["--goal", "walk to the market", "--goal", "turn my  head"];
    let journal = Home::begun("2026-10-26", "neck", &goals);
    assert!(journal.trial_text("2026-11-02-neck").contains("walk to the market\nturn my head"));
    let answers =
        ["log", "--overall", "much-better", "--goal", "1=nearer", "--goal", "2=reached", "--worth", "yes"];
    assert!(
        journal
            .on("2026-11-29")
            .refused(2, &answers)
            .contains("--overall: this is asked from Mon 30 Nov 2026 on")
    );
    let said = journal.on("2026-11-30").fine(&answers);
    assert!(
        said.contains(
            "over all, much better; walk to the market: nearer; turn my head: reached; worth it: yes."
        ),
        "{said}"
    );
    let file = journal.trial_text("2026-11-02-neck");
    assert!(file.contains("[end]\non = 2026-11-30\noverall = \"much-better\"\nworth = \"yes\"\n"), "{file}");
    assert!(file.contains("[end.goals]\n1 = \"nearer\"\n2 = \"reached\"\n"), "{file}");
    let decision = decision(&journal, "2026-12-07");
    assert_eq!((&decision["overall"], &decision["worth"]), (&"much-better".into(), &"yes".into()));
    for (option, value, says) in [
        ("--goal", "3=reached", "there is no goal 3; 2 goals were written down, 1 to 2"),
        ("--goal", "reached", "such as 1=nearer"),
        ("--goal", "1=done", "reached, nearer"),
        ("--overall", "better", "much-better"),
        ("--worth", "maybe", "yes, partly, no"),
    ] {
        let words = journal.on("2026-12-01").refused(2, &["log", option, value]);
        assert!(words.contains(says), "{words}");
    }
    let four = begin("neck", &["--start", "2026-11-02", "--goal=a", "--goal=b", "--goal=c", "--goal=d"]);
    assert!(Home::new().on("2026-10-26").refused(2, &four).contains("up to 3 goals, not 4"));
}

// ---- cautions ----------------------------------------------------------------------------------

#[test]
fn pain_getting_worse_is_told_everywhere_before_anything_else() {
    let journal = Home::with(&Diary::neck().pains(-6, "5 5 5 5 5 5 5").pains(1, "7 7"));
    let pause = "Pause the visits and talk to your clinician: pain was 7, 7, 8 on the last three rated days, and 5.0 in the baseline week.";
    let said = journal.on(&on(3)).fine(&["log", "--pain", "8"]);
    assert!(said.ends_with(&format!("{pause}\n")), "{said}");
    assert!(
        journal.on(&on(3)).fine(&["status"]).starts_with("Pause the visits and talk to your clinician: ")
    );
    assert_eq!(status(&journal, &on(3))["caution"], serde_json::json!(["getting-worse"]));
    let decide = journal.on(&on(3)).fine(&["decide"]).replace("\n", " ");
    let place = |part: &str| decide.find(part).unwrap_or_else(|| panic!("{part}: {decide}"));
    assert!(place("Pause the visits") < place("Not yet:"), "{decide}");
    let visit = journal.on(&on(4)).command().args(["session", "--minutes", "60"]).output().unwrap();
    let (out, err) = (String::from_utf8(visit.stdout).unwrap(), String::from_utf8(visit.stderr).unwrap());
    assert!(err.contains("Pause the visits") && !out.contains("water"), "{out}{err}");
    // One line makes it a hold.
    let opened = journal.on(&on(4)).fine(&["hold", "open", "--why", "getting-worse"]);
    assert!(opened.contains("Pain is getting worse."), "{opened}");
    assert!(journal.on(&on(4)).fine(&["status"]).starts_with("ON HOLD: No massage before a doctor"));
}

#[test]
fn soreness_that_does_not_fade_is_told_and_only_until_the_next_day() {
    let journal = Home::neck();
    journal.on(&on(1)).fine(&["session", "--minutes", "60"]);
    let words = "tell your therapist or doctor before the next visit";
    assert!(!journal.on(&on(2)).fine(&["log", "--pain", "5", "--soreness", "8"]).contains(words));
    assert!(journal.on(&on(3)).fine(&["log", "--pain", "5", "--soreness", "3"]).contains(words));
    assert!(journal.on(&on(3)).fine(&["status"]).contains(words));
    assert_eq!(status(&journal, &on(3))["caution"], serde_json::json!(["sore-48-hours"]));
    assert_eq!(status(&journal, &on(4))["caution"], serde_json::json!([]));
    assert!(journal.on(&on(4)).fine(&["log", "--date", &on(3), "--soreness", "4"]).contains(words));
}

// ---- visits that did not take place -------------------------------------------------------------

#[test]
fn a_visit_missed_because_it_hurt_says_what_to_do_and_is_counted_so() {
    let journal = Home::neck();
    let said =
        journal.on("2026-11-05").fine(&["session", "--missed", "--reason", "hurt", "--why", "shoulder"]);
    assert!(said.starts_with("Saved Thu 5 Nov: the visit is marked as missed (it hurt too much).\nIt hurt too much: tell your therapist"), "{said}");
    let file = journal.day_text("2026-11-05");
    assert!(file.contains("status = \"missed\"\nreason = \"hurt\"\nwhy = \"shoulder\"\n"), "{file}");
    assert_eq!(decision(&journal, "2026-11-06")["adherence"]["missed_hurt"], 1);
    journal.on("2026-11-05").fine(&[
        "session",
        "--date",
        "2026-11-09",
        "--cancelled",
        "--reason",
        "therapist",
    ]);
    let file = journal.day_text("2026-11-09");
    assert!(file.contains("by = \"therapist\"\nreason = \"therapist\"\n"), "{file}");
    let both = ["session", "--date", "2026-11-12", "--cancelled", "--by", "me", "--reason", "therapist"];
    assert!(
        journal.on("2026-11-05").refused(2, &both).contains("--by me does not go with --reason therapist")
    );
    assert!(
        journal
            .on("2026-11-05")
            .refused(2, &["session", "--reason", "hurt"])
            .contains("--reason goes with --missed or --cancelled")
    );
}

// ---- follow-up ---------------------------------------------------------------------------------

/// A trial that helped: pain from 6 to 3, the index from 21 to 12, every visit.
fn helped() -> Home {
    let diary = Diary::neck().pains(-6, "6 6 6 6 6 6 6").pains(29, "3 3 3 3 3 3 3");
    Home::with(&diary.index(0, 21).index(35, 12).visits(8))
}

#[test]
fn a_follow_up_block_begins_by_the_short_way_and_is_judged_against_the_first_baseline() {
    let journal = helped();
    let today = on(36);
    assert!(journal.on(&today).fine(&["status"]).starts_with("The answer is ready."));
    assert_eq!(status(&journal, &today)["answer"], "final");
    let unanswered = journal.on(&today).refused(2, &["start", "--follow-up"]);
    assert!(unanswered.contains("not answered in Safety") && !unanswered.contains("Fit"), "{unanswered}");
    assert!(unanswered.contains("--no-conditions"), "{unanswered}");
    let new = journal
        .on(&today)
        .refused(2, &["start", "--follow-up", "--no-conditions", "--condition", "chest-or-breath"]);
    assert!(new.starts_with(&format!("weekfive: {CALL}")), "{new}");
    let dose = journal.on(&today).refused(2, &["start", "--follow-up", "--no-conditions", "--dose", "60x2"]);
    assert!(dose.contains("--dose"), "{dose}");
    assert!(journal.on(&today).refused(2, &["start", "--steps", "7x6"]).contains("--follow-up"));
    let said = journal.on(&today).fine(&["start", "--follow-up", "--no-conditions", "--steps", "5x4,14x3"]);
    assert!(said.contains("The trial 2026-12-10-neck begins on Thu 10 Dec 2026."), "{said}");
    assert!(
        said.contains("every 5 days 4 times, then every 14 days 3 times. It asks whether the gain holds"),
        "{said}"
    );
    assert!(!said.to_lowercase().contains("comfort"), "{said}");
    let file = journal.trial_text("2026-12-10-neck");
    assert!(file.contains("follows = \"2026-11-02-neck\"\nbaseline_start = 2026-11-02\n"), "{file}");
    // 39 days on is its day 1; it lasts 62 days, and a week after that.
    for offset in [0, 5, 10, 15, 20, 34, 48] {
        journal.add_to_day(&on(39 + offset), "[[session]]\nstatus = \"done\"\nminutes = 60\n");
    }
    for (number, pain) in (39 + 62..).zip([3, 3, 4, 3, 3, 4, 3]) {
        journal.add_to_day(&on(number), &format!("[checkin]\npain = {pain}\n"));
    }
    journal.add_to_day(&on(39 + 68), "[checkin.ndi]\ntotal = 12\n");
    let decision = decision(&journal, &on(39 + 69));
    assert_eq!((&decision["verdict"], &decision["follows"]), (&"continue".into(), &"2026-11-02-neck".into()));
    assert_eq!(decision["pain"]["baseline"]["mean"], 6.0);
    assert!(journal.on(&on(39 + 69)).fine(&["decide"]).contains("The gain has held"));
}

#[test]
fn a_follow_up_block_is_refused_where_there_is_nothing_to_follow() {
    let journal = Home::new();
    let words = journal.on("2026-11-10").refused(2, &["start", "--follow-up", "--no-conditions"]);
    assert!(words.contains("there is no trial yet that could be followed"), "{words}");
    let journal = helped();
    let runs = journal.on(&on(30)).refused(2, &["start", "--follow-up", "--no-conditions"]);
    assert!(runs.contains("runs until Sun 6 Dec 2026"), "{runs}");
    let week = "6 6 6 6 6 6 6";
    let journal = Home::with(&Diary::neck().pains(-6, week).pains(29, week).visits(8));
    let none = journal.on(&on(36)).refused(2, &["start", "--follow-up", "--no-conditions"]);
    assert!(none.contains("showed none: its answer is “Adjust”"), "{none}");
}

// ---- ranges ------------------------------------------------------------------------------------

#[test]
fn a_marker_outside_its_range_is_refused_and_is_a_problem_in_a_file() {
    let journal =
        Home::begun("2026-10-26", "low-back", &["--marker", "walk:to the market", "--marker", "awakenings"]);
    let refused = journal.on("2026-11-10").refused(2, &["log", "--marker", "to the market=1441"]);
    assert!(refused.contains("to the market must be 0 to 1440 min, not 1441"), "{refused}");
    journal.on("2026-11-10").fine(&["log", "--marker", "to the market=1440"]);
    journal.add_to_day(
        "2026-11-11",
        "[checkin]\npain = 4\n\n[checkin.markers]\n\"to the market\" = 2000\nother = 5\n",
    );
    let (code, words) = refusal(journal.on("2026-11-11").command().arg("status"));
    assert_eq!(code, 3);
    assert!(words.contains("2026-11-11.toml:7:19: to the market must be 0 to 1440 min, not 2000"), "{words}");
    let check = journal.on("2026-11-11").command().arg("check").output().unwrap();
    let found = String::from_utf8(check.stdout).unwrap();
    assert!(
        check.status.code() == Some(1) && found.contains("2026-11-11.toml:7:19: to the market"),
        "{found}"
    );
    let file = journal.day_text("2026-11-11");
    refusal(journal.on("2026-11-11").command().args(["log", "--pain", "5"]));
    assert_eq!(journal.day_text("2026-11-11"), file);
}
