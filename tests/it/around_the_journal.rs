//! The commands around the journal: settings, notes, the day's file in an editor, completions and
//! manual pages.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rstest::rstest;

use crate::support::Home;
use crate::support::pty::Tty;
use crate::support::shell::{Done, Shell, done};

const TODAY: &str = "2026-11-12";

/// The commands at a home with nothing in it.
fn home() -> Shell {
    Home::new().on(TODAY)
}

fn config(home: &Home) -> PathBuf {
    home.path().join("etc/weekfive/config.toml")
}

/// An editor that does what a shell's lines say with the file `$1`, in a folder with a space in its
/// name.
fn editor(home: &Home, lines: &str) -> String {
    let file = home.path().join("my editor/ed");
    home.write(&file, lines);
    format!("sh '{}'", file.display())
}

/// Runs `edit` with an editor.
fn edits(home: &Shell, date: &str, lines: &str) -> Done {
    let editor = editor(home, lines);
    done(home.command().env("EDITOR", editor).args(["edit", date]))
}

#[test]
fn config_says_where_each_value_comes_from() {
    let home = home();
    let text = home.fine(&["config"]);
    assert!(text.contains("etc/weekfive/config.toml (default; it is not there yet"), "{text}");
    assert!(text.contains("data (from WEEKFIVE_DATA_DIR in the environment)"), "{text}");
    assert!(text.contains("theme = \"auto\" (default)\nascii = false (default)\n"), "{text}");
    home.write(&config(&home), "theme = \"dark\"\nmouse = false\n[keys]\n\"today.note\" = \"w\"\n");
    let done = done(home.command().env("NO_COLOR", "1").args(["config", "--ascii", "--today", "2026-11-20"]));
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    for line in [
        "etc/weekfive/config.toml (default)\n",
        "today: Fri 20 Nov 2026 (from --today)\n",
        "colours: off (from NO_COLOR in the environment)\n",
        "theme = \"dark\" (from the file)\n",
        "ascii = true (from --ascii)\n",
        "mouse = false (from the file)\n",
        "week_start = \"monday\" (default)\n",
        "key \"today.note\" = \"w\" (from the file)\n",
    ] {
        assert!(done.out.contains(line), "{line} is not in {}", done.out);
    }
    // What cannot be understood is told, and the default is what is in force.
    home.write(&config(&home), "mouse = 3\n");
    let wrong = home.run(&["config"]);
    assert!(wrong.err.contains("config.toml:1:9: this is true or false"), "{}", wrong.err);
    assert!(wrong.out.contains("mouse = true (default)\n"), "{}", wrong.out);
}

#[test]
fn the_default_file_is_for_the_person_alone_and_never_over_another() {
    let home = home();
    assert!(home.fine(&["config", "--write-default"]).starts_with("Written: "));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&config(&home)), mode(config(&home).parent().unwrap())), (0o600, 0o700));
    assert!(home.fine(&["config"]).contains("mouse = true (default)\n"));
    assert_eq!(home.fine(&["check"]), "Nothing is written yet, so there is nothing wrong.\n");
    home.write(&config(&home), "theme = \"dark\" # mine\n");
    let refused = home.run(&["config", "--write-default"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("is there already and stays as it is"), "{}", refused.err);
    assert_eq!(fs::read_to_string(config(&home)).unwrap(), "theme = \"dark\" # mine\n");
    // A folder that does not take it.
    let nowhere = home.run(&["--config", "/proc/none/config.toml", "config", "--write-default"]);
    assert_eq!(nowhere.code, 4, "{nowhere:?}");
}

#[test]
fn a_variable_that_is_set_and_empty_counts_as_not_set() {
    let home = home();
    let mut command = home.command();
    for name in ["WEEKFIVE_DATA_DIR", "WEEKFIVE_CONFIG", "WEEKFIVE_TODAY", "NO_COLOR"] {
        command.env(name, "");
    }
    let found = done(command.arg("config"));
    assert_eq!((found.code, found.err.as_str()), (0, ""));
    for line in ["share/weekfive (default)\n", "(by the clock)\n", "colours: on (default)\n"] {
        assert!(found.out.contains(line), "{line} is not in {}", found.out);
    }
    let wrong = done(home.command().env("WEEKFIVE_TODAY", "soon").arg("status"));
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.starts_with("weekfive: WEEKFIVE_TODAY: “soon” is not a date"), "{}", wrong.err);
}

