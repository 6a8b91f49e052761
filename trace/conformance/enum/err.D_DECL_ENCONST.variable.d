/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;

enum a {
	X = i
};

BEGIN
{
	exit(0);
}
