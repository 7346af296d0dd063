package classify

// Without is the reading as if the source had never said or corrected
// anything, nor what rests on it alone.
func (r *Reading) Without(source string) *Reading {
	return readWithout(r.book, r.dossier, r.recorded, r.fallsWith(source))
}
