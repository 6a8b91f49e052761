; SPDX-License-Identifier: BSD-2-Clause
; The ways out of 64-bit mode for hostile_modes.c. All code and data lies below 4 GiB, identity mapped.
default rel

CODE32 equ 0x40			; SELECTOR_CODE32
DATA equ 0x10			; SELECTOR_KERNEL_DATA
CODE16 equ 0x48			; SELECTOR_CODE16
DATA16 equ 0x50			; SELECTOR_DATA16
USER_CODE32 equ 0x1b		; SELECTOR_USER_CODE32
USER_DATA equ 0x23		; SELECTOR_USER_DATA
REAL_MODE_BASE equ 0x8000
PORT_EXIT equ 0xf4
PORT_DEBUG equ 0xe9
EFER equ 0xc0000080
EFER_LME equ 1 << 8
CODE64 equ 0x08			; SELECTOR_KERNEL_CODE
CR4_PSE equ 1 << 4
CR4_PAE equ 1 << 5
CR0_CD equ 1 << 30
CR0_PE equ 1
CR0_PG equ 1 << 31
FLAG_AC equ 1 << 18
FLAG_FIXED equ 2

section .text
bits 64

extern leave_long_mode

bits 64
; noreturn void modes_task_switch(uint16_t tss)
global modes_task_switch
modes_task_switch:
	lea rsi, [.protected]
	jmp leave_long_mode
bits 32
.protected:
	push edi
	push 0
	jmp far [esp]

bits 64
; noreturn void modes_endless_ac(const void *idt_pointer, void *odd_stack)
global modes_endless_ac
modes_endless_ac:
	mov [odd_stack], esi
	lea rsi, [.protected]
	jmp leave_long_mode
bits 32
.protected:
	lidt [edi]
	mov edx, [abs odd_stack]
	push USER_DATA
	push edx
	push FLAG_AC | FLAG_FIXED
	push USER_CODE32
	push .user
	iretd
.user:
	mov eax, USER_DATA
	mov ds, eax
	mov eax, [edx]		; not aligned
	hlt			; #GP without a gate: a triple fault, if no #AC came
global modes_ac_handler
modes_ac_handler:
	hlt

; struct trip of hostile_modes.c
EXTRA equ 0
PROBE equ 4
PAE_CR3 equ 8
LEGACY_CR3 equ 12
LONG_CR3 equ 16
SEEN_PAE equ 20
SEEN_LEGACY equ 24

; Paging on, with EBX the new CR3.
%macro paging_on 0
	mov cr3, ebx
	mov eax, cr0
	or eax, CR0_PG
	or eax, [edi + EXTRA]
	mov cr0, eax
%endmacro
; What is at the probe's address goes to ESI; then paging off again.
%macro look 0
	mov ecx, [edi + PROBE]
	mov esi, [ecx]
	mov eax, cr0
	and eax, ~(CR0_PG | CR0_CD)
	mov cr0, eax
%endmacro

bits 64
; void modes_paging(struct trip *trip)
global modes_paging
modes_paging:
	push rbx
	push rbp
	push r12
	push r13
	push r14
	push r15
	mov [saved_rsp], rsp
	lea rsi, [.protected]
	jmp leave_long_mode
bits 32
.protected:
	mov ebx, [edi + PAE_CR3]
	paging_on
	look
	mov [edi + SEEN_PAE], esi

	mov eax, cr4
	and eax, ~CR4_PAE
	or eax, CR4_PSE
	mov cr4, eax
	mov ebx, [edi + LEGACY_CR3]
	paging_on
	look
	mov [edi + SEEN_LEGACY], esi

	mov eax, cr4
	and eax, ~CR4_PSE
	or eax, CR4_PAE
	mov cr4, eax
	mov ecx, EFER
	rdmsr
	or eax, EFER_LME
	wrmsr
	mov ebx, [edi + LONG_CR3]
	paging_on
	jmp CODE64:.long
bits 64
.long:
	mov eax, DATA
	mov ss, eax
	mov rsp, [saved_rsp]
	mov rax, cr0
	and eax, ~CR0_CD
	mov cr0, rax
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbp
	pop rbx
	ret

bits 64
; noreturn void modes_real(void)
global modes_real
modes_real:
	lea rsi, [.protected]
	jmp leave_long_mode
bits 32
.protected:
	lidt [abs real_idt]
	mov eax, cr4		; real mode cares for none of it
	and eax, ~(1 << 5)
	mov cr4, eax
	cpuid			; an exit in protected mode without paging
	jmp CODE16:real_16 - modes_real_begin

; Runs at REAL_MODE_BASE. First in 16-bit protected mode, with DS and ES still flat, which they stay in real mode.
bits 16
global modes_real_begin
modes_real_begin:
real_16:
	mov ax, DATA16
	mov ss, ax
	mov eax, cr0
	and eax, ~CR0_PE
	mov cr0, eax
	jmp (REAL_MODE_BASE >> 4):real_mode - modes_real_begin
real_mode:
	xor ax, ax
	mov ss, ax
	mov sp, REAL_MODE_BASE
	xor ebp, ebp		; EBP counts what worked

	cpuid
	inc ebp
	in al, PORT_DEBUG	; exits in real mode
	cmp al, PORT_DEBUG
	jne .end
	inc ebp

	mov eax, 0x12345678	; 4 GiB segments: "big real mode"
	mov [dword 0x200000], eax
	cmp eax, [dword 0x200000]
	jne .end
	inc ebp

	mov word [0x77 * 4], handler - modes_real_begin
	mov word [0x77 * 4 + 2], REAL_MODE_BASE >> 4
	xor bx, bx
	int 0x77
	cmp bx, 0x7777
	jne .end
	inc ebp

	mov ax, REAL_MODE_BASE >> 4
	mov ds, ax		; the 64 KiB limit does not come back, only the base changes
	cld
	mov si, text - modes_real_begin
	mov cx, text_end - text
	mov dx, PORT_DEBUG
	rep outsb
	test cx, cx
	jnz .end
	inc ebp
.end:
	mov eax, 5
	sub eax, ebp		; 0 if all worked
	out PORT_EXIT, eax
.stay:
	cli
	hlt
	jmp .stay

handler:
	mov bx, 0x7777
	iret

text: db "ok odd-modes", 10
text_end:
global modes_real_end
modes_real_end:

section .data
saved_rsp: dq 0
odd_stack: dd 0
real_idt:
	dw 0x3ff
	dd 0
