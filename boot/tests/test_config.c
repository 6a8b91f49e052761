/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/config.h"

#include "boot/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct config config;
static char reports[16384];
static unsigned int report_count;

static void report(void *cookie, unsigned int line, const char *message)
{
	size_t length = strlen(reports);

	assert_ptr_equal(cookie, &config);
	report_count++;
	snprintf(reports + length, sizeof(reports) - length, "%u: %s\n", line, message);
}

static bool read_bytes(const char *bytes, size_t length)
{
	const struct config_errors errors = {&config, report};
	char *text = malloc(length + 1);

	assert_non_null(text);
	memcpy(text, bytes, length);
	reports[0] = '\0';
	report_count = 0;

	bool good = config_read(text, length, &config, &errors);

	free(text);
	assert_int_equal(good, report_count == 0);
	return good;
}

static bool read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void expect_errors(const char *text, const char *messages)
{
	assert_false(read_text(text));
	assert_string_equal(reports, messages);
}

/* A guest with one more line, line 3. */
static void expect_guest_error(const char *line, const char *message)
{
	char text[4096];
	char messages[512];

	snprintf(text, sizeof(text), "[guest a]\nimage = a.elf\n%s\n", line);
	snprintf(messages, sizeof(messages), "3: %s\n", message);
	expect_errors(text, messages);
}

/* [probevisor] with one line, line 2. */
static void expect_main_error(const char *line, const char *message)
{
	char text[4096];
	char messages[512];

	snprintf(text, sizeof(text), "[probevisor]\n%s\n", line);
	snprintf(messages, sizeof(messages), "2: %s\n", message);
	expect_errors(text, messages);
}

static void test_defaults(void **state)
{
	(void)state;
	assert_true(read_text(""));
	assert_int_equal(config.slice_ns, 10000000);
	assert_int_equal(config.heap, 24 << 20);
	assert_int_equal(config.heap_line, 0);
	assert_true(config.quiet);
	assert_int_equal(config.baud, 115200);
	assert_int_equal(config.console_guest, 0);
	assert_int_equal(config.program_count, 0);
	assert_int_equal(config.guest_count, 0);

	assert_true(read_text("[guest a]\nimage = a.elf\n"));
	assert_int_equal(config.guest_count, 1);
	assert_string_equal(config.guests[0].name, "a");
	assert_string_equal(config.guests[0].image, "a.elf");
	assert_string_equal(config.guests[0].execname, "qemu-kvm");
	assert_string_equal(config.guests[0].cmdline, "");
	assert_int_equal(config.guests[0].memory, 16 << 20);
	assert_int_equal(config.guests[0].kind, GUEST_ELF64);
	assert_true(config.guests[0].start);
}

static void test_everything(void **state)
{
	(void)state;
	assert_true(read_text("# all keys\n"
			      "[guest first]\n"
			      "image = guests/first.elf # in a directory\n"
			      "kind = elf64\n"
			      "memory = 1G\n"
			      "cmdline = a=1 # not a comment\n"
			      "execname = qemu-system-x86_64\n"
			      "start = no\n"
			      "[probevisor]\n"
			      "programs = seed.d, \\d\\other.d\n"
			      "programs = third.o\n"
			      "slice = 500us\n"
			      "console = second\n"
			      "baud = 57600\n"
			      "quiet = no\n"
			      "heap = 128M\n"
			      "[guest second]\n"
			      "image = /second.elf\n"));
	assert_int_equal(config.guest_count, 2);
	assert_string_equal(config.guests[0].name, "first");
	assert_string_equal(config.guests[0].image, "guests\\first.elf");
	assert_int_equal(config.guests[0].line, 2);
	assert_int_equal(config.guests[0].image_line, 3);
	assert_int_equal(config.guests[0].memory_line, 5);
	assert_int_equal(config.guests[0].memory, 1u << 30);
	assert_string_equal(config.guests[0].cmdline, "a=1 # not a comment");
	assert_string_equal(config.guests[0].execname, "qemu-system-x86_64");
	assert_false(config.guests[0].start);
	assert_string_equal(config.guests[1].image, "second.elf");
	assert_int_equal(config.guests[1].memory_line, 17);
	assert_true(config.guests[1].start);

	assert_int_equal(config.program_count, 3);
	assert_string_equal(config.programs[0].path, "seed.d");
	assert_string_equal(config.programs[1].path, "d\\other.d");
	assert_int_equal(config.programs[1].line, 10);
	assert_string_equal(config.programs[2].path, "third.o");
	assert_int_equal(config.programs[2].line, 11);
	assert_int_equal(config.slice_ns, 500000);
	assert_int_equal(config.console_guest, 2);
	assert_false(config.quiet);
	assert_int_equal(config.baud, 57600);
	assert_int_equal(config.heap, 128 << 20);
	assert_int_equal(config.heap_line, 16);
}

