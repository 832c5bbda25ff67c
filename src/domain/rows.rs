//! Which row of a list is which row of another: visits, changes and holds are told apart by what
//! they are, never by their place, since any program may sort, insert or remove rows.

/// How one thing that tells rows apart compares, from a row as it was to a row as it may be now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Neither says it.
    Absent,
    /// Both say the same.
    Same,
    /// Both say it, differently.
    Different,
    /// It was said, and is no more.
    Gone,
    /// It is said for the first time.
    New,
}

impl Compared {
    /// Compares what may be said on either side.
    pub fn of<T: PartialEq>(was: Option<&T>, is: Option<&T>) -> Self {
        match (was, is) {
            (None, None) => Self::Absent,
            (Some(was), Some(is)) if was == is => Self::Same,
            (Some(_), Some(_)) => Self::Different,
            (Some(_), None) => Self::Gone,
            (None, Some(_)) => Self::New,
        }
    }
}

/// What tells the rows of one kind apart: names of fields, as in the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowKind {
    /// What a row is about. Two rows that say one of these differently are two rows.
    pub never_differ: &'static [&'static str],
    /// Each of these groups, said in full and the same, makes two rows one; the surest first.
    pub tell: &'static [&'static [&'static str]],
    /// What says which other fields a row has. Rows that say it differently are never mixed.
    pub sort: Option<&'static str>,
    /// How a row is named to the person: by the first of these groups of which it says anything.
    pub named: &'static [&'static [&'static str]],
}

/// A visit: its time, or who gave it and for how long. A visit moved keeps its date of the plan.
pub const VISIT: RowKind = RowKind {
    never_differ: &["planned", "therapist"],
    tell: &[&["planned"], &["time"], &["therapist", "minutes"]],
    sort: Some("status"),
    named: &[&["time", "therapist"], &["minutes"], &["status"]],
};

/// A change: its words.
pub const CHANGE: RowKind =
    RowKind { never_differ: &[], tell: &[&["text"]], sort: None, named: &[&["text"]] };

/// An event: what it was, with its words.
pub const EVENT: RowKind =
    RowKind { never_differ: &[], tell: &[&["kind", "text"]], sort: None, named: &[&["text"], &["kind"]] };

/// A hold: what opened it, and when. Its clearance belongs to that hold alone.
pub const HOLD: RowKind = RowKind {
    never_differ: &["item", "opened"],
    tell: &[&["item", "opened"]],
    sort: None,
    named: &[&["item"]],
};

/// Weekdays of the plan: from when on.
pub const SCHEDULE: RowKind =
    RowKind { never_differ: &["from"], tell: &[&["from"]], sort: None, named: &[&["from"]] };

/// A marker, or a measure of a decision: its name.
pub const NAMED: RowKind =
    RowKind { never_differ: &["name"], tell: &[&["name"]], sort: None, named: &[&["name"]] };

impl RowKind {
    /// How surely a row is the same as one before, where `compare` tells how each field compares:
    /// 0 where it cannot be said to be, higher the surer. A row of which little was known is the
    /// same where only more became known.
    pub fn likeness(&self, compare: impl Fn(&str) -> Compared) -> u8 {
        if self.never_differ.iter().any(|field| compare(field) == Compared::Different) {
            return 0;
        }
        let mut sure = 0_u8;
        for group in self.tell {
            sure = sure.saturating_mul(2);
            if group.iter().all(|field| compare(field) == Compared::Same) {
                sure = sure.saturating_add(2);
            }
        }
        let nothing_against = || {
            let fields = self.never_differ.iter().chain(self.tell.iter().copied().flatten());
            fields.into_iter().all(|field| match compare(field) {
                Compared::Absent | Compared::Same | Compared::New => true,
                Compared::Different | Compared::Gone => false,
            })
        };
        if sure == 0 && !self.tell.is_empty() && nothing_against() { 1 } else { sure }
    }
}

impl RowKind {
    /// Whether a row at the place of one before is another one all the same: it is about something
    /// else, and nothing that tells rows apart is as it was.
    pub fn is_another(&self, compare: impl Fn(&str) -> Compared) -> bool {
        self.never_differ.iter().any(|field| compare(field) == Compared::Different)
            && !self.tell.iter().any(|group| group.iter().all(|field| compare(field) == Compared::Same))
    }
}

/// A row that can be recognised in another list.
pub trait Row: PartialEq {
    /// How surely `now` is this row, changed: 0 where it cannot be said to be (see
    /// [`RowKind::likeness`]).
    fn likeness(&self, now: &Self) -> u8;
}

/// Where a row of a list stands in the list as it is now. `None` where it is gone, or changed so
/// much that it may be another: nothing may be written onto it then.
pub fn place_now<R: Row>(then: &[R], place: usize, now: &[R]) -> Option<usize> {
    pair(then, now, R::likeness).get(place).copied().flatten()
}

/// For each row of `before` its place in `now`, each place once; `None` where no row, or more than
/// one, can be meant. Equal rows are found first, at their own place before any other; what is left
/// is found by how surely it is the same, and only where there is no second one as sure.
pub fn pair<T: PartialEq>(before: &[T], now: &[T], likeness: impl Fn(&T, &T) -> u8) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = before
        .iter()
        .enumerate()
        .map(|(place, row)| (now.get(place) == Some(row)).then_some(place))
        .collect();
    let mut taken: Vec<bool> = vec![false; now.len()];
    for place in found.iter().flatten() {
        mark(&mut taken, *place);
    }
    for (row, found) in before.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let equal = now.iter().enumerate().position(|(place, other)| is_free(&taken, place) && other == row);
        if let Some(place) = equal {
            mark(&mut taken, place);
            *found = Some(place);
        }
    }
    // Every pair that is left, with how sure it is.
    let mut pairs: Vec<(usize, usize, u8)> = Vec::new();
    for (was, row) in before.iter().enumerate().filter(|(was, _)| found.get(*was) == Some(&None)) {
        for (is, other) in now.iter().enumerate().filter(|(is, _)| is_free(&taken, *is)) {
            let sure = likeness(row, other);
            if sure > 0 {
                pairs.push((was, is, sure));
            }
        }
    }
    let mut levels: Vec<u8> = pairs.iter().map(|(_, _, sure)| *sure).collect();
    levels.sort_unstable();
    levels.dedup();
    for level in levels.into_iter().rev() {
        let open: Vec<(usize, usize)> = pairs
            .iter()
            .filter(|(was, is, sure)| {
                *sure >= level && found.get(*was) == Some(&None) && is_free(&taken, *is)
            })
            .map(|(was, is, _)| (*was, *is))
            .collect();
        for (was, is) in &open {
            let alone = open.iter().filter(|(other, _)| other == was).count() == 1
                && open.iter().filter(|(_, other)| other == is).count() == 1;
            if let (true, Some(found)) = (alone, found.get_mut(*was)) {
                *found = Some(*is);
                mark(&mut taken, *is);
            }
        }
    }
    found
}

