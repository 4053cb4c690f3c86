/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Motion-BIDS derivative. In: processed recordings and their rows of the study's list; out:
 * a label for each word of an entity, and the files of a folder. */
#include "export/export.h"

#include "os/text.h"
#include "result/words.h"
#include "table/cells.h"
#include "table/columns.h"

#include <hinge/file.h>
#include <hinge/init.h>

#define PARTED "\x1f"

/* Of each enum hinge_bids_entity. */
static const char *const entity_names[] = {"sub", "ses", "task", "acq"};

/* Whether a trial's name is a number, which goes under run-. */
static bool is_index(const char *word)
{
    return *word != '\0' && strspn(word, "0123456789") == strlen(word);
}

static void add_word(const struct hinge_table *list, size_t row, enum hinge_bids_entity entity,
                     struct hinge_text *out)
{
    struct hinge_trial_info info;
    hinge_trial_info_read(list, row, &info);
    const char *id = hinge_table_text(list, "id", row);
    bool nobody = *info.participant == '\0';
    if (entity == HINGE_BIDS_SUB)
        hinge_text_printf(out, "%s%s", nobody ? PARTED : info.participant,
                          nobody && id != NULL ? id : "");
    else if (entity == HINGE_BIDS_SES)
        hinge_text_adds(out, info.session);
    else if (entity == HINGE_BIDS_TASK)
        hinge_text_adds(out, *info.task != '\0' ? info.task : "unspecified");
    else {
        hinge_text_adds(out, info.cue);
        if (!nobody && !is_index(info.trial) && *info.trial != '\0')
            hinge_text_printf(out, PARTED "%s", info.trial);
        if (!nobody) {
            /* what tells a recording from others of its participant, session, task, cue and trial,
             * as its id does: "8kg_vicon" */
            cleared_by(hinge_text_clear) struct hinge_text of = {0};
            hinge_trial_info_add_id(list, row, &of);
            if (id != NULL && of.length > 0 && strncmp(id, of.data, of.length) == 0 &&
                id[of.length] == '_')
                hinge_text_printf(out, PARTED "%s", id + of.length + 1);
        }
    }
}

static int by_word(const void *a, const void *b)
{
    const struct hinge_bids_label *x = a, *y = b;
    int order = strcmp(x->word, y->word);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* By what is left of the word; of one such the word that is its own label comes first,
 * then the one that is met first in the list. */
static int by_label(const void *a, const void *b)
{
    const struct hinge_bids_label *const *x = a, *const *y = b;
    int order = strcasecmp((*x)->label, (*y)->label);
    bool one = strcmp((*x)->word, (*x)->label) == 0, other = strcmp((*y)->word, (*y)->label) == 0;
    return order != 0     ? order
           : one != other ? other - one
                          : ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcasecmp(*x, *y);
}

/* Letters and digits of a word; "" when there is none. */
static char *strip(struct hinge_arena *arena, const char *word)
{
    size_t n = 0;
    char *label = hinge_arena_strdup(arena, word);
    for (; *word != '\0'; word++)
        if ((unsigned char)*word < 0x80 && isalnum((unsigned char)*word))
            label[n++] = *word;
    label[n] = '\0';
    return label;
}

/* Of one base the first keeps it, the next are numbered: p1, p1x2, and no other word
 * has that as its base. Numbered labels of two bases never meet, as their bases differ.
 */
static void number(struct hinge_bids_label **sorted, const char **base, size_t n,
                   struct hinge_arena *arena)
{
    size_t next = 2;
    for (size_t i = 1; i < n; i++) {
        if (strcasecmp(base[i], base[i - 1]) != 0) {
            next = 2;
            continue;
        }
        cleared_by(hinge_text_clear) struct hinge_text label = {0};
        const char *made;
        do {
            label.length = 0;
            hinge_text_printf(&label, "%sx%zu", base[i], next++);
            made = hinge_text_string(&label);
        } while (bsearch(&made, base, n, sizeof *base, by_name));
        sorted[i]->label = hinge_arena_copy(arena, label.data, label.length);
    }
}

/* The label of a row, NULL where it has no word for the entity. INPUT when nothing is
 * left of the word. */
static enum hinge_status find_label(const struct hinge_bids_labels *labels,
                                    const struct hinge_table *list, size_t row,
                                    enum hinge_bids_entity entity,
                                    const struct hinge_bids_label **found,
                                    struct hinge_error *error)
{
    static const char *const columns[] = {"participant", "session", "task", "cue"};
    cleared_by(hinge_text_clear) struct hinge_text word = {0};
    enum hinge_status status = HINGE_OK;
    add_word(list, row, entity, &word);
    const struct hinge_bids_label key = {.word = hinge_text_string(&word)};
    *found = NULL;
    if (word.length > 0)
        *found = bsearch(&key, labels->of[entity].item, labels->of[entity].n, sizeof key,
                         hinge_by_text); /* a label begins with its word */
    if (*found != NULL && (*found)->label == NULL)
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "its %s \"%.100s\" has no letter a to z and no digit, and a BIDS label has "
            "nothing else: give it another name in the trial list, and ingest again",
            *key.word == *PARTED ? "id" : columns[entity], key.word + (*key.word == *PARTED));
    return status;
}

