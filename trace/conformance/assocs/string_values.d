/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	n[1] = "one";
	n[2] = "two";
	n[3] = n[1];
	n[1] = "uno";
	printf("%s %s %s\n", n[1], n[2], n[3]);
	exit(0);
}
