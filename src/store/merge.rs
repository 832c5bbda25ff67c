//! Puts the changes made here over what stands on disk, field by field, and finds where both
//! changed the same one.

use super::schema::Alternative;
use super::tree::{Fields, Node, Value, is_another, is_of_another_sort, kind_of, likeness};
use crate::domain::journal::FieldConflict;
use crate::domain::rows::{RowKind, pair, pair_in_place};

/// The longest name of a row, in characters.
const NAME_LENGTH: usize = 30;

/// What comes of three versions of a file.
#[derive(Debug)]
pub(super) struct Merged {
    /// Both sides' changes; on disk's side where they conflict.
    pub(super) both: Fields,
    /// The same, on our side where they conflict.
    pub(super) mine: Fields,
    /// Where they conflict, in order.
    pub(super) conflicts: Vec<FieldConflict>,
}

/// Merges what was read (`base`), what it was changed to here (`ours`), and what stands on disk
/// now (`theirs`).
pub(super) fn merge(
    base: &Fields,
    ours: &Fields,
    theirs: &Fields,
    alternatives: &'static [Alternative],
    rows: &'static [(&'static str, RowKind)],
) -> Merged {
    let mut merger = Merger { alternatives, rows, conflicts: Vec::new() };
    let (both, mine) = merger.fields(&At::default(), base, ours, theirs);
    Merged { both, mine, conflicts: merger.conflicts }
}

struct Merger {
    alternatives: &'static [Alternative],
    rows: &'static [(&'static str, RowKind)],
    conflicts: Vec<FieldConflict>,
}

/// A result for both sides: merged, and with our side winning.
type Sides<T> = (T, T);

/// Where in a file: its headings, and the same with every row named, for the person.
#[derive(Debug, Clone, Default)]
struct At {
    heading: String,
    shown: String,
}

impl At {
    fn down(&self, key: &str) -> Self {
        let join = |above: &str| if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
        Self { heading: join(&self.heading), shown: join(&self.shown) }
    }

    fn row(&self, name: &str) -> Self {
        Self { heading: self.heading.clone(), shown: format!("{}[{name}]", self.shown) }
    }
}

impl Merger {
    fn fields(&mut self, at: &At, base: &Fields, ours: &Fields, theirs: &Fields) -> Sides<Fields> {
        let mut both = Fields::default();
        let mut mine = Fields::default();
        let exclusive = self.alternatives.iter().find_map(|alternative| match alternative {
            Alternative::Keys { table, one_of, along } if *table == at.heading => Some((one_of, *along)),
            Alternative::Keys { .. }
            | Alternative::Alone { .. }
            | Alternative::Along { .. }
            | Alternative::Whole { .. } => None,
        });
        let chosen = exclusive.map(|(one_of, along)| self.one_of(at, *one_of, along, base, ours, theirs));
        for key in joint_keys(ours, theirs, base) {
            let (merged, ours_wins) = match (&chosen, exclusive) {
                (Some((one, other)), Some((one_of, along))) if one_of.contains(&key) || key == along => {
                    (one.get(key).cloned(), other.get(key).cloned())
                }
                _ => self.node(&at.down(key), base.get(key), ours.get(key), theirs.get(key)),
            };
            both.set_or_remove(key, merged);
            mine.set_or_remove(key, ours_wins);
        }
        (both, mine)
    }

    fn node(
        &mut self,
        at: &At,
        base: Option<&Node>,
        ours: Option<&Node>,
        theirs: Option<&Node>,
    ) -> Sides<Option<Node>> {
        if ours == base || ours == theirs {
            return (theirs.cloned(), theirs.cloned());
        }
        if theirs == base {
            return (ours.cloned(), ours.cloned());
        }
        if let Some((tables, wrap)) = all_tables([base, ours, theirs])
            && !self.is_mixed(at, &tables)
            && !(base.is_none() && self.is_whole(at))
        {
            let [base, ours, theirs] = tables;
            let (both, mine) = self.fields(at, &base, &ours, &theirs);
            let shape = |fields: Fields| (!fields.is_empty()).then(|| wrap(fields));
            return (shape(both), shape(mine));
        }
        if let Some([base, ours, theirs]) = all_rows([base, ours, theirs]) {
            let (both, mine) = self.rows(at, base, ours, theirs);
            let shape = |rows: Vec<Fields>| (!rows.is_empty()).then_some(Node::Rows(rows));
            return (shape(both), shape(mine));
        }
        if !self.goes_along(at) {
            self.conflict(at, shown(ours), shown(theirs));
        }
        (theirs.cloned(), ours.cloned())
    }

