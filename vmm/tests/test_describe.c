/* SPDX-License-Identifier: BSD-2-Clause */
/* Decoders and words of what the processor says of an exit. */
#include "vmm/describe.h"

#include "dsl/abi/context.h"
#include "vmm/vmx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- Decoders */

static void decodes_cr_access(void **state)
{
	struct cr_access access = decode_cr_access(0x203); /* MOV CR3, RDX */

	(void)state;
	assert_int_equal(access.kind, CR_ACCESS_MOV_TO);
	assert_int_equal(access.cr, 3);
	assert_int_equal(access.gpr, GPR_RDX);

	access = decode_cr_access(0xf18); /* MOV R15, CR8 */
	assert_int_equal(access.kind, CR_ACCESS_MOV_FROM);
	assert_int_equal(access.cr, 8);
	assert_int_equal(access.gpr, GPR_R15);

	access = decode_cr_access(0x20);
	assert_int_equal(access.kind, CR_ACCESS_CLTS);

	access = decode_cr_access(0xbeef0070);
	assert_int_equal(access.kind, CR_ACCESS_LMSW);
	assert_true(access.lmsw_memory);
	assert_int_equal(access.lmsw_source, 0xbeef);
	assert_false(decode_cr_access(0x30).lmsw_memory);
}

static void decodes_dr_access(void **state)
{
	struct dr_access access = decode_dr_access(0x107); /* MOV DR7, RCX */

	(void)state;
	assert_int_equal(access.dr, 7);
	assert_false(access.read);
	assert_int_equal(access.gpr, GPR_RCX);
	access = decode_dr_access(0x816); /* MOV R8, DR6 */
	assert_int_equal(access.dr, 6);
	assert_true(access.read);
	assert_int_equal(access.gpr, GPR_R8);
}

static void decodes_io(void **state)
{
	struct io_access access = decode_io(0x03f80000);

	(void)state;
	assert_int_equal(access.size, 1);
	assert_int_equal(access.port, 0x3f8);
	assert_false(access.in || access.string || access.rep || access.immediate);

	access = decode_io(0xffff007b); /* REP INSD with everything set */
	assert_int_equal(access.size, 4);
	assert_int_equal(access.port, 0xffff);
	assert_true(access.in && access.string && access.rep && access.immediate);
	assert_int_equal(decode_io(1).size, 2);
	assert_true(decode_io(8).in);
	assert_true(decode_io(0x10).string);
	assert_true(decode_io(0x20).rep);
	assert_true(decode_io(0x40).immediate);
}

/* One bit, one member. */
static void decodes_ept_violation(void **state)
{
	(void)state;
	assert_true(decode_ept_violation(1u << 0).read);
	assert_true(decode_ept_violation(1u << 1).write);
	assert_true(decode_ept_violation(1u << 2).fetch);
	assert_true(decode_ept_violation(1u << 3).readable);
	assert_true(decode_ept_violation(1u << 4).writable);
	assert_true(decode_ept_violation(1u << 5).executable);
	assert_true(decode_ept_violation(1u << 7).linear_valid);
	assert_true(decode_ept_violation(1u << 8).translated);
	assert_true(decode_ept_violation(1u << 12).nmi_unblocking);
	for (unsigned int i = 0; i < 64; i++) {
		struct ept_access access = decode_ept_violation(1ull << i);
		bool one[] = {access.read,	   access.write,      access.fetch,
			      access.readable,	   access.writable,   access.executable,
			      access.linear_valid, access.translated, access.nmi_unblocking};
		unsigned int set = 0;

		for (size_t j = 0; j < sizeof(one) / sizeof(one[0]); j++)
			set += one[j];
		assert_int_equal(set, i <= 5 || i == 7 || i == 8 || i == 12);
	}
}

static void decodes_task_switch(void **state)
{
	struct task_switch task_switch = decode_task_switch(0xc0000028);

	(void)state;
	assert_int_equal(task_switch.selector, 0x28);
	assert_int_equal(task_switch.source, TASK_SWITCH_GATE);
	assert_int_equal(decode_task_switch(0x40000000).source, TASK_SWITCH_IRET);
}

