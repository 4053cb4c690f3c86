/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of models: a code of the statistics and a message in the user's terms. */
#include "stats/model/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const usage_codes[] = {"E_OPTION", "E_FORMULA", "E_NO_COLUMN",
                                          "E_LEVELS", "E_TOO_MANY_LEVELS"};

enum hinge_status hinge_model_fail(struct hinge_error *error, const char *code,
                                   const char *format, ...)
{
    enum hinge_status status = HINGE_INPUT;
    for (size_t i = 0; i < sizeof usage_codes / sizeof *usage_codes; i++)
        if (strcmp(code, usage_codes[i]) == 0)
            status = HINGE_USAGE;
    char message[sizeof error->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    hinge_error_set(error, status, HINGE_REASON_OK, "%s", message);
    if (error != NULL)
        error->code = code;
    return status;
}

enum hinge_status hinge_model_nomem(struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                           "out of memory while fitting a model");
}
