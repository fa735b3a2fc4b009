"""Tries to work out hidden cells of tiles from what is shown: the other cells, and every total that another tile shows.

Many small data sets, made by chance with fixed seeds, go through the tiles of the case `tiles_small`. A reader knows the
totals, that no count is below zero, and where a value's name stands without a number that there is at least one row. No
cell over too few rows may be left with one possible value, and what a shown total leaves for the hidden cells of its line
must be at least as many rows as may be shown. Used for each target by a script of its own.
"""

import collections
import random
import sys

FLOOR = 5
EMPTY = "(leeg)"


def chance(seed):
    """Rows of (month, kind, district): from a handful to some hundreds, from even to very uneven."""
    dice = random.Random(seed)
    axes = [[(name, dice.choice((1, 1, 3, 9, 30))) for name in names[: dice.randint(1, len(names))]] for names in (
        ["2026-01", "2026-02", "2026-03", "2026-05"],
        ["afval", "groen", "licht", "weg", None],
        ["Centrum", "Noord", "Oost", "Zuid"],
    )]
    return [
        tuple(dice.choices([name for name, _ in axis], [weight for _, weight in axis])[0] for axis in axes)
        for _ in range(dice.choice((6, 15, 40, 120, 400)))
    ]


def attack(shown, rows, tried):
    """What can be worked out, and what is wrong otherwise. `shown(tile, parts)` gives what a tile shows: {what it is split
    by: the count, or None}; `parts` are places in a row of `rows`."""
    rows = [(month, kind or EMPTY, place) for month, kind, place in rows]
    tried["sets"] += 1
    total = shown("alles", [])[()]
    lines = {}
    for name, keys in (("per_maand", (0,)), ("per_soort", (1,)), ("per_wijk", (2,))):
        table, true = shown(name, keys), count(rows, keys)
        lines[keys] = table
        cells = [Cell("total", key, true[key], table.get(key), 1 if keys != (0,) else 0) for key in true]
        yield from judge(name, cells, {"total": total}, {}, tried)
    for name, down, across in (
        ("kruis", (1,), (2,)),
        ("soort_maand", (0,), (1,)),
        ("drie", (0,), (1, 2)),
    ):
        table, true = shown(name, down + across), count(rows, down + across)
        lines[down + across] = table
        cells = []
        for a in count(rows, down):
            for b in count(rows, across):
                cells.append(Cell(("down", a), ("across", b), true[a + b], table.get(a + b), 0))
        downs = {("down", a): lines[down].get(a) for a in count(rows, down)}
        # Split in three ways, a tile holds against its totals per period, not against another tile over the other two.
        acrosses = {("across", b): lines[across].get(b) if len(across) == 1 else None for b in count(rows, across)}
        yield from judge(name, cells, downs, acrosses, tried, total)


def attack_windows(shown, rows, tried):
    """The same for measures that look at other cells: what `vorige`, `verandering`, `lopend` and `aandeel` show must follow
    from cells that are shown themselves, and a sum up to a period may leave no few rows between two sums."""
    rows = [(month, kind or EMPTY, place) for month, kind, place in rows]
    months = sorted({row[0] for row in rows})
    tried["sets"] += 1
    for split, keys in (("", (0,)), ("_soort", (0, 1))):
        true = count(rows, keys)
        series = sorted({key[1:] for key in true})
        base = shown(f"aantal{split}_maand", keys)
        tried["cells"] += len(true)
        tried["hidden"] += sum(base.get(key) is None for key in true)
        seen = lambda key: base.get(key) is not None
        for key, value in shown(f"deel{split}_maand", keys).items():
            if value is not None and not seen(key):
                yield f"deel{split}_maand: {key} shows {value}"
        back = lambda key: (earlier(key[0]), *key[1:])
        for key, value in shown(f"vorige{split}_maand", keys).items():
            if value is not None and value != base.get(back(key)):
                yield f"vorige{split}_maand: {key} shows {value}"
        for key, value in shown(f"groei{split}_maand", keys).items():
            if value is not None and not (seen(key) and seen(back(key))):
                yield f"groei{split}_maand: {key} shows {value}"
        sums = shown(f"loop{split}_maand", keys)
        for one in series:
            yield from sums_up(f"loop{split}_maand {one}", one, sums, true, base, months, split, 0)
        # What lies before the last periods is a tile of its own, with its own total.
        window = shown(f"aantal_laatst{split}", keys)
        first = min(key[0] for key in window)
        before = [month for month in months if month < first]
        sums = shown(f"loop_laatst{split}", keys)
        told = shown(f"vorige_laatst{split}", keys)
        for key, value in told.items():
            if value is not None and value != true[back(key)]:
                yield f"vorige_laatst{split}: {key} shows {value}, there are {true[back(key)]}"
            if value is not None and (value < FLOOR or back(key)[0] >= first and value != window.get(back(key))):
                yield f"vorige_laatst{split}: {key} shows {value}"
        known = {back(key) for key, value in told.items() if value is not None and back(key)[0] < first}
        rest = [true[key] for key in true if key[0] < first and key not in known]
        if known and 0 < sum(rest) < FLOOR:
            yield f"vorige_laatst{split} leaves {sum(rest)} rows before the last periods"
        for one in series:
            passed = sum(true[(month, *one)] for month in before)
            inside = [month for month in months if month >= first]
            yield from sums_up(f"loop_laatst{split} {one}", one, sums, true, window, inside, split, passed)
    for name, plain, keys in (("deel_soort", "per_soort", (1,)), ("deel_kruis", "kruis", (1, 2))):
        base = shown(plain, keys)
        for key, value in shown(name, keys).items():
            if value is not None and base.get(key) is None:
                yield f"{name}: {key} shows {value}"


