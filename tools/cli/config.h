/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of every tool that has a configuration. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/cli.h"

#include <hinge/config.h>

struct cli_config {
    const char *file;
    struct cli_list set;
    bool print;
};

/* Rows for a struct whose member is a struct cli_config. */
#define CLI_CONFIG_OPTIONS(type, member)                                                 \
    {.kind = CLI_GROUP, .help = "Parameters"},                                           \
        {CLI_TEXT, 0, "config", "FILE", offsetof(type, member.file),                     \
         .help = "read parameters from an INI file"},                                    \
        {CLI_REPEAT, 0, "set", "KEY=VALUE", offsetof(type, member.set),                  \
         .help = "one parameter, after the file", .example = "filter.fc_fast=8"},        \
        {CLI_FLAG, 0, "print-config", NULL, offsetof(type, member.print),                \
         .help = "print every parameter with its meaning and end"}

/* Defaults, then the file, then --set. */
enum hinge_status cli_config_load(const struct cli_config *args, struct hinge_config *config,
                                  struct hinge_error *error);
/* The annotated configuration on stdout. */
enum hinge_status cli_config_print(struct cli *cli, const struct hinge_config *config,
                                   struct hinge_error *error);

#endif