/* --- names --- */

/* The tracking system: "imu" of sensors, else the family of the source. */
static const char *tracksys_of(const struct hinge_processed *p, bool name)
{
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++)
        if (p->tracks.point[l].present)
            return name ? "IMU" : "imu";
    return hinge_family_name(p->body.family);
}

static const char *or_else(const char *word, const char *other)
{
    return *word != '\0' ? word : other;
}

static enum hinge_status add_labels_of(const struct hinge_bids_row *row, const char *tracksys,
                                       struct hinge_text *name, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (int e = 0; status == HINGE_OK && e < HINGE_BIDS_ENTITIES; e++) {
        enum hinge_bids_entity entity = (enum hinge_bids_entity)e;
        const struct hinge_bids_label *found;
        if (entity == HINGE_BIDS_ACQ && tracksys != NULL)
            hinge_text_printf(name, "_tracksys-%s", tracksys);
        status = find_label(row->labels, row->list, row->row, entity, &found, error);
        if (status == HINGE_OK && found != NULL)
            hinge_text_printf(name, "%s%s-%s", e > 0 ? "_" : "", entity_names[e], found->label);
    }
    return status;
}

void hinge_bids_labels_make(const struct hinge_table *list, struct hinge_arena *arena,
                            struct hinge_bids_labels *labels)
{
    for (int e = 0; e < HINGE_BIDS_ENTITIES; e++) {
        /* all rows' words, each once */
        struct hinge_bids_label *item = hinge_arena_alloc(arena, list->rows, sizeof *item);
        cleared_by(hinge_text_clear) struct hinge_text word = {0};
        size_t n = 0, kept = 0;
        for (size_t row = 0; row < list->rows; row++) {
            word.length = 0;
            add_word(list, row, (enum hinge_bids_entity)e, &word);
            if (word.length > 0)
                item[n++] = (struct hinge_bids_label){
                    .word = hinge_arena_copy(arena, word.data, word.length), .row = row};
        }
        qsort(item, n, sizeof *item, by_word);
        for (size_t i = 0; i < n; i++)
            if (i == 0 || strcmp(item[i].word, item[kept - 1].word) != 0)
                item[kept++] = item[i];
        labels->of[e].n = kept;
        labels->of[e].item = item;
        struct hinge_bids_label **sorted = hinge_arena_alloc(arena, kept, sizeof(void *));
        const char **base = hinge_arena_alloc(arena, kept, sizeof *base);
        n = 0;
        for (size_t i = 0; i < kept; i++) {
            item[i].label = strip(arena, item[i].word);
            if (*item[i].label == '\0')
                item[i].label = NULL;
            else
                sorted[n++] = &item[i];
        }
        qsort(sorted, n, sizeof(void *), by_label);
        for (size_t i = 0; i < n; i++)
            base[i] = sorted[i]->label;
        number(sorted, base, n, arena);
    }
    /* run- is the trial's number. Of recordings that agree in all labels the first keeps it, and
     * the next count on behind the largest (the same trial with another load). */
    enum { DIGITS = 9 }; /* longer ones are no numbers that count on */
    struct hinge_text_row *item = hinge_arena_alloc(arena, list->rows, sizeof *item);
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    size_t n = 0;
    labels->run = hinge_arena_alloc(arena, list->rows, sizeof *labels->run);
    for (size_t r = 0; r < list->rows; r++) {
        const struct hinge_bids_row row = {list, labels, r};
        struct hinge_error ignored = HINGE_ERROR_INIT;
        name.length = 0;
        labels->run[r] = "";
        if (add_labels_of(&row, NULL, &name, &ignored) == HINGE_OK)
            item[n++] = (struct hinge_text_row){hinge_arena_strdup(arena, name.data), r};
    }
    qsort(item, n, sizeof *item, hinge_by_text_row);
    for (size_t from = 0, to; from < n; from = to) {
        unsigned long last = 1;
        for (to = from; to < n && strcmp(item[to].text, item[from].text) == 0; to++) {
            const char *trial = hinge_table_word(list, "trial", item[to].row);
            const unsigned long number =
                is_index(trial) && strlen(trial) <= DIGITS ? strtoul(trial, NULL, 10) : 0;
            last = number > last ? number : last;
        }
        for (size_t k = from; k < to; k++) {
            const char *trial = hinge_table_word(list, "trial", item[k].row);
            const char *run = is_index(trial) ? trial : "";
            size_t before = from;
            while (before < k && strcmp(labels->run[item[before].row], run) != 0)
                before++;
            labels->run[item[k].row] = before == k ? run : hinge_arena_printf(arena, "%lu", ++last);
        }
    }
}

