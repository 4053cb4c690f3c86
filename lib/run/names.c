/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of recordings, read together: paths in; what each says of who, when and how, and lines
 * about what was read and taken, out. Words come first; names that are none are told apart by the
 * level of folders at which they stand: one that parts people is a group, one that crosses them a
 * cue. */
#include "run/reading.h"

enum { NAMED = HINGE_RUN_NAMED };

const char *const hinge_guess_name[HINGE_GUESS_KEYS] = {"participant", "group", "session", "task",
                                                        "cue",         "trial", "role",    "side",
                                                        "load_kg",     "rater", "note"};

/* --- names that are no words, by their levels --- */

/* Different texts of a list, in order; NULLs are left out. */
static size_t values(struct reading *reading, const char *const *text, const char ***value)
{
    size_t n = 0;
    *value = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof **value);
    for (size_t f = 0; f < reading->n; f++)
        if (text[f] != NULL)
            (*value)[n++] = text[f];
    return hinge_each_once(*value, n);
}

/* The key of all recordings, for values(). */
static const char **column(struct reading *reading, int key)
{
    const char **text = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *text);
    for (size_t f = 0; f < reading->n; f++)
        text[f] = reading->guess[f].key[key];
    return text;
}

static bool any_has(const struct reading *reading, size_t level, int key)
{
    for (size_t f = 0; f < reading->n; f++)
        if (reading->place[level][f] != NULL && reading->guess[f].key[key] != NULL)
            return true;
    return false;
}

/* A level becomes a key of its recordings. */
static void take_level(struct reading *reading, size_t level, int key)
{
    for (size_t f = 0; f < reading->n; f++)
        if (reading->place[level][f] != NULL)
            reading->guess[f].key[key] = reading->place[level][f];
    reading->open[level] = false;
}

/* Two texts of a file; or a name in two pieces, at its last or first word: the rest and the word.
 */
struct pair {
    const char *a, *b;
    size_t of; /* the name */
};

static int by_pair(const void *x, const void *y)
{
    const struct pair *p = x, *q = y;
    int order = strcmp(p->a, q->a);
    return order != 0 ? order : strcmp(p->b, q->b);
}

/* Sorts the pairs of files that have both; NULL in place of `b` is "". Returns how many. */
static size_t pairs_of(struct reading *reading, const char *const *a, const char *const *b,
                       struct pair **pair)
{
    size_t n = 0;
    *pair = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof **pair);
    for (size_t f = 0; f < reading->n; f++)
        if (a[f] != NULL)
            (*pair)[n++] = (struct pair){a[f], hinge_or_empty(b[f]), 0};
    qsort(*pair, n, sizeof **pair, by_pair);
    return n;
}

/* The end of the sorted pairs whose `a` is that of pair i; *with: how many `b` they have. */
static size_t end_of(const struct pair *pair, size_t n, size_t i, size_t *with)
{
    size_t to = i + 1;
    for (*with = 1; to < n && strcmp(pair[i].a, pair[to].a) == 0; to++)
        *with += strcmp(pair[to].b, pair[to - 1].b) != 0;
    return to;
}

static const struct part *part_at(const struct reading *reading, size_t level, size_t f)
{
    const struct path *path = &reading->path[f];
    return &path->part[level == FILE_LEVEL ? path->parts - 1 : level];
}

/* Whether all names of a level are of folders of a kind. */
static bool all_are(const struct reading *reading, size_t level, bool (*is)(const struct part *))
{
    bool all = level != FILE_LEVEL;
    for (size_t f = 0; f < reading->n && all; f++)
        all = reading->place[level][f] == NULL || is(part_at(reading, level, f));
    return all;
}

/* Each inner name is below one outer name, in two files or more if it is no code, and they are
 * more. */
static bool is_below(struct reading *reading, size_t inner, size_t outer)
{
    const char **out;
    struct pair *pair;
    const size_t n = pairs_of(reading, reading->place[inner], reading->place[outer], &pair),
                 m = values(reading, reading->place[outer], &out);
    size_t names = 0;
    const bool codes =
        all_are(reading, inner, hinge_part_is_code) && !all_are(reading, outer, hinge_part_is_code);
    for (size_t i = 0, to, with; i < n; i = to, names++) {
        to = end_of(pair, n, i, &with);
        if (with > 1 || (to - i < 2 && !codes))
            return false;
    }
    return names > m;
}

void hinge_run_add_names(struct hinge_text *out, const char *const *name, size_t n)
{
    const char *separator = hinge_names_separator(name, n < NAMED ? n : NAMED);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        hinge_text_adds(out, i > 0 ? separator : "");
        hinge_text_shown(out, name[i]);
    }
    hinge_text_printf(out, "%s%s", n > NAMED ? separator : "", n > NAMED ? "…" : "");
}

/* "look at A, B", and what is said of them. */
static void look_at(struct hinge_text *lines, const char *const *name, size_t n, const char *what)
{
    hinge_text_adds(lines, "look at ");
    hinge_run_add_names(lines, name, n);
    hinge_text_adds(lines, what);
}

/* "{session}/{participant}_{trial}.trc": of the first recording with a name of the level, which is
 * `as`. False if a name of another recording does not fit it. */
