/* SPDX-License-Identifier: BSD-2-Clause */
/* A virtual CPU's VMCS and the guest registers beside it. */
#include "vmm/cpu.h"

#include "vmm/bitmaps.h"
#include "vmm/guest_elf64.h"
#include "vmm/host.h"
#include "vmm/memory.h"
#include "vmm/x86.h"

#include <string.h>

/* What entry.asm relies on: the registers first, and VCPU_HOST_STACK. */
_Static_assert(offsetof(struct vcpu, context.gpr) == 0, "entry.asm");
_Static_assert(offsetof(struct vcpu, host_stack) == 152, "entry.asm");

void vmx_exit(void); /* entry.asm */
void vcpu_launch(void);

enum {
	FXSAVE_SIZE = 512,
	FXSAVE_FCW = 0, /* byte offsets in the legacy area (SDM 10.5.1, 13.4.1) */
	FXSAVE_MXCSR = 24,
	FCW_RESET = 0x37f, /* after FNINIT; a reset's 0x40 is of no use to any guest */
	MXCSR_RESET = 0x1f80,
	XCR0_X87 = 1,
};

/* CR0 bits that a guest may write but that do not reach the processor: caches stay on, FPU errors
 * native. */
static const uint64_t cr0_owned = CR0_CD | CR0_NW | CR0_NE;

static void write_controls(const struct vcpu *vcpu, const struct cpu *cpu, uint64_t ept_pointer)
{
	vmwrite(VMX_PIN_BASED_VM_EXEC_CONTROL, cpu->controls.pin);
	vmwrite(VMX_CPU_BASED_VM_EXEC_CONTROL, cpu->controls.proc);
	vmwrite(VMX_SECONDARY_VM_EXEC_CONTROL, cpu->controls.proc2);
	vmwrite(VMX_VM_EXIT_CONTROLS, cpu->controls.exit);
	vmwrite(VMX_VM_ENTRY_CONTROLS, cpu->controls.entry);

	/*
	 * #DB and #AC: their delivery can raise them again for ever without an instruction
	 * boundary, where no timer exits (CVE-2015-5307, CVE-2015-8104). #MC is the machine's
	 * business.
	 */
	vmwrite(VMX_EXCEPTION_BITMAP, 1u << VECTOR_DB | 1u << VECTOR_AC | 1u << VECTOR_MC);
	vmwrite(VMX_PAGE_FAULT_ERROR_CODE_MASK, 0);
	vmwrite(VMX_PAGE_FAULT_ERROR_CODE_MATCH, 0);
	vmwrite(VMX_CR3_TARGET_COUNT, 0);
	vmwrite(VMX_VM_EXIT_MSR_STORE_COUNT, 0);
	vmwrite(VMX_VM_EXIT_MSR_LOAD_COUNT, 0);
	vmwrite(VMX_VM_ENTRY_MSR_LOAD_COUNT, 0);
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD, 0);

	vmwrite(VMX_IO_BITMAP_A, io_bitmap_a());
	vmwrite(VMX_IO_BITMAP_B, io_bitmap_b());
	vmwrite(VMX_MSR_BITMAP, msr_bitmap());
	vmwrite(VMX_EPT_POINTER, ept_pointer);
	vmwrite(VMX_VIRTUAL_PROCESSOR_ID, vcpu->vpid);
	vmwrite(VMX_TSC_OFFSET, vcpu->tsc_offset);

	vmwrite(VMX_CR0_GUEST_HOST_MASK, cr0_owned);
	/* VMXE is the VMM's; the others that a guest may not set raise #GP when it tries. */
	vmwrite(VMX_CR4_GUEST_HOST_MASK, ~cpu->guest_cr4);
	vmwrite(VMX_CR4_READ_SHADOW, 0);
}

