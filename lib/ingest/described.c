/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts and landmark sets of the config. In: entries word for word; out: tables that
 * readers take, in an arena of their own. */
#include "ingest/described.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { ENOUGH_COLUMNS = 4 };

/* Settings among the columns, and what they may be. */
static const struct {
    const char *key, *allowed; /* joined by blanks */
} settings[] = {{"units", "m cm mm px norm"},
                {"up", "+x -x +y -y +z -z"},
                {"time_unit", "s ms"},
                {"handed", "left right"}};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static bool is_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *p = list; *p != '\0'; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (n == length && strncmp(p, word, n) == 0)
            return true;
        p += n;
    }
    return false;
}

static enum hinge_status refuse(const struct hinge_config_entry *entry, const char *message,
                                struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s:%u: %s = %s: %s", entry->source,
                           entry->line, entry->key, entry->value, message);
}

/* "did you mean" for a landmark. */
static enum hinge_status unknown_landmark(const struct hinge_config_entry *entry, const char *id,
                                          struct hinge_error *error)
{
    const char *names[HINGE_LANDMARK_COUNT];
    char message[160];
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++)
        names[l] = hinge_landmark_name((enum hinge_landmark)l);
    const char *nearest = hinge_suggest(id, names, HINGE_LANDMARK_COUNT);
    snprintf(message, sizeof message,
             nearest != NULL ? "no landmark %.40s; did you mean %s?"
                             : "no landmark %.40s; choose one of docs/input-formats.md%s",
             id, nearest != NULL ? nearest : "");
    return refuse(entry, message, error);
}

static enum hinge_status check_column(const struct hinge_config_entry *entry,
                                      struct hinge_error *error)
{
    char id[64];
    for (size_t i = 0; i < N_SETTINGS; i++)
        if (strcmp(settings[i].key, entry->key) == 0) {
            if (is_word(settings[i].allowed, entry->value))
                return HINGE_OK;
            char message[80];
            snprintf(message, sizeof message, "expected one of %s", settings[i].allowed);
            return refuse(entry, message, error);
        }
    if (strcmp(entry->key, "time") == 0 || strcmp(entry->key, "frame") == 0 ||
        hinge_landmark_find(entry->key) != HINGE_LANDMARK_NONE)
        return HINGE_OK;
    const char *last = strrchr(entry->key, '_');
    snprintf(id, sizeof id, "%.*s", (int)(last != NULL ? last - entry->key : 60), entry->key);
    if (last == NULL || hinge_component_find(last + 1) > HINGE_COMPONENT_score)
        return refuse(entry,
                      "expected time, frame, units, up, time_unit, handed, or a "
                      "landmark with _x, _y, _z or _score",
                      error);
    return hinge_landmark_find(id) != HINGE_LANDMARK_NONE ? HINGE_OK
                                                          : unknown_landmark(entry, id, error);
}

static struct hinge_landmark_set *set_of(struct hinge_descriptions *d, const char *id)
{
    for (size_t i = 0; i < d->n_sets; i++)
        if (strcmp(d->set[i].id, id) == 0)
            return &d->set[i];
    d->set[d->n_sets] = (struct hinge_landmark_set){.id = id,
                                                    .title = "described in the config",
                                                    .details = "",
                                                    .family = HINGE_FAMILY_markers,
                                                    .up = ""};
    return &d->set[d->n_sets++];
}

static size_t count_rows(const struct hinge_config *config, const char *id)
{
    size_t n = 0;
    for (size_t i = 0; i < config->n_entries; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        if (strcmp(entry->section, "landmarks") != 0 || strcmp(entry->id, id) != 0)
            continue;
        n++;
        for (const char *p = entry->value; *p != '\0'; p++)
            n += *p == '+';
    }
    return n;
}

/* A row per name; several joined by + are averaged. */
static enum hinge_status add_rows(struct hinge_descriptions *d, const struct hinge_config *config,
                                  const struct hinge_config_entry *entry, struct hinge_error *error)
{
    struct hinge_landmark_set *set = set_of(d, entry->id);
    struct hinge_landmark_row *row;
    enum hinge_landmark landmark = hinge_landmark_find(entry->key);
    if (landmark == HINGE_LANDMARK_NONE)
        return unknown_landmark(entry, entry->key, error);
    if (set->row == NULL)
        set->row = hinge_arena_alloc(&d->arena, count_rows(config, entry->id), sizeof *row);
    for (const char *p = entry->value; *p != '\0'; p += *p == '+') {
        size_t n = strcspn(p, "+"), from = strspn(p, " "), to = n;
        while (to > from && p[to - 1] == ' ')
            to--;
        row = (struct hinge_landmark_row *)&set->row[set->n_rows++];
        if (p[from] == '-') { /* counts the other way */
            row->flags = HINGE_CHANNEL_NEGATED;
            from++;
        }
        row->source = hinge_arena_copy(&d->arena, p + from, to - from);
        row->landmark = landmark;
        p += n;
    }
    return HINGE_OK;
}

