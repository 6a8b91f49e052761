/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libFuzzer's mutations of program objects: besides those of bytes, such of one instruction or one
 * word of a section, so that what comes out is more often opened, and sometimes verified.
 */
#include "dsl/abi/bpf.h"

#include <elf.h>
#include <stdbool.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

struct section {
	uint8_t *bytes;
	size_t size;
	bool is_code;
};

static uint32_t next_random(uint64_t *state, uint32_t limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % limit;
}

/* A section with contents, chosen at random: the code every second time. */
static bool choose_section(uint8_t *data, size_t size, uint64_t *random, struct section *section)
{
	Elf64_Ehdr elf;
	uint32_t first;

	if (size < sizeof(elf))
		return false;
	memcpy(&elf, data, sizeof(elf));
	if (elf.e_shoff > size || elf.e_shnum == 0 ||
	    elf.e_shnum > (size - elf.e_shoff) / sizeof(Elf64_Shdr))
		return false;
	first = next_random(random, elf.e_shnum);
	section->is_code = next_random(random, 2);
	for (uint32_t i = 0; i < elf.e_shnum; i++) {
		Elf64_Shdr header;

		memcpy(&header, data + elf.e_shoff + (first + i) % elf.e_shnum * sizeof(Elf64_Shdr),
		       sizeof(header));
		if (header.sh_type == SHT_NULL || header.sh_offset > size || header.sh_size < 8 ||
		    header.sh_size > size - header.sh_offset ||
		    (header.sh_flags & SHF_EXECINSTR) != (section->is_code ? SHF_EXECINSTR : 0))
			continue;
		section->bytes = data + header.sh_offset;
		section->size = header.sh_size;
		return true;
	}
	return false;
}

/* A number that is likely to be at some limit. */
static uint32_t interesting(uint64_t *random)
{
	switch (next_random(random, 4)) {
	case 0:
		return next_random(random, 70); /* a helper, a kind, a small size */
	case 1:
		return 1u << next_random(random, 32);
	case 2:
		return (1u << next_random(random, 32)) - 1;
	default:
		return -next_random(random, 600);
	}
}

static void change_insn(const struct section *section, uint64_t *random)
{
	uint32_t count = (uint32_t)(section->size / sizeof(struct bpf_insn));
	uint8_t *at = section->bytes + next_random(random, count) * sizeof(struct bpf_insn);
	const uint8_t *other =
		section->bytes + next_random(random, count) * sizeof(struct bpf_insn);
	uint32_t number = interesting(random);

	enum { REGISTERS = 1, OFFSET = 2, IMMEDIATE = 4 };

	switch (next_random(random, 7)) {
	case 0: /* as another one */
		memcpy(at, other, sizeof(struct bpf_insn));
		break;
	case 1: /* its operation */
		at[0] = next_random(random, 2) ? other[0]
					       : at[0] ^ (uint8_t)(1 << next_random(random, 8));
		break;
	case 2: /* a register */
		at[REGISTERS] =
			next_random(random, 2)
				? (uint8_t)((at[REGISTERS] & 0xf0) | next_random(random, 11))
				: (uint8_t)((at[REGISTERS] & 0x0f) | next_random(random, 11) << 4);
		break;
	case 3:
		memcpy(at + OFFSET, &number, 2);
		break;
	case 4: /* a little further */
		at[OFFSET] += (uint8_t)(next_random(random, 17) - 8);
		break;
	case 5:
		memcpy(at + IMMEDIATE, other + IMMEDIATE, 4);
		break;
	default:
		memcpy(at + IMMEDIATE, &number, 4);
		break;
	}
}

static void change_word(const struct section *section, uint64_t *random)
{
	uint32_t count = (uint32_t)(section->size / sizeof(uint32_t));
	uint8_t *at = section->bytes + next_random(random, count) * sizeof(uint32_t);
	const uint8_t *other = section->bytes + next_random(random, count) * sizeof(uint32_t);
	uint32_t number;

	memcpy(&number, at, sizeof(number));
	switch (next_random(random, 4)) {
	case 0:
		memcpy(at, other, sizeof(number));
		return;
	case 1:
		number += next_random(random, 5) - 2;
		break;
	case 2: /* one byte: types are bytes */
		at[next_random(random, 4)] = (uint8_t)next_random(random, 9);
		return;
	default:
		number = interesting(random);
		break;
	}
	memcpy(at, &number, sizeof(number));
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	uint64_t random = seed * UINT64_C(0x9e3779b97f4a7c15) + 5;
	struct section section;

	if (next_random(&random, 8) == 0)
		return LLVMFuzzerMutate(data, size, max_size);
	for (uint32_t i = next_random(&random, 3) + 1; i > 0; i--) {
		if (!choose_section(data, size, &random, &section))
			return LLVMFuzzerMutate(data, size, max_size);
		if (section.is_code)
			change_insn(&section, &random);
		else
			change_word(&section, &random);
	}
	return size;
}
