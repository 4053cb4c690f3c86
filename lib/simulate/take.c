/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings. In: a moving body; out: its frames as a camera or a sensor sees them, as text in the
 * layout of laboratories, video programs and sensors. */
#include "simulate/simulate.h"

void hinge_fixed_add(struct hinge_text *text, double value, int digits)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    if (!(fabs(value) < 1e9)) /* missing */
        return;
    long long whole = llround(value * power[digits]);
    char reversed[32], out[32];
    size_t n = 0, m = 0;
    unsigned long long rest = (unsigned long long)(whole < 0 ? -whole : whole);
    do {
        reversed[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0 || n <= (size_t)digits);
    if (whole < 0)
        out[m++] = '-';
    while (n > 0) {
        if (n == (size_t)digits)
            out[m++] = '.';
        out[m++] = reversed[--n];
    }
    hinge_text_add(text, out, m);
}

static const double radian = 0.017453292519943295;

/* Decimals that hold the precision asked for in the file's unit. */
static int digits_of(const struct hinge_take *take)
{
    const struct hinge_marker_set *set = take->set;
    if (set->image)
        return set->digits;
    double steps = 1000.0 * set->unit_m / take->options->precision_mm;
    return (int)fmax(0.0, ceil(log10(steps) - 1e-9));
}

static double seconds(const struct hinge_take *take, size_t frame)
{
    return (double)frame / take->options->rate_hz;
}

/* The first n coordinates in the file's unit; a gap is blank or zeros. */
static void add_coordinates(const struct hinge_take *take, const struct hinge_image_point *point,
                            int n, const char *between, struct hinge_text *text)
{
    const double value[3] = {point->x, point->y, point->z};
    double unit = take->set->image ? 1.0 : take->set->unit_m;
    for (int k = 0; k < n; k++) {
        hinge_text_adds(text, between);
        if (hinge_layout_seen(point))
            hinge_fixed_add(text, value[k] / unit, digits_of(take));
        else if (take->options->zero_gaps)
            hinge_fixed_add(text, 0.0, digits_of(take));
    }
}

/* --- TRC --- */

static void trc_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    char rate[32];
    hinge_number_format(take->options->rate_hz, rate);
    hinge_text_printf(text, "PathFileType\t4\t(X/Y/Z)\t%s\n", take->name);
    hinge_text_adds(text, "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                          "OrigDataStartFrame\tOrigNumFrames\n");
    hinge_text_printf(text, "%s\t%s\t%zu\t%zu\t%s\t%s\t1\t%zu\n", rate, rate, take->frames_left,
                      set->n_markers, set->units, rate, take->frames_left);
    hinge_text_adds(text, "Frame#\tTime");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s\t\t", set->marker[m].name);
    hinge_text_adds(text, "\n\t");
    for (size_t m = 1; m <= set->n_markers; m++)
        hinge_text_printf(text, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_adds(text, "\n\n");
}

static void trc_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame + 1.0, 0);
    hinge_layout_add(text, "\t", seconds(take, frame), 6);
    for (size_t m = 0; m < take->set->n_markers; m++)
        add_coordinates(take, &point[m], 3, "\t", text);
    hinge_text_adds(text, "\n");
}

const struct hinge_take_layout hinge_layout_trc = {
    .extension = "trc", .any_markers = true, .begin = trc_begin, .frame = trc_frame};

/* --- CSV --- */

static int csv_components(const struct hinge_marker_set *set)
{
    return set->image && !set->fractions ? 2 : 3;
}

static void csv_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_adds(text, set->image ? "frame" : "time");
    if (set->image && set->clock)
        hinge_text_adds(text, ",time");
    for (size_t m = 0; m < set->n_markers; m++) {
        for (int k = 0; k < csv_components(set); k++)
            hinge_text_printf(text, ",%s_%c", set->marker[m].name, "xyz"[k]);
        if (set->score != NULL)
            hinge_text_printf(text, ",%s_%s", set->marker[m].name, set->score);
    }
    hinge_text_adds(text, "\n");
}

static void csv_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    if (set->image)
        hinge_fixed_add(text, (double)frame, 0);
    if (set->image && set->clock)
        hinge_text_adds(text, ",");
    if (set->clock)
        hinge_fixed_add(text, seconds(take, frame), 6);
    for (size_t m = 0; m < set->n_markers; m++) {
        add_coordinates(take, &point[m], csv_components(set), ",", text);
        if (set->score != NULL && hinge_layout_seen(&point[m]))
            hinge_layout_add(text, ",", point[m].score, 2);
        else if (set->score != NULL)
            hinge_text_adds(text, ",0");
    }
    hinge_text_adds(text, "\n");
}

