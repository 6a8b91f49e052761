/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Processors for tests of what the VMM makes of CPUID: a table of answers in place of the
 * instruction.
 */
#ifndef VMM_TESTS_FAKE_CPUID_H
#define VMM_TESTS_FAKE_CPUID_H

#include "vmm/x86.h"

#include <stdint.h>

/*
 * The highest leaves of each range; and every register of the leaves in range that have no answer.
 */
extern uint32_t fake_max_basic;
extern uint32_t fake_max_extended;
extern uint32_t fake_fill;

/*
 * The instruction, as Intel's processors have it: a number beyond the highest gets the answer of
 * the highest basic leaf.
 */
struct cpuid_result fake_cpuid(uint32_t leaf, uint32_t subleaf);

/* Gives a leaf its answer. */
void fake_set(uint32_t leaf, uint32_t subleaf, struct cpuid_result result);

/* Makes leaf 0 say GenuineIntel and fake_max_basic. */
void fake_set_vendor(void);

/* Every bit of every leaf is set: what a guest then sees is the allow-list. */
void fake_all_ones(void);

/* A Skylake server: with AVX-512, as Bochs' corei7_skylake_x. */
void fake_skylake(void);

/* A Westmere: the first with unrestricted guest; nothing in leaf 7, and no XSAVE. */
void fake_westmere(void);

#endif
