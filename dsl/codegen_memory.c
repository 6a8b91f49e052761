/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading and writing variables, and what addresses lead to. */
#include "dsl/abi/object.h"
#include "dsl/codegen.h"
#include "dsl/compiler.h"

#include <stddef.h>

/* Where a variable is in its area. */
static uint32_t variable_offset(struct codegen *gen, const struct symbol *symbol)
{
	if (symbol->area != AREA_GLOBAL_STRINGS && symbol->area != AREA_LOCAL_STRINGS)
		return symbol->value;
	return symbol->value * object_string_slot(option_value(gen->compiler, OPTION_strsize));
}

/* The number by which programs know the address of a structure, union or array. */
static uint64_t variable_address(const struct symbol *symbol)
{
	uint64_t region = symbol->area == AREA_GLOBALS ? REGION_GLOBALS : REGION_LOCALS;

	return (region << REGION_SHIFT) + symbol->value;
}

/* Is the place in memory a part of a variable that is always there? Then no helper is needed. */
static bool is_static(const struct node *node)
{
	return node->kind == NODE_MEMORY && node->left->kind == NODE_VARIABLE &&
	       type_is_memory(node->left->type);
}

/* Keys: slots of the stack, the first key's the lowest. */

static uint32_t key_count(const struct node *node)
{
	return node->symbol->keys ? node->symbol->keys->count : 0;
}

static uint32_t first_key_place(uint32_t place)
{
	return place < CODEGEN_REGISTERS ? CODEGEN_REGISTERS : place;
}

static uint32_t prepare_keys(struct codegen *gen, const struct node *node, uint32_t place)
{
	uint32_t count = key_count(node);
	uint32_t first = first_key_place(place);
	uint32_t at = first + count;

	if (count == 0)
		return place;
	for (const struct node *key = node->list; key; key = key->next) {
		int reg = R0;

		at--;
		if (!generate_immediate(gen, key, R0))
			reg = generate_operand(gen, key, first + count);
		emit_store(gen->compiler, R10, generate_slot(gen, key, at), reg, 8);
	}
	return first + count;
}

/* r1 and r2 of the helpers for dynamic variables. */
static void load_keys(struct codegen *gen, const struct node *node, uint32_t place)
{
	uint32_t count = key_count(node);

	emit_constant(gen->compiler, R1, node->symbol->value);
	emit_move(gen->compiler, R2, R10);
	if (count > 0)
		emit_alu_imm(gen->compiler, BPF_ADD, R2,
			     generate_slot(gen, node, first_key_place(place) + count - 1), 0);
}

/* The address of an element that is a structure, union or array, in r0. */
static void element_address(struct codegen *gen, const struct node *node, uint32_t place, bool make)
{
	struct label is_there = {0};

	load_keys(gen, node, place);
	emit_constant(gen->compiler, R3, make);
	emit_call(gen->compiler, HELPER_dyn_address);
	emit_branch_imm(gen->compiler, BPF_JNE, R0, 0, &is_there);
	emit_fault(gen->compiler, FAULT_BADADDR);
	emit_label(gen->compiler, &is_there);
}

uint32_t lvalue_prepare(struct codegen *gen, const struct node *node, uint32_t place,
			bool for_writing)
{
	const struct node *base = node->left;

	if (node->kind == NODE_DYNAMIC)
		return prepare_keys(gen, node, place);
	if (node->kind == NODE_VARIABLE || is_static(node))
		return place;
	if (base->kind == NODE_DYNAMIC && type_is_memory(base->type)) {
		prepare_keys(gen, base, place);
		element_address(gen, base, place, for_writing);
		emit_move(gen->compiler, generate_target(place), R0);
		generate_settle(gen, node, place);
	} else {
		generate_value(gen, base, place);
	}
	return place + 1;
}

/* The address of a prepared place in memory. */
static void load_address(struct codegen *gen, const struct node *node, uint32_t place, int reg)
{
	struct compiler *compiler = gen->compiler;

	emit_move(compiler, reg, generate_fetch(gen, node, place, reg));
	if (node->value)
		emit_alu_imm(compiler, BPF_ADD, reg, (int32_t)node->value, 0);
}

