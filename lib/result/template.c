/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages from templates. In: text and facts. Out: the page. The text is read again for every item of
 * a list: templates are small, and so is this. */
#include "result/template.h"

/* DEPTH: of sections and parts in each other. A page of 10,000 people has a million tags. */
enum { NAME = 64, DEPTH = 32, PARTS = 128, MOST_TAGS = 1 << 23, MOST_BYTES = 1 << 28 };

/* A piece of the template. */
struct piece {
    const char *from, *end;
};

struct tag {
    struct piece all; /* with its braces */
    char kind;        /* '=' a fact, '{' as it is, or # ? ^ / < > */
    char name[NAME];
    struct piece borrowed; /* names after "with" */
};

struct render {
    const struct hinge_template *template;
    struct hinge_text *out;
    struct hinge_error *error;
    size_t n_parts, depth, n_open; /* depth: of sections and parts; open: sections */
    size_t tags;                   /* that were filled in */
    struct {
        char name[NAME];
        struct piece body;
    } part[PARTS];
    struct {
        const json_t *fact;
        struct piece borrowed;
    } open[DEPTH + 1]; /* from the outside in */
};

void hinge_template_text(const char *const *line, struct hinge_text *text)
{
    for (; *line != NULL; line++)
        hinge_text_adds(text, *line);
}

static enum hinge_status wrong(const struct render *r, const char *at, const char *name,
                               const char *what, const char *nearest)
{
    unsigned line = 1;
    for (const char *p = r->template->text; p < at; p++)
        line += *p == '\n';
    return hinge_usage(r->error, "%s: line %u: '%s' %s%s%s%s", r->template->name, line, name, what,
                       nearest != NULL ? " ('" : "", nearest != NULL ? nearest : "",
                       nearest != NULL ? "' is there)" : "");
}

/* The next tag of a piece; false: there is none. Braces around something else are text. */
static bool next_tag(struct piece piece, struct tag *tag)
{
    for (const char *p = piece.from; (p = memchr(p, '{', (size_t)(piece.end - p))) != NULL; p++) {
        if (piece.end - p < 5 || p[1] != '{')
            continue;
        const char *q = p + 2;
        tag->kind = strchr("{#?^/<>", *q) != NULL ? *q++ : '=';
        size_t n = 0;
        for (; q < piece.end && n + 1 < NAME &&
               (isalnum((unsigned char)*q) || *q == '_' || *q == '.');
             q++)
            tag->name[n++] = *q;
        tag->name[n] = '\0';
        tag->borrowed = (struct piece){q, q};
        if (tag->kind == '#' && piece.end - q > 6 && strncmp(q, " with ", 6) == 0) {
            tag->borrowed.from = q += 6;
            while (q < piece.end && (isalnum((unsigned char)*q) || *q == '_' || *q == ' '))
                q++;
            tag->borrowed.end = q;
        }
        int braces = tag->kind == '{' ? 3 : 2;
        if (n > 0 && piece.end - q >= braces && strncmp(q, "}}}", (size_t)braces) == 0) {
            tag->all = (struct piece){p, q + braces};
            return true;
        }
    }
    return false;
}

/* What is between a section's tag and its end, which becomes *rest. */
static enum hinge_status find_body(const struct render *r, const struct tag *open, const char *end,
                                   struct piece *body, const char **rest)
{
    struct tag tag;
    size_t depth = 1;
    *body = (struct piece){open->all.end, end};
    for (struct piece piece = *body; next_tag(piece, &tag); piece.from = tag.all.end) {
        if (strchr("#?^<", tag.kind) != NULL)
            depth++;
        else if (tag.kind == '/')
            depth--;
        if (depth > 0)
            continue;
        if (strcmp(tag.name, open->name) != 0)
            return wrong(r, tag.all.from, tag.name, "closes another section", open->name);
        body->end = tag.all.from;
        *rest = tag.all.end;
        return HINGE_OK;
    }
    return wrong(r, open->all.from, open->name, "is not closed", NULL);
}

/* Notes the parts of the template, wherever they stand. */
static enum hinge_status find_parts(struct render *r, struct piece piece)
{
    struct tag tag;
    const char *rest;
    for (; next_tag(piece, &tag); piece.from = tag.all.end) {
        if (tag.kind != '<')
            continue;
        if (r->n_parts == PARTS)
            return wrong(r, tag.all.from, tag.name, "is one part too many", NULL);
        snprintf(r->part[r->n_parts].name, NAME, "%s", tag.name);
        enum hinge_status status = find_body(r, &tag, piece.end, &r->part[r->n_parts].body, &rest);
        if (status != HINGE_OK)
            return status;
        r->n_parts++;
    }
    return HINGE_OK;
}

