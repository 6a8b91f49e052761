; SPDX-License-Identifier: BSD-2-Clause
; Spins for ever with the addresses of struct texts in registers, in 64-bit mode or another.
default rel

; struct texts of texts.c
ACROSS equ 0
LAST equ 8
MISSING equ 16
TEXTS_CR3 equ 24
TEXTS_CR4 equ 32
MAGIC equ 0x7e875		; texts.d looks for it in RDX

CR4_PSE equ 1 << 4
CR4_PAE equ 1 << 5
CR0_PG equ 1 << 31

extern leave_long_mode

section .text
bits 64

; noreturn void texts_spin_64(const struct texts *texts)
global texts_spin_64
texts_spin_64:
	mov rax, [rdi + TEXTS_CR3]
	mov cr3, rax
	mov rbx, [rdi + ACROSS]
	mov rbp, [rdi + LAST]
	mov rsi, [rdi + MISSING]
	mov edx, MAGIC
.stay:
	jmp .stay

; noreturn void texts_spin_32(const struct texts *texts): without paging if CR3 is 0
global texts_spin_32
texts_spin_32:
	lea rsi, [.protected]
	jmp leave_long_mode
bits 32
.protected:
	mov eax, cr4
	and eax, ~(CR4_PAE | CR4_PSE)
	or eax, [edi + TEXTS_CR4]
	mov cr4, eax
	mov eax, [edi + TEXTS_CR3]
	test eax, eax
	jz .spin
	mov cr3, eax
	mov eax, cr0
	or eax, CR0_PG
	mov cr0, eax
.spin:
	mov ebx, [edi + ACROSS]
	mov ebp, [edi + LAST]
	mov esi, [edi + MISSING]
	mov edx, MAGIC
.stay:
	jmp .stay
