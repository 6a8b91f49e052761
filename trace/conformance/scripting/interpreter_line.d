#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet
BEGIN
{
	printf("a\n");
	exit(0);
}
