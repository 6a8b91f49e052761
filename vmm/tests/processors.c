/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/tests/processors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct processor {
	const char *name;
	struct vmx_capabilities capabilities;
} processors[] = {
#include "vmm/tests/processors.inc"
};

enum { PROCESSORS = sizeof(processors) / sizeof(processors[0]) };

const char *processor_name(unsigned int index)
{
	return index < PROCESSORS ? processors[index].name : NULL;
}

const struct vmx_capabilities *processor(const char *name)
{
	for (size_t i = 0; i < PROCESSORS; i++) {
		if (strcmp(processors[i].name, name) == 0)
			return &processors[i].capabilities;
	}
	fprintf(stderr, "processors.inc has no processor %s\n", name);
	exit(1);
}
