/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/disassemble.h"

#include "dsl/abi/context.h"
#include "trace/bpf_encoding.h"
#include "trace/command/vocabulary.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 64 };

/* What is known of a register before an instruction, to name what is done with it. */
enum knowledge_kind { KNOWN_NOTHING, KNOWN_NUMBER, KNOWN_CONTEXT };

struct knowledge {
	enum knowledge_kind kind;
	int64_t number;
};

struct disassembly {
	const struct object_image *image;
	const struct bpf_insn *insns;
	uint32_t count;
	struct knowledge registers[BPF_REGISTER_COUNT];
};

static const char *size_name(const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_SIZE_MASK) {
	case BPF_B:
		return "8";
	case BPF_H:
		return "16";
	case BPF_W:
		return "32";
	default:
		return "64";
	}
}

/* r1 + 8 or r10 - 8, as an address. */
static void address_text(char text[TEXT_SIZE], unsigned int base, int16_t offset)
{
	snprintf(text, TEXT_SIZE, "(r%u %c %d)", base, offset < 0 ? '-' : '+', abs(offset));
}

static const char *alu_symbol(const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_OP_MASK) {
	case BPF_ADD:
		return "+=";
	case BPF_SUB:
		return "-=";
	case BPF_MUL:
		return "*=";
	case BPF_DIV:
		return insn->offset == 1 ? "s/=" : "/=";
	case BPF_OR:
		return "|=";
	case BPF_AND:
		return "&=";
	case BPF_LSH:
		return "<<=";
	case BPF_RSH:
		return ">>=";
	case BPF_MOD:
		return insn->offset == 1 ? "s%=" : "%=";
	case BPF_XOR:
		return "^=";
	case BPF_ARSH:
		return "s>>=";
	default:
		return "=";
	}
}

static const char *jump_symbol(const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_OP_MASK) {
	case BPF_JEQ:
		return "==";
	case BPF_JGT:
		return ">";
	case BPF_JGE:
		return ">=";
	case BPF_JSET:
		return "&";
	case BPF_JNE:
		return "!=";
	case BPF_JSGT:
		return "s>";
	case BPF_JSGE:
		return "s>=";
	case BPF_JLT:
		return "<";
	case BPF_JLE:
		return "<=";
	case BPF_JSLT:
		return "s<";
	default:
		return "s<=";
	}
}

/* The second operand: a register, r or w, or a number. */
static void operand_text(char text[TEXT_SIZE], const struct bpf_insn *insn, char prefix)
{
	if (insn->opcode & BPF_X)
		snprintf(text, TEXT_SIZE, "%c%u", prefix, bpf_src(insn));
	else
		snprintf(text, TEXT_SIZE, "%d", insn->imm);
}

static void print_alu(const struct bpf_insn *insn, FILE *output)
{
	unsigned int operation = insn->opcode & BPF_OP_MASK;
	bool is_64 = (insn->opcode & BPF_CLASS_MASK) == BPF_ALU64;
	char prefix = is_64 ? 'r' : 'w';
	char operand[TEXT_SIZE];

	operand_text(operand, insn, prefix);
	if (operation == BPF_NEG) {
		fprintf(output, "%c%u = -%c%u", prefix, bpf_dst(insn), prefix, bpf_dst(insn));
	} else if (operation == BPF_END) {
		const char *order = insn->opcode & BPF_X ? "be" : "le";

		fprintf(output, "r%u = %s%d r%u", bpf_dst(insn), is_64 ? "bswap" : order, insn->imm,
			bpf_dst(insn));
	} else if (operation == BPF_MOV && insn->offset != 0) {
		fprintf(output, "%c%u = (s%d)%s", prefix, bpf_dst(insn), insn->offset, operand);
	} else {
		fprintf(output, "%c%u %s %s", prefix, bpf_dst(insn), alu_symbol(insn), operand);
	}
}

