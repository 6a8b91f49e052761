/* SPDX-License-Identifier: BSD-2-Clause */
/* The local APIC's timer against SDM 11.5.4: three modes, counts, divisors, and odd times. */
#include "vmm/tests/lapic_registers.h"

#include <string.h>

enum { VECTOR = 0x40 };

static const uint64_t start_time = 1000000;

/* Runs the timer and tells whether its interrupt came, which is then taken and ended. */
static bool fires(uint64_t now)
{
	lapic_timer_run(&lapic, now);

	int vector = lapic_pending(&lapic);

	if (vector < 0)
		return false;
	assert_int_equal(vector, VECTOR);
	lapic_accept(&lapic, vector);
	put_at(X2_EOI, 0, now);
	return true;
}

static void arm(uint32_t mode, uint32_t divide, uint32_t count, uint64_t now)
{
	start();
	put_at(X2_LVT_TIMER, mode | VECTOR, now);
	put_at(X2_DIVIDE, divide, now);
	put_at(X2_INITIAL_COUNT, count, now);
}

/* ---- Counting */

/* SDM figure 11-10 */
static const struct {
	uint32_t code;
	uint32_t divisor;
} divisors[] = {{0x0, 2},  {0x1, 4},  {0x2, 8},	  {0x3, 16},
		{0x8, 32}, {0x9, 64}, {0xa, 128}, {0xb, 1}};
enum { DIVISORS = sizeof(divisors) / sizeof(divisors[0]) };

static void test_one_shot(void **state)
{
	static const uint32_t counts[] = {1, 2, 1000, 0x7fffffff, 0xffffffff};

	(void)state;
	for (unsigned int d = 0; d < DIVISORS; d++) {
		for (unsigned int c = 0; c < sizeof(counts) / sizeof(counts[0]); c++) {
			uint64_t ticks = (uint64_t)counts[c] * divisors[d].divisor;

			arm(0, divisors[d].code, counts[c], start_time);
			assert_int_equal(get_at(X2_DIVIDE, start_time), divisors[d].code);
			assert_int_equal(lapic.timer_due, start_time + ticks);
			assert_int_equal(get_at(X2_INITIAL_COUNT, start_time), counts[c]);
			assert_false(fires(start_time + ticks - 1));
			assert_true(fires(start_time + ticks));
			/* once */
			assert_int_equal(lapic.timer_due, LAPIC_NEVER);
			assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + ticks), 0);
			assert_false(fires(start_time + 10 * ticks));
			assert_int_equal(get_at(X2_INITIAL_COUNT, start_time + ticks), counts[c]);
		}
	}
}

static void test_current_count(void **state)
{
	(void)state;
	for (unsigned int d = 0; d < DIVISORS; d++) {
		uint32_t divisor = divisors[d].divisor;

		arm(0, divisors[d].code, 50, start_time);
		for (uint64_t at = 0; at <= 50ull * divisor; at++)
			assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + at),
					 50 - at / divisor);
		/* due, though the host has not come to run it */
		assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 51ull * divisor), 0);
	}
	arm(0, 0xb, 0xffffffff, start_time);
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time), 0xffffffff);
}

static void test_periodic(void **state)
{
	enum { COUNT = 30, DIVISOR = 4 };
	const uint64_t period = 120;
	uint64_t now = start_time;

	(void)state;
	arm(TIMER_PERIODIC, 1, COUNT, start_time);
	for (unsigned int i = 1; i < 100; i++) {
		assert_false(fires(start_time + i * period - 1));
		/* a little late each time: the periods do not move */
		now = start_time + i * period + i % 7;
		assert_int_equal(get_at(X2_CURRENT_COUNT, now), COUNT - i % 7 / DIVISOR);
		assert_true(fires(now));
		assert_int_equal(lapic.timer_due, start_time + (i + 1) * period);
		assert_int_equal(get_at(X2_CURRENT_COUNT, now), COUNT - i % 7 / DIVISOR);
	}
	/* missed periods are one interrupt; the next is on the grid, and ahead */
	assert_true(fires(start_time + 1000 * period));
	assert_int_equal(lapic.timer_due, start_time + 1001 * period);
	assert_false(fires(start_time + 1000 * period));
	put_at(X2_INITIAL_COUNT, 0, start_time + 1000 * period);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	assert_false(fires(start_time + 5000 * period));
}

