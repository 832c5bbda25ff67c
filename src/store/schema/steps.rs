//! From an older format to ours, step by step: in memory when a file is read, on disk when it is saved.

use std::borrow::Cow;

use toml_edit::{DocumentMut, Item, Value, value};

use super::super::document;
use super::{Record, is_blank};

/// The format of a file that names none.
const FIRST: i64 = 1;

/// A step to the next format. What it does not touch stays as the person wrote it; what it changes it
/// leaves on its line where it can, because what is wrong in a file is told by its line.
pub(in super::super) struct Step {
    /// The format that it takes a file out of.
    pub(in super::super) from: i64,
    /// What it does.
    pub(in super::super) apply: fn(&mut DocumentMut),
}

/// A file's text as our format has it: one of an older format is brought up, any other stays as it is, as
/// does one that cannot be parsed.
pub(in super::super) fn brought_up<T: Record>(text: &str) -> Cow<'_, str> {
    if T::STEPS.is_empty() || is_blank(text) {
        return Cow::Borrowed(text);
    }
    document::edit(text, |document| {
        let format = document.get("format").map_or(Some(FIRST), Item::as_integer)?;
        (FIRST..T::FORMAT).contains(&format).then_some(())?;
        for step in T::STEPS.iter().filter(|step| step.from >= format) {
            (step.apply)(document);
        }
        name(document, T::FORMAT);
        Some(())
    })
    .map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Names the format, with what stands beside the name.
fn name(document: &mut DocumentMut, format: i64) {
    if let Some(Item::Value(old)) = document.get_mut("format") {
        let decor = old.decor().clone();
        *old = Value::from(format);
        *old.decor_mut() = decor;
    } else {
        document.insert("format", value(format));
    }
}
