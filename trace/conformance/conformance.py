#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The conformance suite: runs each case through `probevisor trace --target sim` and prints TAP. Run from the root of the tree.

TOPIC/NAME.d is a script, NAME.out what it prints on stdout, byte for byte. Where there is such a file: NAME.status its exit status if
that is not 0, NAME.err what it prints on stderr, NAME.args its operands, one a line, NAME.machine the machine that it looks at. A script
TOPIC/err.TAG.NAME.d does not compile: exit status 1, nothing on stdout, the tag on stderr. TOPIC/drp.TAG.NAME.d loses records: the tag
of that drop is on stderr, and stdout is compared only if there is NAME.out.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CASES = Path("trace/conformance")
COMMAND = ["build/probevisor", "trace", "--target", "sim", "-x", "errtags", "-C"]
SECONDS = 20
AT_ONCE = 2


def command(script: Path) -> list[str]:
    machine = script.with_suffix(".machine")
    operands = script.with_suffix(".args")
    return (
        COMMAND
        + (["-x", "droptags"] if script.name.startswith("drp.") else [])
        + (["--machine", str(machine)] if machine.exists() else [])
        + ["-s", str(script)]
        + (operands.read_text().splitlines() if operands.exists() else [])
    )


def judge(script: Path) -> list[str]:
    """What is wrong, nothing if the case passes."""
    try:
        done = subprocess.run(command(script), capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"still running after {SECONDS} s"]
    kind, _, rest = script.name.partition(".")
    does_not_compile = kind == "err"
    status_file = script.with_suffix(".status")
    status = 1 if does_not_compile else int(status_file.read_text()) if status_file.exists() else 0
    expected_output = script.with_suffix(".out")
    if does_not_compile or (kind == "drp" and not expected_output.exists()):
        expected = b"" if does_not_compile else done.stdout
    else:
        expected = expected_output.read_bytes()
    expected_errors = script.with_suffix(".err")
    wrong = []
    if done.returncode != status:
        wrong.append(f"exit status {done.returncode}, not {status}; stderr: {done.stderr.decode(errors='replace')}")
    if done.stdout != expected:
        wrong.append(f"printed {done.stdout!r}, not {expected!r}")
    if kind in ("err", "drp") and f"[{rest.split('.')[0]}]".encode() not in done.stderr:
        wrong.append(f"another message: {done.stderr.decode(errors='replace')}")
    if expected_errors.exists() and done.stderr != expected_errors.read_bytes():
        wrong.append(f"printed {done.stderr!r} on stderr, not {expected_errors.read_bytes()!r}")
    return wrong


def main() -> int:
    scripts = sorted(CASES.glob("*/*.d"))
    print(f"1..{len(scripts)}")
    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, (script, wrong) in enumerate(zip(scripts, pool.map(judge, scripts)), 1):
            failed += bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {number} - {script.relative_to(CASES)}")
            for line in "\n".join(wrong).splitlines():
                print(f"#   {line}")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main())
