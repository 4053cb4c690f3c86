/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of landmarks, components, units and families; ownership of recordings; rows of
 * a trial list. */
#include "trial/trial.h"
#include "base/base.h"

#include "table/columns.h"

#define X(name) #name,
static const char *const role_words[] = {"", HINGE_ROLE_LIST(X)};
static const char *const view_words[] = {"", HINGE_VIEW_LIST(X)};
static const char *const markers_words[] = {"", HINGE_MARKERS_LIST(X)};
static const char *const start_words[] = {"", HINGE_START_LIST(X)};
static const char *const heading_words[] = {"", HINGE_HEADING_LIST(X)};
static const char *const signs_words[] = {"", HINGE_SIGNS_LIST(X)};
static const char *const landmark_names[] = {HINGE_LANDMARK_LIST(X)};
static const char *const component_names[] = {HINGE_COMPONENT_LIST(X)};
static const char *const unit_names[] = {HINGE_UNIT_LIST(X)};
static const char *const family_names[] = {HINGE_FAMILY_LIST(X)};
#define NAME(name, help) #name,
static const char *const known_columns[] = {HINGE_LIST_COLUMNS(NAME, NAME, NAME)};
enum { KNOWN_COLUMNS = sizeof known_columns / sizeof *known_columns };

const char *hinge_landmark_name(enum hinge_landmark landmark)
{
    return landmark >= 0 && landmark < HINGE_LANDMARK_COUNT ? landmark_names[landmark] : "";
}

enum hinge_landmark hinge_landmark_find(const char *name)
{
    size_t i = hinge_name_at(landmark_names, HINGE_LANDMARK_COUNT, name);
    return i < HINGE_LANDMARK_COUNT ? (enum hinge_landmark)i : HINGE_LANDMARK_NONE;
}

const char *hinge_unit_name(enum hinge_unit unit)
{
    return (unsigned)unit < HINGE_UNIT_COUNT ? unit_names[unit] : "";
}

enum hinge_unit hinge_unit_find(const char *name)
{
    return (enum hinge_unit)hinge_name_at(unit_names, HINGE_UNIT_COUNT, name);
}

const char *hinge_component_name(enum hinge_component component)
{
    return (unsigned)component < HINGE_COMPONENT_COUNT ? component_names[component] : "";
}

enum hinge_component hinge_component_find(const char *name)
{
    return (enum hinge_component)hinge_name_at(component_names, HINGE_COMPONENT_COUNT, name);
}

const char *hinge_family_name(enum hinge_family family)
{
    return (unsigned)family < HINGE_FAMILY_COUNT ? family_names[family] : "";
}

enum hinge_family hinge_family_find(const char *name)
{
    return (enum hinge_family)hinge_name_at(family_names, HINGE_FAMILY_COUNT, name);
}

void hinge_recording_clear(struct hinge_recording *recording)
{
    struct hinge_arena arena = {recording->layout.blocks};
    hinge_arena_clear(&arena);
    free(recording->data);
    free(recording->notes);
    *recording = (struct hinge_recording){0};
}

long hinge_recording_channel(const struct hinge_recording *recording,
                             enum hinge_component component)
{
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        if (recording->layout.channel[i].component == component)
            return (long)i;
    return -1;
}

#define OR(word) "|" #word
const struct hinge_list_choice *hinge_list_choices(size_t *n)
{
    static const struct hinge_list_choice choices[] = {
        {"role", &HINGE_ROLE_LIST(OR)[1]},
        {"time_is_frame", "yes|no"},
        {"units", HINGE_POSITION_UNITS},
        {"up", "+x|-x|+y|-y|+z|-z"},
        {"facing", "+x|-x|+y|-y|+z|-z"},
        {"side", "l|r"},
        {"view", &HINGE_VIEW_LIST(OR)[1]},
        {"markers", &HINGE_MARKERS_LIST(OR)[1]},
        {"depth", "max|fixed|free"},
        {"contact", "0|1"},
        {"start", &HINGE_START_LIST(OR)[1]},
        {"mirrored", "0|1"},
        {"heading", &HINGE_HEADING_LIST(OR)[1]},
        {"signs", &HINGE_SIGNS_LIST(OR)[1]},
    };
    *n = sizeof choices / sizeof *choices;
    return choices;
}

