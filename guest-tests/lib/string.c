/* SPDX-License-Identifier: BSD-2-Clause */
/* What the compiler and dsl/base need of <string.h>. */
#include <stdint.h>
#include <string.h>

void *memcpy(void *restrict dest, const void *restrict src, size_t n)
{
	void *start = dest;

	__asm__ volatile("rep movsb" : "+D"(dest), "+S"(src), "+c"(n)::"memory");
	return start;
}

void *memmove(void *dest, const void *src, size_t n)
{
	unsigned char *to = dest;
	const unsigned char *from = src;

	if ((uintptr_t)dest <= (uintptr_t)src)
		return memcpy(dest, src, n);
	while (n-- > 0)
		to[n] = from[n];
	return dest;
}

void *memset(void *s, int c, size_t n)
{
	void *start = s;

	__asm__ volatile("rep stosb" : "+D"(s), "+c"(n) : "a"(c) : "memory");
	return start;
}

int memcmp(const void *s1, const void *s2, size_t n)
{
	const unsigned char *left = s1;
	const unsigned char *right = s2;

	for (; n > 0; n--, left++, right++)
		if (*left != *right)
			return *left - *right;
	return 0;
}

size_t strlen(const char *s)
{
	size_t length = 0;

	while (s[length])
		length++;
	return length;
}

int strncmp(const char *s1, const char *s2, size_t n)
{
	for (; n > 0; n--, s1++, s2++) {
		if (*s1 != *s2)
			return (unsigned char)*s1 - (unsigned char)*s2;
		if (*s1 == '\0')
			return 0;
	}
	return 0;
}

int strcmp(const char *s1, const char *s2)
{
	return strncmp(s1, s2, SIZE_MAX);
}

char *strchr(const char *s, int c)
{
	for (;; s++) {
		if (*s == (char)c)
			return (char *)(uintptr_t)s;
		if (*s == '\0')
			return NULL;
	}
}
