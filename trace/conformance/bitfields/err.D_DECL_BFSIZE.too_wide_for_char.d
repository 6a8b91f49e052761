/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char a : 9;
};

BEGIN
{
	exit(0);
}
