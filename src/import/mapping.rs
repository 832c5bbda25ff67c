//! Which column goes where: `--map column=field`, and what each program's file has by itself.

use crate::domain::fields::{Access, FIELDS, Field};
use crate::domain::imported::marker_field;
use crate::domain::measure::{Better, Marker};
use crate::domain::nearest::or_did_you_mean;
use crate::domain::score::Amount;

use super::scale::Scale;
use super::{ImportError, refused};

/// Where a column's values go.
#[derive(Debug, Clone)]
pub enum Target {
    /// The day itself.
    Date,
    /// A field of the check-in.
    Field(&'static Field),
    /// A marker of the trial.
    Marker(Marker),
    /// Nowhere: it is left out on purpose.
    Nowhere,
}

impl Target {
    /// Its name in options.
    pub fn id(&self) -> String {
        match self {
            Self::Date => "date".to_owned(),
            Self::Field(field) => field.id.to_owned(),
            Self::Marker(marker) => marker_field(&marker.name),
            Self::Nowhere => "-".to_owned(),
        }
    }

    /// Its name for people.
    pub fn label(&self) -> String {
        match self {
            Self::Date => "Date".to_owned(),
            Self::Field(field) => field.label.to_owned(),
            Self::Marker(marker) => format!("{} ({})", marker.name, marker.unit),
            Self::Nowhere => "nothing".to_owned(),
        }
    }

    /// The range onto which a foreign scale is laid, for what has a scale that another program need
    /// not share; a count and a marker's amount are what they are.
    pub fn scale_range(&self) -> Option<(i64, i64)> {
        match self {
            Self::Field(field) => match field.access {
                Access::Score(..) | Access::Index(..) => field.range(),
                Access::Count(..) | Access::YesNo(..) | Access::Words(..) => None,
            },
            Self::Marker(marker) if marker.unit == "points" => Some((0, 10)),
            Self::Date | Self::Marker(_) | Self::Nowhere => None,
        }
    }

    /// The lowest and highest value of a number without a foreign scale.
    pub fn amount_range(&self) -> (i64, i64) {
        match self {
            Self::Field(field) => field.range().unwrap_or((0, 0)),
            Self::Marker(_) => (0, Amount::HIGH),
            Self::Date | Self::Nowhere => (0, 0),
        }
    }

    /// Which way is better.
    pub fn better(&self) -> Option<Better> {
        match self {
            Self::Field(field) => field.better,
            Self::Marker(marker) => Some(marker.better),
            Self::Date | Self::Nowhere => None,
        }
    }

    /// Whether several columns can go there.
    pub fn takes_several(&self) -> bool {
        matches!(self, Self::Nowhere) || self.is_words()
    }

    /// Whether it holds words.
    pub fn is_words(&self) -> bool {
        matches!(self, Self::Field(field) if matches!(field.access, Access::Words(..)))
    }
}

/// One column and where it goes.
#[derive(Debug, Clone)]
pub struct Take {
    /// The column's name, as it was given.
    pub column: String,
    /// Where it goes.
    pub target: Target,
    /// What its ratings mean.
    pub scale: Option<Scale>,
    /// Whether the person asked for it; otherwise the file's own layout did.
    pub asked: bool,
}

/// `column=field`, as it was given. The last `=` divides, for a column's name may have some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The column.
    pub column: String,
    /// The field's name.
    pub field: String,
}

impl std::str::FromStr for Wish {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("write it as COLUMN=FIELD, such as \"Pain level=pain\", not “{text}”");
        let (column, field) = text.rsplit_once('=').ok_or_else(wrong)?;
        if column.trim().is_empty() || field.trim().is_empty() {
            return Err(wrong());
        }
        Ok(Self { column: column.trim().to_owned(), field: field.trim().to_owned() })
    }
}

/// `[column=]scale`, as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleWish {
    /// The column; `None`: every rating of 0 to 10 that has no scale of its own.
    pub column: Option<String>,
    /// The scale.
    pub scale: Scale,
}

impl std::str::FromStr for ScaleWish {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.rsplit_once('=') {
            Some((column, scale)) => {
                Ok(Self { column: Some(column.trim().to_owned()), scale: scale.parse()? })
            }
            None => Ok(Self { column: None, scale: text.parse()? }),
        }
    }
}

