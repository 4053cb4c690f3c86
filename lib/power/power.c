/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people: options in, a folder with the table, its text and figure out.
 *
 * One pool of people of one profile is simulated with every condition of the study, and once more
 * with the outcome moved by the expected effect: the same people, bends and noise. Recordings go
 * through ingest and analyze in blocks, and lib/study says each person's values as it does for a
 * report. Their SD, or that of a pilot or of the user, gives the power in closed form, and the 95 %
 * interval of the SD (chi-square) that of the number of people. Changes between visits are not
 * simulated: bodies tell nothing of what markers placed anew and days do. */
#include "stats/parts/power.h"
#include "compare/planned.h"
#include "faults/fault.h"
#include "report/people/amounts.h"
#include "report/print/display.h"
#include "result/template.h"
#include "table/columns.h"

#include <hinge/analyze.h>
#include <hinge/figure.h>
#include <hinge/file.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/power.h>
#include <hinge/requests.h>
#include <hinge/simulate.h>
#include <jansson.h>

enum {
    FEWEST = HINGE_LEAST_TESTED, /* people in each group, of the table */
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
    bool another;         /* than is planned without --primary */
    double effect;        /* asked, in the unit of the results; NaN: not named, 0 */
    const char *quantity; /* of the body, which `by` more of it moves by the effect */
    double by;
    const char *unit; /* of the effect */
    double scale;     /* readers see `scale` times a difference, and behind it " points" */
    const char *change;
    const double *value[2][2]; /* [group][baseline, condition][person] */
    double target;             /* the difference: what these recordings show of the effect */
    double measured;           /* that of the pool; NaN: nothing was simulated */
    double sd, df;             /* of what is tested, and how well it is known; df NaN: given */
    const char *sd_from;       /* "pool", "pilot", "given" */
    bool alike;                /* the SD is of a retest */
    size_t people;             /* whose SD it is */
    size_t recorded, without;  /* people of the pool, those without a value */
    double n[2][3]; /* for a power of .80, .90: people in each group, and by the limits of the SD;
                       NaN: none */
};

struct plan {
    const struct hinge_power_options *o;
    const struct hinge_protocol_options *study;
    const char *folder, *path[FILES]; /* of the answer */
    const char *work;                 /* folder of recordings, while they are needed */
    const char *condition[MOST_CUES + 1];
    size_t n_conditions, people, n_questions;
    size_t plus; /* the group whose difference from the other is asked */
    struct question question[MOST_CUES + 1];
    struct hinge_intern kinds;          /* of recordings */
    double refuse;                      /* chance by which a drawn person has no value, too */
    size_t pilot_people, pilot_without; /* people of a pilot; 0: none */
    size_t done, all;                   /* recordings */
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
                          .effect = (double)NAN,
                          .measured = (double)NAN,
                          .sd = (double)NAN,
                          .df = (double)NAN};
}

/* "groups:lumbar_fraction=-5%" */
static enum hinge_status take_effect(struct plan *p, const char *item, struct hinge_error *error)
{
    struct question *q = NULL;
    struct hinge_amounts amounts = {0};
    cleared_by(hinge_text_clear) struct hinge_text known = {0};
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
        status = hinge_usage(error,
                             "--effect: \"%s\" is of no question of this plan; expected one "
                             "that begins with %s, such as groups:lumbar_fraction=-5%%",
                             item, hinge_text_string(&known));
    else if (!isnan(q->effect))
        status = hinge_usage(
            error, "--effect: \"%s\": this question has an effect already; name one", item);
    if (status == HINGE_OK)
        status = hinge_amounts_read(&p->arena, "--effect", rest, 0, &amounts, error);
    if (status != HINGE_OK)
        return status;
    const char *id = amounts.of[0].outcome;
    q->effect = amounts.of[0].value;
    q->unit = amounts.of[0].unit != NULL ? amounts.of[0].unit->id : NULL;
    const bool another = q->outcome.id != NULL && strcmp(q->outcome.id, id) != 0;
    if (another && *hinge_or_empty(p->study->primary) != '\0')
        return hinge_usage(error, "--effect: \"%s\": the planned outcome is %s; name one of them",
                           item, q->outcome.id);
    q->another = another;
    if (another || q->outcome.id == NULL) {
        q->outcome =
            (struct hinge_cue_outcome){.id = id, .is_fault = hinge_fault_built_in(id) != NULL};
        if (!q->outcome.is_fault)
            q->outcome.phase = hinge_phase_of_metrics(&id, 1, "descent");
    }
    return HINGE_OK;
}

