/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/tests/mutation.h"

#include "trace/object.h"
#include "trace/tests/object_builder.h"

#include <elf.h>
#include <stdlib.h>

static uint64_t seed = 88172645463325252ull;

/* xorshift64: the same numbers in every run */
uint64_t random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

uint64_t below(uint64_t limit)
{
	return random64() % limit;
}

/* Clauses of builder_standard(). */
static const char *const originals[MUTATION_ORIGINALS] = {
	"mov r6, r1; mov r1, 0; call 7; mov r1, r0; area r2, 0, 1; call 8; jeq r0, 0, +2; mov r0, 0; "
	"exit; ldxsw r0, [r6+128]; stxdw [r10-16], r0; mov r1, 0x6802; call 1; stxdw [r10-8], r0; "
	"mov r1, 0; mov r2, r10; add r2, -16; mov r3, 0; mov r4, 1; call 9; mov r0, 1; exit",

	"stdw [r10-16], 7; area r2, 0, 1; stxdw [r10-8], r2; mov r1, 1; mov r2, r10; add r2, -16; "
	"call 10; stdw [r10-8], 0; mov r1, 3; mov r2, r10; add r2, -8; call 10; mov r0, 1; exit",

	"ldxdw r3, [r1]; and r3, 56; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; mov r4, 3; "
	"stxdw [r2], r4; exit",

	"ldxdw r3, [r1+8]; mov r0, 0; jgt r3, 56, +4; area r2, 1, 0; add r2, r3; stxdw [r2], r3; "
	"ldxdw r4, [r1+16]; rsh r4, 59; area r5, 2, 0; add r5, r4; stxb [r5], r4; ldxb r0, [r5]; "
	"stxdw [r10-8], r5; ldxdw r7, [r10-8]; stb [r7], 1; exit",

	"ldxdw r6, [r1]; jeq r6, 0, +3; mov r1, 0; call 7; ja +2; area r0, 0, 1; stxdw [r10-8], r0; "
	"mov r1, 2; mov r2, r10; add r2, -8; mov r3, 1; mov r4, 1; call 9; mov r0, 1; exit",

	/* string variables and subroutines */
	"area r1, 0, 1; area r2, 3, 32; call 22; mov r2, r0; area r1, 3, 32; call 14; area r1, 3, 32; "
	"mov r2, 1; mov r3, 2; mov r4, 1; call 27; mov r2, r0; area r1, 4, 0; call 14; area r1, 4, 0; "
	"area r2, 3, 0; mov r3, 0; mov r4, 0; call 28; mov r6, r0; area r1, 4, 0; call 58; add r0, r6; exit",

	/* memory */
	"ldxdw r1, [r1]; mov r2, 8; mov r3, 1; call 12; mov r6, r0; mov r1, 16; call 47; mov r7, r0; "
	"mov r1, r7; mov r2, r6; mov r3, 4; call 13; mov r1, r6; mov r2, r7; mov r3, 8; call 48; "
	"mov r1, r7; mov r2, 10; call 50; mov r1, r0; call 52; mov r0, 1; exit",

	/* dynamic variables */
	"mov r1, 0; mov r2, 0; mov r3, 5; call 16; stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; "
	"mov r2, r10; add r2, -16; area r3, 0, 1; call 18; mov r1, 1; mov r2, r10; add r2, -16; call 17; "
	"stxdw [r10-8], r0; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 1; call 53; mov r1, r0; mov r2, 7; "
	"mov r3, 8; call 13; mov r1, 0; mov r2, 0; call 15; exit",

	/* speculation, and records of bytes */
	"call 60; mov r1, r0; call 61; mov r1, 5; mov r2, 6; call 49; stxdw [r10-16], r0; "
	"stdw [r10-8], 3; mov r1, 4; mov r2, r10; add r2, -16; call 10; mov r1, 5; mov r2, r10; "
	"add r2, -16; call 10; mov r1, 6; mov r2, r10; add r2, -8; call 10; mov r1, 8; mov r2, 0; "
	"call 10; mov r0, 1; exit",
};

uint8_t *mutation_original(size_t which, size_t *size)
{
	return builder_standard(originals[which], size);
}

/* Where a section other than the code lies. */
static void some_table(const uint8_t *bytes, size_t *first, size_t *count)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)(const void *)bytes;
	const Elf64_Shdr *sections = (const Elf64_Shdr *)(const void *)(bytes + header->e_shoff);
	const Elf64_Shdr *section = &sections[1 + below(BUILD_SECTION_COUNT)];

	if (section->sh_flags & SHF_EXECINSTR)
		section++;
	*first = section->sh_offset;
	*count = section->sh_size;
}

void mutate(uint8_t *bytes, size_t size)
{
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	size_t first = 0;
	size_t count = size;

	if (!object_open(bytes, size, &image, error))
		abort();
	switch (below(5)) {
	case 0:
		break;
	case 1:
		some_table(bytes, &first, &count);
		break;
	default:
		first = (size_t)((const uint8_t *)image.insns - bytes);
		count = image.insn_count * sizeof(image.insns[0]);
		break;
	}
	for (uint64_t changes = 1 + below(3); changes > 0; changes--)
		bytes[first + below(count)] ^= (uint8_t)(below(2) ? 1u << below(8) : random64());
}
