/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest: what every cue changed, all outcomes on one scale. */
#include "base/number.h"
#include "figure/kinds/figure.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OUTCOMES = 12, ROW_PT = 10 };

static const char standard[] = "lumbar_fraction,lumbar_excursion_deg,hip_excursion_deg,"
                               "trunk_excursion_deg,knee_excursion_deg,hip_posterior_ll";

struct change {
    struct hinge_spread spread; /* of people's changes */
    double d, low, high;        /* by the SD of the changes, NaN when they are alike */
};

struct forest {
    struct hinge_drawing *drawing;
    struct hinge_levels cues, people; /* the first cue is the baseline */
    size_t n_outcomes;
    const char *outcome[OUTCOMES];
    double *value; /* [outcome][cue][person] */
    struct change change[OUTCOMES][HINGE_LEVELS];
    size_t both[HINGE_LEVELS]; /* people with the baseline, of the fullest outcome */
    const char *alike[OUTCOMES];
    size_t n_alike; /* outcomes in which everybody changed alike */
};

static double *value_at(const struct forest *f, size_t outcome, size_t cue)
{
    return f->value + (outcome * f->cues.n + cue) * f->people.n;
}

static enum hinge_status choose_outcomes(struct forest *f, struct hinge_error *error)
{
    const char *asked = f->drawing->request->metric, *from;
    const char *rest = *asked != '\0' ? asked : standard;
    enum hinge_status status = HINGE_OK;
    for (size_t n; status == HINGE_OK && f->n_outcomes < OUTCOMES &&
                   (from = hinge_next_item(&rest, ',', &n)) != NULL;) {
        const char *name = hinge_drawing_text(f->drawing, "%.*s", (int)n, from);
        status = hinge_drawing_metric(name, error);
        f->outcome[f->n_outcomes++] = name;
    }
    return status;
}

static void read_values(struct forest *f, const struct hinge_table *table)
{
    size_t n = f->n_outcomes * f->cues.n * f->people.n;
    f->value = hinge_arena_alloc(&f->drawing->arena, n + 1, sizeof *f->value);
    for (size_t i = 0; i < n; i++)
        f->value[i] = NAN;
    for (size_t r = 0; r < table->rows; r++) {
        const char *metric = hinge_table_text(table, "metric", r);
        for (size_t o = 0; o < f->n_outcomes && metric != NULL; o++)
            if (strcmp(metric, f->outcome[o]) == 0 && f->cues.of_row[r] != SIZE_MAX)
                value_at(f, o, f->cues.of_row[r])[f->people.of_row[r]] =
                    hinge_table_number(table, "mean", r);
    }
}

/* Whether the changes differ by more than rounding (STATS 1.6). */
static bool has_spread(const struct forest *f, size_t outcome, size_t cue)
{
    struct hinge_spread change = f->change[outcome][cue].spread;
    double largest = 0;
    for (size_t p = 0; p < f->people.n; p++) {
        double with = value_at(f, outcome, cue)[p], without = value_at(f, outcome, 0)[p];
        if (!isnan(with - without))
            largest = fmax(largest, fmax(fabs(with), fabs(without)));
    }
    return change.n > 1 && change.sd > 10 * DBL_EPSILON * largest * sqrt((double)change.n);
}

static size_t compute(struct forest *f)
{
    size_t found = 0;
    double *change = hinge_arena_alloc(&f->drawing->arena, f->people.n + 1, sizeof *change);
    for (size_t o = 0; o < f->n_outcomes; o++)
        for (size_t c = 0; c < f->cues.n; c++) {
            struct change *ch = &f->change[o][c];
            for (size_t p = 0; p < f->people.n; p++)
                change[p] = value_at(f, o, c)[p] - value_at(f, o, 0)[p];
            ch->spread = hinge_values_spread(change, f->people.n);
            bool spread = has_spread(f, o, c);
            ch->d = spread ? ch->spread.mean / ch->spread.sd : (double)NAN;
            ch->low = spread ? ch->spread.ci_low / ch->spread.sd : (double)NAN;
            ch->high = spread ? ch->spread.ci_high / ch->spread.sd : (double)NAN;
            found += c != 0 && spread;
            if (ch->spread.n > f->both[c])
                f->both[c] = ch->spread.n;
        }
    return found;
}

