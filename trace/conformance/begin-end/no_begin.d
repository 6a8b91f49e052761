/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

END
{
	printf("end\n");
}

tick-10ms
{
	exit(0);
}
