# SPDX-License-Identifier: BSD-2-Clause
"""A test that failed, died or never ran must not be counted as passed."""

import io
import unittest

from harness import tap


class Parse(unittest.TestCase):
    def test_passed_and_failed(self) -> None:
        points = tap.parse("1..2\nok 1 - one\nnot ok 2 - two\n# a.c:3: 1 != 2\n")
        self.assertEqual([(p.name, p.passed) for p in points], [("one", True), ("two", False)])
        self.assertEqual(points[1].notes, ["a.c:3: 1 != 2"])

    def test_died_half_way(self) -> None:
        points = tap.parse("1..3\nok 1 - one\nSegmentation fault\n")
        self.assertEqual([p.passed for p in points], [True, False, False])
        self.assertIn("Segmentation fault", points[1].notes)

    def test_two_groups(self) -> None:
        points = tap.parse("1..1\nok 1 - a\n1..2\nok 1 - b\n")
        self.assertEqual([p.passed for p in points], [True, True, False])

    def test_skip(self) -> None:
        points = tap.parse("1..1\nok 1 # SKIP one\n")
        self.assertEqual((points[0].name, points[0].skipped), ("one", True))

    def test_no_tap(self) -> None:
        self.assertEqual(tap.parse("hello\n"), [])


class TallyTest(unittest.TestCase):
    def closing(self, tally: tap.Tally) -> str:
        assert isinstance(tally.out, io.StringIO)
        return tally.out.getvalue().splitlines()[-1]

    def test_all_passed(self) -> None:
        tally = tap.Tally(io.StringIO())
        tally.add("a", True)
        self.assertEqual(tally.close(), 0)
        self.assertEqual(self.closing(tally), "1 passed, 0 failed")

    def test_one_failed(self) -> None:
        tally = tap.Tally(io.StringIO())
        tally.add("a", True)
        tally.add("b", False, ["why"])
        tally.skip("c", "no KVM")
        self.assertEqual(tally.close(), 1)
        self.assertEqual(self.closing(tally), "1 passed, 1 failed, 1 skipped")
        self.assertIn("#   why", tally.out.getvalue())  # type: ignore[attr-defined]
        self.assertIn("# skipped 1: no KVM", tally.out.getvalue())  # type: ignore[attr-defined]

    def test_nothing_run(self) -> None:
        self.assertEqual(tap.Tally(io.StringIO()).close(), 1)
