/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDs as names of files, in links and in commands. */
#include "base/base.h"

enum { KEPT = 100, DIGITS = 6 };

/* --- names --- */

struct named {
    const char *id, *text; /* the id, and what of it stays: "a_b" */
    const char *key; /* of the name, as a disk that ignores case and the way of marks has it */
    size_t digits;   /* that follow; 0: the id is its own name */
    char digest[HINGE_SHA256_TEXT];
};

/* Names of a folder of pages, and of devices of Windows, with any ending. */
static bool is_reserved(const char *id)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul", "com", "lpt"};
    char head[8] = "";
    size_t n = strcspn(id, ".");
    if (hinge_same_name(id, "index"))
        return true;
    while (n > 0 && id[n - 1] == ' ')
        n--;
    if (n != 3 && n != 4)
        return false;
    memcpy(head, id, n);
    bool numbered = n == 4 && head[3] >= '0' && head[3] <= '9';
    head[3] = '\0';
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (hinge_same_name(head, devices[i]))
            return i < 4 ? n == 3 : numbered;
    return false;
}

static int by_key(const void *a, const void *b)
{
    const struct named *x = *(struct named *const *)a, *y = *(struct named *const *)b;
    return strcmp(x->key, y->key);
}

static const char *name_of(struct hinge_arena *arena, const struct named *named)
{
    size_t room = strlen(named->text) + named->digits + 2;
    char *name = hinge_arena_alloc(arena, room, 1);
    snprintf(name, room, "%s%s%.*s", named->text, named->digits > 0 ? "~" : "", (int)named->digits,
             named->digest);
    return name;
}

/* Gives more digits to names that one disk takes as the same; whether there were any. */
static bool tell_apart(struct hinge_arena *arena, struct named *named, size_t n,
                       struct named **sorted)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        cleared_by(hinge_text_clear) struct hinge_text key = {0};
        hinge_text_caseless(&key, name_of(arena, &named[i]));
        named[i].key = hinge_arena_strdup(arena, hinge_text_string(&key));
        sorted[i] = &named[i];
    }
    qsort(sorted, n, sizeof(struct named *), by_key);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && strcmp(sorted[to]->key, sorted[i]->key) == 0;)
            to++;
        for (size_t k = i; k < to && to > i + 1; k++) {
            sorted[k]->digits = sorted[k]->digits > 0 ? 2 * sorted[k]->digits : DIGITS;
            any = true;
        }
    }
    return any;
}

enum hinge_status hinge_stems(struct hinge_arena *arena, const char *const *id, size_t n,
                              const char **stem, struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena scratch = {0};
    enum hinge_status status = HINGE_OK;
    size_t kept = 0;
    /* ids in their order, each once */
    struct named *named = hinge_arena_alloc(&scratch, n, sizeof *named);
    for (size_t i = 0; i < n; i++)
        named[i].id = id[i] != NULL ? id[i] : "";
    qsort(named, n, sizeof *named, hinge_by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(named[i].id, named[kept - 1].id) != 0)
            named[kept++] = named[i];
    struct named **sorted = hinge_arena_alloc(&scratch, kept, sizeof(struct named *));
    for (size_t i = 0; i < kept && status == HINGE_OK; i++) {
        /* what stays of an id: at most KEPT bytes, cut before a letter */
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        const char *word = named[i].id;
        size_t size = strlen(word), first = strspn(word, " ."), cut = 0, bytes;
        bool changed = size == 0; /* it is not all of it */
        for (size_t k = 0; k < size; k += bytes) {
            uint32_t code = 0;
            bytes = hinge_utf8_next(word + k, &code);
            bool inner = strchr(" .", word[k]) != NULL && k > first &&
                         word[k + strspn(word + k, " .")] != '\0';
            bool stays =
                bytes > 0 && (hinge_is_letter(code) || inner || strchr("-_+", word[k]) != NULL);
            bytes = bytes > 0 ? bytes : 1;
            cut = text.length <= KEPT && !hinge_is_mark(code) ? text.length : cut;
            changed |= !stays;
            if (stays)
                hinge_text_add(&text, word + k, bytes);
            else
                hinge_text_adds(&text, "_");
        }
        if (text.length > KEPT) {
            text.length = cut;
            changed = true;
        }
        named[i].text = hinge_arena_copy(&scratch, hinge_text_string(&text), text.length);
        named[i].digits = changed || is_reserved(named[i].id) ? DIGITS : 0;
        status = hinge_sha256(named[i].id, strlen(named[i].id), named[i].digest, error);
    }
    while (status == HINGE_OK && tell_apart(&scratch, named, kept, sorted))
        continue;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        const struct named key = {.id = id[i] != NULL ? id[i] : ""};
        stem[i] = name_of(arena, bsearch(&key, named, kept, sizeof *named, hinge_by_text));
    }
    return status;
}

