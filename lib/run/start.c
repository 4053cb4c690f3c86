/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --new: the first study.ini and trials.csv of a folder of recordings, which are counted by kind
 * with what is missing before they can be used. */
#include "run/settings.h"

#include "config/sections.h"
#include "inspect/inspect.h"
#include "people/people.h"
#include "table/cells.h"
#include "table/columns.h"

#include <hinge/file.h>

/* Said of each lack: what the files are without or are like, and what to do. */
static const struct {
    const char *what, *key, *todo; /* key: of the config; NULL: none */
} lacks[HINGE_LACKS_COUNT] = {
    [HINGE_LACKS_RATE] = {"without a frame rate", "rate_hz", NULL},
    [HINGE_LACKS_UP] = {"without an up axis", "up", NULL},
    [HINGE_LACKS_UNITS] = {"without units", "units", NULL},
    [HINGE_LACKS_SIZE] = {"without an image size", "image_size", NULL},
    [HINGE_LACKS_NAMES] = {"with unknown names of points", NULL, "a form to fill in:"},
    [HINGE_LACKS_SEGMENT] = {"with one sensor each", NULL,
                             "name those of one recording in one row of the list, in "
                             "columns sensor:pelvis, sensor:l1, …"},
    [HINGE_LACKS_OUTWARD] =
        {"of raw sensors", NULL,
         "fill columns outward:pelvis and outward:l1 with the axis of the "
         "sensor that points out of the skin and where it does, such as +z back"},
    [HINGE_LACKS_OTHER] = {"not usable as found", NULL, NULL}};

/* "" when the item is not there. */
static const char *item_of(const struct hinge_table *table, const char *item)
{
    return table->rows > 0 ? hinge_table_word(table, item, 0) : "";
}

static bool is(const struct hinge_table *table, const char *item, const char *value)
{
    return strcmp(item_of(table, item), value) == 0;
}

static bool has_reason(const struct hinge_table *table, enum hinge_reason reason)
{
    return is(table, "reason", hinge_reason_name(reason));
}

void hinge_found_lacks(struct hinge_found *found, enum hinge_found_lack what, const char *file,
                       const char *path)
{
    if (found->lacking[what]++ > 0)
        return;
    snprintf(found->first[what], HINGE_FOUND_NAME, "%.*s", HINGE_FOUND_NAME - 1, file);
    if (strlen(path) < HINGE_FOUND_PATH)
        strcpy(found->path[what], path);
}

static void add_kind(struct hinge_found *found, const char *kind)
{
    size_t k = 0;
    found->recordings++;
    while (k < found->n_kinds && strcmp(found->kind[k], kind) != 0)
        k++;
    if (k == HINGE_FOUND_KINDS)
        return;
    if (k == found->n_kinds)
        snprintf(found->kind[found->n_kinds++], sizeof found->kind[k], "%s", kind);
    found->count[k]++;
}

void hinge_found_add(struct hinge_found *found, const char *file, const char *path,
                     const struct hinge_table *inspected)
{
    char kind[80];
    /* what analysis takes, also without a repetition; not each of which the tier is known */
    bool usable = *item_of(inspected, "computes") != '\0';
    snprintf(kind, sizeof kind, "%.30s, %.20s, %s%.5s", item_of(inspected, "format"),
             item_of(inspected, "landmark_set"), usable ? "tier " : "not usable as it is",
             usable ? item_of(inspected, "tier") : "");
    add_kind(found, kind);
    /* of a file with a clock, that clock is wrong, or rate_hz */
    bool rate = has_reason(inspected, HINGE_REASON_FS_UNKNOWN) &&
                isnan(hinge_table_number(inspected, "start_s", 0)),
         up = has_reason(inspected, HINGE_REASON_VERTICAL_UNKNOWN),
         units = has_reason(inspected, HINGE_REASON_UNITS_UNKNOWN),
         /* without a rate the size is not asked for, but will be */
        size = has_reason(inspected, HINGE_REASON_ASPECT_UNKNOWN) ||
               (rate && is(inspected, "units", "norm"));
    if (strstr(item_of(inspected, "notes"), "VQF") != NULL) /* nothing in it tells the heading */
        hinge_found_lacks(found, HINGE_LACKS_OUTWARD, file, path);
    /* names come first: without them nothing else would help; the up axis and the units are missed
     * where analysis would ask for them */
    if (is(inspected, "landmark_set", "none")) {
        hinge_found_lacks(
            found, is(inspected, "format", "sensor") ? HINGE_LACKS_SEGMENT : HINGE_LACKS_NAMES,
            file, path);
        return;
    }
    const bool no_up = (rate || up || units) && is(inspected, "up", "unknown"),
               no_units = (rate || up || units) && is(inspected, "units", "unknown");
    const bool lacking[] = {[HINGE_LACKS_RATE] = rate,
                            [HINGE_LACKS_UP] = no_up,
                            [HINGE_LACKS_UNITS] = no_units,
                            [HINGE_LACKS_SIZE] = size};
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (lacking[i])
            hinge_found_lacks(found, (enum hinge_found_lack)i, file, path);
    if (usable || rate || no_up || no_units || size)
        return;
    if (found->lacking[HINGE_LACKS_OTHER] == 0)
        snprintf(found->why, sizeof found->why, "%s", item_of(inspected, "message"));
    hinge_found_lacks(found, HINGE_LACKS_OTHER, file, path);
}

const char *hinge_found_column(const struct hinge_found *found, enum hinge_found_lack lack)
{
    bool some = found->lacking[lack] > 0 && found->lacking[lack] < found->recordings;
    return some && lack != HINGE_LACKS_SIZE ? lacks[lack].key : NULL;
}

void hinge_found_nobody(size_t n, const char *first, const char *list, struct hinge_text *out)
{
    if (n == 0)
        return;
    hinge_text_printf(out, "look at %zu recording%s without a participant (", n, HINGE_S(n));
    hinge_text_shown(out, first);
    hinge_text_printf(out, "%s): fill the column in %s; people are the unit of every comparison\n",
                      n > 1 ? ", …" : "", list);
}

