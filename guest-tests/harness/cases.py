# SPDX-License-Identifier: BSD-2-Clause
"""The boot tests: few boots, many checks each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import conf, judge
from .boot import Log, boot
from .emulator import Options
from .parts import GUEST_TESTS, Parts

Check = tuple[str, list[str]]  # a name, and what is wrong

RATE_LINE = re.compile(r"^rate profile-(\d+)hz cpu (\d+) samples (\d+)$")
SAMPLES_LINE = re.compile(r"^samples of (\S+): (\d+)$")
MODES_LINE = re.compile(r"^(\S+) (\S+) (\d+)$")
CROWD_LINE = re.compile(r"^(\S+) 0x([0-9a-f]+) (\d+)$")
TEXTS_LINE = re.compile(r"^((?:text|word|error) .*) (\d+)$")
OUTPUT = """begin 1 two 0x33 00044 [five  ] [   six]
count 5
sum 15
min 10
max 50
avg 30
end after 5"""


# Of the conformance suite, what one boot has room for: scripts of BEGIN and END, each of which prints all in one go.
LANGUAGE = (
    "aggs/keys_mixed",
    "aggsort/key_rev",
    "arithmetic/assign_operators",
    "llquantize/ten",
    "lquantize/across_zero",
    "multiaggs/quantize_and_count",
    "printa/two_aggregations",
    "printf/S_escapes",
    "printf/thousands",
    "quantize/both_signs",
    "funcs/byte_order",
    "strings/stringof",
)


@dataclass
class Context:
    """What a case boots with."""

    parts: Parts
    options: Options
    checks: list[Check] = field(default_factory=list)

    def boot(
        self,
        name: str,
        seconds: float,
        ips: int,
        edit: Callable[[str], str] = lambda text: text,
        answers: dict[str, bytes] | None = None,
    ) -> Log:
        """Boots guest-tests/conf/NAME.conf, edited; answers what lines with the given words ask."""
        path = GUEST_TESTS / "conf" / f"{name}.conf"
        text = edit(path.read_text())
        files = conf.resolve(path, text, [path.parent, *self.parts.folders])
        return boot(self.parts, replace(self.options, ips=ips), text, files, seconds, answers)

    def boot_raw(self, text: str, files: dict[str, Path], seconds: float) -> Log:
        """Boots a configuration as it stands, on a machine without VMX."""
        return boot(self.parts, replace(self.options, emulator="qemu", vmx=False), text, files, seconds)

    def check(self, name: str, wrong: list[str]) -> None:
        self.checks.append((name, wrong))


def seed(context: Context) -> None:
    """The script of DESIGN.md over the demonstration guests."""
    log = context.boot("demo", 240, 20_000_000)
    counts, wrong = judge.seed_counts(log)
    by_guest: Counter[int] = Counter()
    for (guest, _), samples in counts.items():
        by_guest[guest] += samples
    context.check("exits by itself with status 0", judge.finished(log, 0))
    context.check("every line has its format", wrong or ([] if counts else ["there is no line"]))
    context.check("every guest appears", [f"guest {pid} does not" for pid in (1, 2, 3) if not by_guest[pid]])
    context.check("970 samples in 10 s", judge.total(sum(by_guest.values()), 970))
    truth = judge.printed_shares(log, "mixed")
    context.check("three address spaces say their shares", [] if len(truth) == 3 else [f"{truth}"])
    context.check("shares are the true ones", judge.shares({cr3: n for (pid, cr3), n in counts.items() if pid == 1}, truth))
    context.check("a guest that sleeps is hardly sampled", [] if by_guest[2] <= 10 else [f"{by_guest[2]} samples"])


def rates(context: Context) -> None:
    """Several rates in one boot, over guests that check their registers."""
    log = context.boot("witness", 300, 20_000_000)
    found = {int(match[1]): int(match[3]) for line in log.output if (match := RATE_LINE.match(line))}
    context.check("exits by itself with status 0", judge.finished(log, 0))
    for rate in (97, 499, 997):
        context.check(f"{rate} hz: {rate * 10} samples in 10 s", judge.total(found.get(rate, 0), rate * 10))
    for number in range(1, 5):
        guest = f"witness{number}"
        context.check(f"{guest} keeps its state", judge.ended(log, guest, "exit 1") + judge.no_failed_test(log, guest))


def hostile(context: Context) -> None:
    """Every hostile guest at once, beside witnesses and the profile."""
    log = context.boot("hostile", 600, 20_000_000)
    samples = {match[1]: int(match[2]) for line in log.output if (match := SAMPLES_LINE.match(line))}
    context.check("exits by itself with status 0", judge.finished(log, 0))
    context.check("the profile goes on", judge.total(samples.get("all", 0), 97 * 30))
    context.check("every sample is some guest's", judge.total(sum(samples.values()) - samples.get("all", 0), 97 * 30))
    for line in (GUEST_TESTS / "guests" / "hostile.expect").read_text().splitlines():
        if line.startswith("#"):
            continue
        case, how = line.split("\t")
        wrong = judge.ended(log, case, how) + [text for text in log.console.get(case, []) if text.startswith("not ok")]
        if not any("starting" in text for text in log.console.get(case, [])):
            wrong.append("it did not start")
        context.check(case, wrong)
    for guest in ("witness1", "witness2", "causes"):
        context.check(f"{guest} goes on undisturbed", judge.ended(log, guest, "exit 1") + judge.no_failed_test(log, guest))
    results = [text for text in log.console.get("causes", []) if text.startswith(("ok ", "not ok "))]
    context.check("every exit reason that a guest can cause", [] if len(results) > 300 else [f"only {len(results)} results"])


def crowd(context: Context) -> None:
    """More than sixteen guests on one CPU."""
    log = context.boot("crowd", 300, 20_000_000)
    counts: Counter[str] = Counter()
    spaces: dict[int, int] = {}
    for line in log.output:
        if match := CROWD_LINE.match(line):
            counts[match[1]] += int(match[3])
            if match[1] == "mixed3":
                spaces[int(match[2], 16)] = int(match[3])
    busy = [guest for guest in counts if guest.startswith("mixed")]
    context.check("exits by itself with status 0", judge.finished(log, 0))
    context.check("4990 samples in 10 s", judge.total(sum(counts.values()), 4990))
    context.check("at least 16 guests started", [] if sum("started:" in line for line in log.own) >= 16 else log.own)
    context.check("guests that want the CPU share it alike", judge.fair(counts, busy, 0.1) if busy else ["there are none"])
    context.check("shares within a guest are the true ones", judge.shares(spaces, judge.printed_shares(log, "mixed3")))


def output(context: Context) -> None:
    """Formats, a status, and a line so slow that consoles lose output, while guests and profile go on."""

    def slow(text: str) -> str:
        text = conf.with_programs(text, ["output.d", "rates.d"]).replace("programs =", "baud = 1200\nprograms =", 1)
        # The sleeper says every wake, and wakes every millisecond: short slices let it.
        text = text.replace("slice = 10ms", "slice = 200us")
        return text.replace("report=50", "report=1").replace("period_ms=100", "period_ms=1")

    log = context.boot("demo", 300, 20_000_000, slow)
    found = {int(match[1]): int(match[3]) for line in log.output if (match := RATE_LINE.match(line))}
    text = "\n".join(line for line in log.output if not line.startswith(("rate ", "  ", "trace")))
    context.check("the exit status of exit(3)", judge.finished(log, 3))
    context.check("printf, trace and aggregations", [] if text == OUTPUT else log.output)
    context.check("a slow line does not disturb the profile", judge.total(found.get(997, 0), 9970))
    lost = [line for line in log.own if "lost: the serial line is too slow" in line]
    context.check("lost console lines are counted and said", [] if lost else ["nothing was said"])


def causes(context: Context) -> None:
    """Every exit that a guest can cause, alone on the CPU, where times can be judged; without a program."""
    log = context.boot("causes", 240, 20_000_000)
    results = [line for line in log.console.get("causes", []) if line.startswith(("ok ", "not ok "))]
    context.check("ends when all guests have ended", judge.finished(log, 0))
    context.check("no result is wrong", judge.ended(log, "causes", "exit 1") + judge.no_failed_test(log, "causes"))
    context.check("all results are there", [] if len(results) > 300 else [f"only {len(results)}"])


def hello(context: Context) -> None:
    """What is typed on the serial line reaches the console guest."""
    log = context.boot("hello", 240, 20_000_000, answers={"hello: I am": b"ab", "got 'b'": b"q"})
    context.check("typed input is echoed and ends it", judge.ended(log, "hello", "exit 1") + judge.finished(log, 0))
    context.check("in order", [] if log.console.get("hello", [])[-3:] == ["got 'a'", "got 'b'", "bye"] else log.lines[-5:])


def modes(context: Context) -> None:
    """Predicates: user and kernel mode of one guest, from two sources that must agree."""
    log = context.boot("demo", 240, 20_000_000, lambda text: conf.with_programs(text, ["modes.d"]))
    found = {(match[1], match[2]): int(match[3]) for line in log.output if (match := MODES_LINE.match(line))}
    context.check("exits by itself with status 0", judge.finished(log, 0))
    context.check("user mode", [] if found.get(("arg", "user"), 0) > 1000 else [f"{found}"])
    for mode in ("user", "kernel"):
        selector, arg = found.get(("selector", mode)), found.get(("arg", mode))
        context.check(f"selector and RIP agree on {mode} mode", [] if selector == arg else [f"{selector} and {arg}"])
    context.check("nobody else", [] if ("nobody", "nobody") not in found else [f"{found}"])


def texts(context: Context) -> None:
    """A script reads a guest's memory through its page tables, in each paging mode."""
    log = context.boot("texts", 240, 20_000_000)
    found = Counter({match[1]: int(match[2]) for line in log.output if (match := TEXTS_LINE.match(line))})
    context.check("exits by itself with status 0", judge.finished(log, 0))
    for mode in ("long", "pae", "legacy", "none"):
        text = found[f"text {mode} [across two pages of {mode}] [the last bytes of a page]"]
        word = found[f"word {mode} 0x{int.from_bytes(b'wo p', 'little'):x}"]  # 8 bytes into the text
        missing = found[f"error {mode} 1 0"]
        context.check(f"paging mode {mode}: text", [] if text > 40 else log.output)
        context.check(f"paging mode {mode}: a word across two pages", [] if word == text else [f"{word} and {text}"])
        # Of two clauses each, and nothing else.
        right = missing > 4 and missing % 2 == 0 and sum(line.split()[1] == mode for line in found) == 3
        context.check(f"paging mode {mode}: what is not there", [] if right else log.output)


