//! `weekfive log`: a day's check-in from one shell line, or asked line by line.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use clap::Args;

use super::choice::yes_no;
use super::which_day::{be_sure, day_until_today};
use super::{Failure, Place, ask, output};
use crate::content;
use crate::domain::calendar::before;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::Rating;
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::score::{Amount, Awakenings, NdiAnswer, NdiTotal, Score};
use crate::domain::text::Words;
use crate::domain::trial::Trial;

/// The options of `log`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// The day: 20, 20 nov, 2026-11-20, mon, yesterday, or -2 for two days ago
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    /// That day is meant, however far it is from every other
    #[arg(long)]
    yes: bool,
    /// Pain on average, 0 to 10
    #[arg(long, conflicts_with = "skip")]
    pain: Option<Score>,
    /// Worst pain, 0 to 10
    #[arg(long)]
    worst: Option<Score>,
    /// Sleep, 0 bad to 10 good
    #[arg(long)]
    sleep: Option<Score>,
    /// Times pain woke you
    #[arg(long)]
    awakenings: Option<Awakenings>,
    /// Stress, 0 to 10
    #[arg(long)]
    stress: Option<Score>,
    /// Mood, 0 low to 10 good
    #[arg(long)]
    mood: Option<Score>,
    /// Mental clarity, 0 foggy to 10 clear
    #[arg(long)]
    clarity: Option<Score>,
    /// Soreness after a visit, 0 to 10
    #[arg(long)]
    soreness: Option<Score>,
    /// Took extra pain medicine; alone it means yes
    #[arg(long, num_args = 0..=1, default_missing_value = "yes", value_parser = yes_no(), value_name = "yes|no")]
    extra_medicine: Option<bool>,
    /// The Neck Disability Index as its total, 0 to 50
    #[arg(long, conflicts_with = "ndi_sections")]
    ndi: Option<NdiTotal>,
    /// Its ten topics in order, 0 to 5, - for a missing one
    #[arg(long, value_parser = sections, allow_hyphen_values = true, value_name = "1,2,-,…")]
    ndi_sections: Option<Sections>,
    /// A marker's value (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = marker)]
    marker: Vec<(String, Amount)>,
    /// A note
    #[arg(long, value_parser = words)]
    note: Option<Words>,
    /// Something that changed (repeatable)
    #[arg(long, value_name = "KIND:TEXT", value_parser = change)]
    change: Vec<Change>,
    /// No rating this day, with a word why
    #[arg(long, value_name = "REASON", value_parser = words)]
    skip: Option<Words>,
}

/// The answered topics, as one value of an option.
type Sections = std::sync::Arc<BTreeMap<NdiTopic, NdiAnswer>>;

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

fn sections(text: &str) -> Result<Sections, String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() != NdiTopic::ALL.len() {
        return Err(format!(
            "the index has 10 topics in a row, such as 1,2,-,0,3,1,2,2,1,0, not {}",
            parts.len()
        ));
    }
    let mut answers = BTreeMap::new();
    for (topic, part) in NdiTopic::ALL.iter().zip(parts) {
        if part != "-" {
            let answer: NdiAnswer = part.parse().map_err(|error| format!("{}: {error}", topic.label()))?;
            answers.insert(*topic, answer);
        }
    }
    if answers.is_empty() {
        return Err("none of the ten topics has a number".to_owned());
    }
    Ok(answers.into())
}

fn marker(text: &str) -> Result<(String, Amount), String> {
    let (name, value) = text
        .rsplit_once('=')
        .ok_or_else(|| format!("write a marker as NAME=VALUE, such as walk=25, not “{text}”"))?;
    Ok((name.trim().to_owned(), value.parse().map_err(|error| format!("{}: {error}", name.trim()))?))
}

fn change(text: &str) -> Result<Change, String> {
    let (kind, words) = text.split_once(':').ok_or_else(|| {
        format!("write a change as KIND:TEXT, where KIND is one of {}", ChangeKind::choices())
    })?;
    let text = Words::new(words).map_err(|error| error.to_string())?;
    Ok(Change { kind: kind.parse()?, text })
}

impl Options {
    fn is_empty(&self) -> bool {
        self.pain.is_none()
            && self.worst.is_none()
            && self.sleep.is_none()
            && self.awakenings.is_none()
            && self.stress.is_none()
            && self.mood.is_none()
            && self.clarity.is_none()
            && self.soreness.is_none()
            && self.extra_medicine.is_none()
            && self.ndi.is_none()
            && self.ndi_sections.is_none()
            && self.marker.is_empty()
            && self.note.is_none()
            && self.change.is_empty()
            && self.skip.is_none()
    }
}

