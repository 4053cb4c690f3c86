/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ultralytics' labels: a folder with one text file per frame, a line per person with
 * class, box and keypoints in shares of the image. In: the files by number; out: the
 * recording of one person in image axes. */
#include "formats/format.h"

enum {
    BOX = 5,           /* class, middle and size of the box */
    BEHIND = 2,        /* confidence of the box and the track's number, when saved */
    NUMBERS_MOST = 512 /* 136 points have 413 */
};

/* What a line of numbers is: points, numbers to each. */
struct layout {
    const struct hinge_skeleton *skeleton;
    size_t per_point;
};

/* Numbers of the line at `from`; 0 when they are too many, or, while the file is recognised (r
 * NULL), when a word is among them. */
static size_t line_numbers(struct hinge_reader *r, size_t line, const char *from, const char *end,
                           double value[NUMBERS_MOST])
{
    size_t n = 0;
    while (from < end) {
        from += strspn(from, " \t\r");
        const char *word = from;
        while (from < end && strchr(" \t\r", *from) == NULL)
            from++;
        if (word >= end || word == from)
            break;
        const size_t length = (size_t)(from - word);
        if (n == NUMBERS_MOST)
            return 0;
        if (r != NULL)
            value[n] = hinge_take_number(r, word, length, '.', n + 1, n + 1, "", line);
        else if (hinge_number_parse(word, length, '.', &value[n], NULL) != HINGE_NUMBER_VALUE)
            return 0;
        n++;
    }
    return n;
}

/* Whether the numbers behind the box are so many points of so many numbers. */
static bool fits(const double *value, size_t n, size_t points, size_t per_point)
{
    size_t needed = BOX + points * per_point;
    if (n < needed || n > needed + BEHIND)
        return false;
    for (size_t i = 1; i < needed; i++)
        if (!(value[i] >= 0 && value[i] <= 1) && !isnan(value[i]))
            return false;
    return isnan(value[0]) || (value[0] >= 0 && value[0] == floor(value[0]));
}

/* 17 points of COCO first, then the other skeletons; with a confidence first. */
static struct layout find_layout(const double *value, size_t n)
{
    for (size_t all = 0; all <= 1; all++)
        for (size_t per = 3; per >= 2; per--)
            for (size_t behind = 0; behind <= BEHIND; behind++) {
                if (n < BOX + behind || (n - BOX - behind) % per != 0)
                    continue;
                size_t points = (n - BOX - behind) / per;
                const struct hinge_skeleton *skeleton = hinge_skeleton_of(points);
                if (skeleton != NULL && (all || points == 17) && fits(value, n, points, per))
                    return (struct layout){skeleton, per};
            }
    return (struct layout){0};
}

/* The first line that is not empty of the first files; false when there is none. */
static bool first_line(const struct hinge_probe *probe, double value[NUMBERS_MOST], size_t *n)
{
    for (size_t i = 0; i < probe->n_files; i++) {
        const struct hinge_probe_file *file = &probe->file[i];
        const char *end = memchr(file->data, '\n', file->size);
        if (file->size == 0)
            continue;
        *n = line_numbers(NULL, 0, file->data, end != NULL ? end : file->data + file->size, value);
        return true;
    }
    return false;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    double value[NUMBERS_MOST];
    size_t n = 0;
    struct layout layout = {0};
    if (first_line(probe, value, &n))
        layout = find_layout(value, n);
    if (layout.skeleton != NULL) {
        hinge_text_printf(why,
                          "%zu file%s with lines of class, box and %zu points in shares "
                          "of the image",
                          probe->n_files, HINGE_S(probe->n_files), layout.skeleton->n);
        return 90;
    }
    if (n == BOX || n == BOX + 1)
        hinge_text_adds(why, "lines of class and box only; use a YOLO pose model, "
                             "which also writes keypoints");
    else
        hinge_text_adds(why, "no lines of class, box and keypoints in shares of the "
                             "image");
    return 0;
}

static bool read_frame(struct hinge_reader *r, size_t i, const struct layout *layout,
                       struct hinge_detections *people)
{
    const struct hinge_probe_file *file = &r->probe->file[i];
    const char *at = file->data, *last = file->data + file->size;
    long frame;
    if (!hinge_frame_number(r, i, &frame))
        return false;
    r->file = file;
    for (size_t line = 1; at < last; line++) {
        double value[NUMBERS_MOST];
        const char *end = memchr(at, '\n', (size_t)(last - at));
        end = end != NULL ? end : last;
        size_t n = line_numbers(r, line, at, end, value);
        bool blank = at + strspn(at, " \t\r") >= end;
        if (n > 0 && fits(value, n, layout->skeleton->n, layout->per_point)) {
            /* one person: x, y and where there is one the confidence */
            double *to = hinge_detections_add(people, frame, (double)NAN);
            for (size_t p = 0; p < layout->skeleton->n; p++, to += 2 + people->scores)
                for (size_t k = 0; k < layout->per_point; k++)
                    to[k] = value[BOX + p * layout->per_point + k];
        } else if (!blank) {
            hinge_error_set(r->error, HINGE_INPUT, HINGE_REASON_RAGGED,
                            "%s/%s:%zu: expected class, box and %zu points of %zu numbers from 0 "
                            "to 1, as in the first file; export it again",
                            r->shown, file->name, line, layout->skeleton->n, layout->per_point);
            return false;
        }
        at = end + 1;
    }
    r->file = NULL;
    return true;
}

static bool read_labels(struct hinge_reader *r, struct hinge_detections *people)
{
    double value[NUMBERS_MOST];
    size_t n = 0;
    struct layout layout = {0};
    if (first_line(r->probe, value, &n))
        layout = find_layout(value, n);
    if (layout.skeleton == NULL)
        return hinge_refuse(
            r, 0, HINGE_REASON_BAD_HEADER,
            "%zu numbers in the first line; a class, a box of four and keypoints in shares of the "
            "image are expected, as YOLO's pose models save them (save_txt)",
            n);
    people->name = layout.skeleton->name;
    people->n_points = layout.skeleton->n;
    people->scores = layout.per_point == 3;
    for (size_t i = 0; i < r->probe->n_files; i++)
        if (!read_frame(r, i, &layout, people))
            return false;
    for (size_t i = 0; i < r->damage.n; i++) {
        struct hinge_damaged *damaged = &r->damage.column[i];
        size_t p = (damaged->key - 1 - BOX) / layout.per_point;
        if (damaged->key <= BOX || p >= people->n_points)
            damaged->n = 0; /* class and box, which nothing is made of */
        else
            damaged->name = hinge_arena_printf(
                r->arena, "%s_%s", people->name[p],
                hinge_detections_part(people, (damaged->key - 1 - BOX) % layout.per_point));
    }
    return true;
}

const struct hinge_format hinge_format_yolo_labels = {
    .id = "yolo_labels",
    .title = "folder with one text file per frame (YOLO pose, save_txt)",
    .details =
        "Files named `<video>_1.txt`, `<video>_2.txt` … as Ultralytics writes into `labels`. Give "
        "the folder like a file. A line per person has class, box (x y w h) and keypoints (x, y "
        "and mostly a confidence), all as fractions of the image. The box's confidence and the "
        "track's number may follow. Numbers of points as in [one-frame JSON](#format-frames_json). "
        "A frame without a file, or with an empty one, has no person. Give --image-size.",
    .content = HINGE_CONTENT_FOLDER,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .score = score,
    .people = read_labels,
};
