/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D error not to be compiled

BEGIN
{
	exit(0);
}
