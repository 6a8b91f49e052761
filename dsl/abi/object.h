/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program object: what the D compiler produces and the tracer loads. It is an ELF64 little-endian
 * relocatable for EM_BPF whose code `llvm-objdump -d` reads, with one function symbol for each clause in .text,
 * no relocations, and the sections below. Each is an array of the struct named, 8-byte aligned in the file.
 *
 * Every string is an offset into .pv.strings, where it ends with NUL; offset 0 is "". Every first/count pair
 * is a range of another section. A reader trusts none of this: see trace/object.c.
 *
 * A clause's code gets the struct probe_context in r1 and returns in r0 1 when its predicate held, else 0.
 * Registers r0 to r5 are lost over a call, r6 to r9 kept, r10 is the top of BPF_STACK_SIZE bytes of stack.
 */
#ifndef DSL_ABI_OBJECT_H
#define DSL_ABI_OBJECT_H

#include <stdint.h>

enum {
	OBJECT_MAGIC = 0x4f445650, /* "PVDO" */
	OBJECT_VERSION_MAJOR = 2,  /* readers refuse another one */
	OBJECT_VERSION_MINOR = 0,  /* readers refuse a higher one */
	OBJECT_EM_BPF = 247,
};

/*
 * Limits of a program, checked by the compiler with a proper error and by the loader again. They bound the
 * loader's tables and the time that one firing can take.
 */
enum {
	OBJECT_MAX_BYTES = 4 << 20,
	OBJECT_MAX_CLAUSES = 16384,
	OBJECT_MAX_CLAUSE_INSNS =
		4096, /* no backward jumps: also a bound on the instructions run */
	OBJECT_MAX_AGGS = 256,
	OBJECT_MAX_KEYS = 8,		  /* DTrace's dif tuple limit */
	OBJECT_MAX_VALUES = 32,		  /* of one action; their slots fit on the stack */
	OBJECT_MAX_GLOBALS = 65536,	  /* bytes */
	OBJECT_MAX_LOCALS = 4096,	  /* bytes */
	OBJECT_MAX_GLOBAL_STRINGS = 1024, /* string variables */
	OBJECT_MAX_LOCAL_STRINGS = 64,
	OBJECT_MAX_DYNVARS = 256,
	OBJECT_MAX_BYTES_VALUE = 4096, /* of one TYPE_BYTES value of a variable */
};

/* Memory areas for BPF_IMM64_MAP_VALUE_BY_INDEX. */
enum object_area {
	AREA_STRINGS, /* .pv.strings, read-only */
	AREA_GLOBALS, /* object_header.globals_size bytes, zero at start, shared by all CPUs */
	AREA_LOCALS, /* this->: object_header.locals_size bytes per CPU, zeroed before a probe's first clause */
	/*
	 * String variables: slots of object_string_slot() bytes, each a string that ends within its slot. Programs
	 * read them as strings and write them by the helper string_store only.
	 */
	AREA_GLOBAL_STRINGS, /* object_header.global_strings slots, empty at start, shared by all CPUs */
	AREA_LOCAL_STRINGS, /* this->: object_header.local_strings slots per CPU, emptied as AREA_LOCALS */
};

/* Bytes of one string variable, where strsize is the option's value. */
static inline uint32_t object_string_slot(uint64_t strsize)
{
	return (uint32_t)(strsize + 7) & ~7u;
}

/*
 * D's pointers are numbers, which the helpers load, store, copyinstr and the like resolve: addresses of
 * the guest's virtual memory, except those of these regions, which no guest has (they are not canonical, with
 * 57 bits neither). So no address of the VMM is ever seen by a program.
 */
enum object_region {
	REGION_SCRATCH = 0x8000, /* bits 63:48 of an address; the rest is the offset */
	REGION_GLOBALS = 0x8001, /* AREA_GLOBALS: struct, union and array variables */
	REGION_LOCALS = 0x8002,	 /* AREA_LOCALS */
	REGION_DYNAMIC = 0x8003, /* values of dynamic variables: from the helper dyn_address */
	REGION_SHIFT = 48,
};

struct object_header { /* .pv.header, exactly one */
	uint32_t magic;
	uint16_t version_major;
	uint16_t version_minor;
	uint32_t source_name; /* string: for messages */
	uint32_t globals_size;
	uint32_t locals_size;
	uint32_t global_strings; /* slots of AREA_GLOBAL_STRINGS */
	uint32_t local_strings;
	uint32_t reserved;
};

