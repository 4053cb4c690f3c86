/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate: a fault detector against a rater, in one report. */
#include "base/text.h"
#include "stats/numbers/distributions.h"
#include "stats/parts/agreement.h"
#include "stats/people/people.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How often one column says fault, participants as clusters where they are known. */
static void put_prevalence(struct hinge_analysis *a, json_t *parent, const char *key,
                           const double *says, const struct hinge_sample *s)
{
    size_t people = s->n_participants, k = 0;
    double *y = hinge_analysis_alloc(a, 2 * people, sizeof *y);
    double *m = y + people;
    for (size_t i = 0; i < s->n; i++) {
        y[s->participant[i]] += says[i];
        m[s->participant[i]]++;
    }
    for (size_t p = 0; p < people; p++) {
        if (m[p] == 0)
            continue;
        y[k] = y[p];
        m[k++] = m[p];
    }
    struct hinge_proportion p = hinge_clustered_proportion(y, m, NULL, k, a->level);
    hinge_put_proportion(hinge_put_object(parent, key), &p);
}

static bool put_kappas(struct hinge_analysis *a, const char *truth, const char *pred,
                       const char *participant)
{
    struct hinge_ratings ratings;
    bool good = hinge_ratings_read(a, truth, pred, participant, &ratings);
    if (good)
        good = hinge_put_kappa(a, hinge_put_object(a->results, "agreement"), &ratings);
    const char *second = a->ask.rater2;
    if (!good || second == NULL)
        return good;
    good = hinge_ratings_read(a, truth, second, participant, &ratings);
    if (good)
        good = hinge_put_kappa(a, hinge_put_object(a->results, "agreement_of_raters"), &ratings);
    return good;
}

/* --- label:<fault> of a results file: what observers saw, a row a fault --- */

static const char prefix[] = "label:";

static const struct {
    const char *word;
    double verdict; /* NaN: unsure */
} words[] = {{"1", 1},      {"0", 0},    {"yes", 1},   {"no", 0},  {"present", 1},
             {"absent", 0}, {"true", 1}, {"false", 0}, {"?", NAN}, {"-", NAN}};

/* Rows of the table that count, and whose they are. */
struct repetitions {
    size_t file, rep; /* columns */
    bool *counts;
    uint32_t *who;
    size_t n_people, n_used;
};

/* The tool's and an observer's verdicts side by side; of repetitions or of recordings. */
struct pairs {
    double *tool, *observer;
    uint32_t *who;
    size_t n, refused, refused_with;
};

static bool find_repetitions(struct hinge_analysis *a, const char *fault, struct repetitions *r)
{
    struct hinge_columns columns = {
        .number = {fault},
        .n_numbers = 1,
    };
    struct hinge_labels people;
    size_t *row, column;
    const char *participant;
    bool good = hinge_sample_participant(a, &participant);
    if (good && participant == NULL)
        good = HINGE_NEED(a, participant) != NULL;
    if (good)
        good = hinge_analysis_column(a, participant, &column);
    if (good)
        good = hinge_analysis_column(a, "file", &r->file);
    if (good)
        good = hinge_analysis_column(a, "rep", &r->rep);
    if (good)
        good = hinge_filter_rows(a, &row, &r->n_used);
    if (good)
        hinge_leave_described(a, &columns, row, &r->n_used);
    if (good)
        good = hinge_evidence_check(a, row, r->n_used, (const char *const[]){fault, NULL});
    if (good)
        good = hinge_labels_find(a, column, row, r->n_used, HINGE_BY_APPEARANCE, &people);
    if (!good)
        return false;
    r->n_people = people.n;
    r->counts = hinge_analysis_alloc(a, a->table->rows, sizeof *r->counts);
    r->who = hinge_analysis_alloc(a, a->table->rows, sizeof *r->who);
    for (size_t i = 0; i < r->n_used; i++) {
        r->counts[row[i]] = people.code[i] != UINT32_MAX;
        r->who[row[i]] = people.code[i];
    }
    return true;
}

/* Where the recording ends whose first row this is: files of several lists may have one
 * name, in each the repetitions are counted anew. */
static size_t end_of_recording(const struct hinge_table *t, const struct repetitions *r,
                               size_t from)
{
    const char *file = t->column[r->file].text[from], *next;
    size_t to = from + 1;
    while (to < t->rows && file != NULL && (next = t->column[r->file].text[to]) != NULL &&
           strcmp(file, next) == 0 &&
           t->column[r->rep].number[to] > t->column[r->rep].number[to - 1])
        to++;
    return to;
}