static void write_host_state(const struct cpu *cpu)
{
	vmwrite(VMX_HOST_CS_SELECTOR, HOST_CS);
	vmwrite(VMX_HOST_SS_SELECTOR, HOST_DS);
	vmwrite(VMX_HOST_DS_SELECTOR, HOST_DS);
	vmwrite(VMX_HOST_ES_SELECTOR, HOST_DS);
	vmwrite(VMX_HOST_FS_SELECTOR, HOST_DS);
	vmwrite(VMX_HOST_GS_SELECTOR, HOST_DS);
	vmwrite(VMX_HOST_TR_SELECTOR, HOST_TR);
	vmwrite(VMX_HOST_FS_BASE, 0);
	vmwrite(VMX_HOST_GS_BASE, 0);
	vmwrite(VMX_HOST_TR_BASE, (uintptr_t)&cpu->tables.tss);
	vmwrite(VMX_HOST_GDTR_BASE, (uintptr_t)cpu->tables.gdt);
	vmwrite(VMX_HOST_IDTR_BASE, host_idt_base());
	vmwrite(VMX_HOST_CR0, read_cr0());
	vmwrite(VMX_HOST_CR3, read_cr3());
	vmwrite(VMX_HOST_CR4, read_cr4());
	vmwrite(VMX_HOST_IA32_EFER, rdmsr(MSR_IA32_EFER));
	vmwrite(VMX_HOST_IA32_PAT, rdmsr(MSR_IA32_PAT));
	vmwrite(VMX_HOST_IA32_SYSENTER_CS, 0);
	vmwrite(VMX_HOST_IA32_SYSENTER_ESP, 0);
	vmwrite(VMX_HOST_IA32_SYSENTER_EIP, 0);
}

struct segment_fields {
	enum vmcs_field selector;
	enum vmcs_field base;
	enum vmcs_field limit;
	enum vmcs_field rights;
};

static const struct segment_fields segments[] = {
#define SEGMENT(name)                                                                           \
	{                                                                                       \
		VMX_GUEST_##name##_SELECTOR, VMX_GUEST_##name##_BASE, VMX_GUEST_##name##_LIMIT, \
			VMX_GUEST_##name##_AR_BYTES                                             \
	}
	SEGMENT(CS), SEGMENT(SS), SEGMENT(DS),	 SEGMENT(ES),
	SEGMENT(FS), SEGMENT(GS), SEGMENT(LDTR), SEGMENT(TR),
#undef SEGMENT
};

/* The processor after reset, in real mode (SDM 9.1.1, table 9-1), but with RIP 0 and all segments
 * at 0. */
static void write_guest_reset_state(void)
{
	for (unsigned int i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
		vmwrite(segments[i].selector, 0);
		vmwrite(segments[i].base, 0);
		vmwrite(segments[i].limit, 0xffff);
		vmwrite(segments[i].rights, AR_CODE_OR_DATA | AR_PRESENT | AR_TYPE_DATA);
	}
	vmwrite(VMX_GUEST_CS_AR_BYTES, AR_CODE_OR_DATA | AR_PRESENT | AR_TYPE_CODE);
	vmwrite(VMX_GUEST_LDTR_AR_BYTES, AR_PRESENT | AR_TYPE_LDT);
	vmwrite(VMX_GUEST_TR_AR_BYTES, AR_PRESENT | AR_TYPE_TSS_BUSY);
	vmwrite(VMX_GUEST_GDTR_BASE, 0);
	vmwrite(VMX_GUEST_GDTR_LIMIT, 0xffff);
	vmwrite(VMX_GUEST_IDTR_BASE, 0);
	vmwrite(VMX_GUEST_IDTR_LIMIT, 0xffff);
	vmwrite(VMX_GUEST_CR0, CR0_ET | CR0_NE);
	vmwrite(VMX_CR0_READ_SHADOW, CR0_ET);
	vmwrite(VMX_GUEST_CR3, 0);
	vmwrite(VMX_GUEST_CR4, CR4_VMXE);
	vmwrite(VMX_GUEST_DR7, DR7_RESET);
	vmwrite(VMX_GUEST_RSP, 0);
	vmwrite(VMX_GUEST_RIP, 0);
	vmwrite(VMX_GUEST_RFLAGS, RFLAGS_FIXED);
	vmwrite(VMX_GUEST_SYSENTER_CS, 0);
	vmwrite(VMX_GUEST_SYSENTER_ESP, 0);
	vmwrite(VMX_GUEST_SYSENTER_EIP, 0);
	vmwrite(VMX_GUEST_IA32_DEBUGCTL, 0);
	vmwrite(VMX_GUEST_IA32_EFER, 0);
	vmwrite(VMX_GUEST_IA32_PAT, pat_reset_value);
	vmwrite(VMX_GUEST_PENDING_DBG_EXCEPTIONS, 0);
	vmwrite(VMX_GUEST_INTERRUPTIBILITY_INFO, 0);
	vmwrite(VMX_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	vmwrite(VMX_VMCS_LINK_POINTER, UINT64_MAX);
}

static void create_vmcs(struct vcpu *vcpu, struct cpu *cpu, uint64_t ept_pointer)
{
	enum { REVISION_MASK = 0x7fffffff };

	vcpu->cpu = cpu;
	vcpu->vmcs = memory_require(PAGE_SIZE, "a VMCS");
	vcpu->host_stack = cpu->idle.host_stack;
	*(uint32_t *)vcpu->vmcs = cpu->capabilities.basic & REVISION_MASK;
	if (!vmclear((uintptr_t)vcpu->vmcs))
		vmx_fail("VMCLEAR", (uintptr_t)vcpu->vmcs);
	vcpu_load_vmcs(vcpu);
	write_controls(vcpu, cpu, ept_pointer);
	write_host_state(cpu);
	write_guest_reset_state();
}

static void reset_registers(struct guest_registers *registers, const struct cpu *cpu)
{
	size_t size = cpu->host_xcr0 ? cpuid(0xd, 0).ebx : FXSAVE_SIZE;
	unsigned char *fpu = memory_require(size, "a guest's FPU state");

	*(uint16_t *)(fpu + FXSAVE_FCW) = FCW_RESET;
	*(uint32_t *)(fpu + FXSAVE_MXCSR) = MXCSR_RESET;
	*registers = (struct guest_registers){.dr6 = DR6_RESET, .xcr0 = XCR0_X87, .fpu = fpu};
}

void vcpu_init(struct vcpu *vcpu, struct cpu *cpu, struct guest *guest, uint64_t ept_pointer)
{
	vcpu->guest = guest;
	vcpu->vpid = (uint16_t)(guest->number + 1); /* 0 is the VMM's, 1 the idle vCPU's */
	vcpu->context = (struct probe_context){
		.pid = (int32_t)guest->number,
		.tid = 1,
		.cpu = (int32_t)cpu->index,
	};
	reset_registers(&vcpu->registers, cpu);
	lapic_reset(&vcpu->lapic, 0);
	create_vmcs(vcpu, cpu, ept_pointer);
	/* TLB entries of whoever had this VPID or EPT pointer before the VMM started. */
	if (!invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid) ||
	    !invept(INVEPT_SINGLE_CONTEXT, ept_pointer))
		vmx_fail("INVVPID or INVEPT", vcpu->vpid);
}

