# SPDX-License-Identifier: BSD-2-Clause
"""`make test` and `make unit`: runs the tests and ends with the line "N passed, N failed"."""

from __future__ import annotations

import argparse
import sys

from . import tap, unit


def main() -> int:
    parser = argparse.ArgumentParser(prog="testrun")
    parser.add_argument("--unit", nargs="*", metavar="PROGRAM", help="unit tests: these, and the harness' own")
    parser.add_argument("--boot", action="store_true", help="boot tests")
    options = parser.parse_args()
    tally = tap.Tally()
    if options.unit is not None:
        unit.run(options.unit, tally)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
