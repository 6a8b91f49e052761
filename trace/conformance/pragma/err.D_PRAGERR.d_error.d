/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D error not like this

BEGIN
{
	exit(0);
}
