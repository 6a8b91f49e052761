; SPDX-License-Identifier: BSD-2-Clause
; The way out of 64-bit mode, for assembly of guests. All code and data lies below 4 GiB, identity mapped.
default rel

CODE32 equ 0x40			; SELECTOR_CODE32
DATA equ 0x10			; SELECTOR_KERNEL_DATA
EFER equ 0xc0000080
EFER_LME equ 1 << 8
CR0_PG equ 1 << 31

section .text
bits 64

; Jump here: goes on at the address in RSI in 32-bit protected mode without paging, stack and EDI kept.
global leave_long_mode
leave_long_mode:
	push CODE32
	lea rax, [.compatibility]
	push rax
	retfq
bits 32
.compatibility:
	mov eax, cr0
	and eax, ~CR0_PG
	mov cr0, eax
	mov ecx, EFER
	rdmsr
	and eax, ~EFER_LME
	wrmsr
	mov eax, DATA
	mov ds, eax
	mov es, eax
	mov ss, eax
	jmp esi
