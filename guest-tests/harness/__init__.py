# SPDX-License-Identifier: BSD-2-Clause
"""Boots the disk image in an emulator, shows or judges its serial line, and ends everything that it started."""
