/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people: options in, a folder with the table, its text and figure out.
 *
 * One pool of people of one profile is simulated with every condition of the study, and once more
 * with the outcome moved by the expected effect: the same people, bends and noise. Recordings go
 * through ingest and analyze in blocks, and lib/study says each person's values as it does for a
 * report. A study draws people of every group from this pool with replacement, so groups differ by
 * the effect alone. It is judged by the functions that make a record: Welch's or the paired t test
 * (stats/numbers/compared), Holm and verdict (stats/parts/planned). */
#include "stats/parts/power.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/request.h"
#include "base/sample.h"
#include "base/text.h"
#include "faults/fault.h"
#include "os/file.h"
#include "os/system.h"
#include "report/people/amounts.h"
#include "report/request.h"
#include "result/result.h"
#include "result/template.h"
#include "result/words.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/distributions.h"
#include "stats/parts/planned.h"
#include "study/study.h"

#include <errno.h>
#include <hinge/analyze.h>
#include <hinge/figure.h>
#include <hinge/file.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/power.h>
#include <hinge/report.h>
#include <hinge/requests.h>
#include <hinge/simulate.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEWEST = HINGE_LEAST_TESTED, /* people in each group, of studies */
    MOST = 100,
    POOL = 400,
    MOST_RECORDINGS = 1600,
    BLOCK = 40, /* people whose recordings are in the folder at a time */
    PROBE = 12, /* people who show by how much a body moves an outcome */
    MOST_CUES = 8
};

enum { NUMBERS, CSV, SVG, PAGE, FILES };
static const char *const files[FILES] = {"how-many.json", "how-many.csv", "how-many.svg",
                                         "how-many.md"};

enum asks { OF_GROUPS, OF_CUE, OF_CHANGE };

/* A planned test of the report, and its answer. */
struct question {
    enum asks asks;
    const char *name; /* "groups", "change", or the cue */
    size_t condition; /* compared with the first; 0: of groups */
    bool paired;      /* else people of two groups, or their changes */
    size_t tests;     /* of its family */
    struct hinge_cue_outcome outcome;
    double effect;        /* asked, in the unit of the results; NaN: not named, 0 */
    const char *quantity; /* of the body, which `by` more of it moves by the effect */
    double by;
    double scale; /* readers see `scale` times a difference, and behind it " points" */
    const char *change;
    double *value[2][2]; /* [group][baseline, condition][person]; without pairs the first alone */
    double target;       /* difference of the studies: what these recordings show of the effect */
    double measured;     /* that of the pool, which is replaced by it */
    double sd, sd_pool;  /* of what is tested; before that of a pilot was taken */
    double spread;       /* of two groups: SD of the second in SDs of the first */
    size_t without, recorded; /* people without a value; all */
    struct point {
        double power, low, high, formula, width, without;
    } at[MOST + 1]; /* [people in each group] */
    size_t n[2][3]; /* for a power of .80, of .90: n, and its Monte Carlo interval; 0: above MOST */
};

struct plan {
    const struct hinge_power_options *o;
    const struct hinge_protocol_options *study;
    const char *folder, *path[FILES]; /* of the answer */
    const char *work;                 /* folder of recordings, while they are needed */
    const char *condition[MOST_CUES + 1];
    size_t n_conditions, people, studies, n_questions;
    struct question question[MOST_CUES + 1];
    struct hinge_intern kinds;          /* of recordings */
    double refuse;                      /* chance by which a drawn person has no value, too */
    size_t pilot_people, pilot_without; /* people of a pilot; 0: none */
    size_t done, all;                   /* recordings */
    struct judged {
        bool differs;
        float width; /* of the interval; NaN: no test */
    } * judged;      /* [question][n][study] */
    struct hinge_arena arena;
};

extern const char *const hinge_template_how_many[]; /* lib/page/templates/how_many.txt */

/* --- The questions of the study, and the effects that are expected. --- */

static void add_question(struct plan *p, enum asks asks, size_t condition,
                         struct hinge_cue_outcome outcome)
{
    static const char *const name[] = {[OF_GROUPS] = "groups", [OF_CHANGE] = "change"};
    p->question[p->n_questions++] =
        (struct question){.asks = asks,
                          .name = asks == OF_CUE ? p->condition[condition] : name[asks],
                          .condition = condition,
                          .outcome = outcome,
                          .paired = asks == OF_CUE || (asks == OF_CHANGE && p->study->n_groups < 2),
                          .tests = asks == OF_CUE ? p->n_conditions - 1 : 1,
                          .effect = (double)NAN};
}

/* "groups:lumbar_fraction=-5%" */
static enum hinge_status take_effect(struct plan *p, const char *item, struct hinge_error *error)
{
    struct question *q = NULL;
    struct hinge_amounts amounts = {0};
    struct hinge_text known = {0};
    const char *rest = item;
    for (size_t i = 0; i < p->n_questions && q == NULL; i++) {
        const struct question *one = &p->question[i];
        const char *begins =
            hinge_arena_printf(&p->arena, "%s%s:", one->asks == OF_CUE ? "cue:" : "", one->name);
        hinge_text_printf(&known, "%s%s", i > 0 ? ", " : "", begins);
        if (strncmp(item, begins, strlen(begins)) == 0) {
            q = &p->question[i];
            rest = item + strlen(begins);
        }
    }
    enum hinge_status status = HINGE_OK;
    if (q == NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--effect: \"%s\" is of no question of this plan; expected one "
                                 "that begins with %s, such as groups:lumbar_fraction=-5%%",
                                 item, hinge_text_string(&known));
    else if (!isnan(q->effect))
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--effect: \"%s\": this question has an effect already; name one",
                                 item);
    hinge_text_clear(&known);
    if (status == HINGE_OK)
        status = hinge_amounts_read(&p->arena, "--effect", rest, 0, &amounts, error);
    if (status != HINGE_OK)
        return status;
    const char *id = amounts.of[0].outcome;
    q->effect = amounts.of[0].value;
    if (q->outcome.id != NULL && strcmp(q->outcome.id, id) != 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--effect: \"%s\": the planned outcome is %s; to plan another one, "
                               "name it here and in the plan: --primary %s",
                               item, q->outcome.id, id);
    if (q->outcome.id == NULL) {
        q->outcome =
            (struct hinge_cue_outcome){.id = id, .is_fault = hinge_fault_built_in(id) != NULL};
        if (!q->outcome.is_fault)
            q->outcome.phase = hinge_phase_of_metrics(&id, 1, "descent");
    }
    return HINGE_OK;
}

