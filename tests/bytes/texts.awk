# SPDX-License-Identifier: GPL-3.0-or-later
# The texts of a test: of each output "== NAME (exit, lines, digest of what is not shown)" and what is shown of it (shown.awk),
# of many lines the first and the last; "== NAME as FIRST" where one is the same, "== NAME as NEAREST but" where the difference
# from an earlier one is shorter. Of that each line begins with how many lines are alike before it (none: 0) and
#   ~   what changes in the next line of NEAREST: … the words before «those there → those here» …
#   |   what stands in the place of the next line
#   >   a line that NEAREST does not have
#   <   how many lines of NEAREST are not here, and the first of them
# A heading ends with a tab and K where folder/hidden/K has what is not shown, for its digest.

# Ends of two lines that are alike: so many characters, up to a space or comma.
function alike(a, b, at_end, low, high, half) {
    high = length(a) < length(b) ? length(a) : length(b)
    while (low < high) {
        half = int((low + high + 1) / 2)
        if (at_end ? substr(a, length(a) - half + 1) == substr(b, length(b) - half + 1) : substr(a, 1, half) == substr(b, 1, half)) low = half
        else high = half - 1
    }
    while (low && (at_end ? substr(a, length(a) - low + 1, 1) : substr(a, low, 1)) !~ /[ ,]/) low--
    return low
}

# The line b as what it changes of a, or nothing where that would be longer or could mean another line.
function changed(a, b, before, after, from, here, there, made) {
    if ((a b) ~ /«|»|→/) return ""
    before = alike(a, b, 0)
    after = alike(substr(a, before + 1), substr(b, before + 1), 1)
    here = substr(b, before + 1, length(b) - before - after)
    there = substr(a, before + 1, length(a) - before - after)
    if ((here there) ~ /…/) return ""
    # from which word on the place is the only one in the line
    from = before
    do {
        if (from > 0) from--
        while (from > 0 && substr(a, from, 1) !~ /[ ,]/) from--
    } while (from > 0 && index(substr(a, index(a, made = substr(a, from + 1, before - from) there) + 1), made))
    made = (from ? "… " : "") substr(a, from + 1, before - from) "«" there " → " here "»" (after ? " …" : "")
    return length(made) < length(b) ? made : ""
}

function differs(mark, line) {
    line = (gap ? gap : "") mark " " line
    difference[file, ++differences[file]] = line
    size[file] += length(line)
    gap = 0
}

# The lines of a command of diff: those of both in pairs, then what one of them has more.
function end_hunk(i, made) {
    for (i = 1; i <= lefts && i <= rights; i++)
        if ((made = changed(left[i], right[i])) != "") differs("~", made)
        else differs("|", right[i])
    if (i <= lefts) differs("<", lefts - i + 1 ": " left[i])
    for (; i <= rights; i++) differs(">", right[i])
    lefts = rights = 0
}

FILENAME ~ /about$/ {
    split($0, part, "\t")
    number[part[2]] = part[1]
    names[part[1]] = part[2]
    near[part[1]] = part[3]
    limit[part[1]] = part[4]
    about[part[1]] = part[5]
    next
}
FILENAME ~ /differ$/ && /^diff / {
    end_hunk()
    sub(/.*\//, "")
    file = $0
    place = 1
    next
}
FILENAME ~ /differ$/ && /^[0-9]/ {
    end_hunk()
    split($0, part, /[acd]/)
    last = split(part[1], line, ",")
    gap = line[1] + (/a/) - place
    place = line[last] + 1
    next
}
FILENAME ~ /differ$/ {
    if (/^</) left[++lefts] = substr($0, 3)
    if (/^>/) right[++rights] = substr($0, 3)
    next
}
{
    end_hunk()
    name = substr($0, 69)
    if ($1 in first) { print "== " name " as " first[$1]; next }
    first[$1] = name
    file = number[name] # an empty output has none
    n = body = whole = 0
    as = ""
    while (file && (getline text <(folder "/shown/" file)) > 0) {
        if (body == n && text !~ /^-- /) body++
        made[++n] = text
        whole += length(text)
    }
    close(folder "/shown/" file)
    if (near[file] && n > 3 && size[file] < whole) {
        as = " as " names[near[file]] (differences[file] ? " but" : "")
        body = n = differences[file]
        for (i = 1; i <= n; i++) made[i] = difference[file, i]
    }
    most = limit[file]
    if (body > most) about[file] = about[file] (about[file] == "" ? "" : ", ") "first " most - 4 " and last 4 of " body " lines"
    print "== " name "\t" about[file] "\t" as "\t" file
    for (i = 1; i <= n; i++)
        if (body > most && i > most - 4 && i <= body - 4) print made[i] >>(folder "/hidden/" file)
        else print made[i]
    close(folder "/hidden/" file)
}
