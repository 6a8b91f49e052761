# SPDX-License-Identifier: BSD-2-Clause
#
# Every way in. `make help` lists them. Goals that people type first see to the Debian packages that they need (deps.sh) and
# then call make again to build, so that no rule ever runs without its tools.

BUILD := build
IMAGE := $(BUILD)/probevisor.img
EFI := $(BUILD)/BOOTX64.EFI
HARNESS := guest-tests/harness
Q := $(if $(V),,@)

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# What a user may set: which emulator and firmware, which guests and script. The harness reads them from the environment.
SCRIPT ?=
CONF ?=
EMULATOR ?=
BOCHS ?=
QEMU ?=
OVMF ?=
IPS ?=
TIMEOUT ?=
CASES ?=
export SCRIPT CONF EMULATOR BOCHS QEMU OVMF IPS TIMEOUT CASES BUILD

PYTHON := PYTHONPYCACHEPREFIX=$(BUILD)/pycache PYTHONPATH=guest-tests python3 -m

# ---- Ways in

.PHONY: help deps clean all run test unit image bench lint fuzz

help:
	@sed -n 's/^#help //p' Makefile

#help make run     boot the demonstration guests and show the serial line; ends when the script exits
#help              SCRIPT=my.d  CONF=my.conf       your own script, your own guests
#help              EMULATOR=bochs|qemu             default: QEMU where it has nested VMX, else Bochs
#help              BOCHS= QEMU= OVMF=PATH          another emulator binary or firmware
#help              IPS=50000000                    Bochs: emulated instructions and TSC ticks a second
#help              TIMEOUT=600                     seconds after which to give up
#help make test    unit tests and boot tests       (CASES='seed hostile' for some boot cases only)
#help make unit    unit tests only
#help make image   build/probevisor.img, to be written to a USB stick
#help make bench   costs in ticks, as a table
#help make lint    formatting, static analysis, types of Python, licence lines
#help make fuzz    run each fuzzer for FUZZ_SECONDS=60
#help make deps    install the Debian packages that all of these need
#help make all     build everything, run nothing
#help make clean   remove build/
#help V=1 shows the commands. After a failed `make run`, "Error N" of make's last line is the exit status of the script.

DEPS := $(HARNESS)/deps.sh
HARNESS_FILES = --image $(IMAGE) --efi $(EFI) --conf $(DEMO_CONF) --build $(BUILD)

deps:
	$(Q)$(DEPS) build unit bochs qemu lint fuzz

all:
	$(Q)$(DEPS) build
	$(Q)$(MAKE) parts host-command

run:
	$(Q)$(DEPS) build boot
	$(Q)$(MAKE) parts
	$(Q)$(PYTHON) harness.run $(HARNESS_FILES)

# A test run goes on when parts do not build: what needs them fails, and the rest shows.
test:
	$(Q)$(DEPS) build unit boot qemu
	$(Q)$(PYTHON) harness.testrun --unit $(UNIT_PROGRAMS) --boot $(HARNESS_FILES)

unit:
	$(Q)$(DEPS) build unit
	$(Q)$(PYTHON) harness.testrun --unit $(UNIT_PROGRAMS)

image:
	$(Q)$(DEPS) build
	$(Q)$(MAKE) parts
	@echo "$(IMAGE) is ready; to a USB stick: dd if=$(IMAGE) of=/dev/sdX bs=1M conv=fsync"

bench:
	$(Q)$(DEPS) build boot
	$(Q)$(MAKE) parts host-command $(BENCH_CLAUSE)
	$(Q)$(PYTHON) harness.bench $(HARNESS_FILES)

lint:
	$(Q)$(DEPS) build unit lint
	$(Q)$(HARNESS)/lint.sh

