/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person: its words, numbers, body, and what it says of nobody. */
#include "page/pictures/pictures.h"
#include "report/print/published.h"
#include "result/template.h"

#include <hinge/requests.h>

/* --- Every word of the sheet: lines "id = words" in lib/page/templates, or in a user's file. ---
 */

static const struct {
    const char *name;
    const char *const *line;
} languages[] = {{"en", hinge_template_words_en}, {"de", hinge_template_words_de}};

/* NULL: there are no words in this language. */
static const char *const *lines_in(const char *language)
{
    const size_t n = sizeof languages / sizeof *languages,
                 i = language != NULL ? HINGE_ROW_AT(languages, n, language) : n;
    return i < n ? languages[i].line : NULL;
}

enum hinge_status hinge_page_words(const char *name, struct hinge_label_list *words,
                                   struct hinge_error *error)
{
    const char *const *lines = lines_in(name);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (lines == NULL)
        return hinge_labels_read(name, words, error);
    hinge_template_text(lines, &text);
    return hinge_labels_of_lines(name, hinge_text_string(&text), words, error);
}

/* --- One page for one person, a picture: the share of the lower back in words and as a bar, a bend
 * from standing to the lowest point, the visits, what was seen clearly, and what could not be seen.
 * A fault is named only on tracked pelvis and thorax, beyond the margin of measurement.
 * lib/page/templates/sheet.html is the page. --- */

enum { SHARE, BACK, HIP, KNEES, LEAN, NUMBERS };

/* --- the person --- */

struct number {
    const char *word, *varies_word; /* ids of its sentences; NULL: the title says it, none */
    const char *metric;
    const struct hinge_unit_words *unit;
    size_t n;            /* bends of the visit */
    double mean, varies; /* NaN where there is none */
};

struct sheet {
    const struct hinge_page_request *request;
    struct hinge_cohort study;           /* of the person alone */
    struct hinge_table faults, verdicts; /* verdicts: faults of the person by session and cue */
    struct hinge_page_sessions sessions; /* with a value of what the sheet leads with */
    size_t visit;                        /* of study.session: the last; ANY: none */
    const char *session;                 /* the same */
    bool spine; /* the lower back was measured that day; perhaps not the hips, so that no share is
                   known */
    struct hinge_text person, filter; /* the request's, of the person; and of the cell shown */
    size_t others;                    /* bends of the session in other cells */
    const char *visits;               /* other visits, each with the reason; NULL: none */
    double has_fault;                 /* agg.has_fault */
    char baseline[200];               /* the cue of what a person does without being told how */
    struct number number[NUMBERS];
    struct hinge_label_list words, english;
    struct hinge_label_list labels; /* of faults and reasons: the user's, the config's, the words */
    struct hinge_page_doubts doubts; /* of the session */
    struct hinge_text html;
};

/* A sentence: the user's, the language's, else in English. */
static const char *word(const struct sheet *s, const char *id)
{
    const char *theirs = hinge_wording_label(&s->labels, id);
    theirs = theirs != NULL ? theirs : hinge_wording_label(&s->english, id);
    return theirs != NULL ? theirs : id;
}

/* A view of the participant's rows, or of everybody's. */
static enum hinge_status read_view(struct sheet *s, const char *view, const char *by, bool all,
                                   struct hinge_table *table, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text where = {0};
    hinge_text_adds(&where, hinge_text_string(&s->filter));
    if (!all)
        hinge_condition_add(&where, "participant", s->request->participant);
    struct hinge_table_request request = {.results = s->request->results,
                                          .opened = s->request->opened,
                                          .view = view,
                                          .by = by,
                                          .columns = "all",
                                          .phase = ""};
    hinge_query_copy(&request.by, &s->request->by, HINGE_QUERY_OF_TABLE, HINGE_OBEYS_USE);
    request.filter = hinge_text_string(&where);
    return hinge_view_table(&request, table, NULL, error);
}

/* The visits that the page of this person has; without any value of what it leads with the last one
 * alone. */
static void find_visits(struct sheet *s)
{
    struct hinge_cohort *study = &s->study;
    s->visit = HINGE_ANY;
    const char *cue = study->n_cues > 0 ? study->cue[0].id : s->baseline;
    if (*cue != '\0' && strcmp(cue, s->baseline) != 0) /* there is none without a cue */
        return;
    const struct hinge_page_sessions *of = &s->sessions;
    s->sessions = hinge_page_sessions(study, study->lead);
    if (of->n > 0)
        s->visit = of->session[of->n - 1];
    for (size_t r = 0; r < study->n_main && of->n == 0; r++)
        if (study->rep[r].used && study->rep[r].cue == 0 &&
            (s->visit == HINGE_ANY || study->rep[r].session > s->visit))
            s->visit = study->rep[r].session;
    s->session = s->visit != HINGE_ANY ? study->session[s->visit] : NULL;
    struct hinge_page_list visits = {0};
    for (size_t i = 0; i < of->n_others; i++) {
        const struct hinge_used_recording *use = of->other[i]->of;
        const char *session = hinge_cohort_trial_text(study, of->other[i], "session"),
                   *code = hinge_use_reason(use->use),
                   *theirs = hinge_wording_label(&s->labels, *code != '\0' ? code : use->reason);
        char why[160];
        if (s->session != NULL && strcmp(session, s->session) != 0)
            HINGE_PAGE_LIST_ADD(study, &visits, "%s (%s)", session,
                                theirs != NULL  ? theirs
                                : *code != '\0' ? hinge_use_step(use->use)
                                                : hinge_use_why(&study->uses, use, why));
    }
    s->visits = hinge_page_listed(study, &visits, word(s, "sheet.and"));
    /* of several movements, loads or ways of measuring without a cue the sheet is of the main cell
     */
    cleared_by(freed) size_t *row = hinge_alloc(study->n_trials, sizeof *row);
    size_t n = 0;
    bool differs[HINGE_AXES];
    for (size_t t = 0; t < study->n_trials && s->session != NULL; t++) {
        const struct hinge_cohort_trial *trial = &study->trial[t];
        const char *its = hinge_cohort_trial_text(study, trial, "cue");
        if (trial->person != 0 || trial->of->use < HINGE_USE_OTHER_KIND ||
            (*its != '\0' && strcmp(its, s->baseline) != 0))
            continue;
        row[n++] = trial->row;
        if (!(trial->usable && trial->main) &&
            strcmp(hinge_cohort_trial_text(study, trial, "session"), s->session) == 0)
            s->others += trial->of->usable;
    }
    hinge_axes_differ(&study->tab.trials, row, n, "session,stage,cue", differs);
    if (n > 0)
        hinge_cell_filter(&study->tab.trials, differs, study->main, &s->filter);
}

