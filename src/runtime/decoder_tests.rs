//! What the bytes of a terminal mean, however they are split.

use crossterm::event::{KeyCode, KeyEventKind, KeyModifiers, MouseEventKind};
use proptest::prelude::*;

use super::decoder::{Decoder, LONGEST_ANSWER};
use super::events::Happened;

/// An event in short: modifiers, then the key.
fn short(happened: &Happened) -> String {
    match happened {
        Happened::Key(key) => {
            let mut text = String::new();
            for (modifier, sign) in [
                (KeyModifiers::CONTROL, "C-"),
                (KeyModifiers::ALT, "A-"),
                (KeyModifiers::SHIFT, "S-"),
                (KeyModifiers::SUPER, "D-"),
            ] {
                if key.modifiers.contains(modifier) {
                    text.push_str(sign);
                }
            }
            match key.code {
                KeyCode::Char(letter) => text.push(letter),
                KeyCode::F(number) => text.push_str(&format!("F{number}")),
                other => text.push_str(&format!("{other:?}")),
            }
            match key.kind {
                KeyEventKind::Press => {}
                KeyEventKind::Repeat => text.push_str(" held"),
                KeyEventKind::Release => text.push_str(" up"),
            }
            text
        }
        Happened::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(button) => format!("{button:?}"),
                MouseEventKind::Up(button) => format!("{button:?} up"),
                MouseEventKind::Drag(button) => format!("{button:?} drag"),
                other => format!("{other:?}"),
            };
            format!("{what} {},{}", mouse.column, mouse.row)
        }
        Happened::Paste(text) => format!("paste {text}"),
        other => format!("{other:?}"),
    }
}

/// What reads mean: a pause lies between them where `pauses` says so, and after the last.
fn read<'p>(parts: impl IntoIterator<Item = &'p [u8]>, pauses: bool) -> String {
    let mut decoder = Decoder::default();
    let mut seen = Vec::new();
    for part in parts {
        decoder.take(part, &mut |happened| seen.push(short(&happened)));
        if pauses {
            decoder.alone();
        }
    }
    decoder.alone();
    decoder.give_up(&mut |happened| seen.push(short(&happened)));
    assert_eq!(decoder.waits_for(), None);
    seen.join(" ")
}

