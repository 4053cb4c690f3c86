/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logs of one sensor with its orientation: Movella DOT, Xsens MTw, phones and whatever else has
 * a row of such names. In: lines of settings or none, a row of names, a row per sample; out: a
 * recording whose orientation has no segment yet (marker ""): the list says it with a column
 * sensor:<segment>. Tags, serial numbers and start times are not kept. */
#include "formats/format.h"

#include "os/text.h"

/* --- names of columns without what the program puts around them --- */

enum { SENSOR_NAME_MAX = 160 };

static const char cal[] = "_CAL"; /* Shimmer's, of calibrated columns */

static bool is_calibrated(const char *cell)
{
    return strlen(cell) > sizeof cal && hinge_ends_alike(cell, cal);
}

/* A column of Shimmer's without the sensor's name, which the user chooses, before it;
 * NULL for anything else. */
static const char *inner_name(const char *cell)
{
    static const char *const words[] = {"_Quat_Madge_", "_Timestamp"};
    static const char shimmer[] = "Shimmer_";
    const size_t length = sizeof shimmer - 1;
    const char *end = NULL;
    for (size_t w = 0; end == NULL && is_calibrated(cell) && w < 2; w++)
        end = strcasestr(cell, words[w]);
    if (end == NULL && strncasecmp(cell, shimmer, length) == 0)
        end = strchr(cell + length, '_');
    return end != NULL ? end + 1 : NULL;
}

/* "Shimmer_40AC_Timestamp_Unix_CAL" is Timestamp_Unix, "Hip_Quat_Madge_9DOF_W_LN_CAL"
 * is Quat_Madge_9DOF_W_LN, "roll (rad)" and "roll_deg" are roll. The unit where it is
 * said.
 */
static void sensor_bare(const char *cell, char name[SENSOR_NAME_MAX], enum hinge_unit *unit)
{
    const char *inner = inner_name(cell);
    *unit = HINGE_UNIT_unknown;
    snprintf(name, SENSOR_NAME_MAX, "%s", inner != NULL ? inner : cell);
    if (is_calibrated(name))
        name[strlen(name) - sizeof cal + 1] = '\0';
    char *bracket = strpbrk(name, "([");
    const char *mat = strcasestr(name, "Mat[");
    char *word = strrchr(name, '_');
    if (bracket != NULL && mat == NULL) {
        char *end = strpbrk(bracket, ")]");
        if (end != NULL)
            *end = '\0';
        *unit = hinge_build_unit(bracket + 1);
        while (bracket > name && strchr(" _", bracket[-1]) != NULL)
            bracket--;
        *bracket = '\0';
    } else if (word != NULL) {
        *unit = hinge_build_unit(word + 1);
        if (*unit == HINGE_UNIT_deg || *unit == HINGE_UNIT_rad)
            *word = '\0';
    }
}

static char sensor_initial(const char *cell)
{
    const char *start = inner_name(cell);
    return hinge_initial(start != NULL ? start : cell);
}

/* of the bare name */
static bool sensor_named(const char *cell, const char *wanted)
{
    char name[SENSOR_NAME_MAX];
    enum hinge_unit unit;
    if (sensor_initial(cell) != hinge_initial(wanted))
        return false; /* most cells: no name is made of them */
    sensor_bare(cell, name, &unit);
    return hinge_same_marker(name, wanted);
}

/* --- columns --- */

/* Names of an orientation, compared ignoring case and separators; the first whole row
 * of names that a file has is its orientation, others are kept as they are. */
#define SHIMMER(kind, accelerometer)                                                               \
    {                                                                                              \
        HINGE_COMPONENT_qw,                                                                        \
        {                                                                                          \
            "Quat_Madge_" kind "W" accelerometer, "Quat_Madge_" kind "X" accelerometer,            \
                "Quat_Madge_" kind "Y" accelerometer, "Quat_Madge_" kind "Z" accelerometer         \
        }                                                                                          \
    }
