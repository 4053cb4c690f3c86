/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a page. Times in s of the recording's own clock; a spot is the number of a point, or
 * a list of numbers: the middle of them. "Packed" are half bytes in base64: see add_packed. The
 * members are described where they are written. */
#include "view/json.h"
#include "view/view.h"

#include "people/people.h"
#include "quality/check.h"

/* A page is at most 3 MB, with the curves of edit.c; of a repetition the verdicts take this much.
 */
enum { MOST_HZ = 30, MOST_BYTES = 1700000, REP_BYTES = 1600 };

void hinge_seen_add_unit(struct hinge_text *out, const struct hinge_unit_words *unit)
{
    add(out, "unit:%s", unit->after);
    if (unit->coarse > 0) /* else whole numbers, as the page's script takes it */
        add(out, "digits:%d", unit->coarse);
}

static void add_spot(const struct view_writer *w, const struct picture_spot *spot)
{
    add(w->out, spot->n != 1 ? "[" : "");
    for (size_t k = 0; k < spot->n; k++)
        add(w->out, "%d", (int)w->number[spot->place[k]]);
    add(w->out, spot->n != 1 ? "]" : "");
}

static const char *cell(const struct view_writer *w, const char *column)
{
    return hinge_table_word(&w->rows->trials, column, w->page->row);
}

static double number(const struct view_writer *w, const char *column)
{
    return hinge_table_number(&w->rows->trials, column, w->page->row);
}

double hinge_seen_seconds(const struct picture *picture, double frame)
{
    return picture->start_s + frame / picture->rate_hz;
}

/* --- which frames --- */

static void keep_frames(struct view_writer *w, size_t from, size_t to)
{
    size_t start = w->n, last = w->n > 0 ? w->frame[w->n - 1] + w->every : 0;
    from = from < last ? last : from;
    from = (from + w->every - 1) / w->every * w->every; /* pieces share one grid */
    for (size_t i = from; i <= to && i < w->p->n; i += w->every)
        w->frame[w->n++] = i;
    if (w->n == start)
        return;
    if (start == 0 || w->frame[start - 1] + w->every != w->frame[start])
        w->piece[w->n_pieces++][0] = start;
    w->piece[w->n_pieces - 1][1] = w->n - w->piece[w->n_pieces - 1][0];
}

static int by_start(const void *a, const void *b)
{
    const long *x = a, *y = b;
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Of a recording that is too long: standing, and each repetition with a second around it. */
static void keep_stretches(struct view_writer *w)
{
    const struct hinge_reps *reps = w->p->reps;
    const struct hinge_standing *s = &reps->standing;
    size_t n = 0, most = reps->n + reps->n_excluded + reps->n_rejected + 1;
    long(*span)[2] = hinge_arena_alloc(&w->p->arena, most, sizeof *span);
    long second = (long)w->p->rate_hz;
    for (; n < reps->n + reps->n_excluded; n++)
        hinge_rep_span(n < reps->n ? &reps->rep[n] : &reps->excluded[n - reps->n], &span[n][0],
                       &span[n][1]);
    for (size_t k = 0; k < reps->n_rejected; k++, n++) {
        span[n][0] = (long)reps->rejected_rep[k].from;
        span[n][1] = (long)reps->rejected_rep[k].to;
    }
    if (s->to > s->from) {
        span[n][0] = (long)s->from + second;
        span[n++][1] = (long)s->to - second;
    }
    qsort(span, n, sizeof *span, by_start);
    for (size_t k = 0; k < n; k++)
        if (span[k][0] != HINGE_NO_INDEX)
            keep_frames(w, span[k][0] > second ? (size_t)(span[k][0] - second) : 0,
                        (size_t)(span[k][1] + second));
}

size_t hinge_seen_every(const struct picture *picture)
{
    double each = ceil(picture->rate_hz / MOST_HZ - 0.01);
    return each > 1 ? (size_t)each : 1;
}

/* --- what is needed --- */

static void need(struct view_writer *w, const struct picture_spot *spot)
{
    for (size_t k = 0; k < spot->n; k++)
        w->number[spot->place[k]] = 0;
}

/* Points that are drawn or measured from, numbered. */
void hinge_seen_number_points(struct view_writer *w)
{
    const struct picture *p = w->p;
    long n = 0;
    for (size_t i = 0; i < PICTURE_PLACES; i++)
        w->number[i] = -1;
    for (size_t k = 0; k < p->n_parts; k++)
        for (size_t i = 0; i < p->part[k].n; i++)
            need(w, &p->part[k].spot[i]);
    for (size_t k = 1; k < AXIS_COUNT; k++) {
        need(w, &p->axis[k].from);
        need(w, &p->axis[k].to);
    }
    for (size_t s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        need(w, &p->shape[s].at);
        need(w, &p->shape[s].from);
        need(w, &p->shape[s].to);
    }
    for (size_t i = 0; i < p->n_places; i++)
        if (w->number[i] == 0)
            w->number[i] = n++;
}

/* --- the recording --- */

void hinge_seen_counts(const struct view_rows *rows, size_t row, size_t *used, size_t *unused)
{
    *used = *unused = 0;
    for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++)
        *(hinge_repetition_counts(rows->valid[r]) ? used : unused) += 1;
}

