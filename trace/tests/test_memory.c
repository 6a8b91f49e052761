/* SPDX-License-Identifier: BSD-2-Clause */
/* Helpers that read and write memory, by addresses of a guest and of each region. */
#include "trace/helpers.h"
#include "trace/memory.h"
#include "trace/program.h"
#include "trace/scratch.h"
#include "trace/sim/machine_sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STRSIZE = 16, GLOBALS = 32, LOCALS = 24, SCRATCH = 128, DYNAMIC = 200 };

static const uint64_t scratch_base = (uint64_t)REGION_SCRATCH << REGION_SHIFT;
static const uint64_t globals_base = (uint64_t)REGION_GLOBALS << REGION_SHIFT;
static const uint64_t locals_base = (uint64_t)REGION_LOCALS << REGION_SHIFT;
static const uint64_t dynamic_base = (uint64_t)REGION_DYNAMIC << REGION_SHIFT;

/* Where the guest's memory is: one page that ends with text, and after a gap another with a little. */
static const uint64_t page = 0xffff800000001000;
static const uint64_t beyond = 0xffff800000003000;
static char page_bytes[4096];
static const char beyond_bytes[] = "beyond";

static struct object_header header = {.globals_size = GLOBALS, .locals_size = LOCALS};
static const struct object_value values[] = {
	{.type = TYPE_BYTES, .size = 12},
	{.type = TYPE_STRING, .size = STRSIZE},
	{.type = TYPE_INT, .is_signed = 1, .size = 4},
};
static const struct object_dynvar variables[] = {
	{.value = 0, .first_key = 1, .key_count = 1}, /* struct [string] */
	{.value = 1, .is_self = 1},		      /* string */
	{.value = 2, .first_key = 1, .key_count = 2}, /* int [string, int] */
};
static const struct object_image image = {
	.header = &header, .values = values, .dynvars = variables, .dynvar_count = 3};

struct fixture {
	struct dynvars dynvars;
	struct program_cpu cpu;
	struct firing firing;
	struct probe_context context;
};

static struct fixture *fixture;
static struct trace_run *run;

static int begin(void **state)
{
	struct sim_guest *guest;

	(void)state;
	sim_start(1);
	guest = sim_add_guest("qemu-kvm", "guest");
	memset(page_bytes, 'x', sizeof(page_bytes));
	memcpy(page_bytes, "\x01\x02\x83\x04\x05\x06\x07\x88 and more", 18);
	memcpy(page_bytes + sizeof(page_bytes) - 5, "last", 5);
	sim_add_memory(guest, page, page_bytes, sizeof(page_bytes));
	sim_add_memory(guest, beyond, beyond_bytes, sizeof(beyond_bytes));
	sim_place(0, guest);

	fixture = calloc(1, sizeof(*fixture));
	dynvars_init(&fixture->dynvars, &image, &(struct hash_secret){3, 5}, calloc(1, DYNAMIC),
		     DYNAMIC);
	fixture->context.pid = guest->pid;
	fixture->context.tid = 1;
	fixture->firing.cpu = &fixture->cpu;
	run = &fixture->firing.run;
	run->image = &image;
	run->context = &fixture->context;
	run->areas[AREA_GLOBALS] = (uintptr_t)calloc(1, GLOBALS);
	run->areas[AREA_LOCALS] = (uintptr_t)calloc(1, LOCALS);
	run->scratch.base = calloc(1, SCRATCH);
	run->scratch.size = SCRATCH;
	run->dynvars = &fixture->dynvars;
	run->strsize = STRSIZE;
	run->owner = &fixture->firing;
	return 0;
}

static int end(void **state)
{
	(void)state;
	free(fixture->dynvars.chunks);
	free(run_pointer(run->areas[AREA_GLOBALS]));
	free(run_pointer(run->areas[AREA_LOCALS]));
	free(run->scratch.base);
	free(fixture);
	return 0;
}

