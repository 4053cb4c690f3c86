/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a wide table. In: the head of a file, and [columns] of the user; out: columns with
 * marker, component and unit, and where the data begin. */
#include "formats/format.h"

#include "os/text.h"

/* --- what columns are together: a name alone does not say whether it ends in a component --- */

static bool has_partner(const struct hinge_wide *wide, const struct hinge_wide_column *one,
                        enum hinge_component component)
{
    for (size_t i = 0; i < wide->n; i++) {
        const struct hinge_wide_column *other = &wide->column[i];
        if (other->component == component && other->bare == one->bare &&
            hinge_same_name(other->marker, one->marker))
            return true;
    }
    return false;
}

/* x, y, z of these are no places: "acc_x", "pelvis_rotx", "thorax_quat_x". */
static bool is_quantity(const char *marker)
{
    size_t at = strlen(marker);
    while (at > 0 && strchr("_. -:", marker[at - 1]) == NULL)
        at--;
    return hinge_word_among(
        marker + at, "acc|accel|gyr|gyro|mag|rot|quat|eul|euler|angle|force|moment|vel|velocity");
}

/* First and last component of the orientations there are. */
static const enum hinge_component orientations[][2] = {{HINGE_COMPONENT_qw, HINGE_COMPONENT_qz},
                                                       {HINGE_COMPONENT_m11, HINGE_COMPONENT_m33},
                                                       {HINGE_COMPONENT_roll, HINGE_COMPONENT_yaw}};

/* False for a part of an orientation whose other parts are not all there. */
static bool has_whole_orientation(const struct hinge_wide *wide,
                                  const struct hinge_wide_column *column)
{
    for (size_t o = 0; o < sizeof orientations / sizeof *orientations; o++)
        for (enum hinge_component c = orientations[o][0]; c <= orientations[o][1]; c++)
            if (column->component >= orientations[o][0] &&
                column->component <= orientations[o][1] && !has_partner(wide, column, c))
                return false;
    return true;
}

/* A component counts only where its marker has x and y and is a place, or all four of
 * an orientation: "max" and "hip_c" are other. */
static void settle_components(struct hinge_wide *wide)
{
    bool *no_place = hinge_arena_alloc(wide->arena, wide->n, sizeof *no_place);
    for (size_t i = 0; i < wide->n; i++) {
        const struct hinge_wide_column *column = &wide->column[i];
        no_place[i] = !has_whole_orientation(wide, column);
        if (column->component > HINGE_COMPONENT_score)
            continue;
        bool quantity = is_quantity(column->marker);
        wide->has_quantities = wide->has_quantities || quantity;
        no_place[i] = quantity || !has_partner(wide, column, HINGE_COMPONENT_x) ||
                      !has_partner(wide, column, HINGE_COMPONENT_y);
    }
    for (size_t i = 0; i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        if (no_place[i]) {
            column->component = HINGE_COMPONENT_other;
            column->marker = column->source;
        }
        wide->has_z = wide->has_z || column->component == HINGE_COMPONENT_z;
        if (column->component == HINGE_COMPONENT_other &&
            (column->unit == HINGE_UNIT_deg || column->unit == HINGE_UNIT_rad)) {
            char name[HINGE_MARKER_MAX]; /* "LT Hip Flexion (deg)", "Pelvis-Pitch" */
            hinge_column_name_angle(column->source, name);
            column->component = HINGE_COMPONENT_angle;
            column->marker = hinge_arena_strdup(wide->arena, name);
        }
        wide->n_markers += column->component == HINGE_COMPONENT_x;
        wide->n_angles += column->component == HINGE_COMPONENT_angle;
        for (size_t o = 0; o < sizeof orientations / sizeof *orientations; o++)
            wide->n_sensors += column->component == orientations[o][0];
    }
    /* FreeMoCap's wide tables put "body_" before MediaPipe's names */
    static const char prefix[] = "body_";
    const size_t begin = sizeof prefix - 1, least = 9;
    size_t n = 0;
    for (size_t i = 0; i < wide->n; i++)
        n += wide->column[i].component == HINGE_COMPONENT_x &&
             strncmp(wide->column[i].marker, prefix, begin) == 0;
    for (size_t i = 0; n >= least && i < wide->n; i++)
        if (wide->column[i].component <= HINGE_COMPONENT_score &&
            strncmp(wide->column[i].marker, prefix, begin) == 0)
            wide->column[i].marker += begin;
    /* "SpineBase.Position.X", "HipLeft_PosX": the word is not part of the name */
    static const char *const words[] = {"position", "pos"};
    for (size_t i = 0; i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        size_t length = strlen(column->marker);
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            size_t word = strlen(words[w]);
            if (column->component > HINGE_COMPONENT_score || length < word + 2 ||
                !hinge_ends_alike(column->marker, words[w]) ||
                strchr("_. -", column->marker[length - word - 1]) == NULL)
                continue;
            column->marker = hinge_arena_copy(wide->arena, column->marker, length - word - 1);
            break;
        }
    }
}

