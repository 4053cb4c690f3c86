/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a processed recording and its row of the list. Out: files of a BIDS folder. */
#include "export/motion_bids.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"

#include <ctype.h>
#include <hinge/file.h>
#include <hinge/init.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- names --- */

/* Letters and digits of a word, all that a label may have. */
static void put_label(struct hinge_text *out, const char *word)
{
    for (; *word != '\0'; word++)
        if (isalnum((unsigned char)*word))
            hinge_text_add(out, word, 1);
}

static void put_entity(struct hinge_text *out, const char *entity, const char *word)
{
    size_t before = out->length;
    hinge_text_printf(out, "_%s-", entity);
    size_t empty = out->length;
    put_label(out, word);
    if (out->length == empty)
        out->length = before;
    if (out->data != NULL)
        out->data[out->length] = '\0';
}

static bool is_index(const char *word)
{
    return *word != '\0' && strspn(word, "0123456789") == strlen(word);
}

static const char *or_else(const char *word, const char *other)
{
    return *word != '\0' ? word : other;
}

static void put_subject(struct hinge_text *out, const struct hinge_trial_info *info,
                        const char *id)
{
    hinge_text_puts(out, "sub-");
    put_label(out, or_else(info->participant, id));
}

void hinge_motion_bids_name(const struct hinge_trial_info *info, const char *id,
                            const char *tracksys, struct hinge_text *name)
{
    struct hinge_text condition = {0};
    bool index = is_index(info->trial), loose = *info->participant == '\0';
    put_subject(name, info, id);
    put_entity(name, "ses", info->session);
    put_entity(name, "task", or_else(info->task, "unspecified"));
    if (tracksys != NULL)
        put_entity(name, "tracksys", tracksys);
    hinge_text_printf(&condition, "%s%s", info->cue, index || loose ? "" : info->trial);
    put_entity(name, "acq", hinge_text_string(&condition));
    if (index)
        put_entity(name, "run", info->trial);
    name->failed = name->failed || condition.failed;
    hinge_text_clear(&condition);
}

/* --- contents --- */

static void put_value(struct hinge_text *out, double value)
{
    char buffer[32];
    hinge_text_puts(out, isnan(value) ? "n/a" : hinge_number_format(value, buffer));
}

static void put_motion(const struct hinge_processed *p,
                       const struct hinge_processed_column *column, size_t n,
                       struct hinge_text *out)
{
    for (size_t i = 0; i < p->body.n; i++)
        for (size_t c = 0; c < n; c++) {
            put_value(out, column[c].value[i]);
            hinge_text_puts(out, c + 1 < n ? "\t" : "\n");
        }
}

static const char *type_of(const struct hinge_processed_column *column)
{
    if (column->landmark != HINGE_LANDMARK_NONE)
        return "POS";
    return strcmp(column->unit, "deg") == 0 ? "JNTANG" : "MISC";
}

static void put_channels(const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out)
{
    static const char axes[] = "xyz";
    hinge_text_puts(out, "name\tcomponent\ttype\ttracked_point\tunits\t"
                         "reference_frame\n");
    for (size_t c = 0; c < n; c++) {
        bool point = column[c].landmark != HINGE_LANDMARK_NONE;
        const char component[] = {point ? axes[column[c].axis] : '\0', '\0'};
        hinge_text_printf(
            out, "%s\t%s\t%s\t%s\t%s\t%s\n", column[c].name, point ? component : "n/a",
            type_of(&column[c]),
            point ? hinge_landmark_name((enum hinge_landmark)column[c].landmark)
                  : hinge_signal_name(column[c].signal),
            strcmp(column[c].unit, "1") == 0 ? "n/a" : column[c].unit,
            point ? "laboratory" : "n/a");
    }
}

/* y is up; where x and z point is not known of a laboratory. */
static void put_frames(const struct hinge_processed *p, struct hinge_text *out)
{
    hinge_text_printf(out,
                      "{\n  \"reference_frame\": {\"Levels\": {\"laboratory\": "
                      "{\"SpatialAxes\": \"%s\", \"RotationRule\": "
                      "\"right-hand\"}}}\n}\n",
                      p->tracks.dim == 2 ? "_S" : "_S_");
}

