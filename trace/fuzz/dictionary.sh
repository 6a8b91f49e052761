#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# dictionary.sh: libFuzzer's dictionary of D on standard output, out of the compiler's own tables: keywords, punctuators, types,
# built-in variables, functions, options, units, some constants; and what stands in no table.
set -eu

# The first argument of each row, an identifier or a string in quotes; the second where that is the text.
names() { sed -nE 's/^[A-Z_]+\("?([A-Za-z_0-9]+)"?[,)].*/\1/p' "$@"; }
texts() { sed -nE 's/^[A-Z_]+\([A-Za-z_0-9]+, *"([^"]+)".*/\1/p' "$@"; }
{
	names dsl/types.def dsl/builtins.def dsl/refused.def dsl/abi/aggregations.def dsl/abi/options.def dsl/abi/units.def
	names dsl/abi/strings.def
	names dsl/abi/registers.def | head -n 4
	names dsl/abi/vmcs_fields.def | grep -E 'GUEST_(CR3|RIP|RSP)$'
	names dsl/abi/helpers.def
	texts dsl/tokens.def
	# Functions and actions, in whatever tables dsl/ has beside these.
	for table in dsl/*.def; do
		[ "$table" = dsl/errtags.def ] || names "$table"
	done
	cat <<-'WORDS'
		BEGIN
		END
		ERROR
		profile-97hz
		tick-1s
		dtrace:::
		profile:::
		#pragma D option
		#pragma D attributes
		#!
		this->
		self->
		int
		unsigned
		signed
		long
		short
		char
		void
		string
		const
		static
		extern
		struct
		union
		enum
		typedef
		inline
		translator
		provider
		sizeof
		offsetof
		stringof
		if
		else
		$1
		$2
		$3
		$$1
		$target
		@a
		@b[
		= count()
		= quantize(
		= lquantize(
		printf("%d\n", 
		printa("%d %@d\n", @)
		exit(0)
		0x8000000000000000
		18446744073709551615
		2147483648
		-1
		/* */
		'a'
		"s"
		%-*d
		%@d
		%llx
		\n
		\x41
	WORDS
} | sort -u | sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/'
