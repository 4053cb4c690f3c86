/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts: the order of levels, the recordings and repetitions that count, and who
 * takes no part, in words that go to the caller's arena. */
#include "people/people.h"

#include "trial/trial.h"

#include <hinge/warnings.h>

/* --- order --- */

struct hinge_level_pair hinge_level_pair(const char *const *level, size_t i, size_t j)
{
    bool swapped = hinge_levels_swapped(level[i], level[j]);
    return (struct hinge_level_pair){swapped ? j : i, swapped ? i : j};
}

/* By person and session. */
static int compare_done(const void *a, const void *b)
{
    const struct hinge_done *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (x->session > y->session) - (x->session < y->session);
}

/* Where the rows of the baseline (0) and of the cue (1) are. */
struct places {
    double low[2], high[2];
};
static const struct places nowhere = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}};

static void add_place(struct places *of, bool cued, double at)
{
    of->low[cued] = isnan(at) || isnan(of->low[cued]) ? (double)NAN : fmin(of->low[cued], at);
    of->high[cued] = isnan(at) || isnan(of->high[cued]) ? (double)NAN : fmax(of->high[cued], at);
}

/* All of the cue after all of the baseline, before it, at one place, or neither; false where one of
 * both, or a place, is lacking. */
static bool count_order(const struct places *of, struct hinge_done_order *order)
{
    if (!isfinite(of->low[0] + of->low[1] + of->high[0] + of->high[1]))
        return false;
    const bool after = of->high[0] < of->low[1], before = of->high[1] < of->low[0],
               same = of->low[0] == of->high[1] && of->low[1] == of->high[0];
    order->after += after;
    order->before += before;
    order->same += same;
    order->balanced += !after && !before && !same;
    return true;
}

struct hinge_done_order hinge_done_order(const struct hinge_done *done, size_t n)
{
    struct hinge_done_order order = {0};
    cleared_by(freed) struct hinge_done *sorted = hinge_alloc(n + 1, sizeof *sorted);
    if (n > 0)
        memcpy(sorted, done, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_done);
    for (size_t i = 0, end; i < n; i = end) {
        struct places sessions = nowhere; /* as places, where none has both */
        struct hinge_done_order of = {0};
        bool both = false, known = true;
        end = i;
        while (end < n && sorted[end].person == sorted[i].person) {
            struct places places = nowhere;
            bool had[2] = {false, false};
            const unsigned session = sorted[end].session;
            for (; end < n && sorted[end].person == sorted[i].person &&
                   sorted[end].session == session;
                 end++) {
                const bool cued = sorted[end].cued;
                had[cued] = true;
                add_place(&places, cued, sorted[end].place);
                add_place(&sessions, cued, session);
            }
            both = both || (had[0] && had[1]);
            if (had[0] && had[1])
                known = count_order(&places, &of) && known;
        }
        if (!both)
            count_order(&sessions, &of);
        if (!known)
            continue;
        order.after += of.after > 0 && of.before + of.balanced == 0;
        order.before += of.before > 0 && of.after + of.balanced == 0;
        order.balanced += of.balanced > 0 || (of.after > 0 && of.before > 0);
        order.same += of.same > 0 && of.after + of.before + of.balanced == 0;
    }
    return order;
}

/* From its place to an earlier one; those between move on. */
static void move_level(const char **level, size_t from, size_t to)
{
    const char *moved = level[from];
    memmove(level + to + 1, level + to, (from - to) * sizeof *level);
    level[to] = moved;
}

void hinge_groups_arrange(const char **level, size_t n, const char *order)
{
    const char *item;
    size_t found = 0, length;
    hinge_levels_sort(level, n);
    while ((item = hinge_next_item(&order, ',', &length)) != NULL) {
        cleared_by(freed) char *name = hinge_item_value(item, length, hinge_alloc(length + 1, 1));
        const size_t at = found + hinge_name_at(level + found, n - found, name);
        if (at < n)
            move_level(level, at, found++);
    }
    if (found == 0 && n > 1)
        move_level(level, hinge_level_pair(level, 0, 1).first, 0);
}

/* --- recordings, repetitions, enough of them --- */

bool hinge_recording_counts(const char *role)
{
    enum hinge_trial_role is = hinge_trial_role_find(role);
    return is == HINGE_ROLE_NONE || is == HINGE_ROLE_trial;
}

bool hinge_recording_is_guessed(bool inferred, bool spine_refused)
{
    return inferred && !spine_refused;
}

bool hinge_repetition_counts(double valid)
{
    return valid > 0;
}

