/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum a {
};

BEGIN
{
	exit(0);
}
