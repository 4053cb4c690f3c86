/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of signals and thorax definitions; ownership of a body. */
#include "body/body.h"

#include "base/memory.h"

#include <string.h>

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

const char *hinge_lumbar_def_name(enum hinge_lumbar_def def)
{
    static const char *const names[] = {"",     "T12L1", "LOWTHX", "ISB",
                                        "POST", "SPN",   "IK",     "VENDOR"};
    return (unsigned)def < sizeof names / sizeof *names ? names[def] : "";
}

void hinge_body_clear(struct hinge_body *body)
{
    struct hinge_arena arena = {body->blocks};
    hinge_arena_clear(&arena);
    *body = (struct hinge_body){.tier = body->tier, .held_share = body->held_share};
}
