/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiles: every person's rate of every fault, darker the more often. */
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FAULTS = 256, SHADES = 5, LABELLED = 70, KEY_PT = 12, MOST_NAME_PT = 130 };

/* White and blue, mixed; a rate of 0 has the palest. */
static const struct {
    const char *colour, *name;
    double above; /* rates over this, up to the next */
} shades[SHADES] = {{"#ffffff", "never", -1},
                    {"#d5e7f2", "up to a quarter", 0},
                    {"#94c1de", "to half", 0.25},
                    {"#4194c5", "to three quarters", 0.5},
                    {"#00436a", "nearly always", 0.75}};

struct tiles {
    struct hinge_drawing *drawing;
    struct hinge_levels people; /* of_row and n */
    const char **name, **group; /* [person]; group NULL: none named, or levels of --by */
    size_t n;
    const char *id[FAULTS];
    double *rate[FAULTS]; /* [person], NaN: not judged */
    double sum[FAULTS];
};

static size_t shade_of(double rate)
{
    size_t s = 0;
    while (s + 1 < SHADES && rate > shades[s + 1].above)
        s++;
    return s;
}

static size_t find_fault(struct tiles *t, const char *id, size_t people)
{
    size_t f = 0;
    while (f < t->n && strcmp(t->id[f], id) != 0)
        f++;
    if (f < t->n || f == FAULTS)
        return f;
    t->id[f] = hinge_drawing_text(t->drawing, "%s", id);
    t->rate[f] = hinge_arena_alloc(&t->drawing->arena, people + 1, sizeof(double));
    for (size_t p = 0; p < people; p++)
        t->rate[f][p] = NAN;
    t->sum[f] = 0;
    return t->n++;
}

static void read_rows(struct tiles *t, const struct hinge_table *table)
{
    for (size_t r = 0; r < table->rows; r++) {
        const char *id = hinge_table_text(table, "fault", r);
        size_t person = t->people.of_row[r];
        double rate = hinge_table_number(table, "prevalence", r);
        size_t f = id != NULL && person != SIZE_MAX ? find_fault(t, id, t->people.n) : FAULTS;
        if (f == FAULTS || isnan(rate))
            continue;
        t->rate[f][person] = rate;
        t->sum[f] += rate;
    }
    size_t kept = 0; /* faults that somebody shows */
    for (size_t f = 0; f < t->n; f++) {
        if (!(t->sum[f] > 0))
            continue;
        t->id[kept] = t->id[f];
        t->rate[kept] = t->rate[f];
        t->sum[kept++] = t->sum[f];
    }
    t->n = kept;
    for (size_t f = 1; f < t->n; f++) /* most common first; few, so by insertion */
        for (size_t k = f; k > 0 && t->sum[k] > t->sum[k - 1]; k--) {
            const char *id = t->id[k];
            double *rate = t->rate[k], sum = t->sum[k];
            t->id[k] = t->id[k - 1];
            t->rate[k] = t->rate[k - 1];
            t->sum[k] = t->sum[k - 1];
            t->id[k - 1] = id;
            t->rate[k - 1] = rate;
            t->sum[k - 1] = sum;
        }
}

static void keep(struct tiles *t)
{
    static const struct hinge_data_column columns[] = {
        {"person", NULL}, {"fault", NULL}, {"rate", "1"}, {0}};
    hinge_data_columns(t->drawing, columns);
    for (size_t f = 0; f < t->n; f++)
        for (size_t p = 0; p < t->people.n; p++)
            hinge_data_row(t->drawing, (const char *const[]){t->name[p], t->id[f]}, &t->rate[f][p]);
}

