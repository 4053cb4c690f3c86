/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview: one recording over time: its driver, turning points, phases, gaps, what was
 * taken for standing, and what was no repetition and why. */
#include "figure/kinds/figure.h"

enum { MOST_POINTS = 1600, SIGNALS = 2 };

static const enum hinge_signal shown[SIGNALS] = {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex};

static const struct hinge_look phase_look[] = {
    {.colour = "#0072b2"}, {.colour = HINGE_GREY}, {.colour = "#00797d"}};
static const char *const phase_name[] = {"descent", "hold", "ascent"};
static const struct hinge_look rejected = {.colour = HINGE_GREY, .width = 0.8, .dash = 2},
                               gap = {.colour = HINGE_INK, .width = 4},
                               standing = {.colour = "#009e73", .width = 2.5},
                               low = {.colour = HINGE_INK, .mark = HINGE_MARK_DOWN, .size = 2.4},
                               high = {.colour = HINGE_INK,
                                       .mark = HINGE_MARK_TRIANGLE,
                                       .filled = true,
                                       .size = 2.4};

static double seconds(const struct hinge_plot *p, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN : hinge_trace_time(&p->trace, (double)frame);
}

static void keep_rep(struct hinge_plot *p, const struct hinge_rep *rep, enum hinge_reason reason)
{
    const struct hinge_phase_bounds *b = &rep->bounds;
    hinge_plot_row(p,
                   (const char *const[]){
                       "repetition", reason == HINGE_REASON_OK ? "" : hinge_reason_name(reason)},
                   (const double[]){seconds(p, b->desc_start), seconds(p, b->desc_end),
                                    seconds(p, b->asc_start), seconds(p, b->asc_end), NAN, NAN});
}

/* A stripe of the panel between two frames. */
static void draw_span(struct hinge_panel *panel, const struct hinge_look *look,
                      enum hinge_fill fill, const char *title, long from, long to)
{
    if (from != HINGE_NO_INDEX && to != HINGE_NO_INDEX && to > from)
        hinge_panel_box(panel, look, fill, title, seconds(panel->plot, from), -INFINITY,
                        seconds(panel->plot, to), INFINITY);
}

/* Phases, and what somebody excluded, hatched; `top`: with their numbers. */
static void draw_spans(struct hinge_panel *panel, bool top)
{
    struct hinge_plot *p = panel->plot;
    const struct hinge_trace *t = &p->trace;
    for (size_t k = 0; k < t->n_reps; k++) {
        const struct hinge_phase_bounds *b = &t->rep[k].bounds;
        long first = b->desc_start != HINGE_NO_INDEX ? b->desc_start : b->asc_start;
        long last = b->asc_end != HINGE_NO_INDEX ? b->asc_end : b->desc_end;
        draw_span(panel, &phase_look[0], HINGE_TINT, NULL, b->desc_start, b->desc_end);
        if (!t->rep[k].floor)
            draw_span(panel, &phase_look[1], HINGE_TINT, NULL, b->desc_end, b->asc_start);
        draw_span(panel, &phase_look[2], HINGE_TINT, NULL, b->asc_start, b->asc_end);
        if (top && first != HINGE_NO_INDEX && last != HINGE_NO_INDEX)
            hinge_panel_words(
                panel, (seconds(p, first) + seconds(p, last)) / 2, INFINITY, HINGE_MIDDLE, 0,
                hinge_plot_text(p, t->rep[k].complete ? "%d" : "(%d)", t->rep[k].number));
    }
    for (size_t k = 0; k < t->n_excluded; k++) {
        long from, to;
        hinge_rep_span(&t->excluded[k], &from, &to);
        const char *number = hinge_plot_text(p, "%d", t->excluded[k].number);
        draw_span(panel, &hinge_look_grey, HINGE_HATCH,
                  hinge_plot_text(p, "excluded by hand: repetition %s", number), from, to);
        if (top)
            hinge_panel_words(panel, (seconds(p, from) + seconds(p, to)) / 2, INFINITY,
                              HINGE_MIDDLE, 0, number);
    }
}

