/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the library. */
#include <hinge/init.h>

#include "store/store.h"

#include <gsl/gsl_errno.h>

enum hinge_status hinge_init(struct hinge_error *error)
{
    /* GSL would abort the program; its callers look at the codes it returns */
    gsl_set_error_handler_off();
    return hinge_store_init(error);
}

const char *hinge_version(void)
{
    return HINGE_VERSION;
}
