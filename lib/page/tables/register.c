/* SPDX-License-Identifier: GPL-3.0-or-later */
/* register: every comparison that the report makes, a row each: of whom, of what, what was planned
 * of it, and its numbers. */
#include "page/page.h"

#include <hinge/requests.h>

#define AT(member) offsetof(struct hinge_record, member)
static const struct hinge_view_column columns[] = {
    {"subject", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(subject)},
    {"outcome", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(outcome)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, AT(phase)},
    {"first", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(first)},
    {"second", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(second)},
    {"held", "", HINGE_TEXT, HINGE_SHOW_DIFFERS, AT(held)},
    {"role", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(role)},
    {"family", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(family)},
    {"n_first", "1", 0, HINGE_SHOW_DATA, AT(n_first)},
    {"of_first", "1", 0, HINGE_SHOW_FULL, AT(of_first)},
    {"n_second", "1", 0, HINGE_SHOW_DATA, AT(n_second)},
    {"of_second", "1", 0, HINGE_SHOW_FULL, AT(of_second)},
    {"estimate", "", 3, HINGE_SHOW_DATA, AT(estimate)},
    {"low", "", 3, HINGE_SHOW_DATA, AT(low)},
    {"high", "", 3, HINGE_SHOW_DATA, AT(high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(unit)},
    {"p", "1", -1, HINGE_SHOW_DATA, AT(p)},
    {"p_holm", "1", -1, HINGE_SHOW_DATA, AT(p_holm)},
    {"verdict", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(verdict)},
    {"with", "", HINGE_TEXT, HINGE_SHOW_FILLED, AT(with)},
    {0}};

struct hinge_register hinge_page_register(struct hinge_cohort *s)
{
    static const size_t change[] = {[HINGE_ASKED_PRACTICE] = HINGE_PAGE_PRACTICE,
                                    [HINGE_ASKED_SESSIONS] = HINGE_PAGE_SESSIONS,
                                    [HINGE_ASKED_LOADS] = HINGE_PAGE_LOADS,
                                    [HINGE_ASKED_LATER] = HINGE_PAGE_LATER,
                                    [HINGE_ASKED_LATER_AFTER] = HINGE_PAGE_LATER_AFTER};
    const size_t most = (s->n_kinds + 1) * HINGE_ASKED_QUESTIONS;
    struct hinge_asked *asked = hinge_arena_alloc(&s->arena, most, sizeof *asked);
    size_t n = 0;
    for (size_t kind = 0; kind < s->n_kinds; kind++)
        for (enum hinge_asked_what what = 0; what < HINGE_ASKED_QUESTIONS; what++) {
            const struct hinge_page_answers *answers = &s->page->answers[kind];
            struct hinge_asked *of = &asked[n];
            of->what = what;
            of->kind = kind;
            if (what == HINGE_ASKED_GROUPS) {
                of->result = answers->groups;
            } else if (what == HINGE_ASKED_CUES) {
                of->result = answers->cues;
            } else if (kind == 0) {
                const struct hinge_page_changes *its = &s->page->changes[change[what]];
                of->result = its->result;
                of->from = its->from;
                of->to = its->to;
                of->described = its->described;
            }
            n += of->result != NULL;
        }
    return hinge_register_make(s, asked, n);
}

static void make(struct hinge_tabulation *tab)
{
    struct hinge_cohort study = {0};
    struct hinge_page_request asked = {
        .results = tab->request->results, .opened = tab->reader, .labels = tab->request->labels};
    hinge_query_copy(&asked.by, &tab->request->by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_ALL);
    asked.by = "";
    hinge_tab_columns(tab, columns);
    for (size_t c = 0; c < tab->table->n_columns; c++)
        if (strcmp(tab->table->column[c].name, "family") == 0) /* elsewhere a measuring system */
            hinge_table_set_title(tab->table, c, "Corrected with");
    hinge_tab_try(tab, hinge_page_start(&study, &asked, &tab->failure));
    if (tab->status == HINGE_OK)
        hinge_tab_try(tab, hinge_page_answer(&study, &tab->failure));
    if (tab->status == HINGE_OK) {
        const struct hinge_register made = hinge_page_register(&study);
        for (size_t i = 0; i < made.n; i++) {
            struct hinge_record *record = &made.record[i];
            const bool fault = hinge_planned_is(record->of, "fault");
            if (!hinge_tab_readable(tab)) {
                hinge_tab_row(tab, record);
            } else if (fault || hinge_planned_is_tested(record->of)) { /* what is asked */
                record->unit = fault || record->of->share ? "share" : record->unit;
                hinge_tab_row(tab, record);
            }
        }
        hinge_tab_try(tab, hinge_page_ended(&study, &tab->failure));
    }
    hinge_page_close(&study);
    tab->nothing_is_fine = true;
    hinge_tab_note(tab, tab->table->rows == 0
                            ? "Nothing is compared: these are recordings of one person, or of one "
                              "group in one condition.\n"
                            : "estimate is first minus second. A − B is group A minus group B, or "
                              "the change of A minus that of B. role is default where no plan "
                              "names the comparison that leads. p_holm is p adjusted over the "
                              "tests of its family.\n");
}

const struct hinge_view hinge_view_register = {
    .id = "register",
    .title = "every comparison of the report: of whom, of what, what was planned, and its numbers",
    .takes = "filter,people,order,primary,main,change,allow-inferred,all-tasks,all-reps,"
             "allow-single,columns,sort,digits",
    .make = make,
};