static void describe_rows(const struct hinge_table *rows, const char *list, struct hinge_text *out)
{
    /* quiet standing, the zero of every angle: taken from names, so it is said */
    const char *name[HINGE_RUN_NAMED];
    size_t n = 0;
    for (size_t r = 0; r < rows->rows; r++)
        if (strcmp(hinge_table_word(rows, "role", r), "standing") == 0 && n++ < HINGE_RUN_NAMED)
            name[n - 1] = hinge_table_word(rows, "file", r);
    if (n > 0) {
        hinge_text_printf(out,
                          "zero    %zu recording%s of quiet standing (role standing), "
                          "the upright zero of its session: ",
                          n, HINGE_S(n));
        hinge_run_add_names(out, name, n);
        hinge_text_adds(out, "\n");
    }
    size_t nobody = 0, twins = 0, groupless = 0, earliest = SIZE_MAX;
    const char *without = "", *nobodys = "", *pair = "";
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    /* what files of one movement of a person have alike: the name of their film, and all keys */
    struct hinge_text_row *twin = hinge_arena_alloc(&arena, rows->rows + 1, sizeof *twin);
    static const char *const keys[] = {"participant", "group", "session", "task",
                                       "cue",         "side",  "load_kg"};
    const char **film = hinge_arena_alloc(&arena, rows->rows + 1, sizeof *film),
               **files = hinge_arena_alloc(&arena, rows->rows + 1, sizeof *files);
    for (size_t a = 0; a < rows->rows; a++)
        files[a] = hinge_table_word(rows, "file", a);
    hinge_names_films(files, rows->rows, &arena, film);
    for (size_t a = 0; a < rows->rows; a++) {
        if (*hinge_table_word(rows, "participant", a) == '\0' && nobody++ == 0)
            nobodys = files[a];
        if (*hinge_table_word(rows, "group", a) == '\0' &&
            *hinge_table_word(rows, HINGE_OTHER_GROUP, a) == '\0' && groupless++ == 0)
            without = files[a];
        twin[a] = (struct hinge_text_row){"", a};
        if (strcmp(hinge_table_word(rows, "role", a), "unused") == 0)
            continue;
        struct hinge_text movement = {0};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            hinge_text_printf(&movement, "%s\n", hinge_table_word(rows, keys[k], a));
        hinge_text_adds(&movement, film[a]);
        twin[a].text = hinge_text_to_arena(&movement, &arena);
    }
    qsort(twin, rows->rows, sizeof *twin, hinge_by_text_row);
    for (size_t a = 0, to; a < rows->rows; a = to) { /* of one movement, with other names */
        for (to = a + 1;
             to < rows->rows && *twin[a].text != '\0' && strcmp(twin[a].text, twin[to].text) == 0;)
            to++;
        for (size_t i = to, other = to; i-- > a;) {
            if (i + 1 < to && strcmp(hinge_file_name(files[twin[i].row]),
                                     hinge_file_name(files[twin[i + 1].row])) != 0)
                other = i + 1;
            twins += other < to;
            if (other >= to || twin[i].row >= earliest)
                continue;
            earliest = twin[i].row;
            pair =
                hinge_arena_printf(&arena, "%s, %s", hinge_arena_shown(&arena, files[twin[i].row]),
                                   hinge_arena_shown(&arena, files[twin[other].row]));
        }
    }
    hinge_found_nobody(nobody, nobodys, list, out);
    if (groupless > 0 && groupless < rows->rows)
        hinge_text_printf(out, "look at %zu recording%s without a group (%s%s)\n", groupless,
                          HINGE_S(groupless), hinge_arena_shown(&arena, without),
                          groupless > 1 ? ", …" : "");
    if (twins > 0)
        hinge_text_printf(out,
                          "look at %zu recording%s with the name of another (%s): if two files are "
                          "of one movement, keep one row; name a file of angles in the "
                          "column angles of the other\n",
                          twins, HINGE_S(twins), pair);
}

void hinge_found_list(const struct hinge_table *rows, const char *list, const char *sheet,
                      struct hinge_text *out)
{
    static const struct {
        const char *column, *one, *several;
    } named[] = {{"participant", "participant", "participants"},
                 {"group", "group", "groups"},
                 {"session", "session", "sessions"},
                 {"task", "task", "tasks"},
                 {"cue", "cue", "cues"}};
    hinge_text_printf(out, "list    %s: %zu recording%s", list, rows->rows, HINGE_S(rows->rows));
    if (sheet != NULL && *sheet != '\0') {
        hinge_text_adds(out, " in sheet ");
        hinge_text_shown(out, sheet);
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        cleared_by(hinge_text_clear) struct hinge_text values = {0};
        /* the number of the column's values, each once; the first are added in the order of the
         * rows */
        const char *name[HINGE_RUN_NAMED];
        size_t shown = 0, all = 0;
        cleared_by(freed) const char **value = hinge_alloc(rows->rows, sizeof *value);
        for (size_t r = 0; r < rows->rows; r++) {
            const char *cell = hinge_table_word(rows, named[i].column, r);
            if (*cell == '\0')
                continue;
            value[all++] = cell;
            size_t k = hinge_name_at(name, shown, cell);
            if (k == shown && shown < HINGE_RUN_NAMED)
                name[shown++] = cell;
        }
        const size_t n = hinge_each_once(value, all);
        hinge_run_add_names(&values, name, n);
        if (n > 0)
            hinge_text_printf(out, "; %zu %s (%s)", n, n == 1 ? named[i].one : named[i].several,
                              hinge_text_string(&values));
    }
    hinge_text_adds(out, "\n");
}

