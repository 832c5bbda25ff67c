//! Week five: the verdict, why, how sure, what next.
//!
//! ```text
//!  a hold, or what the person decided     when there is one
//!  the verdict and how it stands          headline
//!  figures, why, firm, sure               scrolls
//!  ─ what next ─────────────────────
//!  the steps, one key each                always in sight
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::past;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::views::week_five::{self, Open, Page, Step, WeekFiveView};
use crate::content::{self, decided};
use crate::domain::assessment::Assessment;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::outcome::Outcome;
use crate::domain::trial::Trial;
use crate::ui::widgets::form;
use crate::ui::{Hits, Theme, text};

/// The widest column that is easy to read.
const WIDEST: u16 = 96;
/// The fewest rows in which the steps keep their own place below.
const ROOM_FOR_STEPS: u16 = 11;
/// Says that more lies below.
const MORE: &str = "↓ more";
/// Boxes of a bar.
const BOXES: usize = 10;

/// Draws the view.
pub fn render(frame: &mut Frame, area: Rect, cx: &Cx, view: &WeekFiveView, theme: &Theme, hits: &mut Hits) {
    let margin = if area.width >= 70 { 3 } else { 1 };
    let inside = text::columns(area, margin, WIDEST.min(area.width.saturating_sub(margin).saturating_sub(1)));
    let (Some(trial), Some(assessment)) = (&cx.journal.trial, &view.assessed) else {
        return no_trial(frame, inside, theme);
    };
    if let Some(open) = &view.open {
        return form_page(frame, inside, open, theme, hits);
    }
    let mut page = Lines::new(inside.width, theme);
    match view.page {
        Page::Past => {
            past::lines(&mut page, cx);
            scrolled(frame, inside, view.scroll, page, true, hits);
        }
        Page::Decision => {
            let steps = step_rows(cx, assessment, inside.width);
            let tall = u16::try_from(steps.len()).unwrap_or(0).saturating_add(1);
            let fixed = inside.height >= tall.saturating_add(ROOM_FOR_STEPS);
            decision(&mut page, trial, cx, assessment);
            if fixed {
                let above = Rect { height: inside.height.saturating_sub(tall), ..inside };
                let ends = scrolled(frame, above, view.scroll, page, false, hits);
                let below = text::below(inside, above.height);
                if let Some(row) = text::row(below, 0) {
                    let more = format!(" {MORE} ");
                    let wide = if ends { 0 } else { text::width(&more).saturating_add(2) };
                    let mut line = section_line("what next", row.width.saturating_sub(wide), theme);
                    if !ends {
                        line.push_span(Span::styled(more, theme.accent));
                        line.push_span(Span::styled("──", theme.faint));
                    }
                    frame.render_widget(line, row);
                }
                draw_steps(frame, text::below(below, 1), &steps, theme, hits);
            } else {
                page.section("what next");
                for row in &steps {
                    page.lines.push(step_line(row, theme));
                }
                scrolled(frame, inside, view.scroll, page, true, hits);
            }
        }
    }
}

fn no_trial(frame: &mut Frame, area: Rect, theme: &Theme) {
    let words = [
        "There is no trial yet.",
        "",
        "Week five is where a trial ends: the same measures as before the start, and an answer by rules that \
         were fixed beforehand. Plan (F5) begins one.",
    ];
    let mut top = 1;
    for paragraph in words {
        for line in text::wrap(paragraph, area.width) {
            if let Some(row) = text::row(area, top) {
                frame.render_widget(Line::styled(line, theme.text), row);
            }
            top = top.saturating_add(1);
        }
    }
}