static void test_heap_grows_with_programs(void **state)
{
	(void)state;
	assert_true(read_text("[probevisor]\nprograms = a.d,b.d\n"));
	assert_int_equal(config.heap, (24 + 2 * 16) << 20);
	assert_true(read_text("[probevisor]\nprograms =\n"));
	assert_int_equal(config.program_count, 0);
}

static void test_sections_refused(void **state)
{
	(void)state;
	expect_errors("memory = 1\n", "1: \"memory\" stands before the first section\n");
	expect_errors("[guests a]\nimage = x\n",
		      "1: unknown section [guests a]; there are [probevisor] and [guest NAME]\n");
	expect_errors("[guest]\n", "1: a guest needs a name: [guest NAME]\n");
	expect_errors("[probevisor x]\n", "1: [probevisor] takes no name\n");
	expect_errors("[probevisor]\n[probevisor]\n",
		      "2: [probevisor] is already there in line 1\n");
	expect_errors("[guest a]\nimage = 1\n[guest b]\nimage = 2\n[guest a]\nimage = 3\n",
		      "5: guest \"a\" is already described in line 1\n");
	expect_errors("[guest a]\n[guest b]\nimage = 1\n", "1: guest \"a\" has no image\n");
	expect_errors("[guest b]\nmemory = 4M\n", "1: guest \"b\" has no image\n");
}

static void test_names_refused(void **state)
{
	(void)state;
	expect_errors("[guest a b]\n",
		      "1: the guest's name \"a b\" may only contain letters, digits, _ . and -\n");
	expect_errors("[guest \xc3\xa4]\n", "1: the guest's name \"\xc3\xa4\" may only contain "
					    "letters, digits, _ . and -\n");
	assert_true(read_text("[guest A.b_c-1234567890123456789012345]\nimage = x\n"));
	expect_errors("[guest A.b_c-12345678901234567890123456]\n",
		      "1: the guest's name \"A.b_c-12345678901234567890123456\" is longer than 31 "
		      "characters\n");
	expect_errors("[guest probevisor]\n",
		      "1: a guest cannot be called \"probevisor\": its console "
		      "could pass for ours\n");
	expect_errors("[guest dtrace]\n",
		      "1: a guest cannot be called \"dtrace\": its console could pass for ours\n");
	expect_guest_error("execname = a b",
			   "execname \"a b\" may only contain letters, digits, _ . and -");
	expect_guest_error("execname =", "execname is empty");
}

static void test_keys_refused(void **state)
{
	(void)state;
	expect_guest_error("memroy = 4M", "unknown key \"memroy\" in [guest a]; did you mean "
					  "\"memory\"?");
	expect_guest_error("programs = x.d", "unknown key \"programs\" in [guest a]");
	expect_guest_error("image = b.elf", "\"image\" is already given in line 2");
	expect_guest_error("Start = no", "unknown key \"Start\" in [guest a]; did you mean "
					 "\"start\"?");
	expect_main_error("program = x.d", "unknown key \"program\" in [probevisor]; did you mean "
					   "\"programs\"?");
	expect_errors("[probevisor]\nslice = 1ms\nslice = 1ms\n",
		      "3: \"slice\" is already given in line 2\n");
}

