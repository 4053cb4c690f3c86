/* SPDX-License-Identifier: GPL-3.0-or-later */
/* events: found events against events that people marked. */
#include "base/sorted.h"
#include "stats/agreement/event_contest.h"
#include "stats/agreement/repeated_limits.h"
#include "stats/probability/proportion.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

#define ALL_KINDS UINT32_MAX

/* --- results --- */

static double sum_over(const struct hinge_event_contest *c, const double *of,
                       uint32_t kind, size_t person)
{
    double sum = 0;
    for (uint32_t k = 0; k < c->list->kind.n; k++)
        if (kind == ALL_KINDS || k == kind)
            sum += of[k * c->list->participant.n + person];
    return sum;
}

static double share(double above, double below)
{
    return below > 0 ? above / below : (double)NAN;
}

/* matched of marked, of found, twice of both: with Wilson intervals on the effective
 * number, people as clusters. */
static enum hinge_status put_shares(const struct hinge_event_contest *c, json_t *row,
                                    uint32_t kind, struct hinge_error *error)
{
    static const struct {
        const char *key, *low, *high;
    } shares[] = {{"recall", "recall_ci_low", "recall_ci_high"},
                  {"precision", "precision_ci_low", "precision_ci_high"},
                  {"f1", "f1_ci_low", "f1_ci_high"}};
    size_t people = c->list->participant.n;
    double *y = hinge_analysis_alloc(c->a, 2 * people + 1, sizeof *y);
    if (y == NULL)
        return hinge_analysis_no_memory(error);
    double *m = y + people;
    for (int s = 0; s < 3; s++) {
        size_t k = 0;
        double above = 0, below = 0;
        for (size_t p = 0; p < people; p++) {
            double marked = sum_over(c, c->marked, kind, p),
                   found = sum_over(c, c->found, kind, p),
                   matched = sum_over(c, c->matched, kind, p);
            double of = s == 0 ? marked : s == 1 ? found : marked + found;
            if (of == 0)
                continue;
            above += y[k] = s == 2 ? 2 * matched : matched;
            below += m[k++] = of;
        }
        struct hinge_proportion p =
            hinge_clustered_proportion(y, m, NULL, k, c->a->level);
        hinge_put_number(c->a, row, shares[s].key, share(above, below));
        hinge_put_number(c->a, row, shares[s].low, p.wilson_eff.low);
        hinge_put_number(c->a, row, shares[s].high, p.wilson_eff.high);
    }
    return HINGE_OK;
}

static const char *kind_name(const struct hinge_event_contest *c, uint32_t kind)
{
    return kind == ALL_KINDS ? "all" : c->list->kind.name[kind];
}

static enum hinge_status put_score(const struct hinge_event_contest *c, json_t *scores,
                                   uint32_t kind, struct hinge_error *error)
{
    const struct hinge_labels *rater = &c->list->rater;
    json_t *row = hinge_append_object(c->a, scores);
    double marked = 0, found = 0, matched = 0;
    size_t people = 0;
    for (size_t p = 0; p < c->list->participant.n; p++) {
        people += c->person[p];
        marked += sum_over(c, c->marked, kind, p);
        found += sum_over(c, c->found, kind, p);
        matched += sum_over(c, c->matched, kind, p);
    }
    hinge_put_text(c->a, row, "event", kind_name(c, kind));
    hinge_put_text(c->a, row, "rater", rater->name[c->marker]);
    if (c->finder != c->list->found)
        hinge_put_text(c->a, row, "rater2", rater->name[c->finder]);
    HINGE_PUT_NUMBERS(c->a, row, {"n_participants", (double)people},
                      {"n_recordings", (double)c->recordings}, {"n_marked", marked},
                      {"n_found", found}, {"n_matched", matched});
    return put_shares(c, row, kind, error);
}

static double median_size(double *copy, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        copy[i] = fabs(x[i]);
    hinge_sort(copy, n);
    return hinge_median_sorted(copy, n);
}

