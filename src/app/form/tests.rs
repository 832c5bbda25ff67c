//! A form, key by key.

use proptest::prelude::*;

use super::*;
use crate::app::action::Form as Ask;

fn choices() -> Vec<String> {
    ["a", "b", "c"].map(str::to_owned).to_vec()
}

fn form() -> Form {
    Form::new(vec![
        Field::new("pain", "Pain", "", Kind::score(None)),
        Field::new("kind", "Kind", "", Kind::one(choices(), None)),
        Field::new("text", "Text", "", Kind::text("")),
    ])
}

/// A field of every kind, without an answer and with one.
fn kinds() -> Vec<Kind> {
    let whole = || Takes::Whole { low: 1, high: 480, unit: "min".to_owned() };
    vec![
        Kind::score(None),
        Kind::score(Some(4)),
        Kind::YesNo(None),
        Kind::YesNo(Some(true)),
        Kind::one(choices(), None),
        Kind::one(choices(), Some(1)),
        Kind::many(choices(), BTreeSet::new()),
        Kind::many(choices(), BTreeSet::from([0, 2])),
        Kind::text(""),
        Kind::text("own words"),
        Kind::line("60", whole()),
        Kind::line("17:30", Takes::Time),
    ]
}

fn answers(form: &Form) -> Vec<String> {
    form.fields.iter().map(|field| field.kind.answer()).collect()
}

const MOVES: [Ask; 11] = [
    Ask::Next,
    Ask::Previous,
    Ask::Down,
    Ask::Up,
    Ask::Left,
    Ask::Right,
    Ask::Unfold,
    Ask::Focus(0),
    Ask::Focus(2),
    Ask::Focus(99),
    Ask::Leave,
];

