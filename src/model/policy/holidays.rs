//! The days on which an organisation does not work, computed for every year that counts.

use crate::syntax::keywords::Holiday;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The years for which holidays are counted. Every tool gets them as a list, so there must be an end: these hold the
/// registrations that are still in use, and the terms that follow from them.
pub const YEARS: RangeInclusive<i16> = 2000..=2050;

/// The holidays that the organisation lists, in its order: what comes later adds to what came before, or takes from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(pub(super) Vec<Item>);

/// One item of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) days: Days,
    /// Whether these are working days after all: `not liberation day`.
    pub(super) worked: bool,
}

/// The days of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// A holiday, or a set of them, by its name.
    Named(Holiday),
    /// From one day to another, both included; once.
    Once(Date, Date),
    /// From one month and day to another, both included; every year.
    Yearly((i8, i8), (i8, i8)),
}

impl Holidays {
    /// The holidays from Monday to Friday in [`YEARS`], in order: those that are taken out of `working_days`.
    pub fn on_working_days(&self) -> Vec<Date> {
        let mut found: BTreeSet<Day> = BTreeSet::new();
        for item in &self.0 {
            let own: BTreeSet<Day> = item.days.all().into_iter().collect();
            match (item.worked, item.days) {
                (false, _) => found.extend(own),
                // Another holiday may fall on the same day, as Ascension Day did on 5 May 2016.
                (true, Days::Named(_)) => found.retain(|day| !own.contains(day)),
                (true, _) => found.retain(|day| !own.contains(&(day.0, None))),
            }
        }
        let mut days: Vec<Date> = found.into_iter().map(|day| day.0).collect();
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        days.retain(|day| YEARS.contains(&day.year()) && !weekend.contains(&day.weekday()));
        days.dedup();
        days
    }
}

/// A day, and which holiday it is; `None` for an own day.
type Day = (Date, Option<Holiday>);

impl Days {
    /// All of them, of which some may lie outside [`YEARS`].
    fn all(self) -> Vec<Day> {
        let own = |day| (day, None);
        match self {
            Days::Named(holiday) => YEARS.flat_map(|year| named(holiday, year)).collect(),
            Days::Once(first, last) => between(first, last).map(own).collect(),
            // The year before the first, for days around New Year.
            Days::Yearly(first, last) => {
                let years = YEARS.start() - 1..=*YEARS.end();
                let days = years.flat_map(|year| yearly(first, last, year));
                days.map(own).collect()
            }
        }
    }
}

