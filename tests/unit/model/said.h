/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code and message of an error of a model, "CODE: message". Valid until the next call.
 */
#ifndef TESTS_MODEL_SAID_H
#define TESTS_MODEL_SAID_H

#include <hinge/status.h>
#include <stdio.h>

static inline const char *said(const struct hinge_error *error)
{
    static char text[1200];
    snprintf(text, sizeof text, "%s: %s", error->code != NULL ? error->code : "", error->message);
    return text;
}

#endif
