/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum colour {
	RED,
	GREEN
};

enum colour c;

BEGIN
{
	c = GREEN;
	n[RED] = "red";
	n[GREEN] = "green";
	@[c] = count();
	printf("%s %s\n", n[c], n[0]);
	exit(0);
}
