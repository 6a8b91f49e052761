/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

define X 5

BEGIN
{
	exit(0);
}
