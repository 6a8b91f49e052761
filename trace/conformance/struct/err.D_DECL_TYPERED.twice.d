/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int a;
};

struct a {
	int a;
};

BEGIN
{
	exit(0);
}
