/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: what may not be averaged with what (method 9.5), how it was measured and in what condition
 * it was done, and which cell a reader shows who shows one. Every reader asks here, so that all
 * split, refuse and choose alike. */
#include "people/people.h"
#include "reps/reps.h"
#include "result/result.h"
#include "table/columns.h"

const struct hinge_cells_axis hinge_axes[HINGE_AXES] = {
    {"tier", false, "the landmarks tracked"},
    {"lumbar_def", true, "the definition of lumbar flexion"},
    {"driver", true, "the angle that defines repetitions"},
    {"standing_source", false, "the source of the upright zero (standing or lockout)"},
    {"dim", true, "the number of dimensions"},
    {"inferred", true, "the use of landmarks that a network inferred"},
    {"family", false, "the measuring system"},
    {"counted", false, "tasks whose faults count"},
    {"task", false, "the movement"},
    {"stage", false, "the session"},
    {"load_kg", false, "the load"},
    {"cue", false, "the cue"},
    {"rater", false, "the rater"},
};
/* What a group, or people with a cue, lifted in a task: a range of known loads (low > high: none is
 * known), and whether there are unknown ones. */
struct lifted {
    const char *level, *task;
    double low, high;
    bool unknown;
};

enum { STANDING = 3, COUNTED = HINGE_EVIDENCE_AXES - 1, TASK, STAGE, LOAD, CUE, RATER };

size_t hinge_axis_of(const char *column)
{
    return HINGE_ROW_AT(hinge_axes, HINGE_AXES, column);
}

static enum hinge_stage stage_called(const char *session)
{
    enum hinge_stage stage = HINGE_STAGE_BEFORE;
    while (stage < HINGE_STAGES && hinge_level_number(session, hinge_stage_name(stage)) == NULL)
        stage++;
    return stage < HINGE_STAGES ? stage : HINGE_STAGE_NONE;
}

const char *hinge_axis_called(const char *column)
{
    return strcmp(column, "stage") == 0 ? "session" : column;
}

enum hinge_stage hinge_stage_of(const char *session)
{
    const enum hinge_stage stage = stage_called(session);
    const char *and = strstr(session, " and ");
    char first[HINGE_AXIS_TEXT]; /* of those that a retest joins: "after and later" */
    if (stage != HINGE_STAGE_NONE || and == NULL)
        return stage;
    snprintf(first, sizeof first, "%.*s", (int)strcspn(session, ", "), session);
    return stage_called(first);
}

static const char *word_in(const struct hinge_column *column, size_t row)
{
    return column != NULL && column->text != NULL ? hinge_or_empty(column->text[row]) : "";
}

/* The cell of an axis's column (NULL: the table has none) as readers see it. */
static const char *text_in(const struct hinge_column *column, size_t k, size_t row,
                           char buffer[HINGE_AXIS_TEXT])
{
    if (column != NULL && column->type == HINGE_COLUMN_NUMBER) {
        double number = column->number[row];
        return isnan(number) ? "" : hinge_number_format(number == 0 ? 0 : number, buffer);
    }
    const char *text = word_in(column, row);
    return k == STANDING ? hinge_standing_class(text) : text;
}

/* Of many rows it is looked up once. */
static const struct hinge_column *column_of(const struct hinge_table *table, const char *name)
{
    const long at = hinge_table_find(table, name);
    return at >= 0 ? &table->column[at] : NULL;
}

const char *hinge_axis_text(const struct hinge_table *table, size_t k, size_t row,
                            char buffer[HINGE_AXIS_TEXT])
{
    return row < table->rows ? text_in(column_of(table, hinge_axes[k].column), k, row, buffer) : "";
}

const char *hinge_task_key(const struct hinge_table *table, size_t row)
{
    const char *judged = hinge_table_text(table, "judged_as", row);
    return judged != NULL && strcmp(judged, "unspecified") != 0
               ? judged
               : hinge_table_word(table, "task", row);
}

const char *hinge_axis_key(const struct hinge_table *table, size_t k, size_t row,
                           char buffer[HINGE_AXIS_TEXT])
{
    return k == TASK ? hinge_task_key(table, row) : hinge_axis_text(table, k, row, buffer);
}

/* Most cells are the same as they stand. */
static bool same_in(const struct hinge_table *table, const struct hinge_column *column, size_t k,
                    size_t a, size_t b)
{
    char one[HINGE_AXIS_TEXT], other[HINGE_AXIS_TEXT];
    if (column == NULL)
        return true;
    if (column->type == HINGE_COLUMN_NUMBER
            ? column->number[a] == column->number[b]
            : column->text != NULL && column->text[a] != NULL && column->text[a] == column->text[b])
        return true;
    return strcmp(k == TASK ? hinge_task_key(table, a) : text_in(column, k, a, one),
                  k == TASK ? hinge_task_key(table, b) : text_in(column, k, b, other)) == 0;
}

static bool same(const struct hinge_table *table, size_t k, size_t a, size_t b)
{
    return same_in(table, column_of(table, hinge_axes[k].column), k, a, b);
}

size_t hinge_evidence_differs(const struct hinge_table *table, size_t a, size_t b)
{
    size_t k = 0;
    while (k < HINGE_EVIDENCE_AXES && same(table, k, a, b))
        k++;
    return k;
}

void hinge_evidence_key(const struct hinge_table *table, size_t row, struct hinge_text *key)
{
    char buffer[HINGE_AXIS_TEXT];
    key->length = 0;
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        hinge_text_printf(key, "%s\n", hinge_axis_text(table, k, row, buffer));
}

/* What was lifted in each level of a column; of all rows together without one, and of each task
 * apart. Returns how many, in the order of rows; 0 where no load is known. */
static size_t find_lifted(const struct hinge_table *table, const size_t *row, size_t n,
                          const char *column, bool tasks, struct lifted *level)
{
    const struct hinge_column *load = column_of(table, "load_kg"),
                              *names = column != NULL ? column_of(table, column) : NULL;
    cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    size_t first = 0;
    while (load != NULL && load->number != NULL && first < n && isnan(load->number[row[first]]))
        first++;
    if (load == NULL || load->number == NULL || first == n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const char *name = word_in(names, row[i]),
                   *task = tasks ? hinge_task_key(table, row[i]) : "";
        const double kg = load->number[row[i]];
        const size_t known = levels.n;
        if (column != NULL && *name == '\0')
            continue;
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s", name, task);
        struct lifted *its = &level[hinge_intern_number(&levels, hinge_text_string(&key))];
        if (levels.n > known)
            *its = (struct lifted){name, task, INFINITY, -INFINITY, false};
        its->unknown = its->unknown || isnan(kg);
        its->low = fmin(its->low, kg);
        its->high = fmax(its->high, kg);
    }
    return levels.n;
}

