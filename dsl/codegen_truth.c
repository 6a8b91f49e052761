/* SPDX-License-Identifier: BSD-2-Clause */
/* Truth: comparisons and logical operators, as jumps. */
#include "dsl/abi/object.h"
#include "dsl/codegen.h"
#include "dsl/compiler.h"

bool codegen_is_truth(const struct node *node)
{
	if (node->kind == NODE_UNARY)
		return node->op == TOKEN_NOT;
	if (node->kind != NODE_BINARY)
		return false;
	switch (node->op) {
	case TOKEN_EQ:
	case TOKEN_NE:
	case TOKEN_LT:
	case TOKEN_LE:
	case TOKEN_GT:
	case TOKEN_GE:
	case TOKEN_LOGICAL_AND:
	case TOKEN_LOGICAL_OR:
	case TOKEN_LOGICAL_XOR:
		return true;
	default:
		return false;
	}
}

void generate_truth(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct label is_false = {0};
	struct label end = {0};

	generate_branch(gen, node, place, &is_false, false);
	emit_constant(gen->compiler, generate_target(place), 1);
	generate_settle(gen, node, place);
	emit_jump(gen->compiler, &end);
	emit_label(gen->compiler, &is_false);
	emit_constant(gen->compiler, generate_target(place), 0);
	generate_settle(gen, node, place);
	emit_label(gen->compiler, &end);
}

static enum bpf_jump_op jump_of(uint32_t op, bool is_signed, bool sense)
{
	switch (op) {
	case TOKEN_EQ:
		return sense ? BPF_JEQ : BPF_JNE;
	case TOKEN_NE:
		return sense ? BPF_JNE : BPF_JEQ;
	case TOKEN_LT:
		return sense ? (is_signed ? BPF_JSLT : BPF_JLT) : (is_signed ? BPF_JSGE : BPF_JGE);
	case TOKEN_LE:
		return sense ? (is_signed ? BPF_JSLE : BPF_JLE) : (is_signed ? BPF_JSGT : BPF_JGT);
	case TOKEN_GT:
		return sense ? (is_signed ? BPF_JSGT : BPF_JGT) : (is_signed ? BPF_JSLE : BPF_JLE);
	default:
		return sense ? (is_signed ? BPF_JSGE : BPF_JGE) : (is_signed ? BPF_JSLT : BPF_JLT);
	}
}

/* A string operand straight into an argument register, when no call is needed for it. */
static bool is_constant_string(const struct node *node)
{
	return node->kind == NODE_TEXT;
}

static void branch_strings(struct codegen *gen, const struct node *node, uint32_t place,
			   struct label *label, bool sense)
{
	struct compiler *compiler = gen->compiler;
	const struct node *sides[] = {node->left, node->right};

	int registers[2] = {R1, R2};

	if (is_constant_string(sides[1])) {
		registers[0] = generate_operand(gen, sides[0], place);
	} else if (is_constant_string(sides[0])) {
		registers[1] = generate_operand(gen, sides[1], place);
	} else {
		generate_value(gen, sides[0], place);
		generate_value(gen, sides[1], place + 1);
		registers[0] = generate_fetch(gen, sides[0], place, R1);
		registers[1] = generate_fetch(gen, sides[1], place + 1, R2);
	}
	for (int i = 0; i < 2; i++) {
		if (is_constant_string(sides[i]))
			emit_area(compiler, R1 + i, AREA_STRINGS, (uint32_t)sides[i]->value);
		else
			emit_move(compiler, R1 + i, registers[i]);
	}
	emit_call(compiler, HELPER_strcmp);
	emit_branch_imm(compiler, jump_of(node->op, true, sense), R0, 0, label);
}

static void branch_comparison(struct codegen *gen, const struct node *node, uint32_t place,
			      struct label *label, bool sense)
{
	const struct node *left = node->left;
	const struct node *right = node->right;
	enum bpf_jump_op op = jump_of(node->op, left->type->is_signed, sense);

	if (type_is_string(left->type)) {
		branch_strings(gen, node, place, label, sense);
		return;
	}
	if (right->kind == NODE_INTEGER && fits_imm(right->value)) {
		emit_branch_imm(gen->compiler, op, generate_operand(gen, left, place),
				(int32_t)right->value, label);
		return;
	}
	generate_value(gen, left, place);
	generate_value(gen, right, place + 1);

	int src = generate_fetch(gen, right, place + 1, R2);

	emit_branch(gen->compiler, op, generate_fetch(gen, node, place, R0), src, label);
}

/* && and ||: one of the two outcomes is decided by the left side alone. */
static void branch_shortcut(struct codegen *gen, const struct node *node, uint32_t place,
			    struct label *label, bool sense)
{
	bool deciding = node->op == TOKEN_LOGICAL_OR;
	struct label decided = {0};

	if (sense == deciding) {
		generate_branch(gen, node->left, place, label, sense);
		generate_branch(gen, node->right, place, label, sense);
		return;
	}
	generate_branch(gen, node->left, place, &decided, deciding);
	generate_branch(gen, node->right, place, label, sense);
	emit_label(gen->compiler, &decided);
}

/* ^^ evaluates both sides; their truths differ or not. */
static void branch_xor(struct codegen *gen, const struct node *node, uint32_t place,
		       struct label *label, bool sense)
{
	generate_truth(gen, node->left, place);
	generate_truth(gen, node->right, place + 1);

	int right = generate_fetch(gen, node, place + 1, R2);
	int left = generate_fetch(gen, node, place, R0);

	emit_branch(gen->compiler, sense ? BPF_JNE : BPF_JEQ, left, right, label);
}

void generate_branch(struct codegen *gen, const struct node *node, uint32_t place,
		     struct label *label, bool sense)
{
	if (node->kind == NODE_INTEGER) {
		if ((node->value != 0) == sense)
			emit_jump(gen->compiler, label);
		return;
	}
	if (!codegen_is_truth(node)) {
		emit_branch_imm(gen->compiler, sense ? BPF_JNE : BPF_JEQ,
				generate_operand(gen, node, place), 0, label);
		return;
	}
	switch (node->op) {
	case TOKEN_NOT:
		generate_branch(gen, node->left, place, label, !sense);
		break;
	case TOKEN_LOGICAL_AND:
	case TOKEN_LOGICAL_OR:
		branch_shortcut(gen, node, place, label, sense);
		break;
	case TOKEN_LOGICAL_XOR:
		branch_xor(gen, node, place, label, sense);
		break;
	default:
		branch_comparison(gen, node, place, label, sense);
	}
}