/* --- the page --- */

/* The next row from r on that is of that day at baseline (what a person does without being told
 * how), and of a fault (NULL: any); behind the last: none. */
static size_t row_of_day(const struct sheet *s, const struct hinge_table *of, const char *fault,
                         size_t r)
{
    for (; r < of->rows; r++) {
        const char *cue = hinge_table_word(of, "cue", r);
        if (strcmp(hinge_table_word(of, "session", r), s->session) == 0 &&
            (*cue == '\0' || strcmp(cue, s->baseline) == 0) &&
            (fault == NULL || strcmp(hinge_table_word(of, "fault", r), fault) == 0))
            break;
    }
    return r;
}

/* The margin of measurement with which a fault was judged, as the results have it; 0
 * where it is not known. */
static double margin_of(const struct sheet *s, const char *fault)
{
    const struct hinge_table *of = &s->faults;
    for (size_t r = 0; (r = row_of_day(s, of, fault, r)) < of->rows; r++)
        if (!isnan(hinge_table_number(of, "margin", r)))
            return hinge_table_number(of, "margin", r);
    return 0;
}

static bool is_tracked(const struct sheet *s)
{
    return strcmp(s->study.kind[0].tier, "A") == 0;
}

/* Whether the lower back is missing because sensors never rest. */
static bool is_unrested(const struct sheet *s)
{
    return !s->spine && s->doubts.refused > 0;
}

/* Words with the number and its unit where they have {}, else behind them, as markup: a number has
 * its own order of reading in every language; `to` is the end of a range, NaN for a number alone.
 */
static const char *with_number(struct sheet *s, const char *id, double value, double to,
                               const char *unit)
{
    const char *words = word(s, id), *at = strstr(words, "{}");
    const size_t before = at != NULL ? (size_t)(at - words) : strlen(words);
    const double number[] = {value, to};
    struct hinge_text out = {0};
    hinge_markup_escape(&out, hinge_page_text(&s->study, "%.*s", (int)before, words));
    hinge_text_adds(&out, at == NULL ? " " : "");
    for (int k = 0; k < 2 && !isnan(number[k]); k++) {
        const char *shown = hinge_page_fixed(&s->study, number[k], 0);
        if (k > 0)
            hinge_markup_escape(&out, hinge_page_text(&s->study, " %s ", word(s, "sheet.and")));
        hinge_text_adds(&out, "<bdi dir=\"ltr\">");
        hinge_markup_escape(&out, hinge_page_text(&s->study, "%s%s", shown, unit));
        hinge_text_adds(&out, "</bdi>");
    }
    hinge_markup_escape(&out, at != NULL ? at + 2 : "");
    return hinge_text_to_arena(&out, &s->study.arena);
}

/* Words with a text where they have {}. */
static const char *filled(struct sheet *s, const char *id, const char *text)
{
    const char *words = word(s, id), *at = strstr(words, "{}");
    return at == NULL
               ? words
               : hinge_page_text(&s->study, "%.*s%s%s", (int)(at - words), words, text, at + 2);
}

/* --- what is said --- */

/* What came from the lower back, and the rest. */
HINGE_FACTS(bar, F(PLACE, w) F(TEXT, back) F(TEXT, hips))
HINGE_FACTS(visits, F(IN, hinge_page_visit_line, line) F(TEXT, what) F(TEXT, key) F(TEXT, told))
HINGE_FACTS(strip, F(ALSO, hinge_page_strip, bodies) F(TEXT, one) F(TEXT, line) F(TEXT, lengths))
HINGE_FACTS(faults, F(WORDS, faults))
HINGE_FACTS(paper, F(TEXT, language) F(FLAG, rtl) F(TEXT, title) F(TEXT, code) F(TEXT, session)
                       F(TEXT, bends) F(TEXT, nothing) F(TEXT, next) F(FLAG, measured) F(TEXT, say)
                           F(ONE, bar, bar) F(ONE, strip, strip) F(WORDS, numbers) F(TEXT, caveat)
                               F(WORDS, doubts) F(ONE, visits, visits) F(TEXT, seen)
                                   F(ONE, faults, certain) F(TEXT, seldom) F(ONE, faults, sometimes)
                                       F(TEXT, what_helped) F(WORDS, helped) F(TEXT, not_found)
                                           F(TEXT, not_seen) F(WORDS, unseen) F(TEXT, unshown)
                                               F(TEXT, others) F(TEXT, note))

/* A fraction of the whole in the words of a patient: the sentence of the nearest one. */
static const char *fraction_of(double percent)
{
    static const struct {
        double percent;
        const char *id;
    } fraction[] = {{3, "sheet.hardly"},
                    {10, "sheet.tenth"},
                    {15, "sheet.under_fifth"},
                    {20, "sheet.fifth"},
                    {25, "sheet.quarter"},
                    {33.3, "sheet.third"},
                    {38, "sheet.over_third"},
                    {42, "sheet.under_half"},
                    {50, "sheet.half"},
                    {58, "sheet.over_half"},
                    {62, "sheet.under_two_thirds"},
                    {66.7, "sheet.two_thirds"},
                    {75, "sheet.three_quarters"},
                    {80, "sheet.four_fifths"},
                    {85, "sheet.over_four_fifths"},
                    {90, "sheet.nine_tenths"},
                    {97, "sheet.nearly"}};
    size_t best = 0;
    for (size_t i = 1; i < sizeof fraction / sizeof *fraction; i++)
        if (fabs(fraction[i].percent - percent) < fabs(fraction[best].percent - percent))
            best = i;
    return fraction[best].id;
}

