//! An asset that is a list of entries by id. Each entry is read when it is first asked for, and by itself:
//! a whole list is not read for one sentence of it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;

/// The entries of one kind in an asset. The id is the first key of each.
pub(super) struct Entries<T: 'static> {
    asset: &'static str,
    kind: &'static str,
    known: Mutex<BTreeMap<&'static str, Option<&'static T>>>,
}

impl<T: DeserializeOwned> Entries<T> {
    /// The entries under `[[kind]]`.
    pub(super) const fn new(asset: &'static str, kind: &'static str) -> Self {
        Self { asset, kind, known: Mutex::new(BTreeMap::new()) }
    }

    /// The entry with an id.
    pub(super) fn find(&self, id: &str) -> Option<&'static T> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = known.get(id) {
            return *entry;
        }
        let (id, body) = self.bodies().find(|(its, _)| *its == id)?;
        // Read once and kept for good, as the asset itself is.
        let entry = toml::from_str::<T>(body).ok().map(|entry| &*Box::leak(Box::new(entry)));
        known.insert(id, entry);
        entry
    }

    /// The id and the text of each entry, in the order of the asset.
    fn bodies(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let kind = self.kind;
        self.asset.split("\n[[").filter_map(move |block| {
            let body = block.strip_prefix(kind)?.strip_prefix("]]\n")?;
            let id = body.strip_prefix("id = \"")?.split_once('"')?.0;
            Some((id, body))
        })
    }

    /// The entries, each read by itself, to be held against the asset read as a whole.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<&'static T> {
        let ids: Vec<&str> = self.bodies().map(|(id, _)| id).collect();
        ids.into_iter().map(|id| self.find(id).unwrap_or_else(|| panic!("{id} does not parse"))).collect()
    }
}
