/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int x;
}

struct b {
	int y;
};

BEGIN
{
	exit(0);
}