/* Who the columns are: every participant, or levels of --by. */
static enum hinge_status find_people(struct tiles *t, const struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct hinge_drawing *d = t->drawing;
    bool levels = *d->request->by != '\0' || *d->request->levels != '\0';
    enum hinge_status status = HINGE_OK;
    if (levels)
        status = hinge_levels_find(d, table, "fault", NULL, &t->people, error);
    else
        hinge_people_find(d, table, &t->people);
    t->name = hinge_arena_alloc(&d->arena, t->people.n + 1, sizeof *t->name);
    t->group = hinge_arena_alloc(&d->arena, t->people.n + 1, sizeof *t->group);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        size_t person = t->people.of_row[r];
        const char *who = hinge_table_text(table, "participant", r);
        const char *group = levels ? NULL : hinge_table_text(table, "group", r);
        if (person != SIZE_MAX && t->group[person] == NULL && group != NULL)
            t->group[person] = hinge_drawing_text(d, "%s", hinge_drawing_label(d, group));
        if (person != SIZE_MAX && t->name[person] == NULL)
            t->name[person] = levels        ? t->people.shown[person]
                              : who != NULL ? hinge_drawing_text(d, "%s", who)
                                            : "-";
    }
    return status;
}

static double names_width(const struct tiles *t)
{
    double widest = 0;
    for (size_t f = 0; f < t->n; f++)
        widest = fmax(widest,
                      hinge_words_width(hinge_drawing_fault(t->drawing, t->id[f]), HINGE_FONT_PT));
    return fmin(widest + 8, t->drawing->width * 0.45);
}

/* What the shades say, in as many lines as it takes; drawn unless svg is NULL. The
 * height of the lines. */
static double lay_key(struct hinge_svg *svg, double width)
{
    const struct hinge_pen rule = {"#777777", 0.5, 0};
    const struct hinge_words words = {0};
    double x = 4, y = 5;
    for (size_t s = 0; s <= SHADES; s++) {
        const char *name = s < SHADES ? shades[s].name : "not judged";
        double own = 14 + hinge_words_width(name, HINGE_FONT_PT) + 8;
        if (x > 4 && x + own > width) {
            x = 4;
            y += KEY_PT;
        }
        if (svg != NULL) {
            hinge_svg_rect(svg, x, y, 9, 9, s < SHADES ? shades[s].colour : HINGE_PAPER, &rule);
            hinge_svg_words(svg, x + 12, y + 7, &words, name);
        }
        if (svg != NULL && s == SHADES)
            hinge_svg_mark(svg, HINGE_MARK_CROSS, x + 4.5, y + 4.5, 2, "#777777", false);
        x += own;
    }
    return y - 5 + KEY_PT;
}

/* Where the next group begins after that of person `p`. */
static size_t group_end(const struct tiles *t, size_t p)
{
    size_t end = p + 1;
    while (end < t->people.n && t->group[p] != NULL && t->group[end] != NULL &&
           strcmp(t->group[end], t->group[p]) == 0)
        end++;
    return t->group[p] != NULL ? end : t->people.n;
}

/* The groups' names over their people, and a line where one ends. */
static void draw_groups(const struct tiles *t, double left, double top, double tile, double height)
{
    const struct hinge_pen line = {HINGE_INK, 0.8, 0};
    const struct hinge_words words = {.colour = HINGE_GREY};
    struct hinge_svg *svg = &t->drawing->svg;
    for (size_t p = 0, end; p < t->people.n && t->group[p] != NULL; p = end) {
        double x = left + tile * (double)p;
        end = group_end(t, p);
        hinge_svg_words_in(svg, x + 2, top - 3, tile * (double)(end - p) - 3, &words, t->group[p]);
        if (p > 0)
            hinge_svg_line(svg, x, top - 10, x, top + height, &line);
    }
}

static void draw_row(const struct tiles *t, size_t fault, double left, double top, double width,
                     double height)
{
    struct hinge_svg *svg = &t->drawing->svg;
    const struct hinge_pen rule = {HINGE_PALE_GREY, 0.3, 0};
    const char *name = hinge_drawing_fault(t->drawing, t->id[fault]);
    for (size_t p = 0; p < t->people.n; p++) {
        double rate = t->rate[fault][p], x = left + width * (double)p;
        if (isnan(rate)) {
            hinge_svg_mark(svg, HINGE_MARK_CROSS, x + width / 2, top + height / 2,
                           fmin(2, width / 3), "#999999", false);
            continue;
        }
        hinge_svg_group(svg, hinge_drawing_text(t->drawing, "%s, %s: %.0f %%", t->name[p], name,
                                                100 * rate));
        hinge_svg_rect(svg, x, top, width, height, shades[shade_of(rate)].colour, &rule);
        hinge_svg_end(svg);
    }
}

