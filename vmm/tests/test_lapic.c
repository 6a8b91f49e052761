/* SPDX-License-Identifier: BSD-2-Clause */
/* The local APIC against SDM 11: registers, modes, priorities. */
#include "vmm/devices/lapic.h"
#include "vmm/tests/lapic_registers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- Registers in x2APIC mode */

struct reset_value {
	uint32_t msr;
	uint64_t value;
};

/* SDM 11.4.7.1, table 11-6 */
static void test_reset_values(void **state)
{
	static const struct reset_value values[] = {
		{X2_ID, 0},
		{X2_VERSION, 0x60014},
		{X2_TPR, 0},
		{X2_PPR, 0},
		{X2_LDR, 1},
		{X2_SVR, 0xff},
		{X2_ESR, 0},
		{X2_ICR, 0},
		{X2_LVT_CMCI, 0x10000},
		{X2_LVT_TIMER, 0x10000},
		{X2_LVT_THERMAL, 0x10000},
		{X2_LVT_PERFORMANCE, 0x10000},
		{X2_LVT_LINT0, 0x10000},
		{X2_LVT_LINT1, 0x10000},
		{X2_LVT_ERROR, 0x10000},
		{X2_INITIAL_COUNT, 0},
		{X2_CURRENT_COUNT, 0},
		{X2_DIVIDE, 0},
	};

	(void)state;
	lapic_reset(&lapic, 0);
	assert_int_equal(get(APIC_BASE), 0xfee00900);
	assert_int_equal(lapic_pending(&lapic), -1);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	put(APIC_BASE, x2apic_base);
	for (unsigned int i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_int_equal(get(values[i].msr), values[i].value);
	for (unsigned int i = 0; i < 8; i++) {
		assert_int_equal(get(X2_ISR + i), 0);
		assert_int_equal(get(X2_TMR + i), 0);
		assert_int_equal(get(X2_IRR + i), 0);
	}
}

/* SDM 11.12.10.2: the logical ID follows from the ID: cluster, and a bit for the place in it. */
static void test_ids(void **state)
{
	static const struct {
		uint32_t id;
		uint32_t ldr;
	} ids[] = {
		{0, 0x00001},	 {1, 0x00002},	 {15, 0x08000},	  {16, 0x10001},
		{0x2f, 0x28000}, {255, 0xf8000}, {256, 0x100001}, {0xffff, 0xfff8000},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		lapic_reset(&lapic, ids[i].id);
		put(APIC_BASE, x2apic_base);
		assert_int_equal(get(X2_ID), ids[i].id);
		assert_int_equal(get(X2_LDR), ids[i].ldr);
	}
}

struct access {
	uint32_t first;
	uint32_t last;
	bool readable;
	bool writable; /* 0 can be written */
};

/* SDM table 11-6; everything else in the range is reserved. */
static void test_which_registers_there_are(void **state)
{
	static const struct access accesses[] = {
		{X2_ID, X2_VERSION, true, false},
		{X2_TPR, X2_TPR, true, true},
		{X2_PPR, X2_PPR, true, false},
		{X2_EOI, X2_EOI, false, true},
		{X2_LDR, X2_LDR, true, false},
		{X2_SVR, X2_SVR, true, true},
		{X2_ISR, X2_IRR + 7, true, false},
		{X2_ESR, X2_ESR, true, true},
		{X2_LVT_CMCI, X2_LVT_CMCI, true, true},
		{X2_ICR, X2_ICR, true, true},
		{X2_LVT_TIMER, X2_INITIAL_COUNT, true, true},
		{X2_CURRENT_COUNT, X2_CURRENT_COUNT, true, false},
		{X2_DIVIDE, X2_DIVIDE, true, true},
		{X2_SELF_IPI, X2_SELF_IPI, false, true},
	};

	(void)state;
	for (uint32_t msr = 0x7f0; msr <= 0x8ff; msr++) {
		struct access expected = {0};
		uint64_t value;

		for (unsigned int i = 0; i < sizeof(accesses) / sizeof(accesses[0]); i++)
			if (msr >= accesses[i].first && msr <= accesses[i].last)
				expected = accesses[i];
		assert_int_equal(lapic_read_msr(&lapic, msr, 0, &value), expected.readable);
		assert_int_equal(lapic_write_msr(&lapic, msr, 0, 0), expected.writable);
	}
}

/* In xAPIC mode and when disabled the whole range raises #GP (SDM 11.12.2). */
static void test_no_registers_out_of_x2apic_mode(void **state)
{
	static const uint64_t bases[] = {0xfee00900, 0xfee00100};

	(void)state;
	for (unsigned int i = 0; i < 2; i++) {
		lapic_reset(&lapic, 0);
		put(APIC_BASE, bases[i]);
		for (uint32_t msr = 0x800; msr <= 0x8ff; msr++) {
			uint64_t value;

			assert_false(lapic_read_msr(&lapic, msr, 0, &value));
			assert_false(lapic_write_msr(&lapic, msr, 0, 0));
		}
	}
}

/* Bits that are not reserved; a reserved one raises #GP and nothing changes. */
static void test_reserved_bits(void **state)
{
	static const struct {
		uint32_t msr;
		uint64_t allowed;
		uint64_t read_only; /* of those: written without effect */
	} registers[] = {
		{X2_TPR, 0xff, 0},
		{X2_EOI, 0, 0},
		{X2_SVR, 0x1ff, 0},
		{X2_ESR, 0, 0},
		{X2_LVT_CMCI, 0x117ff, 0x1000},
		{X2_LVT_TIMER, 0x710ff, 0x1000},
		{X2_LVT_THERMAL, 0x117ff, 0x1000},
		{X2_LVT_PERFORMANCE, 0x117ff, 0x1000},
		{X2_LVT_LINT0, 0x1f7ff, 0x5000},
		{X2_LVT_LINT1, 0x1f7ff, 0x5000},
		{X2_LVT_ERROR, 0x110ff, 0x1000},
		{X2_ICR, 0xffffffff000ccfff, 0},
		{X2_INITIAL_COUNT, 0xffffffff, 0},
		{X2_DIVIDE, 0xb, 0},
		{X2_SELF_IPI, 0xff, 0},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		uint32_t msr = registers[i].msr;
		bool readable = msr != X2_EOI && msr != X2_SELF_IPI;

		for (unsigned int bit = 0; bit < 64; bit++) {
			uint64_t value = 1ull << bit;
			struct lapic before;

			start();
			before = lapic;
			if (!(registers[i].allowed & value)) {
				assert_false(lapic_write_msr(&lapic, msr, value, 0));
				assert_memory_equal(&lapic, &before, sizeof(lapic));
				continue;
			}
			put(msr, value);
			if (readable)
				assert_int_equal(get(msr), value & ~registers[i].read_only);
		}
	}
	/* the fourth timer mode */
	start();
	assert_false(lapic_write_msr(&lapic, X2_LVT_TIMER, TIMER_RESERVED, 0));
}

/* ---- IA32_APIC_BASE */

/* SDM figure 11-28, and what comes of trying the others: #GP. */
static void test_modes(void **state)
{
	enum mode { DISABLED, INVALID, XAPIC, X2APIC, MODES };
	static const uint64_t bits[MODES] = {0, EXTD, ENABLE, ENABLE | EXTD};
	static const bool possible[MODES][MODES] = {
		[DISABLED] = {[DISABLED] = true, [XAPIC] = true},
		[XAPIC] = {[DISABLED] = true, [XAPIC] = true, [X2APIC] = true},
		[X2APIC] = {[DISABLED] = true, [X2APIC] = true},
	};

	(void)state;
	for (unsigned int from = 0; from < MODES; from++) {
		if (from == INVALID)
			continue;
		for (unsigned int to = 0; to < MODES; to++) {
			lapic_reset(&lapic, 3);
			if (from == X2APIC || from == DISABLED)
				put(APIC_BASE, 0xfee00100 | bits[from]);
			assert_int_equal(
				lapic_write_msr(&lapic, APIC_BASE, 0xfee00100 | bits[to], 0),
				possible[from][to]);
			assert_int_equal(get(APIC_BASE),
					 0xfee00100 | bits[possible[from][to] ? to : from]);
			assert_int_equal(lapic.id, 3);
		}
	}
}

static void test_base_reserved_bits_and_address(void **state)
{
	(void)state;
	for (unsigned int bit = 0; bit < 64; bit++) {
		if (bit == 8 || bit == 10 || bit == 11)
			continue;
		assert_false(lapic_write_msr(&lapic, APIC_BASE, x2apic_base ^ 1ull << bit, 0));
	}
	assert_int_equal(get(APIC_BASE), x2apic_base);
}

/* Disabling it and enabling it again is a reset (SDM 11.4.3); entering x2APIC mode keeps state. */
static void test_state_across_modes(void **state)
{
	(void)state;
	put(X2_TPR, 0x42);
	put(X2_LVT_TIMER, 0x30);
	put(X2_INITIAL_COUNT, 1000);
	put(X2_SELF_IPI, 0x80);
	put(APIC_BASE, x2apic_base);
	assert_int_equal(get(X2_TPR), 0x42);
	assert_int_equal(lapic_pending(&lapic), 0x80);
	put(APIC_BASE, 0xfee00100);
	assert_int_equal(lapic_pending(&lapic), -1);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	put(APIC_BASE, 0xfee00900);
	put(APIC_BASE, x2apic_base);
	assert_int_equal(get(X2_TPR), 0);
	assert_int_equal(get(X2_SVR), 0xff);
	assert_int_equal(get(X2_LVT_TIMER), 0x10000);
	assert_int_equal(get(X2_INITIAL_COUNT), 0);
}

/* ---- Software enable */

/* SDM 11.4.7.2 */
static void test_software_disable(void **state)
{
	static const uint32_t lvts[] = {X2_LVT_CMCI,	    X2_LVT_TIMER, X2_LVT_THERMAL,
					X2_LVT_PERFORMANCE, X2_LVT_LINT0, X2_LVT_LINT1,
					X2_LVT_ERROR};
	enum { COUNT = sizeof(lvts) / sizeof(lvts[0]) };

	(void)state;
	for (unsigned int i = 0; i < COUNT; i++) {
		put(lvts[i], 0x40 + i);
		assert_int_equal(get(lvts[i]), 0x40 + i);
	}
	put(X2_SELF_IPI, 0x80);
	put(X2_SVR, 0xff);
	for (unsigned int i = 0; i < COUNT; i++) {
		assert_int_equal(get(lvts[i]), MASKED | (0x40 + i));
		/* attempts to reset the mask are ignored */
		put(lvts[i], 0x50 + i);
		assert_int_equal(get(lvts[i]), MASKED | (0x50 + i));
	}
	/* what was pending is held, and handled by the processor; what comes now is not taken */
	put(X2_SELF_IPI, 0x90);
	assert_int_equal(lapic_pending(&lapic), 0x80);
	lapic_accept(&lapic, 0x80);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_EOI, 0);
	put(X2_SVR, 0x1ff);
	assert_int_equal(lapic_pending(&lapic), -1);
	for (unsigned int i = 0; i < COUNT; i++)
		assert_int_equal(get(lvts[i]), MASKED | (0x50 + i));
	put(X2_SELF_IPI, 0x90);
	assert_int_equal(lapic_pending(&lapic), 0x90);
}

