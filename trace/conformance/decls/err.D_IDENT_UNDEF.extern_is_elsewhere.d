/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

extern int external;

BEGIN
{
	trace(external);
	exit(0);
}
