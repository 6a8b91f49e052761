/* SPDX-License-Identifier: BSD-2-Clause */
/* VMX instructions and the names of VMCS fields and exit reasons. Root mode only. */
#ifndef VMM_VMX_H
#define VMM_VMX_H

#include <stdbool.h>
#include <stdint.h>

enum vmcs_field {
#define VMCS_FIELD(name, encoding) name = (encoding),
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
};

enum exit_reason {
#define EXIT_REASON(number, name, probe_name, words) EXIT_##name = (number),
#include "vmm/exit_reasons.def"
#undef EXIT_REASON
	EXIT_REASON_COUNT = 78,
};

/* Bits of the exit reason above the basic reason (SDM 25.9.1). */
#define EXIT_REASON_ENTRY_FAILURE (1u << 31)

/* Interruption information, on exits and for entries (SDM 25.8.3, 25.9.2). */
enum interruption_info {
	INTERRUPTION_VECTOR = 0xff,
	INTERRUPTION_TYPE_MASK = 7 << 8,
	INTERRUPTION_EXTERNAL = 0 << 8,
	INTERRUPTION_NMI = 2 << 8,
	INTERRUPTION_HARDWARE_EXCEPTION = 3 << 8,
	INTERRUPTION_SOFTWARE_INTERRUPT = 4 << 8,
	INTERRUPTION_PRIVILEGED_SOFTWARE_EXCEPTION = 5 << 8,
	INTERRUPTION_SOFTWARE_EXCEPTION = 6 << 8,
	INTERRUPTION_ERROR_CODE = 1 << 11,
	INTERRUPTION_NMI_UNBLOCKING = 1 << 12,
};
#define INTERRUPTION_VALID (1u << 31)

enum interruptibility {
	BLOCKING_BY_STI = 1 << 0,
	BLOCKING_BY_MOV_SS = 1 << 1,
	BLOCKING_BY_SMI = 1 << 2,
	BLOCKING_BY_NMI = 1 << 3,
};

enum activity_state {
	ACTIVITY_ACTIVE = 0,
	ACTIVITY_HLT = 1,
	ACTIVITY_SHUTDOWN = 2,
	ACTIVITY_WAIT_FOR_SIPI = 3,
};

/* Pending debug exceptions: a single-step trap is due (SDM 25.4.2). */
enum { PENDING_DEBUG_BS = 1 << 14 };

/* Segment access rights (SDM 25.4.1). */
enum access_rights {
	AR_TYPE_DATA = 0x3, /* read/write, accessed */
	AR_TYPE_CODE = 0xb, /* execute/read, accessed */
	AR_TYPE_LDT = 0x2,
	AR_TYPE_TSS_BUSY = 0xb,
	AR_CODE_OR_DATA = 1 << 4,
	AR_DPL_SHIFT = 5,
	AR_PRESENT = 1 << 7,
	AR_LONG = 1 << 13,
	AR_BIG = 1 << 14,
	AR_GRANULARITY = 1 << 15,
	AR_UNUSABLE = 1 << 16,
};

/* Reports a VMX instruction that failed where it cannot, and stops the machine. */
_Noreturn __attribute__((cold)) void vmx_fail(const char *instruction, uint64_t operand);

/*
 * Reads a field of the current VMCS. The field exists on every processor that passed the capability
 * check; a failure is a bug of ours and stops the machine with a report (see vmx_fail).
 */
static inline uint64_t vmread(enum vmcs_field field)
{
	uint64_t value;

	__asm__ goto volatile("vmread %1, %0\n\tjbe %l2"
			      : "=r"(value)
			      : "r"((uint64_t)field)
			      : "memory", "cc"
			      : failed);
	return value;
failed:
	vmx_fail("VMREAD", field);
}

static inline void vmwrite(enum vmcs_field field, uint64_t value)
{
	__asm__ goto volatile("vmwrite %1, %0\n\tjbe %l2"
			      :
			      : "r"((uint64_t)field), "r"(value)
			      : "memory", "cc"
			      : failed);
	return;
failed:
	vmx_fail("VMWRITE", field);
}

/* Reads a field that the processor may lack. False then. */
static inline bool vmread_safe(uint32_t field, uint64_t *value)
{
	bool failed;

	__asm__ volatile("vmread %2, %1"
			 : "=@ccbe"(failed), "=r"(*value)
			 : "r"((uint64_t)field)
			 : "memory");
	return !failed;
}

/* These take a physical address in memory, as the instructions do. True when they succeed. */
static inline bool vmxon(uint64_t region)
{
	bool failed;

	__asm__ volatile("vmxon %1" : "=@ccbe"(failed) : "m"(region) : "memory");
	return !failed;
}

static inline bool vmclear(uint64_t region)
{
	bool failed;

	__asm__ volatile("vmclear %1" : "=@ccbe"(failed) : "m"(region) : "memory");
	return !failed;
}

static inline bool vmptrld(uint64_t region)
{
	bool failed;

	__asm__ volatile("vmptrld %1" : "=@ccbe"(failed) : "m"(region) : "memory");
	return !failed;
}

enum invept_type { INVEPT_SINGLE_CONTEXT = 1, INVEPT_ALL_CONTEXTS = 2 };
enum invvpid_type { INVVPID_SINGLE_CONTEXT = 1, INVVPID_ALL_CONTEXTS = 2 };

static inline bool invept(enum invept_type type, uint64_t eptp)
{
	struct {
		uint64_t eptp;
		uint64_t reserved;
	} descriptor = {.eptp = eptp};
	bool failed;

	__asm__ volatile("invept %1, %2"
			 : "=@ccbe"(failed)
			 : "m"(descriptor), "r"((uint64_t)type)
			 : "memory");
	return !failed;
}

static inline bool invvpid(enum invvpid_type type, uint16_t vpid)
{
	struct {
		uint64_t vpid;
		uint64_t address;
	} descriptor = {.vpid = vpid};
	bool failed;

	__asm__ volatile("invvpid %1, %2"
			 : "=@ccbe"(failed)
			 : "m"(descriptor), "r"((uint64_t)type)
			 : "memory");
	return !failed;
}

#endif
