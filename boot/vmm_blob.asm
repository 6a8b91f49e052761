; SPDX-License-Identifier: BSD-2-Clause
; The VMM's ELF file, for departure.c. boot.mk passes the path to it as VMM_ELF.

section .rodata align=16

global vmm_blob:data hidden
global vmm_blob_end:data hidden

vmm_blob:
	incbin VMM_ELF
vmm_blob_end:

section .note.GNU-stack noalloc noexec nowrite progbits
