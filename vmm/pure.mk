# SPDX-License-Identifier: BSD-2-Clause
#
# The VMM's files of pure logic: they touch no privileged instruction and no hardware, so that the unit tests of vmm/ and
# boot/ link with them on the host.
VMM_PURE := $(wildcard $(addprefix vmm/,capabilities*.c audit*.c describe.c walk.c deadline.c elf.c ept.c \
	guest_elf64.c fifo.c))