/* Whether an outcome has a scale under this condition. */
static bool has_change(const struct forest *f, size_t cue)
{
    bool any = false;
    for (size_t o = 0; o < f->n_outcomes; o++)
        any = any || (cue != 0 && !isnan(f->change[o][cue].d));
    return any;
}

/* Outcomes that nobody has under two conditions say nothing here. */
static void drop_outcomes(struct forest *f)
{
    size_t kept = 0;
    for (size_t o = 0; o < f->n_outcomes; o++) {
        bool any = false, several = false;
        for (size_t c = 0; c < f->cues.n; c++) {
            any = any || (c != 0 && !isnan(f->change[o][c].d));
            several = several || (c != 0 && f->change[o][c].spread.n > 1);
        }
        if (!any) {
            if (several)
                f->alike[f->n_alike++] = f->outcome[o];
            continue;
        }
        f->outcome[kept] = f->outcome[o];
        memmove(f->change[kept++], f->change[o], sizeof f->change[o]);
    }
    f->n_outcomes = kept;
}

static void keep(struct forest *f)
{
    static const struct hinge_data_column columns[] = {{"cue", NULL},
                                                       {"outcome", NULL},
                                                       {"people", "1"},
                                                       {"change", ""},
                                                       {"sd", ""},
                                                       {"ci_low", ""},
                                                       {"ci_high", ""},
                                                       {"d", "1"},
                                                       {"d_low", "1"},
                                                       {"d_high", "1"},
                                                       {0}};
    hinge_data_columns(f->drawing, columns);
    for (size_t c = 0; c < f->cues.n; c++)
        for (size_t o = 0; c != 0 && o < f->n_outcomes; o++) {
            const struct change *ch = &f->change[o][c];
            hinge_data_row(f->drawing, (const char *const[]){f->cues.name[c], f->outcome[o]},
                           (const double[]){(double)ch->spread.n, ch->spread.mean, ch->spread.sd,
                                            ch->spread.ci_low, ch->spread.ci_high, ch->d, ch->low,
                                            ch->high});
        }
}

enum { FARTHEST = 6 /* SDs that the scale goes to */ };

static double farthest(const struct forest *f)
{
    double most = 1;
    for (size_t o = 0; o < f->n_outcomes; o++)
        for (size_t c = 0; c < f->cues.n; c++)
            if (c != 0 && !isnan(f->change[o][c].d))
                most = fmax(most, fmax(fabs(f->change[o][c].low), fabs(f->change[o][c].high)));
    return most;
}

static void fit(const struct forest *f, struct hinge_axis *x)
{
    double most = fmin(farthest(f), FARTHEST);
    hinge_axis_fit(x, -most, most, 6);
}

static const char *words_of(struct hinge_drawing *d, const struct change *ch)
{
    int digits = hinge_interval_decimals(ch->spread.ci_low, ch->spread.ci_high);
    return hinge_drawing_text(d, "%.*f (%.*f to %.*f), n = %zu", digits,
                              hinge_unsigned_zero(ch->spread.mean, digits), digits,
                              hinge_unsigned_zero(ch->spread.ci_low, digits), digits,
                              hinge_unsigned_zero(ch->spread.ci_high, digits), ch->spread.n);
}

/* An end of an interval that lies beyond the scale. */
static void draw_arrow(struct hinge_svg *svg, double x, double y, double back,
                       const struct hinge_pen *pen)
{
    hinge_svg_line(svg, x + back, y - 2, x, y, pen);
    hinge_svg_line(svg, x + back, y + 2, x, y, pen);
}

