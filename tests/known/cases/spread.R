# SPDX-License-Identifier: GPL-3.0-or-later
# Writes spread.json: how much people's changes by a cue differ beyond error, as `cues` and `within` have it, by base R alone
# from rows of hinge-compare. Rscript spread.R. spread.csv is of
#   hinge-simulate -n 8 --reps 4 --trials 2 --seed 11 --noise 0 --cue none --cue dowel -o cohort    (then ingest, analyze)
#   hinge-compare rows results.h5 --outcome lumbar_excursion_deg,knee_excursion_deg -o rows.csv     (seven of its columns)
d <- read.csv("spread.csv"); n <- 8; chi <- (n - 1)/qchisq(c(.975, .025), n - 1)
of <- function(outcome, d) {
  y <- d[[outcome]]; each <- aggregate(y, d[c("participant", "cue", "trial")], mean)
  value <- function(cue) { e <- each[each$cue == cue, ]; tapply(e$x, e$participant, mean) }
  twice <- max(each$trial) == 2; none <- each[each$cue == "none", ]; none <- none[order(none$trial, none$participant), ]
  recordings <- function(cue) mean(table(each$participant[each$cue == cue]))
  bends <- function(cue) mean(tapply(y[d$cue == cue], d$participant[d$cue == cue], function(u) var(u)/length(u)))
  error2 <- if (twice) mean((none$x[1:n] - none$x[n + 1:n])^2/2)*(1/recordings("none") + 1/recordings("dowel")) else bends("none") + bends("dowel")
  s <- sd(value("dowel") - value("none")); beyond <- function(square) sqrt(max(0, square - error2))
  list(sd_change = s, error = sqrt(error2), sd_beyond_bends = beyond(s^2), low = beyond(s^2*chi[1]), high = beyond(s^2*chi[2]), from = if (twice) "baseline" else "bends")
}
num <- function(path, x) sprintf('{"path": "%s", "value": %s, "rel": 1e-9, "abs": 1e-12}', path, format(x, digits = 16))
run <- function(id, request, checks) sprintf(' {"id": "%s", "data": "spread.csv", "request": {%s, "aggregate": "nested"}, "checks": [\n  %s]}', id, request, paste(checks, collapse = ",\n  "))
cases <- c()
for (outcome in c("lumbar_excursion_deg", "knee_excursion_deg")) for (first in c(FALSE, TRUE)) {
  s <- of(outcome, if (first) d[d$trial == 1, ] else d)
  plan <- sprintf('"plan": {"cues": {"dowel": {"outcomes": [{"role": "primary", "outcome": "%s", "phase": "descent", "column": "%s", "unit": ""}]}}, "faults": []}', outcome, outcome)
  kept <- if (first) ', "filter": "trial=1"' else ""
  for (trial in c("file", "trial")) { # a name of its own, or a number that each condition has
    cases <- c(cases,
      run(paste(outcome, s$from, trial, "cues"), sprintf('"analysis": "cues", "condition": "cue", "baseline": "none", %s, "trial": "%s"%s', plan, trial, kept),
          c(num("outcomes/0/sd_beyond_bends", s$sd_beyond_bends), num("outcomes/0/sd_beyond_bends_low", s$low), num("outcomes/0/sd_beyond_bends_high", s$high))),
      run(paste(outcome, s$from, trial, "within"), sprintf('"analysis": "within", "outcome": "%s", "condition": "cue", "order": ["dowel", "none"], "trial": "%s"%s', outcome, trial, kept),
          c(num("spread/sd_change", s$sd_change), num("spread/error", s$error), num("spread/sd_beyond_bends", s$sd_beyond_bends), num("spread/ci_low", s$low), num("spread/ci_high", s$high),
            sprintf('{"path": "spread/error_from", "equals": "%s"}', s$from))))
  }
}
writeLines(c("[", paste(cases, collapse = ",\n"), "]"), "spread.json")
