/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who and what a recording is of: keys from its file's name, and an id, unique in a study,
 * told by the list, by its keys, or by the file. */
#include "ingest/ingest.h"

#include "reps/reps.h"
#include "table/columns.h"

enum { KEYS = 12 };

struct match {
    size_t n;
    struct {
        const char *name, *text;
        size_t name_length, length;
    } key[KEYS];
};

/* Matches pattern against text with backtracking over what each key takes. */
static bool match_from(const char *pattern, const char *text, struct match *match)
{
    while (*pattern != '\0' && *pattern != '{') {
        if (*pattern != *text)
            return false;
        pattern++;
        text++;
    }
    if (*pattern == '\0')
        return *text == '\0';
    const char *end = strchr(pattern, '}'); /* check_pattern has seen it */
    if (match->n == KEYS)
        return false;
    size_t at = match->n++;
    match->key[at].name = pattern + 1;
    match->key[at].name_length = (size_t)(end - pattern - 1);
    match->key[at].text = text;
    for (size_t length = 1; text[length - 1] != '\0' && text[length - 1] != '/'; length++) {
        match->key[at].length = length;
        if (match_from(end + 1, text + length, match))
            return true;
        match->n = at + 1;
    }
    match->n = at;
    return false;
}

/* The pattern may start at any folder of the path. */
static bool match_path(const char *pattern, const char *file, struct match *match)
{
    for (const char *start = file; start != NULL;) {
        match->n = 0;
        if (match_from(pattern, start, match))
            return true;
        start = strchr(start, '/');
        if (start != NULL)
            start++;
    }
    return false;
}

static enum hinge_status set_key(struct hinge_table *list, size_t row, const char *name,
                                 size_t name_length, const char *text, size_t length,
                                 struct hinge_error *error)
{
    char key[48] = "", value[256] = "";
    size_t column;
    memcpy(key, name, name_length < sizeof key ? name_length : sizeof key - 1);
    memcpy(value, text, length < sizeof value ? length : sizeof value - 1);
    enum hinge_status status = hinge_table_require(list, key, "--name", &column, error);
    if (status != HINGE_OK)
        return status;
    if (list->column[column].type != HINGE_COLUMN_TEXT)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "--name: {%s} holds a number; give numbers in a trial list", key);
    if (length > 0 && *hinge_table_word(list, key, row) == '\0')
        hinge_table_set_text(list, column, row, value);
    return HINGE_OK;
}

/* --- words that are known --- */

/* The i-th known task or cue, NULL past the last. `hip_hinge` is nobody's task id, but
 * what people write. */
static const char *known_word(size_t i, const char **kind)
{
    size_t n, n_cues;
    const struct hinge_task *tasks = hinge_task_rows(&n);
    const struct hinge_cue *cues = hinge_cue_rows(&n_cues);
    *kind = i <= n ? "task" : "cue";
    if (i == 0)
        return "hip_hinge";
    return i <= n ? tasks[i - 1].id : i <= n + n_cues ? cues[i - n - 1].id : NULL;
}

static bool is_word_end(char c)
{
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* The first key that takes a piece of text[0..length); n when none does or one takes it
 * whole. */
static size_t splitter(const struct match *match, const char *text, size_t length)
{
    size_t first = match->n;
    for (size_t k = match->n; k-- > 0;) {
        const char *start = match->key[k].text, *end = start + match->key[k].length;
        if (start <= text && text + length <= end)
            return match->n;
        if (start < text + length && text < end)
            first = k;
    }
    return first;
}

static bool takes(const struct match *match, size_t k, const char *word)
{
    return match->key[k].length == strlen(word) &&
           strncmp(match->key[k].text, word, strlen(word)) == 0;
}

static const char advice[] = "; part the keys by a character that is in none of them, such as - in "
                             "p01-rdl-wall_tap-1.csv, or name the recordings in a trial list";

/* A known word of which the pattern gives pieces to keys. */
static enum hinge_status check_split(const struct match *match, const char *file, const char *word,
                                     struct hinge_error *error)
{
    size_t length = strlen(word);
    for (const char *at = strstr(file, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at > file && !is_word_end(at[-1])) || !is_word_end(at[length]))
            continue;
        size_t k = splitter(match, at, length);
        if (k < match->n)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_NAME_MISMATCH,
                                   "--name: %s: the pattern splits \"%s\": {%.*s} takes \"%.*s\"%s",
                                   file, word, (int)match->key[k].name_length, match->key[k].name,
                                   (int)match->key[k].length, match->key[k].text, advice);
    }
    return HINGE_OK;
}

