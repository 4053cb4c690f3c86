/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of somebody whom the results don't know. */
#include "page/sheet.h"

#include <stdio.h>
#include <string.h>

enum hinge_status hinge_sheet_nobody(const struct hinge_page_request *request,
                                     struct hinge_error *error)
{
    char filter[700], rest[700];
    int n = snprintf(filter, sizeof filter, "--filter: no row has participant \"%.300s\"; ",
                     request->participant);
    if (strncmp(error->message, filter, (size_t)n) != 0)
        return error->status; /* another filter's */
    snprintf(rest, sizeof rest, "%s", error->message + n);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--participant: no recording is of \"%s\"; %s", request->participant,
                           strcmp(rest, "the column is empty") == 0
                               ? "no recording names a participant: fill that column "
                                 "of the trial list"
                               : rest);
}
