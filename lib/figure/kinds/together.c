/* SPDX-License-Identifier: GPL-3.0-or-later */
/* together: the faults that people have together, one bar a combination, largest first. */
#include "figure/kinds/figure.h"
#include "table/columns.h"

enum { MOST = 20 };

enum { FAULTS = 64 };

static void draw(struct hinge_plot *p)
{
    const struct hinge_table *table = hinge_plot_table(p, "together", "combination", "all", "");
    const size_t shown = table->rows < MOST ? table->rows : MOST;
    const struct hinge_look look = hinge_look_of(0);
    double all = 0, most = 0;
    for (size_t r = 0; r < table->rows; r++) {
        all += hinge_table_number(table, "people", r);
        most = r == 0 ? hinge_table_number(table, "people", r) : most;
    }
    if (!(all > 0))
        hinge_plot_nobody(p, table, "no participant was judged at the baseline");
    if (hinge_plot_failed(p))
        return;
    const char *id[FAULTS], **words = hinge_plot_room(p, shown, sizeof *words),
                            **name = hinge_plot_room(p, FAULTS, sizeof *name); /* drawn later */
    bool *has = hinge_plot_room(p, shown * FAULTS, sizeof *has);
    size_t n = 0;
    for (size_t r = 0; r < shown; r++) {
        const char *at = hinge_table_word(table, "combination", r);
        bool any = false;
        words[r] = "none of these faults";
        for (size_t length; *at != '\0'; at += length + (at[length] == ',')) {
            length = strcspn(at, ",");
            const char *one = hinge_arena_copy(&p->arena, at, length);
            const size_t f = hinge_name_at(id, n, one);
            if (f == n && f < FAULTS)
                id[n++] = one;
            if (f == FAULTS)
                continue;
            name[f] = hinge_plot_fault(p, id[f]);
            words[r] = any ? hinge_plot_text(p, "%s + %s", words[r], name[f]) : name[f];
            any = has[r * FAULTS + f] = true;
        }
    }
    p->title = "Faults together";
    hinge_plot_caption(p,
                       "People (n = %.0f) by the faults that they have together at the baseline: "
                       "certain in at least half of the repetitions. Kinds of one fault count "
                       "once.",
                       all);
    if (shown < table->rows)
        hinge_plot_caption(p, " The %zu largest of %zu combinations.", shown, table->rows);
    const char **number = hinge_plot_room(p, shown, sizeof *number);
    for (size_t r = 0; r < shown; r++)
        number[r] = hinge_plot_text(p, "%.0f", hinge_table_number(table, "people", r));
    struct hinge_panel *bars =
        hinge_plot_panel(p, (struct hinge_panel){.height = 110,
                                                 .widest = 26 * (double)shown,
                                                 .x = {.category = number, .n_categories = shown},
                                                 .y = {.name = "people", .high = most}});
    struct hinge_panel *dots = hinge_plot_panel(
        p, (struct hinge_panel){.row = 1,
                                .height = 11 * (double)n,
                                .widest = 26 * (double)shown,
                                .no_grid = true,
                                .x = {.category = number, .n_categories = shown, .hidden = true},
                                .y = {.category = name, .n_categories = n}});
    hinge_plot_columns(p, "combination,people:1");
    for (size_t r = 0; r < shown; r++) {
        const double people = hinge_table_number(table, "people", r), x = (double)r;
        hinge_panel_box(bars, &look, HINGE_FULL,
                        hinge_plot_text(p, "%s: %.0f of %.0f people", words[r], people, all),
                        x - 0.36, 0, x + 0.36, people);
        for (size_t f = 0; f < n; f++)
            if (has[r * FAULTS + f])
                hinge_panel_mark(dots, &look, hinge_plot_text(p, "%s: %s", name[f], words[r]), x,
                                 (double)f);
        hinge_plot_row(p, (const char *const[]){hinge_table_word(table, "combination", r)},
                       &people);
        if (r < 6)
            hinge_plot_finding(p, "%s: %.0f of %.0f", words[r], people, all);
    }
}

const struct hinge_figure hinge_figure_together = {
    .id = "together",
    .title = "which faults people have together",
    .details = "A bar a combination of faults at the baseline, largest first.",
    .of_one_cell = true,
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
