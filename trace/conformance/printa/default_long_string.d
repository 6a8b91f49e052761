/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["a string that is longer than the fifty columns it has"] = sum(1);
	printa(@a);
	exit(0);
}
