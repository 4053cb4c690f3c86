/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long tables: a row per frame and point. In: columns for the frame, the point's name
 * and its coordinates; out: a recording with a row per frame. */
#include "base/memory.h"
#include "base/number.h"
#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 1024 };

enum role { FRAME, TIME, POINT, MODEL, PERSON, X, Y, Z, SCORE, N_ROLES };
static const struct {
    enum role role;
    const char *name;
} names[] = {{FRAME, "frame"},
             {FRAME, "frame_number"},
             {FRAME, "frame_idx"},
             {FRAME, "frame_id"},
             {FRAME, "frame_index"},
             {PERSON, "body_id"},
             {PERSON, "body"},
             {PERSON, "person_id"},
             {PERSON, "person"},
             {PERSON, "tracking_id"},
             {PERSON, "track_id"},
             {PERSON, "skeleton_id"},
             {POINT, "joint_index"},
             {POINT, "joint_type"},
             {X, "position_x"},
             {Y, "position_y"},
             {Z, "position_z"},
             {X, "pos_x"},
             {Y, "pos_y"},
             {Z, "pos_z"},
             {POINT, "keypoint"},
             {POINT, "skeleton_joint"},
             {POINT, "joint"},
             {POINT, "joint_name"},
             {POINT, "landmark"},
             {POINT, "landmark_name"},
             {POINT, "bodypart"},
             {POINT, "marker"},
             {POINT, "point"},
             {POINT, "joint_id"},
             {POINT, "landmark_id"},
             {MODEL, "model"},
             {X, "x"},
             {Y, "y"},
             {Z, "z"},
             {SCORE, "score"},
             {SCORE, "visibility"},
             {SCORE, "confidence"},
             {SCORE, "likelihood"},
             {SCORE, "state"},
             {SCORE, "tracking_state"}};

/* Which cell of the header has which role, -1 none. */
static bool find_roles(const struct hinge_csv_line *line, long role[N_ROLES])
{
    for (int r = 0; r < N_ROLES; r++)
        role[r] = -1;
    for (size_t c = 0; c < line->n; c++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (hinge_same_marker(line->cell[c], names[i].name) && role[names[i].role] < 0)
                role[names[i].role] = (long)c;
    for (size_t c = 0; c < line->n && role[TIME] < 0; c++) {
        struct hinge_column_name name;
        hinge_column_name_split(line->cell[c], &name);
        if (name.component == HINGE_COMPONENT_time)
            role[TIME] = (long)c;
    }
    return (role[FRAME] >= 0 || role[TIME] >= 0) && role[POINT] >= 0 && role[X] >= 0 &&
           role[Y] >= 0;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    long role[N_ROLES];
    if (probe->head.n == 0 || !find_roles(&probe->head.line[0], role)) {
        hinge_text_puts(why, "no columns frame, joint (keypoint, landmark), x and y");
        return 0;
    }
    hinge_text_printf(why, "a row per frame and %s", probe->head.line[0].cell[role[POINT]]);
    return 90;
}

/* The table as text and the points found in it. */
struct pivot {
    struct hinge_table table;
    size_t *line;
    long role[N_ROLES];
    size_t n;
    const char *name[POINTS_MOST];
};

static const char *text_at(const struct pivot *pivot, enum role role, size_t row, char cell[48])
{
    return pivot->role[role] < 0
               ? ""
               : hinge_table_cell(&pivot->table, (size_t)pivot->role[role], row, cell);
}

/* Name of the point of a row: numbers become joint_7; parts of FreeMoCap other than the
 * body keep their model's name. */
static void point_name(const struct pivot *pivot, size_t row, char name[300])
{
    char cell[48], other[48], *end;
    const char *text = text_at(pivot, POINT, row, cell), *model = text_at(pivot, MODEL, row, other);
    double number = strtod(text, &end);
    bool body = *model == '\0' || strstr(model, "body") != NULL;
    if (body && *text != '\0' && *end == '\0' && number == floor(number))
        snprintf(name, 300, "joint_%.0f", number);
    else if (body)
        snprintf(name, 300, "%.280s", text);
    else
        snprintf(name, 300, "%.100s.%.180s", model, text);
}

static size_t find_point(const struct pivot *pivot, const char *name)
{
    size_t i = 0;
    while (i < pivot->n && strcmp(pivot->name[i], name) != 0)
        i++;
    return i;
}

static enum hinge_status collect_points(const struct hinge_probe *probe, struct pivot *pivot,
                                        struct hinge_error *error)
{
    for (size_t i = 0; i < pivot->table.rows; i++) {
        char name[300];
        point_name(pivot, i, name);
        if (find_point(pivot, name) < pivot->n)
            continue;
        if (pivot->n == POINTS_MOST || *name == '\0')
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN, "%s:%zu: %s",
                                   probe->name, pivot->line[i],
                                   *name == '\0' ? "the point has no name"
                                                 : "more than 1024 names of points");
        pivot->name[pivot->n++] = hinge_arena_strdup(probe->arena, name);
    }
    return HINGE_OK;
}

