# SPDX-License-Identifier: BSD-2-Clause
"""Starts Bochs or QEMU on a disk image with COM1 as a socket, and ends it on every way out."""

from __future__ import annotations

import ctypes
import os
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
CONNECT_SECONDS = 30
VGA_BIOS = "/usr/share/vgabios/vgabios.bin"
DEFAULT_OVMF = "/usr/share/ovmf/OVMF.fd"


class EmulatorError(Exception):
    """The emulator cannot be started; in words for the user."""


@dataclass
class Options:
    """What the user chose; see `make help`."""

    emulator: str = ""
    bochs: str = ""
    qemu: str = ""
    ovmf: str = ""
    ips: int = 50_000_000
    memory: int = 512  # MiB
    vmx: bool = True  # False: a machine without VMX, to see the refusal

    @classmethod
    def from_environment(cls) -> Options:
        def get(name: str) -> str:
            return os.environ.get(name, "").strip()

        try:
            ips = parse_ips(get("IPS") or "50000000")
        except ValueError as error:
            raise EmulatorError(str(error)) from error
        return cls(get("EMULATOR"), get("BOCHS"), get("QEMU"), get("OVMF"), ips)


def parse_ips(text: str) -> int:
    """20M, 20000000: Bochs' instructions a second."""
    match = re.fullmatch(r"(\d+)([kKmM]?)", text)
    value = int(match[1]) * {"": 1, "k": 1000, "m": 1_000_000}[match[2].lower()] if match else 0
    if not 1_000_000 <= value <= 1_000_000_000:
        raise ValueError(f"IPS={text}: a number from 1M to 1000M is needed")
    return value


def nested_vmx_missing() -> str:
    """Why QEMU cannot give a guest VMX here; "" when it can."""
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "/dev/kvm is not there or not accessible"
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        flags = ""
    if not re.search(r"\bvmx\b", flags):
        return "this machine's processor shows no vmx in /proc/cpuinfo"
    nested = Path("/sys/module/kvm_intel/parameters/nested")
    if nested.exists() and nested.read_text().strip() not in ("Y", "1"):
        return "kvm_intel is loaded without nested=1"
    return ""


def choose(options: Options) -> str:
    """bochs or qemu."""
    if options.emulator in ("bochs", "qemu"):
        return options.emulator
    if options.emulator:
        raise EmulatorError(f"EMULATOR={options.emulator} is not known: use bochs or qemu")
    return "bochs" if nested_vmx_missing() else "qemu"


_LIBC = ctypes.CDLL(None)


def _die_with_parent() -> None:
    """Runs in the child: even a parent that is killed leaves no emulator behind."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _find(given: str, name: str, variable: str) -> str:
    path = shutil.which(given or name)
    if not path:
        raise EmulatorError(f"{variable}={given}: no such program" if given else f"{name} is not installed; try `make deps`")
    return path


def _firmware(options: Options, limit: int | None) -> str:
    path = Path(options.ovmf or DEFAULT_OVMF)
    if not path.is_file():
        raise EmulatorError(f"OVMF={path}: no such file" if options.ovmf else f"{path} is missing; try `make deps`")
    if limit and path.stat().st_size > limit:
        raise EmulatorError(f"{path} has {path.stat().st_size} bytes; this Bochs takes at most {limit}: use {DEFAULT_OVMF}")
    return str(path.resolve())


@dataclass(frozen=True)
class BochsKind:
    """What a Bochs binary is."""

    debugger: bool
    display: str


def ask_bochs(path: str) -> BochsKind:
    """Asks the binary itself, since Debian builds it with the debugger and without nogui, and others do not."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "timeout": 30}
    try:
        usage = subprocess.run([path, "--help"], **quiet).stdout  # type: ignore[call-overload]
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EmulatorError(f"{path}: {error}") from error
    if "bochsrc" not in usage:
        raise EmulatorError(f"{path}: this is not Bochs; `{path} --help` says:\n{usage[:500]}")
    debugger = re.search(r"^\s*-rc\b", usage, re.MULTILINE) is not None
    with tempfile.TemporaryDirectory(prefix="probevisor-") as folder:
        for display in ("nogui", "term", "rfb"):
            # The second line is wrong on purpose: a Bochs that accepts the first must not start to emulate.
            rc = Path(folder) / "rc"
            rc.write_text(f"display_library: {display}\nno_such_directive: 1\n")
            done = subprocess.run([path, "-q", "-f", str(rc)], cwd=folder, **quiet)  # type: ignore[call-overload]
            if f"display library '{display}' not available" not in done.stdout:
                return BochsKind(debugger, display)
    raise EmulatorError(f"{path} has none of the display libraries nogui, term, rfb (Debian: install bochs-term)")


def bochsrc(options: Options, kind: BochsKind, image: Path, port: int, firmware: str) -> str:
    display = kind.display + (', options="timeout=0"' if kind.display == "rfb" else "")
    vga = f"vgaromimage: file={VGA_BIOS}\n" if Path(VGA_BIOS).exists() else ""
    return f"""config_interface: textconfig
display_library: {display}
memory: guest={options.memory}, host={options.memory}
romimage: file={firmware}, address=0x0, options=none
{vga}ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=disk, path={image}, mode=volatile
boot: disk
pci: enabled=1, chipset=i440fx
vga: extension=vbe, update_freq=5
cpu: model=corei7_skylake_x, count=1, ips={options.ips}, reset_on_triple_fault=0, ignore_bad_msrs=1
clock: sync=none, time0=1700000000
com1: enabled=1, mode=socket-client, dev=127.0.0.1:{port}
log: log.txt
panic: action=fatal
error: action=ignore
info: action=ignore
debug: action=ignore
"""


