/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate: a fault detector against a rater, in one report. */
#include "stats/parts/agreement.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- sensitivity, specificity and what follows from the table of decisions --- */

static double ratio(double above, double below)
{
    return below != 0 ? above / below : (double)NAN;
}

/* Rows that a share of right decisions is of: those of one truth, of one decision, or all. */
struct share {
    const char *key;
    enum { OF_TRUTH, OF_DECISION, OF_ALL } of;
    double wanted;
};
enum { SENSITIVITY, SPECIFICITY, PPV, NPV, ACCURACY, SHARES };
static const struct share shares[SHARES] = {{"sensitivity", OF_TRUTH, 1},
                                            {"specificity", OF_TRUTH, 0},
                                            {"ppv", OF_DECISION, 1},
                                            {"npv", OF_DECISION, 0},
                                            {"accuracy", OF_ALL, 0}};

static double clipped(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* Decisions, 0 or 1, and the truth; who (NULL: rows are independent) is the participant of each. */
struct decisions {
    const double *pred, *truth;
    const uint32_t *who;
    size_t people, n;
};

/* Share of right decisions; ci has participants as clusters where they are known. */
#define RIGHT(f) f(NUMBER, value) f(NUMBER, n) f(INTERVAL, ci) f(INTERVAL, wilson)
HINGE_ROW(right, RIGHT)
#define CLUSTERED(f) f(NUMBER, cluster_se) f(INTERVAL, cluster_ci)
HINGE_ROW(clustered, CLUSTERED)
#define COUNTS(f) f(COUNT, tp) f(COUNT, fp) f(COUNT, fn) f(COUNT, tn)
HINGE_ROW(counts, COUNTS)

struct accuracy {
    struct counts counts;
    struct right of[SHARES];
    struct clustered clustered[SHARES];
    double lr_pos, lr_neg;
};

static struct accuracy accuracy_of(struct hinge_analysis *a, const struct decisions *d)
{
    struct accuracy of = {0};
    double *y = hinge_analysis_alloc(a, 2 * d->people + 2, sizeof *y), *m = y + d->people + 1;
    for (size_t i = 0; i < d->n; i++)
        ++*(d->pred[i] == 1    ? d->truth[i] == 0 ? &of.counts.fp : &of.counts.tp
            : d->truth[i] == 0 ? &of.counts.tn
                               : &of.counts.fn);
    for (size_t s = 0; s < SHARES; s++) {
        size_t k = 0;
        double right = 0, all = 0;
        memset(y, 0, (2 * d->people + 2) * sizeof *y);
        for (size_t i = 0; i < d->n; i++) {
            if (shares[s].of != OF_ALL &&
                (shares[s].of == OF_TRUTH ? d->truth : d->pred)[i] != shares[s].wanted)
                continue;
            size_t p = d->who != NULL ? d->who[i] : 0;
            right += d->pred[i] == d->truth[i];
            all++;
            y[p] += d->pred[i] == d->truth[i];
            m[p]++;
        }
        struct hinge_interval wilson = hinge_wilson(ratio(right, all), all, a->level);
        for (size_t p = 0; d->who != NULL && p < d->people; p++) {
            if (m[p] == 0)
                continue;
            y[k] = y[p];
            m[k++] = m[p];
        }
        struct hinge_proportion of_people = hinge_clustered_proportion(y, m, NULL, k, a->level);
        of.of[s] = (struct right){ratio(right, all), all,
                                  d->who != NULL ? of_people.wilson_eff : wilson, wilson};
        of.clustered[s] = (struct clustered){
            of_people.cluster_se, /* a linear interval may leave what a proportion can be */
            {clipped(of_people.cluster_ci.low), clipped(of_people.cluster_ci.high)}};
    }
    double sens = of.of[SENSITIVITY].value, spec = of.of[SPECIFICITY].value;
    of.lr_pos = ratio(sens, 1 - spec);
    of.lr_neg = ratio(1 - sens, spec);
    return of;
}

/* --- how often, and agreement --- */

/* How often one column says fault, participants as clusters where they are known. */
static void add_prevalence(struct hinge_analysis *a, json_t *parent, const char *key,
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
    HINGE_ADD(parent, key, hinge_proportion, &p);
}

static bool add_kappa(struct hinge_analysis *a, const char *key, const char *first,
                      const char *second, const char *participant, struct hinge_kappas *kappas)
{
    struct hinge_ratings ratings;
    return hinge_ratings_read(a, first, second, participant, &ratings) &&
           hinge_add_kappa(a, hinge_add_object(a->results, key), &ratings, kappas);
}

/* --- label:<fault> and label2:<fault> of a results file: what observers saw, a row a fault --- */

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

/* The tool's, or a second observer's, and an observer's verdicts side by side; of repetitions or of
 * recordings. Of two raters unsure: one said "?", apart: they disagree; neither is in the tool's
 * pairs. */
struct pairs {
    double *tool, *observer, *severity;
    uint32_t *who;
    size_t n, refused, refused_with, unsure, apart;
};

static bool find_repetitions(struct hinge_analysis *a, const char *fault, struct repetitions *r)
{
    struct hinge_columns columns = {.number = {fault}, .n_numbers = 1};
    size_t *row, column;
    const char *participant;
    if (!hinge_sample_participant(a, &participant) ||
        (participant == NULL && HINGE_NEED(a, participant) == NULL) ||
        !hinge_analysis_column(a, participant, &column) ||
        !hinge_analysis_column(a, "file", &r->file) || !hinge_analysis_column(a, "rep", &r->rep) ||
        !hinge_filter_rows(a, &row, &r->n_used))
        return false;
    hinge_leave_described(a, &columns, row, &r->n_used);
    if (!hinge_evidence_check(a, row, r->n_used, (const char *const[]){fault, NULL}))
        return false;
    const struct hinge_labels people =
        hinge_column_labels(a, column, row, r->n_used, HINGE_BY_APPEARANCE);
    r->n_people = people.n;
    r->counts = hinge_analysis_alloc(a, a->table->rows, sizeof *r->counts);
    r->who = hinge_analysis_alloc(a, a->table->rows, sizeof *r->who);
    for (size_t i = 0; i < r->n_used; i++) {
        r->counts[row[i]] = people.code[i] != UINT32_MAX;
        r->who[row[i]] = people.code[i];
    }
    return true;
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
            return hinge_analysis_fail(a, HINGE_E_NOT_BINARY,
                                       "%s of %s: \"%.*s\" is not a verdict; write 1 or 0 (yes or "
                                       "no, ? when unsure), or one for each repetition: \"1 0 1\"",
                                       column->name, a->table->column[r->file].text[row],
                                       (int)length, at);
        if (*n < room)
            verdict[*n] = words[w].verdict;
        ++*n;
        at += length;
    }
    return true;
}