/* Whether the person has this verdict on a fault in the session, by the table (method 7.8). */
static bool has_verdict(const struct sheet *s, const char *fault, const char *people)
{
    const struct hinge_table *of = &s->verdicts;
    for (size_t r = 0; (r = row_of_day(s, of, fault, r)) < of->rows; r++)
        if (hinge_faults_count(of, r) && hinge_table_number(of, people, r) > 0)
            return true;
    return false;
}

/* Bends of the visit under a cue, with their values of a metric. */
static struct hinge_cohort_bends_of bends_of(struct sheet *s, const char *metric, const char *phase,
                                             size_t cue)
{
    return hinge_cohort_bends_of(&s->study, hinge_page_metric(&s->study, metric, phase), HINGE_ANY,
                                 s->visit, cue);
}

/* A fault in words, which way it went where a number of the day knows that. */
static const char *fault_words(struct sheet *s, const char *id)
{
    const struct hinge_fault *row = hinge_fault_built_in(id);
    if (row != NULL && row->way.metric != NULL) {
        const double mean = bends_of(s, row->way.metric, "rep", 0).mean;
        if (!isnan(mean))
            return word(s, mean > row->way.middle ? row->way.more : row->way.less);
    }
    return hinge_page_text(&s->study, "%s", hinge_fault_name(&s->labels, id, HINGE_PLAIN));
}

/* Severities of a fault on the day with a cue, and in how many of the judged bends it was certain.
 */
static size_t severities(const struct sheet *s, const char *fault, const char *cue, double *value,
                         size_t *certain)
{
    size_t n = 0;
    *certain = 0;
    for (size_t r = 0; r < s->faults.rows; r++) {
        const char *state = hinge_table_word(&s->faults, "state", r);
        const double severity = hinge_table_number(&s->faults, "severity", r);
        if (strcmp(hinge_table_word(&s->faults, "session", r), s->session) != 0 ||
            strcmp(hinge_table_word(&s->faults, "cue", r), cue) != 0 ||
            strcmp(hinge_table_word(&s->faults, "fault", r), fault) != 0 ||
            strcmp(hinge_table_word(&s->faults, "status", r), "ok") != 0 ||
            strcmp(state, "refused") == 0 || isnan(severity))
            continue;
        *certain += strcmp(state, "present") == 0;
        value[n++] = severity;
    }
    return n;
}

/* What changed with each cue of the day against none: a fault's severity lower by more than the
 * margin, Welch's t test at 5 % after Holm over the cues and the `n_faults` that the person has. */
static void add_helped(struct sheet *s, struct paper *paper, const char *fault, size_t n_faults)
{
    enum { LEAST = 3 };
    struct hinge_cohort *study = &s->study;
    struct hinge_arena *arena = &study->arena;
    const size_t all = study->n_cues * n_faults;
    double *base = hinge_arena_alloc(arena, s->faults.rows + 1, sizeof *base),
           *with = hinge_arena_alloc(arena, s->faults.rows + 1, sizeof *with),
           *p = hinge_arena_alloc(arena, 3 * all + 1, sizeof *p);
    struct change {
        size_t n, certain;
        bool less;
    } *of = hinge_arena_alloc(arena, study->n_cues + 1, sizeof *of);
    size_t certain;
    const size_t n = severities(s, fault, s->baseline, base, &certain);
    for (size_t c = 0; c < all; c++)
        p[c] = c % study->n_cues == 0 ? (double)NAN : 1;
    for (size_t c = 1; c < study->n_cues; c++) {
        of[c].n = severities(s, fault, study->cue[c].id, with, &of[c].certain);
        if (n < LEAST || of[c].n < LEAST)
            continue;
        of[c].less =
            hinge_stats_mean(base, n) - hinge_stats_mean(with, of[c].n) > margin_of(s, fault);
        p[c] = hinge_welch_p(base, n, with, of[c].n);
    }
    hinge_holm(arena, p, all, 0.05, p + all, p + 2 * all);
    for (size_t c = 1; c < study->n_cues; c++) {
        const struct hinge_fault *row = hinge_fault_built_in(hinge_fault_speaker(fault));
        const char *how = NULL;
        if (!of[c].less || !(p[all + c] < 0.05))
            continue;
        if (row != NULL && row->angle.metric != NULL) {
            const double cued = bends_of(s, row->angle.metric, "descent", c).mean,
                         uncued = bends_of(s, row->angle.metric, "descent", 0).mean;
            if (!isnan(cued) && !isnan(uncued) && rint(cued) != rint(uncued)) /* as printed */
                how = hinge_page_text(study, "%s %.0f° %s %.0f°", word(s, row->angle.bent), cued,
                                      word(s, "sheet.instead"), uncued);
        }
        const bool alike = of[c].certain * n == certain * of[c].n;
        if (how != NULL || !alike) /* else two equal numbers would be what helped */
            *HINGE_FACTS_WORD(study, paper, helped) =
                hinge_page_text(study, alike ? "%s: %s." : "%s: %s (%zu %s %zu %s %zu %s %zu).",
                                hinge_page_capital(study, study->cue[c].label),
                                how != NULL ? how : fault_words(s, fault), of[c].certain,
                                word(s, "sheet.of"), of[c].n, word(s, "sheet.instead"), certain,
                                word(s, "sheet.of"), n);
    }
    if (paper->n_helped > 0)
        paper->what_helped = word(s, "sheet.helped");
}

/* A fault in the words of the sheet, and in how many bends; `sure`: with its side, where a side has
 * more than half of the certain ones and there are words for it: "Your left hip bends 15° more in 4
 * of 5 bends". */