/* What a body can do to an outcome. */
static const struct {
    const char *outcomes, *quantity;
    double by; /* tried first */
} moves[] = {
    {"lumbar_fraction,lumbar_rounding,lumbar_excursion_deg,lumbar_at_reach_share,"
     "lumbar_at_reach_deg",
     "lumbar_share", -0.03},
    {"total_excursion_deg,trunk_excursion_deg,trunk_thigh_excursion_deg,hip_excursion_deg",
     "total_deg", 4},
    {"knee_excursion_deg", "knee_deg", 4},
    {"hip_posterior_ll,hinge_index", "shank_deg", -2},
    {"duration_s", "descent_s", 0.2},
};

enum { MOVES = sizeof moves / sizeof *moves };

/* What moves the outcome, where it has an effect. */
static enum hinge_status find_quantity(struct question *q, struct hinge_error *error)
{
    size_t m = 0;
    if (q->outcome.id == NULL)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--cues: \"%s\" has no planned outcome; name one and its effect, such "
            "as --effect cue:%s:lumbar_rounding=-4deg",
            q->name, q->name);
    if (isnan(q->effect) || q->effect == 0) {
        q->effect = 0;
        return HINGE_OK;
    }
    while (m < MOVES && !hinge_listed(moves[m].outcomes, ',', q->outcome.id))
        m++;
    if (m == MOVES) {
        struct hinge_text known = {0};
        for (m = 0; m < MOVES; m++)
            hinge_text_printf(&known, "%s%s", m > 0 ? "," : "", moves[m].outcomes);
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                        "--effect: simulated bodies cannot be moved in %s; they can in %s",
                        q->outcome.id, hinge_text_string(&known));
        hinge_text_clear(&known);
        return HINGE_USAGE;
    }
    q->quantity = moves[m].quantity;
    q->by = moves[m].by;
    return HINGE_OK;
}

static enum hinge_status find_questions(struct plan *p, struct hinge_error *error)
{
    const struct hinge_protocol_options *o = p->study;
    const bool asked = *hinge_or_empty(o->primary) != '\0';
    struct hinge_cue_outcome primary = hinge_outcome_share;
    if (asked && hinge_outcome_primary("--primary", o->primary, NULL, &primary, error) != HINGE_OK)
        return HINGE_USAGE;
    if (o->n_groups < 1 || o->n_groups > 2 ||
        (o->n_groups == 2 && hinge_same_name(o->group[0].name, o->group[1].name)))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--groups: --how-many compares two groups, or conditions of one; "
                               "found %zu, expected 1 or 2 of different names",
                               o->n_groups);
    if (o->n_cues < 1 || o->n_cues > MOST_CUES || (o->before_after && o->n_cues > 1))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--cues: found %zu; --how-many takes 1 to %d conditions, and with "
                               "--before-after only the one without a cue",
                               o->n_cues, MOST_CUES);
    for (size_t k = 0; k < 2 * o->n_cues; k++) /* the baseline is "none" wherever it stands */
        if (hinge_same_name(o->cue[k % o->n_cues], "none") == (k < o->n_cues))
            p->condition[p->n_conditions++] = o->cue[k % o->n_cues];
    if (o->before_after)
        p->condition[p->n_conditions++] = hinge_stage_name(HINGE_STAGE_AFTER);
    else if (o->n_groups > 1)
        add_question(p, OF_GROUPS, 0, primary);
    for (size_t c = 1; c < p->n_conditions; c++) {
        const struct hinge_cue *cue = hinge_cue_find(p->condition[c]);
        add_question(p, o->before_after ? OF_CHANGE : OF_CUE, c,
                     o->before_after || asked ? primary
                     : cue != NULL            ? cue->primary
                                              : (struct hinge_cue_outcome){.id = NULL});
    }
    if (p->n_questions == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--how-many: one group without cues compares nothing; name two "
                               "groups, cues, or --before-after");
    enum hinge_status status = HINGE_OK;
    const char *rest = hinge_or_empty(o->effect), *item;
    for (size_t n; status == HINGE_OK && (item = hinge_next_item(&rest, ',', &n)) != NULL;)
        status = take_effect(p, hinge_arena_copy(&p->arena, item, n), error);
    for (size_t i = 0; i < p->n_questions && status == HINGE_OK; i++)
        status = find_quantity(&p->question[i], error);
    return status;
}

/* --- People's values, by the pipeline. --- */

/* out: rows of `width`, [question][baseline, condition][person from `first` on], NaN before; then
 * their kinds, of which only recordings that were measured alike have the same. */