/* Verdicts of the recording in a row, at most `room` of them kept. */
static bool read_verdicts(struct hinge_analysis *a, const struct repetitions *r, size_t label,
                          size_t row, double *verdict, size_t room, size_t *n)
{
    static const char between[] = " ,;|";
    const struct hinge_column *column = &a->table->column[label];
    char number[40] = "", word[16];
    const char *text = number;
    if (column->type == HINGE_COLUMN_TEXT)
        text = column->text[row] != NULL ? column->text[row] : "";
    else if (!isnan(column->number[row]))
        snprintf(number, sizeof number, "%.10g", column->number[row]);
    *n = 0;
    for (const char *at = text + strspn(text, between); *at != '\0'; at += strspn(at, between)) {
        size_t length = strcspn(at, between), w = 0, all = sizeof words / sizeof *words;
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        while (w < all && (length >= sizeof word || !hinge_same_name(word, words[w].word)))
            w++;
        if (w == all)
            return hinge_analysis_fail(
                a, HINGE_E_NOT_BINARY,
                "%s of %s: \"%.*s\" is not a verdict; write 1 or 0 (yes or no, ? when unsure), "
                "or one for each repetition: \"1 0 1\"",
                column->name, a->table->column[r->file].text[row], (int)length, at);
        if (*n < room)
            verdict[*n] = words[w].verdict;
        ++*n;
        at += length;
    }
    return true;
}

static void add_pair(struct pairs *p, double tool, double observer, uint32_t who)
{
    if (isnan(observer))
        return;
    if (isnan(tool)) {
        p->refused++;
        p->refused_with += observer == 1;
        return;
    }
    p->tool[p->n] = tool;
    p->observer[p->n] = observer;
    p->who[p->n++] = who;
}

/* The recording as a whole has a fault as a person does: by its share of what is judged.
 */
static void add_whole(struct pairs *p, const struct repetitions *r, const double *tool, size_t from,
                      size_t to, double share, double observer)
{
    size_t judged = 0, found = 0, used = to;
    for (size_t row = from; row < to; row++) {
        if (!r->counts[row])
            continue;
        used = used < to ? used : row;
        judged += isnan(tool[row]) ? 0 : 1;
        found += tool[row] == 1;
    }
    if (used < to)
        add_pair(p, judged == 0 ? (double)NAN : (double)found / (double)judged >= share, observer,
                 r->who[used]);
}

enum { REPETITIONS, RECORDINGS, UNITS };

static bool find_pairs(struct hinge_analysis *a, const struct repetitions *r, size_t label,
                       size_t fault, struct pairs pairs[UNITS])
{
    const struct hinge_table *t = a->table;
    const double *tool = t->column[fault].number;
    double share = hinge_option_given(a, "min_share") ? a->ask.min_share : 0.5;
    size_t rows = t->rows, n, miscounted = 0;
    double *verdict = hinge_analysis_alloc(a, 5 * rows, sizeof *verdict);
    uint32_t *who = hinge_analysis_alloc(a, 2 * rows, sizeof *who);
    for (size_t u = 0; u < UNITS; u++)
        pairs[u] = (struct pairs){.tool = verdict + (1 + 2 * u) * rows,
                                  .observer = verdict + (2 + 2 * u) * rows,
                                  .who = who + u * rows};
    for (size_t from = 0, to; from < rows; from = to) {
        size_t reps = (to = end_of_recording(t, r, from)) - from, used = 0;
        for (size_t row = from; row < to; row++)
            used += r->counts[row];
        if (used == 0)
            continue;
        if (!read_verdicts(a, r, label, from, verdict, reps, &n))
            return false;
        if (n == 1 && reps > 1)
            add_whole(&pairs[RECORDINGS], r, tool, from, to, share, verdict[0]);
        else
            miscounted += n != 0 && n != reps;
        for (size_t i = 0; n == reps && i < n; i++)
            if (r->counts[from + i])
                add_pair(&pairs[REPETITIONS], tool[from + i], verdict[i], r->who[from + i]);
    }
    if (miscounted > 0)
        hinge_analysis_warn(a, NULL, "W_LABELS",
                            "%s: %zu recording(s) excluded; a label needs one verdict, or one for "
                            "each repetition detected (hinge-table trials shows how many)",
                            t->column[label].name, miscounted);
    return true;
}