static const char *told_words(struct sheet *s, const char *fault, bool sure)
{
    static const char *const sides[] = {"left", "right"};
    /* bends of the day: judged of the fault, certain, and of each side with their severities */
    struct {
        size_t judged, certain, n[2];
        size_t last; /* certain ones behind the last that is not */
        double sum[2];
    } of = {0};
    for (size_t r = 0; (r = row_of_day(s, &s->faults, fault, r)) < s->faults.rows; r++) {
        const char *state = hinge_table_word(&s->faults, "state", r),
                   *side = hinge_table_word(&s->faults, "fault_side", r);
        const bool is = strcmp(hinge_table_word(&s->faults, "status", r), "ok") == 0 &&
                        strcmp(state, "refused") != 0,
                   certain = is && strcmp(state, "present") == 0;
        of.judged += is;
        of.certain += certain;
        of.last = certain ? of.last + 1 : is ? 0 : of.last;
        for (int k = 0; k < 2; k++)
            if (certain && strcmp(side, sides[k]) == 0) {
                of.n[k]++;
                of.sum[k] += hinge_table_number(&s->faults, "severity", r);
            }
    }
    const int k = of.n[1] > of.n[0];
    const double number[] = {of.sum[k] / (double)of.n[k], (double)of.n[k], (double)of.judged};
    const char *id = hinge_page_text(&s->study, "sheet.%s_%s", fault, sides[k]),
               *words = word(s, id), *at;
    struct hinge_text out = {0};
    const char *sided = NULL;
    if (sure && of.n[0] != of.n[1] && words != id) {
        for (size_t i = 0; (at = strstr(words, "{}")) != NULL; words = at + 2, i += i < 2)
            hinge_text_printf(&out, "%.*s%.0f", (int)(at - words), words, number[i]);
        hinge_text_adds(&out, words);
        sided = hinge_text_to_arena(&out, &s->study.arena);
    }
    const bool late = of.last > 1 && of.last == of.certain && of.certain < of.judged;
    const char *count = hinge_page_text(&s->study, "%zu %s %zu", late ? of.last : of.certain,
                                        word(s, "sheet.of"), of.judged);
    count = late ? filled(s, "sheet.last", count) : count;
    /* what is left of the cues */
    double *severity = hinge_arena_alloc(&s->study.arena, s->faults.rows + 1, sizeof *severity);
    size_t certain;
    const size_t again = severities(s, fault, HINGE_AGAIN, severity, &certain);
    if (again > 0)
        count = hinge_page_text(
            &s->study, "%s; %s", count,
            filled(s, "sheet.again",
                   hinge_page_text(&s->study, "%zu %s %zu", certain, word(s, "sheet.of"), again)));
    return sided != NULL ? sided
                         : hinge_page_text(&s->study, "%s (%s)", fault_words(s, fault), count);
}

/* The families of faults that were certain in enough bends, and in fewer, as they are coached; at
 * most three of both, then how many more; and the first five that were looked for and not found. */
static void add_faults(struct sheet *s, struct paper *paper)
{
    enum { TOLD = 3, LOOKED = 5, YES = 0, SOMETIMES, POSSIBLE, NO, VERDICTS };
    static const char *const people[VERDICTS] = {"people_yes", "people_sometimes",
                                                 "people_possible", "people_no"};
    cleared_by(hinge_intern_clear) struct hinge_intern faults = {0};
    struct faults told[2] = {{0}, {0}};
    struct hinge_page_list clean = {0};
    size_t more[2] = {0, 0};
    for (size_t r = 0; is_tracked(s) && r < s->faults.rows; r++)
        hinge_intern_number(&faults, hinge_table_word(&s->faults, "fault", r));
    struct hinge_arena *arena = &s->study.arena;
    size_t *judged = hinge_arena_alloc(arena, faults.n + 1, sizeof *judged),
           *order = hinge_arena_alloc(arena, faults.n + 1, sizeof *order),
           *head = hinge_arena_alloc(arena, faults.n + 1, sizeof *head);
    const char **had = hinge_arena_alloc(arena, faults.n + 1, sizeof *had),
               **not = hinge_arena_alloc(arena, faults.n + 1, sizeof *not );
    size_t n_had = 0, n_not = 0;
    for (size_t f = 0; f < faults.n; f++) {
        const struct hinge_fault *row = hinge_fault_built_in(faults.text[f]);
        /* not of a thing that the person did not have in these bends */
        for (size_t k = 0; k < VERDICTS && (row == NULL || row->thing == NULL ||
                                            hinge_listed(s->baseline, '+', row->thing));
             k++)
            judged[f] = judged[f] > 0 || has_verdict(s, faults.text[f], people[k]);
    }
    const size_t n = hinge_faults_coached(faults.text, faults.n, judged, order),
                 n_heads = hinge_faults_families(faults.text, order, n, head);
    for (size_t h = 0; h < n_heads; h++) {
        const char *speaker = hinge_fault_speaker(faults.text[head[h]]), *first[VERDICTS] = {NULL};
        for (size_t k = 0; k < n; k++)
            for (size_t v = 0; v < VERDICTS && judged[order[k]] > 0; v++)
                if (first[v] == NULL &&
                    strcmp(hinge_fault_speaker(faults.text[order[k]]), speaker) == 0 &&
                    has_verdict(s, faults.text[order[k]], people[v]))
                    first[v] = faults.text[order[k]];
        const size_t at = first[YES] != NULL ? YES : SOMETIMES;
        if (first[at] != NULL) {
            if (told[0].n_faults + told[1].n_faults == TOLD)
                more[at]++;
            else
                *HINGE_FACTS_WORD(&s->study, &told[at], faults) =
                    told_words(s, first[at], at == YES);
            if (first[YES] != NULL)
                had[n_had++] = first[YES];
        } else if (first[POSSIBLE] == NULL && first[NO] != NULL) {
            not [n_not++] = speaker;
        }
    }
    /* those of several kinds first; none whose words begin as those of one that was found */
    for (int kinds = 1; kinds >= 0; kinds--)
        for (size_t i = 0; i < n_not && clean.n < LOOKED; i++) {
            const char *brief = hinge_fault_name(&s->labels, not [i], HINGE_PLAIN);
            const size_t members = hinge_faults_members(faults.text, order, n, not [i], head);
            char name[160];
            size_t alike = 0;
            for (size_t k = 0; k < n_had; k++) {
                const char *its = hinge_fault_name(&s->labels, had[k], HINGE_PLAIN);
                alike += strncmp(its, brief, strcspn(brief, " ") + 1) == 0;
            }
            if ((members > 1) == (kinds == 1) && alike == 0)
                hinge_page_list_add(&s->study, &clean,
                                    hinge_page_text(&s->study, "%s",
                                                    hinge_fault_family_name(&s->labels, not [i],
                                                                            members > 1 ? 0 : 1,
                                                                            name, sizeof name)));
        }
    for (size_t k = 0; k < n_had; k++)
        add_helped(s, paper, had[k], n_had);
    for (size_t k = 0; k < 2; k++) { /* no heading for those alone that have no room */
        const bool alone = k == SOMETIMES && told[k].n_faults == 0;
        if (more[k] > 0)
            *HINGE_FACTS_WORD(&s->study, &told[alone ? YES : k], faults) =
                filled(s, alone ? "sheet.more_seldom" : "sheet.more",
                       hinge_page_text(&s->study, "%zu", more[k]));
    }
    if (clean.n > 0)
        paper->not_found = filled(s, "sheet.not_found", hinge_page_join(&s->study, &clean, ", "));
    paper->seen =
        filled(s, "sheet.certain", hinge_page_text(&s->study, "%.3g%%", 100 * s->has_fault));
    paper->seldom = word(s, "sheet.sometimes");
    if (told[YES].n_faults > 0)
        paper->certain = HINGE_FACTS_COPY(&s->study, faults, told[YES]);
    if (told[SOMETIMES].n_faults > 0)
        paper->sometimes = HINGE_FACTS_COPY(&s->study, faults, told[SOMETIMES]);
}

