/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d %d\n", sizeof (size_t), sizeof (pid_t), sizeof (id_t), sizeof (hrtime_t), sizeof (uintptr_t));
	printf("%d %d %d %d\n", sizeof (uchar_t), sizeof (ushort_t), sizeof (uint_t), sizeof (ulong_t));
	printf("%d %d\n", sizeof (longlong_t), sizeof (u_longlong_t));
	exit(0);
}
