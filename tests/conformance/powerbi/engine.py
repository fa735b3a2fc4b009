"""A small DAX engine: enough of the language to compute what casus writes, with the engine's own manners.

BLANK is 0, "" or FALSE where it meets another value; text compares without case; filters override filters on the same
column; a measure sees the row at hand as a filter. Written from Microsoft's documentation, not from casus: it is a second
opinion on the printer. Dates are numbers of days since 1899-12-30.
"""

import calendar
import datetime
import math
import statistics

import sidemantic_dax as dax

EPOCH = datetime.datetime(1899, 12, 30)


def serial(moment):
    return (moment - EPOCH).total_seconds() / 86400


def moment(value):
    return EPOCH + datetime.timedelta(milliseconds=round((value or 0) * 86400000))


def key(value):
    """What makes two values the same to the engine."""
    if isinstance(value, str):
        return value.casefold()
    return ("blank",) if value is None else float(value)


class Filter:
    """Rows whose values in `columns` are among `allowed`."""

    def __init__(self, columns, rows):
        self.columns = tuple(columns)
        self.allowed = {tuple(key(row[column]) for column in self.columns) for row in rows}

    def keeps(self, row):
        return tuple(key(row[column]) for column in self.columns) in self.allowed


class Context:
    def __init__(self, filters=(), outer=(), rows=(), names=None):
        self.filters, self.outer, self.rows, self.names = tuple(filters), tuple(outer), tuple(rows), names or {}

    def with_row(self, row):
        return Context(self.filters, self.outer, self.rows + (row,), self.names)

    def with_filters(self, filters):
        return Context(filters, self.outer, (), self.names)

    def with_name(self, name, value):
        return Context(self.filters, self.outer, self.rows, {**self.names, name: value})

    def transition(self):
        """The rows at hand become filters."""
        filters = self.filters
        for row in self.rows:
            columns = [column for column in row if column[0]]
            if columns:
                new = Filter(columns, [row])
                filters = override(filters, columns) + (new,)
        return self.with_filters(filters)


def override(filters, columns):
    """Filters without those on any of `columns`: each is split by its own columns first."""
    kept = []
    for old in filters:
        if not set(old.columns) & set(columns):
            kept.append(old)
        else:
            rest = [column for column in old.columns if column not in columns]
            if rest:
                places = [old.columns.index(column) for column in rest]
                new = Filter(rest, [])
                new.allowed = {tuple(value[place] for place in places) for value in old.allowed}
                kept.append(new)
    return tuple(kept)


class Later:
    """A variable: computed once, where it was defined, and only when used."""

    def __init__(self, engine, expression, context):
        self.parts, self.done = (engine, expression, context), False

    def get(self):
        if not self.done:
            engine, expression, context = self.parts
            self.value, self.done = engine.eval(expression, context), True
        return self.value