/* Whether a fault, NULL for any, was refused for the reason on that day. */
static bool is_refused_for(const struct sheet *s, const char *reason, const char *fault)
{
    const struct hinge_table *of = &s->faults;
    for (size_t r = 0; (r = row_of_day(s, of, fault, r)) < of->rows; r++)
        if (strcmp(hinge_table_word(of, "reason", r), reason) == 0)
            return true;
    return false;
}

/* --- a bend, and the visits --- */

/* A session as its reader calls it: a number alone says nothing. */
static const char *visit_words(struct sheet *s, const char *session)
{
    const size_t digits = strspn(session, "0123456789");
    const bool number = digits > 0 && digits < 4 && session[digits] == '\0';
    return number ? hinge_page_text(&s->study, "%s %s", word(s, "sheet.visit"), session) : session;
}

/* From two visits on. */
static struct visits *visits_of(struct sheet *s)
{
    struct hinge_cohort *study = &s->study;
    const struct hinge_page_sessions *of = &s->sessions;
    if (of->n < 2)
        return NULL;
    const char **name = hinge_arena_alloc(&study->arena, of->n, sizeof *name),
               **date = hinge_arena_alloc(&study->arena, of->n, sizeof *date);
    for (size_t i = 0; i < of->n; i++) {
        const char *session = study->session[of->session[i]];
        name[i] = visit_words(s, session);
        /* of a visit whose name is none, where the list has it */
        date[i] = hinge_cohort_trial_text(study, &study->trial[study->rep[*of->bends[i].rep].trial],
                                          "date");
        if (isnan(hinge_day_of(date[i])) || !isnan(hinge_day_of(session)))
            date[i] = "";
    }
    /* a minimal detectable change is of the share */
    const double change = of->bends[of->n - 1].mean - of->bends[of->n - 2].mean;
    return HINGE_FACTS_MAKE(study, visits, hinge_page_line_of_visits(study, of, name, date),
                            word(s, study->spine ? "sheet.visits_share" : "sheet.visits_lean"),
                            word(s, "sheet.key"),
                            isnan(of->mdc)            ? word(s, "sheet.anew")
                            : fabs(change) <= of->mdc ? word(s, "sheet.same")
                                                      : NULL);
}

/* --- all facts --- */

/* How a share went over the bends of one recording, where its slope is more than its error; NULL:
 * it is not. */
static const char *set_words(struct sheet *s, const struct number *number)
{
    enum { LEAST = 5 };
    const struct hinge_cohort_bends_of bends = bends_of(s, number->metric, "descent", 0);
    double *bend = hinge_arena_alloc(&s->study.arena, bends.n + 1, sizeof *bend);
    for (size_t i = 0; i < bends.n; i++) {
        bend[i] = (double)i;
        if (s->study.rep[bends.rep[i]].trial != s->study.rep[bends.rep[0]].trial)
            return NULL;
    }
    if (bends.n < LEAST)
        return NULL;
    const struct hinge_slope line = hinge_slope_ols(bend, bends.value, bends.n);
    const double df = (double)bends.n - 2, t = sqrt(df * line.r2 / (1 - line.r2));
    if (!(hinge_t_p(t, df, HINGE_TWO_SIDED) < 0.05))
        return NULL;
    return filled(s, line.slope > 0 ? "sheet.climbed" : "sheet.sank",
                  hinge_page_fixed(&s->study, number->unit->scale * fabs(line.slope), 1));
}

/* "Before 47%, after 20%, now 20%.": the first visit, the last one that is no practice, this one;
 * of numbers and dates "At first 49%, last time 39%, now 37%." */
static void add_visits(struct sheet *s, double scale, struct hinge_text *words)
{
    static const char *const ids[HINGE_STAGES] = {[HINGE_STAGE_BEFORE] = "sheet.before",
                                                  [HINGE_STAGE_AFTER] = "sheet.after",
                                                  [HINGE_STAGE_LATER] = "sheet.later"};
    const struct hinge_page_sessions *of = &s->sessions;
    size_t last = of->n;
    for (size_t k = 1; k + 1 < of->n; k++)
        if (hinge_stage_of(s->study.session[of->session[k]]) != HINGE_STAGE_PRACTICE)
            last = k;
    for (size_t k = 0; k < of->n && of->n > 1; k++) {
        const char *session = s->study.session[of->session[k]];
        const enum hinge_stage stage = hinge_stage_of(session);
        const char *id = k + 1 == of->n                                       ? "sheet.now"
                         : stage != HINGE_STAGE_NONE && ids[stage] != NULL    ? ids[stage]
                         : strspn(session, "0123456789.-/") < strlen(session) ? session
                         : k == 0                                             ? "sheet.first"
                                                                              : "sheet.last_time";
        if (k > 0 && k != last && k + 1 < of->n)
            continue;
        id = word(s, id);
        hinge_text_adds(words, k == 0 ? " " : ", ");
        hinge_text_adds(words, with_number(s, k == 0 ? hinge_page_capital(&s->study, id) : id,
                                           scale * of->bends[k].mean, NAN, "%"));
        hinge_text_adds(words, k + 1 < of->n ? "" : ".");
    }
}

