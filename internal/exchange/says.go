package exchange

import (
	"bytes"
	"encoding/json"
)

// Says is what the casebook says of itself in its datapackage.json. What is not
// there, or is not as it should be, is left out: people edit it.
func (c *Casebook) Says() About { return c.says }

func saysOf(text []byte) About {
	var members map[string]json.RawMessage
	if json.Unmarshal(bytes.TrimPrefix(text, []byte(bom)), &members) != nil {
		return About{}
	}
	return About{
		Name: member[string](members, "name"), Title: member[string](members, "title"), Description: member[string](members, "description"),
		Licences: member[[]Licence](members, "licenses"), Contributors: member[[]Contributor](members, "contributors"),
	}
}

// member is a member of an object; nothing, where it is of another type.
func member[T any](members map[string]json.RawMessage, name string) (value T) {
	if json.Unmarshal(members[name], &value) != nil {
		var none T
		return none
	}
	return value
}
