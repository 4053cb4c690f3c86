/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that are no numbers, once landmarks are known. In: a recording with what its reader found
 * (recording->damage); out: a warning among its notes, or a refusal. */
#include "ingest/ingest.h"

#include "formats/format.h"

#include <stdint.h>
#include <string.h>

enum { ONE_IN = 20 }; /* more than 5 % of a column */

/* The first channel of a column; -1: it is none. */
static long channel_of(const struct hinge_recording *recording, size_t column)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].damaged == column + 1)
            return (long)c;
    return -1;
}

/* A column that is used; without a channel, one that becomes others. Of a recording without a known
 * landmark, each number of a point. */
static bool counts(const struct hinge_recording *recording, const struct hinge_damaged *column,
                   long channel)
{
    if (channel < 0)
        return column->counts;
    const struct hinge_channel *of = &recording->layout.channel[channel];
    const bool unknown = *recording->layout.landmark_set == '\0';
    return column->counts || of->landmark != HINGE_LANDMARK_NONE ||
           (unknown && of->component != HINGE_COMPONENT_other) ||
           of->component == HINGE_COMPONENT_time || of->component == HINGE_COMPONENT_frame;
}

/* Drops the channels of a column. */
static void drop(struct hinge_recording *recording, size_t column)
{
    struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames, to = 0;
    for (size_t c = 0; c < layout->n_channels; c++) {
        if (layout->channel[c].damaged == column + 1)
            continue;
        layout->channel[to] = layout->channel[c];
        memmove(recording->data + to * n, recording->data + c * n, n * sizeof *recording->data);
        to++;
    }
    layout->n_channels = to;
}

/* The first cells that are missing, and how many more. */
static void note_cells(struct hinge_recording *recording)
{
    const struct hinge_damage *damage = recording->damage;
    struct hinge_text text = {0};
    size_t n = 0, named = 0;
    for (size_t i = 0; i < damage->n; i++)
        n += damage->column[i].n;
    for (size_t next = 0; named < n && named < HINGE_DAMAGED_NAMED; named++) {
        size_t column = 0, cell = 0, least = SIZE_MAX;
        for (size_t i = 0; i < damage->n; i++)
            for (size_t k = 0; k < damage->column[i].n && k < HINGE_DAMAGED_NAMED; k++)
                if (damage->column[i].cell[k].order >= next &&
                    damage->column[i].cell[k].order < least) {
                    least = damage->column[i].cell[k].order;
                    column = i;
                    cell = k;
                }
        next = least + 1;
        hinge_text_adds(&text, named > 0 ? "; " : "");
        hinge_damaged_describe(&damage->column[column], cell, &text);
    }
    if (n > named)
        hinge_text_printf(&text, "; and %zu more", n - named);
    if (n > 0)
        hinge_build_note(recording, "warning: %zu %s as missing: %s", n,
                         n == 1 ? "cell is no number and counts" : "cells are no numbers and count",
                         hinge_text_string(&text));
    if (n > 0)
        recording->layout.flags |= HINGE_LAYOUT_DAMAGED;
    hinge_text_clear(&text);
}

enum hinge_status hinge_settle_damaged(struct hinge_recording *recording, const char *shown,
                                       struct hinge_error *error)
{
    struct hinge_damage *damage = recording->damage;
    for (size_t i = 0; damage != NULL && i < damage->n; i++) {
        struct hinge_damaged *column = &damage->column[i];
        const long channel = channel_of(recording, i);
        if (column->n == 0)
            continue;
        if (counts(recording, column, channel)) {
            if (ONE_IN * column->n > column->of)
                return hinge_damaged_refuse(column, shown, error);
            continue;
        }
        if (channel < 0) {
            column->n = 0;
            continue;
        }
        if (recording->layout.channel[channel].component != HINGE_COMPONENT_other ||
            ONE_IN * column->n <= column->values + column->n)
            continue;
        if (column->file == NULL)
            hinge_build_note(recording, "column %zu (%s) holds text and was not read",
                             column->cell[0].column, column->name);
        drop(recording, i);
        column->n = 0;
    }
    if (damage != NULL)
        note_cells(recording);
    return HINGE_OK;
}