static void add_measured(struct sheet *s, struct paper *paper)
{
    struct number *share = &s->number[SHARE], *lean = &s->number[LEAN];
    const struct hinge_cohort_kind *kind = &s->study.kind[0];
    const bool seen = !isnan(share->mean);
    if (!seen && !isnan(lean->mean))
        lean->varies_word = "sheet.varies_lean";
    if (!seen && !s->spine && !is_unrested(s) && !isnan(lean->mean)) {
        paper->say = with_number(s, "sheet.leaned", lean->mean, NAN, lean->unit->after);
        lean->word = NULL;
    } else {
        struct hinge_text words = {0};
        hinge_markup_escape(&words, word(s, seen             ? fraction_of(share->mean)
                                            : is_unrested(s) ? "sheet.unrested"
                                            : s->spine       ? "sheet.part"
                                                             : "sheet.unseen"));
        if (seen)
            add_visits(s, share->unit->scale, &words);
        paper->say = hinge_text_to_arena(&words, &s->study.arena);
    }
    if (seen) {
        struct number *knees = &s->number[KNEES];
        const char *hips = with_number(s, "sheet.of_hips", 100 - round(share->mean), NAN, "%");
        if (!isnan(knees->mean))
            hips = hinge_page_text(&s->study, "%s; %s %.0f°", hips, word(s, "sheet.knees_bent"),
                                   knees->mean);
        knees->word = NULL;
        paper->bar =
            HINGE_FACTS_MAKE(&s->study, bar, fmin(100, fmax(0, share->mean)),
                             with_number(s, "sheet.of_back", round(share->mean), NAN, "%"), hips);
    }
    /* what bends vary, and how far they went; a difference of shares is in points */
    for (size_t i = 0; i < NUMBERS; i++) {
        const struct number *number = &s->number[i];
        const double varies = ceil(number->varies);
        const char *points = hinge_page_text(&s->study, NBSP "%s",
                                             word(s, varies == 1 ? "sheet.point" : "sheet.points"));
        if (!isnan(number->mean) && number->word != NULL)
            *HINGE_FACTS_WORD(&s->study, paper, numbers) =
                with_number(s, number->word, number->mean, NAN, number->unit->after);
        const char *set = i == SHARE && seen ? set_words(s, number) : NULL;
        if (set != NULL)
            *HINGE_FACTS_WORD(&s->study, paper, numbers) = set;
        else if (!isnan(number->mean) && number->varies_word != NULL && !isnan(varies))
            *HINGE_FACTS_WORD(&s->study, paper, numbers) = with_number(
                s, number->varies_word, varies, NAN, i == SHARE ? points : number->unit->after);
    }
    paper->visits = visits_of(s);
    /* how sure the numbers are */
    const struct number *of = seen ? share : lean;
    const double margin =
        seen ? share->unit->scale * margin_of(s, hinge_fault_judging(share->metric, 0, 0))
             : margin_of(s, hinge_fault_judging(NULL, HINGE_SIGNAL_trunk_incl,
                                                HINGE_STATISTIC_MEDIAN));
    if (!is_tracked(s) && (seen || !s->spine) && margin > 0 && !isnan(lean->mean))
        paper->caveat = with_number(s,
                                    seen              ? "sheet.skin"
                                    : kind->inferred  ? "sheet.model"
                                    : kind->positions ? "sheet.video"
                                                      : "sheet.sensors",
                                    of->mean - margin, of->mean + margin, of->unit->after);
    /* the page's cautions, in the words of a sheet */
    if (s->doubts.sign > 0)
        *HINGE_FACTS_WORD(&s->study, paper, doubts) = word(s, "sheet.sign");
    if (s->doubts.open + s->doubts.wide > 0)
        *HINGE_FACTS_WORD(&s->study, paper, doubts) = word(s, "sheet.drift");
    add_faults(s, paper);
    /* What could not be seen, and why. Others of the head need an ear as well, or a head held still
     */
    const char *neck = hinge_fault_judging(NULL, HINGE_SIGNAL_neck_flex, HINGE_STATISTIC_MAX);
    bool few = is_tracked(s); /* no fault is judged because too few bends are used */
    const struct hinge_table *verdicts = &s->verdicts;
    for (size_t r = 0; (r = row_of_day(s, verdicts, NULL, r)) < verdicts->rows; r++)
        few = few && hinge_table_number(verdicts, "people_not_judged", r) > 0;
    const struct {
        bool unseen;
        const char *word;
    } lines[] = {{is_unrested(s), "sheet.no_rest"},
                 {!s->spine && !kind->inferred && !is_unrested(s),
                  kind->positions ? "sheet.no_spine" : "sheet.no_sensor"},
                 {!s->spine && kind->inferred, "sheet.inferred"},
                 {s->spine && !seen, "sheet.no_share"},
                 {few, "sheet.few"},
                 {is_refused_for(s, "NO_FRONTAL", NULL), "sheet.no_front"},
                 {is_refused_for(s, "NO_HEAD", neck), "sheet.no_head"},
                 {true, hinge_page_has_emg(&s->study) ? "sheet.no_effort" : "sheet.no_emg"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].unseen)
            *HINGE_FACTS_WORD(&s->study, paper, unseen) = word(s, lines[i].word);
    paper->not_seen = word(s, "sheet.not_seen");
    /* the bend that is nearest to the mean of the visit; without the study there is no body */
    struct hinge_cohort *study = &s->study;
    const struct hinge_cohort_bends_of bends =
        hinge_cohort_bends_of(study, study->lead, 0, s->visit, 0);
    const size_t rep = hinge_page_nearest(study, study->lead, HINGE_ANY, s->visit, bends.mean);
    struct hinge_page_strip *bodies =
        *s->request->study == '\0' || rep == HINGE_ANY ? NULL : hinge_page_strip(study, rep);
    if (bodies != NULL)
        paper->strip =
            HINGE_FACTS_MAKE(study, strip, bodies, word(s, "sheet.one"), word(s, "sheet.line"),
                             bodies->average ? word(s, "sheet.average") : NULL);
}

