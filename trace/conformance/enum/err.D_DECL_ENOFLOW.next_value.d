/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X = 2147483647,
	Y
};

BEGIN
{
	exit(0);
}
