/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies of whole bodies have: how strongly do weight and load turn
 * the hips, compared with the lower back. */
#include "page/plot.h"

json_t *hinge_page_load(struct hinge_page_study *s, size_t *no)
{
    const struct hinge_quantity *ratio = s->outcome[HINGE_OUT_LOAD];
    if (s->one_person || hinge_page_measure(s, ratio) == NULL)
        return NULL;
    json_t *facts = json_object(), *cues = hinge_fact_list(facts, "cues");
    for (size_t c = 0; c < s->n_cues; c++) {
        json_t *cue = json_object();
        hinge_fact_text(cue, "With", hinge_page_capital(s, s->cue[c].phrase));
        if (hinge_page_add_groups(s, ratio, c, cue))
            json_array_append(cues, cue);
        json_decref(cue);
    }
    if (json_array_size(cues) == 0) {
        json_decref(facts);
        return NULL;
    }
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_flag(facts, "lines", hinge_page_add_rows(s, ratio, 0, facts));
    return facts;
}
