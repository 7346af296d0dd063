SELECT year, cat, n FROM answer WHERE m = 191 AND n <> 0 ORDER BY 1,2;
