/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDs as names of files, in links and in commands. */
#include "base/stem.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 100, DIGITS = 6, ALL_DIGITS = HINGE_SHA256_TEXT - 1 };

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct range {
    uint32_t first, last;
};

/* Blanks, punctuation, symbols, private characters, and letters that a disk may write as others;
 * the rest beyond ASCII is taken as letters, digits and their marks. */
static const struct range no_letters[] = {
    {0x80, 0xA9},       {0xAB, 0xB4},       {0xB6, 0xB9},       {0xBB, 0xBF},
    {0xD7, 0xD7},       {0xF7, 0xF7},       {0x37E, 0x37E},     {0x387, 0x387},
    {0x55A, 0x55F},     {0x589, 0x58A},     {0x5BE, 0x5BE},     {0x5C0, 0x5C0},
    {0x5C3, 0x5C3},     {0x5F3, 0x5F4},     {0x600, 0x60F},     {0x61B, 0x61F},
    {0x66A, 0x66D},     {0x6D4, 0x6D4},     {0x958, 0x965},     {0x970, 0x970},
    {0xE3F, 0xE3F},     {0xE4F, 0xE4F},     {0xE5A, 0xE5B},     {0x1680, 0x1680},
    {0x180E, 0x180E},   {0x2000, 0x2BFF},   {0x2E00, 0x2E7F},   {0x2FF0, 0x3004},
    {0x3008, 0x3020},   {0x3030, 0x3030},   {0x3036, 0x3037},   {0x303D, 0x3040},
    {0x30A0, 0x30A0},   {0x30FB, 0x30FB},   {0x3190, 0x319F},   {0x31C0, 0x31EF},
    {0x3200, 0x33FF},   {0x4DC0, 0x4DFF},   {0xA490, 0xA4CF},   {0xE000, 0xFB4F},
    {0xFD3E, 0xFD4F},   {0xFDD0, 0xFDEF},   {0xFDFC, 0xFE6F},   {0xFEFF, 0xFF0F},
    {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},   {0xFFE0, 0xFFFF},
    {0x1D000, 0x1D3FF}, {0x1F000, 0x1FFFF}, {0x2F800, 0x2FA1F}, {0xE0000, 0x10FFFF},
};

static bool is_letter(uint32_t code)
{
    if (code < 0x80)
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
               (code >= 'A' && code <= 'Z');
    for (size_t i = 0; i < COUNT_OF(no_letters) && code >= no_letters[i].first; i++)
        if (code <= no_letters[i].last)
            return false;
    return true;
}

/* Capitals: those of a range are as far from their small letters; step 2: every second one. */
static const struct capitals {
    uint32_t first, last, step;
    int32_t to;
} capitals[] = {
    {'A', 'Z', 1, 32},       {0xC0, 0xD6, 1, 32},       {0xD8, 0xDE, 1, 32},
    {0x100, 0x12E, 2, 1},    {0x132, 0x136, 2, 1},      {0x139, 0x147, 2, 1},
    {0x14A, 0x176, 2, 1},    {0x178, 0x178, 1, -121},   {0x179, 0x17D, 2, 1},
    {0x1CD, 0x1DB, 2, 1},    {0x1DE, 0x1EE, 2, 1},      {0x1F8, 0x21E, 2, 1},
    {0x222, 0x232, 2, 1},    {0x388, 0x38A, 1, 37},     {0x386, 0x386, 1, 38},
    {0x38C, 0x38C, 1, 64},   {0x38E, 0x38F, 1, 63},     {0x391, 0x3A1, 1, 32},
    {0x3A3, 0x3AB, 1, 32},   {0x3C2, 0x3C2, 1, 1},      {0x400, 0x40F, 1, 80},
    {0x410, 0x42F, 1, 32},   {0x460, 0x480, 2, 1},      {0x48A, 0x4BE, 2, 1},
    {0x4C0, 0x4C0, 1, 15},   {0x4C1, 0x4CD, 2, 1},      {0x4D0, 0x52E, 2, 1},
    {0x531, 0x556, 1, 48},   {0x1E00, 0x1E94, 2, 1},    {0x1EA0, 0x1EFE, 2, 1},
    {0xFF21, 0xFF3A, 1, 32}, {0x10400, 0x10427, 1, 40},
};