/* Bit-fields: a unit of the field's type around it. */

/* Cuts the register to as many low bits as the field has, and extends it as its type says. */
static void cut_bits(struct codegen *gen, const struct member *member, int reg)
{
	int32_t unused = 64 - member->bits;

	emit_alu_imm(gen->compiler, BPF_LSH, reg, unused, 0);
	emit_alu_imm(gen->compiler, member->type->is_signed ? BPF_ARSH : BPF_RSH, reg, unused, 0);
}

static void extract_bits(struct codegen *gen, const struct member *member, int reg)
{
	if (member->bit_offset)
		emit_alu_imm(gen->compiler, BPF_RSH, reg, member->bit_offset, 0);
	cut_bits(gen, member, reg);
}

/* Puts the low bits of r3 into r0, the unit as it was. Uses r4. */
static void insert_bits(struct codegen *gen, const struct member *member)
{
	struct compiler *compiler = gen->compiler;
	uint64_t mask = member->bits == 64 ? UINT64_MAX : (UINT64_C(1) << member->bits) - 1;

	emit_constant(compiler, R4, mask);
	emit_alu(compiler, BPF_AND, R3, R4, 0);
	emit_alu_imm(compiler, BPF_LSH, R3, member->bit_offset, 0);
	emit_constant(compiler, R4, ~(mask << member->bit_offset));
	emit_alu(compiler, BPF_AND, R0, R4, 0);
	emit_alu(compiler, BPF_OR, R0, R3, 0);
}

/* Reads the scalar, or the unit of a bit-field, into r0; from the place's address, or from the area itself. */
static void load_scalar(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct compiler *compiler = gen->compiler;
	const struct type *type = node->type;
	bool is_signed = type->is_signed && !node->member;

	if (is_static(node)) {
		const struct symbol *symbol = node->left->symbol;

		emit_area(compiler, R1, symbol->area, symbol->value + (uint32_t)node->value);
		emit_load(compiler, R0, R1, 0, type->size);
		if (is_signed)
			emit_extend(compiler, R0, type->size, true);
		return;
	}
	load_address(gen, node, place, R1);
	emit_constant(compiler, R2, type->size);
	emit_constant(compiler, R3, is_signed);
	emit_call(compiler, HELPER_load);
}

/* Writes r2. */
static void store_scalar(struct codegen *gen, const struct node *node, uint32_t place)
{
	struct compiler *compiler = gen->compiler;

	if (is_static(node)) {
		const struct symbol *symbol = node->left->symbol;

		emit_area(compiler, R1, symbol->area, symbol->value + (uint32_t)node->value);
		emit_store(compiler, R1, 0, R2, node->type->size);
		return;
	}
	load_address(gen, node, place, R1);
	emit_constant(compiler, R3, node->type->size);
	emit_call(compiler, HELPER_store);
}

static void load_memory(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (!type_is_memory(node->type)) {
		load_scalar(gen, node, place);
		if (node->member)
			extract_bits(gen, node->member, R0);
	} else if (is_static(node)) {
		emit_constant(gen->compiler, R0,
			      variable_address(node->left->symbol) + node->value);
	} else {
		load_address(gen, node, place, R0);
	}
}

static void load_element(struct codegen *gen, const struct node *node, uint32_t place)
{
	if (type_is_memory(node->type)) {
		element_address(gen, node, place, false);
		return;
	}
	load_keys(gen, node, place);
	emit_call(gen->compiler,
		  type_is_string(node->type) ? HELPER_dyn_get_string : HELPER_dyn_get);
}

