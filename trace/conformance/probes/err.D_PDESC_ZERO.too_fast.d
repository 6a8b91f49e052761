/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-6000
{
	exit(0);
}
