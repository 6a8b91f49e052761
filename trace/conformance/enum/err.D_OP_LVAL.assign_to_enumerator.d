/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X
};

BEGIN
{
	X = 1;
	exit(0);
}
