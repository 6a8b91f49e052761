/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the generated code computes: the same as C, as far as D means the same; checked against this
 * file's own compiler. Everything that runs here passed the verifier (support.c).
 */
#include "trace/compiler/tests/support.h"
#include "trace/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

static struct execution execution;

static void start(void)
{
	memset(&execution, 0, sizeof(execution));
	for (int i = 0; i < GPR_COUNT; i++)
		execution.context.gpr[i] = UINT64_C(0xc0de00000000) + (unsigned int)i;
	execution.context.pid = 3;
	execution.context.tid = 2;
	execution.context.cpu = 1;
	execution.context.id = 4000000000u;
	execution.context.epid = 17;
}

static void run_text(const char *text, uint32_t clause, bool expected)
{
	struct compiled *compiled = compile_text(text);

	start();
	if (run_clause(compiled, clause, &execution) != expected)
		fail_msg("%s\nreturned %d, fault %d", text, !expected, execution.fault);
	compiled_free(compiled);
}

/* C's side of the cases: the value as 64 bits, sign- or zero-extended from its type. */

#define IS_SIGNED(expression) ((__typeof__((expression) + 0))-1 < 0)

/* Promotion leaves a narrow type's own sign only to be told like this. */
#define OWN_SIGN(expression)                 \
	_Generic((expression), unsigned char \
		 : false, unsigned short     \
		 : false, unsigned int       \
		 : false, unsigned long      \
		 : false, unsigned long long \
		 : false, default            \
		 : true)

static signed char s8;
static unsigned char u8;
static short s16;
static unsigned short u16;
static int s32;
static unsigned int u32;
static long s64;
static unsigned long u64;
static int s_three;
static int sum_target;
static unsigned char byte_target;
static long wide_target;

static const char declarations[] =
	"int8_t s8; uint8_t u8; short s16; unsigned short u16; int s32; unsigned u32;\n"
	"long s64; unsigned long u64; int s_three, sum_target; unsigned char byte_target; long "
	"wide_target;\n";

struct c_result {
	const char *text;
	uint64_t value;
	uint8_t size;
	bool is_signed;
};

/* Overflow is to wrap as in D; comparisons and the like of odd types are what is being tested. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wunused-value"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wlogical-op"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wint-conversion"
#pragma GCC diagnostic ignored "-Woverflow"
#pragma GCC diagnostic ignored "-Wsequence-point"
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wshift-negative-value"
#pragma GCC diagnostic ignored "-Wshift-overflow"
#pragma GCC diagnostic ignored "-Wbool-operation"

enum { MAX_CASES = 256 };

/* NOLINTNEXTLINE(readability-function-size): a table */
static __attribute__((no_sanitize("undefined"), optimize("wrapv"))) size_t compute_in_c(
	struct c_result *results)
{
	size_t count = 0;

	/* _Generic and sizeof do not evaluate, so each expression takes effect once. */
#define C_CASE(expression)                               \
	results[count].text = #expression;               \
	results[count].size = sizeof(expression);        \
	results[count].is_signed = OWN_SIGN(expression); \
	results[count].value = (uint64_t)(expression);   \
	count++;
#include "trace/compiler/tests/c_cases.def"
#undef C_CASE
	return count;
}
#pragma GCC diagnostic pop

struct variables {
	signed char s8;
	unsigned char u8;
	short s16;
	unsigned short u16;
	int s32;
	unsigned int u32;
	long s64;
	unsigned long u64;
};

static const struct variables variable_sets[] = {
	{-7, 200, -3000, 60000, -70000, 4000000000u, -5000000000l, 18000000000000000000ul},
	{100, 3, 30000, 7, 2147483647, 2147483648u, 0x123456789abcdefl, 5},
	{1, 1, 1, 1, 1, 1, 1, 1},
	{-128, 255, -32768, 65535, -2147483647, 4294967295u, -0x7fffffffffffffffl, ~0ul},
};