/* Two levels of a task, of which one lifted a single load outside the range of the other's. Returns
 * their column; NULL: there are none. */
static const char *loads_apart(const struct hinge_table *table, const size_t *row, size_t n,
                               struct lifted pair[2])
{
    static const char *const column[] = {"group", "cue"};
    const char *found = NULL;
    cleared_by(freed) struct lifted *level = hinge_alloc(n, sizeof *level);
    for (size_t c = 0; c < 2 && found == NULL; c++) {
        const size_t levels = find_lifted(table, row, n, column[c], true, level);
        for (size_t k = 0; k < levels * levels && found == NULL; k++) {
            const struct lifted *one = &level[k / levels], *others = &level[k % levels];
            const bool none = one->low > one->high, single = one->low == one->high && !one->unknown;
            if (strcmp(one->task, others->task) != 0 ||
                !(none ? !others->unknown
                       : single && (one->low < others->low || one->low > others->high)))
                continue;
            const bool heavier = one->high > others->high; /* that first, an unknown load last */
            found = column[c];
            pair[0] = heavier ? *one : *others;
            pair[1] = heavier ? *others : *one;
        }
    }
    return found;
}

/* Whether a text is a date; key: year, month and day. */
static bool date_of(const char *text, char key[9])
{
    static const char *const forms[] = {"yyyy-mm-dd", "yyyymmdd", "dd.mm.yyyy"};
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        size_t i = 0, of_year = 0, of_month = 4, of_day = 6;
        for (; text[i] != '\0' && forms[f][i] != '\0'; i++) {
            const char place = forms[f][i];
            if (isalpha((unsigned char)place) == 0 ? text[i] != place
                                                   : isdigit((unsigned char)text[i]) == 0)
                break;
            if (place == 'y')
                key[of_year++] = text[i];
            else if (place == 'm')
                key[of_month++] = text[i];
            else if (place == 'd')
                key[of_day++] = text[i];
        }
        key[8] = '\0';
        if (text[i] == '\0' && forms[f][i] == '\0')
            return true;
    }
    return false;
}

double hinge_day_of(const char *text)
{
    char key[9];
    if (!date_of(text, key))
        return (double)NAN;
    /* a year begins in March, so that a leap day is its last */
    const long all = strtol(key, NULL, 10), month = (all / 100 % 100 + 9) % 12,
               year = all / 10000 - (month > 9), leap = year / 4 - year / 100 + year / 400,
               day = 365 * year + leap + (153 * month + 2) / 5 + all % 100;
    return (double)day;
}

/* A visit of somebody, and when: a day, or its row. */
struct came {
    size_t person, visit, row;
    double when;
};

static int compare_came(const void *a, const void *b)
{
    const struct came *x = a, *y = b;
    return x->person != y->person ? (x->person > y->person) - (x->person < y->person)
           : x->when != y->when   ? (x->when > y->when) - (x->when < y->when)
                                  : (x->row > y->row) - (x->row < y->row);
}

/* Which visit of a person each is, on the mean of people. */
static void find_places(const struct hinge_table *table, const char *column,
                        const char *const *name, size_t n, double *place)
{
    const struct hinge_column *visits = column_of(table, column);
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0}, pairs = {0};
    cleared_by(freed) struct came *came = hinge_alloc(table->rows + 1, sizeof *came);
    cleared_by(freed) struct hinge_mean *mean = hinge_alloc(n, sizeof *mean);
    bool dated = true;
    for (size_t r = 0; r < table->rows; r++) {
        const size_t visit = hinge_name_at(name, n, word_in(visits, r)), known = pairs.n;
        const size_t pair[] = {
            hinge_intern_number(&people, hinge_table_word(table, "participant", r)), visit};
        const double day = hinge_day_of(hinge_table_word(table, "date", r));
        dated = dated && !isnan(day);
        if (visit == n)
            continue;
        const size_t at = hinge_intern_numbers(&pairs, pair, 2);
        if (pairs.n > known)
            came[at] = (struct came){pair[0], visit, r, day};
    }
    for (size_t i = 0; i < pairs.n && !dated; i++)
        came[i].when = 0;
    qsort(came, pairs.n, sizeof *came, compare_came);
    for (size_t i = 0, from = 0; i < pairs.n; i++) {
        from = came[i].person == came[from].person ? from : i;
        hinge_mean_add(&mean[came[i].visit], (double)(i - from));
    }
    for (size_t i = 0; i < n; i++)
        place[i] = hinge_mean_of(&mean[i]);
}

/* Where a name stands: behind so many of those with a place, then by the list, then as sorted. */
struct visit {
    const char *name;
    double behind, place;
    size_t at;
};

static int compare_visits(const void *a, const void *b)
{
    const struct visit *x = a, *y = b;
    return x->behind != y->behind ? (x->behind > y->behind) - (x->behind < y->behind)
           : x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                  : (x->at > y->at) - (x->at < y->at);
}

void hinge_visits_sort(const struct hinge_table *table, const char *column, const char **name,
                       size_t n)
{
    size_t known = 0;
    hinge_levels_sort(name, n);
    while (known < n && hinge_level_is_placed(name[known]))
        known++;
    if (n < 2 || known == n)
        return;
    cleared_by(freed) double *place = hinge_alloc(n, sizeof *place);
    cleared_by(freed) struct visit *visit = hinge_alloc(n, sizeof *visit);
    find_places(table, column, name, n, place);
    for (size_t i = 0; i < n; i++) {
        visit[i] = (struct visit){name[i], (double)i + 0.5, place[i], i};
        if (i < known)
            continue;
        for (size_t k = known; k < n; k++) /* of "week 2" and "week 10" numbers tell */
            if (hinge_levels_alike(name[k], name[i]))
                visit[i].place = fmin(visit[i].place, place[k]);
        visit[i].behind = 0;
        for (size_t k = 0; k < known; k++)
            if (place[k] < visit[i].place || hinge_levels_are_ordered(name[k], name[i]))
                visit[i].behind = (double)(k + 1);
        if (*name[i] == '\0')
            visit[i].behind = INFINITY;
    }
    qsort(visit, n, sizeof *visit, compare_visits);
    for (size_t i = 0; i < n; i++)
        name[i] = visit[i].name;
}

