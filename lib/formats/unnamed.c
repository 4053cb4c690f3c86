/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of known skeletons whose points have no names: numbered columns, or rows of numbers only.
 * In: the head of a text; out: its columns, with the names of the skeleton. */
#include "formats/format.h"

/* --- columns named by their number (x_23, lm24_x); the skeleton is the one with so many points
 * --- */

enum { POINTS_MOST = 136 };

/* Number and component in a name: the last digits, and a word that says x, y, z or a
 * score before or behind them. */
static bool split(const char *name, size_t *number, enum hinge_component *component)
{
    size_t n = strlen(name), end = n;
    while (end > 0 && !isdigit((unsigned char)name[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && isdigit((unsigned char)name[from - 1]))
        from--;
    if (end == 0 || end - from > 3)
        return false;
    *number = strtoul(name + from, NULL, 10);
    /* behind the digits, else the letters right before them */
    char word[16] = "";
    const char *begin = name + end + strspn(name + end, "_. -");
    size_t length = n - (size_t)(begin - name);
    if (length == 0) {
        size_t stop = from;
        while (stop > 0 && strchr("_. -", name[stop - 1]) != NULL)
            stop--;
        size_t start = stop;
        while (start > 0 && isalpha((unsigned char)name[start - 1]))
            start--;
        begin = name + start;
        length = stop - start;
    }
    if (length == 0 || length >= sizeof word)
        return false;
    memcpy(word, begin, length);
    *component = hinge_cell_axis(word);
    if (hinge_word_among(word, "visibility|vis|v|score|conf|confidence|c"))
        *component = HINGE_COMPONENT_score;
    return *component != HINGE_COMPONENT_other;
}

/* The skeleton of a header row, and the number of its first point. NULL when the
 * columns are not so named, every point with x and y. */
static const struct hinge_skeleton *find_skeleton(const struct hinge_csv_line *line, size_t *first)
{
    bool has[POINTS_MOST + 2][2] = {{false}};
    size_t n = 0, last = 0;
    for (size_t c = 0; c < line->n; c++) {
        size_t number;
        enum hinge_component component;
        if (!split(line->cell[c], &number, &component) || component > HINGE_COMPONENT_y)
            continue;
        if (number > POINTS_MOST || has[number][component])
            return NULL;
        has[number][component] = true;
        last = number > last ? number : last;
    }
    for (*first = 0; *first <= 1; ++*first)
        if (has[*first][0])
            break;
    for (size_t i = *first; i <= last; i++, n++)
        if (!has[i][0] || !has[i][1])
            return NULL;
    if (*first > 1)
        return NULL;
    return n == hinge_skeleton_mediapipe.n ? &hinge_skeleton_mediapipe : hinge_skeleton_of(n);
}

static int head_index(const struct hinge_probe *probe, struct hinge_wide *wide,
                      struct hinge_text *why)
{
    enum { ROWS_LOOKED_AT = 4 };
    const struct hinge_skeleton *skeleton = NULL;
    size_t first = 0, row = 0;
    for (; row < probe->head.n && row < ROWS_LOOKED_AT && skeleton == NULL; row++)
        skeleton = find_skeleton(&probe->head.line[row], &first);
    if (skeleton == NULL)
        return 0;
    hinge_text_printf(why, "%zu numbered points from %zu: %s", skeleton->n, first, skeleton->title);
    if (wide == NULL)
        return 80;
    const struct hinge_csv_line *line = &probe->head.line[row - 1];
    for (size_t c = 0; c < line->n; c++) {
        const char *source = line->cell[c];
        size_t number;
        enum hinge_component component;
        struct hinge_column_name parts;
        if (split(source, &number, &component) && number >= first && number - first < skeleton->n) {
            hinge_wide_add(wide, source, skeleton->name[number - first], component,
                           HINGE_UNIT_unknown);
            continue;
        }
        hinge_column_name_split(source, &parts);
        bool clock =
            parts.component == HINGE_COMPONENT_time || parts.component == HINGE_COMPONENT_frame;
        hinge_wide_add(wide, source, clock ? "" : source,
                       clock ? parts.component : HINGE_COMPONENT_other, parts.unit);
    }
    hinge_wide_place(wide, probe, row);
    return 80;
}

const struct hinge_format hinge_format_mediapipe_index = {
    .id = "mediapipe_index",
    .title = "keypoints in columns named by number (MediaPipe, COCO, …)",
    .details = "Columns `x_0, y_0, z_0, visibility_0 …`, `lm1_x …`, `landmark_00_x …`, `kp0_x …`, "
               "counted from 0 or 1, in any order, beside a frame or time column. The number of "
               "points gives the skeleton: 33 MediaPipe, else as in [one-frame "
               "JSON](#format-frames_json). Pixels or 0..1, y down.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no columns x_0, y_0 … of a known number of points",
    .expected = "columns x_0, y_0 … or lm1_x, lm1_y … of all points of a skeleton are expected",
    .head = head_index,
};

/* --- rows of numbers only --- */

/* The numbers of the head's rows, NaN in blank cells; without columns where something else is among
 * them. */
struct rows {
    size_t n, columns;
    double *value; /* row by row */
};

static struct rows read_rows(const struct hinge_probe *probe)
{
    const struct hinge_csv_head *head = &probe->head;
    struct rows rows = {.n = head->n, .columns = hinge_csv_line_filled(&head->line[0])};
    rows.value = hinge_arena_alloc(probe->arena, rows.n * rows.columns, sizeof *rows.value);
    for (size_t i = 0; i < rows.n * rows.columns; i++) {
        const char *cell = hinge_csv_line_cell(&head->line[i / rows.columns], i % rows.columns);
        if (hinge_number_parse(cell, strlen(cell), probe->source.decimal, &rows.value[i], NULL) >
            HINGE_NUMBER_MISSING)
            return (struct rows){0};
    }
    return rows;
}

/* Whether column c holds a clock or counter: it grows from row to row. */
static bool grows(const struct rows *rows, size_t c)
{
    for (size_t l = 0; l < rows->n; l++) {
        double last = l > 0 ? rows->value[(l - 1) * rows->columns + c] : (double)-INFINITY;
        if (!(rows->value[l * rows->columns + c] > last))
            return false;
    }
    return rows->n > 1;
}

/* Names the columns: `lead` before the points are a frame number or a time; each point has x, y, z,
 * then a score, or a quaternion, which is kept as other columns. */
static void name_columns(const struct hinge_probe *probe, const struct rows *rows,
                         const struct hinge_skeleton *skeleton, size_t lead, enum hinge_unit unit,
                         struct hinge_wide *wide)
{
    static const char *const parts[] = {"x", "y", "z", "qx", "qy", "qz", "qw"};
    size_t per_point = (rows->columns - lead) / skeleton->n;
    for (size_t c = 0; c < lead; c++) {
        bool whole = true; /* a counter has whole numbers only */
        for (size_t l = 0; l < rows->n; l++)
            whole = whole &&
                    rows->value[l * rows->columns + c] == floor(rows->value[l * rows->columns + c]);
        hinge_wide_add(wide, whole ? "frame" : "time", "",
                       whole ? HINGE_COMPONENT_frame : HINGE_COMPONENT_time, HINGE_UNIT_unknown);
    }
    for (size_t i = 0; i < skeleton->n * per_point; i++) {
        size_t k = i % per_point;
        const char *name = skeleton->name[i / per_point];
        bool score = k == 3 && per_point == 4;
        char source[96];
        snprintf(source, sizeof source, "%s_%s", name, score ? "score" : parts[k]);
        hinge_wide_add(wide, source, name,
                       k < 3   ? (enum hinge_component)(HINGE_COMPONENT_x + k)
                       : score ? HINGE_COMPONENT_score
                               : HINGE_COMPONENT_other,
                       k < 3 ? unit : HINGE_UNIT_unknown);
    }
    hinge_wide_place(wide, probe, 0);
}

/* 33 times x, y, z or x, y, z, visibility. A hundred columns are also Kinect's: there the first one
 * does not count. */
static int head_mediapipe(const struct hinge_probe *probe, struct hinge_wide *wide,
                          struct hinge_text *why)
{
    const struct hinge_skeleton *skeleton = &hinge_skeleton_mediapipe;
    struct rows rows = read_rows(probe);
    size_t lead = rows.columns % skeleton->n, per_point = rows.columns / skeleton->n;
    if (lead > 1 || per_point < 3 || per_point > 4 || (lead == 1 && !grows(&rows, 0))) {
        if (wide != NULL)
            hinge_refuse(wide->r, 0, HINGE_REASON_BAD_HEADER,
                         "rows of 99 or 132 numbers are expected (33 points), %zu are there",
                         rows.columns);
        return 0;
    }
    hinge_text_printf(why, "no header, %zu points of %zu numbers%s", skeleton->n, per_point,
                      lead > 0 ? " after a counter" : "");
    if (wide != NULL)
        name_columns(probe, &rows, skeleton, lead, HINGE_UNIT_unknown, wide);
    return 70;
}

const struct hinge_format hinge_format_mediapipe_unnamed = {
    .id = "mediapipe_unnamed",
    .title = "MediaPipe landmarks without a header row",
    .details = "99 (x, y, z) or 132 (x, y, z, visibility) numbers per row, with or without a frame "
               "number or time before them.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "not rows of 33 times 3 or 4 numbers without a header",
    .head = head_mediapipe,
};

enum { JOINTS = 25 };

/* Whether every fourth number is 0, 1 or 2. */
static bool has_states(const struct rows *rows, size_t lead)
{
    for (size_t i = 0; i < rows->n * JOINTS; i++) {
        double value = rows->value[i / JOINTS * rows->columns + lead + i % JOINTS * 4 + 3];
        if (value != 0 && value != 1 && value != 2)
            return false;
    }
    return true;
}

/* Every joint is within the camera's reach, in metres: z behind x and y, which a picture's points
 * with a confidence (x y c) are not. */
static bool has_depths(const struct rows *rows, size_t lead)
{
    const double reach_m = 10;
    bool far = false;
    for (size_t i = 0; i < rows->n * JOINTS * 3; i++) {
        double value = rows->value[i / (JOINTS * 3) * rows->columns + lead + i % (JOINTS * 3)];
        if (fabs(value) > reach_m || (i % 3 == 2 && value < 0))
            return false;
        far = far || (i % 3 == 2 && value > 1);
    }
    return far;
}

/* Kinect v2: 25 joints with x, y, z alone, with the tracking state, or with a quaternion. */
static int head_kinect(const struct hinge_probe *probe, struct hinge_wide *wide,
                       struct hinge_text *why)
{
    struct rows rows = read_rows(probe);
    size_t lead = rows.columns % JOINTS, per_point = rows.columns / JOINTS;
    if (lead > 1 || (lead == 1 && !grows(&rows, 0)) ||
        !(per_point == 7 || (per_point == 3 && has_depths(&rows, lead)) ||
          (per_point == 4 && has_states(&rows, lead)))) {
        if (wide != NULL)
            hinge_refuse(
                wide->r, 0, HINGE_REASON_BAD_HEADER,
                "rows of 75 (25 joints, x y z in metres), 100 (x y z state) or 175 numbers (x y z "
                "and a quaternion) are expected, %zu are there",
                rows.columns);
        return 0;
    }
    hinge_text_printf(why, "no header, 25 joints of x, y, z%s",
                      per_point == 7   ? " and a quaternion"
                      : per_point == 4 ? " and a tracking state"
                                       : " in metres");
    if (wide != NULL)
        name_columns(probe, &rows, hinge_skeleton_of_depth(JOINTS), lead, HINGE_UNIT_m, wide);
    return 85;
}

const struct hinge_format hinge_format_kinect = {
    .id = "kinect",
    .title = "Kinect v2 joints without a header row",
    .details = "25 joints per row, in the SDK's order: 100 numbers (x, y, z and the tracking state "
               "0, 1, 2), 175 (x, y, z and a quaternion) or 75 (x, y, z). A counter may come "
               "first. Lengths are metres, and y is up. A joint with another state than 2 was "
               "inferred and is dropped. Without a time column, give the rate, as a rule 30 Hz.",
    .up = "+y",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "not rows of 25 times x y z (metres), x y z state or x y z quaternion",
    .head = head_kinect,
};