#[test]
fn the_screen_leaves_clicks_to_the_terminal_and_draws_plainly_where_the_file_says_so() {
    let home = home();
    let opens = |settings: &str| {
        home.write(&config(&home), settings);
        let config = config(&home);
        let mut tty = Tty::open(&home.root(), &[], &[("WEEKFIVE_CONFIG", config.to_str().unwrap())]);
        tty.sees("weekfive");
        let text = String::from_utf8_lossy(&tty.bytes()).into_owned();
        tty.types("q");
        assert!(tty.ends().success());
        (text.contains("\u{1b}[?1000h"), text.is_ascii())
    };
    assert_eq!(opens(""), (true, false));
    assert_eq!(opens("mouse = false\nascii = true\n"), (false, true));
}

/// Three days of every kind of words.
fn with_words() -> Shell {
    let home = home();
    home.write(
        &home.day_file("2026-11-10"),
        "date = 2026-11-10\n[checkin]\npain = 4\nnote = \"Müde.\\nStiff \\u001b[31mafter the desk\"\n\
         [[change]]\nkind = \"medicine\"\ntext = \"Ibuprofen for two days.\"\n",
    );
    home.write(
        &home.day_file("2026-11-11"),
        "date = 2026-11-11\n[checkin]\nskipped = \"away\"\n\
         [[session]]\nstatus = \"done\"\ntime = 17:30:00\nnote = \"Shoulder first\"\n\
         [[event]]\nkind = \"headache\"\nseverity = \"mild\"\ntext = \"Gone by noon.\"\n",
    );
    home.write(&home.day_file("2025-12-31"), "date = 2025-12-31\n[checkin]\nnote = \"Last year\"\n");
    home
}

#[test]
fn notes_are_told_with_their_days_newest_last_and_do_no_harm() {
    let home = with_words();
    let text = home.fine(&["notes"]);
    assert_eq!(
        text,
        "Wed 31 Dec 2025  note     Last year\n\
         Tue 10 Nov 2026  note     Müde.\n\
         \x20                         Stiff [31mafter the desk\n\
         Tue 10 Nov 2026  change   medicine: Ibuprofen for two days.\n\
         Wed 11 Nov 2026  skipped  away\n\
         Wed 11 Nov 2026  visit    17:30: Shoulder first\n\
         Wed 11 Nov 2026  event    headache, mild: Gone by noon.\n"
    );
}

#[rstest]
#[case(&["MUDE"], 2)]
#[case(&["mude", "desk"], 2)]
#[case(&["mude", "noon"], 0)]
#[case(&["medicine"], 1)]
#[case(&["shoulder"], 1)]
#[case(&["head"], 1)]
fn notes_with_words_are_those_that_have_them_all(#[case] words: &[&str], #[case] lines: usize) {
    let home = with_words();
    let text = home.fine(&[&["notes"], words].concat());
    if lines == 0 {
        assert_eq!(text, "No note, change or event has “mude” and “noon” in it.\n");
    } else {
        assert_eq!(text.lines().count(), lines, "{text}");
    }
}

#[test]
fn without_notes_it_says_so_and_a_day_that_cannot_be_read_is_named() {
    let home = home();
    assert!(home.fine(&["notes"]).starts_with("There are no notes, changes or events yet."));
    let home = with_words();
    home.write(&home.day_file("2026-11-11"), "pain = = 3\n");
    let done = home.run(&["notes"]);
    assert_eq!((done.code, done.out.lines().count()), (0, 4), "{done:?}");
    assert!(done.err.contains("left out: ") && done.err.contains("2026-11-11.toml:1:8"), "{}", done.err);
}

#[test]
fn a_day_is_begun_with_every_field_and_nothing_is_left_where_nothing_was_written() {
    let home = home();
    let done = edits(&home, "", "cp \"$1\" \"$0.seen\"; sleep 1");
    assert_eq!((done.code, done.out.as_str()), (0, "Thu 12 Nov: nothing was written.\n"), "{done:?}");
    let at_once = edits(&home, "", "");
    assert!(at_once.out.contains("nothing was written. Is your editor still open?"), "{at_once:?}");
    let seen = fs::read_to_string(home.path().join("my editor/ed.seen")).unwrap();
    assert!(seen.starts_with("# Thu 12 Nov 2026. ") && seen.contains("\n#pain = 4"), "{seen}");
    assert!(!home.day_file(TODAY).exists() && !home.root().join("days/2026").exists());
    // With every sign taken away but those of one of two that exclude each other, it is right.
    let all: String = seen
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(value) if !value.starts_with(' ') && !value.starts_with("skipped") => format!("{value}\n"),
            Some(_) | None => format!("{line}\n"),
        })
        .collect();
    home.write(&home.day_file(TODAY), &all);
    assert_eq!(home.fine(&["check"]), "Every file can be read.\n");
    assert!(home.fine(&["notes"]).contains("headache, mild: Gone by noon."));
}