static void test_extreme_periods(void **state)
{
	static const uint64_t long_period = 0xffffffffull * 128;

	(void)state;
	/* one tick, and a whole day late */
	arm(TIMER_PERIODIC, 0xb, 1, 0);
	for (uint64_t now = 1; now < 100; now++) {
		assert_int_equal(lapic.timer_due, now);
		assert_true(fires(now));
	}
	assert_true(fires(1ull << 48));
	assert_int_equal(lapic.timer_due, (1ull << 48) + 1);

	arm(TIMER_PERIODIC, 0xa, 0xffffffff, start_time);
	assert_int_equal(lapic.timer_due, start_time + long_period);
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time), 0xffffffff);
	assert_false(fires(start_time + long_period - 1));
	assert_true(fires(start_time + 3 * long_period));
	assert_int_equal(lapic.timer_due, start_time + 4 * long_period);
}

static void test_writing_the_count_starts_anew(void **state)
{
	(void)state;
	arm(0, 0xb, 1000, start_time);
	put_at(X2_INITIAL_COUNT, 500, start_time + 900);
	assert_false(fires(start_time + 1399));
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 1399), 1);
	assert_true(fires(start_time + 1400));
	put_at(X2_INITIAL_COUNT, 500, start_time + 2000);
	put_at(X2_INITIAL_COUNT, 0, start_time + 2100);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 2100), 0);
	assert_false(fires(start_time + 9000));
}

/* The divisor says how fast the count goes; only the initial count starts it. */
static void test_writing_the_divisor(void **state)
{
	(void)state;
	/* from 1 to 4, half way: the other half takes four times as long */
	arm(0, 0xb, 1000, start_time);
	put_at(X2_DIVIDE, 0x1, start_time + 500);
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 500), 500);
	assert_int_equal(lapic.timer_due, start_time + 500 + 2000);
	/* back */
	put_at(X2_DIVIDE, 0xb, start_time + 500 + 1000);
	assert_int_equal(lapic.timer_due, start_time + 500 + 1000 + 250);
	/* the same again: no effect, not even within a count */
	arm(0, 0xa, 10, start_time);
	put_at(X2_DIVIDE, 0xa, start_time + 77);
	assert_int_equal(lapic.timer_due, start_time + 1280);
	/* a periodic timer goes on with periods of the new length */
	arm(TIMER_PERIODIC, 0xb, 1000, start_time);
	put_at(X2_DIVIDE, 0x0, start_time + 400);
	assert_int_equal(lapic.timer_due, start_time + 400 + 1200);
	assert_true(fires(start_time + 1600));
	assert_int_equal(lapic.timer_due, start_time + 1600 + 2000);

	/* one that has expired, or was stopped, stays so */
	arm(0, 0xb, 1000, start_time);
	assert_true(fires(start_time + 1000));
	put_at(X2_DIVIDE, 0x1, start_time + 2000);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	assert_false(fires(start_time + 100000));
	/* nor does it move a TSC deadline */
	arm(TIMER_TSC_DEADLINE, 0xb, 0, start_time);
	put_at(TSC_DEADLINE, start_time + 100, start_time);
	put_at(X2_DIVIDE, 0x1, start_time + 50);
	assert_int_equal(lapic.timer_due, start_time + 100);
}

/* ---- Masking and vectors */

static void test_masked(void **state)
{
	(void)state;
	arm(MASKED, 0xb, 100, start_time);
	assert_false(fires(start_time + 100));
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 100), 0);
	/* what was missed does not come later */
	put_at(X2_LVT_TIMER, VECTOR, start_time + 200);
	assert_false(fires(start_time + 300));

	arm(MASKED | TIMER_PERIODIC, 0xb, 100, start_time);
	assert_false(fires(start_time + 250));
	put_at(X2_LVT_TIMER, TIMER_PERIODIC | VECTOR, start_time + 260);
	assert_false(fires(start_time + 299));
	assert_true(fires(start_time + 300));

	/* a deadline is used up all the same */
	arm(MASKED | TIMER_TSC_DEADLINE, 0xb, 0, start_time);
	put_at(TSC_DEADLINE, start_time + 100, start_time);
	assert_false(fires(start_time + 100));
	assert_int_equal(get_at(TSC_DEADLINE, start_time + 100), 0);
	put_at(X2_LVT_TIMER, TIMER_TSC_DEADLINE | VECTOR, start_time + 100);
	assert_false(fires(start_time + 200));
}

static void test_software_disabled(void **state)
{
	(void)state;
	arm(TIMER_PERIODIC, 0xb, 100, start_time);
	put_at(X2_SVR, 0xff, start_time + 10);
	assert_false(fires(start_time + 100));
	put_at(X2_SVR, 0x1ff, start_time + 110);
	assert_false(fires(start_time + 200)); /* still masked */
	put_at(X2_LVT_TIMER, TIMER_PERIODIC | VECTOR, start_time + 210);
	assert_true(fires(start_time + 300)); /* and was counting */
}

/*
 * What expired before a register is written has happened before: hardware does not lose an
 * interrupt because the VMM comes to look late.
 */
