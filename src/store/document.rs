//! Writes changes into a file's text and leaves the rest of it as the person wrote it: comments,
//! order, spacing, keys it does not know.

use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, Formatted, InlineTable, Item, Key, Table, TableLike,
    Value as TomlValue,
};

use super::tree::{Fields, Node, Value, is_another, kind_of, likeness};
use crate::domain::rows::{RowKind, pair_in_place};

/// One step down into a document: a key, and which row where there are several.
#[derive(Debug, Clone)]
struct Down {
    key: String,
    row: Option<usize>,
}

/// Changes `text`, in which `from` stands, so that `to` stands in it; `kinds` tell which row of
/// `to` is which of `from`, so that what stands beside a row moves along with it. `None` where the text cannot
/// be parsed or has a shape that cannot hold it; the caller reads the result again in any case.
pub(super) fn update(
    text: &str,
    from: &Fields,
    to: &Fields,
    kinds: &'static [(&'static str, RowKind)],
) -> Option<String> {
    edit(text, |document| {
        // What reading filled in by itself is not there yet.
        let mut from = from.clone();
        from.retain(|key| document.contains_key(key));
        Editor { document, kinds }.fields(&[], &from, to)
    })
}

/// Changes a text by its document and keeps its mark at the beginning and its ends of lines. `None` where
/// it cannot be parsed, or the change comes to nothing.
pub(super) fn edit(text: &str, change: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Option<String> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let lines = body.matches('\n').count();
    let crlf = lines > 0 && body.matches("\r\n").count() == lines;
    let mut document: DocumentMut = body.parse().ok()?;
    change(&mut document)?;
    let mut text = document.to_string();
    if crlf {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Some(format!("{mark}{text}"))
}

struct Editor<'d> {
    document: &'d mut DocumentMut,
    kinds: &'static [(&'static str, RowKind)],
}

/// A table of a document, with a heading of its own or on one line.
enum Place<'d> {
    Headed(&'d mut Table),
    Inline(&'d mut InlineTable),
}

impl<'d> Place<'d> {
    fn as_like(&mut self) -> &mut dyn TableLike {
        match self {
            Self::Headed(table) => *table,
            Self::Inline(table) => *table,
        }
    }

    fn into_item(self, key: &str) -> Option<&'d mut Item> {
        match self {
            Self::Headed(table) => table.get_mut(key),
            Self::Inline(table) => TableLike::get_mut(table, key),
        }
    }
}

