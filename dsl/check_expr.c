/* SPDX-License-Identifier: BSD-2-Clause */
/* Names, types and constants of expressions. */
#include "dsl/abi/context.h"
#include "dsl/abi/object.h"
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/fold.h"
#include "dsl/variables.h"

#include <stddef.h>
#include <string.h>

static void make_integer(struct node *node, const struct type *type, uint64_t value)
{
	node->kind = NODE_INTEGER;
	node->type = type;
	node->value = value;
	node->left = node->right = node->list = NULL;
}

static struct node *new_node(struct compiler *compiler, enum node_kind kind, const struct node *at)
{
	struct node *node = arena_allocate(&compiler->arena, sizeof(*node));

	node->kind = kind;
	node->place = at->place;
	return node;
}

struct node *check_convert(struct compiler *compiler, struct node *node, const struct type *type)
{
	if (node->kind == NODE_INTEGER) {
		make_integer(node, type, type_normalize(type, node->value));
		return node;
	}

	struct node *cast = new_node(compiler, NODE_CAST, node);

	cast->type = type;
	cast->left = node;
	cast->next = node->next;
	return cast;
}

const char *check_suggestion(struct compiler *compiler, const struct symbol *symbol)
{
	enum { MAX_LENGTH = 80 };
	const char *name = symbol_suggest(&compiler->names, symbol->name, symbol->length);
	static const char before[] = ": did you mean ";

	if (!name)
		return "";

	size_t length = strlen(name);
	char *text = arena_allocate(&compiler->arena, MAX_LENGTH);

	memcpy(text, before, sizeof(before) - 1);
	memcpy(text + sizeof(before) - 1, name, length);
	text[sizeof(before) - 1 + length] = '?';
	return text;
}

void check_refused(struct compiler *compiler, const struct node *node)
{
	error_at(&compiler->errors, node->symbol->reason, node->place, "%s%s %s",
		 node->symbol->name, node->symbol->is_function ? "( )" : "",
		 refusal_text(node->symbol->reason));
}

static __attribute__((noreturn)) void incompatible(struct compiler *compiler,
						   const struct node *node)
{
	error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
		 "operands have incompatible types: \"%s\" %s \"%s\"", node->left->type->name,
		 token_text(node->op), node->right->type->name);
}

static void require_integers(struct compiler *compiler, const struct node *node, enum error_tag tag)
{
	const char *class = tag == D_OP_INT ? "integral" : "scalar";

	if (type_is_integer(node->left->type) &&
	    (!node->right || type_is_integer(node->right->type)))
		return;
	error_at(&compiler->errors, tag, node->place,
		 node->right ? "operator %s requires operands of %s type"
			     : "operator %s requires an operand of %s type",
		 token_text(node->op), class);
}

/* Names */

static void check_builtin(struct compiler *compiler, struct node *node)
{
	const struct builtin *builtin = &builtins[node->symbol->value];

	node->type = node->symbol->type;
	node->value = builtin->argument;
	switch (builtin->source) {
	case BUILTIN_CONTEXT:
		node->kind = NODE_CONTEXT;
		break;
	case BUILTIN_HELPER:
		node->kind = NODE_HELPER;
		node->op = builtin->argument;
		break;
	case BUILTIN_ARG:
		node->kind = NODE_HELPER;
		node->op = HELPER_arg;
		break;
	case BUILTIN_TEXT:
		node->kind = NODE_HELPER;
		node->op = HELPER_string_builtin;
		break;
	case BUILTIN_FIELDS:
	case BUILTIN_REGISTERS:
		check_count(compiler, node, "[ ]", "arg", 1);
	}
}

static void check_name(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	switch (symbol->kind) {
	case SYMBOL_CONSTANT:
		make_integer(node, type_of(T_INT), symbol->value);
		break;
	case SYMBOL_BUILTIN:
		check_builtin(compiler, node);
		break;
	case SYMBOL_VARIABLE:
		node->kind = NODE_VARIABLE;
		node->type = symbol->type;
		break;
	case SYMBOL_REFUSED:
		check_refused(compiler, node);
	case SYMBOL_ACTION:
	case SYMBOL_AGGFUNC:
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "function '%s' may not be referenced as a variable", symbol->name);
	case SYMBOL_TYPE:
		error_at(&compiler->errors, D_SYNTAX, node->place, "syntax error near \"%s\"",
			 symbol->name);
	default:
		error_at(&compiler->errors, D_IDENT_UNDEF, node->place,
			 "failed to resolve %s: Unknown variable name%s", symbol->name,
			 check_suggestion(compiler, symbol));
	}
}

