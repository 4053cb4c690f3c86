/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_log.h>
#include <hdf5.h>
#include <hinge/init.h>
#include <string.h>

/* GSL gives its code back instead of ending the program, HDF5 prints nothing of its
 * own, also when it is called again. */
TEST(libraries_leave_errors_to_their_callers)
{
    gsl_sf_result result;
    H5E_auto2_t print;
    void *data;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hinge_init(NULL), HINGE_OK);
        assert_int_equal(gsl_sf_log_e(-1, &result), GSL_EDOM);
        assert_true(H5Eget_auto2(H5E_DEFAULT, &print, &data) >= 0);
        assert_null(print);
    }
}

TEST(the_version_is_the_header_s)
{
    assert_string_equal(hinge_version(), HINGE_VERSION);
}