static const char *tier_of(const struct view_writer *w)
{
    return *cell(w, "tier") != '\0' ? cell(w, "tier") : "C";
}

static void add_finding(struct view_writer *w)
{
    enum { FEW = 5 };
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, shares = {0};
    const struct view_range range = hinge_seen_range(w->rows, w->page->row, tier_of(w));
    const size_t column = range.share ? 0 : 1;
    if (range.n > 0) {
        /* "38, 40 and 39", of six or more "38 to 44". */
        size_t left = range.n;
        if (left > FEW)
            hinge_seen_range_words(&range, &shares);
        for (size_t r = 0; range.n <= FEW && r < w->reps; r++) {
            double value = hinge_seen_value(w, column, r);
            if (!isnan(value) && hinge_repetition_counts(w->rows->valid[w->first + r]))
                hinge_text_printf(&shares, "%ld%s", lround(value),
                                  hinge_list_joint(--left, " and "));
        }
        hinge_text_adds(&text, range.share ? "" : "The trunk leaned ");
        hinge_display_minus(&text, shares.data);
        hinge_text_adds(&text, range.share ? "% of the bend came from the spine"
                                           : "° forward; motion of the lower back cannot be seen");
    }
    if (text.length == 0 && w->reps > 0) {
        /* Of repetitions without an angle: why none of them is usable; else what hid the
         * angles. */
        size_t used, unused;
        char words[120];
        bool descent = false;
        hinge_seen_counts(w->rows, w->page->row, &used, &unused);
        hinge_text_printf(&text, "%zu repetition%s", w->reps, HINGE_S(w->reps));
        if (used == 0) {
            hinge_text_adds(&text, w->reps == 1 ? ", not usable" : ", none usable");
            for (size_t r = 0, given = 0; r < w->reps; r++) {
                const char *why = hinge_seen_why_not(w, r);
                if (strstr(hinge_text_string(&text), why) == NULL)
                    hinge_text_printf(&text, "%s%s", given++ == 0 ? ": " : "; ", why);
            }
        } else if (*cell(w, "reason") != '\0') {
            hinge_text_printf(&text, "; no angles: %s",
                              hinge_wording_reason(cell(w, "reason"), words, sizeof words));
        } else {
            for (size_t r = 0; r < w->reps; r++)
                descent = descent || !isnan(w->rows->time[0][w->first + r]);
            hinge_text_adds(&text, !descent           ? "; no angles: the recording has no descent"
                                   : w->n_columns > 0 ? "; the spine’s share was not measured"
                                                      : "; their angles were not measured");
        }
    }
    if (text.length == 0)
        hinge_text_adds(&text, strcmp(cell(w, "role"), "standing") == 0
                                   ? "Standing: angles of the other recordings count from it"
                                   : "No repetition was found");
    add(w->out, "finding:%s", text.data);
}

/* A phrase as a sentence, landmarks in words. */
static void add_sentence(struct hinge_text *out, const char *name, const char *phrase)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_seen_add(phrase, &text);
    if (text.length > 0 && strchr(".!?", text.data[text.length - 1]) == NULL)
        hinge_text_adds(&text, ".");
    if (text.length > 0)
        hinge_wording_capital(text.data);
    key(out, name);
    add(out, "%s", hinge_text_string(&text));
}

/* What was recorded and can be used: phrases; of hinge-check, the worst first, and bends that
 * differ: severity, text, todo. */