/* --- columns that the user described --- */

static enum hinge_unit unit_given(const struct hinge_described *column, size_t n, const char *key)
{
    const size_t i = HINGE_ROW_AT(column, n, key);
    return i < n ? hinge_build_unit(column[i].name) : HINGE_UNIT_unknown;
}

struct hinge_wide hinge_wide_described(const struct hinge_wide *wide,
                                       const struct hinge_described *column, size_t n)
{
    struct hinge_wide copy = *wide;
    copy.column =
        hinge_arena_grow(wide->arena, wide->column, wide->n, wide->n, sizeof *copy.column);
    static const char settings[] = "units,up,time_unit,handed"; /* which name no column */
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < copy.n && !hinge_listed(settings, ',', column[i].key); c++) {
            struct hinge_wide_column *to = &copy.column[c];
            const char *name = column[i].name, *source = to->source;
            bool negated = *name == '-' && hinge_same_name(source, name + 1);
            if (!negated && !hinge_same_name(source, name))
                continue;
            to->negated = negated;
            /* "c7_x" is marker c7, component x */
            const char *key = column[i].key;
            const char *last = strrchr(key, '_');
            enum hinge_component whole = hinge_component_find(key);
            if (whole == HINGE_COMPONENT_time || whole == HINGE_COMPONENT_frame) {
                to->component = whole;
                to->marker = hinge_arena_strdup(wide->arena, "");
                if (whole == HINGE_COMPONENT_time)
                    to->unit = unit_given(column, n, "time_unit");
            } else {
                enum hinge_component component =
                    last != NULL ? hinge_component_find(last + 1) : HINGE_COMPONENT_COUNT;
                bool point = component <= HINGE_COMPONENT_score;
                to->component = point ? component : HINGE_COMPONENT_angle;
                if (!point && to->unit == HINGE_UNIT_unknown)
                    to->unit = HINGE_UNIT_deg;
                to->marker =
                    hinge_arena_copy(wide->arena, key, point ? (size_t)(last - key) : strlen(key));
                if (component <= HINGE_COMPONENT_z && to->unit == HINGE_UNIT_unknown)
                    to->unit = unit_given(column, n, "units");
            }
            break;
        }
    return copy;
}

/* --- known layouts that must not be taken for a wide table --- */

static const char vicon[] = "a Vicon Nexus export in which the rate is not below the "
                            "name of a section; export it again";

static const struct {
    const char *first; /* beginning of the first cell of some line, NULL for any */
    const char *also;  /* a cell of the same line, NULL for none */
    const char *what;
} layouts[] = {
    {"scorer", NULL, "a DeepLabCut or Lightning Pose table without its rows bodyparts and coords"},
    {"Trajectories", NULL, vicon},
    {"Devices", NULL, vicon},
    {"Model Outputs", NULL, vicon},
    {"Joints", NULL, vicon},
    {"Segments", NULL, vicon},
    {"NO_OF_FRAMES", NULL, "a Qualisys TSV export without its rows FREQUENCY and MARKER_NAMES"},
    {"Format Version", NULL, "an OptiTrack Motive export"},
    {"comment", NULL, "an OptiTrack export of the old row-typed kind: export TRC"},
    {"PathFileType", NULL, "a TRC file without its row DataRate, CameraRate"},
    {"Shimmer_", NULL,
     "a Shimmer recording without orientation (Quat_…): acceleration alone gives no "
     "angle; switch on its 6DOF or 9DOF orientation"},
    {NULL, "SampleTimeFine",
     "an Xsens or Movella DOT recording without orientation (Quat_W …, Euler_X …): "
     "acceleration alone gives no angle; export orientation with it"},
    {NULL, "skeleton_joint", "a long table without columns frame, x and y"},
    {NULL, "keypoint", "a long table without columns frame, x and y"},
    {NULL, "sampling_frequency", "a table that describes channels: it holds no recording"},
};

