/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The float assertion of every test (cmocka's own compare badly), and the cmocka
 * headers in the order they need. */
#ifndef TESTS_ASSERT_CLOSE_H
#define TESTS_ASSERT_CLOSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h" /* cleared_by */

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#undef stop /* cmocka 2 takes the word for itself; struct hinge_progress has a member              \
               of it */

/* Passes when |got - want| <= atol + rtol |want|, or both are NaN. */
#define assert_close(got, want, rtol, atol)                                                        \
    do {                                                                                           \
        double got_ = (got), want_ = (want);                                                       \
        if (!(isnan(got_) && isnan(want_)) &&                                                      \
            !(fabs(got_ - want_) <= (atol) + (rtol)*fabs(want_))) {                                \
            print_error("%s: got %.17g, want %.17g (difference %.3g)\n", #got, got_, want_,        \
                        got_ - want_);                                                             \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

/* A call that takes `&why` as its error and must succeed. */
#define assert_works(call)                                                                         \
    do {                                                                                           \
        struct hinge_error why = HINGE_ERROR_INIT;                                                 \
        if ((call) != HINGE_OK) {                                                                  \
            print_error("%s: %s\n", #call, why.message);                                           \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

#endif
