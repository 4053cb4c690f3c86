/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinovea's exports of trajectories: a CSV of "Time" and "<name>/<key>/X", "…/Y" columns
 * (kinovea), and text of blocks "# <name>" of rows "time x y" (kinovea_text). Out: a recording
 * with a row per time, whose vertical is seen from the body, since neither says it. */
#include "formats/format.h"

#include "csv/reader.h"
#include "os/text.h"

/* --- the time column of both --- */

enum { STEPS_LEAST = 3 };

/* Whole numbers in steps of one count frames, and 0 to exactly 1 is normalised: neither
 * is a clock, and a note says so. */
static void kinovea_clock(struct hinge_reader *r)
{
    struct hinge_recording *recording = r->recording;
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    size_t n = recording->n_frames, ones = 0;
    if (at < 0 || n < STEPS_LEAST)
        return;
    struct hinge_channel *channel = &recording->layout.channel[at];
    const double *t = recording->data + (size_t)at * n;
    for (size_t i = 1; i < n; i++)
        ones += t[i] - t[i - 1] == 1 && t[i] == floor(t[i]);
    if (ones == n - 1) {
        channel->component = HINGE_COMPONENT_frame;
        channel->unit = HINGE_UNIT_unknown;
        hinge_build_note(recording, "%s counts frames: give the rate with --rate or rate_hz",
                         channel->source);
        return;
    }
    if (t[0] == 0 && t[n - 1] == 1) {
        channel->component = HINGE_COMPONENT_other;
        channel->unit = HINGE_UNIT_unknown;
        hinge_build_note(recording,
                         "%s runs from 0 to 1, a share of the clip: give the rate "
                         "with --rate or rate_hz",
                         channel->source);
    }
}

/* --- the CSV --- */

/* "<name>/<key>/X", or "<name>/X": length of the name, 0 when the cell is something
 * else. */
static size_t split(const char *cell, enum hinge_component *component)
{
    const char *axis = strrchr(cell, '/');
    if (axis == NULL || axis == cell || axis[1] == '\0' || axis[2] != '\0' ||
        strchr("XYxy", axis[1]) == NULL)
        return 0;
    *component = strchr("Xx", axis[1]) != NULL ? HINGE_COMPONENT_x : HINGE_COMPONENT_y;
    const char *key = axis - 1;
    while (key > cell && *key != '/')
        key--;
    return (size_t)((*key == '/' && key > cell ? key : axis) - cell);
}

/* Whether another track of the same name has another key: a tool of several points. */
static bool has_sibling(const struct hinge_csv_line *line, size_t c, size_t length)
{
    enum hinge_component component = HINGE_COMPONENT_other;
    for (size_t i = 1; i < line->n; i++) {
        const char *other = line->cell[i], *one = line->cell[c];
        if (split(other, &component) != length || strncmp(other, one, length) != 0)
            continue;
        size_t key = strlen(one) - 2; /* up to the axis */
        if (strlen(other) - 2 != key || strncmp(other, one, key) != 0)
            return true;
    }
    return false;
}

static size_t count_tracks(const struct hinge_probe *probe)
{
    const struct hinge_csv_line *line = &probe->head.line[0];
    enum hinge_component component = HINGE_COMPONENT_other;
    size_t tracks = 0;
    struct hinge_column_name first;
    if (line->n < 3)
        return 0;
    hinge_column_name_split(line->cell[0], &first);
    if (first.component != HINGE_COMPONENT_time)
        return 0;
    for (size_t c = 1; c < line->n; c++) {
        if (split(line->cell[c], &component) == 0 && line->cell[c][0] != '\0')
            return 0;
        tracks += component == HINGE_COMPONENT_x;
    }
    return tracks;
}

