/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X
};

enum b {
	X
};

BEGIN
{
	exit(0);
}
