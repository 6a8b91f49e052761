# SPDX-License-Identifier: BSD-2-Clause
"""`make bench`: what things cost, in ticks of Bochs' TSC, which counts instructions: exact, and the same on every machine."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass

from .boot import Log, boot
from .conf import ConfError, resolve
from .emulator import Options
from .parts import GUEST_TESTS, Parts

GUEST_LINE = re.compile(r"^bench (\S+) (\d+)$")


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    figure: int | None  # None: it was not measured
    unit: str
    goal: int | None = None
    yardstick: str = ""

    def __str__(self) -> str:
        figure = "missing" if self.figure is None else str(self.figure)
        goal = "" if self.goal is None else f"<= {self.goal}"
        missed = self.goal is not None and (self.figure is None or self.figure > self.goal)
        return f"{self.what:<58} {figure:>10} {self.unit:<6} {goal:<8} {'MISSED' if missed else '':<7}{self.yardstick}".rstrip()


def measured(log: Log) -> dict[str, int]:
    """The `bench NAME NUMBER` lines of guests and VMM."""
    lines = log.own + [line for lines in log.console.values() for line in lines]
    return {match[1]: int(match[2]) for line in lines if (match := GUEST_LINE.match(line))}


def table(ticks: dict[str, int], image_size: int) -> list[Row]:
    return [
        Row("CPUID exit, round trip seen by the guest", ticks.get("cpuid"), "ticks", 100, "BitVisor 434; an empty handler 26"),
        Row("profile sample with DESIGN.md's clause, interpreted", ticks.get("gap-median"), "ticks", 600, "exit to re-entry"),
        Row("RDMSR exit (IA32_APIC_BASE)", ticks.get("rdmsr"), "ticks"),
        Row("IN exit (COM1 line status)", ticks.get("in"), "ticks"),
        Row("OUT exit (a port without a device)", ticks.get("out"), "ticks"),
        Row("UEFI entry to the first guest instruction", ticks.get("entry"), "ticks"),
        Row("BOOTX64.EFI, with loader, compiler and VMM", image_size, "bytes"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    Parts.add_arguments(parser)
    parts = Parts.from_arguments(parser.parse_args())
    path = GUEST_TESTS / "conf" / "bench.conf"
    text = path.read_text()
    try:
        files = resolve(path, text, [path.parent, *parts.folders])
        log = boot(parts, Options(emulator="bochs", ips=20_000_000), text, files, 300)
    except (ConfError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    rows = table(measured(log), parts.efi.stat().st_size)
    print(*rows, sep="\n")
    if any(row.figure is None for row in rows):
        print(f"bench: {log.trouble or 'a figure is missing'}", *log.lines[-10:], sep="\n  ", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
