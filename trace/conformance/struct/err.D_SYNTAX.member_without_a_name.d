/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int;
};

BEGIN
{
	exit(0);
}
