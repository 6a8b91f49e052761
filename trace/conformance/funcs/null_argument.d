/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("%d %x\n", arg4, arg5);
}

BEGIN
{
	printf("not reached %d\n", strlen(strchr("a", 'x')));
}

BEGIN
{
	printf("not reached %d\n", strlen(strjoin(strchr("a", 'x'), "b")));
}

BEGIN
{
	printf("not reached %d\n", strlen(toupper(strstr("a", "x"))));
}

BEGIN
{
	printf("not reached %d\n", index("a", strchr("a", 'x')));
}

BEGIN
{
	printf("not reached %d\n", strtoll(strchr("a", 'x')));
}

BEGIN
{
	printf("not reached %d\n", strlen(json(strchr("a", 'x'), "a")));
}

BEGIN
{
	printf("not reached %d\n", strlen(basename(strchr("a", 'x'))));
}

BEGIN
{
	printf("not reached %d\n", strlen(strtok("a", strchr("a", 'x'))));
}

BEGIN
{
	exit(0);
}
