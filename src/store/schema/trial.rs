//! A trial's file and the setup's: checklist, holds and plan, readable by a person.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;

use super::super::reader::{Given, Reader, Section};
use super::super::tree::Fields;
use super::ending::{decode_ending, decode_stopped, encode_ending, encode_stopped};
use super::plan::{decode_plan, decode_sketch, encode_plan, encode_sketch};
use super::recorded::{decode_recorded, encode_recorded};
use super::{Alternative, Record};
use crate::domain::checklist::{
    AgeBand, Checklist, Clearance, ClinicianInformed, Dated, Factor, Hold, QuestionKind, Site,
};
use crate::domain::drafts::Drafts;
use crate::domain::rows::{HOLD, NAMED, RowKind, SCHEDULE};
use crate::domain::trial::{Setup, Trial, TrialId};

const ALTERNATIVES: &[Alternative] = &[
    Alternative::Alone { table: "plan.baseline.ndi", key: "total" },
    Alternative::Whole { table: "hold.clearance" },
];
const ROWS: &[(&str, RowKind)] =
    &[("hold", HOLD), ("plan.schedule", SCHEDULE), ("plan.marker", NAMED), ("decision.measure", NAMED)];
const HEAD: &str = "format = 1\n";

impl Record for Trial {
    type Name = TrialId;
    const HEAD: &'static str = HEAD;
    const ALTERNATIVES: &'static [Alternative] = ALTERNATIVES;
    const ROWS: &'static [(&'static str, RowKind)] = ROWS;

    fn decode(reader: &mut Reader, root: Section<'_>, name: &TrialId) -> Option<Self> {
        let begun = decode_begun(reader, root);
        let checklist = decode_checklist(reader, root);
        if !root.has("plan") {
            reader.note(root.place("plan"), "a trial needs its plan: write [plan] and its keys below");
        }
        let plan = reader.section(root, "plan").and_then(|section| decode_plan(reader, section));
        let stopped = reader.section(root, "stopped").and_then(|section| decode_stopped(reader, section));
        let ending = reader.section(root, "end").map(|section| decode_ending(reader, section));
        let decision = reader.section(root, "decision").and_then(|section| decode_recorded(reader, section));
        Some(Self {
            id: name.clone(),
            begun: begun?,
            checklist,
            plan: plan?,
            stopped,
            ending: ending.unwrap_or_default(),
            decision,
        })
    }

    fn encode(&self) -> Fields {
        let mut fields = Fields::default();
        fields.put("begun", self.begun);
        encode_checklist(&mut fields, &self.checklist);
        fields.table("plan", encode_plan(&self.plan));
        fields.table("stopped", self.stopped.as_ref().map(encode_stopped).unwrap_or_default());
        fields.table("end", encode_ending(&self.ending));
        fields.table("decision", self.decision.as_ref().map(encode_recorded).unwrap_or_default());
        fields
    }

    fn blank(_: &TrialId) -> Option<Self> {
        None
    }
}

impl Record for Setup {
    type Name = ();
    const HEAD: &'static str = HEAD;
    const ALTERNATIVES: &'static [Alternative] = ALTERNATIVES;
    const ROWS: &'static [(&'static str, RowKind)] = ROWS;

    fn decode(reader: &mut Reader, root: Section<'_>, (): &()) -> Option<Self> {
        let begun = decode_begun(reader, root);
        let checklist = decode_checklist(reader, root);
        let plan = reader.section(root, "plan");
        let setup = Self { checklist, ..Self::new(begun?) };
        Some(match plan {
            Some(section) => decode_sketch(reader, section, setup),
            None => setup,
        })
    }

    fn encode(&self) -> Fields {
        let mut fields = Fields::default();
        fields.put("begun", self.begun);
        encode_checklist(&mut fields, &self.checklist);
        fields.table("plan", encode_sketch(self));
        fields
    }

    fn blank((): &()) -> Option<Self> {
        None
    }
}

fn decode_begun(reader: &mut Reader, root: Section<'_>) -> Option<NaiveDate> {
    let why = "this file needs the day the checklist was begun, such as begun = 2026-10-25";
    reader.need(root, "begun", why, Given::date)
}

fn decode_checklist(reader: &mut Reader, root: Section<'_>) -> Checklist {
    let mut list = Checklist::default();
    if let Some(section) = reader.section(root, "checklist") {
        list.site = decode_dated(reader, section, "site", &Site::choices());
        list.age = decode_dated(reader, section, "age", &AgeBand::choices());
        list.clinician = decode_dated(reader, section, "clinician", &ClinicianInformed::choices());
        list.goals = reader.words(section, "goals");
        list.tried = reader.words(section, "tried");
        if let Some(answers) = reader.section(section, "checklist.answers") {
            for item in answers.keys() {
                let answer: Option<Dated<YesNo>> = decode_dated(reader, answers, item, "yes, no");
                if let Some(Dated { value, on }) = answer {
                    list.answers.insert(item.to_owned(), Dated { value: value.0, on });
                }
            }
        }
        if let Some(section) = reader.section(section, "checklist.factors") {
            list.factors = Factor::ALL
                .iter()
                .filter_map(|factor| Some((*factor, reader.words(section, factor.id())?)))
                .collect::<BTreeMap<_, _>>();
        }
        list.drafts = decode_drafts(reader, section);
    }
    for row in reader.rows(root, "hold") {
        list.holds.extend(decode_hold(reader, row));
    }
    list
}

