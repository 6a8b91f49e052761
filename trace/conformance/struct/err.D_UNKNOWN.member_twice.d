/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	char a;
};

BEGIN
{
	exit(0);
}