static bool pattern_of(const struct reading *reading, size_t level, const char *as,
                       struct hinge_text *out)
{
    size_t f = 0;
    while (f < reading->n &&
           (reading->place[level][f] == NULL || reading->guess[f].key[HINGE_GUESS_ROLE] != NULL))
        f++;
    if (f == reading->n)
        return false;
    const struct path *path = &reading->path[f];
    for (size_t i = 0; i < path->parts; i++) {
        const struct part *part = &path->part[i];
        const bool here = part->is_file ? level == FILE_LEVEL : level == i;
        const char *end = part->text;
        int last = FREE;
        bool named = false;
        if (!part->is_file && !here && part->n > 0 && part->rest != NULL) {
            /* another unknown folder: what it was taken for */
            for (int k = 0; k < HINGE_GUESS_KEYS && !named; k++)
                if ((named = strcmp(hinge_or_empty(reading->guess[f].key[k]), part->rest) == 0))
                    hinge_text_printf(out, "{%s}", hinge_guess_name[k]);
        }
        if (here && hinge_part_is_code(part) && (named = true))
            hinge_text_printf(out, "{%s}", as);
        for (size_t t = 0; t < part->n && !named; t++) {
            const struct token *token = &part->token[t];
            bool unknown = token->use == FREE && part->rest != NULL && !token->digits;
            int key = here && unknown                                   ? IDS
                      : token->use < HINGE_GUESS_KEYS                   ? token->use
                      : unknown && part->is_file && level != FILE_LEVEL ? HINGE_GUESS_PARTICIPANT
                                                                        : TAKEN;
            if (key == last && key != TAKEN) {
                end = token->at + token->n;
                continue;
            }
            hinge_text_add(out, end, (size_t)(token->at - end));
            if (key == TAKEN)
                hinge_text_add(out, token->at, token->n);
            else
                hinge_text_printf(out, "{%s}", key == IDS ? as : hinge_guess_name[key]);
            last = key;
            end = token->at + token->n;
        }
        if (!named)
            hinge_text_adds(out, end);
        if (!part->is_file)
            hinge_text_adds(out, "/");
    }
    const char *name = hinge_file_name(path->file), *dot = strrchr(name, '.');
    hinge_text_adds(out, dot != NULL ? dot : "");
    /* whether it reads every recording with a name of the level, each key from one place */
    struct hinge_error ignored = HINGE_ERROR_INIT;
    cleared_by(hinge_table_clear) struct hinge_table names = {0};
    const char *pattern = hinge_text_string(out);
    bool fits = strstr(pattern, "{participant}") != NULL &&
                strstr(pattern, "}{") == NULL; /* p1: which is whose? */
    for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
        char key[32];
        snprintf(key, sizeof key, "{%s}", hinge_guess_name[k]);
        const char *first = strstr(pattern, key);
        fits = fits && (first == NULL || strstr(first + 1, key) == NULL);
        hinge_table_add_column(&names, hinge_guess_name[k], /* a list says loads, no pattern */
                               k == HINGE_GUESS_LOAD ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "",
                               0);
    }
    hinge_table_add_rows(&names, reading->n);
    for (f = 0; f < reading->n && fits; f++)
        fits = reading->place[level][f] == NULL ||
               reading->guess[f].key[HINGE_GUESS_ROLE] != NULL ||
               (hinge_name_pattern_apply(pattern, reading->path[f].file, &names, f, &fits,
                                         &ignored) == HINGE_OK &&
                fits);
    return fits;
}

/* "If sessions:" and the command that reads the level so (NULL: none), to the end of the line. */
static void add_other(const struct reading *reading, size_t level, const char *as,
                      const char *plural, const char *command, struct hinge_text *lines)
{
    cleared_by(hinge_text_clear) struct hinge_text pattern = {0};
    if (command != NULL && pattern_of(reading, level, as, &pattern)) {
        hinge_text_printf(lines, ". If %s:\n        %s --set ", plural, command);
        hinge_text_word(lines, hinge_arena_printf(reading->arena, "ingest.name=%s", pattern.data));
    }
    hinge_text_adds(lines, "\n");
}

static void open_levels(struct reading *reading, bool words_alone)
{
    const char **name;
    for (size_t k = 0; k < DEPTHS; k++) {
        size_t with = 0;
        for (size_t f = 0; f < reading->n; f++)
            with += reading->place[k][f] != NULL;
        reading->open[k] = !words_alone && with > 0 &&
                           (with < reading->n || values(reading, reading->place[k], &name) > 1);
    }
}

/* The level whose unknown names are people if no word says who: the outermost, or a deeper one; one
 * of a single letter last; else that of the one code that all have. DEPTHS: none. */
static size_t level_of_people(struct reading *reading)
{
    size_t who = DEPTHS;
    const char **name;
    for (size_t k = 0; k < DEPTHS; k++)
        if (reading->open[k] && !reading->versions[k] &&
            (who == DEPTHS || all_are(reading, who, hinge_part_is_lone_letter) ||
             (values(reading, reading->place[k], &name) > 1 && is_below(reading, k, who))))
            who = k;
    for (size_t k = 0; k < FILE_LEVEL && who == DEPTHS; k++) {
        const bool one = values(reading, reading->place[k], &name) == 1;
        size_t with = 0;
        while (one && with < reading->n && reading->place[k][with] != NULL)
            with++;
        if (one && with == reading->n && all_are(reading, k, hinge_part_is_code) &&
            !all_are(reading, k, hinge_part_is_visit))
            who = k;
    }
    return who;
}

/* Whether folders T0, T1 … are visits: at most six, with the same names below two of them, or with
 * none. */
static bool are_visits(struct reading *reading, size_t level)
{
    enum { MOST = 6 };
    const char **visit, **below = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *below);
    struct pair *pair;
    bool any = false;
    if (!all_are(reading, level, hinge_part_is_visit) ||
        values(reading, reading->place[level], &visit) > MOST)
        return false;
    for (size_t k = level + 1; k <= DEPTHS; k++) { /* the last: files that are numbers alone */
        for (size_t f = 0; f < reading->n; f++) {
            const char *text = part_at(reading, FILE_LEVEL, f)->text;
            const bool number = text[strspn(text, "0123456789")] == '\0';
            below[f] = reading->place[level][f] == NULL ? NULL
                       : k < DEPTHS ? (reading->open[k] ? reading->place[k][f] : NULL)
                                    : (number ? text : NULL);
        }
        const size_t n = pairs_of(reading, below, reading->place[level], &pair);
        for (size_t i = 1; i < n; i++)
            if (strcmp(pair[i].a, pair[i - 1].a) == 0 && strcmp(pair[i].b, pair[i - 1].b) != 0)
                return true;
        any |= n > 0;
    }
    return !any;
}

/* The open folders of a level are what their letter says. */
static void close_level(struct reading *reading, size_t level)
{
    for (size_t f = 0; f < reading->n; f++) {
        struct path *path = &reading->path[f];
        struct part *part = level + 1 < path->parts ? &path->part[level] : NULL;
        if (part == NULL || !part->open)
            continue;
        part->open = false;
        part->rest = NULL;
        hinge_part_read(reading, path, part);
        reading->place[level][f] = part->rest;
    }
}

/* Names in two pieces, and how many are alike but for the word. */
struct split {
    struct pair *piece;                 /* n, by base; at: the first of those that are alike */
    const char **word;                  /* n_words of names that are alike, each once */
    size_t n, at, n_words, alike, once; /* once: alike, and of one file */
    size_t bases, full, fewest;         /* full: bases with every word; fewest: words of a base */
};

