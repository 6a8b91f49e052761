/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey

BEGIN
{
	@a["z"] = sum(1);
	@a["a"] = sum(2);
	exit(0);
}
