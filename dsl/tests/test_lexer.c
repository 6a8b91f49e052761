/* SPDX-License-Identifier: BSD-2-Clause */
/* Tokens, literals and their types, one after the other, without a parser. */
#include "dsl/lexer.h"

#include "dsl/compiler.h"
#include "dsl/dsl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

static void ignore_report(void *cookie, const char *line)
{
	(void)cookie;
	(void)line;
}

static struct dsl_request request = {.name = "test.d", .report = ignore_report};

static __attribute__((noreturn)) void exhausted(void *cookie)
{
	(void)cookie;
	abort();
}

static struct compiler *start(const char *text)
{
	enum { ARENA_SIZE = 1 << 20 };
	struct compiler *compiler = calloc(1, sizeof(*compiler) + ARENA_SIZE);

	request.text = text;
	request.length = strlen(text);
	compiler->request = &request;
	compiler->errors.request = &request;
	compiler->arena.memory = (unsigned char *)(compiler + 1);
	compiler->arena.size = ARENA_SIZE;
	compiler->arena.exhausted = exhausted;
	vocabulary_enter(compiler);
	lexer_start(&compiler->lexer, compiler, text, (uint32_t)strlen(text));
	return compiler;
}

static const struct token *next(struct compiler *compiler)
{
	lexer_next(&compiler->lexer);
	return &compiler->lexer.token;
}

static void test_punctuators(void **state)
{
	/* Each that tokens.def has, longest first as the text has them too. */
	static const struct {
		const char *text;
		enum token_kind kind;
	} cases[] = {
#define PUNCTUATOR(name, text) {text, TOKEN_##name},
#define KEYWORD(name, text)    {text, TOKEN_##name},
#include "dsl/tokens.def"
#undef PUNCTUATOR
#undef KEYWORD
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct compiler *compiler = start(cases[i].text);

		assert_int_equal(next(compiler)->kind, cases[i].kind);
		assert_int_equal(compiler->lexer.token.end, strlen(cases[i].text));
		assert_int_equal(next(compiler)->kind, TOKEN_END);
		assert_string_equal(token_text(cases[i].kind), cases[i].text);
		free(compiler);
	}
}

static void test_longest_match(void **state)
{
	static const enum token_kind expected[] = {
		TOKEN_NAME,	  TOKEN_INCREMENT, TOKEN_ADD,	TOKEN_NAME, TOKEN_SHL_ASSIGN,
		TOKEN_INTEGER,	  TOKEN_SUB,	   TOKEN_ARROW, TOKEN_NAME, TOKEN_LOGICAL_XOR,
		TOKEN_XOR_ASSIGN, TOKEN_AND,	   TOKEN_END};
	struct compiler *compiler = start("a+++b<<=1- ->c^^^=&");

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_int_equal(next(compiler)->kind, expected[i]);
	free(compiler);
}

static void test_places(void **state)
{
	struct compiler *compiler = start("a /* x\n */ bb\n\t@cc \"d\"");
	static const struct {
		uint32_t offset, end, line;
	} expected[] = {{0, 1, 1}, {11, 13, 2}, {15, 18, 3}, {19, 22, 3}, {22, 22, 3}};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct token *token = next(compiler);

		assert_int_equal(token->place.offset, expected[i].offset);
		assert_int_equal(token->end, expected[i].end);
		assert_int_equal(token->place.line, expected[i].line);
	}
	free(compiler);
}

static void test_integer_literals(void **state)
{
	static const struct {
		const char *text;
		uint64_t value;
		enum type_id type;
	} cases[] = {
		{"0", 0, T_INT},
		{"2147483647", 2147483647, T_INT},
		{"2147483648", 2147483648, T_LONG},
		{"0x7fffffff", 0x7fffffff, T_INT},
		{"0x80000000", 0x80000000, T_UINT},
		{"0XFFFFFFFF", 0xffffffff, T_UINT},
		{"0x100000000", 0x100000000, T_LONG},
		{"037777777777", 0xffffffff, T_UINT},
		{"9223372036854775807", INT64_MAX, T_LONG},
		{"9223372036854775808", UINT64_C(1) << 63, T_ULLONG},
		{"18446744073709551615", UINT64_MAX, T_ULLONG},
		{"0xffffffffffffffff", UINT64_MAX, T_ULONG},
		{"1u", 1, T_UINT},
		{"1U", 1, T_UINT},
		{"4294967296u", UINT64_C(1) << 32, T_ULONG},
		{"1l", 1, T_LONG},
		{"1L", 1, T_LONG},
		{"1ul", 1, T_ULONG},
		{"1LU", 1, T_ULONG},
		{"1ll", 1, T_LLONG},
		{"1ull", 1, T_ULLONG},
		{"1LLu", 1, T_ULLONG},
		{"0777", 0777, T_INT},
		{"'a'", 'a', T_INT},
		{"'\\0'", 0, T_INT},
		{"'\\177'", 0177, T_INT},
		{"'\\xff'", 255, T_INT},
		{"'\\n\\t'", 0x0a09, T_INT},
		{"'abcd'", 0x61626364, T_INT},
		{"'abcde'", 0x6162636465, T_LONG},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct compiler *compiler = start(cases[i].text);
		const struct token *token = next(compiler);

		assert_int_equal(token->kind, TOKEN_INTEGER);
		assert_int_equal(token->value, cases[i].value);
		assert_string_equal(token->type->name, type_of(cases[i].type)->name);
		assert_int_equal(next(compiler)->kind, TOKEN_END);
		free(compiler);
	}
}

