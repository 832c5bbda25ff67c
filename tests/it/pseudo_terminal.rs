//! The program in a real pseudo-terminal: what it takes it gives back, whatever ends it.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use rstest::rstest;
use weekfive::app::App;
use weekfive::domain::checkin::Rating;
use weekfive::runtime::events::TerminalEvents;
use weekfive::runtime::terminal::{RealTerminal, Wanted};
use weekfive::runtime::{Ended, Screen, World, mistake, run_to_the_end};
use weekfive::ui::{Hits, Theme};

use crate::support::pty::{Tty, is_gone};
use crate::support::{DAY, Home};

#[test]
fn a_digit_is_saved_and_q_gives_the_terminal_back() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").is_taken().types("4").saves();
    assert_eq!(home.pain(DAY), Some(4), "it says saved only when it is");
    assert!(tty.types("q").ends().success());
    tty.is_given_back();
}

#[test]
fn keys_typed_ahead_are_not_lost() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.types("4\u{1b}[B71q");
    assert!(tty.ends().success());
    let checkin = home.day(DAY).checkin;
    assert_eq!((home.pain(DAY), checkin.sleep.map(|score| score.get())), (Some(4), Some(7)));
    assert_eq!(checkin.awakenings.map(|count| count.get()), Some(1));
}

#[rstest]
#[case("TERM")]
#[case("HUP")]
#[case("INT")]
fn a_signal_keeps_the_note_and_gives_the_terminal_back(#[case] signal: &str) {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("nhalf a sent").sees("half a sent").signal(signal);
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
}

/// Something has to be over within a second. The machine may be busy with other things: one of three
/// tries has to be.
fn within_a_second(mut attempt: impl FnMut() -> Duration) {
    let took: Vec<Duration> = (0..3)
        .map_while({
            let mut done = false;
            move |_| {
                let took = (!done).then(&mut attempt)?;
                done = took < Duration::from_secs(1);
                Some(took)
            }
        })
        .collect();
    assert!(took.iter().any(|took| *took < Duration::from_secs(1)), "{took:?}");
}

/// A note that may be half written when something happens.
#[rstest]
#[case("4", None)]
#[case("4nhalf a sent", Some("half a sent"))]
fn a_terminal_that_goes_away_ends_the_program_and_keeps_what_was_typed(
    #[case] keys: &str,
    #[case] note: Option<&str>,
    #[values(false, true)] from_a_shell: bool,
) {
    within_a_second(|| {
        let home = Home::neck();
        let mut tty = match from_a_shell {
            false => Tty::open(&home.root(), &[], &[]),
            true => Tty::open_from_a_shell(&home.root()),
        };
        tty.sees("Pain, average").types(keys).saves().sees(note.unwrap_or_default());
        let program = if from_a_shell { tty.child_id() } else { tty.id() };
        let gone = tty.vanishes();
        let start = Instant::now();
        is_gone(program);
        let took = start.elapsed();
        let status = gone.ends();
        assert!(from_a_shell || status.success(), "{status:?}");
        let checkin = home.day(DAY).checkin;
        assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
        assert_eq!(checkin.note.as_ref().map(|note| note.as_str()), note);
        took
    });
}

#[rstest]
fn a_signal_ends_the_program_within_a_second_at_any_moment(
    #[values("TERM", "HUP", "INT")] signal: &str,
    #[values("", "4", "nhalf", "?", "\u{1b}", "\u{1b}[200~half a pas", "\u{1b}]11;rgb:")] keys: &str,
) {
    within_a_second(|| {
        let home = Home::neck();
        let mut tty = Tty::open(&home.root(), &[], &[]);
        tty.is_taken().types(keys).signal(signal);
        let start = Instant::now();
        assert!(tty.ends().success());
        let took = start.elapsed();
        tty.is_given_back();
        let checkin = home.day(DAY).checkin;
        assert_eq!(checkin.pain().map(|pain| pain.get()), (keys == "4").then_some(4));
        let note = checkin.note.as_ref().map(|note| note.as_str());
        let written = match keys {
            "nhalf" => Some("half"),
            keys if keys.ends_with("half a pas") => Some("half a pas"),
            _ => None,
        };
        assert_eq!(note, written);
        took
    });
}

