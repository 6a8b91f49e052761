/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the arithmetic, jump and byte-order operations of BPF compute (RFC 9669, tables 2, 4, 5, 7),
 * once, for all who need to know: the interpreter instantiates each with a constant operation, the
 * verifier computes with known numbers. offset is the instruction's: 1 makes DIV and MOD signed; 8,
 * 16 or 32 are the bits from which MOV sign-extends.
 */
#ifndef TRACE_BPF_ALU_H
#define TRACE_BPF_ALU_H

#include "dsl/abi/bpf.h"

#include <stdbool.h>
#include <stdint.h>

/* The low bits of value, sign-extended. bits: 8, 16 or 32; anything else leaves the value as it is.
 */
static inline uint64_t bpf_sign_extend(uint64_t value, int bits)
{
	if (__builtin_expect(bits == 0, true))
		return value;
	switch (bits) {
	case 8:
		return (uint64_t)(int64_t)(int8_t)value;
	case 16:
		return (uint64_t)(int64_t)(int16_t)value;
	case 32:
		return (uint64_t)(int64_t)(int32_t)value;
	default:
		return value;
	}
}

/*
 * Division by zero gives 0, and modulo by zero the dividend (RFC 4.1). The smallest number divided
 * by -1 overflows to itself with remainder 0; computed in C it would trap.
 */
static inline uint64_t bpf_divide64(uint64_t a, uint64_t b, bool is_signed)
{
	if (b == 0)
		return 0;
	if (!is_signed)
		return a / b;
	return b == UINT64_MAX ? 0 - a : (uint64_t)((int64_t)a / (int64_t)b);
}

static inline uint64_t bpf_modulo64(uint64_t a, uint64_t b, bool is_signed)
{
	if (b == 0)
		return a;
	if (!is_signed)
		return a % b;
	return b == UINT64_MAX ? 0 : (uint64_t)((int64_t)a % (int64_t)b);
}

static inline uint32_t bpf_divide32(uint32_t a, uint32_t b, bool is_signed)
{
	if (b == 0)
		return 0;
	if (!is_signed)
		return a / b;
	return b == UINT32_MAX ? 0 - a : (uint32_t)((int32_t)a / (int32_t)b);
}

static inline uint32_t bpf_modulo32(uint32_t a, uint32_t b, bool is_signed)
{
	if (b == 0)
		return a;
	if (!is_signed)
		return a % b;
	return b == UINT32_MAX ? 0 : (uint32_t)((int32_t)a % (int32_t)b);
}

/* Class ALU64. */
static inline uint64_t bpf_alu64(enum bpf_alu_op op, uint64_t a, uint64_t b, int offset)
{
	switch (op) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return a * b;
	case BPF_DIV:
		return bpf_divide64(a, b, offset != 0);
	case BPF_OR:
		return a | b;
	case BPF_AND:
		return a & b;
	case BPF_LSH:
		return a << (b & 63);
	case BPF_RSH:
		return a >> (b & 63);
	case BPF_NEG:
		return 0 - a;
	case BPF_MOD:
		return bpf_modulo64(a, b, offset != 0);
	case BPF_XOR:
		return a ^ b;
	case BPF_MOV:
		return bpf_sign_extend(b, offset);
	case BPF_ARSH:
		return (uint64_t)((int64_t)a >> (b & 63));
	default:
		return a;
	}
}

/* Class ALU: on the low halves; the high half of the result is zero. */
static inline uint64_t bpf_alu32(enum bpf_alu_op op, uint32_t a, uint32_t b, int offset)
{
	switch (op) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return (uint32_t)(a * b);
	case BPF_DIV:
		return bpf_divide32(a, b, offset != 0);
	case BPF_OR:
		return a | b;
	case BPF_AND:
		return a & b;
	case BPF_LSH:
		return a << (b & 31);
	case BPF_RSH:
		return a >> (b & 31);
	case BPF_NEG:
		return 0 - a;
	case BPF_MOD:
		return bpf_modulo32(a, b, offset != 0);
	case BPF_XOR:
		return a ^ b;
	case BPF_MOV:
		return (uint32_t)bpf_sign_extend(b, offset);
	case BPF_ARSH:
		return (uint32_t)((int32_t)a >> (b & 31));
	default:
		return a;
	}
}

/* The condition of classes JMP (on all bits) and JMP32 (the low halves, sign-extended by the
 * caller). */
static inline bool bpf_compare(enum bpf_jump_op op, uint64_t a, uint64_t b)
{
	switch (op) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	case BPF_JSET:
		return (a & b) != 0;
	case BPF_JNE:
		return a != b;
	case BPF_JSGT:
		return (int64_t)a > (int64_t)b;
	case BPF_JSGE:
		return (int64_t)a >= (int64_t)b;
	case BPF_JLT:
		return a < b;
	case BPF_JLE:
		return a <= b;
	case BPF_JSLT:
		return (int64_t)a < (int64_t)b;
	case BPF_JSLE:
		return (int64_t)a <= (int64_t)b;
	default:
		return false;
	}
}

/* Reverses the low width bits (16, 32 or 64) bytewise, and zeroes the rest. */
static inline uint64_t bpf_swap(uint64_t value, int width)
{
	switch (width) {
	case 16:
		return __builtin_bswap16((uint16_t)value);
	case 32:
		return __builtin_bswap32((uint32_t)value);
	default:
		return __builtin_bswap64(value);
	}
}

/* The low width bits; what converting to the processor's own, little-endian order does. */
static inline uint64_t bpf_truncate(uint64_t value, int width)
{
	switch (width) {
	case 16:
		return (uint16_t)value;
	case 32:
		return (uint32_t)value;
	default:
		return value;
	}
}

#endif
