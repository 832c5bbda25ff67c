//! The options of `log` that hold one field of the check-in each: a row of the table of fields is one.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::choice::listed;
use crate::content;
use crate::domain::fields::{Access, FIELDS, Field, Value};

/// The fields that were named, each with its value.
#[derive(Debug, Clone, Default)]
pub struct CheckinOptions {
    /// In the order of the table.
    pub given: Vec<(&'static Field, Value)>,
}

/// The fields with an option of their own name; the reason for skipping is `--skip`.
fn fields() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.id != "skipped")
}

fn arg(field: &'static Field) -> Arg {
    let read = move |text: &str| field.read(text);
    let words = content::field(field.option());
    let arg = Arg::new(field.id).long(field.option());
    let arg = arg.help(words.map(content::FieldText::option_help).unwrap_or_default());
    match field.access {
        Access::YesNo(..) => arg
            .num_args(0..=1)
            .default_missing_value("yes")
            .value_parser(listed(read, || vec![("yes", ""), ("no", "")]))
            .value_name("yes|no"),
        Access::Words(..) => arg.value_parser(read).value_name("TEXT"),
        Access::Index(..) => arg.value_parser(read).value_name("N").conflicts_with("ndi_sections"),
        Access::Score(..) if field.is_pain() => arg.value_parser(read).value_name("N").conflicts_with("skip"),
        Access::Score(..) | Access::Count(..) => arg.value_parser(read).value_name("N"),
    }
}

impl Args for CheckinOptions {
    fn augment_args(command: Command) -> Command {
        fields().fold(command, |command, field| command.arg(arg(field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for CheckinOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let value = |field: &'static Field| Some((field, matches.get_one::<Value>(field.id)?.clone()));
        Ok(Self { given: fields().filter_map(value).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
