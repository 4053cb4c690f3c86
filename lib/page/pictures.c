/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in the page, and the style and script that it carries. */
#include "page/html.h"

#include "page/page.h"
#include "result/words.h"

#include <hinge/figure.h>
#include <stdio.h>
#include <string.h>

/* --- Style and script of the pages. Without the script everything is there to read. --- */

const char hinge_page_style[] =
    ":root{color-scheme:light dark;--ink:#111;--paper:#fff;--soft:#555;--rule:#bbb;"
    "--pale:#f3f3f3;--link:#00548a}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#16181b;--soft:#b5b5b5;"
    "--rule:#555;--pale:#24272b;--link:#8fc7f2}}"
    "*{box-sizing:border-box}"
    "body{font:16px/1.5 \"Liberation "
    "Sans\",Arial,Helvetica,sans-serif;color:var(--ink);"
    "background:var(--paper);margin:0}"
    "main{max-width:74rem;margin:0 auto;padding:1rem 1.2rem 4rem;overflow-wrap:"
    "break-word}"
    "h1{font-size:1.7rem;line-height:1.2;margin:.8rem 0 .2rem}"
    "h2{font-size:1.25rem;margin:2.2rem 0 .5rem;border-bottom:1px solid var(--rule)}"
    "h3{font-size:1rem;margin:1.4rem 0 .3rem}"
    "p{max-width:52rem;margin:.4rem 0}a{color:var(--link)}"
    ".byline{color:var(--soft)}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;"
    "margin:.6rem 0}"
    /* an answer and its picture beside it, below it on a telephone */
    ".answer{display:grid;grid-template-columns:minmax(0,1fr) 24rem;gap:0 1.6rem;"
    "padding:.7rem 0;border-top:1px solid var(--rule)}"
    ".answer>*{grid-column:1}.answer>figure{grid-column:2;grid-row-end:span 4;margin:0}"
    ".answer>p{font-size:1.05rem;margin:0}.answer b{display:block;margin-bottom:.2rem}"
    ".answer:not(:has(figure)){display:block}"
    "@media(max-width:52rem){.answer{display:block}.answer>figure{margin:.6rem 0}}"
    ".note,#notes p{font-size:.85rem;color:var(--soft)}"
    ".last{margin-top:2rem}"
    "details{border-top:1px solid var(--rule);padding:.35rem 0}"
    "summary{cursor:pointer;color:var(--link)}.apart{border-top:1px solid var(--rule);"
    "padding:.35rem 0;margin:0}"
    ".wide{overflow-x:auto;max-height:34rem;overflow-y:auto;border-bottom:2px solid "
    "var(--ink);margin-bottom:1.2rem}"
    "table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}"
    "caption{text-align:left;padding:.3rem 0;max-width:min(52rem,calc(100vw - "
    "2.6rem));position:sticky;left:0}"
    "thead{border-top:2px solid var(--ink)}"
    "th,td{padding:.2rem .7rem;text-align:left;vertical-align:top;white-space:nowrap}"
    "td.w{white-space:normal;min-width:14rem}td:not(.w) wbr{display:none}"
    "th{position:sticky;top:0;background:var(--paper);border-bottom:1px solid "
    "var(--ink)}.n{text-align:right}tbody tr:nth-child(even){background:var(--pale)}"
    "th button{all:unset;cursor:pointer;font-weight:bold}"
    "th button:focus-visible,button:focus-visible,input:focus-visible,a:focus-visible,"
    "summary:focus-visible,"
    ".wide:focus-visible{outline:3px solid var(--link);outline-offset:1px}"
    "th[aria-sort=ascending] button::after{content:\" \\2191\"}"
    "th[aria-sort=descending] button::after{content:\" \\2193\"}"
    "@media(scripting:enabled){.rest{display:none}}" /* until the script takes them */
    ".tools [aria-disabled=true]{color:var(--soft);cursor:default}"
    ".once{display:none}"
    ".tools{display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:center;"
    "margin:.4rem 0;font-size:.85rem}"
    ".tools input,.tools button{font:inherit;color:inherit;background:var(--paper);"
    "border:1px solid var(--rule);border-radius:3px;padding:.2rem .5rem;max-width:100%}"
    "figure{margin:.8rem 0 1.2rem}figure svg{display:block;max-width:100%;height:auto}"
    "details figure svg{width:44rem}"
    "figcaption{font-size:.85rem;color:var(--soft);max-width:52rem;margin-top:.4rem}"
    ".answer figcaption{font-size:.75rem;line-height:1.35}"
    "pre{overflow-x:auto;font-size:.8rem;background:var(--pale);padding:.6rem}"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem}"
    "@page{margin:14mm 15mm}";

