/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data by its looks, and pseudonyms. In: a column's name or a participant; out: what
 * it seems to be, or what stands for it. Words are compared without case and accents; a
 * key stays in its user's file. */
#include "ingest/ingest.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "os/file.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 128, WORDS_MAX = 12 };

/* clang-format off */
/* Anywhere in the letters of a column's name; the last are name and surname in Russian, full
 * name in Chinese and Japanese, name in Korean. */
static const char stems[] =
    "birth|surname|firstname|lastname|forename|fullname|givenname|familyname|vorname|nachname|"
    "familienn|geburt|address|adresse|direccion|indirizzo|endereco|mail|phone|telefon|prenom|"
    "apellido|cognome|sobrenome|apelido|voornaam|achternaam|fornavn|etternavn|efternavn|fornamn|"
    "efternamn|etunimi|sukunimi|nazwisko|jmeno|prijmeni|geboorte|naissance|nacimient|nascita|"
    "nascimento|fodsels|fodelse|syntyma|urodzen|narozen|имя|фамил|姓名|氏名|이름";

/* Short ones: not across two words ("class name"). */
static const char numbers[] = "dob|mrn|nhs|ssn";

/* Whole words of a column's name. */
static const char words[] =
    "gebdat|geb|tel|mobile|handy|postcode|zip|plz|passport|initials|initialen|initiales|"
    "initialer|iniziali|iniciales|iniciais";

/* "name" in many languages: personal unless another word says whose name it is. */
static const char names[] = "name|names|nom|nombre|nome|naam|navn|namn|nimi|imie|imię";
static const char whose[] =
    "full|first|last|given|family|middle|maiden|participant|subject|patient|person|people|"
    "proband|athlete|my|his|her|of|the|and|und|et|y|des|der|del|du|probanden|teilnehmer|sujet|"
    "paciente|participante|volunteer";

/* Words of participants' codes: with one of them it is no name of a person. */
static const char code_words[] =
    "subject|participant|patient|proband|control|healthy|pilot|test|person|athlete|coach|sub|"
    "group|trained|sedentary|novice|expert|left|right|one|two|three|four|five|six|seven|eight|"
    "nine|ten|case|id|no|nr|new|old|young|male|female|volunteer|dummy|example|anonymous|unknown|"
    "alpha|beta|gamma|delta|therapist|me";
/* clang-format on */

/* Lower case, accented Latin letters without their accents, other letters as they are.
 */
static void fold(const char *text, char folded[TEXT_MAX])
{
    /* U+00C0 to U+00FF */
    static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo"
                                "*ouuuuyty";
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0' && n < TEXT_MAX - 1;
         p++) {
        if (*p == 0xc3 && p[1] >= 0x80 && p[1] <= 0xbf)
            folded[n++] = latin[*++p - 0x80];
        else if (*p == 0xcc && p[1] >= 0x80) /* a combining accent */
            p++;
        else
            folded[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : (char)*p;
    }
    folded[n] = '\0';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/* Words of letters in a folded text, ended by NUL in place; their number. */
static size_t split(char *text, const char *word[WORDS_MAX])
{
    size_t n = 0;
    for (char *p = text; *p != '\0' && n < WORDS_MAX;) {
        while (*p != '\0' && !is_letter(*p))
            p++;
        if (*p == '\0')
            break;
        word[n++] = p;
        while (is_letter(*p))
            p++;
        if (*p != '\0')
            *p++ = '\0';
    }
    return n;
}

bool hinge_personal_column(const char *name)
{
    char folded[TEXT_MAX], joined[TEXT_MAX];
    const char *word[WORDS_MAX];
    size_t length = 0;
    bool says_name = false, others = false;
    fold(name, folded);
    for (const char *p = folded; *p != '\0'; p++)
        if (is_letter(*p))
            joined[length++] = *p;
    joined[length] = '\0';
    if (hinge_any_word(stems, joined, hinge_holds) || hinge_any_word(numbers, folded, hinge_holds))
        return true;
    size_t n = split(folded, word);
    for (size_t i = 0; i < n; i++) {
        if (hinge_listed(words, '|', word[i]))
            return true;
        bool is_name = hinge_listed(names, '|', word[i]);
        says_name = says_name || is_name;
        others = others || (!is_name && !hinge_listed(whose, '|', word[i]));
    }
    return says_name && !others;
}

/* 12.05.1987, 1987-05-12, 12/5/87 */
static bool has_date(const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        size_t n[3] = {0};
        const char *q = p;
        char mark = '\0';
        int k = 0;
        for (; k < 3; k++) {
            n[k] = strspn(q, "0123456789");
            q += n[k];
            if (k == 2 || strchr("./-", *q) == NULL || *q == '\0' || (mark != '\0' && *q != mark))
                break;
            mark = *q++;
        }
        bool day_first = n[0] <= 2 && n[1] <= 2 && (n[2] == 2 || n[2] == 4);
        bool year_first = n[0] == 4 && n[1] <= 2 && n[2] >= 1 && n[2] <= 2;
        if (k == 2 && n[0] > 0 && n[1] > 0 && (day_first || year_first) &&
            (p == text || strchr("0123456789", p[-1]) == NULL))
            return true;
    }
    return false;
}

/* Two to four words of letters only, each longer than a letter or an initial with its
 * point, at least one longer; joined by '_' or '.' they must begin with capitals. */