enum hinge_status hinge_motion_bids_name(const struct hinge_bids_row *row, const char *tracksys,
                                         struct hinge_text *name, struct hinge_error *error)
{
    const char *run = row->labels->run[row->row];
    enum hinge_status status = add_labels_of(row, tracksys, name, error);
    if (*run != '\0')
        hinge_text_printf(name, "_run-%s", run);
    return status;
}

/* --- contents --- */

static const char *type_of(const struct hinge_processed_column *column)
{
    if (column->landmark != HINGE_LANDMARK_NONE)
        return "POS";
    if (column->segment != HINGE_LANDMARK_NONE)
        return "ORNT";
    if (column->signal == HINGE_SIGNAL_COUNT && strcmp(column->unit, "s") == 0)
        return "LATENCY";
    return strcmp(column->unit, "deg") == 0 ? "JNTANG" : "MISC";
}

/* Whether no magnetometer gives the sensors one heading. */
static bool is_heading_free(const struct hinge_processed *p)
{
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++)
        if (p->tracks.point[l].present &&
            (p->tracks.point[l].flags & HINGE_CHANNEL_HEADING_FREE) != 0)
            return true;
    return false;
}

static void add_channels(const struct hinge_processed *p,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out)
{
    static const char *const axes[] = {"x", "y", "z"}, *const turns[] = {"quat_w", "quat_x",
                                                                         "quat_y", "quat_z"};
    bool measured = false; /* else the angles are what was delivered */
    for (size_t c = 0; c < n; c++)
        measured = measured || column[c].landmark != HINGE_LANDMARK_NONE ||
                   column[c].segment != HINGE_LANDMARK_NONE;
    hinge_text_adds(out, "name\tcomponent\ttype\ttracked_point\tunits\t"
                         "reference_frame\tdescription\n");
    for (size_t c = 0; c < n; c++) {
        const bool point = column[c].landmark != HINGE_LANDMARK_NONE,
                   turn = column[c].segment != HINGE_LANDMARK_NONE,
                   signal = column[c].signal != HINGE_SIGNAL_COUNT;
        const int of = point ? column[c].landmark : column[c].segment;
        hinge_text_printf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", column[c].name,
                          point  ? axes[column[c].axis]
                          : turn ? turns[column[c].axis]
                                 : "n/a",
                          type_of(&column[c]),
                          point || turn ? hinge_landmark_name((enum hinge_landmark)of)
                          : signal      ? hinge_signal_name(column[c].signal)
                                        : column[c].name,
                          strcmp(column[c].unit, "1") == 0 ? "n/a" : column[c].unit,
                          turn && is_heading_free(p)                 ? HINGE_BIDS_SENSORS
                          : point || turn || column[c].in_laboratory ? HINGE_BIDS_LABORATORY
                                                                     : "n/a",
                          signal && measured ? HINGE_BIDS_COMPUTED : "n/a");
    }
}

static void add_sidecar(const struct hinge_processed *p, const struct hinge_trial_info *info,
                        const struct hinge_processed_column *column, size_t n,
                        struct hinge_text *out)
{
    static const char *const types[] = {"POS", "ORNT", "JNTANG", "LATENCY", "MISC"};
    size_t points = 0;
    int last = HINGE_LANDMARK_NONE;
    for (size_t c = 0; c < n; c++) {
        points += column[c].landmark != HINGE_LANDMARK_NONE && column[c].landmark != last;
        last = column[c].landmark;
    }
    hinge_text_adds(out, "{\n  \"TaskName\": ");
    hinge_text_json(out, or_else(info->task, "unspecified"));
    if (*info->cue != '\0') {
        hinge_text_adds(out, ",\n  \"Instructions\": ");
        hinge_text_json(out, info->cue);
    }
    hinge_text_adds(out, ",\n  \"TrackingSystemName\": ");
    hinge_text_json(out, tracksys_of(p, true));
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
    hinge_text_adds(out, ",\n  \"TaskDescription\": "
                         "\"landmarks and angles as hingekit analyses them: cleaned, "
                         "filtered, on an even clock\"\n}\n");
}

/* --- files --- */

/* Makes a folder below another; *path becomes it. */
static enum hinge_status step_into(char **path, const char *name, struct hinge_error *error)
{
    char *below = hinge_path_join(*path, name);
    free(*path);
    *path = below;
    return hinge_folder_make(below, error);
}

