/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

nosuchprobe
{
	exit(0);
}
