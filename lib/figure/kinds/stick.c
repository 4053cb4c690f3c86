/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stick: one repetition as figures of shank, thigh and trunk, or pelvis and ribs, from
 * their inclinations; lengths are those of an average body (Winter 2009, table 4.1). */
#include "figure/data.h"
#include "figure/kinds/figure.h"

#include <math.h>

enum { MOMENTS = 7, LINES = 5, NARROW = 340 }; /* NARROW: points, 120 mm */

struct stick {
    struct hinge_drawing *drawing;
    const char *trial; /* the recording's id */
    struct hinge_trace trace;
    const struct hinge_rep *rep;
    size_t number;
    bool spine; /* pelvis and thorax, not the trunk as one */
};

struct place {
    double x, y;
};

/* Inclinations from vertical, forward positive, degrees: shank, thigh, trunk or pelvis
 * and thorax. The thigh's is its knee-to-hip direction. */
static double angle_at(const struct stick *s, enum hinge_signal signal, size_t frame)
{
    return s->trace.signal[signal] != NULL ? s->trace.signal[signal][frame] : (double)NAN;
}

static enum hinge_status choose_rep(struct stick *s, struct hinge_error *error)
{
    const struct hinge_trace *t = &s->trace;
    long wanted = s->drawing->request->rep;
    for (size_t k = 0; k < t->n_reps; k++) {
        bool chosen = wanted > 0 ? t->rep[k].number == wanted : t->rep[k].complete;
        if (chosen && s->rep == NULL) {
            s->rep = &t->rep[k];
            s->number = (size_t)t->rep[k].number;
        }
    }
    if (s->rep == NULL && wanted > 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--rep: the recording has %zu repetitions%s", t->n_reps,
                               t->n_excluded > 0 ? ", without those excluded by hand; hinge-table "
                                                   "reps shows their numbers"
                                                 : "");
    if (s->rep == NULL)
        return hinge_drawing_nothing(s->drawing, error, "%s has no whole repetition", s->trial);
    s->spine =
        t->signal[HINGE_SIGNAL_pelvis_tilt] != NULL && t->signal[HINGE_SIGNAL_thorax_tilt] != NULL;
    if (t->signal[HINGE_SIGNAL_thigh_incl] == NULL ||
        (!s->spine && t->signal[HINGE_SIGNAL_trunk_incl] == NULL))
        return hinge_drawing_nothing(s->drawing, error, "thigh or trunk have no inclination in it");
    return HINGE_OK;
}

/* Frames at the start, twice on the way down, the bottom, twice up, the end. */
static void find_moments(const struct stick *s, double frame[MOMENTS])
{
    const struct hinge_phase_bounds *b = &s->rep->bounds;
    bool floor = s->rep->floor;
    double start = (double)(floor ? b->asc_start : b->desc_start);
    double turn = (double)(floor ? b->asc_end : b->desc_end);
    double back = (double)(floor ? b->desc_start : b->asc_start);
    double end = (double)(floor ? b->desc_end : b->asc_end);
    const double moments[MOMENTS] = {start,
                                     start + (turn - start) / 3,
                                     start + 2 * (turn - start) / 3,
                                     (turn + back) / 2,
                                     back + (end - back) / 3,
                                     back + 2 * (end - back) / 3,
                                     end};
    for (size_t i = 0; i < MOMENTS; i++)
        frame[i] = moments[i];
}

static struct place step(struct place from, double angle, double length)
{
    double radians = angle * acos(-1) / 180;
    return (struct place){from.x + length * sin(radians), from.y - length * cos(radians)};
}

/* A person of `height` points above (x, ground). */
static void draw_person(const struct stick *s, double x, double ground, double height, size_t frame)
{
    struct hinge_svg *svg = &s->drawing->svg;
    double thin = fmin(2, height / 53), thick = 2 * thin;
    const struct hinge_pen leg = {"#444444", thin, 0}, pelvis = {"#e69f00", thick, 0};
    const struct hinge_pen ribs = {"#0072b2", thick, 0}, lumbar = {"#d55e00", thin, 0};
    double shank = angle_at(s, HINGE_SIGNAL_shank_incl, frame);
    double thigh = angle_at(s, HINGE_SIGNAL_thigh_incl, frame);
    struct place ankle = {x, ground};
    struct place knee = step(ankle, isnan(shank) ? 0 : shank, 0.246 * height);
    struct place hip = step(knee, thigh, 0.245 * height);
    if (isnan(hip.x))
        return;
    hinge_svg_line(svg, ankle.x, ankle.y, knee.x, knee.y, &leg);
    hinge_svg_line(svg, knee.x, knee.y, hip.x, hip.y, &leg);
    if (!s->spine) {
        struct place neck = step(hip, angle_at(s, HINGE_SIGNAL_trunk_incl, frame), 0.288 * height);
        hinge_svg_line(svg, hip.x, hip.y, neck.x, neck.y, &ribs);
        return;
    }
    double p = angle_at(s, HINGE_SIGNAL_pelvis_tilt, frame);
    double t = angle_at(s, HINGE_SIGNAL_thorax_tilt, frame);
    struct place top = step(hip, p, 0.07 * height);
    struct place low = step(top, (p + t) / 2, 0.07 * height);
    struct place neck = step(low, t, 0.148 * height);
    hinge_svg_line(svg, hip.x, hip.y, top.x, top.y, &pelvis);
    hinge_svg_line(svg, top.x, top.y, low.x, low.y, &lumbar);
    hinge_svg_line(svg, low.x, low.y, neck.x, neck.y, &ribs);
}