#[test]
fn on_every_kind_of_field_only_an_answer_answers() {
    for kind in kinds() {
        let before = kind.answer();
        let pressed = |asked| {
            let mut form = Form::new(vec![Field::new("only", "", "", kind.clone()).needed()]);
            let outcome = form.handle(asked);
            (form.fields[0].kind.answer(), outcome, form.fields[0].error.is_some())
        };
        for asked in MOVES {
            assert_eq!(pressed(asked).0, before, "{kind:?} {asked:?}");
        }
        let (after, outcome, complains) = pressed(Ask::Accept);
        assert_eq!(after, before, "Enter takes nothing: {kind:?}");
        let answered = !before.is_empty();
        assert_eq!((outcome == Outcome::Done, complains), (answered, !answered), "{kind:?}");
        for (asked, expected) in [
            (
                Ask::Digit(1),
                match &kind {
                    Kind::Score { .. } => Some("1"),
                    Kind::One { .. } => Some("a"),
                    Kind::Many { chosen, .. } => Some(if chosen.contains(&0) { "c" } else { "a" }),
                    Kind::YesNo(_) | Kind::Text(_) => None,
                },
            ),
            (Ask::Digit(0), matches!(kind, Kind::Score { .. }).then_some("0")),
            (Ask::Digit(9), matches!(kind, Kind::Score { .. }).then_some("9")),
            (Ask::Ten, matches!(kind, Kind::Score { .. }).then_some("10")),
            (Ask::Yes, matches!(kind, Kind::YesNo(_)).then_some("yes")),
            (Ask::No, matches!(kind, Kind::YesNo(_)).then_some("no")),
            (Ask::Clear, Some("")),
        ] {
            let expected = expected.unwrap_or(&before);
            assert_eq!(pressed(asked).0, expected, "{kind:?} {asked:?}");
        }
        let space = pressed(Ask::Toggle).0;
        match kind {
            Kind::One { at, .. } => assert_eq!(space, choices()[at]),
            Kind::Many { .. } | Kind::YesNo(_) => assert_ne!(space, before),
            Kind::Score { .. } | Kind::Text(_) => assert_eq!(space, before),
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_of_moves_ever_changes_an_answer(
        moves in proptest::collection::vec(proptest::sample::select(&MOVES[..]), 0..60),
        places in proptest::collection::vec(0..12_usize, 1..12),
        fold in 0..12_usize,
    ) {
        const IDS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
        let fields = places.iter().zip(IDS).map(|(place, id)| {
            Field::new(id, "", "", kinds()[*place].clone())
        });
        let mut form = Form::new(fields.collect()).ending("Done").folded(IDS[fold], "more");
        let before = answers(&form);
        for asked in moves {
            form.handle(asked);
            prop_assert!(form.rows().contains(&form.row()) || form.more_words().is_some());
        }
        prop_assert_eq!(answers(&form), before);
        prop_assert!(!form.is_touched() && form.draft().is_empty());
    }

    #[test]
    fn a_draft_comes_back_as_it_was(
        keys in proptest::collection::vec((0..12_usize, 0..10_u8), 0..40),
    ) {
        const IDS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
        let new = || {
            let fields = kinds().into_iter().zip(IDS).map(|(kind, id)| Field::new(id, "", "", kind));
            Form::new(fields.collect()).ending("Done")
        };
        let mut form = new();
        for (place, digit) in keys {
            form.handle(Ask::Focus(place));
            match digit {
                0 => { form.handle(Ask::Yes); }
                9 => { form.handle(Ask::Clear); }
                _ if form.context() == Context::FormText => form.paste("7"),
                _ => { form.handle(Ask::Digit(digit)); }
            }
        }
        let mut again = new();
        again.restore(&form.draft());
        prop_assert_eq!(answers(&again), answers(&form));
        prop_assert_eq!(again.is_touched(), form.is_touched());
    }
}

#[test]
fn digits_move_on_and_the_last_row_ends_the_form() {
    let mut form = form().ending("Done");
    assert_eq!(form.handle(Ask::Digit(7)), Outcome::Stay);
    assert_eq!(form.handle(Ask::Digit(2)), Outcome::Stay);
    assert_eq!((form.score("pain"), form.chosen("kind"), form.focus), (Some(7), Some(1), 2));
    form.paste("two\nlines\u{1b}[31m");
    assert_eq!(form.text("text"), "two\nlines[31m");
    assert_eq!(form.handle(Ask::Accept), Outcome::Stay);
    assert_eq!(form.row(), FormRow::Done);
    assert_eq!(form.handle(Ask::Accept), Outcome::Done);
}

#[test]
fn enter_alone_leads_from_field_to_field_to_the_last_row_past_what_is_folded() {
    let mut form = form().folded("text", "a few words").ending("Done");
    assert_eq!(form.rows(), [FormRow::Field(0), FormRow::Field(1), FormRow::More, FormRow::Done]);
    form.handle(Ask::Accept);
    form.handle(Ask::Accept);
    assert_eq!(form.row(), FormRow::Done);
    form.handle(Ask::Up);
    assert_eq!(form.row(), FormRow::More);
    form.handle(Ask::Accept);
    assert_eq!((form.row(), form.more_words()), (FormRow::Field(2), None));
}

#[test]
fn what_is_answered_is_never_folded_away() {
    let mut full = form();
    full.handle(Ask::Focus(2));
    full.paste("kept");
    assert!(full.clone().folded("text", "").more_words().is_none());
    let mut again = form().folded("text", "");
    again.restore(&full.draft());
    assert!(again.more_words().is_none());
    let mut refused = form().folded("text", "");
    refused.refuse("text", "no");
    assert_eq!(refused.row(), FormRow::Field(2));
}

#[test]
fn a_doubtful_answer_is_asked_about_once_and_each_other_one_again() {
    let mut form = form();
    form.handle(Ask::Focus(2));
    form.paste("2025");
    assert!(!form.is_meant("text", "really?"));
    assert_eq!(form.fields[2].error.as_deref(), Some("really?"));
    assert!(form.is_meant("text", "really?"));
    form.paste("1");
    assert!(!form.is_meant("text", "really?"));
}

#[test]
fn what_was_taken_over_is_offered_and_not_the_persons_own() {
    let mut form = form();
    form.handle(Ask::Digit(7));
    assert!(form.is_touched());
    form.offer("pain");
    assert!(!form.is_touched());
    assert_eq!(form.draft()["pain"], "7", "but it is kept beside what is");
}

#[test]
fn only_what_can_be_half_typed_is_a_loose_end() {
    for (kind, loose) in
        [(Kind::text(""), false), (Kind::line("", Takes::Time), true), (Kind::line("", Takes::Name), true)]
    {
        let mut form = Form::new(vec![Field::new("only", "", "", kind)]);
        form.paste("1");
        assert_eq!(form.has_loose_end(), loose);
    }
}

#[test]
fn nothing_out_of_range_gets_in() {
    let mut form = form();
    form.handle(Ask::Pick(1, 9));
    assert_eq!(form.chosen("kind"), None);
    form.handle(Ask::Focus(99));
    assert_eq!(form.focus, 2);
    let mut topics = Form::new(vec![Field::new("t", "T", "", Kind::Score { value: None, high: 5 })]);
    topics.handle(Ask::Digit(6));
    assert_eq!(topics.score("t"), None);
    assert!(Form::default().handle(Ask::Digit(1)) == Outcome::Stay);
}

#[test]
fn pasting_goes_in_at_the_cursor_between_wide_characters() {
    let mut input = Input::new("界界".to_owned()).with_cursor(1);
    insert(&mut input, "é👩‍🚀");
    assert_eq!(input.value(), "界é👩‍🚀界");
}
