/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of the sheet. */
#include "page/html.h"

#include "base/hash.h"
#include "report/display.h"

#include <string.h>

/* Languages whose usual script is written from the right (CLDR), by their first part.
 */
static bool is_from_right(const char *language)
{
    char first[4] = "";
    size_t n = strcspn(language, "-_");
    if (n >= sizeof first)
        return false;
    for (size_t i = 0; i < n; i++)
        first[i] = (char)(language[i] | 0x20);
    return hinge_listed("ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi", '|', first);
}

enum hinge_status hinge_html_open(struct hinge_text *out, const char *title, const char *language,
                                  const char *style, struct hinge_error *error)
{
    char digest[HINGE_SHA256_BASE64];
    enum hinge_status status = hinge_sha256_base64(style, strlen(style), digest, error);
    hinge_text_puts(out, "<!DOCTYPE html>\n<html lang=\"");
    hinge_markup_escape(out, language);
    hinge_text_puts(out, is_from_right(language) ? "\" dir=\"rtl" : "");
    hinge_text_printf(out,
                      "\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                      "'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, "
                      "initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
                      digest);
    hinge_html_element(out, "title", title);
    hinge_text_printf(out, "\n<style>%s</style>\n</head>\n<body>\n<main>\n", style);
    return status;
}

void hinge_html_close(struct hinge_text *out)
{
    hinge_text_puts(out, "</main>\n</body>\n</html>\n");
}

void hinge_html_element(struct hinge_text *out, const char *tag, const char *text)
{
    hinge_text_printf(out, "<%s>", tag);
    hinge_markup_escape(out, text);
    hinge_text_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

const char hinge_sheet_style[] =
    "@page{margin:14mm}*{box-sizing:border-box}"
    "body{font:14pt/1.35 \"Liberation Sans\",Arial,Helvetica,sans-serif;color:#111;"
    "background:#fff;margin:0}"
    "main{max-width:180mm;margin:0 auto;padding:6mm 4mm}"
    "h1{font-size:15pt;margin:0;font-weight:normal;color:#444}"
    ".say{font-size:21pt;line-height:1.25;margin:4mm 0 5mm;font-weight:bold}"
    "svg{display:block;width:100%;height:auto;max-height:66mm;direction:ltr}"
    "dl{display:grid;grid-template-columns:1fr auto;gap:0 6mm;margin:4mm 0;"
    "border-top:1px solid #777;border-bottom:1px solid #777;padding:2mm 0}"
    "dt,dd{margin:0}dd{text-align:end;font-weight:bold}"
    "dd.more{grid-column:1/-1;text-align:start;font-weight:normal;font-size:11pt;"
    "color:#444;margin-bottom:1.5mm}"
    "h2{font-size:13pt;margin:3mm 0 1mm}ul{margin:0;padding:0;padding-inline-start:6mm}"
    "ul:has(li:nth-child(6)){columns:2;font-size:12pt}"
    ".note{font-size:10.5pt;line-height:1.25;color:#444;margin:3mm 0 0}"
    "@media print{main{padding:0}}";
