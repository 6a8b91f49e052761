/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/tests/asm_text.h"

#include "trace/bpf_encoding.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum form {
	FORM_ALU,   /* dst, src or imm */
	FORM_MOVSX, /* dst, src */
	FORM_UNARY, /* dst */
	FORM_JUMP,  /* dst, src or imm, offset */
	FORM_JA,    /* offset */
	FORM_JAL,   /* offset, in imm */
	FORM_CALL,  /* imm */
	FORM_CALL_LOCAL,
	FORM_EXIT,
	FORM_LDDW,    /* dst, 64-bit number */
	FORM_AREA,    /* dst, area, offset */
	FORM_LOAD,    /* dst, [src + offset] */
	FORM_STORE,   /* [dst + offset], imm */
	FORM_STORE_X, /* [dst + offset], src */
	FORM_RAW,
};

struct mnemonic {
	const char *name;
	enum form form;
	uint8_t opcode;
	int16_t offset;
	int32_t imm;
};

#define ALU(name, op, offset)                                  \
	{name, FORM_ALU, BPF_ALU64 | (op), offset, 0},         \
	{                                                      \
		name "32", FORM_ALU, BPF_ALU | (op), offset, 0 \
	}
#define JUMP(name, op)                                       \
	{name, FORM_JUMP, BPF_JMP | (op), 0, 0},             \
	{                                                    \
		name "32", FORM_JUMP, BPF_JMP32 | (op), 0, 0 \
	}
