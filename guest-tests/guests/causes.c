/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Causes every VM exit that a guest can cause and goes on, and checks that what it sees is what the
 * SDM says of the instruction. One test line for each. Exits that end a guest are in hostile.c.
 *
 *   only=cr    run one part: cpu cr msr io fault debug timer user
 *   alone=1    there is no other guest: timers must not be late either
 */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

static const struct {
	const char *name;
	void (*run)(void);
} parts[] = {
	{"cpu", causes_cpu},	 {"cr", causes_cr},	  {"msr", causes_msr},
	{"io", causes_io},	 {"fault", causes_fault}, {"debug", causes_debug},
	{"timer", causes_timer}, {"user", causes_user},
};

void check_raises(const char *name, void (*function)(void *), void *argument, int vector)
{
	struct fault fault;
	int raised = trap_expect(function, argument, &fault) ? (int)fault.vector : NO_FAULT;

	if (vector == NO_FAULT)
		test_check(raised == NO_FAULT, name, "raised vector %d, error 0x%llx", raised,
			   (unsigned long long)fault.error);
	else if (raised == NO_FAULT)
		test_check(false, name, "raised nothing instead of vector %d", vector);
	else
		test_check(raised == vector, name, "raised vector %d, error 0x%llx, not vector %d",
			   raised, (unsigned long long)fault.error, vector);
}

void check_equal(const char *name, uint64_t found, uint64_t expected)
{
	test_check(found == expected, name, "0x%llx, not 0x%llx", (unsigned long long)found,
		   (unsigned long long)expected);
}

enum { RET = 0xc3, INT = 0xcd };

void run_bytes(void *argument)
{
	static uint8_t code[MAX_BYTES + 1];
	static uint8_t *operand;
	const struct bytes *bytes = argument;

	if (!operand)
		operand = page_alloc();
	memcpy(code, bytes->bytes, bytes->size);
	code[bytes->size] = RET;
	memset(operand, 0, PAGE_SIZE);
	__asm__ volatile("call *%[code]" ::[code] "r"(code), "a"(operand), "c"(0), "d"(0),
			 "D"(operand)
			 : "rsi", "r8", "r9", "r10", "r11", "memory", "cc");
}

static void enter_user(void *argument)
{
	user_enter(unbox(argument), user_stack_top() - 8, USER_BASE, RFLAGS_FIXED);
}

void run_bytes_user(const struct bytes *bytes, struct fault *fault)
{
	enum { CODE_OFFSET = 1 << 21 };
	static struct space space;
	static uint8_t *code;

	if (!code) {
		code = page_alloc();
		space = space_new();
		user_map(space);
		space_map(space, USER_BASE + CODE_OFFSET, (uint64_t)code, PAGE_USER | PAGE_WRITE);
	}
	if (read_cr3() != space.cr3)
		write_cr3(space.cr3);
	memcpy(code, bytes->bytes, bytes->size);
	code[bytes->size] = INT;
	code[bytes->size + 1] = VECTOR_USER;
	trap_expect(enter_user, box(USER_BASE + CODE_OFFSET), fault);
}

int guest_main(void)
{
	char only[16] = "";

	option_text("only", only, sizeof(only));
	apic_init();
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!only[0] || strcmp(only, parts[i].name) == 0)
			parts[i].run();
	return test_end();
}