static void add_about(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    char phrase[100];
    double rate = number(w, "rate_hz"), duration = number(w, "duration_s");
    size_t used, unused;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    hinge_seen_counts(w->rows, w->page->row, &used, &unused);
    unused += w->page->list->of[w->page->row].not_found;
    snprintf(phrase, sizeof phrase, "%s (tier %s)",
             hinge_kind_name(&arena, &w->rows->trials, w->page->row), cell(w, "tier"));
    add(out, "about:[%s", hinge_wording_capital(phrase));
    if (!isnan(rate))
        add(out, "%s", hinge_arena_printf(&arena, "%.4g frames/s", rate));
    if (!isnan(duration))
        add(out, "%s", hinge_arena_printf(&arena, "%.1f s", duration));
    const char *no = unused > 0 ? hinge_arena_printf(&arena, ", %zu not usable", unused) : "";
    add(out, "%s]",
        hinge_arena_printf(&arena, "%zu usable repetition%s%s", used, HINGE_S(used), no));
    const struct hinge_check_report *check = w->page->request != NULL ? w->page->list->check : NULL;
    add(out, "check:[");
    for (int k = HINGE_SEVERITY_ERROR; check != NULL && k > HINGE_SEVERITY_NONE; k--)
        for (size_t i = 0; i < check->findings.rows; i++) {
            const struct hinge_table *f = &check->findings;
            if (strcmp(hinge_table_word(f, "trial_id", i), cell(w, "trial_id")) != 0 ||
                (int)hinge_severity_of(hinge_table_word(f, "severity", i)) != k ||
                !hinge_seen_is_told(f, i))
                continue;
            add(out, "{severity:%s", hinge_table_word(f, "severity", i));
            add_sentence(out, "text", hinge_table_word(f, "message", i));
            add_sentence(out, "todo", hinge_table_word(f, "action", i));
            add(out, "}");
        }
    struct view_range range = hinge_seen_range(w->rows, w->page->row, NULL);
    if (range.uneven) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_seen_uneven(&range, &text);
        add(out, "{severity:%s text:%s todo:%s}", hinge_severity_name(HINGE_SEVERITY_WARNING),
            text.data, "See whether each of them is a bend, and where it starts and ends.");
    }
    add(out, "] checked:%d", check != NULL);
}

/* --- the body --- */

static const char *const axes[AXIS_COUNT] = {"",       "thigh",  "trunk",   "shank",
                                             "pelvis", "thorax", "midback", "upper back"};

/* mm of a step, null where lengths are not known; tracked or calculated points: name, x forward and
 * y up from the floor, packed; lines in drawing order: part, spots, 1 if closed, 1 if nothing was
 * tracked between; where segments point: from, to, degrees to turn. */
void hinge_seen_body(struct view_writer *w)
{
    const struct picture *p = w->p;
    struct hinge_text *out = w->out;
    add(out, "step_mm:%.3f points:[", p->step_mm);
    for (size_t i = 0; i < p->n_places; i++) {
        if (w->number[i] < 0)
            continue;
        add(out, p->place[i].computed ? "{name:%s computed:1" : "{name:%s", p->place[i].name);
        add_packed(out, "x", p->place[i].x, w->frame, w->n, 1);
        add_packed(out, "y", p->place[i].y, w->frame, w->n, 1);
        /* stretches [from, to) of stored frames that were filled */
        const struct picture_place *place = &p->place[i];
        size_t stretches = 0;
        for (size_t k = 0, from; place->absent != NULL && k < w->n; k++) {
            for (from = k; k < w->n && place->absent[w->frame[k]] && !isnan(place->x[w->frame[k]]);)
                k++;
            if (k > from)
                add(out, stretches++ == 0 ? "filled:[[%zu %zu]" : "[%zu %zu]", from, k);
        }
        add(out, stretches > 0 ? "]" : "");
        add(out, "}");
    }
    add(out, "] parts:[");
    for (size_t k = 0; k < p->n_parts; k++) {
        add(out, "[%s [", p->part[k].name);
        for (size_t i = 0; i < p->part[k].n; i++)
            add_spot(w, &p->part[k].spot[i]);
        add(out, p->part[k].between ? "] %d 1]" : "] %d]", p->part[k].closed);
    }
    add(out, "] axes:{");
    for (size_t k = 1; k < AXIS_COUNT; k++) {
        if (p->axis[k].from.n == 0)
            continue;
        key(out, axes[k]);
        add(out, "[");
        add_spot(w, &p->axis[k].from);
        add_spot(w, &p->axis[k].to);
        add(out, "%.0f]", p->axis[k].turn_deg);
    }
    add(out, "}");
}

