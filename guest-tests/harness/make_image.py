# SPDX-License-Identifier: BSD-2-Clause
"""`make image`: writes the release image."""

from __future__ import annotations

import argparse
import sys

from .conf import ConfError
from .parts import Parts


def main() -> int:
    parser = argparse.ArgumentParser(prog="make_image")
    Parts.add_arguments(parser)
    parts = Parts.from_arguments(parser.parse_args())
    try:
        parts.write_image(parts.image, parts.conf, [])
    except (ConfError, OSError) as error:
        print(f"image: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
