/* SPDX-License-Identifier: BSD-2-Clause */
/* What is refused of the text, its directives and clauses, with which words, tag and place. */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct refusal lexer[] = {
	{"BEGIN { trace(\"a\nb\"); }",
	 "[D_STR_NL] line 1: newline encountered in string literal (column 15)", "\"a"},
	{"BEGIN { trace('a\n'); }",
	 "[D_CHR_NL] line 1: newline encountered in character constant (column 15)", "'a"},
	{"BEGIN { trace(\"a",
	 "[D_STR_NL] line 1: end-of-file encountered before matching \" (column 15)", "\"a"},
	{"BEGIN { trace(''); }", "[D_CHR_NULL] line 1: empty character constant (column 15)", "''"},
	{"BEGIN { trace('123456789'); }",
	 "[D_CHR_OFLOW] line 1: character constant is too long (column 15)", "'123"},
	{"BEGIN { trace(18446744073709551616); }",
	 "[D_INT_OFLOW] line 1: integer constant 18446744073709551616 cannot be represented in any "
	 "built-in integral type (column 15)",
	 "184"},
	{"BEGIN { trace(089); }",
	 "[D_INT_DIGIT] line 1: integer constant 089 contains invalid digit 8 (column 15)", "089"},
	{"BEGIN { trace(0x); }", "[D_SYNTAX] line 1: syntax error near \"0x\" (column 15)", "0x)"},
	{"BEGIN { trace(12ab); }",
	 "[D_INT_DIGIT] line 1: integer constant 12ab contains invalid digit a (column 15)",
	 "12ab"},
	{"BEGIN { trace(1.5); }",
	 "[D_SYNTAX] line 1: floating-point constants are not permitted (column 15)", "1.5"},
	{"BEGIN { /* open }",
	 "[D_SYNTAX] line 1: end-of-file encountered before matching */ (column 9)", "/* open"},
	{"BEGIN { trace(`cpu); }",
	 "[D_NO_MEANING] line 1: operator ` names symbols of a kernel: it has no meaning from VMX root "
	 "(column 15)",
	 "`cpu"},
	{"BEGIN { # }", "[D_SYNTAX] line 1: syntax error near \"#\" (column 9)", "# }"},
	{"BEGIN { \x01 }", "[D_SYNTAX] line 1: syntax error near character \\x01 (column 9)",
	 "? }"},
	{"BEGIN { trace($1); }",
	 "[D_MACRO_UNDEF] line 1: macro argument $1 is not defined (column 15)", "$1"},
	{"BEGIN { trace($nosuch); }",
	 "[D_MACRO_UNDEF] line 1: macro variable $nosuch is not defined (column 15)", "$nosuch"},
	{"BEGIN { trace(args[0]); }",
	 "[D_ARGS_IDX] line 1: index 0 is out of range for args[ ]: the probes have no typed arguments "
	 "(column 15)",
	 "args"},
	{"BEGIN { trace(args[pid]); }",
	 "[D_ARGS_TYPE] line 1: args[ ] may only be referenced using integer constant (column 15)",
	 "args"},
	{"BEGIN { speculate(1); stop(); }",
	 "[D_ACT_SPEC] line 1: destructive actions may not follow speculate( ) (column 23)",
	 "stop"},
	{"BEGIN { trace($target); }",
	 "[D_NO_MEANING] line 1: macro variable $target has no meaning from VMX root (column 15)",
	 "$target"},
};

