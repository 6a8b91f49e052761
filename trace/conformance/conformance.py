#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The conformance suite: runs each case through `probevisor trace --target sim` and prints TAP. Run from the root of the tree.

TOPIC/NAME.d is a script, NAME.out what it prints on stdout, byte for byte, NAME.status its exit status where that is not 0. A script
TOPIC/err.TAG.NAME.d does not compile: exit status 1, nothing on stdout, the tag on stderr.
"""

import subprocess
import sys
from pathlib import Path

CASES = Path("trace/conformance")
COMMAND = ["build/probevisor", "trace", "--target", "sim", "-x", "errtags", "-C", "-s"]
SECONDS = 20


def judge(script: Path) -> list[str]:
    """What is wrong, nothing if the case passes."""
    try:
        done = subprocess.run(COMMAND + [str(script)], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"still running after {SECONDS} s"]
    is_error = script.name.startswith("err.")
    status_file = script.with_suffix(".status")
    status = 1 if is_error else int(status_file.read_text()) if status_file.exists() else 0
    expected = b"" if is_error else script.with_suffix(".out").read_bytes()
    wrong = []
    if done.returncode != status:
        wrong.append(f"exit status {done.returncode}, not {status}; stderr: {done.stderr.decode(errors='replace')}")
    if done.stdout != expected:
        wrong.append(f"printed {done.stdout!r}, not {expected!r}")
    if is_error and f"[{script.name.split('.')[1]}]".encode() not in done.stderr:
        wrong.append(f"another message: {done.stderr.decode(errors='replace')}")
    return wrong


def main() -> int:
    scripts = sorted(CASES.glob("*/*.d"))
    print(f"1..{len(scripts)}")
    failed = 0
    for number, script in enumerate(scripts, 1):
        wrong = judge(script)
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {script.relative_to(CASES)}")
        for line in "\n".join(wrong).splitlines():
            print(f"#   {line}")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main())