void hinge_filter_asked(const char *filter, struct hinge_text *text)
{
    static const char added[] = HINGE_IN_GROUPS;
    const char *rest = filter != NULL ? filter : "", *part;
    for (size_t n; (part = hinge_next_item(&rest, '&', &n)) != NULL;)
        if (n > 0 && (n != sizeof added - 1 || strncmp(part, added, n) != 0))
            hinge_text_printf(text, "%s%.*s", text->length > 0 ? "&" : "", (int)n, part);
}

enum hinge_reason hinge_repetition_why(bool excluded, double complete, uint64_t warnings)
{
    return excluded                                        ? HINGE_REASON_EXCLUDED
           : (warnings & HINGE_WARN(NOT_BY_PROTOCOL)) != 0 ? HINGE_REASON_NOT_BY_PROTOCOL
           : !(complete > 0)                               ? HINGE_REASON_TRUNCATED
           : (warnings & HINGE_WARN(PARTIAL)) != 0         ? HINGE_REASON_PARTIAL_REP
                                                           : HINGE_REASON_GAP_IN_PHASE;
}

struct hinge_people_rule hinge_people_rule_of(double min_reps, double min_valid, bool allow_single)
{
    const struct hinge_people_rule rule = {min_reps, min_valid};
    return allow_single ? hinge_people_rule_for(HINGE_COUNT_EACH, rule) : rule;
}

struct hinge_people_rule hinge_people_rule_for(enum hinge_people_policy policy,
                                               struct hinge_people_rule rule)
{
    rule.min_valid = 0;
    rule.min_reps = policy == HINGE_COUNT_ONE;
    return rule;
}

bool hinge_people_enough(const struct hinge_people_rule *rule, double used, double all)
{
    return used > 0 && used >= rule->min_reps && used >= rule->min_valid * all;
}

const char *hinge_people_lacks(const struct hinge_people_rule *rule, unsigned used, char buffer[64])
{
    if (used < rule->min_reps)
        snprintf(buffer, 64, "fewer than %g usable repetitions", rule->min_reps);
    else
        snprintf(buffer, 64, "less than %g%% of the repetitions usable", 100 * rule->min_valid);
    return buffer;
}

const char *hinge_people_why(const struct hinge_people_rule *rule, unsigned used, unsigned all,
                             char buffer[96])
{
    if (all == 0) /* refused, filtered out, not recorded: these rows do not say */
        snprintf(buffer, 96, "no repetition to compare");
    else if (used == 0)
        snprintf(buffer, 96, "none of %u repetition%s usable", all, HINGE_S(all));
    else {
        char lacks[64];
        snprintf(buffer, 96, "%s (%u of %u)", hinge_people_lacks(rule, used, lacks), used, all);
    }
    return buffer;
}

bool hinge_enough_judged(const struct hinge_people_rule *rule, double used, double judged)
{
    return judged > 0 && judged >= rule->min_valid * used;
}

enum hinge_verdict hinge_verdict_of(const struct hinge_people_rule *rule, double has_fault,
                                    const struct hinge_judged *of)
{
    if (of->used < rule->min_reps || !hinge_enough_judged(rule, of->used, of->judged))
        return HINGE_NOT_JUDGED;
    return of->certain >= has_fault    ? HINGE_HAS
           : of->certain > 0           ? HINGE_SOMETIMES
           : of->possible >= has_fault ? HINGE_MAY_HAVE
                                       : HINGE_HAS_NOT;
}

enum hinge_verdict hinge_verdict_of_rep(bool judged, bool certain, bool possible)
{
    return !judged    ? HINGE_NOT_JUDGED
           : certain  ? HINGE_HAS
           : possible ? HINGE_MAY_HAVE
                      : HINGE_HAS_NOT;
}

const char *hinge_verdict_words(enum hinge_verdict verdict)
{
    static const char *const words[] = {"yes", "sometimes", "possible", "no", "not judged"};
    return words[verdict];
}

int hinge_half_of(const double *rep, size_t n, size_t i, unsigned *before)
{
    *before = 0;
    for (size_t k = 0; k < n; k++)
        *before += rep[k] < rep[i];
    return *before < n / 2 ? -1 : n - 1 - *before < n / 2;
}