#define WORDS(name) name##_words, sizeof name##_words / sizeof *name##_words

enum hinge_trial_role hinge_trial_role_find(const char *word)
{
    return (enum hinge_trial_role)hinge_name_at(WORDS(role), word != NULL ? word : "");
}

bool hinge_trial_role_has_reps(const char *word)
{
    return hinge_trial_role_find(word) != HINGE_ROLE_maxflex;
}

bool hinge_trial_info_has(const char *column)
{
    return hinge_name_at(known_columns, KNOWN_COLUMNS, column) < KNOWN_COLUMNS;
}

bool hinge_trial_info_of_person(const char *column)
{
    static const char sizes[] = "leg_length_m|height_m|mass_kg",
                      of_recordings[] = "lens|plane_depth|scale_m_per_px|planned_reps|comment|"
                                        "note|notes|retest|copy_of|" HINGE_OTHER_GROUP
                                        "|" HINGE_CUE_GIVEN "|" HINGE_CUE_PLAN,
                      kinds[] = "sensor|offset_s|outward|accel_bias|rate_hz|mvc|label|label2";
    char kind[16];
    snprintf(kind, sizeof kind, "%.*s", (int)strcspn(column, ":"), column);
    if (hinge_listed(sizes, '|', column))
        return true;
    return !hinge_trial_info_has(column) && !hinge_listed(of_recordings, '|', column) &&
           (strchr(column, ':') == NULL || !hinge_listed(kinds, '|', kind));
}

bool hinge_trial_info_of_file(const char *column)
{
    static const char known[] = "file|format|landmarks|rate_hz|time_is_frame|units|up|gravity|"
                                "plumb|image_width_px|image_height_px|mirrored|angles|emg|plate_l|"
                                "plate_r|signs",
                      kinds[] = "sensor|offset_s|accel_bias|rate_hz";
    char kind[16];
    snprintf(kind, sizeof kind, "%.*s", (int)strcspn(column, ":"), column);
    return hinge_listed(known, '|', column) ||
           (strchr(column, ':') != NULL && hinge_listed(kinds, '|', kind));
}

void hinge_trial_info_add_id(const struct hinge_table *list, size_t row, struct hinge_text *id)
{
    static const char *const keys[] = {"participant", "session", "task", "cue", "trial"};
    const size_t from = id->length;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const char *text = hinge_table_word(list, keys[k], row);
        if (k == 0 && *text == '\0')
            return;
        if (*text != '\0')
            hinge_text_printf(id, "%s%s", id->length > from ? "_" : "", text);
    }
}

void hinge_trial_info_init_sized(struct hinge_trial_info *info, size_t size)
{
    struct hinge_trial_info blank = {0};
#define NO_TEXT(name, help) blank.name = "";
#define NO_WORD(name, help)
#define NO_NUMBER(name, help) blank.name = (double)NAN;
    HINGE_LIST_COLUMNS(NO_TEXT, NO_WORD, NO_NUMBER)
    for (int m = 0; m < HINGE_MUSCLES; m++)
        blank.mvc[m] = (double)NAN;
    for (int s = 0; s < HINGE_SEGMENTS; s++)
        blank.outward[s] = "";
    blank.size = size;
    memcpy(info, &blank,
           size < sizeof blank ? size : sizeof blank); /* what the caller has room for */
}