class Engine:
    """A model with rows: `tables` holds lists of {(table, column): value}, `measures` their expressions."""

    def __init__(self, today):
        self.today, self.tables, self.measures, self.columns = today, {}, {}, {}

    # Tables and columns

    def add_calculated(self, table, column, text):
        expression = dax.parse_expression(text)
        values = [self.eval(expression, Context(rows=(row,))) for row in self.tables[table]]
        for row, value in zip(self.tables[table], values):
            row[(table, column)] = value

    def scan(self, table, filters):
        rows = self.tables[table]
        for wanted in filters:
            if rows and set(wanted.columns) <= set(rows[0]):
                rows = [row for row in rows if wanted.keeps(row)]
        return rows

    def column_values(self, column, filters):
        return unique(self.scan(column[0], filters), [column])

    # Expressions

    def measure(self, name, filters=()):
        """A measure as a visual asks for it: `filters` are those of the visual."""
        return self.eval(self.measures[name], Context(filters, filters))

    def eval(self, e, c):
        kind = type(e).__name__
        return getattr(self, "eval_" + kind)(e, c)

    def eval_Number(self, e, c):
        return float(e.value) if "." in e.value else int(e.value)

    def eval_String(self, e, c):
        return e.value

    def eval_Boolean(self, e, c):
        return e.value

    def eval_Paren(self, e, c):
        return self.eval(e.expr, c)

    def eval_VarBlock(self, e, c):
        for declared in e.decls:
            c = c.with_name(declared.name.lower(), Later(self, declared.expr, c))
        return self.eval(e.body, c)

    def eval_Identifier(self, e, c):
        name = e.name.lower()
        if name in c.names:
            return c.names[name].get()
        return self.scan(e.name, c.filters)

    def eval_TableRef(self, e, c):
        return self.scan(e.table.name, c.filters)

    def eval_TableColumnRef(self, e, c):
        column = (e.table.name, e.column)
        for row in reversed(c.rows):
            if column in row:
                return row[column]
        raise LookupError(f"no row with {column}")

    def eval_BracketRef(self, e, c):
        for row in reversed(c.rows):
            if ("", e.name) in row:
                return row[("", e.name)]
        return self.eval(self.measures[e.name], Context(c.transition().filters, c.outer))

    def eval_Unary(self, e, c):
        value = self.eval(e.expr, c)
        op = e.op.value.lower()
        if "not" in op:
            return not value
        return None if value is None else (-value if "neg" in op or "minus" in op else value)

    def eval_Binary(self, e, c):
        op = e.op.value
        if op == "And":
            return bool(self.eval(e.left, c)) and bool(self.eval(e.right, c))
        if op == "Or":
            return bool(self.eval(e.left, c)) or bool(self.eval(e.right, c))
        return binary(op, self.eval(e.left, c), self.eval(e.right, c))

    def eval_FunctionCall(self, e, c):
        name = "f_" + e.name.upper().replace(".", "_")
        if hasattr(self, name):
            return getattr(self, name)(c, *e.args)
        return SCALARS[e.name.upper()](*[self.eval(argument, c) for argument in e.args])

    # Logic

    def f_TRUE(self, c):
        return True

    def f_FALSE(self, c):
        return False

    def f_BLANK(self, c):
        return None

    def f_NOT(self, c, value):
        return not self.eval(value, c)

    def f_TODAY(self, c):
        return self.today

    def f_IF(self, c, test, yes, no=None):
        chosen = yes if self.eval(test, c) else no
        return None if chosen is None else self.eval(chosen, c)

    def f_SWITCH(self, c, value, *rest):
        value = self.eval(value, c)
        while len(rest) > 1:
            if binary("Eq", value, self.eval(rest[0], c)):
                return self.eval(rest[1], c)
            rest = rest[2:]
        return self.eval(rest[0], c) if rest else None

    def f_COALESCE(self, c, *values):
        found = (self.eval(value, c) for value in values)
        return next((value for value in found if value is not None), None)

    # Tables

    def f_FILTER(self, c, table, test):
        return [row for row in self.eval(table, c) if self.eval(test, c.with_row(row))]

    def f_ALL(self, c, target):
        if isinstance(target, dax.TableColumnRef):
            return self.column_values((target.table.name, target.column), ())
        return self.tables[target.table.name if hasattr(target, "table") else target.name]

    def f_ALLSELECTED(self, c, target):
        return self.scan(target.table.name if hasattr(target, "table") else target.name, c.outer)

    def f_VALUES(self, c, column):
        return self.column_values((column.table.name, column.column), c.filters)

    def f_DISTINCT(self, c, table):
        rows = self.eval(table, c)
        return unique(rows, list(rows[0])) if rows else rows

    def f_SUMMARIZE(self, c, table, *columns):
        return unique(self.eval(table, c), [(column.table.name, column.column) for column in columns])

    def f_ADDCOLUMNS(self, c, table, *pairs):
        rows = []
        for row in self.eval(table, c):
            new = {("", name.value): self.eval(e, c.with_row(row)) for name, e in zip(pairs[::2], pairs[1::2])}
            rows.append({**row, **new})
        return rows

    def f_SELECTCOLUMNS(self, c, table, name, e):
        return [{("", name.value): self.eval(e, c.with_row(row))} for row in self.eval(table, c)]

    def f_GENERATESERIES(self, c, first, last):
        span = range(int(self.eval(first, c)), int(self.eval(last, c)) + 1)
        return [{("", "Value"): value} for value in span]

    def f_CALENDAR(self, c, first, last):
        span = range(int(self.eval(first, c)), int(self.eval(last, c)) + 1)
        return [{("", "Date"): float(value)} for value in span]

    def f_TOPN(self, c, count, table, *orders):
        rows = self.ordered(self.eval(table, c), orders, c)
        count = self.eval(count, c)
        place = [self.place(row, orders, c) for row in rows]
        # Ties with the last row come along.
        return [row for at, row in enumerate(rows) if at < count or place[at] == place[int(count) - 1]]

    def f_CONCATENATEX(self, c, table, e, separator, *orders):
        rows = self.ordered(self.eval(table, c), orders, c)
        texts = [self.eval(e, c.with_row(row)) for row in rows]
        return self.eval(separator, c).join("" if text is None else str(text) for text in texts)

    def place(self, row, orders, c):
        values = [self.eval(e, c.with_row(row)) for e in orders[::2]]
        return [key(value) for value in values]

    def ordered(self, rows, orders, c):
        for e, direction in reversed(list(zip(orders[::2], orders[1::2]))):
            down = direction.name.upper() == "DESC"
            rows = sorted(rows, key=lambda row: sortable(self.eval(e, c.with_row(row))), reverse=down)
        return rows

    def eval_DataTable(self, e, c):
        """A table of dates, written out."""
        (column,) = e.columns
        days = [datetime.datetime.fromisoformat(value.value) for (value,) in e.rows]
        return [{("", column.name): serial(day)} for day in days]

    # Aggregates

    def f_COUNTROWS(self, c, table):
        return len(self.eval(table, c)) or None

    def f_ISEMPTY(self, c, table):
        return not self.eval(table, c)

    def over(self, c, table, e):
        values = [self.eval(e, c.with_row(row)) for row in self.eval(table, c)]
        return [value for value in values if value is not None]

    def f_SUMX(self, c, table, e):
        values = self.over(c, table, e)
        return sum(values) if values else None

    def f_AVERAGEX(self, c, table, e):
        values = self.over(c, table, e)
        return sum(values) / len(values) if values else None

    def f_MEDIANX(self, c, table, e):
        values = self.over(c, table, e)
        return statistics.median(values) if values else None

    def f_MINX(self, c, table, e):
        return min(self.over(c, table, e), default=None)

    def f_MAXX(self, c, table, e):
        return max(self.over(c, table, e), default=None)

    def f_PERCENTILEX_INC(self, c, table, e, k):
        values = sorted(self.over(c, table, e))
        if not values:
            return None
        at = (len(values) - 1) * self.eval(k, c)
        low = math.floor(at)
        high = min(low + 1, len(values) - 1)
        return values[low] + (at - low) * (values[high] - values[low])

    def extreme(self, c, pick, values):
        if len(values) == 1:
            column = (values[0].table.name, values[0].column)
            found = [row[column] for row in self.scan(column[0], c.filters)]
            return pick((value for value in found if value is not None), default=None)
        return pick(self.eval(value, c) or 0 for value in values)

    def f_MIN(self, c, *values):
        return self.extreme(c, min, values)

    def f_MAX(self, c, *values):
        return self.extreme(c, max, values)

    # Filters

    def f_CALCULATE(self, c, e, *modifiers):
        inner = c.transition()
        filters, added = inner.filters, []
        for modifier in modifiers:
            name = modifier.name.upper() if isinstance(modifier, dax.FunctionCall) else ""
            if name == "REMOVEFILTERS":
                filters = self.removed(filters, modifier.args)
            elif name == "ALLSELECTED":
                filters = inner.outer
            else:
                added.append(self.condition(modifier, c))
        for new in added:
            filters = override(filters, new.columns)
        return self.eval(e, Context(tuple(filters) + tuple(added), c.outer, (), c.names))

    def removed(self, filters, targets):
        if not targets:
            return ()
        for target in targets:
            name = target.table.name if hasattr(target, "table") else target.name
            filters = override(filters, [column for old in filters for column in old.columns if column[0] == name])
        return filters

    def condition(self, test, c):
        """A condition on one column, as the filter that it stands for."""
        columns = {(ref.table.name, ref.column) for ref in references(test)}
        (column,) = columns
        rows = self.column_values(column, ())
        return Filter([column], [row for row in rows if self.eval(test, c.with_row(row))])


