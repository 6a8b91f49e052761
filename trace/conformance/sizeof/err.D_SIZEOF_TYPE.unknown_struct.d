/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace(sizeof (struct nosuch));
	exit(0);
}