const char hinge_page_print[] =
    "@media print{:root{--ink:#000;--paper:#fff;--soft:#444;--rule:#999;--pale:#f3f3f3;"
    "--link:#000}body{font-size:9pt;line-height:1.35}main{max-width:none;padding:0}"
    "h1{font-size:15pt;margin:0}h2{font-size:11pt;margin:4mm 0 1mm}h3{font-size:9pt;"
    "margin:2mm 0 0}p,figcaption,caption{max-width:none}ul{margin:1mm 0;padding-left:"
    "5mm}"
    ".tools,nav,.skip,.apart,details:not([open]),summary::marker,"
    ".detail:not(:has(details[open])){display:none}"
    "summary{color:#000;font-weight:bold;list-style:none}"
    ".answer{display:grid;grid-template-columns:minmax(0,1fr) 80mm;gap:0 5mm;"
    "padding:2mm 0;break-inside:avoid}.answer>p{font-size:9.5pt}"
    ".answer>figure{grid-column:2;margin:0}"
    /* of two pictures one is under the words, beside the other */
    ".answer:has(>figure+figure)>figure:first-of-type{grid-row:1/span 2}"
    ".answer>figure:nth-of-type(2){grid-column:1}"
    ".answer figcaption,#notes p,.note,"
    "figcaption{font-size:7pt;line-height:1.25}"
    "#notes p,.note,.once{margin:1mm 0;font-size:7pt}#limits,#methods{font-size:8pt}"
    ".wide{overflow:visible;max-height:none;border-bottom:1px solid #000;"
    "margin-bottom:3mm}thead{border-top:1px solid #000}"
    "th{position:static}table{font-size:7.5pt}caption{font-size:8pt}"
    "th,td{padding:.1rem .3rem;white-space:normal}td.w{min-width:0}"
    "#comparisons td:nth-child(-n+2){min-width:17mm}"
    "td.n,td.k{white-space:nowrap}td:not(.w) wbr{display:"
    "inline}th button{display:contents}" /* with a box in it a head is not repeated */
    "h2,h3,caption,h2+p{break-after:avoid}"
    "figure,tr,.whole,details:has(>figure){break-inside:avoid}details figure svg{width:"
    "170mm}thead{display:table-header-group}.once{display:block}"
    ".same{display:none}"
    /* more columns than fit: smaller, and broken where they must be */
    "table:has(thead th:nth-child(13 of :not(.same))){font-size:6.5pt}"
    "table:has(thead th:nth-child(13 of :not(.same))) :is(th,td){padding:.1rem .2rem}"
    "table:has(thead th:nth-child(16 of :not(.same))){font-size:6pt;overflow-wrap:"
    "anywhere}}";