static enum hinge_status read_values(struct plan *p, const char *results,
                                     const struct hinge_progress *progress, size_t first,
                                     size_t people, double *out, size_t width,
                                     struct hinge_error *error)
{
    struct hinge_cohort s = {0};
    struct hinge_text kind = {0};
    const struct hinge_table_request asked = {
        .size = sizeof asked, .results = results, .progress = progress};
    enum hinge_status status = hinge_cohort_open(&s, &asked, "", p->condition[0], error);
    for (size_t k = 0; k < 2 * p->n_questions && status == HINGE_OK; k++) {
        struct question *q = &p->question[k / 2];
        const char *under = p->condition[k % 2 == 0 ? 0 : q->condition];
        size_t cue = 0;
        while (cue < s.n_cues && strcmp(s.cue[cue].id, under) != 0)
            cue++;
        const struct hinge_quantity *outcome = hinge_cohort_outcome(&s, &q->outcome);
        if (q->change == NULL)
            q->change = hinge_arena_strdup(&p->arena, outcome->change);
        q->scale = outcome->scale;
        for (size_t i = 0; i < s.n_people && cue < s.n_cues; i++) {
            const size_t number = strtoul(s.person[i].id + 1, NULL, 10);
            if (number < first || number >= first + people)
                continue;
            out[k * width + number - first] = hinge_cohort_value(&s, outcome, i, cue);
            kind.length = 0;
            hinge_evidence_key(&s.tab.trials, s.trial[s.person[i].trial].row, &kind);
            out[2 * p->n_questions * width + number - first] =
                (double)hinge_intern_number(&p->kinds, hinge_text_string(&kind));
        }
    }
    if (status == HINGE_OK)
        status = hinge_tab_ended(&s.tab, error);
    hinge_text_clear(&kind);
    hinge_cohort_close(&s);
    return status;
}

/* Makes p->work in the folder of the answer, of which this program alone has the lock: a folder of
 * a name that nothing has. Its handle, by which it is removed; -1: `error` says why. */
static int make_work(struct plan *p, struct hinge_error *error)
{
    enum { TRIES = 1000 };
    struct hinge_os_info named, ours;
    for (int i = 0; i < TRIES; i++) {
        p->work = hinge_arena_printf(&p->arena, "%s/.how-many-%ld-%d.hinge~", p->folder,
                                     hinge_os_process_id(), i);
        if (hinge_os_mkdir(p->work) != 0) {
            if (errno == EEXIST)
                continue;
            break;
        }
        const int made = hinge_os_open_folder(p->work);
        if (made >= 0 && hinge_os_lstat(p->work, &named) == 0 && hinge_os_fstat(made, &ours) == 0 &&
            named.kind == HINGE_OS_FOLDER && named.device == ours.device &&
            named.inode == ours.inode)
            return made;
        if (made >= 0)
            hinge_os_close(made);
        break;
    }
    hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot make the folder: %s", p->work,
                    strerror(errno));
    return -1;
}

/* Whether files could be written; refused recordings are an answer, also if all are. */
static bool goes_on(enum hinge_status status, const char *written)
{
    return status == HINGE_OK ||
           ((status == HINGE_PARTIAL || status == HINGE_INPUT) && hinge_os_exists(written));
}

/* Simulates and measures people whose bodies are moved. */
static enum hinge_status measure(struct plan *p, const char *move, double noise_mm,
                                 size_t conditions, size_t first, size_t people, double *out,
                                 size_t width, struct hinge_error *error)
{
    const struct hinge_power_options *o = p->o;
    struct hinge_progress stop = {0};
    struct hinge_simulate_options body;
    hinge_simulate_options_init(&body);
    body.seed = p->study->seed;
    body.participants = people;
    body.first_participant = first;
    body.group = &o->profile;
    body.n_groups = 1;
    body.cue = p->condition;
    body.n_cues = conditions;
    body.cue_effect = 0;
    body.move = move;
    body.format = hinge_simulate_format_find(o->recording);
    body.noise_mm = noise_mm;
    body.rate_hz = o->rate_hz;
    body.reps = p->study->reps;
    body.trials = p->study->trials;
    body.force = true;
    body.threads = o->threads;
    if (o->progress != NULL)
        stop = (struct hinge_progress){.stop = o->progress->stop, .context = o->progress->context};
    const int work = make_work(p, error);
    if (work < 0)
        return HINGE_WRITE;
    const char *list = hinge_arena_printf(&p->arena, "%s/trials.csv", p->work),
               *study = hinge_arena_printf(&p->arena, "%s/s.h5", p->work),
               *results = hinge_arena_printf(&p->arena, "%s/r.h5", p->work);
    const char *const path[] = {list};
    const struct hinge_ingest_request ingest = {.size = sizeof ingest,
                                                .path = path,
                                                .n_paths = 1,
                                                .output = study,
                                                .threads = o->threads,
                                                .progress = &stop,
                                                .refused_too = true};
    const struct hinge_analyze_request analyze = {.size = sizeof analyze,
                                                  .study = study,
                                                  .output = results,
                                                  .threads = o->threads,
                                                  .progress = &stop,
                                                  .refused_too = true};
    struct hinge_ingest_summary ingested;
    struct hinge_analyze_summary analyzed;
    for (size_t k = 0; k <= 2 * p->n_questions; k++)
        for (size_t i = 0; i < people; i++)
            out[k * width + i] = (double)NAN;
    enum hinge_status status = hinge_simulate(&body, p->work, &stop, NULL, error);
    if (status == HINGE_OK)
        status = hinge_ingest(&ingest, &ingested, error);
    if (goes_on(status, study))
        status = hinge_analyze(&analyze, &analyzed, error);
    if (goes_on(status, results))
        status = read_values(p, results, &stop, first, people, out, width, error);
    hinge_os_remove_folder(work, p->work);
    p->done += people * conditions * p->study->trials;
    hinge_progress_report(o->progress, p->done, p->all);
    return status;
}

