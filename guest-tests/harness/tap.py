# SPDX-License-Identifier: BSD-2-Clause
"""Reads TAP as cmocka prints it, and keeps the count of all tests of a run."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TextIO

PLAN = re.compile(r"^1\.\.(\d+)\s*$")
POINT = re.compile(r"^(not )?ok (\d+)(?: - (.*?))?(\s*# SKIP\b(.*))?\s*$")


@dataclass
class Point:
    """One test: what it is called and what became of it."""

    name: str
    passed: bool
    skipped: bool = False
    notes: list[str] = field(default_factory=list)


def parse(text: str) -> list[Point]:
    """The tests in a TAP stream, several plans in a row allowed. A test that a plan promised and that never reported counts as failed:
    the program died before it."""
    points: list[Point] = []
    promised = 0
    loose: list[str] = []
    for line in text.splitlines():
        if match := PLAN.match(line):
            promised += int(match[1])
        elif match := POINT.match(line):
            # cmocka gives a skipped test's name where others give the reason, and no reason.
            skipped = match[4] is not None
            name = match[3] or (skipped and match[5].strip()) or f"test {match[2]}"
            points.append(Point(name, match[1] is None, skipped, loose))
            loose = []
        elif points and line.startswith("#"):
            points[-1].notes.append(line[1:].strip())
        elif line.strip():
            loose.append(line)
    while len(points) < promised:
        points.append(Point(f"test {len(points) + 1}", False, notes=loose + ["it never reported"]))
        loose = []
    return points


class Tally:
    """Prints each test as it is known, in TAP's form, and the closing line."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self.out = out
        self.passed = 0
        self.failed = 0
        self.skips: dict[str, int] = {}
        self.failures: list[str] = []

    def add(self, name: str, passed: bool, notes: list[str] | None = None) -> None:
        number = self.passed + self.failed + sum(self.skips.values()) + 1
        print(f"{'ok' if passed else 'not ok'} {number} - {name}", file=self.out)
        if passed:
            self.passed += 1
        else:
            self.failed += 1
            self.failures.append(name)
            for note in notes or []:
                for line in note.splitlines():
                    print(f"#   {line}", file=self.out)
        self.out.flush()

    def skip(self, name: str, reason: str) -> None:
        number = self.passed + self.failed + sum(self.skips.values()) + 1
        print(f"ok {number} - {name} # SKIP {reason}", file=self.out, flush=True)
        self.skips[reason] = self.skips.get(reason, 0) + 1

    def point(self, prefix: str, point: Point) -> None:
        name = f"{prefix}: {point.name}"
        if point.skipped:
            self.skip(name, "; ".join(point.notes) or "skip() in the test program")
        else:
            self.add(name, point.passed, point.notes)

    def close(self) -> int:
        """The closing lines; returns the exit status. A run of no tests at all has failed."""
        total = self.passed + self.failed + sum(self.skips.values())
        print(f"1..{total}", file=self.out)
        for name in self.failures:
            print(f"# failed: {name}", file=self.out)
        for reason, count in self.skips.items():
            print(f"# skipped {count}: {reason}", file=self.out)
        if self.passed + self.failed == 0:
            print("# no test was run, which counts as a failure", file=self.out)
            self.failed = 1
        tail = f", {sum(self.skips.values())} skipped" if self.skips else ""
        print(f"{self.passed} passed, {self.failed} failed{tail}", file=self.out, flush=True)
        return 1 if self.failed else 0
