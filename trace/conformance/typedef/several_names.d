/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef short s_t, *sp_t, sa_t[3];

BEGIN
{
	printf("%d %d %d\n", sizeof (s_t), sizeof (sp_t), sizeof (sa_t));
	exit(0);
}
