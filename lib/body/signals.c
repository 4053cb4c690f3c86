/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of signals and thorax definitions. */
#include "body/body.h"

static const struct {
    const char *name, *unit, *title;
} rows[] = {
#define X(name, unit, kind, title) {#name, #unit, title},
    HINGE_SIGNAL_LIST(X)
#undef X
};

const char *hinge_signal_name(enum hinge_signal signal)
{
    return (unsigned)signal < HINGE_SIGNAL_COUNT ? rows[signal].name : "";
}

const char *hinge_signal_unit(enum hinge_signal signal)
{
    return (unsigned)signal < HINGE_SIGNAL_COUNT ? rows[signal].unit : "";
}

const char *hinge_signal_title(enum hinge_signal signal)
{
    return (unsigned)signal < HINGE_SIGNAL_COUNT ? rows[signal].title : "";
}

enum hinge_signal hinge_signal_find(const char *name)
{
    unsigned i = 0;
    while (i < HINGE_SIGNAL_COUNT && strcmp(rows[i].name, name) != 0)
        i++;
    return (enum hinge_signal)i;
}

static const struct {
    const char *name, *words;
} lumbar_defs[] = {
    [HINGE_LUMBAR_NONE] = {"", "the thorax"},
    [HINGE_LUMBAR_T12L1] = {"T12L1", "the segment at T12/L1"},
    [HINGE_LUMBAR_LOWTHX] = {"LOWTHX", "the thorax (T8 to T12/L1)"},
    [HINGE_LUMBAR_ISB] = {"ISB", "the thorax (middle of the sternum and of the back)"},
    [HINGE_LUMBAR_POST] = {"POST", "the thorax (C7 to T10)"},
    [HINGE_LUMBAR_SPN] = {"SPN", "the thorax (C7 or T3 to T12/L1)"},
    [HINGE_LUMBAR_IK] = {"IK", "OpenSim’s joint angle"},
    [HINGE_LUMBAR_VENDOR] = {"VENDOR", "the joint angle of the other program"},
};
enum { LUMBAR_DEFS = sizeof lumbar_defs / sizeof *lumbar_defs };

const char *hinge_lumbar_def_name(enum hinge_lumbar_def def)
{
    return (unsigned)def < LUMBAR_DEFS ? lumbar_defs[def].name : "";
}

const char *hinge_lumbar_def_words(const char *name)
{
    size_t def = 0;
    for (size_t i = 1; i < LUMBAR_DEFS; i++)
        def = strcmp(lumbar_defs[i].name, name) == 0 ? i : def;
    return lumbar_defs[def].words;
}
