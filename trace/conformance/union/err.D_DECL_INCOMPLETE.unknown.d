/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union nosuch u;

BEGIN
{
	exit(0);
}
