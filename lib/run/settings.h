/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of [run] of a config; apart, because each new option compiles its users anew. */
#pragma once

#include "run/run.h"

#include <hinge/query.h>

struct hinge_run_settings {
    const char *value[HINGE_RUN_KEYS]; /* from the config, or defaults */
    struct hinge_text others;          /* the other keys of the config, a line each */
    bool sheets;
#define OPTION HINGE_QUERY_MEMBER
#include <hinge/options.def>
};

/* USAGE "file:line: …" for an unknown key of [run] or a wrong value. */
enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error);