static uint32_t small_letter(uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(capitals); i++) {
        const struct capitals *c = &capitals[i];
        if (code >= c->first && code <= c->last && (code - c->first) % c->step == 0)
            return (uint32_t)((int32_t)code + c->to);
    }
    return code;
}

/* clang-format off */
/* A letter and a mark that are also one letter: of each mark the letters, and both as one, in the same order
 * (canonical composition of Unicode for Latin, Greek, Cyrillic and kana). */
static const struct {
    uint32_t mark;
    const char *letter, *both;
} composed[] = {
    {0x0300, "aeiouünеиēōwâăêôơưy",
     "àèìòùǜǹѐѝḕṑẁầằềồờừỳ"},
    {0x0301, "aeiouyclnrszügåæø¨ϊαεηιϋουωϒгкçēïkmõōpũwâăêôơư",
     "áéíóúýćĺńŕśźǘǵǻǽǿ΅ΐάέήίΰόύώϓѓќḉḗḯḱḿṍṓṕṹẃấắếốớứ"},
    {0x0302, "aeioucghjswyzạẹọ",
     "âêîôûĉĝĥĵŝŵŷẑậệộ"},
    {0x0303, "anoiuvâăeêôơưy",
     "ãñõĩũṽẫẵẽễỗỡữỹ"},
    {0x0304, "aeiouüäȧæǫöõȯyиуgḷṛ",
     "āēīōūǖǟǡǣǭȫȭȱȳӣӯḡḹṝ"},
    {0x0306, "aegiouиужаеȩạ",
     "ăĕğĭŏŭйўӂӑӗḝặ"},
    {0x0307, "cegzaobdfhmnprsśšṣtwxyſ",
     "ċėġżȧȯḃḋḟḣṁṅṗṙṡṥṧṩṫẇẋẏẛ"},
    {0x0308, "aeiouyιυϒеіаәжзиоөэучыhõūwxt",
     "äëïöüÿϊϋϔёїӓӛӝӟӥӧӫӭӱӵӹḧṏṻẅẍẗ"},
    {0x0309, "aâăeêioôơuưy",
     "ảẩẳẻểỉỏổởủửỷ"},
    {0x030A, "auwy",
     "åůẘẙ"},
    {0x030B, "ouу",
     "őűӳ"},
    {0x030C, "cdelnrstzaiouügkʒjh",
     "čďěľňřšťžǎǐǒǔǚǧǩǯǰȟ"},
    {0x030F, "aeioruѵ",
     "ȁȅȉȍȑȕѷ"},
    {0x0311, "aeioru",
     "ȃȇȋȏȓȗ"},
    {0x031B, "ou",
     "ơư"},
    {0x0323, "bdhklmnrstvwzaeioơuưyâêôă",
     "ḅḍḥḳḷṃṇṛṣṭṿẉẓạẹịọợụựỵậệộặ"},
    {0x0324, "u",
     "ṳ"},
    {0x0325, "a",
     "ḁ"},
    {0x0326, "st",
     "șț"},
    {0x0327, "cgklnrstedh",
     "çģķļņŗşţȩḑḩ"},
    {0x0328, "aeiuo",
     "ąęįųǫ"},
    {0x032D, "delntu",
     "ḓḙḽṋṱṷ"},
    {0x032E, "h",
     "ḫ"},
    {0x0330, "eiu",
     "ḛḭṵ"},
    {0x0331, "bdklnrtzh",
     "ḇḏḵḻṉṟṯẕẖ"},
    {0x3099, "かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフヘホウワヰヱヲヽ",
     "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヸヹヺヾ"},
    {0x309A, "はひふへほハヒフヘホ",
     "ぱぴぷぺぽパピプペポ"},
};
/* clang-format on */

