/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10parsec
{
	exit(0);
}
