/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option agghist

BEGIN
{
	@a["few"] = sum(1);
	@a["many"] = sum(3);
	exit(0);
}