static const struct {
    enum hinge_component first;
    const char *name[9];
} orientations[] = {
    {HINGE_COMPONENT_qw, {"Quat_W", "Quat_X", "Quat_Y", "Quat_Z"}},
    /* Shimmer's, from the better accelerometer and with the magnetometer first */
    SHIMMER("9DOF_", "_LN"),
    SHIMMER("9DOF_", "_WR"),
    SHIMMER("9DOF_", ""),
    SHIMMER("6DOF_", "_LN"),
    SHIMMER("6DOF_", "_WR"),
    SHIMMER("6DOF_", ""),
    {HINGE_COMPONENT_qw, {"Quat_q0", "Quat_q1", "Quat_q2", "Quat_q3"}},
    {HINGE_COMPONENT_qw, {"qw", "qx", "qy", "qz"}},
    {HINGE_COMPONENT_qw, {"q0", "q1", "q2", "q3"}},
    {HINGE_COMPONENT_qw, {"Quat0", "Quat1", "Quat2", "Quat3"}},
    {HINGE_COMPONENT_qw, {"Quaternion 0", "Quaternion 1", "Quaternion 2", "Quaternion 3"}},
    {HINGE_COMPONENT_qw, {"w", "x", "y", "z"}},
    {HINGE_COMPONENT_qw, {"Quaternion_W", "Quaternion_X", "Quaternion_Y", "Quaternion_Z"}},
    {HINGE_COMPONENT_qw, {"Orientation_W", "Orientation_X", "Orientation_Y", "Orientation_Z"}},
    {HINGE_COMPONENT_m11,
     {"Mat[1][1]", "Mat[1][2]", "Mat[1][3]", "Mat[2][1]", "Mat[2][2]", "Mat[2][3]", "Mat[3][1]",
      "Mat[3][2]", "Mat[3][3]"}},
    {HINGE_COMPONENT_roll, {"Euler_X", "Euler_Y", "Euler_Z"}},
    {HINGE_COMPONENT_roll, {"Roll", "Pitch", "Yaw"}},
};
enum { N_ORIENTATIONS = sizeof orientations / sizeof *orientations };

/* Clocks in order of preference; a column without values is none. What begins anew in
 * each file comes behind what several sensors share. */
