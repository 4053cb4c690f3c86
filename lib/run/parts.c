/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of names: paths of files in; for each part of them, a folder or the file's own name, what
 * its words say, and the unknown rest. Memory is the arena's. */
#include "run/reading.h"

#include "reps/reps.h"
#include "trial/heard.h"

enum { TOKENS = 32, TOGETHER = 6 };

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
        } else if (strchr(".-_", *pattern) != NULL) {
            if (*p++ != *pattern)
                return 0;
        } else {
            if (*p < '0' || *p > *pattern)
                return 0;
            p++;
        }
    }
    return *p < '0' || *p > '9' ? (size_t)(p - text) : 0;
}

/* Length of a date at p, with the time behind it, where that begins or NULL; 0: none. */
static size_t date_at(const char *text, const char *p, const char **time_of)
{
    static const char *const dates[] = {"Y99[-._]19[-._]39", "39.19.Y99", "39.9.Y99",  "9.19.Y99",
                                        "9.9.Y99",           "39-19-Y99", "39_19_Y99", "19-39-Y99",
                                        "19_39_Y99",         "39.19.99"};
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
    *time_of = time > 0 ? p + n + blanks : NULL;
    return n + (time > 0 ? blanks + time : 0);
}

void hinge_part_split(struct reading *reading, struct path *path, struct part *part)
{
    const char *text = part->text, *time;
    struct token tokens[TOKENS];
    for (size_t i = 0, n; text[i] != '\0' && part->n < TOKENS; i += n) {
        uint32_t code = 0, before = 0;
        n = date_at(text, text + i, &time);
        if (n > 0) {
            path->date = text + i;
            path->time = time != NULL ? time : path->time;
            continue;
        }
        n = hinge_utf8_next(text + i, &code);
        n = n > 0 ? n : 1;
        struct token *token = &tokens[part->n];
        const bool digits = code >= '0' && code <= '9';
        if (!digits && !hinge_is_letter(code))
            continue;
        size_t length = n;
        before = code;
        for (size_t m; text[i + length] != '\0' && date_at(text, text + i + length, &time) == 0;
             length += m) {
            m = hinge_utf8_next(text + i + length, &code);
            const bool digit = code >= '0' && code <= '9',
                       small = (before >= 'a' && before <= 'z') ||
                               (before >= 0xDF && before < 0x2000 &&
                                hinge_small_letter(before) == before);
            if (m == 0 || !hinge_is_letter(code) || digit != digits ||
                (small && hinge_small_letter(code) != code))
                break;
            before = code;
        }
        cleared_by(hinge_text_clear) struct hinge_text folded = {0};
        hinge_text_folded(&folded, text + i, length);
        *token = (struct token){.at = text + i,
                                .folded = hinge_arena_strdup(reading->arena, folded.data),
                                .n = length,
                                .digits = digits,
                                .use = FREE,
                                .mark = FREE};
        part->n++;
        n = length;
    }
    part->end = part->n;
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

const char *hinge_part_written(struct reading *reading, const struct part *part, size_t i, size_t j)
{
    const struct token *from = &part->token[i], *to = &part->token[j];
    return hinge_arena_copy(reading->arena, from->at, (size_t)(to->at + to->n - from->at));
}

const struct hinge_word *hinge_part_word(const struct reading *reading, const struct part *part,
                                         size_t i, size_t n, enum hinge_word_kind kind)
{
    char text[200];
    return i + n <= part->n && join(part, i, n, ' ', text)
               ? hinge_vocabulary_find(&reading->words, kind, text)
               : NULL;
}

bool hinge_is_word(const struct reading *reading, enum hinge_word_kind kind, const char *folded)
{
    return hinge_vocabulary_find(&reading->words, kind, folded) != NULL;
}

bool hinge_token_is(const struct reading *reading, const struct token *token,
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
            const struct hinge_word *word = hinge_part_word(reading, part, *at, *n, kind);
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
    part->written[key] = hinge_part_written(reading, part, i, j);
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
            hinge_is_word(reading, kind, part->token[i].folded)) {
            const struct token *word = &part->token[i];
            part->id[key] = key == HINGE_GUESS_PARTICIPANT
                                ? hinge_arena_printf(reading->arena, "%.*s%.*s", (int)word->n,
                                                     word->at, (int)word[1].n, word[1].at)
                                : hinge_part_written(reading, part, i + 1, i + 1);
            use(part, i, 2, key);
        }
}

