//! Today: the check-in of one day, field by field.

use chrono::{NaiveDate, Timelike};
use crossterm::event::KeyEvent;
use tui_input::Input;

use crate::app::action::{Action, Form as FormAsk, Text as TextAsk, Today as Ask, View};
use crate::app::bridge::Bridge;
use crate::app::change::{Change as Altered, Key, Record};
use crate::app::checkin_fields::{PARTS, part};
use crate::app::dialog::{Dialog, Question};
use crate::app::effect::Read;
use crate::app::form::{self, Field, Form, Kind, Outcome, Takes};
use crate::app::keymap::Context;
use crate::app::scale_entry::{ScaleEntry, Target};
use crate::app::settings::FieldName;
use crate::app::tabs::{InHand, Shows};
use crate::app::{App, Effect, STRIP_DAYS};
use crate::domain::calendar::before;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, days_since_visit};
use crate::domain::measure::{FunctionMeasure, Ndi, NdiTopic};
use crate::domain::rows::place_now;
use crate::domain::score::{Amount, Awakenings, NdiAnswer, NdiTotal, Score};
use crate::domain::text::{Words, capital};

/// One line that can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TodayField {
    /// A field of the check-in itself.
    Named(FieldName),
    /// Soreness, on the two days after a visit.
    Soreness,
    /// A function marker of the trial, by its place.
    Marker(usize),
    /// The Neck Disability Index.
    Ndi,
    /// A change written on this day, by its place.
    Change(usize),
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A score of 0 to 10.
    Score(Option<Score>),
    /// A count.
    Count(Option<Awakenings>),
    /// Yes or no.
    YesNo(Option<bool>),
    /// A quantity with a unit.
    Amount(Option<Amount>, String),
    /// The person's own words.
    Text(Option<Words>),
    /// A filled-in index.
    Ndi(Option<Ndi>),
}

impl Value {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Score(value) => value.is_none(),
            Self::Count(value) => value.is_none(),
            Self::YesNo(value) => value.is_none(),
            Self::Amount(value, _) => value.is_none(),
            Self::Text(value) => value.is_none(),
            Self::Ndi(value) => value.is_none(),
        }
    }
}

/// A line of text that is being edited.
#[derive(Debug, Clone)]
pub struct Editing {
    /// The field it is for; `None` is the reason of a skip.
    pub target: EditTarget,
    /// The text and its cursor.
    pub input: Input,
    /// Why it cannot be kept as it is.
    pub error: Option<String>,
}

/// What a line of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditTarget {
    /// The note.
    Note,
    /// Why the day is skipped.
    Skip,
    /// A marker's value.
    Marker(usize),
    /// A count of two digits.
    Awakenings,
}

/// A form that lies over the fields.
#[derive(Debug, Clone)]
pub enum Open {
    /// A change: a new one, or an old one by its place.
    Change(Option<usize>, Form),
    /// The ten topics of the index, and its total.
    Ndi(Form),
}

/// The state of Today.
#[derive(Debug, Clone)]
pub struct TodayView {
    /// The day shown.
    pub date: NaiveDate,
    /// The field in focus, by its place.
    pub focus: usize,
    /// A line being edited.
    pub editing: Option<Editing>,
    /// A form over the fields.
    pub open: Option<Open>,
    /// The changes of the day when a change's form was opened: among them the old one is found
    /// again, wherever it stands when the form is kept.
    pub changes_then: Vec<Change>,
    /// How figures go into the fields; what is kept for each is the check-in before it, and whether
    /// it changed anything.
    pub entry: ScaleEntry<(NaiveDate, TodayField), (CheckIn, bool)>,
}

impl TodayView {
    /// Today, on its first field.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            focus: 0,
            editing: None,
            open: None,
            changes_then: Vec::new(),
            entry: ScaleEntry::default(),
        }
    }

    /// The form over the fields.
    pub fn form(&self) -> Option<&Form> {
        self.open.as_ref().map(|(Open::Change(_, form) | Open::Ndi(form))| form)
    }
}

/// Where keys go, innermost first.
pub fn contexts(app: &App) -> Vec<Context> {
    match (&app.today_view.editing, app.today_view.form()) {
        (Some(_), _) => vec![Context::Text],
        (None, Some(form)) => vec![form.context()],
        (None, None) => match focused(app) {
            Some(TodayField::Named(FieldName::ExtraMedicine)) => vec![Context::TodayYesNo, Context::Today],
            Some(field) if waits_for_ten(app, field) => vec![Context::TodayOne, Context::Today],
            Some(_) | None => vec![Context::Today],
        },
    }
}

/// Whether a field holds a 1 that a 0 would make ten.
pub fn waits_for_ten(app: &App, field: TodayField) -> bool {
    let date = app.today_view.date;
    app.today_view.entry.waits_in((date, field))
        && app.journal.days.day(date).written().is_some_and(|day| match value(app, day, field) {
            Value::Score(score) => score.is_some_and(|score| score.get() == 1),
            Value::Count(count) => count.is_some_and(|count| count.get() == 1),
            Value::YesNo(_) | Value::Amount(..) | Value::Text(_) | Value::Ndi(_) => false,
        })
}

/// Whether the field in focus holds a 1 that a 0 would make ten.
pub fn waits_in_focus(app: &App) -> bool {
    focused(app).is_some_and(|field| waits_for_ten(app, field))
}

/// The label of a field.
pub fn label(app: &App, day: &Day, field: TodayField) -> String {
    match field {
        TodayField::Named(name) => name.label().to_owned(),
        TodayField::Soreness => "Soreness".to_owned(),
        TodayField::Marker(place) => marker(app, place).map(|marker| marker.name.clone()).unwrap_or_default(),
        TodayField::Ndi => "Neck Disability".to_owned(),
        TodayField::Change(place) => {
            day.changes.get(place).map(|change| format!("Δ {}", change.kind.label())).unwrap_or_default()
        }
    }
}

