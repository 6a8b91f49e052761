# SPDX-License-Identifier: BSD-2-Clause
"""Makes the disk image: a GPT with one EFI system partition. Needs no root: the partition is written through its offset."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from . import conf

SECTOR = 512
START = 2048  # first sector of the partition
TAIL = 2048  # sectors behind it, with the second GPT
MIB = 1 << 20
SMALLEST = 48 * MIB  # of the partition: below 33 MiB it would be no FAT32
ESP_TYPE = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
TOOLS_ENV = dict(os.environ, MTOOLS_SKIP_CHECK="1", PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def _run(command: list[str], text: str | None = None) -> None:
    try:
        done = subprocess.run(command, input=text, env=TOOLS_ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError as error:
        raise conf.ConfError(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise conf.ConfError(f"{' '.join(command)} failed:\n{done.stdout}")


def write(path: Path, files: dict[str, Path], texts: dict[str, str]) -> None:
    """Writes an image with these files (path on disk: file) and texts (path on disk: what it says). The image appears under its
    name only when it is whole."""
    size = sum(file.stat().st_size for file in files.values()) + sum(len(text) for text in texts.values())
    partition = max(SMALLEST, (size * 9 // 8 + 8 * MIB + MIB - 1) // MIB * MIB) // SECTOR
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with open(part, "wb") as image:
            image.truncate((START + partition + TAIL) * SECTOR)
        layout = f"label: gpt\nstart={START}, size={partition}, type={ESP_TYPE}, name=PROBEVISOR\n"
        _run(["sfdisk", "--quiet", str(part)], layout)
        volume = f"{part}@@{START * SECTOR}"
        geometry = ["-T", str(partition), "-h", "16", "-s", "63", "-H", str(START)]
        _run(["mformat", "-i", volume, "-F", "-c", "1", *geometry, "-v", "PROBEVISOR", "::"])
        folders: set[PurePosixPath] = set()
        for name in [*files, *texts]:
            folders.update(PurePosixPath(name).parents)
        for folder in sorted(folders - {PurePosixPath(".")}):
            _run(["mmd", "-i", volume, f"::/{folder}"])
        for name, file in files.items():
            _run(["mcopy", "-i", volume, str(file), f"::/{name}"])
        for name, text in texts.items():
            scratch = part.with_name(part.name + ".text")
            scratch.write_text(text, errors="surrogateescape")
            _run(["mcopy", "-i", volume, str(scratch), f"::/{name}"])
            scratch.unlink()
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
