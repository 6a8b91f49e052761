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

struct refusal {
	const char *text;
	const char *message; /* behind "dtrace: failed to compile script test.d: " */
	const char *caret;   /* the text from the caret on starts so */
};

static const struct refusal refusals[] = {
	/* Lexer */
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

	/* Directives */
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

	/* Clauses */
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

	/* Declarations */
	{"int int x; BEGIN {}", "[D_DECL_COMBO] line 1: invalid type combination (column 1)",
	 "int int"},
	{"int64_t int x; BEGIN {}", "[D_DECL_COMBO] line 1: invalid type combination (column 1)",
	 "int64_t"},
	{"int x; long x; BEGIN {}", "[D_DECL_IDRED] line 1: identifier redeclared: x (column 13)",
	 "x; BEGIN"},
	{"int pid; BEGIN {}", "[D_DECL_IDRED] line 1: identifier redeclared: pid (column 5)",
	 "pid"},

	/* Types, variables and what they allow */
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

	/* Names */
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

	/* vmregs[] and uregs[] */
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

	/* Operators */
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

	/* Aggregations */
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

	/* Actions */
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

	/* Places: lines are counted, tabs kept, columns are of characters. */
	{"BEGIN\n{\n\ttrace(\"\xc3\xa4\" == 1);\n}",
	 "[D_OP_INCOMPAT] line 3: operands have incompatible types: \"string\" == \"int\" (column 12)",
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
		cmocka_unit_test(test_refused),
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
