/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device that writes a file for each of its sensors, such as phyphox and Sensor Logger: their
 * files become one table of acceleration and angular rate, at the times of the acceleration. In:
 * the folder, or one of its files; out: the bytes of the table, and the digest of what was read. */
#include "ingest/ingest.h"

enum { TOTAL, ACCELERATION, GRAVITY, RATE, FILES };
static const char *const names[FILES] = {"TotalAcceleration.csv", "Accelerometer.csv",
                                         "Gravity.csv", "Gyroscope.csv"};

struct sensor_file {
    char path[1000];
    struct hinge_csv_numbers numbers;
    long clock[2], axis[3]; /* columns: time, seconds_elapsed; x, y, z; -1: none */
    bool bare;              /* the axes are called x, y, z, as Sensor Logger does */
    char unit[24];          /* "(m/s^2)"; "": the file says none */
    char clock_name[2][40];
    const char *const *names; /* of its columns */
};

enum { SHARED_PERCENT = 95 }; /* of the longest file; less is said */

static bool there(const char *folder, const char *name, char path[1000])
{
    struct hinge_os_info info;
    int length = snprintf(path, 1000, "%s/%s", folder, name);
    return length < 1000 && hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FILE;
}

bool hinge_device_folder(const char *path, char folder[1000])
{
    char file[1000];
    const char *name = hinge_file_name(path);
    snprintf(folder, 1000, "%.*s", (int)hinge_path_length(path), path);
    if (!hinge_os_is_folder(path)) {
        if (hinge_name_at(names, FILES, name) == FILES)
            return false;
        snprintf(folder, 1000, "%.*s", name > path ? (int)(name - path - 1) : 1,
                 name > path ? path : ".");
    }
    return there(folder, names[RATE], file) &&
           (there(folder, names[TOTAL], file) || there(folder, names[ACCELERATION], file));
}

enum hinge_status hinge_device_partial(const char *path, const char *shown,
                                       struct hinge_error *error)
{
    char file[1000];
    const bool folder = hinge_os_is_folder(path), rate = folder && there(path, names[RATE], file);
    if (folder && !rate && !there(path, names[TOTAL], file) &&
        !there(path, names[ACCELERATION], file))
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
        "%s: %s; phyphox and Sensor Logger write it into %s: put it %s", shown,
        rate ? "angular rates alone do not tell which way is up: the acceleration is missing"
             : "acceleration alone gives no angle: the gyroscope is missing",
        names[rate ? ACCELERATION : RATE],
        folder ? "into this folder" : "beside this file, and name the folder in sensor:<segment>");
}

/* What a column is: 0 to 2 an axis, 3 time, 4 seconds_elapsed, -1 none of these; `bare`: an axis
 * without a word before it. */
static int meaning(const char *cell, bool *bare)
{
    char name[60];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(cell, "(["), cell);
    size_t n = strlen(name);
    while (n > 0 && name[n - 1] == ' ')
        name[--n] = '\0';
    if (hinge_same_name(name, "time"))
        return 3;
    if (hinge_same_name(name, "seconds_elapsed"))
        return 4;
    const char last = n > 0 ? (char)(name[n - 1] | 32) : '\0'; /* without case */
    *bare = n == 1;
    return last >= 'x' && last <= 'z' && (n == 1 || strchr(" _-.", name[n - 2]) != NULL)
               ? last - 'x'
               : -1;
}

static enum hinge_status read_columns(const struct hinge_csv_source *source, struct sensor_file *f,
                                      struct hinge_arena *arena, struct hinge_error *error)
{
    struct hinge_csv_head head;
    enum hinge_status status = hinge_csv_head_read(source, 2, arena, &head, error);
    if (status != HINGE_OK)
        return status;
    if (head.n < 2)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows; export it again", source->name);
    const struct hinge_csv_line *line = &head.line[0];
    for (int k = 0; k < 3; k++)
        f->axis[k] = f->clock[k % 2] = -1;
    for (size_t c = 0; c < line->n; c++) {
        bool bare = false;
        const int what = meaning(line->cell[c], &bare);
        if (what >= 3) {
            f->clock[what - 3] = (long)c;
            snprintf(f->clock_name[what - 3], sizeof f->clock_name[0], "%s", line->cell[c]);
        } else if (what >= 0) {
            const char *bracket = strpbrk(line->cell[c], "([");
            f->axis[what] = (long)c;
            f->bare = bare;
            snprintf(f->unit, sizeof f->unit, "%s", bracket != NULL ? bracket : "");
        }
    }
    for (int k = 0; k < 3; k++)
        if (f->axis[k] < 0 || (f->clock[0] < 0 && f->clock[1] < 0))
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                                   "%s: columns of time, x, y and z are expected", source->name);
    const struct hinge_csv_request request = {.offset = head.line[1].offset,
                                              .line = head.line[1].number,
                                              .n_columns = line->n,
                                              .names = (const char *const *)line->cell};
    f->names = request.names;
    return hinge_csv_numbers_read(source, &request, arena, &f->numbers, error);
}

