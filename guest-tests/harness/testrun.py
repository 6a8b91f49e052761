# SPDX-License-Identifier: BSD-2-Clause
"""`make test` and `make unit`: runs the tests and ends with the line "N passed, N failed"."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from . import boot as booting
from . import cases, tap, unit
from .emulator import EmulatorError, Options
from .parts import Parts

BOOTS_AT_ONCE = 2  # an emulator keeps a core busy


def boot(parts: Parts, tally: tap.Tally) -> None:
    """Runs the boot tests that CASES names, else all."""
    names = os.environ.get("CASES", "").split() or list(cases.CASES)
    for unknown in [name for name in names if name not in cases.CASES]:
        tally.add(f"boot/{unknown}", False, [f"there is no such case; there are {', '.join(cases.CASES)}"])
        names.remove(unknown)
    options = Options.from_environment()
    # An image of before must not stand in for one that cannot be built.
    built = subprocess.run(["make", "--no-print-directory", "-k", "parts", "host-command"]).returncode == 0
    tally.add("build: the image and the host command", built, ["see the errors of make above"])
    if not built:
        for name in names:
            tally.add(f"boot/{name}", False, ["not booted: there is no image of these sources"])
        return
    pool = ThreadPoolExecutor(BOOTS_AT_ONCE)
    try:
        results = {name: pool.submit(cases.run, name, parts, options) for name in names}
        for name, result in results.items():
            for check, wrong in result.result():
                tally.add(f"boot/{name}: {check}", not wrong, wrong)
    except BaseException:
        booting.cancelled.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _terminated(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _run(options: argparse.Namespace) -> int:
    tally = tap.Tally()
    if options.unit is not None:
        unit.run(options.unit, tally)
    if options.boot:
        boot(Parts.from_arguments(options), tally)
    return tally.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="testrun")
    parser.add_argument("--unit", nargs="*", metavar="PROGRAM", help="unit tests: these, and the harness' own")
    parser.add_argument("--boot", action="store_true", help="boot tests")
    Parts.add_arguments(parser)
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminated)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except (EmulatorError, BrokenPipeError) as error:
        print(f"testrun: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
