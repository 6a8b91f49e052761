/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/cpuid_policy.h"

#include <string.h>

enum {
	BASIC_LEAVES = CPUID_CONSTANT_LEAVES,
	EXTENDED_BASE = 0x80000000,
	EXTENDED_LEAVES = 9,
	CACHE_SUBLEAVES = 8,
	XSAVE_COMPONENTS = 63,
	XSAVE_LEGACY_SIZE = 576, /* legacy area and header */
};

enum leaf {
	LEAF_MAX = 0,
	LEAF_FEATURES = 1,
	LEAF_DESCRIPTORS = 2,
	LEAF_CACHES = 4,
	LEAF_POWER = 6,
	LEAF_STRUCTURED = 7,
	LEAF_TOPOLOGY = 0xb,
	LEAF_XSAVE = 0xd,
	LEAF_TSC = 0x15,
	LEAF_FREQUENCY = 0x16,
};

/* CPUID.1:ECX (SDM, CPUID, table 3-10) */
enum features_ecx {
	SSE3 = 1 << 0,
	PCLMULQDQ = 1 << 1,
	SSSE3 = 1 << 9,
	FMA = 1 << 12,
	CMPXCHG16B = 1 << 13,
	PCID = 1 << 17,
	SSE4_1 = 1 << 19,
	SSE4_2 = 1 << 20,
	X2APIC = 1 << 21,
	MOVBE = 1 << 22,
	POPCNT = 1 << 23,
	TSC_DEADLINE = 1 << 24,
	AESNI = 1 << 25,
	XSAVE = 1 << 26,
	AVX = 1 << 28,
	F16C = 1 << 29,
	RDRAND = 1 << 30,
};

/* CPUID.1:EDX (table 3-11) */
enum features_edx {
	FPU = 1 << 0,
	VME = 1 << 1,
	DE = 1 << 2,
	PSE = 1 << 3,
	TSC = 1 << 4,
	MSR = 1 << 5,
	PAE = 1 << 6,
	CX8 = 1 << 8,
	APIC = 1 << 9,
	SEP = 1 << 11,
	PGE = 1 << 13,
	CMOV = 1 << 15,
	PAT = 1 << 16,
	PSE36 = 1 << 17,
	CLFSH = 1 << 19,
	MMX = 1 << 23,
	FXSR = 1 << 24,
	SSE = 1 << 25,
	SSE2 = 1 << 26,
	SELF_SNOOP = 1 << 27,
};

/* CPUID.(7,0):EBX and ECX */
enum structured_ebx {
	FSGSBASE = 1 << 0,
	BMI1 = 1 << 3,
	AVX2 = 1 << 5,
	SMEP = 1 << 7,
	BMI2 = 1 << 8,
	ERMS = 1 << 9,
	INVPCID = 1 << 10,
	AVX512F = 1 << 16,
	AVX512DQ = 1 << 17,
	RDSEED = 1 << 18,
	ADX = 1 << 19,
	SMAP = 1 << 20,
	AVX512_IFMA = 1 << 21,
	CLFLUSHOPT = 1 << 23,
	CLWB = 1 << 24,
	AVX512CD = 1 << 28,
	SHA = 1 << 29,
	AVX512BW = 1 << 30,
};
#define AVX512VL (1u << 31)

enum structured_ecx {
	AVX512_VBMI = 1 << 1,
	UMIP = 1 << 2,
	AVX512_VBMI2 = 1 << 6,
	GFNI = 1 << 8,
	VAES = 1 << 9,
	VPCLMULQDQ = 1 << 10,
	AVX512_VNNI = 1 << 11,
	AVX512_BITALG = 1 << 12,
	AVX512_VPOPCNTDQ = 1 << 14,
	RDPID = 1 << 22,
};

/* CPUID.80000001H */
enum extended_ecx {
	LAHF64 = 1 << 0,
	LZCNT = 1 << 5,
	PREFETCHW = 1 << 8,
};

enum extended_edx {
	SYSCALL = 1 << 11,
	NX = 1 << 20,
	PAGES_1G = 1 << 26,
	RDTSCP = 1 << 27,
	LONG_MODE = 1 << 29,
};

/* XCR0 (SDM 13.3) */
enum xcr0_bits {
	XCR0_X87 = 1 << 0,
	XCR0_SSE = 1 << 1,
	XCR0_AVX = 1 << 2,
	XCR0_AVX512 = 7 << 5,
};