static void decodes_debug_exception(void **state)
{
	struct debug_exception exception = decode_debug_exception(0x16005);

	(void)state;
	assert_int_equal(exception.breakpoints, 5);
	assert_true(exception.debug_access && exception.single_step && exception.rtm);
	exception = decode_debug_exception(0x4000);
	assert_true(exception.single_step);
	assert_false(exception.debug_access || exception.rtm);
}

static void decodes_event(void **state)
{
	struct event event = decode_event(0x80000b0e);

	(void)state;
	assert_true(event.valid && event.error_code);
	assert_false(event.nmi_unblocking);
	assert_int_equal(event.type, EVENT_HARDWARE_EXCEPTION);
	assert_int_equal(event.vector, 14);
	assert_true(decode_event(0x80001202).nmi_unblocking);
	assert_false(decode_event(0x7fffffff).valid);
}

/* ---- Words */

struct exit_words {
	uint32_t reason;
	uint64_t qualification;
	const char *words;
};

static const struct exit_words exits[] = {
	{EXIT_CPUID, 0, "CPUID"},
	{EXIT_CR_ACCESS, 0x203, "control-register access: MOV CR3, RDX"},
	{EXIT_CR_ACCESS, 0xf18, "control-register access: MOV R15, CR8"},
	{EXIT_CR_ACCESS, 0x20, "control-register access: CLTS"},
	{EXIT_CR_ACCESS, 0x00010030, "control-register access: LMSW 0x1"},
	{EXIT_CR_ACCESS, 0x00010070, "control-register access: LMSW 0x1 from memory"},
	{EXIT_MOV_DR, 0x107, "MOV DR: MOV DR7, RCX"},
	{EXIT_MOV_DR, 0x816, "MOV DR: MOV R8, DR6"},
	{EXIT_IO_INSTRUCTION, 0x03f80000, "I/O instruction: OUT 0x3f8, 1 byte"},
	{EXIT_IO_INSTRUCTION, 0x00600009, "I/O instruction: IN 0x60, 2 bytes"},
	{EXIT_IO_INSTRUCTION, 0x01f0003b, "I/O instruction: REP INS 0x1f0, 4 bytes"},
	{EXIT_IO_INSTRUCTION, 0x00e90010, "I/O instruction: OUTS 0xe9, 1 byte"},
	{EXIT_EPT_VIOLATION, 0x181, "EPT violation: read where nothing is mapped"},
	{EXIT_EPT_VIOLATION, 0x1ab, "EPT violation: read, write where r-x is allowed"},
	{EXIT_EPT_VIOLATION, 0x19c, "EPT violation: instruction fetch where rw- is allowed"},
	{EXIT_EPT_VIOLATION, 0x081, "EPT violation: read by the page walk where nothing is mapped"},
	{EXIT_TASK_SWITCH, 0x80000028, "task switch: to TSS 0x28 by JMP"},
	{EXIT_TASK_SWITCH, 0xc0000030, "task switch: to TSS 0x30 by a task gate in the IDT"},
	{EXIT_SIPI, 0x9a, "start-up IPI: vector 0x9a"},
	{EXIT_INVLPG, 0xffffffff80000000, "INVLPG: address 0xffffffff80000000"},
	{EXIT_MWAIT, 1, "MWAIT: monitoring armed"},
	{EXIT_MWAIT, 0, "MWAIT: monitoring not armed"},
	{0x80000000 | EXIT_INVALID_GUEST_STATE, 0, "VM-entry failure due to invalid guest state"},
	{0x80000000 | EXIT_INVALID_GUEST_STATE, 4,
	 "VM-entry failure due to invalid guest state: VMCS link pointer"},
	{0x80000000 | EXIT_MSR_LOADING, 3,
	 "VM-entry failure due to MSR loading: entry 3 of the MSR-load list"},
	{0x80000000 | EXIT_CPUID, 0, "CPUID in a failed VM entry"},
	{35, 0, "unknown exit reason 35"},
	{200, 7, "unknown exit reason 200"},
	{EXIT_TRIPLE_FAULT, 0, "triple fault"},
};

static void describes_exits(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++) {
		size_t length =
			describe_exit(text, sizeof(text), exits[i].reason, exits[i].qualification);

		assert_string_equal(text, exits[i].words);
		assert_int_equal(length, strlen(exits[i].words));
	}
}

