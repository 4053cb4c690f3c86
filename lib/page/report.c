/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report: facts of a study put into a template. */
#include "page/page.h"

#include "report/print/display.h"
#include "result/template.h"

#include <hinge/requests.h>

/* What a line of the labels says, unless it is given. */
static void take_line(const char **member, const struct hinge_label_list *labels, const char *id)
{
    const char *line = **member == '\0' ? hinge_labels_setting(labels, id) : NULL;
    *member = line != NULL ? line : *member;
}

enum hinge_status hinge_page_take(struct hinge_page_request *copy,
                                  const struct hinge_page_request *given,
                                  enum hinge_query_taker taker, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(copy, sizeof *copy, given, error);
    const struct hinge_query_row *other =
        status == HINGE_OK ? hinge_query_untaken(&copy->by, taker) : NULL;
    if (other != NULL)
        status = hinge_usage(error,
                             taker == HINGE_QUERY_OF_SHEET
                                 ? "--%s: a sheet does not take it; a report does"
                                 : "--%s: a report does not take it; --sheet does",
                             other->name);
    hinge_page_blank(copy);
    take_line(&copy->author, copy->labels, "report.author");
    take_line(&copy->date, copy->labels, "report.date");
    take_line(&copy->code, copy->labels, copy->participant);
    return status;
}

/* --- the page --- */

enum hinge_status hinge_page_plain_part(const struct hinge_template *template, const char *part,
                                        const json_t *facts, const char *between,
                                        struct hinge_text *out, struct hinge_error *error)
{
    static const char *const unseen[][2] = {
        {"<title", "</title"}, {"<desc", "</desc"}, {"<div class=\"answer-n\"", "</div"}};
    static const char *const letters[][2] = {{"&nbsp;", " "},   {"&amp;", "&"},   {"&lt;", "<"},
                                             {"&gt;", ">"},     {"&quot;", "\""}, {"&#39;", "'"},
                                             {"\xc2\xa0", " "}, {"\n", " "}};
    cleared_by(hinge_text_clear) struct hinge_text page = {0};
    enum hinge_status status = hinge_template_render_part(template, part, facts, &page, error);
    for (const char *p = hinge_text_string(&page); *p != '\0';) {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        size_t i = 0;
        while (i < sizeof letters / sizeof *letters &&
               strncmp(p, letters[i][0], strlen(letters[i][0])) != 0)
            i++;
        for (size_t k = 0; end != NULL && k < sizeof unseen / sizeof *unseen; k++)
            if (strncmp(p, unseen[k][0], strlen(unseen[k][0])) == 0 &&
                strstr(p, unseen[k][1]) != NULL)
                end = strchr(strstr(p, unseen[k][1]), '>');
        if (end != NULL) {
            hinge_text_adds(out, between);
            p = end + 1;
        } else if (i < sizeof letters / sizeof *letters) {
            hinge_text_adds(out, letters[i][1]);
            p += strlen(letters[i][0]);
        } else {
            hinge_text_add(out, p++, 1);
        }
    }
    return status;
}

/* How many words a part has. `numbers`: a number is a word, too; a sign alone never is. */
static size_t count_words(const struct hinge_template *template, const char *part, bool numbers,
                          const json_t *facts, enum hinge_status *status, struct hinge_error *error)
{
    enum { LETTERS = 0xc3, SIGNS = 0xe2 }; /* first bytes of UTF-8: of accented letters, of signs */
    cleared_by(hinge_text_clear) struct hinge_text plain = {0};
    size_t n = 0;
    bool word = false;
    *status = hinge_page_plain_part(template, part, facts, " ", &plain, error);
    for (const char *text = hinge_text_string(&plain); *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        const bool letter = isalpha(c) || (c >= LETTERS && c != SIGNS) || (numbers && isdigit(c));
        n += letter && !word;
        word = c != ' ' && (word || letter);
    }
    return n;
}

