# SPDX-License-Identifier: BSD-2-Clause
"""Random expressions in two languages at once: D, and C that means the same with gcc -fwrapv.

D computes with 64 bits and cuts a value to its type when it is cast, assigned or recorded. So there are two texts of C: c, which has
the type, and wide, which has the value, in the 64-bit type of the same sign. model.c has the macros.

No shift is by its operand's width or more, nothing divides by zero or by -1, and no variable is read where the same statement
changes it: all else that C leaves open, both define alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

# D's and C's names of the same types.
INTEGERS = [
    ("char", "signed char"),
    ("signed char", "signed char"),
    ("unsigned char", "unsigned char"),
    ("short", "short"),
    ("unsigned short", "unsigned short"),
    ("int", "int"),
    ("unsigned int", "unsigned int"),
    ("unsigned", "unsigned"),
    ("long", "long"),
    ("unsigned long", "unsigned long"),
    ("long long", "long long"),
    ("unsigned long long", "unsigned long long"),
    ("int8_t", "signed char"),
    ("uint8_t", "unsigned char"),
    ("int16_t", "short"),
    ("uint16_t", "unsigned short"),
    ("int32_t", "int"),
    ("uint32_t", "unsigned int"),
    ("int64_t", "long"),
    ("uint64_t", "unsigned long"),
]
WIDE = [pair for pair in INTEGERS if "long" in pair[1]]

EDGES = [0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1]
BEYOND_LONG = [2**63, 2**64 - 1, 0xDEADBEEFCAFEF00D]

# Precedence, as C and D have it. D's ^^ stands between && and ||.
COMMA, ASSIGN, CONDITIONAL, OR_OR, XOR_XOR, AND_AND, OR, XOR, AND, EQUALITY, RELATION, SHIFT, SUM, PRODUCT, UNARY, POSTFIX = range(16)
BINARY = {"+": SUM, "-": SUM, "*": PRODUCT, "&": AND, "|": OR, "^": XOR, "&&": AND_AND, "||": OR_OR}
BINARY |= {"==": EQUALITY, "!=": EQUALITY, "<": RELATION, "<=": RELATION, ">": RELATION, ">=": RELATION}


@dataclass
class Expression:
    """The same in both languages, and how tightly each text binds. Where wide is empty, the value has no more bits than its type."""

    d: str
    c: str
    d_binds: int = POSTFIX
    c_binds: int = POSTFIX
    wide: str = ""

    @property
    def w(self) -> str:
        return self.wide or f"WIDE({self.c}, {self.c})"

    @property
    def cut(self) -> str:
        """The value as its type has it."""
        return f"CUT({self.c}, {self.w})" if self.wide else self.c


@dataclass
class Variable:
    """d_type is empty for one that the first assignment declares."""

    d: str
    c: str
    d_type: str
    c_type: str


def _fit(text: str, binds: int, least: int) -> str:
    return text if binds >= least else f"({text})"


# Makes a place in memory: of that depth, and is it written?
Place = Callable[[int, bool], Expression]


@dataclass
class Expressions:
    random: Random
    integers: list[Variable] = field(default_factory=list)
    strings: list[Variable] = field(default_factory=list)
    # Types to cast to, and names of constants, that a program adds.
    types: list[tuple[str, str]] = field(default_factory=lambda: INTEGERS)
    constants: list[Expression] = field(default_factory=list)
    # What a program adds: elements, members and the like.
    integer_places: list[Place] = field(default_factory=list)
    # What this statement may change within an expression, once, and so does not read.
    hidden: Variable | None = None
    to_change: Variable | None = None

    def parenthesize(self, e: Expression) -> Expression:
        return Expression(f"({e.d})", f"({e.c})", wide=e.wide)

    def combine(self, operator: str, binds: int, left: Expression, right: Expression) -> Expression:
        """left operator right, with no more parentheses than it takes, or some more."""
        if self.random.random() < 0.2:
            left = self.parenthesize(left)
        return Expression(
            f"{_fit(left.d, left.d_binds, binds)} {operator} {_fit(right.d, right.d_binds, binds + 1)}",
            f"{_fit(left.c, left.c_binds, binds)} {operator} {_fit(right.c, right.c_binds, binds + 1)}",
            binds,
            binds,
            self.wide(operator, left, right),
        )

    def wide(self, operator: str, left: Expression, right: Expression) -> str:
        if operator in ("&&", "||"):
            return f"({left.w} {operator} {right.w})"
        if operator in ("<<", ">>"):
            return f"(LABEL({left.c}, {left.c}, {left.w}) {operator} {right.w})"
        both = f"({left.c}) + ({right.c})"
        return f"(LABEL({both}, {left.c}, {left.w}) {operator} LABEL({both}, {right.c}, {right.w}))"

    def prefix(self, operator: str, e: Expression, c_operator: str | None = None) -> Expression:
        return Expression(
            f"{operator} {_fit(e.d, e.d_binds, UNARY)}",
            f"{c_operator or operator} {_fit(e.c, e.c_binds, UNARY)}",
            UNARY,
            UNARY,
            f"({operator}{e.w})" if operator == "!" else f"({operator}LABEL({e.c}, {e.c}, {e.w}))" if operator in "-+~" else "",
        )

    # Integers

    def literal(self) -> Expression:
        r = self.random
        kind = r.randrange(10)
        if kind == 0:
            text = f"'{r.choice('azAZ09 %/{')}'"
            return Expression(text, text)
        value = r.choice(EDGES) if kind < 6 else r.getrandbits(r.choice([4, 8, 16, 31, 32, 33, 63]))
        suffix = r.choice(["", "", "", "", "u", "U", "l", "L", "ul", "UL", "ll", "LL", "ull", "ULL"])
        base = r.randrange(4)
        if r.randrange(12) == 0:
            value = r.choice(BEYOND_LONG)
            if base > 1 and "u" not in suffix.lower():
                suffix = "u" + suffix
        text = (f"{value:#x}" if base == 0 else f"0{value:o}" if base == 1 else str(value)) + suffix
        return Expression(text, text)

    def readable(self, variables: list[Variable]) -> list[Variable]:
        return [v for v in variables if v is not self.hidden]

    def integer_leaf(self) -> Expression:
        variables = self.readable(self.integers)
        if variables and self.random.random() < 0.6:
            variable = self.random.choice(variables)
            return Expression(variable.d, variable.c)
        if self.constants and self.random.random() < 0.4:
            return self.random.choice(self.constants)
        return self.literal()

    def small(self, depth: int, most: int) -> Expression:
        """From 0 to most, a power of two less 1."""
        return self.parenthesize(self.combine("&", AND, self.integer(depth), Expression(str(most), str(most))))

    def divisor(self, depth: int) -> Expression:
        return self.parenthesize(self.combine("+", SUM, self.small(depth, 63), Expression("1", "1")))

    def division(self, depth: int) -> Expression:
        return self.combine(self.random.choice("/%"), PRODUCT, self.integer(depth), self.divisor(depth))

    def shift(self, depth: int) -> Expression:
        operator = self.random.choice(["<<", ">>"])
        if self.random.random() < 0.5:
            return self.combine(operator, SHIFT, self.integer(depth), self.small(depth, 31))
        wide = self.cast(self.integer(depth), self.random.choice(WIDE))
        return self.combine(operator, SHIFT, wide, self.small(depth, 63))

    def cast(self, e: Expression, pair: tuple[str, str]) -> Expression:
        made = self.prefix(f"({pair[0]})", e, f"({pair[1]})")
        made.wide = f"WIDE({made.c}, ({pair[1]}) {e.cut})"
        return made

    def conditional(self, depth: int, kind: Callable[[int], Expression]) -> Expression:
        condition, yes, no = self.integer(depth), kind(depth), kind(depth)
        least = CONDITIONAL + 1
        return Expression(
            f"{_fit(condition.d, condition.d_binds, least)} ? {_fit(yes.d, yes.d_binds, ASSIGN)} : {_fit(no.d, no.d_binds, CONDITIONAL)}",
            f"{_fit(condition.c, condition.c_binds, least) if kind == self.integer else condition.w} ? {_fit(yes.c, yes.c_binds, ASSIGN)} : {_fit(no.c, no.c_binds, CONDITIONAL)}",
            CONDITIONAL,
            CONDITIONAL,
            "" if kind == self.string else f"({condition.w} ? LABEL(({yes.c}) + ({no.c}), {yes.c}, {yes.w}) : LABEL(({yes.c}) + ({no.c}), {no.c}, {no.w}))",
        )

    def exclusive_or(self, depth: int) -> Expression:
        left, right = self.integer(depth), self.integer(depth)
        d = self.combine("^^", XOR_XOR, left, right)
        return Expression(d.d, f"(!({left.c}) != !({right.c}))", XOR_XOR, wide=f"(!{left.w} != !{right.w})")

    def side_effect(self, depth: int) -> Expression:
        """An assignment or increment within the expression, of the variable that the statement reads nowhere else."""
        variable, self.to_change = self.to_change, None
        if not variable:
            return self.integer_leaf()
        operator = self.random.choice(["++", "--"])
        kind = self.random.randrange(3)
        if kind == 0:
            return Expression(f"({operator}{variable.d})", f"({operator}{variable.c})")
        if kind == 1:
            return Expression(f"({variable.d}{operator})", f"({variable.c}{operator})")
        value = self.integer(depth)
        return Expression(f"({variable.d} = {value.d})", f"({variable.c} = {value.cut})")

    def start_statement(self) -> None:
        self.hidden = self.to_change = None
        if self.integers and self.random.random() < 0.4:
            self.hidden = self.to_change = self.random.choice(self.integers)

    def comparison(self, depth: int) -> Expression:
        operator = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
        if self.random.random() < 0.3:
            left, right = self.string(depth), self.string(depth)
            d = self.combine(operator, BINARY[operator], left, right)
            return Expression(d.d, f"(compare({left.c}, {right.c}) {operator} 0)", d.d_binds)
        return self.combine(operator, BINARY[operator], self.integer(depth), self.integer(depth))

    def size_of(self, depth: int) -> Expression:
        if self.random.random() < 0.5:
            d_type, c_type = self.random.choice(self.types)
            return Expression(f"sizeof ({d_type})", f"sizeof({c_type})", UNARY, UNARY)
        e = self.integer(depth)
        return Expression(f"sizeof ({e.d})", f"sizeof({e.c})", UNARY, UNARY)

    def string_function(self, depth: int) -> Expression:
        """An integer out of strings."""
        kind = self.random.choice(["strlen", "index", "rindex", "strtoll"])
        if kind == "strlen":
            s = self.string(depth)
            return Expression(f"strlen({s.d})", f"length({s.c})")
        if kind == "strtoll":
            s = self.string(depth)
            return Expression(f"strtoll({s.d})", f"to_number({s.c})")
        s, t = self.string(depth), self.string(0)
        return Expression(f"{kind}({s.d}, {t.d})", f"d_{kind}({s.c}, {t.c})")

    def integer(self, depth: int) -> Expression:
        r = self.random
        if depth <= 0:
            return self.integer_leaf()
        depth -= 1
        kind = r.randrange(24)
        if kind < 7:
            operator = r.choice(["+", "-", "*", "&", "|", "^", "&&", "||"])
            return self.combine(operator, BINARY[operator], self.integer(depth), self.integer(depth))
        if kind < 9:
            return self.comparison(depth)
        if kind < 11:
            return self.division(depth)
        if kind < 13:
            return self.shift(depth)
        if kind < 15:
            return self.prefix(r.choice(["-", "+", "!", "~"]), self.integer(depth))
        if kind < 17:
            return self.cast(self.integer(depth), r.choice(self.types))
        if kind == 17:
            return self.conditional(depth, self.integer)
        if kind == 18:
            return self.exclusive_or(depth)
        if kind == 19:
            return self.size_of(depth)
        if kind == 20:
            left, right = self.integer(depth), self.integer(depth)
            return Expression(f"({left.d}, {right.d})", f"({left.c}, {right.c})", wide=f"({left.w}, {right.w})")
        if kind == 21:
            return self.string_function(depth)
        if kind == 22 and self.hidden:
            return self.side_effect(depth)
        if self.integer_places:
            return r.choice(self.integer_places)(0, False)
        return self.integer_leaf()

    # Strings

    def string(self, depth: int) -> Expression:
        r = self.random
        functions = ["strjoin", "substr", "toupper", "tolower", "lltostr", "strchr"]
        variables = self.readable(self.strings)
        if depth <= 0 or r.random() < 0.2:
            if variables and r.random() < 0.6:
                variable = r.choice(variables)
                return Expression(variable.d, variable.c)
            text = '"' + "".join(r.choice("abcAB 019-x") for _ in range(r.randrange(7))) + '"'
            return Expression(text, text)
        depth -= 1
        if r.randrange(6) == 0:
            return self.parenthesize(self.conditional(depth, self.string))
        name = r.choice(functions)
        if name == "strjoin":
            s, t = self.string(depth), self.string(depth)
            return Expression(f"strjoin({s.d}, {t.d})", f"join({s.c}, {t.c})")
        if name == "substr":
            s = self.string(depth)
            first, count = r.randrange(-4, 6), r.randrange(-3, 6)
            return Expression(f"substr({s.d}, {first}, {count})", f"part({s.c}, {first}, {count})")
        if name == "lltostr":
            n = self.integer(depth)
            return Expression(f"lltostr({_fit(n.d, n.d_binds, ASSIGN)})", f"from_number({n.w})")
        if name == "strchr":
            # One that is there, since what is not there is NULL.
            s = self.string(depth)
            return Expression(f"strchr(strjoin({s.d}, \"#\"), '#')", f"strchr(join({s.c}, \"#\"), '#')")
        s = self.string(depth)
        return Expression(f"{name}({s.d})", f"{name[2:]}_case({s.c})")
