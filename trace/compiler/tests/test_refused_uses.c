/* SPDX-License-Identifier: BSD-2-Clause */
/* Operators, aggregations and actions that are refused, with which words, tag and place. */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct refusal operators[] = {
	{"BEGIN { 1; }", "[D_EXPR_NULL] line 1: expression has null effect (column 9)", "1;"},
	{"BEGIN { pid + 1; }", "[D_EXPR_NULL] line 1: expression has null effect (column 13)",
	 "+ 1"},
	{"BEGIN { 1, 2; }", "[D_EXPR_NULL] line 1: expression has null effect (column 10)", ", 2"},
	{"BEGIN { pid = 1; }",
	 "[D_OP_WRITE] line 1: operator = can only be applied to a writable variable (column 13)",
	 "= 1"},
	{"BEGIN { 1 = 2; }",
	 "[D_OP_LVAL] line 1: operator = requires modifiable lvalue as an operand (column 11)",
	 "= 2"},
	{"BEGIN { 5++; }",
	 "[D_OP_LVAL] line 1: operator ++ requires modifiable lvalue as an operand (column 10)",
	 "++;"},
	{"BEGIN { --pid; }",
	 "[D_OP_WRITE] line 1: operator -- can only be applied to a writable variable (column 9)",
	 "--pid"},
	{"BEGIN { R_RAX = 1; }",
	 "[D_OP_LVAL] line 1: operator = requires modifiable lvalue as an operand (column 15)",
	 "= 1"},
	{"int x; BEGIN { x = execname; }",
	 "[D_OP_INCOMPAT] line 1: operands have incompatible types: \"int\" = \"string\" (column 18)",
	 "= exec"},
	{"BEGIN /execname == 5/ {}",
	 "[D_OP_INCOMPAT] line 1: operands have incompatible types: \"string\" == \"int\" (column 17)",
	 "== 5"},
	{"BEGIN /pid < execname/ {}",
	 "[D_OP_INCOMPAT] line 1: operands have incompatible types: \"pid_t\" < \"string\" (column 12)",
	 "< exec"},
	{"BEGIN { trace(execname + 1); }",
	 "[D_OP_INCOMPAT] line 1: operands have incompatible types: \"string\" + \"int\" (column 24)",
	 "+ 1"},
	{"BEGIN { trace(-execname); }",
	 "[D_OP_ARITH] line 1: operator - requires an operand of arithmetic type (column 15)",
	 "-exec"},
	{"BEGIN /!execname/ {}",
	 "[D_OP_SCALAR] line 1: operator ! requires an operand of scalar type (column 8)", "!exec"},
	{"BEGIN /pid && execname/ {}",
	 "[D_OP_SCALAR] line 1: operator && requires operands of scalar type (column 12)", "&& ex"},
	{"BEGIN { trace(execname ? 1 : 2); }",
	 "[D_OP_SCALAR] line 1: operator ?: expression must be of scalar type (column 15)",
	 "execname"},
	{"BEGIN { trace(pid ? 1 : execname); }",
	 "[D_OP_INCOMPAT] line 1: operator ?: operands must have compatible types (column 19)",
	 "? 1"},
	{"BEGIN { trace(1 / 0); }",
	 "[D_DIV_ZERO] line 1: expression contains division by zero (column 17)", "/ 0"},
	{"BEGIN { trace(pid % (1 - 1)); }",
	 "[D_DIV_ZERO] line 1: expression contains division by zero (column 19)", "% (1"},
	{"BEGIN { x = 1; x /= 0; }",
	 "[D_DIV_ZERO] line 1: expression contains division by zero (column 18)", "/= 0"},
	{"BEGIN { trace((int)execname); }",
	 "[D_CAST_INVAL] line 1: invalid cast expression: \"string\" to \"int\" (column 15)",
	 "(int)"},
};