static void check_this(struct compiler *compiler, struct node *node)
{
	if (node->symbol->kind != SYMBOL_VARIABLE)
		error_at(&compiler->errors, D_VAR_UNDEF, node->place,
			 "this->%s has not yet been declared or assigned", node->symbol->name);
	node->kind = NODE_VARIABLE;
	node->type = node->symbol->type;
}

static __attribute__((noreturn)) void bad_call(struct compiler *compiler, const struct node *node)
{
	const struct symbol *symbol = node->symbol;

	if (symbol->kind == SYMBOL_REFUSED && symbol->is_function)
		check_refused(compiler, node);
	if (symbol->kind == SYMBOL_ACTION || symbol->kind == SYMBOL_AGGFUNC)
		error_at(&compiler->errors, D_CG_EXPR, node->place,
			 "%s function %s( ) may not be called from a D expression "
			 "(D program context required)",
			 symbol->kind == SYMBOL_ACTION ? "tracing" : "aggregating", symbol->name);
	if (symbol->kind == SYMBOL_UNKNOWN)
		error_at(&compiler->errors, D_FUNC_UNDEF, node->place,
			 "undefined function name: %s%s", symbol->name,
			 check_suggestion(compiler, symbol));
	error_at(&compiler->errors, D_FUNC_IDKIND, node->place,
		 "'%s' may not be referenced as a function", symbol->name);
}

void check_count(struct compiler *compiler, const struct node *node, const char *brackets,
		 const char *what, uint32_t count)
{
	uint32_t passed = 0;

	for (const struct node *at = node->list; at; at = at->next)
		passed++;
	if (passed != count)
		error_at(&compiler->errors, D_PROTO_LEN, node->place,
			 "%s%s%s prototype mismatch: %u %s%s passed, %u expected",
			 node->kind == NODE_AGGREGATION ? "@" : "", node->symbol->name, brackets,
			 passed, what, passed == 1 ? "" : "s", count);
}

/* vmregs[] and uregs[] */

static bool is_field(uint64_t encoding)
{
	static const uint32_t fields[] = {
#define VMCS_FIELD(name, encoding) encoding,
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i] == encoding)
			return true;
	return false;
}

enum register_index {
#define REGISTER(name, index) name = index,
#include "dsl/abi/registers.def"
#undef REGISTER
};

static bool is_register(uint64_t index)
{
	static const bool known[] = {
#define REGISTER(name, index) [index] = true,
#include "dsl/abi/registers.def"
#undef REGISTER
	};

	return index < sizeof(known) / sizeof(known[0]) && known[index];
}

/* The registers that the context holds: reading these needs no call. */
static bool is_context_register(uint64_t index, uint64_t *offset)
{
	static const int8_t gprs[] = {
		[R_R15] = GPR_R15, [R_R14] = GPR_R14, [R_R13] = GPR_R13, [R_R12] = GPR_R12,
		[R_R11] = GPR_R11, [R_R10] = GPR_R10, [R_R9] = GPR_R9,	 [R_R8] = GPR_R8,
		[R_RDI] = GPR_RDI, [R_RSI] = GPR_RSI, [R_RBP] = GPR_RBP, [R_RBX] = GPR_RBX,
		[R_RDX] = GPR_RDX, [R_RCX] = GPR_RCX, [R_RAX] = GPR_RAX,
	};

	if (index < R_R15 || index >= sizeof(gprs))
		return false;
	*offset = offsetof(struct probe_context, gpr) + 8 * (uint64_t)gprs[index];
	return true;
}