/// The fields of the day shown, from top to bottom: those set in the configuration, then what
/// this day asks for.
pub fn fields(app: &App) -> Vec<TodayField> {
    let date = app.today_view.date;
    let mut fields: Vec<TodayField> = app
        .settings
        .fields
        .iter()
        .filter(|name| **name != FieldName::Note)
        .map(|name| TodayField::Named(*name))
        .collect();
    let day = app.journal.days.to_edit(date);
    let sore = day.as_ref().is_some_and(|day| day.checkin.soreness.is_some());
    if sore || days_since_visit(&app.journal.days, date).is_some() {
        fields.push(TodayField::Soreness);
    }
    if let Some(trial) = &app.journal.trial {
        match &trial.plan.function {
            FunctionMeasure::Ndi => {
                let given = day.as_ref().is_some_and(|day| day.checkin.ndi.is_some());
                if given || trial.weekly_due(&app.journal.days, date) {
                    fields.push(TodayField::Ndi);
                }
            }
            FunctionMeasure::Markers(markers) => {
                let own = markers.iter().enumerate().filter(|(_, marker)| !marker.is_awakenings());
                fields.extend(own.map(|(place, _)| TodayField::Marker(place)));
            }
        }
    }
    let noted = day.as_ref().is_some_and(|day| day.checkin.note.is_some());
    let noting = app.today_view.editing.as_ref().is_some_and(|editing| editing.target == EditTarget::Note);
    if app.settings.fields.contains(&FieldName::Note) || noted || noting {
        fields.push(TodayField::Named(FieldName::Note));
    }
    let changes = day.map_or(0, |day| day.changes.len());
    fields.extend((0..changes).map(TodayField::Change));
    fields
}

/// What a field holds on a day.
pub fn value(app: &App, day: &Day, field: TodayField) -> Value {
    let checkin = &day.checkin;
    match field {
        TodayField::Named(FieldName::Pain) => Value::Score(checkin.pain()),
        TodayField::Named(FieldName::Worst) => Value::Score(checkin.worst),
        TodayField::Named(FieldName::Sleep) => Value::Score(checkin.sleep),
        TodayField::Named(FieldName::Awakenings) => Value::Count(checkin.awakenings),
        TodayField::Named(FieldName::Stress) => Value::Score(checkin.stress),
        TodayField::Named(FieldName::Mood) => Value::Score(checkin.mood),
        TodayField::Named(FieldName::Clarity) => Value::Score(checkin.clarity),
        TodayField::Named(FieldName::ExtraMedicine) => Value::YesNo(checkin.extra_medicine),
        TodayField::Named(FieldName::Note) => Value::Text(checkin.note.clone()),
        TodayField::Soreness => Value::Score(checkin.soreness),
        TodayField::Marker(place) => match marker(app, place) {
            Some(marker) => Value::Amount(checkin.markers.get(&marker.name).copied(), marker.unit.clone()),
            None => Value::Text(None),
        },
        TodayField::Ndi => Value::Ndi(checkin.ndi.clone()),
        TodayField::Change(place) => Value::Text(day.changes.get(place).map(|change| change.text.clone())),
    }
}

/// A marker of the trial, by its place.
pub fn marker(app: &App, place: usize) -> Option<&crate::domain::measure::Marker> {
    app.journal.trial.as_ref()?.plan.function.as_markers().get(place)
}

/// Does what was asked for.
pub fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    match asked {
        Ask::Digit(digit) => figure_pressed(app, digit),
        Ask::Ten => figure_pressed(app, 10),
        Ask::Yes => answer(app, Some(true)),
        Ask::No => answer(app, Some(false)),
        Ask::Rescued => ask_rescue(app),
        Ask::More => one_more(app),
        Ask::Clear => clear(app),
        Ask::Open => open_field(app, false),
        Ask::Toggle => open_field(app, true),
        Ask::NextField => move_focus(app, 1),
        Ask::PreviousField => move_focus(app, -1),
        Ask::DayBack => go_to(app, before(app.today_view.date, 1)),
        Ask::DayForward => {
            let next = crate::domain::calendar::after(app.today_view.date, 1);
            if next > app.today {
                app.say("Tomorrow can be filled in tomorrow.");
                Vec::new()
            } else {
                go_to(app, next)
            }
        }
        Ask::GoToday => go_to(app, app.today),
        Ask::GoBlank => go_blank(app),
        Ask::GoDay(offset) => go_to(app, crate::domain::calendar::shift(app.today, offset.min(0))),
        Ask::Note => edit(app, EditTarget::Note),
        Ask::Skip => edit(app, EditTarget::Skip),
        Ask::Change => {
            open_change(app, None);
            Vec::new()
        }
        Ask::Session => super::sessions::log_on(app, app.today_view.date),
        Ask::Focus(place) => {
            app.today_view.focus = place.min(fields(app).len().saturating_sub(1));
            match fields(app).get(app.today_view.focus) {
                Some(TodayField::Named(FieldName::Note) | TodayField::Ndi | TodayField::Change(_)) => {
                    open_field(app, false)
                }
                Some(TodayField::Named(_) | TodayField::Soreness | TodayField::Marker(_)) | None => {
                    Vec::new()
                }
            }
        }
        Ask::Set(place, number) => {
            app.today_view.focus = place.min(fields(app).len().saturating_sub(1));
            let effects = figure_pressed(app, number);
            // A click says which box, so nothing waits for a second figure.
            if focused(app).is_some_and(|field| waits_for_ten(app, field)) {
                move_focus(app, 1);
            }
            app.today_view.entry.settle();
            effects
        }
    }
}