void vcpu_init_idle(struct cpu *cpu)
{
	struct vcpu *idle = &cpu->idle;
	uint64_t *empty = memory_require(PAGE_SIZE, "the idle vCPU's EPT");
	uint64_t ept_pointer = (uintptr_t)empty | EPT_POINTER_WRITE_BACK | EPT_POINTER_FOUR_LEVELS;

	idle->vpid = 1;
	idle->context = cpu->outside;
	idle->host_stack = host_allocate_stack() - 16;
	*(struct cpu **)idle->host_stack = cpu;
	create_vmcs(idle, cpu, ept_pointer);
	/*
	 * The CPU waits as a halted guest would: the preemption timer goes on counting in this
	 * state (SDM 26.5.1), which HLT in root mode, where nothing may interrupt, could not offer.
	 */
	vmwrite(VMX_GUEST_ACTIVITY_STATE, ACTIVITY_HLT);
	if (!vcpu_launch_once(idle))
		host_panic("the idle vCPU cannot be entered");
}

bool vcpu_launch_once(struct vcpu *vcpu)
{
	vmwrite(VMX_GUEST_PREEMPTION_TIMER_VALUE, 0);
	vcpu_launch();

	bool launched = vmread(VMX_VM_EXIT_REASON) == EXIT_PREEMPTION_TIMER;

	vmwrite(VMX_HOST_RSP, (uintptr_t)vcpu);
	vmwrite(VMX_HOST_RIP, (uintptr_t)vmx_exit);
	return launched;
}

void vcpu_load_vmcs(struct vcpu *vcpu)
{
	if (!vmptrld((uintptr_t)vcpu->vmcs))
		vmx_fail("VMPTRLD", (uintptr_t)vcpu->vmcs);
}

static void save_registers(const struct cpu *cpu, struct guest_registers *registers)
{
	registers->cr2 = read_cr2();
	registers->dr[0] = read_dr0();
	registers->dr[1] = read_dr1();
	registers->dr[2] = read_dr2();
	registers->dr[3] = read_dr3();
	registers->dr6 = read_dr6();
	registers->kernel_gs_base = rdmsr(MSR_IA32_KERNEL_GS_BASE);
	registers->star = rdmsr(MSR_IA32_STAR);
	registers->lstar = rdmsr(MSR_IA32_LSTAR);
	registers->cstar = rdmsr(MSR_IA32_CSTAR);
	registers->fmask = rdmsr(MSR_IA32_FMASK);
	if (cpu->controls.proc2 & PROC2_RDTSCP)
		registers->tsc_aux = rdmsr(MSR_IA32_TSC_AUX);
	if (!cpu->host_xcr0) {
		fxsave(registers->fpu);
		return;
	}
	/* All components, whatever the guest has enabled now: what it left in the others is its own
	 * too. */
	xsetbv(0, cpu->host_xcr0);
	xsave(registers->fpu);
}

