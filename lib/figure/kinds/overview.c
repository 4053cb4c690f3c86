/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview: one recording over time: its driver, turning points, phases, gaps, what was
 * taken for standing, and what was no repetition and why. */
#include "figure/data.h"
#include "figure/kinds/figure.h"
#include "result/words.h"

#include <math.h>
#include <string.h>

enum { MOST_POINTS = 1600, SIGNALS = 2 };

/* Phases from pale to paler, named in the key. */
#define DESCENT "#bfdcec"
#define HOLD "#e8e8e8"
#define ASCENT "#f9e7bf"
#define GAP "#000000"

struct overview {
    struct hinge_drawing *drawing;
    const char *trial; /* the recording's id */
    struct hinge_trace trace;
    struct hinge_panel driver, angles;
    size_t stride, n;
    double *x, *y; /* points of a curve, room for n */
};

static double x_of(const struct overview *o, double frame)
{
    return hinge_panel_x(&o->driver, hinge_trace_time(&o->trace, frame));
}

/* --- numbers --- */

static const char *or_empty(enum hinge_reason reason)
{
    return reason == HINGE_REASON_OK ? "" : hinge_reason_name(reason);
}

static double seconds(const struct overview *o, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN : hinge_trace_time(&o->trace, (double)frame);
}

static void keep(struct overview *o)
{
    static const struct hinge_data_column columns[] = {
        {"what", NULL},    {"reason", NULL},   {"desc_start", "s"},
        {"desc_end", "s"}, {"asc_start", "s"}, {"asc_end", "s"},
        {"from", "s"},     {"to", "s"},        {0}};
    const struct hinge_trace *t = &o->trace;
    hinge_data_columns(o->drawing, columns);
    for (size_t k = 0; k < t->n_reps; k++) {
        const struct hinge_phase_bounds *b = &t->rep[k].bounds;
        hinge_data_row(o->drawing, (const char *const[]){"repetition", or_empty(t->rep[k].descent)},
                       (const double[]){seconds(o, b->desc_start), seconds(o, b->desc_end),
                                        seconds(o, b->asc_start), seconds(o, b->asc_end), NAN,
                                        NAN});
    }
    for (size_t k = 0; k < t->n_excluded; k++) {
        const struct hinge_phase_bounds *b = &t->excluded[k].bounds;
        hinge_data_row(
            o->drawing,
            (const char *const[]){"repetition", hinge_reason_name(HINGE_REASON_EXCLUDED)},
            (const double[]){seconds(o, b->desc_start), seconds(o, b->desc_end),
                             seconds(o, b->asc_start), seconds(o, b->asc_end), NAN, NAN});
    }
    for (size_t k = 0; k < t->n_rejected; k++)
        hinge_data_row(o->drawing,
                       (const char *const[]){"rejected", hinge_reason_name(t->rejected[k].reason)},
                       (const double[]){NAN, NAN, NAN, NAN, seconds(o, (long)t->rejected[k].from),
                                        seconds(o, (long)t->rejected[k].to)});
}

/* --- drawing --- */

static void draw_span(const struct overview *o, long from, long to, const char *fill)
{
    if (from == HINGE_NO_INDEX || to == HINGE_NO_INDEX || to <= from)
        return;
    double x = x_of(o, (double)from), width = x_of(o, (double)to) - x;
    const struct hinge_panel *panels[] = {&o->driver, &o->angles};
    for (size_t i = 0; i < 2; i++)
        if (panels[i]->height > 0)
            hinge_svg_rect(&o->drawing->svg, x, panels[i]->top, width, panels[i]->height, fill,
                           NULL);
}

static void draw_reps(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    const struct hinge_words words = {.anchor = HINGE_MIDDLE};
    for (size_t k = 0; k < t->n_reps; k++) {
        const struct hinge_phase_bounds *b = &t->rep[k].bounds;
        long first = b->desc_start != HINGE_NO_INDEX ? b->desc_start : b->asc_start;
        long last = b->asc_end != HINGE_NO_INDEX ? b->asc_end : b->desc_end;
        draw_span(o, b->desc_start, b->desc_end, DESCENT);
        if (!t->rep[k].floor)
            draw_span(o, b->desc_end, b->asc_start, HOLD);
        draw_span(o, b->asc_start, b->asc_end, ASCENT);
        if (first == HINGE_NO_INDEX || last == HINGE_NO_INDEX)
            continue;
        bool whole = t->rep[k].complete;
        hinge_svg_words(&o->drawing->svg, x_of(o, (double)(first + last) / 2), o->driver.top - 3,
                        &words,
                        hinge_drawing_text(o->drawing, whole ? "%d" : "(%d)", t->rep[k].number));
    }
}

