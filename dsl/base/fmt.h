/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bounded text formatting that works alike under UEFI, in VMX root and on a host: no allocation, no
 * locale, no floating point, no errno.
 *
 * Conversions: d i u x X o c s p %, flags - 0 + space # and ' is not supported; width and precision
 * as numbers or *; lengths hh h l ll z j t. Anything else is copied as it stands, so that a mistake
 * shows.
 */
#ifndef DSL_BASE_FMT_H
#define DSL_BASE_FMT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Like vsnprintf(): writes at most size bytes with the NUL (none when size is 0) and returns the
 * length that the whole text would have had. Any context.
 */
size_t fmt_vformat(char *buffer, size_t size, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));
size_t fmt_format(char *buffer, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* How one integer is to look: printf()'s flags, width, precision and base. */
struct fmt_spec {
	unsigned int base; /* 2 to 16 */
	int width;	   /* 0: as wide as needed */
	int precision;	   /* least number of digits; negative: none given */
	int left;	   /* - */
	int zero;	   /* 0; ignored when left or with a precision */
	int plus;	   /* + */
	int space;	   /* space */
	int alternate;	   /* #: 0x, 0 */
	int upper;	   /* ABCDEF */
};

/*
 * Formats magnitude (with a minus sign if negative) and returns the length, which may exceed size;
 * writes at most size bytes and no NUL. Any context.
 */
size_t fmt_integer(char *buffer, size_t size, uint64_t magnitude, int negative,
		   const struct fmt_spec *spec);

#endif
