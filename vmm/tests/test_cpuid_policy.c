/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What guests see of CPUID, with processors made up here: one that answers all ones everywhere, one
 * of today, old ones. Bits are given by the SDM's positions, not by the names of the file tested.
 */
#include "vmm/cpuid_policy.h"
#include "vmm/tests/fake_cpuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { XSAVE_SKYLAKE = 0x2ff };

static void init(uint64_t tsc_hz, uint64_t xcr0, bool rdtscp, bool invpcid)
{
	const struct cpuid_policy_facts facts = {
		.tsc_hz = tsc_hz,
		.host_xcr0 = xcr0,
		.rdtscp = rdtscp,
		.invpcid = invpcid,
	};

	cpuid_policy_init(fake_cpuid, &facts);
}

static void init_skylake(void)
{
	fake_skylake();
	init(2100000000, XSAVE_SKYLAKE, true, true);
}

static void check(uint32_t leaf, uint32_t subleaf, uint32_t eax, uint32_t ebx, uint32_t ecx,
		  uint32_t edx)
{
	struct cpuid_result result = cpuid_policy_lookup(leaf, subleaf);

	if (result.eax != eax || result.ebx != ebx || result.ecx != ecx || result.edx != edx)
		fail_msg("leaf %x,%x: %08x %08x %08x %08x", leaf, subleaf, result.eax, result.ebx,
			 result.ecx, result.edx);
}

static void check_nothing(uint32_t leaf, uint32_t subleaf)
{
	check(leaf, subleaf, 0, 0, 0, 0);
}

/* ---- The allow-list */

/* A processor that has everything there is and will be: guests see these bits and no other. */
static void test_nothing_else_leaks(void **state)
{
	(void)state;
	fake_all_ones();
	init(2100000000, UINT64_MAX, true, true);
	check(0, 0, 0x16, 0x756e6547, 0x6c65746e, 0x49656e69);

	/*
	 * Leaf 1. ECX: SSE3 0, PCLMULQDQ 1, SSSE3 9, FMA 12, CX16 13, PCID 17, SSE4.1 19, SSE4.2
	 * 20, x2APIC 21, MOVBE 22, POPCNT 23, TSC-deadline 24, AESNI 25, XSAVE 26, AVX 28, F16C 29,
	 * RDRAND 30. Not: DTES64, MONITOR, DS-CPL, VMX, SMX, EIST, TM2, CNXT-ID, SDBG, xTPR, PDCM,
	 * DCA, OSXSAVE, hypervisor. EDX not: MCE, MTRR, MCA, PSN, DS, ACPI, HTT, TM, IA64, PBE.
	 */
	check(1, 0, UINT32_MAX, 0x0001ffff, 0x77fa3203, 0x0f8bab7f);
	for (uint32_t leaf = 0; leaf <= 0x16; leaf++) {
		/* MONITOR, PMU, RDT, SGX, PT and what has no meaning */
		if (leaf == 3 || leaf == 5 || (leaf >= 8 && leaf <= 0xa) || leaf == 0xc ||
		    (leaf >= 0xe && leaf <= 0x14))
			for (uint32_t subleaf = 0; subleaf < 4; subleaf++)
				check_nothing(leaf, subleaf);
	}
	/* who shares a cache, and the number of cores */
	for (uint32_t subleaf = 0; subleaf < 8; subleaf++)
		check(4, subleaf, 0x3fff, UINT32_MAX, UINT32_MAX, UINT32_MAX);
	check_nothing(4, 8);
	check_nothing(4, UINT32_MAX);
	check(6, 0, 4, 0, 0, 0); /* ARAT */
	/*
	 * Leaf 7. EBX: FSGSBASE 0, BMI1 3, AVX2 5, SMEP 7, BMI2 8, ERMS 9, INVPCID 10, AVX512F 16,
	 * DQ 17, RDSEED 18, ADX 19, SMAP 20, IFMA 21, CLFLUSHOPT 23, CLWB 24, CD 28, SHA 29, BW 30,
	 * VL 31. ECX: VBMI 1, UMIP 2, VBMI2 6, GFNI 8, VAES 9, VPCLMULQDQ 10, VNNI 11, BITALG 12,
	 * VPOPCNTDQ 14, RDPID 22. Not: HLE, RTM, MPX, RDT, PT, PKU, WAITPKG, CET, LA57, KL, SGX,
	 * MSRs for speculation.
	 */
	check(7, 0, 0, 0xf1bf07a9, 0x00405f46, 0);
	for (uint32_t subleaf = 1; subleaf < 8; subleaf++)
		check_nothing(7, subleaf);

	check(0x80000000, 0, 0x80000008, 0, 0, 0);
	/*
	 * LAHF 0, LZCNT 5, PREFETCHW 8; SYSCALL 11, NX 20, 1-GiB pages 26, RDTSCP 27, long mode 29
	 */
	check(0x80000001, 0, 0, 0, 0x121, 0x2c100800);
	for (uint32_t leaf = 0x80000002; leaf <= 0x80000004; leaf++)
		check(leaf, 0, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX);
	check_nothing(0x80000005, 0);
	check(0x80000006, 0, 0, 0, UINT32_MAX, 0);
	check(0x80000007, 0, 0, 0, 0, 0x100);
	check(0x80000008, 0, 0x30ff, 0, 0, 0);
}