/* Files of a folder; after a failure nothing more is written. */
struct saving {
    const char *folder, *instead;
    struct hinge_error *error;
    enum hinge_status status;
};

static void save(struct saving *to, const char *name, const char *suffix,
                 struct hinge_text *content)
{
    cleared_by(hinge_text_clear) struct hinge_text file = {0};
    hinge_text_printf(&file, "%s/%s%s", to->folder, name, suffix);
    if (to->status == HINGE_OK)
        to->status =
            hinge_file_add(file.data, to->instead, content->data, content->length, to->error);
    hinge_text_clear(content);
}

/* The folder of the recording's files of a kind, "motion" or "emg". */
static enum hinge_status make_folders(const struct hinge_bids_row *row, const char *folder,
                                      const char *kind, char **path, struct hinge_error *error)
{
    *path = hinge_copy(folder);
    enum hinge_status status = hinge_folder_make(folder, error);
    for (int e = 0; status == HINGE_OK && e <= HINGE_BIDS_SES; e++) {
        enum hinge_bids_entity entity = (enum hinge_bids_entity)e;
        cleared_by(hinge_text_clear) struct hinge_text name = {0};
        const struct hinge_bids_label *found;
        status = find_label(row->labels, row->list, row->row, entity, &found, error);
        if (status == HINGE_OK && found != NULL) {
            hinge_text_printf(&name, "%s-%s", entity_names[e], found->label);
            status = step_into(path, hinge_text_string(&name), error);
        }
    }
    return status == HINGE_OK ? step_into(path, kind, error) : status;
}

/* --- muscles: their samples as delivered, on a clock that begins with that of the motion --- */

struct muscle {
    enum hinge_landmark landmark;
    const char *unit;
    struct hinge_analog samples;
};

/* EMG-BIDS (1.11) has its samples in EDF, of 16 bits; a derivative has them as they are. */
static enum hinge_status save_muscles(const struct hinge_processed *p,
                                      const struct hinge_recording *recording,
                                      const struct hinge_bids_row *row, const char *name,
                                      double start_s, const char *folder, const char *instead,
                                      struct hinge_error *error)
{
    struct muscle muscle[HINGE_MUSCLES] = {{0}};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text content = {0};
    cleared_by(freed) char *path = NULL;
    char number[HINGE_NUMBER_MAX];
    /* those of one clock, that of the first */
    const struct hinge_body *body = &p->body;
    size_t n = 0;
    for (int l = HINGE_LANDMARK_gmax_l; l <= HINGE_LANDMARK_ilio_r; l++) {
        struct muscle one = {.landmark = (enum hinge_landmark)l,
                             .samples =
                                 hinge_analog_read(recording, (enum hinge_landmark)l, body->rate_hz,
                                                   body->start_s, body->n, &arena)};
        for (size_t c = 0; c < recording->layout.n_channels && one.unit == NULL; c++)
            if (recording->layout.channel[c].landmark == l)
                one.unit = hinge_unit_name(recording->layout.channel[c].unit);
        if (one.samples.n > 1 && (n == 0 || (one.samples.n == muscle[0].samples.n &&
                                             one.samples.rate_hz == muscle[0].samples.rate_hz)))
            muscle[n++] = one;
    }
    struct saving to = {.instead = instead, .error = error};
    if (n > 0)
        to.status = make_folders(row, folder, "emg", &path, error);
    if (n == 0 || to.status != HINGE_OK)
        return to.status;
    to.folder = path;
    const struct hinge_analog *first = &muscle[0].samples;
    hinge_text_adds(&content, "time");
    for (size_t m = 0; m < n; m++)
        hinge_text_printf(&content, "\t%s", hinge_landmark_name(muscle[m].landmark));
    for (size_t i = 0; i < first->n; i++) {
        const double t = first->start_s - start_s + (double)i / first->rate_hz;
        hinge_text_printf(&content, "\n%s", hinge_number_format(t, number));
        for (size_t m = 0; m < n; m++) {
            const double x = muscle[m].samples.x[i];
            hinge_text_printf(&content, "\t%s", isnan(x) ? "n/a" : hinge_number_format(x, number));
        }
    }
    hinge_text_adds(&content, "\n");
    save(&to, name, "_desc-processed_emg.tsv", &content);
    hinge_text_adds(&content, "name\ttype\tunits\ntime\tMISC\ts\n");
    for (size_t m = 0; m < n; m++)
        hinge_text_printf(&content, "%s\tEMG\t%s\n", hinge_landmark_name(muscle[m].landmark),
                          or_else(hinge_or_empty(muscle[m].unit), "n/a"));
    save(&to, name, "_desc-processed_channels.tsv", &content);
    hinge_text_printf(&content,
                      "{\n  \"SamplingFrequency\": %.10g,\n  \"PowerLineFrequency\": \"n/a\",\n  "
                      "\"SoftwareFilters\": \"n/a\",\n  \"EMGChannelCount\": %zu,\n  "
                      "\"MISCChannelCount\": 1\n}\n",
                      first->rate_hz, n);
    save(&to, name, "_desc-processed_emg.json", &content);
    return to.status;
}

enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_recording *recording,
                                          const struct hinge_bids_row *row, const char *folder,
                                          const char *instead, struct hinge_text *file,
                                          struct hinge_error *error)
{
    enum { DAY_S = 86400 };
    struct hinge_trial_info info;
    cleared_by(freed) struct hinge_processed_column *column =
        hinge_alloc(HINGE_PROCESSED_COLUMNS + 1, sizeof *column);
    cleared_by(hinge_text_clear) struct hinge_text name = {0}, plain = {0}, content = {0};
    cleared_by(freed) char *path = NULL;
    cleared_by(freed) double *time = NULL;
    size_t n = hinge_processed_columns(processed, true, column);
    /* times of the list are on its clock; one that counts from 1970 tells the date, and stays here
     */
    if (processed->body.start_s != 0 && fabs(processed->body.start_s) < DAY_S) {
        time = hinge_alloc(processed->body.n, sizeof *time);
        for (size_t i = 0; i < processed->body.n; i++)
            time[i] = processed->body.start_s + (double)i / processed->body.rate_hz;
        column[n++] = (struct hinge_processed_column){.landmark = HINGE_LANDMARK_NONE,
                                                      .segment = HINGE_LANDMARK_NONE,
                                                      .signal = HINGE_SIGNAL_COUNT,
                                                      .unit = "s",
                                                      .name = "time",
                                                      .value = time};
    }
    hinge_trial_info_read(row->list, row->row, &info);
    enum hinge_status status =
        hinge_motion_bids_name(row, tracksys_of(processed, false), &name, error);
    if (status == HINGE_OK)
        status = hinge_motion_bids_name(row, NULL, &plain, error);
    if (status == HINGE_OK)
        status = make_folders(row, folder, "motion", &path, error);
    hinge_text_printf(file, "motion/%s_desc-processed_motion.tsv", hinge_text_string(&name));
    if (status != HINGE_OK)
        return status;
    struct saving to = {.folder = path, .instead = instead, .error = error};
    for (size_t i = 0; i < processed->body.n; i++)
        for (size_t c = 0; c < n; c++) {
            const double value = column[c].value[i];
            char number[HINGE_NUMBER_MAX];
            hinge_text_adds(&content, isnan(value) ? "n/a" : hinge_number_format(value, number));
            hinge_text_adds(&content, c + 1 < n ? "\t" : "\n");
        }
    save(&to, name.data, "_desc-processed_motion.tsv", &content);
    add_channels(processed, column, n, &content);
    save(&to, name.data, "_desc-processed_channels.tsv", &content);
    /* y is up; where x and z point is not known of a laboratory, and of sensors each has its own */
    hinge_text_printf(&content,
                      "{\n  \"reference_frame\": {\"Levels\": {\"" HINGE_BIDS_LABORATORY "\": "
                      "{\"SpatialAxes\": \"%s\", \"RotationRule\": \"right-hand\"}",
                      processed->tracks.dim == 2 ? "_S" : "_S_");
    if (is_heading_free(processed))
        hinge_text_printf(&content,
                          ",\n    \"" HINGE_BIDS_SENSORS "\": {\"SpatialAxes\": \"_S_\", "
                          "\"RotationRule\": \"right-hand\", \"Description\": \"each sensor's "
                          "heading is its own\"}");
    hinge_text_adds(&content, "}}\n}\n");
    save(&to, name.data, "_desc-processed_channels.json", &content);
    add_sidecar(processed, &info, column, n, &content);
    save(&to, name.data, "_desc-processed_motion.json", &content);
    /* phases of repetitions, as runs of frames */
    const char *phase = "", *now;
    size_t rep = 0, from = 0;
    hinge_text_adds(&content, "onset\tduration\ttrial_type\trep\n");
    for (size_t i = 0; i <= processed->body.n; i++) {
        size_t here = 0;
        now = "";
        if (i < processed->body.n)
            here = hinge_processed_rep(processed, i, &now);
        if (here == rep && strcmp(now, phase) == 0)
            continue;
        if (rep > 0)
            hinge_text_printf(&content, "%.6g\t%.6g\t%s\t%zu\n",
                              (double)from / processed->body.rate_hz,
                              (double)(i - from) / processed->body.rate_hz, phase, rep);
        rep = here;
        phase = now;
        from = i;
    }
    save(&to, plain.data, "_desc-processed_events.tsv", &content);
    return to.status != HINGE_OK
               ? to.status
               : save_muscles(processed, recording, row, plain.data,
                              time == NULL ? processed->body.start_s : 0, folder, instead, error);
}

