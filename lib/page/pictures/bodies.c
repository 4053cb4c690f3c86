/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies of single repetitions, for drawings: their recordings are analysed once more by lib/view,
 * and points are taken from its pictures. */
#include "page/page.h"

#include "view/view.h"

#include <hinge/requests.h>

/* What a thread finds out about a repetition. */
struct wanted {
    struct hinge_page_body *body;
    struct hinge_page_shape shape;
    double stand_s; /* a moment of standing still */
    bool found;
};

struct finding {
    struct hinge_cohort *study;
    struct wanted *wanted;
    size_t n;
};

/* --- shapes --- */

const char *const hinge_page_part[HINGE_PAGE_PARTS] = {"body", "pelvis", "thorax", "lumbar"};

/* That of a line of the picture; the trunk is a thorax whose bend was not seen. */
static size_t part_of(const char *name)
{
    const size_t k = hinge_name_at(hinge_page_part, HINGE_PAGE_PARTS,
                                   strcmp(name, "trunk") == 0 ? "thorax" : name);
    return k < HINGE_PAGE_PARTS ? k : 0;
}

/* Several points of one spot become one point. A line is left out if there is no room for all of
 * its points. */
static void add_chain(struct hinge_page_shape *shape, struct picture_spot *spots,
                      const struct picture_part *part)
{
    struct hinge_page_chain *chain = &shape->chain[shape->n_chains];
    const size_t n = part->n + (part->closed && part->n > 2);
    if (shape->n_chains == HINGE_PAGE_CHAINS || part->n < 2)
        return;
    *chain = (struct hinge_page_chain){.part = part_of(part->name)};
    for (size_t k = 0; k < n; k++) {
        const struct picture_spot *spot = &part->spot[k % part->n];
        size_t at = 0;
        while (at < shape->n_points &&
               (spots[at].n != spot->n ||
                memcmp(spots[at].place, spot->place, spot->n * sizeof *spot->place) != 0))
            at++;
        if (at == HINGE_PAGE_POINTS || chain->n == HINGE_PAGE_CHAIN)
            return;
        if (at == shape->n_points)
            spots[shape->n_points++] = *spot;
        chain->point[chain->n++] = at;
    }
    shape->n_chains++;
}

/* --- places --- */

/* A coordinate at a frame, between the frames before and after it that have one. */
static double at_frame(const double *x, size_t n, double frame)
{
    if (isnan(frame))
        return (double)NAN;
    frame = fmin(fmax(frame, 0), (double)(n - 1));
    long before = (long)frame, after;
    after = frame > (double)before && before + 1 < (long)n ? before + 1 : before;
    while (before >= 0 && isnan(x[before]))
        before--;
    while (after < (long)n && isnan(x[after]))
        after++;
    if (before < 0 || after >= (long)n)
        return before >= 0 ? x[before] : after < (long)n ? x[after] : (double)NAN;
    const double part = (frame - (double)before) / fmax(1, (double)(after - before));
    return x[before] + fmin(1, fmax(0, part)) * (x[after] - x[before]);
}

/* A spot is in the middle of its places. */
static void add_points(const struct picture *picture, const struct picture_spot *spots, size_t n,
                       double time_s, double point[HINGE_PAGE_POINTS][2])
{
    double frame = (time_s - picture->start_s) * picture->rate_hz,
           scale = 1000 / picture->leg_steps;
    for (size_t i = 0; i < n; i++) {
        double sum[2] = {0, 0};
        for (size_t k = 0; k < spots[i].n; k++) {
            const struct picture_place *place = &picture->place[spots[i].place[k]];
            sum[0] += at_frame(place->x, picture->n, frame);
            sum[1] += at_frame(place->y, picture->n, frame);
        }
        for (int axis = 0; axis < 2; axis++)
            point[i][axis] = scale * sum[axis] / (double)spots[i].n;
    }
}