/* Lines that rise over a rectangle, within it. */
static void hatch(struct hinge_svg *svg, double x, double end, double top, double height)
{
    const struct hinge_pen pen = {"#888888", 0.6, 0};
    const double STEP = 5;
    for (double foot = x - height + STEP; foot < end; foot += STEP) {
        double from = fmax(foot, x), to = fmin(foot + height, end);
        if (to > from)
            hinge_svg_line(svg, from, top + height - (from - foot), to, top + height - (to - foot),
                           &pen);
    }
}

/* Repetitions that somebody excluded: hatched, with their numbers. */
static void draw_excluded(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    const struct hinge_panel *panels[] = {&o->driver, &o->angles};
    const struct hinge_words words = {.anchor = HINGE_MIDDLE, .colour = "#444444"};
    for (size_t k = 0; k < t->n_excluded; k++) {
        long from, to;
        hinge_rep_span(&t->excluded[k], &from, &to);
        double x = x_of(o, (double)from), end = x_of(o, (double)to);
        hinge_svg_group(&o->drawing->svg,
                        hinge_drawing_text(o->drawing, "excluded by hand: repetition %d",
                                           t->excluded[k].number));
        for (size_t i = 0; i < 2; i++)
            if (panels[i]->height > 0)
                hatch(&o->drawing->svg, x, end, panels[i]->top, panels[i]->height);
        hinge_svg_words(&o->drawing->svg, (x + end) / 2, o->driver.top - 3, &words,
                        hinge_drawing_text(o->drawing, "%d", t->excluded[k].number));
        hinge_svg_end(&o->drawing->svg);
    }
}

static void draw_rejected(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    const struct hinge_pen frame = {"#666666", 0.8, 2};
    const struct hinge_words words = {.anchor = HINGE_MIDDLE, .colour = "#444444"};
    for (size_t k = 0; k < t->n_rejected; k++) {
        double x = x_of(o, (double)t->rejected[k].from);
        double end = x_of(o, (double)t->rejected[k].to);
        char buffer[100];
        const char *reason =
            hinge_wording_reason(hinge_reason_name(t->rejected[k].reason), buffer, sizeof buffer);
        hinge_svg_group(&o->drawing->svg,
                        hinge_drawing_text(o->drawing, "no repetition: %s", reason));
        hinge_svg_rect(&o->drawing->svg, x, o->driver.top, end - x, o->driver.height, NULL, &frame);
        hinge_svg_words_in(&o->drawing->svg, (x + end) / 2, o->driver.top + 9,
                           fmax(end - x - 2, 24), &words, reason);
        hinge_svg_end(&o->drawing->svg);
    }
}

/* Frames without the driver, at the bottom of the panel. */
static void draw_gaps(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    const double *driver = t->signal[HINGE_SIGNAL_driver];
    double bottom = o->driver.top + o->driver.height;
    for (size_t i = 0; driver != NULL && i < t->n;) {
        size_t end = i;
        while (end < t->n && isnan(driver[end]))
            end++;
        if (end > i)
            hinge_svg_rect(&o->drawing->svg, x_of(o, (double)i), bottom - 4,
                           fmax(x_of(o, (double)end - 1) - x_of(o, (double)i), 0.6), 4, GAP, NULL);
        i = end + 1;
    }
}

static void draw_standing(const struct overview *o)
{
    const struct hinge_standing *s = &o->trace.standing;
    const struct hinge_pen pen = {"#009e73", 2.5, 0};
    const struct hinge_words words = {.colour = "#00694d", .anchor = HINGE_MIDDLE};
    if (!s->found || s->to <= s->from)
        return;
    double bottom = o->driver.top + o->driver.height, y = bottom - 7;
    double x = x_of(o, (double)s->from), end = x_of(o, (double)s->to);
    double half = hinge_words_width("standing", HINGE_FONT_PT) / 2;
    double most = o->driver.left + o->driver.width - half;
    hinge_svg_line(&o->drawing->svg, x, y, end, y, &pen);
    /* below the panel, where no curve is */
    hinge_svg_words(&o->drawing->svg, fmin(fmax((x + end) / 2, o->driver.left + half), most),
                    bottom + 9.5, &words, "standing");
}

static void draw_curve(const struct overview *o, const struct hinge_panel *panel,
                       const double *value, double zero, const struct hinge_pen *pen)
{
    size_t n = 0;
    for (size_t i = 0; i < o->trace.n; i += o->stride, n++) {
        o->x[n] = x_of(o, (double)i);
        o->y[n] = hinge_panel_y(panel, value[i] - zero);
    }
    hinge_svg_curve(&o->drawing->svg, o->x, o->y, n, pen);
}