#[test]
fn what_is_written_counts_and_comments_stay() {
    let home = home();
    let done = edits(&home, "yesterday", "sed -i 's/^#pain = 4.*/pain = 6 # mine/' \"$1\"");
    assert_eq!((done.code, done.out.as_str()), (0, "Wed 11 Nov: pain 6.\n"), "{done:?}");
    let text = fs::read_to_string(home.day_file("2026-11-11")).unwrap();
    assert!(text.contains("pain = 6 # mine\n") && text.contains("#worst = 6"), "{text}");
    assert_eq!(fs::metadata(home.day_file("2026-11-11")).unwrap().permissions().mode() & 0o777, 0o600);
    home.fine(&["log", "--date", "yesterday", "--worst", "8"]);
    let text = fs::read_to_string(home.day_file("2026-11-11")).unwrap();
    assert!(text.contains("pain = 6 # mine\n") && text.contains("worst = 8"), "{text}");
    // Words in two arguments, as people type them.
    let editor = editor(&home, "echo \"$1\" > \"$0.seen\"");
    done_with(&home, &editor, &["edit", "11", "nov"]);
    let seen = fs::read_to_string(home.path().join("my editor/ed.seen")).unwrap();
    assert!(seen.trim().ends_with("2026-11-11.toml"), "{seen}");
}

#[test]
fn an_interrupt_is_the_editors_and_afterwards_ours_again() {
    let home = home();
    let done = edits(&home, "", "kill -INT $PPID; sed -i 's/^#pain = 4.*/pain = 6/' \"$1\"");
    assert_eq!((done.code, done.out.as_str()), (0, "Thu 12 Nov: pain 6.\n"), "{done:?}");
    let editor = editor(&home, "echo x > \"$1\"");
    let mut tty = Tty::open(&home.root(), &["edit"], &[("EDITOR", editor.as_str()), ("VISUAL", "")]);
    tty.sees("Open it again? y or n:");
    tty.types("\u{3}");
    assert!(!tty.ends().success());
}

fn done_with(home: &Shell, editor: &str, arguments: &[&str]) -> Done {
    done(home.command().env("VISUAL", editor).env("EDITOR", "false").args(arguments))
}

#[test]
fn a_mistake_is_told_with_its_place_and_the_file_stays_as_it_was_left() {
    let home = home();
    let done = edits(&home, "", "printf '[checkin]\\npain = 40\\nworst = \"x\"\\n' > \"$1\"");
    assert_eq!((done.code, done.out.as_str()), (3, ""), "{done:?}");
    let lines: Vec<&str> = done.err.lines().collect();
    assert_eq!(lines.len(), 3, "{done:?}");
    assert!(lines[0].contains("2026-11-12.toml:2:8: ") && lines[1].contains(":3:9: "), "{done:?}");
    assert!(lines[2].contains("Thu 12 Nov: the file stays as you left it"), "{done:?}");
    assert!(fs::read_to_string(home.day_file(TODAY)).unwrap().contains("pain = 40"));
}

#[test]
fn an_editor_that_is_none_or_ends_badly_is_told() {
    let home = home();
    for (editor, words) in [
        ("no-such-editor -x", "EDITOR: no-such-editor cannot be started: "),
        ("'open quote", "EDITOR: “'open quote” cannot be read as a command"),
        ("false", "EDITOR: false ended with 1; nothing was written"),
    ] {
        let done = done(home.command().env("VISUAL", "").env("EDITOR", editor).arg("edit"));
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{done:?}");
        assert!(done.err.contains(words), "{done:?}");
        assert!(!home.day_file(TODAY).exists());
    }
    let mut command = home.command();
    let none = done(command.env("PATH", "").env("EDITOR", "").arg("edit"));
    assert!(
        none.err.contains("no editor is named in VISUAL or EDITOR, and nano cannot be started"),
        "{none:?}"
    );
    for (date, words) in [("tomorrow", "Fri 13 Nov has not come yet"), ("soon", "“soon” is not a date")] {
        let done = edits(&home, date, "");
        assert!(done.code == 2 && done.err.contains(words), "{done:?}");
    }
}

#[test]
fn after_a_mistake_it_is_opened_again_where_the_person_wants_to() {
    let home = home();
    let lines = "if grep -q 'pain = 40' \"$1\"; then sed -i 's/40/4/' \"$1\"; else sed -i 's/^#pain = 4/pain = 40/' \
                 \"$1\"; fi";
    let editor = editor(&home, lines);
    let root = home.root();
    let mut tty = Tty::open(&root, &["edit"], &[("EDITOR", editor.as_str()), ("VISUAL", "")]);
    tty.sees("2026-11-12.toml:6:8");
    tty.sees("Open it again? y or n:");
    tty.types("y\r");
    tty.sees("Thu 12 Nov: pain 4.");
    assert!(tty.ends().success());
}

