/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
/execname == "bhyve"/
{
	printf("%s\n", execname);
	exit(0);
}
