/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	if (x)
		exit(3);
	else
		exit(4);
}