/* The levels of a condition in their order; no level comes last, but of cues. */
static void sort_levels(const struct hinge_table *table, size_t k, const char **name, size_t n)
{
    if (k == STAGE)
        hinge_visits_sort(table, "stage", name, n);
    else
        hinge_levels_sort(name, n);
    const size_t at = k == CUE ? n : hinge_name_at(name, n, "");
    for (size_t i = at; i + 1 < n; i++) {
        name[i] = name[i + 1];
        name[i + 1] = "";
    }
}

/* The sessions in their order, and place[session] of each there. */
static const char **in_order(const struct hinge_table *table, struct hinge_arena *arena,
                             struct hinge_intern *sessions, size_t *place)
{
    const char **name = hinge_arena_alloc(arena, sessions->n + 1, sizeof *name);
    for (size_t s = 0; s < sessions->n; s++)
        name[s] = sessions->text[s];
    hinge_visits_sort(table, "session", name, sessions->n);
    for (size_t s = 0; s < sessions->n; s++)
        place[hinge_intern_number(sessions, name[s])] = s;
    return name;
}

/* A day of somebody. */
struct day {
    size_t person, row;
    char date[9]; /* year, month, day */
};

static int compare_days(const void *a, const void *b)
{
    const struct day *x = a, *y = b;
    return x->person != y->person ? (x->person > y->person) - (x->person < y->person)
                                  : strcmp(x->date, y->date);
}

void hinge_stages_add(struct hinge_table *table)
{
    cleared_by(hinge_intern_clear) struct hinge_intern sessions = {0}, people = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    bool any = false;
    size_t *first = hinge_arena_alloc(&arena, table->rows + 1, sizeof *first),
           *person = hinge_arena_alloc(&arena, table->rows + 1, sizeof *person),
           *session = hinge_arena_alloc(&arena, table->rows + 1, sizeof *session);
    const char **text = hinge_arena_alloc(&arena, table->rows + 1, sizeof *text);
    for (size_t r = 0; r < table->rows; r++)
        person[r] = hinge_intern_number(&people, hinge_table_word(table, "participant", r));
    /* `text`: what a session is called before a retest joins it: its name, of a date the rank among
     * the person's */
    struct day *day = hinge_arena_alloc(&arena, table->rows + 1, sizeof *day);
    size_t n = 0, rank = 0;
    for (size_t r = 0; r < table->rows; r++) {
        text[r] = hinge_table_word(table, "session", r);
        day[n] = (struct day){person[r], r, ""};
        n += date_of(text[r], day[n].date);
    }
    qsort(day, n, sizeof *day, compare_days);
    for (size_t i = 0; i < n; i++) {
        rank = i == 0 || day[i].person != day[i - 1].person ? 1
               : compare_days(&day[i], &day[i - 1]) != 0    ? rank + 1
                                                            : rank;
        text[day[i].row] = hinge_arena_printf(&arena, "%zu", rank);
    }
    for (size_t r = table->rows; r-- > 0;) {
        session[r] = hinge_intern_number(&sessions, text[r]);
        first[person[r]] = session[r];
    }
    for (size_t r = 0; r < table->rows; r++)
        any = any || (*people.text[person[r]] != '\0' && first[person[r]] != session[r]) ||
              hinge_stage_of(text[r]) == HINGE_STAGE_PRACTICE;
    if (any) {
        size_t *place = hinge_arena_alloc(&arena, sessions.n, sizeof *place);
        const char **name = in_order(table, &arena, &sessions, place),
                   **level = hinge_arena_alloc(&arena, sessions.n, sizeof *level),
                   **alike = hinge_arena_alloc(&arena, sessions.n, sizeof *alike);
        /* the list says that nothing happened before it: since the visit that most of those who
         * did it again had before it, which no other person's is. Where more people have the visit
         * without being said to do it again, it is none. */
        cleared_by(hinge_intern_clear) struct hinge_intern pairs = {0};
        struct came *came = hinge_arena_alloc(&arena, table->rows + 1, sizeof *came);
        size_t *votes = hinge_arena_alloc(&arena, table->rows + 1, sizeof *votes),
               *most = hinge_arena_alloc(&arena, sessions.n, sizeof *most),
               *others = hinge_arena_alloc(&arena, sessions.n, sizeof *others),
               *root = hinge_arena_alloc(&arena, sessions.n, sizeof *root);
        for (size_t r = 0; r < table->rows; r++)
            came[r] = (struct came){person[r], place[session[r]], r, (double)place[session[r]]};
        qsort(came, table->rows, sizeof *came, compare_came);
        for (size_t i = 0; i < sessions.n; i++)
            root[i] = i;
        for (size_t i = 0, end = 0, last = SIZE_MAX; i < table->rows; last = i, i = end) {
            const size_t visit = came[i].visit; /* of a person, of whom `last` is the one before */
            bool again = false;
            for (; end < table->rows && came[end].person == came[i].person &&
                   came[end].visit == visit;
                 end++)
                again = again || hinge_table_number(table, "retest", came[end].row) > 0 ||
                        strcmp(hinge_table_word(table, "retest", came[end].row), "1") == 0;
            if (last == SIZE_MAX || came[last].person != came[i].person)
                continue;
            others[visit] += !again;
            const size_t pair[] = {visit, came[last].visit};
            const size_t so_many = again ? ++votes[hinge_intern_numbers(&pairs, pair, 2)] : 0;
            if (so_many > most[visit]) {
                most[visit] = so_many;
                root[visit] = came[last].visit;
            }
        }
        for (size_t i = 0; i < sessions.n; i++) /* most came for another reason */
            root[i] = others[i] > most[i] ? i : root[i];
        /* what each session is as a level: the stage of its name, or itself; a declared retest that
         * of the session before it, joined */
        for (size_t i = 0; i < sessions.n; i++) {
            const enum hinge_stage stage = stage_called(name[i]);
            root[i] = root[root[i]];
            level[i] = stage != HINGE_STAGE_NONE ? hinge_stage_name(stage) : name[i];
        }
        for (size_t i = 0; i < sessions.n; i++) {
            cleared_by(hinge_text_clear) struct hinge_text all = {0};
            size_t joined = 0;
            for (size_t k = i; k < sessions.n; k++)
                if (root[k] == i)
                    alike[joined++] = name[k];
            hinge_list_words(&all, alike, joined, " and ");
            for (size_t k = i; k < sessions.n && joined > 1; k++)
                if (root[k] == i)
                    level[k] = hinge_arena_strdup(&arena, hinge_text_string(&all));
        }
        const long found = hinge_table_find(table, "stage");
        const size_t at = found >= 0
                              ? (size_t)found
                              : hinge_table_add_column(table, "stage", HINGE_COLUMN_TEXT, "", 0);
        for (size_t r = 0; r < table->rows; r++)
            hinge_table_set_text(table, at, r, level[place[session[r]]]);
    }
}

