/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Has text in its memory for a script to read, in the paging mode that the command line names, and
 * spins with the addresses in registers:
 *
 *   mode=long      4-level paging; also pae, legacy (32-bit) and none
 *
 *   RBX  a text that lies across two pages, which are not neighbours in memory
 *   RBP  a text that ends where the second page does
 *   RSI  an address at which there is nothing
 */
#include "dsl/base/fmt.h"
#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/paging.h"

#include <stddef.h>

struct texts {
	uint64_t across;
	uint64_t last;
	uint64_t missing;
	uint64_t cr3; /* 0: no paging */
	uint64_t cr4; /* bits to set, of PSE and PAE */
};

/* texts_spin.asm knows these. */
_Static_assert(offsetof(struct texts, last) == 8 && offsetof(struct texts, missing) == 16 &&
		       offsetof(struct texts, cr3) == 24 && offsetof(struct texts, cr4) == 32,
	       "struct texts");

enum { TEXT_CR4_PSE = 1 << 4, TEXT_CR4_PAE = 1 << 5, ACROSS_BEFORE = 10 };

#define WINDOW_LONG 0xffff900000000000ull
#define WINDOW_32   0x40000000ull
#define LARGE_PAE   (2ull << 20)
#define LARGE_32    (4ull << 20)

void texts_spin_64(const struct texts *texts) __attribute__((noreturn));
void texts_spin_32(const struct texts *texts) __attribute__((noreturn));

static const char last_text[] = "the last bytes of a page";

/* The two pages, as if one followed the other, hold the texts. */
static void write_texts(uint8_t *first, uint8_t *second, const char *mode)
{
	char across[64];
	size_t length =
		(size_t)fmt_format(across, sizeof(across), "across two pages of %s", mode) + 1;

	memset(first, '#', PAGE_SIZE);
	memset(second, '#', PAGE_SIZE);
	memcpy(first + PAGE_SIZE - ACROSS_BEFORE, across, ACROSS_BEFORE);
	memcpy(second, across + ACROSS_BEFORE, length - ACROSS_BEFORE);
	memcpy(second + PAGE_SIZE - sizeof(last_text), last_text, sizeof(last_text));
}

static void place(struct texts *texts, uint64_t window)
{
	texts->across = window + PAGE_SIZE - ACROSS_BEFORE;
	texts->last = window + 2 * PAGE_SIZE - sizeof(last_text);
	texts->missing = window + 2 * PAGE_SIZE;
}

static void map_long(struct texts *texts, uint64_t first, uint64_t second)
{
	struct space space = space_new();

	space_map(space, WINDOW_LONG, first, 0);
	space_map(space, WINDOW_LONG + PAGE_SIZE, second, 0);
	texts->cr3 = space.cr3;
	place(texts, WINDOW_LONG);
}

/* The first GiB as it is, in large pages; the window at its end. */
static void map_pae(struct texts *texts, uint64_t first, uint64_t second)
{
	uint64_t *pointers = page_alloc();
	uint64_t *low = page_alloc();
	uint64_t *high = page_alloc();
	uint64_t *window = page_alloc();

	for (uint64_t i = 0; i < 512; i++)
		low[i] = i * LARGE_PAE | PAGE_PRESENT | PAGE_WRITE | PAGE_LARGE;
	window[0] = first | PAGE_PRESENT;
	window[1] = second | PAGE_PRESENT;
	high[0] = (uint64_t)window | PAGE_PRESENT | PAGE_WRITE;
	pointers[0] = (uint64_t)low | PAGE_PRESENT;
	pointers[1] = (uint64_t)high | PAGE_PRESENT;
	texts->cr3 = (uint64_t)pointers;
	texts->cr4 = TEXT_CR4_PAE;
	place(texts, WINDOW_32);
}

static void map_legacy(struct texts *texts, uint64_t first, uint64_t second)
{
	uint32_t *directory = page_alloc();
	uint32_t *window = page_alloc();

	for (uint32_t i = 0; i < WINDOW_32 / LARGE_32; i++)
		directory[i] = (uint32_t)(i * LARGE_32) | PAGE_PRESENT | PAGE_WRITE | PAGE_LARGE;
	window[0] = (uint32_t)first | PAGE_PRESENT;
	window[1] = (uint32_t)second | PAGE_PRESENT;
	directory[WINDOW_32 / LARGE_32] = (uint32_t)(uint64_t)window | PAGE_PRESENT | PAGE_WRITE;
	texts->cr3 = (uint64_t)directory;
	texts->cr4 = TEXT_CR4_PSE;
	place(texts, WINDOW_32);
}

int guest_main(void)
{
	static struct texts texts;
	char mode[16] = "long";
	/* The other way round than they are mapped; without paging they have to be in order. */
	uint8_t *second = page_alloc();
	uint8_t *first = page_alloc();

	option_text("mode", mode, sizeof(mode));
	if (option_is("mode", "none")) {
		write_texts(second, first, mode);
		place(&texts, (uint64_t)second);
		texts.missing = boot_info->memory_size;
		print("spinning without paging\n");
		texts_spin_32(&texts);
	}
	write_texts(first, second, mode);
	if (option_is("mode", "pae"))
		map_pae(&texts, (uint64_t)first, (uint64_t)second);
	else if (option_is("mode", "legacy"))
		map_legacy(&texts, (uint64_t)first, (uint64_t)second);
	else
		map_long(&texts, (uint64_t)first, (uint64_t)second);
	print("spinning, text at 0x%llx\n", (unsigned long long)texts.across);
	if (texts.cr4)
		texts_spin_32(&texts);
	texts_spin_64(&texts);
}
