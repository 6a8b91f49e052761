/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/tests/fake_cpuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

enum { MOST_LEAVES = 80 };

struct answer {
	uint32_t leaf;
	uint32_t subleaf;
	struct cpuid_result result;
};

static struct answer answers[MOST_LEAVES];
static unsigned int answer_count;
uint32_t fake_max_basic;
uint32_t fake_max_extended;
uint32_t fake_fill;

static struct answer *find(uint32_t leaf, uint32_t subleaf)
{
	for (unsigned int i = 0; i < answer_count; i++)
		if (answers[i].leaf == leaf && answers[i].subleaf == subleaf)
			return &answers[i];
	return NULL;
}

struct cpuid_result fake_cpuid(uint32_t leaf, uint32_t subleaf)
{
	if (leaf > fake_max_extended || (leaf > fake_max_basic && leaf < 0x80000000))
		leaf = fake_max_basic;

	const struct answer *answer = find(leaf, subleaf);

	if (leaf == 0x80000000)
		return (struct cpuid_result){fake_max_extended, fake_fill, fake_fill, fake_fill};
	return answer ? answer->result
		      : (struct cpuid_result){fake_fill, fake_fill, fake_fill, fake_fill};
}

void fake_set(uint32_t leaf, uint32_t subleaf, struct cpuid_result result)
{
	struct answer *answer = find(leaf, subleaf);

	if (!answer) {
		assert_true(answer_count < MOST_LEAVES);
		answer = &answers[answer_count++];
	}
	*answer = (struct answer){leaf, subleaf, result};
}

void fake_set_vendor(void)
{
	fake_set(0, 0, (struct cpuid_result){fake_max_basic, 0x756e6547, 0x6c65746e, 0x49656e69});
}

void fake_all_ones(void)
{
	answer_count = 0;
	fake_fill = UINT32_MAX;
	fake_max_basic = 0x24;
	fake_max_extended = 0x80000028;
	fake_set_vendor();
}

void fake_skylake(void)
{
	answer_count = 0;
	fake_fill = 0;
	fake_max_basic = 0x16;
	fake_max_extended = 0x80000008;
	fake_set_vendor();
	fake_set(1, 0, (struct cpuid_result){0x50654, 0x03100800, 0x7ffefbbf, 0xbfebfbff});
	fake_set(2, 0, (struct cpuid_result){0x76036301, 0x00f0b5ff, 0, 0x00c30000});
	fake_set(4, 0, (struct cpuid_result){0x1c004121, 0x01c0003f, 0x3f, 0});
	fake_set(4, 1, (struct cpuid_result){0x1c004122, 0x01c0003f, 0x3f, 0});
	fake_set(4, 2, (struct cpuid_result){0x1c004143, 0x03c0003f, 0x3ff, 0});
	fake_set(4, 3, (struct cpuid_result){0x1c03c163, 0x0280003f, 0x4fff, 4});
	fake_set(6, 0, (struct cpuid_result){0x75, 2, 9, 0});
	fake_set(7, 0, (struct cpuid_result){0, 0xd19f4fb9, 0, 0x9c000000});
	fake_set(0xd, 0, (struct cpuid_result){0x2ff, 0xa88, 0xa88, 0});
	fake_set(0xd, 1, (struct cpuid_result){0xf, 0xa08, 0x100, 0});
	fake_set(0xd, 2, (struct cpuid_result){0x100, 0x240, 0, 0});
	fake_set(0xd, 3, (struct cpuid_result){0x40, 0x3c0, 0, 0});
	fake_set(0xd, 4, (struct cpuid_result){0x40, 0x400, 0, 0});
	fake_set(0xd, 5, (struct cpuid_result){0x40, 0x440, 0, 0});
	fake_set(0xd, 6, (struct cpuid_result){0x200, 0x480, 2, 0});
	fake_set(0xd, 7, (struct cpuid_result){0x400, 0x680, 6, 0});
	fake_set(0xd, 9, (struct cpuid_result){0x8, 0xa80, 0, 0});
	fake_set(0x80000001, 0, (struct cpuid_result){0, 0, 0x121, 0x2c100800});
	fake_set(0x80000002, 0,
		 (struct cpuid_result){0x65746e49, 0x2952286c, 0x6f655820, 0x2952286e});
	fake_set(0x80000006, 0, (struct cpuid_result){0, 0, 0x04008040, 0});
	fake_set(0x80000007, 0, (struct cpuid_result){0, 0, 0, 0x100});
	fake_set(0x80000008, 0, (struct cpuid_result){0x302e, 0, 0, 0});
}

void fake_westmere(void)
{
	fake_skylake();
	fake_max_basic = 0xb;
	fake_set_vendor();
	fake_set(1, 0, (struct cpuid_result){0x206c2, 0x00200800, 0x029ee3ff, 0xbfebfbff});
	fake_set(7, 0, (struct cpuid_result){0});
	for (uint32_t subleaf = 0; subleaf < 3; subleaf++)
		fake_set(0xb, subleaf, (struct cpuid_result){1, 0xffffffff, 0x100, 0x20});
}
