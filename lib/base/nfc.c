/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: which characters are some, their small and plain forms, and marks joined to them. */
#include "base/nfc.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct range {
    uint32_t first, last;
};

/* Blanks, punctuation, symbols, private characters, and letters that a disk may write as others;
 * the rest beyond ASCII is taken as letters, digits and their marks. */
static const struct range no_letters[] = {
    {0x80, 0xA9},        {0xAB, 0xB4},       {0xB6, 0xB9},       {0xBB, 0xBF},
    {0xD7, 0xD7},        {0xF7, 0xF7},       {0x37E, 0x37E},     {0x387, 0x387},
    {0x55A, 0x55F},      {0x589, 0x58A},     {0x5BE, 0x5BE},     {0x5C0, 0x5C0},
    {0x5C3, 0x5C3},      {0x5F3, 0x5F4},     {0x600, 0x60F},     {0x61B, 0x61F},
    {0x66A, 0x66D},      {0x6D4, 0x6D4},     {0x958, 0x95F},     {0x964, 0x965},
    {0x970, 0x970},      {0xE3F, 0xE3F},     {0xE4F, 0xE4F},     {0xE5A, 0xE5B},
    {0x1680, 0x1680},    {0x180E, 0x180E},   {0x2000, 0x2BFF},   {0x2E00, 0x2E7F},
    {0x2FF0, 0x3004},    {0x3008, 0x3020},   {0x3030, 0x3030},   {0x3036, 0x3037},
    {0x303D, 0x3040},    {0x30A0, 0x30A0},   {0x30FB, 0x30FB},   {0x3190, 0x319F},
    {0x31C0, 0x31EF},    {0x3200, 0x33FF},   {0x4DC0, 0x4DFF},   {0xA490, 0xA4CF},
    {0xE000, 0xFB4F},    {0xFD3E, 0xFD4F},   {0xFDD0, 0xFDEF},   {0xFDFC, 0xFE6F},
    {0xFEFF, 0xFF0F},    {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},
    {0xFFE0, 0xFFFF},    {0x1D000, 0x1D3FF}, {0x1F000, 0x1FFFF}, {0x2F800, 0x2FA1F},
    {0xE0000, 0x10FFFF},
};

bool hinge_is_letter(uint32_t code)
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
    {'A', 'Z', 1, 32},      {0xC0, 0xD6, 1, 32},     {0xD8, 0xDE, 1, 32},
    {0x100, 0x12E, 2, 1},   {0x130, 0x130, 1, -199}, {0x132, 0x136, 2, 1},
    {0x139, 0x147, 2, 1},   {0x14A, 0x176, 2, 1},    {0x178, 0x178, 1, -121},
    {0x179, 0x17D, 2, 1},   {0x1CD, 0x1DB, 2, 1},    {0x1DE, 0x1EE, 2, 1},
    {0x1F8, 0x21E, 2, 1},   {0x222, 0x232, 2, 1},    {0x388, 0x38A, 1, 37},
    {0x386, 0x386, 1, 38},  {0x38C, 0x38C, 1, 64},   {0x38E, 0x38F, 1, 63},
    {0x391, 0x3A1, 1, 32},  {0x3A3, 0x3AB, 1, 32},   {0x3C2, 0x3C2, 1, 1},
    {0x400, 0x40F, 1, 80},  {0x410, 0x42F, 1, 32},   {0x460, 0x480, 2, 1},
    {0x48A, 0x4BE, 2, 1},   {0x4C0, 0x4C0, 1, 15},   {0x4C1, 0x4CD, 2, 1},
    {0x4D0, 0x52E, 2, 1},   {0x531, 0x556, 1, 48},   {0x1E00, 0x1E94, 2, 1},
    {0x1EA0, 0x1EFE, 2, 1}, {0xFF21, 0xFF3A, 1, 32}, {0x10400, 0x10427, 1, 40},
};

static bool is_one_of(const struct capitals *c, uint32_t code)
{
    return code >= c->first && code <= c->last && (code - c->first) % c->step == 0;
}

uint32_t hinge_small_letter(uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(capitals); i++)
        if (is_one_of(&capitals[i], code))
            return (uint32_t)((int32_t)code + capitals[i].to);
    return code;
}

/* clang-format off */
/* A letter and a mark that are also one letter: of each mark the small letters, and both as one, in the same order
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
    {0x0307, "cegzaobdfhmnprsśšṣtwxyſI",
     "ċėġżȧȯḃḋḟḣṁṅṗṙṡṥṧṩṫẇẋẏẛİ"},
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

bool hinge_is_mark(uint32_t code)
{
    return (code >= 0x300 && code <= 0x36F) || code == 0x3099 || code == 0x309A;
}

/* The letter that a letter and a mark are together; 0: none. */
uint32_t hinge_compose(uint32_t letter, uint32_t mark)
{
    const uint32_t small = hinge_small_letter(letter);
    uint32_t both = 0;
    for (size_t i = 0; i < COUNT_OF(composed) && both == 0; i++) {
        uint32_t a, b;
        if (composed[i].mark != mark)
            continue;
        for (const char *p = composed[i].letter, *q = composed[i].both; *p != '\0' && both == 0;) {
            p += hinge_utf8_next(p, &a);
            q += hinge_utf8_next(q, &b);
            if (a == letter)
                return b;
            both = a == small ? b : 0;
        }
    }
    for (size_t i = 0; i < COUNT_OF(capitals) && both != 0; i++) { /* the capital of both */
        const uint32_t code = (uint32_t)((int32_t)both - capitals[i].to);
        if (is_one_of(&capitals[i], code))
            return code;
    }
    return 0;
}

/* A letter without any of its marks. */
static uint32_t plain_letter(uint32_t code)
{
    for (size_t i = 0; code >= 0xC0 && i < COUNT_OF(composed); i++) {
        uint32_t a, b;
        for (const char *p = composed[i].letter, *q = composed[i].both; *p != '\0';) {
            p += hinge_utf8_next(p, &a);
            q += hinge_utf8_next(q, &b);
            if (b == code)
                return plain_letter(a);
        }
    }
    return code;
}

void hinge_text_utf8(struct hinge_text *out, uint32_t code)
{
    char bytes[4];
    hinge_text_add(out, bytes, hinge_utf8_write(bytes, code));
}

void hinge_text_nfc(struct hinge_text *out, const char *text)
{
    size_t at = out->length; /* of the last letter */
    uint32_t last = 0, code;
    hinge_text_adds(out, "");
    for (size_t n; *text != '\0'; text += n) {
        n = hinge_utf8_next(text, &code);
        uint32_t both = n > 1 && hinge_is_mark(code) ? hinge_compose(last, code) : 0;
        if (n == 0) {
            n = 1;
            last = 0;
            hinge_text_add(out, text, 1);
            continue;
        }
        if (both != 0) {
            out->length = at;
            code = both;
        }
        at = both == 0 ? out->length : at;
        last = code;
        hinge_text_utf8(out, code);
    }
}

void hinge_text_folded(struct hinge_text *out, const char *text, size_t length)
{
    uint32_t code;
    hinge_text_adds(out, "");
    for (size_t i = 0, n; i < length; i += n) {
        n = hinge_utf8_next(text + i, &code);
        if (n == 0) {
            n = 1;
            hinge_text_add(out, text + i, 1);
        } else if (code == 0xDF || code == 0x1E9E) {
            hinge_text_adds(out, "ss");
        } else if (!hinge_is_mark(code)) {
            hinge_text_utf8(out, plain_letter(hinge_small_letter(code)));
        }
    }
}
