//! What a person can ask for. Keys, clicks and the mouse wheel all end up here.

/// The five tabs, in their fixed order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The evening's check-in.
    Today,
    /// The calendar of visits.
    Sessions,
    /// Pain and function over time.
    Trends,
    /// The decision.
    WeekFive,
    /// Checklist and plan.
    Plan,
}

impl View {
    /// Every view, in the order of the tabs.
    pub const ALL: [Self; 5] = [Self::Today, Self::Sessions, Self::Trends, Self::WeekFive, Self::Plan];

    /// The name on the tab.
    pub fn label(self) -> &'static str {
        super::tabs::row(self).name
    }

    /// The view `steps` tabs away, around the end.
    pub fn step(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let here = Self::ALL.iter().position(|view| *view == self).unwrap_or(0);
        let there = here.wrapping_add_signed(steps.rem_euclid(isize::try_from(count).unwrap_or(1)));
        Self::ALL.get(there.checked_rem(count).unwrap_or(0)).copied().unwrap_or(self)
    }
}

/// One thing a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// In any view.
    Global(Global),
    /// On Today.
    Today(Today),
    /// On Sessions.
    Sessions(Sessions),
    /// On Trends.
    Trends(Trends),
    /// On Week five.
    WeekFive(WeekFive),
    /// On Plan, when it shows the plan.
    Plan(Plan),
    /// On a page of the checklist.
    Page(Page),
    /// In a form.
    Form(Form),
    /// While a line of text is edited.
    Text(Text),
    /// In a question that waits for an answer.
    Ask(Ask),
    /// In the help.
    Help(Help),
}

/// Asked for in any view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Global {
    /// Leave the program.
    Quit,
    /// Show the keys of this view, and the guide.
    Help,
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// Open a tab.
    Open(View),
    /// The next tab.
    NextView,
    /// The tab before.
    PreviousView,
    /// Step back out of whatever is open.
    Back,
    /// Try again to save what could not be saved.
    SaveAgain,
    /// Give the terminal back for a while.
    Suspend,
}

/// Asked for on Today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Today {
    /// A digit for the field in focus.
    Digit(u8),
    /// Ten for the field in focus.
    Ten,
    /// One more in the field in focus.
    More,
    /// Empty the field in focus.
    Clear,
    /// Open the field in focus, or go on to the next.
    Open,
    /// Change the yes or no that is marked in the field in focus; open any other.
    Toggle,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// The day before.
    DayBack,
    /// The day after.
    DayForward,
    /// Back to today.
    GoToday,
    /// The most recent day without a check-in.
    GoBlank,
    /// Write the note.
    Note,
    /// Write down a change.
    Change,
    /// Write down something new or worrying.
    Event,
    /// Make pain that is getting worse a hold.
    Hold,
    /// After a while without a check-in: go on, stop here, or start again.
    ComeBack,
    /// Skip this day, with a word why.
    Skip,
    /// Yes, in a field of yes or no.
    Yes,
    /// No, in a field of yes or no.
    No,
    /// Be asked what to do with what was rescued.
    Rescued,
    /// Log or open the visit of this day.
    Session,
    /// A field by its place in the list.
    Focus(usize),
    /// A field by its place, and its value at once.
    Set(usize, u8),
    /// A day, by its distance from today in days (0 or less).
    GoDay(i64),
    /// Read the whole list of what is to do.
    WholeList,
}

/// Asked for on Sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sessions {
    /// A week later; in the list the next visit.
    Down,
    /// A week earlier; in the list the visit before.
    Up,
    /// The day before.
    Left,
    /// The day after.
    Right,
    /// The month before.
    MonthBack,
    /// The month after.
    MonthForward,
    /// Back to today.
    GoToday,
    /// The next visit still to come.
    NextVisit,
    /// Another visit of the same day.
    OtherVisit,
    /// Log the visit of the day, or open it.
    Open,
    /// Move a planned visit to another day.
    Move,
    /// Mark a visit as missed or cancelled.
    Mark,
    /// Add a visit outside the plan.
    Add,
    /// Delete what is written about a visit.
    Delete,
    /// The list of visits, or the calendar again.
    List,
    /// The guide's page that helps here.
    Guide,
    /// A day, by its distance from today in days; a second time opens it.
    GoDay(i64),
    /// A digit of the date that a visit is moved to.
    Digit(u8),
    /// A hyphen of that date.
    Dash,
    /// Rub out the last character of that date.
    RubOut,
    /// Move the visit there.
    Accept,
    /// Leave the visit where it is.
    Leave,
    /// A visit by its place in the list; a second time opens it.
    GoVisit(usize),
    /// Make a hold of pain getting worse.
    Hold,
    /// The warning, whole.
    Warning,
    /// A page of the warning on, or back to the view after its last one.
    ReadOn,
    /// A line of the warning down.
    ReadDown,
    /// A line of the warning up.
    ReadUp,
    /// Read all about the day in focus.
    WholeDay,
}