/* ---- Priorities */

static bool bit_set(uint32_t msr, unsigned int vector)
{
	return get(msr + vector / 32) >> vector % 32 & 1;
}

static void test_request_and_service_registers(void **state)
{
	(void)state;
	for (unsigned int vector = 16; vector < 256; vector++) {
		start();
		put(X2_SELF_IPI, vector);
		assert_true(bit_set(X2_IRR, vector));
		assert_int_equal(lapic_pending(&lapic), vector);
		put(X2_SELF_IPI, vector); /* merges */
		lapic_accept(&lapic, (int)vector);
		assert_false(bit_set(X2_IRR, vector));
		assert_true(bit_set(X2_ISR, vector));
		assert_int_equal(lapic_pending(&lapic), -1);
		assert_int_equal(get(X2_PPR), vector & 0xf0);
		/* delivery that was cut short */
		lapic_return(&lapic, (int)vector);
		assert_true(bit_set(X2_IRR, vector));
		assert_false(bit_set(X2_ISR, vector));
		assert_int_equal(lapic_pending(&lapic), vector);
		lapic_accept(&lapic, (int)vector);
		put(X2_EOI, 0);
		assert_false(bit_set(X2_ISR, vector));
		assert_int_equal(get(X2_PPR), 0);
		put(X2_EOI, 0); /* nothing in service: no effect */
		assert_int_equal(lapic_pending(&lapic), -1);
	}
}