enum {
	INVARIANT_TSC = 1 << 8,
	ARAT = 1 << 2,
	/* CPUID.(0DH,1):EAX. Without XSAVEC and XSAVES, whose sizes EBX would have to tell. */
	XSAVEOPT = 1 << 0,
	XGETBV1 = 1 << 2,
	XSAVE_ALIGNED = 1 << 1, /* CPUID.(0DH,n):ECX */
	CACHE_TYPE = 0x1f,	/* CPUID.4:EAX; 0: no more caches */
	CACHE_SHAPE = 0x3fff,	/* CPUID.4:EAX: type, level; not who shares it */
	LINEAR_BITS_SHIFT = 8,
	LINEAR_BITS = 48,	  /* guests are not offered CR4.LA57 */
	PHYSICAL_BITS_LEAST = 36, /* without leaf 80000008H (SDM 4.1.4) */
};

const struct cpuid_result *cpuid_constant_leaves[CPUID_CONSTANT_LEAVES];

static struct {
	uint32_t max_basic;
	uint32_t max_extended;
	uint64_t xcr0;
	struct cpuid_result basic[BASIC_LEAVES];
	struct cpuid_result caches[CACHE_SUBLEAVES];
	struct cpuid_result xsave[XSAVE_COMPONENTS];
	struct cpuid_result extended[EXTENDED_LEAVES];
} policy;

/*
 * The processor, with nothing where it has no such leaf: to a number beyond its highest it would
 * give the data of another leaf (SDM, CPUID).
 */
struct processor {
	struct cpuid_result (*read)(uint32_t leaf, uint32_t subleaf);
	uint32_t max_basic;
	uint32_t max_extended;
};

static struct cpuid_result read_leaf(const struct processor *processor, uint32_t leaf,
				     uint32_t subleaf)
{
	uint32_t highest = leaf >= EXTENDED_BASE ? processor->max_extended : processor->max_basic;

	return leaf <= highest ? processor->read(leaf, subleaf) : (struct cpuid_result){0};
}

static void offer_features(void)
{
	struct cpuid_result *leaf = &policy.basic[LEAF_FEATURES];
	uint32_t ecx = SSE3 | PCLMULQDQ | SSSE3 | CMPXCHG16B | PCID | SSE4_1 | SSE4_2 | MOVBE |
		       POPCNT | AESNI | RDRAND;

	if (policy.xcr0)
		ecx |= XSAVE;
	if (policy.xcr0 & XCR0_AVX)
		ecx |= AVX | F16C | FMA;
	/* The local APIC is ours: it has these whatever the machine's has. */
	leaf->ecx = (leaf->ecx & ecx) | X2APIC | TSC_DEADLINE;
	leaf->edx &= FPU | VME | DE | PSE | TSC | MSR | PAE | CX8 | APIC | SEP | PGE | CMOV | PAT |
		     PSE36 | CLFSH | MMX | FXSR | SSE | SSE2 | SELF_SNOOP;
	leaf->edx |= APIC;
	/* One logical processor, APIC ID 0; the CLFLUSH line size and brand index stay. */
	leaf->ebx = (leaf->ebx & 0xffff) | 1 << 16;
}

static void offer_structured(const struct cpuid_policy_facts *facts)
{
	struct cpuid_result *leaf = &policy.basic[LEAF_STRUCTURED];
	uint32_t ebx = FSGSBASE | BMI1 | SMEP | BMI2 | ERMS | RDSEED | ADX | SMAP | CLFLUSHOPT |
		       CLWB | SHA;
	uint32_t ecx = UMIP | GFNI;

	if (facts->invpcid)
		ebx |= INVPCID;
	if (facts->rdtscp)
		ecx |= RDPID;
	if (policy.xcr0 & XCR0_AVX) {
		ebx |= AVX2;
		ecx |= VAES | VPCLMULQDQ;
	}
	if (policy.xcr0 & XCR0_AVX512) {
		ebx |= AVX512F | AVX512DQ | AVX512_IFMA | AVX512CD | AVX512BW | AVX512VL;
		ecx |= AVX512_VBMI | AVX512_VBMI2 | AVX512_VNNI | AVX512_BITALG | AVX512_VPOPCNTDQ;
	}
	*leaf = (struct cpuid_result){.ebx = leaf->ebx & ebx, .ecx = leaf->ecx & ecx};
}

static struct cpuid_result address_sizes(const struct processor *processor)
{
	uint32_t physical = read_leaf(processor, EXTENDED_BASE + 8, 0).eax & 0xff;

	return (struct cpuid_result){
		.eax = (physical ? physical : PHYSICAL_BITS_LEAST) | LINEAR_BITS
									     << LINEAR_BITS_SHIFT,
	};
}

