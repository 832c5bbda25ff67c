//! `weekfive decide`: the week-five decision as one page, the same as on the screen.

use clap::Args;

use super::{Failure, Place, output, plain, question};
use crate::content::decided::{self, Unfolded};
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::export::blocks::{Block, to_text};
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
}

/// Prints the decision. Days that cannot be read are named on standard error; they are neither
/// missing nor known, and the decision says how many there are.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let trial = place.running_trial()?;
    let days = place.recent_days(Some(&trial));
    let assessment = Assessment::of(&trial, &days, place.settings.day_end, place.today());
    let decision = &assessment.decision;
    for (_, problem) in days.problems() {
        output::complain(&problem.to_string());
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
    let text = to_text(&blocks);
    output::print(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    if question::can_be_asked() && !options.what_if {
        let decision = assessment.decision.clone();
        return plain::decide::decide(place, trial, decision, &mut plain::lines::Terminal::new(place));
    }
    Ok(())
}
