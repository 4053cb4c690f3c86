/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text files of OpenSim and its friends: TRC of markers, MOT and STO of angles. In: a head of lines
 * found by what they hold; out: a table of numbers, y up. Counts in the header are checked against
 * what is there, and only what is there is used; paths are never kept. */
#include "formats/format.h"

#include "os/text.h"

/* What a header declares and the file may not keep; NaN when it does not say. */
struct declared {
    double rows, columns; /* of TRC: frames and markers */
    enum hinge_unit unit;
    const char *unit_text;
    size_t n;          /* markers or columns named */
    const char **name; /* of them */
    size_t line;       /* of the names */
    bool shifted;      /* names don't stand over their columns but fit by count */
};

/* --- TRC: tabs or commas; a line of keys and one of values, marker names, axes --- */

enum { FIRST_MARKER = 2 }; /* after Frame# and Time */

static bool begins(const struct hinge_csv_line *line, const char *word)
{
    return strncasecmp(hinge_csv_line_cell(line, 0), word, strlen(word)) == 0;
}

/* "X1 Y1 Z1 …" under the names. */
static bool is_axes(const struct hinge_csv_line *line)
{
    size_t c = 0;
    while (*hinge_csv_line_cell(line, c) == '\0' && c < line->n)
        c++;
    const char *cell = hinge_csv_line_cell(line, c);
    return (*cell == 'x' || *cell == 'X') && strspn(cell + 1, "0123456789") == strlen(cell + 1);
}

/* The cell below a key, "" without one. */
static const char *value_below(const struct hinge_csv_line *keys, const char *key)
{
    for (size_t c = 0; c < keys->n && c < keys[1].n; c++)
        if (hinge_cell_is(keys, c, key))
            return keys[1].cell[c];
    return "";
}

static double number_below(const struct hinge_probe *probe, const struct hinge_csv_line *keys,
                           const char *key)
{
    const char *text = value_below(keys, key);
    double value = hinge_text_number(text);
    if (isnan(value))
        hinge_number_parse(text, strlen(text), probe->source.decimal, &value, NULL);
    return value;
}

/* Finds names, numbers and data, or refuses the header. */
static bool find_trc(const struct hinge_probe *probe, struct hinge_wide *wide,
                     struct declared *head)
{
    const enum hinge_reason reason = HINGE_REASON_BAD_HEADER;
    const struct hinge_csv_line *line = probe->head.line, *keys = NULL, *names;
    size_t n = probe->head.n, l = 0;
    for (; l < n && !begins(&line[l], "Frame"); l++)
        if (begins(&line[l], "DataRate"))
            keys = &line[l];
    if (l == n)
        return hinge_refuse(wide->r, 4, reason,
                            "expected a line of marker names that begins with Frame#; export it "
                            "again");
    if (keys == NULL || keys + 1 >= &line[l])
        return hinge_refuse(
            wide->r, 2, reason,
            "expected a line of keys (DataRate, Units, …) and its values; export it "
            "again");
    names = &line[l++];
    head->line = names->number;
    head->rows = number_below(probe, keys, "NumFrames");
    head->columns = number_below(probe, keys, "NumMarkers");
    head->unit_text = value_below(keys, "Units");
    head->unit = hinge_build_unit(head->unit_text);
    double rate_hz = number_below(probe, keys, "DataRate");
    wide->rate_hz = rate_hz > 0 ? rate_hz : (double)NAN;
    wide->frames = head->rows;
    /* collects the names; whether each stands over the first of its three columns */
    head->name = hinge_arena_raw(wide->arena, names->n, sizeof *head->name);
    bool regular = true;
    for (size_t c = FIRST_MARKER; c < names->n; c++) {
        if (names->cell[c][0] == '\0')
            continue;
        regular = regular && c == FIRST_MARKER + 3 * head->n;
        head->name[head->n++] = names->cell[c];
    }
    if (head->n == 0)
        return hinge_refuse(wide->r, head->line, reason,
                            "expected marker names after Frame# and Time; export it again");
    if (names->n < 2 || strncasecmp(names->cell[1], "time", 4) != 0)
        return hinge_refuse(wide->r, head->line, reason,
                            "the second column is not Time, as expected; export it again");
    if (l < n && is_axes(&line[l]))
        l++;
    while (l < n && hinge_csv_line_filled(&line[l]) == 0)
        l++;
    hinge_wide_place(wide, probe, l);
    if (l == n)
        return true;
    size_t needed = FIRST_MARKER + 3 * head->n, filled = hinge_csv_line_filled(&line[l]);
    head->shifted = !regular;
    if (line[l].n < needed || filled > needed)
        return hinge_refuse(
            wide->r, head->line, reason,
            "%zu marker names%s need %zu columns (frame, time, three each), but the "
            "data in line %zu have %zu; correct the names",
            head->n, regular ? "" : ", not every third column,", needed, line[l].number,
            line[l].n < needed ? line[l].n : filled);
    return true;
}

