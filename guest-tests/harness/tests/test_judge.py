# SPDX-License-Identifier: BSD-2-Clause
"""The judging functions: each accepts what is right and finds what is wrong."""

from __future__ import annotations

import unittest
from collections import Counter

from harness import bench, boot, judge, serial_line

GUESTS = {"mixed", "exits"}
GOOD = [
    "probevisor: loading probevisor.conf",
    "mixed: cr3 0x1000 share 70",
    "mixed: cr3 0x2000 share 30",
    "exits: bench cpuid 99",
    "probevisor: bench entry 1000",
    "probevisor: guest exits ended: exit status 1",
    "00001 0x1000 700",
    "00001 0x2000 300",
    "",
    "probevisor: exit status 0",
]


def log_of(lines: list[str], status: int | None = 0) -> boot.Log:
    log = boot.Log.of(lines, GUESTS)
    log.status = status
    return log


class LogTest(unittest.TestCase):
    def test_parts(self) -> None:
        log = log_of(GOOD)
        self.assertEqual(log.console["exits"], ["bench cpuid 99"])
        self.assertEqual(log.ended, {"exits": "exit status 1"})
        self.assertEqual(log.output, ["00001 0x1000 700", "00001 0x2000 300"])

    def test_guests_of(self) -> None:
        self.assertEqual(boot.guests_of("[probevisor]\n[guest a]\n [guest b.c] # x\n#[guest d]\n"), {"a", "b.c"})

    def test_verdict(self) -> None:
        self.assertEqual(serial_line.verdict("probevisor: exit status 3"), 3)
        self.assertEqual(serial_line.verdict("probevisor: cannot start: EFI_UNSUPPORTED"), 1)
        self.assertIsNone(serial_line.verdict("mixed: probevisor: exit status 3"))

    def test_bench(self) -> None:
        ticks = bench.measured(log_of(GOOD))
        self.assertEqual(ticks, {"cpuid": 99, "entry": 1000})
        rows = [str(row) for row in bench.table(ticks, 5)]
        self.assertNotIn("MISSED", rows[0])
        self.assertIn("missing", rows[1])
        self.assertIn("MISSED", rows[1])


class JudgeTest(unittest.TestCase):
    def test_finished(self) -> None:
        self.assertEqual(judge.finished(log_of(GOOD), 0), [])
        self.assertTrue(judge.finished(log_of(GOOD), 3))
        self.assertTrue(judge.finished(log_of(GOOD, None), 0))

    def test_seed_counts(self) -> None:
        counts, wrong = judge.seed_counts(log_of(GOOD))
        self.assertEqual((counts, wrong), ({(1, 0x1000): 700, (1, 0x2000): 300}, []))
        self.assertTrue(judge.seed_counts(log_of(["  0     18  :tick-10s 00001 0x1000 1"]))[1])

    def test_total(self) -> None:
        self.assertFalse(judge.total(971, 970) + judge.total(969, 970))
        self.assertTrue(judge.total(972, 970))
        self.assertTrue(judge.total(968, 970))

    def test_shares(self) -> None:
        truth = judge.printed_shares(log_of(GOOD), "mixed")
        self.assertEqual(truth, {0x1000: 70, 0x2000: 30})
        self.assertEqual(judge.shares({0x1000: 700, 0x2000: 300}, truth), [])
        self.assertTrue(judge.shares({0x1000: 745, 0x2000: 255}, truth))
        self.assertTrue(judge.shares({0x1000: 700}, truth))

    def test_ended(self) -> None:
        log = log_of([*GOOD, "probevisor: guest mixed ended: EPT violation: read where nothing is mapped"])
        self.assertEqual(judge.ended(log, "exits", "exit 1"), [])
        self.assertTrue(judge.ended(log, "exits", "exit 3"))
        self.assertEqual(judge.ended(log, "mixed", "report EPT violation"), [])
        self.assertTrue(judge.ended(log, "mixed", "report triple fault"))
        self.assertTrue(judge.ended(log, "mixed", "runs"))
        self.assertTrue(judge.ended(log, "absent", "exit 1"))
        self.assertEqual(judge.ended(log, "absent", "runs"), [])

    def test_no_failed_test(self) -> None:
        self.assertEqual(judge.no_failed_test(log_of(["mixed: ok a"]), "mixed"), [])
        self.assertTrue(judge.no_failed_test(log_of(["mixed: ok a", "mixed: not ok b: why"]), "mixed"))
        self.assertTrue(judge.no_failed_test(log_of([]), "mixed"))

    def test_fair(self) -> None:
        self.assertEqual(judge.fair(Counter(a=100, b=104), ["a", "b"], 0.1), [])
        self.assertTrue(judge.fair(Counter(a=100, b=200), ["a", "b"], 0.1))


if __name__ == "__main__":
    unittest.main()
