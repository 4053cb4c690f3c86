/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that a user describes: sections [columns] and [landmarks:<id>] of the config, word
 * for word, into what readers take, in an arena of their own; and such sections for an
 * unknown table, as far as its names can be guessed. */
#include "ingest/ingest.h"

enum { ENOUGH_COLUMNS = 4 };

/* Settings among the columns, and what they may be. */
static const struct {
    const char *key, *allowed; /* joined by blanks */
} settings[] = {{"units", "m cm mm px norm"},
                {"up", "+x -x +y -y +z -z"},
                {"time_unit", "s ms"},
                {"handed", "left right"}};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static enum hinge_status refuse(const struct hinge_config_entry *entry, const char *message,
                                struct hinge_error *error)
{
    return hinge_usage(error, "%s:%u: %s = %s: %s", entry->source, entry->line, entry->key,
                       entry->value, message);
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
                             : "no landmark %.40s; choose one of docs/formats.md%s",
             id, nearest != NULL ? nearest : "");
    return refuse(entry, message, error);
}

static enum hinge_status check_column(const struct hinge_config_entry *entry,
                                      struct hinge_error *error)
{
    char id[64];
    for (size_t i = 0; i < N_SETTINGS; i++)
        if (strcmp(settings[i].key, entry->key) == 0) {
            if (hinge_listed(settings[i].allowed, ' ', entry->value))
                return HINGE_OK;
            char message[80];
            snprintf(message, sizeof message, "expected one of %s", settings[i].allowed);
            return refuse(entry, message, error);
        }
    enum hinge_landmark whole =
        hinge_landmark_find(entry->key); /* of one column; a point has more */
    if (strcmp(entry->key, "time") == 0 || strcmp(entry->key, "frame") == 0 ||
        hinge_landmark_is_angle(whole) || hinge_landmark_is_segment(whole) ||
        hinge_landmark_is_analog(whole))
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

/* A row per name; several joined by + are averaged. */
static enum hinge_status add_rows(struct hinge_descriptions *d, const struct hinge_config *config,
                                  const struct hinge_config_entry *entry, struct hinge_error *error)
{
    const size_t at = HINGE_ROW_AT(d->set, d->n_sets, entry->id);
    if (at == d->n_sets)
        d->set[d->n_sets++] = (struct hinge_landmark_set){.id = entry->id,
                                                          .title = "described in the config",
                                                          .details = "",
                                                          .family = HINGE_FAMILY_markers,
                                                          .up = "",
                                                          .described = true};
    struct hinge_landmark_set *set = &d->set[at];
    struct hinge_landmark_row *row;
    enum hinge_landmark landmark = hinge_landmark_find(entry->key);
    if (landmark == HINGE_LANDMARK_NONE)
        return unknown_landmark(entry, entry->key, error);
    if (set->row == NULL) {
        size_t all = 0;
        for (size_t i = 0; i < config->n_entries; i++) {
            const struct hinge_config_entry *one = &config->entry[i];
            if (strcmp(one->section, "landmarks") != 0 || strcmp(one->id, entry->id) != 0)
                continue;
            all++;
            for (const char *p = one->value; *p != '\0'; p++)
                all += *p == '+';
        }
        set->row = hinge_arena_alloc(&d->arena, all, sizeof *row);
    }
    for (const char *p = entry->value; *p != '\0'; p += *p == '+') {
        const size_t n = strcspn(p, "+");
        size_t length = n;
        const char *name = hinge_trimmed(p, &length);
        row = (struct hinge_landmark_row *)&set->row[set->n_rows++];
        if (*name == '-') /* counts the other way */
            row->flags = HINGE_CHANNEL_NEGATED;
        row->names = hinge_arena_copy(&d->arena, name + (*name == '-'), length - (*name == '-'));
        row->landmark = landmark;
        p += n;
    }
    return HINGE_OK;
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
        if (strcmp(entry->section, "columns") == 0) {
            d->column[d->n_columns++] = (struct hinge_described){entry->key, entry->value};
            status = check_column(entry, error);
        } else if (strcmp(entry->section, "landmarks") == 0)
            status = add_rows(d, config, entry, error);
    }
    for (size_t i = 0; i < d->n_sets; i++) {
        const struct hinge_landmark_set *set = &d->set[i];
        size_t angles = 0, analog = 0;
        for (size_t r = 0; r < set->n_rows; r++) {
            angles += hinge_landmark_is_angle(set->row[r].landmark);
            analog += hinge_landmark_is_analog(set->row[r].landmark);
        }
        d->set[i].family = set->n_rows == 0        ? HINGE_FAMILY_markers
                           : angles == set->n_rows ? HINGE_FAMILY_angles
                           : analog == set->n_rows ? HINGE_FAMILY_analog
                                                   : HINGE_FAMILY_markers;
    }
    if (status != HINGE_OK)
        hinge_descriptions_clear(d);
    return status;
}

