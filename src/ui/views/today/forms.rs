//! The forms over Today: a title, what it is about or what to do at once, and the fields.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Pen;
use crate::app::form::Form;
use crate::app::views::today::{self, Item, Open, RowForm};
use crate::content::{self, notice};
use crate::domain::decision::to_do::ToDo;
use crate::domain::event::{Event, Severity};
use crate::domain::measure::NdiTopic;
use crate::domain::score::one_decimal;
use crate::ui::text;
use crate::ui::widgets::form;

/// Draws the form that is open.
pub(super) fn draw(pen: &mut Pen, area: Rect, open: &Open) {
    let faint = pen.canvas.theme.faint;
    match open {
        Open::Change(RowForm { form, .. }) => {
            page(pen, area, &notice("change-title", &[]), &notice("change-about", &[]), faint, form);
        }
        Open::Event(row) => event(pen, area, row),
        Open::Index(form) => page(pen, area, &notice("index-title", &[]), &index_so_far(form), faint, form),
        Open::Back(form) => {
            let words =
                pen.view.to_do.items.iter().find_map(|(item, _)| match (item, &pen.cx.journal.trial) {
                    (Item::Trial(item @ ToDo::AfterAWhile { .. }), Some(trial)) => {
                        Some(content::to_do_words(item, trial, pen.cx.today))
                    }
                    (_, _) => None,
                });
            let words = words.unwrap_or_default();
            page(pen, area, &notice("return-title", &[]), &words, pen.canvas.theme.text, form);
        }
        Open::Stop(stopping) => {
            let title = notice("stop-title", &[]);
            page(pen, area, &title, &notice("stop-about", &[]), faint, &stopping.form);
        }
    }
}

/// What is new or worrying: as soon as its kind is picked, what to do stands there, whole.
fn event(pen: &mut Pen, area: Rect, row: &RowForm<Event>) {
    let title = notice("event-title", &[]);
    let (kind, severity) = today::event_chosen(&row.form);
    let is_severe = severity == Some(Severity::Severe);
    match kind {
        Some(kind) => {
            let has_level = kind.level_when(is_severe).is_some();
            let style = if has_level { pen.canvas.theme.alarm } else { pen.canvas.theme.caution };
            let title = format!("{title}: {}", kind.label);
            page(pen, area, &title, &kind.words(is_severe), style, &row.form);
        }
        None => page(pen, area, &title, &notice("event-about", &[]), pen.canvas.theme.faint, &row.form),
    }
}

fn index_so_far(form: &Form) -> String {
    let answered = NdiTopic::ALL.iter().filter(|topic| form.score(topic.id()).is_some()).count();
    match today::ndi_of(form) {
        Ok(Some(ndi)) => match ndi.score() {
            Some(score) => {
                let (score, band) = (one_decimal(score), content::index_band(score));
                notice("index-so-far", &[("score", &score), ("band", band)])
            }
            None => notice("index-too-few", &[("n", &answered.to_string())]),
        },
        Ok(None) => {
            notice("index-about", &[("ends", content::index_ends()), ("form", content::index_form())])
        }
        Err(error) => error,
    }
}

/// The words are whole where they say what to do; where they only explain, they go before the form does.
fn page(pen: &mut Pen, area: Rect, title: &str, about: &str, style: Style, form: &Form) {
    let area = text::indent(area, 2);
    let explains = style == pen.canvas.theme.faint;
    let lines = text::wrap(about, area.width.saturating_sub(1));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // Where words that say what to do need the room, the heading goes, then all but a row of the form.
    let has_heading = explains || rows.saturating_add(2) <= area.height;
    let area = if has_heading {
        pen.line(area, 0, Line::styled(text::fit(title, area.width), pen.canvas.theme.accent));
        text::below(area, 1)
    } else {
        area
    };
    let room = area.height.saturating_sub(1);
    let wanted = if explains && rows.saturating_add(3) > area.height { 0 } else { rows.min(room) };
    for (row, line) in lines.into_iter().take(usize::from(wanted)).enumerate() {
        let is_cut = row.saturating_add(1) == usize::from(wanted) && wanted < rows;
        let line = if is_cut { text::fit(&format!("{line} …"), area.width) } else { line };
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        pen.line(area, row, Line::styled(line, style));
    }
    let gap = u16::from(area.height > 16);
    let below = text::below(area, wanted.saturating_add(gap));
    form::render(pen.canvas, below, form);
}
