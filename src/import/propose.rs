//! What one day's values would change in the day that is there.

use std::collections::BTreeMap;

use super::gather::Tally;
use super::mapping::{Take, Target};
use super::number::divided;
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::day::Day;
use crate::domain::fields::{Field, Value};
use crate::domain::imported::marker_field;
use crate::domain::measure::{Better, Marker, Ndi};
use crate::domain::score::Amount;
use crate::domain::text::Words;
use crate::words_enum;

words_enum! {
    /// Which of a day's entries counts, where they say different things.
    Several {
        /// Their mean; for yes or no: yes where one says yes.
        Mean = "mean", "their mean counts";
        /// The last of the day.
        Last = "last", "the last of the day counts";
        /// The worst: the highest pain, the lowest mood; for yes or no: yes where one says yes.
        Worst = "worst", "the worst of the day counts";
    }
}

/// What the person has said about all days.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Which of several entries counts.
    pub several: Several,
    /// Whether what is there gives way.
    pub overwrite: bool,
    /// Whether the values count as a baseline.
    pub as_baseline: bool,
    /// The program they come from.
    pub source: &'a str,
}

/// A value that would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The field's name for people.
    pub label: String,
    /// What is there now.
    pub before: Option<String>,
    /// What would be there.
    pub value: String,
}

/// A value that is there and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The field's name for people.
    pub label: String,
    /// What is there.
    pub here: String,
    /// What the file has.
    pub there: String,
}

/// One day.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The day as it is.
    pub base: Day,
    /// The day as it would be.
    pub ours: Day,
    /// What would be written.
    pub puts: Vec<Put>,
    /// What is there and stays.
    pub kept: Vec<Kept>,
    /// What cannot be taken, in sentences.
    pub refused: Vec<String>,
}

/// What a day would be with its values.
pub fn propose(base: &Day, tallies: &BTreeMap<usize, Tally>, takes: &[Take], rules: Rules<'_>) -> Proposal {
    let mut proposal = Proposal {
        base: base.clone(),
        ours: base.clone(),
        puts: Vec::new(),
        kept: Vec::new(),
        refused: Vec::new(),
    };
    let mut texts: Vec<(&'static Field, Vec<String>)> = Vec::new();
    for (number, tally) in tallies {
        let Some(take) = takes.get(*number) else { continue };
        match (&take.target, tally) {
            (Target::Field(field), Tally::Words { entries, .. }) if entries.is_empty() => {
                proposal.refused.push(format!(
                    "{}: what is written on this day has more than {} characters, which are the most that can be kept",
                    field.label,
                    Words::LIMIT
                ));
            }
            (Target::Field(field), Tally::Words { entries, .. }) => {
                let mut entries = entries.clone();
                entries.sort_by_key(|(order, _)| *order);
                let lines = entries.into_iter().map(|(_, text)| text);
                match texts.iter_mut().find(|(known, _)| known.id == field.id) {
                    Some((_, all)) => all.extend(lines),
                    None => texts.push((field, lines.collect())),
                }
            }
            (Target::Field(field), Tally::Figures { .. }) => {
                match field.number(whole(take, tally, rules.several)) {
                    Ok(value) => proposal.put(field, value, rules),
                    Err(why) => proposal.refused.push(why),
                }
            }
            (Target::Field(field), Tally::YesNo { .. }) => {
                proposal.put(field, Value::YesNo(yes_no(tally, rules.several)), rules);
            }
            (Target::Marker(marker), _) => match amount(take, tally, rules.several) {
                Some(amount) => match marker.check(amount) {
                    Ok(()) => proposal.put_marker(marker, amount, rules),
                    Err(error) => proposal.refused.push(error.to_string()),
                },
                None => proposal.refused.push(format!("{} cannot be kept", marker.name)),
            },
            (Target::Date | Target::Nowhere, _) => {}
        }
    }
    for (field, lines) in texts {
        let mut different: Vec<String> = Vec::new();
        for line in lines {
            if !different.contains(&line) {
                different.push(line);
            }
        }
        match Words::new(&different.join("\n")) {
            Ok(words) => proposal.put(field, Value::Words(words), rules),
            Err(error) => proposal.refused.push(format!("{}: {error}", field.label)),
        }
    }
    proposal
}

impl Proposal {
    /// Whether anything would be written.
    pub fn changes(&self) -> bool {
        !self.puts.is_empty()
    }

    fn put(&mut self, field: &'static Field, value: Value, rules: Rules<'_>) {
        let checkin = &mut self.ours.checkin;
        let rates = matches!(field.id, "pain" | "skipped");
        let before =
            if rates { rating_in_words(checkin) } else { field.get(checkin).map(|value| in_words(&value)) };
        if field.get(checkin).as_ref() == Some(&value) {
            return;
        }
        let (label, there) = (field.label.to_owned(), in_words(&value));
        match before {
            Some(here) if !rules.overwrite => self.kept.push(Kept { label, here, there }),
            before => {
                // The table gives each field the kind that it was asked for.
                if field.set(checkin, value).is_ok() {
                    if rates {
                        // Neither late nor on time: nobody knows when it was written.
                        checkin.at = None;
                        checkin.imported.unmark("pain");
                        checkin.imported.unmark("skipped");
                    }
                    checkin.imported.mark(field.id, rules.source, rules.as_baseline);
                    self.puts.push(Put { label, before, value: there });
                }
            }
        }
    }

    fn put_marker(&mut self, marker: &Marker, amount: Amount, rules: Rules<'_>) {
        let checkin = &mut self.ours.checkin;
        let before = checkin.markers.get(&marker.name).copied();
        let label = marker.name.clone();
        match before {
            Some(here) if here == amount => {}
            Some(here) if !rules.overwrite => {
                self.kept.push(Kept { label, here: here.to_string(), there: amount.to_string() });
            }
            before => {
                checkin.markers.insert(marker.name.clone(), amount);
                checkin.imported.mark(&marker_field(&marker.name), rules.source, rules.as_baseline);
                let before = before.map(|amount| amount.to_string());
                self.puts.push(Put { label, before, value: format!("{amount} {}", marker.unit) });
            }
        }
    }
}

fn rating_in_words(checkin: &CheckIn) -> Option<String> {
    match &checkin.rating {
        Rating::Blank => None,
        Rating::Rated(pain) => Some(pain.to_string()),
        Rating::Skipped(reason) => Some(format!("skipped ({reason})")),
    }
}

/// A value as a preview shows it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Score(score) => score.to_string(),
        Value::Count(count) => count.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Words(words) => super::shown(words.as_str()),
        Value::Index(Ndi::Total(total)) => total.to_string(),
        Value::Index(ndi @ Ndi::Topics(_)) => {
            ndi.score().map_or_else(|| "some topics".to_owned(), crate::domain::score::one_decimal)
        }
    }
}

