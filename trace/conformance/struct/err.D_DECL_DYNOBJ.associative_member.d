/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int a[int];
};

BEGIN
{
	exit(0);
}
