//! The plan of a trial in plain mode: dose, days, measures, and what is new before a follow-up block.

use chrono::NaiveDate;

use super::start::{Beginning, page};
use super::{Question, Refused, markers, read, safety};
use crate::app::views::checklist::{answer_since, doses_offered, is_opened, open_group, weekdays};
use crate::content::{self, plain};
use crate::domain::calendar::{after, before, parse_weekday, weekday_name};
use crate::domain::checklist::{Checklist, Part, Site};
use crate::domain::date_words::{self, DateWordsError, shown};
use crate::domain::drafts::asked_for;
use crate::domain::measure::{FunctionMeasure, Ndi, NdiTopic};
use crate::domain::score::{NdiAnswer, NdiTotal};
use crate::domain::trial::{
    DEFAULT_WEEKS, Dose, DoseKind, Plan, START_AHEAD_DAYS, Setup, Steps, Trial, WINDOW_DAYS, check_start,
    weeks_in_range,
};

/// The draft by which a dose of one's own is asked for, on the screen too.
const OWN_DOSE: &str = "own-dose";

/// Dose, weeks, days, and what is measured.
pub fn first(talk: &Beginning) -> Vec<Question<Beginning>> {
    let setup = &talk.setup;
    let mut all = vec![dose(setup)];
    let is_own = setup.dose.is_some_and(|dose| dose.kind() == DoseKind::Custom);
    if is_own || setup.checklist.drafts.get(OWN_DOSE).is_some() {
        all.push(own_dose(setup));
    }
    all.extend([weeks(setup), days(setup), start(talk), weekly_day(setup)]);
    let is_neck = setup.checklist.site.is_some_and(|site| site.value == Site::Neck);
    if is_neck {
        all.push(measure(talk));
    }
    if is_neck && !talk.wants_markers {
        all.extend([baseline_pain(setup), baseline_index(setup)]);
    } else {
        let mut chosen = markers::questions(setup);
        all.push(baseline_pain(setup));
        all.append(&mut chosen);
    }
    all
}

fn set_dose(setup: &mut Setup, dose: Dose) {
    // Another number of visits spreads its weekdays anew.
    setup.weekdays = setup.weekdays.take().filter(|days| days.len() == usize::from(dose.per_week()));
    setup.dose = Some(dose);
    setup.checklist.drafts.forget(OWN_DOSE);
}

fn dose(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("dose");
    let offered = doses_offered(setup);
    let mut choices: Vec<String> = offered.iter().map(|dose| content::dose_line(*dose)).collect();
    choices.push("Another dose of your own".to_owned());
    let names: Vec<Vec<String>> = choices.iter().map(|words| vec![words.clone()]).collect();
    let take = move |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        let named = answer
            .parse::<Dose>()
            .ok()
            .filter(|dose| offered.contains(dose) || dose.kind() == DoseKind::Custom);
        let dose = match named {
            Some(dose) => Some(dose),
            None => {
                let place = read::one_of(answer, &names)
                    .map_err(|words| words.replace("or a name", "or minutes x visits, such as 60x2"))?;
                offered.get(place).copied()
            }
        };
        match dose {
            Some(dose) => set_dose(&mut setup, dose),
            None => {
                setup.dose = setup.dose.filter(|dose| dose.kind() == DoseKind::Custom);
                setup.checklist.drafts.keep(OWN_DOSE, asked_for());
            }
        }
        talk.keep(setup)?;
        Ok(vec![dose.map_or_else(
            || "A dose of your own.".to_owned(),
            |dose| format!("{}.", content::dose_line(dose)),
        )])
    };
    let wants_own = setup.checklist.drafts.get(OWN_DOSE).map(|_| "a dose of your own".to_owned());
    Question::new("dose", prompt, "a number, or minutes x visits, such as 60x2", take)
        .choosing(choices)
        .helped(help)
        .standing(setup.dose.map(content::dose_line).or(wants_own))
}

fn own_dose(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page(OWN_DOSE);
    let take = |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        let dose: Dose = answer.parse()?;
        set_dose(&mut setup, dose);
        talk.keep(setup)?;
        Ok(vec![format!("{}.", content::dose_line(dose))])
    };
    Question::new(OWN_DOSE, prompt, "minutes x visits, such as 45x2", take)
        .helped(help)
        .standing(setup.dose.map(|dose| dose.to_string()))
}

