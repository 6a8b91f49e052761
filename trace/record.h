/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What stands in a record after its header: for each action that the clause did, a struct
 * record_action and its values; of an error, a struct record_error. An integer is 8 bytes, a string
 * its text with NUL, rounded up to 8 bytes.
 */
#ifndef TRACE_RECORD_H
#define TRACE_RECORD_H

#include <stdint.h>

struct record_action {
	uint32_t action; /* index into .pv.actions */
	uint32_t bytes;	 /* with its values */
};

struct record_error {
	uint32_t epid;	/* of the clause that was abandoned */
	uint32_t fault; /* enum fault_kind */
	int32_t action; /* from 1; 0: the predicate */
	int32_t offset; /* of the instruction in the clause's code, in bytes */
	uint64_t value; /* the address, or what else was wrong */
};

static inline uint32_t record_string_bytes(uint32_t length)
{
	return (length + 1u + 7u) & ~7u;
}

#endif
