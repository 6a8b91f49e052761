; SPDX-License-Identifier: BSD-2-Clause
; Fills every register that a program has, waits, and says what is in them then.
bits 64
default rel

; struct registers of witness.c
GPR equ 0			; rax rbx rcx rdx rsi rdi rbp r8-r15, 8 bytes each
X87 equ 120			; st0-st7 as integers, 8 bytes each
MXCSR equ 184
CONTROL equ 188			; x87 control word
VECTORS equ 192			; xmm0-15 or ymm0-15, 32 bytes each

EXIT_EVERY equ 0x3ff		; mask: a VM exit after so many loops
PORT_UNUSED equ 0x80

section .text

; void witness_hold(const struct registers *given, struct registers *found, uint64_t loops, bool ymm)
global witness_hold
witness_hold:
	push rbx
	push rbp
	push r12
	push r13
	push r14
	push r15
	push rcx		; [rsp + 16]: ymm?
	push rsi		; [rsp + 8]: found
	push rdx		; [rsp]: loops left

	ldmxcsr [rdi + MXCSR]
	fninit
	fldcw [rdi + CONTROL]
%assign i 7
%rep 8
	fild qword [rdi + X87 + i * 8]
	%assign i i - 1
%endrep
	test cl, cl
	jz .sse
%assign i 0
%rep 16
	vmovdqu ymm %+ i, [rdi + VECTORS + i * 32]
	%assign i i + 1
%endrep
	jmp .gpr
.sse:
%assign i 0
%rep 16
	movdqu xmm %+ i, [rdi + VECTORS + i * 32]
	%assign i i + 1
%endrep
.gpr:
	mov rax, [rdi + GPR + 0]
	mov rbx, [rdi + GPR + 8]
	mov rcx, [rdi + GPR + 16]
	mov rdx, [rdi + GPR + 24]
	mov rsi, [rdi + GPR + 32]
	mov rbp, [rdi + GPR + 48]
	mov r8, [rdi + GPR + 56]
	mov r9, [rdi + GPR + 64]
	mov r10, [rdi + GPR + 72]
	mov r11, [rdi + GPR + 80]
	mov r12, [rdi + GPR + 88]
	mov r13, [rdi + GPR + 96]
	mov r14, [rdi + GPR + 104]
	mov r15, [rdi + GPR + 112]
	mov rdi, [rdi + GPR + 40]

.spin:
	test dword [rsp], EXIT_EVERY
	jnz .stay
	out PORT_UNUSED, al
.stay:
	dec qword [rsp]
	jnz .spin

	push rdi
	mov rdi, [rsp + 16]
	mov [rdi + GPR + 0], rax
	mov [rdi + GPR + 8], rbx
	mov [rdi + GPR + 16], rcx
	mov [rdi + GPR + 24], rdx
	mov [rdi + GPR + 32], rsi
	pop qword [rdi + GPR + 40]
	mov [rdi + GPR + 48], rbp
	mov [rdi + GPR + 56], r8
	mov [rdi + GPR + 64], r9
	mov [rdi + GPR + 72], r10
	mov [rdi + GPR + 80], r11
	mov [rdi + GPR + 88], r12
	mov [rdi + GPR + 96], r13
	mov [rdi + GPR + 104], r14
	mov [rdi + GPR + 112], r15
	cmp byte [rsp + 16], 0
	je .store_sse
%assign i 0
%rep 16
	vmovdqu [rdi + VECTORS + i * 32], ymm %+ i
	%assign i i + 1
%endrep
	jmp .store_x87
.store_sse:
%assign i 0
%rep 16
	movdqu [rdi + VECTORS + i * 32], xmm %+ i
	%assign i i + 1
%endrep
.store_x87:
	stmxcsr [rdi + MXCSR]
	fnstcw [rdi + CONTROL]
%assign i 0
%rep 8
	fistp qword [rdi + X87 + i * 8]
	%assign i i + 1
%endrep

	add rsp, 24
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbp
	pop rbx
	ret
