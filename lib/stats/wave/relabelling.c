/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "exact if <= 20000" in, all ways or a number of draws out. */
#include "stats/wave/relabelling.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { STANDARD_LIMIT = 20000, MONTE_CARLO_MOST = 100000000 };
static const double exact_most = 2e7;

/* "exact if <= N" */
static bool read_limit(const char *text, double *limit)
{
    static const char start[] = "exact if <= ";
    size_t n = sizeof start - 1;
    return strncmp(text, start, n) == 0 &&
           hinge_number_parse(text + n, strlen(text + n), '.', limit, NULL) == HINGE_NUMBER_VALUE;
}

enum hinge_status hinge_wave_mode(struct hinge_analysis *a, double ways, bool *done, bool *exact,
                                  size_t *n, struct hinge_error *error)
{
    const json_t *option = hinge_option_json(a, "permutations");
    const char *text = json_string_value(option);
    double limit = STANDARD_LIMIT;
    double number = (double)hinge_option_count(a, "n_perm");
    *done = false;
    if (json_is_number(option)) {
        number = floor(json_number_value(option));
        limit = 0;
    } else if (text != NULL && strcmp(text, "none") == 0) {
        return HINGE_OK;
    } else if (text != NULL && strcmp(text, "exact") == 0) {
        limit = exact_most;
        if (ways > exact_most)
            return hinge_analysis_fail(a, error, HINGE_E_PERM_LIMIT,
                                       "permutations: exact needs %.10g relabellings, the "
                                       "limit is %.0f",
                                       ways, exact_most);
    } else if (text != NULL && !read_limit(text, &limit)) {
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "permutations '%s': expected a number, 'none', 'exact' "
                                   "or 'exact if <= N'",
                                   text);
    }
    if (limit > exact_most || !(number >= 0 && number <= MONTE_CARLO_MOST))
        return hinge_analysis_fail(a, error, HINGE_E_PERM_LIMIT,
                                   "permutations: expected 0 to %.0f, exact at most "
                                   "%.0f",
                                   (double)MONTE_CARLO_MOST, exact_most);
    *exact = ways <= limit;
    *n = *exact ? (size_t)ways : (size_t)number;
    *done = *n > 0;
    return HINGE_OK;
}