/* SDM 11.8.3.1: PPR from TPR and the highest vector in service, all combinations. */
static void test_processor_priority(void **state)
{
	(void)state;
	for (unsigned int tpr = 0; tpr < 256; tpr++) {
		for (unsigned int service = 16; service < 256; service += 5) {
			unsigned int ppr = tpr >> 4 >= service >> 4 ? tpr : service & 0xf0;

			start();
			put(X2_SELF_IPI, service);
			lapic_accept(&lapic, (int)service);
			put(X2_TPR, tpr);
			assert_int_equal(get(X2_PPR), ppr);
			/* delivered is what is above it by class */
			for (unsigned int vector = 16; vector < 256; vector += 9) {
				struct lapic before = lapic;

				put(X2_SELF_IPI, vector);
				assert_int_equal(lapic_pending(&lapic),
						 vector >> 4 > ppr >> 4 ? (int)vector : -1);
				lapic = before;
			}
		}
		start();
		put(X2_TPR, tpr);
		assert_int_equal(get(X2_PPR), tpr);
		assert_int_equal(lapic_cr8(&lapic), tpr >> 4);
	}
}

static void test_cr8(void **state)
{
	(void)state;
	put(X2_TPR, 0x5a);
	for (unsigned int value = 0; value < 16; value++) {
		lapic_set_cr8(&lapic, value);
		assert_int_equal(lapic_cr8(&lapic), value);
		assert_int_equal(get(X2_TPR), value << 4); /* bits 3:0 become 0 (SDM 11.8.6) */
	}
}

