/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the library. */
#include <hinge/init.h>

#include "store/store.h"

#include <gsl/gsl_errno.h>
#include <jansson.h>

/* jansson leaves out what there is no memory for, and goes on. */
static void *give(size_t size)
{
    return hinge_alloc(size, 1);
}

/* Other errors of GSL are codes that its callers look at. */
static void gsl_fails(const char *reason, const char *file, int line, int code)
{
    (void)reason, (void)file, (void)line;
    if (code == GSL_ENOMEM)
        hinge_out_of_memory();
}

enum hinge_status hinge_init(struct hinge_error *error)
{
    gsl_set_error_handler(gsl_fails);
    json_set_alloc_funcs(give, free);
    return hinge_store_init(error);
}

const char *hinge_version(void)
{
    return HINGE_VERSION;
}