static void add_pair(struct pairs *p, double tool, double observer, double severity, uint32_t who)
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
    p->severity[p->n] = severity;
    p->who[p->n++] = who;
}

enum { REPETITIONS, RECORDINGS, UNITS };

/* Columns of a fault: what observers saw, verdicts of the tool and their severity. */
struct fault_columns {
    size_t label, fault;
    long severity, label2; /* -1: there is none */
};

static void warn_miscounted(struct hinge_analysis *a, size_t label, size_t n)
{
    if (n > 0)
        hinge_analysis_warn(a, NULL, HINGE_W_LABELS,
                            "%s of %zu recording%s; a label needs one verdict, or one for each "
                            "repetition detected (hinge-table trials shows how many)",
                            a->table->column[label].name, n, HINGE_S(n));
}

/* Severity of each row, missing where the second condition of the fault decides; NULL: none. */
static const double *find_severities(struct hinge_analysis *a, const struct repetitions *r,
                                     const struct fault_columns *c)
{
    const struct hinge_table *t = a->table;
    if (c->severity < 0)
        return NULL;
    double *severity = hinge_analysis_alloc(a, t->rows, sizeof *severity);
    size_t left_out = 0;
    for (size_t i = 0; i < t->rows; i++) {
        const bool also = hinge_also_decides(a, t->column[c->severity].name, i);
        severity[i] = also ? (double)NAN : t->column[c->severity].number[i];
        left_out += also && r->counts[i];
    }
    if (left_out > 0)
        hinge_analysis_warn(a, NULL, HINGE_W_NO_THRESHOLD, "%zu of '%s'", left_out,
                            t->column[c->fault].name);
    return severity;
}