/* What was found and what lacks; `rows` is the list, `made` by it or there before. */
static void found_describe(const struct hinge_found *found, const struct hinge_table *rows,
                           bool made, const char *list, const char *ini, bool kept,
                           const char *names, struct hinge_text *out)
{
    bool tiers = false;
    for (size_t k = 0; k < found->n_kinds; k++) {
        hinge_text_printf(out, "found   %zu × %s\n", found->count[k], found->kind[k]);
        tiers = tiers || strstr(found->kind[k], "tier ") != NULL;
    }
    if (tiers)
        hinge_text_adds(out, "tiers   A and B: hips and spine separately; C: trunk, knees "
                             "and tempo, no lumbar motion\n");
    if (!kept)
        hinge_text_printf(out, "wrote   %s\n", ini);
    if (made)
        hinge_text_printf(out,
                          "wrote   %s: check participant, group, cue and role, because they come "
                          "from names\n",
                          list);
    hinge_text_adds(out, names);
    describe_rows(rows, list, out);
    for (size_t i = 0; i < HINGE_LACKS_COUNT; i++) {
        if (found->lacking[i] == 0)
            continue;
        const char *column = hinge_found_column(found, (enum hinge_found_lack)i);
        hinge_text_printf(out, "look at %zu recording%s %s", found->lacking[i],
                          HINGE_S(found->lacking[i]), lacks[i].what);
        if (column == NULL && lacks[i].key != NULL) {
            hinge_text_printf(out, ": set %s under [ingest] in %s\n", lacks[i].key, ini);
            continue;
        }
        hinge_text_adds(out, " (");
        hinge_text_shown(out, found->first[i]);
        hinge_text_adds(out, found->lacking[i] > 1 ? ", …): " : "): ");
        if (column != NULL)
            hinge_text_printf(out, "fill column %s of %s for these; the others say it", column,
                              list);
        else
            hinge_run_add_keys(out, lacks[i].todo != NULL ? lacks[i].todo : found->why);
        hinge_text_adds(out, "\n");
        if (i == HINGE_LACKS_NAMES && *found->path[i] != '\0') {
            const char *path = found->path[i];
            hinge_text_command(out, "        hinge-inspect --suggest *\n", &path);
        }
    }
}

/* --- the files --- */

enum { PATH_ROOM = 4096 };

/* Whether a list was written by hinge-plan: its header says so. */
static bool is_plan(const char *path)
{
    char header[1024] = "";
    FILE *file = hinge_file_stream(path);
    if (file == NULL)
        return false;
    bool plan =
        fgets(header, sizeof header, file) != NULL && strstr(header, ",planned_reps") != NULL;
    fclose(file);
    return plan;
}

/* The annotated [run] and what else a first user may need. */
static void add_ini(struct hinge_text *out, const char *list, const char *folder,
                    const struct hinge_found *found, bool planned,
                    const struct hinge_ingest_options *ingest)
{
    struct hinge_run_key run;
    hinge_text_adds(out, "# A study: hinge-run study.ini goes the whole way. Lines that "
                         "begin with # are comments;\n# take the # away to use a key. "
                         "hinge-run --print-config study.ini shows every other.\n\n"
                         "[run]\n");
    for (int first = 1; first >= 0; first--) /* what the study asks, then the other keys */
        for (size_t i = 0; hinge_run_key_at(i, &run); i++) {
            bool used = i == HINGE_RUN_list || i == HINGE_RUN_output ||
                        (i == HINGE_RUN_folder && *folder != '\0');
            const char *value = i == HINGE_RUN_list     ? list
                                : i == HINGE_RUN_folder ? folder
                                                        : run.standard;
            if ((strcmp(run.name, "primary") == 0) == (first == 1))
                hinge_text_printf(out, "# %s\n%s%s =%s%s\n\n", run.help, used ? "" : "#", run.name,
                                  *value != '\0' ? " " : "", value);
        }
    static const struct {
        enum hinge_found_lack lack;
        const char *what, *key;
    } rows[] = {{HINGE_LACKS_RATE, "frames per second", "rate_hz = 30"},
                {HINGE_LACKS_UP, "the axis that points up", "up = +y"},
                {HINGE_LACKS_UNITS, "the unit of the coordinates", "units = m"},
                {HINGE_LACKS_SIZE, "size of the video's images, for keypoints of 0 to 1",
                 "image_size = 1920x1080"}};
    hinge_text_adds(out, "# what recordings don't say themselves\n[ingest]\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *column = hinge_found_column(found, rows[i].lack);
        hinge_text_printf(out, "# %s", rows[i].what);
        if (found->lacking[rows[i].lack] > 0)
            hinge_text_printf(out, ": %zu of %zu recording%s %s say it",
                              found->lacking[rows[i].lack], found->recordings,
                              HINGE_S(found->recordings),
                              found->lacking[rows[i].lack] == 1 ? "doesn't" : "don't");
        if (column != NULL)
            hinge_text_printf(out, ", fill column %s of the list for these", column);
        hinge_text_printf(out, "\n#%s\n\n", rows[i].key);
    }
    hinge_text_printf(out,
                      "# recordings of the list that are still to be made are counted, "
                      "not refused\n%sabsent = planned\n\n",
                      planned ? "" : "#");
    size_t n;
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n);
    for (size_t i = 0; i < n; i++) {
        char value[HINGE_CONFIG_VALUE_MAX];
        hinge_ingest_text(ingest, &keys[i], value, sizeof value);
        if (*value != '\0' && strcmp(value, "refuse") != 0) /* as without it */
            hinge_text_printf(out, "%s = %s\n\n", keys[i].key, value);
    }
    out->data[--out->length] = '\0'; /* no empty line at the end */
}

/* What is read: the folder, and what was given, which may be the list in it that counts; what is
 * written, and the folder for `hinge-run` to be told of. */
struct place {
    char folder[PATH_ROOM], ini[PATH_ROOM], list[PATH_ROOM], study[PATH_ROOM];
    char key[HINGE_RUN_KEY_ROOM]; /* of names of people, as study.ini says it */
    const char *read, *output;
    bool kept; /* study.ini is there */
    bool allow_outside;
};