static int head_points(const struct hinge_probe *probe, struct hinge_wide *wide,
                       struct hinge_text *why)
{
    size_t tracks = count_tracks(probe);
    if (tracks == 0)
        return 0;
    hinge_text_printf(why, "%zu track%s named <name>/<key>/X", tracks, HINGE_S(tracks));
    if (wide == NULL)
        return 95;
    const struct hinge_csv_line *line = &probe->head.line[0];
    hinge_wide_add(wide, line->cell[0], "", HINGE_COMPONENT_time,
                   strcasestr(line->cell[0], "ms") != NULL ? HINGE_UNIT_ms : HINGE_UNIT_unknown);
    for (size_t c = 1; c < line->n; c++) {
        const char *cell = line->cell[c];
        enum hinge_component component = HINGE_COMPONENT_other;
        size_t length = split(cell, &component);
        char marker[300];
        if (length > 0 && has_sibling(line, c, length))
            length = strlen(cell) - 2; /* the key belongs to the name */
        snprintf(marker, sizeof marker, "%.*s", (int)(length < 290 ? length : 290), cell);
        hinge_wide_add(wide, cell, marker, length > 0 ? component : HINGE_COMPONENT_other,
                       HINGE_UNIT_unknown);
    }
    hinge_wide_place(wide, probe, 1);
    wide->short_rows = true;
    return 95;
}

const struct hinge_format hinge_format_kinovea = {
    .id = "kinovea",
    .title = "Kinovea trajectories (CSV)",
    .details =
        "A pair of columns per track. Tracks may begin and end at different times. If the time "
        "counts frames (steps of one) or runs from 0 to 1, give the rate. Coordinates are pixels "
        "unless you give --units m (a calibrated video). Whether y points up or down is seen from "
        "the body. Name the tracks as the [set of skin stickers](#set-stickers) says.",
    .up = "",
    .flags = HINGE_LAYOUT_UP_FROM_BODY,
    .lacks = "no columns Time, <name>/<key>/X, <name>/<key>/Y",
    .expected = "columns \"Time\", \"<name>/<key>/X\", \"<name>/<key>/Y\" are expected",
    .head = head_points,
    .after = kinovea_clock,
};

/* --- the text: blocks of one trajectory each, put together by their times --- */

static const char title[] = "#Kinovea Trajectory data export";

static int score_text(const struct hinge_probe *probe, struct hinge_text *why)
{
    const char *text = hinge_utf8_start(probe->data);
    if (strncasecmp(text, title, strlen(title)) == 0) {
        hinge_text_adds(why, "line 1 is Kinovea's title");
        return 98;
    }
    return 0;
}

struct row {
    double time, x, y;
    size_t track;
};

struct tracks {
    struct hinge_arena *arena;
    struct row *row;
    size_t n, n_names;
    char **name;
    bool clock; /* h:mm:ss: seconds */
};

/* The next word of a line and its length, 0 at the end. */
static size_t next_word(const char **at, const char *end, const char **word)
{
    while (*at < end && (isspace((unsigned char)**at) || **at == ';'))
        ++*at;
    *word = *at;
    while (*at < end && !isspace((unsigned char)**at) && **at != ';')
        ++*at;
    return (size_t)(*at - *word);
}

/* Kinovea writes the time by one rule and the places by that of the country. */
static char mark_of(const char *word, size_t length)
{
    return memchr(word, ',', length) != NULL ? ',' : '.';
}

static bool read_line(struct hinge_reader *r, size_t number, const char *line, const char *end,
                      struct tracks *tracks)
{
    const char *at = line, *word;
    size_t length = next_word(&at, end, &word);
    if (length == 0)
        return true;
    if (word[0] == '#') {
        while (isspace((unsigned char)end[-1]))
            end--;
        const char *name = word + 1;
        while (name < end && *name == ' ')
            name++;
        if (length == 1 && name < end) { /* "#Kinovea …", "#T X Y": a name has a blank */
            tracks->name = hinge_arena_more(tracks->arena, tracks->name, tracks->n_names,
                                            sizeof *tracks->name);
            tracks->name[tracks->n_names++] =
                hinge_utf8_copy(tracks->arena, name, (size_t)(end - name));
        }
        return true;
    }
    struct row row = {.track = tracks->n_names - 1};
    char shown[HINGE_CSV_SHOWN];
    /* "0:00:01:20" and "0:00:01.200" in seconds, else a plain number */
    const bool clock = memchr(word, ':', length) != NULL;
    bool ok = clock ? hinge_number_clock(word, length, &row.time, &(int){0})
                    : hinge_number_parse(word, length, mark_of(word, length), &row.time, NULL) ==
                          HINGE_NUMBER_VALUE;
    tracks->clock = tracks->clock || clock;
    if (!ok && tracks->n_names > 0)
        return hinge_refuse(
            r, number, HINGE_REASON_NOT_A_NUMBER,
            "column 1: \"%s\" is not a number, and a row needs its time; correct it, "
            "or remove the row",
            hinge_csv_shown(word, length, shown));
    double *const values[] = {&row.x, &row.y};
    for (int k = 0; k < 2 && ok; k++) {
        length = next_word(&at, end, &word);
        size_t key = 1 + 2 * row.track + (size_t)k;
        ok = length > 0 && tracks->n_names > 0;
        if (ok)
            *values[k] = hinge_take_number(r, word, length, mark_of(word, length), key,
                                           (size_t)k + 2, "", number);
    }
    if (!ok || tracks->n_names == 0 || next_word(&at, end, &word) > 0)
        return hinge_refuse(r, number, HINGE_REASON_RAGGED,
                            "\"%s\"; time, x and y are expected after a line \"# <name of the "
                            "track>\"",
                            hinge_csv_shown(line, (size_t)(end - line), shown));
    tracks->row = hinge_arena_more(tracks->arena, tracks->row, tracks->n, sizeof *tracks->row);
    tracks->row[tracks->n++] = row;
    return true;
}

