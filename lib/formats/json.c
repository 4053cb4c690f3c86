/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as pose programs write it: parsing, and a person found in a picture. In: bytes; out:
 * jansson's tree, the caller's, and people (format.h). */
#include "formats/format.h"

#include "os/text.h"

#include <jansson.h>

/* Words that Python's json writes and JSON does not know. */
static size_t word_at(const char *text, size_t left)
{
    static const char *const words[] = {"NaN", "Infinity", "-Infinity"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (left >= length && memcmp(text, words[i], length) == 0)
            return length;
    }
    return 0;
}

/* A document per line, as a list of them; NULL when it is no such file, or one of which *where says
 * what is wrong. */
static json_t *parse_lines(const char *text, size_t size, json_error_t *where)
{
    json_t *list = json_array();
    int line = 0;
    for (size_t at = 0; at < size; line++) {
        json_error_t found;
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end != NULL ? (size_t)(end - text) - at : size - at;
        bool blank = strspn(text + at, " \t\r") >= length;
        if (!blank && json_array_append_new(list, json_loadb(text + at, length, 0, &found)) != 0) {
            size_t before = json_array_size(list); /* a word behind one document is no line */
            if (before > 1 || (before == 1 && (text[at] == '{' || text[at] == '['))) {
                *where = found;
                where->line += line;
            }
            json_decref(list);
            return NULL;
        }
        at += length + 1;
    }
    return list; /* of two at least: a text of one is no case for lines */
}

enum hinge_status hinge_json_parse(const char *name, const char *data, size_t size,
                                   struct json_t **json, struct hinge_error *error)
{
    json_error_t where;
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        size -= 3;
    }
    /* jansson passes over NUL bytes: a number that lost its last digit to one is another */
    const char *nul = memchr(data, '\0', size);
    if (nul != NULL) {
        size_t line = 1, begin = 0;
        for (size_t i = 0; data + i < nul; i++)
            if (data[i] == '\n') {
                line++;
                begin = i + 1;
            }
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_DAMAGED,
            "%s:%zu: column %zu: a NUL byte, where text is expected; export the file again", name,
            line, (size_t)(nul - data) - begin + 1);
    }
    /* recordings take 5 to 21 times their size, points of whole pixels 27 times, one of
     * nothing but brackets 50 times */
    enum { ALWAYS = 128 << 20, EACH_BYTE = 24 };
    size_t room = 0; /* for objects, lists, members, items of lists */
    bool quoted = false;
    for (size_t i = 0; size > ALWAYS / 240 && i < size; i++)
        if (quoted && data[i] == '\\')
            i++;
        else if (data[i] == '"')
            quoted = !quoted;
        else if (!quoted)
            room += data[i] == '{'   ? 240
                    : data[i] == '[' ? 128
                    : data[i] == ':' ? 80
                    : data[i] == ',' ? 44
                                     : 0;
    if (room > ALWAYS && room / EACH_BYTE > size)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: %zu bytes of JSON, almost all of them brackets, "
                               "would take %zu MB of memory: cut the recording into "
                               "parts, or write points as [x, y]",
                               name, size, room >> 20);
    bool words = memmem(data, size, "NaN", 3) != NULL || memmem(data, size, "Infinity", 8) != NULL;
    char *copy = NULL; /* in which those words outside strings are "" and blanks, or "inf" */
    if (words)
        copy = memcpy(hinge_alloc(size + 1, 1), data, size);
    quoted = false;
    for (size_t i = 0; words && i < size; i++) {
        if (quoted && data[i] == '\\') {
            i++;
            continue;
        }
        quoted = quoted != (data[i] == '"');
        size_t length = quoted ? 0 : word_at(data + i, size - i);
        if (length == 0)
            continue;
        const char *now = data[i] == 'N' ? "\"\"" : data[i] == 'I' ? "\"inf\"" : "\"-inf\"";
        memset(copy + i, ' ', length);
        memcpy(copy + i, now, strlen(now));
        i += length - 1;
    }
    *json = json_loadb(words ? copy : data, size, 0, &where);
    if (*json == NULL && json_error_code(&where) == json_error_end_of_input_expected)
        *json = parse_lines(words ? copy : data, size, &where);
    free(copy);
    if (*json != NULL)
        return HINGE_OK;
    bool cut = json_error_code(&where) == json_error_premature_end_of_input ||
               strstr(where.text, "near end of file") != NULL;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s:%d: column %d: not JSON: %s; %s", name,
        where.line, where.column, where.text,
        cut ? "was the file cut off?" : "correct this place, or export the file again");
}

