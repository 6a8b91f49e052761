/* SPDX-License-Identifier: BSD-2-Clause */
/* What the object says about the program, and the limits of both. */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

/* The script of the design document, byte for byte. */
static const char seed[] = "profile-97hz\n"
			   "/execname == \"qemu-kvm\"/\n"
			   "{\n"
			   "        @[pid, vmregs[VMX_GUEST_CR3]] = count();\n"
			   "}\n"
			   "\n"
			   "tick-10s\n"
			   "{\n"
			   "        printa(\"%05d 0x%x %@d\\n\", @);\n"
			   "        exit(0);\n"
			   "}\n";

static const char *name_at(const struct compiled *compiled, uint32_t offset)
{
	return object_string(&compiled->image, offset);
}

static void test_seed(void **state)
{
	struct compiled *compiled = compile_text(seed);
	const struct object_image *image = &compiled->image;

	(void)state;
	assert_string_equal(name_at(compiled, image->header->source_name), "test.d");
	assert_int_equal(image->clause_count, 2);
	assert_int_equal(image->clauses[0].source_line, 1);
	assert_int_equal(image->clauses[1].source_line, 7);
	assert_string_equal(name_at(compiled, image->probes[0].provider), "");
	assert_string_equal(name_at(compiled, image->probes[0].name), "profile-97hz");
	assert_string_equal(name_at(compiled, image->probes[1].name), "tick-10s");

	assert_int_equal(image->agg_count, 1);
	assert_string_equal(name_at(compiled, image->aggs[0].name), "");
	assert_int_equal(image->aggs[0].function, AGG_count);
	assert_int_equal(image->aggs[0].key_count, 2);
	assert_int_equal(image->values[image->aggs[0].first_key].size, 4);
	assert_int_equal(image->values[image->aggs[0].first_key].is_signed, 1);
	assert_int_equal(image->values[image->aggs[0].first_key + 1].size, 8);
	assert_int_equal(image->values[image->aggs[0].first_key + 1].is_signed, 0);

	assert_int_equal(image->clauses[0].action_count, 0);
	assert_int_equal(image->clauses[1].action_count, 2);
	assert_int_equal(image->actions[0].kind, ACTION_PRINTA);
	assert_string_equal(name_at(compiled, image->actions[0].format), "%05d 0x%x %@d\n");
	assert_int_equal(image->aggrefs[image->actions[0].first_agg].agg, 0);
	assert_int_equal(image->actions[1].kind, ACTION_EXIT);
	assert_int_equal(image->values[image->actions[1].first_value].size, 4);

	/* In the interpreter each instruction of the first clause costs at every sample. */
	assert_true(image->clauses[0].insn_count <= 24);
	compiled_free(compiled);
}

static void test_probes(void **state)
{
	struct compiled *compiled = compile_text(
		"BEGIN,\ndtrace:::END, f:n, m:f:n, vmx:g*:[ch]*:, a:b:c:d, :::,*-10s\n{} tick-1 {}");
	static const char *const expected[][4] = {
		{"", "", "", "BEGIN"}, {"dtrace", "", "", "END"},  {"", "", "f", "n"},
		{"", "m", "f", "n"},   {"vmx", "g*", "[ch]*", ""}, {"a", "b", "c", "d"},
		{"", "", "", ""},      {"", "", "", "*-10s"},	   {"", "", "", "tick-1"},
	};

	(void)state;
	assert_int_equal(compiled->image.probe_count, 9);
	assert_int_equal(compiled->image.clauses[0].probe_count, 8);
	assert_int_equal(compiled->image.clauses[1].first_probe, 8);
	assert_int_equal(compiled->image.probes[1].source_line, 2);
	for (int i = 0; i < 9; i++) {
		const struct object_probe *probe = &compiled->image.probes[i];

		assert_string_equal(name_at(compiled, probe->provider), expected[i][0]);
		assert_string_equal(name_at(compiled, probe->module), expected[i][1]);
		assert_string_equal(name_at(compiled, probe->function), expected[i][2]);
		assert_string_equal(name_at(compiled, probe->name), expected[i][3]);
	}
	compiled_free(compiled);
}

