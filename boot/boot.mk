# SPDX-License-Identifier: BSD-2-Clause
#
# build/BOOTX64.EFI: boot/, the D compiler and the check of the processor, compiled for UEFI, with build/vmm.elf inside.
# The Makefile includes this; DSL_C is the compiler's sources.

BUILD ?= build
CC ?= gcc
DSL_C ?= $(wildcard dsl/*.c dsl/base/*.c)

GNU_EFI_LIB ?= /usr/lib
GNU_EFI_INCLUDE ?= /usr/include/efi

EFI_C := $(wildcard boot/*.c vmm/capabilities*.c) vmm/libc.c $(DSL_C)
EFI_OBJECTS := $(patsubst %.c,$(BUILD)/efi/%.o,$(EFI_C)) $(BUILD)/efi/boot/vmm_blob.o

# EFI functions are declared ms_abi, so that calls need no wrapper. Interrupts arrive on our stack: no red zone.
EFI_CFLAGS := -std=gnu17 -I. -MMD -MP -O2 -Wall -Wextra -Werror -ffreestanding -fpic -fshort-wchar -mno-red-zone \
	-mgeneral-regs-only -maccumulate-outgoing-args -fvisibility=hidden -fno-stack-protector -fcf-protection=none \
	-fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns -DGNU_EFI_USE_MS_ABI \
	-isystem $(GNU_EFI_INCLUDE) -isystem $(GNU_EFI_INCLUDE)/x86_64 -isystem $(GNU_EFI_INCLUDE)/protocol

EFI_LDFLAGS := -nostdlib -shared -Bsymbolic -znocombreloc -z noexecstack --no-undefined --no-warn-rwx-segments \
	-T $(GNU_EFI_LIB)/elf_x86_64_efi.lds -L $(GNU_EFI_LIB) $(GNU_EFI_LIB)/crt0-efi-x86_64.o

# The sections that make up the application; the rest of the shared object is of no use to the firmware.
EFI_SECTIONS := .text .sdata .data .dynamic .dynsym .rel .rela '.rel.*' '.rela.*' .reloc

$(BUILD)/efi/%.o: %.c boot/boot.mk
	@mkdir -p $(@D)
	$(Q)$(CC) $(EFI_CFLAGS) -c -o $@ $<

# Symbols and debugging information stay behind in vmm.elf.
$(BUILD)/efi/vmm.stripped: $(BUILD)/vmm.elf
	@mkdir -p $(@D)
	$(Q)strip -o $@ $<

$(BUILD)/efi/boot/vmm_blob.o: boot/vmm_blob.asm $(BUILD)/efi/vmm.stripped boot/boot.mk
	@mkdir -p $(@D)
	$(Q)nasm -f elf64 -DVMM_ELF="'$(BUILD)/efi/vmm.stripped'" -o $@ $<

$(BUILD)/boot.so: $(EFI_OBJECTS)
	$(Q)ld $(EFI_LDFLAGS) $(EFI_OBJECTS) -o $@ -lgnuefi

$(BUILD)/BOOTX64.EFI: $(BUILD)/boot.so
	$(Q)objcopy $(addprefix -j ,$(EFI_SECTIONS)) --target efi-app-x86_64 --subsystem=10 $< $@

# The unit tests link with these too.
$(BUILD)/asan/libboot.a: $(patsubst %,$(BUILD)/asan/boot/%.o,clock_rules span_list values)

-include $(patsubst %.o,%.d,$(EFI_OBJECTS))
