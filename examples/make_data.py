#!/usr/bin/env python3
"""Writes the made-up data of the examples.

Every row is invented: no person, vehicle, street or container in these files exists.
The files are the same bytes at every run, on every machine: only `Random.random()` is used,
whose sequence for a seed Python promises to keep.

    python3 examples/make_data.py            writes examples/*/data/*.csv
    python3 examples/make_data.py FOLDER     writes FOLDER/*/data/*.csv instead
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

LAST_DAY = date(2026, 11, 22)  # a Sunday: the newest week is complete


class Dice:
    """The few kinds of chance that the examples need, from one seed each."""

    def __init__(self, seed):
        self.random = Random(seed).random

    def chance(self, probability):
        return self.random() < probability

    def whole(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def pick(self, values):
        return values[self.whole(0, len(values) - 1)]

    def about(self, middle, spread):
        """A number around `middle`; the sum of three dice is round enough."""
        return middle + spread * (self.random() + self.random() + self.random() - 1.5)


def days(first, last, step=1):
    while first <= last:
        yield first
        first += timedelta(days=step)


def workdays(first, last):
    return (day for day in days(first, last) if day.weekday() < 5)


def dutch_date(day):
    return day.strftime("%d-%m-%Y")


def dutch_number(value):
    """One decimal, a comma, and dots between the thousands."""
    text = f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def wmo():
    """Team Noord falls behind from July on; home adaptations take long in every team."""
    dice = Dice("wmo")
    teams = ["Centrum", "Noord", "Oost", "West", "Zuid"]
    services = ["begeleiding", "dagbesteding", "hulp bij het huishouden", "vervoer", "woningaanpassing"]
    yield ["ZAAKNUMMER", "MELDDATUM", "TERMIJN", "ONDERZOCHT", "WIJKTEAM", "VOORZIENING", "SPOED"]
    number = 0
    for day in workdays(date(2026, 1, 5), LAST_DAY):
        for team in teams:
            for _ in range(dice.whole(0, 3)):
                number += 1
                service = dice.pick(services)
                urgent = dice.chance(0.08)
                term = dice.about(26, 9)
                if team == "Noord" and day >= date(2026, 7, 1):
                    term += 22
                if service == "woningaanpassing":
                    term += 18
                if urgent:
                    term = term / 2
                closed = day + timedelta(days=round(term))
                if closed <= LAST_DAY:
                    closed = dutch_date(closed)
                else:
                    closed = "31-12-9999" if dice.chance(0.2) else ""
                shown_team = team if not dice.chance(1 / 60) else dice.pick(["", "n.b."])
                yield [
                    f"Z-{number:04}",
                    dutch_date(day),
                    dutch_date(day + timedelta(days=42)),
                    closed,
                    shown_team,
                    service,
                    "ja" if urgent else "nee",
                ]


def afval():
    """In Havenkwartier the containers are too full from October on; four sensors often fail."""
    dice = Dice("afval")
    districts = {
        "Binnenstad": range(1, 7),
        "Havenkwartier": range(7, 13),
        "Molenwijk": range(13, 19),
        "Nieuwland": range(19, 25),
        "Oosterpark": range(25, 31),
    }
    kinds = ["restafval", "glas", "papier"]
    kilos = {"restafval": 520, "glas": 1150, "papier": 310}
    failing = {4: 0.25, 9: 0.3, 17: 0.4, 22: 0.2, 28: 0.3}
    yield [
        "LEDIGING_NR",
        "GELEEGD_OP",
        "CONTAINER",
        "WIJK",
        "FRACTIE",
        "VULGRAAD",
        "GEWICHT_KG",
        "BIJPLAATSING",
    ]
    number = 0
    for monday in days(date(2026, 1, 5), LAST_DAY, 7):
        for district, containers in districts.items():
            for container in containers:
                kind = kinds[container % 3]
                for round_of_week in range(dice.whole(1, 2)):
                    number += 1
                    day = monday + timedelta(days=dice.whole(0, 1) + 3 * round_of_week)
                    middle = 70
                    if district == "Havenkwartier" and day >= date(2026, 10, 5):
                        middle = 90
                    full = min(100.0, max(5.0, dice.about(middle, 22)))
                    failed = dice.chance(failing.get(container, 0.01))
                    yield [
                        str(number),
                        dutch_date(day),
                        f"C-{container:03}",
                        district if not dice.chance(0.01) else "",
                        kind,
                        dice.pick(["n.b.", "-1", ""]) if failed else dutch_number(full),
                        dutch_number(kilos[kind] * full / 70),
                        "ja" if full > 85 and dice.chance(0.5) else "nee",
                    ]


def road_safety():
    """Mill Lane and Station Road speed from July on; the trial in two streets began in April."""
    dice = Dice("road safety")
    shares = {
        "Bridge Street": 0.06,
        "Church Walk": 0.04,
        "Elm Grove": 0.07,
        "High Street": 0.08,
        "Mill Lane": 0.09,
        "Orchard Road": 0.05,
        "Park Avenue": 0.08,
        "Queen Street": 0.07,
        "School Lane": 0.09,
        "Schoolfield": 0.08,
        "Station Road": 0.09,
        "Victoria Road": 0.06,
    }
    yield ["count_id", "counted_on", "street", "zone", "vehicles", "over_limit", "mean_speed"]
    number = 0
    for day in days(date(2026, 1, 5), LAST_DAY, 3):
        for street, share in shares.items():
            number += 1
            trial = street.startswith("School")
            speed = dice.about(31, 3)
            if street in ("Mill Lane", "Station Road") and day >= date(2026, 7, 1):
                share, speed = share + 0.13, speed + 4
            if trial and day >= date(2026, 4, 1):
                share, speed = share - 0.05, speed - 3
            vehicles = dice.whole(180, 420)
            yield [
                str(number),
                day.isoformat(),
                street,
                "trial" if trial else "other",
                str(vehicles),
                str(round(vehicles * max(0.0, dice.about(share, 0.02)))),
                "-1" if dice.chance(0.02) else f"{speed:.1f}",
            ]


def school_transport():
    """Operator Comet is late from October on; the gates of two schools are slow."""
    dice = Dice("school transport")
    operators = ["Bluebird", "Comet", "Redline", "Swift"]
    schools = ["Ash Hill", "Brookside", "Castle View", "Oak Grove", "Riverside", "St Anne"]
    slow = {"Castle View": 5, "Riverside": 4}
    yield ["ride", "date", "operator", "school", "status", "minutes", "pupils", "wheelchair"]
    number = 0
    for day in workdays(date(2026, 9, 7), LAST_DAY):
        if date(2026, 10, 19) <= day <= date(2026, 10, 23):
            continue  # half term
        for operator in operators:
            for school in schools:
                for _ in range(2):
                    number += 1
                    late = dice.about(1 + slow.get(school, 0), 4)
                    status = "completed"
                    if operator == "Comet" and day >= date(2026, 10, 1) and dice.chance(0.25):
                        late += dice.whole(10, 35)
                    elif dice.chance(0.02):
                        late += dice.whole(10, 35)
                    if dice.chance(0.01):
                        status = dice.pick(["breakdown", "cancelled"])
                    forgotten = status == "cancelled" or dice.chance(0.015)
                    yield [
                        str(number),
                        day.isoformat(),
                        operator,
                        school,
                        status,
                        "-99" if forgotten else f"{late:.1f}",
                        str(dice.whole(1, 9)),
                        "yes" if dice.chance(0.15) else "no",
                    ]


def library_refused():
    """A few hundred transactions: the case is refused before anything is drawn."""
    dice = Dice("library")
    branches = ["Central", "Harbour", "Northfield"]
    yield ["desk_id", "handled_on", "branch", "employee", "kind", "minutes", "days_waited"]
    number = 0
    for day in workdays(date(2026, 6, 1), LAST_DAY):
        for branch in branches:
            for _ in range(dice.whole(1, 4)):
                number += 1
                kind = dice.pick(["loan", "loan", "return", "reservation"])
                waited = dice.whole(1, 24 if branch == "Harbour" else 15)
                yield [
                    str(number),
                    day.isoformat(),
                    branch,
                    f"E-{dice.whole(1, 8):02}",
                    kind,
                    f"{abs(dice.about(4, 3)):.1f}",
                    str(waited) if kind == "reservation" else "",
                ]


FILES = {
    "wmo/data/meldingen.csv": (wmo, ";"),
    "afval/data/ledigingen.csv": (afval, ";"),
    "road_safety/data/counts.csv": (road_safety, ","),
    "school_transport/data/rides.csv": (school_transport, ","),
    "library_refused/data/desk.csv": (library_refused, ","),
}


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, (rows, delimiter) in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [delimiter.join(row) + "\n" for row in rows()]
        path.write_bytes("".join(lines).encode())
        print(f"{path}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
