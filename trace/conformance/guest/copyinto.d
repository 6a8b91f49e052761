/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	this->p = (char *)alloca(4);
	copyinto(0x1000, 4, this->p);
	printf("%s\n", stringof(this->p));
	exit(0);
}
