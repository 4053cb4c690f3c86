/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of recordings, read together: paths in; what each says of who, when and how, and lines
 * about what was read and taken, out. Words come first; names that are none are told apart by the
 * level of folders at which they stand: one that parts people is a group, one that crosses them a
 * cue. */
#include "run/names.h"

#include "base/file.h"
#include "base/nfc.h"
#include "base/stem.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/words.h"
#include "os/text.h"
#include "reps/reps.h"
#include "table/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS = 32, TOGETHER = 6, DEPTHS = 20, FILE_LEVEL = DEPTHS - 1, NAMED = 8 };

/* Of a part: the keys of a recording; the last number of a file's name, a folder that is one. */
enum { NUMBER = HINGE_GUESS_KEYS, BARE, IDS, FREE, TAKEN };

struct token {
    const char *at, *folded;
    size_t n;
    bool digits;
    int use; /* the key that it says; FREE, TAKEN */
};

/* A folder's name, or the file's own without its ending. */
struct part {
    const char *text, *id[IDS], *written[IDS]; /* written: where an id was read, the words */
    const char *rest;                          /* the unknown name; NULL: none */
    bool is_file;
    size_t n;
    struct token *token;
};

struct reading {
    struct hinge_arena *arena;
    struct hinge_vocabulary words;
    size_t n; /* files */
    struct path {
        const char *file;
        struct part *part;
        size_t parts;
        bool coded; /* a word for a participant and a number are in it */
    } * path;
    struct hinge_guess *guess;
    const char **place[DEPTHS]; /* [file]: unknown names of a level */
    bool open[DEPTHS];          /* the level has some that say something */
    bool asked;                 /* whether people are groups, so nothing else yet */
};

/* --- words of a part --- */

/* Matches a number of a pattern: 0 to 5 is a digit up to it, 9 any; Y is 19 or 20; other characters
 * are one of those between []; a lone one is itself. Length, 0 for no match. */
static size_t match(const char *text, const char *pattern)
{
    const char *p = text;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == 'Y') {
            if (strncmp(p, "19", 2) != 0 && strncmp(p, "20", 2) != 0)
                return 0;
            p += 2;
        } else if (*pattern == '[') { /* may be missing */
            size_t n = strcspn(++pattern, "]");
            p += *p != '\0' && memchr(pattern, *p, n) != NULL;
            pattern += n;
        } else if (*pattern == '.') {
            if (*p++ != '.')
                return 0;
        } else {
            if (*p < '0' || *p > *pattern)
                return 0;
            p++;
        }
    }
    return *p < '0' || *p > '9' ? (size_t)(p - text) : 0;
}

/* Length of a date at p, with the time behind it; 0: none. */
static size_t date_at(const char *text, const char *p)
{
    static const char *const dates[] = {"Y99[-._]19[-._]39", "39.19.Y99", "39.9.Y99", "9.19.Y99",
                                        "9.9.Y99"};
    size_t n = 0;
    if (p > text && p[-1] >= '0' && p[-1] <= '9')
        return 0;
    for (size_t i = 0; i < sizeof dates / sizeof *dates && n == 0; i++)
        n = match(p, dates[i]);
    if (n == 0)
        return 0;
    size_t blanks = strspn(p + n, " T_-"), time = match(p + n + blanks, "29[-h.]59[-m.]59");
    if (time == 0)
        time = match(p + n + blanks, "29[-h.]59");
    return n + (time > 0 ? blanks + time : 0);
}

static bool is_small(uint32_t code)
{
    return (code >= 'a' && code <= 'z') ||
           (code >= 0xDF && code < 0x2000 && hinge_small_letter(code) == code);
}

