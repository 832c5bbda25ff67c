//! What an import would do, in plain lines: shown before anything is written.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::gather::{Gather, Tally};
use super::mapping::{Take, Target};
use super::propose::{Proposal, Rules};
use super::scale::Scale;
use super::shown;
use crate::domain::calendar::long_date;

/// How many days and left-out rows are shown where not all are asked for.
const SOME: usize = 10;

/// The lines. With `all`, every day and every row that is left out.
pub fn preview(gather: &Gather, proposals: &[Proposal], rules: Rules<'_>, file: &str, all: bool) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing into memory does not fail.
        writeln!(text, "{words}").ok();
    };
    line(format!("From {file}: {}{}.", counted(gather.rows, rows_of(gather)), span(gather)));
    line(String::new());
    line("What goes where".to_owned());
    for take in &gather.takes {
        let there = gather.columns.iter().any(|column| super::mapping::same_name(&column.name, &take.column));
        if there && !matches!(take.target, Target::Nowhere) {
            line(format!("  {}", goes(take)));
        }
    }
    let left: Vec<String> = gather.not_taken().map(|column| shown(&column.name)).take(SOME * 3).collect();
    if !left.is_empty() {
        line(format!("Not taken: {}.", left.join(", ")));
    }
    let several = gather.days.values().filter(|day| day.values().any(Tally::differs)).count();
    if several > 0 {
        let days = counted(several, "day");
        line(format!("Several different entries on {days}: {}.", rules.several.label()));
    }
    let changing: Vec<&Proposal> = proposals.iter().filter(|proposal| proposal.changes()).collect();
    let keeping = proposals.iter().filter(|proposal| !proposal.kept.is_empty()).count();
    let same = proposals.iter().filter(|proposal| !proposal.changes() && proposal.kept.is_empty()).count();
    line(String::new());
    line(format!("{} would be written.", capital_count(changing.len(), "day")));
    if same > 0 {
        line(format!("{} all of it already.", was(same, "has", "have")));
    }
    if keeping > 0 {
        line(format!(
            "{} something that stays as it is (--overwrite replaces it).",
            was(keeping, "has", "have")
        ));
    }
    let shown_days = proposals.iter().filter(|proposal| proposal.changes() || !proposal.kept.is_empty());
    let most = if all { usize::MAX } else { SOME };
    let count = shown_days.clone().count();
    for proposal in shown_days.take(most) {
        line(format!("  {}", one_day(proposal)));
    }
    if count > most {
        line(format!(
            "  … and {} more (--dry-run lists every one)",
            counted(count.saturating_sub(most), "day")
        ));
    }
    let refused: Vec<String> = proposals
        .iter()
        .flat_map(|proposal| {
            proposal.refused.iter().map(|why| format!("{}: {why}", long_date(proposal.base.date)))
        })
        .collect();
    let left = gather.skipped_count.saturating_add(u64::try_from(refused.len()).unwrap_or(0));
    if left > 0 {
        line(String::new());
        line(format!("Left out: {left}"));
        let rows = gather.skipped.iter().map(|skipped| format!("{}: {}", skipped.place, skipped.why));
        let rows: Vec<String> = refused.into_iter().chain(rows).collect();
        for row in rows.iter().take(most) {
            line(format!("  {row}"));
        }
        let told = u64::try_from(rows.len().min(most)).unwrap_or(0);
        if left > told {
            line(format!("  … and {} more", left.saturating_sub(told)));
        }
    }
    if !changing.is_empty() {
        line(String::new());
        line(if rules.as_baseline {
            format!(
                "They are marked as imported from {}, and count as a baseline, as you said.",
                rules.source
            )
        } else {
            format!(
                "They are marked as imported from {}, and are not used as a baseline (--as-baseline changes that).",
                rules.source
            )
        });
    }
    text
}

fn rows_of(gather: &Gather) -> &'static str {
    if gather.unit == "entry" { "entry" } else { "row" }
}

fn span(gather: &Gather) -> String {
    let name = |date: &NaiveDate| long_date(*date);
    match (gather.days.keys().next(), gather.days.keys().next_back()) {
        (Some(first), Some(last)) if first == last => format!(", {}", name(first)),
        (Some(first), Some(last)) => format!(", {} to {}", name(first), name(last)),
        (Some(_) | None, _) => String::new(),
    }
}

fn goes(take: &Take) -> String {
    let to = format!("{} as {}", shown(&take.column), take.target.label());
    match (&take.scale, take.target.scale_range()) {
        (Some(scale @ Scale::Ends(first, last)), Some((low, high))) => {
            let middle = super::number::divided(i128::from(*first) + i128::from(*last), 2);
            format!(
                "{to}: {} laid onto {low}..{high} ({} becomes {})",
                scale.in_words(),
                super::number::in_words(middle),
                scale.mean(i128::from(middle), 1, (low, high))
            )
        }
        (Some(scale @ Scale::Words(_)), _) => format!("{to}: {}", scale.in_words()),
        (Some(Scale::Ends(..)) | None, _) => to,
    }
}

fn one_day(proposal: &Proposal) -> String {
    let puts = proposal.puts.iter().map(|put| match &put.before {
        Some(before) => format!("{} {} in place of {before}", put.label, put.value),
        None => format!("{} {}", put.label, put.value),
    });
    let kept = proposal
        .kept
        .iter()
        .map(|kept| format!("{} stays {} (the file has {})", kept.label, kept.here, kept.there));
    let parts: Vec<String> = puts.chain(kept).collect();
    format!("{}: {}", long_date(proposal.base.date), parts.join("; "))
}

/// `1 day`, `3,640 days`.
pub fn counted(count: impl TryInto<u64>, one: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    let many = one.strip_suffix('y').filter(|stem| stem.ends_with('r'));
    match count {
        1 => format!("1 {one}"),
        _ => match many {
            Some(stem) => format!("{} {stem}ies", grouped(count)),
            None => format!("{} {one}s", grouped(count)),
        },
    }
}

fn capital_count(count: usize, one: &str) -> String {
    if count == 0 { format!("No {one}") } else { counted(count, one) }
}

fn was(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", counted(count, "day"), if count == 1 { one } else { many })
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_words_follow_them() {
        assert_eq!([1, 999, 1_000, 1_234_567].map(grouped), ["1", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [counted(1_u64, "entry"), counted(2_u64, "entry"), counted(0_u64, "day")],
            ["1 entry", "2 entries", "0 days"]
        );
    }
}
