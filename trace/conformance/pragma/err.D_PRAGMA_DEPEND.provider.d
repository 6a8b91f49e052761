/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D depends_on provider fbt

BEGIN
{
	exit(0);
}