#[test]
fn a_terminal_that_takes_no_more_pictures_does_not_keep_the_program_from_ending() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    // Far more pictures than a terminal holds that nobody reads, and then one more key.
    tty.sees("Pain, average").types("4").saves().stops_reading().types(&"\t".repeat(500)).types("nwords");
    tty.is_idle().signal("TERM");
    assert!(tty.ends().success());
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(checkin.note.unwrap().as_str(), "words");
}

/// Text in which every piece says where it belongs.
fn counted(length: usize) -> String {
    let mut text: String = (1..).map(|number| format!("{number} ")).take(length).collect();
    text.truncate(length - 1);
    text.push('.');
    text
}

fn note(home: &Home) -> String {
    home.day(DAY).checkin.note.map(|note| note.as_str().to_owned()).unwrap_or_default()
}

#[test]
fn no_key_is_lost_beside_a_change_of_size() {
    let home = Home::neck();
    let text = counted(1_000);
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("n");
    for (number, letter) in (0..).zip(text.chars()) {
        tty.types(letter.encode_utf8(&mut [0; 4])).resizes(80 + number % 40, 24 + number % 10);
    }
    tty.signal("TERM");
    assert!(tty.ends().success());
    assert_eq!(note(&home), text);
}

#[test]
fn a_burst_of_keys_is_taken_in_whole_and_the_end_loses_none_of_it() {
    let home = Home::neck();
    let text = counted(8_000);
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("n").types(&text).signal("TERM");
    assert!(tty.ends().success());
    assert!(note(&home) == text, "{} of 8000: {}", note(&home).len(), note(&home));
}

#[test]
fn a_burst_of_keys_waits_for_no_other_key() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    let text = counted(8_000);
    let end = &text[text.len() - 12..];
    tty.sees("Pain, average").types("n").types(&text).sees(end).types("\r").saves().types("q");
    assert!(tty.ends().success());
    assert!(note(&home) == text);
}

#[test]
fn a_paste_of_a_million_letters_arrives_whole_and_is_refused_with_its_length() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("nkept");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", counted(1_000_000));
    tty.types(&paste).sees("1000004 characters").types("\r").saves().types("q");
    assert!(tty.ends().success());
    assert_eq!(note(&home), "kept");
}

#[test]
fn a_paste_is_not_typed() {
    let home = Home::neck();
    let text = counted(9_000);
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types(&format!("n\u{1b}[200~{text}\u{1b}[201~\r")).saves().types("q");
    assert!(tty.ends().success());
    assert!(note(&home) == text, "{}", note(&home));
}

/// What terminals say when they are asked, or of their own accord.
#[rstest]
#[case(b"\x1b]11;rgb:1734/5617/0000\x1b\\")]
#[case(b"\x1b]11;rgb:1734/5617/0000\x07")]
#[case(b"\x1bP>|XTerm(370) 7317\x1b\\")]
#[case(b"\x1b_Gi=31;OK 7317\x1b\\")]
#[case(b"\x1b^7317\x1b\\\x1bX7317\x1b\\")]
#[case(b"\x1b[24;80R\x1b[?62;22c\x1b[>0;276;0c\x1b[?2026;2$y\x1b[0n\x1b[8;30;100t")]
fn what_the_terminal_says_by_itself_is_never_a_key(#[case] answer: &[u8]) {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average");
    // Whole, and in two parts with a pause between them.
    let (one, other) = answer.split_at(answer.len() / 2);
    tty.sends(answer).sends(one).is_idle().sends(other).types("3q");
    assert!(tty.ends().success());
    let mut day = home.day(DAY);
    assert_eq!(home.pain(DAY), Some(3));
    day.checkin.rating = Rating::Blank;
    assert!(day.is_empty(), "{day:?}");
}

#[rstest]
fn esc_whose_rest_comes_later_is_one_key(#[values(0, 100, 200, 300)] pause: u64) {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").sends(b"\x1b");
    std::thread::sleep(Duration::from_millis(pause));
    tty.sends(b"[5~").is_idle().types("q");
    assert!(tty.ends().success());
    assert!(home.day(DAY).is_empty(), "{:?}", home.day(DAY));
}

#[test]
fn esc_alone_is_seen_at_once_and_is_esc() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("?").sees("field before");
    tty.sends(b"\x1b").sees("Pain, average").types("4").saves().types("q");
    assert!(tty.ends().success());
    assert_eq!(home.pain(DAY), Some(4));
}