/// As [`pair`], with `true` for each, and after that what is left by its place: between two rows
/// that were found, the rows left of `before` are those of `now` in their order, with `false`, where
/// there are not fewer of them and they are not another row altogether. That is how a list looks that was changed at a known place; between
/// two files it is no more than a guess.
pub fn pair_in_place<T: PartialEq>(
    before: &[T],
    now: &[T],
    likeness: impl Fn(&T, &T) -> u8,
    is_another: impl Fn(&T, &T) -> bool,
) -> Vec<Option<(usize, bool)>> {
    let sure = pair(before, now, likeness);
    let mut found: Vec<Option<(usize, bool)>> =
        sure.iter().map(|place| place.map(|place| (place, true))).collect();
    let mut start = (0, 0);
    for end in 0..=before.len() {
        // A gap ends with a row that was found further on, or with the lists.
        let (end_now, last) = match sure.get(end) {
            Some(Some(place)) if *place >= start.1 => (*place, false),
            Some(_) => continue,
            None => (now.len(), true),
        };
        let left: Vec<usize> = (start.0..end).filter(|was| sure.get(*was) == Some(&None)).collect();
        let free: Vec<usize> = (start.1..end_now).filter(|is| !sure.contains(&Some(*is))).collect();
        if left.len() <= free.len() {
            for (was, is) in left.into_iter().zip(free) {
                if let (Some(row), Some(other), Some(found)) =
                    (before.get(was), now.get(is), found.get_mut(was))
                    && !is_another(row, other)
                {
                    *found = Some((is, false));
                }
            }
        }
        if last {
            break;
        }
        start = (end.saturating_add(1), end_now.saturating_add(1));
    }
    found
}

fn is_free(taken: &[bool], place: usize) -> bool {
    taken.get(place) == Some(&false)
}