static void test_nothing_of_xsave_leaks(void **state)
{
	(void)state;
	fake_all_ones();
	for (uint32_t i = 2; i < 63; i++)
		fake_set(0xd, i, (struct cpuid_result){0x10, i * 0x1000, UINT32_MAX, UINT32_MAX});
	init(2100000000, UINT64_MAX, true, true);
	/* x87, SSE, AVX, AVX-512; not MPX, PKRU, AMX, nor what IA32_XSS has */
	check(0xd, 0, 0xe7, 0x7010, 0x7010, 0);
	check(0xd, 1, 5, 0, 0, 0); /* XSAVEOPT, XGETBV(1); not XSAVEC, XSAVES, XFD */
	for (uint32_t i = 2; i < 70; i++) {
		if (i == 2 || (i >= 5 && i <= 7))
			check(0xd, i, 0x10, i * 0x1000, 2, 0);
		else
			check_nothing(0xd, i);
	}
	check_nothing(0xd, UINT32_MAX);
}

/* A feature that the processor has not is not made up: each bit of each leaf alone. */
static void test_missing_features_stay_missing(void **state)
{
	static const struct {
		uint32_t leaf;
		struct cpuid_result ours; /* what the VMM makes itself */
	} leaves[] = {
		{1, {0, 0x10000, 0x01200000, 0x200}},
		{7, {0, 0, 0, 0}},
		{0x80000001, {0, 0, 0, 0}},
		{0x80000007, {0, 0, 0, 0}},
	};

	(void)state;
	fake_all_ones();
	fake_fill = 0;
	for (unsigned int i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
		for (unsigned int bit = 0; bit < 128; bit++) {
			uint32_t words[4] = {0};
			struct cpuid_result result;

			words[bit / 32] = 1u << bit % 32;
			fake_set(leaves[i].leaf, 0,
				 (struct cpuid_result){words[0], words[1], words[2], words[3]});
			init(2100000000, UINT64_MAX, true, true);
			result = cpuid_policy_lookup(leaves[i].leaf, 0);
			assert_int_equal(result.eax & ~words[0], leaves[i].ours.eax);
			assert_int_equal(result.ebx & ~words[1] & ~leaves[i].ours.ebx, 0);
			assert_int_equal(result.ecx & ~words[2] & ~leaves[i].ours.ecx, 0);
			assert_int_equal(result.edx & ~words[3] & ~leaves[i].ours.edx, 0);
			/* ours are always there */
			assert_int_equal(result.ecx & leaves[i].ours.ecx, leaves[i].ours.ecx);
			assert_int_equal(result.edx & leaves[i].ours.edx, leaves[i].ours.edx);
		}
		fake_set(leaves[i].leaf, 0, (struct cpuid_result){0});
	}
}

