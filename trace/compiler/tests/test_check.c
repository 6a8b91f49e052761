/* SPDX-License-Identifier: BSD-2-Clause */
/* What is accepted, and how errors are reported. What is refused stands in test_refused_*.c. */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

/* NOLINTBEGIN(bugprone-suspicious-missing-comma): two of them are written on several lines */
static const char *const accepted[] = {
	"string s; self string t; this string u; BEGIN { s = self->t = this->u = \"x\"; }",
	"int a[4], b[int, string]; BEGIN { a[1] = 2; b[1, \"x\"] = a[1]++; self->c[pid] = 1; }",
	"struct s { int a : 3; char c[8]; struct { int d; }; } v, *p; BEGIN { v.a = 1; p->d = v.d; v = v; }",
	"enum e { A, B = A + 4, } x; typedef struct s *sp; BEGIN { x = B; trace((sp)0 == 0); }",
	"inline int N = 4; inline int f[int a, int b] = a * b; BEGIN { trace(f[N, f[N, 2]]); }",
	"BEGIN { if (pid) trace(1); else if (tid) { trace(2); } else { } }",
	"int (*f)(int, char *), *g[3]; BEGIN { trace(sizeof(f) + sizeof(g)); }",
	"BEGIN { x = execname; trace((string)arg0 == stringof(arg0)); trace(sizeof(string)); }",
	"BEGIN { this->p = (char *)arg0; trace(*this->p++); trace(this->p[3]); trace(&this->p[1] - this->p); }",
	"BEGIN",
	"BEGIN {}",
	"BEGIN{}END{}",
	"dtrace:::BEGIN { }",
	"#!/usr/sbin/dtrace -s\nBEGIN { }",
	"#ident \"1.0\"\n#pragma ident \"1.0\"\n#pragma D attributes Stable/Evolving/Common x\n"
	"#pragma D attributes Stable/Stable/ISA provider profile name\n"
	"#pragma D binding \"1.0\" x\n#pragma D depends_on provider profile\nBEGIN {\n#pragma D option "
	"aggsize=0x1000\n}",
	"#pragma D option quiet\nBEGIN { }",
	"#pragma D option quiet=no\n# pragma D option aggsize=8m\n#pragma D option aggrate=10hz\n"
	"#pragma D option switchrate=500ms\n#pragma D option aggsortpos=1\n#pragma D option strsize=64\n"
	"#pragma GCC poison x\n#\nBEGIN { trace(execname); }",
	"/* comment */ BEGIN /* here */ /* too */ { /* and */ ; /* there */ } /* end */",
	"BEGIN, END, tick-1 , profile-97hz\n,\nprofile:::profile-997 { exit(0); }",
	"vmx:*:cpuid:exit, vmx::hlt:, vmx:g[12]:?lt:e*t, ::: { }",
	"tick-10s /pid == 1/ { } tick-1 /1/",
	"tick-1 /arg0 / 2 == 1/ { trace(1 / 1); }",
	"tick-1 /(arg0 /* c */ / 2) > 1 /{ }",
	"tick-1 / execname == \"a/b {\" / { }",
	"int x; this int y; unsigned long long z, w; int x; BEGIN { x = 1; this->y = x; z = w; }",
	"BEGIN { x = 1; x++; --x; x <<= 1; this->a = this->b = x; }",
	"BEGIN { x = 1, y = 2; } END { trace(x + y) }",
	"BEGIN { (x = 1); 1 ? (x = 2) : 3; 0 || x++; }",
	"BEGIN { @ = count(); @a = sum(1); @b[pid] = min(1); @c[1, \"x\"] = max(1); @d = avg(1); }",
	"BEGIN { @a[pid] = count(); } END { @a[tid + 1L] = count(); printa(@a); }",
	"END { printa(\"%d %@d\\n\", @a); } BEGIN { @a[pid, execname] = count(); }",
	"BEGIN { @a[pid] = count(); @b[tid] = sum(1); printa(\"%5d %@8u %@x%%\\n\", @a, @b); }",
	"BEGIN { printf(\"%hd %hu %ld %lld %lx %Y %T %a %C %S %P %lc %ws %I %1048576d\", (short)1, "
	"(uint16_t)1, 1L, timestamp, 2ul, walltimestamp, timestamp, arg0, 'c', execname, (uint16_t)80, 'd', "
	"zonename, zonename, 1); }",
	"BEGIN { printf(\"%5-d %5.3-d %'d % 05+d %?x\", 1, 2, 3, 4, arg0); }",
	"BEGIN { @ = quantize(arg0); @b = lquantize(arg0, -5, 10, 3, pid); @c = stddev(1); "
	"@d = llquantize(arg0, 2, 0, 61, 2, -1); @d = llquantize(1, 2, 0, 61, 2); @e = quantize(1, 2); }",
	"BEGIN { @[1] = count(); printa(\"%@d %@5x %-@20lld\", @); }",
	"BEGIN { trace(uregs[R_RAX]); trace(vmregs[0x6802]); trace(vmregs[(VMX_GUEST_CR0)]); }",
	"BEGIN { trace(sizeof (int)); trace((int)1); trace((uint64_t) - 1); trace(stringof(execname)); }",
	"BEGIN { trace(-+~!1); trace(1 - -1); trace(1 - - 1); x = 1; trace(x+++x); }",
	"BEGIN { trace(\"a\\tb\\\"c\\\\\\x41\\101\"); trace('\\''); }",
};
/* NOLINTEND(bugprone-suspicious-missing-comma) */