static bool is_name(const char *text)
{
    char folded[TEXT_MAX];
    const char *word[WORDS_MAX];
    bool spaced = strpbrk(text, " ,") != NULL, longer = false;
    if (strlen(text) >= TEXT_MAX || strpbrk(text, "0123456789+/\\:;()[]") != NULL)
        return false;
    for (const char *p = text; *p != '\0'; p++) {
        bool first = is_letter(*p) && (p == text || !is_letter(p[-1]));
        bool initial = first && !is_letter(p[1]);
        if (initial && p[1] != '.') /* "Group A" */
            return false;
        if (first && !spaced && *p >= 'a' && *p <= 'z')
            return false;
        if (first && is_letter(p[1]) && p[1] >= 'A' && p[1] <= 'Z') /* "HC_XY" */
            return false;
        longer = longer || (first && !initial);
    }
    fold(text, folded);
    size_t n = split(folded, word);
    for (size_t i = 0; i < n; i++)
        if (hinge_listed(code_words, '|', word[i]))
            return false;
    return longer && n >= 2 && n <= 4;
}

const char *hinge_personal_value(const char *participant)
{
    const char *at = strchr(participant, '@');
    if (at != NULL && at != participant && strchr(at, '.') != NULL)
        return "an e-mail address";
    if (has_date(participant))
        return "a date";
    return is_name(participant) ? "a person's name" : NULL;
}

/* --- pseudonyms --- */

enum { KEY_LEAST = 16, KEY_MOST = 4096, DIGITS = 12 };

static enum hinge_status read_key(const char *path, struct hinge_bytes *key,
                                  struct hinge_error *error)
{
    struct hinge_os_info info;
    enum hinge_status status = hinge_file_read(path, path, KEY_MOST, key, error);
    if (status != HINGE_OK)
        return status;
    if (hinge_os_stat(path, &info) != 0 || !info.private)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: only the owner may have access to a key file: chmod 600", path);
    while (key->size > 0 && strchr("\r\n", key->data[key->size - 1]) != NULL)
        key->size--; /* an editor's line end is not part of the key */
    if (key->size < KEY_LEAST)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: a key of %zu bytes, expected at least %d; make one "
                               "with: openssl rand -hex 32",
                               path, key->size, KEY_LEAST);
    return HINGE_OK;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c & 0x80) != 0;
}

void hinge_replace_word(const char *text, const char *old, const char *now, struct hinge_text *out)
{
    size_t length = strlen(old);
    out->length = 0;
    hinge_text_adds(out, "");
    for (const char *p = text; *p != '\0';) {
        bool here =
            (p == text || !is_word(p[-1])) && strnlen(p, length) == length && !is_word(p[length]);
        char piece[256] = "";
        if (here && length < sizeof piece) {
            memcpy(piece, p, length);
            here = hinge_same_name(piece, old);
        }
        hinge_text_add(out, here ? now : p, here ? strlen(now) : 1);
        p += here ? length : 1;
    }
}

static void replace(struct hinge_intake *intake, const char *column, size_t row, const char *old,
                    const char *now, struct hinge_text *work)
{
    const char *text = hinge_table_text(&intake->list, column, row);
    if (text == NULL || *text == '\0')
        return;
    hinge_replace_word(text, old, now, work);
    hinge_table_set_text(&intake->list, (size_t)hinge_table_find(&intake->list, column), row,
                         hinge_text_string(work));
}

static enum hinge_status replace_row(struct hinge_intake *intake, size_t row,
                                     const struct hinge_bytes *key, struct hinge_text *work,
                                     struct hinge_error *error)
{
    static const char *const columns[] = {"id",     "trial",      "file",       "emg",
                                          "angles", "sync_trial", "participant"};
    const char *participant = hinge_table_text(&intake->list, "participant", row);
    char digest[HINGE_SHA256_TEXT], now[DIGITS + 2], old[256];
    if (participant == NULL || *participant == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--pseudonymise: %s has no participant; give one in a "
                               "trial list or with --name",
                               intake->row[row].path);
    snprintf(old, sizeof old, "%s", participant);
    enum hinge_status status =
        hinge_hmac_sha256(key->data, key->size, participant, strlen(participant), digest, error);
    snprintf(now, sizeof now, "p%.*s", DIGITS, digest);
    for (size_t k = 0; k < sizeof columns / sizeof *columns && status == HINGE_OK; k++)
        replace(intake, columns[k], row, old, now, work);
    if (status != HINGE_OK)
        return status;
    struct hinge_intake_row *at = &intake->row[row];
    const char *file = hinge_table_text(&intake->list, "file", row);
    at->stored = hinge_arena_strdup(&intake->arena, file);
    at->secret = hinge_arena_strdup(&intake->arena, old);
    at->pseudonym = hinge_arena_strdup(&intake->arena, now);
    return HINGE_OK;
}

enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake, const char *key_file,
                                            struct hinge_error *error)
{
    struct hinge_bytes key = {0};
    struct hinge_text work = {0};
    enum hinge_status status = read_key(key_file, &key, error);
    for (size_t i = 0; i < intake->n && status == HINGE_OK; i++)
        status = replace_row(intake, i, &key, &work, error);
    hinge_text_clear(&work);
    hinge_bytes_clear(&key);
    return status;
}
