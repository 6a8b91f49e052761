/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A = 2147483647,
	B
};

BEGIN
{
	exit(0);
}