/* Names the cells that are no numbers of the axes and of the clock, and leaves out rows without a
 * time. */
static enum hinge_status settle(struct sensor_file *f, int clock, struct hinge_damage *damage,
                                struct hinge_error *error)
{
    struct hinge_csv_numbers *numbers = &f->numbers;
    const long used[] = {f->clock[clock], f->axis[0], f->axis[1], f->axis[2]};
    for (size_t k = 0; k < sizeof used / sizeof *used; k++) {
        struct hinge_damaged *column = hinge_damage_find(&numbers->damage, (size_t)used[k] + 1);
        if (column == NULL)
            continue;
        column->name = f->names[used[k]];
        column->of = numbers->rows;
        column->counts = true;
        for (size_t i = 0; i < column->n && i < HINGE_DAMAGED_NAMED; i++)
            column->cell[i].file = hinge_file_name(f->path);
    }
    for (size_t i = 0; i < numbers->damage.n; i++)
        if (!numbers->damage.column[i].counts)
            numbers->damage.column[i].n = 0;
    hinge_damage_append(damage, &numbers->damage, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < numbers->rows; i++) {
        numbers->line[kept] = numbers->line[i];
        numbers->row[kept] = numbers->row[i];
        kept += isnan(numbers->row[i][used[0]]) ? 0 : 1;
    }
    numbers->rows = kept;
    if (kept == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no row has a time in column \"%s\"; export it again", f->path,
                               f->clock_name[clock]);
    return HINGE_OK;
}

/* The value of an axis at a time, between the rows around it; NaN beyond them and in a hole. `next`
 * is kept from one time to the next. */
static double value_at(const struct sensor_file *f, int clock, int axis, double t, size_t *next)
{
    static const double hole = 10; /* mean steps */
    const size_t n = f->numbers.rows;
    double *const *row = f->numbers.row;
    const long c = f->clock[clock], a = f->axis[axis];
    while (*next < n && row[*next][c] < t)
        ++*next;
    if (*next == n || (*next == 0 && row[0][c] > t))
        return NAN;
    if (*next == 0 || row[*next][c] == t)
        return row[*next][a];
    const double from = row[*next - 1][c], step = row[*next][c] - from;
    if (step * (double)(n - 1) > hole * (row[n - 1][c] - row[0][c]))
        return NAN;
    return row[*next - 1][a] + (t - from) / step * (row[*next][a] - row[*next - 1][a]);
}

/* Whether the files have time in common, and a note where it is less than the longest has. */
static enum hinge_status check_common(const struct sensor_file *const used[3], int clock,
                                      const char *shown, struct hinge_arena *arena,
                                      const char **note, struct hinge_error *error)
{
    double from[3], to[3], first = -(double)INFINITY, last = (double)INFINITY, longest = 0;
    const struct sensor_file *whole = used[0];
    cleared_by(hinge_text_clear) struct hinge_text spans = {0};
    size_t rows = 0;
    for (int k = 0; k < 3 && used[k] != NULL; k++) {
        const struct hinge_csv_numbers *numbers = &used[k]->numbers;
        from[k] = numbers->row[0][used[k]->clock[clock]];
        to[k] = numbers->row[numbers->rows - 1][used[k]->clock[clock]];
        first = fmax(first, from[k]);
        last = fmin(last, to[k]);
        whole = to[k] - from[k] > longest ? used[k] : whole;
        longest = fmax(longest, to[k] - from[k]);
        hinge_text_printf(&spans, "%s%s from %.12g to %.12g", k > 0 ? ", " : "",
                          hinge_file_name(used[k]->path), from[k], to[k]);
    }
    for (size_t i = 0; i < used[0]->numbers.rows; i++) {
        const double t = used[0]->numbers.row[i][used[0]->clock[clock]];
        rows += t >= first && t <= last;
    }
    if (rows == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: its files have no time in common (%s): expected those of one "
                               "recording; export them again",
                               shown, hinge_text_string(&spans));
    if (100 * (last - first) < SHARED_PERCENT * longest)
        *note = hinge_arena_printf(arena,
                                   "warning: its files have %.0f %% of the time of %s in common, "
                                   "and %zu of %zu rows are used (%s): was a file cut off?",
                                   100 * (last - first) / longest, hinge_file_name(whole->path),
                                   rows, used[0]->numbers.rows, hinge_text_string(&spans));
    return HINGE_OK;
}

