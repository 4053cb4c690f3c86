/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a trial list's header: a typo must not become a covariate, and names, birth
 * dates and the like must not enter a study unnoticed. */
#include "ingest/list_columns.h"

#include "base/text.h"
#include "ingest/personal.h"

#include <stdio.h>
#include <string.h>

#define NAME(name, help) #name,
#define NOTHING(name, help)
static const char *const known[] = {HINGE_LIST_COLUMNS(NAME, NAME, NAME)};
static const char *const text_columns[] = {HINGE_LIST_COLUMNS(NAME, NAME, NOTHING) NULL};
enum { N_KNOWN = sizeof known / sizeof *known };

const char *const *hinge_list_text_columns(void)
{
    return text_columns;
}

/* Our column of this name, whatever its capitals; NULL for none. */
static const char *known_name(const char *name)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (hinge_same_name(name, known[i]))
            return known[i];
    return hinge_same_name(name, "age")   ? "age" /* covariates that tables look for */
           : hinge_same_name(name, "sex") ? "sex"
                                          : NULL;
}

void hinge_list_columns_name(struct hinge_table *list, const struct hinge_config *config)
{
    for (size_t c = 0; c < list->n_columns; c++) {
        const char *ours = known_name(list->column[c].name);
        if (ours != NULL && hinge_table_find(list, ours) < 0 &&
            !hinge_config_keeps_column(config, list->column[c].name))
            memcpy(list->column[c].name, ours, strlen(ours)); /* as long */
    }
}

/* What others call our columns. */
static const struct {
    const char *name, *ours;
} synonyms[] = {
    {"filename", "file"},
    {"file_name", "file"},
    {"filepath", "file"},
    {"file_path", "file"},
    {"path", "file"},
    {"recording", "file"},
    {"datei", "file"},
    {"dateiname", "file"},
    {"subject", "participant"},
    {"subject_id", "participant"},
    {"subj", "participant"},
    {"subjectid", "participant"},
    {"participant_id", "participant"},
    {"participantid", "participant"},
    {"patient", "participant"},
    {"patient_id", "participant"},
    {"person", "participant"},
    {"proband", "participant"},
    {"proband_id", "participant"},
    {"athlete", "participant"},
    {"volunteer", "participant"},
    {"ppt", "participant"},
    {"visit", "session"},
    {"session_id", "session"},
    {"exercise", "task"},
    {"movement", "task"},
    {"variant", "task"},
    {"instruction", "cue"},
    {"condition", "cue"},
    {"gruppe", "group"},
    {"trial_id", "id"},
    {"trial_no", "trial"},
    {"trial_number", "trial"},
    {"fps", "rate_hz"},
    {"hz", "rate_hz"},
    {"frame_rate", "rate_hz"},
    {"framerate", "rate_hz"},
    {"sampling_rate", "rate_hz"},
    {"sample_rate", "rate_hz"},
};

/* Our column for what others call it, NULL for none. */
static const char *ours_of(const char *name)
{
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (hinge_same_name(name, synonyms[i].name))
            return synonyms[i].ours;
    return NULL;
}

static bool is_alias(const char *name)
{
    const char *ours = ours_of(name);
    return ours != NULL && strcmp(ours, "file") == 0;
}

static bool is_file(const char *name)
{
    return hinge_same_name(name, "file") || hinge_list_sensor(name, "sensor:") != NULL;
}

/* A row per repetition, as hinge-simulate's truth.csv: it names files, and is no list
 * of them. */
static bool is_of_repetitions(const char *const *cell, size_t n)
{
    bool rep = false, start = false;
    for (size_t i = 0; i < n; i++) {
        rep = rep || strcmp(cell[i], "rep") == 0;
        start = start || strcmp(cell[i], "desc_start_s") == 0;
    }
    return rep && start;
}

/* A column of ours, by its name or another one for it; `file` is asked for apart. */
static bool is_listed(const char *name)
{
    const char *ours = ours_of(name);
    return known_name(name) != NULL || (ours != NULL && strcmp(ours, "file") != 0);
}