/* What needs a VMX control, or a state component, comes and goes with it. */
static void test_features_with_conditions(void **state)
{
	(void)state;
	fake_all_ones();
	init(2100000000, UINT64_MAX, false, false);
	assert_int_equal(cpuid_policy_lookup(7, 0).ebx >> 10 & 1, 0);	       /* INVPCID */
	assert_int_equal(cpuid_policy_lookup(7, 0).ecx >> 22 & 1, 0);	       /* RDPID */
	assert_int_equal(cpuid_policy_lookup(0x80000001, 0).edx >> 27 & 1, 0); /* RDTSCP */
	init(2100000000, UINT64_MAX, true, false);
	assert_int_equal(cpuid_policy_lookup(7, 0).ebx >> 10 & 1, 0);
	assert_int_equal(cpuid_policy_lookup(7, 0).ecx >> 22 & 1, 1);
	assert_int_equal(cpuid_policy_lookup(0x80000001, 0).edx >> 27 & 1, 1);
	init(2100000000, UINT64_MAX, false, true);
	assert_int_equal(cpuid_policy_lookup(7, 0).ebx >> 10 & 1, 1);

	/* without AVX-512, without AVX, without XSAVE */
	static const struct {
		uint64_t xcr0;
		uint32_t features_ecx;
		uint32_t structured_ebx;
		uint32_t structured_ecx;
		uint32_t shown;
	} cases[] = {
		{0xe7, 0x77fa3203, 0xf1bf07a9, 0x00405f46, 0xe7},
		{0x07, 0x77fa3203, 0x219c07a9, 0x00400704, 0x07},
		{0x67, 0x77fa3203, 0x219c07a9, 0x00400704, 0x07}, /* parts of AVX-512 */
		{0xe3, 0x47fa2203, 0x219c0789, 0x00400104, 0x03}, /* AVX-512 without AVX */
		{0x03, 0x47fa2203, 0x219c0789, 0x00400104, 0x03},
		{0x00, 0x43fa2203, 0x219c0789, 0x00400104, 0x00},
	};

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		init(2100000000, cases[i].xcr0, true, true);
		assert_int_equal(cpuid_policy_lookup(1, 0).ecx, cases[i].features_ecx);
		assert_int_equal(cpuid_policy_lookup(7, 0).ebx, cases[i].structured_ebx);
		assert_int_equal(cpuid_policy_lookup(7, 0).ecx, cases[i].structured_ecx);
		assert_int_equal(cpuid_policy_lookup(0xd, 0).eax, cases[i].shown);
		if (!cases[i].shown)
			for (uint32_t subleaf = 0; subleaf < 10; subleaf++)
				check_nothing(0xd, subleaf);
	}
}

/* ---- Processors as they are */

static void test_skylake(void **state)
{
	(void)state;
	init_skylake();
	/* one logical processor with ID 0, though the processor has 16 and runs on number 3 */
	check(1, 0, 0x50654, 0x00010800, 0x77fa3203, 0x0f8bab7f);
	check(2, 0, 0x76036301, 0x00f0b5ff, 0, 0x00c30000);
	check(4, 0, 0x121, 0x01c0003f, 0x3f, 0);
	check(4, 3, 0x163, 0x0280003f, 0x4fff, 4);
	check_nothing(4, 4);
	check(7, 0, 0, 0xd19f4fb9 & 0xf1bf07a9, 0, 0);
	check(0xd, 0, 0xe7, 0xa80, 0xa80, 0);
	check(0xd, 1, 5, 0, 0, 0);
	check(0xd, 2, 0x100, 0x240, 0, 0);
	check_nothing(0xd, 3);
	check(0xd, 5, 0x40, 0x440, 0, 0);
	check(0xd, 6, 0x200, 0x480, 2, 0);
	check_nothing(0xd, 9);
	check(0x80000002, 0, 0x65746e49, 0x2952286c, 0x6f655820, 0x2952286e);
	check(0x80000008, 0, 0x302e, 0, 0, 0);
}

