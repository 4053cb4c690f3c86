/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prevalence: how common each fault is, with its interval, as dots. */
#include "figure/kinds/figure.h"
#include "report/repetitions.h"
#include "result/words.h"
#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* BESIDE: most levels in one panel of a wide figure; a figure fits a page of a journal
 * with its caption. */
enum { FAULTS = 256, BESIDE = 3, ROW_PT = 6, PAGE_PT = 600, INTERVAL_PEOPLE = 3 };

struct rate {
    double people, prevalence, low, high, certain_low, certain_high;
};

struct fault {
    const char *id, *name;
    double most;
    struct rate *rate; /* [level] */
};

struct named {
    struct hinge_text names;
    size_t n;
};

struct prevalence {
    struct hinge_drawing *drawing;
    struct hinge_levels levels;
    size_t n;
    struct fault fault[FAULTS];
    struct named never, unjudged, less; /* faults that are only named */
};

static struct fault *find_fault(struct prevalence *p, const char *id)
{
    for (size_t f = 0; f < p->n; f++)
        if (strcmp(p->fault[f].id, id) == 0)
            return &p->fault[f];
    if (p->n == FAULTS)
        return NULL;
    struct fault made = {.id = hinge_drawing_text(p->drawing, "%s", id),
                         .name = hinge_drawing_fault(p->drawing, id),
                         .most = NAN,
                         .rate = hinge_arena_alloc(&p->drawing->arena, p->levels.n + 1,
                                                   sizeof *made.rate)};
    if (made.rate == NULL) {
        return NULL;
    }
    for (size_t l = 0; l < p->levels.n; l++)
        made.rate[l] = (struct rate){0, NAN, NAN, NAN, NAN, NAN};
    p->fault[p->n] = made;
    return &p->fault[p->n++];
}

static void read_rows(struct prevalence *p, const struct hinge_table *table)
{
    for (size_t r = 0; r < table->rows; r++) {
        const char *id = hinge_table_text(table, "fault", r);
        size_t level = p->levels.of_row[r];
        struct fault *fault = level != SIZE_MAX && id != NULL ? find_fault(p, id) : NULL;
        if (fault == NULL)
            continue;
        struct rate rate = {.people = hinge_table_number(table, "people", r),
                            .prevalence = hinge_table_number(table, "prevalence", r),
                            .low = hinge_table_number(table, "ci_low", r),
                            .high = hinge_table_number(table, "ci_high", r),
                            .certain_low = hinge_table_number(table, "certain_low", r),
                            .certain_high = hinge_table_number(table, "certain_high", r)};
        fault->rate[level] = rate;
        fault->most = fmax(fault->most, fmax(rate.prevalence, rate.certain_high / 1e6));
    }
}