fn form_page(frame: &mut Frame, area: Rect, open: &Open, theme: &Theme, hits: &mut Hits) {
    let words = match open {
        Open::Decide(_) => {
            content::sentence("decide-otherwise").map_or("", |sentence| sentence.text.as_str())
        }
        Open::Adjust(_) => {
            "A new trial, filled in from this one. One change at a time tells you which one mattered."
        }
    };
    let mut top = u16::from(area.height >= 12);
    for line in text::wrap(words, area.width) {
        if let Some(row) = text::row(area, top) {
            frame.render_widget(Line::styled(line, theme.text), row);
        }
        top = top.saturating_add(1);
    }
    form::render(frame, text::below(area, top.saturating_add(1)), open.form(), theme, hits);
}

/// Lines of the page, from top to bottom.
pub struct Lines<'t> {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// How wide they may be.
    pub width: u16,
    /// The roles.
    pub theme: &'t Theme,
}

impl<'t> Lines<'t> {
    fn new(width: u16, theme: &'t Theme) -> Self {
        Self { lines: Vec::new(), width, theme }
    }

    /// A line of nothing.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Text, wrapped, behind an indent.
    pub fn text(&mut self, words: &str, indent: u16, style: Style) {
        for line in text::wrap(words, self.width.saturating_sub(indent)) {
            self.lines.push(Line::from(vec![
                Span::raw(" ".repeat(usize::from(indent))),
                Span::styled(line, style),
            ]));
        }
    }

    /// Text behind a sign, wrapped beside it.
    pub fn marked(&mut self, sign: &'static str, sign_style: Style, words: &str, style: Style) {
        for (number, line) in text::wrap(words, self.width.saturating_sub(2)).into_iter().enumerate() {
            let sign = if number == 0 { sign } else { " " };
            self.lines.push(Line::from(vec![
                Span::styled(sign, sign_style),
                Span::raw(" "),
                Span::styled(line, style),
            ]));
        }
    }

    /// The heading of a section.
    pub fn section(&mut self, name: &str) {
        self.gap();
        self.lines.push(section_line(name, self.width, self.theme));
    }
}

fn section_line(name: &str, width: u16, theme: &Theme) -> Line<'static> {
    let rest = width.saturating_sub(text::width(name)).saturating_sub(3);
    Line::from(vec![
        Span::styled("─ ", theme.faint),
        Span::styled(name.to_owned(), theme.accent),
        Span::styled(format!(" {}", "─".repeat(usize::from(rest))), theme.faint),
    ])
}

/// Draws what can be seen of the lines; false where more lies below. Where it does not all fit, the
/// last row says so, unless something below does.
fn scrolled(
    frame: &mut Frame,
    area: Rect,
    scroll: u16,
    page: Lines,
    says_more: bool,
    hits: &mut Hits,
) -> bool {
    let count = u16::try_from(page.lines.len()).unwrap_or(u16::MAX);
    let overflows = count > area.height;
    let room = area.height.saturating_sub(u16::from(overflows && says_more));
    let most = count.saturating_sub(room);
    hits.scroll_room = Some(most);
    let scroll = scroll.min(most);
    for (number, line) in page.lines.into_iter().skip(usize::from(scroll)).take(usize::from(room)).enumerate()
    {
        if let Some(row) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) {
            frame.render_widget(line, row);
        }
    }
    if overflows && says_more {
        let seen = if scroll < most { MORE } else { "↑ more" };
        if let Some(row) = text::row(area, room) {
            frame.render_widget(Line::styled(seen, page.theme.accent), row);
        }
    }
    scroll >= most
}

fn decision(page: &mut Lines, trial: &Trial, cx: &Cx, assessment: &Assessment) {
    let decision = &assessment.decision;
    let theme = page.theme;
    if decision.hold() {
        page.text("ON HOLD", 0, theme.alarm);
    }
    for line in decided::hold_lines(trial, decision) {
        page.text(&line, 0, theme.alarm);
    }
    if decision.hold() {
        for step in decided::next_steps(decision) {
            page.text(&step, 0, theme.alarm);
        }
        page.gap();
    }
    if let Some(recorded) = &trial.decision {
        for (number, line) in decided::recorded_in_words(recorded).iter().enumerate() {
            page.text(line, 0, if number == 0 { theme.accent } else { theme.text });
        }
        page.gap();
        page.text("Today's figures:", 0, theme.faint);
    }
    headline(page, decision);
    if decision.waits_for_today() {
        page.section("to be sure");
        needs(page, trial, cx, assessment);
    } else if decision.verdict == Verdict::NotYet {
        waiting(page, trial, cx, assessment);
    } else {
        result(page, trial, cx, assessment);
    }
    if !decision.hold() {
        page.gap();
        for step in decided::next_steps(decision) {
            page.marked("•", theme.accent, &step, theme.text);
        }
    }
}

