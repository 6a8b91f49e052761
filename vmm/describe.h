/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the processor says of an exit, decoded into structures for the handlers and into words for
 * people. Everything is pure and callable in any context. SDM references are to edition 325384-081.
 *
 * The describe_ functions write like fmt_format(): at most size bytes with the NUL, returning the
 * length that the whole text would have had. Their longest text is shorter than DESCRIBE_SIZE.
 */
#ifndef VMM_DESCRIBE_H
#define VMM_DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DESCRIBE_SIZE = 192 };

/* ---- Decoders of exit qualifications (SDM 28.2.1) */

enum cr_access_kind { CR_ACCESS_MOV_TO, CR_ACCESS_MOV_FROM, CR_ACCESS_CLTS, CR_ACCESS_LMSW };

/* Control-register access (SDM table 28-3). */
struct cr_access {
	enum cr_access_kind kind;
	uint8_t cr;	      /* 0, 3, 4 or 8; 0 for CLTS and LMSW */
	uint8_t gpr;	      /* enum gpr, GPR_RSP included: the other operand of MOV */
	bool lmsw_memory;     /* the operand of LMSW was in memory: at the guest-linear address */
	uint16_t lmsw_source; /* the operand's value, wherever it was */
};

static inline struct cr_access decode_cr_access(uint64_t qualification)
{
	return (struct cr_access){
		.kind = (enum cr_access_kind)(qualification >> 4 & 3),
		.cr = qualification & 0xf,
		.gpr = qualification >> 8 & 0xf,
		.lmsw_memory = qualification >> 6 & 1,
		.lmsw_source = (uint16_t)(qualification >> 16),
	};
}

/* MOV DR (SDM table 28-4). */
struct dr_access {
	uint8_t dr;
	bool read;   /* from the debug register to gpr */
	uint8_t gpr; /* enum gpr, GPR_RSP included */
};

static inline struct dr_access decode_dr_access(uint64_t qualification)
{
	return (struct dr_access){
		.dr = qualification & 7,
		.read = qualification >> 4 & 1,
		.gpr = qualification >> 8 & 0xf,
	};
}

/* I/O instruction (SDM table 28-5). */
struct io_access {
	uint8_t size; /* bytes: 1, 2 or 4 */
	bool in;
	bool string;	/* INS or OUTS */
	bool rep;	/* with a REP prefix */
	bool immediate; /* the port was an immediate operand, not DX */
	uint16_t port;
};

static inline struct io_access decode_io(uint64_t qualification)
{
	return (struct io_access){
		.size = (qualification & 7) + 1,
		.in = qualification >> 3 & 1,
		.string = qualification >> 4 & 1,
		.rep = qualification >> 5 & 1,
		.immediate = qualification >> 6 & 1,
		.port = (uint16_t)(qualification >> 16),
	};
}

/* EPT violation (SDM table 28-7). */
struct ept_access {
	bool read; /* what was tried; a read-modify-write sets both */
	bool write;
	bool fetch;
	bool readable; /* what the EPT entries on the way allow, together */
	bool writable;
	bool executable;
	bool linear_valid; /* the guest-linear address field is valid */
	bool translated;   /* with linear_valid: the access was to the translation of that address;
			      else   it was the page walk's own access to a paging-structure entry */
	bool nmi_unblocking; /* IRET removed NMI blocking before it faulted: block again
				(SDM 28.2.3) */
};

static inline struct ept_access decode_ept_violation(uint64_t qualification)
{
	return (struct ept_access){
		.read = qualification >> 0 & 1,
		.write = qualification >> 1 & 1,
		.fetch = qualification >> 2 & 1,
		.readable = qualification >> 3 & 1,
		.writable = qualification >> 4 & 1,
		.executable = qualification >> 5 & 1,
		.linear_valid = qualification >> 7 & 1,
		.translated = qualification >> 8 & 1,
		.nmi_unblocking = qualification >> 12 & 1,
	};
}

enum task_switch_source {
	TASK_SWITCH_CALL,
	TASK_SWITCH_IRET,
	TASK_SWITCH_JMP,
	TASK_SWITCH_GATE, /* a task gate in the IDT */
};