static void test_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++)
		compiled_free(compile_text(accepted[i]));
}

static void test_prototype_lines(void **state)
{
	struct compiled *compiled = compile_bytes("BEGIN { printf(\"%5s\", pid); }", 29);

	(void)state;
	assert_int_equal(compiled->line_count, 6);
	assert_string_equal(compiled->lines[1], "\tconversion: %5s");
	assert_string_equal(compiled->lines[2],
			    "\t prototype: char [] or string (or use stringof)");
	assert_string_equal(compiled->lines[3], "\t  argument: pid_t");
	assert_string_equal(compiled->lines[4], "BEGIN { printf(\"%5s\", pid); }");
	compiled_free(compiled);
}

/* One clause's error does not hide the next one's, and syntax errors come alone. */
static void test_several_errors(void **state)
{
	static const char text[] =
		"BEGIN { trace(foo); }\ntick-1 { trace(bar); }\nEND { trace(1); }";
	static const char syntax[] =
		"BEGIN { 1 2; { \"}\" } }\ntick-1 { trace(bar); }\nEND { 3 4; }";
	static const char declarations[] =
		"struct s { int a : 0; int b; } x;\nenum { A = \"x\", B } y;\nBEGIN { z = nosuch; }";
	struct compiled *compiled = compile_bytes(text, sizeof(text) - 1);

	(void)state;
	assert_int_equal(compiled->result.error_count, 2);
	assert_non_null(strstr(compiled->lines[3], "[D_IDENT_UNDEF] line 2:"));
	compiled_free(compiled);

	compiled = compile_bytes(syntax, sizeof(syntax) - 1);
	assert_int_equal(compiled->result.error_count, 2);
	assert_non_null(strstr(compiled->lines[0], "[D_SYNTAX] line 1: syntax error near \"2\""));
	assert_non_null(strstr(compiled->lines[3], "[D_SYNTAX] line 3: syntax error near \"4\""));
	compiled_free(compiled);

	/* A declaration ends at its semicolon, not with the braces of its type. */
	compiled = compile_bytes(declarations, sizeof(declarations) - 1);
	assert_int_equal(compiled->result.error_count, 2);
	compiled_free(compiled);
}

