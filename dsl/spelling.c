/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/spelling.h"

#include <stdbool.h>
#include <stdint.h>

static unsigned int least(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Three rows of the usual table are kept, in turns. */
unsigned int spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	uint8_t rows[3][SPELLING_MAX_LENGTH + 1];

	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (uint8_t)j;
	for (size_t i = 1; i <= a_length; i++) {
		uint8_t *row = rows[i % 3];
		const uint8_t *above = rows[(i - 1) % 3];
		const uint8_t *two_above = rows[(i + 1) % 3];

		row[0] = (uint8_t)i;
		for (size_t j = 1; j <= b_length; j++) {
			bool swapped =
				i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];

			row[j] = (uint8_t)least(above[j] + 1u, row[j - 1] + 1u,
						above[j - 1] + (a[i - 1] != b[j - 1]));
			if (swapped && two_above[j - 2] + 1u < row[j])
				row[j] = (uint8_t)(two_above[j - 2] + 1u);
		}
	}
	return rows[a_length % 3][b_length];
}
