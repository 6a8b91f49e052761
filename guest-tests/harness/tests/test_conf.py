# SPDX-License-Identifier: BSD-2-Clause
"""What a configuration names is found, and what is missing is said before anything boots."""

import tempfile
import unittest
from pathlib import Path

from harness import conf

TEXT = """# a comment
[probevisor]
programs = seed.d, sub\\other.d   # two
slice = 10ms
programs = third.d

[guest one]
image = one.elf
cmdline = image = no.elf # none of it a file
[guest two]
image = one.elf
"""


class References(unittest.TestCase):
    def test_all_once(self) -> None:
        found = [(reference.line, reference.path) for reference in conf.references(TEXT)]
        self.assertEqual(found, [(3, "seed.d"), (3, "sub/other.d"), (5, "third.d"), (8, "one.elf")])


class Programs(unittest.TestCase):
    def test_replaced_in_place(self) -> None:
        lines = conf.with_programs(TEXT, ["a.d", "b.d"]).splitlines()
        self.assertEqual(lines[2], "programs = a.d, b.d")
        self.assertEqual(lines[4], "")
        self.assertEqual(lines[5:], TEXT.splitlines()[5:])

    def test_added_to_the_section(self) -> None:
        text = conf.with_programs("[probevisor]\nslice = 1ms\n[guest a]\n", ["a.d"])
        self.assertEqual(text, "[probevisor]\nprograms = a.d\nslice = 1ms\n[guest a]\n")

    def test_section_added(self) -> None:
        self.assertEqual(conf.with_programs("[guest a]\n", ["a.d"]), "[guest a]\n[probevisor]\nprograms = a.d\n")

    def test_a_guests_key_is_left_alone(self) -> None:
        text = "[guest a]\nprograms = x\n[probevisor]\n"
        self.assertEqual(conf.with_programs(text, ["a.d"]), text + "programs = a.d\n")


class Resolve(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "near").mkdir()
        (self.root / "far").mkdir()

    def test_nearest_first_and_bare_name(self) -> None:
        for place in ("near/a.elf", "far/a.elf", "far/b.d"):
            (self.root / place).touch()
        text = "[probevisor]\nprograms = deep/b.d\n[guest a]\nimage = a.elf\n"
        files = conf.resolve(Path("c"), text, [self.root / "near", self.root / "far"])
        self.assertEqual(files, {"deep/b.d": self.root / "far/b.d", "a.elf": self.root / "near/a.elf"})

    def test_all_that_is_missing(self) -> None:
        text = "[probevisor]\nprograms = b.d\n[guest a]\nimage = a.elf\n"
        with self.assertRaises(conf.ConfError) as caught:
            conf.resolve(Path("my.conf"), text, [self.root])
        self.assertIn("my.conf:2: programs: no file b.d", str(caught.exception))
        self.assertIn("my.conf:4: image: no file a.elf", str(caught.exception))
        self.assertIn(str(self.root), str(caught.exception))

    def test_not_above_the_root(self) -> None:
        with self.assertRaises(conf.ConfError):
            conf.resolve(Path("c"), "[guest a]\nimage = ../a.elf\n", [self.root])

    def test_scripts_of_the_user_win(self) -> None:
        (self.root / "far/b.d").touch()
        mine = self.root / "near/b.d"
        mine.touch()
        files = conf.resolve(Path("c"), "[probevisor]\nprograms = b.d\n", [self.root / "far"], [mine])
        self.assertEqual(files, {"b.d": mine})

    def test_script_names(self) -> None:
        good, bad = self.root / "a.d", self.root / "a b.d"
        good.touch()
        bad.touch()
        self.assertEqual(conf.check_scripts([good]), ["a.d"])
        for wrong in ([bad], [self.root / "absent.d"], [good, good]):
            with self.assertRaises(conf.ConfError):
                conf.check_scripts(wrong)
