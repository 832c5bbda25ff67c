//! The report for a clinician: one trial from its plan to its decision, in the journal's own
//! figures.

use chrono::NaiveDate;

use super::blocks::Block;
use super::decision_blocks::decision_blocks;
use crate::content;
use crate::content::decided::{Unfolded, page};
use crate::domain::assessment::Assessment;
use crate::domain::calendar::{DayEnd, dates, long_date, short_date};
use crate::domain::checkin::DayState;
use crate::domain::checklist::{Factor, QuestionKind};
use crate::domain::day::{Day, Days};
use crate::domain::measure::Ndi;
use crate::domain::score::Score;
use crate::domain::session::{Discomfort, Session};
use crate::domain::text::Words;
use crate::domain::trial::Trial;
use crate::domain::visits::{Visit, visits};

/// The question whose answer only its own option puts into a report.
const PRIVATE: &str = "abuse-history";

/// What a report holds beyond what it always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contents {
    /// Notes of days and visits, and the feelings that came up.
    pub notes: bool,
    /// Every answer of the checklist and every personal factor, what is in one's past included.
    pub all_answers: bool,
}

/// The report as it stands on a day.
pub fn report(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    as_of: NaiveDate,
    contents: Contents,
) -> Vec<Block> {
    let assessment = Assessment::of(trial, days, day_end, as_of);
    let mut blocks = vec![Block::Title("A trial of massage: report".to_owned())];
    blocks.push(Block::text(format!(
        "Written on {} from a journal that the person kept. It describes; it does not diagnose, and it \
         complements other care.",
        long_date(as_of)
    )));
    blocks.extend(about(trial));
    blocks.push(Block::heading("Result"));
    let unfolded = Unfolded { all: true, what_if: false };
    let page = page(trial, days, day_end, &assessment, unfolded);
    blocks.extend(decision_blocks(page, &assessment.decision));
    blocks.extend(safety(trial, contents));
    blocks.extend(visit_blocks(trial, days, as_of, &assessment, contents));
    blocks.extend(change_blocks(trial, days, as_of));
    blocks.extend(day_blocks(trial, days, day_end, as_of, contents));
    blocks.push(Block::heading("Sources"));
    blocks.push(Block::List(
        content::sources()
            .iter()
            .filter(|source| SOURCES.contains(&source.id.as_str()))
            .map(|source| match &source.doi {
                Some(doi) => format!("{} doi {doi}", source.citation),
                None => source.citation.clone(),
            })
            .collect(),
    ));
    blocks
}

/// What the rules and the figures of certainty rest on.
const SOURCES: [&str; 7] = [
    "sherman-2014",
    "cook-2015",
    "dworkin-2008",
    "stratford-1999",
    "young-2009",
    "parker-2009",
    "newcombe-2006",
];

fn about(trial: &Trial) -> Vec<Block> {
    let plan = &trial.plan;
    let (_, end) = plan.checkpoint_window();
    let clinician = trial.checklist.clinician.map_or("not said", |known| known.value.label());
    let mut rows = vec![
        ["Place".to_owned(), plan.site.label().to_owned()],
        ["Age".to_owned(), plan.age.label().to_owned()],
        ["Planned dose".to_owned(), content::plan_line(plan)],
        ["Length".to_owned(), format!("{} days, then a week of measuring", plan.treatment_days())],
        ["Dates".to_owned(), format!("{} to {}", long_date(plan.start), long_date(end))],
        ["A clinician knows".to_owned(), clinician.to_owned()],
    ];
    rows.extend(trial.checklist.goals.as_ref().map(|goals| ["Goals".to_owned(), goals.to_string()]));
    vec![Block::table(["", ""], rows)]
}