/// Run by the test below, in a terminal: the real thing up to a picture that is a mistake.
#[test]
fn the_program_makes_a_mistake() {
    use weekfive::cli::Place;
    use weekfive::runtime::clock::Clock;

    if std::env::var_os("WEEKFIVE_IN_A_TERMINAL").is_none() {
        return;
    }
    let settings = weekfive::app::Settings::default();
    let store = weekfive::store::Store::new(std::env::var_os("WEEKFIVE_DATA_DIR").unwrap().into());
    mistake::listen(store.root());
    let clock = Clock::new(settings.day_end, DAY.parse().ok());
    let place = Place { store: store.clone(), config: store.root().join("none.toml"), settings, clock };
    let mut events = TerminalEvents::listen().unwrap();
    let mut screen = MistakenScreen {
        terminal: RealTerminal::take(
            Theme::new(&place.settings),
            Wanted { mouse: place.settings.mouse, ground: false },
            events.stop_note(),
        )
        .unwrap(),
    };
    let world = World::new(store, clock);
    let ended = run_to_the_end(&mut place.app(), &mut screen, &mut events, &world, || Ok(()));
    drop(screen);
    let Err(Ended::Mistake { saved }) = ended else { panic!("{ended:?}") };
    println!("{}", mistake::sentence(saved));
}

struct MistakenScreen {
    terminal: RealTerminal,
}

impl Screen for MistakenScreen {
    fn draw(&mut self, app: &App) -> std::io::Result<Hits> {
        let note = app.today_view.editing.as_ref().map(|editing| editing.input.value().to_owned());
        assert!(note.as_deref() != Some("secret"), "the note is {note:?}");
        self.terminal.draw(app)
    }

    fn pause(&mut self) -> std::io::Result<()> {
        self.terminal.pause()
    }

    fn forget(&mut self) -> std::io::Result<()> {
        self.terminal.forget()
    }
}

#[test]
fn a_mistake_of_the_programs_own_is_one_sentence_and_loses_nothing() {
    let home = Home::neck();
    let mut tty = Tty::open_test(&home.root(), "pseudo_terminal::the_program_makes_a_mistake");
    tty.sees("Pain, average").types("4").saves().types("nsecret");
    assert!(tty.ends().success());
    tty.is_given_back();
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(note(&home), "secret");
    // What is on the screen beside what the test itself says.
    tty.sees("mistake of its own; everything you entered is saved; where it happened is written");
    let text = String::from_utf8(tty.bytes()).unwrap();
    let (_, after) = text.rsplit_once("\u{1b}[?1049l").unwrap();
    assert!(
        !after.contains("secret") && !after.contains("backtrace") && !after.contains("panicked"),
        "{after}"
    );
    let file = home.root().join("last-mistake.txt");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("tests/it/pseudo_terminal.rs:") && kept.contains("run_to_the_end"), "{kept}");
    assert!(!kept.contains("secret"), "{kept}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(home.store().check(), [], "it is no file of the journal");
}

#[test]
fn nothing_runs_while_nothing_happens() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("4").saves().is_idle();
    let folder = format!("/proc/{}", tty.id());
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    assert_eq!(std::fs::read_dir(format!("{folder}/task")).unwrap().count(), 1, "one thread");
    let turns = || {
        let status = read("status");
        let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches")).unwrap();
        line.to_owned()
    };
    let before = turns();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(turns(), before, "it woke up");
    tty.types("q");
    assert!(tty.ends().success());
}

#[test]
fn a_window_that_changed_during_a_pause_is_drawn_anew() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("n").types("half").signal("TSTP").waits_for_pause().is_given_back();
    tty.resizes(60, 20).resizes(120, 40).signal("CONT").is_taken().sees("Week five   Plan").types("q");
    tty.sees("half");
    tty.signal("TERM");
    assert!(tty.ends().success());
    tty.is_given_back();
}

#[test]
fn ctrl_z_pauses_and_cont_comes_back() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("4").saves().types("\u{1a}").waits_for_pause().is_given_back();
    tty.signal("CONT").is_taken().sees("Pain, average").types("5").types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(home.day(DAY).checkin.worst.map(|score| score.get()), Some(5));
}

#[test]
fn the_systems_own_pause_works_too() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").signal("TSTP").waits_for_pause().is_given_back();
    assert!(tty.signal("CONT").is_taken().types("q").ends().success());
}

