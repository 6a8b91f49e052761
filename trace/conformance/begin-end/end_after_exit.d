/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	exit(0);
}

END
{
	printf("end\n");
}
