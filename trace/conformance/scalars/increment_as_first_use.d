/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	n++;
	m += 4;
	--k;
	printf("%d %d %d %d\n", n, m, k, sizeof (n));
	exit(0);
}
