/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = b = "both";
	printf("%s %s %s\n", a, b, c = "third");
	exit(0);
}