bool hinge_people_vary(const struct hinge_table *table, const char *participant, const char *column)
{
    const struct hinge_column *c = column_of(table, column), *who = column_of(table, participant);
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0};
    cleared_by(freed) size_t *first = hinge_alloc(table->rows + 1, sizeof *first);
    bool vary = false;
    for (size_t r = 0; c != NULL && r < table->rows && !vary; r++) {
        const size_t known = people.n, p = hinge_intern_number(&people, word_in(who, r));
        if (people.n > known)
            first[p] = r;
        const size_t one = first[p];
        vary = c->type != HINGE_COLUMN_NUMBER ? strcmp(word_in(c, one), word_in(c, r)) != 0
               : isnan(c->number[one])        ? !isnan(c->number[r])
                                              : c->number[one] != c->number[r];
    }
    return vary;
}

/* A condition of a person in a session, and its mean place there. */
struct placed {
    const char *level;
    double place, n;
};

static int by_place(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    return p->place != q->place ? (p->place < q->place ? -1 : 1) : strcmp(p->level, q->level);
}

/* A recording that counts; its session by its place in the order of sessions. */
struct counted {
    size_t person, session, row;
};

static int compare_counted(const void *a, const void *b)
{
    const struct counted *p = a, *q = b;
    return p->person != q->person     ? (p->person > q->person) - (p->person < q->person)
           : p->session != q->session ? (p->session > q->session) - (p->session < q->session)
                                      : (p->row > q->row) - (p->row < q->row);
}

/* Appends "none then dowel": the conditions of n recordings of a person in a session, in their
 * order; those of the same mean place are joined by "and". False: a place is not known, or there is
 * one condition. */
static bool add_sequence(const struct hinge_table *table, size_t axis,
                         const struct counted *recording, size_t n, struct hinge_text *out)
{
    cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
    char buffer[HINGE_AXIS_TEXT];
    cleared_by(freed) struct placed *of = hinge_alloc(n, sizeof *of);
    bool known = true;
    for (size_t i = 0; i < n; i++) {
        const size_t row = recording[i].row;
        const size_t k = hinge_intern_number(&levels, hinge_axis_text(table, axis, row, buffer));
        of[k].place += hinge_table_number(table, "cond_order", row);
        of[k].n++;
    }
    for (size_t k = 0; k < levels.n; k++) {
        of[k].level = levels.text[k];
        of[k].place /= of[k].n;
        known = known && !isnan(of[k].place) && *of[k].level != '\0';
    }
    known = known && levels.n > 1;
    if (known)
        qsort(of, levels.n, sizeof *of, by_place);
    for (size_t k = 0; k < levels.n && known; k++)
        hinge_text_printf(out, "%s%s",
                          k == 0                          ? ""
                          : of[k].place > of[k - 1].place ? " then "
                                                          : " and ",
                          of[k].level);
    return known;
}

void hinge_sequences_add(struct hinge_table *table)
{
    static const char *const factor[] = {"cue", "load_kg"};
    if (hinge_table_find(table, "cond_order") < 0 || hinge_table_find(table, "sequence") >= 0)
        return;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text one = {0};
    size_t *person = hinge_arena_alloc(&arena, table->rows + 1, sizeof *person);
    struct counted *counted = hinge_arena_alloc(&arena, table->rows + 1, sizeof *counted);
    const char **text = hinge_arena_alloc(&arena, table->rows + 1, sizeof *text);
    /* the recordings that count by person, session and row, and the person of each row (0: nobody)
     */
    cleared_by(hinge_intern_clear) struct hinge_intern sessions = {0}, people = {0};
    size_t *session = hinge_arena_alloc(&arena, table->rows + 1, sizeof *session), n = 0;
    hinge_intern_number(&people, "");
    for (size_t r = 0; r < table->rows; r++) {
        session[r] = hinge_intern_number(&sessions, hinge_table_word(table, "session", r));
        person[r] = hinge_intern_number(&people, hinge_table_word(table, "participant", r));
    }
    size_t *place = hinge_arena_alloc(&arena, sessions.n + 1, sizeof *place);
    in_order(table, &arena, &sessions, place);
    for (size_t r = 0; r < table->rows; r++)
        if (person[r] > 0 && hinge_recording_counts(hinge_table_word(table, "role", r)))
            counted[n++] = (struct counted){person[r], place[session[r]], r};
    qsort(counted, n, sizeof *counted, compare_counted);
    bool any = false;
    for (size_t f = 0; f < 2 && !any; f++)
        for (size_t i = 0, end; i < n; i = end) {
            cleared_by(hinge_intern_clear) struct hinge_intern orders = {0};
            for (end = i; end < n && counted[end].person == counted[i].person;) {
                const size_t from = end;
                while (end < n && counted[end].person == counted[from].person &&
                       counted[end].session == counted[from].session)
                    end++;
                one.length = 0;
                if (add_sequence(table, hinge_axis_of(factor[f]), counted + from, end - from, &one))
                    hinge_intern_number(&orders, hinge_text_string(&one));
            }
            one.length = 0;
            hinge_text_join(&one, orders.text, orders.n, "; ");
            if (orders.n > 0)
                text[counted[i].person] = hinge_arena_strdup(&arena, hinge_text_string(&one));
            any = any || orders.n > 0;
        }
    if (any) {
        const size_t at = hinge_table_add_column(table, "sequence", HINGE_COLUMN_TEXT, "", 0);
        for (size_t r = 0; r < table->rows; r++)
            if (text[person[r]] != NULL)
                hinge_table_set_text(table, at, r, text[person[r]]);
    }
}

/* The levels of a condition that each person has where everything else is alike; of a cue in
 * whichever session. */
