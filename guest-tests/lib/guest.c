/* SPDX-License-Identifier: BSD-2-Clause */
/* From the entry point to guest_main() and out again; the command line. */
#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/trap.h"

const struct guest_boot_info *boot_info;

void guest_start(const struct guest_boot_info *info);

void guest_start(const struct guest_boot_info *info)
{
	boot_info = info;
	console_init();
	trap_init();
	if (info->magic != GUEST_BOOT_MAGIC)
		panic("boot information at 0x%llx has magic 0x%x, not 0x%x",
		      (unsigned long long)(uint64_t)info, info->magic, GUEST_BOOT_MAGIC);
	if (info->size < sizeof(*info))
		panic("boot information has %u bytes, fewer than %zu", info->size, sizeof(*info));
	guest_exit(guest_main());
}

void guest_exit(int code)
{
	out32(PORT_EXIT, (uint32_t)code);
	print("the exit port did not end this guest\n");
	for (;;)
		__asm__ volatile("cli; hlt");
}

/* The value of key=value, up to the next space; NULL if there is no such word. */
static const char *find(const char *key, size_t *length)
{
	const char *word = (const char *)boot_info->cmdline;
	size_t key_length = strlen(key);

	while (*word) {
		const char *end = strchr(word, ' ');
		size_t word_length = end ? (size_t)(end - word) : strlen(word);

		if (word_length > key_length && word[key_length] == '=' &&
		    strncmp(word, key, key_length) == 0) {
			*length = word_length - key_length - 1;
			return word + key_length + 1;
		}
		word += word_length;
		while (*word == ' ')
			word++;
	}
	return NULL;
}

bool option_text(const char *key, char *value, size_t size)
{
	size_t length;
	const char *found = find(key, &length);

	if (!found)
		return false;
	if (length >= size)
		length = size - 1;
	memcpy(value, found, length);
	value[length] = '\0';
	return true;
}

bool option_is(const char *key, const char *value)
{
	size_t length;
	const char *found = find(key, &length);

	return found && length == strlen(value) && strncmp(found, value, length) == 0;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* Reads one number from *text and moves it behind; false if there is none. */
static bool number(const char **text, const char *end, uint64_t *value)
{
	const char *at = *text;
	int base = 10;

	if (end - at > 2 && at[0] == '0' && at[1] == 'x') {
		base = 16;
		at += 2;
	}

	const char *first = at;

	for (*value = 0; at < end && digit(*at) < base; at++)
		*value = *value * (uint64_t)base + (uint64_t)digit(*at);
	*text = at;
	return at > first;
}

size_t option_list(const char *key, uint64_t *numbers, size_t limit)
{
	size_t length;
	const char *at = find(key, &length);

	if (!at)
		return 0;

	const char *end = at + length;

	for (size_t count = 0;;) {
		if (count == limit)
			panic("%s=: more than %zu numbers", key, limit);
		if (!number(&at, end, &numbers[count++]) || (at < end && *at != ','))
			panic("%s=: not numbers between commas", key);
		if (at == end)
			return count;
		at++;
	}
}

uint64_t option_number(const char *key, uint64_t fallback)
{
	uint64_t value;

	return option_list(key, &value, 1) ? value : fallback;
}
