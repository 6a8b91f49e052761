/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a["x"];

BEGIN
{
	exit(0);
}
