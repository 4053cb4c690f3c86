/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings by name: what a row of hinge/settings.def says wherever its name stands. */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* The default seed of studies that are simulated or planned; see the row of seed. */
#define HINGE_SEED_OF_STUDIES 1
#define HINGE_TEXT_OF_(x) #x
#define HINGE_TEXT_OF(x) HINGE_TEXT_OF_(x)

/* Who obeys a setting (hinge/settings.def). */
enum hinge_obeys {
    HINGE_OBEYS_ANALYSIS = 1,
    HINGE_OBEYS_USE = 2,
    HINGE_OBEYS_CELLS = 4,
    HINGE_OBEYS_WORDS = 8,
    HINGE_OBEYS_LOOK = 16,
    HINGE_OBEYS_TOOL = 32 /* the tool that has it, ingest or hinge-run */
};

struct hinge_setting {
    const char *name;                                 /* "allow-inferred" */
    const char *value, *standard, *choices, *example; /* NULL: none, or its readers differ */
    double low, high;                                 /* the range of a number, if low < high */
    const char *help;                                 /* what the name means */
    enum hinge_obeys obeys;
};

/* The row of this name, in which _ and - are the same; NULL: none. */
HINGE_API const struct hinge_setting *hinge_setting_find(const char *name);

HINGE_END_C_DECLS