static void test_options(void **state)
{
	struct compiled *compiled =
		compile_text("#pragma D option quiet\n#pragma D option aggsize=2k\n"
			     "#pragma D option switchrate=4hz\n#pragma D option aggrate=3s\n"
			     "#pragma D option aggsortkeypos=7\n#pragma D option aggsize=1m\n"
			     "BEGIN { trace(execname); }\n#pragma D option strsize=100\n");
	const struct object_image *image = &compiled->image;

	(void)state;
	assert_int_equal(object_option(image, OPTION_quiet), 1);
	assert_int_equal(object_option(image, OPTION_aggsize), 1 << 20);
	assert_int_equal(object_option(image, OPTION_switchrate), 250000000);
	assert_int_equal(object_option(image, OPTION_aggrate), 3000000000);
	assert_int_equal(object_option(image, OPTION_aggsortkeypos), 7);
	assert_int_equal(object_option(image, OPTION_strsize), 100);
	assert_int_equal(object_option(image, OPTION_bufsize), 4 << 20);
	assert_int_equal(image->option_count, 6);
	assert_int_equal(image->values[0].type, TYPE_STRING);
	assert_int_equal(image->values[0].size, 100);
	compiled_free(compiled);
}

static void test_strings_are_shared(void **state)
{
	struct compiled *once = compile_text("BEGIN { printf(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"); }");
	struct compiled *twice = compile_text("BEGIN { printf(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"); "
					      "trace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"); }");

	(void)state;
	assert_int_equal(once->image.string_bytes, twice->image.string_bytes);
	compiled_free(once);
	compiled_free(twice);
}

static void test_printa_of_several(void **state)
{
	struct compiled *compiled =
		compile_text("END { printa(\"%@d %@d\", @b, @a); printa(@a); }\n"
			     "tick-1 { @a = count(); @b = sum(1); @c = avg(1u); }");
	const struct object_image *image = &compiled->image;

	(void)state;
	assert_int_equal(image->actions[0].agg_count, 2);
	assert_string_equal(
		name_at(compiled,
			image->aggs[image->aggrefs[image->actions[0].first_agg].agg].name),
		"b");
	assert_string_equal(
		name_at(compiled,
			image->aggs[image->aggrefs[image->actions[1].first_agg].agg].name),
		"a");
	assert_int_equal(image->actions[1].format, 0);
	assert_int_equal(image->aggs[0].is_signed, 0);
	assert_int_equal(image->aggs[1].is_signed, 1);
	assert_int_equal(image->aggs[2].is_signed, 0);
	compiled_free(compiled);
}

/* LLVM's disassembler divides the code by these. */
static void test_symbols(void **state)
{
	struct compiled *compiled = compile_text(seed);
	const char *bytes = compiled->result.object;
	static const char name[] = "clause_2_line_7";
	bool found = false;

	(void)state;
	for (size_t i = 0; i + sizeof(name) <= compiled->result.object_size; i++)
		found |= memcmp(bytes + i, name, sizeof(name)) == 0;
	assert_true(found);
	compiled_free(compiled);
}

/* The object does not depend on where the compiler's memory lies or what is in it. */
static void test_reproducible(void **state)
{
	struct compiled *first = compile_text(seed);
	char *memory = malloc(dsl_memory_needed(sizeof(seed)) + 64);

	(void)state;
	memset(memory, 0xa5, dsl_memory_needed(sizeof(seed)) + 64);

	struct dsl_request request = {
		.name = "test.d",
		.text = seed,
		.length = sizeof(seed) - 1,
		.memory = memory + 3,
		.memory_size = dsl_memory_needed(sizeof(seed)),
	};
	struct dsl_result second;

	assert_true(dsl_compile(&request, &second));
	assert_int_equal(first->result.object_size, second.object_size);
	assert_memory_equal(first->result.object, second.object, second.object_size);
	free(memory);
	compiled_free(first);
}