/* Pairs of the tool and the observer; `raters`: of the second observer and the first. */
static bool find_pairs(struct hinge_analysis *a, const struct repetitions *r,
                       const struct fault_columns *c, struct pairs pairs[UNITS],
                       struct pairs raters[UNITS])
{
    const struct hinge_table *t = a->table;
    const double *tool = t->column[c->fault].number;
    const double *severity = find_severities(a, r, c);
    double share = hinge_option_given(a, "min_share") ? a->ask.min_share : 0.5, none = NAN;
    size_t rows = t->rows, n, n2 = 0, miscounted = 0, miscounted2 = 0;
    double *verdict = hinge_analysis_alloc(a, (2 + 6 * UNITS) * rows, sizeof *verdict);
    double *verdict2 = verdict + rows, *next = verdict2 + rows;
    uint32_t *who = hinge_analysis_alloc(a, 2 * UNITS * rows, sizeof *who);
    for (size_t u = 0; u < 2 * UNITS; u++, next += 3 * rows, who += rows)
        (u < UNITS ? pairs : raters)[u % UNITS] = (struct pairs){
            .tool = next, .observer = next + rows, .severity = next + 2 * rows, .who = who};
    const char *const *file = (const char *const *)t->column[r->file].text;
    const double *rep = t->column[r->rep].number;
    for (size_t from = 0, to; from < rows; from = to) {
        /* files of several lists may have one name, in each the repetitions are counted anew */
        for (to = from + 1; to < rows && file[from] != NULL && file[to] != NULL &&
                            strcmp(file[from], file[to]) == 0 && rep[to] > rep[to - 1];)
            to++;
        size_t reps = to - from, first = to;
        for (size_t row = to; row-- > from;)
            first = r->counts[row] ? row : first;
        if (first == to)
            continue;
        if (!read_verdicts(a, r, c->label, from, verdict, reps, &n) ||
            (c->label2 >= 0 && !read_verdicts(a, r, (size_t)c->label2, from, verdict2, reps, &n2)))
            return false;
        if (n == 1 && reps > 1) {
            /* The recording as a whole has a fault as a person does: by its share of what is
             * judged. Its severity is the mean. */
            double judged = 0, found = 0, sum = 0;
            for (size_t row = from; row < to; row++) {
                if (!r->counts[row])
                    continue;
                judged += isnan(tool[row]) ? 0 : 1;
                found += tool[row] == 1;
                sum += isnan(tool[row]) ? 0 : severity != NULL ? severity[row] : none;
            }
            const struct hinge_people_rule each = {0, 0};
            const struct hinge_judged whole = {judged, judged, found / judged, found / judged};
            const enum hinge_verdict says = hinge_verdict_of(&each, share, &whole);
            add_pair(&pairs[RECORDINGS], says == HINGE_NOT_JUDGED ? none : says == HINGE_HAS,
                     verdict[0], sum / judged, r->who[first]);
            if (n2 == 1)
                add_pair(&raters[RECORDINGS], verdict2[0], verdict[0], NAN, r->who[first]);
        } else
            miscounted += n != 0 && n != reps;
        miscounted2 += n2 != 0 && n2 != reps && !(n2 == 1 && n == 1);
        for (size_t i = 0; n == reps && i < n; i++) {
            const size_t row = from + i;
            if (!r->counts[row])
                continue;
            add_pair(&pairs[REPETITIONS], tool[row], verdict[i],
                     severity != NULL ? severity[row] : none, r->who[row]);
            if (n2 == n)
                add_pair(&raters[REPETITIONS], verdict2[i], verdict[i], NAN, r->who[row]);
        }
    }
    warn_miscounted(a, c->label, miscounted);
    if (c->label2 >= 0)
        warn_miscounted(a, (size_t)c->label2, miscounted2);
    return true;
}