/* In any thread: the repetitions of one recording. */
static void see(void *context, size_t row, const struct picture *picture)
{
    struct finding *f = context;
    const struct hinge_cohort *s = f->study;
    for (size_t i = 0; i < f->n && picture->leg_steps > 0; i++) {
        struct wanted *w = &f->wanted[i];
        struct hinge_page_body *body = w->body;
        const struct hinge_cohort_rep *rep = &s->rep[body->rep];
        if (s->trial[rep->trial].row == row) {
            /* Start and end of what is played, and of its descent. A floor lift goes up first, and
             * the last one may never come down: then it is shown going down as it came up. */
            struct picture_spot spots[HINGE_PAGE_POINTS];
            const double *t = rep->time, low = rep->floor ? t[2] : (t[1] + t[2]) / 2;
            const bool lowered = !rep->floor || !isnan(t[0] + t[1]);
            const double from = body->from = rep->floor ? t[2] : t[0],
                         to = body->to = rep->floor && !isnan(t[1]) ? t[1] : t[3],
                         high = body->high = lowered ? t[0] : t[3],
                         fall = body->fall = (lowered ? t[1] : t[2]) - high;
            w->shape =
                (struct hinge_page_shape){.spine = picture->tier == 'A' || picture->tier == 'B',
                                          .average = picture->note != NULL};
            /* Trunk and head, then both legs as one; arms are not drawn. */
            bool sternum = false;
            for (size_t k = 0; k < picture->n_parts; k++) {
                struct picture_part part = picture->part[k];
                if (!hinge_listed("pelvis|trunk|thorax|lumbar|head", '|', part.name))
                    continue;
                if (strcmp(part.name, "thorax") == 0 && part.closed && part.n > 3) {
                    part.n -= 2; /* the back of the ribs alone: small figures have no sternum */
                    part.closed = false;
                    sternum = true;
                }
                if (strcmp(part.name, "lumbar") == 0 && sternum)
                    part.spot[part.n - 1].n = 1; /* nor does the lumbar spine end between the two */
                add_chain(&w->shape, spots, &part);
            }
            add_chain(&w->shape, spots, &picture->leg);
            add_chain(&w->shape, spots, &picture->foot);
            size_t n = w->shape.n_points;
            for (int k = 0; k < HINGE_PAGE_FRAMES; k++)
                add_points(picture, spots, n, from + k * (to - from) / (HINGE_PAGE_FRAMES - 1),
                           body->frame[k]);
            const double still[HINGE_PAGE_STILLS] = {isnan(w->stand_s) ? high : w->stand_s,
                                                     high + .35 * fall, high + .55 * fall,
                                                     high + .75 * fall, low};
            for (int k = 0; k < HINGE_PAGE_STILLS; k++)
                add_points(picture, spots, n, still[k], body->still[k]);
            w->found = n > 0 && !isnan(from) && !isnan(to) && !isnan(low);
        }
    }
}

/* --- all of them --- */

static bool is_same(const struct hinge_page_shape *a, const struct hinge_page_shape *b)
{
    return a->spine == b->spine && a->average == b->average && a->n_points == b->n_points &&
           a->n_chains == b->n_chains && /* whose rest is 0 */
           memcmp(a->chain, b->chain, a->n_chains * sizeof *a->chain) == 0;
}

void hinge_page_find_bodies(struct hinge_cohort *s, const size_t *rep, size_t n)
{
    struct finding f = {s, hinge_arena_alloc(&s->arena, n, sizeof *f.wanted), 0};
    bool *rows = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_cohort_trial *trial = &s->trial[s->rep[rep[i]].trial];
        if (hinge_page_body(s, rep[i]) != NULL)
            continue;
        struct wanted *wanted = &f.wanted[f.n++];
        wanted->body = hinge_arena_alloc(&s->arena, 1, sizeof *wanted->body);
        wanted->body->rep = rep[i];
        wanted->stand_s = (hinge_cohort_trial_number(s, trial, "standing_start_s") +
                           hinge_cohort_trial_number(s, trial, "standing_end_s")) /
                          2;
        rows[trial->row] = true;
    }
    if (f.n == 0 || *s->page->request->study == '\0' || s->tab.status != HINGE_OK)
        return;
    const struct hinge_pictures pictures = {.study = s->page->request->study,
                                            .results = s->page->results,
                                            .events = s->page->request->events,
                                            .opened = s->page->request->opened,
                                            .threads = s->page->request->threads,
                                            .wanted = rows,
                                            .context = &f,
                                            .see = see};
    hinge_tab_try(&s->tab, hinge_picture_each(&pictures, &s->tab.failure));
    for (size_t i = 0; i < f.n; i++)
        if (f.wanted[i].found) {
            size_t at = 0;
            while (at < s->page->n_shapes && !is_same(&s->page->shape[at], &f.wanted[i].shape))
                at++;
            if (at == s->page->n_shapes) {
                s->page->shape = hinge_arena_more(&s->arena, s->page->shape, s->page->n_shapes,
                                                  sizeof *s->page->shape);
                s->page->shape[s->page->n_shapes++] = f.wanted[i].shape;
            }
            f.wanted[i].body->shape = at;
            f.wanted[i].body->next = s->page->body;
            s->page->body = f.wanted[i].body;
        }
}