/// Sequences that mean the same however they are split, with pauses or without.
const WHOLE: &[(&[u8], &str)] = &[
    (b"4", "4"),
    (b"q?A ", "q ? S-A  "),
    (b"\r\t\x7f", "Enter Tab Backspace"),
    (b"\x01\n\x08\x1a\x1c\0", "C-a C-j C-h C-z C-4 C- "),
    ("é界👍".as_bytes(), "é 界 👍"),
    ("É".as_bytes(), "S-É"),
    // Arrows and their neighbours, as xterm, in application mode, and as rxvt.
    (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
    (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "Up Down Right Left Home End"),
    (
        b"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
        "Home Insert Delete End PageUp PageDown Home End",
    ),
    (b"\x1b[1;2A\x1b[1;3B\x1b[1;5C\x1b[1;6D\x1b[3;5~", "S-Up A-Down C-Right C-S-Left C-Delete"),
    (b"\x1b[5A\x1bO5C", "C-Up C-Right"),
    (b"\x1b[a\x1bOd\x1b[3^\x1b[3$\x1b[3@", "S-Up C-Left C-Delete S-Delete C-S-Delete"),
    (b"\x1b[Z\x1b[1;2Z", "S-BackTab S-BackTab"),
    (b"\x1b[E", "KeypadBegin"),
    // Function keys: xterm, older, with modifiers, and the Linux console.
    (b"\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
    (b"\x1b[P\x1b[Q\x1b[R\x1b[S", "F1 F2 F3 F4"),
    (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~\x1b[34~", "F1 F5 F6 F10 F11 F12 F17"),
    (b"\x1b[1;5P\x1b[15;3~", "C-F1 A-F5"),
    // The number pad.
    (b"\x1bOp\x1bOy\x1bOk\x1bOM\x1bOn", "0 9 + Enter ."),
    // The newer keyboards.
    (b"\x1b[97u\x1b[97;5u\x1b[97;2u\x1b[97:65;2u", "a C-a S-A S-A"),
    (b"\x1b[27u\x1b[13u\x1b[9;2u\x1b[127u\x1b[27;5;9~", "Esc Enter S-BackTab Backspace C-Tab"),
    (b"\x1b[53;1:1u\x1b[53;1:2u\x1b[53;1:3u\x1b[1;1:3A", "5 5 held 5 up Up up"),
    (b"\x1b[57399u\x1b[57408u\x1b[57414u\x1b[57417u\x1b[57427u", "0 9 Enter Left KeypadBegin"),
    (b"\x1b[57376u\x1b[57441;2u\x1b[57358u", "F13"),
    (b"\x1b[27;6;65~", "C-S-A"),
    // The mouse, three ways; the focus.
    (
        b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;1;1M\x1b[<65;1;1M",
        "Left 2,3 Left up 2,3 ScrollUp 0,0 ScrollDown 0,0",
    ),
    (b"\x1b[<2;300;200M\x1b[<32;5;5M\x1b[<35;5;5M", "Right 299,199 Left drag 4,4 Moved 4,4"),
    (b"\x1b[M !!\x1b[M#!!", "Left 0,0 Left up 0,0"),
    (b"\x1b[32;3;4M", "Left 2,3"),
    (b"\x1b[<0;0;4M\x1b[<0;3M\x1b[<0;99999;1M\x1b[<0;3;4q", ""),
    (b"\x1b[I\x1b[O5", "Focus 5"),
    // Pastes.
    (b"\x1b[200~\x1b[201~", "paste "),
    ("\x1b[200~one\r4 ~ \x1b[A é\x1b[201~5".as_bytes(), "paste one\r4 ~ \x1b[A é 5"),
    (b"\x1b[200~\xff\x1b[201~", "paste \u{fffd}"),
    // Answers of the terminal are never keys; what comes behind them is.
    (b"\x1b]11;rgb:1414/1616/1a1a\x074", "Background { red: 20, green: 22, blue: 26 } 4"),
    (b"\x1b]11;rgb:1414/1616/1a1a\x1b\\4", "Background { red: 20, green: 22, blue: 26 } 4"),
    (b"\x1b]11;rgba:f/ff/fff/ffff\x07", "Background { red: 255, green: 255, blue: 255 }"),
    (b"\x1b]11;rgb:12345/1/1\x07\x1b]11;#000000\x07\x1b]11;rgb:1/2\x07\x1b]10;rgb:0/0/0\x07", ""),
    (b"\x1b]4;1;rgb:cccc/6666/6666\x1b\\\x1b]52;c;NDU2\x07\x1b]l7317\x1b\\4", "4"),
    (b"\x1bP>|xterm(370) 7317\x1b\\4", "4"),
    (b"\x1bP1$r0 q\x1b\\\x1bP1+r544e=787465726d\x1b\\\x1bP!|00000000\x1b\\4", "4"),
    (b"\x1b_Gi=31;OK 5\x1b\\\x1b^5\x1b\\\x1bX5\x1b\\4", "4"),
    ("\x1b_é5\x1b\\4".as_bytes(), "4"),
    (b"\x1bP5\x075\x1b\\4", "4"),
    (b"\x1b[24;80R\x1b[1;1R\x1b[?1;1R\x1b[0n\x1b[3n4", "4"),
    (b"\x1b[?62;22c\x1b[>0;276;0c\x1b[=0c\x1b[?2026;2$y\x1b[4;1$y\x1b[?31u\x1b[?997;1n4", "4"),
    (b"\x1b[8;30;100t\x1b[4;600;800t\x1b[?1;0;256S\x1b[>1;5m4", "4"),
    // What nobody knows is swallowed with all that belongs to it.
    (b"\x1b[99~\x1b[5;5;5~\x1b[1;5;5A\x1b[5z\x1b[5!p\x1b[5 q\x1b[2004h\x1bO5k4", "C-+ 4"),
    (b"\x1b[1114112u\x1b[99999999999u\x1b[3u\x1b[57345u4", "4"),
    (b"\x1b[555555555555555555555555555555555555555555555555555555555555555555555555555555~4", "4"),
    // What is cut off by something new gives way to it.
    (b"\x1b[5\x1b[A\x1b]5\x1b[B\x1bP5\x18\x1b[5\x184\x1b[5\x1a4", "Up Down 4 4"),
    (b"\x1b[5\r4", "Enter 4"),
    ("\x1b[5é4".as_bytes(), "é 4"),
    (b"\xff\x80\xc3\xc3\x28\xe2\x82\x34\xed\xa0\x80\xf8\x885", "( 4 5"),
    ("\u{9b}\u{85}5".as_bytes(), "5"),
];

#[test]
fn every_sequence_means_what_it_means_however_it_is_split() {
    for (bytes, meaning) in WHOLE {
        assert_eq!(read([*bytes], false), *meaning, "{:?}", bytes.escape_ascii().to_string());
        for pauses in [false, true] {
            for at in 0..=bytes.len() {
                let (one, other) = bytes.split_at(at);
                let seen = read([one, other], pauses);
                assert_eq!(seen, *meaning, "{} | {}", one.escape_ascii(), other.escape_ascii());
            }
            assert_eq!(read(bytes.chunks(1), pauses), *meaning, "{} byte by byte", bytes.escape_ascii());
        }
    }
}

#[test]
fn a_pause_tells_esc_from_alt() {
    for (parts, meaning) in [
        (&[&b"\x1b"[..]][..], "Esc"),
        (&[b"\x1b4"], "A-4"),
        (&[b"\x1b", b"4"], "Esc 4"),
        (&[b"\x1b", b"[5~"], "PageUp"),
        (&[b"\x1b", b"[", b"5", b"~"], "PageUp"),
        (&[b"\x1b", b"OP"], "F1"),
        (&[b"\x1b", b"]11;5\x075"], "5"),
        (&["\u{1b}é".as_bytes()], "A-é"),
        (&[b"\x1b", "é".as_bytes()], "Esc é"),
        (&[b"\x1bQ"], "A-S-Q"),
        (&[b"\x1b\r\x1b\x7f\x1b\x01\x1b "], "A-Enter A-Backspace C-A-a A- "),
        (&[b"\x1b\x1b"], "Esc Esc"),
        (&[b"\x1b", b"\x1b"], "Esc Esc"),
        (&[b"\x1b\x1b[5~"], "Esc PageUp"),
        (&[b"\x1b", b"\x1b[<0;1;1M"], "Esc Left 0,0"),
        (&[b"\x1b\x1b4"], "Esc A-4"),
        // Two keys where no rest came.
        (&[b"\x1b["], "A-["),
        (&[b"\x1b", b"["], "Esc ["),
        (&[b"\x1bO"], "A-S-O"),
        (&[b"\x1b", b"O"], "Esc S-O"),
        (&[b"\x1bP"], "A-S-P"),
        (&[b"\x1b", b"]"], "Esc ]"),
        // Only the console writes two, and it is never far away.
        (&[b"\x1b[[A\x1b[[E\x1b[[Z4"], "F1 F5 4"),
        (&[b"\x1b", b"[", b"["], "Esc [ ["),
        (&[b"\x1b", b"[", b"\r"], "Esc [ Enter"),
        // Without their end nothing of them is a key.
        (&[b"\x1b[5"], ""),
        (&[b"\x1b[M!"], ""),
        (&[b"\x1b]5"], ""),
        (&[b"\x1bP5\x1b"], ""),
        (&[b"\xc3"], ""),
        (&[b"\x1b[200~kept all the same"], "paste kept all the same"),
    ] {
        let text: Vec<String> = parts.iter().map(|part| part.escape_ascii().to_string()).collect();
        assert_eq!(read(parts.iter().copied(), true), meaning, "{text:?}");
    }
}

#[test]
fn a_beginning_that_was_none_never_swallows_for_ever() {
    for begun in
        [&b"\x1bP"[..], b"\x1b]", b"\x1b_", b"\x1b^", b"\x1bX", b"\x1b[", b"\x1bO", b"\x1b[M", b"\xf0"]
    {
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        let mut tell = |happened: Happened| seen.push(short(&happened));
        decoder.take(begun, &mut tell);
        decoder.take(b"5", &mut tell);
        decoder.give_up(&mut tell);
        assert_eq!(decoder.waits_for(), None);
        decoder.take(b"4", &mut tell);
        assert_eq!(seen.last().map(String::as_str), Some("4"), "{}", begun.escape_ascii());
    }
    let mut long = b"\x1bP".to_vec();
    long.resize(LONGEST_ANSWER + 3, b'5');
    assert_eq!(read([&*long, b"4"], false), "4");
}

#[test]
fn a_large_paste_is_one_event_and_costs_no_more_by_the_byte() {
    let text = "0123456789 ~ \r".repeat(75_000);
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes.extend_from_slice(b"\x1b[201~q");
    for size in [7, 4_095, bytes.len()] {
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        for part in bytes.chunks(size) {
            decoder.take(part, &mut |happened| seen.push(happened));
            decoder.alone();
        }
        assert_eq!(seen.len(), 2);
        assert!(seen[0] == Happened::Paste(text.clone()), "the paste is whole");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_mean_the_same_however_they_are_read(
        bytes in prop::collection::vec(
            prop_oneof![
                prop::sample::select(b"\x1b\x1b[[]OPM_\\~;:?<0159Aud\x07\x18\r\xc3\xa9\xe2".to_vec()),
                any::<u8>(),
            ],
            0..60,
        ),
        at in any::<prop::sample::Index>(),
    ) {
        let whole = read([&*bytes], false);
        let (one, other) = bytes.split_at(at.index(bytes.len() + 1));
        prop_assert_eq!(&read([one, other], false), &whole);
        prop_assert_eq!(&read(bytes.chunks(1), false), &whole);
    }
}