static void test_too_many_errors(void **state)
{
	enum { COUNT = 100 };
	static const char clause[] = "BEGIN { foo; }\n";
	char text[COUNT * (sizeof(clause) - 1)];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = clause[i % (sizeof(clause) - 1)];

	struct compiled *compiled = compile_bytes(text, sizeof(text));

	assert_int_equal(compiled->line_count, 20 * 3 + 1);
	assert_string_equal(compiled->lines[60], "dtrace: too many errors");
	compiled_free(compiled);
}

static void test_tags_by_option(void **state)
{
	static const char text[] = "#pragma D option errtags\nBEGIN { foo; }";
	struct compiled *compiled;

	(void)state;
	compiled = compile_request((struct dsl_request){.name = "x"}, "BEGIN { foo; }", 14);
	assert_string_equal(
		compiled->lines[0],
		"dtrace: failed to compile script x: line 1: failed to resolve foo: Unknown "
		"variable name (column 9)");
	compiled_free(compiled);
	compiled = compile_request((struct dsl_request){.name = "x"}, text, sizeof(text) - 1);
	assert_non_null(strstr(compiled->lines[0], "[D_IDENT_UNDEF] line 2: failed"));
	compiled_free(compiled);
}

/* A preprocessor's line numbers; the file's name is told when it is not the script itself. */
static void test_line_markers(void **state)
{
	static const char text[] =
		"# 1 \"<stdin>\"\nBEGIN {}\n# 7 \"common.h\" 1\nEND { foo; }\n"
		"# 3 \"<stdin>\" 2\nEND { bar;\n#line 90 \"x.h\"\n }\n# 5\nEND {\n"
		"# 8\ntrace(1 +\n\n # 20 \"y.h\"\n zap); }";

	struct compiled *compiled =
		compile_request((struct dsl_request){.name = "x"}, text, sizeof(text) - 1);

	(void)state;
	assert_int_equal(compiled->result.error_count, 3);
	assert_non_null(
		strstr(compiled->lines[0], "script x: \"common.h\", line 7: failed to res"));
	assert_non_null(strstr(compiled->lines[3], "script x: line 3: failed to resolve bar"));
	assert_non_null(
		strstr(compiled->lines[6], "script x: \"y.h\", line 20: failed to resolve zap"));
	compiled_free(compiled);
}

/* An argument may be a bare probe, as `dtrace -n BEGIN`; in a file that is a mistake. */
static void test_bare_probe(void **state)
{
	struct dsl_request request = {.name = "x", .error_tags = true, .is_file = true};
	struct compiled *compiled = compile_request(request, "END {} BEGIN\n", 13);

	(void)state;
	assert_string_equal(
		compiled->lines[0],
		"dtrace: failed to compile script x: [D_SYNTAX] line 1: expected predicate "
		"and/or actions following probe description (column 8)");
	compiled_free(compiled);
	compiled = compile_request(request, "BEGIN /1/\n", 10);
	assert_non_null(compiled->result.object);
	compiled_free(compiled);
}

static void test_default_arguments(void **state)
{
	static const char text[] =
		"#pragma D option defaultargs\nBEGIN { trace($1); trace($$2); exit($3); }";
	struct compiled *compiled = compile_text(text);
	struct execution *execution = calloc(1, sizeof(*execution));

	(void)state;
	assert_true(run_clause(compiled, 0, execution));
	assert_int_equal(execution->records[0].values[0], 0);
	assert_string_equal(string_of(execution->records[1].values[0]), "");
	free(execution);
	compiled_free(compiled);
}