/* A word without what would end a cell or a line of a table. */
static void add_plain(struct hinge_text *out, const char *word)
{
    for (const char *c = word; *c != '\0'; c++)
        hinge_text_add(out, (unsigned char)*c < 0x20 ? " " : c, 1);
}

/* A cell of a table: "n/a" where there is nothing, in quotes where it begins with one. */
static void add_cell(struct hinge_text *out, const char *word)
{
    cleared_by(hinge_text_clear) struct hinge_text plain = {0};
    add_plain(&plain, or_else(word, "n/a"));
    if (*plain.data == '"') {
        hinge_cell_delimited(out, plain.data, '\t');
    } else {
        hinge_text_printf(out, "%s%s", hinge_cell_guard(plain.data), plain.data);
    }
}

/* The name of a column in the tables: those of the standard's own columns get a number. */
static void add_name(struct hinge_text *out, const struct hinge_column *column)
{
    add_plain(out, column->name);
    if (hinge_listed("filename|participant_id|session_id|acq_time", '|', column->name))
        hinge_text_adds(out, "_2");
}

/* What a table's JSON says of a column. */
static void add_description(struct hinge_text *json, const struct hinge_column *column,
                            const char *of)
{
    const char *unit = *column->unit != '\0' ? column->unit : hinge_wording_unit(column->name);
    cleared_by(hinge_text_clear) struct hinge_text words = {0};
    hinge_text_adds(json, json->length > 1 ? ",\n  " : "\n  ");
    add_name(&words, column);
    hinge_text_json(json, words.data);
    words.length = 0;
    add_plain(&words, column->name);
    hinge_text_printf(&words, " of the %s in the study's trial list", of);
    hinge_text_adds(json, ": {\"Description\": ");
    hinge_text_json(json, words.data);
    if (*unit != '\0') {
        hinge_text_adds(json, ", \"Units\": ");
        hinge_text_json(json, unit);
    }
    hinge_text_adds(json, "}");
}

/* Who took part: the participant of each row of the list (SIZE_MAX: not written), and for each
 * column that goes into participants.tsv the row where each participant's value stands (SIZE_MAX:
 * none). */
struct people {
    struct hinge_arena arena;
    const struct hinge_bids_label *label;
    size_t n, n_columns, *of_row, *column;
    size_t **row;
};

/* A column that holds a value, and never two of one participant. Of groups the first counts. */
static void add_column(struct people *people, const struct hinge_table *list, size_t c)
{
    const char *name = list->column[c].name;
    const bool group = strcmp(name, "group") == 0;
    if (!group && !hinge_trial_info_of_person(name))
        return;
    size_t *row = hinge_arena_alloc(&people->arena, people->n, sizeof *row);
    bool alike;
    const bool any = hinge_table_first_values(list, c, people->of_row, people->n, row, &alike);
    if (!group && (!any || !alike))
        return;
    people->row[people->n_columns] = row;
    people->column[people->n_columns++] = c;
}

/* What participants.json says of the columns, and participants.tsv: a row for each participant of
 * whom a recording was written, in the order of the list. */
static void add_participants(const struct people *people, const struct hinge_table *list,
                             struct hinge_text *json, struct hinge_text *tsv)
{
    cleared_by(freed) bool *done = hinge_alloc(people->n, sizeof *done);
    hinge_text_adds(json, "{");
    hinge_text_adds(tsv, "participant_id");
    for (size_t k = 0; k < people->n_columns; k++) {
        const struct hinge_column *column = &list->column[people->column[k]];
        add_description(json, column, "participant");
        hinge_text_adds(tsv, "\t");
        add_name(tsv, column);
    }
    hinge_text_adds(json, "\n}\n");
    hinge_text_adds(tsv, "\n");
    for (size_t r = 0; r < list->rows; r++) {
        const size_t who = people->of_row[r];
        if (who == SIZE_MAX || done[who])
            continue;
        done[who] = true;
        hinge_text_printf(tsv, "sub-%s", people->label[who].label);
        for (size_t k = 0; k < people->n_columns; k++) {
            const size_t row = people->row[k][who];
            char number[48];
            hinge_text_adds(tsv, "\t");
            add_cell(tsv,
                     row != SIZE_MAX ? hinge_table_cell(list, people->column[k], row, number) : "");
        }
        hinge_text_adds(tsv, "\n");
    }
}

