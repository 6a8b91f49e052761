/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pointers, arrays, structures and unions. All of what they reach becomes NODE_MEMORY: an address, that is a pointer's
 * value or where a structure or array lies, and a constant offset.
 */
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"

#include <stddef.h>

/* Makes of the node what lies offset bytes behind the address, which is a pointer or a structure, union or array. */
static void make_memory(struct node *node, struct node *address, uint64_t offset,
			const struct type *type)
{
	node->kind = NODE_MEMORY;
	node->type = type;
	node->value = offset;
	node->left = address;
	node->right = node->list = NULL;
	/* Where a part of something in memory lies, is known without looking there. */
	if (address->kind == NODE_MEMORY && type_is_memory(address->type)) {
		node->value += address->value;
		node->left = address->left;
	}
}

void check_member(struct compiler *compiler, struct node *node)
{
	bool is_arrow = node->op == TOKEN_ARROW;
	const struct symbol *name = node->symbol;
	const struct member *member;
	const struct type *type;
	uint32_t offset;

	check_expression(compiler, node->left);
	if (is_arrow) {
		node->left = check_decay(compiler, node->left);
		if (!type_is_pointer(node->left->type))
			error_at(&compiler->errors, D_OP_PTR, node->place,
				 "operator -> must be applied to a pointer");
	}
	type = is_arrow ? node->left->type->of : node->left->type;
	if (!type_is_compound(type))
		error_at(
			&compiler->errors, D_OP_SOU, node->place,
			is_arrow
				? "operator -> cannot be applied to pointer to type \"%s\"; must be "
				  "applied to a struct or union pointer"
				: "operator . cannot be applied to type \"%s\"; must be applied to a "
				  "struct or union",
			type->name);
	if (type->size == 0)
		error_at(
			&compiler->errors, D_OP_INCOMPLETE, node->place,
			"operator %s cannot be applied to a forward declaration: no %s definition is "
			"available",
			token_text(node->op), type->name);
	member = type_member(type, name->name, name->length, &offset);
	if (!member)
		error_at(&compiler->errors, D_TYPE_MEMBER, node->place, "%s is not a member of %s",
			 name->name, type->name);
	make_memory(node, node->left, offset, member->type);
	node->member = member->bits ? member : NULL;
}

/* What points to its first element: a string is an array of char too. */
static struct node *decay(struct compiler *compiler, struct node *node)
{
	if (type_is_string(node->type))
		return check_helper_call(compiler, node, type_of(T_CHAR_POINTER),
					 HELPER_str_address, node, NULL);
	return check_decay(compiler, node);
}

void check_dereference(struct compiler *compiler, struct node *node)
{
	struct node *pointer;
	const struct type *type;

	check_expression(compiler, node->left);
	pointer = decay(compiler, node->left);
	if (!type_is_pointer(pointer->type))
		error_at(&compiler->errors, D_DEREF_NONPTR, node->place,
			 "cannot dereference non-pointer type: \"%s\"", pointer->type->name);
	type = pointer->type->of;
	if (type->kind == KIND_VOID)
		error_at(&compiler->errors, D_DEREF_VOID, node->place,
			 "cannot dereference pointer to void");
	if (type->kind == KIND_FUNCTION)
		error_at(&compiler->errors, D_DEREF_FUNC, node->place,
			 "cannot dereference pointer to function");
	if (type->size == 0)
		error_at(&compiler->errors, type_is_string(type) ? D_UNSUPPORTED : D_OP_INCOMPLETE,
			 node->place, "cannot dereference pointer to %s", type->name);
	make_memory(node, pointer, 0, type);
}

void check_address(struct compiler *compiler, struct node *node)
{
	struct node *operand = node->left;

	if (operand->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_ADDROF_VAR, node->place,
			 "cannot take address of dynamic variable: @%s", operand->symbol->name);
	if (operand->kind == NODE_NAME && operand->symbol->kind == SYMBOL_BUILTIN)
		error_at(&compiler->errors, D_ADDROF_VAR, node->place,
			 "cannot take address of variable: %s", operand->symbol->name);
	check_expression(compiler, operand);
	if (operand->kind == NODE_VARIABLE || operand->kind == NODE_DYNAMIC)
		error_at(&compiler->errors, D_ADDROF_VAR, node->place,
			 "cannot take address of variable: %s", operand->symbol->name);
	if (operand->kind != NODE_MEMORY)
		error_at(&compiler->errors, D_ADDROF_LVAL, node->place,
			 "unary operator & requires lvalue as an operand");
	if (operand->member)
		error_at(&compiler->errors, D_ADDROF_BITFIELD, node->place,
			 "cannot take address of a bit-field: %s", operand->member->name);

	struct node *offset = check_new_node(compiler, NODE_INTEGER, node);

	check_make_integer(offset, type_of(T_ULONG), operand->value);
	node->kind = NODE_BINARY;
	node->op = TOKEN_ADD;
	node->type = type_pointer(&compiler->arena, operand->type);
	node->left = operand->left;
	node->right = offset;
}

/* Bytes from one element to the next. */
static uint64_t stride_of(struct compiler *compiler, const struct node *node,
			  const struct type *pointer)
{
	const struct type *of = pointer->of;

	if (of->kind == KIND_VOID || of->kind == KIND_FUNCTION)
		error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
			 "operator %s cannot be applied to a pointer to %s", token_text(node->op),
			 of->name);
	if (of->size == 0)
		error_at(&compiler->errors, D_OP_INCOMPLETE, node->place,
			 "pointer arithmetic on %s: its size is unknown", pointer->name);
	return of->size;
}

