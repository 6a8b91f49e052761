/* SPDX-License-Identifier: BSD-2-Clause */
/* The capabilities in processors.inc, for the tests of whatever depends on them. */
#ifndef VMM_TESTS_PROCESSORS_H
#define VMM_TESTS_PROCESSORS_H

#include "vmm/capabilities.h"

/* The capabilities of the processor of that name; ends the test program if there is none. */
const struct vmx_capabilities *processor(const char *name);

/* The names of all processors, by index from 0; NULL beyond the last. */
const char *processor_name(unsigned int index);

#endif
