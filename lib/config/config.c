/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration's life and setting its keys. */
#include "config/sections.h"

#include "base/parameters.h"

enum { ENTRIES_MAX = 4096 };

void hinge_config_init(struct hinge_config *config)
{
    *config = (struct hinge_config){.ingest = {.rate_hz = NAN,
                                               .image_width_px = NAN,
                                               .image_height_px = NAN,
                                               .format = "",
                                               .landmarks = "",
                                               .units = "",
                                               .time_is_frame = "",
                                               .up = "",
                                               .name = "",
                                               .absent = "",
                                               .keep_column = "",
                                               .pseudonymise = "",
                                               .pseudonymise_of = "",
                                               .rename = "",
                                               .retest = ""}};
    config->parameters = hinge_alloc(1, sizeof *config->parameters);
    hinge_parameters_init(config->parameters);
}

void hinge_config_of(const struct hinge_config **config, struct hinge_config *standard)
{
    if (*config != NULL)
        return;
    *config = standard;
    hinge_config_init(standard);
}

void hinge_config_clear(struct hinge_config *config)
{
    struct hinge_arena arena = {config->text_blocks};
    hinge_arena_clear(&arena);
    free(config->parameters);
    free(config->entry);
    *config = (struct hinge_config){0};
}

const char *hinge_config_keep(struct hinge_config *config, const char *text)
{
    struct hinge_arena arena = {config->text_blocks};
    const char *copy = hinge_arena_strdup(&arena, text);
    config->text_blocks = arena.head;
    return copy;
}

static bool positive(const char *text, size_t length, double *value)
{
    return hinge_number_parse(text, length, '.', value, NULL) == HINGE_NUMBER_VALUE && *value > 0;
}

/* keep_column grows: "a" then "b,c" is "a,b,c". */
static const char *keep_names(struct hinge_config *config, const char *old, const char *more)
{
    cleared_by(hinge_text_clear) struct hinge_text joined = {0};
    hinge_text_printf(&joined, "%s%s", old, *old != '\0' ? "," : "");
    for (; *more != '\0'; more++)
        if (*more != ' ')
            hinge_text_add(&joined, more, 1);
    return hinge_config_keep(config, hinge_text_string(&joined));
}

/* Sets the value of a key of [ingest] and returns NULL, or returns the words for what was expected.
 * An empty value unsets the key. */
static const char *set_ingest(struct hinge_config *config, const struct hinge_ingest_key *row,
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

static enum hinge_status set_row(struct hinge_config *config, const char *section, const char *key,
                                 const char *value, const char *where, struct hinge_error *error)
{
    size_t n, n_ingest;
    const struct hinge_parameter *rows = hinge_parameter_rows(&n);
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n_ingest);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].section, section) != 0 || strcmp(rows[i].key, key) != 0)
            continue;
        const char *expected = hinge_parameter_set(config->parameters, &rows[i], value);
        if (expected == NULL)
            return HINGE_OK;
        if (rows[i].kind == HINGE_PARAMETER_REAL || rows[i].kind == HINGE_PARAMETER_COUNT)
            return hinge_config_usage(error, where, "%s = \"%s\": expected %s (%.15g to %.15g%s%s)",
                                      key, value, expected, rows[i].low, rows[i].high,
                                      strcmp(rows[i].unit, "1") == 0 ? "" : " ",
                                      strcmp(rows[i].unit, "1") == 0 ? "" : rows[i].unit);
        return hinge_config_usage(error, where, "%s = \"%s\": expected %s", key, value, expected);
    }
    for (size_t i = 0; i < n_ingest && strcmp(section, "ingest") == 0; i++) {
        if (strcmp(keys[i].key, key) != 0)
            continue;
        const char *expected = set_ingest(config, &keys[i], value);
        if (expected == NULL)
            return HINGE_OK;
        return hinge_config_usage(error, where, "%s = \"%s\": expected %s", key, value, expected);
    }
    return hinge_config_unknown_key(section, key, where, error);
}

