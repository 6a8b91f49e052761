/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Searching for a string in another one in linear time and without memory: a probe has no time for
 * length times length, and no room for tables. The algorithm is "Two-way string-matching" by
 * Crochemore and Perrin (J. ACM 38, 1991).
 *
 * It splits the wanted word where no shift by less than its period can match on both sides. The
 * right part is compared first, from left to right; a mismatch there shifts by as far as it came.
 * If it matches, the left part is compared from right to left; a mismatch there shifts by the
 * period. The last occurrence is the first one of both strings read backward.
 */
#include "trace/strings.h"

#include <stdbool.h>

/* Characters from the first one on, in steps of 1 or -1. */
struct sequence {
	const char *first;
	ptrdiff_t step;
	size_t length;
};

static unsigned char at(const struct sequence *sequence, size_t index)
{
	return (unsigned char)sequence->first[sequence->step * (ptrdiff_t)index];
}

/*
 * Where the suffix begins that is the greatest by the order of characters, or by its reverse, and
 * the period of that suffix.
 */
static size_t greatest_suffix(const struct sequence *word, bool reverse, size_t *period)
{
	size_t best = 0;
	size_t other = 1; /* the suffix that it is compared with */
	size_t equal = 0; /* characters that are equal, within the current period */

	*period = 1;
	while (other + equal < word->length) {
		unsigned char a = at(word, best + equal);
		unsigned char b = at(word, other + equal);

		if (a == b) {
			equal++;
			if (equal == *period) {
				other += equal;
				equal = 0;
			}
		} else if ((a < b) == reverse) {
			/* The other is smaller, so are those that begin within what was equal. */
			other += equal + 1;
			equal = 0;
			*period = other - best;
		} else {
			best = other;
			other++;
			equal = 0;
			*period = 1;
		}
	}
	return best;
}

/* How a word is searched for. */
struct plan {
	size_t split;
	size_t shift;  /* when the right part matched and the left part did not */
	size_t prefix; /* characters that are known to match after that shift */
};

static struct plan make_plan(const struct sequence *word)
{
	size_t period, reverse_period;
	size_t split = greatest_suffix(word, false, &period);
	size_t reverse_split = greatest_suffix(word, true, &reverse_period);

	if (reverse_split > split) {
		split = reverse_split;
		period = reverse_period;
	}

	size_t i = 0;

	while (i < split && at(word, i) == at(word, i + period))
		i++;
	if (i == split)
		return (struct plan){split, period, word->length - period};

	/* The word has a longer period than its right part: longer than either part. */
	size_t rest = word->length - split;

	return (struct plan){split, (split > rest ? split : rest) + 1, 0};
}

static int64_t find(const struct sequence *in, const struct sequence *word)
{
	if (word->length > in->length)
		return -1;

	struct plan plan = make_plan(word);
	size_t position = 0;
	size_t known = 0;

	while (position <= in->length - word->length) {
		size_t i = plan.split > known ? plan.split : known;

		while (i < word->length && at(word, i) == at(in, position + i))
			i++;
		if (i < word->length) {
			position += i - plan.split + 1;
			known = 0;
			continue;
		}
		for (i = plan.split; i > known; i--)
			if (at(word, i - 1) != at(in, position + i - 1))
				break;
		if (i <= known)
			return (int64_t)position;
		position += plan.shift;
		known = plan.prefix;
	}
	return -1;
}

int64_t slice_find(struct slice in, struct slice wanted)
{
	const struct sequence text = {in.text, 1, in.length};
	const struct sequence word = {wanted.text, 1, wanted.length};

	return wanted.length == 0 ? 0 : find(&text, &word);
}

int64_t slice_find_last(struct slice in, struct slice wanted)
{
	if (wanted.length == 0)
		return (int64_t)in.length;
	if (wanted.length > in.length)
		return -1;

	const struct sequence text = {in.text + in.length - 1, -1, in.length};
	const struct sequence word = {wanted.text + wanted.length - 1, -1, wanted.length};
	int64_t found = find(&text, &word);

	return found < 0 ? -1 : (int64_t)(in.length - wanted.length) - found;
}
