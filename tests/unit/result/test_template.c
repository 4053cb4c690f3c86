/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: what each tag gives, and what is said of a template that is wrong. */
#include "test.h"

#include "report/print/display.h"
#include "result/template.h"

#include <stdlib.h>
#include <string.h>

/* The page of a template and facts as JSON; an error's message where it fails. */
static char *page(const char *template, const char *facts)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    json_t *json = json_loads(facts, 0, NULL);
    assert_non_null(json);
    const struct hinge_template t = {"t.html", template, hinge_markup_escape};
    enum hinge_status status = hinge_template_render(&t, json, &out, &error);
    assert_int_equal(status, *error.message == '\0' ? HINGE_OK : HINGE_USAGE);
    char *text = strdup(status == HINGE_OK ? hinge_text_string(&out) : error.message);
    json_decref(json);
    return text;
}

static void check(const char *template, const char *facts, const char *want)
{
    cleared_by(freed) char *got = page(template, facts);
    assert_string_equal(got, want);
}

TEST(facts)
{
    check("{{a}} {{{a}}}", "{\"a\": \"<b>\"}", "&lt;b&gt; <b>");
    check("{{n}} {{x}} {{y}} {{z}}", "{\"n\": 3, \"x\": 12.5, \"y\": 0.005, \"z\": -0.001}",
          "3 12.5 0.01 0");
    /* the longest number, with all its digits */
    cleared_by(freed) char *huge = page("{{n}}", "{\"n\": -1.7976931348623157e308}");
    assert_int_equal(strlen(huge), 310);
    check("{{a.b.c}}", "{\"a\": {\"b\": {\"c\": \"deep\"}}}", "deep");
    check("a{b} {{ }} {{-}} {{}", "{}", "a{b} {{ }} {{-}} {{}"); /* no tags */
    check("{{abc- }} {{abc} {{abc", "{}", "{{abc- }} {{abc} {{abc");
    check("{{n}} {{m}}", "{\"n\": 999999999999999.0, \"m\": 1e15}",
          "999999999999999 1000000000000000");
}

TEST(sections)
{
    check("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": true}", "yes");
    for (size_t i = 0; i < 5; i++) {
        static const char *const absent[] = {"{}", "{\"a\": null}", "{\"a\": false}",
                                             "{\"a\": \"\"}", "{\"a\": []}"};
        check("{{#a}}yes{{/a}}{{^a}}no{{/a}}", absent[i], "no");
    }
    check("{{#a}}yes{{/a}}", "{\"a\": {}}", "yes");              /* its members may all be absent */
    check("{{#n}}{{.}} people{{/n}}", "{\"n\": 0}", "0 people"); /* a number is there */
    check("{{#l}}{{x}}{{sep}}{{/l}}",
          "{\"l\": [{\"x\": 1, \"sep\": \", \"}, {\"x\": 2, \"sep\": \"\"}]}", "1, 2");
    check("{{#l}}[{{.}}]{{/l}}", "{\"l\": [\"a\", \"b\"]}", "[a][b]");
    check("{{#o}}{{#o}}{{/o}}{{a}}{{/o}}{{b}}", "{\"o\": {\"a\": 1}, \"b\": 2}", "12");
}

/* A section sees its object and what it borrows; a text or a number has no members. */
TEST(names)
{
    check("{{#o}}{{#x}}outer{{/x}}{{^x}}none{{/x}}{{/o}}", "{\"x\": 1, \"o\": {\"y\": 1}}", "none");
    check("{{#o}}{{x}}{{/o}}", "{\"x\": 1, \"o\": {\"xx\": 2}}",
          "t.html: line 1: 'x' is no fact here ('xx' is there)");
    check("{{#o with x}}{{x}}{{y}}{{/o}}", "{\"x\": 1, \"y\": 2, \"o\": {\"y\": 3}}", "13");
    check("{{#o with x}}{{#i with x y}}{{x}}{{y}}{{z.a}}{{/i}}{{/o}}",
          "{\"x\": 1, \"o\": {\"y\": 2, \"i\": {\"z\": {\"a\": 3}}}}", "123");
    check("{{#o}}{{#i with x}}{{#x}}far{{/x}}{{/i}}{{/o}}", "{\"x\": 1, \"o\": {\"i\": {}}}", "");
    check("{{#o with x}}{{x}}{{/o}}", "{\"x\": 1, \"o\": {\"x\": null}}", "1"); /* null: absent */
    check("{{#l}}{{.}}{{x}}{{/l}}{{?o}}{{x}}{{/o}}",
          "{\"x\": 1, \"l\": [2, \"b\"], \"o\": {\"x\": 3}}", "21b11");
}