/* Leaves that the processor does not have are empty, and not what it says instead. */
static void test_processor_with_few_leaves(void **state)
{
	(void)state;
	fake_westmere();
	init(2660000000, 0, true, false);
	check(0, 0, 0x16, 0x756e6547, 0x6c65746e, 0x49656e69);
	check_nothing(7, 0);
	for (uint32_t subleaf = 0; subleaf < 8; subleaf++)
		check_nothing(0xd, subleaf);
	assert_int_equal(cpuid_policy_lookup(1, 0).ecx, (0x029ee3ff & 0x47fa2203) | 0x01200000);
	check(4, 0, 0x121, 0x01c0003f, 0x3f, 0);
	assert_int_equal(cpuid_policy_cr4() >> 16, 2); /* PCIDE; neither FSGSBASE, SMEP nor SMAP */

	/* 4 and 7 are beyond, too: the answers would be those of leaf 2 */
	fake_max_basic = 2;
	fake_set_vendor();
	fake_set(2, 0, (struct cpuid_result){0x55035a01, 0xf0b2ff, 0, 0xca0000});
	init(2660000000, 0, true, false);
	for (uint32_t subleaf = 0; subleaf < 8; subleaf++)
		check_nothing(4, subleaf);
	check_nothing(7, 0);
	assert_int_equal(cpuid_policy_cr4() >> 16, 2);
	check(2, 0, 0x55035a01, 0xf0b2ff, 0, 0xca0000);
}

static void test_processor_with_few_extended_leaves(void **state)
{
	(void)state;
	fake_all_ones();
	fake_set(0x24, 0, (struct cpuid_result){0x12345678, 0x9abcdef0, 0x0fedcba9, 0x87654321});
	for (fake_max_extended = 0x80000000; fake_max_extended <= 0x80000008; fake_max_extended++) {
		init(2100000000, 7, true, true);
		check(0x80000000, 0, 0x80000008, 0, 0, 0);
		for (uint32_t leaf = fake_max_extended + 1; leaf < 0x80000008; leaf++)
			check_nothing(leaf, 0);
		/* the SDM's values for a processor without the leaf */
		check(0x80000008, 0, fake_max_extended >= 0x80000008 ? 0x30ff : 0x3024, 0, 0, 0);
	}
	/* none at all: leaf 80000000H gives the highest basic leaf */
	fake_max_extended = 0x12345678;
	init(2100000000, 7, true, true);
	for (uint32_t leaf = 0x80000001; leaf < 0x80000008; leaf++)
		check_nothing(leaf, 0);
	assert_int_equal(cpuid_policy_efer(), 0);
}

/* ---- Made by the VMM */

static void test_frequencies(void **state)
{
	static const struct {
		uint64_t hz;
		uint32_t crystal;
		uint32_t mhz;
	} cases[] = {
		{50000000, 50000000, 50},	{2394454123, 2394454123, 2394},
		{2999999998, 2999999998, 3000}, {4294967295, 4294967295, 4295},
		{4294967296, 0, 4295}, /* 32 bits */
		{5800000000, 0, 5800},
	};

	(void)state;
	fake_skylake();
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		init(cases[i].hz, 7, true, true);
		check(0x15, 0, 1, 1, cases[i].crystal, 0);
		check(0x16, 0, cases[i].mhz, cases[i].mhz, 0, 0);
	}
}

/* One thread of one core; levels beyond are invalid, and only give their number back. */
static void test_topology(void **state)
{
	(void)state;
	init_skylake();
	check(0xb, 0, 0, 1, 0x100, 0);
	check(0xb, 1, 0, 1, 0x201, 0);
	check(0xb, 2, 0, 0, 2, 0);
	check(0xb, 0x1ff, 0, 0, 0xff, 0);
	check(0xb, UINT32_MAX, 0, 0, 0xff, 0);
}