fn weeks(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("weeks");
    let take = |talk: &mut Beginning, answer: &str| {
        let figure = answer.trim().trim_end_matches("weeks").trim_end_matches("week");
        let number =
            read::number(figure).ok_or_else(|| format!("weeks are a whole number, not “{answer}”"))?;
        let weeks = weeks_in_range(number).map_err(|error| error.to_string())?;
        let setup = Setup { weeks: Some(weeks), ..talk.setup.clone() };
        talk.keep(setup)?;
        Ok(vec![if weeks == 1 { "1 week.".to_owned() } else { format!("{weeks} weeks.") }])
    };
    Question::new("weeks", prompt, "1 to 12", take)
        .helped(help)
        .standing(setup.weeks.map(|weeks| weeks.to_string()))
        .offering(Some(DEFAULT_WEEKS.to_string()))
}

fn names(days: &std::collections::BTreeSet<crate::domain::trial::DayOfWeek>) -> String {
    days.iter().map(|day| weekday_name(day.0)).collect::<Vec<_>>().join(", ")
}

fn days(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("weekdays");
    let take = |talk: &mut Beginning, answer: &str| {
        let days = weekdays(&answer.replace(" and ", " "))?;
        let mut setup = talk.setup.clone();
        if let Some(dose) = setup.dose.filter(|dose| days.len() != usize::from(dose.per_week())) {
            return Err(Refused::Not(format!(
                "the dose {dose} needs {} weekdays, not {}",
                dose.per_week(),
                days.len()
            )));
        }
        let lines = vec![format!("{}.", names(&days))];
        setup.weekdays = Some(days);
        talk.keep(setup)?;
        Ok(lines)
    };
    Question::new("weekdays", prompt, "weekdays, such as mon and thu", take)
        .helped(help)
        .standing(setup.weekdays.as_ref().map(names))
        .offering(setup.dose.map(|dose| names(&dose.default_weekdays())))
}

fn start(talk: &Beginning) -> Question<Beginning> {
    let (prompt, help) = page("start");
    let today = talk.today;
    let take = |talk: &mut Beginning, answer: &str| {
        let today = talk.today;
        let allowed = before(today, WINDOW_DAYS)..=after(today, START_AHEAD_DAYS);
        let day = match date_words::read(answer, today, allowed) {
            Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
            Err(error) => return Err(error.to_string().into()),
        };
        check_start(day, today).map_err(|error| error.to_string())?;
        let setup = Setup { start: Some(day), ..talk.setup.clone() };
        talk.keep(setup)?;
        Ok(vec![format!("Day 1 is {}.", shown(day, today))])
    };
    Question::new("start", prompt, "a date, such as mon or 2 dec", take)
        .helped(help)
        .standing(talk.setup.start.map(|day| shown(day, today)))
        .offering(Some(shown(after(today, WINDOW_DAYS), today)))
}

fn weekly_day(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("weekly-day");
    let take = |talk: &mut Beginning, answer: &str| {
        let day =
            parse_weekday(answer).ok_or_else(|| format!("“{answer}” is not a weekday; type one like sun"))?;
        let setup = Setup { weekly_day: Some(day), ..talk.setup.clone() };
        talk.keep(setup)?;
        Ok(vec![format!("The weekly measure is on {}.", weekday_name(day))])
    };
    Question::new("weekly-day", prompt, "a weekday", take)
        .helped(help)
        .standing(setup.weekly_day.map(|day| weekday_name(day).to_owned()))
        .offering(Some("Sunday".to_owned()))
}

/// With neck pain: the index, or two markers in its place.
fn measure(talk: &Beginning) -> Question<Beginning> {
    let (prompt, help) = plain::ask("measure");
    let choices = ["the Neck Disability Index", "two markers"];
    let names = [
        vec!["the index".to_owned(), "index".to_owned(), choices[0].to_owned()],
        vec![choices[1].to_owned(), "markers".to_owned()],
    ];
    let take = move |talk: &mut Beginning, answer: &str| {
        let place = read::one_of(answer, &names)?;
        talk.wants_markers = place == 1;
        if !talk.wants_markers && !talk.setup.markers.is_empty() {
            let setup = Setup { markers: Vec::new(), ..talk.setup.clone() };
            talk.keep(setup)?;
        }
        Ok(vec![if place == 1 { "Two markers.".to_owned() } else { "The Neck Disability Index.".to_owned() }])
    };
    let now = talk.wants_markers.then(|| choices[1].to_owned());
    Question::new("measure", prompt, "1 or 2", take)
        .choosing(choices.map(str::to_owned))
        .helped(help)
        .helped(content::index_form())
        .standing(now)
        .offering(Some("the index".to_owned()))
}