    /// Whether a key only says when its neighbours were written.
    fn goes_along(&self, at: &At) -> bool {
        self.alternatives.iter().any(|alternative| match alternative {
            Alternative::Along { table, key } => at.heading.rsplit_once('.') == Some((*table, *key)),
            Alternative::Alone { .. } | Alternative::Keys { .. } | Alternative::Whole { .. } => false,
        })
    }

    fn conflict(&mut self, at: &At, mine: String, theirs: String) {
        self.conflicts.push(FieldConflict { field: at.shown.clone(), mine, theirs });
    }

    /// Keys that exclude each other, and the one that goes along with them: whoever changed the
    /// pair brings all three.
    fn one_of(
        &mut self,
        at: &At,
        [first, second]: [&str; 2],
        along: &str,
        base: &Fields,
        ours: &Fields,
        theirs: &Fields,
    ) -> Sides<Fields> {
        let pair = |fields: &Fields| (fields.get(first).cloned(), fields.get(second).cloned());
        let all = |fields: &Fields| {
            let mut all = fields.clone();
            all.retain(|key| key == first || key == second || key == along);
            all
        };
        let (was, mine, other) = (pair(base), pair(ours), pair(theirs));
        if mine == other {
            let whose = if theirs.get(along) == base.get(along) { ours } else { theirs };
            return (all(whose), all(whose));
        }
        if mine == was {
            return (all(theirs), all(theirs));
        }
        if other != was {
            let word = |(one, two): &(Option<Node>, Option<Node>)| match (one, two) {
                (None, Some(_)) => format!("{second}: {}", shown(two.as_ref())),
                (Some(_) | None, _) => shown(one.as_ref()),
            };
            self.conflict(&at.down(first), word(&mine), word(&other));
            return (all(theirs), all(ours));
        }
        (all(ours), all(ours))
    }

    /// Whether one side holds the key that stands alone in this table while another has others.
    fn is_mixed(&self, at: &At, tables: &[Fields; 3]) -> bool {
        self.alternatives.iter().any(|alternative| match alternative {
            Alternative::Alone { table, key } if *table == at.heading => {
                let filled = || tables.iter().filter(|fields| !fields.is_empty());
                filled().any(|fields| fields.get(key).is_some())
                    && filled().any(|fields| fields.get(key).is_none())
            }
            Alternative::Alone { .. }
            | Alternative::Keys { .. }
            | Alternative::Along { .. }
            | Alternative::Whole { .. } => false,
        })
    }

    /// Whether a table is one statement, never mixed of two.
    fn is_whole(&self, at: &At) -> bool {
        self.alternatives.iter().any(|alternative| match alternative {
            Alternative::Whole { table } => *table == at.heading,
            Alternative::Alone { .. } | Alternative::Keys { .. } | Alternative::Along { .. } => false,
        })
    }

