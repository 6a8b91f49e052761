# SPDX-License-Identifier: BSD-2-Clause
"""Random programs, run by probevisor over the simulated machine, and as C by gcc: both must print the same. Run from the root of the
tree. Prints TAP; with --seconds it goes on for so long, from a seed that differs each time."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from programs import Program, in_order

HERE = Path(__file__).parent
COMMAND = ["build/probevisor", "trace", "--target", "sim", "-s"]
SECONDS = 60
BATCH = 50  # programs that gcc compiles at once
SHOWN = 5  # differing lines of a program


def run_models(programs: list[Program], directory: Path) -> list[list[str]]:
    """The lines that the C of each program prints."""
    source = directory / "models.c"
    binary = directory / "models"
    calls = "".join(f'\tprintf("program\\n");\n\tp{program.seed}();\n' for program in programs)
    text = [(HERE / "model.c").read_text(), *(program.model() for program in programs), "int main(void)\n{\n", calls, "\treturn 0;\n}\n"]
    source.write_text("\n".join(text))
    subprocess.run(["gcc", "-std=gnu17", "-w", "-O0", "-fwrapv", "-o", str(binary), str(source)], check=True)
    printed = subprocess.run([str(binary)], check=True, capture_output=True, text=True).stdout
    return [part.splitlines() for part in printed.split("program\n")[1:]]


def judge(program: Program, expected: list[str], directory: Path) -> list[str]:
    """What is wrong, nothing if all is well."""
    script = directory / f"{program.seed}.d"
    script.write_text(program.script())
    try:
        done = subprocess.run(COMMAND + [str(script)], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"still running after {SECONDS} s"]
    wrong = []
    if done.returncode != 0 or done.stderr:
        wrong += [f"exit status {done.returncode}"] + done.stderr.decode(errors="replace").splitlines()
    printed = in_order(done.stdout.decode(errors="replace").splitlines())
    pairs = zip(printed + ["nothing"] * len(expected), expected + ["nothing"] * len(printed))
    wrong += [f"printed {got}, and in C {wanted}" for got, wanted in pairs if got != wanted][:SHOWN]
    return wrong


def check_batch(first: int, count: int, quietly: bool = False) -> int:
    """Prints a line for each program, or for each that failed; returns how many did. The scripts of those are kept."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        programs = [Program(seed) for seed in range(first, first + count)]
        for program, lines in zip(programs, run_models(programs, directory), strict=True):
            wrong = judge(program, program.expected(lines), directory)
            if wrong or not quietly:
                print(f"{'not ok' if wrong else 'ok'} {program.seed} - generated program {program.seed}", flush=True)
            if wrong:
                failed += 1
                kept = Path("build/generated")
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{program.seed}.d").write_text(program.script())
                wrong.append(f"the script: {kept}/{program.seed}.d; again: python3 dsl/tests/generated --first {program.seed} --count 1")
            for line in wrong:
                print(f"#   {line}")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seconds", type=float)
    arguments = parser.parse_args()
    failed = 0
    if arguments.seconds is None:
        print(f"1..{arguments.count}")
        for first in range(arguments.first, arguments.first + arguments.count, BATCH):
            failed += check_batch(first, min(BATCH, arguments.first + arguments.count - first))
        return 1 if failed else 0
    end = time.monotonic() + arguments.seconds
    start = first = int(time.time()) * 1000
    print(f"fuzz: generated programs from {start} on, {arguments.seconds:.0f} s", flush=True)
    while time.monotonic() < end:
        failed += check_batch(first, BATCH, quietly=True)
        first += BATCH
    print(f"fuzz: {first - start} programs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