/// Every day from `first` up to and including `last`.
fn between(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// The days from one month and day to another that begin in `year`; they may run into the next.
fn yearly(first: (i8, i8), last: (i8, i8), year: i16) -> Vec<Date> {
    let end = if last < first { year + 1 } else { year };
    // 29 February is no day of a common year: nothing that begins or ends there is one.
    let (first, last) = (day(year, first.0, first.1), day(end, last.0, last.1));
    let days = first.zip(last).map(|(first, last)| between(first, last));
    days.into_iter().flatten().collect()
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The days of a holiday in a year. The Dutch set is that of the Algemene termijnenwet, article 3(1), with the Sundays of
/// Easter and Whitsun: Liberation Day every year, as civil servants have it, and no Good Friday, on which they work.
fn named(holiday: Holiday, year: i16) -> Vec<Day> {
    use Holiday as H;
    let fixed = |month, of_month| day(year, month, of_month);
    let moved = |days: i64| easter(year).and_then(|e| e.checked_add(days.days()).ok());
    let found = match holiday {
        H::None => None,
        H::Dutch => {
            let all = [
                H::NewYear,
                H::EasterSunday,
                H::EasterMonday,
                H::KingsDay,
                H::LiberationDay,
                H::Ascension,
                H::WhitSunday,
                H::WhitMonday,
                H::ChristmasDay,
                H::BoxingDay,
            ];
            return all.into_iter().flat_map(|one| named(one, year)).collect();
        }
        H::NewYear => fixed(1, 1),
        H::GoodFriday => moved(-2),
        H::EasterSunday => moved(0),
        H::EasterMonday => moved(1),
        H::KingsDay => kings_day(year),
        H::LiberationDay => fixed(5, 5),
        H::FifthLiberationDay => fixed(5, 5).filter(|day| day.year() % 5 == 0),
        H::Ascension => moved(39),
        H::WhitSunday => moved(49),
        H::WhitMonday => moved(50),
        H::ChristmasDay => fixed(12, 25),
        H::BoxingDay => fixed(12, 26),
    };
    // Every fifth year or every year, it is the same holiday.
    let holiday = match holiday {
        H::FifthLiberationDay => H::LiberationDay,
        other => other,
    };
    found.into_iter().map(|day| (day, Some(holiday))).collect()
}

/// 27 April; before 2014 Queen's Day, 30 April. On a Sunday it is held on the Saturday before.
fn kings_day(year: i16) -> Option<Date> {
    let birthday = day(year, 4, if year < 2014 { 30 } else { 27 })?;
    match birthday.weekday() {
        Weekday::Sunday => birthday.yesterday().ok(),
        _ => Some(birthday),
    }
}

/// Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let drift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - drift + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    day(year, (days / 31) as i8, (days % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// The earliest and one of the latest dates that can be, and some between.
    #[test]
    fn easter_is_where_the_almanac_has_it() {
        let known = [
            (1818, 3, 22),
            (1943, 4, 25),
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
        ];
        for (year, month, of_month) in known {
            assert_eq!(easter(year), Some(date(year, month, of_month)));
        }
    }

    #[test]
    fn the_king_does_not_celebrate_on_a_sunday() {
        let days = [
            (2026, 4, 27),
            (2025, 4, 26),
            (2014, 4, 26),
            (2013, 4, 30),
            (2006, 4, 29),
        ];
        for (year, month, of_month) in days {
            assert_eq!(kings_day(year), Some(date(year, month, of_month)));
        }
    }

    fn in_year(holidays: &[Days], year: i16) -> Vec<String> {
        let items = holidays.iter().map(|days| Item {
            days: *days,
            worked: false,
        });
        of_items(items.collect(), year)
    }

    fn of_items(items: Vec<Item>, year: i16) -> Vec<String> {
        let days = Holidays(items).on_working_days().into_iter();
        let days = days.filter(|d| d.year() == year);
        days.map(|d| d.strftime("%m-%d").to_string()).collect()
    }

    #[test]
    fn the_dutch_set_is_that_of_the_law() {
        let dutch = [Days::Named(Holiday::Dutch)];
        assert_eq!(
            in_year(&dutch, 2026),
            [
                "01-01", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25"
            ]
        );
    }

    #[test]
    fn a_later_item_takes_from_the_earlier_ones_or_adds_to_them() {
        let item = |holiday, worked| Item {
            days: Days::Named(holiday),
            worked,
        };
        let mut items = vec![
            item(Holiday::Dutch, false),
            item(Holiday::LiberationDay, true),
        ];
        let has_it =
            |items: &[Item], year| of_items(items.to_vec(), year).contains(&"05-05".to_owned());
        assert!(!has_it(&items, 2026) && !has_it(&items, 2025));
        items.push(item(Holiday::FifthLiberationDay, false));
        assert!(!has_it(&items, 2026) && has_it(&items, 2025));
        items.push(item(Holiday::LiberationDay, false));
        assert!(has_it(&items, 2026));
        items.push(Item {
            days: Days::Once(date(2026, 5, 5), date(2026, 5, 5)),
            worked: true,
        });
        assert!(!has_it(&items, 2026) && has_it(&items, 2027));
    }

    #[test]
    fn a_day_that_is_two_holidays_stays_one_without_the_other() {
        let item = |holiday, worked| Item {
            days: Days::Named(holiday),
            worked,
        };
        let items = [
            item(Holiday::Dutch, false),
            item(Holiday::LiberationDay, true),
        ];
        // Ascension Day.
        assert!(of_items(items.to_vec(), 2016).contains(&"05-05".to_owned()));
        let dutch = of_items(items[..1].to_vec(), 2016);
        assert_eq!(dutch.iter().filter(|day| *day == "05-05").count(), 1);
    }

    #[test]
    fn own_days_come_once_or_every_year() {
        let around_new_year = [Days::Yearly((12, 30), (1, 2))];
        assert_eq!(
            in_year(&around_new_year, 2026),
            ["01-01", "01-02", "12-30", "12-31"]
        );
        let weekend = [Days::Once(date(2026, 5, 15), date(2026, 5, 18))];
        assert_eq!(in_year(&weekend, 2026), ["05-15", "05-18"]);
        let leap_day = [Days::Yearly((2, 29), (2, 29))];
        assert_eq!(in_year(&leap_day, 2024), ["02-29"]);
        assert!(in_year(&leap_day, 2026).is_empty());
        let old = [Days::Once(date(1900, 1, 1), date(1900, 2, 1))];
        assert!(in_year(&old, 1900).is_empty());
    }
}
