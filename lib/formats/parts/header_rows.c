/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header rows of a study; see header_rows.h. */
#include "formats/parts/header_rows.h"

#include "formats/parts/build_recording.h"

#include <string.h>

static void put_cell(struct hinge_text *out, const char *cell, char delimiter)
{
    const char special[] = {delimiter, '"', '\n', '\r', '\0'};
    bool quoted = strpbrk(cell, special) != NULL;
    hinge_text_puts(out, quoted ? "\"" : "");
    for (; *cell != '\0'; cell++)
        hinge_text_add(out, *cell == '"' ? "\"\"" : cell, *cell == '"' ? 2 : 1);
    hinge_text_puts(out, quoted ? "\"" : "");
}

void hinge_header_row(struct hinge_text *out, const struct hinge_csv_line *line, char delimiter,
                      const struct hinge_subjects *subjects)
{
    char shown[300];
    for (size_t c = 0; c < hinge_csv_line_filled(line); c++) {
        const char *cell = line->cell[c];
        if (subjects != NULL && *cell != '\0') {
            hinge_subjects_hide(subjects, cell, shown, sizeof shown);
            cell = shown;
        }
        if (c > 0)
            hinge_text_add(out, &delimiter, 1);
        put_cell(out, cell, delimiter);
    }
    hinge_text_puts(out, "\n");
}

static bool is_one_of(const char *cell, const char *const *words)
{
    while (*words != NULL && !hinge_same_name(cell, *words))
        words++;
    return *words != NULL;
}

void hinge_header_row_without(struct hinge_text *out, const struct hinge_csv_line *line,
                              char delimiter, const char *const *words, bool rest)
{
    bool blank = false;
    for (size_t c = 0; c < hinge_csv_line_filled(line); c++) {
        if (c > 0)
            hinge_text_add(out, &delimiter, 1);
        if (!blank)
            put_cell(out, line->cell[c], delimiter);
        blank = (blank && rest) || (!blank && is_one_of(line->cell[c], words));
    }
    hinge_text_puts(out, "\n");
}

enum hinge_status hinge_header_keep(struct hinge_recording *recording, struct hinge_text *text,
                                    struct hinge_error *error)
{
    enum hinge_status status =
        text->failed ? hinge_no_memory(error)
                     : hinge_build_header(recording, hinge_text_string(text), text->length, error);
    hinge_text_clear(text);
    return status;
}

enum hinge_status hinge_header_keep_above(const struct hinge_probe *probe,
                                          const struct hinge_csv_line *data, char delimiter,
                                          const char *const *words,
                                          struct hinge_recording *recording,
                                          struct hinge_error *error)
{
    struct hinge_text text = {0};
    for (const struct hinge_csv_line *line = probe->head.line; line < data; line++)
        hinge_header_row_without(&text, line, delimiter, words, true);
    return hinge_header_keep(recording, &text, error);
}
