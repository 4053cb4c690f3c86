/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of [ingest]: their rows, showing a value. */
#include "config/sections.h"

#include <hinge/trial.h>

static const struct hinge_ingest_key ingest_keys[] = {
#define KEY(key, option, kind, member, allowed, unit, help, more)                                  \
    {key,                                                                                          \
     option,                                                                                       \
     allowed,                                                                                      \
     unit,                                                                                         \
     help more,                                                                                    \
     HINGE_INGEST_##kind,                                                                          \
     offsetof(struct hinge_ingest_options, member)},
#include <hinge/settings.def>
};

const struct hinge_ingest_key *hinge_ingest_keys(size_t *count)
{
    *count = sizeof ingest_keys / sizeof *ingest_keys;
    return ingest_keys;
}

const char *hinge_ingest_text(const struct hinge_ingest_options *options,
                              const struct hinge_ingest_key *row, char *buffer, size_t capacity)
{
    const void *member = (const char *)options + row->offset;
    char number[32];
    buffer[0] = '\0';
    switch (row->kind) {
    case HINGE_INGEST_RATE:
        snprintf(buffer, capacity, "%s", hinge_number_format(*(const double *)member, number));
        break;
    case HINGE_INGEST_SIZE:
        if (!isnan(options->image_width_px))
            snprintf(buffer, capacity, "%.0fx%.0f", options->image_width_px,
                     options->image_height_px);
        break;
    case HINGE_INGEST_DECIMAL:
        if (options->decimal != '\0')
            snprintf(buffer, capacity, "%s", options->decimal == ',' ? "comma" : "point");
        break;
    case HINGE_INGEST_RAGGED:
        snprintf(buffer, capacity, "%s", options->drop_ragged ? "drop" : "refuse");
        break;
    case HINGE_INGEST_TEXT:
    case HINGE_INGEST_CHOICE:
    case HINGE_INGEST_NAMES:
        snprintf(buffer, capacity, "%s", *(const char *const *)member);
        break;
    }
    return buffer;
}
