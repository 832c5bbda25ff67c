//! The Neck Disability Index: its ten topics, or its total.

use std::collections::BTreeMap;

use super::rows::draft;
use super::{Open, TodayView};
use crate::app::cx::Cx;
use crate::app::form::{Field, Form, Kind, Takes};
use crate::app::reply::Reply;
use crate::app::views::plan;
use crate::content::notice;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::score::{NdiAnswer, NdiTotal};
use crate::domain::text::capital;

/// The name of what is half written of an index.
const INDEX: &str = "index";

/// The field of the index that takes its total.
pub const TOTAL: &str = "total";

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
    let topics: BTreeMap<NdiTopic, NdiAnswer> = NdiTopic::ALL
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
        (_, false) => Err(notice("topics-or-total", &[])),
    }
}

impl TodayView {
    pub(super) fn open_index(&mut self, cx: &Cx) -> Reply {
        if matches!(self.open, Some(Open::Index(_))) {
            return Reply::none();
        }
        let Some(day) = self.day(cx) else { return self.refusal(cx) };
        let mut form = ndi_form(day.checkin.ndi.as_ref()).ending("Write it down");
        let reply = self.restored(cx, INDEX, None, &mut form);
        self.open = Some(Open::Index(form));
        reply
    }

    /// Steps back from the index. What was filled in is no index yet, and is kept as it is.
    pub(super) fn leave_index(&mut self, cx: &Cx, form: &Form) -> Reply {
        self.leave_row(cx, draft(INDEX, self.date, None), form)
    }

    pub(super) fn finish_index(&mut self, cx: &Cx, form: &Form) -> Reply {
        match ndi_of(form) {
            Err(error) => {
                if let Some(Open::Index(form)) = &mut self.open {
                    form.refuse(TOTAL, error);
                }
                Reply::none()
            }
            Ok(ndi) => {
                self.open = None;
                let missing = ndi.as_ref().filter(|ndi| ndi.score().is_none()).map(Ndi::missing);
                let reply = Reply::aside(cx.forget_draft(&draft(INDEX, self.date, None)))
                    .and(self.change_checkin(cx, |checkin| checkin.ndi = ndi));
                match missing {
                    Some(missing) => reply.warn(plan::incomplete_index(missing)),
                    None => reply,
                }
            }
        }
    }
}
