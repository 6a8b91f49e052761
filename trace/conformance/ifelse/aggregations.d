/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 0;
}

tick-1ms
/i < 10/
{
	if (i % 2)
		@odd = count();
	else
		@even = sum(i);
	i++;
}

tick-1ms
/i == 10/
{
	exit(0);
}

END
{
	printa("%@d %@d\n", @odd, @even);
}