static enum hinge_status number_at(const struct pivot *pivot, enum role role, size_t row,
                                   const char *shown, double *value, struct hinge_error *error)
{
    char cell[48];
    *value = NAN;
    if (pivot->role[role] < 0)
        return HINGE_OK;
    const struct hinge_column *column = &pivot->table.column[pivot->role[role]];
    if (column->type == HINGE_COLUMN_NUMBER) {
        *value = column->number[row];
        return HINGE_OK;
    }
    const char *text = text_at(pivot, role, row, cell);
    if (hinge_number_parse(text, strlen(text), '.', value, NULL) <= HINGE_NUMBER_MISSING)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                           "%s:%zu: column \"%s\": \"%.60s\" is not a number; expected "
                           "a decimal number, or a blank cell where it is missing",
                           shown, pivot->line[row], column->name, text);
}

/* Rows by frame, those of one frame in the order of the file: some tables are sorted by
 * point. */
struct row_of_frame {
    double frame, person; /* 0 where nobody is told apart */
    size_t row;
};

static int by_frame(const void *a, const void *b)
{
    const struct row_of_frame *p = a, *q = b;
    if (p->frame != q->frame)
        return p->frame < q->frame ? -1 : 1;
    if (p->person != q->person)
        return p->person < q->person ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

/* A row of the file into the row of its frame, which is the last one or a new one. */
static enum hinge_status take_row(struct pivot *pivot, const struct row_of_frame *at,
                                  const char *shown, struct hinge_people *people, double **value,
                                  struct row_of_frame *last, struct hinge_error *error)
{
    static const enum role roles[] = {X, Y, Z, SCORE};
    char name[300];
    double number = at->frame, time, given[4];
    size_t row = at->row;
    enum hinge_status status = number_at(pivot, TIME, row, shown, &time, error);
    for (size_t k = 0; k < 4 && status == HINGE_OK; k++)
        status = number_at(pivot, roles[k], row, shown, &given[k], error);
    if (status != HINGE_OK)
        return status;
    if (!(fabs(number) < 1e9) || number != floor(number))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                               "%s:%zu: the frame is not a whole number, as expected; correct it",
                               shown, pivot->line[row]);
    if (*value == NULL || number != last->frame || at->person != last->person) {
        *value = hinge_people_add(people, lround(number), time);
        *last = *at;
    }
    point_name(pivot, row, name);
    size_t width = 2u + people->depth + people->scores;
    double *to = *value + width * find_point(pivot, name);
    if (!isnan(to[0]))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DUPLICATE_COLUMN,
                               "%s:%zu: %s is there twice in frame %.0f; with several "
                               "people add a column person_id or body_id",
                               shown, pivot->line[row], name, number);
    to[0] = given[0];
    to[1] = given[1];
    if (people->depth)
        to[2] = given[2];
    if (people->scores)
        to[2u + people->depth] = given[3];
    return HINGE_OK;
}

/* Whose row it is and of which frame; without a frame column the times are counted. */
static enum hinge_status order_rows(struct pivot *pivot, const char *shown,
                                    struct row_of_frame *order, struct hinge_error *error)
{
    size_t rows = pivot->table.rows;
    bool counted = pivot->role[FRAME] >= 0;
    long person = pivot->role[PERSON];
    bool told = person >= 0 && pivot->table.column[person].type == HINGE_COLUMN_NUMBER;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < rows && status == HINGE_OK; i++) {
        order[i] = (struct row_of_frame){.row = i};
        if (told)
            order[i].person = pivot->table.column[person].number[i];
        status = number_at(pivot, counted ? FRAME : TIME, i, shown, &order[i].frame, error);
        if (status == HINGE_OK && isnan(order[i].frame))
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                     "%s:%zu: the %s is blank; fill it in, or remove the row",
                                     shown, pivot->line[i], counted ? "frame" : "time");
    }
    if (status != HINGE_OK)
        return status;
    qsort(order, rows, sizeof *order, by_frame);
    double time = NAN, number = -1;
    for (size_t i = 0; i < rows && !counted; i++) {
        number += !(order[i].frame == time);
        time = order[i].frame;
        order[i].frame = number;
    }
    return HINGE_OK;
}