static enum hinge_status put_timing(const struct hinge_event_contest *c, json_t *timing,
                                    uint32_t kind, struct hinge_error *error)
{
    double *d = hinge_analysis_alloc(c->a, 2 * c->n + 1, sizeof *d);
    uint32_t *who = hinge_analysis_alloc(c->a, c->n + 1, sizeof *who);
    size_t n = 0;
    if (d == NULL || who == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < c->n; i++)
        if (c->kind[i] == kind) {
            who[n] = c->who[i];
            d[n++] = c->error_s[i];
        }
    if (n == 0)
        return HINGE_OK;
    struct hinge_repeated_limits l;
    enum hinge_status status =
        hinge_repeated_limits_of(c->a, d, who, n, c->list->participant.n, &l, error);
    json_t *row = hinge_append_object(c->a, timing);
    hinge_put_text(c->a, row, "event", kind_name(c, kind));
    hinge_put_text(c->a, row, "rater", c->list->rater.name[c->marker]);
    HINGE_PUT_NUMBERS(c->a, row, {"n", (double)n}, {"n_participants", (double)l.people},
                      {"bias_s", l.bias}, {"bias_s_ci_low", l.bias_ci.low},
                      {"bias_s_ci_high", l.bias_ci.high}, {"sd_s", l.sd},
                      {"loa_low_s", l.low}, {"loa_high_s", l.high},
                      {"loa_low_s_ci_low", l.low_ci.low},
                      {"loa_low_s_ci_high", l.low_ci.high},
                      {"loa_high_s_ci_low", l.high_ci.low},
                      {"loa_high_s_ci_high", l.high_ci.high},
                      {"median_abs_s", median_size(d + n, d, n)});
    return status;
}

static enum hinge_status put_person(const struct hinge_event_contest *c, json_t *people,
                                    uint32_t kind, size_t person,
                                    struct hinge_error *error)
{
    size_t cell = kind * c->list->participant.n + person, n = 0;
    double marked = c->marked[cell], found = c->found[cell], matched = c->matched[cell];
    double *d = hinge_analysis_alloc(c->a, 2 * c->n + 1, sizeof *d), sum = 0;
    if (d == NULL)
        return hinge_analysis_no_memory(error);
    if (marked + found == 0)
        return HINGE_OK;
    for (size_t i = 0; i < c->n; i++)
        if (c->kind[i] == kind && c->who[i] == person)
            sum += d[n++] = c->error_s[i];
    json_t *row = hinge_append_object(c->a, people);
    hinge_put_text(c->a, row, "participant", c->list->participant.name[person]);
    hinge_put_text(c->a, row, "event", kind_name(c, kind));
    hinge_put_text(c->a, row, "rater", c->list->rater.name[c->marker]);
    HINGE_PUT_NUMBERS(c->a, row, {"n_marked", marked}, {"n_found", found},
                      {"n_matched", matched}, {"recall", share(matched, marked)},
                      {"precision", share(matched, found)},
                      {"f1", share(2 * matched, marked + found)},
                      {"bias_s", share(sum, (double)n)},
                      {"median_abs_s", median_size(d + n, d, n)});
    return HINGE_OK;
}

struct lists {
    json_t *scores, *timing, *people, *unmatched, *raters;
};

static enum hinge_status put_contest(struct hinge_event_contest *c,
                                     const struct lists *to, const bool *kinds,
                                     struct hinge_error *error)
{
    bool scored = c->finder == c->list->found;
    json_t *scores = scored ? to->scores : to->raters;
    size_t several = 0;
    enum hinge_status status = hinge_event_contest_run(c, kinds, error);
    for (uint32_t k = 0; k < c->list->kind.n && status == HINGE_OK; k++) {
        if (!kinds[k])
            continue;
        several++;
        status = put_score(c, scores, k, error);
        if (status == HINGE_OK && scored)
            status = put_timing(c, to->timing, k, error);
        for (size_t p = 0; p < c->list->participant.n && status == HINGE_OK; p++)
            if (scored && c->person[p])
                status = put_person(c, to->people, k, p, error);
    }
    return status == HINGE_OK && several > 1 ? put_score(c, scores, ALL_KINDS, error)
                                             : status;
}