    /// Rows, told apart by what they are. What was changed on one side is taken; one that was
    /// changed on both is merged field by field where it is surely the same. Where a row is gone or
    /// may be another, both stand and the person is asked: nothing is written onto another row.
    fn rows(&mut self, at: &At, base: &[Fields], ours: &[Fields], theirs: &[Fields]) -> Sides<Vec<Fields>> {
        let kind = kind_of(self.rows, &at.heading);
        let alike = |was: &Fields, is: &Fields| likeness(kind, was, is);
        let name = |row: &Fields| at.row(&row_name(kind, row));
        let our_places = pair_in_place(base, ours, alike, |was, is| is_another(kind, was, is));
        let their_places = pair(base, theirs, alike);
        // What becomes of each of our rows that has no place among theirs: whether it is added to
        // the merged rows, and to those with our side winning.
        let mut own: Vec<Own> = vec![Own { place: None, both: true, mine: true }; ours.len()];
        let mut merged: Vec<Sides<Option<Fields>>> =
            theirs.iter().map(|row| (Some(row.clone()), Some(row.clone()))).collect();
        for (number, was) in base.iter().enumerate() {
            let mine = our_places.get(number).copied().flatten();
            let other = their_places.get(number).copied().flatten();
            let mine = mine.and_then(|(place, sure)| Some((place, sure, ours.get(place)?)));
            let other = other.and_then(|place| Some((place, theirs.get(place)?)));
            match (mine, other) {
                (None, None) => {}
                (Some((place, sure, row)), Some((at_theirs, there))) => {
                    let one_of_its_kind = base.iter().filter(|other| *other == was).count() == 1;
                    let sides = if row == was || row == there {
                        Some((there.clone(), there.clone()))
                    } else if there == was {
                        Some((row.clone(), row.clone()))
                    } else if sure && one_of_its_kind && is_of_another_sort(kind, row, there) {
                        self.conflict(&name(was), shown_row(row), shown_row(there));
                        Some((there.clone(), row.clone()))
                    } else {
                        (sure && one_of_its_kind).then(|| self.fields(&name(was), was, row, there))
                    };
                    let own_place = match sides {
                        Some((both, mine)) => {
                            if let Some(merged) = merged.get_mut(at_theirs) {
                                *merged = (Some(both), Some(mine));
                            }
                            Own { place: Some(at_theirs), both: false, mine: false }
                        }
                        None => {
                            self.conflict(&name(was), shown_row(row), shown_row(there));
                            Own { place: None, both: false, mine: true }
                        }
                    };
                    set(&mut own, place, own_place);
                }
                (Some((place, _, row)), None) => {
                    if row != was {
                        self.conflict(&name(was), shown_row(row), String::new());
                    }
                    set(&mut own, place, Own { place: None, both: false, mine: row != was });
                }
                (None, Some((at_theirs, there))) => {
                    let there_stays = (there != was).then(|| there.clone());
                    if there_stays.is_some() {
                        self.conflict(&name(was), String::new(), shown_row(there));
                    }
                    if let Some(merged) = merged.get_mut(at_theirs) {
                        *merged = (there_stays, None);
                    }
                }
            }
        }
        self.added(at, (ours, &our_places), (theirs, &their_places), &mut own, &mut merged);
        in_order(ours, &own, merged, &our_places, &their_places)
    }

    /// Rows that were added on both sides. Equal ones are one row; two that are surely the same are
    /// merged; where that cannot be said, both stand and the person is asked.
    fn added(
        &mut self,
        at: &At,
        (ours, our_places): (&[Fields], &[InPlace]),
        (theirs, their_places): (&[Fields], &[Option<usize>]),
        own: &mut [Own],
        merged: &mut [Sides<Option<Fields>>],
    ) {
        let kind = kind_of(self.rows, &at.heading);
        let is_known = |place: usize| our_places.iter().flatten().any(|(known, _)| *known == place);
        let new: Vec<usize> = (0..ours.len()).filter(|place| !is_known(*place)).collect();
        let there: Vec<usize> =
            (0..theirs.len()).filter(|place| !their_places.contains(&Some(*place))).collect();
        let take = |rows: &[Fields], places: &[usize]| -> Vec<Fields> {
            places.iter().filter_map(|place| rows.get(*place)).cloned().collect()
        };
        let (our_rows, their_rows) = (take(ours, &new), take(theirs, &there));
        let alike = |a: &Fields, b: &Fields| likeness(kind, a, b).max(likeness(kind, b, a));
        let found = pair(&our_rows, &their_rows, alike);
        for ((place, row), found) in new.iter().zip(&our_rows).zip(found) {
            let Some((at_theirs, other)) =
                found.and_then(|found| Some((*there.get(found)?, their_rows.get(found)?)))
            else {
                continue;
            };
            let name = at.row(&row_name(kind, row));
            let sides = if row == other {
                None
            } else if alike(row, other) > 1 && is_of_another_sort(kind, row, other) {
                self.conflict(&name, shown_row(row), shown_row(other));
                Some((Some(other.clone()), Some(row.clone())))
            } else if alike(row, other) > 1 {
                let (both, mine) = self.fields(&name, &Fields::default(), row, other);
                Some((Some(both), Some(mine)))
            } else {
                self.conflict(&name, shown_row(row), shown_row(other));
                set(own, *place, Own { place: None, both: false, mine: true });
                continue;
            };
            if let (Some(sides), Some(merged)) = (sides, merged.get_mut(at_theirs)) {
                *merged = sides;
            }
            set(own, *place, Own { place: Some(at_theirs), both: false, mine: false });
        }
    }
}

