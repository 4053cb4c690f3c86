/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: columns over time. Out: text of a CSV, a TRC or a MOT. */
#include "base/memory.h"
#include "base/number.h"
#include "export/processed.h"
#include "ingest/write_back.h"

#include <stdlib.h>
#include <string.h>

void hinge_processed_csv(const struct hinge_processed *p,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out)
{
    char buffer[32];
    hinge_text_puts(out, "time_s,rep,phase");
    for (size_t c = 0; c < n; c++)
        hinge_text_printf(out, ",%s", column[c].name);
    hinge_text_puts(out, "\n");
    for (size_t i = 0; i < p->body.n; i++) {
        const char *phase;
        size_t rep = hinge_processed_rep(p, i, &phase);
        hinge_text_puts(out,
                        hinge_number_format(p->body.start_s + (double)i / p->body.rate_hz, buffer));
        hinge_text_puts(out, ",");
        if (rep > 0)
            hinge_text_printf(out, "%zu", rep);
        hinge_text_printf(out, ",%s", phase);
        for (size_t c = 0; c < n; c++) {
            hinge_text_puts(out, ",");
            hinge_text_puts(out, hinge_number_format(column[c].value[i], buffer));
        }
        hinge_text_puts(out, "\n");
    }
}

static bool is_angle(const struct hinge_processed_column *column)
{
    return column->landmark == HINGE_LANDMARK_NONE && strcmp(column->unit, "deg") == 0;
}

/* Names that outlive the channel; nobody frees them through it. */
static void lend_names(struct hinge_channel *channel, const char *source, const char *marker)
{
    memcpy(&channel->source, &source, sizeof source);
    memcpy(&channel->marker, &marker, sizeof marker);
}

enum hinge_status hinge_processed_format(const struct hinge_processed *p, bool angles,
                                         const struct hinge_processed_column *column, size_t n,
                                         struct hinge_text *out, struct hinge_error *error)
{
    size_t frames = p->body.n, used = 0, capacity = 1 + n + n / 2;
    struct hinge_channel *channel = hinge_alloc(capacity, sizeof *channel);
    double *data = hinge_alloc(capacity * frames, sizeof *data);
    enum hinge_status status = channel == NULL || data == NULL ? hinge_no_memory(error) : HINGE_OK;
    if (status == HINGE_OK) {
        for (size_t i = 0; i < frames; i++)
            data[i] = p->body.start_s + (double)i / p->body.rate_hz;
        channel[used] =
            (struct hinge_channel){.component = HINGE_COMPONENT_time, .unit = HINGE_UNIT_s};
        lend_names(&channel[used++], "time", "");
    }
    for (size_t c = 0; c < n && status == HINGE_OK; c++) {
        bool point = column[c].landmark != HINGE_LANDMARK_NONE;
        if (angles ? !is_angle(&column[c]) : !point)
            continue;
        const char *name = point ? hinge_landmark_name((enum hinge_landmark)column[c].landmark)
                                 : hinge_signal_name(column[c].signal);
        channel[used] = (struct hinge_channel){
            .component = point ? (enum hinge_component)column[c].axis : HINGE_COMPONENT_angle,
            .unit = point ? hinge_unit_find(column[c].unit) : HINGE_UNIT_deg};
        lend_names(&channel[used], name, name);
        memcpy(data + used++ * frames, column[c].value, frames * sizeof *data);
        if (point && column[c].axis == 1 && p->tracks.dim == 2) { /* TRC has a depth */
            channel[used] = channel[used - 1];
            channel[used++].component = HINGE_COMPONENT_z; /* data are 0 */
        }
    }
    struct hinge_recording recording = {.layout = {.n_channels = used, .channel = channel},
                                        .n_frames = frames,
                                        .data = data,
                                        .header_rate_hz = p->body.rate_hz};
    if (status == HINGE_OK)
        status = hinge_write_as(angles ? "mot" : "trc", &recording, out, error);
    free(channel);
    free(data);
    return status;
}
