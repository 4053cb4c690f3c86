/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and standard streams at the start of a tool. */
#include "os/tool/signals.h"
#include "base/file.h"
#include "cli/parts.h"

void cli_signals_start(const struct cli_tool *tool)
{
    hinge_os_signals_start(tool->name, (tool->uses & CLI_STOPS_ITSELF) != 0,
                           hinge_output_is_temporary);
}

bool cli_signals_stop(void *context)
{
    (void)context;
    return hinge_os_stopped() != 0;
}

int cli_signals_exit(enum hinge_status status)
{
    int number = hinge_os_stopped();
    return status == HINGE_INTERRUPTED && number != 0 ? 128 + number : hinge_status_exit(status);
}