static void add_row_words(struct hinge_analysis *a, const char *fault, const char *compared,
                          const struct pairs *p, size_t people, const struct accuracy *of,
                          const struct hinge_agreed *kappa, const struct hinge_agreed *auc,
                          const struct hinge_agreed *raters)
{
    const struct right *sens = &of->of[SENSITIVITY], *spec = &of->of[SPECIFICITY];
    double n = (double)people;
    const char *who = people == 1 ? "person" : "people";
    if (!isnan(sens->value)) {
        hinge_add_sentence(a, &a->text.apa,
                           "{e}, n = {n} {t} of {n} {t}: sensitivity = {r}, {c}% CI [{r}, {r}]",
                           fault, (double)p->n, compared, n, who, sens->value, sens->ci.low,
                           sens->ci.high);
        hinge_add_sentence(
            a, &a->text.plain,
            "{e}: {r} of what the observer saw was found ({c}% CI {r} to {r}; {n} {t}).", fault,
            sens->value, sens->ci.low, sens->ci.high, n, who);
    }
    if (!isnan(spec->value)) {
        hinge_add_sentence(a, &a->text.apa, "{e}: specificity = {r}, {c}% CI [{r}, {r}]", fault,
                           spec->value, spec->ci.low, spec->ci.high);
        hinge_add_sentence(
            a, &a->text.plain,
            "{e}: {r} of what the observer did not see was negative ({c}% CI {r} to {r}).", fault,
            spec->value, spec->ci.low, spec->ci.high);
    }
    if (!isnan(kappa->value))
        hinge_add_sentence(a, &a->text.apa, "{e}: kappa = {r}, {c}% CI [{r}, {r}]", fault,
                           kappa->value, kappa->ci.low, kappa->ci.high);
    if (!isnan(auc->value))
        hinge_add_sentence(a, &a->text.apa, "{e}: AUC of the severity = {r}, {c}% CI [{r}, {r}]",
                           fault, auc->value, auc->ci.low, auc->ci.high);
    if (!isnan(raters->value))
        hinge_add_sentence(a, &a->text.apa,
                           "{e}: kappa of the two observers = {r}, {c}% CI [{r}, {r}]", fault,
                           raters->value, raters->ci.low, raters->ci.high);
}

static bool kappa_of_pairs(struct hinge_analysis *a, const struct pairs *p, size_t people,
                           struct hinge_agreed *kappa)
{
    const char *categories[] = {"0", "1"};
    uint32_t *code = hinge_analysis_alloc(a, 2 * p->n, sizeof *code);
    *kappa =
        hinge_agreed_of(NAN, (struct hinge_interval){NAN, NAN}, (struct hinge_interval){NAN, NAN});
    for (size_t i = 0; i < p->n; i++) {
        code[i] = p->tool[i] == 1;
        code[p->n + i] = p->observer[i] == 1;
    }
    const struct hinge_ratings ratings = {.n = p->n,
                                          .k = 2,
                                          .first = code,
                                          .second = code + p->n,
                                          .category = categories,
                                          .who = p->who,
                                          .n_participants = people};
    return p->n == 0 || hinge_kappa_of(a, &ratings, kappa);
}

