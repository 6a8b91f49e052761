/* SPDX-License-Identifier: BSD-2-Clause */
/* The functions of <string.h> that freestanding code uses, and that gcc may call on its own. */
#include <stddef.h>
#include <string.h>

/* Or the loop in strlen() would be recognised and become a call of strlen(). */
#pragma GCC optimize("no-tree-loop-distribute-patterns")

/* The headers' parameters are called dest, s, n; ours say what they are. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	void *result = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
	return result;
}

void *memset(void *to, int value, size_t size)
{
	void *result = to;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
	return result;
}

void *memmove(void *to, const void *from, size_t size)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	if (target <= source)
		return memcpy(to, from, size);
	while (size--)
		target[size] = source[size];
	return to;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const unsigned char *a = left;
	const unsigned char *b = right;

	for (; size; size--, a++, b++)
		if (*a != *b)
			return *a - *b;
	return 0;
}

size_t strlen(const char *text)
{
	const char *end = text;

	while (*end)
		end++;
	return (size_t)(end - text);
}

int strcmp(const char *left, const char *right)
{
	while (*left && *left == *right) {
		left++;
		right++;
	}
	return (unsigned char)*left - (unsigned char)*right;
}

int strncmp(const char *left, const char *right, size_t size)
{
	for (; size && *left && *left == *right; size--) {
		left++;
		right++;
	}
	return size ? (unsigned char)*left - (unsigned char)*right : 0;
}

char *strchr(const char *text, int wanted)
{
	for (;; text++) {
		if (*text == (char)wanted)
			return (char *)text;
		if (!*text)
			return NULL;
	}
}

void *memchr(const void *memory, int wanted, size_t size)
{
	const unsigned char *at = memory;

	for (; size; size--, at++)
		if (*at == (unsigned char)wanted)
			return (void *)at;
	return NULL;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