impl Editor<'_> {
    fn place(&mut self, path: &[Down]) -> Option<Place<'_>> {
        let mut place = Place::Headed(self.document.as_table_mut());
        for down in path {
            let item = place.into_item(&down.key)?;
            place = match (item, down.row) {
                (Item::Table(table), None) => Place::Headed(table),
                (Item::Value(TomlValue::InlineTable(table)), None) => Place::Inline(table),
                (Item::ArrayOfTables(rows), Some(row)) => Place::Headed(rows.get_mut(row)?),
                (Item::Value(TomlValue::Array(rows)), Some(row)) => {
                    Place::Inline(rows.get_mut(row)?.as_inline_table_mut()?)
                }
                _ => return None,
            };
        }
        Some(place)
    }

    fn item(&mut self, path: &[Down], key: &str) -> Option<&mut Item> {
        self.place(path)?.into_item(key)
    }

    fn fields(&mut self, path: &[Down], from: &Fields, to: &Fields) -> Option<()> {
        for (key, node) in from.iter() {
            if to.get(key).is_none() {
                self.remove(path, key, node)?;
            }
        }
        let mut before: Vec<&str> = Vec::new();
        for (key, node) in to.iter() {
            if from.get(key) != Some(node) {
                self.set(path, key, from.get(key), node, &before)?;
            }
            before.push(key);
        }
        Some(())
    }

    fn set(
        &mut self,
        path: &[Down],
        key: &str,
        from: Option<&Node>,
        to: &Node,
        before: &[&str],
    ) -> Option<()> {
        let empty = Fields::default();
        let there = self.item(path, key).is_some_and(|item| !item.is_none());
        match (to, from) {
            (Node::Value(value), _) => {
                let new = toml_value(value);
                match self.item(path, key) {
                    Some(Item::Value(old)) => {
                        let decor = old.decor().clone();
                        *old = new;
                        *old.decor_mut() = decor;
                    }
                    Some(_) if there => return None,
                    _ => self.insert(path, key, new, before)?,
                }
            }
            (Node::Inline(fields), _) if !there => self.insert(path, key, inline(fields).into(), before)?,
            (Node::Table(fields), _) if !there => self.insert_table(path, key, fields, before)?,
            (Node::Inline(fields) | Node::Table(fields), Some(Node::Inline(old) | Node::Table(old))) => {
                self.fields(&down(path, key, None), old, fields)?;
            }
            (Node::Inline(fields) | Node::Table(fields), _) => {
                self.fields(&down(path, key, None), &empty, fields)?;
            }
            (Node::Rows(rows), Some(Node::Rows(old))) => self.rows(path, key, old, rows, before)?,
            (Node::Rows(rows), _) => self.rows(path, key, &[], rows, before)?,
        }
        Some(())
    }

    /// Adds a key after those that come before it in the file's order.
    fn insert(&mut self, path: &[Down], key: &str, value: TomlValue, before: &[&str]) -> Option<()> {
        let table = match self.place(path)? {
            Place::Inline(table) => {
                insert_inline(table, key, value);
                return Some(());
            }
            Place::Headed(table) => table,
        };
        // The format comes first wherever it is said.
        let known = |name: &str| before.contains(&name) || (path.is_empty() && name == "format");
        let place = table.iter().enumerate().filter(|(_, (name, item))| known(name) && item.is_value());
        let place = place.last().map_or(0, |(index, _)| index.saturating_add(1));
        let later: Vec<String> = table.iter().skip(place).map(|(name, _)| name.to_owned()).collect();
        let later: Vec<(Key, Item)> = later.iter().filter_map(|name| table.remove_entry(name)).collect();
        table.insert(key, Item::Value(value));
        for (name, item) in later {
            table.insert_formatted(&name, item);
        }
        if table.is_implicit() {
            table.set_implicit(false);
        }
        Some(())
    }

    fn insert_table(&mut self, path: &[Down], key: &str, fields: &Fields, before: &[&str]) -> Option<()> {
        if let Place::Inline(table) = self.place(path)? {
            insert_inline(table, key, inline(fields).into());
            return Some(());
        }
        let mut table = Table::new();
        let has_values = fields.iter().any(|(_, node)| matches!(node, Node::Value(_) | Node::Inline(_)));
        table.set_implicit(!has_values);
        if has_values {
            let place = self.place_after(path, before);
            self.make_room(place, table.decor_mut());
            table.set_position(Some(place));
        }
        self.place(path)?.as_like().insert(key, Item::Table(table));
        self.fields(&down(path, key, None), &Fields::default(), fields)
    }

    /// Brings the rows under a key to what they are to be: those that are gone are taken out, those
    /// that are the same are changed where they stand, then put in order, then new ones put in.
    fn rows(
        &mut self,
        path: &[Down],
        key: &str,
        from: &[Fields],
        to: &[Fields],
        before: &[&str],
    ) -> Option<()> {
        let headings: Vec<&str> =
            path.iter().map(|down| down.key.as_str()).chain(std::iter::once(key)).collect();
        let kind = kind_of(self.kinds, &headings.join("."));
        let found =
            pair_in_place(from, to, |was, is| likeness(kind, was, is), |was, is| is_another(kind, was, is));
        for (index, _) in found.iter().enumerate().rev().filter(|(_, found)| found.is_none()) {
            self.remove_row(path, key, index)?;
        }
        // For each row of the document, in its order there, its place in `to`.
        let mut places: Vec<usize> = Vec::new();
        for (old, found) in from.iter().zip(&found) {
            if let Some((place, _)) = found {
                self.fields(&down(path, key, Some(places.len())), old, to.get(*place)?)?;
                places.push(*place);
            }
        }
        if !places.is_sorted() {
            self.sort_rows(path, key, &places)?;
            places.sort_unstable();
        }
        for (place, row) in to.iter().enumerate() {
            let next = places.partition_point(|known| *known < place);
            if places.get(next) == Some(&place) {
                continue;
            }
            if next < places.len() {
                self.insert_row(path, key, row, next)?;
            } else {
                self.append_row(path, key, row, before)?;
            }
            places.insert(next, place);
        }
        Some(())
    }

    /// Puts the rows under a key in the order of `places`, each with its comments, its unknown keys
    /// and the tables that belong to it. What stands between them stays where it is.
    fn sort_rows(&mut self, path: &[Down], key: &str, places: &[usize]) -> Option<()> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|index| places.get(*index));
        // Room between the headings of the file for those that belong to one row.
        let mut count = 1_isize;
        each_heading(self.document.as_table_mut(), &mut |_| count = count.saturating_add(1));
        each_heading(self.document.as_table_mut(), &mut |table| {
            let place = table.position().map(|place| place.saturating_mul(count));
            table.set_position(place);
        });
        match self.item(path, key)? {
            Item::ArrayOfTables(rows) => {
                let slots: Vec<(Option<isize>, String)> =
                    rows.iter().map(|row| (row.position(), split_gap(row.decor()).0)).collect();
                let mut sorted = ArrayOfTables::new();
                for (index, (mut slot, gap)) in order.into_iter().zip(slots) {
                    let mut row = rows.get(index)?.clone();
                    each_heading(&mut row, &mut |table| {
                        if table.position().is_some() {
                            table.set_position(slot);
                            slot = slot.map(|slot| slot.saturating_add(1));
                        }
                    });
                    let words = split_gap(row.decor()).1;
                    row.decor_mut().set_prefix(format!("{gap}{words}"));
                    sorted.push(row);
                }
                *rows = sorted;
            }
            Item::Value(TomlValue::Array(rows)) => {
                let sorted: Vec<TomlValue> =
                    order.into_iter().map(|index| rows.get(index).cloned()).collect::<Option<_>>()?;
                for (index, value) in sorted.into_iter().enumerate() {
                    *rows.get_mut(index)? = value;
                }
            }
            Item::None | Item::Value(_) | Item::Table(_) => return None,
        }
        Some(())
    }

    /// Puts a new row before the one at `index`, and before the comments above that one.
    fn insert_row(&mut self, path: &[Down], key: &str, row: &Fields, index: usize) -> Option<()> {
        match self.item(path, key)? {
            Item::ArrayOfTables(rows) => {
                let next = rows.get_mut(index)?;
                let place = next.position()?;
                let (gap, words) = split_gap(next.decor());
                if gap.is_empty() {
                    next.decor_mut().set_prefix(format!("\n{words}"));
                }
                each_heading(self.document.as_table_mut(), &mut |table| {
                    if let Some(old) = table.position().filter(|old| *old >= place) {
                        table.set_position(Some(old.saturating_add(1)));
                    }
                });
                let mut table = Table::new();
                table.set_position(Some(place));
                self.item(path, key)?.as_array_of_tables_mut()?.insert(index, table);
                self.fields(&down(path, key, Some(index)), &Fields::default(), row)
            }
            Item::Value(TomlValue::Array(rows)) => {
                rows.insert(index, inline(row));
                Some(())
            }
            Item::None | Item::Value(_) | Item::Table(_) => None,
        }
    }

    fn append_row(&mut self, path: &[Down], key: &str, row: &Fields, before: &[&str]) -> Option<()> {
        if let Place::Inline(table) = self.place(path)? {
            let rows = TableLike::entry(table, key).or_insert(Item::Value(TomlValue::Array(Array::new())));
            rows.as_array_mut()?.push(inline(row));
            return Some(());
        }
        if let Some(Item::Value(TomlValue::Array(rows))) = self.item(path, key) {
            rows.push(inline(row));
            return Some(());
        }
        let mut table = Table::new();
        let mut earlier = before.to_vec();
        earlier.push(key);
        let place = self.place_after(path, &earlier);
        self.make_room(place, table.decor_mut());
        table.set_position(Some(place));
        let mut place = self.place(path)?;
        let rows = place.as_like().entry(key).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let rows = rows.as_array_of_tables_mut()?;
        rows.push(table);
        let index = rows.len().saturating_sub(1);
        self.fields(&down(path, key, Some(index)), &Fields::default(), row)
    }

    fn remove_row(&mut self, path: &[Down], key: &str, index: usize) -> Option<()> {
        match self.item(path, key)? {
            Item::ArrayOfTables(rows) => {
                let row = rows.get(index)?.clone();
                rows.remove(index);
                if rows.is_empty() {
                    self.place(path)?.as_like().remove(key);
                }
                self.keep_comments(&row);
            }
            Item::Value(TomlValue::Array(rows)) => {
                if index < rows.len() {
                    rows.remove(index);
                }
            }
            Item::None | Item::Value(_) | Item::Table(_) => return None,
        }
        Some(())
    }

    /// Removes what was known under a key. Unknown keys, and headings that carry comments, stay.
    fn remove(&mut self, path: &[Down], key: &str, node: &Node) -> Option<()> {
        match node {
            Node::Value(_) => self.remove_value(path, key)?,
            Node::Rows(rows) => {
                for index in (0..rows.len()).rev() {
                    self.remove_row(path, key, index)?;
                }
            }
            Node::Inline(fields) | Node::Table(fields) => {
                self.fields(&down(path, key, None), fields, &Fields::default())?;
                let mut place = self.place(path)?;
                let table = place.as_like();
                let empty = match table.get(key)? {
                    Item::Table(inner) => {
                        inner.is_empty() && comment_lines(&decor_text(inner.decor())).is_empty()
                    }
                    Item::Value(TomlValue::InlineTable(inner)) => {
                        if inner.is_empty() {
                            return self.remove_value(path, key);
                        }
                        false
                    }
                    Item::None | Item::Value(_) | Item::ArrayOfTables(_) => false,
                };
                if empty {
                    table.remove(key);
                }
            }
        }
        Some(())
    }

    /// Removes a key and its value. Comments above it and beside it stay where they are: they are
    /// hung on the line before.
    fn remove_value(&mut self, path: &[Down], key: &str) -> Option<()> {
        let table = match self.place(path)? {
            Place::Inline(table) => {
                table.remove(key);
                return Some(());
            }
            Place::Headed(table) => table,
        };
        let last_before = |table: &Table| {
            let names = table.iter().take_while(|(name, _)| *name != key);
            names.filter(|(_, item)| item.is_value()).last().map(|(name, _)| name.to_owned())
        };
        let previous = last_before(table);
        let (name, item) = table.remove_entry(key)?;
        let mut text = decor_text(name.leaf_decor());
        text.push_str(&item.as_value().map(|value| decor_text(value.decor())).unwrap_or_default());
        let comments = comment_lines(&text);
        if comments.is_empty() {
            return Some(());
        }
        let hang = |decor: &mut Decor| {
            let old = decor.suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
            decor.set_suffix(format!("{old}\n{}", comments.join("\n")));
        };
        let dotted = table.is_dotted();
        match previous {
            Some(name) => hang(table.get_mut(&name)?.as_value_mut()?.decor_mut()),
            None if path.is_empty() || dotted => {
                let lines = comments.join("\n");
                let root = self.document.as_table_mut();
                let first = root.iter().find(|(_, item)| item.is_value()).map(|(name, _)| name.to_owned());
                match first.and_then(|name| root.key_mut(&name)) {
                    Some(mut key) => prepend(key.leaf_decor_mut(), &lines),
                    None => self.prepend_trailing(&lines),
                }
            }
            None => hang(table.decor_mut()),
        }
        Some(())
    }

    /// Puts the comments of a row that is gone above what comes after it.
    fn keep_comments(&mut self, row: &Table) {
        let mut text = decor_text(row.decor());
        for (name, item) in row.iter() {
            text.push('\n');
            text.push_str(&row.key(name).map(|key| decor_text(key.leaf_decor())).unwrap_or_default());
            text.push_str(&item.as_value().map(|value| decor_text(value.decor())).unwrap_or_default());
        }
        let comments = comment_lines(&text);
        if comments.is_empty() {
            return;
        }
        let lines = comments.join("\n");
        let gone = row.position().unwrap_or(isize::MAX);
        let mut next = isize::MAX;
        each_heading(self.document.as_table_mut(), &mut |table| {
            next = table.position().filter(|place| *place > gone).map_or(next, |place| next.min(place));
        });
        let mut kept = false;
        each_heading(self.document.as_table_mut(), &mut |table| {
            if !kept && next != isize::MAX && table.position() == Some(next) {
                prepend(table.decor_mut(), &format!("\n{lines}"));
                kept = true;
            }
        });
        if !kept {
            self.prepend_trailing(&lines);
        }
    }

    fn prepend_trailing(&mut self, lines: &str) {
        let old = self.document.trailing().as_str().unwrap_or_default().to_owned();
        self.document.set_trailing(format!("{lines}\n{old}"));
    }

    /// The place, among the headings of the file, after the tables under `before` in the table at
    /// `path`, and after that table itself and what comes before it.
    fn place_after(&mut self, path: &[Down], before: &[&str]) -> isize {
        let mut last = 0;
        let mut walk: Vec<Down> = Vec::new();
        for step in path {
            if let Some(Place::Headed(table)) = self.place(&walk) {
                last = last.max(table.position().filter(|_| !walk.is_empty()).unwrap_or(0));
            }
            walk.push(step.clone());
        }
        if let Some(Place::Headed(table)) = self.place(path) {
            if !path.is_empty() {
                last = last.max(table.position().unwrap_or(0));
            }
            for key in before {
                match table.get_mut(key) {
                    Some(Item::Table(inner)) => each_heading(inner, &mut |table| {
                        last = last.max(table.position().unwrap_or(0));
                    }),
                    Some(Item::ArrayOfTables(rows)) => {
                        for row in rows.iter_mut() {
                            each_heading(row, &mut |table| last = last.max(table.position().unwrap_or(0)));
                        }
                    }
                    Some(Item::None | Item::Value(_)) | None => {}
                }
            }
        }
        last.saturating_add(1)
    }

    /// Moves the headings from a place on one further, and takes over, for the new one, the
    /// comments that belong to what stands before it.
    fn make_room(&mut self, place: isize, new: &mut Decor) {
        let mut next: Option<isize> = None;
        each_heading(self.document.as_table_mut(), &mut |table| {
            if let Some(old) = table.position().filter(|old| *old >= place) {
                next = Some(next.map_or(old, |next| next.min(old)));
                table.set_position(Some(old.saturating_add(1)));
            }
        });
        let Some(next) = next.map(|next| next.saturating_add(1)) else {
            let trailing = self.document.trailing().as_str().unwrap_or_default().to_owned();
            if !trailing.trim().is_empty() {
                let end = if trailing.ends_with('\n') { "\n" } else { "\n\n" };
                new.set_prefix(format!("{trailing}{end}"));
                self.document.set_trailing("");
            }
            return;
        };
        each_heading(self.document.as_table_mut(), &mut |table| {
            if table.position() == Some(next) {
                let text = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
                if let Some((head, tail)) = text.rsplit_once("\n\n")
                    && head.contains('#')
                {
                    let (head, tail) = (format!("{head}\n\n"), format!("\n{tail}"));
                    new.set_prefix(head);
                    table.decor_mut().set_prefix(tail);
                }
            }
        });
    }
}

