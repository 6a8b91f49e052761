#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# lint.sh: formatting and static analysis of the C sources, types of the Python ones, and a licence line in every file. Says all that is wrong, then fails.
set -u

failed=0

# Files that are not yet added count too: lint is for before the commit.
list() { git ls-files -z --cached --others --exclude-standard -- "$@"; }

# seed.d is the script of the design, byte for byte.
echo "lint: licence lines"
unlicensed=$(list | xargs -0 grep -L 'SPDX-License-Identifier: BSD-2-Clause' -- | grep -vE '^(LICENSE|\.gitignore|\.clang-format|\.clang-tidy|guest-tests/scripts/seed\.d)$|/corpus/|^trace/conformance/.*\.(out|err|status|args)$')
if [ -n "$unlicensed" ]; then
	echo "lint: no SPDX line: $unlicensed" >&2
	failed=1
fi

echo "lint: clang-format"
list '*.c' '*.h' | xargs -0 -r clang-format --dry-run -Werror || failed=1

# Each part is analysed with the flags that it is built with, as far as clang knows them. One file at a time: given several, clang-tidy 14
# takes every va_list of the later ones for uninitialized.
tidy() {
	flags=$1
	shift
	list "$@" | xargs -0 -r -n 1 -P 2 sh -c '
		flags=$0
		# shellcheck disable=SC2086 # a list of flags
		clang-tidy --quiet "$@" -- $flags 2>/dev/null' "$flags" || failed=1
}

host='-std=gnu17 -I. -Wall -Wextra'
bare="$host -ffreestanding -mgeneral-regs-only -mno-red-zone -fno-pic -fno-builtin"
efi="-isystem /usr/include/efi -isystem /usr/include/efi/x86_64 -isystem /usr/include/efi/protocol -DGNU_EFI_USE_MS_ABI -fshort-wchar"
echo "lint: clang-tidy"
tidy "$host" 'dsl/*.c' 'trace/*.c' 'vmm/tests/*.c' 'boot/tests/*.c'
tidy "$bare" 'vmm/*.c' ':!vmm/tests' 'guest-tests/*.c'
tidy "$bare $efi" 'boot/*.c' ':!boot/tests'

echo "lint: mypy"
mypy --strict --no-error-summary --cache-dir build/mypy guest-tests/harness trace/conformance dsl/tests/generated || failed=1

[ "$failed" -eq 0 ] && echo "lint: clean"
exit "$failed"