static void add_value(struct hinge_running *of, double value)
{
    if (!isnan(value))
        hinge_running_add(of, value);
}

static enum hinge_status not_measured(const struct plan *p, const struct question *q,
                                      struct hinge_error *error)
{
    const char *instead = hinge_outcome_instead(q->outcome.id).id;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        "--recording: no person of %zu simulated as %s has a value of %s; choose "
        "another recording%s%s",
        p->people, p->o->recording, q->outcome.id,
        instead != NULL ? ", or an effect on another outcome, such as " : "",
        instead != NULL ? instead : "");
}

/* By how much bodies must be moved for the effects, tried without noise on some people, and again
 * because an outcome is no straight line. Then with noise: what such recordings show of the effect,
 * if it clearly differs (by more than 3 standard errors; noise is the same with and without it). */
static enum hinge_status find_moves(struct plan *p, struct hinge_error *error)
{
    const size_t room = (2 * p->n_questions + 1) * PROBE;
    double *still = hinge_alloc(3 * room, sizeof *still), *moved = still + 2 * room;
    bool begun = false;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < p->n_questions && status == HINGE_OK; i++) {
        struct question *q = &p->question[i];
        q->target = q->effect;
        for (size_t k = 0; k < 3 && q->effect != 0 && status == HINGE_OK; k++) {
            const double noise_mm = k < 2 ? 0 : p->o->noise_mm;
            double *from = still + (k < 2 ? 0 : room);
            char move[80];
            snprintf(move, sizeof move, "%s=%.9g", q->quantity, q->by);
            if (!begun)
                status = measure(p, "", 0, 1, 1, PROBE, still, PROBE, error);
            if (!begun && status == HINGE_OK)
                status = measure(p, "", p->o->noise_mm, 1, 1, PROBE, still + room, PROBE, error);
            begun = true;
            if (status == HINGE_OK)
                status = measure(p, move, noise_mm, 1, 1, PROBE, moved, PROBE, error);
            if (status != HINGE_OK)
                break;
            struct hinge_running by = {0};
            for (size_t at = 2 * i * PROBE; at < (2 * i + 1) * PROBE; at++)
                add_value(&by, moved[at] - from[at]);
            if (k < 2)
                q->by *= q->effect / by.mean;
            else if (fabs(by.mean - q->effect) > 3 * hinge_running_sd(&by) / sqrt((double)by.n))
                q->target = by.mean;
            if (!isfinite(q->by))
                status = not_measured(p, q, error);
        }
    }
    free(still);
    return status;
}

/* What is moved in the people of a group: cues in all, else those of the second (or only) one. */
static const char *moves_of(struct plan *p, size_t group)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < p->n_questions; i++) {
        const struct question *q = &p->question[i];
        if (q->effect == 0 || (q->asks != OF_CUE && group + 1 < p->study->n_groups))
            continue;
        hinge_text_printf(&text, "%s%s%s%s=%.9g", text.length > 0 ? "," : "",
                          q->condition > 0 ? p->condition[q->condition] : "",
                          q->condition > 0 ? ":" : "", q->quantity, q->by);
    }
    return hinge_text_to_arena(&text, &p->arena);
}

/* The people of every group, of the kind in which most of them have a value; p->people of them. */
static enum hinge_status make_pool(struct plan *p, struct hinge_error *error)
{
    const size_t groups = p->study->n_groups, rows = 2 * p->n_questions + 1;
    const char *move[2] = {moves_of(p, 0), moves_of(p, groups - 1)};
    const bool twice = groups > 1 && strcmp(move[0], move[1]) != 0;
    const size_t cells = p->study->trials * p->n_conditions * (twice ? 2 : 1);
    const size_t pool = (size_t)p->o->pool;
    p->people = pool * cells > MOST_RECORDINGS ? MOST_RECORDINGS / cells : pool;
    p->all = p->done + p->people * cells;
    double *of[2] = {NULL, NULL};
    size_t *seen, main = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t g = 0; g < groups; g++) {
        of[g] = hinge_arena_alloc(&p->arena, rows * p->people, sizeof **of);
        for (size_t k = 0; k + 1 < rows; k++)
            p->question[k / 2].value[g][k % 2] = of[g] + k * p->people;
        for (size_t first = 0; first < p->people && status == HINGE_OK && (g == 0 || twice);
             first += BLOCK)
            status = measure(p, move[g], p->o->noise_mm, p->n_conditions, first + 1,
                             p->people - first < BLOCK ? p->people - first : BLOCK, of[g] + first,
                             p->people, error);
        if (g > 0 && !twice)
            memcpy(of[g], of[0], rows * p->people * sizeof **of);
    }
    seen = hinge_arena_alloc(&p->arena, p->kinds.n + 1, sizeof *seen);
    for (size_t i = 0; i < groups * p->people && status == HINGE_OK; i++) {
        const double *person = of[i / p->people] + i % p->people;
        if (!isnan(person[0]))
            seen[(size_t)person[(rows - 1) * p->people]]++;
    }
    for (size_t k = 1; k < p->kinds.n; k++)
        main = seen[k] > seen[main] ? k : main;
    for (size_t i = 0; i < groups * rows * p->people && status == HINGE_OK; i++) {
        double *person = of[i / (rows * p->people)] + i % p->people;
        if (person[(rows - 1) * p->people] != (double)main)
            of[i / (rows * p->people)][i % (rows * p->people)] = (double)NAN;
    }
    return status;
}

/* --- The pool: what is tested of each person, its spread, and the effect that it has. --- */

/* What the studies draw: of pairs both values, else a value or change of each person, in
 * value[g][0]. A person counts with all values that the test takes. The difference of the pool
 * becomes that of the effect, so that a finite pool adds none of its own. */
