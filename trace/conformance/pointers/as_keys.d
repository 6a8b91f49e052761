/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];

BEGIN
{
	n[&a[0]] = "zero";
	n[&a[1]] = "one";
	p = &a[0];
	printf("%s", n[p]);
	p++;
	printf(" %s\n", n[p]);
	exit(0);
}