/* files[names]: how many have a name. A name of one word is a base alone. */
static struct split split_names(struct reading *reading, const char *const *name, size_t names,
                                const size_t *files, bool last)
{
    struct split s = {.piece = hinge_arena_alloc(reading->arena, names + 1, sizeof *s.piece),
                      .word = hinge_arena_alloc(reading->arena, names + 1, sizeof *s.word),
                      .fewest = SIZE_MAX};
    for (size_t i = 0; i < names; i++) {
        const char *cut = NULL;
        for (const char *p = name[i] + 1; *p != '\0' && p[1] != '\0'; p++)
            cut = strchr(" _-", *p) != NULL && (cut == NULL || last) ? p : cut;
        if (cut != NULL) {
            const char *head = hinge_arena_copy(reading->arena, name[i], (size_t)(cut - name[i]));
            s.piece[s.n++] = (struct pair){last ? head : cut + 1, last ? cut + 1 : head, i};
        }
    }
    s.bases = names - s.n;
    qsort(s.piece, s.n, sizeof *s.piece, by_pair);
    for (size_t i = 0, to, with; i < s.n; i = to) {
        to = end_of(s.piece, s.n, i, &with);
        for (size_t k = i; k < to && to - i > 1; k++) {
            s.at = s.alike == 0 ? i : s.at;
            s.word[s.alike++] = s.piece[k].b;
            s.once += files[s.piece[k].of] == 1;
        }
    }
    s.n_words = hinge_each_once(s.word, s.alike);
    for (size_t i = 0, to, with; i < s.n; i = to, s.bases++) {
        to = end_of(s.piece, s.n, i, &with);
        s.full += to - i == s.n_words && s.n_words > 1;
        s.fewest = to - i < s.fewest ? to - i : s.fewest;
    }
    return s;
}

/* "look at A, B" of two names. */
static void add_look_at(struct hinge_text *lines, const char *const *name, const struct split *s,
                        size_t one, size_t other)
{
    const char *const two[] = {name[s->piece[one].of], name[s->piece[other].of]};
    look_at(lines, two, 2, "");
}

/* Names of files that are alike but for a word: each once, and most of them with the same last
 * words, these are no part of the person. Whether that was taken; else it is asked. */
static bool take_last_words(struct reading *reading, struct hinge_text *lines)
{
    enum { GROUPS = 4, PEOPLE = 3 };
    const char **name;
    const size_t names = values(reading, reading->place[FILE_LEVEL], &name);
    size_t *files = hinge_arena_alloc(reading->arena, names + 1, sizeof *files);
    for (size_t f = 0; f < reading->n; f++) {
        const char **at = reading->place[FILE_LEVEL] + f;
        if (*at != NULL)
            files[(const char **)bsearch(at, name, names, sizeof *name, hinge_by_text) - name]++;
    }
    for (int last = 1; last >= 0; last--) {
        const struct split s = split_names(reading, name, names, files, last);
        const bool most = 2 * s.full > s.bases && s.bases > 1, each = s.once == s.alike;
        if (last && !each && s.bases > 1 && s.bases <= GROUPS && s.alike == names &&
            s.n_words == names && s.fewest >= PEOPLE) {
            add_look_at(lines, name, &s, 0, s.n - 1);
            hinge_text_printf(lines,
                              ": the first of %zu words is in each name; if these are groups, "
                              "write them into the column group\n",
                              s.bases);
        }
        if (s.alike == 0 || !((last && each) || (most && s.bases > 2)))
            continue;
        if (last && most && each) {
            /* what is before the last word is the person; the word stays where the name was */
            const char **place = reading->place[FILE_LEVEL];
            const struct pair **cut = hinge_arena_alloc(reading->arena, names + 1, sizeof(void *));
            for (size_t i = 0; i < s.n; i++)
                if (hinge_name_at(s.word, s.n_words, s.piece[i].b) < s.n_words)
                    cut[s.piece[i].of] = &s.piece[i];
            for (size_t f = 0; f < reading->n; f++)
                if (place[f] != NULL) {
                    const char **at = bsearch(&place[f], name, names, sizeof *name, hinge_by_text);
                    const struct pair *its = cut[at - name];
                    reading->guess[f].key[HINGE_GUESS_PARTICIPANT] =
                        its != NULL ? its->a : place[f];
                    place[f] = its != NULL ? its->b : NULL;
                }
            open_levels(reading, false);
            return true;
        }
        add_look_at(lines, name, &s, s.at, s.at + 1);
        hinge_text_printf(lines,
                          ": names alike but for the %s word; taken as different people: if it is "
                          "a visit or a cue, write it into that column\n",
                          last ? "last" : "first");
        break;
    }
    return false;
}

/* Rule 2: people, where no word says who. Where one does, codes beside them are people, too. */
static void take_people(struct reading *reading, const char *command, struct hinge_text *lines)
{
    const char **name;
    if (values(reading, column(reading, HINGE_GUESS_PARTICIPANT), &name) > 0) {
        for (size_t k = 0; k < FILE_LEVEL; k++) {
            bool beside = false;
            for (size_t f = 0; f < reading->n && reading->open[k] && !beside; f++)
                beside = reading->path[f].parts > k + 1 &&
                         reading->path[f].part[k].id[HINGE_GUESS_PARTICIPANT] != NULL;
            for (size_t f = 0; f < reading->n && beside; f++) {
                const char **who = &reading->guess[f].key[HINGE_GUESS_PARTICIPANT];
                if (*who != NULL || reading->place[k][f] == NULL ||
                    !hinge_part_is_code(part_at(reading, k, f)))
                    continue;
                *who = reading->place[k][f];
                reading->place[k][f] = NULL;
            }
        }
        open_levels(reading, false);
        return;
    }
    const size_t who = level_of_people(reading);
    size_t levels = 0;
    for (size_t k = 0; k < DEPTHS; k++)
        levels += reading->open[k];
    if (who == DEPTHS)
        return;
    size_t n = values(reading, reading->place[who], &name);
    if (n < 2 && reading->open[who])
        return;
    const bool letters = all_are(reading, who, hinge_part_is_lone_letter);
    reading->people = who;
    if (who == FILE_LEVEL && take_last_words(reading, lines))
        return;
    take_level(reading, who, HINGE_GUESS_PARTICIPANT);
    reading->asked = n > 1 && levels > 1 && n <= NAMED;
    if (!reading->asked && !letters)
        return;
    if (letters) {
        look_at(lines, name, n,
                ": taken as participants, because no other name says who; if they are sides, write "
                "them into the column side\n");
        return;
    }
    look_at(lines, name, n, ": unknown names; taken as participants");
    add_other(reading, who, "group", "groups", command, lines);
}

