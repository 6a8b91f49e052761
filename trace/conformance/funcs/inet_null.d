/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("fault %d at %x\n", arg4, arg5);
}

BEGIN
{
	printf("%s\n", inet_ntoa((uint32_t *)NULL));
}

BEGIN
{
	printf("%s\n", inet_ntop(26, (char *)0));
}

BEGIN
{
	exit(0);
}
