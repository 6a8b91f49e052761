/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

$1
{
	printf("%s\n", probename);
	exit(0);
}