/* Whether a folder has no name of a person: "Studie 2", "vor Training". */
static bool is_nobody(const struct reading *reading, const struct part *part)
{
    bool nobody = part->rest == NULL && part->id[HINGE_GUESS_PARTICIPANT] == NULL;
    for (int k = HINGE_GUESS_GROUP; k < HINGE_GUESS_KEYS; k++)
        nobody |= part->id[k] != NULL;
    for (size_t i = 0; i < part->n; i++) /* words of languages that nothing else bears out, too */
        for (unsigned kind = HINGE_WORD_SESSION_N; kind <= HINGE_WORD_VERSION; kind++)
            nobody |= part->token[i].n > 1 &&
                      hinge_is_word(reading, (enum hinge_word_kind)kind, part->token[i].folded);
    return nobody;
}

/* One patient's recordings by visit: the folder above the visits, in which all are, is the person;
 * `root` is the folder of all. */
static void take_patient(struct reading *reading, const char *root, struct hinge_text *lines)
{
    struct part top = {.text = hinge_or_empty(root)};
    struct path above = {.parts = 1, .part = &top};
    const struct part *who = NULL;
    hinge_part_split(reading, &above, &top);
    hinge_part_read(reading, &above, &top);
    for (size_t f = 0; f < reading->n; f++) {
        const struct path *path = &reading->path[f];
        const char **key = reading->guess[f].key;
        const struct part *its = is_nobody(reading, &top) ? NULL : &top;
        if (key[HINGE_GUESS_PARTICIPANT] != NULL || key[HINGE_GUESS_GROUP] != NULL ||
            key[HINGE_GUESS_SESSION] == NULL)
            return;
        for (size_t i = 0; i + 1 < path->parts && path->part[i].id[HINGE_GUESS_SESSION] == NULL;
             i++) {
            const struct part *part = &path->part[i];
            if (is_nobody(reading, part) && part->rest != NULL)
                return; /* "gesund/T0" */
            its = is_nobody(reading, part) ? its : part;
        }
        if (its == NULL || (who != NULL && strcmp(who->text, its->text) != 0))
            return;
        who = its;
    }
    if (who == NULL)
        return;
    const char *id = who->id[HINGE_GUESS_PARTICIPANT];
    id = id != NULL ? id : who->rest;
    for (size_t f = 0; f < reading->n; f++)
        reading->guess[f].key[HINGE_GUESS_PARTICIPANT] = id;
    hinge_text_printf(
        lines,
        "look at %s: the folder of all visits; taken as the participant, because no other "
        "name says who\n",
        hinge_arena_shown(reading->arena, id));
}

/* Rule 3: one code below two groups that words name is two people; then all codes have their
 * group's name. */
static void part_codes(struct reading *reading, struct hinge_text *lines)
{
    const char **two = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *two);
    struct pair *pair;
    const size_t n = pairs_of(reading, column(reading, HINGE_GUESS_PARTICIPANT),
                              column(reading, HINGE_GUESS_GROUP), &pair);
    const char *groups[NAMED] = {0};
    size_t n_groups = 0, twice = 0, fewest = NAMED;
    for (size_t i = 0, to, of_code; i < n; i = to) {
        to = end_of(pair, n, i, &of_code);
        of_code -= *pair[i].b == '\0'; /* in no group */
        if (of_code < 2)
            continue;
        two[twice++] = pair[i].a;
        fewest = of_code < fewest ? of_code : fewest;
        for (size_t k = i; k < to; k++) {
            size_t g = hinge_name_at(groups, n_groups, pair[k].b);
            if (*pair[k].b != '\0' && g == n_groups && g < NAMED)
                groups[n_groups++] = pair[k].b;
        }
    }
    if (twice == 0)
        return;
    const char **all;
    const bool one = 5 * twice <= values(reading, column(reading, HINGE_GUESS_PARTICIPANT), &all);
    qsort(groups, n_groups, sizeof *groups, hinge_by_text);
    look_at(lines, two, twice, "");
    hinge_text_adds(lines, fewest < n_groups ? " are each in several of "
                           : twice > 1       ? " are in "
                                             : " is in ");
    for (size_t g = 0; g < n_groups; g++) {
        hinge_text_adds(lines, g == 0 ? "" : fewest < n_groups ? ", " : " and in ");
        hinge_text_shown(lines, groups[g]);
    }
    if (one) {
        const char **group = column(reading, HINGE_GUESS_GROUP),
                   **other = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *other);
        bool visits = false;
        hinge_groups_settle(column(reading, HINGE_GUESS_PARTICIPANT),
                            column(reading, HINGE_GUESS_SESSION), group, reading->n, true,
                            reading->arena, other);
        for (size_t f = 0; f < reading->n; f++) {
            const char **key = reading->guess[f].key;
            if (other[f] == NULL || strcmp(group[f], other[f]) == 0)
                continue;
            visits = true;
            key[HINGE_GUESS_GROUP] = group[f];
            key[HINGE_GUESS_NOTE] =
                key[HINGE_GUESS_NOTE] != NULL ? key[HINGE_GUESS_NOTE] : other[f];
        }
        hinge_text_printf(
            lines, ": taken as one person%s; if they are two, give one another code\n",
            visits ? " of the group of the first visit (column note has the other)" : "");
        return;
    }
    hinge_text_printf(lines, ": taken as %s people%s\n", n_groups == 2 ? "two" : "different",
                      twice > 1 ? " each" : "");
    for (size_t f = 0; f < reading->n; f++) {
        const char **key = reading->guess[f].key;
        if (key[HINGE_GUESS_PARTICIPANT] != NULL && key[HINGE_GUESS_GROUP] != NULL)
            key[HINGE_GUESS_PARTICIPANT] = hinge_arena_printf(
                reading->arena, "%s_%s", key[HINGE_GUESS_GROUP], key[HINGE_GUESS_PARTICIPANT]);
    }
}

/* Whether each person has one of the names. */
static bool parts_people(struct reading *reading, const char *const *place)
{
    const char **who = column(reading, HINGE_GUESS_PARTICIPANT);
    struct pair *pair;
    for (size_t f = 0; f < reading->n; f++)
        who[f] = place[f] != NULL ? hinge_or_empty(who[f]) : NULL;
    const size_t files = pairs_of(reading, who, place, &pair);
    for (size_t i = 1; i < files; i++)
        if (strcmp(pair[i].a, pair[i - 1].a) == 0 && strcmp(pair[i].b, pair[i - 1].b) != 0)
            return false;
    return true;
}

/* Rules 4 and 5: a level that parts people is the group, one that crosses them the cue, else the
 * task or the session. */
