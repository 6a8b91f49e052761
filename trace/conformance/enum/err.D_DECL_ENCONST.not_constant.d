/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;

enum e {
	A = x
};

BEGIN
{
	exit(0);
}