fn baseline_pain(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("baseline-pain");
    let take = |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        setup.baseline.pain = if answer == "-" { None } else { Some(read::score(answer)?) };
        let pain = setup.baseline.pain;
        talk.keep(setup)?;
        let mut lines =
            vec![pain.map_or_else(|| "Left open.".to_owned(), |pain| format!("Pain {pain} of 10."))];
        lines.extend(pain.filter(|pain| pain.get() < 4).map(|_| plain::line("little-room").to_owned()));
        Ok(lines)
    };
    Question::new("baseline-pain", prompt, "0 to 10", take)
        .helped(help)
        .standing(setup.baseline.pain.map(|pain| pain.to_string()))
        .optional()
}

fn baseline_index(setup: &Setup) -> Question<Beginning> {
    let (prompt, help) = page("baseline-ndi");
    let take = |talk: &mut Beginning, answer: &str| {
        let mut setup = talk.setup.clone();
        setup.baseline.ndi = if answer == "-" { None } else { Some(index(answer)?) };
        let said = setup.baseline.ndi.as_ref().map_or_else(|| "Left open.".to_owned(), index_words);
        talk.keep(setup)?;
        Ok(vec![said])
    };
    Question::new("baseline-ndi", prompt, "0 to 50, or its ten numbers", take)
        .helped(help)
        .standing(setup.baseline.ndi.as_ref().and_then(Ndi::score).map(crate::domain::score::one_decimal))
        .optional()
}

/// The index as its total, or as its ten numbers with a hyphen for a missing one.
///
/// # Errors
/// In a sentence, where it is neither.
pub fn index(answer: &str) -> Result<Ndi, String> {
    let parts: Vec<&str> = answer.split([',', ' ']).filter(|part| !part.is_empty()).collect();
    if let [total] = parts.as_slice() {
        return total.parse::<NdiTotal>().map(Ndi::Total).map_err(|error| error.to_string());
    }
    if parts.len() != NdiTopic::ALL.len() {
        return Err(format!("the index has 10 numbers, not {}; or type its total of 0 to 50", parts.len()));
    }
    let mut topics = std::collections::BTreeMap::new();
    for (topic, part) in NdiTopic::ALL.iter().zip(parts) {
        if part != "-" {
            let answer: NdiAnswer = part.parse().map_err(|error| format!("{}: {error}", topic.label()))?;
            topics.insert(*topic, answer);
        }
    }
    Ok(Ndi::Topics(topics))
}

/// The index as it was understood.
pub fn index_words(index: &Ndi) -> String {
    match index.score() {
        Some(score) => format!(
            "Neck Disability Index {} of 50, {}.",
            crate::domain::score::one_decimal(score),
            content::index_band(score)
        ),
        None => plain::line("index-incomplete").to_owned(),
    }
}

// ---- a follow-up block ------------------------------------------------------------------------

/// The visits of a follow-up block, and its first day.
pub fn follow_up(talk: &Beginning) -> Vec<Question<Beginning>> {
    let setup = &talk.setup;
    let Some(block) = &setup.follow_up else { return Vec::new() };
    let (prompt, help) = plain::ask("steps");
    let choices =
        ["once a week, 6 visits (7x6)", "every 5 days 4 times, then every 14 days 3 times (5x4,14x3)"];
    let names = [vec!["weekly".to_owned(), "once a week".to_owned()], vec!["taper".to_owned()]];
    let take = move |talk: &mut Beginning, answer: &str| {
        let steps = match answer.parse::<Steps>() {
            Ok(steps) => steps,
            Err(error) if answer.contains('x') => return Err(error.to_string().into()),
            Err(_) if read::one_of(answer, &names)? == 0 => Steps::weekly(),
            Err(_) => Steps::taper(),
        };
        let mut setup = talk.setup.clone();
        if let Some(block) = &mut setup.follow_up {
            block.steps = steps;
        }
        let line = content::setup_dose_line(&setup).unwrap_or_default();
        talk.keep(setup)?;
        Ok(vec![format!("{line}.")])
    };
    let now = block.steps.to_string();
    let mut all = vec![
        Question::new("steps", prompt, "1, 2, or days x visits of your own", take)
            .choosing(choices.map(str::to_owned))
            .helped(help)
            .standing(Some(now)),
        start(talk),
    ];
    // What is filled in beforehand is asked once all the same.
    let is_new = !content::questions()
        .iter()
        .any(|text| text.rule.part == Part::Safety && setup.checklist.answers.contains_key(&text.rule.id));
    all.iter_mut().for_each(|question| question.open = is_new);
    all
}

