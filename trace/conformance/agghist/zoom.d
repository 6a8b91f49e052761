/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option agghist
#pragma D option aggzoom

BEGIN
{
	@a["few"] = sum(1);
	@a["many"] = sum(2);
	exit(0);
}
