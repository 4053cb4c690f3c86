/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code and message of an error of a model, "CODE: message". Valid until the next call.
 */
#ifndef TESTS_MODEL_MESSAGE_OF_H
#define TESTS_MODEL_MESSAGE_OF_H

#include <hinge/status.h>
#include <stdio.h>

static inline const char *message_of(const struct hinge_error *error)
{
    static char text[1200];
    snprintf(text, sizeof text, "%s: %s", error->code != NULL ? error->code : "", error->message);
    return text;
}

#endif