/* Task switch (SDM table 28-2). */
struct task_switch {
	uint16_t selector; /* of the TSS that the guest wanted to switch to */
	enum task_switch_source source;
};

static inline struct task_switch decode_task_switch(uint64_t qualification)
{
	return (struct task_switch){
		.selector = (uint16_t)qualification,
		.source = (enum task_switch_source)(qualification >> 30 & 3),
	};
}

/* Debug exception (SDM table 28-1); the same bits as in DR6. */
struct debug_exception {
	uint8_t breakpoints; /* bit n: the condition of DRn was met, whether enabled or not */
	bool debug_access;   /* BD: MOV DR with DR7.GD set */
	bool single_step;    /* BS */
	bool rtm;	     /* in a transactional region; inverted in DR6 */
};

static inline struct debug_exception decode_debug_exception(uint64_t qualification)
{
	return (struct debug_exception){
		.breakpoints = qualification & 0xf,
		.debug_access = qualification >> 13 & 1,
		.single_step = qualification >> 14 & 1,
		.rtm = qualification >> 16 & 1,
	};
}

/* ---- Events: interruption information of exits, of IDT vectoring and for entries */

enum event_type {
	EVENT_EXTERNAL_INTERRUPT,
	EVENT_RESERVED,
	EVENT_NMI,
	EVENT_HARDWARE_EXCEPTION,
	EVENT_SOFTWARE_INTERRUPT,
	EVENT_PRIVILEGED_EXCEPTION, /* INT1 */
	EVENT_SOFTWARE_EXCEPTION,   /* INT3, INTO */
	EVENT_OTHER,		    /* on entry only: a pending MTF exit */
};

/* SDM tables 25-16, 25-18 and 25-19. */
struct event {
	bool valid;
	enum event_type type;
	uint8_t vector;
	bool error_code;     /* the error-code field belongs to it */
	bool nmi_unblocking; /* due to IRET; undefined in IDT-vectoring information */
};

static inline struct event decode_event(uint32_t information)
{
	return (struct event){
		.valid = information >> 31,
		.type = (enum event_type)(information >> 8 & 7),
		.vector = information & 0xff,
		.error_code = information >> 11 & 1,
		.nmi_unblocking = information >> 12 & 1,
	};
}

/* ---- Words. Names are constant strings, never NULL. */

/* The words of exit_reasons.def for a basic exit reason; "unknown exit reason" for others. */
const char *exit_reason_name(uint32_t basic);

/* The SDM's sentence on a VM-instruction error number (SDM 31.4); "unknown error" for others. */
const char *instruction_error_text(uint32_t error);

/* "active", "HLT", "shutdown", "wait for SIPI", "unknown activity state" (SDM 25.4.2). */
const char *activity_state_name(uint32_t state);

/* A general register by its number in instructions: "RAX". "R?" above 15. */
const char *gpr_name(unsigned int gpr);

/*
 * An exit in one line: its reason in words, that of a failed entry (bit 31) included, and, for the
 * reasons that have one, what the qualification says: "I/O instruction: OUT 0x3f8, 1 byte".
 */
size_t describe_exit(char *buffer, size_t size, uint32_t reason, uint64_t qualification);

/*
 * Only what the qualification says, for a basic exit reason; the empty text for reasons whose
 * qualification says nothing.
 */
size_t describe_qualification(char *buffer, size_t size, uint32_t basic, uint64_t qualification);

/*
 * What the qualification of an exit for #DB says: "breakpoint 0, single step"; the empty text when
 * it names no cause. Of an exception exit only the vector tells whether it is one (#PF has an
 * address).
 */
size_t describe_debug_exception(char *buffer, size_t size, uint64_t qualification);

/*
 * Interruption information of whichever field: "#GP(0x10)", "NMI", "external interrupt 0x20",
 * "INT 0x80", "#BP (INT3)"; "none" when it is not valid.
 */
size_t describe_event(char *buffer, size_t size, uint32_t information, uint32_t error_code);

/* Segment access rights: "code, execute/read, accessed, 64-bit, DPL 0, present". */
size_t describe_rights(char *buffer, size_t size, uint32_t rights);

/* Interruptibility: "blocking by STI, NMI"; "none" when nothing is blocked. */
size_t describe_interruptibility(char *buffer, size_t size, uint32_t interruptibility);

#endif