static enum hinge_status write_sheet(struct sheet *s, struct hinge_error *error)
{
    /* why the session has no number: the reason of its first repetition with one, in words */
    bool any = false;
    for (size_t i = 0; i < NUMBERS; i++)
        any = any || !isnan(s->number[i].mean);
    cleared_by(hinge_table_clear) struct hinge_table reps = {0};
    struct hinge_error none = {0};
    const char *reason = NULL;
    if (!any && read_view(s, "reps", "", false, &reps, &none) == HINGE_OK)
        for (size_t r = 0; (r = row_of_day(s, &reps, NULL, r)) < reps.rows && reason == NULL; r++)
            if (hinge_table_number(&reps, "valid", r) > 0 &&
                *hinge_table_word(&reps, "reason", r) != '\0')
                reason = hinge_page_text(&s->study, "%s", hinge_table_word(&reps, "reason", r));
    const char *theirs = reason != NULL ? hinge_wording_label(&s->labels, reason) : NULL;
    const char *nothing = any ? NULL : theirs != NULL ? theirs : hinge_wording_cause(reason);
    const char *visit = visit_words(s, s->session);
    const bool cue =
        strcmp(s->baseline, "none") != 0 && hinge_cue_find(s->baseline) != NULL; /* is told how */
    char label[128];
    bool sensors = s->study.n_trials > 0; /* they have no camera */
    for (size_t t = 0; t < s->study.n_trials; t++)
        sensors =
            sensors && strcmp(hinge_cohort_trial_text(&s->study, &s->study.trial[t], "family"),
                              "sensors") == 0;
    /* whether the language (he-IL) is written from the right */
    const char *language = word(s, "sheet.language");
    char first[4] = "";
    const size_t n = strcspn(language, "-_");
    for (size_t i = 0; i < n && n < sizeof first; i++)
        first[i] = (char)(language[i] | 0x20);
    struct paper paper = {
        .language = language,
        .rtl = hinge_listed("ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi", '|', first),
        .title = word(s, "sheet.title"),
        .code = *s->request->code != '\0' ? s->request->code : s->request->participant,
        /* nor does the number of an only visit say anything */
        .session = visit != s->session && s->sessions.n < 2 ? "" : visit,
        .nothing = nothing != NULL ? filled(s, "sheet.nothing", nothing) : NULL,
        .next = word(s, sensors ? "sheet.next_sensors" : "sheet.next"),
        .measured = nothing == NULL,
        .unshown = s->visits != NULL ? filled(s, "sheet.visits", s->visits) : NULL,
        .others = s->others > 0 ? with_number(s, "sheet.others", (double)s->others, NAN, "") : NULL,
        .note = filled(s, cue ? "sheet.note_cue" : "sheet.note",
                       hinge_wording_cell("cue", s->baseline, label, sizeof label))};
    for (size_t i = 0; i < NUMBERS && paper.bends == NULL; i++)
        if (s->number[i].n > 0)
            paper.bends = with_number(s, s->number[i].n == 1 ? "sheet.bend" : "sheet.bends",
                                      (double)s->number[i].n, NAN, "");
    if (nothing == NULL)
        add_measured(s, &paper);
    json_auto_t *facts = hinge_facts_print((struct hinge_facts){paper_facts(), &paper});
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_template_text(hinge_template_sheet, &text);
    const struct hinge_template template = {"sheet.html", hinge_text_string(&text),
                                            hinge_markup_escape};
    enum hinge_status status = hinge_page_ended(&s->study, error);
    if (status == HINGE_OK)
        status = hinge_template_policy(template.text, facts, error);
    if (status == HINGE_OK)
        status = hinge_template_render(&template, facts, &s->html, error);
    return status == HINGE_OK && nothing != NULL ? HINGE_PARTIAL : status;
}

/* Somebody without a repetition gets no sheet, but the reason of the first recording that is no
 * reference. Sets the baseline that was asked for; else "none", or the only cue of a study that
 * calls it otherwise. Of several the user names one. */
static enum hinge_status find_baseline(struct sheet *s, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table trials = {0};
    double reps = 0;
    size_t first = SIZE_MAX;
    char words[128];
    enum hinge_status status = read_view(s, "trials", "", false, &trials, error);
    char filter[700], rest[700];
    const int n = snprintf(filter, sizeof filter, "--filter: no row has participant \"%.300s\"; ",
                           s->request->participant);
    if (status == HINGE_USAGE && strncmp(error->message, filter, (size_t)n) == 0) {
        snprintf(rest, sizeof rest, "%s", error->message + n);
        return hinge_usage(
            error, "--participant: no recording is of \"%s\"; %s", s->request->participant,
            strcmp(rest, "the column is empty") == 0
                ? "no recording names a participant: fill that column of the trial list"
                : rest);
    }
    if (status != HINGE_OK)
        return status;
    for (size_t r = 0; r < trials.rows; r++)
        if (hinge_recording_counts(hinge_table_word(&trials, "role", r))) {
            reps += fmax(0, hinge_table_number(&trials, "reps", r));
            first = first == SIZE_MAX ? r : first;
        }
    if (first == SIZE_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_REPS,
                               "%s: no sheet of %s: there is no repetition, but only recordings "
                               "that others refer to (%s)",
                               s->request->results, s->request->participant,
                               hinge_table_word(&trials, "file", 0));
    if (!(reps > 0))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NO_REPS,
            "%s: no sheet of %s: there is no repetition (%s: %s)", s->request->results,
            s->request->participant, hinge_table_word(&trials, "file", first),
            hinge_wording_reason(hinge_table_word(&trials, "reason", first), words, sizeof words));
    const char *asked = s->request->baseline;
    const bool told = *asked != '\0' && strcmp(asked, "none") != 0;
    snprintf(s->baseline, sizeof s->baseline, "%s", told ? asked : "none");
    if (told)
        return HINGE_OK;
    cleared_by(hinge_intern_clear) struct hinge_intern cues = {0};
    cleared_by(hinge_table_clear) struct hinge_table everybody = {0};
    cleared_by(hinge_text_clear) struct hinge_text all = {0}, word = {0};
    status = read_view(s, "trials", "", true, &everybody, error);
    for (size_t r = 0; status == HINGE_OK && r < everybody.rows; r++) {
        const char *its = hinge_table_word(&everybody, "cue", r);
        if (!hinge_recording_counts(hinge_table_word(&everybody, "role", r)))
            continue;
        if (*its == '\0' || strcmp(its, "none") == 0)
            return HINGE_OK;
        hinge_intern_number(&cues, its);
    }
    if (cues.n == 1 && hinge_cue_find(cues.text[0]) == NULL)
        snprintf(s->baseline, sizeof s->baseline, "%s", cues.text[0]);
    else if (cues.n > 0) {
        hinge_text_join(&all, cues.text, cues.n, ", ");
        hinge_text_word(&word, cues.text[0]);
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                            "%s: no sheet of %s: a sheet shows the movement without a cue, and no "
                            "recording has the cue \"none\"; the %s %s: name %s --baseline %s",
                            s->request->results, s->request->participant,
                            cues.n == 1 ? "only cue is" : "cues are", hinge_text_string(&all),
                            cues.n == 1 ? "it if the sheet may show it:"
                                        : "the one without an instruction, such as",
                            word.data);
    }
    return status;
}

