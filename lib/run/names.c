/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of recordings, read together: paths in; what each says of who, when and how, and lines
 * about what was read and taken, out. Words come first; names that are none are told apart by the
 * level of folders at which they stand: one that parts people is a group, one that crosses them a
 * cue. */
#include "run/names.h"

#include "base/file.h"
#include "base/stem.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "run/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 8 };

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

/* Two texts of a file. */
struct pair {
    const char *a, *b;
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
            (*pair)[n++] = (struct pair){a[f], hinge_or_empty(b[f])};
    qsort(*pair, n, sizeof **pair, by_pair);
    return n;
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
    for (size_t i = 0, to; i < n; i = to, names++) {
        for (to = i + 1; to < n && strcmp(pair[i].a, pair[to].a) == 0; to++)
            if (strcmp(pair[i].b, pair[to].b) != 0)
                return false;
        if (to - i < 2 && !codes)
            return false;
    }
    return names > m;
}

/* Adds names of a list, `most` of them. */
static void add_names(struct hinge_text *out, const char *const *name, size_t n)
{
    const char *separator = hinge_names_separator(name, n < NAMED ? n : NAMED);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        hinge_text_adds(out, i > 0 ? separator : "");
        hinge_text_shown(out, name[i]);
    }
    hinge_text_printf(out, "%s%s", n > NAMED ? separator : "", n > NAMED ? "…" : "");
}

/* Whether a pattern reads every recording with a name of the level, each key from one place. */
static bool fits_all(const struct reading *reading, size_t level, const char *pattern)
{
    static const char *const keys[] = {HINGE_GUESS_NAMES};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_table names = {0};
    bool fits = strstr(pattern, "}{") == NULL; /* p1: which is whose? */
    for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
        char key[32];
        snprintf(key, sizeof key, "{%s}", keys[k]);
        const char *first = strstr(pattern, key);
        fits = fits && (first == NULL || strstr(first + 1, key) == NULL);
        hinge_table_add_column(&names, keys[k], /* a list says loads, no pattern */
                               k == HINGE_GUESS_LOAD ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "",
                               0);
    }
    hinge_table_add_rows(&names, reading->n);
    for (size_t f = 0; f < reading->n && fits; f++)
        fits = reading->place[level][f] == NULL ||
               reading->guess[f].key[HINGE_GUESS_ROLE] != NULL ||
               (hinge_name_pattern_apply(pattern, reading->path[f].file, &names, f, &fits,
                                         &ignored) == HINGE_OK &&
                fits);
    hinge_table_clear(&names);
    return fits;
}

/* "{session}/{participant}_{trial}.trc": of the first recording with a name of the level, which is
 * `as`. False if a name of another recording does not fit it. */
static bool pattern_of(const struct reading *reading, size_t level, const char *as,
                       struct hinge_text *out)
{
    static const char *const keys[] = {HINGE_GUESS_NAMES};
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
                    hinge_text_printf(out, "{%s}", keys[k]);
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
                hinge_text_printf(out, "{%s}", key == IDS ? as : keys[key]);
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
    return strstr(hinge_text_string(out), "{participant}") != NULL &&
           fits_all(reading, level, out->data);
}

/* "If sessions:" and the command that reads the level so. */
static void add_other(const struct reading *reading, size_t level, const char *as,
                      const char *plural, const char *command, struct hinge_text *lines)
{
    struct hinge_text pattern = {0}, set = {0};
    if (command != NULL && pattern_of(reading, level, as, &pattern)) {
        hinge_text_printf(&set, "ingest.name=%s", pattern.data);
        hinge_text_printf(lines, ". If %s:\n        %s --set ", plural, command);
        hinge_text_word(lines, set.data);
        hinge_text_adds(lines, "\n");
    } else {
        hinge_text_adds(lines, "\n");
    }
    hinge_text_clear(&pattern);
    hinge_text_clear(&set);
}

/* Rule 1: an unknown folder beside known ones of one key is of that key. */
static void take_beside(struct reading *reading, size_t level)
{
    static const int of[] = {HINGE_GUESS_GROUP, HINGE_GUESS_TASK, HINGE_GUESS_CUE,
                             HINGE_GUESS_SESSION};
    int key = -1, keys = 0;
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        bool beside = false;
        for (size_t f = 0; f < reading->n && !beside; f++)
            beside = reading->path[f].parts > level + 1 &&
                     reading->path[f].part[level].id[of[k]] != NULL;
        keys += beside;
        key = beside ? of[k] : key;
    }
    if (keys == 1 && !any_has(reading, level, key))
        take_level(reading, level, key);
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

