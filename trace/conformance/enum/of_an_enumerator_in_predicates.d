/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum state {
	IDLE = 4,
	BUSY
};

enum state s;

BEGIN
{
	s = BUSY;
}

BEGIN
/s == IDLE/
{
	printf("idle\n");
}

BEGIN
/s == BUSY/
{
	printf("busy\n");
	exit(0);
}