/* A known task that another key than {task} takes, while {task} takes no known one; so
 * for cues. */
static enum hinge_status check_place(const struct match *match, const char *file, const char *word,
                                     const char *kind, struct hinge_error *error)
{
    size_t one = match->n, other = match->n, i = 0;
    const char *any, *its;
    for (size_t k = 0; k < match->n; k++) {
        if (match->key[k].name_length == strlen(kind) &&
            strncmp(match->key[k].name, kind, strlen(kind)) == 0)
            one = k;
        else if (takes(match, k, word))
            other = k;
    }
    if (one == match->n || other == match->n)
        return HINGE_OK;
    for (; (any = known_word(i, &its)) != NULL; i++)
        if (strcmp(its, kind) == 0 && takes(match, one, any))
            return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_NAME_MISMATCH,
                           "--name: %s: {%s} takes \"%.*s\" and {%.*s} the %s \"%s\"%s", file, kind,
                           (int)match->key[one].length, match->key[one].text,
                           (int)match->key[other].name_length, match->key[other].name, kind, word,
                           advice);
}

/* Whether the row says already what the pattern's keys would. */
static bool has_keys(const char *pattern, const struct hinge_table *list, size_t row)
{
    for (const char *p = strchr(pattern, '{'); p != NULL; p = strchr(p + 1, '{')) {
        char key[48] = "";
        size_t length = strcspn(p + 1, "}");
        memcpy(key, p + 1, length < sizeof key ? length : sizeof key - 1);
        if (*hinge_table_word(list, key, row) == '\0')
            return false;
    }
    return true;
}

enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row, bool *matched,
                                           struct hinge_error *error)
{
    struct match match;
    *matched = true;
    /* every key is a text column of the list, every brace closed */
    enum hinge_status status = HINGE_OK;
    if (strchr(pattern, '{') == NULL)
        return hinge_usage(error, "--name %s: no key in braces, such as {participant}", pattern);
    for (const char *p = strchr(pattern, '{'); p != NULL && status == HINGE_OK;
         p = strchr(p + 1, '{')) {
        size_t length = strcspn(p, "}");
        if (p[length] == '\0')
            return hinge_usage(error, "--name: the brace at \"%s\" is not closed; close it", p);
        status = set_key(list, row, p + 1, length - 1, "", 0, error);
    }
    if (status != HINGE_OK)
        return status;
    if (!match_path(pattern, file, &match)) {
        *matched = has_keys(pattern, list, row);
        return HINGE_OK;
    }
    const char *word, *kind;
    for (size_t i = 0; status == HINGE_OK && (word = known_word(i, &kind)) != NULL; i++) {
        if (strchr(word, '_') != NULL)
            status = check_split(&match, file, word, error);
        if (status == HINGE_OK)
            status = check_place(&match, file, word, kind, error);
    }
    for (size_t k = 0; k < match.n && status == HINGE_OK; k++)
        status = set_key(list, row, match.key[k].name, match.key[k].name_length, match.key[k].text,
                         match.key[k].length, error);
    return status;
}

/* --- ids --- */

enum { ID_MAX = 255 }; /* bytes, as the store has it */

/* Where a row stands, for messages: "trials.csv:12" or the file. */
static void where(const struct hinge_intake_row *row, char text[HINGE_PLACE_TEXT])
{
    const struct hinge_list_place place = hinge_intake_place(row);
    hinge_list_place_words(&place, text);
}

static void add_file(const char *file, bool with_extension, struct hinge_text *id)
{
    const char *name = hinge_file_name(file);
    const char *dot = strrchr(name, '.');
    size_t length =
        dot == NULL || dot == name || with_extension ? strlen(name) : (size_t)(dot - name);
    hinge_text_add(id, name, length);
    if (length == 0) /* "/", which is refused and keeps its row */
        hinge_text_adds(id, "unnamed");
}

/* An id names an HDF5 dataset: no slash. */
static void make_safe(struct hinge_text *id)
{
    for (size_t i = 0; i < id->length; i++)
        if (id->data[i] == '/')
            id->data[i] = '_';
}

