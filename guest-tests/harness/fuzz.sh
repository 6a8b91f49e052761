#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# fuzz.sh SECONDS FUZZER...: runs each fuzzer for so long, from the seeds in DIR/fuzz/corpus/NAME if there are any. New inputs stay under
# build/; inputs that break something are left there too and named by libFuzzer.
set -u

seconds=$1
shift
if [ $# -eq 0 ]; then
	echo "fuzz: there is no fuzzer: none of dsl/fuzz/fuzz_*.c, trace/fuzz/fuzz_*.c exists" >&2
	exit 1
fi
failed=0
for fuzzer in "$@"; do
	name=$(basename "$fuzzer")
	source=${fuzzer#*/fuzz/}
	seeds=$(dirname "$source")/corpus/$name
	found=$fuzzer.corpus
	mkdir -p "$found" "$fuzzer.failures"
	[ -d "$seeds" ] || seeds=
	echo "fuzz: $name, $seconds s"
	if ! "$fuzzer" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix="$fuzzer.failures/" "$found" ${seeds:+"$seeds"}; then
		echo "fuzz: $name failed; its input is in $fuzzer.failures/" >&2
		failed=$((failed + 1))
	fi
done
echo "fuzz: $# run, $failed failed"
[ "$failed" -eq 0 ]
