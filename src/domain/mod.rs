//! What the program knows: pure types and rules, with no file, clock or terminal in sight.
//!
//! Imports go up this list only, and a test checks that no two files need each other:
//!
//! | room | holds |
//! | --- | --- |
//! | `bounds`, `score`, `mean`, `text`, `calendar`, `thresholds` | exact numbers, words, dates |
//! | `choice`, `nearest`, `search` | closed lists of words, the one that was meant, looking for words |
//! | `measure`, `lines`, `change`, `event`, `session`, `checkin`, `day`, `journal` | what is written down |
//! | `checklist`, `safety` | what is asked before the start, and its holds |
//! | `verdict` | the vocabulary of a decision, and one that was recorded |
//! | `trial` | dose, plan, setup, trial |
//! | `visits` | the fate of each visit, and the dose they gave |
//! | `trend` | each measure over the days |
//! | `decision` | the rules of week five, and what comes next |

pub mod bounds;
pub mod calendar;
pub mod change;
pub mod checkin;
pub mod checklist;
pub mod choice;
pub mod date_words;
pub mod day;
pub mod decision;
pub mod drafts;
pub mod event;
pub mod fields;
pub mod imported;
pub mod journal;
pub mod lines;
pub mod mean;
pub mod measure;
pub mod nearest;
pub mod plain;
pub mod rows;
pub mod safety;
pub mod score;
pub mod search;
pub mod session;
pub mod text;
pub mod thresholds;
pub mod time_words;
pub mod trend;
pub mod trial;
pub mod verdict;
pub mod visits;
