/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/abi/object.h"
#include "dsl/codegen.h"
#include "dsl/compiler.h"

#include <stddef.h>

static bool in_register(uint32_t place)
{
	return place < CODEGEN_REGISTERS;
}

int16_t generate_slot(struct codegen *gen, const struct node *node, uint32_t place)
{
	uint32_t slot = gen->slots_used + place - CODEGEN_REGISTERS;

	if (slot >= CODEGEN_SLOTS)
		error_at(&gen->compiler->errors, D_LIMIT, node->place,
			 "expression needs more than the %d bytes of stack that a clause has",
			 BPF_STACK_SIZE);
	return (int16_t)(-8 * (int)(slot + 1));
}

int generate_target(uint32_t place)
{
	return in_register(place) ? CODEGEN_FIRST_REGISTER + (int)place : R0;
}

void generate_settle(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (!in_register(place))
		emit_store(gen->compiler, R10, generate_slot(gen, node, place), R0, 8);
}

int generate_fetch(struct codegen *gen, const struct node *node, uint32_t place, int scratch)
{
	if (in_register(place))
		return generate_target(place);
	emit_load(gen->compiler, scratch, R10, generate_slot(gen, node, place), 8);
	return scratch;
}

/* May its value have more bits than its type, because it was just computed? */
static bool exceeds_type(const struct node *node)
{
	switch (node->kind) {
	case NODE_BINARY:
		return node->op == TOKEN_COMMA ? exceeds_type(node->right)
					       : !codegen_is_truth(node);
	case NODE_UNARY:
		return !codegen_is_truth(node);
	case NODE_CONDITIONAL:
		return exceeds_type(node->left) || exceeds_type(node->right);
	case NODE_CAST:
		return node->op == CAST_LABELS && type_holds(node->type, node->left->type) &&
		       exceeds_type(node->left);
	case NODE_INTEGER:
		return node->value != type_normalize(node->type, node->value);
	default:
		return false;
	}
}

static void normalize(struct codegen *gen, int reg, const struct type *type)
{
	emit_extend(gen->compiler, reg, type->size, type->is_signed);
}

/* Leaves */

bool generate_immediate(struct codegen *gen, const struct node *node, int reg)
{
	if (node->kind == NODE_INTEGER)
		emit_constant(gen->compiler, reg, node->value);
	else if (node->kind == NODE_TEXT)
		emit_area(gen->compiler, reg, AREA_STRINGS, (uint32_t)node->value);
	else
		return false;
	return true;
}

/* Evaluates the arguments to places, then loads r1 and those that follow. */
static void generate_arguments(struct codegen *gen, const struct node *list, uint32_t place)
{
	uint32_t at = place;
	int reg = R1;

	for (const struct node *node = list; node; node = node->next)
		if (node->kind != NODE_INTEGER && node->kind != NODE_TEXT)
			generate_value(gen, node, at++);
	at = place;
	for (const struct node *node = list; node; node = node->next, reg++)
		if (!generate_immediate(gen, node, reg))
			emit_move(gen->compiler, reg, generate_fetch(gen, node, at++, reg));
}

/* The result is in r0. */
static void call_helper(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (node->list)
		generate_arguments(gen, node->list, place);
	switch ((enum helper)node->op) {
	case HELPER_vmread:
	case HELPER_ureg:
	case HELPER_arg:
	case HELPER_string_builtin:
		emit_constant(gen->compiler, R1, node->value);
		break;
	default:
		break;
	}
	emit_call(gen->compiler, (enum helper)node->op);
}

static void generate_helper(struct codegen *gen, const struct node *node, uint32_t place)
{
	call_helper(gen, node, place);
	if (node->type->kind == KIND_VOID)
		return;
	emit_move(gen->compiler, generate_target(place), R0);
	generate_settle(gen, node, place);
}

int generate_operand(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (node->kind == NODE_HELPER) {
		call_helper(gen, node, place);
		return R0;
	}
	generate_value(gen, node, place);
	return generate_fetch(gen, node, place, R0);
}

/* Arithmetic */