static bool put_row(struct hinge_analysis *a, json_t *list, const char *fault, const char *compared,
                    const struct pairs *p, size_t people)
{
    const char *categories[] = {"0", "1"};
    json_t *row = hinge_append_object(list);
    uint32_t *code = hinge_analysis_alloc(a, 2 * p->n + people, sizeof *code);
    uint32_t *seen = code + 2 * p->n; /* people who are judged */
    size_t n_people = 0;
    for (size_t i = 0; i < p->n; i++) {
        code[i] = p->tool[i] == 1;
        code[p->n + i] = p->observer[i] == 1;
        n_people += seen[p->who[i]]++ == 0;
    }
    const struct hinge_ratings ratings = {p->n, 2, code, code + p->n, categories, p->who, people};
    hinge_put_text(row, "fault", fault);
    hinge_put_text(row, "compared", compared);
    hinge_put_count(row, "people", n_people);
    hinge_put_count(row, "n", p->n);
    hinge_put_accuracy_row(a, row, p->tool, p->observer, p->who, people, p->n);
    bool good = true;
    if (p->n > 0)
        good = hinge_put_kappa_row(a, row, &ratings);
    hinge_put_count(row, "refused", p->refused);
    hinge_put_count(row, "refused_with", p->refused_with);
    return good;
}

static bool put_fault(struct hinge_analysis *a, json_t *list, const char *label)
{
    static const char *const units[] = {"repetitions", "recordings"};
    const char *fault = label + sizeof prefix - 1;
    struct repetitions r;
    struct pairs pairs[UNITS];
    size_t at, label_at;
    bool good = hinge_analysis_column(a, label, &label_at);
    if (good)
        good = hinge_analysis_column(a, fault, &at);
    if (good && a->table->column[at].type != HINGE_COLUMN_NUMBER)
        good = hinge_analysis_fail(a, HINGE_E_NOT_NUMERIC, "column '%s' is not numeric", fault);
    if (good)
        good = find_repetitions(a, fault, &r);
    if (good)
        good = find_pairs(a, &r, label_at, at, pairs);
    for (size_t u = 0; good && u < UNITS; u++)
        if (pairs[u].n + pairs[u].refused > 0)
            good = put_row(a, list, fault, units[u], &pairs[u], r.n_people);
    return good;
}