fn headline(page: &mut Lines, decision: &Decision) {
    let theme = page.theme;
    let style = match decision.verdict {
        Verdict::Continue => theme.good,
        Verdict::Review => theme.alarm,
        Verdict::NotYet => theme.accent,
        Verdict::Stopped => theme.text,
        Verdict::InsufficientData | Verdict::Adjust | Verdict::Inconclusive => theme.caution,
    };
    let words = decided::verdict_words(decision);
    let name =
        words.as_ref().map_or(decision.verdict.label(), |words| words.headline.as_str()).to_uppercase();
    let standing = decided::standing(decision).unwrap_or_default();
    let room = page.width.saturating_sub(text::width(&name)).saturating_sub(text::width(&standing));
    page.lines.push(Line::from(vec![
        Span::styled(name, style.add_modifier(Modifier::BOLD)),
        Span::raw(" ".repeat(usize::from(room.max(2)))),
        Span::styled(standing, theme.text),
    ]));
    if let Some(words) = words {
        page.text(&words.meaning, 0, theme.text);
    }
}

// ---- before week five -------------------------------------------------------------------------

fn waiting(page: &mut Lines, trial: &Trial, cx: &Cx, assessment: &Assessment) {
    let decision = &assessment.decision;
    let theme = page.theme;
    if let Some(words) = decided::countdown(&trial.plan, cx.today) {
        page.text(&words, 0, theme.accent);
    }
    page.section("to be sure");
    needs(page, trial, cx, assessment);
    let reasons = decided::reasons_in_words(decision);
    if !reasons.is_empty() {
        page.section("what speaks against a sure answer so far");
        for reason in reasons {
            page.marked("•", theme.caution, &reason, theme.text);
        }
    }
    page.section("the rules to come");
    for rule in decided::rules_to_come(&trial.plan) {
        let own = if rule.sets_own_threshold() { " (Our own convention.)" } else { "" };
        page.marked("•", theme.faint, &format!("{}{own}", rule.text), theme.text);
    }
}

fn needs(page: &mut Lines, trial: &Trial, cx: &Cx, assessment: &Assessment) {
    let theme = page.theme;
    let decision = &assessment.decision;
    let all =
        decided::still_missing(&trial.plan, &cx.journal.days, decision, &assessment.adherence, cx.today);
    for need in all {
        let (sign, style) = if need.met { ("✓", theme.good) } else { ("□", theme.caution) };
        page.marked(sign, style, &need.text, theme.text);
    }
}

// ---- the verdict ------------------------------------------------------------------------------

fn result(page: &mut Lines, trial: &Trial, cx: &Cx, assessment: &Assessment) {
    let decision = &assessment.decision;
    let theme = page.theme;
    if decision.is_preliminary() {
        let words = content::sentence("preliminary").map_or("", |sentence| sentence.text.as_str());
        page.text(words, 0, theme.caution);
    }
    page.gap();
    figures(page, decision);
    if decision.is_preliminary() {
        page.section("to be sure");
        needs(page, trial, cx, assessment);
    }
    page.section("why");
    rules(page, trial, decision);
    page.section("sure or not");
    page.text(&decided::firmness_in_words(decision), 0, theme.text);
    for reason in decided::reasons_in_words(decision) {
        page.marked("•", theme.caution, &reason, theme.text);
    }
    if decision.changes.len() > 1 {
        for line in decided::change_lines(decision) {
            page.text(&line, 2, theme.faint);
        }
    }
    page.section("how sure");
    certainty(page, trial, decision);
}

