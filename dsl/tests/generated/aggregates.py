# SPDX-License-Identifier: BSD-2-Clause
"""Types that a random program declares: enumerations, typedefs, inlines, structures with bit-fields, unions, arrays; and places in
variables of them. D and C write them alike, but for where the variables are."""

from __future__ import annotations

from random import Random

from expressions import INTEGERS, Expression, Expressions

ALIGNED = [pair for pair in INTEGERS if pair[0] == pair[1] or "_t" not in pair[0]]


class Aggregates:
    def __init__(self, random: Random, expressions: Expressions, seed: int) -> None:
        self.random = random
        self.expressions = expressions
        self.prefix = f"p{seed}_"
        self.d: list[str] = []
        self.c: list[str] = []
        self.start_d: list[str] = []
        self.start_c: list[str] = []

    def declare(self, d: str, c: str | None = None) -> None:
        self.d.append(d)
        self.c.append(d if c is None else c)

    def start(self, d: str, c: str | None = None) -> None:
        """What comes first in the program."""
        self.start_d.append(f"\t{d}")
        self.start_c.append(d if c is None else c)

    def add_place(self, d: str, c: str, element: int | None = None, is_field: bool = False) -> None:
        """An integer that can be read and written. element: it is one of so many, a power of two less 1."""

        def place(depth: int, written: bool) -> Expression:
            if element is not None:
                index = self.expressions.small(depth, element)
                return Expression(f"{d}[{index.d}]", f"{c}[{index.c}]")
            # sizeof, with which C prints values, does not take bit-fields.
            if is_field and not written:
                return Expression(f"({d} + 0)", f"({c} + 0)")
            return Expression(d, c)

        self.expressions.integer_places.append(place)

    def enumeration(self) -> None:
        names = [f"{self.prefix}e{i}" for i in range(3)]
        first, last = self.random.randrange(-300, 300), self.random.choice([5, 2**31 - 1, -(2**31) + 1])
        values = self.random.choice([["", "", f" = {last}"], [f" = {first}", "", f" = {last}"], [f" = {first}", f" = {first}", ""]])
        self.declare(f"enum {self.prefix}en {{ {', '.join(n + v for n, v in zip(names, values))} }};")
        self.expressions.constants += [Expression(name, name) for name in names]

    def typedef(self) -> None:
        d_type, c_type = self.random.choice(INTEGERS)
        name = f"{self.prefix}t"
        self.declare(f"typedef {d_type} {name};", f"typedef {c_type} {name};")
        self.expressions.types = [*INTEGERS, (name, name), (name, name)]

    def inline(self) -> None:
        d_type, c_type = self.random.choice(INTEGERS)
        name = f"{self.prefix}K"
        value = self.expressions.literal()
        self.declare(f"inline {d_type} {name} = {value.d};", f"#define {name} (({c_type}) {value.cut})")
        self.expressions.constants += [Expression(name, name)] * 2

    def members(self) -> tuple[list[tuple[str, str]], list[str], list[tuple[str, int]]]:
        """Integer members with their declarations; bit-fields; arrays."""
        plain, fields, arrays = [], [], []
        for number in range(self.random.randrange(2, 7)):
            d_type, _ = self.random.choice(ALIGNED)
            kind = self.random.randrange(6)
            name = f"m{number}"
            if kind < 3:
                plain.append((name, f"{d_type} {name};"))
            elif kind < 5:
                bits = self.random.randrange(1, 32)
                plain.append((name, f"{self.random.choice(['int', 'unsigned int'])} {name} : {bits};"))
                fields.append(name)
            else:
                plain.append((name, f"{d_type} {name}[4];"))
                arrays.append((name, 3))
        return plain, fields, arrays

    def structure(self) -> None:
        keyword = "union" if self.random.random() < 0.2 else "struct"
        tag = f"{keyword} {self.prefix}st"
        plain, fields, arrays = self.members()
        inner = f"struct {self.prefix}in {{ char x; {self.random.choice(ALIGNED)[0]} y; }};"
        self.declare(inner)
        self.declare(f"{tag} {{ {' '.join(text for _, text in plain)} struct {self.prefix}in in; }};")
        for storage in self.random.sample(["", "this ", "self "], 2):
            name = f"{self.prefix}{storage.strip()}st"
            self.declare(f"{storage}{tag} {name};", f"static {tag} c_{name};")
            where = f"{storage.strip()}->{name}" if storage else name
            # One of a thread is there from its first assignment on; reading it before is a fault.
            self.start(f"{where}.in.y = 1;", f"c_{name}.in.y = 1;")
            for member, _ in plain:
                element = dict(arrays).get(member)
                self.add_place(f"{where}.{member}", f"c_{name}.{member}", element, member in fields)
            self.add_place(f"{where}.in.y", f"c_{name}.in.y")
            self.expressions.constants.append(Expression(f"sizeof ({where})", f"sizeof(c_{name})"))
        self.expressions.constants.append(Expression(f"sizeof ({tag})", f"sizeof({tag})"))
        for member, _ in plain:
            if member not in fields:
                self.expressions.constants.append(Expression(f"offsetof({tag}, {member})", f"__builtin_offsetof({tag}, {member})"))

    def array(self) -> None:
        d_type, c_type = self.random.choice(INTEGERS)
        name = f"{self.prefix}ar"
        self.declare(f"{d_type} {name}[8];", f"static {c_type} {name}[8];")
        self.add_place(name, name, 7)
        self.declare(f"{d_type} *{name}p;", f"static {c_type} *{name}p;")
        first = self.random.randrange(0, 5)
        self.start(f"{name}p = &{name}[{first}];")
        self.add_place(f"{name}p", f"{name}p", 3)
        at = f"*({name}p + {self.random.randrange(4)})"
        self.add_place(f"({at})", f"({at})")

    def generate(self) -> None:
        for declare in (self.enumeration, self.typedef, self.inline, self.structure, self.array):
            if self.random.random() < 0.5:
                declare()