fn move_focus(app: &mut App, steps: isize) -> Vec<Effect> {
    let last = fields(app).len().saturating_sub(1);
    app.today_view.focus = app.today_view.focus.saturating_add_signed(steps).min(last);
    Vec::new()
}

/// Shows a day, and asks for it and the days around it where they were not read yet.
pub fn go_to(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    let date = date.min(app.today);
    if date != app.today_view.date {
        app.today_view.date = date;
        app.today_view.focus = 0;
    }
    let first = before(date, STRIP_DAYS.saturating_sub(1));
    if app.journal.days.has_read(first, date) {
        Vec::new()
    } else {
        vec![Effect::Read(Read::Days(first, date))]
    }
}

fn go_blank(app: &mut App) -> Vec<Effect> {
    let blank = blank_days(app);
    let here = app.today_view.date;
    match blank.iter().rev().find(|date| **date < here).or(blank.last()) {
        Some(date) => go_to(app, *date),
        None => {
            app.say("No day is blank.");
            Vec::new()
        }
    }
}

/// Days that can still be filled in, oldest first.
pub fn blank_days(app: &App) -> Vec<NaiveDate> {
    app.journal.trial.as_ref().map(|trial| trial.blank_days(&app.journal.days, app.today)).unwrap_or_default()
}

/// Shows the day that an undone or redone step is about, with the field in focus that it changed,
/// and says in words what it was.
pub fn show_step(app: &mut App, step: &[Altered]) -> Option<String> {
    app.today_view.entry.settle();
    let [Altered { before: Record::Day(before), after: Record::Day(after) }] = step else { return None };
    app.today_view.date = after.date;
    let list = fields(app);
    let (field, words) = changed_field(app, before, after)?;
    let last = list.len().saturating_sub(1);
    app.today_view.focus =
        list.iter().position(|one| *one == field).unwrap_or(app.today_view.focus.min(last));
    let elsewhere = after.date != app.today || app.view != View::Today;
    Some(if elsewhere { format!("{words}, on {}", shown(after.date, app.today)) } else { words })
}

/// The one field that a change of a day is about, and the change in words; nothing where it is about
/// several, or about a visit.
fn changed_field(app: &App, before: &Day, after: &Day) -> Option<(TodayField, String)> {
    let (was, is) = (&before.checkin, &after.checkin);
    let words = |label: &str, value: Option<String>| match value {
        Some(value) => format!("{label} {value}"),
        None => format!("{label} cleared"),
    };
    let mut found = Vec::new();
    for part in PARTS.iter().filter(|part| !(part.same)(was, is)) {
        // A note may be long; that it is the note says enough.
        let value = match part.field {
            TodayField::Named(FieldName::Note) => is.note.as_ref().map(|_| "written".to_owned()),
            TodayField::Named(_)
            | TodayField::Soreness
            | TodayField::Marker(_)
            | TodayField::Ndi
            | TodayField::Change(_) => (part.words)(is),
        };
        found.push((part.field, words(part.label, value)));
    }
    for field in fields(app) {
        if let TodayField::Marker(place) = field
            && let Some(marker) = marker(app, place)
            && was.markers.get(&marker.name) != is.markers.get(&marker.name)
        {
            let value = is.markers.get(&marker.name).map(ToString::to_string);
            found.push((field, words(&marker.name, value)));
        }
    }
    if before.changes != after.changes {
        let place = after.changes.iter().zip(&before.changes).take_while(|(one, other)| one == other).count();
        found.push((TodayField::Change(place), "what changed".to_owned()));
    }
    if before.sessions == after.sessions && found.len() == 1 { found.pop() } else { None }
}

/// The day shown, to be changed. One whose file cannot be read is never written to: that is said,
/// for each thing that was meant to go into it, and Enter asks what to do.
fn day_to_change(app: &mut App) -> Option<Day> {
    let date = app.today_view.date;
    let day = app.journal.days.to_edit(date);
    if day.is_none() && app.journal.days.problem(date).is_some() {
        app.say("Nothing was written: this day's file cannot be read. Enter asks what to do with it.");
    }
    day
}

/// Asks what to do with the file of the day shown, where it cannot be read.
fn ask_unreadable(app: &mut App) -> bool {
    let date = app.today_view.date;
    let Some(problem) = app.journal.days.problem(date).cloned() else { return false };
    app.dialog = Some(Dialog::Question(Question::Unreadable { problem, date }));
    true
}

/// Changes the check-in of the day shown; nothing is written where nothing changed.
fn change_checkin(app: &mut App, change: impl FnOnce(&mut CheckIn)) -> Vec<Effect> {
    let Some(before) = day_to_change(app) else { return Vec::new() };
    let mut after = before.clone();
    change(&mut after.checkin);
    after.checkin.stamp_measures(&before.checkin, app.now, app.settings.day_end);
    if after == before { Vec::new() } else { app.change(vec![Altered::day(before, after)]) }
}

/// The field in focus.
fn focused(app: &App) -> Option<TodayField> {
    fields(app).get(app.today_view.focus).copied()
}

/// Whether a figure means something to the field in focus.
pub fn takes_digit(app: &App) -> bool {
    let is_readable = app.journal.days.problem(app.today_view.date).is_none();
    is_readable && is_figure_taken(app)
}