/// What is new since the trial before, group by group: a yes opens the group, a no leaves it as it
/// was answered then.
pub fn what_is_new(talk: &Beginning) -> Vec<Question<Beginning>> {
    let list = &talk.setup.checklist;
    let since = talk.before.as_ref().map_or(talk.setup.begun, |before| before.begun);
    let mut all = Vec::new();
    for group in content::groups() {
        let items =
            || content::questions().iter().filter(|text| text.group.as_deref() == Some(group.id.as_str()));
        let named: Vec<&str> = items().map(|text| text.short.as_str()).collect();
        let take = |talk: &mut Beginning, answer: &str| {
            let yes = read::yes_no(answer)?;
            let former = talk.before.as_ref().map(Trial::as_setup);
            let mut setup = talk.setup.clone();
            open_group(&mut setup, &group.id, yes, former.as_ref(), talk.today);
            talk.keep(setup)?;
            Ok(vec![if yes { plain::line("group-opened") } else { "Nothing new." }.to_owned()])
        };
        let (prompt, help) = plain::ask("anything-new");
        let prompt = prompt.replace("{date}", &shown(since, talk.today));
        let is_open = is_opened(&talk.setup, &group.id);
        all.push(
            Question::new(format!("new-{}", group.id), prompt, "yes or no", take)
                .helped(help)
                .after([format!("{}: {}.", group.title, named.join("; "))])
                .standing(answer_since(&talk.setup, &group.id).map(|yes| read::said(yes).to_owned())),
        );
        for text in items() {
            all.extend(is_open.then(|| safety::question(text, list)));
            let clearance = safety::clearance(&text.rule.id, list, talk.today);
            all.extend(clearance.into_iter().filter(|question| is_open || question.open));
        }
    }
    all.extend(super::start::other_holds(talk));
    all
}

/// The plan as sentences.
pub fn read_back(plan: &Plan, list: &Checklist, today: NaiveDate) -> Vec<String> {
    let day = |date: NaiveDate| shown(date, today);
    let (checkpoint, end) = plan.checkpoint_window();
    let mut lines = vec![plain::line("your-plan").to_owned()];
    lines.push(format!("{}, {}.", plan.site.label(), content::plan_line(plan)));
    if plan.follow_up.is_none() {
        let days = plan.schedule.first().map(|schedule| names(&schedule.days)).unwrap_or_default();
        let weeks = if plan.weeks == 1 { "1 week".to_owned() } else { format!("{} weeks", plan.weeks) };
        lines.push(format!("Visits on {days}, for {weeks}."));
        let (first, last) = plan.baseline_window();
        lines.push(format!("The baseline week is {} to {}.", day(first), day(last)));
    }
    lines.push(format!(
        "Day 1 is {}. The measuring week is {} to {}.",
        day(plan.start),
        day(checkpoint),
        day(end)
    ));
    let measured = match &plan.function {
        FunctionMeasure::Ndi => "the Neck Disability Index".to_owned(),
        FunctionMeasure::Markers(markers) => {
            markers.iter().map(|marker| marker.name.as_str()).collect::<Vec<_>>().join(" and ")
        }
    };
    lines.push(format!("Measured beside pain: {measured}, on {}.", weekday_name(plan.weekly_day)));
    let goals = list.goal_lines();
    if !goals.is_empty() {
        let goals = goals.iter().map(|goal| goal.trim_end_matches('.')).collect::<Vec<_>>();
        lines.push(format!("Your goals: {}.", goals.join("; ")));
    }
    if plan.follow_up.is_none() {
        let differs = content::differences(plan.site, plan.age, plan.dose, plan.weeks);
        lines.extend(differs.into_iter().chain(content::answer_differences(list)).map(str::to_owned));
    }
    lines.extend(content::limit_lines(list));
    let tell: Vec<&str> = content::questions()
        .iter()
        .filter(|text| text.rule.part == Part::Safety && !text.rule.kind.opens_hold())
        .filter(|text| list.answered(&text.rule.id) == Some(true) && text.rule.id != "abuse-history")
        .map(|text| text.short.as_str())
        .collect();
    if !tell.is_empty() {
        lines.push(format!("Tell your therapist: {}.", tell.join(", ")));
    }
    lines
}
