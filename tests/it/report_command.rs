//! `report` on files: one page for a clinician, checked without a browser. What a browser makes of it was
//! looked at in development; here its structure is held, and that it is reckoned to be one page.

use std::fs;

use assert_cmd::Command;
use chrono::NaiveDate;
use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;
use weekfive::domain::calendar::{DayEnd, shift};
use weekfive::export::blocks::{Block, fits_one_page, to_html, to_text};
use weekfive::export::report::{Contents, report};

use crate::support::shell::printed;
use crate::support::{Home, date, flat};

const TODAY: &str = "2026-11-25";
const ALL: Contents = Contents { all: true, notes: false, all_answers: false };

/// The sample's journal on a day of its trial, and its report.
struct Journal {
    home: Home,
    start: NaiveDate,
}

impl Journal {
    fn sample(day: i64) -> Self {
        Self { home: Home::sample(day, TODAY), start: shift(date(TODAY), 1 - day) }
    }

    fn empty() -> Self {
        Self { home: Home::new(), start: date(TODAY) }
    }

    /// Changes the trial's file.
    fn trial(&self, change: impl FnOnce(String) -> String) -> &Self {
        self.home.edit_trial(self.home.trial().unwrap().id.as_str(), change);
        self
    }

    /// Adds to a day of the trial.
    fn day(&self, number: i64, text: &str) -> &Self {
        self.home.add_to_day(&shift(self.start, number - 1).to_string(), text);
        self
    }

    fn blocks(&self, contents: Contents) -> Vec<Block> {
        let trial = self.home.trial().unwrap();
        let (first, last) = trial.plan.decision_days();
        let days = self.home.store().read_days(first, last);
        assert_eq!(self.home.store().check(), [], "the test's own files");
        report(&trial, &days, DayEnd::default(), date(TODAY), contents)
    }

    /// The plain text, on one line.
    fn text(&self, contents: Contents) -> String {
        flat(&to_text(&self.blocks(contents)))
    }

    fn command(&self, options: &[&str]) -> Command {
        let mut command = self.home.on(TODAY).command();
        command.arg("report").args(options);
        command
    }

    /// What the command prints.
    fn printed(&self, options: &[&str]) -> String {
        printed(&mut self.command(options))
    }
}

/// A hold with a clearance, and one that an event opened.
const HOLDS: &str = "\n[[hold]]\nitem = \"blood-thinners\"\nkind = \"clearance\"\nopened = 2026-10-14\n\
     clearance = { on = 2026-10-16, by = \"Dr. Bergmann\", limits = \"No deep pressure on the neck.\" }\n\
     [[hold]]\nitem = \"collapse\"\nkind = \"urgent\"\nopened = 2026-11-20\n";
const COLLAPSE: &str = "[[event]]\nkind = \"collapse\"\nseverity = \"severe\"\ntext = \"In the kitchen.\"\n";

/// The parts of a page, with every tag closed by its own.
fn tags(page: &str) -> Vec<String> {
    let page = page.strip_prefix("<!DOCTYPE html>").unwrap();
    let (mut open, mut seen) = (Vec::<String>::new(), Vec::new());
    for (at, _) in page.match_indices('<') {
        let tag = &page[at + 1..at + page[at..].find('>').unwrap()];
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap().to_owned();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{tag}");
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_ref(), Some(&name), "closed: {tag}");
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            seen.push(tag.to_owned());
            if !["meta", "br"].contains(&name.as_str()) {
                open.push(name);
            }
        }
    }
    assert_eq!(open, Vec::<String>::new(), "left open");
    seen
}

/// What holds for every report.
fn is_sound(blocks: &[Block]) -> String {
    let page = to_html(blocks);
    let tags = tags(&page);
    for never in ["<script", "http:", "https:", "src=", "href=", "url(", "@import", "<form", "<input"] {
        assert!(!page.contains(never), "{never}");
    }
    let of =
        |name: &str| tags.iter().filter(|tag| *tag == name || tag.starts_with(&format!("{name} "))).count();
    assert_eq!((of("h1"), of("title"), of("desc"), of("svg")), (1, 2, 1, 1));
    assert_eq!(of("table"), of("caption"));
    assert_eq!(of("th"), page.matches("scope=\"col\"").count() + page.matches("scope=\"row\"").count());
    assert!(page.contains("role=\"img\" aria-labelledby=\"chart-title chart-description\""));
    assert!(page.contains("<html lang=\"en\">") && page.contains("default-src 'none'"));
    // No level of heading is skipped.
    let levels: Vec<u8> = tags.iter().filter_map(|tag| tag.strip_prefix('h')?.parse().ok()).collect();
    assert!(levels.first() == Some(&1) && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let text = to_text(blocks);
    assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 96), "{text}");
    assert!(fits_one_page(blocks), "more than a page:\n{text}");
    page
}