static void take_groups(struct reading *reading, size_t level, size_t people, const char *command,
                        struct hinge_text *groups, struct hinge_text *lines)
{
    static const struct {
        int key;
        const char *words;
    } crossing[] = {
        {HINGE_GUESS_CUE, "cues"}, {HINGE_GUESS_TASK, "tasks"}, {HINGE_GUESS_SESSION, "sessions"}};
    const char *const *place = reading->place[level];
    const char **name;
    size_t n = values(reading, place, &name), k = 0;
    bool all = true;
    const char **who;
    if (parts_people(reading, place)) {
        if (n < 2 || n >= people || any_has(reading, level, HINGE_GUESS_GROUP))
            return;
        take_level(reading, level, HINGE_GUESS_GROUP);
        hinge_text_adds(groups, "group   ");
        hinge_run_add_names(groups, name, n);
        hinge_text_printf(groups, ": unknown %s; taken as groups: nobody is in %s\n",
                          level == FILE_LEVEL ? "names" : "folders", n == 2 ? "both" : "two");
        return;
    }
    while (k < 3 && any_has(reading, level, crossing[k].key))
        k++;
    if (k == 3)
        return;
    for (size_t i = 0; i < n && (all &= n <= 50); i++) { /* each person with each name */
        const char **its = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *its);
        for (size_t f = 0; f < reading->n; f++)
            its[f] = strcmp(hinge_or_empty(place[f]), name[i]) == 0
                         ? reading->guess[f].key[HINGE_GUESS_PARTICIPANT]
                         : NULL;
        all = values(reading, its, &who) == people;
    }
    take_level(reading, level, crossing[k].key);
    look_at(lines, name, n, "");
    hinge_text_printf(lines, ": %s; taken as %s",
                      n == 1 ? "an unknown name"
                      : all  ? "each person is in all"
                             : "people are in several",
                      crossing[k].words);
    add_other(reading, level, "session", "sessions", k < 2 && n > 1 ? command : NULL, lines);
}

/* --- told apart, and what is said --- */

struct numbered {
    const struct hinge_guess *guess;
    size_t at;
};

/* By all keys but the trial and the note, then in the order of the list, versions last. */
static int by_keys(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    int order = 0;
    for (int k = 0; k < HINGE_GUESS_KEYS && order == 0; k++)
        if (k != HINGE_GUESS_TRIAL && k != HINGE_GUESS_NOTE)
            order = strcmp(hinge_or_empty(x->guess->key[k]), hinge_or_empty(y->guess->key[k]));
    if (order == 0 && x->at != y->at)
        order =
            (x->guess->key[HINGE_GUESS_NOTE] != NULL) - (y->guess->key[HINGE_GUESS_NOTE] != NULL);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

void hinge_trials_number(struct hinge_arena *arena, struct hinge_guess *guess, size_t n,
                         size_t *clashes, size_t *first)
{
    const char **trial = hinge_arena_alloc(arena, n + 1, sizeof *trial);
    struct numbered *order = hinge_arena_alloc(arena, n + 1, sizeof *order);
    size_t numbers = 0;
    bool counter = true;
    for (size_t i = 0; i < n; i++) {
        order[i] = (struct numbered){&guess[i], i};
        if (guess[i].key[HINGE_GUESS_TRIAL] == NULL)
            continue;
        trial[numbers++] = guess[i].key[HINGE_GUESS_TRIAL];
        counter &= strlen(trial[numbers - 1]) >= 4;
    }
    counter =
        counter && numbers > 2 && hinge_each_once(trial, numbers) == numbers; /* of a camera */
    qsort(order, n, sizeof *order, by_keys);
    *clashes = 0;
    *first = n;
    for (size_t i = 0, to; i < n; i = to) {
        const struct numbered alike = {order[i].guess, 0};
        size_t trials = 0, plain = 0,
               most = 0; /* versions come last, and others keep their trials */
        for (to = i; to < n; to++) {
            struct numbered one = order[to];
            one.at = 0;
            if (by_keys(&alike, &one) != 0)
                break;
            trial[trials++] = hinge_or_empty(one.guess->key[HINGE_GUESS_TRIAL]);
            if (one.guess->key[HINGE_GUESS_NOTE] != NULL)
                continue;
            const size_t number = (size_t)strtoul(trial[plain++], NULL, 10);
            most = number > most && number < SIZE_MAX / 2 ? number : most;
        }
        const char *role = hinge_or_empty(order[i].guess->key[HINGE_GUESS_ROLE]);
        const bool used = strcmp(role, "unused") != 0,
                   all = (used && hinge_each_once(trial, plain) < plain) || counter,
                   clash = used && hinge_each_once(trial, trials) < trials;
        const size_t from = all ? i : clash ? i + plain : to;
        for (size_t k = from; k < to; k++)
            guess[order[k].at].key[HINGE_GUESS_TRIAL] =
                hinge_arena_printf(arena, "%zu", all ? k - i + 1 : ++most);
        for (size_t k = from; k < to && clash; k++)
            *first = order[k].at < *first ? order[k].at : *first;
        *clashes += clash ? to - from : 0;
    }
    *first = *first < n ? *first : 0;
}

/* People who are numbers: files that are no more (gesund/01, T1/01), or begin with one (101_pre_2).
 */
static void take_numbers(struct reading *reading, struct hinge_text *lines)
{
    const char **name, **who = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *who);
    bool alone = true, begin = true;
    for (size_t f = 0; f < reading->n; f++) {
        const struct part *part = part_at(reading, FILE_LEVEL, f);
        const char **key = reading->guess[f].key;
        const bool known = key[HINGE_GUESS_GROUP] != NULL || key[HINGE_GUESS_SESSION] != NULL;
        if (key[HINGE_GUESS_PARTICIPANT] != NULL)
            return;
        alone &= known;
        begin &= (known || key[HINGE_GUESS_CUE] != NULL) && part->n > 1 && part->token->digits &&
                 part->token->at == part->text && part->rest == NULL;
    }
    for (size_t f = 0; f < reading->n && (alone || begin); f++) {
        const char *text = part_at(reading, FILE_LEVEL, f)->text,
                   *end = text + strspn(text, "0123456789"), **key = reading->guess[f].key;
        if (end == text || (*end != '\0' && !begin))
            continue;
        who[f] = hinge_arena_copy(reading->arena, text, (size_t)(end - text));
        key[HINGE_GUESS_PARTICIPANT] = who[f];
        if (*end == '\0')
            key[HINGE_GUESS_TRIAL] = NULL;
    }
    if (!begin || reading->n == 0)
        return;
    const size_t n = values(reading, who, &name);
    look_at(lines, name, n, ": numbers at the beginning of names; taken as participants\n");
}