#[test]
fn manual_pages_go_into_a_folder_and_not_over_others() {
    let home = home();
    let folder = home.path().join("man1");
    let to = folder.to_str().unwrap();
    let text = home.fine(&["man", to]);
    let count = fs::read_dir(&folder).unwrap().count();
    assert_eq!(text, format!("Written: {count} pages into {to}\n"));
    assert!(folder.join("weekfive.1").exists() && folder.join("weekfive-log.1").exists());
    assert_eq!(home.run(&["man", to]).code, 2, "they are there already");
    home.fine(&["man", to, "--force"]);
    let first = fs::read_to_string(folder.join("weekfive.1")).unwrap();
    assert_eq!(home.fine(&["man"]), first);
}

/// The completions, tried in the shells themselves where they are on this machine.
#[rstest]
#[case(
    "bash",
    "COMP_WORDS=(weekfive lo); COMP_CWORD=1; _weekfive weekfive lo weekfive; echo \"${COMPREPLY[@]}\"",
    "log"
)]
#[case(
    "bash",
    "COMP_WORDS=(weekfive session --pressure too); COMP_CWORD=3; _weekfive weekfive too --pressure; \
     echo \"${COMPREPLY[@]}\"",
    "too-light too-strong"
)]
#[case("fish", "complete -C 'weekfive log --awak'", "--awakenings")]
#[case("fish", "complete -C 'weekfive guide techn'", "techniques")]
#[case("fish", "complete -C 'weekfive completions b'", "bash")]
#[case("zsh", "whence -w _weekfive", "_weekfive: function")]
fn completions_complete(#[case] shell: &str, #[case] line: &str, #[case] wanted: &str) {
    let home = home();
    let file = home.path().join("completions");
    fs::write(&file, home.fine(&["completions", shell])).unwrap();
    let before = if shell == "zsh" { "autoload -U compinit; compinit -u -D; " } else { "" };
    let line = format!("{before}source {}; {line}", file.display());
    let Ok(found) = std::process::Command::new(shell).args(["-c", &line]).env("HOME", home.path()).output()
    else {
        return;
    };
    let text = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(text.contains(wanted), "{shell}: {text} {}", String::from_utf8_lossy(&found.stderr));
}

/// The README, with a block between two marks that is to be kept as it is wanted.
fn readme_block(mark: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (start, rest) = text.split_once(&open).expect("README.md has the mark");
    let (block, end) = rest.split_once(&close).expect("README.md has the mark's end");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{start}{open}{wanted}{close}{end}")).unwrap();
        return;
    }
    assert_eq!(block, wanted, "run UPDATE_README=1 cargo test readme to put the block into README.md");
}

#[test]
fn the_readme_shows_the_settings_of_the_table() {
    let text = weekfive::runtime::configuration::commented();
    readme_block("settings", &format!("\n```toml\n{text}```\n\n"));
}

/// The block of a kind that begins with a line.
fn readme_example(kind: &str, begins: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let open = format!("```{kind}\n");
    let blocks = text.split(&open).skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(str::to_owned).find(|block| block.starts_with(begins)).expect("README.md has the example")
}

#[test]
fn systemd_takes_the_readmes_reminder() {
    let home = home();
    let units = ["weekfive-reminder.service", "weekfive-reminder.timer"].map(|name| {
        let text = readme_example("ini", &format!("# ~/.config/systemd/user/{name}\n"));
        let file = home.path().join(name);
        fs::write(&file, text).unwrap();
        file
    });
    let mut command = std::process::Command::new("systemd-analyze");
    command.args(["verify", "--man=no"]).args(&units);
    if let Ok(found) = command.output() {
        let told = String::from_utf8_lossy(&found.stderr).into_owned();
        assert!(found.status.success() && !told.contains("weekfive-reminder"), "{told}");
    }
}

#[test]
fn the_line_of_the_reminder_rings_only_where_today_is_not_checked_in() {
    let home = home();
    let line = readme_example("crontab", "0 21 * * * ").trim_start_matches("0 21 * * * ").trim().to_owned();
    let folder = home.path().join("bin");
    home.write(&folder.join("notify-send"), "#!/bin/sh\necho rings: \"$@\"\n");
    fs::set_permissions(folder.join("notify-send"), fs::Permissions::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_weekfive"), folder.join("weekfive")).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let rings = || {
        let mut command = Command::new("sh");
        command.args(["-c", &line]).env("PATH", &path).env("WEEKFIVE_TODAY", TODAY);
        done(command.env("WEEKFIVE_DATA_DIR", home.root()).env_remove("WEEKFIVE_CONFIG")).out
    };
    assert_eq!(rings(), "rings: weekfive How was today?\n");
    home.fine(&["log", "--pain", "4"]);
    assert_eq!(rings(), "");
}
