/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/event_contest.h"

#include "stats/agreement/event_match.h"

static bool looked(const struct hinge_event_list *list, uint32_t rater,
                   size_t recording)
{
    /* a detector looks at every recording that it is given */
    return rater == list->found || list->looked[rater * list->recording.n + recording];
}

static void put_unmatched(const struct hinge_event_contest *c,
                          const struct hinge_event *e, const char *what)
{
    if (c->unmatched == NULL)
        return;
    const struct hinge_event_list *l = c->list;
    json_t *row = hinge_append_object(c->a, c->unmatched);
    hinge_put_text(c->a, row, "recording", l->recording.name[e->recording]);
    hinge_put_text(c->a, row, "participant", l->participant.name[l->who[e->recording]]);
    hinge_put_text(c->a, row, "rater", l->rater.name[c->marker]);
    hinge_put_text(c->a, row, "event", l->kind.name[e->kind]);
    hinge_put_number(c->a, row, "time_s", e->t_s);
    hinge_put_text(c->a, row, "unmatched", what);
}

/* Matches the events of one kind in one recording. */
static enum hinge_status match(struct hinge_event_contest *c, uint32_t recording,
                               uint32_t kind, struct hinge_error *error)
{
    size_t n, m;
    const struct hinge_event *marked =
        hinge_events_of(c->list, c->marker, recording, kind, &n);
    const struct hinge_event *found =
        hinge_events_of(c->list, c->finder, recording, kind, &m);
    double *t = hinge_analysis_alloc(c->a, n + m + 1, sizeof *t);
    size_t *partner = hinge_analysis_alloc(c->a, n + 1, sizeof *partner);
    bool *taken = hinge_analysis_alloc(c->a, m + 1, sizeof *taken);
    if (t == NULL || partner == NULL || taken == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++)
        t[i] = marked[i].t_s;
    for (size_t j = 0; j < m; j++)
        t[n + j] = found[j].t_s;
    enum hinge_status status =
        hinge_match_events(c->a, t, n, t + n, m, c->window, partner, error);
    if (status != HINGE_OK)
        return status;
    uint32_t person = c->list->who[recording];
    size_t cell = kind * c->list->participant.n + person;
    c->marked[cell] += (double)n;
    c->found[cell] += (double)m;
    for (size_t i = 0; i < n; i++) {
        if (partner[i] == HINGE_NO_MATCH) {
            put_unmatched(c, &marked[i], "missed");
            continue;
        }
        taken[partner[i]] = true;
        c->matched[cell]++;
        c->kind[c->n] = kind;
        c->who[c->n] = person;
        c->error_s[c->n++] = t[n + partner[i]] - t[i];
    }
    for (size_t j = 0; j < m; j++)
        if (!taken[j])
            put_unmatched(c, &found[j], "extra");
    return HINGE_OK;
}

bool *hinge_event_kinds(struct hinge_analysis *a, const struct hinge_event_list *list,
                        uint32_t marker, uint32_t finder, bool *only_marked)
{
    bool *has = hinge_analysis_alloc(a, 3 * list->kind.n + 1, sizeof *has);
    if (has == NULL)
        return NULL;
    bool *mark = has + list->kind.n, *find = mark + list->kind.n;
    for (size_t i = 0; i < list->n; i++) {
        const struct hinge_event *e = &list->event[i];
        mark[e->kind] = mark[e->kind] || e->rater == marker;
        find[e->kind] = find[e->kind] || e->rater == finder;
    }
    *only_marked = false;
    for (size_t k = 0; k < list->kind.n; k++) {
        has[k] = mark[k] && find[k];
        *only_marked = *only_marked || (mark[k] && !find[k]);
    }
    return has;
}

enum hinge_status hinge_event_contest_run(struct hinge_event_contest *c,
                                          const bool *kinds, struct hinge_error *error)
{
    const struct hinge_event_list *l = c->list;
    size_t cells = l->kind.n * l->participant.n;
    c->marked = hinge_analysis_alloc(c->a, 3 * cells + 1, sizeof *c->marked);
    c->error_s = hinge_analysis_alloc(c->a, l->n + 1, sizeof *c->error_s);
    c->who = hinge_analysis_alloc(c->a, 2 * l->n + 1, sizeof *c->who);
    c->person = hinge_analysis_alloc(c->a, l->participant.n + 1, sizeof *c->person);
    if (c->marked == NULL || c->error_s == NULL || c->who == NULL || c->person == NULL)
        return hinge_analysis_no_memory(error);
    c->found = c->marked + cells;
    c->matched = c->found + cells;
    c->kind = c->who + l->n;
    enum hinge_status status = HINGE_OK;
    for (uint32_t r = 0; r < l->recording.n; r++) {
        if (l->who[r] == UINT32_MAX || !looked(l, c->marker, r) ||
            !looked(l, c->finder, r))
            continue;
        c->recordings++;
        c->person[l->who[r]] = true;
        for (uint32_t k = 0; k < l->kind.n && status == HINGE_OK; k++)
            if (kinds[k])
                status = match(c, r, k, error);
    }
    return status;
}