/* Reads all names by the marks that are on their words, up to who is who. */
static void read_marked(struct reading *reading, const struct hinge_file_names *names,
                        struct hinge_text *look)
{
    const bool words_alone = names->words_alone;
    hinge_paths_reset(reading);
    hinge_text_clear(look);
    reading->people = DEPTHS;
    reading->asked = false;
    for (size_t f = 0; f < reading->n; f++)
        hinge_path_read(reading, f);
    open_levels(reading, words_alone);
    /* open folders are people if they are the level of people, or stand beside others */
    bool people = words_alone, visits = false, beside[DEPTHS] = {false};
    for (size_t f = 0; f < reading->n; f++)
        for (size_t i = 0; i < reading->path[f].parts; i++) {
            const struct part *part = &reading->path[f].part[i];
            const bool is = part->id[HINGE_GUESS_PARTICIPANT] != NULL || part->id[BARE] != NULL;
            beside[i] |= is && !words_alone && !part->is_file;
            people |= is;
            visits |= part->id[HINGE_GUESS_SESSION] != NULL;
        }
    size_t who = people ? DEPTHS : level_of_people(reading);
    while (who < FILE_LEVEL && (are_visits(reading, who) ||
                                (visits && all_are(reading, who, hinge_part_is_lone_letter)))) {
        visits = true;
        close_level(reading, who);
        open_levels(reading, words_alone);
        who = level_of_people(reading);
    }
    for (size_t k = 0; k < FILE_LEVEL; k++)
        if (k != who && !beside[k])
            close_level(reading, k);
    open_levels(reading, words_alone);
    for (size_t f = 0; f < reading->n; f++)
        hinge_path_merge(reading, f);
    /* rule 1: an unknown folder beside known ones of one key is of that key */
    for (size_t level = 0; level < FILE_LEVEL; level++) {
        if (!reading->open[level])
            continue;
        static const int of[] = {HINGE_GUESS_GROUP, HINGE_GUESS_TASK, HINGE_GUESS_CUE,
                                 HINGE_GUESS_SESSION};
        int key = -1, keys = 0;
        for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
            bool has = false;
            for (size_t f = 0; f < reading->n && !has; f++)
                has = reading->path[f].parts > level + 1 &&
                      reading->path[f].part[level].id[of[k]] != NULL;
            keys += has;
            key = has ? of[k] : key;
        }
        if (keys == 1 && !any_has(reading, level, key))
            take_level(reading, level, key);
    }
    if (!words_alone)
        take_people(reading, names->command, look);
    if (!words_alone)
        take_numbers(reading, look);
}

/* The same, and then with the codes of people. */
static void read_codes(struct reading *reading, const struct hinge_file_names *names,
                       struct hinge_text *look)
{
    cleared_by(hinge_text_clear) struct hinge_text asked = {0};
    hinge_marks_undo(reading, BY_CODE, SIZE_MAX);
    const bool listed =
        !names->words_alone && hinge_mark_listed(reading, names->code, names->n_codes);
    read_marked(reading, names, look);
    if (!names->words_alone && !listed && hinge_mark_codes(reading, &asked))
        read_marked(reading, names, look);
    if (!names->words_alone)
        take_patient(reading, names->root, look);
    hinge_text_adds(look, hinge_text_string(&asked));
}

/* People with two sessions or more; *people: all, *each: how many sessions all of them have, or 0.
 */
static size_t with_visits(struct reading *reading, size_t *people, size_t *each)
{
    struct pair *pair;
    const size_t n = pairs_of(reading, column(reading, HINGE_GUESS_PARTICIPANT),
                              column(reading, HINGE_GUESS_SESSION), &pair);
    size_t with = 0;
    *people = *each = 0;
    for (size_t i = 0, to, sessions; i < n; i = to, ++*people) {
        to = end_of(pair, n, i, &sessions);
        with += sessions > 1;
        *each = i == 0 || *each == sessions ? sessions : 0;
    }
    return with;
}

static bool has_by(const struct path *path, int by)
{
    for (size_t k = 0; k < path->parts; k++)
        for (size_t i = 0; i < path->part[k].n; i++)
            if (path->part[k].token[i].by == by)
                return true;
    return false;
}

/* A word for a visit that stands where others have the person is the person's (AB, CD, FU), and so
 * is one that a single person has (Anna Post). */
static void spare_people(struct reading *reading, const struct hinge_file_names *names,
                         struct hinge_text *look, struct hinge_text *asked)
{
    for (int again = 0; again < 2; again++) {
        size_t nobody = 0, spared = 0;
        for (size_t f = 0; f < reading->n; f++)
            nobody += reading->guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL;
        for (size_t f = 0; f < reading->n && nobody < reading->n; f++)
            if (reading->guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL &&
                has_by(&reading->path[f], BY_WORD)) {
                hinge_marks_undo(reading, BY_WORD, f);
                spared++;
            }
        if (spared == 0)
            break;
        read_codes(reading, names, look);
    }
    size_t visits = 0, first = 0, people, each;
    const char **name;
    for (size_t f = 0; f < reading->n; f++)
        if (has_by(&reading->path[f], BY_WORD) && visits++ == 0)
            first = f;
    if (visits == 0 || 2 * visits >= reading->n || with_visits(reading, &people, &each) > 0 ||
        values(reading, column(reading, HINGE_GUESS_SESSION), &name) != 1)
        return;
    hinge_marks_undo(reading, BY_WORD, SIZE_MAX);
    read_codes(reading, names, look);
    hinge_text_printf(
        asked,
        "look at %s: \"%s\" is no visit here, because nobody has another one: if it is, write "
        "it into the column session\n",
        hinge_arena_shown(reading->arena, reading->path[first].file), name[0]);
}

