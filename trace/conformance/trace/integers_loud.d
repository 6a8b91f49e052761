/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace(1);
	trace(-2);
	trace(3LL);
	trace((char)4);
	trace((short)5);
	exit(0);
}
