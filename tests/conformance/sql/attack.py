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
