/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %i\n", (uint64_t)-1, (uint32_t)-1);
	exit(0);
}
