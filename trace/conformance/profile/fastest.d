/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-200us
{
	n++;
}

tick-101ms
{
	printf("%d\n", n);
	exit(0);
}
