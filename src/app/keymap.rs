//! The one key table: dispatch, footer, help and README all read it.

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::text::capital;

use super::action::{
    Action, Ask, Form, Global, Help, Page, Plan, Sessions, Text, Today, Trends, View, WeekFive,
};

/// Where a key is pressed. The innermost context is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere but in text and questions.
    Global,
    /// A field of Today in which a 1 waits for a 0.
    TodayOne,
    /// A field of Today that is answered with yes or no.
    TodayYesNo,
    /// Today's fields.
    Today,
    /// The calendar of visits.
    Sessions,
    /// The calendar while a visit is being moved.
    SessionsMove,
    /// The form of a visit.
    Visit,
    /// A warning on a page of its own.
    Warning,
    /// The strips.
    Trends,
    /// The decision.
    WeekFive,
    /// The plan on one page.
    Plan,
    /// A page of the checklist.
    Page,
    /// A page of the checklist that asks yes or no.
    Question,
    /// A field of a form that takes no text.
    Form,
    /// A list of a form that is so long that letters pick from it.
    LongList,
    /// A field of a form that takes text.
    FormText,
    /// A text over several lines.
    Paragraph,
    /// A line of text.
    Text,
    /// A question with answers.
    Ask,
    /// The contents of the help.
    Help,
    /// The contents of the help, while a word is looked for.
    HelpSearch,
    /// A page of the guide.
    GuidePage,
    /// Something of a view that is read whole.
    Whole,
}

impl Context {
    /// The heading in the help and the README.
    pub fn label(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::Today => "Today",
            Self::TodayOne => "Today, after a 1",
            Self::TodayYesNo => "Today, yes or no",
            Self::Sessions => "Sessions",
            Self::SessionsMove => "While moving a visit",
            Self::Visit => "In a visit's form",
            Self::Warning => "While a warning is read",
            Self::Trends => "Trends",
            Self::WeekFive => "Week five",
            Self::Plan => "Plan",
            Self::Page => "Checklist",
            Self::Question => "A yes-or-no question",
            Self::Form => "In a form",
            Self::LongList => "In a long list",
            Self::FormText => "In a form's text",
            Self::Paragraph => "In a note",
            Self::Text => "While writing",
            Self::Ask => "When asked to choose",
            Self::Help => "In the help",
            Self::HelpSearch => "While searching the help",
            Self::GuidePage => "On a page of the guide",
            Self::Whole => "While something is read whole",
        }
    }

    /// Every context, in the order of the README.
    pub const ALL: [Self; 23] = [
        Self::Global,
        Self::Today,
        Self::TodayOne,
        Self::TodayYesNo,
        Self::Sessions,
        Self::SessionsMove,
        Self::Visit,
        Self::Warning,
        Self::Trends,
        Self::WeekFive,
        Self::Plan,
        Self::Page,
        Self::Question,
        Self::Form,
        Self::LongList,
        Self::FormText,
        Self::Paragraph,
        Self::Text,
        Self::Ask,
        Self::Help,
        Self::HelpSearch,
        Self::GuidePage,
        Self::Whole,
    ];

    /// Whether keys that nothing is bound to are typed as text here.
    pub fn takes_text(self) -> bool {
        match self {
            Self::FormText | Self::Paragraph | Self::Text | Self::HelpSearch => true,
            Self::Global
            | Self::Today
            | Self::TodayOne
            | Self::TodayYesNo
            | Self::Sessions
            | Self::SessionsMove
            | Self::Visit
            | Self::Warning
            | Self::Trends
            | Self::WeekFive
            | Self::Plan
            | Self::Page
            | Self::Question
            | Self::Form
            | Self::LongList
            | Self::Ask
            | Self::Help
            | Self::GuidePage
            | Self::Whole => false,
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The name used in `config.toml`.
    pub id: &'static str,
    /// Where it works.
    pub context: Context,
    /// Its keys. `0-9` stands for all digits and hands the digit on.
    pub keys: &'static [&'static str],
    /// What it asks for. For `0-9` the digit is put in.
    pub action: Action,
    /// A few words for the footer and the help.
    pub label: &'static str,
    /// Whether the footer names it when it would do something.
    pub footer: bool,
}

const fn row(
    id: &'static str,
    context: Context,
    keys: &'static [&'static str],
    action: Action,
    label: &'static str,
    footer: bool,
) -> Binding {
    Binding { id, context, keys, action, label, footer }
}

