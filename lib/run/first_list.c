/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first trial list of a folder without one: recordings in; a row for each out, with what its
 * name says, words of the path matched with what studies call things. */
#include "run/run.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "csv/csv.h"
#include "ingest/ingest.h"
#include "reps/reps.h"

#include <ctype.h>
#include <hinge/inspect.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORDS = 32, TOGETHER = 4 };

struct words {
    size_t n;
    char word[WORDS][HINGE_GUESS_MAX];
    bool used[WORDS], in_folder[WORDS];
};

/* method 8.3 */
static const char groups[] = "sedentary|trained|novice|intermediate|athlete|elderly|"
                             "postpartum|pregnant|parent|manual_worker|lbp|lbp_history|"
                             "asymptomatic|high_heels|control|patient|patients|controls";

/* Folders named for what lies in them, not for whom: OpenCap's, and everybody's. */
static const char kinds_of_files[] =
    "markerdata|opensimdata|kinematics|dynamics|model|videos|video|data|raw|rawdata|"
    "csv|tsv|txt|trc|c3d|mot|sto|json|mvnx|export|exports|exported|derived|processed|"
    "filtered|output|outputs|results|recordings|trials|markers|keypoints|landmarks|"
    "pose|poses|angles|calibration|static|files|new|old|backup|copy";

/* Without _ and the number at their end: Static01, StandingRef, quiet_standing. */
static const char standing[] =
    "static|statictrial|staticref|staticcalibration|calibration|calib|statik|statisch|"
    "quietstanding|standingref|standingreference|standref|standingtrial";
static const char standing_alone[] = "standing|neutral|upright|quiet|stehen";
static const char greatest_bending[] = "maxflex|max_flex|max_flexion|maximal_flexion|full_flexion";

/* Of a movement, or of another calibration than a person's: such a name is no standing
 * recording whatever else it says. */
static const char moving[] =
    "bend|bending|bends|bow|hinge|squat|squats|deadlift|lift|lifting|flexion|extension|"
    "spine|rom|reach|walk|gait|dynamic|functional|wand|camera|beuge|beugen|heben";

static void split(const char *file, struct words *w)
{
    const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
    size_t end =
        dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - file) : strlen(file);
    *w = (struct words){0};
    for (size_t i = 0; i < end && w->n < WORDS;) {
        size_t n = strcspn(file + i, "/_-. ");
        n = i + n > end ? end - i : n;
        if (n > 0 && n < HINGE_GUESS_MAX) {
            memcpy(w->word[w->n], file + i, n);
            w->in_folder[w->n++] = slash != NULL && file + i < slash;
        }
        i += n + 1;
    }
}