static const struct {
    const char *name;
    enum hinge_component component;
    enum hinge_unit unit; /* unknown: by its size */
} clocks[] = {
    {"SampleTimeFine", HINGE_COMPONENT_time, HINGE_UNIT_us},
    {"time_s", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"timestamp", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"Timestamp_Unix", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"TimestampSync_Unix", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"time", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"seconds_elapsed", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"PacketCounter", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
};
enum { N_CLOCKS = sizeof clocks / sizeof *clocks };

/* Columns of the orientation in a row of names; -1 where there is none. */
static int find_orientation(const struct hinge_csv_line *line, size_t at[9])
{
    bool begun[UCHAR_MAX + 1] = {0}; /* initials of the row */
    for (size_t c = 0; c < line->n; c++)
        begun[(unsigned char)sensor_initial(line->cell[c])] = true;
    for (int o = 0; o < N_ORIENTATIONS; o++) {
        int k = 0;
        if (!begun[(unsigned char)hinge_initial(orientations[o].name[0])])
            continue;
        for (; k < 9 && orientations[o].name[k] != NULL; k++) {
            at[k] = 0;
            while (at[k] < line->n && !sensor_named(line->cell[at[k]], orientations[o].name[k]))
                at[k]++;
            if (at[k] == line->n)
                break;
        }
        if (k == 9 || orientations[o].name[k] == NULL)
            return o;
    }
    return -1;
}

/* --- acceleration and angular rate alone: ingest/inertial.c makes an orientation of them --- */

/* The canonical name of a column of acceleration or angular rate, "" for any other: "Accel-X (g)",
 * "acc_x", "Shimmer_1A_Accel_LN_X_CAL" are ax, "pelvis_gz" is that of a segment. */
static void inertial_name(const char *cell, char out[SENSOR_NAME_MAX])
{
    enum { WORDS = 8 };
    static const char *const words[2][WORDS] = {
        {"accelln", "accelwr", "accelerometers", "accelerometer", "acceleration", "accel", "acc",
         "a"},
        {"gyroscopes", "gyroscope", "angularrate", "gyro", "gyr", "g", "g", "g"}};
    char bare[SENSOR_NAME_MAX], plain[SENSOR_NAME_MAX];
    enum hinge_unit unit;
    size_t n = 0, from = 0, at = 0;
    out[0] = '\0';
    /* most cells: no word begins with the letter of one of those */
    while (cell[at] != '\0' &&
           !((at == 0 || !isalnum((unsigned char)cell[at - 1])) &&
             (cell[at] == 'a' || cell[at] == 'A' || cell[at] == 'g' || cell[at] == 'G')))
        at++;
    if (cell[at] == '\0')
        return;
    sensor_bare(cell, bare, &unit);
    char *last = strrchr(bare, '_');
    if (last != NULL && last > bare && strlen(last) == 3) { /* <segment>_ax */
        *last = '\0';
        if (hinge_landmark_is_segment(hinge_landmark_find(bare)))
            from = (size_t)(last - bare) + 1;
        *last = '_';
    }
    for (const char *p = bare + from; *p != '\0'; p++)
        if (strchr("_-./ ", *p) == NULL)
            plain[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    plain[n] = '\0';
    for (int kind = 0; n > 1 && kind < 2; kind++)
        for (int w = 0; w < WORDS; w++) {
            size_t length = strlen(words[kind][w]);
            if (n == length + 1 && strncmp(plain, words[kind][w], length) == 0 &&
                plain[length] >= 'x' && plain[length] <= 'z') {
                snprintf(out, SENSOR_NAME_MAX, "%.*s%c%c", (int)from, bare, "ag"[kind],
                         plain[length]);
                return;
            }
        }
}

static enum hinge_unit inertial_unit(const char *text, bool turns)
{
    static const struct {
        const char *words;
        enum hinge_unit unit;
        bool turns;
    } units[] = {
        {"g", HINGE_UNIT_g, false},
        {"m/s2|m/s^2|m/(s^2)|m/s²|ms-2|m/s/s|m*s^-2", HINGE_UNIT_m_s2, false},
        {"d/s|deg/s|dps|°/s|degrees/s", HINGE_UNIT_deg_s, true},
        {"rad/s|rad/sec|rads", HINGE_UNIT_rad_s, true},
    };
    char word[24];
    snprintf(word, sizeof word, "%.*s", (int)(strlen(text) < 23 ? strlen(text) : 23), text);
    char *end = strrchr(word, ')');
    if (end != NULL && strchr(word, '(') == NULL)
        *end = '\0';
    word[strcspn(word, "]")] = '\0';
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (units[k].turns == turns && hinge_word_among(word, units[k].words))
            return units[k].unit;
    return HINGE_UNIT_unknown;
}

/* Whether a row names all six of a sensor: `segment` gets its name before them, "" for none. */
static bool names_inertial(const struct hinge_csv_line *line)
{
    char name[SENSOR_NAME_MAX], first[SENSOR_NAME_MAX] = "";
    unsigned seen = 0;
    for (size_t c = 0; c < line->n; c++) {
        inertial_name(line->cell[c], name);
        size_t n = strlen(name);
        if (n < 2)
            continue;
        if (*first == '\0')
            snprintf(first, sizeof first, "%s", name);
        if (strncmp(name, first, n - 2) == 0 && strlen(first) == n)
            seen |= 1u << ((name[n - 2] == 'g' ? 3 : 0) + name[n - 1] - 'x');
    }
    return seen == 63;
}

bool hinge_sensor_accelerates(const char *path, const struct hinge_csv_head *head)
{
    const bool called =
        hinge_word_among(hinge_file_name(path), "Accelerometer.csv|TotalAcceleration.csv");
    unsigned seen = 0;
    for (size_t l = 0; l < head->n; l++)
        for (size_t c = 0; c < head->line[l].n; c++) {
            char name[SENSOR_NAME_MAX];
            inertial_name(head->line[l].cell[c], name);
            size_t n = strlen(name);
            const char *cell = head->line[l].cell[c];
            if (called && (*cell == 'x' || *cell == 'y' || *cell == 'z') && cell[1] == '\0')
                seen |= 1u << (*cell - 'x');
            if (n > 1)
                seen |= 1u << ((name[n - 2] == 'g' ? 3 : 0) + name[n - 1] - 'x');
        }
    return seen == 7;
}

bool hinge_sensors_raw(const struct hinge_csv_head *head)
{
    static const char *const begins[] = {"accelerometer", "accel", "acc", "a",
                                         "gyroscope",     "gyro",  "gyr", "g"};
    for (size_t l = 0; l < head->n; l++) {
        unsigned seen = 0;
        size_t raw = 0;
        for (size_t c = 0; c < head->line[l].n; c++) {
            const char *cell = head->line[l].cell[c];
            for (size_t k = 0; k < sizeof begins / sizeof *begins; k++) {
                const char *at = cell + strlen(begins[k]);
                if (strncasecmp(cell, begins[k], strlen(begins[k])) != 0)
                    continue;
                at += strspn(at, " _.-0123456789");
                if (*at == '\0' || strchr("xyzXYZ", *at) == NULL)
                    continue;
                const unsigned axis = (unsigned)((*at | 0x20) - 'x');
                at += 1 + strspn(at + 1, " _.-0123456789");
                if (*at != '\0' && *at != '(' && *at != '[')
                    continue;
                seen |= 1u << axis;
                raw++;
                break;
            }
        }
        if (seen == 7 && 2 * raw > head->line[l].n)
            return true;
    }
    return false;
}

/* The declared rate: "OutputRate:,60Hz", "// Update Rate: 100.0Hz". */
static double find_rate(const struct hinge_probe *probe, const struct hinge_csv_line *end)
{
    const char *text = probe->source.data;
    size_t length = end->offset;
    for (size_t i = 0; i + 5 < length; i++) {
        if (strncasecmp(text + i, "Rate:", 5) != 0)
            continue;
        size_t from = i + 5, to;
        while (from < length && strchr(" ,;\t", text[from]) != NULL)
            from++;
        for (to = from; to < length && strchr("0123456789.", text[to]) != NULL; to++)
            ;
        double rate;
        if (hinge_number_parse(text + from, to - from, '.', &rate, NULL) == HINGE_NUMBER_VALUE &&
            rate > 0)
            return rate;
    }
    return NAN;
}

/* --- the clock --- */

static bool has_values(const double *x, size_t n)
{
    size_t seen = 0;
    for (size_t i = 0; i < n; i++)
        seen += isnan(x[i]) == 0;
    return 2 * seen > n;
}

/* A counter of so many bits begins anew when it is full: SampleTimeFine, microseconds
 * in 32, after 71 minutes; PacketCounter, 16, after 11 minutes at 100 a second. */
static void unwrap(struct hinge_recording *recording, size_t c, int bits)
{
    double *x = recording->data + c * recording->n_frames, turns = 0;
    size_t first = 0;
    for (size_t i = 1; i < recording->n_frames; i++) {
        if (x[i] + turns < x[i - 1] - ldexp(1, bits - 1)) {
            turns += ldexp(1, bits);
            first = first > 0 ? first : i;
        }
        x[i] += turns;
    }
    if (first == 0)
        return;
    hinge_build_note(recording, "%s begins anew at row %zu: 2^%d is added from there on",
                     recording->layout.channel[c].source, first + 1, bits);
}

static void choose_clock(struct hinge_recording *recording)
{
    size_t n = recording->n_frames;
    for (int k = 0; k < N_CLOCKS; k++)
        for (size_t c = 0; c < recording->layout.n_channels; c++) {
            struct hinge_channel *channel = &recording->layout.channel[c];
            const double *x = recording->data + c * n;
            if (!sensor_named(channel->source, clocks[k].name) || !has_values(x, n))
                continue;
            channel->component = clocks[k].component;
            channel->unit = clocks[k].unit;
            if (channel->component == HINGE_COMPONENT_time && channel->unit == HINGE_UNIT_unknown) {
                /* by the size of a step: a sensor gives 10 to 2,000 samples a second */
                size_t from = 0, to = n - 1;
                while (isnan(x[from])) /* it has values */
                    from++;
                while (isnan(x[to]))
                    to--;
                double step = to > from ? fabs(x[to] - x[from]) / (double)(to - from) : 0;
                channel->unit = step < 0.2      ? HINGE_UNIT_s
                                : step < 200    ? HINGE_UNIT_ms
                                : step < 200000 ? HINGE_UNIT_us
                                                : HINGE_UNIT_ns;
            }
            if (channel->component == HINGE_COMPONENT_frame) {
                unwrap(recording, c, 16);
                return;
            }
            if (channel->unit == HINGE_UNIT_us)
                unwrap(recording, c, 32);
            return;
        }
    /* Delsys has one for each channel, "ACC X Time Series (s)": the first counts */
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        struct hinge_channel *channel = &recording->layout.channel[c];
        char name[SENSOR_NAME_MAX];
        enum hinge_unit unit;
        sensor_bare(channel->source, name, &unit);
        if (!hinge_ends_alike(name, "Time Series") || !has_values(recording->data + c * n, n))
            continue;
        channel->component = HINGE_COMPONENT_time;
        channel->unit = HINGE_UNIT_s;
        return;
    }
}

/* Turns without a unit are degrees, unless a sensor that moves never goes beyond half a
 * turn in radians: nobody bends by less than four degrees. */
static void settle_turns(struct hinge_recording *recording)
{
    const double half_turn = 3.15, still = 0.2;
    double most = 0, moved = 0;
    bool open = false;
    size_t n = recording->n_frames;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        const double *x = recording->data + c * n;
        double low = INFINITY, high = -INFINITY;
        if (channel->component < HINGE_COMPONENT_roll || channel->component > HINGE_COMPONENT_yaw ||
            channel->unit != HINGE_UNIT_unknown)
            continue;
        open = true;
        for (size_t i = 0; i < n; i++) {
            low = fmin(low, x[i]);
            high = fmax(high, x[i]);
        }
        most = fmax(most, fmax(-low, high));
        moved = fmax(moved, high - low);
    }
    bool radians = open && most <= half_turn && moved > still;
    for (size_t c = 0; open && c < recording->layout.n_channels; c++) {
        struct hinge_channel *channel = &recording->layout.channel[c];
        if (channel->component >= HINGE_COMPONENT_roll && channel->component <= HINGE_COMPONENT_yaw)
            channel->unit = radians ? HINGE_UNIT_rad : HINGE_UNIT_deg;
    }
    if (!radians)
        return;
    hinge_build_note(recording,
                     "roll, pitch and yaw have no unit and stay within %.2f: "
                     "taken as radians",
                     most);
}