fuzz:
	$(Q)$(DEPS) build fuzz
	$(Q)$(MAKE) fuzzers $(BUILD)/probevisor $(JIT_RANDOM)
	$(Q)$(HARNESS)/fuzz.sh $(FUZZ_SECONDS) $(FUZZERS); fuzzed=$$?; \
		$(JIT_RANDOM) 5 || fuzzed=1; \
		$(GENERATED_PROGRAMS) --seconds $(FUZZ_SECONDS) && exit $$fuzzed

clean:
	rm -rf $(BUILD)

# ---- Sources

DSL_C := $(wildcard dsl/*.c dsl/base/*.c)
TRACE_C := $(wildcard trace/*.c)
SIM_C := $(wildcard trace/sim/*.c)
COMMAND_C := $(wildcard trace/command/*.c)
VMM_C := $(filter-out vmm/tests/%,$(wildcard vmm/*.c vmm/*/*.c))
VMM_ASM := $(wildcard vmm/*.asm vmm/*/*.asm)

# ---- Compiling
#
# One pattern rule for each flavour of object, each with dependency files, and each depending on this file since the flags
# stand here.

CC = gcc
WARN := -Wall -Wextra -Werror
C := -std=gnu17 -I. -MMD -MP -g $(WARN)
HOST_CFLAGS := $(C) -O2
ASAN_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=all
ASAN_CFLAGS := $(C) -O1 -fno-omit-frame-pointer $(ASAN_FLAGS)
# Without SSE nothing in the VMM needs a stack aligned to more than 8. gcc thinks that __int128 does: told that the stack
# comes aligned to 16, it does not align it again in each function that multiplies.
VMM_CFLAGS := $(C) -O2 -ffreestanding -fbuiltin -mgeneral-regs-only -mno-red-zone -fpie -fvisibility=hidden \
	-mcmodel=small -mpreferred-stack-boundary=3 -mincoming-stack-boundary=4 -fno-stack-protector \
	-fcf-protection=none -fno-asynchronous-unwind-tables
# Null plus 0 is null, as in C++ and the next C: what an aggregation without keys has for its keys.
FUZZ_FLAGS := -fsanitize=address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=all
FUZZ_CFLAGS := $(C) -O1 $(FUZZ_FLAGS)

# What a program is linked of: the tracer and its simulated machine call each other, whichever archive comes first.
LINKED = -Wl,--start-group $^ -Wl,--end-group

objects = $(patsubst %,$(BUILD)/$(1)/%.o,$(basename $(2)))

$(BUILD)/host/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -c -o $@ $<

$(BUILD)/asan/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(ASAN_CFLAGS) -c -o $@ $<

$(BUILD)/vmm/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(VMM_CFLAGS) -c -o $@ $<

$(BUILD)/vmm/%.o: %.asm Makefile
	@mkdir -p $(@D)
	$(Q)nasm -f elf64 -g -F dwarf -I. -I$(BUILD)/vmm/ -MD $(@:.o=.d) -MP -o $@ $<

$(BUILD)/fuzz/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)clang $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link -c -o $@ $<

# Archives are made anew each time, lest a member of a deleted source stays in.
$(BUILD)/%.a:
	@mkdir -p $(@D)
	$(Q)rm -f $@ && ar rcsD $@ $^

# ---- Host libraries and the host command

$(BUILD)/host/libdsl.a: $(call objects,host,$(DSL_C))
$(BUILD)/host/libtrace.a: $(call objects,host,$(TRACE_C))
$(BUILD)/host/libsim.a: $(call objects,host,$(SIM_C))
$(BUILD)/asan/libdsl.a: $(call objects,asan,$(DSL_C))
$(BUILD)/asan/libtrace.a: $(call objects,asan,$(TRACE_C))
$(BUILD)/asan/libsim.a: $(call objects,asan,$(SIM_C))

$(BUILD)/probevisor: $(call objects,host,$(COMMAND_C)) $(BUILD)/host/libsim.a \
		$(BUILD)/host/libtrace.a $(BUILD)/host/libdsl.a
	$(Q)$(CC) -o $@ $(LINKED)

