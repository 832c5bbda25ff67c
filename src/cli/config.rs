//! `weekfive config`: the settings in force and where each comes from; `--write-default` writes a
//! file with every one, explained.

use std::path::Path;

use clap::Args;

use super::origin::{Origin, Origins};
use super::{Failure, Place, output};
use crate::domain::calendar::long_date;
use crate::runtime::configuration::{SETTINGS, commented, own_keys, read_with_names};
use crate::store::OutputFailure;
use crate::ui::ascii;

/// The options of `config`.
#[derive(Debug, Clone, Copy, Args)]
pub struct Options {
    /// Write a settings file that explains every setting, where there is none yet
    #[arg(long)]
    write_default: bool,
}

/// Prints what is in force, or writes the file.
pub fn run(place: &Place, origins: &Origins, options: Options) -> Result<(), Failure> {
    if options.write_default {
        return write_default(place);
    }
    let text = in_force(place, origins);
    output::print(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}

fn in_force(place: &Place, origins: &Origins) -> String {
    let (_, set) = read_with_names(&place.config);
    let there = if place.config.exists() {
        String::new()
    } else {
        "; it is not there yet, weekfive config --write-default writes one".to_owned()
    };
    let today = match origins.today {
        Origin::Default => "by the clock".to_owned(),
        origin => origin.to_string(),
    };
    let mut lines = vec![
        format!("settings file: {} ({}{there})", place.config.display(), origins.config),
        format!("journal: {} ({})", place.store.root().display(), origins.data),
        format!("today: {} ({today})", long_date(place.today())),
        format!("colours: {} ({})", if place.settings.color { "on" } else { "off" }, origins.color),
        String::new(),
    ];
    for setting in SETTINGS {
        let from_file = if set.contains(&setting.name) { Origin::File } else { Origin::Default };
        let origin = origins.ascii.filter(|_| setting.name == "ascii").unwrap_or(from_file);
        lines.push(format!("{} = {} ({origin})", setting.name, (setting.written)(&place.settings)));
    }
    let own = own_keys(&place.settings.keymap);
    if own.is_empty() {
        lines.push(format!("keys: as the README lists them ({})", Origin::Default));
    }
    lines.extend(own.iter().map(|key| format!("key {key} ({})", Origin::File)));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Writes the file for the person alone, never over one that is there.
fn write_default(place: &Place) -> Result<(), Failure> {
    let file = &place.config;
    let failed = |failure: OutputFailure| match failure {
        OutputFailure::Exists { path, .. } => Failure::Usage(format!(
            "{} is there already and stays as it is; weekfive config shows what is in force",
            path.display()
        )),
        OutputFailure::Own { path } => Failure::Usage(format!(
            "{} belongs to the journal itself; name another place with --config",
            path.display()
        )),
        OutputFailure::System { path, message } => {
            Failure::Write(format!("{} could not be written: {message}", path.display()))
        }
    };
    let above = file.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    let missing: Vec<&Path> = above.take_while(|folder| !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        place.store.make_output_folder(folder).map_err(failed)?;
    }
    place.store.write_out(&[(file.clone(), commented())], false).map_err(failed)?;
    output::line(&format!("Written: {}. Open it in any editor.", file.display()));
    Ok(())
}
