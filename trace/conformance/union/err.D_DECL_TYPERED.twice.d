/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int a;
};

union u {
	int b;
};

BEGIN
{
	exit(0);
}