/* A variable straight into its register. */
static void load_variable(struct codegen *gen, const struct node *node, int reg)
{
	const struct symbol *symbol = node->symbol;
	struct compiler *compiler = gen->compiler;

	if (type_is_memory(node->type)) {
		emit_constant(compiler, reg, variable_address(symbol));
	} else if (type_is_string(node->type)) {
		emit_area(compiler, reg, symbol->area, variable_offset(gen, symbol));
	} else {
		emit_area(compiler, R1, symbol->area, symbol->value);
		emit_load(compiler, reg, R1, 0, node->type->size);
		if (node->type->is_signed)
			emit_extend(compiler, reg, node->type->size, true);
	}
}

void lvalue_load(struct codegen *gen, const struct node *node, uint32_t place, uint32_t to)
{
	if (node->kind == NODE_VARIABLE) {
		load_variable(gen, node, generate_target(to));
	} else {
		if (node->kind == NODE_DYNAMIC)
			load_element(gen, node, place);
		else
			load_memory(gen, node, place);
		emit_move(gen->compiler, generate_target(to), R0);
	}
	generate_settle(gen, node, to);
}

/* Copies the structure or union whose address is at the place `from` to the address in r0. */
static void copy_to(struct codegen *gen, const struct node *node, uint32_t from)
{
	struct compiler *compiler = gen->compiler;

	emit_move(compiler, R2, R0);
	emit_move(compiler, R1, generate_fetch(gen, node, from, R1));
	emit_constant(compiler, R3, node->type->size);
	emit_call(compiler, HELPER_bcopy);
}

static void store_variable(struct codegen *gen, const struct node *node, uint32_t from)
{
	const struct symbol *symbol = node->symbol;
	struct compiler *compiler = gen->compiler;

	if (type_is_memory(node->type)) {
		emit_constant(compiler, R0, variable_address(symbol));
		copy_to(gen, node, from);
		return;
	}

	int reg = generate_fetch(gen, node, from, R0);

	if (type_is_string(node->type)) {
		emit_move(compiler, R2, reg);
		emit_area(compiler, R1, symbol->area, variable_offset(gen, symbol));
		emit_call(compiler, HELPER_string_store);
	} else {
		emit_area(compiler, R1, symbol->area, symbol->value);
		emit_store(compiler, R1, 0, reg, node->type->size);
	}
}

static void store_element(struct codegen *gen, const struct node *node, uint32_t place,
			  uint32_t from)
{
	struct compiler *compiler = gen->compiler;

	if (type_is_memory(node->type)) {
		element_address(gen, node, place, true);
		copy_to(gen, node, from);
		return;
	}
	load_keys(gen, node, place);
	emit_move(compiler, R3, generate_fetch(gen, node, from, R3));
	emit_call(compiler, type_is_string(node->type) ? HELPER_dyn_set_string : HELPER_dyn_set);
}

static void store_bits(struct codegen *gen, const struct node *node, uint32_t place, uint32_t from)
{
	struct compiler *compiler = gen->compiler;

	load_scalar(gen, node, place);
	emit_move(compiler, R3, generate_fetch(gen, node, from, R3));
	insert_bits(gen, node->member);
	emit_move(compiler, R2, R0);
	store_scalar(gen, node, place);
	/* The value of the assignment is what the field holds. */
	cut_bits(gen, node->member, generate_fetch(gen, node, from, R0));
	generate_settle(gen, node, from);
}

void lvalue_store(struct codegen *gen, const struct node *node, uint32_t place, uint32_t from)
{
	if (node->kind == NODE_VARIABLE) {
		store_variable(gen, node, from);
	} else if (node->kind == NODE_DYNAMIC) {
		store_element(gen, node, place, from);
	} else if (type_is_memory(node->type)) {
		load_memory(gen, node, place);
		copy_to(gen, node, from);
	} else if (node->member) {
		store_bits(gen, node, place, from);
	} else {
		emit_move(gen->compiler, R2, generate_fetch(gen, node, from, R2));
		store_scalar(gen, node, place);
	}
}

void lvalue_free(struct codegen *gen, const struct node *node, uint32_t place)
{
	load_keys(gen, node, place);
	emit_call(gen->compiler, HELPER_dyn_free);
}