static bool add_row(struct hinge_analysis *a, json_t *list, const char *fault, const char *compared,
                    const struct pairs *p, const struct pairs *raters, size_t people)
{
    json_t *row = hinge_append_object(list);
    uint32_t *seen = hinge_analysis_alloc(a, people, sizeof *seen); /* people who are judged */
    size_t n_people = 0, n = 0;
    for (size_t i = 0; i < p->n; i++)
        n_people += seen[p->who[i]]++ == 0;
    const struct accuracy of =
        accuracy_of(a, &(struct decisions){p->tool, p->observer, p->who, people, p->n});
    const struct right *sens = &of.of[SENSITIVITY], *spec = &of.of[SPECIFICITY];
    struct hinge_agreed kappa, of_raters, auc;
    if (!kappa_of_pairs(a, p, people, &kappa) || !kappa_of_pairs(a, raters, people, &of_raters))
        return false;
    struct pairs scored = *p; /* what has a severity */
    scored.severity = hinge_analysis_alloc(a, 2 * p->n, sizeof *scored.severity);
    scored.observer = scored.severity + p->n;
    scored.who = hinge_analysis_alloc(a, p->n, sizeof *scored.who);
    for (size_t i = 0; i < p->n; i++) {
        if (isnan(p->severity[i]))
            continue;
        scored.severity[n] = p->severity[i];
        scored.observer[n] = p->observer[i];
        scored.who[n++] = p->who[i];
    }
    const struct hinge_scores scores = {n, scored.severity, scored.observer, scored.who, people};
    if (!hinge_auc_of(a, &scores, &auc))
        return false;
    hinge_add_text(row, "fault", fault);
    hinge_add_text(row, "compared", compared);
    hinge_add_count(row, "people", n_people);
    hinge_add_count(row, "n", p->n);
    HINGE_ADD(row, NULL, counts, &of.counts);
    HINGE_ADD_NUMBERS(row, {"sensitivity", sens->value}, {"sensitivity_low", sens->ci.low},
                      {"sensitivity_high", sens->ci.high}, {"specificity", spec->value},
                      {"specificity_low", spec->ci.low}, {"specificity_high", spec->ci.high},
                      {"ppv", of.of[PPV].value}, {"npv", of.of[NPV].value}, {"lr_pos", of.lr_pos},
                      {"lr_neg", of.lr_neg});
    HINGE_ADD_NUMBERS(row, {"kappa", kappa.value}, {"kappa_low", kappa.ci.low},
                      {"kappa_high", kappa.ci.high}, {"auc", auc.value}, {"auc_low", auc.ci.low},
                      {"auc_high", auc.ci.high});
    hinge_add_count(row, "refused", p->refused);
    hinge_add_count(row, "refused_with", p->refused_with);
    if (a->ask.ratings.n > 0) {
        const double unsure = (double)raters->unsure, apart = (double)raters->apart;
        hinge_add_count(row, "unsure", raters->unsure);
        hinge_add_count(row, "apart", raters->apart);
        hinge_add_sentence(a, &a->text.plain,
                           "{e}, not compared: {n} repetitions with \"?\", {n} on which the raters "
                           "disagree, {n} that could not be judged.",
                           fault, unsure, apart, (double)p->refused);
        hinge_add_sentence(a, &a->text.apa,
                           "{e}, excluded: {n} \"?\", {n} on which the raters disagree, {n} not "
                           "judged",
                           fault, unsure, apart, (double)p->refused);
    }
    if (raters->n > 0) {
        hinge_add_count(row, "rated_twice", raters->n);
        HINGE_ADD_NUMBERS(row, {"raters_kappa", of_raters.value},
                          {"raters_kappa_low", of_raters.ci.low},
                          {"raters_kappa_high", of_raters.ci.high});
    }
    add_row_words(a, fault, compared, p, n_people, &of, &kappa, &auc, &of_raters);
    return true;
}

static bool add_fault(struct hinge_analysis *a, json_t *list, const char *fault)
{
    static const char *const units[] = {"repetitions", "recordings"};
    char label[160], label2[160], severity[160];
    struct repetitions r;
    struct pairs pairs[UNITS], raters[UNITS];
    struct fault_columns c;
    snprintf(label, sizeof label, HINGE_LABEL "%s", fault);
    snprintf(label2, sizeof label2, HINGE_LABEL2 "%s", fault);
    snprintf(severity, sizeof severity, HINGE_SEVERITY "%s", fault);
    c.severity = hinge_table_find(a->table, severity);
    c.label2 = hinge_table_find(a->table, label2);
    if (!hinge_analysis_column(a, label, &c.label) || !hinge_analysis_column(a, fault, &c.fault))
        return false;
    if (a->table->column[c.fault].type != HINGE_COLUMN_NUMBER)
        return hinge_analysis_fail(a, HINGE_E_NOT_NUMERIC, "'%s'", fault);
    if (!find_repetitions(a, fault, &r) || !find_pairs(a, &r, &c, pairs, raters))
        return false;
    for (size_t u = 0; u < UNITS; u++)
        if (pairs[u].n + pairs[u].refused > 0 &&
            !add_row(a, list, fault, units[u], &pairs[u], &raters[u], r.n_people))
            return false;
    return true;
}

