/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

nosuchtype x;

BEGIN
{
	exit(0);
}