/* The table: rates, and gravity where a file of its own has it, at the times of the acceleration;
 * the time that they have in common. */
static void add_table(const struct sensor_file *acc, const struct sensor_file *gravity,
                      const struct sensor_file *rate, int clock, struct hinge_text *out)
{
    size_t next[6] = {0};
    hinge_text_printf(out, "%s", acc->clock_name[clock]);
    for (int k = 0; k < 6; k++)
        hinge_text_printf(out, ",%c%c %s", "ag"[k / 3], 'x' + k % 3,
                          k < 3 ? (*acc->unit != '\0' ? acc->unit : "(m/s2)")
                                : (*rate->unit != '\0' ? rate->unit : "(rad/s)"));
    for (size_t i = 0; i < acc->numbers.rows; i++) {
        const double t = acc->numbers.row[i][acc->clock[clock]];
        const double *first = rate->numbers.row[0],
                     *last = rate->numbers.row[rate->numbers.rows - 1];
        if (t < first[rate->clock[clock]] || t > last[rate->clock[clock]])
            continue;
        hinge_text_printf(out, "\n%.17g", t);
        for (int k = 0; k < 6; k++) {
            double value = k < 3 ? acc->numbers.row[i][acc->axis[k]]
                                 : value_at(rate, clock, k - 3, t, &next[k]);
            if (k < 3 && gravity != NULL)
                value += value_at(gravity, clock, k, t, &next[k]);
            hinge_text_adds(out, ",");
            if (!isnan(value))
                hinge_text_printf(out, "%.9g", value);
        }
    }
    hinge_text_adds(out, "\n");
}

enum hinge_status hinge_device_read(const char *folder, const char *shown,
                                    const struct hinge_read_options *options, size_t limit,
                                    struct hinge_bytes *bytes, char sha256[65],
                                    struct hinge_damage *damage, const char **note,
                                    struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text all = {0}, table = {0};
    cleared_by(hinge_bytes_clear) struct hinge_bytes one = {0};
    struct sensor_file *file = hinge_arena_alloc(&arena, FILES, sizeof *file);
    struct sensor_file *acc = &file[TOTAL], *gravity = NULL;
    enum hinge_status status = HINGE_OK;
    int clock = 0;
    for (int k = 0; k < FILES && status == HINGE_OK; k++) {
        struct hinge_csv_source source;
        const bool needed = k == TOTAL || k == RATE || acc->numbers.rows == 0;
        if (!needed || !there(folder, names[k], file[k].path))
            continue;
        status =
            hinge_file_read_within(options->within, file[k].path, file[k].path, limit, &one, error);
        if (status == HINGE_OK) {
            hinge_text_add(&all, one.data, one.size);
            hinge_csv_from_utf16(&one);
            status = hinge_csv_open(file[k].path, one.data, one.size, options->delimiter,
                                    options->decimal, &source, error);
        }
        if (status == HINGE_OK)
            status = read_columns(&source, &file[k], &arena, error);
    }
    if (acc->numbers.rows == 0)
        acc = &file[ACCELERATION];
    if (acc == &file[ACCELERATION] && acc->bare && file[GRAVITY].numbers.rows > 0)
        gravity = &file[GRAVITY];
    if (status == HINGE_OK && (acc->clock[0] < 0 || file[RATE].clock[0] < 0 ||
                               (gravity != NULL && gravity->clock[0] < 0)))
        clock = 1;
    struct sensor_file *const used[] = {acc, &file[RATE], gravity};
    for (int k = 0; k < 3 && status == HINGE_OK; k++) {
        struct sensor_file *f = used[k];
        const long c = f != NULL ? f->clock[clock] : 0;
        if (c < 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                                     "%s: its files have no clock in common", shown);
        else if (f != NULL)
            status = settle(f, clock, damage, error);
        for (size_t i = 1; c >= 0 && f != NULL && i < f->numbers.rows; i++)
            if (status == HINGE_OK && !(f->numbers.row[i][c] >= f->numbers.row[i - 1][c]))
                status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                                         "%s: line %zu: time goes backwards", f->path,
                                         f->numbers.line[i]);
    }
    if (status == HINGE_OK)
        status = check_common((const struct sensor_file *const *)used, clock, shown, damage->arena,
                              note, error);
    if (status == HINGE_OK)
        status = hinge_sha256(all.data, all.length, sha256, error);
    if (status == HINGE_OK) {
        add_table(acc, gravity, &file[RATE], clock, &table);
        hinge_bytes_clear(bytes);
        bytes->capacity = table.length + HINGE_FILE_PADDING;
        bytes->data = hinge_alloc(bytes->capacity, 1);
        memcpy(bytes->data, table.data, table.length);
        bytes->size = table.length;
    }
    return status;
}
