/* SPDX-License-Identifier: BSD-2-Clause */
/* printf, trace, the aggregating functions and a status: everything is known beforehand. */
#pragma D option quiet

BEGIN
{
	printf("begin %d %s 0x%x %05d [%-6s] [%6s]\n", 1, "two", 0x33, 44, "five", "six");
	trace("trace");
	trace(7);
	printf("\n");
	i = 0;
}

tick-10hz
/i < 5/
{
	i++;
	@count["count"] = count();
	@sum["sum"] = sum(i);
	@min["min"] = min(i * 10);
	@max["max"] = max(i * 10);
	@avg["avg"] = avg(i * 10);
}

tick-10hz
/i == 5/
{
	printa("%s %@d\n", @count);
	printa("%s %@d\n", @sum);
	printa("%s %@d\n", @min);
	printa("%s %@d\n", @max);
	printa("%s %@d\n", @avg);
	exit(3);
}

END
{
	printf("end after %d\n", i);
}