def sums_up(name, one, sums, true, base, months, split, passed):
    """Whether the sums up to each month of a series give away what is hidden between two of them."""
    keys = [(month, *one) for month in months]
    # Without anything hidden anywhere, a cell that isn't there is no secret.
    secrets = any(base.get(key) is None and true[key] for key in true if key[0] in months)
    rest, cells, total = passed, 0, passed
    for key in keys:
        total += true[key]
        if base.get(key) is None:
            rest, cells = rest + true[key], cells + 1
        if sums.get(key) is None:
            continue
        if sums[key] != total:
            yield f"{name}: {key} shows {sums[key]}, there are {total}"
        if 0 < rest < FLOOR or (split and secrets and cells):
            yield f"{name}: {key} leaves {rest} rows in {cells} cells"
        rest, cells = 0, 0


def earlier(month):
    year, number = map(int, month.split("-"))
    return f"{year}-{number - 1:02}" if number > 1 else f"{year - 1}-12"


def count(rows, keys):
    return collections.Counter(tuple(row[at] for at in keys) for row in rows)


class Cell:
    def __init__(self, down, across, true, told, least):
        self.down, self.across, self.true, self.told, self.least = down, across, true, told, least


def judge(name, cells, downs, acrosses, tried, total=None):
    """A network: from the start to each line down, through the cells to each line across, to the end, and back. What is
    known is fixed; whatever is not may be moved along a circle of things that are not known."""
    moves = collections.defaultdict(set)

    def edge(tail, head, true, least, fixed, mark):
        if not fixed:
            moves[tail].add((head, mark))
            if true > least:
                moves[head].add((tail, mark))

    for at, cell in enumerate(cells):
        tried["cells"] += bool(cell.true)
        if cell.told is not None and cell.told != cell.true:
            yield f"{name}: {cell.down} {cell.across} shows {cell.told}, there are {cell.true}"
        if cell.told is not None and cell.true < FLOOR:
            yield f"{name}: {cell.down} {cell.across} shows {cell.told}"
        edge(cell.down, cell.across, cell.true, min(cell.least, cell.true), cell.told is not None, at)
    sums = collections.Counter()
    for cell in cells:
        sums[cell.down] += cell.true
        sums[cell.across] += cell.true
    for line, known in downs.items():
        edge("start", line, sums[line], 0, known is not None, ("sum", line))
    ends = acrosses or {cell.across: None for cell in cells}
    for line, known in ends.items():
        # Along one axis each line across is one cell and has no total of its own.
        edge(line, "end", sums[line], 0, known is not None, ("sum", line))
    whole = total if acrosses else None
    edge("end", "start", sum(cell.true for cell in cells), 0, whole is not None, "whole")
    known_after = set()
    for at, cell in enumerate(cells):
        if cell.told is not None or not cell.true:
            continue
        tried["hidden"] += 1
        can_grow = reaches(moves, cell.across, cell.down, at)
        can_shrink = cell.true > cell.least and reaches(moves, cell.down, cell.across, at)
        alone = all(other.true == 1 for other in cells)
        if not can_grow and not can_shrink and not alone:
            known_after.add(at)
            # What covers for another may be found out, as long as the other can't.
            if cell.true < FLOOR:
                yield f"{name}: {cell.down} {cell.across} must be {cell.true}"
    for line, known in [*downs.items(), *acrosses.items()]:
        rest = [at for at, cell in enumerate(cells) if line in (cell.down, cell.across) and cell.told is None]
        rest = sum(cells[at].true for at in rest if at not in known_after)
        if known is not None and 0 < rest < FLOOR:
            yield f"{name}: the total of {line} leaves {rest} rows"


def reaches(moves, start, goal, without):
    seen, waiting = {start}, [start]
    while waiting:
        for head, mark in moves[waiting.pop()]:
            if mark != without and head not in seen:
                if head == goal:
                    return True
                seen.add(head)
                waiting.append(head)
    return False


def told(target, tried, failures):
    """Prints the outcome, and gives the exit code."""
    for failure in failures[:20]:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"{target}: {tried['sets']} data sets, {tried['hidden']} hidden cells of {tried['cells']} attacked; failures: {len(failures)}")
    # An attack on nothing has shown nothing.
    return 1 if failures or not tried["hidden"] or tried["hidden"] == tried["cells"] else 0