/* Whether names of files and participants.tsv do not give a column back as it is in the list. */
static bool is_lost(const struct people *people, const struct hinge_table *list,
                    const struct hinge_bids_labels *labels, const char *const *file, size_t c)
{
    static const char *const keys[] = {"participant", "session", "task", "cue"};
    static const char in_words[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789_-+.";
    enum { WORD_MAX = 63 };
    const char *name = list->column[c].name;
    size_t key = hinge_name_at(keys, HINGE_BIDS_ENTITIES, name), k = 0;
    while (k < people->n_columns && people->column[k] != c)
        k++;
    for (size_t r = 0; r < list->rows; r++) {
        const struct hinge_bids_label *label = NULL;
        struct hinge_error ignored = HINGE_ERROR_INIT;
        cleared_by(hinge_arena_clear) struct hinge_arena scratch = {0};
        cleared_by(hinge_text_clear) struct hinge_text id = {0};
        char cell[48], other[48];
        const char *word = hinge_table_cell(list, c, r, cell);
        bool lost = *word != '\0';
        if (file[r] == NULL)
            continue;
        if (key < HINGE_BIDS_ENTITIES)
            find_label(labels, list, r, (enum hinge_bids_entity)key, &label, &ignored);
        if (key == HINGE_BIDS_SUB || key == HINGE_BIDS_SES) {
            lost = strcmp(word, label != NULL ? label->label : "") != 0;
        } else if (key < HINGE_BIDS_ENTITIES) { /* task and cue are words of motion.json, too */
            const bool plain = strspn(word, in_words) == strlen(word) && strlen(word) <= WORD_MAX;
            lost = !plain || (key == HINGE_BIDS_TASK &&
                              (*word == '\0' || strcmp(strip(&scratch, word), label->label) != 0));
        } else if (strcmp(name, "id") == 0) {
            hinge_trial_info_add_id(list, r, &id);
            lost = strcmp(word, hinge_text_string(&id)) != 0;
        } else if (strcmp(name, "trial") == 0) {
            lost = strcmp(word, labels->run[r]) != 0;
        } else if (k < people->n_columns) {
            const size_t first = people->row[k][people->of_row[r]];
            lost = first != SIZE_MAX && strcmp(word, hinge_table_cell(list, c, first, other)) != 0;
        }
        if (lost)
            return true;
    }
    return false;
}

/* Writes a scans.tsv and .json for each participant and session: what varies by recording. */
static enum hinge_status save_scans(const struct people *people, const struct hinge_table *list,
                                    const struct hinge_bids_labels *labels, const char *const *file,
                                    const char *folder, const char *instead,
                                    struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_text_row *item = hinge_arena_alloc(&arena, list->rows, sizeof *item);
    size_t *column = hinge_arena_alloc(&arena, list->n_columns, sizeof *column);
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, json = {0};
    struct saving to = {.folder = folder, .instead = instead, .error = error};
    size_t n = 0, n_columns = 0;
    for (size_t c = 0; c < list->n_columns; c++)
        if (!hinge_trial_info_of_file(list->column[c].name) &&
            is_lost(people, list, labels, file, c))
            column[n_columns++] = c;
    for (size_t r = 0; r < list->rows; r++) {
        const struct hinge_bids_label *sub, *ses;
        if (file[r] == NULL)
            continue;
        enum hinge_status status = find_label(labels, list, r, HINGE_BIDS_SUB, &sub, error);
        if (status == HINGE_OK)
            status = find_label(labels, list, r, HINGE_BIDS_SES, &ses, error);
        if (status != HINGE_OK)
            return status;
        item[n++] = (struct hinge_text_row){
            ses != NULL ? hinge_arena_printf(&arena, "sub-%s/ses-%s/sub-%s_ses-%s", sub->label,
                                             ses->label, sub->label, ses->label)
                        : hinge_arena_printf(&arena, "sub-%s/sub-%s", sub->label, sub->label),
            r};
    }
    qsort(item, n, sizeof *item, hinge_by_text_row);
    for (size_t i = 0; i < n && to.status == HINGE_OK; i++) {
        if (i == 0 || strcmp(item[i].text, item[i - 1].text) != 0) {
            hinge_text_adds(&text, "filename");
            hinge_text_adds(&json, "{");
            for (size_t k = 0; k < n_columns; k++) {
                hinge_text_adds(&text, "\t");
                add_name(&text, &list->column[column[k]]);
                add_description(&json, &list->column[column[k]], "recording");
            }
            hinge_text_adds(&text, "\n");
            hinge_text_adds(&json, "\n}\n");
        }
        hinge_text_adds(&text, file[item[i].row]);
        for (size_t k = 0; k < n_columns; k++) {
            char number[48];
            hinge_text_adds(&text, "\t");
            add_cell(&text, hinge_table_cell(list, column[k], item[i].row, number));
        }
        hinge_text_adds(&text, "\n");
        if (i + 1 < n && strcmp(item[i].text, item[i + 1].text) == 0)
            continue;
        save(&to, item[i].text, "_scans.json", &json);
        save(&to, item[i].text, "_scans.tsv", &text);
    }
    return to.status;
}

enum hinge_status hinge_motion_bids_check(const char *folder, struct hinge_error *error)
{
    enum { LIMIT = 1 << 20 };
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    cleared_by(freed) char *path = hinge_path_join(folder, "dataset_description.json");
    bool other = hinge_file_read(path, path, LIMIT, &bytes, &ignored) == HINGE_OK &&
                 strstr(bytes.data, "\"GeneratedBy\": [{\"Name\": \"hingekit\"") == NULL;
    return other ? hinge_usage(error,
                               "%s: the folder has another BIDS data set, which is never "
                               "replaced: name a new folder, such as %s/derivatives/hingekit",
                               path, folder)
                 : HINGE_OK;
}

enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const struct hinge_bids_labels *labels,
                                             const char *const *file, const char *folder,
                                             const char *instead, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, rows = {0};
    struct saving to = {.folder = folder, .instead = instead, .error = error};
    hinge_text_adds(&text, "{\n  \"Name\": \"processed motion\",\n  \"BIDSVersion\": "
                           "\"1.9.0\",\n  \"DatasetType\": \"derivative\",\n  "
                           "\"GeneratedBy\": [{\"Name\": \"hingekit\", \"Version\": "
                           "\"" HINGE_VERSION "\"}]\n}\n");
    save(&to, "dataset_description", ".json", &text);
    hinge_text_adds(
        &text, "Recordings of a study as hingekit analyses them: landmarks (POS), orientations "
               "of sensors (ORNT) and joint angles (JNTANG)\ncleaned, filtered and on an even "
               "clock, other signals (MISC), and the phases of each repetition\n(events). The "
               "recordings as delivered are not here. Units beside m, px and deg: LL, TL and "
               "FL are\nthe person's leg, trunk and foot lengths; n/a is missing. "
               "participants.tsv and scans.tsv have the\ncolumns of the study's trial list, "
               "and hinge-ingest reads the folder again.\n");
    size_t before = text.length;
    hinge_text_adds(&text, "\nLabels hold letters and digits only. In the study's "
                           "trial list these are:\n");
    size_t head = text.length;
    /* Labels that are not the list's own words, for whoever looks for these. */
    for (int e = 0; e < HINGE_BIDS_ENTITIES; e++)
        for (size_t i = 0; i < labels->of[e].n; i++) {
            const struct hinge_bids_label *item = &labels->of[e].item[i];
            if (item->label == NULL || strcmp(item->word, item->label) == 0)
                continue;
            hinge_text_printf(&text, "%s-%s: ", entity_names[e], item->label);
            add_plain(&text, item->word + (*item->word == *PARTED));
            hinge_text_adds(&text, "\n");
        }
    text.length = text.length > head ? text.length : before;
    save(&to, "README", "", &text);
    if (to.status != HINGE_OK)
        return to.status;
    const struct hinge_bids_label *found;
    struct people people = {.label = labels->of[HINGE_BIDS_SUB].item,
                            .n = labels->of[HINGE_BIDS_SUB].n};
    people.of_row = hinge_arena_alloc(&people.arena, list->rows, sizeof *people.of_row);
    people.column = hinge_arena_alloc(&people.arena, list->n_columns, sizeof *people.column);
    people.row = hinge_arena_alloc(&people.arena, list->n_columns, sizeof *people.row);
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; status == HINGE_OK && r < list->rows; r++) {
        people.of_row[r] = SIZE_MAX;
        if (file[r] == NULL)
            continue;
        status = find_label(labels, list, r, HINGE_BIDS_SUB, &found, error);
        if (status == HINGE_OK)
            people.of_row[r] = (size_t)(found - people.label);
    }
    const long group = hinge_table_find(list, "group");
    if (status == HINGE_OK && group >= 0)
        add_column(&people, list, (size_t)group);
    for (size_t c = 0; status == HINGE_OK && c < list->n_columns; c++)
        if ((long)c != group)
            add_column(&people, list, c);
    if (status == HINGE_OK) {
        add_participants(&people, list, &text, &rows);
        save(&to, "participants", ".json", &text);
        save(&to, "participants", ".tsv", &rows);
        status = to.status;
    }
    if (status == HINGE_OK)
        status = save_scans(&people, list, labels, file, folder, instead, error);
    hinge_arena_clear(&people.arena);
    return status;
}