/* The member of an object whose name is the first n bytes; NULL of anything else. */
static const json_t *member(const json_t *of, const char *name, size_t n)
{
    char key[NAME];
    snprintf(key, sizeof key, "%.*s", (int)n, name);
    return json_object_get(of, key);
}

/* The fact of a name, NULL where none is called so here: of the innermost object, or of what is
 * around it if its section borrows the name. A text or a number has no members. */
static const json_t *find(const struct render *r, const char *name)
{
    size_t n = strcspn(name, "."), i = r->n_open - 1;
    if (strcmp(name, ".") == 0)
        return r->open[i].fact;
    const json_t *found;
    for (;; i--) {
        while (i > 0 && !json_is_object(r->open[i].fact))
            i--;
        found = member(r->open[i].fact, name, n);
        const char *word = r->open[i].borrowed.from, *end = r->open[i].borrowed.end;
        while (word < end && (strncmp(word, name, n) != 0 || strchr(" }", word[n]) == NULL))
            word += strcspn(word, " }") + 1;
        if ((found != NULL && !json_is_null(found)) || i == 0 || word >= end)
            break;
    }
    while (found != NULL && name[n] == '.') {
        name += n + 1;
        n = strcspn(name, ".");
        found = member(found, name, n);
    }
    return found;
}

static bool is_there(const json_t *fact)
{
    return fact != NULL && !json_is_null(fact) && !json_is_false(fact) &&
           !(json_is_string(fact) && json_string_length(fact) == 0) &&
           !(json_is_array(fact) && json_array_size(fact) == 0);
}

/* The member of the object that is open whose name is most like one that it has not. */
static const char *nearest(const struct render *r, const char *name)
{
    const char *known[256];
    size_t n = 0, i = r->n_open - 1;
    while (i > 0 && !json_is_object(r->open[i].fact))
        i--;
    json_t *object = (json_t *)r->open[i].fact; /* jansson walks through objects that may change */
    for (void *at = json_object_iter(object); at != NULL && n < sizeof known / sizeof *known;
         at = json_object_iter_next(object, at))
        known[n++] = json_object_iter_key(at);
    return hinge_suggest(name, known, n);
}

static enum hinge_status add_fact(const struct render *r, const struct tag *tag)
{
    const json_t *fact = find(r, tag->name);
    char number[DBL_MAX_10_EXP + 8]; /* any number, with its sign and two decimals */
    const char *text = json_string_value(fact);
    if (json_is_integer(fact)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(fact));
        text = number;
    } else if (json_is_real(fact)) {
        double value = json_real_value(fact);
        value = fabs(value) < 1e15 ? round(value * 100) / 100 : value;
        size_t n = (size_t)snprintf(number, sizeof number, "%.2f", value + 0.0);
        while (number[n - 1] == '0')
            n--;
        number[number[n - 1] == '.' ? n - 1 : n] = '\0';
        text = number;
    }
    if (text == NULL)
        return wrong(r, tag->all.from, tag->name,
                     fact == NULL ? "is no fact here" : "is no text and no number",
                     fact == NULL ? nearest(r, tag->name) : NULL);
    if (tag->kind == '{' || r->template->escape == NULL)
        hinge_text_adds(r->out, text);
    else
        r->template->escape(r->out, text);
    return HINGE_OK;
}

static enum hinge_status add(struct render *r, struct piece piece);

static enum hinge_status add_section(struct render *r, const struct tag *tag, struct piece body)
{
    const json_t *fact = find(r, tag->name);
    enum hinge_status status = HINGE_OK;
    if (is_there(fact) == (tag->kind == '^'))
        return HINGE_OK;
    if (tag->kind != '#' || json_is_true(fact))
        return add(r, body);
    r->open[r->n_open++].borrowed = tag->borrowed;
    size_t n = json_is_array(fact) ? json_array_size(fact) : 1;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        r->open[r->n_open - 1].fact = json_is_array(fact) ? json_array_get(fact, i) : fact;
        status = add(r, body);
    }
    r->n_open--;
    return status;
}