static void draw_all(const struct tiles *t, const char *title)
{
    struct hinge_drawing *d = t->drawing;
    const struct hinge_words right = {.anchor = HINGE_END};
    const struct hinge_words turned = {.anchor = HINGE_END, .upwards = true};
    double left = names_width(t), row = 10, longest = 0;
    double top = 10 + lay_key(NULL, d->width);
    double people = fmax(1, (double)t->people.n);
    bool grouped = t->people.n > 0 && group_end(t, 0) < t->people.n;
    top += grouped ? KEY_PT : 0;
    double tile = fmin((d->width - left - 6) / people, 16);
    bool labelled = t->people.n <= LABELLED && tile >= HINGE_FONT_PT;
    for (size_t p = 0; p < t->people.n; p++)
        longest = fmax(longest, hinge_words_width(t->name[p], HINGE_FONT_PT));
    longest = fmin(longest, MOST_NAME_PT);
    hinge_svg_open(&d->svg, d->width, top + row * (double)t->n + (labelled ? longest + 10 : 16),
                   title, hinge_text_string(&d->caption));
    lay_key(&d->svg, d->width);
    for (size_t f = 0; f < t->n; f++) {
        double y = top + row * (double)f;
        hinge_svg_words_in(&d->svg, left - 4, y + 7.5, left - 6, &right,
                           hinge_drawing_fault(d, t->id[f]));
        draw_row(t, f, left, y, tile, row);
    }
    if (grouped)
        draw_groups(t, left, top, tile, row * (double)t->n);
    for (size_t p = 0; labelled && p < t->people.n; p++)
        hinge_svg_words_in(&d->svg, left + tile * ((double)p + 0.5) + 2.5,
                           top + row * (double)t->n + 4, MOST_NAME_PT, &turned, t->name[p]);
    if (!labelled)
        hinge_svg_words(
            &d->svg, left, top + row * (double)t->n + 11, &(const struct hinge_words){0},
            hinge_drawing_text(d, "%zu %s", t->people.n, t->people.n == 1 ? "person" : "people"));
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct tiles *t = hinge_arena_alloc(&drawing->arena, 1, sizeof *t);
    const char *by = drawing->request->by;
    t->drawing = drawing;
    enum hinge_status status = hinge_drawing_table(
        drawing, "faults", *by != '\0' ? by : "group,participant", "all", "", &table, error);
    if (status == HINGE_OK)
        status = find_people(t, &table, error);
    if (status == HINGE_OK)
        read_rows(t, &table);
    if (status == HINGE_OK && t->n == 0)
        status = hinge_drawing_nobody(drawing, &table,
                                      "no fault was detected in any participant; "
                                      "hinge-table faults lists those that could be judged",
                                      error);
    if (status == HINGE_OK)
        keep(t);
    if (status == HINGE_OK) {
        hinge_text_printf(&drawing->caption,
                          "Share of each person's judged repetitions with a fault, %zu "
                          "%s, most common first; only faults detected in at least one "
                          "participant. A "
                          "cross: could not be judged. Single people's states lie "
                          "within the margin of measurement where the severity is near "
                          "the threshold.",
                          t->people.n, t->people.n == 1 ? "person" : "people");
        draw_all(t, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Faults of every person");
    }
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_tiles = {
    .id = "tiles",
    .title = "every person's rate of every fault",
    .details = "A column per person (or per level of --by, such as participant,cue), a "
               "row per fault detected in at least one person.",
    .by = "group,participant",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