static enum hinge_status describe_pool(struct plan *p, struct question *q,
                                       struct hinge_error *error)
{
    const size_t groups = p->study->n_groups, n = p->people;
    struct hinge_running of[2] = {{0}}, all = {0};
    q->recorded = groups * n;
    for (size_t i = 0; i < groups * n; i++) {
        double *base = &q->value[i / n][0][i % n], *under = &q->value[i / n][1][i % n];
        const double value = q->asks == OF_GROUPS ? *base : *under - *base;
        if (!q->paired)
            *base = value;
        add_value(&of[i / n], value);
        add_value(&all, value);
    }
    q->without = q->recorded - all.n;
    q->measured = q->paired ? all.mean : of[1].mean - of[0].mean;
    if (all.n < 2 || (!q->paired && (of[0].n == 0 || of[1].n == 0)))
        return not_measured(p, q, error);
    const double within = q->paired ? all.squares : of[0].squares + of[1].squares;
    q->sd = q->sd_pool = sqrt(within / (double)all.n); /* of all that studies draw from */
    q->spread = q->paired || !(of[0].squares > 0)
                    ? 1
                    : sqrt(of[1].squares / (double)of[1].n / (of[0].squares / (double)of[0].n));
    for (size_t i = 0; i < groups * n; i++)
        if (q->paired)
            q->value[i / n][1][i % n] += q->target - q->measured;
        else if (i >= n)
            q->value[1][0][i % n] += q->target - q->measured;
    return HINGE_OK;
}

/* --- Studies. --- */

/* The test of a question with the first n people drawn of each group. */
static struct hinge_compared compare(const struct plan *p, const struct question *q,
                                     uint32_t who[2][MOST], size_t n)
{
    double x[2 * MOST], y[2 * MOST];
    size_t m[2] = {0, 0};
    for (size_t k = 0; k < n * p->study->n_groups; k++) {
        const uint32_t one = who[k / n][k % n];
        const double base = one < p->people ? q->value[k / n][0][one] : (double)NAN,
                     under = one < p->people && q->paired ? q->value[k / n][1][one] : 0;
        if (isnan(base + under))
            continue;
        if (q->paired)
            x[m[1]++] = under;
        if (q->paired || k < n)
            y[m[0]++] = base;
        else
            x[m[1]++] = base;
    }
    return q->paired ? hinge_compare_changes(x, y, m[0], p->study->alpha)
                     : hinge_compare_groups(x, m[1], y, m[0], p->study->alpha);
}

/* One study after the other of n people, each with one more in each group. */
static enum hinge_status judge_study(void *context, void *scratch, size_t study,
                                     struct hinge_error *error)
{
    const struct plan *p = context;
    const size_t alone = p->question[0].asks != OF_CUE; /* families: groups or changes; the cues */
    struct hinge_arena arena = {0};
    struct hinge_random random;
    uint32_t who[2][MOST];
    (void)scratch;
    (void)error;
    hinge_random_init(&random, p->study->seed, HINGE_STREAM_HOW_MANY, study);
    for (size_t k = 0; k < 2 * MOST; k++) {
        const uint32_t one = hinge_random_bounded(&random, (uint32_t)p->people);
        who[k % 2][k / 2] = hinge_random_uniform(&random) < p->refuse ? UINT32_MAX : one;
    }
    for (size_t n = FEWEST; n <= MOST; n++) {
        const struct hinge_arena_mark mark = hinge_arena_mark(&arena);
        struct hinge_planned_outcome row[MOST_CUES + 1];
        for (size_t i = 0; i < p->n_questions; i++) {
            const struct hinge_compared compared = compare(p, &p->question[i], who, n);
            struct hinge_planned_entry entry = hinge_planned_entry_of(p->question[i].paired);
            hinge_planned_take(&entry, &compared);
            row[i] = entry.row;
        }
        hinge_planned_judge_changes(&arena, row, alone, p->study->alpha);
        hinge_planned_judge_changes(&arena, row + alone, p->n_questions - alone, p->study->alpha);
        for (size_t i = 0; i < p->n_questions; i++) {
            p->judged[(i * (MOST + 1) + n) * p->studies + study] =
                (struct judged){row[i].verdict != NULL && hinge_planned_differs(&row[i]),
                                (float)(row[i].diff.high - row[i].diff.low)};
        }
        hinge_arena_reset(&arena, mark);
    }
    hinge_arena_clear(&arena);
    return HINGE_OK;
}

static void add_answer(const struct plan *p, size_t i)
{
    struct question *q = (struct question *)&p->question[i];
    const double studies = (double)p->studies, groups = (double)p->study->n_groups,
                 seen = 1 - (double)q->without / (double)q->recorded;
    for (size_t n = FEWEST; n <= MOST; n++) {
        const struct judged *of = p->judged + (i * (MOST + 1) + n) * p->studies;
        double found = 0, width = 0, tested = 0;
        for (size_t k = 0; k < p->studies; k++) {
            found += of[k].differs;
            tested += !isnan(of[k].width);
            width += isnan(of[k].width) ? 0 : (double)of[k].width;
        }
        const struct hinge_interval interval = hinge_wilson(found / studies, studies, 0.95);
        const double pairs = q->paired ? groups * (double)n : (double)n;
        const double first = q->sd / sqrt((1 + q->spread * q->spread) / 2);
        const struct hinge_power_design design = {.test = q->paired ? HINGE_POWER_PAIRED
                                                                    : HINGE_POWER_WELCH,
                                                  .alpha = p->study->alpha / (double)q->tests,
                                                  .n1 = pairs,
                                                  .n2 = pairs,
                                                  .ratio = 1,
                                                  .spread = q->spread,
                                                  .effect = fabs(q->target) / first};
        q->at[n] = (struct point){.power = found / studies,
                                  .low = interval.low,
                                  .high = interval.high,
                                  .formula = hinge_power_of(&design),
                                  .width = width / tested,
                                  .without = groups * (double)n * (1 - seen * (1 - p->refuse))};
    }
    for (size_t k = 0; k < 2; k++)
        for (size_t n = MOST; n >= FEWEST; n--) {
            const double power = k == 0 ? 0.8 : 0.9;
            const struct point *at = &q->at[n];
            const double reached[3] = {at->power, at->high, at->low};
            for (size_t e = 0; e < 3; e++)
                if (reached[e] >= power)
                    q->n[k][e] = n; /* the fewest, as n falls */
        }
}

