; SPDX-License-Identifier: BSD-2-Clause
;
; How the values of processors.inc were obtained: a boot sector that writes to Bochs' debug port what CPUID and the VMX MSRs
; say, then ends Bochs. By hand, for each model:
;
;	nasm -f bin -o dump.img vmm/tests/processors.nasm && truncate -s 1474560 dump.img
;	bochs -q -f bochsrc -rc rc		(rc: the line "c")
;
; with, in bochsrc, floppya: 1_44=dump.img, boot: floppy, cpu: model=MODEL, ignore_bad_msrs=1, port_e9_hack: enabled=1.
; The lines come on standard output. An MSR that the model does not have prints as 0.
	bits 16
	org 0x7c00

	cli
	xor ax, ax
	mov ds, ax
	mov es, ax
	mov ss, ax
	mov sp, 0x7c00
	mov word [13 * 4], no_msr
	mov [13 * 4 + 2], ax

	mov si, leaves
next_leaf:
	lodsd
	push si
	push eax
	mov ebx, eax
	mov al, 'C'
	call letter
	call hex
	pop eax
	xor ecx, ecx
	cpuid
	push edx
	push ecx
	push ebx
	mov ebx, eax
	call hex
	pop ebx
	call hex
	pop ebx
	call hex
	pop ebx
	call hex
	mov al, 10
	call letter
	pop si
	cmp si, leaves_end
	jb next_leaf

	mov ecx, 0x3a
	call msr
	mov ecx, 0x480
next_msr:
	call msr
	inc ecx
	cmp ecx, 0x494
	jb next_msr

	mov si, shutdown
	mov dx, 0x8900
	mov cx, shutdown_end - shutdown
	rep outsb
	hlt

; Prints the MSR in ECX.
msr:
	mov al, 'M'
	call letter
	mov ebx, ecx
	call hex
	rdmsr
	push eax
	mov ebx, edx
	call hex
	pop ebx
	call hex
	mov al, 10
	; falls into letter

; Prints AL.
letter:
	out 0xe9, al
	ret

; Prints EBX as eight hexadecimal digits after a blank.
hex:
	push cx
	mov al, ' '
	call letter
	mov cx, 8
.digit:
	rol ebx, 4
	mov al, bl
	and al, 15
	cmp al, 10
	sbb al, 0x69		; 0 to 15 become '0' to '9', 'A' to 'F'
	das
	call letter
	loop .digit
	pop cx
	ret

; The handler of #GP, which RDMSR raises for what is not there: reads 0 and goes on after it.
no_msr:
	xor eax, eax
	xor edx, edx
	mov bp, sp
	add word [bp], 2
	iret

leaves:
	dd 0, 1, 7, 0x80000001, 0x80000007, 0x80000008
leaves_end:
shutdown:
	db "Shutdown"
shutdown_end:
	times 510 - ($ - $$) db 0
	dw 0xaa55
