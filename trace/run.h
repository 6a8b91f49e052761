/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One clause running: what the interpreter (or compiled code) and the helpers that it calls share.
 * Lives for one firing on the stack of whoever fires the probe.
 */
#ifndef TRACE_RUN_H
#define TRACE_RUN_H

#include "dsl/abi/context.h"
#include "trace/object.h"

#include <stdbool.h>
#include <stdint.h>

enum fault_kind {
#define FAULT(name, value, text) name = (value),
#include "dsl/abi/faults.def"
#undef FAULT
};

enum helper_id {
#define HELPER(id, name, result, ...) HELPER_##name = (id),
#include "dsl/abi/helpers.def"
#undef HELPER
	HELPER_COUNT,
};

enum {
	RUN_AREA_COUNT = AREA_LOCAL_STRINGS + 1,
	RUN_HELPER_ARGS = 5,
};

struct run_fault {
	enum fault_kind kind;
	uint32_t insn;	  /* index in the clause, of the call that faulted */
	uint64_t address; /* that could not be accessed; else 0 */
	uint64_t value;	  /* what was wrong: a field's encoding, a register's index; else 0 */
};

struct run_scratch { /* trace/scratch.h */
	uint8_t *base;
	uint32_t size;
	uint32_t used; /* 0 when a clause starts */
};

struct decoded_insn;
struct dynvars;

struct trace_run {
	const struct object_image *image;
	const struct decoded_insn *code; /* of the clause: interpret_decode() */
	const struct probe_context *context;

	/*
	 * Where the areas of enum object_area lie, at least as large as the object says, 8-byte
	 * aligned. Programs see these as numbers.
	 */
	uintptr_t areas[RUN_AREA_COUNT];

	struct run_scratch scratch;
	struct dynvars *dynvars; /* of the program; NULL if it has none */
	uint32_t strsize;	 /* the option */
	char *strtok_rest; /* what strtok() has left, in a slot; NULL: the program does not call it */

	struct run_fault fault; /* set when a helper raised one */
	void *owner;		/* the engine's own */
};

/*
 * A helper of dsl/abi/helpers.def; its arguments are verified, RUN_HELPER_ARGS of them. True with
 * its result (0 for VOID). False when the clause ends here: a fault was raised (run->fault has all
 * but insn) or the helper does not return. Probe context.
 */
typedef bool helper_function(struct trace_run *run, const uint64_t *args, uint64_t *result);

/* All helpers by their number; NULL where there is none. The engine's; tests have their own. */
extern helper_function *const helper_table[HELPER_COUNT];

/* The memory that a program's number is the address of; it was verified that it is one. */
static inline void *run_pointer(uint64_t address)
{
	return (void *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr) */
}

/* What a helper returns after a fault: records it and is false. */
static inline bool run_fault(struct trace_run *run, enum fault_kind kind, uint64_t address,
			     uint64_t value)
{
	run->fault.kind = kind;
	run->fault.address = address;
	run->fault.value = value;
	return false;
}

#endif
