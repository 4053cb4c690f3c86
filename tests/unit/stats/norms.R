# SPDX-License-Identifier: GPL-3.0-or-later
# Prints the arrays and expected values of test_norms.c: Altman (1993) by lm.
#   Rscript norms.R
set.seed(93)
show <- function(name, x) cat(sprintf("static const double %s[] = {%s};\n", name, paste(format(x, digits = 12, trim = TRUE), collapse = ", ")))
for (n in c(30, 60)) {
  age <- round(runif(n, 20, 70)); y <- round(50 - 0.3 * (age - 45) - (n > 50) * 0.01 * (age - 45)^2 + rnorm(n) * (4 + (n > 50) * 0.08 * (age - 20)), 2)
  x <- age - mean(age); W <- rep(1, n)
  fit <- if (n < 50) lm(y ~ x) else lm(y ~ x + I(x^2))
  df <- fit$df.residual
  if (n >= 50) {
    a <- abs(resid(fit)) * sqrt(pi / 2 * n / df); s <- lm(a ~ x); W <- fitted(s)^-2
    fit <- lm(y ~ x + I(x^2), weights = W)
    unit <- summary(fit)$cov.unscaled
  } else unit <- vcov(fit)
  at <- function(A, p) {
    d <- A - mean(age); X <- if (n < 50) c(1, d) else c(1, d, d^2)
    m <- sum(X * coef(fit)); sd <- if (n < 50) summary(fit)$sigma else sum(coef(s) * c(1, d))
    vs <- if (n < 50) sd^2 / (2 * df) else drop(c(1, d) %*% vcov(s) %*% c(1, d))
    z <- qnorm(p); w <- qt(.975, df) * sqrt(drop(X %*% unit %*% X) + z^2 * vs)
    c(m + z * sd + c(0, -w, w), {z <- (45 - m) / sd; w <- qt(.975, df) * sqrt(drop(X %*% unit %*% X) + z^2 * vs) / sd; pnorm(z + c(0, -w, w))})
  }
  show(paste0("age_", n), age); show(paste0("value_", n), y)
  for (A in c(30, 55)) for (p in c(.05, .5, .9)) show(sprintf("want_%d_%d_%d", n, A, round(100 * p)), at(A, p))
}
