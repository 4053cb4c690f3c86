/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of [run]. */
#ifndef HINGE_RUN_SETTINGS_H
#define HINGE_RUN_SETTINGS_H

#include <hinge/config.h>
#include <hinge/page.h>

/* key, default, help */
#define HINGE_RUN_KEYS(X)                                                                          \
    X(list, "trials.csv", "trial list, or a folder of recordings")                                 \
    X(participants, "", "only recordings of these participants, joined by commas; empty: all")     \
    X(output, "results", "folder for all output")                                                  \
    X(title, "", "title of the report")                                                            \
    X(author, "", "author of the report, printed under its title")                                 \
    X(date, "", "date of the report, printed under its title, such as 2026-03-01")                 \
    X(by, "", "keys of group tables and figures, joined by commas; empty: group,cue")              \
    X(filter, "", "only rows that meet these conditions, as in hinge-table --filter")              \
    X(baseline, "none", "the cue that others are compared with")                                   \
    X(order, "", "groups to compare, A,B: A minus B; empty: the first two")                        \
    X(labels, "", "file of your own words for IDs, as --label of hinge-report; empty: none")       \
    X(events, "",                                                                                  \
      "CSV of phases marked by hand and of repetitions to exclude, as --events of "                \
      "hinge-analyze; empty: none")                                                                \
    X(mdc, "", "change of the lumbar fraction beyond measurement error")                           \
    X(allow_inferred, "no",                                                                        \
      "yes: report spine and pelvis that a network inferred, also in groups")                      \
    X(allow_single, "no", "yes: include people with fewer than agg.min_reps repetitions")          \
    X(all_tasks, "no", "yes: count faults of daily tasks, else only described")                    \
    X(tables, "", "tables to write, joined by commas; empty: all")                                 \
    X(formats, "csv", "formats of the tables, joined by commas")                                   \
    X(figures, "", "figures to draw, joined by commas; empty: all; none: no figure")

enum hinge_run_setting {
#define X(key, standard, help) HINGE_RUN_##key,
    HINGE_RUN_KEYS(X)
#undef X
        HINGE_RUN_SETTINGS
};

struct hinge_run_settings {
    const char *value[HINGE_RUN_SETTINGS]; /* the config's, or defaults */
    double mdc;                            /* 0: not known */
    bool allow_inferred, allow_single, all_tasks;
};

/* USAGE "file:line: …" for an unknown key of [run] or a value that is none. */
enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error);

#endif
