/* SPDX-License-Identifier: GPL-3.0-or-later */
/* changes: what changed between visits, with cues and with the load, of every outcome and group, as
 * the report, Table 2 and the sheets have it. */
#include "page/page.h"
#include "report/print/comparison.h"

#include <hinge/requests.h>

struct taken {
    struct hinge_table2 all;
    const struct hinge_label_list *labels;
};

static void take(void *context, const char *name, const struct hinge_result *result)
{
    struct taken *taken = context;
    if (strcmp(name, "groups") != 0) /* those are no changes */
        hinge_table2_add(&taken->all, name, result, taken->labels);
}

const struct hinge_page_request *hinge_page_of_table(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *of = tab->request;
    struct hinge_page_request *asked = hinge_arena_alloc(&tab->arena, 1, sizeof *asked);
    asked->results = of->results;
    asked->opened = tab->reader;
    asked->labels = of->labels;
    hinge_query_copy(&asked->by, &of->by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_ALL);
    asked->by = "";
    return asked;
}

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *of = tab->request;
    struct hinge_tab_columns *columns = &tab->columns;
    const bool readable = hinge_tab_readable(tab);
    struct taken taken = {.labels = of->labels};
    if (hinge_tab_try(tab, hinge_page_comparisons(hinge_page_of_table(tab), take, &taken,
                                                  &tab->failure)) &&
        taken.all.numbers.rows > 0) {
        const struct hinge_label_list *labels = hinge_table2_end(&taken.all);
        struct hinge_table *from = readable ? &taken.all.paper : &taken.all.numbers;
        if (readable)
            hinge_planned_name_outcomes(from, labels);
        *tab->table = *from;
        *from = (struct hinge_table){0};
    }
    if (tab->table->n_columns == 0) /* nothing changed: what would be told */
        hinge_changes_table(&(struct hinge_result){.analysis = ""}, tab->table);
    hinge_table2_clear(&taken.all);
    for (; columns->n < tab->table->n_columns; columns->n++) {
        columns->item = hinge_more(columns->item, columns->n, sizeof *columns->item);
        columns->item[columns->n] = (struct hinge_tab_column){.show = HINGE_SHOW_DATA};
    }
    tab->nothing_is_fine = true;
    hinge_tab_note(tab, tab->table->rows == 0
                            ? "Nobody was measured at two visits, with a cue or with two loads.\n"
                            : "n people have both values of an outcome; change is after minus "
                              "before, with a cue minus without one, with the heavier load minus "
                              "with the lighter. diff is the change of the group minus that of "
                              "the group in minus; p and effect are of it, without a group of the "
                              "change. Without p it is described.\n");
}

const struct hinge_view hinge_view_changes = {
    .id = "changes",
    .title = "what changed between visits, with cues and loads, of every outcome and group",
    .takes = "filter,people,order,primary,main,change,allow-inferred,all-tasks,all-reps,"
             "allow-single,columns,sort,digits",
    .make = make,
};
