/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laird 2016: minimal detectable changes between sessions at 90 % (method 11). */
#include "report/published_error.h"

#include "table/columns.h"

#include <stdbool.h>
#include <string.h>

enum { SHARE, RANGE, KINDS };
static const struct {
    const char *what, *value;
} published[KINDS] = {[SHARE] = {"lumbar contribution to flexion", "8 to 15 %"},
                      [RANGE] = {"most ranges of motion", "5 to 15 deg"}};

/* Ids, and ids followed by a bin or part ("lumbar_fraction_q1"). */
static const struct {
    const char *id;
    int kind;
} outcomes[] = {{"lumbar_fraction", SHARE},      {"lumbar_pelvis_fraction", SHARE},
                {"lumbar_excursion_deg", RANGE}, {"pelvis_excursion_deg", RANGE},
                {"trunk_excursion_deg", RANGE},  {"total_excursion_deg", RANGE},
                {"lumbar_rounding", RANGE}};

static int kind_of(const char *outcome)
{
    static const char matched[] = "matched_";
    const char *fault = hinge_severity_fault(outcome);
    if (outcome == NULL)
        return KINDS;
    if (fault != NULL)
        outcome = fault;
    if (strncmp(outcome, matched, sizeof matched - 1) == 0)
        outcome += sizeof matched - 1;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        size_t n = strlen(outcomes[i].id);
        if (strncmp(outcomes[i].id, outcome, n) == 0 && (outcome[n] == '\0' || outcome[n] == '_'))
            return outcomes[i].kind;
    }
    return KINDS;
}

const char *hinge_published_error_of(const char *outcome)
{
    int kind = kind_of(outcome);
    return kind < KINDS ? published[kind].value : NULL;
}

/* Sets what kinds of outcomes have an mdc, in `node` and below it; `outcome` is that of
 * the objects around it. */
static void look(const json_t *node, const char *outcome, bool seen[KINDS])
{
    const char *key, *own = json_string_value(json_object_get(node, "outcome"));
    json_t *value;
    size_t i;
    outcome = own != NULL ? own : outcome;
    json_array_foreach(node, i, value)
    {
        look(value, outcome, seen);
    }
    json_object_foreach((json_t *)node, key, value)
    {
        int kind = kind_of(outcome);
        if (strncmp(key, "mdc", 3) == 0 && json_is_number(value) && kind < KINDS)
            seen[kind] = true;
        /* results of several outcomes stand under their ids */
        look(value, kind_of(key) < KINDS ? key : outcome, seen);
    }
}

void hinge_published_error_note(const json_t *root, struct hinge_text *words)
{
    bool seen[KINDS] = {false};
    const char *before = "Measurement error beside it, between sessions, as published "
                         "(Laird 2016; MDC90, MDC95 is 1.19 times that): ";
    look(json_object_get(root, "results"),
         json_string_value(json_object_get(json_object_get(root, "request"), "outcome")), seen);
    for (int kind = 0; kind < KINDS; kind++)
        if (seen[kind]) {
            hinge_text_printf(words, "%s%s %s", before, published[kind].what,
                              published[kind].value);
            before = "; ";
        }
    if (strcmp(before, "; ") == 0)
        hinge_text_puts(words, ".\n");
}