static void draw_row(const struct forest *f, const struct hinge_panel *panel, double y,
                     size_t outcome, size_t cue)
{
    struct hinge_svg *svg = &f->drawing->svg;
    const struct change *ch = &f->change[outcome][cue];
    struct hinge_look look = hinge_look_of(outcome);
    const struct hinge_pen pen = {look.colour, 1, 0};
    double low = panel->x.low, high = panel->x.high;
    if (isnan(ch->d))
        return;
    hinge_svg_group(svg, words_of(f->drawing, ch));
    hinge_svg_line(svg, hinge_panel_x(panel, fmin(fmax(ch->low, low), high)), y,
                   hinge_panel_x(panel, fmax(fmin(ch->high, high), low)), y, &pen);
    if (ch->low < low)
        draw_arrow(svg, hinge_panel_x(panel, low), y, 3, &pen);
    if (ch->high > high)
        draw_arrow(svg, hinge_panel_x(panel, high), y, -3, &pen);
    if (fabs(ch->d) <= high)
        hinge_svg_mark(svg, look.mark, hinge_panel_x(panel, ch->d), y, 2.3, look.colour,
                       look.filled);
    hinge_svg_end(svg);
}

/* Room for what stands left of the axis. */
static double names_width(const struct forest *f)
{
    double widest = 0;
    for (size_t o = 0; o < f->n_outcomes; o++)
        widest = fmax(widest, hinge_words_width(hinge_drawing_label(f->drawing, f->outcome[o]),
                                                HINGE_FONT_PT));
    return fmin(widest + 9, f->drawing->width * 0.45);
}

/* A condition's name has its line for itself: a long one goes on over the panel. */
static void draw_heading(const struct forest *f, double top, double names, const char *name)
{
    struct hinge_svg *svg = &f->drawing->svg;
    const struct hinge_words bold = {.bold = true};
    double room = f->drawing->width - 8;
    double own = fmin(hinge_bold_width(name, HINGE_FONT_PT), room);
    if (own > names - 8)
        hinge_svg_rect(svg, 4, top - 0.5, own + 2, 12.5, HINGE_PAPER, NULL);
    hinge_svg_words_in(svg, 4, top + 9, room, &bold, name);
}

static size_t count_changed(const struct forest *f)
{
    size_t n = 0;
    for (size_t c = 0; c < f->cues.n; c++)
        n += has_change(f, c);
    return n;
}

static void draw_all(const struct forest *f, const char *title)
{
    struct hinge_drawing *d = f->drawing;
    bool wide = d->width > 300;
    const struct hinge_words right = {.anchor = HINGE_END}, left = {0};
    const struct hinge_pen zero = {"#777777", 0.8, 0};
    double block = ROW_PT * (double)f->n_outcomes + 14, names = names_width(f);
    struct hinge_panel panel = {.left = names,
                                .top = 6,
                                .width = d->width - names - (wide ? 150 : 10),
                                .height = block * (double)count_changed(f),
                                .y = {.low = 0, .high = 1}};
    const struct hinge_frame frame = {.x_name = "change in SDs of people's changes",
                                      .no_grid = true};
    fit(f, &panel.x);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW, title,
                   hinge_text_string(&d->caption));
    hinge_panel_frame(&d->svg, &panel, &frame);
    hinge_svg_line(&d->svg, hinge_panel_x(&panel, 0), panel.top, hinge_panel_x(&panel, 0),
                   panel.top + panel.height, &zero);
    for (size_t c = 0, place = 0; c < f->cues.n; c++) {
        double top = panel.top + block * (double)place;
        if (!has_change(f, c))
            continue;
        place++;
        draw_heading(f, top, names, f->cues.shown[c]);
        for (size_t o = 0; o < f->n_outcomes; o++) {
            double y = top + 16 + ROW_PT * (double)o;
            hinge_svg_words_in(&d->svg, names - 5, y + 2.5, names - 8, &right,
                               hinge_drawing_label(d, f->outcome[o]));
            draw_row(f, &panel, y, o, c);
            if (wide && !isnan(f->change[o][c].d))
                hinge_svg_words(&d->svg, panel.left + panel.width + 8, y + 2.5, &left,
                                words_of(d, &f->change[o][c]));
        }
    }
    hinge_svg_close(&d->svg);
}

