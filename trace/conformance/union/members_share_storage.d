/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	uint64_t q;
	uint32_t w[2];
	uint8_t b[8];
} u;

BEGIN
{
	u.q = 0x1122334455667788;
	printf("%x %x %x %x\n", u.w[0], u.w[1], u.b[0], u.b[7]);
	u.b[1] = 0;
	printf("%x %d\n", u.q, sizeof (u));
	exit(0);
}
