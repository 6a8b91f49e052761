# SPDX-License-Identifier: BSD-2-Clause
"""What must hold of a boot's log. Each function returns what is wrong, in words; nothing when all is well."""

from __future__ import annotations

import math
import re
from collections import Counter

from .boot import Log

SEED_LINE = re.compile(r"^(\d{5}) 0x([0-9a-f]+) (\d+)$")
SHARE_LINE = re.compile(r"^cr3 0x([0-9a-f]+) share (\d+)$")
SIGMAS = 3


def finished(log: Log, status: int) -> list[str]:
    """The run came to its end with this status."""
    if log.status == status:
        return []
    return [log.trouble or f"exit status {log.status} instead of {status}", *log.lines[-12:]]


def seed_counts(log: Log) -> tuple[dict[tuple[int, int], int], list[str]]:
    """The histogram of DESIGN.md's script: {(guest, CR3): samples}, and lines that are not of its form."""
    counts: dict[tuple[int, int], int] = {}
    wrong = []
    for line in log.output:
        if match := SEED_LINE.match(line):
            counts[int(match[1]), int(match[2], 16)] = int(match[3])
        else:
            wrong.append(f"not a line of the histogram: {line!r}")
    return counts, wrong


def total(found: int, expected: int) -> list[str]:
    """Samples of a profile: as many as periods passed, give or take one."""
    return [] if abs(found - expected) <= 1 else [f"{found} samples instead of {expected} +- 1"]


def shares(counts: dict[int, int], truth: dict[int, int]) -> list[str]:
    """Samples by address space against the shares of the time that each really had: within three standard deviations."""
    wrong = []
    samples = sum(counts.get(space, 0) for space in truth)
    for space, share in truth.items():
        p = share / sum(truth.values())
        bound = SIGMAS * math.sqrt(samples * p * (1 - p))
        if space not in counts:
            wrong.append(f"address space 0x{space:x} does not appear")
        elif abs(counts[space] - samples * p) > bound:
            wrong.append(f"0x{space:x}: {counts[space]} samples of {samples}, share {p:.2f}: off by more than {bound:.1f}")
    return wrong


def printed_shares(log: Log, guest: str) -> dict[int, int]:
    """What a mixed guest says of itself: {CR3: share}."""
    lines = (SHARE_LINE.match(line) for line in log.console.get(guest, []))
    return {int(match[1], 16): int(match[2]) for match in lines if match}


def ended(log: Log, guest: str, how: str) -> list[str]:
    """The guest ended as a line of hostile.expect says: "exit N", "report WORDS" or "runs"."""
    kind, _, words = how.partition(" ")
    found = log.ended.get(guest)
    if kind == "runs":
        return [f"it ended: {found}"] if found is not None else []
    if found is None:
        return ["it did not end"]
    if kind == "exit":
        return [] if found == f"exit status {words}" else [f"it ended with {found!r}"]
    return [] if words in found else [f"its report says {found!r} and not {words!r}"]


def no_failed_test(log: Log, guest: str) -> list[str]:
    """The guest reported tests, and none of them failed."""
    lines = log.console.get(guest, [])
    wrong = [line for line in lines if line.startswith("not ok")]
    if not any(line.startswith("ok ") for line in lines):
        wrong.append("it reported no test")
    return wrong


def fair(counts: Counter[str], busy: list[str], tolerance: float) -> list[str]:
    """Guests that always want the CPU get it alike, within a part of the mean."""
    mean = sum(counts[guest] for guest in busy) / len(busy)
    return [
        f"{guest}: {counts[guest]} samples, the mean is {mean:.0f}" for guest in busy if abs(counts[guest] - mean) > tolerance * mean
    ]
