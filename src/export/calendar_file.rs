//! Planned visits and week five as a file for a calendar program (iCalendar, RFC 5545).
//!
//! Times are "floating": half past five is half past five on the wall clock wherever the calendar
//! is, before and after a clock change, so the file needs no time zone and is never an hour off. A
//! visit whose time is not known is an event of the whole day.
//!
//! Each event keeps its identifier from export to export, and a later export has a higher sequence
//! number, so that a calendar updates what it has instead of doubling it. A visit's identifier is
//! its number in the trial: neither moving it nor choosing other weekdays makes it another event.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::calendar_lines::Lines;
use crate::content;
use crate::domain::bounds::within;
use crate::domain::calendar::{after, short_date};
use crate::domain::text::capital;
use crate::domain::trial::Trial;
use crate::domain::visits::{Visit, VisitState, Visits};

/// How long before a visit with a time the calendar reminds of it (our convention): two hours.
const REMIND_BEFORE: &str = "-PT2H";
/// When it reminds on a day without a time (our convention): eight in the morning.
const REMIND_ON_DAY: &str = "PT8H";
/// When it reminds of the check-in: as it begins.
const REMIND_NOW: &str = "PT0M";
/// How long a check-in takes in the calendar, in minutes.
const CHECK_IN_MINUTES: i64 = 5;

/// What is usual for visits, where a visit itself says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usual<'a> {
    /// When visits begin, local time.
    pub time: Option<NaiveTime>,
    /// Where visits are.
    pub place: Option<&'a str>,
}

/// The calendar file of a trial: what is still to come of its visits, week five and, where a time is
/// given, a daily check-in until week five is over. A visit to come that was cancelled is in it as
/// cancelled, so that a calendar that has it learns of that; so is everything to come of a trial that
/// was stopped. While a hold is open, visits are
/// tentative and say why. `stamp` is the moment of the export. The same arguments give the same
/// text; `None` where nothing is still to come, for a calendar without an event is none.
pub fn calendar_file(
    trial: &Trial,
    visits: &Visits,
    usual: Usual<'_>,
    check_in: Option<NaiveTime>,
    stamp: DateTime<Utc>,
) -> Option<String> {
    let begun = trial.begun.and_time(NaiveTime::MIN).and_utc();
    let file = Export {
        trial,
        usual,
        as_of: visits.as_of,
        stopped: trial.stopped_by(visits.as_of).is_some(),
        stamp: stamp.format("%Y%m%dT%H%M%SZ").to_string(),
        sequence: within(stamp.signed_duration_since(begun).num_seconds(), 0, i64::from(i32::MAX)),
        minutes: Duration::minutes(i64::from(visits.dose.minutes().get())),
    };
    let mut of_plan: Vec<&Visit> = visits.list.iter().filter(|visit| !visit.is_extra()).collect();
    of_plan.sort_by_key(|visit| visit.slot);
    let extra = visits.list.iter().filter(|visit| visit.is_extra() && visit.state == VisitState::Planned);

    let to_come = |visit: &Visit| {
        let open = matches!(visit.state, VisitState::Planned | VisitState::Cancelled);
        open && visit.date >= visits.as_of
    };
    let mut lines = Lines::default();
    let mut events = 0_usize;
    lines.component("VCALENDAR", |lines| {
        lines.value("VERSION", "2.0");
        lines.text("PRODID", concat!("-//weekfive//weekfive ", env!("CARGO_PKG_VERSION"), "//EN"));
        lines.value("CALSCALE", "GREGORIAN");
        let count = of_plan.len();
        for (number, visit) in (1_usize..).zip(&of_plan).filter(|(_, visit)| to_come(visit)) {
            let words = format!("Visit {number} of {count} of your trial.");
            file.visit(lines, &format!("visit-{number}"), visit, &words);
            events = events.saturating_add(1);
        }
        for (number, visit) in (1_usize..).zip(extra).filter(|(_, visit)| to_come(visit)) {
            let words = "A visit outside the weekly plan of your trial.";
            file.visit(lines, &format!("extra-{}-{number}", visit.date), visit, words);
            events = events.saturating_add(1);
        }
        let (_, last) = trial.plan.checkpoint_window();
        if last >= visits.as_of {
            file.week_five(lines);
            if let Some(time) = check_in {
                file.check_in(lines, time, last);
            }
            events = events.saturating_add(1);
        }
    });
    (events > 0).then(|| lines.finish())
}

