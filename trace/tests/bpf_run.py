#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`probevisor bpf-run` as conformance runners call it: results, exit statuses and reasons, interpreted and translated. Output is TAP."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass

COMMAND = ["build/probevisor", "bpf-run"]
EXIT = "95 00 00 00 00 00 00 00"


@dataclass(frozen=True)
class Case:
    what: str
    program: str  # what stands in the file
    arguments: tuple[str, ...] = ()
    output: str = ""  # all of it; "": it fails
    reason: str = ""  # words on stderr


CASES = [
    Case("addition", f"b7 00 00 00 05 00 00 00 07 00 00 00 07 00 00 00 {EXIT}", output="0xc"),
    Case("white space or none", f"b700000005000000\n\t0700000007000000 {EXIT}\n", output="0xc"),
    Case("capitals", "B700 0000 FFFF FFFF " + EXIT, output="0xffffffffffffffff"),
    Case("the address of memory and its size", f"bf 20 00 00 00 00 00 00 {EXIT}", ("--mem", "01 02 0a"), output="0x3"),
    Case("no memory", f"bf 20 00 00 00 00 00 00 {EXIT}", output="0x0"),
    Case("a load", f"69 10 01 00 00 00 00 00 {EXIT}", ("--mem", "11223344"), output="0x3322"),
    # r0 = 0; r3 = 5; do r0 += r3; while (--r3 != 0)
    Case("a loop", f"b700000000000000 b703000005000000 0f30000000000000 07030000ffffffff 5503fdff00000000 {EXIT}", output="0xf"),
    Case("a local function", f"85100000 01000000 {EXIT} b7000000 2a000000 {EXIT}", output="0x2a"),
    Case("a load beyond memory", f"61 10 01 00 00 00 00 00 {EXIT}", ("--mem", "11223344"), reason="instruction 0: access outside the memory and the stack"),
    Case("a store above the stack", f"b7 00 00 00 00 00 00 00 72 0a 00 00 00 00 00 00 {EXIT}", reason="instruction 1: access outside"),
    Case("a helper", f"85 00 00 00 01 00 00 00 {EXIT}", reason="there are no helpers to call"),
    Case("an unknown opcode", f"ff 00 00 00 00 00 00 00 {EXIT}", reason="instruction 0 (opcode 0xff): unknown opcode"),
    Case("a register that is none", f"b7 0b 00 00 00 00 00 00 {EXIT}", reason="registers end with r10"),
    Case("a jump outside", f"05 00 05 00 00 00 00 00 {EXIT}", reason="instruction 0: left the code"),
    Case("no end", "b7 00 00 00 00 00 00 00", reason="left the code"),
    Case("not whole instructions", EXIT + "95", reason="8 bytes each"),
    Case("an empty program", "", reason="8 bytes each"),
    Case("half a byte", EXIT[:-1], reason="not hexadecimal"),
    Case("no digits", "exit", reason="not hexadecimal"),
    Case("memory without digits", EXIT, ("--mem", "xy"), reason="--mem is not hexadecimal"),
]

USAGE = [
    ([], "no program was given"),
    (["--nonsense", "-"], "no such option: --nonsense"),
    (["--mem"], "--mem needs bytes"),
    (["--jit", "--interp", "-"], "either --interp or --jit"),
    (["-", "another"], "one program at a time: another"),
]


def wrong(case: Case, mode: str, from_file: bool) -> str:
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(case.program)
        file.flush()
        command = [*COMMAND, *([mode] if mode else []), *case.arguments, file.name if from_file else "-"]
        done = subprocess.run(command, input="" if from_file else case.program, capture_output=True, text=True, timeout=60)
    if case.output:
        return "" if (done.returncode, done.stdout, done.stderr) == (0, case.output + "\n", "") else repr(done)
    return "" if done.returncode == 1 and done.stdout == "" and case.reason in done.stderr else repr(done)


def wrong_usage(arguments: list[str], reason: str) -> str:
    done = subprocess.run([*COMMAND, *arguments], input=EXIT, capture_output=True, text=True, timeout=60)
    return "" if done.returncode == 2 and done.stdout == "" and reason in done.stderr and "usage: " in done.stderr else repr(done)


def main() -> int:
    results = [(f"{case.what} {mode or 'by default'}", wrong(case, mode, mode == "")) for case in CASES for mode in ("", "--interp", "--jit")]
    results += [(f"usage: {' '.join(arguments)}", wrong_usage(arguments, reason)) for arguments, reason in USAGE]
    missing = subprocess.run([*COMMAND, "/nonexistent/program"], capture_output=True, text=True)
    results.append(("a file that is not there", "" if missing.returncode == 1 and "No such file" in missing.stderr else repr(missing)))
    print(f"1..{len(results)}")
    for number, (what, trouble) in enumerate(results, 1):
        print(f"{'not ok' if trouble else 'ok'} {number} - {what}" + (f"\n#   {trouble}" if trouble else ""))
    return 1 if any(trouble for _, trouble in results) else 0


if __name__ == "__main__":
    sys.exit(main())