/* Every column label:<fault> whose fault the table has. */
static bool put_all_faults(struct hinge_analysis *a, json_t *list)
{
    const struct hinge_table *t = a->table;
    const char **names = hinge_analysis_alloc(a, t->n_columns, sizeof *names);
    bool good = true;
    size_t n = 0;
    for (size_t c = 0; c < t->n_columns; c++)
        names[c] = t->column[c].name;
    for (size_t c = 0; good && c < t->n_columns; c++) {
        if (strncmp(names[c], prefix, sizeof prefix - 1) != 0)
            continue;
        const char *fault = names[c] + sizeof prefix - 1;
        const char *nearest = hinge_suggest(fault, names, t->n_columns);
        n++;
        if (hinge_table_find(t, fault) >= 0)
            good = put_fault(a, list, names[c]);
        else
            hinge_analysis_warn(a, NULL, "W_LABELS",
                                "column %s is not used: no fault has the ID \"%s\"%s%s%s", names[c],
                                fault, nearest != NULL ? "; did you mean label:" : "",
                                nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    }
    if (good && n == 0)
        good = hinge_analysis_fail(a, HINGE_E_NO_COLUMN,
                                   "%s has no column label:<fault>; write what observers saw "
                                   "into one such as label:butt_wink of the trial list and "
                                   "ingest again",
                                   a->table_name);
    return good;
}

static bool run_labels(struct hinge_analysis *a)
{
    static const char *const others[] = {"truth", "pred", "score", "rater2", NULL};
    for (const char *const *o = others; *o != NULL; o++)
        if (hinge_option_given(a, *o))
            return hinge_analysis_fail(a, HINGE_E_OPTION,
                                       "%s: not with labels, which are of the trial list", *o);
    json_t *list = hinge_put_list(a->results, "labels");
    size_t n = a->ask.labels.n;
    bool good = true;
    if (n == 0 || (n == 1 && strcmp(a->ask.labels.name[0], "all") == 0))
        return put_all_faults(a, list);
    for (size_t i = 0; good && i < n; i++) {
        char label[160];
        snprintf(label, sizeof label, "%s%s", prefix, a->ask.labels.name[i]);
        good = put_fault(a, list, label);
    }
    return good;
}

/* --- two columns --- */

static bool run(struct hinge_analysis *a)
{
    if (a->ask.labels.n > 0)
        return run_labels(a);
    struct hinge_columns columns = {.binary = {true, true}};
    struct hinge_sample s;
    hinge_columns_number(&columns, HINGE_NEED(a, pred));
    hinge_columns_number(&columns, HINGE_NEED(a, truth));
    hinge_columns_participant(a, &columns);
    const char *score = a->ask.score;
    if (score != NULL)
        columns.number[columns.n_numbers++] = score;
    if (!hinge_sample_gather(a, &columns, &s))
        return false;
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    hinge_sample_report(a, &s);
    hinge_put_accuracy(a, hinge_put_object(a->results, "accuracy"), s.number[0], s.number[1], who,
                       s.n_participants, s.n);
    bool good = put_kappas(a, columns.number[1], columns.number[0], columns.participant);
    json_t *prevalence = hinge_put_object(a->results, "prevalence");
    if (good)
        put_prevalence(a, prevalence, columns.number[1], s.number[1], &s);
    if (good)
        put_prevalence(a, prevalence, columns.number[0], s.number[0], &s);
    if (!good || score == NULL)
        return good;
    struct hinge_scores scores = {s.n, s.number[2], s.number[1], who, s.n_participants};
    return hinge_put_roc(a, a->results, &scores, false);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("agreement/kappa", "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, "
                                 "{cluster_ci_high:r}], {/n_participants:n} people"),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence apa_2[] = {
    HINGE_SAY("accuracy/sensitivity",
              "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("accuracy/specificity",
              "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("labels/*", "{fault:e}, n = {n:n} {compared:t} of {people:n} people: sensitivity = "
                          "{sensitivity:r!}, {:c}% CI [{sensitivity_low:r}, {sensitivity_high:r}]"),
    HINGE_SAY("labels/*", "{fault:e}: specificity = {specificity:r!}, {:c}% CI "
                          "[{specificity_low:r}, {specificity_high:r}]"),
    HINGE_SAY("labels/*", "{fault:e}: kappa = {kappa:r!}, {:c}% CI [{kappa_low:r}, "
                          "{kappa_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("accuracy/sensitivity", "The prediction finds {value:r!} of the faults ({:c}% CI "
                                      "{ci_low:r} to {ci_high:r})."),
    HINGE_SAY("accuracy/specificity",
              "It is negative in {value:r!} of the repetitions without a fault ({:c}% "
              "CI {ci_low:r} to {ci_high:r})."),
    HINGE_SAY("labels/*", "{fault:e}: {sensitivity:r!} of what the observer saw was found ({:c}% "
                          "CI {sensitivity_low:r} to {sensitivity_high:r}; {people:n} people)."),
    HINGE_SAY("labels/*", "{fault:e}: {specificity:r!} of what the observer did not see was "
                          "negative ({:c}% CI {specificity_low:r} to {specificity_high:r})."),
    HINGE_SAY_END};

static const struct hinge_sentence plain_2[] = {
    HINGE_SAY("agreement/kappa",
              "The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} "
              "to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("agreement/kappa",
              "Agreement beyond chance is not shown: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
              "{kappa:r!} ({:c}% "
              "CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("accuracy/accuracy", "n = {n:n!} decisions of {/n_participants:n} "
                                   "participants."),
    HINGE_SAY_END};

static const char *const options[] = {"truth",       "pred",      "score",     "rater2", "labels",
                                      "participant", "bootstrap", "min_share", NULL};

const struct hinge_statistic hinge_statistic_validate = {
    .id = "validate",
    .title = "Validation of a fault detector",
    .details = "Accuracy, agreement (kappa), prevalence by the detector and by the "
               "rater, agreement of a second rater with the first, ROC curve of a "
               "score: everything that a validation study reports. With labels, the faults of a "
               "results file against what observers wrote into label:<fault> of the trial list: "
               "a row for each, intervals with people as clusters. Refused repetitions are "
               "counted apart. A verdict on a whole recording is compared with the share of its "
               "judged repetitions (min_share; results file: its agg.has_fault).",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "accuracy counts|labels",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, hinge_say_roc_apa, apa_2, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, hinge_say_roc_plain, plain_2, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"validate\", \"truth\": \"clinician\", \"pred\": "
                       "\"tool\", \"score\": \"angle\", \"participant\": \"participant\"}",
    .example_data = "participant,clinician,tool,angle\nP1,1,1,31\nP1,1,1,28\nP2,1,0,22\n"
                    "P2,0,0,20\nP3,0,0,18\nP3,0,1,25\nP4,0,0,15\nP4,1,1,30\n"};
