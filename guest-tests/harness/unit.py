# SPDX-License-Identifier: BSD-2-Clause
"""Builds and runs the host's unit tests: cmocka programs, and the harness' own tests."""

from __future__ import annotations

import os
import subprocess
import unittest
from pathlib import Path

from . import tap

PROGRAM_SECONDS = 300


def build(programs: list[str]) -> set[str]:
    """Builds as many as can be built; returns those that are up to date."""
    if not programs:
        return set()
    make = ["make", "--no-print-directory"]
    if subprocess.run(make + ["-k", "-j2"] + programs).returncode == 0:
        return set(programs)
    return {p for p in programs if subprocess.run(make + ["-q", p], stderr=subprocess.DEVNULL).returncode == 0}


def run_program(program: str, tally: tap.Tally) -> None:
    """Each cmocka test counts. A program that dies, hangs or reports nothing adds a failed test."""
    path = Path(program)
    name = f"{path.parent.parent.name}/{path.name}"
    env = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP", ASAN_OPTIONS="detect_leaks=1:abort_on_error=0")
    try:
        done = subprocess.run(
            [str(path.resolve())], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PROGRAM_SECONDS
        )
    except subprocess.TimeoutExpired:
        tally.add(f"{name}: ends", False, [f"still running after {PROGRAM_SECONDS} s"])
        return
    except OSError as error:
        tally.add(f"{name}: starts", False, [str(error)])
        return
    text = done.stdout.decode(errors="replace")
    points = tap.parse(text)
    for point in points:
        tally.point(name, point)
    tail = text.splitlines()[-40:]
    if not points:
        tally.add(f"{name}: reports", False, ["it reported no test; its output ends:"] + tail)
    elif done.returncode != 0 and all(point.passed for point in points):
        tally.add(f"{name}: exit status", False, [f"{done.returncode} although its tests passed; its output ends:"] + tail)


class _Result(unittest.TestResult):
    def __init__(self, tally: tap.Tally) -> None:
        super().__init__()
        self.tally = tally

    def addSuccess(self, test: unittest.TestCase) -> None:
        self.tally.add(f"harness: {test.id().removeprefix('harness.tests.')}", True)

    def addFailure(self, test: unittest.TestCase, err) -> None:  # type: ignore[no-untyped-def]
        note = self._exc_info_to_string(err, test)  # type: ignore[attr-defined]
        self.tally.add(f"harness: {test.id().removeprefix('harness.tests.')}", False, [note])

    addError = addFailure

    def addSubTest(self, test, subtest, err) -> None:  # type: ignore[no-untyped-def]
        if err is not None:
            self.addFailure(subtest, err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self.tally.skip(f"harness: {test.id()}", reason)


def run_own(tally: tap.Tally) -> None:
    """The harness' own tests, in this process."""
    here = Path(__file__).resolve().parent
    suite = unittest.TestLoader().discover(str(here / "tests"), top_level_dir=str(here.parent))
    suite.run(_Result(tally))


def run(programs: list[str], tally: tap.Tally) -> None:
    built = build(programs)
    for program in programs:
        if program in built:
            run_program(program, tally)
        else:
            tally.add(f"{Path(program).parent.parent.name}/{Path(program).name}: builds", False, ["see the errors of make above"])
    run_own(tally)
