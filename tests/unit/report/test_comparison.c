/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of analyses as words and tables. */
#include "assert_close.h"
#include "stats_run.h"

#include <hinge/report.h>

static char *format_run(const char *request, const char *csv, const char *writer)
{
    struct stats_run run = stats_run(request, csv, 1);
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = NULL;
    size_t length = 0;
    assert_non_null(run.text);
    assert_int_equal(hinge_comparison_format(run.text, writer, NULL, &text, &length,
                                             &error),
                     HINGE_OK);
    assert_int_equal(strlen(text), length);
    stats_run_clear(&run);
    return text;
}

static void holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

#define BETWEEN                                                                        \
    "{\"analysis\":\"between\",\"outcome\":\"angle\",\"group\":\"g\","                 \
    "\"participant\":\"p\",\"order\":[\"x\",\"y\"]"
static const char csv[] = "p,g,angle\n1,x,31\n2,x,28\n3,x,35\n4,y,41\n5,y,44\n6,y,39\n";

static void words(void **state)
{
    (void)state;
    char *text = format_run(BETWEEN "}", csv, "apa");
    holds(text, "t(3.6) = -4.01, p = .019, mean difference -10 [-17.22, -2.783]");
    holds(text, "U = 0, exact p = .100");
    free(text);
    text = format_run(BETWEEN ",\"level\":0.9,\"tost\":[-1,1]}", csv, "text");
    holds(text, "With so few people the permutation test comes first: p = 0.1");
    holds(text, "do not show that the difference lies within -1 to 1");
    holds(text, "W_SMALL_N: group 'x' has only n=3");
    holds(text, "participants as the unit");
    free(text);
}

/* p above alpha is never called no difference. */
static void open_questions_stay_open(void **state)
{
    (void)state;
    char *text =
        format_run(BETWEEN "}",
                   "p,g,angle\n1,x,31\n2,x,48\n3,x,35\n4,y,41\n5,y,34\n6,y,39\n",
                   "text");
    holds(text,
          "angle in x minus that in y was 0 (95% CI -19.06 to 19.06): which is higher");
    assert_null(strstr(text, "no difference"));
    free(text);
}

static void flat_table(void **state)
{
    (void)state;
    char *text = format_run(BETWEEN "}", csv, "csv");
    holds(text, "outcome,term,level,n_rows,");
    holds(text, "\nangle,groups,y,3,3,0,,,,3,41.333333333333336,");
    holds(text, "\nangle,welch,,");
    holds(text, ",-10,-4.0089186286863665,3.6254335260115598,");
    holds(text, "\nangle,mann_whitney,,");
    holds(text, ",exact,");
    assert_null(strstr(text, "/"));
    free(text);
}

static void nested_cells_are_one_table(void **state)
{
    (void)state;
    char *text =
        format_run("{\"analysis\":\"prevalence\",\"outcome\":\"f\",\"by\":[\"g\"],"
                   "\"participant\":\"p\"}",
                   "p,g,f\n1,a,1\n1,a,0\n2,a,1\n3,b,0\n4,b,0\n", "markdown");
    holds(text, "cells people_with");
    holds(text, "g=a");
    free(text);
}

static void unknown_writer(void **state)
{
    (void)state;
    struct stats_run run = stats_run(BETWEEN "}", csv, 1);
    char *text = NULL;
    assert_int_equal(hinge_comparison_format(run.text, "txet", NULL, &text, NULL, NULL),
                     HINGE_USAGE);
    assert_null(text);
    stats_run_clear(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),          cmocka_unit_test(open_questions_stay_open),
        cmocka_unit_test(flat_table),     cmocka_unit_test(nested_cells_are_one_table),
        cmocka_unit_test(unknown_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
