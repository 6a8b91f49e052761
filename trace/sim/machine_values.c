/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/sim/machine_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Messages with a part that varies; valid until the next one. */
static char message[160];

static bool parse_number(const char *text, char **end, uint64_t *value)
{
	bool is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	int base = is_hex ? 16 : 10;
	uint64_t limit = UINT64_MAX / (uint64_t)base;
	const char *at = text + (is_hex ? 2 : 0);
	const char *start = at;

	*value = 0;
	for (;; at++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit =
			*at ? strchr(digits, *at >= 'A' && *at <= 'F' ? *at | 0x20 : *at) : NULL;

		if (!digit || digit - digits >= base)
			break;
		if (*value > limit ||
		    (*value == limit && UINT64_MAX % (uint64_t)base < (uint64_t)(digit - digits)))
			return false;
		*value = *value * (uint64_t)base + (uint64_t)(digit - digits);
	}
	*end = (char *)at;
	return at > start;
}

const char *machine_number(const char *text, uint64_t least, uint64_t most, uint64_t *value)
{
	char *end;

	if (parse_number(text, &end, value) && *end == '\0' && *value >= least && *value <= most)
		return NULL;
	snprintf(message, sizeof(message), "expected a number from %llu to %llu, decimal or 0x...",
		 (unsigned long long)least, (unsigned long long)most);
	return message;
}

const char *machine_duration(const char *text, uint64_t least, uint64_t most, uint64_t *ns)
{
	static const struct {
		const char *name;
		uint64_t ns;
	} units[] = {{"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"s", 1000000000}};
	uint64_t value = 0;
	char *end;
	bool is_number = parse_number(text, &end, &value);

	for (size_t i = 0; is_number && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].name) != 0 || value > most / units[i].ns)
			continue;
		*ns = value * units[i].ns;
		if (*ns >= least)
			return NULL;
	}
	snprintf(message, sizeof(message),
		 "expected a time with its unit (ns, us, ms, s), from %lluns to %lluns",
		 (unsigned long long)least, (unsigned long long)most);
	return message;
}

/* Bits of a VMCS field: encoding bits 14:13 (SDM 25.11.2). */
static unsigned int field_bits(uint32_t encoding)
{
	static const unsigned int bits[] = {16, 64, 32, 64};

	return encoding & 1 ? 32 : bits[encoding >> 13 & 3];
}

static const char *set_field(struct sim_guest *guest, uint32_t encoding, uint64_t value)
{
	unsigned int bits = field_bits(encoding);

	if (bits < 64 && value >> bits != 0) {
		snprintf(message, sizeof(message), "this field has only %u bits", bits);
		return message;
	}
	sim_set_field(guest, encoding, value);
	return NULL;
}

const char *machine_register(struct sim_guest *guest, const char *name, const char *text)
{
	static const struct {
		const char *name;
		uint32_t encoding;
	} fields[] = {
#define VMCS_FIELD(field, encoding) {#field, encoding},
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};
	static const struct {
		const char *name;
		uint32_t index;
	} registers[] = {
#define REGISTER(register, index) {#register, index},
#include "dsl/abi/registers.def"
#undef REGISTER
	};
	uint64_t value;
	const char *wrong = machine_number(text, 0, UINT64_MAX, &value);

	_Static_assert(sizeof(fields) / sizeof(fields[0]) <= SIM_MAX_FIELDS,
		       "a guest can have them all");
	if (wrong)
		return wrong;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(fields[i].name, name) == 0)
			return set_field(guest, fields[i].encoding, value);
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		if (strcmp(registers[i].name, name) != 0)
			continue;

		uint32_t encoding = sim_register_field(registers[i].index);

		if (encoding != 0)
			return set_field(guest, encoding, value);
		guest->gpr[sim_register_gpr(registers[i].index)] = value;
		return NULL;
	}
	snprintf(message, sizeof(message), "there is no field or register %.64s", name);
	return message;
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

static bool hex_byte(const char *text, uint8_t *byte)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	char pair[3] = "";

	strncpy(pair, text, 2);
	if (strspn(pair, digits) != 2)
		return false;
	*byte = (uint8_t)strtoul(pair, NULL, 16);
	return true;
}

/* The character after a backslash; moves on to its last one. */
static bool escape(const char **at, uint8_t *byte)
{
	static const char names[] = "ntr0\\\"";
	static const char values[] = "\n\t\r\0\\\"";
	const char *name = **at ? strchr(names, **at) : NULL;

	if (name) {
		*byte = (uint8_t)values[name - names];
		return true;
	}
	if (**at != 'x' || !hex_byte(*at + 1, byte))
		return false;
	*at += 2;
	return true;
}

/* Where bytes go; what does not fit is counted only. */
struct sink {
	uint8_t *memory;
	size_t size, used;
};

static void put(struct sink *sink, uint8_t byte, uint64_t times)
{
	for (; times > 0 && sink->used < sink->size; times--)
		sink->memory[sink->used++] = byte;
	if (times > 0)
		sink->used = SIZE_MAX;
}

/* A string with its quotation marks; moves behind it. */
static const char *put_string(struct sink *sink, const char **text)
{
	const char *at = *text + 1;

	for (; *at != '"'; at++) {
		uint8_t byte = (uint8_t)*at;

		if (byte == '\0')
			return "the string has no closing \"";
		if (byte == '\\') {
			at++;
			if (!escape(&at, &byte))
				return "unknown escape; there are \\n \\t \\r \\0 \\\\ \\\" and \\xHH";
		}
		put(sink, byte, 1);
	}
	put(sink, '\0', 1);
	*text = at + 1;
	return NULL;
}

const char *machine_bytes(const char *text, uint8_t *memory, size_t size, size_t *used)
{
	struct sink sink = {memory, size, 0};

	for (text = skip_blanks(text); *text != '\0' && *text != '#'; text = skip_blanks(text)) {
		uint64_t times = 1;
		uint8_t byte;
		char *end;

		if (*text == '"') {
			const char *wrong = put_string(&sink, &text);

			if (wrong)
				return wrong;
			continue;
		}
		if (parse_number(text, &end, &times) && *end == '*')
			text = end + 1;
		else
			times = 1;
		if (!hex_byte(text, &byte) || !strchr(" \t\"#", text[2]))
			return "expected \"text\", bytes of two hexadecimal digits, or COUNT*BYTE";
		put(&sink, byte, times);
		text += 2;
	}
	if (sink.used == 0)
		return "there is nothing in this memory";
	if (sink.used > size)
		return "the memory of all guests together is more than 16 MB";
	*used = sink.used;
	return NULL;
}