static void offer_extended(const struct processor *processor,
			   const struct cpuid_policy_facts *facts)
{
	enum { BRAND_FIRST = 2, BRAND_LAST = 4, L2_CACHE = 6, POWER = 7, ADDRESSES = 8 };
	struct cpuid_result features = read_leaf(processor, EXTENDED_BASE + 1, 0);

	policy.max_extended = EXTENDED_BASE + EXTENDED_LEAVES - 1;
	policy.extended[0].eax = policy.max_extended;
	policy.extended[1].ecx = features.ecx & (LAHF64 | LZCNT | PREFETCHW);
	policy.extended[1].edx =
		features.edx & (SYSCALL | NX | PAGES_1G | LONG_MODE | (facts->rdtscp ? RDTSCP : 0));
	for (uint32_t i = BRAND_FIRST; i <= BRAND_LAST; i++)
		policy.extended[i] = read_leaf(processor, EXTENDED_BASE + i, 0);
	policy.extended[L2_CACHE].ecx = read_leaf(processor, EXTENDED_BASE + L2_CACHE, 0).ecx;
	policy.extended[POWER].edx =
		read_leaf(processor, EXTENDED_BASE + POWER, 0).edx & INVARIANT_TSC;
	policy.extended[ADDRESSES] = address_sizes(processor);
}

/*
 * The components of a set that can be used together: AVX-512's only all, and with AVX (SDM 13.3).
 */
static uint64_t consistent_xcr0(uint64_t xcr0)
{
	if (!(xcr0 & XCR0_SSE))
		xcr0 &= ~(uint64_t)XCR0_AVX;
	if ((xcr0 & XCR0_AVX512) != XCR0_AVX512 || !(xcr0 & XCR0_AVX))
		xcr0 &= ~(uint64_t)XCR0_AVX512;
	return xcr0;
}

static void offer_xsave(const struct processor *processor)
{
	for (uint32_t i = 2; i < XSAVE_COMPONENTS; i++) {
		struct cpuid_result component = {0};

		if (policy.xcr0 >> i & 1)
			component = read_leaf(processor, LEAF_XSAVE, i);
		policy.xsave[i] = (struct cpuid_result){
			.eax = component.eax,
			.ebx = component.ebx,
			.ecx = component.ecx & XSAVE_ALIGNED,
		};
	}
	if (!policy.xcr0)
		return;
	policy.xsave[0] = (struct cpuid_result){
		.eax = (uint32_t)policy.xcr0,
		.ebx = cpuid_policy_xsave_size(policy.xcr0),
		.ecx = cpuid_policy_xsave_size(policy.xcr0),
		.edx = (uint32_t)(policy.xcr0 >> 32),
	};
	policy.xsave[1].eax = read_leaf(processor, LEAF_XSAVE, 1).eax & (XSAVEOPT | XGETBV1);
}

/* One core with one thread: the upper bits of EAX count others, of which there are none. */
static void offer_caches(const struct processor *processor)
{
	for (uint32_t i = 0; i < CACHE_SUBLEAVES; i++) {
		struct cpuid_result cache = read_leaf(processor, LEAF_CACHES, i);

		cache.eax &= CACHE_SHAPE;
		if (!(cache.eax & CACHE_TYPE))
			break;
		policy.caches[i] = cache;
	}
}

static void set_constant_leaves(void)
{
	for (uint32_t leaf = 0; leaf < CPUID_CONSTANT_LEAVES; leaf++)
		cpuid_constant_leaves[leaf] = &policy.basic[leaf];
	cpuid_constant_leaves[LEAF_FEATURES] = NULL; /* OSXSAVE */
	cpuid_constant_leaves[LEAF_CACHES] = NULL;
	cpuid_constant_leaves[LEAF_STRUCTURED] = NULL;
	cpuid_constant_leaves[LEAF_TOPOLOGY] = NULL;
	cpuid_constant_leaves[LEAF_XSAVE] = NULL;
}

void cpuid_policy_init(struct cpuid_result (*read)(uint32_t leaf, uint32_t subleaf),
		       const struct cpuid_policy_facts *facts)
{
	enum { HZ_PER_MHZ = 1000000 };
	uint32_t mhz = (uint32_t)((facts->tsc_hz + HZ_PER_MHZ / 2) / HZ_PER_MHZ);
	struct processor processor = {
		.read = read,
		.max_basic = read(LEAF_MAX, 0).eax,
		.max_extended = read(EXTENDED_BASE, 0).eax,
	};

	memset(&policy, 0, sizeof(policy));
	policy.xcr0 =
		consistent_xcr0(facts->host_xcr0 & (XCR0_X87 | XCR0_SSE | XCR0_AVX | XCR0_AVX512));
	policy.basic[LEAF_MAX] = read(LEAF_MAX, 0);
	policy.max_basic = LEAF_FREQUENCY;
	policy.basic[LEAF_MAX].eax = policy.max_basic;
	policy.basic[LEAF_FEATURES] = read_leaf(&processor, LEAF_FEATURES, 0);
	policy.basic[LEAF_DESCRIPTORS] = read_leaf(&processor, LEAF_DESCRIPTORS, 0);
	policy.basic[LEAF_POWER].eax = ARAT; /* our local APIC's timer never stops */
	policy.basic[LEAF_STRUCTURED] = read_leaf(&processor, LEAF_STRUCTURED, 0);
	offer_features();
	offer_structured(facts);
	offer_caches(&processor);
	offer_xsave(&processor);
	/*
	 * The "core crystal" is the TSC itself: TSC and local APIC timer count alike, exactly, and
	 * a guest need not measure. ECX is 32 bits wide: beyond, the frequency is not given.
	 */
	policy.basic[LEAF_TSC] = (struct cpuid_result){
		.eax = 1,
		.ebx = 1,
		.ecx = facts->tsc_hz <= UINT32_MAX ? (uint32_t)facts->tsc_hz : 0,
	};
	policy.basic[LEAF_FREQUENCY] = (struct cpuid_result){mhz, mhz, 0, 0};
	offer_extended(&processor, facts);
	set_constant_leaves();
}