const char hinge_page_script[] =
    "'use strict';\n"
    "const words=new Intl.Collator(undefined,{numeric:true});\n"
    "document.querySelectorAll('section.t').forEach(s=>{\n"
    "const t=s.querySelector('table');if(!t)return;\n"
    /* rows beyond the first body are kept out of the page, which shows one part of the
     * size of that body at a time: laying out 40,000 rows takes a browser a minute */
    "const [body,...rest]=t.tBodies,one=body.rows.length;\n"
    "const rows=[...t.tBodies].flatMap(b=>[...b.rows]);rest.forEach(b=>b.remove());\n"
    "let sorted=rows,kept=rows,from=0;\n"
    "const tools=document.createElement('div');tools.className='tools';\n"
    "const label=document.createElement('label');label.textContent='Filter ';\n"
    "const input=document.createElement('input');input.type='search';\n"
    "label.append(input);label.hidden=rows.length<10;\n"
    "const count=document.createElement('span');count.setAttribute('aria-live',"
    "'polite');\n"
    "const save=document.createElement('button');save.type='button';"
    "save.textContent='CSV';\n"
    "const turn=(name,step)=>{const b=document.createElement('button');"
    "b.type='button';b.textContent=name;b.addEventListener('click',()=>{"
    "if(b.getAttribute('aria-disabled')!=='true')place(from+step);});return b;};\n"
    "const back=turn('Previous',-one),on=turn('Next',one);\n"
    "tools.append(label,save,back,on,count);s.querySelector('.wide').before(tools);\n"
    "const place=start=>{from=start;const n=kept.length,end=Math.min(from+one,n);\n"
    "body.replaceChildren(...kept.slice(from,end));\n"
    "s.querySelector('.wide').scrollTop=0;\n"
    "back.hidden=on.hidden=n<=one;back.setAttribute('aria-disabled',from===0);"
    "on.setAttribute('aria-disabled',end===n);\n"
    "count.textContent=[n<rows.length?n+' of '+rows.length+' rows':'',"
    "n>one?'rows '+(from+1)+' to '+end+' of '+n:''].filter(x=>x).join('; ');};\n"
    "const low=new Map();\n"
    "const cells=r=>{if(!low.has(r))low.set(r,[...r.cells].map(d=>"
    "' '+d.textContent.toLowerCase().trim()));return low.get(r);};\n"
    /* what is typed begins a word of one cell; where no cell has all of it, each of its
     * words does */
    "const begins=(r,w)=>cells(r).some(t=>{for(let i=t.indexOf(w);i>=0;"
    "i=t.indexOf(w,i+1))if(!/[\\p{L}\\p{N}]/u.test(t[i-1]))return true;return "
    "false;});\n"
    "const show=()=>{const w=input.value.toLowerCase().trim();\n"
    "kept=sorted.filter(r=>w===''||begins(r,w));\n"
    "if(!kept.length)kept=sorted.filter(r=>w.split(/\\s+/).every(p=>begins(r,p)));\n"
    "place(0);};\n"
    "input.addEventListener('input',show);\n"
    "const value=(r,c)=>{const d=r.cells[c];return d.dataset.v!==undefined?d.dataset.v:"
    "d.textContent;};\n"
    "[...t.tHead.rows[0].cells].forEach((h,c)=>{\n"
    "const "
    "b=document.createElement('button');b.type='button';b.append(...h.childNodes);"
    "h.append(b);\n"
    "b.addEventListener('click',()=>{\n"
    "const up=h.getAttribute('aria-sort')!=='ascending';\n"
    "[...t.tHead.rows[0].cells].forEach(x=>x.removeAttribute('aria-sort'));\n"
    "h.setAttribute('aria-sort',up?'ascending':'descending');\n"
    "const num=h.classList.contains('n');\n"
    "const key=new Map(rows.map(r=>[r,value(r,c)]));\n"
    "sorted=rows.slice().sort((p,q)=>{const a=key.get(p),z=key.get(q);\n"
    "if(a===''||z==='')return (a==='')-(z==='');\n"
    "const d=num?a-z:words.compare(a,z);return up?d:-d;});\n"
    "show();});});\n"
    "place(0);\n"
    "save.addEventListener('click',()=>{\n"
    "const q=x=>{if(/^[=+\\-@\\t\\r]/.test(x)&&isNaN(x))x=\"'\"+x;"
    "return /[\",\\r\\n]/.test(x)?'\"'+x.replaceAll('\"','\"\"')+'\"':x;};\n"
    "const lines=[[...t.tHead.rows[0].cells].map(h=>q(h.dataset.v)).join(',')];\n"
    "kept.forEach(r=>lines.push("
    "[...r.cells].map((d,c)=>q(value(r,c))).join(',')));\n"
    "const a=document.createElement('a');\n"
    "a.href=URL.createObjectURL(new Blob([lines.join('\\r\\n')+'\\r\\n'],"
    "{type:'text/csv'}));\n"
    "a.download=s.id+'.csv';a.click();URL.revokeObjectURL(a.href);});\n"
    "});\n";

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

/* --- Figures of the page: one beside each answer, the others folded. --- */

enum { ANSWER_MM = 85 }; /* a column of a journal */