static void test_string_literals(void **state)
{
	static const struct {
		const char *text;
		const char *value;
	} cases[] = {
		{"\"\"", ""},
		{"\"abc\"", "abc"},
		{"\"/* no comment */\"", "/* no comment */"},
		{"\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\'\\?\"", "\a\b\f\n\r\t\v\\\"'?"},
		{"\"\\101\\x42\\1018\\x4g\"", "ABA8\x04g"},
		{"\"\\q\"", "q"},
		{"\"ab\\0cd\"", "ab"},
		{"\"\xc3\xa4\"", "\xc3\xa4"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct compiler *compiler = start(cases[i].text);
		const struct token *token = next(compiler);

		assert_int_equal(token->kind, TOKEN_TEXT);
		assert_string_equal(token->text, cases[i].value);
		assert_int_equal(token->length, strlen(cases[i].value));
		assert_int_equal(next(compiler)->kind, TOKEN_END);
		free(compiler);
	}
}

static void test_names(void **state)
{
	struct compiler *compiler =
		start("pid VMX_GUEST_CR3 R_RAX int64_t printf sum stack while_ _x9 @ @b xlate");
	static const enum symbol_kind kinds[] = {SYMBOL_BUILTIN, SYMBOL_CONSTANT, SYMBOL_CONSTANT,
						 SYMBOL_TYPE,	 SYMBOL_ACTION,	  SYMBOL_AGGFUNC,
						 SYMBOL_REFUSED, SYMBOL_UNKNOWN,  SYMBOL_UNKNOWN};

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct token *token = next(compiler);

		assert_int_equal(token->kind, TOKEN_NAME);
		assert_int_equal(token->symbol->kind, kinds[i]);
	}
	assert_int_equal(next(compiler)->kind, TOKEN_AGGREGATION);
	assert_int_equal(compiler->lexer.token.length, 0);
	assert_int_equal(next(compiler)->kind, TOKEN_AGGREGATION);
	assert_int_equal(compiler->lexer.token.length, 1);
	assert_int_equal(next(compiler)->kind, TOKEN_REFUSED);
	free(compiler);
}

/* The / before {, ; or another / closes a predicate; others divide. */
static void test_predicate_end(void **state)
{
	struct compiler *compiler = start("a / b / \n\t { x / y }");
	static const enum token_kind expected[] = {TOKEN_NAME, TOKEN_DIV, TOKEN_NAME,
						   TOKEN_PREDICATE_END};

	(void)state;
	compiler->lexer.in_predicate = true;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_int_equal(next(compiler)->kind, expected[i]);
	free(compiler);
}

static void test_probe_descriptions(void **state)
{
	struct compiler *compiler = start("  profile:::profile-97hz , vmx:g?[ab]*:!x:e\\* /1/");
	struct lexer *lexer = &compiler->lexer;

	(void)state;
	assert_true(lexer_skip_to_definition(lexer));
	assert_null(lexer_peek_name(lexer));
	assert_string_equal(lexer_probe(lexer), "profile:::profile-97hz");
	assert_true(lexer_skip_to_definition(lexer));
	assert_int_equal(lexer_peek(lexer), ',');
	lexer_next(lexer);
	assert_true(lexer_skip_to_definition(lexer));
	assert_string_equal(lexer_probe(lexer), "vmx:g?[ab]*:!x:e\\*");
	assert_true(lexer_skip_to_definition(lexer));
	assert_null(lexer_probe(lexer));
	free(compiler);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_punctuators),	cmocka_unit_test(test_longest_match),
		cmocka_unit_test(test_places),		cmocka_unit_test(test_integer_literals),
		cmocka_unit_test(test_string_literals), cmocka_unit_test(test_names),
		cmocka_unit_test(test_predicate_end),	cmocka_unit_test(test_probe_descriptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