void hinge_descriptions_clear(struct hinge_descriptions *descriptions)
{
    hinge_arena_clear(&descriptions->arena);
    *descriptions = (struct hinge_descriptions){0};
}

struct hinge_read_options hinge_read_options_of(const struct hinge_ingest_options *general,
                                                const struct hinge_descriptions *descriptions)
{
    return (struct hinge_read_options){.format = general->format,
                                       .landmarks = general->landmarks,
                                       .units = general->units,
                                       .up = general->up,
                                       .drop_ragged = general->drop_ragged,
                                       .time_is_frame = strcmp(general->time_is_frame, "yes") == 0,
                                       .decimal = general->decimal,
                                       .column = descriptions->column,
                                       .n_columns = descriptions->n_columns,
                                       .set = descriptions->set,
                                       .n_sets = descriptions->n_sets};
}

const char *hinge_described_value(const struct hinge_read_options *options, const char *key)
{
    const size_t i = HINGE_ROW_AT(options->column, options->n_columns, key);
    return i < options->n_columns ? options->column[i].name : "";
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
            const bool setting =
                HINGE_ROW_AT(settings, N_SETTINGS, options->column[i].key) < N_SETTINGS;
            named += setting ? 0 : 1;
            found += !setting && has_cell(&probe->head.line[l], options->column[i].name);
        }
        if (found > 0 && (found == named || found >= ENOUGH_COLUMNS))
            return true;
    }
    return false;
}

/* --- a description of an unknown table --- */

/* Words of column names, in the languages people use; begins of words count. */
/* Words, parted by '|', and what they stand for; one that ends in '_' has sides. */
struct meaning {
    const char *words, *means;
};

/* clang-format off */
static const struct meaning axis_words[] = {
    {"horizontal|hor|x", "x"},
    {"vertical|vertikal|ver|y", "y"},
    {"depth|tiefe|z", "z"},
    {"conf|score", "score"},
    {NULL, NULL}};

static const struct meaning body_words[] = {
    {"nacken|c7|hws", "c7"},
    {"t3|th3", "t3"},
    {"t8|th8", "t8"},
    {"t10|th10", "t10"},
    {"t12|th12|l1|lwk1", "t12l1"},
    {"l3|lwk3", "l3"},
    {"l5|lwk5", "l5"},
    {"s1|kreuzbein|sacr", "s1"},
    {"psis", "psis_"},
    {"asis|sias", "asis_"},
    {"acrom|shoulder|schulter", "shoulder_"},
    {"elbow|ellbogen", "elbow_"},
    {"wrist|handgelenk", "wrist_"},
    {"trochanter|hip|hüft|hueft", "hjc_"},
    {"knee|knie", "knee_"},
    {"ankle|knöchel|sprunggelenk|malleol", "ankle_"},
    {"heel|ferse", "heel_"},
    {"toe|zeh|mt5", "toe_"},
    {"nose|nase", "nose"},
    {"ear|ohr", "ear_"},
    {NULL, NULL}};

