/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/config.h"

#include "boot/ini.h"
#include "dsl/base/fmt.h"

#include <stdarg.h>
#include <string.h>

static const uint64_t MIB = 1 << 20;
static const uint64_t GIB = 1 << 30;
static const uint64_t LARGE_PAGE = 2 << 20;

static const uint64_t DEFAULT_SLICE_NS = 10000000;
static const uint64_t MIN_SLICE_NS = 100000;
static const uint64_t MAX_SLICE_NS = 1000000000;

static const char default_execname[] = "qemu-kvm";

enum {
	UART_CLOCK = 115200, /* the speed at divisor 1 */
	MAX_KEYS = 8,	     /* in a section */
	MESSAGE_SIZE = 320,
};

struct reader;

/* One key of a section: set() stores a value or reports what is wrong with it. */
struct key {
	const char *name;
	bool verbatim; /* a # in the value is no comment */
	bool repeats;
	void (*set)(struct reader *reader, const char *value);
};

struct reader {
	struct config *config;
	const struct config_errors *errors;
	unsigned int error_count;
	unsigned int line;

	const struct key
		*keys;	/* of the current section; NULL: before the first, or in an unknown one */
	char title[64]; /* of the current section, for messages */
	unsigned int seen[MAX_KEYS]; /* where each of the keys was given; 0: not yet */
	bool in_section;
	struct config_guest *guest; /* the current one */
	unsigned int main_line;	    /* of [probevisor] */
	const char *console;	    /* resolved when all guests are known; points into the text */
	unsigned int console_line;
};

static void fail_at(struct reader *reader, unsigned int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail_at(struct reader *reader, unsigned int line, const char *format, ...)
{
	char message[MESSAGE_SIZE];
	va_list args;

	if (reader->error_count++ >= CONFIG_MAX_ERRORS)
		return;
	va_start(args, format);
	fmt_vformat(message, sizeof(message), format, args);
	va_end(args);
	reader->errors->report(reader->errors->cookie, line, message);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_char(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == '.' || c == '-';
}

/*
 * Reads decimal digits and a unit into value, scaled. units end with a NULL name. Returns false
 * when the text is anything else or does not fit 64 bits.
 */
struct unit {
	const char *name;
	uint64_t scale;
};

static bool parse_scaled(const char *text, const struct unit *units, uint64_t *value)
{
	uint64_t number = 0;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		if (__builtin_mul_overflow(number, 10u, &number) ||
		    __builtin_add_overflow(number, (uint64_t)(*text - '0'), &number))
			return false;
	}
	for (; units->name; units++) {
		if (strcmp(units->name, text) == 0)
			return !__builtin_mul_overflow(number, units->scale, value);
	}
	return false;
}

static const struct unit size_units[] = {
	{"", 1}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {NULL, 0},
};

static const struct unit time_units[] = {
	{"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"s", 1000000000}, {NULL, 0},
};

static const struct unit no_units[] = {{"", 1}, {NULL, 0}};

/* Memory that is mapped by large pages, so in multiples of them. */
static bool parse_memory(struct reader *reader, const char *value, uint64_t min, uint64_t max,
			 uint64_t *size)
{
	if (!parse_scaled(value, size_units, size)) {
		fail_at(reader, reader->line, "\"%s\" is not a size; write 16M or 1G", value);
		return false;
	}
	if (*size % LARGE_PAGE != 0) {
		fail_at(reader, reader->line, "\"%s\" is not a multiple of 2M", value);
		return false;
	}
	if (*size < min || *size > max) {
		fail_at(reader, reader->line, "\"%s\" is not between %lluM and %lluM", value,
			(unsigned long long)(min / MIB), (unsigned long long)(max / MIB));
		return false;
	}
	return true;
}

static bool copy_name(struct reader *reader, const char *what, const char *value,
		      char name[HANDOFF_NAME_SIZE])
{
	size_t length = strlen(value);

	if (length == 0) {
		fail_at(reader, reader->line, "%s is empty", what);
		return false;
	}
	for (size_t i = 0; i < length; i++) {
		if (!is_name_char(value[i])) {
			fail_at(reader, reader->line,
				"%s \"%.64s\" may only contain letters, digits, _ . and -", what,
				value);
			return false;
		}
	}
	if (length >= HANDOFF_NAME_SIZE) {
		fail_at(reader, reader->line, "%s \"%.64s\" is longer than %d characters", what,
			value, HANDOFF_NAME_SIZE - 1);
		return false;
	}
	memcpy(name, value, length + 1);
	return true;
}

/* Copies a path of the given length, as the firmware wants it: \ for / and none at the start. */
static bool copy_path(struct reader *reader, const char *value, size_t length,
		      char path[CONFIG_PATH_SIZE])
{
	while (length > 0 && (*value == '/' || *value == '\\')) {
		value++;
		length--;
	}
	if (length == 0) {
		fail_at(reader, reader->line, "a file name is missing");
		return false;
	}
	if (length >= CONFIG_PATH_SIZE) {
		fail_at(reader, reader->line, "path longer than %d characters",
			CONFIG_PATH_SIZE - 1);
		return false;
	}
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)value[i];

		if (c < ' ' || c > '~' || strchr("\"*:<>?|", c)) {
			fail_at(reader, reader->line,
				"path \"%.*s\" contains a character that FAT does not allow",
				(int)length, value);
			return false;
		}
		path[i] = c == '/' ? '\\' : (char)c;
	}
	path[length] = '\0';
	return true;
}

