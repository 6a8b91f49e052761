/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "go";
}

BEGIN
/s == "stop"/
{
	printf("stop\n");
}

BEGIN
/s != "stop" && s == "go"/
{
	printf("go\n");
	exit(0);
}