static enum hinge_status find_place(const char *given, const char *output, const char *list,
                                    struct place *place, struct hinge_error *error)
{
    if (list != NULL && (strchr(list, '/') != NULL ||
                         !(hinge_ends_with(list, ".csv") || hinge_ends_with(list, ".xlsx"))))
        return hinge_usage(error,
                           "--list %s: give the name of a list beside study.ini, such as "
                           "trials.xlsx or trials.csv",
                           list);
    bool folder = hinge_os_is_folder(given);
    size_t n = strlen(given);
    if (!folder && hinge_os_exists(given))
        n = (size_t)(hinge_file_name(given) - given);
    while (n > 1 && given[n - 1] == '/')
        n--;
    place->output = output;
    size_t m = output != NULL ? hinge_path_length(output) : n;
    const char *to = output != NULL ? output : given, *slash = m == 0 ? "" : "/";
    if (n + 20 > PATH_ROOM || m + 20 > PATH_ROOM)
        return hinge_usage(error, "%s: the path is too long; use a shorter one", given);
    place->read = given;
    snprintf(place->folder, PATH_ROOM, "%.*s", n > 0 ? (int)n : 1, n > 0 ? given : ".");
    snprintf(place->study, PATH_ROOM, "%.*s", m > 0 ? (int)m : 1, m > 0 ? to : ".");
    snprintf(place->ini, PATH_ROOM, "%.*s%sstudy.ini", (int)m, to, slash);
    snprintf(place->list, PATH_ROOM, "%.*s%s%.200s", (int)m, to, slash,
             list != NULL ? list : "trials.csv");
    place->kept = hinge_os_exists(place->ini);
    if (!hinge_os_exists(given))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: no such folder; check its name", given);
    if (output != NULL && !hinge_os_exists(place->study) && hinge_os_mkdir(place->study) != 0)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s", place->study,
                               strerror(errno));
    if (hinge_os_may_write(place->study))
        return HINGE_OK;
    /* the same command with a folder that can be written into */
    cleared_by(hinge_text_clear) struct hinge_text other = {0};
    cleared_by(freed) char *name = hinge_path_name(place->study);
    hinge_text_printf(&other, "./%s-study", *name != '\0' ? name : "my");
    hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                    "%s: nothing can be written there; to write study.ini and trials.csv into "
                    "another folder:",
                    place->study);
    return hinge_error_command(error, "hinge-run --new * -o *",
                               (const char *[]){given, other.data});
}

/* The list that the intake was read from, *listed NULL for loose recordings. A run has
 * one list. */
static enum hinge_status find_list(const struct hinge_intake *intake, const struct place *place,
                                   const char **listed, struct hinge_error *error)
{
    *listed = NULL;
    for (size_t i = 0; i < intake->n; i++) {
        const char *list = intake->row[i].list;
        if (*listed != NULL && list != NULL && strcmp(*listed, list) != 0) {
            hinge_usage(error,
                        "%s and %s: two trial lists, and a study has one; join their rows in "
                        "one, or name the one that counts:",
                        *listed, list);
            const char *pattern =
                place->output != NULL ? "hinge-run --new * -o *" : "hinge-run --new *";
            hinge_error_command(error, pattern, (const char *[]){*listed, place->output});
            return hinge_error_command(error, pattern, (const char *[]){list, place->output});
        }
        *listed = list != NULL ? list : *listed;
    }
    if (*listed == NULL) /* a header alone, or no row that is used */
        *listed = intake->listed;
    if (*listed != NULL || hinge_os_is_folder(place->read))
        return HINGE_OK;
    bool events;
    const enum hinge_status status =
        hinge_list_check_none(place->read, place->read, NULL, &events, error);
    return status != HINGE_OK
               ? status
               : hinge_usage(error,
                             "%s: not a folder, and not a trial list (its header has "
                             "no column \"file\"); name one of them",
                             place->read);
}

/* The recordings of a list that was there, counted as those of a new one are; what cannot be read
 * is named. A file of one sensor, or of EMG, is no recording alone, and those of a plan may be
 * still to come. */
static enum hinge_status look_at_listed(const struct hinge_ingest_request *request,
                                        const struct hinge_intake *intake, bool planned,
                                        struct hinge_found *found, struct hinge_error *error)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    for (size_t i = 0; i < intake->n; i++) {
        const struct hinge_intake_row *row = &intake->row[i];
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        struct hinge_error why = HINGE_ERROR_INIT;
        const bool maximum = strcmp(hinge_table_word(&intake->list, "role", i), "mvc") == 0;
        if (row->path == NULL || (planned && !hinge_os_exists(row->path)))
            continue;
        if (row->refused == HINGE_REASON_OK && (row->role != NULL || maximum)) {
            add_kind(found, maximum ? "maximal EMG" : "sensors on segments");
            continue;
        }
        /* what the list says of the row, before what is said of all */
        struct hinge_config copy = *request->config;
        const struct {
            const char *column, **place;
        } fact[] = {{"format", &copy.ingest.format},
                    {"landmarks", &copy.ingest.landmarks},
                    {"units", &copy.ingest.units},
                    {"up", &copy.ingest.up},
                    {"time_is_frame", &copy.ingest.time_is_frame}};
        for (size_t k = 0; k < sizeof fact / sizeof *fact; k++) {
            const char *cell = hinge_table_text(&intake->list, fact[k].column, i);
            if (cell != NULL && *cell != '\0')
                *fact[k].place = cell;
        }
        copy.ingest.rate_hz = hinge_table_number(&intake->list, "rate_hz", i);
        copy.ingest.image_width_px = hinge_table_number(&intake->list, "image_width_px", i);
        copy.ingest.image_height_px = hinge_table_number(&intake->list, "image_height_px", i);
        enum hinge_status read = row->refused != HINGE_REASON_OK
                                     ? HINGE_INPUT
                                     : hinge_inspect_one(row->path, &copy, &words, &table, &why);
        if (row->refused != HINGE_REASON_OK)
            snprintf(why.message, sizeof why.message, "%s", row->message);
        if (read == HINGE_OK) {
            hinge_found_add(found, row->stored, row->path, &table);
        } else if (read == HINGE_INPUT) {
            hinge_note(request->message, request->context, "%.300s: cannot be used: %.1000s",
                       row->path, hinge_after_path(why.message, row->path));
        } else {
            *error = why;
            return read;
        }
    }
    return HINGE_OK;
}

