/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X
};

enum a {
	Y
};

BEGIN
{
	exit(0);
}