static void print_jump(const struct disassembly *disassembly, uint32_t at, FILE *output)
{
	const struct bpf_insn *insn = &disassembly->insns[at];
	char prefix = (insn->opcode & BPF_CLASS_MASK) == BPF_JMP ? 'r' : 'w';
	int64_t target = (int64_t)at + 1 + bpf_jump_distance(insn);
	char operand[TEXT_SIZE];

	operand_text(operand, insn, prefix);
	if ((insn->opcode & BPF_OP_MASK) == BPF_JA)
		fprintf(output, "goto %" PRId64, target);
	else
		fprintf(output, "if %c%u %s %s goto %" PRId64, prefix, bpf_dst(insn),
			jump_symbol(insn), operand, target);
}

static void print_atomic(const struct bpf_insn *insn, const char *address, FILE *output)
{
	static const struct {
		int32_t operation;
		const char *symbol;
	} symbols[] = {
		{BPF_ATOMIC_ADD, "+="},	       {BPF_ATOMIC_OR, "|="},
		{BPF_ATOMIC_AND, "&="},	       {BPF_ATOMIC_XOR, "^="},
		{BPF_ATOMIC_XCHG, "exchange"}, {BPF_ATOMIC_CMPXCHG, "compare-exchange"},
	};

	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++)
		if (symbols[i].operation == insn->imm ||
		    symbols[i].operation == (insn->imm & ~BPF_ATOMIC_FETCH))
			fprintf(output, "lock %s*(u%s *)%s %s r%u",
				insn->imm & BPF_ATOMIC_FETCH ? "fetch " : "", size_name(insn),
				address, symbols[i].symbol, bpf_src(insn));
}

static void print_memory(const struct disassembly *disassembly, const struct bpf_insn *insn,
			 FILE *output)
{
	unsigned int mode = insn->opcode & BPF_MODE_MASK;
	char address[TEXT_SIZE];

	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_LDX:
		address_text(address, bpf_src(insn), insn->offset);
		fprintf(output, "r%u = *(%c%s *)%s", bpf_dst(insn), mode == BPF_MEMSX ? 's' : 'u',
			size_name(insn), address);
		if (disassembly->registers[bpf_src(insn)].kind == KNOWN_CONTEXT)
			fprintf(output, "\t; %s", context_field_name((uint32_t)insn->offset));
		break;
	case BPF_STX:
		address_text(address, bpf_dst(insn), insn->offset);
		if (mode == BPF_ATOMIC)
			print_atomic(insn, address, output);
		else
			fprintf(output, "*(u%s *)%s = r%u", size_name(insn), address,
				bpf_src(insn));
		break;
	default:
		address_text(address, bpf_dst(insn), insn->offset);
		fprintf(output, "*(u%s *)%s = %d", size_name(insn), address, insn->imm);
		break;
	}
}

/* A string of the object, as far as it is short, in quotation marks. */
static void print_quoted(const char *text, FILE *output)
{
	enum { MOST = 40 };

	fputs("\t; \"", output);
	for (int i = 0; text[i] && i < MOST; i++) {
		if (text[i] == '\n')
			fputs("\\n", output);
		else
			fputc((unsigned char)text[i] < ' ' || text[i] == 0x7f ? '?' : text[i],
			      output);
	}
	fputs(strlen(text) > MOST ? "...\"" : "\"", output);
}

static void print_wide(const struct disassembly *disassembly, const struct bpf_insn *insn,
		       FILE *output)
{
	uint64_t number = (uint64_t)(uint32_t)insn[1].imm << 32 | (uint32_t)insn->imm;

	if (bpf_src(insn) != BPF_IMM64_MAP_VALUE_BY_INDEX) {
		fprintf(output, "r%u = %#" PRIx64 " ll", bpf_dst(insn), number);
		return;
	}
	fprintf(output, "r%u = %s + %d", bpf_dst(insn), area_name((uint32_t)insn->imm),
		insn[1].imm);
	if (insn->imm == AREA_STRINGS && (uint32_t)insn[1].imm < disassembly->image->string_bytes)
		print_quoted(object_string(disassembly->image, (uint32_t)insn[1].imm), output);
}