void hinge_trial_info_read(const struct hinge_table *list, size_t row,
                           struct hinge_trial_info *info)
{
    *info = (struct hinge_trial_info){.size = sizeof *info};
#define READ_TEXT(name, help) info->name = hinge_table_word(list, #name, row);
#define READ_WORD(name, help)                                                                      \
    info->name =                                                                                   \
        (enum hinge_trial_##name)hinge_name_at(WORDS(name), hinge_table_word(list, #name, row));
#define READ_NUMBER(name, help) info->name = hinge_table_number(list, #name, row);
    HINGE_LIST_COLUMNS(READ_TEXT, READ_WORD, READ_NUMBER)
    for (int m = 0; m < HINGE_MUSCLES; m++) {
        char name[32];
        snprintf(name, sizeof name, "mvc:%s", landmark_names[HINGE_LANDMARK_gmax_l + m]);
        info->mvc[m] = hinge_table_number(list, name, row);
    }
    for (int s = 0; s < HINGE_SEGMENTS; s++) {
        char name[32];
        snprintf(name, sizeof name, "outward:%s", landmark_names[HINGE_LANDMARK_pelvis + s]);
        info->outward[s] = hinge_table_word(list, name, row);
    }
}

enum hinge_status hinge_trial_info_set(struct hinge_trial_info *info, const char *column,
                                       const char *text, struct hinge_error *error)
{
    size_t n;
    const struct hinge_list_choice *choice = hinge_list_choices(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(choice[i].column, column) == 0 && *text != '\0' &&
            !hinge_listed(choice[i].allowed, '|', text))
            return hinge_usage(error, "%s: found \"%.100s\"; expected one of %s", column, text,
                               choice[i].allowed);
#define SET_TEXT(name, help)                                                                       \
    if (strcmp(column, #name) == 0)                                                                \
        return info->name = text, HINGE_OK;
#define SET_WORD(name, help)                                                                       \
    if (strcmp(column, #name) == 0)                                                                \
        return info->name = (enum hinge_trial_##name)hinge_name_at(WORDS(name), text), HINGE_OK;
#define SET_NUMBER(name, help)                                                                     \
    if (strcmp(column, #name) == 0 &&                                                              \
        hinge_number_parse(text, strlen(text), '.', &info->name, NULL) <= HINGE_NUMBER_MISSING)    \
        return HINGE_OK;                                                                           \
    if (strcmp(column, #name) == 0)                                                                \
        return hinge_usage(error, "%s: found \"%.100s\"; expected a number", column, text);
    HINGE_LIST_COLUMNS(SET_TEXT, SET_WORD, SET_NUMBER)
    const char *near = hinge_suggest(column, known_columns, KNOWN_COLUMNS);
    return hinge_usage(error, "no column \"%.100s\" of a trial list%s%s%s", column,
                       near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                       near != NULL ? "\"?" : "");
}

bool hinge_outward_parse(const char *text, double axis[3], int *side)
{
    static const char *const sides[] = {"front", "left", "back", "right"};
    const char *letter = text + strspn(text, "+-"), *word = letter + (*letter != '\0');
    word += strspn(word, " ");
    *side = (int)hinge_name_at(sides, 4, word);
    if (*side == 4 || letter > text + 1 || *letter < 'x' || *letter > 'z')
        return false;
    for (int k = 0; k < 3; k++)
        axis[k] = *letter != 'x' + k ? 0 : *text == '-' ? -1 : 1;
    return true;
}

double hinge_unit_metres(enum hinge_unit unit)
{
    return unit == HINGE_UNIT_m    ? 1
           : unit == HINGE_UNIT_cm ? 0.01
           : unit == HINGE_UNIT_mm ? 0.001
                                   : 0;
}

double hinge_unit_newtons(enum hinge_unit unit)
{
    return unit == HINGE_UNIT_N || unit == HINGE_UNIT_Nm     ? 1
           : unit == HINGE_UNIT_kN || unit == HINGE_UNIT_kNm ? 1000
           : unit == HINGE_UNIT_Ncm                          ? 0.01
           : unit == HINGE_UNIT_Nmm                          ? 0.001
                                                             : 0;
}

double hinge_unit_seconds(enum hinge_unit unit)
{
    return unit == HINGE_UNIT_ms   ? 1e-3
           : unit == HINGE_UNIT_us ? 1e-6
           : unit == HINGE_UNIT_ns ? 1e-9
                                   : 1;
}

enum hinge_unit hinge_position_unit(const struct hinge_layout *layout)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component <= HINGE_COMPONENT_z &&
            layout->channel[c].unit != HINGE_UNIT_unknown)
            return layout->channel[c].unit;
    return HINGE_UNIT_unknown;
}
