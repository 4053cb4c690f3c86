/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of [run]. */
#ifndef HINGE_RUN_SETTINGS_H
#define HINGE_RUN_SETTINGS_H

#include <hinge/config.h>
#include <hinge/page.h>

/* key, default, help */
#define HINGE_RUN_KEYS(X)                                                              \
    X(list, "trials.csv", "trial list, or a folder of recordings")                     \
    X(participants, "",                                                                \
      "only these participants' recordings, joined by commas; empty: all")             \
    X(output, "results", "folder that everything is written to")                       \
    X(title, "", "title of the report")                                                \
    X(author, "", "author of the report, printed under its title")                     \
    X(date, "", "date of the report, printed under its title, such as 2026-03-01")     \
    X(license, "",                                                                     \
      "licence of the results for ro-crate-metadata.json, such as CC-BY-4.0")          \
    X(by, "", "keys of group tables and figures, joined by commas; empty: group,cue")  \
    X(filter, "", "only what meets these conditions, as in hinge-table --filter")      \
    X(baseline, "none", "the cue that others are compared with")                       \
    X(order, "", "groups that are compared, A,B: A minus B; empty: the first two")     \
    X(mdc, "", "change of the lumbar fraction beyond measurement error")               \
    X(allow_inferred, "no",                                                            \
      "yes: give spine and pelvis that a network inferred, and let them into groups")  \
    X(allow_single, "no",                                                              \
      "yes: people with fewer than agg.min_reps repetitions count as well")            \
    X(duplicates, "",                                                                  \
      "recordings with the same numbers: keep all, or the first alone; empty: a "      \
      "participant's copies count once, those of different participants all count")    \
    X(tables, "", "which tables, joined by commas; empty: all")                        \
    X(formats, "csv", "formats of the tables, joined by commas")                       \
    X(figures, "", "which figures, joined by commas; empty: all; none")                \
    X(split, "no", "yes: long tables of the report on pages of their own")

enum hinge_run_setting {
#define X(key, standard, help) HINGE_RUN_##key,
    HINGE_RUN_KEYS(X)
#undef X
        HINGE_RUN_SETTINGS
};

struct hinge_run_settings {
    const char *value[HINGE_RUN_SETTINGS]; /* the config's, or defaults */
    double mdc;                            /* 0: not known */
    bool allow_inferred, allow_single, split;
};

/* USAGE "file:line: …" for an unknown key of [run] or a value that is none. */
enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error);

#endif
