/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A typed row of results has a member of every kind, and its JSON the fields in their order. */
#include "test.h"

#include "stats/run/calls.h"

#include <math.h>
#include <stdlib.h>

#define EVERY(F)                                                                                   \
    F(NUMBER, t)                                                                                   \
    F(COUNT, n)                                                                                    \
    F(SIZE, rows)                                                                                  \
    F(TEXT, unit)                                                                                  \
    F(FLAG, exact) F(VERDICT, equivalent) F(INTERVAL, ci) F(MAYBE, p_min) F(WORD, note)
HINGE_ROW(every, EVERY)

static void assert_row(const struct every *row, const char *key, const char *expected)
{
    json_t *parent = json_object();
    json_t *object = HINGE_ADD(parent, key, every, row);
    assert_ptr_equal(object, key != NULL ? json_object_get(parent, key) : parent);
    char *text = json_dumps(object, JSON_COMPACT);
    assert_string_equal(text, expected);
    free(text);
    json_decref(parent);
}

TEST(every_kind)
{
    assert_row(&(struct every){0.5, 3, 4, "deg", true, 1, {-1, INFINITY}, 0.25, "few"}, "of",
               "{\"t\":0.5,\"n\":3,\"rows\":4,\"unit\":\"deg\",\"exact\":true,\"equivalent\":true,"
               "\"ci_low\":-1.0,"
               "\"ci_high\":null,\"p_min\":0.25,\"note\":\"few\"}");
}

TEST(missing)
{
    assert_row(&(struct every){NAN, NAN, 0, NULL, false, -1, {NAN, NAN}, NAN, NULL}, NULL,
               "{\"t\":null,\"n\":null,\"rows\":0,\"unit\":null,\"exact\":false,\"equivalent\":"
               "null,\"ci_low\":null,"
               "\"ci_high\":null}");
}
