/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strtok(1, ",");
	exit(0);
}