size_t hinge_page_other_kinds(struct hinge_cohort *s, struct hinge_page_kind **kind)
{
    const struct hinge_table *trials = &s->tab.trials;
    const size_t rows = trials->rows;
    cleared_by(hinge_intern_clear) struct hinge_intern kinds = {0}, people = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    size_t *row = hinge_arena_alloc(&s->arena, rows + 1, sizeof *row), n = 0, made = 0,
           *of = hinge_arena_alloc(&s->arena, rows + 1, sizeof *of),
           *first = hinge_arena_alloc(&s->arena, rows + 1, sizeof *first),
           *with = hinge_arena_alloc(&s->arena, rows + 1, sizeof *with);
    bool differs[HINGE_AXES];
    if (s->main == SIZE_MAX || !s->page->of_run)
        return 0;
    hinge_evidence_key(trials, s->main, &key);
    hinge_intern_number(&kinds, hinge_text_string(&key));
    first[0] = s->main;
    for (size_t r = 0; r < rows; r++) {
        const struct hinge_used_recording *recording = &s->uses.recording[r];
        of[r] = SIZE_MAX;
        if (recording->usable == 0 ||
            (recording->use != HINGE_USE_USED && recording->use != HINGE_USE_OTHER_KIND))
            continue;
        row[n++] = r;
        hinge_evidence_key(trials, r, &key);
        const size_t known = kinds.n,
                     k = of[r] = hinge_intern_number(&kinds, hinge_text_string(&key));
        if (kinds.n > known)
            first[k] = r;
        hinge_text_printf(&key, "%s", hinge_table_word(trials, "participant", r));
        const size_t seen = people.n;
        hinge_intern_number(&people, hinge_text_string(&key));
        with[k] += people.n > seen;
    }
    const char **name = hinge_arena_alloc(&s->arena, kinds.n, sizeof *name);
    hinge_kinds_name(&s->arena, trials, first, kinds.n, of, name);
    hinge_axes_differ(trials, row, n, "stage,load_kg,cue,rater", differs);
    for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
        differs[k] = false;
    *kind = hinge_arena_alloc(&s->arena, kinds.n, sizeof **kind);
    for (size_t k = 1; k < kinds.n; k++) {
        if (with[k] < HINGE_LEAST_TESTED)
            continue;
        /* "report-video-keypoints": letters and digits of a name stay */
        char *file = hinge_arena_printf(&s->arena, "report-%s", name[k]), *to = strchr(file, '-');
        for (const char *from = name[k]; *from != '\0'; from++)
            if (isalnum((unsigned char)*from) != 0)
                *++to = (char)tolower((unsigned char)*from);
            else if (*to != '-')
                *++to = '-';
        to[1] = '\0';
        struct hinge_text filter = {0};
        hinge_cell_filter(trials, differs, first[k], &filter);
        (*kind)[made++] =
            (struct hinge_page_kind){file, hinge_text_to_arena(&filter, &s->arena),
                                     hinge_kinds_differ_in_zero(trials, s->main, first[k])};
    }
    return made;
}

/* The facts, or (`ids`) only which recordings are played; doubts go to `end`. `theirs`: the text of
 * the user's template. */
