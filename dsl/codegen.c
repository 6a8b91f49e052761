/* SPDX-License-Identifier: BSD-2-Clause */
/* Clauses and statements. */
#include "dsl/codegen.h"

#include "dsl/abi/object.h"
#include "dsl/compiler.h"

#include <stddef.h>

/*
 * ERROR's arg2. To DTrace each value of a printf(), each key and each statement is an action, the run time counts
 * helpers that record. Only where the two differ, and a fault could tell, is there code for it.
 */
enum { ACTIONS_UNKNOWN = UINT32_MAX };

static bool list_may_fault(const struct node *list);

/* Reading a register or a field of the VMCS is no matter: what is sampled most must not cost more. */
static bool may_fault(const struct node *node)
{
	if (!node)
		return false;
	switch (node->kind) {
	case NODE_MEMORY:
	case NODE_BOUND:
		return true;
	case NODE_DYNAMIC:
		if (type_is_string(node->type))
			return true;
		break;
	case NODE_HELPER:
		if (node->list && node->op != HELPER_vmread && node->op != HELPER_ureg)
			return true;
		break;
	case NODE_BINARY:
		if ((node->op == TOKEN_DIV || node->op == TOKEN_MOD) &&
		    node->right->kind != NODE_INTEGER)
			return true;
		break;
	default:
		break;
	}
	return may_fault(node->left) || may_fault(node->right) || list_may_fault(node->list);
}

static bool list_may_fault(const struct node *list)
{
	for (; list; list = list->next)
		if (may_fault(list))
			return true;
	return false;
}

/* Before what is so many actions behind the statement's first. */
static void count_actions(struct codegen *gen, const struct node *node, uint32_t further)
{
	uint32_t done = gen->actions + further;

	if (done == gen->counted || !may_fault(node))
		return;
	emit_constant(gen->compiler, R1, done);
	emit_call(gen->compiler, HELPER_actions_done);
	gen->counted = done;
}

/* Behind a statement that is so many actions; the run time may have counted one. */
static void add_actions(struct codegen *gen, uint32_t actions, bool counts)
{
	gen->actions += actions;
	if (counts && gen->counted != ACTIONS_UNKNOWN)
		gen->counted++;
}

/* Evaluates the list into the slots at the top of the stack, the first one lowest; r2 then points
 * there. */
static void generate_slots(struct codegen *gen, const struct node *list, uint32_t first_action)
{
	struct compiler *compiler = gen->compiler;
	int16_t offset = (int16_t)(-8 * (int)gen->slots_used);
	uint32_t action = first_action;

	for (const struct node *node = list; node; node = node->next, offset += 8) {
		int reg = R0;

		count_actions(gen, node, action++);
		if (node->kind == NODE_INTEGER)
			emit_constant(compiler, R0, type_normalize(node->type, node->value));
		else
			reg = generate_operand_cut(gen, node, 0);
		emit_store(compiler, R10, offset, reg, 8);
	}
}

static void point_to_slots(struct codegen *gen)
{
	emit_move(gen->compiler, R2, R10);
	if (gen->slots_used)
		emit_alu_imm(gen->compiler, BPF_ADD, R2, -8 * (int32_t)gen->slots_used, 0);
}

static void generate_aggregate(struct codegen *gen, const struct node *node)
{
	struct compiler *compiler = gen->compiler;

	uint32_t keys = node_count(node->list);

	gen->slots_used = keys;
	/* The first action is the aggregation's name, so to say. */
	generate_slots(gen, node->list, 1);
	count_actions(gen, node->left, 1 + keys);
	if (node->right) {
		generate_value(gen, node->left, 0);
		emit_move(compiler, R4, generate_operand(gen, node->right, 1));
		emit_move(compiler, R3, generate_fetch(gen, node->left, 0, R3));
	} else if (node->left) {
		emit_move(compiler, R3, generate_operand(gen, node->left, 0));
	} else {
		emit_constant(compiler, R3, 1);
	}
	emit_constant(compiler, R1, node->value);
	point_to_slots(gen);
	if (!node->right)
		emit_constant(compiler, R4, 1);
	emit_call(compiler, HELPER_aggregate);
	add_actions(gen, 2 + keys, true);
}

static void generate_record(struct codegen *gen, const struct node *node)
{
	uint32_t values = node_count(node->list);

	gen->slots_used = values;
	generate_slots(gen, node->list, 0);
	emit_constant(gen->compiler, R1, node->value);
	point_to_slots(gen);
	emit_call(gen->compiler, HELPER_record);
	add_actions(gen, values ? values : 1, true);
}

/* Ends the clause; 0: its predicate was false. */
static void generate_end(struct codegen *gen, uint64_t result)
{
	emit_constant(gen->compiler, R0, result);
	emit_exit(gen->compiler);
}

