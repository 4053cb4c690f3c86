/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program as a filter. */
#include "base/memory.h"
#include "cli/cli.h"
#include "os/tool/signals.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status cli_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                             size_t *out_length, struct hinge_error *error)
{
    bool started = false;
    int code = 0;
    int number = hinge_os_filter(argv, bytes, length, out, out_length, &started, &code);
    if (!started)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot start: %s", argv[0],
                               strerror(number));
    if (number == 0 && code == 0)
        return HINGE_OK;
    free(*out);
    *out = NULL;
    if (number == ENOMEM)
        return hinge_no_memory(error);
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: failed (%s %d)", argv[0],
                           code < 0 ? "signal" : "exit", abs(code));
}