fn is_figure_taken(app: &App) -> bool {
    match focused(app) {
        Some(TodayField::Named(FieldName::ExtraMedicine | FieldName::Note) | TodayField::Change(_))
        | None => false,
        Some(TodayField::Named(_) | TodayField::Soreness | TodayField::Marker(_) | TodayField::Ndi) => true,
    }
}

/// Whether ten means something to the field in focus: to a score and to a count.
pub fn takes_ten(app: &App) -> bool {
    takes_digit(app) && focused(app).is_some_and(is_of_figures)
}

/// Whether a field takes a score or a count.
fn is_of_figures(field: TodayField) -> bool {
    match field {
        TodayField::Named(FieldName::ExtraMedicine | FieldName::Note)
        | TodayField::Marker(_)
        | TodayField::Ndi
        | TodayField::Change(_) => false,
        TodayField::Named(_) | TodayField::Soreness => true,
    }
}

/// A figure for the field in focus, or for the one after it where a 1 waits.
fn figure_pressed(app: &mut App, figure: u8) -> Vec<Effect> {
    let date = app.today_view.date;
    let Some(focus) = focused(app) else { return Vec::new() };
    let target = if waits_for_ten(app, focus) {
        app.today_view.entry.target((date, focus), figure)
    } else {
        Target::Here
    };
    let figure = match target {
        Target::Here => figure,
        Target::Ten => 10,
        Target::Next => {
            move_focus(app, 1);
            figure
        }
    };
    let Some(field) = focused(app) else { return Vec::new() };
    if !is_of_figures(field) {
        app.today_view.entry.settle();
        return figure_elsewhere(app, field, figure);
    }
    let Some(former) = day_to_change(app).map(|day| day.checkin) else { return Vec::new() };
    let effects = set_figure(app, field, figure);
    let changed = !effects.is_empty();
    let waits = app.today_view.entry.set((date, focus), (date, field), figure, true, (former, changed));
    if !waits {
        move_focus(app, 1);
    }
    effects
}

/// Puts a figure into a score or a count.
fn set_figure(app: &mut App, field: TodayField, figure: u8) -> Vec<Effect> {
    let now = app.now;
    let Ok(score) = Score::new(i64::from(figure)) else { return Vec::new() };
    let count = Awakenings::new(i64::from(figure)).ok();
    let score_is = Some(score);
    change_checkin(app, |checkin| match field {
        TodayField::Named(FieldName::Pain) => checkin.rate(Rating::Rated(score), now),
        TodayField::Named(FieldName::Worst) => checkin.worst = score_is,
        TodayField::Named(FieldName::Sleep) => checkin.sleep = score_is,
        TodayField::Named(FieldName::Awakenings) => checkin.awakenings = count,
        TodayField::Named(FieldName::Stress) => checkin.stress = score_is,
        TodayField::Named(FieldName::Mood) => checkin.mood = score_is,
        TodayField::Named(FieldName::Clarity) => checkin.clarity = score_is,
        TodayField::Soreness => checkin.soreness = score_is,
        TodayField::Named(FieldName::ExtraMedicine | FieldName::Note)
        | TodayField::Marker(_)
        | TodayField::Ndi
        | TodayField::Change(_) => {}
    })
}

/// A figure in a field that takes no score: it begins a marker's value or the index, and says
/// elsewhere how the field is answered. It never begins a text.
fn figure_elsewhere(app: &mut App, field: TodayField, figure: u8) -> Vec<Effect> {
    match field {
        TodayField::Marker(place) => {
            let effects = edit(app, EditTarget::Marker(place));
            if let Some(editing) = &mut app.today_view.editing {
                editing.input = Input::new(figure.to_string());
            }
            effects
        }
        TodayField::Ndi if figure < 10 => {
            open_ndi(app);
            form_act(app, FormAsk::Digit(figure))
        }
        TodayField::Named(FieldName::ExtraMedicine) => {
            app.say("y or n answers this.");
            Vec::new()
        }
        TodayField::Named(FieldName::Note) | TodayField::Change(_) => {
            app.say("Enter opens this for writing.");
            Vec::new()
        }
        TodayField::Named(_) | TodayField::Soreness | TodayField::Ndi => Vec::new(),
    }
}

/// Takes the figure just set back: it was the repeat of a key held down. Nothing of it stays in the
/// history.
pub fn take_back_key(app: &mut App) -> Vec<Effect> {
    if let Some(Open::Change(_, form) | Open::Ndi(form)) = &mut app.today_view.open {
        form.take_back_key();
        return Vec::new();
    }
    let Some(set) = app.today_view.entry.take_back() else { return Vec::new() };
    let ((date, field), (former, changed)) = (set.field, set.former);
    let mut effects = Vec::new();
    if changed && let (Some(mut day), Some(part)) = (app.journal.days.to_edit(date), part(field)) {
        let now = day.clone();
        (part.take)(&mut day.checkin, &former);
        app.history.forget_last_of(Key::Day(date));
        effects = app.put(&Altered::day(now, day));
    }
    let (_, focus) = set.focus;
    if let Some(place) = fields(app).iter().position(|field| *field == focus) {
        app.today_view.focus = place;
    }
    effects
}

/// Answers the yes or no in focus and goes on.
fn answer(app: &mut App, yes: Option<bool>) -> Vec<Effect> {
    if focused(app) != Some(TodayField::Named(FieldName::ExtraMedicine)) || day_to_change(app).is_none() {
        return Vec::new();
    }
    let effects = change_checkin(app, |checkin| checkin.extra_medicine = yes);
    move_focus(app, 1);
    effects
}

