/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum state {
	IDLE,
	RUNNING,
	DONE
};

enum state s;
inline string name[enum state x] = x == IDLE ? "idle" : x == RUNNING ? "running" : "done";

tick-10ms
/s == DONE/
{
	printf("%s\n", name[s]);
	exit(0);
}

tick-10ms
{
	printf("%s\n", name[s]);
	s = s == IDLE ? RUNNING : DONE;
}
