/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-100
{
	printf("%x %x\n", arg0, arg1);
	exit(0);
}
