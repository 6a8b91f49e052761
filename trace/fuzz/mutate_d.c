/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libFuzzer's mutations of D: besides those of bytes, such that keep words, numbers, strings and
 * operators whole, so that what comes out is more often still a program.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_size, const uint8_t *second,
				 size_t second_size, uint8_t *out, size_t out_size,
				 unsigned int seed);

enum { MAX_LEXEMES = 4096 };

/* Where each lexeme starts; one more, where the last one ends. */
struct lexemes {
	uint32_t starts[MAX_LEXEMES + 1];
	uint32_t count;
};

/* What is put in. Constructs that take several lexemes in the right order are rarely met by
 * chance. */
static const char *const pieces[] = {
	"if (x) { ",
	"} else { ",
	"} ",
	"if (pid) trace(1); else trace(2);",
	"self->x = ",
	"self->x",
	"this->s = \"abc\"; ",
	"this->x",
	"self->a[pid, \"k\"] = 1; ",
	"a[1] = ",
	"a[execname, cpu]",
	"g++; ",
	"s = execname; ",
	"int v; ",
	"this string t; ",
	"self int w; ",
	"string m[int, string]; ",
	"int n[4]; ",
	"n[2]",
	"struct st { int a; char b[8]; struct st *next; unsigned c : 3; }; ",
	"struct st g1; ",
	"g1",
	"self struct st h; ",
	"self->h",
	"struct st aa[int]; ",
	"aa[1]",
	"@k[g1] = count(); ",
	"@k[gp, t] = sum(",
	"NULL",
	"(char *)",
	"*(char *)NULL; ",
	"g1 = aa[1]; ",
	"struct st *gp; ",
	"gp = &n[1]; ",
	"this struct st *p; ",
	"g1.b[1]",
	"g1.a = ",
	"this->p->next",
	"union u { long l; char c[8]; }; union u g2; ",
	"enum e { A, B = 7 }; ",
	"typedef unsigned short word; ",
	"inline int K = 5; ",
	"inline string S = \"s\"; ",
	"(struct st *)",
	"*(int *)",
	"&",
	"sizeof (struct st)",
	"offsetof(struct st, c)",
	"stringof(",
	"strjoin(execname, \"x\")",
	"substr(s, 1, 2)",
	"strtok(s, \",\")",
	"index(s, \"a\", 1)",
	"lltostr(x, 16)",
	"strtoll(\"12\", 8)",
	"json(s, \"a[1].b\")",
	"inet_ntoa((ipaddr_t *)",
	"inet_ntop(AF_INET, ",
	"alloca(16)",
	"bcopy(alloca(8), alloca(8), 8); ",
	"copyin(arg1, 8)",
	"copyinstr(uregs[R_RSP], 16)",
	"copyinto(arg1, 4, alloca(4)); ",
	"this->i = speculation(); ",
	"speculate(this->i); ",
	"commit(this->i); ",
	"discard(this->i); ",
	"@q = quantize(arg0); ",
	"@l[pid] = lquantize(x, 0, 100, 10); ",
	"@ll = llquantize(x, 10, 0, 3, 20); ",
	"@d = stddev(x); ",
	"clear(@q); ",
	"trunc(@l, 2); ",
	"normalize(@q, 10); ",
	"denormalize(@q); ",
	"printa(\"%d %@d\\n\", @l); ",
	"printa(@q); ",
	"print(g1); ",
	"tracemem(&g1, 16); ",
	"printf(\"%s %d\\n\", execname, pid); ",
	"setopt(\"quiet\"); ",
	"BEGIN { ",
	"END { ",
	"ERROR { trace(arg4); } ",
	"tick-10ms /x < 3/ { ",
	"profile-997 { ",
	"exit(0); ",
	"(uint8_t)",
	"(long long)",
	" ? 1 : 2",
	" ? \"a\" : s",
	" == \"x\"",
	" ^^ ",
	" <<= ",
	"vmregs[VMX_GUEST_CR3]",
	"uregs[R_RAX]",
	"#pragma D option strsize=8\n",
	"\n#pragma D option aggsortkey\n",
};

enum { PIECES = sizeof(pieces) / sizeof(pieces[0]) };

static uint32_t next_random(uint64_t *state, uint32_t limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % limit;
}

static bool is_word(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '@' || c == '$';
}

