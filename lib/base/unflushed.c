/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a file of its own, so that a program's own one takes its place, as of hinge_out_of_memory. */
#include "base/base.h"

/* For programs that have none of their own; the tools say it at their end. */
void hinge_output_unflushed(void)
{
}