/* T0, T1; M0, M6; V1, V2: visits that most people have. */
static void take_letters(struct reading *reading, const struct hinge_file_names *names,
                         struct hinge_text *look, struct hinge_text *asked)
{
    enum { MOST = 6 };
    static const char letters[] = "tmwvs";
    for (const char *letter = letters; *letter != '\0'; letter++) {
        const char **name;
        bool zero, good = true;
        size_t people, each, trials = 0, files = 0;
        const bool others = values(reading, column(reading, HINGE_GUESS_SESSION), &name) > 0;
        const size_t n = hinge_mark_letters(reading, *letter, &zero);
        if (n == 0)
            continue;
        if (n + others >= 2 && n <= MOST)
            read_codes(reading, names, look);
        for (size_t f = 0; f < reading->n; f++)
            if (has_by(&reading->path[f], BY_LETTER)) {
                files++;
                trials += reading->guess[f].key[HINGE_GUESS_TRIAL] != NULL;
                good &= reading->guess[f].key[HINGE_GUESS_PARTICIPANT] != NULL;
            }
        const bool numbers = zero || strchr("mw", *letter) != NULL; /* what no trial is called */
        const size_t with = with_visits(reading, &people, &each);
        good &=
            n + others >= 2 && n <= MOST && (n <= people || zero) && 2 * with + numbers > people;
        const bool tries = *letter == 't' && !zero && 2 * trials < files,
                   ask = good && !zero && (tries || strchr("vs", *letter) != NULL);
        if (ask) {
            const char **value = hinge_arena_alloc(reading->arena, reading->n, sizeof *value);
            size_t m = 0;
            for (size_t f = 0; f < reading->n; f++)
                if (has_by(&reading->path[f], BY_LETTER))
                    value[m++] = hinge_arena_printf(
                        reading->arena, "%s%s", *letter == 's' ? "S" : "",
                        hinge_or_empty(reading->guess[f].key[HINGE_GUESS_SESSION]));
            look_at(asked, value, hinge_each_once(value, m),
                    tries && n > 2 ? ": taken as trials; if they are visits, write them into "
                                     "the column session\n"
                                   : ": taken as sessions; if they are trials, write them into "
                                     "the column trial\n");
        }
        if (good && !(tries && n > 2))
            return; /* BY_LETTER is of one letter */
        hinge_marks_undo(reading, BY_LETTER, SIZE_MAX);
        read_codes(reading, names, look);
        if (ask)
            return;
    }
}

/* The letters of a code, "A 1", without what is behind them. */
static size_t letters_of(const char *code)
{
    size_t n = strcspn(code, "0123456789");
    while (n > 1 && strchr(" -_.", code[n - 1]) != NULL)
        n--;
    return n;
}

/* Codes of two to four kinds: words for a group among them say it, "HC01" beside "PAT01"; else it
 * is asked, because names do not say which are patients. */
static void take_kinds(struct reading *reading, struct hinge_text *lines)
{
    enum { MOST = 4 };
    const char **name, **kind, **who;
    const size_t people = values(reading, column(reading, HINGE_GUESS_PARTICIPANT), &who);
    kind = hinge_arena_alloc(reading->arena, people + 1, sizeof *kind);
    const size_t groups = values(reading, column(reading, HINGE_GUESS_GROUP), &name);
    bool words = groups == 0;
    for (size_t i = 0; i < people; i++) {
        const size_t n = strcspn(who[i], "0123456789");
        if (n == 0 || who[i][n] == '\0' || who[i][n + strspn(who[i] + n, "0123456789")] != '\0')
            return;
        kind[i] = hinge_arena_copy(reading->arena, who[i], letters_of(who[i]));
    }
    const size_t kinds = hinge_each_once(kind, people);
    for (size_t g = 0; g < groups; g++) /* a word of the codes, no folder's */
        words |= hinge_name_at(kind, kinds, name[g]) < kinds;
    if (kinds < 2 || kinds > MOST || people < 2 * kinds || !words)
        return;
    bool known = false;
    for (size_t f = 0; f < reading->n; f++) {
        const char **key = reading->guess[f].key,
                   *id = hinge_or_empty(key[HINGE_GUESS_PARTICIPANT]);
        cleared_by(hinge_text_clear) struct hinge_text folded = {0};
        hinge_text_folded(&folded, id, letters_of(id));
        const struct hinge_word *word =
            hinge_vocabulary_find(&reading->words, HINGE_WORD_GROUP, hinge_text_string(&folded));
        if (word != NULL && key[HINGE_GUESS_GROUP] == NULL)
            key[HINGE_GUESS_GROUP] = hinge_arena_copy(reading->arena, id, letters_of(id));
        known |= word != NULL;
    }
    if (known)
        return; /* those without a group are named */
    look_at(lines, kind, kinds,
            ": kinds of codes; if they are groups, write them into the column "
            "group\n");
}

/* A line for each column: folders, names of files or both, two examples, and which files have none;
 * that of groups only if nothing else says them. */
static void add_columns(struct reading *reading, bool groups, struct hinge_text *lines)
{
    enum { EXAMPLES = 2 };
    size_t people, most;
    const size_t visits = with_visits(reading, &people, &most);
    for (int k = 0; k < HINGE_GUESS_NOTE; k++) {
        const char *example[EXAMPLES + 1] = {NULL}, **name;
        size_t shown = 0, left = 0, with = 0, at = 0;
        bool folders = false, files = false;
        const size_t n = values(reading, column(reading, k), &name);
        if (n == 0 || (k == HINGE_GUESS_GROUP && !groups))
            continue;
        for (size_t f = 0; f < reading->n; f++) {
            const struct path *path = &reading->path[f];
            const char *value = reading->guess[f].key[k], *text = NULL,
                       *role = reading->guess[f].key[HINGE_GUESS_ROLE];
            if (value == NULL) {
                if (role == NULL && left++ == 0)
                    at = f;
                continue;
            }
            with++;
            for (size_t i = 0; i < path->parts; i++) {
                const struct part *part = &path->part[i];
                const bool is =
                    part->id[k] != NULL || (part->rest != NULL && strcmp(part->rest, value) == 0);
                folders |= is && !part->is_file;
                files |= is && part->is_file;
                text = is && part->written[k] != NULL && part->id[k] == value ? part->written[k]
                                                                              : text;
            }
            text = text == NULL || hinge_same_name(text, value)
                       ? value
                       : hinge_arena_printf(reading->arena, "%s as %s", text, value);
            if (shown < EXAMPLES && hinge_name_at(example, shown, text) == shown)
                example[shown++] = text;
        }
        hinge_text_printf(lines, "%-7s from %s: ", hinge_guess_name[k],
                          folders && files ? "folders and names of files"
                          : folders        ? "folders"
                          : files          ? "names of files"
                                           : "names");
        hinge_run_add_names(lines, example, shown);
        hinge_text_adds(lines, n > shown ? ", …" : "");
        if (k == HINGE_GUESS_SESSION && people > 0 && most > 0)
            hinge_text_printf(lines, " · %zu people × %zu", people, most);
        else if (k == HINGE_GUESS_SESSION && people > 0)
            hinge_text_printf(lines, " · %zu of %zu people have 2 or more", visits, people);
        else
            hinge_text_printf(lines, " · %zu in %zu recording%s", n, with, HINGE_S(with));
        if (left > 0 && k != HINGE_GUESS_ROLE)
            hinge_text_printf(lines, "; %zu file%s without %s (%s%s", left, HINGE_S(left),
                              hinge_guess_name[k],
                              hinge_arena_shown(reading->arena, reading->path[at].file),
                              left > 1 ? ", …)" : ")");
        hinge_text_adds(lines, "\n");
    }
}