use Action::{
    Ask as A, Form as F, Global as G, Help as H, Page as C, Plan as P, Sessions as S, Text as X, Today as T,
    Trends as R, WeekFive as W,
};
use Context as At;

/// Every key of the program.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row("today.rescued", At::Today, &["r"], T(Today::Rescued), "what was rescued", true),
    row("today.hold", At::Today, &["h"], T(Today::Hold), "hold", true),
    row("today.come-back", At::Today, &["o"], T(Today::ComeBack), "stop or again", true),
    row("today.digit", At::Today, &["0-9"], T(Today::Digit(0)), "set", true),
    row("today.ten", At::Today, &["x"], T(Today::Ten), "ten", false),
    row("today.clear", At::Today, &["-", "delete", "backspace"], T(Today::Clear), "clear", false),
    row("today.more", At::Today, &["+"], T(Today::More), "one more", false),
    row("today.next-field", At::Today, &["down"], T(Today::NextField), "next field", true),
    row("today.previous-field", At::Today, &["up"], T(Today::PreviousField), "field before", false),
    row("today.open", At::Today, &["enter"], T(Today::Open), "open, or go on", false),
    row("today.toggle", At::Today, &["space"], T(Today::Toggle), "open, or the other of yes and no", false),
    row("today.day-back", At::Today, &["left", "<"], T(Today::DayBack), "day before", true),
    row("today.day-forward", At::Today, &["right", ">"], T(Today::DayForward), "day after", false),
    row("today.note", At::Today, &["n", "w"], T(Today::Note), "note", true),
    row("today.session", At::Today, &["s"], T(Today::Session), "visit", true),
    row("today.event", At::Today, &["!", "e"], T(Today::Event), "worrying", true),
    row("today.change", At::Today, &["c"], T(Today::Change), "change", true),
    row("today.go-today", At::Today, &["t"], T(Today::GoToday), "today", true),
    row("today.go-blank", At::Today, &["b"], T(Today::GoBlank), "blank day", true),
    row("today.list", At::Today, &["l"], T(Today::WholeList), "whole list", false),
    row("today.skip", At::Today, &["k"], T(Today::Skip), "skip day", true),

    row("today-one.ten", At::TodayOne, &["0"], T(Today::Digit(0)), "makes it ten", true),
    row("today-one.next", At::TodayOne, &["tab", "down", "enter"], T(Today::NextField), "it is 1, go on", true),

    row("today-yes-no.yes", At::TodayYesNo, &["y"], T(Today::Yes), "yes", true),
    row("today-yes-no.no", At::TodayYesNo, &["n"], T(Today::No), "no", true),

    row("sessions.open", At::Sessions, &["enter"], S(Sessions::Open), "log or open", true),
    row("sessions.hold", At::Sessions, &["h"], S(Sessions::Hold), "put on hold", true),
    row("sessions.warning", At::Sessions, &["w"], S(Sessions::Warning), "the warning", true),
    row("sessions.left", At::Sessions, &["left"], S(Sessions::Left), "day before", true),
    row("sessions.right", At::Sessions, &["right"], S(Sessions::Right), "day after", false),
    row("sessions.down", At::Sessions, &["down"], S(Sessions::Down), "week after", false),
    row("sessions.up", At::Sessions, &["up"], S(Sessions::Up), "week before", false),
    row("sessions.move", At::Sessions, &["m"], S(Sessions::Move), "move", true),
    row("sessions.mark", At::Sessions, &["x"], S(Sessions::Mark), "did not happen", true),
    row("sessions.month-back", At::Sessions, &["[", "pageup"], S(Sessions::MonthBack), "month before", true),
    row("sessions.month-forward", At::Sessions, &["]", "pagedown"], S(Sessions::MonthForward), "month after", false),
    row("sessions.add", At::Sessions, &["a"], S(Sessions::Add), "add", true),
    row("sessions.delete", At::Sessions, &["d", "delete"], S(Sessions::Delete), "delete", true),
    row("sessions.list", At::Sessions, &["v"], S(Sessions::List), "list or calendar", true),
    row("sessions.next", At::Sessions, &["n"], S(Sessions::NextVisit), "next visit", true),
    row("sessions.today", At::Sessions, &["t"], S(Sessions::GoToday), "today", true),
    row("sessions.other", At::Sessions, &["space"], S(Sessions::OtherVisit), "other visit of the day", true),
    row("sessions.day", At::Sessions, &["i"], S(Sessions::WholeDay), "the whole day", false),
    row("sessions.guide", At::Sessions, &["g"], S(Sessions::Guide), "guide", true),

    row("sessions-move.digit", At::SessionsMove, &["0-9"], S(Sessions::Digit(0)), "type the date", true),
    row("sessions-move.dash", At::SessionsMove, &["-"], S(Sessions::Dash), "hyphen of the date", false),
    row("sessions-move.rub-out", At::SessionsMove, &["backspace"], S(Sessions::RubOut), "rub out", false),
    row("sessions-move.left", At::SessionsMove, &["left"], S(Sessions::Left), "day before", true),
    row("sessions-move.right", At::SessionsMove, &["right"], S(Sessions::Right), "day after", false),
    row("sessions-move.down", At::SessionsMove, &["down"], S(Sessions::Down), "week after", false),
    row("sessions-move.up", At::SessionsMove, &["up"], S(Sessions::Up), "week before", false),
    row("sessions-move.month-back", At::SessionsMove, &["[", "pageup"], S(Sessions::MonthBack), "month before", false),
    row("sessions-move.month-forward", At::SessionsMove, &["]", "pagedown"], S(Sessions::MonthForward), "month after", false),
    row("sessions-move.accept", At::SessionsMove, &["enter"], S(Sessions::Accept), "move it there", true),
    row("sessions-move.leave", At::SessionsMove, &["esc"], S(Sessions::Leave), "leave it where it is", true),

    row("visit.guide", At::Visit, &["g"], S(Sessions::Guide), "about techniques", true),

    row("warning.on", At::Warning, &["enter", "space", "pagedown", "esc"], S(Sessions::ReadOn), "read on", true),
    row("warning.down", At::Warning, &["down"], S(Sessions::ReadDown), "down", true),
    row("warning.up", At::Warning, &["up"], S(Sessions::ReadUp), "up", false),

    row("trends.down", At::Trends, &["down", "j"], R(Trends::Down), "measure", true),
    row("trends.up", At::Trends, &["up", "k"], R(Trends::Up), "measure before", false),
    row("trends.back", At::Trends, &["left", "h"], R(Trends::Back), "day back", true),
    row("trends.forward", At::Trends, &["right", "l"], R(Trends::Forward), "day on", true),
    row("trends.week-back", At::Trends, &["pageup", "H"], R(Trends::WeekBack), "a week back", false),
    row("trends.week-forward", At::Trends, &["pagedown", "L"], R(Trends::WeekForward), "a week on", false),
    row("trends.first", At::Trends, &["home"], R(Trends::First), "first day", false),
    row("trends.last", At::Trends, &["end"], R(Trends::Last), "last day", false),
    row("trends.go-today", At::Trends, &["t"], R(Trends::GoToday), "today", false),
    row("trends.enlarge", At::Trends, &["enter"], R(Trends::Enlarge), "large", true),
    row("trends.follows", At::Trends, &["v"], R(Trends::Follows), "after visits", true),
    row("trends.leave", At::Trends, &["esc"], R(Trends::Leave), "back", true),
    row("trends.next-span", At::Trends, &["r", ">"], R(Trends::NextSpan), "range", true),
    row("trends.previous-span", At::Trends, &["R", "<"], R(Trends::PreviousSpan), "range before", false),
    row("trends.open-day", At::Trends, &["o"], R(Trends::OpenDay), "open day", true),

    row("week-five.down", At::WeekFive, &["down", "right", "j"], W(WeekFive::Down), "move", true),
    row("week-five.up", At::WeekFive, &["up", "left", "k"], W(WeekFive::Up), "move back", false),
    row("week-five.take", At::WeekFive, &["enter"], W(WeekFive::Take), "do it", true),
    row("week-five.page-down", At::WeekFive, &["space", "pagedown"], W(WeekFive::PageDown), "page down", false),
    row("week-five.page-up", At::WeekFive, &["backspace", "pageup"], W(WeekFive::PageUp), "page up", false),
    row("week-five.all-rules", At::WeekFive, &["a"], W(WeekFive::AllRules), "all rules", true),
    row("week-five.what-if", At::WeekFive, &["i"], W(WeekFive::WhatIf), "what could change it", true),
    row("week-five.end", At::WeekFive, &["e"], W(WeekFive::End), "how it was", true),
    row("week-five.open-plan", At::WeekFive, &["o"], W(WeekFive::OpenPlan), "the next trial's plan", false),
    row("week-five.next-block", At::WeekFive, &["b"], W(WeekFive::NextBlock), "next block", false),
    row("week-five.adjust", At::WeekFive, &["c"], W(WeekFive::Adjust), "change one thing", false),
    row("week-five.rerun", At::WeekFive, &["r"], W(WeekFive::Rerun), "again", false),
    row("week-five.decide", At::WeekFive, &["d"], W(WeekFive::Decide), "decide", true),
    row("week-five.report", At::WeekFive, &["w"], W(WeekFive::Report), "report", true),
    row("week-five.past", At::WeekFive, &["p"], W(WeekFive::Past), "trials before", true),
    row("week-five.put-aside", At::WeekFive, &["x"], W(WeekFive::PutAside), "put the plan aside", false),
    row("week-five.back", At::WeekFive, &["esc"], W(WeekFive::Back), "back", true),

    row("plan.down", At::Plan, &["down"], P(Plan::Down), "row", true),
    row("plan.up", At::Plan, &["up"], P(Plan::Up), "row before", false),
    row("plan.open", At::Plan, &["enter"], P(Plan::Open), "change", true),
    row("plan.review", At::Plan, &["c"], P(Plan::Review), "go through the checklist", true),
    row("plan.report", At::Plan, &["w"], P(Plan::Report), "report", true),

    row("question.yes", At::Question, &["y"], C(Page::Yes), "yes", true),
    row("question.no", At::Question, &["n"], C(Page::No), "no", true),
    row("question.down", At::Question, &["down"], C(Page::Down), "question", true),
    row("question.up", At::Question, &["up"], C(Page::Up), "question above", false),
    row("question.next-group", At::Question, &["pagedown"], C(Page::NextGroup), "next group", false),
    row("question.previous-group", At::Question, &["pageup"], C(Page::PreviousGroup), "group before", false),
    row("page.next", At::Page, &["enter", "right", "pagedown"], C(Page::Next), "go on", true),
    row("page.back", At::Page, &["esc", "left", "pageup", "backspace"], C(Page::Back), "page before", true),
    row("page.summary", At::Page, &["s"], C(Page::Summary), "summary", true),
    row("page.guide", At::Page, &["g"], C(Page::Guide), "what to expect", true),

    row("form.down", At::Form, &["down"], F(Form::Down), "down", true),
    row("form.up", At::Form, &["up"], F(Form::Up), "up", false),
    row("form.accept", At::Form, &["enter"], F(Form::Accept), "go on", true),
    row("form.digit", At::Form, &["0-9"], F(Form::Digit(0)), "set", true),
    row("form.ten", At::Form, &["x"], F(Form::Ten), "ten", false),
    row("form.clear", At::Form, &["-", "delete", "backspace"], F(Form::Clear), "clear", false),
    row("form.yes", At::Form, &["y"], F(Form::Yes), "yes", true),
    row("form.no", At::Form, &["n"], F(Form::No), "no", true),
    row("form.toggle", At::Form, &["space"], F(Form::Toggle), "choose", true),
    row("form.unfold", At::Form, &["+"], F(Form::Unfold), "more", true),
    row("form.right", At::Form, &["right"], F(Form::Right), "next choice", false),
    row("form.left", At::Form, &["left"], F(Form::Left), "choice before", false),
    row("form.next", At::Form, &["tab"], F(Form::Next), "next field", false),
    row("form.previous", At::Form, &["backtab"], F(Form::Previous), "field before", false),
    row("form.save", At::Form, &["ctrl-s"], F(Form::Save), "done", true),
    row("form.leave", At::Form, &["esc"], F(Form::Leave), "back", true),

    row("long-list.letter", At::LongList, &["a-m"], F(Form::Letter(0)), "pick", true),

    row("form-text.down", At::FormText, &["down"], F(Form::Down), "next line or field", true),
    row("form-text.up", At::FormText, &["up"], F(Form::Up), "line or field before", false),
    row("form-text.next", At::FormText, &["tab"], F(Form::Next), "next field", false),
    row("form-text.previous", At::FormText, &["backtab"], F(Form::Previous), "field before", false),
    row("form-text.break", At::FormText, &["alt-enter"], F(Form::Break), "new line here", false),
    row("form-text.accept", At::FormText, &["enter"], F(Form::Accept), "go on", true),
    row("form-text.save", At::FormText, &["ctrl-s"], F(Form::Save), "done", true),
    row("form-text.leave", At::FormText, &["esc"], F(Form::Leave), "back", true),

    row("paragraph.down", At::Paragraph, &["down"], X(Text::Down), "next line, or a new one", false),
    row("paragraph.up", At::Paragraph, &["up"], X(Text::Up), "line before", false),
    row("paragraph.break", At::Paragraph, &["alt-enter"], X(Text::Break), "new line here", false),

    row("text.accept", At::Text, &["enter", "tab", "down", "ctrl-s"], X(Text::Accept), "keep it", true),
    row("text.leave", At::Text, &["esc", "up", "backtab"], X(Text::Leave), "keep it and go back", true),

    row("ask.here", At::Ask, &["h"], A(Ask::Here), "what was entered here", false),
    row("ask.there", At::Ask, &["t"], A(Ask::There), "what is there on disk", false),
    row("ask.set-aside", At::Ask, &["a"], A(Ask::SetAside), "set the file aside", false),
    row("ask.leave-it", At::Ask, &["l"], A(Ask::LeaveIt), "leave the file as it is", false),
    row("ask.try-again", At::Ask, &["s"], A(Ask::TryAgain), "try to save again", false),
    row("ask.copy", At::Ask, &["c"], A(Ask::Copy), "write a copy elsewhere, then leave", false),
    row("ask.without-saving", At::Ask, &["w"], A(Ask::WithoutSaving), "leave without saving", false),
    row("ask.take-rescued", At::Ask, &["r"], A(Ask::TakeRescued), "take what was rescued", false),
    row("ask.fill-in", At::Ask, &["f"], A(Ask::FillIn), "fill in what is missing", false),
    row("ask.keep-disk", At::Ask, &["d"], A(Ask::KeepDisk), "keep the day as it is on disk", false),
    row("ask.yes", At::Ask, &["y"], A(Ask::Yes), "yes", false),
    row("ask.no", At::Ask, &["n"], A(Ask::No), "no", false),
    row("ask.next", At::Ask, &["down", "right", "tab"], A(Ask::Next), "next answer", true),
    row("ask.previous", At::Ask, &["up", "left", "backtab"], A(Ask::Previous), "answer before", false),
    row("ask.accept", At::Ask, &["enter"], A(Ask::Accept), "take the answer marked", true),
    row("ask.back", At::Ask, &["esc"], A(Ask::Back), "not now", true),

    row("help.down", At::Help, &["down"], H(Help::Down), "down", true),
    row("help.up", At::Help, &["up"], H(Help::Up), "up", false),
    row("help.search", At::Help, &["/", "f"], H(Help::Search), "search", true),
    row("help.open", At::Help, &["enter"], H(Help::Open), "guide", true),
    row("help.page-down", At::Help, &["space", "pagedown"], H(Help::PageDown), "page down", false),
    row("help.page-up", At::Help, &["pageup", "backspace"], H(Help::PageUp), "page up", false),
    row("help.next", At::Help, &["right", "tab"], H(Help::NextPage), "first page of the guide", false),
    row("help.previous", At::Help, &["left", "backtab"], H(Help::PreviousPage), "last page of the guide", false),
    row("help.close", At::Help, &["esc", "?", "q"], H(Help::Close), "close", true),

    row("help-search.down", At::HelpSearch, &["down", "tab"], H(Help::Down), "page below", true),
    row("help-search.up", At::HelpSearch, &["up", "backtab"], H(Help::Up), "page above", false),
    row("help-search.page-down", At::HelpSearch, &["pagedown"], H(Help::PageDown), "page down", false),
    row("help-search.page-up", At::HelpSearch, &["pageup"], H(Help::PageUp), "page up", false),
    row("help-search.open", At::HelpSearch, &["enter"], H(Help::Open), "open", true),
    row("help-search.back", At::HelpSearch, &["esc"], H(Help::Back), "end the search", true),

    row("guide-page.down", At::GuidePage, &["down"], H(Help::Down), "down", true),
    row("guide-page.up", At::GuidePage, &["up"], H(Help::Up), "up", false),
    row("guide-page.page-down", At::GuidePage, &["space", "pagedown", "enter"], H(Help::PageDown), "read on", true),
    row("guide-page.page-up", At::GuidePage, &["backspace", "pageup"], H(Help::PageUp), "page up", false),
    row("guide-page.next", At::GuidePage, &["right", "tab"], H(Help::NextPage), "next page", true),
    row("guide-page.previous", At::GuidePage, &["left", "backtab"], H(Help::PreviousPage), "page before", false),
    row("guide-page.back", At::GuidePage, &["esc"], H(Help::Back), "back", true),
    row("guide-page.close", At::GuidePage, &["q", "?"], H(Help::Close), "close", true),

    row("whole.on", At::Whole, &["space", "enter", "pagedown"], H(Help::PageDown), "read on", true),
    row("whole.page-up", At::Whole, &["backspace", "pageup"], H(Help::PageUp), "page up", false),
    row("whole.down", At::Whole, &["down"], H(Help::Down), "down", true),
    row("whole.up", At::Whole, &["up"], H(Help::Up), "up", false),
    row("whole.close", At::Whole, &["esc", "q"], H(Help::Back), "close", true),

    row("undo", At::Global, &["u"], G(Global::Undo), "undo", true),
    row("redo", At::Global, &["ctrl-r"], G(Global::Redo), "redo", false),
    row("save-again", At::Global, &["ctrl-s"], G(Global::SaveAgain), "save again", true),
    row("view.today", At::Global, &["f1", "alt-1"], G(Global::Open(View::Today)), "Today", false),
    row("view.sessions", At::Global, &["f2", "alt-2"], G(Global::Open(View::Sessions)), "Sessions", false),
    row("view.trends", At::Global, &["f3", "alt-3"], G(Global::Open(View::Trends)), "Trends", false),
    row("view.week-five", At::Global, &["f4", "alt-4"], G(Global::Open(View::WeekFive)), "Week five", false),
    row("view.plan", At::Global, &["f5", "alt-5"], G(Global::Open(View::Plan)), "Plan", false),
    row("view.next", At::Global, &["tab"], G(Global::NextView), "next tab", true),
    row("view.previous", At::Global, &["backtab"], G(Global::PreviousView), "tab before", false),
    row("back", At::Global, &["esc"], G(Global::Back), "step back", false),
    row("suspend", At::Global, &["ctrl-z"], G(Global::Suspend), "pause (fg comes back)", false),
    row("help", At::Global, &["?"], G(Global::Help), "keys", true),
    row("quit", At::Global, &["q", "ctrl-c"], G(Global::Quit), "leave", true),
];