#[test]
fn the_window_in_front_again_shows_what_another_program_wrote() {
    let home = Home::neck();
    home.write_day(DAY, "date = 2026-11-12\n\n[checkin]\npain = 4\n");
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").is_taken();
    home.write_day(DAY, "date = 2026-11-12\n\n[checkin]\npain = 9\nnote = \"by hand\"\n");
    tty.types("\u{1b}[O\u{1b}[I")
        .sees("Thu 12 Nov was changed by another program")
        .sees("by hand")
        .types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    let bytes = String::from_utf8_lossy(&tty.bytes()).into_owned();
    assert!(bytes.contains("\u{1b}[?1004h") && bytes.contains("\u{1b}[?1004l"));
    assert_eq!(home.pain(DAY), Some(9));
}

#[test]
fn a_tiny_window_says_so_and_a_larger_one_shows_the_journal_again() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").resizes(30, 8).sees("a little small").resizes(1, 1).resizes(0, 0);
    tty.resizes(80, 24).sees("Pain, average").sees("Week five   Plan").types("4").saves().types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(home.pain(DAY), Some(4));
}

/// The colours among the styles that were written.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let styles = text.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let is_colour = |style: &String| {
        style
            .split(';')
            .filter_map(|part| part.parse::<u8>().ok())
            .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107))
    };
    styles.filter(is_colour).collect()
}

#[test]
fn no_color_leaves_every_colour_out() {
    let home = Home::neck();
    let evening = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut tty = Tty::open(&home.root(), arguments, environment);
        tty.sees("Pain, average").types("4\t").sees("Sessions").types("\t\t\t").sees("Weekly day");
        tty.types("?").sees("The guide").types("qq");
        assert!(tty.ends().success());
        tty.is_given_back();
        colours(&tty.bytes())
    };
    assert!(!evening(&[], &[]).is_empty());
    assert_eq!(evening(&[], &[("NO_COLOR", "1")]), Vec::<String>::new());
    assert_eq!(evening(&["--no-color"], &[]), Vec::<String>::new());
}

#[test]
fn log_asks_line_by_line_and_saves_each_answer() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &["log"], &[]);
    tty.sees("How much did it hurt today, on average? 0 is no pain, 10 is worst imaginable: ").types("11\r");
    tty.sees("A score must be 0 to 10, not 11.").types("4\r").sees("Pain, average: 4.");
    tty.sees("at its worst today?");
    assert_eq!(home.pain(DAY), Some(4), "saved before the next question");
    tty.types("\r").sees("sleep last night?").types("7\r").sees("wake you").types("q\r");
    tty.sees("Saved: pain 4, sleep 7.");
    assert!(tty.ends().success());
    assert_eq!(colours(&tty.bytes()), Vec::<String>::new());
    assert!(!tty.bytes().contains(&0x1b), "plain text for a screen reader");
    let mut tty = Tty::open(&home.root(), &["log", "--date", "2026-11-12"], &[]);
    tty.sees("now 4: ").types("-\r").sees("at its worst today?").types("\u{4}");
    assert!(tty.ends().success());
    assert_eq!(home.pain(DAY), None);
}

#[test]
fn the_demo_opens_and_leaves_nothing_behind() {
    let home = Home::neck();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let mut tty = Tty::open(&home.root(), &["demo"], &[("TMPDIR", path)]);
    tty.sees("day 19 of 35").types("4").saves().types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(home.day(DAY).is_empty(), "the person's own journal is not touched");
}

#[rstest]
#[case("baseline", "baseline, 2 days to go")]
#[case("treatment", "day 19 of 35")]
#[case("checkpoint", "day 32 of 35")]
#[case("decided", "35 days done")]
fn the_demo_keeps_every_stage_as_a_journal_without_problems(#[case] stage: &str, #[case] words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("kept");
    let mut tty =
        Tty::open(folder.path(), &["demo", "--stage", stage, "--keep", keep.to_str().unwrap()], &[]);
    tty.sees(words).signal("TERM");
    assert!(tty.ends().success());
    tty.is_given_back();
    let store = weekfive::store::Store::new(keep);
    assert_eq!(store.check(), []);
    let day = DAY.parse().unwrap();
    assert!(store.read_days(day - chrono::Days::new(7), day).written().count() >= 5);
}
