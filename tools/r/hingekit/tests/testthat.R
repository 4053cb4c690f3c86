library(testthat)
library(hingekit)
test_check("hingekit")