static void split(struct reading *reading, struct part *part)
{
    const char *text = part->text;
    struct token tokens[TOKENS];
    for (size_t i = 0, n; text[i] != '\0' && part->n < TOKENS; i += n) {
        uint32_t code = 0, before = 0;
        n = date_at(text, text + i);
        if (n > 0)
            continue;
        n = hinge_utf8_next(text + i, &code);
        n = n > 0 ? n : 1;
        struct token *token = &tokens[part->n];
        const bool digits = code >= '0' && code <= '9';
        if (!digits && !hinge_is_letter(code))
            continue;
        size_t length = n;
        before = code;
        for (size_t m; text[i + length] != '\0' && date_at(text, text + i + length) == 0;
             length += m) {
            m = hinge_utf8_next(text + i + length, &code);
            const bool digit = code >= '0' && code <= '9';
            if (m == 0 || !hinge_is_letter(code) || digit != digits ||
                (is_small(before) && hinge_small_letter(code) != code))
                break;
            before = code;
        }
        struct hinge_text folded = {0};
        hinge_text_folded(&folded, text + i, length);
        *token = (struct token){.at = text + i,
                                .folded = hinge_arena_strdup(reading->arena, folded.data),
                                .n = length,
                                .digits = digits,
                                .use = FREE};
        hinge_text_clear(&folded);
        part->n++;
        n = length;
    }
    part->token = hinge_arena_raw(reading->arena, part->n, sizeof *part->token);
    memcpy(part->token, tokens, part->n * sizeof *tokens);
}

/* The n tokens from i on: their words joined by `between`, "" where they touch if `between` is
 * '_'; false if one is in use or the text has no room. */
static bool join(const struct part *part, size_t i, size_t n, char between, char text[200])
{
    size_t used = 0;
    for (size_t k = i; k < i + n; k++) {
        const struct token *token = &part->token[k];
        bool touch = k > i && between == '_' && token->at == token[-1].at + token[-1].n;
        if (token->use != FREE || used + strlen(token->folded) + 2 > 200)
            return false;
        used += (size_t)snprintf(text + used, 200 - used, "%.*s%s", k > i && !touch, &between,
                                 token->folded);
    }
    return true;
}

static void use(struct part *part, size_t i, size_t n, int key)
{
    for (size_t k = i; k < i + n; k++)
        part->token[k].use = key;
}

/* As written, from token i to token j. */
static const char *written(struct reading *reading, const struct part *part, size_t i, size_t j)
{
    const struct token *from = &part->token[i], *to = &part->token[j];
    return hinge_arena_copy(reading->arena, from->at, (size_t)(to->at + to->n - from->at));
}

/* Whether a token, in use or not, is a word of the kind. */
static bool is_word(const struct reading *reading, const struct token *token,
                    enum hinge_word_kind kind)
{
    const struct hinge_word *word = hinge_vocabulary_find(&reading->words, kind, token->folded);
    return word != NULL && hinge_vocabulary_count(&reading->words, word);
}

/* Takes the longest known run of words of a kind, the first of these, if `takes` is NULL or has its
 * id; *at and *n are its tokens. */
static const struct hinge_word *known(const struct reading *reading, const struct part *part,
                                      enum hinge_word_kind kind, const char *takes, size_t *at,
                                      size_t *n)
{
    for (*n = 4; *n > 0; --*n)
        for (*at = 0; *at + *n <= part->n; ++*at) {
            char text[200];
            const struct hinge_word *word = join(part, *at, *n, ' ', text)
                                                ? hinge_vocabulary_find(&reading->words, kind, text)
                                                : NULL;
            if (word != NULL && hinge_vocabulary_count(&reading->words, word) &&
                (takes == NULL || hinge_listed(takes, '|', word->id)))
                return word;
        }
    return NULL;
}

/* The part says a value for a key, unless it has one; `i` to `j` are the words. */
static void set_key(struct reading *reading, struct part *part, int key, const char *value,
                    size_t i, size_t j)
{
    if (part->id[key] != NULL)
        return;
    part->written[key] = written(reading, part, i, j);
    part->id[key] = *value != '\0' ? value : part->written[key];
}

static bool is_number(const struct part *part, size_t i)
{
    return part->token[i].digits && part->token[i].use == FREE;
}

/* A word of a kind and the number behind it. */
static void take_numbered(struct reading *reading, struct part *part, enum hinge_word_kind kind,
                          int key)
{
    for (size_t i = 0; i + 1 < part->n && part->id[key] == NULL; i++)
        if (part->token[i].use == FREE && is_number(part, i + 1) &&
            hinge_vocabulary_find(&reading->words, kind, part->token[i].folded) != NULL) {
            const struct token *word = &part->token[i];
            part->id[key] = key == HINGE_GUESS_PARTICIPANT
                                ? hinge_arena_printf(reading->arena, "%.*s%.*s", (int)word->n,
                                                     word->at, (int)word[1].n, word[1].at)
                                : written(reading, part, i + 1, i + 1);
            use(part, i, 2, key);
        }
}