/* Angles: what bends or leans, and words that say that it does. */
static const struct meaning angle_words[] = {
    {"lumb|lws|lende", "lumbar_flex"},
    {"hip|hüft|hueft", "hip_flex_"},
    {"pelv|becken", "pelvis_tilt"},
    {"thora|brust", "thorax_tilt"},
    {"trunk|rumpf", "trunk_incl"},
    {"oberschenkel|thigh", "thigh_incl_"},
    {"unterschenkel|shank", "shank_incl_"},
    {"knee|knie", "knee_flex_"},
    {"ankle|knöchel|sprunggelenk", "ankle_df_"},
    {"neck|hals", "neck_flex"},
    {NULL, NULL}};
/* clang-format on */

static const char bends_words[] = "flex|beug|tilt|kipp|neig|inclin|angle|winkel|dorsi";
static const char back_words[] = "extension|streck|plantar"; /* count the other way */
static const char left_words[] = "left|links|li|l", right_words[] = "right|rechts|re|r";
static const char time_words[] = "time|zeit|timestamp|t";
static const char frame_words[] = "frame|bild|sample|image";

/* The words of a name, in small letters. */
struct words {
    size_t n;
    char word[8][48];
};

static void split(const char *name, struct words *words)
{
    words->n = 0;
    while (*name != '\0' && words->n < 8) {
        size_t from = strspn(name, " _-./:()[]\t"), n = strcspn(name + from, " _-./:()[]\t");
        char *to = words->word[words->n];
        for (size_t i = 0; i < n && i < 47; i++) {
            to[i] = (char)tolower((unsigned char)name[from + i]);
            to[i + 1] = '\0';
        }
        words->n += n > 0;
        name += from + n;
    }
}

/* How a word is compared with those of a list: a short one, or one with a number, wholly. */
static bool begins(const char *text, const char *with)
{
    size_t n = strlen(with);
    return n < 3 || isdigit((unsigned char)with[n - 1]) ? strcmp(text, with) == 0
                                                        : strncmp(text, with, n) == 0;
}

/* What a word stands for, NULL for nothing. */
static const char *meaning_of(const struct meaning *row, const char *word)
{
    while (row->words != NULL && !hinge_any_word(row->words, word, begins))
        row++;
    return row->means;
}

/* "l" or "r", the last that is said; `other` where none is. */
static const char *side_of(const struct words *words, const char *other)
{
    for (size_t w = words->n; w-- > 0;) {
        if (hinge_listed(left_words, '|', words->word[w]))
            return "l";
        if (hinge_listed(right_words, '|', words->word[w]))
            return "r";
    }
    return other;
}

/* What the first word that stands for something does; "" for none. */
static const char *base_of(const struct words *words, const struct meaning *list)
{
    const char *base = NULL;
    for (size_t w = 0; w < words->n && base == NULL; w++)
        base = meaning_of(list, words->word[w]);
    return base != NULL ? base : "";
}

/* Landmark of a name, "" when no word says one. */
static void guess_landmark(const struct words *words, char landmark[32])
{
    const char *base = base_of(words, body_words);
    size_t n = strlen(base);
    bool sided = n > 0 && base[n - 1] == '_';
    snprintf(landmark, 32, "%s%s", base, sided ? side_of(words, "r") : "");
}

/* Our angle for a name such as "Knie re Beugung (deg)", with a minus where the file's
 * counts the other way; "" when no word says one. */
static void guess_angle(const struct words *words, bool degrees, char angle[32], bool *back)
{
    const char *base = base_of(words, angle_words), *side = side_of(words, "");
    bool bends = degrees;
    *back = false;
    for (size_t w = 0; w < words->n; w++) {
        *back = *back || hinge_any_word(back_words, words->word[w], hinge_holds);
        bends = bends || *back || hinge_any_word(bends_words, words->word[w], hinge_holds);
    }
    size_t n = bends ? strlen(base) : 0;
    bool sided = n > 0 && base[n - 1] == '_';
    snprintf(angle, 32, "%.*s%s", (int)(sided && *side == '\0' ? n - 1 : n), base,
             sided ? side : "");
}