static struct hinge_config_entry *find_entry(const struct hinge_config *config, const char *section,
                                             const char *id, const char *key)
{
    for (size_t i = 0; i < config->n_entries; i++) {
        struct hinge_config_entry *entry = &config->entry[i];
        if (strcmp(entry->section, section) == 0 && strcmp(entry->id, id) == 0 &&
            strcmp(entry->key, key) == 0)
            return entry;
    }
    return NULL;
}

static const char *const study_keys[] = {"setting",     "dates",        "population",
                                         "recruitment", "allocation",   "blinding",
                                         "ethics",      "registration", HINGE_STUDY_DEFINITION};
enum { STUDY_KEYS = sizeof study_keys / sizeof *study_keys - 1 };

const char *hinge_config_study_key(size_t i)
{
    return i < STUDY_KEYS ? study_keys[i] : NULL;
}

const struct hinge_config_entry *hinge_config_find(const struct hinge_config *config,
                                                   const char *section, const char *key)
{
    return config != NULL ? find_entry(config, section, "", key) : NULL;
}

const char *hinge_config_study(const struct hinge_config *config, const char *key)
{
    const struct hinge_config_entry *entry = hinge_config_find(config, "study", key);
    return entry != NULL ? entry->value : "";
}

enum hinge_status hinge_config_set_line(struct hinge_config *config, const char *section,
                                        const char *key, const char *value, const char *where,
                                        const char *source, unsigned line,
                                        struct hinge_error *error)
{
    enum hinge_status status = hinge_config_check_section(section, where, error);
    const bool cue = strcmp(section, "cues") == 0, /* in the words of the list, as groups */
        study = strcmp(section, "study") == 0;
    const char *sense = strchr(value, ',');
    bool good = *key != '\0';
    for (const char *p = key; *p != '\0'; p++)
        good = good && (isalnum((unsigned char)*p) || strchr("_.-", *p) != NULL ||
                        ((cue || study) && (*p == ' ' || (*p & 0x80) != 0)));
    sense = sense != NULL ? sense + 1 + strspn(sense + 1, " ") : "";
    if (status == HINGE_OK && cue && strcmp(value, "own") != 0 &&
        !hinge_listed("lower|higher", '|', sense))
        return hinge_config_usage(error, where,
                                  "%s = \"%s\": expected own, or an outcome and where it should "
                                  "go, such as lumbar_fraction, lower",
                                  key, value);
    if (status != HINGE_OK)
        return status;
    if (study) { /* what people say of a study is free text, but for how groups came about */
        const size_t n = strlen(HINGE_STUDY_DEFINITION);
        const char *nearest = hinge_suggest(key, study_keys, STUDY_KEYS + 1);
        if (hinge_name_at(study_keys, STUDY_KEYS, key) == STUDY_KEYS &&
            (strncmp(key, HINGE_STUDY_DEFINITION, n) != 0 || key[n] == '\0'))
            return nearest != NULL
                       ? hinge_config_usage(error, where,
                                            "no key \"%s\" in [study]; did you mean "
                                            "\"%s%s\"?",
                                            key, nearest,
                                            nearest == study_keys[STUDY_KEYS] ? "GROUP" : "")
                       : hinge_config_usage(error, where,
                                            "no key \"%s\" in [study]; there are setting, dates, "
                                            "population, recruitment, allocation, blinding, "
                                            "definition.GROUP, ethics and registration",
                                            key);
        if (strcmp(key, "allocation") == 0 && *value != '\0' &&
            !hinge_listed("random|own choice|existing groups", '|', value))
            return hinge_config_usage(
                error, where,
                "allocation = \"%s\": expected random, own choice or existing "
                "groups",
                value);
    }
    if (!good)
        return hinge_config_usage(error, where, "\"%s\" is not a key: letters, digits, _, - and .",
                                  key);
    if (hinge_config_is_verbatim(section)) {
        bool fault = strncmp(section, "fault:", 6) == 0,
             set = strncmp(section, "landmarks:", 10) == 0;
        const char *id = fault ? section + 6 : set ? section + 10 : "";
        const char *name = fault ? "fault" : set ? "landmarks" : section;
        struct hinge_config_entry *there = find_entry(config, name, id, key);
        if (there == NULL && config->n_entries == ENTRIES_MAX)
            return hinge_config_usage(error, where, "more than %d keys; remove some", ENTRIES_MAX);
        if (there == NULL && config->n_entries == config->entry_capacity) {
            size_t capacity = config->entry_capacity ? 2 * config->entry_capacity : 16;
            struct hinge_config_entry *entry = hinge_resize(config->entry, capacity, sizeof *entry);
            config->entry = entry;
            config->entry_capacity = capacity;
        }
        struct hinge_config_entry entry = {.section = hinge_config_keep(config, name),
                                           .id = hinge_config_keep(config, id),
                                           .key = hinge_config_keep(config, key),
                                           .value = hinge_config_keep(config, value),
                                           .source = hinge_config_keep(config, source),
                                           .line = line};
        if (there == NULL)
            there = &config->entry[config->n_entries++];
        *there = entry;
        return HINGE_OK;
    }
    status = set_row(config, section, key, value, where, error);
    if (status == HINGE_OK && strcmp(section, "ingest") == 0 && strcmp(key, "pseudonymise") == 0)
        config->ingest.pseudonymise_of = line > 0 ? hinge_config_keep(config, source) : "";
    return status;
}