static void check_index(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;
	bool is_fields = symbol->kind == SYMBOL_BUILTIN && symbol->value == BUILTIN_ID_vmregs;

	if (symbol->kind == SYMBOL_REFUSED)
		check_refused(compiler, node);
	if (!is_fields && !(symbol->kind == SYMBOL_BUILTIN && symbol->value == BUILTIN_ID_uregs))
		error_at(&compiler->errors, D_UNSUPPORTED, node->place,
			 "%s[ ]: associative arrays are not supported yet", symbol->name);
	check_count(compiler, node, "[ ]", "arg", 1);

	struct node *index = node->list;

	check_expression(compiler, index);
	if (index->kind != NODE_INTEGER)
		error_at(&compiler->errors, D_PROTO_ARG, index->place,
			 "%s[ ] argument #1 is incompatible with prototype:\n"
			 "\tprototype: integer constant\n\t argument: %s",
			 symbol->name,
			 type_is_integer(index->type) ? "integer expression" : index->type->name);
	if (!(is_fields ? is_field(index->value) : is_register(index->value)))
		error_at(&compiler->errors, D_REGS_IDX, index->place,
			 "index %lld is out of range for array %s: no %s has this number",
			 (long long)index->value, symbol->name,
			 is_fields ? "VMCS field" : "64-bit register");
	node->type = symbol->type;
	node->kind = NODE_HELPER;
	node->op = is_fields ? HELPER_vmread : HELPER_ureg;
	node->value = index->value;
	if (!is_fields && is_context_register(index->value, &node->value))
		node->kind = NODE_CONTEXT;
}

/* Operators */

static void check_unary(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	require_integers(compiler, node, node->op == TOKEN_NOT ? D_OP_SCALAR : D_OP_INT);
	if (node->op == TOKEN_NOT) {
		node->type = type_of(T_INT);
	} else {
		node->type = type_promote(node->left->type);
		node->left = check_convert(compiler, node->left, node->type);
	}
	if (node->left->kind == NODE_INTEGER)
		make_integer(
			node, node->type,
			fold_unary((enum token_kind)node->op, node->left->type, node->left->value));
}

static bool is_comparison(uint32_t op)
{
	return op == TOKEN_EQ || op == TOKEN_NE || op == TOKEN_LT || op == TOKEN_LE ||
	       op == TOKEN_GT || op == TOKEN_GE;
}

static bool is_logical(uint32_t op)
{
	return op == TOKEN_LOGICAL_AND || op == TOKEN_LOGICAL_OR || op == TOKEN_LOGICAL_XOR;
}

/* Types of a binary operator whose operands are checked. */
static void type_binary(struct compiler *compiler, struct node *node)
{
	struct node *left = node->left;
	struct node *right = node->right;

	if (is_comparison(node->op) && type_is_string(left->type) && type_is_string(right->type)) {
		node->type = type_of(T_INT);
		return;
	}
	if (is_comparison(node->op) &&
	    !(type_is_integer(left->type) && type_is_integer(right->type)))
		incompatible(compiler, node);
	require_integers(compiler, node, is_logical(node->op) ? D_OP_SCALAR : D_OP_INT);
	if (is_logical(node->op)) {
		node->type = type_of(T_INT);
		return;
	}

	bool is_shift = node->op == TOKEN_SHL || node->op == TOKEN_SHR;
	const struct type *type =
		is_shift ? type_promote(left->type) : type_common(left->type, right->type);

	node->left = check_convert(compiler, left, type);
	if (!is_shift)
		node->right = check_convert(compiler, right, type);
	node->type = is_comparison(node->op) ? type_of(T_INT) : type;
}

static void fold_binary_node(struct compiler *compiler, struct node *node)
{
	const struct node *left = node->left;
	const struct node *right = node->right;

	if ((node->op == TOKEN_DIV || node->op == TOKEN_MOD) && right->kind == NODE_INTEGER &&
	    right->value == 0)
		error_at(&compiler->errors, D_DIV_ZERO, node->place,
			 "expression contains division by zero");
	/* The right side of && and || may be left alone only when the left one is constant: it
	 * decides. */
	if (left->kind == NODE_INTEGER && ((node->op == TOKEN_LOGICAL_AND && left->value == 0) ||
					   (node->op == TOKEN_LOGICAL_OR && left->value != 0)))
		make_integer(node, node->type, left->value != 0);
	else if (left->kind == NODE_INTEGER && right->kind == NODE_INTEGER)
		make_integer(node, node->type,
			     fold_binary((enum token_kind)node->op, left->type, left->value,
					 right->value));
}

