//! The trends in words, with their figures: better is always said, never implied by up or down.

use super::standing::{AfterVisits, Direction, Standing};
use crate::domain::mean::Mean;
use crate::domain::measure::Better;
use crate::domain::score::{Exact, one_decimal};

/// One line on where a measure stands: baseline, last seven days, the change with its direction,
/// and the distance to success, as far as each is known.
pub fn standing_in_words(standing: &Standing) -> String {
    let baseline = match standing.baseline {
        Some(mean) if standing.from_checklist => {
            format!("baseline {} (from the checklist)", one_decimal(mean.value))
        }
        Some(mean) => format!("baseline {}", mean_in_words(mean)),
        None => "no baseline".to_owned(),
    };
    let last_seven = match standing.last_seven {
        Some(mean) => format!("last 7 days {}", mean_in_words(mean)),
        None => "last 7 days nothing written".to_owned(),
    };
    let parts = [Some(baseline), Some(last_seven), change_in_words(standing), success_in_words(standing)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where a measure stands in few words, the fullest form first, each with less than the one before.
/// `now` is the word for the last seven days.
pub fn standing_in_few_words(standing: &Standing, now: &str) -> Vec<String> {
    let figure = |mean: Mean| one_decimal(mean.value);
    let with_n = |mean: Mean| format!("{} ({})", one_decimal(mean.value), mean.n);
    let baseline = match standing.baseline {
        Some(mean) if standing.from_checklist => format!("baseline {} (checklist)", figure(mean)),
        Some(mean) => format!("baseline {}", with_n(mean)),
        None => "no baseline".to_owned(),
    };
    let last_seven = standing
        .last_seven
        .map_or_else(|| format!("{now} nothing"), |mean| format!("{now} {}", with_n(mean)));
    let change = change_in_words(standing);
    let goal = standing.success_line.map(|line| match standing.to_success() {
        None => format!("goal {}", one_decimal(line)),
        Some(left) if left <= Exact::from_integer(0) => format!("goal {}, reached", one_decimal(line)),
        Some(left) => match one_decimal(left).as_str() {
            "0.0" => format!("goal {}, all but reached", one_decimal(line)),
            left => format!("goal {}, {left} to go", one_decimal(line)),
        },
    });
    let short = match (standing.baseline, standing.last_seven) {
        (Some(was), Some(is)) if standing.begun => format!("{} → {}", figure(was), figure(is)),
        (Some(was), _) => format!("baseline {}", figure(was)),
        (None, Some(is)) => format!("{now} {}", figure(is)),
        (None, None) => String::new(),
    };
    let join = |parts: [Option<String>; 4]| {
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    vec![
        join([Some(baseline), Some(last_seven), change.clone(), goal.clone()]),
        join([Some(short.clone()), change.clone(), goal, None]),
        join([Some(short.clone()), change.clone(), None, None]),
        change.unwrap_or(short),
    ]
}

/// A mean with its number of days: `6.1 (7 days)`.
pub fn mean_in_words(mean: Mean) -> String {
    format!("{} ({} {})", one_decimal(mean.value), mean.n, if mean.n == 1 { "day" } else { "days" })
}

/// The change since the baseline: `2.2 lower, better`.
pub fn change_in_words(standing: &Standing) -> Option<String> {
    let change = standing.change()?;
    let way = if change < Exact::from_integer(0) { "lower" } else { "higher" };
    Some(match standing.direction()? {
        Direction::Same => "about the same".to_owned(),
        direction @ (Direction::Better | Direction::Worse) => {
            format!("{} {way}, {}", one_decimal(size(change)), direction.word())
        }
    })
}

/// The distance to where success begins: `goal 4.3 or lower, 0.6 to go`.
pub fn success_in_words(standing: &Standing) -> Option<String> {
    let side = match standing.better {
        Better::Lower => "lower",
        Better::Higher => "higher",
    };
    let goal = format!("goal {} or {side}", one_decimal(standing.success_line?));
    Some(match standing.to_success() {
        None => goal,
        Some(left) if left <= Exact::from_integer(0) => format!("{goal}, reached"),
        Some(left) => match one_decimal(left).as_str() {
            "0.0" => format!("{goal}, less than 0.1 to go"),
            left => format!("{goal}, {left} to go"),
        },
    })
}

/// Days after visits beside other days, said to be no more than a description.
pub fn after_visits_in_words(found: &AfterVisits) -> String {
    format!(
        "days after a visit {} · other days {} · a description, not a cause",
        mean_in_words(found.after),
        mean_in_words(found.other)
    )
}

/// What one column of a chart stands for: `one column is one day`.
pub fn column_in_words(days: usize) -> String {
    match days {
        0 | 1 => "one column is one day".to_owned(),
        7 => "one column is one week, its mean".to_owned(),
        days => format!("one column is {days} days, their mean"),
    }
}

/// A number without its sign.
fn size(number: Exact) -> Exact {
    if number < Exact::from_integer(0) { -number } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(numerator: i64, denominator: i64, n: u32) -> Option<Mean> {
        Some(Mean { value: Exact::new(numerator, denominator), n })
    }

    fn standing() -> Standing {
        Standing {
            better: Better::Lower,
            baseline: mean(43, 7, 7),
            from_checklist: false,
            begun: true,
            last_seven: mean(39, 10, 6),
            success_line: Some(Exact::new(43, 10)),
        }
    }

    #[test]
    fn a_line_says_figures_days_and_direction() {
        assert_eq!(
            standing_in_words(&standing()),
            "baseline 6.1 (7 days) · last 7 days 3.9 (6 days) · 2.2 lower, better · goal 4.3 or lower, reached"
        );
        let worse = Standing { last_seven: mean(7, 1, 1), ..standing() };
        assert_eq!(
            standing_in_words(&worse),
            "baseline 6.1 (7 days) · last 7 days 7.0 (1 day) · 0.9 higher, worse · goal 4.3 or lower, 2.7 to go"
        );
        let sleep =
            Standing { better: Better::Higher, last_seven: mean(8, 1, 7), success_line: None, ..standing() };
        assert_eq!(change_in_words(&sleep).unwrap(), "1.9 higher, better");
    }

    #[test]
    fn few_words_leave_out_the_least_important_first() {
        assert_eq!(
            standing_in_few_words(&standing(), "now"),
            [
                "baseline 6.1 (7) · now 3.9 (6) · 2.2 lower, better · goal 4.3, reached",
                "6.1 → 3.9 · 2.2 lower, better · goal 4.3, reached",
                "6.1 → 3.9 · 2.2 lower, better",
                "2.2 lower, better",
            ]
        );
        let nothing = Standing { baseline: None, last_seven: None, success_line: None, ..standing() };
        assert_eq!(standing_in_few_words(&nothing, "now"), ["no baseline · now nothing", "", "", ""]);
        let before = Standing { begun: false, ..standing() };
        assert_eq!(standing_in_few_words(&before, "now")[1], "baseline 6.1 · goal 4.3");
    }

    #[test]
    fn what_is_not_known_is_said_or_left_out() {
        let nothing = Standing { baseline: None, last_seven: None, success_line: None, ..standing() };
        assert_eq!(standing_in_words(&nothing), "no baseline · last 7 days nothing written");
        let single =
            Standing { from_checklist: true, last_seven: None, baseline: mean(6, 1, 1), ..standing() };
        assert_eq!(
            standing_in_words(&single),
            "baseline 6.0 (from the checklist) · last 7 days nothing written · goal 4.3 or lower"
        );
        let before = Standing { begun: false, ..standing() };
        assert_eq!(
            standing_in_words(&before),
            "baseline 6.1 (7 days) · last 7 days 3.9 (6 days) · goal 4.3 or lower"
        );
    }

    #[test]
    fn a_goal_that_is_all_but_reached_is_not_called_reached() {
        let near = Standing { last_seven: mean(431, 100, 7), ..standing() };
        assert_eq!(success_in_words(&near).unwrap(), "goal 4.3 or lower, less than 0.1 to go");
        let same = Standing { last_seven: mean(43, 7, 7), ..standing() };
        assert_eq!(change_in_words(&same).unwrap(), "about the same");
    }

    #[test]
    fn columns_and_days_after_visits_are_described() {
        assert_eq!(column_in_words(1), "one column is one day");
        assert_eq!(column_in_words(3), "one column is 3 days, their mean");
        let found = AfterVisits { after: mean(4, 1, 1).unwrap(), other: mean(9, 2, 20).unwrap() };
        assert_eq!(
            after_visits_in_words(&found),
            "days after a visit 4.0 (1 day) · other days 4.5 (20 days) · a description, not a cause"
        );
    }
}