/* Points numbered from 0 without a hole have the names of the skeleton with so many. */
static void name_numbered(struct pivot *pivot, bool depth)
{
    static const char numbered[] = "joint_";
    enum { MEDIAPIPE = 33 };
    const struct hinge_skeleton *skeleton = pivot->n == MEDIAPIPE ? hinge_skeleton_mediapipe()
                                            : depth ? hinge_skeleton_of_depth(pivot->n)
                                                    : hinge_skeleton_of(pivot->n);
    bool seen[POINTS_MOST] = {0};
    for (size_t i = 0; skeleton != NULL && i < pivot->n; i++) {
        const char *name = pivot->name[i];
        size_t id = pivot->n;
        if (strncmp(name, numbered, sizeof numbered - 1) == 0)
            id = (size_t)strtoul(name + sizeof numbered - 1, NULL, 10);
        if (id >= pivot->n || seen[id])
            skeleton = NULL;
        else
            seen[id] = true;
    }
    for (size_t i = 0; skeleton != NULL && i < pivot->n; i++)
        pivot->name[i] = skeleton->name[strtoul(pivot->name[i] + sizeof numbered - 1, NULL, 10)];
}

static enum hinge_status take_rows(const struct hinge_probe *probe, struct pivot *pivot,
                                   struct hinge_people *people, struct hinge_error *error)
{
    size_t rows = pivot->table.rows;
    double *value = NULL;
    struct row_of_frame *order = hinge_arena_raw(probe->arena, rows, sizeof *order), last = {0};
    enum hinge_status status = order_rows(pivot, probe->name, order, error);
    for (size_t i = 0; i < rows && status == HINGE_OK; i++) {
        status = take_row(pivot, &order[i], probe->name, people, &value, &last, error);
        if (status == HINGE_OK)
            status = hinge_people_bounded(people, probe->name, probe->size, error);
    }
    return status;
}

/* Columns that say nothing about where a point is. */
static void note_left(const struct hinge_csv_line *header, const struct pivot *pivot,
                      struct hinge_recording *recording)
{
    struct hinge_text left = {0};
    for (size_t c = 0; c < header->n; c++) {
        bool used = *header->cell[c] == '\0';
        for (int r = 0; r < N_ROLES; r++)
            used = used || pivot->role[r] == (long)c;
        if (!used)
            hinge_text_printf(&left, "%s%s", left.length > 0 ? ", " : "", header->cell[c]);
    }
    if (left.length > 0)
        hinge_build_note(recording, "not read: %.400s", hinge_text_string(&left));
    hinge_text_clear(&left);
}

static enum hinge_status read_pivot(const struct hinge_probe *probe, struct pivot *pivot,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    static const char *const as_text[] = {"keypoint", "joint", "landmark", "marker", NULL};
    struct hinge_people people = {.arena = probe->arena, .name = pivot->name};
    struct hinge_column_name clock;
    enum hinge_status status = hinge_csv_table_read(&probe->source, as_text, &pivot->table,
                                                    probe->arena, &pivot->line, error);
    if (status == HINGE_OK)
        status = collect_points(probe, pivot, error);
    people.depth = pivot->role[Z] >= 0;
    people.scores = pivot->role[SCORE] >= 0;
    people.unit = pivot->role[MODEL] >= 0 ? HINGE_UNIT_mm : HINGE_UNIT_unknown;
    people.n_points = pivot->n;
    if (pivot->role[TIME] >= 0) {
        people.clock = probe->head.line[0].cell[pivot->role[TIME]];
        hinge_column_name_split(people.clock, &clock);
        people.clock_unit = clock.unit;
    }
    if (status == HINGE_OK)
        status = take_rows(probe, pivot, &people, error);
    name_numbered(pivot, people.depth);
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "long", people.depth ? "" : "-y",
                              (people.depth ? 0u : HINGE_LAYOUT_IMAGE) | HINGE_LAYOUT_ZERO_MISSING,
                              recording, error);
    if (status == HINGE_OK)
        note_left(&probe->head.line[0], pivot, recording);
    return status;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct pivot pivot = {0};
    if (probe->head.n == 0 || !find_roles(&probe->head.line[0], pivot.role))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: columns frame, joint, x and y are expected", probe->name);
    enum hinge_status status = read_pivot(probe, &pivot, recording, error);
    hinge_table_clear(&pivot.table);
    return status;
}

const struct hinge_format hinge_format_long = {
    .id = "long",
    .title = "long tables, a row per frame and point (Kinect, FreeMoCap)",
    .details = "Columns for the frame (`frame`), the point (`skeleton_joint`, `joint`, "
               "`keypoint`, `landmark`, by name or number) and `x`, `y`, optionally `z` and a "
               "score. With FreeMoCap's `model` column the unit is millimetres. Give the "
               "vertical with --up, as for other depths. 25 joints numbered from 0 are those "
               "of Kinect v2, 32 of Azure Kinect, 33 of MediaPipe; other numbers are called "
               "`joint_1` …. Without a frame column the times are counted; `body_id` or "
               "`person_id` separates people.",
    .score = score,
    .read = read,
};