static enum hinge_status make_facts(const struct hinge_page_request *given, const char *theirs,
                                    json_t **facts, struct hinge_text *ids, struct hinge_text *end,
                                    struct hinge_error *error)
{
    struct hinge_cohort study;
    struct hinge_page_top top = {0};
    *facts = NULL;
    enum hinge_status status = hinge_page_start(&study, given, error);
    if (status == HINGE_OK)
        study.page->theirs = theirs;
    if (status == HINGE_OK) /* what is played rests on conditions, not on tests */
        status = ids != NULL ? hinge_page_answer_changes(&study, error)
                             : hinge_page_answer(&study, error);
    if (status == HINGE_OK) {
        if (ids != NULL)
            hinge_page_list_played(&study, ids);
        else
            *facts = hinge_page_facts_of(&study, &top);
        if (*facts != NULL) {
            /* The title and what stands with it above the first section, of the words of this
             * program, are short enough, or nothing more of them can be dropped. */
            const size_t most =
                study.one_person || !study.spine ? 115 : 135; /* the head has 5 and more */
            cleared_by(hinge_text_clear) struct hinge_text text = {0};
            hinge_template_text(hinge_template_report, &text);
            const struct hinge_template template = {"report.html", hinge_text_string(&text),
                                                    hinge_markup_escape};
            for (bool title = true, more = true; status == HINGE_OK && more;) {
                json_auto_t *caveat =
                    hinge_facts_print((struct hinge_facts){hinge_page_caveat_facts(), top.caveat});
                json_object_update(*facts, caveat);
                json_object_set_new(
                    *facts, "title",
                    hinge_facts_print((struct hinge_facts){hinge_page_title_facts(), top.title}));
                title = title &&
                        count_words(&template, "found", true, *facts, &status, error) > 20 &&
                        hinge_page_shorten_title(&study, &top);
                more = title ||
                       (status == HINGE_OK &&
                        count_words(&template, "above", false, *facts, &status, error) > most &&
                        hinge_page_shorten_top(&study, &top));
            }
        }
        struct hinge_page_kind *kind;
        if (end != NULL) {
            const size_t kinds = hinge_page_other_kinds(&study, &kind);
            /* A line of each size of images of which coordinates are shares, and with which trunks
             * change their length; what would fit comes from the check of the recordings. */
            const struct hinge_check_report *check = hinge_page_check(&study);
            const struct hinge_table *list = &study.uses.given;
            const char *norm = hinge_unit_name(HINGE_UNIT_norm);
            cleared_by(hinge_messages_clear) struct hinge_messages messages = {0};
            size_t shares = 0;
            for (size_t r = 0; r < list->rows; r++)
                shares += strcmp(hinge_table_word(list, "units", r), norm) == 0 &&
                          study.uses.recording[r].use != HINGE_USE_REFUSED;
            for (size_t f = 0; check != NULL && f < check->findings.rows; f++) {
                const char *id = hinge_table_word(&check->findings, "trial_id", f);
                const size_t r = hinge_table_row_of(list, "trial_id", id, 0);
                if (strcmp(hinge_table_word(&check->findings, "code", f), "ASPECT_SUSPECT") != 0 ||
                    r == SIZE_MAX || strcmp(hinge_table_word(list, "units", r), norm) != 0)
                    continue;
                hinge_messages_add_at(&messages, id,
                                      hinge_table_word(&check->findings, "message", f));
            }
            for (size_t i = 0; i < messages.n; i++) {
                hinge_text_printf(end, "doubt       %zu of %zu recording%s: ", messages.line[i].n,
                                  shares, HINGE_S(shares));
                hinge_message_add_what(&messages.line[i], end);
                hinge_text_adds(end, ". Is image_size right?\n");
            }
            for (size_t k = 0; k < kinds; k++)
                hinge_text_printf(end, "kind %s %s\n", kind[k].file, kind[k].filter);
        }
        if (status == HINGE_OK)
            status = hinge_page_ended(&study, error);
        /* a run has pages of several kinds of recordings, and figures */
        const struct hinge_amounts *mdc = &study.page->mdc;
        for (size_t i = 0; i < mdc->n && *facts != NULL && !study.page->of_run; i++) {
            if (status != HINGE_OK || (study.page->used_mdc >> i & 1) != 0)
                continue;
            char text[64];
            status = hinge_usage(error,
                                 "--mdc %s=%s: this page compares no change of it within people; "
                                 "leave it out",
                                 mdc->of[i].outcome, hinge_amount_text(&mdc->of[i], text));
        }
    }
    hinge_page_close(&study);
    return status;
}

enum hinge_status hinge_page_tabulate(const char *results, const char *view, const char *by,
                                      struct hinge_result **table, struct hinge_error *error)
{
    struct hinge_table_request of = {.results = results, .view = view, .columns = "all"};
    of.by = by;
    return hinge_results_tabulate(&of, table, error);
}

