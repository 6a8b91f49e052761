/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D nosuch
BEGIN
{
	exit(0);
}
