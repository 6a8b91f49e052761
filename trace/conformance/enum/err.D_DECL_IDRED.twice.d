/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	RED
};

enum b {
	RED
};

BEGIN
{
	exit(0);
}