static bool is_mark(uint32_t code)
{
    return (code >= 0x300 && code <= 0x36F) || code == 0x3099 || code == 0x309A;
}

/* The letter that a letter and a mark are together; 0: none. */
static uint32_t compose(uint32_t letter, uint32_t mark)
{
    for (size_t i = 0; i < COUNT_OF(composed); i++) {
        uint32_t a, b;
        if (composed[i].mark != mark)
            continue;
        for (const char *p = composed[i].letter, *q = composed[i].both; *p != '\0';) {
            p += hinge_utf8_next(p, &a);
            q += hinge_utf8_next(q, &b);
            if (a == letter)
                return b;
        }
    }
    return 0;
}

/* What a disk that ignores case and the way of writing marks compares: code points in small
 * letters, marks joined to their letters. Bytes that are no UTF-8 stay. */
static char *key_of(struct hinge_arena *arena, const char *text)
{
    size_t n = strlen(text), length = 0;
    uint32_t *code = hinge_arena_alloc(arena, 2 * n + 1, sizeof *code);
    for (size_t bytes; *text != '\0'; text += bytes) {
        uint32_t one = 0, both = 0;
        bytes = hinge_utf8_next(text, &one);
        if (bytes == 0) {
            bytes = 1;
            one = 0x110000 + (unsigned char)*text; /* no letter's */
        }
        one = small_letter(one);
        if (length > 0 && is_mark(one))
            both = compose(code[length - 1], one);
        if (both != 0) {
            code[length - 1] = both;
        } else if (one == 0xDF || one == 0x1E9E) { /* ß */
            code[length++] = 's';
            code[length++] = 's';
        } else {
            code[length++] = one;
        }
    }
    char *key = hinge_arena_alloc(arena, 6 * length + 1, 1);
    for (size_t i = 0; i < length; i++)
        snprintf(key + 6 * i, 7, "%06x", (unsigned)code[i]);
    return key;
}

/* --- names --- */

struct named {
    const char *id, *text; /* the id, and what of it stays: "a_b" */
    const char *key;       /* of the name */
    size_t digits;         /* that follow; 0: the id is its own name */
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
    for (size_t i = 0; i < COUNT_OF(devices); i++)
        if (hinge_same_name(head, devices[i]))
            return i < 4 ? n == 3 : numbered;
    return false;
}

/* What stays of an id: at most KEPT bytes, cut before a letter. *changed: it is not all of it. */
static const char *clean(struct hinge_arena *arena, const char *id, bool *changed)
{
    struct hinge_text text = {0};
    size_t n = strlen(id), first = strspn(id, " ."), last = n, cut = 0, bytes;
    while (last > first && strchr(" .", id[last - 1]) != NULL)
        last--;
    *changed = n == 0;
    for (size_t i = 0; i < n; i += bytes) {
        uint32_t code = 0;
        bytes = hinge_utf8_next(id + i, &code);
        bool inner = strchr(" .", id[i]) != NULL && i > first && i < last;
        bool stays = bytes > 0 && (is_letter(code) || inner || strchr("-_+", id[i]) != NULL);
        bytes = bytes > 0 ? bytes : 1;
        cut = text.length <= KEPT && !is_mark(code) ? text.length : cut;
        *changed |= !stays;
        if (stays)
            hinge_text_add(&text, id + i, bytes);
        else
            hinge_text_puts(&text, "_");
    }
    if (text.length > KEPT) {
        text.length = cut;
        *changed = true;
    }
    const char *kept = hinge_arena_copy(arena, hinge_text_string(&text), text.length);
    hinge_text_clear(&text);
    return kept;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

static int by_key(const void *a, const void *b)
{
    const struct named *x = *(struct named *const *)a, *y = *(struct named *const *)b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->id, y->id);
}