/// The place of a row of the base among ours, and whether that is sure.
type InPlace = Option<(usize, bool)>;

/// One of our rows: the place of the row of theirs in which it stands; without one, on which sides
/// it is added.
#[derive(Debug, Clone, Copy)]
struct Own {
    place: Option<usize>,
    both: bool,
    mine: bool,
}

fn set(own: &mut [Own], place: usize, value: Own) {
    if let Some(own) = own.get_mut(place) {
        *own = value;
    }
}

/// A row in the order of the result: one of theirs, or one of ours that is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placed {
    Theirs(usize),
    Ours(usize),
}

/// The rows in their order: that of the side that changed it, theirs where both or none did. A row
/// that only the other side has stands before the one that follows it there.
fn in_order(
    ours: &[Fields],
    own: &[Own],
    merged: Vec<Sides<Option<Fields>>>,
    our_places: &[InPlace],
    their_places: &[Option<usize>],
) -> Sides<Vec<Fields>> {
    let from_ours: Vec<Placed> = own
        .iter()
        .enumerate()
        .filter(|(_, own)| own.place.is_some() || own.both || own.mine)
        .map(|(number, own)| own.place.map_or(Placed::Ours(number), Placed::Theirs))
        .collect();
    let from_theirs: Vec<Placed> = (0..merged.len()).map(Placed::Theirs).collect();
    let ours_is_sorted = our_places.iter().flatten().map(|(place, _)| *place).is_sorted();
    let theirs_is_sorted = their_places.iter().flatten().is_sorted();
    let order = if theirs_is_sorted && !ours_is_sorted {
        woven(from_ours, &from_theirs)
    } else {
        woven(from_theirs, &from_ours)
    };
    let (mut both, mut mine) = (Vec::new(), Vec::new());
    for placed in order {
        match placed {
            Placed::Theirs(place) => {
                if let Some((merged, ours_wins)) = merged.get(place) {
                    both.extend(merged.clone());
                    mine.extend(ours_wins.clone());
                }
            }
            Placed::Ours(place) => {
                if let (Some(row), Some(own)) = (ours.get(place), own.get(place)) {
                    both.extend(own.both.then(|| row.clone()));
                    mine.extend(own.mine.then(|| row.clone()));
                }
            }
        }
    }
    both.retain(|row| !row.is_empty());
    mine.retain(|row| !row.is_empty());
    (both, mine)
}

/// A list with what only another one has put in: each before the one that follows it there.
fn woven(mut list: Vec<Placed>, other: &[Placed]) -> Vec<Placed> {
    let mut next: Option<Placed> = None;
    for placed in other.iter().rev() {
        if !list.contains(placed) {
            let place = next.and_then(|next| list.iter().position(|known| *known == next));
            list.insert(place.unwrap_or(list.len()), *placed);
        }
        next = Some(*placed);
    }
    list
}