void hinge_certain_add(struct hinge_certain *when, const double *rep, const double *certain,
                       size_t n)
{
    when->judged += (unsigned)n;
    when->recordings += n > 0;
    for (size_t i = 0; i < n; i++) {
        unsigned before;
        if (!(certain[i] > 0))
            continue;
        const int half = hinge_half_of(rep, n, i, &before);
        const unsigned after = (unsigned)n - 1 - before;
        const bool late = half > 0;
        when->certain++;
        when->first += half < 0;
        when->last += late;
        when->early = when->early || !late || n < HINGE_HALVES;
        when->from_first = before + 1 > when->from_first ? before + 1 : when->from_first;
        when->from_last = after + 1 > when->from_last ? after + 1 : when->from_last;
    }
}

const char *hinge_certain_words(const struct hinge_certain *when, char buffer[96])
{
    const int n = snprintf(buffer, 96, "%u of %u", when->certain, when->judged);
    const bool last = when->last > when->first;
    const unsigned most = last ? when->last : when->first,
                   from = last ? when->from_last : when->from_first;
    char many[16], where[40];
    if (when->certain < 2 || when->judged < HINGE_HALVES * when->recordings ||
        when->first == when->last)
        return buffer;
    snprintf(many, sizeof many, "%u", most);
    if (when->recordings > 1)
        snprintf(where, sizeof where, "half of their recordings");
    else
        snprintf(where, sizeof where, "%u", most == when->certain ? from : when->judged / 2);
    snprintf(buffer + n, 96 - (size_t)n, ", %s in the %s %s", most == when->certain ? "all" : many,
             last ? "last" : "first", where);
    return buffer;
}

/* --- who takes no part --- */

void hinge_exclude(struct hinge_excluded *excluded, size_t participant, const char *format, ...)
{
    va_list args;
    if (excluded->why[participant] != NULL)
        return;
    va_start(args, format);
    excluded->why[participant] = hinge_arena_vprintf(excluded->arena, format, args);
    va_end(args);
}

struct hinge_enough hinge_enough_of(struct hinge_arena *arena, struct hinge_people_rule rule,
                                    const uint32_t *person, const uint32_t *cell, size_t n_used,
                                    size_t n_all, size_t n_people, size_t n_cells)
{
    size_t slots = n_people * n_cells;
    uint32_t *used = hinge_arena_alloc(arena, 2 * slots, sizeof *used), *all = used + slots;
    for (size_t i = 0; i < n_all; i++) {
        uint32_t p = person[i], c = cell != NULL ? cell[i] : 0;
        if (p == HINGE_NO_LEVEL || c == HINGE_NO_LEVEL)
            continue;
        all[p * n_cells + c]++;
        used[p * n_cells + c] += i < n_used;
    }
    return (struct hinge_enough){.rule = rule, .n_cells = n_cells, .used = used, .all = all};
}

bool hinge_is_enough(const struct hinge_enough *enough, size_t slot)
{
    return hinge_people_enough(&enough->rule, enough->used[slot], enough->all[slot]) &&
           (enough->lacks == NULL || !enough->lacks[slot]);
}

size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants, size_t cell)
{
    size_t n = 0;
    for (size_t s = cell; s < n_participants * enough->n_cells; s += enough->n_cells)
        n += enough->all[s] > 0 && !hinge_is_enough(enough, s);
    return n;
}

void hinge_exclude_short(struct hinge_excluded *excluded, const struct hinge_enough *enough,
                         size_t slot, const char *factor, const char *level)
{
    char why[96];
    size_t participant = slot / enough->n_cells, all = 0;
    for (size_t c = 0; c < enough->n_cells; c++)
        all += enough->all[participant * enough->n_cells + c];
    if (all == 0 || hinge_is_enough(enough, slot)) /* of other rows than these */
        return;
    if (enough->lacks != NULL && enough->lacks[slot])
        snprintf(why, sizeof why, "%s", enough->needs);
    else
        hinge_people_why(&enough->rule, enough->used[slot], enough->all[slot], why);
    if (factor != NULL)
        hinge_exclude(excluded, participant, "%s=%s: %s", factor, level, why);
    else
        hinge_exclude(excluded, participant, "%s", why);
}

void hinge_exclude_nowhere(struct hinge_excluded *excluded, const struct hinge_enough *enough)
{
    for (size_t p = 0; p < excluded->n; p++) {
        size_t most = p * enough->n_cells;
        bool somewhere = false;
        for (size_t s = most; s < (p + 1) * enough->n_cells; s++) {
            somewhere = somewhere || hinge_is_enough(enough, s);
            most = enough->used[s] > enough->used[most] ? s : most;
        }
        if (!somewhere)
            hinge_exclude_short(excluded, enough, most, NULL, NULL);
    }
}