TEST(parts)
{
    check("{{<p}}<i>{{x}}</i>{{/p}}{{#l}}{{>p}}{{/l}}", "{\"l\": [{\"x\": 1}, {\"x\": 2}]}",
          "<i>1</i><i>2</i>");
}

TEST(wrong_templates)
{
    check("a\n{{#a}}b", "{}", "t.html: line 2: 'a' is not closed");
    check("{{#a}}{{/b}}", "{\"a\": true}",
          "t.html: line 1: 'b' closes another section ('a' is there)");
    check("{{/a}}", "{}", "t.html: line 1: 'a' closes what was not opened");
    check("{{<p}}x", "{}", "t.html: line 1: 'p' is not closed");
    check("{{peple}}", "{\"people\": 1}",
          "t.html: line 1: 'peple' is no fact here ('people' is there)");
    check("{{a}}", "{\"a\": []}", "t.html: line 1: 'a' is no text and no number");
    check("{{>p}}", "{}", "t.html: line 1: 'p' is no part of this template");
    check("{{<p}}{{>p}}{{/p}}{{>p}}", "{}",
          "t.html: line 1: 'p' is nested too deep: 32 sections and parts within each other are the "
          "most, and no part may contain itself");
}

/* The text n times. */
static void add_times(struct hinge_text *out, const char *text, size_t n)
{
    for (; n > 0; n--)
        hinge_text_adds(out, text);
}

TEST(a_page_without_end_is_refused)
{
    cleared_by(hinge_text_clear) struct hinge_text deep = {0}, wide = {0};
    cleared_by(freed) char *first = NULL, *also = NULL;
    for (size_t i = 32; i <= 33; i++) { /* as deep as can be, and deeper */
        cleared_by(hinge_text_clear) struct hinge_text just = {0};
        add_times(&just, "{{#a}}", i);
        hinge_text_adds(&just, "{{a}}");
        add_times(&just, "{{/a}}", i);
        cleared_by(freed) char *got = page(hinge_text_string(&just), "{\"a\": 1}");
        assert_true(i == 32 ? strcmp(got, "1") == 0 : strstr(got, "too deep") != NULL);
    }
    add_times(&deep, "{{#a}}", 32000);
    add_times(&deep, "{{/a}}", 32000);
    first = page(hinge_text_string(&deep), "{\"a\": true}");
    assert_non_null(strstr(first, "'a' is nested too deep"));
    for (int p = 'a'; p < 'p'; p++) { /* 15 parts of 20 calls of the next */
        hinge_text_printf(&wide, "{{<%c}}", p);
        for (int i = 0; i < 20; i++)
            hinge_text_printf(&wide, "{{>%c}}", p + 1);
        hinge_text_printf(&wide, "{{/%c}}\n", p);
    }
    hinge_text_adds(&wide, "{{<p}}{{/p}}{{>a}}");
    also = page(hinge_text_string(&wide), "{}");
    assert_non_null(strstr(also, "makes the page too large"));
}