static int score_trc(const struct hinge_probe *probe, struct hinge_text *why)
{
    const struct hinge_csv_line *line = probe->head.line;
    if (begins(line, "PathFileType")) {
        hinge_text_adds(why, "line 1 begins with PathFileType");
        return 95;
    }
    for (size_t l = 0; l < probe->head.n; l++)
        if (hinge_cell_is(&line[l], 0, "DataRate") && hinge_cell_is(&line[l], 1, "CameraRate")) {
            hinge_text_printf(why, "line %zu begins with DataRate, CameraRate", line[l].number);
            return 90; /* its rows of axes may count points as tables without names do */
        }
    return 0;
}

static int head_trc(const struct hinge_probe *probe, struct hinge_wide *wide,
                    struct hinge_text *why)
{
    static const char *const axes[] = {"X", "Y", "Z"};
    int score = score_trc(probe, why);
    if (wide == NULL)
        return score;
    struct declared *head = hinge_arena_alloc(wide->arena, 1, sizeof *head);
    if (!find_trc(probe, wide, head))
        return score;
    hinge_wide_add(wide, "Frame#", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    hinge_wide_add(wide, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t i = 0; i < 3 * head->n; i++) {
        char source[512];
        snprintf(source, sizeof source, "%.500s %s", head->name[i / 3], axes[i % 3]);
        hinge_wide_add(wide, source, head->name[i / 3], (enum hinge_component)(i % 3), head->unit);
    }
    wide->plain = true;
    wide->r->passed = head;
    return score;
}

static void after_trc(struct hinge_reader *r)
{
    const struct declared *head = r->passed;
    if (!isnan(head->columns) && head->columns != (double)head->n)
        hinge_build_note(r->recording, "header has %g marker%s, %zu %s named", head->columns,
                         head->columns > 1 ? "s" : "", head->n, head->n == 1 ? "is" : "are");
    if (head->shifted)
        hinge_build_note(r->recording,
                         "line %zu: the names are shifted against the data; read in their order, "
                         "three columns each",
                         head->line);
    if (head->unit == HINGE_UNIT_unknown)
        hinge_build_note(r->recording, "the header has no known unit (\"%.40s\")", head->unit_text);
    for (size_t i = 0; i < head->n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(head->name[i], head->name[j]) == 0)
                hinge_build_note(r->recording, "line %zu: markers %zu and %zu are both named %s",
                                 head->line, j + 1, i + 1, head->name[i]);
    /* markers without a single value, as virtual markers are exported */
    size_t blank = 0, first = 0, n = r->recording->n_frames;
    for (size_t m = head->n; m-- > 0;) {
        const double *x = r->recording->data + (FIRST_MARKER + 3 * m) * n;
        size_t i = 0;
        while (i < 3 * n && isnan(x[i]))
            i++;
        if (i == 3 * n) {
            blank++;
            first = m;
        }
    }
    if (blank > 0)
        hinge_build_note(r->recording, "%zu marker%s blank throughout (%s%s)", blank,
                         blank > 1 ? "s are" : " is", head->name[first], blank > 1 ? ", …" : "");
}

const struct hinge_format hinge_format_trc = {
    .id = "trc",
    .title = "TRC marker trajectories (OpenSim, OpenCap, Pose2Sim)",
    .details = "Separated by tabs or commas. Counts that do not fit the rows are noted and "
               "ignored. Line 6 may be blank or absent. Names need not stand over their columns, "
               "if each has three columns. Up is y unless you give --up.",
    .up = "+y",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no PathFileType or DataRate line",
    .head = head_trc,
    .after = after_trc,
};

/* --- MOT and STO: "key=value" lines (OpenSim) or "key value" lines (SIMM) up to endheader, then
 * names --- */

/* Text of a header line after `key` and '=' or a blank, NULL when the line has another
 * key. */
static const char *value_of(const char *text, const char *key)
{
    size_t length = strlen(key);
    if (strncasecmp(text, key, length) != 0)
        return NULL;
    text += length;
    size_t gap = strspn(text, " \t=");
    return gap > 0 ? text + gap : NULL;
}

static bool find_mot(const struct hinge_probe *probe, struct hinge_wide *wide,
                     struct declared *head)
{
    enum { HEADER_LINES = 96 };
    const enum hinge_reason reason = HINGE_REASON_BAD_HEADER;
    struct hinge_probe longer = *probe;
    char text[512] = "";
    size_t l = 0;
    if (hinge_csv_head_read(&probe->source, HEADER_LINES, wide->arena, &longer.head,
                            wide->r->error) != HINGE_OK)
        return !(wide->r->refused = true);
    const struct hinge_csv_line *line = longer.head.line;
    for (; l < longer.head.n && strncasecmp(text, "endheader", 9) != 0; l++) {
        /* the line without its end and without the commas or tabs a spreadsheet appends */
        size_t n = 0, offset = line[l].offset;
        while (n + 1 < sizeof text && offset + n < probe->source.size &&
               probe->source.data[offset + n] != '\n' && probe->source.data[offset + n] != '\r') {
            text[n] = probe->source.data[offset + n];
            n++;
        }
        while (n > 0 && strchr(",;\t ", text[n - 1]) != NULL)
            n--;
        text[n] = '\0';
        const char *value;
        if ((value = value_of(text, "nRows")) || (value = value_of(text, "datarows")))
            head->rows = hinge_text_number(value);
        else if ((value = value_of(text, "nColumns")) || (value = value_of(text, "datacolumns")))
            head->columns = hinge_text_number(value);
        else if ((value = value_of(text, "inDegrees")))
            head->unit = hinge_word_among(value, "yes|true")   ? HINGE_UNIT_deg
                         : hinge_word_among(value, "no|false") ? HINGE_UNIT_rad
                                                               : HINGE_UNIT_unknown;
        if (value != NULL && head->unit == HINGE_UNIT_unknown && value_of(text, "inDegrees"))
            return hinge_refuse(wide->r, line[l].number, reason,
                                "\"%.40s\": expected yes or no; correct it", text);
    }
    if (strncasecmp(text, "endheader", 9) != 0)
        return hinge_refuse(wide->r, 1, reason,
                            "expected a line endheader within the first lines; export it again");
    if (l == longer.head.n)
        return hinge_refuse(wide->r, line[l - 1].number, reason,
                            "nothing follows endheader; export it again");
    head->line = line[l].number;
    head->n = hinge_csv_line_filled(&line[l]);
    head->name = (const char **)line[l].cell;
    if (head->n < 2 || strncasecmp(head->name[0], "time", 4) != 0)
        return hinge_refuse(wide->r, head->line, reason,
                            "the line after endheader must name the columns, time first");
    for (size_t c = 0; c < head->n; c++)
        if (head->name[c][0] == '\0')
            return hinge_refuse(wide->r, head->line, reason, "a column has no name");
    hinge_wide_place(wide, &longer, l + 1);
    return true;
}

static int score_mot(const struct hinge_probe *probe, struct hinge_text *why)
{
    static const char *const signs[] = {"endheader", "inDegrees=", "nColumns=", "datacolumns "};
    for (size_t l = 0; l < probe->head.n; l++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            if (!begins(&probe->head.line[l], signs[i]))
                continue;
            hinge_text_printf(why, "line %zu: %s", probe->head.line[l].number, signs[i]);
            return 95;
        }
    return 0;
}

static int head_mot(const struct hinge_probe *probe, struct hinge_wide *wide,
                    struct hinge_text *why)
{
    int score = score_mot(probe, why);
    if (wide == NULL)
        return score;
    struct declared *head = hinge_arena_alloc(wide->arena, 1, sizeof *head);
    *head = (struct declared){.rows = NAN, .columns = NAN};
    if (!find_mot(probe, wide, head))
        return score;
    enum hinge_unit angle = head->unit != HINGE_UNIT_unknown ? head->unit : HINGE_UNIT_deg;
    hinge_wide_add(wide, head->name[0], "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t c = 1; c < head->n; c++) {
        enum hinge_component component = HINGE_COMPONENT_angle;
        enum hinge_unit unit = angle;
        char marker[256];
        /* lengths (pelvis_tx, sh_ty_r), forces, points and torques of a storage file, and states
         * other than values, are not angles */
        static const struct {
            const char *part;
            bool at_end;
            enum hinge_unit unit;
        } not_angles[] = {
            {"_tx", true, HINGE_UNIT_m},           {"_ty", true, HINGE_UNIT_m},
            {"_tz", true, HINGE_UNIT_m},           {"_tx_", false, HINGE_UNIT_m},
            {"_ty_", false, HINGE_UNIT_m},         {"_tz_", false, HINGE_UNIT_m},
            {"_trans", false, HINGE_UNIT_unknown}, {"Abs_t", false, HINGE_UNIT_m},
            {"force", false, HINGE_UNIT_unknown},  {"torque", false, HINGE_UNIT_unknown},
            {"moment", false, HINGE_UNIT_unknown}, {"activation", false, HINGE_UNIT_unknown},
            {"/speed", true, HINGE_UNIT_unknown},  {"_length", false, HINGE_UNIT_unknown},
        };
        for (size_t i = 0; i < sizeof not_angles / sizeof *not_angles; i++) {
            const char *part = not_angles[i].part;
            if (not_angles[i].at_end ? !hinge_ends_alike(head->name[c], part)
                                     : strcasestr(head->name[c], part) == NULL)
                continue;
            component = HINGE_COMPONENT_other;
            unit = not_angles[i].unit;
            break;
        }
        /* "/jointset/hip_r/hip_flexion_r/value" of OpenSim 4 is the coordinate hip_flexion_r */
        snprintf(marker, sizeof marker, "%s", head->name[c]);
        if (hinge_ends_alike(marker, "/value")) {
            marker[strlen(marker) - strlen("/value")] = '\0';
            const char *slash = strrchr(marker, '/');
            if (slash != NULL)
                memmove(marker, slash + 1, strlen(slash));
        }
        hinge_wide_add(wide, head->name[c], marker, component, unit);
    }
    wide->plain = true;
    wide->r->passed = head;
    return score;
}

static void after_mot(struct hinge_reader *r)
{
    const struct declared *head = r->passed;
    if (head->unit == HINGE_UNIT_unknown)
        hinge_build_note(r->recording, "the header has no inDegrees line; degrees are assumed");
    hinge_build_stated(r->recording, head->rows, "rows");
    if (!isnan(head->columns) && head->columns != (double)head->n)
        hinge_build_note(r->recording, "header has %g column%s, %zu %s named", head->columns,
                         head->columns > 1 ? "s" : "", head->n, head->n == 1 ? "is" : "are");
}

const struct hinge_format hinge_format_mot = {
    .id = "mot",
    .title = "OpenSim joint angles (MOT, STO)",
    .details = "Header lines up to `endheader` (SIMM: `datacolumns`), then rows separated by tabs, "
               "blanks or commas. Without `inDegrees` degrees are assumed and noted. `*_tx`, "
               "`*_ty`, `*_tz` are metres.",
    .up = "+y",
    .lacks = "no endheader, inDegrees or nColumns line",
    .head = head_mot,
    .after = after_mot,
};