/* Saves the list, unless the file is there and says the same. */
static enum hinge_status save_list(const char *path, const struct hinge_table *list,
                                   struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    cleared_by(hinge_text_clear) struct hinge_text marked = {0};
    const bool book = hinge_ends_with(path, ".xlsx");
    const enum hinge_status status =
        hinge_table_format(list, book ? "xlsx" : "csv", NULL, &text, &length, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_adds(&marked, book ? "" : hinge_cell_mark(text));
    hinge_text_add(&marked, text, length);
    return hinge_file_add(path, "hinge-run FOLDER/study.ini goes on with it, or move it away first",
                          marked.data, marked.length, error);
}

/* A pair of names, without the path of the list. */
static void add_spelling(void *lines, const char *line)
{
    const char *look = strstr(line, ": look at ");
    hinge_text_printf(lines, "%s\n", look != NULL ? look + 2 : line);
}

/* The settings by which --new reads a list: names of people are no fault, and stay. */
struct hinge_config hinge_run_with_names(const struct hinge_config *config,
                                         struct hinge_arena *arena)
{
    struct hinge_config copy = *config;
    const char *kept = copy.ingest.keep_column;
    copy.ingest.pseudonymise = "";
    copy.ingest.keep_column =
        hinge_arena_printf(arena, "participant%s%s", *kept != '\0' ? "," : "", kept);
    return copy;
}

/* People of the list who are in two groups, a few of many; room[intake->n]. */
static void add_in_two_groups(const struct hinge_intake *intake, const char **room,
                              struct hinge_arena *arena, struct hinge_text *lines)
{
    size_t n = 0;
    bool visits = false, spelled = true; /* "Trained", "trained" */
    for (size_t i = 0; i < intake->n; i++) {
        const char *other = hinge_table_word(&intake->list, HINGE_OTHER_GROUP, i),
                   *group = hinge_table_word(&intake->list, "group", i),
                   *who = hinge_table_word(&intake->list, "participant", i);
        size_t first = 0;
        if (*other == '\0')
            continue;
        room[n++] = who;
        visits |= *group != '\0';
        while (first < i &&
               (*hinge_table_word(&intake->list, HINGE_OTHER_GROUP, first) == '\0' ||
                strcmp(hinge_table_word(&intake->list, "participant", first), who) != 0))
            first++;
        const char *loose =
            hinge_list_loose(arena, hinge_table_word(&intake->list, HINGE_OTHER_GROUP, first));
        spelled = spelled && strcmp(hinge_list_loose(arena, other), loose) == 0 &&
                  (*group == '\0' || strcmp(hinge_list_loose(arena, group), loose) == 0);
    }
    n = hinge_each_once(room, n);
    if (n == 0)
        return;
    hinge_text_adds(lines, "look at ");
    for (size_t i = 0; i < n; i++) {
        hinge_text_adds(lines, i > 0 ? ", " : "");
        hinge_text_shown(lines, room[i]);
    }
    hinge_text_printf(lines, " %s in two groups: %s; %s\n", n > 1 ? "are" : "is",
                      visits ? "the group of the first visit counts"
                             : "left out of the comparison of groups",
                      spelled ? "they differ only in spelling: write one in all rows"
                              : "if they are two people, give one another code");
}

/* Says what ingest would refuse, as keys of study.ini, and that nothing can be run yet. */
static enum hinge_status add_refusal(const struct hinge_error *why, struct hinge_text *lines,
                                     bool *good, struct hinge_error *error)
{
    if (why->status != HINGE_INPUT && why->status != HINGE_USAGE) {
        *error = *why;
        return why->status;
    }
    hinge_text_adds(lines, "look at ");
    hinge_run_add_keys(lines, why->message);
    hinge_text_adds(lines, "; then the same command again\n");
    *good = false;
    return HINGE_OK;
}

#define KEPT "look at %s: it stays as it is; write into it, under [ingest]: %s\n"

enum hinge_status hinge_run_code_names(const struct hinge_table *list, const char *ini,
                                       const char *study, struct hinge_config *config,
                                       char room[HINGE_RUN_KEY_ROOM], struct hinge_text *lines,
                                       struct hinge_error *error)
{
    enum { NAMED = 3 };
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    const char **named = hinge_arena_alloc(&arena, list->rows + 1, sizeof *named);
    const bool kept = hinge_config_keeps_column(config, "participant");
    bool made = false, set = *config->ingest.pseudonymise != '\0';
    size_t n = 0;
    for (size_t i = 0; i < list->rows && !kept && !set; i++) {
        const char *who = hinge_table_word(list, "participant", i);
        if (hinge_personal_value(who) != NULL)
            named[n++] = who;
    }
    const size_t several = hinge_each_once(named, n);
    config->ingest.pseudonymise_of = ini;
    if (several > 0) {
        cleared_by(freed) char *name = hinge_path_name(study);
        const bool plain = *name != '\0' && hinge_personal_value(name) == NULL &&
                           strpbrk(name, ";\"\n\t") == NULL && strlen(name) < 200;
        snprintf(room, HINGE_RUN_KEY_ROOM, "../%s-key.csv", plain ? name : "study");
        config->ingest.pseudonymise = room;
    }
    if (lines == NULL || (several == 0 && !set))
        return HINGE_OK;
    hinge_key_path(&config->ingest, &key);
    enum hinge_status status = hinge_key_file_add(key.data, list, &made, error);
    if (status == HINGE_WRITE && several > 0)
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                 "%s: no file can be made there, and it would say whose name has "
                                 "which code; -o DIR writes the study into another folder, "
                                 "--names keeps the names",
                                 key.data);
    if (status != HINGE_OK || several == 0)
        return status;
    const char *shown = hinge_file_name(key.data);
    hinge_text_printf(lines, "names   %zu participant%s like %s (", several,
                      several == 1 ? " looks" : "s look",
                      several == 1 ? "a name" : "names of people");
    for (size_t i = 0; i < several && i < NAMED; i++)
        hinge_text_printf(lines, "%s%s", i > 0 ? "; " : "", hinge_arena_shown(&arena, named[i]));
    hinge_text_printf(lines,
                      "%s): %s in the list; study, results and pages have codes. %s, beside "
                      "the folder of the study, says whose they are: keep it to yourself\n",
                      several > NAMED ? "; …" : "", several == 1 ? "it stays" : "they stay",
                      hinge_arena_shown(&arena, shown));
    return HINGE_OK;
}