const struct hinge_take_layout hinge_layout_csv = {.extension = "csv",
                                                   .any_markers = true,
                                                   .silent = true,
                                                   .begin = csv_begin,
                                                   .frame = csv_frame};

/* --- Kinovea --- */

static void kinovea_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "\"Time\"");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",\"%s/0/X\",\"%s/0/Y\"", name, name);
    }
    hinge_text_adds(text, "\n");
}

/* Its origin is the middle of the picture and y points up. */
static void kinovea_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point, struct hinge_text *text)
{
    const struct hinge_simulate_options *o = take->options;
    hinge_layout_add(text, "\"", seconds(take, frame), 6);
    hinge_text_adds(text, "\"");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_adds(text, ",\"\",\"\"");
            continue;
        }
        hinge_layout_add(text, ",\"", point[m].x - 0.5 * o->image_width_px, take->set->digits);
        hinge_layout_add(text, "\",\"", 0.5 * o->image_height_px - point[m].y, take->set->digits);
        hinge_text_adds(text, "\"");
    }
    hinge_text_adds(text, "\n");
}

const struct hinge_take_layout hinge_layout_kinovea = {
    .extension = "csv", .begin = kinovea_begin, .frame = kinovea_frame};

/* --- a folder with a JSON file per frame --- */

bool hinge_layout_anything(const struct hinge_take *take, const struct hinge_image_point *point)
{
    for (size_t m = 0; m < take->set->n_markers; m++)
        if (hinge_layout_seen(&point[m]))
            return true;
    return false;
}

void hinge_layout_triplets(const struct hinge_take *take, const struct hinge_image_point *point,
                           struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? "," : "", seen ? point[m].x : 0.0, take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].y : 0.0, take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].score : 0.0, 2);
    }
}

static void frames_json_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "== frame_%06zu.json\n{\"version\":1.3,\"people\":[", frame);
    if (hinge_layout_anything(take, point)) {
        hinge_text_adds(text, "{\"person_id\":[-1],\"pose_keypoints_2d\":[");
        hinge_layout_triplets(take, point, text);
        hinge_text_adds(text, "]}");
    }
    hinge_text_adds(text, "]}\n");
}

const struct hinge_take_layout hinge_layout_frames_json = {.extension = "",
                                                           .frame = frames_json_frame};

/* --- a file per sensor --- */

/* The heading, then the lean (a turn to the left about the vertical, forward about the
 * person's left), then how the sensor is put on. */
void hinge_layout_orientation(const struct hinge_image_point *point, size_t mounting, double q[4])
{
    double h = point->y * radian / 2, lean = point->x * radian / 2;
    double a = 0.2 * (double)mounting, b = -0.15 * (double)mounting;
    double seg[4] = {cos(h) * cos(lean), -sin(h) * sin(lean), cos(h) * sin(lean),
                     sin(h) * cos(lean)};
    double turn[4] = {cos(a) * cos(b), sin(a) * cos(b), cos(a) * sin(b), sin(a) * sin(b)};
    q[0] = seg[0] * turn[0] - seg[1] * turn[1] - seg[2] * turn[2] - seg[3] * turn[3];
    q[1] = seg[0] * turn[1] + seg[1] * turn[0] + seg[2] * turn[3] - seg[3] * turn[2];
    q[2] = seg[0] * turn[2] - seg[1] * turn[3] + seg[2] * turn[0] + seg[3] * turn[1];
    q[3] = seg[0] * turn[3] + seg[1] * turn[2] - seg[2] * turn[1] + seg[3] * turn[0];
}

void hinge_layout_add_orientation(const struct hinge_image_point *point, size_t mounting,
                                  const char *between, struct hinge_text *text)
{
    double q[4];
    hinge_layout_orientation(point, mounting, q);
    for (int k = 0; k < 4; k++) {
        hinge_text_adds(text, between);
        if (hinge_layout_seen(point))
            hinge_fixed_add(text, q[k], 7);
    }
}

static void dot_begin(const struct hinge_take *take, size_t marker, struct hinge_text *text)
{
    hinge_text_printf(text,
                      "== %s.csv\nsep=,\nDeviceTag:,D%zu\nFirmwareVersion:,2.0.0\n"
                      "OutputRate:,",
                      take->set->marker[marker].name, marker + 1);
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_adds(text, "Hz\n\nPacketCounter,SampleTimeFine,Quat_W,Quat_X,Quat_Y,Quat_Z\n");
}