static void draw_turns(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    for (size_t k = 0; k < t->n_reps; k++) {
        const long low[] = {t->rep[k].low, t->rep[k].low2};
        const long high[] = {t->rep[k].high, t->rep[k].high2};
        for (int i = 0; i < 2; i++) {
            if (low[i] != HINGE_NO_INDEX)
                hinge_svg_mark(&o->drawing->svg, HINGE_MARK_DOWN, x_of(o, (double)low[i]),
                               hinge_panel_y(&o->driver, t->ds[low[i]]), 2.4, HINGE_INK, false);
            if (high[i] != HINGE_NO_INDEX)
                hinge_svg_mark(&o->drawing->svg, HINGE_MARK_TRIANGLE, x_of(o, (double)high[i]),
                               hinge_panel_y(&o->driver, t->ds[high[i]]), 2.4, HINGE_INK, true);
        }
    }
}

static double zero_of(const struct hinge_trace *t, enum hinge_signal signal)
{
    double zero = t->standing.found ? t->standing.value[signal] : 0;
    return isnan(zero) ? 0 : zero;
}

static void range_of(const struct overview *o, const double *value, double zero, double range[2])
{
    for (size_t i = 0; i < o->trace.n; i++) {
        range[0] = fmin(range[0], value[i] - zero);
        range[1] = fmax(range[1], value[i] - zero);
    }
}

static void draw_key(const struct overview *o, double top)
{
    static const struct {
        const char *fill, *name;
    } keys[] = {{DESCENT, "descent"}, {HOLD, "hold"}, {ASCENT, "ascent"}};
    struct hinge_svg *svg = &o->drawing->svg;
    const struct hinge_words words = {0};
    const struct hinge_pen frame = {"#666666", 0.8, 2};
    double x = 4;
    for (size_t i = 0; i < 3; i++) {
        hinge_svg_rect(svg, x, top, 9, 8, keys[i].fill, NULL);
        hinge_svg_words(svg, x + 12, top + 7, &words, keys[i].name);
        x += 20 + hinge_words_width(keys[i].name, HINGE_FONT_PT);
    }
    hinge_svg_rect(svg, x, top, 9, 8, NULL, &frame);
    hinge_svg_words(svg, x + 12, top + 7, &words, "no repetition");
    x += 20 + hinge_words_width("no repetition", HINGE_FONT_PT);
    hinge_svg_rect(svg, x, top + 3, 9, 4, GAP, NULL);
    hinge_svg_words(svg, x + 12, top + 7, &words, "gap");
    x += 20 + hinge_words_width("gap", HINGE_FONT_PT);
    if (o->trace.n_excluded == 0)
        return;
    hatch(svg, x, x + 9, top, 8);
    hinge_svg_words(svg, x + 12, top + 7, &words, "excluded by hand");
}

static const enum hinge_signal shown[SIGNALS] = {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex};

static bool lay_out(struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    double time[2] = {hinge_trace_time(t, 0), hinge_trace_time(t, (double)t->n - 1)};
    double driver[2] = {0, 0}, angles[2] = {0, 0};
    bool any = false;
    range_of(o, t->ds, 0, driver);
    if (t->signal[HINGE_SIGNAL_driver] != NULL)
        range_of(o, t->signal[HINGE_SIGNAL_driver], t->driver_zero, driver);
    for (size_t i = 0; i < SIGNALS; i++)
        if (t->signal[shown[i]] != NULL) {
            any = true;
            range_of(o, t->signal[shown[i]], zero_of(t, shown[i]), angles);
        }
    hinge_axis_fix(&o->driver.x, time[0], time[1], 10);
    o->angles.x = o->driver.x;
    hinge_axis_pad(&o->driver.y, driver[0], driver[1], 5);
    hinge_axis_pad(&o->angles.y, angles[0], angles[1], 4);
    o->driver.left = o->angles.left =
        fmax(hinge_panel_left(&o->driver.y, "y"), hinge_panel_left(&o->angles.y, "y"));
    o->driver.width = o->angles.width = o->drawing->width - o->driver.left - 10;
    o->driver.top = 30;
    o->driver.height = 130;
    o->angles.top = o->driver.top + o->driver.height + 28;
    o->angles.height = any ? 80 : 0;
    return any;
}

