/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/0/
{
}

BEGIN
{
	exit(0);
}
