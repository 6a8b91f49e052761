# SPDX-License-Identifier: BSD-2-Clause
"""`make run`: boots an image and is its serial terminal. Exit status: the script's; 1 when the VMM cannot start; 2 for wrong usage;
124 after a time limit; 125 when the emulator ended; 130 and 143 for Ctrl-C and SIGTERM."""

from __future__ import annotations

import argparse
import os
import select
import shlex
import shutil
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path
from types import FrameType

from .conf import ConfError
from .emulator import Emulator, EmulatorError, Options, choose
from .parts import Parts
from .serial_line import Filter, Lines, verdict

FIRMWARE_SECONDS = 300
TIME_LIMIT, EMULATOR_ENDED = 124, 125


class Keyboard:
    """Standard input, given key by key when it is a terminal. Ctrl-C still is the signal."""

    def __init__(self) -> None:
        self.fd = -1
        self._saved: list[int | list[bytes | int]] | None = None

    def __enter__(self) -> Keyboard:
        try:
            self.fd = sys.stdin.fileno()
        except (AttributeError, OSError, ValueError):
            return self
        if os.isatty(self.fd) and os.tcgetpgrp(self.fd) == os.getpgrp():
            self._saved = termios.tcgetattr(self.fd)
            mode = termios.tcgetattr(self.fd)
            mode[0] &= ~termios.ICRNL
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(self.fd, termios.TCSADRAIN, mode)
        elif os.isatty(self.fd):
            self.fd = -1
        return self

    def __exit__(self, *_: object) -> None:
        if self._saved:
            termios.tcsetattr(self.fd, termios.TCSADRAIN, self._saved)

    def read(self) -> bytes:
        """What was typed; b"" when nothing was."""
        if self.fd < 0 or not select.select([self.fd], [], [], 0)[0]:
            return b""
        data = os.read(self.fd, 8)
        if not data:
            self.fd = -1
        return data


class Progress:
    """One line on a terminal that says that the firmware is still at work; nothing elsewhere."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.begin = time.monotonic()
        self.shown = -1
        self.on = sys.stderr.isatty()

    def tick(self) -> None:
        seconds = int(time.monotonic() - self.begin)
        if self.on and seconds != self.shown:
            self.shown = seconds
            print(f"\r{self.what}: the firmware boots, {seconds} s ", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.shown >= 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self.on, self.shown = False, -1


def _reader_gone() -> bool:
    """Whether standard output is a pipe that no one reads any more."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))


def _failure(reason: str, machine: Emulator, text: Filter) -> None:
    print(f"run: {reason}", file=sys.stderr)
    heard = text.firmware.decode(errors="replace").split("\n")
    for title, lines in (("the firmware said", heard), ("the emulator said", machine.tail().split("\n"))):
        shown = [line.strip() for line in lines if line.strip()][-15:]
        if shown:
            print(f"run: {title}:\n  " + "\n  ".join(shown), file=sys.stderr)


def terminal(machine: Emulator, progress: Progress, seconds: float) -> int:
    """Shows the line and passes on what is typed until the last line, the time limit (0: none), or the emulator's end."""
    text, lines = Filter(), Lines()
    begin = time.monotonic()
    with Keyboard() as keyboard:
        while True:
            data = machine.read(0.05)
            if data:
                shown = text.feed(data)
                if text.started:
                    progress.clear()
                sys.stdout.buffer.write(shown)
                sys.stdout.buffer.flush()
                for line in lines.feed(shown):
                    if (status := verdict(line)) is not None:
                        return status
            elif data is None:
                progress.clear()
                _failure("the emulator ended by itself", machine, text)
                return EMULATOR_ENDED
            if not text.started:
                progress.tick()
            elif typed := keyboard.read():
                machine.write(typed)
            elapsed = time.monotonic() - begin
            limit = seconds if text.started else min(seconds or FIRMWARE_SECONDS, FIRMWARE_SECONDS)
            if limit and elapsed > limit:
                progress.clear()
                _failure(f"time limit: not finished after {int(elapsed)} s", machine, text)
                return TIME_LIMIT
            if _reader_gone():
                return 128 + signal.SIGPIPE


def _terminated(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _boot(parts: Parts, emulator: Options, seconds: float) -> int:
    scripts = [Path(name) for name in shlex.split(os.environ.get("SCRIPT", ""))]
    given = os.environ.get("CONF", "").strip()
    if given and not Path(given).is_file():
        raise ConfError(f"CONF={given}: no such file")
    disk, scratch = parts.image, None
    try:
        if scripts or given:
            runs = parts.build / "run"
            runs.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix="run-", dir=runs))
            disk = scratch / "probevisor.img"
            parts.write_image(disk, Path(given) if given else parts.conf, scripts)
        with Emulator(emulator, disk) as machine:
            return terminal(machine, Progress(choose(emulator)), seconds)
    finally:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="run", description="SCRIPT, CONF, EMULATOR, ... come from the environment; see `make help`")
    Parts.add_arguments(parser)
    parts = Parts.from_arguments(parser.parse_args())
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminated)
    try:
        seconds = float(os.environ.get("TIMEOUT") or 0)
        return _boot(parts, Options.from_environment(), seconds)
    except (ConfError, EmulatorError, ValueError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 128 + signal.SIGPIPE
        print(f"run: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