static int by_text(const void *a, const void *b)
{
    const char *const *const *p = a, *const *const *q = b;
    int order = strcmp(**p, **q);
    return order != 0 ? order : (*p > *q) - (*p < *q);
}

/* Pointers into texts[0..n-1], sorted by text and, among equals, by position. */
static const char *const **sorted(const char *const *texts, size_t n, struct hinge_arena *scratch)
{
    const char *const **order = hinge_arena_raw(scratch, n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = &texts[i];
    qsort(order, n, sizeof *order, by_text);
    return order;
}

/* Rows whose ids are others' too. */
static const bool *find_twins(struct hinge_intake *intake, const char *const *ids)
{
    const char *const **order = sorted(ids, intake->n, &intake->scratch);
    bool *twin = hinge_arena_alloc(&intake->scratch, intake->n, sizeof *twin);
    for (size_t i = 1; i < intake->n; i++)
        if (strcmp(*order[i], *order[i - 1]) == 0)
            twin[order[i] - ids] = twin[order[i - 1] - ids] = true;
    return twin;
}

/* Files whose ids agree get their whole names as ids (a.trc, a.mot), behind those of `folders`
 * folders (p01/a.csv, p02/a.csv). Whether one got another id. */
static bool tell_apart(struct hinge_intake *intake, size_t column, size_t folders)
{
    const char *const *ids = intake->list.column[column].text;
    const bool *twin = find_twins(intake, ids);
    cleared_by(hinge_text_clear) struct hinge_text id = {0};
    bool other = false;
    for (size_t i = 0; i < intake->n; i++) {
        /* its name is not the id where a list says another; a refused row's name may tell what has
         * to stay private */
        const struct hinge_intake_row *row = &intake->row[i];
        if (!twin[i] ||
            (row->list != NULL && (row->id_given || row->refused != HINGE_REASON_OK ||
                                   *hinge_table_word(&intake->list, "participant", i) != '\0')))
            continue;
        id.length = 0;
        /* names of so many folders around the file, each with '_' behind it; those that a path has
         */
        const char *path = row->path;
        const char *end = hinge_file_name(path), *start = end;
        for (size_t k = 0; k < folders; k++) {
            const char *close = start;
            while (close > path && close[-1] == '/')
                close--;
            const char *open = close;
            while (open > path && open[-1] != '/')
                open--;
            if (open == close || strncmp(open, "..", (size_t)(close - open)) == 0)
                break;
            start = open;
        }
        for (const char *p = start; p < end; p++)
            if (*p != '/')
                hinge_text_add(&id, p, 1);
            else if (p[1] != '/')
                hinge_text_adds(&id, "_");
        add_file(intake->row[i].stored, true, &id);
        make_safe(&id);
        if (id.length > ID_MAX || strcmp(hinge_text_string(&id), ids[i]) == 0)
            continue;
        hinge_table_set_text(&intake->list, column, i, hinge_text_string(&id));
        other = true;
    }
    return other;
}

/* The same file twice: the later row is not read; both places are named. */
static enum hinge_status mark_repeated(struct hinge_intake *intake, struct hinge_error *error)
{
    const char **paths = hinge_arena_raw(&intake->scratch, intake->n, sizeof *paths);
    for (size_t i = 0; i < intake->n; i++)
        paths[i] = intake->row[i].real;
    const char *const **order = sorted(paths, intake->n, &intake->scratch);
    for (size_t i = 1; i < intake->n; i++) {
        size_t first = (size_t)(order[i - 1] - paths), again = (size_t)(order[i] - paths);
        if (strcmp(*order[i], *order[i - 1]) != 0 || intake->row[again].refused != HINGE_REASON_OK)
            continue;
        const struct hinge_intake_row *a = &intake->row[first], *b = &intake->row[again];
        char message[700];
        if (a->found_in != NULL && a->found_in == b->found_in && a->list != b->list) {
            /* two lists that were found in one folder: nothing says which of them counts */
            hinge_error_set(
                error, HINGE_USAGE, HINGE_REASON_DUPLICATE_RECORDING,
                "%s:%zu and %s:%zu: two trial lists name the recording %s; move the one away "
                "that does not count, or %s",
                a->list, a->line, b->list, b->line, a->stored,
                intake->command == NULL ? "give the other in place of the folder"
                                        : "name the one that counts:");
            if (intake->command == NULL)
                return HINGE_USAGE;
            hinge_error_command(error, "hinge-run --new *", &a->list);
            return hinge_error_command(error, "hinge-run --new *", &b->list);
        }
        /* both places; the text goes into files too: no folders */
        const char *one = a->list, *other = b->list;
        if (one != NULL && other != NULL && strcmp(one, other) == 0)
            snprintf(message, sizeof message,
                     "given twice, in lines %zu and %zu of %.250s; remove one", a->line, b->line,
                     hinge_file_name(one));
        else if (one != NULL && other != NULL)
            snprintf(message, sizeof message,
                     "given twice, in %.250s:%zu and %.250s:%zu; remove one", hinge_file_name(one),
                     a->line, hinge_file_name(other), b->line);
        else if (one != NULL || other != NULL)
            snprintf(message, sizeof message,
                     "given twice, by itself and in %.250s:%zu; remove one",
                     hinge_file_name(one != NULL ? one : other), one != NULL ? a->line : b->line);
        else
            snprintf(message, sizeof message, "given twice; name it once");
        intake->row[again].refused = HINGE_REASON_DUPLICATE_RECORDING;
        intake->row[again].message = hinge_arena_strdup(&intake->arena, message);
    }
    return HINGE_OK;
}

/* Columns of the user's own that tell recordings apart, such as system or rater: words of two to
 * six levels. Sets users[0..n-1], which has room for all columns. */
static size_t find_user_keys(const struct hinge_intake *intake, size_t *users)
{
    enum { MOST = 6 };
    const struct hinge_table *list = &intake->list;
    size_t n = 0;
    for (size_t c = 0; c < list->n_columns; c++) {
        const struct hinge_column *column = &list->column[c];
        const char *level[MOST];
        size_t levels = 0;
        if (column->type != HINGE_COLUMN_TEXT || column->text == NULL ||
            !hinge_trial_info_of_person(column->name) || strchr(column->name, ':') != NULL)
            continue;
        for (size_t r = 0; r < intake->n && levels <= MOST; r++) {
            const char *word = hinge_or_empty(column->text[r]);
            const size_t k =
                levels <= MOST ? hinge_name_at(level, levels < MOST ? levels : MOST, word) : 0;
            if (*word == '\0' || k < levels)
                continue;
            if (levels < MOST)
                level[levels] = word;
            levels++;
        }
        if (levels >= 2 && levels <= MOST)
            users[n++] = c;
    }
    return n;
}

/* "_8kg_l_vicon": what is lifted, with which side, and the user's own keys, for recordings that are
 * the same else. */
static void add_load(const struct hinge_table *list, size_t row, const size_t *users,
                     size_t n_users, struct hinge_text *id)
{
    const double load = hinge_table_number(list, "load_kg", row);
    const char *side = hinge_table_word(list, "side", row);
    if (!isnan(load))
        hinge_text_printf(id, "_%gkg", load);
    if (*side != '\0')
        hinge_text_printf(id, "_%s", side);
    for (size_t k = 0; k < n_users; k++) {
        const char *const *text = list->column[users[k]].text;
        if (*hinge_or_empty(text[row]) != '\0')
            hinge_text_printf(id, "_%s", text[row]);
    }
}

/* Rows of a person that agree in everything, in the trial too, are numbered as trials in the order
 * of the list, with the others that agree but for the trial. */
static void number_trials(struct hinge_intake *intake, const size_t *users, size_t n_users)
{
    static const char *const keys[] = {"participant", "session", "task", "cue"};
    struct hinge_table *list = &intake->list;
    const char **key = hinge_arena_alloc(&intake->scratch, intake->n, sizeof *key),
               **seen = hinge_arena_alloc(&intake->scratch, intake->n, sizeof *seen);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t i = 0; i < intake->n; i++) {
        text.length = 0;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            hinge_text_printf(&text, "%s\n", hinge_table_word(list, keys[k], i));
        add_load(list, i, users, n_users, &text);
        const bool counts = intake->row[i].refused == HINGE_REASON_OK && *text.data != '\n' &&
                            *hinge_table_word(list, "id", i) == '\0';
        key[i] = hinge_arena_strdup(&intake->scratch, counts ? text.data : "");
    }
    const char *const **order = sorted(key, intake->n, &intake->scratch);
    for (size_t i = 0, to; i < intake->n; i = to) {
        size_t n = 0;
        for (to = i; to < intake->n && strcmp(*order[to], *order[i]) == 0; to++)
            seen[n++] = hinge_table_word(list, "trial", (size_t)(order[to] - key));
        if (n < 2 || **order[i] == '\0')
            continue;
        const bool clash = hinge_each_once(seen, n) < n;
        for (size_t k = i; k < to && clash; k++) {
            const size_t row = (size_t)(order[k] - key);
            text.length = 0;
            hinge_text_printf(&text, "%zu", k - i + 1);
            hinge_table_set_word(list, "trial", row, text.data);
            if (intake->numbered++ == 0)
                intake->first_numbered = row;
        }
    }
}