static void describes_qualifications_alone(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	assert_int_equal(
		describe_qualification(text, sizeof(text), EXIT_IO_INSTRUCTION, 0x03f80008), 16);
	assert_string_equal(text, "IN 0x3f8, 1 byte");
	assert_int_equal(describe_qualification(text, sizeof(text), EXIT_HLT, 0x03f80008), 0);
	assert_string_equal(text, "");
}

static void describes_debug_exceptions(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	describe_debug_exception(text, sizeof(text), 0x4009);
	assert_string_equal(text, "breakpoint 0, breakpoint 3, single step");
	describe_debug_exception(text, sizeof(text), 0x12000);
	assert_string_equal(text, "debug-register access, in a transaction");
	assert_int_equal(describe_debug_exception(text, sizeof(text), 0), 0);
	assert_string_equal(text, "");
}

struct event_words {
	uint32_t information;
	uint32_t error_code;
	const char *words;
};

static const struct event_words events[] = {
	{0, 0, "none"},
	{0x00000b0d, 0x10, "none"},
	{0x80000b0d, 0x10, "#GP(0x10)"},
	{0x80000b0e, 0, "#PF(0x0)"},
	{0x80000306, 0x10, "#UD"},
	{0x80000301, 0, "#DB"},
	{0x80000b11, 0, "#AC(0x0)"},
	{0x80000312, 0, "#MC"},
	{0x80000b15, 1, "#CP(0x1)"},
	{0x8000030f, 0, "exception 15"},
	{0x8000031f, 0, "exception 31"},
	{0x80000202, 0, "NMI"},
	{0x80000020, 0, "external interrupt 0x20"},
	{0x80000480, 0, "INT 0x80"},
	{0x80000501, 0, "#DB (INT1)"},
	{0x80000603, 0, "#BP (INT3)"},
	{0x80000604, 0, "#OF (INTO)"},
	{0x80000700, 0, "pending MTF exit"},
	{0x80000701, 0, "other event"},
	{0x80000105, 0, "event of reserved type 1, vector 0x5"},
};

static void describes_events(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		describe_event(text, sizeof(text), events[i].information, events[i].error_code);
		assert_string_equal(text, events[i].words);
	}
}

struct rights_words {
	uint32_t rights;
	const char *words;
};

static const struct rights_words rights[] = {
	{0xa09b, "code, execute/read, accessed, 64-bit, DPL 0, present, 4 KiB granularity"},
	{0xe09b, "code, execute/read, accessed, 64-bit and D set, DPL 0, present, "
		 "4 KiB granularity"},
	{0xc0fb, "code, execute/read, accessed, 32-bit, DPL 3, present, 4 KiB granularity"},
	{0x009c, "code, execute-only, conforming, not accessed, 16-bit, DPL 0, present"},
	{0xc093, "data, read/write, accessed, 32-bit, DPL 0, present, 4 KiB granularity"},
	{0x0095, "data, read-only, expand-down, accessed, 16-bit, DPL 0, present"},
	{0x0013, "data, read/write, accessed, 16-bit, DPL 0, not present"},
	{0x008b, "busy TSS, DPL 0, present"},
	{0x0082, "LDT, DPL 0, present"},
	{0x00e0, "reserved type 0, DPL 3, present"},
	{0x1c093, "unusable"},
};

static void describes_rights(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++) {
		describe_rights(text, sizeof(text), rights[i].rights);
		assert_string_equal(text, rights[i].words);
	}
}

static void describes_interruptibility(void **state)
{
	char text[DESCRIBE_SIZE];

	(void)state;
	describe_interruptibility(text, sizeof(text), 0);
	assert_string_equal(text, "none");
	describe_interruptibility(text, sizeof(text), BLOCKING_BY_STI | BLOCKING_BY_NMI);
	assert_string_equal(text, "blocking by STI, NMI");
	describe_interruptibility(text, sizeof(text), 0x1f);
	assert_string_equal(text, "blocking by STI, MOV SS, SMI, NMI, enclave interruption");
	describe_interruptibility(text, sizeof(text), 0x10);
	assert_string_equal(text, "enclave interruption");
}

