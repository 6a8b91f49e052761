/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X
} int y;

BEGIN
{
	exit(0);
}