static bool read_text(struct hinge_reader *r)
{
    const struct hinge_probe *probe = r->probe;
    struct tracks tracks = {.arena = r->arena};
    const char *at = hinge_utf8_start(probe->data), *end = probe->data + probe->size;
    for (size_t number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop != NULL ? stop : end;
        if (!read_line(r, number, at, stop, &tracks))
            return false;
        at = stop + 1;
    }
    if (tracks.n == 0)
        return hinge_refuse(r, 0, HINGE_REASON_NO_ROWS, "no data rows; export it again");
    qsort(tracks.row, tracks.n, sizeof *tracks.row, hinge_by_number);
    size_t n = 1, channels = 1 + 2 * tracks.n_names;
    for (size_t i = 1; i < tracks.n; i++)
        n += tracks.row[i].time > tracks.row[i - 1].time;
    hinge_build_layout(r->recording, "kinovea_text", "", channels);
    hinge_build_channel(r->recording, 0, "T", "", HINGE_COMPONENT_time,
                        tracks.clock ? HINGE_UNIT_s : HINGE_UNIT_unknown);
    for (size_t c = 1; c < channels; c++) {
        char source[300];
        const char *name = tracks.name[(c - 1) / 2];
        snprintf(source, sizeof source, "%.280s %c", name, c % 2 == 1 ? 'X' : 'Y');
        hinge_build_channel(r->recording, c, source, name,
                            c % 2 == 1 ? HINGE_COMPONENT_x : HINGE_COMPONENT_y, HINGE_UNIT_unknown);
    }
    r->recording->layout.flags |= HINGE_LAYOUT_UP_FROM_BODY;
    r->recording->data = hinge_alloc(channels * n, sizeof(double));
    r->recording->n_frames = n;
    for (size_t i = 0; i < channels * n; i++)
        r->recording->data[i] = NAN;
    for (size_t i = 0, frame = 0; i < tracks.n; i++) {
        const struct row *row = &tracks.row[i];
        frame += i > 0 && row->time > tracks.row[i - 1].time;
        r->recording->data[frame] = row->time;
        r->recording->data[(1 + 2 * row->track) * n + frame] = row->x;
        r->recording->data[(2 + 2 * row->track) * n + frame] = row->y;
    }
    for (size_t i = 0; i < r->damage.n; i++)
        r->damage.column[i].name = r->recording->layout.channel[r->damage.column[i].key].source;
    kinovea_clock(r);
    hinge_build_clock(r->recording, r->arena);
    return true;
}

const struct hinge_format hinge_format_kinovea_text = {
    .id = "kinovea_text",
    .title = "Kinovea trajectories (text)",
    .details = "A block per track. The time is a number or `h:mm:ss:cc`, and decimal points and "
               "commas may be mixed. Time, units and vertical as in the [CSV](#format-kinovea).",
    .lacks = "no first line \"#Kinovea Trajectory data export\"",
    .score = score_text,
    .read = read_text,
};
