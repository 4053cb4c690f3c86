/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data by its looks, and pseudonyms. In: a column's name or a participant; out: what
 * it seems to be, or what stands for it. Words are compared without case and accents; a
 * key stays in its user's file. */
#include "ingest/ingest.h"

#include "table/cells.h"
#include "table/columns.h"

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

static void fold(const char *text, char folded[TEXT_MAX])
{
    cleared_by(hinge_text_clear) struct hinge_text plain = {0};
    hinge_text_folded(&plain, text, strlen(text));
    snprintf(folded, TEXT_MAX, "%s", plain.data);
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

enum { KEY_LEAST = 16, KEY_MOST = 64 << 20, DIGITS = 12 };

/* A key that --new made begins so; who has which code is below it. */
#define MADE "key-"
#define WHO "participant,code\n"

/* The whole file, and its key: its bytes without the line end of an editor; of one that --new made
 * the first word, whatever a spreadsheet that saved it put beside that. */
static enum hinge_status read_key(const char *path, struct hinge_bytes *bytes, const char **key,
                                  size_t *n, struct hinge_error *error)
{
    static const char digits[] = "0123456789abcdef";
    struct hinge_os_info info;
    enum hinge_status status = hinge_file_read(path, path, KEY_MOST, bytes, error);
    if (status != HINGE_OK)
        return status;
    if (hinge_os_stat(path, &info) != 0 || !info.private)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: only the owner may have access to a key file: chmod 600", path);
    const char *made = bytes->data + (strncmp(bytes->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
    made += *made == '"';
    const bool is_made = strncmp(made, MADE, strlen(MADE)) == 0;
    *key = is_made ? made + strlen(MADE) : bytes->data;
    *n = is_made ? strspn(*key, digits) : bytes->size;
    while (*n > 0 && strchr("\r\n", (*key)[*n - 1]) != NULL)
        --*n;
    if (*n < KEY_LEAST)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: a key of %zu bytes, expected at least %d; make one "
                               "with: openssl rand -hex 32",
                               path, *n, KEY_LEAST);
    return HINGE_OK;
}

static enum hinge_status code_of(const char *key, size_t n, const char *participant,
                                 char code[DIGITS + 2], struct hinge_error *error)
{
    char digest[HINGE_SHA256_TEXT];
    enum hinge_status status =
        hinge_hmac_sha256(key, n, participant, strlen(participant), digest, error);
    snprintf(code, DIGITS + 2, "p%.*s", DIGITS, digest);
    return status;
}

void hinge_key_path(const struct hinge_ingest_options *options, struct hinge_text *path)
{
    const char *config = options->pseudonymise_of, *key = options->pseudonymise;
    hinge_text_printf(path, "%.*s%s",
                      hinge_os_is_absolute(key) ? 0 : (int)(hinge_file_name(config) - config),
                      config, key);
}

enum hinge_status hinge_key_file_add(const char *path, const struct hinge_table *list, bool *made,
                                     struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text add = {0}, line = {0};
    const char *key = NULL;
    char digits[HINGE_SHA256_TEXT];
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    *made = !hinge_os_exists(path);
    if (*made) {
        status = hinge_random_digits(digits, error);
        hinge_text_printf(&add, "\xEF\xBB\xBF" MADE "%s\n" WHO, digits);
        key = digits;
        n = strlen(digits);
    } else {
        status = read_key(path, &bytes, &key, &n, error);
    }
    const bool ours = *made || (status == HINGE_OK && strstr(bytes.data, WHO) != NULL);
    cleared_by(freed) const char **who = hinge_alloc(list->rows + 1, sizeof *who);
    for (size_t r = 0; r < list->rows; r++)
        who[r] = hinge_table_word(list, "participant", r);
    const size_t people = hinge_each_once(who, list->rows);
    for (size_t r = 0; r < people && ours && status == HINGE_OK; r++) {
        char code[DIGITS + 2];
        if (*who[r] == '\0')
            continue;
        status = code_of(key, n, who[r], code, error);
        line.length = 0;
        hinge_cell_csv(&line, who[r]);
        hinge_text_printf(&line, ",%s\n", code);
        if (*made || strstr(bytes.data, code) == NULL)
            hinge_text_adds(&add, line.data);
    }
    if (status == HINGE_OK && add.length > 0) {
        const int file =
            hinge_os_open(path, HINGE_OS_WRITE | HINGE_OS_NOT_LINK |
                                    (*made ? HINGE_OS_NEW | HINGE_OS_PRIVATE : HINGE_OS_APPEND));
        status = file < 0 ? hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s", path,
                                            strerror(errno))
                          : hinge_bytes_write(file, path, add.data, add.length, error);
        if (file >= 0)
            hinge_os_close(file);
    }
    return status;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || is_letter(c);
}

/* Whether a word of a path is, or has in it, a word of a person's name: "Boehm", "BöhmTom1". A name
 * in letters without marks has ae for ä, or a. */
static bool is_of_name(const char *word, size_t n, const char *name)
{
    enum { WITHIN = 4 }; /* letters that are no accident in another word */
    static const char marked[] = "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x84\xC3\x96\xC3\x9C",
                      *plain = "aouAOU";
    cleared_by(hinge_text_clear) struct hinge_text given = {0}, spelled = {0}, folded = {0},
                                                   its = {0};
    bool is = false;
    hinge_text_nfc(&given, name);
    hinge_text_folded(&its, word, n);
    for (int form = 0; form < 2 && !is; form++) {
        spelled.length = folded.length = 0;
        for (const char *p = given.data; *p != '\0'; p++) {
            size_t k = form == 0 ? 6 : 0;
            while (k < 6 && strncmp(marked + 2 * k, p, 2) != 0)
                k++;
            hinge_text_printf(&spelled, "%c%s", k < 6 ? plain[k] : *p, k < 6 ? "e" : "");
            p += k < 6;
        }
        hinge_text_folded(&folded, hinge_text_string(&spelled), spelled.length);
        for (char *p = folded.data, *end; *p != '\0' && !is; p = end) {
            while (*p != '\0' && !is_letter(*p))
                p++;
            for (end = p; is_letter(*end);)
                end++;
            const char after = *end;
            *end = '\0';
            const size_t length = (size_t)(end - p);
            is = length > 1 &&
                 (strcmp(p, its.data) == 0 || (length >= WITHIN && strstr(its.data, p) != NULL));
            *end = after;
        }
    }
    return is;
}

void hinge_replace_word(const char *text, const char *old, const char *now, struct hinge_text *out)
{
    const size_t length = strlen(old);
    const bool person = hinge_personal_value(old) != NULL;
    size_t replaced = 0; /* where a code ends in `out`, with nothing but signs behind it; 0: none */
    out->length = 0;
    hinge_text_adds(out, "");
    for (const char *p = text; *p != '\0';) {
        bool here =
            (p == text || !is_word(p[-1])) && strnlen(p, length) == length && !is_word(p[length]);
        char piece[256] = "";
        size_t n = length;
        if (here && length < sizeof piece) {
            memcpy(piece, p, length);
            here = hinge_same_name(piece, old);
        }
        if (!here && person && is_word(*p) && (p == text || !is_word(p[-1]))) {
            for (n = 0; is_word(p[n]); n++)
                continue;
            here = is_of_name(p, n, old);
        }
        if (here && replaced > 0) /* another word of the name */
            out->length = replaced;
        else if (here)
            hinge_text_adds(out, now);
        else
            hinge_text_add(out, p, 1);
        if (here)
            replaced = out->length;
        else if (is_word(*p) || *p == '/' || *p == '\\')
            replaced = 0;
        p += here ? n : 1;
    }
    hinge_text_adds(out, "");
}

static void replace(struct hinge_intake *intake, const char *column, size_t row, const char *old,
                    const char *now, struct hinge_text *work)
{
    const char *text = hinge_table_text(&intake->list, column, row);
    if (text == NULL || *text == '\0')
        return;
    hinge_replace_word(text, old, now, work);
    hinge_table_set_word(&intake->list, column, row, hinge_text_string(work));
}

enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake,
                                            const struct hinge_ingest_options *options,
                                            struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text work = {0}, path = {0};
    const char *key = NULL;
    size_t n = 0;
    hinge_key_path(options, &path);
    enum hinge_status status = read_key(hinge_text_string(&path), &bytes, &key, &n, error);
    for (size_t i = 0; i < intake->n && status == HINGE_OK; i++) {
        static const char *const columns[] = {"id",     "trial",      "file",       "emg",
                                              "angles", "sync_trial", "participant"};
        const char *participant = hinge_table_text(&intake->list, "participant", i);
        char now[DIGITS + 2];
        if (participant == NULL || *participant == '\0')
            return hinge_usage(error,
                               "--pseudonymise: %s has no participant; give one in a "
                               "trial list or with --name",
                               intake->row[i].path);
        const char *old = hinge_arena_strdup(&intake->arena, participant);
        status = code_of(key, n, old, now, error);
        for (size_t k = 0; k < sizeof columns / sizeof *columns && status == HINGE_OK; k++)
            replace(intake, columns[k], i, old, now, &work);
        /* a name may be in any text: a cue that was guessed from names of files, a note */
        const bool person = hinge_personal_value(old) != NULL;
        for (size_t c = 0; c < intake->list.n_columns && status == HINGE_OK; c++) {
            const struct hinge_column *column = &intake->list.column[c];
            if (column->type == HINGE_COLUMN_TEXT &&
                (person || hinge_list_sensor(column->name, "sensor:") != NULL))
                replace(intake, column->name, i, old, now, &work);
        }
        if (status != HINGE_OK)
            return status;
        struct hinge_intake_row *at = &intake->row[i];
        const char *file = hinge_table_text(&intake->list, "file", i);
        at->stored = hinge_arena_strdup(&intake->arena, file);
        at->secret = old;
        at->pseudonym = hinge_arena_strdup(&intake->arena, now);
    }
    return status;
}