/* Verdicts on a fault against the answers of raters: of two what both say. */
static bool add_rated(struct hinge_analysis *a, json_t *list, const char *fault)
{
    struct repetitions r;
    struct fault_columns c;
    const struct hinge_table *t = a->table;
    char name[160];
    snprintf(name, sizeof name, HINGE_SEVERITY "%s", fault);
    c.severity = hinge_table_find(t, name);
    if (!hinge_analysis_column(a, fault, &c.fault) || !find_repetitions(a, fault, &r))
        return false;
    const double *severity = find_severities(a, &r, &c);
    double *room = hinge_analysis_alloc(a, 6 * t->rows + 1, sizeof *room);
    uint32_t *who = hinge_analysis_alloc(a, 2 * t->rows + 1, sizeof *who);
    struct pairs of[2]; /* of the tool and the raters, of the second rater and the first */
    for (size_t k = 0; k < 2; k++, room += 3 * t->rows, who += t->rows)
        of[k] = (struct pairs){
            .tool = room, .observer = room + t->rows, .severity = room + 2 * t->rows, .who = who};
    snprintf(name, sizeof name, HINGE_RATING "%s", fault);
    for (size_t i = 0; i < t->rows; i++) {
        const char *one = hinge_table_text(t, name, i);
        double answer[2];
        const bool twice = hinge_rated_twice(t, fault, i, answer);
        if (!r.counts[i] || one == NULL || (a->ask.ratings.n > 1 && !twice))
            continue;
        if (a->ask.ratings.n == 1) {
            answer[0] = answer[1] = *one == '?' ? (double)NAN : *one == '1';
        } else if (!isnan(answer[0] + answer[1])) {
            add_pair(&of[1], answer[1], answer[0], NAN, r.who[i]);
            of[1].apart += answer[0] != answer[1];
        }
        of[1].unsure += isnan(answer[0] + answer[1]) ? 1 : 0;
        if (answer[0] == answer[1])
            add_pair(&of[0], t->column[c.fault].number[i], answer[0],
                     severity != NULL ? severity[i] : (double)NAN, r.who[i]);
    }
    return of[0].n + of[0].refused == 0 ||
           add_row(a, list, fault, "repetitions", &of[0], &of[1], r.n_people);
}

/* Fails where an option is given that is not for labels or ratings. */
static bool takes_no_columns(struct hinge_analysis *a, const char *what)
{
    static const char *const others[] = {"truth", "pred", "score", "rater", NULL};
    for (const char *const *o = others; *o != NULL; o++)
        if (hinge_option_given(a, *o))
            return hinge_analysis_fail(a, HINGE_E_OPTION, "%s: not with %s", *o, what);
    return true;
}

static void run_ratings(struct hinge_analysis *a)
{
    json_t *list = hinge_add_list(a->results, "labels");
    if (!takes_no_columns(a, "ratings, which are of faults"))
        return;
    if (a->ask.labels.n > 0) {
        hinge_analysis_fail(a, HINGE_E_OPTION, "labels: not with ratings; give one of the two");
        return;
    }
    for (size_t c = 0; c < a->table->n_columns; c++) {
        const char *fault = hinge_rated_fault(a->table->column[c].name);
        if (fault != NULL && !add_rated(a, list, fault))
            return;
    }
    if (json_array_size(list) == 0)
        hinge_analysis_fail(a, HINGE_E_TOO_FEW,
                            "the raters give no repetition the same answer of 1 or 0");
}