fn encode_checklist(fields: &mut Fields, list: &Checklist) {
    let mut section = Fields::default();
    section.inline("site", encode_dated(list.site.map(|it| (it.value.id(), it.on))));
    section.inline("age", encode_dated(list.age.map(|it| (it.value.id(), it.on))));
    section.inline("clinician", encode_dated(list.clinician.map(|it| (it.value.id(), it.on))));
    section.maybe("goals", list.goals.as_ref());
    section.maybe("tried", list.tried.as_ref());
    let mut answers = Fields::default();
    for (item, answer) in &list.answers {
        answers.inline(item, encode_dated(Some((YesNo::id(answer.value), answer.on))));
    }
    section.table("answers", answers);
    let mut factors = Fields::default();
    for (factor, words) in &list.factors {
        factors.put(factor.id(), words);
    }
    section.table("factors", factors);
    section.table("draft", encode_drafts(&list.drafts));
    fields.table("checklist", section);
    fields.rows("hold", list.holds.iter().map(encode_hold).collect());
}

/// Forms that were begun and are not finished, such as `[checklist.draft.start]`, their fields as
/// they were typed.
fn decode_drafts(reader: &mut Reader, checklist: Section<'_>) -> Drafts {
    let Some(section) = reader.section(checklist, "checklist.draft") else { return Drafts::default() };
    let mut drafts = Vec::new();
    for form in section.keys() {
        let Some(table) = section.table_under(form) else {
            let shape = format!("a form begun is a table, such as [checklist.draft.{form}]");
            reader.note(section.place(form), shape);
            continue;
        };
        let fields = table
            .keys()
            .filter_map(|field| Some((field.to_owned(), reader.take(table, field, Given::text)?)));
        drafts.push((form.to_owned(), fields.collect()));
    }
    drafts.into_iter().collect()
}

fn encode_drafts(drafts: &Drafts) -> Fields {
    let mut forms = Fields::default();
    for (form, draft) in drafts.iter() {
        let mut fields = Fields::default();
        for (field, text) in draft {
            fields.put(field, text.as_str());
        }
        forms.table(form, fields);
    }
    forms
}

/// An answer as it is written in a file: `yes` or `no`.
struct YesNo(bool);

impl YesNo {
    fn id(yes: bool) -> &'static str {
        if yes { "yes" } else { "no" }
    }
}

impl FromStr for YesNo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.trim() {
            "yes" => Ok(Self(true)),
            "no" => Ok(Self(false)),
            _ => Err(()),
        }
    }
}

/// `{ answer = "no", on = 2026-10-25 }`
fn decode_dated<T: FromStr>(
    reader: &mut Reader,
    section: Section<'_>,
    key: &str,
    choices: &str,
) -> Option<Dated<T>> {
    if !section.has(key) {
        return None;
    }
    let shape = format!("{key} is written like {key} = {{ answer = \"…\", on = 2026-10-25 }}");
    let Some(table) = section.table_under(key) else {
        reader.note(section.place(key), shape);
        return None;
    };
    let value = reader.need(table, "answer", &shape, |given| given.word(choices));
    let on = reader.need(table, "on", &shape, Given::date);
    Some(Dated { value: value?, on: on? })
}

fn encode_dated(answer: Option<(&'static str, NaiveDate)>) -> Fields {
    let mut fields = Fields::default();
    if let Some((word, on)) = answer {
        fields.put("answer", word);
        fields.put("on", on);
    }
    fields
}

fn decode_hold(reader: &mut Reader, row: Section<'_>) -> Option<Hold> {
    let why = format!("a hold needs its kind: one of {}", QuestionKind::choices());
    let item = reader.need(row, "item", "a hold needs the item that opened it", Given::text);
    let kind = reader.need(row, "kind", &why, |given| given.word(&QuestionKind::choices()));
    let opened = reader.need(row, "opened", "a hold needs the date it was opened", Given::date);
    let clearance = if row.has("clearance") {
        let shape = "clearance is written like clearance = { on = 2026-10-28, by = \"…\" }";
        match row.table_under("clearance") {
            None => {
                reader.note(row.place("clearance"), shape);
                None
            }
            Some(table) => {
                let on = reader.need(table, "on", shape, Given::date);
                let (by, limits) = (reader.words(table, "by"), reader.words(table, "limits"));
                on.map(|on| Clearance { on, by, limits })
            }
        }
    } else {
        None
    };
    Some(Hold { item: item?, kind: kind?, opened: opened?, clearance })
}

fn encode_hold(hold: &Hold) -> Fields {
    let mut fields = Fields::default();
    fields.put("item", hold.item.as_str());
    fields.put("kind", hold.kind.id());
    fields.put("opened", hold.opened);
    if let Some(clearance) = &hold.clearance {
        let mut table = Fields::default();
        table.put("on", clearance.on);
        table.maybe("by", clearance.by.as_ref());
        table.maybe("limits", clearance.limits.as_ref());
        fields.inline("clearance", table);
    }
    fields
}