/* What ingest itself says of the list, by the settings of study.ini. Where it has names of people
 * that the settings do not keep, they get codes: by a key beside the folder of the study, which
 * `config` names from here on. *good: a run of it would read the list. */
static enum hinge_status check_list(struct place *place, const char *list, const char *folder,
                                    struct hinge_config *config, struct hinge_text *lines,
                                    bool *good, struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0}, codes = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const struct hinge_config names = hinge_run_with_names(config, &arena);
    struct hinge_ingest_request request = {.path = &list,
                                           .n_paths = 1,
                                           .folder = folder,
                                           .config = &names,
                                           .settle_groups = true,
                                           .allow_outside = place->allow_outside};
    enum hinge_status status = hinge_intake_make(&request, &intake, &why);
    if (status != HINGE_OK)
        return add_refusal(&why, lines, good, error);
    for (int apart = 0; apart < 2; apart++) {
        const char *rest = hinge_text_string(apart == 0 ? &intake.joined : &intake.apart), *line;
        for (size_t length; (line = hinge_next_item(&rest, '\n', &length)) != NULL;)
            hinge_text_printf(lines, "%s %.*s\n", apart == 0 ? "joined " : "look at", (int)length,
                              line);
    }
    const char **named = hinge_arena_alloc(&arena, intake.n + 1, sizeof *named);
    add_in_two_groups(&intake, named, &arena, lines);
    status = hinge_run_code_names(&intake.list, place->ini, place->study, config, place->key, lines,
                                  error);
    if (status != HINGE_OK || *config->ingest.pseudonymise == '\0')
        return status;
    request.config = config;
    return hinge_intake_make(&request, &codes, &why) == HINGE_OK
               ? HINGE_OK
               : add_refusal(&why, lines, good, error);
}

/* A file that says "nachher" of whom the list says "before": the people, and one file of each. */
static void add_contradictions(const struct hinge_intake *intake, const struct hinge_guess *guess,
                               struct hinge_arena *arena, struct hinge_text *lines)
{
    enum { NAMED = 5 };
    const char *name[NAMED];
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    size_t files = 0, n = 0;
    for (size_t i = 0; i < intake->n; i++) {
        const char *named = hinge_or_empty(guess[i].key[HINGE_GUESS_SESSION]),
                   *listed = hinge_table_word(&intake->list, "session", i),
                   *who = hinge_table_word(&intake->list, "participant", i);
        if (hinge_stage_of(named) == HINGE_STAGE_NONE ||
            hinge_stage_of(listed) == HINGE_STAGE_NONE ||
            hinge_stage_of(named) == hinge_stage_of(listed))
            continue;
        files++;
        if (n == NAMED || hinge_name_at(name, n, who) < n)
            continue;
        name[n++] = who;
        hinge_text_printf(&text, "%s%s (%s: %s)", n > 1 ? ", " : "", hinge_arena_shown(arena, who),
                          hinge_arena_shown(arena, hinge_or_empty(intake->row[i].stored)),
                          hinge_arena_shown(arena, listed));
    }
    if (files > 0)
        hinge_text_printf(lines,
                          "look at %s: %zu file%s named of another visit than the list says "
                          "(column session)\n",
                          text.data, files, files > 1 ? "s are" : " is");
}