/// One export on the way.
struct Export<'a> {
    trial: &'a Trial,
    usual: Usual<'a>,
    as_of: NaiveDate,
    stopped: bool,
    stamp: String,
    sequence: i64,
    minutes: Duration,
}

impl Export<'_> {
    fn visit(&self, lines: &mut Lines, name: &str, visit: &Visit, words: &str) {
        let cancelled = self.stopped || visit.state == VisitState::Cancelled;
        // A visit to come waits while massage is on hold, and says so. A calendar may be shared:
        // what opened the hold stays in the journal.
        let hold = content::open_level(&self.trial.checklist).filter(|_| !cancelled);
        lines.component("VEVENT", |lines| {
            self.identify(lines, name);
            match visit.time.or(self.usual.time) {
                Some(time) => {
                    let start = visit.date.and_time(time);
                    let length =
                        visit.minutes.map_or(self.minutes, |n| Duration::minutes(i64::from(n.get())));
                    lines.value("DTSTART", &local(start));
                    lines.value("DTEND", &local(start.checked_add_signed(length).unwrap_or(start)));
                }
                None => whole_days(lines, visit.date, visit.date),
            }
            let summary = match (cancelled, hold) {
                (true, _) => "Massage (cancelled)",
                (false, Some(_)) => "Massage (on hold until there is a clearance)",
                (false, None) => "Massage",
            };
            lines.text("SUMMARY", summary);
            let moved = visit.slot.filter(|_| visit.is_moved());
            let moved = moved.map(|slot| format!(" Moved from {}.", short_date(slot))).unwrap_or_default();
            let first = hold.map(|level| {
                format!("Massage is on hold; the journal says why. {}\n", content::what_to_do(level))
            });
            lines.text("DESCRIPTION", &format!("{}{words}{moved}", first.unwrap_or_default()));
            if let Some(place) = self.usual.place {
                lines.text("LOCATION", place);
            }
            let status = match (cancelled, hold) {
                (true, _) => "CANCELLED",
                (false, Some(_)) => "TENTATIVE",
                (false, None) => "CONFIRMED",
            };
            lines.value("STATUS", status);
            if visit.state == VisitState::Planned && !cancelled {
                let timed = visit.time.or(self.usual.time).is_some();
                alarm(lines, if timed { REMIND_BEFORE } else { REMIND_ON_DAY }, summary);
            }
        });
    }

    fn week_five(&self, lines: &mut Lines) {
        let (first, last) = self.trial.plan.checkpoint_window();
        lines.component("VEVENT", |lines| {
            self.identify(lines, "week-five");
            whole_days(lines, first, last);
            let summary = format!(
                "{}: did the massage help?",
                capital(content::decided::week_of_plan(&self.trial.plan))
            );
            lines.text("SUMMARY", &summary);
            lines.text(
                "DESCRIPTION",
                "Seven days of daily ratings, as in the week before the first visit. \
                 Then weekfive compares the two weeks.",
            );
            lines.value("STATUS", self.status());
            if first >= self.as_of && !self.stopped {
                alarm(lines, REMIND_ON_DAY, &summary);
            }
        });
    }

    /// A daily check-in from today to the last day of week five, with an alarm.
    fn check_in(&self, lines: &mut Lines, time: NaiveTime, last: NaiveDate) {
        let start = self.as_of.and_time(time);
        let end = start.checked_add_signed(Duration::minutes(CHECK_IN_MINUTES)).unwrap_or(start);
        lines.component("VEVENT", |lines| {
            self.identify(lines, "check-in");
            lines.value("DTSTART", &local(start));
            lines.value("DTEND", &local(end));
            // The end has the form of the start: a floating time (RFC 5545, 3.3.10).
            lines.value("RRULE", &format!("FREQ=DAILY;UNTIL={}", local(last.and_time(time))));
            lines.value("TRANSP", "TRANSPARENT");
            let summary = "How was today?";
            lines.text("SUMMARY", summary);
            lines.text("DESCRIPTION", "A minute for today's check-in in weekfive.");
            lines.value("STATUS", self.status());
            if !self.stopped {
                alarm(lines, REMIND_NOW, summary);
            }
        });
    }

    /// How the measuring week and the check-in stand: a stopped trial has neither any more.
    fn status(&self) -> &'static str {
        if self.stopped { "CANCELLED" } else { "CONFIRMED" }
    }

    /// What every event begins with. It is private: a calendar may be shared.
    fn identify(&self, lines: &mut Lines, name: &str) {
        lines.text("UID", &format!("{}-{name}@weekfive", self.trial.id));
        lines.value("DTSTAMP", &self.stamp);
        lines.value("SEQUENCE", &self.sequence.to_string());
        lines.value("CLASS", "PRIVATE");
    }
}