fn one_more(app: &mut App) -> Vec<Effect> {
    let Some(field) = fields(app).get(app.today_view.focus).copied() else { return Vec::new() };
    let now = app.now;
    let up = |score: Option<Score>| {
        score
            .map_or_else(|| Score::new(0), |s| Score::new(i64::from(s.get()).saturating_add(1)))
            .ok()
            .or(score)
    };
    change_checkin(app, |checkin| match field {
        TodayField::Named(FieldName::Pain) => {
            if let Some(score) = up(checkin.pain()) {
                checkin.rate(Rating::Rated(score), now);
            }
        }
        TodayField::Named(FieldName::Worst) => checkin.worst = up(checkin.worst),
        TodayField::Named(FieldName::Sleep) => checkin.sleep = up(checkin.sleep),
        TodayField::Named(FieldName::Stress) => checkin.stress = up(checkin.stress),
        TodayField::Named(FieldName::Mood) => checkin.mood = up(checkin.mood),
        TodayField::Named(FieldName::Clarity) => checkin.clarity = up(checkin.clarity),
        TodayField::Soreness => checkin.soreness = up(checkin.soreness),
        TodayField::Named(FieldName::Awakenings) => {
            let more = checkin.awakenings.map_or(0, |count| i64::from(count.get()).saturating_add(1));
            checkin.awakenings = Awakenings::new(more).ok().or(checkin.awakenings);
        }
        TodayField::Named(FieldName::ExtraMedicine | FieldName::Note)
        | TodayField::Marker(_)
        | TodayField::Ndi
        | TodayField::Change(_) => {}
    })
}

/// Empties the field in focus. It can be taken back, and says so: a finger slips, and on some
/// keyboards the hyphen lies where a digit is meant.
fn clear(app: &mut App) -> Vec<Effect> {
    let Some(field) = focused(app) else { return Vec::new() };
    if let TodayField::Change(place) = field {
        return remove_change(app, place);
    }
    let Some(day) = day_to_change(app) else { return Vec::new() };
    let name = match field {
        TodayField::Marker(place) => marker(app, place).map(|marker| marker.name.clone()),
        TodayField::Named(_) | TodayField::Soreness | TodayField::Ndi | TodayField::Change(_) => None,
    };
    let label = part(field).map(|part| part.label.to_owned()).or_else(|| name.clone()).unwrap_or_default();
    if value(app, &day, field).is_empty() && day.checkin.skipped().is_none() {
        app.say(format!("{label} is empty."));
        return Vec::new();
    }
    let effects = change_checkin(app, |checkin| {
        if let Some(part) = part(field) {
            (part.take)(checkin, &CheckIn::default());
        } else if let Some(name) = &name {
            checkin.markers.remove(name);
        }
    });
    if !effects.is_empty() {
        app.say(format!("{} cleared. u takes it back.", capital(&label)));
    }
    effects
}

fn remove_change(app: &mut App, place: usize) -> Vec<Effect> {
    let Some(before) = day_to_change(app) else { return Vec::new() };
    let mut after = before.clone();
    if place >= after.changes.len() {
        return Vec::new();
    }
    after.changes.remove(place);
    let effects = app.change(vec![Altered::day(before, after)]);
    move_focus(app, 0);
    app.say("The change is gone. u brings it back.");
    effects
}

/// Enter: opens what is written in more than one key, and goes on elsewhere. It answers nothing.
/// Space changes a yes or no that is marked already.
fn open_field(app: &mut App, toggle: bool) -> Vec<Effect> {
    if ask_unreadable(app) {
        return Vec::new();
    }
    let Some(field) = focused(app) else { return Vec::new() };
    match field {
        TodayField::Named(FieldName::Note) => edit(app, EditTarget::Note),
        TodayField::Named(FieldName::ExtraMedicine) if toggle => {
            let marked = day_to_change(app).and_then(|day| day.checkin.extra_medicine);
            if marked.is_none() {
                app.say("y or n answers this.");
                return Vec::new();
            }
            change_checkin(app, |checkin| checkin.extra_medicine = marked.map(|yes| !yes))
        }
        TodayField::Marker(place) => edit(app, EditTarget::Marker(place)),
        TodayField::Named(FieldName::Awakenings) => edit(app, EditTarget::Awakenings),
        TodayField::Ndi => {
            open_ndi(app);
            Vec::new()
        }
        TodayField::Change(place) => {
            open_change(app, Some(place));
            Vec::new()
        }
        TodayField::Named(
            FieldName::Pain
            | FieldName::Worst
            | FieldName::Sleep
            | FieldName::Stress
            | FieldName::Mood
            | FieldName::Clarity
            | FieldName::ExtraMedicine,
        )
        | TodayField::Soreness => move_focus(app, 1),
    }
}

// ---- what was rescued ---------------------------------------------------------------------------

/// Asks what to do with the oldest rescue copy that waits, on its day.
fn ask_rescue(app: &mut App) -> Vec<Effect> {
    let waiting = app.rescued.iter().find(|(_, (_, taken))| !taken).map(|(_, (kept, _))| kept.clone());
    let Some(kept) = waiting else {
        app.say("Nothing waits to be rescued.");
        return Vec::new();
    };
    let effects = go_to(app, kept.date);
    match app.journal.days.to_edit(kept.date) {
        Some(disk) => {
            app.notice = None;
            let question = Question::Rescued { kept: Box::new(kept), disk: Box::new(disk) };
            app.dialog = Some(Dialog::Question(question));
        }
        None => app.say("This day's file cannot be read. Mend it first; what was rescued waits."),
    }
    effects
}

// ---- one line of text -------------------------------------------------------------------------