static const struct refusal directives[] = {
	{"#pragma D option foo\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'foo': Invalid option name (column 18)",
	 "foo"},
	{"#pragma D option aggsize=x\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'aggsize' to 'x': Invalid value for specified "
	 "option (column 18)",
	 "aggsize=x"},
	{"#pragma D option aggsize\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'aggsize': Invalid value for specified option "
	 "(column 18)",
	 "aggsize"},
	{"#pragma D option strsize=0\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'strsize' to '0': Invalid value for specified "
	 "option (column 18)",
	 "strsize"},
	{"#pragma D option ldpath\nBEGIN {}",
	 "[D_NO_MEANING] line 1: option 'ldpath' has no meaning from VMX root (column 18)",
	 "ldpath"},
	{"#pragma D option bufresize=x\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'bufresize' to 'x': Invalid value for specified "
	 "option (column 18)",
	 "bufr"},
	{"#pragma D option aggfmt\nBEGIN {}",
	 "[D_UNSUPPORTED] line 1: option 'aggfmt' is not supported yet (column 18)", "aggfmt"},
	{"#pragma D option quiet extra\nBEGIN {}",
	 "[D_PRAGMA_MALFORM] line 1: superfluous arguments specified for #pragma D option (column 18)",
	 "quiet"},
	{"#pragma D option\nBEGIN {}",
	 "[D_PRAGMA_MALFORM] line 1: malformed #pragma D option <option>=<val> (column 1)",
	 "#pragma"},
	{"#pragma D depends_on module x\nBEGIN {}",
	 "[D_PRAGMA_DEPEND] line 1: program requires module x (column 1)", "#pragma"},
	{"#pragma D depends_on library x.d\nBEGIN {}",
	 "[D_PRAGMA_DEPEND] line 1: main program may not explicitly depend on a library (column 1)",
	 "#pragma"},
	{"#pragma D depends_on planet x\nBEGIN {}",
	 "[D_PRAGMA_INVAL] line 1: invalid class planet specified by #pragma D depends_on (column 1)",
	 "#pragma"},
	{"#pragma D depends_on module\nBEGIN {}",
	 "[D_PRAGMA_MALFORM] line 1: malformed #pragma D depends_on <class> <name> (column 1)",
	 "#pragma"},
	{"#pragma D attributes Stable/Stable pid\nBEGIN {}",
	 "[D_PRAGMA_INVAL] line 1: invalid attributes specified by #pragma D attributes (column 1)",
	 "#pragma"},
	{"#pragma D binding 1.0 pid\nBEGIN {}",
	 "[D_PRAGMA_MALFORM] line 1: malformed #pragma D binding \"version\" <ident> (column 1)",
	 "#pragma"},
	{"#pragma D binding \"1.x\" pid\nBEGIN {}",
	 "[D_PRAGMA_INVAL] line 1: invalid version string specified by #pragma D binding (column 1)",
	 "#pragma"},
	{"#pragma D nosuch\nBEGIN {}",
	 "[D_PRAGMA_INVAL] line 1: invalid pragma directive: #pragma D nosuch (column 1)",
	 "#pragma"},
	{"#pragma D option quite\nBEGIN {}",
	 "[D_PRAGMA_OPTSET] line 1: failed to set option 'quite': Invalid option name: did you mean quiet? "
	 "(column 18)",
	 "quite"},
	{"#error no such thing\nBEGIN {}", "[D_PRAGERR] line 1: #error: no such thing (column 1)",
	 "#error"},
	{"BEGIN {}\n#line x\n",
	 "[D_PRAGMA_MALFORM] line 2: malformed #pragma line <line> [ [\"file\"] "
	 "flags ] (column 1)",
	 "#line"},
	{"#include <x>\nBEGIN {}",
	 "[D_PRAGCTL_INVAL] line 1: invalid control directive: #include (column 1)", "#inc"},
	{"BEGIN {}\n#!/bin/sh",
	 "[D_PRAGCTL_INVAL] line 2: invalid control directive: #!/bin/sh (column 1)", "#!/bin"},
};

static const struct refusal clauses[] = {
	{"", "[D_EMPTY] line 1: empty D program translation unit (column 1)", ""},
	{"/* nothing */\n", "[D_EMPTY] line 1: empty D program translation unit (column 1)", "/*"},
	{"BEGIN END {}",
	 "[D_SYNTAX] line 1: expected predicate and/or actions following probe description (column 7)",
	 "END"},
	{"a:b:c:d:e {}",
	 "[D_PDESC_INVAL] line 1: invalid probe description \"a:b:c:d:e\": overly-specified, there are "
	 "four parts: provider:module:function:name (column 1)",
	 "a:b"},
	{"1 {}",
	 "[D_UNSUPPORTED] line 1: probes named by their number are not supported yet (column 1)",
	 "1 {}"},
	{"{ trace(1); }", "[D_SYNTAX] line 1: syntax error near \"{\" (column 1)", "{ tr"},
	{"BEGIN {} }", "[D_SYNTAX] line 1: syntax error near \"}\" (column 10)", "}"},
	{"BEGIN, {}", "[D_SYNTAX] line 1: syntax error near \"{\" (column 8)", "{}"},
	{"BEGIN { trace(1)", "[D_SYNTAX] line 1: syntax error near end of input (column 17)", ""},
	{"BEGIN { trace(1 }", "[D_SYNTAX] line 1: syntax error near \"}\" (column 17)", "}"},
	{"BEGIN { 1 2; }", "[D_SYNTAX] line 1: syntax error near \"2\" (column 11)", "2;"},
	{"BEGIN /(pid == 1/ {}",
	 "[D_SYNTAX] line 1: closing ) expected in predicate before / (column 17)", "/ {}"},
	{"BEGIN /vmregs[1/ {}",
	 "[D_SYNTAX] line 1: closing ] expected in predicate before / (column 16)", "/ {}"},
	{"BEGIN /pid == / {}", "[D_SYNTAX] line 1: syntax error near \"/\" (column 15)", "/ {}"},
	{"BEGIN // {}", "[D_SYNTAX] line 1: syntax error near \"/\" (column 8)", "/ {}"},
	{"BEGIN /execname/ {}",
	 "[D_PRED_SCALAR] line 1: predicate result must be of scalar type (column 8)", "execname"},
};

/* Places: lines are counted, tabs kept, columns are of characters. */
static const struct refusal places[] = {
	{"BEGIN\n{\n\ttrace(\"\xc3\xa4\" == 1);\n}",
	 "[D_OP_INCOMPAT] line 3: operands have incompatible types: \"string\" == \"int\" (column 12)",
	 "== 1"},
};

static void test_lexer(void **state)
{
	(void)state;
	EXPECT_REFUSALS(lexer);
}

static void test_directives(void **state)
{
	(void)state;
	EXPECT_REFUSALS(directives);
}

static void test_clauses(void **state)
{
	(void)state;
	EXPECT_REFUSALS(clauses);
}

static void test_places(void **state)
{
	(void)state;
	EXPECT_REFUSALS(places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lexer),
		cmocka_unit_test(test_directives),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