enum hinge_status hinge_config_set(struct hinge_config *config, const char *section,
                                   const char *key, const char *value, const char *where,
                                   struct hinge_error *error)
{
    /* What a file couldn't hold on one line is refused from options too, so that the resolved
     * configuration can always be written and read back. */
    for (const char *p = value; *p != '\0'; p++)
        if ((unsigned char)*p < ' ')
            return hinge_config_usage(error, where,
                                      "%s: the value has a line end or control character", key);
    size_t length = strlen(value);
    if (length > 0 && (value[0] == ' ' || value[length - 1] == ' ' || value[0] == ';' ||
                       strstr(value, " ;") != NULL))
        return hinge_config_usage(
            error, where,
            "%s: a value can't start or end with a blank, nor hold \" ;\", which "
            "starts a comment",
            key);
    if (strlen(section) > HINGE_CONFIG_NAME_MAX)
        return hinge_config_usage(error, where, "[%s]: section names have at most %d characters",
                                  section, HINGE_CONFIG_NAME_MAX);
    if (!hinge_config_fits_line(key, value))
        return hinge_config_usage(error, where,
                                  "%s: the value is too long for a line of %zu characters", key,
                                  hinge_config_line_max());
    return hinge_config_set_line(config, section, key, value, where, where, 0, error);
}

enum hinge_status hinge_config_assign(struct hinge_config *config, const char *assignment,
                                      struct hinge_error *error)
{
    char section[HINGE_CONFIG_NAME_MAX + 2], key[HINGE_CONFIG_VALUE_MAX];
    size_t n = strcspn(assignment, "=");
    if (assignment[n] != '=' || n == 0 || n >= sizeof key)
        return hinge_config_usage(error, "--set", "\"%s\": expected KEY=VALUE, such as seg.join=1",
                                  assignment);
    snprintf(key, sizeof key, "%.*s", (int)n, assignment);
    const char *home = hinge_config_home(key), *name = key;
    const char *dot = strchr(key, '.');
    if (home == NULL && dot != NULL) {
        /* reps.seg.join or fault:my_rounding.threshold_deg: the section is said */
        snprintf(section, sizeof section, "%.*s", (int)(dot - key), key);
        if (strchr(section, ':') != NULL || hinge_config_home(dot + 1) != NULL ||
            hinge_config_is_verbatim(section)) {
            home = section;
            name = dot + 1;
        }
    }
    if (home != NULL)
        return hinge_config_set(config, home, name, assignment + n + 1, "--set", error);
    const char *names[HINGE_CONFIG_KEYS_MAX];
    const char *nearest = hinge_suggest(key, names, hinge_config_known_keys(NULL, names));
    if (nearest != NULL)
        return hinge_config_usage(error, "--set", "no key \"%s\"; did you mean \"%s\"?", key,
                                  nearest);
    return hinge_config_usage(error, "--set", "no key \"%s\"; --print-config lists all", key);
}

bool hinge_config_keeps_column(const struct hinge_config *config, const char *column)
{
    return hinge_listed(config->ingest.keep_column, ',', column);
}