static bool generate_statements(struct codegen *gen, const struct node *list);

static bool is_exit(const struct codegen *gen, const struct node *node)
{
	const struct object_action *actions = gen->compiler->actions.items;

	return node->kind == NODE_RECORD && actions[node->value].kind == ACTION_EXIT;
}

/* Does the clause end there in either case? */
static bool generate_if(struct codegen *gen, const struct node *node)
{
	struct label otherwise = {0};
	struct label end = {0};
	bool left_ends;

	gen->slots_used = 0;
	count_actions(gen, node->list, 0);
	add_actions(gen, 1, false);
	gen->counted = ACTIONS_UNKNOWN;
	generate_branch(gen, node->list, 0, &otherwise, false);
	left_ends = generate_statements(gen, node->left);
	if (left_ends)
		generate_end(gen, 1);
	else if (node->right)
		emit_jump(gen->compiler, &end);
	emit_label(gen->compiler, &otherwise);
	gen->counted = ACTIONS_UNKNOWN;

	bool right_ends = generate_statements(gen, node->right);

	gen->counted = ACTIONS_UNKNOWN;
	if (!right_ends) {
		emit_label(gen->compiler, &end);
		return false;
	}
	if (left_ends)
		return true;
	generate_end(gen, 1);
	emit_label(gen->compiler, &end);
	return false;
}

static bool is_speculation(const struct node *node)
{
	return node->kind == NODE_HELPER &&
	       (node->op == HELPER_speculate || node->op == HELPER_commit ||
		node->op == HELPER_discard);
}

static void generate_statement(struct codegen *gen, const struct node *node)
{
	switch (node->kind) {
	case NODE_AGGREGATE:
		generate_aggregate(gen, node);
		break;
	case NODE_RECORD:
		generate_record(gen, node);
		break;
	default:
		gen->slots_used = 0;
		count_actions(gen, node, 0);
		generate_value(gen, node, 0);
		add_actions(gen, 1, is_speculation(node));
	}
}

/*
 * DTrace makes clauses of what is between if and else, of what is before and of what is after; after one that has
 * called exit() no other one runs. So exit() ends all but the rest of its block, up to an if. Does this list end so?
 */
static bool generate_statements(struct codegen *gen, const struct node *list)
{
	bool exits = false;

	for (const struct node *node = list; node; node = node->next) {
		if (node->kind != NODE_IF) {
			generate_statement(gen, node);
			exits |= is_exit(gen, node);
		} else if (exits || generate_if(gen, node)) {
			return true;
		}
	}
	return exits;
}

static bool list_reads_context(const struct node *list);

static bool reads_context(const struct node *node)
{
	if (!node)
		return false;
	if (node->kind == NODE_CONTEXT || list_reads_context(node->list))
		return true;
	if (node->kind == NODE_IF)
		return list_reads_context(node->left) || list_reads_context(node->right);
	return reads_context(node->left) || reads_context(node->right);
}

static bool list_reads_context(const struct node *list)
{
	for (; list; list = list->next)
		if (reads_context(list))
			return true;
	return false;
}

struct clause_generation {
	struct compiler *compiler;
	struct clause *clause;
};

static void generate_clause(void *argument)
{
	struct compiler *compiler = ((struct clause_generation *)argument)->compiler;
	struct clause *clause = ((struct clause_generation *)argument)->clause;
	struct codegen gen = {.compiler = compiler};
	struct label rejected = {0};

	clause->first_insn = compiler->code.count;
	if (reads_context(clause->predicate) || list_reads_context(clause->statements))
		emit_move(compiler, R6, R1);
	if (clause->predicate) {
		generate_branch(&gen, clause->predicate, 0, &rejected, false);
		clause->predicate_insns = compiler->code.count - clause->first_insn;
	}
	(void)generate_statements(&gen, clause->statements);
	generate_end(&gen, 1);
	if (rejected.last_jump) {
		emit_label(compiler, &rejected);
		generate_end(&gen, 0);
	}
	clause->insn_count = compiler->code.count - clause->first_insn;
	if (clause->insn_count > OBJECT_MAX_CLAUSE_INSNS)
		error_at(&compiler->errors, D_LIMIT, clause->place,
			 "clause needs %u instructions; at most %d are allowed: split it",
			 clause->insn_count, OBJECT_MAX_CLAUSE_INSNS);
}

void generate_program(struct compiler *compiler)
{
	for (struct clause *clause = compiler->clauses;
	     clause && !errors_gave_up(&compiler->errors); clause = clause->next) {
		struct clause_generation generation = {compiler, clause};

		errors_run(&compiler->errors, generate_clause, &generation);
	}
}
