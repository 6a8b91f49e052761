/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile:::tock-1s
{
	exit(0);
}
