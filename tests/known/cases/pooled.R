# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: meta-analysis by metafor (the BCG trials of Colditz 1994, random sets of sites), and
# the model of all people from the means and covariances of sites, against the people themselves.
case("pooled", quote({
  suppressPackageStartupMessages(library(metafor))
  exact <- list(threshold = 1e-12, maxiter = 10000, stepadj = .7)
  number <- function(path, x, rel = 1e-8, abs = 1e-12) value(path, as.numeric(x), rel, abs)
  meta <- function(id, file, d) {
    d <- save(d, file)
    r <- rma(d$y, sei = d$se, method = "REML", test = "knha", control = exact)
    f <- rma(d$y, sei = d$se, method = "FE")
    p <- predict(r); q <- confint(r, control = list(tol = 1e-14))$random["tau^2", ]
    run(id, file, list(analysis = "pooled", outcome = "y", se = "se"), {
      number("pooled/y/estimate", r$b); number("pooled/y/se", r$se); number("pooled/y/df", r$k - 1)
      number("pooled/y/t", r$zval); number("pooled/y/p", r$pval)
      number("pooled/y/ci_low", r$ci.lb); number("pooled/y/ci_high", r$ci.ub)
      if (r$k > 2) { number("pooled/y/pi_low", p$pi.lb); number("pooled/y/pi_high", p$pi.ub) }
      else { equals("pooled/y/pi_low", NA); warns("W_FEW_SITES") }
      number("pooled_fixed/y/estimate", f$b); number("pooled_fixed/y/se", f$se)
      number("pooled_fixed/y/z", f$zval); number("pooled_fixed/y/p", f$pval)
      number("pooled_fixed/y/ci_low", f$ci.lb); number("pooled_fixed/y/ci_high", f$ci.ub)
      number("heterogeneity/y/tau2", r$tau2); number("heterogeneity/y/i2", r$I2)
      number("heterogeneity/y/Q", f$QE); number("heterogeneity/y/p", f$QEp)
      number("heterogeneity/y/tau2_ci_low", q[2], 1e-7); number("heterogeneity/y/tau2_ci_high", q[3], 1e-7)
      w <- weights(r)
      for (i in seq_along(w)) number(paste0("sites/", i - 1, "/weight"), w[i])
      if (r$se < sqrt(1 / sum(1 / (d$se^2 + r$tau2)))) warns("W_FEW_SITES")
    })
  }
  bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
  meta("bcg", "pooled_bcg.csv", data.frame(site = paste(bcg$author, bcg$year), y = round(as.numeric(bcg$yi), 10),
                                           se = round(sqrt(as.numeric(bcg$vi)), 10)))
  set.seed(366)
  for (k in c(2, 3, 4, 5, 8, 12)) {
    se <- round(exp(rnorm(k, 0, .5)), 4)
    meta(paste("sites", k), sprintf("pooled_sites_%d.csv", k),
         data.frame(site = LETTERS[seq_len(k)], y = round(rnorm(k, 40, sqrt(se^2 + c(.2, 4, 9)[1 + k %% 3])), 4), se = se))
  }
  d <- save(data.frame(site = c("a", "b", "c"), y = 4.2, se = c(1, 2, 1.5)), "pooled_alike.csv")
  run("alike", "pooled_alike.csv", list(analysis = "pooled", outcome = "y", se = "se"), {
    number("pooled/y/estimate", 4.2); number("pooled/y/se", 0); equals("pooled/y/p", NA)
    equals("pooled/y/ci_low", NA); number("pooled_fixed/y/se", sqrt(1 / sum(1 / d$se^2)))
    number("heterogeneity/y/tau2", 0); number("heterogeneity/y/Q", 0); number("heterogeneity/y/p", 1)
    warns("W_ZERO_VARIANCE")
  })
  d <- save(data.frame(site = c("a", "b", "c", "d"), y = c(1, 3, NA, 2), se = c(1, 2, 1, 0)), "pooled_lacks.csv")
  run("lacks", "pooled_lacks.csv", list(analysis = "pooled", outcome = "y", se = "se"), {
    number("pooled/y/sites", 2)
    equals("sites_excluded/0/why", "no estimate"); equals("sites_excluded/1/why", "no standard error above 0")
  })

  # --- people of sites, and what the sites share of them ---
  contrasts <- function(k) { # orthonormal
    h <- contr.helmert(k); sweep(h, 2, sqrt(colSums(h^2)), "/")
  }
  pool <- function(id, file, plan, cues, between, within, wave = 0) {
    k <- length(cues); n <- sum(plan$n)
    cell <- rep(seq_len(nrow(plan)), plan$n)
    site <- factor(plan$site[cell], unique(plan$site)); group <- factor(plan$group[cell])
    y <- matrix(rnorm(n * k, 0, within), n) + rnorm(n, 0, between) + as.integer(site) + 2 * (group == "trained") +
      outer(rep(1, n), -seq_len(k)) + 1e3
    if (wave) y <- y - wave * rowMeans(y - rowMeans(y)) - (1 - 1e-3) * (rowMeans(y) - ave(rowMeans(y), cell))
    rows <- do.call(rbind, lapply(seq_len(nrow(plan)), function(i) {
      v <- y[cell == i, , drop = FALSE]; s <- cov(v); m <- colMeans(v)
      do.call(rbind, lapply(seq_len(k), function(a) do.call(rbind, lapply(a:k, function(b)
        data.frame(site = plan$site[i], group = plan$group[i], n = plan$n[i], condition = cues[a], with = cues[b],
                   v = sprintf("%.17g", m[a]), covariance = sprintf("%.17g", s[a, b]))))))
    }))
    if (!"group" %in% names(plan) || length(unique(plan$group)) == 1) rows$group <- NULL
    save(rows, file)
    two <- nlevels(group) > 1
    M <- rowMeans(y); C <- y %*% contrasts(k)
    big <- if (two && nlevels(site) > 1) lm(M ~ site + group) else lm(M ~ site)
    inner <- if (two) lm(C ~ group) else lm(C ~ 1)
    dfw <- (k - 1) * inner$df.residual; msw <- sum(resid(inner)^2) / dfw
    dfb <- big$df.residual; msb <- sum(resid(big)^2) / dfb
    singular <- k * msb < msw
    if (singular) { msw <- (k * msb * dfb + msw * dfw) / (dfb + dfw); msb <- msw / k; dfw <- dfb <- dfb + dfw }
    run(id, file, list(analysis = "pooled", outcome = "v"), {
      number("model/people", n); number("model/sigma", sqrt(msw))
      number("model/sd_people", sqrt(max(0, msb - msw / k)))
      base <- cues[1]
      X <- if (two) model.matrix(~group) else matrix(1, n, 1)
      XX <- solve(crossprod(X)); B <- XX %*% crossprod(X, C)
      mean_of <- if (two) c(1, .5) else 1
      cue <- function(l, j) { # contrast of cue j with the first
        e <- rep(0, k); e[j] <- 1; e[1] <- -1; w <- t(contrasts(k)) %*% e
        c(sum((l %*% B) * t(w)), sqrt(msw * drop(t(l) %*% XX %*% l) * sum(w^2)))
      }
      for (j in 2:k) {
        x <- cue(mean_of, j); at <- paste0("model/effects/", cues[j], " - ", base)
        number(paste0(at, "/estimate"), x[1]); number(paste0(at, "/se"), x[2]); number(paste0(at, "/df"), dfw)
        number(paste0(at, "/p"), 2 * pt(-abs(x[1] / x[2]), dfw))
      }
      if (two) {
        for (j in 2:k) { # groups sort: sedentary - trained
          x <- cue(c(0, -1), j); at <- paste0("model/effects/sedentary - trained: ", cues[j], " - ", base)
          number(paste0(at, "/estimate"), x[1], 1e-8, 1e-9); number(paste0(at, "/se"), x[2])
        }
        e <- c(1, rep(0, k - 1)); w <- t(contrasts(k)) %*% e
        own <- sum(-B[2, ] * w) - coef(big)["grouptrained"]
        b <- msb * vcov(big)["grouptrained", "grouptrained"] / (sum(resid(big)^2) / big$df.residual)
        v <- msw * XX[2, 2] * sum(w^2)
        at <- "model/effects/sedentary - trained (none)"
        number(paste0(at, "/estimate"), own); number(paste0(at, "/se"), sqrt(b + v))
        if (!singular) number(paste0(at, "/df"), (b + v)^2 / (b^2 / dfb + v^2 / dfw))
      }
      if (singular) warns("W_SINGULAR") else {
        # the same by lme4 on all people
        long <- data.frame(v = as.vector(t(y)) - 1e3, p = factor(rep(seq_len(n), each = k)), cue = factor(rep(cues, n), cues),
                           site = rep(site, each = k), group = rep(group, each = k))
        if (two) contrasts(long$group) <- contr.sum(2)
        contrasts(long$cue) <- contr.sum(k)
        form <- if (two) v ~ site + group * cue + (1 | p) else v ~ site + cue + (1 | p)
        fit <- lmer(form, long, control = tight); a <- anova(fit)
        value("model/terms/condition/F", a["cue", "F value"], 1e-5); value("model/terms/condition/df2", a["cue", "DenDF"], 1e-5)
        if (two) {
          value("model/terms/group/F", a["group", "F value"], 1e-5); value("model/terms/group/p", a["group", 6], 1e-5)
          value("model/terms/group x condition/F", a["group:cue", "F value"], 1e-5, 1e-7)
        }
        value("model/sigma", sigma(fit), 1e-6)
        more <- lm(if (two) C ~ group + site else C ~ site); less <- inner
        df1 <- (k - 1) * (less$df.residual - more$df.residual); df2 <- (k - 1) * more$df.residual
        number("model/terms/site x condition/F", (sum(resid(less)^2) - sum(resid(more)^2)) / df1 / (sum(resid(more)^2) / df2))
        number("model/terms/site x condition/df2", df2)
      }
      # each site's own, as paired t tests and Welch's
      s1 <- plan$site[1]; dif <- y[site == s1, 2] - y[site == s1, 1]
      number("sites/0/estimate", mean(dif), 1e-8, 1e-10); number("sites/0/se", sd(dif) / sqrt(length(dif)))
    })
  }
  plan <- data.frame(site = rep(c("leeds", "york", "hull"), each = 2), group = c("sedentary", "trained"), n = c(9, 7, 6, 12, 8, 5))
  pool("three sites", "pooled_three.csv", plan, c("none", "dowel", "tap"), 3, 2)
  pool("a site of one group", "pooled_one_group.csv", plan[-6, ], c("none", "dowel"), 3, 2)
  pool("no groups", "pooled_no_groups.csv", data.frame(site = letters[1:4], group = "all", n = c(5, 9, 6, 14)),
       c("none", "dowel", "tap", "wall"), 2, 1)
  pool("people alike", "pooled_singular.csv", plan, c("none", "dowel", "tap"), 0, 2, wave = 1)
  run("levels of order", "pooled_three.csv", list(analysis = "pooled", outcome = "v", order = I(c("none", "tap"))),
      equals("sites/0/effect", "none - tap"))
  error <- function(id, file, request, code) run(id, file, request, equals("error/code", code))
  error("order unknown", "pooled_three.csv", list(analysis = "pooled", outcome = "v", order = I(c("none", "band"))), "E_LEVELS")
  d <- read.csv("pooled_three.csv")
  save(d[d$site == "york", ], "pooled_one_site.csv")
  error("one site", "pooled_one_site.csv", list(analysis = "pooled", outcome = "v"), "E_TOO_FEW")
  save(transform(d, covariance = covariance * ifelse(condition == with, 1, 9)), "pooled_impossible.csv")
  error("impossible", "pooled_impossible.csv", list(analysis = "pooled", outcome = "v"), "E_INPUT")
  save(transform(d, tier = ifelse(site == "york", "B", "A")), "pooled_mixed.csv")
  error("mixed", "pooled_mixed.csv", list(analysis = "pooled", outcome = "v"), "E_MIXED_EVIDENCE")
  save(transform(d, aggregate = ifelse(site == "york", "max", "mean")), "pooled_otherwise.csv")
  error("otherwise", "pooled_otherwise.csv", list(analysis = "pooled", outcome = "v"), "E_MIXED_ROWS")
  save(rbind(d, d[1, ]), "pooled_twice.csv")
  error("twice", "pooled_twice.csv", list(analysis = "pooled", outcome = "v"), "E_INPUT")
  save(transform(d, version = ifelse(site == "york", "1.0", "2.0")), "pooled_versions.csv")
  run("versions", "pooled_versions.csv", list(analysis = "pooled", outcome = "v"), warns("W_SITES_DIFFER"))
}))
