/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s %s\n", 1 ? "yes" : "no", 0 ? "yes" : "no");
	exit(0);
}