fn down(path: &[Down], key: &str, row: Option<usize>) -> Vec<Down> {
    let mut path = path.to_vec();
    path.push(Down { key: key.to_owned(), row });
    path
}

/// Visits a table and every headed table in it.
fn each_heading(table: &mut Table, visit: &mut impl FnMut(&mut Table)) {
    visit(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => each_heading(inner, visit),
            Item::ArrayOfTables(rows) => {
                for row in rows.iter_mut() {
                    each_heading(row, visit);
                }
            }
            Item::None | Item::Value(_) => {}
        }
    }
}

fn decor_text(decor: &Decor) -> String {
    let part =
        |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).unwrap_or_default().to_owned();
    format!("{}\n{}\n", part(decor.prefix()), part(decor.suffix()))
}

/// The empty lines above a heading, and what stands between them and it.
fn split_gap(decor: &Decor) -> (String, String) {
    let text = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or("\n");
    let words = text.trim_start_matches(['\n', '\r']);
    let gap = text.len().saturating_sub(words.len());
    (text.get(..gap).unwrap_or_default().to_owned(), words.to_owned())
}

fn comment_lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| line.starts_with('#')).collect()
}

fn prepend(decor: &mut Decor, lines: &str) {
    let old = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    decor.set_prefix(format!("{lines}\n{old}"));
}