#define SWAP(bits)                                                            \
	{"le" #bits, FORM_UNARY, BPF_ALU | BPF_END | BPF_K, 0, bits},         \
		{"be" #bits, FORM_UNARY, BPF_ALU | BPF_END | BPF_X, 0, bits}, \
	{                                                                     \
		"bswap" #bits, FORM_UNARY, BPF_ALU64 | BPF_END, 0, bits       \
	}
#define SIZE(letter, size)                                                   \
	{"ldx" letter, FORM_LOAD, BPF_LDX | BPF_MEM | (size), 0, 0},         \
		{"st" letter, FORM_STORE, BPF_ST | BPF_MEM | (size), 0, 0},  \
	{                                                                    \
		"stx" letter, FORM_STORE_X, BPF_STX | BPF_MEM | (size), 0, 0 \
	}
#define LOCK(name, imm)                                                               \
	{"lock_" name, FORM_STORE_X, BPF_STX | BPF_ATOMIC | BPF_DW, 0, imm},          \
	{                                                                             \
		"lock_" name "32", FORM_STORE_X, BPF_STX | BPF_ATOMIC | BPF_W, 0, imm \
	}

static const struct mnemonic mnemonics[] = {
	ALU("add", BPF_ADD, 0),
	ALU("sub", BPF_SUB, 0),
	ALU("mul", BPF_MUL, 0),
	ALU("div", BPF_DIV, 0),
	ALU("sdiv", BPF_DIV, 1),
	ALU("or", BPF_OR, 0),
	ALU("and", BPF_AND, 0),
	ALU("lsh", BPF_LSH, 0),
	ALU("rsh", BPF_RSH, 0),
	ALU("mod", BPF_MOD, 0),
	ALU("smod", BPF_MOD, 1),
	ALU("xor", BPF_XOR, 0),
	ALU("mov", BPF_MOV, 0),
	ALU("arsh", BPF_ARSH, 0),
	{"movsx8", FORM_MOVSX, BPF_ALU64 | BPF_MOV | BPF_X, 8, 0},
	{"movsx16", FORM_MOVSX, BPF_ALU64 | BPF_MOV | BPF_X, 16, 0},
	{"movsx32", FORM_MOVSX, BPF_ALU64 | BPF_MOV | BPF_X, 32, 0},
	{"movsx8w", FORM_MOVSX, BPF_ALU | BPF_MOV | BPF_X, 8, 0},
	{"movsx16w", FORM_MOVSX, BPF_ALU | BPF_MOV | BPF_X, 16, 0},
	{"neg", FORM_UNARY, BPF_ALU64 | BPF_NEG, 0, 0},
	{"neg32", FORM_UNARY, BPF_ALU | BPF_NEG, 0, 0},
	SWAP(16),
	SWAP(32),
	SWAP(64),
	JUMP("jeq", BPF_JEQ),
	JUMP("jgt", BPF_JGT),
	JUMP("jge", BPF_JGE),
	JUMP("jset", BPF_JSET),
	JUMP("jne", BPF_JNE),
	JUMP("jsgt", BPF_JSGT),
	JUMP("jsge", BPF_JSGE),
	JUMP("jlt", BPF_JLT),
	JUMP("jle", BPF_JLE),
	JUMP("jslt", BPF_JSLT),
	JUMP("jsle", BPF_JSLE),
	{"ja", FORM_JA, BPF_JMP | BPF_JA, 0, 0},
	{"jal", FORM_JAL, BPF_JMP32 | BPF_JA, 0, 0},
	{"call", FORM_CALL, BPF_OPCODE_CALL, 0, 0},
	{"calll", FORM_CALL_LOCAL, BPF_OPCODE_CALL, 0, 0},
	{"exit", FORM_EXIT, BPF_OPCODE_EXIT, 0, 0},
	{"lddw", FORM_LDDW, BPF_OPCODE_LDDW, 0, 0},
	{"area", FORM_AREA, BPF_OPCODE_LDDW, 0, 0},
	SIZE("b", BPF_B),
	SIZE("h", BPF_H),
	SIZE("w", BPF_W),
	SIZE("dw", BPF_DW),
	{"ldxsb", FORM_LOAD, BPF_LDX | BPF_MEMSX | BPF_B, 0, 0},
	{"ldxsh", FORM_LOAD, BPF_LDX | BPF_MEMSX | BPF_H, 0, 0},
	{"ldxsw", FORM_LOAD, BPF_LDX | BPF_MEMSX | BPF_W, 0, 0},
	LOCK("add", BPF_ATOMIC_ADD),
	LOCK("or", BPF_ATOMIC_OR),
	LOCK("and", BPF_ATOMIC_AND),
	LOCK("xor", BPF_ATOMIC_XOR),
	LOCK("fetch_add", BPF_ATOMIC_ADD | BPF_ATOMIC_FETCH),
	LOCK("fetch_or", BPF_ATOMIC_OR | BPF_ATOMIC_FETCH),
	LOCK("fetch_and", BPF_ATOMIC_AND | BPF_ATOMIC_FETCH),
	LOCK("fetch_xor", BPF_ATOMIC_XOR | BPF_ATOMIC_FETCH),
	LOCK("xchg", BPF_ATOMIC_XCHG),
	LOCK("cmpxchg", BPF_ATOMIC_CMPXCHG),
	{"raw", FORM_RAW, 0, 0, 0},
};

struct cursor {
	const char *text; /* the whole, for messages */
	const char *at;
};

static void __attribute__((noreturn)) mistake(const struct cursor *cursor, const char *what)
{
	fprintf(stderr, "asm: %s at \"%.30s\" in \"%s\"\n", what, cursor->at, cursor->text);
	abort();
}

static void skip_blanks(struct cursor *cursor)
{
	while (*cursor->at == ' ' || *cursor->at == '\t')
		cursor->at++;
}

static void expect(struct cursor *cursor, char c)
{
	skip_blanks(cursor);
	if (*cursor->at != c)
		mistake(cursor, "punctuation missing");
	cursor->at++;
	skip_blanks(cursor);
}

static bool at_register(const struct cursor *cursor)
{
	return cursor->at[0] == 'r' && isdigit((unsigned char)cursor->at[1]);
}

static uint8_t reg(struct cursor *cursor)
{
	char *end;

	skip_blanks(cursor);
	if (!at_register(cursor))
		mistake(cursor, "no register");

	unsigned long number = strtoul(cursor->at + 1, &end, 10);

	cursor->at = end;
	return (uint8_t)number;
}

static uint64_t number(struct cursor *cursor)
{
	char *end;

	skip_blanks(cursor);

	uint64_t value = *cursor->at == '-' ? 0 - strtoull(cursor->at + 1, &end, 0)
					    : strtoull(cursor->at, &end, 0);

	if (end == cursor->at)
		mistake(cursor, "no number");
	cursor->at = end;
	return value;
}

/* [rN], [rN+offset], [rN-offset] */
static uint8_t address(struct cursor *cursor, struct bpf_insn *insn)
{
	expect(cursor, '[');

	uint8_t base = reg(cursor);

	skip_blanks(cursor);
	if (*cursor->at != ']')
		insn->offset = (int16_t)number(cursor);
	expect(cursor, ']');
	return base;
}

static void register_or_imm(struct cursor *cursor, struct bpf_insn *insn)
{
	skip_blanks(cursor);
	if (at_register(cursor)) {
		insn->opcode |= BPF_X;
		insn->regs |= (uint8_t)(reg(cursor) << 4);
	} else {
		insn->imm = (int32_t)number(cursor);
	}
}

static void raw(struct cursor *cursor, struct bpf_insn *insn)
{
	uint8_t bytes[8];
	char *end;

	for (int i = 0; i < 8; i++) {
		bytes[i] = (uint8_t)strtoul(cursor->at, &end, 16);
		cursor->at = end;
	}
	memcpy(insn, bytes, sizeof(bytes));
}

/* Returns the units made, one or two. */
static uint32_t operands(struct cursor *cursor, const struct mnemonic *mnemonic,
			 struct bpf_insn *insn)
{
	uint64_t value;

	switch (mnemonic->form) {
	case FORM_ALU:
		insn->regs = reg(cursor);
		expect(cursor, ',');
		register_or_imm(cursor, insn);
		return 1;
	case FORM_MOVSX:
		insn->regs = reg(cursor);
		expect(cursor, ',');
		insn->regs |= (uint8_t)(reg(cursor) << 4);
		return 1;
	case FORM_UNARY:
		insn->regs = reg(cursor);
		return 1;
	case FORM_JUMP:
		insn->regs = reg(cursor);
		expect(cursor, ',');
		register_or_imm(cursor, insn);
		expect(cursor, ',');
		insn->offset = (int16_t)number(cursor);
		return 1;
	case FORM_JA:
		insn->offset = (int16_t)number(cursor);
		return 1;
	case FORM_CALL_LOCAL:
		insn->regs = BPF_CALL_LOCAL << 4;
		insn->imm = (int32_t)number(cursor);
		return 1;
	case FORM_JAL:
	case FORM_CALL:
		insn->imm = (int32_t)number(cursor);
		return 1;
	case FORM_LDDW:
		insn->regs = reg(cursor);
		expect(cursor, ',');
		value = number(cursor);
		insn->imm = (int32_t)value;
		insn[1] = (struct bpf_insn){.imm = (int32_t)(value >> 32)};
		return 2;
	case FORM_AREA:
		insn->regs = (uint8_t)(reg(cursor) | BPF_IMM64_MAP_VALUE_BY_INDEX << 4);
		expect(cursor, ',');
		insn->imm = (int32_t)number(cursor);
		expect(cursor, ',');
		insn[1] = (struct bpf_insn){.imm = (int32_t)number(cursor)};
		return 2;
	case FORM_LOAD:
		insn->regs = reg(cursor);
		expect(cursor, ',');
		insn->regs |= (uint8_t)(address(cursor, insn) << 4);
		return 1;
	case FORM_STORE:
		insn->regs = address(cursor, insn);
		expect(cursor, ',');
		insn->imm = (int32_t)number(cursor);
		return 1;
	case FORM_STORE_X:
		insn->regs = address(cursor, insn);
		expect(cursor, ',');
		insn->regs |= (uint8_t)(reg(cursor) << 4);
		return 1;
	case FORM_RAW:
		raw(cursor, insn);
		return 1;
	default:
		return 1;
	}
}

static const struct mnemonic *mnemonic_at(struct cursor *cursor)
{
	size_t length = 0;

	while (isalnum((unsigned char)cursor->at[length]) || cursor->at[length] == '_')
		length++;
	for (size_t i = 0; i < sizeof(mnemonics) / sizeof(mnemonics[0]); i++) {
		if (strlen(mnemonics[i].name) == length &&
		    strncmp(mnemonics[i].name, cursor->at, length) == 0) {
			cursor->at += length;
			return &mnemonics[i];
		}
	}
	mistake(cursor, "unknown mnemonic");
}

uint32_t asm_text(const char *text, struct bpf_insn *insns, uint32_t room)
{
	struct cursor cursor = {text, text};
	uint32_t count = 0;

	for (;;) {
		cursor.at += strspn(cursor.at, " \t\n;");
		if (*cursor.at == '\0')
			return count;
		if (count + 2 > room)
			mistake(&cursor, "program too long");

		const struct mnemonic *mnemonic = mnemonic_at(&cursor);

		insns[count] = (struct bpf_insn){.opcode = mnemonic->opcode,
						 .offset = mnemonic->offset,
						 .imm = mnemonic->imm};
		count += operands(&cursor, mnemonic, &insns[count]);
		skip_blanks(&cursor);
		if (*cursor.at != '\0' && *cursor.at != ';' && *cursor.at != '\n')
			mistake(&cursor, "something after the statement");
	}
}
