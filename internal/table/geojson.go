package table

import (
	"bufio"
	"io"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// writeGeoJSON writes a feature a row (RFC 7946). The first column of points is
// the geometry, null where no point is known, and all the others are
// properties; how exact a point is stands beside them as NAME_precision.
func writeGeoJSON(w io.Writer, t *Table) error {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Type == TypePoint })
	if at < 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "this table has no column of points, and so is no GeoJSON").
			WithHint("choose a table with one, or another format")
	}
	precision, err := memberNames([]Column{{Name: t.Columns[at].Name + "_precision"}})
	if err != nil {
		return err
	}
	names, err := memberNames(t.Columns)
	if err != nil {
		return err
	}
	names[at] = precision[0]
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(`{"type":"FeatureCollection","features":[`) //nolint:errcheck // Flush says
	var feature []byte
	between := "\n"
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		feature = append(append(feature[:0], between...), `{"type":"Feature","geometry":`...)
		feature = append(appendGeometry(feature, row[at]), `,"properties":{`...)
		for i, c := range row {
			typ := t.Columns[i].Type
			if i == at {
				c, typ = Text(c.text), TypeText
			}
			if i > 0 {
				feature = append(feature, ',')
			}
			if feature, err = appendJSON(append(feature, names[i]...), c, typ); err != nil {
				return err
			}
		}
		if _, err := out.Write(append(feature, "}}"...)); err != nil {
			return err
		}
		between = ",\n"
	}
	out.WriteString("\n]}\n") //nolint:errcheck // Flush says
	return out.Flush()
}

// appendGeometry appends a point: the longitude comes first.
func appendGeometry(to []byte, c Cell) []byte {
	if !c.known {
		return append(to, "null"...)
	}
	to = append(to, `{"type":"Point","coordinates":[`...)
	to = strconv.AppendFloat(to, c.longitude(), 'f', -1, 64)
	to = strconv.AppendFloat(append(to, ','), c.decimal(), 'f', -1, 64)
	return append(to, "]}"...)
}