/* Where a spot is in standing, steps along an axis (0 forward, 1 up). */
static double rest_of(const struct view_writer *w, const struct picture_spot *spot, int axis)
{
    const struct hinge_standing *s = &w->p->reps->standing;
    size_t i = (s->from + s->to) / 2;
    double sum = 0;
    for (size_t k = 0; k < spot->n; k++) {
        const struct picture_place *place = &w->p->place[spot->place[k]];
        sum += axis == 0 ? place->x[i] : place->y[i];
    }
    return spot->n > 0 ? sum / (double)spot->n : (double)NAN;
}

static void add_prop(struct view_writer *w, const char *kind, double x, double top, double gap_cm,
                     const char *behind)
{
    char words[80];
    if (isnan(x + gap_cm))
        return;
    snprintf(words, sizeof words, "Hatched: %s, %g cm behind the %s", kind, gap_cm, behind);
    add(w->out, "{kind:%s x:%.0f top:%.0f words:%s}", kind, x - 10 * gap_cm / w->p->step_mm, top,
        words);
}

/* --- curves --- */

/* id, name, unit, digits, step of the packed data, zero (value in standing), shape; then which are
 * drawn together; where the person stood: from, to, words, or null; where the driver is missing:
 * from, to. */
static void add_signals(struct view_writer *w)
{
    const struct picture *p = w->p;
    struct hinge_text *out = w->out;
    char name[80];
    bool spine = hinge_seen_panel(p, HINGE_SIGNAL_lumbar_flex) >= 0;
    add(out, "signals:[");
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++) {
        enum hinge_signal s = (enum hinge_signal)k;
        const char *brief = spine                          ? NULL
                            : s == HINGE_SIGNAL_trunk_incl ? "Trunk"
                            : s == HINGE_SIGNAL_thigh_incl ? "Thigh"
                            : s == HINGE_SIGNAL_knee_flex  ? "Knee"
                                                           : NULL;
        const struct hinge_unit_words *unit = hinge_seen_signal_unit(s);
        if (!w->wanted[s])
            continue;
        add(out, "{id:%s name:%s", hinge_signal_name(s),
            hinge_seen_signal(s, p->body != NULL ? p->body->driver_source : HINGE_SIGNAL_COUNT,
                              name, sizeof name));
        if (brief != NULL)
            add(out, "short:%s", brief);
        hinge_seen_add_unit(out, unit);
        add(out, "step:%.3f zero:%.4f", unit->step, unit->scale * p->zero[s]);
        if (hinge_seen_panel(p, s) < 0) /* the others are in `full` */
            add_packed(out, "data", p->signal[s], w->frame, w->n, unit->step / unit->scale);
        /* {base, arm: axes, base '' is vertical; at: vertex; down: 1 if drawn downwards}:
         * arm minus base is the signal; or {from, to; zero: steps between them in standing;
         * per: steps of a unit}. */
        const struct picture_shape *shape = &p->shape[s];
        if (shape->angle) {
            add(out, "shape:{base:%s arm:%s at:", axes[shape->base], axes[shape->arm]);
            add_spot(w, &shape->at);
            add(out, "down:%d}", shape->down);
        } else if (shape->from.n > 0) {
            add(out, "shape:{from:");
            add_spot(w, &shape->from);
            add(out, "to:");
            add_spot(w, &shape->to);
            add(out, "zero:%.0f per:%.3f}", shape->zero, shape->per / unit->scale);
        }
        add(out, "}");
    }
    add(out, "] curves:[");
    for (int panel = 0; panel < 2; panel++) {
        bool any = false;
        for (int k = 0; k < HINGE_SIGNAL_COUNT; k++) {
            enum hinge_signal s = (enum hinge_signal)k;
            if (hinge_seen_panel(p, s) != panel || !w->wanted[s])
                continue;
            add(out, any ? "%s" : "[%s", hinge_signal_name(s));
            any = true;
        }
        add(out, any ? "]" : "");
    }
    add(out, "]");
    double from = number(w, "standing_start_s"), to = number(w, "standing_end_s");
    const double *driver = p->signal[HINGE_SIGNAL_driver];
    const char *source = cell(w, "standing_source");
    if (to > from)
        add(out, "standing:[%.3f %.3f %s]", from, to,
            strcmp(source, "lockout") == 0     ? "standing between lifts"
            : strcmp(source, "annotated") == 0 ? "standing, as marked"
                                               : "standing");
    else
        add(out, "standing:null");
    add(out, "gaps:[");
    for (size_t i = 0; p->body != NULL && driver != NULL && i < p->n;) {
        size_t end = i;
        while (end < p->n && isnan(driver[end]))
            end++;
        if (i > 0 && end < p->n && end > i + 2)
            add(out, "[%.3f %.3f]", hinge_seen_seconds(p, (double)i),
                hinge_seen_seconds(p, (double)end));
        i = end + 1;
    }
    add(out, "]");
}