/// The sum and the count of the figures that count, in thousandths.
fn counted(take: &Take, tally: &Tally, several: Several) -> (i128, i64) {
    let Tally::Figures { count, sum, low, high, last } = tally else { return (0, 1) };
    let one = |figure: i64| (i128::from(figure), 1);
    let reversed = take.scale.as_ref().is_some_and(super::scale::Scale::is_reversed);
    match several {
        Several::Mean => (*sum, *count),
        Several::Last => one(last.1),
        // The worst of the field, not of the foreign scale.
        Several::Worst => match (take.target.better(), reversed) {
            (Some(Better::Higher), false) | (Some(Better::Lower) | None, true) => one(*low),
            (Some(Better::Higher), true) | (Some(Better::Lower) | None, false) => one(*high),
        },
    }
}

/// A whole number of the field.
fn whole(take: &Take, tally: &Tally, several: Several) -> i64 {
    let (sum, count) = counted(take, tally, several);
    match (&take.scale, take.target.scale_range()) {
        (Some(scale), Some(range)) => scale.mean(sum, count, range),
        (Some(_) | None, _) => divided(sum, i128::from(count).saturating_mul(1_000)),
    }
}

fn amount(take: &Take, tally: &Tally, several: Several) -> Option<Amount> {
    if take.target.scale_range().is_some() {
        return Amount::whole(whole(take, tally, several)).ok();
    }
    let (sum, count) = counted(take, tally, several);
    let hundredths = divided(sum, i128::from(count).saturating_mul(10));
    format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().ok()
}

fn yes_no(tally: &Tally, several: Several) -> bool {
    match (tally, several) {
        (Tally::YesNo { last, .. }, Several::Last) => last.1,
        (Tally::YesNo { any, .. }, Several::Mean | Several::Worst) => *any,
        (Tally::Figures { .. } | Tally::Words { .. }, _) => false,
    }
}
