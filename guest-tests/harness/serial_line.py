# SPDX-License-Identifier: BSD-2-Clause
"""What comes over the serial line: first the firmware's text, full of screen control, then ours, then its last line."""

from __future__ import annotations

import re

ESCAPE = re.compile(rb"\x1b(?:\[[0-9;?=]*[@-~]|[()][A-Za-z0-9]|[=>NOMDEHc78])")
OURS = b"probevisor: "
EXIT_STATUS = re.compile(r"^probevisor: exit status (\d+)$")
CANNOT_START = re.compile(r"^probevisor: cannot start\b")
KEPT = 4000  # bytes of the firmware's text, for messages


class Filter:
    """Drops all before the first line of ours. From there on everything passes but escape sequences, since the loader's lines may come by
    way of the firmware's console, which mixes them in, and the CR at the end of lines."""

    def __init__(self) -> None:
        self.firmware = b""
        self.started = False
        self._pending = b""

    def feed(self, data: bytes) -> bytes:
        """What of the text up to here is to be shown."""
        text = self._pending + data
        # An escape sequence may be cut in two, and so may the end of a line.
        cut = text.rfind(b"\x1b", max(0, len(text) - 16))
        if cut >= 0 and not ESCAPE.match(text, cut):
            text, self._pending = text[:cut], text[cut:]
        elif text.endswith(b"\r"):
            text, self._pending = text[:-1], b"\r"
        else:
            self._pending = b""
        text = ESCAPE.sub(b"", text).replace(b"\r\n", b"\n")
        if self.started:
            return text
        self.firmware = self.firmware + text
        begin = self.firmware.find(OURS)
        if begin < 0:
            self.firmware = self.firmware[-KEPT:]
            return b""
        self.started = True
        text, self.firmware = self.firmware[begin:], self.firmware[:begin]
        return text


class Lines:
    """Cuts text into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open = b""

    def feed(self, text: bytes) -> list[str]:
        """The lines that became whole; they are kept in .lines as well."""
        *whole, self._open = (self._open + text).split(b"\n")
        new = [line.decode(errors="replace") for line in whole]
        self.lines += new
        return new


def verdict(line: str) -> int | None:
    """The exit status, when this is the last line of a run."""
    if match := EXIT_STATUS.match(line):
        return int(match[1])
    return 1 if CANNOT_START.match(line) else None
