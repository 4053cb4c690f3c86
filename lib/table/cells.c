/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of csv and tsv. A spreadsheet takes a leading apostrophe as "this is text" and does not
 * show it (OWASP "CSV injection"). */
#include "table/cells.h"

bool hinge_looks_like_formula(const char *text)
{
    static const char signs[] = "=+-@\t\r\n";
    /* full-width = + - @, for East Asian settings */
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    double number;
    if (hinge_number_parse(text, strlen(text), '.', &number, NULL) == HINGE_NUMBER_VALUE)
        return false; /* of a column that has words, too */
    if (*text != '\xEF')
        return memchr(signs, *text, sizeof signs - 1) != NULL;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], 3) == 0)
            return true;
    return false;
}

const char *hinge_cell_guard(const char *text)
{
    /* one that begins so by itself gets another, and keeps its own */
    return hinge_looks_like_formula(text + strspn(text, "'")) ? "'" : "";
}

char *hinge_cell_unguarded(char *text)
{
    /* a cell of a user may begin so before white space; no writer makes one */
    bool blank = memchr("\t\r\n", text[strspn(text, "'")], 3) != NULL;
    return *text == '\'' && !blank && *hinge_cell_guard(text + 1) != '\0' ? text + 1 : text;
}

void hinge_cell_delimited(struct hinge_text *out, const char *text, char delimiter)
{
    static const bool ends[256] = {['\0'] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    const char *guard = hinge_cell_guard(text);
    size_t plain = 0;
    while (!ends[(unsigned char)text[plain]] && text[plain] != delimiter)
        plain++;
    if (text[plain] != '\0' || *guard != '\0') {
        hinge_text_add(out, "\"", 1);
        hinge_text_adds(out, guard);
        for (; *text != '\0'; text++) {
            if (*text == '"')
                hinge_text_add(out, "\"", 1);
            hinge_text_add(out, text, 1);
        }
        hinge_text_add(out, "\"", 1);
    } else {
        hinge_text_add(out, text, plain);
    }
}

void hinge_cell_csv(struct hinge_text *out, const char *text)
{
    hinge_cell_delimited(out, text, ',');
}

const char *hinge_cell_mark(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text != '\0' ? "\xEF\xBB\xBF" : "";
}

void hinge_cell_tsv(struct hinge_text *out, const char *text)
{
    static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
    if (strchr(special, *text) == NULL)
        hinge_text_adds(out, hinge_cell_guard(text));
    for (; *text != '\0'; text++) {
        const char *found = strchr(special, *text);
        if (found != NULL) {
            hinge_text_add(out, "\\", 1);
            hinge_text_add(out, &letters[found - special], 1);
        } else {
            hinge_text_add(out, text, 1);
        }
    }
}