static void test_memory_refused(void **state)
{
	(void)state;
	expect_guest_error("memory = 1M", "\"1M\" is not a multiple of 2M");
	expect_guest_error("memory = 0", "\"0\" is not between 2M and 524288M");
	expect_guest_error("memory = 514G", "\"514G\" is not between 2M and 524288M");
	expect_guest_error("memory = 16MB", "\"16MB\" is not a size; write 16M or 1G");
	expect_guest_error("memory = -2M", "\"-2M\" is not a size; write 16M or 1G");
	expect_guest_error("memory =", "\"\" is not a size; write 16M or 1G");
	expect_guest_error("memory = 17179869184G",
			   "\"17179869184G\" is not a size; write 16M or 1G");
	expect_main_error("heap = 6M", "\"6M\" is not between 8M and 1024M");
	expect_main_error("heap = 1026M", "\"1026M\" is not between 8M and 1024M");
	expect_main_error("heap = 9M", "\"9M\" is not a multiple of 2M");
}

static void test_other_values_refused(void **state)
{
	(void)state;
	expect_guest_error("kind = linux", "kind \"linux\" is not supported yet; elf64 is");
	expect_guest_error("kind = multiboot", "kind \"multiboot\" is not supported yet; elf64 is");
	expect_guest_error("kind = elf32", "unknown kind \"elf32\"; there is elf64");
	expect_guest_error("start = maybe", "\"maybe\" is neither yes nor no");
	expect_main_error("slice = 10", "\"10\" is not a duration; write 500us, 10ms or 1s");
	expect_main_error("slice = 99us", "\"99us\" is not between 100us and 1s");
	expect_main_error("slice = 1001ms", "\"1001ms\" is not between 100us and 1s");
	expect_main_error("console = nobody", "console: there is no guest \"nobody\"");
	expect_main_error("console =", "the console guest's name is empty");
	expect_main_error(
		"baud = 100000",
		"\"100000\" is not a speed that COM1 has: 115200 or a whole fraction of it");
	expect_main_error("baud = 0",
			  "\"0\" is not a speed that COM1 has: 115200 or a whole fraction of it");
	expect_main_error("baud = 1",
			  "\"1\" is not a speed that COM1 has: 115200 or a whole fraction of it");
}

static void test_limits_of_values(void **state)
{
	(void)state;
	assert_true(read_text("[probevisor]\nslice = 100us\nbaud = 2\nheap = 8M\n"));
	assert_true(read_text("[probevisor]\nslice = 1s\nbaud = 115200\nheap = 1G\n"));
	assert_true(read_text("[guest a]\nimage = x\nmemory = 2097152\n"));
	assert_true(read_text("[guest a]\nimage = x\nmemory = 512G\n"));
	assert_true(config.guests[0].memory == 512ull << 30);
}

static void test_paths(void **state)
{
	char text[600] = "[guest a]\nimage = ";
	size_t start = strlen(text);

	(void)state;
	memset(text + start, 'p', CONFIG_PATH_SIZE - 1);
	assert_true(read_text(text));
	assert_int_equal(strlen(config.guests[0].image), CONFIG_PATH_SIZE - 1);
	text[start + CONFIG_PATH_SIZE - 1] = 'p';
	expect_errors(text, "2: path longer than 255 characters\n");

	expect_errors("[guest a]\nimage = /\n", "2: a file name is missing\n");
	expect_errors("[guest a]\nimage = a:b\n",
		      "2: path \"a:b\" contains a character that FAT does not allow\n");
	expect_main_error("programs = a.d,,b.d", "a file name is missing");
	expect_main_error("programs = a.d,", "a file name is missing");
	expect_main_error("programs = a\xe4.d",
			  "path \"a\xe4.d\" contains a character that FAT does not allow");

	assert_string_equal(config_base_name("a\\b\\c.d"), "c.d");
	assert_string_equal(config_base_name("c.d"), "c.d");
	assert_string_equal(config_base_name("a\\"), "");
}

