/* SPDX-License-Identifier: BSD-2-Clause */
/* What is accepted, and what is refused with which words, tag and place. */
#include "dsl/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

/* NOLINTBEGIN(bugprone-suspicious-missing-comma): two of them are written on several lines */
static const char *const accepted[] = {
	"BEGIN",
	"BEGIN {}",
	"BEGIN{}END{}",
	"dtrace:::BEGIN { }",
	"#!/usr/sbin/dtrace -s\nBEGIN { }",
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

struct refusal {
	const char *text;
	const char *message; /* behind "dtrace: failed to compile script test.d: " */
	const char *caret;   /* the text from the caret on starts so */
};

static const struct refusal refusals[] = {
	/* Lexer */
	{"BEGIN { trace(\"a\nb\"); }",
	 "line 1: [D_STR_NL] newline encountered in string literal (column 15)", "\"a"},
	{"BEGIN { trace('a\n'); }",
	 "line 1: [D_CHR_NL] newline encountered in character constant (column 15)", "'a"},
	{"BEGIN { trace(\"a",
	 "line 1: [D_STR_NL] end-of-file encountered before matching \" (column 15)", "\"a"},
	{"BEGIN { trace(''); }", "line 1: [D_CHR_NULL] empty character constant (column 15)", "''"},
	{"BEGIN { trace('123456789'); }",
	 "line 1: [D_CHR_OFLOW] character constant is too long (column 15)", "'123"},
	{"BEGIN { trace(18446744073709551616); }",
	 "line 1: [D_INT_OFLOW] integer constant 18446744073709551616 cannot be represented in any "
	 "built-in integral type (column 15)",
	 "184"},
	{"BEGIN { trace(089); }",
	 "line 1: [D_INT_DIGIT] integer constant 089 contains invalid digit 8 (column 15)", "089"},
	{"BEGIN { trace(0x); }", "line 1: [D_SYNTAX] syntax error near \"0x\" (column 15)", "0x)"},
	{"BEGIN { trace(12ab); }",
	 "line 1: [D_INT_DIGIT] integer constant 12ab contains invalid digit a (column 15)",
	 "12ab"},
	{"BEGIN { trace(1.5); }",
	 "line 1: [D_SYNTAX] floating-point constants are not permitted (column 15)", "1.5"},
	{"BEGIN { /* open }",
	 "line 1: [D_SYNTAX] end-of-file encountered before matching */ (column 9)", "/* open"},
	{"BEGIN { trace(`cpu); }",
	 "line 1: [D_NO_MEANING] operator ` names symbols of a kernel: it has no meaning from VMX root "
	 "(column 15)",
	 "`cpu"},
	{"BEGIN { # }", "line 1: [D_SYNTAX] syntax error near \"#\" (column 9)", "# }"},
	{"BEGIN { \x01 }", "line 1: [D_SYNTAX] syntax error near character \\x01 (column 9)",
	 "? }"},
	{"BEGIN { trace($1); }",
	 "line 1: [D_MACRO_UNDEF] macro argument $1 is not defined (column 15)", "$1"},
	{"BEGIN { trace($target); }",
	 "line 1: [D_NO_MEANING] macro variable $target has no meaning from VMX root (column 15)",
	 "$target"},

	/* Directives */
	{"#pragma D option foo\nBEGIN {}",
	 "line 1: [D_PRAGMA_OPTSET] failed to set option 'foo': Invalid option name (column 18)",
	 "foo"},
	{"#pragma D option aggsize=x\nBEGIN {}",
	 "line 1: [D_PRAGMA_OPTSET] failed to set option 'aggsize' to 'x': Invalid value for specified "
	 "option (column 18)",
	 "aggsize=x"},
	{"#pragma D option aggsize\nBEGIN {}",
	 "line 1: [D_PRAGMA_OPTSET] failed to set option 'aggsize': Option requires a value (column 18)",
	 "aggsize"},
	{"#pragma D option strsize=0\nBEGIN {}",
	 "line 1: [D_PRAGMA_OPTSET] failed to set option 'strsize' to '0': Invalid value for specified "
	 "option (column 18)",
	 "strsize"},
	{"#pragma D option ldpath\nBEGIN {}",
	 "line 1: [D_NO_MEANING] option 'ldpath' has no meaning from VMX root (column 18)",
	 "ldpath"},
	{"#pragma D option bufresize\nBEGIN {}",
	 "line 1: [D_UNSUPPORTED] option 'bufresize' is not supported yet (column 18)", "bufr"},
	{"#pragma D option quiet extra\nBEGIN {}",
	 "line 1: [D_PRAGMA_MALFORM] superfluous arguments specified for #pragma D option (column 18)",
	 "quiet"},
	{"#pragma D option\nBEGIN {}",
	 "line 1: [D_PRAGMA_MALFORM] malformed #pragma D option: expected name[=value] (column 1)",
	 "#pragma"},
	{"#pragma D depends_on module x\nBEGIN {}",
	 "line 1: [D_PRAGMA_INVAL] invalid control directive: #pragma D depends_on (column 1)",
	 "#pragma"},
	{"#include <x>\nBEGIN {}",
	 "line 1: [D_PRAGMA_INVAL] invalid control directive: #include (column 1)", "#inc"},
	{"BEGIN {}\n#!/bin/sh",
	 "line 2: [D_PRAGMA_INVAL] invalid control directive: #!/bin/sh (column 1)", "#!/bin"},

	/* Clauses */
	{"", "line 1: [D_EMPTY] empty D program translation unit (column 1)", ""},
	{"/* nothing */\n", "line 1: [D_EMPTY] empty D program translation unit (column 1)", "/*"},
	{"BEGIN END {}",
	 "line 1: [D_SYNTAX] expected predicate and/or actions following probe description (column 7)",
	 "END"},
	{"a:b:c:d:e {}",
	 "line 1: [D_PDESC_INVAL] invalid probe description \"a:b:c:d:e\": overly-specified, there are "
	 "four parts: provider:module:function:name (column 1)",
	 "a:b"},
	{"1 {}",
	 "line 1: [D_UNSUPPORTED] probes named by their number are not supported yet (column 1)",
	 "1 {}"},
	{"{ trace(1); }", "line 1: [D_SYNTAX] syntax error near \"{\" (column 1)", "{ tr"},
	{"BEGIN {} }", "line 1: [D_SYNTAX] syntax error near \"}\" (column 10)", "}"},
	{"BEGIN, {}", "line 1: [D_SYNTAX] syntax error near \"{\" (column 8)", "{}"},
	{"BEGIN { trace(1)", "line 1: [D_SYNTAX] syntax error near end of input (column 17)", ""},
	{"BEGIN { trace(1 }", "line 1: [D_SYNTAX] syntax error near \"}\" (column 17)", "}"},
	{"BEGIN { 1 2; }", "line 1: [D_SYNTAX] syntax error near \"2\" (column 11)", "2;"},
	{"BEGIN /(pid == 1/ {}",
	 "line 1: [D_SYNTAX] closing ) expected in predicate before / (column 17)", "/ {}"},
	{"BEGIN /vmregs[1/ {}",
	 "line 1: [D_SYNTAX] closing ] expected in predicate before / (column 16)", "/ {}"},
	{"BEGIN /pid == / {}", "line 1: [D_SYNTAX] syntax error near \"/\" (column 15)", "/ {}"},
	{"BEGIN // {}", "line 1: [D_SYNTAX] syntax error near \"/\" (column 8)", "/ {}"},
	{"BEGIN /execname/ {}",
	 "line 1: [D_PRED_SCALAR] predicate result must be of scalar type (column 8)", "execname"},
	{"BEGIN { if (1) { } }",
	 "line 1: [D_UNSUPPORTED] keyword if is not supported yet (column 9)", "if"},
	{"struct s { int a; }; BEGIN {}",
	 "line 1: [D_UNSUPPORTED] keyword struct is not supported yet (column 1)", "struct"},
	{"inline int x = 1; BEGIN {}",
	 "line 1: [D_UNSUPPORTED] keyword inline is not supported yet (column 1)", "inline"},

	/* Declarations */
	{"int int x; BEGIN {}", "line 1: [D_DECL_COMBO] invalid type combination (column 1)",
	 "int int"},
	{"short char x; BEGIN {}", "line 1: [D_DECL_COMBO] invalid type combination (column 1)",
	 "short"},
	{"int64_t int x; BEGIN {}", "line 1: [D_DECL_COMBO] invalid type combination (column 1)",
	 "int64_t"},
	{"void x; BEGIN {}", "line 1: [D_DECL_VOIDOBJ] type void cannot be used here (column 1)",
	 "void"},
	{"int x; long x; BEGIN {}", "line 1: [D_DECL_IDRED] identifier redeclared: x (column 13)",
	 "x; BEGIN"},
	{"int pid; BEGIN {}", "line 1: [D_DECL_IDRED] identifier redeclared: pid (column 5)",
	 "pid"},
	{"string s; BEGIN {}",
	 "line 1: [D_UNSUPPORTED] s: variables of type string are not supported yet (column 8)",
	 "s;"},
	{"self int x; BEGIN {}",
	 "line 1: [D_UNSUPPORTED] thread-local variables (self) are not supported yet (column 1)",
	 "self"},
	{"int *p; BEGIN {}",
	 "line 1: [D_UNSUPPORTED] pointer types are not supported yet (column 5)", "*p"},
	{"int a[4]; BEGIN {}", "line 1: [D_UNSUPPORTED] arrays are not supported yet (column 6)",
	 "[4]"},

	/* Names */
	{"BEGIN { trace(foo); }",
	 "line 1: [D_IDENT_UNDEF] failed to resolve foo: Unknown variable name (column 15)", "foo"},
	{"BEGIN { trace(execnam); }",
	 "line 1: [D_IDENT_UNDEF] failed to resolve execnam: Unknown variable name: did you mean execname? "
	 "(column 15)",
	 "execnam"},
	{"BEGIN { trace(vmregs[VMX_GUEST_CR33]); }",
	 "line 1: [D_IDENT_UNDEF] failed to resolve VMX_GUEST_CR33: Unknown variable name: did you mean "
	 "VMX_GUEST_CR3? (column 22)",
	 "VMX_GUEST_CR33"},
	{"BEGIN { x = x + 1; }",
	 "line 1: [D_IDENT_UNDEF] failed to resolve x: Unknown variable name (column 13)", "x + 1"},
	{"BEGIN /x/ {} END { x = 1; }",
	 "line 1: [D_IDENT_UNDEF] failed to resolve x: Unknown variable name (column 8)", "x/"},
	{"BEGIN { trace(this->x); }",
	 "line 1: [D_VAR_UNDEF] this->x has not yet been declared or assigned (column 15)",
	 "this->x"},
	{"BEGIN { self->x = 1; }",
	 "line 1: [D_UNSUPPORTED] thread-local variables (self->) are not supported yet (column 9)",
	 "self"},
	{"BEGIN { a[1] = 1; }",
	 "line 1: [D_UNSUPPORTED] a[ ]: associative arrays are not supported yet (column 9)",
	 "a[1]"},
	{"BEGIN { trace(caller); }",
	 "line 1: [D_UNSUPPORTED] caller is not supported yet (column 15)", "caller"},
	{"BEGIN { trace(curthread); }",
	 "line 1: [D_NO_MEANING] curthread has no meaning from VMX root (column 15)", "curthread"},
	{"BEGIN { trace(args[0]); }",
	 "line 1: [D_UNSUPPORTED] args is not supported yet (column 15)", "args"},
	{"BEGIN { stack(); }", "line 1: [D_UNSUPPORTED] stack( ) is not supported yet (column 9)",
	 "stack"},
	{"BEGIN { panic(); }",
	 "line 1: [D_NO_MEANING] panic( ) has no meaning from VMX root (column 9)", "panic"},
	{"BEGIN { trace(copyinstr(arg0)); }",
	 "line 1: [D_UNSUPPORTED] copyinstr( ) is not supported yet (column 15)", "copyinstr"},
	{"BEGIN { trace(progenyof(1)); }",
	 "line 1: [D_NO_MEANING] progenyof( ) has no meaning from VMX root (column 15)",
	 "progenyof"},
	{"BEGIN { frobnicate(); }",
	 "line 1: [D_FUNC_UNDEF] undefined function name: frobnicate (column 9)", "frob"},
	{"BEGIN { prinft(\"x\"); }",
	 "line 1: [D_FUNC_UNDEF] undefined function name: prinft: did you mean printf? (column 9)",
	 "prinft"},
	{"BEGIN { pid(); }",
	 "line 1: [D_FUNC_IDKIND] 'pid' may not be referenced as a function (column 9)", "pid()"},
	{"BEGIN { x = printf(\"\"); }",
	 "line 1: [D_CG_EXPR] tracing function printf( ) may not be called from a D expression "
	 "(D program context required) (column 13)",
	 "printf"},
	{"BEGIN { trace(count()); }",
	 "line 1: [D_CG_EXPR] aggregating function count( ) may not be called from a D expression "
	 "(D program context required) (column 15)",
	 "count"},
	{"BEGIN { trace(printf); }",
	 "line 1: [D_IDENT_BADREF] function 'printf' may not be referenced as a variable (column 15)",
	 "printf"},

	/* vmregs[] and uregs[] */
	{"BEGIN { trace(vmregs); }",
	 "line 1: [D_PROTO_LEN] vmregs[ ] prototype mismatch: 0 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[]); }",
	 "line 1: [D_PROTO_LEN] vmregs[ ] prototype mismatch: 0 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[1, 2]); }",
	 "line 1: [D_PROTO_LEN] vmregs[ ] prototype mismatch: 2 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[pid]); }",
	 "line 1: [D_PROTO_ARG] vmregs[ ] argument #1 is incompatible with prototype: (column 22)",
	 "pid"},
	{"BEGIN { trace(vmregs[\"x\"]); }",
	 "line 1: [D_PROTO_ARG] vmregs[ ] argument #1 is incompatible with prototype: (column 22)",
	 "\"x\""},
	{"BEGIN { trace(vmregs[-1]); }",
	 "line 1: [D_REGS_IDX] index -1 is out of range for array vmregs: no VMCS field has this number "
	 "(column 22)",
	 "-1"},
	{"BEGIN { trace(vmregs[0x9999]); }",
	 "line 1: [D_REGS_IDX] index 39321 is out of range for array vmregs: no VMCS field has this number "
	 "(column 22)",
	 "0x9999"},
	{"BEGIN { trace(uregs[0]); }",
	 "line 1: [D_REGS_IDX] index 0 is out of range for array uregs: no 64-bit register has this number "
	 "(column 21)",
	 "0]"},
	{"BEGIN { vmregs[VMX_GUEST_CR3] = 1; }",
	 "line 1: [D_OP_WRITE] operator = can only be applied to a writable variable (column 31)",
	 "= 1"},

	/* Operators */
	{"BEGIN { 1; }", "line 1: [D_EXPR_NULL] expression has null effect (column 9)", "1;"},
	{"BEGIN { pid + 1; }", "line 1: [D_EXPR_NULL] expression has null effect (column 13)",
	 "+ 1"},
	{"BEGIN { 1, 2; }", "line 1: [D_EXPR_NULL] expression has null effect (column 10)", ", 2"},
	{"BEGIN { pid = 1; }",
	 "line 1: [D_OP_WRITE] operator = can only be applied to a writable variable (column 13)",
	 "= 1"},
	{"BEGIN { 1 = 2; }",
	 "line 1: [D_OP_LVAL] operator = requires modifiable lvalue as an operand (column 11)",
	 "= 2"},
	{"BEGIN { 5++; }",
	 "line 1: [D_OP_LVAL] operator ++ requires modifiable lvalue as an operand (column 10)",
	 "++;"},
	{"BEGIN { --pid; }",
	 "line 1: [D_OP_WRITE] operator -- can only be applied to a writable variable (column 9)",
	 "--pid"},
	{"BEGIN { R_RAX = 1; }",
	 "line 1: [D_OP_LVAL] operator = requires modifiable lvalue as an operand (column 15)",
	 "= 1"},
	{"BEGIN { x = execname; }",
	 "line 1: [D_UNSUPPORTED] x: variables of type string are not supported yet (column 9)",
	 "x ="},
	{"int x; BEGIN { x = execname; }",
	 "line 1: [D_OP_INCOMPAT] operands have incompatible types: \"int\" = \"string\" (column 18)",
	 "= exec"},
	{"BEGIN /execname == 5/ {}",
	 "line 1: [D_OP_INCOMPAT] operands have incompatible types: \"string\" == \"int\" (column 17)",
	 "== 5"},
	{"BEGIN /pid < execname/ {}",
	 "line 1: [D_OP_INCOMPAT] operands have incompatible types: \"pid_t\" < \"string\" (column 12)",
	 "< exec"},
	{"BEGIN { trace(execname + 1); }",
	 "line 1: [D_OP_INT] operator + requires operands of integral type (column 24)", "+ 1"},
	{"BEGIN { trace(-execname); }",
	 "line 1: [D_OP_INT] operator - requires an operand of integral type (column 15)", "-exec"},
	{"BEGIN /!execname/ {}",
	 "line 1: [D_OP_SCALAR] operator ! requires an operand of scalar type (column 8)", "!exec"},
	{"BEGIN /pid && execname/ {}",
	 "line 1: [D_OP_SCALAR] operator && requires operands of scalar type (column 12)", "&& ex"},
	{"BEGIN { trace(execname ? 1 : 2); }",
	 "line 1: [D_OP_SCALAR] operator ?: expression must be of scalar type (column 15)",
	 "execname"},
	{"BEGIN { trace(pid ? 1 : execname); }",
	 "line 1: [D_OP_INCOMPAT] operator ?: operands must have compatible types (column 19)",
	 "? 1"},
	{"BEGIN { trace(1 / 0); }",
	 "line 1: [D_DIV_ZERO] expression contains division by zero (column 17)", "/ 0"},
	{"BEGIN { trace(pid % (1 - 1)); }",
	 "line 1: [D_DIV_ZERO] expression contains division by zero (column 19)", "% (1"},
	{"BEGIN { x = 1; x /= 0; }",
	 "line 1: [D_DIV_ZERO] expression contains division by zero (column 18)", "/= 0"},
	{"BEGIN { trace((int)execname); }",
	 "line 1: [D_CAST_INVAL] invalid cast expression: \"string\" to \"int\" (column 15)",
	 "(int)"},
	{"BEGIN { trace((string)1); }",
	 "line 1: [D_UNSUPPORTED] a string at an address of the guest is not supported yet (column 15)",
	 "(string)"},
	{"BEGIN { trace(sizeof(execname)); }",
	 "line 1: [D_SIZEOF_TYPE] cannot apply sizeof to an operand of unknown size (column 15)",
	 "sizeof"},
	{"BEGIN { trace(stringof(1)); }",
	 "line 1: [D_UNSUPPORTED] stringof a value of type 'int', an address of the guest, is not supported "
	 "yet (column 15)",
	 "stringof"},
	{"BEGIN { trace(*arg0); }",
	 "line 1: [D_UNSUPPORTED] operator *: pointers are not supported yet (column 15)", "*arg0"},
	{"BEGIN { trace(arg0->x); }",
	 "line 1: [D_UNSUPPORTED] operator ->: structures, arrays and pointers are not supported yet "
	 "(column 19)",
	 "->x"},

	/* Aggregations */
	{"BEGIN { @a = 1; }",
	 "line 1: [D_AGG_FUNC] @a must be assigned the result of an aggregating function (column 14)",
	 "1;"},
	{"BEGIN { @a = trace(1); }",
	 "line 1: [D_AGG_FUNC] trace( ) is not an aggregating function (column 14)", "trace"},
	{"BEGIN { @a += count(); }",
	 "line 1: [D_AGG_FUNC] operator += may not be applied to @a: use = (column 12)", "+="},
	{"BEGIN { count(); }",
	 "line 1: [D_AGG_NULL] must assign the result of count( ) to an aggregation (column 9)",
	 "count"},
	{"BEGIN { @a = count(1); }",
	 "line 1: [D_PROTO_LEN] count( ) prototype mismatch: 1 arg passed, 0 expected (column 14)",
	 "count"},
	{"BEGIN { @a = sum(); }",
	 "line 1: [D_PROTO_LEN] sum( ) prototype mismatch: 0 args passed, 1 expected (column 14)",
	 "sum"},
	{"BEGIN { @a = avg(1, 2); }",
	 "line 1: [D_PROTO_LEN] avg( ) prototype mismatch: 2 args passed, 1 expected (column 14)",
	 "avg"},
	{"BEGIN { @a = max(execname); }",
	 "line 1: [D_AGG_SCALAR] max( ) argument #1 must be of scalar type (column 18)",
	 "execname"},
	{"BEGIN { @a = lquantize(1, 2); }",
	 "line 1: [D_PROTO_LEN] lquantize( ) prototype mismatch: 2 args passed, 3 expected (column 14)",
	 "lquantize"},
	{"BEGIN { @a = lquantize(1, 0, 10, 0); }",
	 "line 1: [D_LQUANT_STEPTYPE] lquantize( ) argument #3 must be a non-zero positive integer "
	 "constant (column 34)",
	 "0); }"},
	{"BEGIN { @a = llquantize(1, 10, 0, 18, 20); }",
	 "line 1: [D_LLQUANT_MAGTOOBIG] llquantize( ) factor (10) raised to power of high magnitude (18) "
	 "overflows 64-bits at its end (column 14)",
	 "llquantize"},
	{"BEGIN { @a = llquantize(1, 65535, 0, 2, 65535); }",
	 "line 1: [D_LIMIT] llquantize( ) would need 196602 buckets; at most 65535 are allowed (column 14)",
	 "llquantize"},
	{"BEGIN { @a = lquantize(1, 0, 10, 2); @a = lquantize(1, 0, 10); }",
	 "line 1: [D_LQUANT_MATCHSTEP] lquantize( ) step (argument #3) doesn't match previous "
	 "declaration: expected 2, found 1 (column 43)",
	 "lquantize(1, 0, 10); }"},
	{"BEGIN { @a = count(); }\nEND { @a = sum(1); }",
	 "line 2: [D_AGG_REDEF] aggregation redefined: @a (column 10)", "= sum"},
	{"BEGIN { @a[1] = count(); @a[1, 2] = count(); }",
	 "line 1: [D_PROTO_LEN] @a[ ] prototype mismatch: 2 keys passed, 1 expected (column 26)",
	 "@a[1, 2]"},
	{"BEGIN { @a[1] = count(); @a[execname] = count(); }",
	 "line 1: [D_PROTO_ARG] @a[ ] key #1 is incompatible with prototype: (column 29)",
	 "execname"},
	{"BEGIN { @a[1,2,3,4,5,6,7,8,9] = count(); }",
	 "line 1: [D_LIMIT] an aggregation can have at most 8 keys (column 28)", "9]"},
	{"BEGIN { @a[@b] = count(); }",
	 "line 1: [D_KEY_TYPE] aggregation expression may not be used as aggregation index: key #1 (column 12)",
	 "@b"},
	{"BEGIN { @a[] = count(); }", "line 1: [D_SYNTAX] syntax error near \"]\" (column 12)",
	 "] ="},
	{"BEGIN { @a[1][2] = count(); }", "line 1: [D_SYNTAX] syntax error near \"[\" (column 14)",
	 "[2]"},
	{"BEGIN { x = @a; }",
	 "line 1: [D_OP_SCALAR] @a: an aggregation has no value that an expression could use (column 13)",
	 "@a"},
	{"BEGIN { trace(@a); }",
	 "line 1: [D_OP_SCALAR] trace( ) may not be applied to an aggregation: use printa( ) (column 15)",
	 "@a"},
	{"BEGIN { 1, @a = count(); }",
	 "line 1: [D_AGG_NULL] assignment to @a must be a statement of its own (column 15)",
	 "= count"},

	/* Actions */
	{"BEGIN { trace(); }",
	 "line 1: [D_PROTO_LEN] trace( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "trace"},
	{"BEGIN { exit(); }",
	 "line 1: [D_PROTO_LEN] exit( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "exit"},
	{"BEGIN { exit(execname); }",
	 "line 1: [D_PROTO_ARG] exit( ) argument #1 is incompatible with prototype: (column 14)",
	 "execname"},
	{"BEGIN { printf(); }",
	 "line 1: [D_PROTO_LEN] printf( ) prototype mismatch: 0 args passed, at least 1 expected (column 9)",
	 "printf"},
	{"BEGIN { printf(execname); }",
	 "line 1: [D_PRINTF_ARG_FMT] printf( ) argument #1 is incompatible with prototype: (column 16)",
	 "execname"},
	{"BEGIN { printf(\"%d\"); }",
	 "line 1: [D_PRINTF_ARG_PROTO] printf( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding value argument (column 16)",
	 "\"%d\""},
	{"BEGIN { printf(\"%d\", 1, 2); }",
	 "line 1: [D_PRINTF_ARG_EXTRA] printf( ) prototype mismatch: only 2 arguments required by this "
	 "format string (column 25)",
	 "2)"},
	{"BEGIN { printf(\"%s\", 1); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { printf(\"%d %d\", 1, execname); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #3 is incompatible with conversion #2 prototype: "
	 "(column 28)",
	 "execname"},
	{"BEGIN { printf(\"%hd\", 1); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "1)"},
	{"BEGIN { printf(\"%f\", 1); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { printf(\"%c\", 1L); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1L)"},
	{"BEGIN { printf(\"%*d\", execname, 1); }",
	 "line 1: [D_PRINTF_DYN_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "execname"},
	{"BEGIN { printf(\"%.*d\"); }",
	 "line 1: [D_PRINTF_DYN_PROTO] printf( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding \"prec\" argument (column 16)",
	 "\"%.*d\""},
	{"BEGIN { printf(\"%@d\", 1); }",
	 "line 1: [D_PRINTF_AGG_CONV] %@ conversion requires an aggregation and is not for use with "
	 "printf( ) (column 16)",
	 "\"%@d\""},
	{"BEGIN { printf(\"%q\", 1); }",
	 "line 1: [D_UNKNOWN] format conversion #1: %q is not a recognized conversion (column 16)",
	 "\"%q\""},
	{"BEGIN { printf(\"x%5\", 1); }",
	 "line 1: [D_UNKNOWN] format conversion #1 name expected before end of format string (column 16)",
	 "\"x%5"},
	{"BEGIN { printf(\"%k\", 1); }",
	 "line 1: [D_UNSUPPORTED] format conversion #1: %k is not supported yet (column 16)",
	 "\"%k\""},
	{"BEGIN { printf(\"%hhd\", (char)1); }",
	 "line 1: [D_UNKNOWN] format conversion #1: %hh is not a recognized conversion (column 16)",
	 "\"%hhd"},
	{"BEGIN { printf(\"%1048577d\", 1); }",
	 "line 1: [D_LIMIT] format conversion #1: widths go up to 1048576 (column 16)", "\"%10"},
	{"BEGIN { printf(\"%ld\", 1); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 23)",
	 "1)"},
	{"BEGIN { printf(\"%Y\", 1); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) argument #2 is incompatible with conversion #1 prototype: "
	 "(column 22)",
	 "1)"},
	{"BEGIN { @a[1] = count(); @b[1u] = count(); printa(\"%@d\", @a, @b); }",
	 "line 1: [D_PRINTA_AGGKEY] printa( ) @a and @b have different keys and cannot be printed together "
	 "(column 62)",
	 "@b)"},
	{"BEGIN { printf(\"%d\", @a); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printf( ) may not be applied to @a: use printa( ) (column 22)",
	 "@a"},
	{"BEGIN { printa(); }",
	 "line 1: [D_PRINTA_PROTO] printa( ) prototype mismatch: 0 args passed, at least 1 expected "
	 "(column 9)",
	 "printa"},
	{"BEGIN { printa(\"x\"); }",
	 "line 1: [D_PRINTA_PROTO] printa( ) prototype mismatch: 1 args passed, at least 2 expected "
	 "(column 9)",
	 "printa"},
	{"BEGIN { printa(@a); }", "line 1: [D_PRINTA_AGGBAD] undefined aggregation: @a (column 16)",
	 "@a"},
	{"BEGIN { printa(\"x\", 1); }",
	 "line 1: [D_PRINTA_AGGARG] printa( ) argument #2 is incompatible with prototype: (column 21)",
	 "1)"},
	{"BEGIN { printa(pid); }",
	 "line 1: [D_PRINTA_AGGARG] printa( ) argument #1 is incompatible with prototype: (column 16)",
	 "pid"},
	{"BEGIN { @a[1] = count(); printa(@a[1]); }",
	 "line 1: [D_PRINTA_AGGKEY] printa( ) argument #1: @a must be given without keys (column 33)",
	 "@a[1])"},
	{"BEGIN { @a = count(); @b = count(); printa(@a, @b); }",
	 "line 1: [D_PRINTA_PROTO] printa( ) prototype mismatch: several aggregations need a format string "
	 "(column 37)",
	 "printa"},
	{"BEGIN { @a[1] = count(); @b = count(); printa(\"%@d\", @a, @b); }",
	 "line 1: [D_PRINTA_AGGKEY] printa( ) @a and @b have different keys and cannot be printed together "
	 "(column 58)",
	 "@b)"},
	{"BEGIN { @a[1] = count(); printa(\"%s %@d\", @a); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printa( ) argument #1 is incompatible with conversion #1 prototype: "
	 "(column 33)",
	 "\"%s"},
	{"BEGIN { @a = count(); printa(\"%d %@d\", @a); }",
	 "line 1: [D_PRINTF_ARG_PROTO] printa( ) prototype mismatch: conversion #1 (%d) is missing a "
	 "corresponding value argument (column 30)",
	 "\"%d"},
	{"BEGIN { @a = count(); printa(\"%@s\", @a); }",
	 "line 1: [D_PRINTF_ARG_TYPE] printa( ) argument #1 is incompatible with conversion #1 prototype: "
	 "(column 30)",
	 "\"%@s"},

	/* Places: lines are counted, tabs kept, columns are of characters. */
	{"BEGIN\n{\n\ttrace(\"\xc3\xa4\" == 1);\n}",
	 "line 3: [D_OP_INCOMPAT] operands have incompatible types: \"string\" == \"int\" (column 12)",
	 "== 1"},
};

/* Finds what the caret points at: the characters before it are counted as the terminal would. */
static const char *pointed_at(const char *source, const char *caret)
{
	while (*caret == ' ' || *caret == '\t') {
		if (*caret == '\t')
			assert_int_equal(*source, '\t');
		assert_true(*source != '\0');
		source++;
		while (((unsigned char)*source & 0xc0) == 0x80)
			source++;
		caret++;
	}
	assert_string_equal(caret, "^");
	return source;
}

static void check_refusal(const struct refusal *refusal)
{
	static const char prefix[] = "dtrace: failed to compile script test.d: ";
	struct compiled *compiled = compile_bytes(refusal->text, strlen(refusal->text));
	char expected[LINE_SIZE];

	if (compiled->result.object)
		fail_msg("accepted: %s", refusal->text);
	snprintf(expected, sizeof(expected), "%s%s", prefix, refusal->message);
	if (strcmp(compiled->lines[0], expected) != 0)
		fail_msg("%s\nis:     %s\nnot:    %s", refusal->text, compiled->lines[0], expected);
	assert_true(compiled->line_count >= 3);

	/* Messages of several lines have theirs before the excerpt. */
	unsigned int line = 1;

	while (compiled->lines[line + 1][strlen(compiled->lines[line + 1]) - 1] != '^')
		assert_true(++line + 1 < compiled->line_count);

	const char *at = pointed_at(compiled->lines[line], compiled->lines[line + 1]);

	if (strncmp(at, refusal->caret, strlen(refusal->caret)) != 0)
		fail_msg("%s\ncaret at: %s", refusal->text, at);
	compiled_free(compiled);
}

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		check_refusal(&refusals[i]);
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
	struct compiled *compiled = compile_bytes(text, sizeof(text) - 1);

	(void)state;
	assert_int_equal(compiled->result.error_count, 2);
	assert_non_null(strstr(compiled->lines[3], "line 2: [D_IDENT_UNDEF]"));
	compiled_free(compiled);

	compiled = compile_bytes(syntax, sizeof(syntax) - 1);
	assert_int_equal(compiled->result.error_count, 2);
	assert_non_null(strstr(compiled->lines[0], "line 1: [D_SYNTAX] syntax error near \"2\""));
	assert_non_null(strstr(compiled->lines[3], "line 3: [D_SYNTAX] syntax error near \"4\""));
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
	assert_non_null(strstr(compiled->lines[0], "line 2: [D_IDENT_UNDEF] failed"));
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
	assert_non_null(
		strstr(compiled->lines[0],
		       "[D_SYNTAX] macro argument \"a \"b\"\" is neither an integer nor a name"));
	compiled_free(compiled);

	request.argument_count = 3;
	compiled = compile_request(request, "BEGIN { trace($2); }", 20);
	assert_non_null(
		strstr(compiled->lines[0],
		       "[D_MACRO_UNUSED] extraneous argument 'profile-97' ($1 is not referenced)"));
	compiled_free(compiled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_prototype_lines),
		cmocka_unit_test(test_several_errors),
		cmocka_unit_test(test_too_many_errors),
		cmocka_unit_test(test_tags_by_option),
		cmocka_unit_test(test_long_lines_are_excerpted),
		cmocka_unit_test(test_macro_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
