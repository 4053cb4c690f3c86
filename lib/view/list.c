/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of recordings: those to look at first, a line each. In: what pages need, and which pages
 * were made; out: facts of the template recordings.html. */
#include "view/json.h"
#include "view/view.h"

#include "quality/check.h"
#include "report/print/published.h"

struct view_range hinge_seen_range(const struct view_rows *rows, size_t row, const char *tier)
{
    /* the share of the spine, else trunk lean: the first two columns of a page */
    struct view_range range = {.low = INFINITY, .high = -INFINITY, .share = true};
    for (size_t k = 0; k < 2 && range.n == 0; k++) {
        if (tier != NULL && strstr(hinge_seen_column[k].tiers, tier) == NULL)
            continue;
        range.share = k == 0;
        for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++) {
            double value =
                (k == 0 ? 100 : 1) * rows->value[k][r * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT];
            if (isnan(value) || !hinge_repetition_counts(rows->valid[r]))
                continue;
            range.low = fmin(range.low, value);
            range.high = fmax(range.high, value);
            range.n++;
        }
    }
    range.uneven = range.n > 2 && range.high - range.low >= HINGE_UNEVEN;
    return range;
}

void hinge_seen_range_words(const struct view_range *range, struct hinge_text *out)
{
    hinge_text_printf(out, "%ld", lround(range->low));
    if (lround(range->low) != lround(range->high))
        hinge_text_printf(out, " to %ld", lround(range->high));
}

void hinge_seen_uneven(const struct view_range *range, struct hinge_text *out)
{
    hinge_text_printf(out, "Bends differ by %ld%s.", lround(range->high - range->low),
                      range->share ? " points" : "°");
}

/* --- what tells recordings apart whose lines would read alike --- */

static bool all_differ(const struct hinge_table *table, const char *column,
                       const struct hinge_text_row *who, size_t n)
{
    char cell[2][48];
    long at = hinge_table_find(table, column);
    for (size_t i = 0; at >= 0 && i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(hinge_table_cell(table, (size_t)at, who[i].row, cell[0]),
                       hinge_table_cell(table, (size_t)at, who[k].row, cell[1])) == 0)
                return false;
    return at >= 0;
}

const char *const *hinge_seen_apart(const struct hinge_table *trials,
                                    const struct hinge_table *list, struct hinge_arena *arena)
{
    struct hinge_text_row *who = hinge_arena_alloc(arena, trials->rows + 1, sizeof *who);
    const char **apart = hinge_arena_alloc(arena, trials->rows + 1, sizeof *apart);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t r = 0; r < trials->rows; r++) {
        text.length = 0;
        hinge_seen_who(trials, r, true, &text);
        who[r] = (struct hinge_text_row){hinge_arena_strdup(arena, hinge_text_string(&text)), r};
    }
    qsort(who, trials->rows, sizeof *who, hinge_by_text_row);
    for (size_t from = 0, to; from < trials->rows; from = to) {
        for (to = from + 1; to < trials->rows && strcmp(who[to].text, who[from].text) == 0;)
            to++;
        bool load =
            list->rows == trials->rows && all_differ(list, "load_kg", &who[from], to - from);
        bool trial = !load && all_differ(trials, "trial", &who[from], to - from);
        for (size_t i = from; to - from > 1 && i < to; i++) {
            size_t r = who[i].row;
            double kg = hinge_table_number(list, "load_kg", r);
            char number[48];
            text.length = 0;
            if (load && !isnan(kg))
                hinge_text_printf(&text, "%g kg", kg);
            else if (load)
                hinge_text_adds(&text, "load unknown");
            else if (trial)
                hinge_text_printf(
                    &text, "trial %s",
                    hinge_table_cell(trials, (size_t)hinge_table_find(trials, "trial"), r, number));
            else
                hinge_text_adds(&text, hinge_table_word(trials, "file", r));
            apart[r] = hinge_arena_strdup(arena, hinge_text_string(&text));
        }
    }
    return apart;
}

/* --- causes that many recordings share: one line with a count, and no look at each of them --- */

struct causes {
    bool *shared, *has; /* by row of the findings; by recording: it has such a one */
    int *rest;          /* by recording: the worst of its others, 0: none */
    size_t n;
    json_t *lines;
};

