/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments that are not given are 0, or "" behind $$. */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("%d [%s]\n", $1, $$2);
	exit($3);
}
