/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace((char)-1);
	trace(" ");
	trace((short)-1);
	trace(" ");
	trace((unsigned int)-1);
	trace(" ");
	trace((uint64_t)-1);
	exit(0);
}