bool hinge_list_header(const char *const *cell, size_t n, bool below)
{
    size_t files = 0, listed = 0;
    bool near_file = false;
    while (n > 0 && *cell[n - 1] == '\0')
        n--;
    for (size_t i = 0; i < n; i++)
        files += is_file(cell[i]);
    if (is_of_repetitions(cell, n) || (below && files == 0))
        return false;
    if (files > 0 && !below)
        return true;
    for (size_t i = 0; i < n; i++) {
        near_file = near_file || hinge_name_distance(cell[i], "file", 1) <= 1 || is_alias(cell[i]);
        listed += !is_file(cell[i]) && is_listed(cell[i]);
    }
    bool other = files > 1 || listed > 0;
    if (below)
        return other || n == 1;
    /* nothing but columns of a list: one whose files were forgotten */
    return (near_file && (other || n == 1)) || (listed > 1 && listed == n);
}

/* Refusals of one column, each with what to do. */
static enum hinge_status refuse_column(const char *path, const char *name, const char *what,
                                       struct hinge_error *error)
{
    const char *mark = strpbrk(name, " ()&;$") != NULL ? "'" : "";
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "%s: column \"%s\" %s --keep-column %s%s%s", path, name, what, mark,
                           name, mark);
}

const char *hinge_list_sensor(const char *name, const char *before)
{
    size_t n = strlen(before);
    return strncmp(name, before, n) == 0 ? name + n : NULL;
}

static enum hinge_status check_segment(const char *path, const char *name,
                                       struct hinge_error *error)
{
    enum hinge_landmark segment = hinge_landmark_find(strchr(name, ':') + 1);
    if (hinge_landmark_is_segment(segment) || strcmp(name, "offset_s:angles") == 0 ||
        strcmp(name, "offset_s:emg") == 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "%s: column \"%s\": a segment is one of pelvis, l1, thorax, "
                           "thigh_l, thigh_r, shank_l, shank_r, foot_l, foot_r, lumbar_l3, "
                           "head",
                           path, name);
}

static bool has_sensors(const struct hinge_table *list)
{
    for (size_t c = 0; c < list->n_columns; c++)
        if (hinge_list_sensor(list->column[c].name, "sensor:"))
            return true;
    return false;
}

enum hinge_status hinge_list_column_check(const struct hinge_table *list, size_t column,
                                          const char *path, const struct hinge_config *config,
                                          struct hinge_error *error)
{
    const char *name = list->column[column].name, *ours = ours_of(name);
    char what[160];
    if (hinge_trial_info_has(name) || strncmp(name, "label:", 6) == 0 ||
        strncmp(name, "mvc:", 4) == 0 || strcmp(name, "rate_hz:emg") == 0 ||
        hinge_config_keeps_column(config, name))
        return HINGE_OK;
    if (hinge_list_sensor(name, "sensor:") || hinge_list_sensor(name, "offset_s:"))
        return check_segment(path, name, error);
    if (hinge_personal_column(name))
        return refuse_column(path, name, "looks like personal data; remove it, or keep it with",
                             error);
    if (ours != NULL && strcmp(ours, "file") == 0 && hinge_table_find(list, ours) < 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: a trial list needs a column \"file\"; rename \"%s\"", path,
                               name);
    if (ours != NULL && strcmp(ours, "file") != 0 && hinge_table_find(list, ours) < 0) {
        snprintf(what, sizeof what,
                 "is called \"%s\" here; rename it, or keep it as a covariate with", ours);
        return refuse_column(path, name, what, error);
    }
    const char *nearest = hinge_suggest(name, known, N_KNOWN);
    /* a covariate may well be the beginning of a name, or a short word two letters from
     * one ("load"; "mass" and "test" are no "task") */
    const unsigned slips = strlen(name) < 6 ? 1 : 2;
    if (nearest == NULL || hinge_name_distance(name, nearest, slips) > slips)
        return HINGE_OK;
    snprintf(what, sizeof what, "is not known; did you mean \"%s\"? A covariate of that name needs",
             nearest);
    return refuse_column(path, name, what, error);
}

enum hinge_status hinge_list_columns_check(const struct hinge_table *list, const char *path,
                                           const struct hinge_config *config,
                                           struct hinge_error *error)
{
    for (size_t c = 0; c < list->n_columns; c++) {
        enum hinge_status status = hinge_list_column_check(list, c, path, config, error);
        if (status != HINGE_OK)
            return status;
    }
    if (hinge_table_find(list, "file") < 0 && !has_sensors(list))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: a trial list needs a column \"file\"", path);
    return HINGE_OK;
}