/* Ids of tasks, cues and reference recordings of hingekit, joined as they write them. */
static void take_ids(struct reading *reading, struct part *part)
{
    for (size_t n = TOGETHER; n > 0; n--)
        for (size_t i = 0; i + n <= part->n; i++) {
            char id[200];
            bool free_words = join(part, i, n, '_', id);
            int key = !free_words                                              ? -1
                      : hinge_listed("stack_ref|dowel_ref", '|', id)           ? HINGE_GUESS_ROLE
                      : hinge_task_known(id) && strcmp(id, "calibration") != 0 ? HINGE_GUESS_TASK
                      : hinge_cue_find(id) != NULL && strcmp(id, "none") != 0  ? HINGE_GUESS_CUE
                                                                               : -1;
            /* "without dowel" */
            if (key < 0 || (i > 0 && is_word(reading, &part->token[i - 1], HINGE_WORD_NO_CUE)))
                continue;
            set_key(reading, part, key, hinge_arena_strdup(reading->arena, id), i, i + n - 1);
            use(part, i, n, key);
        }
}

/* "ohne Stab": what is missing has no meaning of its own. "mit Musik": the rest of the words is. */
static void take_cue(struct reading *reading, struct part *part)
{
    size_t i, n, k;
    const struct hinge_word *word = known(reading, part, HINGE_WORD_NO_CUE, NULL, &i, &n);
    if (word != NULL) {
        use(part, i, n, HINGE_GUESS_CUE);
        for (k = i + n; k < part->n && !part->token[k].digits && part->token[k].use == FREE; k++)
            part->token[k].use = HINGE_GUESS_CUE;
        set_key(reading, part, HINGE_GUESS_CUE, word->id, i, k - 1);
        return;
    }
    word = known(reading, part, HINGE_WORD_CUE, NULL, &i, &n);
    if (word != NULL) {
        size_t from = i > 0 && is_word(reading, &part->token[i - 1], HINGE_WORD_WITH) ? i - 1 : i;
        set_key(reading, part, HINGE_GUESS_CUE, word->id, from, i + n - 1);
        use(part, i, n, HINGE_GUESS_CUE);
    }
    bool had = part->id[HINGE_GUESS_CUE] != NULL;
    for (i = 0; i < part->n; i++) {
        if (part->token[i].use != FREE || !is_word(reading, &part->token[i], HINGE_WORD_WITH))
            continue;
        for (k = i + 1; k < part->n && part->token[k].use == FREE && !part->token[k].digits;)
            k++;
        use(part, i, 1, had ? HINGE_GUESS_CUE : TAKEN);
        if (!had && k > i + 1) {
            set_key(reading, part, HINGE_GUESS_CUE, "", i + 1, k - 1);
            use(part, i + 1, k - i - 1, HINGE_GUESS_CUE);
        }
        return;
    }
}

/* Of a movement, or of another calibration than a person's: such a name is of no standing. */
static const char moving[] = "bending|bends|bow|squats|extension|spine|rom|reach|walk|gait|dynamic|"
                             "functional|camera|reps";

static void take_word(struct reading *reading, struct part *part, enum hinge_word_kind kind,
                      int key, const char *takes)
{
    size_t i, n;
    const struct hinge_word *word = known(reading, part, kind, takes, &i, &n);
    if (word == NULL)
        return;
    set_key(reading, part, key, word->id, i, i + n - 1);
    use(part, i, n, key);
}