def refusal(context: Context) -> None:
    """A processor without VMX, and mistakes of the user: on QEMU, which boots fast."""
    guests = context.parts.build / "guests"
    scripts = GUEST_TESTS / "scripts"
    good = {"hello.elf": guests / "hello.elf", "seed.d": scripts / "seed.d"}
    section = "[guest hello]\nimage = hello.elf\nmemory = 4M\n"

    def refused(name: str, log: Log, status: str, words: list[str]) -> None:
        text = "\n".join(log.own + log.output)
        wrong = [f"{word!r} does not appear" for word in words if word not in text]
        if f"cannot start: {status}" not in text:
            wrong.append(f"it does not end with cannot start: {status}")
        context.check(name, wrong + (log.lines[-10:] + [log.trouble] if wrong else []))

    log = context.boot_raw("[probevisor]\nprograms = seed.d\n" + section, good, 120)
    refused("no VMX", log, "EFI_UNSUPPORTED", ["lacks VMX", "CPUID.1:ECX[5]"])
    log = context.boot_raw("[probevisor]\nslices = 10ms\n" + section, good, 120)
    refused("an unknown key", log, "EFI_", ["probevisor.conf:2:", "slices"])
    bad = context.parts.build / "bad.d"
    bad.write_text("tick-1s\n{\n\ttrace(1 +);\n}\n")
    log = context.boot_raw("[probevisor]\nprograms = bad.d\n" + section, {**good, "bad.d": bad}, 120)
    refused("an error in a script", log, "EFI_LOAD_ERROR", ["failed to compile script bad.d: line 3:", "trace(1 +);", "^"])
    log = context.boot_raw("[guest hello]\nimage = absent.elf\n", good, 120)
    refused("a missing image", log, "EFI_NOT_FOUND", ["probevisor.conf:2:", "absent.elf"])


