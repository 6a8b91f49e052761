/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (1) {
		@a["yes"] = count();
	} else {
		@a["no"] = count();
	}
	printa("%s %@d\n", @a);
	exit(0);
}