static const char *name_of(struct hinge_arena *arena, const struct named *named)
{
    size_t room = strlen(named->text) + named->digits + 2;
    char *name = hinge_arena_alloc(arena, room, 1);
    snprintf(name, room, "%s%s%.*s", named->text, named->digits > 0 ? "~" : "", (int)named->digits,
             named->digest);
    return name;
}

/* Ids in their order, each once. */
static struct named *each_once(struct hinge_arena *arena, const char *const *id, size_t n,
                               size_t *kept)
{
    struct named *named = hinge_arena_alloc(arena, n + 1, sizeof *named);
    *kept = 0;
    for (size_t i = 0; i < n; i++)
        named[i].id = id[i] != NULL ? id[i] : "";
    qsort(named, n, sizeof *named, by_id);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(named[i].id, named[*kept - 1].id) != 0)
            named[(*kept)++] = named[i];
    return named;
}

/* Gives more digits to names that one disk takes as the same; whether there were any. */
static bool tell_apart(struct hinge_arena *arena, struct named *named, size_t n,
                       struct named **sorted)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        named[i].key = key_of(arena, name_of(arena, &named[i]));
        sorted[i] = &named[i];
    }
    qsort(sorted, n, sizeof(struct named *), by_key);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && strcmp(sorted[to]->key, sorted[i]->key) == 0;)
            to++;
        for (size_t k = i; k < to && to > i + 1; k++) {
            size_t more = sorted[k]->digits > 0 ? 2 * sorted[k]->digits : DIGITS;
            sorted[k]->digits = more < ALL_DIGITS ? more : ALL_DIGITS;
            any = true;
        }
    }
    return any;
}

enum hinge_status hinge_stems(struct hinge_arena *arena, const char *const *id, size_t n,
                              const char **stem, struct hinge_error *error)
{
    struct hinge_arena scratch = {0};
    enum hinge_status status = HINGE_OK;
    size_t kept;
    struct named *named = each_once(&scratch, id, n, &kept);
    struct named **sorted = hinge_arena_alloc(&scratch, kept + 1, sizeof(struct named *));
    for (size_t i = 0; i < kept && status == HINGE_OK; i++) {
        bool changed;
        named[i].text = clean(&scratch, named[i].id, &changed);
        named[i].digits = changed || is_reserved(named[i].id) ? DIGITS : 0;
        status = hinge_sha256(named[i].id, strlen(named[i].id), named[i].digest, error);
    }
    while (status == HINGE_OK && tell_apart(&scratch, named, kept, sorted))
        continue;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        const struct named key = {.id = id[i] != NULL ? id[i] : ""};
        stem[i] = name_of(arena, bsearch(&key, named, kept, sizeof *named, by_id));
    }
    hinge_arena_clear(&scratch);
    return status;
}

/* --- in links and commands --- */

void hinge_text_address(struct hinge_text *out, const char *path)
{
    for (; *path != '\0'; path++) {
        unsigned char byte = (unsigned char)*path;
        if (is_letter(byte < 0x80 ? byte : 0x80) || strchr("-_.~+/", byte) != NULL)
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
    bool bare = *word != '\0';
    for (size_t i = 0, bytes; word[i] != '\0'; i += bytes > 0 ? bytes : 1) {
        uint32_t code = 0;
        bytes = hinge_utf8_next(word + i, &code);
        bare &= bytes > 0 && (is_letter(code) || strchr("_-./:=,+@%", word[i]) != NULL);
    }
    if (bare) {
        hinge_text_puts(out, word);
        return;
    }
    hinge_text_puts(out, quote);
    for (; *word != '\0'; word++)
        if (*word == *quote)
            hinge_text_puts(out, inside);
        else
            hinge_text_add(out, word, 1);
    hinge_text_puts(out, quote);
}