static void test_expiry_comes_before_a_write(void **state)
{
	(void)state;
	arm(TIMER_TSC_DEADLINE, 0xb, 0, start_time);
	put_at(TSC_DEADLINE, start_time + 100, start_time);
	put_at(TSC_DEADLINE, start_time + 1000, start_time + 100);
	assert_int_equal(lapic_pending(&lapic), VECTOR);
	assert_int_equal(lapic.timer_due, start_time + 1000);

	arm(0, 0xb, 100, start_time);
	put_at(X2_INITIAL_COUNT, 0, start_time + 100);
	assert_int_equal(lapic_pending(&lapic), VECTOR);

	arm(0, 0xb, 100, start_time);
	put_at(X2_LVT_TIMER, MASKED | VECTOR, start_time + 100);
	assert_int_equal(lapic_pending(&lapic), VECTOR);

	arm(TIMER_PERIODIC, 0xb, 100, start_time);
	put_at(X2_SVR, 0xff, start_time + 100);
	assert_int_equal(lapic_pending(&lapic), VECTOR);

	arm(TIMER_PERIODIC, 0xb, 100, start_time);
	put_at(X2_DIVIDE, 0, start_time + 130);
	assert_int_equal(lapic_pending(&lapic), VECTOR);
	assert_int_equal(lapic.timer_due, start_time + 130 + 140);

	/* and not the other way round */
	arm(0, 0xb, 100, start_time);
	put_at(X2_INITIAL_COUNT, 0, start_time + 99);
	assert_int_equal(lapic_pending(&lapic), -1);
}

/* ---- TSC-deadline mode, SDM 11.5.4.1 */

static void test_tsc_deadline(void **state)
{
	(void)state;
	arm(TIMER_TSC_DEADLINE, 0xb, 0, start_time);
	assert_int_equal(get_at(TSC_DEADLINE, start_time), 0);
	put_at(TSC_DEADLINE, start_time + 12345, start_time);
	assert_int_equal(get_at(TSC_DEADLINE, start_time), start_time + 12345);
	assert_int_equal(lapic.timer_due, start_time + 12345);
	assert_false(fires(start_time + 12344));
	assert_true(fires(start_time + 12345));
	assert_int_equal(get_at(TSC_DEADLINE, start_time + 12345), 0);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);

	/* moved, both ways; disarmed by 0; at once when it has passed */
	put_at(TSC_DEADLINE, start_time + 50000, start_time + 20000);
	put_at(TSC_DEADLINE, start_time + 30000, start_time + 20000);
	assert_true(fires(start_time + 30000));
	put_at(TSC_DEADLINE, start_time + 50000, start_time + 40000);
	put_at(TSC_DEADLINE, 0, start_time + 40000);
	assert_false(fires(start_time + 60000));
	put_at(TSC_DEADLINE, 1, start_time + 60000);
	assert_true(fires(start_time + 60000));
	/* far away */
	put_at(TSC_DEADLINE, UINT64_MAX - 1, start_time + 60000);
	assert_false(fires(1ull << 62));

	/* counts mean nothing: writes ignored, the current count 0 */
	put_at(TSC_DEADLINE, start_time + 90000, start_time + 70000);
	put_at(X2_INITIAL_COUNT, 77, start_time + 70000);
	assert_int_equal(get_at(X2_INITIAL_COUNT, start_time + 70000), 0);
	assert_int_equal(get_at(X2_CURRENT_COUNT, start_time + 70000), 0);
	assert_int_equal(lapic.timer_due, start_time + 90000);
}

/* In the other modes the MSR reads 0 and ignores what is written. */
static void test_deadline_in_other_modes(void **state)
{
	static const uint32_t modes[] = {0, TIMER_PERIODIC};

	(void)state;
	for (unsigned int i = 0; i < 2; i++) {
		arm(modes[i], 0xb, 1000, start_time);
		put_at(TSC_DEADLINE, start_time + 10, start_time);
		assert_int_equal(get_at(TSC_DEADLINE, start_time), 0);
		assert_int_equal(lapic.timer_due, start_time + 1000);
	}
	/* it is there in xAPIC mode as well, and when the APIC is off */
	lapic_reset(&lapic, 0);
	put_at(TSC_DEADLINE, 5, 0);
	assert_int_equal(get_at(TSC_DEADLINE, 0), 0);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
}

