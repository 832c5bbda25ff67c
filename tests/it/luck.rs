//! How often luck decides: diaries made up without any change, and with a real one, through the same
//! rules. The figures that people are shown are those that come out here.

use fastrand::Rng;
use weekfive::content::{Luck, luck};
use weekfive::domain::checkin::Rating;
use weekfive::domain::decision::Verdict;
use weekfive::domain::decision::firmness::Firmness;
use weekfive::domain::measure::Ndi;
use weekfive::domain::score::{Amount, Awakenings, NdiTotal, Score};

use crate::support::Diary;
use crate::support::diary::kept;

/// Diaries of each kind.
const DIARIES: u32 = 2_000;
/// Where the drawing starts, always the same.
const SEED: u64 = 20_261_125;
/// Pain from day to day: standard deviation, and correlation with the day before.
const PAIN_DEVIATION: f64 = 1.3;
const PAIN_CORRELATION: f64 = 0.3;
/// Standard error of an index.
const INDEX_ERROR: f64 = 2.0;
/// Of a hundred days, how many are blank.
const BLANK: u32 = 5;

/// What a kind of diary is made of.
struct Kind {
    /// Mean pain before and in week five.
    pain: (f64, f64),
    function: Function,
}

enum Function {
    /// The index before and in week five, with a standard error of 2.
    Index(f64, f64),
    /// A walk of 20 minutes with a deviation of 4, once in each week, and two awakenings a night with
    /// one of 1.
    Markers,
}

/// A draw of the standard normal distribution (Box and Muller, Ann Math Stat 1958;29:610-611).
fn normal(rng: &mut Rng) -> f64 {
    let (radius, angle) = (1.0 - rng.f64(), rng.f64());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

#[allow(clippy::cast_possible_truncation)]
fn rounded(number: f64, low: i64, high: i64) -> i64 {
    weekfive::domain::bounds::within(number.round() as i64, low, high)
}

/// A diary like another one, with the days of its two weeks drawn.
fn drawn(kind: &Kind, of: &Diary, rng: &mut Rng) -> Diary {
    let mut diary = of.clone();
    for (first, mean) in [(-6, kind.pain.0), (29, kind.pain.1)] {
        // The first day is drawn as one far into such a series.
        let mut deviation = normal(rng);
        for number in first..first + 7 {
            let day = diary.day(number);
            let pain = rounded(mean + PAIN_DEVIATION * deviation, Score::LOW, Score::HIGH);
            let awakenings = rounded(2.0 + normal(rng), Awakenings::LOW, Awakenings::HIGH);
            if rng.u32(..100) >= BLANK {
                day.checkin.rating = Rating::Rated(Score::new(pain).unwrap());
                if let Function::Markers = kind.function {
                    day.checkin.awakenings = Awakenings::new(awakenings).ok();
                }
            }
            let rest = (1.0 - PAIN_CORRELATION * PAIN_CORRELATION).sqrt();
            deviation = PAIN_CORRELATION * deviation + rest * normal(rng);
        }
        let last = diary.day(first + 6);
        match kind.function {
            Function::Index(before, now) => {
                let true_total = if first < 1 { before } else { now };
                let total = true_total + INDEX_ERROR * normal(rng);
                last.checkin.ndi = Some(Ndi::Total(NdiTotal::new(rounded(total, 0, 50)).unwrap()));
            }
            Function::Markers => {
                let minutes = rounded(20.0 + 4.0 * normal(rng), 0, 1_440);
                last.checkin.markers.insert("walk".into(), Amount::whole(minutes).unwrap());
            }
        }
    }
    diary
}

/// Of a hundred diaries, how many come out as continue, and as continue and sure.
fn shares(kind: &Kind) -> Luck {
    let empty = match kind.function {
        Function::Index(..) => Diary::neck(),
        Function::Markers => Diary::with_markers(["walk", "awakenings"]),
    };
    let mut rng = Rng::with_seed(SEED);
    let (mut continues, mut sure) = (0_u32, 0_u32);
    for _ in 0..DIARIES {
        let decision = drawn(kind, &empty, &mut rng).decide(&kept(7), 43);
        if decision.verdict == Verdict::Continue {
            continues += 1;
            sure += u32::from(decision.firmness == Firmness::Firm);
        }
    }
    let of_hundred = |count: u32| u8::try_from((count * 100 + DIARIES / 2) / DIARIES).unwrap();
    Luck { continues: of_hundred(continues), sure: of_hundred(sure) }
}

#[test]
fn luck_without_any_change_by_the_index() {
    let kind = Kind { pain: (5.0, 5.0), function: Function::Index(20.0, 20.0) };
    assert_eq!(luck("no-change-index"), Some(shares(&kind)));
}

#[test]
fn luck_without_any_change_by_two_markers() {
    let kind = Kind { pain: (5.0, 5.0), function: Function::Markers };
    assert_eq!(luck("no-change-markers"), Some(shares(&kind)));
}

#[test]
fn a_real_change_is_found() {
    let kind = Kind { pain: (6.0, 3.5), function: Function::Index(20.0, 14.0) };
    assert_eq!(luck("real-change-index"), Some(shares(&kind)));
}
