/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kinds of tables and figures an option is for: each kind's descriptor says what
 * it takes, and an option that would do nothing is refused. */
#pragma once

#include <hinge/query.h>

/* Copies the options of a request to another, both from their member `by` on: those that one of the
 * takers has and that one of `obeys` obeys. */
enum { HINGE_OBEYS_ALL = 63 };
void hinge_query_copy(void *to, const void *from, unsigned takers, unsigned obeys);
/* The first option that is given and that none of the takers has; NULL: none is. */
const struct hinge_query_row *hinge_query_untaken(const void *query, unsigned takers);

/* The i-th kind and the options it takes, joined by commas; NULL past the last. */
typedef const char *hinge_kind_at(size_t i, const char **takes);

/* USAGE if the kinds (joined by commas) do not take the option and others do: "--phase: the trials
 * table does not take it; reps and summary do". Also OK: no kind at all names the option, so that
 * all take it; none of the kinds is known, which the caller reports. `shown` is the option as it
 * was given, `noun` what a kind is ("table"). */
enum hinge_status hinge_taken_check(hinge_kind_at *kind, const char *noun, const char *kinds,
                                    const char *option, const char *shown,
                                    struct hinge_error *error);
/* The same for every option of the taker that the query has. */
enum hinge_status hinge_query_check(hinge_kind_at *kind, const char *noun, const char *kinds,
                                    enum hinge_query_taker taker, const void *query,
                                    struct hinge_error *error);