/* Whether one of the words, whatever its capitals. */
static bool is_one_of(const char *words, const char *name)
{
    char small[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
    for (size_t i = 0; name[i] != '\0' && i + 1 < sizeof small; i++)
        small[i] = (char)tolower((unsigned char)name[i]);
    return hinge_listed(words, '|', small);
}

/* The same without _ and without a number at its end. */
static bool is_stem_of(const char *words, const char *name)
{
    char stem[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
    size_t n = 0;
    for (; *name != '\0' && n + 1 < sizeof stem; name++)
        if (*name != '_')
            stem[n++] = *name;
    while (n > 1 && isdigit((unsigned char)stem[n - 1]))
        stem[--n] = '\0';
    return is_one_of(words, stem);
}

static bool is_cue(const char *name)
{
    return hinge_cue_find(name) != NULL || hinge_same_name(name, "baseline");
}

/* Recordings of reference are known by their role, not as a task. */
static bool is_reference(const char *name)
{
    return is_one_of("stack_ref|dowel_ref", name);
}

static bool is_task(const char *name)
{
    return hinge_task_known(name) && !is_reference(name) && !is_one_of("calibration", name);
}

static bool is_group(const char *name)
{
    return is_one_of(groups, name);
}

static bool is_standing(const char *name)
{
    return is_stem_of(standing, name);
}

static bool is_standing_alone(const char *name)
{
    return is_stem_of(standing_alone, name);
}

static bool is_greatest_bending(const char *name)
{
    return is_one_of(greatest_bending, name);
}

/* The longest run of words that together, joined by _, are known. */
static void find_known(struct words *w, bool (*known)(const char *), char *out)
{
    for (size_t length = TOGETHER; length > 0; length--)
        for (size_t i = 0; i + length <= w->n; i++) {
            char name[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
            bool free_words = true;
            for (size_t k = i; k < i + length; k++) {
                size_t used = strlen(name);
                free_words = free_words && !w->used[k] && w->in_folder[k] == w->in_folder[i];
                snprintf(name + used, sizeof name - used, "%s%s", k > i ? "_" : "", w->word[k]);
            }
            if (!free_words || strlen(name) >= HINGE_GUESS_MAX || !known(name))
                continue;
            for (size_t k = i; k < i + length; k++)
                w->used[k] = true;
            for (size_t k = 0; k == 0 || name[k - 1] != '\0'; k++)
                out[k] = (char)tolower((unsigned char)name[k]); /* ids are small */
            return;
        }
}

/* "p01", "sub3", or "sub" followed by "3": a prefix and digits. */
static bool find_numbered(struct words *w, const char *prefixes, char *out)
{
    for (size_t i = 0; i < w->n; i++) {
        const char *word = w->word[i];
        size_t letters = 0;
        char prefix[HINGE_GUESS_MAX] = "";
        while (isalpha((unsigned char)word[letters]))
            letters++;
        for (size_t k = 0; k < letters; k++)
            prefix[k] = (char)tolower((unsigned char)word[k]);
        if (w->used[i] || letters == 0 || !hinge_listed(prefixes, '|', prefix))
            continue;
        size_t digits = strspn(word + letters, "0123456789");
        if (digits > 0 && word[letters + digits] == '\0') {
            w->used[i] = true;
            memcpy(out, word, strlen(word) + 1);
            return true;
        }
        if (word[letters] == '\0' && i + 1 < w->n && !w->used[i + 1] &&
            isdigit((unsigned char)w->word[i + 1][0])) {
            w->used[i] = w->used[i + 1] = true;
            snprintf(out, HINGE_GUESS_MAX, "%.30s%.40s", word, w->word[i + 1]);
            return true;
        }
    }
    return false;
}

static bool is_number(const char *word)
{
    return strspn(word, "0123456789") == strlen(word);
}

/* The last word, when it is a number and not the end of a date or a time. */
static void find_last_number(struct words *w, char *out)
{
    size_t last = w->n;
    if (last == 0 || w->used[last - 1] || w->in_folder[last - 1])
        return;
    const char *word = w->word[last - 1];
    bool after_number =
        last > 1 && !w->used[last - 2] && !w->in_folder[last - 2] && is_number(w->word[last - 2]);
    if (!is_number(word) || after_number)
        return;
    w->used[last - 1] = true;
    memcpy(out, word, strlen(word) + 1);
}

/* The nearest folder above that is not named for its kind of files, when none of its
 * words is known. */
static void take_folder(const char *file, const struct words *w, char *out)
{
    const char *end = strrchr(file, '/');
    for (size_t i = 0; i < w->n; i++)
        if (w->in_folder[i] && w->used[i])
            return;
    while (end != NULL && end > file) {
        const char *from = end;
        while (from > file && from[-1] != '/')
            from--;
        size_t n = (size_t)(end - from);
        if (n == 0 || n >= HINGE_GUESS_MAX)
            return;
        memcpy(out, from, n);
        out[n] = '\0';
        if (!is_one_of(kinds_of_files, out))
            return;
        *out = '\0';
        end = from > file ? from - 1 : NULL;
    }
}

/* Standing and greatest bending; words that may also describe a movement count only
 * where nothing else is said. */
static void find_role(struct words *w, char *out)
{
    char found[HINGE_GUESS_MAX] = "";
    size_t others = 0;
    find_known(w, is_greatest_bending, found);
    if (*found != '\0') {
        memcpy(out, "maxflex", sizeof "maxflex");
        return;
    }
    for (size_t i = 0; i < w->n; i++)
        if (!w->in_folder[i] && is_stem_of(moving, w->word[i]))
            return;
    find_known(w, is_standing, found);
    for (size_t i = 0; i < w->n; i++)
        others += !w->used[i] && !w->in_folder[i] && !is_number(w->word[i]);
    if (*found == '\0' && others == 1)
        find_known(w, is_standing_alone, found);
    if (*found != '\0')
        memcpy(out, "standing", sizeof "standing");
}

void hinge_guess_name(const char *file, struct hinge_guess *guess)
{
    struct words w;
    *guess = (struct hinge_guess){0};
    split(file, &w);
    find_known(&w, is_reference, guess->role);
    find_known(&w, is_task, guess->task);
    find_known(&w, is_cue, guess->cue);
    find_known(&w, is_group, guess->group);
    find_numbered(&w, "p|s|sub|subj|subject|participant|person|id|vp|pat", guess->participant);
    find_numbered(&w, "ses|session|day|visit", guess->session);
    if (!find_numbered(&w, "t|trial|rep|take|run|set", guess->trial))
        find_last_number(&w, guess->trial);
    if (*guess->participant == '\0') {
        take_folder(file, &w, guess->participant);
        guess->who_from_folder = *guess->participant != '\0';
    }
    if (*guess->role == '\0' && *guess->task == '\0' && *guess->cue == '\0')
        find_role(&w, guess->role);
    if (hinge_same_name(guess->cue, "baseline"))
        memcpy(guess->cue, "none", sizeof "none");
}

/* --- the list --- */

enum { FILE_COLUMN, PARTICIPANT, GROUP, SESSION, TASK, CUE, TRIAL, ROLE, COLUMNS };

static void add_row(struct hinge_table *list, const char *file, struct hinge_guess *guess)
{
    hinge_table_add_rows(list, 1);
    const char *const cell[COLUMNS] = {file,           guess->participant, guess->group,
                                       guess->session, guess->task,        guess->cue,
                                       guess->trial,   guess->role};
    for (size_t c = 0; c < COLUMNS; c++)
        hinge_table_set_text(list, c, list->rows - 1, *cell[c] != '\0' ? cell[c] : NULL);
}

/* Whether a cell is a recording's name: with its folders or without, with its ending or
 * without. */
static bool is_name_of(const char *cell, const char *recording)
{
    const char *name = hinge_file_name(cell), *own = hinge_file_name(recording);
    const char *dot = strrchr(own, '.');
    size_t stem = dot != NULL ? (size_t)(dot - own) : strlen(own);
    return strcmp(name, own) == 0 ||
           (strlen(name) == stem && stem > 0 && memcmp(name, own, stem) == 0);
}

/* Phases marked by hand, one row per repetition: they name recordings in their own
 * column. */
static bool is_events(const struct hinge_csv_line *header)
{
    bool trial = false, phases = false;
    for (size_t c = 0; c < header->n; c++) {
        trial = trial || strcmp(hinge_csv_line_cell(header, c), "trial") == 0;
        phases = phases || hinge_listed("desc_start_s|desc_end_s|asc_start_s|"
                                        "asc_end_s|exclude",
                                        '|', hinge_csv_line_cell(header, c));
    }
    return trial && phases;
}

/* A table that is no recording and names some: a list that cannot be known as one. */
static enum hinge_status check_line(const char *path, const struct hinge_csv_head *head,
                                    size_t line, const struct hinge_intake *intake,
                                    struct hinge_error *error)
{
    for (size_t c = 0; c < head->line[line].n; c++)
        for (size_t i = 0; i < intake->n; i++) {
            const char *cell = head->line[line].cell[c];
            if (!is_name_of(cell, intake->row[i].stored) ||
                strcmp(hinge_csv_line_cell(&head->line[0], c), "file") == 0)
                continue; /* its columns say what else it is: a row per repetition */
            return hinge_error_set(
                error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                "%s:%zu: column \"%.60s\" names the recording %.200s, so this looks "
                "like your trial list, but the column of recordings must be called "
                "\"file\": rename it (and the others as in hinge-ingest --help=all), or "
                "move the file away",
                path, head->line[line].number, hinge_csv_line_cell(&head->line[0], c),
                intake->row[i].stored);
        }
    return HINGE_OK;
}

static enum hinge_status check_is_no_list(const char *path, const struct hinge_intake *intake,
                                          bool *events, struct hinge_error *error)
{
    enum { LARGEST = 16 << 20 };
    struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    struct hinge_csv_head head = {0};
    struct hinge_arena arena = {0};
    struct hinge_error own = HINGE_ERROR_INIT;
    enum hinge_status status =
        hinge_csv_file_open(path, path, LARGEST, 0, '.', &bytes, &source, &own);
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&source, HINGE_CSV_HEAD_LINES, &arena, &head, &own);
    bool readable = status == HINGE_OK;
    status = HINGE_OK;
    *events = readable && head.n > 0 && is_events(&head.line[0]);
    for (size_t i = 1; readable && !*events && status == HINGE_OK && i < head.n; i++)
        status = check_line(path, &head, i, intake, error);
    hinge_arena_clear(&arena);
    hinge_bytes_clear(&bytes);
    return status;
}

/* What a recording is, counted, and its row; one that can't be read is named. */
static enum hinge_status take_recording(const struct hinge_ingest_request *request,
                                        const struct hinge_intake *intake,
                                        const struct hinge_intake_row *row,
                                        struct hinge_guess *guess, struct hinge_table *list,
                                        struct hinge_found *found, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = {0};
    char line[1400];
    enum hinge_status status = HINGE_OK,
                      read = hinge_inspect(row->path, request->config, &table, &why);
    if (read == HINGE_OK) {
        hinge_found_add(found, row->stored, &table);
        add_row(list, row->stored, guess);
    } else if (read == HINGE_INPUT) {
        bool events = false;
        status = check_is_no_list(row->path, intake, &events, error);
        if (events && strcmp(row->stored, "events.csv") == 0)
            snprintf(line, sizeof line,
                     "%.600s: not listed: phases of repetitions, which hinge-run uses", row->path);
        else if (events)
            snprintf(line, sizeof line,
                     "%.600s: not listed: phases of repetitions; events = %.600s under "
                     "[run] uses them",
                     row->path, row->stored);
        else
            snprintf(line, sizeof line, "%.300s: not listed: %.1000s", row->path,
                     hinge_found_after_path(why.message, row->path));
        if (status == HINGE_OK && request->message != NULL)
            request->message(request->context, line);
    } else {
        *error = why;
        status = read;
    }
    hinge_table_clear(&table);
    return status;
}

/* What a BIDS data set says of the recording: who, which session, and the columns of
 * participants.tsv, which become covariates. It is said, so it goes before a guess. */
static void take_said(struct hinge_table *list, const struct hinge_table *said, size_t row)
{
    for (size_t c = 0; c < said->n_columns; c++) {
        const char *name = said->column[c].name;
        char number[48];
        const char *cell = hinge_table_cell(said, c, row, number);
        if (*cell == '\0' || strcmp(name, "id") == 0 || strcmp(name, "file") == 0)
            continue;
        long known = hinge_table_find(list, name);
        size_t at = known >= 0 ? (size_t)known
                               : hinge_table_add_column(list, name, HINGE_COLUMN_TEXT, "", 0);
        hinge_table_set_text(list, at, list->rows - 1, cell);
    }
}

/* Keys of the recording that are said: by its data set, or by the pattern of names. */
static void add_said(const struct hinge_ingest_request *request, const struct hinge_intake *intake,
                     size_t row, struct hinge_table *list)
{
    const struct hinge_intake_row *at = &intake->row[row];
    bool pattern = *request->config->ingest.name != '\0';
    char line[1400];
    if (at->path == NULL || !(pattern || hinge_bids_is_motion(at->path)))
        return;
    if (at->refused != HINGE_REASON_OK && request->message != NULL) {
        snprintf(line, sizeof line, "%.300s: its keys are guessed: %.1000s", at->path, at->message);
        request->message(request->context, line);
    }
    take_said(list, &intake->list, row);
}

/* One row per recording; those of standing come first, since they are the zero of what
 * comes after them. */
static enum hinge_status add_rows(const struct hinge_ingest_request *request,
                                  const struct hinge_intake *intake, struct hinge_table *list,
                                  struct hinge_found *found, struct hinge_error *error)
{
    static const char *const columns[COLUMNS] = {"file", "participant", "group", "session",
                                                 "task", "cue",         "trial", "role"};
    for (size_t c = 0; c < COLUMNS; c++)
        hinge_table_add_column(list, columns[c], HINGE_COLUMN_TEXT, "", 0);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < 2 * intake->n; i++) {
        const struct hinge_intake_row *row = &intake->row[i % intake->n];
        struct hinge_guess guess;
        hinge_guess_name(row->stored, &guess);
        if (guess.who_from_folder && *request->config->ingest.name != '\0')
            *guess.participant = '\0'; /* the pattern says what folders are */
        if ((strcmp(guess.role, "standing") == 0) != (i < intake->n))
            continue;
        size_t before = list->rows;
        status = take_recording(request, intake, row, &guess, list, found, error);
        if (status == HINGE_OK && list->rows > before)
            add_said(request, intake, i % intake->n, list);
    }
    return status;
}

/* One folder beside files, where no name says who, is no person. */
static void forget_lone_folder(struct hinge_table *list)
{
    struct hinge_guess first = {0}, guess;
    for (size_t r = 0; r < list->rows; r++) {
        hinge_guess_name(list->column[FILE_COLUMN].text[r], &guess);
        if (!guess.who_from_folder && *guess.participant != '\0')
            return;
        if (!guess.who_from_folder)
            continue;
        if (*first.participant == '\0')
            first = guess;
        else if (strcmp(first.participant, guess.participant) != 0)
            return;
    }
    for (size_t r = 0; r < list->rows; r++) {
        hinge_guess_name(list->column[FILE_COLUMN].text[r], &guess);
        if (guess.who_from_folder)
            hinge_table_set_text(list, PARTICIPANT, r, NULL);
    }
}

static bool is_same(const struct hinge_table *list, size_t a, size_t b, size_t columns)
{
    for (size_t c = 1; c < columns; c++) {
        const char *x = list->column[c].text[a], *y = list->column[c].text[b];
        if (strcmp(x != NULL ? x : "", y != NULL ? y : "") != 0)
            return false;
    }
    return true;
}

/* Recordings that names don't tell apart are numbered as trials. */
static void number_trials(struct hinge_table *list)
{
    for (size_t r = 0; r < list->rows; r++) {
        size_t alike = 0, number = 0;
        bool clash = false;
        char text[32];
        for (size_t k = 0; k < list->rows; k++) {
            clash = clash || (k != r && is_same(list, k, r, TRIAL + 1));
            alike += is_same(list, k, r, TRIAL);
            number += k <= r && is_same(list, k, r, TRIAL);
        }
        if (!clash || alike < 2)
            continue;
        /* all that are alike, so that no number is met twice */
        for (size_t k = r, n = number; k < list->rows; k++) {
            if (!is_same(list, k, r, TRIAL))
                continue;
            snprintf(text, sizeof text, "%zu", n++);
            hinge_table_set_text(list, TRIAL, k, text);
        }
    }
}

/* A column to fill in for what only some recordings lack. */
static void add_lacking(struct hinge_table *list, const struct hinge_found *found)
{
    for (int i = 0; i < HINGE_LACKS_COUNT; i++) {
        const char *name = hinge_found_column(found, (enum hinge_found_lack)i);
        if (name != NULL && hinge_table_find(list, name) < 0)
            hinge_table_add_column(list, name, HINGE_COLUMN_TEXT, "", 0);
    }
}

enum hinge_status hinge_first_list(const struct hinge_ingest_request *request,
                                   const struct hinge_intake *intake, struct hinge_table *list,
                                   struct hinge_found *found, struct hinge_error *error)
{
    enum hinge_status status = add_rows(request, intake, list, found, error);
    if (status == HINGE_OK && list->rows == 0)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                            "%s: no recording was recognised; run hinge-inspect FILE to see why",
                            request->path[0]);
    if (status == HINGE_OK && *request->config->ingest.name == '\0')
        forget_lone_folder(list);
    if (status == HINGE_OK)
        number_trials(list);
    if (status == HINGE_OK)
        add_lacking(list, found);
    return status;
}