/* Marked by the rater, without a row of the detector. */
static bool is_unfound(const struct hinge_event_list *list, uint32_t marker,
                       size_t recording)
{
    size_t n = list->recording.n;
    return list->who[recording] != UINT32_MAX && list->looked[marker * n + recording] &&
           !list->looked[list->found * n + recording];
}

/* What no list of the other has is named otherwise, or was never looked for. */
static void warn_kinds(struct hinge_analysis *a, const struct hinge_event_list *list,
                       uint32_t marker, const bool *kinds)
{
    for (size_t k = 0; k < list->kind.n; k++) {
        bool marked = false;
        for (size_t i = 0; i < list->n; i++)
            marked =
                marked || (list->event[i].rater == marker && list->event[i].kind == k);
        if (marked && !kinds[k])
            hinge_analysis_warn(a, NULL, "W_EVENT_NOT_FOUND",
                                "'%s' is marked by %s and is no event of %s: it is not "
                                "scored",
                                list->kind.name[k], list->rater.name[marker],
                                list->rater.name[list->found]);
    }
}

/* Misses, unless the recording was never searched: the list cannot tell. */
static void warn_unfound(struct hinge_analysis *a, const struct hinge_event_list *list,
                         uint32_t marker)
{
    size_t recordings = 0, marks = 0;
    for (size_t r = 0; r < list->recording.n; r++)
        recordings += is_unfound(list, marker, r);
    for (size_t i = 0; i < list->n; i++)
        marks += list->event[i].rater == marker &&
                 is_unfound(list, marker, list->event[i].recording);
    if (marks > 0)
        hinge_analysis_warn(a, NULL, "W_RECORDING_NOT_FOUND",
                            "nothing was found in %zu recording%s that %s marked: %zu "
                            "marked event%s count%s as missed; leave out the marks of "
                            "recordings that were not searched",
                            recordings, recordings == 1 ? "" : "s",
                            list->rater.name[marker], marks, marks == 1 ? "" : "s",
                            marks == 1 ? "s" : "");
}

/* Each rater against the detector, then against each other rater. */
static enum hinge_status compare_all(struct hinge_analysis *a,
                                     const struct hinge_event_list *list,
                                     const struct lists *to, size_t *scored,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (int among = 0; among < 2; among++) {
        for (uint32_t m = 0; m < list->rater.n; m++) {
            for (uint32_t f = 0; f < list->rater.n && status == HINGE_OK; f++) {
                bool wanted = among ? f > m && f != list->found : f == list->found;
                bool lacks;
                if (m == list->found || !wanted)
                    continue;
                struct hinge_event_contest c = {
                    .a = a,
                    .list = list,
                    .marker = m,
                    .finder = f,
                    .window = hinge_option_number(a, "window_s"),
                    .unmatched = among ? NULL : to->unmatched};
                const bool *kinds = hinge_event_kinds(a, list, m, f, &lacks);
                if (kinds == NULL)
                    return hinge_analysis_no_memory(error);
                if (lacks && !among)
                    warn_kinds(a, list, m, kinds);
                if (!among)
                    warn_unfound(a, list, m);
                status = put_contest(&c, to, kinds, error);
                for (size_t k = 0; k < list->kind.n && !among; k++)
                    *scored += kinds[k];
            }
        }
    }
    return status;
}

