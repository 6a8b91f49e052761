/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D nonsense

BEGIN
{
	exit(0);
}
