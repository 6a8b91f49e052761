/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[sizeof (long)];

enum e {
	E = sizeof (int)
};

BEGIN
{
	printf("%d %d %d\n", sizeof (a), E, sizeof (sizeof (char)));
	exit(0);
}
