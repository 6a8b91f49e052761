/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("fault %d\n", arg4);
	exit(0);
}

BEGIN
{
	this->a = alloca(16);
	printf("%s\n", inet_ntop(1, this->a));
}