static bool has_cell(const struct hinge_csv_line *line, const char *text)
{
    for (size_t c = 0; c < line->n; c++)
        if (hinge_same_name(line->cell[c], text))
            return true;
    return false;
}

/* What the file is and what to do about it, NULL when it is none of those known. */
static const char *foreign_layout(const struct hinge_csv_head *head)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        for (size_t l = 0; l < head->n; l++) {
            const struct hinge_csv_line *line = &head->line[l];
            bool first = layouts[i].first == NULL ||
                         (line->n > 0 && strncasecmp(line->cell[0], layouts[i].first,
                                                     strlen(layouts[i].first)) == 0);
            if (first && (layouts[i].also == NULL || has_cell(line, layouts[i].also)))
                return layouts[i].what;
        }
    return NULL;
}

/* --- finding the header --- */

static enum hinge_number_kind kind_of(const char *cell, char decimal)
{
    double value;
    return hinge_number_parse(cell, strlen(cell), decimal, &value, NULL);
}

/* A row of data: at least half of what it says is numbers, or all of it says that they are missing
 * (n/a); "Frequency,60" is none. */
static bool is_data(const struct hinge_csv_line *line, char decimal)
{
    size_t numbers = 0, words = 0, missing = 0;
    if (hinge_csv_line_filled(line) == 2 &&
        kind_of(line->cell[0], decimal) == HINGE_NUMBER_NOT_TEXT)
        return false;
    for (size_t c = 0; c < line->n; c++) {
        enum hinge_number_kind kind = kind_of(line->cell[c], decimal);
        numbers += kind == HINGE_NUMBER_VALUE;
        words += kind == HINGE_NUMBER_NOT_TEXT || kind == HINGE_NUMBER_NOT_FINITE;
        missing += kind == HINGE_NUMBER_MISSING && line->cell[c][0] != '\0';
    }
    return numbers > 0 ? numbers >= words : missing > 0 && words == 0;
}

/* A remark above the header: a title, a setting and its value; "sep=;" is what
 * spreadsheets put there for each other. */
static bool is_comment(const struct hinge_csv_line *line, const struct hinge_csv_line *names)
{
    const size_t setting = 2, columns_least = 4;
    size_t filled = hinge_csv_line_filled(line);
    if (filled <= 1 || (filled <= setting && hinge_csv_line_filled(names) >= columns_least))
        return true;
    const char *cell = line->cell[0];
    return *cell == '#' || *cell == '%' || strncasecmp(cell, "sep=", 4) == 0;
}

static bool is_axis(const char *cell)
{
    return cell[0] != '\0' && cell[1] == '\0' && strchr("xyzXYZ", cell[0]) != NULL;
}

static bool is_clock(const char *cell)
{
    struct hinge_column_name name;
    hinge_column_name_split(cell, &name);
    return name.component == HINGE_COMPONENT_time || name.component == HINGE_COMPONENT_frame;
}

/* A row of axes or units under the names: "N S X Y X Y", "frame X Y X Y", "s,mm,mm". */
static bool is_axis_row(const struct hinge_csv_line *line)
{
    size_t told = 0;
    for (size_t c = 0; c < line->n; c++) {
        const char *cell = line->cell[c];
        bool axis = is_axis(cell) || hinge_same_name(cell, "n") || is_clock(cell);
        if (*cell != '\0' && !axis && hinge_build_unit(cell) == HINGE_UNIT_unknown)
            return false;
        told += *cell != '\0';
    }
    return told > 0;
}

