/* SPDX-License-Identifier: BSD-2-Clause */
/* Declarations, types and names that are refused, with which words, tag and place. */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct refusal declarations[] = {
	{"int int x; BEGIN {}", "[D_DECL_COMBO] line 1: invalid type combination (column 1)",
	 "int int"},
	{"int64_t int x; BEGIN {}", "[D_DECL_COMBO] line 1: invalid type combination (column 1)",
	 "int64_t"},
	{"int x; long x; BEGIN {}", "[D_DECL_IDRED] line 1: identifier redeclared: x (column 13)",
	 "x; BEGIN"},
	{"int pid; BEGIN {}", "[D_DECL_IDRED] line 1: identifier redeclared: pid (column 5)",
	 "pid"},
};

/* Types, variables and what they allow. */
static const struct refusal types[] = {
	{"short char x; BEGIN {}",
	 "[D_DECL_CHARATTR] line 1: invalid type declaration: short and long may not be used with char type (column 1)",
	 "short ch"},
	{"void x; BEGIN {}", "[D_DECL_VOIDOBJ] line 1: cannot have void object: x (column 6)",
	 "x; BEGIN"},
	{"int; BEGIN {}",
	 "[D_DECL_USELESS] line 1: declaration does not declare anything (column 1)", "int; BEG"},
	{"this self int x; BEGIN {}",
	 "[D_DECL_CLASS] line 1: only one storage class allowed in declaration (column 6)",
	 "self int"},
	{"static int x; BEGIN {}",
	 "[D_DECL_BADCLASS] line 1: specified storage class not appropriate in D (column 12)",
	 "x; BEGIN"},
	{"int x[]; BEGIN {}",
	 "[D_DECL_ARRNULL] line 1: array declaration requires array dimension or tuple signature (column 6)",
	 "[]; BEGI"},
	{"int x[0]; BEGIN {}",
	 "[D_DECL_ARRSUB] line 1: positive integer constant or tuple signature expected as array declaration subscript (column 6)",
	 "[0]; BEG"},
	{"int x[100000]; BEGIN {}",
	 "[D_DECL_ARRBIG] line 1: array dimension too big: at most 65536 bytes are allowed (column 6)",
	 "[100000]"},
	{"void x[3]; BEGIN {}", "[D_DECL_VOIDOBJ] line 1: cannot have array of void (column 7)",
	 "[3]; BEG"},
	{"this int x[int]; BEGIN {}",
	 "[D_DECL_LOCASSC] line 1: this->x: clause-local variables cannot be associative arrays (column 10)",
	 "x[int]; "},
	{"struct s x; BEGIN {}",
	 "[D_DECL_INCOMPLETE] line 1: incomplete struct/union/enum struct s: x (column 10)",
	 "x; BEGIN"},
	{"struct s { int a; }; struct s { int b; }; BEGIN {}",
	 "[D_DECL_TYPERED] line 1: type redeclared: struct s (column 22)", "struct s"},
	{"struct s { int a; int a; }; BEGIN {}",
	 "[D_UNKNOWN] line 1: failed to define member 'a': duplicate name (column 23)", "a; }; BE"},
	{"struct s { self int a; }; BEGIN {}",
	 "[D_DECL_BADCLASS] line 1: invalid storage class specified for struct or union member (column 12)",
	 "self int"},
	{"struct s { int a[int]; }; BEGIN {}",
	 "[D_DECL_DYNOBJ] line 1: cannot have dynamic member: a (column 16)", "a[int]; "},
	{"struct s { void a; }; BEGIN {}",
	 "[D_DECL_VOIDOBJ] line 1: cannot have void member: a (column 17)", "a; }; BE"},
	{"struct s { int a : 33; }; BEGIN {}",
	 "[D_DECL_BFSIZE] line 1: bit-field is too big for its type int (column 16)", "a : 33; "},
	{"struct s { int a : -1; }; BEGIN {}",
	 "[D_DECL_BFCONST] line 1: positive integral constant expected as bit-field size (column 16)",
	 "a : -1; "},
	{"struct s { char *a : 2; }; BEGIN {}",
	 "[D_DECL_BFTYPE] line 1: invalid type for bit-field: char * (column 18)", "a : 2; }"},
	{"enum e { A, A }; BEGIN {}",
	 "[D_UNKNOWN] line 1: failed to define enumerator 'A': duplicate name (column 13)",
	 "A }; BEG"},
	{"enum e { A = pid }; BEGIN {}",
	 "[D_DECL_ENCONST] line 1: enumerator 'A' must be assigned to an integral constant expression (column 10)",
	 "A = pid "},
	{"enum e { A = 0x7fffffff, B }; BEGIN {}",
	 "[D_DECL_ENOFLOW] line 1: enumerator 'B' value overflows (column 26)", "B }; BEG"},
	{"typedef int t; typedef char t; BEGIN {}",
	 "[D_DECL_IDRED] line 1: identifier redeclared: t (column 29)", "t; BEGIN"},
	{"inline int x = y; BEGIN {}",
	 "[D_IDENT_UNDEF] line 1: failed to resolve y: Unknown variable name (column 16)",
	 "y; BEGIN"},
	{"inline int x = x + 1; BEGIN {}",
	 "[D_IDENT_UNDEF] line 1: failed to resolve x: Unknown variable name (column 16)",
	 "x + 1; B"},
	{"inline int f[int a] = a; BEGIN { trace(f); }",
	 "[D_IDENT_BADREF] line 1: f is an inline with parameters: f[ ] (column 40)", "f); }"},
	{"inline int f[int a] = a; BEGIN { trace(f[1, 2]); }",
	 "[D_PROTO_LEN] line 1: f[ ] prototype mismatch: 2 keys passed, 1 expected (column 40)",
	 "f[1, 2])"},
	{"BEGIN { if (execname) { } }",
	 "[D_PRED_SCALAR] line 1: condition of if must be of scalar type (column 13)", "execname"},
	{"BEGIN { if 1 exit(0); }", "[D_SYNTAX] line 1: syntax error near \"1\" (column 12)",
	 "1 exit(0"},
	{"BEGIN { else exit(0); }", "[D_SYNTAX] line 1: syntax error near \"else\" (column 9)",
	 "else exi"},
	{"BEGIN { trace(self->x); }",
	 "[D_VAR_UNDEF] line 1: self->x has not yet been declared or assigned (column 15)",
	 "self->x)"},
	{"BEGIN { trace(a[1]); }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve a: Unknown variable name (column 15)",
	 "a[1]); }"},
	{"BEGIN { a[1] = 1; trace(a); }",
	 "[D_IDENT_BADREF] line 1: array 'a' may not be referenced as a scalar (column 25)",
	 "a); }"},
	{"BEGIN { a = 1; a[1] = 1; }",
	 "[D_IDENT_BADREF] line 1: scalar 'a' may not be referenced as an array (column 16)",
	 "a[1] = 1"},
	{"BEGIN { a[1] = 1; a[1, 2] = 1; }",
	 "[D_PROTO_LEN] line 1: a[ ] prototype mismatch: 2 keys passed, 1 expected (column 19)",
	 "a[1, 2] "},
	{"BEGIN { this->a[1] = 1; }",
	 "[D_ARR_LOCAL] line 1: this->a: clause-local variables cannot be associative arrays (column 9)",
	 "this->a["},
	{"struct s { int a; } v; BEGIN { v = 5; }",
	 "[D_OP_INCOMPAT] line 1: operands have incompatible types: \"struct s\" = \"int\" (column 34)",
	 "= 5; }"},
	{"struct s { int a; } v; BEGIN { trace(v.b); }",
	 "[D_TYPE_MEMBER] line 1: b is not a member of struct s (column 39)", ".b); }"},
	{"struct s { int a; } v; BEGIN { trace(v->a); }",
	 "[D_OP_PTR] line 1: operator -> must be applied to a pointer (column 39)", "->a); }"},
	{"int v; BEGIN { trace(v.b); }",
	 "[D_OP_SOU] line 1: operator . cannot be applied to type \"int\"; must be applied to a struct or union (column 23)",
	 ".b); }"},
	{"BEGIN { trace(((struct t *)arg0)->a); }",
	 "[D_OP_INCOMPLETE] line 1: operator -> cannot be applied to a forward declaration: no struct t definition is available (column 33)",
	 "->a); }"},
	{"BEGIN { trace(*arg0); }",
	 "[D_DEREF_NONPTR] line 1: cannot dereference non-pointer type: \"int64_t\" (column 15)",
	 "*arg0); "},
	{"BEGIN { trace(*(void *)arg0); }",
	 "[D_DEREF_VOID] line 1: cannot dereference pointer to void (column 15)", "*(void *"},
	{"BEGIN { x = 1; trace(&x); }",
	 "[D_ADDROF_VAR] line 1: cannot take address of variable: x (column 22)", "&x); }"},
	{"BEGIN { trace(&(1 + 2)); }",
	 "[D_ADDROF_LVAL] line 1: unary operator & requires lvalue as an operand (column 15)",
	 "&(1 + 2)"},
	{"struct s { int a : 3; } v; BEGIN { trace(&v.a); }",
	 "[D_ADDROF_BITFIELD] line 1: cannot take address of a bit-field: a (column 42)",
	 "&v.a); }"},
	{"struct s { int a : 3; } v; BEGIN { trace(sizeof(v.a)); }",
	 "[D_SIZEOF_BITFIELD] line 1: cannot apply sizeof to a bit-field (column 42)", "sizeof(v"},
	{"struct s { int a : 3; }; BEGIN { trace(offsetof(struct s, a)); }",
	 "[D_OFFSETOF_BITFIELD] line 1: cannot take offset of a bit-field: a (column 59)",
	 "a)); }"},
	{"BEGIN { trace(offsetof(int, a)); }",
	 "[D_OFFSETOF_TYPE] line 1: offsetof operand must be a complete struct or union type (column 15)",
	 "offsetof"},
	{"BEGIN { trace(sizeof(void)); }",
	 "[D_SIZEOF_TYPE] line 1: cannot apply sizeof to an operand of unknown size (column 15)",
	 "sizeof(v"},
	{"int a[4]; BEGIN { trace(a[4]); }",
	 "[D_ARR_BOUNDS] line 1: index outside array bounds: 4, [0..3] (column 27)", "4]); }"},
	{"int a[4]; BEGIN { a = 0; }",
	 "[D_OP_ARRFUN] line 1: operator = may not be applied to operand of type \"int [4]\" (column 21)",
	 "= 0; }"},
	{"string s; BEGIN { s++; }",
	 "[D_OP_SCALAR] line 1: operator ++ requires an operand of scalar type (column 20)",
	 "++; }"},
};

