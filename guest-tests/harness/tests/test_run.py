# SPDX-License-Identifier: BSD-2-Clause
"""What `make run` makes of a run: its exit status, and no process left behind. The emulators are stand-ins."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from harness import emulator, run
from harness.emulator import BochsKind, Emulator, EmulatorError, Options

# Enough of Bochs to be asked what it is, and to say a line and never end, with a child of its own.
FAKE_BOCHS = """#!{python}
import os, re, socket, subprocess, sys, time
if "--help" in sys.argv:
    print("bochsrc", "\\n  -rc filename" if {debugger} else "")
    sys.exit()
text = open(sys.argv[sys.argv.index("-f") + 1]).read()
if "no_such_directive" in text:
    display = re.search(r"display_library: (\\w+)", text)[1]
    print("directive not understood" if display in {displays} else "display library '%s' not available" % display)
    sys.exit(1)
if {dies}:
    sys.exit("bochs: dying")
child = subprocess.Popen(["sleep", "1000"])
line = socket.create_connection(("127.0.0.1", int(re.search(r"dev=127.0.0.1:(\\d+)", text)[1])))
line.sendall(b"BdsDxe: x\\r\\nprobevisor: pids %d %d\\r\\n{last}" % (os.getpid(), child.pid))
time.sleep(1000)
"""


def alive(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


class WithFakeBochs(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.image = self.root / "disk.img"
        self.image.touch()

    def fake(self, last: str = "", debugger: bool = True, displays: tuple[str, ...] = ("term",), dies: bool = False) -> Options:
        path = self.root / "bochs"
        text = FAKE_BOCHS.replace("{python}", sys.executable).replace("{debugger}", str(debugger)).replace("{displays}", repr(displays))
        path.write_text(text.replace("{dies}", str(dies)).replace("{last}", last))
        path.chmod(0o755)
        firmware = self.root / "OVMF.fd"
        firmware.touch()
        return Options("bochs", bochs=str(path), ovmf=str(firmware))

    def pids(self, text: str) -> list[int]:
        return [int(word) for line in text.splitlines() if "pids" in line for word in line.split()[-2:]]

    def terminal(self, options: Options, seconds: float) -> tuple[int, str]:
        out = io.TextIOWrapper(io.BytesIO())
        with (
            contextlib.redirect_stderr(io.StringIO()) as err,
            mock.patch.object(sys, "stdout", out),
            mock.patch.object(run, "_reader_gone", lambda: False),
            mock.patch.object(sys, "stdin", open(os.devnull)),
            Emulator(options, self.image) as machine,
        ):
            status = run.terminal(machine, run.Progress("fake"), seconds)
        return status, out.buffer.getvalue().decode() + err.getvalue()  # type: ignore[attr-defined]

    def assert_gone(self, pids: list[int]) -> None:
        self.assertEqual(len(pids), 2)
        deadline = time.monotonic() + 5
        while any(map(alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertFalse(any(map(alive, pids)))


class Kinds(WithFakeBochs):
    def test_debian(self) -> None:
        self.assertEqual(emulator.ask_bochs(self.fake().bochs), BochsKind(True, "term"))

    def test_upstream(self) -> None:
        options = self.fake(debugger=False, displays=("nogui", "term"))
        self.assertEqual(emulator.ask_bochs(options.bochs), BochsKind(False, "nogui"))

    def test_no_display(self) -> None:
        with self.assertRaises(EmulatorError):
            emulator.ask_bochs(self.fake(displays=()).bochs)

    def test_not_bochs(self) -> None:
        with self.assertRaises(EmulatorError):
            emulator.ask_bochs("/bin/ls")


class Terminal(WithFakeBochs):
    def test_status_of_the_script(self) -> None:
        status, text = self.terminal(self.fake("probevisor: exit status 7\\r\\n"), 20)
        self.assertEqual(status, 7)
        self.assertNotIn("BdsDxe", text)
        self.assertTrue(text.endswith("probevisor: exit status 7\n"))
        self.assert_gone(self.pids(text))

    def test_cannot_start(self) -> None:
        self.assertEqual(self.terminal(self.fake("probevisor: cannot start: X\\r\\n"), 20)[0], 1)

    def test_time_limit(self) -> None:
        status, text = self.terminal(self.fake(), 0.5)
        self.assertEqual(status, run.TIME_LIMIT)
        self.assertIn("time limit", text)
        self.assert_gone(self.pids(text))

    def test_dies_at_once(self) -> None:
        with self.assertRaises(EmulatorError) as caught:
            self.terminal(self.fake(dies=True), 20)
        self.assertIn("bochs: dying", str(caught.exception))

    def test_dies_later(self) -> None:
        options = self.fake()
        with Emulator(options, self.image) as machine:
            assert machine.process
            process = machine.process
            while not machine.read(0.1):
                pass
            os.killpg(process.pid, signal.SIGKILL)
            deadline = time.monotonic() + 5
            while machine.read(0.1) is not None and time.monotonic() < deadline:
                pass
            self.assertIsNone(machine.read(0.1))


class Signals(WithFakeBochs):
    """run.py itself as a process, ended in every way that a terminal or a supervisor has."""

    def start(self) -> tuple["subprocess.Popen[str]", list[int]]:
        options = self.fake()
        command = [sys.executable, "-m", "harness.run", "--image", str(self.image)]
        env = dict(os.environ, EMULATOR="bochs", BOCHS=options.bochs, OVMF=options.ovmf, SCRIPT="", CONF="", TIMEOUT="60", IPS="")
        folder = str(Path(__file__).resolve().parent.parent.parent)
        env.update(PYTHONPATH=folder, TMPDIR=str(self.root))
        # Tests that run in a shell's background are started with SIGINT ignored, which the process would inherit.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        finally:
            signal.signal(signal.SIGINT, before)
        assert process.stdout
        return process, self.pids(process.stdout.readline())

    def test_signals(self) -> None:
        expected = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
        for number, status in expected.items():
            with self.subTest(number.name):
                process, pids = self.start()
                with process:
                    process.send_signal(number)
                    self.assertEqual(process.wait(10), status)
                self.assert_gone(pids)

    def test_killed(self) -> None:
        process, pids = self.start()
        with process:
            process.kill()
        # Only the emulator itself is sure to go; its child here never does by itself.
        os.kill(pids[1], signal.SIGKILL)
        deadline = time.monotonic() + 5
        while alive(pids[0]) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertFalse(alive(pids[0]))

    def test_reader_gone(self) -> None:
        process, pids = self.start()
        with process:
            assert process.stdout
            process.stdout.close()
            self.assertEqual(process.wait(10), 141)
        self.assert_gone(pids)


class Settings(unittest.TestCase):
    def test_ips(self) -> None:
        self.assertEqual(emulator.parse_ips("20M"), 20_000_000)
        self.assertEqual(emulator.parse_ips("50000000"), 50_000_000)
        for text in ("", "0", "3", "1G", "-5M", "5 M"):
            with self.assertRaises(ValueError):
                emulator.parse_ips(text)

    def test_emulator(self) -> None:
        self.assertEqual(emulator.choose(Options("qemu")), "qemu")
        with self.assertRaises(EmulatorError):
            emulator.choose(Options("vbox"))
        with mock.patch.object(emulator, "nested_vmx_missing", lambda: "no"):
            self.assertEqual(emulator.choose(Options()), "bochs")
        with mock.patch.object(emulator, "nested_vmx_missing", lambda: ""):
            self.assertEqual(emulator.choose(Options()), "qemu")