enum hinge_status hinge_page_played(const struct hinge_page_request *given, char **ids,
                                    struct hinge_error *error)
{
    struct hinge_text text = {0};
    json_t *none;
    *ids = NULL;
    hinge_text_adds(&text, "");
    enum hinge_status status = make_facts(given, NULL, &none, &text, NULL, error);
    if (status == HINGE_OK)
        *ids = text.data;
    else
        hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_page_facts(const struct hinge_page_request *given, char **json,
                                   size_t *length, struct hinge_error *error)
{
    json_t *facts;
    *json = NULL;
    enum hinge_status status = make_facts(given, NULL, &facts, NULL, NULL, error);
    if (status == HINGE_OK) {
        *json = hinge_json_text(facts, JSON_INDENT(1));
        *length = strlen(*json);
    }
    json_decref(facts);
    return status;
}

void hinge_page_template(char **text)
{
    struct hinge_text out = {0};
    hinge_template_text(hinge_template_report, &out);
    hinge_say_add_frames(&out);
    *text = out.data;
}

/* A template from elsewhere may hold a program: only that of its own stays. */
static enum hinge_status check_scripts(const char *name, const char *text, bool is_page,
                                       struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text scripts = {0};
    hinge_template_text(hinge_template_report, &scripts);
    return hinge_template_check_scripts(name, text, is_page, hinge_text_string(&scripts), error);
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given, char **html,
                                    size_t *length, struct hinge_error *error)
{
    return hinge_page_report_of_run(given, html, length, NULL, error);
}

enum hinge_status hinge_page_report_of_run(const struct hinge_page_request *given, char **html,
                                           size_t *length, struct hinge_text *end,
                                           struct hinge_error *error)
{
    enum { MOST = 1 << 24 }; /* of the file of a template */
    struct hinge_page_request asked;
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, page = {0}, doubts = {0};
    *html = NULL;
    json_auto_t *facts = NULL;
    enum hinge_status status = hinge_page_take(&asked, given, HINGE_QUERY_OF_REPORT, error);
    const char *file = status == HINGE_OK ? asked.template_file : "";
    if (*file == '\0') {
        hinge_template_text(hinge_template_report, &text);
    } else {
        status = hinge_file_read(file, file, MOST, &bytes, error);
        if (status == HINGE_OK)
            hinge_text_add(&text, bytes.data, bytes.size);
    }
    if (status == HINGE_OK)
        status = make_facts(&asked, *file != '\0' ? text.data : NULL, &facts, NULL,
                            end != NULL ? &doubts : NULL, error);
    const bool foreign = *file != '\0' && !asked.allow_script;
    if (status == HINGE_OK && foreign)
        status = check_scripts(file, hinge_text_string(&text), false, error);
    if (status == HINGE_OK)
        status = hinge_template_policy(hinge_text_string(&text), facts, error);
    const struct hinge_template template = {*file != '\0' ? file : "report.html",
                                            hinge_text_string(&text), hinge_markup_escape};
    if (status == HINGE_OK)
        status = hinge_template_render(&template, facts, &page, error);
    if (status == HINGE_OK && foreign) /* its parts may make a tag together */
        status = check_scripts(file, hinge_text_string(&page), true, error);
    static const char *const part[][2] = {
        {"question", "question"}, {"answer", "found"}, {"care", "caution"}};
    for (size_t i = 0; i < sizeof part / sizeof *part && status == HINGE_OK && end != NULL; i++) {
        cleared_by(hinge_text_clear) struct hinge_text plain = {0};
        status = hinge_page_plain_part(&template, part[i][0], facts, "", &plain, error);
        size_t n = plain.length;
        const char *words = hinge_trimmed(hinge_text_string(&plain), &n);
        if (status == HINGE_OK && n > 0)
            hinge_text_printf(end, "%-11s %.*s\n", part[i][1], (int)n, words);
    }
    if (status == HINGE_OK && end != NULL)
        hinge_text_adds(end, hinge_text_string(&doubts));
    if (status == HINGE_OK) {
        *html = page.data;
        *length = page.length;
        page = (struct hinge_text){0};
    }
    return status;
}