static void check_binary(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (node->op == TOKEN_COMMA) {
		node->type = node->right->type;
		return;
	}
	type_binary(compiler, node);
	fold_binary_node(compiler, node);
}

static void check_conditional(struct compiler *compiler, struct node *node)
{
	struct node *condition = node->list;

	check_expression(compiler, condition);
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (!type_is_integer(condition->type))
		error_at(&compiler->errors, D_OP_SCALAR, condition->place,
			 "operator ?: expression must be of scalar type");
	if (type_is_string(node->left->type) && type_is_string(node->right->type)) {
		node->type = type_of(T_STRING);
	} else if (type_is_integer(node->left->type) && type_is_integer(node->right->type)) {
		node->type = type_common(node->left->type, node->right->type);
		node->left = check_convert(compiler, node->left, node->type);
		node->right = check_convert(compiler, node->right, node->type);
	} else {
		error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
			 "operator ?: operands must have compatible types");
	}

	const struct node *chosen = condition->value ? node->left : node->right;

	if (condition->kind == NODE_INTEGER && chosen->kind == NODE_INTEGER)
		make_integer(node, node->type, chosen->value);
}

static void check_cast(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	if (type_is_string(node->type) && type_is_integer(node->left->type))
		error_at(&compiler->errors, D_UNSUPPORTED, node->place,
			 "a string at an address of the guest is not supported yet");
	if (type_is_string(node->type) != type_is_string(node->left->type))
		error_at(&compiler->errors, D_CAST_INVAL, node->place,
			 "invalid cast expression: \"%s\" to \"%s\"", node->left->type->name,
			 node->type->name);
	if (node->left->kind == NODE_INTEGER)
		make_integer(node, node->type, type_normalize(node->type, node->left->value));
}

static void check_sizeof(struct compiler *compiler, struct node *node)
{
	const struct type *type = node->type;

	if (node->left) {
		check_expression(compiler, node->left);
		type = node->left->type;
	}
	if (!type_is_integer(type))
		error_at(&compiler->errors, D_SIZEOF_TYPE, node->place,
			 "cannot apply sizeof to an operand of unknown size");
	make_integer(node, type_of(T_ULONG), type->size);
}

static void check_stringof(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	if (!type_is_string(node->left->type))
		error_at(
			&compiler->errors, D_UNSUPPORTED, node->place,
			"stringof a value of type '%s', an address of the guest, is not supported yet",
			node->left->type->name);

	struct node *next = node->next;

	*node = *node->left;
	node->next = next;
}

/* Assignment */

static const struct type *type_int64(struct compiler *compiler)
{
	return symbol_intern(&compiler->arena, &compiler->names, "int64_t", 7)->type;
}

/*
 * Makes the operand of an assignment a variable. One that is not yet known gets the type given
 * (that of the assigned expression), or, as in DTrace, int64_t when the operator needs its old
 * value.
 */
static void check_lvalue(struct compiler *compiler, const struct node *assignment,
			 struct node *node, const struct type *type)
{
	struct symbol *symbol = node->symbol;
	bool is_local = node->kind == NODE_THIS;

	if (node->kind == NODE_INDEX && symbol->kind != SYMBOL_BUILTIN)
		check_index(compiler, node);
	if (node->kind == NODE_INDEX || (node->kind == NODE_NAME && symbol->kind == SYMBOL_BUILTIN))
		error_at(&compiler->errors, D_OP_WRITE, assignment->place,
			 "operator %s can only be applied to a writable variable",
			 token_text(assignment->op));
	if (node->kind != NODE_NAME && !is_local)
		error_at(&compiler->errors, D_OP_LVAL, assignment->place,
			 "operator %s requires modifiable lvalue as an operand",
			 token_text(assignment->op));
	if (symbol->kind == SYMBOL_UNKNOWN)
		variable_define(compiler, symbol, type ? type : type_int64(compiler), is_local,
				node->place);
	check_expression(compiler, node);
	if (node->kind != NODE_VARIABLE)
		error_at(&compiler->errors, D_OP_LVAL, assignment->place,
			 "operator %s requires modifiable lvalue as an operand",
			 token_text(assignment->op));
}