/// Holds with their clearances, and the answers that matter to a clinician.
fn safety(trial: &Trial, contents: Contents) -> Vec<Block> {
    let list = &trial.checklist;
    let mut blocks = vec![Block::heading("Holds and clearances")];
    let mut holds: Vec<String> = Vec::new();
    for hold in &list.holds {
        let label = content::short_label(&hold.item);
        let rest = match &hold.clearance {
            None => format!("open. {}", content::what_to_do(content::hold_level(hold))),
            Some(given) => {
                let by = given.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
                let limits = given.limits.as_ref().map(|it| format!("; limits: {it}")).unwrap_or_default();
                format!("clearance recorded for {}{by}{limits}", long_date(given.on))
            }
        };
        holds.push(format!("{label}: on hold from {}, {rest}", long_date(hold.opened)));
    }
    blocks.push(if holds.is_empty() { Block::text("There was none.") } else { Block::List(holds) });
    let mut answers = Vec::new();
    for text in content::all_questions() {
        let Some(answer) = list.answers.get(&text.rule.id) else { continue };
        let told = match text.rule.kind {
            QuestionKind::Statement => !answer.value,
            QuestionKind::Remark
            | QuestionKind::Clearance
            | QuestionKind::RedFlag
            | QuestionKind::Urgent
            | QuestionKind::Tell => answer.value && text.rule.id != PRIVATE,
        };
        if told || contents.all_answers {
            let yes = if answer.value { "yes" } else { "no" };
            answers.push(format!("{} {yes} ({})", text.question, long_date(answer.on)));
        }
    }
    if contents.all_answers {
        let factor = |factor: &Factor| Some(format!("{}: {}", factor.label(), list.factors.get(factor)?));
        answers.extend(Factor::ALL.iter().filter_map(factor));
    }
    if !answers.is_empty() {
        let heading = if contents.all_answers { "The checklist" } else { "From the checklist" };
        blocks.push(Block::heading(heading));
        blocks.push(Block::List(answers));
    }
    blocks
}

fn visit_blocks(
    trial: &Trial,
    days: &impl Days,
    as_of: NaiveDate,
    assessment: &Assessment,
    contents: Contents,
) -> Vec<Block> {
    let all = visits(&trial.plan, days, as_of);
    let past: Vec<&Visit> = all.list.iter().filter(|visit| visit.date <= as_of).collect();
    let mut blocks = vec![Block::heading("Visits")];
    let rows = past.iter().map(|visit| visit_row(visit, visit.session(days))).collect();
    blocks.push(Block::table(
        ["Date", "Visit", "Minutes", "Techniques", "Pressure", "Pain before, during, after", "Discomfort"],
        rows,
    ));
    let mut lines: Vec<String> = Vec::new();
    let adverse = past
        .iter()
        .filter_map(|visit| Some((visit.date, visit.session(days)?)))
        .filter(|(_, session)| session.discomfort.iter().any(|kind| *kind != Discomfort::None))
        .count();
    lines.push(match adverse {
        0 => "No visit brought discomfort that was written down.".to_owned(),
        1 => "1 visit brought discomfort.".to_owned(),
        count => format!("{count} visits brought discomfort."),
    });
    lines.extend(soreness(trial, days, as_of));
    if let Some(cost) = assessment.adherence.cost {
        let paid = assessment.adherence.with_cost;
        lines.push(format!("Cost: {} in all, written for {paid} visits.", content::decided::number(cost)));
    }
    blocks.push(Block::List(lines));
    if contents.notes {
        let notes: Vec<String> = past
            .iter()
            .filter_map(|visit| Some((visit.date, visit.session(days)?)))
            .flat_map(|(date, session)| {
                dated(date, [&session.note, &session.feelings, &session.why].map(Option::as_ref))
            })
            .collect();
        if !notes.is_empty() {
            blocks.push(Block::text("Notes on visits:"));
            blocks.push(Block::List(notes));
        }
    }
    blocks
}

fn visit_row(visit: &Visit, session: Option<&Session>) -> [String; 7] {
    let mut state = visit.state.label().to_owned();
    if visit.is_extra() {
        state.push_str(", extra");
    }
    let scores = |session: &Session| {
        let shown = |score: Option<Score>| score.map_or("–".to_owned(), |score| score.to_string());
        let all = [session.pain_before, session.pain_during, session.pain_after];
        if all.iter().all(Option::is_none) { String::new() } else { all.map(shown).join(", ") }
    };
    let labels = |labels: Vec<&str>| labels.join(", ");
    [
        long_date(visit.date),
        state,
        visit.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        session.map(|it| labels(it.techniques.iter().map(|one| one.label()).collect())).unwrap_or_default(),
        session.and_then(|it| it.pressure).map(|it| it.label().to_owned()).unwrap_or_default(),
        session.map(scores).unwrap_or_default(),
        session.map(|it| labels(it.discomfort.iter().map(|one| one.label()).collect())).unwrap_or_default(),
    ]
}