/* Words and numbers that stand before or behind one. */
static void take_codes(struct reading *reading, struct part *part, bool coded)
{
    for (size_t i = 0; i + 1 < part->n; i++) {
        struct token *token = &part->token[i];
        if (is_number(part, i) && is_word(reading, token + 1, HINGE_WORD_LOAD)) { /* 16 kg */
            const struct token *whole = i > 0 ? token - 1 : token;                /* of 22,5 kg */
            const bool decimal = i > 0 && is_number(part, i - 1) &&
                                 whole->at + whole->n + 1 == token->at &&
                                 strchr(",.", token->at[-1]) != NULL;
            part->id[HINGE_GUESS_LOAD] =
                decimal ? hinge_arena_printf(reading->arena, "%.*s.%.*s", (int)whole->n, whole->at,
                                             (int)token->n, token->at)
                        : written(reading, part, i, i);
            use(part, i - decimal, 2 + (size_t)decimal, HINGE_GUESS_LOAD);
        } else if (token[1].n <= 2 && token->use == FREE && token[1].use == FREE &&
                   hinge_vocabulary_find(&reading->words, HINGE_WORD_GROUP_N, token->folded) !=
                       NULL) {
            set_key(reading, part, HINGE_GUESS_GROUP, "", i, i + 1); /* Gruppe A */
            use(part, i, 2, HINGE_GUESS_GROUP);
        } else if (!coded && is_number(part, i + 1) && token->n <= 4 && token->use == FREE &&
                   hinge_vocabulary_find(&reading->words, HINGE_WORD_GROUP, token->folded) !=
                       NULL) {
            set_key(reading, part, HINGE_GUESS_GROUP, "", i, i); /* LBP_01, KG01 */
            part->id[HINGE_GUESS_PARTICIPANT] = hinge_arena_printf(
                reading->arena, "%.*s%.*s", (int)token->n, token->at, (int)token[1].n, token[1].at);
            use(part, i, 2, HINGE_GUESS_PARTICIPANT);
        }
    }
    bool level = part->n == 2 && (*part->text == 't' || *part->text == 'T') &&
                 strlen(part->text) == 2 && part->token[1].digits;
    if (!part->is_file && level) { /* T0 */
        part->id[HINGE_GUESS_SESSION] = part->text;
        use(part, 0, part->n, HINGE_GUESS_SESSION);
    }
    take_word(reading, part, HINGE_WORD_ROLE, HINGE_GUESS_ROLE, "unused|maxflex");
    take_numbered(reading, part, HINGE_WORD_PARTICIPANT_N, HINGE_GUESS_PARTICIPANT);
    take_numbered(reading, part, HINGE_WORD_SESSION_N, HINGE_GUESS_SESSION);
    for (size_t i = 0; i + 1 < part->n && part->id[HINGE_GUESS_PARTICIPANT] != NULL; i++)
        if (strcmp(part->token[i].folded, "s") == 0 && part->token[i].use == FREE &&
            is_number(part, i + 1)) { /* S01_S2 */
            set_key(reading, part, HINGE_GUESS_SESSION, "", i + 1, i + 1);
            use(part, i, 2, HINGE_GUESS_SESSION);
        }
}

/* "vor Training": such words count where no other is left. */
static void take_stage(struct reading *reading, struct part *part)
{
    size_t i, n;
    for (i = 0; i < part->n; i++) {
        const struct token *token = &part->token[i];
        if (token->use == FREE && !token->digits && !is_word(reading, token, HINGE_WORD_IGNORED) &&
            !is_word(reading, token, HINGE_WORD_SESSION) &&
            !is_word(reading, token, HINGE_WORD_BESIDE))
            return;
    }
    for (;;) {
        const struct hinge_word *word = known(reading, part, HINGE_WORD_SESSION, NULL, &i, &n);
        if (word != NULL)
            set_key(reading, part, HINGE_GUESS_SESSION, word->id, i, i + n - 1);
        else if (part->id[HINGE_GUESS_SESSION] == NULL ||
                 known(reading, part, HINGE_WORD_BESIDE, NULL, &i, &n) == NULL)
            return;
        use(part, i, n, HINGE_GUESS_SESSION);
    }
}

/* What is left of a part. */
static void take_rest(struct reading *reading, struct part *part)
{
    struct hinge_text rest = {0};
    size_t first = SIZE_MAX, last = 0, words = 0, left = 0;
    const bool still = part->id[HINGE_GUESS_ROLE] != NULL && part->is_file;
    for (size_t i = 0; i < part->n; i++) {
        struct token *token = &part->token[i];
        if (still && (is_word(reading, token, HINGE_WORD_ROLE) ||
                      hinge_listed("ref|reference|trial|pose", '|', token->folded)))
            token->use = TAKEN; /* StandingRef, Static_Calibration */
        if (token->use != FREE)
            continue;
        first = first == SIZE_MAX ? i : first;
        last = i;
        left++;
        words += !token->digits && !is_word(reading, token, HINGE_WORD_IGNORED);
        hinge_text_printf(&rest, "%s%.*s", rest.length > 0 ? " " : "", (int)token->n, token->at);
    }
    if (words > 0)
        part->rest = left == last - first + 1 ? written(reading, part, first, last)
                                              : hinge_arena_strdup(reading->arena, rest.data);
    hinge_text_clear(&rest);
}