/// Asked for on Trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trends {
    /// The next measure.
    Down,
    /// The measure before.
    Up,
    /// A column back.
    Back,
    /// A column on.
    Forward,
    /// Seven columns back.
    WeekBack,
    /// Seven columns on.
    WeekForward,
    /// The first column.
    First,
    /// The last column.
    Last,
    /// Today's column.
    GoToday,
    /// The next range, or the next older trial.
    NextSpan,
    /// The range before.
    PreviousSpan,
    /// One chart over the whole view, or back to all.
    Enlarge,
    /// What follows a visit, or back to the charts.
    Follows,
    /// Step back: out of the enlarged chart, or of what follows a visit.
    Leave,
    /// Open the day at the cursor on Today.
    OpenDay,
    /// A measure by its place.
    Focus(usize),
    /// A range by its place.
    Span(usize),
    /// A day, by its distance from today in days.
    Day(i64),
}

/// Asked for on Week five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeekFive {
    /// The next step, or a line down.
    Down,
    /// The step before, or a line up.
    Up,
    /// Do the step that is marked.
    Take,
    /// Every rule, and all that is said of how sure it is; or fold it away again.
    AllRules,
    /// What could still change the answer; or fold it away again.
    WhatIf,
    /// Answer the questions of the end.
    End,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Plan a bounded next block.
    NextBlock,
    /// Plan a trial with one thing changed.
    Adjust,
    /// Plan the same trial again.
    Rerun,
    /// Write the report for a clinician.
    Report,
    /// Write down what the person decides.
    Decide,
    /// Compare with the trials before.
    Past,
    /// Go on with the plan of the next trial.
    OpenPlan,
    /// Put the plan of the next trial aside.
    PutAside,
    /// Back from the trials before.
    Back,
}

/// Asked for on Plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plan {
    /// The next row.
    Down,
    /// The row before.
    Up,
    /// Change the row in focus.
    Open,
    /// A row by its place.
    Focus(usize),
    /// Walk through the checklist again.
    Review,
    /// Write the report.
    Report,
}

/// Asked for on a page of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Yes.
    Yes,
    /// No.
    No,
    /// On to the next page.
    Next,
    /// The page before.
    Back,
    /// To the summary, past what is still open.
    Summary,
    /// The guide's page on what to expect.
    Guide,
    /// The question below, of those that stand together.
    Down,
    /// The question above.
    Up,
    /// The next questions that stand together.
    NextGroup,
    /// Those before.
    PreviousGroup,
    /// A question of those that stand together, by its place.
    Focus(usize),
    /// Its answer, yes or no.
    Pick(usize, bool),
}

/// Asked for in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A digit for the field in focus.
    Digit(u8),
    /// Ten for the field in focus.
    Ten,
    /// A choice of a long list by its letter: 0 for a.
    Letter(u8),
    /// Empty the field in focus.
    Clear,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Tick or untick, or take the choice in focus.
    Toggle,
    /// The cursor to the next choice of the field.
    Right,
    /// The cursor to the choice before.
    Left,
    /// The next choice where choices stand one below the other, then the next row.
    Down,
    /// The choice before, then the row before.
    Up,
    /// The next field.
    Next,
    /// The field before.
    Previous,
    /// Done with this field; on the last row, done with the form.
    Accept,
    /// Break the line of a text.
    Break,
    /// Open the fields that are folded away.
    Unfold,
    /// Done with the form.
    Save,
    /// Leave the form; what was typed waits for the next time.
    Leave,
    /// A field by its place.
    Focus(usize),
    /// A field and one of its choices, by their places.
    Pick(usize, usize),
}

/// Asked for while a line of text is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Text {
    /// Keep it and move on.
    Accept,
    /// Keep it and step back.
    Leave,
    /// A line down; behind the last one a new one.
    Down,
    /// A line up.
    Up,
    /// A line break at the cursor.
    Break,
}

/// Answers to a question, and the way to one. An answer stands for the same thing in every question
/// that offers it, and has its own letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Of two versions the one entered here.
    Here,
    /// Of two versions the one on disk.
    There,
    /// Set a file aside.
    SetAside,
    /// Leave a file as it is.
    LeaveIt,
    /// Try to save again.
    TryAgain,
    /// Write a copy outside the journal, then leave the program.
    Copy,
    /// Leave the program without saving.
    WithoutSaving,
    /// Take what was rescued.
    TakeRescued,
    /// Of what was rescued take only what is missing on disk.
    FillIn,
    /// Keep the day as it is on disk.
    KeepDisk,
    /// Yes.
    Yes,
    /// No.
    No,
    /// The next answer.
    Next,
    /// The answer before.
    Previous,
    /// The answer in focus.
    Accept,
    /// None of them, for now.
    Back,
}

/// Asked for in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Help {
    /// A line down; at the end of the contents, the next page of the guide is marked.
    Down,
    /// A line up, or the page above is marked.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// The next page of the guide.
    NextPage,
    /// The page before.
    PreviousPage,
    /// Look for a word in the keys and in the guide.
    Search,
    /// Open the page of the guide that is marked.
    Open,
    /// Open a page of the guide, by its place.
    OpenPage(usize),
    /// Back to where one came from.
    Back,
    /// Close it.
    Close,
}