static enum hinge_status take_entry(struct hinge_descriptions *d, const struct hinge_config *config,
                                    const struct hinge_config_entry *entry,
                                    struct hinge_error *error)
{
    if (strcmp(entry->section, "columns") == 0) {
        d->column[d->n_columns++] = (struct hinge_described){entry->key, entry->value};
        return check_column(entry, error);
    }
    return add_rows(d, config, entry, error);
}

/* A set of nothing but angles, or muscles, stands beside one of points. */
static enum hinge_family family_of(const struct hinge_landmark_set *set)
{
    size_t angles = 0, analog = 0;
    for (size_t r = 0; r < set->n_rows; r++) {
        angles += hinge_landmark_is_angle(set->row[r].landmark);
        analog += hinge_landmark_is_analog(set->row[r].landmark);
    }
    return set->n_rows == 0        ? HINGE_FAMILY_markers
           : angles == set->n_rows ? HINGE_FAMILY_angles
           : analog == set->n_rows ? HINGE_FAMILY_analog
                                   : HINGE_FAMILY_markers;
}

enum hinge_status hinge_descriptions_make(const struct hinge_config *config,
                                          struct hinge_descriptions *descriptions,
                                          struct hinge_error *error)
{
    struct hinge_descriptions *d = descriptions;
    *d = (struct hinge_descriptions){0};
    enum hinge_status status = HINGE_OK;
    if (config == NULL || config->n_entries == 0)
        return HINGE_OK;
    d->column = hinge_arena_alloc(&d->arena, config->n_entries, sizeof *d->column);
    d->set = hinge_arena_alloc(&d->arena, config->n_entries, sizeof *d->set);
    for (size_t i = 0; i < config->n_entries && status == HINGE_OK; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        if (strcmp(entry->section, "columns") == 0 || strcmp(entry->section, "landmarks") == 0)
            status = take_entry(d, config, entry, error);
    }
    for (size_t i = 0; i < d->n_sets; i++)
        d->set[i].family = family_of(&d->set[i]);
    if (status != HINGE_OK)
        hinge_descriptions_clear(d);
    return status;
}

void hinge_descriptions_clear(struct hinge_descriptions *descriptions)
{
    hinge_arena_clear(&descriptions->arena);
    *descriptions = (struct hinge_descriptions){0};
}

void hinge_descriptions_give(const struct hinge_descriptions *descriptions,
                             struct hinge_read_options *options)
{
    options->column = descriptions->column;
    options->n_columns = descriptions->n_columns;
    options->set = descriptions->set;
    options->n_sets = descriptions->n_sets;
}

const char *hinge_described_value(const struct hinge_read_options *options, const char *key)
{
    for (size_t i = 0; i < options->n_columns; i++)
        if (strcmp(options->column[i].key, key) == 0)
            return options->column[i].name;
    return "";
}

/* The column, or with a minus before its name. */
static bool has_cell(const struct hinge_csv_line *line, const char *text)
{
    for (size_t c = 0; c < line->n; c++)
        if (hinge_same_name(line->cell[c], text) ||
            (*text == '-' && hinge_same_name(line->cell[c], text + 1)))
            return true;
    return false;
}

bool hinge_described_here(const struct hinge_probe *probe, const struct hinge_read_options *options)
{
    for (size_t l = 0; l < probe->head.n; l++) {
        size_t named = 0, found = 0;
        for (size_t i = 0; i < options->n_columns; i++) {
            bool setting = false;
            for (size_t k = 0; k < N_SETTINGS; k++)
                setting = setting || strcmp(settings[k].key, options->column[i].key) == 0;
            named += setting ? 0 : 1;
            found += !setting && has_cell(&probe->head.line[l], options->column[i].name);
        }
        if (found > 0 && (found == named || found >= ENOUGH_COLUMNS))
            return true;
    }
    return false;
}