static void test_leaves_out_of_range(void **state)
{
	static const uint32_t leaves[] = {0x17,	      0x18,	  0x1f,	      0x20,
					  0x40000000, 0x40000001, 0x40000100, 0x7fffffff,
					  0x80000009, 0x8000001f, 0xc0000000, UINT32_MAX};

	(void)state;
	init_skylake();
	for (unsigned int i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
		check(leaves[i], 0, 2100, 2100, 0, 0);
		check(leaves[i], 5, 2100, 2100, 0, 0);
		assert_null(cpuid_policy_constant(leaves[i]));
	}
}

/* The short way gives what the long one does, for every subleaf; or none. */
static void test_constant_leaves(void **state)
{
	unsigned int constants = 0;

	(void)state;
	init_skylake();
	for (uint32_t leaf = 0; leaf < 0x30; leaf++) {
		const struct cpuid_result *constant = cpuid_policy_constant(leaf);

		if (!constant)
			continue;
		constants++;
		for (uint32_t subleaf = 0; subleaf < 70; subleaf++)
			check(leaf, subleaf, constant->eax, constant->ebx, constant->ecx,
			      constant->edx);
	}
	assert_true(constants > 10);
	assert_null(cpuid_policy_constant(1));
	assert_null(cpuid_policy_constant(0xd));
}

/* ---- XCR0 and the XSAVE area (SDM 13.2, 13.3) */

/* The rules, said once more. */
static bool may_be_set(uint64_t xcr0, uint64_t supported)
{
	uint64_t avx512 = xcr0 >> 5 & 7;

	if ((xcr0 & ~supported) || !(xcr0 & 1))
		return false;
	if ((xcr0 & 4) && !(xcr0 & 2))
		return false;
	return avx512 == 0 || (avx512 == 7 && (xcr0 & 4));
}

static void test_xcr0(void **state)
{
	static const struct {
		uint64_t host;
		uint64_t offered;
	} hosts[] = {{0x2ff, 0xe7}, {0xe7, 0xe7}, {0x1f, 7}, {7, 7}, {3, 3}, {0x67, 7}, {0, 0}};

	(void)state;
	fake_skylake();
	for (unsigned int i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		init(2100000000, hosts[i].host, true, true);
		for (uint64_t xcr0 = 0; xcr0 < 0x400; xcr0++)
			assert_int_equal(cpuid_policy_xcr0_valid(xcr0),
					 may_be_set(xcr0, hosts[i].offered));
		for (unsigned int bit = 8; bit < 64; bit++)
			assert_false(cpuid_policy_xcr0_valid(hosts[i].offered | 1ull << bit));
	}
}

static void test_xsave_size(void **state)
{
	static const struct {
		uint64_t xcr0;
		uint32_t size;
	} cases[] = {
		{1, 576},      {3, 576},      {7, 832},	      {0xe7, 0xa80}, {0xe3, 0xa80},
		{0x23, 0x480}, {0x63, 0x680}, {0x2ff, 0xa80}, /* PKRU is not offered */
		{0, 576},
	};

	(void)state;
	init_skylake();
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(cpuid_policy_xsave_size(cases[i].xcr0), cases[i].size);
	fake_skylake();
	init(2100000000, 7, true, true);
	check(0xd, 0, 7, 832, 832, 0);
	init(2100000000, 3, true, true);
	check(0xd, 0, 3, 576, 576, 0);
}

/* ---- CR4 and EFER */