/* A curve, of long recordings every so manieth frame; `zero` is taken off. */
static void draw_curve(struct hinge_panel *panel, const struct hinge_look *look,
                       const double *value, double zero)
{
    struct hinge_plot *p = panel->plot;
    size_t stride = p->trace.n / MOST_POINTS + 1, n = 0;
    double *x = hinge_plot_room(p, p->trace.n, sizeof *x);
    double *y = hinge_plot_room(p, p->trace.n, sizeof *y);
    for (size_t i = 0; i < p->trace.n; i += stride, n++) {
        x[n] = seconds(p, (long)i);
        y[n] = value[i] - zero;
    }
    hinge_panel_line(panel, look, NULL, x, y, n);
}

/* Turning points, frames without the driver, and standing, which stand on the time. */
static void draw_events(struct hinge_panel *panel)
{
    struct hinge_plot *p = panel->plot;
    const struct hinge_trace *t = &p->trace;
    const double *driver = t->signal[HINGE_SIGNAL_driver];
    for (size_t k = 0; k < t->n_reps; k++) {
        const long at[] = {t->rep[k].low, t->rep[k].high, t->rep[k].low2, t->rep[k].high2};
        for (int i = 0; i < 4; i++)
            if (at[i] != HINGE_NO_INDEX)
                hinge_panel_mark(panel, i % 2 == 0 ? &low : &high, NULL, seconds(p, at[i]),
                                 t->ds[at[i]]);
    }
    for (size_t i = 0; driver != NULL && i < t->n;) {
        size_t end = i;
        while (end < t->n && isnan(driver[end]))
            end++;
        if (end > i)
            hinge_panel_rule(panel, &gap, seconds(p, (long)i), -INFINITY,
                             hinge_trace_time(t, (double)end - 0.5), -INFINITY);
        i = end + 1;
    }
    const struct hinge_standing *s = &t->standing;
    if (!s->found || s->to <= s->from)
        return;
    double from = seconds(p, (long)s->from), to = seconds(p, (long)s->to);
    hinge_panel_rule(panel, &standing, from, -INFINITY, to, -INFINITY);
    /* below the panel, where no curve is */
    hinge_panel_words(panel, (from + to) / 2, -INFINITY, HINGE_MIDDLE, 0, "standing");
}