#[test]
fn every_day_of_a_trial_gives_one_sound_page_whose_visits_add_up() {
    for day in (-6..=44).step_by(2).chain([29, 35, 37]) {
        let journal = Journal::sample(day);
        let blocks = journal.blocks(Contents::default());
        is_sound(&blocks);
        let text = to_text(&blocks);
        let visits = text.split("Visits: ").nth(1).unwrap().split("Counted").next().unwrap();
        let (planned, parts) = visits.split_once(" planned: ").unwrap();
        let parts = parts.split(", ").map(|part| {
            let number = part.trim().split(' ').next().unwrap();
            number.parse::<u32>().unwrap_or_else(|_| panic!("day {day}: {visits}"))
        });
        assert_eq!(parts.sum::<u32>(), planned.parse::<u32>().unwrap(), "day {day}: {visits}");
    }
}

#[test]
fn the_first_lines_stand_in_their_order_and_every_figure_of_the_decision_is_on_the_page() {
    let page = is_sound(&Journal::sample(37).blocks(Contents::default()));
    let order = [
        "A trial of massage: neck",
        "Name",
        "Result",
        "Continue, not sure, final since Mon 23 Nov",
        "Harms and events",
        "Holds and clearances",
        "Missed because it hurt",
        "Extra pain medicine",
        "<svg",
        "What is compared",
        "Dose and visits",
        "What else changed",
        "own words",
        "What the figures mean",
    ];
    let places: Vec<usize> =
        order.iter().map(|words| page.find(words).unwrap_or_else(|| panic!("{words}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    for figure in [
        "6.1",
        "3.6",
        "42% less",
        "at least 30% less",
        ">21<",
        ">14<",
        "7 better",
        "6 of 8 (75%)",
        "405 of 480 minutes",
        "475 in all",
        "63 of 100",
        "26 of 100",
        "9 of 100",
        "Of 49 pairs",
        "46% less and 37% less",
        "6.1 (7)",
        "4.0 (6)",
    ] {
        assert!(page.contains(figure), "{figure}");
    }
    // The chart: gaps and late days as they are, lines and stretches with their names.
    let chart = &page[page.find("<svg").unwrap()..page.find("</svg>").unwrap()];
    for words in [
        "baseline week",
        "treatment",
        "week five",
        "baseline 6.1",
        "success 4.3 or lower",
        "week five 3.6",
        "skipped",
    ] {
        assert!(chart.contains(words), "{words}");
    }
    assert_eq!(chart.matches("class=\"late\"").count(), 2, "one day, and the legend");
    assert!(
        chart.contains("38 days rated, 1 of them written more than two days later; 1 skipped; 3 without")
    );
}

#[test]
fn an_open_hold_comes_first_with_its_level_s_words_and_takes_the_place_of_the_answer_s() {
    let journal = Journal::sample(37);
    journal.trial(|text| text + HOLDS).day(33, COLLAPSE);
    let page = is_sound(&journal.blocks(Contents::default()));
    let alert = page.find("class=\"alert\"").unwrap();
    assert!(
        page[alert..].starts_with("class=\"alert\">Call the emergency number now"),
        "{}",
        &page[alert..alert + 90]
    );
    assert!(alert < page.find("Result").unwrap());
    for words in [
        "On hold. A safety question is open",
        "By the figures alone: Continue",
        "In the kitchen.",
        "still open.",
        "clearance of Fri 16 Oct by Dr. Bergmann; limits: No deep pressure on the neck.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("is reasonable"), "the answer's own sentence");
    assert_eq!(page.matches("On hold since Fri 20 Nov 2026").count(), 1);
}

#[test]
fn the_answer_and_its_figures_wait_for_today_s_rating() {
    let journal = Journal::sample(32);
    let file = journal.home.day_file("2026-11-25");
    assert!(journal.text(Contents::default()).contains("Continue, not sure, can still change"));
    fs::remove_file(file).unwrap();
    let text = journal.text(Contents::default());
    assert!(text.contains("Today comes first") && text.contains("week five held back"), "{text}");
    for early in ["Continue,", "3.5", "% less (", "improved", "pairs of days"] {
        assert!(!text.contains(early), "{early}: {text}");
    }
}

#[test]
fn a_stopped_trial_ends_where_it_was_stopped() {
    let journal = Journal::sample(19);
    journal
        .trial(|text| text + "\n[stopped]\non = 2026-11-24\nreason = \"hurt\"\ntext = \"Each time more.\"\n");
    let text = journal.text(Contents::default());
    is_sound(&journal.blocks(Contents::default()));
    for words in [
        "Stop and review",
        "stopped this trial on Tue 24 Nov, because it hurt",
        "“Each time more.”",
        "no longer due",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("to come") && !text.contains("you were"), "{text}");
}

#[test]
fn long_words_are_shortened_on_the_page_which_says_so_and_are_whole_in_the_second_part() {
    let journal = Journal::sample(37);
    let goal = "Turn my head and reverse the car. 首を痛みなく左右に回す。".repeat(40);
    let name = "Anna-Katharina von Wolkenstein-Trostburg ".repeat(30);
    let (goal, name) = (goal.trim(), name.trim());
    journal.trial(|text| {
        let (before, rest) = text.split_once("\ngoals = ").unwrap();
        let rest = &rest[rest.find("\n\n").or(rest.find("\n[")).unwrap()..];
        format!("{before}\ngoals = \"{goal}\"{rest}{HOLDS}")
    });
    for day in [5, 12, 19] {
        journal.day(
            day,
            &format!(
                "[[session]]\nstatus = \"done\"\nminutes = 60\ntherapist = \"{name}\"\ndiscomfort = [\"sharp\"]\n\
                 [[change]]\nkind = \"other\"\ntext = \"{goal}\"\n[[event]]\nkind = \"flare\"\nseverity = \"mild\"\n\
                 text = \"{goal}\"\n"
            ),
        );
    }
    let page = is_sound(&journal.blocks(Contents::default()));
    assert!(page.contains("Longer words are shortened here") && !page.contains(goal) && !page.contains(name));
    let whole = is_sound(&journal.blocks(ALL));
    assert!(whole.contains(goal) && whole.contains(name), "{whole}");
    assert!(!whole.contains("Longer words are shortened"));
}

/// The table of weeks in a text.
fn weeks(text: &str) -> String {
    let from = text.split("Week by week").nth(1).unwrap();
    from.split("DOSE").next().unwrap().to_owned()
}

#[test]
fn every_field_that_was_kept_stands_week_by_week_and_day_by_day() {
    let journal = Journal::sample(37);
    let text = to_text(&journal.blocks(ALL));
    let table = weeks(&text);
    for field in ["Worst pain", "Sleep", "Awakenings", "Stress", "Mood", "Mental clarity", "Soreness"] {
        assert!(
            table.contains(&format!("  - {field}: baseline ")) || field == "Soreness",
            "{field}: {table}"
        );
        assert!(table.contains(&format!("  - {field}: ")), "{field}: {table}");
        let of_a_day = flat(text.split("Day by day").nth(1).unwrap());
        assert!(of_a_day.contains(&format!("{} ", field.to_lowercase())), "{field}: {of_a_day}");
    }
    assert!(!table.contains("Not here"), "{table}");
    // What was never kept has no row, and no column.
    let alone = Journal::empty();
    alone.day(-1, "[checkin]\npain = 4\nstress = 2\n");
    let text = printed(&mut alone.command(&["--format", "txt", "--all"]));
    let table = weeks(&text);
    assert!(table.contains("Stress") && !table.contains("Sleep") && !table.contains("Mood"), "{table}");
    assert!(!text.contains("mood"), "{text}");
}

#[test]
fn where_much_was_written_down_a_field_gives_way_and_the_table_says_which() {
    let journal = Journal::sample(37);
    journal.trial(|text| text + HOLDS).day(33, COLLAPSE);
    let events = ["bruise", "headache", "dizziness", "numbness", "weakness", "flare", "faintness", "other"];
    for (kind, number) in events.iter().zip(10..) {
        let words = "it went on for days and days ".repeat(6);
        let event = format!("[[event]]\nkind = \"{kind}\"\nseverity = \"mild\"\ntext = \"{words}\"\n");
        let change = format!("[[change]]\nkind = \"other\"\ntext = \"{words}\"\n");
        journal.day(number, &format!("{event}{change}"));
    }
    let blocks = journal.blocks(Contents::default());
    is_sound(&blocks);
    let table = flat(&weeks(&to_text(&blocks)));
    assert!(table.contains("Not here, for want of room: worst pain, "), "{table}");
    assert!(table.contains("stress, mood, mental clarity"), "{table}");
    assert!(!table.contains("Stress:") && table.contains("Pain: baseline"), "{table}");
}

#[test]
fn the_visits_of_a_day_stand_in_the_order_of_their_times() {
    let journal = Journal::sample(37);
    let visit = |time: &str, note: &str| {
        format!("[[session]]\nstatus = \"done\"\n{time}minutes = 30\ntherapist = \"{note}\"\n")
    };
    let three = [
        visit("", "nobody knows"),
        visit("time = 18:30:00\n", "evening"),
        visit("time = 09:00:00\n", "morning"),
    ];
    journal.day(26, &three.concat());
    let text = journal.text(ALL);
    let at = |words: &str| text.rfind(words).unwrap();
    assert!(
        at("therapist morning") < at("therapist evening") && at("therapist evening") < at("therapist nobody")
    );
}

#[test]
fn a_report_of_another_year_says_the_years() {
    let journal = Journal::sample(37);
    let page = journal.home.on("2027-02-01").fine(&["report", "--format", "txt"]);
    assert!(page.contains("final since Mon 23 Nov 2026") && page.contains("Thu 5 Nov 2026"), "{page}");
}

#[test]
fn without_a_trial_it_tells_of_the_days_alone() {
    let empty = Journal::empty();
    assert!(empty.printed(&["--format", "txt"]).contains("There is no trial in this journal"));
    tags(&empty.printed(&[]));
    let journal = Journal::sample(19);
    fs::remove_dir_all(journal.home.root().join("trials")).unwrap();
    fs::remove_file(journal.home.root().join("journal.toml")).unwrap();
    let text = journal.printed(&["--format", "txt", "--all"]);
    assert!(text.starts_with("A pain diary\n") && text.contains("pain 8"), "{text}");
    for absent in ["Result", "success", "baseline"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
}

#[test]
fn it_is_printed_in_three_forms_and_says_how_to_open_the_page() {
    let journal = Journal::sample(37);
    assert!(journal.printed(&[]).starts_with("<!DOCTYPE html>"));
    let text = journal.printed(&["--format", "md"]);
    assert!(
        text.starts_with("# A trial of massage: neck\n") && text.contains("| Pain | 6.1 | 3.6 |"),
        "{text}"
    );
    let text = journal.printed(&["--format", "txt"]);
    assert!(text.contains("  - Pain: baseline 6.1; week five 3.6; change 42% less;"), "{text}");
    assert!(!text.contains(" | ") && text.contains("Name: ____"));
    journal
        .command(&["-o"])
        .arg(journal.home.path().join("report.html"))
        .assert()
        .success()
        .stdout(contains("report.html").and(contains("Open it in any web browser")));
}

#[rstest]
#[case(&[], false, false)]
#[case(&["--notes"], true, false)]
#[case(&["--all-answers"], false, true)]
#[case(&["--all"], false, false)]
fn notes_and_what_is_in_one_s_past_stay_out_unless_asked_for(
    #[case] options: &[&str],
    #[case] notes: bool,
    #[case] answers: bool,
) {
    let journal = Journal::sample(37);
    journal
        .trial(|text| {
            let yes = "abuse-history = { answer = \"yes\"";
            text.replace("abuse-history = { answer = \"no\"", yes)
        })
        .day(41, "[checkin]\npain = 4\n")
        .day(
            26,
            "[[session]]\nstatus = \"done\"\nnote = \"a secret note\"\nfeelings = \"a secret feeling\"\n",
        );
    let mut all = vec!["--format", "txt"];
    all.extend(options);
    let text = journal.printed(&all);
    assert_eq!((text.contains("secret note"), text.contains("secret feeling")), (notes, notes), "{text}");
    assert_eq!(text.contains("abuse"), answers, "{text}");
}

#[test]
fn nothing_a_person_wrote_becomes_markup() {
    let journal = Journal::sample(37);
    let nasty = "<script>x</script> | *y* </svg></style>";
    journal.day(
        26,
        &format!(
            "[[session]]\nstatus = \"done\"\ntherapist = \"{nasty}\"\n[[change]]\nkind = \"other\"\ntext = \"{nasty}\"\n\
             [[event]]\nkind = \"bruise\"\nseverity = \"mild\"\ntext = \"{nasty}\"\n"
        ),
    );
    let page = is_sound(&journal.blocks(ALL));
    assert!(page.matches("&lt;script&gt;x&lt;/script&gt; | *y* &lt;/svg&gt;").count() >= 4, "{page}");
    let text = journal.printed(&["--format", "md", "--all"]);
    assert!(text.contains(r"\<script\>x\</script\> \| \*y\*"));
    assert!(!text.replace(r"\<", "").contains('<'), "{text}");
}

#[test]
fn the_report_goes_into_a_file_of_ones_own_or_says_why_not() {
    let journal = Journal::sample(37);
    let file = journal.home.path().join("report.html");
    journal.command(&["-o"]).arg(&file).assert().success().stdout(contains("The report is in"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let nowhere = journal.home.path().join("no/such/folder/report.html");
    journal.command(&["-o"]).arg(nowhere).assert().code(4).stderr(contains("--output"));
}
