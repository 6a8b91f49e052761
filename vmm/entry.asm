; SPDX-License-Identifier: BSD-2-Clause
; The way in from boot/, the way out of and into guests, and the stubs of the host's IDT.

bits 64
default rel

extern vmm_main
extern boot_stack_end
extern vcpu_handle_exit
extern cpu_entry_failed
extern host_fault

; struct vcpu; asserted in vcpu.c.
VCPU_HOST_STACK	equ 152

; VMCS fields (dsl/abi/vmcs_fields.def)
HOST_RSP_FIELD	equ 0x6c14
HOST_RIP_FIELD	equ 0x6c16

section .text

; void vmm_entry(struct handoff *): boot/ jumps here on the firmware's stack and page tables.
global vmm_entry
vmm_entry:
	cli
	cld
	mov	rsp, [boot_stack_end]
	xor	ebp, ebp
	call	vmm_main
	ud2

; The guest's registers and their places in struct vcpu: context.gpr, numbered as instructions
; encode them. RSP is in the VMCS.
%macro for_each_gpr 1
	%1	rax, 0
	%1	rcx, 1
	%1	rdx, 2
	%1	rbx, 3
	%1	rbp, 5
	%1	rsi, 6
	%1	rdi, 7
	%1	r8, 8
	%1	r9, 9
	%1	r10, 10
	%1	r11, 11
	%1	r12, 12
	%1	r13, 13
	%1	r14, 14
	%1	r15, 15
%endmacro

%macro save_gpr 2
	mov	[rsp + %2 * 8], %1
%endmacro

; RAX, which holds the vCPU, comes last: see enter.
%macro load_gpr 2
%ifnidn %1, rax
	mov	%1, [rax + %2 * 8]
%endif
%endmacro

%macro clear_gpr 2
%ifnidn %1, rdi
	xor	%1, %1
%endif
%endmacro

; HOST_RIP. HOST_RSP is the vCPU itself: an exit finds it without a register to spare. What the vCPU
; lies on is no stack, so nothing may be pushed until RSP is the CPU's stack; host faults have
; stacks of their own.
;
; The guest's values stay in registers when C is called. C reads no register that it has not
; written, but for saving and restoring those that it must preserve, and not clearing fifteen of
; them is a tenth of the shortest exit.
global vmx_exit
vmx_exit:
	for_each_gpr save_gpr
	mov	rdi, rsp
	mov	rsp, [rdi + VCPU_HOST_STACK]
	call	vcpu_handle_exit	; returns the vCPU to enter next

; RAX: the vCPU to enter, whose VMCS is current and launched. RSP is the CPU's stack.
enter:
	for_each_gpr load_gpr
	mov	rax, [rax]
	vmresume
	; VMfail. The registers hold the guest's values: drop them, keep the stack, whose top knows
	; the CPU.
	mov	rdi, [rsp]
	for_each_gpr clear_gpr
	call	cpu_entry_failed	; ends the guest; returns the vCPU to enter next
	jmp	enter

; _Noreturn void vcpu_enter(struct vcpu *): the first entry of a CPU into a guest.
global vcpu_enter
vcpu_enter:
	mov	rax, rdi
	mov	rsp, [rax + VCPU_HOST_STACK]
	jmp	enter

; void vcpu_launch(void): enters the current VMCS for the first time, with the preemption timer at
; 0, and returns at the exit that comes before the guest's first instruction; or when VMLAUNCH
; fails. HOST_RSP and HOST_RIP are set here, and by the caller again afterwards.
global vcpu_launch
vcpu_launch:
	push	rbx
	push	rbp
	push	r12
	push	r13
	push	r14
	push	r15
	mov	eax, HOST_RSP_FIELD
	vmwrite	rax, rsp
	lea	rcx, [.exit]
	mov	eax, HOST_RIP_FIELD
	vmwrite	rax, rcx
	vmlaunch
.exit:
	pop	r15
	pop	r14
	pop	r13
	pop	r12
	pop	rbp
	pop	rbx
	ret

; void host_reload_segments(void): after LGDT, puts the new selectors into CS, SS, DS, ES, FS and
; GS.
global host_reload_segments
host_reload_segments:
	pop	rax
	push	qword 0x08		; HOST_CS
	push	rax
	mov	eax, 0x10		; HOST_DS
	mov	ss, eax
	mov	ds, eax
	mov	es, eax
	mov	fs, eax
	mov	gs, eax
	retfq

; The host's IDT: one stub a vector, all alike in front of host_fault(struct host_frame *). Vectors
; that push no error code get a zero in its place.
%assign error_code_vectors (1 << 8) | (0x1f << 10) | (1 << 17) | (1 << 21) | (1 << 29) | (1 << 30)

%assign vector 0
%rep 256
stub_%+vector:
%if vector >= 32 || ((error_code_vectors >> vector) & 1) == 0
	push	qword 0
%endif
	push	qword vector
	jmp	fault_common
%assign vector vector + 1
%endrep

fault_common:
	push	r15
	push	r14
	push	r13
	push	r12
	push	r11
	push	r10
	push	r9
	push	r8
	push	rdi
	push	rsi
	push	rbp
	push	rsp
	push	rbx
	push	rdx
	push	rcx
	push	rax
	cld
	mov	rdi, rsp
	mov	rbp, rsp
	and	rsp, -16
	call	host_fault
	mov	rsp, rbp
	pop	rax
	pop	rcx
	pop	rdx
	pop	rbx
	pop	rbp
	pop	rbp
	pop	rsi
	pop	rdi
	pop	r8
	pop	r9
	pop	r10
	pop	r11
	pop	r12
	pop	r13
	pop	r14
	pop	r15
	add	rsp, 16
	iretq

section .data.rel.ro progbits alloc noexec write align=8
global host_stubs
host_stubs:
%assign vector 0
%rep 256
	dq	stub_%+vector
%assign vector vector + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
