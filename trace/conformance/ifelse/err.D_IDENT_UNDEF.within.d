/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (1) {
		trace(nosuch);
	}
	exit(0);
}