/// What a row is called, for the person: `17:30 Anna`.
fn row_name(kind: Option<&RowKind>, row: &Fields) -> String {
    let groups = kind.map(|kind| kind.named).unwrap_or_default();
    let said = |group: &&[&str]| {
        let words: Vec<String> = group
            .iter()
            .filter_map(|field| {
                let node = row.get(field)?;
                let words = shown(Some(node));
                Some(match *field {
                    "minutes" => format!("{words} min"),
                    "time" => words.strip_suffix(":00").unwrap_or(&words).to_owned(),
                    _ => words.lines().next().unwrap_or("").chars().take(NAME_LENGTH).collect(),
                })
            })
            .collect();
        words.join(" ")
    };
    groups.iter().map(said).find(|words| !words.is_empty()).unwrap_or_default()
}

/// Every field that was changed here, with what stands on disk: for changes that do not fit together.
pub(super) fn changed(base: &Fields, ours: &Fields, theirs: &Fields) -> Vec<FieldConflict> {
    fn walk(path: &str, base: &Fields, ours: &Fields, theirs: &Fields, found: &mut Vec<FieldConflict>) {
        for key in joint_keys(ours, base, &Fields::default()) {
            let (was, mine, other) = (base.get(key), ours.get(key), theirs.get(key));
            if was == mine {
                continue;
            }
            let field = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            match all_tables([was, mine, other]) {
                Some(([base, ours, theirs], _)) => walk(&field, &base, &ours, &theirs, found),
                None => found.push(FieldConflict { field, mine: shown(mine), theirs: shown(other) }),
            }
        }
    }
    let mut found = Vec::new();
    walk("", base, ours, theirs, &mut found);
    found
}

/// The keys of all sides: theirs in their order, each further one after its neighbour.
fn joint_keys<'k>(ours: &'k Fields, theirs: &'k Fields, base: &'k Fields) -> Vec<&'k str> {
    let mut keys: Vec<&str> = theirs.keys().collect();
    for side in [ours, base] {
        let mut place = 0;
        for key in side.keys() {
            match keys.iter().position(|known| *known == key) {
                Some(known) => place = known.saturating_add(1),
                None => {
                    keys.insert(place, key);
                    place = place.saturating_add(1);
                }
            }
        }
    }
    keys
}

type Wrap = fn(Fields) -> Node;

/// The three as tables, an absent one as empty; `None` where one is something else.
fn all_tables(nodes: [Option<&Node>; 3]) -> Option<([Fields; 3], Wrap)> {
    let mut wrap: Wrap = Node::Table;
    let mut tables = [Fields::default(), Fields::default(), Fields::default()];
    for (node, table) in nodes.into_iter().zip(&mut tables) {
        match node {
            None => {}
            Some(Node::Table(fields)) => *table = fields.clone(),
            Some(Node::Inline(fields)) => {
                wrap = Node::Inline;
                *table = fields.clone();
            }
            Some(Node::Value(_) | Node::Rows(_)) => return None,
        }
    }
    nodes.iter().any(Option::is_some).then_some((tables, wrap))
}

/// The three as rows, absent ones as none.
fn all_rows(nodes: [Option<&Node>; 3]) -> Option<[&[Fields]; 3]> {
    let mut all: [&[Fields]; 3] = [&[], &[], &[]];
    for (node, rows) in nodes.into_iter().zip(&mut all) {
        match node {
            None => {}
            Some(Node::Rows(list)) => *rows = list.as_slice(),
            Some(Node::Value(_) | Node::Inline(_) | Node::Table(_)) => return None,
        }
    }
    Some(all)
}

/// A value in words, for the person who has to choose; nothing where there is none.
fn shown(node: Option<&Node>) -> String {
    match node {
        None => String::new(),
        Some(Node::Value(value)) => match value {
            Value::Whole(number) => number.to_string(),
            Value::Amount(amount) => amount.to_string(),
            Value::Text(text) => text.clone(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Moment(moment) => moment.to_string(),
            Value::List(words) => words.join(", "),
        },
        Some(Node::Inline(table) | Node::Table(table)) => shown_row(table),
        Some(Node::Rows(rows)) => rows.iter().map(shown_row).collect::<Vec<_>>().join("; "),
    }
}

/// What a table says, in words.
fn shown_row(fields: &Fields) -> String {
    let parts = fields.iter().map(|(key, node)| format!("{key} {}", shown(Some(node))));
    parts.collect::<Vec<_>>().join(", ")
}