/* Between TSC-deadline mode and the others the timer is disarmed; between the others it goes on. */
static void test_mode_changes(void **state)
{
	(void)state;
	arm(0, 0xb, 1000, start_time);
	put_at(X2_LVT_TIMER, TIMER_PERIODIC | VECTOR, start_time + 100);
	assert_true(fires(start_time + 1000));
	assert_int_equal(lapic.timer_due, start_time + 2000);
	put_at(X2_LVT_TIMER, VECTOR, start_time + 1100);
	assert_true(fires(start_time + 2000));
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);

	arm(TIMER_PERIODIC, 0xb, 1000, start_time);
	put_at(X2_LVT_TIMER, TIMER_TSC_DEADLINE | VECTOR, start_time + 100);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	assert_int_equal(get_at(TSC_DEADLINE, start_time + 100), 0);
	assert_int_equal(get_at(X2_INITIAL_COUNT, start_time + 100), 0);
	assert_false(fires(start_time + 5000));

	put_at(TSC_DEADLINE, start_time + 9000, start_time + 5000);
	put_at(X2_LVT_TIMER, TIMER_TSC_DEADLINE | MASKED | VECTOR, start_time + 5000);
	assert_int_equal(lapic.timer_due, start_time + 9000); /* the same mode */
	put_at(X2_LVT_TIMER, TIMER_PERIODIC | VECTOR, start_time + 6000);
	assert_int_equal(lapic.timer_due, LAPIC_NEVER);
	put_at(X2_LVT_TIMER, TIMER_TSC_DEADLINE | VECTOR, start_time + 6000);
	assert_int_equal(get_at(TSC_DEADLINE, start_time + 6000), 0);
	assert_false(fires(start_time + 9000));
}

/* ---- The guest sets its TSC */

static void test_tsc_moved(void **state)
{
	static const uint64_t moves[] = {1, 1000000, 0ull - 1, 0ull - 900000, 1ull << 60};

	(void)state;
	for (unsigned int i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		uint64_t now = start_time + 400 + moves[i];

		/* a count goes on as it was */
		arm(0, 0x0, 1000, start_time);
		lapic_tsc_moved(&lapic, moves[i]);
		assert_int_equal(get_at(X2_CURRENT_COUNT, now), 800);
		assert_false(fires(now + 1599));
		assert_true(fires(now + 1600));
		lapic_tsc_moved(&lapic, moves[i]);
		assert_int_equal(lapic.timer_due, LAPIC_NEVER);

		/* a deadline is a value of the TSC, and stays where it is */
		arm(TIMER_TSC_DEADLINE, 0xb, 0, start_time);
		put_at(TSC_DEADLINE, start_time + 1000, start_time);
		lapic_tsc_moved(&lapic, moves[i]);
		assert_int_equal(lapic.timer_due, start_time + 1000);
	}
}

/* Times near the end of the TSC, which a guest can set: no division by zero, no endless loop. */
static void test_times_at_the_end(void **state)
{
	static const uint64_t times[] = {UINT64_MAX, UINT64_MAX - 1, UINT64_MAX - 100, 1ull << 63};
	static const uint32_t modes[] = {0, TIMER_PERIODIC, TIMER_TSC_DEADLINE};

	(void)state;
	for (unsigned int t = 0; t < sizeof(times) / sizeof(times[0]); t++) {
		for (unsigned int m = 0; m < sizeof(modes) / sizeof(modes[0]); m++) {
			for (unsigned int d = 0; d < DIVISORS; d++) {
				/* not armed */
				arm(modes[m], divisors[d].code, 0, times[t]);
				assert_false(fires(times[t]));
				assert_false(fires(UINT64_MAX));
				assert_int_equal(get_at(X2_CURRENT_COUNT, UINT64_MAX), 0);
				/* armed: whatever comes of it, it ends */
				arm(modes[m], divisors[d].code, UINT32_MAX, times[t]);
				put_at(TSC_DEADLINE, UINT64_MAX, times[t]);
				fires(times[t]);
				fires(UINT64_MAX);
				get_at(X2_CURRENT_COUNT, UINT64_MAX);
				lapic_tsc_moved(&lapic, UINT64_MAX - times[t]);
				fires(0);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_one_shot, setup),
		cmocka_unit_test_setup(test_current_count, setup),
		cmocka_unit_test_setup(test_periodic, setup),
		cmocka_unit_test_setup(test_extreme_periods, setup),
		cmocka_unit_test_setup(test_writing_the_count_starts_anew, setup),
		cmocka_unit_test_setup(test_writing_the_divisor, setup),
		cmocka_unit_test_setup(test_masked, setup),
		cmocka_unit_test_setup(test_software_disabled, setup),
		cmocka_unit_test_setup(test_expiry_comes_before_a_write, setup),
		cmocka_unit_test_setup(test_tsc_deadline, setup),
		cmocka_unit_test_setup(test_deadline_in_other_modes, setup),
		cmocka_unit_test_setup(test_mode_changes, setup),
		cmocka_unit_test_setup(test_tsc_moved, setup),
		cmocka_unit_test_setup(test_times_at_the_end, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