static struct cpuid_result topology(uint32_t subleaf)
{
	enum { LEVEL_THREAD = 1, LEVEL_CORE = 2 };

	if (subleaf > 1)
		return (struct cpuid_result){.ecx = subleaf & 0xff};
	return (struct cpuid_result){
		.ebx = 1,
		.ecx = subleaf | (subleaf == 0 ? LEVEL_THREAD : LEVEL_CORE) << 8,
	};
}

struct cpuid_result cpuid_policy_lookup(uint32_t leaf, uint32_t subleaf)
{
	static const struct cpuid_result nothing;

	if (leaf >= EXTENDED_BASE && leaf <= policy.max_extended)
		return policy.extended[leaf - EXTENDED_BASE];
	/* Beyond both ranges the processor answers as for the highest basic leaf (SDM, CPUID). */
	if (leaf > policy.max_basic)
		leaf = policy.max_basic;

	switch (leaf) {
	case LEAF_CACHES:
		return subleaf < CACHE_SUBLEAVES ? policy.caches[subleaf] : nothing;
	case LEAF_STRUCTURED:
		return subleaf ? nothing : policy.basic[leaf];
	case LEAF_TOPOLOGY:
		return topology(subleaf);
	case LEAF_XSAVE:
		return subleaf < XSAVE_COMPONENTS ? policy.xsave[subleaf] : nothing;
	default:
		return policy.basic[leaf];
	}
}

uint32_t cpuid_policy_xsave_size(uint64_t xcr0)
{
	uint32_t size = XSAVE_LEGACY_SIZE;

	for (uint32_t i = 2; i < XSAVE_COMPONENTS; i++) {
		uint32_t end = policy.xsave[i].ebx + policy.xsave[i].eax;

		if ((xcr0 >> i & 1) && end > size)
			size = end;
	}
	return size;
}

bool cpuid_policy_xcr0_valid(uint64_t xcr0)
{
	return !(xcr0 & ~policy.xcr0) && (xcr0 & XCR0_X87) && consistent_xcr0(xcr0) == xcr0;
}

uint64_t cpuid_policy_cr4(void)
{
	const struct cpuid_result *features = &policy.basic[LEAF_FEATURES];
	const struct cpuid_result *structured = &policy.basic[LEAF_STRUCTURED];
	uint64_t cr4 = CR4_PCE;

	cr4 |= features->edx & TSC ? CR4_TSD : 0;
	cr4 |= features->edx & FXSR ? CR4_OSFXSR : 0;
	cr4 |= features->edx & SSE ? CR4_OSXMMEXCPT : 0;
	cr4 |= features->edx & VME ? CR4_VME | CR4_PVI : 0;
	cr4 |= features->edx & DE ? CR4_DE : 0;
	cr4 |= features->edx & PSE ? CR4_PSE : 0;
	cr4 |= features->edx & PAE ? CR4_PAE : 0;
	cr4 |= features->edx & PGE ? CR4_PGE : 0;
	cr4 |= features->ecx & PCID ? CR4_PCIDE : 0;
	cr4 |= features->ecx & XSAVE ? CR4_OSXSAVE : 0;
	cr4 |= structured->ebx & FSGSBASE ? CR4_FSGSBASE : 0;
	cr4 |= structured->ebx & SMEP ? CR4_SMEP : 0;
	cr4 |= structured->ebx & SMAP ? CR4_SMAP : 0;
	cr4 |= structured->ecx & UMIP ? CR4_UMIP : 0;
	return cr4;
}

uint64_t cpuid_policy_efer(void)
{
	const struct cpuid_result *extended = &policy.extended[1];

	return (extended->edx & SYSCALL ? EFER_SCE : 0) |
	       (extended->edx & LONG_MODE ? EFER_LME | EFER_LMA : 0) |
	       (extended->edx & NX ? EFER_NXE : 0);
}
