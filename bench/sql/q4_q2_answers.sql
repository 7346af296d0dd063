SELECT cut.day, year, cat, n FROM answer JOIN cut ON cut.m = answer.m WHERE n <> 0 ORDER BY 1,2,3;
