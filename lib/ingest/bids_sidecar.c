/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: the path of a motion.tsv. Out: names and units of its columns, rate, vertical. */
#include "ingest/bids_sidecar.h"

#include "base/file.h"
#include "csv/csv.h"
#include "formats/parts/json_read.h"
#include "os/file.h"

#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t SIDECAR_LIMIT = 16u << 20;
static const char ending[] = "_motion.tsv";
enum beside { COLUMNS, MOTION, AXES, BESIDE };
static const char *const others[BESIDE] = {"_channels.tsv", "_motion.json", "_channels.json"};

bool hinge_bids_is_motion(const char *path)
{
    size_t n = strlen(path), length = sizeof ending - 1;
    return n > length && strcmp(path + n - length, ending) == 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && strcmp(text + n - k, end) == 0;
}

static bool holds(const char *folder, const char *name)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && (size_t)n < sizeof path && hinge_os_exists(path);
}

const char *hinge_bids_says(const char *path)
{
    static const char *const of_all[] = {"dataset_description.json", "participants.tsv",
                                         "participants.json"};
    static const char *const of_one[] = {"_channels.tsv", "_channels.json", "_motion.json",
                                         "_events.tsv",   "_events.json",   "_coordsystem.json",
                                         "_scans.tsv",    "_electrodes.tsv"};
    const char *name = hinge_file_name(path);
    bool sidecar = false;
    for (size_t i = 0; i < sizeof of_all / sizeof *of_all; i++) {
        sidecar = sidecar || strcmp(name, of_all[i]) == 0;
        if (i < 2 && holds(path, of_all[i]))
            return "a BIDS dataset, not one recording: hinge-ingest reads the folder, "
                   "and hinge-inspect a file sub-…_motion.tsv in it";
    }
    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
        sidecar = sidecar || (strncmp(name, "sub-", 4) == 0 && ends_with(name, of_one[i]));
    return sidecar ? "a file of a BIDS dataset that describes others, not a recording: "
                     "give hinge-ingest the dataset's folder, or hinge-inspect a file "
                     "sub-…_motion.tsv"
                   : NULL;
}

bool hinge_bids_beside(const char *path, size_t i, struct hinge_text *name)
{
    if (i >= BESIDE)
        return false;
    hinge_text_add(name, path, strlen(path) - (sizeof ending - 1));
    hinge_text_puts(name, others[i]);
    return true;
}

/* The file beside it that is asked for; false when there is none. */
static bool read_beside(const char *path, const char *within, enum beside which,
                        struct hinge_text *name, struct hinge_bytes *bytes,
                        enum hinge_status *status)
{
    struct hinge_error ignored = HINGE_ERROR_INIT;
    if (*status != HINGE_OK)
        return false;
    name->length = 0;
    hinge_bids_beside(path, which, name);
    return hinge_file_read_within(within, name->data, name->data, SIDECAR_LIMIT, bytes, &ignored) ==
           HINGE_OK;
}

/* --- columns --- */

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL && strcmp(text, "n/a") != 0 ? text : "";
}

/* "LASI_x (mm)": positions by point and axis, everything else by its name. */
static void put_column(const struct hinge_table *channels, size_t row, struct hinge_text *header)
{
    const char *point = cell(channels, "tracked_point", row),
               *component = cell(channels, "component", row), *unit = cell(channels, "units", row);
    bool position =
        strcmp(cell(channels, "type", row), "POS") == 0 && *point != '\0' && *component != '\0';
    hinge_text_puts(header, row > 0 ? "\t" : "");
    if (position)
        hinge_text_printf(header, "%s_%s", point, component);
    else
        hinge_text_puts(header, cell(channels, "name", row));
    if (*unit != '\0')
        hinge_text_printf(header, " (%s)", unit);
}