static void suggest_column(const struct hinge_wide_column *column, bool *time,
                           struct hinge_text *known, struct hinge_text *unknown)
{
    struct words words;
    char landmark[32];
    split(column->source, &words);
    if (!*time && words.n > 0 && hinge_any_word(time_words, words.word[0], begins)) {
        bool ms = words.n > 1 && strcmp(words.word[words.n - 1], "ms") == 0;
        *time = true;
        hinge_text_printf(known, "time = %s\ntime_unit = %s\n", column->source, ms ? "ms" : "s");
        return;
    }
    if (words.n > 0 && hinge_any_word(frame_words, words.word[0], begins)) {
        hinge_text_printf(known, "frame = %s\n", column->source);
        return;
    }
    bool back, degrees = column->unit == HINGE_UNIT_deg || column->unit == HINGE_UNIT_rad;
    guess_angle(&words, degrees, landmark, &back);
    if (*landmark != '\0') {
        hinge_text_printf(known, "%s = %s%s\n", landmark, back ? "-" : "", column->source);
        return;
    }
    guess_landmark(&words, landmark);
    const char *axis =
        column->component <= HINGE_COMPONENT_score ? hinge_component_name(column->component) : NULL;
    for (size_t w = words.n; w-- > 0 && axis == NULL;)
        axis = meaning_of(axis_words, words.word[w]);
    if (*landmark != '\0' && axis != NULL)
        hinge_text_printf(known, "%s_%s = %s\n", landmark, axis, column->source);
    else
        hinge_text_printf(unknown, "; %s_%s = %s\n", *landmark != '\0' ? landmark : "?",
                          axis != NULL ? axis : "?", column->source);
}

/* --- names of markers and angles --- */

/* The file's names of each landmark, in the order of their first, and those of none. */
struct names {
    struct hinge_text of[HINGE_LANDMARK_COUNT], unknown;
    enum hinge_landmark order[HINGE_LANDMARK_COUNT];
    bool known[HINGE_LANDMARK_COUNT]; /* by a landmark set */
    size_t n;
};

/* Several names of one landmark are averaged; one is named once. */
static void add_name(struct names *names, enum hinge_landmark landmark, bool back, const char *name)
{
    if (landmark == HINGE_LANDMARK_NONE) {
        hinge_text_printf(&names->unknown, "; ? = %s\n", name);
        return;
    }
    struct hinge_text *of = &names->of[landmark];
    if (of->length == 0)
        names->order[names->n++] = landmark;
    hinge_text_printf(of, "%s%s%s", of->length > 0 ? " + " : "", back ? "-" : "", name);
}

static const char landmarks_head[] =
    "; names of markers: ours = the file's; then --set landmarks=mylab, or a column "
    "landmarks in the trial list\n[landmarks:mylab]\n";

/* Points, sensors and angles of a recording that a reader of its format has named; what
 * a landmark set knows is as it says. */