/// Whether two column names are the same to a person.
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What is to be taken: what was asked for, then what the file's layout takes by itself.
///
/// # Errors
/// In a sentence: a field that is none, two columns for one figure, a scale for nothing.
pub fn takes(
    wishes: &[Wish],
    own: &[(&str, &str)],
    scales: &[ScaleWish],
    markers: &[Marker],
) -> Result<Vec<Take>, ImportError> {
    let mut takes: Vec<Take> = Vec::new();
    let own = own
        .iter()
        .map(|(column, field)| (Wish { column: (*column).to_owned(), field: (*field).to_owned() }, false));
    for (wish, asked) in wishes.iter().cloned().map(|wish| (wish, true)).chain(own) {
        let target = target(&wish, markers)?;
        let there = takes.iter().any(|take| same_name(&take.column, &wish.column));
        if !asked && there {
            continue;
        }
        if !target.takes_several()
            && let Some(other) = takes.iter().find(|take| take.target.id() == target.id())
        {
            return refused(format!(
                "--map {}={}: {} comes from {} already; keep one",
                wish.column,
                wish.field,
                target.id(),
                super::shown(&other.column)
            ));
        }
        takes.push(Take { column: wish.column, target, scale: None, asked });
    }
    for wish in scales {
        let mut used = false;
        for take in &mut takes {
            let fits = match &wish.column {
                Some(column) => same_name(column, &take.column),
                // The index has ends of its own, which no scale for all the others is meant for.
                None => take.scale.is_none() && take.target.scale_range() == Some((0, 10)),
            };
            if fits && take.target.scale_range().is_some() {
                take.scale = Some(wish.scale.clone());
                used = true;
            }
        }
        if !used {
            let column = wish.column.as_deref().unwrap_or_default();
            let scale = wish.scale.in_words();
            return refused(if column.is_empty() {
                format!(
                    "--scale {scale}: no rating of 0 to 10 without a scale is taken; name one with --map first"
                )
            } else {
                format!(
                    "--scale {column}={scale}: no rating is taken from such a column; name it with --map first"
                )
            });
        }
    }
    check_words(&takes)?;
    Ok(takes)
}

/// A scale of words gives figures of the field itself.
fn check_words(takes: &[Take]) -> Result<(), ImportError> {
    for take in takes {
        let (Some(Scale::Words(words)), Some((low, high))) = (&take.scale, take.target.scale_range()) else {
            continue;
        };
        for (word, figure) in words {
            if !(low.saturating_mul(1_000)..=high.saturating_mul(1_000)).contains(figure) {
                return refused(format!(
                    "--scale {}: {} is {low} to {high}, so “{word}” cannot be {}",
                    take.column,
                    take.target.id(),
                    super::number::in_words(*figure)
                ));
            }
        }
    }
    Ok(())
}

fn target(wish: &Wish, markers: &[Marker]) -> Result<Target, ImportError> {
    let name = wish.field.as_str();
    match name {
        "date" => return Ok(Target::Date),
        "-" => return Ok(Target::Nowhere),
        _ => {}
    }
    if let Some(field) = Field::named(name) {
        return Ok(Target::Field(field));
    }
    let plain = name.strip_prefix("marker:").unwrap_or(name);
    if let Some(marker) = markers.iter().find(|marker| marker.name == plain) {
        if marker.is_awakenings() {
            return target(&Wish { column: wish.column.clone(), field: "awakenings".to_owned() }, markers);
        }
        return Ok(Target::Marker(marker.clone()));
    }
    let known: Vec<String> = ["date".to_owned()]
        .into_iter()
        .chain(FIELDS.iter().map(|field| field.id.to_owned()))
        .chain(markers.iter().map(|marker| marker_field(&marker.name)))
        .collect();
    let like = or_did_you_mean(name, known.iter().map(String::as_str));
    refused(format!(
        "--map {}={name}: there is no field {}; fields are {}, and - for none{like}",
        wish.column,
        super::shown(name),
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(texts: &[&str]) -> Vec<Wish> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn scales(texts: &[&str]) -> Vec<ScaleWish> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn refusal(maps: &[&str], given: &[&str]) -> String {
        takes(&wishes(maps), &[], &scales(given), &[]).unwrap_err().to_string()
    }

    #[test]
    fn a_scale_goes_to_its_column_and_one_without_to_all_others() {
        let found = takes(
            &wishes(&["How bad=pain", "a=b=mood", "Note=note"]),
            &[("note", "note")],
            &scales(&["how bad=0..100", "1..5"]),
            &[],
        )
        .unwrap();
        let shown: Vec<(String, Option<String>)> =
            found.iter().map(|take| (take.target.id(), take.scale.as_ref().map(Scale::in_words))).collect();
        assert_eq!(
            shown,
            [
                ("pain".into(), Some("0..100".into())),
                ("mood".into(), Some("1..5".into())),
                ("note".into(), None)
            ]
        );
        assert_eq!(found[1].column, "a=b");
    }

    #[test]
    fn what_does_not_fit_together_is_said() {
        assert_eq!(
            refusal(&["x=pian"], &[]),
            "--map x=pian: there is no field “pian”; fields are date, pain, skipped, worst, sleep, \
             awakenings, stress, mood, clarity, soreness, extra_medicine, note, ndi, and - for none; did you mean \
             “pain”?"
        );
        assert_eq!(
            refusal(&["a=pain", "b=pain"], &[]),
            "--map b=pain: pain comes from “a” already; keep one"
        );
        assert_eq!(
            refusal(&["a=note"], &["a=1..5"]),
            "--scale a=1..5: no rating is taken from such a column; name it with --map first"
        );
        assert_eq!(refusal(&["a=mood"], &["a=rad:12"]), "--scale a: mood is 0 to 10, so “rad” cannot be 12");
        assert_eq!(
            refusal(&["a=ndi"], &["0..50"]),
            "--scale 0..50: no rating of 0 to 10 without a scale is taken; name one with --map first"
        );
        assert!("pain".parse::<Wish>().is_err() && "=pain".parse::<Wish>().is_err());
    }
}
