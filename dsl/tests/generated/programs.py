# SPDX-License-Identifier: BSD-2-Clause
"""Random programs: a D script, and a C function that prints the same. See expressions.py."""

from __future__ import annotations

from random import Random

from aggregates import Aggregates
from expressions import ASSIGN, INTEGERS, Expression, Expressions, Place, Variable, _fit

CONVERSIONS = ["d", "d", "x", "x", "u", "o", "X"]
ASSIGNMENTS = ["=", "=", "=", "+=", "-=", "*=", "&=", "|=", "^=", "/=", "%=", "<<=", ">>="]


class Program:
    """d is the script; c the body of a C function, with the declarations that it needs before it in c_globals."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.seed = seed
        self.expressions = Expressions(self.random)
        self.shown = 0
        self.c_globals: list[str] = []
        self.declarations: list[str] = []
        self.d: list[str] = []
        self.c: list[str] = []
        self.aggregations: dict[str, tuple[str, list[tuple[str, str]]]] = {}
        self.generate()

    # Variables

    def declare_integers(self) -> None:
        kinds = ["global", "global", "this", "this", "untyped", "self", "self"]
        for number in range(self.random.randrange(4, 9)):
            d_type, c_type = self.random.choice(INTEGERS)
            kind = self.random.choice(kinds)
            c_name = f"p{self.seed}_v{number}"
            first = self.expressions.literal()
            if kind == "untyped":
                # Its type is that of the first assignment, which a cast shows.
                first = self.expressions.cast(first, (d_type, c_type))
                name = f"this->u{number}" if self.random.random() < 0.5 else f"u{number}"
            elif kind == "global":
                name = f"g{number}"
                self.declarations.append(f"{d_type} {name};")
            else:
                name = f"{kind}->{kind[0]}{number}"
                self.declarations.append(f"{kind} {d_type} {kind[0]}{number};")
            self.c_globals.append(f"static {c_type} {c_name};")
            self.d.append(f"\t{name} = {first.d};")
            self.c.append(f"{c_name} = {first.c};")
            self.expressions.integers.append(Variable(name, c_name, d_type, c_type))

    def declare_strings(self) -> None:
        for number in range(self.random.randrange(1, 4)):
            c_name = f"p{self.seed}_s{number}"
            first = self.expressions.string(0)
            name = self.random.choice([f"str{number}", f"this->str{number}", f"self->str{number}"])
            self.c_globals.append(f"static char *{c_name};")
            self.d.append(f"\t{name} = {first.d};")
            self.c.append(f"{c_name} = string({first.c});")
            self.expressions.strings.append(Variable(name, c_name, "string", "char *"))

    def declare_arrays(self) -> None:
        """Associative arrays of integers, by an integer and perhaps a string."""
        for number in range(self.random.randrange(1, 3)):
            d_type, c_type = self.random.choice(INTEGERS)
            key_d, key_c = self.random.choice(INTEGERS)
            by_string = self.random.random() < 0.5
            name = self.random.choice([f"a{number}", f"self->a{number}"])
            index = self.seed * 10 + number
            self.declarations.append(
                f"{'self ' if name[:4] == 'self' else ''}{d_type} a{number}[{key_d}{', string' if by_string else ''}];"
            )
            self.expressions.integer_places.append(self.array_place(name, index, c_type, key_c, by_string))

    def array_place(self, name: str, index: int, c_type: str, key_c: str, by_string: bool) -> Place:
        """Makes elements of an associative array, which is the C side's number index."""

        def place(depth: int, written: bool) -> Expression:
            key = self.expressions.small(depth, 3)
            text = self.expressions.string(0) if by_string else Expression("", '""')
            d = f"{name}[{key.d}{', ' + text.d if by_string else ''}]"
            return Expression(d, f"(*({c_type} *)element({index}, ({key_c})({key.c}), {text.c}))")

        return place

    # Statements

    def emit(self, indent: int, d: str, c: str) -> None:
        self.d.append("\t" * indent + d)
        self.c.append(c)

    def show(self, indent: int) -> None:
        self.shown += 1
        if self.random.random() < 0.25:
            e = self.expressions.string(3)
            self.emit(indent, f'printf("{self.shown} %s\\n", {_fit(e.d, e.d_binds, ASSIGN)});', f"show_string({self.shown}, {e.c});")
            return
        e = self.expressions.integer(self.random.randrange(1, 6))
        conversion = self.random.choice(CONVERSIONS)
        self.emit(
            indent,
            f'printf("{self.shown} %{conversion}\\n", {_fit(e.d, e.d_binds, ASSIGN)});',
            f'SHOW({self.shown}, "{conversion}", {_fit(e.c, e.c_binds, ASSIGN)}, {e.w});',
        )

    def assign(self, indent: int) -> None:
        r = self.random
        if self.expressions.strings and r.random() < 0.25:
            variable = r.choice(self.expressions.strings)
            e = self.expressions.string(2)
            self.emit(indent, f"{variable.d} = {e.d};", f"{variable.c} = string({e.c});")
            return
        places = self.expressions.integer_places
        if places and r.random() < 0.3:
            target = r.choice(places)(1, True)
        else:
            variable = r.choice(self.expressions.integers)
            if variable is self.expressions.hidden:
                self.expressions.to_change = None
            target = Expression(variable.d, variable.c)
        if r.random() < 0.15:
            operator = r.choice(["++", "--"])
            d, c = (operator + target.d, operator + target.c) if r.random() < 0.5 else (target.d + operator, target.c + operator)
            self.emit(indent, f"{d};", f"{c};")
            return
        operator = r.choice(ASSIGNMENTS)
        depth = r.randrange(5)
        if operator in ("/=", "%="):
            # Of the widest type, in which both languages then divide.
            value = self.expressions.cast(self.expressions.divisor(depth), ("long", "long"))
        elif operator in ("<<=", ">>="):
            value = self.expressions.small(depth, 31)
        else:
            value = self.expressions.integer(depth)
        self.emit(
            indent,
            f"{target.d} {operator} {_fit(value.d, value.d_binds, ASSIGN)};",
            f"{target.c} {operator} {value.cut if operator == '=' else value.w};",
        )

    def branch(self, indent: int) -> None:
        condition = self.expressions.integer(2)
        self.emit(indent, f"if ({condition.d}) {{", f"if ({condition.w}) {{")
        self.statements(indent + 1, 2)
        if self.random.random() < 0.6:
            self.emit(indent, "} else {", "} else {")
            self.statements(indent + 1, 2)
        self.emit(indent, "}", "}")

    def aggregate(self, indent: int) -> None:
        """What it adds is printed by C as it comes, and added up by expected(); by D at the end."""
        r = self.random
        name = f"@x{r.randrange(3)}"
        if name not in self.aggregations:
            function = r.choice(["count", "sum", "min", "max", "avg"])
            self.aggregations[name] = (function, [r.choice(INTEGERS) for _ in range(r.randrange(1, 4))])
        function, keys = self.aggregations[name]
        expressions = [self.expressions.cast(self.expressions.parenthesize(self.expressions.small(1, 1)), pair) for pair in keys]
        d_keys = ", ".join(e.d for e in expressions)
        c_keys = "".join(f"show_key({e.cut}, sizeof({pair[1]})); " for e, pair in zip(expressions, keys))
        value = Expression("", "0") if function == "count" else self.expressions.cast(self.expressions.integer(2), ("int64_t", "long"))
        self.emit(
            indent,
            f"{name}[{d_keys}] = {function}({value.d});",
            f'printf("{name} "); {c_keys}printf("%lld\\n", (long long)({value.w}));',
        )

    def statements(self, indent: int, most: int) -> None:
        for _ in range(self.random.randrange(1, most + 1)):
            self.expressions.start_statement()
            kind = self.random.randrange(10)
            if kind < 5:
                self.show(indent)
            elif kind < 8:
                self.assign(indent)
            elif kind == 8 and indent < 4:
                self.branch(indent)
            else:
                self.aggregate(indent)

    def declare_types(self) -> Aggregates:
        aggregates = Aggregates(self.random, self.expressions, self.seed)
        aggregates.generate()
        self.declarations += aggregates.d
        self.c_globals += aggregates.c
        return aggregates

    def generate(self) -> None:
        aggregates = self.declare_types()
        self.d += ["BEGIN\n{", *aggregates.start_d]
        self.c += aggregates.start_c
        self.declare_integers()
        self.declare_strings()
        self.declare_arrays()
        self.d.append("}\n")
        for _ in range(self.random.randrange(1, 5)):
            if self.random.random() < 0.3:
                self.expressions.start_statement()
                predicate = self.expressions.integer(2)
                self.d.append(f"BEGIN\n/{predicate.d}/\n{{")
                self.c.append(f"if ({predicate.w}) {{")
            else:
                self.d.append("BEGIN\n{")
                self.c.append("{")
            self.statements(1, 12)
            self.d.append("}\n")
            self.c.append("}")
        self.d.append("BEGIN\n{\n\texit(0);\n}\n")
        for name, (_, keys) in sorted(self.aggregations.items()):
            self.d.append(f'END\n{{\n\tprinta("{name} {"%x " * len(keys)}%@d\\n", {name});\n}}\n')

    def script(self) -> str:
        return "\n".join(["#pragma D option quiet", *self.declarations, *self.d])

    def model(self) -> str:
        """A C function, and what it needs."""
        return "\n".join([*self.c_globals, f"static void p{self.seed}(void)", "{", *self.c, "}"])

    def expected(self, printed: list[str]) -> list[str]:
        """What D prints, where C printed this: aggregated, and each aggregation's rows in order of their text."""
        lines = [line for line in printed if not line.startswith("@")]
        for name, (function, _) in sorted(self.aggregations.items()):
            cells: dict[str, list[int]] = {}
            for line in printed:
                if line.startswith(f"{name} "):
                    row, _, value = line.rpartition(" ")
                    cells.setdefault(row, []).append(int(value))
            lines += sorted(f"{row} {_aggregated(function, values)}" for row, values in cells.items())
        return lines


def _signed(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63


def _aggregated(function: str, values: list[int]) -> int:
    if function == "count":
        return len(values)
    if function in ("min", "max"):
        return min(values) if function == "min" else max(values)
    total = _signed(sum(values))
    if function == "sum":
        return total
    quotient = abs(total) // len(values)
    return -quotient if total < 0 else quotient


def in_order(printed: list[str]) -> list[str]:
    """D's output, with the rows of each aggregation sorted by their text as expected() has them, and without the newline at the end."""
    return [line for line in printed if line and not line.startswith("@")] + sorted(
        (line for line in printed if line.startswith("@")), key=lambda line: (line.split(" ", 1)[0], line)
    )