static void test_cmdline(void **state)
{
	static char text[4096] = "[guest a]\nimage = x\ncmdline = ";
	size_t start = strlen(text);

	(void)state;
	memset(text + start, 'c', HANDOFF_CMDLINE_SIZE - 1);
	assert_true(read_text(text));
	assert_int_equal(strlen(config.guests[0].cmdline), HANDOFF_CMDLINE_SIZE - 1);
	text[start + HANDOFF_CMDLINE_SIZE - 1] = 'c';
	expect_errors(text, "3: command line longer than 2047 bytes\n");
}

static void test_too_many(void **state)
{
	static char text[65536];
	size_t length = 0;

	(void)state;
	for (int i = 0; i < HANDOFF_MAX_GUESTS; i++)
		length += (size_t)sprintf(text + length, "[guest g%d]\nimage = x\n", i);
	assert_true(read_text(text));
	assert_int_equal(config.guest_count, HANDOFF_MAX_GUESTS);
	sprintf(text + length, "[guest more]\nimage = x\n");
	expect_errors(text, "129: more than 64 guests\n");

	length = (size_t)sprintf(text, "[probevisor]\n");
	for (int i = 0; i < HANDOFF_MAX_PROGRAMS; i++)
		length += (size_t)sprintf(text + length, "programs = p%d.d\n", i);
	assert_true(read_text(text));
	assert_int_equal(config.program_count, HANDOFF_MAX_PROGRAMS);
	sprintf(text + length, "programs = more.d\n");
	expect_errors(text, "18: more than 16 programs\n");
}

static void test_several_errors(void **state)
{
	static char text[4096];
	size_t length = 0;

	(void)state;
	expect_errors("[guest a]\nkind = x\nmemory = x\n!\n",
		      "2: unknown kind \"x\"; there is elf64\n"
		      "3: \"x\" is not a size; write 16M or 1G\n"
		      "4: expected [section], key = value, or a comment\n"
		      "1: guest \"a\" has no image\n");

	for (int i = 0; i < 100; i++)
		length += (size_t)sprintf(text + length, "!\n");
	assert_false(read_text(text));
	assert_int_equal(report_count, CONFIG_MAX_ERRORS);
}

/* Each bit of a good file flipped, and each beginning of it: an answer, and no access outside. */
static void test_mutations(void **state)
{
	static const char good[] = "[probevisor]\nprograms = seed.d, other.d # two\nslice = 10ms\n"
				   "console = a\nbaud = 115200\nheap = 64M\n[guest a]\n"
				   "image = mixed.elf\nkind = elf64\nmemory = 16M\ncmdline = x y\n"
				   "execname = qemu-kvm\nstart = yes\n";
	char text[sizeof(good)];
	unsigned int refused = 0;

	(void)state;
	assert_true(read_text(good));
	for (size_t length = 0; length < sizeof(good); length++)
		read_bytes(good, length);
	for (size_t bit = 0; bit < 8 * (sizeof(good) - 1); bit++) {
		memcpy(text, good, sizeof(good));
		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
		refused += !read_bytes(text, sizeof(good) - 1);
	}
	assert_in_range(refused, 500, 8 * sizeof(good));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_heap_grows_with_programs),
		cmocka_unit_test(test_sections_refused),
		cmocka_unit_test(test_names_refused),
		cmocka_unit_test(test_keys_refused),
		cmocka_unit_test(test_memory_refused),
		cmocka_unit_test(test_other_values_refused),
		cmocka_unit_test(test_limits_of_values),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_cmdline),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_several_errors),
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
