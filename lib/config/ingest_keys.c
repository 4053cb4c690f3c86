/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of [ingest]: their rows, setting a value, showing one. */
#include "config/rows.h"

#include "base/number.h"
#include "base/text.h"

#include <hinge/trial.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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

static bool positive(const char *text, size_t length, double *value)
{
    return hinge_number_parse(text, length, '.', value, NULL) == HINGE_NUMBER_VALUE && *value > 0;
}

/* keep_column grows: "a" then "b,c" is "a,b,c". */
static const char *keep_names(struct hinge_config *config, const char *old, const char *more)
{
    struct hinge_text joined = {0};
    hinge_text_printf(&joined, "%s%s", old, *old != '\0' ? "," : "");
    for (; *more != '\0'; more++)
        if (*more != ' ')
            hinge_text_add(&joined, more, 1);
    const char *kept = hinge_config_keep(config, hinge_text_string(&joined));
    hinge_text_clear(&joined);
    return kept;
}

const char *hinge_ingest_set(struct hinge_config *config, const struct hinge_ingest_key *row,
                             const char *value)
{
    struct hinge_ingest_options *o = &config->ingest;
    void *member = (char *)o + row->offset;
    if (*row->allowed != '\0' && *value != '\0' && !hinge_listed(row->allowed, '|', value))
        return row->allowed;
    switch (row->kind) {
    case HINGE_INGEST_RATE: {
        double rate = NAN;
        if (*value != '\0' && !positive(value, strlen(value), &rate))
            return "a positive number";
        *(double *)member = rate;
        break;
    }
    case HINGE_INGEST_SIZE: {
        double width = NAN, height = NAN;
        size_t x = strcspn(value, "x");
        if (*value != '\0' &&
            (value[x] == '\0' || !positive(value, x, &width) || width != floor(width) ||
             !positive(value + x + 1, strlen(value + x + 1), &height) || height != floor(height)))
            return "WIDTHxHEIGHT in whole pixels, such as 1920x1080";
        o->image_width_px = width;
        o->image_height_px = height;
        break;
    }
    case HINGE_INGEST_DECIMAL:
        *(char *)member = *value == '\0' ? '\0' : *value == 'c' ? ',' : '.';
        break;
    case HINGE_INGEST_RAGGED:
        *(bool *)member = *value == 'd';
        break;
    case HINGE_INGEST_TEXT:
    case HINGE_INGEST_CHOICE:
    case HINGE_INGEST_NAMES:
        if (row->kind == HINGE_INGEST_NAMES &&
            strlen(*(const char **)member) + strlen(value) + 16 > hinge_config_line_max())
            return "fewer or shorter names: together they must fit a line";
        *(const char **)member = row->kind == HINGE_INGEST_NAMES
                                     ? keep_names(config, *(const char **)member, value)
                                     : hinge_config_keep(config, value);
        break;
    }
    return NULL;
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
