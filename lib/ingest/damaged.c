/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that are no numbers, once landmarks are known. In: a recording with what its reader found
 * (recording->damage); out: a warning among its notes, or a refusal. */
#include "ingest/ingest.h"

enum { ONE_IN = 20 }; /* more than 5 % of a column */

enum hinge_status hinge_settle_damaged(struct hinge_recording *recording, const char *shown,
                                       struct hinge_error *error)
{
    struct hinge_damage *damage = recording->damage;
    struct hinge_layout *layout = &recording->layout;
    const bool unknown = *layout->landmark_set == '\0'; /* then each number of a point counts */
    const size_t frames = recording->n_frames;
    for (size_t i = 0; damage != NULL && i < damage->n; i++) {
        struct hinge_damaged *column = &damage->column[i];
        bool counts = column->counts;
        size_t kept = 0;
        for (size_t c = 0; c < layout->n_channels; c++) {
            const struct hinge_channel *channel = &layout->channel[c];
            if (channel->damaged != i + 1)
                continue;
            counts = counts || channel->landmark != HINGE_LANDMARK_NONE ||
                     (unknown && !column->loose) || channel->component == HINGE_COMPONENT_time ||
                     channel->component == HINGE_COMPONENT_frame;
            kept++;
        }
        if (counts && ONE_IN * column->n > column->of)
            return hinge_damaged_refuse(column, shown, error);
        if (!counts && kept == 0) /* no channel is made of it */
            column->n = 0;
        if (counts || !column->loose || ONE_IN * column->n <= column->values + column->n)
            continue;
        if (column->file == NULL)
            hinge_build_note(recording, "column %zu (%s) holds text and was not read",
                             column->cell[0].column, column->name);
        kept = 0;
        for (size_t c = 0; c < layout->n_channels; c++)
            if (layout->channel[c].damaged != i + 1) {
                layout->channel[kept] = layout->channel[c];
                memmove(recording->data + kept++ * frames, recording->data + c * frames,
                        frames * sizeof *recording->data);
            }
        layout->n_channels = kept;
        column->n = 0;
    }
    /* the first cells, in the order of the file */
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    size_t n = 0, named = 0;
    for (size_t i = 0; damage != NULL && i < damage->n; i++)
        n += damage->column[i].n;
    for (size_t next = 0; named < n && named < HINGE_DAMAGED_NAMED; named++) {
        size_t first = 0, cell = 0, least = SIZE_MAX;
        for (size_t i = 0; i < damage->n; i++)
            for (size_t k = 0; k < damage->column[i].n && k < HINGE_DAMAGED_NAMED; k++)
                if (damage->column[i].cell[k].order >= next &&
                    damage->column[i].cell[k].order < least) {
                    least = damage->column[i].cell[k].order;
                    first = i;
                    cell = k;
                }
        next = least + 1;
        hinge_text_adds(&text, named > 0 ? "; " : "");
        hinge_damaged_describe(&damage->column[first], cell, &text);
    }
    if (n > named)
        hinge_text_printf(&text, "; and %zu more", n - named);
    if (n > 0) {
        hinge_build_note(recording, "warning: %zu %s as missing: %s", n,
                         n == 1 ? "cell is no number and counts" : "cells are no numbers and count",
                         hinge_text_string(&text));
        layout->flags |= HINGE_LAYOUT_DAMAGED;
    }
    return HINGE_OK;
}