struct held_levels {
    struct hinge_intern people, cells, levels;
    size_t *person, *of_cell, *n; /* [row]: person, SIZE_MAX: nobody; [cell]: person, levels */
    size_t several;               /* people with two or more */
};

static void find_held(const struct hinge_table *table, const size_t *row, size_t n, size_t axis,
                      struct held_levels *held)
{
    const struct hinge_column *column[HINGE_AXES];
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    char buffer[HINGE_AXIS_TEXT];
    *held = (struct held_levels){.person = hinge_alloc(n, sizeof *held->person),
                                 .of_cell = hinge_alloc(n, sizeof *held->of_cell),
                                 .n = hinge_alloc(n, sizeof *held->n)};
    for (size_t k = TASK; k < HINGE_AXES; k++)
        column[k] = column_of(table, hinge_axes[k].column);
    for (size_t i = 0; i < n; i++) {
        const char *who = hinge_table_word(table, "participant", row[i]);
        held->person[i] = *who != '\0' ? hinge_intern_number(&held->people, who) : SIZE_MAX;
        key.length = 0;
        hinge_text_adds(&key, who);
        for (size_t k = TASK; k < HINGE_AXES; k++)
            if (k != axis && !(axis == CUE && k == STAGE))
                hinge_text_printf(&key, "\n%s",
                                  k == TASK ? hinge_task_key(table, row[i])
                                            : text_in(column[k], k, row[i], buffer));
        const size_t cell = hinge_intern_number(&held->cells, hinge_text_string(&key));
        hinge_text_printf(&key, "\n\n%s", text_in(column[axis], axis, row[i], buffer));
        const size_t known = held->levels.n;
        hinge_intern_number(&held->levels, hinge_text_string(&key));
        held->of_cell[cell] = held->person[i];
        held->n[cell] += held->levels.n > known;
    }
    cleared_by(freed) bool *several = hinge_alloc(held->people.n + 1, sizeof *several);
    for (size_t c = 0; c < held->cells.n; c++)
        if (held->n[c] > 1 && held->of_cell[c] != SIZE_MAX)
            several[held->of_cell[c]] = true;
    for (size_t p = 0; p < held->people.n; p++)
        held->several += several[p];
}

static void clear_held(struct held_levels *held)
{
    hinge_intern_clear(&held->people);
    hinge_intern_clear(&held->cells);
    hinge_intern_clear(&held->levels);
    free(held->person);
    free(held->of_cell);
    free(held->n);
}

/* Sessions, cues and raters are conditions if a quarter of the people, and 3 of them or half, have
 * two; else who has two has a visit too many (hinge_strays_find). */
static bool is_condition(const struct held_levels *held)
{
    return 4 * held->several >= held->people.n && held->several > 0 &&
           (held->several >= 3 || 2 * held->several >= held->people.n);
}

static bool is_asked(const char *asked, size_t k)
{
    return hinge_listed(asked, ',', hinge_axes[k].column) ||
           (k == STAGE && hinge_listed(asked, ',', "session")) ||
           (k == COUNTED && hinge_listed(asked, ',', "task"));
}

void hinge_axes_differ(const struct hinge_table *table, const size_t *row, size_t n,
                       const char *asked, bool differs[HINGE_AXES])
{
    for (size_t k = 0; k < HINGE_AXES; k++) {
        const struct hinge_column *column = column_of(table, hinge_axes[k].column);
        size_t i = 1;
        differs[k] = false;
        if (column == NULL || is_asked(asked, k))
            continue;
        while (i < n && same_in(table, column, k, row[0], row[i]))
            i++;
        differs[k] = i < n;
        if (differs[k] && (k == STAGE || k > LOAD)) {
            cleared_by(clear_held) struct held_levels held;
            find_held(table, row, n, k, &held);
            differs[k] = is_condition(&held);
        }
    }
    /* loads that are each person's own are nothing that an effect could hide in */
    cleared_by(hinge_intern_clear) struct hinge_intern cells = {0}, loads = {0};
    cleared_by(hinge_text_clear) struct hinge_text cell = {0};
    for (size_t i = 0; i < n && differs[LOAD]; i++) {
        char buffer[HINGE_AXIS_TEXT];
        cell.length = 0;
        hinge_text_printf(&cell, "%s\n%s\n%s", hinge_table_word(table, "participant", row[i]),
                          hinge_table_word(table, "cue", row[i]), hinge_task_key(table, row[i]));
        hinge_intern_number(&cells, hinge_text_string(&cell));
        hinge_text_printf(&cell, "\n%s", hinge_axis_text(table, LOAD, row[i], buffer));
        hinge_intern_number(&loads, hinge_text_string(&cell));
    }
    struct lifted pair[2];
    differs[LOAD] =
        loads.n > cells.n || (differs[LOAD] && loads_apart(table, row, n, pair) != NULL);
}

void hinge_loads_words(const struct hinge_table *table, const size_t *row, size_t n,
                       const bool differs[HINGE_AXES], const struct hinge_label_list *labels,
                       const char *(*label)(const struct hinge_label_list *, const char *id),
                       struct hinge_text *out)
{
    cleared_by(freed) struct lifted *level = hinge_alloc(n + 2, sizeof *level);
    const char *apart = loads_apart(table, row, n, level), *column = apart;
    size_t levels = apart != NULL ? 2 : 0, various = 0;
    if (apart == NULL && !differs[LOAD]) {
        column = "group";
        levels = find_lifted(table, row, n, column, false, level);
        if (levels == 0)
            levels = find_lifted(table, row, n, column = NULL, false, level);
        for (size_t k = 0; k < levels; k++)
            various +=
                level[k].low < level[k].high || (level[k].unknown && level[k].low == level[k].high);
        levels = various > 0 ? levels : 0;
    }
    const bool cues = column != NULL && strcmp(column, "cue") == 0;
    for (size_t k = 0; k < levels; k++) {
        const struct lifted *its = &level[k];
        char words[200], low[HINGE_AXIS_TEXT], high[HINGE_AXIS_TEXT];
        const char *where = hinge_place_words(column != NULL ? column : "", false, its->level,
                                              label == NULL ? NULL : label(labels, its->level),
                                              words, sizeof words);
        if (column == NULL || cues)
            hinge_text_adds(out, k == 0 ? "people lifted " : "");
        else
            hinge_text_printf(out, "%s%s ", where + strlen("in "), k == 0 ? " lifted" : "");
        if (its->low <= its->high) {
            hinge_text_adds(out, hinge_number_format(its->low, low));
            if (its->low < its->high)
                hinge_text_printf(out, " to %s", hinge_number_format(its->high, high));
            hinge_text_adds(out, its->unknown ? " kg or an unknown load" : " kg");
        } else {
            hinge_text_adds(out, "an unknown load");
        }
        if (cues)
            hinge_text_printf(out, " %s", where);
        hinge_text_adds(out, hinge_list_joint(levels - 1 - k, " and "));
    }
    if (apart != NULL && differs[LOAD])
        hinge_text_adds(out, ", so they are not compared");
}