/* Argument by argument, what is known and has a name or means something as a number. */
static void print_call(const struct disassembly *disassembly, const struct bpf_insn *insn,
		       FILE *output)
{
	const struct helper_words *helper = helper_words((uint32_t)insn->imm);

	if (!helper) {
		fprintf(output, "call %d", insn->imm);
		return;
	}
	fprintf(output, "call %s", helper->name);
	for (unsigned int i = 0; i < RUN_HELPER_ARGS; i++) {
		const struct knowledge *known = &disassembly->registers[i + 1];

		if (known->kind == KNOWN_NUMBER)
			print_argument(disassembly->image, helper->arguments[i],
				       (uint64_t)known->number, output);
	}
}

static void print_instruction(const struct disassembly *disassembly, uint32_t at, FILE *output)
{
	const struct bpf_insn *insn = &disassembly->insns[at];

	fprintf(output, "%8u: ", at);
	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_ALU:
	case BPF_ALU64:
		print_alu(insn, output);
		break;
	case BPF_JMP:
	case BPF_JMP32:
		if (insn->opcode == BPF_OPCODE_CALL)
			print_call(disassembly, insn, output);
		else if (insn->opcode == BPF_OPCODE_EXIT)
			fputs("exit", output);
		else
			print_jump(disassembly, at, output);
		break;
	default:
		if (insn->opcode == BPF_OPCODE_LDDW)
			print_wide(disassembly, insn, output);
		else
			print_memory(disassembly, insn, output);
		break;
	}
	fputc('\n', output);
}

/* What is known after an instruction that was. */
static void learn(struct disassembly *disassembly, const struct bpf_insn *insn)
{
	unsigned int class = insn->opcode & BPF_CLASS_MASK;
	struct knowledge *registers = disassembly->registers;
	struct knowledge *to = &registers[bpf_dst(insn)];

	if (insn->opcode == BPF_OPCODE_CALL) {
		memset(registers, 0, 6 * sizeof(*registers)); /* r0 to r5 */
		return;
	}
	if (class == BPF_ALU64 && (insn->opcode & BPF_OP_MASK) == BPF_MOV && insn->offset == 0) {
		if (insn->opcode & BPF_X)
			*to = registers[bpf_src(insn)];
		else
			*to = (struct knowledge){KNOWN_NUMBER, insn->imm};
		return;
	}
	if (class == BPF_ALU || class == BPF_ALU64 || class == BPF_LDX || class == BPF_LD)
		*to = (struct knowledge){0};
}

/* Is the instruction one that a jump leads to? There, nothing is known but by chance. */
static void mark_targets(const struct disassembly *disassembly, bool *is_target)
{
	for (uint32_t at = 0; at < disassembly->count;
	     at += bpf_insn_units(&disassembly->insns[at])) {
		int64_t target = (int64_t)at + 1 + bpf_jump_distance(&disassembly->insns[at]);

		if (bpf_is_jump(&disassembly->insns[at]) && target >= 0 &&
		    target < disassembly->count)
			is_target[target] = true;
	}
}

void disassemble(const struct object_image *image, uint32_t clause, FILE *output)
{
	const struct object_clause *described = &image->clauses[clause];
	struct disassembly disassembly = {
		.image = image,
		.insns = image->insns + described->first_insn,
		.count = described->insn_count,
		.registers[1].kind = KNOWN_CONTEXT,
	};
	static bool is_target[OBJECT_MAX_CLAUSE_INSNS];

	memset(is_target, 0, sizeof(is_target));
	mark_targets(&disassembly, is_target);
	for (uint32_t at = 0; at < disassembly.count;) {
		const struct bpf_insn *insn = &disassembly.insns[at];
		const char *wrong = bpf_encoding_error(insn, disassembly.count - at);

		if (wrong) {
			fprintf(output, "%8u: opcode %#x: %s\n", at, insn->opcode, wrong);
			return;
		}
		if (is_target[at])
			for (unsigned int i = 0; i < BPF_REGISTER_COUNT; i++)
				if (disassembly.registers[i].kind == KNOWN_NUMBER)
					disassembly.registers[i].kind = KNOWN_NOTHING;
		print_instruction(&disassembly, at, output);
		learn(&disassembly, insn);
		at += bpf_insn_units(insn);
	}
}
