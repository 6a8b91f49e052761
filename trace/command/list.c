/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/list.h"

#include "trace/command/command.h"
#include "trace/probes.h"

static void print_header(FILE *output)
{
	fprintf(output, "%5s %10s %17s %33s %s\n", "ID", "PROVIDER", "MODULE", "FUNCTION", "NAME");
}

static void print_probe(FILE *output, const struct probe *probe)
{
	fprintf(output, "%5u %10s %17s %33s %s\n", probe->id, probe->provider, probe->module,
		probe->function, probe->name);
}

static bool list_matches(const struct probe_description *description, FILE *output)
{
	bool found = false;

	probes_provide(description);
	for (uint32_t id = 1; id <= probes_count(); id++) {
		if (!probe_matches(probes_by_id(id), description))
			continue;
		print_probe(output, probes_by_id(id));
		found = true;
	}
	if (!found)
		fprintf(stderr,
			"dtrace: failed to match %s:%s:%s:%s: No probe matches description\n",
			description->provider, description->module, description->function,
			description->name);
	return found;
}

int list_probes(const struct translation *translation, FILE *output)
{
	const struct object_image *image = &translation->image;
	bool found = true;

	print_header(output);
	if (translation->part_count == 0)
		for (uint32_t id = 1; id <= probes_count(); id++)
			print_probe(output, probes_by_id(id));
	for (uint32_t i = 0; i < image->clause_count; i++) {
		const struct object_clause *clause = &image->clauses[i];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			struct probe_description description =
				translation_description(image, clause->first_probe + p);

			found &= list_matches(&description, output);
		}
	}
	return found ? STATUS_OK : STATUS_FAILED;
}