/* The first line of numbers below the names: units and other words stand between. */
static void find_data(const struct hinge_probe *probe, const struct hinge_csv_line *names,
                      struct hinge_wide *wide)
{
    const struct hinge_csv_line *line = names + 1, *end = probe->head.line + probe->head.n;
    double value;
    while (line < end &&
           hinge_number_parse(line->cell[0], strlen(line->cell[0]), probe->source.decimal, &value,
                              NULL) == HINGE_NUMBER_NOT_TEXT &&
           !hinge_number_clock(line->cell[0], strlen(line->cell[0]), &value, &(int){0}))
        line++;
    const char *next =
        memchr(probe->source.data + names->offset, '\n', probe->source.size - names->offset);
    wide->offset = next != NULL ? (size_t)(next - probe->source.data) + 1 : probe->source.size;
    wide->line = names->number + 1;
    if (line < end && line > names + 1) {
        wide->offset = line->offset;
        wide->line = line->number;
    }
}

/* Columns by a header row with acceleration and angular rate. Units stand in it, or in the row
 * below. */
static void set_inertial(const struct hinge_probe *probe, const struct hinge_csv_line *names,
                         struct hinge_wide *wide)
{
    const struct hinge_csv_line *below = names + 1;
    bool units = below < probe->head.line + probe->head.n && below->n > 0;
    char name[SENSOR_NAME_MAX];
    double value;
    for (size_t c = 0; units && c < below->n; c++) /* a row of words alone */
        units = hinge_number_parse(below->cell[c], strlen(below->cell[c]), probe->source.decimal,
                                   &value, NULL) != HINGE_NUMBER_VALUE;
    for (size_t c = 0; c < hinge_csv_line_filled(names); c++) {
        const char *cell = names->cell[c], *bracket = strpbrk(cell, "([");
        inertial_name(cell, name);
        bool turns = strlen(name) > 1 && name[strlen(name) - 2] == 'g';
        bool apdm = bracket == NULL && strchr(cell, '/') != NULL; /* Accelerometers/X */
        enum hinge_unit unit = *name == '\0'           ? HINGE_UNIT_unknown
                               : apdm                  ? turns ? HINGE_UNIT_rad_s : HINGE_UNIT_m_s2
                               : bracket != NULL       ? inertial_unit(bracket + 1, turns)
                               : units && c < below->n ? inertial_unit(below->cell[c], turns)
                                                       : HINGE_UNIT_unknown;
        /* times of day are text, which is read of a column of time alone */
        const struct hinge_csv_line *data = names + 1 + units;
        bool day = *name == '\0' && data < probe->head.line + probe->head.n && c < data->n &&
                   hinge_number_clock(data->cell[c], strlen(data->cell[c]), &value, &(int){0});
        hinge_wide_add(wide, cell, *name != '\0' ? name : cell,
                       day ? HINGE_COMPONENT_time : HINGE_COMPONENT_other,
                       day ? HINGE_UNIT_s : unit);
        wide->column[wide->n - 1].counts = *name != '\0';
    }
    wide->rate_hz = find_rate(probe, names);
    find_data(probe, names, wide);
}

