/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A guest's memory, as the VMM reaches it: by guest-physical address, bounds checked, and by linear
 * address through the guest's own page tables as the registers in the current VMCS have them. Root.
 */
#ifndef VMM_GUEST_MEMORY_H
#define VMM_GUEST_MEMORY_H

#include "vmm/cpu.h"
#include "vmm/walk.h"

/* Where guest-physical [gpa, gpa + size) lies in the machine's memory; NULL unless all of it is the
 * guest's. */
void *guest_physical(const struct guest *guest, uint64_t gpa, uint64_t size);

/* The processor's state for a walk by the vCPU whose VMCS is current, and the access flags of its
 * privilege level. */
struct walk_paging guest_paging(const struct vcpu *vcpu);
unsigned int guest_privilege_access(void);

/*
 * Copies size bytes (to the guest if access has WALK_WRITE) at a linear address. On a page fault or
 * other failure nothing more is copied; *fault tells at which linear address and *result why.
 * With buffer NULL it only finds out whether it could.
 */
enum walk_status guest_linear_copy(const struct vcpu *vcpu, uint64_t linear, void *buffer,
				   size_t size, unsigned int access, uint64_t *fault,
				   struct walk_result *result);

#endif