/* A cause is a code, of warnings and notes of at least 12 recordings and a quarter of all. */
static void find_causes(const struct view_list *list, struct causes *causes)
{
    enum { MANY = 12, QUARTER = 4 };
    const struct hinge_table *f = &list->check->findings, *trials = &list->rows->trials;
    cleared_by(freed) size_t *row = hinge_alloc(f->rows + 1, sizeof *row);
    for (size_t i = 0, near = 0; i < f->rows; i++) {
        row[i] = hinge_table_row_of(trials, "trial_id", hinge_table_word(f, "trial_id", i), near);
        near = row[i] != SIZE_MAX ? row[i] : near;
    }
    for (size_t k = 0; k < list->check->cohort.rows; k++) {
        const char *code = hinge_table_word(&list->check->cohort, "code", k);
        size_t n = 0;
        for (int mark = 0; mark < 2; mark++)
            for (size_t i = 0; i < f->rows; i++) {
                if (row[i] == SIZE_MAX || strcmp(hinge_table_word(f, "code", i), code) != 0 ||
                    hinge_severity_of(hinge_table_word(f, "severity", i)) == HINGE_SEVERITY_ERROR ||
                    !hinge_seen_is_told(f, i))
                    continue;
                n += mark == 0;
                causes->shared[i] = mark == 1 && n >= MANY && QUARTER * n >= trials->rows;
                causes->has[row[i]] |= causes->shared[i];
            }
        if (n >= MANY && QUARTER * n >= trials->rows) {
            static const char *const names[][2] = {{"what", "what"}, {"todo", "action"}};
            json_t *line = json_object();
            json_object_set_new(line, "n", json_integer((json_int_t)n));
            for (size_t i = 0; i < 2; i++) {
                cleared_by(hinge_text_clear) struct hinge_text text = {0};
                hinge_text_printf(&text, "%s.",
                                  hinge_table_word(&list->check->cohort, names[i][1], k));
                json_object_set_new(line, names[i][0],
                                    json_string_nocheck(hinge_wording_capital(text.data)));
            }
            json_array_append_new(causes->lines, line);
            causes->n++;
        }
    }
    for (size_t i = 0; i < f->rows; i++) {
        const int severity = (int)hinge_severity_of(hinge_table_word(f, "severity", i));
        if (row[i] != SIZE_MAX && !causes->shared[i] && hinge_seen_is_told(f, i) &&
            severity > causes->rest[row[i]])
            causes->rest[row[i]] = severity;
    }
}

/* --- order --- */

enum { ERROR, WARNING, DIFFER, NOTE, SHARED, CALM };

struct line {
    size_t row;
    int rank;
    bool refused;
    struct view_range range;
};

static double width(const struct line *line)
{
    return line->range.n > 0 ? line->range.high - line->range.low : 0;
}

static int to_look_at_first(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    double wider = width(y) - width(x);
    if (x->rank != y->rank)
        return x->rank - y->rank;
    if (wider < 0 || wider > 0)
        return wider > 0 ? 1 : -1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* --- facts --- */

static void set(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string_nocheck(text != NULL ? text : ""));
}

/* Whether --trial makes a page of a recording. */
static bool can_have_page(const struct view_list *list, size_t row)
{
    const struct hinge_table *trials = &list->rows->trials;
    return !hinge_is_refused(trials, row) && *hinge_table_word(trials, "tier", row) != 'N' &&
           (*list->request->study != '\0' || list->rows->count[row] > 0);
}

