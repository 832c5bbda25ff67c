//! The name of a trial.

use chrono::NaiveDate;

use crate::domain::checklist::Site;

/// The name of a trial, fixed at its beginning: start date and site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialId(String);

impl TrialId {
    /// The name of a trial that starts on a date: `2026-11-02-neck`; `taken` says which are used.
    pub fn name(start: NaiveDate, site: Site, taken: impl Fn(&str) -> bool) -> Self {
        let base = format!("{start}-{}", site.id());
        let mut name = base.clone();
        let mut number = 2_u32;
        while taken(&name) {
            name = format!("{base}-{number}");
            number = number.saturating_add(1);
        }
        Self(name)
    }

    /// Takes a name of letters, digits and hyphens: it is a file's name too.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!text.is_empty() && text.len() <= 80 && text.chars().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TrialId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
