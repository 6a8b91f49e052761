# SPDX-License-Identifier: BSD-2-Clause
"""Boots an image for a test and keeps what its serial line said."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from .emulator import Emulator, EmulatorError, Options
from .parts import Parts
from .serial_line import Filter, Lines, verdict

ENDED = re.compile(r"^probevisor: guest (\S+) ended: (.*)$")
CONSOLE = re.compile(r"^([A-Za-z0-9_.-]+): (.*)$")


# Set when the whole run is to end: boots run in threads, which no signal reaches.
cancelled = threading.Event()


@dataclass
class Log:
    """The serial line of one boot, taken apart."""

    lines: list[str]
    status: int | None = None  # of the last line; None: it never came
    trouble: str = ""  # why it never came
    console: dict[str, list[str]] = field(default_factory=dict)  # by guest, without the name
    ended: dict[str, str] = field(default_factory=dict)  # how each guest ended
    output: list[str] = field(default_factory=list)  # what the D programs printed
    own: list[str] = field(default_factory=list)  # the VMM's and the loader's lines, without "probevisor: "

    @classmethod
    def of(cls, lines: list[str], guests: set[str]) -> Log:
        """A line that begins with a guest's name and a colon is that guest's; what is neither its nor ours is a program's."""
        log = cls(lines)
        for line in lines:
            match = CONSOLE.match(line)
            if match and match[1] == "probevisor":
                log.own.append(match[2])
                if ended := ENDED.match(line):
                    log.ended[ended[1]] = ended[2]
            elif match and match[1] in guests:
                log.console.setdefault(match[1], []).append(match[2])
            elif line and not line.startswith("BdsDxe:"):
                log.output.append(line)
        return log


def guests_of(text: str) -> set[str]:
    """The names of the guests of a configuration."""
    return set(re.findall(r"^\s*\[guest\s+(\S+?)\s*\]", text, re.MULTILINE))


def _listen(machine: Emulator, seconds: float, answers: dict[str, bytes]) -> tuple[list[str], int | None, str]:
    text, lines = Filter(), Lines()
    begin = time.monotonic()
    while time.monotonic() - begin < seconds and not cancelled.is_set():
        data = machine.read(0.2)
        if data is None:
            return lines.lines, None, f"the emulator ended by itself:\n{machine.tail()}"
        for line in lines.feed(text.feed(data)) if data else []:
            for typed in (answers[words] for words in answers if words in line):
                machine.write(typed)
            if (status := verdict(line)) is not None:
                return lines.lines, status, ""
    return lines.lines, None, f"not finished after {seconds:.0f} s"


def boot(
    parts: Parts, options: Options, text: str, files: dict[str, Path], seconds: float, answers: dict[str, bytes] | None = None
) -> Log:
    """Boots this configuration with these files on the disk (name: file). Types an answer when a line has its words."""
    with tempfile.TemporaryDirectory(prefix="probevisor-test-") as folder:
        disk = Path(folder) / "probevisor.img"
        parts.write_raw(disk, text, files)
        try:
            with Emulator(options, disk) as machine:
                lines, status, trouble = _listen(machine, seconds, answers or {})
        except EmulatorError as error:
            lines, status, trouble = [], None, str(error)
    log = Log.of(lines, guests_of(text))
    log.status, log.trouble = status, trouble
    return log