/* --- folders that may be groups --- */

static bool is_break(char c)
{
    return c == '\0' || strchr("/_-. ", c) != NULL;
}

/* Where words of the name are these, whatever parts them and their capitals; the last
 * place. NULL: nowhere. */
static const char *find_words(const char *from, const char *end, const char *words)
{
    const char *found = NULL;
    size_t n = strlen(words);
    for (const char *p = from; n > 0 && p + n <= end; p++) {
        size_t k = 0;
        while (k < n && (is_break(words[k])
                             ? is_break(p[k])
                             : tolower((unsigned char)p[k]) == tolower((unsigned char)words[k])))
            k++;
        if (k == n && (p == from || is_break(p[-1])) && (p + n == end || is_break(p[n])))
            found = p;
    }
    return found;
}

/* "{group}/{participant}_{cue}_{trial}.csv" of "Good form/Anna_dowel_1.csv"; *who is
 * false where nothing is left of the name for a participant. */
static void add_pattern(const char *file, const struct hinge_guess *guess, struct hinge_text *out,
                        bool *who)
{
    const char *const known[][2] = {
        {"{task}", guess->task}, {"{cue}", guess->cue}, {"{trial}", guess->trial}};
    enum { KNOWN = sizeof known / sizeof *known };
    const char *name = hinge_file_name(file), *dot = strrchr(name, '.'), *at[KNOWN] = {0};
    const char *end = dot != NULL ? dot : name + strlen(name);
    const char *folder = find_words(file, name, guess->participant);
    hinge_text_puts(out, "{group}");
    if (folder != NULL)
        folder += strlen(guess->participant);
    hinge_text_add(out, folder != NULL ? folder : "/",
                   folder != NULL ? (size_t)(name - folder) : 1);
    for (size_t k = 0; k < KNOWN; k++)
        at[k] = find_words(name, end, known[k][1]);
    *who = false;
    for (const char *p = name; p < end;) {
        size_t k = 0, n = 1;
        while (k < KNOWN && at[k] != p)
            k++;
        bool word = p == name || is_break(p[-1]);
        if (k < KNOWN) {
            hinge_text_puts(out, known[k][0]);
            n = strlen(known[k][1]);
        } else if (word && !is_break(*p) && !*who) { /* up to what is known */
            const char *stop = end;
            for (size_t i = 0; i < KNOWN; i++)
                stop = at[i] != NULL && at[i] > p && at[i] < stop ? at[i] - 1 : stop;
            hinge_text_puts(out, "{participant}");
            n = (size_t)(stop - p);
            *who = true;
        } else {
            hinge_text_add(out, p, 1);
        }
        p += n;
    }
    hinge_text_puts(out, end);
}

