# SPDX-License-Identifier: BSD-2-Clause
"""Where the Makefile keeps what a boot needs, and the disk image of a boot with a configuration of its own."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from . import conf, image

GUEST_TESTS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Parts:
    """The Makefile's files."""

    image: Path  # the release image, with conf as its configuration
    efi: Path
    conf: Path
    build: Path

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--image", type=Path, default=Path("build/probevisor.img"))
        parser.add_argument("--efi", type=Path, default=Path("build/BOOTX64.EFI"))
        parser.add_argument("--conf", type=Path, default=GUEST_TESTS / "conf" / "demo.conf")
        parser.add_argument("--build", type=Path, default=Path("build"))

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> Parts:
        return cls(arguments.image, arguments.efi, arguments.conf, arguments.build)

    @property
    def folders(self) -> list[Path]:
        """Where files that a configuration names are, besides its own folder."""
        return [self.build / "guests", GUEST_TESTS / "scripts"]

    def write_image(self, target: Path, path: Path, scripts: list[Path]) -> None:
        """An image for the configuration at this path, with these scripts in place of its own when there are any."""
        text = path.read_text(errors="surrogateescape")
        names = conf.check_scripts(scripts)
        if scripts:
            text = conf.with_programs(text, names)
        files = conf.resolve(path, text, [path.parent, *self.folders], scripts)
        self.write_raw(target, text, files)

    def write_raw(self, target: Path, text: str, files: dict[str, Path]) -> None:
        """An image with this configuration and these files, whatever the configuration names."""
        image.write(target, {"EFI/BOOT/BOOTX64.EFI": self.efi, **files}, {"probevisor.conf": text})