static const struct refusal names[] = {
	{"BEGIN { trace(foo); }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve foo: Unknown variable name (column 15)", "foo"},
	{"BEGIN { trace(execnam); }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve execnam: Unknown variable name: did you mean execname? "
	 "(column 15)",
	 "execnam"},
	{"BEGIN { trace(vmregs[VMX_GUEST_CR33]); }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve VMX_GUEST_CR33: Unknown variable name: did you mean "
	 "VMX_GUEST_CR3? (column 22)",
	 "VMX_GUEST_CR33"},
	{"BEGIN { x = x + 1; }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve x: Unknown variable name (column 13)", "x + 1"},
	{"BEGIN /x/ {} END { x = 1; }",
	 "[D_IDENT_UNDEF] line 1: failed to resolve x: Unknown variable name (column 8)", "x/"},
	{"BEGIN { trace(this->x); }",
	 "[D_VAR_UNDEF] line 1: this->x has not yet been declared or assigned (column 15)",
	 "this->x"},
	{"BEGIN { trace(caller); }",
	 "[D_UNSUPPORTED] line 1: caller is not supported yet (column 15)", "caller"},
	{"BEGIN { trace(curthread); }",
	 "[D_NO_MEANING] line 1: curthread has no meaning from VMX root (column 15)", "curthread"},
	{"BEGIN { stack(); }", "[D_UNSUPPORTED] line 1: stack( ) is not supported yet (column 9)",
	 "stack"},
	{"BEGIN { panic(); }",
	 "[D_NO_MEANING] line 1: panic( ) has no meaning from VMX root (column 9)", "panic"},
	{"BEGIN { trace(copyinstr()); }",
	 "[D_PROTO_LEN] line 1: copyinstr( ) prototype mismatch: 0 args passed, at least 1 expected "
	 "(column 15)",
	 "copyinstr"},
	{"BEGIN { trace(strlen(\"a\", 2)); }",
	 "[D_PROTO_LEN] line 1: strlen( ) prototype mismatch: 2 args passed, 1 expected (column 15)",
	 "strlen"},
	{"BEGIN { trace(strlen(2)); }",
	 "[D_PROTO_ARG] line 1: strlen( ) argument #1 is incompatible with prototype: (column 22)",
	 "2))"},
	{"BEGIN { trace(substr(\"a\", \"b\")); }",
	 "[D_PROTO_ARG] line 1: substr( ) argument #2 is incompatible with prototype: (column 27)",
	 "\"b\""},
	{"BEGIN { trace(htons(execname)); }",
	 "[D_PROTO_ARG] line 1: htons( ) argument #1 is incompatible with prototype: (column 21)",
	 "execname"},
	{"BEGIN { bcopy(\"a\", \"b\", 1); }",
	 "[D_PROTO_ARG] line 1: bcopy( ) argument #2 is incompatible with prototype: (column 20)",
	 "\"b\""},
	{"BEGIN { trace(strlen); }",
	 "[D_IDENT_BADREF] line 1: function 'strlen' may not be referenced as a variable (column 15)",
	 "strlen"},
	{"BEGIN { stack(1, 2); }",
	 "[D_STACK_PROTO] line 1: stack( ) prototype mismatch: too many arguments (column 9)",
	 "stack"},
	{"BEGIN { stack(0); }",
	 "[D_STACK_SIZE] line 1: stack( ) size must be a non-zero positive integral constant expression "
	 "(column 15)",
	 "0)"},
	{"BEGIN { ustack(pid); }",
	 "[D_USTACK_FRAMES] line 1: ustack( ) argument #1 must be a non-zero positive integer constant "
	 "(column 16)",
	 "pid"},
	{"BEGIN { ustack(1, -1); }",
	 "[D_USTACK_STRSIZE] line 1: ustack( ) argument #2 must be a positive integer constant (column 19)",
	 "-1"},
	{"BEGIN { jstack(1, 1, 1); }",
	 "[D_USTACK_PROTO] line 1: jstack( ) prototype mismatch: too many arguments (column 9)",
	 "jstack"},
	{"BEGIN { raise(); }",
	 "[D_PROTO_LEN] line 1: raise( ) prototype mismatch: 0 args passed, 1 expected (column 9)",
	 "raise"},
	{"BEGIN { trace(1), trace(2); }",
	 "[D_OP_ACT] line 1: operator , operands cannot be actions (column 17)", ", trace"},
	{"BEGIN { pid ? trace(1) : trace(2); }",
	 "[D_OP_ACT] line 1: action cannot be used in a conditional context (column 13)",
	 "? trace"},
	{"BEGIN { trace(progenyof(1)); }",
	 "[D_NO_MEANING] line 1: progenyof( ) has no meaning from VMX root (column 15)",
	 "progenyof"},
	{"BEGIN { frobnicate(); }",
	 "[D_FUNC_UNDEF] line 1: undefined function name: frobnicate (column 9)", "frob"},
	{"BEGIN { prinft(\"x\"); }",
	 "[D_FUNC_UNDEF] line 1: undefined function name: prinft: did you mean printf? (column 9)",
	 "prinft"},
	{"BEGIN { pid(); }",
	 "[D_FUNC_IDKIND] line 1: scalar 'pid' may not be referenced as a function (column 9)",
	 "pid()"},
	{"BEGIN { x = printf(\"\"); }",
	 "[D_CG_EXPR] line 1: tracing function printf( ) may not be called from a D expression "
	 "(D program context required) (column 13)",
	 "printf"},
	{"BEGIN { trace(count()); }",
	 "[D_CG_EXPR] line 1: aggregating function count( ) may not be called from a D expression "
	 "(D program context required) (column 15)",
	 "count"},
	{"BEGIN { trace(printf); }",
	 "[D_IDENT_BADREF] line 1: function 'printf' may not be referenced as a variable (column 15)",
	 "printf"},
};

