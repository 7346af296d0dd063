package columns

import "github.com/ascribe-project/ascribe"

// Values are the values of a variable that incidents have on a day, each once: nil,
// where there are more than most, or the columns do not have it.
func (s *Survey) Values(name string, known ascribe.Day, most int) ([]string, error) {
	if !s.Knows(name) {
		return nil, nil
	}
	t, err := s.trackOn(name, s.on(s.cells, known))
	if err != nil {
		return nil, err
	}
	listing := s.listing(known)
	met := make([]bool, len(t.values))
	var list []string
	for i, bits := range listing {
		if value := t.now[i]; bits&rowLists != 0 && !met[value] {
			met[value] = true
			if list = append(list, t.values[value]); len(list) > most {
				return nil, nil
			}
		}
	}
	return list, nil
}