/* index * stride, as long. */
static struct node *scale(struct compiler *compiler, struct node *index, uint64_t stride)
{
	struct node *product = check_new_node(compiler, NODE_BINARY, index);
	struct node *factor = check_new_node(compiler, NODE_INTEGER, index);

	check_make_integer(factor, type_of(T_LONG), stride);
	product->op = TOKEN_MUL;
	product->left = index;
	product->right = factor;
	check_operator(compiler, product);
	return product;
}

/* (left - right) / stride */
static void check_difference(struct compiler *compiler, struct node *node)
{
	struct node *difference = check_new_node(compiler, NODE_BINARY, node);
	struct node *divisor = check_new_node(compiler, NODE_INTEGER, node);
	uint64_t stride = stride_of(compiler, node, node->left->type);

	if (!type_same(node->left->type->of, node->right->type->of))
		check_incompatible(compiler, node);
	difference->op = TOKEN_SUB;
	difference->left = check_convert(compiler, node->left, type_of(T_LONG));
	difference->right = check_convert(compiler, node->right, type_of(T_LONG));
	check_operator(compiler, difference);
	check_make_integer(divisor, type_of(T_LONG), stride);
	node->op = TOKEN_DIV;
	node->left = difference;
	node->right = divisor;
	check_operator(compiler, node);
}

void check_pointer_arithmetic(struct compiler *compiler, struct node *node)
{
	if (node->op == TOKEN_SUB && type_is_pointer(node->left->type) &&
	    type_is_pointer(node->right->type)) {
		check_difference(compiler, node);
		return;
	}
	if (node->op == TOKEN_ADD && type_is_pointer(node->right->type)) {
		struct node *pointer = node->right;

		node->right = node->left;
		node->left = pointer;
	}
	if (!type_is_pointer(node->left->type) || !type_is_integer(node->right->type))
		check_incompatible(compiler, node);
	node->type = node->left->type;
	node->right = scale(compiler, node->right, stride_of(compiler, node, node->type));
}

/*
 * How many elements the array's variable has room for, from the array's start to the variable's end; 0: a pointer
 * leads to it, and what it may reach is checked at run time. An array in an element of an array has its own size.
 */
static uint32_t elements_to_end(const struct node *array)
{
	const struct node *node = array;
	uint64_t offset = 0;

	while (node->kind == NODE_MEMORY && type_is_memory(node->type)) {
		offset = node->value;
		node = node->left;
		/* An element's address is its array's and the scaled index. */
		if (node->kind == NODE_BINARY && node->left->kind == NODE_CAST) {
			node = node->left->left;
			return elements_to_end(node) ? array->type->count : 0;
		}
	}
	if (!type_is_memory(node->type) ||
	    (node->kind != NODE_VARIABLE && node->kind != NODE_DYNAMIC))
		return 0;
	return (uint32_t)(node->type->size - offset) / array->type->of->size;
}

/* Behind a variable's end are other variables, which no check of an address would tell apart. */
static struct node *check_bound(struct compiler *compiler, struct node *array, struct node *index)
{
	uint32_t count = elements_to_end(array);
	struct node *bound;

	if (count == 0)
		return index;
	bound = check_new_node(compiler, NODE_BOUND, index);
	bound->type = index->type;
	bound->left = index;
	bound->value = count;
	return bound;
}

void check_element(struct compiler *compiler, struct node *node, struct node *base,
		   struct node *index)
{
	const struct type *type;
	struct node *sum;

	check_expression(compiler, index);
	if (type_is_string(base->type))
		base = decay(compiler, base);
	type = base->type;
	if (type->kind != KIND_ARRAY && !type_is_pointer(type))
		error_at(&compiler->errors, type_is_integer(type) ? D_DEREF_NONPTR : D_OP_INCOMPAT,
			 node->place,
			 "operator [] must be applied to an array or pointer, not to \"%s\"",
			 type->name);
	if (!type_is_integer(index->type))
		error_at(&compiler->errors, D_OP_INT, index->place,
			 "array index must be of integral type");
	if (type->of->kind == KIND_VOID)
		error_at(&compiler->errors, D_DEREF_VOID, node->place,
			 "cannot dereference pointer to void");
	if (type->of->size == 0)
		error_at(&compiler->errors, D_OP_INCOMPLETE, node->place,
			 "cannot access elements of type %s", type->of->name);
	if (type->kind == KIND_ARRAY && index->kind == NODE_INTEGER) {
		if (index->value >= type->count)
			error_at(&compiler->errors, D_ARR_BOUNDS, index->place,
				 "index outside array bounds: %lld, [0..%u]",
				 (long long)index->value, type->count - 1);
		make_memory(node, base, index->value * type->of->size, type->of);
		return;
	}
	sum = check_new_node(compiler, NODE_BINARY, node);
	sum->op = TOKEN_ADD;
	sum->left = check_decay(compiler, base);
	sum->right = type->kind == KIND_ARRAY ? check_bound(compiler, base, index) : index;
	check_pointer_arithmetic(compiler, sum);
	make_memory(node, sum, 0, type->of);
}

void check_subscript(struct compiler *compiler, struct node *node)
{
	struct node *base = node->left;
	struct node *index = node->right;

	check_expression(compiler, base);
	check_element(compiler, node, base, index);
}