void hinge_seen_json(const struct view_page *page, struct hinge_text *out)
{
    struct picture *p = page->picture;
    struct view_writer w = {.page = page,
                            .p = p,
                            .out = out,
                            .rows = page->rows,
                            .first = page->rows->first[page->row],
                            .reps = page->rows->count[page->row]};
    cleared_by(hinge_text_clear) struct hinge_text who = {0};
    w.fault = hinge_arena_alloc(&p->arena, page->rows->n_faults + 1, sizeof *w.fault);
    w.reason = hinge_arena_alloc(&p->arena, HINGE_REASON_COUNT, sizeof *w.reason);
    w.n_faults = hinge_seen_faults(page, w.fault);
    /* Signals of panels and faults; columns that somebody has, of this tier. */
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        w.wanted[s] = p->signal[s] != NULL && hinge_seen_panel(p, (enum hinge_signal)s) >= 0;
    for (size_t k = 0; k < w.n_faults; k++)
        if (w.fault[k].signal != HINGE_SIGNAL_COUNT)
            w.wanted[w.fault[k].signal] = true;
    for (size_t k = 0; k < VIEW_COLUMNS; k++) {
        bool any = false;
        for (size_t r = 0; r < w.reps; r++)
            any = any || !isnan(hinge_seen_value(&w, k, r));
        if (any && strstr(hinge_seen_column[k].tiers, tier_of(&w)) != NULL)
            w.column[w.n_columns++] = k;
    }
    /* at most 30 frames a second, and no page of more than 3 MB */
    size_t columns = 2 * p->n_places + 8, of_reps = REP_BYTES * w.reps;
    size_t most = of_reps < MOST_BYTES / 2 ? MOST_BYTES - of_reps : MOST_BYTES / 2;
    w.every = hinge_seen_every(p);
    w.frame = hinge_arena_alloc(&p->arena, p->n + 1, sizeof *w.frame);
    w.piece = hinge_arena_alloc(&p->arena, p->n + 1, sizeof *w.piece);
    if (p->reps == NULL || p->n / w.every * columns < most) {
        keep_frames(&w, 0, p->n - 1);
    } else {
        keep_stretches(&w);
        while (w.n * columns > most) {
            w.every *= 2;
            w.n = w.n_pieces = 0;
            keep_stretches(&w);
        }
        if (w.n == 0)
            keep_frames(&w, 0, most / columns * w.every);
    }
    hinge_seen_number_points(&w);
    hinge_seen_who(&page->rows->trials, page->row, true, &who);
    /* the ID as every table and events.csv call it */
    add(out, "{id:%s who:%s", cell(&w, "trial_id"), hinge_text_string(&who));
    if (page->list->apart[page->row] != NULL)
        add(out, "tell:%s", page->list->apart[page->row]);
    add_finding(&w);
    add_about(&w);
    /* addresses: report, index; before, after: {href, words} of the neighbours in the list; others:
     * the same of the person's other recordings */
    const struct view_links *l = &page->links;
    add(out, "links:{index:%s report:%s", l->index, l->report);
    if (l->before.href != NULL)
        add(out, "before:{href:%s words:%s}", l->before.href, l->before.words);
    if (l->after.href != NULL)
        add(out, "after:{href:%s words:%s}", l->after.href, l->after.words);
    add(out, "others:[");
    for (size_t k = 0; k < l->n_others; k++)
        add(out, "{href:%s words:%s}", l->other[k].href, l->other[k].words);
    add(out, "]}");
    if (p->note != NULL)
        add(out, "note:%s", p->note);
    /* frames/s of the recording, to which dragged boundaries snap, and stored; first time
     * (s) and frames of each stored stretch */
    add(out, "source_hz:%.4f rate_hz:%.6f pieces:[", p->rate_hz, p->rate_hz / (double)w.every);
    for (size_t k = 0; k < w.n_pieces; k++)
        add(out, "[%.4f %zu]", hinge_seen_seconds(p, (double)w.frame[w.piece[k][0]]),
            w.piece[k][1]);
    add(out, "]");
    hinge_seen_body(&w);
    /* a wall or bench behind: kind, x and top in steps, words */
    const struct picture_segment *axis = p->axis, *shank = &axis[AXIS_SHANK];
    add(out, "props:[");
    if (page->request != NULL && p->step_mm > 0) {
        const struct hinge_trial_info *info = page->request->info;
        double shin = (rest_of(&w, &shank->from, 0) + rest_of(&w, &shank->to, 0)) / 2;
        add_prop(&w, "wall", rest_of(&w, &axis[AXIS_THIGH].to, 0), (double)NAN, info->wall_gap_cm,
                 "hips");
        add_prop(&w, "bench", shin, 0.9 * rest_of(&w, &shank->to, 1), info->bench_gap_cm, "shins");
    }
    add(out, "]");
    add_signals(&w);
    hinge_seen_repetitions(&w);
    hinge_seen_edit(page, w.column, w.n_columns, out);
    add(out, "}");
}

