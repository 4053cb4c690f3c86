# SPDX-License-Identifier: GPL-3.0-or-later
# Writes relation.csv and relation.json: base R alone (HC3 by its matrix formula). Rscript relation.R
set.seed(11)
n <- 24; reps <- 6
p <- sprintf("P%02d", 1:n); g <- rep(c("a", "b"), n/2); age <- round(rnorm(n, 45, 9)); bmi <- round(rnorm(n, 25, 3), 1)
base <- 20 + .2*age + .3*bmi + rnorm(n, 0, 3); gain <- -2 - .3*(base - mean(base)) + rnorm(n)
d <- expand.grid(rep = 1:reps, cue = c("none", "tap"), p = 1:n)
d$y <- round(base[d$p] + ifelse(d$cue == "tap", gain[d$p], 0) + rnorm(nrow(d), 0, 1.5), 4)
d$kg <- (d$rep + 1) %/% 2 * 4
csv <- data.frame(participant = p[d$p], g = g[d$p], cue = d$cue, rep = d$rep, age = age[d$p], bmi = bmi[d$p], kg = d$kg, y = d$y)
write.csv(csv, "relation.csv", row.names = FALSE, quote = FALSE)
line <- function(y, x, z = NULL) {
  y <- as.numeric(y); X <- cbind(1, z, x); k <- ncol(X); A <- solve(crossprod(X)); b <- A %*% crossprod(X, y)
  h <- rowSums((X %*% A)*X); e <- (y - X %*% b)/(1 - h); V <- A %*% crossprod(X*as.vector(e)) %*% A
  rest <- function(v) if (is.null(z)) v - mean(v) else residuals(lm(v ~ z))
  Z <- if (is.null(z)) 0 else ncol(cbind(z)); n <- length(y); m <- n - 3 - Z
  restr <- function(v) if (is.null(z)) rank(v) else residuals(lm(rank(v) ~ z))
  r <- cor(rest(x), rest(y)); rho <- cor(restr(x), restr(y)); q <- qnorm(.975); se <- sqrt(V[k, k]); df <- n - k
  list(n = n, slope = b[k], se = se, ci_low = b[k] - qt(.975, df)*se, ci_high = b[k] + qt(.975, df)*se, df = df,
       p = if (n < 10) NULL else 2*pt(-abs(b[k]/se), df), r = r, r_ci_low = tanh(atanh(r) - q/sqrt(m)), r_ci_high = tanh(atanh(r) + q/sqrt(m)),
       rho = rho, rho_ci_low = tanh(atanh(rho) - q*sqrt((1 + rho^2/2)/m)), rho_ci_high = tanh(atanh(rho) + q*sqrt((1 + rho^2/2)/m)))
}
m <- function(cue, keep = TRUE) { k <- csv$cue == cue & keep; tapply(csv$y[k], csv$participant[k], mean) }
odd <- csv$rep %% 2 == 1; none <- m("none"); change <- m("tap") - none
la <- line(none[g == "a"], age[g == "a"]); lb <- line(none[g == "b"], age[g == "b"])
dse <- sqrt(la$se^2 + lb$se^2); ddf <- la$df + lb$df; dd <- la$slope - lb$slope
slope <- sapply(p, function(who) { z <- csv[csv$participant == who & csv$cue == "none", ]; v <- tapply(z$y, z$kg, mean); coef(lm(v ~ as.numeric(names(v))))[2] })
t1 <- t.test(slope)
v <- function(cue) mean(tapply(csv$y[csv$cue == cue], csv$participant[csv$cue == cue], function(u) var(u)/length(u)))
error <- sqrt(v("none") + v("tap")); s <- sd(change); chi <- (n - 1)/qchisq(c(.975, .025), n - 1); lim <- sqrt(pmax(0, s^2*chi - error^2))
num <- function(path, x) if (is.null(x)) sprintf('{"path": "%s", "equals": null}', path) else sprintf('{"path": "%s", "value": %s, "rel": 1e-9, "abs": 1e-12}', path, format(x, digits = 16))
all <- function(path, l) mapply(function(k, x) num(paste0(path, "/", k), x), names(l), l)
run <- function(id, request, checks) sprintf(' {"id": "%s", "data": "relation.csv", "request": {"outcome": "y", %s}, "checks": [\n  %s]}', id, request, paste(checks, collapse = ",\n  "))
rel <- function(id, more, checks) run(id, paste0('"analysis": "relation", ', more), checks)
writeLines(c("[", paste(c(
  rel("relation", '"with": "age", "filter": "cue=none"', all("relation", line(none, age))),
  rel("baseline", '"with": "age"', num("relation/slope", line(none, age)$slope)),
  rel("adjusted", '"with": "age", "covariate": ["bmi"], "filter": "cue=none"', all("relation", line(none, age, bmi))),
  rel("groups", '"with": "age", "group": "g", "order": ["a", "b"], "filter": "cue=none"', c(all("groups/a", la), all("groups/b", lb),
    all("difference", list(estimate = dd, se = dse, df = ddf, ci_low = dd - qt(.975, ddf)*dse, ci_high = dd + qt(.975, ddf)*dse, p = 2*pt(-abs(dd/dse), ddf))))),
  rel("change", '"with": "age", "change": "cue:tap-none"', all("relation", line(change, age))),
  rel("coupled", '"with": "y", "change": "cue:tap-none"', c(all("relation", replace(line(m("tap", !odd) - m("none", !odd), m("none", odd)), "p", list(NULL))), '{"path": "warnings", "equals": "W_COUPLED"}')),
  rel("few", '"with": "age", "filter": "cue=none&participant=P01,P02,P03,P04,P05,P06,P07,P08,P09"', all("relation", line(none[1:9], age[1:9]))),
  rel("doses", '"with": "kg", "filter": "cue=none"', all("within", list(n = n, slope = mean(slope), sd = sd(slope), ci_low = t1$conf.int[1], ci_high = t1$conf.int[2], p = t1$p.value))),
  run("spread", '"analysis": "within", "condition": "cue", "order": ["tap", "none"]', c(all("spread", list(sd_change = s, error = error, sd_beyond_bends = sqrt(max(0, s^2 - error^2)), ci_low = lim[1], ci_high = lim[2])),
    '{"path": "spread/error_from", "equals": "bends"}')),
  run("spread_none", '"analysis": "within", "condition": "cue", "order": ["tap", "none"], "filter": "participant=P01,P02,P03,P04,P05,P06", "mdc": 1', '{"path": "responders/spread_note", "equals": "people\'s changes do not differ by more than their bends do"}'),
  run("control", '"analysis": "between", "group": "g", "order": ["b", "a"], "change": "cue:tap-none"', num("control", sqrt(max(0, var(change[g == "b"]) - var(change[g == "a"]))))),
  run("control_more", '"analysis": "between", "group": "g", "order": ["a", "b"], "change": "cue:tap-none"', num("control", sqrt(max(0, var(change[g == "a"]) - var(change[g == "b"])))))), collapse = ",\n"), "]"), "relation.json")