static void draw(struct hinge_plot *p)
{
    const char *trial = hinge_plot_recording(p);
    if (hinge_plot_failed(p))
        return;
    p->title = "Overview of a recording";
    const struct hinge_trace *t = &p->trace;
    hinge_plot_columns(p, "what,reason,desc_start:s,desc_end:s,asc_start:s,asc_end:s,from:s,to:s");
    for (size_t k = 0; k < t->n_reps; k++)
        keep_rep(p, &t->rep[k], t->rep[k].descent);
    for (size_t k = 0; k < t->n_excluded; k++)
        keep_rep(p, &t->excluded[k], HINGE_REASON_EXCLUDED);
    for (size_t k = 0; k < t->n_rejected; k++)
        hinge_plot_row(p,
                       (const char *const[]){"rejected", hinge_reason_name(t->rejected[k].reason)},
                       (const double[]){NAN, NAN, NAN, NAN, seconds(p, (long)t->rejected[k].from),
                                        seconds(p, (long)t->rejected[k].to)});
    /* what was found, and what was not */
    const char *reps = HINGE_S(t->n_reps);
    hinge_plot_finding(p, "%s: %zu repetition%s", trial, t->n_reps, reps);
    for (size_t k = 0; k < t->n_reps && k < 12; k++) {
        long from, to;
        hinge_rep_span(&t->rep[k], &from, &to);
        hinge_plot_finding(p, "%d from %.1f to %.1f s", t->rep[k].number, seconds(p, from),
                           seconds(p, to));
    }
    hinge_plot_caption(p,
                       "%s: %zu repetition%s, tier %c. The driver (%s; thick: as it is "
                       "segmented) with its turning points, filled where it is deepest; "
                       "numbers in brackets: "
                       "repetitions that are not whole",
                       trial, t->n_reps, reps, t->tier, t->driver);
    for (size_t k = 0; k < t->n_rejected; k++) {
        const char *words =
            hinge_plot_text(p, "%s at %.1f s", hinge_reason_phrase(t->rejected[k].reason),
                            seconds(p, (long)t->rejected[k].from));
        hinge_plot_caption(p, "%s %s", k > 0 ? "," : "; no repetition:", words);
        hinge_plot_finding(p, "no repetition: %s", words);
    }
    for (size_t k = 0; k < t->n_excluded; k++)
        hinge_plot_caption(p, "%s %d", k > 0 ? "," : "; excluded by hand:", t->excluded[k].number);
    if (t->ghosts > 0)
        hinge_plot_caption(p, "; %zu smaller movement%s", t->ghosts, HINGE_S(t->ghosts));
    hinge_plot_caption(p, ".");
    const struct hinge_look thin = {.colour = HINGE_GREY, .width = 0.5},
                            thick = {.colour = "#0072b2", .width = 1.2};
    bool angles = false;
    for (size_t i = 0; i < SIGNALS; i++)
        angles = angles || t->signal[shown[i]] != NULL;
    struct hinge_axis time = {.name = "time (s)",
                              .low = seconds(p, 0),
                              .high = seconds(p, (long)t->n - 1),
                              .exact = true,
                              .wanted = p->width > 300 ? 10 : 5};
    for (size_t i = 0; i < 3; i++)
        hinge_plot_key(p, &phase_look[i], HINGE_SAMPLE_BOX, HINGE_TINT, phase_name[i]);
    hinge_plot_key(p, &rejected, HINGE_SAMPLE_BOX, HINGE_OUTLINE, "no repetition");
    hinge_plot_key(p, &gap, HINGE_SAMPLE_LINE, HINGE_FULL, "gap");
    if (t->n_excluded > 0)
        hinge_plot_key(p, &hinge_look_grey, HINGE_SAMPLE_BOX, HINGE_HATCH, "excluded by hand");
    struct hinge_axis hidden = time;
    hidden.hidden = angles;
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){
               .height = 130,
               .x = hidden,
               .y = {.name = hinge_plot_text(p, "angle, %s (°)", hinge_plot_name(p, t->driver))}});
    draw_spans(panel, true);
    for (size_t k = 0; k < t->n_rejected; k++) {
        double from = seconds(p, (long)t->rejected[k].from),
               to = seconds(p, (long)t->rejected[k].to);
        const char *reason = hinge_reason_phrase(t->rejected[k].reason);
        draw_span(panel, &rejected, HINGE_OUTLINE, hinge_plot_text(p, "no repetition: %s", reason),
                  (long)t->rejected[k].from, (long)t->rejected[k].to);
        hinge_panel_words(panel, (from + to) / 2, INFINITY, HINGE_MIDDLE, to - from, reason);
    }
    if (t->signal[HINGE_SIGNAL_driver] != NULL)
        draw_curve(panel, &thin, t->signal[HINGE_SIGNAL_driver], t->driver_zero);
    draw_curve(panel, &thick, t->ds, 0);
    draw_events(panel);
    if (angles) {
        panel = hinge_plot_panel(
            p, (struct hinge_panel){.row = 1,
                                    .height = 80,
                                    .x = time,
                                    .y = {.name = "from standing (°)", .wanted = 4}});
        draw_spans(panel, false);
        for (size_t i = 0; i < SIGNALS; i++) {
            const double *value = t->signal[shown[i]];
            struct hinge_look look = hinge_look_part(i == 0 ? "pelvis" : "lumbar");
            look.dash = (int)i;
            size_t last = t->n - 1;
            if (value == NULL)
                continue;
            double zero = t->standing.found ? t->standing.value[shown[i]] : 0;
            zero = isnan(zero) ? 0 : zero;
            while (last > 0 && isnan(value[last]))
                last--;
            look.width = 1;
            draw_curve(panel, &look, value, zero);
            look.size = 0.1;
            hinge_panel_label(panel, &look, seconds(p, (long)last), value[last] - zero,
                              hinge_plot_name(p, hinge_signal_name(shown[i])));
        }
    }
}

const struct hinge_figure hinge_figure_overview = {
    .id = "overview",
    .title = "one recording over time: repetitions, phases, gaps, what was rejected",
    .details = "Needs --study; of --trial ID, else of the first recording with a whole "
               "repetition.",
    .needs = HINGE_FIGURE_NEEDS_STUDY,
    .takes = "trial,study,events",
    .draw = draw,
};