static int head(const struct hinge_probe *probe, struct hinge_wide *wide, struct hinge_text *why)
{
    int which = -1;
    size_t at[9], l = 0;
    for (; l < probe->head.n && which < 0; l++)
        which = find_orientation(&probe->head.line[l], at);
    if (which < 0) {
        for (l = 0; l < probe->head.n && !names_inertial(&probe->head.line[l]);)
            l++;
        if (l == probe->head.n)
            return 0;
        hinge_text_printf(why, "line %zu: acceleration and angular rate",
                          probe->head.line[l].number);
        if (wide != NULL)
            set_inertial(probe, &probe->head.line[l], wide);
        return 70;
    }
    const struct hinge_csv_line *names = &probe->head.line[l - 1];
    hinge_text_printf(why, "line %zu: %s … of one sensor", names->number,
                      orientations[which].name[0]);
    if (wide == NULL)
        return 70;
    size_t n = hinge_csv_line_filled(names);
    for (size_t c = 0; c < n; c++) {
        const char *name = names->cell[c];
        enum hinge_component component = HINGE_COMPONENT_other;
        for (int k = 0; k < 9 && orientations[which].name[k] != NULL; k++)
            if (at[k] == c)
                component = orientations[which].first + (enum hinge_component)k;
        bool part = component != HINGE_COMPONENT_other;
        bool angle = part && orientations[which].first == HINGE_COMPONENT_roll;
        char bare[SENSOR_NAME_MAX];
        enum hinge_unit unit;
        sensor_bare(name, bare, &unit);
        hinge_wide_add(wide, name, part ? "" : name, component, angle ? unit : HINGE_UNIT_unknown);
    }
    wide->rate_hz = find_rate(probe, names);
    find_data(probe, names, wide);
    return 70;
}