fn edit(app: &mut App, target: EditTarget) -> Vec<Effect> {
    let Some(day) = day_to_change(app) else { return Vec::new() };
    let text = match target {
        EditTarget::Note => day.checkin.note.as_ref().map(Words::to_string),
        EditTarget::Skip => day.checkin.skipped().map(Words::to_string),
        EditTarget::Marker(place) => {
            marker(app, place).and_then(|marker| day.checkin.markers.get(&marker.name)).map(Amount::to_string)
        }
        EditTarget::Awakenings => day.checkin.awakenings.map(|count| count.to_string()),
    };
    app.today_view.editing =
        Some(Editing { target, input: Input::new(text.unwrap_or_default()), error: None });
    let place = fields(app).iter().position(|field| match (target, field) {
        (EditTarget::Note, TodayField::Named(FieldName::Note)) => true,
        (EditTarget::Skip, TodayField::Named(FieldName::Pain)) => true,
        (EditTarget::Awakenings, TodayField::Named(FieldName::Awakenings)) => true,
        (EditTarget::Marker(wanted), TodayField::Marker(place)) => wanted == *place,
        (EditTarget::Note | EditTarget::Skip | EditTarget::Awakenings | EditTarget::Marker(_), _) => false,
    });
    app.today_view.focus = place.unwrap_or(app.today_view.focus);
    Vec::new()
}

/// Types a key into the line being edited, or into the form that is open.
pub fn type_key(app: &mut App, key: KeyEvent) {
    use tui_input::backend::crossterm::EventHandler;
    match (&mut app.today_view.editing, &mut app.today_view.open) {
        (Some(editing), _) => {
            let before = editing.input.clone();
            editing.input.handle_event(&crossterm::event::Event::Key(key));
            keep_within_limit(editing, before);
        }
        (None, Some(Open::Change(_, form) | Open::Ndi(form))) => form.type_key(key),
        (None, None) => {}
    }
}

/// Puts pasted text where text is being typed; on Today itself it opens the note.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if app.today_view.editing.is_none() && app.today_view.open.is_none() {
        edit(app, EditTarget::Note);
    }
    match (&mut app.today_view.editing, &mut app.today_view.open) {
        (Some(editing), _) => {
            let before = editing.input.clone();
            form::insert(&mut editing.input, text);
            keep_within_limit(editing, before);
        }
        (None, Some(Open::Change(_, form) | Open::Ndi(form))) => form.paste(text),
        (None, None) => {}
    }
    Vec::new()
}

fn keep_within_limit(editing: &mut Editing, before: Input) {
    match Words::optional(editing.input.value()) {
        Ok(_) => editing.error = None,
        Err(error) => {
            editing.error = Some(format!("{}. What was there is still there.", capital(&error.to_string())));
            editing.input = before;
        }
    }
}

/// Keeps the line being edited. It stays open, with the reason, where it cannot be kept.
pub fn text_act(app: &mut App, asked: TextAsk) -> Vec<Effect> {
    let Some(editing) = app.today_view.editing.clone() else { return Vec::new() };
    let effects = match keep(app, &editing) {
        Ok(effects) => effects,
        Err(error) => {
            if let Some(editing) = &mut app.today_view.editing {
                editing.error = Some(error);
            }
            return Vec::new();
        }
    };
    app.today_view.editing = None;
    match asked {
        TextAsk::Accept => move_focus(app, 1),
        TextAsk::Leave => Vec::new(),
    };
    effects
}

fn keep(app: &mut App, editing: &Editing) -> Result<Vec<Effect>, String> {
    let text = editing.input.value();
    let words = Words::optional(text).map_err(|error| error.to_string())?;
    let now = app.now;
    match editing.target {
        EditTarget::Note => Ok(change_checkin(app, |checkin| checkin.note = words)),
        EditTarget::Skip => match words {
            Some(reason) => {
                let effects = change_checkin(app, |checkin| checkin.rate(Rating::Skipped(reason), now));
                app.say("Noted: no rating this day. A digit on Pain changes that at any time.");
                Ok(effects)
            }
            None => Ok(change_checkin(app, |checkin| {
                if checkin.skipped().is_some() {
                    checkin.rate(Rating::Blank, now);
                }
            })),
        },
        EditTarget::Awakenings => {
            let count = words.map(|words| words.as_str().parse::<Awakenings>()).transpose();
            let count = count.map_err(|error| capital(&error.to_string()))?;
            Ok(change_checkin(app, |checkin| checkin.awakenings = count))
        }
        EditTarget::Marker(place) => {
            let Some(chosen) = marker(app, place).cloned() else {
                return Ok(Vec::new());
            };
            let name = chosen.name.clone();
            match words {
                Some(words) => {
                    let amount: Amount = words
                        .as_str()
                        .parse()
                        .map_err(|error: crate::domain::score::OutOfRange| capital(&error.to_string()))?;
                    chosen.check(amount).map_err(|error| capital(&error.to_string()))?;
                    Ok(change_checkin(app, |checkin| {
                        checkin.markers.insert(name, amount);
                    }))
                }
                None => Ok(change_checkin(app, |checkin| {
                    checkin.markers.remove(&name);
                })),
            }
        }
    }
}

// ---- forms ------------------------------------------------------------------------------------

fn open_change(app: &mut App, place: Option<usize>) {
    if let Some(Open::Change(was, _)) = &app.today_view.open
        && *was == place
    {
        return;
    }
    let Some(day) = day_to_change(app) else { return };
    let old = place.and_then(|place| day.changes.get(place));
    let kinds = ChangeKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let chosen = old.and_then(|old| ChangeKind::ALL.iter().position(|kind| *kind == old.kind));
    let mut form = Form::new(vec![
        Field::new("kind", "What changed?", "a digit picks one", Kind::one(kinds, chosen)),
        Field::new(
            "text",
            "In a few words",
            "Enter keeps it",
            Kind::text(old.map_or("", |old| old.text.as_str())),
        ),
    ]);
    form.focus = usize::from(old.is_some());
    app.today_view.open = Some(Open::Change(place, form));
    app.today_view.changes_then = day.changes;
}