void hinge_cell_filter(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t row,
                       struct hinge_text *filter)
{
    enum { MOST_NAMED = 6 };
    char text[HINGE_AXIS_TEXT];
    for (size_t k = 0; k < HINGE_AXES; k++) {
        if (!differs[k])
            continue;
        /* of a task or a session there may be several */
        cleared_by(hinge_intern_clear) struct hinge_intern words = {0};
        const char *column = k == STAGE ? "session" : hinge_axes[k].column;
        for (size_t i = 0; (k == TASK || k == STAGE) && i < table->rows; i++)
            if (i == row || same(table, k, row, i))
                hinge_intern_number(&words, hinge_table_word(table, column, i));
        bool one = true; /* a date is the first visit of one person, the second of another */
        for (size_t i = 0; k == STAGE && i < table->rows && one; i++)
            for (size_t w = 0; w < words.n && one; w++)
                one = strcmp(words.text[w], hinge_table_word(table, column, i)) != 0 ||
                      same(table, k, row, i);
        if (words.n == 0 || !one || (k == STAGE && words.n > MOST_NAMED)) {
            words.n = 0;
            column = hinge_axes[k].column;
            hinge_intern_number(&words, hinge_axis_text(table, k, row, text));
        }
        hinge_condition_add(filter, column, words.text[0]);
        for (size_t w = 1; w < words.n; w++) {
            hinge_text_adds(filter, ",");
            hinge_text_item(filter, words.text[w]);
        }
    }
}

bool hinge_in_cell(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t cell,
                   size_t row)
{
    size_t k = 0;
    while (k < HINGE_AXES && (!differs[k] || same(table, k, cell, row)))
        k++;
    return k == HINGE_AXES;
}

/* --- the main cell --- */

bool hinge_kind_before(const struct hinge_kind_rank *a, const struct hinge_kind_rank *b)
{
    return a->held != b->held               ? a->held
           : a->spine != b->spine           ? a->spine
           : a->people != b->people         ? a->people > b->people
           : a->counted != b->counted       ? a->counted
           : a->recordings != b->recordings ? a->recordings > b->recordings
                                            : strcmp(a->tier, b->tier) < 0;
}

/* Of n rows keeps those of the level that comes first: of a kind (axis 0), the task, the stage or
 * the load. Returns how many. */
static size_t keep_first(const struct hinge_table *table, size_t *row, size_t n, size_t axis,
                         const bool differs[HINGE_AXES])
{
    cleared_by(freed) struct level {
        struct hinge_kind_rank rank;
        const char *text; /* of a condition */
        double practised, kg;
        double first[5]; /* of two levels the one with more of these, from left to right */
    } *level = hinge_alloc(n, sizeof *level);
    cleared_by(hinge_intern_clear) struct hinge_intern levels = {0}, people = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    cleared_by(freed) size_t *of = hinge_alloc(n, sizeof *of);
    size_t best = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        char buffer[HINGE_AXIS_TEXT];
        const char *who = hinge_table_word(table, "participant", row[i]);
        const enum hinge_stage stage =
            hinge_stage_of(hinge_axis_text(table, STAGE, row[i], buffer));
        const size_t known = levels.n;
        key.length = 0;
        hinge_text_adds(&key, ""); /* none is a text, too */
        for (size_t k = axis; k < (axis == 0 ? HINGE_EVIDENCE_AXES : axis + 1); k++)
            if (differs[k])
                hinge_text_printf(&key, "%s\n", hinge_axis_key(table, k, row[i], buffer));
        of[i] = hinge_intern_number(&levels, hinge_text_string(&key));
        struct level *of_level = &level[of[i]];
        if (levels.n > known) {
            const double kg = hinge_table_number(table, "load_kg", row[i]);
            const char *tier = hinge_table_word(table, "tier", row[i]);
            of_level->rank.tier = tier;
            of_level->rank.spine = (*tier == 'A' || *tier == 'B') &&
                                   !(hinge_table_number(table, "inferred", row[i]) > 0);
            of_level->rank.counted =
                strcmp(hinge_axis_text(table, COUNTED, row[i], buffer), "no") != 0;
            of_level->kg = isnan(kg) ? (double)INFINITY : kg; /* an unknown load is the last */
            of_level->text = axis == 0
                                 ? ""
                                 : hinge_arena_strdup(&levels.arena,
                                                      hinge_axis_text(table, axis, row[i], buffer));
        }
        key.length = 0; /* who names nobody is a person of their own */
        hinge_text_printf(&key, "%zu\n%s\n%zu", of[i], who, *who == '\0' ? row[i] : 0);
        const size_t seen = people.n;
        hinge_intern_number(&people, hinge_text_string(&key));
        of_level->rank.people += people.n > seen;
        of_level->rank.recordings++;
        of_level->practised += stage == HINGE_STAGE_PRACTICE;
    }
    cleared_by(freed) const char **name = hinge_alloc(levels.n + 1, sizeof *name);
    for (size_t k = 0; k < levels.n; k++)
        name[k] = level[k].text;
    if (axis >= TASK)
        sort_levels(table, axis, name, levels.n);
    for (size_t k = 0; k < levels.n; k++) {
        struct level *a = &level[k], *b = &level[best];
        const double place = -(double)hinge_name_at(name, levels.n, a->text);
        const bool daily = axis == TASK && hinge_task_find(a->text)->daily;
        /* a hinge leads, in whichever order the list has them */
        const double first[HINGE_AXES][5] = {[TASK] = {a->practised, a->rank.people, !daily,
                                                       a->rank.recordings, place},
                                             [STAGE] = {place},
                                             [LOAD] = {a->rank.people, -a->kg},
                                             [CUE] = {place},
                                             [RATER] = {a->rank.people, place}};
        size_t at = 0;
        memcpy(a->first, first[axis], sizeof a->first);
        while (at < 4 && a->first[at] == b->first[at])
            at++;
        if (axis == 0 ? hinge_kind_before(&a->rank, &b->rank) : a->first[at] > b->first[at])
            best = k;
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] == best)
            row[kept++] = row[i];
    return kept;
}