static void test_nesting(void **state)
{
	(void)state;
	put(X2_SELF_IPI, 0x31);
	put(X2_SELF_IPI, 0x38);
	assert_int_equal(lapic_pending(&lapic), 0x38); /* the higher first */
	lapic_accept(&lapic, 0x38);
	assert_int_equal(lapic_pending(&lapic), -1); /* the same class waits */
	put(X2_SELF_IPI, 0x51);
	assert_int_equal(lapic_pending(&lapic), 0x51);
	lapic_accept(&lapic, 0x51);
	put(X2_SELF_IPI, 0x41);
	put(X2_SELF_IPI, 0xf0);
	assert_int_equal(lapic_pending(&lapic), 0xf0);
	lapic_accept(&lapic, 0xf0);
	assert_int_equal(get(X2_PPR), 0xf0);
	put(X2_EOI, 0); /* f0 */
	assert_int_equal(get(X2_PPR), 0x50);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_EOI, 0); /* 51 */
	assert_int_equal(get(X2_PPR), 0x30);
	assert_int_equal(lapic_pending(&lapic), 0x41);
	lapic_accept(&lapic, 0x41);
	put(X2_EOI, 0); /* 41 */
	put(X2_EOI, 0); /* 38 */
	assert_int_equal(lapic_pending(&lapic), 0x31);
	put(X2_TPR, 0x30);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_TPR, 0x2f);
	assert_int_equal(lapic_pending(&lapic), 0x31);
}

/* ---- Whatever a guest does */

static void test_random(void **state)
{
	static const uint32_t others[] = {APIC_BASE, TSC_DEADLINE};
	uint64_t random = 88172645463325252ull;
	uint64_t now = 0;

	(void)state;
	for (unsigned int i = 0; i < 2000000; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		uint32_t msr =
			random >> 60 ? 0x800 + (random >> 8 & 0x3f) : others[random >> 7 & 1];
		uint64_t value = random >> 20 & (random >> 16 & 1 ? 0xffff : 0xfffffffff);
		int vector;

		now = random & 0x80 ? now + (random >> 40) : random * 3;
		switch (random & 7) {
		case 0:
			lapic_timer_run(&lapic, now);
			break;
		case 1:
			lapic_tsc_moved(&lapic, random * 5);
			break;
		case 2:
			lapic_read_msr(&lapic, msr, now, &value);
			break;
		case 3:
			vector = lapic_pending(&lapic);
			if (vector >= 0)
				lapic_accept(&lapic, vector);
			break;
		case 4: /* so that it is mostly on */
			lapic_write_msr(&lapic, APIC_BASE, x2apic_base, now);
			lapic_write_msr(&lapic, X2_SVR, 0x1ff, now);
			break;
		default:
			lapic_write_msr(&lapic, msr, value, now);
			break;
		}
		/* no vector below 16 is ever pending */
		assert_int_equal(lapic.irr[0] & 0xffff, 0);
		vector = lapic_pending(&lapic);
		assert_true(vector == -1 || (vector >= 16 && vector < 256));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_reset_values, setup),
		cmocka_unit_test_setup(test_ids, setup),
		cmocka_unit_test_setup(test_which_registers_there_are, setup),
		cmocka_unit_test_setup(test_no_registers_out_of_x2apic_mode, setup),
		cmocka_unit_test_setup(test_reserved_bits, setup),
		cmocka_unit_test_setup(test_modes, setup),
		cmocka_unit_test_setup(test_base_reserved_bits_and_address, setup),
		cmocka_unit_test_setup(test_state_across_modes, setup),
		cmocka_unit_test_setup(test_software_disable, setup),
		cmocka_unit_test_setup(test_request_and_service_registers, setup),
		cmocka_unit_test_setup(test_processor_priority, setup),
		cmocka_unit_test_setup(test_cr8, setup),
		cmocka_unit_test_setup(test_nesting, setup),
		cmocka_unit_test_setup(test_random, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
