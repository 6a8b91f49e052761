#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# deps.sh GROUP...: sees that what the groups need is installed. Debian's packages are installed when they are missing; on a system
# without apt-get the missing ones are named and it fails. Looks only for files and commands, so that it costs nothing when all is
# there. Whoever brings an own emulator (BOCHS=, QEMU=) or firmware (OVMF=) needs no package for it.
set -eu

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
missing=
looked=

# need PACKAGE THING: THING is a command, or a file when it has a slash (a pattern may be given).
need() {
	case $2 in
	*/*) for file in $2; do [ -e "$file" ] && return; done ;;
	*) command -v "$2" >/dev/null 2>&1 && return ;;
	esac
	case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac
	looked="$looked
  $2 (Debian package $1)"
}

need_emulator() {
	case $1 in
	bochs)
		if [ -z "${BOCHS:-}" ]; then
			need bochs bochs
			need bochs-term '/usr/lib/*/bochs/plugins/libbx_term*'
			need vgabios '/usr/share/vgabios/vgabios.bin'
		fi
		;;
	qemu) [ -n "${QEMU:-}" ] || need qemu-system-x86 qemu-system-x86_64 ;;
	*)
		echo "deps: EMULATOR=$1 is not known: use bochs or qemu" >&2
		exit 2
		;;
	esac
	[ -n "${OVMF:-}" ] || need ovmf /usr/share/ovmf/OVMF.fd
}

# The same rule as in emulator.py: QEMU where it can run VMX in a guest, else Bochs.
chosen_emulator() {
	if [ -n "${EMULATOR:-}" ]; then
		echo "$EMULATOR"
	elif [ -r /dev/kvm ] && [ -w /dev/kvm ] && grep -qw vmx /proc/cpuinfo; then
		echo qemu
	else
		echo bochs
	fi
}

for group in "$@"; do
	case $group in
	build)
		need gcc gcc
		need libc6-dev '/usr/include/string.h'
		need binutils ld
		need nasm nasm
		need gnu-efi '/usr/include/efi/efi.h'
		need mtools mformat
		need fdisk sfdisk
		need python3 python3
		;;
	unit) need libcmocka-dev '/usr/include/cmocka.h' ;;
	boot) need_emulator "$(chosen_emulator)" ;;
	bochs | qemu) need_emulator "$group" ;;
	lint)
		need clang-format clang-format
		need clang-tidy clang-tidy
		need git git
		need mypy mypy
		;;
	fuzz)
		need clang clang
		need libclang-rt-14-dev '/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-x86_64.a'
		;;
	*)
		echo "deps: unknown group $group" >&2
		exit 2
		;;
	esac
done

[ -n "$missing" ] || exit 0

if [ -n "${DEPS_AGAIN:-}" ]; then
	echo "deps: installed, but still not found:$looked" >&2
	exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
	echo "deps: this system has no apt-get; please install what gives these:$looked" >&2
	exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "deps: not root and no sudo; as root: apt-get install$missing" >&2
		exit 1
	fi
	as_root=sudo
fi
echo "deps: installing$missing" >&2
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
# shellcheck disable=SC2086 # a list of packages
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing >&2

# A package that does not bring what was looked for would be asked for again and again: say so instead.
DEPS_AGAIN=1 exec "$0" "$@"