/// What the footer calls the keys that move: they, and the next tab beside them, are the last to be
/// dropped where there is little room.
pub const GO: &str = "go";

/// Keys that the footer names side by side with one label, since they go together.
pub const TOGETHER: &[(&[&str], &str)] = &[
    (&["today.previous-field", "today.next-field"], GO),
    (&["today.day-back", "today.day-forward"], "day"),
    (&["trends.up", "trends.down"], GO),
    (&["trends.back", "trends.forward"], "day"),
    (&["week-five.up", "week-five.down"], GO),
    (&["plan.up", "plan.down"], GO),
    (&["form.up", "form.down"], GO),
    (&["form-text.up", "form-text.down"], GO),
    (&["help.up", "help.down"], GO),
    (&["help-search.up", "help-search.down"], GO),
    (&["guide-page.up", "guide-page.down"], GO),
    (&["whole.up", "whole.down"], GO),
    (&["warning.up", "warning.down"], GO),
    (&["question.up", "question.down"], GO),
    (&["sessions.left", "sessions.right", "sessions.up", "sessions.down"], GO),
    (&["sessions.month-back", "sessions.month-forward"], "month"),
    (&["sessions-move.left", "sessions-move.right", "sessions-move.up", "sessions-move.down"], GO),
];

/// A key as it is written in the table, in `config.toml` and in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Any digit without a modifier.
    Digits,
    /// The letters of a long list, a to m.
    Letters,
    /// One key with its modifiers.
    One(KeyCode, KeyModifiers),
}