/// One line of figures.
struct FigureLine {
    name: String,
    values: String,
    change: String,
    sign: &'static str,
    goal: String,
    style: Style,
    below: String,
}

fn figure_lines(decision: &Decision, theme: &Theme) -> Vec<FigureLine> {
    let measure = |it: decided::MeasureWords| {
        let (sign, style) = outcome_sign(it.outcome, theme);
        let below = format!("{}: {}", it.outcome.label(), it.basis);
        let goal = match it.outcome {
            Outcome::Improved => it.goal,
            Outcome::Unchanged => format!("not {}", it.goal),
            Outcome::Worsened | Outcome::Mixed => "clearly worse".to_owned(),
            Outcome::Unknown => "not known".to_owned(),
        };
        FigureLine { name: it.name, values: it.values, change: it.change, sign, goal, style, below }
    };
    let mut lines: Vec<FigureLine> = decided::measures(decision).into_iter().map(measure).collect();
    let visits = &decision.adherence;
    let (sign, style) = if visits.met() { ("✓", theme.good) } else { ("·", theme.caution) };
    lines.push(FigureLine {
        name: "Visits".to_owned(),
        values: format!("{} of {}", visits.completed, visits.planned),
        change: decided::visit_share(visits),
        sign,
        goal: crate::content::share_reached(visits.met()),
        style,
        below: decided::visit_details(visits),
    });
    lines
}

/// The figures in aligned columns; stacked where there is little room.
fn figures(page: &mut Lines, decision: &Decision) {
    let theme = page.theme;
    let lines = figure_lines(decision, theme);
    let widest = |of: fn(&FigureLine) -> &str| {
        lines.iter().map(|line| text::width(of(line))).max().unwrap_or(0).saturating_add(2)
    };
    let (name, values, change) = (widest(|it| &it.name), widest(|it| &it.values), widest(|it| &it.change));
    let wide = name.saturating_add(values).saturating_add(change).saturating_add(widest(|it| &it.goal));
    let in_columns = wide <= page.width;
    for line in lines {
        let goal = Span::styled(format!("{} {}", line.sign, line.goal), line.style);
        let change_style = theme.text;
        if in_columns {
            page.lines.push(Line::from(vec![
                Span::styled(text::pad(&line.name, name), theme.text),
                Span::styled(text::pad(&line.values, values), theme.accent),
                Span::styled(text::pad(&line.change, change), change_style),
                goal,
            ]));
        } else {
            page.text(&line.name, 0, theme.text);
            page.lines.push(Line::from(vec![
                Span::styled(format!("  {}  ", line.values), theme.accent),
                Span::styled(format!("{}  ", line.change), change_style),
                goal,
            ]));
        }
        page.text(&line.below, 2, theme.faint);
    }
    if let Some(words) = decided::block_start(decision) {
        page.text(&words, 0, theme.faint);
    }
}

fn outcome_sign(outcome: Outcome, theme: &Theme) -> (&'static str, Style) {
    match outcome {
        Outcome::Improved => ("✓", theme.good),
        Outcome::Unchanged => ("·", theme.text),
        Outcome::Worsened | Outcome::Mixed => ("▲", theme.alarm),
        Outcome::Unknown => ("·", theme.faint),
    }
}