static bool has_axes(const struct hinge_csv_line *line)
{
    for (size_t c = 0; c < line->n; c++)
        if (is_axis(line->cell[c]))
            return true;
    return false;
}

/* The names over a row of axes: in the cell above, or listed once per marker. NULL when
 * the two rows don't fit. */
static const char **names_over_axes(const struct hinge_csv_line *names,
                                    const struct hinge_csv_line *axes, struct hinge_arena *arena)
{
    size_t n = hinge_csv_line_filled(axes), listed = hinge_csv_line_filled(names), k = 0;
    const char **name = hinge_arena_alloc(arena, n + 1, sizeof *name);
    bool above = listed > 0 && names->n >= n;
    for (size_t c = 0; c < n; c++) {
        bool again = c > 0 && is_axis(axes->cell[c]) && is_axis(axes->cell[c - 1]) &&
                     !hinge_same_name(axes->cell[c], "x");
        bool named = above && names->cell[c][0] != '\0';
        if (again && !named)
            name[c] = name[c - 1];
        else if (!named && is_clock(axes->cell[c]))
            name[c] = axes->cell[c];
        else if (above)
            name[c] = names->cell[c];
        else if (k < listed)
            name[c] = names->cell[k++];
        else
            return NULL;
    }
    return above || k == listed ? name : NULL;
}

/* Rows `from` to `data` - 1 of the head are the header: names, or names over axes, over
 * axes and units, or over units and axes. */
static bool read_header(const struct hinge_csv_head *head, size_t from, size_t data,
                        struct hinge_wide *wide, struct hinge_text *why)
{
    const struct hinge_csv_line *names = &head->line[from], *axes = NULL, *units = NULL;
    if (data - from >= 2)
        axes = &head->line[from + 1];
    if (data - from == 3) {
        bool below = has_axes(&head->line[from + 2]);
        units = &head->line[from + (below ? 1 : 2)];
        axes = &head->line[from + (below ? 2 : 1)];
    }
    size_t n = axes != NULL ? hinge_csv_line_filled(axes) : hinge_csv_line_filled(names);
    const char **over = axes != NULL ? names_over_axes(names, axes, wide->arena) : NULL;
    if (n == 0 || (axes != NULL && over == NULL)) {
        hinge_text_printf(why, "line %zu: names and the row of axes below don't fit",
                          names->number);
        return false;
    }
    for (size_t c = 0; c < n; c++) {
        const char *axis = axes != NULL ? axes->cell[c] : NULL;
        char source[2 * HINGE_MARKER_MAX];
        struct hinge_column_name parts;
        bool joined = axis != NULL && is_axis(axis);
        snprintf(source, sizeof source, joined ? "%.250s %s" : "%.500s",
                 over != NULL ? over[c] : names->cell[c], joined ? axis : "");
        hinge_column_name_split(source, &parts);
        if (axis != NULL && parts.unit == HINGE_UNIT_unknown)
            parts.unit = hinge_build_unit(axis);
        if (parts.unit == HINGE_UNIT_unknown)
            parts.unit = hinge_build_unit(hinge_csv_line_cell(units, c));
        hinge_wide_add(wide, source, parts.marker, parts.component, parts.unit);
        wide->column[wide->n - 1].bare = parts.bare;
    }
    /* names that begin with what others end with: "x_nose", "visibility_nose"; told by most columns
     * being so */
    const size_t least = 6;
    size_t fronts = 0, points = 0;
    struct hinge_column_name name;
    for (size_t i = 0; i < wide->n; i++) {
        points += wide->column[i].component <= HINGE_COMPONENT_z;
        fronts += hinge_column_name_front(wide->column[i].source, &name);
    }
    const bool turned = fronts >= least && 2 * fronts >= wide->n && 2 * points <= fronts;
    for (size_t i = 0; turned && i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        if (!hinge_column_name_front(column->source, &name))
            continue;
        column->component = name.component;
        column->marker = hinge_arena_strdup(wide->arena, name.marker);
    }
    settle_components(wide);
    return true;
}