impl Key {
    /// Reads `q`, `?`, `ctrl-r`, `left`, `f1`, `0-9`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "0-9" => return Some(Self::Digits),
            "a-m" => return Some(Self::Letters),
            _ => {}
        }
        let (mut rest, mut modifiers) = (text, KeyModifiers::NONE);
        while let Some((name, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            modifiers |= match name {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                _ => return None,
            };
            rest = after;
        }
        let code = match rest {
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "backtab" => KeyCode::BackTab,
            "space" => KeyCode::Char(' '),
            "backspace" => KeyCode::Backspace,
            "delete" => KeyCode::Delete,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pageup" => KeyCode::PageUp,
            "pagedown" => KeyCode::PageDown,
            other => match (other.strip_prefix('f').and_then(|n| n.parse::<u8>().ok()), single(other)) {
                (Some(number @ 1..=12), _) => KeyCode::F(number),
                (_, Some(letter)) => KeyCode::Char(letter),
                _ => return None,
            },
        };
        Some(Self::One(code, modifiers))
    }

    /// The key a terminal reported, without what differs between terminals.
    pub fn pressed(event: KeyEvent) -> Self {
        let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        match event.code {
            KeyCode::Char(letter) if modifiers.contains(KeyModifiers::CONTROL) => {
                Self::One(KeyCode::Char(letter.to_ascii_lowercase()), modifiers)
            }
            code => Self::One(code, modifiers),
        }
    }

    /// The place of a letter of a long list: 0 for a, at most that of m.
    fn letter(self) -> Option<u8> {
        match self {
            Self::One(KeyCode::Char(letter @ 'a'..='m'), KeyModifiers::NONE) => {
                u8::try_from(u32::from(letter).saturating_sub(u32::from('a'))).ok()
            }
            Self::One(..) | Self::Digits | Self::Letters => None,
        }
    }

    fn digit(self) -> Option<u8> {
        match self {
            Self::One(KeyCode::Char(letter), KeyModifiers::NONE) => {
                letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
            }
            Self::One(..) | Self::Digits | Self::Letters => None,
        }
    }
}