/// Writes what was named, or asks.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let date = options.date.as_deref().map_or(Ok(today), |text| day_until_today("--date", text, today))?;
    let trial = place.trial()?;
    let days = place.store.read_days(before(date, 2), date);
    let Some(base) = days.to_edit(date) else {
        let problem = days.problem(date).map(ToString::to_string).unwrap_or_default();
        return Err(Failure::Read(problem));
    };
    if options.is_empty() {
        if !io::stdin().is_terminal() {
            return Err(Failure::Usage(
                "nothing to write: name at least one thing, such as --pain 4".to_owned(),
            ));
        }
        be_sure(place, trial.as_ref(), date, options.yes)?;
        return ask::run(place, trial.as_ref(), &days, base);
    }
    be_sure(place, trial.as_ref(), date, options.yes)?;
    let mut ours = base.clone();
    apply(&mut ours, options, trial.as_ref(), place)?;
    let saved = place.store.save_day(&base, &ours)?;
    output::line(&format!("Saved {}: {}.", shown(date, today), summary(&saved)));
    if let Some(missing) = saved.checkin.ndi.as_ref().filter(|ndi| ndi.score().is_none()).map(Ndi::missing) {
        output::line(&format!(
            "{missing} topics of the index are missing; a score needs at least 8 of 10 answers."
        ));
    }
    for line in trial.iter().flat_map(|trial| content::open_hold_lines(&trial.checklist)) {
        output::line(&line);
    }
    Ok(())
}

fn apply(day: &mut Day, options: &Options, trial: Option<&Trial>, place: &Place) -> Result<(), Failure> {
    let now = place.clock.now();
    let before = day.checkin.clone();
    let checkin = &mut day.checkin;
    if let Some(pain) = options.pain {
        checkin.rate(Rating::Rated(pain), now);
    }
    if let Some(reason) = &options.skip {
        checkin.rate(Rating::Skipped(reason.clone()), now);
    }
    checkin.worst = options.worst.or(checkin.worst);
    checkin.sleep = options.sleep.or(checkin.sleep);
    checkin.awakenings = options.awakenings.or(checkin.awakenings);
    checkin.stress = options.stress.or(checkin.stress);
    checkin.mood = options.mood.or(checkin.mood);
    checkin.clarity = options.clarity.or(checkin.clarity);
    checkin.soreness = options.soreness.or(checkin.soreness);
    checkin.extra_medicine = options.extra_medicine.or(checkin.extra_medicine);
    if let Some(note) = &options.note {
        checkin.note = Some(note.clone());
    }
    if let Some(total) = options.ndi {
        checkin.ndi = Some(Ndi::Total(total));
    }
    if let Some(topics) = &options.ndi_sections {
        checkin.ndi = Some(Ndi::Topics((**topics).clone()));
    }
    let markers = trial.map(|trial| trial.plan.function.as_markers()).unwrap_or_default();
    for (name, value) in &options.marker {
        let Some(marker) = markers.iter().find(|marker| marker.name == *name) else {
            let names: Vec<&str> = markers.iter().map(|marker| marker.name.as_str()).collect();
            let known = if names.is_empty() {
                "this trial has none".to_owned()
            } else {
                format!("it has {}", names.join(" and "))
            };
            return Err(Failure::Usage(format!("--marker {name}: the trial has no such marker; {known}")));
        };
        if marker.is_awakenings() {
            let count = value.as_whole().and_then(|count| Awakenings::new(count).ok());
            checkin.awakenings = Some(count.ok_or_else(|| {
                Failure::Usage(format!(
                    "--marker {name}: awakenings are a whole number of 0 to 99, not {value}"
                ))
            })?);
        } else {
            checkin.markers.insert(name.clone(), *value);
        }
    }
    checkin.stamp_measures(&before, now, place.settings.day_end);
    day.changes.extend(options.change.iter().cloned());
    Ok(())
}

/// What a day holds, in a few words.
pub fn summary(day: &Day) -> String {
    let checkin = &day.checkin;
    let mut parts = Vec::new();
    match &checkin.rating {
        Rating::Rated(pain) => parts.push(format!("pain {pain}")),
        Rating::Skipped(reason) => parts.push(format!("skipped ({reason})")),
        Rating::Blank => parts.push("no pain rating yet".to_owned()),
    }
    let scores = [
        ("worst", checkin.worst),
        ("sleep", checkin.sleep),
        ("stress", checkin.stress),
        ("mood", checkin.mood),
        ("clarity", checkin.clarity),
        ("soreness", checkin.soreness),
    ];
    for (name, score) in scores {
        parts.extend(score.map(|score| format!("{name} {score}")));
    }
    parts.extend(checkin.awakenings.map(|count| format!("awakenings {count}")));
    parts.extend(checkin.markers.iter().map(|(name, value)| format!("{name} {value}")));
    parts.extend(
        checkin
            .ndi
            .as_ref()
            .and_then(Ndi::score)
            .map(|score| format!("Neck Disability Index {}", crate::domain::score::one_decimal(score))),
    );
    parts.extend(
        checkin.extra_medicine.map(|yes| format!("extra medicine {}", if yes { "yes" } else { "no" })),
    );
    if checkin.note.is_some() {
        parts.push("a note".to_owned());
    }
    match day.changes.len() {
        0 => {}
        1 => parts.push("a change".to_owned()),
        count => parts.push(format!("{count} changes")),
    }
    parts.join(", ")
}
