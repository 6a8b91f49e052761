/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	exit(1);
}

BEGIN
{
	exit(2);
}