static bool suggest_recording(const struct hinge_recording *recording, struct hinge_text *out)
{
    const struct hinge_layout *layout = &recording->layout;
    struct names names = {0};
    const char *last = "";
    bool known = *layout->landmark_set != '\0';
    hinge_text_printf(out, "; format %s%s%s\n%s", layout->format,
                      known ? "; names that are known without this section: set " : "",
                      layout->landmark_set, landmarks_head);
    size_t head = out->length;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].landmark != HINGE_LANDMARK_NONE)
            names.known[layout->channel[c].landmark] = true;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        const char *colon = strrchr(channel->marker, ':'),
                   *name = colon != NULL ? colon + 1 : channel->marker;
        bool angle = channel->component == HINGE_COMPONENT_angle;
        if (*name == '\0' || strcmp(channel->marker, last) == 0 ||
            !(angle || channel->component == HINGE_COMPONENT_x ||
              channel->component == HINGE_COMPONENT_qw ||
              channel->component == HINGE_COMPONENT_m11))
            continue;
        last = channel->marker;
        if (channel->landmark != HINGE_LANDMARK_NONE) {
            add_name(&names, channel->landmark, (channel->flags & HINGE_CHANNEL_NEGATED) != 0,
                     name);
            continue;
        }
        /* what its words say; where a landmark set knows the others, as a comment unless it is a
         * point that the set has not */
        struct words words;
        char id[32];
        bool back = false;
        split(name, &words);
        if (angle)
            guess_angle(&words, false, id, &back);
        else
            guess_landmark(&words, id);
        enum hinge_landmark landmark = hinge_landmark_find(id);
        if (known && landmark != HINGE_LANDMARK_NONE && (angle || names.known[landmark]))
            hinge_text_printf(&names.unknown, "; %s = %s%s\n", id, back ? "-" : "", name);
        else
            add_name(&names, landmark, back, name);
    }
    for (size_t i = 0; i < names.n; i++) {
        struct hinge_text *of = &names.of[names.order[i]];
        hinge_text_printf(out, "%s = %s\n", hinge_landmark_name(names.order[i]),
                          hinge_text_string(of));
        hinge_text_clear(of);
    }
    if (names.unknown.length > 0)
        hinge_text_printf(out, "; not used:\n%s", hinge_text_string(&names.unknown));
    hinge_text_clear(&names.unknown);
    return out->length > head;
}

/* A table that no reader of recordings takes, column by column. */
static enum hinge_status suggest_columns(const char *path, const struct hinge_read_options *options,
                                         const struct hinge_error *refused, struct hinge_text *out,
                                         struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_arena arena = {0};
    struct hinge_probe probe;
    char sha256[65];
    enum hinge_status status =
        hinge_probe_open(path, path, options, &bytes, &arena, &probe, sha256, error);
    if (status == HINGE_OK && probe.wide != NULL && probe.wide->n_markers == 0) {
        cleared_by(hinge_text_clear) struct hinge_text known = {0}, unknown = {0};
        bool time = false;
        hinge_text_adds(out,
                        "; columns: ours = the file's; complete the empty ones\n[columns]\n; units "
                        "= px | m | cm | mm | norm\n; up = -y for pictures, +y or +z in space\n");
        for (size_t c = 0; c < probe.wide->n; c++)
            suggest_column(&probe.wide->column[c], &time, &known, &unknown);
        hinge_text_adds(out, hinge_text_string(&known));
        if (unknown.length > 0)
            hinge_text_printf(out, "; not understood:\n%s", hinge_text_string(&unknown));
    } else if (status == HINGE_OK && refused->status != HINGE_OK) {
        *error = *refused;
        status = refused->status;
    } else if (status == HINGE_OK) {
        hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                        "%s: no names of points or angles that a section of a config could "
                        "explain; what was read:",
                        path);
        status = hinge_error_command(error, "hinge-inspect *", &path);
    }
    hinge_probe_close(&probe);
    return status;
}

enum hinge_status hinge_suggest_layout(const char *path, const struct hinge_config *config,
                                       char **text, struct hinge_error *error)
{
    const struct hinge_ingest_options *general = &config->ingest;
    const struct hinge_read_options options = {
        .format = general->format, .landmarks = general->landmarks, .decimal = general->decimal};
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_recording_clear) struct hinge_recording recording = {0};
    struct hinge_recognition recognition;
    struct hinge_error refused = HINGE_ERROR_INIT;
    struct hinge_text out = {0};
    char sha256[65];
    *text = NULL;
    enum hinge_status status =
        hinge_recording_read(path, path, &options, config->parameters, &bytes, &recording,
                             &recognition, sha256, &refused);
    bool named = status == HINGE_OK && suggest_recording(&recording, &out);
    if (status == HINGE_USAGE)
        *error = refused;
    else if (!named) {
        hinge_text_clear(&out);
        status = suggest_columns(path, &options, &refused, &out, error);
    }
    if (status == HINGE_OK)
        *text = out.data;
    else
        hinge_text_clear(&out);
    return status;
}
