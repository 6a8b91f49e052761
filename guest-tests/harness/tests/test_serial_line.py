# SPDX-License-Identifier: BSD-2-Clause
"""The serial line is taken apart the same way however it is cut into pieces."""

import unittest

from harness.serial_line import Filter, Lines, verdict

RAW = b"\x1b[2J\x1b[01;01HBdsDxe: starting\r\n\x1b[2Jprobevisor: loading\r\n\x1b[1;37mguest: a\r\nprobevisor: exit status 3\r\n"
TEXT = "probevisor: loading\nguest: a\nprobevisor: exit status 3\n"


class FilterTest(unittest.TestCase):
    def test_any_cut(self) -> None:
        for size in range(1, len(RAW) + 1):
            filtered = Filter()
            text = b"".join(filtered.feed(RAW[at : at + size]) for at in range(0, len(RAW), size))
            self.assertEqual(text.decode(), TEXT, f"pieces of {size}")
            self.assertIn(b"BdsDxe", filtered.firmware)

    def test_nothing_of_the_firmware(self) -> None:
        filtered = Filter()
        self.assertEqual(filtered.feed(b"BdsDxe: no probevisor here\r\n"), b"")
        self.assertFalse(filtered.started)

    def test_much_of_the_firmware(self) -> None:
        filtered = Filter()
        for _ in range(100):
            filtered.feed(b"noise " * 100)
        self.assertLess(len(filtered.firmware), 10000)
        self.assertEqual(filtered.feed(b"probevisor: x\n"), b"probevisor: x\n")


class LinesTest(unittest.TestCase):
    def test_only_whole_lines(self) -> None:
        lines = Lines()
        self.assertEqual(lines.feed(b"a\nb"), ["a"])
        self.assertEqual(lines.feed(b"c\n\n"), ["bc", ""])
        self.assertEqual(lines.lines, ["a", "bc", ""])


class Verdict(unittest.TestCase):
    def test_ends(self) -> None:
        self.assertEqual(verdict("probevisor: exit status 0"), 0)
        self.assertEqual(verdict("probevisor: exit status 42"), 42)
        self.assertEqual(verdict("probevisor: cannot start: EFI_UNSUPPORTED"), 1)

    def test_no_ends(self) -> None:
        for line in (
            "probevisor: guest mixed ended: exit status 1",
            "mixed: probevisor: exit status 0",
            "probevisor: exit status",
            "probevisor: exit status 1 of many",
        ):
            self.assertIsNone(verdict(line), line)