const struct hinge_page_body *hinge_page_body(const struct hinge_cohort *s, size_t rep)
{
    const struct hinge_page_body *body = s->page->body;
    while (body != NULL && body->rep != rep)
        body = body->next;
    return body;
}

/* --- a drawing --- */

/* The lines of a part, or of all. */
static const char *path_of(struct hinge_cohort *s, const struct hinge_page_shape *shape,
                           const double point[][2], size_t part)
{
    struct hinge_text path = {0};
    for (size_t c = 0; c < shape->n_chains; c++) {
        const struct hinge_page_chain *chain = &shape->chain[c];
        for (size_t k = 0; k < chain->n && (part == HINGE_ANY || chain->part == part); k++)
            hinge_text_printf(&path, "%s%.0f %.0f", k == 0 ? "M" : "L",
                              point[chain->point[k]][0] + HINGE_PAGE_TIE,
                              HINGE_PAGE_TIE - point[chain->point[k]][1]);
    }
    return hinge_text_to_arena(&path, &s->arena);
}

struct hinge_page_pose hinge_page_pose(struct hinge_cohort *s, const struct hinge_page_shape *shape,
                                       const double point[][2])
{
    struct hinge_page_pose pose = {0};
    for (size_t k = 0; k < HINGE_PAGE_PARTS; k++) {
        const char *d = path_of(s, shape, point, k);
        if (*d != '\0')
            HINGE_FACTS_ADD(s, &pose, parts, hinge_page_line, hinge_page_part[k], d);
    }
    return pose;
}

/* --- a smooth back --- */

/* The points of lower back and ribs as one line, each once, and where each part begins and
 * ends in it; 0 and 0: it is not there. */
struct back {
    size_t n, at[HINGE_PAGE_POINTS], from[HINGE_PAGE_PARTS], to[HINGE_PAGE_PARTS];
};

/* A part of it through its points (Catmull and Rom). */
static void add_smooth(const struct back *back, size_t from, size_t to, const double point[][2],
                       struct hinge_text *path)
{
    for (size_t i = from; i < to; i++) {
        const double *p[4]; /* the points around the piece from i to i + 1 */
        for (size_t k = 0; k < 4; k++)
            p[k] = point[back->at[i + k < 1 ? 0 : i + k - 1 < back->n ? i + k - 1 : back->n - 1]];
        if (i == from)
            hinge_text_printf(path, "M%.0f %.0f", p[1][0], -p[1][1]);
        hinge_text_printf(path, "C%.0f %.0f %.0f %.0f %.0f %.0f", p[1][0] + (p[2][0] - p[0][0]) / 6,
                          -p[1][1] - (p[2][1] - p[0][1]) / 6, p[2][0] - (p[3][0] - p[1][0]) / 6,
                          -p[2][1] + (p[3][1] - p[1][1]) / 6, p[2][0], -p[2][1]);
    }
}

/* Back, limbs and pelvis as one path. */
static const char *smooth_path(struct hinge_cohort *s, const struct hinge_page_shape *shape,
                               const struct back *back, const double point[][2])
{
    struct hinge_text path = {0};
    for (size_t k = 0; k < HINGE_PAGE_PARTS; k++)
        if (k == 0 || strcmp(hinge_page_part[k], "pelvis") == 0)
            hinge_text_adds(&path, path_of(s, shape, point, k));
    add_smooth(back, 0, back->n > 0 ? back->n - 1 : 0, point, &path);
    return hinge_text_to_arena(&path, &s->arena);
}

HINGE_FACTS(stick,
            F(TEXT, before) F(TEXT, skin) F(TEXT, box) F(TEXT, floor) F(IN, hinge_page_pose, low))