static void dot_frame(const struct hinge_take *take, size_t frame, size_t marker,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu,", frame + 1);
    hinge_fixed_add(text, 1e6 * (double)frame / take->options->rate_hz + 3e6, 0);
    hinge_layout_add_orientation(point, marker + 1, ",", text);
    hinge_text_adds(text, "\n");
}

const struct hinge_take_layout hinge_layout_dot = {
    .extension = "", .sensors = true, .marker_begin = dot_begin, .marker_frame = dot_frame};

/* --- frames as they are seen --- */

size_t hinge_take_frames(const struct hinge_take *take)
{
    return (size_t)floor(take->motion->end_s * take->options->rate_hz) + 1;
}

void hinge_take_markers(const struct hinge_take *take, size_t frame,
                        double marker[HINGE_MARKERS_MAX][3])
{
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3], drift[3] = {0};
    double t_s = (double)frame / take->options->rate_hz;
    double c = cos(take->heading_deg * radian), s = sin(take->heading_deg * radian);
    hinge_motion_at(take->motion, t_s, angle);
    hinge_body_points(take->physique, angle, point);
    if (!take->still) {
        /* Nobody stands like a statue, and a recording whose numbers repeat looks held: the whole
         * body drifts by 1.5 mm. It moves no landmark against another. */
        static const double hertz[3] = {0.83, 1.27, 0.61};
        for (int k = 0; k < 3; k++)
            drift[k] = 0.0015 * sin(2.0 * 3.14159265358979324 * hertz[k] * t_s + k);
    }
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const struct hinge_marker *row = &take->set->marker[m];
        if (take->set->angles) {
            marker[m][0] = hinge_body_angle(angle, (int)row->landmark);
            marker[m][1] = take->heading_deg;
            marker[m][2] = 0;
            continue;
        }
        double body[3];
        for (int k = 0; k < 3; k++)
            body[k] = point[row->landmark][k] + row->offset_m[k] + drift[k];
        marker[m][0] = body[0] * c + body[2] * s;
        marker[m][1] = body[1];
        marker[m][2] = body[2] * c - body[0] * s;
    }
}

enum { WAVES = 3, POSTURES = 64 };

/* Gap state of each marker and the random numbers of a recording. */
struct sensor {
    struct hinge_random noise, gaps;
    size_t missing[HINGE_MARKERS_MAX]; /* frames still to be missing */
    /* slow errors of each coordinate: a few waves of 0.5 to 2 Hz */
    double hertz[HINGE_MARKERS_MAX][3][WAVES], phase[HINGE_MARKERS_MAX][3][WAVES];
    double mean[HINGE_MARKERS_MAX][3]; /* where a tracker expects each marker */
};

static void observe(const struct hinge_take *take, struct sensor *sensor, size_t frame,
                    double marker[HINGE_MARKERS_MAX][3], bool seen[HINGE_MARKERS_MAX])
{
    const struct hinge_simulate_options *o = take->options;
    size_t longest = (size_t)fmax(1.0, 0.2 * o->rate_hz);
    double mean_run = 0.5 * (double)(longest + 1);
    double start = o->gap_share / (mean_run * (1.0 - o->gap_share) + o->gap_share);
    hinge_take_markers(take, frame, marker);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        for (int k = 0; k < 3; k++) {
            double error = 0.0;
            if (o->pull > 0.0)
                error = o->pull * (sensor->mean[m][k] - marker[m][k]);
            for (int w = 0; w < WAVES && o->drift_mm > 0.0; w++)
                error += 0.001 * o->drift_mm * sqrt(2.0 / WAVES) *
                         sin((360.0 * sensor->hertz[m][k][w] * ((double)frame / o->rate_hz) +
                              sensor->phase[m][k][w]) *
                             radian);
            marker[m][k] += error;
        }
        for (int k = 0; k < 3 && o->noise_mm > 0.0; k++)
            marker[m][k] += 0.001 * o->noise_mm * hinge_random_normal(&sensor->noise);
        if (o->outlier_share > 0.0 && hinge_random_uniform(&sensor->gaps) < o->outlier_share)
            for (int k = 0; k < 3; k++) {
                double side = hinge_random_uniform(&sensor->gaps) < 0.5 ? -1.0 : 1.0;
                marker[m][k] += side * (0.1 + 0.3 * hinge_random_uniform(&sensor->gaps));
            }
        if (o->gap_share > 0.0 && sensor->missing[m] == 0 &&
            hinge_random_uniform(&sensor->gaps) < start)
            sensor->missing[m] = 1 + hinge_random_bounded(&sensor->gaps, (uint32_t)longest);
        seen[m] = sensor->missing[m] == 0;
        if (!seen[m])
            sensor->missing[m]--;
    }
}

