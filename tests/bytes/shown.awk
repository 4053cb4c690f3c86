# SPDX-License-Identifier: GPL-3.0-or-later
# What a person reads of an output: numbers with six digits, every k-th row of a long table, the words of a
# figure or page, and of an analysis (JSON) a line for each result but `apa`. A line "-- ..." begins what is shown whole.
# Of drawings the numbers of each attribute are added up, later ones with more weight: "-- rect x 14 2013.4" says it of 14.
# What is shown of the K-th file goes to folder/shown/K, what is not to folder/hidden/K, but for the styles and programs of
# a page, of which its policy has the hashes. folder/about has a line for each: K, its name, the nearest earlier file, which
# folder/before/K holds as shown, how many lines of its body texts.awk may print, and whether all of it is stderr, of how many
# lines rows are shown, and its exit.

function rounded(line, made, number) {
    made = ""
    while (match(line, /-?[0-9]+\.[0-9]+(e[-+]?[0-9]+)?/)) {
        number = substr(line, RSTART, RLENGTH)
        made = made substr(line, 1, RSTART - 1) (length(number) > 9 ? sprintf("%.6g", number) : number)
        line = substr(line, RSTART + RLENGTH)
    }
    return made line
}

function add(line) { if (line != "") lines[++n] = line }

# Numbers of almost 0 are 0: their digits are those of rounding.
function hide(line) {
    line = rounded(line)
    gsub(/-?[0-9]+\.?[0-9]*e-(1[0-9]|[2-9][0-9])/, "0", line)
    print line >(folder "/hidden/" files)
}