/* Most common first; faults alike by name. */
static int compare_faults(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    if (x->most != y->most)
        return x->most > y->most ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void name_one(struct named *list, const char *name)
{
    hinge_text_printf(&list->names, "%s%s", list->n++ > 0 ? ", " : "", name);
}

/* "Not detected: a, b." or, of many, their number: a caption is read with its figure.
 */
static void say_named(struct hinge_text *caption, const char *what, const struct named *list)
{
    enum { FEW = 5 };
    if (list->n > FEW)
        hinge_text_printf(caption, " %s: %zu faults.", what, list->n);
    else if (list->n > 0)
        hinge_text_printf(caption, " %s: %s.", what, hinge_text_string(&list->names));
}

/* Faults that nobody has, surely, and such that could not be judged, are only named. */
static void drop(struct prevalence *p)
{
    size_t kept = 0;
    for (size_t f = 0; f < p->n; f++) {
        if (p->fault[f].most > 0)
            p->fault[kept++] = p->fault[f];
        else
            name_one(isnan(p->fault[f].most) ? &p->unjudged : &p->never, p->fault[f].name);
    }
    p->n = kept;
    qsort(p->fault, p->n, sizeof *p->fault, compare_faults);
}

static void keep(struct prevalence *p)
{
    static const struct hinge_data_column columns[] = {
        {"level", NULL},      {"fault", NULL},       {"people", "1"},
        {"prevalence", "1"},  {"ci_low", "1"},       {"ci_high", "1"},
        {"certain_low", "1"}, {"certain_high", "1"}, {0}};
    hinge_data_columns(p->drawing, columns);
    for (size_t f = 0; f < p->n; f++)
        for (size_t l = 0; l < p->levels.n; l++) {
            const struct rate *rate = &p->fault[f].rate[l];
            hinge_data_row(p->drawing, (const char *const[]){p->levels.name[l], p->fault[f].id},
                           (const double[]){rate->people, rate->prevalence, rate->low, rate->high,
                                            rate->certain_low, rate->certain_high});
        }
}

static void draw_rate(struct hinge_svg *svg, const struct hinge_panel *panel,
                      const struct rate *rate, double y, const struct hinge_look *look,
                      const char *title)
{
    const struct hinge_pen pen = {look->colour, 0.9, 0};
    if (isnan(rate->prevalence)) {
        hinge_svg_mark(svg, HINGE_MARK_CROSS, panel->left + 5, y, 1.6, "#999999", false);
        return;
    }
    hinge_svg_group(svg, title);
    double from = hinge_panel_x(panel, 100 * rate->certain_low);
    double to = hinge_panel_x(panel, 100 * rate->certain_high);
    if (!isnan(from + to) && to > from)
        hinge_svg_rect(svg, from, y - 2.2, to - from, 4.4, look->tint, NULL);
    if (rate->people >= INTERVAL_PEOPLE)
        hinge_svg_line(svg, hinge_panel_x(panel, 100 * rate->low), y,
                       hinge_panel_x(panel, 100 * rate->high), y, &pen);
    hinge_svg_mark(svg, look->mark, hinge_panel_x(panel, 100 * rate->prevalence), y, 2.1,
                   look->colour, look->filled);
    hinge_svg_end(svg);
}

struct layout {
    bool apart; /* a panel for each level */
    size_t panels, columns, rows;
    double names, legend, row, titles, step, slot;
};

static double height_of(const struct layout *at)
{
    return 6 + at->legend + at->step * (double)at->rows;
}

static double panel_width(const struct layout *at)
{
    return at->slot - (at->columns > 1 ? 14 : 8);
}

static struct layout lay_out(const struct prevalence *p)
{
    const struct hinge_drawing *d = p->drawing;
    struct layout at = {.apart = p->levels.n > BESIDE && d->width > 300, .panels = 1, .columns = 1};
    for (size_t f = 0; f < p->n; f++)
        at.names = fmax(at.names, hinge_words_width(p->fault[f].name, HINGE_FONT_PT) + 10);
    at.names = fmin(at.names, d->width * 0.45);
    if (at.apart) {
        at.panels = p->levels.n;
        hinge_grid(at.panels, d->width, &at.columns, &at.rows);
    } else {
        at.legend = hinge_legend_height(p->levels.shown, p->levels.n, d->width - 8);
    }
    at.rows = (at.panels + at.columns - 1) / at.columns;
    at.row = at.apart ? 9.5 : fmax(9.5, ROW_PT * (double)p->levels.n + 3);
    at.slot = (d->width - at.names - 6) / (double)at.columns;
    if (at.apart)
        at.titles = hinge_titles_more(p->levels.shown, p->levels.n, panel_width(&at));
    at.step = at.row * (double)p->n + 44 + at.titles;
    return at;
}

/* The commonest that a page has room for; the others are only named. */
static void fit_page(struct prevalence *p)
{
    size_t shown = p->n;
    struct layout at = lay_out(p);
    while (p->n > 1 && height_of(&at) > PAGE_PT) {
        p->n--;
        at = lay_out(p);
    }
    for (size_t f = p->n; f < shown; f++)
        name_one(&p->less, p->fault[f].name);
}

/* Beside the panels of a line, with rules as far as these go. */
static void draw_names(const struct prevalence *p, const struct layout *at, double top,
                       size_t panels)
{
    const struct hinge_words right = {.anchor = HINGE_END};
    const struct hinge_pen rule = {HINGE_PALE_GREY, 0.4, 0};
    for (size_t f = 0; f < p->n; f++) {
        double y = top + at->row * ((double)f + 0.5);
        hinge_svg_words_in(&p->drawing->svg, at->names - 4, y + 2.5, at->names - 6, &right,
                           p->fault[f].name);
        hinge_svg_line(&p->drawing->svg, at->names, top + at->row * (double)(f + 1),
                       at->names + at->slot * (double)panels, top + at->row * (double)(f + 1),
                       &rule);
    }
}

static void draw_panel(const struct prevalence *p, const struct layout *at, size_t place)
{
    struct hinge_svg *svg = &p->drawing->svg;
    size_t from = at->apart ? place : 0, to = at->apart ? place + 1 : p->levels.n;
    size_t line = place / at->columns;
    struct hinge_panel panel = {.left = at->names + at->slot * (double)(place % at->columns),
                                .top = 8 + at->legend + (at->apart ? 14 + at->titles : 4) +
                                       at->step * (double)line,
                                .width = panel_width(at),
                                .height = at->row * (double)p->n,
                                .y = {.low = 0, .high = 1}};
    const struct hinge_frame frame = {.x_name = "prevalence (%)",
                                      .title = at->apart ? p->levels.shown[place] : "",
                                      .no_grid = true,
                                      .wraps = true};
    hinge_axis_fix(&panel.x, 0, 100, at->columns > 2 ? 2 : 5);
    if (place % at->columns == 0)
        draw_names(p, at, panel.top,
                   at->panels - place < at->columns ? at->panels - place : at->columns);
    hinge_panel_frame(svg, &panel, &frame);
    for (size_t f = 0; f < p->n; f++)
        for (size_t l = from; l < to; l++) {
            char percent[3][8];
            double shift = at->apart ? 0 : ROW_PT * ((double)l - ((double)p->levels.n - 1) / 2);
            const struct rate *rate = &p->fault[f].rate[l];
            const char *interval =
                isnan(rate->low) ? ""
                                 : hinge_drawing_text(p->drawing, " (%s to %s)",
                                                      hinge_percent_words(rate->low, percent[1]),
                                                      hinge_percent_words(rate->high, percent[2]));
            draw_rate(svg, &panel, rate, panel.top + at->row * ((double)f + 0.5) + shift,
                      &p->levels.look[l],
                      hinge_drawing_text(p->drawing, "%s, %s: %s %%%s, n = %.0f", p->fault[f].name,
                                         p->levels.shown[l],
                                         hinge_percent_words(rate->prevalence, percent[0]),
                                         interval, rate->people));
        }
}

static void draw_all(const struct prevalence *p, const char *title)
{
    struct hinge_drawing *d = p->drawing;
    const struct layout at = lay_out(p);
    hinge_svg_open(&d->svg, d->width, height_of(&at), title, hinge_text_string(&d->caption));
    if (!at.apart)
        hinge_legend_draw(&d->svg, p->levels.shown, p->levels.look, p->levels.n, 4, 5, d->width - 8,
                          HINGE_SAMPLE_MARK);
    for (size_t i = 0; i < at.panels; i++)
        draw_panel(p, &at, i);
    hinge_svg_close(&d->svg);
}

static enum hinge_status describe(struct prevalence *p, struct hinge_error *error)
{
    struct hinge_text *caption = &p->drawing->caption;
    hinge_text_puts(caption, "Prevalence of faults: mean of participants' rates over judged "
                             "repetitions, with its 95 % interval as a line (of three "
                             "participants or more). Pale bar: from "
                             "certain to possible within the margin of measurement. Grey cross: "
                             "could not be judged in any participant.");
    say_named(caption, "Less common", &p->less);
    say_named(caption, "Not detected", &p->never);
    say_named(caption, "Could not be judged", &p->unjudged);
    struct hinge_text changes = {0};
    struct hinge_table faults = {0};
    enum hinge_status status =
        hinge_results_get_table(p->drawing->request->opened, HINGE_GROUP_FAULTS, &faults, error);
    if (status == HINGE_OK)
        hinge_fault_changes(&faults, p->drawing->request->labels, &changes);
    hinge_text_printf(caption, " Faults are coaching criteria with %s, not findings of harm.%s",
                      changes.length > 0 ? "the thresholds given" : "default thresholds",
                      hinge_text_string(&changes));
    hinge_table_clear(&faults);
    hinge_text_clear(&changes);
    return status;
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct prevalence *p = hinge_arena_alloc(&drawing->arena, 1, sizeof *p);
    p->drawing = drawing;
    enum hinge_status status =
        hinge_drawing_table(drawing, "faults", drawing->request->by, "all", "", &table, error);
    if (status == HINGE_OK)
        status = hinge_levels_find(drawing, &table, "fault", NULL, &p->levels, error);
    if (status == HINGE_OK) {
        read_rows(p, &table);
        drop(p);
    }
    if (status == HINGE_OK && p->n == 0)
        status = hinge_drawing_nobody(drawing, &table,
                                      "no fault was detected in any participant; "
                                      "hinge-table faults lists those that could be judged",
                                      error);
    if (status == HINGE_OK) {
        fit_page(p);
        keep(p);
    }
    if (status == HINGE_OK)
        status = describe(p, error);
    if (status == HINGE_OK) {
        draw_all(p, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Prevalence of faults");
    }
    hinge_text_clear(&p->less.names);
    hinge_text_clear(&p->never.names);
    hinge_text_clear(&p->unjudged.names);
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_prevalence = {
    .id = "prevalence",
    .title = "how common each fault is, with intervals",
    .details = "By group and cue (--by); more than three levels get a panel each in a "
               "wide figure. The caption lists faults that were not detected.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
