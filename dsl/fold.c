/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/fold.h"

/* BPF's signed division: the one overflow gives the dividend back, and no remainder (RFC 9669 4.1).
 */
static uint64_t divide(const struct type *type, uint64_t left, uint64_t right)
{
	if (!type->is_signed)
		return left / right;
	return right == UINT64_MAX ? -left : (uint64_t)((int64_t)left / (int64_t)right);
}

static uint64_t remainder_of(const struct type *type, uint64_t left, uint64_t right)
{
	if (!type->is_signed)
		return left % right;
	return right == UINT64_MAX ? 0 : (uint64_t)((int64_t)left % (int64_t)right);
}

static bool less(const struct type *type, uint64_t left, uint64_t right)
{
	return type->is_signed ? (int64_t)left < (int64_t)right : left < right;
}

static uint64_t compute(enum token_kind op, const struct type *type, uint64_t left, uint64_t right)
{
	enum { COUNT_MASK = 63 }; /* of a shift, as the machine's */

	switch (op) {
	case TOKEN_ADD:
		return left + right;
	case TOKEN_SUB:
		return left - right;
	case TOKEN_MUL:
		return left * right;
	case TOKEN_DIV:
		return divide(type, left, right);
	case TOKEN_MOD:
		return remainder_of(type, left, right);
	case TOKEN_AND:
		return left & right;
	case TOKEN_OR:
		return left | right;
	case TOKEN_XOR:
		return left ^ right;
	case TOKEN_SHL:
		return left << (right & COUNT_MASK);
	default:
		return type->is_signed ? (uint64_t)((int64_t)left >> (right & COUNT_MASK))
				       : left >> (right & COUNT_MASK);
	}
}

uint64_t fold_binary(enum token_kind op, const struct type *type, uint64_t left, uint64_t right)
{
	switch (op) {
	case TOKEN_EQ:
		return left == right;
	case TOKEN_NE:
		return left != right;
	case TOKEN_LT:
		return less(type, left, right);
	case TOKEN_LE:
		return !less(type, right, left);
	case TOKEN_GT:
		return less(type, right, left);
	case TOKEN_GE:
		return !less(type, left, right);
	case TOKEN_LOGICAL_AND:
		return left && right;
	case TOKEN_LOGICAL_OR:
		return left || right;
	case TOKEN_LOGICAL_XOR:
		return !left != !right;
	default:
		return compute(op, type, left, right);
	}
}

uint64_t fold_unary(enum token_kind op, uint64_t operand)
{
	switch (op) {
	case TOKEN_SUB:
		return -operand;
	case TOKEN_COMPLEMENT:
		return ~operand;
	case TOKEN_NOT:
		return !operand;
	default:
		return operand;
	}
}
