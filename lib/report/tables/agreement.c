/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement: ours against others', a row per trial and quantity: angles that somebody
 * else computed, phases that somebody marked by hand. */
#include "report/tables/view.h"

struct row {
    const char *of, *name, *unit;
    double n, r, bias, sd, offset;
};

static const struct hinge_view_column columns[] = {
    {"of", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, of)},
    {"name", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, name)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, unit)},
    {"n", "", 0, HINGE_SHOW_DATA, offsetof(struct row, n)},
    {"r", "", 3, HINGE_SHOW_DATA, offsetof(struct row, r)},
    {"bias", "", 2, HINGE_SHOW_DATA, offsetof(struct row, bias)},
    {"sd", "", 2, HINGE_SHOW_DATA, offsetof(struct row, sd)},
    {"offset", "", 2, HINGE_SHOW_DATA, offsetof(struct row, offset)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    cleared_by(hinge_table_clear) struct hinge_table from = {0};
    if (!hinge_tab_try(tab, hinge_results_get_table(tab->reader, HINGE_GROUP_AGREEMENT, &from,
                                                    &tab->failure)))
        return;
    hinge_tab_trial_columns(tab, hinge_trial_keys, HINGE_SHOW_KEY);
    hinge_tab_columns(tab, columns);
    tab->nothing_is_fine = from.rows == 0; /* whatever the filter: nothing was brought */
    for (size_t r = 0; r < from.rows && tab->status == HINGE_OK; r++) {
        const double trial = hinge_table_number(&from, "trial", r);
        if (!(trial >= 0 && trial < (double)tab->trials.rows))
            hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s names trial %g of %zu",
                           hinge_results_shown(tab->reader), HINGE_GROUP_AGREEMENT, trial,
                           tab->trials.rows);
        else if (tab->kept[(size_t)trial])
            hinge_tab_trial_row(
                tab, (size_t)trial,
                &(struct row){
                    hinge_table_text(&from, "of", r), hinge_table_text(&from, "name", r),
                    hinge_table_text(&from, "unit", r), hinge_table_number(&from, "n", r),
                    hinge_table_number(&from, "r", r), hinge_table_number(&from, "bias", r),
                    hinge_table_number(&from, "sd", r), hinge_table_number(&from, "offset", r)});
    }
    hinge_text_adds(
        &tab->notes,
        tab->table->rows == 0
            ? "No recording contains angles computed by other software.\n"
            : "Bias and SD: the recording's angle minus that of hingekit, each from its "
              "own standing posture; offset: the difference in standing.\n");
}

const struct hinge_view hinge_view_agreement = {
    .id = "agreement",
    .title = "joint angles of hingekit beside those that came with the recordings",
    .tables_only = true,
    .takes = "filter,people,columns,sort,digits",
    .make = make,
};