static void add_program(struct reader *reader, const char *value, size_t length)
{
	struct config *config = reader->config;

	if (config->program_count == HANDOFF_MAX_PROGRAMS) {
		fail_at(reader, reader->line, "more than %d programs", HANDOFF_MAX_PROGRAMS);
		return;
	}

	struct config_program *program = &config->programs[config->program_count];

	if (!copy_path(reader, value, length, program->path))
		return;
	program->line = reader->line;
	config->program_count++;
}

static void set_programs(struct reader *reader, const char *value)
{
	unsigned int errors_before = reader->error_count;

	if (*value == '\0')
		return;
	do {
		const char *comma = strchr(value, ',');
		const char *end = comma ? comma : value + strlen(value);
		const char *next = end;

		while (value < end && (*value == ' ' || *value == '\t'))
			value++;
		while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		add_program(reader, value, (size_t)(end - value));
		value = *next == ',' ? next + 1 : NULL;
	} while (value && reader->error_count == errors_before);
}

static void set_slice(struct reader *reader, const char *value)
{
	uint64_t ns;

	if (!parse_scaled(value, time_units, &ns)) {
		fail_at(reader, reader->line, "\"%s\" is not a duration; write 500us, 10ms or 1s",
			value);
		return;
	}
	if (ns < MIN_SLICE_NS || ns > MAX_SLICE_NS) {
		fail_at(reader, reader->line, "\"%s\" is not between 100us and 1s", value);
		return;
	}
	reader->config->slice_ns = ns;
}

static void set_console(struct reader *reader, const char *value)
{
	char name[HANDOFF_NAME_SIZE];

	if (!copy_name(reader, "the console guest's name", value, name))
		return;
	reader->console = value;
	reader->console_line = reader->line;
}

static void set_baud(struct reader *reader, const char *value)
{
	uint64_t baud;

	if (!parse_scaled(value, no_units, &baud) || baud == 0 || baud > UART_CLOCK ||
	    UART_CLOCK % baud != 0 || UART_CLOCK / baud > UINT16_MAX) {
		fail_at(reader, reader->line,
			"\"%s\" is not a speed that COM1 has: %d or a whole fraction of it", value,
			UART_CLOCK);
		return;
	}
	reader->config->baud = (uint32_t)baud;
}

static void set_heap(struct reader *reader, const char *value)
{
	if (parse_memory(reader, value, 8 * MIB, GIB, &reader->config->heap))
		reader->config->heap_line = reader->line;
}

static void set_image(struct reader *reader, const char *value)
{
	copy_path(reader, value, strlen(value), reader->guest->image);
	reader->guest->image_line = reader->line;
}

