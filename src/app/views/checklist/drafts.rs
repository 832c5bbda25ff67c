//! What is half filled in on a page: kept under the page's name, and counted for nothing.

use super::{Asks, PageId, markers};
use crate::app::form::Form;
use crate::domain::drafts::{ASKED_FOR, Draft, Drafts, asked_for};
use crate::domain::trial::Setup;

/// The name under which a page's form is kept while it is not finished.
pub fn draft_name(setup: &Setup, page: &PageId) -> String {
    if let PageId::MarkerDetails(place) = page {
        return markers::draft_name(setup, *place);
    }
    match page.asks() {
        Asks::Clearance(item) => format!("clearance-{}", plain(item)),
        Asks::Since(group) => format!("new-{group}"),
        Asks::Question(_) | Asks::Form => page.page().words.to_owned(),
    }
}

/// An item as a name of a draft: what a hold of one's own is about may be a whole line.
fn plain(item: &str) -> String {
    item.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

/// What was left unfinished on a page; nothing where it was only asked for.
pub fn draft<'a>(setup: &'a Setup, page: &PageId) -> Option<&'a Draft> {
    let draft = setup.checklist.drafts.get(&draft_name(setup, page))?;
    draft.keys().any(|field| field != ASKED_FOR).then_some(draft)
}

/// The drafts of a setup with what a page's form holds. It counts for nothing.
pub fn with_draft(setup: &Setup, page: &PageId, form: &Form) -> Drafts {
    let mut drafts = setup.checklist.drafts.clone();
    let name = draft_name(setup, page);
    let is_asked_for = drafts.get(&name).is_some_and(|old| old.contains_key(ASKED_FOR));
    let mut draft = if form.is_touched() { form.draft() } else { Draft::new() };
    if is_asked_for {
        draft.extend(asked_for());
    }
    drafts.keep(&name, draft);
    drafts
}