static void generate_cast(struct codegen *gen, const struct node *node, uint32_t place)
{
	const struct type *from = node->left->type;
	const struct type *to = node->type;

	generate_value(gen, node->left, place);
	if (!type_is_scalar(to) || !type_is_scalar(from))
		return;
	if (type_holds(to, from)) {
		if (node->op == CAST_LABELS || !exceeds_type(node->left))
			return;
		to = from;
	}
	normalize(gen, generate_fetch(gen, node, place, R0), to);
	generate_settle(gen, node, place);
}

int generate_operand_cut(struct codegen *gen, const struct node *node, uint32_t place)
{
	int reg = generate_operand(gen, node, place);

	if (type_is_scalar(node->type) && exceeds_type(node))
		normalize(gen, reg, node->type);
	return reg;
}

/* A negative index is a large one. */
static void generate_bound(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct label within = {0};

	generate_value(gen, node->left, place);
	emit_branch_imm(gen->compiler, BPF_JLT, generate_fetch(gen, node, place, R0),
			(int32_t)node->value, &within);
	emit_fault(gen->compiler, FAULT_BADADDR);
	emit_label(gen->compiler, &within);
}

static void generate_swap(struct codegen *gen, const struct node *node, uint32_t place)
{
	generate_value(gen, node->left, place);
	emit_big_endian(gen->compiler, generate_fetch(gen, node, place, R0), node->type->size);
	generate_settle(gen, node, place);
}

static void generate_unary(struct codegen *gen, const struct node *node, uint32_t place)
{
	generate_value(gen, node->left, place);
	if (node->op == TOKEN_ADD)
		return;

	int reg = generate_fetch(gen, node, place, R0);

	if (node->op == TOKEN_SUB)
		emit_alu_imm(gen->compiler, BPF_NEG, reg, 0, 0);
	else
		emit_alu_imm(gen->compiler, BPF_XOR, reg, -1, 0);
	generate_settle(gen, node, place);
}

struct alu {
	enum bpf_alu_op op;
	int16_t offset; /* 1: signed */
	bool divides;	/* and so faults on 0 */
};

static struct alu alu_of(const struct node *node)
{
	bool is_signed = node->type->is_signed;

	switch (node->op) {
	case TOKEN_ADD:
		return (struct alu){.op = BPF_ADD};
	case TOKEN_SUB:
		return (struct alu){.op = BPF_SUB};
	case TOKEN_MUL:
		return (struct alu){.op = BPF_MUL};
	case TOKEN_DIV:
		return (struct alu){BPF_DIV, is_signed, true};
	case TOKEN_MOD:
		return (struct alu){BPF_MOD, is_signed, true};
	case TOKEN_AND:
		return (struct alu){.op = BPF_AND};
	case TOKEN_OR:
		return (struct alu){.op = BPF_OR};
	case TOKEN_XOR:
		return (struct alu){.op = BPF_XOR};
	case TOKEN_SHL:
		return (struct alu){.op = BPF_LSH};
	default:
		return (struct alu){.op = is_signed ? BPF_ARSH : BPF_RSH};
	}
}

static void check_divisor(struct codegen *gen, int reg)
{
	struct label not_zero = {0};

	emit_branch_imm(gen->compiler, BPF_JNE, reg, 0, &not_zero);
	emit_fault(gen->compiler, FAULT_DIVZERO);
	emit_label(gen->compiler, &not_zero);
}

static void generate_arithmetic(struct codegen *gen, const struct node *node, uint32_t place)
{
	const struct node *right = node->right;
	struct alu alu = alu_of(node);
	bool is_shift = alu.op == BPF_LSH || alu.op == BPF_RSH || alu.op == BPF_ARSH;
	int dst;

	generate_value(gen, node->left, place);
	if (right->kind == NODE_INTEGER && (is_shift || fits_imm(right->value))) {
		uint64_t value = is_shift ? right->value & 63 : right->value;

		dst = generate_fetch(gen, node, place, R0);
		emit_alu_imm(gen->compiler, alu.op, dst, (int32_t)value, alu.offset);
	} else {
		generate_value(gen, right, place + 1);
		if (alu.divides && right->kind != NODE_INTEGER)
			check_divisor(gen, generate_fetch(gen, right, place + 1, R2));

		int src = generate_fetch(gen, right, place + 1, R2);

		dst = generate_fetch(gen, node, place, R0);
		emit_alu(gen->compiler, alu.op, dst, src, alu.offset);
	}
	generate_settle(gen, node, place);
}

