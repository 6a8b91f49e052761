/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	RED,
	GREEN,
	RED
};

BEGIN
{
	exit(0);
}