static const struct refusal aggregations[] = {
	{"BEGIN { @a = 1; }",
	 "[D_AGG_FUNC] line 1: @a must be assigned the result of an aggregating function (column 14)",
	 "1;"},
	{"BEGIN { @a = trace(1); }",
	 "[D_AGG_FUNC] line 1: trace( ) is not an aggregating function (column 14)", "trace"},
	{"BEGIN { @a += count(); }",
	 "[D_AGG_FUNC] line 1: operator += may not be applied to @a: use = (column 12)", "+="},
	{"BEGIN { count(); }",
	 "[D_CG_EXPR] line 1: aggregating function count( ) may not be called from a D expression "
	 "(D program context required) (column 9)",
	 "count"},
	{"BEGIN { @a = count(1); }",
	 "[D_PROTO_LEN] line 1: count( ) prototype mismatch: 1 arg passed, 0 expected (column 14)",
	 "count"},
	{"BEGIN { @a = sum(); }",
	 "[D_PROTO_LEN] line 1: sum( ) prototype mismatch: 0 args passed, 1 expected (column 14)",
	 "sum"},
	{"BEGIN { @a = avg(1, 2); }",
	 "[D_PROTO_LEN] line 1: avg( ) prototype mismatch: 2 args passed, 1 expected (column 14)",
	 "avg"},
	{"BEGIN { @a = max(execname); }",
	 "[D_AGG_SCALAR] line 1: max( ) argument #1 must be of scalar type (column 18)",
	 "execname"},
	{"BEGIN { @a = lquantize(1, 2); }",
	 "[D_PROTO_LEN] line 1: lquantize( ) prototype mismatch: 2 args passed, 3 expected (column 14)",
	 "lquantize"},
	{"BEGIN { @a = lquantize(1, 0, 10, 0); }",
	 "[D_LQUANT_STEPTYPE] line 1: lquantize( ) argument #3 must be a non-zero positive integer "
	 "constant (column 34)",
	 "0); }"},
	{"BEGIN { @a = llquantize(1, 10, 0, 18, 20); }",
	 "[D_LLQUANT_MAGTOOBIG] line 1: llquantize( ) factor (10) raised to power of high magnitude (18) "
	 "overflows 64-bits at its end (column 14)",
	 "llquantize"},
	{"BEGIN { @a = llquantize(1, 65535, 0, 2, 65535); }",
	 "[D_LIMIT] line 1: llquantize( ) would need 196602 buckets; at most 65535 are allowed (column 14)",
	 "llquantize"},
	{"BEGIN { @a = lquantize(1, 0, 10, 2); @a = lquantize(1, 0, 10); }",
	 "[D_LQUANT_MATCHSTEP] line 1: lquantize( ) step (argument #3) doesn't match previous "
	 "declaration: expected 2, found 1 (column 43)",
	 "lquantize(1, 0, 10); }"},
	{"BEGIN { @a = count(); }\nEND { @a = sum(1); }",
	 "[D_AGG_REDEF] line 2: aggregation redefined: @a (column 10)", "= sum"},
	{"BEGIN { @a[1] = count(); @a[1, 2] = count(); }",
	 "[D_PROTO_LEN] line 1: @a[ ] prototype mismatch: 2 keys passed, 1 expected (column 26)",
	 "@a[1, 2]"},
	{"BEGIN { @a[1] = count(); @a[execname] = count(); }",
	 "[D_PROTO_ARG] line 1: @a[ ] key #1 is incompatible with prototype: (column 29)",
	 "execname"},
	{"BEGIN { @a[1,2,3,4,5,6,7,8,9] = count(); }",
	 "[D_LIMIT] line 1: an aggregation can have at most 8 keys (column 28)", "9]"},
	{"BEGIN { @a[@b] = count(); }",
	 "[D_KEY_TYPE] line 1: aggregation expression may not be used as aggregation index: key #1 (column 12)",
	 "@b"},
	{"BEGIN { @a[] = count(); }", "[D_SYNTAX] line 1: syntax error near \"]\" (column 12)",
	 "] ="},
	{"BEGIN { @a[1][2] = count(); }",
	 "[D_AGG_MDIM] line 1: improper attempt to reference @a as a multi-dimensional array (column 14)",
	 "[2]"},
	{"BEGIN { (1)(2); }",
	 "[D_FUNC_IDENT] line 1: function designator is not of function type (column 12)", "(2)"},
	{"BEGIN { x = @a; }",
	 "[D_OP_SCALAR] line 1: @a: an aggregation has no value that an expression could use (column 13)",
	 "@a"},
	{"BEGIN { trace(@a); }",
	 "[D_TRACE_AGG] line 1: trace( ) may not be applied to an aggregation (column 15)", "@a"},
	{"BEGIN { 1, @a = count(); }",
	 "[D_AGG_NULL] line 1: assignment to @a must be a statement of its own (column 15)",
	 "= count"},
};

