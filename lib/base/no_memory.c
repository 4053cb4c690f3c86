/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a file of its own, so that a program's own one takes its place: a weak one of libhinge.a is
 * not found on Windows. */
#include "base/base.h"
#include <hinge/init.h>

/* For programs that have none of their own; the tools say it and drop what is half written. */
void hinge_out_of_memory(void)
{
    _Exit(5);
}