/* What is in the folder: its list as it is, or a first one that is written. */
static enum hinge_status look(const struct hinge_ingest_request *given, struct place *place,
                              struct hinge_found *found, struct hinge_text *ini, bool *good,
                              struct hinge_text *out, struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena texts = {0};
    const struct hinge_config names = hinge_run_with_names(given->config, &texts);
    struct hinge_ingest_request request = *given;
    request.config = &names;
    request.settle_groups = true;
    struct hinge_config settings = *given->config;
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    const char *listed = NULL;
    cleared_by(hinge_text_clear) struct hinge_text lines = {0};
    enum hinge_status status = hinge_intake_make(&request, &intake, error);
    if (status == HINGE_OK)
        status = find_list(&intake, place, &listed, error);
    const bool first = status == HINGE_OK && listed == NULL;
    if (first)
        status = hinge_first_list(&request, &intake, &list, found, &lines, error);
    if (first && status == HINGE_OK)
        status = save_list(place->list, &list, error);
    if (status != HINGE_OK)
        return status;
    const bool planned = !first && is_plan(listed);
    if (!first) {
        enum { NAMED = 3 };
        cleared_by(freed) char *of =
            hinge_copy_n(listed, (size_t)(hinge_file_name(listed) - listed));
        const char **name;
        bool whole;
        const size_t n = hinge_run_unlisted(&intake, listed, of, request.config, SIZE_MAX, &texts,
                                            &name, &whole);
        if (n > 0) {
            cleared_by(hinge_text_clear) struct hinge_text named = {0};
            hinge_text_join(&named, name, n < NAMED ? n : NAMED, ", ");
            hinge_text_printf(&lines,
                              "look at %zu recording%s without a row (%s%s): the same command "
                              "again adds %s\n",
                              n, HINGE_S(n), hinge_arena_shown(&texts, named.data),
                              n > NAMED ? ", …" : "", n > 1 ? "them" : "it");
        }
    }
    if (intake.read.length > 0)
        hinge_text_printf(&lines, "read    %s\n", intake.read.data);
    hinge_intake_add_cased(&intake, &lines);
    hinge_text_adds(&lines, intake.n_cased > 0 ? "\n" : "");
    if (!first) {
        size_t told = 0;
        struct hinge_list_place *at = hinge_arena_alloc(&texts, intake.n + 1, sizeof *at);
        for (size_t i = 0; i < intake.n; i++)
            at[i] = hinge_intake_place(&intake.row[i]);
        hinge_list_spellings_note(&intake.list, at, &texts, HINGE_SPELLINGS_SHOWN, add_spelling,
                                  &lines, &told);
        /* rows without a role whose names say quiet standing */
        enum { SHOWN = 5 };
        const char **file = hinge_arena_alloc(&texts, intake.n + 1, sizeof *file);
        struct hinge_guess *guess = hinge_arena_alloc(&texts, intake.n + 1, sizeof *guess);
        cleared_by(hinge_text_clear) struct hinge_text ignored = {0};
        for (size_t i = 0; i < intake.n; i++)
            file[i] = hinge_or_empty(intake.row[i].stored);
        hinge_names_read(&(struct hinge_file_names){.file = file, .n = intake.n}, &texts, guess,
                         &ignored);
        add_contradictions(&intake, guess, &texts, &lines);
        for (size_t i = 0, n = 0; i < intake.n && n < SHOWN; i++) {
            const char *role = hinge_or_empty(guess[i].key[HINGE_GUESS_ROLE]);
            if (strcmp(role, "standing") != 0 || *hinge_table_word(&intake.list, "role", i) != '\0')
                continue;
            n++;
            hinge_text_printf(&lines, "look at %s looks like standing (column role)\n",
                              hinge_arena_shown(&texts, file[i]));
        }
        if (intake.numbered > 0)
            hinge_text_printf(&lines,
                              "look at %zu recordings with the names of others (%s, …): numbered "
                              "as trials\n",
                              intake.numbered,
                              hinge_arena_shown(&texts, file[intake.first_numbered]));
        status = look_at_listed(&request, &intake, planned, found, error);
    }
    const bool elsewhere = place->output != NULL;
    cleared_by(hinge_config_clear) struct hinge_config kept = {0};
    if (status == HINGE_OK && place->kept) { /* the list of it was gone */
        hinge_config_init(&kept);
        status = hinge_config_load(&kept, place->ini, error);
        settings = kept;
    }
    if (status == HINGE_OK)
        status = check_list(place, first ? place->list : listed, elsewhere ? place->folder : NULL,
                            &settings, &lines, good, error);
    if (status != HINGE_OK)
        return status;
    const size_t folder = strlen(place->ini) - strlen("study.ini");
    cleared_by(freed) char *real = elsewhere ? hinge_os_real_path(place->folder) : NULL,
                           *its = elsewhere && !first ? hinge_os_real_path(listed) : NULL;
    const char *name = first ? hinge_file_name(place->list) : its != NULL ? its : listed + folder;
    if (first)
        settings.ingest.name = ""; /* the list says it now */
    name += its == NULL ? strspn(name, "/") : 0;
    add_ini(ini, name, hinge_or_empty(real), found, planned, &settings.ingest);
    const char *shown = hinge_arena_shown(&texts, first ? place->list : listed);
    const struct hinge_table *rows = first ? &list : &intake.list;
    hinge_found_list(rows, shown, first ? NULL : intake.sheet, out);
    found_describe(found, rows, first, shown, hinge_arena_shown(&texts, place->ini), place->kept,
                   hinge_text_string(&lines), out);
    return HINGE_OK;
}

/* study.ini is there: its list gets rows, or is made again if it is gone; *first is then set. What
 * is given beside it goes before it, and is not written into it. */
