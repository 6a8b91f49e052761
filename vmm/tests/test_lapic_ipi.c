/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The local APIC's interprocessor interrupts, of which all go to itself or nowhere, and its errors.
 */
#include "vmm/tests/lapic_registers.h"

/* ---- Interprocessor interrupts */

static void check_icr(uint32_t id, uint64_t icr, bool arrives)
{
	lapic_reset(&lapic, id);
	put(APIC_BASE, x2apic_base);
	put(X2_SVR, 0x1ff);
	put(X2_ICR, icr);
	assert_int_equal(get(X2_ICR), icr);
	assert_int_equal(lapic_pending(&lapic), arrives ? (int)(icr & 0xff) : -1);
	put(X2_ESR, 0);
	assert_int_equal(get(X2_ESR), 0);
}

static void test_icr_destinations(void **state)
{
	(void)state;
	for (uint32_t id = 0; id < 40; id++) {
		uint64_t logical = (uint64_t)(id >> 4) << 16 | 1u << (id & 15);

		/* physical */
		check_icr(id, (uint64_t)id << 32 | 0x44, true);
		check_icr(id, (uint64_t)(id + 1) << 32 | 0x44, false);
		check_icr(id, to_everybody | 0x44, true);
		/* logical: the cluster, and one of the bits */
		check_icr(id, logical << 32 | LOGICAL | 0x44, true);
		check_icr(id, (logical | 0xffff) << 32 | LOGICAL | 0x44, true);
		check_icr(id, (logical & 0xffff0000) << 32 | LOGICAL | 0x44, false);
		check_icr(id, (logical ^ 0xffff) << 32 | LOGICAL | 0x44, false);
		check_icr(id, (logical ^ 0x10000) << 32 | LOGICAL | 0x44, false);
		check_icr(id, to_everybody | LOGICAL | 0x44, true);
		/* shorthands: no destination */
		check_icr(id, (uint64_t)(id + 1) << 32 | TO_SELF | 0x44, true);
		check_icr(id, (uint64_t)(id + 1) << 32 | TO_ALL | 0x44, true);
		check_icr(id, (uint64_t)id << 32 | TO_OTHERS | 0x44, false);
		/* lowest priority among one; level and trigger mean nothing for these */
		check_icr(id, (uint64_t)id << 32 | DELIVER_LOWEST | 0x44, true);
		check_icr(id, (uint64_t)id << 32 | ASSERT_LEVEL | 0x44, true);
		check_icr(id, (uint64_t)id << 32 | ASSERT_LEVEL | TRIGGER_LEVEL | 0x44, true);
		/* what is for another processor only */
		check_icr(id, (uint64_t)(id + 1) << 32 | DELIVER_INIT | ASSERT_LEVEL, false);
		check_icr(id, (uint64_t)(id + 1) << 32 | DELIVER_STARTUP | 0x08, false);
		check_icr(id, TO_OTHERS | DELIVER_INIT, false);
	}
}

static void test_vectors_of_the_icr(void **state)
{
	(void)state;
	for (unsigned int vector = 16; vector < 256; vector++) {
		check_icr(0, TO_SELF | vector, true);
		check_icr(0, DELIVER_LOWEST | vector, true);
	}
}

/* ---- Errors, SDM 11.5.3 */

static void test_errors(void **state)
{
	(void)state;
	for (unsigned int vector = 0; vector < 16; vector++) {
		start();
		/* sent: by ICR and SELF IPI; to whomever */
		put(X2_ICR, TO_OTHERS | vector);
		assert_int_equal(get(X2_ESR), 0); /* not before it is written */
		put(X2_ESR, 0);
		assert_int_equal(get(X2_ESR), SEND_ILLEGAL);
		assert_int_equal(get(X2_ESR), SEND_ILLEGAL);
		put(X2_ESR, 0);
		assert_int_equal(get(X2_ESR), 0);

		put(X2_SELF_IPI, vector);
		put(X2_ESR, 0);
		assert_int_equal(get(X2_ESR), SEND_ILLEGAL | RECEIVE_ILLEGAL);

		/* received: from the timer */
		put(X2_LVT_TIMER, vector);
		put(X2_INITIAL_COUNT, 10);
		lapic_timer_run(&lapic, 1000);
		put(X2_ESR, 0);
		assert_int_equal(get(X2_ESR), RECEIVE_ILLEGAL);
		assert_int_equal(get(X2_IRR), 0);
		assert_int_equal(lapic_pending(&lapic), -1);
	}
}

static void test_error_interrupt(void **state)
{
	(void)state;
	put(X2_LVT_ERROR, 0xfe);
	put(X2_ICR, 3);
	assert_int_equal(lapic_pending(&lapic), 0xfe);
	lapic_accept(&lapic, 0xfe);
	put(X2_EOI, 0);
	/* not again before the register is written */
	put(X2_ICR, 3);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_ESR, 0);
	put(X2_ICR, 3);
	assert_int_equal(lapic_pending(&lapic), 0xfe);

	/* masked; illegal itself */
	start();
	put(X2_LVT_ERROR, MASKED | 0xfe);
	put(X2_ICR, 3);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_LVT_ERROR, 5);
	put(X2_ESR, 0);
	put(X2_ICR, 3);
	assert_int_equal(lapic_pending(&lapic), -1);
	put(X2_ESR, 0);
	assert_int_equal(get(X2_ESR), SEND_ILLEGAL | RECEIVE_ILLEGAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_icr_destinations, setup),
		cmocka_unit_test_setup(test_vectors_of_the_icr, setup),
		cmocka_unit_test_setup(test_errors, setup),
		cmocka_unit_test_setup(test_error_interrupt, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
