; SPDX-License-Identifier: BSD-2-Clause
; What C cannot say for a guest: the entry point, the exception and interrupt stubs, the way back from an
; expected fault, the way into CPL 3.
bits 64
default rel

KERNEL_CODE equ 0x08		; SELECTOR_* in trap.h
KERNEL_DATA equ 0x10
USER_DATA equ 0x20 | 3
USER_CODE equ 0x28 | 3

extern guest_start
extern trap_dispatch

section .text

; RDI = struct guest_boot_info, RSP = top of a stack.
global _start
_start:
	xor ebp, ebp
	call guest_start
	ud2

; void trap_load_segments(uint16_t tss): the new GDT's segments into the segment registers.
global trap_load_segments
trap_load_segments:
	pop rax
	push KERNEL_CODE
	push rax
	mov eax, KERNEL_DATA
	mov ss, eax
	mov ds, eax
	mov es, eax
	xor eax, eax
	mov fs, eax
	mov gs, eax
	ltr di
	retfq

; The stubs, 16 bytes each so that C finds the one of a vector: an error code (0 where the processor pushes
; none), the vector, and the common part.
align 16
global trap_stubs
trap_stubs:
%assign vector 0
%rep 256
	align 16
	%if vector != 8 && (vector < 10 || vector > 14) && vector != 17 && vector != 21
	push 0
	%endif
	push vector
	jmp near trap_common
	%assign vector vector + 1
%endrep

align 16
trap_common:
	push rax
	push rbx
	push rcx
	push rdx
	push rsi
	push rdi
	push rbp
	push r8
	push r9
	push r10
	push r11
	push r12
	push r13
	push r14
	push r15
	mov rdi, rsp		; struct trap_frame
	cld
	call trap_dispatch
; Also where user_enter() leaves: RSP = struct trap_frame.
trap_return:
	pop r15
	pop r14
	pop r13
	pop r12
	pop r11
	pop r10
	pop r9
	pop r8
	pop rbp
	pop rdi
	pop rsi
	pop rdx
	pop rcx
	pop rbx
	pop rax
	add rsp, 16
	iretq

; noreturn void trap_resume(struct trap_frame *): loads all of a frame. The frame must be at the place where the
; processor would have put it (16-byte aligned end), for the stack pointer ends up above it.
global trap_resume
trap_resume:
	mov rsp, rdi
	jmp trap_return

; uint64_t trap_guard(void (*function)(void *), void *argument, uint64_t *recovery): calls function and returns 0;
; 1 when trap_dispatch() came back through trap_recover, to the stack pointer stored in *recovery.
global trap_guard
trap_guard:
	push rbx
	push rbp
	push r12
	push r13
	push r14
	push r15
	pushfq
	mov [rdx], rsp
	mov rax, rdi
	mov rdi, rsi
	call rax
	xor eax, eax
trap_unguard:
	popfq
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbp
	pop rbx
	ret

global trap_recover
trap_recover:
	mov eax, 1
	jmp trap_unguard

; noreturn void user_enter(uint64_t rip, uint64_t rsp, uint64_t argument, uint64_t rflags)
global user_enter
user_enter:
	push USER_DATA
	push rsi
	push rcx
	push USER_CODE
	push rdi
	mov rdi, rdx
	xor eax, eax
	xor ebx, ebx
	xor ecx, ecx
	xor edx, edx
	xor esi, esi
	xor ebp, ebp
	xor r8d, r8d
	xor r9d, r9d
	xor r10d, r10d
	xor r11d, r11d
	xor r12d, r12d
	xor r13d, r13d
	xor r14d, r14d
	xor r15d, r15d
	iretq