void hinge_json_free(struct json_t *json)
{
    json_decref(json);
}

const struct json_t *hinge_json_first(const struct json_t *json, const char *const *key,
                                      const struct json_t *otherwise)
{
    const json_t *found = NULL;
    for (; found == NULL && *key != NULL; key++)
        found = json_object_get(json, *key);
    return found != NULL ? found : otherwise;
}

void hinge_json_place(struct hinge_reader *r, const char *what, size_t number)
{
    r->what = what;
    r->number = number;
    r->frame_at = r->searched;
}

/* A file of words alone is not searched for each of them. */
enum { LOCATED_MOST = 1000 };

/* The next place of a word as a value, quoted or not: jansson does not keep it, and cells are read
 * in about the order of the file. NULL: it is not found. */
static const char *find_value(struct hinge_reader *r, const char *data, size_t size,
                              const char *text)
{
    size_t length = strlen(text), from = r->searched;
    for (int turn = 0; turn < 2; turn++, from = r->frame_at)
        for (const char *at = data + from; at < data + size; at++) {
            at = memmem(at, (size_t)(data + size - at), text, length);
            if (at == NULL)
                break;
            const char *before = at - 1, *behind = at + length;
            while (before > data && strchr(" \t\r\n\"-", *before) != NULL)
                before--;
            behind += *behind == '"';
            behind += strspn(behind, " \t\r\n");
            if (at > data && strchr(":[,", *before) != NULL && strchr(",]}", *behind) != NULL) {
                r->searched = (size_t)(at - data) + length;
                return at;
            }
        }
    return NULL;
}

bool hinge_json_number(struct hinge_reader *r, const struct json_t *json, size_t key,
                       const char *name, const char *part, double *value)
{
    const char *text = json_is_true(json) ? "true" : json_is_false(json) ? "false" : NULL;
    *value = json_is_number(json) ? json_number_value(json) : (double)NAN;
    if (json_is_array(json) || json_is_object(json))
        return hinge_refuse(r, 0, HINGE_REASON_NOT_A_NUMBER,
                            "a coordinate is not a number, as expected; export it again");
    text = text == NULL ? json_string_value(json) : text;
    if (text == NULL ||
        hinge_number_parse(text, strlen(text), '.', value, NULL) <= HINGE_NUMBER_MISSING)
        return true;
    const char *data = r->file != NULL ? r->file->data : r->probe->data;
    size_t size = r->file != NULL ? r->file->size : r->probe->size;
    struct hinge_damaged_cell cell = {.place = "", .file = r->file != NULL ? r->file->name : NULL};
    const bool few = r->damage.cells < LOCATED_MOST;
    const char *at = few ? find_value(r, data, size, text) : NULL, *begin = data;
    if (at == NULL && few && strstr(text, "inf") != NULL) /* hinge_json_parse made it */
        at = find_value(r, data, size, "Infinity");
    for (const char *p = data; at != NULL && p != NULL; p = p != NULL ? p + 1 : NULL) {
        cell.line++;
        begin = p;
        p = memchr(p, '\n', (size_t)(at - p));
    }
    cell.column = at != NULL ? (size_t)(at - begin) + 1 : 0;
    if (r->number > 0)
        cell.place = hinge_arena_printf(r->arena, "%s %zu", r->what, r->number);
    hinge_csv_shown(text, strlen(text), cell.shown);
    struct hinge_damaged *column = hinge_damage_add(&r->damage, key, &cell);
    if (column->n == 1)
        column->name = hinge_arena_printf(r->arena, "%.240s%s%s", name, part != NULL ? "_" : "",
                                          part != NULL ? part : "");
    return true;
}

bool hinge_detections_number(struct hinge_reader *r, const struct hinge_detections *people,
                             const struct json_t *json, size_t p, size_t k, double *value)
{
    return hinge_json_number(r, json, 1 + 4 * p + k, people->name[p],
                             hinge_detections_part(people, k), value);
}

/* --- a person found in a picture --- */

