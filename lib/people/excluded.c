/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes no part, in words. */
#include "people/excluded.h"

#include <stdarg.h>
#include <stdio.h>

void hinge_exclude(struct hinge_excluded *excluded, size_t participant, const char *format, ...)
{
    char text[300];
    va_list args;
    if (excluded->why[participant] != NULL)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    excluded->why[participant] = hinge_arena_strdup(excluded->arena, text);
}

bool hinge_is_enough(const struct hinge_enough *enough, size_t slot)
{
    return hinge_people_enough(&enough->rule, enough->used[slot], enough->all[slot]);
}

size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants, size_t cell)
{
    size_t n = 0;
    for (size_t s = cell; s < n_participants * enough->n_cells; s += enough->n_cells)
        n += enough->all[s] > 0 && !hinge_is_enough(enough, s);
    return n;
}

void hinge_exclude_short(struct hinge_excluded *excluded, const struct hinge_enough *enough,
                         size_t slot, const char *factor, const char *level)
{
    char why[96];
    size_t participant = slot / enough->n_cells, all = 0;
    for (size_t c = 0; c < enough->n_cells; c++)
        all += enough->all[participant * enough->n_cells + c];
    if (all == 0 || hinge_is_enough(enough, slot)) /* of other rows than these */
        return;
    hinge_people_why(&enough->rule, enough->used[slot], enough->all[slot], why);
    if (factor != NULL)
        hinge_exclude(excluded, participant, "%s=%s: %s", factor, level, why);
    else
        hinge_exclude(excluded, participant, "%s", why);
}

void hinge_exclude_nowhere(struct hinge_excluded *excluded, const struct hinge_enough *enough)
{
    for (size_t p = 0; p < excluded->n; p++) {
        size_t most = p * enough->n_cells;
        bool somewhere = false;
        for (size_t s = most; s < (p + 1) * enough->n_cells; s++) {
            somewhere = somewhere || hinge_is_enough(enough, s);
            most = enough->used[s] > enough->used[most] ? s : most;
        }
        if (!somewhere)
            hinge_exclude_short(excluded, enough, most, NULL, NULL);
    }
}