/* Limits */

static void append_many(char **text, const char *piece, int count)
{
	size_t length = *text ? strlen(*text) : 0;
	size_t piece_length = strlen(piece);

	*text = realloc(*text, length + piece_length * (size_t)count + 1);
	for (int i = 0; i < count; i++, length += piece_length)
		memcpy(*text + length, piece, piece_length);
	(*text)[length] = '\0';
}

static void append(char **text, const char *piece)
{
	append_many(text, piece, 1);
}

/* before, count times piece, after: NULL when it compiles, else what the message must have in it.
 */
static void check_limit(const char *before, const char *piece, int count, const char *after,
			const char *message)
{
	char *text = NULL;

	append(&text, before);
	append_many(&text, piece, count);
	append(&text, after);

	struct compiled *compiled = compile_bytes(text, strlen(text));

	if (message && compiled->result.object)
		fail_msg("accepted: %d of %s", count, piece);
	if (!message && !compiled->result.object)
		fail_msg("refused: %d of %s: %s", count, piece, compiled->lines[0]);
	if (message && !strstr(compiled->lines[0], message))
		fail_msg("%d of %s: %s", count, piece, compiled->lines[0]);
	compiled_free(compiled);
	free(text);
}

/* printf() of so many values, the last of which nests so deep. */
static void check_stack(int values, int depth, const char *message)
{
	char *text = NULL;

	append(&text, "BEGIN { printf(\"");
	append_many(&text, "%d", values);
	append(&text, "\"");
	append_many(&text, ", 1", values - 1);
	append(&text, ", ");
	append_many(&text, "pid - (", depth);
	append(&text, "0");
	append_many(&text, ")", depth);
	check_limit(text, "", 0, "); }", message);
	free(text);
}

static void test_stack_of_a_clause(void **state)
{
	(void)state;
	/* 64 slots: 32 values; r7 to r9 and 32 slots hold what the nesting leaves open. */
	check_stack(32, 34, NULL);
	check_stack(32, 36, "[D_LIMIT] line 1: expression needs more than the 512 bytes of stack");
	check_stack(1, 54, NULL);
}

static void test_limits(void **state)
{
	(void)state;
	check_limit("BEGIN { printf(\"", "%d", 32,
		    "\", 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
		    "19,20,21,22,23,24,25,26,27,28,29,30,31,32); }",
		    NULL);
	check_limit("BEGIN { printf(\"", "%d", 33,
		    "\", 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
		    "19,20,21,22,23,24,25,26,27,28,29,30,31,32,33); }",
		    "[D_LIMIT] line 1: printf( ) can take at most 32 values (column 9)");
	check_limit("", "tick-1 {}\n", 16384, "", NULL);
	check_limit("", "tick-1 {}\n", 16385, "",
		    "[D_LIMIT] line 16385: a program can have at most 16384");
	check_limit("BEGIN { ", "x++;", 400, "}", NULL);
	check_limit("BEGIN { ", "x++;", 1000, "}", "[D_LIMIT] line 1: clause needs ");
	check_limit("BEGIN { trace(", "(", 62, "1",
		    "[D_SYNTAX] line 1: syntax error near end of input");
	check_limit("BEGIN { trace(", "(", 100000, "1",
		    "[D_LIMIT] line 1: expression is nested more than 64 levels deep");
	check_limit("BEGIN { trace(", "-", 100000, "1); }",
		    "[D_LIMIT] line 1: expression is nested more than 64 levels deep");
	check_limit("BEGIN { trace(", "1?", 100000, "1); }",
		    "[D_LIMIT] line 1: expression is nested more than 64 levels deep");
	check_limit("BEGIN { ", "x=", 100000, "1; }",
		    "[D_LIMIT] line 1: expression is nested more than 64 levels deep");
	check_limit("BEGIN { trace(", "vmregs[", 100000, "1); }",
		    "[D_LIMIT] line 1: expression is nested more than 64 levels deep");
	check_limit("BEGIN { trace(1", "+pid", 120, "); }", NULL);
	check_limit("BEGIN { trace(1", "+pid", 100000, "); }",
		    "[D_LIMIT] line 1: expression is nested more than 128 operators deep");
	check_limit("BEGIN { x = 1; x", "++", 100000, "; }",
		    "[D_LIMIT] line 1: expression is nested more than 128 operators deep");
	check_limit("BEGIN { x = 1", ",x++", 100000, "; }",
		    "[D_LIMIT] line 1: expression is nested more than 128 operators deep");
	check_limit("", "x", 64, ":::n {}",
		    "[D_PDESC_INVAL] line 1: invalid probe description: provider is longer");
	check_limit("", "x", 63, ":::n {}", NULL);
	check_limit(":::", "x", 600, " {}",
		    "[D_PDESC_INVAL] line 1: probe description is longer than 512 bytes");
}

