/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/1/
{
	if (probename == "BEGIN") {
		printf("begin\n");
	}
	exit(0);
}