#define CALL(helper, ...) call(helper_##helper, (uint64_t[RUN_HELPER_ARGS]){__VA_ARGS__})

static uint64_t call(helper_function *helper, const uint64_t *args)
{
	uint64_t result;

	if (!helper(run, args, &result))
		fail_msg("fault %d at 0x%llx", run->fault.kind,
			 (unsigned long long)run->fault.address);
	return result;
}

#define FAULTS(helper, kind, address, ...) \
	faults(helper_##helper, kind, address, (uint64_t[RUN_HELPER_ARGS]){__VA_ARGS__})

static void faults(helper_function *helper, enum fault_kind kind, uint64_t address,
		   const uint64_t *args)
{
	uint64_t result;

	run->fault = (struct run_fault){.kind = FAULT_UNKNOWN, .address = 77, .value = 77};
	assert_false(helper(run, args, &result));
	assert_int_equal(run->fault.kind, kind);
	assert_int_equal(run->fault.address, address);
	assert_int_equal(run->fault.value, 0);
}

static void test_load(void **state)
{
	(void)state;
	assert_int_equal(CALL(load, page, 1), 0x01);
	assert_int_equal(CALL(load, page, 2), 0x0201);
	assert_int_equal(CALL(load, page, 4), 0x04830201);
	assert_int_equal(CALL(load, page, 8), 0x8807060504830201);
	assert_int_equal(CALL(load, page + 1, 2, 0), 0x8302); /* unaligned */
	assert_int_equal(CALL(load, page + 1, 2, 1), 0xffffffffffff8302);
	assert_int_equal(CALL(load, page + 2, 1, 1), 0xffffffffffffff83);
	assert_int_equal(CALL(load, page + 4, 4, 1), 0xffffffff88070605);
	assert_int_equal(CALL(load, page, 4, 1), 0x04830201);
	assert_int_equal(CALL(load, page, 8, 1), 0x8807060504830201);

	FAULTS(load, FAULT_BADADDR, 0, 0, 1);
	FAULTS(load, FAULT_BADADDR, page - 1, page - 1, 8);
	FAULTS(load, FAULT_BADADDR, page + 4096, page + 4092, 8);
	FAULTS(load, FAULT_BADADDR, UINT64_MAX, UINT64_MAX, 1);

	fixture->context.pid = 0; /* no guest */
	FAULTS(load, FAULT_BADADDR, page, page, 4);
	assert_int_equal(CALL(load, globals_base, 4), 0);
}

static void test_store(void **state)
{
	const uint64_t regions[] = {globals_base, locals_base, CALL(alloca, 24)};
	const uint64_t sizes[] = {GLOBALS, LOCALS, 24};

	(void)state;
	for (int i = 0; i < 3; i++) {
		const uint64_t address = regions[i];

		CALL(store, address + 3, 0x1122334455667788, 8);
		assert_int_equal(CALL(load, address + 3, 8), 0x1122334455667788);
		CALL(store, address + 4, 0xffeeddccbbaa9988, 2);
		assert_int_equal(CALL(load, address + 3, 8), 0x1122334455998888);
		CALL(store, address + sizes[i] - 1, 0x1ff, 1);
		assert_int_equal(CALL(load, address + sizes[i] - 1, 1, 1), UINT64_MAX);
		FAULTS(store, FAULT_BADADDR, address + sizes[i], address + sizes[i], 1, 1);
		FAULTS(store, FAULT_BADADDR, address + sizes[i], address + sizes[i] - 1, 1, 2);
		FAULTS(store, FAULT_BADADDR, address - 1, address - 1, 1, 8);
		FAULTS(load, FAULT_BADADDR, address + sizes[i], address + sizes[i] - 1, 8);
	}
	/* A guest is never written, nor are string constants, which have no address at all. */
	FAULTS(store, FAULT_BADADDR, page, page, 1, 1);
	FAULTS(store, FAULT_BADADDR, 0, 0, 1, 1);
	FAULTS(store, FAULT_BADADDR, 0x8004ull << 48, 0x8004ull << 48, 1, 1);
	assert_int_equal(page_bytes[0], 1);
}

static void test_alloca(void **state)
{
	(void)state;
	const uint64_t first = CALL(alloca, 1);

	CALL(store, first, 0xff, 1);
	assert_int_equal(first, scratch_base);
	assert_int_equal(CALL(alloca, 8), scratch_base + 8);
	FAULTS(load, FAULT_BADADDR, scratch_base + 16, scratch_base + 16, 1);
	/* No bytes: an address, at which there is nothing. */
	assert_int_equal(CALL(alloca, 0), scratch_base + 16);
	FAULTS(store, FAULT_BADADDR, scratch_base + 16, scratch_base + 16, 0, 1);
	FAULTS(alloca, FAULT_NOSCRATCH, 0, SCRATCH - 15);
	FAULTS(alloca, FAULT_NOSCRATCH, 0, UINT64_MAX);
	assert_int_equal(CALL(alloca, SCRATCH - 16), scratch_base + 16);
	FAULTS(alloca, FAULT_NOSCRATCH, 0, 1);
	CALL(alloca, 0);

	/* The next clause has it zeroed. */
	run->scratch.used = 0;
	assert_int_equal(CALL(load, CALL(alloca, 8), 8), 0);
}

static void test_copying(void **state)
{
	uint64_t to;

	(void)state;
	to = CALL(copyin, page, 8);
	assert_int_equal(to, scratch_base);
	assert_int_equal(CALL(load, to, 8), 0x8807060504830201);
	CALL(bcopy, to, globals_base + 1, 8);
	assert_int_equal(CALL(load, globals_base, 8), 0x0706050483020100);
	CALL(bcopy, globals_base, globals_base + 1, 8); /* onto itself */
	assert_int_equal(CALL(load, globals_base, 8), 0x0605048302010000);
	CALL(bcopy, globals_base + 2, globals_base, 8);
	assert_int_equal(CALL(load, globals_base, 8), 0x0007060504830201);
	CALL(copyinto, page + 4, 2, locals_base + LOCALS - 2);
	assert_int_equal(CALL(load, locals_base + LOCALS - 2, 2), 0x0605);
	CALL(bcopy, page, locals_base, 4); /* from the guest */
	assert_int_equal(CALL(load, locals_base, 4), 0x04830201);

	/* Nothing is copied: no matter where. */
	CALL(bcopy, 0, 0, 0);
	CALL(copyinto, 0, 0, 0);
	CALL(copyin, 0, 0);

	FAULTS(copyin, FAULT_BADADDR, page + 4096, page + 4000, 97);
	FAULTS(copyin, FAULT_NOSCRATCH, 0, page, UINT64_MAX);
	FAULTS(copyin, FAULT_NOSCRATCH, 0, page, SCRATCH);
	FAULTS(copyinto, FAULT_BADADDR, locals_base + LOCALS, page, 2, locals_base + LOCALS - 1);
	FAULTS(copyinto, FAULT_BADADDR, beyond - 1, beyond - 1, 2, locals_base);
	FAULTS(copyinto, FAULT_BADADDR, page, page, 2, page);
	FAULTS(bcopy, FAULT_BADADDR, globals_base + GLOBALS, globals_base + GLOBALS - 4,
	       locals_base, 5);
	FAULTS(bcopy, FAULT_BADADDR, page, globals_base, page, 5);
	FAULTS(bcopy, FAULT_BADADDR, globals_base + GLOBALS, page, globals_base, UINT64_MAX);
	FAULTS(bcopy, FAULT_BADADDR, 16, 16, globals_base, 8);
}

static const char *string_at(uint64_t address, uint64_t most)
{
	return run_pointer(CALL(copyinstr, address, most));
}

static void test_copyinstr(void **state)
{
	const uint64_t last = page + 4096 - 5;

	(void)state;
	/* It ends before a page that is not there; what is cut there is not needed either. */
	assert_string_equal(string_at(last, STRSIZE), "last");
	assert_string_equal(string_at(last, UINT64_MAX), "last");
	assert_string_equal(string_at(last, 4), "last");
	assert_string_equal(string_at(last, 2), "la");
	assert_string_equal(string_at(last, 0), "");
	assert_string_equal(string_at(beyond, 100), "beyond");
	assert_string_equal(string_at(page + 100, 100), "xxxxxxxxxxxxxxx"); /* strsize - 1 */
	FAULTS(copyinstr, FAULT_BADADDR, 0, 0, 10);
	FAULTS(copyinstr, FAULT_BADADDR, page - 3, page - 3, 10);

	/* No NUL before the page's end. */
	page_bytes[4095] = 'x';
	FAULTS(copyinstr, FAULT_BADADDR, page + 4096, last, 10);
	assert_string_equal(string_at(last, 5), "lastx");

	/* It takes of scratch memory what it is long. */
	run->scratch.used = 0;
	for (int i = 0; i < SCRATCH / 8 - 1; i++)
		assert_string_equal(string_at(beyond, 100), "beyond");
	FAULTS(copyinstr, FAULT_NOSCRATCH, 0, beyond, 100);
}

static void test_strings_in_regions(void **state)
{
	uint64_t memory;

	(void)state;
	memcpy(run_pointer(run->areas[AREA_GLOBALS]), "global", 7);
	assert_string_equal(string_at(globals_base + 1, 100), "lobal");
	assert_string_equal(string_at(globals_base, 3), "glo");
	memset(run_pointer(run->areas[AREA_LOCALS]), 'l', LOCALS);
	assert_string_equal(string_at(locals_base, LOCALS), "lllllllllllllll");
	assert_string_equal(string_at(locals_base + LOCALS - 2, 2), "ll");
	FAULTS(copyinstr, FAULT_BADADDR, locals_base + LOCALS, locals_base + LOCALS - 2, 3);
	FAULTS(copyinstr, FAULT_BADADDR, locals_base + LOCALS, locals_base + LOCALS, 3);
	assert_string_equal(string_at(locals_base + LOCALS, 0), "");

	/* Scratch memory that it takes itself is no part of the string. */
	memory = CALL(alloca, 4);
	CALL(store, memory, 0x64636261, 4);
	assert_string_equal(string_at(memory, 4), "abcd");
	run->scratch.used = (uint32_t)(memory - scratch_base) + 4;
	FAULTS(copyinstr, FAULT_BADADDR, memory + 4, memory, 5);

	/* Into scratch and back. */
	memory = CALL(str_address, (uintptr_t) "pointed");
	assert_string_equal(string_at(memory, 100), "pointed");
	assert_string_equal(string_at(memory + 3, 100), "nted");
	CALL(store, memory, 'P', 1);
	assert_string_equal(string_at(memory, 100), "Pointed");
	assert_int_equal(CALL(str_address, (uintptr_t)run_null_string), 0);
	memory = CALL(str_address, (uintptr_t) "more than strsize has");
	assert_string_equal(string_at(memory, 100), "more than strsi");
}

static void test_dynamic_variables(void **state)
{
	uint64_t key[] = {(uintptr_t) "key", (uint64_t)-1};
	uint64_t address;

	(void)state;
	/* A struct's */
	assert_int_equal(CALL(dyn_address, 0, (uintptr_t)key, 0), 0);
	address = CALL(dyn_address, 0, (uintptr_t)key, 1);
	assert_int_equal(address >> REGION_SHIFT, REGION_DYNAMIC);
	assert_int_equal(CALL(dyn_address, 0, (uintptr_t)key, 0), address);
	CALL(store, address + 4, UINT64_MAX, 8);
	assert_int_equal(CALL(load, address, 8), 0xffffffff00000000);
	FAULTS(store, FAULT_BADADDR, address + 12, address + 12, 1, 1);
	FAULTS(store, FAULT_BADADDR, address + 12, address + 8, 1, 8);
	FAULTS(load, FAULT_BADADDR, address - 1, address - 1, 1);
	FAULTS(load, FAULT_BADADDR, dynamic_base + DYNAMIC, dynamic_base + DYNAMIC, 1);
	CALL(dyn_free, 0, (uintptr_t)key);
	FAULTS(load, FAULT_BADADDR, address, address, 1);

	/* A thread's, of several threads */
	assert_ptr_equal(run_pointer(CALL(dyn_get_string, 1)), run_null_string);
	CALL(dyn_set_string, 1, 0, (uintptr_t) "mine and too long");
	assert_string_equal(run_pointer(CALL(dyn_get_string, 1)), "mine and too lo");
	fixture->context.tid = 2;
	assert_ptr_equal(run_pointer(CALL(dyn_get_string, 1)), run_null_string);
	CALL(dyn_set_string, 1, 0, (uintptr_t) "");
	assert_string_equal(run_pointer(CALL(dyn_get_string, 1)), "");
	assert_false(run_is_null_string(run, run_pointer(CALL(dyn_get_string, 1))));
	fixture->context.tid = 1;
	assert_string_equal(run_pointer(CALL(dyn_get_string, 1)), "mine and too lo");
	CALL(dyn_set_string, 1, 0, (uintptr_t)run_null_string);
	assert_ptr_equal(run_pointer(CALL(dyn_get_string, 1)), run_null_string);
	assert_int_equal(fixture->cpu.counters.dynamic_drops, 0);

	/* Until there is no room any more. */
	for (uint64_t i = 0; i < 10; i++) {
		key[1] = i;
		CALL(dyn_set, 2, (uintptr_t)key, i + 5);
		CALL(dyn_set, 2, (uintptr_t)key, i + 10);
	}
	assert_int_equal(fixture->cpu.counters.dynamic_drops,
			 2 * (10 + 1 - fixture->dynvars.chunk_count));
	key[1] = 0;
	assert_int_equal(CALL(dyn_get, 2, (uintptr_t)key), 10);
	CALL(dyn_set, 2, (uintptr_t)key, 0); /* frees */
	assert_int_equal(CALL(dyn_get, 2, (uintptr_t)key), 0);
	key[1] = 9;
	assert_int_equal(CALL(dyn_get, 2, (uintptr_t)key), 0);
	CALL(dyn_set, 2, (uintptr_t)key, 1);
	assert_int_equal(CALL(dyn_get, 2, (uintptr_t)key), 1);

	/* NULL is no key. */
	key[0] = (uintptr_t)run_null_string;
	FAULTS(dyn_get, FAULT_BADADDR, 0, 2, (uintptr_t)key);
	FAULTS(dyn_set, FAULT_BADADDR, 0, 2, (uintptr_t)key, 1);
	FAULTS(dyn_set, FAULT_BADADDR, 0, 2, (uintptr_t)key, 0);
	FAULTS(dyn_free, FAULT_BADADDR, 0, 2, (uintptr_t)key);
	FAULTS(dyn_address, FAULT_BADADDR, 0, 0, (uintptr_t)key, 1);
}

/* A program without dynamic variables. */
static void test_no_dynamic_variables(void **state)
{
	(void)state;
	run->dynvars = NULL;
	FAULTS(load, FAULT_BADADDR, dynamic_base + 16, dynamic_base + 16, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(test_load),
		TEST(test_store),
		TEST(test_alloca),
		TEST(test_copying),
		TEST(test_copyinstr),
		TEST(test_strings_in_regions),
		TEST(test_dynamic_variables),
		TEST(test_no_dynamic_variables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
