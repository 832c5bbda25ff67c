//! `weekfive start` in plain mode: the whole checklist and the plan, a question a line. What is
//! answered stands in the setup file at once, where the screen finds it, and the other way round.

use chrono::NaiveDate;

use super::super::{Failure, Place};
use super::{Ended, Lines, Question, Refused, Talk, read, run, safety, trial_plan};
use crate::app::views::plan::gate_words;
use crate::content::{self, plain};
use crate::domain::calendar::long_date;
use crate::domain::checklist::{
    AgeBand, ClinicianInformed, Dated, Factor, GateRefusal, MOST_GOALS, Part, Site,
};
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::next_trial::{can_be_followed, next_block, rerun};
use crate::domain::text::Words;
use crate::domain::trial::{BeginError, Setup, Trial};

/// A trial on its way.
pub struct Beginning {
    pub(super) place: Place,
    pub(super) today: NaiveDate,
    /// The trial before, where there was one.
    pub(super) before: Option<Trial>,
    /// What a follow-up block would be, where it is offered and not chosen yet.
    offer: Option<Setup>,
    on_disk: Option<Setup>,
    pub(super) setup: Setup,
    /// Two markers are wanted where the site is the neck.
    pub(super) wants_markers: bool,
    /// Something is said of the person's days.
    wants_factors: bool,
    /// Something else comes first, or the trial has begun.
    pub(super) over: bool,
    begun: bool,
}

impl Beginning {
    /// Takes up what stands in the files.
    ///
    /// # Errors
    /// They cannot be read, or a trial is under way.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        let today = place.today();
        let before = place.trial()?;
        super::super::start::refuse_second(before.as_ref(), today)?;
        let on_disk = place.store.read_setup()?;
        let (mut offer, mut setup) = (None, on_disk.clone().unwrap_or_else(|| Setup::new(today)));
        if let (Some(before), None) = (&before, &on_disk) {
            let days = place.recent_days(Some(before));
            let decision = Assessment::of(before, &days, place.settings.day_end, today).decision;
            if can_be_followed(before, &decision) {
                offer = Some(next_block(before, &decision, today));
            } else if before.plan.follow_up.is_none() {
                setup = rerun(before, &decision, today);
            }
        }
        let wants_markers = !setup.markers.is_empty();
        Ok(Self {
            place: place.clone(),
            today,
            before,
            offer,
            on_disk,
            setup,
            wants_markers,
            wants_factors: false,

            over: false,
            begun: false,
        })
    }

    /// Keeps the answers so far.
    pub(super) fn keep(&mut self, setup: Setup) -> Result<(), Refused> {
        let saved = self.place.store.save_setup(self.on_disk.as_ref(), &setup)?;
        self.on_disk = Some(saved.clone());
        self.setup = saved;
        Ok(())
    }

    /// Begins the trial as it is planned.
    fn begin(&mut self) -> Result<Vec<String>, Refused> {
        let taken = self.place.store.trial_ids();
        let rules: Vec<_> = content::rules().cloned().collect();
        let trial = self
            .setup
            .begin(&rules, self.today, |name| taken.iter().any(|id| id.as_str() == name))
            .map_err(|error| match error {
            BeginError::Gate(refusals) => gate_words(&refusals),
            BeginError::Plan(error) => error.to_string(),
        })?;
        self.place.store.begin(&trial)?;
        (self.begun, self.over) = (true, true);
        let mut lines = vec![format!("The trial {} begins on {}.", trial.id, long_date(trial.plan.start))];
        lines.push(plain::told("each-evening", &[("command", "weekfive session")]));
        Ok(lines)
    }

    fn kept(&self) -> String {
        plain::line("start-later").to_owned()
    }
}