static void set_variables(const struct variables *to)
{
	s8 = to->s8;
	u8 = to->u8;
	s16 = to->s16;
	u16 = to->u16;
	s32 = to->s32;
	u32 = to->u32;
	s64 = to->s64;
	u64 = to->u64;
	s_three = 3;
	sum_target = byte_target = wide_target = 0;
}

static void check_c_result(const struct compiled *compiled, const struct c_result *expected)
{
	const struct object_value *type = &compiled->image.values[0];

	assert_int_equal(execution.record_count, 1);
	if (execution.records[0].values[0] != expected->value)
		fail_msg("%s: is 0x%lx, in C 0x%lx", expected->text, execution.records[0].values[0],
			 expected->value);
	/* char is signed char to the object. */
	if (type->size != expected->size || (type->is_signed != 0) != expected->is_signed)
		fail_msg("%s: is of %d bytes, signed %d; in C %d, %d", expected->text, type->size,
			 type->is_signed, expected->size, expected->is_signed);
}

/* Each case alone, in the order of the table, the variables keeping their values from one to the
 * next. */
static void run_c_cases(const struct variables *set)
{
	struct c_result results[MAX_CASES];
	uint64_t globals[8] = {0};

	set_variables(set);

	size_t count = compute_in_c(results);

	set_variables(set);
	start();
	for (size_t i = 0; i < count; i++) {
		char text[1024];

		snprintf(text, sizeof(text),
			 "%sBEGIN { s8 = %d; u8 = %u; s16 = %d; u16 = %u; s32 = %d; u32 = %u; "
			 "s64 = %ldL; u64 = %luul; s_three = 3; trace(%s); }",
			 declarations, set->s8, set->u8, set->s16, set->u16, set->s32, set->u32,
			 set->s64, set->u64, results[i].text);

		struct compiled *compiled = compile_text(text);

		assert_true(compiled->image.header->globals_size <= sizeof(globals));
		memcpy(execution.globals, globals, sizeof(globals));
		execution.record_count = 0;
		assert_true(run_clause(compiled, 0, &execution));
		memcpy(globals, execution.globals, sizeof(globals));
		check_c_result(compiled, &results[i]);
		compiled_free(compiled);
	}
}

static void test_like_c(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(variable_sets) / sizeof(variable_sets[0]); i++)
		run_c_cases(&variable_sets[i]);
}

/* Every operator over every pair of types and over values at their edges, with variables and with
 * constants. */

enum { OPERATOR_COUNT = 16 };

static const char *const operators[OPERATOR_COUNT] = {
	"+", "-", "*", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "/", "%", "<<", ">>"};

struct pair_result {
	uint64_t value;
	uint8_t size;
	bool is_signed;
	bool defined; /* in C */
};

#define SET_RESULT(index, expression)                                        \
	results[index] = (struct pair_result)                                \
	{                                                                    \
		.value = (uint64_t)(expression), .size = sizeof(expression), \
		.is_signed = OWN_SIGN(expression), .defined = true           \
	}

#define PAIR_FUNCTION(left_name, left_type, right_name, right_type)                             \
	static __attribute__((no_sanitize("undefined"), optimize("wrapv"))) void                \
		compute_##left_name##_##right_name(int64_t left, int64_t right,                 \
						   struct pair_result *results)                 \
	{                                                                                       \
		left_type a = (left_type)left;                                                  \
		right_type b = (right_type)right;                                               \
		__typeof__(a + b) common_a = a;                                                 \
		__typeof__(a + b) common_b = b;                                                 \
		bool overflows = IS_SIGNED(a + b) && common_b == (__typeof__(a + b))-1 &&       \
				 common_a < 0 && common_a == (__typeof__(a + b))(0 - common_a); \
		bool shifts = b >= 0 && (uint64_t)b < 8 * sizeof(+a);                           \
                                                                                                \
		SET_RESULT(0, a + b);                                                           \
		SET_RESULT(1, a - b);                                                           \
		SET_RESULT(2, a *b);                                                            \
		SET_RESULT(3, a &b);                                                            \
		SET_RESULT(4, a | b);                                                           \
		SET_RESULT(5, a ^ b);                                                           \
		SET_RESULT(6, a == b);                                                          \
		SET_RESULT(7, a != b);                                                          \
		SET_RESULT(8, a < b);                                                           \
		SET_RESULT(9, a <= b);                                                          \
		SET_RESULT(10, a > b);                                                          \
		SET_RESULT(11, a >= b);                                                         \
		results[12] = results[13] = (struct pair_result){0};                            \
		results[14] = results[15] = (struct pair_result){0};                            \
		if (b != 0 && !overflows) {                                                     \
			SET_RESULT(12, a / b);                                                  \
			SET_RESULT(13, a % b);                                                  \
		}                                                                               \
		if (shifts) {                                                                   \
			SET_RESULT(14, a << b);                                                 \
			SET_RESULT(15, a >> b);                                                 \
		}                                                                               \
	}