static enum hinge_status judge(struct plan *p, struct hinge_error *error)
{
    p->judged = hinge_alloc(p->n_questions * (MOST + 1) * p->studies, sizeof *p->judged);
    const struct hinge_loop loop = {
        .items = p->studies, .threads = p->o->threads, .work = judge_study, .context = p};
    const enum hinge_status status = hinge_parallel_for(&loop, error);
    for (size_t i = 0; i < p->n_questions && status == HINGE_OK; i++)
        add_answer(p, i);
    free(p->judged);
    return status;
}

/* --- A pilot: its spread and its share of people without a value replace those of the pool. --- */

/* SD of people's values or changes of a pilot, within groups, with as many repetitions as planned;
 * NaN: it does not know. */
static double pilot_sd(struct plan *p, struct hinge_cohort *s, const struct question *q)
{
    const struct hinge_quantity *outcome = hinge_cohort_outcome(s, &q->outcome);
    double all = 0, df = 0, bends = 0, bends_df = 0, parts = 0, n = 0;
    size_t cue = 0;
    while (q->paired && cue < s->n_cues && strcmp(s->cue[cue].id, p->condition[q->condition]) != 0)
        cue++;
    if (q->asks == OF_CHANGE || cue == s->n_cues)
        return (double)NAN;
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_cohort_cell cell = q->paired ? hinge_cohort_change(s, outcome, cue, g, 0)
                                                        : hinge_cohort_cell(s, outcome, 0, g, 0);
        if (cell.n < 2)
            continue;
        all += hinge_stats_sum_squares(cell.value, cell.n);
        df += (double)cell.n - 1;
        for (size_t i = 0; i < cell.n; i++) {
            const struct hinge_cohort_bends_of of =
                hinge_cohort_bends_of(s, outcome, cell.person[i], HINGE_ANY, 0);
            bends += hinge_stats_sum_squares(of.value, of.n);
            bends_df += of.n > 0 ? (double)of.n - 1 : 0;
            parts += of.parts;
            n++;
        }
    }
    if (df < 4 || bends_df < 4)
        return (double)NAN;
    const double bend = (q->paired ? 2 : 1) * bends / bends_df;
    return sqrt(fmax(0, all / df - bend * parts / n) + bend / (double)p->study->reps);
}

/* About their mean, so that the difference stays. */
static void spread_by(struct question *q, size_t group, size_t people, double by)
{
    double *base = q->value[group][0], *under = q->paired ? q->value[group][1] : NULL;
    struct hinge_running of = {0};
    for (size_t k = 0; k < people; k++)
        add_value(&of, q->paired ? under[k] - base[k] : base[k]);
    for (size_t k = 0; k < people; k++)
        if (q->paired)
            under[k] = base[k] + of.mean + by * (under[k] - base[k] - of.mean);
        else
            base[k] = of.mean + by * (base[k] - of.mean);
}

static enum hinge_status read_pilot(struct plan *p, struct hinge_error *error)
{
    struct hinge_cohort s = {0};
    const struct hinge_table_request asked = {.size = sizeof asked, .results = p->o->pilot};
    enum hinge_status status = hinge_cohort_open(&s, &asked, "", p->condition[0], error);
    for (size_t i = 0; i < p->n_questions && status == HINGE_OK; i++) {
        struct question *q = &p->question[i];
        const double sd = pilot_sd(p, &s, q);
        if (isnan(sd))
            continue;
        q->sd = sd;
        for (size_t g = 0; g < p->study->n_groups; g++)
            spread_by(q, g, p->people, sd / q->sd_pool);
    }
    if (status == HINGE_OK) {
        const struct question *q = &p->question[0];
        const struct hinge_quantity *outcome = hinge_cohort_outcome(&s, &q->outcome);
        p->pilot_people = p->pilot_without = s.uses.n_people;
        for (size_t k = 0; k < s.n_people; k++)
            p->pilot_without -=
                s.person[k].kind == 0 && !isnan(hinge_cohort_value(&s, outcome, k, 0));
        const double seen = (double)(p->pilot_people - p->pilot_without) / (double)p->pilot_people;
        p->refuse = fmax(0, 1 - seen * (double)q->recorded / (double)(q->recorded - q->without));
        status = hinge_tab_ended(&s.tab, error);
    }
    hinge_cohort_close(&s);
    return status;
}

/* --- The answer in numbers, then in words. --- */

/* "−5 points", "4.2°": in the unit that readers see. */
static json_t *amount(const struct question *q, double value)
{
    struct hinge_text text = {0}, minus = {0};
    const double scaled = value * q->scale + 0.0;
    const char *change =
        fabs(scaled) == 1 && strcmp(q->change, " points") == 0 ? " point" : q->change;
    hinge_text_printf(&text, "%.3g%s", scaled, change);
    hinge_display_minus(&minus, hinge_text_string(&text));
    json_t *words = json_string(isnan(value) ? "–" : hinge_text_string(&minus));
    hinge_text_clear(&text);
    hinge_text_clear(&minus);
    return words;
}

