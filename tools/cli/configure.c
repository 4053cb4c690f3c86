/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration of tools that have one: defaults, then --config, then each --set. A
 * tool's own options come later, in its run, and so win. */
#include "cli/parts.h"

#include "base/memory.h"

#include <stdlib.h>

enum hinge_status cli_configure(struct cli *cli, struct hinge_error *error)
{
    if ((cli->tool->uses & CLI_USES_CONFIG) == 0)
        return HINGE_OK;
    cli->config = hinge_alloc(1, sizeof *cli->config);
    enum hinge_status status = hinge_config_init(cli->config);
    if (status == HINGE_OK && cli->common.config != NULL)
        status = hinge_config_load(cli->config, cli->common.config, error);
    for (size_t i = 0; status == HINGE_OK && i < cli->common.set.n; i++)
        status = hinge_config_assign(cli->config, cli->common.set.item[i], error);
    return status;
}

void cli_configure_clear(struct cli *cli)
{
    if (cli->config != NULL)
        hinge_config_clear(cli->config);
    free(cli->config);
    cli->config = NULL;
}
