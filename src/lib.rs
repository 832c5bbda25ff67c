//! weekfive: a terminal journal for people who live with pain and try a course of massage for it.
//!
//! # The screen, labelled with the folders it comes from
//!
//! ```text
//!  weekfive   neck · 60 min x 2 · day 12 of 35  ━━━━━╺──────   saved 21:14    ui/mod.rs (header)
//!  1 Today   2 Sessions   3 Trends   4 Week five   5 Plan                     ui/mod.rs (tabs)
//! ─────────────────────────────────────────────────────────────────────────
//!   ‹ Fri 13 Nov ›                           Last 14 days
//!  ▌Pain, average   ■ ■ ■ ■ □ □ □ □ □ □   4  pain   ▅ ▅ ▄ ▅ · ▃ ▄ ▄            ui/views/
//!   Worst pain      ■ ■ ■ ■ ■ ■ □ □ □ □   6  sleep  ▄ ▅ ▅ ▃ · ▆ ▆ ▅            with ui/widgets/
//! ─────────────────────────────────────────────────────────────────────────
//!  0-9 set   x ten   n note   u undo   ? keys   q leave                       ui/widgets/key_hints.rs
//! ```
//!
//! A key becomes an action through the one table in [`app::keymap`]; [`app::update`] gives the action
//! to the tab that is open ([`app::tabs`]). The tab reads what it may ([`app::cx`]) and answers with
//! what it wants done ([`app::reply`]): a change of the journal ([`app::change`]), something to be
//! read, said or asked. [`runtime`] draws, performs the effects on the files through [`store`], and
//! tells the state what came of them.
//!
//! ```text
//!   key, click, signal ─► runtime ─► app::update ─► a tab ─► Reply ─► effects ─► store ─► files
//!                            ▲            ▲                     │                    │
//!                            └─ ui::draw ◄┴──── the state ◄─────┘◄──── message ◄─────┘
//! ```
//!
//! # Layers
//!
//! Imports go up this list only; `tests/it/layers.rs` reads the `use` lines to keep it so.
//!
//! | layer | holds |
//! | --- | --- |
//! | [`domain`] | every rule and figure, as pure functions over plain types |
//! | [`content`] | `assets/` compiled in: questions, markers, evidence, texts, the sample |
//! | [`store`] | files to domain and back: atomic, merging, keeping what it does not know |
//! | [`export`] | what leaves the program as text: calendar, tables, JSON, FHIR, report |
//! | [`import`] | what other programs have written, read into days |
//! | [`app`] | the state, and what changes it |
//! | [`ui`] | the screen: reads the state, never changes it |
//! | [`runtime`], [`cli`] | terminal, signals, clock, effects; the commands |
//!
//! # Where do I change…
//!
//! | change | edit | held by |
//! | --- | --- | --- |
//! | a function marker, a safety question | one entry in `assets/*.toml` | tests that every asset parses and every source exists |
//! | a sentence | one entry in `assets/*.toml`, asked for by its id | a test that each is asked for, and each asked for is there |
//! | a decision rule | one row in [`domain::decision`] | a case file on each side of its threshold, `tests/data/decisions/` |
//! | a reason for doubt | a variant of [`domain::decision::firmness::Reason`], its words in `assets/verdicts.toml` | no match without it compiles; a test that each has words |
//! | a threshold | [`domain::thresholds`] | the same case files |
//! | what is worth doing today | its order in [`domain::decision::to_do`], its words in `assets/to-do.toml` | case tests of the order, and that each has words |
//! | a key | one row of [`app::keymap::BINDINGS`] | footer, help and README come from it; tests for clashes |
//! | a view | `app/views/` for its state, `ui/views/` for its looks | screens at every size |
//! | a tab | a variant of [`app::View`], a row of [`app::tabs::row`], its line in `ui::screen` | no match without it compiles |
//! | a page of the checklist | a variant of [`app::views::checklist::PageId`], a row of its table | no match without it compiles |
//! | what can be said of a visit | [`domain::session::Fate`], `store/schema/day.rs` | no match without it compiles; files that keep what does not fit |
//! | what can be changed in the journal | a variant of [`app::Record`] | undo, saving and merging follow in `app/saving.rs` |
//! | what can be asked of the files | [`app::effect`], done in [`runtime::effects`] | no match without it compiles |
//! | a colour | one role of [`ui::theme::Theme`] | the screens without colour |
//! | a sign in ASCII | one row in [`ui::ascii`] | the ASCII screens |
//! | the format of the files | [`store`]'s format, a step for each kind of file in `store/schema/`, and the journals of the old one in `tests/data/golden/` | each golden journal loads for ever |
//! | a field of the files | `store/schema/` | round trips, and files that keep what they had |
//! | a field of the check-in | one row of [`domain::fields::FIELDS`] | tests that each is reached alone, and is a column |
//! | another program's file | one file in `import/` | a file made after its facts, in `tests/it/import_programs.rs` |
//! | a setting | one row of [`runtime::configuration::SETTINGS`] | the commented file and the README come from it |
//! | a command | one file in `cli/`, its examples in `cli/help.rs` | its test in `tests/it/`; each example is parsed |
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

// The tests of the whole program and those in `src` build trials with one file, which calls the library
// by its name.
#[cfg(test)]
extern crate self as weekfive;
#[cfg(test)]
#[path = "../tests/it/support/diary.rs"]
pub(crate) mod kit;

pub mod app;
pub mod cli;
pub mod content;
pub mod domain;
pub mod export;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
pub mod import;
pub mod runtime;
pub mod store;
pub mod ui;