static void draw_angles(const struct overview *o)
{
    const struct hinge_trace *t = &o->trace;
    const char *names[SIGNALS];
    const struct hinge_words words = {0};
    double x = o->angles.left;
    for (size_t i = 0; i < SIGNALS; i++) {
        struct hinge_look look = hinge_look_of(i);
        const struct hinge_pen pen = {look.colour, 1, look.dash};
        names[i] = hinge_drawing_name(o->drawing, hinge_signal_name(shown[i]));
        if (t->signal[shown[i]] == NULL)
            continue;
        draw_curve(o, &o->angles, t->signal[shown[i]], zero_of(t, shown[i]), &pen);
        hinge_svg_line(&o->drawing->svg, x, o->angles.top - 6, x + 18, o->angles.top - 6, &pen);
        hinge_svg_words(&o->drawing->svg, x + 21, o->angles.top - 3.5, &words, names[i]);
        x += 34 + hinge_words_width(names[i], HINGE_FONT_PT);
    }
}

static void draw_all(struct overview *o, const char *title)
{
    struct hinge_drawing *d = o->drawing;
    const struct hinge_pen thin = {"#777777", 0.5, 0}, thick = {"#0072b2", 1.2, 0};
    bool angles = lay_out(o);
    const struct hinge_frame top = {
        .x_name = angles ? "" : "time (s)",
        .y_name = hinge_drawing_text(d, "angle, %s (°)", hinge_drawing_name(d, o->trace.driver)),
        .no_x = angles};
    const struct hinge_frame below = {.x_name = "time (s)", .y_name = "from standing (°)"};
    double bottom = angles ? o->angles.top + o->angles.height : o->driver.top + o->driver.height;
    hinge_svg_open(&d->svg, d->width, bottom + HINGE_PANEL_BELOW, title,
                   hinge_text_string(&d->caption));
    draw_key(o, 4);
    draw_reps(o);
    hinge_panel_frame(&d->svg, &o->driver, &top);
    draw_rejected(o);
    draw_excluded(o);
    if (o->trace.signal[HINGE_SIGNAL_driver] != NULL)
        draw_curve(o, &o->driver, o->trace.signal[HINGE_SIGNAL_driver], o->trace.driver_zero,
                   &thin);
    draw_curve(o, &o->driver, o->trace.ds, 0, &thick);
    draw_turns(o);
    draw_gaps(o);
    draw_standing(o);
    if (angles) {
        hinge_panel_frame(&d->svg, &o->angles, &below);
        draw_angles(o);
    }
    hinge_svg_close(&d->svg);
}

static void describe(struct overview *o)
{
    struct hinge_text *caption = &o->drawing->caption;
    const struct hinge_trace *t = &o->trace;
    hinge_text_printf(caption,
                      "%s: %zu repetitions, tier %c. The driver (%s; thick: as it is "
                      "segmented) with its turning points, filled where it is deepest; "
                      "numbers in brackets: "
                      "repetitions that are not whole",
                      o->trial, t->n_reps, t->tier, t->driver);
    for (size_t k = 0; k < t->n_rejected; k++) {
        char words[100];
        hinge_text_printf(caption, "%s %s at %.1f s", k > 0 ? "," : "; no repetition:",
                          hinge_wording_reason(hinge_reason_name(t->rejected[k].reason), words,
                                               sizeof words),
                          hinge_trace_time(t, (double)t->rejected[k].from));
    }
    for (size_t k = 0; k < t->n_excluded; k++)
        hinge_text_printf(caption, "%s %d",
                          k > 0 ? "," : "; excluded by hand:", t->excluded[k].number);
    if (t->ghosts > 0)
        hinge_text_printf(caption, "; %zu smaller movements", t->ghosts);
    hinge_text_puts(caption, ".");
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct overview *o = hinge_arena_alloc(&drawing->arena, 1, sizeof *o);
    o->drawing = drawing;
    enum hinge_status status = hinge_recording_trace(drawing, &o->trial, &o->trace, error);
    if (status == HINGE_OK) {
        o->stride = o->trace.n / MOST_POINTS + 1;
        o->n = o->trace.n / o->stride + 1;
        o->x = hinge_arena_alloc(&drawing->arena, o->n, sizeof *o->x);
        o->y = hinge_arena_alloc(&drawing->arena, o->n, sizeof *o->y);
    }
    if (status == HINGE_OK)
        keep(o);
    if (status == HINGE_OK) {
        describe(o);
        draw_all(o, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Overview of a recording");
    }
    hinge_trace_clear(&o->trace);
    return status;
}

const struct hinge_figure hinge_figure_overview = {
    .id = "overview",
    .title = "one recording over time: repetitions, phases, gaps, what was rejected",
    .details = "Needs --study; of --trial ID, else of the first recording with a whole "
               "repetition.",
    .by = "",
    .needs = HINGE_FIGURE_NEEDS_STUDY,
    .takes = "trial,study,events",
    .draw = draw,
};