static void set_kind(struct reader *reader, const char *value)
{
	if (strcmp(value, "linux") == 0 || strcmp(value, "multiboot") == 0)
		fail_at(reader, reader->line, "kind \"%s\" is not supported yet; elf64 is", value);
	else if (strcmp(value, "elf64") != 0)
		fail_at(reader, reader->line, "unknown kind \"%s\"; there is elf64", value);
}

static void set_memory(struct reader *reader, const char *value)
{
	if (parse_memory(reader, value, LARGE_PAGE, 512 * GIB, &reader->guest->memory))
		reader->guest->memory_line = reader->line;
}

static void set_cmdline(struct reader *reader, const char *value)
{
	size_t length = strlen(value);

	if (length >= HANDOFF_CMDLINE_SIZE) {
		fail_at(reader, reader->line, "command line longer than %d bytes",
			HANDOFF_CMDLINE_SIZE - 1);
		return;
	}
	memcpy(reader->guest->cmdline, value, length + 1);
}

static void set_execname(struct reader *reader, const char *value)
{
	copy_name(reader, "execname", value, reader->guest->execname);
}

static void set_start(struct reader *reader, const char *value)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		fail_at(reader, reader->line, "\"%s\" is neither yes nor no", value);
	reader->guest->start = strcmp(value, "yes") == 0;
}

static const struct key main_keys[] = {
	{"programs", .repeats = true, .set = set_programs},
	{"slice", .set = set_slice},
	{"console", .set = set_console},
	{"baud", .set = set_baud},
	{"heap", .set = set_heap},
	{NULL},
};

static const struct key guest_keys[] = {
	{"image", .set = set_image},
	{"kind", .set = set_kind},
	{"memory", .set = set_memory},
	{"cmdline", .verbatim = true, .set = set_cmdline},
	{"execname", .set = set_execname},
	{"start", .set = set_start},
	{NULL},
};

_Static_assert(sizeof(main_keys) / sizeof(*main_keys) <= MAX_KEYS, "seen[] is too short");
_Static_assert(sizeof(guest_keys) / sizeof(*guest_keys) <= MAX_KEYS, "seen[] is too short");

/*
 * How many letters must be added, dropped or replaced to make one word of the other (Levenshtein).
 * Longer words than any of ours are far from all of them.
 */
static unsigned int word_distance(const char *a, const char *b)
{
	enum { MAX_WORD = 16 };
	size_t a_length = strlen(a);
	size_t b_length = strlen(b);
	unsigned int row[MAX_WORD + 1];

	if (a_length > MAX_WORD || b_length > MAX_WORD)
		return MAX_WORD;
	for (unsigned int j = 0; j <= b_length; j++)
		row[j] = j;
	for (unsigned int i = 1; i <= a_length; i++) {
		unsigned int diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			unsigned int best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b_length];
}

/* The key that was probably meant, or NULL. */
static const char *nearest_key(const struct key *keys, const char *word)
{
	const char *nearest = NULL;
	unsigned int least = 3;

	for (; keys->name; keys++) {
		unsigned int distance = word_distance(word, keys->name);

		if (distance < least) {
			least = distance;
			nearest = keys->name;
		}
	}
	return nearest;
}

static void check_guest(struct reader *reader)
{
	const struct config_guest *guest = reader->guest;

	if (guest && guest->image_line == 0)
		fail_at(reader, guest->line, "guest \"%s\" has no image", guest->name);
	reader->guest = NULL;
}

static void begin_guest(struct reader *reader, const char *name)
{
	struct config *config = reader->config;

	if (config->guest_count == HANDOFF_MAX_GUESTS) {
		fail_at(reader, reader->line, "more than %d guests", HANDOFF_MAX_GUESTS);
		return;
	}

	struct config_guest *guest = &config->guests[config->guest_count];

	if (*name == '\0') {
		fail_at(reader, reader->line, "a guest needs a name: [guest NAME]");
		return;
	}
	if (!copy_name(reader, "the guest's name", name, guest->name))
		return;
	for (unsigned int i = 0; i < config->guest_count; i++) {
		if (strcmp(config->guests[i].name, name) == 0) {
			fail_at(reader, reader->line,
				"guest \"%s\" is already described in line %u", name,
				config->guests[i].line);
			return;
		}
	}
	memcpy(guest->execname, default_execname, sizeof(default_execname));
	guest->kind = GUEST_ELF64;
	guest->memory = 16 * MIB;
	guest->start = true;
	guest->line = reader->line;
	guest->memory_line = reader->line;
	config->guest_count++;
	reader->guest = guest;
	reader->keys = guest_keys;
}