/// The field of the index that takes its total.
pub const TOTAL: &str = "total";

fn open_ndi(app: &mut App) {
    if matches!(app.today_view.open, Some(Open::Ndi(_))) {
        return;
    }
    let Some(day) = day_to_change(app) else { return };
    app.today_view.open = Some(Open::Ndi(ndi_form(day.checkin.ndi.as_ref())));
}

/// The ten topics, each 0 to 5, and the total instead of them.
pub fn ndi_form(old: Option<&Ndi>) -> Form {
    let answer = |topic: &NdiTopic| match old {
        Some(Ndi::Topics(answers)) => answers.get(topic).map(|answer| answer.get()),
        Some(Ndi::Total(_)) | None => None,
    };
    let total = match old {
        Some(Ndi::Total(total)) => total.to_string(),
        Some(Ndi::Topics(_)) | None => String::new(),
    };
    let mut fields: Vec<Field> = NdiTopic::ALL
        .iter()
        .map(|topic| {
            Field::new(
                topic.id(),
                topic.label(),
                "0 to 5, from your form",
                Kind::Score { value: answer(topic), high: 5 },
            )
        })
        .collect();
    let takes = Takes::Whole { low: 0, high: 50, unit: String::new() };
    fields.push(Field::new(TOTAL, "Or the total", "if you have only that", Kind::line(&total, takes)));
    Form::new(fields)
}

/// The index a form holds; `None` where nothing was filled in.
pub fn ndi_of(form: &Form) -> Result<Option<Ndi>, String> {
    let topics: std::collections::BTreeMap<NdiTopic, NdiAnswer> = NdiTopic::ALL
        .iter()
        .filter_map(|topic| Some((*topic, NdiAnswer::new(i64::from(form.score(topic.id())?)).ok()?)))
        .collect();
    match (form.text(TOTAL).trim(), topics.is_empty()) {
        ("", true) => Ok(None),
        ("", false) => Ok(Some(Ndi::Topics(topics))),
        (text, true) => text
            .parse::<NdiTotal>()
            .map(|total| Some(Ndi::Total(total)))
            .map_err(|error| capital(&error.to_string())),
        (_, false) => Err("Fill in either the topics or the total; clear the other with -".to_owned()),
    }
}

/// Does what was asked for in the form that is open.
pub fn form_act(app: &mut App, asked: FormAsk) -> Vec<Effect> {
    let Some(open) = &mut app.today_view.open else { return Vec::new() };
    let (Open::Change(_, form) | Open::Ndi(form)) = open;
    match form.handle(asked) {
        Outcome::Stay | Outcome::Answered => Vec::new(),
        Outcome::Done => finish_form(app, false),
        Outcome::Left => finish_form(app, true),
    }
}

/// Keeps what the form holds. Stepping back from a form that is not complete keeps it for the
/// next time, and says so.
fn finish_form(app: &mut App, leaving: bool) -> Vec<Effect> {
    let Some(open) = app.today_view.open.clone() else { return Vec::new() };
    match open {
        Open::Change(place, form) => finish_change(app, place, &form, leaving),
        Open::Ndi(form) => match ndi_of(&form) {
            Err(error) => {
                if let Some(Open::Ndi(form)) = &mut app.today_view.open {
                    form.refuse(TOTAL, error);
                }
                Vec::new()
            }
            Ok(ndi) => {
                app.today_view.open = None;
                if let Some(missing) = ndi.as_ref().filter(|ndi| ndi.score().is_none()).map(Ndi::missing) {
                    app.warn(super::plan::incomplete_index(missing));
                }
                change_checkin(app, |checkin| checkin.ndi = ndi)
            }
        },
    }
}

fn finish_change(app: &mut App, place: Option<usize>, form: &Form, leaving: bool) -> Vec<Effect> {
    let kind = form.chosen("kind").and_then(|choice| ChangeKind::ALL.get(choice)).copied();
    let text = Words::new(form.text("text"));
    let (kind, text) = match (kind, text) {
        (Some(kind), Ok(text)) => (kind, text),
        (kind, text) => {
            if leaving {
                app.today_view.open = None;
                if kind.is_some() || text.is_ok() {
                    app.say("That change was not complete, so nothing was written.");
                }
                return Vec::new();
            }
            if let Some(Open::Change(_, form)) = &mut app.today_view.open {
                match (kind, text) {
                    (None, _) => form.refuse("kind", "Pick what changed, with a digit"),
                    (Some(_), Err(error)) => form.refuse("text", capital(&error.to_string())),
                    (Some(_), Ok(_)) => {}
                }
            }
            return Vec::new();
        }
    };
    app.today_view.open = None;
    let Some(before) = day_to_change(app) else { return Vec::new() };
    let mut after = before.clone();
    let then = std::mem::take(&mut app.today_view.changes_then);
    let now = place.and_then(|place| place_now(&then, place, &before.changes));
    match now.and_then(|now| after.changes.get_mut(now)) {
        Some(change) => *change = Change { kind, text },
        None => {
            after.changes.push(Change { kind, text });
            if place.is_some() {
                app.say("That change was altered elsewhere too; both are kept.");
            }
        }
    }
    if let (Some(now), Some(old)) = (now, place.and_then(|place| then.get(place)))
        && before.changes.get(now) != Some(old)
    {
        // Altered elsewhere while the form was open: saving compares with what the form began from.
        let mut base = before.clone();
        if let Some(row) = base.changes.get_mut(now) {
            *row = old.clone();
        }
        app.began_from(base);
    }
    if after == before { Vec::new() } else { app.change(vec![Altered::day(before, after)]) }
}