static void read_part(struct reading *reading, struct part *part, bool coded)
{
    struct hinge_text letters = {0};
    size_t n = part->n;
    bool moves = false;
    for (size_t i = 0; i < n; i++)
        hinge_text_adds(&letters, part->token[i].folded);
    const bool ignored = hinge_vocabulary_find(&reading->words, HINGE_WORD_IGNORED,
                                               hinge_text_string(&letters)) != NULL;
    hinge_text_clear(&letters);
    if (ignored) /* MarkerData */
        return;
    take_ids(reading, part);
    take_codes(reading, part, coded);
    take_cue(reading, part);
    take_word(reading, part, HINGE_WORD_TASK, HINGE_GUESS_TASK, NULL);
    take_word(reading, part, HINGE_WORD_GROUP, HINGE_GUESS_GROUP, NULL);
    take_word(reading, part, HINGE_WORD_SIDE, HINGE_GUESS_SIDE, NULL);
    for (size_t i = 0; i < n; i++)
        moves |= hinge_listed(moving, '|', part->token[i].folded);
    if (part->is_file && part->id[HINGE_GUESS_TASK] == NULL && !moves)
        take_word(reading, part, HINGE_WORD_ROLE, HINGE_GUESS_ROLE, NULL);
    take_numbered(reading, part, HINGE_WORD_TRIAL_N, HINGE_GUESS_TRIAL);
    take_stage(reading, part);
    if (part->is_file && part->id[HINGE_GUESS_TRIAL] == NULL && n > 0 && is_number(part, n - 1) &&
        !(n > 1 && is_number(part, n - 2))) {
        part->id[NUMBER] = written(reading, part, n - 1, n - 1);
        use(part, n - 1, 1, HINGE_GUESS_TRIAL);
    }
    if (!part->is_file && n == 1 && is_number(part, 0)) {
        part->id[BARE] = written(reading, part, 0, 0);
        use(part, 0, 1, HINGE_GUESS_PARTICIPANT);
    }
    take_rest(reading, part);
}

/* --- all parts of all paths --- */

static void open_path(struct reading *reading, struct path *path, const char *file)
{
    struct hinge_text text = {0};
    hinge_text_nfc(&text, file);
    path->file = hinge_arena_strdup(reading->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    const char *name = hinge_file_name(path->file), *dot = strrchr(name, '.');
    for (const char *p = path->file; *p != '\0'; p++)
        path->parts += *p == '/' && p > path->file && p[-1] != '/';
    path->parts = path->parts < FILE_LEVEL ? path->parts + 1 : FILE_LEVEL;
    path->part = hinge_arena_alloc(reading->arena, path->parts, sizeof *path->part);
    const char *p = path->file;
    for (size_t k = 0; k < path->parts; k++) {
        struct part *part = &path->part[k];
        p += strspn(p, "/");
        part->is_file = k + 1 == path->parts;
        p = part->is_file ? name : p;
        size_t n =
            part->is_file ? (dot != NULL ? (size_t)(dot - name) : strlen(name)) : strcspn(p, "/");
        part->text = hinge_arena_copy(reading->arena, p, n);
        p += n;
        split(reading, part);
        for (size_t i = 0; i < part->n; i++)
            for (size_t m = 1; m <= 4 && i + m <= part->n; m++) {
                char words[200];
                if (join(part, i, m, ' ', words))
                    hinge_vocabulary_meet(&reading->words, words);
            }
        for (size_t i = 0; i + 1 < part->n; i++)
            path->coded |= is_number(part, i + 1) &&
                           hinge_vocabulary_find(&reading->words, HINGE_WORD_PARTICIPANT_N,
                                                 part->token[i].folded) != NULL;
    }
}

/* What the words of its parts say of a recording. */
static void merge(struct reading *reading, size_t f)
{
    struct path *path = &reading->path[f];
    const char **key = reading->guess[f].key, *bare = NULL;
    for (size_t i = 0; i < path->parts; i++) {
        struct part *part = &path->part[i];
        read_part(reading, part, path->coded);
        for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
            int to = k;
            const char *id = part->id[k];
            if (id == NULL)
                continue;
            if (k == HINGE_GUESS_PARTICIPANT && key[k] != NULL && (*id == 's' || *id == 'S') &&
                id[1] != '\0' && id[1 + strspn(id + 1, "0123456789")] == '\0') {
                to = HINGE_GUESS_SESSION; /* S01/S2 */
                id++;
            }
            if (to == HINGE_GUESS_SESSION && key[to] != NULL)
                key[to] = hinge_arena_printf(reading->arena, "%s_%s", key[to], id);
            else if (key[to] == NULL)
                key[to] = id;
        }
        bare = bare == NULL ? part->id[BARE] : bare;
        if (part->rest != NULL)
            reading->place[part->is_file ? FILE_LEVEL : i][f] = part->rest;
    }
    if (key[HINGE_GUESS_PARTICIPANT] == NULL)
        key[HINGE_GUESS_PARTICIPANT] = bare;
    if (key[HINGE_GUESS_TRIAL] == NULL)
        key[HINGE_GUESS_TRIAL] = path->part[path->parts - 1].id[NUMBER];
}

