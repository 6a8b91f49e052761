# SPDX-License-Identifier: BSD-2-Clause
# The guests: build/guests/NAME.elf from guests/NAME.c (and guests/NAME_*.c, guests/NAME_*.asm) with the library.
# The top Makefile includes this; it also works alone, from the root: make -f guest-tests/guests.mk guests

GUEST_CC ?= gcc
GUEST_LD ?= ld
GUEST_NASM ?= nasm
GUEST_BUILD := build/guests

GUEST_CFLAGS := -std=gnu17 -O2 -g -Wall -Wextra -Werror -I. -ffreestanding -fno-builtin -mno-red-zone \
	-mgeneral-regs-only -fno-pic -fno-pie -mcmodel=small -fno-stack-protector -fcf-protection=none \
	-fno-asynchronous-unwind-tables -fno-strict-aliasing -fno-tree-loop-distribute-patterns -MMD -MP
GUEST_LDFLAGS := -nostdlib -static -no-pie -z max-page-size=4096 -z noexecstack --no-warn-rwx-segments \
	-T guest-tests/lib/layout.ld

GUEST_NAMES := hello mixed sleeper exits witness causes hostile texts
GUEST_ELFS := $(GUEST_NAMES:%=$(GUEST_BUILD)/%.elf)

# build/guests/DIR/FILE.o from DIR/FILE.c or DIR/FILE.asm
guest_objects = $(patsubst %,$(GUEST_BUILD)/obj/%.o,$(1))
GUEST_LIB_OBJECTS := $(call guest_objects,$(wildcard guest-tests/lib/*.c guest-tests/lib/*.asm) dsl/base/fmt.c)

.PHONY: guests
guests: $(GUEST_ELFS)

$(GUEST_BUILD)/obj/%.c.o: %.c guest-tests/guests.mk
	$(Q)mkdir -p $(@D)
	$(Q)$(GUEST_CC) $(GUEST_CFLAGS) -c $< -o $@

$(GUEST_BUILD)/obj/%.asm.o: %.asm guest-tests/guests.mk
	$(Q)mkdir -p $(@D)
	$(Q)$(GUEST_NASM) -f elf64 -g -F dwarf -Wall -Werror -MD $(@:.o=.d) -MT $@ $< -o $@

define guest_rule
GUEST_$(1)_OBJECTS := $$(call guest_objects,guest-tests/guests/$(1).c $$(wildcard guest-tests/guests/$(1)_*.c guest-tests/guests/$(1)_*.asm))
$(GUEST_BUILD)/$(1).elf: $$(GUEST_$(1)_OBJECTS) $(GUEST_LIB_OBJECTS) guest-tests/lib/layout.ld
	$(Q)$(GUEST_LD) $(GUEST_LDFLAGS) -o $$@ $$(filter %.o,$$^)
GUEST_OBJECTS += $$(GUEST_$(1)_OBJECTS)
endef
GUEST_OBJECTS := $(GUEST_LIB_OBJECTS)
$(foreach name,$(GUEST_NAMES),$(eval $(call guest_rule,$(name))))

-include $(GUEST_OBJECTS:.o=.d)
