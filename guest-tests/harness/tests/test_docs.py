# SPDX-License-Identifier: BSD-2-Clause
"""The programs that docs/ shows compile, and print what stands below them."""

from __future__ import annotations

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

PROBEVISOR = Path("build/probevisor").resolve()
DOCS = Path(__file__).resolve().parents[3] / "docs"
EXAMPLE = re.compile(r"^```d\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


class Examples(unittest.TestCase):
    def test_examples(self) -> None:
        examples = [(page.name, found[1], found[2]) for page in sorted(DOCS.glob("*.md")) for found in EXAMPLE.finditer(page.read_text())]
        self.assertGreater(len(examples), 4)
        for page, program, printed in examples:
            with self.subTest(page=page, program=program), tempfile.TemporaryDirectory() as folder:
                script = Path(folder) / "example.d"
                script.write_text(program)
                command = [str(PROBEVISOR), "trace", "--target", "sim", *([] if printed else ["-e"]), "-qs", str(script)]
                done = subprocess.run(command, capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                if printed:
                    lines = [line.rstrip() for line in done.stdout.splitlines()]
                    self.assertEqual("\n".join(lines).strip("\n"), printed.strip("\n"))


if __name__ == "__main__":
    unittest.main()