/* The body of one repetition (NULL: there is none), and room around its five stills; its floor is
 * at 0. */
struct drawn {
    const struct hinge_page_body *body;
    const struct hinge_page_shape *shape;
    double left, right, top;
};

static struct drawn find_body(struct hinge_cohort *s, size_t rep)
{
    hinge_page_find_bodies(s, &rep, 1);
    struct drawn is = {hinge_page_body(s, rep), NULL, INFINITY, -INFINITY, -INFINITY};
    if (is.body == NULL)
        return is;
    is.shape = &s->page->shape[is.body->shape];
    for (int k = 0; k < HINGE_PAGE_STILLS; k++)
        for (size_t i = 0; i < is.shape->n_points; i++) {
            is.left = fmin(is.left, is.body->still[k][i][0]);
            is.right = fmax(is.right, is.body->still[k][i][0]);
            is.top = fmax(is.top, is.body->still[k][i][1]);
        }
    is.left = floor(is.left - 70 + HINGE_PAGE_TIE);
    is.right = ceil(is.right + 70 - HINGE_PAGE_TIE);
    is.top = ceil(is.top + 60 - HINGE_PAGE_TIE);
    return is;
}

struct hinge_facts hinge_page_stick(struct hinge_cohort *s, size_t rep)
{
    enum { LOW = HINGE_PAGE_STILLS - 1 };
    const struct drawn is = find_body(s, rep);
    if (is.body == NULL)
        return (struct hinge_facts){0};
    const double(*low)[2] = is.body->still[LOW];
    static const char *const order[] = {"lumbar", "thorax"};
    struct back back = {0};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        const size_t part = part_of(order[k]);
        back.from[part] = back.n > 0 ? back.n - 1 : 0;
        for (size_t c = 0; c < is.shape->n_chains; c++)
            for (size_t i = 0; is.shape->chain[c].part == part && i < is.shape->chain[c].n; i++) {
                size_t known = 0;
                while (known < back.n && back.at[known] != is.shape->chain[c].point[i])
                    known++;
                if (known == back.n)
                    back.at[back.n++] = is.shape->chain[c].point[i];
            }
        back.to[part] = back.n > 0 ? back.n - 1 : 0;
    }
    struct stick stick = {.box = hinge_page_text(s, "%.0f %.0f %.0f %.0f", is.left, -is.top,
                                                 is.right - is.left, is.top + 50),
                          .floor = hinge_page_text(s, "M%.0f 20H%.0f", is.left, is.right),
                          .before = smooth_path(s, is.shape, &back, is.body->still[0]),
                          .skin = smooth_path(s, is.shape, &back, low)};
    for (size_t k = 0; k < HINGE_PAGE_PARTS; k++) {
        struct hinge_text path = {0};
        if (back.to[k] == 0)
            hinge_text_adds(&path, path_of(s, is.shape, low, k));
        else
            add_smooth(&back, back.from[k], back.to[k], low, &path);
        const char *d = hinge_text_to_arena(&path, &s->arena);
        if (*d != '\0')
            HINGE_FACTS_ADD(s, &stick.low, parts, hinge_page_line, hinge_page_part[k], d);
    }
    return HINGE_FACTS_OF(s, stick, &stick);
}

struct hinge_page_strip *hinge_page_strip(struct hinge_cohort *s, size_t rep)
{
    const struct drawn is = find_body(s, rep);
    const double wide = is.right - is.left;
    if (is.body == NULL)
        return NULL;
    struct hinge_page_strip *strip =
        HINGE_FACTS_MAKE(s, hinge_page_strip,
                         .box = hinge_page_text(s, "0 %.0f %.0f %.0f", -is.top,
                                                HINGE_PAGE_STILLS * wide, is.top + 50),
                         .floor = hinge_page_text(s, "M0 30H%.0f", HINGE_PAGE_STILLS * wide),
                         .average = is.shape->average);
    for (size_t c = 0; c < is.shape->n_chains; c++)
        strip->lumbar = strip->lumbar || is.shape->chain[c].part == part_of("lumbar");
    for (int k = 0; k < HINGE_PAGE_STILLS; k++)
        HINGE_FACTS_ADD(s, strip, bodies, hinge_page_still, k * wide - is.left,
                        hinge_page_pose(s, is.shape, is.body->still[k]));
    return strip;
}
