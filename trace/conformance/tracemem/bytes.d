/* SPDX-License-Identifier: BSD-2-Clause */
int x[4];

BEGIN
{
	x[0] = 0x64636261;
	tracemem(&x[0], 16);
	exit(0);
}