static json_t *row_of(const struct view_list *list, const struct causes *causes,
                      const struct line *line)
{
    static const char *const classes[] = {"e", "w", "w", "i", "m", "o"};
    static const char *const worded[] = {"cue", "task"}, *const plain[] = {"group", "session"};
    const struct hinge_table *trials = &list->rows->trials;
    const struct view_range *range = &line->range;
    size_t used, unused, row = line->row;
    const char *id = hinge_table_word(trials, "trial_id", row);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    json_t *fact = json_object();
    char words[120];
    set(fact, "cls", classes[line->rank]);
    json_object_set_new(fact, "n", json_integer((json_int_t)row));
    for (size_t k = 0; k < 2; k++) {
        set(fact, plain[k], hinge_table_word(trials, plain[k], row));
        set(fact, worded[k],
            hinge_published_words(NULL, worded[k], hinge_table_word(trials, worded[k], row), words,
                                  sizeof words));
    }
    set(fact, "person", hinge_table_word(trials, "participant", row));
    set(fact, "file", hinge_table_word(trials, "file", row));
    hinge_seen_who(trials, row, true, &text);
    set(fact, "name", hinge_text_string(&text));
    if (list->apart[row] != NULL)
        set(fact, "tell", list->apart[row]);
    if (list->of[row].made) {
        text.length = 0;
        hinge_text_address(&text, list->stem[row]);
        hinge_text_adds(&text, ".html");
        set(fact, "href", text.data);
    } else if (can_have_page(list, row)) {
        set(fact, "id", id); /* for the command */
    }
    text.length = 0;
    hinge_seen_counts(list->rows, row, &used, &unused);
    if (line->refused)
        hinge_text_adds(&text, "refused");
    else if (*hinge_table_word(trials, "tier", row) == 'N')
        hinge_text_adds(&text, "front view");
    else if (list->rows->count[row] == 0 &&
             !hinge_recording_counts(hinge_table_word(trials, "role", row)))
        hinge_text_adds(&text, "reference");
    else /* whether the person has enough of them, the tables say */
        hinge_text_printf(&text, "%zu of %zu usable", used,
                          used + unused + list->of[row].not_found);
    set(fact, "used", text.data);
    text.length = 0;
    if (range->n > 0) {
        hinge_seen_range_words(range, &text);
        hinge_text_adds(&text, range->share ? "%" : "°");
    }
    cleared_by(hinge_text_clear) struct hinge_text spread = {0};
    hinge_display_minus(&spread, text.length > 0 ? text.data : "");
    set(fact, "spread", hinge_text_string(&spread));
    set(fact, "strip", hinge_text_string(&list->of[row].strip));
    text.length = 0;
    /* sentences of hinge-check, the worst first; of a cause that many share what it is */
    const struct hinge_table *f = &list->check->findings;
    cleared_by(hinge_text_clear) struct hinge_text sentence = {0};
    if (line->refused) {
        const char *why = hinge_table_word(trials, "message", row);
        if (*why == '\0')
            why =
                hinge_wording_reason(hinge_table_word(trials, "reason", row), words, sizeof words);
        hinge_text_printf(&sentence, "%s.", why);
        /* the name of a file stays as it is */
        const char *file = hinge_file_name(hinge_table_word(trials, "file", row));
        bool named = *file != '\0' && strncmp(why, file, strlen(file)) == 0;
        hinge_text_adds(&text, named ? sentence.data : hinge_wording_capital(sentence.data));
    }
    for (size_t k = 0; !line->refused && list->of[row].worst > 0 && k < 3 * f->rows; k++) {
        size_t i = k % f->rows;
        if (strcmp(hinge_table_word(f, "trial_id", i), id) != 0 ||
            (int)hinge_severity_of(hinge_table_word(f, "severity", i)) !=
                HINGE_SEVERITY_ERROR - (int)(k / f->rows) ||
            !hinge_seen_is_told(f, i))
            continue;
        sentence.length = 0;
        if (causes->shared[i])
            hinge_text_adds(&sentence,
                            hinge_table_word_where(&list->check->cohort, "code",
                                                   hinge_table_word(f, "code", i), "what"));
        else
            hinge_seen_add(hinge_table_word(f, "message", i), &sentence);
        hinge_text_adds(&sentence, ".");
        hinge_text_printf(&text, "%s%s", text.length > 0 ? " " : "",
                          hinge_wording_capital(sentence.data));
    }
    if (range->uneven && text.length > 0)
        hinge_text_adds(&text, " ");
    if (range->uneven)
        hinge_seen_uneven(range, &text);
    if (text.length > 0 && line->rank <= DIFFER)
        set(fact, "look", text.data);
    else
        set(fact, "said",
            text.length > 0                 ? text.data
            : *list->request->study != '\0' ? "Nothing found."
                                            : "");
    return fact;
}

