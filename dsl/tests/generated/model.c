/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the C that dsl/tests/generated writes relies on: values printed as D prints them, and D's
 * strings by plain means. The generated code stands behind this file.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRSIZE = 256, MAX_ELEMENTS = 4096 };

#define IS_SIGNED(e)                                                                          \
	_Generic((e), char : 1, signed char : 1, short : 1, int : 1, long : 1, long long : 1, \
		 default : 0)

/* The value of e, by the type of plain, as printf() of D, which evaluates it once. */
#define SHOW(id, conversion, plain, e) \
	show(id, conversion, (unsigned long long)(e), sizeof(plain), IS_SIGNED(plain))

/* The 64-bit type with the sign that the type of plain has once it is promoted. */
#define WIDE_TYPE(plain)                                                       \
	__typeof__(_Generic(+(plain), unsigned int : 0UL, unsigned long : 0UL, \
			    unsigned long long : 0UL, default : 0L))

/* The value of e, which has the type of plain, in 64 bits. */
#define WIDE(plain, e) ((WIDE_TYPE(plain))(e))

#define IS_UINT(plain) _Generic(+(plain), unsigned int : 1, default : 0)

static unsigned long label(int to_uint, int from_uint, unsigned long value)
{
	return to_uint && !from_uint ? (unsigned int)value : value;
}

/* The value of e, which has the type of plain, as an operand of an operation in the type of common. */
#define LABEL(common, plain, e) \
	((WIDE_TYPE(common))label(IS_UINT(common), IS_UINT(plain), (unsigned long)(e)))

/* The value of e, cut to the type of plain. */
#define CUT(plain, e) ((__typeof__(+(plain)))(e))

static void show(int id, const char *conversion, unsigned long long value, size_t size,
		 int is_signed)
{
	unsigned int unused = 64 - 8 * (unsigned int)size;
	char format[16];

	printf("%d ", id);
	if (*conversion == 'd' && is_signed) {
		printf("%lld\n", (long long)(value << unused) >> unused);
		return;
	}
	snprintf(format, sizeof(format), "%%ll%c\n", *conversion == 'd' ? 'u' : *conversion);
	printf(format, value << unused >> unused);
}

/* A key of an aggregation. */
static void show_key(unsigned long long value, size_t size)
{
	unsigned int unused = 64 - 8 * (unsigned int)size;

	printf("%llx ", value << unused >> unused);
}

static void show_string(int id, const char *s)
{
	printf("%d %s\n", id, s);
}

/* Never freed: a run is short. */
static char *string(const char *s)
{
	char *copy = calloc(1, STRSIZE);

	snprintf(copy, STRSIZE, "%s", s);
	return copy;
}

static int compare(const char *a, const char *b)
{
	return strcmp(a, b);
}

static unsigned long length(const char *s)
{
	return strlen(s);
}

static char *join(const char *a, const char *b)
{
	char both[2 * STRSIZE];

	snprintf(both, sizeof(both), "%s%s", a, b);
	return string(both);
}

/* substr(): a first before the string counts from its end; a negative count, from the end, too. */
static char *part(const char *s, int first, int count)
{
	int size = (int)strlen(s);
	char *copy = calloc(1, STRSIZE);
	int to = 0;
	int last;

	if (first < 0) {
		first += size;
		if (first < 0 && count > 0 && first + count > 0)
			count += first, first = 0;
	}
	if (first > size || first < 0)
		return copy;
	last = count < 0 ? size + count : first + count;
	for (int i = first; i < last && i < size; i++)
		copy[to++] = s[i];
	return copy;
}

static char *upper_case(const char *s)
{
	char *copy = string(s);

	for (char *c = copy; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

static char *lower_case(const char *s)
{
	char *copy = string(s);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static char *from_number(long long n)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", n);
	return string(text);
}

/* What is too large wraps, unlike C's strtoll(). */
static long long to_number(const char *s)
{
	unsigned long long value = 0;
	int negative;

	while (isspace((unsigned char)*s))
		s++;
	negative = *s == '-';
	for (s += *s == '-' || *s == '+'; isdigit((unsigned char)*s); s++)
		value = value * 10 + (unsigned)(*s - '0');
	return (long long)(negative ? -value : value);
}

static int d_index(const char *s, const char *t)
{
	const char *found = strstr(s, t);

	return found ? (int)(found - s) : -1;
}

static int d_rindex(const char *s, const char *t)
{
	int size = (int)strlen(s);
	int part_size = (int)strlen(t);

	for (int i = size - part_size; i >= 0; i--)
		if (strncmp(s + i, t, (size_t)part_size) == 0)
			return i;
	return -1;
}

/* Associative arrays: all of them in one list. */
struct element {
	int array;
	long long key;
	char text[STRSIZE];
	_Alignas(8) char value[STRSIZE];
};

static struct element elements[MAX_ELEMENTS];
static int element_count;

static void *element(int array, long long key, const char *text)
{
	struct element *e;

	for (e = elements; e < elements + element_count; e++)
		if (e->array == array && e->key == key && strcmp(e->text, text) == 0)
			return e->value;
	if (element_count++ == MAX_ELEMENTS)
		abort();
	memset(e, 0, sizeof(*e));
	e->array = array;
	e->key = key;
	snprintf(e->text, STRSIZE, "%s", text);
	return e->value;
}
