/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The visits of one person as a line, for the sheet. */
#include "page/pictures/pictures.h"

struct hinge_page_visit_line hinge_page_line_of_visits(struct hinge_cohort *s,
                                                       const struct hinge_page_sessions *of,
                                                       const char *const *name,
                                                       const char *const *date)
{
    enum { TOP = 26, BOTTOM = 118, LEFT = 14, RIGHT = 90, WIDE = 620, NARROW = 320, LETTER = 7 };
    double *all = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *all);
    size_t n = 0, longest = 4;
    for (size_t i = 0; i < of->n; i++) {
        memcpy(all + n, of->bends[i].value, of->bends[i].n * sizeof *all);
        n += of->bends[i].n;
        for (int k = 0; k < 2; k++) {
            const char *words = k == 0 ? name[i] : date != NULL ? date[i] : "";
            longest = strlen(words) > longest ? strlen(words) : longest;
        }
    }
    const struct hinge_axis axis =
        hinge_page_axis(s->lead, all, n, 3, s->spine ? HINGE_SCALE_ZERO : 0);
    const double gap = (double)(RIGHT - LEFT) / (double)(of->n - 1), high = (BOTTOM - TOP) / 100.,
                 need = 100. * LETTER * (double)(longest + 1);
    const size_t every = (size_t)ceil(need / WIDE / gap), rare = (size_t)ceil(need / NARROW / gap);
    struct hinge_page_visit_line facts = {.lean = !s->spine,
                                          .ticks = hinge_page_ticks(s, &axis, true, BOTTOM, TOP)};
    double x = LEFT, before = 0;
    for (size_t i = 0; i < of->n; i++, x += gap) {
        const struct hinge_cohort_bends_of *bends = &of->bends[i];
        const double sd = hinge_stats_sd(bends->value, bends->n),
                     y = BOTTOM - high * hinge_page_x(&axis, bends->mean),
                     wide = fmin(1.1, gap / 2 / (double)bends->n);
        struct hinge_page_visit *visit = HINGE_FACTS_NEXT(s, &facts, each);
        double top = y - 6;
        *visit = (struct hinge_page_visit){.x = x,
                                           .y = y,
                                           .name = name[i],
                                           .value = hinge_page_val(s, s->lead, bends->mean),
                                           .said_ = (of->n - 1 - i) % every == 0,
                                           .rare = (of->n - 1 - i) % rare != 0,
                                           .date = date != NULL ? date[i] : NULL,
                                           .sep = i + 1 < of->n ? ", " : ""};
        for (size_t k = 0; k < bends->n; k++) {
            const double at = BOTTOM - high * hinge_page_x(&axis, bends->value[k]);
            HINGE_FACTS_ADD(s, visit, dots, hinge_page_point,
                            x + wide * ((double)k - (double)(bends->n - 1) / 2), at);
            top = fmin(top, at - 3);
        }
        if (!isnan(sd)) {
            const double size = 100 * high * sd / (axis.high - axis.low);
            visit->band = HINGE_FACTS_MAKE(s, hinge_page_visit_band, y - size, y + size);
            top = fmin(top, y - size);
        }
        visit->above = top - 6;
        if (i > 0)
            HINGE_FACTS_ADD(s, &facts, run, hinge_page_visit_run, x - gap, before, x, y);
        before = y;
    }
    return facts;
}
