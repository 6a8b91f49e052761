/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/describe.h"

#include "dsl/base/fmt.h"
#include "vmm/vmx.h"

/* A line under construction; length goes on counting when size is exceeded, as fmt_format() does.
 */
struct text {
	char *buffer;
	size_t size;
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void append(struct text *text, const char *format, ...)
{
	size_t used = text->length < text->size ? text->length : text->size;
	va_list args;

	va_start(args, format);
	text->length += fmt_vformat(text->buffer ? text->buffer + used : NULL, text->size - used,
				    format, args);
	va_end(args);
}

static struct text start(char *buffer, size_t size)
{
	if (size > 0)
		buffer[0] = '\0';
	return (struct text){.buffer = buffer, .size = size};
}

/* Appends one member of a list. */
static void append_item(struct text *text, size_t list_start, const char *item)
{
	append(text, "%s%s", text->length > list_start ? ", " : "", item);
}

/* ---- Names */

/* NULL for a number that is no exit reason. */
static const char *known_reason(uint32_t basic)
{
	switch (basic) {
#define EXIT_REASON(number, name, probe, words) \
	case number:                            \
		return words;
#include "vmm/exit_reasons.def"
#undef EXIT_REASON
	default:
		return NULL;
	}
}

const char *exit_reason_name(uint32_t basic)
{
	const char *name = known_reason(basic);

	return name ? name : "unknown exit reason";
}

/* SDM table 31-1 */
static const char *const instruction_errors[] = {
	[1] = "VMCALL executed in VMX root operation",
	[2] = "VMCLEAR with invalid physical address",
	[3] = "VMCLEAR with VMXON pointer",
	[4] = "VMLAUNCH with non-clear VMCS",
	[5] = "VMRESUME with non-launched VMCS",
	[6] = "VMRESUME after VMXOFF (VMXOFF and VMXON between VMLAUNCH and VMRESUME)",
	[7] = "VM entry with invalid control field(s)",
	[8] = "VM entry with invalid host-state field(s)",
	[9] = "VMPTRLD with invalid physical address",
	[10] = "VMPTRLD with VMXON pointer",
	[11] = "VMPTRLD with incorrect VMCS revision identifier",
	[12] = "VMREAD/VMWRITE from/to unsupported VMCS component",
	[13] = "VMWRITE to read-only VMCS component",
	[15] = "VMXON executed in VMX root operation",
	[16] = "VM entry with invalid executive-VMCS pointer",
	[17] = "VM entry with non-launched executive VMCS",
	[18] = "VM entry with executive-VMCS pointer not VMXON pointer",
	[19] = "VMCALL with non-clear VMCS",
	[20] = "VMCALL with invalid VM-exit control fields",
	[22] = "VMCALL with incorrect MSEG revision identifier",
	[23] = "VMXOFF under dual-monitor treatment of SMIs and SMM",
	[24] = "VMCALL with invalid SMM-monitor features",
	[25] = "VM entry with invalid VM-execution control fields in executive VMCS",
	[26] = "VM entry with events blocked by MOV SS",
	[28] = "invalid operand to INVEPT/INVVPID",
};

const char *instruction_error_text(uint32_t error)
{
	if (error >= sizeof(instruction_errors) / sizeof(instruction_errors[0]) ||
	    !instruction_errors[error])
		return "unknown error";
	return instruction_errors[error];
}

const char *activity_state_name(uint32_t state)
{
	switch (state) {
	case ACTIVITY_ACTIVE:
		return "active";
	case ACTIVITY_HLT:
		return "HLT";
	case ACTIVITY_SHUTDOWN:
		return "shutdown";
	case ACTIVITY_WAIT_FOR_SIPI:
		return "wait for SIPI";
	default:
		return "unknown activity state";
	}
}

const char *gpr_name(unsigned int gpr)
{
	static const char *const names[] = {
		"RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI",
		"R8",  "R9",  "R10", "R11", "R12", "R13", "R14", "R15",
	};

	return gpr < sizeof(names) / sizeof(names[0]) ? names[gpr] : "R?";
}

/* ---- Exit qualifications */

static void append_cr_access(struct text *text, uint64_t qualification)
{
	struct cr_access access = decode_cr_access(qualification);

	switch (access.kind) {
	case CR_ACCESS_MOV_TO:
		append(text, "MOV CR%u, %s", access.cr, gpr_name(access.gpr));
		break;
	case CR_ACCESS_MOV_FROM:
		append(text, "MOV %s, CR%u", gpr_name(access.gpr), access.cr);
		break;
	case CR_ACCESS_CLTS:
		append(text, "CLTS");
		break;
	case CR_ACCESS_LMSW:
		append(text, "LMSW 0x%x%s", access.lmsw_source,
		       access.lmsw_memory ? " from memory" : "");
		break;
	}
}

static void append_dr_access(struct text *text, uint64_t qualification)
{
	struct dr_access access = decode_dr_access(qualification);

	if (access.read)
		append(text, "MOV %s, DR%u", gpr_name(access.gpr), access.dr);
	else
		append(text, "MOV DR%u, %s", access.dr, gpr_name(access.gpr));
}

static void append_io(struct text *text, uint64_t qualification)
{
	struct io_access access = decode_io(qualification);
	const char *name = access.in ? "IN" : "OUT";

	if (access.string)
		name = access.in ? "INS" : "OUTS";
	append(text, "%s%s 0x%x, %u byte%s", access.rep ? "REP " : "", name, access.port,
	       access.size, access.size == 1 ? "" : "s");
}

static void append_ept_violation(struct text *text, uint64_t qualification)
{
	struct ept_access access = decode_ept_violation(qualification);
	size_t begin = text->length;

	if (access.read)
		append_item(text, begin, "read");
	if (access.write)
		append_item(text, begin, "write");
	if (access.fetch)
		append_item(text, begin, "instruction fetch");
	append(text, access.linear_valid && !access.translated ? " by the page walk" : "");
	if (access.readable || access.writable || access.executable)
		append(text, " where %s%s%s is allowed", access.readable ? "r" : "-",
		       access.writable ? "w" : "-", access.executable ? "x" : "-");
	else
		append(text, " where nothing is mapped");
}

static void append_task_switch(struct text *text, uint64_t qualification)
{
	static const char *const sources[] = {"CALL", "IRET", "JMP", "a task gate in the IDT"};
	struct task_switch task_switch = decode_task_switch(qualification);

	append(text, "to TSS 0x%x by %s", task_switch.selector, sources[task_switch.source]);
}

static void append_debug_exception(struct text *text, uint64_t qualification)
{
	struct debug_exception exception = decode_debug_exception(qualification);
	size_t begin = text->length;

	for (unsigned int i = 0; i < 4; i++) {
		if (exception.breakpoints >> i & 1)
			append(text, "%sbreakpoint %u", text->length > begin ? ", " : "", i);
	}
	if (exception.debug_access)
		append_item(text, begin, "debug-register access");
	if (exception.single_step)
		append_item(text, begin, "single step");
	if (exception.rtm)
		append_item(text, begin, "in a transaction");
}

/* Why a VM entry failed on guest state, where the processor says so (SDM 27.8). */
static void append_entry_failure(struct text *text, uint64_t qualification)
{
	switch (qualification) {
	case 2:
		append(text, "loading PDPTEs");
		break;
	case 3:
		append(text, "injecting an NMI while blocking by STI");
		break;
	case 4:
		append(text, "VMCS link pointer");
		break;
	default:
		break;
	}
}

/*
 * Exception exits have a qualification too, but which one depends on the vector, which is
 * elsewhere: #DB's is told apart from #PF's address by who calls.
 */
static void append_qualification(struct text *text, uint32_t basic, uint64_t qualification)
{
	switch (basic) {
	case EXIT_CR_ACCESS:
		append_cr_access(text, qualification);
		break;
	case EXIT_MOV_DR:
		append_dr_access(text, qualification);
		break;
	case EXIT_IO_INSTRUCTION:
		append_io(text, qualification);
		break;
	case EXIT_EPT_VIOLATION:
		append_ept_violation(text, qualification);
		break;
	case EXIT_TASK_SWITCH:
		append_task_switch(text, qualification);
		break;
	case EXIT_INVALID_GUEST_STATE:
		append_entry_failure(text, qualification);
		break;
	case EXIT_MSR_LOADING:
		append(text, "entry %llu of the MSR-load list", (unsigned long long)qualification);
		break;
	case EXIT_SIPI:
		append(text, "vector 0x%02x", (unsigned int)(qualification & 0xff));
		break;
	case EXIT_INVLPG:
		append(text, "address 0x%llx", (unsigned long long)qualification);
		break;
	case EXIT_MWAIT:
		append(text, "monitoring %s", qualification & 1 ? "armed" : "not armed");
		break;
	default:
		break;
	}
}

size_t describe_qualification(char *buffer, size_t size, uint32_t basic, uint64_t qualification)
{
	struct text text = start(buffer, size);

	append_qualification(&text, basic, qualification);
	return text.length;
}

size_t describe_debug_exception(char *buffer, size_t size, uint64_t qualification)
{
	struct text text = start(buffer, size);

	append_debug_exception(&text, qualification);
	return text.length;
}

size_t describe_exit(char *buffer, size_t size, uint32_t reason, uint64_t qualification)
{
	struct text text = start(buffer, size);
	uint32_t basic = reason & 0xffff;
	size_t colon;

	append(&text, "%s", exit_reason_name(basic));
	if (!known_reason(basic))
		append(&text, " %u", basic);
	/* These reasons say by their words that an entry failed. */
	if (reason & EXIT_REASON_ENTRY_FAILURE && basic != EXIT_INVALID_GUEST_STATE &&
	    basic != EXIT_MSR_LOADING && basic != EXIT_ENTRY_MACHINE_CHECK)
		append(&text, " in a failed VM entry");

	colon = text.length;
	append(&text, ": ");
	append_qualification(&text, basic, qualification);
	if (text.length == colon + 2) {
		text.length = colon;
		if (colon < size)
			buffer[colon] = '\0';
	}
	return text.length;
}

/* ---- Events and guest state */

static const char *exception_name(unsigned int vector)
{
	static const char *const names[] = {
		"#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", NULL,  "#TS",
		"#NP", "#SS", "#GP", "#PF", NULL,  "#MF", "#AC", "#MC", "#XM", "#VE", "#CP",
	};

	return vector < sizeof(names) / sizeof(names[0]) ? names[vector] : NULL;
}

static void append_vector(struct text *text, unsigned int vector)
{
	const char *name = exception_name(vector);

	if (name)
		append(text, "%s", name);
	else
		append(text, "exception %u", vector);
}

size_t describe_event(char *buffer, size_t size, uint32_t information, uint32_t error_code)
{
	struct text text = start(buffer, size);
	struct event event = decode_event(information);

	if (!event.valid) {
		append(&text, "none");
		return text.length;
	}
	switch (event.type) {
	case EVENT_EXTERNAL_INTERRUPT:
		append(&text, "external interrupt 0x%x", event.vector);
		break;
	case EVENT_RESERVED:
		append(&text, "event of reserved type 1, vector 0x%x", event.vector);
		break;
	case EVENT_NMI:
		append(&text, "NMI");
		break;
	case EVENT_HARDWARE_EXCEPTION:
		append_vector(&text, event.vector);
		break;
	case EVENT_SOFTWARE_INTERRUPT:
		append(&text, "INT 0x%x", event.vector);
		break;
	case EVENT_PRIVILEGED_EXCEPTION:
		append_vector(&text, event.vector);
		append(&text, " (INT1)");
		break;
	case EVENT_SOFTWARE_EXCEPTION:
		append_vector(&text, event.vector);
		append(&text, event.vector == 4 ? " (INTO)" : " (INT3)");
		break;
	case EVENT_OTHER:
		append(&text, event.vector == 0 ? "pending MTF exit" : "other event");
		break;
	}
	if (event.error_code)
		append(&text, "(0x%x)", error_code);
	return text.length;
}

/* SDM tables 3-1 and 3-2 */
static const char *const data_types[] = {"read-only", "read/write", "read-only, expand-down",
					 "read/write, expand-down"};
static const char *const code_types[] = {"execute-only", "execute/read", "execute-only, conforming",
					 "execute/read, conforming"};
static const char *const system_types[] = {
	"reserved type 0",
	"16-bit TSS",
	"LDT",
	"busy 16-bit TSS",
	"16-bit call gate",
	"task gate",
	"16-bit interrupt gate",
	"16-bit trap gate",
	"reserved type 8",
	"TSS",
	"reserved type 10",
	"busy TSS",
	"call gate",
	"reserved type 13",
	"interrupt gate",
	"trap gate",
};

size_t describe_rights(char *buffer, size_t size, uint32_t rights)
{
	struct text text = start(buffer, size);
	unsigned int type = rights & 0xf;
	bool code = type & 8;

	if (rights & AR_UNUSABLE) {
		append(&text, "unusable");
		return text.length;
	}
	if (rights & AR_CODE_OR_DATA) {
		append(&text, "%s, %s%s", code ? "code" : "data",
		       (code ? code_types : data_types)[type >> 1 & 3],
		       type & 1 ? ", accessed" : ", not accessed");
		if (code && rights & AR_LONG)
			append(&text, ", 64-bit%s", rights & AR_BIG ? " and D set" : "");
		else
			append(&text, ", %s", rights & AR_BIG ? "32-bit" : "16-bit");
	} else {
		append(&text, "%s", system_types[type]);
	}
	append(&text, ", DPL %u, %s", rights >> AR_DPL_SHIFT & 3,
	       rights & AR_PRESENT ? "present" : "not present");
	if (rights & AR_GRANULARITY)
		append(&text, ", 4 KiB granularity");
	return text.length;
}

size_t describe_interruptibility(char *buffer, size_t size, uint32_t interruptibility)
{
	static const char *const names[] = {"STI", "MOV SS", "SMI", "NMI"};
	struct text text = start(buffer, size);

	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(interruptibility >> i & 1))
			continue;
		append(&text, text.length == 0 ? "blocking by " : ", ");
		append(&text, "%s", names[i]);
	}
	if (interruptibility >> 4 & 1)
		append(&text, "%senclave interruption", text.length == 0 ? "" : ", ");
	if (text.length == 0)
		append(&text, "none");
	return text.length;
}
