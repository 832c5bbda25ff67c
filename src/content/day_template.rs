//! What a day's file begins with where a person writes it in an editor: every field, explained,
//! behind a comment sign.

use chrono::NaiveDate;

use super::events;
use crate::domain::calendar::long_date;
use crate::domain::change::ChangeKind;
use crate::domain::session::Technique;

const TEXT: &str = include_str!("../../assets/day-template.toml");

/// The text for one day.
pub fn day_template(date: NaiveDate) -> String {
    let kinds: Vec<&str> = events().iter().map(|event| event.id.as_str()).collect();
    TEXT.replace("{day}", &long_date(date))
        .replace("{date}", &date.to_string())
        .replace("{techniques}", &Technique::choices())
        .replace("{changes}", &ChangeKind::choices())
        .replace("{events}", &kinds.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::FIELDS;

    #[test]
    fn it_has_every_field_of_the_check_in() {
        let text = day_template("2026-11-20".parse().unwrap());
        assert!(text.starts_with("# Fri 20 Nov 2026. ") && text.contains("\ndate = 2026-11-20\n"), "{text}");
        for field in FIELDS {
            let there = [format!("\n#{} = ", field.id), format!("\n#[checkin.{}]", field.id)];
            assert!(there.iter().any(|line| text.contains(line)), "{}", field.id);
        }
        assert!(!text.contains(['{', '}']), "{text}");
    }
}
