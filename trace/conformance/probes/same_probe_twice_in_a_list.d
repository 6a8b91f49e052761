/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN,
BEGIN
{
	n++;
}

BEGIN
{
	printf("%d\n", n);
	exit(0);
}
