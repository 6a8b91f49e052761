/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN{x=1;y=x+2;printf("%d\n",y);exit(0);}
