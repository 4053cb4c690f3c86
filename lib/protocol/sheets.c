/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets for recording day, as markdown or HTML: what each tier needs in front of
 * the camera, then one sheet per person and session to tick off. */
#include "protocol/study.h"

#include <stdio.h>

/* How a tier is recorded and what it cannot show. */
static const struct {
    char tier;
    const char *how, *blind;
} tiers[] = {
    {'A',
     "Laboratory with markers: a pelvis cluster (both ASIS and PSIS), a thorax with "
     "C7, "
     "T10, STRN and CLAV, thigh, shank and foot; 50 Hz or more; a second of quiet "
     "standing "
     "before the first and after the last repetition.",
     "Nothing that this study asks is out of its sight; posture of single vertebrae "
     "is."},
    {'B',
     "One camera exactly from the side, at hip height, 3 m or more away, level, on a "
     "tripod, 60 frames per second if it can, with six stickers on the side that faces "
     "it: C7, "
     "T12/L1, S1, greater trochanter, knee, ankle (and heel and toe); or two or more "
     "sensors on S1, T12/L1 and the thigh. Whole body in the picture at standing and "
     "at the "
     "deepest point; a second of quiet standing before and after.",
     "Turns and side-shifts, knees falling in, the pelvis' drop on one leg: those need "
     "a second view."},
    {'C',
     "One camera exactly from the side, at hip height, 3 m or more away, level, on a "
     "tripod; tight clothing; any pose estimation with hip, knee, ankle, shoulder and "
     "head. Whole body in the picture at standing and at the deepest point.",
     "The lumbar spine. No lumbar motion, no lumbar fraction, no rounding can be "
     "reported "
     "from such recordings; for those put six stickers on (tier B)."},
};

static size_t tier_of(const struct hinge_protocol *study)
{
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
        if (tiers[i].tier == study->options->tier)
            return i;
    return 0;
}

struct page {
    const struct hinge_protocol *study;
    struct hinge_text *out;
    bool html;
};

/* Names are words without markup (checked), the rest is this program's own. */
static void heading(const struct page *page, int level, const char *text)
{
    if (page->html)
        hinge_text_printf(page->out, "<h%d>%s</h%d>\n", level, text, level);
    else
        hinge_text_printf(page->out, "%.*s %s\n\n", level, "####", text);
}

static void paragraph(const struct page *page, const char *text)
{
    hinge_text_printf(page->out, page->html ? "<p>%s</p>\n" : "%s\n\n", text);
}

static const char *const style =
    "body{font:11pt/1.4 system-ui,sans-serif;max-width:48rem;margin:1rem "
    "auto;padding:0 "
    "1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid "
    "#999;padding:.35rem;text-align:left;vertical-align:top}td:first-child{width:1."
    "5rem}"
    "code{font-size:.9em;overflow-wrap:anywhere}"
    ".box{display:inline-block;width:1em;height:1em;border:1.5px solid #111}"
    "@page{margin:15mm}@media print{section{break-before:page}}"
    "@media(prefers-color-scheme:dark){@media screen{body{color:#eee;background:#111}"
    ".box{border-color:#eee}}}";

static void open_page(const struct page *page)
{
    if (!page->html)
        return;
    hinge_text_printf(
        page->out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>Recording plan</title>\n<style>%s</style>\n</head>\n<body>\n",
        style);
}

static void add_groups(const struct page *page)
{
    const struct hinge_protocol_options *o = page->study->options;
    struct hinge_text text = {0};
    hinge_text_printf(&text, "%zu people (", page->study->summary.people);
    for (size_t i = 0; i < o->n_groups; i++)
        hinge_text_printf(&text, "%s%s %zu", i > 0 ? ", " : "", o->group[i].name,
                          o->group[i].people);
    hinge_text_printf(&text,
                      "), %zu %s, %zu recordings. Task: %s, %zu repetitions each.",
                      o->sessions, o->sessions == 1 ? "session" : "sessions",
                      page->study->summary.recordings, o->task, o->reps);
    paragraph(page, hinge_text_string(&text));
    page->out->failed = page->out->failed || text.failed;
    hinge_text_clear(&text);
}

