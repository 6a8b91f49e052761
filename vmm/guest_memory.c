/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/guest_memory.h"

#include "vmm/cpuid_policy.h"
#include "vmm/x86.h"

#include <string.h>

void *guest_physical(const struct guest *guest, uint64_t gpa, uint64_t size)
{
	const struct span *memory = &guest->config->memory;

	if (gpa > memory->size || size > memory->size - gpa)
		return NULL;
	return (void *)(uintptr_t)(memory->base + gpa);
}

static bool read_entry(void *cookie, uint64_t gpa, uint64_t *value)
{
	const uint64_t *entry = guest_physical(cookie, gpa, sizeof(*entry));

	if (!entry)
		return false;
	*value = *(const volatile uint64_t *)entry;
	return true;
}

struct walk_paging guest_paging(const struct vcpu *vcpu)
{
	uint64_t owned = vmread(VMX_CR0_GUEST_HOST_MASK);

	return (struct walk_paging){
		.cr0 = (vmread(VMX_GUEST_CR0) & ~owned) | (vmread(VMX_CR0_READ_SHADOW) & owned),
		.cr3 = vmread(VMX_GUEST_CR3),
		.cr4 = vmread(VMX_GUEST_CR4),
		.efer = vmread(VMX_GUEST_IA32_EFER),
		.rflags = vmread(VMX_GUEST_RFLAGS),
		.pdpte = {vmread(VMX_GUEST_PDPTR0), vmread(VMX_GUEST_PDPTR1),
			  vmread(VMX_GUEST_PDPTR2), vmread(VMX_GUEST_PDPTR3)},
		.physical_bits = (uint8_t)capabilities_physical_bits(&vcpu->cpu->capabilities),
		.gigabyte_pages = cpuid_policy_lookup(0x80000001, 0).edx >> 26 & 1,
	};
}

unsigned int guest_privilege_access(void)
{
	return (vmread(VMX_GUEST_SS_AR_BYTES) >> AR_DPL_SHIFT & 3) == 3 ? WALK_USER : 0;
}

static void copy_piece(void *guest, void *buffer, size_t size, bool to_guest)
{
	if (to_guest)
		memcpy(guest, buffer, size);
	else
		memcpy(buffer, guest, size);
}

enum walk_status guest_linear_copy(const struct vcpu *vcpu, uint64_t linear, void *buffer,
				   size_t size, unsigned int access, uint64_t *fault,
				   struct walk_result *result)
{
	struct walk_paging paging = guest_paging(vcpu);
	size_t done = 0;

	while (done < size) {
		size_t in_page = PAGE_SIZE - ((linear + done) & (PAGE_SIZE - 1));
		size_t piece = size - done < in_page ? size - done : in_page;
		enum walk_status status = walk_linear(&paging, linear + done, access, read_entry,
						      vcpu->guest, result);
		void *host =
			status == WALK_OK ? guest_physical(vcpu->guest, result->gpa, piece) : NULL;

		*fault = linear + done;
		if (status != WALK_OK)
			return status;
		if (!host)
			return WALK_NO_MEMORY;
		if (buffer)
			copy_piece(host, (unsigned char *)buffer + done, piece,
				   access & WALK_WRITE);
		done += piece;
	}
	return WALK_OK;
}