# The numbers of what is drawn: the tags of a line, with their attributes.
function measure(line, tag, found, attribute) {
    while (match(line, /<[a-z]+|[a-z0-9-]+="[^"]*"/)) {
        found = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        if (found ~ /^</) { tag = substr(found, 2); continue }
        attribute = found
        sub(/=.*/, "", attribute)
        sub(/^[^"]*/, "", found)
        if (tag ~ /^(svg|rect|line|path|circle|polyline|polygon|text|use)$/ &&
            attribute ~ /^(d|[xyr][12]?|c[xy]|width|height|points|viewBox|transform|stroke-width|font-size)$/)
            add_up(tag " " attribute, found)
    }
}

function add_up(what, text) {
    while (match(text, /-?[0-9]+\.?[0-9]*/)) {
        if (!(what in count)) order[++kinds] = what
        sum[what] += ++count[what] * substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
    }
}

# A line for each tag: of each attribute how many numbers it has, and their weighted sum.
function show_measures(i, part, tags, tag, line) {
    for (i = 1; i <= kinds; i++) {
        split(order[i], part, " ")
        if (!(part[1] in line)) tag[++tags] = part[1]
        line[part[1]] = line[part[1]] sprintf(", %s %d %.6g", part[2], count[order[i]], 2 * sum[order[i]] / (count[order[i]] + 1))
        delete count[order[i]]
        delete sum[order[i]]
    }
    for (i = 1; i <= tags; i++) show("-- " tag[i] substr(line[tag[i]], 2))
    kinds = 0
}

# A line of at most 160 characters for each part of a result, six lines at most.
function wrap(text, part, count, i, line, at_most) {
    count = split(text, part, ", ")
    line = part[1]
    at_most = n + 6
    for (i = 2; i <= count; i++) {
        if (length(line) + length(part[i]) > 160) {
            add(line ",")
            if (n >= at_most) {
                add("    and " count - i + 1 " more")
                for (; i <= count; i++) hide(part[i])
                return
            }
            line = "    " part[i]
        } else line = line ", " part[i]
    }
    add(line)
}

# A row up to the last field that ends within so many bytes.
function cut(row, bytes) {
    if (length(row) <= bytes) return row
    row = substr(row, 1, bytes)
    sub(/[, \t][^, \t]*$/, "", row)
    return row " …"
}

function show_body(i, step, table, line, hashed) {
    table = kind == "" && (lines[1] ~ /^\[$|^{"[a-z]*": \[$/ || gsub(/[,\t]/, "&", lines[1]) >= 3)
    step = int(n / 5)
    if (table && n > 12) about = about ", of " n " lines"
    for (i = 1; i <= n; i++) {
        if (table && n > 12 && i > 3 && (i - 1) % step) { hide(lines[i]); continue }
        line = rounded(lines[i])
        if (table || (n > 20 && line ~ /   | [|&] |<t[dh]/)) line = cut(line, n > 20 ? 160 : 320)
        hashed = sub(/SHA-256 [0-9a-f]+/, "SHA-256 …", line) # says nothing to a reader
        if (hashed || line ~ /…$/) hide(lines[i])
        show(line)
    }
}

function show(line) { text[++shown] = line }

function end_file(i, near, line) {
    if (!files) return
    if (!ended) { wrap(block); show_body() }
    show_measures()
    near = nearest()
    print files "\t" name "\t" near "\t" (kind == "page" ? 120 : kind == "analysis" ? 10 : 14) "\t" substr(about, 3) >(folder "/about")
    for (i = 1; i <= shown; i++) print text[i] >(folder "/shown/" files)
    close(folder "/shown/" files)
    while (near && (getline line <(folder "/shown/" near)) > 0) print line >(folder "/before/" files)
    close(folder "/before/" files)
    close(folder "/shown/" near)
    close(folder "/hidden/" files)
}

# The earlier file that shares the largest part of its lines and of this one's, of several the first; of the files with a line
# the last 16 are looked at.
function nearest(i, j, count, with, shares, line, near, in_this, most, part) {
    for (i = 1; i <= shown; i++) {
        line = text[i]
        if (line in in_this) continue
        in_this[line]
        count = split(files_with[line], with, " ")
        for (j = count > 16 ? count - 15 : 1; j <= count; j++) shares[with[j]]++
        files_with[line] = files_with[line] " " files
        lines_of[files]++
    }
    for (i in shares) {
        part = shares[i] / (lines_of[i] + lines_of[files])
        if (part > most || (part == most && i + 0 < near)) { most = part; near = i + 0 }
    }
    return near
}

FNR == 1 {
    end_file()
    files++
    name = substr(FILENAME, 3)
    kind = block = line = about = ""
    n = ended = hidden = passed = apa = starts = whole = shown = 0
}

/^-- (stderr|exit)/ {
    if (!ended++) { wrap(block); show_body() }
    if (/exit/ || !shown) { about = about ", " substr($0, 4); next }
}
ended { show(rounded($0)); next }
FNR == 1 && /^<!DOCTYPE/ { kind = "page" }
/^<svg/ && kind == "" { kind = "figure" }
FNR == 1 && $0 == "{" { kind = "analysis"; next }

kind == "page" {
    if (/<(style|script)/) hidden = 1
    if (/application\/json/) data = 1
    if (!hidden || data) hide($0)
    if (/<\/script>/) data = 0
    if (!hidden) {
        measure($0)
        gsub(/<\/t[dh]>/, " | ")
        gsub(/<[^>]*>/, " ")
        gsub(/[ \t]+/, " ")
        if (!/^ *$/) add($0)
    }
    if (/<\/(style|script)>/) hidden = 0
    next
}

kind == "figure" {
    hide($0)
    measure($0)
    if (/<(title|desc|text)/) {
        gsub(/<[^>]*>/, "")
        block = block (block == "" ? "" : ", ") $0
    }
    next
}

kind == "analysis" {
    if ($0 == "}") next
    match($0, /^ */)
    if (RLENGTH == 1) passed = /"(tool|version|analysis|seed|request)":/
    if (passed || apa) {
        if (apa) hide($0)
        if (/^ *]/) apa = 0
        next
    }
    if (/^ *"apa": \[$/) { apa = 1; next }
    line = rounded(substr($0, RLENGTH + 1))
    starts = RLENGTH <= 2 && line ~ /[[{]$/
    if (RLENGTH <= 2 && line !~ /^[]}]/ && (starts || whole)) { wrap(block); block = line }
    else block = block (block ~ /[[{]$/ || line ~ /^[]}]/ ? "" : " ") line
    whole = RLENGTH <= 2 && line ~ /^[]}]/
    next
}

{ lines[++n] = $0 }
END { end_file() }