static void run_labels(struct hinge_analysis *a)
{
    if (!takes_no_columns(a, "labels, which are of the trial list"))
        return;
    const struct hinge_table *t = a->table;
    const struct hinge_names *asked = &a->ask.labels;
    json_t *list = hinge_add_list(a->results, "labels");
    bool all = asked->n == 1 && strcmp(asked->name[0], "all") == 0;
    for (size_t i = 0; !all && i < asked->n; i++)
        if (!add_fault(a, list, asked->name[i]))
            return;
    if (!all)
        return;
    const char **names = hinge_analysis_alloc(a, t->n_columns, sizeof *names);
    size_t n = 0; /* columns label:<fault> */
    for (size_t c = 0; c < t->n_columns; c++)
        names[c] = t->column[c].name;
    for (size_t c = 0; c < t->n_columns; c++) {
        const char *fault = hinge_label_fault(names[c]);
        if (fault == NULL)
            continue;
        const int of = (int)(fault - names[c]); /* "label:" or "label2:" */
        const char *nearest = hinge_suggest(fault, names, t->n_columns);
        char label[160];
        snprintf(label, sizeof label, HINGE_LABEL "%s", fault);
        n++;
        if (hinge_table_find(t, fault) < 0)
            hinge_analysis_warn(a, NULL, HINGE_W_LABELS,
                                "column %s, as no fault has the ID \"%s\"%s%.*s%s%s", names[c],
                                fault, nearest != NULL ? "; did you mean " : "",
                                nearest != NULL ? of : 0, names[c], nearest != NULL ? nearest : "",
                                nearest != NULL ? "?" : "");
        else if (hinge_table_find(t, label) < 0)
            hinge_analysis_warn(a, NULL, HINGE_W_LABELS,
                                "column %s: a second observer needs a first, in column %s",
                                names[c], label);
        else if (strcmp(names[c], label) == 0 && !add_fault(a, list, fault))
            return;
    }
    if (n == 0)
        hinge_analysis_fail(a, HINGE_E_NO_COLUMN,
                            "%s has no column label:<fault>; write what observers saw "
                            "into one such as label:butt_wink of the trial list and "
                            "ingest again",
                            a->table_name);
}

/* --- two columns --- */

/* Sensitivity and specificity, apa or plain. */
static void add_share(struct hinge_analysis *a, struct hinge_text *text, const char *format,
                      const struct right *share)
{
    if (!isnan(share->value))
        hinge_add_sentence(a, text, format, share->value, share->ci.low, share->ci.high);
}

static void add(struct hinge_analysis *a, const struct accuracy *of,
                const struct hinge_kappas *kappas, const struct hinge_roc *roc, double people)
{
    const struct right *sens = &of->of[SENSITIVITY], *spec = &of->of[SPECIFICITY];
    struct hinge_text *plain = &a->text.plain, *apa = &a->text.apa;
    hinge_add_kappa_apa(a, &kappas->cohen, people);
    add_share(a, plain, "The prediction finds {r} of the faults ({c}% CI {r} to {r}).", sens);
    add_share(a, plain,
              "It is negative in {r} of the repetitions without a fault ({c}% CI {r} to {r}).",
              spec);
    if (roc != NULL)
        hinge_add_roc_words(a, roc, people);
    add_share(a, apa, "sensitivity = {r}, {c}% CI [{r}, {r}]", sens);
    add_share(a, apa, "specificity = {r}, {c}% CI [{r}, {r}]", spec);
    hinge_add_kappa_plain(a, &kappas->cohen, people);
    hinge_add_sentence(a, &a->text.test, "n = {n} decisions of {n} participants.",
                       of->of[ACCURACY].n, people);
}

