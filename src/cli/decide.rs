//! `weekfive decide`: the week-five decision as one page, the same as on the screen.

use clap::Args;
use clap::builder::TypedValueParser;

use super::choice::listed;
use super::{Failure, Place, output, plain, question};
use crate::content;
use crate::content::decided::{self, Unfolded};
use crate::domain::calendar::long_date;
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::text::{Words, lower};
use crate::domain::trial::Trial;
use crate::domain::verdict::recorded::Choice;
use crate::export::blocks::{Block, to_speech, to_text};
use crate::export::decision_blocks::{decision_blocks, headline};
use crate::export::decision_json::decision_json;
use crate::ui::ascii;

/// The options of `decide`.
#[derive(Debug, Args)]
pub struct Options {
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Every rule with its inputs, the days behind the figures, and all that is said of how sure they are
    #[arg(long)]
    all: bool,
    /// Add what could still change it; knowing that can colour a rating
    #[arg(long)]
    what_if: bool,
    /// Write down what you decide, in place of what was written down before
    #[arg(long, value_name = "DECISION", value_parser = decision(), conflicts_with_all = ["json", "all", "what_if"])]
    record: Option<Choice>,
    /// Why you decide so, in your own words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    why: Option<Words>,
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

/// What can be decided, by the words of the option.
fn decision() -> impl TypedValueParser<Value = Choice> {
    listed(Choice::from_option, || {
        Choice::ALL.iter().map(|choice| (choice.option_word(), choice.label())).collect()
    })
}

/// Prints the decision. Days that cannot be read are named on standard error; they are neither
/// missing nor known, and the decision says how many there are.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    if options.record.is_none() && options.why.is_some() {
        let known: Vec<&str> = Choice::ALL.iter().map(|choice| choice.option_word()).collect();
        let known = known.join(", ");
        return Err(Failure::Usage(format!(
            "--why: say what you decide too, with --record and one of {known}"
        )));
    }
    let trial = place.running_trial()?;
    let days = place.recent_days(Some(&trial));
    let assessment = Assessment::of(&trial, &days, place.settings.day_end, place.today());
    let decision = &assessment.decision;
    for (_, problem) in days.problems() {
        output::complain(&problem.to_string());
    }
    if let Some(choice) = options.record {
        return record(place, &trial, decision, choice, options.why.clone());
    }
    if options.json {
        let reasons = decided::reasons_in_words(decision);
        let json = decision_json(&trial, decision, reasons, decided::next_steps(decision));
        output::line(&format!("{json:#}"));
        return Ok(());
    }
    let mut blocks = vec![
        Block::Title(format!("{}: {}", decided::week_title(decision), headline(decision))),
        Block::text(format!(
            "Trial {}, {}, {}. {}, {}.",
            trial.id,
            trial.plan.site.label().to_lowercase(),
            trial.plan.visits_in_short(),
            decided::day_in_words(decision),
            long_date(decision.as_of)
        )),
    ];
    let unfolded = Unfolded { all: options.all, what_if: options.what_if };
    let page = decided::page(&trial, &days, place.settings.day_end, &assessment, unfolded);
    blocks.extend(decision_blocks(page, decision));
    if question::can_be_asked() {
        // Whoever is there to be asked is told, line by line, and then asked.
        let mut terminal = plain::lines::Terminal::new(place);
        to_speech(&blocks).iter().for_each(|line| terminal.tell(line));
        if options.what_if {
            return Ok(());
        }
        let decision = assessment.decision.clone();
        return plain::decide::decide(place, trial, decision, &mut terminal);
    }
    let text = to_text(&blocks);
    output::print(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}

/// Writes down what the person decides, as Week five does, and says it back with what must not be missed: an
/// open hold, a review that the answer asks for, and the decision that gave way. The words of one that is
/// the same stay where no others are given.
fn record(
    place: &Place,
    trial: &Trial,
    decision: &Decision,
    choice: Choice,
    why: Option<Words>,
) -> Result<(), Failure> {
    let before = trial.decision.as_ref();
    let same = before.filter(|before| before.choice == choice);
    let reason = why.or_else(|| same.and_then(|before| before.reason.clone()));
    let ours = plain::decide::with_decision(trial, decision, choice, reason)
        .map_err(|words| Failure::Usage(format!("--record: {}", lower(words.trim_end_matches('.')))))?;
    let saved = place.store.save_trial(Some(trial), &ours)?;
    let mut lines = content::open_hold_lines(&saved.checklist);
    if let Some(review) = decided::verdict_words(decision).filter(|_| decision.verdict == Verdict::Review) {
        lines.push(review.meaning);
        lines.extend(review.next);
    }
    lines.extend(saved.decision.iter().flat_map(decided::recorded_in_words));
    if let Some(before) = before.filter(|before| saved.decision.as_ref() != Some(before)) {
        lines.push(content::told("decided-before"));
        lines.extend(decided::recorded_in_words(before));
    }
    let text = lines.join("\n");
    output::line(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}