static const struct refusal actions[] = {
	{"BEGIN { trace(); }",
	 "[D_PROTO_LEN] line 1: trace( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "trace"},
	{"BEGIN { exit(); }",
	 "[D_PROTO_LEN] line 1: exit( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "exit"},
	{"BEGIN { exit(execname); }",
	 "[D_PROTO_ARG] line 1: exit( ) argument #1 is incompatible with prototype: (column 14)",
	 "execname"},
	{"BEGIN { printf(); }",
	 "[D_PROTO_LEN] line 1: printf( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "printf"},
	{"BEGIN { printf(execname); }",
	 "[D_PRINTF_ARG_FMT] line 1: printf( ) argument #1 is incompatible with prototype: (column 16)",
	 "execname"},
	{"BEGIN { printf(\"%d\"); }",
	 "[D_PRINTF_ARG_PROTO] line 1: printf( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding value argument (column 16)",
	 "\"%d\""},
	{"BEGIN { printf(\"%d\", 1, 2); }",
	 "[D_PRINTF_ARG_EXTRA] line 1: printf( ) prototype mismatch: only 1 arguments required by this "
	 "format string (column 25)",
	 "2)"},
	{"BEGIN { printf(\"%s\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { printf(\"%d %d\", 1, execname); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #3 is incompatible with conversion #2 prototype: "
	 "(column 28)",
	 "execname"},
	{"BEGIN { printf(\"%hd\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "1)"},
	{"BEGIN { printf(\"%f\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { printf(\"%c\", 1L); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1L)"},
	{"BEGIN { printf(\"%*d\", execname, 1); }",
	 "[D_PRINTF_DYN_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "execname"},
	{"BEGIN { printf(\"%.*d\"); }",
	 "[D_PRINTF_DYN_PROTO] line 1: printf( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding \".*\" argument (column 16)",
	 "\"%.*d\""},
	{"BEGIN { printf(\"%@d\", 1); }",
	 "[D_PRINTF_AGG_CONV] line 1: %@ conversion requires an aggregation and is not for use with "
	 "printf( ) (column 16)",
	 "\"%@d\""},
	{"BEGIN { printf(\"%q\", 1); }",
	 "[D_SYNTAX] line 1: format conversion #1: %q is not a recognized conversion (column 16)",
	 "\"%q\""},
	{"BEGIN { printf(\"x%5\", 1); }",
	 "[D_SYNTAX] line 1: format conversion #1 name expected before end of format string (column 16)",
	 "\"x%5"},
	{"BEGIN { printf(\"%k\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { printf(\"%hhd\", (char)1); }",
	 "[D_SYNTAX] line 1: format conversion #1: %hh is not a recognized conversion (column 16)",
	 "\"%hhd"},
	{"BEGIN { printf(\"%1048577d\", 1); }",
	 "[D_LIMIT] line 1: format conversion #1: widths go up to 1048576 (column 16)", "\"%10"},
	{"BEGIN { printf(\"%ld\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "1)"},
	{"BEGIN { printf(\"%Y\", 1); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { @a[1] = count(); @b[1u] = count(); printa(\"%@d\", @a, @b); }",
	 "[D_PRINTA_AGGKEY] line 1: @b[ ] key #1 is incompatible with @a: "
	 "(column 62)",
	 "@b)"},
	{"BEGIN { printf(\"%d\", @a); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printf( ) argument #2 is incompatible with any conversion: (column 22)",
	 "@a"},
	{"BEGIN { printa(); }",
	 "[D_PROTO_LEN] line 1: printa( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "printa"},
	{"BEGIN { printa(\"x\"); }",
	 "[D_PRINTA_PROTO] line 1: printa( ) prototype mismatch: 1 args passed, 2 expected "
	 "(column 9)",
	 "printa"},
	{"BEGIN { printa(@a); }", "[D_PRINTA_AGGBAD] line 1: undefined aggregation: @a (column 16)",
	 "@a"},
	{"BEGIN { printa(\"x\", 1); }",
	 "[D_PRINTA_AGGARG] line 1: printa( ) argument #2 is incompatible with prototype: (column 21)",
	 "1)"},
	{"BEGIN { printa(pid); }",
	 "[D_PRINTA_AGGARG] line 1: printa( ) argument #1 is incompatible with prototype: (column 16)",
	 "pid"},
	{"BEGIN { @a[1] = count(); printa(@a[1]); }",
	 "[D_PRINTA_AGGKEY] line 1: printa( ) argument #1: @a must be given without keys (column 33)",
	 "@a[1])"},
	{"BEGIN { printf(\"\"); }",
	 "[D_PRINTF_FMT_EMPTY] line 1: printf( ) format string is empty (column 16)", "\"\""},
	{"BEGIN { @abc = count(); clear(@abd); }",
	 "[D_CLEAR_AGGBAD] line 1: undefined aggregation: @abd: did you mean @abc? (column 31)",
	 "@abd"},
	{"BEGIN { @a[1] = count(); @b = count(); printa(\"%@d\", @a, @b); }",
	 "[D_PRINTA_AGGKEY] line 1: @a and @b do not have the same number of keys "
	 "(column 58)",
	 "@b)"},
	{"BEGIN { @a[1] = count(); printa(\"%s %@d\", @a); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printa( ) argument #1 is incompatible with conversion #1 prototype: "
	 "(column 33)",
	 "\"%s"},
	{"BEGIN { @a = count(); printa(\"%d %@d\", @a); }",
	 "[D_PRINTF_ARG_PROTO] line 1: printa( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding value argument (column 30)",
	 "\"%d"},
	{"BEGIN { @a = count(); printa(\"%@s\", @a); }",
	 "[D_PRINTF_ARG_TYPE] line 1: printa( ) argument #1 is incompatible with conversion #1 prototype: "
	 "(column 30)",
	 "\"%@s"},
};

static void test_operators(void **state)
{
	(void)state;
	EXPECT_REFUSALS(operators);
}

static void test_aggregations(void **state)
{
	(void)state;
	EXPECT_REFUSALS(aggregations);
}

static void test_actions(void **state)
{
	(void)state;
	EXPECT_REFUSALS(actions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_operators),
		cmocka_unit_test(test_aggregations),
		cmocka_unit_test(test_actions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