void hinge_protocol_say_order(const struct hinge_protocol *study,
                              struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_summary *s = &study->summary;
    if (o->n_cues < 2) {
        hinge_text_puts(out, "One condition: there is no order.");
        return;
    }
    if (o->baseline_first)
        hinge_text_printf(
            out,
            "%s comes first for everybody, because a cue cannot be unlearnt: "
            "a difference from %s holds the effect of order too. ",
            o->cue[0], o->cue[0]);
    if (s->square > 1)
        hinge_text_printf(
            out,
            "%s order by a Williams design: within each group every %zu people "
            "do all %zu sequences, in random order (seed %llu); each condition "
            "stands equally often at each place and follows each other "
            "equally often.",
            o->baseline_first ? "The others in an" : "Conditions in an", s->square,
            s->square, (unsigned long long)o->seed);
    if (s->unbalanced > 0)
        hinge_text_printf(
            out,
            " %zu %s no complete square: place and what came before are not "
            "balanced for them. Groups of a multiple of %zu would be.",
            s->unbalanced, s->unbalanced == 1 ? "person fills" : "people fill",
            s->square);
}

static void add_row(const struct page *page, const struct hinge_protocol_row *row)
{
    const struct hinge_protocol *study = page->study;
    const char *title = hinge_protocol_title(study, row),
               *how = hinge_protocol_how(study, row);
    char reps[32] = "";
    if (row->role == HINGE_ROLE_trial)
        snprintf(reps, sizeof reps, "%zu", study->options->reps);
    if (page->html)
        hinge_text_printf(
            page->out,
            "<tr><td><span class=\"box\"></span></td><td>%s</td><td>%s</td>"
            "<td>%s</td><td><code>%s</code></td></tr>\n",
            title, how, reps, row->file);
    else
        hinge_text_printf(page->out, "| ☐ | %s | %s | %s | `%s` |\n", title, how, reps,
                          row->file);
}

static void open_sheet(const struct page *page, const struct hinge_protocol_row *row)
{
    const struct hinge_protocol *study = page->study;
    char title[160];
    snprintf(title, sizeof title, "%s (%s), session %u",
             study->participant[row->person],
             study->options->group[study->group_of[row->person]].name, row->session);
    if (page->html)
        hinge_text_puts(page->out, "<section>\n");
    heading(page, 2, title);
    hinge_text_puts(page->out,
                    page->html
                        ? "<table><tr><th></th><th>Condition</th><th>What is done</th>"
                          "<th>Repetitions</th><th>File</th></tr>\n"
                        : "| | Condition | What is done | Repetitions | File |\n"
                          "|---|---|---|---|---|\n");
}

static void close_sheet(const struct page *page)
{
    hinge_text_puts(
        page->out, page->html
                       ? "</table>\n<p>Date: ____________ Recorded by: ____________ "
                         "Remarks:</p>\n</section>\n"
                       : "\nDate: ____________ Recorded by: ____________ Remarks:\n\n");
}

void hinge_protocol_sheets(const struct hinge_protocol *study, bool html,
                           struct hinge_text *out)
{
    const struct page page = {study, out, html};
    struct hinge_text order = {0};
    size_t tier = tier_of(study);
    char title[48];
    open_page(&page);
    heading(&page, 1, "Recording plan");
    add_groups(&page);
    hinge_protocol_say_order(study, &order);
    paragraph(&page, hinge_text_string(&order));
    snprintf(title, sizeof title, "How to record (tier %c)", tiers[tier].tier);
    heading(&page, 2, title);
    paragraph(&page, tiers[tier].how);
    paragraph(&page, "What it cannot show:");
    paragraph(&page, tiers[tier].blind);
    paragraph(
        &page,
        "Save each recording under the name on the sheet, in the folder of "
        "trials.csv. What is recorded so far: hinge-inspect --planned trials.csv");
    for (size_t i = 0; i < study->rows; i++) {
        const struct hinge_protocol_row *row = &study->row[i],
                                        *last = i > 0 ? row - 1 : NULL;
        if (last == NULL || last->person != row->person ||
            last->session != row->session) {
            if (last != NULL)
                close_sheet(&page);
            open_sheet(&page, row);
        }
        add_row(&page, row);
    }
    close_sheet(&page);
    if (html)
        hinge_text_puts(out, "</body>\n</html>\n");
    out->failed = out->failed || order.failed;
    hinge_text_clear(&order);
}