def references(e):
    if isinstance(e, dax.TableColumnRef):
        yield e
    for part in vars(e).values() if hasattr(e, "__dict__") else (getattr(e, slot, None) for slot in e.__slots__):
        for inner in part if isinstance(part, list) else [part]:
            if type(inner).__module__.startswith("sidemantic_dax") and hasattr(inner, "__slots__"):
                yield from references(inner)


def unique(rows, columns):
    """The combinations of values; of texts that differ in case only, the first."""
    seen = {}
    for row in rows:
        seen.setdefault(tuple(key(row[column]) for column in columns), {column: row[column] for column in columns})
    return list(seen.values())


def sortable(value):
    return (0, "") if value is None else (1, value.casefold()) if isinstance(value, str) else (1, value)


def binary(op, a, b):
    if op == "Concat":
        return ("" if a is None else str(a)) + ("" if b is None else str(b))
    if op in ("Add", "Sub"):
        if a is None and b is None:
            return None
        return (a or 0) + (b or 0) if op == "Add" else (a or 0) - (b or 0)
    if op == "Mul":
        return None if a is None or b is None else a * b
    if op == "Div":
        if not b:
            raise ZeroDivisionError("/ by zero or BLANK")
        return None if a is None else a / b
    if op == "StrictEq" and (a is None) != (b is None):
        return False
    other = b if a is None else a
    blank = "" if isinstance(other, str) else 0
    a, b = (blank if a is None else a), (blank if b is None else b)
    if isinstance(a, str) != isinstance(b, str):
        raise TypeError(f"{a!r} {op} {b!r}")
    if isinstance(a, str):
        a, b = a.casefold(), b.casefold()
    return {
        "Eq": a == b,
        "StrictEq": a == b,
        "Neq": a != b,
        "Lt": a < b,
        "Lte": a <= b,
        "Gt": a > b,
        "Gte": a >= b,
    }[op]