/* Whether n tokens name one task, id: "rdl_dowel" is a task and a cue, of "a_rdl" the first is
 * none. */
static bool is_one_task(const struct part *part, size_t i, size_t n, const char *id)
{
    char rest[200], heard[HINGE_HEARD];
    for (size_t end = 0; n > 1 && end < 2; end++) {
        const char *word = part->token[end == 0 ? i : i + n - 1].folded;
        hinge_heard(word, heard);
        if ((*heard == '\0' || hinge_cue_find(word) != NULL) &&
            join(part, end == 0 ? i + 1 : i, n - 1, '_', rest) && hinge_task_known(rest))
            return false;
    }
    return hinge_task_known(id) && strcmp(id, "calibration") != 0;
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
        size_t from =
            i > 0 && hinge_token_is(reading, &part->token[i - 1], HINGE_WORD_WITH) ? i - 1 : i;
        set_key(reading, part, HINGE_GUESS_CUE, word->id, from, i + n - 1);
        use(part, i, n, HINGE_GUESS_CUE);
    }
    bool had = part->id[HINGE_GUESS_CUE] != NULL;
    for (i = 0; i < part->n; i++) {
        if (part->token[i].use != FREE ||
            !hinge_token_is(reading, &part->token[i], HINGE_WORD_WITH))
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

/* A folder "T01", "P-07", "K 3": letters and a number. */
bool hinge_part_is_code(const struct part *part)
{
    const struct token *token = part->token;
    return !part->is_file && part->n == 2 && !token->digits && token[1].digits && token->n <= 3 &&
           strlen(part->text) <= token->n + token[1].n + 1;
}

/* T0 to T9. */
bool hinge_part_is_visit(const struct part *part)
{
    return hinge_part_is_code(part) && *part->token->folded == 't' && part->token->n == 1 &&
           part->token[1].n == 1;
}

bool hinge_part_is_lone_letter(const struct part *part)
{
    return !part->is_file && part->open && strlen(part->text) == 1;
}

/* Words and numbers that stand before or behind one. */
static void take_codes(struct reading *reading, struct part *part, bool coded)
{
    for (size_t i = 0; i + 1 < part->n; i++) {
        struct token *token = &part->token[i];
        if (is_number(part, i) && hinge_token_is(reading, token + 1, HINGE_WORD_LOAD)) { /* 16 kg */
            const struct token *whole = i > 0 ? token - 1 : token; /* of 22,5 kg */
            const bool decimal = i > 0 && is_number(part, i - 1) &&
                                 whole->at + whole->n + 1 == token->at &&
                                 strchr(",.", token->at[-1]) != NULL;
            part->id[HINGE_GUESS_LOAD] =
                decimal ? hinge_arena_printf(reading->arena, "%.*s.%.*s", (int)whole->n, whole->at,
                                             (int)token->n, token->at)
                        : hinge_part_written(reading, part, i, i);
            use(part, i - decimal, 2 + (size_t)decimal, HINGE_GUESS_LOAD);
        } else if (token[1].n <= 2 && token->use == FREE && token[1].use == FREE &&
                   hinge_is_word(reading, HINGE_WORD_GROUP_N, token->folded)) {
            set_key(reading, part, HINGE_GUESS_GROUP, "", i, i + 1); /* Gruppe A */
            use(part, i, 2, HINGE_GUESS_GROUP);
        } else if (!coded && is_number(part, i + 1) && token->n <= 4 && token->use == FREE &&
                   hinge_is_word(reading, HINGE_WORD_GROUP, token->folded)) {
            set_key(reading, part, HINGE_GUESS_GROUP, "", i, i); /* LBP_01, KG01 */
            part->id[HINGE_GUESS_PARTICIPANT] = hinge_arena_printf(
                reading->arena, "%.*s%.*s", (int)token->n, token->at, (int)token[1].n, token[1].at);
            use(part, i, 2, HINGE_GUESS_PARTICIPANT);
        }
    }
    if (hinge_part_is_visit(part)) { /* T0 */
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
        if (part->spared)
            return;
        if (token->use == FREE && !token->digits &&
            !hinge_token_is(reading, token, HINGE_WORD_IGNORED) &&
            !hinge_token_is(reading, token, HINGE_WORD_SESSION) &&
            !hinge_token_is(reading, token, HINGE_WORD_BESIDE))
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

/* The id of a token that is a word for a version, NULL for others. */
static const char *version_of(const struct reading *reading, const struct token *token)
{
    const struct hinge_word *word =
        hinge_vocabulary_find(&reading->words, HINGE_WORD_VERSION, token->folded);
    return word != NULL && token->use == FREE ? word->id : NULL;
}

bool hinge_token_is_copy(const struct reading *reading, const struct token *token)
{
    return strcmp(hinge_or_empty(version_of(reading, token)), "copy") == 0;
}

size_t hinge_part_version(const struct reading *reading, const struct part *part, size_t end,
                          bool beside)
{
    const struct token *last = end > 0 ? &part->token[end - 1] : NULL;
    if (last == NULL || last->use != FREE)
        return end;
    const char *id = version_of(reading, last),
               *before = last->digits && end > 1 ? version_of(reading, last - 1) : NULL;
    if (before != NULL && (beside || *before != '\0'))
        return end - 2;
    if (id != NULL && strcmp(id, "n") != 0)
        return end - 1;
    return beside && last->digits && last->at > part->text && last->at[-1] == '(' &&
                   last->at[last->n] == ')'
               ? end - 1
               : end;
}

/* The words from token `from` on are a note. */
static void note_version(struct reading *reading, struct part *part, size_t from)
{
    const struct token *last = &part->token[part->end - 1];
    const char *at = part->token[from].at, *end = last->at + last->n;
    at -= at > part->text && at[-1] == '(';
    end += *end == ')';
    part->id[HINGE_GUESS_NOTE] = hinge_arena_copy(reading->arena, at, (size_t)(end - at));
    use(part, from, part->end - from, TAKEN);
    part->end = from;
}

/* A version where nothing else is left, or a copy; but v1 beside v2 are trials. */
static void take_version(struct reading *reading, const struct path *path, struct part *part)
{
    const struct stem *at =
        bsearch(&path->stem, reading->stem, reading->n, sizeof *at, hinge_by_text);
    size_t from = part->end;
    bool copy = false;
    for (size_t to = from; (from = hinge_part_version(reading, part, to, false)) < to; to = from) {
        const char *number = part->token[to - 1].at;
        const size_t before = strlen(path->stem) - strlen(number);
        bool counted = false; /* another file has the same name but for the number */
        for (int side = -1; side <= 1 && at != NULL && to - from == 2; side += 2) {
            const struct stem *other = at, *last = reading->stem + (side < 0 ? 0 : reading->n - 1);
            while (other != last && strcmp(other->stem, path->stem) == 0)
                other += side;
            number = other->stem + before;
            counted |= strcmp(other->stem, path->stem) != 0 &&
                       strncmp(other->stem, path->stem, before) == 0 && *number != '\0' &&
                       number[strspn(number, "0123456789")] == '\0';
        }
        copy |= !counted && hinge_token_is_copy(reading, &part->token[from]);
        if (!counted)
            continue;
        part->token[from].use = TAKEN;
        from = to;
        break;
    }
    for (size_t i = 0; i < from && !copy; i++)
        if (part->token[i].use == FREE && !part->token[i].digits &&
            !hinge_token_is(reading, &part->token[i], HINGE_WORD_IGNORED))
            return;
    if (from < part->end)
        note_version(reading, part, from);
}

void hinge_part_read(struct reading *reading, const struct path *path, struct part *part)
{
    cleared_by(hinge_text_clear) struct hinge_text letters = {0};
    size_t n = part->n;
    bool moves = false;
    for (size_t i = 0; i < n; i++)
        hinge_text_adds(&letters, part->token[i].folded);
    const char *all = hinge_text_string(&letters);
    if (!part->is_file && hinge_is_word(reading, HINGE_WORD_VERSION, all))
        part->version = part->text;
    if (part->version != NULL || hinge_is_word(reading, HINGE_WORD_IGNORED, all)) /* MarkerData */
        return;
    for (size_t i = 0, j; i < n; i = j + 1) { /* what all names together say */
        for (j = i; part->token[i].given != NULL && j + 1 < n &&
                    part->token[j + 1].mark == part->token[i].mark &&
                    part->token[j + 1].given == NULL;)
            j++;
        if (part->token[i].given != NULL)
            set_key(reading, part, part->token[i].mark, part->token[i].given, i, j);
    }
    /* ids of tasks, cues and reference recordings of hingekit, joined as they write them */
    for (size_t m = TOGETHER; m > 0; m--)
        for (size_t i = 0; i + m <= part->n; i++) {
            char id[200];
            int key = !join(part, i, m, '_', id)                              ? -1
                      : hinge_listed("stack_ref|dowel_ref", '|', id)          ? HINGE_GUESS_ROLE
                      : is_one_task(part, i, m, id)                           ? HINGE_GUESS_TASK
                      : hinge_cue_find(id) != NULL && strcmp(id, "none") != 0 ? HINGE_GUESS_CUE
                                                                              : -1;
            /* "without dowel" */
            if (key < 0 ||
                (i > 0 && hinge_token_is(reading, &part->token[i - 1], HINGE_WORD_NO_CUE)))
                continue;
            set_key(reading, part, key, hinge_arena_strdup(reading->arena, id), i, i + m - 1);
            use(part, i, m, key);
        }
    take_codes(reading, part, path->coded);
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
    if (part->is_file) {
        take_version(reading, path, part);
        n = part->end;
    }
    if (part->is_file && part->id[HINGE_GUESS_TRIAL] == NULL && n > 0 && is_number(part, n - 1) &&
        !(n > 1 && is_number(part, n - 2))) {
        part->id[NUMBER] = hinge_part_written(reading, part, n - 1, n - 1);
        use(part, n - 1, 1, HINGE_GUESS_TRIAL);
    }
    if (!part->is_file && n == 1 && is_number(part, 0)) {
        part->id[BARE] = hinge_part_written(reading, part, 0, 0);
        use(part, 0, 1, HINGE_GUESS_PARTICIPANT);
    }
    /* what is left */
    cleared_by(hinge_text_clear) struct hinge_text rest = {0};
    size_t first = SIZE_MAX, last = 0, words = 0, left = 0;
    const bool still = part->id[HINGE_GUESS_ROLE] != NULL && part->is_file;
    for (size_t i = 0; i < part->n; i++) {
        struct token *token = &part->token[i];
        if (still && (hinge_token_is(reading, token, HINGE_WORD_ROLE) ||
                      hinge_listed("ref|reference|trial|pose", '|', token->folded)))
            token->use = TAKEN; /* StandingRef, Static_Calibration */
        if (token->use != FREE)
            continue;
        first = first == SIZE_MAX ? i : first;
        last = i;
        left++;
        words += !token->digits && !hinge_token_is(reading, token, HINGE_WORD_IGNORED);
        hinge_text_printf(&rest, "%s%.*s", rest.length > 0 ? " " : "", (int)token->n, token->at);
    }
    if (words > 0)
        part->rest = left == last - first + 1 ? hinge_part_written(reading, part, first, last)
                                              : hinge_arena_strdup(reading->arena, rest.data);
}

/* --- all parts of all paths --- */

void hinge_path_read(struct reading *reading, size_t f)
{
    struct path *path = &reading->path[f];
    struct part *name = &path->part[path->parts - 1];
    bool person = false;
    /* a version beside the file of which it is one: the name without such words is another file */
    size_t best = name->end;
    for (size_t to = name->end, from; (from = hinge_part_version(reading, name, to, true)) < to;
         to = from) {
        size_t length =
            strlen(path->stem) - strlen(name->text) + (size_t)(name->token[from].at - name->text);
        while (length > 0 && strchr(" _-.,([", path->stem[length - 1]) != NULL)
            length--;
        const char *key = hinge_arena_copy(reading->arena, path->stem, length);
        const struct stem *found =
            bsearch(&key, reading->stem, reading->n, sizeof *found, hinge_by_text);
        if (found == NULL)
            continue;
        path->original = path->original == NULL ? found->file : path->original;
        best = from;
    }
    if (best < name->end)
        note_version(reading, name, best);
    for (size_t i = 0; i < path->parts; i++) {
        struct part *part = &path->part[i];
        /* T01, L01, L: the letter alone makes it a trial or a side */
        const char *letter = part->n > 0 && !part->is_file ? part->token->folded : "";
        const bool side = hinge_is_word(reading, HINGE_WORD_SIDE, letter),
                   trial = hinge_is_word(reading, HINGE_WORD_TRIAL_N, letter);
        part->open =
            part->n > 0 && part->token->mark == FREE && strlen(letter) == 1 &&
            ((hinge_part_is_code(part) && (side || trial)) || (side && strlen(part->text) == 1));
        if (!part->open)
            hinge_part_read(reading, path, part);
        person |= part->id[HINGE_GUESS_PARTICIPANT] != NULL || part->id[BARE] != NULL;
    }
    for (size_t i = 0; i < path->parts; i++) {
        struct part *part = &path->part[i];
        if (part->open && person)
            hinge_part_read(reading, path, part);
        part->open &= !person;
        part->rest = part->open ? part->text : part->rest;
        if (part->rest != NULL)
            reading->place[part->is_file ? FILE_LEVEL : i][f] = part->rest;
        reading->versions[i] |= part->version != NULL;
    }
}

void hinge_path_merge(struct reading *reading, size_t f)
{
    struct path *path = &reading->path[f];
    const char **key = reading->guess[f].key, *bare = NULL;
    for (size_t i = 0; i < path->parts; i++) {
        struct part *part = &path->part[i];
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
            if (to == HINGE_GUESS_SESSION && key[to] != NULL && strcmp(key[to], id) != 0)
                key[to] = hinge_arena_printf(reading->arena, "%s_%s", key[to], id);
            else if (key[to] == NULL)
                key[to] = id;
        }
        bare = bare == NULL ? part->id[BARE] : bare;
    }
    if (key[HINGE_GUESS_PARTICIPANT] == NULL)
        key[HINGE_GUESS_PARTICIPANT] = bare;
    if (key[HINGE_GUESS_TRIAL] == NULL)
        key[HINGE_GUESS_TRIAL] = path->part[path->parts - 1].id[NUMBER];
}

void hinge_paths_open(struct reading *reading, const char *const *file)
{
    const size_t n = reading->n;
    hinge_vocabulary_make(&reading->words);
    reading->path = hinge_arena_alloc(reading->arena, n + 1, sizeof *reading->path);
    reading->stem = hinge_arena_alloc(reading->arena, n + 1, sizeof *reading->stem);
    for (size_t f = 0; f < n; f++) {
        struct path *path = &reading->path[f];
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_nfc(&text, file[f]);
        path->file = hinge_arena_strdup(reading->arena, hinge_text_string(&text));
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
            size_t length = part->is_file ? (dot != NULL ? (size_t)(dot - name) : strlen(name))
                                          : strcspn(p, "/");
            part->text = hinge_arena_copy(reading->arena, p, length);
            if (part->is_file)
                path->stem = hinge_arena_copy(reading->arena, path->file,
                                              (size_t)(name - path->file) + length);
            p += length;
            hinge_part_split(reading, path, part);
            for (size_t i = 0; i < part->n; i++)
                for (size_t m = 1; m <= 4 && i + m <= part->n; m++) {
                    char words[200];
                    if (join(part, i, m, ' ', words))
                        hinge_vocabulary_meet(&reading->words, words);
                }
            for (size_t i = 0; i + 1 < part->n; i++)
                path->coded |=
                    is_number(part, i + 1) &&
                    hinge_is_word(reading, HINGE_WORD_PARTICIPANT_N, part->token[i].folded);
        }
        reading->stem[f] = (struct stem){path->stem, file[f]};
    }
    qsort(reading->stem, n, sizeof *reading->stem, hinge_by_text);
    hinge_films_find(reading);
    for (size_t f = 0; f < n; f++)
        for (size_t k = 0; k < reading->path[f].parts; k++) {
            struct part *part = &reading->path[f].part[k];
            part->whole = part->end;
            for (size_t i = 0; i < part->n; i++)
                part->token[i].mark = part->token[i].use;
        }
}

void hinge_paths_reset(struct reading *reading)
{
    for (size_t k = 0; k < DEPTHS; k++)
        reading->versions[k] = false;
    for (size_t f = 0; f < reading->n; f++) {
        struct path *path = &reading->path[f];
        path->original = NULL;
        reading->guess[f] = (struct hinge_guess){0};
        for (size_t k = 0; k < DEPTHS; k++)
            reading->place[k][f] = NULL;
        for (size_t k = 0; k < path->parts; k++) {
            struct part *part = &path->part[k];
            const struct part fresh = {.text = part->text,
                                       .is_file = part->is_file,
                                       .spared = part->spared,
                                       .n = part->n,
                                       .end = part->whole,
                                       .whole = part->whole,
                                       .token = part->token};
            *part = fresh;
            for (size_t i = 0; i < part->n; i++)
                part->token[i].use = part->token[i].mark;
        }
    }
}