/* --- the picture of the list --- */

enum { WIDTH = 320, HEIGHT = 36, POINTS = 36, OF_BEND = 4 };

static void add_rectangle(const struct picture *p, bool used, double from, double to,
                          struct hinge_text *out)
{
    double scale = WIDTH / ((double)(p->n - 1) / p->rate_hz);
    hinge_text_printf(out, "<rect%s x=\"%.0f\" height=\"%d\" width=\"%.0f\"/>",
                      used ? "" : " class=\"h\"", (from - p->start_s) * scale, HEIGHT,
                      (to - from) * scale);
}

void hinge_seen_strip(const struct view_page *page, struct hinge_text *out)
{
    const struct picture *p = page->picture;
    const struct view_rows *rows = page->rows;
    const double *driver = p->signal[HINGE_SIGNAL_driver];
    double top = 1, zero = p->zero[HINGE_SIGNAL_driver];
    size_t first = rows->first[page->row], points = OF_BEND * rows->count[page->row];
    points = points < POINTS ? POINTS : points > WIDTH ? WIDTH : points;
    size_t every = p->n / points > 0 ? p->n / points : 1;
    char pen = 'M';
    if (driver == NULL || p->n < 2)
        return;
    for (size_t r = first; r < first + rows->count[page->row]; r++) {
        double span[2];
        hinge_seen_span(rows, r, span);
        add_rectangle(p, hinge_repetition_counts(rows->valid[r]), span[0], span[1], out);
    }
    for (size_t k = 0; p->reps != NULL && k < p->reps->n_rejected; k++) {
        const struct hinge_rejected *x = &p->reps->rejected_rep[k];
        if (x->reason != HINGE_REASON_MANUAL)
            add_rectangle(p, false, hinge_seen_seconds(p, (double)x->from),
                          hinge_seen_seconds(p, (double)x->to), out);
    }
    for (size_t i = 0; i < p->n; i++)
        top = driver[i] - zero > top ? driver[i] - zero : top;
    /* of each stretch the value that is farthest from the one before: no bend falls between two */
    hinge_text_adds(out, "<path d=\"");
    double last = (double)NAN;
    for (size_t from = 0; from < p->n; from += every) {
        size_t at = from;
        for (size_t i = from; i < p->n && i < from + every; i++)
            if (!isnan(driver[i]) &&
                (isnan(driver[at]) || fabs(driver[i] - last) > fabs(driver[at] - last)))
                at = i;
        last = driver[at];
        if (!isnan(last))
            hinge_text_printf(out, "%c%.0f %.0f", pen, (double)at / (double)(p->n - 1) * WIDTH,
                              HEIGHT - 3 - (last - zero) / top * (HEIGHT - 6));
        pen = isnan(last) ? 'M' : 'L';
    }
    hinge_text_adds(out, "\"/>");
}