static void load_registers(const struct cpu *cpu, const struct guest_registers *registers)
{
	write_cr2(registers->cr2);
	write_dr0(registers->dr[0]);
	write_dr1(registers->dr[1]);
	write_dr2(registers->dr[2]);
	write_dr3(registers->dr[3]);
	write_dr6(registers->dr6);
	wrmsr(MSR_IA32_KERNEL_GS_BASE, registers->kernel_gs_base);
	wrmsr(MSR_IA32_STAR, registers->star);
	wrmsr(MSR_IA32_LSTAR, registers->lstar);
	wrmsr(MSR_IA32_CSTAR, registers->cstar);
	wrmsr(MSR_IA32_FMASK, registers->fmask);
	if (cpu->controls.proc2 & PROC2_RDTSCP)
		wrmsr(MSR_IA32_TSC_AUX, registers->tsc_aux);
	if (!cpu->host_xcr0) {
		fxrstor(registers->fpu);
		return;
	}
	xsetbv(0, cpu->host_xcr0);
	xrstor(registers->fpu);
	xsetbv(0, registers->xcr0);
}

void vcpu_switch_registers(struct cpu *cpu, struct vcpu *vcpu)
{
	if (cpu->register_owner)
		save_registers(cpu, &cpu->register_owner->registers);
	load_registers(cpu, &vcpu->registers);
	cpu->register_owner = vcpu;
}

void vcpu_enter_elf64(struct vcpu *vcpu, const struct guest_entry *entry)
{
	uint64_t cr0 = CR0_PG | CR0_WP | CR0_NE | CR0_ET | CR0_MP | CR0_PE;

	for (unsigned int i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
		if (segments[i].selector == VMX_GUEST_LDTR_SELECTOR ||
		    segments[i].selector == VMX_GUEST_TR_SELECTOR)
			continue;
		vmwrite(segments[i].selector, FLAT_DATA);
		vmwrite(segments[i].limit, UINT32_MAX);
		vmwrite(segments[i].rights,
			AR_GRANULARITY | AR_BIG | AR_PRESENT | AR_CODE_OR_DATA | AR_TYPE_DATA);
	}
	vmwrite(VMX_GUEST_CS_SELECTOR, FLAT_CODE);
	vmwrite(VMX_GUEST_CS_AR_BYTES,
		AR_GRANULARITY | AR_LONG | AR_PRESENT | AR_CODE_OR_DATA | AR_TYPE_CODE);
	vmwrite(VMX_GUEST_LDTR_AR_BYTES, AR_UNUSABLE);
	vmwrite(VMX_GUEST_TR_SELECTOR, FLAT_TSS);
	vmwrite(VMX_GUEST_TR_BASE, entry->tss);
	vmwrite(VMX_GUEST_TR_LIMIT, entry->tss_limit);
	vmwrite(VMX_GUEST_GDTR_BASE, entry->gdt);
	vmwrite(VMX_GUEST_GDTR_LIMIT, entry->gdt_limit);
	vmwrite(VMX_GUEST_IDTR_LIMIT, 0);
	vmwrite(VMX_GUEST_CR0, cr0);
	vmwrite(VMX_CR0_READ_SHADOW, cr0);
	vmwrite(VMX_GUEST_CR3, entry->cr3);
	vmwrite(VMX_GUEST_CR4, CR4_VMXE | CR4_PAE | CR4_OSFXSR | CR4_OSXMMEXCPT);
	vmwrite(VMX_GUEST_IA32_EFER, EFER_LME | EFER_LMA | EFER_NXE);
	vmwrite(VMX_VM_ENTRY_CONTROLS, vmread(VMX_VM_ENTRY_CONTROLS) | ENTRY_IA32E_GUEST);
	vmwrite(VMX_GUEST_RIP, entry->rip);
	vmwrite(VMX_GUEST_RSP, entry->rsp);
	vcpu->context.gpr[GPR_RDI] = entry->rdi;
}
