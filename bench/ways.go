package main

// sqlWays are the texts that answer a question in SQL. The fastest of them on
// an engine is the one that counts there.
func sqlWays(question string) []string {
	switch question {
	case "q1":
		return []string{"q1.sql", "q1_packed.sql"}
	case "q2", "q5", "q5cel":
		return []string{"q2_join.sql", "q2_window.sql", "q2_steps.sql"}
	case "q2days":
		return []string{"q2_days.sql"}
	}
	return nil
}

// tableOf is the decision table that a question is asked under.
func tableOf(question string) string {
	switch question {
	case "q5":
		return "V2"
	case "q5cel":
		return "V3"
	}
	return "V1"
}