fn single(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// How a key is shown to a person: `ctrl-r` as `Ctrl-r`, arrows by their names.
pub fn shown(key: &str) -> String {
    match key {
        "enter" | "esc" | "tab" | "space" | "home" | "end" | "left" | "right" | "up" | "down"
        | "backspace" | "delete" => capital(key),
        "backtab" => "Shift-Tab".to_owned(),
        "pageup" => "PgUp".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        key => match key.split_once('-') {
            Some((modifier @ ("ctrl" | "alt"), rest)) => {
                let rest = if rest.chars().count() > 1 { shown(rest) } else { rest.to_owned() };
                format!("{}-{rest}", capital(modifier))
            }
            _ if key.len() > 1 && key.starts_with('f') => capital(key),
            _ => key.to_owned(),
        },
    }
}

/// The table with the person's own keys put in.
#[derive(Debug, Clone)]
pub struct Keymap {
    own: BTreeMap<&'static str, Vec<String>>,
    /// Every key of every place and its row: so few that looking through them beats hashing.
    lookup: Vec<(Context, Key, usize)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self { own: BTreeMap::new(), lookup: Vec::new() };
        map.index();
        map
    }
}

impl Keymap {
    /// The table with some rows' keys replaced by those of `config.toml`. Refuses, in one
    /// sentence, an unknown row, an unknown key and a key that two rows of one place would share.
    pub fn with_own(own: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut map = Self::default();
        for (id, keys) in own {
            let binding = BINDINGS
                .iter()
                .find(|binding| binding.id == id)
                .ok_or_else(|| format!("there is no action “{id}”; the README lists them"))?;
            if let Some(unknown) = keys.iter().find(|key| Key::parse(key).is_none()) {
                return Err(format!("“{unknown}” is not a key; write keys like n, ctrl-r, left or f2"));
            }
            map.own.insert(binding.id, keys.clone());
        }
        map.lookup.clear();
        map.index();
        match map.clash() {
            Some((first, second)) => {
                let shared = map.keys(second).into_iter().find(|key| map.keys(first).contains(key));
                let key = shared.unwrap_or_default();
                Err(format!("“{key}” cannot mean both {} and {}", first.id, second.id))
            }
            None => Ok(map),
        }
    }