static void put_json_text(struct hinge_text *out, const char *text)
{
    hinge_text_puts(out, "\"");
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20)
            hinge_text_printf(out, "\\u%04x", (unsigned char)*text);
        else if (*text == '"' || *text == '\\')
            hinge_text_printf(out, "\\%c", *text);
        else
            hinge_text_add(out, text, 1);
    }
    hinge_text_puts(out, "\"");
}

static void put_sidecar(const struct hinge_processed *p,
                        const struct hinge_trial_info *info,
                        const struct hinge_processed_column *column, size_t n,
                        struct hinge_text *out)
{
    static const char *const types[] = {"POS", "JNTANG", "MISC"};
    size_t points = 0;
    int last = HINGE_LANDMARK_NONE;
    for (size_t c = 0; c < n; c++) {
        points +=
            column[c].landmark != HINGE_LANDMARK_NONE && column[c].landmark != last;
        last = column[c].landmark;
    }
    hinge_text_puts(out, "{\n  \"TaskName\": ");
    put_json_text(out, or_else(info->task, "unspecified"));
    if (*info->cue != '\0') {
        hinge_text_puts(out, ",\n  \"Instructions\": ");
        put_json_text(out, info->cue);
    }
    hinge_text_puts(out, ",\n  \"TrackingSystemName\": ");
    put_json_text(out, hinge_family_name(p->body.family));
    hinge_text_printf(out,
                      ",\n  \"SamplingFrequency\": %.10g,\n  \"RecordingDuration\": "
                      "%.10g,\n  \"TrackedPointsCount\": %zu,\n  "
                      "\"MotionChannelCount\": %zu",
                      p->body.rate_hz, (double)p->body.n / p->body.rate_hz, points, n);
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        size_t count = 0;
        for (size_t c = 0; c < n; c++)
            count += strcmp(type_of(&column[c]), types[t]) == 0;
        hinge_text_printf(out, ",\n  \"%sChannelCount\": %zu", types[t], count);
    }
    hinge_text_puts(out, ",\n  \"TaskDescription\": "
                         "\"landmarks and angles as hingekit analyses them: cleaned, "
                         "filtered, on an even clock\"\n}\n");
}

/* Phases of repetitions, as runs of frames. */
static void put_events(const struct hinge_processed *p, struct hinge_text *out)
{
    const char *phase = "", *now;
    size_t rep = 0, from = 0;
    hinge_text_puts(out, "onset\tduration\ttrial_type\trep\n");
    for (size_t i = 0; i <= p->body.n; i++) {
        size_t here = 0;
        now = "";
        if (i < p->body.n)
            here = hinge_processed_rep(p, i, &now);
        if (here == rep && strcmp(now, phase) == 0)
            continue;
        if (rep > 0)
            hinge_text_printf(out, "%.6g\t%.6g\t%s\t%zu\n",
                              (double)from / p->body.rate_hz,
                              (double)(i - from) / p->body.rate_hz, phase, rep);
        rep = here;
        phase = now;
        from = i;
    }
}

/* --- files --- */

/* Makes a folder below another; *path becomes it. */
static enum hinge_status step_into(char **path, const char *name,
                                   struct hinge_error *error)
{
    char *below = hinge_path_join(*path, name);
    free(*path);
    *path = below;
    return below == NULL ? hinge_no_memory(error) : hinge_folder_make(below, error);
}

static enum hinge_status save(const char *folder, const char *name, const char *suffix,
                              struct hinge_text *content, struct hinge_error *error)
{
    struct hinge_text file = {0};
    hinge_text_printf(&file, "%s/%s%s", folder, name, suffix);
    enum hinge_status status =
        file.failed || content->failed
            ? hinge_no_memory(error)
            : hinge_file_save(file.data, content->data, content->length, error);
    hinge_text_clear(&file);
    hinge_text_clear(content);
    return status;
}

static enum hinge_status make_folders(const struct hinge_trial_info *info,
                                      const char *id, const char *folder, char **path,
                                      struct hinge_error *error)
{
    struct hinge_text name = {0};
    *path = strdup(folder);
    enum hinge_status status =
        *path == NULL ? hinge_no_memory(error) : hinge_folder_make(folder, error);
    put_subject(&name, info, id);
    if (status == HINGE_OK)
        status = name.failed ? hinge_no_memory(error)
                             : step_into(path, hinge_text_string(&name), error);
    name.length = 0;
    put_entity(&name, "ses", info->session);
    if (status == HINGE_OK && name.length > 0)
        status = step_into(path, name.data + 1, error);
    if (status == HINGE_OK)
        status = step_into(path, "motion", error);
    return hinge_text_done(&name, status, error);
}

enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_trial_info *info,
                                          const char *id, const char *folder,
                                          struct hinge_error *error)
{
    struct hinge_processed_column *column =
        hinge_alloc(HINGE_PROCESSED_COLUMNS, sizeof *column);
    struct hinge_text name = {0}, plain = {0}, content = {0};
    char *path = NULL;
    if (column == NULL)
        return hinge_no_memory(error);
    size_t n = hinge_processed_columns(processed, column);
    hinge_motion_bids_name(info, id, hinge_family_name(processed->body.family), &name);
    hinge_motion_bids_name(info, id, NULL, &plain);
    enum hinge_status status = name.failed || plain.failed
                                   ? hinge_no_memory(error)
                                   : make_folders(info, id, folder, &path, error);
    if (status == HINGE_OK) {
        put_motion(processed, column, n, &content);
        status = save(path, name.data, "_desc-processed_motion.tsv", &content, error);
    }
    if (status == HINGE_OK) {
        put_channels(column, n, &content);
        status = save(path, name.data, "_desc-processed_channels.tsv", &content, error);
    }
    if (status == HINGE_OK) {
        put_frames(processed, &content);
        status =
            save(path, name.data, "_desc-processed_channels.json", &content, error);
    }
    if (status == HINGE_OK) {
        put_sidecar(processed, info, column, n, &content);
        status = save(path, name.data, "_desc-processed_motion.json", &content, error);
    }
    if (status == HINGE_OK) {
        put_events(processed, &content);
        status = save(path, plain.data, "_desc-processed_events.tsv", &content, error);
    }
    free(path);
    free(column);
    hinge_text_clear(&name);
    return hinge_text_done(&plain, status, error);
}

static const char *cell(const struct hinge_table *list, const char *column, size_t row)
{
    const char *text = hinge_table_text(list, column, row);
    return text != NULL ? text : "";
}

enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const bool *written, const char *folder,
                                             struct hinge_error *error)
{
    struct hinge_text text = {0};
    hinge_text_puts(&text, "{\n  \"Name\": \"processed motion\",\n  \"BIDSVersion\": "
                           "\"1.9.0\",\n  \"DatasetType\": \"derivative\",\n  "
                           "\"GeneratedBy\": [{\"Name\": \"hingekit\", \"Version\": "
                           "\"" HINGE_VERSION "\"}]\n}\n");
    enum hinge_status status =
        save(folder, "dataset_description", ".json", &text, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_puts(
        &text,
        "Recordings of a study as hingekit analyses them: landmarks (POS) and joint "
        "angles (JNTANG)\ncleaned, filtered and on an even clock, other signals "
        "(MISC), "
        "and the phases of each repetition\n(events). The recordings as delivered are "
        "not here. Units beside m, px and deg: LL, TL and FL are\nthe person's leg, "
        "trunk and foot lengths; n/a is missing.\n");
    status = save(folder, "README", "", &text, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_puts(&text, "{\n  \"group\": {\"Description\": \"group of the "
                           "participant in the study's trial list\"}\n}\n");
    status = save(folder, "participants", ".json", &text, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_puts(&text, "participant_id\tgroup\n");
    for (size_t i = 0; i < list->rows; i++) {
        struct hinge_trial_info info;
        struct hinge_text row = {0};
        hinge_trial_info_read(list, i, &info);
        if (!written[i])
            continue;
        hinge_text_puts(&row, "\n"); /* a participant has one row */
        put_subject(&row, &info, cell(list, "id", i));
        hinge_text_puts(&row, "\t");
        text.failed = text.failed || row.failed;
        if (strstr(hinge_text_string(&text), hinge_text_string(&row)) == NULL)
            hinge_text_printf(&text, "%s%s\n", hinge_text_string(&row) + 1,
                              or_else(info.group, "n/a"));
        hinge_text_clear(&row);
    }
    return save(folder, "participants", ".tsv", &text, error);
}