static enum hinge_status read_tables(struct forest *f, const char *phase, struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct hinge_drawing *d = f->drawing;
    struct hinge_text columns = {0};
    const char *by = *d->request->by != '\0' ? d->request->by : "cue";
    hinge_text_puts(&columns, "keys");
    for (size_t o = 0; o < f->n_outcomes; o++)
        hinge_text_printf(&columns, ",%s", f->outcome[o]);
    enum hinge_status status =
        hinge_drawing_table(d, "summary", hinge_drawing_text(d, "participant,%s", by),
                            hinge_text_string(&columns), phase, table, error);
    if (status == HINGE_OK)
        status = hinge_drawing_evidence(d, table, error);
    if (status == HINGE_OK)
        status = hinge_levels_pick(d, table, by, true, &f->cues, error);
    if (status == HINGE_OK)
        hinge_people_find(d, table, &f->people);
    hinge_text_clear(&columns);
    return status;
}

/* What is not in the picture, and why. */
static void say_rest(const struct forest *f)
{
    struct hinge_text *caption = &f->drawing->caption;
    struct hinge_axis x;
    const char *baseline = f->cues.shown[0];
    fit(f, &x);
    if (farthest(f) > x.high)
        hinge_text_printf(caption, " Arrows: beyond %.0f SDs.", x.high);
    for (size_t c = 0; c < f->cues.n; c++) {
        if (c == 0 || has_change(f, c))
            continue;
        if (f->both[c] > 1)
            hinge_text_printf(caption, " All participants changed by the same amount under %s.",
                              f->cues.shown[c]);
        else
            hinge_text_printf(caption, " %s both %s and %s.",
                              f->both[c] == 0 ? "No participant has" : "Only one participant has",
                              f->cues.shown[c], baseline);
    }
    for (size_t i = 0; i < f->n_alike; i++)
        hinge_text_printf(caption, "%s%s%s",
                          i == 0 ? " All participants changed by the same amount in " : ", ",
                          hinge_drawing_label(f->drawing, f->alike[i]),
                          i + 1 == f->n_alike ? "." : "");
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    const struct hinge_figure_request *request = drawing->request;
    struct forest *f = hinge_arena_alloc(&drawing->arena, 1, sizeof *f);
    const char *phase = *request->phase != '\0' ? request->phase : "descent";
    f->drawing = drawing;
    enum hinge_status status = choose_outcomes(f, error);
    if (status == HINGE_OK)
        status = read_tables(f, phase, &table, error);
    if (status == HINGE_OK)
        read_values(f, &table);
    if (status == HINGE_OK && hinge_drawing_unnamed(&f->cues))
        status = hinge_drawing_nothing(drawing, error, "no recording has a cue");
    else if (status == HINGE_OK && compute(f) == 0)
        status =
            hinge_drawing_nothing(drawing, error,
                                  f->cues.n < 2
                                      ? "there is only one condition (\"%s\")"
                                      : "fewer than two people have \"%s\" and another condition",
                                  f->cues.n > 0 ? f->cues.name[0] : "none");
    if (status == HINGE_OK) {
        drop_outcomes(f);
        keep(f);
    }
    if (status == HINGE_OK) {
        hinge_text_printf(&drawing->caption,
                          "Changes from %s in the %s, participants as the unit: mean "
                          "change divided by the SD of the changes, with its 95 %% "
                          "interval (t). The numbers give change and interval in the "
                          "outcome's own unit. Not adjusted for the "
                          "number of outcomes and cues.",
                          f->cues.shown[0], phase);
        say_rest(f);
        draw_all(f, *request->title != '\0' ? request->title : "What every cue changed");
    }
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_forest = {
    .id = "forest",
    .title = "what every cue changed, all outcomes on one scale",
    .details = "Against none, or the first of --levels; outcomes are those of --columns, "
               "joined by commas, in the descent or --phase.",
    .by = "cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
