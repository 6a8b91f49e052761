/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option bufsize=64

tick-1ms
/n++ < 100/
{
	trace("a string that takes more than the buffer has");
}

tick-150ms
{
	exit(0);
}