impl Talk for Beginning {
    fn questions(&self) -> Vec<Question<Self>> {
        let setup = &self.setup;
        if self.offer.is_some() {
            return vec![which_trial()];
        }
        let mut parts = if setup.follow_up.is_some() {
            vec![trial_plan::follow_up(self), trial_plan::what_is_new(self)]
        } else {
            vec![fit(setup), safe(self), commitment(setup), fair(self), trial_plan::first(self)]
        };
        let count = parts.len();
        let names: [&str; 5] = if setup.follow_up.is_some() {
            ["part-block", "part-new", "", "", ""]
        } else {
            ["part-fit", "part-safety", "part-commitment", "part-fair", "part-plan"]
        };
        for ((part, name), number) in parts.iter_mut().zip(names).zip(1..) {
            if let Some(first) = part.first_mut() {
                let number: usize = number;
                let values = [("number", number.to_string()), ("count", count.to_string())];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                first.before.insert(0, plain::told(name, &values));
            }
        }
        let mut all: Vec<Question<Self>> = parts.into_iter().flatten().collect();
        all.extend(begin_question(self));
        all
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

/// After a gain: a follow-up block, or a trial from the beginning.
fn which_trial() -> Question<Beginning> {
    let (prompt, help) = plain::ask("which-trial");
    let choices =
        ["A follow-up block: does the gain hold with fewer visits?", "A new trial, from the beginning"];
    let names =
        [vec!["follow-up".to_owned(), "block".to_owned()], vec!["new trial".to_owned(), "new".to_owned()]];
    let take = move |talk: &mut Beginning, answer: &str| {
        let place = read::one_of(answer, &names)?;
        let block = talk.offer.take();
        if let (0, Some(block)) = (place, block) {
            talk.keep(block)?;
            return Ok(vec![plain::line("follow-up-block").to_owned()]);
        }
        Ok(vec!["A new trial.".to_owned()])
    };
    let mut question = Question::new("which-trial", prompt, "1 or 2", take).helped(help);
    question.choices =
        choices.iter().zip(1..).map(|(words, number): (_, u32)| format!("{number} {words}")).collect();
    question
}

/// The words of a page of the checklist: its question, and its help.
pub(super) fn page(id: &str) -> (&'static str, &'static str) {
    content::page(id).map_or(("", ""), |page| (page.question.as_str(), page.help.as_str()))
}

fn of_part(part: Part, setup: &Setup) -> Vec<Question<Beginning>> {
    let texts = content::questions().iter().filter(|text| text.rule.part == part);
    texts.map(|text| safety::question(text, &setup.checklist)).collect()
}

fn fit(setup: &Setup) -> Vec<Question<Beginning>> {
    let mut questions = of_part(Part::Fit, setup);
    let list = &setup.checklist;
    let (prompt, help) = page("site");
    questions.push(
        Question::new("site", prompt, "a number or a name", |talk: &mut Beginning, answer| {
            // “Back” means the low back here.
            let answer = if answer.eq_ignore_ascii_case("back") { Site::LowBack.label() } else { answer };
            let site: Site = read::choice(answer)?;
            let mut setup = talk.setup.clone();
            setup.checklist.site = Some(Dated { value: site, on: talk.today });
            talk.keep(setup)?;
            Ok(vec![format!("{}.", site.label())])
        })
        .choosing(read::labels_of::<Site>())
        .claiming(&["back"])
        .helped(help)
        .helped(plain::line("back-is-low-back"))
        .standing(list.site.map(|site| site.value.label().to_owned())),
    );
    let (prompt, help) = page("age");
    questions.push(
        Question::new("age", prompt, "a number or your years", |talk: &mut Beginning, answer| {
            let age = age(answer)?;
            let mut setup = talk.setup.clone();
            setup.checklist.age = Some(Dated { value: age, on: talk.today });
            talk.keep(setup)?;
            Ok(vec![format!("{}.", age.label())])
        })
        .choosing(read::labels_of::<AgeBand>())
        .helped(help)
        .standing(list.age.map(|age| age.value.label().to_owned())),
    );
    let (prompt, help) = page("tried");
    questions.push(
        Question::in_own_words("tried", prompt, |talk: &mut Beginning, answer| {
            let mut setup = talk.setup.clone();
            setup.checklist.tried = words_or_none(answer)?;
            talk.keep(setup)?;
            Ok(vec!["Kept.".to_owned()])
        })
        .helped(help)
        .standing(list.tried.as_ref().map(|words| words.first_line().to_owned())),
    );
    questions
}

/// An age band by its number, its name, or the years that a person has.
fn age(answer: &str) -> Result<AgeBand, String> {
    match read::number(answer) {
        Some(years) if years > 3 => Ok(match years {
            ..20 => AgeBand::Under20,
            20..65 => AgeBand::From20To64,
            65.. => AgeBand::From65,
        }),
        Some(_) | None => read::choice(answer),
    }
}

/// Words, or none where they are taken away with a hyphen.
pub(super) fn words_or_none(answer: &str) -> Result<Option<Words>, String> {
    if answer == "-" { Ok(None) } else { Words::optional(answer).map_err(|error| error.to_string()) }
}

fn safe(talk: &Beginning) -> Vec<Question<Beginning>> {
    let list = &talk.setup.checklist;
    let groups = content::groups().iter().zip(1..);
    let mut questions: Vec<_> =
        groups.flat_map(|(group, number)| safety::group(group, number, list, talk.today)).collect();
    questions.extend(other_holds(talk));
    questions
}

/// Holds that no question of the checklist opened, from the trial before.
pub(super) fn other_holds(talk: &Beginning) -> Vec<Question<Beginning>> {
    let list = &talk.setup.checklist;
    let asked = |item: &str| content::questions().iter().any(|text| text.rule.id == item);
    let others = list.open_holds().filter(|hold| !asked(&hold.item));
    others.flat_map(|hold| safety::clearance(&hold.item, list, talk.today)).collect()
}

fn commitment(setup: &Setup) -> Vec<Question<Beginning>> {
    of_part(Part::Commitment, setup)
}

fn fair(talk: &Beginning) -> Vec<Question<Beginning>> {
    let setup = &talk.setup;
    let mut questions = of_part(Part::Fair, setup);
    let take = |talk: &mut Beginning, known: ClinicianInformed| {
        let mut setup = talk.setup.clone();
        setup.checklist.clinician = Some(Dated { value: known, on: talk.today });
        talk.keep(setup)?;
        Ok(vec![format!("A clinician knows: {}.", known.label().to_lowercase())])
    };
    let known = setup.checklist.clinician.map(|known| known.value);
    questions.push(Question::one_of("clinician", page("clinician"), "a number or a name", known, take));
    questions.extend(goals(setup));
    questions.extend(factors(talk));
    questions
}

/// Up to three goals, each a line of its own.
fn goals(setup: &Setup) -> Vec<Question<Beginning>> {
    let lines: Vec<String> = setup.checklist.goal_lines().into_iter().map(str::to_owned).collect();
    let asked = lines.len().saturating_add(1).min(MOST_GOALS);
    let ask = |place: usize| {
        let number = place.saturating_add(1);
        let prompt = if place == 0 { page("goals").0 } else { plain::ask("next-goal").0 };
        let take = move |talk: &mut Beginning, answer: &str| {
            let mut setup = talk.setup.clone();
            let mut lines: Vec<String> =
                setup.checklist.goal_lines().into_iter().map(str::to_owned).collect();
            let line = answer.split_whitespace().collect::<Vec<_>>().join(" ");
            match (lines.get_mut(place), line == "-") {
                (Some(_), true) => {
                    lines.remove(place);
                }
                (Some(old), false) => *old = line.clone(),
                (None, true) => {}
                (None, false) => lines.push(line.clone()),
            }
            setup.checklist.goals = Words::optional(&lines.join("\n")).map_err(|error| error.to_string())?;
            talk.keep(setup)?;
            Ok(vec![if line == "-" { "Taken away.".to_owned() } else { format!("Goal {number}: {line}.") }])
        };
        Question::in_own_words(format!("goal-{number}"), prompt, take)
            .helped(page("goals").1)
            .standing(lines.get(place).cloned())
    };
    (0..asked).map(ask).collect()
}

/// What shapes a plan besides: asked for only where the person wants to say something of it.
fn factors(talk: &Beginning) -> Vec<Question<Beginning>> {
    let known = &talk.setup.checklist.factors;
    let (prompt, help) = plain::ask("about-you");
    let take = |talk: &mut Beginning, answer: &str| {
        talk.wants_factors = read::yes_no(answer)?;
        Ok(Vec::new())
    };
    let mut all = vec![
        Question::new("about-you", prompt, "yes or no", take).helped(help).offering(Some("no".to_owned())),
    ];
    if talk.wants_factors || !known.is_empty() {
        all.extend(Factor::ALL.iter().map(|factor| {
            let (prompt, help) = page(factor.id());
            let take = |talk: &mut Beginning, answer: &str| {
                let mut setup = talk.setup.clone();
                match words_or_none(answer)? {
                    Some(words) => setup.checklist.factors.insert(*factor, words),
                    None => setup.checklist.factors.remove(factor),
                };
                talk.keep(setup)?;
                Ok(vec!["Kept.".to_owned()])
            };
            Question::in_own_words(factor.id(), prompt, take)
                .helped(help)
                .standing(known.get(factor).map(|words| words.first_line().to_owned()))
        }));
    }
    all
}

/// The plan read back, and whether to begin. Nothing where the gate or the plan holds.
fn begin_question(talk: &Beginning) -> Option<Question<Beginning>> {
    let setup = &talk.setup;
    let mut refusals = setup.checklist.gate(content::rules());
    if setup.follow_up.is_some() {
        refusals.retain(|refusal| match refusal {
            GateRefusal::Unanswered { part, .. } => *part == Part::Safety,
            GateRefusal::HoldOpen { .. } => true,
        });
    }
    let (site, age) = (setup.checklist.site?.value, setup.checklist.age?.value);
    let plan = setup.plan(site, age, talk.today).ok().filter(|_| refusals.is_empty())?;
    let take = |talk: &mut Beginning, answer: &str| {
        if read::yes_no(answer)? {
            return talk.begin();
        }
        talk.over = true;
        Ok(vec![format!("Nothing has begun. {}", talk.kept())])
    };
    let (prompt, help) = plain::ask("begin");
    Some(Question::new("begin", prompt, "yes or no", take).helped(help).after(trial_plan::read_back(
        &plan,
        &setup.checklist,
        talk.today,
    )))
}

/// Asks all of it, from where it was left.
///
/// # Errors
/// A file cannot be read or written, or a trial is under way.
pub fn start(place: &Place, lines: &mut dyn Lines) -> Result<(), Failure> {
    let mut talk = Beginning::read(place)?;
    for line in content::open_hold_lines(&talk.setup.checklist) {
        lines.say(&line);
    }
    let is_begun = talk.on_disk.is_some();
    if is_begun {
        lines.say(plain::line("start-again"));
    } else if talk.offer.is_none() {
        lines.say(page("welcome").1);
        let questions = talk.questions().len();
        let minutes = questions.div_ceil(7).to_string();
        let values = [("questions", questions.to_string()), ("minutes", minutes)];
        lines.say(&plain::told("start", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    lines.say(plain::line("words-of-every-question"));
    match run(lines, &mut talk)? {
        Ended::Over => {}
        Ended::Stopped if talk.on_disk.is_none() => lines.say(plain::line("nothing-written")),
        Ended::Stopped => lines.say(&talk.kept()),
        Ended::Done => {
            let list = &talk.setup.checklist;
            for line in content::open_hold_lines(list) {
                lines.say(&line);
            }
            if list.has_open_hold() {
                lines.say(plain::line("start-after-clearance"));
            } else {
                lines.say(&gate_words(&list.gate(content::rules())));
            }
        }
    }
    Ok(())
}