/// An event of whole days, during which the calendar still calls the person free. Its end is the
/// day after the last (RFC 5545, 3.6.1).
fn whole_days(lines: &mut Lines, first: NaiveDate, last: NaiveDate) {
    lines.value("DTSTART;VALUE=DATE", &first.format("%Y%m%d").to_string());
    lines.value("DTEND;VALUE=DATE", &after(last, 1).format("%Y%m%d").to_string());
    lines.value("TRANSP", "TRANSPARENT");
}

fn alarm(lines: &mut Lines, trigger: &str, words: &str) {
    lines.component("VALARM", |lines| {
        lines.value("ACTION", "DISPLAY");
        lines.value("TRIGGER", trigger);
        lines.text("DESCRIPTION", words);
    });
}

/// A moment on the wall clock, without a time zone.
fn local(moment: NaiveDateTime) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarValue};
    use calcard::{Entry, Parser};
    use chrono::Weekday;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::session::{Session, SessionStatus};
    use crate::domain::trial::DayOfWeek;
    use crate::domain::visits::visits;
    use crate::domain::visits::weekdays::change_weekdays;
    use crate::kit::{date, neck as trial};

    type Journal = BTreeMap<NaiveDate, Day>;

    fn at_half_past_five() -> Usual<'static> {
        Usual { time: NaiveTime::from_hms_opt(17, 30, 0), place: Some("Praxis Müller; 2. Stock, links") }
    }

    fn export(trial: &Trial, days: &Journal, usual: Usual<'_>, stamp: &str) -> String {
        export_on("2026-11-10", trial, days, usual, stamp)
    }

    fn export_on(on: &str, trial: &Trial, days: &Journal, usual: Usual<'_>, stamp: &str) -> String {
        let visits = visits(&trial.plan, days, date(on));
        calendar_file(trial, &visits, usual, None, stamp.parse().unwrap()).unwrap()
    }

    fn write(days: &mut Journal, on: &str, session: Session) {
        days.entry(date(on)).or_insert_with(|| Day::empty(date(on))).sessions.push(session);
    }

    /// Reads a file with a parser that is not ours, to its end, and checks that it passed over no
    /// line. (Its strict mode refuses every component inside another.)
    fn parse(text: &str) -> ICalendar {
        let mut parser = Parser::new(text);
        let Entry::ICalendar(calendar) = parser.entry() else { panic!("not a calendar: {text}") };
        assert_eq!(parser.entry(), Entry::Eof);
        let understood: usize = calendar.components.iter().map(|component| component.entries.len() + 2).sum();
        assert_eq!(text.replace("\r\n ", "").lines().count(), understood);
        calendar
    }

    fn text(component: &ICalendarComponent, property: ICalendarProperty) -> String {
        let entry = component.property(&property).unwrap();
        assert_eq!(component.properties(&property).count(), 1);
        match &entry.values[0] {
            ICalendarValue::PartialDateTime(moment) => {
                let part = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
                let date = format!("{}{}{}", moment.year.unwrap(), part(moment.month), part(moment.day));
                format!("{date} {}{}", part(moment.hour), part(moment.minute))
            }
            ICalendarValue::Integer(number) => number.to_string(),
            ICalendarValue::Duration(duration) => duration.as_seconds().to_string(),
            value => value.as_text().unwrap().to_owned(),
        }
    }

    fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
        calendar.components.iter().filter(|component| component.component_type.is_event()).collect()
    }

    fn alarms<'a>(calendar: &'a ICalendar, event: &ICalendarComponent) -> Vec<&'a ICalendarComponent> {
        event.component_ids.iter().map(|id| calendar.component_by_id(*id).unwrap()).collect()
    }

    /// Identifier, start, status and the seconds of the alarm of each event.
    fn told(file: &str) -> Vec<(String, String, String, Option<String>)> {
        let calendar = parse(file);
        events(&calendar)
            .into_iter()
            .map(|event| {
                let alarm = alarms(&calendar, event).first().map(|a| text(a, ICalendarProperty::Trigger));
                (
                    text(event, ICalendarProperty::Uid),
                    text(event, ICalendarProperty::Dtstart),
                    text(event, ICalendarProperty::Status),
                    alarm,
                )
            })
            .collect()
    }

    fn uids(file: &str) -> Vec<String> {
        told(file).into_iter().map(|event| event.0).collect()
    }

    #[test]
    fn another_parser_reads_every_visit_and_week_five() {
        let file = export(&trial(), &Journal::new(), at_half_past_five(), "2026-11-10T09:00:00Z");
        let found = told(&file);
        assert_eq!(found.len(), 6);
        let expect = |index: usize, uid: &str, start: &str, alarm: Option<&str>| {
            let uid = format!("2026-11-02-neck-{uid}@weekfive");
            let alarm = alarm.map(str::to_owned);
            assert_eq!(found[index], (uid, start.to_owned(), "CONFIRMED".to_owned(), alarm));
        };
        expect(0, "visit-4", "20261112 1730", Some("-7200"));
        expect(4, "visit-8", "20261126 1730", Some("-7200"));
        expect(5, "week-five", "20261130 ", Some("28800"));

        let calendar = parse(&file);
        let first = events(&calendar)[0];
        assert_eq!(text(first, ICalendarProperty::Dtend), "20261112 1830");
        assert_eq!(text(first, ICalendarProperty::Location), "Praxis Müller; 2. Stock, links");
        assert_eq!(text(first, ICalendarProperty::Description), "Visit 4 of 8 of your trial.");
        assert_eq!(text(events(&calendar)[5], ICalendarProperty::Dtend), "20261207 ");
    }

    #[test]
    fn only_what_is_still_to_come_is_in_it() {
        let on = |day: &str| {
            let visits = visits(&trial().plan, &Journal::new(), date(day));
            calendar_file(&trial(), &visits, Usual::default(), None, "2026-11-10T09:00:00Z".parse().unwrap())
                .map_or(0, |file| uids(&file).len())
        };
        assert_eq!(
            ["2026-10-20", "2026-11-02", "2026-11-03", "2026-12-06", "2026-12-07"].map(on),
            [9, 9, 8, 1, 0]
        );
    }

    #[test]
    fn a_daily_check_in_runs_to_the_end_of_week_five_and_keeps_its_identifier() {
        let on = |day: &str| {
            let visits = visits(&trial().plan, &Journal::new(), date(day));
            let time = NaiveTime::from_hms_opt(21, 0, 0);
            let stamp = "2026-11-10T09:00:00Z".parse().unwrap();
            calendar_file(&trial(), &visits, Usual::default(), time, stamp).unwrap()
        };
        let file = on("2026-11-10");
        let found = told(&file);
        assert_eq!(
            found.last().unwrap(),
            &(
                "2026-11-02-neck-check-in@weekfive".to_owned(),
                "20261110 2100".to_owned(),
                "CONFIRMED".to_owned(),
                Some("0".to_owned())
            )
        );
        assert!(file.contains("RRULE:FREQ=DAILY;UNTIL=20261206T210000\r\n"));
        assert_eq!(told(&on("2026-11-12")).last().unwrap().0, found.last().unwrap().0);
    }

    #[test]
    fn while_a_hold_is_open_visits_to_come_are_tentative_and_say_what_to_do() {
        let mut trial = trial();
        let saddle = &content::question("saddle-numbness").unwrap().rule;
        trial.checklist.answer(saddle, true, date("2026-11-09"));
        let file = export(&trial, &Journal::new(), at_half_past_five(), "2026-11-10T09:00:00Z");
        let states: Vec<String> = told(&file).into_iter().map(|event| event.2).collect();
        assert_eq!(states[..5], ["TENTATIVE"; 5]);
        assert_eq!(states[5], "CONFIRMED", "week five is measured all the same");
        let calendar = parse(&file);
        let said = text(events(&calendar)[0], ICalendarProperty::Description);
        assert!(said.contains("hospital's emergency department now") && said.contains("on hold"), "{said}");
        assert!(!said.to_lowercase().contains("saddle"), "a calendar may be shared: {said}");
    }

    #[test]
    fn lines_end_with_cr_lf_and_fit() {
        let long = "ein sehr langer Name für eine Praxis im dritten Hinterhof rechts ".repeat(4);
        let usual = Usual { place: Some(&long), ..Usual::default() };
        let file = export(&trial(), &Journal::new(), usual, "2026-11-10T09:00:00Z");
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let calendar = parse(&file);
        assert_eq!(text(events(&calendar)[0], ICalendarProperty::Location), long);
    }

    #[test]
    fn a_visit_without_a_time_takes_the_whole_day() {
        let mut days = Journal::new();
        let time = NaiveTime::from_hms_opt(8, 0, 0);
        write(&mut days, "2026-11-12", Session { time, ..Session::new(SessionStatus::Planned) });
        let file = export(&trial(), &days, Usual::default(), "2026-11-10T09:00:00Z");
        let found = told(&file);
        assert_eq!((found[0].1.as_str(), found[0].3.as_deref()), ("20261112 0800", Some("-7200")));
        assert_eq!((found[1].1.as_str(), found[1].3.as_deref()), ("20261116 ", Some("28800")));
    }

    #[test]
    fn the_same_export_gives_the_same_text_and_a_later_one_a_higher_sequence() {
        let (trial, days) = (trial(), Journal::new());
        let first = export(&trial, &days, at_half_past_five(), "2026-11-10T09:00:00Z");
        assert_eq!(first, export(&trial, &days, at_half_past_five(), "2026-11-10T09:00:00Z"));
        let later = export(&trial, &days, at_half_past_five(), "2026-11-10T09:00:01Z");
        let sequence = |file: &str| {
            let calendar = parse(file);
            text(events(&calendar)[0], ICalendarProperty::Sequence).parse::<i64>().unwrap()
        };
        assert!(sequence(&later) > sequence(&first) && sequence(&first) > 0);
        let early = export(&trial, &days, at_half_past_five(), "2020-01-01T00:00:00Z");
        assert_eq!(sequence(&early), 0);
    }

    #[test]
    fn moving_cancelling_and_other_weekdays_make_no_new_events() {
        let mut trial = trial();
        let before = export(&trial, &Journal::new(), at_half_past_five(), "2026-11-10T09:00:00Z");
        let mut days = Journal::new();
        let planned = Some(date("2026-11-12"));
        write(&mut days, "2026-11-14", Session { planned, ..Session::new(SessionStatus::Planned) });
        write(&mut days, "2026-11-26", Session::new(SessionStatus::Cancelled));
        let file = export(&trial, &days, at_half_past_five(), "2026-11-10T10:00:00Z");
        assert_eq!(uids(&file), uids(&before));
        let found = told(&file);
        assert_eq!(found[0].1, "20261114 1730");
        assert_eq!((found[4].2.as_str(), found[4].3.as_ref()), ("CANCELLED", None));
        let calendar = parse(&file);
        let words = text(events(&calendar)[0], ICalendarProperty::Description);
        assert_eq!(words, "Visit 4 of 8 of your trial. Moved from Thu 12 Nov.");

        let tue_fri = [Weekday::Tue, Weekday::Fri].map(DayOfWeek).into();
        trial.plan = change_weekdays(&trial.plan, &tue_fri, date("2026-11-10")).unwrap();
        let file = export(&trial, &Journal::new(), at_half_past_five(), "2026-11-10T11:00:00Z");
        assert_eq!(uids(&file), uids(&before));
        assert_eq!(told(&file)[1].1, "20261117 1730");
    }

    #[test]
    fn identifiers_differ_and_an_extra_visit_to_come_has_its_own() {
        let mut days = Journal::new();
        write(&mut days, "2026-11-14", Session::new(SessionStatus::Planned));
        write(&mut days, "2026-11-07", Session::new(SessionStatus::Done));
        let file = export(&trial(), &days, at_half_past_five(), "2026-11-10T09:00:00Z");
        let mut found = uids(&file);
        assert!(found.contains(&"2026-11-02-neck-extra-2026-11-14-1@weekfive".to_owned()));
        assert_eq!(found.len(), 7);
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn times_stay_on_the_wall_clock_across_a_clock_change() {
        let mut trial = trial();
        trial.plan.start = date("2026-10-19");
        let file =
            export_on("2026-10-10", &trial, &Journal::new(), at_half_past_five(), "2026-10-10T09:00:00Z");
        let calendar = parse(&file);
        for event in events(&calendar).into_iter().take(8) {
            let start = event.property(&ICalendarProperty::Dtstart).unwrap();
            let moment = start.values[0].as_partial_date_time().unwrap();
            assert!(!moment.has_zone() && start.params.is_empty());
            assert_eq!((moment.hour, moment.minute), (Some(17), Some(30)));
        }
        assert!(!file.contains("TZID"));
    }
}