void hinge_seen_list(const struct view_list *list, json_t *facts)
{
    static const char *const kinds[][3] = {{"g", "group", "Group"},
                                           {"q", "cue", "Cue"},
                                           {"s", "session", "Session"},
                                           {"t", "task", "Task"}};
    enum { MOST = 40 }; /* options of a choice */
    const struct hinge_table *trials = &list->rows->trials;
    size_t n = trials->rows, look = 0, notes = 0;
    cleared_by(freed) struct line *line = hinge_alloc(n + 1, sizeof *line);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    bool lacks = false;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const size_t findings = list->check->findings.rows;
    struct causes causes = {.shared = hinge_arena_alloc(&arena, findings + 1, sizeof(bool)),
                            .has = hinge_arena_alloc(&arena, n + 1, sizeof(bool)),
                            .rest = hinge_arena_alloc(&arena, n + 1, sizeof(int)),
                            .lines = json_array()};
    find_causes(list, &causes);
    for (size_t r = 0; r < n; r++) {
        static const int ranks[] = {CALM, NOTE, WARNING, ERROR};
        bool refused = hinge_is_refused(trials, r);
        struct view_range range = hinge_seen_range(list->rows, r, NULL);
        int rank = refused ? ERROR : ranks[causes.rest[r]];
        rank = rank == CALM && causes.has[r] ? SHARED : rank;
        rank = range.uneven && rank > DIFFER ? DIFFER : rank;
        line[r] = (struct line){r, rank, refused, range};
        look += rank <= DIFFER;
        notes += rank == NOTE;
        lacks = lacks || (can_have_page(list, r) && !list->of[r].made);
    }
    qsort(line, n, sizeof *line, to_look_at_first);
    if (*list->request->report != '\0')
        set(facts, "report", list->request->report);
    hinge_text_printf(&text, "%zu recording%s", n, HINGE_S(n));
    if (look > 0)
        hinge_text_printf(&text, ": look at %zu of them", look);
    else if (*list->request->study != '\0' && causes.n == 0)
        hinge_text_adds(&text, ": nothing to look at by the checks");
    if (causes.n > 0)
        hinge_text_printf(&text, "%s %zu finding%s that many share", look > 0 ? ";" : ":", causes.n,
                          HINGE_S(causes.n));
    if (look == 0 && notes > 0)
        hinge_text_printf(&text, "; notes on %zu", notes);
    set(facts, "title", text.data);
    json_object_set_new(facts, "causes", causes.lines);
    if (lacks) {
        text.length = 0;
        hinge_view_command(list->request, "ID", "page", &text);
        set(facts, "command", text.data);
        json_object_set_new(facts, "few", json_boolean(*list->request->also != '\0'));
    }
    json_t *rows = json_array();
    for (size_t r = 0; r < n; r++)
        json_array_append_new(rows, row_of(list, &causes, &line[r]));
    json_object_set_new(facts, "rows", rows);
    /* a choice for each of group, cue, session and task that varies: key, name, options */
    json_t *choices = json_array();
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        json_auto_t *options = json_array(), *known = json_object();
        for (size_t r = 0; r < trials->rows && json_array_size(options) <= MOST; r++) {
            char words[120];
            const char *cell = hinge_table_word(trials, kinds[k][1], r);
            if (k % 2 == 1)
                cell = hinge_published_words(NULL, kinds[k][1], cell, words, sizeof words);
            if (*cell == '\0' || json_object_get(known, cell) != NULL)
                continue;
            json_object_set_new_nocheck(known, cell, json_true());
            json_array_append_new(options, json_string_nocheck(cell));
        }
        if (json_array_size(options) > 1 && json_array_size(options) <= MOST)
            json_array_append_new(choices, json_pack("{s:s, s:s, s:O}", "key", kinds[k][0], "name",
                                                     kinds[k][2], "options", options));
    }
    json_object_set_new(facts, "choices", choices);
    /* study: digests of recordings; kept: rows of events.csv; files: pages by ID */
    text.length = 0;
    add(&text, "{study:%s kept:", list->edits->digests);
    hinge_text_adds(&text,
                    list->edits->kept != NULL ? list->edits->kept : "{\"more\":[],\"rows\":[]}");
    add(&text, "files:[");
    for (size_t r = 0; r < n; r++)
        if (list->of[r].made) {
            cleared_by(hinge_text_clear) struct hinge_text href = {0};
            hinge_text_address(&href, list->stem[r]);
            hinge_text_adds(&href, ".html");
            add(&text, "[%s %s]", hinge_table_word(trials, "trial_id", r), href.data);
        }
    add(&text, "]}");
    set(facts, "json", text.data);
}