static void keep(struct stick *s, const double *frame)
{
    static const struct hinge_data_column columns[] = {
        {"moment", NULL},       {"time", "s"},
        {"shank_incl", "deg"},  {"thigh_incl", "deg"},
        {"trunk_incl", "deg"},  {"pelvis_tilt", "deg"},
        {"thorax_tilt", "deg"}, {0}};
    static const enum hinge_signal signals[LINES] = {
        HINGE_SIGNAL_shank_incl, HINGE_SIGNAL_thigh_incl, HINGE_SIGNAL_trunk_incl,
        HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_thorax_tilt};
    hinge_data_columns(s->drawing, columns);
    for (size_t i = 0; i < MOMENTS; i++) {
        double numbers[LINES + 1] = {hinge_trace_time(&s->trace, frame[i])};
        for (size_t k = 0; k < LINES; k++)
            numbers[k + 1] = angle_at(s, signals[k], (size_t)lround(frame[i]));
        hinge_data_row(s->drawing,
                       (const char *const[]){hinge_drawing_text(s->drawing, "%zu", i + 1)},
                       numbers);
    }
}

/* In a column of a journal the figures stand in two rows, or they would be too small.
 */
static void draw_all(const struct stick *s, const double *frame, const char *title)
{
    struct hinge_drawing *d = s->drawing;
    const struct hinge_words below = {.anchor = HINGE_MIDDLE};
    const struct hinge_pen ground = {"#999999", 0.8, 0};
    size_t columns = d->width < NARROW ? (MOMENTS + 1) / 2 : MOMENTS;
    size_t rows = (MOMENTS + columns - 1) / columns;
    double slot = d->width / (double)columns, height = slot * 1.45;
    double bottom = height * 0.82 + 8, row = bottom + 18;
    hinge_svg_open(&d->svg, d->width, row * (double)rows, title, hinge_text_string(&d->caption));
    for (size_t i = 0; i < MOMENTS; i++) {
        double x = slot * ((double)(i % columns) + 0.42);
        size_t above = i / columns;
        double y = bottom + row * (double)above;
        if (i % columns == 0)
            hinge_svg_line(&d->svg, 4, y, d->width - 4, y, &ground);
        draw_person(s, x, y, height, (size_t)lround(frame[i]));
        hinge_svg_words(&d->svg, x, y + 11, &below,
                        hinge_drawing_text(d, "%.2f s", hinge_trace_time(&s->trace, frame[i])));
    }
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct stick s = {.drawing = drawing};
    double frame[MOMENTS];
    enum hinge_status status = hinge_recording_trace(drawing, &s.trial, &s.trace, error);
    if (status == HINGE_OK)
        status = choose_rep(&s, error);
    if (status == HINGE_OK) {
        find_moments(&s, frame);
        for (size_t i = 0; i < MOMENTS; i++)
            if (!(frame[i] >= 0 && frame[i] <= (double)s.trace.n - 1))
                status =
                    hinge_drawing_nothing(drawing, error, "repetition %zu is not whole", s.number);
    }
    if (status == HINGE_OK)
        keep(&s, frame);
    if (status == HINGE_OK) {
        hinge_text_printf(&drawing->caption,
                          "Repetition %zu of %s from the side, moving to the right: "
                          "inclinations as measured (tier %c), lengths of an average "
                          "body%s.",
                          s.number, s.trial, s.trace.tier,
                          s.spine ? "; pelvis orange, lumbar spine red, ribs blue"
                                  : "; the trunk as one, its bend was not seen");
        draw_all(&s, frame,
                 *drawing->request->title != '\0' ? drawing->request->title : "One repetition");
    }
    hinge_trace_clear(&s.trace);
    return status;
}

const struct hinge_figure hinge_figure_stick = {
    .id = "stick",
    .title = "one repetition as stick figures",
    .details = "Needs --study; of --trial ID and --rep N, else of the first recording "
               "with a whole repetition, and of that.",
    .by = "",
    .needs = HINGE_FIGURE_NEEDS_STUDY,
    .takes = "trial,rep,study,events",
    .draw = draw,
};
