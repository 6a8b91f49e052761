; SPDX-License-Identifier: BSD-2-Clause
; The way in from boot/, the way out of and into guests, and the stubs of the host's IDT.

bits 64
default rel

extern vmm_main
extern boot_stack_end
extern vcpu_handle_exit
extern vcpu_entry_failed
extern host_fault

; struct vcpu; asserted in vcpu.c.
VCPU_GPR_END	equ 128
VCPU_HOST_STACK	equ 152
VCPU_LAUNCHED	equ 160

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

; HOST_RIP. HOST_RSP is the end of context.gpr in this vCPU, so that the pushes fill it and RSP ends at the vCPU.
; No guest value survives into C: a stray jump or a leak through a register must find nothing (see pitfalls: seL4).
global vmx_exit
vmx_exit:
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
	push	rsp			; fills the place of RSP, which the VMCS holds
	push	rbx
	push	rdx
	push	rcx
	push	rax
	mov	rdi, rsp
	mov	byte [rdi + VCPU_LAUNCHED], 1
	mov	rsp, [rdi + VCPU_HOST_STACK]
	xor	eax, eax
	xor	ecx, ecx
	xor	edx, edx
	xor	ebx, ebx
	xor	esi, esi
	xor	ebp, ebp
	xor	r8d, r8d
	xor	r9d, r9d
	xor	r10d, r10d
	xor	r11d, r11d
	xor	r12d, r12d
	xor	r13d, r13d
	xor	r14d, r14d
	xor	r15d, r15d
	call	vcpu_handle_exit	; returns the vCPU to enter next

; RAX: the vCPU to enter, whose VMCS is current.
enter:
	cmp	byte [rax + VCPU_LAUNCHED], 0
	mov	rsp, rax
	pop	rax
	pop	rcx
	pop	rdx
	pop	rbx
	pop	rbp			; RSP's place: discarded
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
	je	.launch
	vmresume
	jmp	.failed
.launch:
	vmlaunch
.failed:
	; VMfail: RSP is still the end of this vCPU's gpr. The registers hold the guest's values: drop them.
	lea	rdi, [rsp - VCPU_GPR_END]
	mov	rsp, [rdi + VCPU_HOST_STACK]
	xor	eax, eax
	xor	ecx, ecx
	xor	edx, edx
	xor	ebx, ebx
	xor	esi, esi
	xor	ebp, ebp
	xor	r8d, r8d
	xor	r9d, r9d
	xor	r10d, r10d
	xor	r11d, r11d
	xor	r12d, r12d
	xor	r13d, r13d
	xor	r14d, r14d
	xor	r15d, r15d
	call	vcpu_entry_failed	; ends the guest; returns the vCPU to enter next
	jmp	enter

; _Noreturn void vcpu_enter(struct vcpu *): the first entry of a CPU into a guest.
global vcpu_enter
vcpu_enter:
	mov	rax, rdi
	jmp	enter

; void host_reload_segments(void): after LGDT, puts the new selectors into CS, SS, DS, ES, FS and GS.
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

; The host's IDT: one stub a vector, all alike in front of host_fault(struct host_frame *). Vectors that push no error
; code get a zero in its place.
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
