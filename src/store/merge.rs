//! Puts the changes made here over what stands on disk, field by field, and finds where both
//! changed the same one.

use super::schema::Alternative;
use super::tree::{Fields, Node, Value};
use crate::domain::journal::FieldConflict;

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
pub(super) fn merge(base: &Fields, ours: &Fields, theirs: &Fields, alternatives: &[Alternative]) -> Merged {
    let mut merger = Merger { alternatives, conflicts: Vec::new() };
    let (both, mine) = merger.fields("", base, ours, theirs);
    Merged { both, mine, conflicts: merger.conflicts }
}

struct Merger<'a> {
    alternatives: &'a [Alternative],
    conflicts: Vec<FieldConflict>,
}

/// A result for both sides: merged, and with our side winning.
type Sides<T> = (T, T);

impl Merger<'_> {
    fn fields(&mut self, path: &str, base: &Fields, ours: &Fields, theirs: &Fields) -> Sides<Fields> {
        let mut both = Fields::default();
        let mut mine = Fields::default();
        let exclusive = self.alternatives.iter().find_map(|alternative| match alternative {
            Alternative::Keys { table, one_of, along } if *table == path => Some((one_of, *along)),
            Alternative::Keys { .. } | Alternative::Alone { .. } | Alternative::Along { .. } => None,
        });
        let chosen = exclusive.map(|(one_of, along)| self.one_of(path, *one_of, along, base, ours, theirs));
        for key in joint_keys(ours, theirs, base) {
            let (merged, ours_wins) = match (&chosen, exclusive) {
                (Some((one, other)), Some((one_of, along))) if one_of.contains(&key) || key == along => {
                    (one.get(key).cloned(), other.get(key).cloned())
                }
                _ => {
                    let inner = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                    self.node(&inner, base.get(key), ours.get(key), theirs.get(key))
                }
            };
            both.set_or_remove(key, merged);
            mine.set_or_remove(key, ours_wins);
        }
        (both, mine)
    }

    fn node(
        &mut self,
        path: &str,
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
            && !self.is_mixed(path, &tables)
        {
            let [base, ours, theirs] = tables;
            let (both, mine) = self.fields(path, &base, &ours, &theirs);
            let shape = |fields: Fields| (!fields.is_empty()).then(|| wrap(fields));
            return (shape(both), shape(mine));
        }
        if let Some([base, ours, theirs]) = all_rows([base, ours, theirs])
            && let Some((both, mine)) = self.rows(path, base, ours, theirs)
        {
            let shape = |rows: Vec<Fields>| (!rows.is_empty()).then_some(Node::Rows(rows));
            return (shape(both), shape(mine));
        }
        if !self.goes_along(path) {
            self.conflict(path, shown(ours), shown(theirs));
        }
        (theirs.cloned(), ours.cloned())
    }

    /// Whether a key only says when its neighbours were written.
    fn goes_along(&self, path: &str) -> bool {
        self.alternatives.iter().any(|alternative| match alternative {
            Alternative::Along { table, key } => path.rsplit_once('.') == Some((*table, *key)),
            Alternative::Alone { .. } | Alternative::Keys { .. } => false,
        })
    }

    fn conflict(&mut self, path: &str, mine: String, theirs: String) {
        self.conflicts.push(FieldConflict { field: path.to_owned(), mine, theirs });
    }

    /// Keys that exclude each other, and the one that goes along with them: whoever changed the
    /// pair brings all three.
    fn one_of(
        &mut self,
        path: &str,
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
            self.conflict(&format!("{path}.{first}"), word(&mine), word(&other));
            return (all(theirs), all(ours));
        }
        (all(ours), all(ours))
    }

    /// Whether one side holds the key that stands alone in this table while another has others.
    fn is_mixed(&self, path: &str, tables: &[Fields; 3]) -> bool {
        self.alternatives.iter().any(|alternative| match alternative {
            Alternative::Alone { table, key } if *table == path => {
                let filled = || tables.iter().filter(|fields| !fields.is_empty());
                filled().any(|fields| fields.get(key).is_some())
                    && filled().any(|fields| fields.get(key).is_none())
            }
            Alternative::Alone { .. } | Alternative::Keys { .. } | Alternative::Along { .. } => false,
        })
    }

    /// Rows by position. What was added on both sides is kept from both; `None` where a row was
    /// removed on one side and others changed on the other.
    fn rows(
        &mut self,
        path: &str,
        base: &[Fields],
        ours: &[Fields],
        theirs: &[Fields],
    ) -> Option<Sides<Vec<Fields>>> {
        let (mut both, mut mine) = if let Some(added) = theirs.strip_prefix(base) {
            // On disk rows were only added: ours, changed or fewer, and then those.
            let all = match ours.strip_prefix(base) {
                Some(own) => joined(theirs, own),
                None => joined(ours, added),
            };
            (all.clone(), all)
        } else if let Some(added) = ours.strip_prefix(base) {
            let all = joined(theirs, added);
            (all.clone(), all)
        } else {
            let (our_rows, our_added) = ours.split_at_checked(base.len())?;
            let (their_rows, their_added) = theirs.split_at_checked(base.len())?;
            let mut both = Vec::new();
            let mut mine = Vec::new();
            for (index, (base, (ours, theirs))) in
                base.iter().zip(our_rows.iter().zip(their_rows)).enumerate()
            {
                let row = format!("{path}[{}]", index.saturating_add(1));
                let (merged, ours_wins) = self.fields(&row, base, ours, theirs);
                both.push(merged);
                mine.push(ours_wins);
            }
            let added = joined(their_added, our_added);
            both.extend(added.iter().cloned());
            mine.extend(added);
            (both, mine)
        };
        both.retain(|row| !row.is_empty());
        mine.retain(|row| !row.is_empty());
        Some((both, mine))
    }
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

/// Rows of both sides, each once.
fn joined(first: &[Fields], second: &[Fields]) -> Vec<Fields> {
    let new = second.iter().filter(|row| !first.contains(row));
    first.iter().chain(new).cloned().collect()
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
    let fields = |fields: &Fields| {
        let parts = fields.iter().map(|(key, node)| format!("{key} {}", shown(Some(node))));
        parts.collect::<Vec<_>>().join(", ")
    };
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
        Some(Node::Inline(table) | Node::Table(table)) => fields(table),
        Some(Node::Rows(rows)) => rows.iter().map(fields).collect::<Vec<_>>().join("; "),
    }
}