static bool read_names(const struct hinge_file_names *names, struct hinge_arena *arena,
                       struct hinge_guess *guess, struct hinge_text *lines)
{
    const size_t n = names->n;
    const bool words_alone = names->words_alone;
    struct reading reading = {.arena = arena, .n = n, .guess = guess};
    cleared_by(hinge_text_clear) struct hinge_text group = {0}, look = {0}, asked = {0};
    const char **name;
    for (size_t k = 0; k < DEPTHS; k++)
        reading.place[k] = hinge_arena_alloc(arena, n + 1, sizeof **reading.place);
    hinge_paths_open(&reading, names->file);
    if (!words_alone)
        hinge_mark_words(&reading);
    read_codes(&reading, names, &look);
    if (!words_alone) {
        spare_people(&reading, names, &look, &asked);
        take_letters(&reading, names, &look, &asked);
        hinge_take_dates(&reading, &asked);
    }
    hinge_text_adds(&look, hinge_text_string(&asked));
    part_codes(&reading, &look);
    size_t people = values(&reading, column(&reading, HINGE_GUESS_PARTICIPANT), &name), unused = 0;
    for (size_t k = 0; k < FILE_LEVEL && !words_alone; k++)
        if (reading.versions[k]) { /* "alt" beside "jung" or "neu", if they part people */
            const char **both = hinge_arena_alloc(arena, n + 1, sizeof *both);
            for (size_t f = 0; f < n; f++) {
                both[f] = k + 1 < reading.path[f].parts && reading.path[f].part[k].version != NULL
                              ? reading.path[f].part[k].version
                              : reading.place[k][f];
            }
            const size_t parts = values(&reading, both, &name);
            reading.open[k] = parts > 1 && parts < people && parts_people(&reading, both);
            reading.place[k] = reading.open[k] ? both : reading.place[k];
        }
    for (size_t k = 0; k < DEPTHS; k++)
        if (reading.open[k])
            take_groups(&reading, k, people, reading.asked ? NULL : names->command, &group, &look);
    if (!words_alone)
        take_kinds(&reading, &look);
    if (names->columns != NULL)
        add_columns(&reading, group.length == 0, names->columns);
    hinge_text_adds(lines, hinge_text_string(&group));
    hinge_text_adds(lines, hinge_text_string(&look));
    const char *called = "";
    for (size_t f = 0; f < n; f++) {
        bool is = false;
        for (size_t i = 0; i < reading.path[f].parts && !is; i++) {
            const struct part *part = &reading.path[f].part[i];
            is = strcmp(hinge_or_empty(part->id[HINGE_GUESS_ROLE]), "unused") == 0;
            called = is && *called == '\0' ? part->written[HINGE_GUESS_ROLE] : called;
        }
        unused += is;
    }
    if (unused > 0)
        hinge_text_printf(
            lines, "unused  %zu recording%s named %s (role unused): empty the cell to use one\n",
            unused, HINGE_S(unused), hinge_arena_shown(arena, called));

    hinge_films_choose(&reading, names->seen, lines);
    size_t versions = 0, version = 0;
    for (size_t f = 0; f < n; f++)
        if (reading.path[f].original != NULL && versions++ == 0)
            version = f;
    if (versions > 0)
        hinge_text_printf(lines,
                          "look at %zu recording%s named as %s (%s of %s%s): column note says "
                          "which; to leave one out, write unused into "
                          "its cell role\n",
                          versions, HINGE_S(versions),
                          versions > 1 ? "copies or versions of others" : "a copy or version",
                          hinge_arena_shown(arena, reading.path[version].file),
                          hinge_arena_shown(arena, reading.path[version].original),
                          versions > 1 ? ", …" : "");
    bool foreign = false;
    for (size_t l = 1; l < HINGE_LANGUAGES; l++)
        foreign |= reading.words.met[l] > reading.words.met[0];
    hinge_vocabulary_clear(&reading.words);
    return foreign;
}

bool hinge_names_read(const struct hinge_file_names *names, struct hinge_arena *arena,
                      struct hinge_guess *guess, struct hinge_text *lines)
{
    const size_t n = names->n;
    size_t *original = hinge_arena_alloc(arena, n + 1, sizeof *original), copies = 0, first = n;
    if (!hinge_copies_find(names, arena, original))
        return read_names(names, arena, guess, lines);
    /* a copy says nothing: what is read are the others */
    const char **file = hinge_arena_alloc(arena, n + 1, sizeof *file);
    struct hinge_seen *seen = hinge_arena_alloc(arena, n + 1, sizeof *seen);
    struct hinge_guess *its = hinge_arena_alloc(arena, n + 1, sizeof *its);
    size_t *at = hinge_arena_alloc(arena, n + 1, sizeof *at);
    struct hinge_file_names others = *names;
    others.n = 0;
    others.file = file;
    others.seen = names->seen != NULL ? seen : NULL;
    for (size_t f = 0; f < n; f++) {
        if (original[f] != f)
            continue;
        at[f] = others.n;
        file[others.n] = names->file[f];
        if (names->seen != NULL)
            seen[others.n] = names->seen[f];
        others.n++;
    }
    const bool foreign = read_names(&others, arena, its, lines);
    for (size_t f = 0; f < n; f++) {
        guess[f] = its[at[original[f]]];
        if (original[f] == f)
            continue;
        first = copies++ == 0 ? f : first;
        guess[f].key[HINGE_GUESS_ROLE] = "unused";
        guess[f].key[HINGE_GUESS_NOTE] =
            hinge_arena_printf(arena, "copy of %s", names->file[original[f]]);
    }
    hinge_text_printf(lines, "unused  %zu %s (%s of %s%s): empty the cell role to use one\n",
                      copies,
                      copies > 1 ? "copies of other recordings" : "copy of another recording",
                      hinge_arena_shown(arena, names->file[first]),
                      hinge_arena_shown(arena, names->file[original[first]]),
                      copies > 1 ? ", …" : "");
    return foreign;
}