static void begin_main(struct reader *reader, const char *name)
{
	if (*name != '\0') {
		fail_at(reader, reader->line, "[probevisor] takes no name");
		return;
	}
	if (reader->main_line != 0) {
		fail_at(reader, reader->line, "[probevisor] is already there in line %u",
			reader->main_line);
		return;
	}
	reader->main_line = reader->line;
	reader->keys = main_keys;
}

static void handle_section(void *cookie, unsigned int line, const char *kind, const char *name)
{
	struct reader *reader = cookie;

	check_guest(reader);
	reader->line = line;
	reader->in_section = true;
	reader->keys = NULL;
	memset(reader->seen, 0, sizeof(reader->seen));
	fmt_format(reader->title, sizeof(reader->title), "[%s%s%s]", kind, *name ? " " : "", name);

	if (strcmp(kind, "guest") == 0)
		begin_guest(reader, name);
	else if (strcmp(kind, "probevisor") == 0)
		begin_main(reader, name);
	else
		fail_at(reader, line, "unknown section %s; there are [probevisor] and [guest NAME]",
			reader->title);
}

static void handle_value(void *cookie, unsigned int line, const char *name, char *value)
{
	struct reader *reader = cookie;
	unsigned int index = 0;

	reader->line = line;
	if (!reader->keys) {
		/* In a section that was refused, its own error is enough. */
		if (!reader->in_section)
			fail_at(reader, line, "\"%.32s\" stands before the first section", name);
		return;
	}
	while (reader->keys[index].name && strcmp(reader->keys[index].name, name) != 0)
		index++;

	const struct key *key = &reader->keys[index];

	if (!key->name) {
		const char *nearest = nearest_key(reader->keys, name);

		if (nearest)
			fail_at(reader, line, "unknown key \"%.32s\" in %s; did you mean \"%s\"?",
				name, reader->title, nearest);
		else
			fail_at(reader, line, "unknown key \"%.32s\" in %s", name, reader->title);
		return;
	}
	if (reader->seen[index] != 0 && !key->repeats) {
		fail_at(reader, line, "\"%s\" is already given in line %u", name,
			reader->seen[index]);
		return;
	}
	reader->seen[index] = line;
	if (!key->verbatim)
		ini_cut_comment(value);
	key->set(reader, value);
}

static void handle_error(void *cookie, unsigned int line, const char *message)
{
	fail_at(cookie, line, "%s", message);
}

static void find_console(struct reader *reader)
{
	struct config *config = reader->config;

	if (!reader->console)
		return;
	for (unsigned int i = 0; i < config->guest_count; i++) {
		if (strcmp(config->guests[i].name, reader->console) == 0) {
			config->console_guest = i + 1;
			return;
		}
	}
	fail_at(reader, reader->console_line, "console: there is no guest \"%s\"", reader->console);
}

bool config_read(char *text, size_t length, struct config *config,
		 const struct config_errors *errors)
{
	struct reader reader = {.config = config, .errors = errors};
	const struct ini_handler handler = {
		.cookie = &reader,
		.section = handle_section,
		.value = handle_value,
		.error = handle_error,
	};

	memset(config, 0, sizeof(*config));
	config->slice_ns = DEFAULT_SLICE_NS;
	config->baud = UART_CLOCK;
	ini_parse(text, length, &handler);
	check_guest(&reader);
	find_console(&reader);
	if (config->heap_line == 0)
		config->heap = 24 * MIB + config->program_count * 16 * MIB;
	return reader.error_count == 0;
}

const char *config_base_name(const char *path)
{
	const char *base = path;

	for (; *path != '\0'; path++) {
		if (*path == '\\')
			base = path + 1;
	}
	return base;
}
