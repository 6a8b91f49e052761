/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = speculation();
	b = speculation();
	exit(0);
}