fn written<'d>(trial: &Trial, days: &'d impl Days, as_of: NaiveDate) -> impl Iterator<Item = &'d Day> {
    let (first, last) = (trial.plan.baseline_window().0, trial.plan.late_window().1);
    dates(first, last.min(as_of)).filter_map(|date| days.day(date).written())
}

fn soreness(trial: &Trial, days: &impl Days, as_of: NaiveDate) -> Option<String> {
    let sore: Vec<Score> = written(trial, days, as_of).filter_map(|day| day.checkin.soreness).collect();
    let highest = sore.iter().max()?;
    let count = sore.iter().filter(|score| score.get() > 0).count();
    Some(format!("Soreness after visits was noted on {count} of {} days, {highest} at most.", sore.len()))
}

fn change_blocks(trial: &Trial, days: &impl Days, as_of: NaiveDate) -> Vec<Block> {
    let lines: Vec<String> = written(trial, days, as_of)
        .flat_map(|day| {
            day.changes.iter().map(|change| {
                format!("{}: {}, {}", long_date(day.date), change.kind.label().to_lowercase(), change.text)
            })
        })
        .collect();
    let body = if lines.is_empty() { Block::text("Nothing was written down.") } else { Block::List(lines) };
    vec![Block::heading("What else changed"), body]
}

fn day_blocks(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    as_of: NaiveDate,
    contents: Contents,
) -> Vec<Block> {
    let shown = |score: Option<Score>| score.map(|score| score.to_string()).unwrap_or_default();
    let rows: Vec<[String; 9]> = written(trial, days, as_of)
        .map(|day| {
            let checkin = &day.checkin;
            let pain = match day.state(day_end) {
                DayState::Rated => shown(checkin.pain()),
                DayState::Late => format!("{} (late)", shown(checkin.pain())),
                DayState::Skipped => "skipped".to_owned(),
                DayState::Blank => String::new(),
            };
            let ndi = checkin.ndi.as_ref().and_then(Ndi::score).map(content::decided::number);
            let markers = checkin.markers.iter().map(|(name, value)| format!("{name} {value}"));
            let function: Vec<String> =
                ndi.map(|score| format!("NDI {score}")).into_iter().chain(markers).collect();
            [
                long_date(day.date),
                trial.plan.day_number(day.date).to_string(),
                pain,
                shown(checkin.worst),
                shown(checkin.sleep),
                checkin.awakenings.map(|count| count.to_string()).unwrap_or_default(),
                shown(checkin.stress),
                checkin
                    .extra_medicine
                    .map(|yes| if yes { "yes" } else { "no" }.to_owned())
                    .unwrap_or_default(),
                function.join(", "),
            ]
        })
        .collect();
    let mut blocks = vec![
        Block::heading("Day by day"),
        Block::text("Scores go from 0 to 10. A day that is not listed was not written down."),
        Block::table(
            ["Date", "Day", "Pain", "Worst", "Sleep", "Awakenings", "Stress", "Extra medicine", "Function"],
            rows,
        ),
    ];
    if contents.notes {
        let notes: Vec<String> = written(trial, days, as_of)
            .flat_map(|day| dated(day.date, [day.checkin.note.as_ref(), day.checkin.skipped()]))
            .collect();
        if !notes.is_empty() {
            blocks.push(Block::text("Notes:"));
            blocks.push(Block::List(notes));
        }
    }
    blocks
}

/// What was written on a date, a line each.
fn dated<const N: usize>(date: NaiveDate, texts: [Option<&Words>; N]) -> Vec<String> {
    texts.into_iter().flatten().map(|words| format!("{}: {words}", short_date(date))).collect()
}
