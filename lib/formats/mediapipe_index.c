/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keypoints in columns named by their number: x_23, y_23 or lm24_x. In: a table; out: a
 * recording in image axes with the names of the skeleton that has so many points. */
#include "formats/format.h"
#include "formats/parts/columns.h"
#include "formats/parts/people.h"
#include "formats/parts/wide.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_LEAST = 9, POINTS_MOST = 136 };

/* Number and component in a name: the last digits, and a word that says x, y, z or a
 * score before or behind them. */
static bool split(const char *name, size_t *number, enum hinge_component *component)
{
    static const struct {
        const char *word;
        enum hinge_component component;
    } words[] = {{"x", HINGE_COMPONENT_x},
                 {"y", HINGE_COMPONENT_y},
                 {"z", HINGE_COMPONENT_z},
                 {"visibility", HINGE_COMPONENT_score},
                 {"vis", HINGE_COMPONENT_score},
                 {"v", HINGE_COMPONENT_score},
                 {"score", HINGE_COMPONENT_score},
                 {"conf", HINGE_COMPONENT_score},
                 {"confidence", HINGE_COMPONENT_score},
                 {"c", HINGE_COMPONENT_score}};
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
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hinge_same_name(words[i].word, word)) {
            *component = words[i].component;
            return true;
        }
    return false;
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
    if (*first > 1 || n < POINTS_LEAST)
        return NULL;
    return n == hinge_skeleton_mediapipe()->n ? hinge_skeleton_mediapipe() : hinge_skeleton_of(n);
}

/* The header row: the first of the head so named. */
static const struct hinge_csv_line *find_header(const struct hinge_probe *probe,
                                                const struct hinge_skeleton **skeleton,
                                                size_t *first, size_t *row)
{
    for (*row = 0; *row < probe->head.n && *row < 4; ++*row) {
        *skeleton = find_skeleton(&probe->head.line[*row], first);
        if (*skeleton != NULL)
            return &probe->head.line[*row];
    }
    return NULL;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const struct hinge_skeleton *skeleton;
    size_t first, row;
    if (find_header(probe, &skeleton, &first, &row) == NULL) {
        hinge_text_puts(why, "no columns x_0, y_0 … of a known number of points");
        return 0;
    }
    hinge_text_printf(why, "%zu numbered points from %zu: %s", skeleton->n, first, skeleton->title);
    return 80;
}

static bool name_columns(const struct hinge_csv_line *line, const struct hinge_skeleton *skeleton,
                         size_t first, struct hinge_wide *wide)
{
    hinge_wide_begin(wide, line->n);
    for (size_t c = 0; c < line->n; c++) {
        const char *source = line->cell[c];
        size_t number;
        enum hinge_component component;
        struct hinge_column_name parts;
        if (split(source, &number, &component) && number >= first && number - first < skeleton->n) {
            hinge_wide_put(wide, source, skeleton->name[number - first], component,
                           HINGE_UNIT_unknown);
            continue;
        }
        hinge_column_name_split(source, &parts);
        bool clock =
            parts.component == HINGE_COMPONENT_time || parts.component == HINGE_COMPONENT_frame;
        hinge_wide_put(wide, *source != '\0' ? source : "unnamed", clock ? "" : source,
                       clock ? parts.component : HINGE_COMPONENT_other, parts.unit);
    }
    return true;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    const struct hinge_skeleton *skeleton;
    size_t first, row;
    const struct hinge_csv_line *line = find_header(probe, &skeleton, &first, &row);
    struct hinge_wide wide = {0};
    if (line == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: columns x_0, y_0 … or lm1_x, lm1_y … of all points "
                               "of a skeleton are expected",
                               probe->name);
    bool ok = name_columns(line, skeleton, first, &wide), more = row + 1 < probe->head.n;
    wide.offset = more ? probe->head.line[row + 1].offset : probe->source.size;
    wide.line = more ? probe->head.line[row + 1].number : line->number + 1;
    enum hinge_status status =
        ok ? hinge_wide_read_found(probe, options, &wide, "mediapipe_index", "-y",
                                   HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error)
           : hinge_no_memory(error);
    hinge_wide_clear(&wide);
    return status;
}

#define N9 "x_0,y_0,x_1,y_1,x_2,y_2,x_3,y_3,x_4,y_4,x_5,y_5,x_6,y_6,x_7,y_7,x_8,y_8,"
#define N17 N9 "x_9,y_9,x_10,y_10,x_11,y_11,x_12,y_12,x_13,y_13,x_14,y_14,x_15,y_15,x_16,y_16"
#define R17                                                                                        \
    "320,160,322,155,318,155,330,158,310,158,340,220,300,220,345,300,295,300,350,360,"             \
    "290,360,335,380,305,380,336,480,304,480,338,580,302,580"

const struct hinge_format hinge_format_mediapipe_index = {
    .id = "mediapipe_index",
    .title = "keypoints in columns named by number (MediaPipe, COCO, …)",
    .details = "Columns `x_0, y_0, z_0, visibility_0 …`, `lm1_x …`, `landmark_00_x …`, `kp0_x "
               "…`, counted from 0 or 1, in any order, beside a frame or time column. The "
               "number of points gives the skeleton: 33 MediaPipe, 17 COCO, 18 COCO of "
               "OpenPose, 25 BODY_25, 26 HALPE_26, 37 SpineTrack. Pixels or 0..1, y down.",
    .score = score,
    .read = read,
    .example = "frame," N17 "\n0," R17 "\n1," R17 "\n",
    .example_frames = 2,
    .example_channels = 35,
    .broken = "frame," N17 "\n0,1,2\n",
    .broken_says = "3 cells, expected 35",
};