bool hinge_is_retest(const struct hinge_table *table, size_t row)
{
    const char *level = hinge_table_word(table, "stage", row);
    return strstr(level, " and ") != NULL && /* of most levels the session is not needed */
           strcmp(level, hinge_table_word(table, "session", row)) != 0;
}

bool hinge_are_sessions(const struct hinge_table *table, const size_t *row, size_t n,
                        const char *from, const char *to)
{
    bool one = false, other = false;
    for (size_t i = 0; i < n; i++) {
        const char *session = hinge_table_word(table, "session", row[i]);
        one = one || strcmp(session, from) == 0;
        other = other || strcmp(session, to) == 0;
    }
    return one && other;
}

void hinge_retest_add(struct hinge_text *text, const struct hinge_table *table, const size_t *row,
                      size_t n, const char *from, const char *to)
{
    if (!hinge_are_sessions(table, row, n, from, to)) {
        hinge_text_adds(text, "give the list a column retest, with 1 in later recordings");
        return;
    }
    hinge_text_adds(text, "write retest = ");
    hinge_text_item(text, from);
    hinge_text_adds(text, ",");
    hinge_text_item(text, to);
    hinge_text_adds(text, " under [ingest]");
}

struct hinge_level_change hinge_change_of(const struct hinge_table *table, const size_t *row,
                                          size_t n, const char *name)
{
    const size_t k = hinge_axis_of(name);
    const struct hinge_column *column = column_of(table, name);
    struct hinge_level_change change = {NULL, NULL};
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0}, levels = {0}, pairs = {0};
    for (size_t i = 0; i < n; i++)
        hinge_intern_number(&levels, word_in(column, row[i]));
    cleared_by(freed) const char **sorted = hinge_alloc(levels.n + 1, sizeof *sorted);
    for (size_t l = 0; l < levels.n; l++)
        sorted[l] = levels.text[l];
    sort_levels(table, k, sorted, levels.n);
    for (size_t l = levels.n; l-- > 0;)
        change.from = *sorted[l] != '\0' ? sorted[l] : change.from;
    /* people with the first, and of these with each other level */
    for (size_t i = 0; i < n && change.from != NULL; i++)
        if (strcmp(word_in(column, row[i]), change.from) == 0)
            hinge_intern_number(&people, hinge_table_word(table, "participant", row[i]));
    const size_t all = people.n;
    cleared_by(freed) size_t *with = hinge_alloc(levels.n + 1, sizeof *with);
    for (size_t i = 0; i < n && change.from != NULL; i++) {
        const size_t at = hinge_intern_number(&levels, word_in(column, row[i])), known = pairs.n,
                     who = hinge_intern_number(&people,
                                               hinge_table_word(table, "participant", row[i]));
        if (who < all)
            hinge_intern_numbers(&pairs, (size_t[]){who, at}, 2);
        with[at] += pairs.n > known;
    }
    /* of visits the latest that half of them have, else the first that somebody has */
    bool any = false, half = false;
    for (size_t l = 0; l < levels.n; l++) {
        const size_t has = with[hinge_intern_number(&levels, sorted[l])];
        if (*sorted[l] == '\0' || sorted[l] == change.from)
            continue;
        any = any || has > 0;
        const bool next = k == STAGE && 2 * has >= all &&
                          !(half && (hinge_stage_of(change.to) == HINGE_STAGE_AFTER ||
                                     hinge_level_is_followed(change.to, sorted[l])));
        if (next || (change.to == NULL && (k != STAGE || has > 0)))
            change.to = sorted[l];
        half = half || next;
    }
    change.to = any ? change.to : NULL;
    for (size_t i = 0; i < n && change.from != NULL; i++) { /* as the table has them */
        const char *level = word_in(column, row[i]);
        change.from = strcmp(level, change.from) == 0 ? level : change.from;
        change.to = change.to != NULL && strcmp(level, change.to) == 0 ? level : change.to;
    }
    return change;
}

/* The rows of a person that do not count, of people with several levels of a condition that is
 * none; added to `found`. */
static struct hinge_stray *stray_of(struct hinge_arena *arena, const struct hinge_table *table,
                                    const size_t *row, size_t n, const struct held_levels *held,
                                    size_t k, size_t person, size_t main, bool *stray,
                                    struct hinge_stray *found, size_t *n_found)
{
    const char *best = NULL, *first = NULL;
    cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
    char buffer[HINGE_AXIS_TEXT];
    /* who has "after" alone has no value before (stages have names) */
    const char *held_level = hinge_axis_text(table, k, main, buffer);
    const bool before = k == STAGE && hinge_stage_of(held_level) == HINGE_STAGE_BEFORE;
    bool several = false;
    for (size_t c = 0; c < held->cells.n; c++)
        several = several || (held->of_cell[c] == person && held->n[c] > 1);
    for (size_t i = 0; i < n && (several || before); i++) {
        if (held->person[i] != person)
            continue;
        const size_t at = hinge_intern_number(&levels, hinge_axis_text(table, k, row[i], buffer));
        best = same(table, k, row[i], main) ? levels.text[at] : best;
    }
    cleared_by(freed) const char **name = hinge_alloc(levels.n + 1, sizeof *name);
    if (levels.n > 0) {
        memcpy(name, levels.text, levels.n * sizeof *name);
        sort_levels(table, k, name, levels.n);
        first = name[0];
    }
    const bool alone =
        before && best == NULL && first != NULL && hinge_stage_of(first) != HINGE_STAGE_NONE;
    several = several || alone;
    best = best != NULL || alone ? best : first;
    for (size_t i = 0; i < n && several; i++)
        if (held->person[i] == person &&
            (alone || strcmp(hinge_axis_text(table, k, row[i], buffer), best) != 0))
            stray[i] = true;
    if (several) {
        found = hinge_arena_grow(arena, found, *n_found, *n_found + 1, sizeof *found);
        found[(*n_found)++] =
            (struct hinge_stray){.who = hinge_arena_strdup(arena, held->people.text[person]),
                                 .column = hinge_axes[k].column,
                                 .level = hinge_arena_strdup(arena, alone ? first : best),
                                 .levels = alone ? 0 : levels.n,
                                 .first = k == STAGE && first == best};
    }
    return found;
}

