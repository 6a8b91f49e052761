# SPDX-License-Identifier: BSD-2-Clause
#
# The VMM's files of pure logic: they touch no privileged instruction and no hardware, so that the unit tests of vmm/ and
# boot/ link with them on the host.
VMM_PURE := $(filter-out vmm/capabilities_read.c,$(wildcard $(addprefix vmm/,capabilities*.c audit*.c \
	cpuid_policy.c deadline.c describe.c elf.c guest_elf64.c page_table.c ring.c walk.c devices/*.c)))