static bool find_wide(const struct hinge_probe *probe, struct hinge_wide *wide,
                      struct hinge_text *why)
{
    const struct hinge_csv_head *head = &probe->head;
    const char *foreign = foreign_layout(head);
    if (foreign != NULL) {
        hinge_text_adds(why, foreign);
        return false;
    }
    /* the first row of data in the head (behind it when there is none), and the names above it */
    size_t d = 0;
    while (d < head->n && !is_data(&head->line[d], probe->source.decimal))
        d++;
    if (d == 0) {
        hinge_text_adds(why, "no header row: the first row is numbers; name the columns, "
                             "such as time,hip_x,hip_y");
        return false;
    }
    if (d == head->n) /* no row of numbers: a header alone, or a list of words */
        d = d > 1 && is_axis_row(&head->line[1]) ? 2 : 1;
    size_t n = d >= 2 && is_axis_row(&head->line[d - 1]) ? d - 2 : d - 1;
    if (d >= 3 && n == d - 2 && is_axis_row(&head->line[n]) &&
        has_axes(&head->line[n]) != has_axes(&head->line[n + 1]))
        n--;
    for (size_t l = 0; l < n; l++)
        if (!is_comment(&head->line[l], &head->line[n])) {
            hinge_text_printf(why, "%zu rows above the numbers are not one header row", d);
            return false;
        }
    if (!read_header(head, n, d, wide, why))
        return false;
    hinge_wide_place(wide, probe, d);
    return true;
}

void hinge_wide_look(struct hinge_probe *probe)
{
    cleared_by(hinge_text_clear) struct hinge_text why = {0};
    struct hinge_wide *wide = hinge_arena_alloc(probe->arena, 1, sizeof *wide);
    *wide = (struct hinge_wide){.arena = probe->arena, .rate_hz = NAN, .frames = NAN};
    if (find_wide(probe, wide, &why))
        probe->wide = wide;
    else
        probe->no_wide = hinge_arena_strdup(probe->arena, hinge_text_string(&why));
}

void hinge_wide_take(struct hinge_wide *wide, const struct hinge_wide *found)
{
    wide->column = found->column;
    wide->n = found->n;
    wide->offset = found->offset;
    wide->line = found->line;
}

const bool *hinge_wide_ends(const struct hinge_wide *wide)
{
    bool *ends = hinge_arena_raw(wide->arena, wide->n, sizeof *ends);
    for (size_t c = 0; c < wide->n; c++) { /* "LASI X" and "LASI Y" are of one */
        const char *name = wide->column[c].source;
        const char *before = c > 0 ? wide->column[c - 1].source : "";
        ends[c] = strncmp(name, before, strlen(name) - 1) != 0 &&
                  (c == 0 || *wide->column[c].marker == '\0' ||
                   strcmp(wide->column[c].marker, wide->column[c - 1].marker) != 0);
    }
    return wide->short_rows ? ends : NULL;
}

void hinge_wide_place(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l)
{
    const struct hinge_csv_head *head = &probe->head;
    wide->offset = l < head->n ? head->line[l].offset : probe->source.size;
    wide->line = l < head->n ? head->line[l].number : head->line[head->n - 1].number + 1;
}

void hinge_wide_below(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l)
{
    hinge_wide_place(wide, probe, l);
    wide->short_rows = true;
    if (l == probe->head.n)
        hinge_refuse(wide->r, 0, HINGE_REASON_NO_ROWS, "no data rows; export it again");
}

void hinge_wide_add(struct hinge_wide *wide, const char *source, const char *marker,
                    enum hinge_component component, enum hinge_unit unit)
{
    if (wide->n == wide->room) {
        wide->room = 2 * wide->room + 2;
        wide->column =
            hinge_arena_grow(wide->arena, wide->column, wide->n, wide->room, sizeof *wide->column);
    }
    wide->column[wide->n++] = (struct hinge_wide_column){
        .source = hinge_arena_strdup(wide->arena, *source != '\0' ? source : "unnamed"),
        .marker = hinge_arena_strdup(wide->arena, marker),
        .component = component,
        .unit = component == HINGE_COMPONENT_frame ? HINGE_UNIT_unknown : unit}; /* a count */
}
