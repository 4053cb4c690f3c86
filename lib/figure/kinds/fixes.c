/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fixes: of the people with a fault at the baseline, how many lose it under each cue. */
#include "figure/kinds/figure.h"

enum { PARTS = 3, IN_ROW = 3, PAGE_PT = 594 };
static const char *const part[PARTS] = {"lost", "less", "kept"};
static const enum hinge_fill fill[PARTS] = {HINGE_FULL, HINGE_TINT, HINGE_OUTLINE};
static const char *const part_words[PARTS] = {"no longer has it", "sometimes or possibly",
                                              "still has it"};

struct fixes {
    struct hinge_levels levels;
    struct hinge_drawn_faults faults; /* numbers: people of each part */
};

static void draw_all(struct hinge_plot *p, const struct fixes *x, size_t shown)
{
    const char *const *names = x->faults.name;
    for (size_t l = 0; l < x->levels.n; l++) {
        const struct hinge_look look = hinge_look_of(0);
        struct hinge_panel *panel = hinge_plot_panel(
            p, (struct hinge_panel){
                   .row = l / IN_ROW,
                   .column = l % IN_ROW,
                   .title = x->levels.shown[l],
                   .height = 11 * (double)shown,
                   .no_grid = true,
                   .x = {.name = "people", .high = x->faults.fault[0].most},
                   .y = {.category = names, .n_categories = shown, .hidden = l % IN_ROW > 0}});
        for (size_t f = 0; f < shown; f++) {
            const double *n = x->faults.fault[f].number + l * PARTS;
            double from = 0;
            for (int k = 0; k < PARTS; k++) {
                hinge_plot_key(p, &look, HINGE_SAMPLE_BOX, fill[k], part_words[k]);
                if (n[k] > 0)
                    hinge_panel_box(panel, &look, fill[k],
                                    hinge_plot_text(p, "%s, %s: %.0f of %.0f %s", names[f],
                                                    x->levels.shown[l], n[k], n[0] + n[1] + n[2],
                                                    part_words[k]),
                                    from, (double)f - 0.36, from + n[k], (double)f + 0.36);
                from += n[k];
            }
        }
    }
}

static void draw(struct hinge_plot *p)
{
    struct fixes *x = hinge_plot_room(p, 1, sizeof *x);
    const struct hinge_table *table = hinge_plot_table(p, "fixes", NULL, "all", "");
    x->levels = hinge_plot_levels(p, table, "fault", NULL);
    x->faults = (struct hinge_drawn_faults){.of = x->levels.n, .n_numbers = PARTS};
    for (size_t r = 0; r < table->rows; r++) {
        const size_t level = x->levels.of_row[r];
        const double n = hinge_table_number(table, "n", r);
        struct hinge_drawn_fault *fault =
            level != SIZE_MAX && n > 0 ? hinge_drawn_fault_of(p, &x->faults, table, r) : NULL;
        if (fault == NULL)
            continue;
        fault->most = fmax(fault->most, n);
        for (size_t k = 0; k < PARTS; k++)
            fault->number[level * PARTS + k] = hinge_table_number(table, part[k], r);
    }
    if (x->faults.n == 0)
        hinge_plot_nobody(p, table,
                          "no participant has a fault at the baseline and was judged "
                          "with a cue, too");
    if (hinge_plot_failed(p))
        return;
    hinge_drawn_faults_sort(p, &x->faults);
    p->title = "Which cue for which fault";
    hinge_plot_caption(p, "People who have a fault without a cue (certain in at least half of the "
                          "repetitions), and what became of it with the cue. Some people lose a "
                          "fault without any cue.");
    size_t shown = x->faults.n;
    for (draw_all(p, x, shown); shown > 1 && hinge_plot_height(p) > PAGE_PT;
         draw_all(p, x, --shown))
        hinge_plot_empty(p);
    hinge_plot_columns(p, "level,fault,lost:1,less:1,kept:1");
    for (size_t f = 0; f < shown; f++)
        for (size_t l = 0; l < x->levels.n; l++) {
            const struct hinge_drawn_fault *fault = &x->faults.fault[f];
            const double *n = fault->number + l * PARTS;
            hinge_plot_row(p, (const char *const[]){x->levels.name[l], fault->id}, n);
            if (f < 6 && n[0] + n[1] + n[2] > 0)
                hinge_plot_finding(p, "%s, %s: lost by %.0f of %.0f, less in %.0f", fault->name,
                                   x->levels.shown[l], n[0], n[0] + n[1] + n[2], n[1]);
        }
}

const struct hinge_figure hinge_figure_fixes = {
    .id = "fixes",
    .title = "who loses a fault under which cue",
    .details = "A row a fault that a person has at the baseline, a panel a cue, commonest first.",
    .by = "cue",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
