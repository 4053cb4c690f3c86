/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which a rater judges bends. In: recordings as drawn, one after the other; out: the
 * JSON of lib/page/templates/rate.html. The page has no name, condition, value or verdict: which
 * bend is which is in base64, as the beginning of its rows in the file that it saves. */
#include "people/people.h"
#include "table/cells.h"
#include "view/json.h"
#include "view/view.h"

/* Bends of practice, which are the same for all raters and in no file, and bends that are shown
 * twice, at most; and no more than so many in a hundred. */
enum { MOST_PRACTICE = 10, PRACTICE_PCT = 10, MOST_TWICE = 20, TWICE_PCT = 20 };
static const double AROUND_S = 0.4; /* that is played before a bend and after it */

void hinge_rate_cells(const struct hinge_table *trials, size_t row, struct hinge_text *text)
{
    static const char *const keys[] = {"participant", "session", "task", "cue", "trial"};
    char buffer[48];
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const long at = hinge_table_find(trials, keys[k]);
        hinge_cell_csv(text, at < 0 ? "" : hinge_table_cell(trials, (size_t)at, row, buffer));
        hinge_text_adds(text, ",");
    }
}

void hinge_rate_bends(const struct view_page *page, struct hinge_text *out)
{
    const struct view_rows *rows = page->rows;
    const struct hinge_standing *s = &page->picture->reps->standing;
    struct picture *p = page->picture;
    struct view_writer w = {.page = page, .p = p, .out = out, .rows = rows};
    const char *file = hinge_table_word(&rows->trials, "file", page->row);
    /* a dowel says which cue it was; what angles are drawn from is not shown */
    size_t n = 0;
    for (size_t k = 0; k < p->n_parts; k++)
        if (strcmp(p->part[k].name, "dowel") != 0)
            p->part[n++] = p->part[k];
    p->n_parts = n;
    memset(p->axis, 0, sizeof p->axis);
    memset(p->shape, 0, sizeof p->shape);
    hinge_seen_number_points(&w);
    w.every = hinge_seen_every(p);
    w.frame = hinge_arena_alloc(&p->arena, p->n + 2, sizeof *w.frame);
    for (size_t r = rows->first[page->row]; r < rows->first[page->row] + rows->count[page->row];
         r++) {
        double span[2];
        cleared_by(hinge_text_clear) struct hinge_text cells = {0}, film = {0};
        hinge_seen_span(rows, r, span);
        if (!hinge_repetition_counts(rows->valid[r]) || isnan(span[0] + span[1]))
            continue;
        const double first = floor((span[0] - AROUND_S - p->start_s) * p->rate_hz),
                     last = ceil((span[1] + AROUND_S - p->start_s) * p->rate_hz);
        w.n = 0;
        for (size_t i = first > 0 ? (size_t)first : 0; i < p->n && (double)i <= last; i += w.every)
            w.frame[w.n++] = i;
        if (w.n == 0)
            continue;
        const size_t shown = w.n;
        if (s->to > s->from)
            w.frame[w.n++] = (size_t)(s->from + s->to) / 2;
        hinge_rate_cells(&rows->trials, page->row, &cells);
        hinge_text_printf(&cells, "%.0f,%.3f", rows->rep[r], span[0]);
        hinge_text_adds(&film, file);
        /* row: the beginning of its rows; film: the file, as whose its film is called; rate_hz,
         * pieces, points and parts as on the page of a recording; shown: frames, of which a
         * further one is standing */
        hinge_text_adds(out, out->length > 0 ? "\n{" : "{");
        add_base64(out, "row", &cells);
        add_base64(out, "film", &film);
        add(out, "rate_hz:%.6f pieces:[[%.4f %zu]] shown:%zu", p->rate_hz / (double)w.every,
            hinge_seen_seconds(p, (double)w.frame[0]), w.n, shown);
        hinge_seen_body(&w);
        add(out, "props:[]}");
    }
}

/* --- all bends, in the rater's order --- */

static void shuffle(uint64_t seed, uint64_t of, uint32_t *index, size_t n)
{
    struct hinge_random random;
    hinge_random_init(&random, seed, HINGE_STREAM_RATING, of);
    hinge_random_shuffle(&random, index, n);
}

struct hinge_rated hinge_rate_json(const struct hinge_view_request *request,
                                   const struct view_recording *of_row, size_t rows,
                                   struct hinge_text *out)
{
    struct hinge_rated rated = {0};
    cleared_by(hinge_text_clear) struct hinge_text tail = {0};
    cleared_by(freed) const char **bend = NULL;
    size_t n = 0;
    uint64_t of = 1; /* of the rater's name; 0 is the order of the page, which has the practice */
    for (const char *c = request->rate; *c != '\0'; c++)
        of = of * 31 + (unsigned char)*c;
    for (size_t r = 0; r < rows; r++)
        for (const char *c = hinge_text_string(&of_row[r].json); *c != '\0'; c++) {
            if (c != of_row[r].json.data && c[-1] != '\n')
                continue;
            bend = hinge_more(bend, n, sizeof *bend);
            bend[n++] = c;
        }
    cleared_by(freed) uint32_t *order = hinge_alloc(2 * n + 1, sizeof *order);
    cleared_by(freed) uint32_t *mine = hinge_alloc(2 * n + 1, sizeof *mine);
    cleared_by(freed) uint32_t *when = hinge_alloc(2 * n + 1, sizeof *when);
    rated.practice =
        n * PRACTICE_PCT / 100 < MOST_PRACTICE ? n * PRACTICE_PCT / 100 : MOST_PRACTICE;
    rated.bends = n - rated.practice;
    rated.twice =
        rated.bends * TWICE_PCT / 100 < MOST_TWICE ? rated.bends * TWICE_PCT / 100 : MOST_TWICE;
    shuffle((uint64_t)request->seed, 0, order, n);
    /* the rater's order: of one shuffle the first are shown twice, another says when */
    const size_t shown = rated.bends + rated.twice;
    shuffle((uint64_t)request->seed, of, mine, rated.bends);
    for (size_t k = 0; k < rated.twice; k++)
        mine[rated.bends + k] = mine[k];
    shuffle((uint64_t)request->seed, of + 1, when, shown);
    add(out, "{rater:%s", request->rate);
    hinge_cell_csv(&tail, request->rate);
    hinge_text_printf(&tail, ",%ld", request->seed);
    add_base64(out, "tail", &tail); /* the end of each row */
    add(out, "order:[");            /* numbers of bends; those of practice come first */
    for (size_t k = 0; k < rated.practice; k++)
        add(out, "%zu", k);
    for (size_t k = 0; k < shown; k++)
        add(out, "%zu", rated.practice + mine[when[k]]);
    add(out, "] practice:%zu bends:[", rated.practice);
    for (size_t k = 0; k < n; k++) {
        comma(out);
        hinge_text_add(out, bend[order[k]], strcspn(bend[order[k]], "\n"));
    }
    add(out, "]}");
    return rated;
}
