#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# object_seeds.sh PROBEVISOR DIRECTORY SCRIPT...: compiles those scripts that compile as they are into the directory, with small buffers:
# zeroing megabytes takes longer than running a program.
set -eu

probevisor=$1
directory=$2
shift 2
rm -rf "$directory"
mkdir -p "$directory"
for script in "$@"; do
	name=$(echo "${script%.d}" | tr / -)
	{
		for size in bufsize=16k aggsize=16k dynvarsize=16k specsize=4k; do
			echo "#pragma D option $size"
		done
		sed '1{/^#!/d}' "$script"
	} >"$directory.script"
	"$probevisor" compile "$directory.script" -o "$directory/$name" 2>/dev/null || :
done
rm -f "$directory.script"
