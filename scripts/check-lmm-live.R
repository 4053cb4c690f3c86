# SPDX-License-Identifier: GPL-3.0-or-later
# Reads cases ([{data, formula, term}]) from stdin and writes what lme4 and pbkrtest make of
# them, each fit polished to a gradient of zero, as JSON.
suppressPackageStartupMessages({
  library(lme4)
  library(pbkrtest)
  library(numDeriv)
  library(jsonlite)
})
control <- function(maxeval) lmerControl(
  optimizer = "nloptwrap", calc.derivs = FALSE, check.conv.grad = "ignore",
  check.conv.hess = "ignore", check.conv.singular = "ignore",
  check.nobs.vs.nRE = "ignore", check.nobs.vs.nlev = "ignore",
  optCtrl = list(algorithm = "NLOPT_LN_BOBYQA", xtol_abs = 1e-12, ftol_abs = 1e-12,
                 xtol_rel = 0, ftol_rel = 0, maxeval = maxeval))

polish <- function(formula, data) {
  fit <- lmer(formula, data, control = control(100000))
  deviance <- lmer(formula, data, control = control(100000), devFunOnly = TRUE)
  theta <- getME(fit, "theta")
  free <- !(getME(fit, "lower") == 0 & theta < 1e-4)
  theta[!free] <- 0
  at <- function(x) {
    all <- theta
    all[free] <- x
    deviance(all)
  }
  for (i in 1:6) {
    x <- theta[free]
    step <- tryCatch(solve(hessian(at, x), grad(at, x)), error = function(e) 0 * x)
    if (any(!is.finite(step)) || at(x - step) > at(x) + 1e-9) break
    theta[free] <- x - step
    if (max(abs(step)) < 1e-9) break
  }
  lmer(formula, data, start = theta, control = control(1))
}

answer <- function(case) {
  data <- read.csv(case$data, stringsAsFactors = TRUE)
  fit <- suppressMessages(suppressWarnings(polish(as.formula(case$formula), data)))
  adjusted <- suppressWarnings(vcovAdj(fit))
  b <- fixef(fit)
  # ddf_Lb divides 0 by 0 where there are exactly 2 degrees of freedom, and rounding then
  # decides (1.991 for 2): a billionth beside it does not
  beside <- adjusted
  attr(beside, "W") <- attr(adjusted, "W") * (1 + 1e-9)
  each <- lapply(names(b), function(name) list(
    name = name, estimate = b[[name]], se = sqrt(adjusted[name, name]),
    df = ddf_Lb(beside, as.numeric(names(b) == name), vcov(fit))))
  of <- attr(model.matrix(fit), "assign") ==
    match(case$term, attr(terms(fit), "term.labels"))
  test <- suppressWarnings(KRmodcomp(fit, diag(length(b))[of, , drop = FALSE]))$test
  list(criterion = as.numeric(REMLcrit(fit)), singular = isSingular(fit, 1e-4),
       fixed = each, F = test["Ftest", "stat"], df2 = test["Ftest", "ddf"],
       p = test["Ftest", "p.value"])
}

cases <- fromJSON(file("stdin"), simplifyVector = FALSE)
out <- lapply(cases, function(case) tryCatch(answer(case), error = function(e) list(
  error = conditionMessage(e))))
cat(toJSON(out, auto_unbox = TRUE, digits = NA))
