/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_log.h>
#include <hdf5.h>
#include <hinge/init.h>
#include <string.h>

/* GSL gives its code back instead of ending the program, HDF5 prints nothing of its
 * own, also when it is called again. */
static void libraries_leave_errors_to_their_callers(void **state)
{
    gsl_sf_result result;
    H5E_auto2_t print;
    void *data;
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hinge_init(NULL), HINGE_OK);
        assert_int_equal(gsl_sf_log_e(-1, &result), GSL_EDOM);
        assert_true(H5Eget_auto2(H5E_DEFAULT, &print, &data) >= 0);
        assert_null(print);
    }
}

static void the_version_is_the_header_s(void **state)
{
    (void)state;
    assert_string_equal(hinge_version(), HINGE_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(libraries_leave_errors_to_their_callers),
                                       cmocka_unit_test(the_version_is_the_header_s)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