/* "27 people in each group (26 to 28 by Monte Carlo)" */
static json_t *people_words(const struct plan *p, const size_t n[3])
{
    const char *each = p->study->n_groups > 1 ? " in each group" : "";
    const int most[3] = {(int)n[0], (int)n[1], (int)n[2]};
    return n[0] == 0 ? json_sprintf("more than %d people%s", MOST, each)
           : n[1] == n[2]
               ? json_sprintf("%d people%s", most[0], each)
               : json_sprintf("%d people%s (%d to %s%d by Monte Carlo)", most[0], each, most[1],
                              n[2] == 0 ? "over " : "", n[2] == 0 ? MOST : most[2]);
}

/* A question: numbers of how-many.json, then words of the page. */
static json_t *facts_of_question(const struct plan *p, const struct question *q)
{
    static const size_t shown[] = {5,  6,  8,  10, 12, 14, 16, 18, 20, 25,
                                   30, 35, 40, 45, 50, 60, 70, 80, 90, 100};
    const bool cue = q->asks == OF_CUE;
    json_t *rows = json_array();
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
        const struct point *at = &q->at[shown[k]];
        json_array_append_new(
            rows,
            json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "n", (int)shown[k], "power",
                      json_sprintf("%.3f", at->power), "low", json_sprintf("%.3f", at->low), "high",
                      json_sprintf("%.3f", at->high), "formula", json_sprintf("%.3f", at->formula),
                      "width", amount(q, at->width), "without", json_sprintf("%.1f", at->without)));
    }
    json_t *title = q->asks == OF_CHANGE && q->paired
                        ? json_string("after minus before")
                        : json_sprintf("%s`%s` minus `%s`",
                                       q->asks == OF_CHANGE ? "change from before to after, " : "",
                                       cue ? q->name : p->study->group[p->study->n_groups - 1].name,
                                       cue ? p->condition[0] : p->study->group[0].name);
    json_t *outcome = q->outcome.is_fault
                          ? json_sprintf("severity of `%s`", q->outcome.id)
                          : json_sprintf("`%s` (%s)", q->outcome.id, q->outcome.phase);
    return json_pack(
        "{s:s, s:s, s:f, s:f, s:f, s:f, s:i, s:i, s:i, s:i, s:o, s:o, s:o*, s:b, s:i, s:o, s:b, "
        "s:o, s:o, s:b, s:b, s:o, s:o, s:o*, s:o}",
        "question", q->name, "test", q->paired ? "paired t" : "Welch", "asked", q->effect, "effect",
        q->target, "measured", q->measured, "sd", q->sd, "recorded", (int)q->recorded, "without",
        (int)q->without, "people_80", (int)q->n[0][0], "people_90", (int)q->n[1][0], "title", title,
        "outcome", outcome, "difference", q->target != 0 ? amount(q, q->target) : NULL, "none",
        q->target == 0, "n", 20, "percent", json_sprintf("%.3g", 100 * q->at[20].power), "each",
        p->study->n_groups > 1, "n_80", people_words(p, q->n[0]), "n_90", people_words(p, q->n[1]),
        "changes", q->asks != OF_GROUPS, "pilot", q->sd != q->sd_pool, "spread", amount(q, q->sd),
        "moved", amount(q, q->effect), "shown",
        q->target != q->effect ? amount(q, q->target) : NULL, "rows", rows);
}

/* how-many.json, as the figure and hinge-plot read it. */
static json_t *document_of(const struct plan *p, json_t *questions)
{
    json_t *curve = json_array();
    for (size_t k = 0; k < p->n_questions * (MOST + 1); k++) {
        const struct question *q = &p->question[k / (MOST + 1)];
        const size_t n = k % (MOST + 1);
        const struct point *at = &q->at[n];
        if (n >= FEWEST)
            json_array_append_new(
                curve, json_pack("{s:s, s:i, s:f, s:f, s:f, s:f, s:o, s:f}", "question", q->name,
                                 "n", (int)n, "power", at->power, "ci_low", at->low, "ci_high",
                                 at->high, "formula", at->formula, "width",
                                 isnan(at->width) ? json_null() : json_real(at->width), "without",
                                 at->without));
    }
    return json_pack("{s:s, s:s, s:s, s:I, s:{s:i}, s:{s:O, s:o}}", "tool", "hinge-plan", "version",
                     hinge_version(), "analysis", "power", "seed", (json_int_t)p->study->seed,
                     "request", "groups", (int)p->study->n_groups, "results", "questions",
                     questions, "curve", curve);
}

static json_t *facts_of(const struct plan *p, json_t *questions)
{
    const struct hinge_power_options *o = p->o;
    const struct question *last = &p->question[p->n_questions - 1];
    const char *help = "";
    const char *format =
        hinge_simulate_format_name(hinge_simulate_format_find(o->recording), &help);
    return json_pack(
        "{s:b, s:s, s:i, s:s, s:i, s:i, s:b, s:s, s:s, s:o, s:o, s:i, s:i, s:b, s:i, s:b, s:b, "
        "s:b, s:o, s:b, s:s, s:o, s:o*}",
        "page", true, "version", hinge_version(), "people", (int)p->people, "profile", o->profile,
        "reps", (int)p->study->reps, "conditions", (int)p->n_conditions, "one_condition",
        p->n_conditions == 1, "recording", format, "recording_help", help, "rate",
        json_sprintf("%g", o->rate_hz), "noise", json_sprintf("%g", o->noise_mm), "fewest", FEWEST,
        "most", MOST, "each", p->study->n_groups > 1, "studies", (int)p->studies, "welch",
        !p->question[0].paired, "both", !p->question[0].paired && last->paired, "paired",
        last->paired, "alpha", json_sprintf("%g", p->study->alpha), "holm", last->tests > 1,
        "command", o->command, "questions", questions, "pilot",
        p->pilot_people > 0
            ? json_pack("{s:s, s:i, s:i, s:b}", "file", o->pilot, "without", (int)p->pilot_without,
                        "people", (int)p->pilot_people, "expected", p->refuse > 0)
            : NULL);
}