/* --- names that are no words, by their levels --- */

/* Different texts of a list, in order; NULLs are left out. */
static size_t values(struct reading *reading, const char *const *text, const char ***value)
{
    size_t n = 0, kept = 0;
    *value = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof **value);
    for (size_t f = 0; f < reading->n; f++)
        if (text[f] != NULL)
            (*value)[n++] = text[f];
    qsort(*value, n, sizeof **value, hinge_by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp((*value)[i], (*value)[kept - 1]) != 0)
            (*value)[kept++] = (*value)[i];
    return kept;
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

/* Each inner name is below one outer name, in two files or more, and they are more. */
static bool is_below(struct reading *reading, size_t inner, size_t outer)
{
    const char **out;
    struct pair *pair;
    const size_t n = pairs_of(reading, reading->place[inner], reading->place[outer], &pair),
                 m = values(reading, reading->place[outer], &out);
    size_t names = 0;
    for (size_t i = 0, to; i < n; i = to, names++) {
        for (to = i + 1; to < n && strcmp(pair[i].a, pair[to].a) == 0; to++)
            if (strcmp(pair[i].b, pair[to].b) != 0)
                return false;
        if (to - i < 2)
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

/* Rule 2: people, where no word says who. */
static void take_people(struct reading *reading, const char *command, struct hinge_text *lines)
{
    size_t who = DEPTHS, levels = 0;
    const char **name;
    for (size_t k = 0; k < DEPTHS; k++) {
        if (!reading->open[k])
            continue;
        levels++;
        if (who == DEPTHS ||
            (values(reading, reading->place[k], &name) > 1 && is_below(reading, k, who)))
            who = k;
    }
    if (who == DEPTHS)
        return;
    size_t n = values(reading, reading->place[who], &name);
    if (n < 2)
        return;
    take_level(reading, who, HINGE_GUESS_PARTICIPANT);
    reading->asked = levels > 1 && n <= NAMED;
    if (reading->asked) {
        hinge_text_adds(lines, "look at ");
        add_names(lines, name, n);
        hinge_text_adds(lines, ": unknown names; taken as participants");
        add_other(reading, who, "group", "groups", command, lines);
    }
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
            size_t g = 0;
            while (g < n_groups && strcmp(groups[g], pair[k].b) != 0)
                g++;
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
    bool parts = true, all = true;
    const char **who = column(reading, HINGE_GUESS_PARTICIPANT);
    struct pair *pair;
    for (size_t f = 0; f < reading->n; f++)
        who[f] = place[f] != NULL ? hinge_or_empty(who[f]) : NULL;
    const size_t files = pairs_of(reading, who, place, &pair);
    for (size_t i = 1; i < files && parts; i++)
        parts = strcmp(pair[i].a, pair[i - 1].a) != 0 || strcmp(pair[i].b, pair[i - 1].b) == 0;
    if (parts) {
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

/* By all keys but the trial, then in the order of the list. */
static int by_keys(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    int order = 0;
    for (int k = 0; k < HINGE_GUESS_KEYS && order == 0; k++)
        if (k != HINGE_GUESS_TRIAL)
            order = strcmp(hinge_or_empty(x->guess->key[k]), hinge_or_empty(y->guess->key[k]));
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* Whether two of n texts are the same; they are sorted. */
static bool has_twins(const char **text, size_t n)
{
    bool twins = false;
    qsort(text, n, sizeof *text, hinge_by_text);
    for (size_t i = 1; i < n; i++)
        twins |= strcmp(text[i], text[i - 1]) == 0;
    return twins;
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
    counter = counter && numbers > 2 && !has_twins(trial, numbers); /* of a camera */
    qsort(order, n, sizeof *order, by_keys);
    *clashes = 0;
    *first = n;
    for (size_t i = 0, to; i < n; i = to) {
        const struct numbered alike = {order[i].guess, 0};
        size_t trials = 0;
        for (to = i; to < n; to++) {
            struct numbered one = order[to];
            one.at = 0;
            if (by_keys(&alike, &one) != 0)
                break;
            trial[trials++] = hinge_or_empty(one.guess->key[HINGE_GUESS_TRIAL]);
        }
        const bool clash = has_twins(trial, trials);
        if (clash && order[i].at < *first)
            *first = order[i].at;
        *clashes += clash ? trials : 0;
        for (size_t k = i; k < to && (clash || counter); k++)
            guess[order[k].at].key[HINGE_GUESS_TRIAL] = hinge_arena_printf(arena, "%zu", k - i + 1);
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

bool hinge_names_read(const char *const *file, size_t n, bool words_alone, const char *command,
                      struct hinge_arena *arena, struct hinge_guess *guess,
                      struct hinge_text *lines)
{
    struct reading reading = {.arena = arena, .n = n, .guess = guess};
    struct hinge_text group = {0}, look = {0};
    const char **name;
    hinge_vocabulary_make(&reading.words);
    reading.path = hinge_arena_alloc(arena, n + 1, sizeof *reading.path);
    for (size_t k = 0; k < DEPTHS; k++)
        reading.place[k] = hinge_arena_alloc(arena, n + 1, sizeof **reading.place);
    for (size_t f = 0; f < n; f++)
        open_path(&reading, &reading.path[f], file[f]);
    for (size_t f = 0; f < n; f++) {
        guess[f] = (struct hinge_guess){0};
        merge(&reading, f);
    }
    for (size_t k = 0; k < DEPTHS; k++) {
        size_t with = 0;
        for (size_t f = 0; f < n; f++)
            with += reading.place[k][f] != NULL;
        reading.open[k] =
            !words_alone && with > 0 && (with < n || values(&reading, reading.place[k], &name) > 1);
    }
    add_read(&reading, lines);
    for (size_t k = 0; k < FILE_LEVEL; k++)
        if (reading.open[k])
            take_beside(&reading, k);
    if (values(&reading, column(&reading, HINGE_GUESS_PARTICIPANT), &name) == 0)
        take_people(&reading, command, &look);
    bool numbers = !words_alone; /* gesund/01: below known groups a file that is only a number */
    for (size_t f = 0; f < n; f++)
        numbers &= guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL &&
                   guess[f].key[HINGE_GUESS_GROUP] != NULL;
    for (size_t f = 0; f < n && numbers; f++) {
        const char *text = reading.path[f].part[reading.path[f].parts - 1].text;
        if (*text != '\0' && text[strspn(text, "0123456789")] == '\0') {
            guess[f].key[HINGE_GUESS_PARTICIPANT] = text;
            guess[f].key[HINGE_GUESS_TRIAL] = NULL;
        }
    }
    part_codes(&reading, &look);
    size_t people = values(&reading, column(&reading, HINGE_GUESS_PARTICIPANT), &name), unused = 0;
    for (size_t k = 0; k < DEPTHS; k++)
        if (reading.open[k])
            take_groups(&reading, k, people, reading.asked ? NULL : command, &group, &look);
    hinge_text_adds(lines, hinge_text_string(&group));
    hinge_text_adds(lines, hinge_text_string(&look));
    const char *called = "";
    for (size_t f = 0; f < n; f++) {
        bool is = strcmp(hinge_or_empty(guess[f].key[HINGE_GUESS_ROLE]), "unused") == 0;
        for (size_t i = 0; is && i < reading.path[f].parts && *called == '\0'; i++)
            called = hinge_or_empty(reading.path[f].part[i].written[HINGE_GUESS_ROLE]);
        unused += is;
    }
    if (unused > 0) {
        hinge_text_printf(lines, "unused  %zu recording%s named ", unused, unused > 1 ? "s" : "");
        hinge_text_shown(lines, called);
        hinge_text_adds(lines, " (role unused): empty the cell to use one\n");
    }
    bool foreign = false;
    for (size_t l = 1; l < HINGE_LANGUAGES; l++)
        foreign |= reading.words.met[l] > reading.words.met[0];
    hinge_text_clear(&group);
    hinge_text_clear(&look);
    hinge_vocabulary_clear(&reading.words);
    return foreign;
}
