package ascribe

// MaxID is the greatest length of an id, in bytes.
const MaxID = 80

// ValidID reports whether s can be an id: [a-z0-9][a-z0-9._-]{0,79}.
func ValidID(s string) bool {
	if s == "" || len(s) > MaxID {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !letter && (i == 0 || c != '.' && c != '_' && c != '-') {
			return false
		}
	}
	return true
}

// Main is the team's own dataset. In records it is left out.
const Main = "main"
