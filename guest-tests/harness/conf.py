# SPDX-License-Identifier: BSD-2-Clause
"""What a probevisor.conf refers to, and where those files are. The loader judges the file (boot/config.h); here only so much
is understood as is needed to put it on a disk, so that a faulty one reaches the loader and its error messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

KEYS_WITH_FILES = ("image", "initrd", "module", "modules", "programs")
VALUE = re.compile(r"^\s*([A-Za-z0-9_.-]+)\s*=\s*(.*?)\s*$")
SECTION = re.compile(r"^\s*\[\s*([^]\s]*)\s*([^]]*)\]")
NAME_ON_DISK = re.compile(r"^[A-Za-z0-9_+-][A-Za-z0-9._+-]*$")


class ConfError(Exception):
    """Something that the user has to mend, in words for him."""


@dataclass(frozen=True)
class Reference:
    """A file that the configuration names."""

    line: int
    key: str
    path: str  # with / as separator, relative to the root directory


def _without_comment(value: str) -> str:
    return re.sub(r"(^|\s)#.*$", "", value).strip()


def references(text: str) -> list[Reference]:
    """All files named, in order, each once."""
    found: dict[str, Reference] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        match = VALUE.match(line)
        if not match or match[1] not in KEYS_WITH_FILES:
            continue
        for name in _without_comment(match[2]).split(","):
            path = name.strip().replace("\\", "/").lstrip("/")
            if path:
                found.setdefault(path.lower(), Reference(number, match[1], path))
    return list(found.values())


def with_programs(text: str, names: list[str]) -> str:
    """The same configuration with these programs instead of its own. Line numbers stay where that is possible, since the loader's
    messages name them."""
    lines = text.splitlines()
    setting = f"programs = {', '.join(names)}"
    section = ""
    header: int | None = None
    placed = False
    for index, line in enumerate(lines):
        if match := SECTION.match(line):
            section = match[1]
            if section == "probevisor" and header is None:
                header = index
        elif section == "probevisor" and (match := VALUE.match(line)) and match[1] == "programs":
            lines[index] = "" if placed else setting
            placed = True
    if not placed and header is not None:
        lines.insert(header + 1, setting)
    elif not placed:
        lines += ["[probevisor]", setting]
    return "\n".join(lines) + "\n"


def _candidates(path: str, folders: list[Path]) -> list[Path]:
    pure = PurePosixPath(path)
    return [folder / part for folder in folders for part in dict.fromkeys((str(pure), pure.name))]


def resolve(conf: Path, text: str, folders: list[Path], scripts: list[Path] | None = None) -> dict[str, Path]:
    """Where each file that the text names is found: {path on disk: file}. Looked for under its path, then its bare name, in each
    folder. Scripts given apart are found where they are. Raises ConfError naming all that is missing."""
    files: dict[str, Path] = {}
    missing: list[str] = []
    given = {script.name.lower(): script for script in scripts or []}
    for reference in references(text):
        if ".." in PurePosixPath(reference.path).parts:
            raise ConfError(f"{conf}:{reference.line}: {reference.path}: paths are relative to the disk's root directory")
        if reference.key == "programs" and reference.path.lower() in given:
            files[reference.path] = given[reference.path.lower()]
            continue
        for candidate in _candidates(reference.path, folders):
            if candidate.is_file():
                files[reference.path] = candidate
                break
        else:
            missing.append(f"{conf}:{reference.line}: {reference.key}: no file {reference.path}")
    if missing:
        places = ", ".join(str(folder) for folder in folders)
        raise ConfError("\n".join(missing) + f"\nlooked in: {places}")
    return files


def check_scripts(scripts: list[Path]) -> list[str]:
    """The names of these scripts on the disk."""
    for script in scripts:
        if not script.is_file():
            raise ConfError(f"{script}: no such script")
        if not NAME_ON_DISK.match(script.name):
            raise ConfError(f"{script}: please rename it: its name may have letters, digits, and . _ + - only")
    names = [script.name for script in scripts]
    if len({name.lower() for name in names}) != len(names):
        raise ConfError(f"two scripts of one name: {', '.join(names)}")
    return names