static enum hinge_status add_part(struct render *r, const struct tag *tag)
{
    for (size_t i = 0; i < r->n_parts; i++) {
        if (strcmp(r->part[i].name, tag->name) != 0)
            continue;
        return add(r, r->part[i].body);
    }
    return wrong(r, tag->all.from, tag->name, "is no part of this template", NULL);
}

static enum hinge_status add(struct render *r, struct piece piece)
{
    struct tag tag;
    struct piece body;
    enum hinge_status status = HINGE_OK;
    while (status == HINGE_OK && next_tag(piece, &tag)) {
        hinge_text_add(r->out, piece.from, (size_t)(tag.all.from - piece.from));
        piece.from = tag.all.end;
        if (tag.kind == '/')
            return wrong(r, tag.all.from, tag.name, "closes what was not opened", NULL);
        if (++r->tags > MOST_TAGS || r->out->length > MOST_BYTES)
            return wrong(r, tag.all.from, tag.name,
                         "makes the page too large: more than 8 million tags were filled in, or "
                         "256 MiB; look for lists and parts within each other",
                         NULL);
        bool section = strchr("#?^", tag.kind) != NULL;
        if (r->depth == DEPTH && (section || tag.kind == '>'))
            return wrong(r, tag.all.from, tag.name,
                         "is nested too deep: 32 sections and parts within each other are the "
                         "most, and no part may contain itself",
                         NULL);
        if (section || tag.kind == '<')
            status = find_body(r, &tag, piece.end, &body, &piece.from);
        r->depth++;
        if (status == HINGE_OK && section)
            status = add_section(r, &tag, body);
        else if (tag.kind == '>')
            status = add_part(r, &tag);
        else if (tag.kind == '=' || tag.kind == '{')
            status = add_fact(r, &tag);
        r->depth--;
    }
    if (status == HINGE_OK)
        hinge_text_add(r->out, piece.from, (size_t)(piece.end - piece.from));
    return status;
}

enum hinge_status hinge_template_render(const struct hinge_template *template, const json_t *facts,
                                        struct hinge_text *out, struct hinge_error *error)
{
    return hinge_template_render_part(template, NULL, facts, out, error);
}

enum hinge_status hinge_template_render_part(const struct hinge_template *template,
                                             const char *part, const json_t *facts,
                                             struct hinge_text *out, struct hinge_error *error)
{
    struct render r = {.template = template, .out = out, .error = error, .n_open = 1};
    struct piece all = {template->text, template->text + strlen(template->text)};
    r.open[0].fact = facts;
    struct tag tag = {.all = all, .kind = '>'};
    snprintf(tag.name, NAME, "%s", hinge_or_empty(part));
    enum hinge_status status = find_parts(&r, all);
    return status != HINGE_OK ? status : part != NULL ? add_part(&r, &tag) : add(&r, all);
}

bool hinge_template_part(const char *text, const char *name, struct hinge_text *out)
{
    const struct hinge_template template = {.text = text};
    const struct render r = {.template = &template};
    struct tag tag;
    struct piece body;
    const char *rest;
    for (struct piece piece = {text, text + strlen(text)}; next_tag(piece, &tag);
         piece.from = tag.all.end)
        if (tag.kind == '<' && strcmp(tag.name, name) == 0 &&
            find_body(&r, &tag, piece.end, &body, &rest) == HINGE_OK) {
            hinge_text_add(out, body.from, (size_t)(body.end - body.from));
            return true;
        }
    return false;
}

/* "sha256-…" of what is between two marks; null where they are not there. */
static enum hinge_status add_digest(const char *text, const char *from, const char *to,
                                    json_t *policy, const char *name, struct hinge_error *error)
{
    const char *start = strstr(text, from);
    const char *end = start != NULL ? strstr(start, to) : NULL;
    if (end == NULL) {
        json_object_set_new(policy, name, json_null());
        return HINGE_OK;
    }
    start += strlen(from);
    char digest[HINGE_SHA256_BASE64];
    enum hinge_status status = hinge_sha256_base64(start, (size_t)(end - start), digest, error);
    if (status == HINGE_OK)
        json_object_set_new(policy, name, json_sprintf("sha256-%s", digest));
    return status;
}

enum hinge_status hinge_template_policy(const char *text, json_t *facts, struct hinge_error *error)
{
    json_t *policy = json_object();
    json_object_set_new(facts, "csp", policy);
    enum hinge_status status = add_digest(text, "<style>", "</style>", policy, "style", error);
    return status == HINGE_OK ? add_digest(text, "<script>", "</script>", policy, "script", error)
                              : status;
}
