/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet
#include <sys/types.h>
#include <stdio.h>
#include <stdint.h>

BEGIN
{
	printf("%d %d\n", sizeof (off_t), UINT16_MAX);
	exit(0);
}