static enum hinge_status make(struct sheet *s, struct hinge_error *error)
{
    struct hinge_cohort *study = &s->study;
    enum hinge_status status = find_baseline(s, error);
    struct hinge_page_request alone = *s->request; /* of the person alone any bend counts */
    hinge_text_adds(&s->person, alone.filter);
    hinge_condition_add(&s->person, "participant", alone.participant);
    alone.filter = hinge_text_string(&s->person);
    alone.baseline = s->baseline;
    alone.allow_single = true;
    if (status == HINGE_OK)
        status = hinge_page_open(study, &alone, error);
    if (status != HINGE_OK)
        return status;
    find_visits(s);
    const struct hinge_used_recording *best = NULL; /* of nobody else */
    for (size_t t = 0; s->session == NULL && t < study->n_trials; t++)
        if (study->trial[t].of->kept && (best == NULL || study->trial[t].of->use > best->use))
            best = study->trial[t].of;
    char why[160];
    if (best != NULL && best->use < HINGE_USE_NO_REPS && best->use > HINGE_USE_FILTERED)
        return hinge_error_set(
            error, HINGE_INPUT,
            best->use == HINGE_USE_GUESSED ? HINGE_REASON_INFERRED : HINGE_REASON_OK,
            "%s: no sheet of %s: %s%s", s->request->results, s->request->participant,
            hinge_use_why(&study->uses, best, why),
            best->use == HINGE_USE_GUESSED ? "; --allow-inferred includes these recordings" : "");
    if (s->session == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_REPS,
                               "%s: %s has no whole repetition without a cue to make a sheet of",
                               s->request->results, s->request->participant);
    s->doubts = hinge_page_doubts(study, s->visit);
    status = read_view(s, "faults", "participant,session,cue,trial,rep", false, &s->faults, error);
    if (status == HINGE_OK)
        status = read_view(s, "faults", "participant,session,cue", false, &s->verdicts, error);
    if (status == HINGE_OK)
        status = hinge_results_parameter(s->request->opened, "agg.has_fault", &s->has_fault, error);
    if (status != HINGE_OK)
        return status;
    /* Numbers of the last visit: of the bends of the baseline, where recordings count alike. */
    static const struct number numbers[NUMBERS] = {
        [SHARE] = {NULL, "sheet.varies", .metric = "lumbar_fraction"},
        [BACK] = {"sheet.back", .metric = "lumbar_excursion_deg"},
        [HIP] = {"sheet.hip", .metric = "hip_excursion_deg"},
        [KNEES] = {"sheet.knees", .metric = "knee_excursion_deg"},
        [LEAN] = {"sheet.lean", .metric = "trunk_excursion_deg"}};
    for (size_t i = 0; i < NUMBERS; i++) {
        struct number *number = &s->number[i];
        *number = numbers[i];
        number->unit = hinge_readers_unit(number->metric, NULL);
        const struct hinge_cohort_bends_of bends = bends_of(s, number->metric, "descent", 0);
        number->n = bends.n;
        number->mean = number->unit->scale * bends.mean;
        number->varies = number->unit->scale * hinge_stats_sd(bends.value, bends.n);
    }
    s->spine = !isnan(s->number[BACK].mean) || !isnan(s->number[SHARE].mean);
    return write_sheet(s, error);
}

enum hinge_status hinge_page_sheet(const struct hinge_page_request *given, char **html,
                                   size_t *length, struct hinge_error *error)
{
    struct hinge_page_request copy;
    *html = NULL;
    enum hinge_status taken = hinge_page_take(&copy, given, HINGE_QUERY_OF_SHEET, error);
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.language, &copy.events);
    struct sheet s = {.request = &copy};
    hinge_text_adds(&s.filter, copy.filter);
    cleared_by(hinge_labels_clear) struct hinge_label_list known = {0, NULL};
    enum hinge_status status = hinge_results_share(copy.results, copy.opened, &copy.opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(given->labels, copy.opened, copy.names, &known, error);
    if (status == HINGE_OK)
        status = hinge_page_words("en", &s.english, error);
    const char *language = hinge_labels_setting(copy.labels, "sheet.language");
    if (*copy.language == '\0' && lines_in(language) != NULL)
        copy.language = language;
    if (status == HINGE_OK && *copy.language != '\0')
        status = hinge_page_words(copy.language, &s.words, error);
    /* what faults and reasons are called: by the user, by the config, in the language */
    struct hinge_label *item = hinge_alloc(known.n + s.words.n + 1, sizeof *item);
    s.labels.item = item;
    for (size_t n = known.n; s.labels.n < n + s.words.n; s.labels.n++)
        item[s.labels.n] = s.labels.n < n ? known.item[s.labels.n] : s.words.item[s.labels.n - n];
    if (status == HINGE_OK)
        status = make(&s, error);
    if (status == HINGE_OK || status == HINGE_PARTIAL) {
        *html = s.html.data;
        *length = s.html.length;
        s.html = (struct hinge_text){0};
    }
    hinge_labels_clear(&s.labels);
    hinge_labels_clear(&s.words);
    hinge_labels_clear(&s.english);
    hinge_results_close(copy.opened);
    hinge_text_clear(&s.html);
    hinge_text_clear(&s.filter);
    if (s.study.page != NULL)
        hinge_page_close(&s.study);
    hinge_text_clear(&s.person);
    hinge_table_clear(&s.faults);
    hinge_table_clear(&s.verdicts);
    return status;
}
