/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of this program that are neither recording, list nor HDF5: a config, the JSON
 * of a comparison, a request or a site, pages and figures. What each is, and which tool
 * takes it. */
#include "inspect/row.h"

#include "base/file.h"
#include "config/rows.h"
#include "store/store.h"

#include <string.h>

enum { LIMIT = 64 << 20 };

/* The value of "key" near the beginning of a JSON, without its quotes. */
static size_t text_of(const char *json, const char *key, const char **value)
{
    enum { NEAR = 4096 };
    const char *at = strstr(json, key);
    if (at == NULL || at - json > NEAR)
        return 0;
    at += strlen(key);
    at += strspn(at, " \t\r\n:");
    *value = at + 1;
    return *at == '"' ? strcspn(*value, "\"\n") : 0;
}

static const char *of_json(const char *json, const char *path, struct hinge_text *what)
{
    const char *value = NULL;
    size_t tool = text_of(json, "\"tool\"", &value);
    bool made = (tool == 13 && strncmp(value, "hinge-compare", tool) == 0) ||
                (tool == 11 && strncmp(value, "hinge-check", tool) == 0);
    size_t n = text_of(json, "\"analysis\"", &value);
    bool planned =
        (n == 4 && strncmp(value, "cues", n) == 0) || (n == 6 && strncmp(value, "groups", n) == 0);
    if (made && planned)
        hinge_text_printf(what, "what hinge-compare %.*s found; as a table: hinge-table %.*s %s",
                          (int)n, value, (int)n, value, path);
    else if (made && n > 0)
        hinge_text_printf(what, "what hinge-compare %.*s found; with -o FILE.csv it writes a table",
                          (int)n, value);
    else if (n > 0)
        hinge_text_printf(what, "a request for %.*s; run it: hinge-compare --request %s", (int)n,
                          value, path);
    return made && n > 0 ? "comparison" : n > 0 ? "request" : "description";
}

/* The first line that is no comment opens a section that a config has. */
static bool is_config(const char *text)
{
    const struct hinge_config_section *section;
    text += strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (*text == '#' || *text == ';' || *text == '\n' || *text == '\r') {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    size_t n = strcspn(text, "]:\r\n");
    if (*text != '[' || (text[n] != ']' && text[n] != ':'))
        return false;
    for (size_t i = 0; (section = hinge_config_section(i)) != NULL; i++)
        if (strcspn(section->name, ":") == n - 1 && strncmp(text + 1, section->name, n - 1) == 0)
            return true;
    return text[n] == ':' &&
           (strncmp(text, "[fault", n) == 0 || strncmp(text, "[landmarks", n) == 0);
}

static const char *of_config(const char *text, const char *path, struct hinge_text *what)
{
    bool run = strncmp(text, "[run]", 5) == 0 || strstr(text, "\n[run]") != NULL;
    hinge_text_printf(what,
                      run ? "the settings of a study; run it: hinge-run %s"
                          : "settings; give them to a tool: hinge-analyze study.h5 -o "
                            "results.h5 --config %s",
                      path);
    return "config";
}

/* The kind of a file, and in `what` what can be done with it; NULL: none of these. */
static const char *kind_of(const char *text, const char *path, struct hinge_text *what)
{
    const char *kind = NULL;
    if (is_config(text))
        return of_config(text, path, what);
    if (*text == '{')
        kind = of_json(text, path, what);
    else if (strncmp(text, "<!DOCTYPE html", 14) == 0)
        kind = "page";
    else if (strncmp(text, "<svg", 4) == 0)
        kind = "figure";
    if (*text == '<' && kind != NULL)
        hinge_text_printf(what,
                          "a %s to open in a browser; hinge-inspect describes "
                          "recordings, trial lists, study and results files",
                          kind);
    return what->length > 0 ? kind : NULL;
}

enum hinge_status hinge_inspect_other(struct hinge_inspection *in, const char *path, bool *other)
{
    static const char begins[] = "{<#;[\xEF\n\r";
    struct hinge_error unread = HINGE_ERROR_INIT;
    struct hinge_bytes bytes = {0};
    struct hinge_text what = {0};
    bool may = false;
    *other = false;
    for (const char *b = begins; *b != '\0'; b++)
        may = may || hinge_file_starts_with(path, b, 1);
    /* one that cannot be read is for the readers of recordings to refuse */
    if (!may || hinge_file_read(path, path, LIMIT, &bytes, &unread) != HINGE_OK)
        return HINGE_OK;
    const char *kind = kind_of(bytes.data, path, &what);
    if (kind != NULL) {
        *other = true;
        hinge_inspect_text(in, KIND, kind);
        hinge_inspect_number(in, BYTES, (double)bytes.size);
        hinge_inspect_whole_text(in, MESSAGE, &what);
    }
    hinge_bytes_clear(&bytes);
    enum hinge_status outcome = in->status;
    hinge_text_clear(&what);
    return outcome;
}