/* Whether some recording is in the detector's list and in another's. */
static bool has_common(const struct hinge_event_list *list)
{
    for (uint32_t m = 0; m < list->rater.n; m++)
        for (size_t r = 0; r < list->recording.n && m != list->found; r++)
            if (list->looked[list->found * list->recording.n + r] &&
                list->looked[m * list->recording.n + r])
                return true;
    return false;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_event_list list;
    size_t scored = 0, nobody = 0;
    enum hinge_status status = hinge_event_list_read(a, &list, error);
    if (status != HINGE_OK)
        return status;
    for (size_t r = 0; r < list.recording.n; r++)
        nobody += list.who[r] == UINT32_MAX;
    if (nobody > 0)
        hinge_analysis_warn(a, NULL, "W_NO_PARTICIPANT",
                            "%zu recording(s) without a participant were excluded",
                            nobody);
    hinge_put_count(a, a->results, "n_rows", list.n_rows);
    hinge_put_number(a, a->results, "window_s", hinge_option_number(a, "window_s"));
    struct lists to = {.scores = hinge_put_list(a, a->results, "scores"),
                       .timing = hinge_put_list(a, a->results, "timing"),
                       .people = hinge_put_list(a, a->results, "people"),
                       .unmatched = hinge_put_list(a, a->results, "unmatched")};
    if (list.rater.n > 2)
        to.raters = hinge_put_list(a, a->results, "raters");
    status = compare_all(a, &list, &to, &scored, error);
    if (status == HINGE_OK && (scored == 0 || !has_common(&list)))
        return hinge_analysis_fail(
            a, error, HINGE_E_NO_DATA,
            "no event is both marked and found: name events, and "
            "recordings, alike in both lists");
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY(
        "scores/*",
        "{event:e} ({rater:t}): recall = {recall:r!}, {:c}% CI [{recall_ci_low:r}, "
        "{recall_ci_high:r}], precision = {precision:r} [{precision_ci_low:r}, "
        "{precision_ci_high:r}], F1 = {f1:r} [{f1_ci_low:r}, {f1_ci_high:r}], "
        "{n_marked:n} marked events of {n_participants:n} participants"),
    HINGE_SAY(
        "timing/*",
        "{event:e} ({rater:t}): timing bias = {bias_s:x!} s, limits of agreement "
        "{loa_low_s:x!} to {loa_high_s:x} s, median absolute error {median_abs_s:x} "
        "s, {n:n} pairs"),
    HINGE_SAY("timing/*",
              "{loa_low_s:_~}{event:e} ({rater:t}): timing bias = {bias_s:x!} s, "
              "median absolute error {median_abs_s:x} s, number of pairs {n:n}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("scores/*",
              "{event:e}: {n_matched:n} of {n_marked:n} events marked by {rater:t} "
              "were found (recall {recall:r!}), {n_found:n} were found in all "
              "(precision {precision:r}; F1 {f1:r}, {:c}% CI {f1_ci_low:r} to "
              "{f1_ci_high:r}; {n_participants:n} people)."),
    HINGE_SAY("timing/*",
              "{event:e}: found minus marked by {rater:t} is {bias_s:x!} s on average; "
              "95% of errors lie between {loa_low_s:x!} and {loa_high_s:x} s."),
    HINGE_SAY("timing/*",
              "{loa_low_s:_~}{event:e}: found minus marked by {rater:t} is {bias_s:x!} "
              "s on average; there are too few pairs for limits of agreement."),
    HINGE_SAY_END};

static const char *const options[] = {"recording", "event", "time",     "rater",
                                      "found",     "marks", "window_s", "participant",
                                      "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_events = {
    .id = "events",
    .title = "Detected events against marked ones",
    .details =
        "Scores the repetitions and phases of a results file, or another program's "
        "list of events, against events that people marked (marks). Within a recording "
        "and "
        "event each found event is matched with one marked event at most window_s "
        "away, the closest pair first. Gives recall, precision and F1 with intervals "
        "that "
        "have participants as the unit (Wilson on the effective number), timing errors "
        "(found minus marked) with limits of agreement, each participant, unmatched "
        "events, and each pair of raters. Only recordings that the rater marked count; "
        "a row without event and time is a recording without events. Events of a "
        "results file: descent_start, descent_end, bottom (the middle of the hold), "
        "ascent_start, ascent_end.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "scores",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"events\", \"window_s\": 0.2}",
    .example_data =
        "participant,recording,event,time_s,rater\nP1,a,bottom,2.1,found\nP1,a,bottom,"
        "6.0,found\nP1,a,bottom,2.0,ann\nP1,a,bottom,6.1,ann\nP1,a,bottom,9.0,ann\nP2,"
        "b,"
        "bottom,1.4,found\nP2,b,bottom,4.4,found\nP2,b,bottom,1.5,ann\nP2,b,bottom,4.4,"
        "ann\nP3,c,bottom,3.0,found\nP3,c,bottom,3.1,ann\n"};