/* n of them, each with a name of its own */
static void check_numbered(const char *format, int count, const char *after, const char *message)
{
	char *text = NULL;
	char piece[128];

	append(&text, "");
	for (int i = 0; i < count; i++) {
		snprintf(piece, sizeof(piece), format, i);
		append_many(&text, piece, 1);
	}
	check_limit(text, "", 0, after, message);
	free(text);
}

static void test_numbered_limits(void **state)
{
	(void)state;
	check_numbered("BEGIN { @a%d = count(); }\n", 256, "", NULL);
	check_numbered("BEGIN { @a%d = count(); }\n", 257, "",
		       "[D_LIMIT] line 257: a program can have at most 256 aggregations");
	check_numbered("this long v%d;", 512, "BEGIN {}", NULL);
	check_numbered("this long v%d;", 513, "BEGIN {}",
		       "[D_LIMIT] line 1: this->v512: the program's clause-local");
	check_numbered("long v%d;", 8192, "BEGIN {}", NULL);
	check_numbered(
		"long v%d;", 8193, "BEGIN {}",
		"[D_LIMIT] line 1: v8192: the program's global variables need more than 65536 bytes");
}

static void test_sizes_of_source_and_memory(void **state)
{
	struct dsl_request request = {.name = "test.d"};
	char *big = malloc(DSL_MAX_SOURCE + 1);
	struct compiled *compiled;

	(void)state;
	memset(big, ' ', DSL_MAX_SOURCE + 1);
	compiled = compile_request(request, big, DSL_MAX_SOURCE + 1);
	assert_null(compiled->result.object);
	compiled_free(compiled);
	snprintf(big, DSL_MAX_SOURCE + 1, "BEGIN {%*s}", DSL_MAX_SOURCE - 8, "");
	compiled = compile_request(request, big, DSL_MAX_SOURCE);
	assert_non_null(compiled->result.object);
	compiled_free(compiled);
	free(big);

	/* With any amount of memory it either works or says why not. */
	bool worked = false;

	for (size_t size = 1; size < dsl_memory_needed(sizeof(seed)); size += 997) {
		request.memory_size = size;
		compiled = compile_request(request, seed, sizeof(seed) - 1);
		assert_int_equal(compiled->line_count, compiled->result.object ? 0
						       : size < 60000 ? compiled->line_count
								      : 3);
		assert_false(worked && !compiled->result.object);
		worked = compiled->result.object != NULL;
		compiled_free(compiled);
	}
	assert_true(worked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seed),
		cmocka_unit_test(test_probes),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_strings_are_shared),
		cmocka_unit_test(test_printa_of_several),
		cmocka_unit_test(test_symbols),
		cmocka_unit_test(test_reproducible),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_stack_of_a_clause),
		cmocka_unit_test(test_numbered_limits),
		cmocka_unit_test(test_sizes_of_source_and_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