static void put_header(const struct hinge_bytes *bytes, const char *name, struct hinge_text *header)
{
    static const char *const text[] = {"name", "component", "type", "tracked_point", "units", NULL};
    struct hinge_table table = {0};
    struct hinge_csv_source source;
    struct hinge_error ignored = HINGE_ERROR_INIT;
    size_t *lines = NULL;
    enum hinge_status status =
        hinge_csv_open(name, bytes->data, bytes->size, '\t', '.', &source, &ignored);
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, text, &table, &lines, &ignored);
    bool usable = status == HINGE_OK && hinge_table_find(&table, "name") >= 0;
    for (size_t i = 0; i < table.rows && usable; i++)
        put_column(&table, i, header);
    if (usable && table.rows > 0)
        hinge_text_puts(header, "\n");
    free(lines);
    hinge_table_clear(&table);
}

/* Whether a table begins with numbers. */
static bool lacks_header(const char *path, const char *within)
{
    struct hinge_bytes bytes = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    bool lacks =
        hinge_file_read_within(within, path, path, (size_t)1 << 40, &bytes, &ignored) == HINGE_OK;
    if (lacks) {
        const char *first = bytes.data;
        while (*first == ' ' || *first == '\t')
            first++;
        lacks = isdigit((unsigned char)*first) || *first == '-' || *first == '+' || *first == '.' ||
                strncmp(first, "n/a", 3) == 0;
    }
    hinge_bytes_clear(&bytes);
    return lacks;
}

/* --- JSON --- */

static json_t *parse(const struct hinge_bytes *bytes, const char *name)
{
    struct hinge_error ignored = HINGE_ERROR_INIT;
    json_t *json = NULL;
    hinge_json_parse(name, bytes->data, bytes->size, &json, &ignored);
    return json;
}

/* "ARS": the axes' directions, S is up and I down. */
static void read_up(json_t *json, char up[3])
{
    json_t *levels = json_object_get(json_object_get(json, "reference_frame"), "Levels");
    const char *key;
    json_t *level;
    json_object_foreach(levels, key, level)
    {
        const char *axes = json_string_value(json_object_get(level, "SpatialAxes"));
        for (size_t i = 0; axes != NULL && i < 3 && axes[i] != '\0'; i++)
            if (axes[i] == 'S' || axes[i] == 'I')
                snprintf(up, 3, "%c%c", axes[i] == 'S' ? '+' : '-', "xyz"[i]);
    }
}

/* A text that can be a key: a word, not a sentence. */
static void read_word(const json_t *json, const char *key, char word[64])
{
    const char *text = json_string_value(json_object_get(json, key));
    if (text != NULL && strlen(text) < 64 && strpbrk(text, " \t\n,;") == NULL)
        snprintf(word, 64, "%s", text);
}

enum hinge_status hinge_bids_sidecar_read(const char *path, const char *within,
                                          struct hinge_bids_sidecar *sidecar)
{
    struct hinge_bytes bytes = {0};
    struct hinge_text name = {0};
    enum hinge_status status = HINGE_OK;
    *sidecar = (struct hinge_bids_sidecar){.rate_hz = (double)NAN};
    if (!hinge_bids_is_motion(path))
        return HINGE_OK;
    if (lacks_header(path, within) && read_beside(path, within, COLUMNS, &name, &bytes, &status)) {
        put_header(&bytes, name.data, &sidecar->header);
        status = HINGE_OK;
    }
    if (read_beside(path, within, MOTION, &name, &bytes, &status)) {
        json_t *json = parse(&bytes, name.data);
        double rate_hz = json_number_value(json_object_get(json, "SamplingFrequency"));
        sidecar->rate_hz = rate_hz > 0 ? rate_hz : (double)NAN;
        read_word(json, "TaskName", sidecar->task);
        read_word(json, "Instructions", sidecar->cue);
        hinge_json_free(json);
    }
    if (read_beside(path, within, AXES, &name, &bytes, &status)) {
        json_t *json = parse(&bytes, name.data);
        read_up(json, sidecar->up);
        hinge_json_free(json);
    }
    hinge_text_clear(&name);
    hinge_bytes_clear(&bytes);
    return status;
}