/* vmregs[] and uregs[]. */
static const struct refusal registers[] = {
	{"BEGIN { trace(vmregs); }",
	 "[D_PROTO_LEN] line 1: vmregs[ ] prototype mismatch: 0 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[]); }",
	 "[D_PROTO_LEN] line 1: vmregs[ ] prototype mismatch: 0 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[1, 2]); }",
	 "[D_PROTO_LEN] line 1: vmregs[ ] prototype mismatch: 2 args passed, 1 expected (column 15)",
	 "vmregs"},
	{"BEGIN { trace(vmregs[pid]); }",
	 "[D_PROTO_ARG] line 1: vmregs[ ] argument #1 is incompatible with prototype: (column 22)",
	 "pid"},
	{"BEGIN { trace(vmregs[\"x\"]); }",
	 "[D_PROTO_ARG] line 1: vmregs[ ] argument #1 is incompatible with prototype: (column 22)",
	 "\"x\""},
	{"BEGIN { trace(vmregs[-1]); }",
	 "[D_REGS_IDX] line 1: index -1 is out of range for array vmregs: no VMCS field has this number "
	 "(column 22)",
	 "-1"},
	{"BEGIN { trace(vmregs[0x9999]); }",
	 "[D_REGS_IDX] line 1: index 39321 is out of range for array vmregs: no VMCS field has this number "
	 "(column 22)",
	 "0x9999"},
	{"BEGIN { trace(uregs[0]); }",
	 "[D_REGS_IDX] line 1: index 0 is out of range for array uregs: no 64-bit register has this number "
	 "(column 21)",
	 "0]"},
	{"BEGIN { vmregs[VMX_GUEST_CR3] = 1; }",
	 "[D_OP_WRITE] line 1: operator = can only be applied to a writable variable (column 31)",
	 "= 1"},
};

static void test_declarations(void **state)
{
	(void)state;
	EXPECT_REFUSALS(declarations);
}

static void test_types(void **state)
{
	(void)state;
	EXPECT_REFUSALS(types);
}

static void test_names(void **state)
{
	(void)state;
	EXPECT_REFUSALS(names);
}

static void test_registers(void **state)
{
	(void)state;
	EXPECT_REFUSALS(registers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_declarations),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_registers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