    /// Fills the lookup.
    fn index(&mut self) {
        for (place, binding) in BINDINGS.iter().enumerate() {
            for key in self.keys(binding) {
                if let Some(parsed) = Key::parse(&key) {
                    self.lookup.push((binding.context, parsed, place));
                }
            }
        }
    }

    /// The first two rows of one place that share a key, if any do.
    fn clash(&self) -> Option<(&'static Binding, &'static Binding)> {
        self.lookup.iter().enumerate().find_map(|(number, (context, key, place))| {
            let same = |other: &&(Context, Key, usize)| other.0 == *context && other.1 == *key;
            let (_, _, first) = self.lookup.iter().take(number).find(same)?;
            Some((BINDINGS.get(*first)?, BINDINGS.get(*place)?))
        })
    }

    /// The row that a key of a place stands in.
    fn row_of(&self, context: Context, key: Key) -> Option<&'static Binding> {
        let found = self.lookup.iter().find(|(at, bound, _)| *at == context && *bound == key);
        found.and_then(|(_, _, place)| BINDINGS.get(*place))
    }

    /// The keys of a row, the person's own if there are any.
    pub fn keys(&self, binding: &Binding) -> Vec<String> {
        match self.own.get(binding.id) {
            Some(keys) => keys.clone(),
            None => binding.keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    /// What a key asks for in a place; a digit is handed on.
    pub fn find(&self, context: Context, event: KeyEvent) -> Option<Action> {
        let key = Key::pressed(event);
        if let Some(binding) = self.row_of(context, key) {
            return Some(binding.action);
        }
        if let Some(letter) = key.letter()
            && let Some(Action::Form(Form::Letter(_))) =
                self.row_of(context, Key::Letters).map(|binding| binding.action)
        {
            return Some(Action::Form(Form::Letter(letter)));
        }
        let digit = key.digit()?;
        let binding = self.row_of(context, Key::Digits)?;
        Some(match binding.action {
            Action::Today(Today::Digit(_)) => Action::Today(Today::Digit(digit)),
            Action::Form(Form::Digit(_)) => Action::Form(Form::Digit(digit)),
            Action::Sessions(Sessions::Digit(_)) => Action::Sessions(Sessions::Digit(digit)),
            action => action,
        })
    }

    /// Whether figures mean something in a place.
    pub fn takes_digits(&self, context: Context) -> bool {
        self.row_of(context, Key::Digits).is_some()
    }

    /// The first key of an action, as shown to a person.
    pub fn key_for(&self, action: Action) -> Option<String> {
        let binding = BINDINGS.iter().find(|binding| binding.action == action)?;
        self.keys(binding).first().map(|key| shown(key))
    }
}

/// The key table as the README and the help show it: one line a row, in the order of the table.
pub fn rows_of(context: Context, keymap: &Keymap) -> Vec<(String, &'static str)> {
    BINDINGS
        .iter()
        .filter(|binding| binding.context == context)
        .map(|binding| {
            let keys: Vec<String> = keymap.keys(binding).iter().map(|key| shown(key)).collect();
            (keys.join("  "), binding.label)
        })
        .filter(|(keys, _)| !keys.is_empty())
        .collect()
}

/// The keys section of the README: a table for each place.
pub fn readme() -> String {
    let keymap = Keymap::default();
    let mut text = String::new();
    for context in Context::ALL {
        text.push_str(&format!(
            "**{}**\n\n| key | what it does | name |\n| --- | --- | --- |\n",
            context.label()
        ));
        for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
            let keys: Vec<String> =
                keymap.keys(binding).iter().map(|key| format!("`{}`", shown(key))).collect();
            text.push_str(&format!("| {} | {} | `{}` |\n", keys.join(" "), binding.label, binding.id));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_can_be_read_and_none_clashes_in_its_place() {
        let mut seen = std::collections::HashMap::new();
        for binding in BINDINGS {
            for key in binding.keys {
                let parsed = Key::parse(key).unwrap_or_else(|| panic!("{key} of {}", binding.id));
                if let Some(other) = seen.insert((binding.context, parsed), binding.id) {
                    panic!("{key} is bound to {other} and {}", binding.id);
                }
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let ids: std::collections::BTreeSet<_> = BINDINGS.iter().map(|binding| binding.id).collect();
        assert_eq!(ids.len(), BINDINGS.len());
    }

    #[test]
    fn own_keys_replace_those_of_the_table_and_clashes_name_both() {
        let own = |id: &str, key: &str| BTreeMap::from([(id.to_owned(), vec![key.to_owned()])]);
        let map = Keymap::with_own(&own("today.note", "w")).unwrap();
        let press = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        assert_eq!(map.find(Context::Today, press('w')), Some(Action::Today(Today::Note)));
        assert_eq!(map.find(Context::Today, press('n')), None);
        let clash = Keymap::with_own(&own("today.note", "c")).unwrap_err();
        assert!(clash.contains("today.note") && clash.contains("today.change"), "{clash}");
        assert!(Keymap::with_own(&own("today.nonsense", "c")).is_err());
        assert!(Keymap::with_own(&own("today.note", "hyper-c")).is_err());
    }

    #[test]
    fn a_digit_is_handed_on() {
        let map = Keymap::default();
        let seven = KeyEvent::new(KeyCode::Char('7'), KeyModifiers::NONE);
        assert_eq!(map.find(Context::Today, seven), Some(Action::Today(Today::Digit(7))));
        assert_eq!(map.find(Context::Plan, seven), None);
    }
}