static void test_presets(void **state)
{
	static const char *const good[] = {"quiet", "aggsize=1m", "strsize=0x40", "bufpolicy=ring"};
	static const char *const bad[] = {"quite", "aggsize=1q", "nspec", "ldpath=/bin/ld"};
	static const char text[] = "#pragma D option aggsize=2m\nBEGIN {}";
	struct dsl_request request = {.name = "x", .presets = good, .preset_count = 4};
	struct compiled *compiled = compile_request(request, text, sizeof(text) - 1);

	(void)state;
	assert_non_null(compiled->result.object);
	assert_int_equal(object_option(&compiled->image, OPTION_quiet), 1);
	assert_int_equal(object_option(&compiled->image, OPTION_aggsize), 2 << 20);
	assert_int_equal(object_option(&compiled->image, OPTION_strsize), 64);
	assert_int_equal(object_option(&compiled->image, OPTION_bufpolicy), POLICY_RING);
	compiled_free(compiled);

	request.presets = bad;
	compiled = compile_request(request, text, sizeof(text) - 1);
	assert_int_equal(compiled->line_count, 4);
	assert_string_equal(compiled->lines[0],
			    "dtrace: failed to set -x quite: Invalid option name");
	assert_string_equal(
		compiled->lines[1],
		"dtrace: failed to set -x aggsize=1q: Invalid value for specified option");
	assert_string_equal(compiled->lines[2],
			    "dtrace: failed to set -x nspec: Invalid value for specified option");
	assert_string_equal(
		compiled->lines[3],
		"dtrace: failed to set -x ldpath=/bin/ld: it has no meaning from VMX root");
	compiled_free(compiled);
}

static void test_long_lines_are_excerpted(void **state)
{
	char text[3000];
	int length = snprintf(text, sizeof(text), "BEGIN {%1993sfoo; }%900s", "", "");

	(void)state;

	struct compiled *compiled = compile_bytes(text, (size_t)length);

	assert_non_null(strstr(compiled->lines[0], "(column 2001)"));
	assert_true(strlen(compiled->lines[1]) <= 160);
	assert_int_equal(strncmp(pointed_at(compiled->lines[1], compiled->lines[2]), "foo; }", 6),
			 0);
	compiled_free(compiled);
}

static void test_macro_arguments(void **state)
{
	static const char *const arguments[] = {"x.d",	"profile-97", "-5",
						"0x10", "pid",	      "a \"b\""};
	static const char text[] =
		"$1 { trace($2); trace($3); trace($4); trace($$5); trace($$2); }";
	struct dsl_request request = {
		.name = "x.d", .error_tags = true, .arguments = arguments, .argument_count = 6};
	struct compiled *compiled = compile_request(request, text, sizeof(text) - 1);

	(void)state;
	if (!compiled->result.object)
		fail_msg("%s", compiled->lines[0]);
	assert_string_equal(object_string(&compiled->image, compiled->image.probes[0].name),
			    "profile-97");

	struct execution *execution = calloc(1, sizeof(*execution));

	execution->context.pid = 3;
	assert_true(run_clause(compiled, 0, execution));
	assert_int_equal(execution->records[0].values[0], -5);
	assert_int_equal(execution->records[1].values[0], 16);
	assert_int_equal(execution->records[2].values[0], 3);
	assert_string_equal(string_of(execution->records[3].values[0]), "a \"b\"");
	assert_string_equal(string_of(execution->records[4].values[0]), "-5");
	free(execution);
	compiled_free(compiled);

	compiled = compile_request(request, "BEGIN { trace($5); }", 20);
	assert_non_null(strstr(
		compiled->lines[0],
		"[D_SYNTAX] line 1: macro argument \"a \"b\"\" is neither an integer nor a name"));
	compiled_free(compiled);

	request.argument_count = 3;
	compiled = compile_request(request, "BEGIN { trace($2); }", 20);
	assert_non_null(strstr(
		compiled->lines[0],
		"[D_MACRO_UNUSED] line 1: extraneous argument 'profile-97' ($1 is not referenced)"));
	compiled_free(compiled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_prototype_lines),
		cmocka_unit_test(test_several_errors),
		cmocka_unit_test(test_too_many_errors),
		cmocka_unit_test(test_tags_by_option),
		cmocka_unit_test(test_line_markers),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_bare_probe),
		cmocka_unit_test(test_default_arguments),
		cmocka_unit_test(test_long_lines_are_excerpted),
		cmocka_unit_test(test_macro_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