struct object_probe { /* .pv.probes: descriptions as written, wildcards and empty fields unexpanded */
	uint32_t provider;
	uint32_t module;
	uint32_t function;
	uint32_t name;
	uint32_t source_line;
	uint32_t reserved;
};

struct object_clause {	     /* .pv.clauses, in program order */
	uint32_t first_insn; /* index into .text, in 8-byte units */
	uint32_t insn_count;
	uint32_t first_probe;
	uint32_t probe_count;
	uint32_t first_action;
	uint32_t action_count;
	uint32_t source_line;
	uint32_t predicate_insns; /* how many of insn_count the predicate takes; 0: there is none */
};

enum object_type {
	TYPE_INT,    /* size 1, 2, 4 or 8 */
	TYPE_STRING, /* size: strsize at most, NUL included */
	TYPE_BYTES,  /* size bytes of memory; the slot holds their address. Not in keys */
};

struct object_value {	   /* .pv.values: the type of one key or one traced value */
	uint8_t type;	   /* enum object_type */
	uint8_t is_signed; /* integers */
	uint16_t size;	   /* bytes */
	uint32_t reserved;
};

enum object_agg_function {
#define AGGREGATION(name, id, words) AGG_##name = (id),
#include "aggregations.def"
#undef AGGREGATION
};

struct object_agg {	    /* .pv.aggs */
	uint32_t name;	    /* without the @; "" for @ alone */
	uint32_t function;  /* enum object_agg_function */
	uint32_t first_key; /* into .pv.values */
	uint32_t key_count;
	uint32_t is_signed; /* the type of the aggregated expression; count: 0 */
	uint32_t source_line;
	uint64_t parameter
		[5]; /* lquantize: low, high, step; llquantize: factor, low, high, nsteps */
};

/*
 * .pv.dynvars: thread-local variables and associative arrays. An element is there from its first assignment
 * until 0 is assigned to it. The keys of a thread-local one are preceded by those of the vCPU, which the
 * run time adds.
 */
struct object_dynvar {
	uint32_t name;	    /* without the self-> */
	uint32_t first_key; /* into .pv.values: TYPE_INT or TYPE_STRING */
	uint32_t key_count; /* 0 only when is_self */
	uint32_t
		value; /* into .pv.values: TYPE_INT, TYPE_STRING, or TYPE_BYTES for a struct, union or array */
	uint32_t is_self;
	uint32_t source_line;
};

enum object_action_kind {
	ACTION_DEFAULT, /* an empty clause: the CPU, ID, FUNCTION:NAME line alone */
	ACTION_TRACE,	/* one value, printed as trace() does */
	ACTION_PRINTF,	/* format, values */
	ACTION_PRINTA,	/* format or 0, aggregations; no values */
	ACTION_EXIT,	/* one value of 4 bytes: the exit status; ends the program */
	/*
	 * print(): one value. format is its text with the value's parts in it as %{offset,size,kind}, where kind is
	 * x (hexadecimal as %#x), c (a character, printable or not) or s (a string of size bytes at
	 * most); %% is a percent sign. Of an integer or a string the offset is 0.
	 */
	ACTION_PRINT,
	ACTION_TRACEMEM, /* TYPE_BYTES; then perhaps an integer: how many bytes of them are shown */
	/* What dtrace(1) does itself when it comes across them in a buffer: */
	ACTION_CLEAR,	  /* aggregation */
	ACTION_TRUNC,	  /* aggregation; perhaps an integer of 8 bytes, signed: how many remain */
	ACTION_NORMALIZE, /* aggregation; an unsigned integer of 8 bytes, not 0 */
	ACTION_DENORMALIZE, /* aggregation */
	ACTION_SETOPT,	    /* format: "name" or "name=value" */
};

struct object_action { /* .pv.actions, those of one clause together and in program order */
	uint32_t kind;
	uint32_t format;      /* string as written in D, escapes resolved; 0: none */
	uint32_t first_value; /* into .pv.values */
	uint32_t value_count;
	uint32_t first_agg; /* into .pv.aggrefs */
	uint32_t agg_count;
	uint32_t source_line;
	uint32_t reserved;
};

struct object_aggref { /* .pv.aggrefs: aggregations that a printa names */
	uint32_t agg;
};

enum object_buffer_policy { POLICY_SWITCH, POLICY_FILL, POLICY_RING };

struct object_option {	 /* .pv.options: those that the program sets */
	uint32_t option; /* id of options.def */
	uint32_t reserved;
	uint64_t value;
};

#define OBJECT_SECTION_PREFIX ".pv."

#endif