/// Keeps whatever is being typed, before leaving or changing the view. False where it cannot be
/// kept and is still open.
pub fn settle(app: &mut App) -> (Vec<Effect>, bool) {
    let mut effects = text_act(app, TextAsk::Leave);
    if app.today_view.editing.is_some() {
        return (effects, false);
    }
    if app.today_view.open.is_some() {
        effects.extend(finish_form(app, true));
    }
    (effects, app.today_view.open.is_none())
}

/// What is worth saying beside the fields.
pub fn to_do(app: &App) -> Vec<ToDo> {
    let mut list = Vec::new();
    let days = &app.journal.days;
    let waiting = app.rescued.iter().filter(|(_, (_, taken))| !taken);
    list.extend(waiting.map(|(date, _)| ToDo::Rescued(*date)));
    match &app.journal.trial {
        Some(trial) => {
            if trial.checklist.has_open_hold() {
                list.push(ToDo::Hold);
            }
            if trial.weekly_due(days, app.today_view.date) {
                list.push(ToDo::Weekly);
            }
            let planned = crate::domain::visits::visits_of(trial, days, app.today);
            if planned.next() == Some(app.today) {
                list.push(ToDo::VisitToday);
            }
            let blank = blank_days(app);
            if !blank.is_empty() {
                list.push(ToDo::Blank(blank));
            }
        }
        None if app.journal.setup.as_ref().is_some_and(|setup| setup.checklist.has_open_hold()) => {
            list.push(ToDo::Hold);
        }
        None => list.push(ToDo::Checklist),
    }
    list.extend(days.problems().map(|(date, _)| ToDo::Unreadable(date)));
    list
}

/// One thing worth saying beside the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToDo {
    /// A hold is open.
    Hold,
    /// There is no trial yet.
    Checklist,
    /// A visit is planned today, and nothing is written of it.
    VisitToday,
    /// The weekly measures are due.
    Weekly,
    /// Days without a check-in, oldest first.
    Blank(Vec<NaiveDate>),
    /// A day whose file cannot be read.
    Unreadable(NaiveDate),
    /// What was entered on a day waits in its rescue copy.
    Rescued(NaiveDate),
}

/// Yesterday's value of a field, for showing faintly beside an empty one.
pub fn yesterday(app: &App, field: TodayField) -> Option<Value> {
    let day = app.journal.days.day(before(app.today_view.date, 1)).written()?;
    match field {
        TodayField::Named(FieldName::Note) | TodayField::Ndi | TodayField::Change(_) => None,
        TodayField::Named(_) | TodayField::Soreness | TodayField::Marker(_) => {
            Some(value(app, day, field)).filter(|value| !value.is_empty())
        }
    }
}

/// When the day shown was written, where that was later than the day itself.
pub fn written_later(app: &App, day: &Day) -> Option<String> {
    let at = day.checkin.at?;
    let written = app.settings.day_end.journal_day_at(&at);
    (written > day.date).then(|| {
        let late = if day.checkin.is_late(day.date, app.settings.day_end) { ", late" } else { "" };
        format!("written {} {:02}:{:02}{late}", shown(written, app.today), at.hour(), at.minute())
    })
}

// ---- the bridge -------------------------------------------------------------------------------

/// What Today does, until it is moved to `Tab`.
pub const BRIDGE: Bridge = Bridge {
    contexts,
    does_something: |app, action| match action {
        Action::Today(Ask::GoToday) => app.today_view.date != app.today,
        Action::Today(Ask::GoBlank) => !blank_days(app).is_empty(),
        Action::Today(Ask::Digit(_)) => takes_digit(app),
        Action::Today(Ask::Ten) => takes_ten(app) && !waits_in_focus(app),
        Action::Today(Ask::Rescued) => app.rescued.values().any(|(_, taken)| !taken),
        Action::Today(_)
        | Action::Text(_)
        | Action::Form(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Plan(_)
        | Action::Page(_)
        | Action::Global(_)
        | Action::Ask(_)
        | Action::Help(_) => true,
    },
    act: |app, action| {
        if let Action::Today(asked) = action {
            // A click on Today while a line or a form is open keeps that first.
            let (mut effects, settled) =
                if app.view == View::Today { settle(app) } else { (Vec::new(), true) };
            if settled {
                effects.extend(act(app, asked));
            }
            effects
        } else if let Action::Form(asked) = action {
            form_act(app, asked)
        } else if let Action::Text(asked) = action {
            text_act(app, asked)
        } else {
            Vec::new()
        }
    },
    form: |app| app.today_view.form(),
    type_key: |app, key| {
        type_key(app, key);
        Vec::new()
    },
    paste,
    wheel: |app, down| {
        if app.today_view.open.is_none() && app.today_view.editing.is_none() {
            move_focus(app, if down { 1 } else { -1 })
        } else {
            form_act(app, if down { FormAsk::Next } else { FormAsk::Previous })
        }
    },
    take_back_key,
    opened: |_| Vec::new(),
    settle,
    show: show_step,
    begin_anew: |_| {},
    answered: |_, _, _| Vec::new(),
    shows: |app| {
        let date = app.today_view.date;
        Shows { days: vec![(before(date, STRIP_DAYS.saturating_sub(1)), date)], trials: Vec::new() }
    },
    in_hand: |app| {
        let busy = app.today_view.editing.is_some() || app.today_view.open.is_some();
        InHand { days: busy.then_some(app.today_view.date).into_iter().collect(), plan: false }
    },
};