/* The operator of `op=`, by its token. */
static uint32_t operator_of(uint32_t assignment)
{
	switch (assignment) {
	case TOKEN_ADD_ASSIGN:
	case TOKEN_INCREMENT:
		return TOKEN_ADD;
	case TOKEN_SUB_ASSIGN:
	case TOKEN_DECREMENT:
		return TOKEN_SUB;
	case TOKEN_MUL_ASSIGN:
		return TOKEN_MUL;
	case TOKEN_DIV_ASSIGN:
		return TOKEN_DIV;
	case TOKEN_MOD_ASSIGN:
		return TOKEN_MOD;
	case TOKEN_AND_ASSIGN:
		return TOKEN_AND;
	case TOKEN_OR_ASSIGN:
		return TOKEN_OR;
	case TOKEN_XOR_ASSIGN:
		return TOKEN_XOR;
	case TOKEN_SHL_ASSIGN:
		return TOKEN_SHL;
	default:
		return TOKEN_SHR;
	}
}

/* x op= e and ++x become x = x op e: a variable's name has no effect that could come twice. */
static void expand(struct compiler *compiler, struct node *node, struct node *operand)
{
	struct node *sum = new_node(compiler, NODE_BINARY, node);

	sum->op = operator_of(node->op);
	sum->left = node->left;
	sum->right = operand;
	type_binary(compiler, sum);
	fold_binary_node(compiler, sum);
	node->kind = NODE_ASSIGN;
	node->op = TOKEN_ASSIGN;
	node->type = node->left->type;
	node->right = check_convert(compiler, sum, node->type);
}

static void check_assign(struct compiler *compiler, struct node *node)
{
	if (node->left->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_AGG_NULL, node->place,
			 "assignment to @%s must be a statement of its own",
			 node->left->symbol->name);
	check_expression(compiler, node->right);
	check_lvalue(compiler, node, node->left,
		     node->op == TOKEN_ASSIGN ? node->right->type : NULL);
	if (!type_is_integer(node->right->type))
		incompatible(compiler, node);
	if (node->op != TOKEN_ASSIGN) {
		expand(compiler, node, node->right);
		return;
	}
	node->type = node->left->type;
	node->right = check_convert(compiler, node->right, node->type);
}

static struct node *one(struct compiler *compiler, const struct node *at)
{
	struct node *node = new_node(compiler, NODE_INTEGER, at);

	make_integer(node, type_of(T_INT), 1);
	return node;
}

static void check_increment(struct compiler *compiler, struct node *node)
{
	check_lvalue(compiler, node, node->left, NULL);
	node->type = node->left->type;
	if (node->kind == NODE_UNARY)
		expand(compiler, node, one(compiler, node));
}

void check_expression(struct compiler *compiler, struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		node->type = type_of(T_STRING);
		node->value = compiler_string(compiler, node->text, node->length);
		break;
	case NODE_NAME:
		check_name(compiler, node);
		break;
	case NODE_THIS:
		check_this(compiler, node);
		break;
	case NODE_CALL:
		bad_call(compiler, node);
	case NODE_INDEX:
		check_index(compiler, node);
		break;
	case NODE_AGGREGATION:
		error_at(&compiler->errors, D_OP_SCALAR, node->place,
			 "@%s: an aggregation has no value that an expression could use",
			 node->symbol->name);
	case NODE_UNARY:
		if (node->op == TOKEN_INCREMENT || node->op == TOKEN_DECREMENT)
			check_increment(compiler, node);
		else
			check_unary(compiler, node);
		break;
	case NODE_POSTFIX:
		check_increment(compiler, node);
		break;
	case NODE_BINARY:
		check_binary(compiler, node);
		break;
	case NODE_ASSIGN:
		check_assign(compiler, node);
		break;
	case NODE_CONDITIONAL:
		check_conditional(compiler, node);
		break;
	case NODE_CAST:
		check_cast(compiler, node);
		break;
	case NODE_SIZEOF:
		check_sizeof(compiler, node);
		break;
	case NODE_STRINGOF:
		check_stringof(compiler, node);
		break;
	default: /* an integer, or checked before: the variable of an assignment */
		break;
	}
}