def edate(value, months):
    at = moment(value)
    whole = at.year * 12 + at.month - 1 + int(months)
    year, month = whole // 12, whole % 12 + 1
    day = min(at.day, calendar.monthrange(year, month)[1])
    # The time of day is dropped, as EDATE may do.
    return serial(datetime.datetime(year, month, day))


def rounded(value, places):
    if value is None:
        return None
    scale = 10**places
    return math.copysign(math.floor(abs(value) * scale + 0.5), value) / scale


def find(part, text, start, missing):
    at = (text or "").find(part or "", start - 1)
    return at + 1 if at >= 0 else missing


def form(value, pattern, _culture=None):
    """FORMAT, for the patterns that casus writes."""
    if value is None:
        return ""
    if pattern in ("0", "General Number"):
        return f"{value:g}" if pattern != "0" else str(round(value))
    at = moment(value)
    pattern = pattern.replace("yyyy", "%Y").replace("mmm", "%b").replace("mm", "%m").replace("dd", "%d")
    return at.strftime(pattern.replace("hh", "%H").replace("nn", "%M").replace("d ", "%-d "))


def weekday(value, kind):
    assert kind == 2
    return moment(value).isoweekday()


def week(value, kind):
    assert kind == 21
    return moment(value).isocalendar().week


SCALARS = {
    "ISBLANK": lambda value: value is None,
    "DIVIDE": lambda a, b: None if a is None or not b else a / b,
    "ROUND": rounded,
    "INT": lambda value: None if value is None else math.floor(value + (1e-9 if value % 1 else 0)),
    "ABS": lambda value: None if value is None else abs(value),
    "POWER": lambda a, b: float(a) ** b,
    "EXACT": lambda a, b: (a or "") == (b or ""),
    "SUBSTITUTE": lambda text, old, new: (text or "").replace(old, new),
    "UNICHAR": lambda code: chr(code),
    "FIND": find,
    "LEFT": lambda text, count: (text or "")[:count],
    "LEN": lambda text: len(text or ""),
    "LOWER": lambda text: (text or "").lower(),
    "UPPER": lambda text: (text or "").upper(),
    "YEAR": lambda value: moment(value).year,
    "MONTH": lambda value: moment(value).month,
    "DAY": lambda value: moment(value).day,
    "QUARTER": lambda value: (moment(value).month + 2) // 3,
    "WEEKDAY": weekday,
    "WEEKNUM": week,
    "DATE": lambda y, m, d: serial(datetime.datetime(int(y), int(m), int(d))),
    "EDATE": edate,
    "FORMAT": form,
}
