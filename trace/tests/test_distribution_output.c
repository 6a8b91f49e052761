/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Distributions from the probe to the output. Programs are compiled with sum() and its function is
 * then replaced in the object, which keeps these tests apart from the compiler's.
 */
#include "trace/object.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEADING "\n           value  ------------- Distribution ------------- count    \n"
#define BAR40	"@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@"
#define GAP40	"                                        "

static void expect(const char *source, const struct object_agg *as, const char *output)
{
	char error[TRACE_ERROR_SIZE] = "";
	struct object_image image;
	struct dsl_result result;
	void *memory = script_compile(source, &result);

	sim_start(1);

	uint64_t *object = calloc(result.object_size / 8 + 1, 8);

	assert_non_null(object);
	memcpy(object, result.object, result.object_size);
	assert_true(object_open(object, result.object_size, &image, error));

	size_t at = (size_t)((const uint8_t *)image.aggs - (const uint8_t *)object);
	struct object_agg *agg = (struct object_agg *)((uint8_t *)object + at);

	agg->function = as->function;
	memcpy(agg->parameter, as->parameter, sizeof(agg->parameter));

	struct trace_program *program = trace_load(object, result.object_size, error);

	assert_string_equal(error, "");
	assert_true(trace_start(program, sim_idle_context(0), error));
	sim_advance(0, NULL, NULL);
	assert_int_equal(script_finish(program), 0);
	expect_output(output);
	free(object);
	free(memory);
}

static void test_layouts(void **state)
{
	static const struct object_agg quantize = {.function = AGG_quantize};
	static const struct object_agg linear = {.function = AGG_lquantize,
						 .parameter = {0, 100, 10}};
	static const struct object_agg deviation = {.function = AGG_stddev};

	(void)state;
	expect(QUIET "BEGIN { @[7] = sum(1); exit(0); }", &quantize,
	       "\n        7" HEADING "               0 |" GAP40 " 0        \n"
	       "               1 |" BAR40 " 1        \n"
	       "               2 |" GAP40 " 0        \n\n");
	expect(QUIET
	       "BEGIN { @[\"a\"] = sum(-3); @[\"a\"] = sum(-4); printa(\"%s%@d.\\n\", @); exit(0); }",
	       &linear,
	       "a" HEADING "             < 0 |" BAR40 " 2        \n"
	       "               0 |" GAP40 " 0        \n.\n\n");
	expect(QUIET "BEGIN { @ = sum(2); @ = sum(8); printa(\"%@d\\n\", @); exit(0); }",
	       &deviation, "3\n\n");
}

/* By the sum of the values, as far as buckets know them; the same twice, in two printa(). */
static void test_order(void **state)
{
	static const struct object_agg quantize = {.function = AGG_quantize};

	(void)state;
	expect(QUIET "BEGIN { @[1] = sum(4); @[2] = sum(-1); printa(\"%d%@d\", @); exit(0); }",
	       &quantize,
	       "2" HEADING "              -2 |" GAP40 " 0        \n"
	       "              -1 |" BAR40 " 1        \n"
	       "               0 |" GAP40 " 0        \n"
	       "1" HEADING "               2 |" GAP40 " 0        \n"
	       "               4 |" BAR40 " 1        \n"
	       "               8 |" GAP40 " 0        \n\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