/* How long the lexeme at data is; more or less as the lexer has it. */
static size_t lexeme_length(const uint8_t *data, size_t size)
{
	size_t length = 1;

	if (is_word(data[0])) {
		while (length < size && is_word(data[length]))
			length++;
	} else if (data[0] == '"' || data[0] == '\'') {
		while (length < size && data[length] != data[0] && data[length] != '\n')
			length += 1 + (data[length] == '\\');
		length++;
	} else if (size > 1 && strchr("=&|^<>+-", data[0]) && data[0] &&
		   (data[1] == '=' || data[1] == data[0] || data[1] == '>')) {
		length = 2;
	}
	return length < size ? length : size;
}

static void find_lexemes(const uint8_t *data, size_t size, struct lexemes *lexemes)
{
	size_t at = 0;

	lexemes->count = 0;
	while (at < size && lexemes->count < MAX_LEXEMES) {
		lexemes->starts[lexemes->count++] = (uint32_t)at;
		at += lexeme_length(data + at, size - at);
	}
	lexemes->starts[lexemes->count] = (uint32_t)at;
}

/* Puts other bytes in the place of some; false when there is no room. */
static bool replace(uint8_t *data, size_t *size, size_t max_size, size_t from, size_t to,
		    const void *other, size_t other_size)
{
	size_t rest = *size - to;

	if (from + other_size + rest > max_size)
		return false;
	memmove(data + from + other_size, data + to, rest);
	memcpy(data + from, other, other_size);
	*size = from + other_size + rest;
	return true;
}

/* One change of whole lexemes; false when it came to nothing. */
static bool change(uint8_t *data, size_t *size, size_t max_size, uint64_t *random)
{
	enum { LONGEST_RUN = 24, LONGEST_COPY = 512 };
	static struct lexemes lexemes;
	uint8_t copy[LONGEST_COPY];

	find_lexemes(data, *size, &lexemes);
	if (lexemes.count == 0)
		return false;

	uint32_t first = next_random(random, lexemes.count);
	uint32_t run = 1 + next_random(random, 1 + next_random(random, LONGEST_RUN));
	uint32_t last = first + run < lexemes.count ? first + run : lexemes.count;
	size_t from = lexemes.starts[first];
	size_t to = lexemes.starts[last];
	size_t at = lexemes.starts[next_random(random, lexemes.count + 1)];
	const char *piece = pieces[next_random(random, PIECES)];
	size_t length = to - from < LONGEST_COPY ? to - from : LONGEST_COPY;

	memcpy(copy, data + from, length);
	switch (next_random(random, 8)) {
	case 0: /* take some out */
		return replace(data, size, max_size, from, to, "", 0);
	case 1: /* some once more, elsewhere */
		return replace(data, size, max_size, at, at, copy, length);
	case 2: /* another one in the place of one */
	case 3:
		length = lexeme_length(copy, length);
		first = next_random(random, lexemes.count);
		return replace(data, size, max_size, lexemes.starts[first],
			       lexemes.starts[first + 1], copy, length);
	case 4: /* into parentheses */
		return replace(data, size, max_size, to, to, ")", 1) &&
		       replace(data, size, max_size, from, from, "(", 1);
	case 5:
		return replace(data, size, max_size, from, lexemes.starts[first + 1], piece,
			       strlen(piece));
	default:
		return replace(data, size, max_size, at, at, piece, strlen(piece));
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	uint64_t random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	bool changed = false;

	if (next_random(&random, 3) == 0)
		return LLVMFuzzerMutate(data, size, max_size);
	for (uint32_t i = next_random(&random, 3) + 1; i > 0; i--)
		changed |= change(data, &size, max_size, &random);
	return changed ? size : LLVMFuzzerMutate(data, size, max_size);
}

/* The beginning of one and the end of another, or some of it put in. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_size, const uint8_t *second,
				 size_t second_size, uint8_t *out, size_t out_size,
				 unsigned int seed)
{
	static struct lexemes of_first;
	static struct lexemes of_second;
	uint64_t random = seed * UINT64_C(0x9e3779b97f4a7c15) + 3;
	size_t size = first_size < out_size ? first_size : out_size;

	memcpy(out, first, size);
	find_lexemes(first, size, &of_first);
	find_lexemes(second, second_size, &of_second);

	uint32_t from = next_random(&random, of_second.count + 1);
	uint32_t to = from + next_random(&random, of_second.count + 1 - from);
	size_t at = of_first.starts[next_random(&random, of_first.count + 1)];
	size_t end = next_random(&random, 2) ? at : size;

	replace(out, &size, out_size, at, end, second + of_second.starts[from],
		of_second.starts[to] - of_second.starts[from]);
	return size;
}
