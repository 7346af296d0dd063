package classify

// Without is the reading as it would be if the source, and every source that
// rests on it alone, had never said or corrected anything.
func (r *Reading) Without(source string) *Reading {
	return readWithout(r.book, r.dossier, r.recorded, r.fallsWith(source))
}