/* Choices and assignments */

static void generate_conditional(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct label otherwise = {0};
	struct label end = {0};

	generate_branch(gen, node->list, place, &otherwise, false);
	generate_value(gen, node->left, place);
	emit_jump(gen->compiler, &end);
	emit_label(gen->compiler, &otherwise);
	generate_value(gen, node->right, place);
	emit_label(gen->compiler, &end);
}

static void move_value(struct codegen *gen, const struct node *node, uint32_t from, uint32_t to)
{
	int target = generate_target(to);

	emit_move(gen->compiler, target, generate_fetch(gen, node, from, target));
	generate_settle(gen, node, to);
}

/* Assigning 0 to an element that is no integer: the value is "" or 0. */
static void generate_free(struct codegen *gen, const struct node *node, uint32_t place)
{
	lvalue_prepare(gen, node->left, place, false);
	lvalue_free(gen, node->left, place);
	if (type_is_string(node->type))
		emit_area(gen->compiler, generate_target(place), AREA_STRINGS, 0);
	else
		emit_constant(gen->compiler, generate_target(place), 0);
	generate_settle(gen, node, place);
}

static void generate_assign(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (!node->right) {
		generate_free(gen, node, place);
	} else if (node->op == TOKEN_ASSIGN) {
		generate_value(gen, node->right, place);
		lvalue_prepare(gen, node->left, place + 1, true);
		lvalue_store(gen, node->left, place + 1, place);
	} else {
		uint32_t old = lvalue_prepare(gen, node->left, place + 1, true);

		lvalue_load(gen, node->left, place + 1, old);
		node->list->value = old;
		generate_value(gen, node->right, old + 1);
		move_value(gen, node, old + 1, place);
		lvalue_store(gen, node->left, place + 1, place);
	}
}

/* x++: the value is the old one. */
static void generate_postfix(struct codegen *gen, const struct node *node, uint32_t place)
{
	uint32_t new = lvalue_prepare(gen, node->left, place + 1, true);

	lvalue_load(gen, node->left, place + 1, place);
	node->list->value = place;
	generate_value(gen, node->right, new);
	lvalue_store(gen, node->left, place + 1, new);
}

void generate_value(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct compiler *compiler = gen->compiler;

	switch (node->kind) {
	case NODE_INTEGER:
	case NODE_TEXT:
		generate_immediate(gen, node, generate_target(place));
		generate_settle(gen, node, place);
		break;
	case NODE_CONTEXT:
		/* The numbers in the context are never negative: there is no sign to extend. */
		emit_load(compiler, generate_target(place), R6, (int16_t)node->value,
			  node->type->size);
		generate_settle(gen, node, place);
		break;
	case NODE_HELPER:
		generate_helper(gen, node, place);
		break;
	case NODE_VARIABLE:
	case NODE_DYNAMIC:
	case NODE_MEMORY:
		lvalue_prepare(gen, node, place, false);
		lvalue_load(gen, node, place, place);
		break;
	case NODE_OLD:
		move_value(gen, node, (uint32_t)node->value, place);
		break;
	case NODE_BOUND:
		generate_bound(gen, node, place);
		break;
	case NODE_SWAP:
		generate_swap(gen, node, place);
		break;
	case NODE_CAST:
		generate_cast(gen, node, place);
		break;
	case NODE_CONDITIONAL:
		generate_conditional(gen, node, place);
		break;
	case NODE_ASSIGN:
		generate_assign(gen, node, place);
		break;
	case NODE_POSTFIX:
		generate_postfix(gen, node, place);
		break;
	default:
		if (codegen_is_truth(node)) {
			generate_truth(gen, node, place);
		} else if (node->op == TOKEN_COMMA) {
			generate_value(gen, node->left, place);
			generate_value(gen, node->right, place);
		} else if (node->kind == NODE_UNARY) {
			generate_unary(gen, node, place);
		} else {
			generate_arithmetic(gen, node, place);
		}
	}
}
