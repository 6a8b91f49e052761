/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this self int x;

BEGIN
{
	exit(0);
}