/* --- in links and commands --- */

void hinge_text_address(struct hinge_text *out, const char *path)
{
    for (; *path != '\0'; path++) {
        unsigned char byte = (unsigned char)*path;
        if (hinge_is_letter(byte < 0x80 ? byte : 0x80) || strchr("-_.~+/", byte) != NULL)
            hinge_text_add(out, path, 1);
        else
            hinge_text_printf(out, "%%%02X", byte);
    }
}

void hinge_text_word(struct hinge_text *out, const char *word)
{
#ifdef _WIN32
    static const char quote[] = "\"", inside[] = "\\\"";
#else
    static const char quote[] = "'", inside[] = "'\\''";
#endif
    bool bare = *word != '\0', steers = false;
    cleared_by(hinge_text_clear) struct hinge_text path = {0};
    if (*word == '-') { /* a name, and no option */
        hinge_text_printf(&path, "./%s", word);
        word = path.data;
    }
    for (size_t i = 0, bytes; bare && word[i] != '\0'; i += bytes) {
        uint32_t code;
        bytes = hinge_utf8_next(word + i, &code);
        bare = bytes > 0 && (hinge_is_letter(code) || strchr("_-./:=,+@%", word[i]) != NULL);
    }
    for (size_t i = 0, bytes; !steers && word[i] != '\0'; i += bytes) {
        uint32_t code;
        bytes = hinge_utf8_next(word + i, &code);
        steers = hinge_text_steers(word + i) > 0;
    }
    if (steers) { /* a line end, say: no screen may get it, and a shell reads \x0a between these */
        cleared_by(hinge_text_clear) struct hinge_text escaped = {0};
        for (; *word != '\0'; word++)
            hinge_text_printf(&escaped, strchr("\\'", *word) != NULL ? "\\%c" : "%c", *word);
        hinge_text_adds(out, "$'");
        hinge_text_shown(out, hinge_text_string(&escaped));
        hinge_text_adds(out, "'");
        return;
    }
    hinge_text_adds(out, bare ? "" : quote);
    for (; *word != '\0'; word++)
        if (!bare && *word == *quote)
            hinge_text_adds(out, inside);
        else
            hinge_text_add(out, word, 1);
    hinge_text_adds(out, bare ? "" : quote);
}

void hinge_text_command(struct hinge_text *out, const char *pattern, const char *const *words)
{
    for (; *pattern != '\0'; pattern++)
        if (*pattern == '*')
            hinge_text_word(out, *words++);
        else
            hinge_text_add(out, pattern, 1);
}

enum hinge_status hinge_error_command(struct hinge_error *error, const char *pattern,
                                      const char *const *words)
{
    cleared_by(hinge_text_clear) struct hinge_text command = {0}, shown = {0};
    size_t used = strlen(error->message);
    hinge_text_command(&command, pattern, words);
    hinge_text_shown(&shown, command.data);
    if (used + shown.length + 10 < sizeof error->message) /* half a command is none */
        snprintf(error->message + used, sizeof error->message - used, "\n        %s", shown.data);
    return error->status;
}
