//! The bytes of a terminal.

use crate::runtime::decoder::Decoder;
use crate::runtime::events::Happened;

/// What bytes mean that come in these pieces.
fn told<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> Vec<Happened> {
    let mut decoder = Decoder::default();
    let mut seen = Vec::new();
    for piece in pieces {
        decoder.take(piece, &mut |happened| seen.push(happened));
    }
    decoder.alone();
    decoder.give_up(&mut |happened| seen.push(happened));
    assert_eq!(decoder.waits_for(), None, "nothing waits for ever");
    seen
}

/// The first byte says where the others are split.
pub(super) fn terminal(bytes: &[u8]) {
    let Some((&split, bytes)) = bytes.split_first() else { return };
    let whole = told([bytes]);
    assert_eq!(told(bytes.chunks(usize::from(split % 7) + 1)), whole);
    let (one, two) = bytes.split_at(usize::from(split).min(bytes.len()));
    assert_eq!(told([one, two]), whole);
    // A pause between the pieces may part a key from Alt, and nothing worse.
    let mut decoder = Decoder::default();
    let mut count = 0_usize;
    for piece in [one, two] {
        decoder.take(piece, &mut |_| count += 1);
        decoder.alone();
    }
    decoder.give_up(&mut |_| count += 1);
    assert!(count <= bytes.len() + 1 && decoder.waits_for().is_none());
}
