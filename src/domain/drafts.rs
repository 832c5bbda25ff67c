//! What was begun in a form and is not finished: kept as it was typed, and counted for nothing.

use std::collections::BTreeMap;

/// The answers of one form that is not finished, as text, by the names of its fields. A field that
/// was emptied stands with an empty text.
pub type Draft = BTreeMap<String, String>;

/// The field of a draft that says only that a form was asked for: nothing is filled in there yet.
pub const ASKED_FOR: &str = "asked-for";

/// The draft of a form that was asked for and not begun.
pub fn asked_for() -> Draft {
    Draft::from([(ASKED_FOR.to_owned(), "yes".to_owned())])
}

/// Unfinished forms by name, such as `start` or `visit-2026-11-25`. Names are letters, digits and
/// hyphens: they are keys in a file too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafts(BTreeMap<String, Draft>);

impl Drafts {
    /// The draft of a form, if there is one.
    pub fn get(&self, form: &str) -> Option<&Draft> {
        self.0.get(form)
    }

    /// Keeps a draft in place of the one before; an empty one is none.
    pub fn keep(&mut self, form: &str, draft: Draft) {
        if draft.is_empty() {
            self.0.remove(form);
        } else {
            self.0.insert(form.to_owned(), draft);
        }
    }

    /// Forgets the draft of a form: it is finished, or given up.
    pub fn forget(&mut self, form: &str) {
        self.0.remove(form);
    }

    /// Forgets the drafts of all forms but those named.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|form, _| keep(form));
    }

    /// Adds what is half written in others, over what stands here. That a form was asked for is an
    /// answer, and not added.
    pub fn add_written(&mut self, others: &Self) {
        let written = others.0.iter().filter(|(_, draft)| !draft.contains_key(ASKED_FOR));
        self.0.extend(written.map(|(form, draft)| (form.clone(), draft.clone())));
    }

    /// Every draft with the name of its form, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Draft)> {
        self.0.iter().map(|(form, draft)| (form.as_str(), draft))
    }

    /// Whether nothing is unfinished.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Draft)> for Drafts {
    fn from_iter<T: IntoIterator<Item = (String, Draft)>>(forms: T) -> Self {
        Self(forms.into_iter().filter(|(_, draft)| !draft.is_empty()).collect())
    }
}