static void test_cr4(void **state)
{
	/* the CPUID bit, and the CR4 bits that come with it (SDM 2.5) */
	static const struct {
		uint32_t leaf;
		struct cpuid_result feature;
		uint64_t cr4;
	} features[] = {
		{1, {.edx = 1 << 1}, 1 << 0 | 1 << 1}, /* VME, PVI */
		{1, {.edx = 1 << 4}, 1 << 2},	       /* TSD */
		{1, {.edx = 1 << 2}, 1 << 3},	       /* DE */
		{1, {.edx = 1 << 3}, 1 << 4},	       /* PSE */
		{1, {.edx = 1 << 6}, 1 << 5},	       /* PAE */
		{1, {.edx = 1 << 7}, 0},	       /* MCE: not offered */
		{1, {.edx = 1 << 13}, 1 << 7},	       /* PGE */
		{1, {.edx = 1 << 24}, 1 << 9},	       /* OSFXSR */
		{1, {.edx = 1 << 25}, 1 << 10},	       /* OSXMMEXCPT */
		{7, {.ecx = 1 << 2}, 1 << 11},	       /* UMIP */
		{7, {.ecx = 1 << 16}, 0},	       /* LA57 */
		{1, {.ecx = 1 << 5}, 0},	       /* VMXE */
		{1, {.ecx = 1 << 6}, 0},	       /* SMXE */
		{7, {.ebx = 1 << 0}, 1 << 16},	       /* FSGSBASE */
		{1, {.ecx = 1 << 17}, 1 << 17},	       /* PCIDE */
		{1, {.ecx = 1 << 26}, 1 << 18},	       /* OSXSAVE */
		{7, {.ebx = 1 << 7}, 1 << 20},	       /* SMEP */
		{7, {.ebx = 1 << 20}, 1 << 21},	       /* SMAP */
		{7, {.ecx = 1 << 3}, 0},	       /* PKE */
		{7, {.ecx = 1 << 7}, 0},	       /* CET */
		{7, {.edx = 1 << 5}, 0},	       /* UINTR */
	};
	enum { PCE = 1 << 8 };
	uint64_t all = PCE;

	(void)state;
	fake_all_ones();
	fake_fill = 0;
	for (unsigned int i = 0; i < sizeof(features) / sizeof(features[0]); i++) {
		fake_set(features[i].leaf, 0, features[i].feature);
		init(2100000000, 3, true, true);
		assert_int_equal(cpuid_policy_cr4(), PCE | features[i].cr4);
		fake_set(features[i].leaf, 0, (struct cpuid_result){0});
		all |= features[i].cr4;
	}
	fake_all_ones();
	init(2100000000, 0xe7, true, true);
	assert_int_equal(cpuid_policy_cr4(), all);
	/* the processor's XSAVE is of no use when the VMM does not use it */
	init(2100000000, 0, true, true);
	assert_int_equal(cpuid_policy_cr4(), all & ~(1ull << 18));
}

static void test_efer(void **state)
{
	static const struct {
		uint32_t edx;
		uint64_t efer;
	} cases[] = {
		{0, 0},
		{1 << 11, 1},		     /* SYSCALL: SCE */
		{1 << 20, 1 << 11},	     /* NX: NXE */
		{1 << 29, 1 << 8 | 1 << 10}, /* long mode: LME, LMA */
		{UINT32_MAX, 0xd01},
	};

	(void)state;
	fake_all_ones();
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fake_set(0x80000001, 0, (struct cpuid_result){.edx = cases[i].edx});
		init(2100000000, 7, true, true);
		assert_int_equal(cpuid_policy_efer(), cases[i].efer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_else_leaks),
		cmocka_unit_test(test_nothing_of_xsave_leaks),
		cmocka_unit_test(test_missing_features_stay_missing),
		cmocka_unit_test(test_features_with_conditions),
		cmocka_unit_test(test_skylake),
		cmocka_unit_test(test_processor_with_few_leaves),
		cmocka_unit_test(test_processor_with_few_extended_leaves),
		cmocka_unit_test(test_frequencies),
		cmocka_unit_test(test_topology),
		cmocka_unit_test(test_leaves_out_of_range),
		cmocka_unit_test(test_constant_leaves),
		cmocka_unit_test(test_xcr0),
		cmocka_unit_test(test_xsave_size),
		cmocka_unit_test(test_cr4),
		cmocka_unit_test(test_efer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
