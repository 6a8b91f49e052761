/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct callinfo {
	uint64_t ts;
	uint64_t elapsed;
	uint64_t calls;
	size_t maxbytes;
};

struct callinfo i[string];

BEGIN
{
	i["read"].calls++;
	i["read"].maxbytes = 100;
	i["write"].calls += 2;
	i["write"].maxbytes = 200 > i["write"].maxbytes ? 200 : i["write"].maxbytes;
}

END
{
	printf("%8s %5s %8s\n", "call", "calls", "max");
	printf("%8s %5d %8d\n", "read", i["read"].calls, i["read"].maxbytes);
	printf("%8s %5d %8d\n", "write", i["write"].calls, i["write"].maxbytes);
}

BEGIN
{
	exit(0);
}