class Emulator:
    """A running emulator. Use it in a `with` statement: leaving it, however, ends the process group and removes its files."""

    def __init__(self, options: Options, image: Path) -> None:
        self.options = options
        self.image = image.resolve()
        self.process: subprocess.Popen[bytes] | None = None
        self.serial: socket.socket | None = None
        self.folder = Path()
        self._screen = b""
        self._terminal = -1

    def __enter__(self) -> Emulator:
        self.folder = Path(tempfile.mkdtemp(prefix="probevisor-"))
        try:
            if choose(self.options) == "bochs":
                self._start_bochs()
            else:
                self._start_qemu()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _spawn(self, command: list[str], listener: socket.socket) -> None:
        """Runs the command under a terminal of its own in a session of its own, and waits for its serial line to connect."""
        self._terminal, slave = pty.openpty()
        env = dict(os.environ, TERM="vt100", LINES="25", COLUMNS="80")
        try:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=env, stdin=slave, stdout=slave, stderr=slave,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip
        except OSError as error:
            raise EmulatorError(f"{command[0]}: {error.strerror}") from error
        finally:
            os.close(slave)
        threading.Thread(target=self._drain, daemon=True).start()
        deadline = time.monotonic() + CONNECT_SECONDS
        with listener:
            while not select.select([listener], [], [], 0.1)[0]:
                if self.process.poll() is not None:
                    raise EmulatorError(f"{command[0]} ended before the machine started:\n{self.tail()}")
                if time.monotonic() > deadline:
                    raise EmulatorError(f"{command[0]} did not open its serial line:\n{self.tail()}")
            self.serial = listener.accept()[0]

    def _drain(self) -> None:
        """Reads the emulator's terminal, lest it blocks; keeps the end for messages."""
        while True:
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                return
            if not data:
                return
            self._screen = (self._screen + data)[-20000:]

    def _start_bochs(self) -> None:
        path = _find(self.options.bochs, "bochs", "BOCHS")
        kind = ask_bochs(path)
        firmware = _firmware(self.options, 2 << 20 if not self.options.bochs else None)
        if not self.options.vmx:
            raise EmulatorError("a machine without VMX is QEMU's: use EMULATOR=qemu")
        # Bochs puts lock files beside the image.
        disk = self.folder / "disk.img"
        disk.symlink_to(self.image)
        listener = socket.create_server(("127.0.0.1", 0))
        rc = bochsrc(self.options, kind, disk, listener.getsockname()[1], firmware)
        (self.folder / "bochsrc").write_text(rc)
        (self.folder / "rc").write_text("c\n")
        command = [path, "-q", "-f", "bochsrc"] + (["-rc", "rc"] if kind.debugger else [])
        self._spawn(command, listener)

    def _start_qemu(self) -> None:
        path = _find(self.options.qemu, "qemu-system-x86_64", "QEMU")
        firmware = _firmware(self.options, None)
        if self.options.vmx:
            if missing := nested_vmx_missing():
                raise EmulatorError(f"QEMU has no VMX to offer here: {missing}. Use EMULATOR=bochs")
            machine = ["-enable-kvm", "-cpu", "host,+vmx"]
        else:
            machine = ["-accel", "tcg", "-cpu", "qemu64"]
        line = self.folder / "serial"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(line))
        listener.listen(1)
        command = [
            path, "-nodefaults", "-machine", "pc", *machine, "-m", str(self.options.memory), "-bios", firmware,
            "-drive", f"file={self.image},format=raw,if=ide,snapshot=on", "-display", "none", "-vga", "std", "-net", "none",
            "-chardev", f"socket,id=com1,path={line}", "-serial", "chardev:com1", "-monitor", "none", "-no-reboot",
        ]  # fmt: skip
        self._spawn(command, listener)

    def read(self, seconds: float) -> bytes | None:
        """What came over the serial line within so many seconds; b"" when nothing did; None when the emulator is gone."""
        assert self.serial
        if not select.select([self.serial], [], [], seconds)[0]:
            return b"" if self.process and self.process.poll() is None else None
        try:
            return self.serial.recv(65536) or None
        except ConnectionError:
            return None

    def write(self, data: bytes) -> None:
        """Types on the serial line."""
        assert self.serial
        try:
            self.serial.sendall(data)
        except ConnectionError:
            pass  # the next read() tells

    def tail(self) -> str:
        """The end of the emulator's own log and of what it said on its terminal, without screen control."""
        log = self.folder / "log.txt"
        text = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        screen = re.sub(r"\x1b[()][A-Z0-9]|\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0e-\x1f]", "", self._screen.decode(errors="replace"))
        return "\n".join([line for line in (text + screen[-2000:]).splitlines() if line.strip()][-25:])

    def stop(self) -> None:
        """Ends everything. A second call does nothing."""
        process, self.process = self.process, None
        if process:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        if self.serial:
            self.serial.close()
        if self._terminal >= 0:
            terminal, self._terminal = self._terminal, -1
            os.close(terminal)
        if self.folder != Path():
            shutil.rmtree(self.folder, ignore_errors=True)
