/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stick: one repetition as figures of shank, thigh and trunk, or pelvis and ribs, from
 * their inclinations; lengths are those of an average body (Winter 2009, table 4.1). */
#include "figure/kinds/figure.h"

enum { MOMENTS = 7, LINES = 5, NARROW = 340 }; /* NARROW: points, 120 mm */

/* Inclinations from vertical, forward positive, degrees: shank, thigh, trunk or pelvis
 * and thorax. The thigh's is its knee-to-hip direction. */
static const enum hinge_signal signals[LINES] = {HINGE_SIGNAL_shank_incl, HINGE_SIGNAL_thigh_incl,
                                                 HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_pelvis_tilt,
                                                 HINGE_SIGNAL_thorax_tilt};
enum { SHANK, THIGH, TRUNK, PELVIS, THORAX };
static const char *const names[LINES] = {"shank", "thigh", "trunk", "pelvis", "ribs"};

static const struct hinge_rep *choose_rep(struct hinge_plot *p, const char *trial)
{
    const struct hinge_trace *t = &p->trace;
    const long wanted = p->rep;
    for (size_t k = 0; k < t->n_reps; k++)
        if (wanted > 0 ? t->rep[k].number == wanted : t->rep[k].complete)
            return &t->rep[k];
    if (wanted > 0)
        hinge_plot_refuse(p, HINGE_USAGE, "--rep: the recording has %zu repetitions%s", t->n_reps,
                          t->n_excluded > 0 ? ", without those excluded by hand; hinge-table reps "
                                              "shows their numbers"
                                            : "");
    hinge_plot_nothing(p, "%s has no whole repetition", trial);
    return NULL;
}

static void draw(struct hinge_plot *p)
{
    const char *trial = hinge_plot_recording(p);
    const struct hinge_rep *rep = choose_rep(p, trial);
    double *const *of = p->trace.signal;
    bool spine = of[HINGE_SIGNAL_pelvis_tilt] != NULL && of[HINGE_SIGNAL_thorax_tilt] != NULL;
    if (of[HINGE_SIGNAL_thigh_incl] == NULL || (!spine && of[HINGE_SIGNAL_trunk_incl] == NULL))
        hinge_plot_nothing(p, "thigh or trunk have no inclination in it");
    if (hinge_plot_failed(p))
        return;
    /* frames at the start, twice on the way down, the bottom, twice up, the end */
    const struct hinge_phase_bounds *b = &rep->bounds;
    double start = (double)(rep->floor ? b->asc_start : b->desc_start);
    double turn = (double)(rep->floor ? b->asc_end : b->desc_end);
    double back = (double)(rep->floor ? b->desc_start : b->asc_start);
    double end = (double)(rep->floor ? b->desc_end : b->asc_end);
    const double frame[MOMENTS] = {start,
                                   start + (turn - start) / 3,
                                   start + 2 * (turn - start) / 3,
                                   (turn + back) / 2,
                                   back + (end - back) / 3,
                                   back + 2 * (end - back) / 3,
                                   end};
    for (size_t i = 0; i < MOMENTS; i++)
        if (!(frame[i] >= 0 && frame[i] <= (double)p->trace.n - 1))
            hinge_plot_nothing(p, "repetition %zu is not whole", (size_t)rep->number);
    if (hinge_plot_failed(p))
        return;
    p->title = "One repetition";
    hinge_plot_caption(p,
                       "Repetition %zu of %s from the side, moving to the right: "
                       "inclinations as measured (tier %c), lengths of an average "
                       "body%s.",
                       (size_t)rep->number, trial, p->trace.tier,
                       spine ? "; pelvis ochre, lumbar spine purple, ribs slate"
                             : "; the trunk as one, its bend was not seen");
    /* in a column of a journal the bodies are drawn in two rows, because one row would be too small
     */
    const double SLOT = 0.69, ROW = 1.06, LOW = 0.17; /* of the body's height */
    size_t across = p->width < NARROW ? (MOMENTS + 1) / 2 : MOMENTS;
    size_t rows = (MOMENTS + across - 1) / across;
    double wide = SLOT * (double)across, height = p->width / wide;
    struct hinge_panel *panel =
        hinge_plot_panel(p, (struct hinge_panel){.height = 2000,
                                                 .equal = true,
                                                 .x = {.high = wide, .exact = true, .hidden = true},
                                                 .y = {.low = -LOW - ROW * (double)(rows - 1),
                                                       .high = 0.82,
                                                       .exact = true,
                                                       .hidden = true}});
    hinge_plot_columns(p, "moment,time:s,shank_incl:deg,thigh_incl:deg,trunk_incl:deg,pelvis_tilt:"
                          "deg,thorax_tilt:deg");
    for (size_t i = 0; i < MOMENTS; i++) {
        const size_t line = i / across;
        double x = SLOT * ((double)(i % across) + 0.42), ground = -ROW * (double)line;
        double numbers[LINES + 1] = {hinge_trace_time(&p->trace, frame[i])};
        for (size_t k = 0; k < LINES; k++) {
            const double *value = p->trace.signal[signals[k]];
            numbers[k + 1] = value != NULL ? value[(size_t)lround(frame[i])] : (double)NAN;
            if (i == (rep->floor ? 0 : MOMENTS / 2) && !isnan(numbers[k + 1]))
                hinge_plot_finding(p, "%s%s %.0f° from vertical",
                                   p->finding.length > 0 ? "" : "at the deepest ", names[k],
                                   numbers[k + 1]);
        }
        hinge_plot_row(p, (const char *const[]){hinge_plot_text(p, "%zu", i + 1)}, numbers);
        if (i % across == 0)
            hinge_panel_rule(panel, &hinge_look_grey, 0, ground, wide, ground);
        /* segments from the ankle up; lengths are shares of the body's */
        const double *angle = numbers + 1, thin = fmin(2, height / 53);
        const struct {
            const char *part;
            double angle, length;
        } segment[] = {{"limb", isnan(angle[SHANK]) ? 0 : angle[SHANK], 0.246},
                       {"limb", angle[THIGH], 0.245},
                       {spine ? "pelvis" : "thorax", angle[spine ? PELVIS : TRUNK],
                        spine ? 0.07 : 0.288},
                       {"lumbar", (angle[PELVIS] + angle[THORAX]) / 2, 0.07},
                       {"thorax", angle[THORAX], 0.148}};
        double at[2] = {x, ground};
        for (size_t k = 0; k < (spine ? 5 : 3) && !isnan(angle[THIGH]); k++) {
            struct hinge_look look = hinge_look_part(segment[k].part);
            const double radians = segment[k].angle * acos(-1) / 180, from[2] = {at[0], at[1]};
            look.width *= 1.2 * thin;
            at[0] += segment[k].length * sin(radians);
            at[1] += segment[k].length * cos(radians);
            hinge_panel_rule(panel, &look, from[0], from[1], at[0], at[1]);
        }
        hinge_panel_words(panel, x, ground - 0.1, HINGE_MIDDLE, 0,
                          hinge_plot_text(p, "%.2f s", numbers[0]));
    }
}

const struct hinge_figure hinge_figure_stick = {
    .id = "stick",
    .title = "one repetition as stick figures",
    .details = "Needs --study; of --trial ID and --rep N, else of the first recording "
               "with a whole repetition, and of that.",
    .needs = HINGE_FIGURE_NEEDS_STUDY,
    .takes = "trial,rep,study,events",
    .draw = draw,
};
