/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*pa)[4];
int *ap[4];

BEGIN
{
	printf("%d %d %d\n", sizeof (pa), sizeof (*pa), sizeof (ap));
	exit(0);
}
