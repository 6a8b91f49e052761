# SPDX-License-Identifier: BSD-2-Clause
"""`make bench`: what things cost, in ticks of Bochs' TSC, which counts instructions: exact, and the same on every machine. Then what the
host command takes here, in time."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .boot import Log, boot
from .conf import ConfError, resolve
from .emulator import Options
from .parts import GUEST_TESTS, Parts

GUEST_LINE = re.compile(r"^bench (\S+) (\d+)$")
CLAUSE_LINE = re.compile(r"^bench (\S+) ([0-9.]+)$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    figure: float | None  # None: it was not measured
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


def generated_clauses(count: int) -> str:
    """So many clauses with a predicate, variables and an aggregation."""
    clauses = [f"BEGIN {{ x{i} = {i}; }}\n" for i in range(100)]
    clauses += [f"tick-97 /pid > {i} && x{i % 100} != {i}/ {{ @[pid, vmregs[VMX_GUEST_CR3]] = sum(x{i % 100}++); }}\n" for i in range(100, count)]
    return "".join(clauses)


def compile_us(command: Path, arguments: list[str], runs: int) -> int | None:
    """The shortest of so many runs of `probevisor trace -e`, process included; None if one fails."""
    shortest: int | None = None
    for _ in range(runs):
        start = time.perf_counter()
        if subprocess.run([str(command), "trace", "-e", *arguments]).returncode != 0:
            return None
        taken = round((time.perf_counter() - start) * 1e6)
        shortest = taken if shortest is None else min(shortest, taken)
    return shortest


def clause_rows(program: Path) -> list[Row]:
    """What build/bench_clause says: clauses over the simulated machine, interpreted and translated in turn in one process."""
    output = subprocess.run([str(program)], stdout=subprocess.PIPE, text=True).stdout
    figures = {name: float(figure) for name, figure in CLAUSE_LINE.findall(output)}

    def rows(name: str, what: str) -> list[Row]:
        interpreted, translated = figures.get(f"{name}-interpreted"), figures.get(f"{name}-translated")
        ratio = f"{interpreted / translated:.1f} x as fast" if interpreted and translated else ""
        return [
            Row(f"{what}, interpreted here", interpreted, "ns"),
            Row(f"{what}, translated to x86-64", translated, "ns", yardstick=ratio),
        ]

    return [
        *rows("seed", "DESIGN.md's clause"),
        *rows("arithmetic", "a clause of arithmetic and count()"),
        Row("translating 1,000 instructions", figures.get("seed-translation"), "us"),
    ]


def host_table(command: Path) -> list[Row]:
    with tempfile.NamedTemporaryFile("w", suffix=".d") as script:
        script.write(generated_clauses(10000))
        script.flush()
        many = compile_us(command, ["-s", script.name], 5)
    return [
        Row("probevisor trace -e -n 'BEGIN{}', process included", compile_us(command, ["-n", "BEGIN{}"], 50), "us", 5000),
        Row("probevisor trace -e -s of 10,000 clauses", many, "us", 1000000),
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
    rows = table(measured(log), parts.efi.stat().st_size) + host_table(parts.build / "probevisor") + clause_rows(parts.build / "bench_clause")
    print(*rows, sep="\n")
    if any(row.figure is None for row in rows):
        print(f"bench: {log.trouble or 'a figure is missing'}", *log.lines[-10:], sep="\n  ", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
