/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0x1122334455667788;
	printf("%x %x %x\n", htons(x), htonl(x), htonll(x));
	printf("%x %x %x\n", ntohs(0x1234), ntohl(0x12345678), ntohll(0x12345678));
	printf("%d %d %d\n", sizeof (htons(x)), sizeof (htonl(x)), sizeof (htonll(x)));
	printf("%x %x\n", ntohs(htons(x)), ntohll(htonll(-1)));
	exit(0);
}