fn mark(taken: &mut [bool], place: usize) {
    if let Some(taken) = taken.get_mut(place) {
        *taken = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Change, ChangeKind};
    use crate::domain::checklist::{Hold, QuestionKind};
    use crate::domain::score::{Minutes, Score};
    use crate::domain::session::{Done, Fate, Session};
    use crate::domain::text::Words;

    /// A visit in short: `17:30 Anna 60 note`, each part or `-`.
    fn visit(text: &str) -> Session {
        let mut parts = text.split(' ').map(|part| (part != "-").then_some(part));
        let mut next = || parts.next().flatten();
        Session {
            time: next().map(|time| format!("{time}:00").parse().unwrap()),
            therapist: next().map(|name| Words::new(name).unwrap()),
            fate: Fate::Done(Done {
                minutes: next().map(|minutes| Minutes::new(minutes.parse().unwrap()).unwrap()),
                ..Done::default()
            }),
            note: next().map(|note| Words::new(note).unwrap()),
            ..Session::default()
        }
    }

    fn visits(texts: &[&str]) -> Vec<Session> {
        texts.iter().map(|text| visit(text)).collect()
    }

    #[test]
    fn a_visit_is_found_by_what_it_is() {
        let then = ["10:00 Ben 60", "17:30 Anna 60"];
        for (case, now, wanted) in [
            ("as it was", vec!["10:00 Ben 60", "17:30 Anna 60"], Some(1)),
            ("reordered", vec!["17:30 Anna 60", "10:00 Ben 60"], Some(0)),
            ("one in front", vec!["08:00 Cleo 30", "10:00 Ben 60", "17:30 Anna 60"], Some(2)),
            ("the other removed", vec!["17:30 Anna 60"], Some(0)),
            ("removed", vec!["10:00 Ben 60"], None),
            ("replaced", vec!["10:00 Ben 60", "19:00 Cleo 45"], None),
            ("replaced at its time", vec!["10:00 Ben 60", "17:30 Cleo 60"], None),
            ("edited", vec!["10:00 Ben 60", "17:30 Anna 60 note"], Some(1)),
            ("edited and in front", vec!["17:30 Anna 50 note", "10:00 Ben 60"], Some(0)),
            ("at another time", vec!["18:00 Anna 60", "10:00 Ben 60"], Some(0)),
            ("twice", vec!["17:30 Anna 60 a", "17:30 Anna 60 b", "10:00 Ben 60"], None),
            ("stripped of what it was", vec!["10:00 Ben 60", "- - -"], None),
            ("nothing left", vec![], None),
        ] {
            assert_eq!(place_now(&visits(&then), 1, &visits(&now)), wanted, "{case}");
        }
        // Without the other rows of then, the wrong one would do.
        let then = ["10:00 Anna 60", "17:30 Anna 60"];
        assert_eq!(place_now(&visits(&then), 1, &visits(&["10:00 Anna 60"])), None);
    }

    #[test]
    fn a_visit_of_which_little_was_known_is_the_same_where_more_became_known() {
        let then = visits(&["- - 60"]);
        for (now, wanted) in [
            (vec!["17:30 Anna 60"], Some(0)),
            (vec!["- - 60 note"], Some(0)),
            (vec!["- - 45"], None),
            (vec!["17:30 - 60", "19:00 - 60"], None),
        ] {
            assert_eq!(place_now(&then, 0, &visits(&now)), wanted, "{now:?}");
        }
        let planned = [Session::default()];
        let done = Done { pain_after: Score::new(3).ok(), ..Done::default() };
        let done = Session { fate: Fate::Done(done), ..visit("17:30 Anna 60") };
        assert_eq!(place_now(&planned, 0, &[done]), Some(0));
    }

    #[test]
    fn a_moved_visit_keeps_its_date_of_the_plan() {
        let planned = |day: &str, time: &str| Session {
            planned: Some(day.parse().unwrap()),
            ..visit(&format!("{time} Anna 60"))
        };
        let then = [planned("2026-11-09", "10:00"), planned("2026-11-12", "17:30")];
        let now = [planned("2026-11-12", "10:00"), planned("2026-11-09", "17:30")];
        assert_eq!(place_now(&then, 0, &now), Some(1));
    }

    #[test]
    fn two_that_are_equal_are_found_at_their_own_places() {
        let then = visits(&["- - 60", "- - 60"]);
        let now = visits(&["- - 60 note", "- - 60"]);
        assert_eq!(pair(&then, &now, Session::likeness), [Some(0), Some(1)]);
    }

    #[test]
    fn what_is_left_between_rows_that_were_found_is_found_by_its_place() {
        let pairs = |then: &[&str], now: &[&str]| {
            let found = pair_in_place(&visits(then), &visits(now), Session::likeness, |_, _| false);
            found.into_iter().map(|found| found.map(|(place, _)| place)).collect::<Vec<_>>()
        };
        let (a, b, x, y) = ("10:00 Ben 60", "17:30 Anna 60", "19:00 Cleo 45", "20:00 Dora 30");
        assert_eq!(pairs(&[a, b], &[x, b]), [Some(0), Some(1)]);
        assert_eq!(pairs(&[a, b], &[a, x, y]), [Some(0), Some(1)]);
        assert_eq!(pairs(&[a, b], &[x]), [None, None]);
        assert_eq!(pairs(&[a, b], &[b, x]), [None, Some(0)]);
        assert_eq!(pairs(&[a], &[]), [None]);
    }

    #[test]
    fn changes_are_told_apart_by_their_words_and_holds_by_what_opened_them() {
        let change = |kind, text: &str| Change { kind, text: Words::new(text).unwrap() };
        let then = [change(ChangeKind::Other, "desk"), change(ChangeKind::Sleep, "pillow")];
        let now = [change(ChangeKind::Sleep, "pillow"), change(ChangeKind::Work, "desk")];
        assert_eq!(pair(&then, &now, Change::likeness), [Some(1), Some(0)]);
        assert_eq!(place_now(&then, 0, &[change(ChangeKind::Other, "chair")]), None);

        let hold = |item: &str, opened: &str| Hold {
            item: item.to_owned(),
            kind: QuestionKind::Clearance,
            opened: opened.parse().unwrap(),
            clearance: None,
        };
        let then = [hold("fever", "2026-11-02"), hold("fever", "2026-11-09")];
        let now = [hold("fever", "2026-11-09")];
        assert_eq!(pair(&then, &now, Hold::likeness), [None, Some(0)]);
    }
}
