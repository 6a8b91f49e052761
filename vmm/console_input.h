/* SPDX-License-Identifier: BSD-2-Clause */
/* What is typed on COM1 goes to the console of the guest that probevisor.conf names. Root. */
#ifndef VMM_CONSOLE_INPUT_H
#define VMM_CONSOLE_INPUT_H

/* Starts to look at COM1, if a guest is named. Set-up, after the guests. */
void console_input_start(void);

#endif