fn rules(page: &mut Lines, trial: &Trial, decision: &Decision) {
    let theme = page.theme;
    let (week_five, _) = trial.plan.checkpoint_window();
    for rule in decided::rules_in_words(decision, week_five) {
        let (sign, sign_style) = if rule.applies { ("✓", theme.good) } else { ("·", theme.faint) };
        let own = if rule.convention { " (our own convention)" } else { "" };
        let words = format!("{} → {}{own}", rule.text, rule.leads_to.label());
        let style = if rule.decides {
            theme.text.add_modifier(Modifier::BOLD)
        } else if rule.applies {
            theme.text
        } else {
            theme.faint
        };
        let figures = match (rule.applies, rule.decides) {
            (false, _) => format!("no: {}", rule.figures),
            (true, false) => rule.figures,
            (true, true) => format!("{}; the first rule that holds decides", rule.figures),
        };
        let beside = text::width(&words).saturating_add(text::width(&figures)).saturating_add(5);
        if beside <= page.width {
            page.lines.push(Line::from(vec![
                Span::styled(sign, sign_style),
                Span::styled(format!(" {words}"), style),
                Span::styled(format!("   {figures}"), theme.faint),
            ]));
        } else {
            page.marked(sign, sign_style, &words, style);
            page.text(&figures, 2, theme.faint);
        }
    }
}

fn certainty(page: &mut Lines, trial: &Trial, decision: &Decision) {
    let theme = page.theme;
    for one in decided::certainty(trial, decision) {
        page.text(&one.text, 0, theme.text);
        if !one.bars.is_empty() {
            let mut spans = vec![Span::raw("  ")];
            for bar in &one.bars {
                let filled = usize::from(bar.of_hundred).saturating_add(5).checked_div(BOXES).unwrap_or(0);
                let filled = filled.min(BOXES);
                spans.push(Span::styled("■".repeat(filled), theme.accent));
                spans.push(Span::styled("□".repeat(BOXES.saturating_sub(filled)), theme.faint));
                spans.push(Span::styled(format!(" {}    ", bar.label), theme.faint));
            }
            page.lines.push(Line::from(spans));
        }
    }
    let felt = content::sentence("felt-good").map_or("", |sentence| sentence.text.as_str());
    page.text(felt, 0, theme.faint);
}

// ---- what next --------------------------------------------------------------------------------

/// A step with its key.
struct Keyed {
    step: Step,
    key: String,
}

/// The steps in rows: as many beside each other as fit.
fn step_rows(cx: &Cx, assessment: &Assessment, width: u16) -> Vec<Vec<Keyed>> {
    let mut rows: Vec<Vec<Keyed>> = Vec::new();
    let mut used = u16::MAX;
    for step in week_five::steps(cx, assessment) {
        let key = cx.key_for(Action::WeekFive(step.action));
        let keyed = Keyed { step, key };
        let wide = step_width(&keyed);
        match rows.last_mut() {
            Some(row) if used.saturating_add(wide) <= width => {
                used = used.saturating_add(wide);
                row.push(keyed);
            }
            Some(_) | None => {
                used = wide;
                rows.push(vec![keyed]);
            }
        }
    }
    rows
}

fn step_width(keyed: &Keyed) -> u16 {
    text::width(&keyed.key).saturating_add(text::width(keyed.step.label)).saturating_add(6)
}

fn step_spans(keyed: &Keyed, theme: &Theme) -> Vec<Span<'static>> {
    let sign = if keyed.step.first { "▸ " } else { "  " };
    let style = if keyed.step.first { theme.text.add_modifier(Modifier::BOLD) } else { theme.text };
    vec![
        Span::styled(sign, theme.accent),
        Span::styled(keyed.key.clone(), theme.accent),
        Span::styled(format!(" {}", keyed.step.label), style),
        Span::raw("   "),
    ]
}

fn step_line(row: &[Keyed], theme: &Theme) -> Line<'static> {
    Line::from(row.iter().flat_map(|keyed| step_spans(keyed, theme)).collect::<Vec<_>>())
}

fn draw_steps(frame: &mut Frame, area: Rect, rows: &[Vec<Keyed>], theme: &Theme, hits: &mut Hits) {
    for (number, row) in rows.iter().enumerate() {
        let Some(place) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { return };
        let mut from = 0_u16;
        for keyed in row {
            let wide = step_width(keyed);
            hits.add(text::columns(place, from, wide), Action::WeekFive(keyed.step.action));
            from = from.saturating_add(wide);
        }
        frame.render_widget(step_line(row, theme), place);
    }
}