static const json_t *points_of(const json_t *json)
{
    static const char *const keys[] = {"keypoints", "pose_keypoints_2d", "pose_keypoints", "joints",
                                       NULL};
    return hinge_json_first(json, keys, NULL);
}

bool hinge_is_instance(const struct json_t *json)
{
    const json_t *points = points_of(json);
    return json_is_array(points) ||
           (json_is_object(points) && json_is_array(json_object_get(points, "x")));
}

/* The k-th number (x, y, z, score) of point p, however they are written; NULL where
 * there is none. */
static const json_t *number_of(const json_t *instance, size_t p, size_t k, size_t axes)
{
    static const char *const columns[] = {"x", "y", "z"};
    const json_t *points = points_of(instance), *point = json_array_get(points, p),
                 *scores = json_object_get(instance, "keypoint_scores");
    if (json_is_object(points))
        return json_array_get(json_object_get(points, k < axes ? columns[k] : "visible"), p);
    if (json_is_array(point))
        return k < axes || scores == NULL ? json_array_get(point, k) : json_array_get(scores, p);
    return json_array_get(points, p * (axes + 1) + k);
}

static const char another_length[] =
    "its keypoints have another length than the first; export it again";

bool hinge_instance_add(struct hinge_reader *r, struct hinge_detections *people, long frame,
                        const struct json_t *instance)
{
    /* points, and numbers to each without the score */
    const json_t *points = points_of(instance), *first = json_array_get(points, 0);
    const bool columns = json_is_object(points), pairs = !columns && json_is_array(first);
    const size_t n = json_array_size(columns ? json_object_get(points, "x") : points),
                 axes = pairs && json_object_get(instance, "keypoint_scores") != NULL &&
                                json_array_size(first) == 3
                            ? 3
                            : 2;
    for (size_t p = 0; pairs && p < n; p++) {
        size_t length = json_array_size(json_array_get(points, p));
        if (length < 2 || length > 3)
            return hinge_refuse(r, 0, HINGE_REASON_RAGGED,
                                "a keypoint is not [x, y], as expected; export it again");
        if (length != json_array_size(first))
            return hinge_refuse(r, 0, HINGE_REASON_RAGGED, "%s", another_length);
    }
    if (n == 0)
        return true;
    const size_t each = json_is_array(points) && !pairs ? 3 : 1;
    if (people->n > 0 && people->depth != (axes == 3))
        return hinge_refuse(r, 0, HINGE_REASON_RAGGED, "%s", another_length);
    people->depth = axes == 3;
    const struct hinge_skeleton *mpi = &hinge_skeleton_openpose_mpi;
    bool openpose = json_object_get(instance, "pose_keypoints_2d") != NULL ||
                    json_object_get(instance, "pose_keypoints") != NULL;
    if (people->n_points == 0 && n == 3 * mpi->n && openpose) {
        people->name = mpi->name;
        people->n_points = mpi->n;
    }
    if (!hinge_detections_skeleton(r, people, n, each))
        return false;
    double *value = hinge_detections_add(people, frame, (double)NAN);
    for (size_t p = 0; p < people->n_points; p++)
        for (size_t k = 0; k <= axes; k++, value++) {
            const json_t *number = number_of(instance, p, k, axes);
            if (number != NULL && !hinge_detections_number(r, people, number, p, k, value))
                return false;
        }
    return true;
}

long hinge_name_number(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t end = dot != NULL ? (size_t)(dot - name) : strlen(name);
    while (end > 0 && !isdigit((unsigned char)name[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && isdigit((unsigned char)name[from - 1]))
        from--;
    while (from + 1 < end && name[from] == '0')
        from++;
    return end == 0 || end - from > 12 ? -1 : strtol(name + from, NULL, 10);
}

bool hinge_frame_number(struct hinge_reader *r, size_t i, long *frame)
{
    const struct hinge_probe_file *file = r->probe->file;
    *frame = hinge_name_number(file[i].name);
    if (*frame < 0) {
        hinge_error_set(r->error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                        "%s/%s: no number of a frame in the name; number the files", r->shown,
                        file[i].name);
        return false;
    }
    if (i > 0 && hinge_name_number(file[i - 1].name) >= *frame)
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "%s comes after %s, but its number does not; keep one recording of one "
                            "camera in a folder",
                            file[i].name, file[i - 1].name);
    return true;
}