#define FOR_EACH_TYPE(DO, ...)                    \
	DO(char, signed char, ##__VA_ARGS__)      \
	DO(uchar, unsigned char, ##__VA_ARGS__)   \
	DO(short, short, ##__VA_ARGS__)           \
	DO(ushort, unsigned short, ##__VA_ARGS__) \
	DO(int, int, ##__VA_ARGS__)               \
	DO(uint, unsigned int, ##__VA_ARGS__)     \
	DO(long, long, ##__VA_ARGS__)             \
	DO(ulong, unsigned long, ##__VA_ARGS__)

/* The second expansion of the same list needs a name of its own. */
#define FOR_EACH_RIGHT(DO, left_name, left_type)         \
	DO(left_name, left_type, char, signed char)      \
	DO(left_name, left_type, uchar, unsigned char)   \
	DO(left_name, left_type, short, short)           \
	DO(left_name, left_type, ushort, unsigned short) \
	DO(left_name, left_type, int, int)               \
	DO(left_name, left_type, uint, unsigned int)     \
	DO(left_name, left_type, long, long)             \
	DO(left_name, left_type, ulong, unsigned long)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wtype-limits"
/* NOLINTBEGIN(bugprone-*): odd mixtures of types are what is being tested */
#define PAIR_FUNCTIONS(name, type) FOR_EACH_RIGHT(PAIR_FUNCTION, name, type)
FOR_EACH_TYPE(PAIR_FUNCTIONS)
/* NOLINTEND(bugprone-*) */
#pragma GCC diagnostic pop

struct type_pair {
	const char *left;
	const char *right;
	void (*compute)(int64_t left, int64_t right, struct pair_result *results);
};

static const struct type_pair type_pairs[] = {
#define PAIR_ENTRY(left_name, left_type, right_name, right_type) \
	{#left_type, #right_type, compute_##left_name##_##right_name},
#define PAIR_ENTRIES(name, type) FOR_EACH_RIGHT(PAIR_ENTRY, name, type)
	FOR_EACH_TYPE(PAIR_ENTRIES)};

static const int64_t edges[] = {
	0,     1,	  -1,	     5,	       31,	  -128,	     200,
	40000, INT32_MAX, INT32_MIN, 1l << 32, INT64_MIN, INT64_MAX, 0x123456789abcdef0};

static const size_t edge_count = sizeof(edges) / sizeof(edges[0]);

static void check_pair(const struct type_pair *pair, int64_t left, int64_t right, bool constants)
{
	struct pair_result expected[OPERATOR_COUNT];
	char text[4096];
	int length = constants ? sprintf(text, "BEGIN { ")
			       : sprintf(text, "%s a; %s b; BEGIN { a = 0x%lx; b = 0x%lx; ",
					 pair->left, pair->right, left, right);

	pair->compute(left, right, expected);
	for (int i = 0; i < OPERATOR_COUNT; i++) {
		if (!expected[i].defined)
			continue;
		length += constants ? sprintf(text + length, "trace((%s)0x%lx %s (%s)0x%lx); ",
					      pair->left, left, operators[i], pair->right, right)
				    : sprintf(text + length, "trace(a %s b); ", operators[i]);
	}
	sprintf(text + length, "}");

	struct compiled *compiled = compile_text(text);
	uint32_t at = 0;

	start();
	assert_true(run_clause(compiled, 0, &execution));
	for (int i = 0; i < OPERATOR_COUNT; i++) {
		if (!expected[i].defined)
			continue;

		const struct object_value *type = &compiled->image.values[at];
		uint64_t value = execution.records[at++].values[0];

		if (value != expected[i].value || type->size != expected[i].size ||
		    type->is_signed != expected[i].is_signed)
			fail_msg(
				"(%s)0x%lx %s (%s)0x%lx: is 0x%lx of %d bytes, signed %d; in C 0x%lx, %d, %d",
				pair->left, left, operators[i], pair->right, right, value,
				type->size, type->is_signed, expected[i].value, expected[i].size,
				expected[i].is_signed);
	}
	assert_int_equal(at, execution.record_count);
	compiled_free(compiled);
}

static void test_all_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(type_pairs) / sizeof(type_pairs[0]); i++)
		for (size_t j = 0; j < edge_count * edge_count; j++) {
			/* Each pair of edges for some pair of types each way; all types meet all
			 * operators. */
			if ((i + j) % 5 == 0)
				check_pair(&type_pairs[i], edges[j / edge_count],
					   edges[j % edge_count], (i + j) % 2);
		}
}

/* D's own: what C has not, or leaves open. */

struct d_case {
	const char *text; /* an expression */
	uint64_t value;
};

static const struct d_case d_cases[] = {
	{"1 ^^ 1", 0},
	{"1 ^^ 0", 1},
	{"pid ^^ 0", 1},
	{"pid ^^ cpu", 0},
	{"(pid == 4) ^^ (cpu == 1)", 1},
	{"1 || 0 ^^ 1", 1},
	{"0 || 1 ^^ 1", 0},
	{"1 ^^ 1 && 0", 1},
	{"(int)0x80000000 / -1", (uint64_t)INT32_MIN},
	{"(long)0x8000000000000000 / -1", (uint64_t)INT64_MIN},
	{"(long)0x8000000000000000 % -1", 0},
	{"pid", 3},
	{"tid", 2},
	{"cpu", 1},
	{"id", 4000000000u},
	{"epid", 17},
	{"pid - 5", (uint64_t)-2},
	{"arg0", 100},
	{"arg1", (uint64_t)-101},
	{"arg9", (uint64_t)-109},
	{"arg1 < 0", 1},
	{"timestamp", 4000000028},
	{"vtimestamp", 5000000035},
	{"walltimestamp", 6000000042},
	{"vmregs[VMX_GUEST_CR3]", 0xf00d000000006802},
	{"vmregs[0x6802]", 0xf00d000000006802},
	{"vmregs[VMX_GUEST_CR3] > 0", 1},
	{"vmregs[VMX_GUEST_CR0 + 2] - vmregs[VMX_GUEST_CR3]", 0},
	{"vmregs[VMX_VIRTUAL_PROCESSOR_ID]", 0xf00d000000000000},
	{"VMX_GUEST_RIP", 0x681e},
	{"uregs[R_RAX]", 0xc0de00000000},
	{"uregs[R_RDI]", 0xc0de00000007},
	{"uregs[R_R15]", 0xc0de0000000f},
	{"uregs[R_RIP]", 0x8e9000000024},
	{"uregs[R_RSP]", 0x8e9000000027},
	{"uregs[33] == uregs[R_RAX]", 1},
	{"execname == \"qemu-kvm\"", 1},
	{"execname != \"qemu-kvm\"", 0},
	{"\"qemu-kvm\" == execname", 1},
	{"execname == zonename", 0},
	{"zonename < execname", 1},
	{"zonename > \"alphb\"", 0},
	{"execname <= \"qemu-kvm\"", 1},
	{"execname >= \"r\"", 0},
	{"\"a\" == \"a\"", 1},
	{"\"a\" \n<\n \"b\"", 1},
	{"(pid == 3 ? execname : zonename) == \"qemu-kvm\"", 1},
	{"(pid == 4 ? execname : \"none\") == \"none\"", 1},
	{"stringof(execname) == (string)execname", 1},
	{"(execname == \"qemu-kvm\") + (zonename == \"alpha\")", 2},
	{"pid == 3 && execname == \"qemu-kvm\" && zonename == \"alpha\"", 1},
	{"'ab'", 0x6162},
	{"'\\377'", 255},
	{"sizeof(pid) + sizeof(timestamp)", 12},
	{"sizeof(vmregs[VMX_GUEST_RIP])", 8},
	{"1 << 64", 1}, /* counts are taken modulo 64 */
	{"pid << 66", 12},
};

static void test_d_expressions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(d_cases) / sizeof(d_cases[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text), "BEGIN { trace(%s); }", d_cases[i].text);
		run_text(text, 0, true);
		if (execution.records[0].values[0] != d_cases[i].value)
			fail_msg("%s: is 0x%lx, not 0x%lx", d_cases[i].text,
				 execution.records[0].values[0], d_cases[i].value);

		/* The same as predicate. */
		snprintf(text, sizeof(text), "BEGIN /%s/ { trace(1); }", d_cases[i].text);
		run_text(text, 0, d_cases[i].value != 0);
		assert_int_equal(execution.record_count, d_cases[i].value != 0);
		snprintf(text, sizeof(text), "BEGIN /!(%s)/ { trace(1); }", d_cases[i].text);
		run_text(text, 0, d_cases[i].value == 0);
	}
}

static void test_division_by_zero(void **state)
{
	static const char *const texts[] = {
		"int z; BEGIN { trace(1 / z); }",
		"int z; BEGIN { trace(pid % z); }",
		"int z; BEGIN { x = 1u / (unsigned)z; }",
		"int z; BEGIN { x = 5; x /= z; }",
		"int z; BEGIN /1 / z/ { }",
		"int z; BEGIN { @ = sum(7 % z); }",
		"int z; BEGIN { trace(1+(1+(1+(1+(1+(1+ 1 / (z+(z+(z+(z+z)))))))))); }",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		run_text(texts[i], 0, false);
		assert_int_equal(execution.fault, FAULT_DIVZERO);
		assert_int_equal(execution.record_count, 0);
	}
	run_text("int z; BEGIN { trace(z && 1 / z); trace(z ? 1 / z : 5); }", 0, true);
	assert_int_equal(execution.fault, NOT_FAULTED);
}

static void test_variables(void **state)
{
	struct compiled *compiled =
		compile_text("BEGIN { x = 5; this->y = (char)-3; n++; }\n"
			     "tick-1 { x *= 2; this->y += 1; ++n; trace(x); trace(this->y); "
			     "trace(n); trace(this->y--); trace(this->y); }");

	(void)state;
	start();
	assert_true(run_clause(compiled, 0, &execution));
	assert_int_equal(execution.record_count, 0);
	assert_true(run_clause(compiled, 1, &execution));
	assert_int_equal(execution.records[0].values[0], 10);
	assert_int_equal(execution.records[1].values[0], -2);
	assert_int_equal(execution.records[2].values[0], 2);
	assert_int_equal(execution.records[3].values[0], -2);
	assert_int_equal(execution.records[4].values[0], -3);
	/* x int, y char, n int64_t: an increment alone tells no type. */
	assert_int_equal(compiled->image.values[0].size, 4);
	assert_int_equal(compiled->image.values[1].size, 1);
	assert_int_equal(compiled->image.values[2].size, 8);
	compiled_free(compiled);
}

static void test_aggregations(void **state)
{
	struct compiled *compiled = compile_text(
		"tick-1 { @a[pid, execname, (char)-1, vmregs[VMX_GUEST_CR3], \"k\"] = sum(arg1);"
		" @ = count(); @m = max(pid + 1); @a[cpu, zonename, 7, 8, probename] = sum(-1); }");
	const struct recorded *records = execution.records;

	(void)state;
	start();
	assert_true(run_clause(compiled, 0, &execution));
	assert_int_equal(execution.record_count, 4);
	assert_true(records[0].is_aggregation);
	assert_int_equal(records[0].value_count, 5);
	assert_int_equal(records[0].values[0], 3);
	assert_string_equal(string_of(records[0].values[1]), "qemu-kvm");
	assert_int_equal(records[0].values[2], -1);
	assert_int_equal(records[0].values[3], 0xf00d000000006802);
	assert_string_equal(string_of(records[0].values[4]), "k");
	assert_int_equal(records[0].aggregated, -101);
	assert_int_equal(records[1].value_count, 0);
	assert_int_equal(records[2].aggregated, 4);
	assert_int_equal(records[3].index, records[0].index);
	assert_int_equal(records[3].values[2], 7);
	assert_int_equal(records[3].aggregated, -1);
	compiled_free(compiled);
}

static void test_actions_in_order(void **state)
{
	(void)state;
	run_text(
		"tick-1 { printf(\"%d %s %*d\", pid, zonename, 5, arg1); trace(execname); exit(pid + 1);"
		" @ = count(); printa(@); printf(\"no values\"); }",
		0, true);

	const struct recorded *records = execution.records;

	assert_int_equal(execution.record_count, 6);
	assert_int_equal(records[0].value_count, 4);
	assert_int_equal(records[0].values[0], 3);
	assert_string_equal(string_of(records[0].values[1]), "alpha");
	assert_int_equal(records[0].values[2], 5);
	assert_int_equal(records[0].values[3], -101);
	assert_string_equal(string_of(records[1].values[0]), "qemu-kvm");
	assert_int_equal(records[2].values[0], 4);
	assert_true(records[3].is_aggregation);
	assert_int_equal(records[4].value_count, 0);
	assert_int_equal(records[5].value_count, 0);
}

static void test_default_action(void **state)
{
	static const char *const texts[] = {"BEGIN {}", "BEGIN { ; ; }", "BEGIN /1/", "BEGIN"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		run_text(texts[i], 0, true);
		assert_int_equal(execution.record_count, 1);
		assert_int_equal(execution.records[0].value_count, 0);
	}
}

/* Values beyond r7 to r9 are kept on the stack, below the slots of the statement, and survive
 * calls. */
static void test_spilled_values(void **state)
{
	enum { DEPTH = 40 };
	char text[2048];
	int length = sprintf(text, "BEGIN { trace(");
	uint64_t expected;

	(void)state;
	for (int i = 0; i < DEPTH; i++)
		length += sprintf(text + length, "arg0 - (");
	length += sprintf(text + length, "timestamp");
	for (int i = 0; i < DEPTH; i++)
		length += sprintf(text + length, ")");
	sprintf(text + length, "); }");
	run_text(text, 0, true);
	expected = time_value(HELPER_timestamp);
	for (int i = 0; i < DEPTH; i++)
		expected = 100 - expected;
	assert_int_equal(execution.records[0].values[0], expected);

	run_text("BEGIN { printf(\"%d%d%d\", arg0-(arg0-(arg0-(arg0-(arg0-arg2)))), "
		 "arg0-((arg2 == 3) ^^ (arg0-((arg2 == 4) ^^ (arg0-(arg0-arg3))))), "
		 "arg0*(arg0*(arg0*(arg0*(execname == zonename ? arg1 : arg2))))); }",
		 0, true);
	assert_int_equal(execution.records[0].values[0], 100 - (100 - (100 - (100 - (100 - 102)))));
	assert_int_equal(execution.records[0].values[1], 99);
	assert_int_equal(execution.records[0].values[2], 100L * 100 * 100 * 100 * 102);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_like_c),		 cmocka_unit_test(test_all_pairs),
		cmocka_unit_test(test_d_expressions),	 cmocka_unit_test(test_division_by_zero),
		cmocka_unit_test(test_variables),	 cmocka_unit_test(test_aggregations),
		cmocka_unit_test(test_actions_in_order), cmocka_unit_test(test_default_action),
		cmocka_unit_test(test_spilled_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
