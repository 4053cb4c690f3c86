# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of a report as text, numbers against their rounding, and the distribution of t: for tests
that compute the sentences themselves."""
import html, math, re
def box(name):
    """{question: answer} of a page's answers, and what is said under them."""
    text = open(name + ".html", encoding="utf-8").read()
    section = re.search(r'<section class="answers".*?</section>', text, re.S).group(0)
    plain = lambda s: html.unescape(re.sub(r"<[^>]+>", "", s)).replace("−", "-").strip()
    found = {plain(q): plain(a) for q, a in re.findall(r"<p><b>(.*?)</b>(.*?)</p>", section, re.S)}
    note = re.search(r'<p class="note">(.*?)</p>', section, re.S)
    return found, plain(note.group(1)) if note else ""
NUMBER = r"-?\d+(?:\.\d+)?"
def numbers(text):
    return [float(x) for x in re.findall(NUMBER, text)]
def near(said, value, what):
    """A number of a sentence rounds the other."""
    digits = len(said.split(".")[1]) if "." in said else 0
    assert abs(float(said) - value) <= 0.5000001 * 10 ** -digits, (what, said, value)
# --- the distribution of t, for an own computation ---
def beta(a, b, x):
    """The regularised incomplete beta by its continued fraction."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log(1 - x)) / a
    f, c, d = 1.0, 1.0, 0.0
    for i in range(300):
        m = i // 2
        k = (1.0 if i == 0 else m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) if i % 2 == 0
             else -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))
        d = 1 / (1 + k * d)
        c = 1 + k / c
        f *= c * d
    return front * (f - 1)
def quantile(df):
    low, high = 0.0, 700.0
    for _ in range(200):
        t = (low + high) / 2
        low, high = (t, high) if beta(df / 2, 0.5, df / (df + t * t)) > 0.05 else (low, t)
    return low