static void after(struct hinge_reader *r)
{
    choose_clock(r->recording);
    settle_turns(r->recording);
}

const struct hinge_format hinge_format_sensor = {
    .id = "sensor",
    .title = "one sensor: orientation, or acceleration and angular rate (Movella DOT, Xsens MTw, "
             "AX6, Shimmer, phones)",
    .details =
        "Optional settings, then a row of names with an orientation, sensor to global, z up. "
        "Quaternions: `Quat_W, Quat_X …`, `Quat_q0 …`, `qw, qx …`, `w, x, y, z`, Shimmer's "
        "`Quat_Madge_9DOF_W_LN_CAL …` (9DOF is preferred to 6DOF, LN to WR). Also a matrix "
        "`Mat[1][1] "
        "…`, and `Euler_X …` or `Roll, Pitch, Yaw` (Rz Ry Rx). Angles are in degrees. They are "
        "radians if the file says so, or if a moving sensor never exceeds half a turn in radians "
        "(3.15). The clock is SampleTimeFine, `time` or "
        "a timestamp in s, ms, µs or ns, else seconds_elapsed, or PacketCounter with the stated "
        "rate. Acceleration and angular rate alone (`ax … gz`, `Accel-X (g)`, `Accelerometers/X`, "
        "`pelvis_gz`) become "
        "an "
        "orientation. A list names one file per sensor (`sensor:pelvis`, `sensor:l1` …): "
        "[sensors](sensors.md).",
    .up = "+z",
    .lacks = "no columns with a sensor's orientation (Quat_W, qw, Mat[1][1], Roll …)",
    .expected = "a row of names with Quat_W, Quat_X … is expected",
    .head = head,
    .after = after,
};