/* The SD of changes between visits, which is not simulated, where the user knows it. */
static enum hinge_status take_sd(struct plan *p, struct hinge_error *error)
{
    struct question *q = &p->question[0];
    const char *const option[] = {"--sd-effect", "--retest-sd"}, *const text[] = {
                                                                     p->study->sd_effect,
                                                                     p->o->retest_sd};
    size_t given = *p->o->pilot != '\0';
    for (size_t k = 0; k < 2; k++) {
        struct hinge_amounts amounts = {0};
        if (*text[k] == '\0')
            continue;
        const enum hinge_status status = hinge_amounts_read(
            &p->arena, option[k], text[k], HINGE_AMOUNTS_POSITIVE, &amounts, error);
        if (status != HINGE_OK)
            return status;
        if (q->asks != OF_CHANGE || amounts.n != 1 ||
            strcmp(amounts.of[0].outcome, q->outcome.id) != 0)
            return hinge_usage(error,
                               "%s: \"%s\": expected the SD of the planned change of "
                               "--before-after alone, that of %s",
                               option[k], text[k], q->outcome.id);
        q->sd = amounts.of[0].value;
        q->sd_from = "given";
        q->alike = k == 1;
        given++;
    }
    if (q->asks == OF_CHANGE && given != 1)
        return hinge_usage(
            error,
            "--before-after: how much people's changes differ is not simulated; give one of: a "
            "pilot with both visits (--pilot results.h5), the SD of changes (--sd-effect "
            "%s=NUMBER) or, if all respond alike, that of the differences of two visits with "
            "nothing between (--retest-sd %s=NUMBER)",
            q->outcome.id, q->outcome.id);
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

/* The words of the outcome, and what moves it, where it has an effect and is simulated. */
static enum hinge_status find_quantity(struct plan *p, struct question *q,
                                       struct hinge_error *error)
{
    size_t m = 0;
    if (q->outcome.id == NULL)
        return hinge_usage(error,
                           "--cues: \"%s\" has no planned outcome; name one and its effect, such "
                           "as --effect cue:%s:lumbar_rounding=-4deg",
                           q->name, q->name);
    const struct hinge_quantity words =
        hinge_quantity_of(&p->arena, NULL, q->outcome.id, q->outcome.phase, q->unit);
    q->scale = words.scale;
    q->change = words.change;
    q->effect = isnan(q->effect) ? 0 : q->effect;
    q->target = q->effect;
    if (q->effect == 0 || q->asks == OF_CHANGE)
        return HINGE_OK;
    while (m < MOVES && !hinge_listed(moves[m].outcomes, ',', q->outcome.id))
        m++;
    if (m == MOVES) {
        cleared_by(hinge_text_clear) struct hinge_text known = {0};
        for (m = 0; m < MOVES; m++)
            hinge_text_printf(&known, "%s%s", m > 0 ? "," : "", moves[m].outcomes);
        return hinge_usage(error,
                           "--effect: simulated bodies cannot be moved in %s; they can in %s",
                           q->outcome.id, hinge_text_string(&known));
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
        return hinge_usage(error,
                           "--groups: --how-many compares two groups, or conditions of one; "
                           "found %zu, expected 1 or 2 of different names",
                           o->n_groups);
    if (o->n_cues < 1 || o->n_cues > MOST_CUES || (o->before_after && o->n_cues > 1))
        return hinge_usage(error,
                           "--cues: found %zu; --how-many takes 1 to %d conditions, and with "
                           "--before-after only the one without a cue",
                           o->n_cues, MOST_CUES);
    for (size_t k = 0; k < 2 * o->n_cues; k++) /* the baseline is "none" wherever it stands */
        if (hinge_same_name(o->cue[k % o->n_cues], "none") == (k < o->n_cues))
            p->condition[p->n_conditions++] = o->cue[k % o->n_cues];
    if (o->before_after || o->n_groups > 1)
        add_question(p, o->before_after ? OF_CHANGE : OF_GROUPS, 0, primary);
    for (size_t c = 1; c < p->n_conditions; c++) {
        const struct hinge_cue *cue = hinge_cue_find(p->condition[c]);
        add_question(p, OF_CUE, c,
                     asked         ? primary
                     : cue != NULL ? cue->primary
                                   : (struct hinge_cue_outcome){.id = NULL});
    }
    if (p->n_questions == 0)
        return hinge_usage(error, "--how-many: one group without cues compares nothing; name two "
                                  "groups, cues, or --before-after");
    enum hinge_status status = HINGE_OK;
    const char *rest = hinge_or_empty(o->effect), *item;
    for (size_t n; status == HINGE_OK && (item = hinge_next_item(&rest, ',', &n)) != NULL;)
        status = take_effect(p, hinge_arena_copy(&p->arena, item, n), error);
    p->plus = o->n_groups > 1 && hinge_levels_swapped(o->group[0].name, o->group[1].name);
    for (size_t i = 0; i < p->n_questions && status == HINGE_OK; i++)
        status = find_quantity(p, &p->question[i], error);
    return status == HINGE_OK ? take_sd(p, error) : status;
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
    cleared_by(hinge_text_clear) struct hinge_text kind = {0};
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

/* Refuses an effect that people of this mean cannot have: a share stays within 0 and 100 %, and
 * what nobody has below 0 does not fall below it. */
static enum hinge_status check_effect(const struct question *q, double mean, double least,
                                      struct hinge_error *error)
{
    const double to = mean + q->effect;
    const bool share = q->scale > 1;
    if (!(to < 0 && least >= 0) && !(share && to > 1))
        return HINGE_OK;
    return hinge_usage(error,
                       "--effect: the mean of %s is %.3g%s in simulated people, and a "
                       "difference of %.3g%s would make it %.3g%s; expected %s",
                       q->outcome.id, q->scale * mean, share ? "%" : "", q->scale * q->effect,
                       q->change, q->scale * to, share ? "%" : "",
                       share ? "0 to 100%" : "0 or more");
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
            struct hinge_running without = {0};
            for (size_t at = 2 * i * PROBE; at < (2 * i + 1) * PROBE; at++)
                add_value(&without, still[at]);
            if (status == HINGE_OK && without.n > 0)
                status = check_effect(q, without.mean, without.min, error);
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

/* What is moved in the people of a group: cues in all, else those of the one that differs. */
static const char *moves_of(struct plan *p, size_t group)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < p->n_questions; i++) {
        const struct question *q = &p->question[i];
        if (q->effect == 0 || (q->asks != OF_CUE && group != p->plus))
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
        of[g] =
            g > 0 && !twice ? of[0] : hinge_arena_alloc(&p->arena, rows * p->people, sizeof **of);
        for (size_t k = 0; k + 1 < rows; k++)
            p->question[k / 2].value[g][k % 2] = of[g] + k * p->people;
        for (size_t first = 0; first < p->people && status == HINGE_OK && (g == 0 || twice);
             first += BLOCK)
            status = measure(p, move[g], p->o->noise_mm, p->n_conditions, first + 1,
                             p->people - first < BLOCK ? p->people - first : BLOCK, of[g] + first,
                             p->people, error);
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

/* --- The SD of what is tested: of the pool, of a pilot, or as given. --- */

/* Of the pool, within groups. Groups are the same people, so no more are known than one of them. A
 * person counts with all values that the test takes. */
static enum hinge_status describe_pool(const struct plan *p, struct question *q,
                                       struct hinge_error *error)
{
    const size_t groups = p->study->n_groups, n = p->people;
    struct hinge_running of[2] = {{0}};
    q->recorded = groups * n;
    for (size_t i = 0; i < groups * n; i++) {
        const double base = q->value[i / n][0][i % n], under = q->value[i / n][1][i % n];
        add_value(&of[i / n], q->asks == OF_GROUPS ? base : under - base);
    }
    const size_t all = of[0].n + of[1].n;
    q->without = q->recorded - all;
    q->measured = q->paired
                      ? ((double)of[0].n * of[0].mean + (double)of[1].n * of[1].mean) / (double)all
                      : of[p->plus].mean - of[1 - p->plus].mean;
    if (of[0].n < 2 || (groups > 1 && of[1].n < 2))
        return not_measured(p, q, error);
    if (q->sd_from == NULL) {
        q->sd = sqrt((of[0].squares + of[1].squares) / (double)(all - groups));
        q->df = (double)of[0].n - 1;
        q->people = of[0].n;
        q->sd_from = "pool";
    }
    return HINGE_OK;
}

/* The share of people of the pool who have a value; 1 where nobody was simulated. */
static double seen_in_pool(const struct question *q)
{
    return q->recorded == 0 ? 1 : 1 - (double)q->without / (double)q->recorded;
}

/* SD of people's changes between the visits of a pilot, within groups: of the record of its planned
 * comparison. */
static enum hinge_status change_sd(struct plan *p, struct hinge_cohort *s, struct question *q,
                                   struct hinge_error *error)
{
    struct hinge_result *result = NULL;
    size_t *trial = hinge_arena_alloc(&p->arena, s->n_trials, sizeof *trial), trials = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable && s->trial[t].kind == 0 && s->trial[t].cue == 0)
            trial[trials++] = s->trial[t].row;
    const struct hinge_level_change of = hinge_change_of(&s->tab.trials, trial, trials, "stage");
    const bool groups = s->n_groups > 1;
    const struct hinge_question asked = {
        .asks = groups ? HINGE_ASK_GROUPS : HINGE_ASK_WITHIN,
        .rows = hinge_cohort_rows(s, 0, s->n_cues > 1 ? 0 : HINGE_ANY, "stage", of.from, of.to),
        .column = "stage",
        .baseline = of.from,
        .from = of.from,
        .to = of.to,
        .margin = "",
        .primary = hinge_arena_printf(&p->arena, "%s%s", q->outcome.is_fault ? HINGE_SEVERITY : "",
                                      q->outcome.id),
        .people_split = ""};
    const enum hinge_status status =
        of.to != NULL ? hinge_planned_ask(s, &asked, &result, error) : HINGE_OK;
    const struct hinge_planned_outcome *row =
        result != NULL ? hinge_planned_find(result, NULL, NULL, "primary") : NULL;
    double squares = 0;
    q->df = 0;
    for (size_t k = 0; k < (groups ? 2 : 1) && row != NULL && row->n[k] >= 2; k++) {
        const double df = row->n[k] - 1, sd = groups ? row->sd[k] : row->diff.value / row->size;
        squares += isnan(sd) ? 0 : df * sd * sd;
        q->df += isnan(sd) ? 0 : df;
        q->people += (size_t)row->n[k];
    }
    hinge_result_free(result);
    if (status != HINGE_OK)
        return status;
    if (q->df < 4 || !(squares > 0))
        return hinge_usage(error,
                           "--pilot: %s: %zu people have a change of %s between two visits, "
                           "expected 6 or more; give such a pilot, --sd-effect or --retest-sd",
                           p->o->pilot, q->people, q->outcome.id);
    q->sd = sqrt(squares / q->df);
    q->sd_from = "pilot";
    return HINGE_OK;
}

/* SD of people's values or changes with a cue in a pilot, within groups, with as many repetitions
 * as planned. What it does not know stays that of the pool. */
static void value_sd(const struct plan *p, struct hinge_cohort *s, struct question *q)
{
    const struct hinge_quantity *outcome = hinge_cohort_outcome(s, &q->outcome);
    double all = 0, df = 0, bends = 0, bends_df = 0, parts = 0, n = 0;
    size_t cue = 0;
    while (q->paired && cue < s->n_cues && strcmp(s->cue[cue].id, p->condition[q->condition]) != 0)
        cue++;
    if (cue == s->n_cues || strcmp(q->sd_from, "given") == 0)
        return;
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
        return;
    const double bend = (q->paired ? 2 : 1) * bends / bends_df;
    q->sd = sqrt(fmax(0, all / df - bend * parts / n) + bend / (double)p->study->reps);
    q->df = df;
    q->people = (size_t)n;
    q->sd_from = "pilot";
}

/* --- The power. --- */

/* The test of so many people in each group, of whom `seen` have a value. */
static struct hinge_power_design design_of(const struct plan *p, const struct question *q,
                                           double people, double sd)
{
    const double n =
        people * seen_in_pool(q) * (1 - p->refuse) * (q->paired ? (double)p->study->n_groups : 1);
    return (struct hinge_power_design){.test = q->paired ? HINGE_POWER_PAIRED : HINGE_POWER_WELCH,
                                       .alpha = p->study->alpha / (double)q->tests,
                                       .n1 = fmax(2, n),
                                       .n2 = fmax(2, n),
                                       .ratio = 1,
                                       .effect = fabs(q->target) / sd};
}

/* The SD, and the limits of its 95 % interval. */
static double sd_of(const struct question *q, size_t which)
{
    const struct hinge_interval limits = hinge_sd_interval(q->sd, isnan(q->df) ? 1 : q->df, 0.95);
    return which == 0 || isnan(q->df) ? q->sd : which == 1 ? limits.low : limits.high;
}

static enum hinge_status find_people(const struct plan *p, struct question *q,
                                     struct hinge_error *error)
{
    const double each = q->paired ? (double)p->study->n_groups : 1;
    for (size_t k = 0; k < 6; k++) {
        struct hinge_power_design design = design_of(p, q, 1, sd_of(q, k % 3));
        const bool none = q->target == 0 || (k % 3 > 0 && isnan(q->df));
        design.power = k < 3 ? 0.8 : 0.9;
        const double n = none ? (double)NAN : ceil(hinge_power_solve_n(&design) / each - 1e-9);
        if (!none && isnan(n))
            return hinge_usage(error, "--effect: %s: %s", q->outcome.id, HINGE_POWER_NOBODY);
        q->n[k / 3][k % 3] =
            none ? n : ceil(fmax(n, FEWEST) / (seen_in_pool(q) * (1 - p->refuse)) - 1e-9);
    }
    return HINGE_OK;
}

/* --- The answer in numbers, then in words. --- */

/* "−5 points", "4.2°": in the unit that readers see. */
static json_t *amount(const struct question *q, double value)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, minus = {0};
    const double scaled = value * q->scale + 0.0;
    const char *change =
        fabs(scaled) == 1 && strcmp(q->change, " points") == 0 ? " point" : q->change;
    hinge_text_printf(&text, "%.3g%s", scaled, change);
    hinge_display_minus(&minus, hinge_text_string(&text));
    return json_string(isnan(value) ? "–" : hinge_text_string(&minus));
}

static json_t *whole(double n)
{
    return isnan(n) ? json_null() : json_integer((json_int_t)n);
}

/* A question: numbers of how-many.json, then words of the page. */
static json_t *facts_of_question(const struct plan *p, const struct question *q)
{
    const bool none = q->target == 0, pairs = p->study->n_groups > 1, change = q->asks == OF_CHANGE;
    const char *plus = q->asks == OF_CUE ? q->name : p->study->group[p->plus].name,
               *minus = q->asks == OF_CUE ? p->condition[0]
                        : pairs           ? p->study->group[1 - p->plus].name
                                          : "";
    json_t *outcome = q->outcome.is_fault
                          ? json_sprintf("severity of `%s`", q->outcome.id)
                          : json_sprintf("`%s` (%s)", q->outcome.id, q->outcome.phase);
    return json_pack(
        "{s:s, s:s, s:f, s:f, s:o, s:f, s:s*, s:o, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:b, "
        "s:b, s:b, s:s, s:s, s:o, s:o*, s:b, s:b, s:b, s:i, s:b, s:o, s:b, s:b, s:b, s:s*, s:o, "
        "s:o, s:o*, s:o}",
        "question", q->name, "test", q->paired ? "paired t" : "Welch", "asked", q->effect, "effect",
        q->target, "measured", isnan(q->measured) ? json_null() : json_real(q->measured), "sd",
        q->sd, "sd_from", q->sd_from, "sd_df", whole(q->df), "recorded", (int)q->recorded,
        "without", (int)q->without, "people_80", whole(q->n[0][0]), "people_80_low",
        whole(q->n[0][1]), "people_80_high", whole(q->n[0][2]), "people_90", whole(q->n[1][0]),
        "people_90_low", whole(q->n[1][1]), "people_90_high", whole(q->n[1][2]), "changes",
        q->asks != OF_GROUPS, "change", change, "together", change && !pairs, "plus", plus, "minus",
        minus, "outcome", outcome, "difference", none ? NULL : amount(q, q->target), "none", none,
        "each", pairs, "interval", !isnan(q->df), "people", (int)q->people, "pilot",
        strcmp(hinge_or_empty(q->sd_from), "pilot") == 0, "known",
        json_sprintf("%.0f", 50 * (sd_of(q, 2) - sd_of(q, 1)) / q->sd), "alike", q->alike, "falls",
        q->target<0, "simulated", q->recorded> 0, "another", q->another ? q->outcome.id : NULL,
        "spread", amount(q, q->sd), "moved", amount(q, q->effect), "shown",
        q->target != q->effect ? amount(q, q->target) : NULL, "size", amount(q, fabs(q->target)));
}

static enum hinge_status write_answer(struct plan *p, struct hinge_error *error)
{
    const char *instead = hinge_unless_forced(p->study->force);
    cleared_by(freed) char *csv = NULL;
    cleared_by(hinge_text_clear) struct hinge_text template = {0}, page = {0}, answer = {0};
    cleared_by(hinge_figure_clear) struct hinge_figure_result figure = {0};
    json_t *questions = json_array(), *question;
    for (size_t i = 0; i < p->n_questions; i++)
        json_array_append_new(questions, facts_of_question(p, &p->question[i]));
    /* how-many.json, as the figure and hinge-plot read it. */
    json_t *curve = json_array();
    for (size_t k = 0; k < p->n_questions; k++) {
        const struct question *q = &p->question[k];
        const double low = sd_of(q, 1), high = sd_of(q, 2), variances = q->paired ? 1 : 2;
        for (size_t n = FEWEST; n <= MOST && !isnan(q->sd); n++) {
            const double people = (double)n;
            const struct hinge_power_design is = design_of(p, q, people, q->sd),
                                            worst = design_of(p, q, people, high),
                                            best = design_of(p, q, people, low);
            const double t = hinge_t_quantile(1 - p->study->alpha / 2, variances * (is.n1 - 1));
            json_array_append_new(/* the interval of the SD is that of the power */
                                  curve,
                                  json_pack("{s:s, s:i, s:f, s:f, s:f, s:f, s:f}", "question",
                                            q->name, "n", (int)n, "power", hinge_power_of(&is),
                                            "ci_low", hinge_power_of(&worst), "ci_high",
                                            hinge_power_of(&best), "width",
                                            2 * t * (q->sd * sqrt(variances / is.n1)), "without",
                                            people * (double)p->study->n_groups *
                                                (1 - seen_in_pool(q) * (1 - p->refuse))));
        }
    }
    const struct hinge_power_options *o = p->o;
    const struct question *first = &p->question[0], *last = &p->question[p->n_questions - 1];
    const char *help = "";
    const char *format =
        hinge_simulate_format_name(hinge_simulate_format_find(o->recording), &help);
    json_auto_t *document =
        json_pack("{s:s, s:s, s:s, s:I, s:{s:i}, s:{s:O, s:o}}", "tool", "hinge-plan", "version",
                  hinge_version(), "analysis", "power", "seed", (json_int_t)p->study->seed,
                  "request", "groups", (int)p->study->n_groups, "results", "questions", questions,
                  "curve", curve);
    json_auto_t *facts = json_pack(
        "{s:b, s:s, s:b, s:i, s:s, s:i, s:i, s:b, s:s, s:s, s:o, s:o, s:b, s:b, s:b, s:b, s:o, "
        "s:b, s:s, s:o, s:o*}",
        "page", true, "version", hinge_version(), "simulated", first->recorded > 0, "people",
        (int)p->people, "profile", o->profile, "reps", (int)p->study->reps, "conditions",
        (int)p->n_conditions, "one_condition", p->n_conditions == 1, "recording", format,
        "recording_help", help, "rate", json_sprintf("%g", o->rate_hz), "noise",
        json_sprintf("%g", o->noise_mm), "each", p->study->n_groups > 1, "welch", !first->paired,
        "both", !first->paired && last->paired, "paired", last->paired, "alpha",
        json_sprintf("%g", p->study->alpha), "holm", last->tests > 1, "command", o->command,
        "questions", questions, "pilot",
        p->pilot_people > 0
            ? json_pack("{s:s, s:i, s:i, s:b}", "file", o->pilot, "without", (int)p->pilot_without,
                        "people", (int)p->pilot_people, "expected", p->refuse > 0)
            : NULL);
    cleared_by(freed) char *numbers = hinge_json_text(document, JSON_INDENT(1));
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
    HINGE_REQUEST_TEXTS(hinge_request_blank, &o.pilot, &o.command, &o.retest_sd, &study.sd_effect,
                        &study.primary);
    o.profile = o.profile != NULL && *o.profile != '\0' ? o.profile : "sedentary";
    o.recording = o.recording != NULL && *o.recording != '\0' ? o.recording : "trc-b";
    o.noise_mm = isnan(o.noise_mm) ? 2 : o.noise_mm;
    o.rate_hz = isnan(o.rate_hz) ? 60 : o.rate_hz;
    o.pool = o.pool != 0 ? o.pool : POOL;
    if (o.pool < 20 || o.pool > POOL)
        return hinge_usage(error, "--pool is 20 to %d people; found %ld", POOL, o.pool);
    struct plan p = {.o = &o, .study = &study, .people = PROBE, .all = MOST_RECORDINGS};
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
    const bool simulates = !study.before_after;
    if (status == HINGE_OK && simulates)
        status = find_moves(&p, error);
    if (status == HINGE_OK && simulates)
        status = make_pool(&p, error);
    for (size_t i = 0; i < p.n_questions && status == HINGE_OK && simulates; i++)
        status = describe_pool(&p, &p.question[i], error);
    if (status == HINGE_OK && *o.pilot != '\0') {
        struct hinge_cohort s = {0};
        const struct hinge_table_request asked = {.size = sizeof asked, .results = p.o->pilot};
        status = hinge_cohort_open(&s, &asked, "", p.condition[0], error);
        for (size_t i = 0; i < p.n_questions && status == HINGE_OK; i++)
            if (p.question[i].asks == OF_CHANGE)
                status = change_sd(&p, &s, &p.question[i], error);
            else
                value_sd(&p, &s, &p.question[i]);
        if (status == HINGE_OK) {
            const struct question *q = &p.question[0];
            const struct hinge_quantity *outcome = hinge_cohort_outcome(&s, &q->outcome);
            size_t with = q->asks == OF_CHANGE ? q->people : 0; /* both visits */
            p.pilot_people = s.uses.n_people;
            for (size_t k = 0; k < s.n_people && q->asks != OF_CHANGE; k++)
                with += s.person[k].kind == 0 && !isnan(hinge_cohort_value(&s, outcome, k, 0));
            p.pilot_without = p.pilot_people - with;
            p.refuse = fmax(0, 1 - (double)with / (double)p.pilot_people / seen_in_pool(q));
            status = hinge_tab_ended(&s.tab, error);
        }
        hinge_cohort_close(&s);
    }
    for (size_t i = 0; i < p.n_questions && status == HINGE_OK; i++)
        status = find_people(&p, &p.question[i], error);
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