static enum hinge_status draw(struct hinge_report *report,
                              const struct hinge_report_picture *picture, double width_mm,
                              struct hinge_figure_result *figure, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    const struct hinge_figure_request request = {.results = r->results,
                                                 .opened = r->opened,
                                                 .figure = picture->id,
                                                 .by = picture->by,
                                                 .levels = picture->levels,
                                                 .columns = picture->metric,
                                                 .phase = picture->phase,
                                                 .filter = picture->filter,
                                                 .width_mm = width_mm,
                                                 .labels = r->labels,
                                                 .mdc = picture->mdc,
                                                 .alike = true,
                                                 .baseline = r->baseline,
                                                 .order = r->order,
                                                 .include_inferred = r->include_inferred,
                                                 .all_tasks = r->all_tasks,
                                                 .all_reps = r->all_reps,
                                                 .allow_single = r->allow_single};
    enum hinge_status status = hinge_figure_draw(&request, figure, error);
    report->curves_compared = report->curves_compared ||
                              (status == HINGE_OK && strstr(figure->caption, "largest t") != NULL);
    return status;
}

static void put_figure(struct hinge_text *out, const struct hinge_figure_result *figure)
{
    hinge_text_puts(out, "<figure>\n");
    hinge_text_puts(out, figure->svg);
    hinge_text_puts(out, "<figcaption>");
    hinge_markup_escape(out, figure->caption);
    hinge_text_puts(out, "</figcaption>\n</figure>\n");
}

enum hinge_status hinge_report_draw(struct hinge_report *report,
                                    const struct hinge_report_picture *picture,
                                    struct hinge_error *error)
{
    struct hinge_figure_result figure = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = draw(report, picture, ANSWER_MM, &figure, &why);
    if (status == HINGE_OK)
        put_figure(&report->html, &figure);
    else if (hinge_error_is_absence(&why))
        status = HINGE_OK; /* the answer says why */
    else
        *error = why;
    hinge_figure_clear(&figure);
    return status;
}

/* What cannot be drawn, and why, without the path and id that the message begins with.
 */
static void put_undrawn(struct hinge_text *undrawn, const char *title, const char *message)
{
    static const char end[] = " figure: ";
    const char *why = strstr(message, end);
    struct hinge_text line = {0};
    hinge_text_printf(&line, "%s: %s", title, why != NULL ? why + strlen(end) : message);
    hinge_html_element(undrawn, "li", hinge_text_string(&line));
    hinge_text_puts(undrawn, "\n");
    hinge_text_clear(&line);
}

static enum hinge_status put_folded(struct hinge_report *report, size_t i,
                                    struct hinge_text *undrawn, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    struct hinge_figure_result figure = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const char *id = hinge_figure_id(i);
    bool people = strcmp(id, "paired") == 0 || strcmp(id, "groups") == 0;
    const struct hinge_report_picture picture = {
        .id = id,
        .by = people ? "" : r->by,
        .metric = "",
        .phase = "",
        .filter = people ? hinge_text_string(&report->alike) : r->filter,
        .mdc = strcmp(id, "paired") == 0 ? r->mdc : 0};
    enum hinge_status status = draw(report, &picture, 0, &figure, &why);
    if (status == HINGE_OK) {
        char title[128];
        snprintf(title, sizeof title, "%s", hinge_figure_title(i));
        hinge_report_fold(report, "figure-", id, hinge_wording_capital(title));
        put_figure(&report->html, &figure);
        hinge_text_puts(&report->html, "</details>\n");
    } else if (hinge_error_is_absence(&why)) {
        put_undrawn(undrawn, hinge_figure_title(i), hinge_report_said(report, why.message));
        status = HINGE_OK;
    } else {
        *error = why;
    }
    hinge_figure_clear(&figure);
    return status;
}

enum hinge_status hinge_report_figures(struct hinge_report *report, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    struct hinge_text undrawn = {0};
    hinge_report_section(report, "figures", "Further figures", true);
    for (size_t i = 0; status == HINGE_OK && hinge_figure_id(i) != NULL; i++)
        if (hinge_figure_needs(i) == HINGE_FIGURE_NEEDS_NOTHING)
            status = put_folded(report, i, &undrawn, error);
    if (undrawn.length > 0) {
        hinge_report_fold(report, "", "undrawn", "Figures that these results do not allow");
        hinge_text_printf(&report->html, "<ul class=\"note\">\n%s</ul>\n</details>\n",
                          hinge_text_string(&undrawn));
    }
    hinge_text_puts(&report->html, "</section>\n");
    hinge_text_clear(&undrawn);
    return status;
}