TEST(scripts)
{
    static const char ours[] =
        "<script type=\"x/json\" id=\"d\">{{{j}}}</script>\n<script>go()</script>";
    static const char *const harmless[] = {
        ours,
        "<p class=\"on\">1 < 2, onset = 3, javascript: no</p>",
        "<a href=\"#x\">x</a>",
        "a <3 b",
        "<p data-p=\"javascript:x\">",
        "<a href=\"java&colon;script\" title=\"vbscript: no\">",
        "<a href=\"&#x;&#;java&#315;script:\">",
        "<p =onclick=a() on=b>",
        "<details open=x>",
        "<a href=\"javascripx#116;:a()\" title=\"jav&#353;script:\">",
        "<a href=\"jav&#353;script:\">",
        "<a href=\"java&#0;script:\">",
        "<p a=b>once = 1",
        "<a href=\"javasc&r114;ipt:a()\">",
        "<p a=\"b",
        "<script type=\"x/json\" id=\"d\">[\"other data\"]</script>"};
    static const char *const acting[] = {"<script>steal()</script>",
                                         "<SCRIPT SRC=x></SCRIPT>",
                                         "<script>go();steal()</script>",
                                         "<script",
                                         "<svg/onload=a()>",
                                         "<img src=x OnError = 'a()'>",
                                         "<p {{>x}} onclick=a()>",
                                         "<p{{x}}onclick=a()>",
                                         "<a title='>' onclick=a()>",
                                         "<a href=\" java&#115;cript:a()\">",
                                         "<a href=javascript&colon;a()>",
                                         "<a href=java&#115cript:a()>",
                                         "<a href=\"java&#x73;cript:a()\">",
                                         "<a href=\"java&#X73;cript:a()\">",
                                         "<a href=\"java&Tab;script:a()\">",
                                         "<a href=\"java&NewLine;script:a()\">",
                                         "<a\txlink:href=vbscript:a()>",
                                         "<form><button formaction='data:text/html,a'>",
                                         "<a href=\"{{x}}\" onclick=a()>",
                                         "<a {{{x}}}onclick=a()>",
                                         "<p { onclick=a() }}>",
                                         "<a href = \"javascript:a()\">",
                                         "<a href=\"x\"onclick=a()>",
                                         "<script>go</script>",
                                         "<script type=\"x/json\" id=\"d'>[]</script>",
                                         "<a href=\"java&#1;script:a()\">",
                                         "<a href='data: text/html,a'>",
                                         "<script type=\"x/json\" id=\"d\">a()",
                                         "<script type=\"x/json\">[]</script>",
                                         "{ <b}} onclick=a()>",
                                         "{{<b} onclick=a()>",
                                         "<abcdefghijklmnopqrstuvwxyz onclick=a()>",
                                         "<embed src=x>",
                                         "<iframe src=x>",
                                         "<p srcdoc=x>",
                                         "<title><b onclick=a()>",
                                         "<!-- <b onclick=a()> -->",
                                         "<b title=\"<i onclick=a()>\">"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        assert_works(hinge_template_check_scripts("t", harmless[i], false, ours, &why));
    /* the begin of a part is no tag of the template; a page has no parts */
    const char *part = "{{<say.none}}Bend only once.{{/say.none}}<p>";
    assert_works(hinge_template_check_scripts("t", part, false, ours, &why));
    struct hinge_error shown = HINGE_ERROR_INIT;
    assert_int_equal(hinge_template_check_scripts("t", part, true, ours, &shown), HINGE_USAGE);
    for (size_t i = 0; i < sizeof acting / sizeof *acting; i++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(hinge_template_check_scripts("t", acting[i], false, ours, &error),
                         HINGE_USAGE);
    }
    struct hinge_error error = HINGE_ERROR_INIT;
    const char *script = "<script>go()</script>"; /* without a template of one's own */
    assert_int_equal(hinge_template_check_scripts("t", script, false, NULL, &error), HINGE_USAGE);
    hinge_template_check_scripts("t.html", "<p>\n<img onerror=a()>", false, ours, &error);
    assert_string_equal(error.message,
                        "t.html: line 2: the attribute onerror of <img> would run a program in the "
                        "browser of each reader; remove it, or give --allow-script if you trust "
                        "this template");
}

TEST(text_of_a_part)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    const char *text = "{{<a}}1{{/a}}{{#x}}{{<say.b}}{{f}} two{{/say.b}}{{/x}}";
    assert_true(hinge_template_part(text, "say.b", &out));
    assert_string_equal(hinge_text_string(&out), "{{f}} two");
    assert_false(hinge_template_part(text, "b", &out));
}

TEST(policy)
{
    json_t *json = json_object();
    assert_works(hinge_template_policy("<style></style>", json, &why));
    const json_t *csp = json_object_get(json, "csp");
    assert_string_equal(json_string_value(json_object_get(csp, "style")), /* of nothing */
                        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_true(json_is_null(json_object_get(csp, "script")));
    json_decref(json);
}
