/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/explain.h"

#include "trace/bpf_encoding.h"
#include "trace/buffer.h"
#include "trace/command/disassemble.h"
#include "trace/command/vocabulary.h"
#include "trace/probes.h"
#include "trace/record.h"
#include "trace/verify.h"

#include <stdlib.h>
#include <string.h>

/* Of a clause, on whichever of its ways most are met. */
struct cost {
	uint32_t insns;
	uint32_t calls;
};

static const char *plural(uint32_t count)
{
	return count == 1 ? "" : "s";
}

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/*
 * Jumps lead forward only, so that from the end backward the cost of the rest of each way is known
 * before it is needed. The code was verified.
 */
static struct cost most(const struct object_image *image, const struct object_clause *clause)
{
	static struct cost rest[OBJECT_MAX_CLAUSE_INSNS + 1];
	const struct bpf_insn *insns = image->insns + clause->first_insn;

	for (uint32_t at = clause->insn_count; at-- > 0;) {
		const struct bpf_insn *insn = &insns[at];
		struct cost next = {0};

		if (insn->opcode == 0)
			continue; /* the second half of a 64-bit immediate */
		if (bpf_is_jump(insn)) {
			next = rest[(int64_t)at + 1 + bpf_jump_distance(insn)];
			if ((insn->opcode & BPF_OP_MASK) != BPF_JA) {
				next.insns = larger(next.insns, rest[at + 1].insns);
				next.calls = larger(next.calls, rest[at + 1].calls);
			}
		} else if (insn->opcode != BPF_OPCODE_EXIT) {
			next = rest[at + bpf_insn_units(insn)];
		}
		rest[at].insns = next.insns + 1;
		rest[at].calls = next.calls + (insn->opcode == BPF_OPCODE_CALL);
	}
	return rest[0];
}

/* The probes that one description names. */
static void print_matches(const struct object_image *image, uint32_t probe, FILE *output)
{
	struct probe_description description = translation_description(image, probe);
	bool found = false;

	fprintf(output, "    %s:%s:%s:%s matches", description.provider, description.module,
		description.function, description.name);
	probes_provide(&description);
	for (uint32_t id = 1; id <= probes_count(); id++) {
		const struct probe *match = probes_by_id(id);

		if (!probe_matches(match, &description))
			continue;
		fprintf(output, "%s %s:%s:%s:%s (%u)", found ? "," : "", match->provider,
			match->module, match->function, match->name, match->id);
		found = true;
	}
	fputs(found ? "\n" : " no probe\n", output);
}

static void print_actions(const struct object_image *image, const struct object_clause *clause,
			  FILE *output)
{
	for (uint32_t i = 0; i < clause->action_count; i++) {
		const struct object_action *action = &image->actions[clause->first_action + i];

		fprintf(output, "%s%s", i > 0 ? ", " : " (", action_name(action->kind));
	}
	fputs(")\n", output);
}

static void print_clause(const struct object_image *image, uint32_t number, FILE *output)
{
	const struct object_clause *clause = &image->clauses[number];
	uint64_t bytes = object_clause_record_bytes(image, number, sizeof(struct record_action));
	struct cost cost = most(image, clause);

	if (bytes > 0)
		bytes += sizeof(struct record);
	fprintf(output, "    a firing costs at most %u instruction%s, %u helper call%s\n",
		cost.insns, plural(cost.insns), cost.calls, plural(cost.calls));
	if (clause->predicate_insns > 0)
		fprintf(output, "    the predicate is the first %u of them\n",
			clause->predicate_insns);
	if (bytes > 0) {
		fprintf(output, "    it records at most %llu bytes", (unsigned long long)bytes);
		print_actions(image, clause, output);
	} else {
		fputs("    it records nothing\n", output);
	}
	fputs("    verified: safe to run\n", output);
	disassemble(image, number, output);
}

static void print_program(const struct translation *translation, FILE *output)
{
	const struct object_image *image = &translation->image;
	const struct object_header *header = image->header;

	fprintf(output,
		"program object: %zu bytes, %u clause%s, %u instructions\n"
		"variables: %u bytes and %u strings, this-> %u bytes and %u strings, %u arrays and "
		"self->\n",
		translation->object_size, image->clause_count, plural(image->clause_count),
		image->insn_count, header->globals_size, header->global_strings,
		header->locals_size, header->local_strings, image->dynvar_count);
	for (uint32_t i = 0; i < image->agg_count; i++)
		fprintf(output, "aggregation @%s: %u key%s, %u bytes of state\n",
			object_string(image, image->aggs[i].name), image->aggs[i].key_count,
			plural(image->aggs[i].key_count),
			object_agg_words(&image->aggs[i]) * (uint32_t)sizeof(uint64_t));
}

static bool explain_part(const struct translation *translation, const struct program_part *part,
			 void *scratch, FILE *output)
{
	const struct object_image *image = &translation->image;
	char reason[TRACE_ERROR_SIZE];

	for (uint32_t i = 0; i < part->clause_count; i++) {
		uint32_t number = part->first_clause + i;
		const struct object_clause *clause = &image->clauses[number];

		fprintf(output, "\n%s, line %u:\n", part->name, clause->source_line);
		for (uint32_t p = 0; p < clause->probe_count; p++)
			print_matches(image, clause->first_probe + p, output);
		if (!verify_clause(image, number, scratch, verify_scratch_needed(), reason)) {
			fprintf(output, "    refused: %s\n", reason);
			disassemble(image, number, output);
			fprintf(stderr, "dtrace: %s, line %u: not a safe program: %s\n", part->name,
				clause->source_line, reason);
			return false;
		}
		print_clause(image, number, output);
	}
	return true;
}

bool explain(const struct translation *translation, FILE *output)
{
	void *scratch = malloc(verify_scratch_needed());
	bool safe = scratch != NULL;

	if (!scratch)
		perror("dtrace: cannot verify the program");
	else
		print_program(translation, output);
	for (int i = 0; safe && i < translation->part_count; i++)
		safe = explain_part(translation, &translation->parts[i], scratch, output);
	fputc('\n', output);
	free(scratch);
	return safe;
}