static enum hinge_status go_on(const struct hinge_start_request *start, struct place *place,
                               const struct hinge_ingest_request *request, bool *first, bool *good,
                               struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_ingest_options *given = &start->config->ingest;
    struct hinge_run_settings settings = {0};
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena texts = {0};
    cleared_by(hinge_text_clear) struct hinge_text list = {0}, folder = {0}, unsaid = {0};
    size_t n_keys;
    const struct hinge_ingest_key *key = hinge_ingest_keys(&n_keys);
    hinge_config_init(&config);
    enum hinge_status status = hinge_config_load(&config, place->ini, error);
    for (size_t i = 0; i < n_keys && status == HINGE_OK; i++) {
        char value[HINGE_CONFIG_VALUE_MAX], its[HINGE_CONFIG_VALUE_MAX];
        hinge_ingest_text(given, &key[i], value, sizeof value);
        hinge_ingest_text(&config.ingest, &key[i], its, sizeof its);
        if (*value == '\0' || strcmp(key[i].key, "name") == 0 || strcmp(value, its) == 0 ||
            strcmp(value, "refuse") == 0)
            continue;
        status = hinge_config_set(&config, "ingest", key[i].key, value, "--set", error);
        hinge_text_printf(&unsaid, "%s%s = %s", unsaid.length > 0 ? ", " : "", key[i].key, value);
    }
    if (status == HINGE_OK)
        status = hinge_run_settings_read(&config, &settings, error);
    hinge_text_clear(&settings.others);
    static const enum hinge_run_setting read[] = {HINGE_RUN_list, HINGE_RUN_folder};
    for (size_t i = 0; status == HINGE_OK && !start->allow_outside && i < 2; i++) {
        struct hinge_run_key key_of;
        hinge_run_key_at(read[i], &key_of);
        status = hinge_run_guard(&config, place->ini, key_of.name, settings.value[read[i]],
                                 place->folder, "it is read if you say so:", error);
        if (status != HINGE_OK) {
            hinge_text_printf(&unsaid, "%s --allow-outside", request->command);
            status = hinge_error_command(error, unsaid.data, NULL);
        }
    }
    if (status != HINGE_OK)
        return status;
    hinge_run_add_place(&list, place->ini, settings.value[HINGE_RUN_list]);
    if (*settings.value[HINGE_RUN_folder] != '\0')
        hinge_run_add_place(&folder, place->ini, settings.value[HINGE_RUN_folder]);
    const char *path = hinge_text_string(&list);
    const bool elsewhere =
        !hinge_os_is_folder(start->folder) && !hinge_file_same(start->folder, path);
    *first = !hinge_os_exists(path) && !elsewhere && strcmp(path, place->list) == 0;
    if (elsewhere)
        status =
            hinge_usage(error,
                        "%s names another list, %s; to use %s write it there (list under [run])",
                        place->ini, path, start->folder);
    else if (hinge_os_is_folder(path))
        status =
            hinge_usage(error,
                        "%s has a folder as its list, of which each recording is used: there is "
                        "nothing to add",
                        place->ini);
    else if (!*first) {
        cleared_by(freed) char *real = hinge_os_real_path(path),
                               *study = hinge_os_real_path(place->study);
        /* with -o nothing is written but into that folder */
        const bool within = real != NULL && study != NULL && hinge_path_lies_in(study, real);
        const struct hinge_config names = hinge_run_with_names(&config, &texts);
        struct hinge_ingest_request asked = *request;
        asked.path = &path;
        asked.config = &names;
        asked.groups_vary = true;
        asked.folder = folder.length > 0 ? folder.data : NULL;
        status = hinge_run_add_rows(&asked, given->name, place->study, within || folder.length == 0,
                                    out, error);
        if (status == HINGE_OK)
            status = check_list(place, path, asked.folder, &config, out, good, error);
    }
    if (status == HINGE_OK && start->list != NULL && strcmp(path, place->list) != 0) {
        struct hinge_list_lines lines;
        cleared_by(hinge_table_clear) struct hinge_table copy = {0};
        status = hinge_list_lines(path, config.ingest.decimal, &texts, &lines, error);
        const struct hinge_csv_line *line = lines.head.line;
        for (size_t c = 0; status == HINGE_OK && c < line[lines.header].n; c++)
            hinge_table_add_column(&copy, line[lines.header].cell[c], HINGE_COLUMN_TEXT, "", 0);
        for (size_t l = lines.header + 1; status == HINGE_OK && l < lines.head.n; l++) {
            hinge_table_add_rows(&copy, 1);
            for (size_t c = 0; c < copy.n_columns; c++)
                hinge_table_set_text(&copy, c, copy.rows - 1, hinge_csv_line_cell(&line[l], c));
        }
        if (status == HINGE_OK)
            status = save_list(place->list, &copy, error);
        if (status == HINGE_OK)
            hinge_text_printf(
                out, "wrote   %s: the rows of %s; to use it, write list = %s under [run] in %s\n",
                hinge_arena_shown(&texts, place->list),
                hinge_arena_shown(&texts, hinge_file_name(path)),
                hinge_arena_shown(&texts, start->list), hinge_arena_shown(&texts, place->ini));
        hinge_list_lines_clear(&lines);
    }
    if (status == HINGE_OK && unsaid.length > 0)
        hinge_text_printf(out, KEPT, hinge_arena_shown(&texts, place->ini), unsaid.data);
    return status;
}

enum hinge_status hinge_run_start(const struct hinge_start_request *given, char **summary,
                                  struct hinge_error *error)
{
    struct hinge_start_request start;
    *summary = NULL;
    enum hinge_status status = hinge_request_take(&start, sizeof start, given, error);
    if (status != HINGE_OK)
        return status;
    HINGE_REQUEST_TEXTS(hinge_request_none, &start.output, &start.list);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &start.folder);
    const char *folder = start.folder;
    const struct hinge_config *config = start.config;
    cleared_by(hinge_config_clear) struct hinge_config standard = {0};
    cleared_by(hinge_text_clear) struct hinge_text out = {0}, text = {0};
    struct hinge_run_listener listener = {start.message, start.context};
    cleared_by(freed) struct place *place = hinge_alloc(1, sizeof *place);
    cleared_by(freed) struct hinge_found *found = hinge_alloc(1, sizeof *found);
    hinge_config_of(&config, &standard);
    status = find_place(folder, start.output, start.list, place, error);
    place->allow_outside = start.allow_outside;
    if (status == HINGE_OK) {
        const char *read = hinge_os_is_folder(folder) ? place->folder : folder;
        cleared_by(hinge_text_clear) struct hinge_text command = {0};
        hinge_text_command(&command, "hinge-run --new *", &folder);
        if (start.output != NULL)
            hinge_text_command(&command, " -o *", &start.output);
        if (start.list != NULL)
            hinge_text_command(&command, " --list *", &start.list);
        cleared_by(freed) char *its = hinge_os_real_path(place->folder),
                               *study = hinge_os_real_path(place->study);
        const bool outside =
            start.allow_outside || study == NULL || its == NULL || !hinge_path_lies_in(study, its);
        struct hinge_ingest_request request = {.path = &read,
                                               .n_paths = 1,
                                               .command = command.data,
                                               .no_rows = true,
                                               .allow_outside = start.allow_outside,
                                               .config = config,
                                               .message = hinge_run_message,
                                               .context = &listener};
        bool first = !place->kept, good = true;
        start.config = config;
        if (place->kept)
            status = go_on(&start, place, &request, &first, &good, &out, error);
        if (first && status == HINGE_OK)
            status = look(&request, place, found, &text, &good, &out, error);
        if (status == HINGE_OK && good)
            hinge_text_command(
                &out, outside ? "then    hinge-run --allow-outside *\n" : "then    hinge-run *\n",
                (const char *[]){place->study});
    }
    if (status == HINGE_OK && !place->kept)
        status = hinge_file_save(place->ini, hinge_text_string(&text), text.length, error);
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    if (status != HINGE_OK) { /* which keys the options in it are: there is no study.ini yet */
        struct hinge_error with = *error;
        hinge_run_error_add_keys(&with);
        if (strchr(error->message, '\n') == NULL && /* else it has the command */
            strstr(with.message, " under [ingest]") != NULL &&
            strcmp(with.message, error->message) != 0)
            snprintf(error->message, sizeof error->message,
                     "%.900s; before study.ini is written: --set ingest.KEY=VALUE", with.message);
        else
            *error = with;
    }
    return status;
}