def language(context: Context) -> None:
    """A sample of the conformance suite: what scripts print over the simulated machine, they print in VMX root."""
    suite = GUEST_TESTS.parent / "trace" / "conformance"
    scripts = {name.replace("/", "-") + ".d": suite / f"{name}.d" for name in LANGUAGE}
    text = f"[probevisor]\nprograms = {', '.join(scripts)}\nheap = 320M\n"
    log = boot(context.parts, replace(context.options, ips=20_000_000), text, scripts, 300)
    context.check("exits by itself with status 0", judge.finished(log, 0))
    for name, script in scripts.items():
        expected = [line for line in script.with_suffix(".out").read_text().splitlines() if line]
        places = range(len(log.output) - len(expected) + 1)
        found = any(log.output[at : at + len(expected)] == expected for at in places)
        context.check(name.removesuffix(".d"), [] if expected and found else [f"does not print {expected}", *log.output])


CASES: dict[str, Callable[[Context], None]] = {
    "hostile": hostile,
    "seed": seed,
    "rates": rates,
    "crowd": crowd,
    "output": output,
    "modes": modes,
    "texts": texts,
    "causes": causes,
    "hello": hello,
    "refusal": refusal,
    "language": language,
}


def run(case: str, parts: Parts, options: Options) -> list[Check]:
    """Runs a case; one that broke down is a failed check, too."""
    context = Context(parts, options)
    try:
        CASES[case](context)
    except Exception as error:  # pylint: disable=broad-except
        context.check("runs", [f"{type(error).__name__}: {error}"])
    return context.checks