# What `make bench` measures on the host, beside the command.
BENCH_CLAUSE := $(BUILD)/bench_clause
$(BENCH_CLAUSE): $(BUILD)/host/trace/bench/bench_clause.o $(BUILD)/host/libsim.a $(BUILD)/host/libtrace.a \
		$(BUILD)/host/libdsl.a
	$(Q)$(CC) -o $@ $^

# ---- The VMM

VMM_OBJECTS := $(call objects,vmm,$(VMM_C) $(VMM_ASM) $(TRACE_C) $(filter-out dsl/base/ini.c,$(wildcard dsl/base/*.c)))

$(BUILD)/vmm.elf: $(VMM_OBJECTS) vmm/vmm.lds
	$(Q)ld -static -pie --no-dynamic-linker -z noexecstack -z max-page-size=4096 -T vmm/vmm.lds \
		-o $@ $(VMM_OBJECTS)

# ---- The UEFI application and the guests; each states its rules beside its sources

-include boot/boot.mk
-include guest-tests/guests.mk

# ---- Unit tests: each test_*.c is a program; the other files of its folder are linked to each

VMM_PURE :=
BOOT_PURE := $(wildcard boot/config.c boot/vmm_image.c)
-include vmm/pure.mk

$(BUILD)/asan/libvmm.a: $(call objects,asan,$(VMM_PURE))
$(BUILD)/asan/libboot.a: $(call objects,asan,$(BOOT_PURE))

test_sources = $(wildcard $(1)/tests/test_*.c)
test_support = $(filter-out $(1)/tests/test_%,$(wildcard $(1)/tests/*.c))
test_programs = $(patsubst %.c,$(BUILD)/tests/%,$(call test_sources,$(1)))

LIBS_dsl := dsl
LIBS_trace := sim trace dsl
LIBS_trace/compiler := sim trace dsl
LIBS_vmm := vmm sim trace dsl
LIBS_boot := boot vmm dsl

define test_rule
$(BUILD)/tests/$(1)/tests/%: $(BUILD)/asan/$(1)/tests/%.o $(call objects,asan,$(call test_support,$(1))) \
		$(LIBS_$(1):%=$(BUILD)/asan/lib%.a)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(ASAN_FLAGS) -o $$@ $$(LINKED) -lcmocka
endef
TESTED := dsl trace trace/compiler vmm boot
$(foreach d,$(TESTED),$(eval $(call test_rule,$(d))))

UNIT_PROGRAMS := $(foreach d,$(TESTED),$(call test_programs,$(d)))

# The conformance suite counts as one more program; it runs the host command, so it is made anew with it.
CONFORMANCE := $(BUILD)/tests/trace/conformance/conformance
UNIT_PROGRAMS += $(CONFORMANCE)
$(CONFORMANCE): trace/conformance/conformance.py $(BUILD)/probevisor
	@mkdir -p $(@D)
	$(Q)install -m 755 $< $@

# And so do the programs for `probevisor bpf-run`.
BPF_RUN := $(BUILD)/tests/trace/tests/bpf_run
UNIT_PROGRAMS += $(BPF_RUN)
$(BPF_RUN): trace/tests/bpf_run.py $(BUILD)/probevisor
	@mkdir -p $(@D)
	$(Q)install -m 755 $< $@

# So do the generated programs, which it runs and gcc compiles as C.
GENERATED_PROGRAMS := python3 -B dsl/tests/generated
GENERATED := $(BUILD)/tests/dsl/tests/generated
UNIT_PROGRAMS += $(GENERATED)
$(GENERATED): Makefile $(BUILD)/probevisor $(wildcard dsl/tests/generated/*)
	@mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nexec %s\n' '$(GENERATED_PROGRAMS)' >$@ && chmod 755 $@

# Interpreter against translator: more of the same programs when fuzzing.
JIT_RANDOM := $(BUILD)/tests/trace/tests/test_jit_random

.PHONY: unit-programs
unit-programs: $(UNIT_PROGRAMS)

# Objects along the way are kept.
.SECONDARY:

# ---- Fuzzers

FUZZ_SECONDS ?= 60
FUZZ_SUPPORT_C := $(filter-out $(wildcard trace/fuzz/fuzz_*.c trace/fuzz/mutate_*.c),$(wildcard trace/fuzz/*.c))
FUZZERS := $(patsubst %.c,$(BUILD)/fuzz/%,$(wildcard trace/fuzz/fuzz_*.c))

$(BUILD)/fuzz/libdsl.a: $(call objects,fuzz,$(DSL_C))
$(BUILD)/fuzz/libtrace.a: $(call objects,fuzz,$(TRACE_C))
$(BUILD)/fuzz/libsim.a: $(call objects,fuzz,$(SIM_C))
$(BUILD)/fuzz/libfuzz.a: $(call objects,fuzz,$(FUZZ_SUPPORT_C))

# What libfuzz.a has is taken before what libdsl.a has by the same name: see trace/fuzz/arena_malloc.c.
$(FUZZERS): %: %.o $(BUILD)/fuzz/libfuzz.a $(BUILD)/fuzz/libsim.a $(BUILD)/fuzz/libtrace.a $(BUILD)/fuzz/libdsl.a
	$(Q)clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $(LINKED)

# What fuzz.sh gives to a fuzzer besides its corpus in the tree is found beside it, as FUZZER.dict and FUZZER.seeds/. Scripts lose
# their .d there: such files in build/ are make's own.
FUZZ_DSL := $(BUILD)/fuzz/trace/fuzz/fuzz_dsl
FUZZ_OBJECTS := $(addprefix $(BUILD)/fuzz/trace/fuzz/,fuzz_object fuzz_program)
D_SCRIPTS := $(wildcard trace/conformance/*/*.d guest-tests/scripts/*.d)

$(FUZZ_DSL): $(BUILD)/fuzz/trace/fuzz/mutate_d.o
$(FUZZ_OBJECTS): $(BUILD)/fuzz/trace/fuzz/mutate_object.o

$(FUZZ_DSL).dict: trace/fuzz/dictionary.sh $(wildcard dsl/*.def dsl/abi/*.def)
	@mkdir -p $(@D)
	$(Q)$< > $@

$(FUZZ_DSL).seeds: Makefile $(D_SCRIPTS)
	$(Q)rm -rf $@ && mkdir -p $@
	$(Q)for script in $(D_SCRIPTS); do cp $$script $@/$$(echo $${script%.d} | tr / -); done

$(FUZZ_OBJECTS:=.seeds): trace/fuzz/object_seeds.sh $(BUILD)/probevisor $(D_SCRIPTS)
	$(Q)$< $(BUILD)/probevisor $@ $(D_SCRIPTS)

.PHONY: fuzzers
fuzzers: $(FUZZERS) $(FUZZ_DSL).dict $(FUZZ_DSL).seeds $(FUZZ_OBJECTS:=.seeds)

# ---- The disk image

DEMO_CONF := guest-tests/conf/demo.conf
SCRIPTS := $(wildcard guest-tests/scripts/*.d)

$(IMAGE): $(EFI) $(GUEST_ELFS) $(DEMO_CONF) $(SCRIPTS) $(wildcard $(HARNESS)/*.py)
	$(Q)$(PYTHON) harness.make_image $(HARNESS_FILES)

.PHONY: parts host-command
parts: $(IMAGE)
host-command: $(if $(COMMAND_C),$(BUILD)/probevisor)

# Which headers each object was made from. (boot.mk and guests.mk include those of their own objects.)
-include $(shell find $(addprefix $(BUILD)/,host asan vmm fuzz) -name '*.d' 2>/dev/null)