void hinge_first_list_ask(const struct hinge_table *list, const char *folder, const char *path,
                          const char *ini, struct hinge_text *out)
{
    enum { MOST = 6 };
    char name[MOST][HINGE_GUESS_MAX];
    struct hinge_guess guess;
    struct hinge_text pattern = {0};
    size_t n = 0;
    bool who = false;
    for (size_t r = 0; r < list->rows; r++) {
        const char *own = hinge_table_text(list, "participant", r);
        size_t k = 0;
        hinge_guess_name(list->column[FILE_COLUMN].text[r], &guess);
        if (!guess.who_from_folder || own == NULL || strcmp(own, guess.participant) != 0)
            continue;
        while (k < n && strcmp(name[k], own) != 0)
            k++;
        if (k == MOST)
            n = MOST + 1; /* so many folders are people */
        if (n > MOST)
            break;
        if (k == n)
            memcpy(name[n++], guess.participant, sizeof guess.participant);
        if (pattern.length == 0 && strcmp(guess.role, "standing") != 0)
            add_pattern(list->column[FILE_COLUMN].text[r], &guess, &pattern, &who);
    }
    /* the command is to be copied: a file's name is no part of it that a shell would act on */
    bool is_plain = true;
    for (const char *p = hinge_text_string(&pattern); *p != '\0'; p++)
        is_plain = is_plain && hinge_text_steers(p) == 0 && strchr("\"$`\\!%", *p) == NULL;
    if (n > 1 && n <= MOST) {
        hinge_text_puts(out, "look at participants ");
        for (size_t k = 0; k < n; k++) {
            hinge_text_puts(out, k > 0 ? ", " : "");
            hinge_text_shown(out, name[k]);
        }
        hinge_text_puts(out, ": these are names of folders. Are they groups or "
                             "conditions? ");
        if (who && is_plain)
            hinge_text_printf(out,
                              "Then delete %s and %s, and run hinge-run --new \"%s\" --set "
                              "\"ingest.name=%s\"%s\n",
                              path, ini, folder, hinge_text_string(&pattern),
                              strstr(hinge_text_string(&pattern), "{cue}") == NULL
                                  ? ", with {cue} in place of {group} for conditions"
                                  : "");
        else
            hinge_text_printf(out,
                              "Then move them to column group or cue of %s, and fill in "
                              "who it was\n",
                              path);
    }
    hinge_text_clear(&pattern);
}
