#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# fuzz.sh SECONDS FUZZER...: runs each fuzzer for so long, from the seeds in DIR/fuzz/corpus/NAME and in FUZZER.seeds, with the
# dictionary FUZZER.dict, as far as these exist. New inputs stay under build/; inputs that break something are left there too,
# in FUZZER.failures/, named by libFuzzer after what happened.
set -u

seconds=$1
shift
if [ $# -eq 0 ]; then
	echo "fuzz: there is no fuzzer: no trace/fuzz/fuzz_*.c exists" >&2
	exit 1
fi
failed=0
total=$#
for fuzzer in "$@"; do
	name=$(basename "$fuzzer")
	source=${fuzzer#*/fuzz/}
	found=$fuzzer.corpus
	failures=$fuzzer.failures
	log=$fuzzer.log
	mkdir -p "$found" "$failures"
	set -- "$found"
	for seeds in "$(dirname "$source")/corpus/$name" "$fuzzer.seeds"; do
		[ ! -d "$seeds" ] || set -- "$@" "$seeds"
	done
	[ ! -f "$fuzzer.dict" ] || set -- "-dict=$fuzzer.dict" "$@"
	echo "fuzz: $name, $seconds s"
	# -timeout: of one input. What a sanitizer finds ends the fuzzer with another status than 0.
	if "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
		-artifact_prefix="$failures/" "$@" >"$log" 2>&1; then
		sed -n 's/^stat::number_of_executed_units: */fuzz: inputs tried: /p' "$log"
	else
		grep -aE -A 20 '^(==[0-9]+==|.*runtime error|.*Test unit written|fuzz_|bounded_run)' "$log" | head -n 60 >&2
		echo "fuzz: $name failed; its input is in $failures/, what it said in $log" >&2
		failed=$((failed + 1))
	fi
done
echo "fuzz: $total run, $failed failed"
[ "$failed" -eq 0 ]