static enum hinge_status write_answer(struct plan *p, struct hinge_error *error)
{
    const char *instead = hinge_unless_forced(p->study->force);
    char *csv = NULL;
    struct hinge_text template = {0}, page = {0}, answer = {0};
    struct hinge_figure_result figure = {0};
    json_t *questions = json_array(), *question;
    for (size_t i = 0; i < p->n_questions; i++)
        json_array_append_new(questions, facts_of_question(p, &p->question[i]));
    json_t *document = document_of(p, questions), *facts = facts_of(p, questions);
    char *numbers = hinge_json_text(document, JSON_INDENT(1));
    size_t i;
    hinge_template_text(hinge_template_how_many, &template);
    const struct hinge_template words = {.name = "how_many.txt",
                                         .text = hinge_text_string(&template)};
    enum hinge_status status = hinge_template_render(&words, facts, &page, error);
    for (i = 0; i < FILES && status == HINGE_OK; i++) {
        const struct hinge_figure_request drawn = {
            .size = sizeof drawn, .results = p->path[NUMBERS], .figure = "power"};
        if (i == CSV) /* of the numbers, which are written */
            status = hinge_figure_draw(&drawn, &figure, error);
        if (i == CSV && status == HINGE_OK)
            status = hinge_table_format(&figure.data, "csv", NULL, &csv, NULL, error);
        const char *text[FILES] = {numbers, csv, figure.svg, hinge_text_string(&page)};
        if (status == HINGE_OK)
            status = hinge_file_add(p->path[i], instead, text[i], strlen(text[i]), error);
    }
    json_array_foreach(json_object_get(facts, "questions"), i, question)
    {
        answer.length = 0;
        if (status == HINGE_OK)
            status = hinge_template_render_part(&words, "answer", question, &answer, error);
        if (status == HINGE_OK && p->o->message != NULL)
            p->o->message(p->o->context, hinge_text_string(&answer));
    }
    hinge_figure_clear(&figure);
    hinge_text_clear(&template);
    hinge_text_clear(&page);
    hinge_text_clear(&answer);
    json_decref(document);
    json_decref(facts);
    free(numbers);
    free(csv);
    return status;
}

enum hinge_status hinge_power(const struct hinge_power_options *given, const char *folder,
                              struct hinge_error *error)
{
    struct hinge_power_options o;
    enum hinge_status status = hinge_request_take(&o, sizeof o, given, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_protocol_options study = {0};
    if (o.study != NULL)
        status = hinge_request_take(&study, sizeof study, o.study, error);
    if (status != HINGE_OK)
        return status;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &o.pilot, &o.command);
    o.profile = o.profile != NULL && *o.profile != '\0' ? o.profile : "sedentary";
    o.recording = o.recording != NULL && *o.recording != '\0' ? o.recording : "trc-b";
    o.noise_mm = isnan(o.noise_mm) ? 2 : o.noise_mm;
    o.rate_hz = isnan(o.rate_hz) ? 60 : o.rate_hz;
    o.pool = o.pool != 0 ? o.pool : POOL;
    o.studies = o.studies != 0 ? o.studies : 2000;
    if (o.pool < 20 || o.pool > POOL || o.studies < 100 || o.studies > 20000)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--pool is 20 to %d people, --studies 100 to 20000; found %ld and "
                               "%ld",
                               POOL, o.pool, o.studies);
    struct plan p = {.o = &o,
                     .study = &study,
                     .people = PROBE,
                     .studies = (size_t)o.studies,
                     .all = MOST_RECORDINGS};
    const char *in = p.folder = hinge_arena_copy(&p.arena, folder, hinge_path_length(folder));
    struct hinge_output lock = {.lock = -1};
    const bool there = hinge_os_exists(folder);
    status = find_questions(&p, error);
    for (size_t i = 0; i < FILES && status == HINGE_OK; i++) {
        p.path[i] = hinge_arena_printf(&p.arena, "%s/%s", in, files[i]);
        status = hinge_file_absent(p.path[i], hinge_unless_forced(study.force), error);
    }
    if (status == HINGE_OK)
        status = hinge_folder_make(folder, error);
    if (status == HINGE_OK)
        status = hinge_folder_lock(&lock, in, "hinge-plan", "-o", error);
    if (status == HINGE_OK)
        status = find_moves(&p, error);
    if (status == HINGE_OK)
        status = make_pool(&p, error);
    for (size_t i = 0; i < p.n_questions && status == HINGE_OK; i++)
        status = describe_pool(&p, &p.question[i], error);
    if (status == HINGE_OK && *o.pilot != '\0')
        status = read_pilot(&p, error);
    if (status == HINGE_OK)
        status = judge(&p, error);
    if (status == HINGE_OK)
        status = write_answer(&p, error);
    if (status == HINGE_INTERRUPTED)
        hinge_error_set(error, status, HINGE_REASON_OK, "stopped; nothing was written");
    hinge_output_discard(&lock);
    if (status != HINGE_OK && !there)
        hinge_os_rmdir(folder); /* if it is empty */
    hinge_intern_clear(&p.kinds);
    hinge_arena_clear(&p.arena);
    return status;
}
