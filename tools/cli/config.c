/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --config, --set and --print-config. */
#include "cli/config.h"

#include <stdlib.h>
#include <string.h>

enum hinge_status cli_config_load(const struct cli_config *args, struct hinge_config *config,
                                  struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (args->file != NULL)
        status = hinge_config_load(config, args->file, error);
    for (size_t i = 0; i < args->set.n && status == HINGE_OK; i++)
        status = hinge_config_assign(config, args->set.item[i], error);
    return status;
}

enum hinge_status cli_config_print(struct cli *cli, const struct hinge_config *config,
                                   struct hinge_error *error)
{
    char *text = NULL;
    enum hinge_status status = hinge_config_print(config, &text, error);
    if (status == HINGE_OK)
        status = cli_write(cli, NULL, text, strlen(text), error);
    free(text);
    return status;
}
