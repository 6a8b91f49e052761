/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/programs.h"

#include "boot/console.h"
#include "boot/files.h"
#include "boot/memory.h"
#include "dsl/abi/object.h"
#include "dsl/base/fmt.h"
#include "dsl/dsl.h"

#include <stdbool.h>
#include <string.h>

enum {
	ELF_MACHINE_OFFSET = 18,
	ELF_MACHINE_SIZE = 2,
};

/* The largest file that may be either: which it is shows only in its contents. */
static const uint64_t MAX_FILE_SIZE = OBJECT_MAX_BYTES;

static bool is_elf(const struct span *file)
{
	return file->size >= 4 && memcmp(memory_pointer(file),
					 "\x7f"
					 "ELF",
					 4) == 0;
}

/*
 * The VMM verifies objects and believes nothing; but an object for another machine is better
 * refused here, where the user is told the line.
 */
static bool is_bpf_object(const struct span *file)
{
	const uint8_t *bytes = memory_pointer(file);

	return file->size >= ELF_MACHINE_OFFSET + ELF_MACHINE_SIZE &&
	       (bytes[ELF_MACHINE_OFFSET] | bytes[ELF_MACHINE_OFFSET + 1] << 8) == OBJECT_EM_BPF;
}

static void report_line(void *cookie, const char *line)
{
	(void)cookie;
	console_line(line);
}

/*
 * Compiles source in a memory of its own, and copies the object, a fraction of that memory, out of
 * it.
 */
static EFI_STATUS compile_in(const struct config_program *program, bool quiet,
			     const struct span *source, const struct span *arena,
			     struct span *object)
{
	const struct dsl_request request = {
		.is_file = true,
		.name = program->path,
		.text = memory_pointer(source),
		.length = source->size,
		.quiet = quiet,
		.memory = memory_pointer(arena),
		.memory_size = arena->size,
		.report = report_line,
	};
	struct dsl_result result = {0};

	if (!dsl_compile(&request, &result)) {
		say_at(program->line, "%s: does not compile", program->path);
		return EFI_LOAD_ERROR;
	}

	EFI_STATUS status =
		memory_allocate(result.object_size, MEMORY_PAGE, MEMORY_ANYWHERE, object);

	if (EFI_ERROR(status)) {
		say_at(program->line, "%s: out of memory", program->path);
		return status;
	}
	memcpy(memory_pointer(object), result.object, result.object_size);
	return EFI_SUCCESS;
}

static EFI_STATUS compile(const struct config_program *program, bool quiet,
			  const struct span *source, struct span *object)
{
	struct span arena;

	if (source->size > DSL_MAX_SOURCE) {
		say_at(program->line, "%s: has %llu bytes, the limit of D source is %d",
		       program->path, (unsigned long long)source->size, DSL_MAX_SOURCE);
		return EFI_LOAD_ERROR;
	}

	EFI_STATUS status = memory_allocate(dsl_memory_needed(source->size), MEMORY_PAGE,
					    MEMORY_ANYWHERE, &arena);

	if (EFI_ERROR(status)) {
		say_at(program->line, "%s: not enough memory to compile it", program->path);
		return status;
	}
	status = compile_in(program, quiet, source, &arena, object);
	memory_free(&arena);
	return status;
}

static EFI_STATUS load(const struct config_program *program, bool quiet, struct span *object)
{
	struct span file;
	EFI_STATUS status = files_read(program->path, program->line, MAX_FILE_SIZE, &file);

	if (EFI_ERROR(status))
		return status;
	if (!is_elf(&file)) {
		status = compile(program, quiet, &file, object);
		memory_free(&file);
		return status;
	}
	if (!is_bpf_object(&file)) {
		say_at(program->line, "%s: is an ELF file, but no program object (machine BPF)",
		       program->path);
		memory_free(&file);
		return EFI_LOAD_ERROR;
	}
	*object = file;
	return EFI_SUCCESS;
}

EFI_STATUS programs_load(const struct config *config, struct handoff *handoff)
{
	EFI_STATUS first_error = EFI_SUCCESS;

	for (unsigned int i = 0; i < config->program_count; i++) {
		const struct config_program *program = &config->programs[i];
		struct handoff_program *entry = &handoff->programs[i];
		EFI_STATUS status = load(program, config->quiet, &entry->object);

		if (EFI_ERROR(status)) {
			if (!EFI_ERROR(first_error))
				first_error = status;
			continue;
		}
		fmt_format(entry->name, sizeof(entry->name), "%s", config_base_name(program->path));
		say("program %s: %llu bytes", entry->name, (unsigned long long)entry->object.size);
	}
	handoff->program_count = config->program_count;
	return first_error;
}
