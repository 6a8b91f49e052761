/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-
{
	exit(0);
}