static void names_others(void **state)
{
	(void)state;
	assert_string_equal(activity_state_name(ACTIVITY_ACTIVE), "active");
	assert_string_equal(activity_state_name(ACTIVITY_HLT), "HLT");
	assert_string_equal(activity_state_name(ACTIVITY_SHUTDOWN), "shutdown");
	assert_string_equal(activity_state_name(ACTIVITY_WAIT_FOR_SIPI), "wait for SIPI");
	assert_string_equal(activity_state_name(4), "unknown activity state");

	assert_string_equal(instruction_error_text(7), "VM entry with invalid control field(s)");
	assert_string_equal(instruction_error_text(8), "VM entry with invalid host-state field(s)");
	assert_string_equal(instruction_error_text(26), "VM entry with events blocked by MOV SS");
	assert_string_equal(instruction_error_text(28), "invalid operand to INVEPT/INVVPID");
	assert_string_equal(instruction_error_text(0), "unknown error");
	assert_string_equal(instruction_error_text(14), "unknown error");
	assert_string_equal(instruction_error_text(29), "unknown error");
	assert_string_equal(instruction_error_text(UINT32_MAX), "unknown error");

	assert_string_equal(gpr_name(GPR_RAX), "RAX");
	assert_string_equal(gpr_name(GPR_RSP), "RSP");
	assert_string_equal(gpr_name(GPR_RDI), "RDI");
	assert_string_equal(gpr_name(GPR_R15), "R15");
	assert_string_equal(gpr_name(16), "R?");
}

/* ---- Bounds */

/* Nothing that a processor can say is longer than promised, or makes a text run over. */
static void texts_stay_short(void **state)
{
	const uint64_t patterns[] = {0, UINT64_MAX, 0x5555555555555555, 0xaaaaaaaaaaaaaaaa};
	char text[DESCRIBE_SIZE];

	(void)state;
	for (uint32_t reason = 0; reason < 100; reason++) {
		for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
			assert_true(describe_exit(text, sizeof(text), 0x80000000 | reason,
						  patterns[i]) < DESCRIBE_SIZE);
			assert_true(describe_debug_exception(text, sizeof(text), patterns[i]) <
				    DESCRIBE_SIZE);
		}
	}
	for (uint32_t value = 0; value < 0x20000; value++) {
		assert_true(describe_rights(text, sizeof(text), value) < DESCRIBE_SIZE);
		assert_true(describe_event(text, sizeof(text), 0x80000000 | value, UINT32_MAX) <
			    DESCRIBE_SIZE);
		assert_true(describe_interruptibility(text, sizeof(text), value) < DESCRIBE_SIZE);
	}
}

static void small_buffers_are_cut(void **state)
{
	const char *whole = "I/O instruction: OUT 0x3f8, 1 byte";
	char text[64];

	(void)state;
	for (size_t size = 0; size <= sizeof(text); size++) {
		memset(text, '#', sizeof(text));
		assert_int_equal(describe_exit(text, size, EXIT_IO_INSTRUCTION, 0x03f80000),
				 strlen(whole));
		if (size > 0) {
			size_t kept = size - 1 < strlen(whole) ? size - 1 : strlen(whole);

			assert_memory_equal(text, whole, kept);
			assert_int_equal(text[kept], '\0');
		}
		for (size_t i = size; i < sizeof(text); i++)
			assert_int_equal(text[i], '#');
	}
	assert_int_equal(describe_exit(NULL, 0, EXIT_HLT, 0), 3);
	memset(text, '#', sizeof(text));
	assert_int_equal(describe_exit(text, 3, EXIT_HLT, 0), 3);
	assert_string_equal(text, "HL");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_cr_access),
		cmocka_unit_test(decodes_dr_access),
		cmocka_unit_test(decodes_io),
		cmocka_unit_test(decodes_ept_violation),
		cmocka_unit_test(decodes_task_switch),
		cmocka_unit_test(decodes_debug_exception),
		cmocka_unit_test(decodes_event),
		cmocka_unit_test(describes_exits),
		cmocka_unit_test(describes_qualifications_alone),
		cmocka_unit_test(describes_debug_exceptions),
		cmocka_unit_test(describes_events),
		cmocka_unit_test(describes_rights),
		cmocka_unit_test(describes_interruptibility),
		cmocka_unit_test(names_others),
		cmocka_unit_test(texts_stay_short),
		cmocka_unit_test(small_buffers_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