const char *hinge_stray_words(const struct hinge_stray *stray, char buffer[160])
{
    static const char *const number[] = {"two", "three", "four", "five", "six"};
    const bool few = stray->levels - 2 < sizeof number / sizeof *number;
    char many[24];
    const bool load = strcmp(stray->column, "load_kg") == 0;
    const char *what = load ? "load" : hinge_axis_called(stray->column);
    snprintf(many, sizeof many, few ? "%s" : "several", few ? number[stray->levels - 2] : "");
    if (stray->levels == 0)
        snprintf(buffer, 160, "%.60s was recorded %.40s, not before, and does not count",
                 stray->who, stray->level);
    else if (stray->first)
        snprintf(buffer, 160, "%.60s has %s %ss; the first counts", stray->who, many, what);
    else
        snprintf(buffer, 160, "%.60s has %s %ss; %s %.40s%s counts", stray->who, many, what,
                 load ? "that of" : what, stray->level, load ? " kg" : "");
    return buffer;
}

void hinge_again_find(const struct hinge_table *table, const size_t *row, size_t n,
                      const char *asked, bool *again)
{
    enum { NONE, CUED, KINDS };
    const struct hinge_column *cue = column_of(table, "cue"),
                              *order = column_of(table, "cond_order");
    cleared_by(hinge_intern_clear) struct hinge_intern visits = {0}, people = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    memset(again, 0, n * sizeof *again);
    if (cue == NULL || order == NULL || order->number == NULL)
        return;
    size_t both = 0, people_again = 0;
    cleared_by(freed) size_t *visit = hinge_alloc(n + 1, sizeof *visit),
                             *who = hinge_alloc(n + 1, sizeof *who);
    /* the first cue after a baseline */
    cleared_by(freed) double(*first)[KINDS] = hinge_alloc(n + 1, sizeof *first);
    cleared_by(freed) unsigned char *has = hinge_alloc(n + 1, 1); /* [person] */
    cleared_by(freed) bool *later = hinge_alloc(n + 1, sizeof *later);
    for (int pass = 0; pass <= KINDS; pass++)
        for (size_t i = 0; i < n; i++) {
            const char *name = hinge_table_word(table, "participant", row[i]),
                       *is = word_in(cue, row[i]);
            const int kind = strcmp(is, "none") == 0 ? NONE : CUED;
            const double place = order->number[row[i]];
            if (pass == 0) {
                static const size_t held[] = {TASK, LOAD, RATER};
                char text[HINGE_AXIS_TEXT];
                key.length = 0;
                hinge_text_printf(&key, "%s\n%s\n%s", name,
                                  hinge_table_word(table, "session", row[i]),
                                  hinge_table_word(table, "side", row[i]));
                for (size_t a = 0; a < sizeof held / sizeof *held; a++)
                    hinge_text_printf(&key, "\n%s", hinge_axis_key(table, held[a], row[i], text));
                for (size_t c = 0; c < table->n_columns; c++)
                    if (!hinge_listed("cue,cond_order", ',', table->column[c].name) &&
                        hinge_listed(asked, ',', table->column[c].name))
                        hinge_text_printf(&key, "\n%s", hinge_table_cell(table, c, row[i], text));
                const size_t known = visits.n;
                visit[i] = hinge_intern_number(&visits, hinge_text_string(&key));
                who[i] = hinge_intern_number(&people, name);
                if (visits.n > known)
                    first[visit[i]][NONE] = first[visit[i]][CUED] = (double)INFINITY;
            }
            double *at = first[visit[i]];
            if (pass == kind && *is != '\0' && (kind == NONE || place > at[NONE]))
                at[kind] = fmin(at[kind], place);
            later[i] = pass == KINDS && kind == NONE && place > at[CUED];
            if (pass == KINDS)
                has[who[i]] |= (unsigned char)(1 << kind | (later[i] ? 1 << KINDS : 0));
        }
    for (size_t p = 0; p < people.n; p++) {
        both += (has[p] & 3) == 3;
        people_again += has[p] >> KINDS;
    }
    for (size_t i = 0; i < n && 2 * people_again > both; i++)
        again[i] = later[i];
}

/* The level of a person's rows that counts where a condition is none: the main one, else the
 * earliest. */
struct hinge_stray *hinge_strays_find(struct hinge_arena *arena, const struct hinge_table *table,
                                      const size_t *row, size_t n, const char *asked, bool *stray,
                                      size_t *n_strays)
{
    static const size_t axes[] = {STAGE, LOAD, CUE, RATER};
    struct hinge_stray *found = NULL;
    *n_strays = 0;
    memset(stray, 0, n * sizeof *stray);
    for (size_t a = 0; a < sizeof axes / sizeof *axes; a++) {
        const size_t k = axes[a];
        const struct hinge_column *column = column_of(table, hinge_axes[k].column);
        cleared_by(clear_held) struct held_levels held = {.several = 0};
        size_t i = 1;
        while (column != NULL && i < n && same_in(table, column, k, row[0], row[i]))
            i++;
        if (column == NULL || i >= n || is_asked(asked, k))
            continue;
        find_held(table, row, n, k, &held);
        if (held.several > 0 && !is_condition(&held)) {
            bool only[HINGE_AXES] = {false};
            cleared_by(freed) size_t *main = hinge_alloc(n, sizeof *main);
            only[k] = true;
            memcpy(main, row, n * sizeof *main);
            keep_first(table, main, n, k, only);
            for (size_t p = 0; p < held.people.n; p++)
                found =
                    stray_of(arena, table, row, n, &held, k, p, main[0], stray, found, n_strays);
        }
    }
    return found;
}

size_t hinge_main_condition(const struct hinge_table *table, size_t *row, size_t n,
                            const bool differs[HINGE_AXES])
{
    for (size_t axis = TASK; axis < HINGE_AXES && n > 0; axis++)
        n = keep_first(table, row, n, axis, differs);
    return n;
}

size_t hinge_main_cell(const struct hinge_table *table, size_t *row, size_t n,
                       const bool differs[HINGE_AXES])
{
    n = n > 0 ? keep_first(table, row, n, 0, differs) : 0;
    return hinge_main_condition(table, row, n, differs);
}