void hinge_take_write(const struct hinge_take *given, struct hinge_text *text)
{
    struct hinge_take copy = *given;
    const struct hinge_take *take = &copy;
    const struct hinge_take_layout *layout = take->set->layout;
    size_t n = hinge_take_frames(take);
    cleared_by(freed) bool *lost = hinge_alloc(n, sizeof *lost);
    /* Which frames are lost, and how many are left. The first is never lost. */
    struct hinge_random drops;
    hinge_random_init(&drops, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_DROPS);
    size_t left = n;
    for (size_t i = 1; i < n && take->options->drop_share > 0.0; i++) {
        lost[i] = hinge_random_uniform(&drops) < take->options->drop_share;
        left -= lost[i];
    }
    copy.frames_left = left;
    struct sensor sensor = {.missing = {0}};
    hinge_random_init(&sensor.noise, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_NOISE);
    hinge_random_init(&sensor.gaps, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_GAPS);
    /* Trackers err for a while, not frame by frame, and towards what people mostly do. */
    const struct hinge_simulate_options *o = take->options;
    struct hinge_random random;
    hinge_random_init(&random, o->seed, HINGE_STREAM_SIMULATE, take->replicate + HINGE_TAKE_DRIFT);
    for (size_t m = 0; o->drift_mm > 0.0 && m < take->set->n_markers; m++)
        for (int k = 0; k < 3; k++)
            for (int w = 0; w < WAVES; w++) {
                sensor.hertz[m][k][w] = 0.5 + 1.5 * hinge_random_uniform(&random);
                sensor.phase[m][k][w] = 360.0 * hinge_random_uniform(&random);
            }
    for (size_t i = 0; o->pull > 0.0 && i < POSTURES; i++) {
        double marker[HINGE_MARKERS_MAX][3];
        hinge_take_markers(take, i * n / POSTURES, marker);
        for (size_t m = 0; m < take->set->n_markers; m++)
            for (int k = 0; k < 3; k++)
                sensor.mean[m][k] += marker[m][k] / POSTURES;
    }
    if (layout->begin != NULL)
        layout->begin(take, text);
    size_t passes = layout->frame != NULL ? 1 : take->set->n_markers;
    for (size_t pass = 0; pass < passes; pass++) {
        struct sensor again = sensor; /* every pass sees the same noise */
        if (layout->marker_begin != NULL)
            layout->marker_begin(take, pass, text);
        for (size_t i = 0; i < n; i++) {
            double marker[HINGE_MARKERS_MAX][3];
            bool seen[HINGE_MARKERS_MAX];
            observe(take, &again, i, marker, seen);
            if (lost[i] && take->set->clock)
                continue;
            for (size_t m = 0; lost[i] && m < take->set->n_markers; m++)
                seen[m] = false; /* without a clock a lost frame is a blank row */
            /* Writes a frame, or of a layout by markers one of them. */
            struct hinge_image_point point[HINGE_MARKERS_MAX];
            for (size_t m = 0; m < take->set->n_markers; m++) {
                double value[3] = {marker[m][0], marker[m][1], marker[m][2]};
                if (take->set->image) {
                    /* Metres to what the file holds. The camera looks along -z of the turned axes:
                     * u is x, v is down, depth grows away from it. */
                    double u = 0.5 * o->image_width_px + o->scale_px_m * marker[m][0];
                    double v = 0.92 * o->image_height_px - o->scale_px_m * marker[m][1];
                    double depth = -o->scale_px_m * marker[m][2];
                    value[0] = take->set->fractions ? u / o->image_width_px : u;
                    value[1] = take->set->fractions ? v / o->image_height_px : v;
                    value[2] = depth / o->image_width_px;
                }
                /* the far side is half hidden behind the near one */
                point[m] = (struct hinge_image_point){value[0], value[1], value[2],
                                                      marker[m][2] >= -0.02 ? 0.95 : 0.75};
                if (!seen[m])
                    point[m].x = NAN;
            }
            if (layout->frame != NULL)
                layout->frame(take, i, point, text);
            else
                layout->marker_frame(take, i, pass, &point[pass], text);
        }
    }
    if (layout->end != NULL)
        layout->end(take, text);
}