/// Adds a key at the end of a table on one line; the space before the closing brace stays there.
fn insert_inline(table: &mut InlineTable, key: &str, mut value: TomlValue) {
    if let Some((_, last)) = table.iter_mut().last() {
        let suffix = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
        if suffix.trim().is_empty() {
            last.decor_mut().set_suffix("");
            *value.decor_mut() = Decor::new(" ", suffix);
        }
    }
    table.insert(key, value);
}

fn toml_value(value: &Value) -> TomlValue {
    match value {
        Value::Whole(number) => (*number).into(),
        Value::Amount(amount) => match amount.as_whole() {
            Some(number) => number.into(),
            // Two decimals at most and a million at most: the nearest double prints as it was.
            None => TomlValue::Float(Formatted::new(amount.to_string().parse().unwrap_or_default())),
        },
        Value::Text(text) => text.as_str().into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Moment(moment) => (*moment).into(),
        Value::List(words) => words.iter().collect::<Array>().into(),
    }
}

fn inline(fields: &Fields) -> InlineTable {
    let mut table = InlineTable::new();
    for (key, node) in fields.iter() {
        let value = match node {
            Node::Value(value) => toml_value(value),
            Node::Inline(inner) | Node::Table(inner) => inline(inner).into(),
            Node::Rows(rows) => TomlValue::Array(rows.iter().map(inline).collect()),
        };
        table.insert(key, value);
    }
    table
}
