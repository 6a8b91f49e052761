/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	p = NULL;
	printf("%d %d\n", p == NULL, NULL == 0);
	exit(0);
}
