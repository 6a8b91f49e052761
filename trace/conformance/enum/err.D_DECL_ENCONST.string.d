/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
	X = "one"
};

BEGIN
{
	exit(0);
}