static void run(struct hinge_analysis *a)
{
    if (a->ask.ratings.n > 0) {
        run_ratings(a);
        return;
    }
    if (a->ask.labels.n > 0) {
        run_labels(a);
        return;
    }
    struct hinge_columns columns = {.binary = {true, true}};
    struct hinge_sample s;
    struct hinge_kappas kappas, of_raters;
    struct hinge_roc roc;
    hinge_columns_number(&columns, HINGE_NEED(a, pred));
    hinge_columns_number(&columns, HINGE_NEED(a, truth));
    hinge_columns_participant(a, &columns);
    const char *score = a->ask.score, *second = a->ask.rater.n > 0 ? a->ask.rater.name[0] : NULL;
    if (score != NULL)
        columns.number[columns.n_numbers++] = score;
    if (!hinge_sample_gather(a, &columns, &s))
        return;
    const char *pred = columns.number[0], *truth = columns.number[1];
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    size_t people = hinge_sample_report(a, &s);
    const struct accuracy of =
        accuracy_of(a, &(struct decisions){s.number[0], s.number[1], who, s.n_participants, s.n});
    json_t *accuracy = hinge_add_object(a->results, "accuracy");
    HINGE_ADD(accuracy, "counts", counts, &of.counts);
    for (size_t i = 0; i < SHARES; i++) {
        json_t *share = HINGE_ADD(accuracy, shares[i].key, right, &of.of[i]);
        if (who != NULL)
            HINGE_ADD(share, NULL, clustered, &of.clustered[i]);
    }
    double tp = of.counts.tp, fp = of.counts.fp, fn = of.counts.fn, tn = of.counts.tn;
    double sens = of.of[SENSITIVITY].value, spec = of.of[SPECIFICITY].value;
    double margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    HINGE_ADD_NUMBERS(accuracy, {"f1", ratio(2 * tp, 2 * tp + fp + fn)},
                      {"mcc", ratio(tp * tn - fp * fn, sqrt(margins))}, {"youden", sens + spec - 1},
                      {"balanced_accuracy", (sens + spec) / 2}, {"lr_pos", of.lr_pos},
                      {"lr_neg", of.lr_neg});
    if (!add_kappa(a, "agreement", truth, pred, columns.participant, &kappas) ||
        (second != NULL &&
         !add_kappa(a, "agreement_of_raters", truth, second, columns.participant, &of_raters)))
        return;
    json_t *prevalence = hinge_add_object(a->results, "prevalence");
    add_prevalence(a, prevalence, truth, s.number[1], &s);
    add_prevalence(a, prevalence, pred, s.number[0], &s);
    const struct hinge_scores scores =
        score != NULL ? hinge_scores_of(a, &s, score, 2, who) : (struct hinge_scores){0};
    if (score != NULL && !hinge_add_roc(a, &scores, false, &roc))
        return;
    add(a, &of, &kappas, score != NULL ? &roc : NULL, (double)people);
}

const struct hinge_analysis_kind hinge_analysis_kind_validate = {
    .id = "validate",
    .title = "Validation of a fault detector",
    .details =
        "Accuracy, agreement (kappa), prevalence by the detector and by the rater, agreement "
        "of a second rater, ROC curve of a score. With labels, which a "
        "results file without other columns means, a row for each fault of it "
        "against what observers wrote into label:<fault> of the trial list, "
        "people as clusters. It has the AUC of the severity, and kappa of a second "
        "observer (label2:<fault>). With ratings of bends, a row for each rated fault: the truth "
        "is what both raters say; repetitions with ? and disagreement are counted apart. Refused "
        "repetitions are counted apart. A recording "
        "has a fault if the share of judged repetitions with it is at least min_share "
        "(agg.has_fault).",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = (const char *const[]){"truth", "pred", "score", "rater", "labels", "ratings",
                                     "participant", "bootstrap", "min_share", NULL},
    .main_table = "accuracy counts|labels",
    .run = run,
    .example_request = "{\"analysis\": \"validate\", \"truth\": \"clinician\", \"pred\": "
                       "\"tool\", \"score\": \"angle\", \"participant\": \"participant\"}",
    .example_data = "participant,clinician,tool,angle\nP1,1,1,31\nP1,1,1,28\nP2,1,0,22\n"
                    "P2,0,0,20\nP3,0,0,18\nP3,0,1,25\nP4,0,0,15\nP4,1,1,30\n"};
