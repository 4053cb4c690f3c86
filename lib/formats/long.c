/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long tables: a row per frame and point. In: columns for the frame, the point's name
 * and its coordinates; out: a recording with a row per frame. */
#include "formats/format.h"

enum { POINTS_MOST = 1024, NAMES_MOST = 256 };

enum role { FRAME, TIME, POINT, MODEL, PERSON, X, Y, Z, SCORE, N_ROLES };
/* Names of columns, without the marks between words. */
static const struct {
    enum role role;
    const char *names;
} roles[] = {
    {FRAME, "frame|framenumber|frameidx|frameid|frameindex"},
    {PERSON, "bodyid|body|personid|person|trackingid|trackid|skeletonid"},
    {POINT, "jointindex|jointtype|keypoint|skeletonjoint|joint|jointname|landmark|landmarkname|"
            "bodypart|marker|point|jointid|landmarkid"},
    {MODEL, "model"},
    {X, "x|positionx|posx"},
    {Y, "y|positiony|posy"},
    {Z, "z|positionz|posz"},
    {SCORE, "score|visibility|confidence|likelihood|state|trackingstate"},
};

/* Which cell of the header has which role, -1 none. */
static bool find_roles(const struct hinge_csv_line *line, long role[N_ROLES])
{
    for (int r = 0; r < N_ROLES; r++)
        role[r] = -1;
    for (size_t c = 0; c < line->n; c++)
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (role[roles[i].role] < 0 && hinge_marker_among(line->cell[c], roles[i].names))
                role[roles[i].role] = (long)c;
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
    if (!find_roles(&probe->head.line[0], role))
        return 0;
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

static double number_at(struct hinge_reader *r, const struct pivot *pivot, enum role role,
                        size_t row)
{
    return hinge_take_cell(r, &pivot->table, pivot->role[role], row, pivot->line[row]);
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
static bool take_row(struct hinge_reader *r, struct pivot *pivot, const struct row_of_frame *at,
                     struct hinge_detections *people, double **value, struct row_of_frame *last)
{
    static const enum role numbers[] = {X, Y, Z, SCORE};
    char name[300];
    double time = number_at(r, pivot, TIME, at->row), given[4];
    size_t line = pivot->line[at->row];
    for (size_t k = 0; k < 4; k++)
        given[k] = number_at(r, pivot, numbers[k], at->row);
    if (!(fabs(at->frame) < 1e9) || at->frame != floor(at->frame))
        return hinge_refuse(r, line, HINGE_REASON_NOT_A_NUMBER,
                            "the frame is not a whole number, as expected; correct it");
    if (*value == NULL || at->frame != last->frame || at->person != last->person) {
        *value = hinge_detections_add(people, lround(at->frame), time);
        *last = *at;
    }
    point_name(pivot, at->row, name);
    size_t width = 2u + people->depth + people->scores;
    double *to = *value + width * hinge_name_at(pivot->name, pivot->n, name);
    if (!isnan(to[0]))
        return hinge_refuse(r, line, HINGE_REASON_DUPLICATE_COLUMN,
                            "%s is there twice in frame %.0f; with several people add a column "
                            "person_id or body_id",
                            name, at->frame);
    for (size_t k = 0; k < 4; k++)
        if ((k != 2 || people->depth) && (k != 3 || people->scores))
            *to++ = given[k];
    return hinge_detections_bounded(r, people);
}

/* Whose row it is and of which frame. Names of people are numbered as they come; without a frame
 * column the times are counted. */
static bool order_rows(struct hinge_reader *r, struct pivot *pivot, struct row_of_frame *order)
{
    size_t rows = pivot->table.rows, named = 0;
    bool counted = pivot->role[FRAME] >= 0;
    const char *names[NAMES_MOST]; /* a column of other words is not compared without end */
    const struct hinge_column *person =
        pivot->role[PERSON] >= 0 ? &pivot->table.column[pivot->role[PERSON]] : NULL;
    for (size_t i = 0; i < rows; i++) {
        order[i] = (struct row_of_frame){.row = i};
        if (person != NULL && person->type == HINGE_COLUMN_NUMBER) {
            order[i].person = isnan(person->number[i]) ? -(double)INFINITY : person->number[i];
        } else if (person != NULL) {
            char cell[48];
            const char *name = text_at(pivot, PERSON, i, cell); /* the table's own, as a text is */
            size_t k = hinge_name_at(names, named, name);
            if (k == named && k < NAMES_MOST)
                names[named++] = name;
            order[i].person = (double)k;
        }
        order[i].frame = number_at(r, pivot, counted ? FRAME : TIME, i);
        if (isnan(order[i].frame) &&
            !hinge_check_damaged(r, (size_t)pivot->role[counted ? FRAME : TIME] + 1))
            return false;
        if (isnan(order[i].frame))
            return hinge_refuse(r, pivot->line[i], HINGE_REASON_NOT_A_NUMBER,
                                "the %s is blank; fill it in, or remove the row",
                                counted ? "frame" : "time");
    }
    qsort(order, rows, sizeof *order, by_frame);
    double time = NAN, number = -1;
    for (size_t i = 0; i < rows && !counted; i++) {
        number += !(order[i].frame == time);
        time = order[i].frame;
        order[i].frame = number;
    }
    return true;
}

static bool read_pivot(struct hinge_reader *r, struct pivot *pivot, struct hinge_detections *people)
{
    static const char *const as_text[] = {"keypoint", "joint", "landmark", "marker", NULL};
    if (hinge_csv_table_read(&r->probe->source, as_text, &pivot->table, r->arena, &pivot->line,
                             r->error) != HINGE_OK)
        return false;
    for (size_t i = 0; i < pivot->table.rows; i++) {
        char name[300];
        point_name(pivot, i, name);
        if (hinge_name_at(pivot->name, pivot->n, name) < pivot->n)
            continue;
        if (pivot->n == POINTS_MOST || *name == '\0')
            return hinge_refuse(r, pivot->line[i], HINGE_REASON_BAD_COLUMN, "%s",
                                *name == '\0' ? "the point has no name"
                                              : "more than 1024 names of points");
        pivot->name[pivot->n++] = hinge_arena_strdup(r->arena, name);
    }
    people->n_points = pivot->n;
    size_t rows = pivot->table.rows;
    double *value = NULL;
    struct row_of_frame *order = hinge_arena_raw(r->arena, rows, sizeof *order), last = {0};
    bool ok = order_rows(r, pivot, order);
    for (size_t i = 0; i < rows && ok; i++)
        ok = take_row(r, pivot, &order[i], people, &value, &last);
    /* points numbered from 0 without a hole have the names of the skeleton with so many */
    static const char numbered[] = "joint_";
    enum { MEDIAPIPE = 33 };
    const struct hinge_skeleton *skeleton = pivot->n == MEDIAPIPE ? &hinge_skeleton_mediapipe
                                            : people->depth ? hinge_skeleton_of_depth(pivot->n)
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
    for (size_t i = 0; i < r->damage.n; i++) {
        r->damage.column[i].counts = true;
        r->damage.column[i].of = rows;
    }
    return ok;
}

static bool read_long(struct hinge_reader *r, struct hinge_detections *people)
{
    struct pivot *pivot = hinge_arena_alloc(r->arena, 1, sizeof *pivot);
    if (!find_roles(&r->probe->head.line[0], pivot->role))
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "columns frame, joint, x and y are expected");
    people->name = pivot->name;
    people->depth = pivot->role[Z] >= 0;
    people->scores = pivot->role[SCORE] >= 0;
    if (pivot->role[MODEL] >= 0)
        people->unit = HINGE_UNIT_mm;
    if (pivot->role[TIME] >= 0) {
        people->clock_key = (size_t)pivot->role[TIME] + 1;
        struct hinge_column_name clock;
        people->clock = r->probe->head.line[0].cell[pivot->role[TIME]];
        hinge_column_name_split(people->clock, &clock);
        people->clock_unit = clock.unit;
    }
    if (people->depth) {
        people->up = "";
        people->flags = HINGE_LAYOUT_ZERO_MISSING;
    }
    bool ok = read_pivot(r, pivot, people);
    hinge_table_clear(&pivot->table);
    r->passed = pivot;
    return ok;
}

/* Notes columns that say nothing about where a point is. */
static void after(struct hinge_reader *r)
{
    const struct hinge_csv_line *header = &r->probe->head.line[0];
    const struct pivot *pivot = r->passed;
    cleared_by(hinge_text_clear) struct hinge_text left = {0};
    for (size_t c = 0; c < header->n; c++) {
        bool used = *header->cell[c] == '\0';
        for (int role = 0; role < N_ROLES; role++)
            used = used || pivot->role[role] == (long)c;
        if (!used)
            hinge_text_printf(&left, "%s%s", left.length > 0 ? ", " : "", header->cell[c]);
    }
    if (left.length > 0)
        hinge_build_note(r->recording, "not read: %.400s", hinge_text_string(&left));
}

const struct hinge_format hinge_format_long = {
    .id = "long",
    .title = "long tables, a row per frame and point (Kinect, FreeMoCap)",
    .details = "A point (`skeleton_joint`, `joint`, `keypoint`, `landmark`) is a name or a number: "
               "25 joints numbered from 0 are those of Kinect v2, 32 of Azure Kinect, 33 of "
               "MediaPipe. `z` and a score are optional. Without a frame column each new time is a "
               "frame. `body_id` or `person_id` separates people. With FreeMoCap's `model` "
               "column the unit is millimetres. Give --up.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no columns frame, joint (keypoint, landmark), x and y",
    .score = score,
    .people = read_long,
    .after = after,
};
