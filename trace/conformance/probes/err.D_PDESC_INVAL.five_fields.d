/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

a:b:c:d:e
{
	exit(0);
}
