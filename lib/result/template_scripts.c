/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a browser would run of a template that a user brings. Every "<" before a letter is looked at
 * as the begin of a tag, wherever it is: a browser sees no tag that is not among these. */
#include "os/text.h"
#include "result/template.h"

/* Attributes that hold an address, or set one (animate in a picture). */
static const char addresses[] =
    "href|xlink:href|src|action|formaction|data|to|from|by|values|poster|background";
static const char blanks[] = " \t\r\n\f/";

/* Past the tag of a template at p, {{x}}; p itself where there is none. */
static const char *past_braces(const char *p)
{
    const char *end = strncmp(p, "{{", 2) == 0 ? strstr(p, "}}") : NULL;
    return end != NULL ? end + 2 + (end[2] == '}') : p;
}

/* The end of an attribute's value or of a name, whose bytes are added to `text`. */
static const char *take(const char *p, const char *ends, struct hinge_text *text)
{
    while (*p != '\0' && strchr(ends, *p) == NULL) {
        const char *next = past_braces(p);
        next += next == p;
        hinge_text_add(text, p, (size_t)(next - p));
        p = next;
    }
    return p;
}

/* The character of "&#106;", "&#x6a;", "&colon;" at p, and the bytes that it takes. */
static int entity(const char *p, size_t *n)
{
    static const struct {
        const char *name;
        char is;
    } named[] = {{"&colon;", ':'}, {"&Tab;", '\t'}, {"&NewLine;", '\n'}};
    *n = 1;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strncmp(p, named[i].name, strlen(named[i].name)) == 0) {
            *n = strlen(named[i].name);
            return named[i].is;
        }
    if (p[0] != '&' || p[1] != '#')
        return (unsigned char)*p;
    bool hex = p[2] == 'x' || p[2] == 'X';
    const char *digits = p + 2 + hex;
    if (!(hex ? isxdigit((unsigned char)*digits) : isdigit((unsigned char)*digits)))
        return '&';
    char *end;
    unsigned long code = strtoul(digits, &end, hex ? 16 : 10);
    *n = (size_t)(end - p) + (*end == ';');
    return code > 0 && code < 0x80 ? (int)code : '?';
}

/* Whether a browser would take the value, or a part of it, as a program. */
static bool is_address(const char *value)
{
    cleared_by(hinge_text_clear) struct hinge_text plain = {0};
    for (size_t n; *value != '\0'; value += n) {
        char c = (char)tolower(entity(value, &n));
        if ((unsigned char)c > ' ')
            hinge_text_add(&plain, &c, 1);
    }
    const char *text = hinge_text_string(&plain);
    return strstr(text, "javascript:") != NULL || strstr(text, "vbscript:") != NULL ||
           strstr(text, "data:text/html") != NULL;
}

/* Looks at the attributes at p, up to the tag's end; true for one that acts, which `what` tells. */
static bool acts(const char *p, struct hinge_text *what)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0}, value = {0};
    bool found = false;
    while (!found && *(p += strspn(p, blanks)) != '\0' && *p != '>') {
        name.length = value.length = 0;
        const char *from = p;
        hinge_text_add(&name, p, 1); /* "=" may begin a name */
        p = past_braces(from) > from ? past_braces(from) : take(p + 1, " \t\r\n\f/>=", &name);
        const char *sign = p + strspn(p, " \t\r\n\f");
        if (*sign == '=') {
            p = sign + 1;
            p += strspn(p, " \t\r\n\f");
            const char quote[] = {*p == '"' || *p == '\'' ? *p : '\0', '\0'};
            p = take(p + (*quote != '\0'), *quote != '\0' ? quote : " \t\r\n\f>", &value);
            p += *quote != '\0' && *p != '\0';
        }
        const char *attribute = hinge_text_string(&name);
        bool event = strncasecmp(attribute, "on", 2) == 0 && attribute[2] != '\0';
        bool address = hinge_any_word(addresses, attribute, hinge_same_name);
        found = event || strcasecmp(attribute, "srcdoc") == 0 ||
                (address && is_address(hinge_text_string(&value)));
        if (found)
            hinge_text_printf(what, "the attribute %.40s of", attribute);
    }
    return found;
}

/* The end of a script at p that `ours` has too, to the letter (one of data: of its tag); NULL: it
 * has not. */
static const char *past_our_script(const char *p, const char *ours)
{
    static const char end[] = "</script>";
    const char *tag = strchr(p, '>');
    const char *rest = tag != NULL ? strstr(tag, end) : NULL;
    if (rest == NULL || ours == NULL)
        return NULL;
    size_t head = (size_t)(tag + 1 - p);
    bool data = head > strlen("<script>");
    rest += strlen(end);
    size_t n = data ? head : (size_t)(rest - p);
    for (const char *at = ours; (at = strstr(at, "<script")) != NULL; at++)
        if (strncmp(at, p, n) == 0)
            return data ? tag : rest;
    return NULL;
}

enum hinge_status hinge_template_check_scripts(const char *name, const char *text, bool is_page,
                                               const char *ours, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text what = {0};
    const char *p = text;
    while ((p = strchr(p, '<')) != NULL) {
        /* {{<name}} begins a part: it is in no page, and so no tag */
        size_t name_ends = strcspn(p, "{} \t\r\n");
        if (!is_page && p - text >= 2 && strncmp(p - 2, "{{", 2) == 0 &&
            strncmp(p + name_ends, "}}", 2) == 0) {
            p += name_ends;
            continue;
        }
        size_t n = 0;
        while (isalnum((unsigned char)p[1 + n]))
            n++;
        char tag[16] = "";
        if (n < sizeof tag)
            memcpy(tag, p + 1, n);
        bool script = strcasecmp(tag, "script") == 0;
        const char *past = script ? past_our_script(p, ours) : NULL;
        if (past != NULL) {
            p = past;
            continue;
        }
        if (script || hinge_any_word("iframe|frame|object|embed|applet", tag, hinge_same_name) ||
            (n > 0 && acts(p + 1 + n, &what)))
            break;
        p++;
    }
    enum hinge_status status = HINGE_OK;
    if (p != NULL) {
        unsigned line = 1;
        for (const char *at = text; at < p; at++)
            line += *at == '\n';
        status = hinge_usage(
            error,
            "%s: line %u: %s%s<%.*s> would run a program in the browser of each reader; remove it, "
            "or give --allow-script if you trust this template",
            name, line, hinge_text_string(&what), what.length > 0 ? " " : "",
            (int)strcspn(p + 1, " \t\r\n\f/>"), p + 1);
    }
    return status;
}