enum hinge_status hinge_intake_ids(struct hinge_intake *intake, struct hinge_error *error)
{
    size_t column = (size_t)hinge_table_find(&intake->list, "id");
    cleared_by(hinge_text_clear) struct hinge_text id = {0};
    size_t *users = hinge_arena_alloc(&intake->scratch, intake->list.n_columns + 1, sizeof *users);
    const size_t n_users = find_user_keys(intake, users);
    enum hinge_status status = mark_repeated(intake, error);
    if (status != HINGE_OK)
        return status;
    number_trials(intake, users, n_users);
    for (size_t i = 0; i < intake->n; i++) {
        const char *given = hinge_table_word(&intake->list, "id", i);
        id.length = 0;
        intake->row[i].id_given = *given != '\0';
        if (intake->row[i].id_given)
            hinge_text_adds(&id, given);
        else
            hinge_trial_info_add_id(&intake->list, i, &id);
        if (id.length == 0)
            add_file(intake->row[i].stored, false, &id);
        make_safe(&id);
        /* an id that can't name a dataset is a fault of the list or the file's name */
        const bool dots = strcmp(id.data, ".") == 0 || strcmp(id.data, "..") == 0;
        if (dots || id.length > ID_MAX) {
            char place[HINGE_PLACE_TEXT];
            where(&intake->row[i], place);
            if (dots)
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                       "%s: \"%s\" can't be an id; give another", place, id.data);
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                   "%s: the id \"%.40s...\" has %zu bytes, more than %d; give a "
                                   "shorter one in a column id",
                                   place, id.data, id.length, ID_MAX);
        }
        hinge_table_set_text(&intake->list, column, i, hinge_text_string(&id));
    }
    /* the same with other loads */
    const char *const *ids = intake->list.column[column].text;
    const bool *twin = find_twins(intake, ids);
    for (size_t i = 0; i < intake->n; i++) {
        if (!twin[i] || intake->row[i].id_given)
            continue;
        id.length = 0;
        hinge_text_adds(&id, ids[i]);
        add_load(&intake->list, i, users, n_users, &id);
        make_safe(&id);
        if (id.length <= ID_MAX)
            hinge_table_set_text(&intake->list, column, i, hinge_text_string(&id));
    }
    /* by whole names, then by folders, which may agree, too: week 1/P01/1.trc, week 2/P01/1.trc */
    for (size_t folders = 0; tell_apart(intake, column, folders) || folders == 0;)
        folders++;
    const char *const **order = sorted(ids, intake->n, &intake->scratch);
    const char *const *previous = NULL;
    for (size_t i = 0; i < intake->n; i++) {
        size_t at = (size_t)(order[i] - ids);
        if (intake->row[at].refused != HINGE_REASON_OK)
            continue;
        if (previous != NULL && strcmp(*previous, *order[i]) == 0) {
            char a[HINGE_PLACE_TEXT], b[HINGE_PLACE_TEXT];
            where(&intake->row[previous - ids], a);
            where(&intake->row[at], b);
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DUPLICATE_RECORDING,
                "%s and %s both have the id \"%s\": %s", a, b, *order[i],
                intake->row[at].list != NULL
                    ? "add a trial or an id column that differs between them"
                    : "name them in a trial list, or take keys from their folders, as "
                      "in "
                      "--name '{participant}/{trial}.csv'");
        }
        previous = order[i];
    }
    /* a recording without participant and trial is told apart in tables by its id */
    for (size_t i = 0; i < intake->n; i++)
        if (*hinge_table_word(&intake->list, "participant", i) == '\0' &&
            *hinge_table_word(&intake->list, "trial", i) == '\0')
            hinge_table_set_word(&intake->list, "trial", i, ids[i]);
    return HINGE_OK;
}
