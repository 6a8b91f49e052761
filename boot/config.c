/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/config.h"

#include "boot/values.h"
#include "dsl/base/fmt.h"
#include "dsl/base/ini.h"
#include "dsl/spelling.h"

#include <stdarg.h>
#include <string.h>

static const uint64_t MIB = 1 << 20;
static const uint64_t GIB = 1 << 30;
static const uint64_t LARGE_PAGE = 2 << 20;

/*
 * A program's buffers by DTrace's defaults: bufsize and aggsize of 4m each, and as much again for
 * snapshots.
 */
static const uint64_t HEAP_BASE = 24 << 20;
static const uint64_t HEAP_PER_PROGRAM = 16 << 20;

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

	const struct key *keys;	     /* of the section; NULL before the first, or in a bad one */
	char title[64];		     /* of the section, for messages */
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

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '_' || c == '.' || c == '-';
}

/* Memory that is mapped by large pages, so in multiples of them. */
static bool parse_memory(struct reader *reader, const char *value, uint64_t min, uint64_t max,
			 uint64_t *size)
{
	if (!value_size(value, size)) {
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

/* Lines of a console begin with the guest's name; these begin the lines of the VMM and the tracer. */
static bool is_prefix_of_ours(const char *name)
{
	return strcmp(name, "probevisor") == 0 || strcmp(name, "dtrace") == 0;
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
		path[i] = value[i];
		if (path[i] == '/')
			path[i] = '\\';
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

	if (!value_duration(value, &ns)) {
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

	if (!value_number(value, &baud) || baud == 0 || baud > UART_CLOCK ||
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

static bool yes_or_no(struct reader *reader, const char *value)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		fail_at(reader, reader->line, "\"%s\" is neither yes nor no", value);
	return strcmp(value, "yes") == 0;
}

static void set_quiet(struct reader *reader, const char *value)
{
	reader->config->quiet = yes_or_no(reader, value);
}

static void set_start(struct reader *reader, const char *value)
{
	reader->guest->start = yes_or_no(reader, value);
}

static const struct key main_keys[] = {
	{"programs", .repeats = true, .set = set_programs},
	{"quiet", .set = set_quiet},
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

/* The key that was probably meant, or NULL. */
static const char *nearest_key(const struct key *keys, const char *word)
{
	const char *nearest = NULL;
	unsigned int least = 3;
	size_t length = strlen(word);

	if (length > SPELLING_MAX_LENGTH)
		return NULL;
	for (; keys->name; keys++) {
		unsigned int distance =
			spelling_distance(word, length, keys->name, strlen(keys->name));

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
	if (is_prefix_of_ours(name)) {
		fail_at(reader, reader->line,
			"a guest cannot be called \"%s\": its console could pass for ours", name);
		return;
	}
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
	config->quiet = true;
	config->slice_ns = DEFAULT_SLICE_NS;
	config->baud = UART_CLOCK;
	ini_parse(text, length, &handler);
	check_guest(&reader);
	find_console(&reader);
	if (config->heap_line == 0)
		config->heap = HEAP_BASE + config->program_count * HEAP_PER_PROGRAM;
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