/* Open folders are people if they are the level of people, or stand beside others. */
static void settle_letters(struct reading *reading, bool words_alone)
{
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
    take_level(reading, who, HINGE_GUESS_PARTICIPANT);
    reading->asked = n > 1 && levels > 1 && n <= NAMED;
    if (!reading->asked && !letters)
        return;
    hinge_text_adds(lines, "look at ");
    add_names(lines, name, n);
    if (letters) {
        hinge_text_adds(lines, ": taken as participants, because no other name says who; if they "
                               "are sides, write them into the column side\n");
        return;
    }
    hinge_text_adds(lines, ": unknown names; taken as participants");
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
                      hinge_vocabulary_find(&reading->words, (enum hinge_word_kind)kind,
                                            part->token[i].folded) != NULL;
    return nobody;
}

/* One patient's recordings by visit: the folder above the visits, in which all are, is the person;
 * `root` is the folder of all. */
static void take_patient(struct reading *reading, const char *root, struct hinge_text *lines)
{
    struct part top = {.text = hinge_or_empty(root)};
    struct path above = {.parts = 1, .part = &top};
    const struct part *who = NULL;
    hinge_part_split(reading, &top);
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
    hinge_text_adds(lines, "look at ");
    hinge_text_shown(lines, id);
    hinge_text_adds(lines, ": the folder of all visits; taken as the participant, because no other "
                           "name says who\n");
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
    for (size_t i = 0, to; i < n; i = to) {
        const char *last = "";
        size_t of_code = 0; /* its groups: they are sorted */
        for (to = i; to < n && strcmp(pair[i].a, pair[to].a) == 0; to++) {
            of_code += strcmp(last, pair[to].b) != 0;
            last = pair[to].b;
        }
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
    qsort(groups, n_groups, sizeof *groups, hinge_by_text);
    hinge_text_adds(lines, "look at ");
    add_names(lines, two, twice);
    hinge_text_adds(lines, fewest < n_groups ? " are each in several of "
                           : twice > 1       ? " are in "
                                             : " is in ");
    for (size_t g = 0; g < n_groups; g++) {
        hinge_text_adds(lines, g == 0 ? "" : fewest < n_groups ? ", " : " and in ");
        hinge_text_shown(lines, groups[g]);
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
    bool parts = true;
    for (size_t f = 0; f < reading->n; f++)
        who[f] = place[f] != NULL ? hinge_or_empty(who[f]) : NULL;
    const size_t files = pairs_of(reading, who, place, &pair);
    for (size_t i = 1; i < files && parts; i++)
        parts = strcmp(pair[i].a, pair[i - 1].a) != 0 || strcmp(pair[i].b, pair[i - 1].b) == 0;
    return parts;
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
        add_names(groups, name, n);
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
    hinge_text_adds(lines, "look at ");
    add_names(lines, name, n);
    hinge_text_printf(lines, ": %s; taken as %s",
                      n == 1 ? "an unknown name"
                      : all  ? "each person is in all"
                             : "people are in several",
                      crossing[k].words);
    if (k < 2 && n > 1)
        add_other(reading, level, "session", "sessions", command, lines);
    else
        hinge_text_adds(lines, "\n");
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

/* "mit Besenstiel as dowel (8)": words that are read as others. */
static void add_read(const struct reading *reading, struct hinge_text *lines)
{
    struct phrase {
        const char *written, *id;
        size_t n;
    } *phrase = hinge_alloc(reading->n * 4 + 1, sizeof *phrase);
    size_t n = 0;
    for (size_t f = 0; f < reading->n; f++)
        for (size_t i = 0; i < reading->path[f].parts; i++)
            for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
                const struct part *part = &reading->path[f].part[i];
                size_t p = 0;
                if (k == HINGE_GUESS_ROLE || part->written[k] == NULL ||
                    part->id[k] == part->written[k] ||
                    hinge_same_name(part->written[k], part->id[k]))
                    continue;
                while (p < n && (strcmp(phrase[p].written, part->written[k]) != 0 ||
                                 strcmp(phrase[p].id, part->id[k]) != 0))
                    p++;
                if (p == n && n < reading->n * 4)
                    phrase[n++] = (struct phrase){part->written[k], part->id[k], 0};
                if (p < n)
                    phrase[p].n++;
            }
    for (size_t p = 0; p < n; p++) {
        hinge_text_adds(lines, p == 0 ? "read    " : ", ");
        hinge_text_shown(lines, phrase[p].written);
        hinge_text_printf(lines, " as %s (%zu)", phrase[p].id, phrase[p].n);
    }
    hinge_text_adds(lines, n > 0 ? "\n" : "");
    free(phrase);
}

bool hinge_names_read(const struct hinge_names *names, struct hinge_arena *arena,
                      struct hinge_guess *guess, struct hinge_text *lines)
{
    const size_t n = names->n;
    const bool words_alone = names->words_alone;
    const char *command = names->command;
    struct reading reading = {.arena = arena, .n = n, .guess = guess};
    struct hinge_text group = {0}, look = {0};
    const char **name;
    for (size_t k = 0; k < DEPTHS; k++)
        reading.place[k] = hinge_arena_alloc(arena, n + 1, sizeof **reading.place);
    hinge_paths_open(&reading, names->file);
    for (size_t f = 0; f < n; f++)
        hinge_path_read(&reading, f);
    open_levels(&reading, words_alone);
    settle_letters(&reading, words_alone);
    for (size_t f = 0; f < n; f++) {
        guess[f] = (struct hinge_guess){0};
        hinge_path_merge(&reading, f);
    }
    add_read(&reading, lines);
    for (size_t k = 0; k < FILE_LEVEL; k++)
        if (reading.open[k])
            take_beside(&reading, k);
    if (!words_alone)
        take_people(&reading, command, &look);
    bool numbers = !words_alone; /* gesund/01, T1/01: a file that is only a number */
    for (size_t f = 0; f < n; f++)
        numbers &=
            guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL &&
            (guess[f].key[HINGE_GUESS_GROUP] != NULL || guess[f].key[HINGE_GUESS_SESSION] != NULL);
    for (size_t f = 0; f < n && numbers; f++) {
        const char *text = part_at(&reading, FILE_LEVEL, f)->text;
        if (*text != '\0' && text[strspn(text, "0123456789")] == '\0') {
            guess[f].key[HINGE_GUESS_PARTICIPANT] = text;
            guess[f].key[HINGE_GUESS_TRIAL] = NULL;
        }
    }
    if (!words_alone)
        take_patient(&reading, names->root, &look);
    part_codes(&reading, &look);
    size_t people = values(&reading, column(&reading, HINGE_GUESS_PARTICIPANT), &name), unused = 0;
    for (size_t k = 0; k < FILE_LEVEL && !words_alone; k++)
        if (reading.versions[k]) { /* "alt" beside "jung" or "neu", if they part people */
            const char **both = hinge_arena_alloc(arena, n + 1, sizeof *both);
            for (size_t f = 0; f < n; f++) {
                const bool has = k + 1 < reading.path[f].parts;
                both[f] = has && reading.path[f].part[k].version != NULL
                              ? reading.path[f].part[k].version
                              : reading.place[k][f];
            }
            const size_t parts = values(&reading, both, &name);
            reading.open[k] = parts > 1 && parts < people && parts_people(&reading, both);
            reading.place[k] = reading.open[k] ? both : reading.place[k];
        }
    for (size_t k = 0; k < DEPTHS; k++)
        if (reading.open[k])
            take_groups(&reading, k, people, reading.asked ? NULL : command, &group, &look);
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
    if (unused > 0) {
        hinge_text_printf(lines, "unused  %zu recording%s named ", unused, unused > 1 ? "s" : "");
        hinge_text_shown(lines, called);
        hinge_text_adds(lines, " (role unused): empty the cell to use one\n");
    }
    hinge_films_choose(&reading, names->seen, lines);
    size_t versions = 0, version = 0;
    for (size_t f = n; f-- > 0;)
        if (reading.path[f].original != NULL) {
            version = f;
            versions++;
        }
    if (versions > 0) {
        hinge_text_printf(lines, "look at %zu recording%s named as %s (", versions,
                          versions > 1 ? "s" : "",
                          versions > 1 ? "copies or versions of others" : "a copy or version");
        hinge_text_shown(lines, reading.path[version].file);
        hinge_text_adds(lines, " of ");
        hinge_text_shown(lines, reading.path[version].original);
        hinge_text_printf(lines,
                          "%s): column note says which; to leave one out, write unused into "
                          "its cell role\n",
                          versions > 1 ? ", …" : "");
    }
    bool foreign = false;
    for (size_t l = 1; l < HINGE_LANGUAGES; l++)
        foreign |= reading.words.met[l] > reading.words.met[0];
    hinge_text_clear(&group);
    hinge_text_clear(&look);
    hinge_vocabulary_clear(&reading.words);
    return foreign;
}
